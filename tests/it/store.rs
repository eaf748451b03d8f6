//! Conformance of the store on both databases: groups, savepoints, stamps,
//! time, schema, unsafe settings.

use crate::support::app::{TestApp, noon, start_with};
use crate::support::backend::{Backend, on_both};
use crate::support::sql::Outside;
use samflyt::clock::{Clock, ManualClock};
use samflyt::domain::entry::{Entry, Kind, Outcome};
use samflyt::domain::time::SECOND_MICROS;
use samflyt::entropy::SystemEntropy;
use samflyt::ledger::append;
use samflyt::store::keys::{self, SealedDataKey};
use samflyt::store::log::{self, DEFAULT_LOG};
use samflyt::store::{Db, OpenError, Place, STATEMENTS, Stamp, StoreError, Unlogged, settings};
use sqlx::{AssertSqlSafe, Executor as _, SqlSafeStr as _};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use uuid::Uuid;

on_both!(
    a_failing_job_takes_only_its_own_writes_back,
    a_group_is_written_in_the_order_of_its_jobs,
    a_stamp_of_another_transaction_is_refused,
    an_unlogged_write_leaves_no_entry,
    time_rises_with_every_job_that_is_told,
    every_statement_prepares,
    an_unknown_schema_version_is_refused,
    a_closed_store_has_written_what_it_answered,
    a_log_that_was_turned_back_stops_the_start,
);

/// A store of its own, with the folder that holds it.
pub struct Own {
    pub db: Db,
    pub place: Place,
    pub clock: ManualClock,
    _dir: tempfile::TempDir,
}

pub async fn open(place: &Place, clock: &ManualClock) -> Result<Db, OpenError> {
    Db::open(place, "test/log/0", Arc::new(clock.clone()), Arc::new(SystemEntropy)).await
}

pub async fn own(backend: Backend) -> Own {
    let dir = tempfile::tempdir().unwrap();
    let place = match backend {
        Backend::Sqlite => Place::Sqlite(dir.path().join("samflyt.db")),
        Backend::Postgres(url) => Place::Postgres(url),
    };
    let clock = ManualClock::new(noon());
    Own { db: open(&place, &clock).await.unwrap(), place, clock, _dir: dir }
}

impl Own {
    pub async fn setting(&self, name: &str) -> Option<String> {
        let mut conn = self.db.read().await.unwrap();
        settings::find(&mut conn, name).await.unwrap()
    }

    pub async fn size(&self) -> i64 {
        let mut conn = self.db.read().await.unwrap();
        log::head(&mut conn, DEFAULT_LOG).await.unwrap().size
    }

    /// Holds the writer, so that what is queued meanwhile makes one group.
    pub async fn hold(&self) -> tokio::task::JoinHandle<()> {
        let db = self.db.clone();
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let held = tokio::spawn(async move {
            db.write_unlogged(Unlogged::FirstStart, move |_| {
                Box::pin(async move {
                    begun.send(()).unwrap();
                    tokio::time::sleep(Duration::from_millis(300)).await;
                    Ok::<_, StoreError>(())
                })
            })
            .await
            .unwrap();
        });
        has_begun.await.unwrap();
        held
    }
}

pub fn entry(tx: &samflyt::store::Tx) -> Entry {
    Entry::new(tx.now(), Kind::Listed, Outcome::Allowed)
}

/// Why a job of these tests fails.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("on purpose")]
    OnPurpose,
    #[error(transparent)]
    Store(#[from] StoreError),
}

async fn a_failing_job_takes_only_its_own_writes_back(backend: Backend) {
    let own = Arc::new(own(backend).await);
    let owner = Uuid::from_u128(5);
    let held = own.hold().await;
    let jobs = (0..24).map(|number| {
        let own = Arc::clone(&own);
        tokio::spawn(async move {
            let written = own
                .db
                .write::<_, Failed, _>("test", move |tx| {
                    Box::pin(async move {
                        settings::put(tx, &format!("job{number}"), "here").await?;
                        let stamp = append(tx, entry(tx));
                        match number % 4 {
                            0 => return Err(Failed::OnPurpose),
                            // The second of these breaks a rule of the database.
                            1 => {
                                let sealed = vec![1; 40];
                                let key = SealedDataKey { owner, root_version: 1, sealed };
                                keys::insert(tx, &key).await?;
                            }
                            2 if number == 2 => panic!("on purpose"),
                            _ => {}
                        }
                        Ok((number, stamp))
                    })
                })
                .await;
            (number, written.map(|(_, recorded)| recorded.index()))
        })
    });
    let answers = futures_util::future::join_all(jobs).await;
    held.await.unwrap();
    let mut indexes = BTreeSet::new();
    let mut first_key = 0;
    for answer in answers {
        let (number, written): (i32, Result<i64, Failed>) = answer.unwrap();
        let kept = own.setting(&format!("job{number}")).await.is_some();
        assert_eq!(kept, written.is_ok(), "job {number}");
        match written {
            Ok(index) => {
                first_key += i32::from(number % 4 == 1);
                assert!(indexes.insert(index), "{index} twice");
            }
            Err(Failed::OnPurpose) => assert_eq!(number % 4, 0),
            Err(Failed::Store(StoreError::Conflict(_))) => assert_eq!(number % 4, 1),
            Err(Failed::Store(StoreError::Job(_))) => assert_eq!(number, 2),
            Err(error) => panic!("{number}: {error:?}"),
        }
    }
    assert_eq!(first_key, 1, "one of them was first");
    // Failed jobs leave no gap in the log.
    assert_eq!(indexes, (0..own.size().await).collect());
    assert_eq!(indexes.len(), 6 * 2 + 1 - 1);
}

async fn a_group_is_written_in_the_order_of_its_jobs(backend: Backend) {
    let own = own(backend).await;
    let held = own.hold().await;
    let mut waiting = Vec::new();
    for number in 0..300 {
        let db = own.db.clone();
        waiting.push(tokio::spawn(async move {
            let ((), recorded) = db
                .write::<_, StoreError, _>("test", move |tx| {
                    Box::pin(async move {
                        settings::put(tx, "last", &number.to_string()).await?;
                        Ok(((), append(tx, entry(tx))))
                    })
                })
                .await
                .unwrap();
            recorded.index()
        }));
        tokio::task::yield_now().await;
    }
    let mut indexes = Vec::new();
    for one in waiting {
        indexes.push(one.await.unwrap());
    }
    held.await.unwrap();
    let last: usize = own.setting("last").await.unwrap().parse().unwrap();
    let newest = indexes.iter().position(|index| *index == 299).unwrap();
    assert_eq!(last, newest, "the last write has the highest index");
    indexes.sort_unstable();
    assert_eq!(indexes, (0..300).collect::<Vec<_>>());
    assert_eq!(own.size().await, 300);
}

async fn a_stamp_of_another_transaction_is_refused(backend: Backend) {
    let own = own(backend).await;
    let stolen: Arc<Mutex<Option<Stamp>>> = Arc::default();
    for same_group in [false, true] {
        let held = if same_group { Some(own.hold().await) } else { None };
        let (db, put) = (own.db.clone(), Arc::clone(&stolen));
        let gives = tokio::spawn(async move {
            db.write::<_, StoreError, _>("gives", move |tx| {
                Box::pin(async move {
                    *put.lock().unwrap() = Some(append(tx, entry(tx)));
                    Ok(((), append(tx, entry(tx))))
                })
            })
            .await
        });
        if same_group {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let taken = take(&own, &stolen).await;
            assert!(matches!(taken, Err(StoreError::Job(_))), "{taken:?}");
            gives.await.unwrap().unwrap();
        } else {
            gives.await.unwrap().unwrap();
            let taken = take(&own, &stolen).await;
            assert!(matches!(taken, Err(StoreError::Job(_))), "{taken:?}");
        }
        if let Some(held) = held {
            held.await.unwrap();
        }
        assert_eq!(own.setting("theft").await, None);
    }
    assert_eq!(own.size().await, 4);
}

async fn take(own: &Own, stolen: &Arc<Mutex<Option<Stamp>>>) -> Result<i64, StoreError> {
    let stolen = Arc::clone(stolen);
    let written = own.db.write::<_, StoreError, _>("takes", move |tx| {
        Box::pin(async move {
            settings::put(tx, "theft", "done").await?;
            let stamp = stolen.lock().unwrap().take().unwrap();
            Ok(((), stamp))
        })
    });
    written.await.map(|((), recorded)| recorded.index())
}

async fn an_unlogged_write_leaves_no_entry(backend: Backend) {
    let own = own(backend).await;
    own.db
        .write_unlogged(Unlogged::FirstStart, |tx| {
            Box::pin(async move { settings::put(tx, "a", "1").await })
        })
        .await
        .unwrap();
    assert_eq!((own.setting("a").await.as_deref(), own.size().await), (Some("1"), 0));
    // A job that should have appended several entries and has none is refused.
    let none = own.db.write_several::<_, StoreError, _>("none", |tx| {
        Box::pin(async move {
            settings::put(tx, "a", "2").await?;
            Ok(((), Vec::new()))
        })
    });
    assert!(matches!(none.await, Err(StoreError::Job(_))));
    assert_eq!(own.setting("a").await.as_deref(), Some("1"));
}

async fn time_rises_with_every_job_that_is_told(backend: Backend) {
    let own = own(backend).await;
    let append_one = async || {
        let (now, recorded) = own
            .db
            .write::<_, StoreError, _>("test", |tx| {
                Box::pin(async move { Ok((tx.now(), append(tx, entry(tx)))) })
            })
            .await
            .unwrap();
        assert_eq!(now, recorded.time());
        now
    };
    let after = |micros| noon().plus_micros(micros);
    assert_eq!(append_one().await, noon());
    own.clock.advance(-3600 * SECOND_MICROS);
    assert_eq!(append_one().await, after(1));
    assert_eq!(append_one().await, after(2));
    own.clock.set(after(5));
    assert_eq!(append_one().await, after(5));
    own.clock.set(samflyt::domain::Timestamp::from_micros(0));
    assert_eq!(append_one().await, after(6));
    // Also after a start.
    own.db.close().await;
    let db = open(&own.place, &own.clock).await.unwrap();
    let (now, _) = db
        .write::<_, StoreError, _>("test", |tx| {
            Box::pin(async move { Ok((tx.now(), append(tx, entry(tx)))) })
        })
        .await
        .unwrap();
    assert_eq!(now, after(7));
    assert!(own.clock.now() < now);
}

async fn every_statement_prepares(backend: Backend) {
    let own = own(backend).await;
    let mut outside = Outside::connect(&own.place).await;
    let mut count = 0;
    for (file, statements) in STATEMENTS {
        for (name, text) in *statements {
            let sql = AssertSqlSafe((*text).to_owned()).into_sql_str();
            let prepared = match &mut outside {
                Outside::Sqlite(conn) => conn.prepare(sql).await.map(drop),
                Outside::Postgres(conn) => conn.prepare(sql).await.map(drop),
            };
            prepared.unwrap_or_else(|error| panic!("{file}::{name}: {error}\n{text}"));
            count += 1;
        }
    }
    assert!(count > 60, "{count}");
}

/// Primary keys and unique indexes with their columns, in order, and what each
/// column refers to.
async fn rules(outside: &mut Outside) -> Vec<String> {
    let (keys, unique, foreign) = match outside {
        Outside::Sqlite(_) => (
            "select m.name || ' key ' || c.pk || ' ' || c.name \
             from sqlite_master m join pragma_table_info(m.name) c \
             where m.type = 'table' and c.pk > 0 and m.name not like '\\_sqlx%' escape '\\'",
            "select m.name || ' unique ' || i.name || ' ' || x.seqno || ' ' || x.name \
             from sqlite_master m join pragma_index_list(m.name) i join pragma_index_info(i.name) x \
             where m.type = 'table' and i.\"unique\" = 1 and i.origin = 'c' \
             and m.name not like '\\_sqlx%' escape '\\'",
            "select m.name || '.' || f.\"from\" || ' refers to ' || f.\"table\" || '.' || f.\"to\" \
             from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'",
        ),
        Outside::Postgres(_) => (
            "select t.relname || ' key ' || k.place || ' ' || a.attname \
             from pg_index i join pg_class t on t.oid = i.indrelid \
             cross join unnest(i.indkey) with ordinality as k (num, place) \
             join pg_attribute a on a.attrelid = t.oid and a.attnum = k.num \
             where i.indisprimary and t.relnamespace = 'public'::regnamespace \
             and t.relname not like '\\_sqlx%'",
            "select t.relname || ' unique ' || n.relname || ' ' || (k.place - 1) || ' ' || a.attname \
             from pg_index i join pg_class t on t.oid = i.indrelid \
             join pg_class n on n.oid = i.indexrelid \
             cross join unnest(i.indkey) with ordinality as k (num, place) \
             join pg_attribute a on a.attrelid = t.oid and a.attnum = k.num \
             where i.indisunique and not i.indisprimary \
             and t.relnamespace = 'public'::regnamespace and t.relname not like '\\_sqlx%'",
            "select t.relname || '.' || a.attname || ' refers to ' || r.relname || '.' || b.attname \
             from pg_constraint c join pg_class t on t.oid = c.conrelid \
             join pg_class r on r.oid = c.confrelid \
             join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] \
             join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1] \
             where c.contype = 'f'",
        ),
    };
    let mut found = Vec::new();
    for sql in [keys, unique, foreign] {
        let part = outside.texts(sql).await;
        assert!(!part.is_empty(), "{sql}");
        found.extend(part);
    }
    found.sort();
    found
}

/// Tables, columns, whether they may be null, and kinds; then the indexes.
async fn schema(outside: &mut Outside) -> (Vec<String>, Vec<String>) {
    let (columns, indexes) = match outside {
        Outside::Sqlite(_) => (
            "select m.name || '.' || c.name \
                || case when c.\"notnull\" = 1 or c.pk > 0 then ' ' else ' null ' end || lower(c.type) \
             from sqlite_master m join pragma_table_info(m.name) c \
             where m.type = 'table' and m.name not like 'sqlite%' and m.name not like '\\_sqlx%' escape '\\'",
            "select name || ' on ' || tbl_name from sqlite_master \
             where type = 'index' and name not like 'sqlite%'",
        ),
        Outside::Postgres(_) => (
            "select table_name || '.' || column_name \
                || case when is_nullable = 'NO' then ' ' else ' null ' end || data_type \
             from information_schema.columns \
             where table_schema = 'public' and table_name not like '\\_sqlx%'",
            "select indexname || ' on ' || tablename from pg_indexes \
             where schemaname = 'public' and indexname not like '%\\_pkey'",
        ),
    };
    let is_sqlite = matches!(outside, Outside::Sqlite(_));
    let mut columns = outside.texts(columns).await;
    for column in &mut columns {
        // What a kind of PostgreSQL is called in SQLite.
        if !is_sqlite {
            let (name, kind) = column.split_once(' ').unwrap();
            let (null, kind) = match kind.strip_prefix("null ") {
                Some(kind) => ("null ", kind),
                None => ("", kind),
            };
            let kind = match kind {
                "bigint" | "integer" | "smallint" => "integer",
                "bytea" | "uuid" => "blob",
                other => other,
            };
            *column = format!("{name} {null}{kind}");
        }
    }
    columns.sort();
    let mut indexes = outside.texts(indexes).await;
    indexes.sort();
    (columns, indexes)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_schemas_are_the_same() {
    let Some(postgres) = Backend::postgres().await else { return };
    let (sqlite, postgres) = (own(Backend::Sqlite).await, own(postgres).await);
    let mut outside =
        (Outside::connect(&sqlite.place).await, Outside::connect(&postgres.place).await);
    assert_eq!(rules(&mut outside.0).await, rules(&mut outside.1).await);
    let one = schema(&mut outside.0).await;
    let other = schema(&mut outside.1).await;
    assert!(one.0.len() > 100, "{one:?}");
    assert_eq!(one.0, other.0);
    assert_eq!(one.1, other.1);
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |which: &str| {
        let folder = format!("{}/migrations/{which}", env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}

async fn an_unknown_schema_version_is_refused(backend: Backend) {
    let own = own(backend).await;
    own.db.close().await;
    let mut outside = Outside::connect(&own.place).await;
    let sum = outside.bytes(&[1; 48]);
    outside
        .run(&format!(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
             values (9999, 'from the future', true, {sum}, 1)"
        ))
        .await;
    let error = open(&own.place, &own.clock).await.unwrap_err();
    assert!(matches!(error, OpenError::UnknownSchema(9999)), "{error}");
    assert!(error.to_string().contains("newer"), "{error}");
    outside.run("delete from _sqlx_migrations where version = 9999").await;
    // A migration that was changed after it had been applied.
    outside.run(&format!("update _sqlx_migrations set checksum = {sum}")).await;
    let error = open(&own.place, &own.clock).await.unwrap_err();
    assert!(matches!(error, OpenError::Migration(_)), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_may_lose_commits_is_refused() {
    let Some(Backend::Postgres(url)) = Backend::postgres().await else { return };
    let clock = ManualClock::new(noon());
    let unsafe_url = format!("{url}?options=-c%20synchronous_commit%3Doff");
    let error = open(&Place::Postgres(unsafe_url), &clock).await.unwrap_err();
    assert!(matches!(&error, OpenError::Unsafe { setting: "synchronous_commit", .. }), "{error}");
    assert!(error.to_string().contains("set it to `on`"), "{error}");
    open(&Place::Postgres(url.clone()), &clock).await.unwrap();
    // One that is not there: no password in the message.
    let (before, _) = url.split_once('@').unwrap();
    let gone = format!("{before}:hunter2@127.0.0.1:1/x");
    let error = open(&Place::Postgres(gone), &clock).await.unwrap_err();
    assert!(matches!(error, OpenError::Connect { .. }), "{error}");
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
}

async fn a_closed_store_has_written_what_it_answered(backend: Backend) {
    let own = own(backend).await;
    let jobs = (0..100).map(|number| {
        let db = own.db.clone();
        tokio::spawn(async move {
            db.write::<_, StoreError, _>("test", move |tx| {
                Box::pin(async move {
                    settings::put(tx, &format!("n{number}"), "1").await?;
                    Ok(((), append(tx, entry(tx))))
                })
            })
            .await
        })
    });
    let jobs: Vec<_> = jobs.collect();
    tokio::time::sleep(Duration::from_millis(5)).await;
    tokio::time::timeout(Duration::from_secs(20), own.db.close()).await.expect("it closes");
    let (mut written, mut refused) = (BTreeSet::new(), 0);
    for (number, job) in jobs.into_iter().enumerate() {
        match job.await.unwrap() {
            Ok(_) => drop(written.insert(format!("n{number}"))),
            Err(StoreError::Stopped | StoreError::Busy(_)) => refused += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(written.len() + refused, 100);
    let mut outside = Outside::connect(&own.place).await;
    let stored: BTreeSet<String> =
        outside.texts("select name from setting where name like 'n%'").await.into_iter().collect();
    assert_eq!(stored, written);
}

async fn a_log_that_was_turned_back_stops_the_start(backend: Backend) {
    let app = TestApp::start(backend.clone()).await;
    let bytes = crate::support::samples::pdf(3000, 1);
    app.upload("kari", "nora", &bytes).await.expect(201);
    app.app.stop(Duration::from_secs(5)).await;
    // A backup of the database; the checkpoint stays where it is.
    let dump = app.dir.path().join("old");
    let mut outside = Outside::connect(&app.place()).await;
    let size = outside.number("select size from log_head").await;
    if let Place::Sqlite(file) = app.place() {
        outside.run(&format!("vacuum into '{}'", dump.display())).await;
        drop(outside);
        let app = app.restart_stopped().await;
        app.upload("kari", "nora", &bytes).await.expect(201);
        app.app.stop(Duration::from_secs(5)).await;
        for ending in ["", "-wal", "-shm"] {
            let mut path = file.clone().into_os_string();
            path.push(ending);
            drop(std::fs::remove_file(path));
        }
        std::fs::copy(&dump, &file).unwrap();
        refused(&app).await;
    } else {
        // The same by hand: what came after the checkpoint's size is gone.
        outside.run("create table kept as select * from log_head").await;
        let app = app.restart_stopped().await;
        app.upload("kari", "nora", &bytes).await.expect(201);
        app.app.stop(Duration::from_secs(5)).await;
        outside
            .run(&format!(
                "delete from log_entry where idx >= {size}; delete from log_checkpoint where size > {size}; \
                 update log_head set size = k.size, edge = k.edge, time = k.time from kept k"
            ))
            .await;
        refused(&app).await;
    }
}

async fn refused(app: &TestApp) {
    let error = start_with(&app.config, &app.clock).await.unwrap_err().to_string();
    assert!(error.contains("older") && error.contains("restore the newest backup"), "{error}");
    // Without the newer checkpoint beside the database nothing is noticed:
    // that file is what finds it.
    std::fs::remove_file(app.config.checkpoint_file()).unwrap();
    start_with(&app.config, &app.clock).await.unwrap();
}
