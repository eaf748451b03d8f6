//! Emergency access: who has switched it on, and who has declared an emergency.

use super::conn::{Conn, on, row, sql};
use super::error::StoreError;
use super::tx::Tx;
use crate::domain::question::EmergencyFacts;
use crate::domain::{AgencyId, ChildId, PersonId, Timestamp};
use uuid::Uuid;

sql! {
    RUNNING = "select id, child, person, valid_from, valid_until from emergency \
        where person = $1 and child = $2 and valid_until > $3 order by valid_until desc limit 1";
    INSERT = "insert into emergency (id, child, person, unit, reason, words_sealed, valid_from, \
        valid_until, idx) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    END_ALL = "update emergency set valid_until = $2 where child = $1 and valid_until > $2";
    FORGET_ANSWER = "delete from emergency_answer where child = $1 and person = $2";
    ANSWER = "insert into emergency_answer (child, person, switched_on, text_version, \
        text_language, at, idx) values ($1, $2, $3, $4, $5, $6, $7)";
    ANSWERS = "select person, switched_on, at from emergency_answer where child = $1 \
        order by at, person";
}

row! {
    struct Row {
        id: Uuid,
        child: Uuid,
        person: Uuid,
        valid_from: i64,
        valid_until: i64,
    }
}

/// The emergency that this person has declared for this child and that lasts.
///
/// # Errors
/// When it cannot be read.
pub async fn find_running(
    conn: &mut Conn,
    (person, child): (PersonId, ChildId),
    now: Timestamp,
) -> Result<Option<EmergencyFacts>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(RUNNING)
        .bind(person.0).bind(child.0).bind(now.as_micros()).fetch_optional(c).await)?;
    Ok(row.map(|row| EmergencyFacts {
        id: row.id,
        child: ChildId(row.child),
        person: PersonId(row.person),
        from: Timestamp::from_micros(row.valid_from),
        until: Timestamp::from_micros(row.valid_until),
    }))
}

/// An emergency that is declared.
#[derive(Debug)]
pub struct NewEmergency {
    /// Its facts.
    pub facts: EmergencyFacts,
    /// In the name of which unit.
    pub unit: AgencyId,
    /// Reason code.
    pub reason: String,
    /// Words, sealed under the child's key.
    pub words_sealed: Option<Vec<u8>>,
}

/// Adds an emergency, told by the next entry.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, new: &NewEmergency) -> Result<(), StoreError> {
    let index = tx.next_index();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(new.facts.id)
        .bind(new.facts.child.0)
        .bind(new.facts.person.0)
        .bind(new.unit.0)
        .bind(&new.reason)
        .bind(new.words_sealed.as_deref())
        .bind(new.facts.from.as_micros())
        .bind(new.facts.until.as_micros())
        .bind(index)
        .execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Ends every emergency of a child that still lasts, now.
///
/// # Errors
/// When it cannot be written.
pub async fn end_all(tx: &mut Tx, child: ChildId) -> Result<u64, StoreError> {
    let now = tx.now().as_micros();
    let rows = on!(tx.writing().await?, c => sqlx::query(END_ALL)
        .bind(child.0).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
    tx.access_changed();
    Ok(rows)
}

/// What somebody of the family says about emergency access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who.
    pub person: PersonId,
    /// On or off.
    pub switched_on: bool,
    /// When.
    pub at: Timestamp,
}

/// Puts somebody's answer in place of the one before, told by the next entry.
///
/// # Errors
/// When it cannot be written.
pub async fn put_answer(
    tx: &mut Tx,
    child: ChildId,
    (person, switched_on): (PersonId, bool),
    (text_version, text_language): (&str, &str),
) -> Result<(), StoreError> {
    let (now, index) = (tx.now().as_micros(), tx.next_index());
    on!(tx.writing().await?, c => sqlx::query(FORGET_ANSWER)
        .bind(child.0).bind(person.0).execute(c).await.map(|_| ()))?;
    on!(tx.writing().await?, c => sqlx::query(ANSWER)
        .bind(child.0)
        .bind(person.0)
        .bind(switched_on)
        .bind(text_version)
        .bind(text_language)
        .bind(now)
        .bind(index)
        .execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Everybody's answers for a child, oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list_answers(conn: &mut Conn, child: ChildId) -> Result<Vec<Answer>, StoreError> {
    row! {
        struct Given {
            person: Uuid,
            switched_on: bool,
            at: i64,
        }
    }
    let rows: Vec<Given> =
        on!(conn, c => sqlx::query_as(ANSWERS).bind(child.0).fetch_all(c).await)?;
    Ok(rows
        .into_iter()
        .map(|row| Answer {
            person: PersonId(row.person),
            switched_on: row.switched_on,
            at: Timestamp::from_micros(row.at),
        })
        .collect())
}
