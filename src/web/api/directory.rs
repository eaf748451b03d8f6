//! What everybody signed in may look up: units, purposes, categories.

use crate::flows;
use crate::web::State;
use crate::web::extract::{Language, Query, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::Items;
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A body in the directory.
#[derive(Debug, Serialize, ToSchema)]
pub struct Agency {
    /// Id; consent is given to those whose `level` is `unit`.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// organisation, sub-organisation or unit.
    pub level: &'static str,
    /// hospital, health-municipal, welfare, education, statped, child-psychiatry,
    /// child-welfare or other.
    pub kind: &'static str,
    /// Organisation number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orgnr: Option<String>,
    /// The body above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Uuid>,
    /// Takes part?
    pub active: bool,
}

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AgencyQuery {
    /// Part of a name, or a whole organisation number.
    pub q: Option<String>,
}

/// Directory of units.
#[utoipa::path(get, path = "/api/v1/agencies", tag = "directory", params(AgencyQuery),
    security(("bearer" = [])),
    responses((status = 200, body = Items<Agency>), (status = 401, body = Problem)))]
pub async fn agencies(
    axum::extract::State(state): axum::extract::State<State>,
    _: SignedIn,
    Query(query): Query<AgencyQuery>,
) -> Result<Json<Items<Agency>>, Problem> {
    let found = flows::agencies::list(&state.app, query.q.as_deref().unwrap_or_default()).await?;
    let items = found
        .into_iter()
        .map(|body| Agency {
            id: body.id.0,
            name: body.name,
            level: body.level.code(),
            kind: body.kind.code(),
            orgnr: body.orgnr,
            parent: body.parent.map(|id| id.0),
            active: body.active,
        })
        .collect();
    Ok(Json(Items::all(items)))
}

/// A purpose.
#[derive(Debug, Serialize, ToSchema)]
pub struct Purpose {
    /// Code.
    pub code: String,
    /// Words in the caller's language.
    pub text: String,
    /// Usual length of a consent, in days.
    pub default_days: i64,
    /// Longest length of a consent, in days.
    pub longest_days: i64,
    /// Categories that it usually needs.
    pub categories: Vec<String>,
}

/// What consent can be given for.
#[utoipa::path(get, path = "/api/v1/purposes", tag = "directory", security(("bearer" = [])),
    responses((status = 200, body = Items<Purpose>), (status = 401, body = Problem)))]
pub async fn purposes(
    axum::extract::State(state): axum::extract::State<State>,
    _: SignedIn,
    Language(lang): Language,
) -> Json<Items<Purpose>> {
    let items = state
        .app
        .policies()
        .tables()
        .purposes
        .iter()
        .map(|purpose| Purpose {
            code: purpose.code.clone(),
            text: purpose.text(lang).to_owned(),
            default_days: purpose.default_days,
            longest_days: purpose.longest_days,
            categories: purpose.categories.clone(),
        })
        .collect();
    Json(Items::all(items))
}

/// A category of documents.
#[derive(Debug, Serialize, ToSchema)]
pub struct Category {
    /// Code.
    pub code: String,
    /// Words in the caller's language.
    pub text: String,
    /// `normal` or `high`.
    pub sensitivity: &'static str,
}

/// What documents can be.
#[utoipa::path(get, path = "/api/v1/categories", tag = "directory", security(("bearer" = [])),
    responses((status = 200, body = Items<Category>), (status = 401, body = Problem)))]
pub async fn categories(
    axum::extract::State(state): axum::extract::State<State>,
    _: SignedIn,
    Language(lang): Language,
) -> Json<Items<Category>> {
    let items = state
        .app
        .policies()
        .tables()
        .categories
        .iter()
        .map(|category| Category {
            code: category.code.clone(),
            text: category.text(lang).to_owned(),
            sensitivity: category.sensitivity.code(),
        })
        .collect();
    Json(Items::all(items))
}
