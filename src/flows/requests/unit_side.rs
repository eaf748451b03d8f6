//! What a unit does with its own requests: it reminds, and takes back. What it is
//! answered follows from what it may know, not from what the family has done.

use super::super::App;
use super::super::consents::{self as flow, agree};
use super::super::error::Error;
use super::send::too_often;
use super::view::{Made, Own};
use super::{answered, detail, lapsed, unit_of, withdrawn};
use crate::domain::entry::Kind;
use crate::domain::question::Standing;
use crate::domain::request::{Given, State, Stored};
use crate::domain::time::DAY_MICROS;
use crate::domain::{PersonId, RequestId};
use crate::gate::action::{RemindRequest, WithdrawRequest};
use crate::gate::{Ask, Detail, Did, Done, Granted, Once};
use crate::identity::Actor;
use crate::store::facts::Target;
use crate::store::requests::{self, Answer, Request};
use crate::store::{Tx, consents};
use std::sync::Arc;

async fn find(tx: &mut Tx, id: RequestId) -> Result<Request, Error> {
    requests::find(tx, id).await?.ok_or(Error::NotFound { index: None })
}

/// Reminds the family of a request, as often and as seldom as `terms.toml` says.
/// The sending counts as the first time.
///
/// # Errors
/// Refusals; [`Error::TooOften`] when it is too early; [`Error::Conflict`] when it
/// is answered, over, or when no reminder is left.
pub async fn remind(
    app: &App,
    actor: &Actor,
    id: RequestId,
    once: Option<String>,
) -> Result<Own, Error> {
    let once = once.map(|key| Once::of(key, [&b"remind"[..], id.0.as_bytes()]));
    let ask = Ask::about(Target::Unit(unit_of(app, id).await?));
    let with = app.clone();
    let changed = app
        .gate
        .change::<RemindRequest, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                let (request, now) = (find(tx, id).await?, tx.now());
                match request.life().to_unit(now) {
                    State::Sent | State::Seen => {}
                    State::Withdrawn => return Err(withdrawn()),
                    State::Lapsed => return Err(lapsed()),
                    State::Granted | State::Declined => {
                        return Err(answered("The family has answered this request."));
                    }
                }
                let terms = &with.policies().tables().terms;
                if request.reminders >= terms.reminders {
                    return Err(Error::Conflict {
                        code: "reminders-used-up",
                        detail: "The family has been reminded as often as it may be.",
                    });
                }
                let last = request.reminded.unwrap_or(request.created);
                let next = last.plus_micros(terms.reminder_days.saturating_mul(DAY_MICROS));
                if now < next {
                    return Err(too_often(
                        "reminder-too-soon",
                        "The family has heard of this not long ago. Remind it later.",
                        (now, next),
                    ));
                }
                requests::remind(tx, id).await?;
                let detail = detail(tx, &request).await?;
                Ok(Did::Change(Done::new((id, Some(granted)), id.to_string(), detail)))
            })
        })
        .await?;
    Own::of(changed)
}

/// Takes a request back. Taking back what was taken back changes nothing.
///
/// # Errors
/// Refusals; [`Error::Conflict`] when it is answered or over.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    id: RequestId,
    once: Option<String>,
) -> Result<Own, Error> {
    let once = once.map(|key| Once::of(key, [&b"withdraw"[..], id.0.as_bytes()]));
    let ask = Ask::about(Target::Unit(unit_of(app, id).await?));
    let changed = app
        .gate
        .change::<WithdrawRequest, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(take_back(tx, id, granted))
        })
        .await?;
    Own::of(changed)
}

async fn take_back(tx: &mut Tx, id: RequestId, granted: Arc<Granted>) -> Result<Did<Made>, Error> {
    let (request, now) = (find(tx, id).await?, tx.now());
    match request.life().to_unit(now) {
        State::Sent | State::Seen => {}
        State::Withdrawn => {
            return Ok(Did::Nothing((id, None), request.answered_index.unwrap_or_default()));
        }
        State::Lapsed => return Err(lapsed()),
        State::Granted => {
            return Err(answered(
                "The family has granted this request. Give the consent back instead.",
            ));
        }
        State::Declined => return Err(answered("The family has declined this request.")),
    }
    let by = Some(granted.person());
    let taken = Answer { state: Stored::Withdrawn, by, given: None };
    requests::answer(tx, &request, taken).await?;
    let told = detail(tx, &request).await?;
    let also = hand_back(tx, &request, by).await?;
    let done = Done { also, ..Done::new((id, Some(granted)), id.to_string(), told) };
    Ok(Did::Change(done))
}

/// What some of the family have agreed to, and others not yet, waits for nothing
/// any more. What is in force beside it stays, and nothing is told of that.
async fn hand_back(
    tx: &mut Tx,
    request: &Request,
    by: Option<PersonId>,
) -> Result<Vec<(Kind, Detail)>, Error> {
    let Some(id) = request.consent.filter(|_| request.given == Some(Given::Waits)) else {
        return Ok(Vec::new());
    };
    let consent = consents::find(tx, id).await?.ok_or(Error::NotFound { index: None })?;
    let number = consent.awaited().unwrap_or(consent.revision);
    let sha256 = flow::find_revision(tx, &consent, number).await?.sha256;
    agree::ends_waiting(tx, &consent, Standing::HandedBack, by).await?;
    if consent.pending.is_some() {
        return Ok(Vec::new());
    }
    let told = flow::detail(tx, &consent, sha256).await?;
    let told = Detail { request: Some(request.id), child: request.child, ..told };
    Ok(vec![(Kind::ConsentHandedBack, told)])
}
