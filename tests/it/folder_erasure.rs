//! A folder is erased when all who decide have asked and some days have passed:
//! nothing of it can be opened from then on, its keys and its subject in the log are
//! gone, and the log still verifies.

mod keep;
mod left;

use crate::support::app::{TestApp, add_guardian, end_guardian, noon};
use crate::support::backend::{Backend, on_both};
use crate::support::fault::{Fault, Op};
use crate::support::http::Answer;
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use crate::support::until;
use axum::body::Body;
use http_body_util::BodyExt as _;
use samflyt::clock::Clock as _;
use samflyt::domain::{ChildId, PersonId};
use samflyt::flows::export::{Form, Selection, export};
use samflyt::flows::own_data::carry_out::{self, carry_out};
use samflyt::flows::sweep;
use samflyt::flows::verify::{verify_database, verify_receipt};
use samflyt::ledger::verify::{Report, verify_bundle};
use samflyt::store::erasures::{self, Erasure};
use samflyt::store::keys;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use uuid::Uuid;

on_both!(
    a_folder_is_erased_and_everything_still_verifies,
    an_erasure_that_was_cut_short_goes_on_at_the_next_start,
    an_erasure_ends_what_is_under_way,
    what_was_erased_is_told_after_it_was_erased,
    whoever_calls_more_erased_than_was_is_found,
    erasing_against_opening_and_granting_leaves_one_order,
);

fn place(app: &TestApp, child: &str) -> String {
    format!("/api/v1/children/{}/erasure", app.cast.child(child))
}

/// Asks, as all of these.
async fn asked(app: &TestApp, child: &str, by: &[&str]) -> Answer {
    let mut last = None;
    for who in by {
        last = Some(app.post(who, &place(app, child), &Value::Null).await.expect(200));
    }
    last.unwrap()
}

/// Days pass, and a moment: the log's time may be ahead of the clock by as much.
fn pass(app: &TestApp, days: i64) {
    app.clock.set(app.clock.now().plus_days(days).plus_micros(1_000_000));
}

/// The day has come.
async fn erase(app: &TestApp) {
    pass(app, 7);
    assert_eq!(carry_out(&app.app).await.unwrap(), 1);
    app.sign_out();
}

async fn verified(app: &TestApp) -> Report {
    app.app.publisher().publish().await.unwrap();
    let key = app.app.publisher().key().clone();
    verify_database(app.app.db(), key, [], None).await.unwrap()
}

async fn bundle(app: &TestApp, selection: &Selection) -> String {
    let mut bytes = Vec::new();
    export(&app.app, selection, Form::Bundle, None, &mut bytes).await.unwrap();
    String::from_utf8(bytes).unwrap()
}

async fn number(app: &TestApp, sql: &str) -> i64 {
    Outside::connect(&app.place()).await.number(sql).await
}

/// How many entries have lost their subject.
async fn erased_entries(app: &TestApp) -> i64 {
    number(app, "select count(*) from log_entry where key_subject is null").await
}

/// The erasure that is under way.
async fn under_way(app: &TestApp) -> Erasure {
    let mut conn = app.app.db().read().await.unwrap();
    erasures::list_running(&mut conn).await.unwrap().remove(0)
}

/// Nora's folder with a document that NAV has and may keep, one that the hospital
/// had a part of, and one that nobody saw.
async fn filled(app: &TestApp) -> ([Uuid; 3], Value) {
    let mut ids = [Uuid::nil(); 3];
    for (seed, id) in ids.iter_mut().enumerate() {
        *id = app.upload("kari", "nora", &pdf(3000, seed as u64)).await.expect(201).id();
    }
    let more = json!({"documents": [ids[0]], "actions": ["open", "keep"], "words": "hei"});
    let given = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    let more = json!({"documents": [ids[1]]});
    app.grant("kari", "nora", "hospital", more).await.expect(201);
    let opened = app.open("nav", ids[0]).await.expect(200).entry();
    app.outcome(opened).await;
    let opened = app.open_range("hospital", ids[1], "bytes=0-99").await.expect(206).entry();
    app.outcome(opened).await;
    app.app.publisher().publish().await.unwrap();
    let receipt = format!("/api/v1/consents/{given}/receipt");
    (ids, app.get("kari", &receipt).await.expect(200).json())
}

async fn a_folder_is_erased_and_everything_still_verifies(backend: Backend) {
    let app = TestApp::start(backend).await;
    let ([kept, part, unseen], receipt) = filled(&app).await;
    let emil = app.upload("eva", "emil", &pdf(3000, 9)).await.expect(201).id();
    let nora = Selection { child: Some(ChildId(app.cast.child("nora"))), ..Selection::default() };
    let before = [bundle(&app, &Selection::default()).await, bundle(&app, &nora).await];

    // Kari asks; Ola is missing; nothing is scheduled.
    let told = asked(&app, "nora", &["kari"]).await;
    let standing = told.json();
    assert_eq!((&standing["state"], &standing["due"]), (&json!("asked"), &Value::Null));
    assert_eq!(standing["asked"][0]["name"], "Prøve kari");
    assert_eq!(standing["missing"][0]["name"], "Prøve ola");
    // Who may still hold what: named before anything is erased.
    let holders = standing["holders"].as_array().unwrap();
    let held = |document: Uuid| {
        let document = json!(document);
        holders.iter().find(|one| one["document"] == document)
    };
    let nav = held(kept).unwrap();
    assert_eq!(nav["person"]["name"], "Prøve nav");
    assert_eq!(nav["unit"]["id"], json!(app.cast.unit("nav")));
    assert_eq!((&nav["complete"], &nav["may_keep"]), (&json!(true), &json!(true)));
    let hospital = held(part).unwrap();
    assert_eq!((&hospital["complete"], &hospital["may_keep"]), (&json!(false), &json!(false)));
    assert!(held(unseen).is_none());
    // Asking again changes nothing.
    let again = asked(&app, "nora", &["kari"]).await;
    assert_eq!(again.entry(), told.entry());
    pass(&app, 8);
    app.sign_out();
    assert_eq!(carry_out(&app.app).await.unwrap(), 0);
    app.open("kari", kept).await.expect(200);

    // Ola asks too: seven days from now.
    let both = asked(&app, "nora", &["ola"]).await.json();
    assert_eq!((&both["state"], &both["missing"]), (&json!("scheduled"), &json!([])));
    let due = both["due"].as_str().unwrap();
    assert_eq!(due[..19], app.in_days(7)[..19]);
    assert_eq!(app.entries("kind=folder-erasure-asked").await[0]["reason"], "scheduled");
    app.clock.set(app.clock.now().plus_days(7).plus_micros(-1_000_000));
    app.sign_out();
    assert_eq!(carry_out(&app.app).await.unwrap(), 0, "not a second early");
    let opened = app.open("kari", kept).await.expect(200).entry();
    app.outcome(opened).await;

    app.clock.advance(2_000_000);
    let entries = app.log_size().await;
    assert_eq!(carry_out(&app.app).await.unwrap(), 1);
    let nora_id = app.cast.child("nora");
    for who in ["kari", "ola", "nav", "hospital", "auditor"] {
        for id in [kept, part, unseen] {
            app.open(who, id).await.problem(404, "not-found");
            app.get(who, &format!("/api/v1/documents/{id}/holders")).await.expect(404);
        }
        for what in ["documents", "consents", "log", "export", "erasure", "holders"] {
            let path = format!("/api/v1/children/{nora_id}/{what}");
            app.get(who, &path).await.problem(404, "not-found");
        }
    }
    assert_eq!(
        app.get("kari", "/api/v1/children").await.expect(200).json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1,
        "Jonas is left"
    );
    assert!(app.get("nav", "/api/v1/shared").await.json()["items"].as_array().unwrap().is_empty());
    assert_eq!(app.object_files().len(), 1, "Emil's");
    app.open("eva", emil).await.expect(200);

    // The log: every entry of the folder has lost its subject, and nothing else has.
    let erased = erased_entries(&app).await;
    assert!(erased > 15, "{erased}");
    let left = Outside::connect(&app.place()).await;
    let id = left.id(nora_id);
    let sql = format!("select count(*) from log_entry where child = {id}");
    assert_eq!(number(&app, &sql).await, 1, "the entry folder-erased");
    let told = app.entries("kind=folder-erased").await;
    assert_eq!(told.len(), 1);
    assert_eq!((&told[0]["role"], &told[0]["reason"]), (&json!("system"), &json!("asked")));
    assert_eq!(told[0]["index"], entries, "the key went first");
    let report = verified(&app).await;
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!((i64::try_from(report.erased).unwrap(), report.wrong), (erased, 0));

    // Bundles: those from before, and new ones of everything and of a unit.
    let nav = Selection {
        agency: Some(samflyt::domain::AgencyId(app.cast.unit("nav-org"))),
        ..Selection::default()
    };
    let after = [bundle(&app, &Selection::default()).await, bundle(&app, &nav).await];
    for (number, text) in before.iter().chain(&after).enumerate() {
        let report = verify_bundle(text.lines(), Some(app.app.publisher().key()), None);
        assert!(report.is_clean(), "bundle {number}: {:?}", report.findings);
        assert_eq!(report.erased > 0, number >= 2, "bundle {number}");
    }
    assert!(!after[1].contains(&nora_id.to_string()));
    assert!(after[1].contains("\"opened\""), "that NAV opened something stays in its log");
    // A receipt from before.
    let receipt = verify_receipt(&receipt.to_string(), Some(app.app.publisher().key()), None);
    assert!(receipt.is_ok(), "{receipt:?}");
    // The public log goes on.
    app.get("", "/log/checkpoint").await.expect(200);
    let tile = app.get("", "/log/tile/entries/000.p/9").await.expect(200);
    assert!(!tile.body.is_empty());
    // And so does the program, with the same number for a child of this number.
    let app = app.restart().await;
    assert!(verified(&app).await.is_clean());
}

async fn an_erasure_that_was_cut_short_goes_on_at_the_next_start(backend: Backend) {
    let app = TestApp::start(backend).await;
    let ([first, ..], _) = filled(&app).await;
    asked(&app, "nora", &["kari", "ola"]).await;
    pass(&app, 7);
    app.sign_out();
    let index = carry_out::begin(&app.app, &under_way(&app).await).await.unwrap().unwrap();
    // The key is gone: nothing opens, although no row is empty yet.
    app.open("kari", first).await.problem(404, "not-found");
    app.open("nav", first).await.problem(404, "not-found");
    let mut conn = app.app.db().read().await.unwrap();
    assert!(keys::find(&mut conn, app.cast.child("nora")).await.unwrap().is_none());
    drop(conn);
    assert_eq!(app.object_files().len(), 3);
    assert_eq!(erased_entries(&app).await, 0);
    assert!(verified(&app).await.is_clean());
    // The service's other work leaves it alone.
    sweep::scan_pending(&app.app).await.unwrap();
    // One job more, and the process is gone.
    assert!(carry_out::step(&app.app, &under_way(&app).await, index).await.unwrap());
    assert!(app.object_files().is_empty());
    assert!(verified(&app).await.is_clean());
    assert_eq!(erased_entries(&app).await, 0);

    // The next one goes on by itself.
    let app = app.restart().await;
    until("the end of the erasure", || async {
        let id = Outside::connect(&app.place()).await.id(app.cast.child("nora"));
        let sql = format!("select count(*) from log_entry where child = {id}");
        number(&app, &sql).await == 1
    })
    .await;
    let report = verified(&app).await;
    assert!(report.is_clean() && report.erased > 15, "{report:?}");
    // Not done, as an outcome could still come; then for good.
    assert_eq!(number(&app, "select count(*) from erasure where done is null").await, 1);
    pass(&app, 1);
    carry_out(&app.app).await.unwrap();
    assert_eq!(number(&app, "select count(*) from erasure where done is null").await, 0);
    assert_eq!(number(&app, "select count(*) from erasure_asked").await, 0);
}

/// Reads the first bytes of a document and keeps the rest waiting.
async fn reading(app: &TestApp, who: &str, id: Uuid) -> (i64, Body) {
    let request = app.request("GET", who, &crate::support::app::content(id)).await;
    let response = app.call(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), 200);
    let entry = response.headers()["samflyt-entry"].to_str().unwrap().parse().unwrap();
    let mut body = response.into_body();
    body.frame().await.unwrap().unwrap();
    (entry, body)
}

async fn an_erasure_ends_what_is_under_way(backend: Backend) {
    let app = TestApp::start(backend).await;
    let large = app.upload("kari", "nora", &pdf(3_000_000, 1)).await.expect(201).id();
    app.grant("kari", "nora", "nav", json!({"documents": [large]})).await.expect(201);
    asked(&app, "nora", &["kari", "ola"]).await;
    pass(&app, 7);
    app.sign_out();
    let streams = [reading(&app, "nav", large).await, reading(&app, "kari", large).await];
    assert_eq!(carry_out(&app.app).await.unwrap(), 1);
    tokio::time::sleep(Duration::from_millis(700)).await;
    for (_, mut body) in streams {
        let next = body.frame().await;
        assert!(matches!(next, Some(Err(_))), "bytes after the erasure");
    }
    until("the streams' end", || async { app.app.open_streams() == 0 }).await;
    // Their outcomes came after it, and are taken out at the next round.
    until("the outcomes", || async { app.entries("kind=delivered").await.len() == 2 }).await;
    carry_out(&app.app).await.unwrap();
    let id = Outside::connect(&app.place()).await.id(app.cast.child("nora"));
    let sql = format!("select count(*) from log_entry where child = {id}");
    assert_eq!(number(&app, &sql).await, 1);
    assert!(verified(&app).await.is_clean());
}

async fn what_was_erased_is_told_after_it_was_erased(backend: Backend) {
    let app = TestApp::start(backend).await;
    let ([kept, ..], _) = filled(&app).await;
    let path = format!("/api/v1/documents/{kept}");
    app.delete("kari", &path).await.expect(204);
    app.get("kari", &path).await.problem(410, "erased");
    for who in ["kari", "ola"] {
        let holders = app.get(who, &format!("{path}/holders")).await.expect(200).json();
        let one = &holders["items"][0];
        assert_eq!(one["person"]["name"], "Prøve nav", "{holders}");
        assert_eq!((&one["complete"], &one["may_keep"]), (&json!(true), &json!(true)));
        assert_eq!(one["versions"], json!([1]));
        assert_eq!(holders["items"].as_array().unwrap().len(), 1);
    }
    let all = format!("/api/v1/children/{}/holders", app.cast.child("nora"));
    let all = app.get("kari", &all).await.expect(200).json();
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
    for who in ["eva", "statped", "auditor", "nav"] {
        app.get(who, &format!("{path}/holders")).await.problem(404, "not-found");
    }
}

/// Somebody who can write to the database calls one entry more erased, or other ones.
async fn whoever_calls_more_erased_than_was_is_found(backend: Backend) {
    let app = TestApp::start(backend).await;
    filled(&app).await;
    let emil = app.upload("eva", "emil", &pdf(3000, 9)).await.expect(201).entry();
    asked(&app, "nora", &["kari", "ola"]).await;
    erase(&app).await;
    assert!(verified(&app).await.is_clean());
    let by = app.entries("kind=log-erased").await[0]["index"].as_i64().unwrap();
    let mut outside = Outside::connect(&app.place()).await;
    // As an honest erasure would have it, digests and all.
    crate::tamper::forge::erase_subject(&app.place(), emil).await;
    let first = |report: Report| report.first().map(ToString::to_string).unwrap_or_default();
    let unexplained = "its group subject is erased, and nothing in the log says why";
    assert_eq!(first(verified(&app).await), format!("entry {emil}: {unexplained}"));
    let others = format!("entry {by}: it tells which entries were erased, and those that name it");
    for (claim, found) in [
        (by.to_string(), others.clone()),
        // An entry that tells of something else, one before it, and none at all.
        ((by + 1).to_string(), format!("entry {emil}: {unexplained}")),
        ((emil - 1).to_string(), format!("entry {emil}: {unexplained}")),
        ("99999999".to_owned(), format!("entry {emil}: {unexplained}")),
    ] {
        outside.run(&format!("update log_entry set erased_idx = {claim} where idx = {emil}")).await;
        let is = first(verified(&app).await);
        assert!(is.starts_with(&found), "{claim}: {is}");
    }
    // Or lets one that was erased name nobody.
    outside.run(&format!("update log_entry set erased_idx = {by} where idx = {emil}")).await;
    let sql = format!(
        "update log_entry set erased_idx = null where idx = (select min(idx) from log_entry \
         where erased_idx = {by})"
    );
    outside.run(&sql).await;
    assert!(verified(&app).await.findings.len() >= 2);
}

async fn erasing_against_opening_and_granting_leaves_one_order(backend: Backend) {
    let app = TestApp::start(backend).await;
    let ([kept, ..], _) = filled(&app).await;
    asked(&app, "nora", &["kari", "ola"]).await;
    pass(&app, 7);
    app.sign_out();
    for who in ["nav", "kari", "ola"] {
        app.token(who).await;
    }
    let opening = async {
        let mut answers = Vec::new();
        for _ in 0..40 {
            answers.push(app.open("nav", kept).await);
        }
        answers
    };
    let granting = async {
        let mut answers = Vec::new();
        for _ in 0..20 {
            let more = json!({"categories": ["plan"], "purpose": "treatment"});
            answers.push(app.grant_alone("kari", "nora", "statped", more).await);
        }
        answers
    };
    let storing = async {
        let mut answers = Vec::new();
        for seed in 0..20 {
            answers.push(app.upload("ola", "nora", &pdf(2000, seed)).await);
        }
        answers
    };
    let erasing = async {
        tokio::time::sleep(Duration::from_millis(60)).await;
        carry_out(&app.app).await.unwrap()
    };
    let (opened, granted, stored, begun) = tokio::join!(opening, granting, storing, erasing);
    assert_eq!(begun, 1);
    let at = app.entries("kind=folder-erased").await[0]["index"].as_i64().unwrap();
    let (mut before, mut after) = (0, 0);
    for answer in opened.iter().chain(&granted).chain(&stored) {
        let was = answer.entry() < at;
        let done = matches!(answer.status, 200 | 201);
        // Allowed before it and read after it: then there was nothing to read any more.
        assert!(done == was || was && answer.status >= 400, "{} at {at}", answer.status);
        if done {
            before += 1;
        } else {
            after += 1;
        }
    }
    assert!(before > 0 && after > 0, "{before} before, {after} after");
    carry_out(&app.app).await.unwrap();
    let id = Outside::connect(&app.place()).await.id(app.cast.child("nora"));
    let sql = format!(
        "select count(*) from document_version v join document d on d.id = v.document \
         where d.child = {id} and v.file_key_sealed is not null"
    );
    assert_eq!(number(&app, &sql).await, 0);
    until("the outcomes", || async { app.app.open_streams() == 0 }).await;
    assert!(verified(&app).await.is_clean());
}

/// An object store that does not answer holds the erasure of bytes up, and not that
/// of the keys; what it has not removed is removed later.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn objects_that_cannot_be_removed_now_go_later() {
    let (app, faults) = TestApp::faulty(Backend::Sqlite).await;
    filled(&app).await;
    asked(&app, "nora", &["kari", "ola"]).await;
    faults.add(Op::Delete, 0, 3, Fault::Before);
    erase(&app).await;
    assert_eq!((faults.fired(), app.object_files().len()), (3, 3));
    for file in app.object_files() {
        let old = std::time::SystemTime::UNIX_EPOCH;
        std::fs::File::options().write(true).open(file).unwrap().set_modified(old).unwrap();
    }
    assert_eq!(sweep::remove_orphans(&app.app).await.unwrap(), 3);
    assert!(app.object_files().is_empty());
}

/// A folder with many entries: others write meanwhile, and nobody waits for long.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_log_is_erased_without_holding_anybody_up() {
    const ENTRIES: usize = 10_000;
    let app = TestApp::start(Backend::Sqlite).await;
    filled(&app).await;
    keep::fill_log(&app, app.cast.child("nora"), ENTRIES).await;
    asked(&app, "nora", &["kari", "ola"]).await;
    pass(&app, 7);
    app.sign_out();
    app.token("eva").await;
    let others = async {
        let mut longest = Duration::ZERO;
        for _ in 0..60 {
            let begun = Instant::now();
            app.get("eva", "/api/v1/children").await.expect(200);
            longest = longest.max(begun.elapsed());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        longest
    };
    let begun = Instant::now();
    let (longest, erased) = tokio::join!(others, carry_out(&app.app));
    assert_eq!(erased.unwrap(), 1);
    println!("{ENTRIES} entries in {:?}; others waited {longest:?} at most", begun.elapsed());
    assert!(longest < Duration::from_secs(2), "{longest:?}");
    assert!(erased_entries(&app).await > i64::try_from(ENTRIES).unwrap());
    let report = verified(&app).await;
    assert!(report.is_clean(), "{:?}", report.findings);
}

/// A guardian more for Nora.
async fn aunt(app: &mut TestApp) -> PersonId {
    let aunt = crate::support::app::add_person(&app.app, "aunt").await;
    app.cast.put("person", "aunt", aunt.0);
    add_guardian(&app.app, app.cast.child("nora"), aunt, noon()).await;
    aunt
}

/// Ends what the aunt decides.
async fn without(app: &TestApp, aunt: PersonId) {
    end_guardian(&app.app, app.cast.child("nora"), aunt).await;
}
