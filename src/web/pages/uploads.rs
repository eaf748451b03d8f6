//! Files in pieces, after tus 1.0.0 (core, creation, expiration, termination): for
//! the script of the page of papers, which signs in by the session's cookie, and for
//! programs with a token. Errors are problems, not pages.

use super::family::suggested;
use super::visitor::Visitor;
use super::words::texts;
use crate::domain::lang::Lang;
use crate::domain::text::Title;
use crate::domain::time::Day;
use crate::domain::{ChildId, dates};
use crate::flows::uploads::{self, View, Want};
use crate::flows::{self, me};
use crate::identity::Actor;
use crate::web::State;
use crate::web::extract::{NoQuery, Path, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, put_entry};
use axum::Json;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures_util::StreamExt as _;
use serde::Serialize;
use uuid::Uuid;

const VERSION: &str = "1.0.0";
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
/// The longest `Upload-Metadata`.
const SAID: usize = 4096;
/// The longest fingerprint: two SHA-256 in hexadecimal.
const FINGERPRINT: usize = 128;

/// Who sends: by the cookie of a page, or by a token. A caller without either is told
/// to sign in, and not sent to a page.
pub(super) struct Sender {
    actor: Actor,
    lang: Option<Lang>,
}

impl FromRequestParts<State> for Sender {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        if parts.headers.contains_key(header::AUTHORIZATION) {
            let SignedIn(actor) = SignedIn::from_request_parts(parts, state).await?;
            return Ok(Self { actor, lang: None });
        }
        match Visitor::from_request_parts(parts, state).await {
            Ok(visitor) => Ok(Self { actor: visitor.actor, lang: Some(visitor.lang) }),
            Err(response) => {
                Err(response.extensions().get::<Problem>().cloned().unwrap_or_else(|| {
                    Problem::sign_in("sign-in-needed", "Sign in and send the file again.")
                }))
            }
        }
    }
}

/// The protocol's version, which every request but OPTIONS names.
pub(super) struct Tus;

impl FromRequestParts<State> for Tus {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Response> {
        if parts.headers.get(RESUMABLE).is_some_and(|value| value == VERSION) {
            return Ok(Self);
        }
        let problem = Problem::new(
            StatusCode::PRECONDITION_FAILED,
            "tus-version",
            "Send `Tus-Resumable: 1.0.0`.",
        );
        Err(tus(problem.into_response()))
    }
}

/// An answer with the headers of the protocol.
fn tus(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(RESUMABLE, HeaderValue::from_static(VERSION));
    headers.insert("tus-version", HeaderValue::from_static(VERSION));
    response
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// The same with how far an upload has come.
fn stands(mut response: Response, view: &View) -> Response {
    put(&mut response, OFFSET, &view.received.to_string());
    put(&mut response, LENGTH, &view.length.to_string());
    put(&mut response, EXPIRES, &dates::http(view.expires));
    put_entry(&mut response, view.stored.map(|stored| stored.index));
    tus(response)
}

/// What the protocol can do here.
pub(super) async fn options(axum::extract::State(state): axum::extract::State<State>) -> Response {
    let mut response = tus(StatusCode::NO_CONTENT.into_response());
    let extensions = "creation,expiration,termination";
    put(&mut response, HeaderName::from_static("tus-extension"), extensions);
    let most = state.app.limits.document_bytes.to_string();
    put(&mut response, HeaderName::from_static("tus-max-size"), &most);
    response
}

fn number(headers: &HeaderMap, name: HeaderName) -> Option<u64> {
    let text = headers.get(name)?.to_str().ok()?;
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

/// One value of `Upload-Metadata`: keys and base64, with commas between.
fn said(headers: &HeaderMap, key: &str) -> Result<String, Problem> {
    let wrong = || {
        Problem::bad(
            "upload-metadata-wrong",
            "Upload-Metadata holds the keys child, category, date, title, number, filename \
             and fingerprint, each with base64 of UTF-8.",
        )
    };
    let all = headers.get("upload-metadata").map_or(Ok(""), |value| value.to_str());
    let all = all.map_err(|_| wrong())?;
    if all.len() > SAID {
        return Err(wrong());
    }
    let found = all.split(',').map(str::trim).find_map(|pair| match pair.split_once(' ') {
        Some((name, value)) if name == key => Some(value.trim()),
        None if pair == key => Some(""),
        _ => None,
    });
    let bytes = BASE64_STANDARD.decode(found.unwrap_or_default()).map_err(|_| wrong())?;
    String::from_utf8(bytes).map_err(|_| wrong())
}

/// Begins an upload.
pub(super) async fn create(
    axum::extract::State(state): axum::extract::State<State>,
    sender: Sender,
    _: Tus,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let length = number(&headers, LENGTH)
        .ok_or_else(|| Problem::bad("upload-length-missing", "Send `Upload-Length` in bytes."))?;
    let child: Uuid = said(&headers, "child")?.parse().map_err(|_| Problem::not_found())?;
    let category = said(&headers, "category")?;
    let category = if category.is_empty() { super::family::OTHER.to_owned() } else { category };
    let date = said(&headers, "date")?;
    let date: Option<Day> = match date.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| {
            Problem::invalid("date-wrong", "date", "Write the date as 2026-01-31.")
        })?),
    };
    let title = said(&headers, "title")?;
    let title = if title.is_empty() {
        let lang = match sender.lang {
            Some(lang) => lang,
            None => me::language(&state.app, &sender.actor, None).await?,
        };
        // Several that are sent together are told apart by their numbers.
        let number = said(&headers, "number")?.parse().unwrap_or(1);
        suggested(&state.app, (texts(lang), lang), &category, date, number)
    } else {
        title
    };
    let title = Title::new(&title)
        .map_err(|error| Problem::invalid(error.code(), "title", error.to_string()))?;
    let fingerprint = said(&headers, "fingerprint")?;
    let plain = fingerprint.bytes().all(|b| b.is_ascii_alphanumeric());
    if fingerprint.len() > FINGERPRINT || !plain {
        return Err(Problem::invalid(
            "fingerprint-wrong",
            "fingerprint",
            "A fingerprint has at most 128 letters and digits.",
        ));
    }
    let want = Want {
        child: ChildId(child),
        title,
        category,
        date,
        file_name: said(&headers, "filename")?,
        fingerprint,
        length,
    };
    let view = uploads::create(&state.app, &sender.actor, want).await?;
    let mut response = stands(StatusCode::CREATED.into_response(), &view);
    put(&mut response, header::LOCATION, &format!("/uploads/{}", view.id));
    Ok(response)
}

/// Where an upload stands.
pub(super) async fn head(
    axum::extract::State(state): axum::extract::State<State>,
    sender: Sender,
    _: Tus,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = uploads::show(&state.app, &sender.actor, id).await?;
    Ok(stands(StatusCode::OK.into_response(), &view))
}

/// An upload as its owner sees it.
#[derive(Serialize)]
pub(super) struct Upload {
    id: Uuid,
    fingerprint: String,
    length: u64,
    offset: u64,
    expires: String,
    /// `open`, `stored` or `failed`.
    state: &'static str,
    /// Why it will never be stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stored: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<i64>,
}

impl From<View> for Upload {
    fn from(view: View) -> Self {
        let state = match (&view.stored, &view.failed) {
            (Some(_), _) => "stored",
            (None, Some(_)) => "failed",
            (None, None) => "open",
        };
        Self {
            id: view.id,
            fingerprint: view.fingerprint,
            length: view.length,
            offset: view.received,
            expires: view.expires.to_string(),
            state,
            code: view.failed,
            document: view.stored.map(|stored| stored.document.0),
            version: view.stored.map(|_| 1),
            stored: view.stored.map(|stored| stored.at.to_string()),
            entry: view.stored.map(|stored| stored.index),
        }
    }
}

/// An upload, and after its end the receipt: which document, when, which entry.
pub(super) async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    sender: Sender,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = uploads::show(&state.app, &sender.actor, id).await?;
    Ok(stands(Json(Upload::from(view.clone())).into_response(), &view))
}

/// The sender's own uploads into a folder.
pub(super) async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    sender: Sender,
    Path(child): Path<Uuid>,
) -> Result<Json<Items<Upload>>, Problem> {
    let views = uploads::list(&state.app, &sender.actor, ChildId(child)).await?;
    Ok(Json(Items::all(views.into_iter().map(Into::into).collect())))
}

/// Adds bytes.
pub(super) async fn append(
    axum::extract::State(state): axum::extract::State<State>,
    sender: Sender,
    _: Tus,
    Path(id): Path<Uuid>,
    request: Request,
) -> Result<Response, Problem> {
    let headers = request.headers();
    let kind = headers.get(header::CONTENT_TYPE);
    if kind.is_none_or(|kind| kind != "application/offset+octet-stream") {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "offset-stream-needed",
            "Send `Content-Type: application/offset+octet-stream`.",
        ));
    }
    let offset = number(headers, OFFSET)
        .ok_or_else(|| Problem::bad("upload-offset-missing", "Send `Upload-Offset` in bytes."))?;
    let slot = state.limiter.upload(sender.actor.person())?;
    let body = request.into_body().into_data_stream().map(|next| next.map_err(drop));
    let body: uploads::Body = Box::pin(body);
    let added = uploads::append(&state.app, &sender.actor, id, offset, (body, slot)).await;
    match added {
        Ok(view) => Ok(stands(StatusCode::NO_CONTENT.into_response(), &view)),
        Err(error @ flows::Error::Conflict { .. }) => {
            let problem = Problem::from(error).into_response();
            let view = uploads::show(&state.app, &sender.actor, id).await?;
            Ok(stands(problem, &view))
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends an upload that nobody wants any more.
pub(super) async fn remove(
    axum::extract::State(state): axum::extract::State<State>,
    sender: Sender,
    _: Tus,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    uploads::remove(&state.app, &sender.actor, id).await?;
    Ok(tus(StatusCode::NO_CONTENT.into_response()))
}
