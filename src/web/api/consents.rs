//! Consents: give, list, show, stop, receipt.

use super::log::Who;
use super::{id, page_limit, pair_cursor, time};
use crate::domain::question::ConsentAction;
use crate::domain::text::Words;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId};
use crate::flows;
use crate::flows::consents::{self, ConsentView, Grantable, State as Life};
use crate::web::State;
use crate::web::extract::{Body, IdempotencyKey, Language, NoQuery, Path, Query, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, Told};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What to allow.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConsent {
    /// Unit id.
    #[schema(format = Uuid)]
    pub agency: String,
    /// Purpose code.
    pub purpose: String,
    /// Documents one by one.
    #[serde(default)]
    pub documents: Vec<String>,
    /// Categories as a whole.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Do later documents of the categories fall under it?
    #[serde(default)]
    pub also_later: bool,
    /// open, keep, contribute, coordinate; `open` if left out.
    #[serde(default)]
    pub actions: Vec<String>,
    /// In force from (RFC 3339); now if left out or earlier today.
    pub valid_from: Option<String>,
    /// In force until (RFC 3339).
    pub valid_until: String,
    /// Words to the receiver.
    pub words: Option<String>,
}

impl NewConsent {
    fn into_flow(self, language: &'static str) -> Result<Grantable, Problem> {
        let actions = self
            .actions
            .iter()
            .map(|code| {
                ConsentAction::from_code(code).ok_or_else(|| {
                    Problem::invalid(
                        "unknown-action",
                        "actions",
                        "The actions are open, keep, contribute and coordinate.",
                    )
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Grantable {
            agency: id::<AgencyId>(&self.agency, "agency")?,
            purpose: self.purpose,
            documents: self
                .documents
                .iter()
                .map(|text| id::<DocumentId>(text, "documents"))
                .collect::<Result<_, _>>()?,
            categories: self.categories,
            also_later: self.also_later,
            actions,
            valid_from: self.valid_from.map(|text| time(&text, "valid_from")).transpose()?,
            valid_until: time(&self.valid_until, "valid_until")?,
            words: self
                .words
                .map(|text| {
                    Words::new(&text)
                        .map_err(|error| Problem::invalid(error.code(), "words", error.to_string()))
                })
                .transpose()?
                .filter(|words| !words.is_empty()),
            language,
        })
    }
}

/// A consent.
#[derive(Debug, Serialize, ToSchema)]
pub struct Consent {
    /// Consent id.
    pub id: Uuid,
    /// Whose documents.
    pub child: Uuid,
    /// To whom.
    pub agency: Who,
    /// Purpose code.
    pub purpose: String,
    /// draft, awaiting-approval, not-yet, in-force, expired, revoked, replaced,
    /// declined, lapsed or frozen: derived at the time of asking.
    pub state: &'static str,
    /// Documents one by one.
    pub documents: Vec<Uuid>,
    /// Category codes.
    pub categories: Vec<String>,
    /// Later documents too?
    pub also_later: bool,
    /// open, keep, contribute, coordinate.
    pub actions: Vec<&'static str>,
    /// In force from (RFC 3339).
    pub valid_from: String,
    /// In force until (RFC 3339).
    pub valid_until: String,
    /// Words to the receiver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Current revision, from 1.
    pub revision: i64,
    /// Given at (RFC 3339).
    pub created: String,
    /// Stopped at (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    /// Last used for opening something (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used: Option<String>,
    /// Revisions, oldest first.
    pub revisions: Vec<Revision>,
    /// Answers of the givers.
    pub approvals: Vec<Approval>,
}

/// One immutable revision.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revision {
    /// From 1.
    pub revision: i64,
    /// Domain-separated SHA-256 of the canonical bytes, lower-case hex.
    pub sha256: String,
    /// Made at (RFC 3339).
    pub created: String,
    /// Log entry that tells of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
}

/// One giver's answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Approval {
    /// Who.
    pub person: Uuid,
    /// Name.
    pub name: String,
    /// `approved` or `declined`.
    pub answer: String,
    /// When (RFC 3339).
    pub at: String,
    /// Which revision.
    pub revision: i64,
    /// Language of the text that was shown.
    pub text_language: String,
    /// Version of the text that was shown.
    pub text_version: String,
}

impl TryFrom<ConsentView> for Consent {
    type Error = Problem;

    fn try_from(view: ConsentView) -> Result<Self, Problem> {
        let newest = view.newest().cloned().ok_or_else(Problem::not_found)?;
        Ok(Self {
            id: view.consent.id.0,
            child: view.consent.child.0,
            agency: Who { id: view.consent.unit.0, name: view.unit_name },
            purpose: view.consent.purpose,
            state: view.state.code(),
            documents: newest.documents.iter().map(|id| id.0).collect(),
            categories: newest.categories,
            also_later: newest.also_later,
            actions: newest.actions.iter().map(|action| action.code()).collect(),
            valid_from: newest.valid_from.to_string(),
            valid_until: newest.valid_until.to_string(),
            words: view.words,
            revision: view.consent.revision,
            created: view.consent.created.to_string(),
            ended: view.consent.ended.map(|at| at.to_string()),
            last_used: view.last_use.map(|(_, at)| at.to_string()),
            revisions: view
                .revisions
                .iter()
                .map(|revision| Revision {
                    revision: revision.revision,
                    sha256: hex::encode(revision.sha256),
                    created: revision.created.to_string(),
                    entry: revision.index,
                })
                .collect(),
            approvals: view
                .approvals
                .into_iter()
                .map(|(approval, name)| Approval {
                    person: approval.person.0,
                    name,
                    answer: approval.answer,
                    at: approval.at.to_string(),
                    revision: approval.revision,
                    text_language: approval.text_language,
                    text_version: approval.text_version,
                })
                .collect(),
        })
    }
}

/// Give a consent.
#[utoipa::path(post, path = "/api/v1/children/{id}/consents", tag = "consents",
    params(("id" = Uuid, Path, description = "Child id"),
        ("Accept-Language" = Option<String>, Header,
            description = "Language of what the giver was shown: nb, nn or en; else the caller's own")),
    security(("bearer" = [])),
    request_body = NewConsent,
    responses((status = 201, body = Consent), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn grant(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(child): Path<Uuid>,
    Language(asked): Language,
    IdempotencyKey(key): IdempotencyKey,
    Body(new): Body<NewConsent>,
) -> Result<Told<Consent>, Problem> {
    let language = flows::me::language(&state.app, &actor, asked).await?;
    let want = new.into_flow(language.code())?;
    let own = consents::grant(&state.app, &actor, ChildId(child), want, key).await?;
    let view = consents::read_own(&state.app, &actor, &own).await?;
    Ok(Told::created(view.try_into()?, own.index))
}

/// Which consents.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConsentQuery {
    /// Only those in this state now.
    pub state: Option<String>,
    /// The `next` of the page before.
    pub cursor: Option<String>,
    /// Rows wanted, 1 to 500; 100 if left out.
    pub limit: Option<usize>,
}

/// The consents of a child.
#[utoipa::path(get, path = "/api/v1/children/{id}/consents", tag = "consents",
    params(("id" = Uuid, Path, description = "Child id"), ConsentQuery), security(("bearer" = [])),
    responses((status = 200, body = Items<Consent>), (status = 404, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(child): Path<Uuid>,
    Query(query): Query<ConsentQuery>,
) -> Result<Told<Items<Consent>>, Problem> {
    let limit = page_limit(query.limit)?;
    let wanted = query
        .state
        .map(|code| {
            Life::from_code(&code).ok_or_else(|| {
                Problem::invalid("unknown-state", "state", "There is no such state of a consent.")
            })
        })
        .transpose()?;
    let after = pair_cursor(query.cursor.as_deref())?.map(|(created, id)| (created, ConsentId(id)));
    let (views, next, index) =
        consents::list(&state.app, &actor, ChildId(child), wanted, after, limit).await?;
    let items = views.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?;
    let next = next.map(|(created, id)| format!("{}.{id}", created.as_micros()));
    Ok(Told::ok(Items { items, next }, index))
}

/// A consent with its revisions, approvals and last use.
#[utoipa::path(get, path = "/api/v1/consents/{id}", tag = "consents",
    params(("id" = Uuid, Path, description = "Consent id")), security(("bearer" = [])),
    responses((status = 200, body = Consent), (status = 404, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
) -> Result<Told<Consent>, Problem> {
    let (view, index) = consents::show(&state.app, &actor, ConsentId(id)).await?;
    Ok(Told::ok(view.try_into()?, index))
}

/// Stop a consent, at once. Stopping it again gives the same answer.
#[utoipa::path(post, path = "/api/v1/consents/{id}/revoke", tag = "consents",
    params(("id" = Uuid, Path, description = "Consent id")), security(("bearer" = [])),
    responses((status = 200, body = Consent), (status = 404, body = Problem)))]
pub async fn revoke(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Told<Consent>, Problem> {
    let own = consents::revoke(&state.app, &actor, ConsentId(id), key).await?;
    let view = consents::read_own(&state.app, &actor, &own).await?;
    Ok(Told::ok(view.try_into()?, own.index))
}
