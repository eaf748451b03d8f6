//! The family's switch for emergencies, the sheet that it opens, and what has been
//! opened in emergencies.

use crate::domain::question::EMERGENCY_SHEET;
use crate::domain::{ChildId, dates};
use crate::flows::emergencies::switch::{self, SwitchView};
use crate::flows::{documents, folders};
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

/// Papers that are looked through for sheets.
const LOOKED: usize = 500;

struct Sheet {
    id: Uuid,
    title: String,
    when: String,
}

struct Answer {
    name: String,
    on: bool,
}

struct Taken {
    unit: String,
    person: String,
    reason: String,
    words: String,
    when: String,
}

#[derive(Template)]
#[template(path = "family/emergency.html")]
struct Page {
    f: Frame,
    child: Uuid,
    on: bool,
    /// What the visitor has answered, if anything.
    mine: Option<bool>,
    answers: Vec<Answer>,
    missing: String,
    minutes: i64,
    sheets: Vec<Sheet>,
    taken: Vec<Taken>,
    once: String,
}

/// How it stands.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let (view, index) = switch::show(app, &visitor.actor, folder.child).await?;
    let list = documents::list(app, &visitor.actor, folder.child, None, LOOKED).await?;
    let sheets = list.views.into_iter().filter(|one| one.category == EMERGENCY_SHEET);
    let SwitchView { on, answers, missing, emergencies, .. } = view;
    let mine = answers.iter().find(|(one, _)| one.person == visitor.me.person);
    let mine = mine.map(|(one, _)| one.switched_on);
    let tables = app.policies().tables();
    let taken = emergencies.into_iter().map(|one| Taken {
        unit: one.unit.1,
        person: one.person.1,
        reason: tables
            .emergency_reason(&one.reason)
            .map_or_else(|| fl!(t, "emergency-other"), |known| known.text(lang).to_owned()),
        words: one.words,
        when: dates::instant(one.from, lang),
    });
    let missing: Vec<String> = missing.into_iter().map(|(_, name)| name).collect();
    let page = Page {
        f: Frame::family(&visitor, &folder, Family::More, &format!("/folders/{child}/emergency")),
        child,
        on,
        mine,
        answers: answers
            .into_iter()
            .map(|(one, name)| Answer { name, on: one.switched_on })
            .collect(),
        missing: missing.join(", "),
        minutes: tables.terms.emergency_minutes,
        sheets: sheets
            .map(|one| Sheet {
                id: one.id.0,
                title: one.title,
                when: dates::day_of(one.newest.created, lang),
            })
            .collect(),
        taken: taken.collect(),
        once: form::once(&state),
    };
    frame::show(page, lang, StatusCode::OK, Some(index))
}

/// Answers on or off.
pub(super) async fn set(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let on = match fields.one("to") {
        "on" => true,
        "off" => false,
        _ => return Ok(redirect(&format!("/folders/{child}/emergency"))),
    };
    let answer = (on, visitor.lang.code());
    let (_, index) =
        switch::set(&state.app, &visitor.actor, ChildId(child), answer, fields.once()).await?;
    let mut response = redirect(&format!("/folders/{child}/emergency"));
    put_entry(&mut response, Some(index));
    Ok(response)
}
