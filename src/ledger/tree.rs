//! The Merkle tree of RFC 6962, section 2.1 (the same as RFC 9162, section 2.1).
//!
//! The writer keeps the roots of the full subtrees of the right edge
//! ([`Frontier`]) and stores the hashes of full subtrees as they become
//! complete. Proofs are planned as lists of such stored nodes and folded.

use super::leaf::{Hash, to_hash};
use ring::digest;

/// First byte of what is hashed into a node (RFC 6962, section 2.1).
const NODE_PREFIX: u8 = 0x01;

/// Most hashes that a proof can have, for sizes below 2^63.
pub const MAX_PROOF_HASHES: usize = 63;

/// The hash of a node from its two children: `SHA-256(0x01 ‖ left ‖ right)`.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [NODE_PREFIX; 65];
    let (_, children) = bytes.split_at_mut(1);
    for (to, from) in children.as_chunks_mut::<32>().0.iter_mut().zip([left, right]) {
        *to = *from;
    }
    to_hash(digest::digest(&digest::SHA256, &bytes).as_ref())
}

/// The root of the tree without leaves: `SHA-256("")`.
pub fn empty_root() -> Hash {
    to_hash(digest::digest(&digest::SHA256, b"").as_ref())
}

/// The root of neighbouring full subtrees of falling size, left to right:
/// folded from the right. Without subtrees it is [`empty_root`].
pub fn fold(subtrees: &[Hash]) -> Hash {
    let mut from_right = subtrees.iter().rev();
    let Some(last) = from_right.next() else { return empty_root() };
    from_right.fold(*last, |right, left| node_hash(left, &right))
}

/// A full subtree: the `pos`-th of those with `2^level` leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeRef {
    /// Height above the leaves; a leaf has 0.
    pub level: u8,
    /// Position in its level, from 0 at the left.
    pub pos: u64,
}

/// The full subtrees that a tree of this size has at its right edge, left to
/// right. Their [`fold`] is the root; their hashes make a [`Frontier`].
pub fn right_edge(size: u64) -> Vec<NodeRef> {
    cover(0, size)
}

/// The full subtrees that cover the leaves `begin..end`, left to right.
///
/// INVARIANT: `begin` is a multiple of a power of two that is not smaller than
/// `end - begin`, as it is for every subtree that RFC 6962 speaks of.
fn cover(begin: u64, end: u64) -> Vec<NodeRef> {
    let mut nodes = Vec::new();
    let mut at = begin;
    while let Some(level) = (end - at).checked_ilog2() {
        // ilog2 of a u64 is below 64.
        nodes.push(NodeRef { level: level.to_le_bytes()[0], pos: at >> level });
        at += 1 << level;
    }
    nodes
}

/// The largest power of two below `size`, which must be at least 2.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// The proof that entry `index` is in the tree of `size` leaves (RFC 6962,
/// section 2.1.1), leaf to root; every hash is the [`fold`] of the full subtrees
/// given for it. `None` if there is no such entry.
pub fn inclusion_plan(index: u64, size: u64) -> Option<Vec<Vec<NodeRef>>> {
    if index >= size {
        return None;
    }
    let mut plan = Vec::new();
    let (mut begin, mut end) = (0, size);
    while end - begin > 1 {
        let middle = begin + split(end - begin);
        if index < middle {
            plan.push(cover(middle, end));
            end = middle;
        } else {
            plan.push(cover(begin, middle));
            begin = middle;
        }
    }
    plan.reverse();
    Some(plan)
}

/// The proof that the tree of `n` leaves begins with that of `m` (RFC 6962,
/// section 2.1.2), in the same form as [`inclusion_plan`]. It is empty for
/// `m = 0` and `m = n`; `None` if `m > n`.
pub fn consistency_plan(m: u64, n: u64) -> Option<Vec<Vec<NodeRef>>> {
    if m > n {
        return None;
    }
    let mut plan = Vec::new();
    if m == 0 {
        return Some(plan);
    }
    // Whether the old root itself is the subtree in hand; then it is known.
    let mut known = true;
    let (mut begin, mut end) = (0, n);
    while m != end {
        let middle = begin + split(end - begin);
        if m <= middle {
            plan.push(cover(middle, end));
            end = middle;
        } else {
            plan.push(cover(begin, middle));
            begin = middle;
            known = false;
        }
    }
    if !known {
        plan.push(cover(begin, end));
    }
    plan.reverse();
    Some(plan)
}

/// Why a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The index is not below the size.
    #[error("there is no entry {index} in a tree of size {size}")]
    NoSuchEntry {
        /// The index asked about.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The newer tree is smaller.
    #[error("the newer tree has size {new}, less than the older one's {old}")]
    Shrunk {
        /// Size of the older tree.
        old: u64,
        /// Size of the newer tree.
        new: u64,
    },
    /// Too few or too many hashes.
    #[error("the proof has the wrong number of hashes")]
    Length,
    /// The hashes do not give the root.
    #[error("the proof does not give the root")]
    Root,
    /// The hashes do not give the root of the older tree.
    #[error("the proof does not give the root of the older tree")]
    OldRoot,
}

/// Checks an inclusion proof (RFC 9162, section 2.1.3.2).
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::NoSuchEntry { index, size });
    }
    let (mut at, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for part in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(part, &hash);
            // A right edge without a sibling stays as it is on the way up.
            let up = at.trailing_zeros();
            (at, last) = (at.checked_shr(up).unwrap_or(0), last.checked_shr(up).unwrap_or(0));
        } else {
            hash = node_hash(&hash, part);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if hash == *root { Ok(()) } else { Err(ProofError::Root) }
}

/// Checks a consistency proof between the trees of `m` and of `n` leaves
/// (RFC 9162, section 2.1.4.2).
pub fn verify_consistency(
    m: u64,
    n: u64,
    proof: &[Hash],
    root_m: &Hash,
    root_n: &Hash,
) -> Result<(), ProofError> {
    if m > n {
        return Err(ProofError::Shrunk { old: m, new: n });
    }
    if m == 0 || m == n {
        let expected = if m == n { *root_n } else { empty_root() };
        return match proof {
            [] if *root_m == expected => Ok(()),
            [] => Err(ProofError::OldRoot),
            _ => Err(ProofError::Length),
        };
    }
    let up = (m - 1).trailing_ones();
    let (mut at, mut last) = ((m - 1) >> up, (n - 1) >> up);
    // A tree of 2^k leaves is itself the first subtree, and the proof leaves it out.
    let (first, rest) = if m.is_power_of_two() {
        (root_m, proof)
    } else {
        proof.split_first().ok_or(ProofError::Length)?
    };
    let (mut old, mut new) = (*first, *first);
    for part in rest {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if at & 1 == 1 || at == last {
            old = node_hash(part, &old);
            new = node_hash(part, &new);
            let up = at.trailing_zeros();
            (at, last) = (at.checked_shr(up).unwrap_or(0), last.checked_shr(up).unwrap_or(0));
        } else {
            new = node_hash(&new, part);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if old != *root_m {
        return Err(ProofError::OldRoot);
    }
    if new == *root_n { Ok(()) } else { Err(ProofError::Root) }
}

/// The right edge of a growing tree: its size and the roots of its full
/// subtrees, largest first. At most 64 hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    roots: Vec<Hash>,
}

impl Frontier {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf and tells `completed` of every node that this completes, as
    /// `(level, pos, hash)`: the leaf first, then up.
    pub fn push(&mut self, leaf: &Hash, completed: &mut impl FnMut(u8, u64, &Hash)) {
        let mut hash = *leaf;
        let (mut level, mut pos) = (0, self.size);
        completed(level, pos, &hash);
        while pos & 1 == 1
            && let Some(left) = self.roots.pop()
        {
            hash = node_hash(&left, &hash);
            (level, pos) = (level + 1, pos >> 1);
            completed(level, pos, &hash);
        }
        self.roots.push(hash);
        self.size += 1;
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        fold(&self.roots)
    }

    /// The roots of the full subtrees, in the order of [`right_edge`].
    pub fn roots(&self) -> &[Hash] {
        &self.roots
    }

    /// A tree from the hashes of its [`right_edge`]; `None` if their number is
    /// wrong for this size.
    pub fn from_roots(size: u64, roots: Vec<Hash>) -> Option<Self> {
        let expected = usize::try_from(size.count_ones()).ok()?;
        (roots.len() == expected).then_some(Self { size, roots })
    }

    /// The roots side by side, 32 bytes each.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.roots.as_flattened().to_vec()
    }

    /// Reads what [`Self::to_bytes`] wrote; `None` if the length is wrong for
    /// this size.
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Self> {
        let (roots, rest) = bytes.as_chunks::<32>();
        if rest.is_empty() { Self::from_roots(size, roots.to_vec()) } else { None }
    }
}

#[cfg(test)]
mod tests;
