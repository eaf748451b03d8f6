//! Putting a document in: sealed while it arrives, stored when both the bytes
//! and the row with its entry are durable.

use super::documents::in_the_way;
use super::error::{Error, Invalid};
use super::{App, profile, sweep};
use crate::domain::document::ScanState;
use crate::domain::question::Hat;
use crate::domain::sniff::Sniffer;
use crate::domain::text::{FileName, Title};
use crate::domain::time::Day;
use crate::domain::{AgencyId, ChildId, DocumentId};
use crate::gate::action::{Replace, Store};
use crate::gate::{Ask, Changed, Detail, Did, Done, Once, Touching};
use crate::identity::Actor;
use crate::store::documents::{self, NewDocument, NewVersion};
use crate::store::facts::Target;
use crate::store::{Tx, uploads};
use crate::vault::VaultError;
use crate::vault::fields::Place;
use crate::vault::incoming::{Arrived, Incoming};

/// What is said about a new document.
#[derive(Debug)]
pub struct Meta {
    /// Title.
    pub title: Title,
    /// Category code.
    pub category: String,
    /// Date on the document.
    pub date: Option<Day>,
}

/// Where the upload goes.
#[derive(Debug, Clone, Copy)]
enum Goal {
    New(ChildId),
    Version(DocumentId),
}

/// A document on its way in.
#[derive(Debug)]
pub struct Upload {
    app: App,
    actor: Actor,
    goal: Goal,
    purpose: Option<String>,
    incoming: Incoming,
    sniffer: Sniffer,
    keeps_name: bool,
    resumes: Option<Resumed>,
}

/// The upload in pieces that a document comes from, and for how long, in
/// microseconds, it is told what became of it.
type Resumed = (uuid::Uuid, i64);

/// What was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Document.
    pub document: DocumentId,
    /// Version, from 1.
    pub version: i64,
    /// Entry that tells of it.
    pub index: i64,
    /// Had it been stored before, under the same key?
    pub repeated: bool,
    /// Was it put in by the family, who sees all of the folder?
    pub by_family: bool,
}

/// Begins a new document in the folder of `child`. Somebody who may not is
/// turned away, with an entry, before any byte is read.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn begin(
    app: &App,
    actor: &Actor,
    child: ChildId,
    purpose: Option<String>,
) -> Result<Upload, Error> {
    let ask = Ask::about(child).purpose(purpose.clone()).own_purpose();
    if let Some(refusal) = app.gate.turn_away::<Store>(actor, ask, app.clock.now()).await? {
        return Err(refusal.into());
    }
    start(app, actor, Goal::New(child), purpose).await
}

/// Begins a new version of `document`.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn begin_version(
    app: &App,
    actor: &Actor,
    document: DocumentId,
) -> Result<Upload, Error> {
    let ask = Ask::about(Target::Document(document, None));
    if let Some(refusal) = app.gate.turn_away::<Replace>(actor, ask, app.clock.now()).await? {
        return Err(refusal.into());
    }
    start(app, actor, Goal::Version(document), None).await
}

async fn start(
    app: &App,
    actor: &Actor,
    goal: Goal,
    purpose: Option<String>,
) -> Result<Upload, Error> {
    Ok(Upload {
        app: app.clone(),
        actor: actor.clone(),
        goal,
        purpose,
        incoming: app.vault.receive(app.limits.idle).await?,
        sniffer: Sniffer::new(),
        keeps_name: false,
        resumes: None,
    })
}

impl Upload {
    /// Takes the next bytes. Stops early when they are too many or plainly not
    /// of a kind that is taken.
    ///
    /// # Errors
    /// [`Error::TooLarge`], [`Error::MediaType`], or what the store says.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let limit = self.app.limits.document_bytes;
        if self.incoming.size_bytes().saturating_add(bytes.len() as u64) > limit {
            return Err(Error::TooLarge { limit });
        }
        self.sniffer.push(bytes);
        if let Some(error) = self.sniffer.early() {
            return Err(Error::MediaType { code: error.code(), detail: error.to_string() });
        }
        Ok(self.incoming.write(bytes).await?)
    }

    /// The sender named no file: the name that is kept is no part of the request, so
    /// that a repetition is the same request whatever the file is called by then.
    pub fn keep_name(&mut self) {
        self.keeps_name = true;
    }

    /// It is the end of an upload in pieces, which is over in the transaction of the
    /// document itself.
    pub(super) fn resumes(&mut self, id: uuid::Uuid, told_micros: i64) {
        self.resumes = Some((id, told_micros));
    }

    /// Gives up what has come so far.
    pub async fn abort(self) {
        self.incoming.abort().await;
    }

    /// Ends the upload: the document is stored when this returns.
    ///
    /// # Errors
    /// When it is not of a kind that is taken, is refused, or cannot be kept;
    /// then nothing of it is left.
    pub async fn finish(
        self,
        meta: Option<Meta>,
        file_name: &str,
        once: Option<String>,
    ) -> Result<Stored, Error> {
        let media = match self.sniffer.finish() {
            Ok(media) if self.app.limits.media_types.contains(&media) => media,
            Ok(_) => {
                self.incoming.abort().await;
                return Err(Error::MediaType {
                    code: "media-type-not-taken",
                    detail: "This kind of file is not taken here.".to_owned(),
                });
            }
            Err(error) => {
                self.incoming.abort().await;
                return Err(Error::MediaType { code: error.code(), detail: error.to_string() });
            }
        };
        let name = FileName::new(file_name, media);
        let arrived = self.incoming.finish().await?;
        let blob = arrived.blob_name.clone();
        let finished = Finish {
            app: &self.app,
            actor: &self.actor,
            purpose: self.purpose,
            arrived,
            media,
            name,
            is_named: !self.keeps_name,
            once,
            resumes: self.resumes,
        };
        let stored = match (self.goal, meta) {
            (Goal::New(child), Some(meta)) => finished.new_document(child, meta).await,
            (Goal::New(_), None) => Err(Invalid::new(
                "field-missing",
                "title",
                "Say what the document is called and which category it belongs to.",
            )
            .into()),
            (Goal::Version(document), _) => finished.version(document).await,
        };
        match stored {
            Ok(stored) => {
                if stored.repeated {
                    // A repetition: the bytes were stored the first time.
                    sweep::forget_blob(&self.app, &blob).await;
                } else {
                    sweep::scan_soon(&self.app);
                }
                Ok(stored)
            }
            Err(error) => {
                // Whether the commit happened may be unknown; the sweeper looks
                // again when the object is a day old.
                if !matches!(error, Error::Busy { .. }) {
                    sweep::forget_blob(&self.app, &blob).await;
                }
                Err(match self.goal {
                    Goal::Version(id) => in_the_way(&self.app, &self.actor, id, error).await,
                    Goal::New(_) => error,
                })
            }
        }
    }
}

struct Finish<'a> {
    app: &'a App,
    actor: &'a Actor,
    purpose: Option<String>,
    arrived: Arrived,
    media: crate::domain::document::MediaType,
    name: FileName,
    /// Did the sender name it so?
    is_named: bool,
    once: Option<String>,
    resumes: Option<Resumed>,
}

impl Finish<'_> {
    fn scan(&self) -> (ScanState, Option<String>) {
        if self.app.vault.scanner().is_off() {
            (ScanState::NotScanned, Some("scanner-off".to_owned()))
        } else {
            (ScanState::Pending, None)
        }
    }

    fn once(&self, parts: &[&[u8]]) -> Option<Once> {
        let name = if self.is_named { self.name.as_str().as_bytes() } else { b"" };
        let file = [&self.arrived.sha256[..], name];
        Some(Once::of(self.once.clone()?, parts.iter().copied().chain(file)))
    }

    /// The sensitivity of a category that files are put into.
    fn sensitivity(&self, code: &str) -> Result<String, Error> {
        let category = self.app.policies().tables().category(code).ok_or_else(|| {
            Invalid::new(
                "unknown-category",
                "category",
                "There is no such category. GET /api/v1/categories lists them.",
            )
        })?;
        if category.code == profile::CATEGORY {
            return Err(Invalid::new(
                "category-own-route",
                "category",
                "The profile is no file. Send it with PUT /api/v1/children/{id}/profile.",
            )
            .into());
        }
        Ok(category.sensitivity.code().to_owned())
    }

    async fn new_document(self, child: ChildId, meta: Meta) -> Result<Stored, Error> {
        let sensitivity = self.sensitivity(&meta.category)?;
        let date = meta.date.map(|day| day.to_string()).unwrap_or_default();
        let once = self.once(&[
            b"store",
            child.0.as_bytes(),
            meta.title.as_str().as_bytes(),
            meta.category.as_bytes(),
            date.as_bytes(),
        ]);
        let data_key = {
            let mut conn = self.app.db.read().await?;
            match self.app.vault.data_key(&mut conn, child.0).await {
                Ok(key) => key,
                // No key: no such child, or erased. The gate words the answer.
                Err(VaultError::Missing) => {
                    let ask = Ask::about(child).purpose(self.purpose).own_purpose();
                    let now = self.app.clock.now();
                    return match self.app.gate.turn_away::<Store>(self.actor, ask, now).await? {
                        Some(refusal) => Err(refusal.into()),
                        None => Err(VaultError::Missing.into()),
                    };
                }
                Err(error) => return Err(error.into()),
            }
        };
        let entropy = self.app.entropy();
        let document = DocumentId(entropy.uuid());
        let (vault, arrived) = (&self.app.vault, &self.arrived);
        let (scan, scan_reason) = self.scan();
        let row = NewDocument {
            id: document,
            child,
            category: meta.category,
            title_sealed: vault.seal_text(
                &data_key,
                Place::title(document),
                meta.title.as_str(),
            )?,
            date: meta.date,
            source: None,
            sensitivity,
        };
        let version = NewVersion {
            document,
            version: 1,
            media_type: self.media,
            size_bytes: arrived.size_bytes,
            sha256: arrived.sha256,
            file_name_sealed: vault.seal_text(
                &data_key,
                Place::file_name(document, 1),
                self.name.as_str(),
            )?,
            blob_name: arrived.blob_name.clone(),
            nonce: arrived.nonce,
            file_key_sealed: arrived.seal_file_key(&data_key, child, (document, 1), entropy)?,
            scan,
            scan_reason,
        };
        let touching = Touching::Scope(Vec::new(), vec![row.category.clone()]);
        let ask = Ask::about(child).purpose(self.purpose).own_purpose().touching(touching);
        let resumes = self.resumes;
        let changed = self
            .app
            .gate
            .change::<Store, bool, Error, _>(self.actor, ask, once, move |tx, granted| {
                Box::pin(async move {
                    let mut row = row;
                    row.source = contributor(granted.hat());
                    documents::insert(tx, &row, granted.person()).await?;
                    documents::insert_version(tx, &version, granted.person()).await?;
                    end_of(tx, resumes, document).await?;
                    Ok(Did::Change(Done {
                        also: Vec::new(),
                        value: row.source.is_none(),
                        result: format!("{document} 1"),
                        detail: Detail {
                            document: Some(document),
                            version: Some(1),
                            sha256: Some(version.sha256),
                            ..Detail::default()
                        },
                    }))
                })
            })
            .await?;
        told(changed, (document, 1))
    }

    async fn version(self, document: DocumentId) -> Result<Stored, Error> {
        let once = self.once(&[b"replace", document.0.as_bytes()]);
        let found = {
            let mut conn = self.app.db.read().await?;
            documents::find(&mut conn, document).await?
        };
        let ask = Ask::about(Target::Document(document, None));
        let Some(found) = found else {
            let now = self.app.clock.now();
            return match self.app.gate.turn_away::<Replace>(self.actor, ask, now).await? {
                Some(refusal) => Err(refusal.into()),
                None => Err(Error::NotFound { index: None }),
            };
        };
        let data_key = {
            let mut conn = self.app.db.read().await?;
            self.app.vault.data_key(&mut conn, found.child.0).await?
        };
        let is_profile = found.category == profile::CATEGORY;
        let number = found.newest.version.saturating_add(1);
        let (scan, scan_reason) = self.scan();
        let version = NewVersion {
            document,
            version: number,
            media_type: self.media,
            size_bytes: self.arrived.size_bytes,
            sha256: self.arrived.sha256,
            file_name_sealed: self.app.vault.seal_text(
                &data_key,
                Place::file_name(document, number),
                self.name.as_str(),
            )?,
            blob_name: self.arrived.blob_name.clone(),
            nonce: self.arrived.nonce,
            file_key_sealed: self.arrived.seal_file_key(
                &data_key,
                found.child,
                (document, number),
                self.app.entropy(),
            )?,
            scan,
            scan_reason,
        };
        let changed = self
            .app
            .gate
            .change::<Replace, bool, Error, _>(self.actor, ask, once, move |tx, granted| {
                Box::pin(async move {
                    if is_profile {
                        return Err(Error::Conflict {
                            code: "profile-own-route",
                            detail: "The profile is no file. Send it with PUT \
                                     /api/v1/children/{id}/profile.",
                        });
                    }
                    if !documents::set_current(tx, document, number).await? {
                        return Err(Error::Conflict {
                            code: "version-conflict",
                            detail: "The document got another version in the meantime. Look at it, \
                                     then send yours again.",
                        });
                    }
                    documents::insert_version(tx, &version, granted.person()).await?;
                    Ok(Did::Change(Done {
                        also: Vec::new(),
                        value: granted.is_family(),
                        result: format!("{document} {number}"),
                        detail: Detail {
                            version: Some(number),
                            sha256: Some(version.sha256),
                            ..Detail::default()
                        },
                    }))
                })
            })
            .await?;
        told(changed, (document, number))
    }
}

/// Ends the upload in pieces that has become this document.
async fn end_of(tx: &mut Tx, resumes: Option<Resumed>, document: DocumentId) -> Result<(), Error> {
    let Some((id, micros)) = resumes else { return Ok(()) };
    let until = tx.now().plus_micros(micros);
    if uploads::complete(tx, id, document, until).await? {
        return Ok(());
    }
    Err(Error::Conflict { code: "upload-over", detail: "This upload is over." })
}

/// The unit that a document comes from: none when the family put it in.
fn contributor(hat: &Hat) -> Option<AgencyId> {
    match hat {
        Hat::Professional(membership) => Some(membership.unit),
        _ => None,
    }
}

pub(super) fn told(
    changed: Changed<bool>,
    (document, version): (DocumentId, i64),
) -> Result<Stored, Error> {
    match changed {
        Changed::Done(by_family, index) => {
            Ok(Stored { document, version, index, repeated: false, by_family })
        }
        Changed::Repeated(result, index) => {
            let ids = result.split_once(' ').and_then(|(document, version)| {
                Some((document.parse().ok()?, version.parse().ok()?))
            });
            let (document, version) =
                ids.ok_or_else(|| Error::Internal("unreadable idempotency result".into()))?;
            Ok(Stored { document, version, index, repeated: true, by_family: false })
        }
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}
