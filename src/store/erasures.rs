//! Erasures of folders: who has asked, when it is to happen, how far it has come.
//! From the moment it has begun nothing of the folder can be opened; what is left
//! to do is to empty rows.

use super::conn::{Conn, on, row, sql};
use super::error::StoreError;
use super::tx::Tx;
use crate::domain::request::{State, Stored};
use crate::domain::{ChildId, PersonId, RequestId, Timestamp};
use crate::store::requests;
use uuid::Uuid;

sql! {
    INSERT = "insert into erasure (id, child, asked, lapses) values ($1, $2, $3, $4)";
    OPEN = "select id, child, asked, lapses, due, begun, begun_idx from erasure \
        where child = $1 and stopped is null";
    LAST_STOPPED = "select stopped_idx from erasure where child = $1 and stopped is not null \
        order by stopped desc limit 1";
    RUNNING = "select id, child, asked, lapses, due, begun, begun_idx from erasure \
        where stopped is null and done is null order by asked, id";
    ASKED = "select person, at, idx from erasure_asked where erasure = $1 order by at, person";
    ASK = "insert into erasure_asked (erasure, person, at, idx) values ($1, $2, $3, $4)";
    SCHEDULE = "update erasure set due = $2 where id = $1 and begun is null";
    STOP = "update erasure set stopped = $2, stopped_idx = $3 \
        where id = $1 and begun is null and stopped is null";
    BEGIN = "update erasure set begun = $2, begun_idx = $3 \
        where id = $1 and begun is null and stopped is null";
    FINISH = "update erasure set done = $2 where id = $1";
    FORGET_ASKED = "delete from erasure_asked where erasure = $1";
    END_CONSENTS = "update consent set standing = 'revoked', ended = $2, ended_by = null, \
        ended_idx = $3, pending = null, lapses = null where child = $1 \
        and standing in ('draft', 'awaiting-approval', 'approved', 'frozen')";
    END_GUARDIANSHIPS = "update guardianship set valid_until = $2 where child = $1 \
        and (valid_until is null or valid_until > $2)";
    FORGET_SHIELDS = "delete from shield where child = $1";
    FORGET_ANSWERS = "delete from emergency_answer where child = $1";
    FORGET_EMERGENCIES = "update emergency set words_sealed = null, reason = '' where child = $1";
    FORGET_PACKS = "delete from pack where child = $1";
    OF_REQUESTS = "select id from request where child = $1 order by id";
    LEAVE_REQUEST = "update request set child = null, words_sealed = null, seen = null, \
        consent = null, renews = null, revision = null, answered_by = null, state = $2, \
        answered = case when $2 = 'sent' then null else answered end, \
        answered_idx = case when $2 = 'sent' then null else answered_idx end where id = $1";
    FORGET_FINDINGS = "update audit_finding set words_sealed = null \
        where audit_case in (select id from audit_case where child = $1)";
    FORGET_CASES = "update audit_case set words_sealed = null, child = null where child = $1";
    NOTICES = "select id from notice where child = $1 or consent in \
        (select id from consent where child = $1) order by id limit $2";
    FORGET_DELIVERIES = "delete from delivery where notice = $1";
    FORGET_NOTICE = "delete from notice where id = $1";
    ASKERS = "select distinct a.person from erasure_asked a join erasure e on e.id = a.erasure \
        where e.child = $1 and e.begun is not null";
    DOCUMENTS = "select id from document where child = $1 and length(title_sealed) > 0 \
        order by id limit $2";
    EMPTY_VERSIONS = "update document_version set file_key_sealed = null, file_name_sealed = $2, \
        sha256 = $3, scan_reason = null, scan = 'not-scanned', size_bytes = 0 where document = $1";
    EMPTY_DOCUMENT = "update document set category = 'other', title_sealed = $2, date_day = null, \
        source = null, sensitivity = 'normal', withheld = null, withheld_at = null, \
        withheld_until = null, withheld_idx = null, withheld_by = null, \
        erased = coalesce(erased, $3) where id = $1";
    CONSENTS = "select c.id from consent c where c.child = $1 and exists (select 1 \
        from consent_revision r where r.consent = c.id and r.text_version <> '') \
        order by c.id limit $2";
    EMPTY_REVISIONS = "update consent_revision set canonical_sealed = $2, documents = $2, \
        categories = '', touches = '', actions = '', excluded_persons = $2, excluded_units = $2, \
        words_sealed = null, heard = null, heard_words_sealed = null, sha256 = $3, \
        text_version = '' where consent = $1";
    EMPTY_CONSENT = "update consent set purpose = '', request = null where id = $1";
}

row! {
    struct Row {
        id: Uuid,
        child: Uuid,
        asked: i64,
        lapses: i64,
        due: Option<i64>,
        begun: Option<i64>,
        begun_idx: Option<i64>,
    }
}

/// Stands where a box was.
const NOTHING: &[u8] = &[];
/// Stands where a hash was.
const NO_HASH: [u8; 32] = [0; 32];

/// An erasure that nobody has stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Which.
    pub id: Uuid,
    /// Whose folder.
    pub child: ChildId,
    /// When it was asked for first.
    pub asked: Timestamp,
    /// When it lapses if not all have asked.
    pub lapses: Timestamp,
    /// When it happens, once all have.
    pub due: Option<Timestamp>,
    /// Since when the key is gone, and the entry that tells of it.
    pub begun: Option<(Timestamp, i64)>,
}

impl From<Row> for Erasure {
    fn from(row: Row) -> Self {
        let begun = row.begun.map(Timestamp::from_micros).zip(row.begun_idx);
        Self {
            id: row.id,
            child: ChildId(row.child),
            asked: Timestamp::from_micros(row.asked),
            lapses: Timestamp::from_micros(row.lapses),
            due: row.due.map(Timestamp::from_micros),
            begun,
        }
    }
}

/// One who has asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Who.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// The entry that tells of it.
    pub index: i64,
}

/// Begins to ask for an erasure.
///
/// # Errors
/// [`StoreError::Conflict`] when one is asked for already.
pub async fn insert(
    tx: &mut Tx,
    id: Uuid,
    child: ChildId,
    lapses: Timestamp,
) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(id).bind(child.0).bind(now).bind(lapses.as_micros())
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The erasure of this folder that nobody has stopped.
///
/// # Errors
/// When it cannot be read.
pub async fn find_open(conn: &mut Conn, child: ChildId) -> Result<Option<Erasure>, StoreError> {
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(OPEN).bind(child.0).fetch_optional(c).await)?;
    Ok(row.map(Into::into))
}

/// The entry that told last that an erasure of this folder was stopped.
///
/// # Errors
/// When it cannot be read.
pub async fn find_last_stopped(conn: &mut Conn, child: ChildId) -> Result<Option<i64>, StoreError> {
    let row: Option<(Option<i64>,)> =
        on!(conn, c => sqlx::query_as(LAST_STOPPED).bind(child.0).fetch_optional(c).await)?;
    Ok(row.and_then(|(index,)| index))
}

/// Erasures that are neither stopped nor done, oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list_running(conn: &mut Conn) -> Result<Vec<Erasure>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(RUNNING).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Who has asked, in order.
///
/// # Errors
/// When they cannot be read.
pub async fn list_asked(conn: &mut Conn, id: Uuid) -> Result<Vec<Asked>, StoreError> {
    let rows: Vec<(Uuid, i64, i64)> =
        on!(conn, c => sqlx::query_as(ASKED).bind(id).fetch_all(c).await)?;
    let asked = |(person, at, index)| Asked {
        person: PersonId(person),
        at: Timestamp::from_micros(at),
        index,
    };
    Ok(rows.into_iter().map(asked).collect())
}

/// Somebody asks, told by the next entry.
///
/// # Errors
/// [`StoreError::Conflict`] when that person has asked.
pub async fn ask(tx: &mut Tx, id: Uuid, person: PersonId) -> Result<(), StoreError> {
    let (now, index) = (tx.now().as_micros(), tx.next_index());
    on!(tx.writing().await?, c => sqlx::query(ASK)
        .bind(id).bind(person.0).bind(now).bind(index).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Sets the day.
///
/// # Errors
/// When it cannot be written.
pub async fn schedule(tx: &mut Tx, id: Uuid, due: Timestamp) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(SCHEDULE)
        .bind(id).bind(due.as_micros()).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Stops it, told by the next entry; false when it had begun or was stopped.
///
/// # Errors
/// When it cannot be written.
pub async fn stop(tx: &mut Tx, id: Uuid) -> Result<bool, StoreError> {
    let (now, index) = (tx.now().as_micros(), tx.next_index());
    let rows = on!(tx.writing().await?, c => sqlx::query(STOP)
        .bind(id).bind(now).bind(index).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Begins it, told by the next entry: consents and guardianships end; what says from
/// whom something is hidden goes, with remembered selections and auditors' words; a
/// request that waits is from now on one to a number that nobody has. False when it
/// had begun or was stopped.
///
/// # Errors
/// When it cannot be written.
pub async fn begin(tx: &mut Tx, id: Uuid, child: ChildId) -> Result<bool, StoreError> {
    let (now, index) = (tx.now().as_micros(), tx.next_index());
    let rows = on!(tx.writing().await?, c => sqlx::query(BEGIN)
        .bind(id).bind(now).bind(index).execute(c).await.map(|done| done.rows_affected()))?;
    if rows != 1 {
        return Ok(false);
    }
    // While it can be seen what became of what they were granted by.
    leave_requests(tx, child).await?;
    on!(tx.writing().await?, c => sqlx::query(END_CONSENTS)
        .bind(child.0).bind(now).bind(index).execute(c).await.map(|_| ()))?;
    on!(tx.writing().await?, c => sqlx::query(END_GUARDIANSHIPS)
        .bind(child.0).bind(now).execute(c).await.map(|_| ()))?;
    for text in [
        FORGET_SHIELDS,
        FORGET_ANSWERS,
        FORGET_EMERGENCIES,
        FORGET_PACKS,
        FORGET_FINDINGS,
        FORGET_CASES,
    ] {
        on!(tx.writing().await?, c => sqlx::query(text)
            .bind(child.0).execute(c).await.map(|_| ()))?;
    }
    tx.access_changed();
    Ok(true)
}

/// Leaves the requests to the units that sent them, each as its unit knows it: one
/// that waits goes on waiting, as one to a number that nobody has.
async fn leave_requests(tx: &mut Tx, child: ChildId) -> Result<(), StoreError> {
    let now = tx.now();
    let found: Vec<Uuid> =
        on!(&mut **tx, c => sqlx::query_scalar(OF_REQUESTS).bind(child.0).fetch_all(c).await)?;
    for id in found {
        let Some(request) = requests::find(tx, RequestId(id)).await? else { continue };
        let stored = match request.life().to_unit(now) {
            State::Granted => Stored::Granted,
            State::Declined => Stored::Declined,
            State::Withdrawn => Stored::Withdrawn,
            // Not told of as lapsed yet, if it has only just: its own entry does that.
            State::Lapsed if request.state == Stored::Sent => Stored::Sent,
            State::Lapsed => Stored::Lapsed,
            State::Sent | State::Seen => Stored::Sent,
        };
        on!(tx.writing().await?, c => sqlx::query(LEAVE_REQUEST)
            .bind(id).bind(stored.code()).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// Says that nothing is left to be done.
///
/// # Errors
/// When it cannot be written.
pub async fn finish(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(FINISH)
        .bind(id).bind(now).execute(c).await.map(|_| ()))?;
    on!(tx.writing().await?, c => sqlx::query(FORGET_ASKED)
        .bind(id).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Ids of at most `limit` documents whose rows are not empty yet.
///
/// # Errors
/// When they cannot be read.
pub async fn list_documents(
    conn: &mut Conn,
    child: ChildId,
    limit: i64,
) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(DOCUMENTS)
        .bind(child.0).bind(limit).fetch_all(c).await)?)
}

/// Empties the rows of a document: keys, names, hash, category, source. The names
/// of its objects stay.
///
/// # Errors
/// When it cannot be written.
pub async fn empty_document(tx: &mut Tx, document: Uuid) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(EMPTY_VERSIONS)
        .bind(document).bind(NOTHING).bind(&NO_HASH[..]).execute(c).await.map(|_| ()))?;
    on!(tx.writing().await?, c => sqlx::query(EMPTY_DOCUMENT)
        .bind(document).bind(NOTHING).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Ids of at most `limit` consents whose rows are not empty yet.
///
/// # Errors
/// When they cannot be read.
pub async fn list_consents(
    conn: &mut Conn,
    child: ChildId,
    limit: i64,
) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(CONSENTS)
        .bind(child.0).bind(limit).fetch_all(c).await)?)
}

/// Empties the rows of a consent: to whom it was given and when it ended stay.
///
/// # Errors
/// When it cannot be written.
pub async fn empty_consent(tx: &mut Tx, consent: Uuid) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(EMPTY_REVISIONS)
        .bind(consent).bind(NOTHING).bind(&NO_HASH[..]).execute(c).await.map(|_| ()))?;
    on!(tx.writing().await?, c => sqlx::query(EMPTY_CONSENT)
        .bind(consent).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Ids of at most `limit` notices of what was in the folder.
///
/// # Errors
/// When they cannot be read.
pub async fn list_notices(
    conn: &mut Conn,
    child: ChildId,
    limit: i64,
) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(NOTICES)
        .bind(child.0).bind(limit).fetch_all(c).await)?)
}

/// Drops a notice, and what was to be sent of it.
///
/// # Errors
/// When it cannot be written.
pub async fn forget_notice(tx: &mut Tx, notice: Uuid) -> Result<(), StoreError> {
    for text in [FORGET_DELIVERIES, FORGET_NOTICE] {
        on!(tx.writing().await?, c => sqlx::query(text)
            .bind(notice).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// Who asked for the erasure of a folder that has begun.
///
/// # Errors
/// When they cannot be read.
pub async fn list_askers(conn: &mut Conn, child: ChildId) -> Result<Vec<PersonId>, StoreError> {
    let found: Vec<Uuid> =
        on!(conn, c => sqlx::query_scalar(ASKERS).bind(child.0).fetch_all(c).await)?;
    Ok(found.into_iter().map(PersonId).collect())
}
