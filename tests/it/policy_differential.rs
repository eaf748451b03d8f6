//! Two judges, one answer: the policies and the independent judge are asked
//! the same questions, most of them one step away from a yes, with times that
//! meet at their boundaries and ids from small pools.
//!
//! `POLICY_CASES` sets another number of questions for a long run.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test breaks off")]

use samflyt::domain::agency::MembershipState;
use samflyt::domain::document::ScanState;
use samflyt::domain::judge::judge;
use samflyt::domain::question::{
    Act, Assurance, ConsentAction, ConsentFacts, DocumentFacts, Hat, Membership, Question,
    Resource, Standing,
};
use samflyt::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, Reason, Timestamp};
use samflyt::policy::engine::Policies;
use samflyt::policy::facts::makes_sense;
use std::collections::BTreeMap;
use uuid::Uuid;

const CASES: u64 = 200_000;
const SEED: u64 = 0x5a6d_666c_7974;

/// `SplitMix64`: every case has its own sequence, so that one number repeats it.
struct Dice(u64);

impl Dice {
    fn for_case(case: u64) -> Self {
        let mut dice = Self(SEED ^ case.wrapping_mul(0x2545_f491_4f6c_dd1d));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()].clone()
    }

    fn some<T: Clone>(&mut self, from: &[T], percent: u64) -> Vec<T> {
        from.iter().filter(|_| self.chance(percent)).cloned().collect()
    }

    /// One of six neighbouring microseconds.
    fn time(&mut self) -> Timestamp {
        at(i64::try_from(self.below(6)).unwrap())
    }

    fn end(&mut self) -> Option<Timestamp> {
        self.chance(60).then(|| self.time())
    }
}

fn at(offset: i64) -> Timestamp {
    Timestamp::from_micros(1_800_000_000_000_000 + offset)
}

fn uuid(number: u64) -> Uuid {
    Uuid::from_u128(u128::from(number))
}

const CATEGORIES: [&str; 3] = ["medical", "decision", "plan"];
const PURPOSES: [&str; 2] = ["treatment", "aids"];
const SCANS: [ScanState; 4] =
    [ScanState::Pending, ScanState::Clean, ScanState::Infected, ScanState::NotScanned];

fn child(dice: &mut Dice) -> ChildId {
    ChildId(uuid(1 + dice.below(2)))
}

fn person(number: u64) -> PersonId {
    PersonId(uuid(10 + number))
}

/// Bodies 0 and 4 stand at the top; 0 > 1 > {2, 3} and 4 > 5.
fn agency(number: u64) -> AgencyId {
    AgencyId(uuid(20 + number))
}

fn above(number: u64) -> Vec<AgencyId> {
    let above: &[u64] = match number {
        1 => &[0],
        2 | 3 => &[1, 0],
        5 => &[4],
        _ => &[],
    };
    above.iter().map(|number| agency(*number)).collect()
}

fn words(from: &[&str]) -> Vec<String> {
    from.iter().map(|word| (*word).to_owned()).collect()
}

fn document(dice: &mut Dice) -> DocumentFacts {
    DocumentFacts {
        id: DocumentId(uuid(30 + dice.below(3))),
        child: child(dice),
        category: dice.pick(&words(&CATEGORIES)),
        created_at: dice.time(),
        scan: dice.pick(&SCANS),
        newest: dice.chance(92),
        erased: dice.chance(20).then(|| dice.time()),
    }
}

fn consent(dice: &mut Dice) -> ConsentFacts {
    ConsentFacts {
        id: ConsentId(uuid(40)),
        revision: 1,
        revision_sha256: "00".repeat(32),
        child: child(dice),
        unit: agency(dice.below(6)),
        purpose: dice.pick(&words(&PURPOSES)),
        standing: dice.pick(Standing::ALL),
        valid_from: dice.time(),
        valid_until: dice.time(),
        given_at: dice.time(),
        ended: dice.end(),
        documents: dice.some(&[30, 31, 32].map(|n| DocumentId(uuid(n))), 40),
        categories: dice.some(&words(&CATEGORIES), 40),
        also_later: dice.chance(40),
        actions: dice.some(ConsentAction::ALL, 60),
        excluded_persons: dice.some(&[person(0), person(1)], 20),
        excluded_units: dice.some(&[0, 1, 2, 3, 4, 5].map(agency), 8),
    }
}

fn hat(dice: &mut Dice) -> Hat {
    match dice.below(10) {
        0 | 1 => Hat::Guardian {
            child: child(dice),
            verified: dice.chance(70),
            from: dice.time(),
            until: dice.end(),
        },
        2 => Hat::YoungPerson { child: child(dice) },
        3 => Hat::Auditor { agency: dice.chance(70).then(|| agency(dice.below(6))) },
        4 => dice.pick(&[Hat::Operator, Hat::Nobody]),
        _ => {
            let unit = dice.below(6);
            Hat::Professional(Membership {
                unit: agency(unit),
                above: above(unit),
                agency_active: dice.chance(80),
                state: dice.pick(MembershipState::ALL),
                from: dice.time(),
                until: dice.end(),
            })
        }
    }
}

fn resource(dice: &mut Dice) -> Resource {
    match dice.below(10) {
        0..=2 => Resource::Folder { child: child(dice) },
        3 => Resource::Log { agency: None, above: Vec::new() },
        4 => {
            let number = dice.below(6);
            Resource::Log { agency: Some(agency(number)), above: above(number) }
        }
        _ => Resource::Document(document(dice)),
    }
}

/// Anything at all.
fn wild(dice: &mut Dice) -> Question {
    let (mut act, resource) = (dice.pick(Act::ALL), resource(dice));
    while !makes_sense(act, &resource) && dice.chance(98) {
        act = dice.pick(Act::ALL);
    }
    Question {
        now: dice.time(),
        person: person(dice.below(3)),
        hat: hat(dice),
        assurance: dice.pick(Assurance::ALL),
        act,
        resource,
        purpose: dice.chance(80).then(|| dice.pick(&words(&PURPOSES))),
        consent: dice.chance(80).then(|| consent(dice)),
        unscanned_allowed: dice.chance(50),
    }
}

/// A question whose answer is yes: a professional with consent, or another
/// hat with an act of its own.
fn good(dice: &mut Dice) -> Question {
    let (one, mut facts) = (ChildId(uuid(1)), document(dice));
    (facts.child, facts.scan) = (one, ScanState::Clean);
    (facts.newest, facts.erased) = (true, None);
    let mut question = wild(dice);
    question.now = at(2);
    question.assurance = Assurance::High;
    question.act = dice.pick(&[Act::Open, Act::Open, Act::List]);
    question.resource = Resource::Document(facts.clone());
    match dice.below(10) {
        0 => question.hat = Hat::YoungPerson { child: one },
        1 => {
            question.hat = Hat::Guardian { child: one, verified: true, from: at(2), until: None };
            question.act = dice.pick(&[Act::Replace, Act::Erase, Act::Open]);
        }
        2 => {
            question.hat =
                Hat::Guardian { child: one, verified: true, from: at(0), until: Some(at(3)) };
            question.act = dice.pick(&[Act::Store, Act::Grant, Act::Revoke, Act::ReadLog]);
            question.resource = Resource::Folder { child: one };
        }
        3 => {
            question.hat = Hat::Auditor { agency: Some(agency(1)) };
            question.act = Act::Audit;
            question.resource = Resource::Log { agency: Some(agency(2)), above: above(2) };
        }
        number => {
            question.hat = Hat::Professional(Membership {
                unit: agency(2),
                above: above(2),
                agency_active: true,
                state: MembershipState::Confirmed,
                from: dice.pick(&[at(1), at(2)]),
                until: dice.pick(&[None, Some(at(3))]),
            });
            let mut consent = consent(dice);
            (consent.child, consent.unit) = (one, agency(dice.below(3)));
            (consent.standing, consent.purpose) = (Standing::Approved, "aids".to_owned());
            (consent.valid_from, consent.valid_until) = (at(2), at(3));
            consent.actions = vec![ConsentAction::Open, ConsentAction::Contribute];
            consent.excluded_persons.clear();
            consent.excluded_units = dice.some(&[3, 4, 5].map(agency), 30);
            if number == 4 {
                question.act = dice.pick(&[Act::List, Act::Store]);
                question.resource = Resource::Folder { child: one };
            } else if number < 7 {
                consent.categories = vec![facts.category.clone()];
                consent.given_at = facts.created_at;
            } else {
                consent.documents.push(facts.id);
            }
            question.purpose = Some("aids".to_owned());
            question.consent = Some(consent);
        }
    }
    question
}

/// Takes one thing from another question.
fn disturb(question: &mut Question, dice: &mut Dice) {
    let other = wild(dice);
    match dice.below(30) {
        0 => question.now = other.now,
        1 => question.person = other.person,
        2 => question.hat = other.hat,
        3 => question.assurance = other.assurance,
        4 => question.act = other.act,
        5 => question.resource = other.resource,
        6 => question.purpose = other.purpose,
        7 => question.unscanned_allowed = other.unscanned_allowed,
        8 => question.consent = other.consent,
        9..=12 => match (&mut question.hat, other.hat) {
            (Hat::Professional(old), Hat::Professional(new)) => match dice.below(8) {
                0..=3 => old.agency_active = new.agency_active,
                4 => old.state = new.state,
                5 => old.from = new.from,
                6 => old.until = new.until,
                _ => *old = new,
            },
            (Hat::Guardian { until, .. }, _) => *until = dice.end(),
            _ => {}
        },
        13..=18 => {
            if let (Resource::Document(old), Resource::Document(new)) =
                (&mut question.resource, other.resource)
            {
                match dice.below(10) {
                    0 => old.id = new.id,
                    1 => old.child = new.child,
                    2 => old.category = new.category,
                    3 => old.created_at = new.created_at,
                    4..=6 => old.scan = new.scan,
                    7 => old.newest = new.newest,
                    _ => old.erased = new.erased,
                }
            }
        }
        _ => {
            if let (Some(old), Some(new)) = (&mut question.consent, other.consent) {
                match dice.below(18) {
                    0 => old.child = new.child,
                    1 => old.unit = new.unit,
                    2 => old.purpose = new.purpose,
                    3 | 13..=15 => old.standing = new.standing,
                    4 | 5 => old.valid_from = new.valid_from,
                    6 => old.valid_until = new.valid_until,
                    7 => old.given_at = new.given_at,
                    8 => old.documents = new.documents,
                    9 => (old.categories, old.also_later) = (new.categories, new.also_later),
                    10 => old.actions = new.actions,
                    11 | 16 => old.excluded_persons = new.excluded_persons,
                    _ => old.excluded_units = new.excluded_units,
                }
            }
        }
    }
}

fn question(case: u64) -> Question {
    let dice = &mut Dice::for_case(case);
    if dice.chance(20) {
        return wild(dice);
    }
    let mut question = good(dice);
    for _ in 0..dice.below(5) {
        disturb(&mut question, dice);
    }
    question
}

/// How often each answer came, `None` for a yes.
type Counts = BTreeMap<Option<Reason>, u64>;

fn compare(policies: &Policies, cases: impl Iterator<Item = u64>) -> Counts {
    let mut counts = Counts::new();
    for case in cases {
        let question = question(case);
        let (decision, judged) = (policies.decide(&question), judge(&question));
        let sense = makes_sense(question.act, &question.resource);
        let same = decision.allowed == judged.is_ok() && decision.erred != sense;
        assert!(
            same && (sense || judged == Err(Reason::Unknown)),
            "case {case}: {decision:?}, but {judged:?}\n{}",
            serde_json::to_string_pretty(&question).unwrap()
        );
        *counts.entry(judged.err()).or_default() += 1;
    }
    counts
}

#[test]
fn policies_and_judge_give_the_same_answer() {
    let cases = std::env::var("POLICY_CASES").map_or(CASES, |text| text.parse().unwrap());
    let policies = Policies::embedded().unwrap();
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get() as u64);
    let mut counts = Counts::new();
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
            for (answer, count) in part.join().unwrap() {
                *counts.entry(answer).or_default() += count;
            }
        }
    });
    println!("{cases} questions: {counts:?}");
    assert!(counts[&None] * 4 >= cases, "at least every fourth answer is yes: {counts:?}");
    for reason in Reason::ALL {
        let later = [Reason::Withheld, Reason::Shielded].contains(&reason);
        let seen = counts.get(&Some(reason)).copied().unwrap_or_default();
        assert_eq!(seen == 0, later, "{}", reason.code());
        assert!(later || seen * 400 >= cases, "{} only {seen} times", reason.code());
    }
}
