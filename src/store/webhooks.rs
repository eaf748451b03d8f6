//! Programs of units that are told of notices. Their secrets are sealed.

use super::conn::{Conn, on, row, sql};
use super::error::StoreError;
use super::tx::Tx;
use crate::domain::{AgencyId, Timestamp};
use uuid::Uuid;

sql! {
    INSERT = "insert into webhook (id, unit, url, secret_sealed, active, created) \
        values ($1, $2, $3, $4, $5, $6)";
    FIND = "select id, unit, url, secret_sealed, old_sealed, old_until, active, created \
        from webhook where id = $1";
    OF_UNIT = "select id, unit, url, secret_sealed, old_sealed, old_until, active, created \
        from webhook where unit = $1 order by created, id";
    ALL = "select id, unit, url, secret_sealed, old_sealed, old_until, active, created \
        from webhook order by unit, created, id";
    ROTATE = "update webhook set old_sealed = secret_sealed, old_until = $2, secret_sealed = $3 \
        where id = $1";
    SET_ACTIVE = "update webhook set active = $2 where id = $1";
    REMOVE_DELIVERIES = "delete from delivery where channel = 'webhook' and target = $1 \
        and done is null";
    REMOVE = "delete from webhook where id = $1";
}

/// A program of a unit, or of a body with units below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Id.
    pub id: Uuid,
    /// Whose.
    pub unit: AgencyId,
    /// Where it is called.
    pub url: String,
    /// Sealed secret that calls are signed with.
    pub secret_sealed: Vec<u8>,
    /// The secret before it, sealed, and until when calls are signed with it too.
    pub old: Option<(Vec<u8>, Timestamp)>,
    /// Is it called?
    pub active: bool,
    /// When it was added.
    pub created: Timestamp,
}

row! {
    struct Row {
        id: Uuid,
        unit: Uuid,
        url: String,
        secret_sealed: Vec<u8>,
        old_sealed: Option<Vec<u8>>,
        old_until: Option<i64>,
        active: bool,
        created: i64,
    }
}

impl From<Row> for Webhook {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            unit: AgencyId(row.unit),
            url: row.url,
            secret_sealed: row.secret_sealed,
            old: row.old_sealed.zip(row.old_until.map(Timestamp::from_micros)),
            active: row.active,
            created: Timestamp::from_micros(row.created),
        }
    }
}

/// Adds a webhook.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, new: &Webhook) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(new.id)
        .bind(new.unit.0)
        .bind(&new.url)
        .bind(&new.secret_sealed[..])
        .bind(new.active)
        .bind(new.created.as_micros())
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The webhook with this id.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<Webhook>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id).fetch_optional(c).await)?;
    Ok(row.map(Into::into))
}

/// The webhooks of one body, not those above or below it.
///
/// # Errors
/// When they cannot be read.
pub async fn list_of(conn: &mut Conn, unit: AgencyId) -> Result<Vec<Webhook>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF_UNIT).bind(unit.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Every webhook, by body.
///
/// # Errors
/// When they cannot be read.
pub async fn list(conn: &mut Conn) -> Result<Vec<Webhook>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(ALL).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Gives a webhook another secret; calls are signed with the old one too until
/// `old_until`.
///
/// # Errors
/// When it cannot be written.
pub async fn rotate(
    tx: &mut Tx,
    id: Uuid,
    secret_sealed: &[u8],
    old_until: Timestamp,
) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(ROTATE)
        .bind(id).bind(old_until.as_micros()).bind(secret_sealed)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Calls a webhook again, or not any more.
///
/// # Errors
/// When it cannot be written.
pub async fn set_active(tx: &mut Tx, id: Uuid, active: bool) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(SET_ACTIVE)
        .bind(id).bind(active).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Removes a webhook with what was to be sent to it.
///
/// # Errors
/// When it cannot be written.
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(REMOVE_DELIVERIES)
        .bind(id).execute(c).await.map(|_| ()))?;
    on!(tx.writing().await?, c => sqlx::query(REMOVE).bind(id).execute(c).await.map(|_| ()))?;
    Ok(())
}
