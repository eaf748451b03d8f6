//! The papers of a folder: a list by category, new ones put in by an ordinary form,
//! and several shared at once.

mod arrive;
mod one;
mod pages;
mod said;

pub(super) use one::{add_version, erase, erase_page, file, mark, page as one};

use super::says::{can_be_opened, can_open, units};
use crate::domain::document::ScanState;
use crate::domain::lang::Lang;
use crate::domain::time::Day;
use crate::domain::{ChildId, dates};
use crate::flows::consents::{ConsentView, State as Stands, list as list_consents};
use crate::flows::documents::{self, After, DocumentView};
use crate::flows::folders::{self, Folder};
use crate::flows::{App, profile};
use crate::web::State;
use crate::web::api::pair_cursor;
use crate::web::extract::Path;
use crate::web::pages::assets;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use arrive::{Arrival, Batch};
use askama::Template;
use axum::extract::Request;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Papers on one page.
const AT_ONCE: usize = 200;
/// Files whose results are told after one form.
const TOLD: usize = 50;

struct Paper {
    id: Uuid,
    title: String,
    /// Date, source and who can open it.
    more: String,
    /// What keeps others from opening it; empty when nothing does.
    state: String,
}

struct Group {
    name: String,
    papers: Vec<Paper>,
}

/// What became of one file of a form.
struct Line {
    good: bool,
    /// The paper, where there is one.
    paper: Option<(Uuid, String)>,
    words: String,
}

struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "family/papers.html")]
struct Page {
    f: Frame,
    child: Uuid,
    wrong: Wrongs,
    results: Vec<Line>,
    erased: bool,
    categories: Vec<Choice>,
    date: String,
    today: String,
    /// Largest file in megabytes.
    most: u64,
    /// Are files checked for viruses after they are stored?
    scanning: bool,
    once: String,
    said: Vec<(&'static str, String)>,
    groups: Vec<Group>,
    next: String,
    withheld: usize,
}

/// What is told above the list.
#[derive(Default)]
struct Told {
    wrong: Wrongs,
    results: Vec<Arrival>,
    erased: bool,
    category: String,
    date: String,
    after: Option<After>,
}

/// The consents that let a unit open something now.
pub(super) async fn in_force(
    app: &App,
    visitor: &Visitor,
    child: ChildId,
) -> Result<Vec<ConsentView>, Problem> {
    let listed =
        list_consents(app, &visitor.actor, child, Some(Stands::InForce), None, AT_ONCE).await?;
    Ok(listed.0)
}

/// The papers of a folder.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let folder = folders::show(&state.app, &visitor.actor, ChildId(child)).await?;
    let fields = Fields::of_query(uri.query());
    let mut results: Vec<Arrival> = fields
        .ids("stored")
        .take(TOLD)
        .map(|id| Arrival::Stored(crate::domain::DocumentId(id)))
        .collect();
    results.extend(fields.all("failed").take(TOLD).filter_map(Arrival::failed));
    let after = pair_cursor(Some(fields.one("after")).filter(|text| !text.is_empty()))?;
    let told = Told {
        results,
        erased: fields.has("erased"),
        after: after.map(|(created, id)| After { created, id: crate::domain::DocumentId(id) }),
        ..Told::default()
    };
    shown(&state, &visitor, &folder, told, StatusCode::OK).await
}

/// Puts photographs in as the pages of one paper.
pub(super) async fn store_pages(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    request: Request,
) -> Result<Response, Problem> {
    let folder = folders::show(&state.app, &visitor.actor, ChildId(child)).await?;
    let batch = Box::pin(pages::read(&state, &visitor, folder.child, request)).await?;
    answer(&state, &visitor, &folder, batch).await
}

/// Puts files in.
pub(super) async fn store(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    request: Request,
) -> Result<Response, Problem> {
    let folder = folders::show(&state.app, &visitor.actor, ChildId(child)).await?;
    let batch = arrive::read(&state, &visitor, arrive::Goal::New(folder.child), request).await?;
    answer(&state, &visitor, &folder, batch).await
}

/// What became of a form's files: on a page that can be loaded again where anything
/// was stored, else on the form with what was filled in.
async fn answer(
    state: &State,
    visitor: &Visitor,
    folder: &Folder,
    batch: Batch,
) -> Result<Response, Problem> {
    let (t, child) = (visitor.texts(), folder.child);
    let Batch { arrivals, category, date, .. } = batch;
    if arrivals.iter().any(|one| matches!(one, Arrival::Stored(_))) {
        let mut to = format!("/folders/{child}/documents?");
        for one in &arrivals {
            to.push_str(&one.in_address());
        }
        return Ok(redirect(to.trim_end_matches('&')));
    }
    let mut told = Told { category, date, ..Told::default() };
    if arrivals.is_empty() {
        told.wrong.add("files", fl!(t, "papers-none-chosen"));
    }
    for one in arrivals {
        told.wrong.add("files", said::of(t, &one));
    }
    shown(state, visitor, folder, told, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn shown(
    state: &State,
    visitor: &Visitor,
    folder: &Folder,
    told: Told,
    status: StatusCode,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let child = folder.child;
    let consents = in_force(app, visitor, child).await?;
    let listed = documents::list(app, &visitor.actor, child, told.after, AT_ONCE).await?;
    let mut groups: Vec<(String, Vec<Paper>)> = Vec::new();
    for view in &listed.views {
        let seen = units(consents.iter().filter(|one| can_open(one, view)));
        let paper = Paper {
            id: view.id.0,
            title: view.title.clone(),
            more: more(t, lang, view, seen),
            state: said::scan(t, &view.newest),
        };
        match groups.iter_mut().find(|(code, _)| *code == view.category) {
            Some((_, papers)) => papers.push(paper),
            None => groups.push((view.category.clone(), vec![paper])),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(code, papers)| Group { name: category_name(app, lang, &code), papers })
        .collect();
    let results = told.results.iter().filter_map(|one| result(t, lang, one, &listed.views));
    let now = app.clock().now();
    let mut f =
        Frame::family(visitor, folder, Family::Documents, &format!("/folders/{child}/documents"));
    f.scripts.extend([assets::upload(), assets::live()]);
    let page = Page {
        f,
        child: child.0,
        results: results.collect(),
        wrong: told.wrong,
        erased: told.erased,
        categories: categories(app, lang, &told.category),
        date: told.date,
        today: now.day_in_norway().to_string(),
        most: app.limits.document_bytes / 1_000_000,
        scanning: documents::are_scanned(app),
        once: form::once(state),
        said: said::for_script(t),
        groups,
        next: listed
            .next
            .map(|after| format!("{}.{}", after.created.as_micros(), after.id))
            .unwrap_or_default(),
        withheld: listed.withheld.unwrap_or(0),
    };
    frame::show(page, lang, status, Some(listed.index))
}

/// One line on a file that was sent: true as things are now, not as they were said
/// to be in an address.
fn result(t: Texts, lang: Lang, one: &Arrival, views: &[DocumentView]) -> Option<Line> {
    let Arrival::Stored(id) = one else {
        return Some(Line { good: false, paper: None, words: said::of(t, one) });
    };
    let view = views.iter().find(|view| view.id == *id)?;
    let at = dates::clock_time(view.newest.created, lang);
    let words = match view.newest.scan {
        ScanState::Pending => fl!(t, "paper-stored-checking", at = at),
        _ => fl!(t, "paper-stored", at = at),
    };
    Some(Line { good: true, paper: Some((view.id.0, view.title.clone())), words })
}

/// Date, where it comes from, and how many can open it.
fn more(t: Texts, lang: Lang, view: &DocumentView, seen: usize) -> String {
    let day = match view.date {
        Some(day) => dates::day(day, lang),
        None => dates::day_of(view.created, lang),
    };
    let mut parts = vec![day];
    parts.extend(view.source.as_ref().map(|(_, unit)| fl!(t, "paper-from", unit = unit.as_str())));
    parts.push(fl!(t, "paper-seen-by", count = seen));
    parts.join(" · ")
}

/// The name of a category; of one that the tables do not know any more, that of
/// what is in none.
pub(super) fn category_name(app: &App, lang: Lang, code: &str) -> String {
    let tables = app.policies().tables();
    let found = tables.category(code).or_else(|| tables.category(OTHER));
    found.map_or_else(String::new, |one| one.text(lang).to_owned())
}

/// The category of what nobody has put into one.
pub(in crate::web::pages) const OTHER: &str = "other";

fn categories(app: &App, lang: Lang, chosen: &str) -> Vec<Choice> {
    let chosen = if chosen.is_empty() { OTHER } else { chosen };
    let tables = app.policies().tables();
    let all = tables.categories.iter().filter(|one| one.code != profile::CATEGORY);
    all.map(|one| Choice {
        value: one.code.clone(),
        name: one.text(lang).to_owned(),
        chosen: one.code == chosen,
    })
    .collect()
}

/// What a paper is called that nobody gave a name: its category and its date.
pub(in crate::web::pages) fn suggested(
    app: &App,
    (t, lang): (Texts, Lang),
    category: &str,
    date: Option<Day>,
    number: usize,
) -> String {
    let day = date.unwrap_or_else(|| app.clock().now().day_in_norway());
    let (kind, day) = (category_name(app, lang, category), dates::day(day, lang));
    match number {
        1 => fl!(t, "paper-title", kind = kind, day = day),
        number => fl!(t, "paper-title-number", kind = kind, day = day, number = number),
    }
}
