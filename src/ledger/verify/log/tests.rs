//! Clean logs give no finding; every way of tampering gives one that names the place.

use super::super::sample::{ORIGIN, cover_up, entry, erase, log, note, signer, tree};
use super::super::{MAX_FINDINGS, check_entry};
use super::*;
use crate::domain::entry::Group;
use crate::ledger::checkpoint::{NoteError, Signer};
use crate::ledger::leaf::FIELD_COUNT;
use crate::ledger::tree::NodeRef;
use proptest::prelude::*;
use std::collections::HashMap;

/// Walks a log with its own head, the stored notes and those that are held.
fn walk(entries: &[StoredEntry], notes: &[String], held: &[String]) -> Report {
    let mut verifier = LogVerifier::new(signer().verifier().clone());
    for note in held {
        verifier.hold(note);
    }
    for note in notes {
        verifier.at_checkpoint(note);
    }
    for entry in entries {
        verifier.push(entry, &mut |_, _, _| ());
    }
    let tree = tree(entries);
    verifier.finish(tree.size(), &tree.root())
}

/// Walks what became of a log whose checkpoint of size `n` somebody holds.
fn walk_held(entries: &[StoredEntry], held: &str) -> Report {
    walk(entries, &[], &[held.to_owned()])
}

fn renumber(entries: &mut [StoredEntry]) {
    for (index, entry) in (0..).zip(entries) {
        entry.index = index;
    }
}

fn first(report: &Report) -> (Option<u64>, What) {
    let finding = report.first().expect("a finding").clone();
    (finding.index, finding.what)
}

#[test]
fn clean_logs_of_every_small_size_give_no_finding() {
    let entries = log(70);
    for n in 0..=70 {
        let notes: Vec<String> = (0..=n).step_by(7).map(|size| note(&entries, size)).collect();
        let report = walk(&entries[..n], &notes, &[note(&entries, n), note(&entries, n / 2)]);
        assert_eq!(report.findings, []);
        assert!(report.is_clean() && report.first().is_none());
        assert_eq!((report.origin.as_str(), report.trust), (ORIGIN, Trust::Given));
        assert_eq!((report.size, report.entries, report.complete), (n as u64, n as u64, n as u64));
        assert_eq!((report.signed_size, report.held_size), (n as u64, Some(n as u64)));
        assert_eq!(report.checkpoints, notes.len() as u64 + 2);
        assert_eq!(report.root, tree(&entries[..n]).root());
    }
}

#[test]
fn checkpoints_may_be_given_all_at_first_or_each_at_its_size() {
    let entries = log(40);
    let mut verifier = LogVerifier::new(signer().verifier().clone());
    for (i, entry) in entries.iter().enumerate() {
        if i % 3 == 0 {
            verifier.at_checkpoint(&note(&entries, i));
        }
        // On another thread, or in any order before: the same.
        verifier.push_checked(check_entry(entry), &mut |_, _, _| ());
    }
    assert_eq!((verifier.size(), verifier.root()), (40, tree(&entries).root()));
    let root = verifier.root();
    let report = verifier.finish(40, &root);
    assert_eq!((report.findings, report.checkpoints, report.signed_size), (vec![], 14, 39));
}

#[test]
fn nodes_of_every_eighth_level_are_told_for_comparison() {
    let entries = log(600);
    let mut stored = HashMap::new();
    let mut frontier = Frontier::new();
    for entry in &entries {
        frontier.push(&entry.leaf, &mut |level, pos, hash| {
            stored.insert(NodeRef { level, pos }, *hash);
        });
    }
    let mut verifier = LogVerifier::new(signer().verifier().clone());
    let mut told = Vec::new();
    for entry in &entries {
        verifier.push(entry, &mut |level, pos, hash| {
            assert_eq!(stored.get(&NodeRef { level, pos }), Some(hash));
            told.push((level, pos));
        });
    }
    assert_eq!(told.iter().filter(|(level, _)| *level == 0).count(), 600);
    assert_eq!(told.iter().filter(|(level, _)| *level == 8).count(), 2);
    assert_eq!(told.len(), 602);
    verifier.report(What::Node { level: 8, pos: 1 }.overall());
    let report = verifier.finish(600, &frontier.root());
    assert_eq!(report.findings.len(), 1);
    assert_eq!(
        report.findings[0].to_string(),
        "the stored node 1 of level 8 is not the one that the entries give"
    );
}

#[test]
fn a_log_that_was_cut_is_found_by_the_held_checkpoint_and_by_nothing_else() {
    let entries = log(9);
    let cut = &entries[..6];
    assert!(walk(cut, &[note(&entries, 4)], &[]).is_clean(), "nobody holds a later checkpoint");
    let report = walk_held(cut, &note(&entries, 9));
    assert_eq!(first(&report), (None, What::Truncated { of: Source::Held, size: 9, have: 6 }));
    assert_eq!(
        report.findings[0].to_string(),
        "the log ends before entry 6, but the held checkpoint was signed for 9 entries"
    );
    let report = walk(cut, &[note(&entries, 9)], &[]);
    assert_eq!(first(&report), (None, What::Truncated { of: Source::Stored, size: 9, have: 6 }));
}

#[test]
fn a_rewritten_entry_is_found_by_the_next_checkpoint() {
    let mut entries = log(30);
    let notes = [10, 20, 30].map(|size| note(&entries, size));
    entries[14].values[2] = Some("listed".to_owned());
    cover_up(&mut entries[14]);
    let report = walk(&entries, &notes, &[]);
    assert_eq!(first(&report), (None, What::Root { of: Source::Stored, size: 20, from: 10 }));
    assert_eq!(report.findings.len(), 1, "later checkpoints repeat nothing");
    assert!(report.findings[0].to_string().contains("an entry from 10 to 19 is not the one"));
    assert_eq!((report.signed_size, report.checkpoints), (10, 1));
    // With one entry between two checkpoints, that one is named.
    let notes = [14, 15, 30].map(|size| note(&log(30), size));
    let report = walk(&entries, &notes, &[note(&log(30), 30)]);
    assert_eq!(report.first().unwrap().index, Some(14));
    assert_eq!(report.findings.len(), 2, "a held checkpoint is always compared");
}

#[test]
fn the_head_must_be_that_of_the_entries() {
    let entries = log(5);
    let finish = |size, root: &Hash| {
        let mut verifier = LogVerifier::new(signer().verifier().clone());
        for entry in &entries {
            verifier.push(entry, &mut |_, _, _| ());
        }
        verifier.finish(size, root).findings
    };
    let root = tree(&entries).root();
    assert_eq!(finish(5, &root), []);
    assert_eq!(finish(6, &root), [What::HeadSize { head: 6, have: 5 }.overall()]);
    assert_eq!(finish(5, &[0; 32]), [What::HeadRoot.overall()]);
}

#[test]
fn name_and_time_of_the_head_must_be_those_of_the_log() {
    let entries = log(5);
    let check = |origin: &str, time| {
        let mut verifier = LogVerifier::new(signer().verifier().clone());
        for entry in &entries {
            verifier.push(entry, &mut |_, _, _| ());
        }
        verifier.check_head(origin, time);
        let root = verifier.root();
        verifier.finish(5, &root).findings
    };
    let last: i64 = entries[4].values[1].as_ref().unwrap().parse().unwrap();
    assert_eq!(check(ORIGIN, last), []);
    let time = What::HeadTime { head: last + 1, last };
    assert_eq!(check(ORIGIN, last + 1), [time.overall()]);
    assert_eq!(check("x", last), [What::HeadOrigin("x".to_owned()).overall()]);
}

#[test]
fn checkpoints_of_others_or_given_too_late_are_findings() {
    let entries = log(5);
    let stranger = Signer::new(ORIGIN, &[1; 32]).unwrap();
    let forged = stranger.sign(5, &tree(&entries).root());
    let report = walk(&entries, &[forged], &[]);
    let why = NoteError::Unsigned(ORIGIN.to_owned());
    assert_eq!(first(&report).1, What::Checkpoint { of: Source::Stored, why });
    let mut verifier = LogVerifier::new(signer().verifier().clone());
    for entry in &entries {
        verifier.push(entry, &mut |_, _, _| ());
    }
    verifier.hold(&note(&entries, 4));
    verifier.hold(&note(&entries, 5));
    let report = verifier.finish(5, &tree(&entries).root());
    assert_eq!(report.findings, [What::NotCompared { of: Source::Held, size: 4 }.overall()]);
    assert_eq!(report.held_size, Some(5));
}

#[test]
fn two_signed_roots_for_one_size_are_a_finding() {
    let entries = log(5);
    let other = signer().sign(5, &[7; 32]);
    let report = walk(&entries, &[note(&entries, 5)], &[other]);
    assert_eq!(report.findings.len(), 1);
    assert!(matches!(report.findings[0].what, What::Root { of: Source::Held, size: 5, .. }));
}

#[test]
fn findings_beyond_the_limit_are_counted() {
    let mut entries = log(MAX_FINDINGS as u64 + 20);
    for entry in &mut entries {
        entry.leaf[0] ^= 1;
    }
    let report = walk(&entries, &[], &[]);
    assert_eq!((report.findings.len(), report.more_findings), (MAX_FINDINGS, 20));
    assert_eq!((report.wrong, report.complete), (120, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_erasure_changes_no_root_and_is_a_finding_as_nothing_explains_it(
        n in 0..90usize, erased in prop::collection::vec((0..90usize, 1..3usize), 0..40),
        sizes in prop::collection::btree_set(0..90usize, 0..6),
    ) {
        let mut entries = log(n as u64);
        let notes: Vec<_> = sizes.into_iter().filter(|s| *s <= n).map(|s| note(&entries, s)).collect();
        let mut touched = std::collections::HashSet::new();
        for (at, group) in erased {
            if at < n && entries[at].keys[group].is_some() && touched.insert(at) {
                erase(&mut entries[at], Group::ALL[group]);
            }
        }
        let report = walk(&entries, &notes, &[]);
        let named: std::collections::HashSet<_> = report
            .findings
            .iter()
            .filter(|finding| matches!(finding.what, What::Unexplained { .. }))
            .filter_map(|finding| usize::try_from(finding.index?).ok())
            .collect();
        prop_assert_eq!(report.findings.len(), touched.len());
        prop_assert_eq!(&named, &touched);
        prop_assert_eq!(report.checkpoints, notes.len() as u64);
        prop_assert_eq!(report.erased, touched.len() as u64);
        prop_assert_eq!(report.complete, (n - touched.len()) as u64);
    }

    #[test]
    fn a_changed_entry_is_named(
        n in 1..40usize, at: prop::sample::Index, way in 0..6u8, field in 0..FIELD_COUNT, byte in 0..32usize,
    ) {
        let mut entries = log(n as u64);
        let held = note(&entries, n);
        let at = at.index(n);
        let changed = &mut entries[at];
        match way {
            0 => changed.values[field].as_mut().unwrap().push('x'),
            1 => changed.values[field] = None,
            2 => changed.keys[field % 3].as_mut().unwrap()[byte] ^= 1,
            3 => changed.keys[field % 3] = None,
            4 => changed.leaf[byte] ^= 1,
            _ => {
                erase(changed, Group::ALL[field % 3]);
                changed.digests.as_mut().unwrap()[field][byte] ^= 1;
            }
        }
        let report = walk_held(&entries, &held);
        prop_assert_eq!(report.first().unwrap().index, Some(at as u64));
        prop_assert_eq!(report.wrong, 1);
    }

    #[test]
    fn a_deleted_entry_is_named_and_renumbering_does_not_hide_it(
        n in 2..40usize, at: prop::sample::Index, more in 1..4usize,
    ) {
        let clean = log(n as u64);
        let held = note(&clean, n);
        let at = at.index(n - 1);
        let more = more.min(n - 1 - at);
        let mut entries = clean.clone();
        entries.drain(at..at + more);
        let report = walk_held(&entries, &held);
        let missing = What::Missing { last: (at + more - 1) as u64 };
        prop_assert_eq!(first(&report), (Some(at as u64), missing));
        renumber(&mut entries);
        let have = (n - more) as u64;
        let report = walk_held(&entries, &held);
        prop_assert_eq!(first(&report).1, What::Truncated { of: Source::Held, size: n as u64, have });
        // Filling the place up with another entry does not help either.
        entries.push(entry(have, n as u64));
        while entries.len() < n {
            entries.push(entry(entries.len() as u64, n as u64));
        }
        let report = walk_held(&entries, &held);
        prop_assert_eq!(first(&report).1, What::Root { of: Source::Held, size: n as u64, from: 0 });
    }

    #[test]
    fn an_inserted_entry_is_found(n in 1..40usize, at: prop::sample::Index, renumbered: bool) {
        let mut entries = log(n as u64);
        let held = note(&entries, n);
        let at = at.index(n);
        entries.insert(at, entry(at as u64, at as u64 + 1000));
        // A forged entry with a fitting time.
        entries[at].values[1] = entries[at + 1].values[1].clone();
        cover_up(&mut entries[at]);
        if renumbered {
            renumber(&mut entries);
            let (size, index) = (n as u64, (n == 1).then_some(0));
            let report = walk_held(&entries, &held);
            prop_assert_eq!(first(&report), (index, What::Root { of: Source::Held, size, from: 0 }));
        } else {
            let expected = What::Order { expected: at as u64 + 1 };
            let report = walk_held(&entries, &held);
            prop_assert_eq!(report.first().unwrap().index, Some(at as u64));
            prop_assert!(report.findings.contains(&expected.at(at as u64)));
        }
    }

    #[test]
    fn entries_in_another_order_are_found(n in 2..40usize, a: prop::sample::Index, b: prop::sample::Index) {
        let (a, b) = (a.index(n), b.index(n));
        prop_assume!(a < b);
        let clean = log(n as u64);
        let held = note(&clean, n);
        let mut entries = clean.clone();
        entries.swap(a, b);
        let report = walk_held(&entries, &held);
        prop_assert_eq!(first(&report), (Some(a as u64), What::Missing { last: b as u64 - 1 }));
        renumber(&mut entries);
        prop_assert!(!walk_held(&entries, &held).is_clean());
        // Values or keys of one entry in the place of another's.
        for way in 0..4 {
            let mut entries = clean.clone();
            let (left, right) = entries.split_at_mut(b);
            let (x, y) = (&mut left[a], &mut right[0]);
            match way {
                0 => std::mem::swap(&mut x.values, &mut y.values),
                1 => std::mem::swap(&mut x.keys, &mut y.keys),
                2 => std::mem::swap(&mut x.leaf, &mut y.leaf),
                _ => {
                    std::mem::swap(&mut x.values, &mut y.values);
                    std::mem::swap(&mut x.keys, &mut y.keys);
                }
            }
            let report = walk_held(&entries, &held);
            prop_assert_eq!(report.first().unwrap().index, Some(a as u64));
            prop_assert_eq!(report.wrong >= 2, true);
        }
    }

    #[test]
    fn another_time_is_found(n in 1..40usize, at: prop::sample::Index, by in -5_000_000i64..5_000_000) {
        prop_assume!(by != 0);
        let mut entries = log(n as u64);
        let held = note(&entries, n);
        let at = at.index(n);
        let time: i64 = entries[at].values[1].as_ref().unwrap().parse().unwrap();
        entries[at].values[1] = Some((time + by).to_string());
        let index = Some(at as u64);
        prop_assert_eq!(first(&walk_held(&entries, &held)), (index, What::Leaf));
        // Even when the entry agrees with itself again.
        cover_up(&mut entries[at]);
        prop_assert!(!walk_held(&entries, &held).is_clean());
    }

    #[test]
    fn time_that_goes_backwards_is_named_although_it_was_signed(n in 4..30u64, at in 2..30u64) {
        prop_assume!(at < n);
        let mut entries = log(n);
        let at = usize::try_from(at).unwrap();
        entries[at].values[1] = Some("5".to_owned());
        cover_up(&mut entries[at]);
        let report = walk_held(&entries, &note(&entries, entries.len()));
        prop_assert_eq!(report.findings.len(), 1);
        let is_backwards = matches!(report.findings[0].what, What::Backwards { time: 5, .. });
        prop_assert!(is_backwards && report.findings[0].index == Some(at as u64));
    }
}
