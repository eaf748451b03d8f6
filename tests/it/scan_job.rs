//! Documents wait for the scanner, and what is infected never leaves.

use crate::support::app::{TestApp, content};
use crate::support::backend::{Backend, on_both};
use crate::support::clamd::{Clamd, LIMIT_BYTES, eicar};
use crate::support::samples::pdf;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

on_both!(nothing_leaves_before_the_scanner_has_cleared_it);

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
