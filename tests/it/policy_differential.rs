//! Two judges, one answer: the policies and the independent judge are asked
//! the same questions, most of them one step away from a yes, with times that
//! meet at their boundaries and ids from small pools. Every policy makes answers,
//! alone, and is missed by one step.
//!
//! `POLICY_CASES` sets another number of questions for a long run.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test breaks off")]

mod questions;
mod steps;

use questions::question;
use samflyt::domain::Reason;
use samflyt::domain::judge::judge;
use samflyt::policy::engine::{POLICIES, Policies, SCHEMA, TABLES};
use samflyt::policy::facts::makes_sense;
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::tempdir;

const CASES: u64 = 200_000;

/// What came of many questions.
#[derive(Default)]
struct Counts {
    /// How often each answer came, `None` for a yes.
    answers: BTreeMap<Option<Reason>, u64>,
    /// How often each policy made the answer alone.
    alone: BTreeMap<String, u64>,
    /// How often a permit was missed by one step.
    missed: BTreeMap<&'static str, u64>,
}

impl Counts {
    fn add(&mut self, other: Self) {
        fn sum<K: Ord>(into: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
            for (key, count) in from {
                *into.entry(key).or_default() += count;
            }
        }
        sum(&mut self.answers, other.answers);
        sum(&mut self.alone, other.alone);
        sum(&mut self.missed, other.missed);
    }
}

fn compare(policies: &Policies, cases: impl Iterator<Item = u64>) -> Counts {
    let mut counts = Counts::default();
    for case in cases {
        let (question, from) = question(case);
        let (decision, judged) = (policies.decide(&question), judge(&question));
        let sense = makes_sense(question.act, &question.resource);
        let same = decision.allowed == judged.is_ok() && decision.erred != sense;
        assert!(
            same && (sense || judged == Err(Reason::Unknown)),
            "case {case}: {decision:?}, but {judged:?}\n{}",
            serde_json::to_string_pretty(&question).unwrap()
        );
        match from {
            Some((by, 0)) => assert!(
                decision.allowed && decision.policies.iter().any(|policy| policy == by),
                "case {case} should be a yes by {by}: {decision:?}, {judged:?}\n{}",
                serde_json::to_string_pretty(&question).unwrap()
            ),
            Some((by, 1)) if !decision.allowed => *counts.missed.entry(by).or_default() += 1,
            _ => {}
        }
        // A no counts for a policy where a yes was one step away.
        let near = decision.allowed || matches!(from, Some((_, 1)));
        if let ([alone], true) = (&decision.policies[..], near) {
            *counts.alone.entry(alone.clone()).or_default() += 1;
        }
        *counts.answers.entry(judged.err()).or_default() += 1;
    }
    counts
}

#[test]
fn policies_and_judge_give_the_same_answer() {
    let cases = std::env::var("POLICY_CASES").map_or(CASES, |text| text.parse().unwrap());
    let policies = Policies::embedded().unwrap();
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get() as u64);
    let mut counts = Counts::default();
    std::thread::scope(|scope| {
        let policies = &policies;
        let parts: Vec<_> = (0..threads)
            .map(|first| {
                scope.spawn(move || {
                    let step = usize::try_from(threads).unwrap();
                    compare(policies, (first..cases).step_by(step))
                })
            })
            .collect();
        for part in parts {
            counts.add(part.join().unwrap());
        }
    });
    let Counts { answers, alone, missed } = counts;
    println!("{cases} questions: {answers:?}\n{alone:?}\n{missed:?}");
    assert!(answers[&None] * 4 >= cases, "at least every fourth answer is yes: {answers:?}");
    // How often somebody has tried is counted by the gate, not asked of the policies.
    for reason in Reason::ALL.into_iter().filter(|one| *one != Reason::TooManyTries) {
        let seen = answers.get(&Some(reason)).copied().unwrap_or_default();
        assert!(seen * 1000 >= cases, "{} only {seen} times", reason.code());
    }
    let mut permits = 0;
    for id in policies.ids() {
        let made = alone.get(&id).copied().unwrap_or_default();
        assert!(made * 10_000 >= cases, "{id} made only {made} answers alone");
        permits += u64::from(missed.get(id.as_str()).is_some_and(|count| count * 10_000 >= cases));
    }
    // Those that are missed are those that permit.
    assert_eq!(permits, 27, "{missed:?}");
}

/// A folder with the policies, without the policy of this id.
fn without(id: &str) -> Policies {
    let (from, to) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("policies"), tempdir().unwrap());
    for file in [SCHEMA].iter().chain(&POLICIES).chain(&TABLES) {
        let mut text = std::fs::read_to_string(from.join(file)).unwrap();
        if let Some(begin) = text.find(&format!("@id(\"{id}\")")) {
            let end = begin + text[begin..].find(';').unwrap() + 1;
            text.replace_range(begin..end, "");
        }
        std::fs::write(to.path().join(file), text).unwrap();
    }
    Policies::load(to.path()).unwrap()
}

/// Negative control: whichever policy is taken out, the judge differs.
#[test]
fn each_policy_that_is_missing_is_noticed() {
    for id in Policies::embedded().unwrap().ids() {
        let policies = without(&id);
        assert!(!policies.ids().contains(&id));
        let differs = |case: &u64| {
            let (question, _) = question(*case);
            policies.decide(&question).allowed != judge(&question).is_ok()
        };
        assert!((0..CASES).any(|case| differs(&case)), "{id}");
    }
}
