//! Clients, disks and key files that misbehave: slow, endless, cut off, gone,
//! damaged, another's. What an object store can do wrong is in `storage.rs`.

use crate::bad_input::{consents, documents, held};
use crate::support::app::{TestApp, config, noon, start_with};
use crate::support::backend::Backend;
use crate::support::http::Answer;
use crate::support::samples::{Form, form_type, pdf, upload_form};
use crate::support::{raw, until};
use axum::body::{Body, Bytes};
use axum::http::header;
use futures_util::{StreamExt as _, stream};
use samflyt::clock::ManualClock;
use samflyt::entropy::SystemEntropy;
use samflyt::vault::keys::RootKeys;
use serde_json::json;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_over_the_limit_is_answered_before_it_has_come() {
    let app = TestApp::with(Backend::Sqlite, &[("SAMFLYT_LIMITS_DOCUMENT_BYTES", "1000000")]).await;
    let path = documents(&app);
    let head =
        Form::default().text("title", "Stort").text("category", "medical").file_head("a.pdf");
    let taken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&taken);
    let start = pdf(64 * 1024, 1);
    let endless = stream::iter([head, start]).chain(stream::repeat(vec![b'x'; 64 * 1024])).map(
        move |piece| {
            count.fetch_add(piece.len(), Ordering::SeqCst);
            Ok::<_, std::io::Error>(Bytes::from(piece))
        },
    );
    let request =
        app.request("POST", "kari", &path).await.header(header::CONTENT_TYPE, form_type());
    let body = Body::from_stream(endless);
    app.send(request.body(body).unwrap()).await.problem(413, "too-large");
    assert!(taken.load(Ordering::SeqCst) < 2_000_000, "{taken:?}");
    assert_eq!(held(&app).await, (0, 0, 0, 0));
    // At the limit it is taken, one byte above it is not.
    let of_size = |size: usize| {
        let mut bytes = pdf(990_000, 1);
        let more = size - bytes.len();
        bytes.splice(500..500, std::iter::repeat_n(b' ', more));
        bytes
    };
    app.upload("kari", "nora", &of_size(1_000_000)).await.expect(201);
    app.upload("kari", "nora", &of_size(1_000_001)).await.problem(413, "too-large");

    // Over a socket, too, the answer comes while the client would go on.
    let (address, stopping) = app.listen().await;
    let token = app.token("kari").await;
    let head = format!(
        "POST {path} HTTP/1.1\nHost: localhost\nAuthorization: Bearer {token}\nContent-Type: {}\n\
         Content-Length: 5000000000",
        form_type()
    );
    let form =
        Form::default().text("title", "Stort").text("category", "medical").file_head("a.pdf");
    let mut socket = raw::begin(address, &head, &[form, pdf(64 * 1024, 1)].concat()).await;
    let (mut read, mut write) = socket.split();
    let sending = async { while write.write_all(&[b'x'; 8192]).await.is_ok() {} };
    let reading = async {
        let mut bytes = vec![0; 4096];
        let got = read.read(&mut bytes).await.unwrap();
        String::from_utf8_lossy(&bytes[..got]).into_owned()
    };
    let answer = tokio::time::timeout(Duration::from_secs(10), async {
        tokio::select! { answer = reading => answer, () = async { sending.await; std::future::pending().await } => String::new() }
    })
    .await
    .unwrap();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    stopping.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (address, stop) = app.listen().await;
    let token = app.token("kari").await;
    let size = app.log_size().await;
    let form = upload_form("Brev", "medical", "brev.pdf", &pdf(9_000_000, 1));
    let head = |length: usize| {
        format!(
            "POST {} HTTP/1.1\nHost: localhost\nConnection: close\nAuthorization: Bearer {token}\n\
             Content-Type: {}\nContent-Length: {length}",
            documents(&app),
            form_type()
        )
    };
    // The client goes away in the middle.
    for part in [300, 100_000, 8_000_000, form.len() - 3] {
        let socket = raw::begin(address, &head(form.len()), &form[..part]).await;
        drop(socket);
    }
    // It announces more than it sends, and closes its side.
    let mut socket = raw::begin(address, &head(form.len() + 50), &form[..form.len() - 20]).await;
    socket.shutdown().await.unwrap();
    let answer = raw::rest(&mut socket).await;
    assert!(answer.is_empty() || answer.contains("upload-incomplete"), "{answer}");
    // It announces less than the form needs.
    let short = form.len() - 40;
    let mut socket = raw::begin(address, &head(short), &form[..short]).await;
    let answer = raw::rest(&mut socket).await;
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("upload-incomplete"), "{answer}");
    // A length that is no number, and two that differ.
    for wrong in ["x", "-5", "10\nContent-Length: 11"] {
        let head = head(1).replace("Content-Length: 1", &format!("Content-Length: {wrong}"));
        let mut socket = raw::begin(address, &head, b"").await;
        let answer = raw::rest(&mut socket).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{wrong}: {answer}");
    }
    until("the parts' removal", || async { app.object_files().is_empty() }).await;
    assert_eq!(held(&app).await, (0, 0, 0, 0));
    assert_eq!(app.log_size().await, size);
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_never_comes_to_its_file_is_not_gathered() {
    let app = TestApp::start(Backend::Sqlite).await;
    let boundary = crate::support::samples::BOUNDARY;
    let endless_head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"");
    let many_heads = format!("--{boundary}\r\nX-A: {}\r\n", "a".repeat(1000)).repeat(100);
    for begin in [String::new(), "preamble\r\n".to_owned(), endless_head, many_heads] {
        let taken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&taken);
        let pieces = stream::iter([begin.into_bytes()])
            .chain(stream::repeat(vec![b'x'; 50_000]).take(20_000_000 / 50_000));
        let body = pieces.map(move |piece| {
            count.fetch_add(piece.len(), Ordering::SeqCst);
            Ok::<_, std::io::Error>(Bytes::from(piece))
        });
        let request = app.request("POST", "kari", &documents(&app)).await;
        let request = request.header(header::CONTENT_TYPE, form_type());
        let request = request.body(Body::from_stream(body)).unwrap();
        app.send(request).await.problem(400, "multipart-malformed");
        let taken = taken.load(Ordering::SeqCst);
        assert!(taken < 400_000, "{taken}");
    }
    // In one piece it is no better.
    let preamble = vec![b'x'; 20_000_000];
    let answer = app.form("POST", "kari", &documents(&app), preamble).await;
    answer.problem(400, "multipart-malformed");
    // Wherever the body is cut into pieces, a form in order is read.
    for lead in [0, 65_000, 65_400, 65_535, 65_536, 65_537] {
        let form = upload_form("Brev", "medical", "brev.pdf", &pdf(300_000, 1));
        let form = [vec![b'x'; lead], b"\r\n".to_vec(), form].concat();
        app.form("POST", "kari", &documents(&app), form).await.expect(201);
    }
    // A short preamble is allowed, and a large file after it in one piece, too.
    let form = upload_form("Brev", "medical", "brev.pdf", &pdf(30_000_000, 1));
    let form = [b"preamble\r\n".to_vec(), form].concat();
    app.form("POST", "kari", &documents(&app), form).await.expect(201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_client_is_not_waited_for() {
    let settings = [("SAMFLYT_SERVER_IDLE_SECS", "1"), ("SAMFLYT_SERVER_HEADER_SECS", "1")];
    let app = TestApp::with(Backend::Sqlite, &settings).await;
    let stalls = |first: Vec<u8>| {
        Body::from_stream(
            stream::iter([Ok::<_, std::io::Error>(Bytes::from(first))]).chain(stream::pending()),
        )
    };
    let form = Form::default().text("title", "Brev").text("category", "medical").file_head("a.pdf");
    for first in [form[..40].to_vec(), [form.clone(), pdf(3000, 1)].concat(), b"--".to_vec()] {
        let request = app.request("POST", "kari", &documents(&app)).await;
        let request =
            request.header(header::CONTENT_TYPE, form_type()).body(stalls(first)).unwrap();
        let answer = tokio::time::timeout(Duration::from_secs(5), app.send(request)).await;
        answer.expect("it waits too long").problem(408, "body-too-slow");
    }
    let request = app.request("POST", "kari", &consents(&app)).await;
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let request = request.body(stalls(b"{".to_vec())).unwrap();
    app.send(request).await.problem(408, "body-too-slow");
    assert_eq!(held(&app).await, (0, 0, 0, 0));
    // A head that does not end.
    let (address, stop) = app.listen().await;
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    socket.write_all(b"GET /health/live HTTP/1.1\r\nHost:").await.unwrap();
    let begun = Instant::now();
    raw::rest(&mut socket).await;
    assert!(begun.elapsed() < Duration::from_secs(5));
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn limits_of_use_are_kept() {
    let settings =
        [("SAMFLYT_LIMITS_REQUESTS_PER_MINUTE", "20"), ("SAMFLYT_LIMITS_UPLOADS_AT_ONCE", "1")];
    let app = TestApp::with(Backend::Sqlite, &settings).await;
    // One upload under way; the next one has to wait.
    let (send, receive) = tokio::sync::mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    let slow = stream::unfold(receive, |mut receive| async {
        receive.recv().await.map(|piece| (piece, receive))
    });
    let path = documents(&app);
    let request =
        app.request("POST", "kari", &path).await.header(header::CONTENT_TYPE, form_type());
    let (router, request) = (app.router.clone(), request.body(Body::from_stream(slow)).unwrap());
    let first = tokio::spawn(async move {
        tower::ServiceExt::oneshot(router, request).await.unwrap().status().as_u16()
    });
    let form = upload_form("Brev", "medical", "brev.pdf", &pdf(3000, 1));
    send.send(Ok(Bytes::from(form[..100].to_vec()))).await.unwrap();
    send.send(Ok(Bytes::from(form[100..200].to_vec()))).await.unwrap();
    let second = app.upload("kari", "nora", &pdf(3000, 2)).await.problem(429, "too-many-uploads");
    assert!(!second.header("retry-after").is_empty());
    send.send(Ok(Bytes::from(form[200..].to_vec()))).await.unwrap();
    drop(send);
    assert_eq!(first.await.unwrap(), 201);
    // And not more than so many requests.
    let mut answers = Vec::new();
    for _ in 0..30 {
        answers.push(app.get("kari", "/api/v1/me").await);
    }
    let refused = answers.pop().unwrap().problem(429, "too-many-requests");
    assert!(refused.header("retry-after").parse::<u32>().unwrap() >= 1);
    // Somebody else is not concerned.
    app.get("ola", "/api/v1/me").await.expect(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_or_damaged_object_gives_no_wrong_byte() {
    let app = TestApp::start(Backend::Sqlite).await;
    let bytes = pdf(400_000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let file = app.object_files().pop().unwrap();
    let sealed = std::fs::read(&file).unwrap();
    let damaged = async |code: &str| {
        let answer = app.open("kari", document).await.problem(500, code);
        let outcome = app.outcome(answer.entry()).await;
        assert_eq!((&outcome["outcome"], &outcome["bytes"]), (&json!("cut"), &json!(0)));
        assert_eq!(outcome["reason"], "storage");
    };
    // Damage in the first chunk, or no object at all: an error at once.
    let flipped = |at: usize| {
        let mut other = sealed.clone();
        other[at] ^= 1;
        other
    };
    std::fs::write(&file, flipped(30)).unwrap();
    damaged("document-damaged").await;
    std::fs::write(&file, b"").unwrap();
    damaged("document-damaged").await;
    std::fs::remove_file(&file).unwrap();
    damaged("document-damaged").await;
    // Damage further on: what comes is right, and then the stream breaks.
    let mut swapped = sealed.clone();
    let chunk = 65_536 + 16;
    swapped[chunk..2 * chunk].copy_from_slice(&sealed[2 * chunk..3 * chunk]);
    for (what, other) in [
        ("a flipped bit", flipped(3 * chunk + 5)),
        ("another order", swapped),
        ("a missing end", sealed[..5 * chunk].to_vec()),
        ("a missing last byte", sealed[..sealed.len() - 1].to_vec()),
        ("a longer end", [&sealed[..], b"more"].concat()),
    ] {
        std::fs::write(&file, other).unwrap();
        let answer = app.open("kari", document).await;
        if what == "a longer end" {
            // Every chunk that belongs to the document is whole.
            assert!(!answer.cut && answer.body == bytes);
            continue;
        } else if answer.status == 200 {
            assert!(answer.cut && answer.body.len() < bytes.len(), "{what}");
            assert_eq!(answer.body, bytes[..answer.body.len()], "{what}");
        } else {
            answer.clone().problem(500, "document-damaged");
        }
        let outcome = app.outcome(answer.entry()).await;
        assert_eq!(outcome["outcome"], "cut", "{what}");
    }
    std::fs::write(&file, &sealed).unwrap();
    assert_eq!(app.open("kari", document).await.expect(200).body, bytes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unusable_key_files_stop_the_start_and_say_what_to_do() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    app.app.stop(Duration::from_secs(5)).await;
    let clock = ManualClock::new(noon());
    let (root, log) = (app.config.root_key_file(), app.config.log_key_file());
    let good = std::fs::read(&root).unwrap();
    let refuses = async |needles: &[&str]| {
        let error = start_with(&app.config, &clock).await.unwrap_err().to_string();
        for needle in needles {
            assert!(error.contains(needle), "{needle}: {error}");
        }
        error
    };
    for file in [&root, &log] {
        let name = file.display().to_string();
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).unwrap();
        refuses(&[&name, "chmod 600"]).await;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
        let text = std::fs::read(file).unwrap();
        std::fs::write(file, b"samflyt nonsense\n").unwrap();
        refuses(&[&name]).await;
        std::fs::remove_file(file).unwrap();
        refuses(&[&name, "samflyt key init"]).await;
        std::fs::write(file, text).unwrap();
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    // The key of another installation.
    std::fs::remove_file(&root).unwrap();
    RootKeys::generate(&SystemEntropy).create_file(&root).unwrap();
    let error = refuses(&["does not belong to this database"]).await;
    assert!(!error.contains(&hex::encode(&good)), "no key material in an error");
    std::fs::write(&root, good).unwrap();
    let app = app.restart_stopped().await;
    app.open("kari", document).await.expect(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn demonstration_and_service_do_not_mix() {
    use samflyt::start::{Mode, start};
    let dir = tempfile::tempdir().unwrap();
    let config = config(&Backend::Sqlite, dir.path(), &[]);
    let demo = start(&config, Mode::Demo).await.unwrap();
    demo.stop(Duration::from_secs(5)).await;
    let error = start(&config, Mode::Serve).await.unwrap_err().to_string();
    assert!(error.contains("invented people") && error.contains("another data folder"), "{error}");

    let dir = tempfile::tempdir().unwrap();
    let config = crate::support::app::config(&Backend::Sqlite, dir.path(), &[]);
    let error = start(&config, Mode::Serve).await.unwrap_err().to_string();
    assert!(error.contains("samflyt key init"), "{error}");
    let (root, log) = (config.root_key_file(), config.log_key_file());
    samflyt::start::make_keys(&root, &log, &SystemEntropy).unwrap();
    let real = start(&config, Mode::Serve).await.unwrap();
    // There are no personas to sign in as.
    let router = samflyt::web::routes::router(samflyt::web::serve::state(real.clone(), &config));
    let request = axum::http::Request::post("/demo/token")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{\"persona\":\"kari\"}"))
        .unwrap();
    let answer = tower::ServiceExt::oneshot(router, request).await.unwrap();
    let answer = Answer::read(answer).await.problem(404, "not-found");
    assert!(!answer.header("strict-transport-security").is_empty());
    real.stop(Duration::from_secs(5)).await;
    drop(real);
    let error = start(&config, Mode::Demo).await.unwrap_err().to_string();
    assert!(error.contains("--data"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_of_files_survive_and_do_no_harm() {
    let app = TestApp::start(Backend::Sqlite).await;
    for (sent, kept) in [
        ("Søknad om hjelpestønad.pdf", "Søknad om hjelpestønad.pdf"),
        ("brev.html", "brev.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\kari\\brev.pdf", "brev.pdf"),
    ] {
        let form = upload_form("Brev", "medical", sent, &pdf(3000, 1));
        let stored = app.form("POST", "kari", &documents(&app), form).await.expect(201);
        let name = stored.json()["file_name"].clone();
        assert_eq!(name, kept);
        let opened = app.open("kari", stored.id()).await.expect(200);
        let disposition = opened.header("content-disposition");
        assert!(disposition.starts_with("attachment; filename=\""), "{disposition}");
        assert!(disposition.contains("filename*=UTF-8''"), "{disposition}");
    }
}
