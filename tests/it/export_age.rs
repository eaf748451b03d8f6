//! What the operator writes out opens with the stock `age` command and nothing
//! of ours: documents, and the root keys.

use crate::support::app::{TestApp, noon, start_with};
use crate::support::backend::{Backend, on_both};
use crate::support::left_out;
use crate::support::process;
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use samflyt::clock::ManualClock;
use samflyt::vault::keys::RootKeys;
use serde_json::Value;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use uuid::Uuid;

on_both!(an_export_opens_with_the_stock_age_command, the_escrow_file_gives_the_root_keys_back);

/// An age identity in a file, and its recipient; `None`, said aloud, without age.
fn identity(folder: &Path) -> Option<(PathBuf, String)> {
    let file = folder.join("identity.txt");
    let Ok(made) = Command::new("age-keygen").arg("-o").arg(&file).output() else {
        left_out("age (Debian package age)");
        return None;
    };
    assert!(made.status.success());
    let text = std::fs::read_to_string(&file).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("# public key: "));
    Some((file, line.unwrap().to_owned()))
}

fn age_opens(identity: &Path, file: &Path) -> Option<Vec<u8>> {
    let output = Command::new("age").arg("-d").arg("-i").arg(identity).arg(file).output().unwrap();
    output.status.success().then_some(output.stdout)
}

/// Runs the program beside a stopped service.
async fn run(app: &TestApp, backend: &Backend, args: &[&str]) -> (i32, String, String) {
    app.app.stop(Duration::from_secs(5)).await;
    let url = if let Backend::Postgres(url) = backend { url.as_str() } else { "" };
    process::run(args, &app.config.data.dir, &[("SAMFLYT_DATABASE_URL", url)])
}

/// The last write of a file is done behind its back: its error counts, too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_that_does_not_fit_leaves_no_cut_file() {
    // Its database is no file of the process, which may write short ones only.
    let Some(backend) = Backend::postgres().await else { return };
    let app = TestApp::start(backend.clone()).await;
    app.upload("kari", "nora", &pdf(150_000, 1)).await.expect(201);
    app.app.stop(Duration::from_secs(5)).await;
    let Backend::Postgres(url) = &backend else { unreachable!() };
    let reader = age::x25519::Identity::generate().to_public().to_string();
    let (child, out) = (app.cast.child("nora").to_string(), app.dir.path().join("out"));
    let command = process::program();
    let short = "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\"";
    let output = Command::new("sh")
        .args(["-c", short])
        .arg(command.get_program())
        .args(["vault", "export", "--child", &child, "--to", &reader, "--out"])
        .arg(&out)
        .arg("--data")
        .arg(&app.config.data.dir)
        .env("SAMFLYT_DATABASE_URL", url)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), names(&out)), (Some(3), Vec::new()), "{said}");
}

async fn scan(app: &TestApp, document: Uuid, state: &str) {
    let mut outside = Outside::connect(&app.place()).await;
    let id = outside.id(document);
    outside
        .run(&format!("update document_version set scan = '{state}' where document = {id}"))
        .await;
}

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.unwrap().file_name().into_string().unwrap()
    };
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

async fn an_export_opens_with_the_stock_age_command(backend: Backend) {
    let mut app = TestApp::start(backend.clone()).await;
    let Some((secret, recipient)) = identity(app.dir.path()) else { return };
    let child = app.cast.child("nora").to_string();
    let mut stored = Vec::new();
    for (size, seed) in [(3000, 1), (65_536, 2), (700_001, 3)] {
        let bytes = pdf(size, seed);
        stored.push((app.upload("kari", "nora", &bytes).await.expect(201).id(), bytes));
    }
    let other = app.upload("eva", "emil", &pdf(3000, 4)).await.expect(201).id();
    let (infected, pending) = (
        app.upload("kari", "nora", &pdf(3000, 5)).await.expect(201).id(),
        app.upload("kari", "nora", &pdf(3000, 6)).await.expect(201).id(),
    );
    scan(&app, infected, "infected").await;
    scan(&app, pending, "pending").await;
    let out = app.dir.path().join("out");
    let to = out.display().to_string();
    let export = ["vault", "export", "--child", &child, "--to", &recipient, "--out", &to, "--json"];
    let (code, said, talk) = run(&app, &backend, &export).await;
    assert_eq!(code, 0, "{talk}");
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["files"].as_array().unwrap().len(), 3, "{said}");
    let left_out = said["left_out"].as_array().unwrap();
    assert_eq!(left_out.len(), 2, "{said}");
    assert!(talk.contains(&format!("{infected}-v1")), "it says what it leaves out: {talk}");
    assert_eq!(names(&out).len(), 3, "no leftovers");
    for (document, bytes) in &stored {
        let file = out.join(format!("{document}-v1.age"));
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(age_opens(&secret, &file).unwrap() == *bytes, "{document}");
        let sealed = std::fs::read(&file).unwrap();
        assert!(!sealed.windows(40).any(|window| window == &bytes[1000..1040]));
    }
    assert!(!names(&out).iter().any(|name| name.starts_with(&other.to_string())));
    // Each version has its entry, which names the readers.
    app = app.restart_stopped().await;
    let told = app.entries("kind=vault-exported").await;
    assert_eq!(told.len(), 3);
    for (document, _) in &stored {
        let entry = told.iter().find(|entry| entry["document"] == document.to_string()).unwrap();
        assert_eq!((&entry["version"], &entry["reason"]), (&1.into(), &recipient.as_str().into()));
    }
    // What is there is not overwritten, and a damaged object gives no file.
    let before = std::fs::read(out.join(format!("{}-v1.age", stored[0].0))).unwrap();
    assert_eq!(run(&app, &backend, &export).await.0, 3);
    assert_eq!(std::fs::read(out.join(format!("{}-v1.age", stored[0].0))).unwrap(), before);
    for object in app.object_files() {
        let mut sealed = std::fs::read(&object).unwrap();
        let last = sealed.len() - 1;
        sealed[last] ^= 1;
        std::fs::write(&object, sealed).unwrap();
    }
    let empty = app.dir.path().join("empty");
    let to = empty.display().to_string();
    let export = ["vault", "export", "--child", &child, "--to", &recipient, "--out", &to];
    let (code, _, talk) = run(&app, &backend, &export).await;
    assert_eq!((code, names(&empty)), (3, Vec::new()), "{talk}");
    // Nobody's child, and nobody's key.
    let nobody = Uuid::from_u128(1).to_string();
    let export = ["vault", "export", "--child", &nobody, "--to", &recipient, "--out", &to];
    assert_eq!(run(&app, &backend, &export).await.0, 2);
    let export = ["vault", "export", "--child", &child, "--to", "age1nonsense", "--out", &to];
    assert_eq!(run(&app, &backend, &export).await.0, 2);
}

async fn the_escrow_file_gives_the_root_keys_back(backend: Backend) {
    let app = TestApp::start(backend.clone()).await;
    let Some((secret, recipient)) = identity(app.dir.path()) else { return };
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let file = app.dir.path().join("root.age");
    let to = file.display().to_string();
    let escrow = ["key", "escrow", "--to", &recipient, "--out", &to, "--json"];
    let (code, said, talk) = run(&app, &backend, &escrow).await;
    assert_eq!(code, 0, "{talk}");
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["versions"], serde_json::json!([1]));
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(run(&app, &backend, &escrow).await.0, 3, "never over another file");
    // The key file is lost: the escrow opens everything again.
    let root = app.config.root_key_file();
    std::fs::remove_file(&root).unwrap();
    let text = String::from_utf8(age_opens(&secret, &file).unwrap()).unwrap();
    RootKeys::from_text(&text).unwrap().create_file(&root).unwrap();
    let app = app.restart_stopped().await;
    app.open("kari", document).await.expect(200);
    let told = app.entries("kind=key-escrowed").await;
    assert_eq!(told[0]["reason"], recipient);
    // Without it there is no new key for an old database.
    std::fs::remove_file(&root).unwrap();
    let (code, _, talk) = run(&app, &backend, &["key", "init"]).await;
    assert!(code == 3 && talk.contains("from your backup"), "{talk}");
    assert!(!root.exists());
    let clock = ManualClock::new(noon());
    assert!(start_with(&app.config, &clock).await.is_err(), "nor does the demonstration make one");
    assert!(!root.exists());
}

#[test]
fn key_init_makes_both_files_and_completes_what_was_broken_off() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let init = || process::run(&["key", "init", "--json"], &data, &[]);
    let (code, said, talk) = init();
    assert_eq!(code, 0, "{talk}");
    let said: Value = serde_json::from_str(&said).unwrap();
    let (root, log) = (data.join("keys/root"), data.join("keys/log"));
    assert_eq!(said["root"], root.display().to_string());
    let (first, seed) = (std::fs::read(&root).unwrap(), std::fs::read(&log).unwrap());
    assert_eq!(init().0, 3, "never overwrites");
    // Killed between the two files.
    std::fs::remove_file(&log).unwrap();
    assert_eq!(init().0, 0);
    assert_eq!(std::fs::read(&root).unwrap(), first);
    assert_ne!(std::fs::read(&log).unwrap(), seed);
}
