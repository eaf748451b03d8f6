//! PostgreSQL: how it is reached, and what is refused.

use super::{OpenError, Pools, migrate, migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use sqlx::{Connection as _, Executor as _, PgConnection};
use std::str::FromStr;
use std::time::Duration;

pub(super) fn unreachable(source: sqlx::Error) -> OpenError {
    OpenError::Connect { place: "postgres".to_owned(), source }
}

pub(super) async fn open(url: &str) -> Result<Pools, OpenError> {
    let connect = unreachable;
    let options = options(url).map_err(connect)?;
    let mut first = PgConnection::connect_with(&options).await.map_err(connect)?;
    for (show, setting, bad, wanted) in [
        ("show fsync", "fsync", "off", "on"),
        ("show full_page_writes", "full_page_writes", "off", "on"),
        ("show synchronous_commit", "synchronous_commit", "off", "on"),
    ] {
        let value: String =
            sqlx::query_scalar(show).fetch_one(&mut first).await.map_err(connect)?;
        if value == bad {
            return Err(OpenError::Unsafe { setting, value, wanted });
        }
    }
    migrate(&migrator(|_, postgres| postgres), &mut first).await?;
    first.close().await.map_err(connect)?;
    let pool =
        |most| PgPoolOptions::new().max_connections(most).acquire_timeout(Duration::from_secs(10));
    // The writer's own: readers never keep it waiting. One more than it holds,
    // for while a lost one is being closed.
    let write = pool(2)
        .after_connect(|conn, _| {
            Box::pin(async move { conn.execute(KEEPS_COMMITS).await.map(drop) })
        })
        .connect_with(options.clone().options([("idle_in_transaction_session_timeout", "20s")]))
        .await
        .map_err(connect)?;
    // One of them looks after open streams.
    let read = pool(9).connect_with(options).await.map_err(connect)?;
    Ok(Pools::Postgres { read, write })
}

/// Whatever was set for the user or the database since the start: a commit that
/// is answered is on the disk. Stronger settings stay.
const KEEPS_COMMITS: &str = "select set_config('synchronous_commit', 'on', false) \
    where current_setting('synchronous_commit') = 'off'";

/// Beyond this machine a connection is encrypted and the server is who it should
/// be, or there is none; an address that says so may do without the latter.
pub(super) fn options(url: &str) -> Result<PgConnectOptions, sqlx::Error> {
    let options = PgConnectOptions::from_str(url)?.application_name("samflyt");
    let options = options.options([("lock_timeout", "10s"), ("statement_timeout", "30s")]);
    let near = options.get_socket().is_some()
        || matches!(options.get_host(), "localhost" | "127.0.0.1" | "::1" | "[::1]")
        || options.get_host().starts_with('/');
    if near {
        return Ok(options);
    }
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let says =
        query.split('&').any(|pair| pair.starts_with("sslmode=") || pair.starts_with("ssl-mode="));
    let mode = match (says, options.get_ssl_mode()) {
        (false, _) => PgSslMode::VerifyFull,
        (true, said @ (PgSslMode::VerifyCa | PgSslMode::VerifyFull)) => said,
        (true, _) => PgSslMode::Require,
    };
    Ok(options.ssl_mode(mode))
}
