//! One consent: what it allows, who has agreed, what was changed; and the answer of
//! whoever is asked.

pub(super) mod change;
pub(super) mod receipt;

use super::says::{Says, is_over, over};
use crate::domain::time::DAY_MICROS;
use crate::domain::{ConsentId, PersonId, dates};
use crate::flows::consents::{
    self, ConsentView, Heard, Own, Revision, State as Stands, agree, in_words,
};
use crate::flows::{self, App, documents, folders};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::extract::State as With;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Documents whose titles are looked up.
const TITLES: usize = 500;

struct Paper {
    id: Uuid,
    title: String,
}

/// One answer of somebody who decides.
struct Agreed {
    name: String,
    what: String,
    when: String,
}

/// One earlier form of the consent.
struct Step {
    when: String,
    what: Vec<String>,
}

#[expect(clippy::struct_excessive_bools, reason = "what the template asks for")]
#[derive(Template)]
#[template(path = "family/consent.html")]
struct Page {
    f: Frame,
    id: Uuid,
    child: Uuid,
    done: String,
    unit: String,
    state: String,
    purpose: String,
    papers: Vec<Paper>,
    gone: usize,
    categories: Vec<String>,
    later: bool,
    may: String,
    from: String,
    until: String,
    over: Option<i64>,
    last: String,
    words: String,
    heard: String,
    excluded: Vec<String>,
    agreed: Vec<Agreed>,
    missing: String,
    steps: Vec<Step>,
    /// What would become otherwise if the one who looks says yes.
    wider: Vec<String>,
    /// Does it wait for the one who looks?
    asked: bool,
    /// The revision that is shown: an answer is to that one.
    revision: i64,
    frozen: bool,
    can_stop: bool,
    can_change: bool,
    ends_soon: bool,
    is_over: bool,
    once: String,
}

/// The consent.
pub(super) async fn page(
    With(state): With<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let done = Fields::of_query(uri.query());
    shown(&state, &visitor, ConsentId(id), (done.one("done"), StatusCode::OK)).await
}

async fn shown(
    state: &State,
    visitor: &Visitor,
    id: ConsentId,
    (done, status): (&str, StatusCode),
) -> Result<Response, Problem> {
    let app = &state.app;
    let (view, index) = consents::show(app, &visitor.actor, id).await?;
    if view.overview {
        // One who coordinates looks at the unit's own pages.
        return Err(Problem { entry: Some(index), ..Problem::not_found() });
    }
    let folder = folders::show(app, &visitor.actor, view.consent.child).await?;
    let list = documents::list(app, &visitor.actor, folder.child, None, TITLES).await?;
    let titles = list.views.into_iter().map(|one| (one.id, one.title)).collect::<Vec<_>>();
    let f = Frame::family(visitor, &folder, Family::Access, &format!("/consents/{id}"));
    let mut page = written(app, visitor, f, &view, &titles);
    page.done = match status {
        StatusCode::CONFLICT => fl!(page.f.t, "done-other"),
        _ => said(&page, visitor.me.person, &view, done),
    };
    page.once = form::once(state);
    frame::show(page, visitor.lang, status, Some(list.index))
}

/// What was just done, in words, as far as it is so: an address can be loaded again, or
/// come from somebody else.
fn said(page: &Page, me: PersonId, view: &ConsentView, done: &str) -> String {
    let (t, consent) = (page.f.t, &view.consent);
    let newest = view.revisions.last().filter(|one| one.revision > 1 && one.created_by == me);
    let mine = view.approvals.iter().filter(|(one, _)| one.person == me);
    let mine = mine.max_by_key(|(one, _)| one.at).filter(|_| !page.asked);
    let answer = mine.map_or("", |(one, _)| one.answer.as_str());
    match (done, answer) {
        ("changed", _) => match newest.map(|one| one.revision) {
            Some(number) if Some(number) == consent.pending && page.missing.is_empty() => {
                fl!(t, "done-changed-not-yet")
            }
            Some(number) if Some(number) == consent.pending => {
                fl!(t, "done-changed-waits", names = page.missing.as_str())
            }
            Some(number) if number == consent.revision => fl!(t, "done-changed"),
            _ => String::new(),
        },
        ("approved", "approved") => fl!(t, "done-approved"),
        ("declined", "declined") => fl!(t, "done-declined"),
        _ => String::new(),
    }
}

fn written(
    app: &App,
    visitor: &Visitor,
    f: Frame,
    view: &ConsentView,
    titles: &[(crate::domain::DocumentId, String)],
) -> Page {
    let (t, lang, now) = (f.t, visitor.lang, app.clock().now());
    let says = Says { app, visitor };
    let asked = view.missing.iter().any(|(person, _)| *person == visitor.me.person);
    // What waits is shown to whoever is to answer; what counts, to everybody else.
    let shown = if asked { view.pending().or_else(|| view.current()) } else { view.current() };
    let papers: Vec<Paper> = shown
        .iter()
        .flat_map(|one| &one.documents)
        .filter_map(|id| titles.iter().find(|(known, _)| known == id))
        .map(|(id, title)| Paper { id: id.0, title: title.clone() })
        .collect();
    let named = shown.map_or(0, |one| one.documents.len());
    let changes = |number: i64| {
        let place = view.revisions.iter().position(|one| one.revision == number);
        let changes = place.and_then(|place| view.changes.get(place));
        changes.into_iter().flatten().map(|one| in_words::change(app, one, lang)).collect()
    };
    let steps = view.revisions.iter().skip(1).rev();
    let steps = steps.filter(|one| Some(one.revision) != view.consent.pending);
    let steps = steps
        .map(|one| Step { when: dates::instant(one.created, lang), what: changes(one.revision) });
    let missing: Vec<String> = view.missing.iter().map(|(_, name)| name.clone()).collect();
    let agreed = view.approvals.iter().map(|(one, name)| Agreed {
        name: name.clone(),
        what: if one.answer == "approved" { fl!(t, "agreed-yes") } else { fl!(t, "agreed-no") },
        when: dates::instant(one.at, lang),
    });
    let heard = match shown.and_then(|one| one.heard) {
        Some(Heard::Yes) => fl!(t, "heard-yes"),
        Some(Heard::No) => fl!(t, "heard-no"),
        None => String::new(),
    };
    let heard = view.heard_words.as_ref().map_or(heard.clone(), |said| format!("{heard} {said}"));
    let runs = view.state == Stands::InForce;
    let text = |of: fn(&Revision) -> crate::domain::Timestamp| {
        shown.map_or_else(String::new, |one| dates::instant(of(one), lang))
    };
    Page {
        id: view.consent.id.0,
        child: view.consent.child.0,
        done: String::new(),
        unit: view.unit_name.clone(),
        state: says.state(view.state),
        purpose: says.purpose(&view.consent.purpose),
        gone: named.saturating_sub(papers.len()),
        papers,
        categories: shown.map_or_else(Vec::new, |one| {
            one.categories.iter().map(|code| says.category(code)).collect()
        }),
        later: shown.is_some_and(|one| one.also_later),
        may: shown.map_or_else(String::new, |one| says.actions(&one.actions)),
        from: text(|one| one.valid_from),
        until: shown.map_or_else(String::new, |one| dates::until(one.valid_until, lang)),
        over: shown.filter(|_| runs).map(|one| over(one.valid_from, one.valid_until, now)),
        last: says.last(view),
        words: view.words.clone().unwrap_or_default(),
        heard,
        excluded: shown.map_or_else(Vec::new, |one| kept_out(view, one)),
        agreed: agreed.collect(),
        missing: missing.join(", "),
        steps: steps.collect(),
        wider: view.wider.iter().map(|one| in_words::change(app, one, lang)).collect(),
        asked,
        revision: shown.map_or(0, |one| one.revision),
        frozen: view.state == Stands::Frozen,
        // A no to what waits beside it would leave what is in force.
        can_stop: !is_over(view.state) && (!asked || view.consent.pending.is_some()),
        can_change: matches!(view.state, Stands::InForce | Stands::NotYet)
            && view.consent.pending.is_none(),
        ends_soon: runs
            && shown.is_some_and(|one| one.valid_until <= now.plus_micros(14 * DAY_MICROS)),
        is_over: is_over(view.state),
        once: String::new(),
        f,
    }
}

/// Who is kept out by a revision.
fn kept_out(view: &ConsentView, revision: &Revision) -> Vec<String> {
    let persons = revision.excluded_persons.iter().map(|one| one.0);
    let all = persons.chain(revision.excluded_units.iter().map(|one| one.0));
    let named = all.filter_map(|id| view.excluded.iter().find(|(known, _)| *known == id));
    named.map(|(_, name)| name.clone()).collect()
}

/// Says yes to what was shown.
pub(super) async fn approve(
    With(state): With<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (which, lang) = (answered(id, &fields), visitor.lang.code());
    let own = agree::approve(&state.app, &visitor.actor, which, lang, fields.once()).await;
    told(&state, &visitor, which.0, ("approved", own)).await
}

/// Says no to what was shown.
pub(super) async fn decline(
    With(state): With<State>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (which, lang) = (answered(id, &fields), visitor.lang.code());
    let own = agree::decline(&state.app, &visitor.actor, which, lang, fields.once()).await;
    told(&state, &visitor, which.0, ("declined", own)).await
}

/// What an answer is to: the revision that the form was shown with. A form that does
/// not say is answering nothing that there is.
fn answered(id: Uuid, fields: &Fields) -> (ConsentId, Option<i64>) {
    (ConsentId(id), Some(fields.one("revision").parse().unwrap_or(0)))
}

/// Where an answer leads. Where something else waits by now than what was answered,
/// that is shown, and nothing has been said to it.
async fn told(
    state: &State,
    visitor: &Visitor,
    id: ConsentId,
    (done, own): (&str, Result<Own, flows::Error>),
) -> Result<Response, Problem> {
    match own.map_err(Problem::from) {
        Ok(own) => {
            let mut response = redirect(&format!("/consents/{id}?done={done}"));
            put_entry(&mut response, Some(own.index));
            Ok(response)
        }
        Err(problem) if problem.code == "consent-changed" => {
            shown(state, visitor, id, ("", StatusCode::CONFLICT)).await
        }
        Err(problem) => Err(problem),
    }
}
