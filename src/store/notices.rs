//! Notices: who is told of what. Also what the log has that somebody is to be
//! told of, and which consents come to their end.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::tx::Tx;
use crate::domain::notice::Kind;
use crate::domain::{
    AgencyId, ChildId, ConsentId, DocumentId, PersonId, RequestId, Timestamp, entry,
};
use uuid::Uuid;

sql! {
    INSERT = "insert into notice (id, person, unit, kind, child, by_unit, consent, document, \
        request, idx, urgent, created, shown_from, dedup) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
        on conflict (dedup) do nothing";
    FIND = "select id, person, unit, kind, child, by_unit, consent, document, request, idx, \
        urgent, created, shown_from, seen from notice where id = $1";
    INBOX = "select id, person, unit, kind, child, by_unit, consent, document, request, idx, \
        urgent, created, shown_from, seen from notice where person = $1 and shown_from <= $2 \
        and (shown_from < $3 or (shown_from = $3 and id < $4)) \
        order by shown_from desc, id desc limit $5";
    UNSEEN = "select id, person, unit, kind, child, by_unit, consent, document, request, idx, \
        urgent, created, shown_from, seen from notice where person = $1 and seen is null \
        and shown_from <= $2 order by shown_from desc, id desc limit $3";
    TOLD = "select person from notice where idx = $1 and kind = $2 and person is not null";
    SEE = "update notice set seen = $3 where id = $1 and person = $2 and seen is null";
    UNSHOWN = "select id from notice where consent = $1 and kind = $2 and unit is not null \
        and shown_from > $3 and not exists (select 1 from notice other \
        left join delivery d on d.notice = other.id where other.consent = $1 \
        and other.kind = $2 and other.unit is not null and other.shown_from > $3 \
        and (other.seen is not null or d.attempts > 0))";
    DROP_DELIVERIES_OF = "delete from delivery where notice = $1";
    DROP = "delete from notice where id = $1";
    DROP_OLD_DELIVERIES = "delete from delivery where due < $1";
    DROP_OLD = "delete from notice where created < $1 \
        and not exists (select 1 from delivery where delivery.notice = notice.id)";
    ACTS = "select idx, time, kind, actor, unit, child, document, consent, request, reason, person \
        from log_entry where log_id = $1 and idx >= $2 and idx < $3 and outcome = 'allowed' \
        and kind in ('opened', 'consent-granted', 'consent-approved', 'consent-declined', \
        'consent-revised', 'consent-revoked', 'consent-frozen', 'consent-lapsed', \
        'consent-handed-back', 'consent-drafted', 'withhold-confirmed', 'withhold-lifted', \
        'emergency-opened', 'folder-erasure-asked', 'folder-erasure-stopped', 'folder-erased', \
        'request-sent', 'request-reminded', 'request-withdrawn', 'request-lapsed', 'request-granted', 'request-declined', \
        'guardianship-added', 'guardianship-changed', 'guardianship-ended', 'membership-added', \
        'membership-ended') order by idx";
    ENDING = "select c.id, c.child, c.unit, r.revision, r.valid_from, r.valid_until, r.given \
        from consent_revision r join consent c on c.id = r.consent and c.revision = r.revision \
        where r.valid_until > $1 and r.valid_until <= $2 and c.standing = 'approved' \
        and c.ended is null order by r.valid_until, c.id limit $3";
    HEAD_SIZE = "select size from log_head where log_id = $1";
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Stable id.
    pub id: Uuid,
    /// In whose inbox; nobody's when it is for the programs of a unit.
    pub person: Option<PersonId>,
    /// The unit that is told: through a member, or its programs.
    pub unit: Option<AgencyId>,
    /// What of.
    pub kind: Kind,
    /// Whose folder.
    pub child: Option<ChildId>,
    /// Which unit did something or is concerned.
    pub by_unit: Option<AgencyId>,
    /// Which consent.
    pub consent: Option<ConsentId>,
    /// Which document.
    pub document: Option<DocumentId>,
    /// Which request.
    pub request: Option<RequestId>,
    /// Log entry that tells of it.
    pub index: Option<i64>,
    /// Told at once?
    pub urgent: bool,
    /// When it happened.
    pub created: Timestamp,
    /// In the inbox from then on.
    pub shown_from: Timestamp,
    /// When the person saw it.
    pub seen: Option<Timestamp>,
}

row! {
    struct Row {
        id: Uuid,
        person: Option<Uuid>,
        unit: Option<Uuid>,
        kind: String,
        child: Option<Uuid>,
        by_unit: Option<Uuid>,
        consent: Option<Uuid>,
        document: Option<Uuid>,
        request: Option<Uuid>,
        idx: Option<i64>,
        urgent: bool,
        created: i64,
        shown_from: i64,
        seen: Option<i64>,
    }
}

impl TryFrom<Row> for Notice {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            person: row.person.map(PersonId),
            unit: row.unit.map(AgencyId),
            kind: Kind::from_code(&row.kind).ok_or_else(|| corrupt("notice", "kind", row.id))?,
            child: row.child.map(ChildId),
            by_unit: row.by_unit.map(AgencyId),
            consent: row.consent.map(ConsentId),
            document: row.document.map(DocumentId),
            request: row.request.map(RequestId),
            index: row.idx,
            urgent: row.urgent,
            created: Timestamp::from_micros(row.created),
            shown_from: Timestamp::from_micros(row.shown_from),
            seen: row.seen.map(Timestamp::from_micros),
        })
    }
}

/// Adds a notice, unless there is one under this key: was it added?
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, notice: &Notice, dedup: &str) -> Result<bool, StoreError> {
    let rows = on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(notice.id)
        .bind(notice.person.map(|id| id.0))
        .bind(notice.unit.map(|id| id.0))
        .bind(notice.kind.code())
        .bind(notice.child.map(|id| id.0))
        .bind(notice.by_unit.map(|id| id.0))
        .bind(notice.consent.map(|id| id.0))
        .bind(notice.document.map(|id| id.0))
        .bind(notice.request.map(|id| id.0))
        .bind(notice.index)
        .bind(notice.urgent)
        .bind(notice.created.as_micros())
        .bind(notice.shown_from.as_micros())
        .bind(dedup)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// The notice with this id.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<Notice>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// What is in a person's inbox at `now`, newest first, after the one shown from
/// `after` with that id.
///
/// # Errors
/// When it cannot be read.
pub async fn list(
    conn: &mut Conn,
    person: PersonId,
    now: Timestamp,
    after: (Timestamp, Uuid),
    limit: i64,
) -> Result<Vec<Notice>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(INBOX)
        .bind(person.0).bind(now.as_micros()).bind(after.0.as_micros()).bind(after.1).bind(limit)
        .fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// What a person has not seen yet, newest first.
///
/// # Errors
/// When it cannot be read.
pub async fn list_unseen(
    conn: &mut Conn,
    person: PersonId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Notice>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(UNSEEN)
        .bind(person.0).bind(now.as_micros()).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Who was told of this entry by a notice of this kind.
///
/// # Errors
/// When it cannot be read.
pub async fn list_told(
    conn: &mut Conn,
    index: i64,
    kind: Kind,
) -> Result<Vec<PersonId>, StoreError> {
    let rows: Vec<Uuid> = on!(conn, c => sqlx::query_scalar(TOLD)
        .bind(index).bind(kind.code()).fetch_all(c).await)?;
    Ok(rows.into_iter().map(PersonId).collect())
}

/// Marks a notice of a person as seen.
///
/// # Errors
/// When it cannot be written.
pub async fn see(tx: &mut Tx, id: Uuid, person: PersonId) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(SEE)
        .bind(id).bind(person.0).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Takes back what a unit was to be told of a consent after `at`, unless somebody
/// there has seen it, or a program was called; how much that was.
///
/// # Errors
/// When it cannot be written.
pub async fn take_back(
    tx: &mut Tx,
    consent: ConsentId,
    kind: Kind,
    at: Timestamp,
) -> Result<usize, StoreError> {
    let unshown: Vec<Uuid> = on!(&mut **tx, c => sqlx::query_scalar(UNSHOWN)
        .bind(consent.0).bind(kind.code()).bind(at.as_micros()).fetch_all(c).await)?;
    for id in &unshown {
        on!(tx.writing().await?, c => sqlx::query(DROP_DELIVERIES_OF)
            .bind(id).execute(c).await.map(|_| ()))?;
        on!(tx.writing().await?, c => sqlx::query(DROP).bind(id).execute(c).await.map(|_| ()))?;
    }
    Ok(unshown.len())
}

/// Drops deliveries that were due before `deliveries`, and notices made before
/// `notices`; how many notices.
///
/// # Errors
/// When they cannot be written.
pub async fn forget(
    tx: &mut Tx,
    deliveries: Timestamp,
    notices: Timestamp,
) -> Result<u64, StoreError> {
    on!(tx.writing().await?, c => sqlx::query(DROP_OLD_DELIVERIES)
        .bind(deliveries.as_micros()).execute(c).await.map(|_| ()))?;
    let dropped = on!(tx.writing().await?, c => sqlx::query(DROP_OLD)
        .bind(notices.as_micros()).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(dropped)
}

/// Something in the log that somebody is to be told of.
#[derive(Debug, Clone)]
pub struct Act {
    /// Index of its entry.
    pub index: i64,
    /// When.
    pub time: Timestamp,
    /// What.
    pub kind: entry::Kind,
    /// Who did it.
    pub actor: Option<PersonId>,
    /// Unit of who did it, or the unit concerned.
    pub unit: Option<AgencyId>,
    /// Whose folder.
    pub child: Option<ChildId>,
    /// Which document.
    pub document: Option<DocumentId>,
    /// Which consent.
    pub consent: Option<ConsentId>,
    /// Which request.
    pub request: Option<RequestId>,
    /// A code.
    pub reason: Option<String>,
    /// Which person is concerned.
    pub person: Option<PersonId>,
}

row! {
    struct ActRow {
        idx: i64,
        time: i64,
        kind: String,
        actor: Option<Uuid>,
        unit: Option<Uuid>,
        child: Option<Uuid>,
        document: Option<Uuid>,
        consent: Option<Uuid>,
        request: Option<Uuid>,
        reason: Option<String>,
        person: Option<Uuid>,
    }
}

/// What happened among the entries `from..to` that somebody is to be told of.
///
/// # Errors
/// When it cannot be read.
pub async fn list_acts(
    conn: &mut Conn,
    log_id: i64,
    from: i64,
    to: i64,
) -> Result<Vec<Act>, StoreError> {
    let rows: Vec<ActRow> = on!(conn, c => sqlx::query_as(ACTS)
        .bind(log_id).bind(from).bind(to).fetch_all(c).await)?;
    rows.into_iter()
        .map(|row| {
            Ok(Act {
                index: row.idx,
                time: Timestamp::from_micros(row.time),
                kind: entry::Kind::from_code(&row.kind)
                    .ok_or_else(|| corrupt("log_entry", "kind", row.idx))?,
                actor: row.actor.map(PersonId),
                unit: row.unit.map(AgencyId),
                child: row.child.map(ChildId),
                document: row.document.map(DocumentId),
                consent: row.consent.map(ConsentId),
                request: row.request.map(RequestId),
                reason: row.reason,
                person: row.person.map(PersonId),
            })
        })
        .collect()
}

/// How many entries the log has.
///
/// # Errors
/// When it cannot be read.
pub async fn log_size(conn: &mut Conn, log_id: i64) -> Result<i64, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(HEAD_SIZE).bind(log_id).fetch_one(c).await)?)
}

/// A consent that comes to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// Which.
    pub consent: ConsentId,
    /// Whose folder.
    pub child: ChildId,
    /// To whom it was given.
    pub unit: AgencyId,
    /// The revision whose end it is.
    pub revision: i64,
    /// In force from.
    pub from: Timestamp,
    /// Until.
    pub until: Timestamp,
    /// Given at.
    pub given: Timestamp,
}

/// Approved consents whose end lies after `after` and not after `until`, the
/// next ends first.
///
/// # Errors
/// When they cannot be read.
pub async fn list_ending(
    conn: &mut Conn,
    after: Timestamp,
    until: Timestamp,
    limit: i64,
) -> Result<Vec<Ending>, StoreError> {
    row! {
        struct EndingRow {
            id: Uuid,
            child: Uuid,
            unit: Uuid,
            revision: i64,
            valid_from: i64,
            valid_until: i64,
            given: i64,
        }
    }
    let rows: Vec<EndingRow> = on!(conn, c => sqlx::query_as(ENDING)
        .bind(after.as_micros()).bind(until.as_micros()).bind(limit).fetch_all(c).await)?;
    Ok(rows
        .into_iter()
        .map(|row| Ending {
            consent: ConsentId(row.id),
            child: ChildId(row.child),
            unit: AgencyId(row.unit),
            revision: row.revision,
            from: Timestamp::from_micros(row.valid_from),
            until: Timestamp::from_micros(row.valid_until),
            given: Timestamp::from_micros(row.given),
        })
        .collect())
}
