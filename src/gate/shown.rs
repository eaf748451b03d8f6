//! Which entries of a folder's log are there for somebody of the family: a list
//! that was permitted as a whole is judged row by row, like any other.

use super::permit::Granted;
use super::settle;
use crate::domain::case::CaseKind;
use crate::domain::entry::Kind;
use crate::domain::question::{Act, EMERGENCY_SHEET, Hat};
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, Timestamp};
use crate::policy::rules::Tables;
use crate::store::documents::{self, Touched};
use crate::store::facts::Scope;
use crate::store::log::EntryRow;
use crate::store::{Conn, StoreError, consents};
use std::collections::HashMap;

/// What the entries of a folder speak of.
#[derive(Debug, Default)]
pub struct Spoken {
    documents: HashMap<DocumentId, Touched>,
    consents: HashMap<ConsentId, Scope>,
}

impl Spoken {
    /// Everything in the folder, erased and ended too.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn load(conn: &mut Conn, child: ChildId, now: Timestamp) -> Result<Self, StoreError> {
        let documents = documents::touched_ever(conn, child, now).await?;
        let scopes = consents::list_scopes(conn, child).await?;
        Ok(Self {
            documents: documents.into_iter().map(|one| (one.id, one)).collect(),
            consents: scopes.into_iter().map(|one| (one.consent, one)).collect(),
        })
    }
}

/// Is it about an emergency, or about the family's switch?
fn of_emergency(row: &EntryRow) -> bool {
    let kinds = [Kind::EmergencyOpened, Kind::EmergencyClosed, Kind::EmergencySwitched];
    let acts = [Act::OpenEmergency, Act::SetEmergency].map(Act::code);
    let of_case = [Kind::CaseOpened, Kind::CaseLookedAt, Kind::CaseClosed];
    let is = |kind: &Kind| row.kind == kind.code();
    kinds.iter().any(is)
        || row.act.as_deref().is_some_and(|act| acts.contains(&act))
        || (of_case.iter().any(is) && row.reason.as_deref() == Some(CaseKind::Emergency.code()))
}

/// Are emergency sheets a guardian's to see?
fn sees_sheet(tables: &Tables, hat: &Hat) -> bool {
    match hat {
        Hat::Guardian { sees, .. } => {
            sees.iter().any(|field| field == tables.field_of(EMERGENCY_SHEET))
        }
        _ => true,
    }
}

/// Is this entry there for the one to whom reading the folder's log was granted?
pub(super) fn shows(tables: &Tables, granted: &Granted, spoken: &Spoken, row: &EntryRow) -> bool {
    if !matches!(granted.hat, Hat::Guardian { .. }) {
        return true;
    }
    let rest = &granted.rest;
    let of_shields = [Kind::ShieldSet, Kind::ShieldLifted]
        .iter()
        .any(|kind| row.kind == kind.code() && row.person == Some(granted.person.0));
    let of_marks = [Kind::WithholdAsked, Kind::WithholdConfirmed, Kind::WithholdLifted]
        .iter()
        .any(|kind| row.kind == kind.code());
    let by_itself = |index| rest.shields.hides_entry(index);
    // What rests on an entry that is hidden by itself is hidden with it.
    if of_shields || of_marks || by_itself(row.idx) || row.of_idx.is_some_and(by_itself) {
        return false;
    }
    if of_emergency(row) && !sees_sheet(tables, &granted.hat) {
        return false;
    }
    if row.unit.is_some_and(|unit| rest.shields.hides_unit(AgencyId(unit))) {
        return false;
    }
    if row.document.is_some_and(|id| {
        spoken.documents.get(&DocumentId(id)).is_some_and(|document| {
            !settle::is_open(tables, document, &granted.hat, rest.is_guardian, &rest.shields)
        })
    }) {
        return false;
    }
    !row.consent.is_some_and(|id| {
        spoken.consents.get(&ConsentId(id)).is_some_and(|scope| {
            let which = (scope.consent, scope.unit);
            settle::hides_consent(tables, which, &scope.touches, [&granted.hat], &rest.shields)
        })
    })
}
