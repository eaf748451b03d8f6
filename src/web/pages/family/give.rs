//! Giving access: who, why and how long on one page; then a page to check, and one
//! button; then the receipt, and taking it back while one still can.

use super::says::Says;
use super::stop::can_undo;
use super::terms::{Matter, check, page};
use crate::domain::time::SECOND_MICROS;
use crate::domain::{ChildId, ConsentId, dates};
use crate::flows::consents;
use crate::flows::folders;
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::Fields;
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::State as With;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Who, why and how long.
pub(super) async fn form(
    With(state): With<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    page::page(&state.app, &visitor, Matter::Give(ChildId(child)), &uri).await
}

/// What would be given.
pub(super) async fn checked(
    With(state): With<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    check::page(&state, &visitor, Matter::Give(ChildId(child)), &uri).await
}

/// Gives it.
pub(super) async fn give(
    With(state): With<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    check::give(&state, &visitor, Matter::Give(ChildId(child)), &fields).await
}

/// One consent that was given.
struct Gift {
    consent: Uuid,
    unit: String,
    purpose: String,
    until: String,
    /// How it stands, where it does not simply run.
    note: String,
    /// Can it still be taken back as if it had not been?
    undo: bool,
}

#[derive(Template)]
#[template(path = "family/given.html")]
struct Given {
    f: Frame,
    child: Uuid,
    heading: String,
    gifts: Vec<Gift>,
}

/// The receipt.
pub(super) async fn given(
    With(state): With<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let says = Says { app, visitor: &visitor };
    // There is a second to press the button.
    let soon = app.clock().now().plus_micros(SECOND_MICROS);
    let (mut gifts, mut last) = (Vec::new(), folder.index);
    let fields = Fields::of_query(uri.query());
    for id in fields.ids("consent").take(consents::many::RECIPIENTS_MAX) {
        let (view, index) = consents::show(app, &visitor.actor, ConsentId(id)).await?;
        last = index;
        if view.consent.child != folder.child {
            return Err(Problem { entry: Some(index), ..Problem::not_found() });
        }
        let revision = view.pending().or_else(|| view.current());
        let missing: Vec<String> = view.missing.iter().map(|(_, name)| name.clone()).collect();
        let runs = matches!(view.state, consents::State::InForce | consents::State::NotYet);
        let waits = view.pending().is_some() || view.state == consents::State::AwaitingApproval;
        let note = match (waits, runs) {
            (true, _) if missing.is_empty() => fl!(t, "given-nobody"),
            (true, _) => fl!(t, "given-waits", names = missing.join(", ")),
            (false, true) => String::new(),
            (false, false) => says.state(view.state),
        };
        gifts.push(Gift {
            consent: id,
            purpose: says.purpose(&view.consent.purpose),
            until: revision.map_or_else(String::new, |one| dates::until(one.valid_until, lang)),
            note,
            undo: can_undo(&view, visitor.me.person, soon),
            unit: view.unit_name,
        });
    }
    let heading = match &gifts[..] {
        [] => return Err(Problem { entry: Some(last), ..Problem::not_found() }),
        [one] if one.note.is_empty() => fl!(t, "given-heading", unit = one.unit.as_str()),
        [one] => one.note.clone(),
        all => fl!(t, "given-many", count = all.len()),
    };
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let f = Frame::family(&visitor, &folder, Family::Access, path);
    frame::show(Given { f, child, heading, gifts }, lang, StatusCode::OK, Some(last))
}
