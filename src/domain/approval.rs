//! Who must agree before something is shared: the tables' rules, applied to the
//! people who have a say today. Pure: the facts are handed in.

use super::id::PersonId;
use super::law::{Law, Power};
use serde::Deserialize;

/// Who must agree to sharing a category, as long as the guardians decide in its
/// field (`categories.toml`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Each guardian, every time.
    AllGuardians,
    /// Each guardian for a new recipient; else one.
    AnyGuardian,
    /// The young person alone, where there is a sign-in.
    YoungPerson,
    /// The young person, where there is a sign-in, and each guardian.
    YoungPersonAndGuardians,
}

crate::domain::agency::codes!(Rule {
    AllGuardians => "all-guardians",
    AnyGuardian => "any-guardian",
    YoungPerson => "young-person",
    YoungPersonAndGuardians => "young-person-and-guardians",
});

/// How many guardians.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// None.
    None,
    /// One who decides on everyday matters.
    One,
    /// Each who decides on everything.
    Each,
}

/// Whose agreement is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Guardians.
    pub guardians: Quantity,
    /// The young person.
    pub young_person: bool,
}

/// The people with a say on a child's folder today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deciders {
    /// Guardians in force and verified, each once with the most that is given,
    /// without those from whom the matter is hidden.
    pub guardians: Vec<(PersonId, Power)>,
    /// The young person, where there is a sign-in.
    pub young_person: Option<PersonId>,
}

/// Whose agreement is still missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Each of these.
    pub each: Vec<PersonId>,
    /// One of these.
    pub one_of: Vec<PersonId>,
    /// Somebody who does not exist: a guardian, or a sign-in of the young person.
    pub nobody: bool,
}

impl Missing {
    /// Has everybody agreed who must?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.each.is_empty() && self.one_of.is_empty() && !self.nobody
    }

    /// Everybody who can help it along.
    pub fn people(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.each.iter().chain(&self.one_of).copied()
    }
}

/// Whose agreement sharing needs that touches these categories (their field and
/// rule). `is_new` says that the recipient is new to the family, or that somebody
/// of it has stopped the last consent.
#[must_use]
pub fn need<'t>(
    touches: impl IntoIterator<Item = (&'t str, Rule)>,
    law: &Law,
    is_new: bool,
    has_sign_in: bool,
) -> Need {
    let mut need = Need { guardians: Quantity::None, young_person: law.adult };
    let has = |fields: &[String], field: &str| fields.iter().any(|one| one == field);
    for (field, rule) in touches {
        let (guardians, young_person) = if has(&law.young_person_decides, field) {
            let together = has(&law.guardians_decide, field);
            (if together { Quantity::Each } else { Quantity::None }, true)
        } else {
            match rule {
                Rule::AnyGuardian if !is_new => (Quantity::One, false),
                Rule::YoungPerson if has_sign_in => (Quantity::None, true),
                Rule::AnyGuardian | Rule::AllGuardians | Rule::YoungPerson => {
                    (Quantity::Each, false)
                }
                Rule::YoungPersonAndGuardians => (Quantity::Each, has_sign_in),
            }
        };
        need.guardians = need.guardians.max(guardians);
        need.young_person |= young_person;
    }
    need
}

/// Whose agreement is missing when these have agreed. The agreement of somebody
/// without a say today does not count.
#[must_use]
pub fn missing(need: Need, deciders: &Deciders, law: &Law, agreed: &[PersonId]) -> Missing {
    let mut missing = Missing::default();
    let has_agreed = |person: &PersonId| agreed.contains(person);
    let with = |least: Power| {
        deciders.guardians.iter().filter(move |(_, power)| *power >= least).map(|(one, _)| *one)
    };
    if need.young_person {
        // Of age, somebody may stand in: each alone is enough.
        let stand_ins: Vec<PersonId> =
            if law.adult { with(Power::Everything).collect() } else { Vec::new() };
        let able: Vec<PersonId> = deciders.young_person.into_iter().chain(stand_ins).collect();
        if !able.iter().any(has_agreed) {
            match able.as_slice() {
                [] => missing.nobody = true,
                [one] => missing.each.push(*one),
                _ => missing.one_of.extend(able),
            }
        }
    }
    match need.guardians {
        Quantity::None => {}
        Quantity::One => {
            let able: Vec<PersonId> = with(Power::Everyday).collect();
            if able.is_empty() {
                missing.nobody = true;
            } else if !able.iter().any(has_agreed) {
                missing.one_of.extend(able);
            }
        }
        Quantity::Each => {
            let must: Vec<PersonId> = with(Power::Everything).collect();
            missing.nobody |= must.is_empty();
            missing.each.extend(must.into_iter().filter(|one| !has_agreed(one)));
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn fields(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    fn law(young: &[&str], guardians: &[&str], adult: bool) -> Law {
        Law {
            young_person_decides: fields(young),
            guardians_decide: fields(guardians),
            adult,
            ..Law::default()
        }
    }

    fn two_and_a_young_person() -> Deciders {
        Deciders {
            guardians: vec![(person(1), Power::Everything), (person(2), Power::Everything)],
            young_person: Some(person(9)),
        }
    }

    const CHILD: (&[&str], &[&str]) = (&[], &["health", "plans"]);

    #[test]
    fn everyday_matters_need_one_guardian_and_new_recipients_all() {
        let law = law(CHILD.0, CHILD.1, false);
        let of = |rule, is_new| need([("plans", rule)], &law, is_new, true);
        assert_eq!(of(Rule::AnyGuardian, false).guardians, Quantity::One);
        assert_eq!(of(Rule::AnyGuardian, true).guardians, Quantity::Each);
        assert_eq!(of(Rule::AllGuardians, false).guardians, Quantity::Each);
        assert!(!of(Rule::AllGuardians, true).young_person);
        assert!(of(Rule::YoungPersonAndGuardians, false).young_person);
        let most =
            need([("plans", Rule::AnyGuardian), ("health", Rule::AllGuardians)], &law, false, true);
        assert_eq!(most.guardians, Quantity::Each);
    }

    #[test]
    fn the_age_rules_come_before_the_category() {
        let law = law(&["health"], &["plans"], false);
        let health = need([("health", Rule::AllGuardians)], &law, true, true);
        assert_eq!(health, Need { guardians: Quantity::None, young_person: true });
        let both =
            need([("health", Rule::AllGuardians), ("plans", Rule::AnyGuardian)], &law, false, true);
        assert_eq!(both, Need { guardians: Quantity::One, young_person: true });
    }

    #[test]
    fn each_must_agree_and_who_has_no_say_does_not_count() {
        let law = law(CHILD.0, CHILD.1, false);
        let need = Need { guardians: Quantity::Each, young_person: false };
        let deciders = two_and_a_young_person();
        let left = |agreed: &[PersonId]| missing(need, &deciders, &law, agreed);
        assert_eq!(left(&[person(1)]).each, [person(2)]);
        assert!(left(&[person(1), person(2)]).is_empty());
        assert_eq!(left(&[person(1), person(7), person(9)]).each, [person(2)]);
        let nobody = missing(need, &Deciders::default(), &law, &[person(1)]);
        assert!(nobody.nobody && !nobody.is_empty());
    }

    #[test]
    fn daily_authority_is_enough_for_everyday_matters_alone() {
        let law = law(CHILD.0, CHILD.1, false);
        let deciders = Deciders {
            guardians: vec![
                (person(1), Power::Everything),
                (person(2), Power::Everyday),
                (person(3), Power::See),
            ],
            young_person: None,
        };
        let one = Need { guardians: Quantity::One, young_person: false };
        let each = Need { guardians: Quantity::Each, young_person: false };
        assert!(missing(one, &deciders, &law, &[person(2)]).is_empty());
        assert_eq!(missing(one, &deciders, &law, &[person(3)]).one_of, [person(1), person(2)]);
        assert_eq!(missing(each, &deciders, &law, &[person(2)]).each, [person(1)]);
        assert!(missing(each, &deciders, &law, &[person(1)]).is_empty());
    }

    #[test]
    fn of_age_somebody_may_stand_in() {
        let deciders = two_and_a_young_person();
        let need = Need { guardians: Quantity::None, young_person: true };
        let adult = law(&["health"], &[], true);
        assert!(missing(need, &deciders, &adult, &[person(2)]).is_empty());
        assert_eq!(missing(need, &deciders, &adult, &[]).one_of.len(), 3);
        let minor = law(&["health"], &[], false);
        assert_eq!(missing(need, &deciders, &minor, &[person(2)]).each, [person(9)]);
    }
}
