//! The first page: of the folder, the cases, the log or the installation, as fits
//! whoever is signed in.

use super::family;
use super::visitor::{Visitor, redirect};
use crate::web::State;
use crate::web::problem::Problem;
use axum::http::Uri;
use axum::response::Response;

/// The first page of whoever is signed in. Who is more than one thing here finds the
/// others among the places in the foot.
pub(super) async fn page(
    state: axum::extract::State<State>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    if !visitor.me.children.is_empty() {
        return family::home(state, visitor, uri).await;
    }
    let is = |role| visitor.me.appointments.iter().any(|(known, _)| known == role);
    // A place that is over comes after all else.
    if visitor.me.units.iter().any(|unit| unit.works) {
        return Ok(redirect("/cases"));
    }
    if is("auditor") {
        return Ok(redirect("/audit"));
    }
    if is("operator") {
        return Ok(redirect("/operate"));
    }
    if !visitor.me.units.is_empty() {
        return Ok(redirect("/cases"));
    }
    family::home(state, visitor, uri).await
}
