//! The family's switch for emergencies: who has answered what, and what became of it.

use super::super::App;
use super::super::error::Error;
use super::super::names::Names;
use super::SHOWN_MAX;
use crate::domain::entry::Kind;
use crate::domain::question::{EMERGENCY_SHEET, Hat};
use crate::domain::{AgencyId, ChildId, PersonId, Timestamp};
use crate::gate::action::{SeeEmergency, SetEmergency};
use crate::gate::emergency::Switch;
use crate::gate::{Answer, Ask, Changed, Detail, Did, Done, Granted, Once, Touching};
use crate::identity::Actor;
use crate::store::emergencies::{self, Emergency};
use crate::store::{Conn, Tx, agencies};
use crate::vault::fields::Place;
use std::sync::Arc;
use uuid::Uuid;

/// How the switch stands, for the family.
#[derive(Debug, Clone)]
pub struct SwitchView {
    /// Whose.
    pub child: ChildId,
    /// Is it on?
    pub on: bool,
    /// What those have answered who have a say today, oldest first, and their names.
    pub answers: Vec<(emergencies::Answer, String)>,
    /// Whose yes is missing: each of them, or one of several who can.
    pub missing: Vec<(PersonId, String)>,
    /// What was declared, newest first.
    pub emergencies: Vec<Declared>,
}

/// A declared emergency, for the family.
#[derive(Debug, Clone)]
pub struct Declared {
    /// Which.
    pub id: Uuid,
    /// The unit, and its name.
    pub unit: (AgencyId, String),
    /// Who declared it, and the name.
    pub person: (PersonId, String),
    /// Reason code.
    pub reason: String,
    /// Why, in that person's words.
    pub words: String,
    /// From.
    pub from: Timestamp,
    /// Until.
    pub until: Timestamp,
    /// Log index of the entry that tells of it.
    pub index: Option<i64>,
}

/// How the switch stands, and the entry that tells that it was looked at.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn show(app: &App, actor: &Actor, child: ChildId) -> Result<(SwitchView, i64), Error> {
    let permit = match app.gate.ask::<SeeEmergency>(actor, Ask::about(child)).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let view = read(app, permit.granted(), child).await;
    Ok((view.map_err(|error| error.recorded(permit.index()))?, permit.index()))
}

/// What a change of the switch gives: what allowed it, or `None` when it was so
/// already.
type Made = Option<Arc<Granted>>;

/// Answers on or off. It is on while everybody who must has answered so; one who
/// answers off switches it off at once and ends what runs. The same answer again
/// changes nothing.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn set(
    app: &App,
    actor: &Actor,
    child: ChildId,
    (on, language): (bool, &'static str),
    once: Option<String>,
) -> Result<(SwitchView, i64), Error> {
    let state: &[u8] = if on { b"on" } else { b"off" };
    let once = once.map(|key| Once::of(key, [&b"set-emergency"[..], child.0.as_bytes(), state]));
    let touching = Touching::Scope(Vec::new(), vec![EMERGENCY_SHEET.to_owned()]);
    let ask = Ask::about(child).touching(touching);
    let with = app.clone();
    let changed = app
        .gate
        .change::<SetEmergency, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move { answer(&with, tx, child, granted, (on, language)).await })
        })
        .await?;
    match changed {
        Changed::Done(Some(granted), index) => {
            let view = read(app, &granted, child).await;
            Ok((view.map_err(|error| error.recorded(index))?, index))
        }
        // Nothing changed just now: looking at it is asked for by itself.
        Changed::Done(None, index) | Changed::Repeated(_, index) => {
            Ok((show(app, actor, child).await?.0, index))
        }
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}

async fn answer(
    app: &App,
    tx: &mut Tx,
    child: ChildId,
    granted: Arc<Granted>,
    (on, language): (bool, &'static str),
) -> Result<Did<Made>, Error> {
    let (now, person) = (tx.now(), granted.person());
    let version = hex::encode(app.policies().hash());
    let switch = Switch::load(tx, app.policies().tables(), child, now).await?;
    let before = switch.answers.iter().find(|one| one.person == person);
    if let Some(before) = before
        && before.switched_on == on
        && before.text_version == version
        && let Some(index) = before.index
    {
        return Ok(Did::Nothing(None, index));
    }
    emergencies::put_answer(tx, child, (person, on), (&version, language)).await?;
    let ended = if on { Vec::new() } else { emergencies::end_all(tx, child).await? };
    let mut also = Vec::new();
    for one in ended {
        also.push((Kind::EmergencyClosed, closed(tx, &one).await?));
    }
    let detail = Detail { reason: Some(if on { "on" } else { "off" }), ..Detail::default() };
    Ok(Did::Change(Done { also, ..Done::new(Some(granted), child.to_string(), detail) }))
}

/// What the entry of an emergency's early end says.
async fn closed(tx: &mut Tx, emergency: &Emergency) -> Result<Detail, Error> {
    Ok(Detail {
        unit: Some(emergency.unit),
        agency: agencies::top_of(tx, emergency.unit).await?,
        person: Some(emergency.facts.person),
        reason: Some("switched-off"),
        of: emergency.index,
        ..Detail::default()
    })
}

/// The switch as somebody of the family may see it.
async fn read(app: &App, granted: &Granted, child: ChildId) -> Result<SwitchView, Error> {
    let tables = app.policies().tables();
    if let Hat::Guardian { sees, .. } = granted.hat()
        && !sees.iter().any(|field| field == tables.field_of(EMERGENCY_SHEET))
    {
        // What sheets there are is not a guardian's to see any more.
        return Err(Error::NotFound { index: None });
    }
    let mut conn = app.db.read().await?;
    let switch = Switch::load(&mut conn, tables, child, app.clock.now()).await?;
    let mut names = Names::new(app);
    let mut answers = Vec::with_capacity(switch.answers.len());
    for answer in switch.answers {
        let name = names.person(&mut conn, answer.person).await?;
        answers.push((answer, name));
    }
    let mut missing = Vec::new();
    for person in switch.missing.people() {
        missing.push((person, names.person(&mut conn, person).await?));
    }
    let emergencies = declared(app, &mut conn, &mut names, granted, child).await?;
    Ok(SwitchView { child, on: switch.on, answers, missing, emergencies })
}

async fn declared(
    app: &App,
    conn: &mut Conn,
    names: &mut Names<'_>,
    granted: &Granted,
    child: ChildId,
) -> Result<Vec<Declared>, Error> {
    let rows = emergencies::list(conn, child, SHOWN_MAX).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = app.vault.data_key(conn, child.0).await?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows.into_iter().filter(|row| !granted.shields().hides_unit(row.unit)) {
        let words = match &row.words_sealed {
            Some(sealed) => {
                app.vault.open_text(&key, Place::emergency_words(row.facts.id), sealed)?
            }
            None => String::new(),
        };
        views.push(Declared {
            id: row.facts.id,
            unit: (row.unit, names.unit(conn, row.unit).await?),
            person: (row.facts.person, names.person(conn, row.facts.person).await?),
            reason: row.reason,
            words,
            from: row.facts.from,
            until: row.facts.until,
            index: row.index,
        });
    }
    Ok(views)
}
