//! The auditor's view: search, one entry with its proof.

use super::log::{Entry, cursor};
use super::{id, page_limit, time};
use crate::domain::{AgencyId, ChildId, PersonId};
use crate::flows::audit;
use crate::web::State;
use crate::web::extract::{NoQuery, Path, Query, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, Told, put_entry};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// At or after (RFC 3339).
    pub from: Option<String>,
    /// Before (RFC 3339).
    pub to: Option<String>,
    /// Agency id: it and what stands below it.
    pub agency: Option<String>,
    /// Person id of the actor.
    pub person: Option<String>,
    /// Child id.
    pub child: Option<String>,
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

/// Search the log across folders, newest first. For auditors.
#[utoipa::path(get, path = "/api/v1/audit/entries", tag = "audit", params(AuditQuery),
    security(("bearer" = [])),
    responses((status = 200, body = Items<Entry>), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn search(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Query(query): Query<AuditQuery>,
) -> Result<Told<Items<Entry>>, Problem> {
    use crate::store::search::Filter;
    let limit = page_limit(query.limit)?;
    let agency = query.agency.as_deref().map(|text| id::<AgencyId>(text, "agency")).transpose()?;
    let filter = Filter {
        from: query.from.map(|text| time(&text, "from")).transpose()?,
        to: query.to.map(|text| time(&text, "to")).transpose()?,
        person: query.person.as_deref().map(|text| id::<PersonId>(text, "person")).transpose()?,
        child: query.child.as_deref().map(|text| id::<ChildId>(text, "child")).transpose()?,
        kind: query.kind,
        outcome: query.outcome,
        purpose: query.purpose,
        below: cursor(query.cursor.as_deref())?,
        ..Filter::default()
    };
    let ((views, next), index) = audit::search(&state.app, &actor, agency, filter, limit).await?;
    let items = views.into_iter().map(Into::into).collect();
    Ok(Told::ok(Items { items, next: next.map(|next| next.to_string()) }, index))
}

/// An entry with all that is needed to check it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeEntry {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// Value and salt of each field that is not erased.
    #[schema(value_type = Object)]
    pub fields: serde_json::Value,
    /// Leaf hash, lower-case hex.
    pub leaf: String,
    /// Inclusion proof from leaf to root, base64.
    pub proof: Vec<String>,
    /// Signed checkpoint that the proof leads to.
    pub checkpoint: String,
}

/// One entry with opened fields, leaf and inclusion proof.
#[utoipa::path(get, path = "/api/v1/audit/entries/{index}", tag = "audit",
    params(("index" = i64, Path, description = "Log index")), security(("bearer" = [])),
    responses((status = 200, body = WholeEntry), (status = 404, body = Problem),
        (status = 503, body = Problem)))]
pub async fn entry(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(index): Path<i64>,
) -> Result<Told<WholeEntry>, Problem> {
    let (whole, seen) = audit::entry(&state.app, &actor, index).await?;
    let body = WholeEntry {
        leaf: hex::encode(&whole.entry.row.leaf),
        entry: whole.entry.into(),
        fields: whole.fields,
        proof: whole.proof.iter().map(|hash| STANDARD.encode(hash)).collect(),
        checkpoint: whole.checkpoint.note.clone(),
    };
    Ok(Told::ok(body, seen))
}

/// The C2SP tlog-proof of one entry.
#[utoipa::path(get, path = "/api/v1/audit/entries/{index}/proof", tag = "audit",
    params(("index" = i64, Path, description = "Log index")), security(("bearer" = [])),
    responses((status = 200, description = "A .tlog-proof", content_type = "text/plain"),
        (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn proof(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(index): Path<i64>,
) -> Result<Response, Problem> {
    let (text, seen) = audit::proof(&state.app, &actor, index).await?;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    let mut response = ([(header::CONTENT_TYPE, plain)], text).into_response();
    if let Ok(value) =
        HeaderValue::from_str(&format!("attachment; filename=\"entry-{index}.tlog-proof\""))
    {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    put_entry(&mut response, Some(seen));
    Ok(response)
}
