//! What somebody filled in, whose sign-in ended meanwhile. It goes back to the browser
//! it came from, as hidden fields of the sign-in, and from there once more after the
//! same person has signed in; then a button sends it where it was meant to go. It is
//! never stored here and never stands in an address. Whose it was says the sign-in that
//! has ended: to anybody else it is not given back.

use super::form::Fields;
use super::frame::{self, Frame};
use super::sign_in;
use super::visitor::{asked_language, cookie, cookie_name};
use crate::identity::session;
use crate::web::State;
use crate::web::extract::address;
use crate::web::limit::Caller;
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::{FromRequest as _, Request};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use i18n_embed_fl::fl;

/// Before the names of fields that are kept.
const KEPT: &str = "kept.";

/// Forms that are about the sign-in itself.
const OWN: [&str; 3] = ["/sign-in", "/sign-out", "/language"];

/// Answers a form of somebody whose sign-in has ended with the sign-in, and everything
/// that was filled in. Every other request goes on as it is.
pub(super) async fn layer(
    axum::extract::State(state): axum::extract::State<State>,
    request: Request,
    next: Next,
) -> Response {
    if !is_form(&request) || !has_ended(&state, request.headers()).await {
        return next.run(request).await;
    }
    match ask_again(&state, request).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

fn kind(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

fn is_form(request: &Request) -> bool {
    let kind = kind(request.headers());
    request.method() == Method::POST
        && !OWN.contains(&request.uri().path())
        && (kind.starts_with("application/x-www-form-urlencoded")
            || kind.starts_with("multipart/form-data"))
}

/// Is there a sign-in that is over?
async fn has_ended(state: &State, headers: &HeaderMap) -> bool {
    let Some(secret) = cookie(headers, cookie_name(state.app.is_demo())) else { return false };
    let owner = session::ended_owner(state.app.db(), &**state.app.clock(), secret).await;
    // Where the database does not answer, the page itself says so.
    owner.ok().flatten().is_some()
}

async fn ask_again(state: &State, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    state.limiter.request(Caller::address(address(&parts)))?;
    let lang = asked_language(&parts.headers, state.app.is_demo()).unwrap_or_default();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let lost = kind(&parts.headers).starts_with("multipart/");
    let kept = if lost {
        Vec::new()
    } else {
        let fields = Fields::from_request(Request::from_parts(parts, body), state).await?;
        fields
            .into_pairs()
            .into_iter()
            .map(|(name, value)| (format!("{KEPT}{name}"), value))
            .collect()
    };
    sign_in::again(state, lang, path, kept, lost)
}

#[derive(Template)]
#[template(path = "again.html")]
struct Again {
    f: Frame,
    path: String,
    kept: Vec<(String, String)>,
}

/// The page that sends it, for the person whose it is.
pub(super) fn give_back(
    headers: &HeaderMap,
    state: &State,
    path: &str,
    fields: Fields,
) -> Result<Response, Problem> {
    let lang = asked_language(headers, state.app.is_demo()).unwrap_or_default();
    let kept = fields.into_pairs().into_iter();
    let kept = kept.filter_map(|(name, value)| Some((name.strip_prefix(KEPT)?.to_owned(), value)));
    let page = Again { f: Frame::outside(lang, "/"), path: path.to_owned(), kept: kept.collect() };
    let mut response = frame::show(page, lang, StatusCode::OK, None)?;
    let no_store = axum::http::HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, no_store);
    Ok(response)
}
