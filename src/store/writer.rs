//! The one writer of a process: jobs queue, a group shares one transaction and
//! one fsync, and only then everybody is answered.
//!
//! While one group commits, the next gathers; there is no timer.

use super::conn::Conn;
use super::db::Pools;
use super::error::StoreError;
use super::tx::{Recorded, Seal, Stamp, Tx, Unlogged};
use crate::clock::Clock;
use crate::entropy::Entropy;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;

/// Most jobs that share one commit.
const GROUP_MAX: usize = 256;
/// Jobs that may wait before callers are held back.
const QUEUE_MAX: usize = 4096;

/// A job with its types forgotten.
trait Job: Send {
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool>;
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
    fn name(&self) -> &'static str;
}

type Ran<T, E> = Option<Result<(T, Seal), E>>;

struct Typed<T, E, F> {
    name: &'static str,
    job: Option<F>,
    ran: Ran<T, E>,
    reply: oneshot::Sender<Result<(T, Vec<Recorded>), E>>,
}

impl<T, E, F> Job for Typed<T, E, F>
where
    T: Send,
    E: From<StoreError> + Send,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Seal), E>> + Send,
{
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool> {
        let Some(job) = self.job.take() else { return Box::pin(async { false }) };
        let ran = &mut self.ran;
        Box::pin(async move {
            let result = AssertUnwindSafe(job(tx)).catch_unwind().await;
            let result = match result {
                Ok(Ok((_, Seal::Stamps(stamps)))) if !stamps.iter().all(|stamp| tx.owns(stamp)) => {
                    Err(StoreError::Job("a stamp of another transaction").into())
                }
                Ok(result) => result,
                Err(_) => Err(StoreError::Job("it panicked").into()),
            };
            let kept = result.is_ok();
            *ran = Some(result);
            kept
        })
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let answer = match (self.ran, outcome) {
            (Some(Ok((value, Seal::Stamps(stamps)))), Ok(())) => {
                Ok((value, stamps.iter().map(Recorded::of).collect()))
            }
            (Some(Ok((value, Seal::Unlogged))), Ok(())) => Ok((value, Vec::new())),
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(error.into()),
            (None, Ok(())) => Err(StoreError::Job("it did not run").into()),
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
}

impl std::fmt::Debug for dyn Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Writer {
    /// Takes no more jobs; when those that wait are done, the writer gives its
    /// connection back.
    pub(super) fn stop(&self) {
        self.stop.cancel();
    }

    pub(super) async fn stamped<T, E, F>(
        &self,
        name: &'static str,
        job: F,
    ) -> Result<(T, Recorded), E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
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
        E: From<StoreError> + Send + 'static,
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
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        tracing::trace!(why = ?why, "an unlogged write");
        self.queue_job("unlogged", move |tx: &mut Tx| -> BoxFuture<'_, Result<(T, Seal), E>> {
            Box::pin(job(tx).map(move |ran| ran.map(|value| (value, Seal::Unlogged))))
        })
        .await
        .map(|(value, _)| value)
    }

    /// A job that ends with a stamp, or with [`Unlogged::Repeated`] when an
    /// idempotency key shows that it was done before.
    pub(super) async fn once<T, E, F>(
        &self,
        name: &'static str,
        job: F,
    ) -> Result<(T, Option<Recorded>), E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Option<Stamp>), E>>
            + Send
            + 'static,
    {
        let (value, mut recorded) = self
            .queue_job(name, move |tx: &mut Tx| -> BoxFuture<'_, Result<(T, Seal), E>> {
                Box::pin(job(tx).map(|ran| {
                    ran.map(|(value, stamp)| {
                        let seal = stamp.map_or(Seal::Unlogged, |stamp| Seal::Stamps(vec![stamp]));
                        (value, seal)
                    })
                }))
            })
            .await?;
        Ok((value, recorded.pop()))
    }

    async fn queue_job<T, E, F>(&self, name: &'static str, job: F) -> Result<(T, Vec<Recorded>), E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(T, Seal), E>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Typed { name, job: Some(job), ran: None, reply };
        self.queue.send(Box::new(job)).await.map_err(|_| StoreError::Stopped)?;
        match answer.await {
            Ok(answer) => answer,
            Err(_) => Err(StoreError::Stopped.into()),
        }
    }
}

/// Starts the writer's task; it ends when every [`Writer`] is dropped, or after
/// [`Writer::stop`].
pub(super) fn start(
    pools: Pools,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    changes: watch::Sender<u64>,
) -> (Writer, tokio::task::JoinHandle<()>) {
    let (queue, jobs) = mpsc::channel(QUEUE_MAX);
    let stop = CancellationToken::new();
    let task = tokio::spawn(run(pools, clock, entropy, changes, (jobs, stop.clone())));
    (Writer { queue, stop }, task)
}

async fn run(
    pools: Pools,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    changes: watch::Sender<u64>,
    (mut jobs, stop): (mpsc::Receiver<Box<dyn Job>>, CancellationToken),
) {
    let mut conn: Option<Conn> = None;
    let mut tx_id = 0_u64;
    loop {
        let first = tokio::select! {
            biased;
            first = jobs.recv() => first,
            () = stop.cancelled(), if !jobs.is_closed() => {
                jobs.close();
                continue;
            }
        };
        let Some(first) = first else { return };
        let mut group = vec![first];
        while group.len() < GROUP_MAX {
            match jobs.try_recv() {
                Ok(job) => group.push(job),
                Err(_) => break,
            }
        }
        tx_id += 1;
        let began = async {
            let ready = match conn.take() {
                Some(conn) => conn,
                None => pools.writer().await?,
            };
            Tx::begin(ready, tx_id, Arc::clone(&clock), Arc::clone(&entropy)).await
        }
        .await;
        match began {
            Ok(tx) => conn = run_group(tx, group, &changes).await,
            Err(error) => {
                die_if_fatal(&error);
                tracing::error!(error = &error as &dyn std::error::Error, "cannot begin a write");
                answer_all(group, &Outcome::Busy);
            }
        }
    }
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

async fn run_group(
    mut tx: Tx,
    mut group: Vec<Box<dyn Job>>,
    changes: &watch::Sender<u64>,
) -> Option<Conn> {
    let mut broken = None;
    for job in &mut group {
        tx.start_job();
        let kept = job.run(&mut tx).await;
        let closed = if kept { tx.keep_job().await } else { tx.undo_job().await };
        if let Err(error) = closed {
            // The transaction is no longer good: nothing of this group is kept.
            broken = Some(error);
            break;
        }
    }
    if let Some(error) = broken {
        die_if_fatal(&error);
        tracing::error!(error = &error as &dyn std::error::Error, "a group of writes failed");
        answer_all(group, &Outcome::of(&error));
        return tx.rollback().await;
    }
    match tx.commit().await {
        Ok((conn, access_changed)) => {
            if access_changed {
                changes.send_modify(|epoch| *epoch = epoch.wrapping_add(1));
            }
            for job in group {
                job.answer(Ok(()));
            }
            Some(conn)
        }
        Err((error, conn)) => {
            die_if_fatal(&error);
            tracing::error!(error = &error as &dyn std::error::Error, "a commit failed");
            answer_all(group, &Outcome::of(&error));
            conn
        }
    }
}

fn answer_all(group: Vec<Box<dyn Job>>, outcome: &Outcome) {
    for job in group {
        job.answer(Err(outcome.error()));
    }
}

pub(super) fn die_if_fatal(error: &StoreError) {
    if error.is_fatal() {
        tracing::error!(
            "the disk reported an error; ending so that a restart sees what is durable"
        );
        std::process::abort();
    }
}
