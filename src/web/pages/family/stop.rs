//! Stopping a consent: one page that says what it means, one button. From the first
//! page it is two taps.

use crate::domain::ConsentId;
use crate::flows::consents;
use crate::flows::folders;
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "family/stop.html")]
struct Page {
    f: Frame,
    consent: Uuid,
    child: Uuid,
    unit: String,
    once: String,
}

/// What stopping means.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (view, index) = consents::show(&state.app, &visitor.actor, ConsentId(id)).await?;
    let folder = folders::show(&state.app, &visitor.actor, view.consent.child).await?;
    let f = Frame::family(&visitor, &folder, Family::Access, &format!("/consents/{id}/stop"));
    let page = Page {
        f,
        consent: id,
        child: folder.child.0,
        unit: view.unit_name,
        once: form::once(&state),
    };
    frame::show(page, visitor.lang, StatusCode::OK, Some(index))
}

/// Stops it.
pub(super) async fn stop(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let once = fields.once();
    let own = consents::revoke(&state.app, &visitor.actor, ConsentId(id), once).await?;
    let mut response = redirect(&format!("/consents/{id}/stopped"));
    put_entry(&mut response, Some(own.index));
    Ok(response)
}

#[derive(Template)]
#[template(path = "family/stopped.html")]
struct Stopped {
    f: Frame,
    consent: Uuid,
    child: Uuid,
    unit: String,
}

/// That it was stopped.
pub(super) async fn stopped(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (view, index) = consents::show(&state.app, &visitor.actor, ConsentId(id)).await?;
    if view.state != consents::State::Revoked {
        return Ok(redirect(&format!("/consents/{id}/stop")));
    }
    let folder = folders::show(&state.app, &visitor.actor, view.consent.child).await?;
    let f = Frame::family(&visitor, &folder, Family::Access, &format!("/consents/{id}/stopped"));
    let page = Stopped { f, consent: id, child: folder.child.0, unit: view.unit_name };
    frame::show(page, visitor.lang, StatusCode::OK, Some(index))
}
