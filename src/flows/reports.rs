//! A family says that an entry of its folder's log looks wrong. That makes a case for
//! the auditors of everything, never for those of the agency that it may be about; the
//! family is told what became of it.
//!
//! What one person reports is between that person and the auditors: other guardians see
//! neither the report nor what comes of it. The words are sealed under the child's key.

use super::App;
use super::error::{Error, Invalid};
use super::names::Names;
use crate::domain::case::{CaseKind, CaseState, Finding, REPORT_DAYS};
use crate::domain::notice;
use crate::domain::text::Words;
use crate::domain::{CaseId, ChildId, PersonId, Timestamp};
use crate::gate::action::{ReadLog, Report};
use crate::gate::{Answer, Ask, Changed, Detail, Did, Done, Granted, Once, Spoken};
use crate::identity::Actor;
use crate::notify::{self, New, To};
use crate::store::audit_cases::{self, AuditCase};
use crate::store::log::{self, DEFAULT_LOG, EntryRow};
use crate::store::{Conn, StoreError, Tx, keys, people};
use crate::vault::fields::Place;

/// Reports of one folder that may be open at once.
pub const OPEN_MAX: usize = 20;

/// A report, for the one who made it.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// The case.
    pub id: CaseId,
    /// Where it stands.
    pub state: CaseState,
    /// What the auditors found; `None` until it is closed.
    pub outcome: Option<Finding>,
    /// What the person wrote.
    pub words: String,
    /// Reported at.
    pub at: Timestamp,
    /// To be answered by then.
    pub due: Timestamp,
    /// Closed at.
    pub closed: Option<Timestamp>,
    /// The entry that looks wrong, with its names, while it is there to be seen.
    pub about: Option<super::audit::EntryView>,
}

/// An entry of the folder's log that `actor` may see, with what `actor` has reported of
/// it that is not closed yet; and the entry that tells that it was looked at.
///
/// # Errors
/// [`Error::NotFound`] where there is none; refusals, and what the stores say.
pub async fn entry(
    app: &App,
    actor: &Actor,
    child: ChildId,
    index: i64,
) -> Result<(super::audit::EntryView, Option<ReportView>, i64), Error> {
    let permit = match app.gate.ask::<ReadLog>(actor, Ask::about(child)).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let seen = permit.index();
    let found = async {
        let mut conn = app.db.read().await?;
        let row = visible(app, &mut conn, permit.granted(), (child, index), permit.decided_at());
        let row = row.await?.ok_or(Error::NotFound { index: None })?;
        let view = super::audit::named(&mut Names::new(app), &mut conn, row).await?;
        drop(conn);
        let mut reports = own(app, permit.granted(), child, permit.decided_at()).await?;
        reports.retain(|one| {
            one.state != CaseState::Closed
                && one.about.as_ref().is_some_and(|about| about.row.idx == index)
        });
        Ok::<_, Error>((view, reports.pop()))
    };
    let (view, reported) = found.await.map_err(|error| error.recorded(seen))?;
    Ok((view, reported, seen))
}

async fn visible(
    app: &App,
    conn: &mut Conn,
    granted: &Granted,
    (child, index): (ChildId, i64),
    now: Timestamp,
) -> Result<Option<EntryRow>, StoreError> {
    let Some(row) = log::find_entry(conn, DEFAULT_LOG, index).await? else { return Ok(None) };
    if row.child != Some(child.0) {
        return Ok(None);
    }
    let spoken = Spoken::load(conn, child, now).await?;
    Ok(app.gate.shows(granted, &spoken, &row).then_some(row))
}

/// Reports an entry. The same person's report of the same entry that is not closed yet
/// is given again. Auditors whom it may be about are not told.
///
/// # Errors
/// [`Error::Invalid`] without words; [`Error::NotFound`] for an entry that is not there
/// for `actor`; [`Error::Conflict`] when [`OPEN_MAX`] are open; refusals, and what the stores say.
pub async fn report(
    app: &App,
    actor: &Actor,
    child: ChildId,
    (index, words): (i64, Words),
    once: Option<String>,
) -> Result<i64, Error> {
    if words.is_empty() {
        let detail = "Say in a few words what looks wrong.";
        return Err(Invalid::new("words-missing", "words", detail).into());
    }
    let id = CaseId(app.entropy().uuid());
    let once = once.map(|key| {
        let about = index.to_be_bytes();
        let parts = [&b"report-entry"[..], child.0.as_bytes(), &about, words.as_str().as_bytes()];
        Once::of(key, parts)
    });
    let with = app.clone();
    let changed = app
        .gate
        .change::<Report, (), Error, _>(actor, Ask::about(child), once, move |tx, granted| {
            Box::pin(async move { begin(&with, tx, &granted, id, (child, index), words).await })
        })
        .await?;
    match changed {
        Changed::Done((), index) | Changed::Repeated(_, index) => Ok(index),
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}

async fn begin(
    app: &App,
    tx: &mut Tx,
    granted: &Granted,
    id: CaseId,
    (child, index): (ChildId, i64),
    words: Words,
) -> Result<Did<()>, Error> {
    let (now, person) = (tx.now(), granted.person());
    let row = visible(app, tx, granted, (child, index), now).await?;
    let row = row.ok_or(Error::NotFound { index: None })?;
    let mut open = audit_cases::list_reports(tx, child).await?;
    open.retain(|one| one.state != CaseState::Closed);
    for open in open.iter().filter(|one| one.opened_by == Some(person)) {
        let told = log::find_entry(tx, DEFAULT_LOG, open.entry).await?;
        if told.is_some_and(|told| told.of_idx == Some(index)) {
            return Ok(Did::Nothing((), open.entry));
        }
    }
    if open.len() >= OPEN_MAX {
        return Err(Error::Conflict {
            code: "too-many-reports",
            detail: "Too many reports of this folder are open. Wait until the auditors have \
                     answered some.",
        });
    }
    let key = app.vault.data_key(tx, child.0).await?;
    let sealed = app.vault.seal_text(&key, Place::case_words(id), words.as_str())?;
    let case = AuditCase {
        id,
        kind: CaseKind::Report,
        state: CaseState::New,
        child: Some(child),
        // Not theirs to look into whom it may be about.
        unit: None,
        agency: None,
        person: row.actor.map(PersonId),
        entry: tx.next_index(),
        emergency: None,
        opened_by: Some(person),
        words_sealed: Some(sealed),
        created: now,
        index: Some(tx.next_index()),
        closed: None,
    };
    audit_cases::insert(tx, &case).await?;
    for auditor in audit_cases::list_auditors(tx, now).await? {
        let about = [row.actor, row.person].contains(&Some(auditor.0));
        if about || people::list_family_of(tx, auditor).await?.contains(&child) {
            continue;
        }
        let key = Some(id.to_string());
        let new = New { key, ..New::of(notice::Kind::ReportReceived, To::Person(auditor)) };
        notify::tell(tx, new).await?;
    }
    let detail = Detail { of: Some(index), ..Detail::default() };
    Ok(Did::Change(Done::new((), id.to_string(), detail)))
}

/// Tells the one who reported that the case is closed.
pub(super) async fn tell_answer(tx: &mut Tx, case: &AuditCase) -> Result<(), Error> {
    if let (CaseKind::Report, Some(person)) = (case.kind, case.opened_by) {
        let new = New {
            child: case.child,
            index: Some(case.entry),
            key: Some(case.id.to_string()),
            ..New::of(notice::Kind::ReportAnswered, To::Person(person))
        };
        notify::tell(tx, new).await?;
    }
    Ok(())
}

/// The words of a report; they have gone with an erased folder.
pub(super) async fn words(
    app: &App,
    conn: &mut Conn,
    case: &AuditCase,
) -> Result<Option<String>, Error> {
    let (Some(child), Some(sealed)) = (case.child, &case.words_sealed) else { return Ok(None) };
    if keys::find(conn, child.0).await?.is_none() {
        return Ok(None);
    }
    let key = app.vault.data_key(conn, child.0).await?;
    Ok(Some(app.vault.open_text(&key, Place::case_words(case.id), sealed)?))
}

/// What `actor` has reported of the log of this folder, newest first, and the entry
/// that tells that it was looked at.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn list(
    app: &App,
    actor: &Actor,
    child: ChildId,
) -> Result<(Vec<ReportView>, i64), Error> {
    let permit = match app.gate.ask::<ReadLog>(actor, Ask::about(child)).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let index = permit.index();
    let found = own(app, permit.granted(), child, permit.decided_at()).await;
    Ok((found.map_err(|error| error.recorded(index))?, index))
}

async fn own(
    app: &App,
    granted: &Granted,
    child: ChildId,
    now: Timestamp,
) -> Result<Vec<ReportView>, Error> {
    let mut conn = app.db.read().await?;
    let mut cases = audit_cases::list_reports(&mut conn, child).await?;
    cases.retain(|case| case.opened_by == Some(granted.person()));
    let spoken = Spoken::load(&mut conn, child, now).await?;
    let mut names = Names::new(app);
    let mut views = Vec::with_capacity(cases.len());
    for case in cases {
        let told = log::find_entry(&mut conn, DEFAULT_LOG, case.entry).await?;
        let mut about = None;
        if let Some(index) = told.and_then(|row| row.of_idx)
            && let Some(row) = log::find_entry(&mut conn, DEFAULT_LOG, index).await?
            && app.gate.shows(granted, &spoken, &row)
        {
            about = Some(super::audit::named(&mut names, &mut conn, row).await?);
        }
        let found = audit_cases::list_findings(&mut conn, case.id).await?;
        let closed = case.state == CaseState::Closed;
        let outcome = Finding::together(found.iter().map(|one| one.finding));
        views.push(ReportView {
            id: case.id,
            state: case.state,
            outcome: outcome.filter(|_| closed),
            words: words(app, &mut conn, &case).await?.unwrap_or_default(),
            at: case.created,
            due: case.created.plus_days(REPORT_DAYS),
            closed: case.closed,
            about,
        });
    }
    Ok(views)
}
