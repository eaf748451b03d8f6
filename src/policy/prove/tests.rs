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
    assert!(example.contains("when Professional asks to confirm-withheld a Document"), "{example}");
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
        ("consent-not-carried", "never-past-the-young-person-who-decides"),
        ("consent-used-up", "never-twice-by-a-consent-for-one-opening"),
        ("document-erased", "never-an-erased-document"),
        ("document-infected", "never-an-infected-document"),
        ("document-never-scanned", "never-an-unscanned-document-outside-the-family"),
        ("document-not-carried", "never-a-paper-of-health-by-a-guardian-alone"),
        ("document-not-yet-scanned", "never-an-unscanned-document-outside-the-family"),
        ("guardian-beyond-the-law", "never-decided-by-a-guardian-against-the-law"),
        ("not-a-confirmed-member", "never-but-a-confirmed-member"),
        ("own-naming", "never-confirmed-by-who-named"),
        ("own-place", "never-the-own-place"),
        ("person-excluded", "never-the-excluded"),
        ("place-has-ended", "never-a-place-that-has-ended"),
        ("professional-sign-in-too-weak", "never-but-a-confirmed-member"),
        ("replaced-version-is-the-familys", "never-a-replaced-version-outside-the-family"),
        ("shielded-consent-or-request", "never-a-shielded-consent-or-request"),
        ("shielded-from-the-person", "never-what-is-shielded"),
        ("sign-in-too-weak", "never-with-a-weak-sign-in"),
        ("unit-excluded", "never-the-excluded"),
        ("withheld-from-guardians", "never-what-is-withheld"),
        ("young-person-beyond-the-law", "never-a-young-person-deciding-before-the-age"),
    ];
    let embedded = Policies::embedded().unwrap();
    assert_eq!(ids(&embedded, Effect::Forbid), bars.map(|(bar, _)| bar));
    for (bar, invariant) in bars {
        let mut policies = Policies::embedded().unwrap();
        policies.set.remove_static(PolicyId::new(bar)).unwrap();
        let report = prove_some(&policies, &|id| id == invariant);
        let broken: Vec<_> = report.findings.iter().map(|finding| &*finding.about).collect();
        assert_eq!(broken, [invariant], "without {bar}");
    }
}

fn ids(policies: &Policies, effect: Effect) -> Vec<String> {
    let all = in_order(&policies.set, &|_| true).into_iter();
    all.filter(|policy| policy.effect() == effect).map(|policy| policy.id().to_string()).collect()
}

/// The file's text with every `from` in this one policy changed.
fn weakened(text: &str, id: &str, from: &str, to: &str) -> String {
    let begin = text.find(&format!("@id(\"{id}\")")).unwrap();
    let (before, rest) = text.split_at(begin);
    let (policy, after) = rest.split_at(rest.find(';').unwrap());
    assert!(policy.contains(from), "{id}: {from}");
    format!("{before}{}{after}", policy.replace(from, to))
}

/// Policy, what in it is changed to what, and the invariant that breaks.
type Weakening = (&'static str, &'static str, &'static str, &'static str);

fn each_breaks(file: &str, weakenings: &[Weakening]) {
    for (id, from, to, invariant) in weakenings {
        let policies = changed(file, |text| weakened(text, id, from, to)).unwrap();
        let report = prove_some(&policies, &|other| other == *invariant);
        let broken: Vec<_> = report.findings.iter().map(|finding| &*finding.about).collect();
        assert_eq!(broken, [*invariant], "{id} with {to:?} for {from:?}");
    }
    // Every policy that permits stands among them.
    let embedded = Policies::embedded().unwrap();
    for id in ids(&embedded, Effect::Permit) {
        let here = embedded.texts[file].contains(&format!("@id(\"{id}\")"));
        assert_eq!(here, weakenings.iter().any(|(weak, ..)| *weak == id), "{id}");
    }
}

#[test]
fn every_weaker_policy_for_the_family_breaks_an_invariant() {
    each_breaks(
        "family.cedar",
        &[
            (
                "guardian-reads-the-folder",
                "when { principal.verified }",
                "",
                "never-a-guardian-without-guardianship",
            ),
            (
                "guardian-reads-the-folder",
                "then context.now < principal.until",
                "then true",
                "never-a-guardian-without-guardianship",
            ),
            (
                "guardian-reads-the-folder",
                "when { principal.sees.contains(resource.field) }",
                "",
                "never-a-paper-that-is-not-a-guardians-to-see",
            ),
            (
                "guardian-keeps-the-folder",
                "when { principal.decides.contains(resource.field) }",
                "",
                "never-a-paper-destroyed-by-a-guardian-against-the-law",
            ),
            (
                "guardian-oversees-the-folder",
                "unless { principal.sees.isEmpty() }",
                "",
                "never-a-folder-for-a-guardian-who-sees-nothing",
            ),
            (
                "guardian-reports-an-entry",
                "unless { principal.sees.isEmpty() }",
                "",
                "never-a-folder-for-a-guardian-who-sees-nothing",
            ),
            (
                "young-person-reports-an-entry",
                "when { resource.child == principal.child }",
                "",
                "never-another-childs-folder",
            ),
            (
                "guardian-adds-papers",
                "when { principal.sees.containsAll(context.fields) }",
                "",
                "never-a-paper-put-where-a-guardian-sees-nothing",
            ),
            (
                "guardian-decides-on-sharing",
                "when { principal.decides.containsAny(context.fields) }",
                "",
                "never-health-given-by-a-guardian-once-the-young-person-decides",
            ),
            (
                "guardian-decides-on-sharing",
                "principal.decides.containsAny(context.fields)",
                "context.guardians_decide.containsAny(context.fields)",
                "never-given-by-a-guardian-who-does-not-decide",
            ),
            (
                "young-person-sees-own-folder",
                "when { resource.child == principal.child }",
                "",
                "never-another-childs-folder",
            ),
            (
                "young-person-decides-on-sharing",
                "when { principal.decides.containsAny(context.fields) }",
                "",
                "never-a-young-person-deciding-before-the-age",
            ),
            (
                "young-person-keeps-own-folder",
                "when { principal.decides.contains(resource.field) }",
                "",
                "never-a-young-person-destroying-before-the-age",
            ),
            (
                "young-person-withholds-from-guardians",
                "when { context.may_withhold }",
                "",
                "never-marked-by-others-or-before-the-age",
            ),
        ],
    );
}

const APPROVED: &str = "context.consent.standing == Standing::\"approved\" &&";
const TO_THE_UNIT: &str = "principal.unit in context.consent.unit &&";
const OPEN: &str = "ConsentAction::\"open\"";

const AGENCY: &[Weakening] = &[
    ("consent-shows-the-folder", APPROVED, "", "never-by-a-consent-that-is-not-in-force"),
    (
        "consent-opens-documents",
        APPROVED,
        "context.consent.standing != Standing::\"declined\" &&",
        "never-by-a-consent-that-is-not-in-force",
    ),
    (
        "consent-opens-documents",
        OPEN,
        "ConsentAction::\"coordinate\"",
        "never-content-for-a-coordinator-without-open",
    ),
    (
        "consent-takes-contributions",
        "ConsentAction::\"contribute\"",
        OPEN,
        "never-store-unless-the-consent-says-contribute",
    ),
    (
        "health-professional-answers-a-mark",
        "principal.health &&",
        "",
        "never-a-mark-answered-by-one-who-may-not-read",
    ),
    ("health-professional-answers-a-mark", TO_THE_UNIT, "", "never-without-consent-in-force"),
    ("coordinator-sees-and-drafts", TO_THE_UNIT, "", "never-without-consent-in-force"),
    (
        "coordinator-sees-and-drafts",
        "ConsentAction::\"coordinate\"",
        OPEN,
        "never-coordinate-unless-the-consent-says-so",
    ),
    (
        "coordinator-sees-and-drafts",
        "Action::\"draft\"",
        "Action::\"grant\"",
        "never-decided-by-a-professional",
    ),
    ("unit-hands-back", TO_THE_UNIT, "", "never-handed-back-by-another-unit"),
    (
        "unit-hands-back",
        "Standing::\"frozen\"",
        "Standing::\"revoked\"",
        "never-handed-back-by-another-unit",
    ),
    (
        "unit-asks",
        "principal.unit == resource",
        "principal.unit in resource",
        "never-a-request-in-another-units-name",
    ),
    (
        "emergency-declared",
        "resource.emergency_on &&",
        "",
        "never-an-emergency-that-the-family-has-not-allowed",
    ),
    (
        "emergency-declared",
        "&& principal.health",
        "",
        "never-an-emergency-that-the-family-has-not-allowed",
    ),
    (
        "emergency-opens-the-sheet",
        "resource.category == \"emergency-sheet\"",
        "resource.field == \"health\"",
        "never-beyond-the-emergency-sheet",
    ),
    (
        "emergency-opens-the-sheet",
        "context.emergency.person == principal &&",
        "",
        "never-beyond-the-emergency-sheet",
    ),
    (
        "emergency-opens-the-sheet",
        "context.now < context.emergency.until &&",
        "",
        "never-beyond-the-emergency-sheet",
    ),
    ("emergency-opens-the-sheet", "principal.health &&", "", "never-beyond-the-emergency-sheet"),
    (
        "emergency-opens-the-sheet",
        "context.purpose == \"emergency\" &&",
        "",
        "never-for-another-purpose",
    ),
    (
        "emergency-opens-the-sheet",
        "unless { context has consent }",
        "",
        "never-by-a-consent-that-is-not-in-force",
    ),
    (
        "administrator-sees-and-names-members",
        "principal.administrator &&",
        "",
        "never-the-members-but-by-an-administrator",
    ),
    (
        "administrator-confirms-members",
        "resource.unit in principal.unit &&",
        "",
        "never-a-place-but-by-an-administrator",
    ),
    (
        "administrator-suspends-members",
        "&&\n  resource.state == MembershipState::\"confirmed\"",
        "",
        "never-suspended-before-being-confirmed",
    ),
    (
        "administrator-ends-members",
        "principal.administrator &&",
        "",
        "never-a-place-but-by-an-administrator",
    ),
];

#[test]
fn every_weaker_policy_for_agencies_breaks_an_invariant() {
    each_breaks("agency.cedar", AGENCY);
}

#[test]
fn every_weaker_policy_for_auditors_breaks_an_invariant() {
    each_breaks(
        "auditor.cedar",
        &[
            (
                "agency-auditor-reads-own-log",
                "resource.agency in principal.agency",
                "true",
                "never-another-agencys-log",
            ),
            (
                "operator-auditor-reads-all-logs",
                "unless { principal has agency }",
                "",
                "never-another-agencys-log",
            ),
            (
                "operator-runs-the-installation",
                "when { context.assurance >= 4 }",
                "",
                "never-operation-but-for-operators",
            ),
        ],
    );
}

#[test]
fn every_part_of_who_carries_a_consent_is_needed() {
    let representative = "||\n   (context.adult && context.consent.by_representative)";
    let (consent, document) = ("consent-not-carried", "document-not-carried");
    for (id, from, to, invariant) in [
        (
            consent,
            "(context.consent.by_guardian ||",
            "(true ||",
            "never-by-a-consent-that-nobody-carries",
        ),
        (
            consent,
            "context.adult &&",
            "true &&",
            "never-health-by-a-guardian-alone-once-the-young-person-decides",
        ),
        (
            consent,
            "!context.consent.fields.containsAny(context.young_person_decides)",
            "true",
            "never-past-the-young-person-who-decides",
        ),
        (
            consent,
            "!context.consent.fields.containsAny(context.guardians_decide)",
            "true",
            "never-past-the-guardians-who-decide",
        ),
        (
            document,
            "!context.young_person_decides.contains(resource.field)",
            "true",
            "never-a-paper-of-health-by-a-guardian-alone",
        ),
        (
            document,
            representative,
            "|| context.consent.by_representative",
            "never-a-paper-past-those-who-decide",
        ),
        (
            document,
            "!context.guardians_decide.contains(resource.field)",
            "true",
            "never-a-paper-past-those-who-decide",
        ),
    ] {
        let policies = changed("forbid.cedar", |text| weakened(text, id, from, to)).unwrap();
        let report = prove_some(&policies, &|other| other == invariant);
        let broken: Vec<_> = report.findings.iter().map(|finding| &*finding.about).collect();
        assert_eq!(broken, [invariant], "{id} with {to:?} for {from:?}");
    }
}
