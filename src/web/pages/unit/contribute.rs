//! Putting a paper into the folder of a child, where the family has said that the unit
//! may: an ordinary form with a file.

use super::around::{Here, category, frame};
use super::ask::Choice;
use super::case;
use crate::domain::ChildId;
use crate::domain::question::ConsentAction;
use crate::web::State;
use crate::web::api::documents::{self, Said};
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self as page, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::extract::Request;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "unit/contribute.html")]
struct Page {
    f: Frame,
    wrong: Wrongs,
    heading: String,
    action: String,
    back: String,
    title: String,
    categories: Vec<Choice>,
    date: String,
    latest: String,
}

/// The form.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let query = Fields::of_query(uri.query());
    shown(&state, &visitor, child, &query, Said::default(), Wrongs::default()).await
}

/// Takes the form. The purpose and what makes it happen once stand in its address as
/// codes: a form with a file is read in the order in which it comes.
pub(super) async fn take(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
    request: Request,
) -> Result<Response, Problem> {
    let query = Fields::of_query(uri.query());
    let purpose = Some(query.one("purpose").to_owned()).filter(|code| !code.is_empty());
    let whose = (ChildId(child), purpose);
    let taken = documents::put_in(&state, &visitor.actor, whose, query.once(), request).await;
    match taken {
        Ok(stored) => {
            let mut response = redirect(&format!("/cases/{child}?done=contributed"));
            put_entry(&mut response, Some(stored.index));
            Ok(response)
        }
        Err((problem, said)) => {
            let wrong = wrong_of(&visitor, &problem).ok_or(problem)?;
            shown(&state, &visitor, child, &query, said, wrong).await
        }
    }
}

/// What is wrong with the form, in words; `None` where it is no fault of the form.
fn wrong_of(visitor: &Visitor, problem: &Problem) -> Option<Wrongs> {
    let t = visitor.texts();
    let mut wrong = Wrongs::default();
    let (field, words) = match (problem.code.as_str(), problem.field.as_deref()) {
        (_, Some("title")) => ("title", fl!(t, "contribute-wrong-title")),
        (_, Some("category")) => ("category", fl!(t, "contribute-wrong-category")),
        (_, Some("date")) => ("date", fl!(t, "contribute-wrong-date")),
        (_, Some("file")) => ("file", fl!(t, "contribute-wrong-file")),
        ("too-large", _) => ("file", fl!(t, "contribute-too-large")),
        ("upload-incomplete" | "body-too-slow", _) => ("file", fl!(t, "contribute-incomplete")),
        (code, _) if problem.status == 415 => ("file", file_words(visitor, code)),
        _ => return None,
    };
    wrong.add(field, words);
    Some(wrong)
}

/// Why a file is not taken.
fn file_words(visitor: &Visitor, code: &str) -> String {
    let t = visitor.texts();
    match code {
        "file-empty" => fl!(t, "contribute-wrong-file"),
        "file-heic" => fl!(t, "contribute-heic"),
        "file-truncated" | "file-damaged" => fl!(t, "contribute-damaged"),
        "file-too-many-pixels" => fl!(t, "contribute-pixels"),
        _ => fl!(t, "contribute-wrong-kind"),
    }
}

async fn shown(
    state: &State,
    visitor: &Visitor,
    child: Uuid,
    query: &Fields,
    said: Said,
    wrong: Wrongs,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let (cases, name, index) = case::named(state, visitor, child).await?;
    let may = cases.iter().filter(|case| case.actions.contains(&ConsentAction::Contribute));
    let asked = query.one("purpose");
    let purpose = may.map(|case| &case.purpose).find(|code| *code == asked);
    let purpose = purpose.ok_or_else(|| Problem { entry: Some(index), ..Problem::not_found() })?;
    let once = form::once(state);
    let categories = app.policies().tables().categories.iter().map(|one| Choice {
        name: category(app, lang, t, &one.code),
        chosen: one.code == said.category,
        value: one.code.clone(),
    });
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        f: frame(visitor, Here::Cases, &format!("/cases/{child}")),
        wrong,
        heading: fl!(t, "contribute-heading", child = name),
        action: format!("/cases/{child}/contribute?purpose={purpose}&once={once}"),
        back: format!("/cases/{child}"),
        title: said.title,
        categories: categories.collect(),
        date: said.date,
        latest: app.clock().now().day_in_norway().to_string(),
    };
    page::show(page, lang, status, Some(index))
}
