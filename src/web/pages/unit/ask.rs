//! Asking a family: for a child that is shared with the unit, for one by its person
//! number, or for the renewal of a consent. A person number stands in the body of the
//! form alone, and what comes after it is the same whether anybody knows the child.

use super::around::{self, Here, category, frame, purpose};
use super::case;
use crate::domain::pid::Pid;
use crate::domain::text::Words;
use crate::domain::time::Day;
use crate::domain::{AgencyId, ChildId, ConsentId, Timestamp};
use crate::flows::App;
use crate::flows::cases::Case;
use crate::flows::requests::{self, Addressed, Asking};
use crate::flows::{self, Invalid};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self as page, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Something to choose.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// Whom a form is about.
enum About {
    /// The child, its name, and the page from which the visitor knows it.
    Child(Uuid, String, String),
    Number,
    /// The child, its name, and the consent that ends.
    Renewal(Uuid, String, Box<Case>),
}

#[derive(Template)]
#[template(path = "unit/ask.html")]
struct Page {
    f: Frame,
    wrong: Wrongs,
    title: String,
    heading: String,
    action: String,
    back: String,
    once: String,
    by_number: bool,
    number: String,
    renewal: String,
    units: Vec<Choice>,
    purposes: Vec<Choice>,
    categories: Vec<Choice>,
    until: String,
    earliest: String,
    latest: String,
    words: String,
}

/// Asks for more about a child that is shared with the unit.
pub(super) async fn about_child(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
) -> Result<Response, Problem> {
    let (name, back, index) = case::name(&state, &visitor, child).await?;
    let about = About::Child(child, name, back);
    shown(&state, &visitor, &about, &Fields::default(), Wrongs::default(), Some(index))
}

/// Asks for a child by its number.
pub(super) async fn about_number(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    shown(&state, &visitor, &About::Number, &Fields::default(), Wrongs::default(), None)
}

/// Asks for the renewal of a consent.
pub(super) async fn renewal(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path((child, consent)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let (about, index) = renewed(&state, &visitor, child, consent).await?;
    shown(&state, &visitor, &about, &Fields::default(), Wrongs::default(), Some(index))
}

/// The consent that is to be renewed. One to a body above the visitor's unit is asked
/// for anew, in the name of the unit.
async fn renewed(
    state: &State,
    visitor: &Visitor,
    child: Uuid,
    consent: Uuid,
) -> Result<(About, i64), Problem> {
    let (cases, name, index) = case::named(state, visitor, child).await?;
    let found = cases.into_iter().find(|case| case.consent == ConsentId(consent));
    let found = found.ok_or_else(|| Problem { entry: Some(index), ..Problem::not_found() })?;
    let own = around::own_units(visitor).any(|unit| unit.id == found.unit.0);
    let about = if own {
        About::Renewal(child, name, Box::new(found))
    } else {
        About::Child(child, name, format!("/cases/{child}"))
    };
    Ok((about, index))
}

/// Sends a request about a child that is shared with the unit.
pub(super) async fn send_about_child(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (name, back, index) = case::name(&state, &visitor, child).await?;
    send(&state, &visitor, &About::Child(child, name, back), &fields, Some(index)).await
}

/// Sends a request about a child by its number.
pub(super) async fn send_about_number(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Problem> {
    send(&state, &visitor, &About::Number, &fields, None).await
}

/// Sends a request for a renewal.
pub(super) async fn send_renewal(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path((child, consent)): Path<(Uuid, Uuid)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (about, index) = renewed(&state, &visitor, child, consent).await?;
    send(&state, &visitor, &about, &fields, Some(index)).await
}

async fn send(
    state: &State,
    visitor: &Visitor,
    about: &About,
    fields: &Fields,
    seen: Option<i64>,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let asking = match asking(visitor, about, fields) {
        Ok(asking) => asking,
        Err(wrong) => return shown(state, visitor, about, fields, wrong, seen),
    };
    match requests::send(&state.app, &visitor.actor, asking, fields.once()).await {
        Ok(own) => {
            let to = match about {
                About::Number => "/cases/requests?done=asked".to_owned(),
                About::Child(..) if around::coordinates(visitor) => {
                    "/cases/requests?done=asked".to_owned()
                }
                About::Child(child, ..) | About::Renewal(child, ..) => {
                    format!("/cases/{child}?done=asked")
                }
            };
            let mut response = redirect(&to);
            put_entry(&mut response, Some(own.index));
            Ok(response)
        }
        Err(error) => {
            let wrong = wrong_of(t, error)?;
            shown(state, visitor, about, fields, wrong, seen)
        }
    }
}

/// What the fields ask for, or what is wrong with them.
fn asking(visitor: &Visitor, about: &About, fields: &Fields) -> Result<Asking, Wrongs> {
    let t = visitor.texts();
    let mut wrong = Wrongs::default();
    let child = match about {
        About::Child(child, ..) => Some(Addressed::Id(ChildId(*child))),
        About::Renewal(..) => Some(Addressed::Renewed),
        About::Number => number(t, fields, &mut wrong).map(Addressed::Number),
    };
    let (unit, purpose, renews) = match about {
        About::Renewal(_, _, case) => (Some(case.unit.0), None, Some(case.consent)),
        _ => (unit(t, visitor, fields, &mut wrong), Some(fields.one("purpose")), None),
    };
    if purpose == Some("") {
        wrong.add("purpose", fl!(t, "ask-wrong-purpose"));
    }
    let categories: Vec<String> = fields.all("category").map(str::to_owned).collect();
    if renews.is_none() && categories.is_empty() {
        wrong.add("category", fl!(t, "ask-wrong-category"));
    }
    let until = end(fields.one("until"));
    if until.is_none() {
        wrong.add("until", fl!(t, "ask-wrong-until"));
    }
    let words = words(t, fields, &mut wrong);
    match (child, unit, until) {
        (Some(child), Some(unit), Some(until)) if wrong.is_empty() => Ok(Asking {
            child,
            unit,
            purpose: purpose.map(str::to_owned),
            categories,
            until,
            words,
            renews,
        }),
        _ => Err(wrong),
    }
}

/// A person number from a form; blanks in it do not matter.
pub(super) fn number(t: Texts, fields: &Fields, wrong: &mut Wrongs) -> Option<Pid> {
    let digits: String = fields.one("number").split_whitespace().collect();
    let number = Pid::try_from(digits).ok();
    if number.is_none() {
        wrong.add("number", fl!(t, "ask-wrong-number"));
    }
    number
}

/// The unit in whose name: the only one, or the one that was chosen.
pub(super) fn unit(
    t: Texts,
    visitor: &Visitor,
    fields: &Fields,
    wrong: &mut Wrongs,
) -> Option<AgencyId> {
    let mut own = around::own_units(visitor);
    let chosen = fields.ids("unit").next().map(AgencyId);
    let found = match chosen {
        Some(chosen) => own.find(|unit| unit.id == chosen),
        None => own.next().filter(|_| own.next().is_none()),
    };
    if found.is_none() {
        wrong.add("unit", fl!(t, "ask-wrong-unit"));
    }
    found.map(|unit| unit.id)
}

/// Free words, if there are any.
pub(super) fn words(t: Texts, fields: &Fields, wrong: &mut Wrongs) -> Option<Words> {
    let words = Words::new(fields.one("words"));
    if words.is_err() {
        wrong.add("words", fl!(t, "ask-wrong-words", most = Words::MAX_CHARS));
    }
    words.ok().filter(|words| !words.is_empty())
}

/// The end of a day in Norway.
pub(super) fn end(text: &str) -> Option<Timestamp> {
    let day: Day = text.parse().ok()?;
    Some(Day::from_days(day.as_days() + 1)?.begins_in_norway())
}

/// What is wrong, in words; what is no fault of the form is a problem.
pub(super) fn wrong_of(t: Texts, error: flows::Error) -> Result<Wrongs, Problem> {
    let mut wrong = Wrongs::default();
    match &error {
        flows::Error::Invalid(Invalid { code, field, .. }) => {
            let (field, words) = match (*code, *field) {
                ("request-to-oneself", _) => ("number", fl!(t, "ask-wrong-own")),
                // Handed back or ended between the page and the answer.
                ("unknown-consent", _) => ("main", fl!(t, "ask-gone")),
                ("unknown-child", _) => ("number", fl!(t, "ask-wrong-child")),
                ("person-number-not-synthetic", _) => ("number", fl!(t, "ask-wrong-demo")),
                ("window-too-long", _) => ("until", fl!(t, "ask-wrong-long")),
                ("until-not-later", _) => ("until", fl!(t, "ask-wrong-not-later")),
                (_, "until" | "valid_until") => ("until", fl!(t, "ask-wrong-until")),
                ("category-does-not-fit", _) => ("category", fl!(t, "ask-wrong-fit")),
                (_, "categories" | "documents") => ("category", fl!(t, "ask-wrong-category")),
                (_, "purpose") => ("purpose", fl!(t, "ask-wrong-purpose")),
                _ => return Err(error.into()),
            };
            wrong.add(field, words);
        }
        flows::Error::TooOften { code, .. } => {
            let words = match *code {
                "request-cap-day" => fl!(t, "ask-cap-day"),
                "request-cap-open" => fl!(t, "ask-cap-open"),
                _ => fl!(t, "ask-cap-period"),
            };
            wrong.add("main", words);
        }
        flows::Error::Conflict { code: "consent-not-renewable", .. } => {
            wrong.add("main", fl!(t, "ask-not-renewable"));
        }
        _ => return Err(error.into()),
    }
    Ok(wrong)
}

/// The form, with what was filled in and what is wrong with it.
fn shown(
    state: &State,
    visitor: &Visitor,
    about: &About,
    fields: &Fields,
    wrong: Wrongs,
    seen: Option<i64>,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let today = app.clock().now().day_in_norway();
    let day = |ahead: i64| Day::from_days(today.as_days() + ahead).unwrap_or(today).to_string();
    let (heading, action, back, renewal) = match about {
        About::Child(child, name, back) => {
            let heading = fl!(t, "ask-heading-child", child = name.as_str());
            (heading, format!("/cases/{child}/ask"), back.clone(), String::new())
        }
        About::Number => {
            let heading = fl!(t, "ask-heading-number");
            (heading, "/cases/ask".to_owned(), "/cases".to_owned(), String::new())
        }
        About::Renewal(child, name, case) => {
            let consent = case.consent;
            let heading = fl!(t, "ask-heading-renewal", child = name.as_str());
            let what = purpose(app, lang, t, &case.purpose);
            let now = crate::domain::dates::until(case.valid_until, lang);
            let same = fl!(t, "ask-renewal-same", purpose = what, until = now);
            let action = format!("/cases/{child}/renew/{consent}");
            (heading, action, format!("/cases/{child}"), same)
        }
    };
    let title = match about {
        About::Child(..) => fl!(t, "ask-title-child"),
        About::Number => fl!(t, "ask-title"),
        About::Renewal(..) => fl!(t, "ask-title-renewal"),
    };
    let (purposes, categories) =
        if renewal.is_empty() { choices(state, visitor, fields) } else { (Vec::new(), Vec::new()) };
    let until = match (fields.one("until"), about) {
        ("", About::Renewal(_, _, case)) if !fields.has("once") => later(app, case).to_string(),
        (until, _) => until.to_owned(),
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        f: frame(visitor, Here::Requests, &action),
        wrong,
        title,
        heading,
        back,
        once: fields.once().unwrap_or_else(|| form::once(state)),
        by_number: matches!(about, About::Number),
        number: fields.one("number").to_owned(),
        units: if renewal.is_empty() { units(visitor, fields) } else { Vec::new() },
        renewal,
        purposes,
        categories,
        until,
        earliest: day(0),
        latest: day(366),
        words: fields.one("words").to_owned(),
        action,
    };
    page::show(page, lang, status, seen)
}

/// As long again as the purpose usually takes, from the end that stands now.
fn later(app: &App, case: &Case) -> Day {
    let today = app.clock().now().day_in_norway();
    let purpose = app.policies().tables().purpose(&case.purpose);
    let (usual, longest) = purpose.map_or((90, 366), |one| (one.default_days, one.longest_days));
    let end = case.valid_until.day_in_norway().as_days().saturating_add(usual);
    // The last day of those that are allowed is over a day later.
    let last = today.as_days().saturating_add(longest - 1);
    Day::from_days(end.min(last)).unwrap_or(today)
}

/// The units in whose name one can ask, when there are several.
pub(super) fn units(visitor: &Visitor, fields: &Fields) -> Vec<Choice> {
    let chosen = fields.one("unit");
    let own = around::own_units(visitor).map(|unit| Choice {
        value: unit.id.to_string(),
        name: unit.name.clone(),
        chosen: unit.id.to_string() == chosen,
    });
    let own: Vec<Choice> = own.collect();
    if own.len() > 1 { own } else { Vec::new() }
}

/// What one can ask for: purposes and categories.
pub(super) fn choices(
    state: &State,
    visitor: &Visitor,
    fields: &Fields,
) -> (Vec<Choice>, Vec<Choice>) {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let tables = app.policies().tables();
    let asked = fields.one("purpose");
    let purposes = tables.purposes.iter().map(|one| Choice {
        value: one.code.clone(),
        name: one.text(lang).to_owned(),
        chosen: one.code == asked,
    });
    let ticked: Vec<&str> = fields.all("category").collect();
    let categories = tables.categories.iter().map(|one| Choice {
        value: one.code.clone(),
        name: category(app, lang, t, &one.code),
        chosen: ticked.contains(&one.code.as_str()),
    });
    (purposes.collect(), categories.collect())
}
