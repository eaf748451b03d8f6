//! The outermost layer: request ids, security headers on every answer, and the
//! bodies of problems.

use super::State;
use super::problem::Problem;
use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::uri::Authority;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures_util::FutureExt as _;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Headers of every answer; a handler's own value wins.
const EVERY: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Wraps every request.
pub async fn layer(
    axum::extract::State(state): axum::extract::State<State>,
    request: Request,
    next: Next,
) -> Response {
    let id = state.app.entropy().uuid().simple().to_string();
    let method = request.method().clone();
    // The route's pattern, never the address itself: it holds ids.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let begun = Instant::now();
    // Nothing of a handler that panicked is used again: its answer is made here.
    let answered = async {
        if state.app.is_demo() && !is_for_this_machine(&request) {
            return Problem::new(
                StatusCode::MISDIRECTED_REQUEST,
                "host-not-local",
                "The demonstration answers to localhost and 127.0.0.1 only.",
            )
            .into_response();
        }
        next.run(request).await
    };
    let mut response = AssertUnwindSafe(answered).catch_unwind().await.unwrap_or_else(|_| {
        // The words of a panic may hold what the client sent.
        tracing::error!(request.id = %id, http.route = %route, "a handler panicked");
        Problem::internal().into_response()
    });
    if let Some(mut problem) = response.extensions_mut().remove::<Problem>() {
        problem.request_id.clone_from(&id);
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        *response.body_mut() = Body::from(body);
    }
    let headers = response.headers_mut();
    for (name, value) in EVERY {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if !state.app.is_demo() {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, value);
    }
    let took = begun.elapsed();
    let status = response.status().as_u16();
    // Made-up methods share one label: labels are kept for ever.
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let label = if known.contains(&method.as_str()) { method.as_str() } else { "other" };
    state.metrics.answered(label, &route, status, took);
    tracing::info!(
        request.id = %id,
        http.method = label,
        http.route = %route,
        http.status = status,
        took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    response
}

/// Is the request for a name that only this machine has? In the demonstration
/// anybody may be anybody, so no page from elsewhere may reach it under a name
/// that it has turned to this machine (DNS rebinding).
fn is_for_this_machine(request: &Request) -> bool {
    let Some(host) = request.headers().get(header::HOST) else { return true };
    let Ok(Ok(host)) = host.to_str().map(str::parse::<Authority>) else { return false };
    let name = host.host();
    name.eq_ignore_ascii_case("localhost")
        || name.trim_matches(['[', ']']).parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}
