//! Entries that rest on others, and what was tried before.

use crate::domain::entry::{Entry, Kind};
use crate::domain::question::Act;
use crate::domain::{PersonId, Reason, Timestamp};
use crate::store::conn::{Conn, on, sql};
use crate::store::error::StoreError;
use crate::store::tx::Tx;

sql! {
    DELIVERY_OF = "select idx from log_entry where log_id = $1 and of_idx = $2 \
        and kind = 'delivered'";
    RESTING_ON = "select idx, kind, document from log_entry where log_id = $1 and of_idx = $2 \
        order by idx limit $3";
    TRIES = "select count(*) from log_entry where actor = $1 and time > $2 \
        and kind = 'refused' and act = 'open-emergency' \
        and coalesce(reason, '') <> 'too-many-tries'";
    OUTCOMES = "select of_idx, outcome, bytes from log_entry where log_id = $1 \
        and of_idx >= $2 and of_idx <= $3";
}

/// The outcome entry of an opening, if there is one yet.
///
/// # Errors
/// When it cannot be read.
pub async fn find_delivery_of(
    conn: &mut Conn,
    log_id: i64,
    idx: i64,
) -> Result<Option<i64>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(DELIVERY_OF)
        .bind(log_id).bind(idx).fetch_optional(c).await)?)
}

/// Index, kind and document of the first entries that rest on the one at `idx`.
///
/// # Errors
/// When they cannot be read.
pub async fn list_resting_on(
    conn: &mut Conn,
    log_id: i64,
    idx: i64,
    limit: i64,
) -> Result<Vec<(i64, String, Option<uuid::Uuid>)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(RESTING_ON)
        .bind(log_id).bind(idx).bind(limit).fetch_all(c).await)?)
}

/// How often somebody was told no after `since`, when declaring an emergency;
/// those who were told to wait are not counted. Sees what this very transaction
/// has appended.
///
/// # Errors
/// When it cannot be read.
pub async fn count_emergency_tries(
    tx: &mut Tx,
    person: PersonId,
    since: Timestamp,
) -> Result<i64, StoreError> {
    let counts = |entry: &&Entry| {
        entry.actor == Some(person)
            && entry.kind == Kind::Refused
            && entry.act.as_deref() == Some(Act::OpenEmergency.code())
            && entry.reason.as_deref() != Some(Reason::TooManyTries.code())
    };
    let pending = i64::try_from(tx.pending().filter(counts).count()).unwrap_or(i64::MAX);
    let stored: i64 = on!(&mut **tx, c => sqlx::query_scalar(TRIES)
        .bind(person.0).bind(since.as_micros()).fetch_one(c).await)?;
    Ok(stored.saturating_add(pending))
}

/// How the openings from `first` to `last` ended, as far as that is told: index of
/// the opening, outcome, bytes.
///
/// # Errors
/// When it cannot be read.
pub async fn list_outcomes(
    conn: &mut Conn,
    log_id: i64,
    (first, last): (i64, i64),
) -> Result<Vec<(i64, String, Option<i64>)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OUTCOMES)
        .bind(log_id).bind(first).bind(last).fetch_all(c).await)?)
}
