//! Files that come piece by piece, over a network that breaks: each piece is sealed
//! while it arrives and durable before it is acknowledged. When the last one is
//! there, the file goes through the same door as every other ([`super::upload`]):
//! the gate is asked anew, and document, entry and the end of the upload are one
//! transaction, so that ending twice stores once and a lost answer can be asked for.

mod append;
mod running;

pub use append::{Body, append};
pub use running::Running;

use super::App;
use super::error::{Error, Invalid};
use super::{profile, sweep};
use crate::domain::text::Title;
use crate::domain::time::{DAY_MICROS, Day};
use crate::domain::{ChildId, Timestamp};
use crate::gate::action::Store;
use crate::gate::{Ask, Touching};
use crate::identity::Actor;
use crate::store::uploads::{self, Stored, Upload};
use crate::store::{Conn, StoreError, Unlogged, documents, keys};
use crate::vault::VaultError;
use crate::vault::fields::Place;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An upload that is not finished after so long is destroyed; one that is, is told
/// of for so long.
pub const LIFE_MICROS: i64 = DAY_MICROS;
/// Uploads that one person may have under way.
pub const OPEN_MAX: i64 = 50;
/// Uploads that one job of the sweeper removes.
const AT_ONCE: i64 = 50;

/// What is said about a file before it comes.
#[derive(Debug)]
pub struct Want {
    /// Into whose folder.
    pub child: ChildId,
    /// What the document is to be called.
    pub title: Title,
    /// Category code.
    pub category: String,
    /// Date on the document.
    pub date: Option<Day>,
    /// The file's name, as it was sent.
    pub file_name: String,
    /// What its owner's device knows the file again by.
    pub fingerprint: String,
    /// Length of the whole file in bytes.
    pub length: u64,
}

/// The part of it that is sealed.
#[derive(Serialize, Deserialize)]
struct Said {
    title: String,
    date: Option<String>,
    file_name: String,
    fingerprint: String,
}

/// An upload as its owner sees it.
#[derive(Debug, Clone)]
pub struct View {
    /// Id.
    pub id: Uuid,
    /// What its owner's device knows the file again by.
    pub fingerprint: String,
    /// Length of the whole file in bytes.
    pub length: u64,
    /// Bytes of it that are durable.
    pub received: u64,
    /// Useless from this instant on.
    pub expires: Timestamp,
    /// The code of why it will never be stored.
    pub failed: Option<String>,
    /// What became of it.
    pub stored: Option<Stored>,
}

fn view(row: &Upload, fingerprint: String) -> View {
    View {
        id: row.id,
        fingerprint,
        length: row.length,
        received: row.received,
        expires: row.expires,
        failed: row.failed.clone(),
        stored: row.stored,
    }
}

/// Begins an upload. Somebody who may not store is turned away, with an entry,
/// before any byte comes.
///
/// # Errors
/// Refusals; what is wrong with what was said; [`Error::TooOften`] when too many are
/// under way.
pub async fn create(app: &App, actor: &Actor, want: Want) -> Result<View, Error> {
    if want.length == 0 {
        let error = crate::domain::sniff::SniffError::Empty;
        return Err(Error::MediaType { code: error.code(), detail: error.to_string() });
    }
    let limit = app.limits.document_bytes;
    if want.length > limit {
        return Err(Error::TooLarge { limit });
    }
    let known = app.policies().tables().category(&want.category).is_some();
    if !known || want.category == profile::CATEGORY {
        return Err(Invalid::new(
            "unknown-category",
            "category",
            "There is no such category. GET /api/v1/categories lists them.",
        )
        .into());
    }
    let touching = Touching::Scope(Vec::new(), vec![want.category.clone()]);
    let ask = Ask::about(want.child).own_purpose().touching(touching);
    if let Some(refusal) = app.gate.turn_away::<Store>(actor, ask, app.clock.now()).await? {
        return Err(refusal.into());
    }
    let said = Said {
        title: want.title.as_str().to_owned(),
        date: want.date.map(|day| day.to_string()),
        file_name: want.file_name,
        fingerprint: want.fingerprint.clone(),
    };
    let said = serde_json::to_string(&said).map_err(|error| Error::Internal(Box::new(error)))?;
    let id = app.entropy().uuid();
    let mut conn = app.db.read().await?;
    let key = app.vault.data_key(&mut conn, want.child.0).await?;
    drop(conn);
    let mut new = Upload {
        id,
        person: actor.person(),
        child: want.child,
        category: want.category,
        said_sealed: app.vault.seal_text(&key, Place::upload_said(id), &said)?,
        length: want.length,
        received: 0,
        expires: Timestamp::from_micros(0),
        failed: None,
        stored: None,
    };
    let person = actor.person();
    let made = app
        .db
        .write_unlogged::<Option<Upload>, StoreError, _>(Unlogged::Uploads, move |tx| {
            Box::pin(async move {
                let now = tx.now();
                if uploads::count_open(tx, person, now).await? >= OPEN_MAX {
                    return Ok(None);
                }
                // Erased in the meantime: nothing can be opened that is sealed now.
                if keys::find(tx, new.child.0).await?.is_none() {
                    return Err(StoreError::Job("the folder was erased"));
                }
                new.expires = now.plus_micros(LIFE_MICROS);
                uploads::insert(tx, &new).await?;
                Ok(Some(new))
            })
        })
        .await?;
    let made = made.ok_or(Error::TooOften {
        code: "too-many-open-uploads",
        detail: "Several of your uploads are not finished. Go on with them, or delete them.",
        wait_secs: 60,
    })?;
    Ok(view(&made, want.fingerprint))
}

/// The actor's own upload; another's is not there, nor is one whose document has been
/// erased: what is gone is told stored to nobody.
async fn own(app: &App, actor: &Actor, id: Uuid) -> Result<Upload, Error> {
    let mut conn = app.db.read().await?;
    let now = app.clock.now();
    let found = uploads::find(&mut conn, id).await?;
    let found = found.filter(|row| row.person == actor.person() && row.expires > now);
    let row = found.ok_or(Error::NotFound { index: None })?;
    if is_there(&mut conn, &row).await? { Ok(row) } else { Err(Error::NotFound { index: None }) }
}

/// Is what became of it still there, if it became anything?
async fn is_there(conn: &mut Conn, row: &Upload) -> Result<bool, Error> {
    let Some(stored) = &row.stored else { return Ok(true) };
    let document = documents::find(conn, stored.document).await?;
    Ok(document.is_some_and(|document| document.erased.is_none()))
}

/// What was said about an upload.
async fn said(app: &App, row: &Upload) -> Result<Said, Error> {
    let mut conn = app.db.read().await?;
    let key = match app.vault.data_key(&mut conn, row.child.0).await {
        // The folder was erased, and the upload with it.
        Err(VaultError::Missing) => return Err(Error::NotFound { index: None }),
        key => key?,
    };
    let text = app.vault.open_text(&key, Place::upload_said(row.id), &row.said_sealed)?;
    serde_json::from_str(&text).map_err(|error| Error::Internal(Box::new(error)))
}

/// How far an upload of the actor's own has come. What is still sending for it is
/// ended first, so that the answer holds.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Busy`] when it is just being stored.
pub async fn show(app: &App, actor: &Actor, id: Uuid) -> Result<View, Error> {
    own(app, actor, id).await?;
    let _turn = app.uploads.enter(id).await?;
    let row = own(app, actor, id).await?;
    let fingerprint = said(app, &row).await?.fingerprint;
    Ok(view(&row, fingerprint))
}

/// The actor's own uploads into a folder that can be gone on with, or were finished
/// within the day.
///
/// # Errors
/// What the stores say.
pub async fn list(app: &App, actor: &Actor, child: ChildId) -> Result<Vec<View>, Error> {
    let now = app.clock.now();
    let mut conn = app.db.read().await?;
    let mut rows = Vec::new();
    for row in uploads::list_of_person(&mut conn, (actor.person(), child), now).await? {
        if is_there(&mut conn, &row).await? {
            rows.push(row);
        }
    }
    drop(conn);
    let mut views = Vec::new();
    for row in rows {
        match said(app, &row).await {
            Ok(said) => views.push(view(&row, said.fingerprint)),
            Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(views)
}

/// Ends an upload of the actor's own for good; what has come of it is destroyed, a
/// document that it became stays.
///
/// # Errors
/// [`Error::NotFound`], and what the stores say.
pub async fn remove(app: &App, actor: &Actor, id: Uuid) -> Result<(), Error> {
    own(app, actor, id).await?;
    let _turn = app.uploads.enter(id).await?;
    own(app, actor, id).await?;
    discard(app, id, Why::Removed).await
}

/// Why an upload is over.
enum Why {
    /// Its row goes too.
    Removed,
    /// Its row stays and tells this code.
    Failed(String),
}

/// Destroys the keys of an upload's pieces, then their objects.
async fn discard(app: &App, id: Uuid, why: Why) -> Result<(), Error> {
    let blobs = app
        .db
        .write_unlogged::<Vec<String>, StoreError, _>(Unlogged::Uploads, move |tx| {
            Box::pin(async move {
                let parts = uploads::list_parts(tx, id).await?;
                match why {
                    Why::Removed => uploads::remove(tx, id).await?,
                    Why::Failed(code) => uploads::fail(tx, id, &code).await?,
                }
                Ok(parts.into_iter().map(|part| part.blob_name).collect())
            })
        })
        .await?;
    forget(app, blobs).await;
    Ok(())
}

/// Removes objects whose keys are destroyed.
async fn forget(app: &App, blobs: Vec<String>) {
    if blobs.is_empty() {
        return;
    }
    sweep::wipe(app).await;
    for blob in blobs {
        sweep::forget_blob(app, &blob).await;
    }
}

/// Destroys uploads whose time is over. Gives how many.
///
/// # Errors
/// When the database cannot be used.
pub async fn sweep_expired(app: &App) -> Result<usize, Error> {
    let mut removed = 0;
    loop {
        let mut conn = app.db.read().await?;
        let over = uploads::list_expired(&mut conn, app.clock.now(), AT_ONCE).await?;
        drop(conn);
        if over.is_empty() || app.stop.is_cancelled() {
            return Ok(removed);
        }
        for id in over {
            discard(app, id, Why::Removed).await?;
            removed += 1;
        }
    }
}

/// Destroys uploads into a folder that is being erased; false when there are none.
///
/// # Errors
/// What the stores say.
pub(super) async fn discard_of_child(app: &App, child: ChildId) -> Result<bool, Error> {
    let mut conn = app.db.read().await?;
    let ids = uploads::list_of_child(&mut conn, child, AT_ONCE).await?;
    drop(conn);
    for id in &ids {
        discard(app, *id, Why::Removed).await?;
    }
    Ok(!ids.is_empty())
}
