//! The profile ("Om meg"): one document for each child, written by the family in
//! a form of its own. Every save is a version.
//!
//! It goes through the gate and into the vault as any document does. It is clean
//! without having been scanned: its bytes are written by this program from texts
//! that were checked, and nothing in JSON runs.

use super::documents::in_the_way_of;
use super::error::{Error, Invalid};
use super::open::{self, Opened, Wanted};
use super::render::Form;
use super::upload::{Stored, told};
use super::{App, names, sweep};
use crate::domain::document::{MediaType, ScanState};
use crate::domain::lang::Lang;
use crate::domain::profile::Profile;
use crate::domain::question::Hat;
use crate::domain::text::FileName;
use crate::domain::{ChildId, DocumentId, Reason};
use crate::gate::action::{List, Replace, Store};
use crate::gate::{Answer, Ask, Changed, Detail, Did, Done, Granted, Once, Refusal, Touching};
use crate::identity::Actor;
use crate::store::Tx;
use crate::store::documents::{self, NewDocument, NewVersion};
use crate::store::facts::Target;
use crate::vault::fields::{DataKey, Place};
use crate::vault::incoming::Arrived;
use std::sync::Arc;

/// The category of profiles, and of nothing else.
pub const CATEGORY: &str = "profile";

/// How often a save is tried where the profile comes and goes meanwhile.
const ATTEMPTS: usize = 4;

/// A version of a document.
type At = (DocumentId, i64);

/// What somebody believes who saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belief {
    /// Nothing: the save becomes the newest version whatever was there.
    Nothing,
    /// There is no profile yet.
    Absent,
    /// There is one.
    Present,
    /// This version is the newest.
    Version(i64),
}

impl Belief {
    /// Is it so, when `newest` is the newest version?
    fn check(self, newest: Option<i64>) -> Result<(), Error> {
        let holds = match self {
            Belief::Nothing => true,
            Belief::Absent => newest.is_none(),
            Belief::Present => newest.is_some(),
            Belief::Version(version) => newest == Some(version),
        };
        let error = Error::Precondition {
            code: "profile-changed",
            detail: "Somebody else has saved the profile in the meantime, or it is gone. Read it \
                     again, put your changes in, and send it with the new ETag.",
        };
        if holds { Ok(()) } else { Err(error) }
    }
}

/// Everything that a version needs beside its number.
struct Ready {
    app: App,
    child: ChildId,
    key: DataKey,
    arrived: Arrived,
    title: &'static str,
    sensitivity: String,
    belief: Belief,
}

/// Saves the profile of `child`: the first time as a new document, later as its
/// next version. Two saves at once become two versions, in the order of the log.
///
/// # Errors
/// [`Error::Precondition`] when `belief` does not hold; refusals, and what the
/// stores say.
pub async fn save(
    app: &App,
    actor: &Actor,
    child: ChildId,
    profile: Profile,
    belief: Belief,
    once: Option<String>,
) -> Result<Stored, Error> {
    let category = app.policies().tables().category(CATEGORY).ok_or_else(|| {
        Invalid::new("unknown-category", "profile", "There are no profiles in this installation.")
    })?;
    let sensitivity = category.sensitivity.code().to_owned();
    // Without name and time: the same profile sent again is the same request.
    let content = profile.to_bytes();
    let once = once.map(|key| {
        let belief = format!("{belief:?}");
        Once::of(key, [&b"profile"[..], child.0.as_bytes(), &content, belief.as_bytes()])
    });
    let current = {
        let mut conn = app.db.read().await?;
        documents::find_of_category(&mut conn, child, CATEGORY).await?
    };
    if let Some(refusal) = turn_away(app, actor, child, current).await? {
        return Err(refusal.into());
    }
    let (name, key) = {
        let mut conn = app.db.read().await?;
        let (_, name, key) = names::child(app, &mut conn, child).await?;
        (name, key)
    };
    let title = profile.language().pick(["Om meg", "Om meg", "About me"]);
    let bytes = profile.stamped(&name, app.clock.now()).to_bytes();
    let mut incoming = app.vault.receive(app.limits.idle).await?;
    incoming.write(&bytes).await?;
    let arrived = incoming.finish().await?;
    let blob = arrived.blob_name.clone();
    let ready = Ready { app: app.clone(), child, key, arrived, title, sensitivity, belief };
    let saved = ready.save(actor, current, once).await;
    let unused = match &saved {
        Ok(stored) => stored.repeated,
        // Whether the commit happened may be unknown; the sweeper looks again.
        Err(error) => !matches!(error, Error::Busy { .. }),
    };
    if unused {
        sweep::forget_blob(app, &blob).await;
    }
    saved
}

async fn turn_away(
    app: &App,
    actor: &Actor,
    child: ChildId,
    current: Option<DocumentId>,
) -> Result<Option<Refusal>, Error> {
    let now = app.clock.now();
    Ok(match current {
        Some(id) => app.gate.turn_away::<Replace>(actor, ask(id), now).await?,
        None => app.gate.turn_away::<Store>(actor, first(child), now).await?,
    })
}

/// For a profile where there is none yet.
fn first(child: ChildId) -> Ask {
    Ask::about(child).touching(Touching::Scope(Vec::new(), vec![CATEGORY.to_owned()]))
}

fn ask(document: DocumentId) -> Ask {
    Ask::about(Target::Document(document, None))
}

impl Ready {
    async fn save(
        self,
        actor: &Actor,
        mut current: Option<DocumentId>,
        once: Option<Once>,
    ) -> Result<Stored, Error> {
        let ready = Arc::new(self);
        let app = ready.app.clone();
        for _ in 0..ATTEMPTS {
            let (mine, once) = (Arc::clone(&ready), once.clone());
            let changed = match current {
                Some(id) => mine.version(actor, id, once).await,
                None => mine.first(actor, once).await,
            };
            let target =
                current.map_or(Target::Folder(ready.child), |id| Target::Document(id, None));
            match changed {
                // It came, or was erased, between looking and writing.
                Err(Error::Conflict { .. }) => {}
                Ok(Changed::Refused(refusal)) if refusal.reason == Reason::Erased => {}
                Ok(Changed::Done(at, index)) => return told(Changed::Done(true, index), at),
                // Where it is, the kept result says.
                Ok(Changed::Repeated(result, index)) => {
                    let changed = Changed::Repeated(result, index);
                    return told(changed, (current.unwrap_or(DocumentId(uuid::Uuid::nil())), 0));
                }
                Ok(Changed::Refused(refusal)) => return Err(refusal.into()),
                Err(error) => return Err(in_the_way_of(&app, actor, target, error).await),
            }
            let mut conn = app.db.read().await?;
            current = documents::find_of_category(&mut conn, ready.child, CATEGORY).await?;
        }
        Err(Error::Busy { what: "profile" })
    }

    async fn first(
        self: Arc<Self>,
        actor: &Actor,
        once: Option<Once>,
    ) -> Result<Changed<At>, Error> {
        let (gate, ask) = (self.app.gate.clone(), first(self.child));
        gate.change::<Store, _, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                family_only(&granted)?;
                if documents::find_of_category(tx, self.child, CATEGORY).await?.is_some() {
                    return Err(raced());
                }
                self.belief.check(None)?;
                let id = DocumentId(tx.entropy().uuid());
                let row = NewDocument {
                    id,
                    child: self.child,
                    category: CATEGORY.to_owned(),
                    title_sealed: self.app.vault.seal_text(
                        &self.key,
                        Place::title(id),
                        self.title,
                    )?,
                    date: None,
                    source: None,
                    sensitivity: self.sensitivity.clone(),
                };
                documents::insert(tx, &row, granted.person()).await?;
                self.insert(tx, (id, 1), &granted).await
            })
        })
        .await
    }

    async fn version(
        self: Arc<Self>,
        actor: &Actor,
        id: DocumentId,
        once: Option<Once>,
    ) -> Result<Changed<At>, Error> {
        let gate = self.app.gate.clone();
        gate.change::<Replace, _, Error, _>(actor, ask(id), once, move |tx, granted| {
            Box::pin(async move {
                family_only(&granted)?;
                let found = documents::find(tx, id).await?.ok_or_else(raced)?;
                let newest = found.newest.version;
                self.belief.check(Some(newest))?;
                let number = newest.saturating_add(1);
                if !documents::set_current(tx, id, number).await? {
                    return Err(raced());
                }
                self.insert(tx, (id, number), &granted).await
            })
        })
        .await
    }

    async fn insert(&self, tx: &mut Tx, at: At, granted: &Granted) -> Result<Did<At>, Error> {
        let (document, number) = at;
        let name = FileName::new(self.title, MediaType::Json);
        let vault = &self.app.vault;
        let version = NewVersion {
            document,
            version: number,
            media_type: MediaType::Json,
            size_bytes: self.arrived.size_bytes,
            sha256: self.arrived.sha256,
            file_name_sealed: vault.seal_text(
                &self.key,
                Place::file_name(document, number),
                name.as_str(),
            )?,
            blob_name: self.arrived.blob_name.clone(),
            nonce: self.arrived.nonce,
            file_key_sealed: self.arrived.seal_file_key(&self.key, self.child, at, tx.entropy())?,
            scan: ScanState::Clean,
            scan_reason: None,
        };
        documents::insert_version(tx, &version, granted.person()).await?;
        let detail = Detail {
            document: Some(document),
            version: Some(number),
            sha256: Some(version.sha256),
            ..Detail::default()
        };
        Ok(Did::Change(Done::new(at, format!("{document} {number}"), detail)))
    }
}

/// Whatever a policy says: nobody but the family writes the family's words.
fn family_only(granted: &Granted) -> Result<(), Error> {
    match granted.hat() {
        Hat::Guardian { .. } | Hat::YoungPerson { .. } => Ok(()),
        _ => Err(Error::NotFound { index: None }),
    }
}

fn raced() -> Error {
    Error::Conflict { code: "profile-raced", detail: "Try again." }
}

/// Opens the newest profile of `child` for the family, as it is stored or
/// rendered. To everybody else it does not exist here: who was given it opens it
/// as a document.
///
/// # Errors
/// [`Error::NotFound`] where there is none; what [`open::open_as`] says.
pub async fn open(
    app: &App,
    actor: &Actor,
    child: ChildId,
    view: Option<(Form, Option<Lang>)>,
    wanted: Wanted,
) -> Result<Opened, Error> {
    let current = {
        let mut conn = app.db.read().await?;
        documents::find_of_category(&mut conn, child, CATEGORY).await?
    };
    let error = match current {
        Some(id) => match open::open_as(app, actor, (id, None), None, wanted, view).await {
            Ok(opened) => return Ok(opened),
            Err(error) => error,
        },
        None => match app.gate.ask::<List>(actor, Ask::about(child)).await? {
            Answer::Permit(permit) => Error::NotFound { index: Some(permit.index()) },
            Answer::Refusal(refusal) => refusal.into(),
        },
    };
    Err(match error {
        // One answer, so that nobody learns here whether there is one.
        Error::Refused { reason, index } if reason != Reason::AssuranceTooLow => {
            Error::NotFound { index: Some(index) }
        }
        error => error,
    })
}
