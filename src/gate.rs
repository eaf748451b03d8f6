//! The one door. Nothing that belongs to a child is read or changed except by
//! asking here: facts are read inside the writer's transaction, the policy
//! answers, the answer is appended to the log, and only when that is durable a
//! [`Permit`] or a [`Refusal`] is handed out.

pub mod action;
mod again;
mod audit;
pub mod cases;
mod decide;
pub mod deciders;
mod detail;
pub mod emergency;
pub mod lease;
mod operate;
mod own_data;
mod permit;
mod settle;
mod shown;
pub mod system;
mod unit;

pub use again::Again;
pub use audit::{LookBy, Search, Seen};
pub use decide::{Ask, Touching};
pub use detail::Detail;
pub use operate::{Acted, Operated};
pub use permit::{Answer, Granted, Permit, Refusal};
pub use shown::{About, Hearing, Spoken};
pub use unit::Sides;

use crate::domain::agency::MembershipState;
use crate::domain::entry::{Entry, Kind, Outcome};
use crate::domain::question::{Act, Hat};
use crate::domain::{ChildId, PersonId, Reason, Timestamp, sha256};
use crate::identity::Actor;
use crate::ledger;
use crate::policy::engine::Policies;
use crate::store::facts::{self, Facts, Target};
use crate::store::log::EntryRow;
use crate::store::{
    Conn, Db, Recorded, Stamp, StoreError, Tx, agencies, consents, documents, idempotency, people,
};
use action::{Action, List, Open, Reading};
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

impl Once {
    /// The key of a request that consists of these parts.
    pub fn of<'p>(key: String, parts: impl IntoIterator<Item = &'p [u8]>) -> Self {
        Self { key, fingerprint: sha256::of_list(parts) }
    }
}

/// What a job did once it was allowed to.
#[derive(Debug)]
pub enum Did<T> {
    /// Something changed.
    Change(Done<T>),
    /// It was so already, told by the entry at this index: no second entry.
    Nothing(T, i64),
    /// No after all, for what only the job could see: the entry is that of a refusal,
    /// and what the job has written down about it is kept.
    Against(Reason, Detail),
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
    /// What else it means: entries of their own, in the same transaction.
    pub also: Vec<(Kind, Detail)>,
}

impl<T> Done<T> {
    /// A change with one entry.
    pub fn new(value: T, result: impl Into<String>, detail: Detail) -> Self {
        Self { value, result: result.into(), detail, also: Vec::new() }
    }
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

    /// May `actor` read what `A` says? The answer is durable when this returns.
    ///
    /// # Errors
    /// When nothing could be decided or recorded; then nothing may be done.
    pub async fn ask<A: Reading>(&self, actor: &Actor, ask: Ask) -> Result<Answer<A>, StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (said, recorded) = self
            .db
            .write("gate.ask", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = gate.load(tx, &actor, &ask, now).await?;
                    let said = gate.decide::<A>(&actor, &ask, facts, now);
                    let entry = gate.entry::<A>(&actor, &ask, &said, now);
                    if let (Act::Open, Verdict::Yes(granted)) = (A::ACT, &said.verdict)
                        && let Some(consent) = granted.consent.as_ref().filter(|one| one.once)
                    {
                        let index = tx.next_index();
                        consents::take_into_use(tx, consent.id, index).await?;
                    }
                    Ok::<_, StoreError>((said, ledger::append(tx, entry)))
                })
            })
            .await?;
        Ok(answer(said, recorded))
    }

    /// Turns away somebody who may not change what `A` says, before a body is
    /// read: the refusal, recorded. `None` leaves no entry and promises nothing,
    /// for [`Gate::change`] decides.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn turn_away<A: Action>(
        &self,
        actor: &Actor,
        ask: Ask,
        now: Timestamp,
    ) -> Result<Option<Refusal>, StoreError> {
        let mut conn = self.db.read().await?;
        let facts = self.load(&mut conn, actor, &ask, now).await?;
        drop(conn);
        if let Verdict::Yes(_) = self.decide::<A>(actor, &ask, facts, now).verdict {
            return Ok(None);
        }
        let (gate, actor) = (self.clone(), actor.clone());
        let (refusal, _) = self
            .db
            .write_once("gate.turn_away", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = gate.load(tx, &actor, &ask, now).await?;
                    let said = gate.decide::<A>(&actor, &ask, facts, now);
                    let entry = gate.entry::<A>(&actor, &ask, &said, now);
                    let Verdict::No { reason, visible } = said.verdict else {
                        return Ok::<_, StoreError>((None, None));
                    };
                    let stamp = ledger::append(tx, entry);
                    let refusal = Refusal { reason, visible, index: stamp.index() };
                    Ok((Some(refusal), Some(stamp)))
                })
            })
            .await?;
        Ok(refusal)
    }

    /// Why the bytes that flow by `ask` must not flow any more, on fresh facts;
    /// `None` while they may. Nothing is recorded: how the stream ends is.
    async fn ended(
        &self,
        conn: &mut Conn,
        actor: &Actor,
        ask: &Ask,
        now: Timestamp,
    ) -> Result<Option<Reason>, StoreError> {
        let facts = self.load(conn, actor, ask, now).await?;
        Ok(match self.decide::<Open>(actor, ask, facts, now).verdict {
            Verdict::Yes(_) => None,
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
        E: std::error::Error + From<ChangeError> + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Arc<Granted>) -> BoxFuture<'t, Result<Did<T>, E>>
            + Send
            + 'static,
    {
        let (gate, actor) = (self.clone(), actor.clone());
        let (changed, _) = self
            .db
            .write_any("gate.change", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let mut facts = gate.load(tx, &actor, &ask, now).await?;
                    facts.too_often = gate.has_tried_too_often(tx, &actor, &ask, now).await?;
                    let said = gate.decide::<A>(&actor, &ask, facts, now);
                    let mut entry = gate.entry::<A>(&actor, &ask, &said, now);
                    // Only somebody who may do it now learns that it was done before.
                    let granted = match said.verdict {
                        Verdict::Yes(granted) => {
                            if let Some((result, index)) =
                                repeated(tx, actor.person(), once.as_ref()).await?
                            {
                                return Ok((Changed::Repeated(result, index), Vec::new()));
                            }
                            Arc::new(*granted)
                        }
                        Verdict::No { reason, visible } => {
                            // What was done may stand in its own way: an erasure, a place
                            // that was confirmed. Pressing twice is no refusal.
                            if visible
                                && matches!(reason, Reason::Erased | Reason::NotCovered)
                                && let Some((result, index)) =
                                    repeated(tx, actor.person(), once.as_ref()).await?
                            {
                                return Ok((Changed::Repeated(result, index), Vec::new()));
                            }
                            let index = tx.next_index();
                            let refusal = Refusal { reason, visible, index };
                            let stamp = ledger::append(tx, entry);
                            return Ok::<_, E>((Changed::Refused(refusal), vec![stamp]));
                        }
                    };
                    let done = match job(tx, granted).await? {
                        Did::Change(done) => done,
                        Did::Nothing(value, index) => {
                            return Ok((Changed::Done(value, index), Vec::new()));
                        }
                        Did::Against(reason, detail) => {
                            detail.put(&mut entry);
                            entry.refuse(reason);
                            let refusal = Refusal { reason, visible: true, index: tx.next_index() };
                            let stamp = ledger::append(tx, entry);
                            return Ok((Changed::Refused(refusal), vec![stamp]));
                        }
                    };
                    let bare = entry.clone();
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
                    let mut stamps = vec![ledger::append(tx, entry)];
                    let index = stamps.first().map_or(0, Stamp::index);
                    for (kind, detail) in done.also {
                        let mut entry = Entry { kind, ..bare.clone() };
                        detail.put(&mut entry);
                        stamps.push(ledger::append(tx, entry));
                    }
                    Ok((Changed::Done(done.value, index), stamps))
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
        self.ask_each::<List>(actor).await
    }

    /// The same for another act that a consent may bear on a whole folder.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_each<A: Reading>(
        &self,
        actor: &Actor,
    ) -> Result<(Vec<Permit<A>>, i64), StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (granted, recorded) = self
            .db
            .write_several("gate.cases", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let (mut granted, mut stamps) = (Vec::new(), Vec::new());
                    for facts in facts::load_cases(tx, actor.person(), now).await? {
                        let (shown, told) = gate.show_cases::<A>(tx, &actor, facts, now);
                        granted.extend(shown);
                        stamps.extend(told);
                    }
                    if stamps.is_empty() {
                        let entry = gate.nothing_shown(tx, &actor).await?;
                        stamps.push(ledger::append(tx, entry));
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
                    let entry = gate.nothing_shown(tx, &actor).await?;
                    Ok::<_, StoreError>(((), ledger::append(tx, entry)))
                })
            })
            .await?;
        Ok(recorded.index())
    }

    /// The entry of a list without rows; a member of a unit asked as such.
    async fn nothing_shown(&self, tx: &mut Tx, actor: &Actor) -> Result<Entry, StoreError> {
        let now = tx.now();
        let mut entry = Entry::new(now, List::KIND, Outcome::Allowed);
        self.who(&mut entry, actor, &Hat::Nobody);
        let place = people::list_memberships(tx, actor.person()).await?;
        let place = place.into_iter().find(|one| {
            one.state == MembershipState::Confirmed
                && one.from <= now
                && one.until.is_none_or(|until| now < until)
        });
        if let Some(place) = place {
            entry.role = Some("professional".to_owned());
            entry.unit = Some(place.unit);
            entry.agency = agencies::top_of(tx, place.unit).await?;
        }
        entry.act = Some(List::ACT.code().to_owned());
        Ok(entry)
    }

    /// May `actor` see what is in the folder of `child`? The family gets one
    /// permit, a professional one for each consent that says so.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_folder(
        &self,
        actor: &Actor,
        child: ChildId,
    ) -> Result<Result<Vec<Permit<List>>, Refusal>, StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let ask = Ask::about(child).own_purpose();
        let (said, recorded) = self
            .db
            .write_several("gate.folder", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = gate.load(tx, &actor, &ask, now).await?;
                    let first = gate.decide::<List>(&actor, &ask, facts.clone(), now);
                    let entry = gate.entry::<List>(&actor, &ask, &first, now);
                    let granted = match first.verdict {
                        Verdict::Yes(granted) if granted.consent.is_none() => vec![*granted],
                        Verdict::Yes(_) => {
                            let (granted, stamps) = gate.show_cases::<List>(tx, &actor, facts, now);
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

    /// Is this entry of a folder's log there for the one to whom reading it was
    /// granted?
    #[must_use]
    pub fn shows(&self, granted: &Granted, spoken: &Spoken, row: &EntryRow) -> bool {
        shown::shows(self.policies.tables(), granted, spoken, row)
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

    /// Every fact that the answer may rest on, read now.
    async fn load(
        &self,
        conn: &mut Conn,
        actor: &Actor,
        ask: &Ask,
        now: Timestamp,
    ) -> Result<Facts, StoreError> {
        self.load_for(conn, actor.person(), ask, now).await
    }

    /// The same about somebody who need not be here.
    async fn load_for(
        &self,
        conn: &mut Conn,
        person: PersonId,
        ask: &Ask,
        now: Timestamp,
    ) -> Result<Facts, StoreError> {
        let mut facts = facts::load(conn, person, ask.target, now).await?;
        let names_some = matches!(ask.touching, Touching::Scope(..));
        let looks = match ask.target {
            Target::Request(_) | Target::Pack(_) => true,
            Target::Consent(_) => names_some,
            _ => names_some && facts.has_family,
        };
        if looks {
            // The documents of others are looked up like those of nobody.
            let own = facts.child.filter(|_| facts.of_family());
            let child = own.unwrap_or(ChildId(uuid::Uuid::nil()));
            facts.own = documents::marks::touched(conn, child, now).await?;
            if matches!(ask.target, Target::Pack(_)) {
                facts.ever = documents::marks::touched_ever(conn, child, now).await?;
            }
        }
        let tables = self.policies.tables();
        emergency::look(conn, tables, ask, &mut facts, (person, now)).await?;
        Ok(facts)
    }

    fn decide<A: Action>(&self, actor: &Actor, ask: &Ask, facts: Facts, now: Timestamp) -> Said {
        decide::decide(&self.policies, self.unscanned_allowed, A::ACT, actor, ask, facts, now)
    }

    /// What each consent among the facts shows, and the entry that tells of it.
    fn show_cases<A: Action>(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        facts: Facts,
        now: Timestamp,
    ) -> (Vec<Granted>, Vec<Stamp>) {
        let at = (A::ACT, now);
        let cases = decide::each_consent(&self.policies, self.unscanned_allowed, actor, facts, at);
        let shown = cases.into_iter().filter_map(|case| {
            let entry = self.entry::<A>(actor, &case.ask, &case.said, now);
            match case.said.verdict {
                Verdict::Yes(granted) => Some((*granted, ledger::append(tx, entry))),
                Verdict::No { .. } => None,
            }
        });
        shown.unzip()
    }

    fn who(&self, entry: &mut Entry, actor: &Actor, hat: &Hat) {
        decide::who(entry, actor, hat);
        entry.policy = Some(self.policies.hash());
    }

    fn entry<A: Action>(&self, actor: &Actor, ask: &Ask, said: &Said, now: Timestamp) -> Entry {
        let mut entry = decide::entry(A::KIND, A::ACT, actor, ask, said, now);
        entry.policy = Some(self.policies.hash());
        entry
    }
}

fn answer<A: Action>(said: Said, recorded: Recorded) -> Answer<A> {
    match said.verdict {
        Verdict::Yes(granted) => Answer::Permit(Permit::mint(*granted, recorded)),
        Verdict::No { reason, visible } => {
            Answer::Refusal(Refusal { reason, visible, index: recorded.index() })
        }
    }
}

/// What was done before under this key: the kept result and the entry's index.
async fn repeated(
    tx: &mut Tx,
    person: PersonId,
    once: Option<&Once>,
) -> Result<Option<(String, i64)>, ChangeError> {
    let Some(once) = once else { return Ok(None) };
    match idempotency::find(tx, person, &once.key).await? {
        Some((fingerprint, kept)) if fingerprint == once.fingerprint => {
            let parts = kept
                .split_once(' ')
                .and_then(|(index, result)| Some((result.to_owned(), index.parse::<i64>().ok()?)));
            let corrupt = || StoreError::Corrupt {
                table: "idempotency",
                column: "result",
                id: person.to_string(),
            };
            Ok(Some(parts.ok_or_else(corrupt)?))
        }
        Some(_) => Err(ChangeError::KeyReused),
        None => Ok(None),
    }
}
