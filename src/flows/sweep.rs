//! What the service does by itself: checkpoints, scans, outcomes of dead
//! processes, orphaned objects, uploads that were left, old idempotency keys, notices,
//! and the daily check of the log.

use super::App;
use super::consents::life;
use super::error::Error;
use super::notices::chores as notices;
use super::own_data::carry_out::carry_out;
use crate::domain::document::ScanState;
use crate::domain::entry::Kind;
use crate::domain::time::{DAY_MICROS, SECOND_MICROS};
use crate::gate::Detail;
use crate::gate::system::{About, By};
use crate::store::documents::{self, PendingVersion};
use crate::store::{StoreError, Unlogged, condemned, idempotency, log, settings};
use crate::vault::VaultError;
use crate::vault::keys::KeyError;
use crate::vault::scanner::{Unscanned, Verdict};
use futures_util::{StreamExt as _, TryStreamExt as _};
use std::time::Duration;

/// Age after which an object that no row knows is removed, in microseconds.
pub const ORPHAN_MICROS: i64 = DAY_MICROS;
/// Objects that are looked up, and removed, together.
const ORPHANS_AT_ONCE: usize = 500;
/// How often a scanner that does not answer is asked about a document: over
/// about five hours.
pub const SCAN_ATTEMPTS: u32 = 12;

type Work = futures_util::future::BoxFuture<'static, Result<(), Error>>;

/// Something that the service does again and again.
struct Chore {
    name: &'static str,
    /// Seconds until the first time, and between two times.
    seconds: (u64, u64),
    /// Done at once, too, when somebody rings for scans?
    rung: bool,
    work: fn(App) -> Work,
}

const CHORES: [Chore; 16] = [
    Chore {
        name: "checkpoint",
        seconds: (0, 1),
        rung: false,
        work: |app| Box::pin(async move { Ok(app.publisher.publish().await?) }),
    },
    Chore {
        name: "scan",
        seconds: (0, 15),
        rung: true,
        work: |app| Box::pin(async move { scan_pending(&app).await.map(|_| ()) }),
    },
    Chore {
        name: "deliveries",
        seconds: (0, 60),
        rung: false,
        work: |app| Box::pin(async move { close_deliveries(&app).await.map(|_| ()) }),
    },
    Chore {
        name: "orphans",
        // Not at once: a start on the wrong database is noticed before it does harm.
        seconds: (600, 3600),
        rung: false,
        work: |app| Box::pin(async move { remove_orphans(&app).await.map(|_| ()) }),
    },
    Chore {
        name: "wipe",
        seconds: (0, 600),
        rung: false,
        work: |app| Box::pin(async move { Ok(app.db.wipe(Duration::from_secs(1)).await?) }),
    },
    Chore {
        name: "lives",
        seconds: (0, 60),
        rung: false,
        work: |app| {
            Box::pin(async move {
                life::lapse(&app).await?;
                life::lift_marks(&app).await?;
                life::sweep(&app).await.map(|_| ())
            })
        },
    },
    Chore {
        name: "requests",
        seconds: (0, 60),
        rung: false,
        work: |app| Box::pin(async move { super::requests::lapse(&app).await.map(|_| ()) }),
    },
    Chore {
        name: "erasures",
        seconds: (0, 60),
        rung: false,
        work: |app| Box::pin(async move { carry_out(&app).await.map(|_| ()) }),
    },
    Chore {
        name: "live",
        seconds: (0, 1),
        rung: false,
        work: |app| Box::pin(async move { super::live::look_out(&app).await }),
    },
    Chore {
        name: "uploads",
        seconds: (60, 600),
        rung: false,
        work: |app| Box::pin(async move { super::uploads::sweep_expired(&app).await.map(|_| ()) }),
    },
    Chore {
        name: "idempotency",
        seconds: (0, 3600),
        rung: false,
        work: |app| Box::pin(async move { forget_keys(&app).await.map(|_| ()) }),
    },
    Chore {
        name: "notices",
        seconds: (0, 1),
        rung: false,
        work: |app| Box::pin(async move { notices::follow_log(&app).await.map(|_| ()) }),
    },
    Chore {
        name: "sending",
        seconds: (0, 1),
        rung: false,
        work: |app| Box::pin(async move { notices::send(&app).await }),
    },
    Chore {
        name: "endings",
        seconds: (0, 3600),
        rung: false,
        work: |app| {
            Box::pin(async move {
                notices::tell_of_endings(&app).await?;
                notices::tell_of_birthdays(&app).await.map(|_| ())
            })
        },
    },
    Chore {
        name: "log check",
        // It is asked for often, and done once a day.
        seconds: (10, 600),
        rung: false,
        work: |app| Box::pin(async move { super::verify::daily::run(&app).await.map(|_| ()) }),
    },
    Chore {
        name: "old notices",
        seconds: (60, 3600),
        rung: false,
        work: |app| Box::pin(async move { notices::forget(&app).await }),
    },
];

/// Starts the service's own work; it ends when the service stops.
pub fn start(app: &App) {
    for chore in CHORES {
        app.tasks.spawn(repeat(app.clone(), chore));
    }
}

async fn repeat(app: App, chore: Chore) {
    let (mut wait, then) = chore.seconds;
    loop {
        tokio::select! {
            () = app.stop.cancelled() => return,
            () = app.vault.scans().wanted(), if chore.rung => {}
            () = tokio::time::sleep(Duration::from_secs(wait)) => {}
        }
        wait = then;
        if let Err(error) = (chore.work)(app.clone()).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                work = chore.name,
                "the service's own work failed; it is tried again"
            );
        }
    }
}

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
/// What the stores say; an object that cannot be removed is left for the next time.
pub async fn remove_orphans(app: &App) -> Result<usize, Error> {
    // Twice the longest upload at least, so that none is under way to such an object.
    let longest = i64::try_from(app.limits.stream.as_micros()).unwrap_or(i64::MAX);
    let age = ORPHAN_MICROS.max(longest.saturating_mul(2));
    let before = app.clock.now().plus_micros(-age);
    app.db
        .write_unlogged::<(), StoreError, _>(Unlogged::SweepMark, move |tx| {
            Box::pin(async move { condemned::forget_condemned(tx, before).await })
        })
        .await?;
    let mut removed = 0;
    let mut old = app.vault.blobs().stream_older_than(before).try_chunks(ORPHANS_AT_ONCE);
    while let Some(names) = old.next().await {
        if app.stop.is_cancelled() {
            break;
        }
        removed += remove_unknown(app, names.map_err(|error| VaultError::from(error.1))?).await?;
    }
    if removed > 0 {
        tracing::info!(removed, "removed objects that no document knows");
    }
    Ok(removed)
}

/// Removes those of `names` that no row knows. They are condemned first: an
/// upload that is about to commit its row either comes before, and its object
/// stays, or is refused.
async fn remove_unknown(app: &App, names: Vec<String>) -> Result<usize, Error> {
    let mut conn = app.db.read().await?;
    let mut unknown = Vec::new();
    for name in names {
        if !documents::is_blob_known(&mut conn, &name).await? {
            unknown.push(name);
        }
    }
    drop(conn);
    if unknown.is_empty() {
        return Ok(0);
    }
    let condemned = app
        .db
        .write_unlogged::<Vec<String>, StoreError, _>(Unlogged::SweepMark, move |tx| {
            Box::pin(async move { condemned::condemn(tx, unknown).await })
        })
        .await?;
    let mut removed = 0;
    for name in condemned {
        removed += usize::from(forget_blob(app, &name).await);
    }
    Ok(removed)
}

/// After keys were destroyed: what the database still holds of them elsewhere is
/// overwritten. If it cannot be now, or the process dies before, a chore does it.
pub(crate) async fn wipe(app: &App) {
    if let Err(error) = app.db.wipe(Duration::from_secs(1)).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "the database's log could not be emptied; it still holds destroyed keys"
        );
    }
}

/// Removes an object whose row was never written or is erased. If it cannot be
/// removed now, [`remove_orphans`] does it later.
pub(crate) async fn forget_blob(app: &App, name: &str) -> bool {
    let removed = app.vault.blobs().delete(name).await.map_err(VaultError::from);
    if let Err(error) = &removed {
        tracing::warn!(
            error = error as &dyn std::error::Error,
            "an object could not be removed; the sweeper will"
        );
    }
    removed.is_ok()
}

/// Has pending scans looked at now rather than at the next round. However often
/// it is called, one round at a time runs.
pub(crate) fn scan_soon(app: &App) {
    app.vault.scans().want();
}

/// Has the scanner look at documents that wait for it. A scanner that is gone or
/// slow is asked again, ever later, [`SCAN_ATTEMPTS`] times; then, and at once
/// over its limit, the document is not scanned: it does not leave. Gives how many
/// were answered.
///
/// # Errors
/// When the database cannot be used; trouble with one document is its own.
pub async fn scan_pending(app: &App) -> Result<usize, Error> {
    if app.vault.scanner().is_off() {
        return Ok(0);
    }
    let _turn = app.vault.scans().turn().await;
    let mut conn = app.db.read().await?;
    let pending = documents::list_pending(&mut conn, app.clock.now(), 50).await?;
    drop(conn);
    let mut answered = 0;
    for one in pending {
        let scan = tokio::select! {
            () = app.stop.cancelled() => break,
            scan = scan_one(app, &one) => scan,
        };
        let (state, reason) = match scan {
            Scan::Answered(state, reason) => (state, reason),
            Scan::InVain(reason) if one.attempts + 1 < SCAN_ATTEMPTS => {
                put_off(app, &one, reason).await?;
                continue;
            }
            Scan::InVain(reason) => (ScanState::NotScanned, Some(reason.to_owned())),
        };
        let (at, child) = (one.at, one.child);
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
                    Ok(((), Some(About { child: Some(child), by: None, reason, detail })))
                })
            })
            .await?;
        answered += 1;
    }
    Ok(answered)
}

/// How asking the scanner about one document ended.
enum Scan {
    /// For good.
    Answered(ScanState, Option<String>),
    /// It may be asked again; the code says why.
    InVain(&'static str),
}

/// The next attempt comes after 15 seconds, then after twice as long each time,
/// up to about an hour.
async fn put_off(app: &App, one: &PendingVersion, reason: &str) -> Result<(), Error> {
    tracing::warn!(reason, "the scanner did not answer; a document waits");
    let (at, attempts) = (one.at, one.attempts + 1);
    let wait = 15 * SECOND_MICROS * (1 << one.attempts.min(8));
    let next = app.clock.now().plus_micros(wait);
    app.db
        .write_unlogged::<(), StoreError, _>(Unlogged::SweepMark, move |tx| {
            Box::pin(async move { documents::put_off_scan(tx, at, attempts, next).await })
        })
        .await?;
    Ok(())
}

async fn scan_one(app: &App, one: &PendingVersion) -> Scan {
    let reader = async {
        let stored = one.stored.as_ref().map_err(|_| VaultError::Damaged)?;
        let mut conn = app.db.read().await?;
        app.vault.inspect(&mut conn, stored).await
    };
    let reader = match reader.await {
        Ok(reader) => reader,
        Err(error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a document cannot be read for the scanner"
            );
            return match error {
                VaultError::Store(_)
                | VaultError::Unreachable(_)
                | VaultError::Full
                | VaultError::Crowded
                | VaultError::Stale => Scan::InVain(Unscanned::SourceFailed.code()),
                VaultError::Keys(ref key) if !matches!(key, KeyError::FileKey) => {
                    Scan::InVain(Unscanned::SourceFailed.code())
                }
                VaultError::Missing
                | VaultError::Damaged
                | VaultError::Sealed
                | VaultError::Keys(_) => {
                    Scan::Answered(ScanState::NotScanned, Some("unreadable".to_owned()))
                }
            };
        }
    };
    let chunks = futures_util::stream::try_unfold(reader, |mut reader| async move {
        match reader.next().await {
            Ok(Some(bytes)) => Ok(Some((bytes, reader))),
            Ok(None) => Ok(None),
            Err(error) => Err(std::io::Error::other(error)),
        }
    });
    match app.vault.scanner().scan(chunks).await {
        Verdict::Clean { .. } => Scan::Answered(ScanState::Clean, None),
        Verdict::Infected { signature } => Scan::Answered(ScanState::Infected, Some(signature)),
        Verdict::NotScanned { reason } if reason.is_passing() => Scan::InVain(reason.code()),
        Verdict::NotScanned { reason } => {
            Scan::Answered(ScanState::NotScanned, Some(reason.code().to_owned()))
        }
    }
}
