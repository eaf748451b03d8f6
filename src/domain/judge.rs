//! The second judge: the same rules as the policies, written again in plain
//! Rust from the words of the domain and not from the policy text.
//!
//! It serves twice. A test puts hundreds of thousands of questions to both and
//! wants the same answer; and it names the *reason* of a refusal, which a set
//! of policies does not give. It never turns a no of the policies into a yes.
//!
//! **Order of reasons.** The first that holds is given:
//!
//! 1. The question has no sense (opening a log): `unknown`.
//! 2. No relation between asker and thing, or an act that is not for people in
//!    this capacity: `no-consent`. A stranger learns nothing else, whatever
//!    else would also be wrong. A guardianship that is not verified, not begun,
//!    over, or that leaves no field to see is no relation; neither is one that claims
//!    more than the law gives, nor a consent that nobody ever gave (draft, declined,
//!    lapsed).
//! 3. What is hidden from this person: `shielded`.
//! 4. The professional's place: `not-a-member`, then `agency-inactive`.
//! 5. The sign-in: `assurance-too-low`.
//! 6. The consent's life: `awaiting-approval`, `frozen`, `revoked`; `expired`
//!    for one that was replaced, handed back or used up; then `not-yet` and
//!    `expired` by the clock; `frozen` where those who decide today have not agreed;
//!    `expired` for one opening that has been.
//! 7. What the consent says: `other-purpose`, `excluded`, `not-covered` (also for a
//!    version that the family has replaced); `frozen` where those who decide on that
//!    very paper have not agreed.
//! 8. The document: `withheld`, no say over it (`no-consent`), `erased`, `infected`,
//!    `not-scanned`.

use super::document::ScanState;
use super::id::{AgencyId, ChildId};
use super::law::Law;
use super::question::{
    Act, Assurance, ConsentAction, ConsentFacts, DocumentFacts, EMERGENCY, EMERGENCY_SHEET, Hat,
    Membership, PlaceFacts, Question, Resource, Standing,
};
use super::refusal::Reason;
use super::time::Timestamp;
use crate::domain::agency::MembershipState;

/// Decides a question, with the reason when the answer is no.
///
/// # Errors
/// The first reason against it, in the order that the module names.
pub fn judge(question: &Question) -> Result<(), Reason> {
    let about = About::of(question)?;
    match &question.hat {
        Hat::Guardian { child, verified, from, until, sees, decides, .. } => {
            let say = Say { sees: Some(sees), decides };
            let law = &question.law;
            let theirs = if law.adult { &law.young_person_decides } else { &law.guardians_decide };
            let has_say = *verified
                && within(question.now, *from, *until)
                && !sees.is_empty()
                && decides.iter().all(|field| theirs.contains(field));
            family(question, &about, has_say && about.child() == Some(*child), &say)
        }
        Hat::YoungPerson { child, decides } => {
            let say = Say { sees: None, decides };
            let theirs = &question.law.young_person_decides;
            let has_say = decides.iter().all(|field| theirs.contains(field));
            family(question, &about, has_say && about.child() == Some(*child), &say)
        }
        Hat::Professional(membership) => professional(question, &about, membership),
        Hat::Auditor { agency } => auditor(question, &about, *agency),
        Hat::Operator => match about {
            About::Installation if question.assurance == Assurance::High => Ok(()),
            About::Installation => Err(Reason::AssuranceTooLow),
            _ => Err(Reason::NoConsent),
        },
        Hat::Nobody => Err(Reason::NoConsent),
    }
}

/// What is asked for, once act and thing are known to fit together.
enum About<'a> {
    /// The folder as a whole, or a consent or request in it.
    Folder { child: ChildId, shielded: bool, emergency_on: bool },
    /// One document of it.
    Document(&'a DocumentFacts),
    /// A unit that asks.
    Unit(AgencyId),
    /// The members of a unit: the unit and what stands above it.
    Members(AgencyId, &'a [AgencyId]),
    /// One place in it.
    Place(&'a PlaceFacts),
    /// The log of one agency, or all of it.
    Log(Option<AgencyId>, &'a [AgencyId]),
    /// The installation.
    Installation,
}

impl<'a> About<'a> {
    fn of(question: &'a Question) -> Result<Self, Reason> {
        match (&question.resource, question.act) {
            (
                Resource::Folder { child, shielded, emergency_on },
                Act::List
                | Act::Store
                | Act::Grant
                | Act::SeeConsents
                | Act::Revoke
                | Act::ReadLog
                | Act::Draft
                | Act::HandBack
                | Act::SetEmergency
                | Act::OpenEmergency
                | Act::Export
                | Act::EraseFolder
                | Act::Report,
            ) => Ok(About::Folder {
                child: *child,
                shielded: *shielded,
                emergency_on: *emergency_on,
            }),
            (
                Resource::Document(facts),
                Act::List
                | Act::Open
                | Act::Replace
                | Act::Erase
                | Act::Withhold
                | Act::ConfirmWithheld,
            ) => Ok(About::Document(facts)),
            (Resource::Unit { unit }, Act::Request) => Ok(About::Unit(*unit)),
            (Resource::Members { unit, above }, Act::SeeMembers | Act::InviteMember) => {
                Ok(About::Members(*unit, above))
            }
            (Resource::Place(place), Act::ConfirmMember | Act::SuspendMember | Act::EndMember) => {
                Ok(About::Place(place))
            }
            (Resource::Log { agency, above }, Act::Audit) => Ok(About::Log(*agency, above)),
            (Resource::Installation, Act::Operate) => Ok(About::Installation),
            _ => Err(Reason::Unknown),
        }
    }

    fn child(&self) -> Option<ChildId> {
        match self {
            About::Folder { child, .. } => Some(*child),
            About::Document(facts) => Some(facts.child),
            About::Unit(_)
            | About::Members(..)
            | About::Place(_)
            | About::Log(..)
            | About::Installation => None,
        }
    }

    fn shielded(&self) -> bool {
        match self {
            About::Folder { shielded, .. } => *shielded,
            About::Document(facts) => facts.shielded,
            About::Unit(_)
            | About::Members(..)
            | About::Place(_)
            | About::Log(..)
            | About::Installation => false,
        }
    }
}

/// `from` included, `until` excluded; without end when there is none.
fn within(now: Timestamp, from: Timestamp, until: Option<Timestamp>) -> bool {
    from <= now && until.is_none_or(|until| now < until)
}

/// What somebody of the family may see (all of it, for the young person) and
/// decide today.
struct Say<'a> {
    sees: Option<&'a [String]>,
    decides: &'a [String],
}

impl Say<'_> {
    fn sees(&self, field: &String) -> bool {
        self.sees.is_none_or(|sees| sees.contains(field))
    }

    fn decides_any(&self, fields: &[String]) -> bool {
        fields.iter().any(|field| self.decides.contains(field))
    }
}

/// Guardians and the young person: the folder is theirs.
fn family(
    question: &Question,
    about: &About<'_>,
    has_say: bool,
    say: &Say<'_>,
) -> Result<(), Reason> {
    let for_professionals = matches!(
        question.act,
        Act::Draft | Act::HandBack | Act::OpenEmergency | Act::ConfirmWithheld
    );
    let for_the_young = question.act == Act::Withhold;
    if !has_say || for_professionals || (for_the_young && say.sees.is_some()) {
        return Err(Reason::NoConsent);
    }
    if about.shielded() {
        return Err(Reason::Shielded);
    }
    if question.assurance < Assurance::Substantial {
        return Err(Reason::AssuranceTooLow);
    }
    let allowed = match (about, question.act) {
        (About::Document(facts), act) => return own_document(question, facts, act, say),
        (_, Act::Store) => question.fields.iter().all(|field| say.sees(field)),
        (_, Act::Grant | Act::Revoke | Act::SetEmergency | Act::EraseFolder) => {
            say.decides_any(&question.fields)
        }
        _ => true,
    };
    if allowed { Ok(()) } else { Err(Reason::NoConsent) }
}

fn own_document(
    question: &Question,
    facts: &DocumentFacts,
    act: Act,
    say: &Say<'_>,
) -> Result<(), Reason> {
    if facts.withheld || !say.sees(&facts.field) {
        return Err(Reason::Withheld);
    }
    let may = match act {
        Act::Replace | Act::Erase => say.decides.contains(&facts.field),
        Act::Withhold => question.law.may_withhold,
        _ => true,
    };
    if !may {
        return Err(Reason::NoConsent);
    }
    if facts.erased.is_some() {
        return Err(Reason::Erased);
    }
    if act == Act::Open && facts.scan == ScanState::Infected {
        return Err(Reason::Infected);
    }
    Ok(())
}

/// Members of units: what a consent or an emergency gives, and nothing else.
fn professional(
    question: &Question,
    about: &About<'_>,
    membership: &Membership,
) -> Result<(), Reason> {
    match (about, question.act) {
        (About::Unit(unit), _) if membership.unit == *unit => {
            member(question, membership)?;
            not_excluded(question, membership)
        }
        (About::Members(unit, above), _) => looks_after(question, membership, *unit, above),
        (About::Place(place), act) => {
            looks_after(question, membership, place.unit, &place.above)?;
            if place.person == question.person {
                Err(Reason::NotCovered)
            } else {
                fits(place, act, question)
            }
        }
        (About::Folder { emergency_on: true, shielded, .. }, Act::OpenEmergency)
            if membership.health =>
        {
            if *shielded {
                return Err(Reason::Shielded);
            }
            member(question, membership)?;
            not_excluded(question, membership)
        }
        (About::Document(facts), Act::List | Act::Open) if question.consent.is_none() => {
            in_an_emergency(question, facts, membership)
        }
        _ => with_consent(question, about, membership),
    }
}

/// Does the asker look after the members of this unit, as one of it or of a body above?
fn looks_after(
    question: &Question,
    membership: &Membership,
    unit: AgencyId,
    above: &[AgencyId],
) -> Result<(), Reason> {
    let stands_over = membership.unit == unit || above.contains(&membership.unit);
    if !membership.administrator || !stands_over {
        return Err(Reason::NoConsent);
    }
    member(question, membership)?;
    not_excluded(question, membership)
}

/// Can this become of the place, by this person?
fn fits(place: &PlaceFacts, act: Act, question: &Question) -> Result<(), Reason> {
    use MembershipState::{Confirmed, Ended, Invited, Suspended};
    let fits = match act {
        Act::ConfirmMember => {
            matches!(place.state, Invited | Suspended) && place.invited_by != Some(question.person)
        }
        Act::SuspendMember => place.state == Confirmed,
        Act::EndMember => place.state != Ended,
        _ => false,
    };
    if fits { Ok(()) } else { Err(Reason::NotCovered) }
}

/// Has the family kept neither the person nor the unit out of the consent, if
/// there is one?
fn not_excluded(question: &Question, membership: &Membership) -> Result<(), Reason> {
    let stands_in = |body: &AgencyId| membership.unit == *body || membership.above.contains(body);
    match &question.consent {
        Some(consent)
            if consent.excluded_persons.contains(&question.person)
                || consent.excluded_units.iter().any(stands_in) =>
        {
            Err(Reason::Excluded)
        }
        _ => Ok(()),
    }
}

fn member(question: &Question, membership: &Membership) -> Result<(), Reason> {
    if membership.state != MembershipState::Confirmed
        || !within(question.now, membership.from, membership.until)
    {
        return Err(Reason::NotAMember);
    }
    if !membership.agency_active {
        return Err(Reason::AgencyInactive);
    }
    if question.assurance != Assurance::High {
        return Err(Reason::AssuranceTooLow);
    }
    Ok(())
}

/// The emergency sheet, by the one who declared the emergency, while it lasts.
fn in_an_emergency(
    question: &Question,
    facts: &DocumentFacts,
    membership: &Membership,
) -> Result<(), Reason> {
    let emergency = question
        .emergency
        .as_ref()
        .filter(|one| one.child == facts.child && one.person == question.person)
        .filter(|_| membership.health)
        .ok_or(Reason::NoConsent)?;
    if facts.shielded {
        return Err(Reason::Shielded);
    }
    member(question, membership)?;
    if !within(question.now, emergency.from, Some(emergency.until)) {
        return Err(Reason::Expired);
    }
    if question.purpose.as_deref() != Some(EMERGENCY) {
        return Err(Reason::OtherPurpose);
    }
    if facts.category != EMERGENCY_SHEET || !facts.newest {
        return Err(Reason::NotCovered);
    }
    condition(question, facts)
}

fn with_consent(
    question: &Question,
    about: &About<'_>,
    membership: &Membership,
) -> Result<(), Reason> {
    let needed = match question.act {
        Act::List | Act::Open => Some(ConsentAction::Open),
        Act::ConfirmWithheld if membership.health => Some(ConsentAction::Open),
        Act::Store => Some(ConsentAction::Contribute),
        Act::SeeConsents | Act::Draft => Some(ConsentAction::Coordinate),
        Act::HandBack => None,
        _ => return Err(Reason::NoConsent),
    };
    let stands_in = |body: AgencyId| membership.unit == body || membership.above.contains(&body);
    let consent = question
        .consent
        .as_ref()
        .filter(|consent| Some(consent.child) == about.child() && stands_in(consent.unit))
        .filter(|consent| {
            !matches!(consent.standing, Standing::Draft | Standing::Declined | Standing::Lapsed)
        })
        .ok_or(Reason::NoConsent)?;
    if about.shielded() {
        return Err(Reason::Shielded);
    }
    member(question, membership)?;
    let Some(needed) = needed else {
        not_excluded(question, membership)?;
        // Handing back: whatever is not over.
        return match in_force(consent, question.now) {
            Err(Reason::Frozen | Reason::NotYet) if question.now < consent.valid_until => Ok(()),
            Err(Reason::Frozen) => Err(Reason::Expired),
            other => other,
        };
    };
    in_force(consent, question.now)?;
    if !carried(consent, &question.law) {
        return Err(Reason::Frozen);
    }
    if consent.used {
        return Err(Reason::Expired);
    }
    if question.purpose.as_ref() != Some(&consent.purpose) {
        return Err(Reason::OtherPurpose);
    }
    not_excluded(question, membership)?;
    if !consent.actions.contains(&needed) {
        return Err(Reason::NotCovered);
    }
    let About::Document(facts) = about else { return Ok(()) };
    if !consent.covers(facts) || !facts.newest {
        return Err(Reason::NotCovered);
    }
    // Its field is among the consent's, or somebody has miscounted.
    if !carries(consent, &question.law, std::slice::from_ref(&facts.field)) {
        return Err(Reason::Frozen);
    }
    condition(question, facts)
}

/// The document's own condition, before it leaves the family.
fn condition(question: &Question, facts: &DocumentFacts) -> Result<(), Reason> {
    if facts.withheld {
        return Err(Reason::Withheld);
    }
    if facts.erased.is_some() {
        return Err(Reason::Erased);
    }
    match (question.act, facts.scan) {
        (Act::Open, ScanState::Infected) => Err(Reason::Infected),
        (Act::Open, ScanState::Pending) => Err(Reason::NotScanned),
        (Act::Open, ScanState::NotScanned) if !question.unscanned_allowed => {
            Err(Reason::NotScanned)
        }
        _ => Ok(()),
    }
}

/// Given by all who must, and neither early nor late.
fn in_force(consent: &ConsentFacts, now: Timestamp) -> Result<(), Reason> {
    match consent.standing {
        Standing::Approved => {}
        Standing::AwaitingApproval => return Err(Reason::AwaitingApproval),
        Standing::Frozen => return Err(Reason::Frozen),
        Standing::Revoked => return Err(Reason::Revoked),
        Standing::Replaced | Standing::HandedBack | Standing::UsedUp => {
            return Err(Reason::Expired);
        }
        Standing::Draft | Standing::Declined | Standing::Lapsed => return Err(Reason::NoConsent),
    }
    if now < consent.valid_from {
        return Err(Reason::NotYet);
    }
    if now >= consent.valid_until {
        return Err(Reason::Expired);
    }
    Ok(())
}

/// Do those who decide on its fields today stand behind it?
#[must_use]
pub fn carried(consent: &ConsentFacts, law: &Law) -> bool {
    (consent.by_guardian || young_person_agrees(consent, law))
        && carries(consent, law, &consent.fields)
}

/// Do those who decide on these fields today?
fn carries(consent: &ConsentFacts, law: &Law, fields: &[String]) -> bool {
    let any = |decide: &[String]| fields.iter().any(|field| decide.contains(field));
    let young_person = !any(&law.young_person_decides) || young_person_agrees(consent, law);
    let guardian = !any(&law.guardians_decide) || consent.by_guardian;
    young_person && guardian
}

/// Does the young person, or one who stands in for a young person of age?
fn young_person_agrees(consent: &ConsentFacts, law: &Law) -> bool {
    consent.by_young_person || (law.adult && consent.by_representative)
}

/// Auditors: the log, and of an agency's auditor only the own part.
fn auditor(question: &Question, about: &About<'_>, agency: Option<AgencyId>) -> Result<(), Reason> {
    let may = match (about, agency) {
        (About::Log(..), None) => true,
        (About::Log(Some(of), above), Some(own)) => *of == own || above.contains(&own),
        _ => false,
    };
    if !may {
        Err(Reason::NoConsent)
    } else if question.assurance < Assurance::Substantial {
        Err(Reason::AssuranceTooLow)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
