//! The one door. Nothing that belongs to a child is read or changed except by
//! asking here: facts are read inside the writer's transaction, the policy
//! answers, the answer is appended to the log, and only when that is durable a
//! [`Permit`] or a [`Refusal`] is handed out.

pub mod action;
mod decide;
pub mod lease;
mod permit;
pub mod system;

pub use decide::{Ask, Detail};
pub use permit::{Answer, Granted, Permit, Refusal};

use crate::domain::entry::{Entry, Outcome};
use crate::domain::{PersonId, Timestamp};
use crate::identity::Actor;
use crate::ledger;
use crate::policy::engine::Policies;
use crate::store::facts::{self, Facts};
use crate::store::{Db, StoreError, Tx, idempotency};
use action::{Action, Audit, List};
use decide::{Said, Verdict};
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// Asks the policy and records the answers.
#[derive(Clone, Debug)]
pub struct Gate {
    db: Db,
    policies: Arc<Policies>,
    unscanned_allowed: bool,
}

/// An idempotency key with the fingerprint of the request it came with.
#[derive(Clone, Debug)]
pub struct Once {
    /// The client's key.
    pub key: String,
    /// SHA-256 over what was asked.
    pub fingerprint: [u8; 32],
}

/// What a job did once it was allowed to.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "taken apart at once, never kept")]
pub enum Did<T> {
    /// Something changed.
    Change(Done<T>),
    /// It was so already, told by the entry at this index: no second entry.
    Nothing(T, i64),
}

/// What a change left behind.
#[derive(Debug)]
pub struct Done<T> {
    /// The job's value.
    pub value: T,
    /// Ids to find the result again by, kept under the idempotency key.
    pub result: String,
    /// What the entry says beyond the question.
    pub detail: Detail,
}

/// How a change ended.
#[derive(Debug)]
pub enum Changed<T> {
    /// Done and recorded at this index.
    Done(T, i64),
    /// Done earlier under the same key, and recorded at this index: the ids that
    /// were kept.
    Repeated(String, i64),
    /// No.
    Refused(Refusal),
}

/// Why a change could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The key was used for another request.
    #[error("this idempotency key was used for another request")]
    KeyReused,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Gate {
    /// A gate over this database with these policies. `unscanned_allowed` is
    /// true only when the configuration turns the scanner off.
    #[must_use]
    pub fn new(db: Db, policies: Arc<Policies>, unscanned_allowed: bool) -> Self {
        Self { db, policies, unscanned_allowed }
    }

    /// The policies that answer.
    #[must_use]
    pub fn policies(&self) -> &Arc<Policies> {
        &self.policies
    }

    /// May `actor` do `A`? The answer is durable when this returns.
    ///
    /// # Errors
    /// When nothing could be decided or recorded; then nothing may be done.
    pub async fn ask<A: Action>(&self, actor: &Actor, ask: Ask) -> Result<Answer<A>, StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (said, recorded) = self
            .db
            .write("gate.ask", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = facts::load(tx, actor.person(), ask.target, now).await?;
                    let said = gate.decide::<A>(&actor, &ask, facts, now);
                    let entry = gate.entry::<A>(&actor, &ask, &said, now);
                    Ok::<_, StoreError>((said, ledger::append(tx, entry)))
                })
            })
            .await?;
        Ok(match said.verdict {
            Verdict::Yes(granted) => Answer::Permit(Permit::mint(*granted, recorded)),
            Verdict::No { reason, visible } => {
                Answer::Refusal(Refusal { reason, visible, index: recorded.index() })
            }
        })
    }

    /// Would the answer be yes right now? Nothing is recorded and no permit is
    /// given: for turning a stranger away before a body is read, and for
    /// looking at open streams again. `None` is yes.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub async fn would_refuse<A: Action>(
        &self,
        actor: &Actor,
        ask: &Ask,
        now: Timestamp,
    ) -> Result<Option<crate::domain::Reason>, StoreError> {
        let mut conn = self.db.read().await?;
        let facts = facts::load(&mut conn, actor.person(), ask.target, now).await?;
        Ok(match self.decide::<A>(actor, ask, facts, now).verdict {
            Verdict::Yes(granted) => match (&ask.consent, &granted.consent) {
                (Some(wanted), Some(found)) if *wanted != found.id => {
                    Some(crate::domain::Reason::NoConsent)
                }
                _ => None,
            },
            Verdict::No { reason, .. } => Some(reason),
        })
    }

    /// Decides and, on yes, runs `job` in the same transaction, so that the
    /// change, its decision and its entry are durable together or not at all.
    ///
    /// # Errors
    /// The job's own; [`ChangeError::KeyReused`]; or why nothing was written.
    pub async fn change<A, T, E, F>(
        &self,
        actor: &Actor,
        ask: Ask,
        once: Option<Once>,
        job: F,
    ) -> Result<Changed<T>, E>
    where
        A: Action,
        T: Send + 'static,
        E: From<ChangeError> + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Arc<Granted>) -> BoxFuture<'t, Result<Did<T>, E>>
            + Send
            + 'static,
    {
        let (gate, actor) = (self.clone(), actor.clone());
        let (changed, _) = self
            .db
            .write_once("gate.change", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = facts::load(tx, actor.person(), ask.target, now).await?;
                    let said = gate.decide::<A>(&actor, &ask, facts, now);
                    let mut entry = gate.entry::<A>(&actor, &ask, &said, now);
                    let granted = match said.verdict {
                        Verdict::Yes(granted) => Arc::new(*granted),
                        Verdict::No { reason, visible } => {
                            let index = tx.next_index();
                            let refusal = Refusal { reason, visible, index };
                            let stamp = ledger::append(tx, entry);
                            return Ok::<_, E>((Changed::Refused(refusal), Some(stamp)));
                        }
                    };
                    // Only somebody who may do it now learns that it was done before.
                    if let Some(kept) = repeated(tx, actor.person(), once.as_ref()).await? {
                        let (index, result) = kept.split_once(' ').unwrap_or_default();
                        let index = index.parse().unwrap_or_default();
                        return Ok((Changed::Repeated(result.to_owned(), index), None));
                    }
                    let done = match job(tx, granted).await? {
                        Did::Change(done) => done,
                        Did::Nothing(value, index) => {
                            return Ok((Changed::Done(value, index), None));
                        }
                    };
                    done.detail.put(&mut entry);
                    if let Some(once) = &once {
                        idempotency::insert(
                            tx,
                            actor.person(),
                            &once.key,
                            &once.fingerprint,
                            &format!("{} {}", tx.next_index(), done.result),
                        )
                        .await?;
                    }
                    let stamp = ledger::append(tx, entry);
                    Ok((Changed::Done(done.value, stamp.index()), Some(stamp)))
                })
            })
            .await?;
        Ok::<_, E>(changed)
    }

    /// A professional's cases: one permit for each approved consent that lets
    /// the person list right now, each with an entry of its own. With no such
    /// consent one entry tells that nothing was shown.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_cases(&self, actor: &Actor) -> Result<(Vec<Permit<List>>, i64), StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (granted, recorded) = self
            .db
            .write_several("gate.cases", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let mut granted = Vec::new();
                    let mut stamps = Vec::new();
                    for facts in facts::load_cases(tx, actor.person(), now).await? {
                        for case in gate.decide_each_consent(&actor, facts, now) {
                            let entry = gate.entry::<List>(&actor, &case.ask, &case.said, now);
                            if let Verdict::Yes(yes) = case.said.verdict {
                                stamps.push(ledger::append(tx, entry));
                                granted.push(*yes);
                            }
                        }
                    }
                    if stamps.is_empty() {
                        stamps.push(ledger::append(tx, gate.nothing_shown(&actor, now)));
                    }
                    Ok::<_, StoreError>((granted, stamps))
                })
            })
            .await?;
        let last = recorded.last().map_or(0, crate::store::Recorded::index);
        let permits = granted
            .into_iter()
            .zip(recorded)
            .map(|(granted, recorded)| Permit::mint(granted, recorded))
            .collect();
        Ok((permits, last))
    }

    /// Tells that `actor` asked for the own folders and has none.
    ///
    /// # Errors
    /// When it could not be recorded.
    pub async fn no_folders(&self, actor: &Actor) -> Result<i64, StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let ((), recorded) = self
            .db
            .write("gate.no-folders", move |tx| {
                Box::pin(async move {
                    let entry = gate.nothing_shown(&actor, tx.now());
                    Ok::<_, StoreError>(((), ledger::append(tx, entry)))
                })
            })
            .await?;
        Ok(recorded.index())
    }

    fn nothing_shown(&self, actor: &Actor, now: Timestamp) -> Entry {
        let mut entry = Entry::new(now, List::KIND, Outcome::Allowed);
        self.who(&mut entry, actor, &crate::domain::question::Hat::Nobody);
        entry.act = Some(List::ACT.code().to_owned());
        entry
    }

    /// May `actor` see what is in the folder of `child`? The family gets one
    /// permit, a professional one for each consent that says so.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_folder(
        &self,
        actor: &Actor,
        child: crate::domain::ChildId,
    ) -> Result<Result<Vec<Permit<List>>, Refusal>, StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let ask = Ask::about(child).own_purpose();
        let (said, recorded) = self
            .db
            .write_several("gate.folder", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = facts::load(tx, actor.person(), ask.target, now).await?;
                    let first = gate.decide::<List>(&actor, &ask, facts.clone(), now);
                    let entry = gate.entry::<List>(&actor, &ask, &first, now);
                    let granted = match first.verdict {
                        Verdict::Yes(granted) if granted.consent.is_none() => vec![*granted],
                        Verdict::Yes(_) => {
                            let mut granted = Vec::new();
                            let mut stamps = Vec::new();
                            for case in gate.decide_each_consent(&actor, facts, now) {
                                let entry = gate.entry::<List>(&actor, &case.ask, &case.said, now);
                                if let Verdict::Yes(yes) = case.said.verdict {
                                    stamps.push(ledger::append(tx, entry));
                                    granted.push(*yes);
                                }
                            }
                            return Ok::<_, StoreError>((Ok(granted), stamps));
                        }
                        Verdict::No { reason, visible } => {
                            let stamp = ledger::append(tx, entry);
                            return Ok((Err((reason, visible)), vec![stamp]));
                        }
                    };
                    Ok((Ok(granted), vec![ledger::append(tx, entry)]))
                })
            })
            .await?;
        let index = recorded.first().map_or(0, crate::store::Recorded::index);
        Ok(match said {
            Ok(granted) => Ok(granted
                .into_iter()
                .zip(recorded)
                .map(|(granted, recorded)| Permit::mint(granted, recorded))
                .collect()),
            Err((reason, visible)) => Err(Refusal { reason, visible, index }),
        })
    }

    /// May `actor` read the log across folders? `agency` narrows to one agency;
    /// `kind` is what the entry is called (read or exported).
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_audit(
        &self,
        actor: &Actor,
        agency: Option<crate::domain::AgencyId>,
    ) -> Result<Answer<Audit>, StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (said, recorded) = self
            .db
            .write("gate.audit", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = facts::load_standing(tx, actor.person(), now).await?;
                    let above = match agency {
                        Some(agency) => crate::store::agencies::above(tx, agency).await?,
                        None => Vec::new(),
                    };
                    let (said, ask) = gate.decide_audit(&actor, facts, agency, above, now);
                    let mut entry = gate.entry::<Audit>(&actor, &ask, &said, now);
                    if entry.agency.is_none() {
                        entry.agency = agency;
                    }
                    Ok::<_, StoreError>((said, ledger::append(tx, entry)))
                })
            })
            .await?;
        Ok(match said.verdict {
            Verdict::Yes(granted) => Answer::Permit(Permit::mint(*granted, recorded)),
            Verdict::No { reason, visible } => {
                Answer::Refusal(Refusal { reason, visible, index: recorded.index() })
            }
        })
    }

    /// May this row stand in a list that was permitted and recorded as a whole?
    #[must_use]
    pub fn lists(
        &self,
        actor: &Actor,
        permit: &Permit<List>,
        document: &crate::domain::question::DocumentFacts,
    ) -> bool {
        decide::lists(
            &self.policies,
            permit.granted(),
            actor.assurance(),
            document,
            permit.decided_at(),
        )
    }

    fn decide<A: Action>(&self, actor: &Actor, ask: &Ask, facts: Facts, now: Timestamp) -> Said {
        decide::decide(&self.policies, self.unscanned_allowed, A::ACT, actor, ask, facts, now)
    }

    fn decide_each_consent(
        &self,
        actor: &Actor,
        facts: Facts,
        now: Timestamp,
    ) -> Vec<decide::Case> {
        decide::each_consent(&self.policies, self.unscanned_allowed, actor, facts, now)
    }

    fn decide_audit(
        &self,
        actor: &Actor,
        facts: Facts,
        agency: Option<crate::domain::AgencyId>,
        above: Vec<crate::domain::AgencyId>,
        now: Timestamp,
    ) -> (Said, Ask) {
        decide::audit(&self.policies, actor, facts, agency, above, now)
    }

    fn who(&self, entry: &mut Entry, actor: &Actor, hat: &crate::domain::question::Hat) {
        decide::who(entry, actor, hat);
        entry.policy = Some(self.policies.hash());
    }

    fn entry<A: Action>(&self, actor: &Actor, ask: &Ask, said: &Said, now: Timestamp) -> Entry {
        let mut entry = decide::entry(A::KIND, A::ACT, actor, ask, said, now);
        entry.policy = Some(self.policies.hash());
        entry
    }
}

async fn repeated(
    tx: &mut Tx,
    person: PersonId,
    once: Option<&Once>,
) -> Result<Option<String>, ChangeError> {
    let Some(once) = once else { return Ok(None) };
    match idempotency::find(tx, person, &once.key).await? {
        Some((fingerprint, result)) if fingerprint == once.fingerprint => Ok(Some(result)),
        Some(_) => Err(ChangeError::KeyReused),
        None => Ok(None),
    }
}
