//! The writing transaction: it cannot be committed without a log entry.
//!
//! A [`Tx`] exists only inside the writer ([`super::writer`]). It has no public
//! commit: a job ends with a [`Stamp`] (made by appending an entry to this very
//! transaction) or with an [`Unlogged`] exception, and the writer commits.

use super::conn::{Conn, on};
use super::error::{StoreError, is_disconnect};
use super::log::{self, LogRow, NodeRow};
use crate::clock::Clock;
use crate::domain::Timestamp;
use crate::domain::entry::Entry;
use crate::entropy::Entropy;
use crate::ledger::tree::Frontier;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// Proof that an entry was appended to one transaction; that transaction is
/// not committed yet. Made only by appending.
///
/// It cannot be forged:
/// ```compile_fail,E0451
/// let stamp = samflyt::store::Stamp { tx: 1, index: 7, time: Default::default() };
/// ```
/// nor copied for a second write:
/// ```compile_fail,E0599
/// fn twice(stamp: samflyt::store::Stamp) -> (samflyt::store::Stamp, samflyt::store::Stamp) {
///     (stamp.clone(), stamp)
/// }
/// ```
#[derive(Debug)]
#[must_use = "a transaction is committed only with its stamp"]
pub struct Stamp {
    tx: u64,
    index: i64,
    time: Timestamp,
}

impl Stamp {
    /// The index that the entry has if the transaction commits.
    #[must_use]
    pub fn index(&self) -> i64 {
        self.index
    }

    /// The entry's time.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        self.time
    }
}

/// Proof that an entry is durable: handed out by the writer after the commit.
///
/// It cannot be forged:
/// ```compile_fail,E0451
/// let recorded = samflyt::store::Recorded { index: 7, time: Default::default() };
/// ```
/// nor copied:
/// ```compile_fail,E0599
/// fn twice(r: samflyt::store::Recorded) -> (samflyt::store::Recorded, samflyt::store::Recorded) {
///     (r.clone(), r)
/// }
/// ```
#[derive(Debug)]
pub struct Recorded {
    index: i64,
    time: Timestamp,
}

impl Recorded {
    fn of(stamp: &Stamp) -> Self {
        Self { index: stamp.index, time: stamp.time }
    }

    /// Index of the entry in the log.
    #[must_use]
    pub fn index(&self) -> i64 {
        self.index
    }

    /// The entry's time.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        self.time
    }
}

/// Writes that leave no log entry: the whole, reviewed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlogged {
    /// A sign-in token or session is made, touched or ended.
    SessionTouch,
    /// A signed checkpoint of a committed head is kept.
    Checkpoint,
    /// Idempotency keys older than their day are dropped.
    IdempotencySweep,
    /// Rows are sealed again under another root key (the rotation as a whole is
    /// an entry).
    Reseal,
    /// Keys and settings of a new installation, before there is anything to log.
    FirstStart,
    /// The sweeper notes how far it has looked.
    SweepMark,
    /// Notices of what stands in the log already, or of the clock.
    Notices,
    /// A person marks own notices as seen.
    NoticesSeen,
    /// How sending a notice went.
    Deliveries,
    /// A person's own settings for being told of notices.
    Contact,
    /// Rows of a folder are emptied whose erasure is an entry.
    ErasedRows,
    /// Pieces of a file on its way in, which is in no folder yet: storing it is an
    /// entry.
    Uploads,
    /// What an auditor keeps to look for again; each search has its own entry.
    Searches,
}

/// How a job ends.
#[derive(Debug)]
pub(super) enum Seal {
    /// With entries of this transaction: what it wrote is kept.
    Stamps(Vec<Stamp>),
    /// With a reason of the reviewed list: what it wrote is kept.
    Unlogged(Unlogged),
    /// With nothing to tell: what it wrote, if anything, is taken back.
    Nothing,
}

impl Seal {
    fn recorded(self) -> Vec<Recorded> {
        match self {
            Self::Stamps(stamps) => stamps.iter().map(Recorded::of).collect(),
            Self::Unlogged(why) => {
                tracing::trace!(why = ?why, "committed without an entry");
                Vec::new()
            }
            Self::Nothing => Vec::new(),
        }
    }
}

/// What a group's commit leaves.
#[derive(Debug)]
pub(super) struct Committed {
    pub(super) conn: Conn,
    /// The entries of each job, in the order of the seals.
    pub(super) recorded: Vec<Vec<Recorded>>,
    /// Time of the newest entry.
    pub(super) time: Timestamp,
    pub(super) access_changed: bool,
}

/// Longest text of an entry, in bytes; sealed words may be longer.
const TEXT_MAX: usize = 1024;

/// Where the savepoint of a group of several jobs stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Savepoint {
    /// There is none yet.
    None,
    /// At the end of the last job that was kept.
    Here,
    /// Before a job that wrote and was kept.
    Behind,
}

/// One log's head while its lock is held.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) log_id: i64,
    pub(super) size: i64,
    pub(super) frontier: Frontier,
    pub(super) time: Timestamp,
}

/// State to return to when a job fails.
#[derive(Debug)]
struct Mark {
    entries: usize,
    nodes: usize,
    frontier: Frontier,
    size: i64,
    time: Timestamp,
    access_changed: bool,
}

/// The transaction of a group of jobs. Reads deref to [`Conn`]; writes go
/// through `Tx::writing`, which puts the savepoint before them.
#[derive(Debug)]
pub struct Tx {
    conn: Conn,
    id: u64,
    head: Head,
    entries: Vec<LogRow>,
    nodes: Vec<NodeRow>,
    /// Several jobs share the transaction; the only one needs no savepoint.
    shared: bool,
    savepoint: Savepoint,
    wrote: bool,
    access_changed: bool,
    mark: Option<Mark>,
    now: Timestamp,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl Tx {
    /// Begins a transaction for one job or for several, and takes the lock of
    /// the log head.
    pub(super) async fn begin(
        mut conn: Conn,
        id: u64,
        shared: bool,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, StoreError> {
        let begun = match &mut conn {
            Conn::Sqlite(c) => sqlx::query("begin immediate").execute(&mut **c).await.map(|_| ()),
            Conn::Postgres(c) => {
                let begin = "begin isolation level read committed";
                sqlx::query(begin).execute(&mut **c).await.map(|_| ())
            }
        };
        if let Err(error) = begun {
            conn.discard().await;
            return Err(error.into());
        }
        let head = match log::lock_head(&mut conn, log::DEFAULT_LOG).await {
            Ok(head) => head,
            Err(error) => {
                conn.discard().await;
                return Err(error);
            }
        };
        let now = clock.now().max(head.time);
        Ok(Self {
            conn,
            id,
            head,
            entries: Vec::new(),
            nodes: Vec::new(),
            shared,
            savepoint: Savepoint::None,
            wrote: false,
            access_changed: false,
            mark: None,
            now,
            clock,
            entropy,
        })
    }

    /// The instant that counts for this job: the clock, never below the log's
    /// last time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Randomness.
    #[must_use]
    pub fn entropy(&self) -> &dyn Entropy {
        &*self.entropy
    }

    /// Says that this job changed who may open what: open streams are looked at
    /// again as soon as it is committed.
    pub fn access_changed(&mut self) {
        self.access_changed = true;
    }

    /// The connection for a statement that writes.
    pub(super) async fn writing(&mut self) -> Result<&mut Conn, StoreError> {
        if self.shared {
            self.put_savepoint().await?;
        }
        self.wrote = true;
        Ok(&mut self.conn)
    }

    /// Makes the savepoint stand behind everything that is kept so far.
    async fn put_savepoint(&mut self) -> Result<(), StoreError> {
        let text = match self.savepoint {
            Savepoint::Here => return Ok(()),
            Savepoint::None => "savepoint job",
            Savepoint::Behind => "release savepoint job; savepoint job",
        };
        on!(&mut self.conn, c => sqlx::raw_sql(text).execute(c).await.map(|_| ()))?;
        self.savepoint = Savepoint::Here;
        Ok(())
    }

    /// The index that the next appended entry will have.
    #[must_use]
    pub fn next_index(&self) -> i64 {
        self.head.size
    }

    /// Appends an entry; the index is final if the group commits.
    pub(crate) fn push(&mut self, row: LogRow) -> Stamp {
        let (nodes, log_id) = (&mut self.nodes, self.head.log_id);
        self.head.frontier.push(&row.leaf, &mut |level, pos, hash| {
            // Every eighth level is stored: a tile's worth of hashes gives the
            // levels between (formats.md, ledger).
            if level > 0 && level % 8 == 0 {
                nodes.push(NodeRow { log_id, level: i64::from(level), pos, hash: *hash });
            }
        });
        let stamp = Stamp { tx: self.id, index: self.head.size, time: row.entry.time };
        self.head.time = self.head.time.max(row.entry.time);
        self.head.size += 1;
        self.entries.push(row);
        stamp
    }

    /// Entries of this transaction, which no statement finds yet.
    pub(super) fn pending(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(|row| &row.entry)
    }

    pub(super) async fn start_job(&mut self) -> Result<(), StoreError> {
        if self.shared && matches!(self.conn, Conn::Postgres(_)) {
            // There a statement that fails spoils the transaction up to its
            // savepoint, also one that only reads.
            self.put_savepoint().await?;
        }
        self.wrote = false;
        // What two jobs tell of is never of one instant: a document that is stored
        // after a consent is later than it, also while the clock stands still.
        let after = i64::from(self.head.size > 0);
        self.now = self.clock.now().max(self.head.time.plus_micros(after));
        self.mark = Some(Mark {
            entries: self.entries.len(),
            nodes: self.nodes.len(),
            frontier: self.head.frontier.clone(),
            size: self.head.size,
            time: self.head.time,
            access_changed: self.access_changed,
        });
        Ok(())
    }

    /// Does this stamp belong to the current job of this transaction?
    pub(super) fn owns(&self, stamp: &Stamp) -> bool {
        stamp.tx == self.id
            && stamp.index < self.head.size
            && self.mark.as_ref().is_some_and(|mark| stamp.index >= mark.size)
    }

    /// May everything that this job appended stand in the table? PostgreSQL
    /// refuses some texts only when the whole group is flushed.
    pub(super) fn entries_fit(&self) -> bool {
        let first = self.mark.as_ref().map_or(0, |mark| mark.entries);
        self.entries.iter().skip(first).all(|row| {
            let e = &row.entry;
            let texts =
                [&e.reason, &e.role, &e.supplier, &e.client, &e.assurance, &e.purpose, &e.act];
            let short = texts.iter().all(|text| text.as_ref().is_none_or(|t| t.len() <= TEXT_MAX));
            let mut all = texts.into_iter().chain([&e.words]).flatten();
            short && all.all(|text| !text.contains(char::is_control))
        })
    }

    pub(super) fn keep_job(&mut self) {
        if self.wrote && self.savepoint == Savepoint::Here {
            self.savepoint = Savepoint::Behind;
        }
        self.mark = None;
    }

    /// Takes back what the job of a group of several did; `failed` when it ended
    /// with an error.
    pub(super) async fn undo_job(&mut self, failed: bool) -> Result<(), StoreError> {
        if let Some(mark) = self.mark.take() {
            self.entries.truncate(mark.entries);
            self.nodes.truncate(mark.nodes);
            self.head.frontier = mark.frontier;
            self.head.size = mark.size;
            self.head.time = mark.time;
            self.access_changed = mark.access_changed;
        }
        if self.savepoint == Savepoint::Here {
            if failed || self.wrote {
                let back = "rollback to savepoint job";
                on!(&mut self.conn, c => sqlx::query(back).execute(c).await.map(|_| ()))?;
            }
        } else if failed && let Conn::Sqlite(c) = &mut self.conn {
            // After some errors SQLite has taken the whole transaction back, and
            // what follows would be committed statement by statement. Inside a
            // transaction another one cannot begin.
            if sqlx::query("begin").execute(&mut **c).await.is_ok() {
                return Err(StoreError::Job("its transaction was lost"));
            }
        }
        Ok(())
    }

    /// Writes the group's entries, nodes and head, and commits what its jobs
    /// have sealed; for each job the entries that are durable now. On any error
    /// nothing of the group is kept; `Unknown` when the commit's answer is lost.
    pub(super) async fn commit(
        mut self,
        seals: Vec<Seal>,
    ) -> Result<Committed, (StoreError, Option<Conn>)> {
        let flushed = if self.entries.is_empty() {
            Ok(())
        } else {
            log::flush(&mut self.conn, &self.entries, &self.nodes, &self.head).await
        };
        if let Err(error) = flushed {
            return Err((error, self.rollback().await));
        }
        let committed =
            on!(&mut self.conn, c => sqlx::query("commit").execute(c).await.map(|_| ()));
        match committed {
            Ok(()) => Ok(Committed {
                recorded: seals.into_iter().map(Seal::recorded).collect(),
                time: self.head.time,
                access_changed: self.access_changed,
                conn: self.conn,
            }),
            Err(error) if error.as_database_error().is_some() && !is_disconnect(&error) => {
                let error = StoreError::from(error);
                Err((error, self.rollback().await))
            }
            Err(error) => {
                self.conn.discard().await;
                Err((StoreError::Unknown(error), None))
            }
        }
    }

    /// Takes everything back; the connection if it is still good.
    pub(super) async fn rollback(mut self) -> Option<Conn> {
        let done = on!(&mut self.conn, c => sqlx::query("rollback").execute(c).await.map(|_| ()));
        if done.is_ok() {
            Some(self.conn)
        } else {
            self.conn.discard().await;
            None
        }
    }
}
