//! An object store that is slow, gone, full or false, under the whole program.

use crate::bad_input::{documents, held};
use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::fault::{Fault, Op};
use crate::support::process::Service;
use crate::support::samples::{pdf, upload_form};
use crate::support::{left_out, until};
use samflyt::clock::SystemClock;
use samflyt::entropy::SystemEntropy;
use samflyt::vault::blobs::Blobs;
use samflyt::vault::keys::RootKeys;
use samflyt::vault::scanner::Scanner;
use samflyt::vault::{Vault, VaultError};
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::time::Duration;

on_both!(a_download_gives_right_bytes_or_an_error, an_upload_that_the_store_refuses_leaves_nothing);

async fn a_download_gives_right_bytes_or_an_error(backend: Backend) {
    let (app, faults) = TestApp::faulty(backend).await;
    let bytes = pdf(1_500_000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let mut fired = faults.fired();
    // Before the first byte: an error, and its outcome.
    for (fault, status, code) in [
        (Fault::Before, 503, "busy"),
        (Fault::Missing, 500, "document-damaged"),
        (Fault::Short(1), 500, "document-damaged"),
        (Fault::Short(300_000), 500, "document-damaged"),
        (Fault::Corrupt(5), 500, "document-damaged"),
        (Fault::Corrupt(400_000), 500, "document-damaged"),
    ] {
        faults.add(Op::Get, 0, 1, fault);
        let answer = app.open("kari", document).await.problem(status, code);
        assert_eq!(faults.fired(), fired + 1, "{fault:?}");
        fired += 1;
        faults.clear();
        if status == 500 {
            let outcome = app.outcome(answer.entry()).await;
            assert_eq!((&outcome["outcome"], &outcome["bytes"]), (&"cut".into(), &0.into()));
        }
    }
    // Further on: right bytes, and then a cut that the client sees.
    for (after, fault) in [
        (1, Fault::Before),
        (2, Fault::Missing),
        (1, Fault::Short(1)),
        (1, Fault::Corrupt(0)),
        (2, Fault::Corrupt(300_000)),
    ] {
        faults.add(Op::Get, after, 1, fault);
        let answer = app.open("kari", document).await.expect(200);
        assert_eq!(faults.fired(), fired + 1, "{fault:?}");
        fired += 1;
        faults.clear();
        assert!(answer.cut && answer.body.len() < bytes.len(), "{fault:?}");
        assert_eq!(answer.body, bytes[..answer.body.len()], "{fault:?}");
        let outcome = app.outcome(answer.entry()).await;
        assert_eq!((&outcome["outcome"], &outcome["reason"]), (&"cut".into(), &"storage".into()));
    }
    // Slow is no error.
    faults.add(Op::Get, 0, 3, Fault::Slow(Duration::from_millis(200)));
    let answer = app.open("kari", document).await.expect(200);
    assert!(!answer.cut && answer.body == bytes);
    assert_eq!(faults.fired(), fired + 3);
}

async fn an_upload_that_the_store_refuses_leaves_nothing(backend: Backend) {
    let (app, faults) = TestApp::faulty(backend).await;
    let size = app.log_size().await;
    let mut fired = 0;
    for (len, op, after) in [
        (3000, Op::Put, 0),
        (12_000_000, Op::Begin, 0),
        (12_000_000, Op::Part, 0),
        (12_000_000, Op::Part, 1),
        (12_000_000, Op::Part, 2),
        (12_000_000, Op::Complete, 0),
        (12_000_000, Op::Head, 0),
    ] {
        for (fault, status, code) in [
            (Fault::Before, 503, "busy"),
            (Fault::Full, 507, "out-of-space"),
            (Fault::Missing, 503, "busy"),
        ] {
            if op == Op::Head && fault == Fault::Missing {
                // That nothing is there yet is what it should say.
                continue;
            }
            faults.add(op, after, 1, fault);
            let form = upload_form("Brev", "medical", "brev.pdf", &pdf(len, 1));
            let answer = app.form("POST", "kari", &documents(&app), form).await;
            answer.problem(status, code);
            fired += 1;
            assert_eq!(faults.fired(), fired, "{op:?} {after} {fault:?}");
            faults.clear();
            until("the parts' removal", || async { app.object_files().is_empty() }).await;
        }
    }
    assert_eq!(held(&app).await, (0, 0, 0, 0));
    assert_eq!(app.log_size().await, size);
    app.upload("kari", "nora", &pdf(12_000_000, 1)).await.expect(201);
}

/// A real failed flush without a broken disk: a folder that its owner may write
/// to and not read cannot be opened for flushing when a new folder is made in it.
/// Root may read everything, so root's power to do so is taken from the process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_object_that_cannot_be_flushed_ends_the_process() {
    const AS_OWNER: [&str; 2] = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];
    let able = std::process::Command::new(AS_OWNER[0]).args([AS_OWNER[1], "true"]).status();
    if !able.is_ok_and(|status| status.success()) {
        left_out("setpriv (Debian package util-linux), as root");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let service = Service::demo_under(&AS_OWNER, &data).await;
    let kari = service.token("kari").await.unwrap();
    let child = service.child("Nora", &kari).await;
    let upload = async || {
        let part = reqwest::multipart::Part::bytes(pdf(3000, 1)).file_name("brev.pdf");
        let form = reqwest::multipart::Form::new().text("title", "Brev");
        let form = form.text("category", "medical").part("file", part);
        let path = format!("{}/api/v1/children/{child}/documents", service.address);
        let sent = service.client.post(path).bearer_auth(&kari).multipart(form).send().await;
        sent.map(|answer| answer.status().as_u16())
    };
    assert_eq!(upload().await.unwrap(), 201, "the control: it can store");
    let objects = data.join("objects");
    std::fs::set_permissions(&objects, std::fs::Permissions::from_mode(0o300)).unwrap();
    // Objects in folders that are there already need no new folder, and are stored.
    let mut gone = false;
    for _ in 0..50 {
        gone = upload().await.is_err();
        if gone {
            break;
        }
    }
    assert!(gone, "no answer: the process is gone");
    assert_eq!(service.ended().await, Some(70), "it ended by itself");
}

#[tokio::test]
async fn uploads_share_a_bound_of_memory() {
    let root = RootKeys::generate(&SystemEntropy);
    let vault = Vault::new(
        (root, "/nonexistent".into()),
        Blobs::memory(),
        Scanner::Off,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
    );
    let wait = Duration::from_millis(20);
    let mut under_way = Vec::new();
    let error = loop {
        match vault.receive(wait).await {
            Ok(upload) => under_way.push(upload),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, VaultError::Crowded));
    assert!((100..500).contains(&under_way.len()), "{}", under_way.len());
    let waits = vault.receive(Duration::from_secs(20));
    let ends = async { drop(under_way.pop()) };
    assert!(tokio::join!(waits, ends).0.is_ok(), "one ended, and the next one begins");
}
