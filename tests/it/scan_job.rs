//! Documents wait for the scanner, and what is infected never leaves.

use crate::support::app::{TestApp, content};
use crate::support::backend::{Backend, on_both};
use crate::support::clamd::{Clamd, LIMIT_BYTES, eicar};
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use crate::support::until;
use samflyt::flows::sweep;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

on_both!(
    nothing_leaves_before_the_scanner_has_cleared_it,
    a_scanner_that_comes_back_finds_what_waited,
    a_scanner_that_stays_away_leaves_a_document_not_scanned,
    one_damaged_row_does_not_keep_the_others_from_the_scanner,
);

const HOUR: i64 = 3600 * 1_000_000;

async fn scan_of(app: &TestApp, document: Uuid) -> (String, String) {
    let path = format!("/api/v1/documents/{document}");
    for _ in 0..500 {
        let shown = app.get("kari", &path).await.expect(200).json();
        if shown["scan"] != "pending" {
            let reason = shown["scan_reason"].as_str().unwrap_or_default().to_owned();
            return (shown["scan"].as_str().unwrap().to_owned(), reason);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it was never scanned");
}

async fn nothing_leaves_before_the_scanner_has_cleared_it(backend: Backend) {
    let Some(mut clamd) = Clamd::start().await else { return };
    let socket = format!("unix:{}", clamd.socket().display());
    let settings =
        [("SAMFLYT_SCANNER_ADDRESS", socket.as_str()), ("SAMFLYT_SCANNER_TIMEOUT_SECS", "5")];
    let app = TestApp::with(backend, &settings).await;
    let more = json!({"categories": ["medical"], "also_later": true});
    app.grant("kari", "nora", "nav", more).await.expect(201);

    let clean = app.upload("kari", "nora", &pdf(50_000, 1)).await.expect(201);
    assert_eq!(clean.json()["scan"], "pending");
    assert_eq!(scan_of(&app, clean.id()).await.0, "clean");
    let opened = app.open("nav", clean.id()).await.expect(200);
    assert_eq!(opened.header("samflyt-scan"), "clean");

    let mut infected = pdf(20_000, 2);
    let middle = infected.len() / 2;
    infected.splice(middle..middle, eicar());
    let infected = app.upload("kari", "nora", &infected).await.expect(201).id();
    assert_eq!(scan_of(&app, infected).await.0, "infected");
    for who in ["nav", "kari", "ola"] {
        app.open(who, infected).await.problem(403, "infected");
    }
    let told = app.entries("kind=scanned").await;
    assert!(told.iter().any(|entry| entry["document"] == infected.to_string()), "{told:?}");

    // Over the scanner's limit: not scanned, and it does not leave.
    let large = app.upload("kari", "nora", &pdf(LIMIT_BYTES + 100_000, 3)).await.expect(201).id();
    assert_eq!(scan_of(&app, large).await, ("not-scanned".to_owned(), "over-limit".to_owned()));
    app.open("nav", large).await.problem(403, "not-scanned");
    // The family's own document is the family's.
    app.open("kari", large).await.expect(200);

    // The scanner is away: documents wait.
    clamd.kill().await;
    let waits = app.upload("kari", "nora", &pdf(3000, 4)).await.expect(201).id();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let shown = app.get("kari", &format!("/api/v1/documents/{waits}")).await.expect(200).json();
    assert_eq!(shown["scan"], "pending");
    app.get("nav", &content(waits)).await.problem(403, "not-scanned");
    app.open("nav", clean.id()).await.expect(200);
}

/// How often the scanner was asked in vain about the one document that waits.
async fn attempts(app: &TestApp) -> i64 {
    let sql = "select coalesce(max(cast(scan_reason as bigint)), 0) from document_version \
               where scan = 'pending'";
    Outside::connect(&app.place()).await.number(sql).await
}

async fn a_scanner_that_comes_back_finds_what_waited(backend: Backend) {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd.sock");
    let address = format!("unix:{}", socket.display());
    let app = TestApp::with(backend, &[("SAMFLYT_SCANNER_ADDRESS", &address)]).await;
    let waits = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    until("the first attempt", || async { attempts(&app).await == 1 }).await;
    // It is not asked again before its time.
    assert_eq!(sweep::scan_pending(&app.app).await.unwrap(), 0);
    assert_eq!(attempts(&app).await, 1);
    let shown = app.get("kari", &format!("/api/v1/documents/{waits}")).await.expect(200).json();
    assert_eq!((&shown["scan"], &shown["scan_reason"]), (&json!("pending"), &json!(null)));
    let Some(clamd) = Clamd::start().await else { return };
    std::os::unix::fs::symlink(clamd.socket(), &socket).unwrap();
    app.clock.advance(HOUR);
    assert_eq!(sweep::scan_pending(&app.app).await.unwrap(), 1);
    assert_eq!(scan_of(&app, waits).await.0, "clean");
}

async fn a_scanner_that_stays_away_leaves_a_document_not_scanned(backend: Backend) {
    let away = [("SAMFLYT_SCANNER_ADDRESS", "unix:/nonexistent/clamd.sock")];
    let app = TestApp::with(backend, &away).await;
    let more = json!({"categories": ["medical"], "also_later": true});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    until("the first attempt", || async { attempts(&app).await == 1 }).await;
    for attempt in 2..i64::from(sweep::SCAN_ATTEMPTS) {
        app.clock.advance(2 * HOUR);
        assert_eq!(sweep::scan_pending(&app.app).await.unwrap(), 0);
        assert_eq!(attempts(&app).await, attempt);
    }
    app.clock.advance(2 * HOUR);
    assert_eq!(sweep::scan_pending(&app.app).await.unwrap(), 1);
    app.sign_out();
    let answer = ("not-scanned".to_owned(), "unreachable".to_owned());
    assert_eq!(scan_of(&app, document).await, answer);
    // Still it does not leave; to the family it does.
    app.open("nav", document).await.problem(403, "not-scanned");
    app.open("kari", document).await.expect(200);
    assert_eq!(app.entries("kind=scanned").await.len(), 1);
}

async fn one_damaged_row_does_not_keep_the_others_from_the_scanner(backend: Backend) {
    let Some(clamd) = Clamd::start().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd.sock");
    let address = format!("unix:{}", socket.display());
    let app = TestApp::with(backend, &[("SAMFLYT_SCANNER_ADDRESS", &address)]).await;
    let mut documents = Vec::new();
    for seed in 0..4 {
        documents.push(app.upload("kari", "nora", &pdf(3000, seed)).await.expect(201).id());
    }
    // One row is damaged, one key does not open, one object is gone.
    let mut outside = Outside::connect(&app.place()).await;
    let (ids, noise) = (documents.iter().map(|id| outside.id(*id)), outside.bytes(&[1, 2, 3]));
    let ids: Vec<String> = ids.collect();
    for (column, id) in [("nonce", &ids[0]), ("file_key_sealed", &ids[1])] {
        outside
            .run(&format!("update document_version set {column} = {noise} where document = {id}"))
            .await;
    }
    let names = format!("select blob_name from document_version where document = {}", ids[2]);
    let name = outside.texts(&names).await.pop().unwrap();
    std::fs::remove_file(app.objects().join(name)).unwrap();
    std::os::unix::fs::symlink(clamd.socket(), &socket).unwrap();
    app.clock.advance(HOUR);
    sweep::scan_pending(&app.app).await.unwrap();
    app.clock.advance(HOUR);
    sweep::scan_pending(&app.app).await.unwrap();
    app.sign_out();
    let state = async |index: usize| {
        let sql = format!("select scan from document_version where document = {}", ids[index]);
        Outside::connect(&app.place()).await.texts(&sql).await.pop().unwrap()
    };
    assert_eq!(state(3).await, "clean");
    assert_eq!((state(0).await, state(1).await), ("not-scanned".into(), "not-scanned".into()));
    // A store that says nothing may come back; the count goes on.
    assert_eq!(state(2).await, "pending");
}
