//! Handing a consent back that the unit no longer needs: one page that says what it
//! means, one button.

use super::around::{Here, frame, purpose};
use super::case;
use crate::domain::{ConsentId, Reason};
use crate::flows;
use crate::flows::consents::unit_side;
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields};
use crate::web::pages::frame::{self as page, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// A page that says what an act means, with its button.
#[derive(Template)]
#[template(path = "unit/sure.html")]
pub(super) struct Sure {
    pub(super) f: Frame,
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) words: Vec<String>,
    pub(super) action: String,
    pub(super) once: String,
    /// Value of the field `answer`, words on the button, does it stop something?
    pub(super) buttons: Vec<(&'static str, String, bool)>,
    pub(super) back: String,
}

/// What handing back means.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path((child, consent)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let (cases, name, index) = case::named(&state, &visitor, child).await?;
    let found = cases.into_iter().find(|case| case.consent == ConsentId(consent));
    let found = found.ok_or_else(|| Problem { entry: Some(index), ..Problem::not_found() })?;
    let action = format!("/cases/{child}/hand-back/{consent}");
    let what = purpose(&state.app, visitor.lang, t, &found.purpose);
    let page = Sure {
        f: frame(&visitor, Here::Cases, &action),
        title: fl!(t, "hand-back-title"),
        heading: fl!(t, "hand-back-heading", child = name),
        words: vec![
            fl!(t, "hand-back-what", purpose = what, unit = found.unit.1.as_str()),
            fl!(t, "hand-back-means"),
        ],
        once: form::once(&state),
        buttons: vec![("yes", fl!(t, "hand-back-now"), true)],
        back: format!("/cases/{child}"),
        action,
    };
    page::show(page, visitor.lang, StatusCode::OK, Some(index))
}

/// Hands it back.
pub(super) async fn hand_back(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path((_, consent)): Path<(Uuid, Uuid)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let id = ConsentId(consent);
    let done = unit_side::hand_back(&state.app, &visitor.actor, id, fields.once()).await;
    let entry = match done {
        Ok(own) => Some(own.index),
        // It has ended meanwhile, perhaps by this very button: the unit has it no longer.
        Err(flows::Error::Conflict { .. }) => None,
        Err(flows::Error::Refused { reason: Reason::Revoked | Reason::Expired, index }) => {
            Some(index)
        }
        Err(error) => return Err(error.into()),
    };
    let mut response = redirect("/cases?done=handed-back");
    put_entry(&mut response, entry);
    Ok(response)
}
