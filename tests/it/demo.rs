//! `samflyt demo` as a process: what it prints works when pasted, it is found
//! again, and it never leaves this machine.

use crate::support::process::{Service, run, verify};
use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

/// Pastes a script into a shell that stops at the first error.
fn paste(script: &str) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new("bash")
        .args(["-euc", script])
        .current_dir(folder.path())
        .env("TMPDIR", folder.path())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// Local addresses on which a process listens, as the kernel writes them.
fn listening(pid: u32) -> Vec<String> {
    let sockets: BTreeSet<String> = std::fs::read_dir(format!("/proc/{pid}/fd"))
        .unwrap()
        .filter_map(|file| std::fs::read_link(file.unwrap().path()).ok())
        .filter_map(|link| {
            let link = link.display().to_string();
            Some(link.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())
        })
        .collect();
    let mut found = Vec::new();
    for table in ["tcp", "tcp6"] {
        let table = std::fs::read_to_string(format!("/proc/{pid}/net/{table}")).unwrap_or_default();
        for line in table.lines().skip(1) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (address, state, inode) = (words[1], words[3], words[9]);
            if state == "0A" && sockets.contains(inode) {
                found.push(address.split_once(':').unwrap().0.to_owned());
            }
        }
    }
    found
}

async fn children(service: &Service) -> Vec<String> {
    let token = service.token("kari").await.unwrap();
    let list = service.get("/api/v1/children", &token).await;
    let items = list["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_walk_works_when_pasted_and_a_second_start_finds_everything_again() {
    let folder = tempfile::tempdir().unwrap();
    // What a shell or curl could take for something else.
    let data = folder.path().join("Kari's \"data\", here");
    // An address for the service is not the demonstration's.
    let elsewhere = [("SAMFLYT_SERVER_LISTEN", "0.0.0.0:0")];
    let service = Service::demo_with(&data, &elsewhere).await;

    let local = listening(service.pid());
    assert_eq!(local, ["0100007F"], "127.0.0.1 and nothing else");
    let personas: Vec<&str> =
        service.said["personas"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
    assert_eq!(
        personas,
        [
            "kari",
            "ola",
            "jonas",
            "nav",
            "hospital",
            "bup",
            "ppt",
            "habilitering",
            "statped",
            "coordinator",
            "unit-admin",
            "auditor",
            "nav-auditor",
            "operator",
            "second-auditor",
            "second-operator"
        ]
    );
    for persona in &personas {
        let token = service.token(persona).await.unwrap_or_else(|| panic!("no token: {persona}"));
        service.get("/api/v1/me", &token).await;
    }

    let walk = service.said["walk"].as_str().unwrap();
    let (worked, said) = paste(walk);
    assert!(worked, "{said}");
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines.contains(&"identical"), "{said}");
    let problems: Vec<&&str> = lines.iter().filter(|line| line.contains("\"code\":")).collect();
    assert!(problems.len() == 3, "{said}");
    assert!(problems[0].contains("\"code\":\"not-found\""), "NAV, before Ola agrees: {said}");
    assert!(problems[1].contains("\"code\":\"not-found\""), "Statped: {said}");
    assert!(problems[2].contains("\"code\":\"revoked\""), "NAV: {said}");
    let at = |line: &str| lines.iter().position(|one| *one == line);
    let (agreed, stopped) = (at("\"state\":\"in-force\""), at("\"state\":\"revoked\""));
    assert!(agreed.is_some() && agreed < stopped, "{said}");
    assert!(lines.iter().any(|line| line.starts_with("ok  ")), "the log is verified: {said}");
    assert!(!walk.lines().any(|line| line.starts_with('#') && line.contains('\'')));

    let before = children(&service).await;
    assert_eq!(before.len(), 2, "Nora and Jonas");
    assert_eq!(service.stop().await, Some(0));

    let again = Service::demo_with(&data, &[]).await;
    assert_eq!(children(&again).await, before);
    let auditor = again.token("auditor").await.unwrap();
    let log = again.get("/api/v1/audit/entries?kind=consent-revoked&limit=10", &auditor).await;
    assert_eq!(log["items"].as_array().unwrap().len(), 2, "the story's and the walk's");
    assert!(paste(again.said["walk"].as_str().unwrap()).0, "it can be walked again");
    again.stop().await;
    verify(&data);

    // A database of invented people is not served.
    let (code, _, said) = run(&["serve"], &data, &[("SAMFLYT_SERVER_LISTEN", "127.0.0.1:0")]);
    assert!(code == 4 && said.contains("invented people"), "{code} {said}");
}

#[test]
fn a_port_that_is_taken_is_named_and_another_one_can_be_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, _, said) = run(&["demo", "--port", &port], folder.path(), &[]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains(&format!("port {port} is taken")) && said.contains("--port"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");
}

#[test]
fn the_demonstration_refuses_to_show_its_figures_to_the_network() {
    let folder = tempfile::tempdir().unwrap();
    let open = [("SAMFLYT_SERVER_METRICS_LISTEN", "0.0.0.0:0")];
    let (code, _, said) = run(&["demo", "--port", "0"], folder.path(), &open);
    assert!(code == 4 && said.contains("server.metrics_listen"), "{code} {said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");
}

#[test]
fn keys_made_for_an_installation_are_not_the_demonstrations() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert_eq!(run(&["key", "init"], &data, &[]).0, 0);
    let keys = |data: &Path| std::fs::read(data.join("keys/root")).unwrap();
    let before = keys(&data);
    let (code, _, said) = run(&["demo", "--port", "0"], &data, &[]);
    assert!(code == 4 && said.contains("own folder with --data"), "{code} {said}");
    assert!(!said.contains("delete"), "{said}");
    assert_eq!(keys(&data), before);
}
