//! Auditors' cases: new, looked at, explained or a deviation, closed by two.

use super::search::pseudonym;
use super::{Here, frame};
use crate::domain::case::{CaseKind, CaseState, Finding};
use crate::domain::text::Words;
use crate::domain::{CaseId, PersonId, dates};
use crate::flows::Error;
use crate::flows::audit_cases::{self, After, CaseView};
use crate::web::State;
use crate::web::api::pair_cursor;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self as around, Frame};
use crate::web::pages::says;
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Rows of one page.
const ROWS: usize = 50;
/// The most characters of the words of a finding.
const LONGEST: usize = 2000;

/// One case in the list.
struct Line {
    id: Uuid,
    when: String,
    about: String,
    who: String,
    unit: String,
    stands: String,
    folder: String,
}

#[derive(Template)]
#[template(path = "audit/cases.html")]
struct List {
    f: Frame,
    /// Address, name, and whether it is the one that is shown.
    tabs: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    next: Option<String>,
}

fn stands(t: Texts, view: &CaseView) -> String {
    match (view.case.state, view.outcome) {
        (CaseState::New, _) => fl!(t, "audit-case-new"),
        (CaseState::LookedAt, _) => fl!(t, "audit-case-looked-at"),
        (CaseState::Closed, Some(Finding::Deviation)) => fl!(t, "audit-case-deviation"),
        (CaseState::Closed, _) => fl!(t, "audit-case-explained"),
    }
}

fn about(t: Texts, view: &CaseView) -> String {
    match view.case.kind {
        CaseKind::Emergency => fl!(t, "reason-emergency"),
        CaseKind::Entry => fl!(t, "reason-entry"),
        CaseKind::Report => fl!(t, "reason-report"),
    }
}

/// By name, or as one of a family; nobody, where there is nobody.
fn who(t: Texts, person: Option<PersonId>, name: Option<&String>) -> String {
    match (name, person) {
        (Some(name), _) => name.clone(),
        (None, Some(_)) => fl!(t, "audit-someone-in-family"),
        (None, None) => String::new(),
    }
}

/// The list.
pub(super) async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let (app, t) = (&state.app, visitor.texts());
    let fields = Fields::of_query(uri.query());
    let only = CaseState::from_code(fields.one("state"));
    let cursor = Some(fields.one("after")).filter(|text| !text.is_empty());
    let after = pair_cursor(cursor)?.map(|(created, id)| After { created, id: CaseId(id) });
    let (views, next, index) = audit_cases::list(app, &visitor.actor, only, after, ROWS).await?;
    let at = |state: Option<CaseState>| match state {
        None => "/audit/cases".to_owned(),
        Some(state) => format!("/audit/cases?state={}", state.code()),
    };
    let tabs = [
        (None, fl!(t, "audit-case-all")),
        (Some(CaseState::New), fl!(t, "audit-case-new")),
        (Some(CaseState::LookedAt), fl!(t, "audit-case-looked-at")),
        (Some(CaseState::Closed), fl!(t, "audit-case-closed")),
    ];
    let next = next.map(|next| {
        let joint = if only.is_some() { '&' } else { '?' };
        format!("{}{joint}after={}.{}", at(only), next.created.as_micros(), next.id)
    });
    let page = List {
        f: frame(app, &visitor, Here::Cases, &at(only)).await?,
        tabs: tabs.into_iter().map(|(which, name)| (at(which), name, which == only)).collect(),
        lines: views
            .iter()
            .map(|view| Line {
                id: view.case.id.0,
                when: dates::instant(view.case.created, visitor.lang),
                about: about(t, view),
                who: who(t, view.case.person, view.person_name.as_ref()),
                unit: view.unit_name.clone().or(view.agency_name.clone()).unwrap_or_default(),
                stands: stands(t, view),
                folder: view.case.child.map(|child| pseudonym(child.0)).unwrap_or_default(),
            })
            .collect(),
        next,
    };
    around::show(page, visitor.lang, StatusCode::OK, Some(index))
}

/// What one auditor found.
struct Found {
    who: String,
    when: String,
    /// Hidden until the case is closed: nothing.
    what: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "audit/case.html")]
struct Page {
    f: Frame,
    wrong: Wrongs,
    id: Uuid,
    about: String,
    stands: String,
    entry: i64,
    when: String,
    opened_by: String,
    who: String,
    unit: String,
    folder: String,
    reason: String,
    why: String,
    entries: Vec<(i64, String)>,
    found: Vec<Found>,
    /// May this auditor put a finding now?
    may: bool,
    once: String,
    finding: String,
    words: String,
}

/// What was filled in.
#[derive(Default)]
struct Filled {
    wrong: Wrongs,
    finding: String,
    words: String,
    once: Option<String>,
}

/// One case.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    shown(&state, &visitor, id, Filled::default()).await
}

async fn shown(
    state: &State,
    visitor: &Visitor,
    id: Uuid,
    filled: Filled,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let (view, index) = audit_cases::show(app, &visitor.actor, CaseId(id)).await?;
    let own = view.findings.iter().any(|one| one.found.person == visitor.me.person);
    let (about, stands) = (about(t, &view), stands(t, &view));
    let more = view.more.as_ref();
    let reason = more.and_then(|more| more.reason.as_deref());
    let words_of = |finding: Finding| match finding {
        Finding::Explained => fl!(t, "reason-explained"),
        Finding::Deviation => fl!(t, "reason-deviation"),
    };
    let page = Page {
        f: frame(app, visitor, Here::Cases, &format!("/audit/cases/{id}")).await?,
        id,
        about,
        stands,
        entry: view.case.entry,
        when: dates::instant(view.case.created, lang),
        opened_by: match view.case.opened_by {
            Some(person) => who(t, Some(person), view.opened_by_name.as_ref()),
            None => fl!(t, "role-of-system"),
        },
        who: who(t, view.case.person, view.person_name.as_ref()),
        unit: view.unit_name.clone().or(view.agency_name.clone()).unwrap_or_default(),
        folder: view.case.child.map(|child| pseudonym(child.0)).unwrap_or_default(),
        reason: reason.map(|code| says::reason_of(app, t, lang, code)).unwrap_or_default(),
        why: more.and_then(|more| more.words.clone()).unwrap_or_default(),
        entries: more
            .map(|more| {
                let entries = more.entries.iter();
                entries.map(|(index, kind)| (*index, says::kind_of(t, kind))).collect()
            })
            .unwrap_or_default(),
        may: !own && view.case.state != CaseState::Closed,
        found: view
            .findings
            .into_iter()
            .map(|one| Found {
                who: one.name,
                when: dates::instant(one.found.at, lang),
                what: one.finding.map(|(finding, words)| (words_of(finding), words)),
            })
            .collect(),
        once: filled.once.unwrap_or_else(|| form::once(state)),
        finding: filled.finding,
        words: filled.words,
        wrong: filled.wrong,
    };
    let status =
        if page.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    around::show(page, lang, status, Some(index))
}

/// Puts a finding; the second auditor's closes the case.
pub(super) async fn put(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let (code, text) = (fields.one("finding"), fields.one("words"));
    let mut wrong = Wrongs::default();
    let finding = Finding::from_code(code);
    if finding.is_none() {
        wrong.add("finding", fl!(t, "audit-case-wrong-finding"));
    }
    let words = match Words::new(text) {
        Ok(words) if !words.is_empty() => Some(words),
        Ok(_) => {
            wrong.add("words", fl!(t, "audit-case-wrong-words"));
            None
        }
        Err(_) => {
            wrong.add("words", fl!(t, "audit-case-wrong-long", most = LONGEST));
            None
        }
    };
    let (Some(finding), Some(words)) = (finding, words) else {
        let filled =
            Filled { wrong, finding: code.to_owned(), words: text.to_owned(), once: fields.once() };
        return shown(&state, &visitor, id, filled).await;
    };
    let actor = &visitor.actor;
    let put = audit_cases::close(&state.app, actor, CaseId(id), (finding, words), fields.once());
    let entry = match put.await {
        Ok((_, entry)) => Some(entry),
        // Two others were first: the page shows what they found.
        Err(Error::Conflict { code: "case-closed", .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let mut response = redirect(&format!("/audit/cases/{id}"));
    put_entry(&mut response, entry);
    Ok(response)
}
