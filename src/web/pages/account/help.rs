//! Pages for anybody: what samflyt is and where to ask, and how far everybody can
//! use it.

use crate::domain::lang::Lang;
use crate::web::State;
use crate::web::extract::Anyone;
use crate::web::pages::frame::{self, Frame};
use crate::web::pages::visitor::asked_language;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use i18n_embed_fl::fl;

#[derive(Template)]
#[template(path = "account/help.html")]
struct Help {
    f: Frame,
    demo: bool,
}

/// What samflyt is, and where one gets help.
pub(super) async fn help(
    axum::extract::State(state): axum::extract::State<State>,
    _: Anyone,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (lang, f) = outside(&state, &headers, "/help");
    frame::show(Help { f, demo: state.app.is_demo() }, lang, StatusCode::OK, None)
}

#[derive(Template)]
#[template(path = "account/accessibility.html")]
struct Accessibility {
    f: Frame,
}

/// The accessibility statement.
pub(super) async fn accessibility(
    axum::extract::State(state): axum::extract::State<State>,
    _: Anyone,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (lang, f) = outside(&state, &headers, "/accessibility");
    frame::show(Accessibility { f }, lang, StatusCode::OK, None)
}

fn outside(state: &State, headers: &HeaderMap, path: &str) -> (Lang, Frame) {
    let lang = asked_language(headers, state.app.is_demo()).unwrap_or_default();
    (lang, Frame::outside(lang, path))
}
