//! Children: the persons folders are about.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::tx::Tx;
use crate::domain::time::Day;
use crate::domain::{ChildId, PersonId};
use uuid::Uuid;

sql! {
    INSERT = "insert into child (id, person, name_sealed, pid_sealed, pid_index, birth_day, created) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "select id, person, name_sealed, birth_day from child \
        where id = $1 and erased is null";
    BY_NUMBER = "select id, person, name_sealed, birth_day from child \
        where pid_index = $1 and erased is null";
    BORN = "select id, person, name_sealed, birth_day from child \
        where erased is null and birth_day >= $1 and birth_day <= $2 order by birth_day, id";
    ERASE = "update child set erased = $2, person = null, name_sealed = $3, pid_sealed = null, \
        pid_index = null, birth_day = 0 where id = $1 and erased is null";
    ALL = "select id, person, name_sealed, birth_day from child \
        where erased is null and id > $1 order by id limit $2";
}

/// Stands where a name was.
const NOTHING: &[u8] = &[];

/// A child; the name is sealed under the child's own data key.
#[derive(Debug, Clone)]
pub struct Child {
    /// Id.
    pub id: ChildId,
    /// The child's own login.
    pub person: Option<PersonId>,
    /// Sealed name.
    pub name_sealed: Vec<u8>,
    /// Birth date: stored, never read out of a person number.
    pub born: Day,
}

row! {
    struct Row {
        id: Uuid,
        person: Option<Uuid>,
        name_sealed: Vec<u8>,
        birth_day: i64,
    }
}

impl TryFrom<Row> for Child {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ChildId(row.id),
            person: row.person.map(PersonId),
            name_sealed: row.name_sealed,
            born: Day::from_days(row.birth_day)
                .ok_or_else(|| corrupt("child", "birth_day", row.id))?,
        })
    }
}

/// Adds a child; `pid` is the sealed person number and its keyed index.
///
/// # Errors
/// [`StoreError::Conflict`] when the number is taken.
pub async fn insert(
    tx: &mut Tx,
    child: &Child,
    pid: Option<&(Vec<u8>, [u8; 32])>,
) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(child.id.0)
        .bind(child.person.map(|id| id.0))
        .bind(&child.name_sealed[..])
        .bind(pid.map(|(sealed, _)| &sealed[..]))
        .bind(pid.map(|(_, index)| &index[..]))
        .bind(child.born.as_days())
        .bind(now)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The child with this id, unless erased.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, id: ChildId) -> Result<Option<Child>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// The child whose person number has this keyed index, unless erased.
///
/// # Errors
/// When it cannot be read.
pub async fn find_by_number(
    conn: &mut Conn,
    pid_index: &[u8; 32],
) -> Result<Option<Child>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(BY_NUMBER)
        .bind(&pid_index[..]).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// Children in order of id, after `after`.
///
/// # Errors
/// When they cannot be read.
pub async fn list(conn: &mut Conn, after: ChildId, limit: i64) -> Result<Vec<Child>, StoreError> {
    let rows: Vec<Row> =
        on!(conn, c => sqlx::query_as(ALL).bind(after.0).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Children born from one day to another, both included.
///
/// # Errors
/// When they cannot be read.
pub async fn list_born(conn: &mut Conn, from: Day, to: Day) -> Result<Vec<Child>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(BORN)
        .bind(from.as_days()).bind(to.as_days()).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Erases a child: name, number, birth day and sign-in go, the id stays. From this
/// transaction on there is no such child; false when it was so before.
///
/// # Errors
/// When it cannot be written.
pub async fn erase(tx: &mut Tx, id: ChildId) -> Result<bool, StoreError> {
    let now = tx.now().as_micros();
    let rows = on!(tx.writing().await?, c => sqlx::query(ERASE)
        .bind(id.0).bind(now).bind(NOTHING).execute(c).await.map(|done| done.rows_affected()))?;
    tx.access_changed();
    Ok(rows == 1)
}
