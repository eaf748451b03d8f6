//! Leases of open streams: while bytes flow, the answer is looked at again, on
//! fresh facts, after every commit that changed access and several times a
//! second; a no ends the stream.

use super::action::Open;
use super::{Ask, Gate};
use crate::clock::Clock;
use crate::domain::{Reason, Timestamp};
use crate::identity::Actor;
use futures_util::StreamExt;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// How often open streams are looked at without any news: other nodes' commits
/// are noticed this way.
const INTERVAL: Duration = Duration::from_millis(200);
/// How long one look at all streams may take.
const LOOK_MAX: Duration = Duration::from_millis(300);
/// Looks that may fail in a row before all streams are cut: nothing flows on
/// facts that cannot be read.
const FAILURES_MAX: u32 = 2;

#[derive(Debug)]
struct Held {
    actor: Actor,
    ask: Ask,
    ended: watch::Sender<Option<Reason>>,
}

/// All leases of this process.
#[derive(Debug)]
pub struct Leases {
    gate: Gate,
    clock: Arc<dyn Clock>,
    held: Arc<Mutex<HashMap<u64, Held>>>,
    next: std::sync::atomic::AtomicU64,
}

/// One open stream's lease; dropping it gives it back.
#[derive(Debug)]
pub struct Lease {
    id: u64,
    held: Arc<Mutex<HashMap<u64, Held>>>,
    ended: watch::Receiver<Option<Reason>>,
    until: Option<Timestamp>,
    clock: Arc<dyn Clock>,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Leases {
    /// Starts looking after leases.
    #[must_use]
    pub fn start(gate: Gate, clock: Arc<dyn Clock>) -> Arc<Self> {
        let this = Arc::new(Self {
            gate,
            clock,
            held: Arc::default(),
            next: std::sync::atomic::AtomicU64::new(1),
        });
        let watched = Arc::downgrade(&this);
        let mut changes = this.gate.db.access_changes();
        tokio::spawn(async move {
            let mut failures = 0;
            loop {
                tokio::select! {
                    news = changes.changed() => if news.is_err() { return },
                    () = tokio::time::sleep(INTERVAL) => {}
                }
                let Some(this) = watched.upgrade() else { return };
                failures = this.look(failures).await;
            }
        });
        this
    }

    /// Holds a lease for a stream that was permitted by `ask`; `until` is the
    /// first instant at which no byte may leave any more.
    #[must_use]
    pub fn hold(&self, actor: &Actor, ask: Ask, until: Option<Timestamp>) -> Lease {
        let id = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let (tell, ended) = watch::channel(None);
        lock(&self.held).insert(id, Held { actor: actor.clone(), ask, ended: tell });
        Lease { id, held: Arc::clone(&self.held), ended, until, clock: Arc::clone(&self.clock) }
    }

    /// How many streams are open.
    #[must_use]
    pub fn open(&self) -> usize {
        lock(&self.held).len()
    }

    async fn look(&self, failures: u32) -> u32 {
        let streams: Vec<(u64, Actor, Ask)> = lock(&self.held)
            .iter()
            .map(|(id, held)| (*id, held.actor.clone(), held.ask.clone()))
            .collect();
        let looks = streams.into_iter().map(|(id, actor, ask)| async move {
            let refused = self.gate.would_refuse::<Open>(&actor, &ask, self.clock.now());
            (id, tokio::time::timeout(LOOK_MAX, refused).await)
        });
        let mut looks = futures_util::stream::iter(looks).buffer_unordered(8);
        let deadline = tokio::time::sleep(LOOK_MAX);
        tokio::pin!(deadline);
        let mut failed = false;
        loop {
            let next = tokio::select! {
                next = looks.next() => next,
                () = &mut deadline => {
                    failed = true;
                    break;
                }
            };
            match next {
                None => break,
                Some((id, Ok(Ok(reason)))) => self.tell(id, reason),
                Some((_, Ok(Err(error)))) => {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "open streams cannot be looked at"
                    );
                    failed = true;
                }
                Some((_, Err(_))) => failed = true,
            }
        }
        if failed && failures + 1 >= FAILURES_MAX {
            let all: Vec<u64> = lock(&self.held).keys().copied().collect();
            for id in all {
                self.tell(id, Some(Reason::Unknown));
            }
        }
        if failed { failures.saturating_add(1) } else { 0 }
    }

    fn tell(&self, id: u64, reason: Option<Reason>) {
        if let (Some(reason), Some(held)) = (reason, lock(&self.held).get(&id)) {
            held.ended.send_replace(Some(reason));
        }
    }
}

impl Lease {
    /// Why not a byte more may leave, if so.
    #[must_use]
    pub fn ended(&self) -> Option<Reason> {
        if self.until.is_some_and(|until| self.clock.now() >= until) {
            return Some(Reason::Expired);
        }
        *self.ended.borrow()
    }

    /// Returns once the lease has ended; the exact end of the consent's time is
    /// checked by [`Lease::ended`] before every chunk.
    pub async fn wait(&mut self) -> Reason {
        loop {
            if let Some(reason) = self.ended() {
                return reason;
            }
            let next = tokio::time::timeout(INTERVAL, self.ended.changed()).await;
            if let Ok(Err(_)) = next {
                return Reason::Unknown;
            }
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        lock(&self.held).remove(&self.id);
    }
}
