//! Consents, their immutable revisions and the approvals they rest on.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::facts::{pack, unpack, words};
use super::tx::Tx;
use crate::domain::question::{ConsentAction, Standing};
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, Timestamp};
use uuid::Uuid;

sql! {
    INSERT = "insert into consent (id, child, unit, purpose, revision, standing, created, created_by) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    INSERT_REVISION = "insert into consent_revision (consent, revision, sha256, canonical_sealed, \
        valid_from, valid_until, given, documents, categories, also_later, actions, \
        excluded_persons, excluded_units, words_sealed, text_version, text_language, created, \
        created_by, idx) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
        $16, $17, $18, $19)";
    INSERT_APPROVAL = "insert into approval \
        (consent, revision, person, answer, text_version, text_language, at, idx) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    END = "update consent set standing = $2, ended = $3, ended_by = $4, ended_idx = $5 \
        where id = $1 and ended is null";
    FIND = "select id, child, unit, purpose, revision, standing, created, created_by, ended, ended_by, ended_idx \
        from consent where id = $1";
    OF_CHILD = "select id, child, unit, purpose, revision, standing, created, created_by, ended, \
        ended_by, ended_idx from consent where child = $1 and (created < $2 or (created = $2 and id < $3)) \
        order by created desc, id desc limit $4";
    REVISIONS = "select revision, sha256, canonical_sealed, valid_from, valid_until, given, \
        documents, categories, also_later, actions, excluded_persons, excluded_units, words_sealed, \
        text_version, text_language, created, created_by, idx from consent_revision \
        where consent = $1 order by revision";
    APPROVALS = "select revision, person, answer, text_version, text_language, at, idx \
        from approval where consent = $1 order by revision, at, person";
}

/// A consent, apart from its revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Id.
    pub id: ConsentId,
    /// Whose documents.
    pub child: ChildId,
    /// To whom.
    pub unit: AgencyId,
    /// Purpose code.
    pub purpose: String,
    /// Current revision, from 1.
    pub revision: i64,
    /// What is stored about its life; whether it is in force follows from the clock.
    pub standing: Standing,
    /// Made at.
    pub created: Timestamp,
    /// Made by.
    pub created_by: PersonId,
    /// Stopped at.
    pub ended: Option<Timestamp>,
    /// Stopped by.
    pub ended_by: Option<PersonId>,
    /// Log index of the entry that tells of the end.
    pub ended_index: Option<i64>,
}

row! {
    struct Row {
        id: Uuid,
        child: Uuid,
        unit: Uuid,
        purpose: String,
        revision: i64,
        standing: String,
        created: i64,
        created_by: Uuid,
        ended: Option<i64>,
        ended_by: Option<Uuid>,
        ended_idx: Option<i64>,
    }
}

impl TryFrom<Row> for Consent {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ConsentId(row.id),
            child: ChildId(row.child),
            unit: AgencyId(row.unit),
            purpose: row.purpose,
            revision: row.revision,
            standing: Standing::from_code(&row.standing)
                .ok_or_else(|| corrupt("consent", "standing", row.id))?,
            created: Timestamp::from_micros(row.created),
            created_by: PersonId(row.created_by),
            ended: row.ended.map(Timestamp::from_micros),
            ended_by: row.ended_by.map(PersonId),
            ended_index: row.ended_idx,
        })
    }
}

/// One immutable revision of a consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// From 1.
    pub revision: i64,
    /// Domain-separated SHA-256 of the canonical bytes.
    pub sha256: [u8; 32],
    /// The canonical bytes, sealed under the child's key.
    pub canonical_sealed: Vec<u8>,
    /// In force from.
    pub valid_from: Timestamp,
    /// In force until.
    pub valid_until: Timestamp,
    /// Given at.
    pub given: Timestamp,
    /// Documents named one by one.
    pub documents: Vec<DocumentId>,
    /// Category codes.
    pub categories: Vec<String>,
    /// Later documents too?
    pub also_later: bool,
    /// What the unit may do.
    pub actions: Vec<ConsentAction>,
    /// Excluded persons.
    pub excluded_persons: Vec<PersonId>,
    /// Excluded units.
    pub excluded_units: Vec<AgencyId>,
    /// Sealed free words.
    pub words_sealed: Option<Vec<u8>>,
    /// Version hash of the text that the giver was shown.
    pub text_version: String,
    /// Its language.
    pub text_language: String,
    /// Made at.
    pub created: Timestamp,
    /// Made by.
    pub created_by: PersonId,
    /// Log index of the entry that tells of it.
    pub index: Option<i64>,
}

row! {
    struct RevisionRow {
        revision: i64,
        sha256: Vec<u8>,
        canonical_sealed: Vec<u8>,
        valid_from: i64,
        valid_until: i64,
        given: i64,
        documents: Vec<u8>,
        categories: String,
        also_later: bool,
        actions: String,
        excluded_persons: Vec<u8>,
        excluded_units: Vec<u8>,
        words_sealed: Option<Vec<u8>>,
        text_version: String,
        text_language: String,
        created: i64,
        created_by: Uuid,
        idx: Option<i64>,
    }
}

impl RevisionRow {
    fn into_domain(self, consent: ConsentId) -> Result<Revision, StoreError> {
        let bad = |column| corrupt("consent_revision", column, consent);
        let ids = |bytes: &[u8], column| unpack(Some(bytes)).ok_or_else(|| bad(column));
        Ok(Revision {
            revision: self.revision,
            sha256: self.sha256.try_into().map_err(|_| bad("sha256"))?,
            canonical_sealed: self.canonical_sealed,
            valid_from: Timestamp::from_micros(self.valid_from),
            valid_until: Timestamp::from_micros(self.valid_until),
            given: Timestamp::from_micros(self.given),
            documents: ids(&self.documents, "documents")?.into_iter().map(DocumentId).collect(),
            categories: words(Some(&self.categories)),
            also_later: self.also_later,
            actions: words(Some(&self.actions))
                .iter()
                .map(|code| ConsentAction::from_code(code).ok_or_else(|| bad("actions")))
                .collect::<Result<_, _>>()?,
            excluded_persons: ids(&self.excluded_persons, "excluded_persons")?
                .into_iter()
                .map(PersonId)
                .collect(),
            excluded_units: ids(&self.excluded_units, "excluded_units")?
                .into_iter()
                .map(AgencyId)
                .collect(),
            words_sealed: self.words_sealed,
            text_version: self.text_version,
            text_language: self.text_language,
            created: Timestamp::from_micros(self.created),
            created_by: PersonId(self.created_by),
            index: self.idx,
        })
    }
}

/// One giver's answer to one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Which revision.
    pub revision: i64,
    /// Who answered.
    pub person: PersonId,
    /// `approved` or `declined`.
    pub answer: String,
    /// Version hash of the text shown.
    pub text_version: String,
    /// Language of the text shown.
    pub text_language: String,
    /// When.
    pub at: Timestamp,
    /// Log index of the entry that tells of it.
    pub index: Option<i64>,
}

row! {
    struct ApprovalRow {
        revision: i64,
        person: Uuid,
        answer: String,
        text_version: String,
        text_language: String,
        at: i64,
        idx: Option<i64>,
    }
}

/// Adds a consent and its first revision.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, consent: &Consent, revision: &Revision) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(consent.id.0)
        .bind(consent.child.0)
        .bind(consent.unit.0)
        .bind(&consent.purpose)
        .bind(consent.revision)
        .bind(consent.standing.code())
        .bind(consent.created.as_micros())
        .bind(consent.created_by.0)
        .execute(c).await.map(|_| ()))?;
    let actions: Vec<&str> = revision.actions.iter().map(|action| action.code()).collect();
    on!(tx.writing().await?, c => sqlx::query(INSERT_REVISION)
        .bind(consent.id.0)
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
        .execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
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
    by: PersonId,
) -> Result<bool, StoreError> {
    let (now, index) = (tx.now().as_micros(), tx.next_index());
    let rows = on!(tx.writing().await?, c => sqlx::query(END)
        .bind(id.0).bind(standing.code()).bind(now).bind(by.0).bind(index)
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
