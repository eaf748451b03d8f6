//! What still has to leave the service: the outbox. A row is written in the
//! transaction that makes the notice, and stays until it was sent or given up.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::tx::Tx;
use crate::domain::Timestamp;
use crate::domain::notice::Channel;
use uuid::Uuid;

sql! {
    INSERT = "insert into delivery (id, notice, channel, target, dedup, due, expires, attempts, \
        next_try) values ($1, $2, $3, $4, $5, $6, $7, 0, $6) on conflict (dedup) do nothing";
    OPEN = "select id from delivery where channel = $1 and target = $2 and done is null \
        and given_up is null and lease_until is null and due <= $3 order by due limit 1";
    PROLONG = "update delivery set expires = $2 where id = $1";
    HASTEN = "update delivery set next_try = $2 where id = $1 and next_try > $2";
    DUE_MAIL = "select id, notice, channel, target, attempts, expires from delivery \
        where done is null and given_up is null and next_try <= $1 and expires > $1 \
        and (channel in ('mail', 'code') or (channel = 'digest' and due <= $2)) \
        and (lease_until is null or lease_until <= $1) order by next_try, id limit $3";
    DUE_HOOKS = "select id, notice, channel, target, attempts, expires from ( \
        select id, notice, channel, target, attempts, expires, next_try, \
        row_number() over (partition by target order by next_try, id) as place \
        from delivery d where done is null and given_up is null and next_try <= $1 \
        and expires > $1 and channel = 'webhook' and not exists (select 1 from delivery l \
        where l.target = d.target and l.channel = 'webhook' and l.done is null \
        and l.given_up is null and l.lease_until > $1)) as waiting \
        where place = 1 order by next_try, id limit $2";
    CLAIM = "update delivery set lease_until = $2, attempts = attempts + 1 where id = $1";
    DONE = "update delivery set done = $2, outcome = $3, lease_until = null where id = $1 \
        and done is null";
    RETRY = "update delivery set next_try = $2, outcome = $3, lease_until = null where id = $1 \
        and done is null";
    DONE_TOO = "update delivery set done = $4, outcome = 'told' where channel = $1 \
        and target = $2 and due <= $3 and done is null and given_up is null \
        and lease_until is null";
    GIVE_UP = "update delivery set given_up = $2, outcome = $3, lease_until = null where id = $1 \
        and done is null";
    EXPIRE = "update delivery set given_up = $1 where done is null and given_up is null \
        and expires <= $1 and (lease_until is null or lease_until <= $1)";
}

/// What is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// The notice, where it tells of just one.
    pub notice: Option<Uuid>,
    /// Which way.
    pub channel: Channel,
    /// To whom: a person for mail, a webhook for the other one.
    pub target: Uuid,
    /// From when on.
    pub due: Timestamp,
    /// Given up from then on.
    pub expires: Timestamp,
}

/// What is being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Stable id, the same at each attempt.
    pub id: Uuid,
    /// The notice, where it tells of just one.
    pub notice: Option<Uuid>,
    /// Which way.
    pub channel: Channel,
    /// To whom.
    pub target: Uuid,
    /// Attempts before this one.
    pub attempts: i64,
    /// Given up from then on.
    pub expires: Timestamp,
}

row! {
    struct Row {
        id: Uuid,
        notice: Option<Uuid>,
        channel: String,
        target: Uuid,
        attempts: i64,
        expires: i64,
    }
}

impl TryFrom<Row> for Claimed {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            notice: row.notice,
            channel: Channel::from_code(&row.channel)
                .ok_or_else(|| corrupt("delivery", "channel", row.id))?,
            target: row.target,
            attempts: row.attempts,
            expires: Timestamp::from_micros(row.expires),
        })
    }
}

/// Puts something into the outbox, unless it is there under this key.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, new: &New, dedup: &str) -> Result<(), StoreError> {
    let id = tx.entropy().uuid();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(id)
        .bind(new.notice)
        .bind(new.channel.code())
        .bind(new.target)
        .bind(dedup)
        .bind(new.due.as_micros())
        .bind(new.expires.as_micros())
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Puts a mail into the outbox that says only that there is news. One that is due
/// there already and is not being sent says the same, and is kept for as long.
///
/// # Errors
/// When it cannot be written.
pub async fn insert_or_join(tx: &mut Tx, new: &New, dedup: &str) -> Result<(), StoreError> {
    let now = tx.now();
    if new.due > now {
        return insert(tx, new, dedup).await;
    }
    let open: Option<Uuid> = on!(&mut **tx, c => sqlx::query_scalar(OPEN)
        .bind(new.channel.code()).bind(new.target).bind(now.as_micros())
        .fetch_optional(c).await)?;
    let Some(open) = open else { return insert(tx, new, dedup).await };
    on!(tx.writing().await?, c => sqlx::query(PROLONG)
        .bind(open).bind(new.expires.as_micros()).execute(c).await.map(|_| ()))?;
    // What waits after failures is tried when the news comes, not before it.
    on!(tx.writing().await?, c => sqlx::query(HASTEN)
        .bind(open).bind(new.due.as_micros()).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// What may be sent now, at most so many mails and calls; for each target at most
/// one, and for a webhook none while another one is under way to it. Digests are those
/// that were due by `digests`.
///
/// # Errors
/// When it cannot be read.
pub async fn list_due(
    conn: &mut Conn,
    now: Timestamp,
    digests: Timestamp,
    (mails, calls): (usize, usize),
) -> Result<Vec<Claimed>, StoreError> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let now = now.as_micros();
    let mut rows: Vec<Row> = Vec::new();
    if mails > 0 {
        rows = on!(&mut *conn, c => sqlx::query_as(DUE_MAIL)
            .bind(now).bind(digests.as_micros()).bind(count(mails)).fetch_all(c).await)?;
    }
    if calls > 0 {
        let more: Vec<Row> = on!(&mut *conn, c => sqlx::query_as(DUE_HOOKS)
            .bind(now).bind(count(calls)).fetch_all(c).await)?;
        rows.extend(more);
    }
    let mut due: Vec<Claimed> =
        rows.into_iter().map(TryInto::try_into).collect::<Result<_, StoreError>>()?;
    let mut known = std::collections::BTreeSet::new();
    due.retain(|one| known.insert((one.channel.code(), one.target)));
    Ok(due)
}

/// Marks one as being sent, until the lease ends.
///
/// # Errors
/// When it cannot be written.
pub async fn claim(tx: &mut Tx, id: Uuid, lease_until: Timestamp) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(CLAIM)
        .bind(id).bind(lease_until.as_micros()).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// How sending ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It was sent, or need not be any more.
    Done,
    /// It is tried again then.
    Retry(Timestamp),
    /// It is never tried again.
    GivenUp,
}

/// Keeps how sending ended, with a code.
///
/// # Errors
/// When it cannot be written.
pub async fn finish(tx: &mut Tx, id: Uuid, end: End, outcome: &str) -> Result<(), StoreError> {
    let (text, at) = match end {
        End::Done => (DONE, tx.now()),
        End::Retry(at) => (RETRY, at),
        End::GivenUp => (GIVE_UP, tx.now()),
    };
    on!(tx.writing().await?, c => sqlx::query(text)
        .bind(id).bind(at.as_micros()).bind(outcome).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// One mail has told a person that there is news: what else was due on the same
/// way when it was made need not be sent.
///
/// # Errors
/// When it cannot be written.
pub async fn finish_too(
    tx: &mut Tx,
    channel: Channel,
    target: Uuid,
    made: Timestamp,
) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(DONE_TOO)
        .bind(channel.code()).bind(target).bind(made.as_micros()).bind(now)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Gives up what could not be sent in its time; how many.
///
/// # Errors
/// When it cannot be written.
pub async fn expire(tx: &mut Tx) -> Result<u64, StoreError> {
    let now = tx.now().as_micros();
    let rows = on!(tx.writing().await?, c => sqlx::query(EXPIRE)
        .bind(now).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows)
}
