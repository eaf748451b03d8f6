//! A family's own data: a copy of the folder, who may still hold what it held, and
//! its erasure.

use super::consents::Consent;
use super::documents::Document;
use super::log::{Entry, Who};
use super::receipts::Receipt;
use crate::domain::{ChildId, DocumentId};
use crate::flows::consents::ConsentView;
use crate::flows::own_data::asking::{self, Standing};
use crate::flows::own_data::copy::{self, Format};
use crate::flows::own_data::holders;
use crate::flows::{App, Error};
use crate::policy::rules::Lang;
use crate::web::State;
use crate::web::extract::{IdempotencyKey, NoQuery, Path, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, Told, put_entry};
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// Served content can run nothing, load nothing and be framed by nobody.
const CONTENT_CSP: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// The answers of the other routes, as they stand in a copy.
pub(in crate::web) const FORMAT: Format = Format {
    document: |view| json(&Document::from(view)),
    consent: |app, view| json(&shown(app, view)?),
    receipt: |app, receipt| {
        json(&Receipt::of(app, receipt).map_err(|_| Error::NotFound { index: None })?)
    },
    entry: |view| json(&Entry::from(view)),
};

fn shown(app: &App, view: ConsentView) -> Result<Consent, Error> {
    Consent::from_view(app, view, Lang::default()).map_err(|_| Error::NotFound { index: None })
}

fn json(value: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::Internal(Box::new(error)))
}

/// A copy of the folder, as far as it is there for you: documents with all their
/// versions, what is known of them, consents with receipts, the log with a bundle
/// that can be checked without the service, and a manifest with the hash of each
/// file. Each version is an opening of its own in the log. An archive that is cut
/// has no directory and no manifest: fetch it again.
#[utoipa::path(get, path = "/api/v1/children/{id}/export", tag = "own data",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    responses((status = 200, description = "A zip archive", content_type = "application/zip"),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn export(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    method: Method,
) -> Result<Response, Problem> {
    let copy = copy::copy(&state.app, &actor, ChildId(id), FORMAT).await?;
    Ok(archive(copy, method == Method::HEAD))
}

/// A copy on its way, as an answer; without its bytes where only the `head` is wanted.
pub(in crate::web) fn archive(copy: copy::Copy, head: bool) -> Response {
    let name = format!("attachment; filename=\"samflyt-{}.zip\"", copy.at.day_in_norway());
    // Told what GET would tell; the copy that was begun ends at once.
    let body = if head { Body::empty() } else { Body::from_stream(copy.body) };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, "application/zip");
    put(header::CONTENT_DISPOSITION, &name);
    put(header::CONTENT_SECURITY_POLICY, CONTENT_CSP);
    put_entry(&mut response, Some(copy.index));
    response
}

/// Somebody who received something of a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct Holder {
    /// Who.
    pub person: Who,
    /// For which unit.
    pub unit: Who,
    /// Of which organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<Who>,
    /// Which document.
    pub document: Uuid,
    /// Which of its versions.
    pub versions: Vec<i64>,
    /// Purposes that were named.
    pub purposes: Vec<String>,
    /// First opening (RFC 3339).
    pub first: String,
    /// Last opening (RFC 3339).
    pub last: String,
    /// Did all of a version go out at once?
    pub complete: bool,
    /// Did a consent say that the unit may keep a copy in its own records?
    pub may_keep: bool,
}

impl From<holders::Holder> for Holder {
    fn from(one: holders::Holder) -> Self {
        Self {
            person: Who { id: one.person.0.0, name: one.person.1 },
            unit: Who { id: one.unit.0.0, name: one.unit.1 },
            agency: one.agency.map(|(id, name)| Who { id: id.0, name }),
            document: one.document.0,
            versions: one.versions,
            purposes: one.purposes,
            first: one.first.to_string(),
            last: one.last.to_string(),
            complete: one.complete,
            may_keep: one.may_keep,
        }
    }
}

fn all(found: Vec<holders::Holder>) -> Items<Holder> {
    Items::all(found.into_iter().map(Into::into).collect())
}

/// Who may still hold a document: every professional who received bytes of it, as
/// the log tells it, also after it was erased. Erasing does not reach what has left.
#[utoipa::path(get, path = "/api/v1/documents/{id}/holders", tag = "own data",
    params(("id" = Uuid, Path, description = "Document id")), security(("bearer" = [])),
    responses((status = 200, body = Items<Holder>), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn of_document(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
) -> Result<Told<Items<Holder>>, Problem> {
    let (found, index) = holders::of_document(&state.app, &actor, DocumentId(id)).await?;
    Ok(Told::ok(all(found), index))
}

/// Who may still hold something of the folder.
#[utoipa::path(get, path = "/api/v1/children/{id}/holders", tag = "own data",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    responses((status = 200, body = Items<Holder>), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn of_child(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
) -> Result<Told<Items<Holder>>, Problem> {
    let (found, index) = holders::of_child(&state.app, &actor, ChildId(id)).await?;
    Ok(Told::ok(all(found), index))
}

/// One who has asked for the folder to be erased.
#[derive(Debug, Serialize, ToSchema)]
pub struct Asked {
    /// Person id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// When (RFC 3339).
    pub at: String,
}

/// How the erasure of a folder stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct Erasure {
    /// `none` while nobody has asked, `asked` while somebody is missing, `scheduled`.
    pub state: &'static str,
    /// Who has asked.
    pub asked: Vec<Asked>,
    /// Who has still to ask, so that it can happen: each of them, or one of several.
    pub missing: Vec<Who>,
    /// When the asking lapses if they do not (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lapses: Option<String>,
    /// When it happens, unless one of you stops it before (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Who may still hold a copy then.
    pub holders: Vec<Holder>,
}

impl From<Standing> for Erasure {
    fn from(standing: Standing) -> Self {
        let asked = standing.asked.into_iter();
        let state = match (standing.due, standing.lapses) {
            (Some(_), _) => "scheduled",
            (None, Some(_)) => "asked",
            (None, None) => "none",
        };
        Self {
            state,
            asked: asked
                .map(|(id, name, at)| Asked { id: id.0, name, at: at.to_string() })
                .collect(),
            missing: standing
                .missing
                .into_iter()
                .map(|(id, name)| Who { id: id.0, name })
                .collect(),
            lapses: standing.lapses.map(|at| at.to_string()),
            due: standing.due.map(|at| at.to_string()),
            holders: standing.holders.into_iter().map(Into::into).collect(),
        }
    }
}

/// How the erasure of the folder stands: who has asked, who is missing, when it
/// happens, who may still hold a copy.
#[utoipa::path(get, path = "/api/v1/children/{id}/erasure", tag = "own data",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    responses((status = 200, body = Erasure), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn standing(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
) -> Result<Told<Erasure>, Problem> {
    let (standing, index) = asking::show(&state.app, &actor, ChildId(id)).await?;
    Ok(Told::ok(standing.into(), index))
}

/// Ask for the whole folder to be erased. It happens some days after all who
/// decide have asked; until then each of them may stop it.
#[utoipa::path(post, path = "/api/v1/children/{id}/erasure", tag = "own data",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    responses((status = 200, body = Erasure), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn ask(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Told<Erasure>, Problem> {
    let (standing, index) = asking::ask(&state.app, &actor, ChildId(id), key).await?;
    Ok(Told::ok(standing.into(), index))
}

/// Stop the erasure of the folder, alone and at once.
#[utoipa::path(delete, path = "/api/v1/children/{id}/erasure", tag = "own data",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    responses((status = 204, description = "Stopped"), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn stop(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Response, Problem> {
    let index = asking::stop(&state.app, &actor, ChildId(id), key).await?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = axum::http::StatusCode::NO_CONTENT;
    put_entry(&mut response, Some(index));
    Ok(response)
}
