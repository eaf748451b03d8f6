//! What existing acts tell of. Each may be called inside the transaction of its
//! act, or afterwards from what the log says of it ([`super::follow`]): the keys
//! are the same, so that nobody is told twice.

use super::{New, To, tell};
use crate::domain::notice::{Kind, SECOND_THOUGHTS_MICROS};
use crate::domain::question::Standing;
use crate::domain::time::DAY_MICROS;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, Timestamp};
use crate::store::notices::{self, Act, Ending};
use crate::store::{StoreError, Tx, children, consents, erasures};

/// Days before the end of a consent on which both sides are told.
pub const ENDING_DAYS: [i64; 2] = [14, 3];

/// A unit has opened a document.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// Entry that tells of it.
    pub index: i64,
    /// When.
    pub at: Timestamp,
    /// Whose folder.
    pub child: ChildId,
    /// Which unit.
    pub unit: AgencyId,
    /// Under which consent.
    pub consent: Option<ConsentId>,
    /// Which document.
    pub document: Option<DocumentId>,
}

/// Tells the family that a unit opened a document: the first time ever at once,
/// later at most once a day for each document.
///
/// # Errors
/// When it cannot be written.
pub async fn on_opened(tx: &mut Tx, opening: Opening) -> Result<(), StoreError> {
    let Opening { index, at, child, unit, consent, document } = opening;
    let new = New {
        child: Some(child),
        by_unit: Some(unit),
        consent,
        document,
        index: Some(index),
        at: Some(at),
        ..New::of(Kind::FirstOpening, To::Family(child))
    };
    let first = New { key: Some(format!("{child}/{unit}")), ..new.clone() };
    tell(tx, first).await?;
    // Those who hear of this very opening as the first one, now or before.
    let except = notices::list_told(tx, index, Kind::FirstOpening).await?;
    let day = at.as_micros() / DAY_MICROS;
    let document = document.map(|id| id.to_string()).unwrap_or_default();
    let key = Some(format!("{child}/{unit}/{document}/{day}"));
    tell(tx, New { kind: Kind::Opened, key, except, ..new }).await?;
    Ok(())
}

/// What happened to a consent.
#[derive(Clone, Copy, Debug)]
pub struct OfConsent {
    /// Entry that tells of it.
    pub index: i64,
    /// When.
    pub at: Timestamp,
    /// Whose folder.
    pub child: ChildId,
    /// Which consent.
    pub consent: ConsentId,
    /// To whom it is given.
    pub unit: AgencyId,
    /// Who did it.
    pub by: Option<PersonId>,
}

impl OfConsent {
    fn told(self, kind: Kind, to: To) -> New {
        New {
            except: self.by.into_iter().collect(),
            child: Some(self.child),
            by_unit: Some(self.unit),
            consent: Some(self.consent),
            index: Some(self.index),
            at: Some(self.at),
            ..New::of(kind, to)
        }
    }
}

/// Tells the rest of the family at once that a consent was given, and the unit
/// when it is in force and the family has had a minute for second thoughts.
///
/// # Errors
/// When it cannot be written.
pub async fn on_consent_granted(tx: &mut Tx, act: OfConsent) -> Result<(), StoreError> {
    tell(tx, act.told(Kind::ConsentGranted, To::Family(act.child))).await?;
    let newest = consents::list_revisions(tx, act.consent).await?.pop();
    let begins = newest.map_or(act.at, |newest| newest.valid_from);
    let from = Some(begins.max(act.at.plus_micros(SECOND_THOUGHTS_MICROS)));
    tell(tx, New { from, ..act.told(Kind::ConsentGranted, To::Unit(act.unit)) }).await?;
    Ok(())
}

/// Tells the rest of the family of something about a consent.
///
/// # Errors
/// When it cannot be written.
pub async fn on_family(tx: &mut Tx, act: OfConsent, kind: Kind) -> Result<(), StoreError> {
    tell(tx, act.told(kind, To::Family(act.child))).await.map(drop)
}

/// Tells the rest of the family, and the unit of a consent that it knows.
///
/// # Errors
/// When it cannot be written.
pub async fn on_both(tx: &mut Tx, act: OfConsent, kind: Kind) -> Result<(), StoreError> {
    on_family(tx, act, kind).await?;
    tell(tx, act.told(kind, To::Unit(act.unit))).await.map(drop)
}

/// Tells the rest of the family that somebody agreed, and the unit when a consent
/// came into force by it.
///
/// # Errors
/// When it cannot be written.
pub async fn on_consent_approved(tx: &mut Tx, act: OfConsent) -> Result<(), StoreError> {
    on_family(tx, act, Kind::ConsentApproved).await?;
    let found = consents::find(tx, act.consent).await?;
    if !found.is_some_and(|consent| consent.standing == Standing::Approved) {
        return Ok(());
    }
    let newest = consents::list_revisions(tx, act.consent).await?.pop();
    let begins = newest.map_or(act.at, |newest| newest.valid_from);
    let from = Some(begins.max(act.at.plus_micros(SECOND_THOUGHTS_MICROS)));
    let key = Some(format!("{}", act.consent));
    let new = act.told(Kind::ConsentGranted, To::Unit(act.unit));
    tell(tx, New { from, key, ..new }).await.map(drop)
}

/// Tells the young person what a health professional answered to a mark "not for
/// my guardians", or that nobody did; and nobody else.
///
/// # Errors
/// When it cannot be written.
pub async fn on_mark(tx: &mut Tx, act: &Act, child: ChildId, kind: Kind) -> Result<(), StoreError> {
    let young = children::find(tx, child).await?.and_then(|child| child.person);
    let Some(young) = young.filter(|young| act.actor != Some(*young)) else { return Ok(()) };
    let new = New {
        child: Some(child),
        by_unit: act.unit,
        document: act.document,
        index: Some(act.index),
        at: Some(act.time),
        ..New::of(kind, To::Person(young))
    };
    tell(tx, new).await.map(drop)
}

/// Tells the rest of the family of something about the folder.
///
/// # Errors
/// When it cannot be written.
pub async fn on_folder(
    tx: &mut Tx,
    act: &Act,
    child: ChildId,
    kind: Kind,
) -> Result<(), StoreError> {
    let new = New {
        except: act.actor.into_iter().collect(),
        child: Some(child),
        by_unit: act.unit,
        request: act.request,
        index: Some(act.index),
        at: Some(act.time),
        ..New::of(kind, To::Family(child))
    };
    tell(tx, new).await.map(drop)
}

/// Tells those who asked for it that a folder was erased. The notice names no child:
/// there is none any more.
///
/// # Errors
/// When it cannot be written.
pub async fn on_erased(tx: &mut Tx, act: &Act, child: ChildId) -> Result<(), StoreError> {
    for person in erasures::list_askers(tx, child).await? {
        let new = New {
            index: Some(act.index),
            at: Some(act.time),
            ..New::of(Kind::FolderErased, To::Person(person))
        };
        tell(tx, new).await?;
    }
    Ok(())
}

/// Tells the family that a birthday comes, or has come, that changes who decides;
/// once under each key.
///
/// # Errors
/// When it cannot be written.
pub async fn on_birthday(tx: &mut Tx, child: ChildId, key: &str) -> Result<(), StoreError> {
    let key = Some(format!("{child}/{key}"));
    let new = New { child: Some(child), key, ..New::of(Kind::AgeTransition, To::Family(child)) };
    tell(tx, new).await.map(drop)
}

/// Tells a unit that its request was answered.
///
/// # Errors
/// When it cannot be written.
pub async fn on_request_answered(tx: &mut Tx, act: &Act) -> Result<(), StoreError> {
    let Some(unit) = act.unit else { return Ok(()) };
    let new = New {
        request: act.request,
        index: Some(act.index),
        at: Some(act.time),
        ..New::of(Kind::RequestAnswered, To::Unit(unit))
    };
    tell(tx, new).await.map(drop)
}

/// Tells the rest of the family that a consent was stopped, and the unit, unless
/// it has never been told of the consent and is not to know that there was one.
///
/// # Errors
/// When it cannot be written.
pub async fn on_consent_revoked(tx: &mut Tx, act: OfConsent) -> Result<(), StoreError> {
    tell(tx, act.told(Kind::ConsentRevoked, To::Family(act.child))).await?;
    let unknown = notices::take_back(tx, act.consent, Kind::ConsentGranted, act.at).await? > 0;
    let newest = consents::list_revisions(tx, act.consent).await?.pop();
    let has_begun = newest.is_some_and(|newest| newest.valid_from <= act.at);
    if has_begun && !unknown {
        tell(tx, act.told(Kind::ConsentRevoked, To::Unit(act.unit))).await?;
    }
    Ok(())
}

/// Tells both sides that a consent ends in so many days, once for each revision.
///
/// # Errors
/// When it cannot be written.
pub async fn on_consent_ending(tx: &mut Tx, one: &Ending, days: i64) -> Result<(), StoreError> {
    let new = New {
        child: Some(one.child),
        by_unit: Some(one.unit),
        consent: Some(one.consent),
        key: Some(format!("{}/{}/{days}", one.consent, one.revision)),
        ..New::of(Kind::ConsentEnding, To::Family(one.child))
    };
    tell(tx, new.clone()).await?;
    if one.from <= tx.now() {
        tell(tx, New { to: To::Unit(one.unit), ..new }).await?;
    }
    Ok(())
}

/// Tells the family that a guardianship began, changed or ended; `person` is
/// whose it is, who is told even when it has ended.
///
/// # Errors
/// When it cannot be written.
pub async fn on_guardianship(
    tx: &mut Tx,
    (index, at): (i64, Timestamp),
    child: ChildId,
    person: Option<PersonId>,
) -> Result<(), StoreError> {
    let new = New {
        child: Some(child),
        index: Some(index),
        at: Some(at),
        ..New::of(Kind::GuardianshipChanged, To::Family(child))
    };
    if let Some(person) = person {
        // Of the folder nothing: it may be another's by now.
        let own = New { child: None, index: None, key: Some(index.to_string()), ..new.clone() };
        tell(tx, New { to: To::Person(person), ..own }).await?;
    }
    tell(tx, New { except: person.into_iter().collect(), ..new }).await?;
    Ok(())
}

/// Tells a person that the own place in a unit, or appointment, changed.
///
/// # Errors
/// When it cannot be written.
pub async fn on_membership(
    tx: &mut Tx,
    (index, at): (i64, Timestamp),
    person: PersonId,
    unit: Option<AgencyId>,
) -> Result<(), StoreError> {
    let new = New {
        by_unit: unit,
        index: Some(index),
        at: Some(at),
        ..New::of(Kind::MembershipChanged, To::Person(person))
    };
    tell(tx, new).await?;
    Ok(())
}
