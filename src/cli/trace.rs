//! Traces on standard error: structured, and without personal data.

use super::CliError;
use crate::config::Config;
use tracing_subscriber::EnvFilter;

/// Starts tracing as the settings say. Nothing of a request but its route, its
/// method and its status is ever traced.
pub(super) fn start(config: &Config) -> Result<(), CliError> {
    let level = &config.trace.level;
    if !matches!(level.as_str(), "off" | "error" | "warn" | "info" | "debug") {
        return Err(CliError::environment("trace.level must be off, error, warn, info or debug"));
    }
    // Libraries may name statements, addresses and objects: only their warnings.
    let filter = EnvFilter::try_new(format!("warn,sqlx=error,samflyt={level}"))
        .map_err(CliError::environment)?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    if config.trace.format == "json" {
        lines.json().init();
    } else {
        lines.with_ansi(false).init();
    }
    Ok(())
}
