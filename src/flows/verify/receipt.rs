//! A receipt, checked by itself: the agreed bytes, the log entry that bears
//! their hash, the proof that the entry is in the log, and the log's signature.

use super::super::consents::revision_hash;
use crate::domain::entry::{FIELDS, Kind, Outcome, SCHEMA};
use crate::domain::{ConsentId, Timestamp};
use crate::ledger::bundle::{Base64Hash, ByField, HexHash, OpenField};
use crate::ledger::checkpoint::{Checkpoint, NoteError, VerifierKey, verify_note};
use crate::ledger::leaf::{FIELD_COUNT, Hash, digest_with_salt, leaf_of};
use crate::ledger::tree::{ProofError, verify_inclusion};
use crate::ledger::verify::Trust;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Value;

/// The first field of every receipt.
const FORMAT: &str = "samflyt-receipt/1";

/// The first field of the agreed bytes.
const AGREED: &str = "samflyt-consent/1";

/// What a receipt proves.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Which consent.
    pub consent: ConsentId,
    /// Which revision of it, from 1.
    pub revision: i64,
    /// Everything that was agreed, as it was hashed.
    pub agreed: Value,
    /// Domain-separated SHA-256 of the canonical bytes of `agreed`.
    pub sha256: [u8; 32],
    /// Index of the log entry.
    pub index: u64,
    /// Time of the log entry.
    pub time: Timestamp,
    /// Which log.
    pub origin: String,
    /// Size of the signed checkpoint that the entry is proved to be in.
    pub size: u64,
    /// Size of the checkpoint that the reader holds, if one was given: it is the
    /// same.
    pub held_size: Option<u64>,
    /// Where the log's key came from.
    pub trust: Trust,
    /// That the consent was stopped, where the receipt proves it.
    pub revocation: Option<Revocation>,
}

/// Why a receipt proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Not JSON, or not this JSON.
    #[error("not a receipt: {0}")]
    Json(String),
    /// It names another format.
    #[error("not a receipt of the format {FORMAT}")]
    Format,
    /// The agreed bytes are not in their one form.
    #[error("the agreed bytes are not a consent in canonical form: {0}")]
    Canonical(&'static str),
    /// Another hash is stated than the bytes give.
    #[error("the agreed bytes do not give the hash that the receipt states")]
    Hash,
    /// The entry is not opened as a whole.
    #[error("the field {0} of the entry is missing, so its leaf cannot be computed")]
    Missing(&'static str),
    /// The entry tells of something else.
    #[error("the entry's {field} is {found:?}, which does not fit the consent")]
    Entry {
        /// Field of the entry.
        field: &'static str,
        /// Its value.
        found: String,
    },
    /// The readable part shows something else than what was agreed.
    #[error("the receipt shows another `{0}` than the one that was agreed")]
    Shown(&'static str),
    /// The key cannot be used.
    #[error("the key cannot be used: {0}")]
    Key(NoteError),
    /// The checkpoint is not accepted.
    #[error("the checkpoint is not accepted: {0}")]
    Checkpoint(NoteError),
    /// The checkpoint that the reader holds is not accepted.
    #[error("the held checkpoint is not accepted: {0}")]
    Held(NoteError),
    /// Nothing links the receipt's checkpoint to the one that the reader holds.
    #[error(
        "nothing in a receipt links its checkpoint of size {size} to the held one of size {held}: \
         ask for a receipt when the log serves the held one, or for a bundle with it"
    )]
    Unlinked {
        /// Size of the held checkpoint.
        held: u64,
        /// Size of the receipt's.
        size: u64,
    },
    /// Two roots were signed for one size.
    #[error("the log was rewritten: the held checkpoint of size {0} states another root")]
    Forked(u64),
    /// The entry is not in the log, or a value or salt was changed.
    #[error("the entry is not proved to be in the log: {0}")]
    Proof(ProofError),
    /// The record in the words of ISO/IEC TS 27560 says something else.
    #[error("the record says another `{0}` than what was agreed")]
    Record(&'static str),
    /// The part about the end of the consent.
    #[error("the revocation is not proved: {0}")]
    Revocation(Box<ReceiptError>),
}

/// The JSON of `GET /api/v1/consents/{id}/receipt`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    /// What people read; compared with the agreed bytes where it repeats them.
    consent: Value,
    canonical: String,
    sha256: HexHash,
    index: u64,
    entry: ByField<OpenField>,
    proof: Vec<Base64Hash>,
    checkpoint: String,
    vkey: String,
    /// The same in the words of ISO/IEC TS 27560; older receipts have none.
    record: Option<Value>,
    /// The end of the consent, where it was stopped.
    revocation: Option<revocation::Part>,
}

/// Verifies a receipt from its JSON, without the service. Without `key` the one
/// in the receipt is taken, and the result says so.
///
/// Proved is what was agreed, by whom and when, and that the log has recorded it;
/// where the receipt says so, also who stopped it and when. Not proved are names, the
/// answers of others, and what became of it since: only the service knows of a later
/// end. `held` is a checkpoint that the reader has
/// kept; only one of the receipt's own size can be compared.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify_receipt(
    json: &str,
    key: Option<&VerifierKey>,
    held: Option<&str>,
) -> Result<Receipt, ReceiptError> {
    let file: File =
        serde_json::from_str(json).map_err(|error| ReceiptError::Json(error.to_string()))?;
    if file.format != FORMAT {
        return Err(ReceiptError::Format);
    }
    let (agreed, sha256) = opened(&file.canonical, file.sha256.0, revision_hash)?;
    let (consent, revision) = identity(&agreed)?;
    let time = check_entry(&file, consent, sha256)?;
    compare_entry(&file.entry, &agreed)?;
    compare_shown(&file.consent, &agreed)?;
    compare_revisions(&file, &agreed, revision)?;
    compare_approvals(&file, &agreed, time)?;
    if let Some(record) = &file.record {
        record::compare(record, &agreed, file.revocation.as_ref())?;
    }

    let (key, trust) = match key {
        Some(key) => (key.clone(), Trust::Given),
        None => (VerifierKey::parse(&file.vkey).map_err(ReceiptError::Key)?, Trust::FirstUse),
    };
    let signed = verify_note(&file.checkpoint, &key).map_err(ReceiptError::Checkpoint)?;
    let held_size = held.map(|held| compare_held(&signed, &key, held)).transpose()?;
    let proof: Vec<Hash> = file.proof.iter().map(|Base64Hash(hash)| *hash).collect();
    verify_inclusion(&leaf(&file.entry)?, file.index, signed.size, &proof, &signed.root)
        .map_err(ReceiptError::Proof)?;
    let revocation = match &file.revocation {
        Some(part) => {
            let stopped = revocation::check(part, &file, &agreed, &signed);
            Some(stopped.map_err(|error| ReceiptError::Revocation(Box::new(error)))?)
        }
        None => None,
    };
    Ok(Receipt {
        consent,
        revision,
        agreed,
        sha256,
        index: file.index,
        time,
        origin: signed.origin,
        size: signed.size,
        held_size,
        trust,
        revocation,
    })
}

/// Canonical bytes as JSON, and their hash, which must be the stated one.
fn opened(
    canonical: &str,
    stated: [u8; 32],
    hash: fn(&[u8]) -> [u8; 32],
) -> Result<(Value, [u8; 32]), ReceiptError> {
    let bytes = STANDARD.decode(canonical);
    let bytes = bytes.map_err(|_| ReceiptError::Canonical("not base64"))?;
    let sha256 = hash(&bytes);
    if sha256 != stated {
        return Err(ReceiptError::Hash);
    }
    let agreed: Value =
        serde_json::from_slice(&bytes).map_err(|_| ReceiptError::Canonical("not JSON"))?;
    // Bytes that two readers could take for different things are none.
    match serde_json_canonicalizer::to_vec(&agreed) {
        Ok(again) if again == bytes => Ok((agreed, sha256)),
        _ => Err(ReceiptError::Canonical("not in the order and form of RFC 8785")),
    }
}

fn identity(agreed: &Value) -> Result<(ConsentId, i64), ReceiptError> {
    if agreed.get("format").and_then(Value::as_str) != Some(AGREED) {
        return Err(ReceiptError::Canonical("another format"));
    }
    let consent = agreed.get("consent").and_then(Value::as_str);
    let consent = consent.and_then(|text| text.parse().ok());
    let consent = consent.ok_or(ReceiptError::Canonical("no consent id"))?;
    let revision = agreed.get("revision").and_then(Value::as_i64);
    Ok((consent, revision.ok_or(ReceiptError::Canonical("no revision number"))?))
}

/// Does the entry say that this revision of this consent was given? Tells when.
fn check_entry(
    file: &File,
    consent: ConsentId,
    sha256: [u8; 32],
) -> Result<Timestamp, ReceiptError> {
    const GIVEN: [Kind; 4] =
        [Kind::ConsentGranted, Kind::ConsentApproved, Kind::ConsentRevised, Kind::RequestGranted];
    entry_tells(&file.entry, &GIVEN, consent, sha256)
}

/// Is the entry of one of these kinds, about this revision of this consent? Tells
/// when.
fn entry_tells(
    entry: &ByField<OpenField>,
    kinds: &[Kind],
    consent: ConsentId,
    sha256: [u8; 32],
) -> Result<Timestamp, ReceiptError> {
    let get = |field| Ok(entry.get(field).ok_or(ReceiptError::Missing(field))?.value.as_str());
    let wrong = |field, found: &str| ReceiptError::Entry { field, found: found.to_owned() };
    let kind = get("kind")?;
    if !kinds.iter().any(|one| one.code() == kind) {
        return Err(wrong("kind", kind));
    }
    for (field, expected) in [
        ("schema", SCHEMA.to_string()),
        ("outcome", Outcome::Allowed.code().to_owned()),
        ("consent", consent.to_string()),
        ("revision", hex::encode(sha256)),
    ] {
        let found = get(field)?;
        if found != expected {
            return Err(wrong(field, found));
        }
    }
    let time = get("time")?;
    let micros: i64 = time.parse().map_err(|_| wrong("time", time))?;
    Ok(Timestamp::from_micros(micros))
}

/// The entry names the same folder, unit and purpose as the agreed bytes.
fn compare_entry(entry: &ByField<OpenField>, agreed: &Value) -> Result<(), ReceiptError> {
    for field in ["child", "unit", "purpose"] {
        let found = &entry.get(field).ok_or(ReceiptError::Missing(field))?.value;
        if agreed.get(field).and_then(Value::as_str) != Some(found) {
            return Err(ReceiptError::Entry { field, found: found.clone() });
        }
    }
    Ok(())
}

/// The receipt's checkpoint is the held one; gives its size.
fn compare_held(signed: &Checkpoint, key: &VerifierKey, held: &str) -> Result<u64, ReceiptError> {
    let held = verify_note(held, key).map_err(ReceiptError::Held)?;
    if held.size != signed.size {
        return Err(ReceiptError::Unlinked { held: held.size, size: signed.size });
    }
    if held.root == signed.root { Ok(held.size) } else { Err(ReceiptError::Forked(held.size)) }
}

/// The newest revision that is shown is the one that is proved.
fn compare_revisions(file: &File, agreed: &Value, revision: i64) -> Result<(), ReceiptError> {
    let newest =
        file.consent.pointer("/revisions").and_then(Value::as_array).and_then(|all| all.last());
    let is_it = newest.is_some_and(|newest| {
        newest.get("revision").and_then(Value::as_i64) == Some(revision)
            && newest.get("sha256").and_then(Value::as_str) == Some(&hex::encode(file.sha256.0))
            && newest.get("entry").and_then(Value::as_u64) == Some(file.index)
            && newest.get("created") == agreed.get("given")
    });
    if !is_it {
        return Err(ReceiptError::Shown("revisions"));
    }
    // The consent as a whole is as old as its first revision.
    if revision == 1 && file.consent.get("created") != agreed.get("given") {
        return Err(ReceiptError::Shown("created"));
    }
    Ok(())
}

/// Among the answers that are shown are that of the giver and that of whoever the
/// entry tells of, at the times that are proved.
fn compare_approvals(file: &File, agreed: &Value, time: Timestamp) -> Result<(), ReceiptError> {
    let shown = file.consent.get("approvals").and_then(Value::as_array);
    let shown = shown.map(Vec::as_slice).unwrap_or_default();
    let actor = file.entry.get("actor").ok_or(ReceiptError::Missing("actor"))?;
    let (actor, time) = (Value::from(actor.value.as_str()), Value::from(time.to_string()));
    for (person, at) in [(agreed.get("given_by"), agreed.get("given")), (Some(&actor), Some(&time))]
    {
        let answered = shown.iter().any(|one| {
            one.get("person") == person
                && one.get("at") == at
                && one.get("answer").and_then(Value::as_str) == Some("approved")
                && ["revision", "text_version", "text_language"]
                    .into_iter()
                    .all(|name| one.get(name) == agreed.get(name))
        });
        if !answered {
            return Err(ReceiptError::Shown("approvals"));
        }
    }
    Ok(())
}

/// The leaf, which needs every field.
fn leaf(entry: &ByField<OpenField>) -> Result<Hash, ReceiptError> {
    let mut digests = [[0; 32]; FIELD_COUNT];
    for (digest, (field, _)) in digests.iter_mut().zip(FIELDS) {
        let open = entry.get(field).ok_or(ReceiptError::Missing(field))?;
        *digest = digest_with_salt(&open.salt.0, field, &open.value);
    }
    Ok(leaf_of(&digests))
}

/// What the readable part repeats of the agreed bytes must be the same: a
/// receipt must not show one thing and prove another.
fn compare_shown(shown: &Value, agreed: &Value) -> Result<(), ReceiptError> {
    const SAME: [(&str, &str); 11] = [
        ("/id", "/consent"),
        ("/revision", "/revision"),
        ("/child", "/child"),
        ("/agency/id", "/unit"),
        ("/purpose", "/purpose"),
        ("/documents", "/documents"),
        ("/categories", "/categories"),
        ("/also_later", "/also_later"),
        ("/actions", "/actions"),
        ("/valid_from", "/valid_from"),
        ("/valid_until", "/valid_until"),
    ];
    for (left, right) in SAME {
        let agreed = agreed.pointer(right).ok_or(ReceiptError::Canonical("a field is missing"))?;
        if !shown.pointer(left).is_some_and(|shown| same(shown, agreed)) {
            return Err(ReceiptError::Shown(left.trim_start_matches('/')));
        }
    }
    let words = |value: &Value| value.get("words").and_then(Value::as_str).map(str::to_owned);
    if words(shown).unwrap_or_default() != words(agreed).unwrap_or_default() {
        return Err(ReceiptError::Shown("words"));
    }
    Ok(())
}

/// Lists stand for sets.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            let sorted = |list: &[Value]| {
                let mut texts: Vec<String> = list.iter().map(Value::to_string).collect();
                texts.sort_unstable();
                texts
            };
            sorted(one) == sorted(other)
        }
        _ => one == other,
    }
}

mod record;
mod revocation;

pub use revocation::Revocation;

#[cfg(test)]
mod tests;
