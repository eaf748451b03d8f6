//! Before any handler: hosts, clients that do not read or guess, panics, and
//! answers that come early.

use crate::bad_input::{consents, documents};
use crate::support::app::TestApp;
use crate::support::backend::Backend;
use crate::support::http::Answer;
use crate::support::raw;
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use samflyt::web::{headers, serve};
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

/// What no output may hold.
const PANIC: &str = "Nora 04031712345";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_that_panics_is_answered() {
    let app = TestApp::start(Backend::Sqlite).await;
    let state = serve::state(app.app.clone(), &app.config);
    // Panics of other tests are told as always; what is traced, and what is
    // printed, is looked through at the end of the run.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let ours = panic.payload_as_str().is_some_and(|message| message.contains(PANIC));
        if ours { samflyt::cli::trace::panicked(panic) } else { usual(panic) }
    }));
    let panics = || async { [0_u8; 0].first().map(u8::to_string).expect(PANIC) };
    let router = Router::new()
        .route("/panic", get(panics))
        .layer(from_fn_with_state(state.clone(), headers::layer))
        .with_state(state.clone());
    let request = Request::get("/panic").body(Body::empty()).unwrap();
    let answer = tower::ServiceExt::oneshot(router, request).await.unwrap();
    let answer = Answer::read(answer).await.problem(500, "internal");
    assert!(!answer.text().contains("Nora"), "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_does_not_read_is_let_go() {
    let settings = [("SAMFLYT_SERVER_IDLE_SECS", "1"), ("SAMFLYT_SERVER_CONNECTIONS", "1")];
    let app = TestApp::with(Backend::Sqlite, &settings).await;
    let (address, stop) = app.listen().await;
    // It asks and asks, and reads nothing, until nothing more is taken.
    let mut greedy =
        raw::begin(address, "GET /api/openapi.json HTTP/1.1\nHost: localhost", b"").await;
    let more = b"GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(1000);
    let asking = async { while greedy.write_all(&more).await.is_ok() {} };
    let asked = tokio::time::timeout(Duration::from_secs(20), asking).await;
    assert!(asked.is_ok(), "its connection is still there");
    // There is one connection at a time: the next one has it.
    let head = "GET /health/live HTTP/1.1\nHost: localhost\nConnection: close";
    let mut other = raw::begin(address, head, b"").await;
    let answer = raw::rest(&mut other).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demonstration_answers_to_this_machine_alone() {
    let app = TestApp::start(Backend::Sqlite).await;
    let with = async |host: &str| {
        let request = Request::get("/api/docs").header(header::HOST, host);
        app.send(request.body(Body::empty()).unwrap()).await
    };
    for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.3.2.1", "[::1]:8080"] {
        with(host).await.expect(200);
    }
    for host in [
        "samflyt.example",
        "localhost.evil.example:8080",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "",
        "a b",
    ] {
        with(host).await.problem(421, "host-not-local");
    }
    let request = Request::post("/demo/token").header(header::HOST, "evil.example");
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let request = request.body(Body::from("{\"persona\":\"kari\"}")).unwrap();
    app.send(request).await.problem(421, "host-not-local");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_early_answer_reaches_a_client_that_still_sends() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (address, stop) = app.listen().await;
    let token = app.token("kari").await;
    let unknown = Uuid::from_u128(5);
    // More than the sockets' own buffers hold.
    let body = vec![b'x'; 12_000_000];
    for (path, kind, status) in [
        (documents(&app), "application/pdf", 400),
        (consents(&app), "text/plain", 415),
        (format!("/api/v1/documents/{unknown}/content"), "application/pdf", 404),
    ] {
        let method = if status == 404 { "PUT" } else { "POST" };
        let head = format!(
            "{method} {path} HTTP/1.1\nHost: localhost\nConnection: close\n\
             Authorization: Bearer {token}\nContent-Type: {kind}\nContent-Length: {}",
            body.len()
        );
        // All of it is sent before anything is read.
        let mut socket = raw::begin(address, &head, &body).await;
        let answer = raw::rest(&mut socket).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{path}: {answer}");
        assert!(answer.contains("request_id"), "{answer}");
    }
    stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_come_in_the_language_that_the_caller_reads() {
    let app = TestApp::start(Backend::Sqlite).await;
    let first = async |language: &str| {
        let mut request = app.request("GET", "kari", "/api/v1/purposes").await;
        if !language.is_empty() {
            request = request.header(header::ACCEPT_LANGUAGE, language);
        }
        let answer = app.send(request.body(Body::empty()).unwrap()).await.expect(200).json();
        answer["items"][0]["text"].as_str().unwrap().to_owned()
    };
    let (nb, nn, en) = (first("nb").await, first("nn").await, first("en").await);
    assert_ne!(nb, en);
    assert_eq!(first("").await, nb);
    let mut outside = Outside::connect(&app.place()).await;
    outside.run("update person set language = 'en'").await;
    assert_eq!(first("").await, en);
    assert_eq!(first("nn,en;q=0.5").await, nn);
    // Who takes any language, or none of ours, is answered in the own one.
    assert_eq!((first("*").await, first("de;q=1,*;q=0.5").await), (en.clone(), en));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_who_guesses_tokens_is_not_looked_up_for_ever() {
    let settings = [("SAMFLYT_LIMITS_REQUESTS_PER_MINUTE", "20")];
    let app = TestApp::with(Backend::Sqlite, &settings).await;
    let (known, fresh) = (app.token("kari").await, app.token("ola").await);
    let with = async |token: &str| {
        let request = Request::get("/api/v1/me");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        app.send(request.body(Body::empty()).unwrap()).await
    };
    with(&known).await.expect(200);
    let guess = format!("sft_{}", "A".repeat(43));
    let mut answers = Vec::new();
    for _ in 0..25 {
        answers.push(with(&guess).await.status);
    }
    assert_eq!((answers[0], answers[24]), (401, 429), "{answers:?}");
    // A token that was good before is looked up still, and nothing else from there.
    with(&known).await.expect(200);
    with(&fresh).await.problem(429, "too-many-requests");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_finds_nothing_and_names_no_token_is_counted_too() {
    for (path, method, scheme) in [
        ("/api/v1/me", "GET", "Basic a2FyaTprYXJp"),
        ("/nowhere", "GET", ""),
        ("/api/v1/children", "DELETE", ""),
    ] {
        let settings = [("SAMFLYT_LIMITS_REQUESTS_PER_MINUTE", "20")];
        let app = TestApp::with(Backend::Sqlite, &settings).await;
        let mut last = 0;
        for _ in 0..25 {
            let request = Request::builder().method(method).uri(path);
            let request = request.header(header::AUTHORIZATION, scheme).body(Body::empty());
            last = app.send(request.unwrap()).await.status;
        }
        assert_eq!(last, 429, "{method} {path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_ask_whether_it_is_ready_are_all_answered() {
    let app = TestApp::start(Backend::Sqlite).await;
    let asked = (0..300).map(|_| app.get("", "/health/ready"));
    for answer in futures_util::future::join_all(asked).await {
        answer.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_in_a_form_that_is_none_is_told_of() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = serde_json::json!({"documents": [document]});
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    let path = format!("/api/v1/consents/{consent}/receipt");
    let ask = async |accept: &str| {
        let request = app.request("GET", "kari", &path).await.header(header::ACCEPT, accept);
        app.send(request.body(Body::empty()).unwrap()).await
    };
    for (accept, kind) in [
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html;q=0.05, application/*;q=0.1", "application/json"),
        ("application/pdf", "application/pdf"),
        ("text/html", "text/html; charset=utf-8"),
    ] {
        assert_eq!(ask(accept).await.expect(200).header("content-type"), kind, "{accept}");
    }
    for accept in ["image/png", "application/xml"] {
        ask(accept).await.problem(406, "not-acceptable");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_metrics_tell_no_ids_and_an_endless_head_is_refused() {
    let app = TestApp::start(Backend::Sqlite).await;
    let state = serve::state(app.app.clone(), &app.config);
    let router = samflyt::web::routes::router(state.clone());
    let child = app.cast.child("nora");
    for (method, path) in
        [("GET", format!("/api/v1/children/{child}/log")), ("BREW", format!("/nothing/{child}"))]
    {
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        tower::ServiceExt::oneshot(router.clone(), request).await.unwrap();
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = tokio_util::sync::CancellationToken::new();
    tokio::spawn(serve::serve_metrics(listener, state, stop.clone()));
    let head = "GET /metrics HTTP/1.1\nHost: localhost\nConnection: close";
    let text = raw::rest(&mut raw::begin(address, head, b"").await).await;
    assert!(text.starts_with("HTTP/1.1 200") && text.ends_with("# EOF\n"), "{text}");
    assert!(text.contains("route=\"/api/v1/children/{id}/log\",status=\"401\""), "{text}");
    assert!(text.contains("method=\"other\",route=\"unmatched\",status=\"404\""), "{text}");
    assert!(!text.contains(&child.to_string()) && !text.contains("BREW"), "{text}");
    stop.cancel();

    let (address, stop) = app.listen().await;
    let head =
        format!("GET /health/live HTTP/1.1\nHost: localhost\nX-Long: {}", "x".repeat(100_000));
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    // The service stops reading in the middle.
    let _ = socket.write_all(head.replace('\n', "\r\n").as_bytes()).await;
    let answer = raw::rest(&mut socket).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    stop.cancel();
}
