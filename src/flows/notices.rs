//! What people are told of: the inbox, how and where they want mail, and the
//! programs of units.

pub mod chores;
pub mod contact;
pub mod webhooks;

use super::App;
use super::error::Error;
use crate::domain::Timestamp;
use crate::identity::Actor;
use crate::notify::sight::{self, Sight};
pub use crate::store::notices::Notice as Shown;
use crate::store::notices::{self, Notice};
use crate::store::{StoreError, Unlogged};
use uuid::Uuid;

/// Rows that are looked at for one page, at most: what may not be seen any more
/// is passed over.
const LOOKED_MAX: usize = 5000;

/// One page of an inbox.
#[derive(Debug)]
pub struct Page {
    /// Notices, newest first.
    pub items: Vec<Notice>,
    /// Where the next page begins.
    pub next: Option<After>,
    /// How many are unseen: of the newest [`sight::UNSEEN_MAX`].
    pub unread: usize,
}

/// Where a page begins: after the notice shown from this time on, with this id.
pub type After = (Timestamp, Uuid);

/// The newest end of every inbox.
const BEGIN: (i64, Uuid) = (i64::MAX, Uuid::max());

/// A page of what `actor` was told of and may see now.
///
/// # Errors
/// What the store says.
pub async fn list(
    app: &App,
    actor: &Actor,
    after: Option<After>,
    limit: usize,
) -> Result<Page, Error> {
    let (person, now) = (actor.person(), app.clock.now());
    let mut conn = app.db.read().await?;
    let mut sight = Sight::of(&app.gate, person, now);
    let mut at = after.unwrap_or((Timestamp::from_micros(BEGIN.0), BEGIN.1));
    let (mut items, mut looked, mut next) = (Vec::new(), 0, None);
    'pages: while looked < LOOKED_MAX {
        let rows = notices::list(&mut conn, person, now, at, 200).await?;
        let Some(last) = rows.last() else { break };
        at = (last.shown_from, last.id);
        looked += rows.len();
        for row in rows {
            if !sight.visible(&mut conn, &row).await? {
                continue;
            }
            if items.len() == limit {
                // One more is there: the cursor is the last that was shown.
                next = items.last().map(|last: &Notice| (last.shown_from, last.id));
                break 'pages;
            }
            items.push(row);
        }
    }
    let unread = sight::unseen(&app.gate, &mut conn, person, now).await?;
    Ok(Page { items, next, unread })
}

/// Marks a notice of `actor` as seen; one that was seen before stays so.
///
/// # Errors
/// [`Error::NotFound`] when there is none that `actor` may see.
pub async fn see(app: &App, actor: &Actor, id: Uuid) -> Result<(), Error> {
    let (person, now) = (actor.person(), app.clock.now());
    let mut conn = app.db.read().await?;
    let notice = notices::find(&mut conn, id).await?.ok_or(Error::NotFound { index: None })?;
    if !Sight::of(&app.gate, person, now).visible(&mut conn, &notice).await? {
        return Err(Error::NotFound { index: None });
    }
    drop(conn);
    if notice.seen.is_some() {
        return Ok(());
    }
    app.db
        .write_unlogged::<(), StoreError, _>(Unlogged::NoticesSeen, move |tx| {
            Box::pin(async move { notices::see(tx, id, person).await })
        })
        .await?;
    Ok(())
}
