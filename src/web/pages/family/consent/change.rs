//! Changing a consent, and making it last longer.

use crate::domain::ConsentId;
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::family::terms::{Matter, check, page};
use crate::web::pages::form::Fields;
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use axum::extract::State as With;
use axum::http::Uri;
use axum::response::Response;
use uuid::Uuid;

/// What is to be otherwise.
pub(in crate::web::pages::family) async fn form(
    With(state): With<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    page::page(&state.app, &visitor, Matter::Change(ConsentId(id)), &uri).await
}

/// What that would mean.
pub(in crate::web::pages::family) async fn checked(
    With(state): With<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    check::page(&state, &visitor, Matter::Change(ConsentId(id)), &uri).await
}

/// Changes it.
pub(in crate::web::pages::family) async fn change(
    With(state): With<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    check::give(&state, &visitor, Matter::Change(ConsentId(id)), &fields).await
}
