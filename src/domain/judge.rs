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
//!    else would also be wrong. A guardianship that is not verified, not begun
//!    or over is no relation; neither is a consent that nobody ever gave
//!    (draft, declined, lapsed).
//! 3. The professional's place: `not-a-member`, then `agency-inactive`.
//! 4. The sign-in: `assurance-too-low`.
//! 5. The consent's life: `awaiting-approval`, `frozen`, `revoked`; `expired`
//!    for one whose place another took; then `not-yet` and `expired` by the clock.
//! 6. What the consent says: `other-purpose`, `excluded`, `not-covered` (also for a
//!    version that the family has replaced).
//! 7. The document: `erased`, `infected`, `not-scanned`.

use super::document::ScanState;
use super::id::AgencyId;
use super::question::{
    Act, Assurance, ConsentAction, ConsentFacts, DocumentFacts, Hat, Membership, Question,
    Resource, Standing,
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
        Hat::Guardian { child, verified, from, until } => {
            let has_say = *verified && within(question.now, *from, *until);
            family(question, &about, has_say && about.child() == Some(*child), true)
        }
        Hat::YoungPerson { child } => {
            family(question, &about, about.child() == Some(*child), false)
        }
        Hat::Professional(membership) => professional(question, &about, membership),
        Hat::Auditor { agency } => auditor(question, &about, *agency),
        Hat::Operator | Hat::Nobody => Err(Reason::NoConsent),
    }
}

/// What is asked for, once act and thing are known to fit together.
enum About<'a> {
    /// The folder as a whole.
    Folder(&'a Resource),
    /// One document of it.
    Document(&'a DocumentFacts),
    /// The log of one agency, or all of it.
    Log(Option<AgencyId>, &'a [AgencyId]),
}

impl<'a> About<'a> {
    fn of(question: &'a Question) -> Result<Self, Reason> {
        match (&question.resource, question.act) {
            (
                Resource::Folder { .. },
                Act::List | Act::Store | Act::Grant | Act::SeeConsents | Act::Revoke | Act::ReadLog,
            ) => Ok(About::Folder(&question.resource)),
            (Resource::Document(facts), Act::List | Act::Open | Act::Replace | Act::Erase) => {
                Ok(About::Document(facts))
            }
            (Resource::Log { agency, above }, Act::Audit) => Ok(About::Log(*agency, above)),
            _ => Err(Reason::Unknown),
        }
    }

    fn child(&self) -> Option<super::id::ChildId> {
        match self {
            About::Folder(folder) => folder.child(),
            About::Document(facts) => Some(facts.child),
            About::Log(..) => None,
        }
    }
}

/// `from` included, `until` excluded; without end when there is none.
fn within(now: Timestamp, from: Timestamp, until: Option<Timestamp>) -> bool {
    from <= now && until.is_none_or(|until| now < until)
}

/// Guardians and the young person: the folder is theirs.
fn family(
    question: &Question,
    about: &About<'_>,
    has_say: bool,
    decides: bool,
) -> Result<(), Reason> {
    let only_for_guardians =
        matches!(question.act, Act::Store | Act::Replace | Act::Erase | Act::Grant | Act::Revoke);
    if !has_say || (only_for_guardians && !decides) {
        return Err(Reason::NoConsent);
    }
    if question.assurance < Assurance::Substantial {
        return Err(Reason::AssuranceTooLow);
    }
    match (about, question.act) {
        (About::Document(facts), _) if facts.erased.is_some() => Err(Reason::Erased),
        (About::Document(facts), Act::Open) if facts.scan == ScanState::Infected => {
            Err(Reason::Infected)
        }
        _ => Ok(()),
    }
}

/// Members of units: what a consent gives, and nothing else.
fn professional(
    question: &Question,
    about: &About<'_>,
    membership: &Membership,
) -> Result<(), Reason> {
    let needed = match question.act {
        Act::List | Act::Open => ConsentAction::Open,
        Act::Store => ConsentAction::Contribute,
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
    in_force(consent, question.now)?;
    if question.purpose.as_ref() != Some(&consent.purpose) {
        return Err(Reason::OtherPurpose);
    }
    if consent.excluded_persons.contains(&question.person)
        || consent.excluded_units.iter().any(|unit| stands_in(*unit))
    {
        return Err(Reason::Excluded);
    }
    if !consent.actions.contains(&needed) {
        return Err(Reason::NotCovered);
    }
    let About::Document(facts) = about else { return Ok(()) };
    if !consent.covers(facts) || !facts.newest {
        return Err(Reason::NotCovered);
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
        Standing::Replaced => return Err(Reason::Expired),
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
