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

#[cfg(test)]
mod tests {
    use super::super::sample::{entry, erase, note, signer, tree};
    use super::super::{LogVerifier, Report, StoredEntry};
    use super::*;
    use crate::domain::entry::FIELDS;
    use crate::ledger::leaf::{GroupKeys, digests, leaf_of};

    /// Puts a value in an entry as if it had been so from the beginning.
    fn put(entry: &mut StoredEntry, field: &str, value: &str) {
        let at = FIELDS.iter().position(|(name, _)| *name == field).unwrap();
        entry.values[at] = Some(value.to_owned());
        let [system, actor, subject] = entry.keys.map(Option::unwrap);
        let values = entry.values.clone().map(Option::unwrap);
        entry.leaf = leaf_of(&digests(&values, &GroupKeys { system, actor, subject }));
    }

    /// Ten entries; the one at 8 tells that those at 2 and 5 were erased.
    fn erased() -> Vec<StoredEntry> {
        let mut log: Vec<_> = (0..10).map(|index| entry(index, index)).collect();
        let mut hash = ErasedEntries::new();
        for index in [2, 5] {
            hash.add(index, &log[usize::try_from(index).unwrap()].leaf);
        }
        put(&mut log[8], "kind", "log-erased");
        put(&mut log[8], "outcome", "allowed");
        put(&mut log[8], "facts", &hex::encode(hash.finish()));
        for index in [2, 5] {
            erase(&mut log[index], Group::Subject);
            log[index].erased_by = Some(8);
        }
        log
    }

    fn walk(log: &[StoredEntry]) -> Report {
        let mut verifier = LogVerifier::new(signer().verifier().clone());
        verifier.hold(&note(log, log.len()));
        for entry in log {
            verifier.push(entry, &mut |_, _, _| ());
        }
        let tree = tree(log);
        verifier.finish(tree.size(), &tree.root())
    }

    fn first(log: &[StoredEntry]) -> Option<Finding> {
        walk(log).first().cloned()
    }

    #[test]
    fn erased_entries_that_an_entry_tells_of_are_no_finding() {
        let report = walk(&erased());
        assert_eq!(report.findings, []);
        assert_eq!((report.erased, report.complete, report.wrong), (2, 8, 0));
    }

    #[test]
    fn more_fewer_and_other_entries_than_it_tells_of_are_found() {
        let others = Some(What::OtherErased.at(8));
        let with = |change: &dyn Fn(&mut Vec<StoredEntry>)| {
            let mut log = erased();
            change(&mut log);
            first(&log)
        };
        let unexplained = |index| Some(What::Unexplained { group: "subject" }.at(index));
        let more = |by| {
            move |log: &mut Vec<StoredEntry>| {
                erase(&mut log[3], Group::Subject);
                log[3].erased_by = by;
            }
        };
        assert_eq!(with(&more(Some(8))), others);
        for by in [None, Some(9), Some(7), Some(1), Some(3), Some(99)] {
            assert_eq!(with(&more(by)), unexplained(3), "{by:?}");
        }
        // One names nobody; one is not erased any more.
        assert_eq!(with(&|log| log[5].erased_by = None), unexplained(5));
        let back = |log: &mut Vec<StoredEntry>| log[5] = entry(5, 5);
        assert_eq!(with(&back), others);
        // Nothing is erased that it tells of.
        let none = |log: &mut Vec<StoredEntry>| (log[2], log[5]) = (entry(2, 2), entry(5, 5));
        assert_eq!(with(&none), others);
    }

    #[test]
    fn only_the_subject_is_erased_and_only_a_log_erased_tells_of_it() {
        let mut log = erased();
        erase(&mut log[2], Group::Actor);
        assert_eq!(first(&log), Some(What::Unexplained { group: "actor" }.at(2)));
        for (field, value) in [("kind", "listed"), ("outcome", "refused")] {
            let mut log = erased();
            put(&mut log[8], field, value);
            let found = Some(What::Unexplained { group: "subject" }.at(2));
            assert_eq!(first(&log), found, "{field}");
        }
        for facts in ["", "00", "not a hash"] {
            let mut log = erased();
            put(&mut log[8], "facts", facts);
            assert_eq!(first(&log), Some(What::OtherErased.at(8)), "{facts}");
        }
    }
}
