//! Receipts: what was agreed, in bytes that anybody can check without the
//! service.

use super::super::App;
use super::super::error::Error;
use super::view;
use crate::domain::ConsentId;
use crate::gate::action::SeeConsents;
use crate::gate::{Answer, Ask, Granted};
use crate::identity::Actor;
use crate::ledger::read::Reader;
use crate::store::facts::Target;
use crate::store::{consents, log};
use crate::vault::VaultError;
use crate::vault::fields::{self, Place};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::time::Duration;

/// A receipt of one revision.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The consent as it stands.
    pub view: view::ConsentView,
    /// Canonical JSON bytes (RFC 8785) of the newest revision.
    pub canonical: Vec<u8>,
    /// Their domain-separated SHA-256.
    pub sha256: [u8; 32],
    /// Entry in which the consent was given.
    pub index: i64,
    /// The entry opened: field values and salts, for checking the leaf.
    pub entry: serde_json::Value,
    /// Inclusion proof, base64 hashes from leaf to root.
    pub proof: Vec<String>,
    /// The signed checkpoint that the proof leads to.
    pub checkpoint: String,
    /// The key that checks it, one C2SP vkey line.
    pub vkey: String,
}

/// The receipt of a consent's newest revision, and the entry that tells that it
/// was fetched.
///
/// # Errors
/// Refusals; [`Error::Busy`] while no checkpoint covers the entry yet.
pub async fn show(app: &App, actor: &Actor, id: ConsentId) -> Result<(Receipt, i64), Error> {
    let ask = Ask::about(Target::Consent(id));
    let permit = match app.gate.ask::<SeeConsents>(actor, ask).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let shown = permit.index();
    let granted = permit.granted().clone();
    let receipt = receipt(app, &granted, id).await.map_err(|error| error.recorded(shown))?;
    Ok((receipt, shown))
}

/// The same for one to whom seeing consents, or copying the folder, was granted.
pub(in crate::flows) async fn receipt(
    app: &App,
    granted: &Granted,
    id: ConsentId,
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
    let index = revision.index.ok_or_else(|| Error::Internal("no entry for a revision".into()))?;
    let at = u64::try_from(index).map_err(|error| Error::Internal(Box::new(error)))?;
    let signed = app
        .publisher
        .covering(at, Duration::from_secs(3))
        .await
        .ok_or(Error::Busy { what: "checkpoint" })?;
    let mut conn = app.db.read().await?;
    let row = log::find_entry(&mut conn, log::DEFAULT_LOG, index)
        .await?
        .ok_or_else(|| Error::Internal("the receipt's entry is missing".into()))?;
    let entry = super::super::audit::opened_fields(&row);
    let proof = Reader::new(&mut conn, log::DEFAULT_LOG).inclusion(at, signed.size).await?;
    Ok(Receipt {
        view,
        sha256: revision.sha256,
        canonical,
        index,
        entry,
        proof: proof.iter().map(|hash| STANDARD.encode(hash)).collect(),
        checkpoint: signed.note.clone(),
        vkey: app.publisher.key().to_string(),
    })
}
