//! Sign-in tokens: only their SHA-256 is kept.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::tx::Tx;
use crate::domain::question::Assurance;
use crate::domain::{PersonId, Timestamp};
use uuid::Uuid;

sql! {
    INSERT = "insert into token (hash, person, assurance, client, created, expires) \
        values ($1, $2, $3, $4, $5, $6)";
    FIND = "select person, assurance, client, expires, ended from token where hash = $1";
}

/// A stored sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Whose.
    pub person: PersonId,
    /// How strong.
    pub assurance: Assurance,
    /// Channel code, such as `http`.
    pub client: String,
    /// Useless from this instant on.
    pub expires: Timestamp,
    /// Ended before that?
    pub ended: bool,
}

row! {
    struct Row {
        person: Uuid,
        assurance: String,
        client: String,
        expires: i64,
        ended: Option<i64>,
    }
}

/// Keeps a sign-in under the hash of its token.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, hash: &[u8; 32], token: &Token) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(&hash[..])
        .bind(token.person.0)
        .bind(token.assurance.code())
        .bind(&token.client)
        .bind(now)
        .bind(token.expires.as_micros())
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The sign-in with this token hash.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, hash: &[u8; 32]) -> Result<Option<Token>, StoreError> {
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(FIND).bind(&hash[..]).fetch_optional(c).await)?;
    row.map(|row| {
        Ok(Token {
            person: PersonId(row.person),
            assurance: Assurance::from_code(&row.assurance)
                .ok_or_else(|| corrupt("token", "assurance", row.person))?,
            client: row.client,
            expires: Timestamp::from_micros(row.expires),
            ended: row.ended.is_some(),
        })
    })
    .transpose()
}
