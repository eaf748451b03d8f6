//! Receipts: what was agreed, and that it was stopped, in bytes that anybody can
//! check without the service, in the words of a standard, and as a paper.

mod facts;
mod record;

pub use record::record;

use super::super::App;
use super::super::error::Error;
use super::super::render::{self, Form};
use super::view;
use crate::domain::lang::Lang;
use crate::domain::question::Standing;
use crate::domain::sha256::Sha256;
use crate::domain::{AgencyId, ChildId, ConsentId, PersonId, Timestamp};
use crate::gate::action::SeeConsents;
use crate::gate::{Answer, Ask, Granted};
use crate::identity::Actor;
use crate::ledger::read::Reader;
use crate::paper::receipt as paper;
use crate::store::consents::Revision;
use crate::store::facts::Target;
use crate::store::{Conn, consents, log};
use crate::vault::VaultError;
use crate::vault::fields::{self, Place};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use std::time::Duration;

/// The first field of a revocation's canonical bytes.
pub const REVOCATION: &str = "samflyt-revocation/1";

/// An entry that a receipt rests on, with the way from it to the signed root.
#[derive(Debug, Clone)]
pub struct Proved {
    /// Index in the log.
    pub index: i64,
    /// The entry opened: field values and salts, for checking the leaf.
    pub entry: serde_json::Value,
    /// Inclusion proof, base64 hashes from leaf to root.
    pub proof: Vec<String>,
}

/// That a consent was stopped by somebody of the family.
#[derive(Debug, Clone)]
pub struct Revoked {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Canonical JSON bytes (RFC 8785) of the statement.
    pub canonical: Vec<u8>,
    /// Their domain-separated SHA-256.
    pub sha256: [u8; 32],
    /// The entry that bears each of its fields.
    pub proved: Proved,
}

/// What the log gives to a receipt, all of it under one checkpoint.
#[derive(Debug, Clone)]
pub struct Proofs {
    /// Entry in which the consent was given.
    pub given: Proved,
    /// That it was stopped.
    pub revoked: Option<Revoked>,
    /// The signed checkpoint that the proofs lead to.
    pub checkpoint: String,
    /// Entries that it covers.
    pub size: u64,
    /// Which log.
    pub origin: String,
}

/// A receipt of one revision.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The consent as it stands.
    pub view: view::ConsentView,
    /// Canonical JSON bytes (RFC 8785) of the newest revision.
    pub canonical: Vec<u8>,
    /// Their domain-separated SHA-256.
    pub sha256: [u8; 32],
    /// What the log gives to it.
    pub proofs: Proofs,
    /// The key that checks the checkpoint, one C2SP vkey line.
    pub vkey: String,
    /// What it tells people.
    pub told: paper::Receipt,
}

/// Which paper of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// That it was given.
    Grant,
    /// That it was stopped.
    Revocation,
}

/// The fields of a revocation, in the form that is hashed. Each stands in the log
/// entry too.
#[derive(Debug, Serialize)]
struct Statement<'a> {
    format: &'static str,
    consent: ConsentId,
    revision: i64,
    revision_sha256: &'a str,
    child: ChildId,
    unit: AgencyId,
    purpose: &'a str,
    revoked: Timestamp,
    revoked_by: PersonId,
}

/// Domain-separated SHA-256 of a revocation's canonical bytes.
#[must_use]
pub fn revocation_hash(canonical: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"samflyt/consent-revocation/1\n");
    hash.update(canonical);
    hash.finish()
}

impl Receipt {
    /// The receipt as a paper in this form.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the end of a consent is asked for that was not
    /// stopped.
    pub async fn render(&self, of: Of, form: Form) -> Result<Vec<u8>, Error> {
        let paper = match of {
            Of::Grant => Some(paper::given(&self.told)),
            Of::Revocation => paper::stopped(&self.told),
        };
        render::render(paper.ok_or_else(not_stopped)?, form).await
    }

    /// Fails when the end of a consent is asked for that was not stopped.
    ///
    /// # Errors
    /// [`Error::Conflict`].
    pub fn has(&self, of: Of) -> Result<(), Error> {
        match of {
            Of::Revocation if self.proofs.revoked.is_none() => Err(not_stopped()),
            _ => Ok(()),
        }
    }
}

fn not_stopped() -> Error {
    Error::Conflict {
        code: "not-revoked",
        detail: "Nobody has stopped this consent, so there is no receipt for that.",
    }
}

/// The receipt of a consent's newest revision, worded in `lang` or in the language
/// that the giver was shown; and the entry that tells that it was fetched.
///
/// # Errors
/// Refusals; [`Error::Busy`] while no checkpoint covers the entry yet.
pub async fn show(
    app: &App,
    actor: &Actor,
    id: ConsentId,
    lang: Option<Lang>,
) -> Result<(Receipt, i64), Error> {
    let ask = Ask::about(Target::Consent(id)).own_purpose();
    let permit = match app.gate.ask::<SeeConsents>(actor, ask).await? {
        Answer::Permit(permit) if permit.granted().is_family() => permit,
        // One who coordinates does not know what documents there are.
        Answer::Permit(permit) => return Err(Error::NotFound { index: Some(permit.index()) }),
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let shown = permit.index();
    let granted = permit.granted().clone();
    let receipt = receipt(app, &granted, id, lang).await.map_err(|error| error.recorded(shown))?;
    Ok((receipt, shown))
}

/// The same for one to whom seeing consents, or copying the folder, was granted.
pub(in crate::flows) async fn receipt(
    app: &App,
    granted: &Granted,
    id: ConsentId,
    lang: Option<Lang>,
) -> Result<Receipt, Error> {
    let view = view::read(app, granted, id).await?;
    let mut conn = app.db.read().await?;
    let current = |one: &consents::Revision| one.revision == view.consent.revision;
    let revisions = consents::list_revisions(&mut conn, id).await?;
    let revision = revisions.into_iter().find(current);
    let revision = revision.ok_or(Error::NotFound { index: None })?;
    let key = app.vault.data_key(&mut conn, view.consent.child.0).await?;
    let place = Place::consent_canonical(id, revision.revision);
    let canonical =
        fields::open(&key, place, &revision.canonical_sealed).map_err(VaultError::from)?.to_vec();
    // Whoever holds a connection while waiting keeps it from the publisher.
    drop(conn);
    let proofs = proofs(app, &view, &revision).await?;
    let mut conn = app.db.read().await?;
    let told = facts::gather(app, &mut conn, (&view, &revision), &proofs, lang).await?;
    Ok(Receipt {
        view,
        sha256: revision.sha256,
        canonical,
        proofs,
        vkey: app.publisher.key().to_string(),
        told,
    })
}

async fn proofs(app: &App, view: &view::ConsentView, revision: &Revision) -> Result<Proofs, Error> {
    let consent = &view.consent;
    let index = revision.index.ok_or_else(|| Error::Internal("no entry for a revision".into()))?;
    let stopped = match (consent.standing, consent.ended, consent.ended_by, consent.ended_index) {
        (Standing::Revoked, Some(at), Some(by), Some(index)) => Some((at, by, index)),
        _ => None,
    };
    let last = stopped.map_or(index, |(_, _, end)| end.max(index));
    let signed = app
        .publisher
        .covering(number(last)?, Duration::from_secs(3))
        .await
        .ok_or(Error::Busy { what: "checkpoint" })?;
    let mut conn = app.db.read().await?;
    let given = proved(&mut conn, index, signed.size).await?;
    let revoked = match stopped {
        Some((at, by, end)) => {
            let statement = Statement {
                format: REVOCATION,
                consent: consent.id,
                revision: revision.revision,
                revision_sha256: &hex::encode(revision.sha256),
                child: consent.child,
                unit: consent.unit,
                purpose: &consent.purpose,
                revoked: at,
                revoked_by: by,
            };
            let canonical = serde_json_canonicalizer::to_vec(&statement)
                .map_err(|error| Error::Internal(Box::new(error)))?;
            let sha256 = revocation_hash(&canonical);
            let proved = proved(&mut conn, end, signed.size).await?;
            Some(Revoked { by, at, canonical, sha256, proved })
        }
        None => None,
    };
    Ok(Proofs {
        given,
        revoked,
        checkpoint: signed.note.clone(),
        size: signed.size,
        origin: signed.note.lines().next().unwrap_or_default().to_owned(),
    })
}

fn number(index: i64) -> Result<u64, Error> {
    u64::try_from(index).map_err(|error| Error::Internal(Box::new(error)))
}

/// An entry, opened, with its proof in the tree of `size` entries.
async fn proved(conn: &mut Conn, index: i64, size: u64) -> Result<Proved, Error> {
    let row = log::find_entry(conn, log::DEFAULT_LOG, index)
        .await?
        .ok_or_else(|| Error::Internal("the receipt's entry is missing".into()))?;
    let entry = super::super::audit::opened_fields(&row);
    let proof = Reader::new(conn, log::DEFAULT_LOG).inclusion(number(index)?, size).await?;
    let proof = proof.iter().map(|hash| STANDARD.encode(hash)).collect();
    Ok(Proved { index, entry, proof })
}
