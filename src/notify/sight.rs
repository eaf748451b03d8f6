//! What of the inbox a person may still see: asked whenever it is read, and
//! before a mail says that there is news.

use super::{excluded, is_within};
use crate::domain::agency::MembershipState;
use crate::domain::notice::Kind;
use crate::domain::{AgencyId, ChildId, PersonId, Timestamp};
use crate::gate::{About, Gate, Hearing};
use crate::store::notices::{self, Notice};
use crate::store::{Conn, StoreError, agencies, people};
use std::collections::BTreeMap;

/// Unseen notices that are looked at for counting and before a mail.
pub const UNSEEN_MAX: i64 = 200;

/// What one person may see at one time; each question is answered once.
#[derive(Debug)]
pub struct Sight {
    gate: Gate,
    person: PersonId,
    now: Timestamp,
    units: BTreeMap<AgencyId, bool>,
    folders: BTreeMap<ChildId, Hearing>,
}

impl Sight {
    /// For this person, at this time.
    #[must_use]
    pub fn of(gate: &Gate, person: PersonId, now: Timestamp) -> Self {
        Self { gate: gate.clone(), person, now, units: BTreeMap::new(), folders: BTreeMap::new() }
    }

    /// May the person see this notice now? What is about a child: as a verified
    /// guardian in force or as the young person, and only what is there for them. What came to a member of a unit:
    /// as a confirmed member whom the consent does not exclude.
    ///
    /// This is the one place where seeing is decided.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn visible(&mut self, conn: &mut Conn, notice: &Notice) -> Result<bool, StoreError> {
        if notice.person != Some(self.person) || notice.shown_from > self.now {
            return Ok(false);
        }
        if let Some(child) = notice.child {
            let about = About {
                entry: notice.index,
                unit: notice.by_unit,
                document: notice.document,
                consent: notice.consent,
                request: notice.request,
                emergency: notice.kind == Kind::EmergencyOpened,
            };
            if !self.hears(conn, child, &about).await? {
                return Ok(false);
            }
        }
        let Some(unit) = notice.unit else { return Ok(true) };
        if !self.works_in(conn, unit).await? {
            return Ok(false);
        }
        let Some(consent) = notice.consent else { return Ok(true) };
        let (persons, units) = excluded(conn, consent).await?;
        Ok(!persons.contains(&self.person) && !units.contains(&unit))
    }

    async fn hears(
        &mut self,
        conn: &mut Conn,
        child: ChildId,
        about: &About,
    ) -> Result<bool, StoreError> {
        if !self.folders.contains_key(&child) {
            let hearing = self.gate.hearing(conn, (self.person, child), self.now).await?;
            self.folders.insert(child, hearing);
        }
        Ok(self.folders.get(&child).is_some_and(|hearing| self.gate.hears(hearing, about)))
    }

    async fn works_in(&mut self, conn: &mut Conn, unit: AgencyId) -> Result<bool, StoreError> {
        if let Some(known) = self.units.get(&unit) {
            return Ok(*known);
        }
        let member = people::list_memberships(conn, self.person).await?.into_iter().any(|one| {
            one.unit == unit
                && one.state == MembershipState::Confirmed
                && is_within(one.from, one.until, self.now)
        });
        let works = member && is_active(conn, unit).await?;
        self.units.insert(unit, works);
        Ok(works)
    }
}

/// Do a unit and the bodies above it take part?
pub(super) async fn is_active(conn: &mut Conn, unit: AgencyId) -> Result<bool, StoreError> {
    let mut bodies = vec![unit];
    bodies.extend(agencies::above(conn, unit).await?);
    for body in bodies {
        if !agencies::find(conn, body).await?.is_some_and(|body| body.active) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How many unseen notices a person may see, of the newest [`UNSEEN_MAX`].
///
/// # Errors
/// When they cannot be read.
pub async fn unseen(
    gate: &Gate,
    conn: &mut Conn,
    person: PersonId,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let mut sight = Sight::of(gate, person, now);
    let mut count = 0;
    for notice in notices::list_unseen(conn, person, now, UNSEEN_MAX).await? {
        count += usize::from(sight.visible(conn, &notice).await?);
    }
    Ok(count)
}

/// Is there something that a person has not seen and may see?
///
/// # Errors
/// When it cannot be read.
pub async fn has_news(
    gate: &Gate,
    conn: &mut Conn,
    person: PersonId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut sight = Sight::of(gate, person, now);
    for notice in notices::list_unseen(conn, person, now, UNSEEN_MAX).await? {
        if sight.visible(conn, &notice).await? {
            return Ok(true);
        }
    }
    Ok(false)
}
