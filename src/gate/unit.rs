//! Requests: what a unit asks of a family is asked of the gate about the unit, so
//! that no answer depends on whether there is such a family.

use super::action::{List, SeeRequests, SeeSent};
use super::decide::Verdict;
use super::{Ask, Gate, Granted, Permit};
use crate::domain::question::{Act, Hat, Question, Resource};
use crate::domain::{AgencyId, ChildId, ConsentId, PersonId, Timestamp};
use crate::identity::Actor;
use crate::ledger;
use crate::store::facts::Target;
use crate::store::{Conn, Recorded, Stamp, StoreError, Tx, people, requests};

/// The requests that a person may see: those to the own family, those of the own
/// units.
#[derive(Debug, Default)]
pub struct Sides {
    /// One permit for each folder.
    pub families: Vec<Permit<SeeRequests>>,
    /// One permit for each unit.
    pub units: Vec<(AgencyId, Permit<SeeSent>)>,
    /// The last entry that was written.
    pub last: i64,
}

/// On which side somebody was allowed to look.
enum Shown {
    Family(Granted),
    Unit(AgencyId, Granted),
    Nothing,
}

impl Gate {
    /// Which requests may `actor` see? Each folder and each unit is asked about and
    /// recorded by itself; where there is none, one entry tells that nothing was
    /// shown. With `mark`, requests that nobody of the family had seen are noted as
    /// seen.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_requests(&self, actor: &Actor, mark: bool) -> Result<Sides, StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (shown, recorded) = self
            .db
            .write_several("gate.requests", move |tx| {
                Box::pin(async move {
                    let (mut shown, mut stamps) = (Vec::new(), Vec::new());
                    for child in families(tx, actor.person()).await? {
                        let (one, stamp) = gate.show_family(tx, &actor, child, mark).await?;
                        shown.push(one);
                        stamps.push(stamp);
                    }
                    for unit in units(tx, actor.person()).await? {
                        let (one, stamp) = gate.show_unit(tx, &actor, unit).await?;
                        shown.push(one);
                        stamps.push(stamp);
                    }
                    if stamps.is_empty() {
                        let mut entry = gate.nothing_shown(tx, &actor).await?;
                        entry.kind = crate::domain::entry::Kind::RequestsSeen;
                        entry.act = Some(Act::Request.code().to_owned());
                        shown.push(Shown::Nothing);
                        stamps.push(ledger::append(tx, entry));
                    }
                    Ok::<_, StoreError>((shown, stamps))
                })
            })
            .await?;
        let mut sides =
            Sides { last: recorded.last().map_or(0, Recorded::index), ..Sides::default() };
        for (one, recorded) in shown.into_iter().zip(recorded) {
            match one {
                Shown::Family(granted) => sides.families.push(Permit::mint(granted, recorded)),
                Shown::Unit(unit, granted) => {
                    sides.units.push((unit, Permit::mint(granted, recorded)));
                }
                Shown::Nothing => {}
            }
        }
        Ok(sides)
    }

    /// May `actor` see the requests to the family of one child? Only this folder is
    /// asked about, and only its requests are noted as seen. Gives the index of the
    /// entry, too.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_requests_of(
        &self,
        actor: &Actor,
        child: ChildId,
    ) -> Result<(Option<Permit<SeeRequests>>, i64), StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (shown, recorded) = self
            .db
            .write("gate.requests", move |tx| {
                Box::pin(async move { gate.show_family(tx, &actor, child, true).await })
            })
            .await?;
        let index = recorded.index();
        let permit = match shown {
            Shown::Family(granted) => Some(Permit::mint(granted, recorded)),
            Shown::Unit(..) | Shown::Nothing => None,
        };
        Ok((permit, index))
    }

    async fn show_family(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        child: ChildId,
        mark: bool,
    ) -> Result<(Shown, Stamp), StoreError> {
        let (now, ask) = (tx.now(), Ask::about(child));
        let facts = self.load(tx, actor, &ask, now).await?;
        let said = self.decide::<SeeRequests>(actor, &ask, facts, now);
        let entry = self.entry::<SeeRequests>(actor, &ask, &said, now);
        // One who coordinates sees the consents, and not what the family is asked.
        let shown = match said.verdict {
            Verdict::Yes(granted) if granted.is_family() => {
                if mark {
                    self.see(tx, &granted, child, now).await?;
                }
                Shown::Family(*granted)
            }
            _ => Shown::Nothing,
        };
        Ok((shown, ledger::append(tx, entry)))
    }

    /// Notes that what is there for the one who looks has been seen.
    async fn see(
        &self,
        tx: &mut Tx,
        granted: &Granted,
        child: ChildId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let tables = self.policies().tables();
        for request in requests::list_unseen(tx, child, now).await? {
            let about = (request.about(), request.unit);
            if granted.sees_consent(tables, about, &request.touches) {
                requests::see(tx, request.id).await?;
            }
        }
        Ok(())
    }

    async fn show_unit(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        unit: AgencyId,
    ) -> Result<(Shown, Stamp), StoreError> {
        let (now, ask) = (tx.now(), Ask::about(Target::Unit(unit)));
        let facts = self.load(tx, actor, &ask, now).await?;
        let said = self.decide::<SeeSent>(actor, &ask, facts, now);
        let entry = self.entry::<SeeSent>(actor, &ask, &said, now);
        let shown = match said.verdict {
            Verdict::Yes(granted) => Shown::Unit(unit, *granted),
            Verdict::No { .. } => Shown::Nothing,
        };
        Ok((shown, ledger::append(tx, entry)))
    }

    /// Has `actor`, as a member of `unit`, been told of this child by a consent to
    /// that unit? With `consent`, by that one. Nothing is recorded: what is done on
    /// the answer is.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn knows(
        &self,
        conn: &mut Conn,
        actor: &Actor,
        unit: AgencyId,
        (child, consent): (ChildId, Option<ConsentId>),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let ask = Ask::about(child).own_purpose();
        let mut facts = self.load(conn, actor, &ask, now).await?;
        facts.candidates.retain(|one| {
            let theirs = matches!(&one.hat, Hat::Professional(place) if place.unit == unit);
            let id = one.consent.as_ref().map(|one| one.id);
            theirs && consent.is_none_or(|consent| id == Some(consent))
        });
        Ok(match self.decide::<List>(actor, &ask, facts, now).verdict {
            Verdict::Yes(_) => true,
            Verdict::No { visible, .. } => visible,
        })
    }
}

/// Is it about the unit in which the asker has a place, or about the members of one
/// that the asker looks after? Whatever that place is worth today, the asker knows of
/// it.
pub(super) fn knows_of(question: &Question) -> bool {
    let Hat::Professional(place) = &question.hat else { return false };
    let over = |unit: AgencyId, above: &[AgencyId]| {
        place.administrator && (place.unit == unit || above.contains(&place.unit))
    };
    match &question.resource {
        Resource::Unit { unit } => place.unit == *unit,
        // Who the members are is for those to know who look after them.
        Resource::Members { unit, above } => over(*unit, above),
        Resource::Place(of) => over(of.unit, &of.above),
        _ => false,
    }
}

/// The folders that somebody has.
async fn families(tx: &mut Tx, person: PersonId) -> Result<Vec<ChildId>, StoreError> {
    let now = tx.now();
    let mut children = people::list_folders_of(tx, person, now).await?;
    children.sort_unstable();
    children.dedup();
    Ok(children)
}

/// The units in which somebody has, or had, a place.
async fn units(tx: &mut Tx, person: PersonId) -> Result<Vec<AgencyId>, StoreError> {
    let places = people::list_memberships(tx, person).await?;
    let mut units: Vec<AgencyId> = places.into_iter().map(|place| place.unit).collect();
    units.sort_unstable();
    units.dedup();
    Ok(units)
}
