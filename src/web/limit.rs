//! Limits of what one caller may use: requests a minute, uploads at once.

use super::problem::Problem;
use crate::domain::PersonId;
use axum::http::StatusCode;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

/// Whose requests are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// A signed-in person.
    Person(PersonId),
    /// Somebody not signed in, by address.
    Address(IpAddr),
}

/// Counts callers' use.
pub struct Limiter {
    requests: DefaultKeyedRateLimiter<Caller>,
    uploads_at_once: usize,
    uploads: Arc<Mutex<HashMap<PersonId, usize>>>,
}

impl std::fmt::Debug for Limiter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limiter").field("callers", &self.requests.len()).finish_non_exhaustive()
    }
}

/// One upload under way; dropping it makes room.
#[derive(Debug)]
pub struct UploadSlot {
    person: PersonId,
    uploads: Arc<Mutex<HashMap<PersonId, usize>>>,
}

impl Drop for UploadSlot {
    fn drop(&mut self) {
        let mut uploads = self.uploads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = uploads.get_mut(&self.person) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                uploads.remove(&self.person);
            }
        }
    }
}

impl Limiter {
    /// At most `per_minute` requests and `uploads_at_once` uploads of a caller.
    #[must_use]
    pub fn new(per_minute: u32, uploads_at_once: usize) -> Self {
        let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            requests: RateLimiter::keyed(Quota::per_minute(per_minute)),
            uploads_at_once,
            uploads: Arc::default(),
        }
    }

    /// Counts one request.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub fn request(&self, caller: Caller) -> Result<(), Problem> {
        // Callers who have been quiet are forgotten now and then.
        if self.requests.len() > 10_000 {
            self.requests.retain_recent();
        }
        self.requests.check_key(&caller).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
            Problem {
                retry_secs: u32::try_from(wait).ok(),
                ..Problem::new(
                    StatusCode::TOO_MANY_REQUESTS,
                    "too-many-requests",
                    format!("That was too much at once. Try again in {wait} seconds."),
                )
            }
        })
    }

    /// Takes a place for one upload.
    ///
    /// # Errors
    /// 429 when the person has as many under way as one may.
    pub fn upload(&self, person: PersonId) -> Result<UploadSlot, Problem> {
        let mut uploads = self.uploads.lock().unwrap_or_else(PoisonError::into_inner);
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
