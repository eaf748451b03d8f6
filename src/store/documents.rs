//! Documents and their immutable versions.

pub mod marks;
pub mod scans;

pub use marks::{Mark, Touched};
pub use scans::{
    PendingVersion, StoredVersion, list_all_versions, list_pending, put_off_scan, set_scan,
};

use super::condemned;
use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::tx::Tx;
use crate::domain::document::{MediaType, ScanState};
use crate::domain::question::DocumentFacts;
use crate::domain::time::Day;
use crate::domain::{AgencyId, ChildId, DocumentId, PersonId, Timestamp};
use std::collections::HashSet;
use uuid::Uuid;

sql! {
    INSERT = "insert into document (id, child, category, title_sealed, date_day, source, version, \
        sensitivity, created, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    INSERT_VERSION = "insert into document_version (document, version, media_type, size_bytes, \
        sha256, file_name_sealed, blob_name, nonce, file_key_sealed, scan, scan_reason, scanned, \
        created, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    NEW_CURRENT = "update document set version = $2 where id = $1 and version = $3 \
        and erased is null";
    OF_CHILD = "select d.id, d.child, d.category, d.title_sealed, d.date_day, d.source, d.version, \
        d.sensitivity, d.withheld, d.withheld_until, d.created, d.erased, v.media_type, v.size_bytes, v.sha256, \
        v.file_name_sealed, v.scan, v.scan_reason, v.created as version_created \
        from document d \
        join document_version v on v.document = d.id and v.version = d.version \
        where d.child = $1 and d.erased is null and (d.created < $2 or (d.created = $2 and d.id < $3)) \
        order by d.created desc, d.id desc limit $4";
    FIND = "select d.id, d.child, d.category, d.title_sealed, d.date_day, d.source, d.version, \
        d.sensitivity, d.withheld, d.withheld_until, d.created, d.erased, v.media_type, v.size_bytes, v.sha256, \
        v.file_name_sealed, v.scan, v.scan_reason, v.created as version_created \
        from document d \
        join document_version v on v.document = d.id and v.version = d.version \
        where d.id = $1";
    OF_CATEGORY = "select id from document where child = $1 and category = $2 \
        and erased is null order by created, id limit 1";
    VERSIONS = "select version, media_type, size_bytes, sha256, file_name_sealed, scan, \
        scan_reason, created from document_version where document = $1 order by version";
    IDS_OF_CHILD = "select id from document where child = $1 and erased is null";
    BLOBS = "select blob_name from document_version where document = $1";
    DESTROY_KEYS = "update document_version set file_key_sealed = null where document = $1";
    ERASE = "update document set erased = $2 where id = $1 and erased is null";
    BLOB_KNOWN = "select 1 from document_version where blob_name = $1 \
        and file_key_sealed is not null";
}

/// A document with its newest version; names are sealed under the child's key.
#[derive(Debug, Clone)]
pub struct Document {
    /// Id.
    pub id: DocumentId,
    /// Whose.
    pub child: ChildId,
    /// Category code.
    pub category: String,
    /// Sealed title.
    pub title_sealed: Vec<u8>,
    /// Date on the document.
    pub date: Option<Day>,
    /// The unit that contributed it; `None` is the family.
    pub source: Option<AgencyId>,
    /// `normal` or `high`.
    pub sensitivity: String,
    /// Is it marked "not for my guardians"?
    pub mark: Option<Mark>,
    /// First stored.
    pub created: Timestamp,
    /// When it was destroyed.
    pub erased: Option<Timestamp>,
    /// Newest version.
    pub newest: Version,
}

impl Document {
    /// The document as it is stored; its field and what is hidden from whom are
    /// for the gate to say.
    #[must_use]
    pub fn facts(&self, now: Timestamp) -> DocumentFacts {
        DocumentFacts {
            id: self.id,
            child: self.child,
            category: self.category.clone(),
            field: String::new(),
            source: self.source,
            withheld: self.mark.is_some_and(|mark| mark.holds(now)),
            shielded: false,
            created_at: self.created,
            scan: self.newest.scan,
            newest: true,
            erased: self.erased,
        }
    }
}

/// One version.
#[derive(Debug, Clone)]
pub struct Version {
    /// From 1.
    pub version: i64,
    /// Kind of file.
    pub media_type: MediaType,
    /// Length in bytes.
    pub size_bytes: u64,
    /// SHA-256 of the plaintext.
    pub sha256: [u8; 32],
    /// Sealed file name.
    pub file_name_sealed: Vec<u8>,
    /// Scan state.
    pub scan: ScanState,
    /// Why it was not scanned, or what was found.
    pub scan_reason: Option<String>,
    /// Stored at.
    pub created: Timestamp,
}

row! {
    struct VersionRow {
        version: i64,
        media_type: String,
        size_bytes: i64,
        sha256: Vec<u8>,
        file_name_sealed: Vec<u8>,
        scan: String,
        scan_reason: Option<String>,
        created: i64,
    }
}

impl VersionRow {
    fn into_domain(self, id: Uuid) -> Result<Version, StoreError> {
        let bad = |column| corrupt("document_version", column, id);
        let scan = ScanState::from_code(&self.scan).ok_or_else(|| bad("scan"))?;
        Ok(Version {
            version: self.version,
            media_type: MediaType::from_name(&self.media_type).ok_or_else(|| bad("media_type"))?,
            size_bytes: u64::try_from(self.size_bytes).map_err(|_| bad("size_bytes"))?,
            sha256: self.sha256.try_into().map_err(|_| bad("sha256"))?,
            file_name_sealed: self.file_name_sealed,
            scan,
            // While it waits, the column counts attempts.
            scan_reason: self.scan_reason.filter(|_| scan != ScanState::Pending),
            created: Timestamp::from_micros(self.created),
        })
    }
}

row! {
    struct DocumentRow {
        id: Uuid,
        child: Uuid,
        category: String,
        title_sealed: Vec<u8>,
        date_day: Option<i64>,
        source: Option<Uuid>,
        version: i64,
        sensitivity: String,
        withheld: Option<String>,
        withheld_until: Option<i64>,
        created: i64,
        erased: Option<i64>,
        media_type: String,
        size_bytes: i64,
        sha256: Vec<u8>,
        file_name_sealed: Vec<u8>,
        scan: String,
        scan_reason: Option<String>,
        version_created: i64,
    }
}

impl TryFrom<DocumentRow> for Document {
    type Error = StoreError;
    fn try_from(row: DocumentRow) -> Result<Self, StoreError> {
        let date = row
            .date_day
            .map(|days| Day::from_days(days).ok_or_else(|| corrupt("document", "date_day", row.id)))
            .transpose()?;
        let newest = VersionRow {
            version: row.version,
            media_type: row.media_type,
            size_bytes: row.size_bytes,
            sha256: row.sha256,
            file_name_sealed: row.file_name_sealed,
            scan: row.scan,
            scan_reason: row.scan_reason,
            created: row.version_created,
        }
        .into_domain(row.id)?;
        Ok(Self {
            id: DocumentId(row.id),
            child: ChildId(row.child),
            category: row.category,
            title_sealed: row.title_sealed,
            date,
            source: row.source.map(AgencyId),
            sensitivity: row.sensitivity,
            mark: Mark::from_columns(row.id, row.withheld.as_deref(), row.withheld_until)?,
            created: Timestamp::from_micros(row.created),
            erased: row.erased.map(Timestamp::from_micros),
            newest,
        })
    }
}

/// A new document, without its first version.
#[derive(Debug)]
pub struct NewDocument {
    /// Id.
    pub id: DocumentId,
    /// Whose.
    pub child: ChildId,
    /// Category code.
    pub category: String,
    /// Sealed title.
    pub title_sealed: Vec<u8>,
    /// Date on the document.
    pub date: Option<Day>,
    /// Contributing unit.
    pub source: Option<AgencyId>,
    /// `normal` or `high`.
    pub sensitivity: String,
}

/// A new version: its bytes are in the object store already.
#[derive(Debug)]
pub struct NewVersion {
    /// Of which document.
    pub document: DocumentId,
    /// From 1.
    pub version: i64,
    /// Kind of file.
    pub media_type: MediaType,
    /// Length in bytes.
    pub size_bytes: u64,
    /// SHA-256 of the plaintext.
    pub sha256: [u8; 32],
    /// Sealed file name.
    pub file_name_sealed: Vec<u8>,
    /// Object name.
    pub blob_name: String,
    /// Payload nonce.
    pub nonce: [u8; 16],
    /// Sealed file key.
    pub file_key_sealed: Vec<u8>,
    /// Scan state.
    pub scan: ScanState,
    /// Why it was not scanned, or what was found.
    pub scan_reason: Option<String>,
}

/// Adds a document.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, new: &NewDocument, by: PersonId) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(new.id.0)
        .bind(new.child.0)
        .bind(&new.category)
        .bind(&new.title_sealed[..])
        .bind(new.date.map(Day::as_days))
        .bind(new.source.map(|id| id.0))
        .bind(1_i64)
        .bind(&new.sensitivity)
        .bind(now)
        .bind(by.0)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Adds a version's row.
///
/// # Errors
/// [`StoreError::Conflict`] when the number or the object name is taken;
/// [`StoreError::Job`] when the sweeper has condemned the object.
pub async fn insert_version(tx: &mut Tx, new: &NewVersion, by: PersonId) -> Result<(), StoreError> {
    if condemned::is_condemned(tx, &new.blob_name).await? {
        return Err(StoreError::Job("the object waited for its row for too long and was removed"));
    }
    let now = tx.now().as_micros();
    let size = i64::try_from(new.size_bytes).unwrap_or(i64::MAX);
    let scanned = (new.scan != ScanState::Pending).then_some(now);
    on!(tx.writing().await?, c => sqlx::query(INSERT_VERSION)
        .bind(new.document.0)
        .bind(new.version)
        .bind(new.media_type.name())
        .bind(size)
        .bind(&new.sha256[..])
        .bind(&new.file_name_sealed[..])
        .bind(&new.blob_name)
        .bind(&new.nonce[..])
        .bind(&new.file_key_sealed[..])
        .bind(new.scan.code())
        .bind(new.scan_reason.as_deref())
        .bind(scanned)
        .bind(now)
        .bind(by.0)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Makes `version` the newest; false when another came in between or the
/// document was erased.
///
/// # Errors
/// When it cannot be written.
pub async fn set_current(
    tx: &mut Tx,
    document: DocumentId,
    version: i64,
) -> Result<bool, StoreError> {
    let rows = on!(tx.writing().await?, c => sqlx::query(NEW_CURRENT)
        .bind(document.0).bind(version).bind(version - 1)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// A place in a list of documents, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// Created at.
    pub created: Timestamp,
    /// Id.
    pub id: DocumentId,
}

impl After {
    /// Before the first row.
    #[must_use]
    pub fn start() -> Self {
        Self { created: Timestamp::from_micros(i64::MAX), id: DocumentId(Uuid::max()) }
    }
}

/// At most `limit` documents of a child, newest first, without erased ones.
///
/// # Errors
/// When they cannot be read.
pub async fn list(
    conn: &mut Conn,
    child: ChildId,
    after: After,
    limit: i64,
) -> Result<Vec<Document>, StoreError> {
    let rows: Vec<DocumentRow> = on!(conn, c => sqlx::query_as(OF_CHILD)
        .bind(child.0).bind(after.created.as_micros()).bind(after.id.0).bind(limit)
        .fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The document with this id, erased or not.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, id: DocumentId) -> Result<Option<Document>, StoreError> {
    let row: Option<DocumentRow> =
        on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// The oldest document of a child in this category that is not erased.
///
/// # Errors
/// When it cannot be read.
pub async fn find_of_category(
    conn: &mut Conn,
    child: ChildId,
    category: &str,
) -> Result<Option<DocumentId>, StoreError> {
    let id: Option<Uuid> = on!(conn, c => sqlx::query_scalar(OF_CATEGORY)
        .bind(child.0).bind(category).fetch_optional(c).await)?;
    Ok(id.map(DocumentId))
}

/// All versions of a document, oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list_versions(conn: &mut Conn, id: DocumentId) -> Result<Vec<Version>, StoreError> {
    let rows: Vec<VersionRow> =
        on!(conn, c => sqlx::query_as(VERSIONS).bind(id.0).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.into_domain(id.0)).collect()
}

/// Ids of a child's documents, without erased ones.
///
/// # Errors
/// When they cannot be read.
pub async fn ids_of(conn: &mut Conn, child: ChildId) -> Result<HashSet<DocumentId>, StoreError> {
    let rows: Vec<Uuid> =
        on!(conn, c => sqlx::query_scalar(IDS_OF_CHILD).bind(child.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(DocumentId).collect())
}

/// Object names of a document's versions.
///
/// # Errors
/// When they cannot be read.
pub async fn list_blobs(conn: &mut Conn, id: DocumentId) -> Result<Vec<String>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(BLOBS).bind(id.0).fetch_all(c).await)?)
}

/// Destroys the document's file keys and marks it erased; false when it was
/// erased before.
///
/// # Errors
/// When it cannot be written.
pub async fn erase(tx: &mut Tx, id: DocumentId) -> Result<bool, StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(DESTROY_KEYS)
        .bind(id.0).execute(c).await.map(|_| ()))?;
    let rows = on!(tx.writing().await?, c => sqlx::query(ERASE)
        .bind(id.0).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
    tx.access_changed();
    Ok(rows == 1)
}

/// Does a version that can still be opened use this object, or an upload?
///
/// # Errors
/// When it cannot be read.
pub async fn is_blob_known(conn: &mut Conn, name: &str) -> Result<bool, StoreError> {
    let found: Option<i32> =
        on!(conn, c => sqlx::query_scalar(BLOB_KNOWN).bind(name).fetch_optional(c).await)?;
    // Or one that is still on its way.
    Ok(found.is_some() || super::uploads::is_blob_known(conn, name).await?)
}
