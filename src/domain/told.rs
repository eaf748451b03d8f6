//! Who may learn that a thing exists, and why the answer about it is no: those
//! to whom it was shown. For everybody else a no is the answer to a thing that
//! does not exist.

use super::agency::MembershipState;
use super::question::{
    ConsentAction, ConsentFacts, DocumentFacts, EMERGENCY_SHEET, EmergencyFacts, Hat, Membership,
    Question, Resource, Standing,
};
use super::time::Timestamp;

/// Has the asker been told of the thing: by being its family, by a consent that
/// was in force while the thing was there and that showed it, or by an emergency
/// that the asker declared?
///
/// Where two instants are one and the same, the answer is yes: the order of
/// what happened in one microsecond is not known here.
#[must_use]
pub fn told(question: &Question) -> bool {
    if is_hidden(&question.resource) {
        return false;
    }
    let own = |child| Some(child) == question.resource.child();
    match &question.hat {
        Hat::Guardian { child, verified, from, until, sees, .. } => {
            own(*child)
                && *verified
                && within(question.now, *from, *until)
                && !sees.is_empty()
                && document_of(question).is_none_or(|document| sees.contains(&document.field))
        }
        Hat::YoungPerson { child, .. } => own(*child),
        Hat::Professional(membership) => match (&question.consent, &question.emergency) {
            (Some(consent), _) => own(consent.child) && to_unit(question, membership, consent),
            (None, Some(emergency)) => {
                own(emergency.child) && in_emergency(question, membership, emergency)
            }
            (None, None) => false,
        },
        Hat::Auditor { .. } | Hat::Operator | Hat::Nobody => false,
    }
}

/// Is it hidden from this person, by a shield or by the young person?
fn is_hidden(resource: &Resource) -> bool {
    match resource {
        Resource::Folder { shielded, .. } => *shielded,
        Resource::Document(document) => document.shielded || document.withheld,
        Resource::Unit { .. }
        | Resource::Members { .. }
        | Resource::Place(_)
        | Resource::Log { .. }
        | Resource::Installation => false,
    }
}

fn document_of(question: &Question) -> Option<&DocumentFacts> {
    match &question.resource {
        Resource::Document(document) => Some(document),
        _ => None,
    }
}

fn within(now: Timestamp, from: Timestamp, until: Option<Timestamp>) -> bool {
    from <= now && until.is_none_or(|until| now < until)
}

fn to_unit(question: &Question, membership: &Membership, consent: &ConsentFacts) -> bool {
    let stands_in = |body| membership.unit == body || membership.above.contains(&body);
    let member = is_member(question, membership);
    let excluded = consent.excluded_persons.contains(&question.person)
        || consent.excluded_units.iter().any(|unit| stands_in(*unit));
    let shown = match &question.resource {
        Resource::Document(document) => shown(consent, document),
        Resource::Folder { .. } => true,
        Resource::Unit { .. }
        | Resource::Members { .. }
        | Resource::Place(_)
        | Resource::Log { .. }
        | Resource::Installation => false,
    };
    member && !excluded && stands_in(consent.unit) && has_begun(consent, question.now) && shown
}

fn is_member(question: &Question, membership: &Membership) -> bool {
    membership.state == MembershipState::Confirmed
        && within(question.now, membership.from, membership.until)
        && membership.agency_active
}

/// An emergency shows its sheet, as it is, to the one who declared it.
fn in_emergency(question: &Question, membership: &Membership, emergency: &EmergencyFacts) -> bool {
    is_member(question, membership)
        && membership.health
        && emergency.person == question.person
        && emergency.from <= question.now
        && document_of(question).is_some_and(|sheet| {
            sheet.category == EMERGENCY_SHEET
                && sheet.newest
                && sheet.created_at < emergency.until
                && sheet.erased.is_none_or(|erased| emergency.from <= erased)
        })
}

/// Was it ever in force?
fn has_begun(consent: &ConsentFacts, now: Timestamp) -> bool {
    let given = match consent.standing {
        Standing::Approved => true,
        Standing::Revoked
        | Standing::Replaced
        | Standing::Frozen
        | Standing::HandedBack
        | Standing::UsedUp => consent.ended.is_some_and(|ended| consent.valid_from <= ended),
        Standing::Draft | Standing::AwaitingApproval | Standing::Declined | Standing::Lapsed => {
            false
        }
    };
    given && consent.valid_from <= now
}

/// Did it let the unit see the document, at a time when that was there? Of a
/// version that the family has replaced nothing is said.
fn shown(consent: &ConsentFacts, document: &DocumentFacts) -> bool {
    let begun = consent.valid_from.max(consent.given_at);
    consent.actions.contains(&ConsentAction::Open)
        && consent.covers(document)
        && document.newest
        && document.created_at < consent.valid_until
        && consent.ended.is_none_or(|ended| document.created_at <= ended)
        && document.erased.is_none_or(|erased| begun <= erased)
}

#[cfg(test)]
mod tests;
