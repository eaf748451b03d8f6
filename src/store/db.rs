//! Opening a database, bringing its schema up to date, and handing out connections.

use super::conn::{Conn, on};
use super::error::StoreError;
use super::tx::{Recorded, Stamp, Tx, Unlogged};
use super::writer::{self, Writer};
use crate::clock::Clock;
use crate::entropy::Entropy;
use futures_util::future::BoxFuture;
use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, PgPool, SqliteConnection, SqlitePool};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Migrations by number and name, the same on both databases.
const MIGRATIONS: [(i64, &str, &str, &str); 1] = [(
    1,
    "core",
    include_str!("../../migrations/sqlite/0001_core.sql"),
    include_str!("../../migrations/postgres/0001_core.sql"),
)];

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
    Postgres(PgPool),
}

impl Pools {
    pub(super) async fn writer(&self) -> Result<Conn, StoreError> {
        Ok(match self {
            Pools::Sqlite { write, .. } => Conn::Sqlite(write.acquire().await?),
            Pools::Postgres(pool) => Conn::Postgres(pool.acquire().await?),
        })
    }

    async fn reader(&self) -> Result<Conn, StoreError> {
        Ok(match self {
            Pools::Sqlite { read, .. } => Conn::Sqlite(read.acquire().await?),
            Pools::Postgres(pool) => Conn::Postgres(pool.acquire().await?),
        })
    }
}

/// A database: reads from a pool, writes through the one writer.
#[derive(Clone, Debug)]
pub struct Db {
    pools: Pools,
    writer: Writer,
    changes: watch::Receiver<u64>,
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
            Place::Postgres(url) => open_postgres(url).await?,
        };
        let (tell, changes) = watch::channel(0);
        let mut conn = pools.writer().await?;
        super::log::first_head(&mut conn, origin).await?;
        drop(conn);
        let (writer, _task) = writer::start(pools.clone(), clock, entropy, tell);
        Ok(Self { pools, writer, changes })
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
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Stamp), E>> + Send + 'static,
    {
        self.writer.stamped(name, job).await
    }

    /// Like [`Db::write`] for a job that may find, by its idempotency key, that
    /// it was done before; then there is no new entry.
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
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Option<Stamp>), E>>
            + Send
            + 'static,
    {
        self.writer.once(name, job).await
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
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Vec<Stamp>), E>> + Send + 'static,
    {
        self.writer.several(name, job).await
    }

    /// Runs a job that leaves no entry; `why` is from the reviewed list.
    ///
    /// # Errors
    /// The job's own, or why nothing was written.
    pub async fn write_unlogged<T, E, F>(&self, why: Unlogged, job: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        self.writer.unlogged(why, job).await
    }

    /// Changes after each commit that altered who may open what.
    #[must_use]
    pub fn access_changes(&self) -> watch::Receiver<u64> {
        self.changes.clone()
    }

    /// Is this PostgreSQL, where other nodes may write too?
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self.pools, Pools::Postgres(_))
    }

    /// Ends the writer and closes the pools; what was answered is durable
    /// already, what waits in the queue is written first.
    pub async fn close(&self) {
        // Before the pools: they wait for the connection that the writer holds.
        self.writer.stop();
        match &self.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// Takes what was deleted or replaced out of SQLite's write-ahead log too: its
    /// content moves into the database file, where deleted bytes are overwritten,
    /// and the log is emptied. PostgreSQL does this in its own time (vacuum, WAL).
    ///
    /// # Errors
    /// [`StoreError::Busy`] when somebody reads without a pause.
    pub async fn wipe(&self) -> Result<(), StoreError> {
        let Pools::Sqlite { write, .. } = &self.pools else { return Ok(()) };
        // The pool's one connection is the writer's.
        let options = write.connect_options();
        let emptied = async {
            let mut conn = SqliteConnection::connect_with(&options).await?;
            let mut busy = true;
            for _ in 0..3 {
                let run = sqlx::query_as::<_, (bool, i64, i64)>("pragma wal_checkpoint(truncate)");
                (busy, _, _) = run.fetch_one(&mut conn).await?;
                if !busy {
                    break;
                }
            }
            conn.close().await?;
            if busy { Err(sqlx::Error::PoolTimedOut) } else { Ok(()) }
        };
        // PoolTimedOut stands for busy, as everywhere.
        emptied.await.map_err(StoreError::from).inspect_err(writer::die_if_fatal)
    }

    /// Does the database answer?
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let mut conn = self.read().await?;
        on!(&mut conn, c => sqlx::query("select 1").execute(c).await.map(|_| ()))?;
        Ok(())
    }
}

async fn open_sqlite(path: &Path) -> Result<Pools, OpenError> {
    let connect =
        |source| OpenError::Connect { place: format!("sqlite:{}", path.display()), source };
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
        .pragma("cache_size", "-16000");
    create_private(path);
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.clone())
        .await
        .map_err(connect)?;
    migrate(&migrator(|sqlite, _| sqlite), &write).await?;
    for (pragma, setting, wanted) in [
        ("pragma journal_mode", "journal_mode", "wal"),
        ("pragma synchronous", "synchronous", "2"),
        ("pragma foreign_keys", "foreign_keys", "1"),
        ("pragma secure_delete", "secure_delete", "1"),
    ] {
        let value = if setting == "journal_mode" {
            sqlx::query_scalar::<_, String>(pragma).fetch_one(&write).await
        } else {
            sqlx::query_scalar::<_, i64>(pragma).fetch_one(&write).await.map(|v| v.to_string())
        }
        .map_err(connect)?;
        if value != wanted {
            return Err(OpenError::Unsafe { setting, value, wanted });
        }
    }
    let read = SqlitePoolOptions::new()
        .max_connections(4)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.create_if_missing(false).read_only(true))
        .await
        .map_err(connect)?;
    Ok(Pools::Sqlite { read, write })
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

async fn open_postgres(url: &str) -> Result<Pools, OpenError> {
    let connect = |source| OpenError::Connect { place: "postgres".to_owned(), source };
    let options = PgConnectOptions::from_str(url).map_err(connect)?.application_name("samflyt");
    // Beyond this machine a connection is encrypted, or there is none.
    let near = options.get_socket().is_some()
        || matches!(options.get_host(), "localhost" | "127.0.0.1" | "::1")
        || options.get_host().starts_with('/');
    let options = if near { options } else { at_least_tls(options) };
    let options = options.options([("lock_timeout", "10s"), ("statement_timeout", "30s")]);
    let pool = PgPoolOptions::new()
        .max_connections(10)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options)
        .await
        .map_err(connect)?;
    migrate(&migrator(|_, postgres| postgres), &pool).await?;
    for (show, setting, bad, wanted) in [
        ("show fsync", "fsync", "off", "on"),
        ("show full_page_writes", "full_page_writes", "off", "on"),
        ("show synchronous_commit", "synchronous_commit", "off", "on"),
    ] {
        let value: String = sqlx::query_scalar(show).fetch_one(&pool).await.map_err(connect)?;
        if value == bad {
            return Err(OpenError::Unsafe { setting, value, wanted });
        }
    }
    Ok(Pools::Postgres(pool))
}

fn at_least_tls(options: PgConnectOptions) -> PgConnectOptions {
    match options.get_ssl_mode() {
        PgSslMode::VerifyCa | PgSslMode::VerifyFull => options,
        _ => options.ssl_mode(PgSslMode::Require),
    }
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
