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
        assert_eq!(named(&format!("{id}: can match")), 1, "{id}");
    }
    let invariants = invariants_in(&policies, &embedded_invariants()).unwrap();
    for invariant in invariants.policies() {
        assert_eq!(named(&format!("{}: never errs", invariant.id())), 1);
        assert_eq!(named(&format!("{}: holds", invariant.id())), 1);
        assert_eq!(named(&format!("{}: can match", invariant.id())), 1);
    }
    assert!(!report.holds.iter().any(|line| line.ends_with(": 0")), "{report}");
    let last = report.holds.last().unwrap();
    let hash = hex::encode(policies.hash());
    assert!(last.starts_with(&format!("policy set {hash}: ")), "{last}");
    assert!(last.contains(" 0 of the folder; ") && last.ends_with(" statements proved"), "{last}");
}

#[test]
fn what_can_never_match_is_found() {
    let permit = changed("agency.cedar", |text| {
        format!(
            "{text}\n@id(\"vain\") permit (principal is Nobody, action, resource) \
             when {{ context.now < context.now }};"
        )
    })
    .unwrap();
    let report = prove_some(&permit, &|id| id == "vain");
    assert!(counterexample(&report, "vain").contains("says nothing"), "{report}");

    let mut policies = Policies::embedded().unwrap();
    let text = "@id(\"vain\") forbid (principal, action, resource is Document) \
        when { resource.newest && !resource.newest };";
    policies.invariants = BTreeMap::from([("vain.cedar".to_owned(), text.to_owned())]);
    let report = prove_some(&policies, &|id| id == "vain");
    let finding = counterexample(&report, "vain of the folder");
    assert!(finding.contains("says nothing"), "{report}");
}

#[test]
fn invariants_of_a_folder_come_on_top_of_the_built_in_ones() {
    let without_end =
        |text: &str| text.replace("context.now < context.consent.valid_until", "0 <= context.now");
    let mut policies = changed("agency.cedar", without_end).unwrap();
    let text = "@id(\"never-nobody\") forbid (principal is Nobody, action, resource);";
    policies.invariants = BTreeMap::from([("own.cedar".to_owned(), text.to_owned())]);
    let wanted = ["never-nobody", "never-without-consent-in-force"];
    let report = prove_some(&policies, &|id| wanted.contains(&id));
    counterexample(&report, "never-without-consent-in-force");
    let own = "never-nobody of the folder: holds";
    assert!(report.holds.iter().any(|line| line.starts_with(own)), "{report}");
    assert!(report.holds.last().unwrap().contains(", 1 of the folder; "), "{report}");
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
        ("not-a-confirmed-member", "never-but-a-confirmed-member"),
        ("person-excluded", "never-the-excluded"),
        ("professional-sign-in-too-weak", "never-but-a-confirmed-member"),
        ("replaced-version-is-the-familys", "never-a-replaced-version-outside-the-family"),
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
