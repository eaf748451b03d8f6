//! Documents: put in, list, describe, add a version, erase.

use super::paced::{Pace, Paced};
use super::{PageQuery, paced, page_limit, pair_cursor};
use crate::domain::text::Title;
use crate::domain::time::Day;
use crate::domain::{ChildId, DocumentId};
use crate::flows::documents::{DocumentView, VersionView};
use crate::flows::upload::{self, Meta, Stored, Upload};
use crate::flows::{self};
use crate::store::documents::After;
use crate::web::State;
use crate::web::extract::{IdempotencyKey, Path, Query, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, Told};
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use http_body_util::Limited;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// Bytes of a form beside its file.
const FORM_BYTES: u64 = 64 * 1024;

/// Bytes that may come before a part: the form's preamble, or the part's head. The
/// form's reader takes up to two pieces before it looks, and two more where those
/// end in the middle of what it looks for.
const HEAD_BYTES: usize = 4 * paced::PIECE;
/// Bytes of a part that may come before any of them is given out.
const CHUNK_BYTES: usize = 1 << 20;

/// A document's metadata.
#[derive(Debug, Serialize, ToSchema)]
pub struct Document {
    /// Document id.
    pub id: Uuid,
    /// Whose.
    pub child: Uuid,
    /// Title.
    pub title: String,
    /// Category code.
    pub category: String,
    /// Date on the document, YYYY-MM-DD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// `family`, or the unit that contributed it.
    pub source: Source,
    /// `normal` or `high`.
    pub sensitivity: String,
    /// First stored (RFC 3339).
    pub created: String,
    /// Newest version.
    pub version: i64,
    /// File name.
    pub file_name: String,
    /// application/pdf, image/jpeg or image/png.
    pub media_type: &'static str,
    /// Length in bytes.
    pub size: u64,
    /// SHA-256 of the content, lower-case hex.
    pub sha256: String,
    /// pending, clean, infected or not-scanned.
    pub scan: &'static str,
    /// Why it was not scanned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scan_reason: Option<String>,
    /// All versions, oldest first, where the document was asked for by itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
}

/// Where a document comes from.
#[derive(Debug, Serialize, ToSchema)]
pub struct Source {
    /// `family` or `unit`.
    pub kind: &'static str,
    /// Unit id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// Unit name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// One version.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    /// From 1.
    pub version: i64,
    /// File name.
    pub file_name: String,
    /// Kind of file.
    pub media_type: &'static str,
    /// Length in bytes.
    pub size: u64,
    /// SHA-256 of the content, lower-case hex.
    pub sha256: String,
    /// pending, clean, infected or not-scanned.
    pub scan: &'static str,
    /// Stored at (RFC 3339).
    pub created: String,
}

impl From<VersionView> for Version {
    fn from(view: VersionView) -> Self {
        Self {
            version: view.version,
            file_name: view.file_name,
            media_type: view.media_type.name(),
            size: view.size_bytes,
            sha256: hex::encode(view.sha256),
            scan: view.scan.code(),
            created: view.created.to_string(),
        }
    }
}

impl From<DocumentView> for Document {
    fn from(view: DocumentView) -> Self {
        let source = match view.source {
            Some((id, name)) => Source { kind: "unit", id: Some(id.0), name: Some(name) },
            None => Source { kind: "family", id: None, name: None },
        };
        Self {
            id: view.id.0,
            child: view.child.0,
            title: view.title,
            category: view.category,
            date: view.date.map(|day| day.to_string()),
            source,
            sensitivity: view.sensitivity,
            created: view.created.to_string(),
            version: view.newest.version,
            file_name: view.newest.file_name,
            media_type: view.newest.media_type.name(),
            size: view.newest.size_bytes,
            sha256: hex::encode(view.newest.sha256),
            scan: view.newest.scan.code(),
            scan_reason: view.newest.scan_reason,
            versions: view.versions.into_iter().map(Into::into).collect(),
        }
    }
}

/// The fields of an upload.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the multipart body to readers of the documentation")]
pub struct UploadForm {
    /// What the document is called.
    title: String,
    /// Category code.
    category: String,
    /// Date on the document, YYYY-MM-DD.
    date: Option<String>,
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The documents of a folder, as far as the caller may see them.
#[utoipa::path(get, path = "/api/v1/children/{id}/documents", tag = "documents",
    params(("id" = Uuid, Path, description = "Child id"), PageQuery), security(("bearer" = [])),
    responses((status = 200, body = Items<Document>), (status = 404, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(page): Query<PageQuery>,
) -> Result<Told<Items<Document>>, Problem> {
    let limit = page_limit(page.limit)?;
    let after = pair_cursor(page.cursor.as_deref())?
        .map(|(created, id)| After { created, id: DocumentId(id) });
    let (views, next, index) =
        flows::documents::list(&state.app, &actor, ChildId(id), after, limit).await?;
    let items = views.into_iter().map(Into::into).collect();
    let next = next.map(|after| format!("{}.{}", after.created.as_micros(), after.id));
    Ok(Told::ok(Items { items, next }, index))
}

/// A document's metadata with its versions.
#[utoipa::path(get, path = "/api/v1/documents/{id}", tag = "documents",
    params(("id" = Uuid, Path, description = "Document id")), security(("bearer" = [])),
    responses((status = 200, body = Document), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 410, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Told<Document>, Problem> {
    let (view, index) = flows::documents::show(&state.app, &actor, DocumentId(id)).await?;
    Ok(Told::ok(view.into(), index))
}

/// Erase a document: its keys are destroyed at once, its bytes right after.
#[utoipa::path(delete, path = "/api/v1/documents/{id}", tag = "documents",
    params(("id" = Uuid, Path, description = "Document id")), security(("bearer" = [])),
    responses((status = 204, description = "Erased"), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn erase(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<axum::response::Response, Problem> {
    let index = flows::documents::erase(&state.app, &actor, DocumentId(id), key).await?;
    let mut response = axum::response::IntoResponse::into_response(StatusCode::NO_CONTENT);
    crate::web::reply::put_entry(&mut response, Some(index));
    Ok(response)
}

/// Put a document in. The answer comes when it is stored for good.
#[utoipa::path(post, path = "/api/v1/children/{id}/documents", tag = "documents",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Document), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn store(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    request: Request,
) -> Result<Told<Document>, Problem> {
    let _slot = state.limiter.upload(actor.person())?;
    let upload = upload::begin(&state.app, &actor, ChildId(id), None).await?;
    let stored = receive(&state, upload, request, key, true).await?;
    answer(&state, stored).await
}

/// Put a new version of a document in.
#[utoipa::path(put, path = "/api/v1/documents/{id}/content", tag = "documents",
    params(("id" = Uuid, Path, description = "Document id")), security(("bearer" = [])),
    request_body(content = UploadForm, content_type = "multipart/form-data",
        description = "`file` alone is enough"),
    responses((status = 201, body = Document), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem)))]
pub async fn replace(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    request: Request,
) -> Result<Told<Document>, Problem> {
    let _slot = state.limiter.upload(actor.person())?;
    let upload = upload::begin_version(&state.app, &actor, DocumentId(id)).await?;
    let stored = receive(&state, upload, request, key, false).await?;
    answer(&state, stored).await
}

async fn answer(state: &State, stored: Stored) -> Result<Told<Document>, Problem> {
    let view = flows::documents::read_stored(&state.app, stored).await?;
    Ok(Told::created(view.into(), stored.index))
}

#[derive(Default)]
struct Form {
    title: Option<Title>,
    category: Option<String>,
    date: Option<Day>,
    file_name: Option<String>,
}

async fn receive(
    state: &State,
    mut upload: Upload,
    request: Request,
    key: Option<String>,
    new: bool,
) -> Result<Stored, Problem> {
    let mut form = Form::default();
    // However slowly it comes, an upload has an end: the sweeper counts on that.
    let read = read_form(state, &mut upload, request, &mut form);
    let read = tokio::time::timeout(state.app.limits.stream, read).await;
    let read = read.unwrap_or_else(|_| Err(too_slow()));
    let meta = read.and_then(|()| if new { meta_of(&mut form).map(Some) } else { Ok(None) });
    let (meta, name) = match (meta, form.file_name) {
        (Ok(meta), Some(name)) => (meta, name),
        (Ok(_), None) => {
            upload.abort().await;
            return Err(Problem::invalid("field-missing", "file", "Choose a file to send."));
        }
        (Err(problem), _) => {
            upload.abort().await;
            return Err(problem);
        }
    };
    Ok(upload.finish(meta, &name, key).await?)
}

fn meta_of(form: &mut Form) -> Result<Meta, Problem> {
    let title = form.title.take().ok_or_else(|| {
        Problem::invalid("field-missing", "title", "Say what the document is called.")
    })?;
    let category = form.category.take().ok_or_else(|| {
        Problem::invalid("field-missing", "category", "Say which category the document is of.")
    })?;
    Ok(Meta { title, category, date: form.date })
}

async fn read_form(
    state: &State,
    upload: &mut Upload,
    request: Request,
    form: &mut Form,
) -> Result<(), Problem> {
    // Heads and preambles of parts count too: nothing is read without a bound.
    let limit = state.app.limits.document_bytes;
    let most = limit.saturating_add(FORM_BYTES);
    let told = request
        .headers()
        .get(axum::http::header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if told.is_some_and(|told| told > most) {
        return Err(flows::Error::TooLarge { limit }.into());
    }
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let pace = Arc::new(Pace::default());
    let request = request
        .map(|body| axum::body::Body::new(Limited::new(Paced::new(body, Arc::clone(&pace)), most)));
    let mut parts = Multipart::from_request(request, state).await.map_err(|_| {
        Problem::bad(
            "multipart-needed",
            "Send the file as multipart/form-data with the fields title, category, date and file.",
        )
    })?;
    let idle = state.app.limits.idle;
    loop {
        pace.expect(HEAD_BYTES);
        let next = tokio::time::timeout(idle, parts.next_field()).await.map_err(|_| too_slow())?;
        if pace.is_over() {
            return Err(Problem::bad(
                "multipart-malformed",
                "The form does not begin with its boundary, or the head of a part is too long.",
            ));
        }
        let Some(mut field) = next.map_err(|error| broken(&error, limit))? else { return Ok(()) };
        pace.expect(CHUNK_BYTES);
        match field.name() {
            Some("file") if form.file_name.is_none() => {
                form.file_name = Some(field.file_name().unwrap_or_default().to_owned());
                loop {
                    let chunk =
                        tokio::time::timeout(idle, field.chunk()).await.map_err(|_| too_slow())?;
                    match chunk.map_err(|error| broken(&error, limit))? {
                        Some(bytes) => {
                            upload.write(&bytes).await?;
                            pace.expect(CHUNK_BYTES);
                        }
                        None => break,
                    }
                }
            }
            Some("title") if form.title.is_none() => {
                let text = text_of((idle, limit), field, "title").await?;
                form.title =
                    Some(Title::new(&text).map_err(|error| {
                        Problem::invalid(error.code(), "title", error.to_string())
                    })?);
            }
            Some("category") if form.category.is_none() => {
                form.category =
                    Some(text_of((idle, limit), field, "category").await?.trim().to_owned());
            }
            Some("date") if form.date.is_none() => {
                let text = text_of((idle, limit), field, "date").await?;
                if !text.trim().is_empty() {
                    let day = text.trim().parse().map_err(|_| {
                        Problem::invalid("date-wrong", "date", "Write the date as 2026-01-31.")
                    })?;
                    form.date = Some(day);
                }
            }
            _ => {
                return Err(Problem::bad(
                    "field-unknown",
                    "The fields are title, category, date and file, each once.",
                ));
            }
        }
    }
}

async fn text_of(
    (idle, limit): (std::time::Duration, u64),
    mut field: Field<'_>,
    name: &str,
) -> Result<String, Problem> {
    const MAX: usize = 4096;
    let mut bytes = Vec::new();
    loop {
        let chunk = tokio::time::timeout(idle, field.chunk()).await.map_err(|_| too_slow())?;
        let Some(chunk) = chunk.map_err(|error| broken(&error, limit))? else { break };
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MAX {
            return Err(Problem::invalid("too-long", name, "This is too long."));
        }
    }
    String::from_utf8(bytes)
        .map_err(|_| Problem::invalid("not-text", name, "This is not UTF-8 text."))
}

/// A form that ended early, or is longer than `limit` allows.
fn broken(error: &MultipartError, limit: u64) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return flows::Error::TooLarge { limit }.into();
    }
    tracing::debug!(status = error.status().as_u16(), "an upload ended early");
    flows::Error::Incomplete.into()
}

fn too_slow() -> Problem {
    Problem::new(
        StatusCode::REQUEST_TIMEOUT,
        "body-too-slow",
        "Nothing has come for a while. Nothing was stored. Send it again.",
    )
}
