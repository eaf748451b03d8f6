//! Figures for the operator, as OpenMetrics text, on a listener of its own.

use crate::flows::App;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Label {
    method: String,
    route: String,
    status: u16,
}

/// The figures. No label holds an id or a name.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    answers: Family<Label, Counter>,
    took: Histogram,
    streams: Gauge<i64>,
    log_size: Gauge<u64, AtomicU64>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("samflyt");
        let answers = Family::<Label, Counter>::default();
        let took = Histogram::new(exponential_buckets(0.0005, 2.0, 14));
        let streams = Gauge::default();
        let log_size = Gauge::<u64, AtomicU64>::default();
        registry.register("answers", "Answers by route and status", answers.clone());
        registry.register("answer_seconds", "Time until the head of an answer", took.clone());
        registry.register("open_streams", "Documents flowing out", streams.clone());
        registry.register("log_entries", "Entries in the newest checkpoint", log_size.clone());
        Self { registry, answers, took, streams, log_size }
    }
}

impl Metrics {
    /// Counts an answer.
    pub fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let label = Label { method: method.to_owned(), route: route.to_owned(), status };
        self.answers.get_or_create(&label).inc();
        self.took.observe(took.as_secs_f64());
    }

    /// All figures as text.
    #[must_use]
    pub fn text(&self, app: &App) -> String {
        self.streams.set(i64::try_from(app.open_streams()).unwrap_or(i64::MAX));
        self.log_size.set(app.publisher().newest().map_or(0, |newest| newest.size));
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = prometheus_client::encoding::text::encode(&mut text, &self.registry);
        text
    }
}
