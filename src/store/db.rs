//! Opening a database, bringing its schema up to date, and handing out connections.

mod postgres;

use super::conn::{Conn, on};
use super::error::StoreError;
use super::tx::{Recorded, Stamp, Tx, Unlogged};
use super::writer::{self, Writer};
use crate::clock::{Clock, MonotoneClock, SystemClock};
use crate::domain::Timestamp;
use crate::entropy::Entropy;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, PgPool, SqliteConnection, SqlitePool};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// How often the SQLite file is looked for.
const WATCH_INTERVAL: Duration = Duration::from_secs(1);
/// How long one attempt to empty SQLite's log keeps others from writing.
const WIPE_WAIT: Duration = Duration::from_millis(50);
/// Pause between such attempts.
const WIPE_PAUSE: Duration = Duration::from_millis(200);
/// How long closing the connections may take.
pub(super) const CLOSE_TIME: Duration = Duration::from_secs(10);

/// Migrations by number and name, the same on both databases.
const MIGRATIONS: [(i64, &str, &str, &str); 8] = [
    (
        1,
        "core",
        include_str!("../../migrations/sqlite/0001_core.sql"),
        include_str!("../../migrations/postgres/0001_core.sql"),
    ),
    (
        2,
        "consent life",
        include_str!("../../migrations/sqlite/0002_consent_life.sql"),
        include_str!("../../migrations/postgres/0002_consent_life.sql"),
    ),
    (
        3,
        "notices",
        include_str!("../../migrations/sqlite/0003_notices.sql"),
        include_str!("../../migrations/postgres/0003_notices.sql"),
    ),
    (
        4,
        "requests",
        include_str!("../../migrations/sqlite/0004_requests.sql"),
        include_str!("../../migrations/postgres/0004_requests.sql"),
    ),
    (
        5,
        "emergency",
        include_str!("../../migrations/sqlite/0005_emergency.sql"),
        include_str!("../../migrations/postgres/0005_emergency.sql"),
    ),
    (
        6,
        "own data",
        include_str!("../../migrations/sqlite/0006_own_data.sql"),
        include_str!("../../migrations/postgres/0006_own_data.sql"),
    ),
    (
        7,
        "sessions",
        include_str!("../../migrations/sqlite/0007_sessions.sql"),
        include_str!("../../migrations/postgres/0007_sessions.sql"),
    ),
    (
        12,
        "members",
        include_str!("../../migrations/sqlite/0012_members.sql"),
        include_str!("../../migrations/postgres/0012_members.sql"),
    ),
];

/// The newest migration that was applied.
const SCHEMA_VERSION: &str = "select max(version) from _sqlx_migrations";

/// The migrations of one database.
fn migrator(choose: impl Fn(&'static str, &'static str) -> &'static str) -> Migrator {
    let migrations = MIGRATIONS.iter().map(|(version, name, sqlite, postgres)| {
        let sql = choose(sqlite, postgres).into_sql_str();
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(migrations.collect())
}

/// Where the data is.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL address, with its password.
    Postgres(String),
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Place::Postgres(_) => f.write_str("postgres://[redacted]"),
        }
    }
}

/// Why a database cannot be used, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be reached or opened.
    #[error(
        "the database at {place} cannot be opened: check that it exists, runs and lets this user in"
    )]
    Connect {
        /// Where, without passwords.
        place: String,
        /// What the driver says.
        #[source]
        source: sqlx::Error,
    },
    /// The schema is newer than this program.
    #[error(
        "the database has schema version {0}, which this program does not know: use the program \
         version that wrote it, or a newer one"
    )]
    UnknownSchema(i64),
    /// A migration was changed after it had been applied, or did not end well.
    #[error("the database schema does not fit this program: restore a backup or ask for help")]
    Migration(#[source] MigrateError),
    /// A setting that loses acknowledged data, or keeps destroyed keys.
    #[error(
        "the database runs with `{setting} = {value}`, which is not safe: set it to `{wanted}`"
    )]
    Unsafe {
        /// Setting.
        setting: &'static str,
        /// Its value.
        value: String,
        /// What it must be.
        wanted: &'static str,
    },
    /// The stored log does not fit together.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Connection pools of either database.
#[derive(Clone, Debug)]
pub(super) enum Pools {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres { read: PgPool, write: PgPool },
}

impl Pools {
    /// A connection for the writer; it is closed when it is dropped, so that one
    /// given up in the middle of a transaction never comes back.
    pub(super) async fn writer(&self) -> Result<Conn, StoreError> {
        Ok(match self {
            Pools::Sqlite { write, .. } => {
                let mut conn = write.acquire().await?;
                conn.close_on_drop();
                Conn::Sqlite(conn)
            }
            Pools::Postgres { write, .. } => {
                let mut conn = write.acquire().await?;
                conn.close_on_drop();
                Conn::Postgres(conn)
            }
        })
    }

    async fn reader(&self) -> Result<Conn, StoreError> {
        Ok(match self {
            Pools::Sqlite { read, .. } => Conn::Sqlite(read.acquire().await?),
            Pools::Postgres { read, .. } => Conn::Postgres(read.acquire().await?),
        })
    }
}

/// A database: reads from a pool, writes through the one writer.
#[derive(Clone, Debug)]
pub struct Db {
    pools: Pools,
    writer: Writer,
    clock: Arc<MonotoneClock>,
    changes: watch::Receiver<u64>,
    /// The file of SQLite, and which one it is.
    file: Option<(PathBuf, (u64, u64))>,
    halted: Arc<AtomicBool>,
}

impl Db {
    /// Opens the database, refuses unknown schemas and unsafe settings, brings
    /// the schema up to date, and starts the writer. `origin` names the log when
    /// the database is new.
    ///
    /// # Errors
    /// [`OpenError`], each with what to do.
    pub async fn open(
        place: &Place,
        origin: &str,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, OpenError> {
        let pools = match place {
            Place::Sqlite(path) => open_sqlite(path).await?,
            Place::Postgres(url) => postgres::open(url).await?,
        };
        let (tell, changes) = watch::channel(0);
        let mut conn = pools.writer().await?;
        super::log::first_head(&mut conn, origin).await?;
        let lowest = match super::log::head(&mut conn, super::log::DEFAULT_LOG).await {
            Ok(head) => head.time,
            // Such a log is verified, not written.
            Err(error) if super::log::is_unreadable(&error) => Timestamp::default(),
            Err(error) => return Err(error.into()),
        };
        conn.discard().await;
        let clock = Arc::new(MonotoneClock::new(clock, lowest));
        let writer = writer::start(pools.clone(), Arc::clone(&clock), entropy, tell);
        let file = match place {
            Place::Sqlite(path) => identity(path).map(|file| (path.clone(), file)),
            Place::Postgres(_) => None,
        };
        Ok(Self { pools, writer, clock, changes, file, halted: Arc::default() })
    }

    /// Opens a database for looking at only: nothing is made, brought up to date
    /// or set, and nothing can be written.
    ///
    /// # Errors
    /// [`OpenError`], each with what to do.
    pub async fn inspect(place: &Place) -> Result<Self, OpenError> {
        let pools = match place {
            Place::Sqlite(path) => {
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(false)
                    .read_only(true)
                    .busy_timeout(Duration::from_secs(5));
                let pool = SqlitePoolOptions::new()
                    .max_connections(2)
                    .connect_with(options)
                    .await
                    .map_err(|source| OpenError::Connect { place: shown(path), source })?;
                Pools::Sqlite { read: pool.clone(), write: pool }
            }
            Place::Postgres(url) => {
                let options = postgres::options(url).map_err(postgres::unreachable)?;
                let options = options.options([("default_transaction_read_only", "on")]);
                let pool = PgPoolOptions::new()
                    .max_connections(2)
                    .connect_with(options)
                    .await
                    .map_err(postgres::unreachable)?;
                Pools::Postgres { read: pool.clone(), write: pool }
            }
        };
        let mut conn = pools.reader().await?;
        let version: Option<i64> = on!(&mut conn, c => {
            sqlx::query_scalar(SCHEMA_VERSION).fetch_one(c).await
        })
        .or_else(|source| match place {
            // Without the table it is no database of ours.
            _ if is_no_such_table(&source) => Ok(None),
            Place::Sqlite(path) => Err(OpenError::Connect { place: shown(path), source }),
            Place::Postgres(_) => Err(postgres::unreachable(source)),
        })?;
        drop(conn);
        match version {
            Some(version) if MIGRATIONS.last().is_some_and(|(last, ..)| *last == version) => {}
            other => return Err(OpenError::UnknownSchema(other.unwrap_or_default())),
        }
        let (_, changes) = watch::channel(0);
        let clock = Arc::new(MonotoneClock::new(Arc::new(SystemClock), Timestamp::default()));
        Ok(Self {
            pools,
            writer: Writer::idle(),
            clock,
            changes,
            file: None,
            halted: Arc::default(),
        })
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// When none can be had.
    pub async fn read(&self) -> Result<Conn, StoreError> {
        self.pools.reader().await
    }

    /// Runs `job` inside the writer's transaction and answers when it is
    /// durable together with its entry.
    ///
    /// # Errors
    /// The job's own, or why nothing was written.
    pub async fn write<T, E, F>(&self, name: &'static str, job: F) -> Result<(T, Recorded), E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Stamp), E>> + Send + 'static,
    {
        self.must_be_trusted()?;
        self.writer.stamped(name, job).await
    }

    /// Like [`Db::write`] for a job that may find, by its idempotency key, that
    /// it was done before; then there is no new entry, and nothing that it wrote
    /// is kept.
    ///
    /// # Errors
    /// The job's own, or why nothing was written.
    pub async fn write_once<T, E, F>(
        &self,
        name: &'static str,
        job: F,
    ) -> Result<(T, Option<Recorded>), E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Option<Stamp>), E>>
            + Send
            + 'static,
    {
        let (value, mut recorded) = self
            .write_any(name, |tx| {
                Box::pin(
                    job(tx).map(|ran| ran.map(|(value, stamp)| (value, Vec::from_iter(stamp)))),
                )
            })
            .await?;
        Ok((value, recorded.pop()))
    }

    /// Like [`Db::write_once`] for a job that may append several entries.
    ///
    /// # Errors
    /// The job's own, or why nothing was written.
    pub async fn write_any<T, E, F>(
        &self,
        name: &'static str,
        job: F,
    ) -> Result<(T, Vec<Recorded>), E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Vec<Stamp>), E>> + Send + 'static,
    {
        self.must_be_trusted()?;
        self.writer.any(name, job).await
    }

    /// Like [`Db::write`] for a job that appends several entries and wants each.
    ///
    /// # Errors
    /// The job's own, or why nothing was written.
    pub async fn write_several<T, E, F>(
        &self,
        name: &'static str,
        job: F,
    ) -> Result<(T, Vec<Recorded>), E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Vec<Stamp>), E>> + Send + 'static,
    {
        self.must_be_trusted()?;
        self.writer.several(name, job).await
    }

    /// Runs a job that leaves no entry; `why` is from the reviewed list.
    ///
    /// # Errors
    /// The job's own, or why nothing was written.
    pub async fn write_unlogged<T, E, F>(&self, why: Unlogged, job: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        self.writer.unlogged(why, job).await
    }

    /// The present, never before what the log or this process knows already.
    #[must_use]
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::<MonotoneClock>::clone(&self.clock)
    }

    /// Lets nothing that needs an entry be written any more: what is stored is not
    /// the log that was signed. Only a new start, which looks again, ends it.
    pub(crate) fn halt(&self) {
        self.halted.store(true, Ordering::SeqCst);
    }

    /// Was the log found to be another than the one that was signed?
    #[must_use]
    pub fn is_halted(&self) -> bool {
        self.halted.load(Ordering::SeqCst)
    }

    fn must_be_trusted(&self) -> Result<(), StoreError> {
        if self.is_halted() { Err(StoreError::Halted) } else { Ok(()) }
    }

    /// Changes after each commit that altered who may open what.
    #[must_use]
    pub fn access_changes(&self) -> watch::Receiver<u64> {
        self.changes.clone()
    }

    /// Ends the process when the file of SQLite is deleted or replaced: what is
    /// written to the old one from then on is lost with the process, although it
    /// is acknowledged. Returns once the database is closed.
    pub async fn end_with_its_file(&self) {
        let Some((path, opened)) = &self.file else { return };
        let Pools::Sqlite { write, .. } = &self.pools else { return };
        while !write.is_closed() {
            if identity(path) != Some(*opened) {
                writer::die("the database file was deleted or replaced; ending");
            }
            tokio::time::sleep(WATCH_INTERVAL).await;
        }
    }

    /// Takes what was deleted or replaced out of SQLite's write-ahead log too: its
    /// content moves into the database file, where deleted bytes are overwritten,
    /// and the log is emptied. PostgreSQL does this in its own time (vacuum, WAL).
    ///
    /// `patience` says how long to try while others read.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when somebody reads without a pause.
    pub async fn wipe(&self, patience: Duration) -> Result<(), StoreError> {
        let Pools::Sqlite { write, .. } = &self.pools else { return Ok(()) };
        // The pool's one connection is the writer's. While the log is emptied nobody
        // writes, also while it waits for those who read: so it never waits for long.
        let options = (*write.connect_options()).clone().busy_timeout(WIPE_WAIT);
        let emptied = async {
            let begun = std::time::Instant::now();
            let mut conn = SqliteConnection::connect_with(&options).await?;
            // Most of the work, and nobody waits for it.
            sqlx::query("pragma wal_checkpoint(passive)").execute(&mut conn).await?;
            let mut busy;
            loop {
                let run = sqlx::query_as::<_, (bool, i64, i64)>("pragma wal_checkpoint(truncate)");
                (busy, _, _) = run.fetch_one(&mut conn).await?;
                if !busy || begun.elapsed() >= patience {
                    break;
                }
                tokio::time::sleep(WIPE_PAUSE).await;
            }
            conn.close().await?;
            if busy { Err(sqlx::Error::PoolTimedOut) } else { Ok(()) }
        };
        // PoolTimedOut stands for busy, as everywhere.
        emptied.await.map_err(StoreError::from).inspect_err(|error| writer::die_if_fatal(error))
    }

    /// Ends the writer and closes the pools; what was answered is durable
    /// already, what waits in the queue is written first. Nothing of it takes
    /// for ever.
    pub async fn close(&self) {
        self.writer.stop().await;
        let closed = async {
            match &self.pools {
                Pools::Sqlite { read, write } => {
                    read.close().await;
                    write.close().await;
                }
                Pools::Postgres { read, write } => {
                    read.close().await;
                    write.close().await;
                }
            }
        };
        if tokio::time::timeout(CLOSE_TIME, closed).await.is_err() {
            tracing::warn!("the database's connections did not close in time");
        }
    }

    /// Does the database answer, and does a write come through?
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let mut conn = self.read().await?;
        on!(&mut conn, c => sqlx::query("select 1").execute(c).await.map(|_| ()))?;
        drop(conn);
        self.writer.ping().await
    }
}

async fn open_sqlite(path: &Path) -> Result<Pools, OpenError> {
    let connect = |source| OpenError::Connect { place: shown(path), source };
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL: a commit that was answered survives a power cut (NORMAL may lose it).
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(256)
        // What is deleted or replaced is overwritten: a destroyed key is gone from the file.
        .pragma("secure_delete", "on")
        // What a failing statement would need to be undone stays in memory: faster than
        // a temporary file, and nothing lies in a folder that is not ours.
        .pragma("temp_store", "memory")
        // Entries touch index pages all over: up to 16 MB of them gather in the
        // write-ahead log before they go to their places.
        .pragma("wal_autocheckpoint", "4000");
    create_private(path);
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.clone().pragma("cache_size", "-32000"))
        .await
        .map_err(connect)?;
    migrate(&migrator(|sqlite, _| sqlite), &write).await?;
    safe_sqlite(&write).await?;
    let read = SqlitePoolOptions::new()
        // One of them looks after open streams. A connection to a file is not lost.
        .max_connections(5)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(
            options.create_if_missing(false).read_only(true).pragma("cache_size", "-4000"),
        )
        .await
        .map_err(connect)?;
    Ok(Pools::Sqlite { read, write })
}

/// Refuses settings that lose what was acknowledged: they are read back.
async fn safe_sqlite(pool: &SqlitePool) -> Result<(), OpenError> {
    let connect = |source| OpenError::Connect { place: "sqlite".to_owned(), source };
    for (pragma, setting, wanted) in [
        ("pragma journal_mode", "journal_mode", "wal"),
        ("pragma synchronous", "synchronous", "2"),
        ("pragma foreign_keys", "foreign_keys", "1"),
        ("pragma secure_delete", "secure_delete", "1"),
    ] {
        let value = if setting == "journal_mode" {
            sqlx::query_scalar::<_, String>(pragma).fetch_one(pool).await
        } else {
            sqlx::query_scalar::<_, i64>(pragma).fetch_one(pool).await.map(|v| v.to_string())
        }
        .map_err(connect)?;
        if value != wanted {
            return Err(OpenError::Unsafe { setting, value, wanted });
        }
    }
    Ok(())
}

/// Which file it is, whatever it is called.
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

fn shown(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

/// The database file holds personal data: for its owner only, from its first
/// byte on. SQLite gives the write-ahead log the same mode.
fn create_private(path: &Path) {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let private = std::fs::OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)
        .and_then(|file| file.set_permissions(std::fs::Permissions::from_mode(0o600)));
    if let Err(error) = private {
        // Connecting says what is wrong.
        tracing::debug!(error = %error, "cannot restrict the database file to its owner");
    }
}

/// Does the database answer that there is no such table?
fn is_no_such_table(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else { return false };
    error.code().as_deref() == Some("42P01") || error.message().starts_with("no such table")
}

async fn migrate<'a, A>(migrator: &Migrator, pool: A) -> Result<(), OpenError>
where
    A: sqlx::Acquire<'a>,
    <A::Connection as std::ops::Deref>::Target: sqlx::migrate::Migrate,
{
    migrator.run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) => OpenError::UnknownSchema(version),
        other => OpenError::Migration(other),
    })
}

#[cfg(test)]
mod tests;
