//! The bytes of a document: the only route that serves them.

use crate::domain::DocumentId;
use crate::domain::text::FileName;
use crate::flows;
use crate::flows::open::{self, Opened, Wanted};
use crate::web::State;
use crate::web::disposition::{attachment, inline};
use crate::web::extract::{Accepts, Path, Query, SignedIn, lang};
use crate::web::problem::Problem;
use crate::web::range;
use crate::web::reply::put_entry;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use std::sync::OnceLock;
use utoipa::IntoParams;
use uuid::Uuid;

/// Served content can run nothing, load nothing and be framed by nobody.
const CONTENT_CSP: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";
const SCAN: HeaderName = HeaderName::from_static("samflyt-scan");

/// What a paper may do that this program has written itself: have its own style.
#[must_use]
pub(in crate::web) fn paper_csp() -> &'static str {
    static CSP: OnceLock<String> = OnceLock::new();
    CSP.get_or_init(|| {
        format!(
            "sandbox; default-src 'none'; style-src {}; frame-ancestors 'none'; base-uri 'none'; \
             form-action 'none'",
            flows::render::style_source()
        )
    })
}

/// What to open and why.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ContentQuery {
    /// Purpose code; required of professionals.
    pub purpose: Option<String>,
    /// Version, from 1; the newest if left out.
    pub version: Option<i64>,
    /// Language of a rendering: nb, nn or en; the profile's own if left out.
    pub lang: Option<String>,
}

/// The bytes of a document. One range of bytes is served with 206. The profile is
/// JSON; with `Accept: text/html` or `application/pdf` a rendering of exactly those
/// bytes is served, whole.
#[utoipa::path(get, path = "/api/v1/documents/{id}/content", tag = "documents",
    params(("id" = Uuid, Path, description = "Document id"), ContentQuery,
        ("Range" = Option<String>, Header, description = "bytes=first-last"),
        ("Accept" = Option<String>, Header,
            description = "text/html or application/pdf for a rendering of the profile")),
    security(("bearer" = [])),
    responses((status = 200, description = "The document", content_type = "application/octet-stream"),
        (status = 206, description = "A part of it", content_type = "application/octet-stream"),
        (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 410, body = Problem), (status = 416, body = Problem),
        (status = 422, body = Problem)))]
pub async fn open(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(query): Query<ContentQuery>,
    accepts: Accepts,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = lang(query.lang.as_deref())?;
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let wanted = asked.and_then(range::parse).unwrap_or(Wanted::All);
    // No validators are handed out, so a conditional range is never met.
    let wanted = if headers.contains_key(header::IF_RANGE) { Wanted::All } else { wanted };
    // Ranges are for GET alone (RFC 9110, section 14.2).
    let wanted = if method == Method::HEAD { Wanted::Head } else { wanted };
    let what = (DocumentId(id), query.version);
    let view = accepts.paper().map(|form| (form, lang));
    let opened = open::open_as(&state.app, &actor, what, query.purpose, wanted, view).await?;
    Ok(reply(opened))
}

/// A document on its way, or its rendering.
pub(in crate::web) fn reply(opened: Opened) -> Response {
    let (part, length) = match opened.wanted {
        Wanted::From(..) | Wanted::Last(_) if opened.form.is_none() => {
            (true, opened.range.end - opened.range.start)
        }
        _ => (false, opened.size),
    };
    // Stored names are harmless already; this makes sure of it.
    let (kind, disposition, csp, ranges) = match opened.form {
        None => {
            let name = FileName::new(&opened.file_name, opened.media_type);
            (opened.media_type.name(), attachment(&name), CONTENT_CSP, "bytes")
        }
        Some(form) => {
            let name = FileName::with_ending(&opened.file_name, form.ending());
            (form.media_type(), inline(&name), paper_csp(), "none")
        }
    };
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
    put(header::CONTENT_TYPE, kind);
    put(header::CONTENT_LENGTH, &length.to_string());
    put(header::CONTENT_DISPOSITION, &disposition);
    put(header::CONTENT_SECURITY_POLICY, csp);
    put(header::ACCEPT_RANGES, ranges);
    put(SCAN, opened.scan.code());
    if part {
        let last = opened.range.end.saturating_sub(1);
        put(header::CONTENT_RANGE, &format!("bytes {}-{last}/{}", opened.range.start, opened.size));
    }
    put_entry(&mut response, Some(opened.index));
    response
}
