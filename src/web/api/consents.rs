//! Consents: give, list, show, stop, receipt.

use super::log::Who;
use super::{id, page_limit, pair_cursor, time};
use crate::domain::lang::Lang;
use crate::domain::question::ConsentAction;
use crate::domain::scope::Change;
use crate::domain::text::Words;
use crate::domain::{AgencyId, ChildId, ConsentId};
use crate::flows::consents::in_words;
use crate::flows::consents::revise::{self, Changes};
use crate::flows::consents::{self, ConsentView, Grantable, Heard, State as Life, Terms, agree};
use crate::flows::{self, App};
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
    /// For one opening only: used up by the first complete one.
    #[serde(default)]
    pub once: bool,
    /// Person ids that are kept out, whatever else is said.
    #[serde(default)]
    pub excluded_persons: Vec<String>,
    /// Unit ids that are kept out, with all below them.
    #[serde(default)]
    pub excluded_units: Vec<String>,
    /// In force from (RFC 3339); now if left out or earlier today.
    pub valid_from: Option<String>,
    /// In force until (RFC 3339).
    pub valid_until: String,
    /// Words to the receiver.
    pub words: Option<String>,
    /// Was the child heard: `yes` or `no`? Asked for from the age of seven.
    pub heard: Option<String>,
    /// How the child was heard, and what it said.
    pub heard_words: Option<String>,
}

/// What of a consent is to be otherwise; what is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentChanges {
    /// Documents one by one.
    pub documents: Option<Vec<String>>,
    /// Categories as a whole.
    pub categories: Option<Vec<String>>,
    /// Do later documents of the categories fall under it?
    pub also_later: Option<bool>,
    /// open, keep, contribute, coordinate.
    pub actions: Option<Vec<String>>,
    /// For one opening only.
    pub once: Option<bool>,
    /// Person ids that are kept out.
    pub excluded_persons: Option<Vec<String>>,
    /// Unit ids that are kept out.
    pub excluded_units: Option<Vec<String>>,
    /// In force from (RFC 3339).
    pub valid_from: Option<String>,
    /// In force until (RFC 3339): later is a widening in time.
    pub valid_until: Option<String>,
    /// Words to the receiver, in place of those before.
    pub words: Option<String>,
    /// Was the child heard about the change: `yes` or `no`?
    pub heard: Option<String>,
    /// How.
    pub heard_words: Option<String>,
}

pub(super) fn actions(codes: &[String]) -> Result<Vec<ConsentAction>, Problem> {
    let wrong = || {
        Problem::invalid(
            "unknown-action",
            "actions",
            "The actions are open, keep, contribute and coordinate.",
        )
    };
    codes.iter().map(|code| ConsentAction::from_code(code).ok_or_else(wrong)).collect()
}

pub(super) fn ids<T: std::str::FromStr>(
    texts: &[String],
    field: &'static str,
) -> Result<Vec<T>, Problem> {
    texts.iter().map(|text| id::<T>(text, field)).collect()
}

pub(super) fn words(text: Option<String>, field: &'static str) -> Result<Option<Words>, Problem> {
    let words = text.map(|text| {
        Words::new(&text).map_err(|error| Problem::invalid(error.code(), field, error.to_string()))
    });
    Ok(words.transpose()?.filter(|words| !words.is_empty()))
}

pub(super) fn heard(code: Option<String>) -> Result<Option<Heard>, Problem> {
    let wrong = || Problem::invalid("unknown-answer", "heard", "Write \"yes\" or \"no\".");
    code.map(|code| Heard::from_code(&code).ok_or_else(wrong)).transpose()
}

impl NewConsent {
    pub(super) fn into_flow(self, language: &'static str) -> Result<Grantable, Problem> {
        Ok(Grantable {
            agency: id::<AgencyId>(&self.agency, "agency")?,
            purpose: self.purpose,
            terms: Terms {
                documents: ids(&self.documents, "documents")?,
                categories: self.categories,
                also_later: self.also_later,
                actions: actions(&self.actions)?,
                once: self.once,
                excluded_persons: ids(&self.excluded_persons, "excluded_persons")?,
                excluded_units: ids(&self.excluded_units, "excluded_units")?,
                valid_from: self.valid_from.map(|text| time(&text, "valid_from")).transpose()?,
                valid_until: time(&self.valid_until, "valid_until")?,
                words: words(self.words, "words")?,
                heard: heard(self.heard)?,
                heard_words: words(self.heard_words, "heard_words")?,
            },
            language,
        })
    }
}

impl ConsentChanges {
    pub(super) fn into_flow(self) -> Result<Changes, Problem> {
        let list =
            |texts: Option<Vec<String>>, field| texts.map(|texts| ids(&texts, field)).transpose();
        Ok(Changes {
            documents: list(self.documents, "documents")?,
            categories: self.categories,
            also_later: self.also_later,
            actions: self.actions.map(|codes| actions(&codes)).transpose()?,
            once: self.once,
            excluded_persons: self
                .excluded_persons
                .map(|texts| ids(&texts, "excluded_persons"))
                .transpose()?,
            excluded_units: self
                .excluded_units
                .map(|texts| ids(&texts, "excluded_units"))
                .transpose()?,
            valid_from: self.valid_from.map(|text| time(&text, "valid_from")).transpose()?,
            valid_until: self.valid_until.map(|text| time(&text, "valid_until")).transpose()?,
            words: words(self.words, "words")?,
            heard: heard(self.heard)?,
            heard_words: words(self.heard_words, "heard_words")?,
            seen: None,
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
    /// draft, awaiting-approval, not-yet, in-force, frozen, expired, revoked,
    /// replaced, declined, lapsed, handed-back or used-up: derived at the time of
    /// asking.
    pub state: &'static str,
    /// Documents one by one; of those, the ones that you may see. None of what
    /// follows is shown to a coordinator, who sees states and not content.
    pub documents: Vec<Uuid>,
    /// Category codes.
    pub categories: Vec<String>,
    /// Later documents too?
    pub also_later: bool,
    /// For one opening only?
    pub once: bool,
    /// Persons kept out.
    pub excluded_persons: Vec<Uuid>,
    /// Units kept out.
    pub excluded_units: Vec<Uuid>,
    /// Was the child heard: `yes` or `no`; left out when nothing was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heard: Option<&'static str>,
    /// How the child was heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heard_words: Option<String>,
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
    /// The revision that waits for approval beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending: Option<i64>,
    /// When what waits lapses (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lapses: Option<String>,
    /// Who has still to agree: each of them, or one of several who can.
    pub missing: Vec<Who>,
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
    /// Revision whose approvals carry it: its own, or those of an earlier and wider one.
    pub carried_by: i64,
    /// What it changed of the one before.
    #[schema(value_type = Vec<Object>)]
    pub changes: Vec<Change>,
    /// The same in plain words, in the caller's language.
    pub changes_in_words: Vec<String>,
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

impl Consent {
    /// A consent as it is shown, in words of `lang`.
    pub(super) fn from_view(app: &App, view: ConsentView, lang: Lang) -> Result<Self, Problem> {
        let current = view.current().cloned().ok_or_else(Problem::not_found)?;
        let covers = !view.overview;
        let some = |yes: bool, list: Vec<Uuid>| if yes { list } else { Vec::new() };
        let revisions = view
            .revisions
            .iter()
            .zip(view.changes)
            .filter(|_| covers)
            .map(|(revision, changes)| Revision {
                revision: revision.revision,
                sha256: hex::encode(revision.sha256),
                created: revision.created.to_string(),
                carried_by: revision.carried_by,
                changes_in_words: changes
                    .iter()
                    .map(|change| in_words::change(app, change, lang))
                    .collect(),
                changes,
                entry: revision.index,
            })
            .collect();
        Ok(Self {
            id: view.consent.id.0,
            child: view.consent.child.0,
            agency: Who { id: view.consent.unit.0, name: view.unit_name },
            purpose: view.consent.purpose,
            state: view.state.code(),
            documents: some(covers, current.documents.iter().map(|id| id.0).collect()),
            categories: if covers { current.categories } else { Vec::new() },
            also_later: covers && current.also_later,
            once: current.once,
            excluded_persons: some(
                covers,
                current.excluded_persons.iter().map(|id| id.0).collect(),
            ),
            excluded_units: some(covers, current.excluded_units.iter().map(|id| id.0).collect()),
            heard: current.heard.filter(|_| covers).map(Heard::code),
            heard_words: view.heard_words,
            actions: current.actions.iter().map(|action| action.code()).collect(),
            valid_from: current.valid_from.to_string(),
            valid_until: current.valid_until.to_string(),
            words: view.words,
            revision: view.consent.revision,
            pending: view.consent.pending,
            lapses: view.consent.lapses.map(|at| at.to_string()),
            missing: view.missing.into_iter().map(|(id, name)| Who { id: id.0, name }).collect(),
            created: view.consent.created.to_string(),
            ended: view.consent.ended.map(|at| at.to_string()),
            last_used: view.last_use.map(|(_, at)| at.to_string()),
            revisions,
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
    Ok(Told::created(shown(&state, view, language)?, own.index))
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
    Language(asked): Language,
    Query(query): Query<ConsentQuery>,
) -> Result<Told<Items<Consent>>, Problem> {
    let language = flows::me::language(&state.app, &actor, asked).await?;
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
    let items = views
        .into_iter()
        .map(|view| shown(&state, view, language))
        .collect::<Result<_, Problem>>()?;
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
    Language(asked): Language,
) -> Result<Told<Consent>, Problem> {
    let language = flows::me::language(&state.app, &actor, asked).await?;
    let (view, index) = consents::show(&state.app, &actor, ConsentId(id)).await?;
    Ok(Told::ok(shown(&state, view, language)?, index))
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
    Language(asked): Language,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Told<Consent>, Problem> {
    let language = flows::me::language(&state.app, &actor, asked).await?;
    let own = consents::revoke(&state.app, &actor, ConsentId(id), key).await?;
    let view = consents::read_own(&state.app, &actor, &own).await?;
    Ok(Told::ok(shown(&state, view, language)?, own.index))
}

pub(super) fn shown(state: &State, view: ConsentView, lang: Lang) -> Result<Consent, Problem> {
    Consent::from_view(&state.app, view, lang)
}

/// Agree to what waits for an answer: a consent that others have given or a
/// coordinator has written down, a wider revision, a frozen consent. Agreeing
/// twice gives the same answer.
#[utoipa::path(post, path = "/api/v1/consents/{id}/approve", tag = "consents",
    params(("id" = Uuid, Path, description = "Consent id"),
        ("Accept-Language" = Option<String>, Header,
            description = "Language of what you were shown: nb, nn or en; else your own")),
    security(("bearer" = [])),
    responses((status = 200, body = Consent), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn approve(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    Language(asked): Language,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Told<Consent>, Problem> {
    let language = flows::me::language(&state.app, &actor, asked).await?;
    let own =
        agree::approve(&state.app, &actor, (ConsentId(id), None), language.code(), key).await?;
    let view = consents::read_own(&state.app, &actor, &own).await?;
    Ok(Told::ok(shown(&state, view, language)?, own.index))
}

/// Say no to what waits for an answer. No reason is asked for. What is in force
/// beside it stays.
#[utoipa::path(post, path = "/api/v1/consents/{id}/decline", tag = "consents",
    params(("id" = Uuid, Path, description = "Consent id"),
        ("Accept-Language" = Option<String>, Header,
            description = "Language of what you were shown: nb, nn or en; else your own")),
    security(("bearer" = [])),
    responses((status = 200, body = Consent), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn decline(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    Language(asked): Language,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Told<Consent>, Problem> {
    let language = flows::me::language(&state.app, &actor, asked).await?;
    let own =
        agree::decline(&state.app, &actor, (ConsentId(id), None), language.code(), key).await?;
    let view = consents::read_own(&state.app, &actor, &own).await?;
    Ok(Told::ok(shown(&state, view, language)?, own.index))
}

/// Change a consent. What narrows takes effect at once; what widens, a longer
/// time too, waits until all have agreed who must.
#[utoipa::path(post, path = "/api/v1/consents/{id}/revise", tag = "consents",
    params(("id" = Uuid, Path, description = "Consent id"),
        ("Accept-Language" = Option<String>, Header,
            description = "Language of what you were shown: nb, nn or en; else your own")),
    security(("bearer" = [])), request_body = ConsentChanges,
    responses((status = 200, body = Consent), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn revise(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    Language(asked): Language,
    IdempotencyKey(key): IdempotencyKey,
    Body(changes): Body<ConsentChanges>,
) -> Result<Told<Consent>, Problem> {
    let language = flows::me::language(&state.app, &actor, asked).await?;
    let (id, changes) = (ConsentId(id), changes.into_flow()?);
    let own = revise::revise(&state.app, &actor, id, changes, language.code(), key).await?;
    let view = consents::read_own(&state.app, &actor, &own).await?;
    Ok(Told::ok(shown(&state, view, language)?, own.index))
}
