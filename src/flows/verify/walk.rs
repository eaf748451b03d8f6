//! The walk over a stored log: entries in order, and beside them the stored
//! checkpoints and nodes.

use super::super::error::Error;
use crate::ledger::checkpoint::{Checkpoint, Note, NoteError, VerifierKey};
use crate::ledger::leaf::Hash;
use crate::ledger::verify::{Checked, LogVerifier, Report, Source, What};
use crate::store::log::{self, CheckpointRow, DEFAULT_LOG};
use crate::store::{Conn, StoreError};
use std::collections::VecDeque;

/// Checkpoints that are read together.
const CHECKPOINTS: i64 = 256;

fn wide(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A completed node of a level that is stored.
struct Node {
    level: u8,
    pos: u64,
    hash: Hash,
}

pub(super) struct Walk {
    verifier: LogVerifier,
    /// Every entry so far stands at its own index: nodes and roots can be compared.
    aligned: bool,
    /// Stored checkpoints that were read and not yet given to the verifier.
    waiting: VecDeque<CheckpointRow>,
    /// Size of the last checkpoint that was read; `None` when there are no more.
    read_up_to: Option<i64>,
}

impl Walk {
    pub(super) fn new(
        key: VerifierKey,
        held: impl IntoIterator<Item = String>,
        beside: Option<&str>,
    ) -> Self {
        let mut verifier = LogVerifier::new(key);
        if let Some(note) = beside {
            verifier.hold_beside(note);
        }
        for note in held {
            verifier.hold(&note);
        }
        Self { verifier, aligned: true, waiting: VecDeque::new(), read_up_to: Some(i64::MIN) }
    }

    /// Takes the next entries, in the order in which they are stored.
    pub(super) async fn absorb(
        &mut self,
        conn: &mut Conn,
        page: Vec<Checked>,
    ) -> Result<(), StoreError> {
        if let Some(last) = page.last().filter(|_| self.aligned) {
            self.expect_checkpoints(conn, wide(last.index).saturating_add(1)).await?;
        }
        let mut nodes = Vec::new();
        for checked in page {
            self.aligned &= checked.index == self.verifier.size();
            let aligned = self.aligned;
            self.verifier.push_checked(checked, &mut |level, pos, hash| {
                if aligned && level > 0 {
                    nodes.push(Node { level, pos, hash: *hash });
                }
            });
        }
        nodes.sort_unstable_by_key(|node| (node.level, node.pos));
        for level in nodes.chunk_by(|a, b| a.level == b.level) {
            self.compare_nodes(conn, level).await?;
        }
        Ok(())
    }

    /// Compares neighbouring nodes of one level with the stored ones.
    async fn compare_nodes(&mut self, conn: &mut Conn, nodes: &[Node]) -> Result<(), StoreError> {
        let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return Ok(()) };
        let (from, until) = (wide(first.pos), wide(last.pos).saturating_add(1));
        let level = i64::from(first.level);
        let stored = match log::list_nodes(conn, DEFAULT_LOG, level, from, until).await {
            Ok(stored) => stored,
            Err(error) if log::is_unreadable(&error) => Vec::new(),
            Err(error) => return Err(error),
        };
        let mut stored = stored.into_iter().peekable();
        for Node { level, pos, hash } in nodes {
            let same = stored
                .next_if(|(at, _)| *at == wide(*pos))
                .is_some_and(|(_, stored)| stored == hash[..]);
            if !same {
                self.verifier.report(What::Node { level: *level, pos: *pos }.overall());
            }
        }
        Ok(())
    }

    /// Gives the verifier the stored checkpoints of sizes up to `until`.
    async fn expect_checkpoints(&mut self, conn: &mut Conn, until: i64) -> Result<(), StoreError> {
        loop {
            if self.waiting.is_empty() {
                let Some(after) = self.read_up_to else { return Ok(()) };
                self.waiting = self.read_checkpoints(conn, after).await?.into();
                self.read_up_to = self.waiting.back().map(|last| last.size);
            }
            while let Some(next) = self.waiting.front() {
                if next.size > until {
                    return Ok(());
                }
                if let Some(row) = self.waiting.pop_front() {
                    self.expect(&row);
                }
            }
        }
    }

    async fn read_checkpoints(
        &mut self,
        conn: &mut Conn,
        after: i64,
    ) -> Result<Vec<CheckpointRow>, StoreError> {
        match log::list_checkpoints(conn, DEFAULT_LOG, after, CHECKPOINTS).await {
            Err(error) if log::is_unreadable(&error) => {
                let why = NoteError::Checkpoint("a stored row cannot be read");
                self.verifier.report(What::Checkpoint { of: Source::Stored, why }.overall());
                Ok(Vec::new())
            }
            read => read,
        }
    }

    fn expect(&mut self, row: &CheckpointRow) {
        // The signature speaks of the note alone, not of the row it lies in.
        let noted = Note::parse(&row.note).and_then(|note| Checkpoint::parse(note.text));
        if noted.is_ok_and(|noted| wide(noted.size) != row.size) {
            let why = NoteError::Checkpoint("it is stored under another size than its own");
            self.verifier.report(What::Checkpoint { of: Source::Stored, why }.overall());
        }
        self.verifier.at_checkpoint(&row.note);
    }

    /// The rows from here on cannot even be put in order.
    pub(super) fn cut(&mut self) {
        self.verifier.report(What::Leaf.at(self.verifier.size()));
    }

    /// The end of the log: everything that is left is compared.
    pub(super) async fn finish(mut self, conn: &mut Conn) -> Result<Report, Error> {
        let size = self.verifier.size();
        if self.aligned {
            self.expect_checkpoints(conn, i64::MAX).await?;
        } else {
            // None of them can be compared any more; the newest stands for all.
            match log::find_checkpoint(conn, DEFAULT_LOG).await {
                Ok(row) => row.iter().for_each(|row| self.expect(row)),
                Err(error) if log::is_unreadable(&error) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if let Some((level, pos)) =
            log::find_stray_node(conn, DEFAULT_LOG, wide(size)).await?.filter(|_| self.aligned)
        {
            let level = u8::try_from(level).unwrap_or(u8::MAX);
            let pos = u64::try_from(pos).unwrap_or(u64::MAX);
            self.verifier.report(What::Node { level, pos }.overall());
        }
        Ok(match log::head(conn, DEFAULT_LOG).await {
            Ok(head) => {
                // A size below 0 is none that a log can have.
                let stated = u64::try_from(head.size).unwrap_or(u64::MAX);
                self.verifier.check_head(&head.origin, head.time.as_micros());
                self.verifier.finish(stated, &head.root)
            }
            Err(error) if log::is_unreadable(&error) => {
                self.verifier.report(What::NoHead.overall());
                let root = self.verifier.root();
                self.verifier.finish(size, &root)
            }
            Err(error) => return Err(error.into()),
        })
    }
}
