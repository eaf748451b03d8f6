//! One paper: what it is, its versions, who can open it, who has opened it; a new
//! version, holding it back, and erasing it.

use super::arrive::{self, Arrival};
use super::{can_open, category_name, in_force, said, units};
use crate::domain::document::MediaType;
use crate::domain::lang::Lang;
use crate::domain::{DocumentId, dates};
use crate::flows::audit::{self, EntryView};
use crate::flows::documents::{self, DocumentView, Mark, VersionView};
use crate::flows::folders::{self, Folder};
use crate::flows::open::{self, Wanted};
use crate::flows::render::Form;
use crate::flows::withhold;
use crate::flows::{App, profile};
use crate::web::State;
use crate::web::api::content;
use crate::web::extract::Path;
use crate::web::pages::assets;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, from_elsewhere, redirect};
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use crate::web::range;
use crate::web::reply::put_entry;
use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Openings that are told on the page.
const OPENINGS: usize = 20;

struct Version {
    number: i64,
    name: String,
    more: String,
    state: String,
}

struct Holder {
    consent: Uuid,
    unit: String,
    purpose: String,
    until: String,
}

struct Opening {
    when: String,
    who: String,
    why: String,
}

#[derive(Template)]
#[template(path = "family/paper.html")]
struct Page {
    f: Frame,
    id: Uuid,
    child: Uuid,
    wrong: Wrongs,
    /// What was just done, in words.
    done: String,
    title: String,
    category: String,
    date: String,
    source: String,
    stored: String,
    state: String,
    /// The profile, which is no file?
    is_profile: bool,
    versions: Vec<Version>,
    holders: Vec<Holder>,
    openings: Vec<Opening>,
    /// May the viewer hold it back: is it the viewer's own folder?
    own: bool,
    held_back: bool,
    /// What holding it back means, or how long it lasts.
    keep: String,
    once: String,
}

/// The folder and the paper; family only.
async fn found(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
) -> Result<(Folder, DocumentView, i64), Problem> {
    let (view, index) = documents::show(app, &visitor.actor, DocumentId(id)).await?;
    let folder = folders::show(app, &visitor.actor, view.child).await?;
    Ok((folder, view, index))
}

/// One paper.
pub(in crate::web::pages::family) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let (folder, view, index) = found(&state.app, &visitor, id).await?;
    let done = match Fields::of_query(uri.query()).one("done") {
        "version" => {
            let at = dates::clock_time(view.newest.created, visitor.lang);
            fl!(t, "paper-version-stored", number = view.newest.version, at = at)
        }
        "held" if view.mark.is_some() => fl!(t, "paper-held"),
        "freed" if view.mark.is_none() => fl!(t, "paper-freed"),
        _ => String::new(),
    };
    let told = (Wrongs::default(), done, StatusCode::OK);
    shown(&state, &visitor, (&folder, view, index), told).await
}

async fn shown(
    state: &State,
    visitor: &Visitor,
    (folder, view, index): (&Folder, DocumentView, i64),
    (wrong, done, status): (Wrongs, String, StatusCode),
) -> Result<Response, Problem> {
    let (app, t, lang, id) = (&state.app, visitor.texts(), visitor.lang, view.id);
    let consents = in_force(app, visitor, folder.child).await?;
    let tables = app.policies().tables();
    let purpose =
        |code: &str| tables.purpose(code).map_or_else(String::new, |one| one.text(lang).to_owned());
    let holders = consents.iter().filter(|one| can_open(one, &view)).map(|one| Holder {
        consent: one.consent.id.0,
        unit: one.unit_name.clone(),
        purpose: purpose(&one.consent.purpose),
        until: one.current().map_or_else(String::new, |now| dates::until(now.valid_until, lang)),
    });
    let openings = audit::openings(app, &visitor.actor, (folder.child, id), OPENINGS).await?;
    let openings = openings.iter().map(|one| Opening {
        when: dates::instant(crate::domain::Timestamp::from_micros(one.row.time), lang),
        who: who(t, one),
        why: one.row.purpose.as_deref().map(purpose).unwrap_or_default(),
    });
    let mut f = Frame::family(visitor, folder, Family::Documents, &format!("/documents/{id}"));
    f.scripts.extend([assets::live()]);
    let is_profile = view.category == profile::CATEGORY;
    let page = Page {
        f,
        id: id.0,
        child: folder.child.0,
        wrong,
        done,
        category: category_name(app, lang, &view.category),
        date: view.date.map(|day| dates::day(day, lang)).unwrap_or_default(),
        source: match &view.source {
            Some((_, unit)) => unit.clone(),
            None => fl!(t, "paper-of-family"),
        },
        stored: dates::instant(view.created, lang),
        state: said::scan(t, &view.newest),
        is_profile,
        versions: view.versions.iter().rev().map(|one| version(t, lang, one)).collect(),
        holders: holders.collect(),
        openings: openings.collect(),
        own: folder.role == "young-person" && !is_profile,
        held_back: view.mark.is_some(),
        keep: match view.mark {
            None => fl!(t, "paper-keep-means", days = tables.ages.unconfirmed_days),
            Some(Mark::Asked { until }) => {
                fl!(t, "paper-held-until", at = dates::instant(until, lang))
            }
            Some(Mark::Confirmed) => fl!(t, "paper-held-confirmed"),
        },
        once: form::once(state),
        title: view.title,
    };
    frame::show(page, lang, status, Some(index))
}

fn version(t: Texts, lang: Lang, one: &VersionView) -> Version {
    let kind = match one.media_type {
        MediaType::Pdf => fl!(t, "kind-pdf"),
        MediaType::Jpeg | MediaType::Png => fl!(t, "kind-picture"),
        MediaType::Json => fl!(t, "kind-profile"),
    };
    let size = match one.size_bytes {
        size @ 0..1_000_000 => format!("{} kB", size.div_ceil(1000)),
        size => format!("{} MB", size.div_ceil(1_000_000)),
    };
    Version {
        number: one.version,
        name: one.file_name.clone(),
        more: format!("{kind}, {size} · {}", dates::instant(one.created, lang)),
        state: said::scan(t, one),
    }
}

/// Who opened it: a named person, and where that person works.
fn who(t: Texts, one: &EntryView) -> String {
    let name = one.actor_name.as_deref().filter(|name| !name.is_empty());
    let name = name.map_or_else(|| fl!(t, "somebody"), str::to_owned);
    match one.unit_name.as_deref().filter(|unit| !unit.is_empty()) {
        Some(unit) => format!("{name}, {unit}"),
        None => name,
    }
}

/// The bytes of a version, for the family: the same door, the same entry and the
/// same harmless headers as of the interface for programs. The profile is shown as a
/// page, or as a PDF.
pub(in crate::web::pages::family) async fn file(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    uri: Uri,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if from_elsewhere(&headers) {
        return Ok(redirect(&format!("/documents/{id}")));
    }
    let fields = Fields::of_query(uri.query());
    let version = match fields.one("version") {
        "" => None,
        text => Some(text.parse().map_err(|_| Problem::not_found())?),
    };
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let wanted = asked.and_then(range::parse).unwrap_or(Wanted::All);
    let wanted = if headers.contains_key(header::IF_RANGE) { Wanted::All } else { wanted };
    let wanted = if method == Method::HEAD { Wanted::Head } else { wanted };
    let form = if fields.one("as") == "pdf" { Form::Pdf } else { Form::Html };
    let view = Some((form, Some(visitor.lang)));
    let what = (DocumentId(id), version);
    let opened = open::open_as(&state.app, &visitor.actor, what, None, wanted, view).await?;
    Ok(content::reply(opened))
}

/// Puts a new version in.
pub(in crate::web::pages::family) async fn add_version(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    request: Request,
) -> Result<Response, Problem> {
    let (folder, view, index) = found(&state.app, &visitor, id).await?;
    let goal = arrive::Goal::Version(DocumentId(id));
    let batch = arrive::read(&state, &visitor, goal, request).await?;
    let mut wrong = Wrongs::default();
    match batch.arrivals.first() {
        Some(Arrival::Stored(_)) => return Ok(redirect(&format!("/documents/{id}?done=version"))),
        Some(one) => wrong.add("file", said::of(visitor.texts(), one)),
        None => wrong.add("file", fl!(visitor.texts(), "papers-none-chosen")),
    }
    let told = (wrong, String::new(), StatusCode::UNPROCESSABLE_ENTITY);
    shown(&state, &visitor, (&folder, view, index), told).await
}

/// Holds it back from the guardians, or not any more.
pub(in crate::web::pages::family) async fn mark(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let hold = fields.one("hold") == "yes";
    let index =
        withhold::mark(&state.app, &visitor.actor, DocumentId(id), hold, fields.once()).await?;
    let done = if hold { "held" } else { "freed" };
    let mut response = redirect(&format!("/documents/{id}?done={done}"));
    put_entry(&mut response, Some(index));
    Ok(response)
}

#[derive(Template)]
#[template(path = "family/paper_erase.html")]
struct Erase {
    f: Frame,
    id: Uuid,
    title: String,
    versions: usize,
    holders: usize,
    once: String,
}

/// What erasing means.
pub(in crate::web::pages::family) async fn erase_page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (folder, view, index) = found(&state.app, &visitor, id).await?;
    let consents = in_force(&state.app, &visitor, folder.child).await?;
    let page = Erase {
        f: Frame::family(&visitor, &folder, Family::Documents, &format!("/documents/{id}/erase")),
        id,
        versions: view.versions.len(),
        holders: units(consents.iter().filter(|one| can_open(one, &view))),
        once: form::once(&state),
        title: view.title,
    };
    frame::show(page, visitor.lang, StatusCode::OK, Some(index))
}

/// Erases it.
pub(in crate::web::pages::family) async fn erase(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    // Where to go afterwards; a button that is pressed twice finds it gone already.
    let child = match found(&state.app, &visitor, id).await {
        Ok((folder, ..)) => Some(folder.child),
        Err(problem) if problem.status == 410 => None,
        Err(problem) => return Err(problem),
    };
    let index = documents::erase(&state.app, &visitor.actor, DocumentId(id), fields.once()).await?;
    let mut response = match child {
        Some(child) => redirect(&format!("/folders/{child}/documents?erased=1")),
        None => redirect("/"),
    };
    put_entry(&mut response, Some(index));
    Ok(response)
}
