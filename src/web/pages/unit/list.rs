//! All cases on one page: what is new first, then what ends soon, then the rest.

use super::around::{self, Here, frame};
use crate::domain::dates;
use crate::domain::request::State as Life;
use crate::domain::time::DAY_MICROS;
use crate::domain::{ChildId, RequestId, Timestamp};
use crate::flows::cases::{self, Case};
use crate::flows::requests;
use crate::web::State;
use crate::web::pages::form::Fields;
use crate::web::pages::frame::{self as page, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use std::collections::HashMap;
use uuid::Uuid;

/// A case that ends within so many days stands apart.
const SOON_DAYS: i64 = 14;
/// Most requests that are counted.
const REQUESTS_MAX: usize = 500;

/// One child.
struct Row {
    child: Uuid,
    name: String,
    units: String,
    new: usize,
    until: String,
    days: i64,
    last: String,
    asked: usize,
}

struct Group {
    id: &'static str,
    heading: String,
    rows: Vec<Row>,
}

/// A child for whom the visitor coordinates.
struct Coordinated {
    child: Uuid,
    name: String,
    until: String,
}

#[derive(Template)]
#[template(path = "unit/list.html")]
struct Page {
    f: Frame,
    groups: Vec<Group>,
    /// Which groups can be shown: code, name, is it shown?
    filters: Vec<(&'static str, String, bool)>,
    show: &'static str,
    search: String,
    all: usize,
    found: usize,
    several_units: bool,
    coordinated: Vec<Coordinated>,
    health: bool,
    done: String,
}

/// The groups, as codes of an address.
fn show_of(fields: &Fields) -> &'static str {
    match fields.one("show") {
        "new" => "new",
        "ending" => "ending",
        _ => "all",
    }
}

/// The list; which group of it stands in the address as a code.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    listed(&state, &visitor, &Fields::of_query(uri.query()), "").await
}

/// The list of those whose name is searched for. It is posted although nothing
/// changes, and so answered without a redirect: a name in an address would stay in
/// histories and in logs of what lies between.
pub(super) async fn search(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Problem> {
    let search: String = fields.one("q").chars().take(80).collect();
    listed(&state, &visitor, &fields, &search).await
}

async fn listed(
    state: &State,
    visitor: &Visitor,
    fields: &Fields,
    search: &str,
) -> Result<Response, Problem> {
    let (app, t, show) = (&state.app, visitor.texts(), show_of(fields));
    let now = app.clock().now();
    let (cases, mut last) = cases::list(app, &visitor.actor).await?;
    let asked = if cases.is_empty() {
        HashMap::new()
    } else {
        let (asked, index) = open_requests(state, visitor).await?;
        last = index;
        asked
    };
    let mut coordinated = Vec::new();
    // Whoever the family has let coordinate does, whatever the unit calls the person.
    if around::units(visitor).next().is_some() {
        let (found, index) = cases::coordinated(app, &visitor.actor).await?;
        last = index;
        coordinated.extend(found.into_iter().map(|one| Coordinated {
            child: one.child.0,
            name: one.child_name,
            until: dates::until(one.valid_until, visitor.lang),
        }));
    }
    let rows = rows(visitor, cases, &asked, now);
    let all = rows.len();
    let wanted = search.to_lowercase();
    let [mut new, mut soon, mut rest] = [Vec::new(), Vec::new(), Vec::new()];
    let mut found = 0;
    for row in rows.into_iter().filter(|row| row.name.to_lowercase().contains(&wanted)) {
        let is_soon = row.days <= SOON_DAYS;
        let group = match show {
            "new" if row.new == 0 => continue,
            "ending" if !is_soon => continue,
            "ending" => &mut soon,
            _ if row.new > 0 => &mut new,
            _ if is_soon => &mut soon,
            _ => &mut rest,
        };
        found += 1;
        group.push(row);
    }
    // With nothing to stand apart from, the rest is simply all.
    let rest_heading = if new.is_empty() && soon.is_empty() {
        fl!(t, "cases-all", count = rest.len())
    } else {
        fl!(t, "cases-rest", count = rest.len())
    };
    let groups = [
        Group { id: "new", heading: fl!(t, "cases-new", count = new.len()), rows: new },
        Group { id: "ending", heading: fl!(t, "cases-ending", count = soon.len()), rows: soon },
        Group { id: "rest", heading: rest_heading, rows: rest },
    ];
    let filters = [
        ("all", fl!(t, "cases-show-all")),
        ("new", fl!(t, "cases-show-new")),
        ("ending", fl!(t, "cases-show-ending")),
    ];
    let page = Page {
        f: frame(visitor, Here::Cases, "/cases"),
        groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
        filters: filters.map(|(code, name)| (code, name, code == show)).into(),
        show,
        search: search.to_owned(),
        all,
        found,
        several_units: around::own_units(visitor).count() > 1,
        coordinated,
        health: around::own_units(visitor).any(|unit| unit.health),
        done: match fields.one("done") {
            "handed-back" => fl!(t, "cases-done-handed-back"),
            _ => String::new(),
        },
    };
    page::show(page, visitor.lang, StatusCode::OK, Some(last))
}

/// How many requests of the visitor's units about each child wait for an answer. Those
/// to a person number are about no child as long as nobody has said yes.
async fn open_requests(
    state: &State,
    visitor: &Visitor,
) -> Result<(HashMap<ChildId, usize>, i64), Problem> {
    // From a place before the first: what is asked of the visitor's own family is not
    // seen by this.
    let before_all = Some((Timestamp::from_micros(i64::MAX), RequestId(Uuid::max())));
    let wanted = Some(Life::Sent);
    let (views, _, index) =
        requests::list(&state.app, &visitor.actor, wanted, before_all, REQUESTS_MAX).await?;
    let mut asked: HashMap<ChildId, usize> = HashMap::new();
    for view in views.iter().filter(|view| !view.to_family) {
        if let Some((child, _)) = view.child {
            *asked.entry(child).or_default() += 1;
        }
    }
    Ok((asked, index))
}

/// One row for each child, soonest end first.
fn rows(
    visitor: &Visitor,
    cases: Vec<Case>,
    asked: &HashMap<ChildId, usize>,
    now: Timestamp,
) -> Vec<Row> {
    let (t, lang) = (visitor.texts(), visitor.lang);
    let mut order: Vec<ChildId> = Vec::new();
    let mut by_child: HashMap<ChildId, Vec<Case>> = HashMap::new();
    for case in cases {
        let of_child = by_child.entry(case.child).or_default();
        if of_child.is_empty() {
            order.push(case.child);
        }
        of_child.push(case);
    }
    let mut rows = Vec::with_capacity(order.len());
    for child in order {
        // Cases come soonest end first.
        let Some(cases) = by_child.remove(&child) else { continue };
        let Some(first) = cases.first() else { continue };
        let mut units: Vec<String> = cases.iter().map(|case| case.unit.1.clone()).collect();
        units.dedup();
        let last = cases.iter().filter_map(|case| case.last_look).max();
        rows.push(Row {
            child: child.0,
            name: first.child_name.clone(),
            units: units.join(", "),
            new: new_in(&cases),
            until: dates::until(first.valid_until, lang),
            days: days_to(first.valid_until, now),
            last: last.map_or_else(|| fl!(t, "cases-never"), |at| dates::instant(at, lang)),
            asked: asked.get(&child).copied().unwrap_or(0),
        });
    }
    rows
}

/// Documents that the visitor has not opened, each once.
fn new_in(cases: &[Case]) -> usize {
    let ids = cases.iter().flat_map(|case| &case.documents).map(|document| document.id);
    let mut new: Vec<_> = ids.filter(|id| is_new(cases, *id)).collect();
    new.sort_unstable();
    new.dedup();
    new.len()
}

/// Has it been opened under none of the consents that show it?
fn is_new(cases: &[Case], id: crate::domain::DocumentId) -> bool {
    let mut showing =
        cases.iter().filter(|case| case.documents.iter().any(|document| document.id == id));
    showing.all(|case| case.unopened.contains(&id))
}

/// Whole days until an end, begun ones included.
pub(super) fn days_to(until: Timestamp, now: Timestamp) -> i64 {
    let micros = until.as_micros().saturating_sub(now.as_micros()).max(0);
    micros.saturating_add(DAY_MICROS - 1) / DAY_MICROS
}

/// The words for an end that is near.
pub(super) fn ends_in(t: Texts, days: i64) -> String {
    fl!(t, "cases-days", count = days)
}
