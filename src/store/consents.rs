//! Consents, their immutable revisions and the approvals they rest on.

mod rows;

pub use rows::{Approval, Consent, Heard, Revision};

use super::conn::{Conn, on, row, sql};
use super::error::StoreError;
use super::facts::{Scope, pack, words};
use super::tx::Tx;
use crate::domain::notice::SECOND_THOUGHTS_MICROS;
use crate::domain::question::Standing;
use crate::domain::{AgencyId, ChildId, ConsentId, PersonId, RequestId, Timestamp};
use rows::{ApprovalRow, RevisionRow, Row};
use uuid::Uuid;

sql! {
    INSERT = "insert into consent (id, child, unit, purpose, revision, standing, created, \
        created_by, lapses, request) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    INSERT_REVISION = "insert into consent_revision (consent, revision, sha256, canonical_sealed, \
        valid_from, valid_until, given, documents, categories, also_later, actions, \
        excluded_persons, excluded_units, words_sealed, text_version, text_language, created, \
        created_by, idx, touches, carried_by, once, heard, heard_words_sealed) values ($1, $2, $3, \
        $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
        $23, $24)";
    INSERT_APPROVAL = "insert into approval \
        (consent, revision, person, answer, text_version, text_language, at, idx) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    END = "update consent set standing = $2, ended = $3, ended_by = $4, ended_idx = $5, \
        pending = null, lapses = null \
        where id = $1 and standing in ('draft', 'awaiting-approval', 'approved', 'frozen')";
    FREEZE = "update consent set standing = 'frozen', ended = $2, ended_idx = $3, \
        pending = null, lapses = null where id = $1 and standing = 'approved'";
    IN_FORCE = "update consent set revision = $2, standing = 'approved', pending = null, \
        lapses = null, ended = null, ended_by = null, ended_idx = null where id = $1";
    AWAIT = "update consent set revision = $2, pending = $3, lapses = $4, standing = $5 where id = $1";
    DROP_PENDING = "update consent set pending = null, lapses = null where id = $1";
    USE = "update consent set used_idx = $2 where id = $1 and used_idx is null";
    UNUSE = "update consent set used_idx = null where id = $1 and used_idx = $2";
    USE_UP = "update consent set standing = 'used-up', ended = $3, ended_idx = $4, \
        pending = null, lapses = null where id = $1 and used_idx = $2 and standing = 'approved'";
    KNOWN = "select 1 from consent c join consent_revision r on r.consent = c.id \
        and r.revision = c.revision where c.child = $1 and c.unit = $2 and c.id <> $3 \
        and c.standing in ('approved', 'frozen', 'replaced', 'handed-back', 'used-up') \
        and r.given > coalesce((select max(x.ended) from consent x where x.child = $1 \
        and x.unit = $2 and x.standing = 'revoked' \
        and (x.ended_by is null or x.ended_by <> x.created_by or x.ended >= x.created + $4)), -1) \
        limit 1";
    LAPSED = "select id, child, unit, purpose, revision, pending, lapses, standing, created, \
        created_by, ended, ended_by, ended_idx from consent \
        where lapses is not null and lapses <= $1 order by lapses, id limit $2";
    SCOPES = "select c.id, c.unit, r.touches from consent c join consent_revision r \
        on r.consent = c.id where c.child = $1 and (r.revision = c.revision or r.revision = c.pending) \
        order by c.id";
    APPROVED_OF_CHILD = "select id, child, unit, purpose, revision, pending, lapses, standing, created, \
        created_by, ended, ended_by, ended_idx from consent \
        where child = $1 and standing = 'approved' order by created, id";
    KEEPING = "select r.sha256 from consent c join consent_revision r on r.consent = c.id \
        where c.child = $1 and r.actions like '%keep%'";
    FIND = "select id, child, unit, purpose, revision, pending, lapses, standing, created, created_by, \
        ended, ended_by, ended_idx \
        from consent where id = $1";
    OF_CHILD = "select id, child, unit, purpose, revision, pending, lapses, standing, created, \
        created_by, ended, ended_by, ended_idx from consent where child = $1 and (created < $2 or (created = $2 and id < $3)) \
        order by created desc, id desc limit $4";
    REVISIONS = "select revision, sha256, canonical_sealed, valid_from, valid_until, given, \
        documents, categories, also_later, actions, excluded_persons, excluded_units, words_sealed, \
        text_version, text_language, created, created_by, idx, touches, carried_by, once, heard, \
        heard_words_sealed from consent_revision \
        where consent = $1 order by revision";
    APPROVALS = "select revision, person, answer, text_version, text_language, at, idx \
        from approval where consent = $1 order by revision, at, person";
}

/// Adds a consent and its first revision.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(
    tx: &mut Tx,
    consent: &Consent,
    revision: &Revision,
    request: Option<RequestId>,
) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(consent.id.0)
        .bind(consent.child.0)
        .bind(consent.unit.0)
        .bind(&consent.purpose)
        .bind(consent.revision)
        .bind(consent.standing.code())
        .bind(consent.created.as_micros())
        .bind(consent.created_by.0)
        .bind(consent.lapses.map(Timestamp::as_micros))
        .bind(request.map(|id| id.0))
        .execute(c).await.map(|_| ()))?;
    insert_revision(tx, consent.id, revision).await
}

/// Adds a revision; which one counts is said by the consent.
///
/// # Errors
/// When it cannot be written.
pub async fn insert_revision(
    tx: &mut Tx,
    consent: ConsentId,
    revision: &Revision,
) -> Result<(), StoreError> {
    let actions: Vec<&str> = revision.actions.iter().map(|action| action.code()).collect();
    on!(tx.writing().await?, c => sqlx::query(INSERT_REVISION)
        .bind(consent.0)
        .bind(revision.revision)
        .bind(&revision.sha256[..])
        .bind(&revision.canonical_sealed[..])
        .bind(revision.valid_from.as_micros())
        .bind(revision.valid_until.as_micros())
        .bind(revision.given.as_micros())
        .bind(pack(revision.documents.iter().map(|id| id.0)))
        .bind(revision.categories.join(" "))
        .bind(revision.also_later)
        .bind(actions.join(" "))
        .bind(pack(revision.excluded_persons.iter().map(|id| id.0)))
        .bind(pack(revision.excluded_units.iter().map(|id| id.0)))
        .bind(revision.words_sealed.as_deref())
        .bind(&revision.text_version)
        .bind(&revision.text_language)
        .bind(revision.created.as_micros())
        .bind(revision.created_by.0)
        .bind(revision.index)
        .bind(revision.touches.join(" "))
        .bind(revision.carried_by)
        .bind(revision.once)
        .bind(revision.heard.map(Heard::code))
        .bind(revision.heard_words_sealed.as_deref())
        .execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Freezes a consent until those who decide today have confirmed it, told by the
/// entry at `index`.
///
/// # Errors
/// When it cannot be written.
pub async fn freeze(tx: &mut Tx, id: ConsentId, index: i64) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(FREEZE)
        .bind(id.0).bind(now).bind(index).execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Brings a revision into force; nothing waits any more.
///
/// # Errors
/// When it cannot be written.
pub async fn put_in_force(tx: &mut Tx, id: ConsentId, revision: i64) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(IN_FORCE)
        .bind(id.0).bind(revision).execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Lets a revision wait until `lapses`: beside the one in force (`revision`,
/// `pending`), or as the only one.
///
/// # Errors
/// When it cannot be written.
pub async fn put_waiting(
    tx: &mut Tx,
    id: ConsentId,
    (revision, pending): (i64, Option<i64>),
    standing: Standing,
    lapses: Timestamp,
) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(AWAIT)
        .bind(id.0).bind(revision).bind(pending).bind(lapses.as_micros()).bind(standing.code())
        .execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Drops the revision that waits beside the one in force.
///
/// # Errors
/// When it cannot be written.
pub async fn drop_pending(tx: &mut Tx, id: ConsentId) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(DROP_PENDING)
        .bind(id.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Takes a consent for one opening into use by the entry at `index`; false when
/// another opening has it.
///
/// # Errors
/// When it cannot be written.
pub async fn take_into_use(tx: &mut Tx, id: ConsentId, index: i64) -> Result<bool, StoreError> {
    let rows = on!(tx.writing().await?, c => sqlx::query(USE)
        .bind(id.0).bind(index).execute(c).await.map(|done| done.rows_affected()))?;
    tx.access_changed();
    Ok(rows == 1)
}

/// Ends a consent for one opening that the entry at `index` opened, told by the
/// next entry. One that is not for one opening is not touched.
///
/// # Errors
/// When it cannot be written.
pub async fn use_up(tx: &mut Tx, id: ConsentId, index: i64) -> Result<(), StoreError> {
    let (now, told) = (tx.now().as_micros(), tx.next_index());
    on!(tx.writing().await?, c => sqlx::query(USE_UP)
        .bind(id.0).bind(index).bind(now).bind(told).execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Gives a consent for one opening free again, when the opening at `index` has
/// not been complete.
///
/// # Errors
/// When it cannot be written.
pub async fn give_free(tx: &mut Tx, id: ConsentId, index: i64) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(UNUSE)
        .bind(id.0).bind(index).execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Has the family shared with this unit before, by another consent than `but`,
/// and has nobody of it stopped one since? What its giver took back at once, on second
/// thoughts, was not stopped: it is as if it had not been.
///
/// # Errors
/// When it cannot be read.
pub async fn is_known(
    conn: &mut Conn,
    (child, unit): (ChildId, AgencyId),
    but: ConsentId,
) -> Result<bool, StoreError> {
    let row: Option<(i32,)> = on!(conn, c => sqlx::query_as(KNOWN)
        .bind(child.0).bind(unit.0).bind(but.0).bind(SECOND_THOUGHTS_MICROS)
        .fetch_optional(c).await)?;
    Ok(row.is_some())
}

/// Consents of which something has waited too long, longest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list_lapsed(
    conn: &mut Conn,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Consent>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(LAPSED)
        .bind(now.as_micros()).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// To whom each of a child's consents is given and what it touches, in its
/// revision and in the one that waits.
///
/// # Errors
/// When they cannot be read.
pub async fn list_scopes(conn: &mut Conn, child: ChildId) -> Result<Vec<Scope>, StoreError> {
    row! {
        struct Row {
            id: Uuid,
            unit: Uuid,
            touches: String,
        }
    }
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(SCOPES).bind(child.0).fetch_all(c).await)?;
    let mut scopes: Vec<Scope> = Vec::new();
    for row in rows {
        let touches = words(Some(&row.touches));
        if let Some(last) = scopes.last_mut().filter(|last| last.consent.0 == row.id) {
            last.touches.extend(touches);
        } else {
            let (consent, unit) = (ConsentId(row.id), AgencyId(row.unit));
            scopes.push(Scope { consent, unit, touches });
        }
    }
    Ok(scopes)
}

/// A child's consents that are approved, whatever the clock says, oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list_approved(conn: &mut Conn, child: ChildId) -> Result<Vec<Consent>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(APPROVED_OF_CHILD)
        .bind(child.0).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Hashes of the revisions of a child's consents that let a unit keep copies.
///
/// # Errors
/// When they cannot be read.
pub async fn list_keeping(conn: &mut Conn, child: ChildId) -> Result<Vec<Vec<u8>>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(KEEPING).bind(child.0).fetch_all(c).await)?)
}

/// Adds one giver's answer.
///
/// # Errors
/// [`StoreError::Conflict`] when that giver has answered.
pub async fn insert_approval(
    tx: &mut Tx,
    consent: ConsentId,
    approval: &Approval,
) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(INSERT_APPROVAL)
        .bind(consent.0)
        .bind(approval.revision)
        .bind(approval.person.0)
        .bind(&approval.answer)
        .bind(&approval.text_version)
        .bind(&approval.text_language)
        .bind(approval.at.as_micros())
        .bind(approval.index)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Ends a consent, told by the next entry; false when it had ended before.
///
/// # Errors
/// When it cannot be written.
pub async fn end(
    tx: &mut Tx,
    id: ConsentId,
    standing: Standing,
    by: Option<PersonId>,
) -> Result<bool, StoreError> {
    let (now, index) = (tx.now().as_micros(), tx.next_index());
    let rows = on!(tx.writing().await?, c => sqlx::query(END)
        .bind(id.0).bind(standing.code()).bind(now).bind(by.map(|by| by.0)).bind(index)
        .execute(c).await.map(|done| done.rows_affected()))?;
    tx.access_changed();
    Ok(rows == 1)
}

/// The consent with this id.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, id: ConsentId) -> Result<Option<Consent>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// A child's consents, newest first, after the one made at `created` with `id`.
///
/// # Errors
/// When they cannot be read.
pub async fn list(
    conn: &mut Conn,
    child: ChildId,
    (created, id): (Timestamp, ConsentId),
    limit: i64,
) -> Result<Vec<Consent>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF_CHILD)
        .bind(child.0).bind(created.as_micros()).bind(id.0).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A consent's revisions, oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list_revisions(conn: &mut Conn, id: ConsentId) -> Result<Vec<Revision>, StoreError> {
    let rows: Vec<RevisionRow> =
        on!(conn, c => sqlx::query_as(REVISIONS).bind(id.0).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.into_domain(id)).collect()
}

/// The answers to a consent's revisions.
///
/// # Errors
/// When they cannot be read.
pub async fn list_approvals(conn: &mut Conn, id: ConsentId) -> Result<Vec<Approval>, StoreError> {
    let rows: Vec<ApprovalRow> =
        on!(conn, c => sqlx::query_as(APPROVALS).bind(id.0).fetch_all(c).await)?;
    Ok(rows
        .into_iter()
        .map(|row| Approval {
            revision: row.revision,
            person: PersonId(row.person),
            answer: row.answer,
            text_version: row.text_version,
            text_language: row.text_language,
            at: Timestamp::from_micros(row.at),
            index: row.idx,
        })
        .collect())
}
