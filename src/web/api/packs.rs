//! Remembered selections, given to several units at once.

use super::consents::{Consent, actions, heard, ids, shown, words};
use super::{id, time};
use crate::domain::text::Title;
use crate::domain::{AgencyId, ChildId, PackId};
use crate::flows;
use crate::flows::consents::many::{Giving, Recipient};
use crate::flows::packs::{self, Keepable, PackView};
use crate::web::State;
use crate::web::extract::{Body, IdempotencyKey, Language, NoQuery, Path, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, Told, put_entry};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What to remember.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPack {
    /// What the family calls it: 1 to 150 characters.
    pub name: String,
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
}

/// A remembered selection.
#[derive(Debug, Serialize, ToSchema)]
pub struct Pack {
    /// Pack id.
    pub id: Uuid,
    /// Of whose folder.
    pub child: Uuid,
    /// What the family calls it.
    pub name: String,
    /// Documents one by one; of those, the ones that you may see.
    pub documents: Vec<Uuid>,
    /// Category codes.
    pub categories: Vec<String>,
    /// Later documents too?
    pub also_later: bool,
    /// open, keep, contribute, coordinate.
    pub actions: Vec<&'static str>,
    /// Kept at (RFC 3339).
    pub created: String,
}

impl From<PackView> for Pack {
    fn from(view: PackView) -> Self {
        let pack = view.pack;
        Self {
            id: pack.id.0,
            child: pack.child.0,
            name: view.name,
            documents: pack.documents.iter().map(|id| id.0).collect(),
            categories: pack.categories,
            also_later: pack.also_later,
            actions: pack.actions.iter().map(|action| action.code()).collect(),
            created: pack.created.to_string(),
        }
    }
}

/// One unit to give to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRecipient {
    /// Unit id.
    #[schema(format = Uuid)]
    pub agency: String,
    /// Purpose code.
    pub purpose: String,
    /// In force until (RFC 3339).
    pub valid_until: String,
    /// Words to this receiver.
    pub words: Option<String>,
}

/// To whom a selection is given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGift {
    /// 1 to 20 units, each once for a purpose.
    pub recipients: Vec<NewRecipient>,
    /// Was the child heard: `yes` or `no`?
    pub heard: Option<String>,
    /// How the child was heard, and what it said.
    pub heard_words: Option<String>,
}

impl NewGift {
    fn into_flow(self, language: &'static str) -> Result<Giving, Problem> {
        let recipient = |one: NewRecipient| {
            Ok::<_, Problem>(Recipient {
                agency: id::<AgencyId>(&one.agency, "agency")?,
                purpose: one.purpose,
                valid_until: time(&one.valid_until, "valid_until")?,
                words: words(one.words, "words")?,
            })
        };
        Ok(Giving {
            recipients: self.recipients.into_iter().map(recipient).collect::<Result<_, _>>()?,
            heard: heard(self.heard)?,
            heard_words: words(self.heard_words, "heard_words")?,
            language,
        })
    }
}

/// Remember a selection.
#[utoipa::path(post, path = "/api/v1/children/{id}/packs", tag = "packs",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    request_body = NewPack,
    responses((status = 201, body = Pack), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn keep(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(child): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(new): Body<NewPack>,
) -> Result<Told<Pack>, Problem> {
    let name = Title::new(&new.name)
        .map_err(|error| Problem::invalid(error.code(), "name", error.to_string()))?;
    let want = Keepable {
        name,
        documents: ids(&new.documents, "documents")?,
        categories: new.categories,
        also_later: new.also_later,
        actions: actions(&new.actions)?,
    };
    let (view, index) = packs::keep(&state.app, &actor, ChildId(child), want, key).await?;
    Ok(Told::created(view.into(), index))
}

/// The remembered selections of a folder.
#[utoipa::path(get, path = "/api/v1/children/{id}/packs", tag = "packs",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    responses((status = 200, body = Items<Pack>), (status = 404, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(child): Path<Uuid>,
) -> Result<Told<Items<Pack>>, Problem> {
    let (views, index) = packs::list(&state.app, &actor, ChildId(child)).await?;
    Ok(Told::ok(Items::all(views.into_iter().map(Into::into).collect()), index))
}

/// Forget a selection. The consents that were made of it stay.
#[utoipa::path(delete, path = "/api/v1/packs/{id}", tag = "packs",
    params(("id" = Uuid, Path, description = "Pack id")), security(("bearer" = [])),
    responses((status = 204, description = "Forgotten"), (status = 404, body = Problem)))]
pub async fn drop_pack(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Response, Problem> {
    let index = packs::drop_pack(&state.app, &actor, PackId(id), key).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    put_entry(&mut response, Some(index));
    Ok(response)
}

/// Give a selection to several units: a consent for each, all or none. Each has an
/// entry of its own, comes into force like any other, and is stopped alone.
#[utoipa::path(post, path = "/api/v1/packs/{id}/give", tag = "packs",
    params(("id" = Uuid, Path, description = "Pack id"),
        ("Accept-Language" = Option<String>, Header,
            description = "Language of what you were shown: nb, nn or en; else your own")),
    security(("bearer" = [])), request_body = NewGift,
    responses((status = 201, body = Items<Consent>), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn give(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    Language(asked): Language,
    IdempotencyKey(key): IdempotencyKey,
    Body(new): Body<NewGift>,
) -> Result<Told<Items<Consent>>, Problem> {
    let language = flows::me::language(&state.app, &actor, asked).await?;
    let giving = new.into_flow(language.code())?;
    let owns = packs::give(&state.app, &actor, PackId(id), giving, key).await?;
    let first = owns.first().map(|own| own.index);
    let mut items = Vec::with_capacity(owns.len());
    for own in &owns {
        let view = flows::consents::read_own(&state.app, &actor, own).await?;
        items.push(shown(&state, view, language)?);
    }
    Ok(Told::created(Items::all(items), first))
}
