//! How and where a person wants to be told of notices outside the service. The
//! mail address is sealed.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::tx::Tx;
use crate::domain::notice::How;
use crate::domain::{PersonId, Timestamp};
use uuid::Uuid;

sql! {
    FIND = "select person, how, mail_sealed, asked_sealed, code_sealed, asked, codes_day, codes, \
        tries from contact where person = $1";
    PUT = "insert into contact (person, how, mail_sealed, asked_sealed, code_sealed, asked, \
        codes_day, codes, tries, updated) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
        on conflict (person) do update set how = excluded.how, \
        mail_sealed = excluded.mail_sealed, asked_sealed = excluded.asked_sealed, \
        code_sealed = excluded.code_sealed, asked = excluded.asked, \
        codes_day = excluded.codes_day, codes = excluded.codes, tries = excluded.tries, \
        updated = excluded.updated";
    HOW = "select how from contact where person = $1 and mail_sealed is not null";
}

/// A person's settings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// How often.
    pub how: How,
    /// The address in use, sealed.
    pub mail_sealed: Option<Vec<u8>>,
    /// An address that waits for its code, sealed.
    pub asked: Option<Asked>,
    /// The day, in days since 1970, in which codes were last asked for.
    pub codes_day: i64,
    /// How many in that day.
    pub codes: i64,
}

/// An address that waits for its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The address, sealed.
    pub mail_sealed: Vec<u8>,
    /// The code, sealed.
    pub code_sealed: Vec<u8>,
    /// When the code was made.
    pub at: Timestamp,
    /// How often a wrong code was given.
    pub tries: i64,
}

row! {
    struct Row {
        person: Uuid,
        how: String,
        mail_sealed: Option<Vec<u8>>,
        asked_sealed: Option<Vec<u8>>,
        code_sealed: Option<Vec<u8>>,
        asked: Option<i64>,
        codes_day: i64,
        codes: i64,
        tries: i64,
    }
}

fn how(code: &str, person: Uuid) -> Result<How, StoreError> {
    How::from_code(code).ok_or_else(|| corrupt("contact", "how", person))
}

/// A person's settings, if any were made.
///
/// # Errors
/// When they cannot be read.
pub async fn find(conn: &mut Conn, person: PersonId) -> Result<Option<Contact>, StoreError> {
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(FIND).bind(person.0).fetch_optional(c).await)?;
    row.map(|row| {
        let asked = match (row.asked_sealed, row.code_sealed, row.asked) {
            (Some(mail_sealed), Some(code_sealed), Some(at)) => Some(Asked {
                mail_sealed,
                code_sealed,
                at: Timestamp::from_micros(at),
                tries: row.tries,
            }),
            _ => None,
        };
        Ok(Contact {
            how: how(&row.how, row.person)?,
            mail_sealed: row.mail_sealed,
            asked,
            codes_day: row.codes_day,
            codes: row.codes,
        })
    })
    .transpose()
}

/// Keeps a person's settings.
///
/// # Errors
/// When they cannot be written.
pub async fn put(tx: &mut Tx, person: PersonId, contact: &Contact) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    let asked = contact.asked.as_ref();
    on!(tx.writing().await?, c => sqlx::query(PUT)
        .bind(person.0)
        .bind(contact.how.code())
        .bind(contact.mail_sealed.as_deref())
        .bind(asked.map(|asked| &asked.mail_sealed[..]))
        .bind(asked.map(|asked| &asked.code_sealed[..]))
        .bind(asked.map(|asked| asked.at.as_micros()))
        .bind(contact.codes_day)
        .bind(contact.codes)
        .bind(asked.map_or(0, |asked| asked.tries))
        .bind(now)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// How often a person with an address in use wants mail; `None` without one.
///
/// # Errors
/// When it cannot be read.
pub async fn find_how(conn: &mut Conn, person: PersonId) -> Result<Option<How>, StoreError> {
    let code: Option<String> =
        on!(conn, c => sqlx::query_scalar(HOW).bind(person.0).fetch_optional(c).await)?;
    code.map(|code| how(&code, person.0)).transpose()
}
