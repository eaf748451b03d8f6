//! The end of a consent in its receipt: a statement in canonical form, and the log
//! entry that bears each of its fields.

use super::super::super::consents::receipt::{REVOCATION, revocation_hash};
use super::{File, ReceiptError, entry_tells, leaf, opened};
use crate::domain::entry::Kind;
use crate::domain::{ConsentId, PersonId, Timestamp};
use crate::ledger::bundle::{Base64Hash, ByField, HexHash, OpenField};
use crate::ledger::checkpoint::Checkpoint;
use crate::ledger::leaf::Hash;
use crate::ledger::tree::verify_inclusion;
use serde::Deserialize;
use serde_json::Value;

/// What a receipt proves about the end of its consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// Who stopped it.
    pub by: PersonId,
    /// When.
    pub time: Timestamp,
    /// Index of the log entry.
    pub index: u64,
    /// Domain-separated SHA-256 of the statement's canonical bytes.
    pub sha256: [u8; 32],
}

/// The member `revocation` of a receipt.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    canonical: String,
    sha256: HexHash,
    pub(super) index: u64,
    pub(super) entry: ByField<OpenField>,
    proof: Vec<Base64Hash>,
}

/// Is the consent of this receipt proved to have been stopped, as it says?
pub(super) fn check(
    part: &Part,
    file: &File,
    agreed: &Value,
    signed: &Checkpoint,
) -> Result<Revocation, ReceiptError> {
    let (stated, sha256) = opened(&part.canonical, part.sha256.0, revocation_hash)?;
    let text = |name| stated.get(name).and_then(Value::as_str);
    if text("format") != Some(REVOCATION) {
        return Err(ReceiptError::Canonical("another format"));
    }
    if stated.as_object().is_none_or(|fields| fields.len() != 9) {
        return Err(ReceiptError::Canonical("more or fewer fields than a revocation has"));
    }
    let consent: Option<ConsentId> = text("consent").and_then(|text| text.parse().ok());
    let consent = consent.ok_or(ReceiptError::Canonical("no consent id"))?;
    let time = entry_tells(&part.entry, &[Kind::ConsentRevoked], consent, file.sha256.0)?;
    // It is the consent of this receipt, in the revision that is shown.
    for (mine, theirs) in [
        ("consent", "consent"),
        ("revision", "revision"),
        ("child", "child"),
        ("unit", "unit"),
        ("purpose", "purpose"),
    ] {
        if stated.get(mine).is_none() || stated.get(mine) != agreed.get(theirs) {
            return Err(ReceiptError::Shown(mine));
        }
    }
    if text("revision_sha256") != Some(&hex::encode(file.sha256.0)) {
        return Err(ReceiptError::Shown("revision_sha256"));
    }
    // Each of its fields is one that the log bears.
    let (at, actor) = (time.to_string(), value(&part.entry, "actor")?);
    for (field, stated, entry) in [
        ("child", text("child"), value(&part.entry, "child")?),
        ("unit", text("unit"), value(&part.entry, "unit")?),
        ("purpose", text("purpose"), value(&part.entry, "purpose")?),
        ("actor", text("revoked_by"), actor),
        ("time", text("revoked"), at.as_str()),
    ] {
        if stated != Some(entry) {
            return Err(ReceiptError::Entry { field, found: entry.to_owned() });
        }
    }
    // What people read says so too.
    let shown = |name| file.consent.get(name).and_then(Value::as_str);
    if shown("state") != Some("revoked") {
        return Err(ReceiptError::Shown("state"));
    }
    if shown("ended") != Some(&at) {
        return Err(ReceiptError::Shown("ended"));
    }
    let by = actor.parse().map_err(|_| ReceiptError::Missing("actor"))?;
    let proof: Vec<Hash> = part.proof.iter().map(|Base64Hash(hash)| *hash).collect();
    verify_inclusion(&leaf(&part.entry)?, part.index, signed.size, &proof, &signed.root)
        .map_err(ReceiptError::Proof)?;
    // Stopping comes after giving.
    if part.index <= file.index {
        return Err(ReceiptError::Entry { field: "index", found: part.index.to_string() });
    }
    Ok(Revocation { by, time, index: part.index, sha256 })
}

fn value<'e>(entry: &'e ByField<OpenField>, field: &'static str) -> Result<&'e str, ReceiptError> {
    Ok(entry.get(field).ok_or(ReceiptError::Missing(field))?.value.as_str())
}
