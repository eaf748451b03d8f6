//! Revoking against opening: whichever the log has first happened first, and
//! nothing is decided after a revocation was acknowledged.

use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use serde_json::json;
use std::sync::Arc;

/// A new world now and then: the facts of a question grow with the consents that
/// a child has ever given to a unit.
const ROUNDS_A_WORLD: usize = 100;

on_both!(nothing_opens_after_an_acknowledged_revocation, two_revocations_make_one_entry);

fn rounds(backend: &Backend) -> usize {
    match (std::env::var("TEST_PROOF").is_ok(), backend.is_postgres()) {
        (true, _) => 20_000,
        (false, false) => 2_000,
        (false, true) => 500,
    }
}

async fn nothing_opens_after_an_acknowledged_revocation(backend: Backend) {
    let rounds = rounds(&backend);
    let (mut before, mut after) = (0, 0);
    for _ in 0..rounds / ROUNDS_A_WORLD {
        let again = if backend.is_postgres() {
            Backend::postgres().await.unwrap()
        } else {
            Backend::Sqlite
        };
        let (opened, refused) = race(again, ROUNDS_A_WORLD).await;
        before += opened;
        after += refused;
    }
    println!("{rounds} races: {before} opened before, {after} refused after");
    assert!(before > rounds / 100 && after > rounds / 100, "both orders occur");
}

/// Opened before and refused after, of so many races.
async fn race(backend: Backend, rounds: usize) -> (usize, usize) {
    let app = Arc::new(TestApp::start(backend).await);
    let document = app.upload("kari", "nora", &pdf(2_000, 7)).await.expect(201).id();
    for who in ["kari", "nav", "auditor"] {
        app.token(who).await;
    }
    let (mut before, mut after) = (0, 0);
    for round in 0..rounds {
        let granted =
            app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201);
        let path = format!("/api/v1/consents/{}/revoke", granted.id());
        let opening = tokio::spawn({
            let app = Arc::clone(&app);
            async move {
                // A different head start each time, so that both orders occur.
                for _ in 0..round % 7 {
                    tokio::task::yield_now().await;
                }
                app.open("nav", document).await
            }
        });
        let revoking = tokio::spawn({
            let app = Arc::clone(&app);
            async move {
                for _ in 0..round % 5 {
                    tokio::task::yield_now().await;
                }
                app.post("kari", &path, &json!({})).await
            }
        });
        let revoked = revoking.await.unwrap().expect(200).entry();
        // Acknowledged: from here on every answer is no.
        app.open("nav", document).await.problem(403, "revoked");
        let opened = opening.await.unwrap();
        if opened.status == 200 {
            before += 1;
            assert!(opened.entry() < revoked, "opened {} after {revoked}", opened.entry());
        } else {
            after += 1;
            let opened = opened.problem(403, "revoked");
            assert!(opened.entry() > revoked);
        }
    }
    app.app.stop(std::time::Duration::from_secs(5)).await;
    (before, after)
}

async fn two_revocations_make_one_entry(backend: Backend) {
    let app = Arc::new(TestApp::start(backend).await);
    let document = app.upload("kari", "nora", &pdf(2_000, 8)).await.expect(201).id();
    for _ in 0..20 {
        let granted =
            app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201);
        let path = format!("/api/v1/consents/{}/revoke", granted.id());
        let nothing = json!({});
        let (one, other) =
            tokio::join!(app.post("kari", &path, &nothing), app.post("ola", &path, &nothing));
        assert_eq!(one.expect(200).entry(), other.expect(200).entry());
    }
    assert_eq!(app.entries("kind=consent-revoked").await.len(), 20);
}
