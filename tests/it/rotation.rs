//! Rotating the root key: whatever breaks it off, everything stays readable; in
//! the end the old key opens nothing, and its boxes are in no file.

use crate::support::app::{TestApp, start_with};
use crate::support::backend::{Backend, on_both};
use crate::support::process;
use crate::support::samples::pdf;
use crate::support::scan::holding;
use crate::support::sql::Outside;
use samflyt::domain::DocumentId;
use samflyt::entropy::SystemEntropy;
use samflyt::flows::keyring::{self, Rotated};
use samflyt::store::keys::{self, DIRECTORY, SealedDataKey};
use samflyt::store::{StoreError, Unlogged, documents};
use samflyt::vault::fields::DataKey;
use samflyt::vault::keys::RootKeys;
use std::path::PathBuf;
use std::time::Duration;
use uuid::Uuid;

on_both!(
    a_rotation_leaves_everything_readable_and_the_old_key_opens_nothing,
    a_rotation_that_was_broken_off_goes_on_as_the_same_one,
    a_rotation_killed_at_any_moment_is_finished_by_the_next_one,
    two_rotations_at_once_are_one_and_a_refusal,
    another_root_key_of_the_same_version_seals_nothing,
    old_keys_stay_in_the_file_when_a_row_does_not_open_without_them,
    a_service_that_runs_through_a_rotation_needs_no_restart,
);

fn file(app: &TestApp) -> PathBuf {
    app.config.root_key_file()
}

fn ring(app: &TestApp) -> RootKeys {
    RootKeys::load_file(&file(app)).unwrap()
}

async fn rows(app: &TestApp) -> Vec<SealedDataKey> {
    let mut conn = app.app.db().read().await.unwrap();
    keys::list_from(&mut conn, DIRECTORY, 100_000).await.unwrap()
}

fn opened(ring: &RootKeys, rows: &[SealedDataKey]) -> usize {
    let opens =
        |row: &&SealedDataKey| ring.open_data_key(row.owner, row.root_version, &row.sealed).is_ok();
    rows.iter().filter(opens).count()
}

/// More data keys, so that a rotation takes several batches.
async fn more_keys(app: &TestApp, count: u128) {
    let ring = ring(app);
    let keys: Vec<SealedDataKey> = (1..=count)
        .map(|number| {
            let owner = Uuid::from_u128(number << 64);
            let key = DataKey::generate(&SystemEntropy);
            let sealed = ring.seal_data_key(&key, owner, &SystemEntropy).unwrap();
            SealedDataKey { owner, root_version: sealed.root_version, sealed: sealed.bytes }
        })
        .collect();
    let write = app.app.db().write_unlogged::<(), StoreError, _>(Unlogged::Reseal, move |tx| {
        Box::pin(async move {
            for key in &keys {
                keys::insert(tx, key).await?;
            }
            Ok(())
        })
    });
    write.await.unwrap();
}

/// What a rotation does to some of the rows.
async fn reseal(app: &TestApp, ring: &RootKeys, rows: &[SealedDataKey]) {
    let fresh: Vec<SealedDataKey> = rows
        .iter()
        .map(|row| {
            let key = ring.open_data_key(row.owner, row.root_version, &row.sealed).unwrap();
            let sealed = ring.seal_data_key(&key, row.owner, &SystemEntropy).unwrap();
            let (root_version, sealed) = (sealed.root_version, sealed.bytes);
            SealedDataKey { owner: row.owner, root_version, sealed }
        })
        .collect();
    let write = app.app.db().write_unlogged::<(), StoreError, _>(Unlogged::Reseal, move |tx| {
        Box::pin(async move {
            for key in &fresh {
                assert!(keys::reseal(tx, key, 1).await?);
            }
            Ok(())
        })
    });
    write.await.unwrap();
}

async fn told(app: &TestApp) -> usize {
    app.entries("kind=key-rotated").await.len()
}

/// Everything that must hold when a rotation to version 2 is over.
async fn finished(app: &TestApp, old: &RootKeys, (document, bytes): (Uuid, &[u8])) {
    let (rows, new) = (rows(app).await, ring(app));
    assert_eq!((new.newest(), new.versions()), (2, vec![2]));
    assert_eq!((opened(&new, &rows), opened(old, &rows)), (rows.len(), 0));
    assert_eq!(told(app).await, 1);
    assert_eq!(app.open("kari", document).await.expect(200).body, bytes);
}

async fn a_rotation_leaves_everything_readable_and_the_old_key_opens_nothing(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(100_000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    more_keys(&app, 450).await;
    let (before, old) = (rows(&app).await, ring(&app));
    let done = keyring::rotate(&app.app, &file(&app)).await.unwrap();
    assert_eq!(done, Rotated { version: 2, resealed: before.len() });
    finished(&app, &old, (document, &bytes)).await;
    // With the old key file it does not start again.
    app.app.stop(Duration::from_secs(5)).await;
    let new = std::fs::read(file(&app)).unwrap();
    old.store_file(&file(&app)).unwrap();
    let error = start_with(&app.config, &app.clock).await.unwrap_err().to_string();
    assert!(error.contains("lacks root key version 2"), "{error}");
    std::fs::write(file(&app), new).unwrap();
    let app = app.restart_stopped().await;
    finished(&app, &old, (document, &bytes)).await;
    let again = keyring::rotate(&app.app, &file(&app)).await.unwrap();
    assert_eq!(again, Rotated { version: 3, resealed: before.len() });
    assert_eq!(ring(&app).versions(), [3]);
    app.open("kari", document).await.expect(200);
}

async fn a_rotation_that_was_broken_off_goes_on_as_the_same_one(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(20_000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    more_keys(&app, 230).await;
    let (before, old) = (rows(&app).await, ring(&app));
    let next = || RootKeys::load_file(&file(&app)).unwrap();
    // Each step of a rotation, as it stands when the process dies right behind it.
    ring(&app).with_new_version(&SystemEntropy).unwrap().store_file(&file(&app)).unwrap();
    assert_eq!(next().versions(), [1, 2]);
    keyring::claim(app.app.db(), &next()).await.unwrap();
    reseal(&app, &next(), &before[..100]).await;
    let app = app.restart().await;
    assert_eq!(opened(&ring(&app), &rows(&app).await), before.len());
    app.open("kari", document).await.expect(200);
    reseal(&app, &ring(&app), &before[100..]).await;
    let app = app.restart().await;
    assert_eq!(opened(&ring(&app), &rows(&app).await), before.len());
    assert_eq!(told(&app).await, 0);
    let both = std::fs::read(file(&app)).unwrap();
    // After the last row: the same version, with its entry.
    let done = keyring::rotate(&app.app, &file(&app)).await.unwrap();
    assert_eq!(done, Rotated { version: 2, resealed: 0 });
    finished(&app, &old, (document, &bytes)).await;
    // After the entry, before the old key is taken out: no second entry.
    std::fs::write(file(&app), both).unwrap();
    let app = app.restart().await;
    let done = keyring::rotate(&app.app, &file(&app)).await.unwrap();
    assert_eq!(done, Rotated { version: 2, resealed: 0 });
    finished(&app, &old, (document, &bytes)).await;
}

async fn a_rotation_killed_at_any_moment_is_finished_by_the_next_one(backend: Backend) {
    let url = match &backend {
        Backend::Postgres(url) => url.clone(),
        Backend::Sqlite => String::new(),
    };
    let mut app = TestApp::start(backend).await;
    let bytes = pdf(20_000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    more_keys(&app, 900).await;
    let (count, old) = (rows(&app).await.len(), ring(&app));
    let (mut kills, mut wait) = (0, Duration::from_millis(40));
    loop {
        app.app.stop(Duration::from_secs(5)).await;
        let env = [("SAMFLYT_DATABASE_URL", url.as_str())];
        let mut rotation = process::spawn(&["key", "rotate"], &app.config.data.dir, &env);
        let ended = tokio::time::timeout(wait, rotation.wait()).await;
        if ended.is_err() {
            rotation.kill().await.unwrap();
            kills += 1;
        }
        app = app.restart_stopped().await;
        assert_eq!(opened(&ring(&app), &rows(&app).await), count, "after {kills} kills");
        assert_eq!(app.open("kari", document).await.expect(200).body, bytes);
        if let Ok(status) = ended {
            assert!(status.unwrap().success());
            break;
        }
        wait += Duration::from_millis(35);
    }
    assert!(kills > 0);
    println!("{kills} kills");
    // The last one may have been killed just before it could say that it was done.
    let version = ring(&app).newest();
    assert_eq!(ring(&app).versions(), [version]);
    assert_eq!(told(&app).await, usize::try_from(version - 1).unwrap());
    assert_eq!(opened(&old, &rows(&app).await), 0);
}

async fn two_rotations_at_once_are_one_and_a_refusal(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(20_000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let (old, file) = (ring(&app), file(&app));
    let (one, other) =
        tokio::join!(keyring::rotate(&app.app, &file), keyring::rotate(&app.app, &file));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|ok| **ok).count(), 1);
    finished(&app, &old, (document, &bytes)).await;
    // The command says what is going on.
    let _held = RootKeys::lock_file(&file).unwrap();
    let error = keyring::rotate(&app.app, &file).await.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("another rotation"), "{cause}");
}

async fn another_root_key_of_the_same_version_seals_nothing(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(20_000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let (old, before) = (ring(&app), rows(&app).await);
    // A second node with a copy of the key file.
    let copy = app.dir.path().join("copy");
    ring(&app).store_file(&copy).unwrap();
    // The first node's rotation has only just begun.
    ring(&app).with_new_version(&SystemEntropy).unwrap().store_file(&file(&app)).unwrap();
    keyring::claim(app.app.db(), &ring(&app)).await.unwrap();
    assert!(keyring::rotate(&app.app, &copy).await.is_err());
    assert_eq!(RootKeys::load_file(&copy).unwrap().versions(), [1], "the copy is as it was");
    // Even one that had made its own version 2 before gets nowhere with it.
    old.with_new_version(&SystemEntropy).unwrap().store_file(&copy).unwrap();
    let error = keyring::rotate(&app.app, &copy).await.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("another root key version 2"), "{cause}");
    assert_eq!(rows(&app).await, before);
    // Nor does a service start with it.
    let right = std::fs::read(file(&app)).unwrap();
    app.app.stop(Duration::from_secs(5)).await;
    std::fs::copy(&copy, file(&app)).unwrap();
    let error = start_with(&app.config, &app.clock).await.unwrap_err();
    assert!(error.to_string().contains("another root key version 2"), "{error}");
    std::fs::write(file(&app), right).unwrap();
    let app = app.restart_stopped().await;
    let done = keyring::rotate(&app.app, &file(&app)).await.unwrap();
    assert_eq!(done.version, 2);
    assert_eq!(opened(&ring(&app), &rows(&app).await), before.len());
    app.open("kari", document).await.expect(200);
}

async fn old_keys_stay_in_the_file_when_a_row_does_not_open_without_them(backend: Backend) {
    let app = TestApp::start(backend).await;
    more_keys(&app, 3).await;
    ring(&app).with_new_version(&SystemEntropy).unwrap().store_file(&file(&app)).unwrap();
    keyring::claim(app.app.db(), &ring(&app)).await.unwrap();
    reseal(&app, &ring(&app), &rows(&app).await).await;
    let app = app.restart().await;
    let broken = Uuid::from_u128(2 << 64);
    let mut outside = Outside::connect(&app.place()).await;
    let (owner, noise) = (outside.id(broken), outside.bytes(&[7; 61]));
    outside.run(&format!("update data_key set sealed = {noise} where owner = {owner}")).await;
    assert!(keyring::rotate(&app.app, &file(&app)).await.is_err());
    assert_eq!(ring(&app).versions(), [1, 2]);
}

async fn a_service_that_runs_through_a_rotation_needs_no_restart(backend: Backend) {
    use samflyt::start::{Mode, start};
    let app = TestApp::start(backend).await;
    let bytes = pdf(20_000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let tool = start(&app.config, Mode::Tool).await.unwrap();
    keyring::rotate(&tool, &file(&app)).await.unwrap();
    tool.stop(Duration::from_secs(5)).await;
    app.sign_out();
    // A new child first: its key must go under the new root key.
    let name = samflyt::domain::text::PersonName::new("Barn ny").unwrap();
    let born = "2020-01-02".parse().unwrap();
    samflyt::flows::people::add_child(&app.app, &name, born, None, None).await.unwrap();
    app.open("kari", document).await.expect(200);
    let rows = rows(&app).await;
    assert_eq!(opened(&ring(&app), &rows), rows.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn destroyed_and_replaced_keys_are_in_no_file_of_the_database() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "nora", &pdf(20_000, 1)).await.expect(201).id();
    let kept = app.upload("kari", "nora", &pdf(20_000, 2)).await.expect(201).id();
    let box_of = async |document: Uuid| {
        let mut conn = app.app.db().read().await.unwrap();
        let after = (DocumentId(Uuid::nil()), 0);
        let all = documents::list_all_versions(&mut conn, after, 100).await.unwrap();
        let found = all.into_iter().find(|one| one.document.0 == document).unwrap();
        vec![("file key".to_owned(), found.file_key_sealed)]
    };
    let (gone, stays) = (box_of(document).await, box_of(kept).await);
    let data = &app.config.data.dir;
    assert!(!holding(data, &gone).is_empty(), "the scan sees a box that is there");
    app.delete("kari", &format!("/api/v1/documents/{document}")).await.expect(204);
    assert_eq!(holding(data, &gone), Vec::<String>::new());
    assert!(!holding(data, &stays).is_empty());
    let old = rows(&app).await.into_iter().map(|row| (row.owner.to_string(), row.sealed));
    let old: Vec<_> = old.collect();
    keyring::rotate(&app.app, &file(&app)).await.unwrap();
    assert_eq!(holding(data, &old), Vec::<String>::new());
    // Control: without the setting the scan finds what was deleted.
    let mut outside = Outside::connect(&app.place()).await;
    let secret = "0123456789-deleted-9876543210";
    outside.run("pragma secure_delete = off").await;
    for number in 0..20 {
        outside
            .run(&format!("insert into setting (name, value) values ('x{number}', '{secret}')"))
            .await;
    }
    outside.run("delete from setting where name like 'x%'").await;
    app.app.db().wipe(Duration::from_secs(5)).await.unwrap();
    let deleted = [("deleted".to_owned(), secret.as_bytes().to_vec())];
    assert!(!holding(data, &deleted).is_empty());
}
