//! Requests by units, and what families answer.

use super::consents::{ConsentChanges, words};
use super::log::Who;
use super::{id, page_limit, pair_cursor, time};
use crate::domain::pid::Pid;
use crate::domain::request::State as Life;
use crate::domain::{AgencyId, ChildId, ConsentId, RequestId};
use crate::flows;
use crate::flows::requests::{self, Addressed, Asking, Own, RequestView};
use crate::identity::Actor;
use crate::web::State;
use crate::web::extract::{Body, IdempotencyKey, Language, NoQuery, Path, Query, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, Told};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What a unit asks a family for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequest {
    /// The id of a child that has been shared with the unit, or a person number. May
    /// be left out of a renewal.
    pub child: Option<String>,
    /// The unit that asks.
    #[schema(format = Uuid)]
    pub unit: String,
    /// Purpose code; of a renewal the consent's.
    pub purpose: Option<String>,
    /// Categories; of a renewal those of the consent, if left out.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Until when the unit wants to see them (RFC 3339).
    pub until: String,
    /// Words to the family.
    pub words: Option<String>,
    /// The consent that is to be renewed.
    #[schema(format = Uuid)]
    pub renews: Option<String>,
}

/// Shows nothing: a person number may stand in it.
impl std::fmt::Debug for NewRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewRequest").finish_non_exhaustive()
    }
}

impl NewRequest {
    fn into_flow(self) -> Result<Asking, Problem> {
        let renews = self.renews.map(|text| id::<ConsentId>(&text, "renews")).transpose()?;
        let child = match self.child {
            Some(text) => addressed(text)?,
            None if renews.is_some() => Addressed::Renewed,
            None => {
                let detail = "Say about which child: its id, or a person number.";
                return Err(Problem::invalid("field-missing", "child", detail));
            }
        };
        Ok(Asking {
            child,
            unit: id::<AgencyId>(&self.unit, "unit")?,
            purpose: self.purpose,
            categories: self.categories,
            until: time(&self.until, "until")?,
            words: words(self.words, "words")?,
            renews,
        })
    }
}

/// A child by its id or by its person number.
fn addressed(text: String) -> Result<Addressed, Problem> {
    if let Ok(id) = text.parse::<ChildId>() {
        return Ok(Addressed::Id(id));
    }
    match Pid::try_from(text) {
        Ok(pid) => Ok(Addressed::Number(pid)),
        Err(error) => Err(Problem::invalid(error.code(), "child", error.to_string())),
    }
}

/// A request, as one of the two sides sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Request {
    /// Request id.
    pub id: Uuid,
    /// `family` or `unit`: as whom you see it.
    pub side: &'static str,
    /// Whose family is asked. To the unit only where it named the child by its id, or
    /// the family has granted the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<Uuid>,
    /// The child's name, for the family.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child_name: Option<String>,
    /// Who asks.
    pub unit: Who,
    /// The person who asks in the unit's name.
    pub by: Who,
    /// Purpose code.
    pub purpose: String,
    /// Category codes.
    pub categories: Vec<String>,
    /// Until when the unit wants to see them (RFC 3339).
    pub until: String,
    /// The words of the unit, for the family.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The consent that is to be renewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renews: Option<Uuid>,
    /// sent, seen (for the family), granted, declined, withdrawn or lapsed: derived
    /// at the time of asking.
    pub state: &'static str,
    /// Was it granted in part: without a category that was asked for?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_part: Option<bool>,
    /// Sent at (RFC 3339).
    pub created: String,
    /// Lapses at, unless answered before (RFC 3339).
    pub lapses: String,
    /// First seen by somebody of the family, for the family (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
    /// Reminders sent.
    pub reminders: i64,
    /// The last reminder (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminded: Option<String>,
    /// Answered or taken back at (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered: Option<String>,
    /// The consent that it was granted by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Uuid>,
}

impl From<RequestView> for Request {
    fn from(view: RequestView) -> Self {
        let request = view.request;
        let (child, child_name) = view.child.unzip();
        Self {
            id: request.id.0,
            side: if view.to_family { "family" } else { "unit" },
            child: child.map(|id| id.0),
            child_name: child_name.flatten(),
            unit: Who { id: request.unit.0, name: view.unit_name },
            by: Who { id: request.created_by.0, name: view.by_name },
            purpose: request.purpose,
            categories: request.categories,
            until: request.until.to_string(),
            words: view.words,
            renews: request.renews.map(|id| id.0),
            state: view.state.code(),
            in_part: request.consent.map(|_| request.in_part),
            created: request.created.to_string(),
            lapses: request.lapses.to_string(),
            seen: request.seen.map(|at| at.to_string()),
            reminders: request.reminders,
            reminded: request.reminded.map(|at| at.to_string()),
            answered: request.answered.map(|at| at.to_string()),
            consent: request.consent.map(|id| id.0),
        }
    }
}

/// Ask a family, in the name of a unit. By person number the answer is the same
/// whether there is such a child or not; so is everything that follows, until the
/// family grants or declines.
#[utoipa::path(post, path = "/api/v1/requests", tag = "requests", security(("bearer" = [])),
    request_body = NewRequest,
    responses((status = 201, body = Request), (status = 404, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn send(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    IdempotencyKey(key): IdempotencyKey,
    Body(new): Body<NewRequest>,
) -> Result<Told<Request>, Problem> {
    let own = requests::send(&state.app, &actor, new.into_flow()?, key).await?;
    let told = answer(&state, &actor, &own, false).await?;
    Ok(Told::created(told.body, told.entry))
}

/// Which requests.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RequestQuery {
    /// Only those in this state now: sent, seen, granted, declined, withdrawn, lapsed.
    /// For a family `sent` means all that wait for an answer.
    pub state: Option<String>,
    /// The `next` of the page before.
    pub cursor: Option<String>,
    /// Rows wanted, 1 to 500; 100 if left out.
    pub limit: Option<usize>,
}

/// The requests to my families and those of my units, newest first. A family's
/// first look is noted as `seen`; the unit is not told.
#[utoipa::path(get, path = "/api/v1/requests", tag = "requests", params(RequestQuery),
    security(("bearer" = [])),
    responses((status = 200, body = Items<Request>), (status = 422, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Query(query): Query<RequestQuery>,
) -> Result<Told<Items<Request>>, Problem> {
    let limit = page_limit(query.limit)?;
    let wanted = query.state.map(|code| {
        Life::from_code(&code).ok_or_else(|| {
            Problem::invalid("unknown-state", "state", "There is no such state of a request.")
        })
    });
    let after = pair_cursor(query.cursor.as_deref())?.map(|(at, id)| (at, RequestId(id)));
    let listed = requests::list(&state.app, &actor, wanted.transpose()?, after, limit).await?;
    let (views, next, index) = listed;
    let items = views.into_iter().map(Into::into).collect();
    let next = next.map(|(at, id)| format!("{}.{id}", at.as_micros()));
    Ok(Told::ok(Items { items, next }, index))
}

/// Remind the family of a request: as often and as seldom as the rules allow. The
/// answer does not tell whether anybody was reminded.
#[utoipa::path(post, path = "/api/v1/requests/{id}/remind", tag = "requests",
    params(("id" = Uuid, Path, description = "Request id")), security(("bearer" = [])),
    responses((status = 200, body = Request), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 429, body = Problem)))]
pub async fn remind(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Told<Request>, Problem> {
    let own = requests::remind(&state.app, &actor, RequestId(id), key).await?;
    answer(&state, &actor, &own, false).await
}

/// Take a request back. Doing so again gives the same answer.
#[utoipa::path(post, path = "/api/v1/requests/{id}/withdraw", tag = "requests",
    params(("id" = Uuid, Path, description = "Request id")), security(("bearer" = [])),
    responses((status = 200, body = Request), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn withdraw(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Told<Request>, Problem> {
    let own = requests::withdraw(&state.app, &actor, RequestId(id), key).await?;
    answer(&state, &actor, &own, false).await
}

/// Grant a request, for the family: what was asked for, but for what the body says
/// otherwise. Left out stays as it was asked; `{}` grants all of it. The consent
/// comes into force once all have agreed who must. A renewal makes a consent that
/// still runs last longer; one that has ended is given anew.
#[utoipa::path(post, path = "/api/v1/requests/{id}/grant", tag = "requests",
    params(("id" = Uuid, Path, description = "Request id"),
        ("Accept-Language" = Option<String>, Header,
            description = "Language of what you were shown: nb, nn or en; else your own")),
    security(("bearer" = [])), request_body = ConsentChanges,
    responses((status = 200, body = Request), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn grant(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    Language(asked): Language,
    IdempotencyKey(key): IdempotencyKey,
    Body(changes): Body<ConsentChanges>,
) -> Result<Told<Request>, Problem> {
    let language = flows::me::language(&state.app, &actor, asked).await?.code();
    let (id, changes) = (RequestId(id), changes.into_flow()?);
    let own = requests::grant(&state.app, &actor, id, changes, language, key).await?;
    answer(&state, &actor, &own, true).await
}

/// Decline a request, for the family. No reason is asked for, and none is given.
/// Declining again gives the same answer.
#[utoipa::path(post, path = "/api/v1/requests/{id}/decline", tag = "requests",
    params(("id" = Uuid, Path, description = "Request id")), security(("bearer" = [])),
    responses((status = 200, body = Request), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn decline(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Told<Request>, Problem> {
    let own = requests::decline(&state.app, &actor, RequestId(id), key).await?;
    answer(&state, &actor, &own, true).await
}

async fn answer(
    state: &State,
    actor: &Actor,
    own: &Own,
    to_family: bool,
) -> Result<Told<Request>, Problem> {
    let view = requests::read_own(&state.app, actor, own, to_family).await?;
    Ok(Told::ok(view.into(), own.index))
}
