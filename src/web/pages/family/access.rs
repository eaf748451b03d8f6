//! Who has access: cards, a picture on a line of time, and which paper is open to
//! whom, the latter two as tables too; and what has ended.

mod picture;

use self::picture::{Band, Picture};
use super::says::{Says, can_open, can_see, is_over, over, units};
use crate::domain::{ChildId, Timestamp, dates};
use crate::flows::consents::{self, ConsentView, State as Stands};
use crate::flows::documents::{self, DocumentView};
use crate::flows::{App, folders};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::State as With;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Consents that are looked at, newest first.
const CONSENTS: usize = 500;
/// Papers of the matrix, newest first.
const PAPERS: usize = 200;

/// One unit that can see something now, or soon.
pub(super) struct Card {
    pub(super) consent: Uuid,
    pub(super) unit: String,
    pub(super) state: String,
    pub(super) purpose: String,
    pub(super) what: String,
    pub(super) may: String,
    pub(super) until: String,
    /// How much of the time is over, in percent.
    pub(super) over: i64,
    pub(super) last: String,
    pub(super) runs: bool,
    pub(super) soon: bool,
}

/// A row of the matrix.
struct Row {
    id: Uuid,
    title: String,
    open: Vec<bool>,
}

#[derive(Template)]
#[template(path = "family/access.html")]
struct Page {
    f: Frame,
    child: Uuid,
    cards: Vec<Card>,
    /// Units that can see something now.
    seeing: usize,
    waiting: Vec<Card>,
    ended: Vec<Card>,
    picture: Picture,
    span: String,
    units: Vec<String>,
    rows: Vec<Row>,
    older: bool,
}

/// A consent as a card.
pub(super) fn card(says: Says<'_>, now: Timestamp, view: &ConsentView) -> Card {
    let revision = view.current().or_else(|| view.pending());
    let week = now.plus_micros(14 * crate::domain::time::DAY_MICROS);
    let runs = view.state == Stands::InForce;
    Card {
        consent: view.consent.id.0,
        unit: view.unit_name.clone(),
        state: says.state(view.state),
        purpose: says.purpose(&view.consent.purpose),
        what: revision.map_or_else(String::new, |one| says.scope(&one.documents, &one.categories)),
        may: revision.map_or_else(String::new, |one| says.actions(&one.actions)),
        until: revision
            .map_or_else(String::new, |one| dates::until(one.valid_until, says.visitor.lang)),
        over: revision.map_or(0, |one| over(one.valid_from, one.valid_until, now)),
        last: says.last(view),
        runs,
        soon: runs && revision.is_some_and(|one| one.valid_until <= week),
    }
}

/// The consents of a folder, those first that end soonest.
pub(super) async fn of_child(
    app: &App,
    visitor: &Visitor,
    child: ChildId,
) -> Result<(Vec<ConsentView>, i64), Problem> {
    let (mut views, _, index) =
        consents::list(app, &visitor.actor, child, None, None, CONSENTS).await?;
    views.sort_by_key(|one| one.current().map_or(Timestamp::default(), |now| now.valid_until));
    Ok((views, index))
}

/// Who has access.
pub(super) async fn page(
    With(state): With<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
) -> Result<Response, Problem> {
    let (app, now) = (&state.app, state.app.clock().now());
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let (views, _) = of_child(app, &visitor, folder.child).await?;
    let list = documents::list(app, &visitor.actor, folder.child, None, PAPERS).await?;
    let says = Says { app, visitor: &visitor };
    let (mut cards, mut waiting, mut ended) = (Vec::new(), Vec::new(), Vec::new());
    for view in &views {
        let card = card(says, now, view);
        match view.state {
            Stands::InForce | Stands::NotYet => cards.push(card),
            state if is_over(state) => ended.push(card),
            _ => waiting.push(card),
        }
    }
    ended.reverse();
    let running: Vec<&ConsentView> =
        views.iter().filter(|one| one.state == Stands::InForce).collect();
    let mut f =
        Frame::family(&visitor, &folder, Family::Access, &format!("/folders/{child}/access"));
    f.wide = true;
    let picture = picture(says, &views, now);
    let (begin, end) = (picture.begin, picture.end);
    let span = fl!(
        f.t,
        "access-span",
        begin = dates::day_of(begin, visitor.lang),
        end = dates::day_of(end, visitor.lang)
    );
    let page = Page {
        child,
        cards,
        seeing: units(views.iter().filter(|one| can_see(one))),
        waiting,
        ended,
        picture,
        span,
        units: running.iter().map(|one| one.unit_name.clone()).collect(),
        rows: list.views.iter().map(|one| row(one, &running)).collect(),
        older: list.next.is_some(),
        f,
    };
    frame::show(page, visitor.lang, StatusCode::OK, Some(list.index))
}

/// To whom of them is a paper open?
fn row(paper: &DocumentView, running: &[&ConsentView]) -> Row {
    let open = running.iter().map(|one| can_open(one, paper)).collect();
    Row { id: paper.id.0, title: paper.title.clone(), open }
}

/// The picture: what is in force, and what ended of late.
fn picture(says: Says<'_>, views: &[ConsentView], now: Timestamp) -> Picture {
    let lang = says.visitor.lang;
    let bands = views.iter().filter_map(|view| {
        let one = view.current()?;
        let given = !matches!(
            view.state,
            Stands::Draft | Stands::AwaitingApproval | Stands::Declined | Stands::Lapsed
        );
        let until = view.consent.ended.map_or(one.valid_until, |at| at.min(one.valid_until));
        given.then(|| Band {
            name: view.unit_name.clone(),
            state: says.state(view.state),
            from: one.valid_from,
            until,
            from_words: dates::day_of(one.valid_from, lang),
            until_words: dates::until(until, lang),
            runs: view.state == Stands::InForce,
        })
    });
    Picture::new(bands.collect(), now)
}
