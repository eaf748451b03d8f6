//! Bundles verify as they were written, and in no other form.

use super::super::sample::{ORIGIN, cover_up, erase, log, note, signer, tree};
use super::super::{Source, StoredEntry, What};
use super::*;
use crate::ledger::bundle::{ByField, Consistency, FORMAT, Mask};
use crate::ledger::checkpoint::Signer;
use crate::ledger::tree::{Frontier, NodeRef, ProofError, consistency_plan, fold, inclusion_plan};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};

fn carry_out(entries: &[StoredEntry], plan: &[Vec<NodeRef>]) -> Vec<Hash> {
    let (mut frontier, mut nodes) = (Frontier::new(), HashMap::new());
    for entry in entries {
        frontier.push(&entry.leaf, &mut |level, pos, hash| {
            nodes.insert(NodeRef { level, pos }, *hash);
        });
    }
    plan.iter()
        .map(|parts| fold(&parts.iter().map(|part| nodes[part]).collect::<Vec<_>>()))
        .collect()
}

fn header(entries: &[StoredEntry], size: usize, since: Option<u64>) -> Header {
    let consistency = since.map(|since| {
        let (from, to) = (since, size as u64);
        let proof = carry_out(entries, &consistency_plan(from, to).unwrap_or_default());
        Consistency { from, to, proof: proof.into_iter().map(Base64Hash).collect() }
    });
    Header {
        format: FORMAT.to_owned(),
        origin: ORIGIN.to_owned(),
        vkey: signer().vkey(),
        size: size as u64,
        checkpoint: note(entries, size),
        selection: BTreeMap::from([("child".to_owned(), "nora".to_owned())]),
        consistency,
    }
}

fn export(entries: &[StoredEntry], size: usize, at: usize, mask: &Mask) -> BundleEntry {
    let entry = &entries[at];
    let plan = inclusion_plan(entry.index, size as u64).unwrap();
    let proof = carry_out(&entries[..size], &plan);
    let kept = entry.digests.as_deref();
    BundleEntry::open(entry.index, &entry.values, &entry.keys, kept, mask, &proof).unwrap()
}

/// A bundle of the whole log.
fn lines(entries: &[StoredEntry], mask: &Mask) -> Vec<String> {
    let n = entries.len();
    let mut lines = vec![header(entries, n, None).to_line().unwrap()];
    lines.extend((0..n).map(|at| export(entries, n, at, mask).to_line().unwrap()));
    lines
}

fn verify(lines: &[String], held: Option<&str>) -> Report {
    verify_bundle(lines, Some(signer().verifier()), held)
}

#[test]
fn clean_bundles_of_every_small_size_give_no_finding() {
    for n in 1..=20 {
        let entries = log(n);
        let report = verify(&lines(&entries, &Mask::nothing()), None);
        assert_eq!(report.findings, []);
        assert_eq!((report.size, report.entries, report.complete), (n, n, n));
        assert_eq!((report.signed_size, report.root), (n, tree(&entries).root()));
        let mask = Mask::nothing().and_group(Group::Actor).and_field("time").unwrap();
        let report = verify(&lines(&entries, &mask), None);
        assert_eq!((report.findings, report.redacted), (vec![], n));
    }
}

#[test]
fn a_bundle_that_is_no_selection_has_every_entry() {
    let entries = log(6);
    let whole = {
        let mut lines = lines(&entries, &Mask::nothing());
        let mut header = Header::from_line(&lines[0]).unwrap();
        header.selection.clear();
        lines[0] = header.to_line().unwrap();
        lines
    };
    let report = verify(&whole, None);
    assert!(report.is_clean() && report.is_whole() && report.selection.is_empty());
    let without = |gone: &[usize]| {
        let kept = whole.iter().enumerate().filter(|(at, _)| !gone.contains(at));
        let report = verify(&kept.map(|(_, line)| line.clone()).collect::<Vec<_>>(), None);
        assert!(!report.is_whole() && report.wrong == 0);
        report.findings
    };
    assert_eq!(without(&[1]), [What::Missing { last: 0 }.at(0)]);
    assert_eq!(without(&[3, 4]), [What::Missing { last: 3 }.at(2)]);
    assert_eq!(
        without(&[2, 5, 6]),
        [What::Missing { last: 1 }.at(1), What::Missing { last: 5 }.at(4),]
    );
    assert_eq!(without(&[1, 2, 3, 4, 5, 6]), [What::Missing { last: 5 }.at(0)]);
    // One that says it is a selection may leave things out, and says so.
    let report = verify(&lines(&entries, &Mask::nothing())[..4], None);
    assert!(report.is_clean() && !report.is_whole());
    assert_eq!(report.selection["child"], "nora");
}

#[test]
fn each_entry_is_complete_or_redacted_or_erased() {
    let mut entries = log(3);
    erase(&mut entries[1], Group::Subject);
    let mut verifier =
        BundleVerifier::new(&lines(&entries, &Mask::nothing())[0], None, None).unwrap();
    let (all, mask) = (Mask::nothing(), Mask::nothing().and_group(Group::Actor));
    let without = |out| FIELDS.iter().filter(|(_, group)| *group != out).count();
    let mut state = |at, mask| {
        let (entry, state) = verifier.push_line(&export(&entries, 3, at, mask).to_line().unwrap());
        assert_eq!(entry.unwrap().index, at as u64);
        state.to_string()
    };
    assert_eq!(state(0, &all), "complete");
    assert_eq!(
        state(1, &all),
        format!("erased ({} of {FIELD_COUNT} left)", without(Group::Subject))
    );
    assert_eq!(
        state(2, &mask),
        format!("redacted ({} of {FIELD_COUNT} opened)", without(Group::Actor))
    );
    assert_eq!(verifier.push_line("{}").1, State::Wrong);
    let report = verifier.finish();
    assert_eq!((report.complete, report.erased, report.redacted, report.wrong), (1, 1, 1, 1));
    assert_eq!(report.findings[0], What::Unexplained { group: "subject" }.at(1));
    assert!(report.findings[1].to_string().starts_with("line 5 of the bundle cannot be read: "));
}

#[test]
fn the_key_in_the_bundle_is_trusted_only_if_no_other_was_given() {
    let entries = log(3);
    let lines = lines(&entries, &Mask::nothing());
    let report = verify_bundle(&lines, None, None);
    assert!(report.is_clean());
    assert_eq!((report.trust, verify(&lines, None).trust), (Trust::FirstUse, Trust::Given));
    // A stranger signs with a key of his own and puts it into the bundle.
    let stranger = Signer::new(ORIGIN, &[6; 32]).unwrap();
    let mut forged = lines.clone();
    let mut header = Header::from_line(&forged[0]).unwrap();
    (header.vkey, header.checkpoint) = (stranger.vkey(), stranger.sign(3, &tree(&entries).root()));
    forged[0] = header.to_line().unwrap();
    assert_eq!(
        verify_bundle(&forged, None, None).trust.to_string(),
        "the key in the bundle itself, trusted on first use"
    );
    let report = verify(&forged, None);
    assert!(matches!(
        report.findings[..],
        [Finding { what: What::Checkpoint { of: Source::Stored, .. }, .. }]
    ));
    assert_eq!(report.entries, 0, "without a checkpoint nothing can be said of the entries");
}

#[test]
fn a_header_that_contradicts_its_checkpoint_is_a_finding() {
    let entries = log(3);
    let with = |change: &dyn Fn(&mut Header)| {
        let mut lines = lines(&entries, &Mask::nothing());
        let mut header = Header::from_line(&lines[0]).unwrap();
        change(&mut header);
        lines[0] = header.to_line().unwrap();
        verify(&lines, None).findings
    };
    assert_eq!(with(&|h| h.size = 4), [What::Header("size").overall()]);
    assert_eq!(with(&|h| h.origin.push('x')), [What::Header("origin").overall()]);
    assert!(matches!(
        with(&|h| h.format.push('0'))[..],
        [Finding { what: What::Line { line: 1, .. }, .. }]
    ));
    assert!(matches!(verify(&[], None).findings[0].what, What::Line { line: 1, .. }));
}

#[test]
fn a_held_checkpoint_must_be_linked_to_that_of_the_bundle() {
    let entries = log(12);
    let key = signer();
    let check = |size, since, held: &str| {
        let header = header(&entries, size, since).to_line().unwrap();
        let report = verify_bundle([header], Some(key.verifier()), Some(held));
        (report.held_size, report.findings.first().map(|finding| finding.what.clone()))
    };
    for (size, held) in [(12, 5), (12, 8), (12, 12)] {
        let good = check(size, Some(held), &note(&entries, usize::try_from(held).unwrap()));
        assert_eq!(good, (Some(held), None), "{size} {held}");
        let (_, what) = check(size, Some(held), &signer().sign(held, &[3; 32]));
        assert!(matches!(what, Some(What::Forked { .. })), "{size} {held}");
    }
    for size in [1, 5, 8, 11] {
        for since in [None, Some(12)] {
            let older = What::Truncated { of: Source::Held, size: 12, have: size as u64 };
            assert_eq!(check(size, since, &note(&entries, 12)), (None, Some(older)), "{size}");
        }
    }
    assert_eq!(check(12, None, &note(&entries, 12)), (Some(12), None));
    assert_eq!(check(12, None, &note(&entries, 0)), (Some(0), None));
    for since in [None, Some(6)] {
        let unlinked = (None, Some(What::Unlinked { held: 5, size: 12 }));
        assert_eq!(check(12, since, &note(&entries, 5)), unlinked);
    }
    let stranger = Signer::new(ORIGIN, &[1; 32]).unwrap().sign(12, &tree(&entries).root());
    assert!(matches!(
        check(12, None, &stranger).1,
        Some(What::Checkpoint { of: Source::Held, .. })
    ));
}

#[test]
fn fields_that_stand_in_both_places_or_in_none_are_wrong() {
    let entries = log(4);
    let head = header(&entries, 4, None).to_line().unwrap();
    let good = export(&entries, 4, 2, &Mask::nothing().and_field("child").unwrap());
    let check = |change: &dyn Fn(&mut BundleEntry)| {
        let mut entry = good.clone();
        change(&mut entry);
        let lines = [head.clone(), entry.to_line().unwrap()];
        verify(&lines, None).first().map(|finding| finding.what.clone())
    };
    assert_eq!(check(&|_| ()), None);
    let both = check(&|e| assert!(e.digests.set("kind", *good.digests.get("child").unwrap())));
    assert_eq!(both, Some(What::Field { field: "kind" }));
    assert_eq!(check(&|e| e.digests = ByField::default()), Some(What::Field { field: "child" }));
    let open_in_erased = check(&|e| e.erased = vec!["actor".to_owned()]);
    assert_eq!(open_in_erased, Some(What::Field { field: "actor" }));
    let mut no_system = entries.clone();
    erase(&mut no_system[2], Group::System);
    let gone = export(&no_system, 4, 2, &Mask::nothing());
    assert_eq!(check(&|e| *e = gone.clone()), Some(What::NoSystem));
    let unknown = check(&|e| e.erased = vec!["x".to_owned()]);
    assert_eq!(unknown, Some(What::Group("x".to_owned())));
    assert_eq!(check(&|e| e.index = 3), Some(What::Proof(ProofError::Root)));
    let outside = ProofError::NoSuchEntry { index: 4, size: 4 };
    assert_eq!(check(&|e| e.index = 4), Some(What::Proof(outside)));
    let short = check(&|e| e.proof.truncate(1));
    assert_eq!(short, Some(What::Proof(ProofError::Length)));
}

#[test]
fn entries_repeated_or_out_of_order_are_wrong() {
    let mut lines = lines(&log(4), &Mask::nothing());
    lines.swap(2, 3);
    assert_eq!(verify(&lines, None).findings, [What::Order { expected: 3 }.at(1)]);
    lines[2] = lines[3].clone();
    assert_eq!(verify(&lines[..3], None).findings, []);
    assert_eq!(verify(&lines, None).findings, [What::Order { expected: 2 }.at(1)]);
}

#[test]
fn time_that_goes_backwards_is_wrong_although_it_was_signed() {
    let mut entries = log(4);
    entries[3].values[1] = Some("5".to_owned());
    cover_up(&mut entries[3]);
    let report = verify(&lines(&entries, &Mask::nothing()), None);
    assert!(matches!(
        report.findings[..],
        [Finding { index: Some(3), what: What::Backwards { time: 5, .. } }]
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn masked_entries_verify_and_of_erased_ones_nothing_but_that_is_found(
        n in 1..40usize, chosen: u64, hidden: u32, erased: u64, group in 1..3usize,
    ) {
        let mut entries = log(n as u64);
        for (at, entry) in entries.iter_mut().enumerate() {
            if erased >> at & 1 == 1 {
                erase(entry, Group::ALL[group]);
            }
        }
        let mut mask = Mask::nothing();
        for (at, (name, _)) in FIELDS.iter().enumerate() {
            if hidden >> at & 1 == 1 {
                mask = mask.and_field(name).unwrap();
            }
        }
        let mut lines = vec![header(&entries, n, None).to_line().unwrap()];
        for at in (0..n).filter(|at| chosen >> at & 1 == 1) {
            lines.push(export(&entries, n, at, &mask).to_line().unwrap());
        }
        let report = verify(&lines, None);
        let expected: Vec<Finding> = (0..n)
            .filter(|at| chosen >> at & erased >> at & 1 == 1)
            .map(|at| What::Unexplained { group: Group::ALL[group].name() }.at(at as u64))
            .collect();
        prop_assert_eq!(report.wrong, 0);
        prop_assert_eq!(report.erased, expected.len() as u64);
        prop_assert_eq!(report.findings, expected);
        prop_assert_eq!(report.entries, lines.len() as u64 - 1);
    }

    #[test]
    fn a_change_of_any_letter_of_a_bundle_is_found_or_means_nothing(
        n in 1..12usize, line: prop::sample::Index, at: prop::sample::Index, to in "[ -~]",
    ) {
        let mask = Mask::nothing().and_group(Group::Actor);
        let mut lines = lines(&log(n as u64), &mask);
        // The header's own vkey and selection are claims; the entries are proved.
        let line = 1 + line.index(n);
        let before = BundleEntry::from_line(&lines[line]).unwrap();
        let at = at.index(lines[line].len());
        lines[line].replace_range(at..=at, &to);
        let same = BundleEntry::from_line(&lines[line]).is_ok_and(|entry| entry == before);
        let report = verify(&lines, None);
        prop_assert_eq!(report.is_clean(), same);
        prop_assert_eq!(report.wrong, u64::from(!same));
    }
}
