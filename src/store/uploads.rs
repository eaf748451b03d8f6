//! Files on their way into a folder, piece by piece.

use super::condemned;
use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::tx::Tx;
use crate::domain::{ChildId, DocumentId, PersonId, Timestamp};
use uuid::Uuid;

sql! {
    INSERT = "insert into upload (id, person, child, category, said_sealed, length, received, \
        created, expires) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    FIND = "select id, person, child, category, said_sealed, length, received, expires, failed, \
        document, stored, stored_idx from upload where id = $1";
    OF_PERSON = "select id, person, child, category, said_sealed, length, received, expires, failed, \
        document, stored, stored_idx from upload where person = $1 and child = $2 and expires > $3 \
        order by created desc, id limit 200";
    OPEN = "select count(*) from upload where person = $1 and document is null and failed is null \
        and expires > $2";
    GROW = "update upload set received = received + $3 where id = $1 and received = $2 \
        and document is null and failed is null";
    INSERT_PART = "insert into upload_part (upload, start, size_bytes, blob_name, nonce, \
        file_key_sealed) values ($1, $2, $3, $4, $5, $6)";
    PARTS = "select start, size_bytes, blob_name, nonce, file_key_sealed from upload_part \
        where upload = $1 order by start";
    DROP_PARTS = "delete from upload_part where upload = $1";
    COMPLETE = "update upload set document = $2, stored = $3, stored_idx = $4, expires = $5 \
        where id = $1 and document is null and failed is null and received = length";
    FAIL = "update upload set failed = $2 where id = $1 and document is null and failed is null";
    REMOVE = "delete from upload where id = $1";
    EXPIRED = "select id from upload where expires <= $1 order by expires limit $2";
    OF_CHILD = "select id from upload where child = $1 order by id limit $2";
    BLOB_KNOWN = "select 1 from upload_part where blob_name = $1";
}

/// A file on its way.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Id.
    pub id: Uuid,
    /// Whose upload.
    pub person: PersonId,
    /// Into whose folder.
    pub child: ChildId,
    /// Category code.
    pub category: String,
    /// What was said about it, sealed under the child's key.
    pub said_sealed: Vec<u8>,
    /// Length of the whole file in bytes.
    pub length: u64,
    /// Bytes of it that are durable.
    pub received: u64,
    /// Useless from this instant on.
    pub expires: Timestamp,
    /// The code of why it will never be stored.
    pub failed: Option<String>,
    /// What became of it.
    pub stored: Option<Stored>,
}

/// The document that a file became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Which.
    pub document: DocumentId,
    /// When.
    pub at: Timestamp,
    /// The entry that tells of it.
    pub index: i64,
}

row! {
    struct Row {
        id: Uuid,
        person: Uuid,
        child: Uuid,
        category: String,
        said_sealed: Option<Vec<u8>>,
        length: i64,
        received: i64,
        expires: i64,
        failed: Option<String>,
        document: Option<Uuid>,
        stored: Option<i64>,
        stored_idx: Option<i64>,
    }
}

impl TryFrom<Row> for Upload {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let bad = |column| corrupt("upload", column, row.id);
        let stored = match (row.document, row.stored, row.stored_idx) {
            (None, None, None) => None,
            (Some(document), Some(at), Some(index)) => Some(Stored {
                document: DocumentId(document),
                at: Timestamp::from_micros(at),
                index,
            }),
            _ => return Err(bad("document")),
        };
        Ok(Self {
            id: row.id,
            person: PersonId(row.person),
            child: ChildId(row.child),
            category: row.category,
            said_sealed: row.said_sealed.unwrap_or_default(),
            length: u64::try_from(row.length).map_err(|_| bad("length"))?,
            received: u64::try_from(row.received).map_err(|_| bad("received"))?,
            expires: Timestamp::from_micros(row.expires),
            failed: row.failed,
            stored,
        })
    }
}

/// One durable piece of a file: an object with a key of its own.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its first byte's place in the file.
    pub start: u64,
    /// Its length in bytes.
    pub size_bytes: u64,
    /// Object name.
    pub blob_name: String,
    /// Payload nonce.
    pub nonce: [u8; 16],
    /// Sealed file key.
    pub file_key_sealed: Vec<u8>,
}

row! {
    struct PartRow {
        start: i64,
        size_bytes: i64,
        blob_name: String,
        nonce: Vec<u8>,
        file_key_sealed: Vec<u8>,
    }
}

/// As the database counts: nothing that is taken in is longer.
fn number(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// Begins an upload.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, new: &Upload) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(new.id)
        .bind(new.person.0)
        .bind(new.child.0)
        .bind(&new.category)
        .bind(&new.said_sealed[..])
        .bind(number(new.length))
        .bind(0_i64)
        .bind(now)
        .bind(new.expires.as_micros())
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The upload with this id.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<Upload>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// A person's uploads into one folder that are not over at `now`, newest first; at
/// most 200.
///
/// # Errors
/// When they cannot be read.
pub async fn list_of_person(
    conn: &mut Conn,
    (person, child): (PersonId, ChildId),
    now: Timestamp,
) -> Result<Vec<Upload>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF_PERSON)
        .bind(person.0).bind(child.0).bind(now.as_micros()).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many uploads of a person are under way.
///
/// # Errors
/// When they cannot be counted.
pub async fn count_open(
    conn: &mut Conn,
    person: PersonId,
    now: Timestamp,
) -> Result<i64, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(OPEN)
        .bind(person.0).bind(now.as_micros()).fetch_one(c).await)?)
}

/// Adds a piece behind what is there; false when something else came there first, or
/// the upload is over.
///
/// # Errors
/// When it cannot be written; [`StoreError::Job`] when the sweeper has condemned the
/// object.
pub async fn insert_part(tx: &mut Tx, id: Uuid, part: &Part) -> Result<bool, StoreError> {
    if condemned::is_condemned(tx, &part.blob_name).await? {
        return Err(StoreError::Job("the object waited for its row for too long and was removed"));
    }
    let (start, size) = (number(part.start), number(part.size_bytes));
    let rows = on!(tx.writing().await?, c => sqlx::query(GROW)
        .bind(id).bind(start).bind(size).execute(c).await.map(|done| done.rows_affected()))?;
    if rows != 1 {
        return Ok(false);
    }
    on!(tx.writing().await?, c => sqlx::query(INSERT_PART)
        .bind(id)
        .bind(start)
        .bind(size)
        .bind(&part.blob_name)
        .bind(&part.nonce[..])
        .bind(&part.file_key_sealed[..])
        .execute(c).await.map(|_| ()))?;
    Ok(true)
}

/// The pieces of an upload, in order.
///
/// # Errors
/// When they cannot be read.
pub async fn list_parts(conn: &mut Conn, id: Uuid) -> Result<Vec<Part>, StoreError> {
    let rows: Vec<PartRow> = on!(conn, c => sqlx::query_as(PARTS).bind(id).fetch_all(c).await)?;
    let bad = |column| corrupt("upload_part", column, id);
    rows.into_iter()
        .map(|row| {
            Ok(Part {
                start: u64::try_from(row.start).map_err(|_| bad("start"))?,
                size_bytes: u64::try_from(row.size_bytes).map_err(|_| bad("size_bytes"))?,
                blob_name: row.blob_name,
                nonce: row.nonce.try_into().map_err(|_| bad("nonce"))?,
                file_key_sealed: row.file_key_sealed,
            })
        })
        .collect()
}

/// Notes, in the transaction of the document itself, what the file became, and
/// destroys the keys of its pieces; false when it was over before.
///
/// # Errors
/// When it cannot be written.
pub async fn complete(
    tx: &mut Tx,
    id: Uuid,
    document: DocumentId,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let (now, index) = (tx.now().as_micros(), tx.next_index());
    let rows = on!(tx.writing().await?, c => sqlx::query(COMPLETE)
        .bind(id)
        .bind(document.0)
        .bind(now)
        .bind(index)
        .bind(until.as_micros())
        .execute(c).await.map(|done| done.rows_affected()))?;
    drop_parts(tx, id).await?;
    Ok(rows == 1)
}

/// Notes that the file will never be stored, and destroys the keys of its pieces.
///
/// # Errors
/// When it cannot be written.
pub async fn fail(tx: &mut Tx, id: Uuid, code: &str) -> Result<(), StoreError> {
    let rows = on!(tx.writing().await?, c => sqlx::query(FAIL)
        .bind(id).bind(code).execute(c).await.map(|done| done.rows_affected()))?;
    if rows == 1 { drop_parts(tx, id).await } else { Ok(()) }
}

/// Destroys the keys of an upload's pieces.
async fn drop_parts(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(DROP_PARTS)
        .bind(id).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Removes an upload with its pieces' keys.
///
/// # Errors
/// When it cannot be written.
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    drop_parts(tx, id).await?;
    on!(tx.writing().await?, c => sqlx::query(REMOVE)
        .bind(id).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Uploads that were over before `now`, at most `limit`.
///
/// # Errors
/// When they cannot be read.
pub async fn list_expired(
    conn: &mut Conn,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(EXPIRED)
        .bind(now.as_micros()).bind(limit).fetch_all(c).await)?)
}

/// Uploads into a folder, whoever's they are, at most `limit`.
///
/// # Errors
/// When they cannot be read.
pub async fn list_of_child(
    conn: &mut Conn,
    child: ChildId,
    limit: i64,
) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(OF_CHILD)
        .bind(child.0).bind(limit).fetch_all(c).await)?)
}

/// Is this object a piece of an upload?
///
/// # Errors
/// When it cannot be read.
pub async fn is_blob_known(conn: &mut Conn, name: &str) -> Result<bool, StoreError> {
    let found: Option<i32> =
        on!(conn, c => sqlx::query_scalar(BLOB_KNOWN).bind(name).fetch_optional(c).await)?;
    Ok(found.is_some())
}
