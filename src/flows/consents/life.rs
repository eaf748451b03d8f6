//! What becomes of consents by themselves: unanswered ones lapse, and those that
//! nobody with a say stands behind any more are frozen. Opening does not wait for
//! this: the gate asks on fresh facts who decides today, each time. This writes
//! it down and tells it.

use super::super::App;
use super::super::error::Error;
use super::deciders;
use super::{detail, find_revision};
use crate::domain::entry::Kind;
use crate::domain::law::Behind;
use crate::domain::question::Standing;
use crate::domain::time::Day;
use crate::domain::{ChildId, PersonId, Timestamp};
use crate::gate::Detail;
use crate::gate::system::{About, By};
use crate::policy::ages::Effect;
use crate::store::consents::{self, Consent};
use crate::store::{Tx, Unlogged, children, documents, people, settings};
use std::collections::BTreeSet;

/// How many things one job ends.
const AT_ONCE: i64 = 100;
/// The setting that says how far the sweep has looked.
const SWEPT: &str = "lives-swept-to";

/// Freezes the consents of a child that are not carried any more: what to tell,
/// in entries that follow the next `ahead` ones.
pub(crate) async fn freeze_uncarried(
    app: &App,
    tx: &mut Tx,
    child: ChildId,
    ahead: i64,
) -> Result<Vec<(Kind, About)>, Error> {
    let now = tx.now();
    let tables = app.policies().tables();
    let Some(row) = children::find(tx, child).await? else { return Ok(Vec::new()) };
    let law = tables.ages.law(row.born, now);
    let everybody = deciders::everybody(tx, tables, child, &law, now).await?;
    let mut told = Vec::new();
    for consent in consents::list_approved(tx, child).await? {
        let revision = find_revision(tx, &consent, consent.revision).await?;
        if revision.valid_until <= now {
            continue;
        }
        let approvals = consents::list_approvals(tx, consent.id).await?;
        let agreed = |person: &PersonId| {
            approvals.iter().any(|one| {
                one.person == *person
                    && one.revision == revision.carried_by
                    && one.answer == "approved"
            })
        };
        let most = everybody.guardians.iter().filter(|(one, _)| agreed(one)).map(|(_, p)| *p).max();
        let young = everybody.young_person.as_ref().is_some_and(agreed);
        let fields = tables.fields_of(&revision.touches);
        if Behind::new(most, young, &law).carries(&fields, &law) {
            continue;
        }
        let index = tx.next_index() + ahead + i64::try_from(told.len()).unwrap_or_default();
        consents::freeze(tx, consent.id, index).await?;
        let detail = detail(tx, &consent, revision.sha256).await?;
        told.push((Kind::ConsentFrozen, about(&consent, detail, "decision-needed")));
    }
    Ok(told)
}

fn about(consent: &Consent, detail: Detail, reason: &str) -> About {
    About { reason: Some(reason.to_owned()), child: Some(consent.child), by: None, detail }
}

/// Ends what has waited too long. Gives how much.
///
/// # Errors
/// What the stores say.
pub async fn lapse(app: &App) -> Result<usize, Error> {
    let now = app.clock.now();
    let mut conn = app.db.read().await?;
    let due = consents::list_lapsed(&mut conn, now, AT_ONCE).await?;
    drop(conn);
    let mut count = 0;
    for found in due {
        let lapsed = app
            .gate
            .administer::<bool, Error, _>(Kind::ConsentLapsed, By::System, move |tx| {
                Box::pin(async move {
                    let consent = consents::find(tx, found.id).await?;
                    let now = tx.now();
                    let due = |one: &Consent| one.lapses.is_some_and(|lapses| lapses <= now);
                    let Some(consent) = consent.filter(due) else { return Ok((false, None)) };
                    let number = consent.awaited().unwrap_or(consent.revision);
                    let sha256 = find_revision(tx, &consent, number).await?.sha256;
                    super::agree::ends_waiting(tx, &consent, Standing::Lapsed, None).await?;
                    let detail = detail(tx, &consent, sha256).await?;
                    let whole = consent.pending.is_none();
                    let reason = if whole { "consent" } else { "revision" };
                    Ok((true, Some(about(&consent, detail, reason))))
                })
            })
            .await?;
        count += usize::from(lapsed);
    }
    Ok(count)
}

/// Takes marks "not for my guardians" away that no health professional has
/// answered in time. Gives how many.
///
/// # Errors
/// What the stores say.
pub async fn lift_marks(app: &App) -> Result<usize, Error> {
    let mut conn = app.db.read().await?;
    let due = documents::marks::list_marks_over(&mut conn, app.clock.now(), AT_ONCE).await?;
    drop(conn);
    let mut count = 0;
    for (document, child) in due {
        let lifted = app
            .gate
            .administer::<bool, Error, _>(Kind::WithholdLifted, By::System, move |tx| {
                Box::pin(async move {
                    if !documents::marks::drop_mark_over(tx, document).await? {
                        return Ok((false, None));
                    }
                    let detail = Detail { document: Some(document), ..Detail::default() };
                    let reason = Some("unanswered".to_owned());
                    let about = About { reason, child: Some(child), by: None, detail };
                    Ok((true, Some(about)))
                })
            })
            .await?;
        count += usize::from(lifted);
    }
    Ok(count)
}

/// Freezes what birthdays, rules that came into use, and guardianships that came
/// to their end since the last time have left without those who decide. Gives how
/// many consents.
///
/// # Errors
/// What the stores say.
pub async fn sweep(app: &App) -> Result<usize, Error> {
    let now = app.clock.now();
    let mut conn = app.db.read().await?;
    let since = settings::find(&mut conn, SWEPT).await?.and_then(|text| text.parse().ok());
    let since = since.map_or_else(Timestamp::default, Timestamp::from_micros);
    let concerned = concerned(app, &mut conn, since, now).await?;
    drop(conn);
    let mut count = 0;
    for child in concerned {
        let with = app.clone();
        count += app
            .gate
            .administer_each::<usize, Error, _>(By::System, move |tx| {
                Box::pin(async move {
                    let told = freeze_uncarried(&with, tx, child, 0).await?;
                    Ok((told.len(), told))
                })
            })
            .await?;
    }
    app.db
        .write_unlogged::<(), Error, _>(Unlogged::SweepMark, move |tx| {
            Box::pin(async move {
                settings::put(tx, SWEPT, &now.as_micros().to_string()).await?;
                Ok(())
            })
        })
        .await?;
    Ok(count)
}

/// Children for whom another may decide since `since`.
async fn concerned(
    app: &App,
    conn: &mut crate::store::Conn,
    since: Timestamp,
    now: Timestamp,
) -> Result<BTreeSet<ChildId>, Error> {
    let mut all: BTreeSet<ChildId> =
        people::list_children_bereft(conn, since, now).await?.into_iter().collect();
    let (before, today) = (since.day_in_norway(), now.day_in_norway());
    if before == today {
        return Ok(all);
    }
    let first = Day::from_days(-36_524).unwrap_or(before);
    for rule in &app.policies().tables().ages.rules {
        if !matches!(rule.effect, Effect::Decides | Effect::Majority) {
            continue;
        }
        // A rule that came into use, or out of it, reaches everybody of the age; else
        // those whose birthday it was, with a day to spare for leap years.
        let turned = |day: Day| before < day && day <= today;
        let everybody = turned(rule.from) || rule.until.is_some_and(turned);
        let ago = |day: Day, more: i64| {
            let back = day.birthday(-rule.age).unwrap_or(first);
            Day::from_days(back.as_days() + more).unwrap_or(first)
        };
        let from = if everybody { first } else { ago(before, -1) };
        for child in children::list_born(conn, from, ago(today, 1)).await? {
            all.insert(child.id);
        }
    }
    Ok(all)
}
