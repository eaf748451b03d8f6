//! What an answer holds: no more than its permit, and always its entry.

use crate::bad_input::{consents, documents};
use crate::support::app::{PURPOSE, TestApp, add_agency, noon};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::{Form, form_type, pdf, upload_form};
use crate::support::sql::Outside;
use axum::body::Body;
use axum::http::header;
use ring::digest::{SHA256, digest};
use samflyt::domain::AgencyId;
use samflyt::domain::agency::Kind;
use samflyt::flows::agencies;
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(
    who_may_only_contribute_learns_only_what_was_sent,
    a_repetition_tells_what_was_stored_then,
    telling_of_a_consent_again_is_recorded,
    replaced_versions_are_shown_to_the_family_alone,
    the_directory_gives_units_that_can_be_granted_to,
    the_directory_has_pages,
    a_consent_that_was_given_is_told_again_whenever_it_is_asked,
    a_consent_begins_now_when_it_begins_earlier_today,
    the_logs_time_counts_for_a_consent,
    a_consent_of_before_fields_were_written_down_can_be_stopped,
    a_grant_for_a_stranger_looks_like_one_for_nobody,
    an_answer_that_fails_after_its_entry_names_it,
    a_new_version_comes_as_a_form_or_as_bytes,
    a_version_without_a_name_is_the_same_whatever_the_file_is_called,
);

/// A request with a key.
async fn once(app: &TestApp, who: &str, path: &str, key: &str, body: &Value) -> Answer {
    let request = app.request("POST", who, path).await.header("idempotency-key", key);
    let request = request.header(header::CONTENT_TYPE, "application/json");
    app.send(request.body(Body::from(body.to_string())).unwrap()).await
}

async fn store_once(app: &TestApp, who: &str, key: &str, bytes: &[u8]) -> Answer {
    let request = app.request("POST", who, &documents(app)).await.header("idempotency-key", key);
    let request = request.header(header::CONTENT_TYPE, form_type());
    let form = upload_form("Brev", "medical", "brev.pdf", bytes);
    app.send(request.body(Body::from(form)).unwrap()).await
}

async fn replace(app: &TestApp, who: &str, document: Uuid, name: &str, bytes: &[u8]) -> Answer {
    let form = Form::default().file(name, bytes).end();
    app.form("PUT", who, &content_of(document), form).await
}

/// The address of a document's bytes.
fn content_of(document: Uuid) -> String {
    format!("/api/v1/documents/{document}/content")
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(digest(&SHA256, bytes))
}

async fn who_may_only_contribute_learns_only_what_was_sent(backend: Backend) {
    let app = TestApp::start(backend).await;
    let more = json!({"categories": ["medical"], "actions": ["contribute"], "also_later": true});
    app.grant("kari", "nora", "hospital", more).await.expect(201);
    let sent = pdf(5000, 1);
    let first = store_once(&app, "hospital", "k", &sent).await.expect(201);
    let only = json!({
        "id": first.id(), "version": 1, "sha256": sha256(&sent), "size": sent.len(),
    });
    assert_eq!(first.json(), only);
    // The family goes on; the unit sends the same again.
    replace(&app, "kari", first.id(), "hemmelig.pdf", &pdf(6000, 2)).await.expect(201);
    let refused = app.entries("kind=refused").await.len();
    let again = store_once(&app, "hospital", "k", &sent).await.expect(201);
    assert_eq!(again.json(), only);
    assert_eq!(again.entry(), first.entry());
    assert_eq!(app.entries("kind=refused").await.len(), refused + 1, "it was asked for");
    // Also when nothing is left of it.
    app.delete("kari", &format!("/api/v1/documents/{}", first.id())).await.expect(204);
    assert_eq!(store_once(&app, "hospital", "k", &sent).await.expect(201).json(), only);
}

async fn a_repetition_tells_what_was_stored_then(backend: Backend) {
    let app = TestApp::start(backend).await;
    let sent = pdf(5000, 1);
    let first = store_once(&app, "kari", "k", &sent).await.expect(201);
    replace(&app, "ola", first.id(), "nytt.pdf", &pdf(6000, 2)).await.expect(201);
    let listed = app.entries("kind=listed").await.len();
    let again = store_once(&app, "kari", "k", &sent).await.expect(201);
    assert_eq!(again.json(), first.json());
    assert_eq!(again.json()["sha256"], sha256(&sent));
    assert_eq!(again.entry(), first.entry());
    assert_eq!(app.entries("kind=listed").await.len(), listed + 1, "the repetition is told of");
}

async fn telling_of_a_consent_again_is_recorded(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let body = json!({
        "agency": app.cast.unit("nav"), "purpose": PURPOSE, "documents": [document],
        "valid_until": app.in_days(9),
    });
    let given = once(&app, "kari", &consents(&app), "g", &body).await.expect(201);
    assert_eq!(app.entries("kind=consents-seen").await.len(), 0);
    let again = once(&app, "kari", &consents(&app), "g", &body).await.expect(201);
    assert_eq!((again.id(), again.entry()), (given.id(), given.entry()));
    assert_eq!(app.entries("kind=consents-seen").await.len(), 1);
    let stop = format!("/api/v1/consents/{}/revoke", given.id());
    let stopped = app.post("kari", &stop, &Value::Null).await.expect(200);
    assert_eq!(app.entries("kind=consents-seen").await.len(), 1);
    // Ola stops what Kari stopped: he is shown it, and that is told.
    let again = app.post("ola", &stop, &Value::Null).await.expect(200);
    assert_eq!((again.json(), again.entry()), (stopped.json(), stopped.entry()));
    let seen = app.entries("kind=consents-seen").await;
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0]["actor"]["id"], app.cast.person("ola").to_string());
}

async fn replaced_versions_are_shown_to_the_family_alone(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (old, new) = (pdf(5000, 1), pdf(6000, 2));
    let document = app.upload("kari", "nora", &old).await.expect(201).id();
    app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201);
    replace(&app, "kari", document, "ny.pdf", &new).await.expect(201);
    let path = format!("/api/v1/documents/{document}");
    let hashes = async |who: &str| {
        let told = app.get(who, &path).await.expect(200).json();
        let versions = told["versions"].as_array().unwrap().clone();
        versions.iter().map(|one| one["sha256"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(hashes("ola").await, [sha256(&old), sha256(&new)]);
    assert_eq!(hashes("nav").await, [sha256(&new)]);
}

async fn the_directory_gives_units_that_can_be_granted_to(backend: Backend) {
    let app = TestApp::start(backend).await;
    let top = add_agency(&app.app, None, Kind::Welfare, "NAV Østfold (prøve)").await;
    let unit =
        add_agency(&app.app, Some(top), Kind::Welfare, "Hjelpe\u{200b}middel\u{202e}sentralen ")
            .await;
    let shut = add_agency(&app.app, Some(top), Kind::Welfare, "NAV nedlagt").await;
    agencies::set_active(&app.app, AgencyId(shut), false).await.unwrap();
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    for (q, found) in [
        ("NAV", &["Hjelpemiddelsentralen", "nav, enhet (prøve)"][..]),
        ("nav%20%C3%B8st", &["Hjelpemiddelsentralen"]),
        ("NAV%20%C3%98ST", &["Hjelpemiddelsentralen"]),
        ("middel", &["Hjelpemiddelsentralen"]),
        ("%25", &[]),
        ("_", &[]),
        ("'", &[]),
        ("nedlagt", &[]),
    ] {
        let answer = app.get("kari", &format!("/api/v1/agencies?q={q}")).await.expect(200).json();
        let items = answer["items"].as_array().unwrap();
        let names: Vec<_> = items.iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert_eq!(names, found, "{q}");
        assert_eq!(answer["next"], Value::Null);
        for item in items {
            assert_eq!(item["level"], "unit");
            let body = json!({
                "agency": item["id"], "purpose": PURPOSE, "documents": [document],
                "valid_until": app.in_days(9),
            });
            app.post("kari", &consents(&app), &body).await.expect(201);
        }
    }
    let all = app.get("kari", "/api/v1/agencies").await.expect(200).json();
    let of = |answer: &Value, id: Uuid| {
        let items = answer["items"].as_array().unwrap();
        items.iter().find(|item| item["id"] == id.to_string()).cloned()
    };
    let found = of(&all, unit).unwrap();
    assert_eq!(found["organisation"], json!({"id": top, "name": "NAV Østfold (prøve)"}));
    assert_eq!(of(&all, top), None, "an organisation is no unit");
    // By number, the organisation's units; by level, the organisation.
    let tops = app.get("kari", "/api/v1/agencies?level=organisation").await.expect(200).json();
    let number = of(&tops, top).unwrap()["orgnr"].as_str().unwrap().to_owned();
    let by_number = app.get("kari", &format!("/api/v1/agencies?q={number}")).await.expect(200);
    assert_eq!(by_number.json()["items"][0]["id"], unit.to_string());
    // What is shut at the top is shut below.
    agencies::set_active(&app.app, AgencyId(top), false).await.unwrap();
    let all = app.get("kari", "/api/v1/agencies").await.expect(200).json();
    assert_eq!(of(&all, unit), None);
    for (query, status, code) in [
        ("level=country", 422, "unknown-level"),
        ("cursor=x", 400, "cursor-wrong"),
        ("limit=0", 400, "limit-wrong"),
        ("active=true", 400, "query-wrong"),
    ] {
        let answer = app.get("kari", &format!("/api/v1/agencies?{query}")).await;
        answer.problem(status, code);
    }
    let long = format!("/api/v1/agencies?q={}", "x".repeat(151));
    app.get("kari", &long).await.problem(422, "too-long");
}

async fn the_directory_has_pages(backend: Backend) {
    let app = TestApp::start(backend).await;
    let top = add_agency(&app.app, None, Kind::Other, "Mange (prøve)").await;
    for number in 0..5 {
        // Two of the same name: their ids tell them apart.
        let name = format!("Enhet {}", number / 2);
        add_agency(&app.app, Some(top), Kind::Other, &name).await;
    }
    let page = async |cursor: &str| {
        let path = format!("/api/v1/agencies?q=mange&limit=2{cursor}");
        app.get("kari", &path).await.expect(200).json()
    };
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = page(&cursor).await;
        let items = page["items"].as_array().unwrap().clone();
        found.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        assert_eq!(items.len(), 2);
        cursor = format!("&cursor={next}");
    }
    let all = app.get("kari", "/api/v1/agencies?q=mange").await.expect(200).json();
    let all: Vec<_> =
        all["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect();
    assert_eq!(found.len(), 5);
    assert_eq!(json!(found), json!(all));
}

async fn a_consent_that_was_given_is_told_again_whenever_it_is_asked(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let body = json!({
        "agency": app.cast.unit("nav"), "purpose": PURPOSE, "documents": [document],
        "valid_from": app.in_days(1), "valid_until": app.in_days(2),
    });
    let given = once(&app, "kari", &consents(&app), "g", &body).await.expect(201);
    let agree = format!("/api/v1/consents/{}/approve", given.id());
    let agreed = once(&app, "ola", &agree, "a", &Value::Null).await.expect(200);
    assert_eq!(agreed.json()["state"], "not-yet");
    // One more, that Ola never answers.
    let waits = once(&app, "kari", &consents(&app), "w", &body).await.expect(201);
    // The answer was lost. The client tries again when all of it is over, in
    // another language.
    app.clock.set(noon().plus_days(3));
    app.sign_out();
    let request = app.request("POST", "kari", &consents(&app)).await.header("idempotency-key", "g");
    let request = request
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT_LANGUAGE, "en");
    let again = app.send(request.body(Body::from(body.to_string())).unwrap()).await.expect(201);
    assert_eq!((again.id(), again.entry()), (given.id(), given.entry()));
    assert_eq!(again.json()["state"], "expired");
    let again = once(&app, "ola", &agree, "a", &Value::Null).await.expect(200);
    assert_eq!((again.id(), again.entry()), (given.id(), agreed.entry()));
    let again = once(&app, "kari", &consents(&app), "w", &body).await.expect(201);
    assert_eq!((again.id(), &again.json()["state"]), (waits.id(), &json!("lapsed")));
    let late = format!("/api/v1/consents/{}/approve", waits.id());
    app.post("ola", &late, &Value::Null).await.problem(409, "consent-expired");
    // As a new request it makes no sense.
    once(&app, "kari", &consents(&app), "h", &body).await.problem(422, "valid-until-past");
}

async fn a_consent_begins_now_when_it_begins_earlier_today(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    // Midnight in Oslo, before noon in UTC.
    let more = json!({"documents": [document], "valid_from": "2026-06-01T00:00:00+02:00"});
    let given = app.grant("kari", "nora", "nav", more).await.expect(201).json();
    let day = noon().to_string();
    let (noon, from) = (day.trim_end_matches('Z'), given["valid_from"].as_str().unwrap());
    assert!(from.starts_with(noon), "{from}: what is stored is what is told");
    assert_eq!(given["valid_from"], given["created"]);
    let more = json!({"documents": [document], "valid_from": "2026-05-31T10:59:59Z"});
    app.grant("kari", "nora", "nav", more).await.problem(422, "valid-from-past");
}

async fn the_logs_time_counts_for_a_consent(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    app.clock.set(noon().plus_days(2));
    app.sign_out();
    app.upload("kari", "nora", &pdf(3000, 2)).await.expect(201);
    // The clock steps back behind the log: what ends before the log's time has
    // ended.
    app.clock.set(noon());
    let more = json!({"documents": [document], "valid_until": app.in_days(1)});
    app.grant("kari", "nora", "nav", more).await.problem(422, "valid-until-past");
}

async fn a_consent_of_before_fields_were_written_down_can_be_stopped(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let mut outside = Outside::connect(&app.place()).await;
    for who in ["kari", "ola"] {
        let more = json!({"documents": [document]});
        let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
        outside.run("update consent_revision set touches = ''").await;
        app.open("nav", document).await.expect(200);
        app.get(who, &format!("/api/v1/consents/{consent}")).await.expect(200);
        let stop = format!("/api/v1/consents/{consent}/revoke");
        app.post("eva", &stop, &Value::Null).await.problem(404, "not-found");
        app.post(who, &stop, &Value::Null).await.expect(200);
        app.open("nav", document).await.problem(403, "revoked");
    }
}

async fn a_grant_for_a_stranger_looks_like_one_for_nobody(backend: Backend) {
    let app = TestApp::start(backend).await;
    let of = async |child: Uuid, until: &str| {
        let path = format!("/api/v1/children/{child}/consents");
        let body = json!({
            "agency": app.cast.unit("nav"), "purpose": PURPOSE, "categories": ["aids"],
            "valid_until": until,
        });
        let answer = app.post("kari", &path, &body).await.problem(404, "not-found");
        let mut told = answer.json();
        told["request_id"] = Value::Null;
        told
    };
    for until in [app.in_days(9), app.in_days(-9)] {
        let (foreign, unknown) = (app.cast.child("emil"), Uuid::from_u128(3));
        assert_eq!(of(foreign, &until).await, of(unknown, &until).await);
    }
}

async fn an_answer_that_fails_after_its_entry_names_it(backend: Backend) {
    let app = TestApp::start(backend).await;
    // Nothing to show is told of, too.
    let none = app.get("nav", "/api/v1/children").await.expect(200);
    assert_eq!(none.json(), json!({"items": [], "next": null}));
    assert_eq!(app.entries("kind=listed").await[0]["index"], none.entry());

    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let one = format!("/api/v1/documents/{document}");
    let more = json!({"documents": [document], "words": "Til dere"});
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    let mut outside = Outside::connect(&app.place()).await;
    for (table, column) in [("document", "title_sealed"), ("consent_revision", "words_sealed")] {
        let broken = outside.bytes(b"not what was sealed");
        outside.run(&format!("update {table} set {column} = {broken}")).await;
    }
    let nora = app.cast.child("nora");
    for (who, path, kind) in [
        ("kari", one.clone(), "listed"),
        ("kari", documents(&app), "listed"),
        ("nav", "/api/v1/shared".to_owned(), "listed"),
        ("kari", format!("/api/v1/children/{nora}/consents"), "consents-seen"),
        ("kari", format!("/api/v1/consents/{consent}"), "consents-seen"),
        ("kari", format!("/api/v1/consents/{consent}/receipt"), "consents-seen"),
    ] {
        let answer = app.get(who, &path).await;
        assert_eq!(answer.status, 500, "{path}: {}", answer.text());
        let newest = app.entries(&format!("kind={kind}")).await[0].clone();
        assert_eq!(newest["index"], answer.entry(), "{path}");
    }
    // A change that comes too late tells how things stand, and that is told.
    app.delete("kari", &one).await.expect(204);
    let late = app.delete("ola", &one).await.problem(410, "erased");
    assert_eq!(app.entries("kind=refused").await[0]["index"], late.entry());
}

async fn a_version_without_a_name_is_the_same_whatever_the_file_is_called(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let put = async || {
        let request = app.request("PUT", "kari", &content_of(document)).await;
        let request = request.header("idempotency-key", "no-name");
        app.send(request.body(Body::from(pdf(4000, 2))).unwrap()).await
    };
    let first = put().await.expect(201);
    replace(&app, "ola", document, "annet.pdf", &pdf(4000, 3)).await.expect(201);
    let again = put().await.expect(201);
    assert_eq!((first.json()["version"].clone(), first.entry()), (json!(2), again.entry()));
    assert_eq!(again.json()["version"], 2);
}

async fn a_new_version_comes_as_a_form_or_as_bytes(backend: Backend) {
    let app = TestApp::with(backend, &[("SAMFLYT_LIMITS_DOCUMENT_BYTES", "100000")]).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let put = async |headers: &[(&str, &str)], body: Body| {
        let mut request = app.request("PUT", "kari", &content_of(document)).await;
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        app.send(request.body(body).unwrap()).await
    };
    let named = [
        ("content-type", "application/octet-stream"),
        ("content-disposition", "attachment; filename*=UTF-8''S%C3%B8knad.html"),
    ];
    let bytes = pdf(4000, 2);
    let answer = put(&named, bytes.clone().into()).await.expect(201).json();
    assert_eq!((&answer["version"], &answer["sha256"]), (&json!(2), &json!(sha256(&bytes))));
    assert_eq!(answer["file_name"], "Søknad.pdf");
    assert_eq!(app.open("kari", document).await.expect(200).body, bytes);
    // Without a name, and without a type, the name stays.
    let answer = put(&[], pdf(4000, 3).into()).await.expect(201).json();
    assert_eq!((&answer["version"], &answer["file_name"]), (&json!(3), &json!("Søknad.pdf")));
    // What the client calls it does not matter; what it is does.
    put(&[("content-type", "text/html")], pdf(4000, 4).into()).await.expect(201);
    let html = Body::from("<html></html>");
    put(&[("content-type", "application/pdf")], html).await.problem(415, "file-unknown-type");
    put(&[], Body::empty()).await.problem(415, "file-empty");
    put(&[], pdf(100_500, 5).into()).await.problem(413, "too-large");
    put(&[("content-length", "100001")], Body::empty()).await.problem(413, "too-large");
    let broken = futures_util::stream::iter([Ok(pdf(4000, 6)), Err(std::io::Error::other("gone"))]);
    put(&[], Body::from_stream(broken)).await.problem(400, "upload-incomplete");
    // The words of a document are not changed by a new version.
    let form = upload_form("Annet", "medical", "ny.pdf", &pdf(4000, 7));
    let refused = app.form("PUT", "kari", &content_of(document), form).await;
    assert_eq!(refused.problem(422, "field-not-taken").json()["field"], "title");
    assert_eq!(app.object_files().len(), 4);
    let answer = replace(&app, "kari", document, "ny.pdf", &pdf(4000, 7)).await.expect(201).json();
    assert_eq!((&answer["version"], &answer["file_name"]), (&json!(5), &json!("ny.pdf")));
}
