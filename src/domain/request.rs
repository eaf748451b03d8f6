//! A unit's request for consent: what is stored about its life, and what follows
//! from that for each side at an instant.

use super::question::Standing;
use super::time::Timestamp;

/// Where a request's life stands: what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stored {
    /// Sent; nobody has answered.
    Sent,
    /// Somebody of the family has said yes, in full or in part.
    Granted,
    /// Somebody of the family has said no.
    Declined,
    /// The unit has taken it back.
    Withdrawn,
    /// Nobody answered in time.
    Lapsed,
}

super::agency::codes!(Stored {
    Sent => "sent",
    Granted => "granted",
    Declined => "declined",
    Withdrawn => "withdrawn",
    Lapsed => "lapsed",
});

/// Where a request stands, as one of the sides is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Sent. To the unit this also stands for one that the family has seen, for
    /// one that waits for more of the family to agree, and for a child that
    /// nobody knows.
    Sent,
    /// Somebody of the family has seen it; told to the family alone.
    Seen,
    /// Granted, in full or in part.
    Granted,
    /// Declined.
    Declined,
    /// Withdrawn.
    Withdrawn,
    /// Nobody answered in time.
    Lapsed,
}

super::agency::codes!(State {
    Sent => "sent",
    Seen => "seen",
    Granted => "granted",
    Declined => "declined",
    Withdrawn => "withdrawn",
    Lapsed => "lapsed",
});

/// What became of the consent, or of the revision, that a request was granted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// It waits until all have agreed who must.
    Waits,
    /// It came into force, whatever became of it since.
    Counts,
    /// Somebody who must agree said no.
    Declined,
    /// Somebody who must agree did not answer in time.
    Lapsed,
}

impl Given {
    /// From the consent's standing, its current and waiting revisions, and the
    /// revision that the request was granted by.
    #[must_use]
    pub fn of(standing: Standing, (current, pending): (i64, Option<i64>), by: i64) -> Self {
        match standing {
            Standing::Draft | Standing::AwaitingApproval => Self::Waits,
            Standing::Declined => Self::Declined,
            Standing::Lapsed => Self::Lapsed,
            _ if pending == Some(by) => Self::Waits,
            _ if current >= by => Self::Counts,
            // It waited beside the one in force, and was dropped.
            _ => Self::Declined,
        }
    }
}

/// What a request's state follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// What is stored.
    pub stored: Stored,
    /// What became of what was given, once it was granted.
    pub given: Option<Given>,
    /// When it lapses, unless it is answered before.
    pub lapses: Timestamp,
    /// Has somebody of the family seen it?
    pub seen: bool,
}

impl Life {
    /// Does it wait for the family's answer, as far as the unit may know? What
    /// one of several has agreed to counts as unanswered until all have.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.to_unit(now) == State::Sent
    }

    /// What the unit is told.
    #[must_use]
    pub fn to_unit(&self, now: Timestamp) -> State {
        let waiting = if self.lapses <= now { State::Lapsed } else { State::Sent };
        match (self.stored, self.given) {
            (Stored::Sent, _) | (Stored::Granted, Some(Given::Waits)) => waiting,
            (Stored::Granted, Some(Given::Declined)) | (Stored::Declined, _) => State::Declined,
            (Stored::Granted, Some(Given::Lapsed)) | (Stored::Lapsed, _) => State::Lapsed,
            (Stored::Granted, _) => State::Granted,
            (Stored::Withdrawn, _) => State::Withdrawn,
        }
    }

    /// What the family is told.
    #[must_use]
    pub fn to_family(&self, now: Timestamp) -> State {
        match self.stored {
            Stored::Sent if self.lapses <= now => State::Lapsed,
            Stored::Sent if self.seen => State::Seen,
            Stored::Sent => State::Sent,
            Stored::Granted => State::Granted,
            Stored::Declined => State::Declined,
            Stored::Withdrawn => State::Withdrawn,
            Stored::Lapsed => State::Lapsed,
        }
    }
}

/// How often something may be done, and when it may be done again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cap {
    /// Most at once.
    pub most: i64,
    /// How long one counts, in microseconds.
    pub period: i64,
}

impl Cap {
    /// When one more fits, if it does not fit at `now`. `since` are the instants
    /// of those before, in any order.
    #[must_use]
    pub fn full_until(self, since: &[Timestamp], now: Timestamp) -> Option<Timestamp> {
        let mut ends: Vec<Timestamp> = since.iter().map(|at| at.plus_micros(self.period)).collect();
        ends.retain(|end| *end > now);
        until_fewer(ends, self.most)
    }
}

/// The instant at which fewer than `most` of these have not passed; `None` when
/// that is so already. All lie ahead.
#[must_use]
pub fn until_fewer(mut ends: Vec<Timestamp>, most: i64) -> Option<Timestamp> {
    ends.sort_unstable();
    let most = usize::try_from(most).unwrap_or(0);
    let over = ends.len().checked_sub(most)?;
    ends.get(over).or(ends.last()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::default().plus_days(100 + day)
    }

    fn life(stored: Stored, given: Option<Given>, seen: bool) -> Life {
        Life { stored, given, lapses: at(30), seen }
    }

    #[test]
    fn the_unit_is_not_told_who_has_seen_it_or_who_still_hesitates() {
        for (stored, given) in [(Stored::Sent, None), (Stored::Granted, Some(Given::Waits))] {
            for seen in [false, true] {
                let life = life(stored, given, seen);
                assert_eq!(life.to_unit(at(0)), State::Sent);
                assert!(life.is_open(at(29)));
                assert_eq!(life.to_unit(at(30)), State::Lapsed);
            }
        }
        let granted = |given| life(Stored::Granted, Some(given), true).to_unit(at(40));
        assert_eq!(granted(Given::Counts), State::Granted);
        assert_eq!(granted(Given::Declined), State::Declined);
        assert_eq!(granted(Given::Lapsed), State::Lapsed);
    }

    #[test]
    fn the_family_is_told_what_it_did() {
        let family = |stored, seen, day| life(stored, None, seen).to_family(at(day));
        assert_eq!(family(Stored::Sent, false, 0), State::Sent);
        assert_eq!(family(Stored::Sent, true, 0), State::Seen);
        assert_eq!(family(Stored::Sent, true, 30), State::Lapsed);
        assert_eq!(family(Stored::Granted, true, 40), State::Granted);
        assert_eq!(family(Stored::Withdrawn, true, 40), State::Withdrawn);
    }

    #[test]
    fn a_grant_counts_when_its_revision_does() {
        let of = |standing, current, pending| Given::of(standing, (current, pending), 2);
        assert_eq!(of(Standing::AwaitingApproval, 2, None), Given::Waits);
        assert_eq!(of(Standing::Approved, 1, Some(2)), Given::Waits);
        assert_eq!(of(Standing::Approved, 2, None), Given::Counts);
        assert_eq!(of(Standing::Revoked, 2, None), Given::Counts);
        assert_eq!(of(Standing::Approved, 1, None), Given::Declined);
        assert_eq!(of(Standing::Declined, 2, None), Given::Declined);
        assert_eq!(of(Standing::Lapsed, 2, None), Given::Lapsed);
    }

    #[test]
    fn a_cap_is_full_until_the_oldest_that_counts_is_past() {
        let cap = Cap { most: 2, period: 10 * crate::domain::time::DAY_MICROS };
        assert_eq!(cap.full_until(&[], at(0)), None);
        assert_eq!(cap.full_until(&[at(0)], at(1)), None);
        assert_eq!(cap.full_until(&[at(3), at(0)], at(4)), Some(at(10)));
        assert_eq!(cap.full_until(&[at(3), at(0)], at(10)), None);
        // More than there should be: until so many are past that one fits.
        assert_eq!(cap.full_until(&[at(0), at(1), at(2)], at(4)), Some(at(11)));
        assert_eq!(Cap { most: 0, ..cap }.full_until(&[at(0)], at(1)), Some(at(10)));
    }
}
