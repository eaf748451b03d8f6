//! What the service does by itself: orphaned objects go, and nothing else does;
//! openings of dead processes are told as unknown; old idempotency keys are
//! forgotten.

use crate::bad_input::{documents, held};
use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::fault::{Fault, Op};
use crate::support::samples::{Form, form_type, pdf, upload_form};
use crate::support::until;
use axum::body::{Body, Bytes};
use axum::http::header;
use futures_util::{StreamExt as _, stream};
use samflyt::clock::Clock as _;
use samflyt::flows::sweep;
use samflyt::store::{StoreError, Unlogged, condemned};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use uuid::Uuid;

on_both!(
    orphans_older_than_a_day_go_and_nothing_else_does,
    an_object_that_is_removed_gets_no_row_afterwards,
    openings_of_a_dead_process_are_told_as_unknown,
    idempotency_keys_are_forgotten_after_a_day,
);

const HOUR: i64 = 3600 * 1_000_000;

/// Sets when a file was last changed, by the clock of the test: the real one and
/// that of the program differ.
fn age(app: &TestApp, file: &Path, hours: i64) {
    let at = app.clock.now().plus_micros(-hours * HOUR).as_micros();
    let at = SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(at).unwrap());
    std::fs::File::options().write(true).open(file).unwrap().set_modified(at).unwrap();
}

fn orphan(app: &TestApp, number: u128, tail: &str) -> PathBuf {
    let id = uuid::Builder::from_random_bytes(number.to_be_bytes()).into_uuid();
    let file = app.objects().join(format!("ab/{id}{tail}"));
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "sealed").unwrap();
    file
}

async fn orphans_older_than_a_day_go_and_nothing_else_does(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(3000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let committed = app.object_files().pop().unwrap();
    let (old, young) = (orphan(&app, 1, ""), orphan(&app, 2, ""));
    let (staged, fresh) = (orphan(&app, 3, "#1"), orphan(&app, 4, "#1"));
    let foreign = app.objects().join("ab/note.txt");
    std::fs::write(&foreign, "x").unwrap();
    for (file, hours) in
        [(&committed, 100), (&old, 25), (&young, 23), (&staged, 25), (&fresh, 23), (&foreign, 99)]
    {
        age(&app, file, hours);
    }
    // And an upload is under way.
    let form = upload_form("Brev", "medical", "brev.pdf", &pdf(3_000_000, 2));
    let (send, receive) = tokio::sync::mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    let body = stream::unfold(receive, |mut rest| async { rest.recv().await.map(|b| (b, rest)) });
    let request = app.request("POST", "kari", &documents(&app)).await;
    let request = request.header(header::CONTENT_TYPE, form_type());
    let request = request.body(Body::from_stream(body)).unwrap();
    let router = app.router.clone();
    let upload = tokio::spawn(async move {
        tower::ServiceExt::oneshot(router, request).await.unwrap().status().as_u16()
    });
    for piece in form[..2_500_000].chunks(500_000) {
        send.send(Ok(Bytes::copy_from_slice(piece))).await.unwrap();
    }
    until("a part on the disk", || async { app.object_files().len() == 7 }).await;
    assert_eq!(sweep::remove_orphans(&app.app).await.unwrap(), 2);
    assert!(!old.exists() && !staged.exists());
    assert!(committed.exists() && young.exists() && fresh.exists() && foreign.exists());
    send.send(Ok(Bytes::copy_from_slice(&form[2_500_000..]))).await.unwrap();
    drop(send);
    assert_eq!(upload.await.unwrap(), 201);
    assert_eq!(sweep::remove_orphans(&app.app).await.unwrap(), 0);
    assert_eq!(app.open("kari", document).await.expect(200).body, bytes);
    // An erased document's object that could not be removed is an orphan, too.
    let sealed = std::fs::read(&committed).unwrap();
    app.delete("kari", &format!("/api/v1/documents/{document}")).await.expect(204);
    std::fs::write(&committed, sealed).unwrap();
    age(&app, &committed, 25);
    assert_eq!(sweep::remove_orphans(&app.app).await.unwrap(), 1);
    assert!(!committed.exists());
}

async fn an_object_that_is_removed_gets_no_row_afterwards(backend: Backend) {
    let (app, faults) = TestApp::faulty(backend).await;
    // The object is there; the upload has not heard of it yet.
    faults.add(Op::Put, 0, 1, Fault::Held);
    let form = upload_form("Brev", "medical", "brev.pdf", &pdf(3000, 1));
    let request = app.request("POST", "kari", &documents(&app)).await;
    let request = request.header(header::CONTENT_TYPE, form_type());
    let request = request.body(Body::from(form.clone())).unwrap();
    let router = app.router.clone();
    let upload = tokio::spawn(async move {
        tower::ServiceExt::oneshot(router, request).await.unwrap().status().as_u16()
    });
    until("the object", || async { app.object_files().len() == 1 }).await;
    // To the sweeper the object is old: its clock is another.
    let file = app.object_files().pop().unwrap();
    age(&app, &file, 25);
    assert_eq!(sweep::remove_orphans(&app.app).await.unwrap(), 1);
    assert_eq!(app.object_files().len(), 0);
    faults.let_go();
    assert_eq!(upload.await.unwrap(), 500);
    assert_eq!(held(&app).await, (0, 0, 0, 0));
    // The mark is forgotten when no upload can be under way any more.
    let marks = async || {
        let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
        outside.number("select count(*) from setting where name like 'condemned/%'").await
    };
    assert_eq!(marks().await, 1);
    app.clock.set(app.clock.now().plus_days(3));
    sweep::remove_orphans(&app.app).await.unwrap();
    assert_eq!(marks().await, 0);
    app.sign_out();
    app.form("POST", "kari", &documents(&app), form).await.expect(201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_object_that_cannot_be_removed_does_not_keep_the_others() {
    let (app, faults) = TestApp::faulty(Backend::Sqlite).await;
    for number in 0..3 {
        orphan(&app, number, "");
    }
    app.clock.set("2099-01-01T00:00:00Z".parse().unwrap());
    faults.add(Op::Delete, 1, 1, Fault::Before);
    assert_eq!(sweep::remove_orphans(&app.app).await.unwrap(), 2);
    assert_eq!(app.object_files().len(), 1);
    assert_eq!(sweep::remove_orphans(&app.app).await.unwrap(), 1);
    assert_eq!((faults.fired(), app.object_files().len()), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_has_an_end_however_slowly_it_comes() {
    let settings = [("SAMFLYT_LIMITS_STREAM_SECS", "1"), ("SAMFLYT_SERVER_IDLE_SECS", "60")];
    let app = TestApp::with(Backend::Sqlite, &settings).await;
    let head = Form::default().text("title", "Brev").text("category", "medical").file_head("a.pdf");
    let drips = stream::iter([head, pdf(3000, 1)]).chain(stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        Some((vec![b' '; 10], ()))
    }));
    let body = Body::from_stream(drips.map(|piece| Ok::<_, std::io::Error>(Bytes::from(piece))));
    let request = app.request("POST", "kari", &documents(&app)).await;
    let request = request.header(header::CONTENT_TYPE, form_type()).body(body).unwrap();
    let answer = tokio::time::timeout(Duration::from_secs(20), app.send(request)).await.unwrap();
    answer.problem(408, "body-too-slow");
    assert_eq!(held(&app).await, (0, 0, 0, 0));
}

async fn openings_of_a_dead_process_are_told_as_unknown(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(3_000_000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let whole = app.open("kari", document).await.expect(200).entry();
    assert_eq!(app.outcome(whole).await["outcome"], "complete");
    // An opening whose process is gone: its outcome is never told.
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    let told = outside.number("select count(*) from log_entry where kind = 'delivered'").await;
    outside.run(&format!("update log_entry set of_idx = null where of_idx = {whole}")).await;
    assert_eq!(sweep::close_deliveries(&app.app).await.unwrap(), 0, "it may still flow");
    app.clock.set(app.clock.now().plus_days(2));
    assert_eq!(sweep::close_deliveries(&app.app).await.unwrap(), 1);
    app.sign_out();
    let outcome = app.outcome(whole).await;
    assert_eq!((&outcome["outcome"], &outcome["bytes"]), (&"unknown".into(), &().into()));
    assert_eq!(outcome["document"], document.to_string());
    assert_eq!(sweep::close_deliveries(&app.app).await.unwrap(), 0, "and only once");
    let now = outside.number("select count(*) from log_entry where kind = 'delivered'").await;
    assert_eq!(now, told + 1);
}

async fn idempotency_keys_are_forgotten_after_a_day(backend: Backend) {
    let app = TestApp::start(backend).await;
    let upload = async || {
        let form = upload_form("Brev", "medical", "brev.pdf", &pdf(3000, 1));
        let request = app.request("POST", "kari", &documents(&app)).await;
        let request = request.header(header::CONTENT_TYPE, form_type());
        let request = request.header("idempotency-key", "one-and-the-same");
        app.send(request.body(Body::from(form)).unwrap()).await.expect(201).id()
    };
    let first = upload().await;
    assert_eq!(sweep::forget_keys(&app.app).await.unwrap(), 0);
    assert_eq!(upload().await, first);
    app.clock.set(app.clock.now().plus_micros(25 * HOUR));
    assert_eq!(sweep::forget_keys(&app.app).await.unwrap(), 1);
    app.sign_out();
    assert_ne!(upload().await, first);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_version_uses_is_never_condemned() {
    let app = TestApp::start(Backend::Sqlite).await;
    app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201);
    let file = app.object_files().pop().unwrap();
    let used = file.strip_prefix(app.objects()).unwrap().display().to_string();
    let unused = format!("ab/{}", Uuid::from_u128(7));
    let names = vec![used.clone(), format!("{used}#1"), unused.clone()];
    let condemned = app.app.db().write_unlogged::<_, StoreError, _>(Unlogged::SweepMark, |tx| {
        Box::pin(async move { condemned::condemn(tx, names).await })
    });
    assert_eq!(condemned.await.unwrap(), [format!("{used}#1"), unused]);
}
