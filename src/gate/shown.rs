//! Which entries of a folder's log are there for somebody of the family: a list
//! that was permitted as a whole is judged row by row, like any other.

use super::permit::Granted;
use super::{Gate, settle};
use crate::domain::case::CaseKind;
use crate::domain::entry::Kind;
use crate::domain::question::{Act, EMERGENCY_SHEET, Hat};
use crate::domain::{
    AgencyId, ChildId, ConsentId, DocumentId, PersonId, Reason, RequestId, Timestamp,
};
use crate::policy::rules::Tables;
use crate::store::documents::{self, Touched};
use crate::store::facts::{self, Scope, Selection, Target};
use crate::store::log::EntryRow;
use crate::store::shields::Shields;
use crate::store::{Conn, StoreError, audit_cases, consents, packs, requests};
use std::collections::HashMap;

/// What the entries of a folder speak of.
#[derive(Debug, Default)]
pub struct Spoken {
    documents: HashMap<DocumentId, Touched>,
    consents: HashMap<ConsentId, Scope>,
    requests: HashMap<RequestId, Scope>,
    /// By the entries that tell of them.
    packs: HashMap<i64, Selection>,
    /// Who has reported something, by the entries that tell of it.
    reports: HashMap<i64, PersonId>,
}

impl Spoken {
    /// Everything in the folder, erased and ended too.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn load(conn: &mut Conn, child: ChildId, now: Timestamp) -> Result<Self, StoreError> {
        let documents = documents::marks::touched_ever(conn, child, now).await?;
        let scopes = consents::list_scopes(conn, child).await?;
        let packs = packs::list_selections(conn, child).await?;
        let reports = audit_cases::list_reports(conn, child).await?;
        Ok(Self {
            documents: documents.into_iter().map(|one| (one.id, one)).collect(),
            consents: scopes.into_iter().map(|one| (one.consent, one)).collect(),
            requests: requests::list_scopes(conn, child).await?.into_iter().collect(),
            packs: packs
                .into_iter()
                .flat_map(|(entries, of)| entries.into_iter().map(move |one| (one, of.clone())))
                .collect(),
            reports: reports
                .into_iter()
                .filter_map(|one| Some((one.entry, one.opened_by?)))
                .collect(),
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
    // What the person tried and was hidden is as hidden as the thing.
    let own_try = row.actor == Some(granted.person.0)
        && row.reason.as_deref() == Some(Reason::Shielded.code());
    // What rests on an entry that is hidden by itself is hidden with it.
    let rests = row.of_idx.is_some_and(|index| rest.shields.hides_entry(index));
    let by = (rest.is_guardian, &rest.shields);
    let of_pack = spoken.packs.get(&row.idx).is_some_and(|pack| {
        settle::hides_pack(tables, spoken.documents.values(), &[&granted.hat], by, pack)
    });
    // Who reports what is between that person and the auditors.
    let of_others = [Some(row.idx), row.of_idx]
        .into_iter()
        .flatten()
        .any(|index| spoken.reports.get(&index).is_some_and(|person| *person != granted.person));
    if of_shields || of_marks || own_try || rests || of_pack || of_others {
        return false;
    }
    let about = About {
        entry: Some(row.idx),
        unit: row.unit.map(AgencyId),
        document: row.document.map(DocumentId),
        consent: row.consent.map(ConsentId),
        request: row.request.map(RequestId),
        emergency: of_emergency(row),
    };
    is_open(tables, &granted.hat, by, spoken, &about)
}

/// What an entry or a notice is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct About {
    /// Index of the entry that tells of it.
    pub entry: Option<i64>,
    /// A unit that did something or is concerned.
    pub unit: Option<AgencyId>,
    /// A document.
    pub document: Option<DocumentId>,
    /// A consent.
    pub consent: Option<ConsentId>,
    /// A request.
    pub request: Option<RequestId>,
    /// Is it about an emergency, or about the family's switch?
    pub emergency: bool,
}

/// Is all of it there for somebody with this hat?
fn is_open(
    tables: &Tables,
    hat: &Hat,
    (is_guardian, shields): (bool, &Shields),
    spoken: &Spoken,
    about: &About,
) -> bool {
    let document = about.document.and_then(|id| spoken.documents.get(&id));
    let consent = about.consent.and_then(|id| spoken.consents.get(&id));
    let request = about.request.and_then(|id| spoken.requests.get(&id));
    (!about.emergency || sees_sheet(tables, hat))
        && !about.entry.is_some_and(|index| shields.hides_entry(index))
        && !about.unit.is_some_and(|unit| shields.hides_unit(unit))
        && document.is_none_or(|one| settle::is_open(tables, one, hat, is_guardian, shields))
        && !consent.into_iter().chain(request).any(|scope| {
            let which = (scope.consent, scope.unit);
            settle::hides_consent(tables, which, &scope.touches, [hat], shields)
        })
}

/// What one of a folder's family may hear of at one time: the facts are read once for
/// all that is asked about.
#[derive(Debug, Default)]
pub struct Hearing {
    /// On what ground; without one nothing is heard.
    hat: Option<Hat>,
    is_guardian: bool,
    shields: Shields,
    spoken: Spoken,
}

impl Gate {
    /// What a person of the family may hear of, now. Asked before notices about a folder
    /// are shown or a mail says that there is news; nothing is recorded, for it tells
    /// what the log tells, and no more.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub async fn hearing(
        &self,
        conn: &mut Conn,
        (person, child): (PersonId, ChildId),
        now: Timestamp,
    ) -> Result<Hearing, StoreError> {
        let mut facts = facts::load(conn, person, Target::Folder(child), now).await?;
        if facts.child.is_none() {
            return Ok(Hearing::default());
        }
        settle::settle(self.policies.tables(), &mut facts, now);
        let hat = facts.candidates.into_iter().map(|one| one.hat).find(|hat| match hat {
            Hat::YoungPerson { .. } => true,
            Hat::Guardian { verified, from, until, sees, .. } => {
                let lasts = *from <= now && until.is_none_or(|until| now < until);
                *verified && lasts && !sees.is_empty()
            }
            _ => false,
        });
        let spoken = match hat {
            Some(Hat::Guardian { .. }) => Spoken::load(conn, child, now).await?,
            _ => Spoken::default(),
        };
        Ok(Hearing { hat, is_guardian: facts.is_guardian, shields: facts.shields, spoken })
    }

    /// May it be heard of?
    #[must_use]
    pub fn hears(&self, hearing: &Hearing, about: &About) -> bool {
        match &hearing.hat {
            None => false,
            Some(Hat::YoungPerson { .. }) => true,
            Some(hat) => {
                let who = (hearing.is_guardian, &hearing.shields);
                is_open(self.policies.tables(), hat, who, &hearing.spoken, about)
            }
        }
    }
}
