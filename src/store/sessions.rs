//! Sign-ins of browsers: only the SHA-256 of what the cookie holds is kept.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::tx::Tx;
use crate::domain::question::Assurance;
use crate::domain::{PersonId, Timestamp};
use uuid::Uuid;

sql! {
    INSERT = "insert into session (id, hash, person, assurance, device, created, seen, expires) \
        values ($1, $2, $3, $4, $5, $6, $6, $7)";
    FIND = "select id, person, assurance, device, created, seen, expires, ended from session \
        where hash = $1";
    OF_PERSON = "select id, person, assurance, device, created, seen, expires, ended from session \
        where person = $1 and ended is null and expires > $2 and seen > $3 \
        order by seen desc, id limit 100";
    TOUCH = "update session set seen = $2 where id = $1 and seen < $2";
    END = "update session set ended = $3 where id = $1 and person = $2 and ended is null";
    FORGET = "delete from session where expires < $1";
}

/// A sign-in of a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Names it, for its owner.
    pub id: Uuid,
    /// Whose.
    pub person: PersonId,
    /// How strong.
    pub assurance: Assurance,
    /// What kind of device, as far as it says: a code.
    pub device: String,
    /// Signed in at.
    pub created: Timestamp,
    /// Last used at, to the minute.
    pub seen: Timestamp,
    /// Useless from this instant on, however much it is used.
    pub expires: Timestamp,
    /// Ended before that?
    pub ended: bool,
}

row! {
    struct Row {
        id: Uuid,
        person: Uuid,
        assurance: String,
        device: String,
        created: i64,
        seen: i64,
        expires: i64,
        ended: Option<i64>,
    }
}

impl TryFrom<Row> for Session {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let assurance = Assurance::from_code(&row.assurance);
        Ok(Self {
            id: row.id,
            person: PersonId(row.person),
            assurance: assurance.ok_or_else(|| corrupt("session", "assurance", row.id))?,
            device: row.device,
            created: Timestamp::from_micros(row.created),
            seen: Timestamp::from_micros(row.seen),
            expires: Timestamp::from_micros(row.expires),
            ended: row.ended.is_some(),
        })
    }
}

/// Keeps a sign-in under the hash of its secret.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, hash: &[u8; 32], session: &Session) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(session.id)
        .bind(&hash[..])
        .bind(session.person.0)
        .bind(session.assurance.code())
        .bind(&session.device)
        .bind(session.created.as_micros())
        .bind(session.expires.as_micros())
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The sign-in under this hash.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, hash: &[u8; 32]) -> Result<Option<Session>, StoreError> {
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(FIND).bind(&hash[..]).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// A person's sign-ins that could still be used at `now` and were since `used`,
/// last used first; at most 100.
///
/// # Errors
/// When they cannot be read.
pub async fn list_of_person(
    conn: &mut Conn,
    person: PersonId,
    (now, used): (Timestamp, Timestamp),
) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF_PERSON)
        .bind(person.0).bind(now.as_micros()).bind(used.as_micros()).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Notes that it was used now.
///
/// # Errors
/// When it cannot be written.
pub async fn touch(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(TOUCH)
        .bind(id).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Ends a sign-in of this person; false when there was none.
///
/// # Errors
/// When it cannot be written.
pub async fn end(tx: &mut Tx, person: PersonId, id: Uuid) -> Result<bool, StoreError> {
    let now = tx.now().as_micros();
    let rows = on!(tx.writing().await?, c => sqlx::query(END)
        .bind(id).bind(person.0).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Forgets those that were over before `before`.
///
/// # Errors
/// When it cannot be written.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    Ok(on!(tx.writing().await?, c => sqlx::query(FORGET)
        .bind(before.as_micros()).execute(c).await.map(|done| done.rows_affected()))?)
}
