//! Versions as they lie in the store, and what was found in them.

use crate::domain::document::ScanState;
use crate::domain::{ChildId, DocumentId, Timestamp};
use crate::store::conn::{Conn, on, row, sql};
use crate::store::error::{StoreError, corrupt};
use crate::store::tx::Tx;
use uuid::Uuid;

sql! {
    PENDING = "select v.document, v.version, v.blob_name, v.nonce, v.file_key_sealed, v.size_bytes, \
        v.scan, d.child, v.scan_reason from document_version v join document d on d.id = v.document \
        join child k on k.id = d.child and k.erased is null where v.scan = 'pending' and v.file_key_sealed is not null \
        and coalesce(v.scanned, 0) <= $2 order by coalesce(v.scanned, 0), v.created limit $1";
    PUT_OFF_SCAN = "update document_version set scanned = $3, scan_reason = $4 \
        where document = $1 and version = $2 and scan = 'pending'";
    SET_SCAN = "update document_version set scan = $3, scan_reason = $4, scanned = $5 \
        where document = $1 and version = $2 and scan = $6";
    ALL_VERSIONS = "select v.document, v.version, v.blob_name, v.nonce, v.file_key_sealed, \
        v.size_bytes, v.scan, d.child from document_version v join document d on d.id = v.document \
        join child k on k.id = d.child and k.erased is null where v.file_key_sealed is not null and (v.document > $1 or (v.document = $1 and v.version > $2)) \
        order by v.document, v.version limit $3";
}

/// A version as the scanner and the deep check need it.
#[derive(Debug, Clone)]
pub struct StoredVersion {
    /// Of which document.
    pub document: DocumentId,
    /// From 1.
    pub version: i64,
    /// Whose.
    pub child: ChildId,
    /// Object name.
    pub blob_name: String,
    /// Payload nonce.
    pub nonce: [u8; 16],
    /// Sealed file key.
    pub file_key_sealed: Vec<u8>,
    /// Length in bytes.
    pub size_bytes: u64,
    /// Scan state.
    pub scan: ScanState,
}

row! {
    struct StoredVersionRow {
        document: Uuid,
        version: i64,
        blob_name: String,
        nonce: Vec<u8>,
        file_key_sealed: Option<Vec<u8>>,
        size_bytes: i64,
        scan: String,
        child: Uuid,
    }
}

impl TryFrom<StoredVersionRow> for StoredVersion {
    type Error = StoreError;
    fn try_from(row: StoredVersionRow) -> Result<Self, StoreError> {
        let bad = |column| corrupt("document_version", column, row.document);
        Ok(Self {
            document: DocumentId(row.document),
            version: row.version,
            child: ChildId(row.child),
            blob_name: row.blob_name,
            nonce: row.nonce.try_into().map_err(|_| bad("nonce"))?,
            file_key_sealed: row.file_key_sealed.ok_or_else(|| bad("file_key_sealed"))?,
            size_bytes: u64::try_from(row.size_bytes).map_err(|_| bad("size_bytes"))?,
            scan: ScanState::from_code(&row.scan).ok_or_else(|| bad("scan"))?,
        })
    }
}

/// A version that waits for the scanner.
#[derive(Debug)]
pub struct PendingVersion {
    /// Which document, and which of its versions.
    pub at: (DocumentId, i64),
    /// Whose.
    pub child: ChildId,
    /// How often the scanner was asked in vain.
    pub attempts: u32,
    /// The version itself; a damaged row is its own trouble and nobody else's.
    pub stored: Result<StoredVersion, StoreError>,
}

row! {
    struct PendingRow {
        document: Uuid,
        version: i64,
        blob_name: String,
        nonce: Vec<u8>,
        file_key_sealed: Option<Vec<u8>>,
        size_bytes: i64,
        scan: String,
        child: Uuid,
        scan_reason: Option<String>,
    }
}

/// Versions whose turn with the scanner has come at `now`, oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list_pending(
    conn: &mut Conn,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<PendingVersion>, StoreError> {
    let rows: Vec<PendingRow> = on!(conn, c => sqlx::query_as(PENDING)
        .bind(limit).bind(now.as_micros()).fetch_all(c).await)?;
    let pending = rows.into_iter().map(|row| PendingVersion {
        at: (DocumentId(row.document), row.version),
        child: ChildId(row.child),
        attempts: row.scan_reason.and_then(|count| count.parse().ok()).unwrap_or(0),
        stored: StoredVersionRow {
            document: row.document,
            version: row.version,
            blob_name: row.blob_name,
            nonce: row.nonce,
            file_key_sealed: row.file_key_sealed,
            size_bytes: row.size_bytes,
            scan: row.scan,
            child: row.child,
        }
        .try_into(),
    });
    Ok(pending.collect())
}

/// Every version that can be opened, in order of document and number.
///
/// # Errors
/// When they cannot be read.
pub async fn list_all_versions(
    conn: &mut Conn,
    after: (DocumentId, i64),
    limit: i64,
) -> Result<Vec<StoredVersion>, StoreError> {
    let rows: Vec<StoredVersionRow> = on!(conn, c => sqlx::query_as(ALL_VERSIONS)
        .bind(after.0.0).bind(after.1).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Notes that the scanner was asked in vain for the `attempts`th time, and is to
/// be asked again at `next`.
///
/// # Errors
/// When it cannot be written.
pub async fn put_off_scan(
    tx: &mut Tx,
    (document, version): (DocumentId, i64),
    attempts: u32,
    next: Timestamp,
) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(PUT_OFF_SCAN)
        .bind(document.0).bind(version).bind(next.as_micros()).bind(attempts.to_string())
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Keeps the scanner's answer, if the version was still in state `was`.
///
/// # Errors
/// When it cannot be written.
pub async fn set_scan(
    tx: &mut Tx,
    (document, version): (DocumentId, i64),
    was: ScanState,
    scan: ScanState,
    reason: Option<&str>,
) -> Result<bool, StoreError> {
    let now = tx.now().as_micros();
    let rows = on!(tx.writing().await?, c => sqlx::query(SET_SCAN)
        .bind(document.0).bind(version).bind(scan.code()).bind(reason).bind(now).bind(was.code())
        .execute(c).await.map(|done| done.rows_affected()))?;
    tx.access_changed();
    Ok(rows == 1)
}
