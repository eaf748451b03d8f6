//! What operators do from a page: decided on fresh facts like everything else, and
//! recorded together with the decision.

use super::action::Operate;
use super::decide::{self, Said, Verdict};
use super::system::About;
use super::{Ask, ChangeError, Changed, Gate, Once, Refusal, repeated};
use crate::domain::entry::{Entry, Kind};
use crate::domain::question::{Act, Resource};
use crate::domain::{Reason, Timestamp};
use crate::identity::Actor;
use crate::ledger;
use crate::store::facts::{self, Facts};
use crate::store::{StoreError, Tx, idempotency};
use futures_util::future::BoxFuture;

/// What a job of an operator came to.
#[derive(Debug)]
pub enum Acted<E> {
    /// Done: what the result can be found by, and the entries that tell of it.
    Did(String, Vec<(Kind, About)>),
    /// Not by this person, for what only the job could see: nothing was changed, and
    /// the entry is that of a refusal.
    Against(Reason, Box<About>, E),
}

/// What came of it for whoever asked.
#[derive(Debug)]
pub enum Operated<E> {
    /// Decided, and done if it was allowed.
    Changed(Changed<String>),
    /// The job's no, with the index of its entry.
    Against(E, i64),
}

impl Gate {
    fn decide_operate(&self, actor: &Actor, facts: Facts, now: Timestamp) -> (Said, Ask) {
        let about = (Act::Operate, Resource::Installation);
        decide::apart(&self.policies, actor, facts, about, now)
    }

    /// May `actor` see the state of the installation? The index is that of the entry
    /// that tells of the yes.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_operate(&self, actor: &Actor) -> Result<Result<i64, Refusal>, StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (said, recorded) = self
            .db
            .write("gate.operate", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = facts::load_standing(tx, actor.person(), now).await?;
                    let (said, ask) = gate.decide_operate(&actor, facts, now);
                    let entry = gate.entry::<Operate>(&actor, &ask, &said, now);
                    Ok::<_, StoreError>((said.verdict, ledger::append(tx, entry)))
                })
            })
            .await?;
        let index = recorded.index();
        Ok(match said {
            Verdict::Yes(_) => Ok(index),
            Verdict::No { reason, visible } => Err(Refusal { reason, visible, index }),
        })
    }

    /// Decides and, on yes, runs `job` in the same transaction.
    ///
    /// # Errors
    /// The job's own; [`ChangeError::KeyReused`]; or why nothing was written.
    pub async fn operate<E, F>(
        &self,
        actor: &Actor,
        once: Option<Once>,
        job: F,
    ) -> Result<Operated<E>, E>
    where
        E: std::error::Error + From<ChangeError> + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<Acted<E>, E>> + Send + 'static,
    {
        let (gate, actor) = (self.clone(), actor.clone());
        let (operated, _) = self
            .db
            .write_any("gate.operate", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = facts::load_standing(tx, actor.person(), now).await?;
                    let (said, ask) = gate.decide_operate(&actor, facts, now);
                    let bare = gate.entry::<Operate>(&actor, &ask, &said, now);
                    if let Verdict::No { reason, visible } = &said.verdict {
                        let (reason, visible) = (*reason, *visible);
                        let refusal = Refusal { reason, visible, index: tx.next_index() };
                        let stamp = ledger::append(tx, bare);
                        let refused = Operated::Changed(Changed::Refused(refusal));
                        return Ok::<_, E>((refused, vec![stamp]));
                    }
                    if let Some((result, index)) =
                        repeated(tx, actor.person(), once.as_ref()).await?
                    {
                        let repeated = Changed::Repeated(result, index);
                        return Ok((Operated::Changed(repeated), Vec::new()));
                    }
                    let index = tx.next_index();
                    let (result, told) = match job(tx).await? {
                        Acted::Did(result, told) => (result, told),
                        Acted::Against(reason, about, error) => {
                            let mut said = said;
                            said.verdict = Verdict::No { reason, visible: true };
                            let mut entry = gate.entry::<Operate>(&actor, &ask, &said, now);
                            entry.child = about.child;
                            about.detail.put(&mut entry);
                            let stamp = ledger::append(tx, entry);
                            return Ok((Operated::Against(error, index), vec![stamp]));
                        }
                    };
                    if let Some(once) = &once {
                        let kept = format!("{index} {result}");
                        let (person, print) = (actor.person(), &once.fingerprint);
                        idempotency::insert(tx, person, &once.key, print, &kept).await?;
                    }
                    let stamps = told.into_iter().map(|(kind, about)| {
                        let mut entry = Entry { kind, child: about.child, ..bare.clone() };
                        about.detail.put(&mut entry);
                        entry.reason = about.reason.or(entry.reason);
                        ledger::append(tx, entry)
                    });
                    let stamps = stamps.collect();
                    Ok((Operated::Changed(Changed::Done(result, index)), stamps))
                })
            })
            .await?;
        Ok::<_, E>(operated)
    }
}
