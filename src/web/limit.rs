//! Limits of what one caller may use: requests a minute, uploads at once.

use super::problem::Problem;
use crate::domain::PersonId;
use axum::http::StatusCode;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Whose requests are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// A signed-in person.
    Person(PersonId),
    /// Somebody not signed in, by address: [`Caller::address`].
    Address(IpAddr),
}

impl Caller {
    /// Whoever comes from there. One house has a whole /64 of IPv6.
    #[must_use]
    pub fn address(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V6(address) => {
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)))
            }
            address @ IpAddr::V4(_) => address,
        })
    }
}

/// Counts callers' use.
pub struct Limiter {
    requests: DefaultKeyedRateLimiter<Caller>,
    /// Callers who have used all they may, and until when.
    waiting: Mutex<HashMap<Caller, Instant>>,
    /// Marks of tokens that were good, so that a house in which somebody guesses
    /// does not shut out those who are known. They let nobody in.
    known: Mutex<HashSet<u64>>,
    marks: RandomState,
    /// When quiet callers were last forgotten.
    swept: Mutex<Instant>,
    uploads_at_once: usize,
    uploads: Arc<Mutex<HashMap<PersonId, usize>>>,
    listeners: Arc<Mutex<HashMap<PersonId, usize>>>,
}

/// Pages of one person that may listen for news at once.
const LISTENERS: usize = 8;
/// Pages of everybody together: most connections are for those who do something.
const ALL_LISTENERS: usize = 1024;

impl std::fmt::Debug for Limiter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limiter").field("callers", &self.requests.len()).finish_non_exhaustive()
    }
}

/// One upload under way, or one page that listens; dropping it makes room.
#[derive(Debug)]
pub struct UploadSlot {
    person: PersonId,
    uploads: Arc<Mutex<HashMap<PersonId, usize>>>,
}

impl Drop for UploadSlot {
    fn drop(&mut self) {
        let mut uploads = lock(&self.uploads);
        if let Some(count) = uploads.get_mut(&self.person) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                uploads.remove(&self.person);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn too_many(wait: Duration) -> Problem {
    let wait = wait.as_secs() + 1;
    Problem {
        retry_secs: u32::try_from(wait).ok(),
        ..Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too-many-requests",
            format!("That was too much at once. Try again in {wait} seconds."),
        )
    }
}

impl Limiter {
    /// At most `per_minute` requests and `uploads_at_once` uploads of a caller.
    #[must_use]
    pub fn new(per_minute: u32, uploads_at_once: usize) -> Self {
        let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            requests: RateLimiter::keyed(Quota::per_minute(per_minute)),
            waiting: Mutex::default(),
            known: Mutex::default(),
            marks: RandomState::new(),
            swept: Mutex::new(Instant::now()),
            uploads_at_once,
            uploads: Arc::default(),
            listeners: Arc::default(),
        }
    }

    /// Counts one request.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub fn request(&self, caller: Caller) -> Result<(), Problem> {
        self.forget();
        self.requests.check_key(&caller).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            lock(&self.waiting).insert(caller, Instant::now() + wait);
            too_many(wait)
        })
    }

    /// May somebody at `address` try this token? Counts nothing: tries that fail
    /// are counted by [`Limiter::request`].
    ///
    /// # Errors
    /// 429 while too many have failed, for a token that was not good before.
    pub fn may_try(&self, address: IpAddr, token: &str) -> Result<(), Problem> {
        if lock(&self.known).contains(&self.marks.hash_one(token)) {
            return Ok(());
        }
        let until = lock(&self.waiting).get(&Caller::address(address)).copied();
        match until.map(|until| until.saturating_duration_since(Instant::now())) {
            Some(wait) if !wait.is_zero() => Err(too_many(wait)),
            _ => Ok(()),
        }
    }

    /// Notes that this token is not good, or not any more.
    pub fn was_bad(&self, token: &str) {
        lock(&self.known).remove(&self.marks.hash_one(token));
    }

    /// Notes that this token is good.
    pub fn was_good(&self, token: &str) {
        let mut known = lock(&self.known);
        if known.len() >= 100_000 {
            known.clear();
        }
        known.insert(self.marks.hash_one(token));
    }

    /// Forgets callers who have been quiet, at most once a second.
    fn forget(&self) {
        let now = Instant::now();
        let mut swept = lock(&self.swept);
        if now.duration_since(*swept) < Duration::from_secs(1) {
            return;
        }
        *swept = now;
        drop(swept);
        lock(&self.waiting).retain(|_, until| *until > now);
        if self.requests.len() > 10_000 {
            self.requests.retain_recent();
        }
    }

    /// Takes a place for one page that listens for news.
    ///
    /// # Errors
    /// 429 when there are as many as may be.
    pub fn listener(&self, person: PersonId) -> Result<UploadSlot, Problem> {
        let mut listeners = lock(&self.listeners);
        let all: usize = listeners.values().sum();
        let count = listeners.entry(person).or_insert(0);
        if *count >= LISTENERS || all >= ALL_LISTENERS {
            return Err(too_many(Duration::from_mins(1)));
        }
        *count += 1;
        Ok(UploadSlot { person, uploads: Arc::clone(&self.listeners) })
    }

    /// Takes a place for one upload.
    ///
    /// # Errors
    /// 429 when the person has as many under way as one may.
    pub fn upload(&self, person: PersonId) -> Result<UploadSlot, Problem> {
        let mut uploads = lock(&self.uploads);
        let count = uploads.entry(person).or_insert(0);
        if *count >= self.uploads_at_once {
            return Err(Problem {
                retry_secs: Some(5),
                ..Problem::new(
                    StatusCode::TOO_MANY_REQUESTS,
                    "too-many-uploads",
                    "Several of your uploads are under way. Wait until one has ended.",
                )
            });
        }
        *count += 1;
        Ok(UploadSlot { person, uploads: Arc::clone(&self.uploads) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_house_is_one_caller() {
        let caller = |text: &str| Caller::address(text.parse().unwrap());
        assert_eq!(caller("2001:db8:1:2:3::4"), caller("2001:db8:1:2:ffff::"));
        assert_ne!(caller("2001:db8:1:2::1"), caller("2001:db8:1:3::1"));
        assert_eq!(caller("::ffff:192.0.2.1"), caller("192.0.2.1"));
        assert_ne!(caller("192.0.2.1"), caller("192.0.2.2"));
    }

    #[test]
    fn who_has_failed_too_often_has_to_wait_before_trying() {
        let limiter = Limiter::new(2, 1);
        let (guesser, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        for _ in 0..2 {
            limiter.may_try(guesser, "guess").unwrap();
            limiter.request(Caller::address(guesser)).unwrap();
        }
        limiter.may_try(guesser, "guess").unwrap();
        limiter.request(Caller::address(guesser)).unwrap_err();
        let refused = limiter.may_try(guesser, "guess").unwrap_err();
        assert_eq!((refused.status, refused.retry_secs.is_some()), (429, true));
        limiter.may_try(other, "guess").unwrap();
        limiter.was_good("good");
        limiter.may_try(guesser, "good").unwrap();
    }
}
