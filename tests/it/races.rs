//! Revoking against opening: whichever the log has first happened first, and
//! nothing is decided after a revocation was acknowledged.

use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::pdf;
use serde_json::json;
use std::sync::Arc;

/// A new world now and then: logs grow.
const ROUNDS_A_WORLD: usize = 500;

on_both!(nothing_opens_after_an_acknowledged_revocation, two_revocations_make_one_entry);

fn rounds() -> usize {
    if std::env::var("TEST_PROOF").is_ok() { 20_000 } else { 2_000 }
}

/// Was it opened before the revocation? An error when the order is impossible.
fn opened_before(opened: &Answer, revoked: i64) -> Result<bool, String> {
    let entry = opened.entry();
    match (opened.status, entry < revoked) {
        (200, true) => Ok(true),
        // Refused; or opened, and stopped before its first byte.
        (403, before) if opened.json()["code"] == "revoked" => Ok(before),
        (status, _) => Err(format!("{status} at {entry}, revoked at {revoked}")),
    }
}

#[test]
fn the_check_of_a_race_notices_what_must_not_be() {
    let answer = |status, code: &str, entry: &str| Answer {
        status,
        headers: [("samflyt-entry".parse().unwrap(), entry.parse().unwrap())].into_iter().collect(),
        body: json!({"code": code}).to_string().into(),
        cut: false,
    };
    assert_eq!(opened_before(&answer(200, "", "6"), 7), Ok(true));
    assert_eq!(opened_before(&answer(403, "revoked", "6"), 7), Ok(true));
    assert_eq!(opened_before(&answer(403, "revoked", "8"), 7), Ok(false));
    for (status, code, entry) in
        [(200, "", "8"), (403, "no-consent", "8"), (404, "not-found", "8"), (503, "busy", "8")]
    {
        assert!(opened_before(&answer(status, code, entry), 7).is_err(), "{status} {code} {entry}");
    }
}

async fn nothing_opens_after_an_acknowledged_revocation(backend: Backend) {
    let rounds = rounds();
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
    // For Jonas Kari decides alone: giving is one request.
    let document = app.upload("kari", "jonas", &pdf(2_000, 7)).await.expect(201).id();
    for who in ["kari", "nav", "auditor"] {
        app.token(who).await;
    }
    let (mut before, mut after) = (0, 0);
    for round in 0..rounds {
        let granted =
            app.grant("kari", "jonas", "nav", json!({"documents": [document]})).await.expect(201);
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
        match opened_before(&opened, revoked) {
            Ok(true) => {
                before += 1;
                if opened.status == 403 {
                    let path = format!("/api/v1/audit/entries/{}", opened.entry());
                    let entry = app.get("auditor", &path).await.expect(200).json();
                    assert_eq!(entry["fields"]["kind"]["value"], "opened");
                }
            }
            Ok(false) => after += 1,
            Err(what) => panic!("{what}"),
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
