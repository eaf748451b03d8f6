//! Documents: put in, list, describe, add a version, erase.

use super::paced::{Pace, Paced};
use super::{PageQuery, paced, page_limit, pair_cursor};
use crate::domain::text::Title;
use crate::domain::time::Day;
use crate::domain::{ChildId, DocumentId};
use crate::flows::documents::{DocumentView, Mark, StoredView, VersionView};
use crate::flows::upload::{self, Meta, Stored, Upload};
use crate::flows::{self};
use crate::identity::Actor;
use crate::store::documents::After;
use crate::web::State;
use crate::web::disposition;
use crate::web::extract::{IdempotencyKey, NoQuery, Path, Query, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::Told;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use futures_util::StreamExt as _;
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
    /// Marked "not for my guardians": `asked`, or `confirmed` by a health
    /// professional. Left out when it is not; never shown to a guardian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_for_guardians: Option<&'static str>,
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
    /// Versions, oldest first, where the document was asked for by itself: all for
    /// the family, the newest for others.
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
            not_for_guardians: view.mark.map(Mark::code),
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

/// The fields of a new version.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes the multipart body to readers of the documentation")]
pub struct VersionForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A new version as it is.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes the raw body to readers of the documentation")]
pub struct VersionBytes(Vec<u8>);

/// The documents of a folder, as far as the caller may see them.
#[utoipa::path(get, path = "/api/v1/children/{id}/documents", tag = "documents",
    params(("id" = Uuid, Path, description = "Child id"), PageQuery), security(("bearer" = [])),
    responses((status = 200, body = Documents), (status = 404, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(page): Query<PageQuery>,
) -> Result<Told<Documents>, Problem> {
    let limit = page_limit(page.limit)?;
    let after = pair_cursor(page.cursor.as_deref())?
        .map(|(created, id)| After { created, id: DocumentId(id) });
    let page = flows::documents::list(&state.app, &actor, ChildId(id), after, limit).await?;
    let items = page.views.into_iter().map(Into::into).collect();
    let next = page.next.map(|after| format!("{}.{}", after.created.as_micros(), after.id));
    Ok(Told::ok(Documents { items, next, withheld: page.withheld }, page.index))
}

/// A page of documents.
#[derive(Debug, Serialize, ToSchema)]
pub struct Documents {
    /// The rows.
    pub items: Vec<Document>,
    /// Send back as `cursor` for the next page; null on the last.
    #[schema(required)]
    pub next: Option<String>,
    /// To a guardian: how many documents the young person keeps to itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<usize>,
}

/// A document's metadata with its versions.
#[utoipa::path(get, path = "/api/v1/documents/{id}", tag = "documents",
    params(("id" = Uuid, Path, description = "Document id")), security(("bearer" = [])),
    responses((status = 200, body = Document), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 410, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
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
    _: NoQuery,
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
    responses((status = 201, body = Answered), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn store(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    request: Request,
) -> Result<Told<Answered>, Problem> {
    let stored = put_in(&state, &actor, (ChildId(id), None), key, request).await;
    answer(&state, &actor, stored.map_err(|(problem, _)| problem)?).await
}

/// What was said of a document that could not be put in, as far as it was read.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Said {
    pub(in crate::web) title: String,
    pub(in crate::web) category: String,
    pub(in crate::web) date: String,
}

/// Puts in the document that a form holds, for a purpose where that is asked for. What
/// goes wrong comes with what was said of the document.
pub(in crate::web) async fn put_in(
    state: &State,
    actor: &Actor,
    (child, purpose): (ChildId, Option<String>),
    key: Option<String>,
    request: Request,
) -> Result<Stored, (Problem, Said)> {
    let nothing = |problem: Problem| (problem, Said::default());
    let _slot = state.limiter.upload(actor.person()).map_err(nothing)?;
    let begun = upload::begin(&state.app, actor, child, purpose).await;
    let mut upload = begun.map_err(|error| nothing(error.into()))?;
    let mut form = Form::default();
    let read = in_time(state, read_form(state, &mut upload, request, &mut form)).await;
    let said = Said {
        title: form.title.as_ref().map_or_else(String::new, |title| title.as_str().to_owned()),
        category: form.category.clone().unwrap_or_default(),
        date: form.date.map_or_else(String::new, |date| date.to_string()),
    };
    let read = read.and_then(|()| Ok((Some(meta_of(&mut form)?), form.file()?)));
    finish(upload, read, key).await.map_err(|problem| (problem, said))
}

/// Put a new version of a document in. Title, category and date stay.
#[utoipa::path(put, path = "/api/v1/documents/{id}/content", tag = "documents",
    params(("id" = Uuid, Path, description = "Document id")), security(("bearer" = [])),
    request_body(content((VersionForm = "multipart/form-data"), (VersionBytes = "application/octet-stream")),
        description = "A form with `file`, or the bytes themselves with any other Content-Type; \
            their file name is that of Content-Disposition, or stays"),
    responses((status = 201, body = Document), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem)))]
pub async fn replace(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    request: Request,
) -> Result<Told<Answered>, Problem> {
    let _slot = state.limiter.upload(actor.person())?;
    let mut upload = upload::begin_version(&state.app, &actor, DocumentId(id)).await?;
    let read = read_version(&state, &mut upload, request, DocumentId(id));
    let read = in_time(&state, read).await;
    let read = read.map(|name| (None, name));
    answer(&state, &actor, finish(upload, read, key).await?).await
}

/// The answer to a document put in: all of it, or, where one may put in but not
/// see, what came in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Answered {
    /// The document.
    Whole(Box<Document>),
    /// What came in.
    Receipt(Receipt),
}

/// What came in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoredReceipt)]
pub struct Receipt {
    /// Document id.
    pub id: Uuid,
    /// From 1.
    pub version: i64,
    /// SHA-256 of the content, lower-case hex.
    pub sha256: String,
    /// Length in bytes.
    pub size: u64,
}

pub(super) async fn answer(
    state: &State,
    actor: &Actor,
    stored: Stored,
) -> Result<Told<Answered>, Problem> {
    let body = match flows::documents::read_stored(&state.app, actor, stored).await? {
        StoredView::Whole(view) => Answered::Whole(Box::new((*view).into())),
        StoredView::Receipt { sha256, size_bytes } => Answered::Receipt(Receipt {
            id: stored.document.0,
            version: stored.version,
            sha256: hex::encode(sha256),
            size: size_bytes,
        }),
    };
    Ok(Told::created(body, stored.index))
}

#[derive(Default)]
struct Form {
    title: Option<Title>,
    category: Option<String>,
    date: Option<Day>,
    file_name: Option<String>,
}

impl Form {
    fn file(&mut self) -> Result<String, Problem> {
        self.file_name
            .take()
            .ok_or_else(|| Problem::invalid("field-missing", "file", "Choose a file to send."))
    }
}

/// However slowly it comes, an upload has an end: the sweeper counts on that.
async fn in_time<T>(
    state: &State,
    read: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    let read = tokio::time::timeout(state.app.limits.stream, read).await;
    read.unwrap_or_else(|_| Err(too_slow()))
}

/// Ends an upload whose body has been read, or gives it up.
async fn finish(
    upload: Upload,
    read: Result<(Option<Meta>, String), Problem>,
    key: Option<String>,
) -> Result<Stored, Problem> {
    match read {
        Ok((meta, name)) => Ok(upload.finish(meta, &name, key).await?),
        Err(problem) => {
            upload.abort().await;
            Err(problem)
        }
    }
}

/// Reads a new version, as a form or as it is: the name of its file.
async fn read_version(
    state: &State,
    upload: &mut Upload,
    request: Request,
    document: DocumentId,
) -> Result<String, Problem> {
    let (is_form, name) = {
        let head = |name| request.headers().get(name).map(HeaderValue::as_bytes);
        let kind = head(header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        let name = head(header::CONTENT_DISPOSITION).and_then(disposition::file_name);
        (kind.starts_with(b"multipart/"), name)
    };
    if !is_form {
        read_bytes(state, upload, request).await?;
        if let Some(name) = name {
            return Ok(name);
        }
        upload.keep_name();
        return Ok(flows::documents::kept_file_name(&state.app, document).await?);
    }
    let mut form = Form::default();
    read_form(state, upload, request, &mut form).await?;
    for (is_there, field) in [
        (form.title.is_some(), "title"),
        (form.category.is_some(), "category"),
        (form.date.is_some(), "date"),
    ] {
        if is_there {
            return Err(Problem::invalid(
                "field-not-taken",
                field,
                "A new version leaves title, category and date as they are. Send `file` alone.",
            ));
        }
    }
    form.file()
}

/// Reads a body that is the file itself.
async fn read_bytes(state: &State, upload: &mut Upload, request: Request) -> Result<(), Problem> {
    let (idle, limit) = (state.app.limits.idle, state.app.limits.document_bytes);
    if told_length(&request).is_some_and(|told| told > limit) {
        return Err(flows::Error::TooLarge { limit }.into());
    }
    let mut pieces = request.into_body().into_data_stream();
    loop {
        let piece = tokio::time::timeout(idle, pieces.next()).await.map_err(|_| too_slow())?;
        match piece {
            Some(Ok(bytes)) => upload.write(&bytes).await?,
            Some(Err(_)) => return Err(flows::Error::Incomplete.into()),
            None => return Ok(()),
        }
    }
}

/// The length that a request announces.
fn told_length(request: &Request) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
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
