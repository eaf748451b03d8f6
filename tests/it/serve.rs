//! `samflyt serve` as a process: where it refuses to start, and how it stops.

use crate::support::process::{Service, in_days, run, verify};
use crate::support::raw;
use crate::support::samples::pdf;
use serde_json::json;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use tokio::io::AsyncReadExt as _;

/// A data folder with the keys of a new installation.
fn installed(folder: &Path) -> std::path::PathBuf {
    let data = folder.join("data");
    let (code, _, said) = run(&["key", "init"], &data, &[]);
    assert_eq!(code, 0, "{said}");
    data
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_installation_is_served_and_stops_when_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let data = installed(folder.path());
    let service = Service::serve(&data, &[]).await;
    // Nobody can be anybody here.
    assert_eq!(service.token("kari").await, None);
    let me = service.client.get(format!("{}/api/v1/me", service.address)).send().await.unwrap();
    assert_eq!(me.status(), 401);
    assert_eq!(service.stop().await, Some(0));
    verify(&data);
    // What it served is no demonstration's.
    let (code, _, said) = run(&["demo", "--port", "0"], &data, &[]);
    assert!(code == 4 && said.contains("--data"), "{code} {said}");
}

#[test]
fn a_folder_that_others_can_read_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    let data = installed(folder.path());
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o750)).unwrap();
    let (code, _, said) = run(&["serve"], &data, &[("SAMFLYT_SERVER_LISTEN", "127.0.0.1:0")]);
    assert!(code == 3 && said.contains("chmod 700"), "{code} {said}");
    // The doctor finds it too.
    let (code, said, _) = run(&["doctor"], &data, &[]);
    assert!(code == 1 && said.contains("WRONG data folder"), "{code} {said}");
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o700)).unwrap();
    let (code, said, _) = run(&["doctor"], &data, &[]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn a_variable_that_is_no_text_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let strange = std::ffi::OsString::from_vec(vec![b'a', 0xff]);
    let output = crate::support::process::program()
        .args(["doctor", "--data"])
        .arg(folder.path().join("data"))
        .env("SAMFLYT_LOG_ORIGIN", &strange)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("SAMFLYT_LOG_ORIGIN"), "{said}");
    // Others are not our business.
    let output = crate::support::process::program()
        .args(["openapi"])
        .env("SOMETHING_ELSE", &strange)
        .env("AWS_SOMETHING", &strange)
        .output()
        .unwrap();
    assert!(output.status.success());
}

/// Acknowledged writes into a file that nobody finds again are lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_ends_when_its_database_file_is_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let data = installed(folder.path());
    let (file, kept) = (data.join("samflyt.db"), data.join("kept.db"));
    let service = Service::serve(&data, &[]).await;
    std::fs::rename(&file, &kept).unwrap();
    std::fs::copy(&kept, &file).unwrap();
    assert_eq!(service.ended().await, Some(70), "another file under its name");
    std::fs::rename(&kept, &file).unwrap();
    let service = Service::serve(&data, &[]).await;
    std::fs::rename(&file, &kept).unwrap();
    assert_eq!(service.ended().await, Some(70), "no file under its name");
    std::fs::rename(&kept, &file).unwrap();
    let service = Service::serve(&data, &[]).await;
    assert_eq!(service.stop().await, Some(0));
    verify(&data);
}

/// The service is told to stop while a document flows out.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_is_ended_cleanly_when_the_service_stops() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let service = Service::demo_with(&data, &[("SAMFLYT_SERVER_STOP_SECS", "5")]).await;
    let kari = service.token("kari").await.unwrap();
    let nora = service.child("Nora", &kari).await;
    let bytes = pdf(40_000_000, 1);
    let form = reqwest::multipart::Form::new()
        .text("title", "Stort brev")
        .text("category", "medical")
        .part("file", reqwest::multipart::Part::bytes(bytes).file_name("stort.pdf"));
    let path = format!("{}/api/v1/children/{nora}/documents", service.address);
    let stored = service.client.post(path).bearer_auth(&kari).multipart(form).send().await.unwrap();
    assert_eq!(stored.status(), 201);
    let stored: serde_json::Value = stored.json().await.unwrap();
    let document = stored["id"].as_str().unwrap();
    let nav = service.unit("NAV Familie", &kari).await;
    let consent = json!({"agency": nav, "purpose": "benefit-assessment", "documents": [document],
        "valid_until": in_days(1)});
    let path = format!("{}/api/v1/children/{nora}/consents", service.address);
    let given = service.client.post(path).bearer_auth(&kari).json(&consent).send().await.unwrap();
    assert_eq!(given.status(), 201);
    let given: serde_json::Value = given.json().await.unwrap();
    let id = given["id"].as_str().unwrap();
    let path = format!("{}/api/v1/consents/{id}/approve", service.address);
    let ola = service.token("ola").await.unwrap();
    let agreed = service.client.post(path).bearer_auth(&ola).send().await.unwrap();
    assert_eq!(agreed.status(), 200);
    let nav = service.token("nav").await.unwrap();
    let address = service.address.strip_prefix("http://").unwrap().parse().unwrap();
    let head = format!(
        "GET /api/v1/documents/{document}/content?purpose=benefit-assessment HTTP/1.1\nHost: localhost\n\
         Authorization: Bearer {nav}"
    );
    let mut socket = raw::begin(address, &head, b"").await;
    let mut begun = vec![0; 4096];
    socket.read_exact(&mut begun).await.unwrap();
    let begun = String::from_utf8_lossy(&begun).into_owned();
    let entry = begun.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("samflyt-entry").then(|| value.trim().to_owned())
    });
    let entry: i64 = entry.unwrap().parse().unwrap();
    // Nobody reads on, so it cannot finish: it is cut, and the process ends well.
    assert_eq!(service.stop().await, Some(0));
    let mut rest = Vec::new();
    let _ = socket.read_to_end(&mut rest).await;
    assert!(rest.len() < 40_000_000);
    verify(&data);

    // How it ended stands in the log, told by the one that stopped.
    let again = Service::demo_with(&data, &[]).await;
    let auditor = again.token("auditor").await.unwrap();
    let log = again.get("/api/v1/audit/entries?kind=delivered&limit=20", &auditor).await;
    let outcome = log["items"].as_array().unwrap().iter().find(|item| item["of"] == entry);
    let outcome = outcome.unwrap_or_else(|| panic!("no outcome of {entry}: {log}"));
    assert_eq!(outcome["outcome"], "cut", "{outcome}");
    again.stop().await;
}
