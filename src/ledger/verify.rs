//! Verification of a whole log or of an exported bundle.
//!
//! Shares only [`super::leaf`], [`super::tree`] and [`super::checkpoint`] with
//! the writer, and recomputes everything else. What can be shown: that the log
//! is the one whose checkpoints were signed, entry by entry. What cannot: that
//! entries after the newest checkpoint that is compared were not rewritten as a
//! whole by somebody who can write to the database. A checkpoint that is held
//! elsewhere (by a family, an auditor or a witness) closes that gap up to its size.

mod bundle;
mod entry;
mod erasures;
mod log;
#[cfg(test)]
mod sample;

use super::bundle::BundleError;
use super::checkpoint::{NoteError, VerifierKey};
use super::leaf::Hash;
use super::tree::ProofError;
pub use bundle::{BundleVerifier, verify_bundle};
pub use entry::{Checked, StoredEntry, check_entry};
pub use log::LogVerifier;
use std::collections::BTreeMap;
use std::fmt;

/// Most findings that a report lists; the others are counted.
pub const MAX_FINDINGS: usize = 100;

/// How much of an entry could be read, and whether it is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Every field was opened and belongs to the leaf.
    Complete,
    /// Some fields are hidden from the reader; the opened ones belong to the leaf.
    Redacted {
        /// Fields opened.
        opened: usize,
        /// Fields that there are.
        of: usize,
    },
    /// A group or more was erased from the log; what is left belongs to the leaf.
    /// Whether that was right is another question: see [`What::Unexplained`].
    Erased {
        /// Fields opened.
        opened: usize,
        /// Fields that there are.
        of: usize,
    },
    /// There is a finding about this entry.
    Wrong,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            State::Complete => f.write_str("complete"),
            State::Redacted { opened, of } => write!(f, "redacted ({opened} of {of} opened)"),
            State::Erased { opened, of } => write!(f, "erased ({opened} of {of} left)"),
            State::Wrong => f.write_str("wrong"),
        }
    }
}

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The entry that it is about, if it is about one.
    pub index: Option<u64>,
    /// What is wrong.
    pub what: What,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index {
            Some(index) => write!(f, "entry {index}: {}", self.what),
            None => self.what.fmt(f),
        }
    }
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// A value was changed, and the kept digest tells which.
    #[error("the value of the field {field} does not give the digest that was kept for it")]
    Value {
        /// The field.
        field: &'static str,
    },
    /// A value, a key, a digest or the leaf was changed.
    #[error("its fields do not give its leaf: a value, a key or the leaf was changed")]
    Leaf,
    /// Erased without keeping the digests.
    #[error("its group {group} is erased, but the digests that must stay are missing")]
    NoDigests {
        /// The group.
        group: &'static str,
    },
    /// Erased, and no entry of the log tells of it: whoever can write to the
    /// database would otherwise only need to call an entry erased to hide it. Only
    /// the subject is ever erased, and `log-erased` tells of it.
    #[error("its group {group} is erased, and nothing in the log says why")]
    Unexplained {
        /// The group.
        group: &'static str,
    },
    /// An entry that tells of erased entries, and those that name it are others.
    #[error("it tells which entries were erased, and those that name it are others")]
    OtherErased,
    /// What happened, when and how it ended is never erased.
    #[error("its group system is gone, which is never erased")]
    NoSystem,
    /// A group has lost its key but not all values, or some values but not its key.
    #[error(
        "its group {group} is neither there nor erased: the field {field} has only one of value and key"
    )]
    HalfErased {
        /// The group.
        group: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The entry names a schema that this program does not know.
    #[error("its schema {0:?} is unknown")]
    Schema(String),
    /// The time is not in its one form.
    #[error("its time {0:?} is not a number of microseconds")]
    Time(String),
    /// Earlier than an entry before it.
    #[error("its time is {time}, but an entry before it has {before} (microseconds since 1970)")]
    Backwards {
        /// Time of an entry with a lower index.
        before: i64,
        /// Time of this entry.
        time: i64,
    },
    /// Entries are not there.
    #[error("the entries from this one up to {last} are missing")]
    Missing {
        /// The last of the missing entries.
        last: u64,
    },
    /// The entry stands behind one with the same or a higher index.
    #[error("it stands where an entry of index {expected} or more was expected")]
    Order {
        /// The lowest index that could stand here.
        expected: u64,
    },
    /// A checkpoint is not valid.
    #[error("the {of} is not accepted: {why}")]
    Checkpoint {
        /// Which checkpoint.
        of: Source,
        /// Why.
        why: NoteError,
    },
    /// The tree has another root than the one that was signed.
    #[error(
        "the {of} of size {size} states another root than that of the log: \
         an entry from {from} to {to} is not the one that was signed",
        to = size.saturating_sub(1)
    )]
    Root {
        /// Which checkpoint.
        of: Source,
        /// Size that the checkpoint states.
        size: u64,
        /// Size up to which an earlier checkpoint agrees with the log.
        from: u64,
    },
    /// The log is shorter than a checkpoint says.
    #[error("the log ends before entry {have}, but the {of} was signed for {size} entries")]
    Truncated {
        /// Which checkpoint.
        of: Source,
        /// Size that the checkpoint states.
        size: u64,
        /// Size of the log.
        have: u64,
    },
    /// A checkpoint was given too late to be compared.
    #[error("the {of} of size {size} could not be compared with the log")]
    NotCompared {
        /// Which checkpoint.
        of: Source,
        /// Size that the checkpoint states.
        size: u64,
    },
    /// The stored head has another size.
    #[error("the head of the log states {head} entries, but there are {have}")]
    HeadSize {
        /// Size in the head.
        head: u64,
        /// Entries that there are.
        have: u64,
    },
    /// The stored head has another root.
    #[error("the head of the log states another root than its entries give")]
    HeadRoot,
    /// There is no head, or it cannot be read.
    #[error("the head of the log is missing or cannot be read")]
    NoHead,
    /// The stored head has another time, from which the clock of the log goes on.
    #[error("the head of the log states the time {head}, but its last entry has {last}")]
    HeadTime {
        /// Time in the head (microseconds since 1970).
        head: i64,
        /// Time of the last entry.
        last: i64,
    },
    /// The stored head is that of another log.
    #[error("the head names the log {0:?}, which is not the name of the key")]
    HeadOrigin(String),
    /// A stored node of the tree is another; reported by the caller, who compares.
    #[error("the stored node {pos} of level {level} is not the one that the entries give")]
    Node {
        /// Height above the leaves.
        level: u8,
        /// Position in its level.
        pos: u64,
    },
    /// A line of the bundle cannot be read.
    #[error("line {line} of the bundle cannot be read: {why}")]
    Line {
        /// Number of the line, from 1.
        line: u64,
        /// Why.
        why: String,
    },
    /// The header contradicts its checkpoint.
    #[error("the header states another {0} than the checkpoint in it")]
    Header(&'static str),
    /// A field stands in both places or in none, or is open in an erased group.
    #[error("its field {field} must be either opened or hidden")]
    Field {
        /// The field.
        field: &'static str,
    },
    /// The exporter names a group that does not exist.
    #[error("it names an erased group {0:?} that does not exist")]
    Group(String),
    /// The leaf does not lead to the root: a value, salt, digest or the proof is wrong.
    #[error("it is not proved to be in the log: {0}")]
    Proof(ProofError),
    /// Nothing links the bundle's checkpoint to the one that the reader holds.
    #[error(
        "nothing in the bundle links its checkpoint of size {size} to the held one of size {held}: ask for a bundle with the held size"
    )]
    Unlinked {
        /// Size of the held checkpoint.
        held: u64,
        /// Size of the bundle's.
        size: u64,
    },
    /// The link to the held checkpoint does not hold.
    #[error(
        "the log was rewritten: its checkpoint of size {size} does not agree with the held one of size {held}: {why}"
    )]
    Forked {
        /// Size of the held checkpoint.
        held: u64,
        /// Size of the bundle's.
        size: u64,
        /// Why.
        why: ProofError,
    },
}

/// Where a checkpoint comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// It is stored with the log, or stands in the bundle.
    Stored,
    /// It was kept in a file beside the database.
    Beside,
    /// The reader has kept it elsewhere.
    Held,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Source::Stored => "checkpoint",
            Source::Beside => "checkpoint beside the database",
            Source::Held => "held checkpoint",
        })
    }
}

impl What {
    /// The finding that this entry is wrong in this way.
    pub fn at(self, index: u64) -> Finding {
        Finding { index: Some(index), what: self }
    }

    /// The finding that the log as a whole is wrong in this way.
    pub fn overall(self) -> Finding {
        Finding { index: None, what: self }
    }

    fn line(line: u64, why: &BundleError) -> Self {
        Self::Line { line, why: why.to_string() }
    }
}

/// Where the public key came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The reader gave it.
    Given,
    /// It stands in the bundle itself: somebody who forges a bundle forges this
    /// too. Compare it with a key from elsewhere.
    FirstUse,
}

impl fmt::Display for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Trust::Given => "verified with the given key",
            Trust::FirstUse => "the key in the bundle itself, trusted on first use",
        })
    }
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which log.
    pub origin: String,
    /// Where its key came from.
    pub trust: Trust,
    /// Size of the tree: of the log that was walked, or that a bundle leads to.
    pub size: u64,
    /// Root of that tree.
    pub root: Hash,
    /// What a bundle says that it is a selection of; nothing vouches for that, and
    /// empty is the whole log.
    pub selection: BTreeMap<String, String>,
    /// Entries that were looked at. A bundle with as many as `size` is complete.
    pub entries: u64,
    /// Of these, complete.
    pub complete: u64,
    /// Of these, redacted.
    pub redacted: u64,
    /// Of these, with an erased group.
    pub erased: u64,
    /// Of these, wrong.
    pub wrong: u64,
    /// Checkpoints that agree with the log.
    pub checkpoints: u64,
    /// Size of the largest of them: entries after it are vouched for by nobody yet.
    pub signed_size: u64,
    /// Size of the checkpoint beside the database, if there is one that agrees.
    pub beside_size: Option<u64>,
    /// Size of the held checkpoint that agrees with the log, if one was given.
    pub held_size: Option<u64>,
    /// What is wrong, in the order in which it was found; at most [`MAX_FINDINGS`].
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub more_findings: u64,
}

impl Report {
    fn new(origin: &str, trust: Trust) -> Self {
        Self {
            origin: origin.to_owned(),
            trust,
            size: 0,
            root: super::tree::empty_root(),
            selection: BTreeMap::new(),
            entries: 0,
            complete: 0,
            redacted: 0,
            erased: 0,
            wrong: 0,
            checkpoints: 0,
            signed_size: 0,
            beside_size: None,
            held_size: None,
            findings: Vec::new(),
            more_findings: 0,
        }
    }

    /// The report on something that has no valid checkpoint, so that nothing can
    /// be said of its entries.
    pub fn refused(key: Option<&VerifierKey>, finding: Finding) -> Self {
        let trust = if key.is_some() { Trust::Given } else { Trust::FirstUse };
        let mut report = Self::new(key.map_or("", VerifierKey::name), trust);
        report.add(finding);
        report
    }

    /// Whether every entry of the log was looked at, and none was wrong.
    pub fn is_whole(&self) -> bool {
        self.entries == self.size && self.wrong == 0
    }

    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// What to name first: the finding about the entry with the lowest index, or
    /// the first finding if none is about an entry.
    pub fn first(&self) -> Option<&Finding> {
        let about_entries = self.findings.iter().filter(|finding| finding.index.is_some());
        about_entries.min_by_key(|finding| finding.index).or(self.findings.first())
    }

    fn add(&mut self, finding: Finding) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        } else {
            self.more_findings += 1;
        }
    }

    fn count(&mut self, state: State) {
        self.entries += 1;
        *match state {
            State::Complete => &mut self.complete,
            State::Redacted { .. } => &mut self.redacted,
            State::Erased { .. } => &mut self.erased,
            State::Wrong => &mut self.wrong,
        } += 1;
    }
}
