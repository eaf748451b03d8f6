//! The family's switch for emergencies, worked out anew for each question, and
//! who may use it.

use super::decide::Ask;
use super::{Gate, deciders};
use crate::domain::approval::{self, Deciders, Missing};
use crate::domain::law::Law;
use crate::domain::question::{EMERGENCY_SHEET, Hat};
use crate::domain::time::SECOND_MICROS;
use crate::domain::{AgencyId, ChildId, PersonId, Timestamp};
use crate::identity::Actor;
use crate::policy::rules::{Approval as Rule, Tables};
use crate::store::emergencies::{self, Answer};
use crate::store::facts::{Facts, Target};
use crate::store::people::Guardianship;
use crate::store::{Conn, StoreError, Tx, children, log, people};

/// How far back tries are counted.
const TRIES_MICROS: i64 = 3600 * SECOND_MICROS;

/// How the family's switch for emergencies stands. It is stored nowhere: it
/// follows from who decides today and what each of them has answered.
#[derive(Debug, Clone, Default)]
pub struct Switch {
    /// What those answered who have a say today, oldest first.
    pub answers: Vec<Answer>,
    /// Whose yes is missing.
    pub missing: Missing,
    /// Is it on?
    pub on: bool,
}

impl Switch {
    /// As it stands now. An unknown child costs the same statements and is off.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub async fn load(
        conn: &mut Conn,
        tables: &Tables,
        child: ChildId,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let row = children::find(conn, child).await?;
        let guardianships = people::list_guardianships_of_child(conn, child).await?;
        let answers = emergencies::list_answers(conn, child).await?;
        let Some(row) = row else { return Ok(Self::default()) };
        let law = tables.ages.law(row.born, now);
        let family = Family { guardianships, young_person: row.person, law, now };
        Ok(family.switch(tables, answers))
    }
}

/// Those who may have a say.
struct Family {
    guardianships: Vec<Guardianship>,
    young_person: Option<PersonId>,
    law: Law,
    now: Timestamp,
}

impl Family {
    fn switch(&self, tables: &Tables, mut answers: Vec<Answer>) -> Switch {
        answers.retain(|answer| self.counts(tables, answer));
        let agreed: Vec<PersonId> =
            answers.iter().filter(|one| one.switched_on).map(|one| one.person).collect();
        let deciders: Deciders =
            deciders::of(&self.guardianships, self.young_person, tables, &self.law, self.now);
        let category = tables.category(EMERGENCY_SHEET);
        let rule = category.map_or(Rule::AllGuardians, |category| category.approval);
        let touches = [(tables.field_of(EMERGENCY_SHEET), rule)];
        // Whoever declares an emergency is new to the family.
        let need = approval::need(touches, &self.law, true, self.young_person.is_some());
        let missing = approval::missing(need, &deciders, &self.law, &agreed);
        let on = missing.is_empty() && answers.iter().all(|one| one.switched_on);
        Switch { answers, missing, on }
    }

    /// Does the answer come from somebody with a say today? A yes counts only if it
    /// was given in the guardianship that gives the say: whoever gets one anew is
    /// asked anew.
    fn counts(&self, tables: &Tables, answer: &Answer) -> bool {
        let field = tables.field_of(EMERGENCY_SHEET);
        let decides = |fields: &[String]| fields.iter().any(|one| one == field);
        let young =
            self.young_person == Some(answer.person) && decides(&self.law.young_person_decides);
        let mut guardianships = self.guardianships.iter().filter(|one| {
            one.person == answer.person
                && deciders::in_force(one, self.now)
                && decides(&tables.powers(&one.kind).decides(&self.law))
        });
        young
            || guardianships.any(|one| {
                let since = one.verified.map_or(one.from, |verified| verified.max(one.from));
                !answer.switched_on || since <= answer.at
            })
    }
}

/// Looks at the switch where an emergency is declared or made use of, and leaves
/// of the ways to ask those that then count.
pub(super) async fn look(
    conn: &mut Conn,
    tables: &Tables,
    ask: &Ask,
    facts: &mut Facts,
    (person, now): (PersonId, Timestamp),
) -> Result<(), StoreError> {
    if let (Some(unit), Target::Folder(child)) = (ask.emergency, ask.target) {
        let switch = Switch::load(conn, tables, child, now).await?;
        facts.emergency_on = facts.child.is_some() && switch.on;
        keep_places(facts, unit, person, now);
    } else if facts.candidates.iter().any(|one| one.emergency.is_some())
        && let Some(child) = facts.child
        && !Switch::load(conn, tables, child, now).await?.on
    {
        // Off since it was declared, by whatever cause: it opens nothing any more.
        facts.candidates.retain(|one| one.emergency.is_none());
    }
    Ok(())
}

/// The places in the unit that is named. No consent bears an emergency; one that
/// keeps the person out stands in its way.
fn keep_places(facts: &mut Facts, unit: AgencyId, person: PersonId, now: Timestamp) {
    let mut places = std::mem::take(&mut facts.candidates);
    places.retain(|one| matches!(&one.hat, Hat::Professional(place) if place.unit == unit));
    let keeps_out = |one: &crate::store::facts::Candidate| match (&one.hat, &one.consent) {
        (Hat::Professional(place), Some(consent)) => consent.keeps_out(person, place, now),
        _ => false,
    };
    if places.iter().any(keeps_out) {
        places.retain(keeps_out);
    } else {
        for one in places {
            if facts.candidates.iter().all(|place| place.hat != one.hat) {
                facts.candidates.push(crate::store::facts::Candidate { consent: None, ..one });
            }
        }
        return;
    }
    facts.candidates = places;
}

impl Gate {
    /// Has the person been told no too often of late, declaring emergencies?
    pub(super) async fn has_tried_too_often(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        ask: &Ask,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        if ask.emergency.is_none() {
            return Ok(false);
        }
        let since = now.plus_micros(-TRIES_MICROS);
        let tries = log::count_emergency_tries(tx, actor.person(), since).await?;
        Ok(tries >= self.policies.tables().terms.emergency_tries_an_hour)
    }
}
