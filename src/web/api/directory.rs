//! What everybody signed in may look up: units, purposes, categories.

use super::log::Who;
use super::{cursor_wrong, page_limit};
use crate::domain::agency::Level;
use crate::domain::text::AgencyName;
use crate::flows;
use crate::web::State;
use crate::web::extract::{Language, NoQuery, Query, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::Items;
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A body in the directory.
#[derive(Debug, Serialize, ToSchema)]
pub struct Agency {
    /// Id; consent is given to units.
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
    /// The organisation on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Who>,
}

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AgencyQuery {
    /// Part of a name, or a whole organisation number: of the body or of one above it.
    pub q: Option<String>,
    /// organisation, sub-organisation or unit; `unit` if left out.
    pub level: Option<String>,
    /// The `next` of the page before.
    pub cursor: Option<String>,
    /// Rows wanted, 1 to 500; 100 if left out.
    pub limit: Option<usize>,
}

/// Directory of units that take part, by name.
#[utoipa::path(get, path = "/api/v1/agencies", tag = "directory", params(AgencyQuery),
    security(("bearer" = [])),
    responses((status = 200, body = Items<Agency>), (status = 422, body = Problem)))]
pub async fn agencies(
    axum::extract::State(state): axum::extract::State<State>,
    _: SignedIn,
    Query(query): Query<AgencyQuery>,
) -> Result<Json<Items<Agency>>, Problem> {
    let limit = page_limit(query.limit)?;
    let level = query.level.map_or(Ok(Level::Unit), |code| {
        Level::from_code(&code).ok_or_else(|| {
            Problem::invalid(
                "unknown-level",
                "level",
                "The levels are organisation, sub-organisation and unit.",
            )
        })
    })?;
    let after = query.cursor.map(|text| text.parse().map_err(|_| cursor_wrong())).transpose()?;
    let wanted = query.q.unwrap_or_default();
    if wanted.chars().count() > AgencyName::MAX_CHARS {
        return Err(Problem::invalid("too-long", "q", "No name is as long as this."));
    }
    let (found, next) = flows::agencies::search(&state.app, level, &wanted, after, limit).await?;
    let items = found
        .into_iter()
        .map(|found| Agency {
            id: found.agency.id.0,
            name: found.agency.name,
            level: found.agency.level.code(),
            kind: found.agency.kind.code(),
            orgnr: found.agency.orgnr,
            parent: found.agency.parent.map(|id| id.0),
            organisation: found.organisation.map(|(id, name)| Who { id: id.0, name }),
        })
        .collect();
    Ok(Json(Items { items, next: next.map(|id| id.to_string()) }))
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
    params(("Accept-Language" = Option<String>, Header, description = "nb, nn or en; else the caller's own")),
    responses((status = 200, body = Items<Purpose>), (status = 401, body = Problem)))]
pub async fn purposes(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Language(asked): Language,
) -> Result<Json<Items<Purpose>>, Problem> {
    let lang = flows::me::language(&state.app, &actor, asked).await?;
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
    Ok(Json(Items::all(items)))
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
    params(("Accept-Language" = Option<String>, Header, description = "nb, nn or en; else the caller's own")),
    responses((status = 200, body = Items<Category>), (status = 401, body = Problem)))]
pub async fn categories(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Language(asked): Language,
) -> Result<Json<Items<Category>>, Problem> {
    let lang = flows::me::language(&state.app, &actor, asked).await?;
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
    Ok(Json(Items::all(items)))
}
