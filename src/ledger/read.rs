//! Roots, proofs and tiles from the stored hashes: leaves, and every eighth
//! level of the tree.

use super::leaf::{self, GroupKeys, Hash};
use super::tree::{self, NodeRef};
use crate::domain::entry::FIELDS;
use crate::store::log::{self, EntryRow};
use crate::store::{Conn, StoreError};
use std::collections::HashMap;

/// Reads hashes of one log and remembers them for the length of one answer.
#[derive(Debug)]
pub struct Reader<'c> {
    conn: &'c mut Conn,
    log_id: i64,
    seen: HashMap<NodeRef, Hash>,
}

fn wide(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn no_plan() -> StoreError {
    StoreError::Log("there is no such proof".to_owned())
}

impl<'c> Reader<'c> {
    /// Reads the log `log_id` through `conn`.
    pub fn new(conn: &'c mut Conn, log_id: i64) -> Self {
        Self { conn, log_id, seen: HashMap::new() }
    }

    /// Hash of a full subtree.
    async fn node(&mut self, node: NodeRef) -> Result<Hash, StoreError> {
        if let Some(hash) = self.seen.get(&node) {
            return Ok(*hash);
        }
        let base = node.level / 8 * 8;
        let width = 1_u64 << (node.level - base);
        let from = node.pos.saturating_mul(width);
        let mut row =
            log::hashes(self.conn, self.log_id, i64::from(base), wide(from), wide(from + width))
                .await?;
        let (mut level, mut pos) = (base, from);
        loop {
            for (hash, pos) in row.iter().zip(pos..) {
                self.seen.insert(NodeRef { level, pos }, *hash);
            }
            match row.as_slice() {
                [] => return Err(no_plan()),
                [root] => return Ok(*root),
                _ => {}
            }
            row = row
                .as_chunks::<2>()
                .0
                .iter()
                .map(|[left, right]| tree::node_hash(left, right))
                .collect();
            level += 1;
            pos /= 2;
        }
    }

    async fn follow(&mut self, plan: Option<Vec<Vec<NodeRef>>>) -> Result<Vec<Hash>, StoreError> {
        let mut proof = Vec::new();
        for nodes in plan.ok_or_else(no_plan)? {
            let mut hashes = Vec::with_capacity(nodes.len());
            for node in nodes {
                hashes.push(self.node(node).await?);
            }
            proof.push(tree::fold(&hashes));
        }
        Ok(proof)
    }

    /// Inclusion proof of entry `index` in the tree of the first `size` entries.
    ///
    /// # Errors
    /// When `index` is not below `size`, or a stored hash is missing.
    pub async fn inclusion(&mut self, index: u64, size: u64) -> Result<Vec<Hash>, StoreError> {
        self.follow(tree::inclusion_plan(index, size)).await
    }

    /// Consistency proof from the first `old` entries to the first `new`.
    ///
    /// # Errors
    /// When `old` is above `new`, or a stored hash is missing.
    pub async fn consistency(&mut self, old: u64, new: u64) -> Result<Vec<Hash>, StoreError> {
        self.follow(tree::consistency_plan(old, new)).await
    }

    /// Root of the tree of the first `size` entries.
    ///
    /// # Errors
    /// When a stored hash is missing.
    pub async fn root(&mut self, size: u64) -> Result<Hash, StoreError> {
        let mut hashes = Vec::new();
        for node in tree::right_edge(size) {
            hashes.push(self.node(node).await?);
        }
        Ok(tree::fold(&hashes))
    }

    /// The hashes of a tile: `width` nodes of level `8 × level` from `256 × n`.
    ///
    /// # Errors
    /// When a stored hash is missing.
    pub async fn tile(&mut self, level: u8, n: u64, width: u64) -> Result<Vec<Hash>, StoreError> {
        let from = n.saturating_mul(256);
        log::hashes(
            self.conn,
            self.log_id,
            i64::from(level).saturating_mul(8),
            wide(from),
            wide(from + width),
        )
        .await
    }

    /// The log entries (commitments only) `from..from + count` for an entry bundle.
    ///
    /// # Errors
    /// When an entry is missing or does not give its leaf.
    pub async fn entry_bytes(&mut self, from: u64, count: u64) -> Result<Vec<Vec<u8>>, StoreError> {
        let rows = log::list_entries(self.conn, self.log_id, wide(from), wide(count)).await?;
        rows.iter().map(commitments).collect()
    }
}

/// The entry's bytes as the tree hashes them: recomputed from its values, or
/// taken from the stored digests where a group was erased.
///
/// # Errors
/// [`StoreError::Log`] when neither gives the stored leaf.
pub fn commitments(row: &EntryRow) -> Result<Vec<u8>, StoreError> {
    let wrong = || StoreError::Log(format!("entry {} does not give its leaf", row.idx));
    let digests: Vec<Hash> = match (row.keys(), row.digests.as_deref()) {
        ([Some(system), Some(actor), Some(subject)], None) => {
            let values = row.values().map(Option::unwrap_or_default);
            leaf::digests(&values, &GroupKeys { system, actor, subject }).to_vec()
        }
        (_, Some(digests)) => {
            let (digests, rest) = digests.as_chunks::<32>();
            if !rest.is_empty() || digests.len() != FIELDS.len() {
                return Err(wrong());
            }
            digests.to_vec()
        }
        _ => return Err(wrong()),
    };
    let bytes = leaf::entry_bytes(&digests);
    if leaf::leaf_hash(&bytes)[..] == row.leaf[..] { Ok(bytes) } else { Err(wrong()) }
}
