//! Pages for anybody: what samflyt is and where to ask, and how far everybody can
//! use it.

use super::own_frame;
use crate::domain::lang::Lang;
use crate::web::State;
use crate::web::extract::Anyone;
use crate::web::pages::frame::{self, Frame};
use crate::web::pages::visitor::{Visitor, asked_language};
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
    let (lang, f) = around(&state, &headers, "/help").await;
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
    let (lang, f) = around(&state, &headers, "/accessibility").await;
    frame::show(Accessibility { f }, lang, StatusCode::OK, None)
}

/// Around a page for anybody, which knows its visitor where there is one.
async fn around(state: &State, headers: &HeaderMap, path: &str) -> (Lang, Frame) {
    if let Some(visitor) = Visitor::known(state, headers).await {
        return (visitor.lang, own_frame(&visitor, path));
    }
    let lang = asked_language(headers, state.app.is_demo()).unwrap_or_default();
    (lang, Frame::outside(lang, path))
}
