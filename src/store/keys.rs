//! Sealed data keys, one row for each child and one for the directory.

use super::conn::{Conn, on, row, sql};
use super::error::StoreError;
use super::settings;
use super::tx::Tx;
use uuid::Uuid;

sql! {
    INSERT = "insert into data_key (owner, root_version, sealed, created) values ($1, $2, $3, $4)";
    NEWEST = "select max(root_version) from data_key";
    FIND = "select owner, root_version, sealed from data_key where owner = $1";
    NOT_UNDER = "select owner, root_version, sealed from data_key where root_version <> $1 \
        order by owner limit $2";
    FROM = "select owner, root_version, sealed from data_key where owner >= $1 \
        order by owner limit $2";
    RESEAL = "update data_key set root_version = $2, sealed = $3 \
        where owner = $1 and root_version = $4";
    DESTROY = "delete from data_key where owner = $1";
    COUNTS = "select root_version, count(*) as keys from data_key group by root_version \
        order by root_version";
}

/// The owner of the key that seals names in the directory of persons.
pub const DIRECTORY: Uuid = Uuid::nil();

row! {
    /// A data key, sealed under a root key version.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SealedDataKey {
        /// Child id, or [`DIRECTORY`].
        pub owner: Uuid,
        /// Root key version that it is sealed under.
        pub root_version: i64,
        /// The box.
        pub sealed: Vec<u8>,
    }
}

/// Adds a data key.
///
/// # Errors
/// [`StoreError::Conflict`] when the owner has one; [`StoreError::Job`] when it
/// is sealed under a root key that a rotation is leaving behind.
pub async fn insert(tx: &mut Tx, key: &SealedDataKey) -> Result<(), StoreError> {
    if newest_root(tx).await?.is_some_and(|newest| newest > key.root_version) {
        return Err(StoreError::Job("the root key was rotated; read the key file again"));
    }
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(key.owner).bind(key.root_version).bind(&key.sealed[..]).bind(now)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Destroys the owner's data key; false when there was none.
///
/// # Errors
/// When it cannot be written.
pub async fn destroy(tx: &mut Tx, owner: Uuid) -> Result<bool, StoreError> {
    let rows = on!(tx.writing().await?, c => sqlx::query(DESTROY)
        .bind(owner).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// The newest root key version that any data key is sealed under.
///
/// # Errors
/// When it cannot be read.
pub async fn newest_root(conn: &mut Conn) -> Result<Option<i64>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(NEWEST).fetch_one(c).await)?)
}

/// The owner's data key; `None` when it was destroyed or never made.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, owner: Uuid) -> Result<Option<SealedDataKey>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(owner).fetch_optional(c).await)?)
}

/// At most `limit` keys that are not sealed under `root_version`.
///
/// # Errors
/// When they cannot be read.
pub async fn list_not_under(
    conn: &mut Conn,
    root_version: i64,
    limit: i64,
) -> Result<Vec<SealedDataKey>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(NOT_UNDER)
        .bind(root_version).bind(limit).fetch_all(c).await)?)
}

/// At most `limit` keys in order of their owners, beginning with `owner`.
///
/// # Errors
/// When they cannot be read.
pub async fn list_from(
    conn: &mut Conn,
    owner: Uuid,
    limit: i64,
) -> Result<Vec<SealedDataKey>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FROM).bind(owner).bind(limit).fetch_all(c).await)?)
}

/// Puts a newly sealed box in place of the one under `old_version`; false when
/// somebody else had done it.
///
/// # Errors
/// When it cannot be written.
pub async fn reseal(
    tx: &mut Tx,
    key: &SealedDataKey,
    old_version: i64,
) -> Result<bool, StoreError> {
    let rows = on!(tx.writing().await?, c => sqlx::query(RESEAL)
        .bind(key.owner).bind(key.root_version).bind(&key.sealed[..]).bind(old_version)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// How many data keys stand under each root key version.
///
/// # Errors
/// When it cannot be read.
pub async fn count_by_root(conn: &mut Conn) -> Result<Vec<(i64, i64)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(COUNTS).fetch_all(c).await)?)
}

/// What is known of the root key `version`: a value that only that key gives,
/// and that tells nothing of it.
///
/// # Errors
/// When it cannot be read.
pub async fn find_root_check(conn: &mut Conn, version: i64) -> Result<Option<String>, StoreError> {
    settings::find(conn, &format!("root-check-{version}")).await
}

/// Keeps what [`find_root_check`] finds.
///
/// # Errors
/// When it cannot be written.
pub async fn put_root_check(tx: &mut Tx, version: i64, check: &str) -> Result<(), StoreError> {
    settings::put(tx, &format!("root-check-{version}"), check).await
}

/// Notes that the entry about the rotation to `version` is in the log; false
/// when it was noted before.
///
/// # Errors
/// When it cannot be read or written.
pub async fn note_rotation(tx: &mut Tx, version: i64) -> Result<bool, StoreError> {
    const NAME: &str = "root-rotated";
    let version = version.to_string();
    if settings::find(tx, NAME).await?.as_deref() == Some(&version) {
        return Ok(false);
    }
    settings::put(tx, NAME, &version).await?;
    Ok(true)
}
