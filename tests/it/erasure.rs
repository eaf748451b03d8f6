//! Erasing, whoever leaves or reads meanwhile; and what is stored after a consent.

use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::fault::{Fault, Op};
use crate::support::samples::{Form, pdf};
use crate::support::until;
use samflyt::store::log;
use serde_json::json;
use std::time::{Duration, Instant};

on_both!(
    an_erasure_is_finished_when_its_client_has_left,
    what_is_stored_after_a_consent_is_later_while_the_clock_stands,
);

async fn an_erasure_is_finished_when_its_client_has_left(backend: Backend) {
    let (app, faults) = TestApp::faulty(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let path = format!("/api/v1/documents/{document}");
    let form = Form::default().file("ny.pdf", &pdf(3000, 2)).end();
    app.form("PUT", "kari", &format!("{path}/content"), form).await.expect(201);
    assert_eq!(app.object_files().len(), 2);
    // It leaves while the first object is being removed.
    faults.add(Op::Delete, 0, 1, Fault::Held);
    let leaving = tokio::time::timeout(Duration::from_millis(500), app.delete("kari", &path));
    assert!(leaving.await.is_err(), "it is answered when all is done");
    assert_eq!(faults.fired(), 1);
    faults.let_go();
    until("the end of the erasure", || async { app.object_files().is_empty() }).await;
    app.open("kari", document).await.problem(410, "erased");
}

async fn what_is_stored_after_a_consent_is_later_while_the_clock_stands(backend: Backend) {
    let app = TestApp::start(backend).await;
    let before = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"categories": ["medical"], "also_later": false});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    let after = app.upload("kari", "nora", &pdf(3000, 2)).await.expect(201).id();
    app.open("nav", before).await.expect(200);
    app.open("nav", after).await.problem(404, "not-found");
}

/// Emptying SQLite's log waits for those who read, and nobody waits for that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erasure_holds_nobody_up_while_somebody_reads() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let mut reader = app.app.db().read().await.unwrap();
    log::begin_snapshot(&mut reader).await.unwrap();
    log::head(&mut reader, log::DEFAULT_LOG).await.unwrap();
    let path = format!("/api/v1/documents/{document}");
    let erasing = app.delete("kari", &path);
    let others = async {
        let mut longest = Duration::ZERO;
        for _ in 0..20 {
            let begun = Instant::now();
            app.get("ola", "/api/v1/children").await.expect(200);
            longest = longest.max(begun.elapsed());
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
        longest
    };
    let (erased, longest) = tokio::join!(erasing, others);
    erased.expect(204);
    assert!(longest < Duration::from_secs(1), "{longest:?}");
}
