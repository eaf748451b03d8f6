//! The demonstration: an invented cast, real records, two weeks of log.

mod cast;
mod family;
mod history;
pub mod pdf;
pub mod photo;
pub mod records;
pub mod walk;

pub use cast::{Cast, PERSONAS};

use crate::clock::{Clock, ManualClock, SystemClock};
use crate::config::Config;
use crate::domain::time::DAY_MICROS;
use crate::entropy::SystemEntropy;
use crate::flows::{App, Error};
use crate::start::{self, Mode, StartError};
use crate::store::{StoreError, Unlogged, settings};
use std::sync::Arc;
use std::time::Duration;

const SEEDED: &str = "demo-cast";

/// Why the demonstration cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The program does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The cast could not be filled in.
    #[error("the demonstration could not be filled in: {0}")]
    Flow(#[from] Error),
    /// A first start was broken off.
    #[error(
        "the demonstration's data folder was not filled completely: delete {0} and start again"
    )]
    Half(std::path::PathBuf),
}

/// Starts the demonstration; a first start fills in the cast, a later one finds
/// it again.
///
/// # Errors
/// [`DemoError`], with what to do.
pub async fn start(config: &Config) -> Result<(App, Cast), DemoError> {
    let present = SystemClock.now();
    let fresh = !config.root_key_file().exists();
    if fresh {
        // The cast lives through two weeks before the present.
        let clock = ManualClock::new(present.plus_micros(-14 * DAY_MICROS));
        let entropy = Arc::new(SystemEntropy);
        let app = start::start_with(config, Mode::Demo, Arc::new(clock.clone()), entropy).await?;
        let cast = cast::fill(&app, &clock, present).await?;
        history::live(&app, &cast, &clock, present).await?;
        let text = cast.to_text();
        app.db
            .write_unlogged(Unlogged::FirstStart, move |tx| {
                Box::pin(async move { settings::put(tx, SEEDED, &text).await })
            })
            .await
            .map_err(|error: StoreError| Error::from(error))?;
        app.stop(Duration::from_secs(10)).await;
    }
    let app = start::start(config, Mode::Demo).await?;
    let mut conn = app.db.read().await.map_err(Error::from)?;
    let cast = settings::find(&mut conn, SEEDED)
        .await
        .map_err(Error::from)?
        .and_then(|text| Cast::from_text(&text))
        .ok_or_else(|| DemoError::Half(config.data.dir.clone()))?;
    Ok((app, cast))
}
