//! Searches that an auditor keeps.

use super::asked::Asked;
use super::search::{self, Keeping};
use crate::domain::text::Title;
use crate::flows::Error;
use crate::flows::searches::{self, SEARCHES_MAX};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{Fields, Wrongs};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// A kept search on the page.
pub(super) struct Kept {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) address: String,
    /// Is it what the page shows?
    pub(super) here: bool,
}

/// The visitor's own.
pub(super) async fn list(
    state: &State,
    visitor: &Visitor,
    asked: &Asked,
) -> Result<Vec<Kept>, Problem> {
    let (all, here) = (searches::list(&state.app, &visitor.actor).await?, asked.query());
    let kept = all.into_iter().map(|one| {
        // As it would be put now, whatever stands in it.
        let asked = Asked::of(&Fields::of_query(Some(&one.query)));
        Kept {
            id: one.id,
            name: one.name,
            here: asked.query() == here,
            address: asked.address(None),
        }
    });
    Ok(kept.collect())
}

/// Keeps what the page shows.
pub(super) async fn keep(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Problem> {
    let (t, asked) = (visitor.texts(), Asked::of(&fields));
    let mut wrong = Wrongs::default();
    let name = Title::new(fields.one("name")).ok();
    if name.is_none() {
        wrong.add("name", fl!(t, "audit-saved-wrong", most = Title::MAX_CHARS));
    }
    if let (Some(name), Ok(_)) = (&name, asked.wanted(&state.app, t)) {
        match searches::keep(&state.app, &visitor.actor, name, asked.query()).await {
            Ok(index) => {
                let mut response = redirect(&asked.address(None));
                put_entry(&mut response, Some(index));
                return Ok(response);
            }
            Err(error) if is_full(&error) => {
                wrong.add("name", fl!(t, "audit-saved-full", most = SEARCHES_MAX));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let keeping = Keeping { name: fields.one("name").to_owned(), wrong };
    search::shown(&state, &visitor, asked, None, keeping).await
}

fn is_full(error: &Error) -> bool {
    match error {
        Error::Recorded { source, .. } => is_full(source),
        error => matches!(error, Error::Conflict { code: "too-many-searches", .. }),
    }
}

/// Forgets one.
pub(super) async fn forget(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let index = searches::forget(&state.app, &visitor.actor, id).await?;
    let mut response = redirect("/audit");
    put_entry(&mut response, Some(index));
    Ok(response)
}
