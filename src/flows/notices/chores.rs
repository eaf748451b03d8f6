//! What the service does by itself for notices: telling of what the log has,
//! sending, telling that consents end, forgetting.

use crate::domain::time::{DAY_MICROS, Day};
use crate::domain::{ChildId, Timestamp};
use crate::flows::App;
use crate::flows::error::Error;
use crate::notify::acts::{self, ENDING_DAYS};
use crate::notify::follow;
use crate::notify::worker::{Sealed, Unseal, UnsealError};
use crate::store::{Db, StoreError, Tx, Unlogged, children, deliveries, keys, notices, settings};
use crate::vault::fields::Place;
use crate::vault::{Vault, VaultError};
use std::collections::BTreeMap;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Days for which the inbox keeps a notice, and the outbox what it was.
const NOTICE_DAYS: i64 = 400;
const DELIVERY_DAYS: i64 = 30;
/// Consents that are told of in one transaction.
const ENDING_AT_ONCE: i64 = 200;
/// How far back the first look goes.
const FIRST_LOOK_MICROS: i64 = DAY_MICROS;

/// Tells of what stands in the log and has told nobody yet; how many entries.
///
/// # Errors
/// What the store says.
pub async fn follow_log(app: &App) -> Result<usize, Error> {
    Ok(follow::follow(&app.db).await?)
}

/// Sends what is due.
///
/// # Errors
/// What the store says; trouble with a mail server or webhook is its own.
pub async fn send(app: &App) -> Result<(), Error> {
    Ok(app.courier.run().await?)
}

/// Tells both sides of consents that end in 14 and in 3 days; how many.
///
/// # Errors
/// What the store says.
pub async fn tell_of_endings(app: &App) -> Result<usize, Error> {
    let mut told = 0;
    for days in ENDING_DAYS {
        loop {
            let step = app
                .db
                .write_unlogged::<(usize, bool), StoreError, _>(Unlogged::Notices, move |tx| {
                    Box::pin(tell_some(tx, days))
                });
            let (count, more) = step.await?;
            told += count;
            if !more {
                break;
            }
        }
    }
    Ok(told)
}

/// Those whose time to be told of came since the last look; whether there may be
/// more.
async fn tell_some(tx: &mut Tx, days: i64) -> Result<(usize, bool), StoreError> {
    let name = format!("consents-ending-{days}-told-until");
    let now = tx.now();
    let known = settings::find(tx, &name).await?.and_then(|value| value.parse().ok());
    let mark = known.map_or(now.plus_micros(-FIRST_LOOK_MICROS), Timestamp::from_micros);
    // The end lies so many days after the time to be told of.
    let (after, until) = (mark.plus_days(days).max(now), now.plus_days(days));
    let found = notices::list_ending(tx, after, until, ENDING_AT_ONCE).await?;
    let is_full = found.len() >= usize::try_from(ENDING_AT_ONCE).unwrap_or(usize::MAX);
    // Of those with one and the same end as the last one some may be left.
    let last = found.last().map(|last| last.until);
    let whole = found.iter().filter(|one| !is_full || Some(one.until) != last).count();
    let (found, reached) = if is_full && whole > 0 {
        let reached = found.get(whole - 1).map_or(until, |one| one.until);
        (found.get(..whole).unwrap_or_default().to_vec(), reached)
    } else if is_full {
        // More than so many end in one microsecond: all of them at once.
        let end = last.unwrap_or(until);
        (notices::list_ending(tx, end.plus_micros(-1), end, i64::MAX).await?, end)
    } else {
        (found, until)
    };
    let mut told = 0;
    for one in &found {
        let nearer =
            ENDING_DAYS.iter().any(|less| *less < days && one.until <= now.plus_days(*less));
        // Given when it was due already, or overtaken by the later word.
        if one.given < one.until.plus_days(-days) && !nearer {
            acts::on_consent_ending(tx, one, days).await?;
            told += 1;
        }
    }
    settings::put(tx, &name, &reached.plus_days(-days).as_micros().to_string()).await?;
    Ok((told, is_full))
}

/// Tells families of birthdays that change who decides: so many days ahead as
/// `terms.toml` says, and on the day. Gives how many changes were told of.
///
/// # Errors
/// What the store says.
pub async fn tell_of_birthdays(app: &App) -> Result<usize, Error> {
    const NAME: &str = "birthdays-told-on";
    let today = app.clock.now().day_in_norway();
    let mut conn = app.db.read().await?;
    let told = settings::find(&mut conn, NAME).await?;
    if told.as_deref() == Some(today.to_string().as_str()) {
        return Ok(0);
    }
    let tables = app.policies().tables();
    let mut leads = tables.terms.birthday_days.clone();
    leads.push(0);
    let most = leads.iter().copied().max().unwrap_or_default();
    let mut due: BTreeMap<(ChildId, String), i64> = BTreeMap::new();
    let before = Day::from_days(today.as_days() - 1).unwrap_or(today);
    for rule in &tables.ages.rules {
        // Whose birthday it is from today on, with a day to spare for leap years.
        let ago = |days: i64| {
            let day = Day::from_days(today.as_days() + days)?;
            day.birthday(-rule.age)
        };
        let (Some(from), Some(to)) = (ago(-1), ago(most + 1)) else { continue };
        for child in children::list_born(&mut conn, from, to).await? {
            for (day, rules) in tables.ages.ahead(child.born, before) {
                let left = day.as_days() - today.as_days();
                // The nearest lead that has come: one word for each.
                let lead = leads.iter().copied().filter(|lead| left <= *lead).min();
                let (Some(lead), true) = (lead, rules.contains(&rule)) else { continue };
                due.insert((child.id, format!("{day}/{lead}")), left);
            }
        }
    }
    drop(conn);
    let count = due.len();
    app.db
        .write_unlogged::<(), StoreError, _>(Unlogged::Notices, move |tx| {
            Box::pin(async move {
                for (child, key) in due.keys() {
                    acts::on_birthday(tx, *child, key).await?;
                }
                settings::put(tx, NAME, &today.to_string()).await
            })
        })
        .await?;
    Ok(count)
}

/// Gives up what could not be sent in its time, and forgets what is old.
///
/// # Errors
/// What the store says.
pub async fn forget(app: &App) -> Result<(), Error> {
    app.db
        .write_unlogged::<(), StoreError, _>(Unlogged::Deliveries, |tx| {
            Box::pin(async move {
                let given_up = deliveries::expire(tx).await?;
                if given_up > 0 {
                    tracing::warn!(given_up, "notices could not be sent; they stay in the inbox");
                }
                let now = tx.now();
                let (sent, made) = (now.plus_days(-DELIVERY_DAYS), now.plus_days(-NOTICE_DAYS));
                notices::forget(tx, sent, made).await.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// Opens what sending needs, with the directory's key.
#[must_use]
pub fn unsealer(db: Db, vault: Arc<Vault>) -> Unseal {
    Arc::new(move |sealed| {
        let (db, vault) = (db.clone(), Arc::clone(&vault));
        Box::pin(async move {
            open(&db, &vault, sealed).await.map_err(|error| {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "an address or secret for notices does not open"
                );
                UnsealError
            })
        })
    })
}

async fn open(db: &Db, vault: &Vault, sealed: Sealed) -> Result<Zeroizing<String>, VaultError> {
    let mut conn = db.read().await?;
    let key = vault.data_key(&mut conn, keys::DIRECTORY).await?;
    drop(conn);
    let (place, sealed) = match sealed {
        Sealed::Mail(person, sealed) => (Place::contact_mail(person), sealed),
        Sealed::AskedMail(person, sealed) => (Place::contact_asked(person), sealed),
        Sealed::Code(person, sealed) => (Place::contact_code(person), sealed),
        Sealed::Secret(webhook, sealed) => (Place::webhook_secret(webhook), sealed),
    };
    Ok(Zeroizing::new(vault.open_text(&key, place, &sealed)?))
}
