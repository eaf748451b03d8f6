//! Declaring an emergency, and what it shows.

use super::super::App;
use super::super::documents::{self, DocumentView};
use super::super::error::{Error, Invalid};
use super::super::names;
use super::SHEETS_MAX;
use crate::domain::case::{CaseKind, CaseState};
use crate::domain::entry::Kind;
use crate::domain::pid::Pid;
use crate::domain::question::{EMERGENCY, EMERGENCY_SHEET, EmergencyFacts};
use crate::domain::text::Words;
use crate::domain::time::SECOND_MICROS;
use crate::domain::{AgencyId, CaseId, ChildId, Timestamp};
use crate::gate::action::OpenEmergency;
use crate::gate::{Ask, Changed, Detail, Did, Done, Granted, Once};
use crate::identity::Actor;
use crate::store::audit_cases::{self, AuditCase};
use crate::store::emergencies::{self, Emergency};
use crate::store::facts::Target;
use crate::store::{Tx, agencies, children, keys};
use crate::vault::fields::Place;
use crate::vault::keys::pid_index;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

/// Whose emergency it is.
#[derive(Debug, Clone)]
pub enum Sought {
    /// A child known through a share.
    Child(ChildId),
    /// A child by person number.
    Number(Pid),
}

/// What somebody says who declares an emergency.
#[derive(Debug, Clone)]
pub struct Declaration {
    /// Whose.
    pub child: Sought,
    /// In the name of which unit.
    pub unit: AgencyId,
    /// Code from `emergencies.toml`.
    pub reason: String,
    /// Why, in words.
    pub words: Words,
}

/// An emergency, for the one who declared it.
#[derive(Debug, Clone)]
pub struct InEmergency {
    /// Which.
    pub id: Uuid,
    /// Whose, and the child's name.
    pub child: (ChildId, String),
    /// Until.
    pub until: Timestamp,
    /// Did it run already?
    pub ran: bool,
    /// The emergency sheets, newest first.
    pub documents: Vec<DocumentView>,
}

/// What a declaration leaves: which emergency, whose, until when, and whether it
/// ran already.
type Made = (Uuid, ChildId, Timestamp, bool);

/// Declares an emergency: with it an auditors' case is opened. While one runs that
/// the same person declared for the same unit, that one is given, and lasts no
/// longer for it. The entry's index comes with it.
///
/// # Errors
/// [`Error::Invalid`] for a reason that is none or left without words, whoever the
/// child is; refusals, which tell nothing of the child.
pub async fn declare(
    app: &App,
    actor: &Actor,
    want: Declaration,
    once: Option<String>,
) -> Result<(InEmergency, i64), Error> {
    check(app, &want)?;
    let child = sought(app, &want.child).await?;
    let once = once.map(|key| {
        let (reason, words) = (want.reason.as_bytes(), want.words.as_str().as_bytes());
        let parts = [b"emergency", child.0.as_bytes().as_slice(), want.unit.0.as_bytes()];
        Once::of(key, parts.into_iter().chain([reason, words]))
    });
    let ask = Ask::about(child).in_emergency(want.unit).purpose(Some(EMERGENCY.to_owned()));
    let begun = Beginning { app: app.clone(), id: app.entropy().uuid(), want };
    let changed = app
        .gate
        .change::<OpenEmergency, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move { begun.begin(tx, &granted).await })
        })
        .await?;
    let (made, index) = match changed {
        Changed::Done(made, index) => (made, index),
        Changed::Repeated(result, index) => (again(app, &result).await?, index),
        Changed::Refused(refusal) => return Err(refusal.into()),
    };
    let view = shown(app, actor, made).await.map_err(|error| error.recorded(index))?;
    Ok((view, index))
}

/// The emergency of `actor` about this child that runs now, and what it shows; the
/// child's name only where it shows something, for that is what was decided anew.
///
/// # Errors
/// [`Error::NotFound`] when none runs; what the stores say.
pub async fn running(app: &App, actor: &Actor, child: ChildId) -> Result<InEmergency, Error> {
    let mut conn = app.db.read().await?;
    let now = app.clock.now();
    let running = emergencies::list_running(&mut conn, (actor.person(), child), now).await?;
    drop(conn);
    let running = running.first().ok_or(Error::NotFound { index: None })?;
    let made = (running.facts.id, child, running.facts.until, true);
    let mut view = shown(app, actor, made).await?;
    if view.documents.is_empty() {
        view.child.1.clear();
    }
    Ok(view)
}

/// What is wrong with it, whoever the child is.
fn check(app: &App, want: &Declaration) -> Result<(), Invalid> {
    if app.policies().tables().emergency_reason(&want.reason).is_none() {
        let detail = "There is no such reason. GET /api/v1/emergency/reasons lists them.";
        return Err(Invalid::new("unknown-reason", "reason", detail));
    }
    if want.words.is_empty() {
        let detail = "Say in a few words why. The family and the auditors read it.";
        return Err(Invalid::new("words-missing", "words", detail));
    }
    Ok(())
}

/// The child that is meant; one that nobody has stands for an unknown one.
async fn sought(app: &App, sought: &Sought) -> Result<ChildId, Error> {
    match sought {
        Sought::Child(child) => Ok(*child),
        Sought::Number(pid) => {
            if app.is_demo() && !pid.is_synthetic() {
                let detail = "The demonstration takes invented numbers only (months + 80).";
                return Err(Invalid::new("person-number-not-synthetic", "child", detail).into());
            }
            let mut conn = app.db.read().await?;
            let directory = app.vault.data_key(&mut conn, keys::DIRECTORY).await?;
            let index = pid_index(&directory, pid.as_str());
            let found = children::find_by_number(&mut conn, &index).await?;
            Ok(found.map_or(ChildId(Uuid::nil()), |child| child.id))
        }
    }
}

/// An emergency that is about to be written down.
struct Beginning {
    app: App,
    id: Uuid,
    want: Declaration,
}

impl Beginning {
    async fn begin(self, tx: &mut Tx, granted: &Granted) -> Result<Did<Made>, Error> {
        let (now, person) = (tx.now(), granted.person());
        let child = granted.child().ok_or(Error::NotFound { index: None })?;
        let running = emergencies::list_running(tx, (person, child), now).await?;
        if let Some(one) = running.iter().find(|one| one.unit == self.want.unit)
            && let Some(index) = one.index
        {
            return Ok(Did::Nothing((one.facts.id, child, one.facts.until, true), index));
        }
        let minutes = self.app.policies().tables().terms.emergency_minutes;
        let until = now.plus_micros(minutes.saturating_mul(60 * SECOND_MICROS));
        let key = self.app.vault.data_key(tx, child.0).await?;
        let place = Place::emergency_words(self.id);
        let words = self.app.vault.seal_text(&key, place, self.want.words.as_str())?;
        let detail = Detail {
            unit: Some(self.want.unit),
            agency: agencies::top_of(tx, self.want.unit).await?,
            code: Some(self.want.reason.clone()),
            words: Some(STANDARD.encode(&words)),
            ..Detail::default()
        };
        let emergency = Emergency {
            facts: EmergencyFacts { id: self.id, child, person, from: now, until },
            unit: self.want.unit,
            reason: self.want.reason,
            words_sealed: Some(words),
            index: Some(tx.next_index()),
        };
        emergencies::insert(tx, &emergency).await?;
        let case = case(tx, &emergency, detail.agency);
        audit_cases::insert(tx, &case).await?;
        let opened = Detail {
            unit: case.unit,
            agency: case.agency,
            person: case.person,
            reason: Some(CaseKind::Emergency.code()),
            of: emergency.index,
            ..Detail::default()
        };
        let also = vec![(Kind::CaseOpened, opened)];
        let made = (self.id, child, until, false);
        Ok(Did::Change(Done { also, ..Done::new(made, self.id.to_string(), detail) }))
    }
}

/// The case that goes with an emergency, told by the entry after the emergency's.
fn case(tx: &Tx, emergency: &Emergency, agency: Option<AgencyId>) -> AuditCase {
    AuditCase {
        id: CaseId(tx.entropy().uuid()),
        kind: CaseKind::Emergency,
        state: CaseState::New,
        child: Some(emergency.facts.child),
        unit: Some(emergency.unit),
        agency,
        person: Some(emergency.facts.person),
        entry: tx.next_index(),
        emergency: Some(emergency.facts.id),
        opened_by: None,
        words_sealed: None,
        created: tx.now(),
        index: Some(tx.next_index() + 1),
        closed: None,
    }
}

/// What was declared earlier under the same key.
async fn again(app: &App, result: &str) -> Result<Made, Error> {
    let unreadable = || Error::Internal("unreadable result".into());
    let id: Uuid = result.parse().map_err(|_| unreadable())?;
    let mut conn = app.db.read().await?;
    let found = emergencies::find(&mut conn, id).await?.ok_or_else(unreadable)?;
    Ok((id, found.facts.child, found.facts.until, true))
}

/// The child's name, which the declaration allows, and the sheets, each asked for and
/// recorded by itself.
async fn shown(app: &App, actor: &Actor, made: Made) -> Result<InEmergency, Error> {
    let (id, child, until, ran) = made;
    let mut conn = app.db.read().await?;
    let (_, name, _) = names::child(app, &mut conn, child).await?;
    let now = app.clock.now();
    let mut sheets = crate::store::documents::marks::touched(&mut conn, child, now).await?;
    drop(conn);
    sheets.retain(|one| one.category == EMERGENCY_SHEET);
    sheets.sort_by_key(|one| std::cmp::Reverse((one.created, one.id)));
    sheets.truncate(if now < until { SHEETS_MAX } else { 0 });
    let mut documents = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let ask = Ask::about(Target::Document(sheet.id, None)).purpose(Some(EMERGENCY.to_owned()));
        match documents::shown(app, actor, sheet.id, ask).await {
            Ok((view, _)) => documents.push(view),
            // Erased or hidden in the meantime, or the emergency is over.
            Err(Error::NotFound { .. } | Error::Refused { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(InEmergency { id, child: (child, name), until, ran, documents })
}
