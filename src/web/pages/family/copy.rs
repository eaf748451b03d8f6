//! The family's own data: a copy of everything, and the erasure of the folder.

use crate::domain::{ChildId, dates};
use crate::flows::own_data::asking::{self, Standing};
use crate::flows::own_data::copy;
use crate::flows::{Error, folders};
use crate::web::State;
use crate::web::api::own_data::{FORMAT, archive};
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use std::collections::BTreeSet;
use uuid::Uuid;

/// How an erasure stands, in words.
struct Stands {
    asked: String,
    missing: String,
    /// When it happens, or lapses.
    due: Option<String>,
    lapses: Option<String>,
    mine: bool,
}

impl Stands {
    fn of(standing: &Standing, visitor: &Visitor) -> Self {
        let names =
            |all: Vec<&String>| all.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        Self {
            asked: names(standing.asked.iter().map(|(_, name, _)| name).collect()),
            missing: names(standing.missing.iter().map(|(_, name)| name).collect()),
            due: standing.due.map(|at| dates::instant(at, visitor.lang)),
            lapses: standing.lapses.map(|at| dates::day_of(at, visitor.lang)),
            mine: standing.asked.iter().any(|(person, ..)| *person == visitor.me.person),
        }
    }

    fn is_open(&self) -> bool {
        !self.asked.is_empty()
    }
}

#[derive(Template)]
#[template(path = "family/copy.html")]
struct Page {
    f: Frame,
    child: Uuid,
    stands: Stands,
    once: String,
}

/// What one can take along, and how an erasure stands.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
) -> Result<Response, Problem> {
    let app = &state.app;
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let (standing, index) = asking::show(app, &visitor.actor, folder.child).await?;
    let page = Page {
        f: Frame::family(&visitor, &folder, Family::More, &format!("/folders/{child}/copy")),
        child,
        stands: Stands::of(&standing, &visitor),
        once: form::once(&state),
    };
    frame::show(page, visitor.lang, StatusCode::OK, Some(index))
}

/// The copy itself. Taking it is an act that is recorded, so it is posted.
pub(super) async fn download(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    _: Fields,
) -> Result<Response, Problem> {
    let copy = copy::copy(&state.app, &visitor.actor, ChildId(child), FORMAT).await?;
    Ok(archive(copy, false))
}

#[derive(Template)]
#[template(path = "family/erase.html")]
struct Erase {
    f: Frame,
    child: Uuid,
    name: String,
    wrong: Wrongs,
    days: i64,
    missing: String,
    /// Units that may still hold something.
    holders: Vec<String>,
    once: String,
}

/// What erasing means, before anybody asks for it.
pub(super) async fn erase(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
) -> Result<Response, Problem> {
    let once = form::once(&state);
    confirm(&state, &visitor, child, Wrongs::default(), once).await
}

async fn confirm(
    state: &State,
    visitor: &Visitor,
    child: Uuid,
    wrong: Wrongs,
    once: String,
) -> Result<Response, Problem> {
    let app = &state.app;
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let (standing, index) = asking::show(app, &visitor.actor, folder.child).await?;
    let units: BTreeSet<String> =
        standing.holders.iter().map(|holder| holder.unit.1.clone()).collect();
    let others = standing.missing.iter().filter(|(person, _)| *person != visitor.me.person);
    let others: Vec<&str> = others.map(|(_, name)| name.as_str()).collect();
    let page = Erase {
        f: Frame::family(visitor, &folder, Family::More, &format!("/folders/{child}/copy/erase")),
        child,
        name: folder.name,
        days: app.policies().tables().terms.erasure_days,
        missing: others.join(", "),
        holders: units.into_iter().collect(),
        once,
        wrong,
    };
    let status =
        if page.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::show(page, visitor.lang, status, Some(index))
}

/// Asks for it.
pub(super) async fn ask(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    if fields.one("sure") != "yes" {
        let mut wrong = Wrongs::default();
        wrong.add("sure", fl!(visitor.texts(), "folder-erase-wrong-sure"));
        let once = fields.once().unwrap_or_else(|| form::once(&state));
        return confirm(&state, &visitor, child, wrong, once).await;
    }
    let (_, index) = asking::ask(&state.app, &visitor.actor, ChildId(child), fields.once()).await?;
    let mut response = redirect(&format!("/folders/{child}/copy"));
    put_entry(&mut response, Some(index));
    Ok(response)
}

/// Stops it.
pub(super) async fn keep(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut response = redirect(&format!("/folders/{child}/copy"));
    match asking::stop(&state.app, &visitor.actor, ChildId(child), fields.once()).await {
        Ok(index) => put_entry(&mut response, Some(index)),
        // Nobody asks for it any more: the page says so.
        Err(Error::Conflict { .. }) => {}
        Err(Error::Recorded { index, source }) if matches!(*source, Error::Conflict { .. }) => {
            put_entry(&mut response, Some(index));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(response)
}
