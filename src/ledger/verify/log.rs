//! A whole log, entry by entry, against its signed checkpoints.

use super::erasures::Erasures;
use super::{Checked, Finding, Report, Source, State, StoredEntry, Trust, What, check_entry};
use crate::ledger::checkpoint::{VerifierKey, verify_note};
use crate::ledger::leaf::Hash;
use crate::ledger::tiles::TILE_HEIGHT;
use crate::ledger::tree::Frontier;
use std::collections::BTreeMap;

/// Verifies a log in one pass, in constant memory.
///
/// Give it the checkpoint that the reader [holds](Self::hold), then the entries
/// in the order in which they are stored ([`push`](Self::push)) and the stored
/// checkpoints, each before the entry whose index is its size
/// ([`at_checkpoint`](Self::at_checkpoint)), then [`finish`](Self::finish).
#[derive(Debug)]
pub struct LogVerifier {
    key: VerifierKey,
    tree: Frontier,
    /// The lowest index that the next entry may have.
    next: u64,
    /// Entries are missing or out of order: roots can no longer be compared.
    broken: bool,
    /// A root has differed: every later one will, and says nothing new.
    diverged: bool,
    last_time: Option<i64>,
    /// Roots that were signed for sizes that the log has not reached yet.
    ahead: BTreeMap<u64, Vec<Signed>>,
    erasures: Erasures,
    report: Report,
}

#[derive(Debug)]
struct Signed {
    root: Hash,
    of: Source,
}

impl LogVerifier {
    /// For the log with this key; the log's origin is the name of the key.
    pub fn new(key: VerifierKey) -> Self {
        Self {
            report: Report::new(key.name(), Trust::Given),
            key,
            tree: Frontier::new(),
            next: 0,
            broken: false,
            diverged: false,
            last_time: None,
            ahead: BTreeMap::new(),
            erasures: Erasures::default(),
        }
    }

    /// A checkpoint that the reader has kept. To be given before the first entry:
    /// one that the log has passed already is reported as not compared.
    pub fn hold(&mut self, note: &str) {
        self.expect(note, Source::Held);
    }

    /// The checkpoint that was kept in a file beside the database; as [`Self::hold`].
    pub fn hold_beside(&mut self, note: &str) {
        self.expect(note, Source::Beside);
    }

    /// A checkpoint that is stored with the log. Its size must not be below the
    /// number of entries pushed so far; give them sorted by size, or all at first.
    pub fn at_checkpoint(&mut self, note: &str) {
        self.expect(note, Source::Stored);
    }

    fn expect(&mut self, note: &str, of: Source) {
        match verify_note(note, &self.key) {
            Ok(found) if found.size < self.tree.size() => {
                self.report.add(What::NotCompared { of, size: found.size }.overall());
            }
            Ok(found) => {
                self.ahead.entry(found.size).or_default().push(Signed { root: found.root, of });
                self.compare();
            }
            Err(why) => self.report.add(What::Checkpoint { of, why }.overall()),
        }
    }

    /// Compares the root with those that were signed for the size now reached.
    fn compare(&mut self) {
        let size = self.tree.size();
        if self.broken || self.ahead.first_key_value().is_none_or(|(next, _)| *next != size) {
            return;
        }
        let root = self.tree.root();
        let from = self.report.signed_size;
        for signed in self.ahead.remove(&size).unwrap_or_default() {
            let of = signed.of;
            if signed.root == root {
                self.report.checkpoints += 1;
                self.report.signed_size = size;
                match of {
                    Source::Stored => {}
                    Source::Beside => self.report.beside_size = Some(size),
                    Source::Held => {
                        self.report.held_size = self.report.held_size.max(Some(size));
                    }
                }
            } else if of != Source::Stored || !self.diverged {
                self.diverged = true;
                let what = What::Root { of, size, from };
                // With a single entry in question, that one is named.
                let index = (from.checked_add(1) == Some(size)).then_some(from);
                self.report.add(Finding { index, what });
            }
        }
    }

    /// Checks the next entry. `nodes` is told of every node that it completes on
    /// a level that is a multiple of 8, as `(level, pos, hash)`, to be compared
    /// with the stored ones; level 0 are the leaves.
    pub fn push(&mut self, entry: &StoredEntry, nodes: &mut impl FnMut(u8, u64, &Hash)) -> State {
        self.push_checked(check_entry(entry), nodes)
    }

    /// The same for an entry that [`check_entry`] has looked at already, on
    /// whatever thread. Gives the entry's state, its place in the log considered.
    pub fn push_checked(
        &mut self,
        checked: Checked,
        nodes: &mut impl FnMut(u8, u64, &Hash),
    ) -> State {
        let Checked { index, leaf, mut state, time, finding, erased_by, told } = checked;
        let mut place = None;
        if index < self.next {
            place = Some(What::Order { expected: self.next }.at(index));
            state = State::Wrong;
            self.broken = true;
        } else if index > self.next {
            // The entry itself may be right; those before it are gone.
            place = Some(What::Missing { last: index - 1 }.at(self.next));
            self.broken = true;
        }
        self.next = self.next.max(index.saturating_add(1));
        let backwards = match (self.last_time, time) {
            (Some(before), Some(time)) if time < before => {
                state = State::Wrong;
                Some(What::Backwards { before, time }.at(index))
            }
            _ => None,
        };
        self.last_time = self.last_time.max(time);
        if let Some(by) = erased_by {
            self.erasures.erased(index, &leaf, by);
        }
        let others = self.erasures.pass(index, told, true);
        for finding in [place, finding, backwards, others].into_iter().flatten() {
            self.report.add(finding);
        }
        self.report.count(state);
        self.tree.push(&leaf, &mut |level, pos, hash| {
            if level % TILE_HEIGHT == 0 {
                nodes(level, pos, hash);
            }
        });
        self.compare();
        state
    }

    /// Adds what the caller has found, such as [`What::Node`].
    pub fn report(&mut self, finding: Finding) {
        self.report.add(finding);
    }

    /// How many entries have been pushed.
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// The root over the entries pushed so far.
    pub fn root(&self) -> Hash {
        self.tree.root()
    }

    /// Compares name and time of the stored head with the key and the last entry.
    pub fn check_head(&mut self, origin: &str, time: i64) {
        if origin != self.key.name() {
            self.report.add(What::HeadOrigin(origin.to_owned()).overall());
        }
        if let Some(last) = self.last_time.filter(|last| *last != time) {
            self.report.add(What::HeadTime { head: time, last }.overall());
        }
    }

    /// Ends the walk. `head_size` and `head_root` are the stored head's.
    pub fn finish(mut self, head_size: u64, head_root: &Hash) -> Report {
        let (have, root) = (self.tree.size(), self.tree.root());
        for finding in self.erasures.finish() {
            self.report.add(finding);
        }
        if head_size != have {
            self.report.add(What::HeadSize { head: head_size, have }.overall());
        } else if *head_root != root {
            self.report.add(What::HeadRoot.overall());
        }
        for (size, signed) in std::mem::take(&mut self.ahead) {
            for Signed { of, .. } in signed {
                let what = if size > have.max(self.next) {
                    What::Truncated { of, size, have }
                } else {
                    What::NotCompared { of, size }
                };
                self.report.add(what.overall());
            }
        }
        self.report.size = have;
        self.report.root = root;
        self.report
    }
}

#[cfg(test)]
mod tests;
