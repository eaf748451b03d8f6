//! A synthetic year with planted anomalies: nearly all of them are found, and hardly
//! anything else.

use super::*;

/// A generator with a fixed seed (splitmix64), so that every run sees the same year.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

fn glance(kind: &str, time: i64, actor: u64, unit: u64, child: u64) -> Glance {
    let id = |space: u128, id: u64| Some(Uuid::from_u128(space << 64 | u128::from(id)));
    Glance {
        idx: 0,
        time,
        kind: kind.to_owned(),
        reason: None,
        actor: id(1, actor),
        role: None,
        unit: id(2, unit),
        agency: None,
        child: id(3, child),
        consent: None,
        of_idx: None,
    }
}

/// An instant of this day of the year at this hour in Norway (winter time, in which the
/// year is made, is close enough for what is planted).
fn at(day: i64, hour: i64, second: i64) -> i64 {
    let begin: Timestamp = "2025-01-06T23:00:00Z".parse().unwrap();
    begin.as_micros() + day * DAY_MICROS + hour * HOUR + second * SECOND_MICROS
}

fn is_weekend(day: i64) -> bool {
    // The year begins on a Tuesday.
    matches!((day + 1).rem_euclid(7), 5 | 6)
}

/// A year of 120 people in 12 units: ten units work in the day, two around the clock.
fn year(dice: &mut Dice) -> Vec<Glance> {
    let mut all = Vec::new();
    for day in 0..364 {
        for person in 0..120_u64 {
            let (unit, night) = (person % 12, person % 12 >= 10);
            if is_weekend(day) && !night {
                continue;
            }
            // Some have a day off.
            for _ in 0..dice.below(4) {
                let hour = if night { dice.below(24) } else { 8 + dice.below(8) };
                let hour = i64::try_from(hour).unwrap();
                let second = i64::try_from(dice.below(3600)).unwrap();
                // Each has some twenty children.
                let child = unit * 100 + person % 10 * 20 + dice.below(20);
                all.push(glance("opened", at(day, hour, second), person, unit, child));
            }
            // Now and then somebody is told no.
            if dice.below(60) == 0 {
                let mut refused = glance("refused", at(day, 10, 5), person, unit, person);
                refused.reason = Some("no-consent".to_owned());
                all.push(refused);
            }
        }
    }
    all
}

/// What is planted, each with the rule that must find it and who did it.
fn plant(all: &mut Vec<Glance>, dice: &mut Dice) -> Vec<(Rule, u64, i64)> {
    let mut planted = Vec::new();
    for number in 0..20_u64 {
        let day = 60 + i64::try_from(number * 14).unwrap();
        let day = if is_weekend(day) { day + 2 } else { day };
        // By somebody who works in the day.
        let mut who = || loop {
            let person = dice.below(120);
            if person % 12 < 10 {
                return person;
            }
        };
        let person = who();
        all.push(glance("opened", at(day, 2, 11), person, person % 12, 5));
        planted.push((Rule::OddHours, person, at(day, 2, 11)));
        let person = who();
        for child in 0..8_u64 {
            let second = i64::try_from(child).unwrap() * 40;
            all.push(glance("opened", at(day, 12, second), person, person % 12, 900 + child));
        }
        planted.push((Rule::ManyChildren, person, at(day, 12, 0)));
        let person = who();
        if number % 4 == 0 {
            for paper in 0..45 {
                all.push(glance("opened", at(day, 13, paper * 60), person, person % 12, 7));
            }
            planted.push((Rule::Bulk, person, at(day, 13, 0)));
        }
        let person = who();
        for time in 0..6 {
            let mut refused = glance("refused", at(day, 14, time * 90), person, person % 12, 3);
            refused.reason = Some("no-consent".to_owned());
            all.push(refused);
        }
        planted.push((Rule::Refusals, person, at(day, 14, 0)));
        let person = who();
        let mut late = glance("refused", at(day, 15, 0), person, person % 12, 3);
        late.reason = Some(if number % 2 == 0 { "expired" } else { "revoked" }.to_owned());
        all.push(late);
        planted.push((Rule::AfterEnd, person, at(day, 15, 0)));
        // Somebody who has never been here.
        all.push(glance("opened", at(day, 11, 0), 1000 + number, 3, 4));
        planted.push((Rule::FirstOpening, 1000 + number, at(day, 11, 0)));
        for again in 0..3 {
            all.push(glance(
                "consent-revoked",
                at(day + again * 2, 16, 0),
                2000,
                number % 12,
                70 + number,
            ));
        }
        planted.push((Rule::Churn, 2000, at(day, 16, 0)));
        all.push(glance("emergency-opened", at(day, 17, 0), 3000 + number, 10, 4));
        planted.push((Rule::Emergency, 3000 + number, at(day, 17, 0)));
    }
    planted
}

fn run(mut all: Vec<Glance>, from: i64) -> (Vec<Raised>, u64, u64) {
    all.sort_by_key(|one| one.time);
    let mut rules = Rules::new(Timestamp::from_micros(from), None);
    for (idx, one) in (0..).zip(&mut all) {
        one.idx = idx;
        rules.see(one);
    }
    let found = rules.finish(Timestamp::from_micros(at(370, 0, 0)));
    let flagged = found.flagged();
    (found.raised, found.openings, flagged)
}

#[test]
fn what_is_planted_in_a_year_is_found_and_hardly_anything_else() {
    let mut dice = Dice(2025);
    let mut all = year(&mut dice);
    let planted = plant(&mut all, &mut dice);
    let (raised, openings, flagged) = run(all, at(30, 0, 0));
    let found = planted.iter().filter(|(rule, person, time)| {
        let who = Uuid::from_u128(1 << 64 | u128::from(*person));
        raised.iter().any(|one| {
            one.rule == *rule && one.actor == Some(who) && (one.time - time).abs() < 7 * DAY_MICROS
        })
    });
    let recall = found.count() * 100 / planted.len();
    assert!(recall >= 95, "{recall} % of {} found", planted.len());
    assert!(openings > 40_000, "{openings}");
    // The planted openings are among those that are flagged.
    assert!(flagged * 100 <= openings * 2, "{flagged} of {openings}");
    let planted_openings = 20 + 20 * 8 + 5 * 45 + 20;
    let others = flagged.saturating_sub(planted_openings);
    assert!(others * 100 <= openings, "{others} of {openings} flagged beside those");
}

#[test]
fn an_ordinary_year_is_quiet() {
    let (raised, openings, flagged) = run(year(&mut Dice(7)), at(30, 0, 0));
    assert!(flagged * 1000 <= openings, "{flagged} of {openings}: {:?}", raised.first());
}

#[test]
fn what_belongs_together_is_one_flag_with_its_lines() {
    let visits = (0..30).map(|second| glance("refused", at(40, 9, second), 1, 1, 1)).collect();
    let (raised, ..) = run(visits, at(30, 0, 0));
    assert_eq!(raised.len(), 1, "{raised:?}");
    assert_eq!((raised[0].rule, raised[0].many), (Rule::Refusals, 30));
    assert_eq!(raised[0].entries.len(), EVIDENCE);
    assert_eq!(raised[0].entries.back(), Some(&29));
}

#[test]
fn an_emergency_that_was_looked_into_in_time_is_none() {
    let opened = glance("emergency-opened", at(40, 9, 0), 1, 1, 1);
    let looked = |hours: i64| {
        let mut looked = glance("case-looked-at", at(40, 9 + hours, 0), 2, 1, 1);
        looked.of_idx = Some(0);
        looked
    };
    for (hours, flags) in [(1, 0), (48, 0), (49, 1)] {
        let (raised, ..) = run(vec![opened.clone(), looked(hours)], at(30, 0, 0));
        assert_eq!(raised.len(), flags, "after {hours} hours");
    }
    let (raised, ..) = run(vec![opened], at(30, 0, 0));
    assert_eq!(raised[0].rule, Rule::Emergency);
}

#[test]
fn families_may_read_at_night() {
    let mut night: Vec<Glance> =
        (0..60).map(|day| glance("opened", at(day, 3, 0), 1, 1, 1)).collect();
    for one in &mut night {
        one.unit = None;
    }
    let (raised, openings, _) = run(night, at(30, 0, 0));
    assert!(raised.is_empty() && openings == 0);
}

#[test]
fn what_is_added_to_a_flag_leaves_its_first_line() {
    let refused = |second| Glance {
        reason: Some("no-consent".to_owned()),
        ..glance("refused", at(40, 10, second), 1, 1, 1)
    };
    let (few, ..) = run((0..5).map(refused).collect(), at(30, 0, 0));
    let (many, ..) = run((0..60).map(refused).collect(), at(30, 0, 0));
    assert_eq!((few.len(), many.len()), (1, 1));
    assert_eq!((few[0].first, many[0].first), (0, 0));
    assert!(many[0].entries.len() == EVIDENCE && !many[0].entries.contains(&0));
}

#[test]
fn what_the_viewer_did_and_what_is_taken_back_is_not_counted() {
    let opened = |second| glance("opened", at(40, 10, second), 1, 1, 1);
    let actor = opened(0).actor;
    for (viewer, expected) in [(None, (1, 3, 1)), (actor, (0, 0, 0))] {
        let mut rules = Rules::new(Timestamp::from_micros(at(30, 0, 0)), viewer);
        for (idx, second) in (0..3).enumerate() {
            rules.see(&Glance { idx: i64::try_from(idx).unwrap(), ..opened(second) });
        }
        let mut found = rules.finish(Timestamp::from_micros(at(50, 0, 0)));
        assert_eq!((found.raised.len(), found.openings, found.flagged()), expected);
        if viewer.is_none() {
            found.drop_one(0);
            assert_eq!((found.raised.len(), found.flagged()), (0, 0));
        }
    }
}
