//! Giving, seeing and stopping consents.

pub mod receipt;
mod view;

pub use view::{After, ConsentView, Own, State, list, read_own, show};

use super::App;
use super::error::{Error, Invalid};
use crate::domain::agency::Level;
use crate::domain::question::{ConsentAction, Standing};
use crate::domain::sha256::Sha256;
use crate::domain::text::Words;
use crate::domain::time::{DAY_MICROS, SECOND_MICROS, Window};
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, Timestamp};
use crate::gate::action::{Grant, Revoke};
use crate::gate::{Ask, Changed, Detail, Did, Done, Once};
use crate::identity::Actor;

use crate::store::consents::{self, Approval, Consent, Revision};
use crate::store::facts::Target;
use crate::store::{Tx, agencies, documents};
use crate::vault::VaultError;
use crate::vault::fields::Place;
use serde::Serialize;
use std::sync::Arc;

/// How far back a beginning may lie and still mean now: the midnight that a date
/// picker gives for today, wherever and however long the day is.
const TODAY_MICROS: i64 = 25 * 3600 * SECOND_MICROS;

/// What a giver wants to allow.
#[derive(Debug, Clone, Serialize)]
pub struct Grantable {
    /// To whom.
    pub agency: AgencyId,
    /// Purpose code.
    pub purpose: String,
    /// Documents one by one.
    pub documents: Vec<DocumentId>,
    /// Categories as a whole.
    pub categories: Vec<String>,
    /// Later documents of the categories too?
    pub also_later: bool,
    /// What the unit may do.
    pub actions: Vec<ConsentAction>,
    /// From; now if `None` or earlier today.
    pub valid_from: Option<Timestamp>,
    /// Until.
    pub valid_until: Timestamp,
    /// Free words.
    #[serde(skip)]
    pub words: Option<Words>,
    /// Language in which the giver was shown what this means. The same request
    /// in another language is the same request.
    #[serde(skip)]
    pub language: &'static str,
}

/// The fields of a revision that matter, in the form that is hashed (RFC 8785).
#[derive(Debug, Serialize)]
struct Canonical<'a> {
    format: &'static str,
    consent: ConsentId,
    revision: i64,
    child: ChildId,
    unit: AgencyId,
    purpose: &'a str,
    documents: &'a [DocumentId],
    categories: &'a [String],
    also_later: bool,
    actions: &'a [ConsentAction],
    excluded_persons: &'a [PersonId],
    excluded_units: &'a [AgencyId],
    valid_from: Timestamp,
    valid_until: Timestamp,
    given: Timestamp,
    given_by: PersonId,
    words: &'a str,
    text_version: &'a str,
    text_language: &'a str,
    /// Random, so that the hash tells nothing about the content.
    nonce: &'a str,
}

/// Domain-separated SHA-256 of a revision's canonical bytes.
#[must_use]
pub fn revision_hash(canonical: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"samflyt/consent-revision/1\n");
    hash.update(canonical);
    hash.finish()
}

/// Gives a consent. Until several guardians decide together, any guardian
/// gives alone.
///
/// # Errors
/// [`Error::Invalid`] with the field and what to do; refusals.
pub async fn grant(
    app: &App,
    actor: &Actor,
    child: ChildId,
    want: Grantable,
    once: Option<String>,
) -> Result<Own, Error> {
    let want = check(app, want)?;
    let once = once.map(|key| {
        let terms = serde_json::to_vec(&want).unwrap_or_default();
        let words = want.words.as_ref().map_or("", Words::as_str).as_bytes();
        Once::of(key, [b"grant", &child.0.as_bytes()[..], &terms, words])
    });
    let id = ConsentId(app.entropy().uuid());
    let making = Making { app: app.clone(), id, child, want };
    let changed = app
        .gate
        .change::<Grant, ConsentId, Error, _>(actor, Ask::about(child), once, move |tx, granted| {
            Box::pin(async move {
                let detail = making.make(tx, granted.person()).await?;
                Ok(Did::Change(Done { value: id, result: id.to_string(), detail }))
            })
        })
        .await?;
    match changed {
        Changed::Done(consent, index) => Ok(Own { consent, index, repeated: false }),
        Changed::Repeated(result, index) => {
            let consent =
                result.parse().map_err(|_| Error::Internal("unreadable result".into()))?;
            Ok(Own { consent, index, repeated: true })
        }
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}

/// Checks what needs no transaction, and brings the lists into a fixed order.
fn check(app: &App, mut want: Grantable) -> Result<Grantable, Invalid> {
    let tables = app.policies().tables();
    if tables.purpose(&want.purpose).is_none() {
        return Err(unknown_purpose());
    }
    if want.categories.iter().any(|code| tables.category(code).is_none()) {
        return Err(Invalid::new(
            "unknown-category",
            "categories",
            "There is no such category. GET /api/v1/categories lists them.",
        ));
    }
    want.documents.sort_unstable();
    want.documents.dedup();
    want.categories.sort_unstable();
    want.categories.dedup();
    want.actions.sort_unstable();
    want.actions.dedup();
    if want.documents.is_empty() && want.categories.is_empty() {
        return Err(Invalid::new(
            "nothing-covered",
            "documents",
            "Name at least one document or one category.",
        ));
    }
    if want.documents.len() > 500 {
        return Err(Invalid::new(
            "too-many",
            "documents",
            "Name at most 500 documents, or name categories.",
        ));
    }
    if want.also_later && want.categories.is_empty() {
        return Err(Invalid::new(
            "also-later-needs-category",
            "also_later",
            "Later documents can only be covered by category. Name the categories.",
        ));
    }
    if want.actions.is_empty() {
        want.actions.push(ConsentAction::Open);
    }
    if want.actions.contains(&ConsentAction::Keep) && !want.actions.contains(&ConsentAction::Open) {
        return Err(Invalid::new(
            "keep-needs-open",
            "actions",
            "What may be kept must also be opened: add \"open\".",
        ));
    }
    Ok(want)
}

struct Making {
    app: App,
    id: ConsentId,
    child: ChildId,
    want: Grantable,
}

fn unknown_purpose() -> Invalid {
    Invalid::new(
        "unknown-purpose",
        "purpose",
        "There is no such purpose. GET /api/v1/purposes lists them.",
    )
}

impl Making {
    /// The window that is asked for, as the log's time sees it.
    fn window(&self, now: Timestamp) -> Result<Window, Invalid> {
        let want = &self.want;
        if want.valid_until <= now {
            return Err(Invalid::new(
                "valid-until-past",
                "valid_until",
                "The end lies in the past. Choose a later time.",
            ));
        }
        if want.valid_from.is_some_and(|from| from < now.plus_micros(-TODAY_MICROS)) {
            return Err(Invalid::new(
                "valid-from-past",
                "valid_from",
                "The beginning lies in the past. Leave it out to begin now.",
            ));
        }
        let from = want.valid_from.unwrap_or(now).max(now);
        let window = Window::new(from, want.valid_until).map_err(|_| {
            Invalid::new(
                "valid-until-before-from",
                "valid_until",
                "The end must lie after the beginning.",
            )
        })?;
        let purpose =
            self.app.policies().tables().purpose(&want.purpose).ok_or_else(unknown_purpose)?;
        let longest = purpose.longest_days;
        if window.micros() > longest.saturating_mul(DAY_MICROS) {
            return Err(Invalid::new(
                "window-too-long",
                "valid_until",
                format!("For this purpose a consent lasts at most {longest} days."),
            ));
        }
        Ok(window)
    }

    /// Is what is named there, and the child's?
    async fn check(&self, tx: &mut Tx) -> Result<(), Error> {
        let agency = agencies::find(tx, self.want.agency).await?;
        match agency {
            Some(body) if body.level == Level::Unit && body.active => {}
            Some(body) if body.active => {
                return Err(Invalid::new(
                    "not-a-unit",
                    "agency",
                    "Consent is given to one unit, not to a whole organisation. Choose a unit.",
                )
                .into());
            }
            _ => {
                return Err(Invalid::new(
                    "unknown-agency",
                    "agency",
                    "There is no such unit. GET /api/v1/agencies lists them.",
                )
                .into());
            }
        }
        let own = documents::ids_of(tx, self.child).await?;
        // One wording for documents of others and for none: it tells nothing.
        if !self.want.documents.iter().all(|id| own.contains(id)) {
            return Err(Invalid::new(
                "unknown-document",
                "documents",
                "At least one of the documents is not in this folder.",
            )
            .into());
        }
        Ok(())
    }

    /// Inside the transaction: what is named exists, belongs to the child, and
    /// is written down.
    async fn make(self, tx: &mut Tx, giver: PersonId) -> Result<Detail, Error> {
        let now = tx.now();
        let window = self.window(now)?;
        self.check(tx).await?;
        let key = &self.app.vault.data_key(tx, self.child.0).await?;
        let text_version = hex::encode(self.app.policies().hash());
        let nonce = hex::encode(tx.entropy().bytes::<16>());
        let words = self.want.words.as_ref().map_or("", Words::as_str).to_owned();
        let canonical = Canonical {
            format: "samflyt-consent/1",
            consent: self.id,
            revision: 1,
            child: self.child,
            unit: self.want.agency,
            purpose: &self.want.purpose,
            documents: &self.want.documents,
            categories: &self.want.categories,
            also_later: self.want.also_later,
            actions: &self.want.actions,
            excluded_persons: &[],
            excluded_units: &[],
            valid_from: window.from(),
            valid_until: window.until(),
            given: now,
            given_by: giver,
            words: &words,
            text_version: &text_version,
            text_language: self.want.language,
            nonce: &nonce,
        };
        let bytes = serde_json_canonicalizer::to_vec(&canonical)
            .map_err(|error| Error::Internal(Box::new(error)))?;
        let sha256 = revision_hash(&bytes);
        let canonical_sealed = crate::vault::fields::seal(
            key,
            Place::consent_canonical(self.id, 1),
            &bytes,
            tx.entropy(),
        )
        .map_err(VaultError::from)?;
        let place = Place::consent_words(self.id, 1);
        let words_sealed = match words.as_str() {
            "" => None,
            words => Some(self.app.vault.seal_text(key, place, words)?),
        };
        let index = tx.next_index();
        let consent = Consent {
            id: self.id,
            child: self.child,
            unit: self.want.agency,
            purpose: self.want.purpose.clone(),
            revision: 1,
            standing: Standing::Approved,
            created: now,
            created_by: giver,
            ended: None,
            ended_by: None,
            ended_index: None,
        };
        let revision = Revision {
            revision: 1,
            sha256,
            canonical_sealed,
            valid_from: window.from(),
            valid_until: window.until(),
            given: now,
            documents: self.want.documents,
            categories: self.want.categories,
            also_later: self.want.also_later,
            actions: self.want.actions,
            excluded_persons: Vec::new(),
            excluded_units: Vec::new(),
            words_sealed,
            text_version: text_version.clone(),
            text_language: self.want.language.to_owned(),
            created: now,
            created_by: giver,
            index: Some(index),
        };
        consents::insert(tx, &consent, &revision).await?;
        let approval = Approval {
            revision: 1,
            person: giver,
            answer: "approved".to_owned(),
            text_version,
            text_language: self.want.language.to_owned(),
            at: now,
            index: Some(index),
        };
        consents::insert_approval(tx, self.id, &approval).await?;
        let agency = agencies::top_of(tx, self.want.agency).await?;
        Ok(Detail {
            consent: Some(self.id),
            revision: Some(sha256),
            unit: Some(self.want.agency),
            agency,
            purpose: Some(self.want.purpose),
            ..Detail::default()
        })
    }
}

/// Stops a consent, at once. Stopping a stopped one changes nothing and gives
/// the same answer.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn revoke(
    app: &App,
    actor: &Actor,
    id: ConsentId,
    once: Option<String>,
) -> Result<Own, Error> {
    let once = once.map(|key| Once::of(key, [&b"revoke"[..], id.0.as_bytes()]));
    let ask = Ask::about(Target::Consent(id));
    let changed = app
        .gate
        .change::<Revoke, bool, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(stop(tx, id, granted))
        })
        .await?;
    match changed {
        Changed::Done(repeated, index) => Ok(Own { consent: id, index, repeated }),
        Changed::Repeated(_, index) => Ok(Own { consent: id, index, repeated: true }),
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}

/// Stops a consent, unless it was stopped before: was it?
async fn stop(
    tx: &mut Tx,
    id: ConsentId,
    granted: Arc<crate::gate::Granted>,
) -> Result<Did<bool>, Error> {
    let consent = consents::find(tx, id).await?.ok_or(Error::NotFound { index: None })?;
    if let (Some(_), Some(index)) = (consent.ended, consent.ended_index) {
        return Ok(Did::Nothing(true, index));
    }
    consents::end(tx, id, Standing::Revoked, granted.person()).await?;
    let revisions = consents::list_revisions(tx, id).await?;
    let agency = agencies::top_of(tx, consent.unit).await?;
    Ok(Did::Change(Done {
        value: false,
        result: id.to_string(),
        detail: Detail {
            consent: Some(id),
            revision: revisions.last().map(|revision| revision.sha256),
            unit: Some(consent.unit),
            agency,
            purpose: Some(consent.purpose),
            ..Detail::default()
        },
    }))
}
