//! Files that come in pieces: what the protocol says, and that a network that breaks,
//! a process that dies and a right that ends lose nothing and let nothing in.

use crate::support::app::{TestApp, end_guardian};
use crate::support::backend::{Backend, on_both};
use crate::support::cutting::Cutting;
use crate::support::fault::{Fault, Op};
use crate::support::http::Answer;
use crate::support::process::{Service, verify};
use crate::support::raw;
use crate::support::samples::pdf;
use crate::support::scan::holding;
use crate::support::until;
use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use samflyt::clock::Clock as _;
use samflyt::domain::PersonId;
use samflyt::flows::{own_data, sweep, uploads};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt as _;
use uuid::Uuid;

on_both!(
    a_file_comes_in_pieces_and_is_stored_once,
    what_was_erased_is_told_stored_to_nobody,
    what_does_not_fit_the_protocol_is_told_of,
    what_is_wrong_with_a_file_ends_its_upload,
    an_upload_is_its_owners_alone,
    whoever_loses_the_right_meanwhile_stores_nothing,
    what_is_not_finished_in_a_day_is_destroyed,
    a_folder_that_is_erased_takes_its_uploads_along,
    of_two_who_send_at_once_one_wins,
    of_two_nodes_that_finish_at_once_one_stores,
    a_node_whose_pieces_are_gone_tells_what_another_stored,
    nothing_lies_open_while_a_file_is_on_its_way,
);

const OFFSET_STREAM: &str = "application/offset+octet-stream";

/// What a file says of itself.
pub fn metadata(child: Uuid, more: &[(&str, &str)]) -> String {
    let child = child.to_string();
    let mut all = vec![("child", child.as_str()), ("filename", "Bréf frå NAV.pdf")];
    all.extend(more);
    let pairs = all.iter().map(|(key, value)| format!("{key} {}", BASE64_STANDARD.encode(value)));
    pairs.collect::<Vec<_>>().join(",")
}

/// Asks to send a file of this length.
pub async fn create(
    app: &TestApp,
    who: &str,
    child: &str,
    length: usize,
    more: &[(&str, &str)],
) -> Answer {
    let request = app.request("POST", who, "/uploads").await;
    let request = request
        .header("tus-resumable", "1.0.0")
        .header("upload-length", length)
        .header("upload-metadata", metadata(app.cast.child(child), more));
    app.send(request.body(Body::empty()).unwrap()).await
}

/// Begins an upload: its address.
async fn begin(app: &TestApp, who: &str, child: &str, length: usize) -> String {
    let answer = create(app, who, child, length, &[]).await.expect(201);
    assert_eq!(answer.header("tus-resumable"), "1.0.0");
    assert_eq!(answer.header("upload-offset"), "0");
    answer.header("location").to_owned()
}

async fn send(app: &TestApp, who: &str, path: &str, offset: usize, bytes: &[u8]) -> Answer {
    let request = app.request("PATCH", who, path).await;
    let request = request
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", offset)
        .header(header::CONTENT_TYPE, OFFSET_STREAM);
    app.send(request.body(Body::from(bytes.to_vec())).unwrap()).await
}

async fn head(app: &TestApp, who: &str, path: &str) -> Answer {
    let request = app.request("HEAD", who, path).await.header("tus-resumable", "1.0.0");
    app.send(request.body(Body::empty()).unwrap()).await
}

async fn documents(app: &TestApp, child: &str) -> usize {
    let path = format!("/api/v1/children/{}/documents?limit=500", app.cast.child(child));
    app.get("kari", &path).await.expect(200).json()["items"].as_array().unwrap().len()
}

async fn a_file_comes_in_pieces_and_is_stored_once(backend: Backend) {
    let app = TestApp::start(backend).await;
    let file = pdf(300_000, 1);
    let more = [("category", "decision"), ("date", "2026-05-03"), ("fingerprint", "abc123")];
    let made = create(&app, "kari", "nora", file.len(), &more).await.expect(201);
    assert!(made.header("upload-expires").ends_with("GMT"));
    let path = made.header("location").to_owned();
    for (from, to) in [(0, 70_000), (70_000, 70_001), (70_001, 250_000)] {
        let answer = send(&app, "kari", &path, from, &file[from..to]).await.expect(204);
        assert_eq!(answer.header("upload-offset"), to.to_string());
        let answer = head(&app, "kari", &path).await.expect(200);
        assert_eq!(answer.header("upload-offset"), to.to_string());
        assert_eq!(answer.header("upload-length"), file.len().to_string());
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert_eq!(documents(&app, "nora").await, 0, "not before the last byte");
    let list = format!("/folders/{}/uploads", app.cast.child("nora"));
    let listed = app.get("kari", &list).await.expect(200).json();
    assert_eq!(listed["items"][0]["fingerprint"], "abc123");
    assert_eq!(listed["items"][0]["offset"], 250_000);
    assert_eq!(listed["items"][0]["state"], "open");
    assert_eq!(app.get("ola", &list).await.expect(200).json()["items"], Value::Array(vec![]));

    let last = send(&app, "kari", &path, 250_000, &file[250_000..]).await.expect(204);
    let entry = last.entry();
    // A lost answer is asked for, and ending once more changes nothing.
    for _ in 0..2 {
        assert_eq!(head(&app, "kari", &path).await.expect(200).entry(), entry);
        let again = send(&app, "kari", &path, file.len(), b"").await.expect(204);
        assert_eq!(again.entry(), entry);
    }
    assert_eq!(documents(&app, "nora").await, 1);
    let receipt = app.get("kari", &path).await.expect(200).json();
    assert_eq!(receipt["state"], "stored");
    assert_eq!((receipt["version"].clone(), receipt["entry"].clone()), (1.into(), entry.into()));
    let document: Uuid = receipt["document"].as_str().unwrap().parse().unwrap();
    let shown = app.get("kari", &format!("/api/v1/documents/{document}")).await.json();
    assert_eq!(shown["title"], "Vedtak 3. mai 2026");
    assert_eq!(shown["file_name"], "Bréf frå NAV.pdf");
    assert_eq!(receipt["stored"], shown["created"]);
    assert_eq!(app.open("kari", document).await.expect(200).body, file);
    assert_eq!(app.entries("kind=stored").await.len(), 1);
    assert_eq!(app.object_files().len(), 1, "the pieces are gone");

    let request = app.request("DELETE", "kari", &path).await.header("tus-resumable", "1.0.0");
    app.send(request.body(Body::empty()).unwrap()).await.expect(204);
    head(&app, "kari", &path).await.expect(404);
    assert_eq!(documents(&app, "nora").await, 1, "what it became stays");
}

async fn what_was_erased_is_told_stored_to_nobody(backend: Backend) {
    let app = TestApp::start(backend).await;
    let file = pdf(3000, 1);
    let path = begin(&app, "kari", "jonas", file.len()).await;
    send(&app, "kari", &path, 0, &file).await.expect(204);
    let list = format!("/folders/{}/uploads", app.cast.child("jonas"));
    let receipt = app.get("kari", &path).await.expect(200).json();
    assert_eq!(app.get("kari", &list).await.json()["items"][0]["state"], "stored");
    let document = format!("/api/v1/documents/{}", receipt["document"].as_str().unwrap());
    app.delete("kari", &document).await.expect(204);
    head(&app, "kari", &path).await.expect(404);
    app.get("kari", &path).await.expect(404);
    send(&app, "kari", &path, file.len(), b"").await.expect(404);
    assert_eq!(app.get("kari", &list).await.json()["items"], Value::Array(vec![]));
}

async fn what_does_not_fit_the_protocol_is_told_of(backend: Backend) {
    let app = TestApp::start(backend).await;
    let options = Request::options("/uploads").body(Body::empty()).unwrap();
    let answer = app.send(options).await.expect(204);
    assert_eq!(answer.header("tus-version"), "1.0.0");
    assert_eq!(answer.header("tus-extension"), "creation,expiration,termination");
    assert_eq!(answer.header("tus-max-size"), "100000000");

    let file = pdf(1000, 1);
    let path = begin(&app, "kari", "nora", file.len()).await;
    let patch = || async { app.request("PATCH", "kari", &path).await };
    let bare = patch().await.header("upload-offset", 0).body(Body::empty()).unwrap();
    let answer = app.send(bare).await.problem(412, "tus-version");
    assert_eq!(answer.header("tus-version"), "1.0.0");
    let wrong = patch().await.header("tus-resumable", "1.0.0").header("upload-offset", 0);
    let wrong = wrong.header(header::CONTENT_TYPE, "application/octet-stream");
    app.send(wrong.body(Body::empty()).unwrap()).await.problem(415, "offset-stream-needed");
    let wrong = patch().await.header("tus-resumable", "1.0.0");
    let wrong = wrong.header(header::CONTENT_TYPE, OFFSET_STREAM);
    app.send(wrong.body(Body::empty()).unwrap()).await.problem(400, "upload-offset-missing");
    let answer = send(&app, "kari", &path, 10, b"x").await.problem(409, "offset-mismatch");
    assert_eq!(answer.header("upload-offset"), "0");
    send(&app, "kari", &path, 0, &[&file[..], b"x"].concat()).await.problem(413, "too-large");
    assert_eq!(head(&app, "kari", &path).await.header("upload-offset"), "0");

    create(&app, "kari", "nora", 0, &[]).await.problem(415, "file-empty");
    create(&app, "kari", "nora", 100_000_001, &[]).await.problem(413, "too-large");
    create(&app, "kari", "nora", 9, &[("category", "odd")]).await.problem(422, "unknown-category");
    create(&app, "kari", "nora", 9, &[("category", "profile")])
        .await
        .problem(422, "unknown-category");
    create(&app, "kari", "nora", 9, &[("date", "i går")]).await.problem(422, "date-wrong");
    create(&app, "kari", "nora", 9, &[("fingerprint", "a b")])
        .await
        .problem(422, "fingerprint-wrong");
    let caller = &app;
    let made = |metadata: &'static str| async move {
        let request = caller.request("POST", "kari", "/uploads").await;
        let request = request.header("tus-resumable", "1.0.0").header("upload-length", 9);
        let request = request.header("upload-metadata", metadata);
        caller.send(request.body(Body::empty()).unwrap()).await
    };
    made("child !!!").await.problem(400, "upload-metadata-wrong");
    made("child eA==").await.problem(404, "not-found");
    made("").await.problem(404, "not-found");
    // Cookies of a page are taken from pages of this service alone.
    for (site, status) in [("cross-site", 403), ("same-origin", 401)] {
        let request = Request::post("/uploads").header("sec-fetch-site", site);
        app.send(request.body(Body::empty()).unwrap()).await.expect(status);
    }

    // Too many at once.
    for _ in 1..uploads::OPEN_MAX {
        begin(&app, "kari", "nora", 9).await;
    }
    create(&app, "kari", "nora", 9, &[]).await.problem(429, "too-many-open-uploads");
    begin(&app, "ola", "nora", 9).await;
}

async fn what_is_wrong_with_a_file_ends_its_upload(backend: Backend) {
    let app = TestApp::start(backend).await;
    let heic = [b"\0\0\0\x18ftypheic\0\0\0\0".as_slice(), &[b'x'; 500]].concat();
    let cut = &pdf(5000, 1)[..4000];
    for (file, code) in [(&heic[..], "file-heic"), (cut, "file-truncated")] {
        let path = begin(&app, "kari", "nora", file.len()).await;
        send(&app, "kari", &path, 0, &file[..200]).await.expect(204);
        send(&app, "kari", &path, 200, &file[200..]).await.problem(415, code);
        let told = app.get("kari", &path).await.expect(200).json();
        assert_eq!((told["state"].clone(), told["code"].clone()), ("failed".into(), code.into()));
        send(&app, "kari", &path, file.len(), b"").await.problem(409, "upload-failed");
    }
    assert_eq!(app.object_files().len(), 0);
    assert_eq!(documents(&app, "nora").await, 0);
}

async fn an_upload_is_its_owners_alone(backend: Backend) {
    let app = TestApp::start(backend).await;
    let path = begin(&app, "kari", "nora", 9).await;
    let unknown = format!("/uploads/{}", Uuid::from_u128(77));
    for who in ["ola", "eva", "nav"] {
        for path in [&path, &unknown] {
            head(&app, who, path).await.expect(404);
            app.get(who, path).await.problem(404, "not-found");
            send(&app, who, path, 0, b"x").await.problem(404, "not-found");
            let request = app.request("DELETE", who, path).await.header("tus-resumable", "1.0.0");
            app.send(request.body(Body::empty()).unwrap()).await.problem(404, "not-found");
        }
    }
    let before = app.log_size().await;
    create(&app, "eva", "nora", 9, &[]).await.problem(404, "not-found");
    assert_eq!(app.log_size().await, before + 1, "who may not is turned away, and told of");
    assert_eq!(head(&app, "kari", &path).await.header("upload-offset"), "0");
}

async fn whoever_loses_the_right_meanwhile_stores_nothing(backend: Backend) {
    let app = TestApp::start(backend).await;
    let file = pdf(90_000, 1);
    let path = begin(&app, "ola", "nora", file.len()).await;
    send(&app, "ola", &path, 0, &file[..50_000]).await.expect(204);
    let ola = PersonId(app.cast.person("ola"));
    app.clock.advance(1_000_000);
    end_guardian(&app.app, app.cast.child("nora"), ola).await;
    app.clock.advance(1_000_000);
    let refused = send(&app, "ola", &path, 50_000, &file[50_000..]).await;
    assert!(refused.status == 404 || refused.status == 403, "{refused:?}");
    assert_eq!(app.entries("kind=refused").await.len(), 1);
    assert_eq!(app.object_files().len(), 0, "what had come is destroyed");
    assert_eq!(documents(&app, "nora").await, 0);
}

async fn what_is_not_finished_in_a_day_is_destroyed(backend: Backend) {
    let app = TestApp::start(backend).await;
    let file = pdf(90_000, 1);
    let open = begin(&app, "kari", "nora", file.len()).await;
    send(&app, "kari", &open, 0, &file[..50_000]).await.expect(204);
    assert_eq!(app.object_files().len(), 1);
    app.clock.advance(uploads::LIFE_MICROS - 1_000_000);
    assert_eq!(uploads::sweep_expired(&app.app).await.unwrap(), 0);
    // The sweeper of orphans knows the piece, however old it is to it.
    sweep::remove_orphans(&app.app).await.unwrap();
    assert_eq!(app.object_files().len(), 1);
    app.clock.advance(2_000_000);
    app.sign_out();
    head(&app, "kari", &open).await.expect(404);
    send(&app, "kari", &open, 50_000, &file[50_000..]).await.problem(404, "not-found");
    assert_eq!(uploads::sweep_expired(&app.app).await.unwrap(), 1);
    assert_eq!(app.object_files().len(), 0);
    assert_eq!(uploads::sweep_expired(&app.app).await.unwrap(), 0);
}

async fn a_folder_that_is_erased_takes_its_uploads_along(backend: Backend) {
    let app = TestApp::start(backend).await;
    let file = pdf(90_000, 1);
    let open = begin(&app, "eva", "emil", file.len()).await;
    send(&app, "eva", &open, 0, &file[..50_000]).await.expect(204);
    let path = format!("/api/v1/children/{}/erasure", app.cast.child("emil"));
    let asked = app.post("eva", &path, &Value::Null).await;
    assert!(asked.status < 300, "{asked:?}");
    app.clock.set(app.clock.now().plus_days(30));
    app.sign_out();
    own_data::carry_out::carry_out(&app.app).await.unwrap();
    assert_eq!(app.object_files().len(), 0);
    head(&app, "eva", &open).await.expect(404);
}

async fn of_two_who_send_at_once_one_wins(backend: Backend) {
    let app = Arc::new(TestApp::start(backend).await);
    let file = Arc::new(pdf(400_000, 1));
    let path = begin(&app, "kari", "nora", file.len()).await;
    let (both, bytes, to) = (Arc::clone(&app), Arc::clone(&file), path.clone());
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let (app, file, path) = (Arc::clone(&both), Arc::clone(&bytes), to.clone());
            tokio::spawn(async move { send(&app, "kari", &path, 0, &file).await })
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        let answer = task.await.unwrap();
        assert!([204, 409].contains(&answer.status), "{answer:?}");
        won += usize::from(answer.status == 204 && answer.header("upload-offset") == "400072");
    }
    let at: usize = head(&app, "kari", &path).await.header("upload-offset").parse().unwrap();
    assert!(won <= 1);
    send(&app, "kari", &path, at, &file[at..]).await.expect(204);
    let receipt = app.get("kari", &path).await.json();
    let document = receipt["document"].as_str().unwrap().parse().unwrap();
    assert_eq!(app.open("kari", document).await.body, *file);
    assert_eq!(documents(&app, "nora").await, 1);
    assert_eq!(app.object_files().len(), 1);
}

/// While one node waits for its object store at `op`, another finishes the upload: both
/// tell of the same document.
async fn finished_by_two(backend: Backend, op: Op, through: usize, fault: Fault) {
    let (app, faults) = TestApp::faulty(backend).await;
    let file = pdf(300_000, 1);
    let path = begin(&app, "kari", "nora", file.len()).await;
    let half = send(&app, "kari", &path, 0, &file[..200_000]).await.expect(204);
    assert_eq!(half.header("upload-offset"), "200000");
    let (_node, router) = app.second_node().await;
    let last = app.request("PATCH", "kari", &path).await;
    let last = last.header("tus-resumable", "1.0.0").header("upload-offset", file.len());
    let last = last.header(header::CONTENT_TYPE, OFFSET_STREAM).body(Body::empty()).unwrap();
    faults.add(op, through, 1, fault);
    let here = send(&app, "kari", &path, 200_000, &file[200_000..]);
    let there = async {
        until("the first node waits", || async { faults.fired() == 1 }).await;
        let answer = router.oneshot(last).await.unwrap();
        faults.let_go();
        Answer::read(answer).await
    };
    let (here, there) = tokio::join!(here, there);
    let (here, there) = (here.expect(204), there.expect(204));
    assert_eq!(here.entry(), there.entry());
    assert_eq!(documents(&app, "nora").await, 1);
    assert_eq!(app.entries("kind=stored").await.len(), 1);
    let receipt = app.get("kari", &path).await.expect(200).json();
    assert_eq!(receipt["state"], "stored");
    let document: Uuid = receipt["document"].as_str().unwrap().parse().unwrap();
    assert_eq!(app.open("kari", document).await.expect(200).body, file);
    until("what was put for nothing goes", || async { app.object_files().len() == 1 }).await;
}

async fn of_two_nodes_that_finish_at_once_one_stores(backend: Backend) {
    // The second object that is put here after the piece.
    finished_by_two(backend, Op::Put, 1, Fault::Held).await;
}

async fn a_node_whose_pieces_are_gone_tells_what_another_stored(backend: Backend) {
    finished_by_two(backend, Op::Get, 0, Fault::Slow(Duration::from_secs(3))).await;
}

async fn nothing_lies_open_while_a_file_is_on_its_way(backend: Backend) {
    let app = TestApp::start(backend).await;
    let mut file = pdf(200_000, 1);
    file[5000..5024].copy_from_slice(b"Pustevansker-kanarifugl!");
    let more = [("title", "Kanari-tittel-77"), ("fingerprint", "fingeravtrykk99")];
    let made = create(&app, "kari", "nora", file.len(), &more).await.expect(201);
    send(&app, "kari", made.header("location"), 0, &file[..150_000]).await.expect(204);
    let needles: Vec<(String, Vec<u8>)> =
        ["Pustevansker-kanarifugl!", "Kanari-tittel-77", "fingeravtrykk99", "Bréf frå NAV"]
            .into_iter()
            .map(|text| (text.to_owned(), text.as_bytes().to_vec()))
            .collect();
    if samflyt::vault::UNSEALED {
        assert!(!holding(app.dir.path(), &needles).is_empty());
    } else {
        assert_eq!(holding(app.dir.path(), &needles), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_came_before_a_cut_is_kept_and_a_dead_connection_gives_way() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (address, _stop) = app.listen().await;
    let file = pdf(500_000, 1);
    let path = begin(&app, "kari", "nora", file.len()).await;
    let token = app.token("kari").await;
    let request = |offset: usize| {
        format!(
            "PATCH {path} HTTP/1.1\nHost: localhost\nAuthorization: Bearer {token}\n\
             Tus-Resumable: 1.0.0\nUpload-Offset: {offset}\nContent-Type: {OFFSET_STREAM}\n\
             Content-Length: {}",
            file.len() - offset
        )
    };
    // Cut in the middle.
    let socket = raw::begin(address, &request(0), &file[..100_000]).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    drop(socket);
    let at = || async {
        let answer = head(&app, "kari", &path).await.expect(200);
        answer.header("upload-offset").parse::<usize>().unwrap()
    };
    until("what came is kept", || async { at().await == 100_000 }).await;
    // Silent, and then gone on with over another connection.
    let _silent = raw::begin(address, &request(100_000), &file[100_000..180_000]).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(at().await, 180_000, "the silent one is ended, and what it brought is kept");
    send(&app, "kari", &path, 180_000, &file[180_000..]).await.expect(204);
    let receipt = app.get("kari", &path).await.json();
    let document = receipt["document"].as_str().unwrap().parse().unwrap();
    assert_eq!(app.open("kari", document).await.body, file);
}

/// As the page's script sends a file: in pieces, and after a cut from where the
/// service stands.
async fn upload_like_the_script(
    client: &reqwest::Client,
    address: &str,
    (token, child): (&str, Uuid),
    file: &[u8],
) -> Uuid {
    const CHUNK: usize = 256 * 1024;
    let tus = |request: reqwest::RequestBuilder| {
        request.bearer_auth(token).header("tus-resumable", "1.0.0")
    };
    let path = loop {
        let request = tus(client.post(format!("{address}/uploads")))
            .header("upload-length", file.len())
            .header("upload-metadata", metadata(child, &[("category", "plan")]));
        match request.send().await {
            Ok(answer) if answer.status() == 201 => {
                break answer.headers()["location"].to_str().unwrap().to_owned();
            }
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    };
    let url = format!("{address}{path}");
    let mut offset = 0;
    for _ in 0..500 {
        let end = (offset + CHUNK).min(file.len());
        let request = tus(client.patch(&url))
            .header("upload-offset", offset)
            .header("content-type", OFFSET_STREAM)
            .body(file[offset..end].to_vec());
        if let Ok(answer) = request.send().await
            && answer.status() == 204
        {
            offset = answer.headers()["upload-offset"].to_str().unwrap().parse().unwrap();
            if answer.headers().contains_key("samflyt-entry") {
                break;
            }
            continue;
        }
        if let Ok(answer) = tus(client.head(&url)).send().await
            && answer.status() == 200
        {
            offset = answer.headers()["upload-offset"].to_str().unwrap().parse().unwrap();
        }
    }
    for _ in 0..100 {
        if let Ok(answer) = tus(client.get(&url)).send().await
            && let Ok(receipt) = answer.json::<Value>().await
        {
            assert_eq!(receipt["state"], "stored", "{receipt}");
            return receipt["document"].as_str().unwrap().parse().unwrap();
        }
    }
    panic!("no receipt");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_files_over_a_network_that_breaks_come_whole() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (address, _stop) = app.listen().await;
    let wire = Arc::new(Cutting::to(address, 256 * 1024).await);
    drop(rustls::crypto::ring::default_provider().install_default());
    let client =
        reqwest::Client::builder().timeout(Duration::from_secs(20)).no_proxy().build().unwrap();
    let (token, child) = (app.token("kari").await, app.cast.child("nora"));
    let server = format!("http://{}", wire.address);
    let (mut sizes, mut found) = (0, Vec::new());
    for ten in 0..10_u64 {
        let mut tasks = Vec::new();
        for one in 0..10 {
            let number = ten * 10 + one;
            let file = pdf(350_000 + usize::try_from(number).unwrap() * 3001, number);
            sizes += file.len() as u64;
            let (client, server, token) = (client.clone(), server.clone(), token.clone());
            tasks.push(tokio::spawn(async move {
                let to = (token.as_str(), child);
                (upload_like_the_script(&client, &server, to, &file).await, file)
            }));
        }
        for task in tasks {
            found.push(task.await.unwrap());
        }
    }
    let twice = (wire.sent().saturating_sub(sizes)) * 100 / sizes;
    println!("{sizes} bytes, {} cuts, {twice} % sent twice, heads included", wire.cuts());
    assert!(wire.cuts() >= 100, "{} cuts", wire.cuts());
    assert!(twice <= 15, "{twice} % sent twice");
    assert_eq!(found.len(), 100);
    for (document, file) in found {
        assert!(app.open("kari", document).await.expect(200).body == file, "corrupt");
    }
    assert_eq!(documents(&app, "nora").await, 100);
    assert_eq!(app.object_files().len(), 100, "no piece is left");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut service = Service::demo_with(&data, &[]).await;
    let token = service.token("kari").await.unwrap();
    let child: Uuid = service.child("Nora", &token).await.parse().unwrap();
    let file = pdf(700_000, 1);
    let tus = |service: &Service, request: reqwest::RequestBuilder, token: &str| {
        let _ = service;
        request.bearer_auth(token).header("tus-resumable", "1.0.0")
    };
    let request = service.client.post(format!("{}/uploads", service.address));
    let made = tus(&service, request, &token)
        .header("upload-length", file.len())
        .header("upload-metadata", metadata(child, &[]))
        .send()
        .await
        .unwrap();
    let path = made.headers()["location"].to_str().unwrap().to_owned();
    let mut offset = 0;
    while offset < file.len() {
        let end = (offset + 200_000).min(file.len());
        let request = service.client.patch(format!("{}{path}", service.address));
        let answer = tus(&service, request, &token)
            .header("upload-offset", offset)
            .header("content-type", OFFSET_STREAM)
            .body(file[offset..end].to_vec())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 204);
        offset = end;
        service.kill();
        service = Service::demo_with(&data, &[]).await;
        let request = service.client.head(format!("{}{path}", service.address));
        let answer = tus(&service, request, &token).send().await.unwrap();
        assert_eq!(answer.headers()["upload-offset"], offset.to_string().as_str());
    }
    let request = service.client.get(format!("{}{path}", service.address));
    let receipt: Value = tus(&service, request, &token).send().await.unwrap().json().await.unwrap();
    assert_eq!(receipt["state"], "stored");
    let document = receipt["document"].as_str().unwrap();
    let url = format!("{}/api/v1/documents/{document}/content", service.address);
    let bytes = service.client.get(url).bearer_auth(&token).send().await.unwrap();
    assert_eq!(bytes.bytes().await.unwrap(), file);
    service.stop().await;
    verify(&data);
}
