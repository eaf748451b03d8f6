//! Remembered selections: what a family shares again and again.

use super::says::Says;
use super::terms::Answers;
use crate::domain::question::ConsentAction;
use crate::domain::text::Title;
use crate::domain::{ChildId, DocumentId, PackId};
use crate::flows::folders::{self, Folder};
use crate::flows::packs::{self, Keepable, PackView};
use crate::flows::{App, documents};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::extract::State as With;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Papers that can be chosen, newest first.
const PAPERS: usize = 200;

struct Card {
    id: Uuid,
    name: String,
    what: String,
    /// Address of the page that gives it.
    give: String,
}

struct Paper {
    id: Uuid,
    title: String,
    category: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "family/packs.html")]
struct Page {
    f: Frame,
    child: Uuid,
    cards: Vec<Card>,
    papers: Vec<Paper>,
    name: String,
    wrong: Wrongs,
    once: String,
}

/// The selections, and a form for one more.
pub(super) async fn page(
    With(state): With<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
) -> Result<Response, Problem> {
    let folder = folders::show(&state.app, &visitor.actor, ChildId(child)).await?;
    shown(&state, &visitor, &folder, &Fields::default(), Wrongs::default()).await
}

async fn shown(
    state: &State,
    visitor: &Visitor,
    folder: &Folder,
    fields: &Fields,
    wrong: Wrongs,
) -> Result<Response, Problem> {
    let app: &App = &state.app;
    let child = folder.child;
    let (views, _) = packs::list(app, &visitor.actor, child).await?;
    let list = documents::list(app, &visitor.actor, child, None, PAPERS).await?;
    let says = Says { app, visitor };
    let chosen: Vec<Uuid> = fields.ids("document").collect();
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        f: Frame::family(visitor, folder, Family::Access, &format!("/folders/{child}/packs")),
        child: child.0,
        cards: views.iter().map(|one| card(says, child, one)).collect(),
        papers: list
            .views
            .iter()
            .map(|one| Paper {
                id: one.id.0,
                title: one.title.clone(),
                category: says.category(&one.category),
                chosen: chosen.contains(&one.id.0),
            })
            .collect(),
        name: fields.one("name").to_owned(),
        wrong,
        once: form::once(state),
    };
    frame::show(page, visitor.lang, status, Some(list.index))
}

fn card(says: Says<'_>, child: ChildId, view: &PackView) -> Card {
    let pack = &view.pack;
    let answers = Answers {
        documents: pack.documents.clone(),
        categories: pack.categories.clone(),
        later: pack.also_later,
        keep: pack.actions.contains(&ConsentAction::Keep),
        contribute: pack.actions.contains(&ConsentAction::Contribute),
        last: "30".to_owned(),
        ..Answers::default()
    };
    Card {
        id: pack.id.0,
        name: view.name.clone(),
        what: says.scope(&pack.documents, &pack.categories),
        give: format!("/folders/{child}/give?{}", answers.query()),
    }
}

/// Remembers one more.
pub(super) async fn keep(
    With(state): With<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (app, t) = (&state.app, visitor.texts());
    let mut wrong = Wrongs::default();
    let name = Title::new(fields.one("name"));
    if name.is_err() {
        wrong.add("name", fl!(t, "packs-wrong-name", most = Title::MAX_CHARS));
    }
    let documents: Vec<DocumentId> = fields.ids("document").map(DocumentId).collect();
    if documents.is_empty() {
        wrong.add("document", fl!(t, "give-wrong-document"));
    }
    let Some(name) = name.ok().filter(|_| wrong.is_empty()) else {
        let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
        return shown(&state, &visitor, &folder, &fields, wrong).await;
    };
    let want = Keepable {
        name,
        documents,
        categories: Vec::new(),
        also_later: false,
        actions: vec![ConsentAction::Open],
    };
    let (_, index) = packs::keep(app, &visitor.actor, ChildId(child), want, fields.once()).await?;
    let mut response = redirect(&format!("/folders/{child}/packs"));
    put_entry(&mut response, Some(index));
    Ok(response)
}

/// Forgets one.
pub(super) async fn forget(
    With(state): With<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let id = fields.ids("pack").next().ok_or_else(Problem::not_found)?;
    let forgotten = packs::drop_pack(&state.app, &visitor.actor, PackId(id), fields.once()).await;
    let entry = match forgotten.map_err(Problem::from) {
        Ok(index) => Some(index),
        // Gone already, or never there: what was wanted is so.
        Err(problem) if problem.status == 404 => problem.entry,
        Err(problem) => return Err(problem),
    };
    let mut response = redirect(&format!("/folders/{child}/packs"));
    put_entry(&mut response, entry);
    Ok(response)
}
