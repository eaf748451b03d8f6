//! The folders that a family has.

use crate::flows;
use crate::web::State;
use crate::web::extract::{NoQuery, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, Told};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A folder.
#[derive(Debug, Serialize, ToSchema)]
pub struct Child {
    /// Child id.
    pub id: Uuid,
    /// The child's name.
    pub name: String,
    /// Birth date, YYYY-MM-DD.
    pub born: String,
    /// My role: `guardian` or `young-person`.
    pub role: &'static str,
}

/// The folders I have.
#[utoipa::path(get, path = "/api/v1/children", tag = "children", security(("bearer" = [])),
    responses((status = 200, body = Items<Child>), (status = 401, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
) -> Result<Told<Items<Child>>, Problem> {
    let (folders, index) = flows::folders::list(&state.app, &actor).await?;
    let items = folders
        .into_iter()
        .map(|folder| Child {
            id: folder.child.0,
            name: folder.name,
            born: folder.born.to_string(),
            role: folder.role,
        })
        .collect();
    Ok(Told::ok(Items::all(items), index))
}
