use super::*;
use crate::domain::id::AgencyId;
use crate::domain::question::{Act, Resource};
use crate::policy::engine::tests::changed;
use crate::policy::facts::makes_sense;
use serde_json::json;

#[test]
fn the_embedded_policies_are_clean() {
    let report = check(&Policies::embedded().unwrap());
    assert!(report.is_clean(), "{report}");
}

#[test]
fn the_embedded_tests_pass_and_give_every_reason_that_can_be_given() {
    let report = run_tests(&Policies::embedded().unwrap());
    assert!(report.is_clean(), "{report}");
    let mut cases = 0;
    let mut reasons = BTreeSet::new();
    for (_, text) in EMBEDDED_TESTS {
        let file: TestFile = serde_json::from_str(text).unwrap();
        cases += file.cases.len();
        reasons.extend(file.cases.iter().filter_map(|case| case.reason));
    }
    assert!(cases >= 40, "{cases}");
    // Withheld and shielded come with their own rules; an unknown thing is
    // never asked about, and tries are counted by the gate.
    for reason in Reason::ALL {
        let later = [Reason::Withheld, Reason::Shielded, Reason::TooManyTries, Reason::Unknown];
        assert_eq!(reasons.contains(&reason), !later.contains(&reason), "{}", reason.code());
    }
}

#[test]
fn a_policy_that_changes_an_answer_fails_a_test_case() {
    for (file, from, to) in [
        ("agency.cedar", "context.now < context.consent.valid_until", "true"),
        ("agency.cedar", "context.purpose == context.consent.purpose", "true"),
        ("family.cedar", "when { principal.verified }\n", ""),
        ("forbid.cedar", "when { context.assurance < 3 }", "when { context.assurance < 2 }"),
        ("forbid.cedar", "when { resource.erased }", "when { !resource.erased }"),
        ("forbid.cedar", "unless { resource.newest }", "unless { true }"),
        ("auditor.cedar", "unless { principal has agency }", "unless { resource has agency }"),
        ("auditor.cedar", "resource.agency in principal.agency", "true"),
        ("agency.cedar", "resource.created <= context.consent.given_at", "true"),
        ("agency.cedar", "context.consent.also_later ||", ""),
        ("agency.cedar", "context.consent.categories.contains(resource.category) &&", ""),
        ("agency.cedar", "context.consent.documents.contains(resource) ||", ""),
        ("forbid.cedar", "principal.state == MembershipState::\"confirmed\" &&", ""),
        ("forbid.cedar", "principal.from <= context.now &&", ""),
        ("forbid.cedar", "then context.now < principal.until else", "then true else"),
        ("forbid.cedar", "|| context.unscanned_allowed", ""),
        ("forbid.cedar", "principal is Guardian || principal is YoungPerson ||", ""),
    ] {
        let wrong = changed(file, |text| text.replace(from, to)).unwrap();
        assert!(!run_tests(&wrong).is_clean(), "{file}: {from}");
    }
}

/// The line without its condition: `true` in its place, or for a whole
/// `unless` what makes the clause say nothing.
fn without_condition(line: &str) -> Option<String> {
    let end = if line.ends_with(';') { ";" } else { "" };
    for (word, says_nothing) in [("when", true), ("unless", false)] {
        if line.starts_with(&format!("{word} {{")) && line.ends_with(&format!("}}{end}")) {
            return Some(format!("{word} {{ {says_nothing} }}{end}"));
        }
    }
    let condition = ["  context.", "  principal."].iter().any(|start| line.starts_with(start));
    condition.then(|| if line.ends_with("&&") { "true &&" } else { "true" }.to_owned())
}

#[test]
fn every_condition_that_is_taken_out_fails_a_test_case() {
    let mut taken_out = 0;
    let embedded = Policies::embedded().unwrap();
    for file in POLICIES {
        let lines: Vec<_> = embedded.texts[file].lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let Some(without) = without_condition(line) else { continue };
            let mut lines = lines.clone();
            lines[number] = &without;
            let wrong = changed(file, |_| lines.join("\n")).unwrap();
            assert!(!run_tests(&wrong).is_clean(), "{file}, line {}: {line}", number + 1);
            taken_out += 1;
        }
    }
    assert!(taken_out > 40, "{taken_out}");
}

#[test]
fn a_policy_that_no_case_rests_on_is_found() {
    let more = changed("agency.cedar", |text| {
        format!("{text}\n// Nobody has asked for this.\n@id(\"new\")\nforbid (principal is Nobody, action, resource);")
    })
    .unwrap();
    let report = run_tests(&more);
    assert!(report.findings.iter().any(|finding| finding.about == "new"), "{report}");
}

#[test]
fn what_readers_stumble_over_is_found() {
    let find = |file: &str, text: &str| {
        let policies = changed(file, |old| format!("{old}\n{text}\n")).unwrap();
        check(&policies).findings
    };
    let bare = "@id(\"x\")\nforbid (principal is Nobody, action, resource);";
    assert_eq!(find("forbid.cedar", bare).len(), 1, "no line says why");
    let short = format!("// because\n{bare}");
    assert_eq!(find("forbid.cedar", &short).len(), 1, "nothing is said");
    let impossible = "// A condition that cannot come true is a slip of the pen.\n@id(\"x\")\n\
        permit (principal is Nobody, action, resource) when { principal is Operator };";
    assert!(!find("agency.cedar", impossible).is_empty());
}

#[test]
fn invariants_forbid_and_speak_of_something() {
    let mut policies = Policies::embedded().unwrap();
    for (text, good) in [
        ("@id(\"x\") forbid (principal is Nobody, action, resource);", true),
        ("@id(\"x\") permit (principal is Nobody, action, resource);", false),
        ("@id(\"x\") forbid (principal, action == Action::\"open\", resource is Log);", false),
        ("// none", false),
    ] {
        policies.invariants = BTreeMap::from([("x.cedar".to_owned(), text.to_owned())]);
        assert_eq!(invariants(&policies).is_ok(), good, "{text}");
    }
}

#[test]
fn the_schema_knows_the_questions_that_make_sense_and_no_others() {
    let policies = Policies::embedded().unwrap();
    let asked: BTreeSet<_> = policies
        .schema
        .request_envs()
        .map(|env| (env.action().id().unescaped().to_owned(), env.resource().to_string()))
        .collect();
    let child = crate::domain::id::ChildId(uuid::Uuid::nil());
    let document = json!({
        "resource": "document", "id": uuid::Uuid::nil(), "child": child, "category": "plan",
        "field": "administration", "source": null, "withheld": false, "shielded": false,
        "created_at": "2027-01-01T00:00:00Z", "scan": "clean", "newest": true, "erased": null
    });
    for act in Act::ALL {
        for (name, resource) in [
            ("Folder", Resource::folder(child)),
            ("Agency", Resource::Unit { unit: AgencyId(uuid::Uuid::nil()) }),
            ("Document", serde_json::from_value(document.clone()).unwrap()),
            ("Log", Resource::Log { agency: None, above: Vec::new() }),
        ] {
            let known = asked.contains(&(act.code().to_owned(), name.to_owned()));
            assert_eq!(known, makes_sense(*act, &resource), "{} {name}", act.code());
        }
    }
    assert_eq!(policies.schema.request_envs().count(), 6 * asked.len(), "anybody may ask");
}

#[test]
fn a_case_with_a_field_that_means_nothing_is_refused() {
    let file: TestFile = serde_json::from_str(EMBEDDED_TESTS[0].1).unwrap();
    assert!(question(&file.base, &json!({})).is_ok());
    assert!(question(&file.base, &json!({"assurence": "low"})).is_err());
    assert!(question(&file.base, &json!({"consent": {"untill": "x"}})).is_err());
    assert!(question(&file.base, &json!({"hat": {"hat": "nobody", "child": 1}})).is_err());
    assert!(question(&file.base, &json!({"consent": null})).is_ok());
    assert!(question(&file.base, &json!({"hat": {"hat": "nobody"}})).is_ok());
}
