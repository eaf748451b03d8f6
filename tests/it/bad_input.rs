//! What clients, clocks, disks and databases get wrong: each with a clear
//! problem, and nothing half done.

use crate::support::app::{PURPOSE, TestApp, content, noon};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::{Form, form_type, pdf, upload_form};
use crate::support::sql::Outside;
use axum::body::Body;
use axum::http::header;
use samflyt::clock::Clock as _;
use samflyt::domain::Timestamp;
use samflyt::domain::time::SECOND_MICROS;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

on_both!(
    a_file_of_the_wrong_kind_is_not_stored,
    a_broken_form_is_not_stored,
    a_consent_that_makes_no_sense_is_not_given,
    malformed_requests_get_a_clear_answer,
    a_token_that_is_not_good_signs_nobody_in,
    an_idempotency_key_makes_a_repetition_harmless,
    a_locked_database_is_answered_with_busy,
    a_lost_connection_to_the_database_heals,
    a_clock_that_steps_back_does_not_turn_the_log_back,
    a_clock_that_steps_back_revives_no_token_and_no_stream,
);

/// What may not change when a request fails.
pub async fn held(app: &TestApp) -> (i64, i64, i64, usize) {
    let mut outside = Outside::connect(&app.place()).await;
    (
        outside.number("select count(*) from document").await,
        outside.number("select count(*) from document_version").await,
        outside.number("select count(*) from consent").await,
        app.object_files().len(),
    )
}

pub fn documents(app: &TestApp) -> String {
    format!("/api/v1/children/{}/documents", app.cast.child("nora"))
}

pub fn consents(app: &TestApp) -> String {
    format!("/api/v1/children/{}/consents", app.cast.child("nora"))
}

async fn a_file_of_the_wrong_kind_is_not_stored(backend: Backend) {
    let app = TestApp::with(backend, &[("SAMFLYT_LIMITS_MEDIA_TYPES", "application/pdf")]).await;
    let mut cut_short = pdf(5000, 1);
    cut_short.truncate(4000);
    let mut zip = pdf(5000, 1);
    zip.extend_from_slice(b"PK\x05\x06 and so on");
    let png = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0".to_vec();
    for (bytes, code) in [
        (b"<html><script>alert(1)</script></html>".to_vec(), "file-unknown-type"),
        (b"MZ\x90\0 this program cannot be run".to_vec(), "file-unknown-type"),
        (Vec::new(), "file-empty"),
        (cut_short, "file-truncated"),
        (zip, "file-polyglot"),
        (b"%PDF".to_vec(), "file-unknown-type"),
    ] {
        app.upload("kari", "nora", &bytes).await.problem(415, code);
    }
    let refused = app.upload("kari", "nora", &png).await;
    assert_eq!(refused.status, 415, "{}", refused.text());
    assert_eq!(held(&app).await, (0, 0, 0, 0));
}

async fn a_broken_form_is_not_stored(backend: Backend) {
    let app = TestApp::start(backend).await;
    let path = documents(&app);
    let good = pdf(3000, 1);
    let form = || Form::default().text("title", "Brev").text("category", "medical");
    let mut cut = upload_form("Brev", "medical", "brev.pdf", &good);
    cut.truncate(cut.len() - 30);
    let mut not_text = Form::default().text("title", "Brev").end();
    let at = not_text.windows(4).position(|w| w == b"Brev").unwrap();
    not_text[at] = 0xFF;
    for (body, status, code) in [
        (b"".to_vec(), 400, "upload-incomplete"),
        (b"no form at all".to_vec(), 400, "upload-incomplete"),
        (cut, 400, "upload-incomplete"),
        (not_text, 422, "not-text"),
        (form().end(), 422, "field-missing"),
        (
            Form::default().text("category", "medical").file("a.pdf", &good).end(),
            422,
            "field-missing",
        ),
        (Form::default().text("title", "Brev").file("a.pdf", &good).end(), 422, "field-missing"),
        (form().text("title", "Brev").file("a.pdf", &good).end(), 400, "field-unknown"),
        (form().file("a.pdf", &good).file("b.pdf", &good).end(), 400, "field-unknown"),
        (form().text("child", "someone").file("a.pdf", &good).end(), 400, "field-unknown"),
        (form().text("date", "1.2.2026").file("a.pdf", &good).end(), 422, "date-wrong"),
        (form().text("date", "2026-02-30").file("a.pdf", &good).end(), 422, "date-wrong"),
        (upload_form("Brev", "secrets", "a.pdf", &good), 422, "unknown-category"),
        (upload_form(&"x".repeat(5000), "medical", "a.pdf", &good), 422, "too-long"),
    ] {
        let name = format!("{code}: {:?}", String::from_utf8_lossy(&body[..body.len().min(200)]));
        let answer = app.form("POST", "kari", &path, body).await;
        assert_eq!(answer.status, status, "{name}: {}", answer.text());
        answer.problem(status, code);
    }
    for title in ["", "   ", "\u{202e}\u{7}"] {
        let answer =
            app.form("POST", "kari", &path, upload_form(title, "medical", "a.pdf", &good)).await;
        assert_eq!(answer.status, 422, "{title:?} {}", answer.text());
        assert_eq!(answer.json()["field"], "title");
    }
    // No form at all, or one without a boundary.
    for kind in ["application/pdf", "multipart/form-data", "multipart/mixed; boundary=x", ""] {
        let request = app.request("POST", "kari", &path).await.header(header::CONTENT_TYPE, kind);
        let answer = app.send(request.body(Body::from(good.clone())).unwrap()).await;
        answer.problem(400, "multipart-needed");
    }
    assert_eq!(held(&app).await, (0, 0, 0, 0));
}

async fn a_consent_that_makes_no_sense_is_not_given(backend: Backend) {
    let app = TestApp::start(backend).await;
    let own = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let foreign = app.upload("eva", "emil", &pdf(3000, 1)).await.expect(201).id();
    let sibling = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let before = held(&app).await;
    let unknown = uuid::Uuid::from_u128(9);
    for (more, code) in [
        (json!({"agency": unknown}), "unknown-agency"),
        (json!({"agency": app.cast.unit("nav-org")}), "not-a-unit"),
        (json!({"agency": "nav"}), "id-wrong"),
        (json!({"purpose": "curiosity"}), "unknown-purpose"),
        (json!({"categories": ["secrets"]}), "unknown-category"),
        (json!({"documents": []}), "nothing-covered"),
        (json!({"documents": [own, foreign]}), "unknown-document"),
        (json!({"documents": [sibling]}), "unknown-document"),
        (json!({"documents": [unknown]}), "unknown-document"),
        (json!({"documents": ["first"]}), "id-wrong"),
        (json!({"also_later": true}), "also-later-needs-category"),
        (json!({"actions": ["keep"]}), "keep-needs-open"),
        (json!({"actions": ["own"]}), "unknown-action"),
        (json!({"valid_until": app.in_days(-1)}), "valid-until-past"),
        (json!({"valid_until": noon().to_string()}), "valid-until-past"),
        (
            json!({"valid_from": app.in_days(9), "valid_until": app.in_days(5)}),
            "valid-until-before-from",
        ),
        (
            json!({"valid_from": app.in_days(5), "valid_until": app.in_days(5)}),
            "valid-until-before-from",
        ),
        (json!({"valid_from": app.in_days(-2)}), "valid-from-past"),
        (json!({"valid_until": app.in_days(367)}), "window-too-long"),
        (json!({"valid_until": "tomorrow"}), "time-wrong"),
        (json!({"valid_until": "2026-13-01T00:00:00Z"}), "time-wrong"),
        (json!({"valid_from": "2026-06-02"}), "time-wrong"),
        (json!({"valid_until": "9999-12-31T23:59:59-01:00"}), "time-wrong"),
    ] {
        let mut all = json!({"documents": [own]});
        for (key, value) in more.as_object().unwrap() {
            all[key] = value.clone();
        }
        let answer = app.grant("kari", "nora", "nav", all).await;
        assert_eq!(answer.status, 422, "{more}: {}", answer.text());
        let field = answer.problem(422, code).json()["field"].as_str().unwrap().to_owned();
        assert!(more.get(&field).is_some() || code == "valid-until-past", "{field} {more}");
    }
    // A document of another child and one of nobody get the same answer.
    let of = async |id| {
        let mut body = app.grant("kari", "nora", "nav", json!({"documents": [id]})).await.json();
        body["request_id"] = Value::Null;
        body
    };
    assert_eq!(of(foreign).await, of(unknown).await);
    assert_eq!(held(&app).await, before);
    // The border itself is good.
    let more = json!({"documents": [own], "valid_until": app.in_days(366)});
    app.grant("kari", "nora", "nav", more).await.expect(201);
}

async fn malformed_requests_get_a_clear_answer(backend: Backend) {
    let app = TestApp::start(backend).await;
    let path = consents(&app);
    let before = held(&app).await;
    let json_of = async |kind: &str, body: &str| {
        let request = app.request("POST", "kari", &path).await.header(header::CONTENT_TYPE, kind);
        app.send(request.body(Body::from(body.to_owned())).unwrap()).await
    };
    for body in ["", "{", "[]", "null", "{\"agency\":7}", "{\"agency\":\"x\",\"purpose\":\"y\"}"] {
        json_of("application/json", body).await.problem(400, "json-wrong");
    }
    // What the client sent does not come back: it may be personal.
    let answer = json_of("application/json", "{\"agency\":\"Nora 04031712345\",\"name\":1}").await;
    assert!(!answer.problem(400, "json-wrong").text().contains("Nora"));
    for kind in ["text/plain", "application/jsonfoo", "application/json-seq", ""] {
        json_of(kind, "{}").await.problem(415, "json-needed");
    }
    json_of("Application/JSON ; charset=utf-8", "{").await.problem(400, "json-wrong");
    json_of("application/json", &" ".repeat(300_000)).await.problem(413, "body-too-large");
    let request = app.request("POST", "kari", &path).await;
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let cut = futures_util::stream::iter([Ok("{\"agency\":"), Err(std::io::Error::other("gone"))]);
    let cut = request.body(Body::from_stream(cut)).unwrap();
    app.send(cut).await.problem(400, "body-incomplete");

    for id in ["not-an-id", "0", "%00", "..%2F..%2Fetc", "00000000-0000-0000-0000-00000000000g"] {
        for path in [
            format!("/api/v1/children/{id}/documents"),
            format!("/api/v1/documents/{id}"),
            format!("/api/v1/documents/{id}/content"),
            format!("/api/v1/consents/{id}"),
            format!("/api/v1/audit/entries/{id}x"),
        ] {
            app.get("kari", &path).await.problem(404, "not-found");
        }
    }
    let nora = app.cast.child("nora");
    for (query, status, code) in [
        ("documents?limit=0", 400, "limit-wrong"),
        ("documents?limit=501", 400, "limit-wrong"),
        ("documents?limit=many", 400, "query-wrong"),
        ("documents?page=2", 400, "query-wrong"),
        ("documents?cursor=x", 400, "cursor-wrong"),
        ("documents?cursor=1.2", 400, "cursor-wrong"),
        ("consents?state=happy", 422, "unknown-state"),
        ("log?from=yesterday", 422, "time-wrong"),
        ("log?from=9999-12-31T23:59:59-01:00", 422, "time-wrong"),
        ("log?cursor=-1", 400, "cursor-wrong"),
        ("log?kind=opened&kind=listed", 400, "query-wrong"),
    ] {
        let answer = app.get("kari", &format!("/api/v1/children/{nora}/{query}")).await;
        assert_eq!(answer.status, status, "{query} {}", answer.text());
        answer.problem(status, code);
    }
    for (query, status, code) in [
        ("person=tuva", 422, "id-wrong"),
        ("agency=nav", 422, "id-wrong"),
        ("to=2026-06-01", 422, "time-wrong"),
        ("limit=-1", 400, "query-wrong"),
        ("secret=1", 400, "query-wrong"),
    ] {
        let answer = app.get("auditor", &format!("/api/v1/audit/entries?{query}")).await;
        assert_eq!(answer.status, status, "{query} {}", answer.text());
        answer.problem(status, code);
    }
    for path in [
        "/api/v1/me".to_owned(),
        "/api/v1/children".to_owned(),
        "/api/v1/shared".to_owned(),
        "/api/v1/purposes".to_owned(),
        "/api/v1/categories".to_owned(),
        format!("/api/v1/documents/{nora}"),
        format!("/api/v1/consents/{nora}"),
        format!("/api/v1/consents/{nora}/receipt"),
    ] {
        app.get("kari", &format!("{path}?page=2")).await.problem(400, "query-wrong");
    }
    for (method, path, status, code) in [
        ("GET", "/nothing", 404, "not-found"),
        ("GET", "/api/v1/nothing", 404, "not-found"),
        ("GET", "/api/v1/me/", 404, "not-found"),
        ("PATCH", "/api/v1/me", 405, "method-not-allowed"),
        ("POST", "/health/live", 405, "method-not-allowed"),
        ("TRACE", "/api/v1/me", 405, "method-not-allowed"),
    ] {
        let request = app.request(method, "kari", path).await.body(Body::empty()).unwrap();
        app.send(request).await.problem(status, code);
    }
    for key in ["", "   ", &"k".repeat(129), "a b"] {
        let request = app.request("POST", "kari", &path).await.header("idempotency-key", key);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        app.send(request.body(Body::from("{}")).unwrap())
            .await
            .problem(400, "idempotency-key-wrong");
    }
    assert_eq!(held(&app).await, before);
}

async fn a_token_that_is_not_good_signs_nobody_in(backend: Backend) {
    let app = TestApp::start(backend).await;
    let issued = app.post("", "/demo/token", &json!({"persona": "kari"})).await.expect(200).json();
    let token = issued["token"].as_str().unwrap();
    let end: Timestamp = issued["expires_at"].as_str().unwrap().parse().unwrap();
    let with = async |value: &str| {
        let request = axum::http::Request::get("/api/v1/me").header(header::AUTHORIZATION, value);
        app.send(request.body(Body::empty()).unwrap()).await
    };
    with(&format!("bearer  {token}")).await.expect(200);
    app.get("", "/api/v1/me").await.problem(401, "sign-in-needed");
    for (value, code) in [
        ("Bearer", "sign-in-needed"),
        ("Basic a2FyaTprYXJp", "sign-in-needed"),
        (&*format!("Token {token}"), "sign-in-needed"),
        ("Bearer ", "token-invalid"),
        ("Bearer sft_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "token-invalid"),
        (&*format!("Bearer {token}x"), "token-invalid"),
        (&*format!("Bearer {}", &token[..token.len() - 1]), "token-invalid"),
        (&*format!("Bearer {}", token.to_uppercase()), "token-invalid"),
        ("Bearer ' or 1=1 --", "token-invalid"),
    ] {
        let answer = with(value).await.problem(401, code);
        assert!(!answer.text().contains("sft_"));
    }
    app.clock.set(end.plus_micros(-1));
    with(&format!("Bearer {token}")).await.expect(200);
    app.clock.set(end);
    with(&format!("Bearer {token}")).await.problem(401, "token-expired");
    app.post("", "/demo/token", &json!({"persona": "nobody"}))
        .await
        .problem(422, "unknown-persona");
    app.post("", "/demo/token", &json!({"persona": 7})).await.problem(400, "json-wrong");
}

async fn an_idempotency_key_makes_a_repetition_harmless(backend: Backend) {
    let app = Arc::new(TestApp::start(backend).await);
    let (path, bytes) = (documents(&app), pdf(60_000, 1));
    let store = async |who: &str, key: &str, title: &str, bytes: &[u8]| -> Answer {
        let request = app.request("POST", who, &path).await.header("idempotency-key", key);
        let request = request.header(header::CONTENT_TYPE, form_type());
        let form = upload_form(title, "medical", "brev.pdf", bytes);
        app.send(request.body(Body::from(form)).unwrap()).await
    };
    // Eight at once with one key: one document.
    let eight =
        futures_util::future::join_all((0..8).map(|_| store("kari", "k1", "Brev", &bytes))).await;
    let first = eight[0].clone().expect(201).id();
    assert!(eight.iter().all(|answer| answer.status == 201 && answer.id() == first));
    assert!(eight.iter().all(|answer| answer.entry() == eight[0].entry()), "one entry");
    assert_eq!(app.entries("kind=stored").await.len(), 1);
    assert_eq!(held(&app).await, (1, 1, 0, 1));
    assert_eq!(store("kari", "k1", "Brev", &bytes).await.expect(201).id(), first);
    // Another request under the same key.
    store("kari", "k1", "Et annet brev", &bytes).await.problem(422, "idempotency-key-reused");
    store("kari", "k1", "Brev", &pdf(60_000, 2)).await.problem(422, "idempotency-key-reused");
    assert_eq!(held(&app).await, (1, 1, 0, 1));
    // Keys belong to a person.
    assert_ne!(store("ola", "k1", "Brev", &bytes).await.expect(201).id(), first);
    assert_eq!(held(&app).await, (2, 2, 0, 2));

    let (path, unit, until) = (consents(&app), app.cast.unit("nav"), app.in_days(9));
    let grant = async |purpose: &str, key: &str| -> Answer {
        let request = app.request("POST", "kari", &path).await.header("idempotency-key", key);
        let body = json!({
            "agency": unit, "purpose": purpose, "documents": [first], "valid_until": until,
        });
        let request = request.header(header::CONTENT_TYPE, "application/json");
        app.send(request.body(Body::from(body.to_string())).unwrap()).await
    };
    let eight = futures_util::future::join_all((0..8).map(|_| grant(PURPOSE, "g1"))).await;
    let consent = eight[0].clone().expect(201).id();
    assert!(eight.iter().all(|answer| answer.status == 201 && answer.id() == consent));
    assert_eq!(held(&app).await.2, 1);
    grant("treatment", "g1").await.problem(422, "idempotency-key-reused");
    // A key that was used for an upload is used.
    grant(PURPOSE, "k1").await.problem(422, "idempotency-key-reused");
    assert_eq!(held(&app).await.2, 1);
    // A repeated erasure tells the same, and erases nothing else.
    let erase = async |key: &str| {
        let path = format!("/api/v1/documents/{first}");
        let request = app.request("DELETE", "kari", &path).await.header("idempotency-key", key);
        app.send(request.body(Body::empty()).unwrap()).await
    };
    erase("e1").await.expect(204);
    erase("e1").await.expect(204);
    let again = erase("e2").await.problem(410, "erased");
    assert!(again.entry() > 0, "the refusal has its entry");
}

async fn a_locked_database_is_answered_with_busy(backend: Backend) {
    let app = TestApp::start(backend.clone()).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    app.token("nav").await;
    let before = (held(&app).await, app.log_size().await);
    let mut outside = Outside::connect(&app.place()).await;
    let lock = if backend.is_postgres() {
        "begin; select * from log_head for update"
    } else {
        "begin immediate"
    };
    outside.run(lock).await;
    let begun = Instant::now();
    let grant = app.grant("kari", "nora", "nav", json!({"documents": [document]}));
    let bytes = pdf(3000, 2);
    let (granted, stored) = tokio::join!(grant, app.upload("kari", "nora", &bytes));
    for answer in [granted, stored] {
        let answer = answer.problem(503, "busy");
        assert!(!answer.header("retry-after").is_empty());
    }
    assert!(begun.elapsed() < Duration::from_secs(40), "{:?}", begun.elapsed());
    // Nothing is opened that cannot be recorded.
    let opened = app.open("kari", document).await.problem(503, "busy");
    assert_eq!(opened.header("samflyt-entry"), "");
    outside.run("rollback").await;
    let after = held(&app).await;
    assert_eq!((after.0, after.1, after.2), (before.0.0, before.0.1, before.0.2));
    assert_eq!(app.log_size().await, before.1);
    // Whether a commit came through may be unknown then: its object waits for
    // the sweeper, which knows better a day later.
    assert!(after.3 <= before.0.3 + 1);
    app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201);
    app.open("nav", document).await.expect(200);
}

async fn a_lost_connection_to_the_database_heals(backend: Backend) {
    if !backend.is_postgres() {
        return;
    }
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let mut outside = Outside::connect(&app.place()).await;
    for _ in 0..3 {
        outside
            .run(
                "select pg_terminate_backend(pid) from pg_stat_activity \
                 where datname = current_database() and pid <> pg_backend_pid()",
            )
            .await;
        let mut answers = Vec::new();
        for _ in 0..20 {
            let answer = app.open("kari", document).await;
            answers.push(answer.status);
            if answer.status == 200 {
                break;
            }
            answer.problem(503, "busy");
        }
        assert_eq!(answers.last(), Some(&200), "{answers:?}");
    }
}

async fn a_clock_that_steps_back_does_not_turn_the_log_back(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"documents": [document], "valid_until": app.in_days(1)});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    app.clock.set(noon().plus_days(1));
    app.sign_out();
    app.open("nav", document).await.problem(403, "expired");
    // A day back: what has expired stays so, and entries keep their order.
    app.clock.set(noon());
    app.open("nav", document).await.problem(403, "expired");
    app.upload("kari", "nora", &pdf(3000, 2)).await.expect(201);
    let entries = app.entries("").await;
    let time = |entry: &Value| entry["time"].as_str().unwrap().parse::<Timestamp>().unwrap();
    let times: Vec<Timestamp> = entries.iter().rev().map(time).collect();
    assert!(times.is_sorted(), "{times:?}");
    app.clock.set(noon().plus_days(-3000));
    app.open("kari", document).await.expect(200);
}

async fn a_clock_that_steps_back_revives_no_token_and_no_stream(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(8_000_000, 1)).await.expect(201).id();
    let end = app.clock.now().plus_micros(60 * SECOND_MICROS);
    let more = json!({"documents": [document], "valid_until": end.to_string()});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    let request = app.request("GET", "nav", &content(document)).await;
    let stream = app.call(request.body(Body::empty()).unwrap()).await;
    assert_eq!(stream.status(), 200);
    // Nine hours on: the token's eight are over, and so is the consent.
    app.clock.advance(9 * 3600 * SECOND_MICROS);
    app.get("kari", "/api/v1/me").await.problem(401, "token-expired");
    app.clock.set(noon());
    app.get("kari", "/api/v1/me").await.problem(401, "token-expired");
    let read = Answer::read(stream).await;
    assert!(read.cut && read.body.len() < 8_000_000, "{}", read.body.len());
}
