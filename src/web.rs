//! HTTP: parsing requests, calling flows, wording answers. Decides nothing.

pub mod api;
mod described;
pub mod disposition;
pub mod docs;
pub mod extract;
pub mod headers;
pub mod limit;
pub mod metrics;
pub mod pages;
mod patience;
pub mod problem;
pub mod range;
pub mod reply;
pub mod routes;
pub mod serve;
mod unread;

use crate::flows::App;
use std::sync::Arc;

/// What handlers share.
#[derive(Clone, Debug)]
pub struct State {
    pub(crate) app: App,
    pub(crate) limiter: Arc<limit::Limiter>,
    pub(crate) metrics: Arc<metrics::Metrics>,
    /// One question to the database at a time, however many ask whether it is ready.
    pub(crate) readiness: Arc<tokio::sync::Semaphore>,
}
