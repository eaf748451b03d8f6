//! Who I am; signing in to the demonstration.

use crate::flows;
use crate::identity::bearer;
use crate::web::State;
use crate::web::extract::{Anyone, Body, NoQuery, SignedIn};
use crate::web::problem::Problem;
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which persona to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// A handle, such as `kari`.
    #[schema(example = "kari")]
    pub persona: String,
}

/// A sign-in to the demonstration.
#[derive(Serialize, ToSchema)]
#[expect(missing_debug_implementations, reason = "a token is never printed")]
pub struct Token {
    /// Send as `Authorization: Bearer TOKEN`.
    pub token: String,
    /// Useless from then on (RFC 3339).
    pub expires_at: String,
}

/// Get a token for an invented persona. Exists only in the demonstration.
#[utoipa::path(post, path = "/demo/token", tag = "me", request_body = TokenRequest,
    responses((status = 200, body = Token), (status = 422, body = Problem)))]
pub async fn demo_token(
    axum::extract::State(state): axum::extract::State<State>,
    _: Anyone,
    _: NoQuery,
    Body(request): Body<TokenRequest>,
) -> Result<Json<Token>, Problem> {
    let issued = bearer::issue_demo(state.app.db(), state.app.entropy(), &request.persona).await?;
    Ok(Json(Token { token: issued.token, expires_at: issued.expires_at.to_string() }))
}

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// Person id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// nb, nn or en.
    pub language: String,
    /// Folders I have a say in; GET /api/v1/children gives their names.
    pub children: Vec<MyChild>,
    /// Units I work in.
    pub units: Vec<MyUnit>,
    /// What I am appointed to.
    pub appointments: Vec<MyAppointment>,
}

/// A folder of mine.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyChild {
    /// Child id.
    pub id: Uuid,
    /// `guardian` or `young-person`.
    pub role: &'static str,
}

/// A unit of mine.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyUnit {
    /// Unit id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// My role there.
    pub role: String,
    /// invited, confirmed, suspended or ended.
    pub state: &'static str,
}

/// An appointment of mine.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyAppointment {
    /// `auditor` or `operator`.
    pub role: String,
    /// The agency of an agency auditor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<Uuid>,
}

/// Who I am, for whom I may act, my units.
#[utoipa::path(get, path = "/api/v1/me", tag = "me", security(("bearer" = [])),
    responses((status = 200, body = Me), (status = 401, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
) -> Result<Json<Me>, Problem> {
    let me = flows::me::show(&state.app, &actor).await?;
    Ok(Json(Me {
        id: me.person.0,
        name: me.name,
        language: me.language,
        children: me.children.into_iter().map(|(id, role)| MyChild { id: id.0, role }).collect(),
        units: me
            .units
            .into_iter()
            .map(|unit| MyUnit {
                id: unit.id.0,
                name: unit.name,
                role: unit.role,
                state: unit.state.code(),
            })
            .collect(),
        appointments: me
            .appointments
            .into_iter()
            .map(|(role, agency)| MyAppointment { role, agency: agency.map(|id| id.0) })
            .collect(),
    }))
}
