//! Declaring an emergency, for units that give health care, and the sheet that it
//! shows. The page says first who is told.

use super::around::{self, Here, frame};
use super::ask::{self, Choice};
use crate::domain::{ChildId, dates};
use crate::flows::emergencies::declare::{self, Declaration, Sought};
use crate::flows::{self, Invalid};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self as page, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "unit/emergency.html")]
struct Page {
    f: Frame,
    wrong: Wrongs,
    once: String,
    number: String,
    units: Vec<Choice>,
    reasons: Vec<Choice>,
    words: String,
    minutes: i64,
}

/// The warning, and the form.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    shown(&state, &visitor, &Fields::default(), Wrongs::default(), StatusCode::OK, None)
}

/// Declares it.
pub(super) async fn declare(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let mut wrong = Wrongs::default();
    let number = ask::number(t, &fields, &mut wrong);
    let unit = ask::unit(t, &visitor, &fields, &mut wrong);
    let reason = fields.one("reason").to_owned();
    if reason.is_empty() {
        wrong.add("reason", fl!(t, "emergency-wrong-reason"));
    }
    let words = ask::words(t, &fields, &mut wrong);
    if words.is_none() && wrong.of("words").is_empty() {
        wrong.add("words", fl!(t, "emergency-wrong-words"));
    }
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let (Some(number), Some(unit), Some(words), true) = (number, unit, words, wrong.is_empty())
    else {
        return shown(&state, &visitor, &fields, wrong, status, None);
    };
    let want = Declaration { child: Sought::Number(number), unit, reason, words };
    match declare::declare(&state.app, &visitor.actor, want, fields.once()).await {
        Ok((declared, index)) => {
            let mut response = redirect(&format!("/cases/emergency/{}", declared.child.0));
            put_entry(&mut response, Some(index));
            Ok(response)
        }
        // One answer for a child that nobody knows and for one whose family has not
        // switched it on.
        Err(flows::Error::NotFound { index }) => {
            wrong.add("main", fl!(t, "emergency-no"));
            shown(&state, &visitor, &fields, wrong, StatusCode::NOT_FOUND, index)
        }
        Err(flows::Error::Refused { reason: crate::domain::Reason::TooManyTries, index }) => {
            wrong.add("main", fl!(t, "emergency-too-many"));
            let status = StatusCode::TOO_MANY_REQUESTS;
            shown(&state, &visitor, &fields, wrong, status, Some(index))
        }
        Err(flows::Error::Invalid(Invalid { code, field, .. })) => {
            let (field, words) = match (code, field) {
                ("person-number-not-synthetic", _) => ("number", fl!(t, "ask-wrong-demo")),
                (_, "words") => ("words", fl!(t, "emergency-wrong-words")),
                _ => ("reason", fl!(t, "emergency-wrong-reason")),
            };
            wrong.add(field, words);
            shown(&state, &visitor, &fields, wrong, status, None)
        }
        Err(error) => Err(error.into()),
    }
}

fn shown(
    state: &State,
    visitor: &Visitor,
    fields: &Fields,
    wrong: Wrongs,
    status: StatusCode,
    entry: Option<i64>,
) -> Result<Response, Problem> {
    // The page is for those who could be allowed; whether they are is for the gate.
    if !around::own_units(visitor).any(|unit| unit.health) {
        return Err(Problem::not_found());
    }
    let tables = state.app.policies().tables();
    let chosen = fields.one("reason");
    let reasons = tables.emergency_reasons.iter().map(|one| Choice {
        value: one.code.clone(),
        name: one.text(visitor.lang).to_owned(),
        chosen: one.code == chosen,
    });
    let page = Page {
        f: frame(visitor, Here::Cases, "/cases/emergency"),
        wrong,
        once: fields.once().unwrap_or_else(|| form::once(state)),
        number: fields.one("number").to_owned(),
        units: ask::units(visitor, fields),
        reasons: reasons.collect(),
        words: fields.one("words").to_owned(),
        minutes: tables.terms.emergency_minutes,
    };
    page::show(page, visitor.lang, status, entry)
}

struct Sheet {
    id: Uuid,
    title: String,
    when: String,
}

#[derive(Template)]
#[template(path = "unit/declared.html")]
struct Declared {
    f: Frame,
    child: Uuid,
    name: String,
    until: String,
    sheets: Vec<Sheet>,
}

/// What an emergency of the visitor's own shows while it lasts.
pub(super) async fn declared(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
) -> Result<Response, Problem> {
    let shown = declare::running(&state.app, &visitor.actor, ChildId(child)).await?;
    let sheets = shown.documents.iter().map(|one| Sheet {
        id: one.id.0,
        title: one.title.clone(),
        when: dates::day_of(one.newest.created, visitor.lang),
    });
    let page = Declared {
        f: frame(&visitor, Here::Cases, &format!("/cases/emergency/{child}")),
        child,
        sheets: sheets.collect(),
        name: shown.child.1,
        until: dates::until(shown.until, visitor.lang),
    };
    page::show(page, visitor.lang, StatusCode::OK, None)
}
