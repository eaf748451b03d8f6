//! What an auditor has kept to look for again.

use super::conn::{Conn, on, row, sql};
use super::error::StoreError;
use super::tx::Tx;
use crate::domain::PersonId;
use uuid::Uuid;

sql! {
    INSERT = "insert into saved_search (id, person, said_sealed, created) values ($1, $2, $3, $4)";
    OF_PERSON = "select id, said_sealed from saved_search where person = $1 order by created, id";
    REMOVE = "delete from saved_search where id = $1 and person = $2";
}

row! {
    /// A search as it is kept.
    #[derive(Debug, Clone)]
    pub struct Saved {
        /// Id.
        pub id: Uuid,
        /// Its name and what it asks for, sealed.
        pub said_sealed: Vec<u8>,
    }
}

/// Keeps a search.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, person: PersonId, new: &Saved) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(new.id).bind(person.0).bind(&new.said_sealed[..]).bind(now)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// A person's own, in the order in which they were kept.
///
/// # Errors
/// When they cannot be read.
pub async fn list(conn: &mut Conn, person: PersonId) -> Result<Vec<Saved>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF_PERSON).bind(person.0).fetch_all(c).await)?)
}

/// Forgets one of a person's own.
///
/// # Errors
/// When it cannot be written.
pub async fn remove(tx: &mut Tx, person: PersonId, id: Uuid) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(REMOVE)
        .bind(id).bind(person.0).execute(c).await.map(|_| ()))?;
    Ok(())
}
