//! What the service does by itself: checkpoints, scans, outcomes of dead
//! processes, orphaned objects, old idempotency keys.

use super::App;
use super::error::Error;
use crate::domain::document::ScanState;
use crate::domain::entry::Kind;
use crate::domain::time::{DAY_MICROS, SECOND_MICROS};
use crate::gate::Detail;
use crate::gate::system::{About, By};
use crate::store::documents::{self, StoredVersion};
use crate::store::{StoreError, Unlogged, idempotency, log, settings};
use crate::vault::VaultError;
use crate::vault::scanner::Verdict;
use std::time::Duration;

/// Age after which an object that no row knows is removed, in microseconds.
pub const ORPHAN_MICROS: i64 = DAY_MICROS;

/// Starts the service's own work; it ends when the service stops.
pub fn start(app: &App) {
    let every = |seconds: u64, name: &'static str, work: fn(App) -> Work| {
        let app = app.clone();
        let stop = app.stop.clone();
        app.tasks.clone().spawn(async move {
            loop {
                if let Err(error) = work(app.clone()).await {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        work = name,
                        "the service's own work failed; it is tried again"
                    );
                }
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(Duration::from_secs(seconds)) => {}
                }
            }
        });
    };
    every(1, "checkpoint", |app| Box::pin(async move { Ok(app.publisher.publish().await?) }));
    every(15, "scan", |app| Box::pin(async move { scan_pending(&app).await.map(|_| ()) }));
    every(60, "deliveries", |app| {
        Box::pin(async move { close_deliveries(&app).await.map(|_| ()) })
    });
    every(3600, "orphans", |app| Box::pin(async move { remove_orphans(&app).await.map(|_| ()) }));
    every(3600, "idempotency", |app| Box::pin(async move { forget_keys(&app).await.map(|_| ()) }));
}

type Work = futures_util::future::BoxFuture<'static, Result<(), Error>>;

/// Closes openings whose process died before it told the outcome. Gives how many.
///
/// # Errors
/// What the stores say.
pub async fn close_deliveries(app: &App) -> Result<usize, Error> {
    const NAME: &str = "deliveries-closed-below";
    let longest = app.limits.stream + app.limits.idle + Duration::from_mins(1);
    let longest = i64::try_from(longest.as_micros()).unwrap_or(i64::MAX);
    let before = app.clock.now().plus_micros(-longest);
    let mut conn = app.db.read().await?;
    let from: i64 =
        settings::find(&mut conn, NAME).await?.and_then(|value| value.parse().ok()).unwrap_or(0);
    let reached = log::first_index_since(&mut conn, log::DEFAULT_LOG, before).await?;
    drop(conn);
    let closed = app.gate.close_orphans(from, before).await?;
    if reached > from && closed < 1000 {
        app.db
            .write_unlogged(Unlogged::SweepMark, move |tx| {
                Box::pin(async move { settings::put(tx, NAME, &reached.to_string()).await })
            })
            .await?;
    }
    Ok(closed)
}

/// Drops idempotency keys that are older than a day.
///
/// # Errors
/// What the store says.
pub async fn forget_keys(app: &App) -> Result<u64, Error> {
    let dropped = app
        .db
        .write_unlogged::<u64, StoreError, _>(Unlogged::IdempotencySweep, |tx| {
            Box::pin(async move {
                let before = tx.now().plus_micros(-DAY_MICROS);
                idempotency::sweep(tx, before).await
            })
        })
        .await?;
    Ok(dropped)
}

/// Removes objects that no row knows and that are more than a day old. Gives
/// how many.
///
/// # Errors
/// What the stores say.
pub async fn remove_orphans(app: &App) -> Result<usize, Error> {
    let before = app.clock.now().plus_micros(-ORPHAN_MICROS);
    let old =
        app.vault.blobs().list_older_than(before).await.map_err(crate::vault::VaultError::from)?;
    let mut removed = 0;
    for name in old {
        let mut conn = app.db.read().await?;
        if !documents::is_blob_known(&mut conn, &name).await? {
            app.vault.blobs().delete(&name).await.map_err(crate::vault::VaultError::from)?;
            removed += 1;
        }
    }
    if removed > 0 {
        tracing::info!(removed, "removed objects that no document knows");
    }
    Ok(removed)
}

/// Removes an object whose row was never written or is erased. If it cannot be
/// removed now, [`remove_orphans`] does it later.
pub(crate) async fn forget_blob(app: &App, name: &str) {
    if let Err(error) = app.vault.blobs().delete(name).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "an object could not be removed; the sweeper will"
        );
    }
}

/// Looks at pending scans now rather than at the next round.
pub(crate) fn scan_soon(app: &App) {
    if !app.vault.scanner().is_off() {
        let app = app.clone();
        app.tasks.clone().spawn(async move {
            if let Err(error) = scan_pending(&app).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "a scan failed");
            }
        });
    }
}

/// Has the scanner look at documents that wait for it. A scanner that is gone,
/// slow or over its limit leaves a document not scanned: it does not leave.
/// Gives how many were answered.
///
/// # Errors
/// What the stores say.
pub async fn scan_pending(app: &App) -> Result<usize, Error> {
    if app.vault.scanner().is_off() {
        return Ok(0);
    }
    let mut conn = app.db.read().await?;
    let pending = documents::list_pending(&mut conn, 50).await?;
    drop(conn);
    let mut answered = 0;
    for version in pending {
        let (state, reason) = scan_one(app, &version).await?;
        if state == ScanState::Pending {
            // It goes to the end of the queue, so that it holds nobody up.
            let at = (version.document, version.version);
            app.db
                .write_unlogged(Unlogged::SweepMark, move |tx| {
                    Box::pin(async move { documents::touch_scan(tx, at).await })
                })
                .await
                .map_err(|error: StoreError| Error::from(error))?;
            continue;
        }
        let (at, child) = ((version.document, version.version), version.child);
        app.gate
            .administer::<(), Error, _>(Kind::Scanned, By::System, move |tx| {
                Box::pin(async move {
                    let was = ScanState::Pending;
                    if !documents::set_scan(tx, at, was, state, reason.as_deref()).await? {
                        return Ok(((), None));
                    }
                    let detail =
                        Detail { document: Some(at.0), version: Some(at.1), ..Detail::default() };
                    let reason = Some(state.code().to_owned());
                    Ok(((), Some(About { child: Some(child), reason, detail })))
                })
            })
            .await?;
        answered += 1;
    }
    Ok(answered)
}

async fn scan_one(
    app: &App,
    version: &StoredVersion,
) -> Result<(ScanState, Option<String>), Error> {
    let mut conn = app.db.read().await?;
    let reader = match app.vault.inspect(&mut conn, version).await {
        Ok(reader) => reader,
        Err(error @ (VaultError::Missing | VaultError::Damaged | VaultError::Sealed)) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a document cannot be scanned"
            );
            return Ok((ScanState::NotScanned, Some("unreadable".to_owned())));
        }
        Err(error) => return Err(error.into()),
    };
    drop(conn);
    let chunks = futures_util::stream::try_unfold(reader, |mut reader| async move {
        match reader.next().await {
            Ok(Some(bytes)) => Ok(Some((bytes, reader))),
            Ok(None) => Ok(None),
            Err(error) => Err(std::io::Error::other(error)),
        }
    });
    Ok(match app.vault.scanner().scan(chunks).await {
        Verdict::Clean { .. } => (ScanState::Clean, None),
        Verdict::Infected { signature } => (ScanState::Infected, Some(signature)),
        Verdict::NotScanned { reason } if reason.is_passing() => {
            // The scanner is away: the document waits, and does not leave.
            tracing::warn!(reason = reason.code(), "the scanner did not answer; documents wait");
            (ScanState::Pending, None)
        }
        Verdict::NotScanned { reason } => (ScanState::NotScanned, Some(reason.code().to_owned())),
    })
}

/// Microseconds that a scan may wait before `doctor` complains.
pub const SCAN_WAIT_MICROS: i64 = 600 * SECOND_MICROS;
