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

    /// Writes down that `actor` was refused something that an operator else may do; the
    /// index is that of the entry.
    ///
    /// # Errors
    /// When nothing could be recorded.
    pub async fn refuse_operate(
        &self,
        actor: &Actor,
        reason: Reason,
        about: About,
    ) -> Result<i64, StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let ((), recorded) = self
            .db
            .write("gate.operate", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = facts::load_standing(tx, actor.person(), now).await?;
                    let (mut said, ask) = gate.decide_operate(&actor, facts, now);
                    said.verdict = Verdict::No { reason, visible: true };
                    let mut entry = gate.entry::<Operate>(&actor, &ask, &said, now);
                    entry.child = about.child;
                    about.detail.put(&mut entry);
                    Ok::<_, StoreError>(((), ledger::append(tx, entry)))
                })
            })
            .await?;
        Ok(recorded.index())
    }

    /// Decides and, on yes, runs `job` in the same transaction: what it changed, in
    /// words that the result can be found by, and the entries that tell of it.
    ///
    /// # Errors
    /// The job's own; [`ChangeError::KeyReused`]; or why nothing was written.
    pub async fn operate<E, F>(
        &self,
        actor: &Actor,
        once: Option<Once>,
        job: F,
    ) -> Result<Changed<String>, E>
    where
        E: std::error::Error + From<ChangeError> + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(String, Vec<(Kind, About)>), E>>
            + Send
            + 'static,
    {
        let (gate, actor) = (self.clone(), actor.clone());
        let (changed, _) = self
            .db
            .write_any("gate.operate", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = facts::load_standing(tx, actor.person(), now).await?;
                    let (said, ask) = gate.decide_operate(&actor, facts, now);
                    let bare = gate.entry::<Operate>(&actor, &ask, &said, now);
                    if let Verdict::No { reason, visible } = said.verdict {
                        let refusal = Refusal { reason, visible, index: tx.next_index() };
                        let stamp = ledger::append(tx, bare);
                        return Ok::<_, E>((Changed::Refused(refusal), vec![stamp]));
                    }
                    if let Some((result, index)) =
                        repeated(tx, actor.person(), once.as_ref()).await?
                    {
                        return Ok((Changed::Repeated(result, index), Vec::new()));
                    }
                    let (result, told) = job(tx).await?;
                    let index = tx.next_index();
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
                    Ok((Changed::Done(result, index), stamps))
                })
            })
            .await?;
        Ok::<_, E>(changed)
    }
}
