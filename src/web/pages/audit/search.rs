//! Searching the log: how many first, then the newest.

use super::asked::{Asked, Wanted};
use super::saved::{self, Kept};
use super::{Here, frame};
use crate::domain::entry::{Kind, Outcome};
use crate::domain::lang::Lang;
use crate::domain::{Reason, Timestamp, dates};
use crate::flows::App;
use crate::flows::agencies;
use crate::flows::audit::{self, COUNT_MAX, EntryView};
use crate::web::State;
use crate::web::pages::form::{Fields, Wrongs};
use crate::web::pages::frame::{self as around, Frame};
use crate::web::pages::says;
use crate::web::pages::visitor::Visitor;
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Rows of one page.
const ROWS: usize = 50;

/// Something to choose in a list.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// A list to choose one of.
struct List {
    name: &'static str,
    label: String,
    choices: Vec<Choice>,
}

/// One line of the log.
pub(super) struct Line {
    pub(super) index: i64,
    pub(super) when: String,
    pub(super) who: String,
    pub(super) unit: String,
    pub(super) what: String,
    pub(super) how: String,
    pub(super) why: String,
    /// Short name of the folder: nobody can tell from it whose it is.
    pub(super) child: String,
    pub(super) of_child: String,
    pub(super) of_person: String,
}

#[derive(Template)]
#[template(path = "audit/search.html")]
struct Page {
    f: Frame,
    wrong: Wrongs,
    asked: Asked,
    /// First and last day.
    days: [(&'static str, String); 2],
    lists: Vec<List>,
    /// Whose acts alone are shown, by name.
    person: Option<String>,
    /// Address without that, and without the child.
    but_person: String,
    count: String,
    lines: Vec<Line>,
    next: Option<String>,
    first: Option<String>,
    kept: Vec<Kept>,
    /// The name under which the search is to be kept.
    name: String,
}

/// Keeping the search that is shown, as it was filled in.
#[derive(Default)]
pub(super) struct Keeping {
    pub(super) name: String,
    pub(super) wrong: Wrongs,
}

/// The search.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let fields = Fields::of_query(uri.query());
    let below = fields.one("below");
    let cursor = audit::parse_cursor((!below.is_empty()).then_some(below))
        .map_err(crate::flows::Error::from)?;
    shown(&state, &visitor, Asked::of(&fields), cursor, Keeping::default()).await
}

/// The page.
pub(super) async fn shown(
    state: &State,
    visitor: &Visitor,
    asked: Asked,
    cursor: Option<i64>,
    keeping: Keeping,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let (found, wrong, index) = match asked.wanted(app, t) {
        Ok(Wanted { agency, mut filter }) => {
            filter.below = cursor;
            let found = audit::find(app, &visitor.actor, agency, filter, ROWS).await?;
            let index = found.index;
            (Some(found), keeping.wrong, index)
        }
        // Who may not search is not told what is wrong with it.
        Err(wrong) => (None, wrong, audit::may(app, &visitor.actor).await?),
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    // A name is told only of somebody whose acts are on the page.
    let only: Option<Uuid> = asked.one("person").parse().ok();
    let person = only.map(|only| {
        let rows = found.iter().flat_map(|found| &found.page.0);
        let mut named = rows.filter(|view| view.row.actor == Some(only));
        named.next().and_then(|view| view.actor_name.clone()).unwrap_or_else(|| pseudonym(only))
    });
    let (count, lines, next) = match found {
        None => (String::new(), Vec::new(), None),
        Some(found) => {
            let (views, next) = found.page;
            let lines = views.iter().map(|view| line(app, t, lang, &asked, view)).collect();
            let count = match found.count {
                COUNT_MAX.. => fl!(t, "audit-count-many", count = COUNT_MAX),
                count => fl!(t, "audit-count", count = count),
            };
            (count, lines, next.map(|below| asked.address(Some(below))))
        }
    };
    let page = Page {
        f: frame(app, visitor, Here::Search, &asked.address(None)).await?,
        days: [("from", fl!(t, "audit-from")), ("to", fl!(t, "audit-to"))],
        lists: lists(app, visitor, &asked).await?,
        person,
        but_person: asked.with("person", "").address(None),
        count,
        lines,
        next,
        first: cursor.map(|_| asked.address(None)),
        kept: saved::list(state, visitor, &asked).await?,
        name: keeping.name,
        wrong,
        asked,
    };
    around::show(page, lang, status, Some(index))
}

async fn lists(app: &App, visitor: &Visitor, asked: &Asked) -> Result<Vec<List>, Problem> {
    let (t, lang) = (visitor.texts(), visitor.lang);
    let bodies = agencies::within(app, super::own(visitor)).await?;
    let bodies = bodies.into_iter().map(|body| (body.id.to_string(), body.name));
    let kinds = Kind::ALL.iter().map(|one| (one.code().to_owned(), says::kind(t, *one)));
    let outcomes = Outcome::ALL.iter().map(|one| (one.code().to_owned(), says::outcome(t, *one)));
    let reasons = Reason::ALL.iter().map(|one| (one.code().to_owned(), says::refusal(t, *one)));
    let purposes = &app.policies().tables().purposes;
    let purposes = purposes.iter().map(|one| (one.code.clone(), one.text(lang).to_owned()));
    Ok(vec![
        list("agency", fl!(t, "audit-agency"), asked, bodies),
        list("kind", fl!(t, "audit-kind"), asked, kinds),
        list("outcome", fl!(t, "audit-outcome"), asked, outcomes),
        list("purpose", fl!(t, "audit-purpose"), asked, purposes),
        list("reason", fl!(t, "audit-reason"), asked, reasons),
    ])
}

fn list(
    name: &'static str,
    label: String,
    asked: &Asked,
    all: impl Iterator<Item = (String, String)>,
) -> List {
    let chosen = |value: &str| asked.one(name) == value;
    let choices = all.map(|(value, name)| Choice { chosen: chosen(&value), value, name });
    let mut choices: Vec<Choice> = choices.collect();
    choices.sort_by(|a, b| a.name.cmp(&b.name));
    List { name, label, choices }
}

/// How a folder is named where nobody may know whose it is.
pub(super) fn pseudonym(child: Uuid) -> String {
    child.simple().to_string().chars().take(8).collect()
}

/// One line in words.
pub(super) fn line(app: &App, t: Texts, lang: Lang, asked: &Asked, view: &EntryView) -> Line {
    let row = &view.row;
    let reason = row.reason.as_deref().map(|code| says::reason_of(app, t, lang, code));
    let purpose = row.purpose.as_deref().map(|code| says::purpose_of(app, t, lang, code));
    let role = row.role.as_deref().map(|role| says::role_of(t, role)).unwrap_or_default();
    Line {
        index: row.idx,
        when: dates::instant(Timestamp::from_micros(row.time), lang),
        who: match (&view.actor_name, row.actor) {
            (Some(name), _) => name.clone(),
            (None, Some(_)) => fl!(t, "audit-someone-in-family"),
            (None, None) => role,
        },
        unit: view.unit_name.clone().or_else(|| view.agency_name.clone()).unwrap_or_default(),
        what: says::kind_of(t, &row.kind),
        how: says::outcome_of(t, &row.outcome),
        why: reason.or(purpose).unwrap_or_default(),
        child: row.child.map(pseudonym).unwrap_or_default(),
        of_child: row
            .child
            .map(|child| asked.with("child", &child.to_string()).address(None))
            .unwrap_or_default(),
        of_person: row
            .actor
            .map(|actor| asked.with("person", &actor.to_string()).address(None))
            .unwrap_or_default(),
    }
}
