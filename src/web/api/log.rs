//! The family's log, and the public tree: checkpoint, tiles, key.

use super::{page_limit, time};
use crate::domain::ChildId;
use crate::flows::audit::{self, EntryView};
use crate::ledger::read::Reader;
use crate::ledger::tiles::{self, TileKind, TilePath};
use crate::store::log::DEFAULT_LOG;
use crate::store::search::Filter;
use crate::web::State;
use crate::web::extract::{Anyone, Path, Query, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, Told};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// An entry of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entry {
    /// Position in the log.
    pub index: i64,
    /// When (RFC 3339).
    pub time: String,
    /// What happened.
    pub kind: String,
    /// allowed, refused, complete, cut or unknown.
    pub outcome: String,
    /// Why not, or why it was cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<Who>,
    /// In which capacity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Who>,
    /// Organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<Who>,
    /// Whose folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<Uuid>,
    /// Which document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Uuid>,
    /// Which version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// Which consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Uuid>,
    /// Purpose code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The entry that this one completes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<i64>,
    /// Bytes delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<i64>,
}

/// An id with its name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Who {
    /// Id.
    pub id: Uuid,
    /// Name; empty when no longer registered.
    pub name: String,
}

impl From<EntryView> for Entry {
    fn from(view: EntryView) -> Self {
        let row = view.row;
        let who = |id: Option<Uuid>, name: Option<String>| {
            id.map(|id| Who { id, name: name.unwrap_or_default() })
        };
        Self {
            index: row.idx,
            time: crate::domain::Timestamp::from_micros(row.time).to_string(),
            kind: row.kind,
            outcome: row.outcome,
            reason: row.reason,
            act: row.act,
            actor: who(row.actor, view.actor_name),
            role: row.role,
            unit: who(row.unit, view.unit_name),
            agency: who(row.agency, view.agency_name),
            child: row.child,
            document: row.document,
            version: row.version,
            consent: row.consent,
            purpose: row.purpose,
            of: row.of_idx,
            bytes: row.bytes,
        }
    }
}

/// Which entries of a folder's log.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LogQuery {
    /// At or after (RFC 3339).
    pub from: Option<String>,
    /// Before (RFC 3339).
    pub to: Option<String>,
    /// Kind code.
    pub kind: Option<String>,
    /// Outcome code.
    pub outcome: Option<String>,
    /// Purpose code.
    pub purpose: Option<String>,
    /// The `next` of the page before.
    pub cursor: Option<String>,
    /// Rows wanted, 1 to 500; 100 if left out.
    pub limit: Option<usize>,
}

/// The log of a folder, newest first.
#[utoipa::path(get, path = "/api/v1/children/{id}/log", tag = "log",
    params(("id" = Uuid, Path, description = "Child id"), LogQuery), security(("bearer" = [])),
    responses((status = 200, body = Items<Entry>), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn family(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(child): Path<Uuid>,
    Query(query): Query<LogQuery>,
) -> Result<Told<Items<Entry>>, Problem> {
    let limit = page_limit(query.limit)?;
    let filter = Filter {
        from: query.from.map(|text| time(&text, "from")).transpose()?,
        to: query.to.map(|text| time(&text, "to")).transpose()?,
        kind: query.kind,
        outcome: query.outcome,
        purpose: query.purpose,
        below: cursor(query.cursor.as_deref())?,
        ..Filter::default()
    };
    let ((views, next), index) =
        audit::family(&state.app, &actor, ChildId(child), filter, limit).await?;
    let items = views.into_iter().map(Into::into).collect();
    Ok(Told::ok(Items { items, next: next.map(|next| next.to_string()) }, index))
}

pub(super) fn cursor(text: Option<&str>) -> Result<Option<i64>, Problem> {
    audit::parse_cursor(text).map_err(|invalid| Problem::bad(invalid.code, invalid.detail))
}

/// The newest signed checkpoint (C2SP tlog-checkpoint).
#[utoipa::path(get, path = "/log/checkpoint", tag = "public log",
    responses((status = 200, description = "A signed note", content_type = "text/plain")))]
pub async fn checkpoint(
    axum::extract::State(state): axum::extract::State<State>,
    _: Anyone,
) -> Result<Response, Problem> {
    let newest = state.app.publisher().newest().ok_or_else(Problem::not_found)?;
    Ok(text(newest.note.clone()))
}

/// The key that checks checkpoints, one C2SP vkey line.
#[utoipa::path(get, path = "/log/key", tag = "public log",
    responses((status = 200, description = "A vkey line", content_type = "text/plain")))]
pub async fn key(axum::extract::State(state): axum::extract::State<State>, _: Anyone) -> Response {
    text(format!("{}\n", state.app.publisher().key()))
}

fn text(body: String) -> Response {
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    ([(header::CONTENT_TYPE, plain)], body).into_response()
}

/// A tile of the tree or a bundle of entries (C2SP tlog-tiles): hashes only.
#[utoipa::path(get, path = "/log/tile/{*path}", tag = "public log",
    params(("path" = String, Path, description = "L/N or entries/N, with .p/W when partial")),
    responses((status = 200, description = "Hashes or commitments", content_type = "application/octet-stream"),
        (status = 404, body = Problem)))]
pub async fn tile(
    axum::extract::State(state): axum::extract::State<State>,
    _: Anyone,
    Path(path): Path<String>,
) -> Result<Response, Problem> {
    let tile = TilePath::parse(&format!("tile/{path}")).ok_or_else(Problem::not_found)?;
    let newest = state.app.publisher().newest().ok_or_else(Problem::not_found)?;
    if !tile.is_in(newest.size) {
        return Err(Problem::not_found());
    }
    let mut conn = state.app.db().read().await.map_err(crate::flows::Error::from)?;
    let mut reader = Reader::new(&mut conn, DEFAULT_LOG);
    let width = u64::from(tile.width);
    let body = match tile.kind {
        TileKind::Hashes(level) => {
            reader.tile(level, tile.index, width).await.map_err(crate::flows::Error::from)?.concat()
        }
        TileKind::Entries => {
            let from = tile.index.saturating_mul(256);
            let entries =
                reader.entry_bytes(from, width).await.map_err(crate::flows::Error::from)?;
            let mut body = Vec::new();
            for entry in entries {
                tiles::push_entry(&mut body, &entry)
                    .map_err(|error| crate::flows::Error::Internal(Box::new(error)))?;
            }
            body
        }
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        // A tile never changes.
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    Ok((headers, body).into_response())
}
