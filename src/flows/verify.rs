//! Verifying a whole database, or a receipt: what `samflyt audit verify` does.
//!
//! Needs no policy, no vault and no publisher, so that it also works on a
//! database that the service refuses to start with.

pub mod daily;
pub mod job;
mod receipt;
mod walk;

pub use receipt::{Receipt, ReceiptError, Revocation, verify_receipt};

use super::error::Error;
use crate::domain::entry::FIELD_COUNT;
use crate::ledger::checkpoint::VerifierKey;
use crate::ledger::leaf::{self, Hash};
use crate::ledger::verify::{Checked, Report, State, StoredEntry, What, check_entry};
use crate::store::log::{self, DEFAULT_LOG, EntryRow};
use crate::store::{Conn, Db, StoreError};
use std::collections::VecDeque;
use tokio::task::JoinHandle;
use walk::Walk;

/// Entries that are read and checked together.
const PAGE: i64 = 1024;

/// Pages that are being checked, each on its own thread, while the next is read.
const THREADS: usize = 2;

/// Recomputes the log of `db` from its entries and compares it with its stored
/// nodes, its head, its signed checkpoints, those that the reader has `held`, and
/// the one in the file `beside` it.
///
/// Everything is read as it was at one instant; the log may grow meanwhile.
/// Memory does not depend on the size of the log. What is wrong stands in the
/// report: rows that cannot be read are findings too.
///
/// # Errors
/// When the database cannot be read at all.
pub async fn verify_database(
    db: &Db,
    key: VerifierKey,
    held: impl IntoIterator<Item = String>,
    beside: Option<&str>,
) -> Result<Report, Error> {
    verify_watched(db, key, held, beside, &|_| ()).await
}

/// The same; `seen` is told of the index up to which the log was looked at.
async fn verify_watched(
    db: &Db,
    key: VerifierKey,
    held: impl IntoIterator<Item = String>,
    beside: Option<&str>,
    seen: &(dyn Fn(i64) + Sync),
) -> Result<Report, Error> {
    let mut conn = db.read().await?;
    log::begin_snapshot(&mut conn).await?;
    let mut walk = Walk::new(key, held, beside);
    let mut under_way: VecDeque<JoinHandle<Vec<Checked>>> = VecDeque::new();
    // Indexes below 0 belong to no log; if there are any, they are looked at.
    let mut from = i64::MIN;
    let mut unreadable = false;
    loop {
        let page = match Page::read(&mut conn, from).await {
            Ok(Some(page)) => page,
            Ok(None) => break,
            Err(error) if log::is_unreadable(&error) => {
                unreadable = true;
                break;
            }
            Err(error) => return Err(error.into()),
        };
        let next = page.last().checked_add(1);
        under_way.push_back(tokio::task::spawn_blocking(move || page.check()));
        if under_way.len() > THREADS
            && let Some(oldest) = under_way.pop_front()
        {
            walk.absorb(&mut conn, joined(oldest).await?).await?;
            seen(from);
        }
        // No index is higher than the highest one.
        let Some(next) = next else { break };
        from = next;
    }
    for page in under_way {
        walk.absorb(&mut conn, joined(page).await?).await?;
    }
    if unreadable {
        walk.cut();
    }
    walk.finish(&mut conn).await
}

async fn joined(page: JoinHandle<Vec<Checked>>) -> Result<Vec<Checked>, Error> {
    page.await.map_err(|error| Error::Internal(Box::new(error)))
}

/// A row, or what is left of one that cannot be read.
enum Row {
    Whole(Box<EntryRow>),
    Broken { idx: i64, leaf: Vec<u8> },
}

/// Rows in the order of their indexes; at least one.
struct Page(Vec<Row>);

impl Page {
    /// `None` at the end of the log.
    async fn read(conn: &mut Conn, from: i64) -> Result<Option<Self>, StoreError> {
        let rows = match log::list_entries(conn, DEFAULT_LOG, from, PAGE).await {
            Ok(rows) => rows.into_iter().map(|row| Row::Whole(Box::new(row))).collect(),
            Err(error) if log::is_unreadable(&error) => one_by_one(conn, from).await?,
            Err(error) => return Err(error),
        };
        Ok((!rows.is_empty()).then_some(Self(rows)))
    }

    fn last(&self) -> i64 {
        self.0.last().map_or(i64::MAX, |row| match row {
            Row::Whole(row) => row.idx,
            Row::Broken { idx, .. } => *idx,
        })
    }

    /// The slow part, on a thread of its own.
    fn check(self) -> Vec<Checked> {
        self.0.iter().map(Row::check).collect()
    }
}

/// A page with a row that cannot be read: finds out which.
async fn one_by_one(conn: &mut Conn, from: i64) -> Result<Vec<Row>, StoreError> {
    let mut rows = Vec::new();
    for (idx, leaf) in log::list_leaves(conn, DEFAULT_LOG, from, PAGE).await? {
        rows.push(match log::find_entry(conn, DEFAULT_LOG, idx).await {
            Ok(Some(row)) => Row::Whole(Box::new(row)),
            Ok(None) => Row::Broken { idx, leaf },
            Err(error) if log::is_unreadable(&error) => Row::Broken { idx, leaf },
            Err(error) => return Err(error),
        });
    }
    Ok(rows)
}

impl Row {
    fn check(&self) -> Checked {
        match self {
            Row::Whole(row) => match u64::try_from(row.idx) {
                Ok(index) => check_entry(&stored(index, row)),
                Err(_) => outside(&row.leaf),
            },
            Row::Broken { idx, leaf } => match u64::try_from(*idx) {
                Ok(index) => wrong(index, leaf, What::Leaf),
                Err(_) => outside(leaf),
            },
        }
    }
}

fn stored(index: u64, row: &EntryRow) -> StoredEntry {
    let digests = row.digests.as_deref().map(|bytes| {
        // Of another length they agree with nothing.
        Box::new(leaf::digests_from_bytes(bytes).unwrap_or([[0; 32]; FIELD_COUNT]))
    });
    StoredEntry {
        index,
        values: row.values_as_stored(),
        keys: row.keys(),
        digests,
        erased_by: row.erased_idx.and_then(|index| u64::try_from(index).ok()),
        leaf: hash(&row.leaf),
    }
}

/// A hash of another length than 32 bytes is none; zeros stand for it, which no
/// entry gives.
fn hash(bytes: &[u8]) -> Hash {
    Hash::try_from(bytes).unwrap_or_default()
}

fn wrong(index: u64, leaf: &[u8], what: What) -> Checked {
    Checked {
        index,
        leaf: hash(leaf),
        state: State::Wrong,
        time: None,
        finding: Some(what.at(index)),
        erased_by: None,
        told: None,
    }
}

/// A row with an index below 0: it stands before the first entry.
fn outside(leaf: &[u8]) -> Checked {
    wrong(0, leaf, What::Order { expected: 0 })
}
