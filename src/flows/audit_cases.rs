//! Auditors' cases: list, look into, put a finding, open one about an entry.
//!
//! Words of auditors are sealed under the directory's key: erasing a child's folder
//! must not blank what was found about those who opened it. The words of whoever
//! declared an emergency, and of a family that reports an entry (`reports`), are sealed
//! under the child's key, and go with the folder.

use super::App;
use super::audit::below;
use super::error::{Error, Invalid};
use super::names::Names;
use crate::domain::case::{CaseKind, CaseState, Finding};
use crate::domain::entry::Kind;
use crate::domain::question::Hat;
use crate::domain::text::Words;
use crate::domain::{AgencyId, CaseId, ChildId, PersonId};
use crate::gate::cases::{Looked, Matter};
use crate::gate::{Answer, Changed, Detail, Did, Done, Once, Search};
use crate::identity::Actor;
pub use crate::store::audit_cases::After;
use crate::store::audit_cases::{self, AuditCase, Found};
use crate::store::{Conn, Tx, emergencies, keys, log, people};
use crate::vault::fields::Place;

/// Entries that one case names.
const ENTRIES_MAX: i64 = 200;

/// A case with the names that belong to its ids.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The case.
    pub case: AuditCase,
    /// Name of the unit.
    pub unit_name: Option<String>,
    /// Name of the organisation.
    pub agency_name: Option<String>,
    /// Name of the person who did what it is about; `None` for one of a family.
    pub person_name: Option<String>,
    /// Name of the auditor who opened it; `None` for one of a family.
    pub opened_by_name: Option<String>,
    /// What was found, oldest first. What others found is hidden until the case is
    /// closed, so that each auditor looks with own eyes.
    pub findings: Vec<FindingView>,
    /// What the findings come to, once it is closed.
    pub outcome: Option<Finding>,
    /// More, for one who looks into this case.
    pub more: Option<More>,
}

/// What is shown of one case alone.
#[derive(Debug, Clone)]
pub struct More {
    /// Reason code of the emergency.
    pub reason: Option<String>,
    /// Why, in the words of whoever declared the emergency or opened the case.
    pub words: Option<String>,
    /// The entry that a family calls wrong: log index.
    pub reported: Option<i64>,
    /// What rests on the entry that the case is about: log index and kind.
    pub entries: Vec<(i64, String)>,
}

/// What one auditor found.
#[derive(Debug, Clone)]
pub struct FindingView {
    /// Who, and when.
    pub found: Found,
    /// Name.
    pub name: String,
    /// What; `None` while it is hidden.
    pub finding: Option<(Finding, String)>,
}

/// One page of the cases within the reach of `actor`, newest first; where the next
/// page begins; the entry that tells of it.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn list(
    app: &App,
    actor: &Actor,
    state: Option<CaseState>,
    after: Option<After>,
    limit: usize,
) -> Result<(Vec<CaseView>, Option<After>, i64), Error> {
    let permit = match app.gate.ask_audit(actor, Search::default()).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let own = match permit.granted().hat() {
        Hat::Auditor { agency } => *agency,
        _ => None,
    };
    let page = page(app, actor.person(), own, (state, after), limit).await;
    let (views, next) = page.map_err(|error| error.recorded(permit.index()))?;
    Ok((views, next, permit.index()))
}

async fn page(
    app: &App,
    person: PersonId,
    own: Option<AgencyId>,
    (state, after): (Option<CaseState>, Option<After>),
    limit: usize,
) -> Result<(Vec<CaseView>, Option<After>), Error> {
    let within = match own {
        Some(top) => Some(below(app, top).await?),
        None => None,
    };
    let mut conn = app.db.read().await?;
    let family = people::list_family_of(&mut conn, person).await?;
    let is_for = |case: &AuditCase| {
        let by = case.unit.or(case.agency);
        let involved =
            case.person == Some(person) || case.child.is_some_and(|child| family.contains(&child));
        let reaches = |bodies: &Vec<AgencyId>| by.is_some_and(|by| bodies.contains(&by));
        !involved && within.as_ref().is_none_or(reaches)
    };
    let mut names = Names::new(app);
    let mut after = after.unwrap_or_else(After::start);
    let (mut views, mut shown) = (Vec::new(), after);
    loop {
        let rows = audit_cases::list(&mut conn, state, after, 100).await?;
        let last_page = rows.len() < 100;
        for row in rows {
            after = After { created: row.created, id: row.id };
            if !is_for(&row) {
                continue;
            }
            if views.len() == limit {
                return Ok((views, Some(shown)));
            }
            views.push(view(app, &mut conn, &mut names, person, row).await?);
            shown = after;
        }
        if last_page {
            return Ok((views, None));
        }
    }
}

async fn view(
    app: &App,
    conn: &mut Conn,
    names: &mut Names<'_>,
    viewer: PersonId,
    case: AuditCase,
) -> Result<CaseView, Error> {
    let closed = case.state == CaseState::Closed;
    let found = audit_cases::list_findings(conn, case.id).await?;
    let outcome = Finding::together(found.iter().map(|one| one.finding)).filter(|_| closed);
    let directory = app.vault.data_key(conn, keys::DIRECTORY).await?;
    let mut findings = Vec::with_capacity(found.len());
    for one in found {
        let finding = if closed || one.person == viewer {
            let place = Place::finding_words(case.id, one.person);
            let sealed = one.words_sealed.as_deref();
            let open = |sealed| app.vault.open_text(&directory, place, sealed);
            Some((one.finding, sealed.map(open).transpose()?.unwrap_or_default()))
        } else {
            None
        };
        let name = names.person(conn, one.person).await?;
        findings.push(FindingView { found: one, name, finding });
    }
    Ok(CaseView {
        unit_name: match case.unit {
            Some(unit) => Some(names.unit(conn, unit).await?),
            None => None,
        },
        agency_name: match case.agency {
            Some(agency) => Some(names.unit(conn, agency).await?),
            None => None,
        },
        person_name: match case.person {
            Some(person) if !is_by_family(conn, &case).await? => {
                Some(names.person(conn, person).await?)
            }
            _ => None,
        },
        opened_by_name: match case.opened_by.filter(|_| case.kind != CaseKind::Report) {
            Some(person) => Some(names.person(conn, person).await?),
            None => None,
        },
        findings,
        outcome,
        more: None,
        case,
    })
}

/// Did one of a family do what the case is about?
async fn is_by_family(conn: &mut Conn, case: &AuditCase) -> Result<bool, Error> {
    let mut row = log::find_entry(conn, log::DEFAULT_LOG, case.entry).await?;
    if case.kind == CaseKind::Report
        && let Some(reported) = row.as_ref().and_then(|row| row.of_idx)
    {
        row = log::find_entry(conn, log::DEFAULT_LOG, reported).await?;
    }
    Ok(row.is_some_and(|row| row.is_by_family()))
}

/// A case in full, and the entry that tells that it was looked at.
///
/// # Errors
/// [`Error::NotFound`] for cases that do not exist or are not for `actor`.
pub async fn show(app: &App, actor: &Actor, id: CaseId) -> Result<(CaseView, i64), Error> {
    let (looked, index) = app.gate.ask_case(actor, id).await?;
    let case =
        looked.and_then(|looked| looked.case).ok_or(Error::NotFound { index: Some(index) })?;
    let view = whole(app, actor.person(), case).await;
    Ok((view.map_err(|error| error.recorded(index))?, index))
}

async fn whole(app: &App, viewer: PersonId, case: AuditCase) -> Result<CaseView, Error> {
    let mut conn = app.db.read().await?;
    let entries =
        log::list_resting_on(&mut conn, log::DEFAULT_LOG, case.entry, ENTRIES_MAX).await?;
    let mut more = More {
        reason: None,
        words: None,
        reported: None,
        entries: entries.into_iter().map(|(index, kind, _)| (index, kind)).collect(),
    };
    if let (Some(id), Some(child)) = (case.emergency, case.child) {
        if let Some(emergency) = emergencies::find(&mut conn, id).await? {
            more.words = declared_words(app, &mut conn, child, &emergency).await?;
            more.reason = Some(emergency.reason);
        }
    } else if case.kind == CaseKind::Report {
        more.words = super::reports::words(app, &mut conn, &case).await?;
        let told = log::find_entry(&mut conn, log::DEFAULT_LOG, case.entry).await?;
        more.reported = told.and_then(|row| row.of_idx);
    } else {
        let directory = app.vault.data_key(&mut conn, keys::DIRECTORY).await?;
        let place = Place::case_words(case.id);
        let open = |sealed: &Vec<u8>| app.vault.open_text(&directory, place, sealed);
        more.words = case.words_sealed.as_ref().map(open).transpose()?;
    }
    let view = view(app, &mut conn, &mut Names::new(app), viewer, case).await?;
    Ok(CaseView { more: Some(more), ..view })
}

/// The words of whoever declared the emergency; they have gone with an erased folder.
async fn declared_words(
    app: &App,
    conn: &mut Conn,
    child: ChildId,
    emergency: &emergencies::Emergency,
) -> Result<Option<String>, Error> {
    let Some(sealed) = &emergency.words_sealed else { return Ok(None) };
    if keys::find(conn, child.0).await?.is_none() {
        return Ok(None);
    }
    let key = app.vault.data_key(conn, child.0).await?;
    let place = Place::emergency_words(emergency.facts.id);
    Ok(Some(app.vault.open_text(&key, place, sealed)?))
}

fn must_have_words(words: &Words) -> Result<(), Invalid> {
    if words.is_empty() {
        let detail = "Say in a few words what you looked at and why.";
        return Err(Invalid::new("words-missing", "words", detail));
    }
    Ok(())
}

/// Puts a finding to a case. The second auditor's closes it; the same auditor's again
/// changes nothing.
///
/// # Errors
/// [`Error::Invalid`] without words; [`Error::Conflict`] when others have closed it;
/// refusals.
pub async fn close(
    app: &App,
    actor: &Actor,
    id: CaseId,
    (finding, words): (Finding, Words),
    once: Option<String>,
) -> Result<(CaseView, i64), Error> {
    must_have_words(&words)?;
    let once = once.map(|key| {
        let parts = [&b"close-case"[..], id.0.as_bytes(), finding.code().as_bytes()];
        Once::of(key, parts.into_iter().chain([words.as_str().as_bytes()]))
    });
    let (with, person) = (app.clone(), actor.person());
    let changed = app
        .gate
        .change_case::<(), Error, _>(actor, Matter::Case(id), once, move |tx, looked| {
            Box::pin(async move { put(&with, tx, looked, person, (finding, words)).await })
        })
        .await?;
    answer(app, actor, id, changed).await
}

async fn put(
    app: &App,
    tx: &mut Tx,
    looked: Looked,
    person: PersonId,
    (finding, words): (Finding, Words),
) -> Result<(Kind, Did<()>), Error> {
    let case = looked.case.ok_or(Error::NotFound { index: None })?;
    let before = audit_cases::list_findings(tx, case.id).await?;
    if let Some(own) = before.iter().find(|one| one.person == person) {
        return Ok((Kind::CaseLookedAt, Did::Nothing((), own.index.unwrap_or_default())));
    }
    if case.state == CaseState::Closed {
        return Err(Error::Conflict {
            code: "case-closed",
            detail: "Two auditors have closed this case.",
        });
    }
    let directory = app.vault.data_key(tx, keys::DIRECTORY).await?;
    let place = Place::finding_words(case.id, person);
    let found = Found {
        person,
        finding,
        words_sealed: Some(app.vault.seal_text(&directory, place, words.as_str())?),
        at: tx.now(),
        index: Some(tx.next_index()),
    };
    audit_cases::insert_finding(tx, case.id, &found).await?;
    let state = CaseState::after(before.len() + 1);
    audit_cases::set_state(tx, case.id, state).await?;
    if state == CaseState::Closed {
        super::reports::tell_answer(tx, &case).await?;
    }
    let all = before.iter().map(|one| one.finding).chain([finding]);
    let (kind, reason) = match state {
        CaseState::Closed => (Kind::CaseClosed, Finding::together(all).map(Finding::code)),
        // What the first one found is for nobody to read before the second has looked.
        _ => (Kind::CaseLookedAt, None),
    };
    let detail = Detail { reason, ..Detail::default() };
    Ok((kind, Did::Change(Done::new((), case.id.to_string(), detail))))
}

/// Opens a case about an entry of the log; gives the one that is open about it, if
/// there is one. The last value says whether it was opened now.
///
/// # Errors
/// [`Error::Invalid`] without words; [`Error::NotFound`] for an entry that does not
/// exist or is not for `actor`.
pub async fn open(
    app: &App,
    actor: &Actor,
    (entry, words): (i64, Words),
    once: Option<String>,
) -> Result<(CaseView, i64, bool), Error> {
    must_have_words(&words)?;
    let id = CaseId(app.entropy().uuid());
    let once = once.map(|key| {
        let parts = [&b"open-case"[..], &entry.to_be_bytes()[..], words.as_str().as_bytes()];
        Once::of(key, parts)
    });
    let (with, person) = (app.clone(), actor.person());
    let changed = app
        .gate
        .change_case::<CaseId, Error, _>(actor, Matter::Entry(entry), once, move |tx, looked| {
            Box::pin(async move { begin(&with, tx, looked, (id, person), words).await })
        })
        .await?;
    let (case, index) = match changed {
        Changed::Done(case, index) => (case, index),
        Changed::Repeated(result, index) => {
            let unreadable = |_| Error::Internal("unreadable result".into());
            (result.parse().map_err(unreadable)?, index)
        }
        Changed::Refused(refusal) => return Err(refusal.into()),
    };
    let (view, index) = answer(app, actor, case, Changed::Done((), index)).await?;
    Ok((view, index, case == id))
}

async fn begin(
    app: &App,
    tx: &mut Tx,
    looked: Looked,
    (id, person): (CaseId, PersonId),
    words: Words,
) -> Result<(Kind, Did<CaseId>), Error> {
    if let Some(open) = audit_cases::find_open_about(tx, looked.row.idx).await? {
        let index = open.index.unwrap_or_default();
        return Ok((Kind::CaseOpened, Did::Nothing(open.id, index)));
    }
    let directory = app.vault.data_key(tx, keys::DIRECTORY).await?;
    let sealed = app.vault.seal_text(&directory, Place::case_words(id), words.as_str())?;
    let case = AuditCase {
        id,
        kind: CaseKind::Entry,
        state: CaseState::New,
        child: looked.child(),
        unit: looked.unit(),
        agency: looked.agency(),
        person: looked.person(),
        entry: looked.row.idx,
        emergency: None,
        opened_by: Some(person),
        words_sealed: Some(sealed),
        created: tx.now(),
        index: Some(tx.next_index()),
        closed: None,
    };
    audit_cases::insert(tx, &case).await?;
    let detail = Detail { reason: Some(CaseKind::Entry.code()), ..Detail::default() };
    Ok((Kind::CaseOpened, Did::Change(Done::new(id, id.to_string(), detail))))
}

/// The case after a change. Seeing it is asked for and recorded by itself; the entry
/// named is that of the change.
async fn answer(
    app: &App,
    actor: &Actor,
    id: CaseId,
    changed: Changed<()>,
) -> Result<(CaseView, i64), Error> {
    let index = match changed {
        Changed::Done((), index) | Changed::Repeated(_, index) => index,
        Changed::Refused(refusal) => return Err(refusal.into()),
    };
    let (view, _) = show(app, actor, id).await.map_err(|error| error.recorded(index))?;
    Ok((view, index))
}
