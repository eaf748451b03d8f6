//! The answer of a health professional to a young person's mark "not for my guardians".

use super::around::{Here, frame};
use super::case;
use super::hand_back::Sure;
use crate::domain::DocumentId;
use crate::flows::{self, withhold};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields};
use crate::web::pages::frame as page;
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// What the answers mean.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path((child, document)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let (cases, _, index) = case::named(&state, &visitor, child).await?;
    let mut documents = cases.iter().flat_map(|case| &case.documents);
    let found = documents.find(|one| one.id == DocumentId(document) && one.mark.is_some());
    let found = found.ok_or_else(|| Problem { entry: Some(index), ..Problem::not_found() })?;
    let action = format!("/cases/{child}/mark/{document}");
    let page = Sure {
        f: frame(&visitor, Here::Cases, &action),
        title: fl!(t, "mark-title"),
        heading: fl!(t, "mark-heading"),
        words: vec![
            fl!(t, "mark-what", title = found.title.as_str()),
            fl!(t, "mark-confirm-means"),
            fl!(t, "mark-lift-means"),
        ],
        once: form::once(&state),
        buttons: vec![
            ("confirm", fl!(t, "mark-confirm"), false),
            ("lift", fl!(t, "mark-lift"), true),
        ],
        back: format!("/cases/{child}"),
        action,
    };
    page::show(page, visitor.lang, StatusCode::OK, Some(index))
}

/// Takes the answer.
pub(super) async fn answer(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path((child, document)): Path<(Uuid, Uuid)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let confirm = match fields.one("answer") {
        "confirm" => true,
        "lift" => false,
        // Sent without a button: which answer is not for us to guess.
        _ => return Ok(redirect(&format!("/cases/{child}/mark/{document}"))),
    };
    let what = if confirm { "confirm" } else { "lift" };
    let once = fields.once().map(|once| format!("{once}-{what}"));
    let id = DocumentId(document);
    let done = withhold::answer(&state.app, &visitor.actor, id, confirm, once).await;
    let (said, entry) = match done {
        Ok(index) => ("answered", Some(index)),
        Err(flows::Error::Conflict { .. }) => ("mark-gone", None),
        Err(flows::Error::Recorded { index, source })
            if matches!(*source, flows::Error::Conflict { .. }) =>
        {
            ("mark-gone", Some(index))
        }
        Err(error) => return Err(error.into()),
    };
    let mut response = redirect(&format!("/cases/{child}?done={said}"));
    put_entry(&mut response, entry);
    Ok(response)
}
