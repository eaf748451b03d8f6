//! "Not for my guardians": the young person's mark, and the answer to it.

use super::documents::Document;
use crate::domain::DocumentId;
use crate::flows::{self, withhold};
use crate::web::State;
use crate::web::extract::{Body, IdempotencyKey, NoQuery, Path, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::Told;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Whether a document is not for the guardians.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// true to mark it, or to confirm the mark; false to take the mark away.
    pub withheld: bool,
}

/// Mark a document "not for my guardians", or take the mark away: for the young
/// person, from the age that the law gives. It is withheld at once; a health
/// professional who may read it answers, or the mark goes away after some days.
#[utoipa::path(put, path = "/api/v1/documents/{id}/withheld", tag = "documents",
    params(("id" = Uuid, Path, description = "Document id")), security(("bearer" = [])),
    request_body = Withheld,
    responses((status = 200, body = Document), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn mark(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<Withheld>,
) -> Result<Told<Document>, Problem> {
    let id = DocumentId(id);
    let index = withhold::mark(&state.app, &actor, id, body.withheld, key).await?;
    let (view, _) = flows::documents::show(&state.app, &actor, id).await?;
    Ok(Told::ok(view.into(), index))
}

/// Answer a young person's mark "not for my guardians": for a health professional
/// who may read the document.
#[utoipa::path(post, path = "/api/v1/documents/{id}/withheld/answer", tag = "documents",
    params(("id" = Uuid, Path, description = "Document id")), security(("bearer" = [])),
    request_body = Withheld,
    responses((status = 200, body = Document), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn answer(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<Withheld>,
) -> Result<Told<Document>, Problem> {
    let id = DocumentId(id);
    let index = withhold::answer(&state.app, &actor, id, body.withheld, key).await?;
    let (view, _) = flows::documents::show(&state.app, &actor, id).await?;
    Ok(Told::ok(view.into(), index))
}
