//! Auditors' cases.

use super::log::Who;
use super::{page_limit, pair_cursor};
use crate::domain::CaseId;
use crate::domain::case::{CaseState, Finding};
use crate::domain::text::Words;
use crate::flows::audit_cases::{self, CaseView, FindingView};
use crate::store::audit_cases::After;
use crate::web::State;
use crate::web::extract::{Body, IdempotencyKey, NoQuery, Path, Query, SignedIn};
use crate::web::problem::Problem;
use crate::web::reply::{Items, Told};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which cases.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseQuery {
    /// `new`, `looked-at` or `closed`.
    pub state: Option<String>,
    /// The `next` of the page before.
    pub cursor: Option<String>,
    /// Rows wanted, 1 to 500; 100 if left out.
    pub limit: Option<usize>,
}

/// Something that auditors look into.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditCase {
    /// Case id.
    pub id: Uuid,
    /// `emergency` or `entry`.
    pub kind: &'static str,
    /// `new`, `looked-at` (one auditor has put a finding) or `closed` (two have).
    pub state: &'static str,
    /// What the findings come to, once it is closed: `explained`, or `deviation` if
    /// any says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    /// Whose folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<Uuid>,
    /// The unit that did what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Who>,
    /// The organisation above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<Who>,
    /// The person who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Who>,
    /// Log entry that it is about.
    pub entry: i64,
    /// The auditor who opened it; left out where the service did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_by: Option<Who>,
    /// Opened at (RFC 3339).
    pub created: String,
    /// Closed at (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
    /// Reason code of the emergency. Like what follows but `findings`, left out of
    /// lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why, in the words of whoever declared the emergency, opened the case or, of a
    /// family, reported the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The entry that a family calls wrong; `entry` is the one that tells of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported: Option<i64>,
    /// What rests on that entry: what was listed and opened in the emergency, and
    /// what was done with the case. At most 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entries: Option<Vec<CaseEntry>>,
    /// What was found, oldest first.
    pub findings: Vec<CaseFinding>,
}

/// An entry that rests on the one that a case is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseEntry {
    /// Log index.
    pub index: i64,
    /// What happened.
    pub kind: String,
}

/// What one auditor found.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseFinding {
    /// Who.
    pub person: Who,
    /// When (RFC 3339).
    pub at: String,
    /// `explained` or `deviation`; of others hidden until the case is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<&'static str>,
    /// In words; hidden likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Log entry that tells of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
}

impl From<FindingView> for CaseFinding {
    fn from(view: FindingView) -> Self {
        let (finding, words) = view.finding.unzip();
        Self {
            person: Who { id: view.found.person.0, name: view.name },
            at: view.found.at.to_string(),
            finding: finding.map(Finding::code),
            words,
            entry: view.found.index,
        }
    }
}

impl From<CaseView> for AuditCase {
    fn from(view: CaseView) -> Self {
        let who = |id: Option<Uuid>, name: Option<String>| {
            id.map(|id| Who { id, name: name.unwrap_or_default() })
        };
        let case = view.case;
        let (reason, words, reported, entries) = match view.more {
            Some(more) => (more.reason, more.words, more.reported, Some(more.entries)),
            None => (None, None, None, None),
        };
        let entry = |(index, kind)| CaseEntry { index, kind };
        Self {
            id: case.id.0,
            kind: case.kind.code(),
            state: case.state.code(),
            outcome: view.outcome.map(Finding::code),
            child: case.child.map(|id| id.0),
            unit: who(case.unit.map(|id| id.0), view.unit_name),
            agency: who(case.agency.map(|id| id.0), view.agency_name),
            person: who(case.person.map(|id| id.0), view.person_name),
            entry: case.entry,
            opened_by: who(case.opened_by.map(|id| id.0), view.opened_by_name),
            created: case.created.to_string(),
            closed: case.closed.map(|at| at.to_string()),
            reason,
            words,
            reported,
            entries: entries.map(|all| all.into_iter().map(entry).collect()),
            findings: view.findings.into_iter().map(Into::into).collect(),
        }
    }
}

/// The cases within the caller's reach, newest first. For auditors.
#[utoipa::path(get, path = "/api/v1/audit/cases", tag = "audit", params(CaseQuery),
    security(("bearer" = [])),
    responses((status = 200, body = Items<AuditCase>), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Query(query): Query<CaseQuery>,
) -> Result<Told<Items<AuditCase>>, Problem> {
    let limit = page_limit(query.limit)?;
    let wrong = || {
        let detail = "The states are new, looked-at and closed.";
        Problem::invalid("unknown-state", "state", detail)
    };
    let stands = query.state.map(|code| CaseState::from_code(&code).ok_or_else(wrong));
    let after = pair_cursor(query.cursor.as_deref())?
        .map(|(created, id)| After { created, id: CaseId(id) });
    let (views, next, index) =
        audit_cases::list(&state.app, &actor, stands.transpose()?, after, limit).await?;
    let items = views.into_iter().map(Into::into).collect();
    let next = next.map(|next| format!("{}.{}", next.created.as_micros(), next.id));
    Ok(Told::ok(Items { items, next }, index))
}

/// One case. For auditors who have nothing to do with what it is about.
#[utoipa::path(get, path = "/api/v1/audit/cases/{id}", tag = "audit",
    params(("id" = Uuid, Path, description = "Case id")), security(("bearer" = [])),
    responses((status = 200, body = AuditCase), (status = 404, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(case): Path<Uuid>,
) -> Result<Told<AuditCase>, Problem> {
    let (view, index) = audit_cases::show(&state.app, &actor, CaseId(case)).await?;
    Ok(Told::ok(view.into(), index))
}

/// A finding.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFinding {
    /// `explained` or `deviation`.
    pub finding: String,
    /// What was looked at and found, in a few words.
    pub words: String,
}

fn words(text: &str) -> Result<Words, Problem> {
    Words::new(text).map_err(|error| Problem::invalid(error.code(), "words", error.to_string()))
}

/// Put a finding. The case is closed when two different auditors have put one; the
/// same auditor's again changes nothing.
#[utoipa::path(post, path = "/api/v1/audit/cases/{id}/close", tag = "audit",
    params(("id" = Uuid, Path, description = "Case id")), request_body = NewFinding,
    security(("bearer" = [])),
    responses((status = 200, body = AuditCase), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn close(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(case): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<NewFinding>,
) -> Result<Told<AuditCase>, Problem> {
    let finding = Finding::from_code(&body.finding).ok_or_else(|| {
        let detail = "A finding is explained or deviation.";
        Problem::invalid("unknown-finding", "finding", detail)
    })?;
    let found = (finding, words(&body.words)?);
    let (view, index) = audit_cases::close(&state.app, &actor, CaseId(case), found, key).await?;
    Ok(Told::ok(view.into(), index))
}

/// A case that an auditor opens.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCase {
    /// Log index of what it is about.
    pub entry: i64,
    /// Why.
    pub words: String,
}

/// Open a case about an entry of the log. One that is open about it already is given
/// with 200.
#[utoipa::path(post, path = "/api/v1/audit/cases", tag = "audit", request_body = NewCase,
    security(("bearer" = [])),
    responses((status = 200, body = AuditCase), (status = 201, body = AuditCase),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn open(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<NewCase>,
) -> Result<Told<AuditCase>, Problem> {
    let about = (body.entry, words(&body.words)?);
    let (view, index, is_new) = audit_cases::open(&state.app, &actor, about, key).await?;
    let case = view.into();
    Ok(if is_new { Told::created(case, index) } else { Told::ok(case, index) })
}
