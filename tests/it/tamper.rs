//! Whoever can write to the database, but cannot sign checkpoints: what is
//! found, and what it takes to find it.
//!
//! Three attackers: one changes rows; one also covers the tracks, so that every
//! leaf, node and the head agree again; one also deletes the stored checkpoints.
//! The last is found by nobody but those who hold a checkpoint themselves.

mod command;
mod export;
pub mod forge;
mod large;
mod publish;

use crate::support::backend::{Backend, on_both};
use crate::support::sql::Outside;
use forge::{START, append, signer};
use samflyt::clock::ManualClock;
use samflyt::entropy::SeededEntropy;
use samflyt::flows::verify::verify_database;
use samflyt::ledger::publish::Publisher;
use samflyt::ledger::verify::Report;
use samflyt::store::log::{self, DEFAULT_LOG};
use samflyt::store::{Db, Place};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Entries that the first and the newest stored checkpoint cover, and those of
/// the log; the last ones are signed in a checkpoint that only the reader holds.
const SIGNED: [i64; 2] = [300, 600];
const SIZE: i64 = 640;

/// The log as a file, and a checkpoint of all of it.
struct Original {
    file: Vec<u8>,
    /// The same log, 40 entries earlier.
    older: Vec<u8>,
    held: String,
}

async fn open(place: &Place) -> Db {
    let clock = Arc::new(ManualClock::new(*START));
    Db::open(place, forge::ORIGIN, clock, Arc::new(SeededEntropy::new(7))).await.unwrap()
}

async fn sign(db: &Db) -> String {
    let publisher = Publisher::start(db.clone(), signer(), None).await.unwrap();
    publisher.newest().unwrap().note.clone()
}

async fn original() -> &'static Original {
    static ORIGINAL: OnceCell<Original> = OnceCell::const_new();
    ORIGINAL
        .get_or_init(async || {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("log.db");
            let db = open(&Place::Sqlite(path.clone())).await;
            for size in SIGNED {
                append(&db, size).await;
                sign(&db).await;
            }
            db.close().await;
            let older = std::fs::read(&path).unwrap();
            let db = open(&Place::Sqlite(path.clone())).await;
            append(&db, SIZE).await;
            let mut conn = db.read().await.unwrap();
            let head = log::head(&mut conn, DEFAULT_LOG).await.unwrap();
            drop(conn);
            db.close().await;
            let held = signer().sign(u64::try_from(head.size).unwrap(), &head.root);
            Original { file: std::fs::read(&path).unwrap(), older, held }
        })
        .await
}

/// A copy of the log to meddle with.
struct Copy {
    dir: tempfile::TempDir,
}

impl Copy {
    async fn new() -> Self {
        Self::of(&original().await.file)
    }

    fn of(file: &[u8]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("log.db"), file).unwrap();
        Self { dir }
    }

    fn place(&self) -> Place {
        Place::Sqlite(self.path())
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("log.db")
    }

    async fn run(&self, sql: &str) -> &Self {
        Outside::connect(&self.place()).await.run(sql).await;
        self
    }

    async fn verify(&self, held: Option<&str>) -> Report {
        let db = Db::inspect(&self.place()).await.unwrap();
        let held = held.map(str::to_owned);
        let report = verify_database(&db, signer().verifier().clone(), held, None).await.unwrap();
        db.close().await;
        report
    }
}

#[track_caller]
fn clean(report: &Report, why: &str) {
    assert!(report.is_clean(), "{why}: {:?}", report.findings);
}

/// The finding that is named first.
#[track_caller]
fn first(report: &Report, why: &str) -> String {
    report.first().unwrap_or_else(|| panic!("nothing found: {why}")).to_string()
}

/// Times as they were, where entries were moved.
const RETIME: &str = "update log_entry set time = 1772366400000000 + idx * 1000;";

/// What an attacker may want: a name, the change, whether it touches only what
/// the stored checkpoints do not cover, and how it is found if it is left at that.
const WISHES: [(&str, &str, bool, &str); 12] = [
    (
        "flip",
        "update log_entry set outcome = 'refused' where idx = 123;",
        false,
        "entry 123: its fields",
    ),
    (
        "hide who",
        "update log_entry set actor = null where idx = 400;",
        false,
        "entry 400: its fields",
    ),
    (
        "blame",
        "update log_entry set unit = x'00000000000000000000000000000001' where idx = 5;",
        false,
        "entry 5: its fields",
    ),
    (
        "delete",
        "delete from log_entry where idx = 123; \
        update log_entry set idx = -idx where idx > 123; \
        update log_entry set idx = -idx - 1 where idx < 0;",
        false,
        "",
    ),
    (
        "delete the first",
        "delete from log_entry where idx = 0; \
        update log_entry set idx = -idx where idx > 0; \
        update log_entry set idx = -idx - 1 where idx < 0;",
        false,
        "",
    ),
    (
        "insert",
        "update log_entry set idx = -idx where idx > 200; \
        update log_entry set idx = -idx + 1 where idx < 0; \
        create temp table one as select * from log_entry where idx = 200; \
        update one set idx = 201; insert into log_entry select * from one;",
        false,
        "",
    ),
    (
        "swap",
        "update log_entry set idx = -1 where idx = 10; \
        update log_entry set idx = 10 where idx = 11; \
        update log_entry set idx = 11 where idx = -1;",
        false,
        "entry 11: its time",
    ),
    (
        "reorder",
        "update log_entry set idx = -idx where idx between 30 and 60; \
        update log_entry set idx = 90 + idx where idx < 0;",
        false,
        "entry 31: its time",
    ),
    (
        "re-time",
        "update log_entry set time = time + 500 where idx = 77;",
        false,
        "entry 77: its fields",
    ),
    ("truncate", "delete from log_entry where idx >= 500;", false, ""),
    ("truncate the tail", "delete from log_entry where idx >= 620;", true, ""),
    (
        "flip in the tail",
        "update log_entry set outcome = 'refused' where idx = 630;",
        true,
        "entry 630: its fields",
    ),
];

/// What somebody may want who calls it an erasure: the digests of all fields are
/// kept beside the entry, so that leaf, nodes, head and every checkpoint agree.
const ERASURES: [(&str, &str, &str); 4] = [
    (
        "say that something else happened, at another time",
        "update log_entry set digests = {digests}, key_system = x'', kind = 'listed', \
        outcome = 'refused', time = time + 400 where idx = 402;",
        "entry 402: its group system is neither there nor erased",
    ),
    (
        "let an opening vanish from the family's log",
        "update log_entry set digests = {digests}, key_subject = null, child = null, \
        document = null, version = null, sha256 = null, consent = null, revision = null, \
        purpose = null, words = null, request = null where idx = 402;",
        "entry 402: its group subject is erased, and nothing in the log says why",
    ),
    (
        "let nobody have done it",
        "update log_entry set digests = {digests}, key_actor = null, actor = null, role = null, \
        unit = null, agency = null, supplier = null, client = null, assurance = null, \
        person = null where idx = 402;",
        "entry 402: its group actor is erased, and nothing in the log says why",
    ),
    (
        "put a stranger's folder in its place",
        "update log_entry set digests = {digests}, key_subject = null, document = null, \
        version = null, sha256 = null, child = x'00000000000000000000000000000009' \
        where idx = 402;",
        "entry 402: its group subject is neither there nor erased",
    ),
];

#[tokio::test]
async fn whoever_calls_it_an_erasure_is_found_although_every_root_agrees() {
    let Original { file, held, .. } = original().await;
    for (wish, sql, found) in ERASURES {
        let copy = Copy::of(file);
        let digests = forge::digests_of(&copy.place(), 402).await;
        let report = copy.run(&sql.replace("{digests}", &digests)).await.verify(Some(held)).await;
        assert_eq!(first(&report, wish).find(found), Some(0), "{wish}: {report:?}");
        // The roots are the signed ones: nothing else could tell.
        assert_eq!((report.findings.len(), report.held_size), (1, Some(640)), "{wish}");
    }
}

#[tokio::test]
async fn an_entry_with_the_highest_index_is_found_and_the_walk_ends() {
    let copy = Copy::new().await;
    copy.run(
        "create temp table one as select * from log_entry where idx = 639; \
        update one set idx = 9223372036854775807; insert into log_entry select * from one;",
    )
    .await;
    let walk = copy.verify(Some(&original().await.held));
    let report = tokio::time::timeout(std::time::Duration::from_mins(1), walk).await;
    let found = first(&report.expect("the walk ends"), "the highest index");
    assert_eq!(found, "entry 640: the entries from this one up to 9223372036854775806 are missing");
}

#[tokio::test]
async fn a_log_that_nobody_touched_has_no_finding() {
    for size in [0, 1, 2, 3, 255, 256, 257, 512, 513, 1023, 1024, 1025, 2100] {
        let dir = tempfile::tempdir().unwrap();
        let db = open(&Place::Sqlite(dir.path().join("log.db"))).await;
        append(&db, size / 2).await;
        let old = sign(&db).await;
        append(&db, size).await;
        let held = sign(&db).await;
        let report =
            verify_database(&db, signer().verifier().clone(), [old, held], None).await.unwrap();
        clean(&report, &format!("{size} entries"));
        let size = u64::try_from(size).unwrap();
        assert_eq!((report.size, report.entries, report.complete), (size, size, size));
        assert_eq!((report.signed_size, report.held_size), (size, Some(size)));
        db.close().await;
    }
}

#[tokio::test]
async fn a_row_of_the_log_shows_neither_keys_nor_values_in_traces() {
    let copy = Copy::new().await;
    let db = Db::inspect(&copy.place()).await.unwrap();
    let mut conn = db.read().await.unwrap();
    let row = log::find_entry(&mut conn, DEFAULT_LOG, 3).await.unwrap().unwrap();
    assert_eq!(format!("{row:?}"), "EntryRow(3)");
}

#[tokio::test]
async fn entries_that_no_checkpoint_covers_are_counted() {
    let report = Copy::new().await.verify(None).await;
    clean(&report, "untouched");
    assert_eq!((report.size, report.signed_size, report.checkpoints), (640, 600, 2));
}

#[tokio::test]
async fn whoever_changes_rows_is_found_and_the_entry_is_named() {
    for (wish, sql, _, found) in WISHES {
        let copy = Copy::new().await;
        let report = copy.run(sql).await.verify(None).await;
        let first = first(&report, wish);
        assert!(first.contains(found), "{wish}: {first}");
    }
    let copy = Copy::new().await;
    copy.run("delete from log_entry where idx between 123 and 130").await;
    let report = copy.verify(None).await;
    assert_eq!(first(&report, "gap"), "entry 123: the entries from this one up to 130 are missing");
}

#[tokio::test]
async fn whoever_covers_the_tracks_is_found_by_the_stored_checkpoints() {
    for (wish, sql, in_tail, _) in WISHES {
        let copy = Copy::new().await;
        copy.run(sql).await.run(retime(wish)).await;
        forge::cover_up(&copy.place()).await;
        let report = copy.verify(None).await;
        if in_tail {
            // Nobody has signed these yet: only a held checkpoint can tell.
            clean(&report, wish);
        } else {
            let first = first(&report, wish);
            assert!(first.contains("checkpoint"), "{wish}: {first}");
        }
    }
}

#[tokio::test]
async fn whoever_also_deletes_the_checkpoints_is_found_by_the_held_one() {
    let held = &original().await.held;
    for (wish, sql, _, _) in WISHES {
        let copy = Copy::new().await;
        copy.run(sql).await.run(retime(wish)).await;
        forge::cover_up(&copy.place()).await;
        copy.run("delete from log_checkpoint").await;
        // The control: without it, this attacker is not found.
        clean(&copy.verify(None).await, wish);
        let report = copy.verify(Some(held)).await;
        let first = first(&report, wish);
        assert!(first.contains("held checkpoint"), "{wish}: {first}");
        assert_eq!(report.held_size, None, "{wish}");
    }
}

/// Moved entries get the times of their new places, so that only what was signed
/// can tell; a changed time stays changed.
fn retime(wish: &str) -> &'static str {
    if wish == "re-time" { "" } else { RETIME }
}

#[tokio::test]
async fn an_old_copy_of_the_database_is_found_by_a_newer_checkpoint() {
    let Original { older, held, .. } = original().await;
    let copy = Copy::of(older);
    clean(&copy.verify(None).await, "as it was then");
    let report = copy.verify(Some(held)).await;
    assert_eq!(
        first(&report, "old copy"),
        "the log ends before entry 600, but the held checkpoint was signed for 640 entries"
    );
    // Also when it has grown another way since.
    let db = open(&copy.place()).await;
    forge::append_other(&db, SIZE + 5).await;
    db.close().await;
    let found = first(&copy.verify(Some(held)).await, "grown another way");
    assert!(found.contains("an entry from 600 to 639 is not the one"), "{found}");
}

#[tokio::test]
async fn what_is_stored_beside_the_entries_is_compared() {
    let old = "select note from log_checkpoint where size = 300";
    for (sql, found) in [
        (
            "update log_node set hash = zeroblob(32) where level = 8 and pos = 1",
            "node 1 of level 8",
        ),
        ("update log_node set hash = x'00' where pos = 0", "node 0 of level 8"),
        ("delete from log_node where level = 8 and pos = 0", "node 0 of level 8"),
        ("update log_node set pos = 7 where pos = 1", "node 1 of level 8"),
        ("insert into log_node values (0, 8, 2, zeroblob(32))", "node 2 of level 8"),
        ("insert into log_node values (0, 3, 0, zeroblob(32))", "node 0 of level 3"),
        ("insert into log_node values (0, 16, 0, zeroblob(32))", "node 0 of level 16"),
        ("update log_head set size = 639", "head"),
        ("update log_head set edge = zeroblob(length(edge))", "another root than its entries"),
        ("update log_head set edge = x'00'", "head"),
        ("delete from log_head", "the head of the log is missing"),
        ("update log_head set time = time + 1", "the head of the log states the time"),
        ("update log_head set origin = 'x'", "the head names the log \"x\""),
        ("update log_entry set leaf = zeroblob(32) where idx = 9", "entry 9: its fields"),
        ("update log_entry set leaf = x'00' where idx = 9", "entry 9: its fields"),
        ("update log_entry set key_actor = zeroblob(32) where idx = 9", "entry 9: its fields"),
        ("update log_entry set key_actor = x'00' where idx = 9", "entry 9: its group actor"),
        ("update log_entry set key_actor = null where idx = 9", "entry 9: its group actor"),
        ("update log_entry set key_system = x'00' where idx = 9", "entry 9: its group system"),
        ("update log_entry set schema = 2 where idx = 9", "entry 9: its fields"),
        (
            "update log_entry set digests = zeroblob(864) where idx = 9",
            "entry 9: the value of the field schema",
        ),
        (
            "update log_entry set digests = x'00' where idx = 9",
            "entry 9: the value of the field schema",
        ),
        ("update log_checkpoint set note = 'hello' where size = 600", "checkpoint is not accepted"),
        ("update log_checkpoint set size = 599 where size = 600", "under another size"),
        ("update log_checkpoint set size = 700 where size = 600", "under another size"),
        (
            &format!("update log_checkpoint set note = ({old}) where size = 600"),
            "under another size",
        ),
        (
            "insert into log_entry select log_id, -5, schema, time, kind, outcome, reason, actor, role, \
          unit, agency, supplier, client, assurance, child, document, version, sha256, consent, \
          revision, purpose, words, request, policy, facts, of_idx, bytes, act, person, key_system, \
          key_actor, key_subject, digests, leaf, erased_idx from log_entry where idx = 1",
            "0 or more was expected",
        ),
    ] {
        let copy = Copy::new().await;
        let report = copy.run(sql).await.verify(None).await;
        let all: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
        assert!(all.iter().any(|one| one.contains(found)), "{sql}: {all:?}");
    }
}

#[tokio::test]
async fn rows_that_cannot_be_read_are_findings_and_the_others_are_still_checked() {
    for sql in [
        "update log_entry set time = 'soon' where idx = 9",
        "update log_entry set actor = x'00' where idx = 9",
        "update log_entry set kind = x'ff' where idx = 9",
        "update log_entry set key_system = 5 where idx = 9",
        "update log_entry set version = 'two' where idx = 9",
    ] {
        let report = Copy::new().await.run(sql).await.verify(None).await;
        let found = first(&report, sql);
        assert!(found.starts_with("entry 9: its fields do not give its leaf"), "{sql}: {found}");
        assert_eq!((report.entries, report.wrong, report.complete), (640, 1, 639), "{sql}");
    }
    for sql in [
        "update log_entry set idx = 'x' where idx = 639",
        "update log_entry set leaf = 1.5 where idx = 9",
        "update log_head set size = 'many'",
        "update log_node set hash = 1.5 where pos = 1",
        "update log_checkpoint set time = 'soon' where size = 300",
    ] {
        let report = Copy::new().await.run(sql).await.verify(None).await;
        assert!(!report.is_clean(), "{sql}");
    }
}

#[tokio::test]
async fn a_checkpoint_of_another_key_is_not_accepted() {
    let root = [7; 32];
    let other = samflyt::ledger::checkpoint::Signer::new(forge::ORIGIN, &[1; 32]).unwrap();
    let note = other.sign(600, &root);
    let copy = Copy::new().await;
    let report = copy.verify(Some(&note)).await;
    let found = first(&report, "held, of another key");
    assert!(found.starts_with("the held checkpoint is not accepted"), "{found}");
    copy.run(&format!("update log_checkpoint set note = '{note}' where size = 600")).await;
    let found = first(&copy.verify(None).await, "stored, of another key");
    assert!(found.starts_with("the checkpoint is not accepted"), "{found}");
}

#[tokio::test]
async fn an_erased_group_is_told_from_a_wrong_one_and_leaves_nothing_behind() {
    let held = &original().await.held;
    let copy = Copy::new().await;
    forge::erase_subject(&copy.place(), 123).await;
    let report = copy.verify(Some(held)).await;
    assert_eq!(
        (report.complete, report.erased, report.wrong, report.held_size),
        (639, 1, 0, Some(640))
    );
    assert_eq!(
        first(&report, "erased"),
        "entry 123: its group subject is erased, and nothing in the log says why"
    );
    assert_eq!(report.findings.len(), 1);
    for (sql, found) in [
        (
            "update log_entry set purpose = 'treatment' where idx = 123",
            "entry 123: its group subject is neither there nor erased",
        ),
        (
            "update log_entry set digests = null where idx = 123",
            "entry 123: its group subject is erased, but the digests",
        ),
        (
            "update log_entry set outcome = 'refused' where idx = 123",
            "entry 123: the value of the field outcome",
        ),
        (
            "update log_entry set key_subject = zeroblob(32) where idx = 123",
            "entry 123: the value of the field child",
        ),
    ] {
        let copy = Copy::new().await;
        forge::erase_subject(&copy.place(), 123).await;
        let report = copy.run(sql).await.verify(None).await;
        let first = first(&report, sql);
        assert!(first.contains(found) && report.wrong == 1, "{sql}: {first}");
    }
}

async fn both_databases_are_verified_as_they_were_at_one_instant(backend: Backend) {
    let dir = tempfile::tempdir().unwrap();
    let place = match &backend {
        Backend::Sqlite => Place::Sqlite(dir.path().join("log.db")),
        Backend::Postgres(url) => Place::Postgres(url.clone()),
    };
    let db = open(&place).await;
    append(&db, 300).await;
    let held = sign(&db).await;
    let growing = tokio::spawn({
        let db = db.clone();
        async move {
            for size in (305..600).step_by(5) {
                append(&db, size).await;
            }
        }
    });
    for _ in 0..10 {
        let key = signer().verifier().clone();
        let report = verify_database(&db, key, Some(held.clone()), None).await.unwrap();
        clean(&report, "growing");
    }
    growing.await.unwrap();
    let mut outside = Outside::connect(&place).await;
    let report = async || {
        let key = signer().verifier().clone();
        verify_database(&db, key, Some(held.clone()), None).await.unwrap()
    };
    clean(&report().await, "grown");
    let zero = outside.bytes(&[0; 32]);
    for (sql, undo, found) in [
        (
            "update log_entry set purpose = 'treatment' where idx = 17".to_owned(),
            "update log_entry set purpose = null where idx = 17",
            "entry 17: its fields",
        ),
        (
            format!("insert into log_node (log_id, level, pos, hash) values (0, 8, 99, {zero})"),
            "delete from log_node where pos = 99",
            "node 99 of level 8",
        ),
        (
            "update log_head set size = size - 1".to_owned(),
            "update log_head set size = size + 1",
            "head",
        ),
    ] {
        outside.run(&sql).await;
        let found_first = first(&report().await, &sql);
        assert!(found_first.contains(found), "{sql}: {found_first}");
        outside.run(undo).await;
        clean(&report().await, undo);
    }
}

on_both!(both_databases_are_verified_as_they_were_at_one_instant);
