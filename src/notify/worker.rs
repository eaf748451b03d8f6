//! Sends what is in the outbox: at least once, always under the same id, each
//! target for itself.
//!
//! A delivery is marked as being sent for a while (a lease), sent outside of any
//! transaction, and marked as done. If the process dies in between, the lease
//! ends and it is sent again. Nodes on one database share the outbox: what one
//! of them holds a lease on the others leave alone.

use super::mail::{MailFailure, Mailer};
use super::webhook::{CallError, Data, Event, Hooks, Secret};
use super::{digest, sight, words};
use crate::clock::Clock;
use crate::domain::notice::{Channel, How, MailAddress};
use crate::domain::time::SECOND_MICROS;
use crate::domain::{PersonId, Timestamp};
use crate::entropy::Entropy;
use crate::gate::Gate;
use crate::store::deliveries::{self, Claimed, End};
use crate::store::{Conn, Db, StoreError, Unlogged, contacts, notices, people, webhooks};
use futures_util::future::BoxFuture;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, Notify, OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Mails, and calls, under way at once on one node.
const MAILS: usize = 8;
const CALLS: usize = 64;
/// How long a delivery belongs to the node that sends it; longer than sending
/// can take.
const LEASE_MICROS: i64 = 120 * SECOND_MICROS;
/// Pauses between attempts, in seconds (Standard Webhooks, "retries"); then the
/// last one again.
const PAUSES: [i64; 9] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// How long what is being sent may go on when the service stops.
const STOP_TIME: Duration = Duration::from_secs(1);
/// How long a code for a mail address is good.
pub const CODE_MICROS: i64 = 3600 * SECOND_MICROS;

/// Something sealed that sending needs.
#[derive(Clone, Debug)]
pub enum Sealed {
    /// A person's mail address.
    Mail(PersonId, Vec<u8>),
    /// An address that waits for its code.
    AskedMail(PersonId, Vec<u8>),
    /// The code.
    Code(PersonId, Vec<u8>),
    /// A webhook's secret.
    Secret(Uuid, Vec<u8>),
}

/// Something sealed does not open now.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("a sealed value does not open")]
pub struct UnsealError;

/// Opens what is sealed.
pub type Unseal =
    Arc<dyn Fn(Sealed) -> BoxFuture<'static, Result<Zeroizing<String>, UnsealError>> + Send + Sync>;

/// What the courier works with.
pub struct Means {
    /// The database.
    pub db: Db,
    /// Who may hear of what.
    pub gate: Gate,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Randomness, so that retries do not come all at once.
    pub entropy: Arc<dyn Entropy>,
    /// Mail, where it is set up.
    pub mailer: Option<Mailer>,
    /// Calls.
    pub hooks: Hooks,
    /// Opens addresses and secrets.
    pub unseal: Unseal,
    /// Hour of Norwegian time at which the day's mail goes out.
    pub digest_hour: u8,
    /// Where sending is counted, so that stopping waits for it.
    pub tasks: TaskTracker,
    /// Ends when the service is to stop.
    pub stop: CancellationToken,
}

impl std::fmt::Debug for Means {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Means").field("mailer", &self.mailer).finish_non_exhaustive()
    }
}

/// Sends what is in the outbox.
#[derive(Debug)]
pub struct Courier {
    means: Means,
    mails: Arc<Semaphore>,
    calls: Arc<Semaphore>,
    turn: Mutex<()>,
    freed: Notify,
}

/// How an attempt ended.
enum Attempt {
    /// Sent, or needless by now.
    Done(&'static str),
    /// To be tried again, with a code, and not before.
    Failed(String, Option<Duration>),
    /// The other side wants nothing any more.
    Gone,
    /// The service stops.
    Stopping,
}

impl From<StoreError> for Attempt {
    fn from(_: StoreError) -> Self {
        Attempt::Failed("database".to_owned(), None)
    }
}

impl From<UnsealError> for Attempt {
    fn from(_: UnsealError) -> Self {
        Attempt::Failed("sealed".to_owned(), None)
    }
}

impl From<MailFailure> for Attempt {
    fn from(MailFailure(outcome): MailFailure) -> Self {
        Attempt::Failed(outcome, None)
    }
}

impl From<CallError> for Attempt {
    fn from(error: CallError) -> Self {
        if error.gone { Attempt::Gone } else { Attempt::Failed(error.outcome, error.retry_after) }
    }
}

impl Courier {
    /// With these means; it does nothing by itself.
    #[must_use]
    pub fn new(means: Means) -> Self {
        let (mails, calls) = (Arc::new(Semaphore::new(MAILS)), Arc::new(Semaphore::new(CALLS)));
        Self { means, mails, calls, turn: Mutex::default(), freed: Notify::new() }
    }

    /// Can mail be sent?
    #[must_use]
    pub fn has_mail(&self) -> bool {
        self.means.mailer.is_some()
    }

    /// Calls webhooks.
    #[must_use]
    pub fn hooks(&self) -> &Hooks {
        &self.means.hooks
    }

    /// Sends what is due, until nothing more is.
    ///
    /// # Errors
    /// When the database cannot be used; trouble with a target is its own.
    pub async fn run(self: &Arc<Self>) -> Result<(), StoreError> {
        while self.round().await? > 0 {
            tokio::select! {
                () = self.means.stop.cancelled() => return Ok(()),
                () = self.freed.notified() => {}
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
            }
        }
        Ok(())
    }

    /// Begins to send what is due and for what there is room; how much.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn round(self: &Arc<Self>) -> Result<usize, StoreError> {
        let _turn = self.turn.lock().await;
        let mails = if self.has_mail() { self.mails.available_permits() } else { 0 };
        let room = (mails, self.calls.available_permits());
        let hour = self.means.digest_hour;
        let now = self.means.clock.now();
        let mut conn = self.means.db.read().await?;
        let due = deliveries::list_due(&mut conn, now, digest::last_time(now, hour), room).await?;
        drop(conn);
        if due.is_empty() {
            return Ok(0);
        }
        // Under the writer's lock: what another node has claimed meanwhile is its.
        let claimed = self.means.db.write_unlogged::<Vec<Claimed>, StoreError, _>(
            Unlogged::Deliveries,
            move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let digests = digest::last_time(now, hour);
                    let due = deliveries::list_due(tx, now, digests, room).await?;
                    for one in &due {
                        deliveries::claim(tx, one.id, now.plus_micros(LEASE_MICROS)).await?;
                    }
                    Ok(due)
                })
            },
        );
        let claimed = claimed.await?;
        let count = claimed.len();
        for one in claimed {
            let slots = if one.channel == Channel::Webhook { &self.calls } else { &self.mails };
            // There was room, and only this takes of it.
            let slot = Arc::clone(slots).try_acquire_owned().ok();
            self.means.tasks.spawn(Arc::clone(self).carry(one, slot));
        }
        Ok(count)
    }

    /// Waits until nothing is under way.
    pub async fn settle(&self) {
        for (slots, all) in [(&self.mails, MAILS), (&self.calls, CALLS)] {
            drop(slots.acquire_many(u32::try_from(all).unwrap_or(1)).await);
        }
    }

    async fn carry(self: Arc<Self>, one: Claimed, slot: Option<OwnedSemaphorePermit>) {
        let began = self.means.clock.now();
        let attempt = tokio::select! {
            attempt = self.attempt(&one) => attempt.unwrap_or_else(|failed| failed),
            () = self.stopped() => Attempt::Stopping,
        };
        if let Err(error) = self.finish(&one, began, attempt).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "how sending a notice went could not be kept; it is sent again"
            );
        }
        drop(slot);
        self.freed.notify_one();
    }

    async fn stopped(&self) {
        self.means.stop.cancelled().await;
        tokio::time::sleep(STOP_TIME).await;
    }

    async fn attempt(&self, one: &Claimed) -> Result<Attempt, Attempt> {
        match one.channel {
            Channel::Mail | Channel::Digest => self.mail_news(one).await,
            Channel::Code => self.mail_code(one).await,
            Channel::Webhook => self.call(one).await,
        }
    }

    async fn read(&self) -> Result<Conn, StoreError> {
        self.means.db.read().await
    }

    async fn mail_news(&self, one: &Claimed) -> Result<Attempt, Attempt> {
        let (person, now) = (PersonId(one.target), self.means.clock.now());
        let mut conn = self.read().await?;
        let Some(contact) = contacts::find(&mut conn, person).await? else {
            return Ok(Attempt::Done("no-address"));
        };
        let (Some(sealed), true) = (contact.mail_sealed, contact.how != How::Off) else {
            return Ok(Attempt::Done("no-address"));
        };
        if !sight::has_news(&self.means.gate, &mut conn, person, now).await? {
            return Ok(Attempt::Done("seen"));
        }
        let language = people::find_person(&mut conn, person).await?.map(|row| row.language);
        drop(conn);
        let words = words::news(&language.unwrap_or_default());
        self.mail(one, Sealed::Mail(person, sealed), &words).await
    }

    async fn mail_code(&self, one: &Claimed) -> Result<Attempt, Attempt> {
        let (person, now) = (PersonId(one.target), self.means.clock.now());
        let mut conn = self.read().await?;
        let asked = contacts::find(&mut conn, person).await?.and_then(|contact| contact.asked);
        let Some(asked) = asked.filter(|asked| now < asked.at.plus_micros(CODE_MICROS)) else {
            return Ok(Attempt::Done("stale"));
        };
        let language = people::find_person(&mut conn, person).await?.map(|row| row.language);
        drop(conn);
        let code = (self.means.unseal)(Sealed::Code(person, asked.code_sealed)).await?;
        let words = words::code(&language.unwrap_or_default(), &code);
        self.mail(one, Sealed::AskedMail(person, asked.mail_sealed), &words).await
    }

    async fn mail(
        &self,
        one: &Claimed,
        sealed: Sealed,
        words: &words::Words,
    ) -> Result<Attempt, Attempt> {
        let address = (self.means.unseal)(sealed).await?;
        let Ok(address) = MailAddress::new(&address) else {
            return Ok(Attempt::Done("no-address"));
        };
        let Some(mailer) = &self.means.mailer else {
            return Ok(Attempt::Failed("no-mail".to_owned(), None));
        };
        mailer.send(one.id, self.means.clock.now(), &address, words).await?;
        Ok(Attempt::Done("sent"))
    }

    async fn call(&self, one: &Claimed) -> Result<Attempt, Attempt> {
        let now = self.means.clock.now();
        let mut conn = self.read().await?;
        let Some(hook) = webhooks::find(&mut conn, one.target).await?.filter(|hook| hook.active)
        else {
            return Ok(Attempt::Done("off"));
        };
        let notice = match one.notice {
            Some(id) => notices::find(&mut conn, id).await?,
            None => None,
        };
        let Some((notice, unit)) = notice.and_then(|notice| Some((notice.clone(), notice.unit?)))
        else {
            return Ok(Attempt::Done("no-notice"));
        };
        if !sight::is_active(&mut conn, unit).await? {
            return Ok(Attempt::Done("inactive"));
        }
        drop(conn);
        let sealed = std::iter::once(hook.secret_sealed)
            .chain(hook.old.filter(|(_, until)| now < *until).map(|(sealed, _)| sealed));
        let mut secrets = Vec::new();
        for sealed in sealed {
            let text = (self.means.unseal)(Sealed::Secret(hook.id, sealed)).await?;
            secrets.push(Secret::parse(&text).map_err(|_| UnsealError)?);
        }
        let data = Data { unit, consent: notice.consent, request: notice.request };
        let event = Event::of(notice.kind, notice.created, data);
        self.means.hooks.call(&hook.url, one.id, now, &event, &secrets).await?;
        Ok(Attempt::Done("sent"))
    }

    async fn finish(
        &self,
        one: &Claimed,
        began: Timestamp,
        attempt: Attempt,
    ) -> Result<(), StoreError> {
        let now = self.means.clock.now();
        let (end, outcome) = match attempt {
            Attempt::Done(outcome) => (End::Done, outcome.to_owned()),
            Attempt::Stopping => (End::Retry(now), "stopping".to_owned()),
            Attempt::Gone => (End::GivenUp, "http-410".to_owned()),
            Attempt::Failed(outcome, after) => {
                tracing::info!(
                    channel = one.channel.code(),
                    attempts = one.attempts + 1,
                    outcome,
                    "a notice could not be sent; it is tried again"
                );
                let wait = pause_micros(one.attempts, after, &*self.means.entropy);
                (End::Retry(now.plus_micros(wait)), outcome)
            }
        };
        let (one, gone) = (one.clone(), end == End::GivenUp);
        self.means
            .db
            .write_unlogged::<(), StoreError, _>(Unlogged::Deliveries, move |tx| {
                Box::pin(async move {
                    deliveries::finish(tx, one.id, end, &outcome).await?;
                    if end == End::Done && matches!(one.channel, Channel::Mail | Channel::Digest) {
                        deliveries::finish_too(tx, one.channel, one.target, began).await?;
                    }
                    if gone {
                        webhooks::set_active(tx, one.target, false).await?;
                    }
                    Ok(())
                })
            })
            .await
    }
}

/// How long to wait after so many attempts and this failed one: a little more
/// than the pause of the list, never less than the other side asks for, and a
/// day at most.
fn pause_micros(attempts: i64, after: Option<Duration>, entropy: &dyn Entropy) -> i64 {
    let place = usize::try_from(attempts).unwrap_or(0).min(PAUSES.len() - 1);
    let pause = PAUSES.get(place).copied().unwrap_or(86_400) * SECOND_MICROS;
    let asked = after.and_then(|after| i64::try_from(after.as_micros()).ok()).unwrap_or(0);
    let pause = pause.max(asked.min(86_400 * SECOND_MICROS));
    let jitter = i64::from(u16::from_be_bytes(entropy.bytes()));
    // Up to a fifth more.
    pause + pause / 5 * jitter / i64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn pauses_grow_and_never_end() {
        let entropy = SeededEntropy::new(3);
        let mut last = 0;
        for (attempts, secs) in PAUSES.iter().enumerate() {
            let pause = pause_micros(i64::try_from(attempts).unwrap(), None, &entropy);
            let shortest = secs * SECOND_MICROS;
            assert!(
                (shortest..=shortest * 6 / 5).contains(&pause) && pause > last,
                "{attempts}: {pause}"
            );
            last = pause;
        }
        assert!(pause_micros(1000, None, &entropy) >= 86_400 * SECOND_MICROS);
        let asked = pause_micros(0, Some(Duration::from_mins(10)), &entropy);
        assert!((600..=720).contains(&(asked / SECOND_MICROS)), "{asked}");
        let asked = pause_micros(0, Some(Duration::from_secs(u64::MAX)), &entropy);
        assert!(asked <= 86_400 * SECOND_MICROS * 6 / 5);
    }
}
