//! Questions by number: a fifth is anything at all, the others are a yes from
//! which up to four things were taken away.

use super::steps::disturb;
use crate::support::dice::Dice;
use samflyt::domain::agency::MembershipState;
use samflyt::domain::document::ScanState;
use samflyt::domain::law::{Law, UNKNOWN_FIELD};
use samflyt::domain::question::{
    Act, Assurance, ConsentAction, ConsentFacts, DocumentFacts, EMERGENCY, EMERGENCY_SHEET,
    EmergencyFacts, Hat, Membership, PlaceFacts, Question, Resource, Standing,
};
use samflyt::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, Timestamp};
use samflyt::policy::facts::makes_sense;
use uuid::Uuid;

/// Instants for questions.
pub(super) trait Times {
    /// One of six neighbouring microseconds.
    fn time(&mut self) -> Timestamp;
    /// An end, where there is one.
    fn end(&mut self) -> Option<Timestamp>;
}

impl Times for Dice {
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

/// Categories with their fields of law.
const CATEGORIES: [(&str, &str); 5] = [
    ("medical", "health"),
    (EMERGENCY_SHEET, "health"),
    ("education", "education"),
    ("plan", "administration"),
    ("no-more", UNKNOWN_FIELD),
];
const FIELDS: [&str; 4] = ["health", "education", "administration", UNKNOWN_FIELD];
const PURPOSES: [&str; 3] = ["treatment", "aids", EMERGENCY];
const SCANS: [ScanState; 4] =
    [ScanState::Pending, ScanState::Clean, ScanState::Infected, ScanState::NotScanned];

pub(super) fn child(dice: &mut Dice) -> ChildId {
    ChildId(uuid(1 + dice.below(2)))
}

pub(super) fn person(number: u64) -> PersonId {
    PersonId(uuid(10 + number))
}

/// Bodies 0 and 4 stand at the top; 0 > 1 > {2, 3} and 4 > 5.
pub(super) fn agency(number: u64) -> AgencyId {
    AgencyId(uuid(20 + number))
}

pub(super) fn above(number: u64) -> Vec<AgencyId> {
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

pub(super) fn fields(dice: &mut Dice) -> Vec<String> {
    dice.some(&words(&FIELDS), 40)
}

pub(super) fn document(dice: &mut Dice) -> DocumentFacts {
    let (category, field) = dice.pick(&CATEGORIES);
    DocumentFacts {
        id: DocumentId(uuid(30 + dice.below(3))),
        child: child(dice),
        category: category.to_owned(),
        // Sometimes one that the table does not give.
        field: if dice.chance(90) { field.to_owned() } else { dice.pick(&words(&FIELDS)) },
        source: dice.chance(30).then(|| agency(dice.below(6))),
        withheld: dice.chance(10),
        shielded: dice.chance(10),
        created_at: dice.time(),
        scan: dice.pick(&SCANS),
        newest: dice.chance(92),
        erased: dice.chance(20).then(|| dice.time()),
    }
}

pub(super) fn consent(dice: &mut Dice) -> ConsentFacts {
    let categories = words(&CATEGORIES.map(|(category, _)| category));
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
        categories: dice.some(&categories, 40),
        also_later: dice.chance(40),
        actions: dice.some(ConsentAction::ALL, 60),
        excluded_persons: dice.some(&[person(0), person(1)], 20),
        excluded_units: dice.some(&[0, 1, 2, 3, 4, 5].map(agency), 8),
        touches: dice.some(&categories, 40),
        fields: fields(dice),
        carriers: Vec::new(),
        by_guardian: dice.chance(50),
        by_young_person: dice.chance(50),
        by_representative: dice.chance(50),
        once: false,
        used: dice.chance(20),
    }
}

pub(super) fn emergency(dice: &mut Dice) -> EmergencyFacts {
    EmergencyFacts {
        id: uuid(50),
        child: child(dice),
        person: person(dice.below(3)),
        from: dice.time(),
        until: dice.time(),
    }
}

/// As the age rules have it, or anything at all.
fn law(dice: &mut Dice) -> Law {
    let (guardians, young, see, adult): (&[&str], &[&str], &[&str], bool) = match dice.below(5) {
        0 => (&FIELDS, &[], &FIELDS, false),
        1 => (
            &["administration", UNKNOWN_FIELD],
            &["health", "education", UNKNOWN_FIELD],
            &["administration", "education", UNKNOWN_FIELD],
            false,
        ),
        2 => (&[], &FIELDS, &[], true),
        3 => (&FIELDS, &["health", UNKNOWN_FIELD], &FIELDS, false),
        _ => {
            return Law {
                guardians_decide: fields(dice),
                young_person_decides: fields(dice),
                guardians_see: fields(dice),
                heard: dice.chance(50),
                may_withhold: dice.chance(50),
                adult: dice.chance(50),
            };
        }
    };
    Law {
        guardians_decide: words(guardians),
        young_person_decides: words(young),
        guardians_see: words(see),
        heard: true,
        may_withhold: dice.chance(70),
        adult,
    }
}

fn guardian(dice: &mut Dice) -> Hat {
    Hat::Guardian {
        child: child(dice),
        kind: "parental-responsibility".to_owned(),
        verified: dice.chance(70),
        from: dice.time(),
        until: dice.end(),
        sees: if dice.chance(20) { Vec::new() } else { fields(dice) },
        decides: fields(dice),
    }
}

fn hat(dice: &mut Dice) -> Hat {
    match dice.below(10) {
        0 | 1 => guardian(dice),
        2 => Hat::YoungPerson { child: child(dice), decides: fields(dice) },
        3 => Hat::Auditor { agency: dice.chance(70).then(|| agency(dice.below(6))) },
        4 => dice.pick(&[Hat::Operator, Hat::Nobody]),
        _ => {
            let unit = dice.below(6);
            Hat::Professional(Membership {
                unit: agency(unit),
                above: above(unit),
                agency_active: dice.chance(80),
                health: dice.chance(60),
                administrator: dice.chance(50),
                state: dice.pick(MembershipState::ALL),
                from: dice.time(),
                until: dice.end(),
            })
        }
    }
}

fn resource(dice: &mut Dice) -> Resource {
    match dice.below(22) {
        0..=3 => Resource::Folder {
            child: child(dice),
            shielded: dice.chance(10),
            emergency_on: dice.chance(60),
        },
        4 => Resource::Log { agency: None, above: Vec::new() },
        5 => {
            let number = dice.below(6);
            Resource::Log { agency: Some(agency(number)), above: above(number) }
        }
        6 => Resource::Unit { unit: agency(dice.below(6)) },
        7 => {
            let number = dice.below(6);
            Resource::Members { unit: agency(number), above: above(number) }
        }
        8 | 15..=17 => {
            let number = dice.below(6);
            Resource::Place(place(number, dice))
        }
        9 => Resource::Installation,
        _ => Resource::Document(document(dice)),
    }
}

/// Somebody's place in a unit.
pub(super) fn place(number: u64, dice: &mut Dice) -> PlaceFacts {
    PlaceFacts {
        unit: agency(number),
        above: above(number),
        person: person(dice.below(4)),
        state: dice.pick(MembershipState::ALL),
        invited_by: dice.chance(40).then(|| person(dice.below(4))),
    }
}

/// Anything at all.
pub(super) fn wild(dice: &mut Dice) -> Question {
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
        consent: dice.chance(70).then(|| consent(dice)),
        emergency: dice.chance(30).then(|| emergency(dice)),
        fields: fields(dice),
        law: law(dice),
        unscanned_allowed: dice.chance(50),
    }
}

const ONE: u64 = 1;

fn one() -> ChildId {
    ChildId(uuid(ONE))
}

/// What a guardian and the young person decide on under this law.
fn decides(law: &Law) -> (Vec<String>, Vec<String>) {
    let guardians = if law.adult { &law.young_person_decides } else { &law.guardians_decide };
    (guardians.clone(), law.young_person_decides.clone())
}

/// A question whose answer is yes, and the policy that makes it.
fn good(dice: &mut Dice) -> (Question, &'static str) {
    let mut facts = document(dice);
    (facts.child, facts.scan) = (one(), ScanState::Clean);
    (facts.newest, facts.erased) = (true, None);
    (facts.withheld, facts.shielded) = (false, false);
    let mut question = wild(dice);
    question.now = at(2);
    question.assurance = Assurance::High;
    question.act = dice.pick(&[Act::Open, Act::Open, Act::List]);
    question.resource = Resource::Document(facts.clone());
    let by = match dice.below(24) {
        0..=5 => good_family(&mut question, &facts, dice),
        6 => {
            let own = dice.chance(70);
            question.hat = Hat::Auditor { agency: own.then(|| agency(1)) };
            question.act = Act::Audit;
            question.resource = Resource::Log { agency: Some(agency(2)), above: above(2) };
            if own { "agency-auditor-reads-own-log" } else { "operator-auditor-reads-all-logs" }
        }
        19 => {
            question.hat = Hat::Operator;
            question.act = Act::Operate;
            question.resource = Resource::Installation;
            "operator-runs-the-installation"
        }
        number => {
            question.hat = Hat::Professional(Membership {
                unit: agency(2),
                above: above(2),
                agency_active: true,
                health: true,
                administrator: false,
                state: MembershipState::Confirmed,
                from: dice.pick(&[at(1), at(2)]),
                until: dice.pick(&[None, Some(at(3))]),
            });
            question.consent = None;
            match number {
                20 | 21 => good_members(&mut question, dice),
                7 => {
                    question.act = Act::Request;
                    question.resource = Resource::Unit { unit: agency(2) };
                    "unit-asks"
                }
                8 | 9 => good_emergency(&mut question, &mut facts, dice),
                _ => good_by_consent(&mut question, &facts, dice),
            }
        }
    };
    (question, by)
}

/// An administrator of the unit, or of a body above it, and a place that fits.
fn good_members(question: &mut Question, dice: &mut Dice) -> &'static str {
    use MembershipState::{Confirmed, Invited, Suspended};
    if let Hat::Professional(membership) = &mut question.hat {
        membership.administrator = true;
        let number = dice.pick(&[0, 1, 2, 2]);
        (membership.unit, membership.above) = (agency(number), above(number));
    }
    question.act = dice.pick(&[
        Act::SeeMembers,
        Act::InviteMember,
        Act::ConfirmMember,
        Act::ConfirmMember,
        Act::SuspendMember,
        Act::EndMember,
    ]);
    let mut of = place(2, dice);
    while of.person == question.person || of.invited_by == Some(question.person) {
        of = place(2, dice);
    }
    let (states, by): (&[MembershipState], _) = match question.act {
        Act::ConfirmMember => (&[Invited, Suspended], "administrator-confirms-members"),
        Act::SuspendMember => (&[Confirmed], "administrator-suspends-members"),
        Act::EndMember => (&[Invited, Confirmed, Suspended], "administrator-ends-members"),
        _ => {
            question.resource = Resource::Members { unit: of.unit, above: of.above };
            return "administrator-sees-and-names-members";
        }
    };
    of.state = dice.pick(states);
    question.resource = Resource::Place(of);
    by
}

fn good_emergency(
    question: &mut Question,
    facts: &mut DocumentFacts,
    dice: &mut Dice,
) -> &'static str {
    if dice.chance(40) {
        question.act = Act::OpenEmergency;
        question.resource = Resource::Folder { child: one(), shielded: false, emergency_on: true };
        return "emergency-declared";
    }
    (facts.category, facts.field) = (EMERGENCY_SHEET.to_owned(), "health".to_owned());
    question.resource = Resource::Document(facts.clone());
    question.purpose = Some(EMERGENCY.to_owned());
    question.emergency = Some(EmergencyFacts {
        id: uuid(50),
        child: one(),
        person: question.person,
        from: dice.pick(&[at(1), at(2)]),
        until: at(3),
    });
    "emergency-opens-the-sheet"
}

fn good_by_consent(
    question: &mut Question,
    facts: &DocumentFacts,
    dice: &mut Dice,
) -> &'static str {
    let mut consent = consent(dice);
    (consent.child, consent.unit) = (one(), agency(dice.below(3)));
    (consent.standing, consent.purpose) = (Standing::Approved, "aids".to_owned());
    (consent.valid_from, consent.valid_until) = (at(2), at(3));
    (consent.actions, consent.used) = (ConsentAction::ALL.to_vec(), false);
    consent.excluded_persons.clear();
    consent.excluded_units = dice.some(&[3, 4, 5].map(agency), 30);
    question.purpose = Some("aids".to_owned());
    let on_document = dice.chance(60);
    if on_document {
        consent.fields.push(facts.field.clone());
    }
    // Just those who must stand behind it; one at least.
    let law = &question.law;
    let any = |decide: &[String]| consent.fields.iter().any(|field| decide.contains(field));
    let young = any(&law.young_person_decides);
    consent.by_guardian = any(&law.guardians_decide) || !young;
    let instead = law.adult && dice.chance(50);
    consent.by_young_person = young && !instead;
    consent.by_representative = young && instead;
    if on_document {
        if dice.chance(40) {
            consent.categories = vec![facts.category.clone()];
            consent.given_at = facts.created_at;
        } else {
            consent.documents.push(facts.id);
        }
        question.consent = Some(consent);
        if dice.chance(25) {
            question.act = Act::ConfirmWithheld;
            return "health-professional-answers-a-mark";
        }
        return "consent-opens-documents";
    }
    question.resource =
        Resource::Folder { child: one(), shielded: false, emergency_on: dice.chance(50) };
    let (act, by) = dice.pick(&[
        (Act::List, "consent-shows-the-folder"),
        (Act::Store, "consent-takes-contributions"),
        (Act::SeeConsents, "coordinator-sees-and-drafts"),
        (Act::Draft, "coordinator-sees-and-drafts"),
        (Act::HandBack, "unit-hands-back"),
    ]);
    if act == Act::HandBack {
        consent.standing = dice.pick(&[Standing::Approved, Standing::Frozen]);
        consent.valid_from = dice.time();
        consent.used = dice.chance(20);
        (consent.by_guardian, consent.by_young_person) = (dice.chance(50), dice.chance(50));
    }
    question.act = act;
    question.consent = Some(consent);
    by
}

fn good_family(question: &mut Question, facts: &DocumentFacts, dice: &mut Dice) -> &'static str {
    let folder = Resource::Folder { child: one(), shielded: false, emergency_on: dice.chance(50) };
    let sharing = [Act::Grant, Act::Revoke, Act::SetEmergency, Act::EraseFolder];
    let (guardians, young) = decides(&question.law);
    let is_guardian = dice.chance(60);
    let mine = if is_guardian { &guardians } else { &young };
    question.hat = if is_guardian {
        let mut sees = guardians.clone();
        sees.push(facts.field.clone());
        Hat::Guardian {
            child: one(),
            kind: "power-of-attorney".to_owned(),
            verified: true,
            from: dice.pick(&[at(0), at(2)]),
            until: dice.pick(&[None, Some(at(3))]),
            sees,
            decides: guardians.clone(),
        }
    } else {
        Hat::YoungPerson { child: one(), decides: young.clone() }
    };
    let choose = |guardian: &'static str, young: &'static str| {
        if is_guardian { guardian } else { young }
    };
    match dice.below(5) {
        0 if mine.contains(&facts.field) => {
            question.act = dice.pick(&[Act::Replace, Act::Erase]);
            choose("guardian-keeps-the-folder", "young-person-keeps-own-folder")
        }
        1 if !mine.is_empty() => {
            (question.act, question.resource) = (dice.pick(&sharing), folder);
            question.fields.push(dice.pick(mine));
            choose("guardian-decides-on-sharing", "young-person-decides-on-sharing")
        }
        2 => {
            (question.act, question.resource) = (Act::Store, folder);
            question.fields = vec![facts.field.clone()];
            choose("guardian-adds-papers", "young-person-sees-own-folder")
        }
        3 => {
            question.act =
                dice.pick(&[Act::List, Act::SeeConsents, Act::ReadLog, Act::Export, Act::Report]);
            question.resource = folder;
            if question.act == Act::Report {
                choose("guardian-reports-an-entry", "young-person-reports-an-entry")
            } else {
                choose("guardian-oversees-the-folder", "young-person-sees-own-folder")
            }
        }
        4 if !is_guardian => {
            (question.act, question.law.may_withhold) = (Act::Withhold, true);
            "young-person-withholds-from-guardians"
        }
        _ => choose("guardian-reads-the-folder", "young-person-sees-own-folder"),
    }
}

/// A question; where it was a yes, the policy that made it, and how many things
/// were taken from other questions since.
pub fn question(case: u64) -> (Question, Option<(&'static str, u64)>) {
    let dice = &mut Dice::for_case(case);
    if dice.chance(20) {
        return (wild(dice), None);
    }
    let (mut question, by) = good(dice);
    let steps = dice.below(5);
    for _ in 0..steps {
        disturb(&mut question, dice);
    }
    (question, Some((by, steps)))
}
