//! Logs for the tests.

use super::StoredEntry;
use crate::domain::entry::{FIELDS, Group};
use crate::ledger::checkpoint::Signer;
use crate::ledger::leaf::{FIELD_COUNT, GroupKeys, Hash, digests, leaf_of};
use crate::ledger::tree::Frontier;

pub(super) const ORIGIN: &str = "log.example/1";

pub(super) fn signer() -> Signer {
    Signer::new(ORIGIN, &[42; 32]).unwrap()
}

/// A clean log: `n` entries, two of which share each time.
pub(super) fn log(n: u64) -> Vec<StoredEntry> {
    (0..n).map(|index| entry(index, index)).collect()
}

/// An entry whose values come from `seed`.
pub(super) fn entry(index: u64, seed: u64) -> StoredEntry {
    let mut values: [String; FIELD_COUNT] = std::array::from_fn(|i| match i % 4 {
        3 => String::new(),
        _ => format!("{}-{seed}", FIELDS[i].0),
    });
    values[0] = "1".to_owned();
    values[1] = (1_700_000_000_000_000 + seed / 2 * 1000).to_string();
    let key = |group: u8| {
        let mut key = [group; 32];
        key[..8].copy_from_slice(&seed.to_be_bytes());
        key
    };
    let keys = GroupKeys { system: key(1), actor: key(2), subject: key(3) };
    let leaf = leaf_of(&digests(&values, &keys));
    let keys = keys.to_array().map(Some);
    StoredEntry { index, values: values.map(Some), keys, digests: None, erased_by: None, leaf }
}

/// The digests of an entry that still has everything.
pub(super) fn digests_of(entry: &StoredEntry) -> [Hash; FIELD_COUNT] {
    let [system, actor, subject] = entry.keys.map(Option::unwrap);
    let values = entry.values.clone().map(Option::unwrap);
    digests(&values, &GroupKeys { system, actor, subject })
}

/// Erases a group as the service does: keeps the digests, drops values and key.
pub(super) fn erase(entry: &mut StoredEntry, erased: Group) {
    if entry.digests.is_none() {
        entry.digests = Some(Box::new(digests_of(entry)));
    }
    for (value, (_, group)) in entry.values.iter_mut().zip(FIELDS) {
        if group == erased {
            *value = None;
        }
    }
    entry.keys[erased as usize] = None;
}

/// Makes an entry agree with itself again after its values were changed.
pub(super) fn cover_up(entry: &mut StoredEntry) {
    entry.leaf = leaf_of(&digests_of(entry));
}

/// The tree over the stored leaves.
pub(super) fn tree(entries: &[StoredEntry]) -> Frontier {
    let mut frontier = Frontier::new();
    for entry in entries {
        frontier.push(&entry.leaf, &mut |_, _, _| ());
    }
    frontier
}

/// The checkpoint that was signed when the log had the first `size` entries.
pub(super) fn note(entries: &[StoredEntry], size: usize) -> String {
    signer().sign(size as u64, &tree(&entries[..size]).root())
}
