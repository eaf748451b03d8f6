//! The folder of one child: who can see into it now, what waits for an answer, what
//! is new, and the newest papers.

use super::access::{self, Card};
use super::requests;
use super::says::{Says, can_see, units};
use crate::domain::time::DAY_MICROS;
use crate::domain::{ChildId, dates};
use crate::flows::consents::State as Stands;
use crate::flows::documents::{self, DocumentView};
use crate::flows::folders::{self, Folder};
use crate::flows::{App, notices};
use crate::web::State;
use crate::web::pages::assets;
use crate::web::pages::form::Fields;
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Papers that are shown.
const PAPERS: usize = 5;

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
    heading: String,
    child_id: Uuid,
    others: Vec<(Uuid, String)>,
    cards: Vec<Card>,
    /// Units that can see something now.
    seeing: usize,
    soon: usize,
    /// Consents that wait for this person's answer.
    waiting: Vec<Card>,
    /// Requests that wait for the family's answer.
    asked: Vec<requests::Card>,
    papers: Vec<Paper>,
    withheld: usize,
    unread: usize,
    young: bool,
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
        Some(child) => folders.iter().find(|one| one.child == child),
        None => folders.first(),
    };
    let nobody = || Problem { entry: Some(index), ..Problem::not_found() };
    let home = family(app, &visitor, folder.ok_or_else(nobody)?, &folders).await?;
    frame::show(home, visitor.lang, StatusCode::OK, Some(index))
}

async fn family(
    app: &App,
    visitor: &Visitor,
    folder: &Folder,
    folders: &[Folder],
) -> Result<Home, Problem> {
    let (t, now) = (visitor.texts(), app.clock().now());
    let says = Says { app, visitor };
    let child = folder.child;
    let (consents, _) = access::of_child(app, visitor, child).await?;
    let (mut cards, mut waiting, mut soon) = (Vec::new(), Vec::new(), 0);
    let week = now.plus_micros(7 * DAY_MICROS);
    for view in &consents {
        let mine = view.missing.iter().any(|(person, _)| *person == visitor.me.person);
        if mine {
            waiting.push(access::card(says, now, view));
        }
        if view.state == Stands::InForce {
            soon += usize::from(view.current().is_some_and(|one| one.valid_until <= week));
            cards.push(access::card(says, now, view));
        }
    }
    let (asked, _) = requests::of_child(app, visitor, child).await?;
    let asked = asked.iter().filter(|one| requests::waits(one.state));
    let page = documents::list(app, &visitor.actor, child, None, PAPERS).await?;
    let inbox = notices::list(app, &visitor.actor, None, 1).await?;
    let young = folder.role == "young-person";
    let mut f = Frame::family(visitor, folder, Family::Home, &format!("/?child={child}"));
    f.scripts.push(assets::live());
    Ok(Home {
        f,
        heading: if young {
            fl!(t, "home-heading-self")
        } else {
            fl!(t, "home-heading", child = folder.name.as_str())
        },
        child_id: child.0,
        others: folders
            .iter()
            .filter(|one| one.child != child)
            .map(|one| (one.child.0, one.name.clone()))
            .collect(),
        cards,
        seeing: units(consents.iter().filter(|one| can_see(one))),
        soon,
        waiting,
        asked: asked.map(|one| requests::card(says, one)).collect(),
        papers: page.views.iter().map(|view| paper(says, view)).collect(),
        withheld: page.withheld.unwrap_or(0),
        unread: inbox.unread,
        young,
    })
}

fn paper(says: Says<'_>, view: &DocumentView) -> Paper {
    Paper {
        id: view.id.0,
        title: view.title.clone(),
        category: says.category(&view.category),
        when: dates::day_of(view.created, says.visitor.lang),
    }
}
