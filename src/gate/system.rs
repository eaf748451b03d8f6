//! Entries that no person's question leads to: how an opening ended, what the
//! operator did at the console, what the service did by itself.

use super::{Detail, Gate, Granted};
use crate::domain::entry::{Entry, Kind, Outcome};
use crate::domain::{ChildId, ConsentId, PersonId};
use crate::ledger;
use crate::store::{Recorded, Stamp, StoreError, Tx, consents, log};
use futures_util::future::BoxFuture;

/// How an opening ended.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Index of the opening's entry.
    pub of: i64,
    /// Bytes handed over.
    pub bytes: u64,
    /// Complete, cut, or unknown.
    pub outcome: Outcome,
    /// Why it was cut.
    pub reason: Option<String>,
    /// Was it the whole document, as it is stored or rendered?
    pub whole: bool,
}

/// Who did something that no person asked the gate for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The operator, at the console.
    Operator,
    /// The service by itself.
    System,
}

/// What such an act is about.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// A code: the scanner's answer, the readers of an export.
    pub reason: Option<String>,
    /// Whose folder.
    pub child: Option<ChildId>,
    /// The operator who did it, where that is known.
    pub by: Option<PersonId>,
    /// Everything else.
    pub detail: Detail,
}

impl Gate {
    /// Records how an opening ended. Each opening has one deliverer, which calls
    /// this until it is told that it worked; `again` says that it did so before,
    /// and then the entry may be there although nobody was told.
    ///
    /// # Errors
    /// When it cannot be recorded.
    pub async fn delivered(
        &self,
        granted: &Granted,
        actor: &crate::identity::Actor,
        delivery: Delivery,
        again: bool,
    ) -> Result<(), StoreError> {
        let mut entry =
            Entry::new(crate::domain::Timestamp::default(), Kind::Delivered, delivery.outcome);
        self.who(&mut entry, actor, &granted.hat);
        entry.child = granted.child;
        entry.document = granted.document.as_ref().map(|document| document.id);
        entry.version = granted.material.as_ref().map(|material| material.version);
        entry.consent = granted.consent.as_ref().map(|consent| consent.id);
        entry.purpose.clone_from(&granted.purpose);
        let once = granted.consent.as_ref().filter(|consent| consent.once);
        let once = once.map(|consent| (consent.id, delivery.whole));
        self.put_delivery(entry, delivery, again, once).await
    }

    /// Closes openings whose outcome nobody told, because the process died:
    /// those at or above `from` that are older than `before`. Gives how many.
    ///
    /// # Errors
    /// When it cannot be read or recorded.
    pub async fn close_orphans(
        &self,
        from: i64,
        before: crate::domain::Timestamp,
    ) -> Result<usize, StoreError> {
        let mut conn = self.db.read().await?;
        let open =
            log::list_open_deliveries(&mut conn, log::DEFAULT_LOG, from, before, 1000).await?;
        let count = open.len();
        for of in open {
            let Some(row) = log::find_entry(&mut conn, log::DEFAULT_LOG, of).await? else {
                continue;
            };
            let opened = row.entry()?;
            let entry = Entry {
                kind: Kind::Delivered,
                outcome: Outcome::Unknown,
                reason: None,
                facts: None,
                act: None,
                ..opened
            };
            let delivery =
                Delivery { of, bytes: 0, outcome: Outcome::Unknown, reason: None, whole: true };
            // Nobody knows how much was read: it counts as all.
            let once = entry.consent.map(|consent| (consent, true));
            self.put_delivery(entry, delivery, true, once).await?;
        }
        Ok(count)
    }

    /// `again` asks first whether the outcome was told after all: only then can
    /// it be told twice. `once` is the consent that may be for one opening, and
    /// whether the whole document was handed over.
    async fn put_delivery(
        &self,
        mut entry: Entry,
        delivery: Delivery,
        again: bool,
        once: Option<(ConsentId, bool)>,
    ) -> Result<(), StoreError> {
        entry.of = Some(delivery.of);
        entry.bytes = match delivery.outcome {
            Outcome::Unknown => None,
            _ => i64::try_from(delivery.bytes).ok(),
        };
        entry.reason = delivery.reason;
        entry.policy = Some(self.policies.hash());
        let of = delivery.of;
        self.db
            .write_once("gate.delivered", move |tx| {
                Box::pin(async move {
                    if again && log::find_delivery_of(tx, log::DEFAULT_LOG, of).await?.is_some() {
                        return Ok::<_, StoreError>(((), None));
                    }
                    match once {
                        Some((consent, true)) => consents::use_up(tx, consent, of).await?,
                        Some((consent, false)) => consents::give_free(tx, consent, of).await?,
                        None => {}
                    }
                    entry.time = tx.now();
                    Ok(((), Some(ledger::append(tx, entry))))
                })
            })
            .await?;
        Ok(())
    }

    /// Does something at the console or by the service itself, with its entry;
    /// a job that found nothing to do gives no [`About`] and leaves none.
    ///
    /// # Errors
    /// The job's own, or why nothing was written.
    pub async fn administer<T, E, F>(&self, kind: Kind, by: By, job: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Option<About>), E>>
            + Send
            + 'static,
    {
        let policy = self.policies.hash();
        let (value, _) = self
            .db
            .write_once("gate.administer", move |tx| {
                Box::pin(async move {
                    let (value, about) = job(tx).await?;
                    let stamp = about.map(|about| tell(tx, kind, by, policy, about));
                    Ok::<_, E>((value, stamp))
                })
            })
            .await?;
        Ok(value)
    }

    /// Does several things of one kind at the console, each with its entry, or
    /// none of them.
    ///
    /// # Errors
    /// The job's own, or why nothing was written; also when there was nothing.
    pub async fn administer_all<T, E, F>(&self, kind: Kind, job: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Vec<About>), E>> + Send + 'static,
    {
        let policy = self.policies.hash();
        let (value, _) = self
            .db
            .write_several("gate.administer", move |tx| {
                Box::pin(async move {
                    let (value, all) = job(tx).await?;
                    let tell_one = |about| tell(tx, kind, By::Operator, policy, about);
                    let stamps = all.into_iter().map(tell_one).collect();
                    Ok::<_, E>((value, stamps))
                })
            })
            .await?;
        Ok(value)
    }

    /// Does several things at once, each with its entry, or none of them; a job that
    /// found nothing to do gives none.
    ///
    /// # Errors
    /// The job's own, or why nothing was written.
    pub async fn administer_each<T, E, F>(&self, by: By, job: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Vec<(Kind, About)>), E>>
            + Send
            + 'static,
    {
        let policy = self.policies.hash();
        let (value, _) = self
            .db
            .write_any("gate.administer", move |tx| {
                Box::pin(async move {
                    let (value, all) = job(tx).await?;
                    let tell_one = |(kind, about)| tell(tx, kind, by, policy, about);
                    let stamps = all.into_iter().map(tell_one).collect();
                    Ok::<_, E>((value, stamps))
                })
            })
            .await?;
        Ok(value)
    }

    /// Tells of something that the service did by itself.
    ///
    /// # Errors
    /// When it cannot be recorded.
    pub async fn note(&self, kind: Kind, reason: Option<String>) -> Result<Recorded, StoreError> {
        let policy = self.policies.hash();
        let ((), recorded) = self
            .db
            .write("gate.note", move |tx| {
                Box::pin(async move {
                    let mut entry = Entry::new(tx.now(), kind, Outcome::Allowed);
                    entry.role = Some("system".to_owned());
                    entry.reason = reason;
                    entry.policy = Some(policy);
                    Ok::<_, StoreError>(((), ledger::append(tx, entry)))
                })
            })
            .await?;
        Ok(recorded)
    }
}

fn tell(tx: &mut Tx, kind: Kind, by: By, policy: [u8; 32], about: About) -> Stamp {
    let mut entry = Entry::new(tx.now(), kind, Outcome::Allowed);
    (entry.role, entry.client) = match by {
        By::Operator => (Some("operator".to_owned()), Some("cli".to_owned())),
        By::System => (Some("system".to_owned()), None),
    };
    entry.policy = Some(policy);
    entry.child = about.child;
    entry.actor = about.by;
    about.detail.put(&mut entry);
    entry.reason = about.reason.or(entry.reason);
    ledger::append(tx, entry)
}

#[cfg(test)]
mod tests;
