//! The log of a folder in words: who did what with which paper, why and when, newest
//! first. The same act again on the same day is folded into one line; what the family
//! itself only looked at is left out until it is asked for.

mod asked;
mod line;
pub(super) mod report;

use crate::domain::{ChildId, Timestamp, dates};
use crate::flows::audit::{self, EntryView};
use crate::flows::consents::{self, State as Stands};
use crate::flows::verify::daily;
use crate::flows::{App, documents, folders};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::assets;
use crate::web::pages::form::Fields;
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use askama::Template;
use asked::{Asked, Chip};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use line::{Day, Titles};
use uuid::Uuid;

/// Entries that are read for one page.
const ROWS: usize = 25;
/// Papers whose titles are looked up.
const PAPERS: usize = 500;

/// Something to choose in a list.
struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "family/log.html")]
struct Page {
    f: Frame,
    child: Uuid,
    shows: Vec<Chip>,
    periods: Vec<Chip>,
    show: &'static str,
    period: &'static str,
    papers: Vec<Choice>,
    units: Vec<Choice>,
    narrowed: bool,
    days: Vec<Day>,
    older: Option<String>,
    checked: String,
    /// The newest entry on the page, for its proof.
    newest: Option<i64>,
}

/// The log.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let asked = Asked::of(&Fields::of_query(uri.query()));
    let now = app.clock().now();
    let filter = asked.filter(now);
    let ((views, next), index) =
        audit::family(app, &visitor.actor, folder.child, filter, ROWS).await?;
    let papers = documents::list(app, &visitor.actor, folder.child, None, PAPERS).await?;
    let titles: Titles = papers.views.iter().map(|one| (one.id.0, one.title.clone())).collect();
    let (seen, _, _) =
        consents::list(app, &visitor.actor, folder.child, None::<Stands>, None, 200).await?;
    let mut units: Vec<Choice> = Vec::new();
    for view in seen {
        let value = view.consent.unit.to_string();
        if !units.iter().any(|one| one.value == value) {
            let chosen = asked.agency == Some(view.consent.unit.0);
            units.push(Choice { value, name: view.unit_name, chosen });
        }
    }
    units.sort_by(|one, other| one.name.cmp(&other.name));
    let newest = views.first().map(|view| view.row.idx);
    let days = line::days(app, (t, lang), &visitor, &titles, views, (now, asked.is_everything()));
    let papers = papers.views.into_iter().map(|one| Choice {
        value: one.id.to_string(),
        name: one.title,
        chosen: asked.document == Some(one.id.0),
    });
    let mut f = Frame::family(&visitor, &folder, Family::Log, &format!("/folders/{child}/log"));
    // What is older stays as it is.
    if asked.is_newest() {
        f.scripts.push(assets::live());
    }
    let page = Page {
        f,
        child,
        shows: asked.shows(t, child),
        periods: asked.periods(t, child),
        show: asked.show,
        period: asked.period,
        papers: papers.collect(),
        narrowed: asked.document.is_some() || asked.agency.is_some(),
        units,
        days,
        older: next.map(|before| asked.path(child, Some(before))),
        checked: checked(app, &visitor, now).await?,
        newest,
    };
    frame::show(page, lang, StatusCode::OK, Some(index))
}

/// When the whole log was checked, and how that ended: never more than is true.
async fn checked(app: &App, visitor: &Visitor, now: Timestamp) -> Result<String, Problem> {
    let (t, lang) = (visitor.texts(), visitor.lang);
    let Some(check) = daily::newest(app).await? else { return Ok(fl!(t, "log-not-checked")) };
    let today = check.at.day_in_norway() == now.day_in_norway();
    let when = if today {
        fl!(t, "log-today-at", time = dates::time(check.at, lang))
    } else {
        dates::instant(check.at, lang)
    };
    Ok(if check.sound {
        fl!(t, "log-checked", when = when, count = check.entries)
    } else {
        fl!(t, "log-unsound", when = when)
    })
}

/// One entry as a line of its own.
fn one(app: &App, visitor: &Visitor, titles: &Titles, view: EntryView) -> Option<line::Line> {
    let now = app.clock().now();
    let (t, lang) = (visitor.texts(), visitor.lang);
    let days = line::days(app, (t, lang), visitor, titles, vec![view], (now, true));
    days.into_iter().next()?.lines.into_iter().next()
}
