//! The profile: saved, read, shared and rendered.

use crate::support::app::{PURPOSE, TestApp, content};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::poppler;
use crate::support::samples::{Form, pdf, upload_form};
use axum::body::Body;
use base64::Engine as _;
use samflyt::domain::profile::schema;
use samflyt::domain::sha256;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

on_both!(
    every_save_is_a_version,
    saves_at_once_are_all_kept,
    a_save_on_an_old_version_changes_nothing,
    a_professional_opens_it_as_any_document,
);

fn place(app: &TestApp, child: &str) -> String {
    format!("/api/v1/children/{}/profile", app.cast.child(child))
}

async fn put(app: &TestApp, who: &str, child: &str, body: &Value, more: &[(&str, &str)]) -> Answer {
    put_text(app, who, child, body.to_string(), more).await
}

async fn put_text(
    app: &TestApp,
    who: &str,
    child: &str,
    body: String,
    more: &[(&str, &str)],
) -> Answer {
    let mut request = app.request("PUT", who, &place(app, child)).await;
    request = request.header("content-type", "application/json");
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    app.send(request.body(Body::from(body)).unwrap()).await
}

async fn get(app: &TestApp, who: &str, path: &str, accept: &str) -> Answer {
    let request = app.request("GET", who, path).await.header("accept", accept);
    app.send(request.body(Body::empty()).unwrap()).await
}

fn sample() -> Value {
    json!({
        "important": "Epilepsi: ring 113 etter 5 minutter.",
        "about": "Blåbærsyltetøy, Áŋŋel Šuŋŋa ŧ đ č ž, Zażółć gęślą jaźń, Ґанок",
        "works": ["<b>Si fra</b> & vent", "\"ro\""],
        "medicines": [{"name": "Levetiracetam", "dose": "≤ 250 mg"}],
    })
}

/// The hash that a document's metadata state.
fn hash(answer: &Answer) -> String {
    hex::encode(sha256::of(&answer.body))
}

async fn every_save_is_a_version(backend: Backend) {
    let app = TestApp::start(backend).await;
    app.get("kari", &place(&app, "nora")).await.problem(404, "not-found");
    let first = put(&app, "kari", "nora", &sample(), &[]).await.expect(201);
    assert_eq!((first.header("etag"), first.json()["version"].as_i64()), ("\"1\"", Some(1)));
    let stored = first.json();
    assert_eq!(stored["category"], "profile");
    assert_eq!(stored["title"], "Om meg");
    assert_eq!(stored["sensitivity"], "high");
    assert_eq!(stored["source"]["kind"], "family");
    assert_eq!(
        (&stored["media_type"], &stored["scan"]),
        (&json!("application/json"), &json!("clean"))
    );

    let read = app.get("ola", &place(&app, "nora")).await.expect(200);
    assert_eq!(read.header("content-type"), "application/json");
    assert_eq!((read.header("etag"), read.header("samflyt-scan")), ("\"1\"", "clean"));
    assert_eq!(hash(&read), stored["sha256"].as_str().unwrap());
    let mut again = read.json();
    for (field, value) in sample().as_object().unwrap() {
        assert_eq!(&again[field], value, "{field}");
    }
    assert_eq!((&again["name"], &again["language"]), (&json!("Barn nora"), &json!("nb")));
    assert_eq!(again["format"], "samflyt/profile/1");

    // What was read is sent back with a change, as it is.
    again["called"] = json!("Nora");
    let second = put(&app, "ola", "nora", &again, &[("if-match", "\"1\"")]).await.expect(200);
    assert_eq!((second.id(), second.header("etag")), (first.id(), "\"2\""));
    assert_eq!(second.json()["versions"].as_array().unwrap().len(), 2);
    let newest = app.get("kari", &place(&app, "nora")).await.expect(200);
    assert_eq!(newest.json()["called"], "Nora");
    // The family reads the old one as of any document.
    let old = format!("/api/v1/documents/{}/content?version=1", first.id());
    assert_eq!(app.get("kari", &old).await.expect(200).body, read.body);

    // What the log tells.
    let entry = |answer: &Answer| format!("/api/v1/audit/entries/{}", answer.entry());
    for (answer, kind, version) in
        [(&first, "stored", "1"), (&second, "replaced", "2"), (&newest, "opened", "2")]
    {
        let fields = app.get("auditor", &entry(answer)).await.expect(200).json()["fields"].clone();
        assert_eq!(fields["kind"]["value"], kind);
        assert_eq!(fields["document"]["value"], first.id().to_string());
        assert_eq!(fields["version"]["value"], version);
    }
    let outcome = app.outcome(newest.entry()).await;
    assert_eq!(outcome["bytes"], newest.body.len());
    assert_eq!(outcome["outcome"], "complete");

    // Erased, it is gone, and can begin anew.
    app.delete("kari", &format!("/api/v1/documents/{}", first.id())).await.expect(204);
    app.get("kari", &place(&app, "nora")).await.problem(404, "not-found");
    put(&app, "kari", "nora", &sample(), &[("if-match", "\"2\"")])
        .await
        .problem(412, "profile-changed");
    let anew = put(&app, "kari", "nora", &sample(), &[("if-none-match", "*")]).await.expect(201);
    assert_ne!(anew.id(), first.id());
}

async fn saves_at_once_are_all_kept(backend: Backend) {
    let app = Arc::new(TestApp::start(backend).await);
    for who in ["kari", "ola"] {
        app.token(who).await;
    }
    let save = |who: &'static str, text: String| {
        let app = Arc::clone(&app);
        tokio::spawn(async move { put(&app, who, "nora", &json!({"about": text}), &[]).await })
    };
    let mut saves = Vec::new();
    for round in 0..10 {
        saves.push(save("kari", format!("kari {round}")));
        saves.push(save("ola", format!("ola {round}")));
    }
    let mut answers = Vec::new();
    for one in saves {
        answers.push(one.await.unwrap());
    }
    let firsts = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(firsts, 1, "exactly one document was made");
    assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 201)));
    let documents: BTreeSet<Uuid> = answers.iter().map(Answer::id).collect();
    assert_eq!(documents.len(), 1);
    // Versions are 1 to 20, in the order of their entries.
    let mut order: Vec<(i64, i64)> = answers
        .iter()
        .map(|answer| (answer.entry(), answer.json()["version"].as_i64().unwrap()))
        .collect();
    order.sort_unstable();
    let versions: Vec<i64> = order.iter().map(|(_, version)| *version).collect();
    assert_eq!(versions, (1..=20).collect::<Vec<_>>());
    // Each text is there once.
    let document = answers[0].id();
    let mut texts = BTreeSet::new();
    for version in 1..=20 {
        let path = format!("/api/v1/documents/{document}/content?version={version}");
        let read = app.get("kari", &path).await.expect(200).json();
        texts.insert(read["about"].as_str().unwrap().to_owned());
    }
    assert_eq!(texts.len(), 20);
    // Nothing is left behind of attempts that were tried again.
    assert_eq!(app.object_files().len(), 20);
}

async fn a_save_on_an_old_version_changes_nothing(backend: Backend) {
    let app = TestApp::start(backend).await;
    put(&app, "kari", "nora", &sample(), &[("if-match", "*")])
        .await
        .problem(412, "profile-changed");
    put(&app, "kari", "nora", &sample(), &[("if-none-match", "*")]).await.expect(201);
    let objects = app.object_files().len();
    for more in [("if-none-match", "*"), ("if-match", "\"2\""), ("if-match", "\"0\"")] {
        let refused = put(&app, "ola", "nora", &sample(), &[more]).await;
        // How it stands was asked for and recorded.
        assert!(refused.problem(412, "profile-changed").entry() > 0);
    }
    for wrong in ["W/\"1\"", "1", "\"1\", \"2\"", "\"\"", "\"-1\"", "\"x\"", ""] {
        let refused = put(&app, "ola", "nora", &sample(), &[("if-match", wrong)]).await;
        refused.problem(400, "precondition-wrong");
    }
    let both = [("if-match", "\"1\""), ("if-none-match", "*")];
    put(&app, "ola", "nora", &sample(), &both).await.problem(400, "precondition-wrong");
    assert_eq!(app.object_files().len(), objects, "nothing is left of what was not saved");
    let newest = app.get("kari", &place(&app, "nora")).await.expect(200);
    assert_eq!(newest.header("etag"), "\"1\"");
    put(&app, "ola", "nora", &sample(), &[("if-match", "*")]).await.expect(200);

    // Sent again under its key it is saved once, though the time differs.
    let key = [("idempotency-key", "a-key"), ("if-match", "\"2\"")];
    let one = put(&app, "ola", "nora", &sample(), &key).await.expect(200);
    app.clock.advance(1_000_000);
    let two = put(&app, "ola", "nora", &sample(), &key).await.expect(200);
    assert_eq!((one.header("etag"), two.header("etag")), ("\"3\"", "\"3\""));
    put(&app, "ola", "nora", &json!({"about": "x"}), &key)
        .await
        .problem(422, "idempotency-key-reused");
}

async fn a_professional_opens_it_as_any_document(backend: Backend) {
    let app = TestApp::start(backend).await;
    let stored = put(&app, "kari", "nora", &sample(), &[]).await.expect(201);
    let document = stored.id();
    app.open("nav", document).await.problem(404, "not-found");
    let more =
        json!({"categories": ["profile"], "also_later": true, "actions": ["open", "contribute"]});
    app.grant("kari", "nora", "nav", more).await.expect(201);

    let bytes = app.open("nav", document).await.expect(200);
    assert_eq!(bytes.header("content-type"), "application/json");
    assert!(bytes.header("content-disposition").starts_with("attachment;"));
    assert_eq!(hash(&bytes), stored.json()["sha256"].as_str().unwrap());

    let page = get(&app, "nav", &content(document), "text/html").await.expect(200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.header("content-disposition").starts_with("inline; filename=\"Om meg.html\""));
    let csp = page.header("content-security-policy");
    assert!(csp.starts_with("sandbox; default-src 'none'; style-src 'sha256-"), "{csp}");
    let text = page.text();
    assert!(text.contains("&lt;b&gt;Si fra&lt;/b&gt; &amp; vent") && !text.contains("<b>"));
    assert!(text.contains("<html lang=\"nb\">") && text.contains("Dette virker"));
    let style = text.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let named = csp.split('\'').find(|part| part.starts_with("sha256-")).unwrap();
    let hashed = base64::engine::general_purpose::STANDARD.encode(sha256::of(style.as_bytes()));
    assert_eq!(named, format!("sha256-{hashed}"));
    // Of a range of a rendering there is no telling: all of it comes.
    let request = app.request("GET", "nav", &format!("{}&lang=nn", content(document))).await;
    let request = request.header("accept", "text/html").header("range", "bytes=1-2");
    let ranged = app.send(request.body(Body::empty()).unwrap()).await.expect(200);
    assert!(ranged.text().contains("Dette verkar") && ranged.header("accept-ranges") == "none");

    let file = get(&app, "nav", &content(document), "application/pdf").await.expect(200);
    assert_eq!(file.header("content-type"), "application/pdf");
    poppler::check(&file.body, "Om meg", "nb");
    poppler::keep("profile.pdf", &file.body);
    if let Some(text) = poppler::text(&file.body) {
        for words in [
            "Blåbærsyltetøy",
            "Áŋŋel Šuŋŋa ŧ đ č ž",
            "Zażółć gęślą jaźń",
            "Ґанок",
            "<b>Si fra</b> & vent",
            "≤ 250 mg",
            "Barn nora",
            "Side 1 av 1",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
    let again = get(&app, "nav", &content(document), "application/pdf").await.expect(200);
    assert_eq!(again.body, file.body, "the same version gives the same file");

    // One opening each, over the bytes that left; HEAD tells the length.
    for answer in [&bytes, &page, &file] {
        let outcome = app.outcome(answer.entry()).await;
        assert_eq!(
            (&outcome["bytes"], &outcome["outcome"]),
            (&json!(answer.body.len()), &json!("complete"))
        );
        let opened = app.entries(&format!("kind=opened&child={}", app.cast.child("nora"))).await;
        let opened = opened.iter().filter(|entry| entry["index"] == answer.entry()).count();
        assert_eq!(opened, 1);
    }
    let request =
        app.request("HEAD", "nav", &content(document)).await.header("accept", "application/pdf");
    let head = app.send(request.body(Body::empty()).unwrap()).await.expect(200);
    assert_eq!(head.header("content-length"), file.body.len().to_string());

    // It is nobody's but the family's to read or write here.
    for who in ["nav", "statped", "eva", "auditor", "operator"] {
        app.get(who, &place(&app, "nora")).await.problem(404, "not-found");
        let refused = put(&app, who, "nora", &sample(), &[]).await;
        assert!(matches!(refused.status, 403 | 404), "{who}: {}", refused.text());
    }
    let path = format!("{}&lang=se", content(document));
    app.get("nav", &path).await.problem(422, "unknown-language");
    let image = get(&app, "kari", &place(&app, "nora"), "image/png").await;
    image.problem(406, "not-acceptable");
    // Other documents are given as they are, whatever is accepted.
    let other = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201).id();
    let plain = get(&app, "kari", &content(other), "text/html").await.expect(200);
    assert_eq!(plain.header("content-type"), "application/pdf");
    assert!(plain.header("content-disposition").starts_with("attachment;"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_profile_route_makes_profiles() {
    let app = TestApp::start(Backend::Sqlite).await;
    let path = format!("/api/v1/children/{}/documents", app.cast.child("nora"));
    let bytes = br#"{"format":"samflyt/profile/1","about":"x","name":"x","language":"nb"}"#;
    for category in ["other", "profile"] {
        let form = upload_form("Om meg", category, "Om meg.json", bytes);
        app.form("POST", "kari", &path, form).await.problem(415, "file-unknown-type");
    }
    app.upload_as("kari", "nora", "profile", &pdf(2000, 1))
        .await
        .problem(422, "category-own-route");
    let stored = put(&app, "kari", "nora", &sample(), &[]).await.expect(201);
    let replace = format!("/api/v1/documents/{}/content", stored.id());
    let form = Form::default().file("brev.pdf", &pdf(2000, 4)).end();
    app.form("PUT", "kari", &replace, form).await.problem(409, "profile-own-route");
    let other = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201).id();
    let form = Form::default().file("x.json", bytes).end();
    let replace = format!("/api/v1/documents/{other}/content");
    app.form("PUT", "kari", &replace, form).await.problem(415, "file-unknown-type");
    assert_eq!(app.get("kari", &place(&app, "nora")).await.expect(200).header("etag"), "\"1\"");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_profiles_are_refused_or_harmless() {
    let app = TestApp::start(Backend::Sqlite).await;
    for (body, status, code) in [
        (json!({}).to_string(), 422, "profile-empty"),
        (json!({"about": "\u{202E}\u{200B}"}).to_string(), 422, "profile-empty"),
        (json!({"about": "x", "photo": "y"}).to_string(), 422, "field-unknown"),
        (json!({"about": ["x"]}).to_string(), 422, "field-kind"),
        (json!({"about": 5}).to_string(), 422, "field-kind"),
        (json!([1, 2]).to_string(), 422, "field-kind"),
        (json!({"called": "å".repeat(61)}).to_string(), 422, "text-too-long"),
        (json!({"works": vec!["x"; 41]}).to_string(), 422, "too-many"),
        (json!({"aids": [{"use": "x"}]}).to_string(), 422, "row-without-name"),
        (json!({"about": "x", "language": "klingon"}).to_string(), 422, "unknown-language"),
        (json!({"about": "x", "format": "samflyt/profile/9"}).to_string(), 422, "profile-format"),
        (r#"{"about":"a","about":"b"}"#.to_owned(), 400, "json-wrong"),
        (format!("{{\"works\":{}", "[".repeat(100_000)), 400, "json-wrong"),
        ("{\"about\":\"\\ud800\"}".to_owned(), 400, "json-wrong"),
        ("not json".to_owned(), 400, "json-wrong"),
        (json!({"about": "x".repeat(300_000)}).to_string(), 413, "body-too-large"),
    ] {
        let short: String = body.chars().take(40).collect();
        let refused = put_text(&app, "kari", "nora", body, &[]).await.expect(status);
        assert_eq!(refused.json()["code"], code, "{short}");
        // What was sent is not said back.
        assert!(!refused.text().contains("klingon") && !refused.text().contains("photo"));
    }
    let error =
        put(&app, "kari", "nora", &json!({"aids": [{"name": "a"}, {"use": "b"}]}), &[]).await;
    let error = error.problem(422, "row-without-name").json();
    assert_eq!(error["field"], "aids");
    assert!(error["detail"].as_str().unwrap().starts_with("Number 2: "), "{error}");
    assert!(app.object_files().is_empty());

    let hostile = "</p><script>alert(1)</script>\u{202E}txt.exe\u{2066}\u{0}\u{85} 𝓚𝓪𝓻𝓲 👩\u{200D}👧 مرحبا e\u{301}";
    let body = json!({"about": hostile, "called": hostile, "works": [hostile], "aids": [{"name": hostile}]});
    put(&app, "kari", "nora", &body, &[]).await.expect(201);
    let read = app.get("kari", &place(&app, "nora")).await.expect(200).json();
    let about = read["about"].as_str().unwrap();
    assert!(!about.contains(['\u{202E}', '\u{2066}', '\u{0}', '\u{85}']) && about.contains('é'));
    let page = get(&app, "kari", &place(&app, "nora"), "text/html").await.expect(200).text();
    assert!(!page.contains("<script") && page.contains("𝓚𝓪𝓻𝓲") && page.contains("مرحبا"));
    let file = get(&app, "kari", &place(&app, "nora"), "application/pdf").await.expect(200);
    poppler::check(&file.body, "Om meg", "nb");
    if let Some(text) = poppler::text(&file.body) {
        // Without a glyph, but copied as what it was, and said.
        assert!(text.contains("𝓚𝓪𝓻𝓲") && text.contains("står for tegn"), "{text}");
    }
    // The languages: of the words of the service, and of what was written.
    let path = format!("{}?lang=en", place(&app, "nora"));
    let page = get(&app, "kari", &path, "text/html").await.expect(200).text();
    assert!(page.contains("<html lang=\"en\">") && page.contains("Who I am"));
    let more = json!({"about": "x", "language": "nn"});
    put(&app, "kari", "nora", &more, &[]).await.expect(200);
    let page = get(&app, "kari", &place(&app, "nora"), "text/html").await.expect(200).text();
    assert!(page.contains("<html lang=\"nn\">") && page.contains("Kven eg er"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_young_person_reads_the_own_profile() {
    let app = TestApp::start(Backend::Sqlite).await;
    put(&app, "kari", "jonas", &sample(), &[]).await.expect(201);
    app.get("jonas", &place(&app, "jonas")).await.expect(200);
    app.get("jonas", &place(&app, "nora")).await.problem(404, "not-found");
    let path = format!("/api/v1/children/{}/documents?purpose={PURPOSE}", Uuid::nil());
    assert!(app.get("jonas", &path).await.status >= 400);
}

#[test]
fn the_schema_in_docs_is_that_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/profile.schema.json");
    let text = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(kept, text, "docs/profile.schema.json is stale: UPDATE_GOLDEN=1 writes it anew");
}
