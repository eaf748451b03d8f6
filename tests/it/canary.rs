//! Nothing personal and no key lies open on the disk: after a run, every byte of
//! the data folder is looked through.

use crate::support::app::{TestApp, add_person};
use crate::support::backend::Backend;
use crate::support::samples::upload_form;
use crate::support::sql::Outside;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
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
    let pid = samflyt::domain::pid::Pid::synthesize("1991-03-04".parse().unwrap(), 300).unwrap();
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
