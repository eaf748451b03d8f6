//! Emergencies: the family's switch, the reasons, and declaring one.

use super::documents::Document;
use super::id;
use super::log::Who;
use crate::domain::pid::Pid;
use crate::domain::text::Words;
use crate::domain::{AgencyId, ChildId};
use crate::flows;
use crate::flows::emergencies::declare::{self, Declaration, InEmergency, Sought};
use crate::flows::emergencies::switch::{self, SwitchView};
use crate::web::State;
use crate::web::extract::{Body, IdempotencyKey, Language, NoQuery, Path, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, Told};
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// On or off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetEmergency {
    /// On?
    pub on: bool,
}

/// How the family's switch for emergencies stands. It is on exactly while everybody
/// who must has answered so.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmergencySwitch {
    /// Child id.
    pub id: Uuid,
    /// May a health professional open the emergency sheet in an emergency, now?
    pub on: bool,
    /// What those have answered who have a say today, oldest first.
    pub answers: Vec<SwitchAnswer>,
    /// Who has still to say yes: each of them, or one of several who can.
    pub missing: Vec<Who>,
    /// What was declared, newest first, at most 50.
    pub emergencies: Vec<DeclaredEmergency>,
}

/// One person's answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct SwitchAnswer {
    /// Who.
    pub person: Who,
    /// On or off.
    pub on: bool,
    /// When (RFC 3339).
    pub at: String,
    /// Language of the text that was shown.
    pub text_language: String,
    /// Version of the text that was shown.
    pub text_version: String,
    /// Log entry that tells of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
}

/// A declared emergency, for the family.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeclaredEmergency {
    /// Emergency id.
    pub id: Uuid,
    /// In the name of which unit.
    pub unit: Who,
    /// Who declared it.
    pub person: Who,
    /// Reason code.
    pub reason: String,
    /// Why, in that person's words.
    pub words: String,
    /// From (RFC 3339).
    pub from: String,
    /// Until (RFC 3339); earlier when the family has switched it off.
    pub until: String,
    /// Log entry that tells of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
}

impl From<SwitchView> for EmergencySwitch {
    fn from(view: SwitchView) -> Self {
        let answers = view.answers.into_iter().map(|(answer, name)| SwitchAnswer {
            person: Who { id: answer.person.0, name },
            on: answer.switched_on,
            at: answer.at.to_string(),
            text_language: answer.text_language,
            text_version: answer.text_version,
            entry: answer.index,
        });
        let emergencies = view.emergencies.into_iter().map(|one| DeclaredEmergency {
            id: one.id,
            unit: Who { id: one.unit.0.0, name: one.unit.1 },
            person: Who { id: one.person.0.0, name: one.person.1 },
            reason: one.reason,
            words: one.words,
            from: one.from.to_string(),
            until: one.until.to_string(),
            entry: one.index,
        });
        Self {
            id: view.child.0,
            on: view.on,
            answers: answers.collect(),
            missing: view.missing.into_iter().map(|(id, name)| Who { id: id.0, name }).collect(),
            emergencies: emergencies.collect(),
        }
    }
}

/// How the switch for emergencies stands, and what was declared. For the family.
#[utoipa::path(get, path = "/api/v1/children/{id}/emergency", tag = "emergency",
    params(("id" = Uuid, Path, description = "Child id")), security(("bearer" = [])),
    responses((status = 200, body = EmergencySwitch), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(child): Path<Uuid>,
) -> Result<Told<EmergencySwitch>, Problem> {
    let (view, index) = switch::show(&state.app, &actor, ChildId(child)).await?;
    Ok(Told::ok(view.into(), index))
}

/// Answer on or off. Emergency access is off until everybody who must has answered
/// on; anybody who decides switches it off alone and at once, and what was declared
/// ends.
#[utoipa::path(put, path = "/api/v1/children/{id}/emergency", tag = "emergency",
    params(("id" = Uuid, Path, description = "Child id"),
        ("Accept-Language" = Option<String>, Header, description = "Language in which it was explained")),
    request_body = SetEmergency, security(("bearer" = [])),
    responses((status = 200, body = EmergencySwitch), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn set(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(child): Path<Uuid>,
    Language(asked): Language,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<SetEmergency>,
) -> Result<Told<EmergencySwitch>, Problem> {
    let lang = flows::me::language(&state.app, &actor, asked).await?;
    let answer = (body.on, lang.code());
    let (view, index) = switch::set(&state.app, &actor, ChildId(child), answer, key).await?;
    Ok(Told::ok(view.into(), index))
}

/// A reason to declare an emergency.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmergencyReason {
    /// Code.
    pub code: String,
    /// Words in the caller's language.
    pub text: String,
}

/// What an emergency can be declared for.
#[utoipa::path(get, path = "/api/v1/emergency/reasons", tag = "emergency",
    security(("bearer" = [])),
    params(("Accept-Language" = Option<String>, Header, description = "nb, nn or en; else the caller's own")),
    responses((status = 200, body = Items<EmergencyReason>), (status = 401, body = Problem)))]
pub async fn reasons(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Language(asked): Language,
) -> Result<Json<Items<EmergencyReason>>, Problem> {
    let lang = flows::me::language(&state.app, &actor, asked).await?;
    let reasons = &state.app.policies().tables().emergency_reasons;
    let reason = |reason: &crate::policy::emergencies::EmergencyReason| EmergencyReason {
        code: reason.code.clone(),
        text: reason.text(lang).to_owned(),
    };
    Ok(Json(Items::all(reasons.iter().map(reason).collect())))
}

/// An emergency that is declared.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEmergency {
    /// The child's person number (eleven digits), or its id where a share has told it.
    pub child: String,
    /// Id of the health unit in whose name it is declared.
    #[schema(format = Uuid)]
    pub unit: String,
    /// Reason code.
    pub reason: String,
    /// Why, in a few words. The family and the auditors read them.
    pub words: String,
}

/// An emergency, for the one who declared it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenedEmergency {
    /// Emergency id.
    pub id: Uuid,
    /// The child.
    pub child: Who,
    /// Until (RFC 3339).
    pub until: String,
    /// The newest emergency sheets, at most 20: open them with `purpose=emergency`.
    pub documents: Vec<Document>,
}

impl From<InEmergency> for OpenedEmergency {
    fn from(view: InEmergency) -> Self {
        Self {
            id: view.id,
            child: Who { id: view.child.0.0, name: view.child.1 },
            until: view.until.to_string(),
            documents: view.documents.into_iter().map(Into::into).collect(),
        }
    }
}

/// A child as somebody names it who may not know it.
fn sought(text: &str) -> Result<Sought, Problem> {
    if let Ok(child) = text.parse::<ChildId>() {
        return Ok(Sought::Child(child));
    }
    Pid::parse(text).map(Sought::Number).map_err(|_| {
        Problem::invalid(
            "child-wrong",
            "child",
            "Give the child's person number, eleven digits, or its id.",
        )
    })
}

/// Declare an emergency: for an hour you may open the emergency sheet of a child whose
/// family has switched that on. The family is told at once and auditors look into
/// it. A child that is unknown, or whose family has not switched it on, is answered
/// alike. While one of yours runs, it is given again with 200.
#[utoipa::path(post, path = "/api/v1/emergency", tag = "emergency",
    request_body = NewEmergency, security(("bearer" = [])),
    responses((status = 200, body = OpenedEmergency), (status = 201, body = OpenedEmergency),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn declare(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<NewEmergency>,
) -> Result<Told<OpenedEmergency>, Problem> {
    let words = Words::new(&body.words);
    let want = Declaration {
        child: sought(&body.child)?,
        unit: id::<AgencyId>(&body.unit, "unit")?,
        reason: body.reason,
        words: words.map_err(|error| Problem::invalid(error.code(), "words", error.to_string()))?,
    };
    let (view, index) = declare::declare(&state.app, &actor, want, key).await?;
    let ran = view.ran;
    Ok(if ran { Told::ok(view.into(), index) } else { Told::created(view.into(), index) })
}
