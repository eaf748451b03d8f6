//! Auditors' cases: who may see one, put a finding to it, or open one.
//!
//! The policy says whose log an auditor may read; of what lies in it, nobody looks
//! into the own doings, or into the folder of a child of the own family.

use super::audit::own_agency;
use super::decide::Verdict;
use super::{ChangeError, Changed, Did, Gate, Once, Refusal, repeated};
use crate::domain::entry::{Entry, Kind};
use crate::domain::{AgencyId, CaseId, ChildId, PersonId, Reason};
use crate::gate::action::Audit;
use crate::identity::Actor;
use crate::ledger;
use crate::store::audit_cases::{self, AuditCase};
use crate::store::log::{self, EntryRow};
use crate::store::{Conn, StoreError, Tx, agencies, facts, idempotency, people};
use futures_util::future::BoxFuture;

/// What an auditor wants to look into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// A case.
    Case(CaseId),
    /// An entry of the log.
    Entry(i64),
}

/// What there is about it, for one who may look into it.
#[derive(Debug)]
pub struct Looked {
    /// The case that was asked about.
    pub case: Option<AuditCase>,
    /// The entry that the case is about, or that was asked about.
    pub row: EntryRow,
}

impl Looked {
    /// The unit that did it, or that it names.
    #[must_use]
    pub fn unit(&self) -> Option<AgencyId> {
        self.case.as_ref().map_or(self.row.unit.map(AgencyId), |case| case.unit)
    }

    /// The organisation above.
    #[must_use]
    pub fn agency(&self) -> Option<AgencyId> {
        self.case.as_ref().map_or(self.row.agency.map(AgencyId), |case| case.agency)
    }

    /// Whose folder; nobody's where the entry keeps that from the agency: a case about a
    /// request does not say whether it has reached anybody.
    #[must_use]
    pub fn child(&self) -> Option<ChildId> {
        self.whose().filter(|_| !self.row.conceals_child())
    }

    fn whose(&self) -> Option<ChildId> {
        self.case.as_ref().map_or(self.row.child.map(ChildId), |case| case.child)
    }

    /// Who did it.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.case.as_ref().map_or(self.row.actor.map(PersonId), |case| case.person)
    }

    /// Is it about this person, or about a child of this person's family?
    async fn involves(&self, conn: &mut Conn, person: PersonId) -> Result<bool, StoreError> {
        let family = people::list_family_of(conn, person).await?;
        let about = self.person() == Some(person) || self.row.person == Some(person.0);
        Ok(about || self.whose().is_some_and(|child| family.contains(&child)))
    }

    /// Names it in an entry, with what hides an entry from one guardian.
    fn put(&self, entry: &mut Entry) {
        entry.child = self.child();
        entry.unit = self.unit();
        entry.agency = self.agency().or(entry.agency);
        entry.person = self.person();
        entry.document = self.row.document.map(crate::domain::DocumentId);
        entry.consent = self.row.consent.map(crate::domain::ConsentId);
        entry.of = Some(self.row.idx);
    }
}

/// The answer, and the entry that would tell of it.
struct Answered {
    looked: Result<Looked, Reason>,
    entry: Entry,
}

impl Gate {
    /// The case, if there is one that `actor` may look into, and the index of the
    /// entry that tells of the asking.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_case(
        &self,
        actor: &Actor,
        case: CaseId,
    ) -> Result<(Option<Looked>, i64), StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (looked, recorded) = self
            .db
            .write("gate.case", move |tx| {
                Box::pin(async move {
                    let answered = gate.look_into(tx, &actor, Matter::Case(case)).await?;
                    let stamp = ledger::append(tx, answered.entry);
                    Ok::<_, StoreError>((answered.looked.ok(), stamp))
                })
            })
            .await?;
        Ok((looked, recorded.index()))
    }

    /// Decides and, on yes, runs `job` in the same transaction. The job names the
    /// kind of the entry.
    ///
    /// # Errors
    /// The job's own; [`ChangeError::KeyReused`]; or why nothing was written.
    pub async fn change_case<T, E, F>(
        &self,
        actor: &Actor,
        matter: Matter,
        once: Option<Once>,
        job: F,
    ) -> Result<Changed<T>, E>
    where
        T: Send + 'static,
        E: std::error::Error + From<ChangeError> + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Looked) -> BoxFuture<'t, Result<(Kind, Did<T>), E>>
            + Send
            + 'static,
    {
        let (gate, actor) = (self.clone(), actor.clone());
        let (changed, _) = self
            .db
            .write_any("gate.change_case", move |tx| {
                Box::pin(async move {
                    let Answered { looked, mut entry } = gate.look_into(tx, &actor, matter).await?;
                    let looked = match looked {
                        Ok(looked) => looked,
                        Err(reason) => {
                            let index = tx.next_index();
                            let refusal = Refusal { reason, visible: false, index };
                            let stamp = ledger::append(tx, entry);
                            return Ok::<_, E>((Changed::Refused(refusal), vec![stamp]));
                        }
                    };
                    if let Some((result, index)) =
                        repeated(tx, actor.person(), once.as_ref()).await?
                    {
                        return Ok((Changed::Repeated(result, index), Vec::new()));
                    }
                    let done = match job(tx, looked).await? {
                        (kind, Did::Change(done)) => {
                            entry.kind = kind;
                            done
                        }
                        (_, Did::Against(reason, detail)) => {
                            detail.put(&mut entry);
                            entry.refuse(reason);
                            let refusal = Refusal { reason, visible: true, index: tx.next_index() };
                            let stamp = ledger::append(tx, entry);
                            return Ok((Changed::Refused(refusal), vec![stamp]));
                        }
                        (_, Did::Nothing(value, index)) => {
                            return Ok((Changed::Done(value, index), Vec::new()));
                        }
                    };
                    done.detail.put(&mut entry);
                    let index = tx.next_index();
                    if let Some(once) = &once {
                        let kept = format!("{index} {}", done.result);
                        let (person, print) = (actor.person(), &once.fingerprint);
                        idempotency::insert(tx, person, &once.key, print, &kept).await?;
                    }
                    let stamp = ledger::append(tx, entry);
                    Ok((Changed::Done(done.value, index), vec![stamp]))
                })
            })
            .await?;
        Ok::<_, E>(changed)
    }

    /// May `actor` look into this? Yes has the entry of a reading.
    async fn look_into(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        matter: Matter,
    ) -> Result<Answered, StoreError> {
        let (now, person) = (tx.now(), actor.person());
        let found = find(tx, matter).await?;
        let standing = facts::load_standing(tx, person, now).await?;
        let by = found.as_ref().and_then(|one| one.unit().or(one.agency()));
        let above = match by {
            Some(by) => agencies::above(tx, by).await?,
            None => Vec::new(),
        };
        let of_an_agency = own_agency(&standing).is_some();
        let (mut said, ask) = self.decide_audit(actor, standing, by, above, now);
        if let Verdict::Yes(_) = said.verdict {
            let against = match &found {
                None => Some(Reason::Unknown),
                Some(one) if one.involves(tx, person).await? => Some(Reason::Excluded),
                Some(one) if of_an_agency && one.row.is_the_familys() => Some(Reason::Unknown),
                Some(_) => None,
            };
            if let Some(reason) = against {
                said.verdict = Verdict::No { reason, visible: false };
            }
        }
        let mut entry = self.entry::<Audit>(actor, &ask, &said, now);
        if let Some(found) = &found {
            found.put(&mut entry);
        }
        let looked = match (said.verdict, found) {
            (Verdict::Yes(_), Some(found)) => Ok(found),
            (Verdict::Yes(_), None) => Err(Reason::Unknown),
            (Verdict::No { reason, .. }, _) => Err(reason),
        };
        Ok(Answered { looked, entry })
    }
}

/// What is stored about it.
async fn find(tx: &mut Tx, matter: Matter) -> Result<Option<Looked>, StoreError> {
    let (case, index) = match matter {
        Matter::Entry(index) => (None, index),
        Matter::Case(id) => match audit_cases::find(tx, id).await? {
            Some(case) => {
                let index = case.entry;
                (Some(case), index)
            }
            None => return Ok(None),
        },
    };
    let row = log::find_entry(tx, log::DEFAULT_LOG, index).await?;
    Ok(row.map(|row| Looked { case, row }))
}
