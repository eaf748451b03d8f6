//! The first page: for a family the folder of one child, who can see into it, and
//! what waits for an answer.

use crate::domain::dates;
use crate::domain::lang::Lang;
use crate::domain::time::DAY_MICROS;
use crate::domain::{ChildId, Timestamp};
use crate::flows::App;
use crate::flows::consents::{ConsentView, State as Stands, list as list_consents};
use crate::flows::documents::{self, DocumentView};
use crate::flows::folders::{self, Folder};
use crate::web::State;
use crate::web::pages::assets;
use crate::web::pages::form::Fields;
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// One unit that can see something now.
struct Card {
    consent: Uuid,
    unit: String,
    purpose: String,
    what: String,
    until: String,
    /// How much of the time is over, in percent.
    over: i64,
    last: String,
}

struct Paper {
    id: Uuid,
    title: String,
    category: String,
    when: String,
}

#[derive(Template)]
#[template(path = "family/home.html")]
struct Home {
    f: Frame,
    child: String,
    child_id: Uuid,
    others: Vec<(Uuid, String)>,
    cards: Vec<Card>,
    soon: usize,
    /// What others have given, and waits for this person's answer.
    waiting: Vec<Card>,
    papers: Vec<Paper>,
    withheld: usize,
}

/// The folder of one child.
pub(in crate::web::pages) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let app = &state.app;
    let (folders, index) = folders::list(app, &visitor.actor).await?;
    let chosen = Fields::of_query(uri.query()).ids("child").next().map(ChildId);
    let folder = match chosen {
        Some(child) => Some(
            folders
                .iter()
                .find(|one| one.child == child)
                .ok_or_else(|| Problem { entry: Some(index), ..Problem::not_found() })?,
        ),
        None => folders.first(),
    };
    let Some(folder) = folder else {
        return Err(Problem { entry: Some(index), ..Problem::not_found() });
    };
    let home = family(app, &visitor, folder, &folders).await?;
    frame::show(home, visitor.lang, StatusCode::OK, Some(index))
}

async fn family(
    app: &App,
    visitor: &Visitor,
    folder: &Folder,
    folders: &[Folder],
) -> Result<Home, Problem> {
    let (t, lang, now) = (visitor.texts(), visitor.lang, app.clock().now());
    let child = folder.child;
    let (consents, _, _) = list_consents(app, &visitor.actor, child, None, None, 200).await?;
    let mut cards: Vec<(Timestamp, Card)> = Vec::new();
    let mut waiting = Vec::new();
    for view in &consents {
        let mine = view.missing.iter().any(|(person, _)| *person == visitor.me.person);
        match view.state {
            Stands::InForce => {
                if let Some(current) = view.current() {
                    cards.push((current.valid_until, card(app, t, lang, now, view)));
                }
            }
            Stands::AwaitingApproval | Stands::Draft | Stands::Frozen if mine => {
                waiting.push(card(app, t, lang, now, view));
            }
            _ => {}
        }
    }
    cards.sort_by_key(|(until, _)| *until);
    let week = now.plus_micros(7 * DAY_MICROS);
    let soon = cards.iter().filter(|(until, _)| *until <= week).count();
    let page = documents::list(app, &visitor.actor, child, None, 5).await?;
    let papers = page.views.iter().map(|view| paper(app, lang, view)).collect();
    let mut f = Frame::family(visitor, folder, Family::Home, &format!("/?child={child}"));
    f.scripts.push(assets::live());
    Ok(Home {
        f,
        child: folder.name.clone(),
        child_id: child.0,
        others: folders
            .iter()
            .filter(|one| one.child != child)
            .map(|one| (one.child.0, one.name.clone()))
            .collect(),
        cards: cards.into_iter().map(|(_, card)| card).collect(),
        soon,
        waiting,
        papers,
        withheld: page.withheld.unwrap_or(0),
    })
}

fn card(app: &App, t: Texts, lang: Lang, now: Timestamp, view: &ConsentView) -> Card {
    let tables = app.policies().tables();
    let purpose = tables.purpose(&view.consent.purpose);
    let purpose =
        purpose.map_or_else(|| view.consent.purpose.clone(), |one| one.text(lang).to_owned());
    let revision = view.current().or_else(|| view.pending());
    let (documents, categories, from, until) = revision.map_or_else(
        || (0, Vec::new(), now, now),
        |one| (one.documents.len(), one.categories.clone(), one.valid_from, one.valid_until),
    );
    let mut what = Vec::new();
    if documents > 0 {
        what.push(fl!(t, "what-documents", count = documents));
    }
    for code in categories {
        let known = tables.category(&code).map(|one| one.text(lang).to_owned());
        what.push(known.unwrap_or(code));
    }
    let whole = (until.as_micros() - from.as_micros()).max(1);
    let over = (now.as_micros() - from.as_micros()).clamp(0, whole);
    Card {
        consent: view.consent.id.0,
        unit: view.unit_name.clone(),
        purpose,
        what: what.join(", "),
        until: dates::day_of(until, lang),
        over: over.saturating_mul(100) / whole,
        last: view.last_use.map_or_else(
            || fl!(t, "never-opened"),
            |(_, at)| fl!(t, "last-opened", when = dates::instant(at, lang)),
        ),
    }
}

fn paper(app: &App, lang: Lang, view: &DocumentView) -> Paper {
    let category = app.policies().tables().category(&view.category);
    Paper {
        id: view.id.0,
        title: view.title.clone(),
        category: category.map_or_else(|| view.category.clone(), |one| one.text(lang).to_owned()),
        when: dates::day_of(view.created, lang),
    }
}
