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
    let tables = report.holds.last().unwrap();
    for part in ["13 categories", "3 fields", "6 age rules", "5 kinds of guardianship", "terms"] {
        assert!(tables.contains(part), "{tables}");
    }
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
    assert!(cases >= 400, "{cases}");
    // An unknown thing is never asked about, and tries are counted by the gate.
    for reason in Reason::ALL {
        let never = [Reason::Unknown, Reason::TooManyTries].contains(&reason);
        assert_eq!(reasons.contains(&reason), !never, "{}", reason.code());
    }
}

/// Questions of all embedded cases, with the answer and the policies that make it.
type Asked = (Question, bool, Vec<String>);

fn all_cases() -> Vec<Asked> {
    let mut cases = Vec::new();
    for (_, text) in EMBEDDED_TESTS {
        let file: TestFile = serde_json::from_str(text).unwrap();
        cases.extend(file.cases.iter().map(|case| {
            let change = Value::Object(case.change.clone());
            let policies = case.policies.iter().cloned().collect();
            (question(&file.base, &change).unwrap(), case.expect == Expect::Allow, policies)
        }));
    }
    cases
}

/// Does some case fail? The first that does is enough.
fn is_found(wrong: &Policies, cases: &[Asked]) -> bool {
    cases.iter().any(|(question, allowed, made_by)| {
        let decision = wrong.decide(question);
        decision.erred || decision.allowed != *allowed || decision.policies != *made_by
    })
}

/// The embedded policies pass what [`is_found`] asks.
#[test]
fn no_case_fails_before_something_is_changed() {
    assert!(!is_found(&Policies::embedded().unwrap(), &all_cases()));
}

/// The text with each occurrence of `from`, one at a time, changed.
fn each_changed(text: &str, from: &str, to: &str) -> Vec<String> {
    let change = |(at, _)| {
        let (before, rest) = text.split_at(at);
        format!("{before}{}", rest.replacen(from, to, 1))
    };
    text.match_indices(from).map(change).collect()
}

#[test]
fn a_policy_that_changes_an_answer_fails_a_test_case() {
    let (embedded, cases) = (Policies::embedded().unwrap(), all_cases());
    let representative = "(context.adult && context.consent.by_representative)";
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
        ("agency.cedar", "Standing::\"approved\", Standing::\"frozen\"", "Standing::\"approved\""),
        ("agency.cedar", "Standing::\"approved\", Standing::\"frozen\"", "Standing::\"frozen\""),
        ("agency.cedar", "resource.emergency_on &&", ""),
        ("agency.cedar", "&& principal.health }", "}"),
        ("agency.cedar", "context.emergency.person == principal &&", ""),
        ("agency.cedar", "context.purpose == \"emergency\"", "true"),
        ("agency.cedar", "unless { context has consent }", ""),
        ("forbid.cedar", "principal.state == MembershipState::\"confirmed\" &&", ""),
        ("forbid.cedar", "principal.from <= context.now &&", ""),
        ("forbid.cedar", "then context.now < principal.until else", "then true else"),
        ("forbid.cedar", "|| context.unscanned_allowed", ""),
        ("forbid.cedar", "principal is Guardian || principal is YoungPerson ||", ""),
        ("forbid.cedar", "(context.consent.by_guardian ||", "(true ||"),
        ("forbid.cedar", "context.consent.by_guardian)", "true)"),
        ("forbid.cedar", "context.consent.by_young_person ||", "true ||"),
        ("forbid.cedar", "context.consent.by_young_person ||", ""),
        ("forbid.cedar", representative, "context.consent.by_representative"),
        ("forbid.cedar", &format!("||\n   {representative}"), ""),
        ("forbid.cedar", "!context.consent.fields.containsAny(context.guardians_decide)", "true"),
        ("forbid.cedar", "!context.consent.fields.containsAny(context.guardians_decide)", "false"),
        ("forbid.cedar", "!context.young_person_decides.contains(resource.field)", "true"),
        ("forbid.cedar", "!context.young_person_decides.contains(resource.field)", "false"),
        ("forbid.cedar", "!context.guardians_decide.contains(resource.field)", "true"),
        ("forbid.cedar", "!context.guardians_decide.contains(resource.field)", "false"),
        ("forbid.cedar", "context has consent && context.consent.used", "false"),
        ("forbid.cedar", "then context.young_person_decides", "then context.guardians_decide"),
        ("forbid.cedar", "else context.guardians_decide", "else context.young_person_decides"),
    ] {
        let texts = each_changed(&embedded.texts[file], from, to);
        assert!(!texts.is_empty(), "{file}: {from}");
        for (number, text) in texts.into_iter().enumerate() {
            let wrong = changed(file, |_| text.clone()).unwrap();
            assert!(is_found(&wrong, &cases), "{file}: {from}, occurrence {number}");
        }
    }
}

/// Every act that a policy names is asked about in some case that rests on it.
#[test]
fn every_act_that_a_policy_names_has_a_case() {
    let (embedded, cases) = (Policies::embedded().unwrap(), all_cases());
    let mut asked = 0;
    for file in POLICIES {
        for act in Act::ALL {
            let word = format!("Action::\"{}\"", act.code());
            // Another act in its place: the policy does not speak of this one any more.
            let other = if *act == Act::Audit { "request" } else { "audit" };
            for text in each_changed(&embedded.texts[file], &word, &format!("Action::\"{other}\""))
            {
                // Some acts do not go with the policy's resource.
                let Ok(wrong) = changed(file, |_| text.clone()) else { continue };
                assert!(is_found(&wrong, &cases), "{file}: {}", act.code());
                asked += 1;
            }
        }
    }
    assert!(asked > 30, "{asked}");
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
    let condition = ["  context.", "  principal.", "  resource.", "  ["]
        .iter()
        .any(|start| line.starts_with(start));
    condition.then(|| if line.ends_with("&&") { "true &&" } else { "true" }.to_owned())
}

#[test]
fn every_condition_that_is_taken_out_fails_a_test_case() {
    let mut taken_out = 0;
    let (embedded, cases) = (Policies::embedded().unwrap(), all_cases());
    for file in POLICIES {
        let lines: Vec<_> = embedded.texts[file].lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let Some(without) = without_condition(line) else { continue };
            let mut lines = lines.clone();
            lines[number] = &without;
            // What makes another condition safe to ask is missed by the schema.
            let wrong = match changed(file, |_| lines.join("\n")) {
                Ok(wrong) => wrong,
                Err(PolicyError::Invalid(_)) => continue,
                Err(error) => panic!("{error}"),
            };
            assert!(is_found(&wrong, &cases), "{file}, line {}: {line}", number + 1);
            taken_out += 1;
        }
    }
    assert!(taken_out > 90, "{taken_out}");
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
    let members = json!({"resource": "members", "unit": uuid::Uuid::nil(), "above": []});
    let place = json!({
        "resource": "place", "unit": uuid::Uuid::nil(), "above": [],
        "person": uuid::Uuid::nil(), "state": "invited", "invited_by": null
    });
    for act in Act::ALL {
        for (name, resource) in [
            ("Folder", Resource::folder(child)),
            ("Agency", Resource::Unit { unit: AgencyId(uuid::Uuid::nil()) }),
            ("Document", serde_json::from_value(document.clone()).unwrap()),
            ("Members", serde_json::from_value(members.clone()).unwrap()),
            ("Place", serde_json::from_value(place.clone()).unwrap()),
            ("Log", Resource::Log { agency: None, above: Vec::new() }),
            ("Installation", Resource::Installation),
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
