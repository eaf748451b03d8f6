//! `samflyt audit verify` over a database: what it needs, what it tells, and that
//! it leaves everything as it was.

use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::process;
use crate::support::sql::Outside;
use samflyt::flows::verify::verify_database;
use samflyt::store::{Db, Place};
use serde_json::json;
use std::path::Path;

async fn verifying_changes_nothing_in_the_database(backend: Backend) {
    let test = TestApp::start(backend).await;
    test.app.stop(std::time::Duration::from_secs(5)).await;
    let place = test.place();
    let files = || {
        use std::os::unix::fs::PermissionsExt as _;
        let Place::Sqlite(path) = &place else { return (Vec::new(), 0) };
        let mode = std::fs::metadata(path).unwrap().permissions().mode();
        (std::fs::read(path).unwrap(), mode)
    };
    if let Place::Sqlite(path) = &place {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o640);
        std::fs::set_permissions(path, mode).unwrap();
    }
    let before = files();
    let db = Db::inspect(&place).await.unwrap();
    let key = test.app.publisher().key().clone();
    super::clean(&verify_database(&db, key, None, None).await.unwrap(), "untouched");
    let written = db
        .write_unlogged(samflyt::store::Unlogged::Checkpoint, |tx| {
            Box::pin(async move { samflyt::store::settings::put(tx, "evil", "yes").await })
        })
        .await;
    assert!(written.is_err(), "there is no writer");
    let mut conn = db.read().await.unwrap();
    let refused = match &mut conn {
        samflyt::store::Conn::Sqlite(conn) => {
            sqlx::query("delete from setting").execute(&mut **conn).await.is_err()
        }
        samflyt::store::Conn::Postgres(conn) => {
            sqlx::query("delete from setting").execute(&mut **conn).await.is_err()
        }
    };
    assert!(refused, "the connection reads only");
    drop(conn);
    db.close().await;
    assert!(before == files(), "neither a byte nor the mode");
    let mut outside = Outside::connect(&place).await;
    outside.run("delete from log_head").await;
    let db = Db::inspect(&place).await.unwrap();
    db.close().await;
    assert_eq!(outside.number("select count(*) from log_head").await, 0);
    let nowhere = Place::Sqlite(test.dir.path().join("nowhere.db"));
    assert!(Db::inspect(&nowhere).await.is_err() && !test.dir.path().join("nowhere.db").exists());
}

on_both!(verifying_changes_nothing_in_the_database);

fn verify_command(data: &Path, more: &[&str]) -> (i32, serde_json::Value, String) {
    let args: Vec<&str> = ["audit", "verify", "--json"].iter().chain(more).copied().collect();
    let (code, stdout, stderr) = process::run(&args, data, &[]);
    (code, serde_json::from_str(&stdout).unwrap_or_default(), stderr)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_needs_only_database_and_key_and_tells_by_its_exit_code() {
    let test = TestApp::start(Backend::Sqlite).await;
    test.app.stop(std::time::Duration::from_secs(5)).await;
    let (data, origin) = (&test.config.data.dir, test.config.log_origin());
    let (code, told, _) = verify_command(data, &[]);
    assert_eq!((code, &told["ok"], &told["origin"]), (0, &true.into(), &origin.as_str().into()));
    assert_eq!(told["signed_size"], told["size"], "{told}");
    // The checkpoint beside the database is held against it.
    assert_eq!((&told["beside_size"], &told["held_size"]), (&told["size"], &json!(null)));
    // One that the reader holds is told apart from it.
    let held = test.dir.path().join("held");
    std::fs::write(&held, &test.app.publisher().newest().unwrap().note).unwrap();
    let (code, told, _) = verify_command(data, &["--checkpoint", held.to_str().unwrap()]);
    assert_eq!((code, &told["held_size"]), (0, &told["size"]));
    let (code, text, _) = process::run(&["audit", "verify"], data, &[]);
    assert!(code == 0 && text.contains("nothing is wrong"), "{text}");

    // A database that the service refuses to start with.
    let place = test.place();
    let mut outside = Outside::connect(&place).await;
    outside.run("update log_entry set reason = 'because' where idx = 2").await;
    let (code, told, _) = verify_command(data, &[]);
    assert_eq!((code, &told["ok"], &told["first"]["index"]), (1, &false.into(), &2.into()));
    let (code, text, _) = process::run(&["audit", "verify"], data, &[]);
    assert!(code == 1 && text.contains("WRONG       entry 2: its fields"), "{text}");
    outside.run("update log_entry set reason = null where idx = 2").await;

    // An old copy, whose own checkpoints agree with it.
    let cut = "delete from log_entry where idx >= 5; delete from log_checkpoint;";
    outside.run(cut).await;
    super::forge::cover_up(&place).await;
    let (code, told, _) = verify_command(data, &[]);
    assert_eq!(code, 1);
    let what = told["first"]["what"].as_str().unwrap();
    assert!(
        what.starts_with("the log ends before entry 5, but the checkpoint beside the database"),
        "{what}"
    );

    // A log without a head, and a schema of another program.
    outside.run("create table kept as select * from log_head; delete from log_head").await;
    let (code, told, _) = verify_command(data, &[]);
    assert_eq!(code, 1, "{told}");
    assert!(told["findings"].to_string().contains("the head of the log is missing"), "{told}");
    outside.run("insert into log_head select * from kept; drop table kept").await;
    let newest = "(select max(version) from _sqlx_migrations)";
    outside
        .run(&format!("update _sqlx_migrations set version = 99 where version = {newest}"))
        .await;
    let (code, _, said) = verify_command(data, &[]);
    assert!(code == 3 && said.contains("schema version 99"), "{said}");

    // What it needs.
    let elsewhere = test.dir.path().join("elsewhere");
    let (code, _, said) = verify_command(&elsewhere, &[]);
    assert!(code == 3 && said.contains("--key"), "{said}");
    let key = test.dir.path().join("key");
    std::fs::write(&key, test.app.publisher().key().to_string()).unwrap();
    let (code, _, said) = verify_command(&elsewhere, &["--key", key.to_str().unwrap()]);
    assert!(code == 3 && said.contains("there is no database"), "{said}");
    assert!(!elsewhere.exists(), "verifying makes no database");
    let (code, _, _) = verify_command(data, &["--bundle", "a", "--receipt", "b"]);
    assert_eq!(code, 2);
}
