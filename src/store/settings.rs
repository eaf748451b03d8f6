//! Small facts about the installation itself, by name.

use super::conn::{Conn, on, sql};
use super::error::StoreError;
use super::tx::Tx;

sql! {
    FIND = "select value from setting where name = $1";
    PUT = "insert into setting (name, value) values ($1, $2) \
        on conflict (name) do update set value = excluded.value";
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
