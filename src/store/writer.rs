//! The one writer of a process: jobs queue, a group shares one transaction and
//! one fsync, and only then everybody is answered.
//!
//! While one group commits, the next gathers; there is no timer.

use super::conn::Conn;
use super::db::{CLOSE_TIME, Pools};
use super::error::{StoreError, is_disconnect, is_fatal};
use super::tx::{Recorded, Seal, Stamp, Tx, Unlogged};
use crate::clock::{Clock, MonotoneClock};
use crate::entropy::Entropy;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;

/// Most jobs that share one commit.
const GROUP_MAX: usize = 256;
/// How the process ends when it must not go on (`EX_SOFTWARE`).
const EXIT_BROKEN: i32 = 70;
/// Jobs that may wait before callers are held back.
const QUEUE_MAX: usize = 4096;

/// How long a group may take, with its begin and its commit.
const GROUP_TIME: Duration = Duration::from_secs(30);
/// How long somebody waits for an answer.
const ANSWER_TIME: Duration = Duration::from_secs(35);
/// How long the question whether the writer lives waits for an answer.
const PING_TIME: Duration = Duration::from_secs(5);

/// A job with its types forgotten.
trait Job: Send {
    /// Runs it; its seal, or none when it failed.
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, Option<Seal>>;
    /// Tells it what of it is durable, or why nothing is.
    fn answer(self: Box<Self>, outcome: Result<Vec<Recorded>, StoreError>);
    fn name(&self) -> &'static str;
}

struct Typed<T, E, F> {
    name: &'static str,
    job: Option<F>,
    ran: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<(T, Vec<Recorded>), E>>,
}

impl<T, E, F> Job for Typed<T, E, F>
where
    T: Send,
    E: std::error::Error + From<StoreError> + Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Seal), E>> + Send,
{
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, Option<Seal>> {
        let Some(job) = self.job.take() else { return Box::pin(async { None }) };
        let ran = &mut self.ran;
        Box::pin(async move {
            let result = AssertUnwindSafe(job(tx)).catch_unwind().await;
            let refused = |why| Err(StoreError::Job(why).into());
            let result = match result {
                Ok(Ok((_, Seal::Stamps(stamps)))) if !stamps.iter().all(|stamp| tx.owns(stamp)) => {
                    refused("a stamp of another transaction")
                }
                Ok(Ok(_)) if !tx.entries_fit() => refused("a text does not fit into an entry"),
                Ok(result) => result,
                Err(_) => refused("it panicked"),
            };
            let (result, seal) = match result {
                Ok((value, seal)) => (Ok(value), Some(seal)),
                Err(error) => {
                    die_if_fatal(&error);
                    (Err(error), None)
                }
            };
            *ran = Some(result);
            seal
        })
    }

    fn answer(self: Box<Self>, outcome: Result<Vec<Recorded>, StoreError>) {
        let answer = match (self.ran, outcome) {
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(error.into()),
            (Some(Ok(value)), Ok(recorded)) => Ok((value, recorded)),
            (None, Ok(_)) => Err(StoreError::Job("it did not run").into()),
        };
        // The asker may have gone away; what is committed stays committed.
        drop(self.reply.send(answer));
    }

    fn name(&self) -> &'static str {
        self.name
    }
}

/// The sending end of the writer's queue.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
    stop: CancellationToken,
    ended: CancellationToken,
}

impl std::fmt::Debug for dyn Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Writer {
    /// A writer that takes no jobs, for a database that is only looked at.
    pub(super) fn idle() -> Self {
        let (queue, _) = mpsc::channel(1);
        let ended = CancellationToken::new();
        ended.cancel();
        Self { queue, stop: CancellationToken::new(), ended }
    }

    /// Takes no more jobs, and waits until those that wait are done and the
    /// writer has given its connection back; but not for ever.
    pub(super) async fn stop(&self) {
        self.stop.cancel();
        if tokio::time::timeout(ANSWER_TIME, self.ended.cancelled()).await.is_err() {
            tracing::warn!("the writer did not end in time; what it holds is unknown");
        }
    }

    /// Does a job come through?
    pub(super) async fn ping(&self) -> Result<(), StoreError> {
        let nothing =
            self.any("ping", |_| Box::pin(async { Ok::<_, StoreError>(((), Vec::new())) }));
        match tokio::time::timeout(PING_TIME, nothing).await {
            Ok(answer) => answer.map(drop),
            Err(_) => Err(StoreError::Busy(sqlx::Error::WorkerCrashed)),
        }
    }

    pub(super) async fn stamped<T, E, F>(
        &self,
        name: &'static str,
        job: F,
    ) -> Result<(T, Recorded), E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Stamp), E>> + Send + 'static,
    {
        let (value, mut recorded) = self
            .queue_job(name, move |tx: &mut Tx| -> BoxFuture<'_, Result<(T, Seal), E>> {
                Box::pin(
                    job(tx).map(|ran| ran.map(|(value, stamp)| (value, Seal::Stamps(vec![stamp])))),
                )
            })
            .await?;
        match recorded.pop() {
            Some(recorded) => Ok((value, recorded)),
            None => Err(StoreError::Job("the entry was not recorded").into()),
        }
    }

    /// A job that appends at least one entry and wants each of them back.
    pub(super) async fn several<T, E, F>(
        &self,
        name: &'static str,
        job: F,
    ) -> Result<(T, Vec<Recorded>), E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Vec<Stamp>), E>> + Send + 'static,
    {
        self.queue_job(name, move |tx: &mut Tx| -> BoxFuture<'_, Result<(T, Seal), E>> {
            Box::pin(job(tx).map(|ran| {
                let (value, stamps) = ran?;
                if stamps.is_empty() {
                    return Err(StoreError::Job("it appended no entry").into());
                }
                Ok((value, Seal::Stamps(stamps)))
            }))
        })
        .await
    }

    pub(super) async fn unlogged<T, E, F>(&self, why: Unlogged, job: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        self.queue_job("unlogged", move |tx: &mut Tx| -> BoxFuture<'_, Result<(T, Seal), E>> {
            Box::pin(job(tx).map(move |ran| ran.map(|value| (value, Seal::Unlogged(why)))))
        })
        .await
        .map(|(value, _)| value)
    }

    /// A job that ends with stamps, or without one when there was nothing to do;
    /// then nothing that it wrote is kept.
    pub(super) async fn any<T, E, F>(
        &self,
        name: &'static str,
        job: F,
    ) -> Result<(T, Vec<Recorded>), E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Vec<Stamp>), E>> + Send + 'static,
    {
        self.queue_job(name, move |tx: &mut Tx| -> BoxFuture<'_, Result<(T, Seal), E>> {
            Box::pin(job(tx).map(|ran| {
                ran.map(|(value, stamps)| {
                    let seal = if stamps.is_empty() { Seal::Nothing } else { Seal::Stamps(stamps) };
                    (value, seal)
                })
            }))
        })
        .await
    }

    async fn queue_job<T, E, F>(&self, name: &'static str, job: F) -> Result<(T, Vec<Recorded>), E>
    where
        T: Send + 'static,
        E: std::error::Error + From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Seal), E>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Typed { name, job: Some(job), ran: None, reply };
        let queued = tokio::time::timeout(ANSWER_TIME, self.queue.send(Box::new(job))).await;
        match queued {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return Err(StoreError::Stopped.into()),
            Err(_) => return Err(StoreError::Busy(sqlx::Error::WorkerCrashed).into()),
        }
        match tokio::time::timeout(ANSWER_TIME, answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(StoreError::Stopped.into()),
            // It may still be done, later.
            Err(_) => Err(StoreError::Unknown(sqlx::Error::WorkerCrashed).into()),
        }
    }
}

/// Starts the writer's task; it ends when every [`Writer`] is dropped, or after
/// [`Writer::stop`].
pub(super) fn start(
    pools: Pools,
    clock: Arc<MonotoneClock>,
    entropy: Arc<dyn Entropy>,
    changes: watch::Sender<u64>,
) -> Writer {
    let (queue, jobs) = mpsc::channel(QUEUE_MAX);
    let (stop, ended) = (CancellationToken::new(), CancellationToken::new());
    let state = State { pools, clock, entropy, changes, conn: None, tx_id: 0 };
    let task = tokio::spawn(state.run(jobs, stop.clone()));
    let over = ended.clone();
    tokio::spawn(async move {
        if let Err(error) = task.await
            && error.is_panic()
        {
            die("the writer came to an end by itself");
        }
        over.cancel();
    });
    Writer { queue, stop, ended }
}

/// What the writer's task holds on to.
struct State {
    pools: Pools,
    clock: Arc<MonotoneClock>,
    entropy: Arc<dyn Entropy>,
    changes: watch::Sender<u64>,
    conn: Option<Conn>,
    tx_id: u64,
}

impl State {
    async fn run(mut self, mut jobs: mpsc::Receiver<Box<dyn Job>>, stop: CancellationToken) {
        loop {
            let first = tokio::select! {
                biased;
                first = jobs.recv() => first,
                () = stop.cancelled(), if !jobs.is_closed() => {
                    jobs.close();
                    continue;
                }
            };
            let Some(first) = first else { return self.end().await };
            let mut group = vec![first];
            while group.len() < GROUP_MAX {
                match jobs.try_recv() {
                    Ok(job) => group.push(job),
                    Err(_) => break,
                }
            }
            let done = tokio::time::timeout(GROUP_TIME, self.group(&mut group)).await;
            let outcomes = done.unwrap_or_else(|_| {
                // Its connection was closed with it.
                tracing::error!("the database did not answer in time");
                Err(Outcome::Unknown)
            });
            match outcomes {
                Ok(recorded) => {
                    for (job, recorded) in group.into_iter().zip(recorded) {
                        job.answer(Ok(recorded));
                    }
                }
                Err(outcome) => {
                    for job in group {
                        job.answer(Err(outcome.error()));
                    }
                }
            }
        }
    }

    /// Closes what reads SQLite, and the writing connection last: only that one can
    /// bring what stands in the write-ahead log into the database file.
    async fn end(self) {
        if let Pools::Sqlite { read, .. } = &self.pools
            && tokio::time::timeout(CLOSE_TIME, read.close()).await.is_err()
        {
            tracing::warn!("some reading did not end in time");
        }
        if let Some(conn) = self.conn {
            conn.discard().await;
        }
    }

    /// Runs a group in one transaction: the entries of each job that are durable
    /// now, or why nothing is.
    async fn group(&mut self, group: &mut [Box<dyn Job>]) -> Result<Vec<Vec<Recorded>>, Outcome> {
        let mut tx = self.begin(group.len() > 1).await.map_err(|error| {
            failed(&error, "cannot begin a write");
            Outcome::Busy
        })?;
        let seals = match run_jobs(&mut tx, group).await {
            Ok(seals) => seals,
            Err(error) => {
                // The transaction is no longer good: nothing of this group is kept.
                failed(&error, "a group of writes failed");
                self.conn = tx.rollback().await;
                return Err(Outcome::of(&error));
            }
        };
        if group.len() == 1 && matches!(*seals, [Seal::Nothing]) {
            self.conn = tx.rollback().await;
            return Ok(vec![Vec::new()]);
        }
        match tx.commit(seals).await {
            Ok(done) => {
                self.conn = Some(done.conn);
                self.clock.raise(done.time);
                if done.access_changed {
                    self.changes.send_modify(|epoch| *epoch = epoch.wrapping_add(1));
                }
                Ok(done.recorded)
            }
            Err((error, conn)) => {
                self.conn = conn;
                failed(&error, "a commit failed");
                Err(Outcome::of(&error))
            }
        }
    }

    async fn begin(&mut self, shared: bool) -> Result<Tx, StoreError> {
        if let Some(conn) = self.conn.take() {
            match self.begin_on(conn, shared).await {
                // The server was started anew, perhaps.
                Err(StoreError::Busy(error)) if is_disconnect(&error) => {
                    tracing::warn!(error = %error, "the database has gone; connecting again");
                }
                begun => return begun,
            }
        }
        let conn = self.pools.writer().await?;
        self.begin_on(conn, shared).await
    }

    async fn begin_on(&mut self, conn: Conn, shared: bool) -> Result<Tx, StoreError> {
        self.tx_id += 1;
        let clock: Arc<dyn Clock> = Arc::<MonotoneClock>::clone(&self.clock);
        Tx::begin(conn, self.tx_id, shared, clock, Arc::clone(&self.entropy)).await
    }
}

/// Runs the jobs one after the other; a failed one seals nothing.
async fn run_jobs(tx: &mut Tx, group: &mut [Box<dyn Job>]) -> Result<Vec<Seal>, StoreError> {
    let is_shared = group.len() > 1;
    let mut seals = Vec::with_capacity(group.len());
    for job in group {
        tx.start_job().await?;
        let seal = job.run(tx).await;
        match seal {
            Some(seal @ (Seal::Stamps(_) | Seal::Unlogged(_))) => {
                tx.keep_job();
                seals.push(seal);
            }
            // The only job's transaction is taken back as a whole.
            undone => {
                if is_shared {
                    tx.undo_job(undone.is_none()).await?;
                }
                seals.push(Seal::Nothing);
            }
        }
    }
    Ok(seals)
}

/// Why a whole group failed, in a form that can be told to each of its jobs.
enum Outcome {
    Busy,
    Full,
    Unknown,
    Log(String),
}

impl Outcome {
    fn of(error: &StoreError) -> Self {
        match error {
            StoreError::Full(_) => Self::Full,
            StoreError::Unknown(_) => Self::Unknown,
            StoreError::Log(what) => Self::Log(what.clone()),
            _ => Self::Busy,
        }
    }

    fn error(&self) -> StoreError {
        let lost = || sqlx::Error::WorkerCrashed;
        match self {
            Self::Busy => StoreError::Busy(lost()),
            Self::Full => StoreError::Full(lost()),
            Self::Unknown => StoreError::Unknown(lost()),
            Self::Log(what) => StoreError::Log(what.clone()),
        }
    }
}

fn failed(error: &StoreError, what: &'static str) {
    die_if_fatal(error);
    tracing::error!(error = error as &dyn std::error::Error, "{what}");
}

pub(super) fn die_if_fatal(error: &(dyn std::error::Error + 'static)) {
    if is_fatal(error) {
        die("the disk reported an error; ending so that a restart sees what is durable");
    }
}

/// Ends the process at once, without a picture of its memory, which holds keys.
pub(super) fn die(why: &'static str) -> ! {
    tracing::error!("{why}");
    std::process::exit(EXIT_BROKEN)
}
