//! A family's copy of its folder: what is in it is what the family sees, it can be
//! checked without the service, and one that is not whole is no archive.

use crate::support::app::{TestApp, end_guardian, operators};
use crate::support::backend::{Backend, on_both};
use crate::support::fault::{Fault, Op};
use crate::support::http::Answer;
use crate::support::process::Service;
use crate::support::samples::{Form, form_type, pdf, upload_form};
use crate::support::{left_out, until};
use axum::body::Body;
use http_body_util::BodyExt as _;
use ring::digest::{SHA256, digest};
use samflyt::domain::{AgencyId, ChildId, DocumentId, PersonId};
use samflyt::entropy::{Entropy as _, SeededEntropy};
use samflyt::flows::shields::{self, NewShield};
use samflyt::flows::verify::verify_receipt;
use samflyt::ledger::checkpoint::VerifierKey;
use samflyt::ledger::verify::verify_bundle;
use samflyt::store::shields::Hidden;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::time::Duration;
use uuid::Uuid;

on_both!(
    a_copy_holds_everything_and_can_be_checked_without_the_service,
    a_copy_shows_what_the_views_show,
    a_young_person_gets_what_the_guardians_may_not_see,
    a_guardianship_that_ends_cuts_the_copy,
    a_damaged_document_is_named_and_the_rest_goes_on,
    a_client_that_leaves_ends_the_copy,
);

/// The files of an archive, in its order.
pub fn unzip_in_order(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.push((file.name().unwrap().into_owned(), content));
    }
    files
}

/// The same by path.
fn unzip(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let files = unzip_in_order(bytes);
    let count = files.len();
    let by_path: BTreeMap<_, _> = files.into_iter().collect();
    assert_eq!(by_path.len(), count, "each path once");
    by_path
}

fn path(app: &TestApp, child: &str) -> String {
    format!("/api/v1/children/{}/export", app.cast.child(child))
}

/// The files of a copy, by path.
pub async fn copy(app: &TestApp, who: &str, child: &str) -> (Answer, BTreeMap<String, Vec<u8>>) {
    let answer = app.get(who, &path(app, child)).await.expect(200);
    assert!(!answer.cut);
    let files = unzip(&answer.body);
    (answer, files)
}

fn read(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Value {
    serde_json::from_slice(&files[path]).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn lines(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Vec<Value> {
    let text = std::str::from_utf8(&files[path]).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// All rows of a list, page by page.
async fn listed(app: &TestApp, who: &str, child: &str, what: &str) -> Vec<Value> {
    let base = format!("/api/v1/children/{}/{what}?limit=500", app.cast.child(child));
    app.get(who, &base).await.expect(200).json()["items"].as_array().unwrap().clone()
}

fn ids(rows: &[Value], field: &str) -> BTreeSet<String> {
    rows.iter().map(|row| row[field].to_string()).collect()
}

/// Does the stock `unzip` take it?
fn stock_unzip_takes(app: &TestApp, bytes: &[u8]) -> Option<bool> {
    let file = app.dir.path().join("copy.zip");
    std::fs::write(&file, bytes).unwrap();
    let Ok(ran) = std::process::Command::new("unzip").arg("-tqq").arg(&file).output() else {
        left_out("unzip (Debian package unzip)");
        return None;
    };
    Some(ran.status.success())
}

#[expect(clippy::too_many_lines, reason = "one copy, looked at from all sides")]
async fn a_copy_holds_everything_and_can_be_checked_without_the_service(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (one, two, three) = (pdf(70_000, 1), pdf(3000, 2), pdf(200_000, 3));
    let first = app.upload("kari", "nora", &one).await.expect(201).id();
    let second = app.upload("ola", "nora", &two).await.expect(201).id();
    let replace = Form::default().file("Søknad på nytt.pdf", &three).end();
    let content = format!("/api/v1/documents/{first}/content");
    app.form("PUT", "kari", &content, replace).await.expect(201);
    let gone = app.upload("kari", "nora", &pdf(3000, 4)).await.expect(201).id();
    app.delete("kari", &format!("/api/v1/documents/{gone}")).await.expect(204);
    let more = json!({"documents": [first], "words": "til søknaden"});
    let given = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    let more = json!({"documents": [second], "purpose": "treatment"});
    let stopped = app.grant("ola", "nora", "hospital", more).await.expect(201).id();
    app.post("ola", &format!("/api/v1/consents/{stopped}/revoke"), &json!({})).await.expect(200);
    let waits = json!({"categories": ["plan"], "purpose": "treatment"});
    let waits = app.grant_alone("kari", "nora", "statped", waits).await.expect(201).id();
    let opened = app.open("nav", first).await.expect(200).entry();
    app.outcome(opened).await;

    let (answer, files) = copy(&app, "kari", "nora").await;
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"samflyt-2026-06-01.zip\""
    );
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let receipts = [given, stopped, waits].map(|id| format!("receipts/{id}.json"));
    let mut wanted: Vec<&str> = vec![
        "README.txt",
        "consents.json",
        "documents.json",
        "documents/Søknad på nytt.pdf",
        "documents/brev.pdf",
        "documents/older/brev (v1).pdf",
        "log-bundle.jsonl",
        "log-key.txt",
        "log.jsonl",
        "manifest.json",
    ];
    wanted.extend(receipts.iter().map(String::as_str));
    wanted.sort_unstable();
    assert_eq!(names, wanted);
    assert_eq!(files["documents/Søknad på nytt.pdf"], three);
    assert_eq!(files["documents/older/brev (v1).pdf"], one);
    assert_eq!(files["documents/brev.pdf"], two);
    assert_ne!(stock_unzip_takes(&app, &answer.body), Some(false));

    // The manifest lists each file but itself, and nothing is missing.
    let manifest = read(&files, "manifest.json");
    assert_eq!((&manifest["format"], &manifest["missing"]), (&json!("samflyt-copy/1"), &json!([])));
    assert_eq!(manifest["entry"], answer.entry());
    let list = manifest["files"].as_array().unwrap();
    assert_eq!(list.len(), files.len() - 1);
    for one in list {
        let bytes = &files[one["path"].as_str().unwrap()];
        assert_eq!(one["size"], bytes.len());
        assert_eq!(one["sha256"], hex::encode(digest(&SHA256, bytes)), "{one}");
    }
    // What the views show, in the same words.
    let documents = read(&files, "documents.json");
    let documents = documents.as_array().unwrap();
    assert_eq!(documents.len(), 2);
    for document in documents {
        let id = document["id"].as_str().unwrap();
        let view = app.get("kari", &format!("/api/v1/documents/{id}")).await.json();
        assert_eq!(*document, view);
    }
    let consents = read(&files, "consents.json");
    assert_eq!(
        ids(consents.as_array().unwrap(), "id"),
        ids(&listed(&app, "kari", "nora", "consents").await, "id")
    );
    // Everything can be checked with the key that lies beside it.
    let key = VerifierKey::parse(std::str::from_utf8(&files["log-key.txt"]).unwrap().trim());
    let key = key.unwrap();
    assert_eq!(key.to_string(), app.app.publisher().key().to_string());
    for name in &receipts {
        let text = std::str::from_utf8(&files[name]).unwrap();
        let receipt = verify_receipt(text, Some(&key), None);
        assert!(receipt.is_ok(), "{name}: {receipt:?}");
    }
    let text = std::str::from_utf8(&files["log-bundle.jsonl"]).unwrap();
    let report = verify_bundle(text.lines(), Some(&key), None);
    assert!(report.is_clean(), "{:?}", report.findings);
    let log = lines(&files, "log.jsonl");
    assert_eq!(report.complete, log.len() as u64);
    let bundle = lines(&files, "log-bundle.jsonl");
    assert_eq!(ids(&log, "index"), ids(&bundle[1..], "index"));
    let seen = listed(&app, "kari", "nora", "log").await;
    let older: Vec<Value> = seen
        .into_iter()
        .filter(|row| row["index"].as_i64().unwrap() < answer.entry())
        .rev()
        .collect();
    assert_eq!(log, older);

    // One entry for the whole, and one for each version.
    let outcome = app.outcome(answer.entry()).await;
    assert_eq!(outcome["outcome"], "complete");
    assert_eq!(outcome["bytes"], answer.body.len());
    let entries = app.entries("kind=opened").await;
    let own: Vec<&Value> =
        entries.iter().filter(|one| one["index"].as_i64() > Some(answer.entry())).collect();
    assert_eq!(own.len(), 3);
    for one in own {
        assert_eq!(one["role"], "guardian");
        let outcome = app.outcome(one["index"].as_i64().unwrap()).await;
        assert_eq!(outcome["outcome"], "complete");
    }
    // The same order each time.
    let order = |bytes: &[u8]| {
        let archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        archive.file_names().map(|name| name.unwrap().into_owned()).collect::<Vec<_>>()
    };
    let (again, _) = copy(&app, "kari", "nora").await;
    assert_eq!(order(&again.body), order(&answer.body));
    // HEAD leaves an entry of no bytes.
    let request = app.request("HEAD", "kari", &path(&app, "nora")).await;
    let head = app.send(request.body(Body::empty()).unwrap()).await.expect(200);
    assert!(head.body.is_empty());
    assert_eq!(app.outcome(head.entry()).await["bytes"], 0);
    // Strangers and professionals learn nothing.
    for who in ["statped", "eva", "auditor", "operator"] {
        app.get(who, &path(&app, "nora")).await.problem(404, "not-found");
    }
    app.get("nav", &path(&app, "nora")).await.problem(403, "no-consent");
}

async fn a_copy_shows_what_the_views_show(backend: Backend) {
    let app = TestApp::start(backend).await;
    let open = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let hidden = app.upload("kari", "nora", &pdf(3000, 2)).await.expect(201).id();
    let [operator, _] = operators(&app.app).await;
    for what in [
        Hidden::Document(DocumentId(hidden)),
        Hidden::Unit(AgencyId(app.cast.unit("hospital-org"))),
    ] {
        let new = NewShield {
            child: ChildId(app.cast.child("nora")),
            person: PersonId(app.cast.person("ola")),
            hidden: what,
            ground: "violence".to_owned(),
            words: None,
        };
        shields::set(&app.app, operator, new).await.unwrap();
    }
    let more = json!({"documents": [hidden], "purpose": "treatment"});
    let secret = app.grant("kari", "nora", "hospital", more).await.expect(201).id();
    app.grant("kari", "nora", "nav", json!({"documents": [open]})).await.expect(201);
    let path = format!("/api/v1/documents/{hidden}/content?purpose=treatment");
    let opened = app.get("hospital", &path).await.expect(200).entry();
    app.outcome(opened).await;
    for (who, sees) in [("kari", true), ("ola", false)] {
        let (answer, files) = copy(&app, who, "nora").await;
        let seen = [("documents.json", "documents", "id"), ("consents.json", "consents", "id")];
        for (file, list, field) in seen {
            let there = read(&files, file);
            let view = listed(&app, who, "nora", list).await;
            assert_eq!(ids(there.as_array().unwrap(), field), ids(&view, field), "{who} {file}");
        }
        let older: Vec<Value> = listed(&app, who, "nora", "log")
            .await
            .into_iter()
            .filter(|row| row["index"].as_i64().unwrap() < answer.entry())
            .collect();
        assert_eq!(ids(&lines(&files, "log.jsonl"), "index"), ids(&older, "index"), "{who}");
        let bundle = lines(&files, "log-bundle.jsonl");
        assert_eq!(ids(&bundle[1..], "index"), ids(&older, "index"), "{who}");
        assert_eq!(files.contains_key(&format!("receipts/{secret}.json")), sees, "{who}");
        let unit = app.cast.unit("hospital").to_string();
        let (hidden, secret) = (hidden.to_string(), secret.to_string());
        for (name, content) in files.iter().filter(|(name, _)| !name.starts_with("documents/")) {
            let text = String::from_utf8_lossy(content);
            for needle in [&hidden, &secret, &unit] {
                assert!(sees || !text.contains(needle), "{who}: {needle} in {name}");
            }
        }
    }
}

async fn a_young_person_gets_what_the_guardians_may_not_see(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (open, own) = (pdf(3000, 1), pdf(3000, 2));
    app.upload("kari", "jonas", &open).await.expect(201);
    let withheld = app.upload("jonas", "jonas", &own).await.expect(201).id();
    let path = format!("/api/v1/documents/{withheld}/withheld");
    let request = app.request("PUT", "jonas", &path).await;
    let request = request.header("content-type", "application/json");
    let body = json!({"withheld": true}).to_string();
    app.send(request.body(Body::from(body)).unwrap()).await.expect(200);
    let papers = |files: &BTreeMap<String, Vec<u8>>| {
        let papers = files.iter().filter(|(name, _)| name.starts_with("documents/"));
        papers.map(|(_, bytes)| bytes.clone()).collect::<BTreeSet<_>>()
    };
    let (_, jonas) = copy(&app, "jonas", "jonas").await;
    assert_eq!(papers(&jonas), BTreeSet::from([open.clone(), own]));
    let (_, kari) = copy(&app, "kari", "jonas").await;
    assert_eq!(papers(&kari), BTreeSet::from([open]));
    let withheld = withheld.to_string();
    for (name, bytes) in &kari {
        assert!(!String::from_utf8_lossy(bytes).contains(&withheld), "{name}");
    }
}

/// Begins a copy and reads the first bytes of it.
async fn begin(app: &TestApp, who: &str, child: &str) -> (i64, Body, Vec<u8>) {
    let request = app.request("GET", who, &path(app, child)).await;
    let response = app.call(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), 200);
    let entry = response.headers()["samflyt-entry"].to_str().unwrap().parse().unwrap();
    let mut body = response.into_body();
    let mut bytes = Vec::new();
    while bytes.len() < 200_000 {
        bytes.extend(body.frame().await.unwrap().unwrap().into_data().unwrap());
    }
    (entry, body, bytes)
}

async fn a_guardianship_that_ends_cuts_the_copy(backend: Backend) {
    let app = TestApp::start(backend).await;
    for seed in 0..4 {
        app.upload("kari", "nora", &noise(2_000_000, seed)).await.expect(201);
    }
    // In the middle of a document.
    let (entry, mut body, mut bytes) = begin(&app, "ola", "nora").await;
    end_guardian(&app.app, app.cast.child("nora"), PersonId(app.cast.person("ola"))).await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    let (mut cut, mut came) = (false, 0);
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            cut = true;
            break;
        };
        let data = frame.into_data().unwrap();
        came += data.len();
        bytes.extend(data);
    }
    assert!(cut && came < 300_000, "{came} bytes after the end");
    assert!(zip::ZipArchive::new(Cursor::new(&bytes)).is_err(), "it is no archive");
    assert_ne!(stock_unzip_takes(&app, &bytes), Some(true));
    let outcome = app.outcome(entry).await;
    assert_eq!((&outcome["outcome"], &outcome["reason"]), (&json!("cut"), &json!("no-consent")));
    // Kari's goes on to its end.
    copy(&app, "kari", "nora").await;
}

async fn a_damaged_document_is_named_and_the_rest_goes_on(backend: Backend) {
    let (app, faults) = TestApp::faulty(backend).await;
    let good = pdf(3000, 1);
    app.upload("kari", "nora", &good).await.expect(201);
    let gone = app.upload("kari", "nora", &pdf(3000, 2)).await.expect(201).id();
    let torn = app.upload("kari", "nora", &noise(2_000_000, 3)).await.expect(201).id();
    // Of the second the object is missing; of the third the second read fails.
    faults.add(Op::Get, 1, 1, Fault::Missing);
    faults.add(Op::Get, 2, 1, Fault::Corrupt(100));
    let (answer, files) = copy(&app, "kari", "nora").await;
    assert_eq!(faults.fired(), 2);
    let manifest = read(&files, "manifest.json");
    let missing = manifest["missing"].as_array().unwrap();
    let told: Vec<_> = missing.iter().map(|one| (&one["document"], &one["reason"])).collect();
    assert_eq!(told, [(&json!(gone), &json!("damaged")), (&json!(torn), &json!("interrupted"))]);
    // What is in the archive and not whole is not among the files that are.
    let broken = missing[1]["path"].as_str().unwrap();
    assert!(files[broken].len() < 2_000_000);
    let listed = ids(manifest["files"].as_array().unwrap(), "path");
    assert!(!listed.contains(&json!(broken).to_string()));
    assert_eq!(files["documents/brev.pdf"], good);
    assert_eq!(app.outcome(answer.entry()).await["outcome"], "complete");
}

async fn a_client_that_leaves_ends_the_copy(backend: Backend) {
    let app = TestApp::start(backend).await;
    for seed in 0..2 {
        app.upload("kari", "nora", &noise(2_000_000, seed)).await.expect(201);
    }
    let (entry, body, bytes) = begin(&app, "kari", "nora").await;
    drop(body);
    let outcome = app.outcome(entry).await;
    assert_eq!((&outcome["outcome"], &outcome["reason"]), (&json!("cut"), &json!("client-gone")));
    assert_eq!(outcome["bytes"], bytes.len());
    let opened = app.entries("kind=opened").await;
    assert_eq!(opened.len(), 1, "what was not sent was not opened");
    let outcome = app.outcome(opened[0]["index"].as_i64().unwrap()).await;
    assert_eq!(outcome["outcome"], "cut");
    until("the stream's end", || async { app.app.open_streams() == 0 }).await;
}

/// A PDF that no press makes smaller.
fn noise(len: usize, seed: u64) -> Vec<u8> {
    let mut bytes = pdf(1100, seed);
    let end = bytes.windows(9).position(|part| part == b"endstream").unwrap();
    let mut random = vec![0; len];
    SeededEntropy::new(seed).fill(&mut random);
    bytes.splice(end..end, random);
    bytes
}

/// The most memory that a process has had, in bytes.
fn peak(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// 200 documents of half a megabyte, to a client that reads slowly: what the
/// process needs does not grow with them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_folder_needs_no_more_memory_than_a_small_one() {
    const COUNT: usize = 200;
    const BYTES: usize = 512 * 1024;
    let data = tempfile::tempdir().unwrap();
    let limits = [("SAMFLYT_LIMITS_REQUESTS_PER_MINUTE", "100000")];
    let service = Service::demo_with(data.path(), &limits).await;
    let token = service.token("kari").await.unwrap();
    let nora = service.child("Nora", &token).await;
    let base = format!("{}/api/v1/children/{nora}", service.address);
    for seed in 0..COUNT as u64 {
        let form = upload_form("Stort brev", "plan", "stort.pdf", &noise(BYTES, seed));
        let sent = service.client.post(format!("{base}/documents")).bearer_auth(&token);
        let sent = sent.header("content-type", form_type()).body(form).send().await.unwrap();
        assert_eq!(sent.status(), 201);
    }
    let before = peak(service.pid());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut answer = client.get(format!("{base}/export")).bearer_auth(&token).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let (mut bytes, mut pieces) = (Vec::new(), 0);
    while let Some(chunk) = answer.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
        pieces += 1;
        if pieces % 200 == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    let grown = peak(service.pid()).saturating_sub(before);
    println!("{} MB sent, peak memory grew by {} KB", bytes.len() >> 20, grown >> 10);
    assert!(bytes.len() > COUNT * BYTES);
    assert!(grown < 24 << 20, "{grown}");
    let files = unzip(&bytes);
    let papers = files.keys().filter(|name| name.starts_with("documents/")).count();
    assert!(papers >= COUNT, "{papers}");
    let manifest = read(&files, "manifest.json");
    assert_eq!(manifest["missing"], json!([]));
    let ids: BTreeSet<Uuid> = read(&files, "documents.json")
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap().parse().unwrap())
        .collect();
    assert!(ids.len() >= COUNT);
}
