//! What an emergency opens: the emergency sheet, for an hour, for the one who
//! declared it, and nothing else of the folder.

use super::{HOUR, answer, declare, documents, member, of_kind, sheet_path, switch_on};
use crate::support::app::{PURPOSE, TestApp};
use crate::support::backend::{Backend, on_both};
use crate::support::samples::{Form, pdf};
use axum::body::{Body, Bytes};
use axum::response::Response;
use http_body_util::BodyExt as _;
use samflyt::clock::Clock as _;
use samflyt::domain::PersonId;
use samflyt::domain::agency::MembershipState;
use samflyt::flows::people;
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

on_both!(
    the_sheet_opens_for_an_hour_exactly,
    no_other_category_opens_or_shows,
    only_the_one_who_declared_it_reads_by_it,
    only_the_newest_whole_and_clean_sheet_opens,
    a_stream_ends_with_the_emergency,
    a_stream_is_cut_when_the_ground_is_gone,
);

async fn sheet(app: &TestApp, bytes: &[u8]) -> Uuid {
    app.upload_as("kari", "nora", "emergency-sheet", bytes).await.expect(201).id()
}

async fn the_sheet_opens_for_an_hour_exactly(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(3000, 1);
    let document = sheet(&app, &bytes).await;
    switch_on(&app).await;
    app.get("hospital", &sheet_path(document)).await.problem(404, "not-found");
    let begun = declare(&app, "hospital", "nora", "hospital").await.expect(201);
    let end = super::end(&begun);
    let opened = app.get("hospital", &sheet_path(document)).await.expect(200);
    assert_eq!(opened.body, bytes);
    let outcome = app.outcome(opened.entry()).await;
    assert_eq!(
        (&outcome["outcome"], &outcome["purpose"]),
        (&json!("complete"), &json!("emergency"))
    );
    let entry = of_kind(&app, "opened").await[0].clone();
    assert_eq!((&entry["index"], &entry["of"]), (&json!(opened.entry()), &json!(begun.entry())));
    assert_eq!(
        (&entry["reason"], &entry["purpose"]),
        (&json!("danger-to-life"), &json!("emergency"))
    );
    assert_eq!(entry["unit"]["id"], app.cast.unit("hospital").to_string());
    assert_eq!((&entry["role"], &entry["consent"]), (&json!("professional"), &Value::Null));

    app.clock.set(end.plus_micros(-1));
    app.get("hospital", &sheet_path(document)).await.expect(200);
    app.clock.set(end);
    app.get("hospital", &sheet_path(document)).await.problem(404, "not-found");
    // The purpose must be named, and is an emergency's alone.
    app.clock.advance(1);
    declare(&app, "hospital", "nora", "hospital").await.expect(201);
    app.get("hospital", &sheet_path(document)).await.expect(200);
    let at = format!("/api/v1/documents/{document}/content");
    for path in [at.clone(), format!("{at}?purpose={PURPOSE}")] {
        app.get("hospital", &path).await.problem(403, "other-purpose");
    }
    // A consent bears no emergency, and an emergency no consent's purpose.
    app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201);
    app.get("nav", &sheet_path(document)).await.problem(403, "other-purpose");
}

/// Every category that there is, the documents being as alike as can be.
async fn no_other_category_opens_or_shows(backend: Backend) {
    let app = TestApp::start(backend).await;
    switch_on(&app).await;
    let codes: Vec<String> =
        app.app.policies().tables().categories.iter().map(|one| one.code.clone()).collect();
    assert!(codes.len() > 10);
    let mut all = Vec::new();
    for code in &codes {
        let stored = if code == "profile" {
            let path = format!("/api/v1/children/{}/profile", app.cast.child("nora"));
            app.put("kari", &path, &json!({"about": "Jeg liker vann."})).await
        } else {
            app.upload_as("kari", "nora", code, &pdf(2000, 5)).await
        };
        all.push((code.as_str(), stored.expect(201).id()));
    }
    let begun = declare(&app, "hospital", "nora", "hospital").await.expect(201);
    let nora = app.cast.child("nora");
    for (code, document) in all {
        let is_sheet = code == "emergency-sheet";
        assert_eq!(documents(&begun).contains(&document), is_sheet, "{code}");
        let opened = app.get("hospital", &sheet_path(document)).await;
        if is_sheet {
            opened.expect(200);
        } else {
            opened.problem(404, "not-found");
        }
        let at = format!("/api/v1/documents/{document}");
        // Of the sheet it knows, and may do nothing else with it.
        let (status, looks, changes) = if is_sheet {
            (403, "other-purpose", "no-consent")
        } else {
            (404, "not-found", "not-found")
        };
        app.get("hospital", &at).await.problem(status, looks);
        app.delete("hospital", &at).await.problem(status, changes);
        let form = Form::default().file("brev.pdf", &pdf(2000, 4)).end();
        let put = app.form("PUT", "hospital", &format!("{at}/content"), form).await;
        put.problem(status, changes);
    }
    for path in ["documents", "consents", "log", "emergency"] {
        let path = format!("/api/v1/children/{nora}/{path}");
        app.get("hospital", &path).await.problem(404, "not-found");
    }
    let shared = app.get("hospital", "/api/v1/shared").await.expect(200).json();
    assert_eq!(shared["items"], json!([]));
    // Another child's sheet is another child's.
    let other = app.upload_as("eva", "emil", "emergency-sheet", &pdf(2000, 6)).await;
    app.get("hospital", &sheet_path(other.expect(201).id())).await.problem(404, "not-found");
}

async fn only_the_one_who_declared_it_reads_by_it(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    switch_on(&app).await;
    member(&mut app, "colleague", "hospital").await;
    let document = sheet(&app, &pdf(3000, 1)).await;
    declare(&app, "hospital", "nora", "hospital").await.expect(201);
    for who in ["colleague", "nav", "eva", "auditor", "operator"] {
        app.get(who, &sheet_path(document)).await.problem(404, "not-found");
    }
    // In the name of the unit that it was declared for, and of no other.
    let ward = crate::support::app::add_agency(
        &app.app,
        Some(app.cast.unit("hospital-org")),
        samflyt::domain::agency::Kind::Hospital,
        "Post (prøve)",
    );
    let ward = ward.await;
    let person = PersonId(app.cast.person("hospital"));
    crate::support::app::add_member(&app.app, person, ward, app.clock.now()).await;
    app.get("hospital", &sheet_path(document)).await.expect(200);
    end_membership(&app, "hospital").await;
    app.get("hospital", &sheet_path(document)).await.problem(404, "not-found");
}

/// Ends the person's place in the unit of the same name.
async fn end_membership(app: &TestApp, who: &str) {
    let mut conn = app.app.db().read().await.unwrap();
    let person = PersonId(app.cast.person(who));
    let places = samflyt::store::people::list_memberships(&mut conn, person).await.unwrap();
    drop(conn);
    let unit = app.cast.unit(who);
    let place = places.iter().find(|place| place.unit.0 == unit).unwrap();
    people::set_membership(&app.app, place.id, MembershipState::Ended).await.unwrap();
}

async fn only_the_newest_whole_and_clean_sheet_opens(backend: Backend) {
    let app = TestApp::start(backend).await;
    switch_on(&app).await;
    let document = sheet(&app, &pdf(3000, 1)).await;
    let gone = sheet(&app, &pdf(3000, 2)).await;
    let form = Form::default().file("ny.pdf", &pdf(3000, 3)).end();
    let content = format!("/api/v1/documents/{document}/content");
    app.form("PUT", "kari", &content, form).await.expect(201);
    let begun = declare(&app, "hospital", "nora", "hospital").await.expect(201);
    assert_eq!(documents(&begun).len(), 2);
    app.delete("kari", &format!("/api/v1/documents/{gone}")).await.expect(204);
    app.get("hospital", &sheet_path(gone)).await.problem(410, "erased");
    let path = sheet_path(document);
    app.get("hospital", &format!("{path}&version=1")).await.problem(404, "not-found");
    app.get("hospital", &format!("{path}&version=2")).await.expect(200);
    // Of what was listed the reason is told.
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    for (state, code) in [("infected", "infected"), ("pending", "not-scanned")] {
        outside.run(&format!("update document_version set scan = '{state}'")).await;
        app.get("hospital", &path).await.problem(403, code);
    }
    outside.run("update document_version set scan = 'clean'").await;
    app.get("hospital", &path).await.expect(200);
}

/// A sheet on its way: some of it came, more waits.
async fn begin(app: &TestApp, document: Uuid) -> (i64, Bytes, Response) {
    let request = app.request("GET", "hospital", &sheet_path(document)).await;
    let mut rest = app.call(request.body(Body::empty()).unwrap()).await;
    assert_eq!(rest.status(), 200);
    let entry = rest.headers()["samflyt-entry"].to_str().unwrap().parse().unwrap();
    let first = rest.body_mut().frame().await.unwrap().unwrap().into_data().unwrap();
    (entry, first, rest)
}

async fn ends(app: &TestApp, (entry, first, mut rest): (i64, Bytes, Response), reason: &str) {
    let next = rest.body_mut().frame().await;
    assert!(matches!(next, Some(Err(_))), "bytes after the end: {next:?}");
    assert!(!first.is_empty());
    let outcome = app.outcome(entry).await;
    assert_eq!((&outcome["outcome"], &outcome["reason"]), (&json!("cut"), &json!(reason)));
}

async fn a_stream_ends_with_the_emergency(backend: Backend) {
    let app = TestApp::start(backend).await;
    switch_on(&app).await;
    let document = sheet(&app, &pdf(2_000_000, 1)).await;
    let begun = declare(&app, "hospital", "nora", "hospital").await.expect(201);
    let end = super::end(&begun);
    let mut running = begin(&app, document).await;
    app.clock.set(end.plus_micros(-1));
    let next = running.2.body_mut().frame().await;
    assert!(matches!(next, Some(Ok(_))), "a microsecond before the end: {next:?}");
    tokio::time::sleep(Duration::from_millis(100)).await;
    app.clock.set(end);
    ends(&app, running, "expired").await;
}

async fn a_stream_is_cut_when_the_ground_is_gone(backend: Backend) {
    let app = TestApp::start(backend).await;
    switch_on(&app).await;
    let document = sheet(&app, &pdf(2_000_000, 1)).await;
    declare(&app, "hospital", "nora", "hospital").await.expect(201);
    let running = begin(&app, document).await;
    answer(&app, "kari", "nora", false).await.expect(200);
    tokio::time::sleep(Duration::from_secs(1)).await;
    ends(&app, running, "no-consent").await;

    answer(&app, "kari", "nora", true).await.expect(200);
    declare(&app, "hospital", "nora", "hospital").await.expect(201);
    let running = begin(&app, document).await;
    // Nobody switches anything: one of those who decide is gone.
    let (nora, kari) = (app.cast.child("nora"), PersonId(app.cast.person("kari")));
    crate::support::app::end_guardian(&app.app, nora, kari).await;
    let (nora, ola) = (app.cast.child("nora"), PersonId(app.cast.person("ola")));
    crate::support::app::end_guardian(&app.app, nora, ola).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    ends(&app, running, "no-consent").await;

    app.clock.advance(HOUR);
    let from = app.clock.now();
    crate::support::app::add_guardian(&app.app, nora, kari, from).await;
    answer(&app, "kari", "nora", true).await.expect(200);
    app.clock.advance(2 * HOUR);
    declare(&app, "hospital", "nora", "hospital").await.expect(201);
    let running = begin(&app, document).await;
    end_membership(&app, "hospital").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    ends(&app, running, "not-a-member").await;
}
