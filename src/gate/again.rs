//! An answer of the log made again, with the rules of its day.
//!
//! The log keeps no facts, only their hash. So the question is put together anew from
//! what is stored now, as of the entry's own instant, and with what is known to have
//! ended since then not ended. Whether that is what was decided on is not guessed: the
//! hash says it.

use super::decide::{self, Verdict};
use super::{Ask, Gate};
use crate::domain::Reason;
use crate::domain::agency::MembershipState;
use crate::domain::entry::Entry;
use crate::domain::question::{Act, Assurance, Hat, Standing};
use crate::policy::engine::Policies;
use crate::store::facts::{Facts, Target};
use crate::store::{Conn, StoreError};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again {
    /// Are these the very facts that were decided on?
    pub exact: bool,
    /// `None` is yes.
    pub refused: Option<Reason>,
}

impl Gate {
    /// Makes the answer of `entry` again with `policies`. `None` when the entry is no
    /// answer, or one to a question that the log does not tell wholly.
    ///
    /// Reads what belongs to a child and gives nothing of it but the answer, to one who
    /// may read the entry already.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub async fn decide_again(
        &self,
        conn: &mut Conn,
        entry: &Entry,
        policies: &Policies,
    ) -> Result<Option<Again>, StoreError> {
        let act = entry.act.as_deref().and_then(Act::from_code);
        let assurance = entry.assurance.as_deref().and_then(Assurance::from_code);
        let (Some(act), Some(assurance), Some(person), Some(then)) =
            (act, assurance, entry.actor, entry.facts)
        else {
            return Ok(None);
        };
        let Some(ask) = asked(entry, act) else { return Ok(None) };
        let mut nearest = None;
        for (back, unscanned) in [
            (false, self.unscanned_allowed),
            (true, self.unscanned_allowed),
            (false, !self.unscanned_allowed),
            (true, !self.unscanned_allowed),
        ] {
            let mut facts = self.load_for(conn, person, &ask, entry.time).await?;
            if back {
                turn_back(&mut facts, entry);
            }
            let who = (person, assurance);
            let said = decide::decide_for(policies, unscanned, act, who, &ask, facts, entry.time);
            let refused = match said.verdict {
                Verdict::Yes(_) => None,
                Verdict::No { reason, .. } => Some(reason),
            };
            let again = Again { exact: said.facts == then, refused };
            if again.exact {
                return Ok(Some(again));
            }
            nearest = nearest.or(Some(again));
        }
        Ok(nearest)
    }
}

/// The question that led to this entry.
fn asked(entry: &Entry, act: Act) -> Option<Ask> {
    let ask = match act {
        Act::Open => Ask::about(Target::Document(entry.document?, entry.version)),
        Act::List if entry.document.is_none() => Ask::about(entry.child?).own_purpose(),
        Act::ReadLog | Act::SeeConsents | Act::Store
            if entry.consent.is_none() && entry.request.is_none() =>
        {
            Ask::about(entry.child?)
        }
        _ => return None,
    };
    Some(ask.purpose(entry.purpose.clone()))
}

/// What has ended after the entry had not ended then.
fn turn_back(facts: &mut Facts, entry: &Entry) {
    for candidate in &mut facts.candidates {
        if let Some(consent) = &mut candidate.consent {
            if consent.ended.is_some_and(|ended| ended > entry.time) {
                consent.ended = None;
                consent.standing = Standing::Approved;
            }
            // The one opening that it was for is this one.
            consent.used &= entry.consent != Some(consent.id);
        }
        match &mut candidate.hat {
            Hat::Professional(place) => {
                let since = place.until.is_some_and(|until| until > entry.time);
                if place.state == MembershipState::Ended && since {
                    place.state = MembershipState::Confirmed;
                    place.until = None;
                }
            }
            Hat::Guardian { until, .. } if until.is_some_and(|until| until > entry.time) => {
                *until = None;
            }
            _ => {}
        }
    }
    if let Some(document) = &mut facts.document {
        document.newest = true;
        document.erased = document.erased.filter(|erased| *erased <= entry.time);
    }
}
