//! Requests that nobody answers lapse, whether somebody is known or not.

use super::super::App;
use super::super::error::Error;
use super::detail;
use crate::domain::entry::Kind;
use crate::domain::request::Stored;
use crate::gate::system::{About, By};
use crate::store::requests::{self, Answer};
use crate::store::{StoreError, Unlogged};

/// How many are looked up together.
const AT_ONCE: i64 = 100;

/// Ends the requests that nobody has answered in time, each with its entry, and
/// drops the keyed numbers of all whose time is over. Gives how many it ended.
///
/// # Errors
/// What the stores say.
pub async fn lapse(app: &App) -> Result<usize, Error> {
    let mut count = 0;
    loop {
        let mut conn = app.db.read().await?;
        let due = requests::list_lapsed(&mut conn, app.clock.now(), AT_ONCE).await?;
        drop(conn);
        if due.is_empty() {
            break;
        }
        let before = count;
        for found in due {
            count += usize::from(one(app, found.id).await?);
        }
        if count == before || app.stop.is_cancelled() {
            break;
        }
    }
    let mut conn = app.db.read().await?;
    let keeps = requests::keeps_numbers(&mut conn, app.clock.now()).await?;
    drop(conn);
    if !keeps {
        return Ok(count);
    }
    app.db
        .write_unlogged::<(), StoreError, _>(Unlogged::SweepMark, |tx| {
            Box::pin(async move { requests::forget_numbers(tx).await.map(drop) })
        })
        .await?;
    Ok(count)
}

async fn one(app: &App, id: crate::domain::RequestId) -> Result<bool, Error> {
    app.gate
        .administer::<bool, Error, _>(Kind::RequestLapsed, By::System, move |tx| {
            Box::pin(async move {
                let now = tx.now();
                let found = requests::find(tx, id).await?;
                let due = found.filter(|one| one.state == Stored::Sent && one.lapses <= now);
                let Some(request) = due else { return Ok((false, None)) };
                let lapsed = Answer { state: Stored::Lapsed, by: None, given: None };
                requests::answer(tx, &request, lapsed).await?;
                let detail = detail(tx, &request).await?;
                Ok((true, Some(About { detail, ..About::default() })))
            })
        })
        .await
}
