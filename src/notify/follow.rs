//! Behind the log: what stands there that somebody is to be told of, and that
//! told nobody in its own transaction.
//!
//! An entry is durable with its act, and how far the log was read is durable with
//! the notices: nothing is lost and nothing is told twice, whenever the process
//! dies. Openings are told of in this way, so that opening takes no longer.

use super::acts::{self, OfConsent, Opening};
use crate::domain::entry::Kind;
use crate::domain::notice::Kind as Told;
use crate::store::notices::{self, Act};
use crate::store::{Db, StoreError, Tx, Unlogged, log, settings};

/// How far the log was read.
const MARK: &str = "notices-told-below";
/// Entries that are looked at in one transaction.
const AT_ONCE: i64 = 500;

/// Tells of what the log has since the last time; how many entries told of
/// something.
///
/// # Errors
/// When the database cannot be used.
pub async fn follow(db: &Db) -> Result<usize, StoreError> {
    let mut told = 0;
    loop {
        let mut conn = db.read().await?;
        let from = mark(settings::find(&mut conn, MARK).await?);
        let size = notices::log_size(&mut conn, log::DEFAULT_LOG).await?;
        drop(conn);
        if from >= size {
            return Ok(told);
        }
        told += db
            .write_unlogged::<usize, StoreError, _>(Unlogged::Notices, |tx| Box::pin(step(tx)))
            .await?;
    }
}

fn mark(value: Option<String>) -> i64 {
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}

/// Under the lock of the log's head: another node has either done this or will
/// find it done.
async fn step(tx: &mut Tx) -> Result<usize, StoreError> {
    let from = mark(settings::find(tx, MARK).await?);
    // What this group of jobs appends is not there yet, and comes next time.
    let to = notices::log_size(tx, log::DEFAULT_LOG).await?.min(from.saturating_add(AT_ONCE));
    if from >= to {
        return Ok(0);
    }
    let found = notices::list_acts(tx, log::DEFAULT_LOG, from, to).await?;
    let told = found.len();
    for act in found {
        match tell(tx, &act).await {
            // One row that fits no state keeps nobody else from hearing.
            Err(error @ StoreError::Corrupt { .. }) => tracing::error!(
                error = &error as &dyn std::error::Error,
                entry = act.index,
                "nobody is told of an entry"
            ),
            told => told?,
        }
    }
    settings::put(tx, MARK, &to.to_string()).await?;
    Ok(told)
}

async fn tell(tx: &mut Tx, act: &Act) -> Result<(), StoreError> {
    let (index, at) = (act.index, act.time);
    match (act.kind, act.child) {
        (Kind::Opened, Some(child)) => match act.unit {
            Some(unit) => {
                let (consent, document) = (act.consent, act.document);
                let opening = Opening { index, at, child, unit, consent, document };
                acts::on_opened(tx, opening).await
            }
            // The family itself.
            None => Ok(()),
        },
        (
            Kind::ConsentGranted
            | Kind::ConsentApproved
            | Kind::ConsentDeclined
            | Kind::ConsentRevised
            | Kind::ConsentRevoked
            | Kind::ConsentFrozen
            | Kind::ConsentLapsed
            | Kind::ConsentHandedBack
            | Kind::ConsentDrafted,
            Some(child),
        ) => {
            let (Some(consent), Some(unit)) = (act.consent, act.unit) else { return Ok(()) };
            let of = OfConsent { index, at, child, consent, unit, by: act.actor };
            let waits = act.reason.as_deref() == Some("awaiting-approval");
            of_consent(tx, act.kind, of, waits).await
        }
        (Kind::WithholdConfirmed, Some(child)) => {
            acts::on_mark(tx, act, child, Told::Withheld).await
        }
        (Kind::WithholdLifted, Some(child)) => {
            acts::on_mark(tx, act, child, Told::WithheldEnded).await
        }
        (Kind::EmergencyOpened, Some(child)) => {
            acts::on_folder(tx, act, child, Told::EmergencyOpened).await
        }
        (Kind::FolderErasureAsked, Some(child)) => {
            acts::on_folder(tx, act, child, Told::ErasureAsked).await
        }
        (Kind::FolderErasureStopped, Some(child)) => {
            acts::on_folder(tx, act, child, Told::ErasureStopped).await
        }
        (Kind::FolderErased, Some(child)) => acts::on_erased(tx, act, child).await,
        (Kind::RequestSent, Some(child)) => {
            acts::on_folder(tx, act, child, Told::RequestReceived).await
        }
        (Kind::RequestReminded, Some(child)) => {
            acts::on_folder(tx, act, child, Told::RequestReminder).await
        }
        (Kind::RequestWithdrawn, Some(child)) => {
            acts::on_folder(tx, act, child, Told::RequestWithdrawn).await
        }
        (Kind::RequestLapsed, Some(child)) => {
            acts::on_folder(tx, act, child, Told::RequestLapsed).await
        }
        (Kind::RequestGranted | Kind::RequestDeclined, _) => {
            acts::on_request_answered(tx, act).await
        }
        (
            Kind::GuardianshipAdded | Kind::GuardianshipChanged | Kind::GuardianshipEnded,
            Some(child),
        ) => acts::on_guardianship(tx, (index, at), child, act.person).await,
        (Kind::MembershipAdded | Kind::MembershipEnded, _) => match act.person {
            Some(person) => acts::on_membership(tx, (index, at), person, act.unit).await,
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

async fn of_consent(tx: &mut Tx, kind: Kind, of: OfConsent, waits: bool) -> Result<(), StoreError> {
    match kind {
        Kind::ConsentGranted | Kind::ConsentApproved | Kind::ConsentRevised if waits => {
            acts::on_family(tx, of, Told::ConsentAwaiting).await
        }
        Kind::ConsentGranted => acts::on_consent_granted(tx, of).await,
        Kind::ConsentApproved => acts::on_consent_approved(tx, of).await,
        Kind::ConsentRevised => acts::on_both(tx, of, Told::ConsentRevised).await,
        Kind::ConsentRevoked => acts::on_consent_revoked(tx, of).await,
        Kind::ConsentFrozen => acts::on_both(tx, of, Told::ConsentFrozen).await,
        Kind::ConsentDeclined => acts::on_family(tx, of, Told::ConsentDeclined).await,
        Kind::ConsentLapsed => acts::on_family(tx, of, Told::ConsentLapsed).await,
        Kind::ConsentHandedBack => acts::on_family(tx, of, Told::ConsentHandedBack).await,
        Kind::ConsentDrafted => acts::on_family(tx, of, Told::ConsentDrafted).await,
        _ => Ok(()),
    }
}
