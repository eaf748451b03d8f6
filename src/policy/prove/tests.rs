use super::*;
use crate::policy::engine::tests::changed;
use cedar_policy::Effect;

#[test]
fn the_embedded_policies_keep_every_invariant_and_never_err() {
    let policies = Policies::embedded().unwrap();
    let report = prove(&policies);
    assert!(report.is_clean(), "{report}");
    let named = |id: &str| report.holds.iter().filter(|line| line.starts_with(id)).count();
    for id in policies.ids() {
        assert_eq!(named(&format!("{id}: never errs")), 1, "{id}");
    }
    for invariant in invariants(&policies).unwrap().policies() {
        assert_eq!(named(&format!("{}: never errs", invariant.id())), 1);
        assert_eq!(named(&format!("{}: holds", invariant.id())), 1);
    }
    assert!(!report.holds.iter().any(|line| line.ends_with(": 0")), "{report}");
}

/// The findings of a proof over changed policies.
fn found(file: &str, from: &str, to: &str, wanted: &str) -> Report {
    let policies = changed(file, |text| text.replace(from, to)).unwrap();
    prove_some(&policies, &|id| id == wanted)
}

fn counterexample(report: &Report, invariant: &str) -> String {
    let finding = report.findings.iter().find(|finding| finding.about == invariant);
    finding.unwrap_or_else(|| panic!("{invariant} should fail:\n{report}")).what.clone()
}

#[test]
fn a_consent_without_an_end_is_found_with_an_example() {
    let report = found(
        "agency.cedar",
        "context.now < context.consent.valid_until",
        "0 <= context.now",
        "never-without-consent-in-force",
    );
    let example = counterexample(&report, "never-without-consent-in-force");
    assert!(example.contains("when Professional asks to list a Document"), "{example}");
    assert!(example.contains("principal: Professional::"), "{example}");
    assert!(example.contains("context:\n"), "{example}");
    assert!(example.contains("    valid_until: "), "{example}");
    assert!(example.contains("    state: MembershipState::\"confirmed\""), "{example}");
    assert!(!example.contains("ScanState::\"pending\""), "only what bears on it: {example}");
}

#[test]
fn an_auditor_who_may_open_is_found_with_an_example() {
    let report = prove(
        &changed("auditor.cedar", |text| {
            format!("{text}\n@id(\"oops\") permit (principal is Auditor, action == Action::\"open\", resource);")
        })
        .unwrap(),
    );
    let example = counterexample(&report, "never-content-for-an-auditor");
    assert!(example.contains("Auditor asks to open a Document"), "{example}");
    counterexample(&report, "never-opened-by-others");
}

#[test]
fn a_policy_that_can_err_is_found() {
    let report = found(
        "forbid.cedar",
        "context.assurance < 3",
        "context.assurance + 1 < 4",
        "sign-in-too-weak",
    );
    let example = counterexample(&report, "sign-in-too-weak");
    assert!(example.starts_with("can err"), "{example}");
}

#[test]
fn every_bar_that_is_taken_out_breaks_an_invariant() {
    let bars = [
        ("agency-not-active", "never-but-a-confirmed-member"),
        ("document-erased", "never-an-erased-document"),
        ("document-infected", "never-an-infected-document"),
        ("document-never-scanned", "never-an-unscanned-document-outside-the-family"),
        ("document-not-yet-scanned", "never-an-unscanned-document-outside-the-family"),
        ("erased-document-hidden-from-agencies", "never-an-erased-title-outside-the-family"),
        ("not-a-confirmed-member", "never-but-a-confirmed-member"),
        ("person-excluded", "never-the-excluded"),
        ("professional-sign-in-too-weak", "never-but-a-confirmed-member"),
        ("sign-in-too-weak", "never-with-a-weak-sign-in"),
        ("unit-excluded", "never-the-excluded"),
    ];
    let embedded = Policies::embedded().unwrap();
    let forbids: Vec<_> = in_order(&embedded.set, &|_| true)
        .into_iter()
        .filter(|policy| policy.effect() == Effect::Forbid)
        .map(|policy| policy.id().to_string())
        .collect();
    assert_eq!(forbids, bars.map(|(bar, _)| bar));
    for (bar, invariant) in bars {
        let mut policies = Policies::embedded().unwrap();
        policies.set.remove_static(PolicyId::new(bar)).unwrap();
        let report = prove_some(&policies, &|id| id == invariant);
        let broken: Vec<_> = report.findings.iter().map(|finding| &*finding.about).collect();
        assert_eq!(broken, [invariant], "without {bar}");
    }
}
