//! Stopping a consent: one page that says what it means, one button. From the first
//! page it is two taps.

use super::says::{Says, is_over};
use crate::domain::notice::SECOND_THOUGHTS_MICROS;
use crate::domain::{ConsentId, PersonId, Timestamp};
use crate::flows::consents::{self, ConsentView, State as Stands};
use crate::flows::folders;
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Other consents of the same unit that are told of.
const OTHERS: usize = 100;

/// Another consent in force of the same unit, which goes on.
struct Other {
    consent: Uuid,
    purpose: String,
}

#[derive(Template)]
#[template(path = "family/stop.html")]
struct Page {
    f: Frame,
    consent: Uuid,
    child: Uuid,
    unit: String,
    purpose: String,
    others: Vec<Other>,
    once: String,
}

/// What else lets the same unit in, as far as the visitor may see it.
async fn others(says: Says<'_>, view: &ConsentView) -> Result<(Vec<Other>, i64), Problem> {
    let (actor, consent) = (&says.visitor.actor, &view.consent);
    let running = Some(Stands::InForce);
    let (views, _, index) =
        consents::list(says.app, actor, consent.child, running, None, OTHERS).await?;
    let others = views.iter().map(|one| &one.consent);
    let others = others.filter(|one| one.unit == consent.unit && one.id != consent.id);
    let others = others.map(|one| Other { consent: one.id.0, purpose: says.purpose(&one.purpose) });
    Ok((others.collect(), index))
}

/// What stopping means.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (view, index) = consents::show(&state.app, &visitor.actor, ConsentId(id)).await?;
    let folder = folders::show(&state.app, &visitor.actor, view.consent.child).await?;
    if is_over(view.state) {
        // Pressing would change nothing: how it ended is told.
        return Ok(to(&format!("/consents/{id}/stopped"), index));
    }
    let says = Says { app: &state.app, visitor: &visitor };
    let (others, index) = others(says, &view).await?;
    let f = Frame::family(&visitor, &folder, Family::Access, &format!("/consents/{id}/stop"));
    let page = Page {
        f,
        consent: id,
        child: folder.child.0,
        purpose: says.purpose(&view.consent.purpose),
        unit: view.unit_name,
        others,
        once: form::once(&state),
    };
    frame::show(page, visitor.lang, StatusCode::OK, Some(index))
}

/// Stops it.
pub(super) async fn stop(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let once = fields.once();
    let own = consents::revoke(&state.app, &visitor.actor, ConsentId(id), once).await?;
    Ok(to(&format!("/consents/{id}/stopped"), own.index))
}

fn to(path: &str, index: i64) -> Response {
    let mut response = redirect(path);
    put_entry(&mut response, Some(index));
    response
}

/// Can this person still take it back as if it had not been given?
pub(super) fn can_undo(view: &ConsentView, person: PersonId, now: Timestamp) -> bool {
    matches!(view.state, Stands::InForce | Stands::NotYet | Stands::AwaitingApproval)
        && view.consent.created_by == person
        && now < view.consent.created.plus_micros(SECOND_THOUGHTS_MICROS)
}

/// Takes back what was just given. Later it is stopped like any other, by the page that
/// says what that means.
pub(super) async fn undo(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (app, actor) = (&state.app, &visitor.actor);
    let (view, index) = consents::show(app, actor, ConsentId(id)).await?;
    if view.overview {
        return Err(Problem { entry: Some(index), ..Problem::not_found() });
    }
    if !can_undo(&view, visitor.me.person, app.clock().now()) {
        return Ok(to(&format!("/consents/{id}/stop"), index));
    }
    let own = consents::revoke(app, actor, ConsentId(id), fields.once()).await?;
    Ok(to(&format!("/consents/{id}/stopped"), own.index))
}

#[derive(Template)]
#[template(path = "family/stopped.html")]
struct Stopped {
    f: Frame,
    consent: Uuid,
    child: Uuid,
    unit: String,
    purpose: String,
    /// How it ended otherwise than by being stopped; empty where it was stopped.
    otherwise: String,
    others: Vec<Other>,
}

/// That it was stopped, or has ended otherwise.
pub(super) async fn stopped(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (view, index) = consents::show(&state.app, &visitor.actor, ConsentId(id)).await?;
    let folder = folders::show(&state.app, &visitor.actor, view.consent.child).await?;
    if !is_over(view.state) {
        return Ok(to(&format!("/consents/{id}/stop"), index));
    }
    let says = Says { app: &state.app, visitor: &visitor };
    let (others, index) = others(says, &view).await?;
    let f = Frame::family(&visitor, &folder, Family::Access, &format!("/consents/{id}/stopped"));
    let page = Stopped {
        f,
        consent: id,
        child: folder.child.0,
        purpose: says.purpose(&view.consent.purpose),
        otherwise: match view.state {
            Stands::Revoked => String::new(),
            state => says.state(state),
        },
        unit: view.unit_name,
        others,
    };
    frame::show(page, visitor.lang, StatusCode::OK, Some(index))
}
