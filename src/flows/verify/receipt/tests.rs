use super::super::super::consents::receipt::{REVOCATION, revocation_hash};
use super::*;
use crate::domain::entry::Entry;
use crate::domain::{AgencyId, ChildId, PersonId};
use crate::ledger::checkpoint::Signer;
use crate::ledger::leaf::{GroupKeys, digests, salt};
use crate::ledger::tree::node_hash;
use serde_json::json;
use uuid::Uuid;

const KEYS: [[u8; 32]; 3] = [[1; 32], [2; 32], [3; 32]];

fn signer() -> Signer {
    Signer::new("log.example/1", &[42; 32]).unwrap()
}

fn given() -> Value {
    json!({
        "format": AGREED,
        "consent": Uuid::from_u128(7),
        "revision": 1,
        "child": Uuid::from_u128(1),
        "unit": Uuid::from_u128(2),
        "purpose": "treatment",
        "documents": [Uuid::from_u128(3), Uuid::from_u128(4)],
        "categories": [],
        "also_later": false,
        "actions": ["open"],
        "excluded_persons": [],
        "excluded_units": [],
        "valid_from": "2026-01-01T00:00:00Z",
        "valid_until": "2026-06-01T00:00:00Z",
        "given": "2026-01-01T00:00:00Z",
        "given_by": Uuid::from_u128(5),
        "words": "",
        "text_version": "00",
        "text_language": "nb",
        "nonce": "11",
    })
}

/// The entry of a log of two that tells of these bytes.
fn entry(canonical: &[u8]) -> Entry {
    let mut entry = Entry::new(
        Timestamp::from_micros(1_767_225_600_000_000),
        Kind::ConsentGranted,
        Outcome::Allowed,
    );
    entry.actor = Some(PersonId(Uuid::from_u128(5)));
    entry.child = Some(ChildId(Uuid::from_u128(1)));
    entry.unit = Some(AgencyId(Uuid::from_u128(2)));
    entry.purpose = Some("treatment".to_owned());
    entry.consent = Some(ConsentId(Uuid::from_u128(7)));
    entry.revision = Some(revision_hash(canonical));
    entry
}

fn build(agreed: &Value, change: impl FnOnce(&mut Entry)) -> Value {
    build_bytes(agreed, &serde_json_canonicalizer::to_vec(agreed).unwrap(), change)
}

/// A receipt as the service makes it, of whatever it is given.
fn build_bytes(agreed: &Value, canonical: &[u8], change: impl FnOnce(&mut Entry)) -> Value {
    let mut entry = entry(canonical);
    change(&mut entry);
    let values = entry.values();
    let [system, actor, subject] = KEYS;
    let leaf = leaf_of(&digests(&values, &GroupKeys { system, actor, subject }));
    let fields: serde_json::Map<String, Value> = FIELDS
        .iter()
        .zip(&values)
        .map(|((name, group), value)| {
            let salt = hex::encode(salt(&KEYS[*group as usize], name));
            ((*name).to_owned(), json!({"value": value, "salt": salt}))
        })
        .collect();
    let other = [9; 32];
    json!({
        "format": FORMAT,
        "consent": {
            "id": agreed["consent"], "child": agreed["child"],
            "agency": {"id": agreed["unit"], "name": "NAV"}, "purpose": agreed["purpose"],
            "state": "in-force", "documents": agreed["documents"],
            "categories": agreed["categories"], "also_later": agreed["also_later"],
            "actions": agreed["actions"], "valid_from": agreed["valid_from"],
            "valid_until": agreed["valid_until"], "revision": agreed["revision"],
            "created": agreed["given"],
            "revisions": [{"revision": agreed["revision"], "created": agreed["given"], "entry": 1,
                "sha256": hex::encode(revision_hash(canonical))}],
            "approvals": [{"person": agreed["given_by"], "name": "Kari", "answer": "approved",
                "at": agreed["given"], "revision": agreed["revision"],
                "text_language": agreed["text_language"], "text_version": agreed["text_version"]}],
        },
        "canonical": STANDARD.encode(canonical),
        "sha256": hex::encode(revision_hash(canonical)),
        "index": 1,
        "entry": fields,
        "proof": [STANDARD.encode(other)],
        "checkpoint": signer().sign(2, &node_hash(&other, &leaf)),
        "vkey": signer().vkey(),
    })
}

fn verify(receipt: &Value) -> Result<Receipt, ReceiptError> {
    verify_receipt(&receipt.to_string(), None, None)
}

#[test]
fn a_receipt_proves_what_was_agreed() {
    let receipt = verify(&build(&given(), |_| ())).unwrap();
    assert_eq!(receipt.consent.0, Uuid::from_u128(7));
    assert_eq!((receipt.revision, receipt.index, receipt.size), (1, 1, 2));
    assert_eq!(receipt.time.to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(receipt.agreed, given());
    assert_eq!((receipt.origin.as_str(), receipt.trust), ("log.example/1", Trust::FirstUse));
    let key = signer().verifier().clone();
    let json = build(&given(), |_| ()).to_string();
    assert_eq!(verify_receipt(&json, Some(&key), None).unwrap().trust, Trust::Given);
}

#[test]
fn the_given_key_counts_and_not_the_one_in_the_receipt() {
    let other = Signer::new("log.example/1", &[43; 32]).unwrap();
    let json = build(&given(), |_| ()).to_string();
    let refused = verify_receipt(&json, Some(other.verifier()), None);
    assert!(matches!(refused, Err(ReceiptError::Checkpoint(_))), "{refused:?}");
}

#[test]
fn any_change_of_any_part_is_found() {
    let good = build(&given(), |_| ());
    let other = "00".repeat(32);
    for (place, value) in [
        ("/format", json!("samflyt-receipt/2")),
        ("/consent/id", json!(Uuid::from_u128(8))),
        ("/consent/child", json!(Uuid::from_u128(8))),
        ("/consent/agency/id", json!(Uuid::from_u128(8))),
        ("/consent/purpose", json!("benefit-assessment")),
        ("/consent/documents", json!([Uuid::from_u128(3)])),
        ("/consent/categories", json!(["report"])),
        ("/consent/also_later", json!(true)),
        ("/consent/actions", json!(["open", "keep"])),
        ("/consent/valid_until", json!("2027-06-01T00:00:00Z")),
        ("/consent/created", json!("2025-01-01T00:00:00Z")),
        ("/consent/revisions", json!([])),
        ("/consent/revisions/0/sha256", json!(other)),
        ("/consent/revisions/0/entry", json!(0)),
        ("/consent/revisions/0/created", json!("2025-01-01T00:00:00Z")),
        ("/consent/approvals", json!([])),
        ("/consent/approvals/0/person", json!(Uuid::from_u128(8))),
        ("/consent/approvals/0/answer", json!("declined")),
        ("/consent/approvals/0/at", json!("2025-01-01T00:00:00Z")),
        ("/consent/approvals/0/revision", json!(2)),
        ("/consent/approvals/0/text_version", json!("01")),
        ("/canonical", json!("e30=")),
        ("/sha256", json!(other)),
        ("/index", json!(0)),
        ("/index", json!(2)),
        ("/entry/time/value", json!("1767225600000001")),
        ("/entry/kind/value", json!("consent-revised")),
        ("/entry/actor/value", json!(Uuid::from_u128(6))),
        ("/entry/consent/value", json!(Uuid::from_u128(6))),
        ("/entry/revision/value", json!(other)),
        ("/entry/purpose/salt", json!(other)),
        ("/proof/0", json!(STANDARD.encode([8; 32]))),
        ("/proof", json!([])),
        ("/checkpoint", json!(signer().sign(2, &[0; 32]))),
        ("/vkey", json!(Signer::new("log.example/1", &[43; 32]).unwrap().vkey())),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = value;
        assert!(verify(&bad).is_err(), "{place}");
    }
}

#[test]
fn an_entry_of_something_else_does_not_vouch_for_a_consent() {
    let wrong = |change: fn(&mut Entry)| match verify(&build(&given(), change)) {
        Err(ReceiptError::Entry { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong(|entry| entry.kind = Kind::ConsentRevoked), "kind");
    assert_eq!(wrong(|entry| entry.outcome = Outcome::Refused), "outcome");
    assert_eq!(wrong(|entry| entry.consent = None), "consent");
    assert_eq!(wrong(|entry| entry.child = None), "child");
    assert_eq!(wrong(|entry| entry.unit = None), "unit");
    assert_eq!(wrong(|entry| entry.purpose = None), "purpose");
    assert_eq!(wrong(|entry| entry.revision = Some([0; 32])), "revision");
    assert_eq!(wrong(|entry| entry.schema = 2), "schema");
}

#[test]
fn somebody_else_than_the_giver_does_not_vouch_for_a_consent() {
    let other = build(&given(), |entry| entry.actor = Some(PersonId(Uuid::from_u128(6))));
    assert_eq!(verify(&other), Err(ReceiptError::Shown("approvals")));
    let later = build(&given(), |entry| entry.time = entry.time.plus_days(1));
    assert_eq!(verify(&later), Err(ReceiptError::Shown("approvals")));
}

#[test]
fn a_held_checkpoint_of_the_same_size_is_compared() {
    let receipt = build(&given(), |_| ());
    let with = |held: &str| {
        verify_receipt(&receipt.to_string(), None, Some(held)).map(|receipt| receipt.held_size)
    };
    assert_eq!(with(receipt["checkpoint"].as_str().unwrap()), Ok(Some(2)));
    assert_eq!(with(&signer().sign(2, &[7; 32])), Err(ReceiptError::Forked(2)));
    let unlinked = ReceiptError::Unlinked { held: 5, size: 2 };
    assert_eq!(with(&signer().sign(5, &[7; 32])), Err(unlinked));
    let other = Signer::new("log.example/1", &[43; 32]).unwrap();
    assert!(matches!(with(&other.sign(2, &[7; 32])), Err(ReceiptError::Held(_))));
}

#[test]
fn a_missing_field_is_named() {
    let mut receipt = build(&given(), |_| ());
    receipt["entry"].as_object_mut().unwrap().remove("person");
    assert_eq!(verify(&receipt), Err(ReceiptError::Missing("person")));
}

#[test]
fn the_readable_part_must_not_show_words_that_were_not_agreed() {
    let mut receipt = build(&given(), |_| ());
    receipt["consent"]["words"] = json!("and everything else");
    assert_eq!(verify(&receipt), Err(ReceiptError::Shown("words")));
    let mut agreed = given();
    agreed["words"] = json!("only the first page");
    assert_eq!(verify(&build(&agreed, |_| ())), Err(ReceiptError::Shown("words")));
}

#[test]
fn lists_may_stand_in_another_order() {
    let mut receipt = build(&given(), |_| ());
    receipt["consent"]["documents"].as_array_mut().unwrap().reverse();
    assert!(verify(&receipt).is_ok());
}

#[test]
fn bytes_that_could_be_read_in_two_ways_are_refused() {
    let text = serde_json_canonicalizer::to_string(&given()).unwrap();
    let twice = text.replacen('{', "{\"actions\":[\"keep\"],", 1);
    let spaced = text.replacen(':', ": ", 1);
    for bytes in [twice, spaced] {
        let receipt = build_bytes(&given(), bytes.as_bytes(), |_| ());
        assert!(matches!(verify(&receipt), Err(ReceiptError::Canonical(_))));
    }
    let mut other = given();
    other["format"] = json!("samflyt-consent/2");
    assert!(matches!(verify(&build(&other, |_| ())), Err(ReceiptError::Canonical(_))));
}

#[test]
fn what_is_no_receipt_is_refused() {
    for text in ["", "{}", "[]", "null", "{\"format\":\"samflyt-receipt/1\"}"] {
        assert!(matches!(verify_receipt(text, None, None), Err(ReceiptError::Json(_))), "{text}");
    }
    let mut more = build(&given(), |_| ());
    more["also"] = json!(1);
    assert!(matches!(verify(&more), Err(ReceiptError::Json(_))));
}

/// A receipt with its end: a log of three, of which the last tells that Ola stopped
/// what Kari gave.
fn stopped(change: impl FnOnce(&mut Value, &mut Entry)) -> Value {
    let agreed = given();
    let mut receipt = build(&agreed, |_| ());
    let canonical = serde_json_canonicalizer::to_vec(&agreed).unwrap();
    let mut stop = entry(&canonical);
    stop.kind = Kind::ConsentRevoked;
    stop.time = stop.time.plus_days(3);
    stop.actor = Some(PersonId(Uuid::from_u128(6)));
    let mut statement = json!({
        "format": REVOCATION,
        "consent": agreed["consent"],
        "revision": 1,
        "revision_sha256": hex::encode(revision_hash(&canonical)),
        "child": agreed["child"],
        "unit": agreed["unit"],
        "purpose": agreed["purpose"],
        "revoked": stop.time,
        "revoked_by": Uuid::from_u128(6),
    });
    change(&mut statement, &mut stop);
    let (fields, end) = opened_entry(&stop);
    let (_, first) = opened_entry(&entry(&canonical));
    let other = [9; 32];
    let left = node_hash(&other, &first);
    let bytes = serde_json_canonicalizer::to_vec(&statement).unwrap();
    receipt["revocation"] = json!({
        "canonical": STANDARD.encode(&bytes),
        "sha256": hex::encode(revocation_hash(&bytes)),
        "index": 2,
        "entry": fields,
        "proof": [STANDARD.encode(left)],
    });
    receipt["proof"] = json!([STANDARD.encode(other), STANDARD.encode(end)]);
    receipt["checkpoint"] = json!(signer().sign(3, &node_hash(&left, &end)));
    receipt["consent"]["state"] = json!("revoked");
    receipt["consent"]["ended"] = json!(stop.time);
    receipt
}

/// The opened fields of an entry, and its leaf.
fn opened_entry(entry: &Entry) -> (Value, Hash) {
    let values = entry.values();
    let [system, actor, subject] = KEYS;
    let leaf = leaf_of(&digests(&values, &GroupKeys { system, actor, subject }));
    let fields: serde_json::Map<String, Value> = FIELDS
        .iter()
        .zip(&values)
        .map(|((name, group), value)| {
            let salt = hex::encode(salt(&KEYS[*group as usize], name));
            ((*name).to_owned(), json!({"value": value, "salt": salt}))
        })
        .collect();
    (fields.into(), leaf)
}

#[test]
fn a_receipt_proves_that_it_was_stopped() {
    let proved = verify(&stopped(|_, _| ())).unwrap();
    let end = proved.revocation.unwrap();
    assert_eq!((end.index, end.by), (2, PersonId(Uuid::from_u128(6))));
    assert_eq!(end.time.to_string(), "2026-01-04T00:00:00Z");
    assert_eq!(verify(&build(&given(), |_| ())).unwrap().revocation, None);
}

#[test]
fn any_change_of_any_part_of_a_revocation_is_found() {
    let good = stopped(|_, _| ());
    let other = "00".repeat(32);
    for (place, value) in [
        ("/consent/state", json!("in-force")),
        ("/consent/ended", json!("2026-01-05T00:00:00Z")),
        ("/revocation/canonical", json!("e30=")),
        ("/revocation/sha256", json!(other)),
        ("/revocation/index", json!(1)),
        ("/revocation/index", json!(0)),
        ("/revocation/index", json!(3)),
        ("/revocation/entry/kind/value", json!("consent-granted")),
        ("/revocation/entry/outcome/value", json!("refused")),
        ("/revocation/entry/actor/value", json!(Uuid::from_u128(5))),
        ("/revocation/entry/time/value", json!("1767225600000000")),
        ("/revocation/entry/consent/value", json!(Uuid::from_u128(8))),
        ("/revocation/entry/revision/value", json!(other)),
        ("/revocation/entry/child/value", json!(Uuid::from_u128(8))),
        ("/revocation/entry/unit/value", json!(Uuid::from_u128(8))),
        ("/revocation/entry/purpose/value", json!("aids")),
        ("/revocation/entry/purpose/salt", json!(other)),
        ("/revocation/proof", json!([])),
        ("/revocation/proof/0", json!(STANDARD.encode([8; 32]))),
        ("/checkpoint", json!(signer().sign(3, &[0; 32]))),
        ("/revocation", build(&given(), |_| ())),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = value;
        assert!(verify(&bad).is_err(), "{place}");
    }
}

#[test]
fn a_statement_that_the_log_does_not_bear_is_no_revocation() {
    let wrong = |change: fn(&mut Value, &mut Entry)| match verify(&stopped(change)) {
        Err(ReceiptError::Revocation(error)) => *error,
        other => panic!("{other:?}"),
    };
    let field = |change| match wrong(change) {
        ReceiptError::Entry { field, .. } | ReceiptError::Shown(field) => field,
        other => panic!("{other:?}"),
    };
    // Another signed entry, or another statement about it.
    assert_eq!(field(|_, stop| stop.kind = Kind::ConsentGranted), "kind");
    assert_eq!(field(|_, stop| stop.outcome = Outcome::Refused), "outcome");
    assert_eq!(field(|_, stop| stop.consent = Some(ConsentId(Uuid::from_u128(8)))), "consent");
    assert_eq!(field(|_, stop| stop.revision = Some([1; 32])), "revision");
    assert_eq!(field(|_, stop| stop.actor = Some(PersonId(Uuid::from_u128(9)))), "actor");
    assert_eq!(field(|_, stop| stop.child = None), "child");
    assert_eq!(field(|_, stop| stop.unit = None), "unit");
    assert_eq!(field(|_, stop| stop.purpose = None), "purpose");
    assert_eq!(field(|said, _| said["consent"] = json!(Uuid::from_u128(8))), "consent");
    assert_eq!(field(|said, _| said["revision"] = json!(2)), "revision");
    assert_eq!(field(|said, _| said["revision_sha256"] = json!("00")), "revision_sha256");
    assert_eq!(field(|said, _| said["child"] = json!(Uuid::from_u128(8))), "child");
    assert_eq!(field(|said, _| said["unit"] = json!(Uuid::from_u128(8))), "unit");
    assert_eq!(field(|said, _| said["purpose"] = json!("aids")), "purpose");
    assert_eq!(field(|said, _| said["revoked"] = json!("2026-01-05T00:00:00Z")), "time");
    assert_eq!(field(|said, _| said["revoked_by"] = json!(Uuid::from_u128(5))), "actor");
    let canonical = |change| assert!(matches!(wrong(change), ReceiptError::Canonical(_)));
    canonical(|said, _| said["format"] = json!("samflyt-revocation/2"));
    canonical(|said, _| said["why"] = json!("because"));
    canonical(|said, _| drop(said.as_object_mut().unwrap().remove("purpose")));
}
