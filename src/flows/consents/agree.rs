//! Agreeing to a consent that waits, and saying no to it. The order of the log
//! settles who was first.

use super::super::App;
use super::super::error::Error;
use super::deciders::Stand;
use super::{Made, Own, detail, done, expired, find_revision, over, own_or_told};
use crate::domain::ConsentId;
use crate::domain::question::Standing;
use crate::gate::action::{Approve, Decline};
use crate::gate::{Ask, Detail, Did, Granted, Once};
use crate::identity::Actor;
use crate::store::Tx;
use crate::store::consents::{self, Approval, Consent, Revision};
use crate::store::facts::Target;
use std::sync::Arc;

/// The two answers, as they are stored.
const APPROVED: &str = "approved";
const DECLINED: &str = "declined";

/// Agrees to what waits for an answer: a consent that others have given, one that
/// was written down by a coordinator, a wider revision, or one that is frozen.
/// Agreeing twice changes nothing and gives the same answer. Where `shown` names the
/// revision that the asker has read, the answer is to that one and to no other.
///
/// # Errors
/// Refusals; [`Error::Conflict`] when nothing waits, it has ended or lapsed, or
/// another revision waits than was shown.
pub async fn approve(
    app: &App,
    actor: &Actor,
    (id, shown): (ConsentId, Option<i64>),
    language: &'static str,
    once: Option<String>,
) -> Result<Own, Error> {
    let once = once.map(|key| once_of(key, b"approve", (id, shown)));
    let ask = Ask::about(Target::Consent(id));
    let with = app.clone();
    let changed = app
        .gate
        .change::<Approve, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move { agree(&with, tx, (id, shown), granted, language).await })
        })
        .await;
    own_or_told(app, actor, id, changed).await
}

async fn agree(
    app: &App,
    tx: &mut Tx,
    (id, shown): (ConsentId, Option<i64>),
    granted: Arc<Granted>,
    language: &'static str,
) -> Result<Did<Made>, Error> {
    let (now, person) = (tx.now(), granted.person());
    let consent = consents::find(tx, id).await?.ok_or(Error::NotFound { index: None })?;
    if consent.is_over() {
        return Err(over());
    }
    let number = consent.awaited().unwrap_or(consent.revision);
    as_shown(shown, number)?;
    let revision = find_revision(tx, &consent, number).await?;
    expired(revision.valid_until, now)?;
    if consent.lapses.is_some_and(|lapses| lapses <= now) {
        return Err(lapsed());
    }
    let approvals = consents::list_approvals(tx, id).await?;
    let given = approvals.iter().filter(|one| one.revision == revision.carried_by);
    let mut agreed: Vec<_> =
        given.clone().filter(|one| one.answer == APPROVED).map(|one| one.person).collect();
    let before = given.clone().find(|one| one.person == person && one.answer == APPROVED);
    agreed.push(person);
    let scope = (consent.child, consent.unit, id);
    let stand = Stand::load(app, tx, scope, granted.law(), now).await?;
    let missing = stand.missing(app.policies().tables(), &revision.touches, &agreed);
    let in_force = consent.standing == Standing::Approved && consent.pending.is_none();
    let completes = missing.is_empty() && !in_force;
    if let Some(before) = before
        && !completes
    {
        return Ok(Did::Nothing((id, None), before.index.unwrap_or_default()));
    }
    if before.is_none() {
        let answer = answer(app, tx, &revision, person, (APPROVED, language));
        consents::insert_approval(tx, id, &answer).await?;
    }
    let mut reason = None;
    if completes {
        consents::put_in_force(tx, id, number).await?;
    } else if !in_force {
        reason = Some("awaiting-approval");
        if consent.standing == Standing::Draft {
            let lapses = consent.lapses.unwrap_or(now);
            let waits = (consent.revision, consent.pending);
            consents::put_waiting(tx, id, waits, Standing::AwaitingApproval, lapses).await?;
        }
    }
    tx.access_changed();
    let detail = Detail { reason, ..detail(tx, &consent, revision.sha256).await? };
    Ok(done(id, detail, granted))
}

/// Says no to what waits for an answer. What is in force beside it stays; a
/// consent that only waits, or is frozen, ends. No reason is asked for.
///
/// # Errors
/// Refusals; [`Error::Conflict`] when nothing waits, or another revision waits than
/// was `shown`.
pub async fn decline(
    app: &App,
    actor: &Actor,
    (id, shown): (ConsentId, Option<i64>),
    language: &'static str,
    once: Option<String>,
) -> Result<Own, Error> {
    let once = once.map(|key| once_of(key, b"decline", (id, shown)));
    let ask = Ask::about(Target::Consent(id));
    let with = app.clone();
    let changed = app
        .gate
        .change::<Decline, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move { refuse(&with, tx, (id, shown), granted, language).await })
        })
        .await;
    own_or_told(app, actor, id, changed).await
}

async fn refuse(
    app: &App,
    tx: &mut Tx,
    (id, shown): (ConsentId, Option<i64>),
    granted: Arc<Granted>,
    language: &'static str,
) -> Result<Did<Made>, Error> {
    let person = granted.person();
    let consent = consents::find(tx, id).await?.ok_or(Error::NotFound { index: None })?;
    let approvals = consents::list_approvals(tx, id).await?;
    let before = approvals.iter().rev().find(|one| one.person == person && one.answer == DECLINED);
    let Some(number) = consent.awaited() else {
        // Said before, and ended by it.
        if consent.standing == Standing::Declined && consent.ended_by == Some(person) {
            return Ok(Did::Nothing((id, None), consent.ended_index.unwrap_or_default()));
        }
        return match before {
            // Said before, and nothing waits since.
            Some(before) => Ok(Did::Nothing((id, None), before.index.unwrap_or_default())),
            None if consent.is_over() => Err(over()),
            None => Err(Error::Conflict {
                code: "nothing-to-approve",
                detail: "Nothing waits for an answer here. To stop the consent, revoke it.",
            }),
        };
    };
    as_shown(shown, number)?;
    let revision = find_revision(tx, &consent, number).await?;
    let answered =
        approvals.iter().any(|one| one.person == person && one.revision == revision.revision);
    if !answered {
        let answer = answer(app, tx, &revision, person, (DECLINED, language));
        consents::insert_approval(tx, id, &answer).await?;
    }
    ends_waiting(tx, &consent, Standing::Declined, Some(person)).await?;
    let detail = detail(tx, &consent, revision.sha256).await?;
    Ok(done(id, detail, granted))
}

/// What waits does not any more: what is in force beside it stays, a consent
/// that only waits ends.
pub(crate) async fn ends_waiting(
    tx: &mut Tx,
    consent: &Consent,
    standing: Standing,
    by: Option<crate::domain::PersonId>,
) -> Result<(), Error> {
    if consent.pending.is_some() {
        consents::drop_pending(tx, consent.id).await?;
    } else {
        consents::end(tx, consent.id, standing, by).await?;
    }
    Ok(())
}

fn answer(
    app: &App,
    tx: &Tx,
    revision: &Revision,
    person: crate::domain::PersonId,
    (answer, language): (&str, &'static str),
) -> Approval {
    let number = if answer == APPROVED { revision.carried_by } else { revision.revision };
    Approval {
        revision: number,
        person,
        answer: answer.to_owned(),
        text_version: hex::encode(app.policies().hash()),
        text_language: language.to_owned(),
        at: tx.now(),
        index: Some(tx.next_index()),
    }
}

/// The key of an answer; an answer to another revision is another answer.
fn once_of(key: String, act: &[u8], (id, shown): (ConsentId, Option<i64>)) -> Once {
    let shown = shown.map(i64::to_be_bytes);
    let parts = [act, id.0.as_bytes()];
    Once::of(key, parts.into_iter().chain(shown.iter().map(|number| &number[..])))
}

/// Is what waits what the asker has read? Others may have put something else in its
/// place since.
fn as_shown(shown: Option<i64>, waits: i64) -> Result<(), Error> {
    if shown.is_some_and(|number| number != waits) {
        return Err(Error::Conflict {
            code: "consent-changed",
            detail: "It was changed since you looked at it. Read what waits now, then answer.",
        });
    }
    Ok(())
}

fn lapsed() -> Error {
    Error::Conflict {
        code: "approval-lapsed",
        detail: "Nobody answered in time. Give a new consent to share.",
    }
}
