//! Carrying an erasure out. In one transaction the child's key is destroyed and
//! there is no such child any more: from then on nothing can be opened, and every
//! stream is cut. What is left is emptied in jobs of bounded size; each leaves a
//! whole state, so that a process that dies in between is followed by one that
//! goes on.

use super::super::App;
use super::super::error::Error;
use super::super::{sweep, uploads};
use super::asking;
use crate::domain::DocumentId;
use crate::domain::PersonId;
use crate::domain::entry::Kind;
use crate::domain::time::SECOND_MICROS;
use crate::gate::Detail;
use crate::gate::system::{About, By};
use crate::store::erasures::{self, Erasure};
use crate::store::log::{self, DEFAULT_LOG};
use crate::store::{Tx, Unlogged, children, documents, keys};

/// Documents, notices and consents that one job empties.
const ROWS: i64 = 50;
/// Entries that one job takes the subject out of.
const ENTRIES: i64 = 200;

/// Does what is due of all erasures. Gives how many have begun or gone on.
///
/// # Errors
/// When the database cannot be used; trouble with one erasure is its own.
pub async fn carry_out(app: &App) -> Result<usize, Error> {
    let mut conn = app.db.read().await?;
    let running = erasures::list_running(&mut conn).await?;
    drop(conn);
    let mut count = 0;
    for erasure in running {
        match one(app, &erasure).await {
            Ok(did) => count += usize::from(did),
            Err(error) => tracing::error!(
                error = &error as &dyn std::error::Error,
                "an erasure cannot go on; it is tried again"
            ),
        }
    }
    Ok(count)
}

async fn one(app: &App, erasure: &Erasure) -> Result<bool, Error> {
    let now = app.clock.now();
    let begun = match erasure.begun {
        Some((_, index)) => Some(index),
        None if erasure.due.is_some_and(|due| due <= now) => begin(app, erasure).await?,
        None if asking::has_lapsed(erasure, now) => {
            lapse(app, erasure).await?;
            None
        }
        None => None,
    };
    let Some(index) = begun else { return Ok(false) };
    while step(app, erasure, index).await? {
        if app.stop.is_cancelled() {
            return Ok(true);
        }
        tokio::task::yield_now().await;
    }
    sweep::wipe(app).await;
    finish(app, erasure).await?;
    Ok(true)
}

/// Nobody answered in time.
async fn lapse(app: &App, erasure: &Erasure) -> Result<(), Error> {
    let (id, child) = (erasure.id, erasure.child);
    app.gate
        .administer::<(), Error, _>(Kind::FolderErasureStopped, By::System, move |tx| {
            Box::pin(async move {
                let now = tx.now();
                let open = erasures::find_open(tx, child).await?;
                let due = open.is_some_and(|one| one.id == id && asking::has_lapsed(&one, now));
                if !due || !erasures::stop(tx, id).await? {
                    return Ok(((), None));
                }
                let reason = Some("unanswered".to_owned());
                Ok(((), Some(About { reason, child: Some(child), ..About::default() })))
            })
        })
        .await
}

/// Destroys the key, if it is time and all who decide now have asked. Gives the
/// entry that tells of it.
///
/// # Errors
/// What the stores say.
pub async fn begin(app: &App, erasure: &Erasure) -> Result<Option<i64>, Error> {
    let (with, id, child) = (app.clone(), erasure.id, erasure.child);
    let begun = app
        .gate
        .administer_each::<Option<i64>, Error, _>(By::System, move |tx| {
            Box::pin(async move {
                let about = |reason: &str| About {
                    reason: Some(reason.to_owned()),
                    child: Some(child),
                    by: None,
                    detail: Detail::default(),
                };
                match destroy(&with, tx, (id, child)).await? {
                    Destroyed::Not => Ok((None, Vec::new())),
                    Destroyed::Stopped => {
                        let told = about("decision-needed");
                        Ok((None, vec![(Kind::FolderErasureStopped, told)]))
                    }
                    Destroyed::At(index) => {
                        Ok((Some(index), vec![(Kind::FolderErased, about("asked"))]))
                    }
                }
            })
        })
        .await?;
    if begun.is_some() {
        sweep::wipe(app).await;
    }
    Ok(begun)
}

enum Destroyed {
    Not,
    /// Somebody decides now who has not asked.
    Stopped,
    At(i64),
}

async fn destroy(
    app: &App,
    tx: &mut Tx,
    (id, child): (uuid::Uuid, crate::domain::ChildId),
) -> Result<Destroyed, Error> {
    let now = tx.now();
    let due = |one: &Erasure| {
        one.id == id && one.begun.is_none() && one.due.is_some_and(|due| due <= now)
    };
    if !erasures::find_open(tx, child).await?.as_ref().is_some_and(due) {
        return Ok(Destroyed::Not);
    }
    let Some(row) = children::find(tx, child).await? else { return Ok(Destroyed::Not) };
    let law = app.policies().tables().ages.law(row.born, now);
    let asked: Vec<PersonId> =
        erasures::list_asked(tx, id).await?.into_iter().map(|one| one.person).collect();
    if !asking::missing(app, tx, child, &law, &asked, now).await?.is_empty() {
        erasures::stop(tx, id).await?;
        return Ok(Destroyed::Stopped);
    }
    let index = tx.next_index();
    if !erasures::begin(tx, id, child).await? {
        return Ok(Destroyed::Not);
    }
    keys::destroy(tx, child.0).await?;
    children::erase(tx, child).await?;
    Ok(Destroyed::At(index))
}

/// One job of emptying; false when nothing is left. `index` is the entry that
/// tells of the erasure.
///
/// # Errors
/// What the stores say.
pub async fn step(app: &App, erasure: &Erasure, index: i64) -> Result<bool, Error> {
    if uploads::discard_of_child(app, erasure.child).await? {
        return Ok(true);
    }
    let mut conn = app.db.read().await?;
    let found = erasures::list_documents(&mut conn, erasure.child, ROWS).await?;
    if !found.is_empty() {
        let mut blobs = Vec::new();
        for document in &found {
            blobs.extend(documents::list_blobs(&mut conn, DocumentId(*document)).await?);
        }
        drop(conn);
        empty(app, Rows::Documents, found).await?;
        for blob in blobs {
            sweep::forget_blob(app, &blob).await;
        }
        return Ok(true);
    }
    // Notices name consents: as long as these are there.
    let mut found = erasures::list_notices(&mut conn, erasure.child, ROWS).await?;
    let mut rows = Rows::Notices;
    if found.is_empty() {
        found = erasures::list_consents(&mut conn, erasure.child, ROWS).await?;
        rows = Rows::Consents;
    }
    if !found.is_empty() {
        drop(conn);
        empty(app, rows, found).await?;
        return Ok(true);
    }
    let place = (erasure.child, index);
    let rows = log::erase::list_of_child(&mut conn, DEFAULT_LOG, place, ENTRIES).await?;
    drop(conn);
    if rows.is_empty() {
        return Ok(false);
    }
    app.gate.erase_entries(index, rows).await?;
    Ok(true)
}

/// What is emptied row by row.
#[derive(Clone, Copy)]
enum Rows {
    Documents,
    Notices,
    Consents,
}

async fn empty(app: &App, rows: Rows, ids: Vec<uuid::Uuid>) -> Result<(), Error> {
    app.db
        .write_unlogged::<(), Error, _>(Unlogged::ErasedRows, move |tx| {
            Box::pin(async move {
                for id in ids {
                    match rows {
                        Rows::Documents => erasures::empty_document(tx, id).await?,
                        Rows::Notices => erasures::forget_notice(tx, id).await?,
                        Rows::Consents => erasures::empty_consent(tx, id).await?,
                    }
                }
                Ok(())
            })
        })
        .await
}

/// Says that it is done, once no stream can still be told of that ran when the
/// folder was erased: until then entries about it may come.
async fn finish(app: &App, erasure: &Erasure) -> Result<(), Error> {
    let longest = app.limits.stream + app.limits.idle;
    let longest = i64::try_from(longest.as_micros()).unwrap_or(i64::MAX);
    let mut conn = app.db.read().await?;
    let open = erasures::find_open(&mut conn, erasure.child).await?;
    drop(conn);
    let Some((begun, _)) = open.and_then(|one| one.begun) else { return Ok(()) };
    let over = begun.plus_micros(longest.saturating_add(60 * SECOND_MICROS));
    if app.clock.now() < over {
        return Ok(());
    }
    let id = erasure.id;
    app.db
        .write_unlogged::<(), Error, _>(Unlogged::ErasedRows, move |tx| {
            Box::pin(async move { Ok(erasures::finish(tx, id).await?) })
        })
        .await
}
