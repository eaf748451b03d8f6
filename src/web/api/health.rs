//! Is the service alive, and ready?

use crate::web::State;
use crate::web::problem::Problem;
use axum::Json;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// How long the database may take to answer.
const READY_WITHIN: std::time::Duration = std::time::Duration::from_secs(5);

/// State of the service.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `ok`
    pub status: &'static str,
}

/// Does the process run?
#[utoipa::path(get, path = "/health/live", tag = "health", responses((status = 200, body = Health)))]
pub async fn live() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// Can requests be answered: does the database answer, and is the log the signed one?
#[utoipa::path(get, path = "/health/ready", tag = "health",
    responses((status = 200, body = Health), (status = 503, body = Problem)))]
pub async fn ready(
    axum::extract::State(state): axum::extract::State<State>,
) -> Result<Json<Health>, Problem> {
    // Anybody may ask: all of them together hold up one reader and one write.
    let asking = async {
        let _turn = state.readiness.acquire().await.ok()?;
        state.app.db().ping().await.ok()
    };
    let answers = matches!(tokio::time::timeout(READY_WITHIN, asking).await, Ok(Some(())))
        && !state.app.db().is_halted();
    if answers && state.app.publisher().newest().is_some() && !state.app.stopping().is_cancelled() {
        return Ok(Json(Health { status: "ok" }));
    }
    Err(Problem {
        retry_secs: Some(1),
        ..Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not-ready",
            "The service is starting, stopping, without its database, or has found its log changed.",
        )
    })
}
