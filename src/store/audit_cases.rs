//! Auditors' cases and what was found.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::tx::Tx;
use crate::domain::case::{CaseKind, CaseState, Finding};
use crate::domain::{AgencyId, CaseId, ChildId, PersonId, Timestamp};
use sqlx::QueryBuilder;
use uuid::Uuid;

sql! {
    INSERT = "insert into audit_case (id, kind, state, child, unit, agency, entry, created, \
        emergency, person, opened_by, words_sealed, idx) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    FIND = "select id, kind, state, child, unit, agency, entry, created, emergency, person, \
        opened_by, words_sealed, idx, closed from audit_case where id = $1";
    OPEN_ABOUT = "select id, kind, state, child, unit, agency, entry, created, emergency, person, \
        opened_by, words_sealed, idx, closed from audit_case \
        where entry = $1 and state <> 'closed' order by created, id limit 1";
    PAGE = "select id, kind, state, child, unit, agency, entry, created, emergency, person, \
        opened_by, words_sealed, idx, closed from audit_case \
        where ($1 = '' or state = $1) and (created < $2 or (created = $2 and id < $3)) \
        order by created desc, id desc limit $4";
    REPORTS = "select id, kind, state, child, unit, agency, entry, created, emergency, person, \
        opened_by, words_sealed, idx, closed from audit_case \
        where child = $1 and kind = 'report' order by created desc, id desc";
    AUDITORS = "select distinct person from appointment where role = 'auditor' \
        and agency is null and valid_from <= $1 and (valid_until is null or valid_until > $1)";
    SET_STATE = "update audit_case set state = $2, closed = $3 where id = $1";
    INSERT_FINDING = "insert into audit_finding (audit_case, person, finding, words_sealed, at, \
        idx) values ($1, $2, $3, $4, $5, $6)";
    FINDINGS = "select person, finding, words_sealed, at, idx from audit_finding \
        where audit_case = $1 order by at, person";
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditCase {
    /// Which.
    pub id: CaseId,
    /// About an emergency, or an entry.
    pub kind: CaseKind,
    /// Where it stands.
    pub state: CaseState,
    /// Whose folder, if any.
    pub child: Option<ChildId>,
    /// The unit that did what it is about.
    pub unit: Option<AgencyId>,
    /// The organisation above that unit.
    pub agency: Option<AgencyId>,
    /// The person who did it.
    pub person: Option<PersonId>,
    /// Log index of what it is about.
    pub entry: i64,
    /// The emergency, where it is about one.
    pub emergency: Option<Uuid>,
    /// The auditor, or the one of the family, who opened it; `None` when the service did.
    pub opened_by: Option<PersonId>,
    /// Why: an auditor's words sealed under the directory's key, a family's under the
    /// child's.
    pub words_sealed: Option<Vec<u8>>,
    /// Opened at.
    pub created: Timestamp,
    /// Log index of the entry that tells of it.
    pub index: Option<i64>,
    /// Closed at.
    pub closed: Option<Timestamp>,
}

row! {
    struct Row {
        id: Uuid,
        kind: String,
        state: String,
        child: Option<Uuid>,
        unit: Option<Uuid>,
        agency: Option<Uuid>,
        entry: Option<i64>,
        created: i64,
        emergency: Option<Uuid>,
        person: Option<Uuid>,
        opened_by: Option<Uuid>,
        words_sealed: Option<Vec<u8>>,
        idx: Option<i64>,
        closed: Option<i64>,
    }
}

impl TryFrom<Row> for AuditCase {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let bad = |column| corrupt("audit_case", column, row.id);
        Ok(Self {
            id: CaseId(row.id),
            kind: CaseKind::from_code(&row.kind).ok_or_else(|| bad("kind"))?,
            state: CaseState::from_code(&row.state).ok_or_else(|| bad("state"))?,
            child: row.child.map(ChildId),
            unit: row.unit.map(AgencyId),
            agency: row.agency.map(AgencyId),
            person: row.person.map(PersonId),
            entry: row.entry.ok_or_else(|| bad("entry"))?,
            emergency: row.emergency,
            opened_by: row.opened_by.map(PersonId),
            words_sealed: row.words_sealed,
            created: Timestamp::from_micros(row.created),
            index: row.idx,
            closed: row.closed.map(Timestamp::from_micros),
        })
    }
}

/// The newest case about the entry at `first` or, where there is none, about one of
/// `others`; and where it stands.
///
/// # Errors
/// When it cannot be read.
pub async fn find_about(
    conn: &mut Conn,
    first: i64,
    others: &[i64],
) -> Result<Option<(CaseId, CaseState)>, StoreError> {
    let found: Option<(Uuid, String)> = on!(conn, c => {
        let mut sql = QueryBuilder::new("select id, state from audit_case where entry in (");
        let mut all = sql.separated(", ");
        for entry in std::iter::once(&first).chain(others) {
            all.push_bind(*entry);
        }
        sql.push(") order by case when entry = ").push_bind(first);
        sql.push(" then 0 else 1 end, created desc, id desc limit 1");
        sql.build_query_as().fetch_optional(c).await
    })?;
    let bad = |id: Uuid| corrupt("audit_case", "state", id);
    let read = |(id, state): (Uuid, String)| {
        let state = CaseState::from_code(&state).ok_or_else(|| bad(id))?;
        Ok((CaseId(id), state))
    };
    found.map(read).transpose()
}

/// Adds a case; its `index` is the entry that will tell of it.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, case: &AuditCase) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(case.id.0)
        .bind(case.kind.code())
        .bind(case.state.code())
        .bind(case.child.map(|id| id.0))
        .bind(case.unit.map(|id| id.0))
        .bind(case.agency.map(|id| id.0))
        .bind(case.entry)
        .bind(case.created.as_micros())
        .bind(case.emergency)
        .bind(case.person.map(|id| id.0))
        .bind(case.opened_by.map(|id| id.0))
        .bind(case.words_sealed.as_deref())
        .bind(case.index)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The case with this id.
///
/// # Errors
/// When it cannot be read, or fits no state.
pub async fn find(conn: &mut Conn, id: CaseId) -> Result<Option<AuditCase>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// The case about this entry that is not closed.
///
/// # Errors
/// When it cannot be read, or fits no state.
pub async fn find_open_about(conn: &mut Conn, entry: i64) -> Result<Option<AuditCase>, StoreError> {
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(OPEN_ABOUT).bind(entry).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// Where a page of cases begins: after the case that was opened then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// Opened at.
    pub created: Timestamp,
    /// Which.
    pub id: CaseId,
}

impl After {
    /// Before every case.
    #[must_use]
    pub fn start() -> Self {
        Self { created: Timestamp::from_micros(i64::MAX), id: CaseId(Uuid::max()) }
    }
}

/// Cases of a state (any, if `None`), newest first.
///
/// # Errors
/// When they cannot be read, or one fits no state.
pub async fn list(
    conn: &mut Conn,
    state: Option<CaseState>,
    after: After,
    limit: i64,
) -> Result<Vec<AuditCase>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(PAGE)
        .bind(state.map_or("", CaseState::code))
        .bind(after.created.as_micros())
        .bind(after.id.0)
        .bind(limit)
        .fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// What a family has reported of the log of this folder, newest first.
///
/// # Errors
/// When they cannot be read, or one fits no state.
pub async fn list_reports(conn: &mut Conn, child: ChildId) -> Result<Vec<AuditCase>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(REPORTS).bind(child.0).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The auditors of everything, in office at `now`.
///
/// # Errors
/// When they cannot be read.
pub async fn list_auditors(conn: &mut Conn, now: Timestamp) -> Result<Vec<PersonId>, StoreError> {
    let rows: Vec<Uuid> = on!(conn, c => sqlx::query_scalar(AUDITORS)
        .bind(now.as_micros()).fetch_all(c).await)?;
    Ok(rows.into_iter().map(PersonId).collect())
}

/// Says where a case stands now.
///
/// # Errors
/// When it cannot be written.
pub async fn set_state(tx: &mut Tx, id: CaseId, state: CaseState) -> Result<(), StoreError> {
    let closed = (state == CaseState::Closed).then(|| tx.now().as_micros());
    on!(tx.writing().await?, c => sqlx::query(SET_STATE)
        .bind(id.0).bind(state.code()).bind(closed).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// What one auditor found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Who.
    pub person: PersonId,
    /// What.
    pub finding: Finding,
    /// In words, sealed under the directory's key.
    pub words_sealed: Option<Vec<u8>>,
    /// When.
    pub at: Timestamp,
    /// Log index of the entry that tells of it.
    pub index: Option<i64>,
}

/// Adds a finding.
///
/// # Errors
/// [`StoreError::Conflict`] when the auditor has put one.
pub async fn insert_finding(tx: &mut Tx, case: CaseId, found: &Found) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(INSERT_FINDING)
        .bind(case.0)
        .bind(found.person.0)
        .bind(found.finding.code())
        .bind(found.words_sealed.as_deref())
        .bind(found.at.as_micros())
        .bind(found.index)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// What was found, oldest first.
///
/// # Errors
/// When it cannot be read, or a finding is none.
pub async fn list_findings(conn: &mut Conn, case: CaseId) -> Result<Vec<Found>, StoreError> {
    row! {
        struct FoundRow {
            person: Uuid,
            finding: String,
            words_sealed: Option<Vec<u8>>,
            at: i64,
            idx: Option<i64>,
        }
    }
    let rows: Vec<FoundRow> =
        on!(conn, c => sqlx::query_as(FINDINGS).bind(case.0).fetch_all(c).await)?;
    rows.into_iter()
        .map(|row| {
            Ok(Found {
                person: PersonId(row.person),
                finding: Finding::from_code(&row.finding)
                    .ok_or_else(|| corrupt("audit_finding", "finding", case))?,
                words_sealed: row.words_sealed,
                at: Timestamp::from_micros(row.at),
                index: row.idx,
            })
        })
        .collect()
}
