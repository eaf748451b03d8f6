//! One step away from a question.

use super::questions::{
    Times as _, above, agency, child, consent, document, emergency, fields, person, place, wild,
};
use crate::support::dice::Dice;
use samflyt::domain::PersonId;
use samflyt::domain::agency::MembershipState;
use samflyt::domain::law::Law;
use samflyt::domain::question::{ConsentFacts, Hat, Question, Resource};

/// Takes one thing from another question.
pub(super) fn disturb(question: &mut Question, dice: &mut Dice) {
    let other = wild(dice);
    match dice.below(36) {
        0 => question.now = other.now,
        1 => question.person = other.person,
        2 => question.hat = other.hat,
        3 => question.assurance = other.assurance,
        4 => question.act = other.act,
        5 => question.resource = other.resource,
        6 => question.purpose = other.purpose,
        7 => question.unscanned_allowed = other.unscanned_allowed,
        8 => question.consent = other.consent,
        9 => question.emergency = other.emergency,
        10 => question.fields = other.fields,
        11 => question.law = other.law,
        12 | 13 => disturb_law(&mut question.law, other.law, dice),
        14..=18 => disturb_hat(&mut question.hat, other.hat, dice),
        19..=24 => {
            let asker = question.person;
            disturb_resource(&mut question.resource, asker, dice);
        }
        25 | 26 => {
            if let Some(old) = &mut question.emergency {
                let new = emergency(dice);
                match dice.below(4) {
                    0 => old.child = new.child,
                    1 => old.person = new.person,
                    2 => old.from = new.from,
                    _ => old.until = new.until,
                }
            }
        }
        _ => {
            if let Some(old) = &mut question.consent {
                disturb_consent(old, consent(dice), dice);
            }
        }
    }
}

fn disturb_law(old: &mut Law, new: Law, dice: &mut Dice) {
    match dice.below(4) {
        0 => old.guardians_decide = new.guardians_decide,
        1 => old.young_person_decides = new.young_person_decides,
        2 => old.may_withhold = new.may_withhold,
        _ => old.adult = new.adult,
    }
}

fn disturb_hat(old: &mut Hat, new: Hat, dice: &mut Dice) {
    match (old, new) {
        (Hat::Professional(old), Hat::Professional(new)) => match dice.below(11) {
            0..=2 => old.agency_active = new.agency_active,
            3 | 4 => old.health = new.health,
            5 => old.state = new.state,
            6 => old.from = new.from,
            7 => old.until = new.until,
            8 | 9 => old.administrator = !old.administrator,
            _ => *old = new,
        },
        (Hat::Guardian { child: of, verified, from, until, sees, decides, .. }, _) => {
            match dice.below(7) {
                0 => *of = child(dice),
                1 => *verified = false,
                2 => *from = dice.time(),
                3 => *until = dice.end(),
                4 => sees.clear(),
                5 => *sees = fields(dice),
                _ => *decides = fields(dice),
            }
        }
        (Hat::YoungPerson { child: of, decides }, _) => match dice.below(3) {
            0 => *of = child(dice),
            _ => *decides = fields(dice),
        },
        _ => {}
    }
}

fn disturb_resource(old: &mut Resource, asker: PersonId, dice: &mut Dice) {
    match old {
        Resource::Document(old) => {
            let new = document(dice);
            match dice.below(17) {
                0 => old.id = new.id,
                1 => old.child = new.child,
                2 => old.category = new.category,
                3..=7 => old.field = new.field,
                8 => old.created_at = new.created_at,
                9..=11 => old.scan = new.scan,
                12 => old.newest = false,
                13 => old.withheld = true,
                14 => old.shielded = true,
                _ => old.erased = new.erased,
            }
        }
        Resource::Folder { child: of, shielded, emergency_on } => match dice.below(3) {
            0 => *of = child(dice),
            1 => *shielded = true,
            _ => *emergency_on = !*emergency_on,
        },
        Resource::Unit { unit } => *unit = agency(dice.below(6)),
        Resource::Members { unit, above: up } => {
            let number = dice.below(6);
            (*unit, *up) = (agency(number), above(number));
        }
        Resource::Place(old) => {
            let number = dice.below(6);
            let new = place(number, dice);
            match dice.below(9) {
                0 => (old.unit, old.above) = (new.unit, new.above),
                1 => old.person = asker,
                2 => old.person = person(dice.below(4)),
                3..=6 => old.invited_by = Some(asker),
                7 => old.state = MembershipState::Ended,
                _ => old.state = new.state,
            }
        }
        Resource::Log { .. } | Resource::Installation => {}
    }
}

fn disturb_consent(old: &mut ConsentFacts, new: ConsentFacts, dice: &mut Dice) {
    match dice.below(23) {
        0 => old.child = new.child,
        1 => old.unit = new.unit,
        2 => old.purpose = new.purpose,
        3..=6 => old.standing = new.standing,
        7 | 8 => old.valid_from = new.valid_from,
        9 => old.valid_until = new.valid_until,
        10 => old.given_at = new.given_at,
        11 => old.documents = new.documents,
        12 => (old.categories, old.also_later) = (new.categories, new.also_later),
        13 => old.actions = new.actions,
        14 | 15 => old.excluded_persons = new.excluded_persons,
        16 => old.excluded_units = new.excluded_units,
        17 => old.fields = new.fields,
        18 => old.by_guardian = new.by_guardian,
        19 => old.by_young_person = new.by_young_person,
        20 => old.by_representative = new.by_representative,
        21 => old.used = new.used,
        _ => {
            old.by_guardian = new.by_guardian;
            old.by_young_person = new.by_young_person;
        }
    }
}
