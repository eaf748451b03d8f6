//! Which entries of a folder's log are there for somebody of the family: a list
//! that was permitted as a whole is judged row by row, like any other.

use super::permit::Granted;
use super::settle;
use crate::domain::entry::Kind;
use crate::domain::question::Hat;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, Reason, RequestId, Timestamp};
use crate::policy::rules::Tables;
use crate::store::documents::{self, Touched};
use crate::store::facts::Scope;
use crate::store::log::EntryRow;
use crate::store::{Conn, StoreError, consents, requests};
use std::collections::HashMap;

/// What the entries of a folder speak of.
#[derive(Debug, Default)]
pub struct Spoken {
    documents: HashMap<DocumentId, Touched>,
    consents: HashMap<ConsentId, Scope>,
    requests: HashMap<RequestId, Scope>,
}

impl Spoken {
    /// Everything in the folder, erased and ended too.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn load(conn: &mut Conn, child: ChildId, now: Timestamp) -> Result<Self, StoreError> {
        let documents = documents::marks::touched_ever(conn, child, now).await?;
        let scopes = consents::list_scopes(conn, child).await?;
        Ok(Self {
            documents: documents.into_iter().map(|one| (one.id, one)).collect(),
            consents: scopes.into_iter().map(|one| (one.consent, one)).collect(),
            requests: requests::list_scopes(conn, child).await?.into_iter().collect(),
        })
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
    // What the person tried and was hidden is as hidden as the thing.
    let own_try = row.actor == Some(granted.person.0)
        && row.reason.as_deref() == Some(Reason::Shielded.code());
    if of_shields || of_marks || own_try || rest.shields.hides_entry(row.idx) {
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
    let consent = row.consent.and_then(|id| spoken.consents.get(&ConsentId(id)));
    let request = row.request.and_then(|id| spoken.requests.get(&RequestId(id)));
    !consent.into_iter().chain(request).any(|scope| {
        let which = (scope.consent, scope.unit);
        settle::hides_consent(tables, which, &scope.touches, [&granted.hat], &rest.shields)
    })
}
