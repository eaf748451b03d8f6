//! The frozen bytes of `tests/vectors/ledger`: what is written today must be
//! readable for as long as anybody holds a receipt, and by other programs.

use samflyt::domain::entry::{Entry, FIELDS, Group, Kind, Outcome};
use samflyt::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, RequestId, Timestamp};
use samflyt::flows::verify::verify_receipt;
use samflyt::ledger::bundle::{BundleEntry, Header, Mask};
use samflyt::ledger::checkpoint::{Signer, VerifierKey};
use samflyt::ledger::leaf::{self, GroupKeys};
use samflyt::ledger::proof::TlogProof;
use samflyt::ledger::verify::{Trust, verify_bundle};
use serde_json::Value;
use uuid::Uuid;

const ORIGIN: &str = "vectors.samflyt.example/log/0";

macro_rules! vector {
    ($name:literal) => {
        include_str!(concat!("../vectors/ledger/", $name))
    };
}

fn key() -> VerifierKey {
    VerifierKey::parse(vector!("key.vkey").trim()).unwrap()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x4000_8000_0000_0000_0000 | n)
}

/// An entry with something in each of its 27 fields.
fn full() -> Entry {
    Entry {
        schema: 1,
        time: Timestamp::from_micros(1_772_366_399_123_456),
        kind: Kind::Delivered,
        outcome: Outcome::Cut,
        reason: Some("revoked".to_owned()),
        actor: Some(PersonId(id(1))),
        role: Some("professional".to_owned()),
        unit: Some(AgencyId(id(11))),
        agency: Some(AgencyId(id(2))),
        supplier: Some("Eksempel Fagsystem".to_owned()),
        client: Some("http".to_owned()),
        assurance: Some("high".to_owned()),
        child: Some(ChildId(id(10))),
        document: Some(DocumentId(id(13))),
        version: Some(3),
        sha256: Some([0x33; 32]),
        consent: Some(ConsentId(id(12))),
        revision: Some([0x44; 32]),
        purpose: Some("benefit-assessment".to_owned()),
        words: Some("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".to_owned()),
        request: Some(RequestId(id(3))),
        policy: Some([0x55; 32]),
        facts: Some([0x66; 32]),
        of: Some(17),
        bytes: Some(65536),
        act: Some("open".to_owned()),
        person: Some(PersonId(id(4))),
    }
}

fn hash(text: &Value) -> [u8; 32] {
    hex::decode(text.as_str().unwrap()).unwrap().try_into().unwrap()
}

#[test]
fn an_entry_of_all_fields_gives_the_frozen_digests_and_leaf() {
    let frozen: Value = serde_json::from_str(vector!("entry.json")).unwrap();
    let values = full().values();
    for ((name, _), value) in FIELDS.iter().zip(&values) {
        assert!(!value.is_empty());
        assert_eq!(frozen["values"][name], value.as_str(), "{name}");
    }
    let [system, actor, subject] = Group::ALL.map(|group| hash(&frozen["keys"][group.name()]));
    let digests = leaf::digests(&values, &GroupKeys { system, actor, subject });
    for ((name, _), digest) in FIELDS.iter().zip(&digests) {
        assert_eq!(hash(&frozen["digests"][name]), *digest, "{name}");
    }
    assert_eq!(hash(&frozen["leaf"]), leaf::leaf_of(&digests));
}

#[test]
fn the_frozen_bundle_is_read_and_written_byte_for_byte() {
    let lines: Vec<&str> = vector!("bundle.jsonl").lines().collect();
    let report = verify_bundle(&lines, Some(&key()), Some(vector!("checkpoint-2")));
    assert!(report.is_clean() && report.is_whole(), "{:?}", report.findings);
    assert_eq!((report.complete, report.redacted, report.held_size), (2, 1, Some(2)));
    assert_eq!(Header::from_line(lines[0]).unwrap().to_line().unwrap(), lines[0]);
    for line in &lines[1..] {
        assert_eq!(BundleEntry::from_line(line).unwrap().to_line().unwrap(), *line);
    }
    // The first is also what the service would write of the entry.
    let frozen: Value = serde_json::from_str(vector!("entry.json")).unwrap();
    let keys = Group::ALL.map(|group| Some(hash(&frozen["keys"][group.name()])));
    let proof = TlogProof::parse(vector!("entry.tlog-proof")).unwrap().hashes;
    let values = full().values().map(Some);
    let entry = BundleEntry::open(0, &values, &keys, None, &Mask::nothing(), &proof).unwrap();
    assert_eq!(entry.to_line().unwrap(), lines[1]);
}

#[test]
fn the_frozen_proof_leads_from_the_leaf_to_the_frozen_checkpoint() {
    let frozen: Value = serde_json::from_str(vector!("entry.json")).unwrap();
    let proof = TlogProof::parse(vector!("entry.tlog-proof")).unwrap();
    assert_eq!(proof.to_string(), vector!("entry.tlog-proof"));
    let head = proof.verify(&hash(&frozen["leaf"]), &key()).unwrap();
    assert_eq!((head.origin.as_str(), head.size), (ORIGIN, 3));
    // Ed25519 is deterministic: the same seed signs the same note.
    let signer = Signer::new(ORIGIN, &[42; 32]).unwrap();
    assert_eq!(signer.sign(3, &head.root), vector!("checkpoint"));
    assert_eq!(format!("{}\n", signer.vkey()), vector!("key.vkey"));
}

#[test]
fn the_frozen_receipt_proves_what_was_agreed() {
    let held = Some(vector!("checkpoint"));
    let proved = verify_receipt(vector!("receipt.json"), Some(&key()), held).unwrap();
    assert_eq!((proved.consent, proved.revision, proved.index), (ConsentId(id(12)), 1, 2));
    assert_eq!(proved.agreed["words"], "til søknaden");
    assert_eq!(proved.time.to_string(), "2026-03-01T12:00:00.123456Z");
    assert_eq!((proved.trust, proved.held_size), (Trust::Given, Some(3)));
}
