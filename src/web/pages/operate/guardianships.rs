//! Guardianships by four eyes: one operator enters what was seen, another confirms it.

use super::{Here, frame};
use crate::domain::pid::Pid;
use crate::domain::time::Day;
use crate::domain::{ChildId, GuardianshipId, PersonId, dates};
use crate::flows::Error;
use crate::flows::guardianships::evidence::{self, Numbers};
use crate::flows::guardianships::{self as flow, NewGuardianship};
use crate::flows::operate::{self, Waiting};
use crate::flows::operators::Hand;
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self as around, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

const HERE: &str = "/operate/guardianships";

/// One guardianship.
struct Line {
    id: Uuid,
    person: String,
    /// Code of the folder: whose it is does not stand here.
    folder: String,
    kind: String,
    evidence: String,
    lasts: String,
    entered_by: String,
    review: String,
    /// May this operator do anything about it?
    may: bool,
}

/// Something to choose.
struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

/// What was filled in.
#[derive(Default)]
struct Filled {
    wrong: Wrongs,
    note: String,
    child: String,
    person: String,
    kind: String,
    evidence: String,
    from: String,
    until: String,
    once: Option<String>,
}

#[derive(Template)]
#[template(path = "operate/guardianships.html")]
struct Page {
    f: Frame,
    wrong: Wrongs,
    note: String,
    waiting: Vec<Line>,
    due: Vec<Line>,
    child: String,
    person: String,
    kinds: Vec<Choice>,
    evidences: Vec<Choice>,
    from: String,
    until: String,
    once: String,
}

/// What waits, what is due, and the form for a new one.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    shown(&state, &visitor, StatusCode::OK, Filled::default()).await
}

async fn shown(
    state: &State,
    visitor: &Visitor,
    status: StatusCode,
    filled: Filled,
) -> Result<Response, Problem> {
    let (t, lang) = (visitor.texts(), visitor.lang);
    let (waiting, due, index) = operate::guardianships(&state.app, &visitor.actor).await?;
    let tables = state.app.policies().tables();
    let choose = |value: &str, name: String, chosen: &str| Choice {
        value: value.to_owned(),
        name,
        chosen: value == chosen,
    };
    let mut seen: Vec<&String> =
        tables.guardianships.iter().flat_map(|one| &one.evidence).collect();
    seen.sort();
    seen.dedup();
    let page = Page {
        f: frame(visitor, Here::Guardianships, HERE),
        waiting: waiting.into_iter().map(|one| line(state, visitor, one)).collect(),
        due: due.into_iter().map(|one| line(state, visitor, one)).collect(),
        kinds: tables
            .guardianships
            .iter()
            .map(|one| choose(&one.code, one.text(lang).to_owned(), &filled.kind))
            .collect(),
        evidences: seen
            .into_iter()
            .map(|code| choose(code, evidence_name(t, code), &filled.evidence))
            .collect(),
        once: filled.once.unwrap_or_else(|| form::once(state)),
        wrong: filled.wrong,
        note: filled.note,
        child: filled.child,
        person: filled.person,
        from: filled.from,
        until: filled.until,
    };
    around::show(page, lang, status, Some(index))
}

fn line(state: &State, visitor: &Visitor, one: Waiting) -> Line {
    let (t, lang, row) = (visitor.texts(), visitor.lang, &one.row);
    let tables = state.app.policies().tables();
    let kind = tables.guardianships.iter().find(|kind| kind.code == row.kind);
    let from = dates::day_of(row.from, lang);
    Line {
        id: row.id.0,
        folder: row.child.to_string(),
        kind: kind
            .map_or_else(|| fl!(t, "operate-evidence-other"), |one| one.text(lang).to_owned()),
        evidence: row.evidence.as_deref().map(|code| evidence_name(t, code)).unwrap_or_default(),
        lasts: match row.until {
            Some(until) => {
                fl!(t, "operate-lasts-until", from = from, until = dates::until(until, lang))
            }
            None => fl!(t, "operate-lasts-from", from = from),
        },
        entered_by: one.entered_by.unwrap_or_default(),
        review: row.review_by.map(|at| dates::day_of(at, lang)).unwrap_or_default(),
        may: !one.own || (row.verified.is_some() && row.person != visitor.me.person),
        person: one.person,
    }
}

/// What an operator has seen.
fn evidence_name(t: Texts, code: &str) -> String {
    match code {
        "population-register" => fl!(t, "operate-evidence-population-register"),
        "court-judgment" => fl!(t, "operate-evidence-court-judgment"),
        "agreement" => fl!(t, "operate-evidence-agreement"),
        "seen-in-person" => fl!(t, "operate-evidence-seen-in-person"),
        "appointment" => fl!(t, "operate-evidence-appointment"),
        "child-welfare-decision" => fl!(t, "operate-evidence-child-welfare-decision"),
        "power-of-attorney" => fl!(t, "operate-evidence-power-of-attorney"),
        _ => fl!(t, "operate-evidence-other"),
    }
}

/// What stands in the way, where an operator can do something about it.
fn against(t: Texts, error: &Error) -> Option<String> {
    let code = match error {
        Error::Recorded { source, .. } => return against(t, source),
        Error::Conflict { code, .. } => code,
        _ => return None,
    };
    Some(match *code {
        "own-guardianship" => fl!(t, "operate-against-own"),
        "numbers-differ" => fl!(t, "operate-against-numbers"),
        "four-eyes" => fl!(t, "operate-against-four-eyes"),
        "guardianship-over" => fl!(t, "operate-against-over"),
        "guardianship-confirmed" => fl!(t, "operate-against-confirmed"),
        "guardianship-not-confirmed" => fl!(t, "operate-against-not-confirmed"),
        "guardianship-overlaps" => fl!(t, "operate-against-overlaps"),
        _ => return None,
    })
}

/// Enters a guardianship.
pub(super) async fn enter(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let mut wrong = Wrongs::default();
    let mut id = |name: &'static str| -> Option<Uuid> {
        let id = fields.one(name).parse().ok();
        if id.is_none() {
            wrong.add(name, fl!(t, "audit-wrong-id"));
        }
        id
    };
    let (child, person) = (id("child"), id("person"));
    let day = |name: &str| fields.one(name).parse::<Day>().ok();
    let from = day("from");
    if from.is_none() {
        wrong.add("from", fl!(t, "audit-wrong-day"));
    }
    let until = day("until").and_then(|day| Day::from_days(day.as_days() + 1));
    if until.is_none() && fields.has("until") {
        wrong.add("until", fl!(t, "audit-wrong-day"));
    }
    for (name, text) in
        [("kind", fl!(t, "operate-wrong-role")), ("evidence", fl!(t, "operate-wrong-evidence"))]
    {
        if !fields.has(name) {
            wrong.add(name, text);
        }
    }
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let mut note = String::new();
    if let (Some(child), Some(person), Some(from), true) = (child, person, from, wrong.is_empty()) {
        let new = NewGuardianship {
            child: ChildId(child),
            person: PersonId(person),
            kind: fields.one("kind").to_owned(),
            evidence: fields.one("evidence").to_owned(),
            from: from.begins_in_norway(),
            until: until.map(Day::begins_in_norway),
        };
        let hand = Hand::from((&visitor.actor, fields.once()));
        match flow::enter(&state.app, hand, new).await {
            Ok(_) => return Ok(redirect(HERE)),
            Err(Error::NotFound { index: None }) => {
                wrong.add("child", fl!(t, "operate-wrong-child"));
            }
            Err(Error::Invalid(invalid)) => match invalid.field {
                "kind" => wrong.add("kind", fl!(t, "operate-wrong-role")),
                "evidence" => wrong.add("evidence", fl!(t, "operate-wrong-evidence")),
                "until" => wrong.add("until", fl!(t, "audit-wrong-order")),
                "person" => wrong.add("person", fl!(t, "operate-wrong-person")),
                _ => return Err(Error::Invalid(invalid).into()),
            },
            Err(error) => {
                note = against(t, &error).ok_or_else(|| Problem::from(error))?;
                status = StatusCode::CONFLICT;
            }
        }
    }
    let kept = |name: &str| fields.one(name).to_owned();
    let filled = Filled {
        wrong,
        note,
        child: kept("child"),
        person: kept("person"),
        kind: kept("kind"),
        evidence: kept("evidence"),
        from: kept("from"),
        until: kept("until"),
        once: fields.once(),
    };
    shown(&state, &visitor, status, filled).await
}

/// The list again after an act, or what stood in its way.
async fn after<T>(
    state: &State,
    visitor: &Visitor,
    done: Result<T, Error>,
) -> Result<Response, Problem> {
    match done {
        Ok(_) => Ok(redirect(HERE)),
        Err(error) => {
            let note = against(visitor.texts(), &error).ok_or_else(|| Problem::from(error))?;
            let filled = Filled { note, ..Filled::default() };
            shown(state, visitor, StatusCode::CONFLICT, filled).await
        }
    }
}

/// Confirms what another operator has entered, with the numbers on the own evidence.
pub(super) async fn confirm(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let number = |name: &str| {
        let digits: String = fields.one(name).split_whitespace().collect();
        Pid::try_from(digits).ok()
    };
    let (Some(child), Some(person)) = (number("child-number"), number("person-number")) else {
        let note = fl!(visitor.texts(), "operate-wrong-numbers");
        let filled = Filled { note, ..Filled::default() };
        return shown(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, filled).await;
    };
    let hand = Hand::from((&visitor.actor, fields.once()));
    let numbers = Numbers { child, person };
    let done = evidence::confirm(&state.app, hand, GuardianshipId(id), numbers).await;
    after(&state, &visitor, done).await
}

/// Notes that it was looked at again.
pub(super) async fn review(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let hand = Hand::from((&visitor.actor, fields.once()));
    let done = flow::review(&state.app, hand, GuardianshipId(id)).await;
    after(&state, &visitor, done).await
}

/// Ends it now.
pub(super) async fn end(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let hand = Hand::from((&visitor.actor, fields.once()));
    let done = flow::end(&state.app, hand, GuardianshipId(id)).await;
    after(&state, &visitor, done).await
}
