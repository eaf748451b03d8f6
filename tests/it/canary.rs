//! Nothing personal and no key lies open on the disk: after a run, every byte of
//! the data folder, of PostgreSQL's folder and of the object store is looked
//! through. The same test in a build that seals nothing (cargo feature
//! `unsealed`, see `tests/run`) must find everything.

use crate::support::app::{TestApp, add_person, operators};
use crate::support::backend::{Backend, on_both};
use crate::support::left_out;
use crate::support::s3::S3;
use crate::support::samples::{Form, pdf, upload_form};
use crate::support::scan::holding;
use crate::support::sql::Outside;
use crate::support::traces;
use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use samflyt::domain::pid::Pid;
use samflyt::domain::text::{PersonName, Words};
use samflyt::domain::{AgencyId, ChildId, DocumentId, PersonId};
use samflyt::flows::people;
use samflyt::flows::shields::{self, NewShield};
use samflyt::start::{Mode, start};
use samflyt::store::shields::Hidden;
use samflyt::store::{documents, keys};
use samflyt::vault::UNSEALED;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use uuid::Uuid;

on_both!(nothing_personal_and_no_key_lies_open_on_the_disk);

/// The raw keys of a key file, and the texts that they stand as.
fn in_file(name: &str, file: &Path) -> Vec<(String, Vec<u8>)> {
    let text = std::fs::read_to_string(file).unwrap();
    let words = text.lines().filter_map(|line| line.split_whitespace().nth(1));
    let keys = words.filter_map(|word| Some((word, BASE64_STANDARD.decode(word).ok()?)));
    keys.flat_map(|(word, raw)| {
        let [raw, hex] = forms(name, &raw);
        [(format!("{name} as text"), word.into()), raw, hex]
    })
    .collect()
}

/// A key as it is, and hexadecimal.
fn forms(name: &str, raw: &[u8]) -> [(String, Vec<u8>); 2] {
    [(name.to_owned(), raw.to_vec()), (format!("{name} as hex"), hex::encode(raw).into_bytes())]
}

fn framed(parts: &[&[u8]]) -> Vec<u8> {
    let len = |part: &[u8]| u32::try_from(part.len()).unwrap().to_be_bytes();
    parts.iter().flat_map(|part| [&len(part)[..], part].concat()).collect()
}

/// Opens a box by what formats.md says of it, without a line of the vault's code.
fn open(secret: &[u8], info: &str, aad: &[u8], sealed: &[u8]) -> Vec<u8> {
    let (head, body) = sealed.split_at(13);
    if UNSEALED {
        return body[..body.len() - 16].to_vec();
    }
    let info = framed(&[info.as_bytes()]);
    let secret = Salt::new(HKDF_SHA256, &[]).extract(secret);
    let info = [info.as_slice()];
    let key = LessSafeKey::new(UnboundKey::from(secret.expand(&info, &AES_256_GCM).unwrap()));
    let nonce = Nonce::try_assume_unique_for_key(&head[1..]).unwrap();
    let mut body = body.to_vec();
    key.open_in_place(nonce, Aad::from(aad), &mut body).unwrap().to_vec()
}

/// Keys that lie sealed in the database: opened here with the key file.
async fn in_rows(app: &TestApp, root: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut conn = app.app.db().read().await.unwrap();
    let mut found = Vec::new();
    let versions =
        documents::list_all_versions(&mut conn, (DocumentId(Uuid::nil()), 0), 100).await.unwrap();
    for row in keys::list_from(&mut conn, keys::DIRECTORY, 1000).await.unwrap() {
        let aad = framed(&[b"data-key", row.owner.as_bytes(), &row.root_version.to_be_bytes()]);
        let key = open(root, "samflyt/data-key", &aad, &row.sealed);
        let name = if row.owner == keys::DIRECTORY { "directory key" } else { "data key" };
        found.extend(forms(name, &key));
        for version in versions.iter().filter(|version| version.child.0 == row.owner) {
            let (document, number) = (version.document.0, version.version.to_be_bytes());
            let place =
                [row.owner.as_bytes(), document.as_bytes(), &number[..], &1_i64.to_be_bytes()];
            let aad = framed(&[&[&b"file-key"[..]], &place[..]].concat());
            let key = open(&key, "samflyt/file-key", &aad, &version.file_key_sealed);
            found.extend(forms("file key", &key));
        }
    }
    found
}

/// What is held where, by the names of the needles.
fn found(folders: &[PathBuf], needles: &[(String, Vec<u8>)]) -> BTreeSet<String> {
    let hits = folders.iter().flat_map(|folder| holding(folder, needles));
    hits.map(|hit| {
        if !UNSEALED {
            println!("{hit}");
        }
        hit.rsplit_once(" in ").unwrap().0.to_owned()
    })
    .collect()
}

async fn nothing_personal_and_no_key_lies_open_on_the_disk(backend: Backend) {
    let s3 = S3::start().await;
    let app = if backend.is_postgres() {
        let store = samflyt::vault::blobs::Blobs::from_url(&S3::url(), s3.variables()).unwrap();
        TestApp::over(backend, store).await
    } else {
        TestApp::start(backend).await
    };
    let canary =
        |what: &str| format!("CANARY-{what}-{}", hex::encode(app.app.entropy().bytes::<4>()));
    let (title, content, words, name) =
        (canary("TITLE"), canary("CONTENT"), canary("WORDS"), canary("NAME"));
    let (file, heard, ground) = (canary("FILE"), canary("HEARD"), canary("GROUND"));
    let mut bytes = format!("%PDF-1.7\n{content}\n").into_bytes();
    bytes.extend(std::iter::repeat_n(b' ', 200_000));
    bytes.extend_from_slice(format!("{content}\n%%EOF\n").as_bytes());
    let path = format!("/api/v1/children/{}/documents", app.cast.child("nora"));
    let form = upload_form(&title, "medical", &format!("{file}.pdf"), &bytes);
    let document = app.form("POST", "kari", &path, form).await.expect(201).id();
    let more =
        json!({"documents": [document], "words": words, "heard": "yes", "heard_words": heard});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    app.open("nav", document).await.expect(200);
    app.get("nav", "/api/v1/shared").await.expect(200);
    let new = NewShield {
        child: ChildId(app.cast.child("nora")),
        person: PersonId(app.cast.person("ola")),
        hidden: Hidden::Unit(AgencyId(app.cast.unit("statped"))),
        ground: "violence".to_owned(),
        words: Some(Words::new(&ground).unwrap()),
    };
    shields::set(&app.app, operators(&app.app).await[0], new).await.unwrap();
    add_person(&app.app, "canary").await;
    let named = PersonName::new(&name).unwrap();
    let pid = Pid::synthesize("1991-03-04".parse().unwrap(), 300).unwrap();
    people::add_person(&app.app, &named, Some(&pid), "nb", None).await.unwrap();

    let mut needles: Vec<(String, Vec<u8>)> = [
        ("title", title.as_str()),
        ("content", &content),
        ("words", &words),
        ("what the child said", &heard),
        ("the words of a shield", &ground),
        ("name", &name),
        ("file name", &file),
        ("person number", pid.as_str()),
    ]
    .map(|(what, text)| (what.to_owned(), text.as_bytes().to_vec()))
    .into();
    let (root, log) = (
        in_file("root key", &app.config.root_key_file()),
        in_file("log key", &app.config.log_key_file()),
    );
    needles.extend(in_rows(&app, &root[1].1).await);
    let sealed_away: BTreeSet<String> = needles
        .iter()
        .map(|(name, _)| name.clone())
        .filter(|name| !name.ends_with("as hex"))
        .collect();
    assert_eq!(sealed_away.len(), 11, "{sealed_away:?}");
    needles.extend([root, log].concat());

    let mut folders = vec![app.config.data.dir.clone(), s3.folder().to_owned()];
    let mut outside = Outside::connect(&app.place()).await;
    if matches!(outside, Outside::Postgres(_)) {
        outside.run("checkpoint").await;
        let folder = PathBuf::from(outside.texts("show data_directory").await.pop().unwrap());
        if std::fs::read_dir(&folder).is_err() {
            left_out("the right to read PostgreSQL's data folder");
            return;
        }
        // This test's own database, and what all share: the WAL among it.
        let oid = "select oid::text from pg_database where datname = current_database()";
        let oid = outside.texts(oid).await.pop().unwrap();
        folders.extend([folder.join("base").join(oid), folder.join("pg_wal")]);
        folders.extend(["global", "pg_xact", "log"].map(|name| folder.join(name)));
    }
    // While it runs, with the write-ahead log beside the database.
    let open = found(&folders, &needles);
    if UNSEALED {
        assert_eq!(open, sealed_away);
        let error = start(&app.config, Mode::Serve).await.unwrap_err().to_string();
        assert!(error.contains("does not serve"), "{error}");
        return;
    }
    assert_eq!(open, BTreeSet::new());

    // The scan does find what lies open: a title written past the vault.
    outside.run(&format!("insert into setting (name, value) values ('{title}', 'x')")).await;
    if matches!(outside, Outside::Postgres(_)) {
        outside.run("checkpoint").await;
    }
    assert_eq!(found(&folders, &needles), BTreeSet::from(["title".to_owned()]));
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
    let more =
        json!({"documents": [document], "words": words, "heard": "yes", "heard_words": words});
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    app.open("nav", document).await.expect(200);
    // 200, 409 and 422: what would change, what is changed, what is not taken.
    let at = |end: &str| format!("/api/v1/consents/{consent}/{end}");
    app.post("kari", &at("preview"), &json!({"words": title})).await.expect(200);
    app.post("kari", &at("revise"), &json!({"words": title})).await.expect(200);
    app.post("kari", &at("revise"), &json!({"heard": words})).await.expect(422);
    app.post("kari", &at("decline"), &json!({})).await.expect(409);
    for end in ["preview", "drafts"] {
        let wrong = json!({"agency": app.cast.unit("nav"), "purpose": title, "valid_until": words});
        app.post("kari", &format!("{consents}/{end}"), &wrong).await.expect(422);
    }
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
