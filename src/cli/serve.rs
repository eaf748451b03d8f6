//! `samflyt serve`: the real thing.

use super::{CliError, Exit, Out};
use crate::config::Config;
use crate::flows::App;
use crate::start::{self, Mode};
use crate::web::serve;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

pub(super) async fn run(config: Config, out: &mut Out) -> Result<Exit, CliError> {
    let app = start::start(&config, Mode::Serve).await?;
    let listener = TcpListener::bind(config.server.listen).await.map_err(|error| {
        CliError::environment(format!("cannot listen on {}: {error}", config.server.listen))
    })?;
    let address = listener.local_addr().map_err(CliError::environment)?;
    out.done(&serde_json::json!({"address": format!("http://{address}")}));
    out.note(&format!("samflyt serves on http://{address}"));
    until_stopped(app, listener, &config).await?;
    Ok(Exit::Ok)
}

/// Serves until the process is told to stop, then ends cleanly.
pub(super) async fn until_stopped(
    app: App,
    listener: TcpListener,
    config: &Config,
) -> Result<(), CliError> {
    let stop = CancellationToken::new();
    let state = serve::state(app.clone(), config);
    if !config.server.metrics_listen.is_empty() {
        let metrics = TcpListener::bind(&config.server.metrics_listen).await.map_err(|error| {
            CliError::environment(format!(
                "cannot listen on {}: {error}",
                config.server.metrics_listen
            ))
        })?;
        tokio::spawn(serve::serve_metrics(metrics, state.clone(), stop.clone()));
    }
    let db = app.db().clone();
    tokio::spawn(async move { db.end_with_its_file().await });
    let mut terminate = signal(SignalKind::terminate()).map_err(CliError::environment)?;
    let told = stop.clone();
    let streams = app.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        tracing::info!("stopping");
        told.cancel();
        // Streams get a moment to end by themselves before they are cut.
        tokio::time::sleep(Duration::from_secs(1)).await;
        streams.stopping().cancel();
    });
    serve::serve(listener, state, config, stop).await;
    app.stop(Duration::from_secs(config.server.stop_secs)).await;
    Ok(())
}
