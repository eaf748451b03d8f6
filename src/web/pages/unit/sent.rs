//! What the visitor's units have asked for, how it stands, and what can be done about
//! it: remind, take back.

use super::around::{Here, category, frame, life, listed, purpose};
use crate::domain::request::State as Life;
use crate::domain::{ChildId, RequestId, Timestamp, dates};
use crate::flows::requests::{self, RequestView};
use crate::flows::{self, cases};
use crate::web::State;
use crate::web::api::pair_cursor;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields};
use crate::web::pages::frame::{self as page, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use std::collections::HashMap;
use uuid::Uuid;

/// Requests on one page.
const ROWS: usize = 50;

struct Row {
    id: Uuid,
    child: Option<Uuid>,
    name: String,
    unit: String,
    purpose: String,
    what: String,
    state: String,
    open: bool,
    sent: String,
    lapses: String,
}

#[derive(Template)]
#[template(path = "unit/sent.html")]
struct Page {
    f: Frame,
    rows: Vec<Row>,
    said: String,
    good: bool,
    once: String,
    next: String,
}

/// The requests of the visitor's units, newest first.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let (app, t) = (&state.app, visitor.texts());
    let fields = Fields::of_query(uri.query());
    let after = Some(fields.one("after")).filter(|after| !after.is_empty());
    let after = pair_cursor(after)?.map(|(at, id)| (at, RequestId(id)));
    // From a place before the first: what is asked of the visitor's own family is not
    // seen by this.
    let before_all = (Timestamp::from_micros(i64::MAX), RequestId(Uuid::max()));
    let after = Some(after.unwrap_or(before_all));
    let (views, next, mut index) = requests::list(app, &visitor.actor, None, after, ROWS).await?;
    let mut names: HashMap<ChildId, String> = HashMap::new();
    if views.iter().any(|view| !view.to_family && view.child.is_some()) {
        let (cases, last) = cases::list(app, &visitor.actor).await?;
        names.extend(cases.into_iter().map(|case| (case.child, case.child_name)));
        index = last;
    }
    let rows = views.iter().filter(|view| !view.to_family);
    let (said, good) = match fields.one("done") {
        "asked" => (fl!(t, "sent-done-asked"), true),
        "reminded" => (fl!(t, "sent-done-reminded"), true),
        "withdrawn" => (fl!(t, "sent-done-withdrawn"), true),
        "too-soon" => (fl!(t, "sent-too-soon"), false),
        "used-up" => (fl!(t, "sent-used-up"), false),
        "answered" => (fl!(t, "sent-answered"), false),
        "over" => (fl!(t, "sent-over"), false),
        _ => (String::new(), true),
    };
    let page = Page {
        f: frame(&visitor, Here::Requests, "/cases/requests"),
        rows: rows.map(|view| row(&state, &visitor, view, &names)).collect(),
        said,
        good,
        once: form::once(&state),
        next: next.map_or_else(String::new, |(at, id)| format!("{}.{id}", at.as_micros())),
    };
    page::show(page, visitor.lang, StatusCode::OK, Some(index))
}

fn row(
    state: &State,
    visitor: &Visitor,
    view: &RequestView,
    names: &HashMap<ChildId, String>,
) -> Row {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let request = &view.request;
    let what = request.categories.iter().map(|code| category(app, lang, t, code));
    let what: Vec<String> = what.collect();
    let by = view.by_name.as_str();
    let known = view.child.as_ref().and_then(|(child, _)| Some((child.0, names.get(child)?)));
    let open = view.state == Life::Sent;
    Row {
        id: request.id.0,
        child: known.map(|(child, _)| child),
        // A child that was named by number stays a number until the family says yes.
        name: known.map_or_else(|| fl!(t, "sent-by-number"), |(_, name)| name.clone()),
        unit: view.unit_name.clone(),
        purpose: purpose(app, lang, t, &request.purpose),
        what: listed(t, &what),
        state: life(t, view.state, request.in_part),
        sent: fl!(t, "sent-by", day = dates::day_of(request.created, lang), name = by),
        lapses: if open {
            fl!(t, "sent-lapses", day = dates::day_of(request.lapses, lang))
        } else {
            String::new()
        },
        open,
    }
}

/// Reminds the family.
pub(super) async fn remind(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    // One form for each row, one key for the page: the act and the row are part of it.
    let once = fields.once().map(|once| format!("{once}-remind-{id}"));
    let done = requests::remind(&state.app, &visitor.actor, RequestId(id), once).await;
    back(done, "reminded")
}

/// Takes a request back.
pub(super) async fn withdraw(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let once = fields.once().map(|once| format!("{once}-withdraw-{id}"));
    let done = requests::withdraw(&state.app, &visitor.actor, RequestId(id), once).await;
    back(done, "withdrawn")
}

/// Back to the list, with a code of what came of it.
fn back(done: Result<requests::Own, flows::Error>, good: &str) -> Result<Response, Problem> {
    let (said, entry) = match done {
        Ok(own) => (good, Some(own.index)),
        Err(flows::Error::TooOften { .. }) => ("too-soon", None),
        Err(flows::Error::Conflict { code: "reminders-used-up", .. }) => ("used-up", None),
        Err(flows::Error::Conflict { code: "request-answered", .. }) => ("answered", None),
        Err(flows::Error::Conflict { .. }) => ("over", None),
        Err(error) => return Err(error.into()),
    };
    let mut response = redirect(&format!("/cases/requests?done={said}"));
    put_entry(&mut response, entry);
    Ok(response)
}
