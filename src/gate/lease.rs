//! Leases of open streams. While bytes flow, the answer is worked out again on
//! fresh facts as soon as the log tells of something that may change it; a no
//! ends the stream, and so does a yes that nobody has confirmed for too long.
//!
//! What costs nothing is done for every stream: its own end in time is compared
//! with the clock at each hand-over of bytes. What costs a statement is done
//! once for all: a round asks whether the log has news. Only the streams that
//! the news concern are looked at, one look for all streams of one person,
//! version and consent. A round ends in time, and what it left is first in the
//! next one, so that no number of streams delays the others' confirmation.

use super::decide::Bearer;
use super::{Ask, Gate, Granted};
use crate::clock::Clock;
use crate::domain::question::{Assurance, Hat};
use crate::domain::{ChildId, ConsentId, DocumentId, PersonId, Reason, Timestamp};
use crate::identity::Actor;
use crate::store::facts::{self, Target};
use crate::store::{Conn, StoreError};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How often the log is asked for news: commits of other nodes and of the
/// console are noticed this way, those of this process at once.
const INTERVAL: Duration = Duration::from_millis(200);
/// How long one round may take before it is broken off.
const ROUND_MAX: Duration = Duration::from_millis(300);
/// How long one round looks at streams; the rest waits for the next.
const LOOK_MAX: Duration = Duration::from_millis(150);
/// Pause after a round that failed.
const RETRY: Duration = Duration::from_millis(50);
/// A stream whose answer was not confirmed for so long is cut: nothing flows on
/// facts that cannot be read.
const UNCONFIRMED_MAX: Duration = Duration::from_millis(800);

/// What streams with one and the same answer have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    person: PersonId,
    assurance: Assurance,
    document: DocumentId,
    version: Option<i64>,
    consent: Option<ConsentId>,
    emergency: Option<Uuid>,
}

#[derive(Debug)]
struct Watched {
    key: Key,
    child: Option<ChildId>,
    actor: Actor,
    ask: Ask,
    ended: watch::Sender<Option<Reason>>,
    /// Milliseconds of [`Shared::age`] at which the answer was known to be yes.
    confirmed: AtomicU64,
    /// Is there news that the answer has not been looked at for?
    pending: AtomicBool,
    holders: AtomicUsize,
}

#[derive(Debug)]
struct Table {
    /// News of entries below this index are known.
    seen: i64,
    watched: HashMap<Key, Arc<Watched>>,
}

#[derive(Debug)]
struct Shared {
    table: Mutex<Table>,
    born: Instant,
    clock: Arc<dyn Clock>,
}

impl Shared {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Milliseconds since the first moment, by a clock that nobody sets.
    fn age(&self) -> u64 {
        u64::try_from(self.born.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// All leases of this process.
#[derive(Debug)]
pub struct Leases {
    gate: Gate,
    shared: Arc<Shared>,
}

/// One open stream's lease; dropping it gives it back.
#[derive(Debug)]
pub struct Lease {
    watch: Watch,
}

/// Tells whether a stream may go on.
#[derive(Clone, Debug)]
pub struct Watch {
    watched: Arc<Watched>,
    shared: Arc<Shared>,
    until: Option<(Timestamp, Reason)>,
}

impl Leases {
    /// Starts looking after leases, until `stop` and the end of the last stream.
    #[must_use]
    pub fn start(gate: Gate, clock: Arc<dyn Clock>, stop: CancellationToken) -> Arc<Self> {
        let table = Mutex::new(Table { seen: 0, watched: HashMap::new() });
        let shared = Arc::new(Shared { table, born: Instant::now(), clock });
        let this = Arc::new(Self { gate, shared });
        let leases = Arc::downgrade(&this);
        let mut changes = this.gate.db.access_changes();
        tokio::spawn(async move {
            // A connection of its own: looking waits for no other reader.
            let mut conn = None;
            let mut pause = INTERVAL;
            loop {
                tokio::select! {
                    news = changes.changed() => if news.is_err() { return },
                    () = tokio::time::sleep(pause) => {}
                }
                let Some(this) = leases.upgrade() else { return };
                pause = this.keep(&mut conn, stop.is_cancelled()).await;
            }
        });
        this
    }

    /// Holds a lease for a stream of what was granted by the entry at `index`.
    #[must_use]
    pub fn hold(&self, actor: &Actor, granted: &Granted, index: i64) -> Lease {
        let key = Key {
            person: actor.person(),
            assurance: actor.assurance(),
            document: granted.document.as_ref().map_or(DocumentId(Uuid::nil()), |one| one.id),
            version: granted.material.as_ref().map(|material| material.version),
            consent: granted.consent.as_ref().map(|consent| consent.id),
            emergency: granted.emergency.as_ref().map(|emergency| emergency.id),
        };
        let mut table = self.shared.table();
        // Every entry after `index` counts for this lease.
        if table.watched.is_empty() {
            table.seen = table.seen.max(index + 1);
        }
        let late = table.seen > index + 1;
        let watched = table.watched.entry(key).or_insert_with(|| {
            let mut ask = Ask::about(Target::Document(key.document, key.version))
                .purpose(granted.purpose.clone());
            ask.bearer = Bearer::Running(key.consent);
            Arc::new(Watched {
                key,
                child: granted.child,
                actor: actor.clone(),
                ask,
                ended: watch::Sender::new(None),
                confirmed: AtomicU64::new(self.shared.age()),
                pending: AtomicBool::new(false),
                holders: AtomicUsize::new(0),
            })
        });
        watched.holders.fetch_add(1, Ordering::SeqCst);
        watched.pending.fetch_or(late, Ordering::SeqCst);
        let watched = Arc::clone(watched);
        drop(table);
        let watch = Watch { watched, shared: Arc::clone(&self.shared), until: end_of(granted) };
        Lease { watch }
    }

    /// How many streams are open.
    #[must_use]
    pub fn open(&self) -> usize {
        let table = self.shared.table();
        table.watched.values().map(|watched| watched.holders.load(Ordering::SeqCst)).sum()
    }

    /// One round, if there is anything to look after; how long to pause then.
    async fn keep(&self, conn: &mut Option<Conn>, is_stopping: bool) -> Duration {
        if self.shared.table().watched.is_empty() {
            if is_stopping {
                // The end of the service waits for every connection.
                *conn = None;
            } else if conn.is_none() {
                // Held before the first stream, when nobody waits for it.
                let reading = tokio::time::timeout(ROUND_MAX, self.gate.db.read()).await;
                *conn = reading.ok().and_then(Result::ok);
            }
            return INTERVAL;
        }
        match tokio::time::timeout(ROUND_MAX, self.round(conn)).await {
            Ok(Ok(true)) => return Duration::ZERO,
            Ok(Ok(false)) => return INTERVAL,
            Ok(Err(error)) => tracing::warn!(
                error = &error as &dyn std::error::Error,
                "open streams cannot be looked at"
            ),
            Err(_) => tracing::warn!("open streams cannot be looked at in time"),
        }
        if let Some(mut conn) = conn.take() {
            conn.close_on_drop();
        }
        RETRY
    }

    /// Asks for news, confirms the streams that these do not concern, and looks at
    /// the others. Gives whether some are left to be looked at.
    async fn round(&self, conn: &mut Option<Conn>) -> Result<bool, StoreError> {
        let begun = self.shared.age();
        let conn = match conn {
            Some(conn) => conn,
            None => conn.insert(self.gate.db.read().await?),
        };
        let seen = self.shared.table().seen;
        let news = facts::news(conn, seen).await?;
        let mut pending = Vec::new();
        {
            let mut table = self.shared.table();
            table.seen = table.seen.max(news.size);
            for watched in table.watched.values() {
                if news.concern(watched.key.person, watched.child) {
                    watched.pending.store(true, Ordering::SeqCst);
                }
                if watched.pending.load(Ordering::SeqCst) {
                    pending.push(Arc::clone(watched));
                } else {
                    watched.confirmed.fetch_max(begun, Ordering::SeqCst);
                }
            }
        }
        pending.sort_by_key(|watched| watched.confirmed.load(Ordering::SeqCst));
        let enough = begun + u64::try_from(LOOK_MAX.as_millis()).unwrap_or(u64::MAX);
        for watched in pending {
            let at = self.shared.age();
            if at > enough {
                return Ok(true);
            }
            let now = self.shared.clock.now();
            match self.gate.ended(conn, &watched.actor, &watched.ask, now).await? {
                None => {
                    watched.confirmed.fetch_max(at, Ordering::SeqCst);
                    watched.pending.store(false, Ordering::SeqCst);
                }
                Some(reason) => {
                    // Whoever is permitted anew begins anew.
                    self.shared.forget(&watched);
                    watched.ended.send_replace(Some(reason));
                }
            }
        }
        Ok(false)
    }
}

impl Shared {
    fn forget(&self, watched: &Arc<Watched>) {
        let mut table = self.table();
        if table.watched.get(&watched.key).is_some_and(|held| Arc::ptr_eq(held, watched)) {
            table.watched.remove(&watched.key);
        }
    }
}

/// The first instant at which no byte may leave any more, as far as the clock
/// alone decides it, and why.
fn end_of(granted: &Granted) -> Option<(Timestamp, Reason)> {
    let consent = granted.consent.as_ref().map(|one| (one.valid_until, Reason::Expired));
    let emergency = granted.emergency.as_ref().map(|one| (one.until, Reason::Expired));
    let place = match &granted.hat {
        Hat::Professional(membership) => membership.until.map(|end| (end, Reason::NotAMember)),
        Hat::Guardian { until, .. } => until.map(|end| (end, Reason::NoConsent)),
        _ => None,
    };
    [consent, emergency, place].into_iter().flatten().min_by_key(|(end, _)| *end)
}

impl Watch {
    /// Why not a byte more may leave, if so.
    #[must_use]
    pub fn ended(&self) -> Option<Reason> {
        if let Some(reason) = *self.watched.ended.borrow() {
            return Some(reason);
        }
        if let Some((until, reason)) = self.until
            && self.shared.clock.now() >= until
        {
            return Some(reason);
        }
        let confirmed = self.watched.confirmed.load(Ordering::SeqCst);
        let unconfirmed = Duration::from_millis(self.shared.age().saturating_sub(confirmed));
        (unconfirmed > UNCONFIRMED_MAX).then_some(Reason::Unknown)
    }
}

impl Lease {
    /// The lease as the receiving end of the stream sees it.
    #[must_use]
    pub fn watch(&self) -> Watch {
        self.watch.clone()
    }

    /// Why not a byte more may leave, if so.
    #[must_use]
    pub fn ended(&self) -> Option<Reason> {
        self.watch.ended()
    }

    /// Returns once the lease has ended, soon after: exact to the instant is
    /// [`Watch::ended`], which is asked at every hand-over of bytes.
    pub async fn wait(&self) -> Reason {
        let mut told = self.watch.watched.ended.subscribe();
        loop {
            if let Some(reason) = self.ended() {
                return reason;
            }
            // In time or told: looked at again either way.
            let _ = tokio::time::timeout(INTERVAL, told.changed()).await;
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let watched = &self.watch.watched;
        // Under the table's lock, so that nobody takes hold in between.
        let mut table = self.watch.shared.table();
        if watched.holders.fetch_sub(1, Ordering::SeqCst) == 1
            && table.watched.get(&watched.key).is_some_and(|held| Arc::ptr_eq(held, watched))
        {
            table.watched.remove(&watched.key);
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
