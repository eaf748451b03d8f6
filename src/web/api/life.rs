//! Consents beyond giving and stopping: what would change, drafts, handing back,
//! and what the age rules say about a child.

use super::consents::{Consent, ConsentChanges, NewConsent};
use super::log::Who;
use crate::domain::scope::Change;
use crate::domain::{ChildId, ConsentId};
use crate::flows::consents::{self, in_words, preview, unit_side};
use crate::flows::growing;
use crate::flows::{self, App};
use crate::policy::rules::Lang;
use crate::web::State;
use crate::web::extract::{Body, IdempotencyKey, Language, NoQuery, Path, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::Told;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What a consent or a change would mean.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preview {
    /// The unit.
    pub agency: Who,
    /// How many confirmed members the unit, and what stands under it, has now.
    pub members: usize,
    /// Documents that it would show today.
    pub documents: Vec<PreviewDocument>,
    /// Categories of which later documents would fall under it, too.
    pub later_categories: Vec<String>,
    /// Would it be in force at once?
    pub at_once: bool,
    /// Who would still have to agree.
    pub missing: Vec<Who>,
    /// What it changes of the revision before.
    #[schema(value_type = Vec<Object>)]
    pub changes: Vec<Change>,
    /// The same in plain words.
    pub changes_in_words: Vec<String>,
}

/// A document that the unit could see.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewDocument {
    /// Document id.
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// Category code.
    pub category: String,
    /// Does the consent show it already?
    pub already: bool,
}

fn shown(app: &App, preview: preview::Preview, lang: Lang) -> Preview {
    Preview {
        agency: Who { id: preview.unit.0.0, name: preview.unit.1 },
        members: preview.members,
        documents: preview
            .documents
            .into_iter()
            .map(|one| PreviewDocument {
                id: one.id.0,
                title: one.title,
                category: one.category,
                already: one.already,
            })
            .collect(),
        later_categories: preview.later,
        at_once: preview.at_once,
        missing: preview.missing.into_iter().map(|(id, name)| Who { id: id.0, name }).collect(),
        changes_in_words: preview
            .changes
            .iter()
            .map(|change| in_words::change(app, change, lang))
            .collect(),
        changes: preview.changes,
    }
}

/// What giving this consent would mean: who could see which documents, which later
/// ones would fall under it, who would have to agree. Nothing is given.
#[utoipa::path(post, path = "/api/v1/children/{id}/consents/preview", tag = "consents",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    request_body = NewConsent,
    responses((status = 200, body = Preview), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn preview_grant(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(child): Path<Uuid>,
    Language(asked): Language,
    Body(new): Body<NewConsent>,
) -> Result<Told<Preview>, Problem> {
    let language = flows::me::language(&state.app, &actor, asked).await?;
    let want = new.into_flow(language.code())?;
    let (view, index) = preview::grant(&state.app, &actor, ChildId(child), want).await?;
    Ok(Told::ok(shown(&state.app, view, language), index))
}

/// What this change of a consent would mean. Nothing is changed.
#[utoipa::path(post, path = "/api/v1/consents/{id}/preview", tag = "consents",
    params(("id" = Uuid, Path, description = "Consent id")), security(("bearer" = [])),
    request_body = ConsentChanges,
    responses((status = 200, body = Preview), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn preview_revise(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    Language(asked): Language,
    Body(changes): Body<ConsentChanges>,
) -> Result<Told<Preview>, Problem> {
    let language = flows::me::language(&state.app, &actor, asked).await?;
    let changes = changes.into_flow()?;
    let (view, index) = preview::revise(&state.app, &actor, ConsentId(id), changes).await?;
    Ok(Told::ok(shown(&state.app, view, language), index))
}

/// Write a consent down for the family to give: for a coordinator. It opens
/// nothing until the family has agreed to it (`approve`).
#[utoipa::path(post, path = "/api/v1/children/{id}/consents/drafts", tag = "consents",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    request_body = NewConsent,
    responses((status = 201, body = Consent), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn draft(
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
    let own = unit_side::draft(&state.app, &actor, ChildId(child), want, key).await?;
    let view = consents::read_own(&state.app, &actor, &own).await?;
    let body = Consent::from_view(&state.app, view, language)?;
    Ok(Told::created(body, own.index))
}

/// A consent that was given back.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandedBack {
    /// Consent id.
    pub id: Uuid,
    /// `handed-back`
    pub state: &'static str,
}

/// Give a consent back that the unit no longer needs.
#[utoipa::path(post, path = "/api/v1/consents/{id}/hand-back", tag = "consents",
    params(("id" = Uuid, Path, description = "Consent id")), security(("bearer" = [])),
    responses((status = 200, body = HandedBack), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn hand_back(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Told<HandedBack>, Problem> {
    let own = unit_side::hand_back(&state.app, &actor, ConsentId(id), key).await?;
    Ok(Told::ok(HandedBack { id, state: "handed-back" }, own.index))
}

/// Who decides and sees today, and what the next birthdays change.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ages {
    /// Is what the child thinks recorded with each consent?
    pub heard: bool,
    /// May the young person mark documents "not for my guardians"?
    pub may_withhold: bool,
    /// Is the young person of age?
    pub adult: bool,
    /// Who decides in each field of law.
    pub fields: Vec<FieldOfLaw>,
    /// What comes, soonest first.
    pub ahead: Vec<Birthday>,
}

/// A field of law.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldOfLaw {
    /// Field code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Do guardians decide on sharing?
    pub guardians_decide: bool,
    /// Does the young person? Where both do, both must agree.
    pub young_person_decides: bool,
    /// Do guardians see the documents?
    pub guardians_see: bool,
}

/// A day on which something changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Birthday {
    /// The day (YYYY-MM-DD), from 00.00 Norwegian time.
    pub day: String,
    /// What changes.
    pub rules: Vec<AgeRule>,
}

/// A rule that begins to count.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgeRule {
    /// Rule code.
    pub code: String,
    /// What changes, in plain words.
    pub text: String,
    /// Where the rule stands.
    pub source: String,
}

/// Who decides and sees today by the child's age, and what the next birthdays
/// change.
#[utoipa::path(get, path = "/api/v1/children/{id}/ages", tag = "children",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    responses((status = 200, body = Ages), (status = 404, body = Problem)))]
pub async fn ages(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(child): Path<Uuid>,
    Language(asked): Language,
) -> Result<Told<Ages>, Problem> {
    let lang = flows::me::language(&state.app, &actor, asked).await?;
    let (law, born, now, index) = growing::law(&state.app, &actor, ChildId(child)).await?;
    let rules = &state.app.policies().tables().ages;
    let fields = rules.fields.iter().map(|field| FieldOfLaw {
        name: field.text(lang).to_owned(),
        guardians_decide: law.guardians_decide.contains(&field.code),
        young_person_decides: law.young_person_decides.contains(&field.code),
        guardians_see: law.guardians_see.contains(&field.code),
        code: field.code.clone(),
    });
    let ahead = rules.ahead(born, now.day_in_norway()).into_iter().map(|(day, rules)| Birthday {
        day: day.to_string(),
        rules: rules
            .into_iter()
            .map(|rule| AgeRule {
                code: rule.code.clone(),
                text: rule.text(lang).to_owned(),
                source: rule.source.clone(),
            })
            .collect(),
    });
    let body = Ages {
        heard: law.heard,
        may_withhold: law.may_withhold,
        adult: law.adult,
        fields: fields.collect(),
        ahead: ahead.collect(),
    };
    Ok(Told::ok(body, index))
}
