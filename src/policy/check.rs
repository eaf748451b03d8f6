//! Checks of a set of policies beyond what loading demands: warnings, words
//! for readers, invariants that speak of something, and tests as data.

use super::engine::{POLICIES, Policies, PolicyError, parse, validate};
use crate::domain::judge::judge;
use crate::domain::question::Question;
use crate::domain::refusal::Reason;
use cedar_policy::{Effect, PolicySet, ValidationMode, Validator};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The test files that come with the program.
const EMBEDDED_TESTS: [(&str, &str); 14] = [
    ("agency.json", include_str!("../../policies/tests/agency.json")),
    ("auditor.json", include_str!("../../policies/tests/auditor.json")),
    ("carried.json", include_str!("../../policies/tests/carried.json")),
    ("content.json", include_str!("../../policies/tests/content.json")),
    ("coordinator.json", include_str!("../../policies/tests/coordinator.json")),
    ("emergency.json", include_str!("../../policies/tests/emergency.json")),
    ("family.json", include_str!("../../policies/tests/family.json")),
    ("folder.json", include_str!("../../policies/tests/folder.json")),
    ("guardians.json", include_str!("../../policies/tests/guardians.json")),
    ("hidden.json", include_str!("../../policies/tests/hidden.json")),
    ("members.json", include_str!("../../policies/tests/members.json")),
    ("membership.json", include_str!("../../policies/tests/membership.json")),
    ("strangers.json", include_str!("../../policies/tests/strangers.json")),
    ("young-person.json", include_str!("../../policies/tests/young-person.json")),
];

/// What was looked at and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// One line for each thing that holds.
    pub holds: Vec<String>,
    /// What does not hold.
    pub findings: Vec<Finding>,
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The policy, invariant, file or case; empty when it is the whole set.
    pub about: String,
    /// What is wrong, in one or more lines.
    pub what: String,
}

impl Report {
    /// Nothing was found wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    pub(super) fn holds(&mut self, line: impl Into<String>) {
        self.holds.push(line.into());
    }

    pub(super) fn find(&mut self, about: impl Into<String>, what: impl fmt::Display) {
        self.findings.push(Finding { about: about.into(), what: what.to_string() });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.holds {
            writeln!(f, "ok     {line}")?;
        }
        for finding in &self.findings {
            let mut lines = finding.what.lines();
            writeln!(f, "WRONG  {}: {}", finding.about, lines.next().unwrap_or_default())?;
            for line in lines {
                writeln!(f, "       {line}")?;
            }
        }
        Ok(())
    }
}

/// Looks through policies and invariants. Warnings count as findings.
#[must_use]
pub fn check(policies: &Policies) -> Report {
    let mut report = Report::default();
    warnings(policies, &policies.set, &mut report);
    report.holds(format!("{} policies keep to the schema", policies.ids().len()));
    match invariants(policies) {
        Ok(set) => {
            warnings(policies, &set, &mut report);
            report.holds(format!("{} invariants keep to the schema", set.policies().count()));
        }
        Err(error) => report.find("invariants", error),
    }
    let files = POLICIES.iter().filter_map(|name| policies.texts.get_key_value(*name));
    for (file, text) in files.chain(&policies.invariants) {
        explained(file, text, &mut report);
    }
    let tables = policies.tables();
    report.holds(format!(
        "{} purposes, {} categories, {} fields of law, {} age rules, {} kinds of guardianship and \
         the terms are whole",
        tables.purposes.len(),
        tables.categories.len(),
        tables.ages.fields.len(),
        tables.ages.rules.len(),
        tables.guardianships.len(),
    ));
    report
}

/// The invariants, parsed and checked; each forbids and speaks of something.
fn invariants(policies: &Policies) -> Result<PolicySet, PolicyError> {
    invariants_in(policies, &policies.invariants)
}

/// The invariants of these files, checked against the schema of the policies.
pub(super) fn invariants_in(
    policies: &Policies,
    files: &BTreeMap<String, String>,
) -> Result<PolicySet, PolicyError> {
    let set = parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))?;
    validate(&policies.schema, &set)?;
    for policy in set.policies() {
        if policy.effect() != Effect::Forbid {
            let id = policy.id();
            return Err(PolicyError::Invalid(format!("the invariant {id} must be a forbid")));
        }
        if policy.get_valid_request_envs(&policies.schema).next().is_none() {
            let id = policy.id();
            return Err(PolicyError::Invalid(format!("the invariant {id} speaks of no question")));
        }
    }
    if set.is_empty() {
        return Err(PolicyError::Invalid("there are no invariants".to_owned()));
    }
    Ok(set)
}

fn warnings(policies: &Policies, set: &PolicySet, report: &mut Report) {
    let result = Validator::new(policies.schema.clone()).validate(set, ValidationMode::Strict);
    for warning in result.validation_warnings() {
        report.find(warning.policy_id().to_string(), warning);
    }
}

/// Every `@id` has a line of words above it.
fn explained(file: &str, text: &str, report: &mut Report) {
    let mut above = "";
    for line in text.lines() {
        let words = above.strip_prefix("//").is_some_and(|words| words.trim().len() >= 20);
        if line.starts_with("@id(") && !words {
            report.find(file, format!("no line above {line} says why"));
        }
        above = line;
    }
}

/// A file of test cases: what differs from one question in each case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TestFile {
    /// What the cases are about.
    theme: String,
    /// A whole question, as JSON.
    base: Value,
    /// At least one.
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// Merged into the base.
    #[serde(default)]
    change: serde_json::Map<String, Value>,
    expect: Expect,
    /// The `@id`s that make the answer.
    policies: BTreeSet<String>,
    /// For a no: the reason that people are given.
    reason: Option<Reason>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Expect {
    Allow,
    Deny,
}

/// Runs the test cases that belong to the policies (those of the program
/// unless the policies were loaded from a folder with tests of its own). A
/// policy that no case rests on is a finding.
#[must_use]
pub fn run_tests(policies: &Policies) -> Report {
    let mut report = Report::default();
    let embedded = || {
        let owned = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
        EMBEDDED_TESTS.into_iter().map(owned).collect::<BTreeMap<_, _>>()
    };
    let files = policies.cases.clone().unwrap_or_else(embedded);
    let mut seen = BTreeSet::new();
    for (file, text) in &files {
        match serde_json::from_str::<TestFile>(text) {
            Ok(tests) => run_file(policies, file, &tests, &mut seen, &mut report),
            Err(error) => report.find(file, error),
        }
    }
    for id in policies.ids() {
        if !seen.contains(&id) {
            report.find(id, "no test case rests on this policy");
        }
    }
    report
}

fn run_file(
    policies: &Policies,
    file: &str,
    tests: &TestFile,
    seen: &mut BTreeSet<String>,
    report: &mut Report,
) {
    let before = report.findings.len();
    for case in &tests.cases {
        let about = || format!("{file}, \"{}\"", case.name);
        match run_case(policies, &tests.base, case) {
            Ok(()) => seen.extend(case.policies.iter().cloned()),
            Err(what) => report.find(about(), what),
        }
    }
    if tests.cases.is_empty() {
        report.find(file, "there are no cases");
    } else if report.findings.len() == before {
        report.holds(format!("{file}: {} cases, {}", tests.cases.len(), tests.theme));
    }
}

fn run_case(policies: &Policies, base: &Value, case: &Case) -> Result<(), String> {
    let question = question(base, &Value::Object(case.change.clone()))?;
    let decision = policies.decide(&question);
    if decision.erred {
        return Err("could not be evaluated".to_owned());
    }
    if decision.allowed != (case.expect == Expect::Allow) {
        return Err(format!("the answer is {}", if decision.allowed { "allow" } else { "deny" }));
    }
    let made_by: BTreeSet<_> = decision.policies.into_iter().collect();
    if made_by != case.policies {
        return Err(format!("made by {made_by:?}, not by {:?}", case.policies));
    }
    let reason = judge(&question).err();
    if reason != case.reason {
        let code = |reason: Option<Reason>| reason.map_or("none", Reason::code);
        return Err(format!("the reason is {}, not {}", code(reason), code(case.reason)));
    }
    Ok(())
}

/// The base with the change, as a question; refuses fields that mean nothing.
fn question(base: &Value, change: &Value) -> Result<Question, String> {
    let mut whole = base.clone();
    merge(&mut whole, change);
    let question: Question =
        serde_json::from_value(whole.clone()).map_err(|error| error.to_string())?;
    let again = serde_json::to_value(&question).map_err(|error| error.to_string())?;
    if again != whole {
        return Err(format!("fields that mean nothing, or are not in full, in {whole}"));
    }
    Ok(question)
}

/// Objects field by field, everything else replaced. An object that names its
/// kind (a `hat` or a `resource` as a word) is put in whole.
fn merge(into: &mut Value, change: &Value) {
    let names_kind = |kind: &str| change.get(kind).is_some_and(Value::is_string);
    match (&mut *into, change) {
        (Value::Object(fields), Value::Object(changes))
            if !names_kind("hat") && !names_kind("resource") =>
        {
            for (name, change) in changes {
                merge(fields.entry(name.as_str()).or_insert(Value::Null), change);
            }
        }
        _ => *into = change.clone(),
    }
}

#[cfg(test)]
mod tests;
