//! Databases that fill up, vanish, lose an answer or are written from two sides.

use crate::bad_input::{documents, held};
use crate::support::app::{TestApp, add_person, config, start_with};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::proxy::Proxy;
use crate::support::samples::{form_type, pdf, upload_form};
use crate::support::sql::Outside;
use crate::support::until;
use axum::body::Body;
use axum::http::header;
use samflyt::flows::verify::verify_database;
use samflyt::store::{Conn, StoreError};
use serde_json::json;
use std::time::Duration;

on_both!(a_full_database_takes_nothing_in_by_halves);

/// Lets the database take no more, or again.
async fn fill(app: &TestApp, full: bool) {
    match &app.config.database_place() {
        samflyt::store::Place::Sqlite(_) => {
            let pages = if full { 1 } else { 1_000_000 };
            // A limit of the writer's own connection; below what is there it
            // means: not a page more.
            let limit = format!("pragma max_page_count = {pages}");
            let set = app.app.db().write_once::<_, StoreError, _>("test", move |tx| {
                Box::pin(async move {
                    let Conn::Sqlite(c) = &mut **tx else { return Ok(((), None)) };
                    sqlx::raw_sql(sqlx::AssertSqlSafe(limit)).execute(&mut **c).await?;
                    Ok(((), None))
                })
            });
            set.await.unwrap();
        }
        samflyt::store::Place::Postgres(_) => {
            let mut outside = Outside::connect(&app.place()).await;
            let sql = if full {
                "create function full_disk() returns trigger language plpgsql as $$ begin \
                   raise exception 'could not extend file' using errcode = '53100'; end $$; \
                 create trigger full_disk before insert on log_entry execute function full_disk()"
            } else {
                "drop trigger full_disk on log_entry; drop function full_disk()"
            };
            outside.run(sql).await;
        }
    }
}

async fn a_full_database_takes_nothing_in_by_halves(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    app.token("nav").await;
    let (before, size) = (held(&app).await, app.log_size().await);
    fill(&app, true).await;
    // Until the last free page is used, some may still fit in.
    let mut stored = 0;
    let full = loop {
        let answer = app.upload("kari", "nora", &pdf(3000, 2)).await;
        if answer.status != 201 {
            break answer;
        }
        stored += 1;
        assert!(stored < 500, "it never fills up");
    };
    full.problem(507, "out-of-space");
    let (after, count) = (held(&app).await, i64::from(stored));
    assert_eq!((after.0, after.1, after.2), (before.0 + count, before.1 + count, before.2));
    assert_eq!(app.log_size().await, size + count, "no entry without its act, no act without");
    // What cannot be recorded is not opened, and nobody hears of it.
    if stored == 0 {
        let opened = app.open("kari", document).await;
        assert_eq!((opened.status, opened.header("samflyt-entry")), (507, ""));
    }
    fill(&app, false).await;
    app.upload("kari", "nora", &pdf(3000, 3)).await.expect(201);
    app.open("kari", document).await.expect(200);
    let key = app.app.publisher().key().clone();
    let report = verify_database(app.app.db(), key, None, None).await.unwrap();
    assert!(report.is_clean(), "{report:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_gone_is_missed_and_found_again() {
    let Some(Backend::Postgres(url)) = Backend::postgres().await else { return };
    let (wire, over) = Proxy::to(&url).await;
    let app = TestApp::start(Backend::Postgres(over)).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    app.get("", "/health/ready").await.expect(200);
    wire.cut();
    let opened = app.open("kari", document).await.problem(503, "busy");
    assert_eq!(opened.header("samflyt-entry"), "");
    app.get("", "/health/ready").await.problem(503, "not-ready");
    app.get("", "/health/live").await.expect(200);
    wire.mend();
    until("the database's return", || async { app.get("", "/health/ready").await.status == 200 })
        .await;
    app.open("kari", document).await.expect(200);
}

/// The commit has happened, and nobody was told: asked again with the same key,
/// the service finds what it did.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_answer_is_lost_is_found_by_its_key() {
    let Some(Backend::Postgres(url)) = Backend::postgres().await else { return };
    let (wire, over) = Proxy::to(&url).await;
    let app = TestApp::start(Backend::Postgres(over)).await;
    app.token("kari").await;
    let store = async || -> Answer {
        let request = app.request("POST", "kari", &documents(&app)).await;
        let request = request.header(header::CONTENT_TYPE, form_type());
        let form = upload_form("Brev", "medical", "brev.pdf", &pdf(3000, 1));
        let request = request.header("idempotency-key", "lost-answer");
        app.send(request.body(Body::from(form)).unwrap()).await
    };
    wire.cut_next_commit();
    let lost = store().await.problem(503, "busy");
    assert!(!lost.header("retry-after").is_empty());
    assert_eq!(wire.cuts(), 1);
    let (rows, size) = (held(&app).await, app.log_size().await);
    assert_eq!((rows.0, rows.1), (1, 1), "it was committed");
    let found = store().await.expect(201);
    assert_eq!(held(&app).await, rows, "and is not done again");
    // What is shown again is told of again, and nothing else is.
    assert_eq!(app.log_size().await, size + 1);
    // Its bytes are there.
    assert_eq!(app.open("kari", found.id()).await.expect(200).body, pdf(3000, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_write_one_log() {
    let Some(backend) = Backend::postgres().await else { return };
    let app = TestApp::start(backend.clone()).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let granted = app.grant("kari", "nora", "nav", json!({"documents": [document]})).await;
    let consent = granted.expect(201).id();
    app.token("nav").await;
    // Another node: the same keys and database, a folder of its own.
    let folder = tempfile::tempdir().unwrap();
    let (root, log) = (app.config.root_key_file(), app.config.log_key_file());
    let keys = [
        ("SAMFLYT_KEYS_ROOT_FILE", root.to_str().unwrap()),
        ("SAMFLYT_KEYS_LOG_FILE", log.to_str().unwrap()),
    ];
    let other = config(&backend, folder.path(), &keys);
    let other = start_with(&other, &app.clock).await.unwrap();
    let size = app.log_size().await;
    let nodes = [app.app.clone(), other.clone()];
    let writes = (0..60).map(|number| {
        let node = nodes[number % 2].clone();
        tokio::spawn(async move { add_person(&node, &format!("two{number}")).await })
    });
    for written in futures_util::future::join_all(writes).await {
        written.unwrap();
    }
    assert_eq!(app.log_size().await, size + 60);
    for node in &nodes {
        node.publisher().publish().await.unwrap();
        let key = node.publisher().key().clone();
        let report = verify_database(node.db(), key, None, None).await.unwrap();
        assert!(report.is_clean(), "{report:?}");
    }
    // What one of them was told, the other one knows.
    let router =
        samflyt::web::routes::router(samflyt::web::serve::state(other.clone(), &app.config));
    let open = async || {
        let request = app.request("GET", "nav", &crate::support::app::content(document)).await;
        let mut request = request.body(Body::empty()).unwrap();
        let peer = std::net::SocketAddr::from(([127, 0, 0, 1], 9));
        request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        Answer::read(tower::ServiceExt::oneshot(router.clone(), request).await.unwrap()).await
    };
    assert_ne!(open().await.status, 403);
    let path = format!("/api/v1/consents/{consent}/revoke");
    app.post("kari", &path, &json!({})).await.expect(200);
    open().await.problem(403, "revoked");
    other.stop(Duration::from_secs(5)).await;
}
