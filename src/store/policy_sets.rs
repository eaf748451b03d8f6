//! Sets of policies that have answered, by their hash: an answer can be made again
//! with the rules of its day.

use super::conn::{Conn, on, sql};
use super::error::StoreError;
use super::tx::Tx;

sql! {
    KEEP = "insert into policy_set (hash, texts, created) values ($1, $2, $3) \
        on conflict (hash) do nothing";
    FIND = "select texts from policy_set where hash = $1";
}

/// Keeps a set; one that is there stays as it is.
///
/// # Errors
/// When it cannot be written.
pub async fn keep(tx: &mut Tx, hash: &[u8; 32], texts: &str) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(KEEP)
        .bind(&hash[..]).bind(texts).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The texts of a set, as JSON.
///
/// # Errors
/// When they cannot be read.
pub async fn find(conn: &mut Conn, hash: &[u8; 32]) -> Result<Option<String>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(FIND).bind(&hash[..]).fetch_optional(c).await)?)
}
