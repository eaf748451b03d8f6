//! Injected time: nothing else in the program asks what time it is.

use crate::domain::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// A source of the present.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// The operating system's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system")]
    fn now(&self) -> Timestamp {
        let since =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands still while the one below it is behind what was told
/// before: what has expired stays expired.
#[derive(Debug)]
pub struct MonotoneClock {
    inner: Arc<dyn Clock>,
    highest: AtomicI64,
    warned: AtomicBool,
}

/// How far behind the clock must be before it is worth a word, in microseconds.
const BEHIND_MICROS: i64 = 1_000_000;

impl MonotoneClock {
    /// Never tells an instant before `lowest`.
    #[must_use]
    pub fn new(inner: Arc<dyn Clock>, lowest: Timestamp) -> Self {
        let highest = AtomicI64::new(lowest.as_micros());
        Self { inner, highest, warned: AtomicBool::new(false) }
    }

    /// Never tells an instant before `lowest` from here on.
    pub fn raise(&self, lowest: Timestamp) {
        self.highest.fetch_max(lowest.as_micros(), Ordering::SeqCst);
    }
}

impl Clock for MonotoneClock {
    fn now(&self) -> Timestamp {
        let below = self.inner.now().as_micros();
        let before = self.highest.fetch_max(below, Ordering::SeqCst);
        if before.saturating_sub(below) > BEHIND_MICROS && !self.warned.swap(true, Ordering::SeqCst)
        {
            tracing::warn!(
                behind_secs = (before - below) / 1_000_000,
                "the machine's clock is behind the log; time stands still until it has caught up"
            );
        }
        Timestamp::from_micros(before.max(below))
    }
}

/// A clock that a test moves by hand; clones share one hand.
#[derive(Debug, Clone)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// Stands still at `start`.
    #[must_use]
    pub fn new(start: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(start.as_micros())))
    }

    /// Moves the hand to `to`, forwards or backwards.
    pub fn set(&self, to: Timestamp) {
        self.0.store(to.as_micros(), Ordering::SeqCst);
    }

    /// Moves the hand by `micros`.
    pub fn advance(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_monotone_clock_never_goes_back() {
        let at = Timestamp::from_micros;
        let hand = ManualClock::new(at(50));
        let clock = MonotoneClock::new(Arc::new(hand.clone()), at(70));
        assert_eq!(clock.now(), at(70));
        hand.set(at(90));
        assert_eq!(clock.now(), at(90));
        hand.set(at(-5_000_000));
        assert_eq!(clock.now(), at(90));
        clock.raise(at(95));
        clock.raise(at(93));
        assert_eq!(clock.now(), at(95));
    }
}
