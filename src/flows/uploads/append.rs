//! The next bytes of an upload, and its end.

use super::{LIFE_MICROS, Said, View, Why, discard, forget, own, running::Turn, said, view};
use crate::domain::text::Title;
use crate::domain::{ChildId, DocumentId};
use crate::flows::App;
use crate::flows::error::Error;
use crate::flows::upload::{self, Meta};
use crate::identity::Actor;
use crate::store::documents::StoredVersion;
use crate::store::uploads::{self, Part, Upload};
use crate::store::{StoreError, Unlogged};
use crate::vault::fields::DataKey;
use crate::vault::incoming::{Arrived, Incoming};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use std::pin::Pin;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Bytes after which a piece is made durable though more is coming: so much is sent
/// again at most after a crash in the middle of one long request.
const PART: u64 = 4 << 20;

/// How long one who is to end takes in what has come, and how long the next bytes of
/// it are waited for.
const DRAIN: Duration = Duration::from_secs(2);
const QUIET: Duration = Duration::from_millis(200);

/// Bytes as they come; an error when the connection broke.
pub type Body = Pin<Box<dyn Stream<Item = Result<Bytes, ()>> + Send>>;

/// Adds bytes from `offset` on. Everything that has come when the connection breaks
/// is kept, and `slot` is held until that is done, whoever waits for the answer. With
/// the last byte the document is stored; where all bytes are there already, it is tried
/// again.
///
/// # Errors
/// [`Error::Conflict`] when the upload does not stand at `offset`; why it cannot be
/// stored, with the upload at its end where that will not change.
pub async fn append(
    app: &App,
    actor: &Actor,
    id: Uuid,
    offset: u64,
    (body, slot): (Body, impl Send + 'static),
) -> Result<View, Error> {
    // A task of its own: a connection that breaks does not take along what has come.
    let (all, actor) = (app.clone(), actor.clone());
    let appending = async move {
        let done = whole(&all, &actor, id, offset, body).await;
        drop(slot);
        done
    };
    app.tasks.spawn(appending).await.map_err(|error| Error::Internal(Box::new(error)))?
}

fn misplaced() -> Error {
    Error::Conflict {
        code: "offset-mismatch",
        detail: "The upload does not stand at this offset. Ask with HEAD where it stands.",
    }
}

async fn whole(app: &App, actor: &Actor, id: Uuid, offset: u64, body: Body) -> Result<View, Error> {
    own(app, actor, id).await?;
    let turn = app.uploads.enter(id).await?;
    let mut row = own(app, actor, id).await?;
    let about = said(app, &row).await?;
    if offset != row.received {
        return Err(misplaced());
    }
    if row.stored.is_some() {
        return Ok(view(&row, about.fingerprint));
    }
    if row.failed.is_some() {
        return Err(Error::Conflict {
            code: "upload-failed",
            detail: "This upload cannot be stored. GET tells why. Begin a new one.",
        });
    }
    if row.received < row.length {
        let taking = Receiver { app, turn: &turn, row: &mut row, end: None };
        let received = tokio::time::timeout(app.limits.stream, taking.take(body)).await;
        received.unwrap_or(Err(Error::Incomplete))?;
    }
    if row.received < row.length {
        return Ok(view(&row, about.fingerprint));
    }
    let fingerprint = about.fingerprint.clone();
    finish(app, actor, &row, about).await?;
    let row = own(app, actor, id).await?;
    Ok(view(&row, fingerprint))
}

struct Receiver<'a> {
    app: &'a App,
    turn: &'a Turn,
    row: &'a mut Upload,
    /// When the turn is given up, once another wants it.
    end: Option<Instant>,
}

/// What comes next of a body.
enum Next {
    Bytes(Bytes),
    /// Its end, or what is as good: the connection broke, nothing comes, another
    /// wants to go on, or the service stops.
    End,
}

impl Receiver<'_> {
    async fn take(mut self, mut body: Body) -> Result<(), Error> {
        let app = self.app;
        let key = {
            let mut conn = app.db.read().await?;
            app.vault.data_key(&mut conn, self.row.child.0).await?
        };
        loop {
            let mut incoming = app.vault.receive(app.limits.idle).await?;
            let ended = match self.fill(&mut incoming, &mut body).await {
                Ok(ended) => ended,
                Err(error) => {
                    incoming.abort().await;
                    return Err(error);
                }
            };
            let size = incoming.size_bytes();
            if size == 0 {
                incoming.abort().await;
                return Ok(());
            }
            // From here on it is durable; the row makes it count.
            let arrived = incoming.finish().await?;
            let blob = arrived.blob_name.clone();
            match self.keep(&key, arrived).await {
                Ok(true) => self.row.received = self.row.received.saturating_add(size),
                Ok(false) => {
                    forget(app, vec![blob]).await;
                    return Err(misplaced());
                }
                Err(error) => return Err(error),
            }
            if ended || self.row.received >= self.row.length {
                return Ok(());
            }
        }
    }

    /// Fills a piece; true when nothing more comes.
    async fn fill(&mut self, incoming: &mut Incoming, body: &mut Body) -> Result<bool, Error> {
        let left = self.row.length.saturating_sub(self.row.received);
        loop {
            match self.next(body).await {
                Next::End => return Ok(true),
                Next::Bytes(bytes) => {
                    if incoming.size_bytes().saturating_add(bytes.len() as u64) > left {
                        return Err(Error::TooLarge { limit: self.row.length });
                    }
                    incoming.write(&bytes).await?;
                }
            }
            if incoming.size_bytes() >= PART {
                return Ok(false);
            }
        }
    }

    async fn next(&mut self, body: &mut Body) -> Next {
        let stop = self.turn.stop();
        loop {
            // What had come when another wanted the turn is still on its way through
            // the sockets.
            let asked = stop.is_cancelled();
            let wait = if asked { QUIET } else { self.app.limits.idle };
            if asked && Instant::now() >= *self.end.get_or_insert_with(|| Instant::now() + DRAIN) {
                return Next::End;
            }
            let next = tokio::select! {
                biased;
                next = tokio::time::timeout(wait, body.next()) => next,
                () = self.app.stop.cancelled() => return Next::End,
                () = stop.cancelled(), if !asked => continue,
            };
            return match next {
                Ok(Some(Ok(bytes))) => Next::Bytes(bytes),
                _ => Next::End,
            };
        }
    }

    async fn keep(&self, key: &DataKey, arrived: Arrived) -> Result<bool, Error> {
        let (id, start) = (self.row.id, self.row.received);
        let place = (DocumentId(id), number(start));
        let part = Part {
            start,
            size_bytes: arrived.size_bytes,
            blob_name: arrived.blob_name.clone(),
            nonce: arrived.nonce,
            file_key_sealed: arrived.seal_file_key(
                key,
                self.row.child,
                place,
                self.app.entropy(),
            )?,
        };
        let kept = self
            .app
            .db
            .write_unlogged::<bool, StoreError, _>(Unlogged::Uploads, move |tx| {
                Box::pin(async move { uploads::insert_part(tx, id, &part).await })
            })
            .await?;
        Ok(kept)
    }
}

/// What stands in the place of a version where the key of a piece is sealed: below
/// zero, where no version is.
fn number(start: u64) -> i64 {
    -1 - i64::try_from(start).unwrap_or(i64::MAX - 1)
}

/// Puts the pieces together and stores the document, as any other.
async fn finish(app: &App, actor: &Actor, row: &Upload, about: Said) -> Result<(), Error> {
    let parts = {
        let mut conn = app.db.read().await?;
        uploads::list_parts(&mut conn, row.id).await?
    };
    match store(app, actor, row, about, &parts).await {
        Ok(()) => {
            forget(app, parts.into_iter().map(|part| part.blob_name).collect()).await;
            Ok(())
        }
        // Another process has stored it while this one was reading, and taken the
        // pieces away: whatever went wrong here, it is stored.
        Err(_) if is_stored(app, row.id).await? => Ok(()),
        Err(error) => {
            if let Some(code) = final_code(&error) {
                discard(app, row.id, Why::Failed(code)).await?;
            }
            Err(error)
        }
    }
}

async fn is_stored(app: &App, id: Uuid) -> Result<bool, Error> {
    let mut conn = app.db.read().await?;
    Ok(uploads::find(&mut conn, id).await?.is_some_and(|row| row.stored.is_some()))
}

/// The code of an error that trying again does not change.
fn final_code(error: &Error) -> Option<String> {
    match error {
        Error::MediaType { code, .. } => Some((*code).to_owned()),
        Error::TooLarge { .. } => Some("too-large".to_owned()),
        Error::NotFound { .. } | Error::Refused { .. } => Some("refused".to_owned()),
        Error::Invalid(invalid) => Some(invalid.code.to_owned()),
        Error::Damaged { .. } => Some("file-damaged".to_owned()),
        Error::Recorded { source, .. } => final_code(source),
        _ => None,
    }
}

async fn store(
    app: &App,
    actor: &Actor,
    row: &Upload,
    about: Said,
    parts: &[Part],
) -> Result<(), Error> {
    let mut upload = upload::begin(app, actor, row.child, None).await?;
    upload.resumes(row.id, LIFE_MICROS);
    for part in parts {
        if let Err(error) = copy(app, (row.id, row.child), part, &mut upload).await {
            upload.abort().await;
            return Err(error);
        }
    }
    let unreadable = || Error::Internal("what was said about an upload cannot be read".into());
    let meta = Meta {
        title: Title::new(&about.title).map_err(|_| unreadable())?,
        category: row.category.clone(),
        date: about.date.map(|day| day.parse()).transpose().map_err(|_| unreadable())?,
    };
    upload.finish(Some(meta), &about.file_name, None).await?;
    Ok(())
}

async fn copy(
    app: &App,
    (id, child): (Uuid, ChildId),
    part: &Part,
    upload: &mut upload::Upload,
) -> Result<(), Error> {
    let stored = StoredVersion {
        document: DocumentId(id),
        version: number(part.start),
        child,
        blob_name: part.blob_name.clone(),
        nonce: part.nonce,
        file_key_sealed: part.file_key_sealed.clone(),
        size_bytes: part.size_bytes,
        scan: crate::domain::document::ScanState::Pending,
    };
    let mut reader = {
        let mut conn = app.db.read().await?;
        app.vault.inspect(&mut conn, &stored).await?
    };
    while let Some(bytes) = reader.next().await? {
        upload.write(&bytes).await?;
    }
    Ok(())
}
