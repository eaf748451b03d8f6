//! The rules that point out what somebody should look at. Each can be said in one
//! sentence, and each names the lines that it rests on. A flag accuses nobody.
//!
//! Nothing here knows a name, a title or a person number, or what a paper is about.

use crate::domain::time::{DAY_MICROS, SECOND_MICROS};
use crate::domain::{Timestamp, dates};
use crate::store::log;
use crate::store::search::Glance;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use uuid::Uuid;

const MINUTE: i64 = 60 * SECOND_MICROS;
const HOUR: i64 = 60 * MINUTE;

/// Different folders opened within [`MANY_MINUTES`] that are many.
pub const MANY_CHILDREN: usize = 6;
/// In so many minutes.
pub const MANY_MINUTES: i64 = 10;
/// Openings of one person within an hour that are very many.
pub const BULK: usize = 40;
/// Refusals of one person within an hour that are many.
pub const REFUSALS: usize = 5;
/// Times that the same access was stopped again within [`CHURN_DAYS`].
pub const CHURN: usize = 3;
/// In so many days.
pub const CHURN_DAYS: i64 = 7;
/// Somebody must have looked at an emergency after so many hours.
pub const FOLLOW_UP_HOURS: i64 = 48;
/// Outside usual hours: from this hour …
pub const NIGHT_FROM: usize = 22;
/// … to this one, and on Saturdays and Sundays.
pub const NIGHT_UNTIL: usize = 6;
/// Who opens at least this part (in percent) of all at such hours works then.
pub const USUAL_PERCENT: u64 = 5;
/// So many openings tell what is usual.
const TELLING: u64 = 20;
/// What happens so soon again belongs to the same flag.
const SAME: i64 = 8 * HOUR;
/// Lines that one flag names.
pub(super) const EVIDENCE: usize = 20;

/// Which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// Somebody opened a paper for the first time ever.
    FirstOpening,
    /// At night or in the weekend, by somebody who does not work then.
    OddHours,
    /// Many folders within minutes.
    ManyChildren,
    /// Very many papers within an hour.
    Bulk,
    /// Tried after the consent had ended.
    AfterEnd,
    /// Told no again and again.
    Refusals,
    /// Somebody opened a paper of a child with the same surname.
    Surname,
    /// The same access given and stopped again and again.
    Churn,
    /// An emergency that nobody has looked into.
    Emergency,
}

crate::domain::agency::codes!(Rule {
    FirstOpening => "first-opening",
    OddHours => "odd-hours",
    ManyChildren => "many-children",
    Bulk => "bulk",
    AfterEnd => "after-end",
    Refusals => "refusals",
    Surname => "surname",
    Churn => "churn",
    Emergency => "emergency",
});

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raised {
    /// By which rule.
    pub rule: Rule,
    /// Who did it.
    pub actor: Option<Uuid>,
    /// Is that one of a family?
    pub by_family: bool,
    /// In which unit, or for which.
    pub unit: Option<Uuid>,
    /// The newest instant that it rests on.
    pub time: i64,
    /// The first line that it rests on: a case about the flag is about that one, however
    /// much is added to the flag later.
    pub first: i64,
    /// The lines that it rests on, oldest first; at most [`EVIDENCE`] of the newest.
    pub entries: VecDeque<i64>,
    /// How many there are.
    pub many: usize,
}

/// What the rules have found.
#[derive(Debug)]
pub(super) struct Found {
    /// Newest first.
    pub raised: Vec<Raised>,
    /// How many openings there were.
    pub openings: u64,
    flagged: BTreeMap<i64, BTreeSet<Rule>>,
}

impl Found {
    /// Takes one back, as if the rule had never raised it.
    pub(super) fn drop_one(&mut self, at: usize) {
        let one = self.raised.remove(at);
        for entry in one.entries {
            if let Some(rules) = self.flagged.get_mut(&entry) {
                rules.remove(&one.rule);
            }
        }
    }

    /// How many openings some rule has flagged.
    #[must_use]
    pub(super) fn flagged(&self) -> u64 {
        self.flagged.values().filter(|rules| !rules.is_empty()).count() as u64
    }

    /// Newest first.
    pub(super) fn sort(&mut self) {
        self.raised.sort_by_key(|one| std::cmp::Reverse((one.time, one.entries.back().copied())));
    }
}

/// Emergencies declared by then must have been looked into.
#[must_use]
pub(super) fn due(now: Timestamp) -> Timestamp {
    now.plus_micros(-FOLLOW_UP_HOURS * HOUR)
}

/// How often somebody opens outside usual hours.
#[derive(Debug, Default, Clone, Copy)]
struct Habit {
    all: u64,
    odd: u64,
}

impl Habit {
    /// Are such hours usual here? `None` when too little is known.
    fn usual(self) -> Option<bool> {
        (self.all >= TELLING).then_some(self.odd * 100 >= self.all * USUAL_PERCENT)
    }
}

#[derive(Debug, Default)]
struct Person {
    habit: Habit,
    /// Openings of the last hour: time, folder, index.
    opened: VecDeque<(i64, Option<Uuid>, i64)>,
    /// Refusals of the last hour: time, index.
    refused: VecDeque<(i64, i64)>,
}

/// Goes through the log in its order.
#[derive(Debug)]
pub(super) struct Rules {
    /// Flags are raised from here on; what is older only tells what is usual.
    from: i64,
    viewer: Option<Uuid>,
    persons: HashMap<Uuid, Person>,
    units: HashMap<Uuid, Habit>,
    /// Stops of access to a folder by a unit: time, index.
    stops: HashMap<(Uuid, Uuid), VecDeque<(i64, i64)>>,
    emergencies: BTreeMap<i64, Raised>,
    /// The last flag of each rule and person, to which more may belong.
    last: HashMap<(Rule, Option<Uuid>, Option<Uuid>), usize>,
    raised: Vec<Raised>,
    /// Openings that were flagged, with the rules by which.
    flagged: BTreeMap<i64, BTreeSet<Rule>>,
    openings: u64,
}

impl Rules {
    /// Raises flags about what happened at `from` or later, but for what `viewer` did.
    #[must_use]
    pub(super) fn new(from: Timestamp, viewer: Option<Uuid>) -> Self {
        Self {
            from: from.as_micros(),
            viewer,
            persons: HashMap::new(),
            units: HashMap::new(),
            stops: HashMap::new(),
            emergencies: BTreeMap::new(),
            last: HashMap::new(),
            raised: Vec::new(),
            flagged: BTreeMap::new(),
            openings: 0,
        }
    }

    /// Looks at the next line.
    pub(super) fn see(&mut self, one: &Glance) {
        match one.kind.as_str() {
            "opened" => self.opened(one),
            "refused" => self.refused(one),
            "consent-revoked" => self.stopped(one),
            "emergency-opened" if one.time >= self.from => {
                self.emergencies.insert(one.idx, raised(Rule::Emergency, one));
            }
            "case-looked-at" | "case-closed" => {
                let about = one.of_idx.and_then(|of| self.emergencies.get(&of));
                let soon =
                    about.is_some_and(|about| one.time - about.time <= FOLLOW_UP_HOURS * HOUR);
                if let Some(of) = one.of_idx.filter(|_| soon) {
                    self.emergencies.remove(&of);
                }
            }
            _ => {}
        }
    }

    /// What was raised up to `now`, newest first.
    #[must_use]
    pub(super) fn finish(mut self, now: Timestamp) -> Found {
        let due = due(now).as_micros();
        let late = std::mem::take(&mut self.emergencies).into_values();
        self.raised.extend(late.filter(|one| one.time <= due));
        self.raised.retain(|one| one.actor.is_none() || one.actor != self.viewer);
        let mut found =
            Found { raised: self.raised, openings: self.openings, flagged: self.flagged };
        found.sort();
        found
    }

    fn opened(&mut self, one: &Glance) {
        let Some(actor) = one.actor else { return };
        // The family opens its own papers whenever it likes.
        let Some(unit) = one.unit else { return };
        let counts = one.time >= self.from && self.viewer != Some(actor);
        self.openings += u64::from(counts);
        let person = self.persons.entry(actor).or_default();
        let (before, of_unit) = (person.habit, self.units.entry(unit).or_default());
        let odd = is_odd(one.time);
        let usual = before.usual().or(of_unit.usual());
        for habit in [&mut person.habit, of_unit] {
            habit.all += 1;
            habit.odd += u64::from(odd);
        }
        person.opened.push_back((one.time, one.child, one.idx));
        while person.opened.front().is_some_and(|(time, ..)| one.time - time > HOUR) {
            person.opened.pop_front();
        }
        let within = |minutes: i64| {
            person.opened.iter().filter(move |(time, ..)| one.time - time <= minutes * MINUTE)
        };
        let children: BTreeSet<Option<Uuid>> =
            within(MANY_MINUTES).map(|(_, child, _)| *child).collect();
        let few = |entries: Vec<i64>| (entries.len(), entries);
        let many = few(within(MANY_MINUTES).map(|(.., idx)| *idx).collect());
        let hour = few(within(60).map(|(.., idx)| *idx).collect());
        if !counts {
            return;
        }
        if before.all == 0 {
            self.raise(Rule::FirstOpening, one, (1, vec![one.idx]));
        }
        // Of somebody and a unit of which nothing is known nothing is unusual.
        if odd && usual == Some(false) {
            self.raise(Rule::OddHours, one, (1, vec![one.idx]));
        }
        if children.len() >= MANY_CHILDREN {
            self.raise(Rule::ManyChildren, one, many);
        }
        if hour.0 >= BULK {
            self.raise(Rule::Bulk, one, hour);
        }
    }

    /// Whoever opened this is called as the child is.
    pub(super) fn namesake(&mut self, one: &Glance) {
        if self.viewer.is_none() || self.viewer != one.actor {
            self.raise(Rule::Surname, one, (1, vec![one.idx]));
        }
    }

    fn refused(&mut self, one: &Glance) {
        let Some(actor) = one.actor else { return };
        let person = self.persons.entry(actor).or_default();
        person.refused.push_back((one.time, one.idx));
        while person.refused.front().is_some_and(|(time, _)| one.time - time > HOUR) {
            person.refused.pop_front();
        }
        let entries: Vec<i64> = person.refused.iter().map(|(_, idx)| *idx).collect();
        if one.time < self.from {
            return;
        }
        if matches!(one.reason.as_deref(), Some("expired" | "revoked")) {
            self.raise(Rule::AfterEnd, one, (1, vec![one.idx]));
        }
        if entries.len() >= REFUSALS {
            self.raise(Rule::Refusals, one, (entries.len(), entries));
        }
    }

    fn stopped(&mut self, one: &Glance) {
        let (Some(child), Some(unit)) = (one.child, one.unit) else { return };
        let stops = self.stops.entry((child, unit)).or_default();
        stops.push_back((one.time, one.idx));
        while stops.front().is_some_and(|(time, _)| one.time - time > CHURN_DAYS * DAY_MICROS) {
            stops.pop_front();
        }
        let entries: Vec<i64> = stops.iter().map(|(_, idx)| *idx).collect();
        if one.time >= self.from && entries.len() >= CHURN {
            self.raise(Rule::Churn, one, (entries.len(), entries));
        }
    }

    /// Raises a flag, or adds to the one that this belongs to.
    fn raise(&mut self, rule: Rule, one: &Glance, (many, entries): (usize, Vec<i64>)) {
        if one.kind == "opened" {
            for entry in &entries {
                self.flagged.entry(*entry).or_default().insert(rule);
            }
        }
        // What is about a folder is not about who happened to do it.
        let key = match rule {
            Rule::Churn => (rule, one.child, one.unit),
            Rule::AfterEnd => (rule, one.actor, one.consent),
            Rule::Surname => (rule, one.actor, one.child),
            _ => (rule, one.actor, None),
        };
        let at = self.last.get(&key).copied();
        if let Some(flag) = at.and_then(|at| self.raised.get_mut(at))
            && one.time - flag.time <= SAME
        {
            for entry in entries {
                if flag.entries.back().is_none_or(|last| *last < entry) {
                    flag.entries.push_back(entry);
                    flag.many += 1;
                }
            }
            while flag.entries.len() > EVIDENCE {
                flag.entries.pop_front();
            }
            flag.time = one.time;
            return;
        }
        self.last.insert(key, self.raised.len());
        let first = entries.first().copied().unwrap_or(one.idx);
        let keep = entries.len().saturating_sub(EVIDENCE);
        let entries = entries.into_iter().skip(keep).collect();
        self.raised.push(Raised { first, entries, many, ..raised(rule, one) });
    }
}

pub(super) fn raised(rule: Rule, one: &Glance) -> Raised {
    Raised {
        rule,
        actor: one.actor,
        by_family: log::is_of_family(one.role.as_deref()),
        unit: one.unit.or(one.agency),
        time: one.time,
        first: one.idx,
        entries: VecDeque::from([one.idx]),
        many: 1,
    }
}

/// Night, Saturday or Sunday on the walls of Norway?
fn is_odd(time: i64) -> bool {
    let (hour, weekday) = dates::hour_and_weekday(Timestamp::from_micros(time));
    !(NIGHT_UNTIL..NIGHT_FROM).contains(&hour) || weekday >= 5
}

#[cfg(test)]
mod tests;
