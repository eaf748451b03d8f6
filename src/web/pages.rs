//! The pages: HTML for people, made by the same flows as the interface for
//! programs. They work without scripts; forms are posted and answered by a redirect.

mod assets;
mod audit;
mod family;
mod form;
mod frame;
mod home;
mod operate;
mod problem;
pub mod says;
mod sign_in;
mod unit;
mod visitor;
mod words;

pub use form::{Fields, Wrongs};
pub use frame::Frame;
pub use visitor::Visitor;
pub use words::Texts;

use super::State;
use super::routes::{Class, Row};
use axum::Router;
use axum::handler::Handler;
use axum::routing::{get, post};
use tower_http::csrf::CsrfLayer;

struct Table {
    router: Router<State>,
    rows: Vec<Row>,
    /// With the pages of the demonstration?
    demo: bool,
}

impl Table {
    fn get<H: Handler<T, State>, T: 'static>(self, class: Class, path: &str, page: H) -> Self {
        self.add(class, "GET", path, get(page))
    }

    fn post<H: Handler<T, State>, T: 'static>(self, class: Class, path: &str, act: H) -> Self {
        self.add(class, "POST", path, post(act))
    }

    /// The pages of one kind of user.
    fn with(self, pages: fn(Self) -> Self) -> Self {
        pages(self)
    }

    fn add(
        mut self,
        class: Class,
        method: &'static str,
        path: &str,
        to: axum::routing::MethodRouter<State>,
    ) -> Self {
        if class != Class::Demo || self.demo {
            self.router = self.router.route(path, to);
            self.rows.push(Row { path: path.to_owned(), method, class });
        }
        self
    }
}

fn table(demo: bool) -> Table {
    use Class::{Demo, Gated, Public, SignedIn};
    Table { router: Router::new(), rows: Vec::new(), demo }
        .get(Public, "/assets/{name}", assets::show)
        .get(Public, "/sign-in", sign_in::page)
        .post(Demo, "/sign-in", sign_in::as_persona)
        .post(SignedIn, "/sign-out", sign_in::out)
        .post(Public, "/language", sign_in::language)
        .get(Gated, "/", home::page)
        .with(family::pages)
        .with(unit::pages)
        .with(audit::pages)
        .with(operate::pages)
}

/// Every page and form with its class, in order of path.
#[must_use]
pub fn rows() -> Vec<Row> {
    let mut rows = table(true).rows;
    rows.sort();
    rows
}

/// The pages, with what refuses forms from other sites, and with every problem as a
/// page.
pub(super) fn router(state: &State) -> Router<State> {
    table(state.app.is_demo())
        .router
        .layer(CsrfLayer::new().with_rejection_response(problem::from_elsewhere))
        .layer(axum::middleware::from_fn_with_state(state.clone(), problem::layer))
}
