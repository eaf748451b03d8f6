//! Known answers, a naive tree and an independent crate to check ours against.

use super::super::leaf::leaf_hash;
use super::*;
use ct_merkle::digest::typenum::U32;
use ct_merkle::digest::{FixedOutput, HashMarker, Output, OutputSizeUser, Update};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use proptest::prelude::*;
use std::collections::HashMap;

const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn hash(text: &str) -> Hash {
    hex::decode(text).unwrap().try_into().unwrap()
}

/// Frontier and stored nodes of a tree with these leaves.
fn grow(leaves: &[Hash]) -> (Frontier, HashMap<NodeRef, Hash>) {
    let (mut frontier, mut nodes) = (Frontier::new(), HashMap::new());
    for leaf in leaves {
        frontier.push(leaf, &mut |level, pos, hash| {
            assert!(nodes.insert(NodeRef { level, pos }, *hash).is_none(), "reported twice");
        });
    }
    (frontier, nodes)
}

fn carry_out(plan: &[Vec<NodeRef>], nodes: &HashMap<NodeRef, Hash>) -> Vec<Hash> {
    plan.iter()
        .map(|parts| fold(&parts.iter().map(|part| nodes[part]).collect::<Vec<_>>()))
        .collect()
}

/// RFC 6962, section 2.1, word for word.
fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&naive_root(left), &naive_root(right))
        }
    }
}

/// RFC 6962, section 2.1.1.
fn naive_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let k = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(k);
    let (mut path, other) = if index < k {
        (naive_path(index, left), naive_root(right))
    } else {
        (naive_path(index - k, right), naive_root(left))
    };
    path.push(other);
    path
}

/// RFC 6962, section 2.1.2.
fn naive_subproof(m: usize, leaves: &[Hash], known: bool) -> Vec<Hash> {
    if m == leaves.len() {
        return if known { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let k = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(k);
    let (mut proof, other) = if m <= k {
        (naive_subproof(m, left, known), naive_root(right))
    } else {
        (naive_subproof(m - k, right, false), naive_root(left))
    };
    proof.push(other);
    proof
}

fn numbered(n: u32) -> Vec<Hash> {
    (0..n).map(|i| leaf_hash(&i.to_be_bytes())).collect()
}

/// ring's SHA-256 behind the traits that the independent crate asks for.
#[derive(Clone)]
struct RingSha256(digest::Context);

impl Default for RingSha256 {
    fn default() -> Self {
        Self(digest::Context::new(&digest::SHA256))
    }
}

impl HashMarker for RingSha256 {}

impl OutputSizeUser for RingSha256 {
    type OutputSize = U32;
}

impl Update for RingSha256 {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }
}

impl FixedOutput for RingSha256 {
    fn finalize_into(self, out: &mut Output<Self>) {
        out.copy_from_slice(self.0.finish().as_ref());
    }
}

#[test]
fn roots_match_the_known_answers() {
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root(), hash(ROOTS[0]));
    for (leaf, root) in LEAVES.iter().zip(&ROOTS[1..]) {
        frontier.push(&leaf_hash(&hex::decode(leaf).unwrap()), &mut |_, _, _| ());
        assert_eq!(frontier.root(), hash(root));
    }
}

#[test]
fn proofs_match_the_known_answers() {
    let leaves = LEAVES.map(|leaf| leaf_hash(&hex::decode(leaf).unwrap()));
    let (_, nodes) = grow(&leaves);
    let shown = |plan: Option<Vec<Vec<NodeRef>>>| carry_out(&plan.unwrap(), &nodes);
    assert_eq!(
        shown(inclusion_plan(0, 8)).map_hex(),
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ]
    );
    assert_eq!(
        shown(inclusion_plan(5, 8)).map_hex(),
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            ROOTS[4],
        ]
    );
    assert_eq!(
        shown(consistency_plan(3, 7)).map_hex(),
        [
            "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
            "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
            ROOTS[2],
            "837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e",
        ]
    );
    assert_eq!(
        shown(consistency_plan(6, 8)).map_hex(),
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            ROOTS[4],
        ]
    );
}

trait MapHex {
    fn map_hex(&self) -> Vec<String>;
}

impl MapHex for Vec<Hash> {
    fn map_hex(&self) -> Vec<String> {
        self.iter().map(hex::encode).collect()
    }
}

#[test]
fn proofs_agree_with_an_independent_tree_up_to_300_leaves() {
    let leaves: Vec<[u8; 4]> = (0..300u32).map(u32::to_be_bytes).collect();
    let hashes = numbered(300);
    let (_, nodes) = grow(&hashes);
    let mut theirs = MemoryBackedTree::<RingSha256, [u8; 4]>::new();
    let mut ours = Frontier::new();
    for (size, leaf) in (1..=300u64).zip(leaves) {
        theirs.push(leaf);
        ours.push(&hashes[usize::try_from(size).unwrap() - 1], &mut |_, _, _| ());
        let root = ours.root();
        assert_eq!(root[..], theirs.root().as_bytes()[..], "size {size}");
        let their_root = RootHash::<RingSha256>::new(root.into(), size);
        for index in 0..size {
            let at = usize::try_from(index).unwrap();
            let proof = carry_out(&inclusion_plan(index, size).unwrap(), &nodes);
            assert_eq!(theirs.prove_inclusion(at).as_bytes(), proof.as_flattened());
            assert_eq!(verify_inclusion(&hashes[at], index, size, &proof, &root), Ok(()));
            if index % 37 == 0 {
                let read = InclusionProof::try_from_bytes(proof.as_flattened().to_vec()).unwrap();
                their_root.verify_inclusion(&index_bytes(index), index, &read).unwrap();
            }
        }
    }
}

fn index_bytes(index: u64) -> [u8; 4] {
    u32::try_from(index).unwrap().to_be_bytes()
}

#[test]
fn consistency_agrees_with_an_independent_tree_for_every_pair_up_to_130() {
    let hashes = numbered(130);
    let (_, nodes) = grow(&hashes);
    let mut theirs = MemoryBackedTree::<RingSha256, [u8; 4]>::new();
    let mut roots = vec![empty_root()];
    for n in 1..=130u64 {
        theirs.push(index_bytes(n - 1));
        let (frontier, _) = grow(&hashes[..usize::try_from(n).unwrap()]);
        roots.push(frontier.root());
        for m in 1..n {
            let at = usize::try_from(m).unwrap();
            let proof = carry_out(&consistency_plan(m, n).unwrap(), &nodes);
            let expected = theirs.prove_consistency(usize::try_from(n - m).unwrap());
            assert_eq!(expected.as_bytes(), proof.as_flattened(), "{m} {n}");
            assert_eq!(verify_consistency(m, n, &proof, &roots[at], &frontier.root()), Ok(()));
            if m % 11 == 0 {
                let read = ConsistencyProof::try_from_bytes(proof.as_flattened().to_vec()).unwrap();
                RootHash::<RingSha256>::new(frontier.root().into(), n)
                    .verify_consistency(&RootHash::new(roots[at].into(), m), &read)
                    .unwrap();
            }
        }
    }
}

#[test]
fn sizes_at_the_ends_have_the_proofs_that_the_standard_gives() {
    let leaf = [7; 32];
    assert_eq!(inclusion_plan(0, 0), None);
    assert_eq!(inclusion_plan(3, 3), None);
    assert_eq!(inclusion_plan(0, 1), Some(Vec::new()));
    assert_eq!(consistency_plan(4, 3), None);
    assert_eq!(consistency_plan(0, 9), Some(Vec::new()));
    assert_eq!(consistency_plan(9, 9), Some(Vec::new()));
    assert_eq!(
        verify_inclusion(&leaf, 1, 1, &[], &leaf),
        Err(ProofError::NoSuchEntry { index: 1, size: 1 })
    );
    assert_eq!(verify_inclusion(&leaf, 0, 1, &[], &leaf), Ok(()));
    assert_eq!(verify_inclusion(&leaf, 0, 1, &[leaf], &leaf), Err(ProofError::Length));
    let root = [9; 32];
    assert_eq!(verify_consistency(0, 5, &[], &empty_root(), &root), Ok(()));
    assert_eq!(verify_consistency(0, 5, &[], &leaf, &root), Err(ProofError::OldRoot));
    assert_eq!(verify_consistency(0, 5, &[leaf], &empty_root(), &root), Err(ProofError::Length));
    assert_eq!(verify_consistency(5, 5, &[], &root, &root), Ok(()));
    assert_eq!(verify_consistency(5, 5, &[], &leaf, &root), Err(ProofError::OldRoot));
    assert_eq!(verify_consistency(5, 5, &[leaf], &root, &root), Err(ProofError::Length));
    assert_eq!(
        verify_consistency(6, 5, &[], &root, &root),
        Err(ProofError::Shrunk { old: 6, new: 5 })
    );
    assert_eq!(verify_consistency(3, 5, &[], &root, &root), Err(ProofError::Length));
}

#[test]
fn plans_for_huge_trees_stay_small_and_do_not_overflow() {
    for size in [u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) + 1, (1 << 63) - 1] {
        for index in [0, 1, size / 2, size - 2, size - 1] {
            assert!(inclusion_plan(index, size).unwrap().len() <= 64);
            assert!(consistency_plan(index, size).unwrap().len() <= 65);
            let _ = verify_inclusion(&[1; 32], index, size, &[[2; 32]; 64], &[3; 32]);
            let _ = verify_consistency(index, size, &[[2; 32]; 64], &[1; 32], &[3; 32]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_tree_equals_the_naive_one(size in 1u32..700, a in any::<u32>(), b in any::<u32>()) {
        let leaves = numbered(size);
        let (frontier, nodes) = grow(&leaves);
        prop_assert_eq!(frontier.root(), naive_root(&leaves));
        prop_assert_eq!(frontier.size(), u64::from(size));
        let index = a % size;
        let plan = inclusion_plan(index.into(), size.into()).unwrap();
        prop_assert_eq!(carry_out(&plan, &nodes), naive_path(index as usize, &leaves));
        let m = 1 + b % size;
        let plan = consistency_plan(m.into(), size.into()).unwrap();
        prop_assert_eq!(carry_out(&plan, &nodes), naive_subproof(m as usize, &leaves, true));
    }

    #[test]
    fn a_stored_frontier_grows_on_as_if_it_had_never_been_stored(a in 0u32..300, more in 0u32..40) {
        let leaves = numbered(a + more);
        let (mut frontier, nodes) = grow(&leaves[..a as usize]);
        let edge: Vec<Hash> = right_edge(a.into()).iter().map(|node| nodes[node]).collect();
        prop_assert_eq!(frontier.roots(), &edge[..]);
        let bytes = frontier.to_bytes();
        prop_assert_eq!(Frontier::from_bytes(u64::from(a) + (1 << 20), &bytes), None);
        if let [_, short @ ..] = &bytes[..] {
            prop_assert_eq!(Frontier::from_bytes(a.into(), short), None);
        }
        frontier = Frontier::from_bytes(a.into(), &bytes).unwrap();
        for leaf in &leaves[a as usize..] {
            frontier.push(leaf, &mut |_, _, _| ());
        }
        prop_assert_eq!(frontier.root(), naive_root(&leaves));
    }

    #[test]
    fn a_changed_inclusion_proof_does_not_hold(size in 2u32..400, at: u32, part: usize, bit in 0..256usize) {
        let leaves = numbered(size);
        let (frontier, nodes) = grow(&leaves);
        let (index, size, root) = (u64::from(at % size), u64::from(size), frontier.root());
        let leaf = leaves[(at % u32::try_from(size).unwrap()) as usize];
        let proof = carry_out(&inclusion_plan(index, size).unwrap(), &nodes);
        let holds = |leaf: &Hash, index, proof: &[Hash]| {
            verify_inclusion(leaf, index, size, proof, &root).is_ok()
        };
        prop_assert!(holds(&leaf, index, &proof));
        let mut changed = proof.clone();
        let part = part % proof.len();
        changed[part][bit / 8] ^= 1 << (bit % 8);
        prop_assert!(!holds(&leaf, index, &changed));
        let mut other = leaf;
        other[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(!holds(&other, index, &proof));
        prop_assert!(!holds(&leaf, (index + 1) % size, &proof));
        prop_assert!(!holds(&leaf, index, &proof[1..]));
        prop_assert!(!holds(&leaf, index, &[&proof[..], &proof[..1]].concat()));
    }

    #[test]
    fn a_changed_consistency_proof_does_not_hold(n in 2u32..400, at: u32, part: usize, bit in 0..256usize) {
        let leaves = numbered(n);
        let m = 1 + at % (n - 1);
        let (old, _) = grow(&leaves[..m as usize]);
        let (new, nodes) = grow(&leaves);
        let (m, n) = (u64::from(m), u64::from(n));
        let proof = carry_out(&consistency_plan(m, n).unwrap(), &nodes);
        let holds = |proof: &[Hash], a: &Hash, b: &Hash| verify_consistency(m, n, proof, a, b).is_ok();
        prop_assert!(holds(&proof, &old.root(), &new.root()));
        let flip = |mut hash: Hash| { hash[bit / 8] ^= 1 << (bit % 8); hash };
        prop_assert!(!holds(&proof, &flip(old.root()), &new.root()));
        prop_assert!(!holds(&proof, &old.root(), &flip(new.root())));
        let mut changed = proof.clone();
        let part = part % proof.len();
        changed[part] = flip(changed[part]);
        prop_assert!(!holds(&changed, &old.root(), &new.root()));
        prop_assert!(!holds(&proof[1..], &old.root(), &new.root()));
        prop_assert!(!holds(&[&proof[..], &proof[..1]].concat(), &old.root(), &new.root()));
    }
}
