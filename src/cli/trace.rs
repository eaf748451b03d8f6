//! Traces on standard error: structured, and without personal data.

use super::CliError;
use crate::config::Config;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::{DefaultFields, Format};
use tracing_subscriber::fmt::{MakeWriter, SubscriberBuilder};

/// How lines are made.
pub type Lines<W> = SubscriberBuilder<DefaultFields, Format, EnvFilter, W>;

/// Starts tracing as the settings say, of panics too.
pub(super) fn start(config: &Config) -> Result<(), CliError> {
    std::panic::set_hook(Box::new(panicked));
    let level = &config.trace.level;
    if config.trace.format == "json" {
        lines(level, std::io::stderr)?.json().init();
    } else {
        lines(level, std::io::stderr)?.init();
    }
    Ok(())
}

/// Tells where a panic happened, and not its message: it may hold what a client sent.
pub fn panicked(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, "a bug: the program panicked");
}

/// Lines of text for `writer`. Nothing of a request but its route, its method
/// and its status is ever traced.
///
/// # Errors
/// [`CliError::Environment`] when there is no such level.
pub fn lines<W>(level: &str, writer: W) -> Result<Lines<W>, CliError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    // Libraries may name statements, addresses and objects: only their warnings.
    let filter = EnvFilter::try_new(format!("warn,sqlx=error,samflyt={level}"))
        .map_err(CliError::environment)?;
    Ok(tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_target(false))
}
