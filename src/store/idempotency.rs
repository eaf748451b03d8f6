//! Idempotency keys: what a client's repetition of a request should find.

use super::conn::{Conn, on, sql};
use super::error::StoreError;
use super::tx::Tx;
use crate::domain::{PersonId, Timestamp};

sql! {
    FIND = "select fingerprint, result from idempotency where person = $1 and key = $2";
    INSERT = "insert into idempotency (person, key, fingerprint, result, created) \
        values ($1, $2, $3, $4, $5)";
    SWEEP = "delete from idempotency where created < $1";
}

/// What was kept under a key: the request's fingerprint and ids of the result.
///
/// # Errors
/// When it cannot be read.
pub async fn find(
    conn: &mut Conn,
    person: PersonId,
    key: &str,
) -> Result<Option<(Vec<u8>, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(person.0).bind(key).fetch_optional(c).await)?)
}

/// Keeps the result under the key, in the transaction of the act itself.
///
/// # Errors
/// [`StoreError::Conflict`] when the key is taken.
pub async fn insert(
    tx: &mut Tx,
    person: PersonId,
    key: &str,
    fingerprint: &[u8; 32],
    result: &str,
) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(person.0).bind(key).bind(&fingerprint[..]).bind(result).bind(now)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Drops keys made before `before`.
///
/// # Errors
/// When it cannot be written.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    Ok(on!(tx.writing().await?, c => sqlx::query(SWEEP)
        .bind(before.as_micros()).execute(c).await.map(|done| done.rows_affected()))?)
}
