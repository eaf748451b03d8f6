//! Bodies: find one, add one, let one take part or not.

use super::{Here, frame};
use crate::domain::AgencyId;
use crate::domain::agency::{Kind, Level};
use crate::flows::Error;
use crate::flows::agencies::{self, NewAgency};
use crate::flows::operate;
use crate::flows::operators::Hand;
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self as around, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Bodies that one page shows.
const SHOWN: usize = 200;

/// One body in the list.
struct Line {
    id: Uuid,
    name: String,
    level: String,
    kind: String,
    orgnr: String,
    stands: String,
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
    name: String,
    orgnr: String,
    parent: String,
    level: String,
    kind: String,
    once: Option<String>,
}

#[derive(Template)]
#[template(path = "operate/agencies.html")]
struct Page {
    f: Frame,
    query: String,
    lines: Vec<Line>,
    more: bool,
    wrong: Wrongs,
    name: String,
    orgnr: String,
    levels: Vec<Choice>,
    kinds: Vec<Choice>,
    parents: Vec<Choice>,
    once: String,
}

fn level(t: Texts, level: Level) -> String {
    match level {
        Level::Organisation => fl!(t, "operate-level-organisation"),
        Level::SubOrganisation => fl!(t, "operate-level-sub-organisation"),
        Level::Unit => fl!(t, "operate-level-unit"),
    }
}

fn kind(t: Texts, kind: Kind) -> String {
    match kind {
        Kind::Hospital => fl!(t, "operate-kind-hospital"),
        Kind::HealthMunicipal => fl!(t, "operate-kind-health-municipal"),
        Kind::Welfare => fl!(t, "operate-kind-welfare"),
        Kind::Education => fl!(t, "operate-kind-education"),
        Kind::Statped => fl!(t, "operate-kind-statped"),
        Kind::ChildPsychiatry => fl!(t, "operate-kind-child-psychiatry"),
        Kind::ChildWelfare => fl!(t, "operate-kind-child-welfare"),
        Kind::Other => fl!(t, "operate-kind-other"),
    }
}

fn stands(t: Texts, active: bool) -> String {
    if active { fl!(t, "operate-active") } else { fl!(t, "operate-inactive") }
}

/// All bodies, or those that were looked for.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let query: String = Fields::of_query(uri.query()).one("q").chars().take(100).collect();
    shown(&state, &visitor, &query, Filled::default()).await
}

async fn shown(
    state: &State,
    visitor: &Visitor,
    query: &str,
    filled: Filled,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let (found, index) = operate::bodies(&state.app, &visitor.actor, query).await?;
    let above = agencies::list(&state.app, "").await?;
    let choose = |value: &str, name: String, chosen: &str| Choice {
        value: value.to_owned(),
        name,
        chosen: value == chosen,
    };
    let mut parents: Vec<Choice> = above
        .into_iter()
        .filter(|body| body.level != Level::Unit)
        .map(|body| choose(&body.id.to_string(), body.name, &filled.parent))
        .collect();
    parents.sort_by(|a, b| a.name.cmp(&b.name));
    parents.truncate(500);
    let status =
        if filled.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        f: frame(visitor, Here::Agencies, "/operate/agencies"),
        query: query.to_owned(),
        more: found.len() > SHOWN,
        lines: found
            .into_iter()
            .take(SHOWN)
            .map(|body| Line {
                id: body.id.0,
                name: body.name,
                level: level(t, body.level),
                kind: kind(t, body.kind),
                orgnr: body.orgnr.unwrap_or_default(),
                stands: stands(t, body.active),
            })
            .collect(),
        levels: Level::ALL
            .iter()
            .map(|one| choose(one.code(), level(t, *one), &filled.level))
            .collect(),
        kinds: Kind::ALL
            .iter()
            .map(|one| choose(one.code(), kind(t, *one), &filled.kind))
            .collect(),
        parents,
        once: filled.once.unwrap_or_else(|| form::once(state)),
        name: filled.name,
        orgnr: filled.orgnr,
        wrong: filled.wrong,
    };
    around::show(page, visitor.lang, status, Some(index))
}

/// Adds a body.
pub(super) async fn add(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let mut wrong = Wrongs::default();
    let (level, kind) =
        (Level::from_code(fields.one("level")), Kind::from_code(fields.one("kind")));
    if level.is_none() {
        wrong.add("level", fl!(t, "operate-wrong-level"));
    }
    if kind.is_none() {
        wrong.add("kind", fl!(t, "operate-wrong-kind"));
    }
    let parent = match fields.one("parent") {
        "" => None,
        text => {
            let id = text.parse().ok();
            if id.is_none() {
                wrong.add("parent", fl!(t, "operate-wrong-parent"));
            }
            id.map(AgencyId)
        }
    };
    let orgnr: String = fields.one("orgnr").chars().filter(|c| !c.is_whitespace()).collect();
    if let (Some(level), Some(kind), true) = (level, kind, wrong.is_empty()) {
        let new = NewAgency {
            parent,
            level,
            kind,
            orgnr: Some(orgnr).filter(|orgnr| !orgnr.is_empty()),
            name: fields.one("name").to_owned(),
        };
        let hand = Hand::from((&visitor.actor, fields.once()));
        match agencies::add_by(&state.app, &hand, new).await {
            Ok(id) => return Ok(redirect(&format!("/operate/agencies/{id}"))),
            Err(Error::Invalid(invalid)) => match invalid.field {
                "name" => wrong.add("name", fl!(t, "operate-wrong-name")),
                "orgnr" => wrong.add("orgnr", fl!(t, "operate-wrong-orgnr")),
                "parent" => wrong.add("parent", fl!(t, "operate-wrong-parent")),
                _ => return Err(Error::Invalid(invalid).into()),
            },
            Err(Error::Conflict { code: "orgnr-taken", .. }) => {
                wrong.add("orgnr", fl!(t, "operate-wrong-taken"));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let kept = |name: &str| fields.one(name).to_owned();
    let filled = Filled {
        wrong,
        name: kept("name"),
        orgnr: kept("orgnr"),
        parent: kept("parent"),
        level: kept("level"),
        kind: kept("kind"),
        once: fields.once(),
    };
    shown(&state, &visitor, "", filled).await
}

#[derive(Template)]
#[template(path = "operate/agency.html")]
struct One {
    f: Frame,
    id: Uuid,
    name: String,
    level: String,
    kind: String,
    orgnr: String,
    stands: String,
    active: bool,
    once: String,
}

/// One body.
pub(super) async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let (body, index) = operate::body(&state.app, &visitor.actor, AgencyId(id)).await?;
    let page = One {
        f: frame(&visitor, Here::Agencies, &format!("/operate/agencies/{id}")),
        id,
        level: level(t, body.level),
        kind: kind(t, body.kind),
        stands: stands(t, body.active),
        active: body.active,
        once: form::once(&state),
        orgnr: body.orgnr.unwrap_or_default(),
        name: body.name,
    };
    around::show(page, visitor.lang, StatusCode::OK, Some(index))
}

/// Lets a body take part, or not.
pub(super) async fn set_active(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let active = match fields.one("active") {
        "yes" => true,
        "no" => false,
        // Sent without a button: which it was is not for us to guess.
        _ => return Ok(redirect(&format!("/operate/agencies/{id}"))),
    };
    let hand = Hand::from((&visitor.actor, fields.once()));
    agencies::set_active_by(&state.app, &hand, AgencyId(id), active).await?;
    Ok(redirect(&format!("/operate/agencies/{id}")))
}
