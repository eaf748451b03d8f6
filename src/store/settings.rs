//! Small facts about the installation itself, by name.

use super::conn::{Conn, on, sql};
use super::error::StoreError;
use super::tx::Tx;

sql! {
    FIND = "select value from setting where name = $1";
    PUT = "insert into setting (name, value) values ($1, $2) \
        on conflict (name) do update set value = excluded.value";
    UNDER = "select name, value from setting where name like $1 order by name";
    REMOVE = "delete from setting where name = $1";
}

/// The value under `name`.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, name: &str) -> Result<Option<String>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(FIND).bind(name).fetch_optional(c).await)?)
}

/// Sets the value under `name`.
///
/// # Errors
/// When it cannot be written.
pub async fn put(tx: &mut Tx, name: &str, value: &str) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(PUT)
        .bind(name).bind(value).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Names that begin with `prefix`, and their values.
///
/// # Errors
/// When they cannot be read.
pub async fn list(conn: &mut Conn, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(UNDER).bind(format!("{prefix}%")).fetch_all(c).await)?)
}

/// Removes the value under `name`.
///
/// # Errors
/// When it cannot be written.
pub async fn remove(tx: &mut Tx, name: &str) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(REMOVE).bind(name).execute(c).await.map(|_| ()))?;
    Ok(())
}
