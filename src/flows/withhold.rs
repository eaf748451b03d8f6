//! "Not for my guardians": the young person marks a document, a health
//! professional who may read it answers. It is withheld from the first moment; a
//! mark that nobody answers goes away by itself (`ages.toml`).

use super::App;
use super::documents::in_the_way;
use super::error::Error;
use crate::domain::DocumentId;
use crate::domain::time::DAY_MICROS;
use crate::gate::action::{Action, ConfirmWithheld, LiftWithheld, Unwithhold, Withhold};
use crate::gate::{Ask, Changed, Detail, Did, Done, Granted, Once};
use crate::identity::Actor;
use crate::store::Tx;
use crate::store::documents::{self, Mark};
use crate::store::facts::Target;
use std::sync::Arc;

/// Marks a document, or takes the mark away: the index of the entry that tells
/// of it. What is so already changes nothing.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn mark(
    app: &App,
    actor: &Actor,
    id: DocumentId,
    withheld: bool,
    once: Option<String>,
) -> Result<i64, Error> {
    let what = if withheld { "withhold" } else { "unwithhold" };
    let once = once.map(|key| Once::of(key, [what.as_bytes(), id.0.as_bytes()]));
    let days = app.policies().tables().ages.unconfirmed_days;
    if withheld {
        let to = move |tx: &Tx, before: Option<Mark>| match before {
            None => {
                let until = tx.now().plus_micros(days.saturating_mul(DAY_MICROS));
                Ok(Some(Some(Mark::Asked { until })))
            }
            Some(_) => Ok(None),
        };
        change::<Withhold>(app, actor, id, once, to).await
    } else {
        let to = |_: &Tx, before: Option<Mark>| Ok(before.map(|_| None));
        change::<Unwithhold>(app, actor, id, once, to).await
    }
}

/// Answers a mark, as a health professional: confirms it or lifts it.
///
/// # Errors
/// Refusals; [`Error::Conflict`] when nothing is marked.
pub async fn answer(
    app: &App,
    actor: &Actor,
    id: DocumentId,
    confirm: bool,
    once: Option<String>,
) -> Result<i64, Error> {
    let what = if confirm { "confirm-withheld" } else { "lift-withheld" };
    let once = once.map(|key| Once::of(key, [what.as_bytes(), id.0.as_bytes()]));
    let nothing = || {
        Err(Error::Conflict {
            code: "not-marked",
            detail: "The young person has not marked this document, or has taken the mark away.",
        })
    };
    if confirm {
        let to = move |_: &Tx, before: Option<Mark>| match before {
            Some(Mark::Asked { .. }) => Ok(Some(Some(Mark::Confirmed))),
            Some(Mark::Confirmed) => Ok(None),
            None => nothing(),
        };
        change::<ConfirmWithheld>(app, actor, id, once, to).await
    } else {
        let to = move |_: &Tx, before: Option<Mark>| match before {
            Some(_) => Ok(Some(None)),
            None => nothing(),
        };
        change::<LiftWithheld>(app, actor, id, once, to).await
    }
}

/// Puts another mark in place of the one before; `to` says which, or that nothing
/// changes.
async fn change<A: Action>(
    app: &App,
    actor: &Actor,
    id: DocumentId,
    once: Option<Once>,
    to: impl FnOnce(&Tx, Option<Mark>) -> Result<Option<Option<Mark>>, Error> + Send + 'static,
) -> Result<i64, Error> {
    let ask = Ask::about(Target::Document(id, None)).own_purpose();
    let changed = app
        .gate
        .change::<A, (), Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move { put(tx, id, &granted, to).await })
        })
        .await;
    let changed = match changed {
        Ok(changed) => changed,
        Err(error) => return Err(in_the_way(app, actor, id, error).await),
    };
    match changed {
        Changed::Done((), index) | Changed::Repeated(_, index) => Ok(index),
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}

async fn put(
    tx: &mut Tx,
    id: DocumentId,
    granted: &Arc<Granted>,
    to: impl FnOnce(&Tx, Option<Mark>) -> Result<Option<Option<Mark>>, Error>,
) -> Result<Did<()>, Error> {
    let found = documents::find(tx, id).await?.ok_or(Error::NotFound { index: None })?;
    let now = tx.now();
    let before = found.mark.filter(|mark| mark.holds(now));
    let Some(mark) = to(tx, before)? else {
        let told = documents::marks::find_mark_told(tx, id).await?;
        return Ok(Did::Nothing((), told.unwrap_or_default()));
    };
    documents::marks::set_mark(tx, id, mark, granted.person()).await?;
    let detail = Detail { document: Some(id), ..Detail::default() };
    Ok(Did::Change(Done::new((), id.to_string(), detail)))
}
