//! A professional's cases.

use super::documents::Document;
use super::log::Who;
use crate::flows;
use crate::web::State;
use crate::web::extract::{NoQuery, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, Told};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What one consent shows to my unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Case {
    /// The same as the consent.
    pub id: Uuid,
    /// The child.
    pub child: Who,
    /// The consent.
    pub consent: Uuid,
    /// The unit that it was given to.
    pub unit: Who,
    /// Purpose code: name it when opening.
    pub purpose: String,
    /// open, keep, contribute, coordinate.
    pub actions: Vec<&'static str>,
    /// In force from (RFC 3339).
    pub valid_from: String,
    /// In force until (RFC 3339).
    pub until: String,
    /// The newest documents, at most 500.
    pub documents: Vec<Document>,
    /// How many of them came, or got a new version, since I last listed or opened
    /// anything under this consent.
    pub new_since_last: usize,
    /// Log entry that tells that I saw this.
    pub entry: i64,
}

/// What is shared with my units, soonest end first.
#[utoipa::path(get, path = "/api/v1/shared", tag = "shared", security(("bearer" = [])),
    responses((status = 200, body = Items<Case>), (status = 401, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
) -> Result<Told<Items<Case>>, Problem> {
    let (cases, last) = flows::cases::list(&state.app, &actor).await?;
    let items = cases
        .into_iter()
        .map(|case| Case {
            id: case.consent.0,
            child: Who { id: case.child.0, name: case.child_name },
            consent: case.consent.0,
            unit: Who { id: case.unit.0.0, name: case.unit.1 },
            purpose: case.purpose,
            actions: case.actions.iter().map(|action| action.code()).collect(),
            valid_from: case.valid_from.to_string(),
            until: case.valid_until.to_string(),
            documents: case.documents.into_iter().map(Into::into).collect(),
            new_since_last: case.new_since_last,
            entry: case.index,
        })
        .collect();
    Ok(Told::ok(Items::all(items), last))
}
