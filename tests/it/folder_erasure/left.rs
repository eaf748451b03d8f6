//! What an erasure leaves in rows and on the disk: nothing of the folder.

use super::{asked, erase, filled, number};
use crate::emergency;
use crate::requests::number as person_number;
use crate::support::app::{PURPOSE, TestApp};
use crate::support::backend::{Backend, on_both};
use crate::support::scan::holding;
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::{ChildId, DocumentId};
use samflyt::flows::notices::chores;
use samflyt::flows::requests;
use samflyt::store::{Place, documents, keys, log};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

on_both!(nothing_of_the_folder_is_left_in_its_rows, units_requests_stand_as_they_did,);

/// Whatever lay in a box, and each key beside it.
async fn secrets(app: &TestApp) -> Vec<(String, Vec<u8>)> {
    let nora = app.cast.child("nora");
    let mut conn = app.app.db().read().await.unwrap();
    let mut needles = Vec::new();
    let key = keys::find(&mut conn, nora).await.unwrap().unwrap();
    needles.push(("data key".to_owned(), key.sealed));
    let child = samflyt::store::children::find(&mut conn, ChildId(nora)).await.unwrap().unwrap();
    needles.push(("name".to_owned(), child.name_sealed));
    let versions = documents::list_all_versions(&mut conn, (DocumentId(Uuid::nil()), 0), 100);
    for version in versions.await.unwrap() {
        needles.push(("file key".to_owned(), version.file_key_sealed));
        let row = documents::find(&mut conn, version.document).await.unwrap().unwrap();
        needles.push(("title".to_owned(), row.title_sealed));
        needles.push(("file name".to_owned(), row.newest.file_name_sealed));
        needles.push(("hash".to_owned(), row.newest.sha256.to_vec()));
    }
    drop(conn);
    let mut outside = Outside::connect(&app.place()).await;
    for (what, sql) in [
        (
            "words of a request",
            "select hex(words_sealed) from request where words_sealed is not null",
        ),
        ("name of a selection", "select hex(name_sealed) from pack"),
        ("words of an emergency", "select hex(words_sealed) from emergency"),
        ("words of an auditor", "select hex(words_sealed) from audit_finding"),
    ] {
        if matches!(app.place(), Place::Sqlite(_)) {
            for text in outside.texts(sql).await {
                needles.push((what.to_owned(), hex::decode(text).unwrap()));
            }
        }
    }
    let mut conn = app.app.db().read().await.unwrap();
    let rows = log::list_entries(&mut conn, log::DEFAULT_LOG, 0, 1000).await.unwrap();
    for row in rows.iter().filter(|row| row.child == Some(nora)) {
        needles.push(("key of a subject".to_owned(), row.keys()[2].unwrap().to_vec()));
    }
    needles
}

/// What stands around the folder of Nora: a profile, a request that waits and one
/// that one of two has agreed to, a remembered selection, an emergency with what two
/// auditors found, something that is hidden, and notices of all that.
async fn around(app: &TestApp) {
    let nora = app.cast.child("nora");
    let profile = json!({"about": "Jeg liker vann."});
    app.put("kari", &format!("/api/v1/children/{nora}/profile"), &profile).await.expect(201);
    for (unit, words) in [("nav", "Vi trenger det"), ("hospital", "Vi også")] {
        let body = json!({
            "child": person_number("nora"), "unit": app.cast.unit(unit), "purpose": PURPOSE,
            "categories": ["medical"], "until": app.in_days(20), "words": words,
        });
        let sent = app.post(unit, "/api/v1/requests", &body).await.expect(201).id();
        if unit == "nav" {
            let grant = format!("/api/v1/requests/{sent}/grant");
            app.post("kari", &grant, &json!({})).await.expect(200);
        }
    }
    let pack = json!({"name": "Til NAV", "categories": ["aids"]});
    app.post("kari", &format!("/api/v1/children/{nora}/packs"), &pack).await.expect(201);
    for who in ["kari", "ola"] {
        emergency::answer(app, who, "nora", true).await.expect(200);
    }
    emergency::declare(app, "hospital", "nora", "hospital").await.expect(201);
    let cases = app.get("auditor", "/api/v1/audit/cases").await.expect(200).json();
    let case = cases["items"][0]["id"].as_str().unwrap();
    let found = json!({"finding": "explained", "words": "som det skal være"});
    app.post("auditor", &format!("/api/v1/audit/cases/{case}/close"), &found).await.expect(200);
    chores::follow_log(&app.app).await.unwrap();
    for table in ["request", "pack", "notice", "emergency", "audit_finding"] {
        assert!(number(app, &format!("select count(*) from {table}")).await > 0, "{table}");
    }
}

async fn nothing_of_the_folder_is_left_in_its_rows(backend: Backend) {
    let on_postgres = backend.is_postgres();
    let app = TestApp::start(backend).await;
    filled(&app).await;
    around(&app).await;
    asked(&app, "nora", &["kari", "ola"]).await;
    let needles = secrets(&app).await;
    assert!(needles.len() > 35, "{}", needles.len());
    let folder = app.config.data.dir.clone();
    if !on_postgres {
        sweep_wal(&app).await;
        let there = holding(&folder, &needles);
        assert!(there.len() > 5, "the scan finds what is there: {there:?}");
    }
    erase(&app).await;
    if !on_postgres {
        assert_eq!(holding(&folder, &needles), Vec::<String>::new());
    }
    let nora = Outside::connect(&app.place()).await.id(app.cast.child("nora"));
    for (what, sql) in [
        ("data key", format!("select count(*) from data_key where owner = {nora}")),
        (
            "child",
            format!(
                "select count(*) from child where id = {nora} and (erased is null \
                 or pid_index is not null or pid_sealed is not null or birth_day <> 0 \
                 or person is not null or length(name_sealed) > 0)"
            ),
        ),
        (
            "document",
            format!(
                "select count(*) from document d join document_version v on v.document = d.id \
                 where d.child = {nora} and (d.erased is null or v.file_key_sealed is not null \
                 or length(d.title_sealed) > 0 or d.category <> 'other' or v.size_bytes > 0)"
            ),
        ),
        (
            "consent",
            format!(
                "select count(*) from consent c join consent_revision r on r.consent = c.id \
                 where c.child = {nora} and (c.standing = 'approved' or c.purpose <> '' \
                 or length(r.canonical_sealed) > 0 or r.categories <> '' \
                 or r.words_sealed is not null or length(r.documents) > 0)"
            ),
        ),
        (
            "case",
            format!(
                "select count(*) from audit_case c left join audit_finding f \
                 on f.audit_case = c.id where c.child = {nora} \
                 or c.words_sealed is not null or f.words_sealed is not null"
            ),
        ),
        (
            "emergency",
            format!("select count(*) from emergency where child = {nora} and reason <> ''"),
        ),
        ("answer", format!("select count(*) from emergency_answer where child = {nora}")),
        ("notice", format!("select count(*) from notice where child = {nora}")),
        ("pack", format!("select count(*) from pack where child = {nora}")),
        (
            "request",
            format!(
                "select count(*) from request where child = {nora} or words_sealed is not null \
                 or consent is not null or (state = 'sent' and (answered is not null \
                 or answered_by is not null or answered_idx is not null))"
            ),
        ),
        ("shield", format!("select count(*) from shield where child = {nora}")),
        (
            "guardianship",
            format!(
                "select count(*) from guardianship where child = {nora} and valid_until is null"
            ),
        ),
        (
            "subject",
            "select count(*) from log_entry where key_subject is null and (child is not null \
             or document is not null or consent is not null or purpose is not null)"
                .to_owned(),
        ),
    ] {
        assert_eq!(number(&app, &sql).await, 0, "{what}");
    }
}

async fn sweep_wal(app: &TestApp) {
    app.app.db().wipe(Duration::from_secs(5)).await.unwrap();
}

/// The states of a unit's own requests, and when they were answered, as it sees them.
async fn seen_by(app: &TestApp, unit: &str) -> Vec<(String, bool)> {
    let list = app.get(unit, "/api/v1/requests").await.expect(200).json();
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|one| (one["state"].as_str().unwrap().to_owned(), one.get("answered").is_some()))
        .collect()
}

/// That a folder is erased is told to no unit by what became of its requests.
async fn units_requests_stand_as_they_did(backend: Backend) {
    let app = TestApp::start(backend).await;
    filled(&app).await;
    around(&app).await;
    // Granted by one, and then said no to by the other.
    let body = json!({
        "child": person_number("nora"), "unit": app.cast.unit("statped"), "purpose": PURPOSE,
        "categories": ["medical"], "until": app.in_days(20),
    });
    let sent = app.post("statped", "/api/v1/requests", &body).await.expect(201).id();
    let grant = format!("/api/v1/requests/{sent}/grant");
    let made = app.post("kari", &grant, &json!({})).await.expect(200).json();
    let consent = made["consent"].as_str().unwrap();
    let decline = format!("/api/v1/consents/{consent}/decline");
    app.post("ola", &decline, &json!(null)).await.expect(200);
    let mut before = Vec::new();
    for unit in ["nav", "hospital", "statped"] {
        before.push(seen_by(&app, unit).await);
    }
    assert_eq!(before[0], [("sent".to_owned(), false)], "it waits for Ola");
    assert_eq!(before[2][0].0, "declined");
    asked(&app, "nora", &["kari", "ola"]).await;
    erase(&app).await;
    for (unit, before) in ["nav", "hospital", "statped"].into_iter().zip(before) {
        assert_eq!(seen_by(&app, unit).await, before, "{unit}");
    }
    // What waited lapses when it would have.
    app.clock.set(app.clock.now().plus_days(31));
    app.sign_out();
    requests::lapse(&app.app).await.unwrap();
    assert_eq!(seen_by(&app, "nav").await[0].0, "lapsed");
}
