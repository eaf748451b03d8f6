//! One line of the log in full: what it says, whether the answer was right, and the
//! proof that it stands where it stands.

use super::asked::Asked;
use super::search::{line, pseudonym};
use super::{Here, frame, guard};
use crate::domain::text::Words;
use crate::domain::{Timestamp, dates};
use crate::flows::App;
use crate::flows::audit::{self, Redone, Whole};
use crate::flows::audit_cases;
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self as around, Frame};
use crate::web::pages::says;
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use i18n_embed_fl::fl;

/// The most characters of the words of a case.
const LONGEST: usize = 2000;

/// A name and what stands behind it.
struct Fact {
    name: String,
    words: String,
    /// Is it a code, to be copied and compared?
    code: bool,
    link: Option<String>,
}

/// What came of deciding again, in words.
struct Again {
    heading: String,
    words: String,
    good: bool,
}

#[derive(Template)]
#[template(path = "audit/entry.html")]
struct Page {
    f: Frame,
    wrong: Wrongs,
    index: i64,
    what: String,
    facts: Vec<Fact>,
    /// Is it an answer of the gate, with rules and facts?
    is_answer: bool,
    again: Option<Again>,
    leaf: String,
    proof: Vec<String>,
    checkpoint: String,
    once: String,
    words: String,
}

/// One line.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(index): Path<i64>,
    uri: axum::http::Uri,
) -> Result<Response, Problem> {
    let again = Fields::of_query(uri.query()).has("again");
    shown(&state, &visitor, index, again, Asking::default()).await
}

/// What was written to open a case.
#[derive(Default)]
struct Asking {
    wrong: Wrongs,
    words: String,
    once: Option<String>,
}

async fn shown(
    state: &State,
    visitor: &Visitor,
    index: i64,
    again: bool,
    asking: Asking,
) -> Result<Response, Problem> {
    let app = &state.app;
    guard(app, visitor).await?;
    let (whole, redone, seen) = if again {
        let (whole, redone, seen) = audit::entry_again(app, &visitor.actor, index).await?;
        (whole, Some(redone), seen)
    } else {
        let (whole, seen) = audit::entry_by_office(app, &visitor.actor, index).await?;
        (whole, None, seen)
    };
    let status =
        if asking.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let once = asking.once.unwrap_or_else(|| form::once(state));
    let path = format!("/audit/entries/{index}");
    let page = Page {
        f: frame(app, visitor, Here::Search, &path).await?,
        index,
        what: says::kind_of(visitor.texts(), &whole.entry.row.kind),
        facts: facts(app, visitor, &whole),
        is_answer: whole.entry.row.act.is_some(),
        again: redone.map(|redone| in_words(visitor, redone)),
        leaf: hex::encode(&whole.entry.row.leaf),
        proof: whole.proof.iter().map(|hash| STANDARD.encode(hash)).collect(),
        checkpoint: whole.checkpoint.note.clone(),
        wrong: asking.wrong,
        words: asking.words,
        once,
    };
    around::show(page, visitor.lang, status, Some(seen))
}

fn in_words(visitor: &Visitor, redone: Redone) -> Again {
    let t = visitor.texts();
    let (good, heading, words) = match redone {
        Redone::NoAnswer => (false, fl!(t, "audit-again-not"), fl!(t, "audit-again-no-answer")),
        Redone::Erased => (false, fl!(t, "audit-again-not"), fl!(t, "audit-again-erased")),
        Redone::NoRules(hash) => {
            let hash = hex::encode(hash);
            (false, fl!(t, "audit-again-not"), fl!(t, "audit-again-no-rules", hash = hash))
        }
        Redone::Made { exact: false, .. } => {
            (false, fl!(t, "audit-again-not"), fl!(t, "audit-again-other-facts"))
        }
        Redone::Made { same: true, refused, todays_rules, .. } => {
            let words = match refused {
                None => fl!(t, "audit-again-yes"),
                Some(reason) => fl!(t, "audit-again-no", reason = says::refusal(t, reason)),
            };
            let rules = if todays_rules {
                fl!(t, "audit-again-today")
            } else {
                fl!(t, "audit-again-that-day")
            };
            (true, fl!(t, "audit-again-same"), format!("{words} {rules}"))
        }
        Redone::Made { .. } => {
            (false, fl!(t, "audit-again-differs"), fl!(t, "audit-again-differs-do"))
        }
    };
    Again { heading, words, good }
}

/// Everything that the line says.
fn facts(app: &App, visitor: &Visitor, whole: &Whole) -> Vec<Fact> {
    let (t, lang) = (visitor.texts(), visitor.lang);
    let row = &whole.entry.row;
    let said = line(app, t, lang, &Asked::default(), &whole.entry);
    let value = |name: &str| {
        let value = whole.fields.get(name).and_then(|field| field.get("value"));
        value.and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    };
    let mut all = Vec::new();
    let mut add = |name: String, words: String, code: bool, link: Option<String>| {
        if !words.is_empty() {
            all.push(Fact { name, words, code, link });
        }
    };
    let when = dates::instant(Timestamp::from_micros(row.time), lang);
    add(fl!(t, "audit-when"), when, false, None);
    add(fl!(t, "audit-who"), said.who, false, Some(said.of_person).filter(|to| !to.is_empty()));
    let role = row.role.as_deref().map(|role| says::role_of(t, role)).unwrap_or_default();
    add(fl!(t, "audit-entry-role"), role, false, None);
    let unit = whole.entry.unit_name.clone().unwrap_or_default();
    add(fl!(t, "audit-entry-unit"), unit, false, None);
    let agency = whole.entry.agency_name.clone().unwrap_or_default();
    add(fl!(t, "audit-agency"), agency, false, None);
    let act = row.act.as_deref().map(|act| says::act_of(t, act)).unwrap_or_default();
    add(fl!(t, "audit-entry-act"), act, false, None);
    add(fl!(t, "audit-outcome"), said.how, false, None);
    let reason = row.reason.as_deref().map(|code| says::reason_of(app, t, lang, code));
    add(fl!(t, "audit-why"), reason.unwrap_or_default(), false, None);
    let query = row.reason.as_deref().filter(|code| code.starts_with("form="));
    add(
        fl!(t, "audit-entry-query"),
        query.map(|query| taken_out(app, visitor, query)).unwrap_or_default(),
        false,
        None,
    );
    let purpose = row.purpose.as_deref().map(|code| says::purpose_of(app, t, lang, code));
    add(fl!(t, "audit-purpose"), purpose.unwrap_or_default(), false, None);
    let child = row.child.map(pseudonym).unwrap_or_default();
    add(fl!(t, "audit-folder"), child, true, Some(said.of_child).filter(|to| !to.is_empty()));
    add(
        fl!(t, "audit-entry-document"),
        row.document.map(pseudonym).unwrap_or_default(),
        true,
        None,
    );
    add(
        fl!(t, "audit-entry-version"),
        row.version.map(|number| number.to_string()).unwrap_or_default(),
        false,
        None,
    );
    add(fl!(t, "audit-entry-consent"), row.consent.map(pseudonym).unwrap_or_default(), true, None);
    add(fl!(t, "audit-entry-revision"), value("revision"), true, None);
    add(fl!(t, "audit-entry-request"), row.request.map(pseudonym).unwrap_or_default(), true, None);
    add(
        fl!(t, "audit-entry-bytes"),
        row.bytes.map(|n| n.to_string()).unwrap_or_default(),
        false,
        None,
    );
    let of = row.of_idx.map(|of| (of.to_string(), format!("/audit/entries/{of}")));
    let (of, to) = of.unzip();
    add(fl!(t, "audit-entry-of"), of.unwrap_or_default(), false, to);
    let assurance = crate::domain::question::Assurance::from_code(&value("assurance"));
    let assurance = assurance.map(|one| says::assurance(t, one)).unwrap_or_default();
    add(fl!(t, "audit-entry-assurance"), assurance, false, None);
    let client = value("client");
    let client = if client.is_empty() { client } else { says::client_of(t, &client) };
    add(fl!(t, "audit-entry-client"), client, false, None);
    if !value("words").is_empty() {
        add(fl!(t, "audit-entry-words"), fl!(t, "audit-entry-words-sealed"), false, None);
    }
    if row.erased_idx.is_some() {
        add(fl!(t, "audit-entry-erased"), fl!(t, "audit-entry-erased-words"), false, None);
    }
    add(fl!(t, "audit-entry-policy"), value("policy"), true, None);
    add(fl!(t, "audit-entry-facts"), value("facts"), true, None);
    add(fl!(t, "audit-entry-sha256"), value("sha256"), true, None);
    all
}

/// What was looked for when the log was taken out, beside what has its own fields.
fn taken_out(app: &App, visitor: &Visitor, query: &str) -> String {
    let (t, lang) = (visitor.texts(), visitor.lang);
    let day = |text: &str| {
        text.parse::<Timestamp>().map(|at| dates::instant(at, lang)).unwrap_or_default()
    };
    let parts = query.split(' ').filter_map(|part| part.split_once('='));
    let words = parts.filter_map(|(name, value)| {
        Some(match name {
            "form" => match value {
                "csv" => fl!(t, "audit-form-csv"),
                "jsonl" => fl!(t, "audit-form-jsonl"),
                _ => fl!(t, "audit-form-bundle"),
            },
            "from" => format!("{}: {}", fl!(t, "audit-from"), day(value)),
            "to" => format!("{}: {}", fl!(t, "audit-before"), day(value)),
            "kind" => format!("{}: {}", fl!(t, "audit-kind"), says::kind_of(t, value)),
            "outcome" => format!("{}: {}", fl!(t, "audit-outcome"), says::outcome_of(t, value)),
            "reason" => {
                format!("{}: {}", fl!(t, "audit-reason"), says::reason_of(app, t, lang, value))
            }
            _ => return None,
        })
    });
    words.collect::<Vec<_>>().join(". ")
}

/// The line's proof as a file (C2SP tlog-proof).
pub(super) async fn proof(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(index): Path<i64>,
) -> Result<Response, Problem> {
    guard(&state.app, &visitor).await?;
    let (text, seen) = audit::proof_by_office(&state.app, &visitor.actor, index).await?;
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    let mut response = ([(header::CONTENT_TYPE, plain)], text).into_response();
    let name = format!("attachment; filename=\"entry-{index}.tlog-proof\"");
    if let Ok(value) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    put_entry(&mut response, Some(seen));
    Ok(response)
}

/// Opens a case about the line, or leads to the one that is open.
pub(super) async fn open_case(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(index): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let text = fields.one("words");
    let mut wrong = Wrongs::default();
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
    let Some(words) = words else {
        let asking = Asking { wrong, words: text.to_owned(), once: fields.once() };
        return shown(&state, &visitor, index, false, asking).await;
    };
    let opened =
        audit_cases::open(&state.app, &visitor.actor, (index, words), fields.once()).await?;
    let (view, entry, _) = opened;
    let mut response = redirect(&format!("/audit/cases/{}", view.case.id));
    put_entry(&mut response, Some(entry));
    Ok(response)
}
