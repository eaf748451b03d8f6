//! A coordinator's overview: which consents there are and how they stand, never what
//! they cover; and writing one down for the family to give.

use super::around::{Here, frame, purpose, stands};
use super::ask::{Choice, choices, end, words, wrong_of};
use crate::domain::agency::Level;
use crate::domain::question::ConsentAction;
use crate::domain::time::Day;
use crate::domain::{AgencyId, ChildId, dates};
use crate::flows::consents::{Grantable, State as Stands, Terms, unit_side};
use crate::flows::{self, Invalid, agencies, cases};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self as page, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Most consents that are shown.
const CONSENTS_MAX: usize = 200;
/// Units that a search shows.
const UNITS_MAX: usize = 12;

struct Row {
    unit: String,
    purpose: String,
    state: String,
    until: String,
    last: String,
}

#[derive(Template)]
#[template(path = "unit/overview.html")]
struct Overview {
    f: Frame,
    child: Uuid,
    name: String,
    /// An anchor, a heading, and what stands under it.
    groups: [(&'static str, String, Vec<Row>); 3],
    done: String,
}

/// The consents of one child.
pub(super) async fn overview(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let (name, views, index) =
        cases::overview(app, &visitor.actor, ChildId(child), CONSENTS_MAX).await?;
    let [mut now, mut waiting, mut over] = [Vec::new(), Vec::new(), Vec::new()];
    for view in &views {
        let revision = view.current().or_else(|| view.pending());
        let row = Row {
            unit: view.unit_name.clone(),
            purpose: purpose(app, lang, t, &view.consent.purpose),
            state: stands(t, view.state),
            until: revision.map_or_else(String::new, |one| dates::until(one.valid_until, lang)),
            last: view
                .last_use
                .map_or_else(|| fl!(t, "never-opened"), |(_, at)| dates::instant(at, lang)),
        };
        match view.state {
            Stands::InForce => now.push(row),
            Stands::Draft | Stands::AwaitingApproval | Stands::NotYet | Stands::Frozen => {
                waiting.push(row);
            }
            _ => over.push(row),
        }
    }
    let done = match Fields::of_query(uri.query()).one("done") {
        "drafted" => fl!(t, "overview-done"),
        _ => String::new(),
    };
    let f = frame(&visitor, Here::Cases, &format!("/cases/{child}/overview"));
    let groups = [
        ("now", fl!(t, "overview-now"), now),
        ("waiting", fl!(t, "overview-waiting"), waiting),
        ("over", fl!(t, "overview-over"), over),
    ];
    let page = Overview { f, child, name, groups, done };
    page::show(page, lang, StatusCode::OK, Some(index))
}

#[derive(Template)]
#[template(path = "unit/draft.html")]
struct Draft {
    f: Frame,
    wrong: Wrongs,
    child: Uuid,
    heading: String,
    once: String,
    search: String,
    units: Vec<Choice>,
    purposes: Vec<Choice>,
    categories: Vec<Choice>,
    until: String,
    earliest: String,
    latest: String,
    words: String,
}

/// The form, empty.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
) -> Result<Response, Problem> {
    shown(&state, &visitor, child, &Fields::default(), Wrongs::default()).await
}

/// Writes a consent down, or searches for a unit with everything else kept.
pub(super) async fn draft(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    if fields.has("search") {
        return shown(&state, &visitor, child, &fields, Wrongs::default()).await;
    }
    let want = match wanted(&visitor, &fields) {
        Ok(want) => want,
        Err(wrong) => return shown(&state, &visitor, child, &fields, wrong).await,
    };
    let (actor, id) = (&visitor.actor, ChildId(child));
    match unit_side::draft(&state.app, actor, id, want, fields.once()).await {
        Ok(own) => {
            let mut response = redirect(&format!("/cases/{child}/overview?done=drafted"));
            put_entry(&mut response, Some(own.index));
            Ok(response)
        }
        Err(flows::Error::Invalid(Invalid { field: "agency", .. })) => {
            let mut wrong = Wrongs::default();
            wrong.add("unit", fl!(visitor.texts(), "draft-wrong-unit"));
            shown(&state, &visitor, child, &fields, wrong).await
        }
        Err(error) => {
            let wrong = wrong_of(visitor.texts(), error)?;
            shown(&state, &visitor, child, &fields, wrong).await
        }
    }
}

fn wanted(visitor: &Visitor, fields: &Fields) -> Result<Grantable, Wrongs> {
    let t = visitor.texts();
    let mut wrong = Wrongs::default();
    let unit = fields.ids("unit").next().map(AgencyId);
    if unit.is_none() {
        wrong.add("unit", fl!(t, "draft-wrong-unit"));
    }
    let purpose = fields.one("purpose").to_owned();
    if purpose.is_empty() {
        wrong.add("purpose", fl!(t, "ask-wrong-purpose"));
    }
    let categories: Vec<String> = fields.all("category").map(str::to_owned).collect();
    if categories.is_empty() {
        wrong.add("category", fl!(t, "ask-wrong-category"));
    }
    let until = end(fields.one("until"));
    if until.is_none() {
        wrong.add("until", fl!(t, "ask-wrong-until"));
    }
    let words = words(t, fields, &mut wrong);
    match (unit, until) {
        (Some(agency), Some(valid_until)) if wrong.is_empty() => Ok(Grantable {
            agency,
            purpose,
            terms: Terms {
                documents: Vec::new(),
                categories,
                also_later: false,
                actions: vec![ConsentAction::Open],
                once: false,
                excluded_persons: Vec::new(),
                excluded_units: Vec::new(),
                valid_from: None,
                valid_until,
                words,
                heard: None,
                heard_words: None,
            },
            language: visitor.lang.code(),
        }),
        _ => Err(wrong),
    }
}

async fn shown(
    state: &State,
    visitor: &Visitor,
    child: Uuid,
    fields: &Fields,
    wrong: Wrongs,
) -> Result<Response, Problem> {
    let (app, t) = (&state.app, visitor.texts());
    let (name, _, index) = cases::overview(app, &visitor.actor, ChildId(child), 0).await?;
    let search: String = fields.one("q").chars().take(80).collect();
    let chosen = fields.ids("unit").next().map(AgencyId);
    let (found, _) = agencies::search(app, Level::Unit, &search, None, UNITS_MAX).await?;
    let mut units: Vec<Choice> = Vec::new();
    for one in found {
        let above = one.organisation.map(|(_, name)| name).unwrap_or_default();
        units.push(Choice {
            value: one.agency.id.to_string(),
            chosen: chosen == Some(one.agency.id),
            name: if above.is_empty() {
                one.agency.name
            } else {
                format!("{} – {above}", one.agency.name)
            },
        });
    }
    if let Some(chosen) = chosen
        && !units.iter().any(|unit| unit.chosen)
        && let Ok(name) = agencies::name(app, chosen).await
    {
        units.insert(0, Choice { value: chosen.to_string(), name, chosen: true });
    }
    let (purposes, categories) = choices(state, visitor, fields);
    let today = app.clock().now().day_in_norway();
    let latest = Day::from_days(today.as_days() + 366).unwrap_or(today);
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Draft {
        f: frame(visitor, Here::Cases, &format!("/cases/{child}/draft")),
        wrong,
        child,
        heading: fl!(t, "draft-heading", child = name),
        once: fields.once().unwrap_or_else(|| form::once(state)),
        search,
        units,
        purposes,
        categories,
        until: fields.one("until").to_owned(),
        earliest: today.to_string(),
        latest: latest.to_string(),
        words: fields.one("words").to_owned(),
    };
    page::show(page, visitor.lang, status, Some(index))
}
