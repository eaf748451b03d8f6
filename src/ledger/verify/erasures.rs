//! Erased entries against the entries that tell of their erasure.

use super::{Finding, What};
use crate::domain::entry::{Group, Kind, Outcome};
use crate::ledger::erased::ErasedEntries;
use crate::ledger::leaf::Hash;
use std::collections::BTreeMap;

/// What `log-erased` tells of, in what is still to be read.
#[derive(Debug, Default)]
pub(super) struct Erasures {
    /// By the index of the entry that is to tell of them.
    open: BTreeMap<u64, Open>,
}

#[derive(Debug)]
struct Open {
    first: u64,
    entries: ErasedEntries,
}

/// The hash that an entry states, if it is one that tells of erased entries.
pub(super) fn told(kind: &str, outcome: &str, facts: &str) -> Option<Hash> {
    if kind != Kind::LogErased.code() || outcome != Outcome::Allowed.code() {
        return None;
    }
    // One that states no hash tells of nothing that could be compared.
    Some(hex::decode(facts).ok().and_then(|bytes| bytes.try_into().ok()).unwrap_or_default())
}

impl Erasures {
    /// An entry whose subject is gone, and which names the one that tells of it.
    pub(super) fn erased(&mut self, index: u64, leaf: &Hash, by: u64) {
        let open = self
            .open
            .entry(by)
            .or_insert_with(|| Open { first: index, entries: ErasedEntries::new() });
        open.entries.add(index, leaf);
    }

    /// Any entry that is passed; `told` is what it states of erased ones, and
    /// `whole` says that all of those must have been read.
    pub(super) fn pass(&mut self, index: u64, told: Option<Hash>, whole: bool) -> Option<Finding> {
        let open = self.open.remove(&index);
        match (open, told) {
            (None, None) => None,
            (Some(open), None) => Some(unexplained(open.first)),
            (open, Some(told)) => {
                let entries = open.map_or_else(ErasedEntries::new, |open| open.entries);
                let is_it = entries.finish() == told;
                (whole && !is_it).then(|| What::OtherErased.at(index))
            }
        }
    }

    /// At the end: what no entry has told of.
    pub(super) fn finish(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.open).into_values().map(|open| unexplained(open.first)).collect()
    }
}

fn unexplained(first: u64) -> Finding {
    What::Unexplained { group: Group::Subject.name() }.at(first)
}
