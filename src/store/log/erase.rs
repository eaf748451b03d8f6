//! Taking the subject out of the entries of an erased folder.

use super::EntryRow;
use crate::domain::ChildId;
use crate::ledger::leaf::{FIELD_COUNT, Hash};
use crate::store::conn::{Conn, on, sql};
use crate::store::error::StoreError;
use crate::store::tx::Tx;

sql! {
    OF_CHILD = entry_columns!("where log_id = $1 and child = $2 and idx <> $3 order by idx limit $4");
    ERASE = "update log_entry set key_subject = null, child = null, document = null, \
        version = null, sha256 = null, consent = null, revision = null, purpose = null, \
        words = null, request = null, digests = $3, erased_idx = $4 \
        where log_id = $1 and idx = $2 and key_subject is not null";
}

/// At most `limit` entries about a child, in order, but for the one at `but`.
///
/// # Errors
/// When they cannot be read.
pub async fn list_of_child(
    conn: &mut Conn,
    log_id: i64,
    (child, but): (ChildId, i64),
    limit: i64,
) -> Result<Vec<EntryRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF_CHILD)
        .bind(log_id).bind(child.0).bind(but).bind(limit).fetch_all(c).await)?)
}

/// Drops the values and the key of the subject of the entry at `idx` and keeps the
/// digests of all its fields, told by the entry at `by`.
///
/// # Errors
/// [`StoreError::Job`] when there is no such entry with a subject.
pub async fn erase_subject(
    tx: &mut Tx,
    (log_id, idx): (i64, i64),
    digests: &[Hash; FIELD_COUNT],
    by: i64,
) -> Result<(), StoreError> {
    let rows = on!(tx.writing().await?, c => sqlx::query(ERASE)
        .bind(log_id).bind(idx).bind(digests.as_flattened()).bind(by)
        .execute(c).await.map(|done| done.rows_affected()))?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Job("the entry was erased by somebody else")) }
}
