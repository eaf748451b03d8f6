//! Asking about the log across folders, and about one entry.

use super::decide::{Said, Verdict};
use super::{Answer, Ask, Gate, Permit, Refusal, Spoken, decide};
use crate::domain::entry::Kind;
use crate::domain::question::{Act, Hat, Resource};
use crate::domain::{AgencyId, ChildId, PersonId, Reason, Timestamp};
use crate::gate::action::{Audit, ReadLog};
use crate::identity::Actor;
use crate::ledger;
use crate::store::facts::{self, Facts};
use crate::store::log::{self, EntryRow};
use crate::store::{StoreError, agencies, people};

/// What an auditor looks for, as far as the entry tells it.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Only what this body and those below it did.
    pub agency: Option<AgencyId>,
    /// Only this folder.
    pub child: Option<ChildId>,
    /// Only what this person did.
    pub person: Option<PersonId>,
    /// Only for this purpose.
    pub purpose: Option<String>,
    /// The rest of what is looked for, in codes, where it is taken out of the service.
    pub export: Option<String>,
}

/// By what somebody wants to see an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookBy {
    /// As auditor, and as nothing else.
    Office,
    /// As auditor, or else as one of the family.
    Anything,
}

/// An entry that somebody may see.
#[derive(Debug)]
pub struct Seen {
    /// The entry.
    pub row: EntryRow,
    /// Is its child kept from this reader?
    pub concealed: bool,
    /// Is it seen by the office of an auditor?
    pub by_office: bool,
}

impl Gate {
    /// May `actor` read the log across folders? An agency's auditor who names no
    /// agency means the own one.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_audit(
        &self,
        actor: &Actor,
        search: Search,
    ) -> Result<Answer<Audit>, StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (said, recorded) = self
            .db
            .write("gate.audit", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let facts = facts::load_standing(tx, actor.person(), now).await?;
                    let agency = search.agency.or_else(|| own_agency(&facts));
                    let above = match agency {
                        Some(agency) => agencies::above(tx, agency).await?,
                        None => Vec::new(),
                    };
                    let (said, ask) = gate.decide_audit(&actor, facts, agency, above, now);
                    let mut entry = gate.entry::<Audit>(&actor, &ask, &said, now);
                    entry.agency = entry.agency.or(agency);
                    entry.child = search.child;
                    entry.person = search.person;
                    if let (Some(query), Verdict::Yes(_)) = (search.export, &said.verdict) {
                        entry.kind = Kind::LogExported;
                        entry.reason = Some(query);
                    }
                    entry.purpose = search.purpose;
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

    /// The entry at `index` of the log, if there is one that `actor` may read: an
    /// auditor within the own reach, the family those of its folder. By the office of an
    /// auditor nobody reads of the own family. With it, whether its child is kept from this
    /// reader, and the index of the one entry that tells of the asking.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_entry(
        &self,
        actor: &Actor,
        index: i64,
        by: LookBy,
    ) -> Result<(Option<Seen>, i64), StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (row, recorded) = self
            .db
            .write("gate.entry", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let row = log::find_entry(tx, log::DEFAULT_LOG, index).await?;
                    let standing = facts::load_standing(tx, actor.person(), now).await?;
                    // What a family hides from one of its own is no agency's business.
                    let of_an_agency = own_agency(&standing).is_some();
                    let row = row.filter(|row| !(of_an_agency && row.is_the_familys()));
                    let is_auditor = standing.candidates.iter().any(|one| is_auditor(&one.hat));
                    let concealed = own_agency(&standing).is_some()
                        && row.as_ref().is_some_and(EntryRow::conceals_child);
                    let body = row.as_ref().and_then(|row| row.unit.or(row.agency)).map(AgencyId);
                    let above = match body {
                        Some(by) => agencies::above(tx, by).await?,
                        None => Vec::new(),
                    };
                    let (mut audit, ask) = gate.decide_audit(&actor, standing, body, above, now);
                    let child = row.as_ref().and_then(|row| row.child).map(ChildId);
                    let family = people::list_family_of(tx, actor.person()).await?;
                    if child.is_some_and(|child| family.contains(&child))
                        && matches!(audit.verdict, Verdict::Yes(_))
                    {
                        let reason = Reason::Excluded;
                        audit.verdict = Verdict::No { reason, visible: false };
                    }
                    let mut audited = gate.entry::<Audit>(&actor, &ask, &audit, now);
                    audited.child = child.filter(|_| !concealed);
                    // The same question for an entry that does not exist.
                    let ask = Ask::about(child.unwrap_or(ChildId(uuid::Uuid::nil())));
                    let facts = gate.load(tx, &actor, &ask, now).await?;
                    let mut read = gate.decide::<ReadLog>(&actor, &ask, facts, now);
                    if let (Verdict::Yes(granted), Some(row), Some(child)) =
                        (&read.verdict, &row, child)
                    {
                        let spoken = Spoken::load(tx, child, now).await?;
                        if !gate.shows(granted, &spoken, row) {
                            let reason = Reason::Shielded;
                            read.verdict = Verdict::No { reason, visible: false };
                        }
                    }
                    let (yes, entry) = match (&audit.verdict, &read.verdict) {
                        (Verdict::Yes(_), _) => (true, audited),
                        (_, Verdict::Yes(_)) if by == LookBy::Anything => {
                            (true, gate.entry::<ReadLog>(&actor, &ask, &read, now))
                        }
                        _ if is_auditor || by == LookBy::Office => (false, audited),
                        _ => (false, gate.entry::<ReadLog>(&actor, &ask, &read, now)),
                    };
                    // What an auditor may see is what an auditor is shown.
                    let concealed = concealed && matches!(audit.verdict, Verdict::Yes(_));
                    let by_office = matches!(audit.verdict, Verdict::Yes(_));
                    let seen = |row| Seen { row, concealed, by_office };
                    let row = row.filter(|_| yes).map(seen);
                    Ok::<_, StoreError>((row, ledger::append(tx, entry)))
                })
            })
            .await?;
        Ok((row, recorded.index()))
    }

    pub(super) fn decide_audit(
        &self,
        actor: &Actor,
        facts: Facts,
        agency: Option<AgencyId>,
        above: Vec<AgencyId>,
        now: Timestamp,
    ) -> (Said, Ask) {
        let about = (Act::Audit, Resource::Log { agency, above });
        decide::apart(&self.policies, actor, facts, about, now)
    }
}

fn is_auditor(hat: &Hat) -> bool {
    matches!(hat, Hat::Auditor { .. })
}

/// The agency that an auditor is held to; `None` for one who may read all.
pub(super) fn own_agency(facts: &Facts) -> Option<AgencyId> {
    let mut own = None;
    for one in &facts.candidates {
        match one.hat {
            Hat::Auditor { agency: None } => return None,
            Hat::Auditor { agency } => own = own.or(agency),
            _ => {}
        }
    }
    own
}
