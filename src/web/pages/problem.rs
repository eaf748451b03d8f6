//! Problems as pages: what went wrong, and what to do now.

mod words;

use super::frame::{self, Frame};
use super::visitor::{Visitor, asked_language};
use crate::web::State;
use crate::web::extract::Anyone;
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use i18n_embed_fl::fl;
use tower_http::csrf::ProtectionError;

#[derive(Template)]
#[template(path = "problem.html")]
struct Page {
    f: Frame,
    heading: String,
    words: String,
    code: String,
}

/// A form that another site has sent, or that comes from nowhere that can be named.
pub(super) fn from_elsewhere(_: ProtectionError) -> Response {
    Problem::new(
        StatusCode::FORBIDDEN,
        "from-elsewhere",
        "The form was not sent from a page of this service. Go there and send it again.",
    )
    .into_response()
}

/// Shows what went wrong as a page, to somebody who is signed in within the frame that
/// says so.
pub(super) async fn layer(
    axum::extract::State(state): axum::extract::State<State>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers().clone();
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    match shown(&state, &headers, &problem).await {
        Ok(mut page) => {
            for (name, value) in response.headers() {
                page.headers_mut().entry(name).or_insert_with(|| value.clone());
            }
            page
        }
        Err(problem) => problem.into_response(),
    }
}

/// An address that leads nowhere: a page for people, JSON for programs.
pub(in crate::web) async fn nowhere(
    axum::extract::State(state): axum::extract::State<State>,
    _: Anyone,
    headers: HeaderMap,
) -> Response {
    for_whom(&state, &headers, Problem::not_found()).await
}

/// An address that is not to be used so, such as a form's that is loaded by itself.
pub(in crate::web) async fn not_so(
    axum::extract::State(state): axum::extract::State<State>,
    _: Anyone,
    headers: HeaderMap,
) -> Response {
    let detail = "This address does not take this method. /api/docs lists what it takes.";
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", detail);
    for_whom(&state, &headers, problem).await
}

/// Browsers ask for HTML first, programs do not.
async fn for_whom(state: &State, headers: &HeaderMap, problem: Problem) -> Response {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    if !accept.is_some_and(|accept| accept.contains("text/html")) {
        return problem.into_response();
    }
    shown(state, headers, &problem)
        .await
        .unwrap_or_else(axum::response::IntoResponse::into_response)
}

async fn shown(state: &State, headers: &HeaderMap, problem: &Problem) -> Result<Response, Problem> {
    let visitor = Visitor::known(state, headers).await;
    let (lang, f) = if let Some(visitor) = &visitor {
        (visitor.lang, Frame::of(visitor, "/"))
    } else {
        let lang = asked_language(headers, state.app.is_demo()).unwrap_or_default();
        (lang, Frame::outside(lang, "/"))
    };
    let f = Frame {
        acting: visitor
            .as_ref()
            .map(|visitor| fl!(f.t, "problem-acting", name = visitor.me.name.as_str())),
        ..f
    };
    let (heading, words) = words::of(f.t, &problem.code, problem.status);
    let status = StatusCode::from_u16(problem.status);
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let page = Page { f, heading, words, code: problem.code.clone() };
    frame::show(page, lang, status, problem.entry)
}
