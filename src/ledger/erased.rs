//! Which entries an erasure took the subject from: what the entry `log-erased`
//! commits to, so that an erased entry can be told from one that somebody calls so.
//!
//! ```text
//! facts = SHA-256("samflyt/log-erased/1\n" ‖ u64be(index_1) ‖ leaf_1 ‖ u64be(index_2) ‖ …)
//! ```
//!
//! in the order of the indexes. The entry comes after all that it tells of, and
//! each of these names it. `facts` is in the system group, which is never erased.

use super::leaf::Hash;
use crate::domain::sha256::Sha256;

/// The running hash over erased entries, in order.
#[derive(Clone)]
pub struct ErasedEntries(Sha256);

impl ErasedEntries {
    /// None so far.
    #[expect(clippy::new_without_default, reason = "an erasure of nothing is no default")]
    #[must_use]
    pub fn new() -> Self {
        let mut hash = Sha256::new();
        hash.update(b"samflyt/log-erased/1\n");
        Self(hash)
    }

    /// The next entry.
    pub fn add(&mut self, index: u64, leaf: &Hash) {
        self.0.update(&index.to_be_bytes());
        self.0.update(leaf);
    }

    /// What the entry that tells of them states as its `facts`.
    #[must_use]
    pub fn finish(self) -> Hash {
        self.0.finish()
    }
}

impl std::fmt::Debug for ErasedEntries {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ErasedEntries(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::ErasedEntries;

    #[test]
    fn order_index_and_leaf_each_change_the_hash() {
        let of = |entries: &[(u64, [u8; 32])]| {
            let mut erased = ErasedEntries::new();
            for (index, leaf) in entries {
                erased.add(*index, leaf);
            }
            erased.finish()
        };
        let all = [
            of(&[]),
            of(&[(1, [7; 32])]),
            of(&[(2, [7; 32])]),
            of(&[(1, [8; 32])]),
            of(&[(1, [7; 32]), (2, [8; 32])]),
            of(&[(2, [8; 32]), (1, [7; 32])]),
        ];
        for (number, one) in all.iter().enumerate() {
            assert!(!all[number + 1..].contains(one), "{number}");
        }
    }

    /// Frozen: a change breaks the verification of logs that exist.
    #[test]
    fn the_hash_of_two_entries_is_known() {
        let mut erased = ErasedEntries::new();
        erased.add(1, &[0x11; 32]);
        erased.add(258, &[0x22; 32]);
        let mut message = b"samflyt/log-erased/1\n".to_vec();
        message.extend([0, 0, 0, 0, 0, 0, 0, 1]);
        message.extend([0x11; 32]);
        message.extend([0, 0, 0, 0, 0, 0, 1, 2]);
        message.extend([0x22; 32]);
        assert_eq!(erased.finish(), crate::domain::sha256::of(&message));
    }
}
