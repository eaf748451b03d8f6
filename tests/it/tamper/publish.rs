//! What is signed: only what the entries give, and only if it continues what
//! was signed before; and what the service does when it is not so.

use super::open;
use crate::support::app::{TestApp, start_with};
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use crate::support::until;
use samflyt::ledger::publish::{PublishError, Publisher};
use samflyt::store::Place;

on_both!(
    a_head_that_was_changed_is_not_signed_at_start,
    a_head_that_was_changed_is_not_signed_while_running,
    a_service_that_finds_its_log_changed_lets_nothing_more_be_done,
    nodes_take_over_each_others_checkpoints,
    a_checkpoint_file_that_cannot_be_read_stops_the_start_and_says_so,
);

/// A log of 300 entries, signed, and the folder that holds it.
async fn log(backend: &Backend) -> (tempfile::TempDir, Place) {
    let dir = tempfile::tempdir().unwrap();
    let place = match backend {
        Backend::Sqlite => Place::Sqlite(dir.path().join("log.db")),
        Backend::Postgres(url) => Place::Postgres(url.clone()),
    };
    let db = open(&place).await;
    super::append(&db, 300).await;
    super::sign(&db).await;
    db.close().await;
    (dir, place)
}

async fn start(place: &Place) -> Result<String, PublishError> {
    let db = open(place).await;
    let started = Publisher::start(db.clone(), super::signer(), None).await;
    db.close().await;
    started.map(|publisher| publisher.newest().unwrap().note.clone())
}

async fn a_head_that_was_changed_is_not_signed_at_start(backend: Backend) {
    let (_dir, place) = log(&backend).await;
    let mut outside = Outside::connect(&place).await;
    let zero = outside.bytes(&[0; 32 * 4]);
    let signed = start(&place).await.unwrap();
    for (change, undo) in [
        ("set edge = $EDGE", "set edge = old.edge from old"),
        ("set time = time + 1", "set time = time - 1"),
        ("set time = time - 1", "set time = time + 1"),
    ] {
        // With the size that is signed already, and with one that is not.
        for without_checkpoint in [false, true] {
            outside.run("create table old as select * from log_head").await;
            outside.run("create table notes as select * from log_checkpoint").await;
            let change = change.replace("$EDGE", &zero);
            outside.run(&format!("update log_head {change}")).await;
            if without_checkpoint {
                outside.run("delete from log_checkpoint").await;
            }
            let refused = start(&place).await;
            assert!(
                matches!(refused, Err(PublishError::Head { size: 300 })),
                "{change}: {refused:?}"
            );
            assert_eq!(
                outside.number("select count(*) from log_checkpoint").await,
                i64::from(!without_checkpoint),
                "nothing is signed"
            );
            outside.run(&format!("update log_head {undo}")).await;
            outside.run("delete from log_checkpoint").await;
            outside.run("insert into log_checkpoint select * from notes").await;
            outside.run("drop table old; drop table notes").await;
        }
    }
    assert_eq!(start(&place).await.unwrap(), signed, "undone, it starts again");
    outside.run("update log_head set origin = 'other.example/0'").await;
    let refused = start(&place).await.unwrap_err().to_string();
    assert!(refused.contains("other.example/0") && refused.contains("settings"), "{refused}");
}

async fn a_head_that_was_changed_is_not_signed_while_running(backend: Backend) {
    let (_dir, place) = log(&backend).await;
    let db = open(&place).await;
    let publisher = Publisher::start(db.clone(), super::signer(), None).await.unwrap();
    let mut outside = Outside::connect(&place).await;
    let zero = outside.bytes(&[0; 32 * 4]);
    // The writer goes on from the changed edge: every later root would be another.
    outside.run(&format!("update log_head set edge = {zero}")).await;
    super::append(&db, 301).await;
    let ended = publisher.publish().await;
    assert!(matches!(ended, Err(PublishError::Head { size: 301 })), "{ended:?}");
    assert_eq!(publisher.newest().unwrap().size, 300);
    assert_eq!(outside.number("select max(size) from log_checkpoint").await, 300);
    assert!(db.is_halted());
    db.close().await;
}

async fn a_service_that_finds_its_log_changed_lets_nothing_more_be_done(backend: Backend) {
    for change in [
        // An old copy of the database is put in its place.
        "delete from log_entry where idx >= 5; delete from log_node; delete from log_checkpoint; \
         update log_head set size = 5, edge = $EDGE",
        "update log_head set edge = $SAME",
        "update log_checkpoint set note = 'x'",
    ] {
        if change.contains("delete") && matches!(backend, Backend::Postgres(_)) {
            continue;
        }
        let backend = match &backend {
            Backend::Sqlite => Backend::Sqlite,
            Backend::Postgres(_) => Backend::postgres().await.unwrap(),
        };
        let app = TestApp::start(backend).await;
        let document = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201).id();
        app.get("", "/health/ready").await.expect(200);
        app.app.publisher().publish().await.unwrap();
        let mut outside = Outside::connect(&app.place()).await;
        let size = app.log_size().await;
        let change = change
            .replace("$EDGE", &outside.bytes(&[0; 64]))
            .replace("$SAME", &outside.bytes(&[0; 32].repeat(size.count_ones() as usize)));
        outside.run(&change).await;
        until("the service sees it", || async { app.get("", "/health/ready").await.status == 503 })
            .await;
        let size = app.log_size().await;
        let answer = app.get("kari", &format!("/api/v1/documents/{document}/content")).await;
        answer.problem(503, "busy");
        app.upload("kari", "nora", &pdf(2000, 2)).await.problem(503, "busy");
        app.get("auditor", "/api/v1/audit/entries").await.problem(503, "busy");
        assert_eq!(app.log_size().await, size, "nothing is added to a log that was changed");
        // What was signed is still served, so that others can compare.
        app.get("", "/log/checkpoint").await.expect(200);
        app.app.stop(std::time::Duration::from_secs(5)).await;
        assert!(start_with(&app.config, &app.clock).await.is_err(), "{change}");
    }
}

async fn nodes_take_over_each_others_checkpoints(backend: Backend) {
    let (dir, place) = log(&backend).await;
    let mut nodes = Vec::new();
    for name in ["one", "other"] {
        let folder = dir.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        let (db, file) = (open(&place).await, folder.join("checkpoint"));
        let publisher =
            Publisher::start(db.clone(), super::signer(), Some(file.clone())).await.unwrap();
        nodes.push((db, publisher, file));
    }
    for (size, (db, ..)) in (301..320).zip(nodes.iter().cycle()) {
        super::append(db, size).await;
        let published = nodes.iter().map(|(_, publisher, _)| publisher.publish());
        for ended in futures_util::future::join_all(published).await {
            ended.unwrap();
        }
        let newest = nodes[0].1.newest().unwrap();
        for (_, publisher, file) in &nodes {
            assert_eq!(publisher.newest().unwrap().note, newest.note);
            assert_eq!(std::fs::read_to_string(file).unwrap(), newest.note);
        }
        assert_eq!(i64::try_from(newest.size).unwrap(), size);
    }
    let mut outside = Outside::connect(&place).await;
    assert_eq!(outside.number("select count(*) from log_checkpoint").await, 20);
    for (db, ..) in nodes {
        db.close().await;
    }
}

async fn a_checkpoint_file_that_cannot_be_read_stops_the_start_and_says_so(backend: Backend) {
    let app = TestApp::start(backend).await;
    app.app.stop(std::time::Duration::from_secs(5)).await;
    let file = app.config.checkpoint_file();
    std::fs::write(&file, [0xff; 40]).unwrap();
    let error = start_with(&app.config, &app.clock).await.unwrap_err().to_string();
    assert!(error.contains("cannot be read") && error.contains("checkpoint"), "{error}");
}
