//! The ledger's tables: entries, tree nodes, heads and checkpoints.

use super::conn::{Conn, on, row, sql};
use super::error::StoreError;
use super::tx::{Head, Tx};
use crate::domain::entry::Entry;
use crate::domain::{ConsentId, DocumentId, PersonId, Timestamp};
use crate::ledger::leaf::{GroupKeys, Hash};
use crate::ledger::tree::Frontier;
use sqlx::AssertSqlSafe;
use std::collections::HashSet;
use std::sync::OnceLock;
use uuid::Uuid;
mod entry;
pub mod follow;

pub use entry::{EntryRow, is_of_family};
pub use follow::{count_emergency_tries, find_delivery_of, list_outcomes, list_resting_on};

/// The only log of a default installation.
pub const DEFAULT_LOG: i64 = 0;

/// An entry on its way into the table.
#[derive(Debug)]
pub(crate) struct LogRow {
    pub(crate) entry: Entry,
    pub(crate) keys: GroupKeys,
    pub(crate) leaf: Hash,
}

/// A completed subtree at a level that is a multiple of eight.
#[derive(Debug)]
pub(super) struct NodeRow {
    pub(super) log_id: i64,
    pub(super) level: i64,
    pub(super) pos: u64,
    pub(super) hash: Hash,
}

/// The committed head of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommittedHead {
    /// Number of entries.
    pub size: i64,
    /// Root of the tree (RFC 6962).
    pub root: Hash,
    /// Time of the newest entry.
    pub time: Timestamp,
    /// The log's origin line.
    pub origin: String,
}

/// Columns of `log_entry` in insert order.
const COLUMNS: &str = "log_id, idx, schema, time, kind, outcome, reason, actor, role, unit, agency, \
    supplier, client, assurance, child, document, version, sha256, consent, revision, purpose, \
    words, request, policy, facts, of_idx, bytes, act, person, key_system, key_actor, key_subject, leaf";
const COLUMN_COUNT: usize = 33;

macro_rules! entry_columns {
    ($rest:literal) => {
        concat!(
            "select idx, schema, time, kind, outcome, reason, actor, role, unit, agency, supplier, \
             client, assurance, child, document, version, sha256, consent, revision, purpose, words, \
             request, policy, facts, of_idx, bytes, act, person, key_system, key_actor, key_subject, digests, erased_idx, leaf \
             from log_entry ",
            $rest
        )
    };
}

pub mod erase;

sql! {
    FIRST_HEAD = "insert into log_head (log_id, origin, size, edge, time) \
        values ($1, $2, 0, $3, 0) on conflict (log_id) do nothing";
    HEAD = "select origin, size, edge, time from log_head where log_id = $1";
    MOVE_HEAD = "update log_head set size = $2, edge = $3, time = $4 \
        where log_id = $1 and size = $5";
    INSERT_NODE = "insert into log_node (log_id, level, pos, hash) values ($1, $2, $3, $4)";
    NODES = "select pos, hash from log_node where log_id = $1 and level = $2 \
        and pos >= $3 and pos < $4 order by pos";
    LEAVES = "select idx as pos, leaf as hash from log_entry where log_id = $1 \
        and idx >= $2 and idx < $3 order by idx";
    ENTRY = entry_columns!("where log_id = $1 and idx = $2");
    ENTRIES_FROM = entry_columns!("where log_id = $1 and idx >= $2 order by idx limit $3");
    OPEN_DELIVERIES = "select o.idx from log_entry o left join log_entry d \
        on d.log_id = o.log_id and d.of_idx = o.idx and d.kind = 'delivered' \
        where o.log_id = $1 and o.idx >= $2 and o.time < $3 and o.kind = 'opened' \
        and o.outcome = 'allowed' and d.idx is null order by o.idx limit $4";
    FIRST_SINCE = "select min(idx) from log_entry where log_id = $1 and time >= $2";
    CHECKPOINT_NEWEST = "select size, time, note from log_checkpoint where log_id = $1 \
        order by size desc limit 1";
    CHECKPOINT_ABOVE = "select size, time, note from log_checkpoint where log_id = $1 \
        and size > $2 order by size limit $3";
    CHECKPOINT_PUT = "insert into log_checkpoint (log_id, size, time, note) \
        values ($1, $2, $3, $4) on conflict (log_id, size) do nothing";
    LAST_USE = "select idx, time from log_entry where consent = $1 and kind = 'opened' \
        order by idx desc limit 1";
    LAST_LOOK = "select time from log_entry where actor = $1 and idx < $3 and consent = $2 \
        and kind in ('listed', 'opened') and outcome = 'allowed' order by idx desc limit 1";
    OPENED_BY = "select document, version from log_entry where consent = $2 and kind = 'opened' \
        and actor = $1 and outcome = 'allowed' and document is not null";
    LEAVES_FROM = "select idx as pos, leaf as hash from log_entry where log_id = $1 \
        and idx >= $2 order by idx limit $3";
    STRAY_NODE = "select level, pos from log_node where log_id = $1 and (level <= 0 \
        or level > 56 or level % 8 <> 0 or pos < 0 \
        or pos >= cast($2 as bigint) >> cast(level as integer)) order by level, pos limit 1";
}

/// `select … for update` on PostgreSQL; `BEGIN IMMEDIATE` has locked SQLite already.
const HEAD_LOCKED: &str =
    "select origin, size, edge, time from log_head where log_id = $1 for update";

row! {
    struct HeadRow {
        origin: String,
        size: i64,
        edge: Vec<u8>,
        time: i64,
    }
}

impl HeadRow {
    fn frontier(&self) -> Result<Frontier, StoreError> {
        u64::try_from(self.size)
            .ok()
            .and_then(|size| Frontier::from_bytes(size, &self.edge))
            .ok_or_else(|| StoreError::Log("its head is not readable".to_owned()))
    }
}

pub(super) async fn first_head(conn: &mut Conn, origin: &str) -> Result<(), StoreError> {
    on!(conn, c => sqlx::query(FIRST_HEAD)
        .bind(DEFAULT_LOG)
        .bind(origin)
        .bind(Vec::<u8>::new())
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

pub(super) async fn lock_head(conn: &mut Conn, log_id: i64) -> Result<Head, StoreError> {
    let row: HeadRow = match conn {
        Conn::Sqlite(c) => sqlx::query_as(HEAD).bind(log_id).fetch_one(&mut **c).await?,
        Conn::Postgres(c) => sqlx::query_as(HEAD_LOCKED).bind(log_id).fetch_one(&mut **c).await?,
    };
    Ok(Head {
        log_id,
        size: row.size,
        frontier: row.frontier()?,
        time: Timestamp::from_micros(row.time),
    })
}

/// The committed head.
///
/// # Errors
/// When it cannot be read or does not fit together.
pub async fn head(conn: &mut Conn, log_id: i64) -> Result<CommittedHead, StoreError> {
    let row: HeadRow = on!(conn, c => sqlx::query_as(HEAD).bind(log_id).fetch_one(c).await)?;
    Ok(CommittedHead {
        size: row.size,
        root: row.frontier()?.root(),
        time: Timestamp::from_micros(row.time),
        origin: row.origin,
    })
}

/// Rows of one insert statement: powers of two, so that few texts are prepared.
const BATCHES: [usize; 5] = [64, 16, 4, 2, 1];

fn insert_text(rows: usize, conn: &Conn) -> &'static str {
    type Texts = Vec<(usize, String)>;
    static TEXTS: OnceLock<[Texts; 2]> = OnceLock::new();
    let [numbered, plain] = TEXTS.get_or_init(|| {
        // SQLite takes "$1" for a name, and names are looked up one by one: with
        // the thousands of a batch, that costs more than the insert.
        [|number| format!("${number}"), |_: usize| "?".to_owned()].map(|place| {
            let values = |row: usize| {
                let places = (1..=COLUMN_COUNT).map(|column| place(row * COLUMN_COUNT + column));
                format!("({})", places.collect::<Vec<_>>().join(", "))
            };
            let text = |rows: usize| {
                let values = (0..rows).map(values).collect::<Vec<_>>().join(", ");
                (rows, format!("insert into log_entry ({COLUMNS}) values {values}"))
            };
            BATCHES.map(text).to_vec()
        })
    });
    let texts = if matches!(conn, Conn::Sqlite(_)) { plain } else { numbered };
    texts.iter().find(|(size, _)| *size == rows).map_or("", |(_, text)| text.as_str())
}

pub(super) async fn flush(
    conn: &mut Conn,
    entries: &[LogRow],
    nodes: &[NodeRow],
    head: &Head,
) -> Result<(), StoreError> {
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    let first = head.size - count;
    let mut rest = entries;
    let mut idx = first;
    while !rest.is_empty() {
        let rows = BATCHES.into_iter().find(|rows| *rows <= rest.len()).unwrap_or(1);
        let (batch, after) = rest.split_at(rows.min(rest.len()));
        let text = insert_text(rows, conn);
        on!(conn, c => {
            let mut query = sqlx::query(AssertSqlSafe(text));
            for row in batch {
                let e = &row.entry;
                query = query
                    .bind(head.log_id)
                    .bind(idx)
                    .bind(e.schema)
                    .bind(e.time.as_micros())
                    .bind(e.kind.code())
                    .bind(e.outcome.code())
                    .bind(e.reason.as_deref())
                    .bind(e.actor.map(|id| id.0))
                    .bind(e.role.as_deref())
                    .bind(e.unit.map(|id| id.0))
                    .bind(e.agency.map(|id| id.0))
                    .bind(e.supplier.as_deref())
                    .bind(e.client.as_deref())
                    .bind(e.assurance.as_deref())
                    .bind(e.child.map(|id| id.0))
                    .bind(e.document.map(|id| id.0))
                    .bind(e.version)
                    .bind(e.sha256.as_ref().map(|h| &h[..]))
                    .bind(e.consent.map(|id| id.0))
                    .bind(e.revision.as_ref().map(|h| &h[..]))
                    .bind(e.purpose.as_deref())
                    .bind(e.words.as_deref())
                    .bind(e.request.map(|id| id.0))
                    .bind(e.policy.as_ref().map(|h| &h[..]))
                    .bind(e.facts.as_ref().map(|h| &h[..]))
                    .bind(e.of)
                    .bind(e.bytes)
                    .bind(e.act.as_deref())
                    .bind(e.person.map(|id| id.0))
                    .bind(&row.keys.system[..])
                    .bind(&row.keys.actor[..])
                    .bind(&row.keys.subject[..])
                    .bind(&row.leaf[..]);
                idx += 1;
            }
            query.execute(c).await.map(|_| ())
        })?;
        rest = after;
    }
    for node in nodes {
        let pos = i64::try_from(node.pos).unwrap_or(i64::MAX);
        on!(conn, c => sqlx::query(INSERT_NODE)
            .bind(node.log_id)
            .bind(node.level)
            .bind(pos)
            .bind(&node.hash[..])
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    let edge = head.frontier.to_bytes();
    let moved = on!(conn, c => sqlx::query(MOVE_HEAD)
        .bind(head.log_id)
        .bind(head.size)
        .bind(&edge[..])
        .bind(head.time.as_micros())
        .bind(first)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if moved == 1 { Ok(()) } else { Err(StoreError::Log("its head moved underneath".to_owned())) }
}

row! {
    struct PosHash {
        pos: i64,
        hash: Vec<u8>,
    }
}

/// Stored hashes of one level (0 = leaves, else a multiple of eight), positions
/// `from..until`, in order. Fails when one is missing.
///
/// # Errors
/// [`StoreError::Log`] when a hash is missing or malformed.
pub async fn hashes(
    conn: &mut Conn,
    log_id: i64,
    level: i64,
    from: i64,
    until: i64,
) -> Result<Vec<Hash>, StoreError> {
    let rows: Vec<PosHash> = if level == 0 {
        on!(conn, c => sqlx::query_as(LEAVES).bind(log_id).bind(from).bind(until).fetch_all(c).await)?
    } else {
        on!(conn, c => sqlx::query_as(NODES)
            .bind(log_id).bind(level).bind(from).bind(until).fetch_all(c).await)?
    };
    let missing = || StoreError::Log(format!("a hash of level {level} is missing"));
    let mut hashes = Vec::with_capacity(rows.len());
    for (row, expected) in rows.iter().zip(from..) {
        if row.pos != expected {
            return Err(missing());
        }
        hashes.push(Hash::try_from(row.hash.as_slice()).map_err(|_| missing())?);
    }
    if i64::try_from(hashes.len()).ok() == Some(until - from) { Ok(hashes) } else { Err(missing()) }
}

/// The entry at `idx`.
///
/// # Errors
/// When it cannot be read.
pub async fn find_entry(
    conn: &mut Conn,
    log_id: i64,
    idx: i64,
) -> Result<Option<EntryRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ENTRY).bind(log_id).bind(idx).fetch_optional(c).await)?)
}

/// Begins a transaction in which everything is read as it is now, whatever is
/// committed meanwhile. The connection is closed, not reused, when it is dropped.
///
/// # Errors
/// When the database cannot be used.
pub async fn begin_snapshot(conn: &mut Conn) -> Result<(), StoreError> {
    match conn {
        Conn::Sqlite(c) => {
            c.close_on_drop();
            sqlx::query("begin").execute(&mut **c).await?;
        }
        Conn::Postgres(c) => {
            c.close_on_drop();
            let begin = "begin isolation level repeatable read read only";
            sqlx::query(begin).execute(&mut **c).await?;
        }
    }
    Ok(())
}

/// Is it a row that is missing or cannot be read, and not the database?
#[must_use]
pub fn is_unreadable(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Corrupt { .. }
            | StoreError::Log(_)
            | StoreError::Statement(
                sqlx::Error::ColumnDecode { .. }
                    | sqlx::Error::Decode(_)
                    | sqlx::Error::RowNotFound
            )
    )
}

/// Index and stored leaf of at most `limit` entries from `idx` on, in order,
/// whatever else stands in their rows and whatever length the leaf has.
///
/// # Errors
/// When they cannot be read.
pub async fn list_leaves(
    conn: &mut Conn,
    log_id: i64,
    idx: i64,
    limit: i64,
) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    let rows: Vec<PosHash> = on!(conn, c => sqlx::query_as(LEAVES_FROM)
        .bind(log_id).bind(idx).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|row| (row.pos, row.hash)).collect())
}

/// Position and hash of the stored nodes `from..until` of one level (a multiple
/// of eight, not 0), in order; those that are missing are left out.
///
/// # Errors
/// When they cannot be read.
pub async fn list_nodes(
    conn: &mut Conn,
    log_id: i64,
    level: i64,
    from: i64,
    until: i64,
) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    let rows: Vec<PosHash> = on!(conn, c => sqlx::query_as(NODES)
        .bind(log_id).bind(level).bind(from).bind(until).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|row| (row.pos, row.hash)).collect())
}

/// Level and position of a stored node that a log of `size` entries cannot have.
///
/// # Errors
/// When it cannot be read.
pub async fn find_stray_node(
    conn: &mut Conn,
    log_id: i64,
    size: i64,
) -> Result<Option<(i64, i64)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(STRAY_NODE)
        .bind(log_id).bind(size).fetch_optional(c).await)?)
}

/// At most `limit` entries from `idx` on, in order.
///
/// # Errors
/// When they cannot be read.
pub async fn list_entries(
    conn: &mut Conn,
    log_id: i64,
    idx: i64,
    limit: i64,
) -> Result<Vec<EntryRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ENTRIES_FROM)
        .bind(log_id).bind(idx).bind(limit).fetch_all(c).await)?)
}

/// Openings at or after `idx`, older than `before`, whose outcome is not told.
///
/// # Errors
/// When they cannot be read.
pub async fn list_open_deliveries(
    conn: &mut Conn,
    log_id: i64,
    idx: i64,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    Ok(on!(conn, c => sqlx::query_scalar(OPEN_DELIVERIES)
        .bind(log_id).bind(idx).bind(before.as_micros()).bind(limit).fetch_all(c).await)?)
}

/// Index of the first entry at or after `since`; the log's size if there is none.
///
/// # Errors
/// When it cannot be read.
pub async fn first_index_since(
    conn: &mut Conn,
    log_id: i64,
    since: Timestamp,
) -> Result<i64, StoreError> {
    let first: Option<i64> = on!(&mut *conn, c => sqlx::query_scalar(FIRST_SINCE)
        .bind(log_id).bind(since.as_micros()).fetch_one(c).await)?;
    match first {
        Some(first) => Ok(first),
        None => Ok(head(conn, log_id).await?.size),
    }
}

/// When a consent last let something be opened.
///
/// # Errors
/// When it cannot be read.
pub async fn find_last_use(
    conn: &mut Conn,
    consent: ConsentId,
) -> Result<Option<(i64, Timestamp)>, StoreError> {
    let row: Option<(i64, i64)> =
        on!(conn, c => sqlx::query_as(LAST_USE).bind(consent.0).fetch_optional(c).await)?;
    Ok(row.map(|(idx, time)| (idx, Timestamp::from_micros(time))))
}

/// When somebody last listed or opened anything under a consent, before the
/// entry at `index`.
///
/// # Errors
/// When it cannot be read.
pub async fn find_last_look(
    conn: &mut Conn,
    person: PersonId,
    consent: ConsentId,
    index: i64,
) -> Result<Option<Timestamp>, StoreError> {
    let time: Option<i64> = on!(conn, c => sqlx::query_scalar(LAST_LOOK)
        .bind(person.0).bind(consent.0).bind(index).fetch_optional(c).await)?;
    Ok(time.map(Timestamp::from_micros))
}

row! {
    struct OpenedRow {
        document: Uuid,
        version: Option<i64>,
    }
}

/// Which versions a person has opened under a consent.
///
/// # Errors
/// When they cannot be read.
pub async fn list_opened_by(
    conn: &mut Conn,
    person: PersonId,
    consent: ConsentId,
) -> Result<HashSet<(DocumentId, i64)>, StoreError> {
    let rows: Vec<OpenedRow> = on!(conn, c => sqlx::query_as(OPENED_BY)
        .bind(person.0).bind(consent.0).fetch_all(c).await)?;
    let told = |row: OpenedRow| row.version.map(|version| (DocumentId(row.document), version));
    Ok(rows.into_iter().filter_map(told).collect())
}

row! {
    /// A stored checkpoint.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct CheckpointRow {
        /// Tree size.
        pub size: i64,
        /// When it was signed, microseconds since 1970.
        pub time: i64,
        /// The signed note.
        pub note: String,
    }
}

/// The newest stored checkpoint.
///
/// # Errors
/// When it cannot be read.
pub async fn find_checkpoint(
    conn: &mut Conn,
    log_id: i64,
) -> Result<Option<CheckpointRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(CHECKPOINT_NEWEST).bind(log_id).fetch_optional(c).await)?)
}

/// At most `limit` stored checkpoints larger than `size`, in order of size.
///
/// # Errors
/// When they cannot be read.
pub async fn list_checkpoints(
    conn: &mut Conn,
    log_id: i64,
    size: i64,
    limit: i64,
) -> Result<Vec<CheckpointRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(CHECKPOINT_ABOVE)
        .bind(log_id).bind(size).bind(limit).fetch_all(c).await)?)
}

/// Keeps a checkpoint.
///
/// # Errors
/// When it cannot be written.
pub async fn put_checkpoint(
    tx: &mut Tx,
    log_id: i64,
    size: i64,
    note: &str,
) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(CHECKPOINT_PUT)
        .bind(log_id).bind(size).bind(now).bind(note).execute(c).await.map(|_| ()))?;
    Ok(())
}
