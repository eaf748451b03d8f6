//! Verifying the whole log while the service runs: one run at a time, in the
//! background, for auditors. What it found is kept until the next run or the end of
//! the program; the command line verifies without the service.

use super::verify_watched;
use crate::domain::Timestamp;
use crate::flows::App;
use crate::flows::audit;
use crate::flows::error::Error;
use crate::flows::me::Me;
use crate::identity::Actor;
use crate::ledger::verify::Report;
use crate::store::log::{self, DEFAULT_LOG};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Where the verification stands.
#[derive(Debug, Clone, Default)]
pub enum Stands {
    /// None since the program began.
    #[default]
    Never,
    /// Under way.
    Running {
        /// Since.
        since: Timestamp,
        /// Entries that were looked at.
        seen: i64,
        /// Entries that there were at the beginning.
        all: i64,
    },
    /// Done.
    Done(Arc<Outcome>),
    /// It could not be done: the database did not answer, or the service was stopped.
    BrokenOff(Timestamp),
}

/// What a run found.
#[derive(Debug)]
pub struct Outcome {
    /// Began at.
    pub since: Timestamp,
    /// Ended at.
    pub until: Timestamp,
    /// What was found.
    pub report: Report,
}

/// The run of this process.
#[derive(Debug, Default)]
pub struct Job {
    stands: Mutex<Stands>,
    seen: AtomicI64,
}

impl Job {
    fn set(&self, stands: Stands) {
        *self.stands.lock().unwrap_or_else(PoisonError::into_inner) = stands;
    }

    fn get(&self) -> Stands {
        let mut stands = self.stands.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Stands::Running { seen, all, .. } = &mut stands {
            *seen = self.seen.load(Ordering::Relaxed).clamp(0, *all);
        }
        stands
    }

    /// Begins, unless a run is under way.
    fn begin(&self, since: Timestamp, all: i64) -> bool {
        let mut stands = self.stands.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*stands, Stands::Running { .. }) {
            return false;
        }
        self.seen.store(0, Ordering::Relaxed);
        *stands = Stands::Running { since, seen: 0, all };
        true
    }
}

/// Where a run stands that is under way, for somebody who is an auditor at this moment.
/// It tells no more than how long the log is, and so leaves no entry: the start has one,
/// and so has the look at what was found.
#[must_use]
pub fn under_way(app: &App, me: &Me) -> Option<Stands> {
    let is_auditor = me.appointments.iter().any(|(role, _)| role == "auditor");
    Some(app.verifying.get())
        .filter(|stands| is_auditor && matches!(stands, Stands::Running { .. }))
}

/// Where the verification stands, for an auditor; and the entry that tells of it.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn look(app: &App, actor: &Actor) -> Result<(Stands, i64), Error> {
    let index = audit::may(app, actor).await?;
    Ok((app.verifying.get(), index))
}

/// Begins a run for an auditor; while one is under way there is no second one. Gives the
/// entry that tells of it.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn start(app: &App, actor: &Actor) -> Result<i64, Error> {
    let index = audit::may(app, actor).await?;
    let mut conn = app.db.read().await.map_err(|error| Error::from(error).recorded(index))?;
    let head = log::head(&mut conn, DEFAULT_LOG).await;
    let all = head.map_err(|error| Error::from(error).recorded(index))?.size;
    drop(conn);
    let since = app.clock.now();
    if app.verifying.begin(since, all) {
        let (app, job) = (app.clone(), Arc::clone(&app.verifying));
        let tasks = app.tasks.clone();
        tasks.spawn(async move { run(&app, &job, since).await });
    }
    Ok(index)
}

async fn run(app: &App, job: &Job, since: Timestamp) {
    let key = app.publisher.key().clone();
    let seen = |index: i64| job.seen.store(index, Ordering::Relaxed);
    let verified = verify_watched(&app.db, key, None, None, &seen);
    let verified = tokio::select! {
        verified = verified => Some(verified),
        () = app.stop.cancelled() => None,
    };
    let until = app.clock.now();
    job.set(match verified {
        Some(Ok(report)) => Stands::Done(Arc::new(Outcome { since, until, report })),
        Some(Err(error)) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the log could not be verified"
            );
            Stands::BrokenOff(until)
        }
        None => Stands::BrokenOff(until),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_run_at_a_time() {
        let (job, at) = (Job::default(), Timestamp::default());
        assert!(matches!(job.get(), Stands::Never));
        assert!(job.begin(at, 10));
        assert!(!job.begin(at, 10));
        job.seen.store(4, Ordering::Relaxed);
        assert!(matches!(job.get(), Stands::Running { seen: 4, all: 10, .. }));
        // The log has grown meanwhile: never more than all.
        job.seen.store(40, Ordering::Relaxed);
        assert!(matches!(job.get(), Stands::Running { seen: 10, .. }));
        job.set(Stands::BrokenOff(at));
        assert!(job.begin(at, 10));
        assert!(matches!(job.get(), Stands::Running { seen: 0, .. }));
    }
}
