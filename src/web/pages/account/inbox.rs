//! The inbox: what one was told of, newest first.

use super::notices::{path, words};
use super::own_frame;
use crate::domain::{AgencyId, ChildId, Timestamp, dates};
use crate::flows::{agencies, folders, notices};
use crate::web::State;
use crate::web::pages::form::Fields;
use crate::web::pages::frame::{self, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use uuid::Uuid;

/// Notices of one page.
const PAGE: usize = 30;

struct Item {
    id: Uuid,
    words: String,
    whose: String,
    when: String,
    path: Option<String>,
    fresh: bool,
}

#[derive(Template)]
#[template(path = "account/inbox.html")]
struct Page {
    f: Frame,
    items: Vec<Item>,
    unread: usize,
    next: Option<String>,
}

/// Shows it.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let fields = Fields::of_query(uri.query());
    let after = fields.one("after").split_once('.').and_then(|(at, id)| {
        Some((Timestamp::from_micros(at.parse().ok()?), id.parse::<Uuid>().ok()?))
    });
    let page = notices::list(app, &visitor.actor, after, PAGE).await?;
    // Whose folder it is about says nothing new to somebody who has one.
    let several = visitor.me.children.len() > 1;
    let mut children: BTreeMap<ChildId, String> = BTreeMap::new();
    if several && page.items.iter().any(|one| one.child.is_some()) {
        let (all, _) = folders::list(app, &visitor.actor).await?;
        children.extend(all.into_iter().map(|one| (one.child, one.name)));
    }
    let mut units: BTreeMap<AgencyId, String> = BTreeMap::new();
    for id in page.items.iter().filter_map(|one| one.by_unit.or(one.unit)) {
        if let Entry::Vacant(place) = units.entry(id) {
            place.insert(agencies::name_of(app, id).await?);
        }
    }
    let items = page.items.iter().map(|one| {
        let unit = one.by_unit.or(one.unit).and_then(|id| units.get(&id));
        let unit = unit.map_or_else(|| fl!(t, "notice-somebody"), Clone::clone);
        Item {
            id: one.id,
            words: words(t, one.kind, &unit),
            whose: one.child.and_then(|id| children.get(&id).cloned()).unwrap_or_default(),
            when: dates::instant(one.created, lang),
            path: path(one),
            fresh: one.seen.is_none(),
        }
    });
    let page = Page {
        f: own_frame(&visitor, "/inbox"),
        items: items.collect(),
        unread: page.unread,
        next: page.next.map(|(at, id)| format!("{}.{id}", at.as_micros())),
    };
    frame::show(page, lang, StatusCode::OK, None)
}

/// Marks as seen what stood on the page.
pub(super) async fn seen(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Problem> {
    for id in fields.ids("notice").take(PAGE) {
        match notices::see(&state.app, &visitor.actor, id).await {
            // What may not be seen any more needs no mark.
            Ok(()) | Err(crate::flows::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(redirect("/inbox"))
}
