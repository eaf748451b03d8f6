//! The bytes of a document: the only route that serves them.

use crate::domain::DocumentId;
use crate::domain::text::FileName;
use crate::flows::open::{self, Opened, Wanted};
use crate::web::State;
use crate::web::disposition::attachment;
use crate::web::extract::{Path, Query, SignedIn};
use crate::web::problem::Problem;
use crate::web::range;
use crate::web::reply::put_entry;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Served content can run nothing, load nothing and be framed by nobody.
const CONTENT_CSP: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";
const SCAN: HeaderName = HeaderName::from_static("samflyt-scan");

/// What to open and why.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ContentQuery {
    /// Purpose code; required of professionals.
    pub purpose: Option<String>,
    /// Version, from 1; the newest if left out.
    pub version: Option<i64>,
}

/// The bytes of a document. One range of bytes is served with 206.
#[utoipa::path(get, path = "/api/v1/documents/{id}/content", tag = "documents",
    params(("id" = Uuid, Path, description = "Document id"), ContentQuery,
        ("Range" = Option<String>, Header, description = "bytes=first-last")),
    security(("bearer" = [])),
    responses((status = 200, description = "The document", content_type = "application/octet-stream"),
        (status = 206, description = "A part of it", content_type = "application/octet-stream"),
        (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 410, body = Problem), (status = 416, body = Problem)))]
pub async fn open(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(query): Query<ContentQuery>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let wanted = asked.and_then(range::parse).unwrap_or(Wanted::All);
    // No validators are handed out, so a conditional range is never met.
    let wanted = if headers.contains_key(header::IF_RANGE) { Wanted::All } else { wanted };
    // Ranges are for GET alone (RFC 9110, section 14.2).
    let wanted = if method == Method::HEAD { Wanted::Head } else { wanted };
    let what = (DocumentId(id), query.version);
    let opened = open::open(&state.app, &actor, what, query.purpose, wanted).await?;
    Ok(reply(opened))
}

fn reply(opened: Opened) -> Response {
    let (part, length) = match opened.wanted {
        Wanted::All | Wanted::Head => (false, opened.size),
        Wanted::From(..) | Wanted::Last(_) => (true, opened.range.end - opened.range.start),
    };
    // Stored names are harmless already; this makes sure of it.
    let name = FileName::new(&opened.file_name, opened.media_type);
    let mut response = Response::new(Body::from_stream(opened.body));
    if part {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, opened.media_type.name());
    put(header::CONTENT_LENGTH, &length.to_string());
    put(header::CONTENT_DISPOSITION, &attachment(&name));
    put(header::CONTENT_SECURITY_POLICY, CONTENT_CSP);
    put(header::ACCEPT_RANGES, "bytes");
    put(SCAN, opened.scan.code());
    if part {
        let last = opened.range.end.saturating_sub(1);
        put(header::CONTENT_RANGE, &format!("bytes {}-{last}/{}", opened.range.start, opened.size));
    }
    put_entry(&mut response, Some(opened.index));
    response
}
