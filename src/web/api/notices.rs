//! What I am told of, and how I want to be told outside the service.

use super::{page_limit, pair_cursor};
use crate::domain::notice::How;
use crate::flows::notices::{self, contact};
use crate::web::State;
use crate::web::extract::{Body, NoQuery, Path, Query, SignedIn};
use crate::web::problem::Problem;
use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Something that I am told of: ids, a kind and times. Ask for what stands behind
/// an id where that kind of thing is asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Notice {
    /// Notice id.
    pub id: Uuid,
    /// first-opening, opened, consent-granted, consent-awaiting,
    /// consent-approved, consent-declined, consent-lapsed, consent-revised,
    /// consent-revoked, consent-handed-back, consent-ending, consent-frozen,
    /// consent-drafted, request-received, request-reminder, request-answered,
    /// request-withdrawn, request-lapsed, age-transition, withheld, withheld-ended,
    /// emergency-opened, guardianship-changed, erasure-asked, erasure-stopped, folder-erased,
    /// report-received, report-answered, membership-changed
    /// or contact-changed.
    pub kind: &'static str,
    /// When it happened (RFC 3339).
    pub at: String,
    /// Told at once?
    pub urgent: bool,
    /// When I marked it as seen (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
    /// Whose folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<Uuid>,
    /// The unit that did something or is concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Uuid>,
    /// My own unit, when I am told as a member of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_of: Option<Uuid>,
    /// Which consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Uuid>,
    /// Which document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Uuid>,
    /// Which request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Uuid>,
    /// Log entry that tells of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
}

impl From<crate::flows::notices::Shown> for Notice {
    fn from(notice: crate::flows::notices::Shown) -> Self {
        Self {
            id: notice.id,
            kind: notice.kind.code(),
            at: notice.created.to_string(),
            urgent: notice.urgent,
            seen: notice.seen.map(|at| at.to_string()),
            child: notice.child.map(|id| id.0),
            unit: notice.by_unit.map(|id| id.0),
            member_of: notice.unit.map(|id| id.0),
            consent: notice.consent.map(|id| id.0),
            document: notice.document.map(|id| id.0),
            request: notice.request.map(|id| id.0),
            entry: notice.index,
        }
    }
}

/// A page of an inbox.
#[derive(Debug, Serialize, ToSchema)]
pub struct Inbox {
    /// Notices, newest first.
    pub items: Vec<Notice>,
    /// Send back as `cursor` for the next page; null on the last.
    #[schema(required)]
    pub next: Option<String>,
    /// How many I have not seen, up to 200.
    pub unread: usize,
}

/// Which notices.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticeQuery {
    /// The `next` of the page before.
    pub cursor: Option<String>,
    /// Rows wanted, 1 to 500; 100 if left out.
    pub limit: Option<usize>,
}

/// What I am told of, newest first. What I may no longer see is not there.
#[utoipa::path(get, path = "/api/v1/notices", tag = "notices", operation_id = "notices",
    params(NoticeQuery), security(("bearer" = [])),
    responses((status = 200, body = Inbox), (status = 401, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Query(query): Query<NoticeQuery>,
) -> Result<Json<Inbox>, Problem> {
    let limit = page_limit(query.limit)?;
    let after = pair_cursor(query.cursor.as_deref())?;
    let page = notices::list(&state.app, &actor, after, limit).await?;
    Ok(Json(Inbox {
        items: page.items.into_iter().map(Into::into).collect(),
        next: page.next.map(|(at, id)| format!("{}.{id}", at.as_micros())),
        unread: page.unread,
    }))
}

/// Mark a notice as seen.
#[utoipa::path(post, path = "/api/v1/notices/{id}/seen", tag = "notices",
    params(("id" = Uuid, Path, description = "Notice id")), security(("bearer" = [])),
    responses((status = 204, description = "Marked, now or before"),
        (status = 404, body = Problem)))]
pub async fn seen(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    notices::see(&state.app, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How and where I am told outside the service. A mail says only that there is
/// news.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contact {
    /// at-once: what is urgent at once, the rest once a day. daily: one mail a
    /// day. off: no mail. The inbox is there whatever is chosen.
    pub how: &'static str,
    /// The address in use.
    #[schema(required)]
    pub mail: Option<String>,
    /// An address that waits for the code that was mailed to it.
    #[schema(required)]
    pub waiting: Option<String>,
    /// Does this installation send mail?
    pub mail_offered: bool,
}

impl From<contact::Settings> for Contact {
    fn from(settings: contact::Settings) -> Self {
        let text = |address: crate::domain::notice::MailAddress| address.as_str().to_owned();
        Self {
            how: settings.how.code(),
            mail: settings.mail.map(text),
            waiting: settings.waiting.map(text),
            mail_offered: settings.mail_offered,
        }
    }
}

/// How and where I am told outside the service.
#[utoipa::path(get, path = "/api/v1/me/contact", tag = "me", operation_id = "contact",
    security(("bearer" = [])),
    responses((status = 200, body = Contact), (status = 401, body = Problem)))]
pub async fn contact(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
) -> Result<Json<Contact>, Problem> {
    Ok(Json(contact::show(&state.app, &actor).await?.into()))
}

/// How I want to be told.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    /// at-once, daily or off.
    pub how: String,
    /// One plain mail address; null for none. Never left out, so that nobody
    /// loses an address by changing something else.
    #[serde(deserialize_with = "given")]
    #[schema(required)]
    pub mail: Option<String>,
}

/// An optional value that must stand there.
fn given<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(from)
}

/// Set how and where I am told. Another address is used only after the code that
/// is mailed to it was given back.
#[utoipa::path(put, path = "/api/v1/me/contact", tag = "me", operation_id = "set_contact",
    security(("bearer" = [])), request_body = NewContact,
    responses((status = 200, body = Contact), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn set_contact(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Body(new): Body<NewContact>,
) -> Result<Json<Contact>, Problem> {
    let how = How::from_code(&new.how)
        .ok_or_else(|| Problem::invalid("unknown-how", "how", "Choose at-once, daily or off."))?;
    Ok(Json(contact::set(&state.app, &actor, how, new.mail.as_deref()).await?.into()))
}

/// The code that was mailed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactCode {
    /// Six digits.
    pub code: String,
}

/// Confirm a mail address with the code that was mailed to it.
#[utoipa::path(post, path = "/api/v1/me/contact/confirm", tag = "me",
    operation_id = "confirm_contact", security(("bearer" = [])), request_body = ContactCode,
    responses((status = 200, body = Contact), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn confirm_contact(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Body(code): Body<ContactCode>,
) -> Result<Json<Contact>, Problem> {
    Ok(Json(contact::confirm(&state.app, &actor, &code.code).await?.into()))
}
