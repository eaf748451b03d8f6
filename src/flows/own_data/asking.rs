//! Asking for a folder to be erased. All who decide must ask: over all categories,
//! as for a new recipient, whatever is hidden from whom. Then it is some days ahead
//! (`terms.toml`), and any one of them may stop it until then.

use super::super::App;
use super::super::consents::deciders;
use super::super::error::Error;
use super::super::names::Names;
use super::holders::{self, Holder};
use crate::domain::approval::{self, Missing};
use crate::domain::law::Law;
use crate::domain::time::DAY_MICROS;
use crate::domain::{ChildId, PersonId, Timestamp};
use crate::gate::action::{EraseFolder, KeepFolder, ReadLog};
use crate::gate::{Answer, Ask, Changed, Detail, Did, Done, Granted, Once, Touching};
use crate::identity::Actor;
use crate::store::erasures::{self, Erasure};
use crate::store::{Conn, Tx};
use std::sync::Arc;

/// How an erasure stands, as the family sees it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Who has asked, with the name and when.
    pub asked: Vec<(PersonId, String, Timestamp)>,
    /// Who has still to ask, so that it can happen.
    pub missing: Vec<(PersonId, String)>,
    /// When it lapses if they do not; `None` when nobody has asked, or all have.
    pub lapses: Option<Timestamp>,
    /// When it happens; `None` while somebody is missing.
    pub due: Option<Timestamp>,
    /// Who may still hold a copy of what the folder held, then too.
    pub holders: Vec<Holder>,
}

/// Whose asking is missing, when these persons have asked.
///
/// # Errors
/// What the stores say.
pub(super) async fn missing(
    app: &App,
    conn: &mut Conn,
    child: ChildId,
    law: &Law,
    asked: &[PersonId],
    now: Timestamp,
) -> Result<Missing, Error> {
    let tables = app.policies().tables();
    let everybody = deciders::everybody(conn, tables, child, law, now).await?;
    let all = tables.categories.iter().map(|one| (one.field.as_str(), one.approval));
    let need = approval::need(all, law, true, everybody.young_person.is_some());
    Ok(approval::missing(need, &everybody, law, asked))
}

/// Has it waited too long for the others?
pub(super) fn has_lapsed(erasure: &Erasure, now: Timestamp) -> bool {
    erasure.due.is_none() && erasure.lapses <= now
}

/// What allowed a change, or `None` when it was so already; and its entry.
type Made = (Option<Arc<Granted>>, i64);

/// Asks for the folder to be erased; asking twice changes nothing.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn ask(
    app: &App,
    actor: &Actor,
    child: ChildId,
    once: Option<String>,
) -> Result<(Standing, i64), Error> {
    let once = once.map(|key| Once::of(key, [&b"erase-folder"[..], child.0.as_bytes()]));
    let question = Ask::about(child).touching(Touching::All);
    let with = app.clone();
    let changed = app
        .gate
        .change::<EraseFolder, _, Error, _>(actor, question, once, move |tx, granted| {
            Box::pin(async move { add(&with, tx, child, granted).await })
        })
        .await?;
    told(app, actor, child, made(changed)?).await
}

async fn add(
    app: &App,
    tx: &mut Tx,
    child: ChildId,
    granted: Arc<Granted>,
) -> Result<Did<Option<Arc<Granted>>>, Error> {
    let (now, person) = (tx.now(), granted.person());
    let terms = &app.policies().tables().terms;
    let days = |count: i64| now.plus_micros(count.saturating_mul(DAY_MICROS));
    let open = match erasures::find_open(tx, child).await? {
        Some(old) if has_lapsed(&old, now) => {
            erasures::stop(tx, old.id).await?;
            None
        }
        open => open,
    };
    let erasure = if let Some(open) = open {
        open
    } else {
        let id = tx.entropy().uuid();
        erasures::insert(tx, id, child, days(terms.approval_days)).await?;
        erasures::find_open(tx, child).await?.ok_or(Error::NotFound { index: None })?
    };
    let before = erasures::list_asked(tx, erasure.id).await?;
    let told = before.iter().find(|one| one.person == person);
    let mut asked: Vec<PersonId> = before.iter().map(|one| one.person).collect();
    asked.push(person);
    let missing = missing(app, tx, child, granted.law(), &asked, now).await?;
    let completes = erasure.due.is_none() && missing.is_empty();
    match told {
        Some(told) if !completes => return Ok(Did::Nothing(None, told.index)),
        Some(_) => {}
        None => erasures::ask(tx, erasure.id, person).await?,
    }
    if completes {
        erasures::schedule(tx, erasure.id, days(terms.erasure_days)).await?;
    }
    let reason = if missing.is_empty() { "scheduled" } else { "awaiting-approval" };
    let detail = Detail { reason: Some(reason), ..Detail::default() };
    Ok(Did::Change(Done::new(Some(granted), child.to_string(), detail)))
}

/// Stops the erasure, alone and at once. Stopping one that was stopped changes
/// nothing.
///
/// # Errors
/// Refusals; [`Error::Conflict`] when nobody has ever asked.
pub async fn stop(
    app: &App,
    actor: &Actor,
    child: ChildId,
    once: Option<String>,
) -> Result<i64, Error> {
    let once = once.map(|key| Once::of(key, [&b"keep-folder"[..], child.0.as_bytes()]));
    let question = Ask::about(child).touching(Touching::All);
    let changed = app
        .gate
        .change::<KeepFolder, _, Error, _>(actor, question, once, move |tx, granted| {
            Box::pin(async move {
                if let Some(open) = erasures::find_open(tx, child).await? {
                    erasures::stop(tx, open.id).await?;
                    let value = Some(granted);
                    return Ok(Did::Change(Done::new(value, child.to_string(), Detail::default())));
                }
                match erasures::find_last_stopped(tx, child).await? {
                    Some(index) => Ok(Did::Nothing(None, index)),
                    None => Err(Error::Conflict {
                        code: "no-erasure",
                        detail: "Nobody has asked for this folder to be erased.",
                    }),
                }
            })
        })
        .await;
    match changed {
        Ok(changed) => Ok(made(changed)?.1),
        // That nobody has asked is told of the folder: so that is recorded too.
        Err(error @ Error::Conflict { .. }) => {
            match app.gate.ask::<ReadLog>(actor, Ask::about(child)).await? {
                Answer::Permit(permit) => Err(error.recorded(permit.index())),
                Answer::Refusal(refusal) => Err(refusal.into()),
            }
        }
        Err(error) => Err(error),
    }
}

fn made(changed: Changed<Option<Arc<Granted>>>) -> Result<Made, Error> {
    match changed {
        Changed::Done(granted, index) => Ok((granted, index)),
        Changed::Repeated(_, index) => Ok((None, index)),
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}

/// How it stands, for the answer to the one who has asked. Where nothing changed
/// just now, looking at it is recorded by itself.
async fn told(
    app: &App,
    actor: &Actor,
    child: ChildId,
    (granted, index): Made,
) -> Result<(Standing, i64), Error> {
    match granted {
        Some(granted) => {
            let standing = standing(app, &granted).await;
            Ok((standing.map_err(|error| error.recorded(index))?, index))
        }
        None => Ok((show(app, actor, child).await?.0, index)),
    }
}

/// How the erasure of a folder stands, and the entry that tells of the asking.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn show(app: &App, actor: &Actor, child: ChildId) -> Result<(Standing, i64), Error> {
    let permit = match app.gate.ask::<ReadLog>(actor, Ask::about(child)).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let index = permit.index();
    let standing = standing(app, permit.granted()).await;
    Ok((standing.map_err(|error| error.recorded(index))?, index))
}

async fn standing(app: &App, granted: &Granted) -> Result<Standing, Error> {
    let child = granted.child().ok_or(Error::NotFound { index: None })?;
    let now = app.clock.now();
    let mut conn = app.db.read().await?;
    let open = erasures::find_open(&mut conn, child).await?;
    let open = open.filter(|one| !has_lapsed(one, now));
    let asked = match &open {
        Some(open) => erasures::list_asked(&mut conn, open.id).await?,
        None => Vec::new(),
    };
    let persons: Vec<PersonId> = asked.iter().map(|one| one.person).collect();
    let missing = missing(app, &mut conn, child, granted.law(), &persons, now).await?;
    let mut names = Names::new(app);
    let mut standing = Standing {
        asked: Vec::new(),
        missing: Vec::new(),
        lapses: open.as_ref().filter(|one| one.due.is_none()).map(|one| one.lapses),
        due: open.as_ref().and_then(|one| one.due),
        holders: Vec::new(),
    };
    for one in asked {
        let name = names.person(&mut conn, one.person).await?;
        standing.asked.push((one.person, name, one.at));
    }
    for person in missing.people() {
        let name = names.person(&mut conn, person).await?;
        standing.missing.push((person, name));
    }
    drop(conn);
    standing.holders = holders::gather(app, granted, None).await?;
    Ok(standing)
}
