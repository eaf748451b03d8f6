//! What people do: one file for each thing. Flows ask the gate, use the vault,
//! and know nothing of HTTP.

pub mod agencies;
mod archive;
pub mod audit;
pub mod audit_cases;
pub mod cases;
pub mod consents;
pub mod documents;
pub mod emergencies;
mod error;
pub mod export;
pub mod flags;
pub mod folders;
pub mod growing;
pub mod guardianships;
pub mod keyring;
pub mod live;
pub mod me;
pub mod members;
pub mod names;
pub mod notices;
pub mod open;
pub mod operate;
pub mod operators;
pub mod own_data;
pub mod packs;
pub mod people;
pub mod photos;
pub mod profile;
pub mod render;
pub mod reports;
pub mod requests;
pub mod searches;
pub mod shields;
pub mod sweep;
pub mod take_all;
pub mod upload;
pub mod uploads;
pub mod verify;
pub mod withhold;

pub use error::{Error, Invalid};

use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::gate::Gate;
use crate::gate::lease::Leases;
use crate::ledger::publish::Publisher;
use crate::notify::worker::Courier;
use crate::policy::engine::Policies;
use crate::store::Db;
use crate::vault::Vault;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// What one caller may use.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest document in bytes.
    pub document_bytes: u64,
    /// Kinds of file that are taken.
    pub media_types: Vec<crate::domain::document::MediaType>,
    /// Longest download or upload.
    pub stream: Duration,
    /// How long a body may stand still.
    pub idle: Duration,
}

/// The running program, put together by `start`. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    pub(crate) db: Db,
    pub(crate) gate: Gate,
    pub(crate) vault: Arc<Vault>,
    pub(crate) publisher: Arc<Publisher>,
    pub(crate) leases: Arc<Leases>,
    pub(crate) courier: Arc<Courier>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) limits: Limits,
    pub(crate) uploads: Arc<uploads::Running>,
    pub(crate) bell: Arc<live::Bell>,
    pub(crate) demo: bool,
    pub(crate) verifying: Arc<verify::job::Job>,
    pub(crate) tasks: TaskTracker,
    pub(crate) stop: CancellationToken,
}

impl App {
    /// The policies that answer, and their tables.
    #[must_use]
    pub fn policies(&self) -> &Arc<Policies> {
        self.gate.policies()
    }

    /// The database, for reads that need no gate and for tests.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The door.
    #[must_use]
    pub fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Signs checkpoints.
    #[must_use]
    pub fn publisher(&self) -> &Arc<Publisher> {
        &self.publisher
    }

    /// Sends notices out.
    #[must_use]
    pub fn courier(&self) -> &Arc<Courier> {
        &self.courier
    }

    /// The present.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Randomness.
    #[must_use]
    pub fn entropy(&self) -> &dyn Entropy {
        &*self.entropy
    }

    /// Is this the demonstration?
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.demo
    }

    /// Ends when the service is to stop.
    #[must_use]
    pub fn stopping(&self) -> &CancellationToken {
        &self.stop
    }

    /// How many documents flow out right now.
    #[must_use]
    pub fn open_streams(&self) -> usize {
        self.leases.open()
    }

    /// Stops: cuts what still flows, waits for outcomes to be recorded (at most
    /// `wait`), signs the last checkpoint and closes the database.
    pub async fn stop(&self, wait: Duration) {
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(wait, self.tasks.wait()).await.is_err() {
            tracing::warn!("some streams did not end in time; their outcome is told as unknown");
        }
        if let Err(error) = self.publisher.publish().await {
            tracing::warn!(error = &error as &dyn std::error::Error, "no last checkpoint");
        }
        self.db.close().await;
    }
}
