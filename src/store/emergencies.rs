//! Emergency access: who has switched it on, and who has declared an emergency.

use super::conn::{Conn, on, row, sql};
use super::error::StoreError;
use super::tx::Tx;
use crate::domain::question::EmergencyFacts;
use crate::domain::{AgencyId, ChildId, PersonId, Timestamp};
use uuid::Uuid;

sql! {
    RUNNING = "select id, child, person, unit, reason, words_sealed, valid_from, valid_until, idx \
        from emergency where person = $1 and child = $2 and valid_until > $3 \
        order by valid_from, id";
    FIND = "select id, child, person, unit, reason, words_sealed, valid_from, valid_until, idx \
        from emergency where id = $1";
    OF_CHILD = "select id, child, person, unit, reason, words_sealed, valid_from, valid_until, idx \
        from emergency where child = $1 order by valid_from desc, id desc limit $2";
    LASTING = "select id, child, person, unit, reason, words_sealed, valid_from, valid_until, idx \
        from emergency where child = $1 and valid_until > $2 order by valid_from, id";
    INSERT = "insert into emergency (id, child, person, unit, reason, words_sealed, valid_from, \
        valid_until, idx) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    END_ALL = "update emergency set valid_until = $2 where child = $1 and valid_until > $2";
    FORGET_ANSWER = "delete from emergency_answer where child = $1 and person = $2";
    ANSWER = "insert into emergency_answer (child, person, switched_on, text_version, \
        text_language, at, idx) values ($1, $2, $3, $4, $5, $6, $7)";
    ANSWERS = "select person, switched_on, text_version, text_language, at, idx \
        from emergency_answer where child = $1 order by at, person";
}

/// A declared emergency, as it stands in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// Which, about whom, by whom, from and until when.
    pub facts: EmergencyFacts,
    /// In the name of which unit.
    pub unit: AgencyId,
    /// Reason code.
    pub reason: String,
    /// Words, sealed under the child's key.
    pub words_sealed: Option<Vec<u8>>,
    /// Log index of the entry that tells of it.
    pub index: Option<i64>,
}

row! {
    struct Row {
        id: Uuid,
        child: Uuid,
        person: Uuid,
        unit: Uuid,
        reason: String,
        words_sealed: Option<Vec<u8>>,
        valid_from: i64,
        valid_until: i64,
        idx: Option<i64>,
    }
}

impl From<Row> for Emergency {
    fn from(row: Row) -> Self {
        Self {
            facts: EmergencyFacts {
                id: row.id,
                child: ChildId(row.child),
                person: PersonId(row.person),
                from: Timestamp::from_micros(row.valid_from),
                until: Timestamp::from_micros(row.valid_until),
            },
            unit: AgencyId(row.unit),
            reason: row.reason,
            words_sealed: row.words_sealed,
            index: row.idx,
        }
    }
}

/// The emergencies that this person has declared for this child and that last.
///
/// # Errors
/// When they cannot be read.
pub async fn list_running(
    conn: &mut Conn,
    (person, child): (PersonId, ChildId),
    now: Timestamp,
) -> Result<Vec<Emergency>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(RUNNING)
        .bind(person.0).bind(child.0).bind(now.as_micros()).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The emergency with this id.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<Emergency>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id).fetch_optional(c).await)?;
    Ok(row.map(Into::into))
}

/// The newest emergencies of a child, newest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list(
    conn: &mut Conn,
    child: ChildId,
    limit: i64,
) -> Result<Vec<Emergency>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF_CHILD)
        .bind(child.0).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Adds an emergency, told by the next entry.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, new: &Emergency) -> Result<(), StoreError> {
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

/// Ends every emergency of a child that still lasts, now, and gives them.
///
/// # Errors
/// When they cannot be read or written.
pub async fn end_all(tx: &mut Tx, child: ChildId) -> Result<Vec<Emergency>, StoreError> {
    let now = tx.now().as_micros();
    let lasting: Vec<Row> = on!(&mut **tx, c => sqlx::query_as(LASTING)
        .bind(child.0).bind(now).fetch_all(c).await)?;
    on!(tx.writing().await?, c => sqlx::query(END_ALL)
        .bind(child.0).bind(now).execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(lasting.into_iter().map(Into::into).collect())
}

/// What somebody of the family says about emergency access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who.
    pub person: PersonId,
    /// On or off.
    pub switched_on: bool,
    /// Version of the text that was shown.
    pub text_version: String,
    /// Language of the text that was shown.
    pub text_language: String,
    /// When.
    pub at: Timestamp,
    /// Log index of the entry that tells of it.
    pub index: Option<i64>,
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
            text_version: String,
            text_language: String,
            at: i64,
            idx: Option<i64>,
        }
    }
    let rows: Vec<Given> =
        on!(conn, c => sqlx::query_as(ANSWERS).bind(child.0).fetch_all(c).await)?;
    Ok(rows
        .into_iter()
        .map(|row| Answer {
            person: PersonId(row.person),
            switched_on: row.switched_on,
            text_version: row.text_version,
            text_language: row.text_language,
            at: Timestamp::from_micros(row.at),
            index: row.idx,
        })
        .collect())
}
