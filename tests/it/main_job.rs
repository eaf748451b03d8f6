//! The main job, from outside, on both databases: put in, share, open, stop,
//! see the log, verify.

use crate::support::app::{PURPOSE, TestApp, content};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::s3::S3;
use crate::support::samples::{Form, pdf};
use crate::support::sql::Outside;
use crate::support::{raw, until};
use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::BodyExt as _;
use ring::digest::{SHA256, digest};
use samflyt::domain::entry::FIELDS;
use samflyt::flows::verify;
use samflyt::ledger::checkpoint::{VerifierKey, verify_note};
use samflyt::ledger::leaf::{self, Hash};
use samflyt::ledger::proof::TlogProof;
use samflyt::ledger::tiles;
use samflyt::ledger::tree::{Frontier, verify_inclusion};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::AsyncReadExt as _;

on_both!(
    the_main_job_works_end_to_end,
    a_document_gets_versions_and_can_be_erased,
    an_outcome_tells_how_a_delivery_ended,
    ranges_give_exactly_their_bytes,
    a_unit_that_may_contribute_puts_documents_in,
    everything_is_there_after_a_restart,
    a_revocation_cuts_an_open_stream,
    a_young_person_sees_and_adds_to_the_own_folder_but_decides_nothing,
    a_consent_gives_from_its_first_to_its_last_instant,
);

async fn the_main_job_works_end_to_end(backend: Backend) {
    let app = TestApp::start(backend).await;
    walk(&app).await;
}

on_both!(the_main_job_works_with_documents_in_s3);

/// By two settings: one address each for the database and for the documents.
async fn the_main_job_works_with_documents_in_s3(backend: Backend) {
    // The AWS_ variables are read from the process's environment, so the walk
    // runs in a process of its own.
    let s3 = S3::start().await;
    let database = match backend {
        Backend::Sqlite => String::new(),
        Backend::Postgres(url) => url,
    };
    let ran = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "main_job::the_walk_with_s3", "--nocapture"])
        .envs(s3.variables())
        .env("TEST_S3", S3::url())
        .env("TEST_DATABASE", database)
        .output()
        .await
        .unwrap();
    let said =
        format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success() && said.contains("walked with s3"), "{said}");
}

/// The inner half of the tests above; by itself it has nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_walk_with_s3() {
    let Ok(url) = std::env::var("TEST_S3") else { return };
    let backend = match std::env::var("TEST_DATABASE").unwrap() {
        none if none.is_empty() => Backend::Sqlite,
        url => Backend::Postgres(url),
    };
    let app = TestApp::with(backend, &[("SAMFLYT_STORAGE_URL", &url)]).await;
    walk(&app).await;
    assert!(app.object_files().is_empty(), "nothing beside the bucket");
    println!("walked with s3");
}

async fn walk(app: &TestApp) {
    let nora = app.cast.child("nora");
    let bytes = pdf(300_000, 1);

    // Kari puts a letter in and sees it.
    let stored = app.upload("kari", "nora", &bytes).await.expect(201);
    let document = stored.id();
    let told = stored.json();
    assert_eq!(told["version"], 1);
    assert_eq!(told["size"], bytes.len());
    assert_eq!(told["sha256"], hex::encode(digest(&SHA256, &bytes)));
    assert_eq!(told["scan"], "not-scanned");
    assert_eq!(told["scan_reason"], "scanner-off");
    let list = app.get("kari", &format!("/api/v1/children/{nora}/documents")).await.expect(200);
    assert_eq!(list.json()["items"][0]["title"], "Brev fra sykehuset");
    let mut seen = vec![(stored.entry(), "stored"), (list.entry(), "listed")];

    // Nobody else sees anything before the family says so.
    let before = app.open("nav", document).await.problem(404, "not-found");
    seen.push((before.entry(), "refused"));

    // She lets NAV open it. Nora has two guardians: until both have agreed, it is as
    // if she had said nothing.
    let granted = app.grant_alone("kari", "nora", "nav", json!({"documents": [document]})).await;
    let granted = granted.expect(201);
    let consent = granted.id();
    assert_eq!(granted.json()["state"], "awaiting-approval");
    assert_eq!(granted.json()["missing"][0]["id"], app.cast.person("ola").to_string());
    assert_eq!(granted.json()["revisions"][0]["entry"], granted.entry());
    seen.push((granted.entry(), "consent-granted"));
    let waits = app.open("nav", document).await.problem(404, "not-found");
    seen.push((waits.entry(), "refused"));
    assert_eq!(without_request(&waits), without_request(&before));
    let path = format!("/api/v1/consents/{consent}/approve");
    let agreed = app.post("ola", &path, &Value::Null).await.expect(200);
    assert_eq!(
        (&agreed.json()["state"], &agreed.json()["missing"]),
        (&json!("in-force"), &json!([]))
    );
    seen.push((agreed.entry(), "consent-approved"));

    // NAV's caseworker lists what is shared and opens it.
    let shared = app.get("nav", "/api/v1/shared").await.expect(200);
    let case = shared.json()["items"][0].clone();
    assert_eq!(case["child"]["id"], nora.to_string());
    assert_eq!(case["purpose"], PURPOSE);
    assert_eq!(case["documents"][0]["id"], document.to_string());
    seen.push((shared.entry(), "listed"));
    let opened = app.open("nav", document).await.expect(200);
    assert!(!opened.cut && opened.body == bytes, "the bytes are identical");
    assert_eq!(opened.header("content-type"), "application/pdf");
    assert!(opened.header("content-disposition").starts_with("attachment;"));
    seen.push((opened.entry(), "opened"));
    let outcome = app.outcome(opened.entry()).await;
    assert_eq!(outcome["outcome"], "complete");
    assert_eq!(outcome["bytes"], bytes.len());
    seen.push((outcome["index"].as_i64().unwrap(), "delivered"));

    // For Statped nothing is there: as if the id were invented.
    let statped = app.open("statped", document).await.problem(404, "not-found");
    seen.push((statped.entry(), "refused"));
    let invented = app.open("statped", uuid::Uuid::from_u128(7)).await.problem(404, "not-found");
    assert_eq!(without_request(&statped), without_request(&invented));

    // Kari stops it; NAV is refused and told why.
    let path = format!("/api/v1/consents/{consent}/revoke");
    let revoked = app.post("kari", &path, &Value::Null).await.expect(200);
    assert_eq!(revoked.json()["state"], "revoked");
    seen.push((revoked.entry(), "consent-revoked"));
    let again = app.post("kari", &path, &Value::Null).await.expect(200);
    assert_eq!(again.entry(), revoked.entry(), "stopping twice is one stop");
    let refused = app.open("nav", document).await.problem(403, "revoked");
    seen.push((refused.entry(), "refused"));
    let shared = app.get("nav", "/api/v1/shared").await.expect(200);
    assert_eq!(shared.json()["items"], json!([]));

    // Nora's log tells it all, to both guardians.
    for guardian in ["kari", "ola"] {
        let log = app.get(guardian, &format!("/api/v1/children/{nora}/log?limit=500")).await;
        let log = log.expect(200).json();
        let entries = log["items"].as_array().unwrap();
        for (index, kind) in &seen {
            let entry = entries.iter().find(|entry| entry["index"] == *index);
            let entry = entry.unwrap_or_else(|| panic!("{kind} {index} is not in the log"));
            assert_eq!(entry["kind"], *kind, "{entry}");
        }
    }
    // Another family's log does not.
    let emil = app.cast.child("emil");
    let log = app.get("eva", &format!("/api/v1/children/{emil}/log?limit=500")).await.expect(200);
    let others = log.json()["items"].clone();
    for entry in others.as_array().unwrap() {
        assert!(!seen.iter().any(|(index, _)| entry["index"] == *index), "{entry}");
    }

    // The auditor reads it, and checks each of these entries by hand.
    let entries = app.entries("").await;
    let key = VerifierKey::parse(app.get("", "/log/key").await.expect(200).text().trim()).unwrap();
    for (index, kind) in &seen {
        let entry = entries.iter().find(|entry| entry["index"] == *index).unwrap();
        assert_eq!(entry["kind"], *kind);
        check_entry(app, *index, kind, &key).await;
    }
    check_tiles(app, &key).await;
    check_receipt(app, consent, &key).await;
    let held = app.get("", "/log/checkpoint").await.expect(200).text();
    let report = verify::verify_database(app.app.db(), key, [held], None).await.unwrap();
    assert!(report.is_clean(), "{:?}", report.first());
}

fn without_request(answer: &Answer) -> Value {
    let mut body = answer.json();
    body["request_id"] = Value::Null;
    body
}

/// One entry by its index: the leaf from the opened fields, the proof, the
/// signature, and the same as a `.tlog-proof`.
async fn check_entry(app: &TestApp, index: i64, kind: &str, key: &VerifierKey) {
    let path = format!("/api/v1/audit/entries/{index}");
    let whole = app.get("auditor", &path).await.expect(200).json();
    let digests = FIELDS.map(|(name, _)| {
        let field = &whole["fields"][name];
        let salt = hex::decode(field["salt"].as_str().unwrap()).unwrap();
        let value = field["value"].as_str().unwrap();
        leaf::digest_with_salt(&salt.try_into().unwrap(), name, value)
    });
    assert_eq!(whole["fields"]["kind"]["value"], kind);
    let leaf = leaf::leaf_hash(&leaf::entry_bytes(&digests));
    assert_eq!(whole["leaf"], hex::encode(leaf));
    let head = verify_note(whole["checkpoint"].as_str().unwrap(), key).unwrap();
    let proof: Vec<Hash> = whole["proof"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hash| STANDARD.decode(hash.as_str().unwrap()).unwrap().try_into().unwrap())
        .collect();
    let at = u64::try_from(index).unwrap();
    verify_inclusion(&leaf, at, head.size, &proof, &head.root).unwrap();
    let mut other = leaf;
    other[0] ^= 1;
    assert!(verify_inclusion(&other, at, head.size, &proof, &head.root).is_err());

    let proof = app.get("auditor", &format!("{path}/proof")).await.expect(200);
    let proof = TlogProof::parse(&proof.text()).unwrap();
    assert_eq!(proof.index, at);
    proof.verify(&leaf, key).unwrap();
    assert!(proof.verify(&other, key).is_err());
}

/// The public tiles and entry bundles, recomputed to the signed root.
async fn check_tiles(app: &TestApp, key: &VerifierKey) {
    let note = app.get("", "/log/checkpoint").await.expect(200).text();
    let head = verify_note(&note, key).unwrap();
    let (mut tree, mut leaves) = (Frontier::new(), Vec::new());
    for bundle in 0..head.size.div_ceil(256) {
        let width = (head.size - bundle * 256).min(256);
        let part = if width < 256 { format!(".p/{width}") } else { String::new() };
        let path = format!("/log/tile/entries/{bundle:03}{part}");
        let body = app.get("", &path).await.expect(200).body;
        for entry in tiles::entries(&body).unwrap() {
            let leaf = leaf::leaf_hash(entry);
            tree.push(&leaf, &mut |_, _, _| {});
            leaves.push(leaf);
        }
        let hashes = app.get("", &format!("/log/tile/0/{bundle:03}{part}")).await.expect(200);
        assert_eq!(hashes.body, leaves[usize::try_from(bundle * 256).unwrap()..].concat());
        assert!(hashes.header("cache-control").contains("immutable"));
    }
    assert_eq!((tree.size(), tree.root()), (head.size, head.root));
}

async fn check_receipt(app: &TestApp, consent: uuid::Uuid, key: &VerifierKey) {
    let path = format!("/api/v1/consents/{consent}/receipt");
    let receipt = app.get("ola", &path).await.expect(200).text();
    let checked = verify::verify_receipt(&receipt, Some(key), None).unwrap();
    assert_eq!(checked.consent.0, consent);
    assert_eq!(checked.agreed["purpose"], PURPOSE);
    let mut forged: Value = serde_json::from_str(&receipt).unwrap();
    let canonical = STANDARD.decode(forged["canonical"].as_str().unwrap()).unwrap();
    let other = String::from_utf8(canonical).unwrap().replace(PURPOSE, "treatment");
    forged["canonical"] = STANDARD.encode(other).into();
    assert!(verify::verify_receipt(&forged.to_string(), Some(key), None).is_err());
}

async fn a_document_gets_versions_and_can_be_erased(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (old, new) = (pdf(100_000, 1), pdf(90_000, 2));
    let document = app.upload("kari", "nora", &old).await.expect(201).id();
    app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201);
    let path = format!("/api/v1/documents/{document}/content");
    let form = Form::default().file("ny.pdf", &new).end();
    let replaced = app.form("PUT", "ola", &path, form.clone()).await.expect(201);
    assert_eq!(replaced.json()["version"], 2);
    assert_eq!(replaced.json()["versions"].as_array().unwrap().len(), 2);
    assert_eq!(app.entries("kind=replaced").await[0]["index"], replaced.entry());
    // Professionals and strangers replace nothing.
    app.form("PUT", "nav", &path, form.clone()).await.problem(403, "no-consent");
    app.form("PUT", "eva", &path, form).await.problem(404, "not-found");
    // The newest is the answer; each version can be had.
    assert_eq!(app.open("nav", document).await.expect(200).body, new);
    // What the family has replaced is the family's own.
    let replaced = format!("{}&version=1", content(document));
    let refused = app.get("nav", &replaced).await.problem(404, "not-found");
    let entry = &app.entries("kind=refused").await[0];
    assert_eq!(
        (&entry["index"], &entry["reason"]),
        (&json!(refused.entry()), &json!("not-covered"))
    );
    for (version, bytes) in [(1, &old), (2, &new)] {
        let opened = app.get("kari", &format!("{path}?version={version}")).await.expect(200);
        assert_eq!(opened.body, *bytes);
        assert_eq!(app.entries("kind=opened").await[0]["version"], version);
    }
    for version in ["3", "0", "-1", "9223372036854775807"] {
        app.get("kari", &format!("{path}?version={version}")).await.problem(404, "not-found");
    }
    app.get("kari", &format!("{path}?version=one")).await.problem(400, "query-wrong");

    assert_eq!(app.object_files().len(), 2);
    app.delete("nav", &format!("/api/v1/documents/{document}")).await.problem(403, "no-consent");
    app.delete("eva", &format!("/api/v1/documents/{document}")).await.problem(404, "not-found");
    let erased = app.delete("kari", &format!("/api/v1/documents/{document}")).await.expect(204);
    assert_eq!(app.entries("kind=erased").await[0]["index"], erased.entry());
    for who in ["kari", "ola"] {
        app.get(who, &path).await.problem(410, "erased");
        let shown = app.get(who, &format!("/api/v1/documents/{document}")).await;
        let entry = shown.problem(410, "erased").entry();
        let told = app.entries("kind=refused").await;
        assert!(told.iter().any(|one| one["index"] == entry && one["act"] == "list"), "{told:?}");
    }
    app.open("nav", document).await.problem(410, "erased");
    app.open("statped", document).await.problem(404, "not-found");
    assert_eq!(app.object_files(), Vec::<std::path::PathBuf>::new(), "the bytes are gone");
    let mut outside = Outside::connect(&app.place()).await;
    let keys = "select count(*) from document_version where file_key_sealed is not null";
    assert_eq!(outside.number(keys).await, 0, "the keys are gone");
    let nora = app.cast.child("nora");
    let list = app.get("kari", &format!("/api/v1/children/{nora}/documents")).await.expect(200);
    assert_eq!(list.json()["items"], json!([]));
}

async fn an_outcome_tells_how_a_delivery_ended(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(9_000_000, 3);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let whole = app.open("kari", document).await.expect(200);
    let outcome = app.outcome(whole.entry()).await;
    assert_eq!(outcome["outcome"], "complete");
    assert_eq!(outcome["bytes"], bytes.len());

    // Somebody who leaves after the first bytes.
    let (address, stop) = app.listen().await;
    let token = app.token("kari").await;
    let head = format!(
        "GET {} HTTP/1.1\nHost: localhost\nAuthorization: Bearer {token}",
        content(document)
    );
    let mut socket = raw::begin(address, &head, b"").await;
    let mut some = vec![0; 2000];
    let read = socket.read(&mut some).await.unwrap();
    let head = String::from_utf8_lossy(&some[..read]).into_owned();
    drop(socket);
    let entry = head.lines().find_map(|line| line.strip_prefix("samflyt-entry: "));
    let entry: i64 = entry.unwrap_or_else(|| panic!("{head}")).parse().unwrap();
    let outcome = app.outcome(entry).await;
    assert_eq!(outcome["outcome"], "cut");
    assert_eq!(outcome["reason"], "client-gone");
    assert!(outcome["bytes"].as_u64().unwrap() < bytes.len() as u64, "{outcome}");
    until("the stream's end", || async { app.app.open_streams() == 0 }).await;
    stop.cancel();
}

async fn ranges_give_exactly_their_bytes(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(200_000, 4);
    let size = bytes.len();
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    for (range, from, to) in [
        ("bytes=0-0", 0, 1),
        ("bytes=65530-65545", 65_530, 65_546),
        ("bytes=65536-131071", 65_536, 131_072),
        ("bytes=199990-", 199_990, size),
        ("bytes=-1", size - 1, size),
        ("bytes=-99999999", 0, size),
        ("bytes=5-99999999999999999999999", 5, size),
    ] {
        let part = app.open_range("kari", document, range).await.expect(206);
        assert_eq!(part.body, bytes[from..to], "{range}");
        assert_eq!(part.header("content-range"), format!("bytes {from}-{}/{size}", to - 1));
        let outcome = app.outcome(part.entry()).await;
        assert_eq!(
            (&outcome["outcome"], &outcome["bytes"]),
            (&json!("complete"), &json!(to - from))
        );
    }
    // What is no range of bytes is ignored: the whole document.
    for range in
        ["bytes=9-8", "bytes=0-1,4-5", "pages=1-2", "bytes=a-b", "bytes=", "9", "bytes=--1"]
    {
        assert_eq!(app.open_range("kari", document, range).await.expect(200).body.len(), size);
    }
    // Outside the document.
    for range in
        [format!("bytes={size}-"), "bytes=-0".to_owned(), "bytes=18446744073709551615-".to_owned()]
    {
        let outside = app.open_range("kari", document, &range).await.problem(416, "range-outside");
        assert_eq!(outside.header("content-range"), format!("bytes */{size}"));
        let outcome = app.outcome(outside.entry()).await;
        assert_eq!((&outcome["outcome"], &outcome["bytes"]), (&json!("cut"), &json!(0)));
    }
}

async fn a_unit_that_may_contribute_puts_documents_in(backend: Backend) {
    let app = TestApp::start(backend).await;
    let nora = app.cast.child("nora");
    let more = json!({"categories": ["medical"], "actions": ["open"]});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    app.upload("nav", "nora", &pdf(5000, 5)).await.problem(403, "not-covered");
    let more = json!({
        "categories": ["medical"], "actions": ["open", "contribute"], "also_later": true,
        "purpose": "treatment",
    });
    app.grant("kari", "nora", "hospital", more).await.expect(201);
    let stored = app.upload("hospital", "nora", &pdf(5000, 5)).await.expect(201);
    // It sees its receipt: what the family has besides is not its business.
    let receipt = stored.json();
    let keys: Vec<_> = receipt.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["id", "version", "sha256", "size"]);
    let list = app.get("ola", &format!("/api/v1/children/{nora}/documents")).await.expect(200);
    let source = &list.json()["items"][0]["source"];
    assert_eq!(source["kind"], "unit");
    assert_eq!(source["id"], app.cast.unit("hospital").to_string());
    // The family owns it: the unit cannot erase it again.
    let path = format!("/api/v1/documents/{}", stored.id());
    app.delete("hospital", &path).await.problem(403, "no-consent");
    app.delete("ola", &path).await.expect(204);
}

async fn everything_is_there_after_a_restart(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(70_000, 6);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201);
    let before = app.log_size().await;
    let app = app.restart().await;
    assert!(app.log_size().await > before);
    assert_eq!(app.open("nav", document).await.expect(200).body, bytes);
    assert_eq!(app.entries("kind=service-started").await.len(), 2);
}

async fn a_revocation_cuts_an_open_stream(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(9_000_000, 7);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let consent = app.grant("kari", "nora", "nav", json!({"documents": [document]})).await;
    let consent = consent.expect(201).id();
    let request = app.request("GET", "nav", &content(document)).await;
    let mut response = app.call(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), 200);
    let entry: i64 = response.headers()["samflyt-entry"].to_str().unwrap().parse().unwrap();
    let first = response.body_mut().frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(first, bytes[..first.len()]);
    let path = format!("/api/v1/consents/{consent}/revoke");
    app.post("kari", &path, &Value::Null).await.expect(200);
    tokio::time::sleep(Duration::from_secs(1)).await;
    // At most what was under way already comes; then an error, not an end.
    let rest = Answer::read(response).await;
    assert!(rest.cut, "a cut looks like an end");
    assert!(first.len() + rest.body.len() < bytes.len() / 2);
    let outcome = app.outcome(entry).await;
    assert_eq!((&outcome["outcome"], &outcome["reason"]), (&json!("cut"), &json!("revoked")));
}

async fn a_young_person_sees_and_adds_to_the_own_folder_but_decides_nothing(backend: Backend) {
    let app = TestApp::start(backend).await;
    let jonas = app.cast.child("jonas");
    let bytes = pdf(9_000, 8);
    let document = app.upload("kari", "jonas", &bytes).await.expect(201).id();
    let children = app.get("jonas", "/api/v1/children").await.expect(200).json();
    assert_eq!(children["items"][0]["id"], jonas.to_string());
    assert_eq!(children["items"][0]["role"], "young-person");
    assert_eq!(app.open("jonas", document).await.expect(200).body, bytes);
    app.get("jonas", &format!("/api/v1/children/{jonas}/log")).await.expect(200);
    // What he puts in himself is not his to share or destroy either, at 14.
    let own = app.upload("jonas", "jonas", &bytes).await.expect(201).id();
    assert_eq!(app.open("kari", own).await.expect(200).body, bytes);
    app.grant("jonas", "jonas", "nav", json!({"documents": [document]}))
        .await
        .problem(403, "no-consent");
    for id in [document, own] {
        let path = format!("/api/v1/documents/{id}");
        app.delete("jonas", &path).await.problem(403, "no-consent");
    }
    let nora = app.cast.child("nora");
    app.get("jonas", &format!("/api/v1/children/{nora}/documents")).await.problem(404, "not-found");
}

async fn a_consent_gives_from_its_first_to_its_last_instant(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(9_000, 9);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let begin = crate::support::app::noon().plus_micros(60_000_000);
    let end = begin.plus_micros(3_600_000_000);
    let more = json!({
        "documents": [document],
        "valid_from": begin.to_string(),
        "valid_until": end.to_string(),
    });
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201);
    assert_eq!(consent.json()["state"], "not-yet");
    // A millisecond, for each entry moves the log's time by a microsecond at least.
    app.clock.set(begin.plus_micros(-1000));
    app.open("nav", document).await.problem(404, "not-found");
    app.clock.set(begin);
    app.open("nav", document).await.expect(200);
    app.clock.set(end.plus_micros(-1000));
    app.open("nav", document).await.expect(200);
    app.clock.set(end);
    app.open("nav", document).await.problem(403, "expired");
    app.open_range("nav", document, "bytes=5-9").await.problem(403, "expired");
    let path = format!("/api/v1/consents/{}", consent.id());
    assert_eq!(app.get("kari", &path).await.expect(200).json()["state"], "expired");
}
