//! Listening: time limits for request heads, a bound on connections, graceful
//! stop.

use super::limit::Limiter;
use super::metrics::Metrics;
use super::patience::Patient;
use super::unread::Unread;
use super::{State, routes};
use crate::config::Config;
use crate::flows::App;
use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// What handlers share, from the settings.
#[must_use]
pub fn state(app: App, config: &Config) -> State {
    State {
        app,
        limiter: Arc::new(Limiter::new(
            config.limits.requests_per_minute,
            config.limits.uploads_at_once,
        )),
        metrics: Arc::new(Metrics::default()),
        readiness: Arc::new(tokio::sync::Semaphore::new(1)),
    }
}

/// Answers on `listener` until `stop`; then finishes what is under way for at
/// most `config.server.stop_secs`.
pub async fn serve(listener: TcpListener, state: State, config: &Config, stop: CancellationToken) {
    let limits = Limits {
        header: Duration::from_secs(config.server.header_secs),
        idle: Duration::from_secs(config.server.idle_secs),
        stop: Duration::from_secs(config.server.stop_secs),
        connections: config.server.connections,
    };
    accept(listener, routes::router(state), &limits, stop).await;
}

/// Answers `/metrics` on a listener of its own.
pub async fn serve_metrics(listener: TcpListener, state: State, stop: CancellationToken) {
    let router = Router::new().route(
        "/metrics",
        axum::routing::get(move || {
            let state = state.clone();
            async move {
                let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
                ([(axum::http::header::CONTENT_TYPE, kind)], state.metrics.text(&state.app))
            }
        }),
    );
    let limits = Limits {
        header: Duration::from_secs(5),
        idle: Duration::from_secs(5),
        stop: Duration::from_secs(1),
        connections: 32,
    };
    accept(listener, router, &limits, stop).await;
}

#[derive(Clone, Copy)]
struct Limits {
    /// For the head of a request.
    header: Duration,
    /// For a client that does not read what it asked for.
    idle: Duration,
    stop: Duration,
    connections: usize,
}

async fn accept(listener: TcpListener, router: Router, limits: &Limits, stop: CancellationToken) {
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(limits.connections));
    loop {
        let permit = tokio::select! {
            () = stop.cancelled() => break,
            permit = Arc::clone(&room).acquire_owned() => permit,
        };
        let Ok(permit) = permit else { break };
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of descriptors, most likely: wait for connections to end.
                tracing::warn!(error = %error, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let connection = connection(stream, address, router.clone(), *limits);
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that goes away is no news.
            if let Err(error) = watched.await {
                tracing::debug!(error = %error, "a connection ended early");
            }
            drop(permit);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(limits.stop) => {
            tracing::warn!("some connections did not end in time");
        }
    }
}

fn connection(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    limits: Limits,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + Send {
    // Small answers should not wait for more to say.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error = %error, "cannot set nodelay");
    }
    let service = router.map_request(move |request: hyper::Request<hyper::body::Incoming>| {
        let (head, body) = request.into_parts();
        let body = Unread::around(body, &head.headers);
        let mut request = hyper::Request::from_parts(head, body);
        request.extensions_mut().insert(ConnectInfo(address));
        request
    });
    hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header)
        .max_buf_size(64 * 1024)
        .serve_connection(
            TokioIo::new(Patient::new(stream, limits.idle)),
            TowerToHyperService::new(service),
        )
}
