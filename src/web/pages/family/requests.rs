//! What units ask this family for, and the answers.

use super::says::Says;
use super::terms::{Matter, check, page as form};
use crate::domain::request::State as Asked;
use crate::domain::{ChildId, RequestId, dates};
use crate::flows::requests::{self, RequestView};
use crate::flows::{App, folders};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::Fields;
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::extract::State as With;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Requests that are shown, newest first.
const SHOWN: usize = 100;

/// A request.
pub(super) struct Card {
    pub(super) id: Uuid,
    pub(super) unit: String,
    pub(super) by: String,
    pub(super) purpose: String,
    pub(super) what: String,
    pub(super) until: String,
    pub(super) when: String,
    pub(super) state: String,
    pub(super) words: String,
    pub(super) consent: Option<Uuid>,
    pub(super) renews: bool,
}

#[derive(Template)]
#[template(path = "family/requests.html")]
struct Page {
    f: Frame,
    done: String,
    waiting: Vec<Card>,
    answered: Vec<Card>,
}

/// Does it wait for an answer?
pub(super) fn waits(state: Asked) -> bool {
    matches!(state, Asked::Sent | Asked::Seen)
}

/// The requests to the family of one child, newest first.
pub(super) async fn of_child(
    app: &App,
    visitor: &Visitor,
    child: ChildId,
) -> Result<(Vec<RequestView>, i64), Problem> {
    Ok(requests::of_child(app, &visitor.actor, child, SHOWN).await?)
}

/// A request in words.
pub(super) fn card(says: Says<'_>, view: &RequestView) -> Card {
    let (row, lang) = (&view.request, says.visitor.lang);
    Card {
        id: row.id.0,
        unit: view.unit_name.clone(),
        by: view.by_name.clone(),
        purpose: says.purpose(&row.purpose),
        what: says.scope(&[], &row.categories),
        until: dates::until(row.until, lang),
        when: dates::instant(row.created, lang),
        state: says.asked(view.state),
        words: view.words.clone().unwrap_or_default(),
        consent: row.consent.map(|id| id.0),
        renews: row.renews.is_some(),
    }
}

/// What waits for an answer, and what was answered.
pub(super) async fn page(
    With(state): With<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let app = &state.app;
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let (views, index) = of_child(app, &visitor, folder.child).await?;
    let says = Says { app, visitor: &visitor };
    let (waiting, answered): (Vec<_>, Vec<_>) = views.iter().partition(|one| waits(one.state));
    let path = format!("/folders/{child}/requests");
    let f = Frame::family(&visitor, &folder, Family::Access, &path);
    let declined = Fields::of_query(uri.query()).ids("declined").next();
    let is_mine = |one: &&RequestView| {
        let row = &one.request;
        one.state == Asked::Declined
            && row.answered_by == Some(visitor.me.person)
            && Some(row.id.0) == declined
    };
    let page = Page {
        done: if answered.iter().any(is_mine) {
            fl!(f.t, "request-done-no")
        } else {
            String::new()
        },
        f,
        waiting: waiting.into_iter().map(|one| card(says, one)).collect(),
        answered: answered.into_iter().map(|one| card(says, one)).collect(),
    };
    frame::show(page, visitor.lang, StatusCode::OK, Some(index))
}

/// One request: the page to check, with what was asked for filled in.
pub(super) async fn one(
    With(state): With<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let (view, index) = requests::show(&state.app, &visitor.actor, RequestId(id)).await?;
    if !waits(view.state) {
        // Somebody has answered meanwhile: where it stands is told in the list.
        let nobody = || Problem { entry: Some(index), ..Problem::not_found() };
        let (child, _) = view.child.ok_or_else(nobody)?;
        let mut response = redirect(&format!("/folders/{child}/requests"));
        put_entry(&mut response, Some(index));
        return Ok(response);
    }
    check::page(&state, &visitor, Matter::Answer(RequestId(id)), &uri).await
}

/// What is to be otherwise than asked.
pub(super) async fn change(
    With(state): With<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    form::page(&state.app, &visitor, Matter::Answer(RequestId(id)), &uri).await
}

/// Says yes.
pub(super) async fn grant(
    With(state): With<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    check::give(&state, &visitor, Matter::Answer(RequestId(id)), &fields).await
}

/// Says no. Nobody asks why.
pub(super) async fn decline(
    With(state): With<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (app, actor) = (&state.app, &visitor.actor);
    let own = requests::decline(app, actor, RequestId(id), fields.once()).await?;
    let view = requests::read_own(app, actor, &own, true).await?;
    let nobody = || Problem { entry: Some(own.index), ..Problem::not_found() };
    let (child, _) = view.child.ok_or_else(nobody)?;
    let mut response = redirect(&format!("/folders/{child}/requests?declined={id}"));
    put_entry(&mut response, Some(own.index));
    Ok(response)
}
