//! The page to check before anything is given, the giving, the receipt, and taking
//! it back while one still can.

use super::{Answers, asked};
use crate::domain::notice::SECOND_THOUGHTS_MICROS;
use crate::domain::time::SECOND_MICROS;
use crate::domain::{ChildId, ConsentId, dates};
use crate::flows::consents::{self, preview};
use crate::flows::folders;
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "family/give_check.html")]
struct Page {
    f: Frame,
    child: Uuid,
    /// The address of the page before, with the answers.
    back: String,
    /// The answers as hidden fields.
    hidden: Vec<(&'static str, String)>,
    unit: String,
    members: usize,
    documents: Vec<String>,
    purpose: String,
    until: String,
    only_once: bool,
    missing: String,
    once: String,
}

/// Shows what would be given, in one sentence and a list.
pub(in crate::web::pages::family) async fn check(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let fields = Fields::of_query(uri.query());
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let answers = Answers::of(&fields);
    let want = match answers.wanted(app, t, lang.code()) {
        Ok(want) => want,
        Err(wrong) => return asked(app, &visitor, &folder, answers, fields.one("q"), wrong).await,
    };
    let until = want.terms.valid_until;
    let (seen, index) = preview::grant(app, &visitor.actor, folder.child, want).await?;
    let purpose = app.policies().tables().purpose(&answers.purpose);
    let mut hidden: Vec<(&'static str, String)> =
        answers.documents.iter().map(|id| ("document", id.to_string())).collect();
    hidden.extend(answers.unit.map(|unit| ("unit", unit.to_string())));
    hidden.push(("purpose", answers.purpose.clone()));
    hidden.push(("last", answers.last.clone()));
    hidden.push(("until", answers.until.clone()));
    let missing: Vec<String> = seen.missing.into_iter().map(|(_, name)| name).collect();
    let page = Page {
        f: Frame::family(&visitor, &folder, Family::Access, &format!("/folders/{child}/give")),
        child,
        back: format!("/folders/{child}/give?{}", uri.query().unwrap_or_default()),
        hidden,
        unit: seen.unit.1,
        members: seen.members,
        documents: seen.documents.into_iter().map(|one| one.title).collect(),
        purpose: purpose.map_or_else(String::new, |one| one.text(lang).to_owned()),
        until: dates::until(until, lang),
        only_once: answers.last == "once",
        missing: missing.join(", "),
        once: form::once(&state),
    };
    frame::show(page, lang, StatusCode::OK, Some(index))
}

/// Gives it.
pub(in crate::web::pages::family) async fn give(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let answers = Answers::of(&fields);
    let want = match answers.wanted(app, t, lang.code()) {
        Ok(want) => want,
        Err(wrong) => {
            let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
            return asked(app, &visitor, &folder, answers, "", wrong).await;
        }
    };
    let own = consents::grant(app, &visitor.actor, ChildId(child), want, fields.once()).await?;
    let mut response = redirect(&format!("/consents/{}/given", own.consent));
    put_entry(&mut response, Some(own.index));
    Ok(response)
}

#[derive(Template)]
#[template(path = "family/given.html")]
struct Given {
    f: Frame,
    child: Uuid,
    consent: Uuid,
    unit: String,
    purpose: String,
    until: String,
    missing: String,
    /// Can it still be taken back as if it had not been?
    undo: bool,
}

/// The receipt.
pub(in crate::web::pages::family) async fn given(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (app, lang) = (&state.app, visitor.lang);
    let (view, index) = consents::show(app, &visitor.actor, ConsentId(id)).await?;
    let folder = folders::show(app, &visitor.actor, view.consent.child).await?;
    let purpose = app.policies().tables().purpose(&view.consent.purpose);
    let revision = view.current().or_else(|| view.pending());
    let now = app.clock().now();
    let missing: Vec<String> = view.missing.iter().map(|(_, name)| name.clone()).collect();
    let lasts =
        [consents::State::InForce, consents::State::NotYet, consents::State::AwaitingApproval];
    let page = Given {
        f: Frame::family(&visitor, &folder, Family::Access, &format!("/consents/{id}/given")),
        child: folder.child.0,
        consent: id,
        purpose: purpose.map_or_else(String::new, |one| one.text(lang).to_owned()),
        until: revision.map_or_else(String::new, |one| dates::until(one.valid_until, lang)),
        missing: missing.join(", "),
        undo: lasts.contains(&view.state)
            && view.consent.created_by == visitor.me.person
            && now < view.consent.created.plus_micros(SECOND_THOUGHTS_MICROS - SECOND_MICROS),
        unit: view.unit_name,
    };
    frame::show(page, lang, StatusCode::OK, Some(index))
}

/// Takes back what was just given.
pub(in crate::web::pages::family) async fn undo(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let own = consents::revoke(&state.app, &visitor.actor, ConsentId(id), fields.once()).await?;
    let mut response = redirect(&format!("/consents/{id}/stopped"));
    put_entry(&mut response, Some(own.index));
    Ok(response)
}
