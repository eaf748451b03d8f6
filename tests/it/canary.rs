//! Nothing personal and no key lies open on the disk: after a run, every byte of
//! the data folder is looked through.

use crate::support::app::{TestApp, add_person};
use crate::support::backend::Backend;
use crate::support::samples::{Form, pdf, upload_form};
use crate::support::sql::Outside;
use crate::support::traces;
use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use samflyt::domain::pid::Pid;
use samflyt::domain::text::PersonName;
use samflyt::flows::people;
use serde_json::json;
use std::path::Path;

/// Files below `folder` that hold any of `needles`, apart from the key files.
fn holding(folder: &Path, needles: &[(String, Vec<u8>)]) -> Vec<String> {
    let mut hits = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                if path.file_name().unwrap() != "keys" {
                    folders.push(path);
                }
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            for (name, needle) in needles {
                if bytes.windows(needle.len()).any(|window| window == needle) {
                    hits.push(format!("{name} in {}", path.display()));
                }
            }
        }
    }
    hits
}

/// The raw keys of a key file, and the texts that they stand as.
fn keys(file: &Path) -> Vec<(String, Vec<u8>)> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines()
        .filter_map(|line| line.split_whitespace().nth(1))
        .filter_map(|word| Some((word.to_owned(), BASE64_STANDARD.decode(word).ok()?)))
        .flat_map(|(word, raw)| {
            [("key text".to_owned(), word.into_bytes()), ("key bytes".to_owned(), raw)]
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_personal_lies_open_on_the_disk() {
    let app = TestApp::start(Backend::Sqlite).await;
    let canary =
        |what: &str| format!("CANARY-{what}-{}", hex::encode(app.app.entropy().bytes::<4>()));
    let (title, content, words, name) =
        (canary("TITLE"), canary("CONTENT"), canary("WORDS"), canary("NAME"));
    let file = canary("FILE");
    let mut bytes = format!("%PDF-1.7\n{content}\n").into_bytes();
    bytes.extend(std::iter::repeat_n(b' ', 200_000));
    bytes.extend_from_slice(format!("{content}\n%%EOF\n").as_bytes());
    let path = format!("/api/v1/children/{}/documents", app.cast.child("nora"));
    let form = upload_form(&title, "medical", &format!("{file}.pdf"), &bytes);
    let document = app.form("POST", "kari", &path, form).await.expect(201).id();
    let more = json!({"documents": [document], "words": words});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    app.open("nav", document).await.expect(200);
    app.get("nav", "/api/v1/shared").await.expect(200);
    add_person(&app.app, "canary").await;
    let named = PersonName::new(&name).unwrap();
    let pid = Pid::synthesize("1991-03-04".parse().unwrap(), 300).unwrap();
    people::add_person(&app.app, &named, Some(&pid), "nb", None).await.unwrap();

    let mut needles: Vec<(String, Vec<u8>)> = [
        ("title", &title),
        ("content", &content),
        ("words", &words),
        ("name", &name),
        ("file name", &file),
    ]
    .map(|(what, text)| (what.to_owned(), text.clone().into_bytes()))
    .into();
    needles.push(("person number".to_owned(), pid.as_str().as_bytes().to_vec()));
    needles.extend(keys(&app.config.root_key_file()));
    needles.extend(keys(&app.config.log_key_file()));
    // While it runs, with the write-ahead log beside the database.
    assert_eq!(holding(&app.config.data.dir, &needles), Vec::<String>::new());

    // The scan does find what lies open: a title written past the vault.
    let mut outside = Outside::connect(&app.place()).await;
    outside.run(&format!("insert into setting (name, value) values ('{title}', 'x')")).await;
    let found = holding(&app.config.data.dir, &needles);
    assert!(found.iter().any(|hit| hit.starts_with("title in")), "{found:?}");
}

/// What goes wrong is where a text slips into a trace: every kind of answer,
/// with canaries in each part of the request.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_personal_is_traced() {
    let app = TestApp::start(Backend::Sqlite).await;
    let canary =
        |what: &str| format!("CANARY-{what}-{}", hex::encode(app.app.entropy().bytes::<4>()));
    let (title, words, path, query) =
        (canary("TITLE"), canary("WORDS"), canary("PATH"), canary("QUERY"));
    let pid = Pid::synthesize("1992-03-04".parse().unwrap(), 300).unwrap();
    let number = pid.as_str();
    let token = app.token("kari").await;
    let documents = format!("/api/v1/children/{}/documents", app.cast.child("nora"));
    let consents = format!("/api/v1/children/{}/consents", app.cast.child("nora"));

    let form = upload_form(&title, "medical", &format!("{title}.pdf"), &pdf(3000, 1));
    let document = app.form("POST", "kari", &documents, form).await.expect(201).id();
    let more = json!({"documents": [document], "words": words});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    app.open("nav", document).await.expect(200);
    // 400: JSON that is none, of another shape, with a number where none belongs.
    for body in [
        format!("{{\"words\": \"{words}\", \"agency\": {number}"),
        json!({"agency": number, "purpose": words, "valid_until": title}).to_string(),
    ] {
        let request = app.request("POST", "kari", &consents).await;
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let answer = app.send(request.body(Body::from(body)).unwrap()).await;
        assert!((400..500).contains(&answer.status), "{}", answer.status);
    }
    // 400: a form of the wrong shape, and one that is none.
    for body in [
        Form::default().text(number, &title).text("category", &words).end(),
        format!("--{title}\r\n{number}").into_bytes(),
    ] {
        let answer = app.form("POST", "kari", &documents, body).await;
        assert!((400..500).contains(&answer.status), "{}", answer.status);
    }
    // 404: in the path and in the query. 401: a token that is none.
    app.get("kari", &format!("/api/v1/{path}/{number}?q={query}&number={number}"))
        .await
        .expect(404);
    let agencies = format!("/api/v1/agencies?q={query}&number={number}");
    app.get("kari", &agencies).await;
    let strange = Request::get("/api/v1/me")
        .header(header::AUTHORIZATION, format!("Bearer {token}x"))
        .body(Body::empty())
        .unwrap();
    app.send(strange).await.expect(401);
    // A method that somebody made up.
    let strange = Request::builder().method(&*query).uri("/api/v1/me").body(Body::empty()).unwrap();
    app.send(strange).await.expect(405);
    // 500: a damaged object, and a database that says what is wrong with a row.
    std::fs::write(app.object_files().pop().unwrap(), title.as_bytes()).unwrap();
    app.open("kari", document).await.expect(500);
    let mut outside = Outside::connect(&app.place()).await;
    outside.run(&format!("update document set category = '{title}{number}'")).await;
    outside.run("alter table document rename column title_sealed to gone").await;
    app.get("kari", &documents).await.expect(500);

    let traced = traces::text();
    for (what, status) in [
        ("/api/v1/children/{id}/documents", 201),
        ("/api/v1/children/{id}/documents", 400),
        ("/api/v1/children/{id}/documents", 500),
        ("/api/v1/children/{id}/consents", 422),
        ("/api/v1/me", 401),
        ("unmatched", 404),
    ] {
        let wanted = format!("http.route={what} http.status={status}");
        assert!(traced.lines().any(|line| line.contains(&wanted)), "not traced: {wanted}");
    }
    assert!(traced.contains("ERROR"), "what failed inside is traced");
    for needle in [&*title, &words, &path, &query, number, &token] {
        let line = traced.lines().find(|line| line.contains(needle));
        assert!(line.is_none(), "{line:?}");
    }
}
