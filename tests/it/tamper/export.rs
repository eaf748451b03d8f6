//! Exports and receipts: what they hold, and that nobody can change them.

use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::process;
use crate::support::samples::pdf;
use samflyt::domain::{AgencyId, ChildId};
use samflyt::flows::export::{ExportError, Exported, Form, Selection, export};
use samflyt::flows::verify::verify_receipt;
use samflyt::ledger::verify::{Report, Trust, verify_bundle};
use serde_json::{Value, json};
use std::io::{Error, Result as Written, Write};

async fn write(
    app: &TestApp,
    selection: &Selection,
    form: Form,
    held: Option<u64>,
) -> (Exported, String) {
    let mut bytes = Vec::new();
    let exported = export(&app.app, selection, form, held, &mut bytes).await.unwrap();
    (exported, String::from_utf8(bytes).unwrap())
}

/// Kari shares with NAV, NAV looks, Statped tries.
async fn story(backend: Backend) -> (TestApp, Value) {
    let app = TestApp::start(backend).await;
    let stored = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201);
    let document = stored.id();
    let given = json!({"documents": [document], "words": "til søknaden"});
    let granted = app.grant("kari", "nora", "nav", given).await.expect(201);
    app.open("nav", document).await.expect(200);
    app.open("statped", document).await.expect(404);
    app.app.publisher().publish().await.unwrap();
    let path = format!("/api/v1/consents/{}/receipt", granted.id());
    let receipt = app.get("kari", &path).await.expect(200).json();
    (app, receipt)
}

fn verify(app: &TestApp, bundle: &str, held: Option<&str>) -> Report {
    verify_bundle(bundle.lines(), Some(app.app.publisher().key()), held)
}

async fn a_bundle_of_the_whole_log_is_complete_and_verifies_offline(backend: Backend) {
    let (app, _) = story(backend).await;
    let held = app.app.publisher().newest().unwrap();
    let all = Selection::default();
    let (exported, bundle) = write(&app, &all, Form::Bundle, Some(held.size)).await;
    let report = verify(&app, &bundle, Some(&held.note));
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!((report.entries, report.complete), (report.size, report.size));
    assert_eq!((report.entries, report.held_size), (exported.entries, Some(held.size)));
    assert_eq!(report.trust, Trust::Given);
    let last: Value = serde_json::from_str(bundle.lines().last().unwrap()).unwrap();
    assert_eq!(last["fields"]["kind"]["value"], "log-exported");
    assert_eq!(last["index"], exported.index);
    // Without a link to it, a held checkpoint is not agreed with.
    let (_, unlinked) = write(&app, &all, Form::Bundle, None).await;
    assert!(verify(&app, &unlinked, None).is_clean());
    assert!(!verify(&app, &unlinked, Some(&held.note)).is_clean());
}

on_both!(a_bundle_of_the_whole_log_is_complete_and_verifies_offline);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_anywhere_in_a_bundle_is_found() {
    let (app, _) = story(Backend::Sqlite).await;
    let (_, bundle) = write(&app, &Selection::default(), Form::Bundle, None).await;
    let lines: Vec<&str> = bundle.lines().collect();
    let middle = lines.len() / 2;
    let mut entry: Value = serde_json::from_str(lines[middle]).unwrap();
    let index = entry["index"].as_u64().unwrap();
    let zero = "00".repeat(32);
    for (place, value) in [
        ("/index", json!(index + 1)),
        ("/fields/time/value", json!("1")),
        ("/fields/outcome/value", json!("cut")),
        ("/fields/actor/value", json!(uuid::Uuid::nil())),
        ("/fields/reason/salt", json!(zero)),
        ("/fields/person", Value::Null),
        ("/proof/0", json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")),
        ("/proof", json!([])),
    ] {
        let before = entry.pointer(place).unwrap().clone();
        *entry.pointer_mut(place).unwrap() = value;
        let line = entry.to_string();
        let mut changed = lines.clone();
        changed[middle] = &line;
        let report = verify(&app, &changed.join("\n"), None);
        assert!(report.wrong > 0, "{place}: {:?}", report.findings);
        *entry.pointer_mut(place).unwrap() = before;
    }
    let mut swapped = lines.clone();
    swapped.swap(middle, middle + 1);
    assert!(!verify(&app, &swapped.join("\n"), None).is_clean());
    let mut twice = lines.clone();
    twice.insert(middle, lines[middle]);
    assert!(!verify(&app, &twice.join("\n"), None).is_clean());
    let mut without = lines.clone();
    without.remove(middle);
    let report = verify(&app, &without.join("\n"), None);
    assert_eq!(report.first().unwrap().index, Some(index));
    assert!(report.entries + 1 == report.size && !report.is_whole());

    let mut header: Value = serde_json::from_str(lines[0]).unwrap();
    header["size"] = json!(header["size"].as_u64().unwrap() - 1);
    let header = header.to_string();
    let mut changed = lines.clone();
    changed[0] = &header;
    assert!(!verify(&app, &changed.join("\n"), None).is_clean());
    let other = samflyt::ledger::checkpoint::Signer::new("other.example/0", &[1; 32]).unwrap();
    assert!(!verify_bundle(bundle.lines(), Some(other.verifier()), None).is_clean());
}

async fn exports_hold_what_was_asked_for_and_are_entries_themselves(backend: Backend) {
    let (app, _) = story(backend).await;
    let before = app.log_size().await;
    let nora = ChildId(app.cast.child("nora"));
    let of_nora = Selection { child: Some(nora), ..Selection::default() };
    let (exported, text) = write(&app, &of_nora, Form::Jsonl, None).await;
    assert_eq!(exported.index, before, "one entry, before anything is written");
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(u64::try_from(rows.len()).unwrap(), exported.entries);
    assert!(rows.iter().all(|row| row["child"] == nora.to_string()));
    let kinds: Vec<&str> = rows.iter().filter_map(|row| row["kind"].as_str()).collect();
    for kind in ["stored", "consent-granted", "opened", "refused", "log-exported"] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
    let own = rows.last().unwrap();
    assert_eq!((&own["index"], &own["role"]), (&json!(exported.index), &json!("operator")));
    assert!(own["time"].as_str().unwrap().ends_with('Z'));

    // An organisation stands for its units.
    let mut conn = app.app.db().read().await.unwrap();
    let unit = AgencyId(app.cast.unit("nav"));
    let top = samflyt::store::agencies::top_of(&mut conn, unit).await.unwrap().unwrap();
    drop(conn);
    let of_nav = Selection { agency: Some(top), ..Selection::default() };
    let (_, text) = write(&app, &of_nav, Form::Jsonl, None).await;
    assert!(text.contains("\"opened\"") && text.contains(&unit.to_string()));
    assert!(!text.contains(&app.cast.unit("statped").to_string()));
    let unknown = Selection { agency: Some(AgencyId(uuid::Uuid::nil())), ..Selection::default() };
    let size = app.log_size().await;
    let mut bytes = Vec::new();
    assert!(export(&app.app, &unknown, Form::Csv, None, &mut bytes).await.is_err());
    assert!(bytes.is_empty() && app.log_size().await == size);

    // Times: from is inside, to is not.
    let opened = rows.iter().find(|row| row["kind"] == "opened").unwrap();
    let at = opened["time"].as_str().unwrap().parse().unwrap();
    let since = Selection { from: Some(at), ..of_nora.clone() };
    assert!(write(&app, &since, Form::Jsonl, None).await.1.contains("\"opened\""));
    let until = Selection { to: Some(at), ..of_nora.clone() };
    assert!(!write(&app, &until, Form::Jsonl, None).await.1.contains("\"opened\""));
    let never = Selection { from: Some(at), to: Some(at), ..of_nora.clone() };
    assert!(export(&app.app, &never, Form::Csv, None, &mut Vec::new()).await.is_err());

    let (exported, text) = write(&app, &of_nora, Form::Csv, None).await;
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(u64::try_from(lines.len()).unwrap(), exported.entries + 1);
    assert!(lines[0].starts_with("index,schema,time,kind,outcome,"));

    // A part of the log as a bundle proves each entry, not that it is all.
    let (_, bundle) = write(&app, &of_nora, Form::Bundle, None).await;
    let report = verify(&app, &bundle, None);
    assert!(report.is_clean() && report.entries > 4 && !report.is_whole());
    assert_eq!(report.selection["child"], nora.to_string());
    assert!(bundle.lines().next().unwrap().contains(&nora.to_string()));
}

on_both!(exports_hold_what_was_asked_for_and_are_entries_themselves);

struct Shut;

impl Write for Shut {
    fn write(&mut self, _: &[u8]) -> Written<usize> {
        Err(Error::other("shut"))
    }

    fn flush(&mut self) -> Written<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_is_recorded_before_the_first_byte() {
    let app = TestApp::start(Backend::Sqlite).await;
    for form in [Form::Csv, Form::Jsonl, Form::Bundle] {
        let size = app.log_size().await;
        let ended = export(&app.app, &Selection::default(), form, None, &mut Shut).await;
        assert!(matches!(ended, Err(ExportError::Write(_))), "{ended:?}");
        assert_eq!(app.log_size().await, size + 1, "{form:?}");
    }
}

async fn a_receipt_of_the_service_verifies_and_a_changed_one_does_not(backend: Backend) {
    let (app, receipt) = story(backend).await;
    let key = app.app.publisher().key();
    let text = receipt.to_string();
    let proved = verify_receipt(&text, Some(key), None).unwrap();
    assert_eq!(proved.consent.to_string(), receipt["consent"]["id"].as_str().unwrap());
    assert_eq!(proved.agreed["words"], "til søknaden");
    assert_eq!(verify_receipt(&text, None, None).unwrap().trust, Trust::FirstUse);
    for (place, value) in [
        ("/consent/valid_until", json!("2030-01-01T00:00:00Z")),
        ("/consent/words", json!("alt")),
        ("/consent/actions", json!(["open", "keep"])),
        ("/consent/created", json!("2026-05-01T00:00:00Z")),
        ("/consent/approvals/0/person", json!(app.cast.person("ola"))),
        ("/consent/revisions/0/entry", json!(0)),
        ("/entry/unit/value", json!(uuid::Uuid::nil())),
        ("/index", json!(0)),
        ("/canonical", json!("e30=")),
    ] {
        let mut changed = receipt.clone();
        *changed.pointer_mut(place).unwrap() = value;
        assert!(verify_receipt(&changed.to_string(), Some(key), None).is_err(), "{place}");
    }
}

on_both!(a_receipt_of_the_service_verifies_and_a_changed_one_does_not);

/// The exit code of the program with this text on its standard input.
fn piped(args: &[&str], text: &str) -> i32 {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_samflyt"))
        .args(args)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait().unwrap().code().unwrap()
}

/// A checkpoint that this log's key has signed for a million entries.
fn signed_of_another_size(app: &TestApp) -> String {
    let seed = samflyt::vault::keys::LogSeed::load_file(&app.config.log_key_file()).unwrap();
    let signer =
        samflyt::ledger::checkpoint::Signer::new(&app.config.log_origin(), seed.expose()).unwrap();
    signer.sign(1_000_000, &[7; 32])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_commands_export_and_verify_files() {
    let (app, receipt) = story(Backend::Sqlite).await;
    let held = app.app.publisher().newest().unwrap().note.clone();
    let vkey = app.app.publisher().key().to_string();
    app.app.stop(std::time::Duration::from_secs(5)).await;
    let data = &app.config.data.dir;
    let file = |name: &str| app.dir.path().join(name).display().to_string();
    let (bundle, receipt_file, key, kept) =
        (file("bundle"), file("receipt"), file("key"), file("kept"));
    std::fs::write(&receipt_file, receipt.to_string()).unwrap();
    std::fs::write(&key, format!("{vkey}\n")).unwrap();
    std::fs::write(&kept, held).unwrap();
    let run = |args: &[&str]| process::run(args, data, &[]);

    let export = ["audit", "export", "--format", "bundle", "--out", &bundle, "--checkpoint", &kept];
    let (code, _, said) = run(&export);
    assert_eq!(code, 0, "{said}");
    // Never over another file, and never readable by others.
    assert_eq!(run(&export).0, 3);
    let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&bundle).unwrap());
    assert_eq!(mode & 0o777, 0o600);
    let verify =
        ["audit", "verify", "--json", "--bundle", &bundle, "--key", &key, "--checkpoint", &kept];
    let (code, told, said) = run(&verify);
    assert_eq!(code, 0, "{told} {said}");
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["entries"], told["size"]);
    assert_eq!(told["key"], "given");

    assert_eq!((&told["whole"], &told["selection"]), (&json!(true), &json!({})));
    let (code, text, _) = run(&["audit", "verify", "--bundle", &bundle, "--key", &key]);
    assert!(code == 0 && text.contains("selection   none"), "{text}");

    let text = std::fs::read_to_string(&bundle).unwrap();
    std::fs::write(&bundle, text.replacen("\"allowed\"", "\"refused\"", 1)).unwrap();
    let (code, told, _) = run(&["audit", "verify", "--bundle", &bundle]);
    assert!(code == 1 && told.contains("WRONG       entry 0: it is not proved"), "{told}");

    let (code, told, _) = run(&["audit", "verify", "--receipt", &receipt_file, "--key", &key]);
    assert!(code == 0 && told.contains("ok          the log tells"), "{told}");
    assert!(told.contains("words       til søknaden") && told.contains("given_by"), "{told}");
    assert_eq!(piped(&["audit", "verify", "--receipt", "-"], &receipt.to_string()), 0);
    assert_eq!(piped(&["audit", "verify", "--receipt", "-"], "{}"), 1);
    let own = file("own");
    std::fs::write(&own, receipt["checkpoint"].as_str().unwrap()).unwrap();
    let with = |held: &str| {
        run(&["audit", "verify", "--json", "--receipt", &receipt_file, "--checkpoint", held])
    };
    let (code, told, _) = with(&own);
    assert!(code == 0 && !told.contains("\"held_size\":null"), "{told}");
    std::fs::write(&own, signed_of_another_size(&app)).unwrap();
    let (code, told, _) = with(&own);
    assert!(code == 1 && told.contains("nothing in a receipt links"), "{told}");
    std::fs::write(&receipt_file, receipt.to_string().replace("til søknaden", "alt")).unwrap();
    let (code, told, _) = run(&["audit", "verify", "--receipt", &receipt_file]);
    assert!(code == 1 && told.contains("`words`"), "{told}");

    let (code, csv, _) = run(&["audit", "export", "--format", "csv"]);
    assert!(code == 0 && csv.starts_with("index,schema,time,"), "{csv}");
    let (code, _, _) = run(&["audit", "export", "--format", "csv", "--checkpoint", &kept]);
    assert_eq!(code, 2);
    // A checkpoint of a longer log: entries are missing here.
    let export = ["audit", "export", "--format", "bundle", "--checkpoint", &own];
    let (code, _, said) = run(&export);
    assert!(code == 1 && said.contains("entries are missing"), "{said}");
    // What has no valid checkpoint gives the same report as everything else.
    std::fs::write(&bundle, "{}\n").unwrap();
    let (code, told, _) = run(&["audit", "verify", "--json", "--bundle", &bundle]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((code, &told["ok"], &told["entries"]), (1, &json!(false), &json!(0)));
    assert_eq!(told["findings"][0], told["first"]);
    let missing = file("missing");
    assert_eq!(run(&["audit", "verify", "--bundle", &missing]).0, 3);
    assert_eq!(run(&["audit", "export", "--format", "csv", "--from", "yesterday"]).0, 2);
}
