//! One line of the log, its proof, and telling the auditors that it looks wrong; what
//! one has told, and what came of it.

use super::line::{Line, Titles};
use super::{PAPERS, one};
use crate::domain::case::{CaseState, Finding, REPORT_DAYS};
use crate::domain::text::Words;
use crate::domain::{ChildId, dates};
use crate::flows::{Error, audit, documents, folders, reports};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use i18n_embed_fl::fl;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "family/report.html")]
struct Page {
    f: Frame,
    child: Uuid,
    line: Line,
    wrong: Wrongs,
    words: String,
    days: i64,
    /// What the visitor has told of the line already, and until when it is answered.
    reported: Option<(String, String)>,
    once: String,
}

/// The line, and the form; or what was told of it, until it is answered.
pub(in crate::web::pages::family) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path((child, index)): Path<(Uuid, i64)>,
) -> Result<Response, Problem> {
    let once = form::once(&state);
    shown(&state, &visitor, (child, index), (String::new(), Wrongs::default(), once)).await
}

async fn shown(
    state: &State,
    visitor: &Visitor,
    (child, index): (Uuid, i64),
    (words, wrong, once): (String, Wrongs, String),
) -> Result<Response, Problem> {
    let app = &state.app;
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let (view, reported, seen) = reports::entry(app, &visitor.actor, folder.child, index).await?;
    let mut titles = Titles::new();
    if view.row.document.is_some() {
        let papers = documents::list(app, &visitor.actor, folder.child, None, PAPERS).await?;
        titles.extend(papers.views.into_iter().map(|one| (one.id.0, one.title)));
    }
    let line = one(app, visitor, &titles, view).ok_or_else(Problem::not_found)?;
    let path = format!("/folders/{child}/log/{index}");
    let f = Frame::family(visitor, &folder, Family::Log, &path);
    let reported = reported.map(|one| (one.words, dates::day_of(one.due, visitor.lang)));
    let page = Page { f, child, line, wrong, words, days: REPORT_DAYS, reported, once };
    let status =
        if page.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::show(page, visitor.lang, status, Some(seen))
}

/// Tells the auditors.
pub(in crate::web::pages::family) async fn report(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path((child, index)): Path<(Uuid, i64)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let mut wrong = Wrongs::default();
    let words = match Words::new(fields.one("words")) {
        Ok(words) if words.is_empty() => {
            wrong.add("words", fl!(t, "report-wrong-words"));
            None
        }
        Ok(words) => Some(words),
        Err(_) => {
            wrong.add("words", fl!(t, "report-wrong-long", most = Words::MAX_CHARS));
            None
        }
    };
    let Some(words) = words else {
        let once = fields.once().unwrap_or_else(|| form::once(&state));
        let filled = (fields.one("words").to_owned(), wrong, once);
        return shown(&state, &visitor, (child, index), filled).await;
    };
    let (_, reported, _) =
        reports::entry(&state.app, &visitor.actor, ChildId(child), index).await?;
    if reported.is_some_and(|one| one.words != words.as_str()) {
        // One line, one report: what is written now would go nowhere.
        wrong.add("words", fl!(t, "report-wrong-again"));
        let filled = (words.as_str().to_owned(), wrong, form::once(&state));
        return shown(&state, &visitor, (child, index), filled).await;
    }
    let about = (index, words);
    let told =
        reports::report(&state.app, &visitor.actor, ChildId(child), about, fields.once()).await?;
    let mut response = redirect(&format!("/folders/{child}/reports?sent=1"));
    put_entry(&mut response, Some(told));
    Ok(response)
}

/// The proof of a line, as a file.
pub(in crate::web::pages::family) async fn proof(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path((child, index)): Path<(Uuid, i64)>,
) -> Result<Response, Problem> {
    // The line must be one of this folder; then its proof is asked for as any other.
    reports::entry(&state.app, &visitor.actor, ChildId(child), index).await?;
    let (proof, seen) = audit::proof(&state.app, &visitor.actor, index).await?;
    let name = format!("attachment; filename=\"samflyt-{index}.tlog-proof\"");
    let name = HeaderValue::from_str(&name).map_err(|error| Error::Internal(Box::new(error)))?;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    let headers = [(header::CONTENT_TYPE, plain), (header::CONTENT_DISPOSITION, name)];
    let mut response = (headers, proof).into_response();
    put_entry(&mut response, Some(seen));
    Ok(response)
}

struct Told {
    state: String,
    words: String,
    at: String,
    due: String,
    line: Option<Line>,
}

#[derive(Template)]
#[template(path = "family/reports.html")]
struct Reports {
    f: Frame,
    child: Uuid,
    sent: bool,
    told: Vec<Told>,
}

/// What one has told the auditors, and what came of it.
pub(in crate::web::pages::family) async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let (views, index) = reports::list(app, &visitor.actor, folder.child).await?;
    let papers = documents::list(app, &visitor.actor, folder.child, None, PAPERS).await?;
    let titles: Titles = papers.views.into_iter().map(|one| (one.id.0, one.title)).collect();
    let told = views.into_iter().map(|view| Told {
        state: match (view.state, view.outcome) {
            (CaseState::New, _) => fl!(t, "report-new"),
            (CaseState::LookedAt, _) => fl!(t, "report-looked-at"),
            (CaseState::Closed, Some(Finding::Deviation)) => fl!(t, "report-deviation"),
            (CaseState::Closed, _) => fl!(t, "report-explained"),
        },
        words: view.words,
        at: dates::day_of(view.at, lang),
        due: if view.state == CaseState::Closed {
            let at = view.closed.map(|at| dates::day_of(at, lang)).unwrap_or_default();
            fl!(t, "report-closed", day = at)
        } else {
            fl!(t, "report-due", day = dates::day_of(view.due, lang))
        },
        line: view.about.and_then(|about| one(app, &visitor, &titles, about)),
    });
    let page = Reports {
        f: Frame::family(&visitor, &folder, Family::Log, &format!("/folders/{child}/reports")),
        child,
        sent: Fields::of_query(uri.query()).has("sent"),
        told: told.collect(),
    };
    frame::show(page, lang, StatusCode::OK, Some(index))
}
