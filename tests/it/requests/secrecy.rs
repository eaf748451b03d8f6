//! A person number that somebody has and one that nobody has, answer by answer:
//! what the unit and its agency are told differs in nothing but ids and times.

use super::{act, body, listed, number, send, unknown_number};
use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::AgencyId;
use samflyt::flows::export::{Form, Selection, export};
use samflyt::flows::requests;
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(
    known_and_unknown_children_are_told_apart_by_nothing,
    the_agencys_auditor_is_told_of_no_child,
    nothing_is_kept_of_words_to_nobody,
    a_folder_made_later_gets_no_old_request,
);

const DAY: i64 = 86_400_000_000;

/// An answer with everything taken out that differs from request to request.
fn shape(answer: &Answer, id: Uuid) -> (u16, Vec<(String, String)>, String) {
    let varies = ["x-request-id", "samflyt-entry", "date"];
    let headers = answer.headers.iter().map(|(name, value)| {
        let value = if varies.contains(&name.as_str()) { "…" } else { value.to_str().unwrap() };
        (name.to_string(), value.to_owned())
    });
    let mut text = answer.text().replace(&id.to_string(), "the request");
    let request = answer.header("x-request-id");
    if !request.is_empty() {
        text = text.replace(request, "…");
    }
    // The clock stands still within a world, so that times are equal.
    (answer.status, headers.collect(), text)
}

/// Status, headers, body, and how far the log had grown.
type Step = (u16, Vec<(String, String)>, String, i64);

/// Everything that a unit does and is told about one number, and what the log's
/// size was after each step.
/// With `answers` the family declines: then it must differ.
async fn walk(backend: Backend, child: &str, answers: bool) -> Vec<Step> {
    let app = TestApp::start(backend).await;
    let mut shapes = Vec::new();
    let began = app.log_size().await;
    let mut keep = async |app: &TestApp, answer: Answer, id: Uuid| {
        // Units have other ids in another world.
        let (status, headers, text) = shape(&answer, id);
        let text = text
            .replace(&app.cast.unit("nav").to_string(), "nav")
            .replace(&app.cast.person("nav").to_string(), "nav's member");
        shapes.push((status, headers, text, app.log_size().await - began));
    };
    let sent = send(&app, "nav", child, json!({"words": "Ønsker innsyn"})).await.expect(201);
    let id = sent.id();
    keep(&app, sent, id).await;
    keep(&app, app.get("nav", "/api/v1/requests").await, id).await;
    keep(&app, act(&app, "nav", id, "remind", &Value::Null).await, id).await;
    // Families that look, and do not answer.
    for who in ["kari", "ola"] {
        assert_eq!(listed(&app, who, "").await.len(), usize::from(child == number("nora")));
    }
    if answers {
        act(&app, "kari", id, "decline", &Value::Null).await.expect(200);
    }
    keep(&app, app.get("nav", "/api/v1/requests?state=sent").await, id).await;
    keep(&app, app.get("nav", "/api/v1/requests?state=seen").await, id).await;
    app.clock.advance(8 * DAY);
    app.sign_out();
    keep(&app, act(&app, "nav", id, "remind", &Value::Null).await, id).await;
    keep(&app, act(&app, "nav", id, "remind", &Value::Null).await, id).await;
    for _ in 0..2 {
        let more = send(&app, "nav", child, json!({})).await;
        let other = more.id();
        keep(&app, more, other).await;
    }
    keep(&app, send(&app, "nav", child, json!({})).await, id).await;
    for what in ["grant", "decline"] {
        keep(&app, act(&app, "nav", id, what, &json!({})).await, id).await;
    }
    app.clock.advance(22 * DAY + 1_000_000);
    app.sign_out();
    keep(&app, act(&app, "nav", id, "remind", &Value::Null).await, id).await;
    assert_eq!(requests::lapse(&app.app).await.unwrap(), usize::from(!answers));
    keep(&app, app.get("nav", "/api/v1/requests?state=lapsed").await, id).await;
    keep(&app, act(&app, "nav", id, "withdraw", &Value::Null).await, id).await;
    keep(&app, send(&app, "nav", child, json!({})).await, id).await;
    // What the unit's agency reads of it, and in full.
    let path = "/api/v1/audit/entries?limit=500";
    let entries = app.get("nav-auditor", path).await.expect(200).json();
    let mut told = Vec::new();
    for entry in entries["items"].as_array().unwrap() {
        let mut entry = entry.clone();
        let index = entry["index"].take();
        entry["time"].take();
        for who in ["actor", "unit", "agency"] {
            if let Some(who) = entry.get_mut(who) {
                who["id"].take();
            }
        }
        let whole = app.get("nav-auditor", &format!("/api/v1/audit/entries/{index}")).await;
        let whole = whole.expect(200).json();
        let names: Vec<&String> = whole["fields"].as_object().unwrap().keys().collect();
        told.push(format!("{entry} {names:?} {}", whole.get("child").is_some()));
    }
    shapes.push((0, Vec::new(), told.join("\n"), 0));
    shapes
}

async fn known_and_unknown_children_are_told_apart_by_nothing(backend: Backend) {
    let another = async || match &backend {
        Backend::Sqlite => Backend::Sqlite,
        Backend::Postgres(_) => Backend::postgres().await.unwrap(),
    };
    let known = walk(another().await, &number("nora"), false).await;
    let unknown = walk(another().await, &unknown_number(), false).await;
    assert_eq!(known.len(), unknown.len());
    for (step, (known, unknown)) in known.iter().zip(&unknown).enumerate() {
        assert_eq!(bare(known), bare(unknown), "step {step}");
    }
    println!("{} answers compared", known.len());
    // The comparison is not blind: an answer of the family shows from then on.
    let declined = walk(backend, &number("nora"), true).await;
    let differ = |(one, other): (&Step, &Step)| bare(one) != bare(other);
    let differing = declined.iter().zip(&unknown).filter(|two| differ(*two)).count();
    assert!(differing >= 4, "{differing}");
}

/// A step without what differs by chance alone.
fn bare(step: &Step) -> Step {
    let mut text = step.2.clone();
    for id in ids(&step.2) {
        text = text.replace(&id, "an id");
    }
    let headers = step.1.iter().filter(|(name, _)| name != "content-length").cloned().collect();
    (step.0, headers, text, step.3)
}

/// Every id in a text.
fn ids(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_hexdigit() || c == '-';
    text.split(|c| !is_part(c))
        .filter(|part| part.parse::<Uuid>().is_ok())
        .map(Into::into)
        .collect()
}

async fn the_agencys_auditor_is_told_of_no_child(backend: Backend) {
    let app = TestApp::start(backend).await;
    let jonas = app.cast.child("jonas");
    let sent = send(&app, "nav", &number("jonas"), json!({})).await.expect(201);
    let entry = format!("/api/v1/audit/entries/{}", sent.entry());
    // The operator's auditor and the family are.
    for who in ["auditor", "kari"] {
        let whole = app.get(who, &entry).await.expect(200).json();
        assert_eq!(whole["child"], jonas.to_string(), "{who}");
        assert_eq!(whole["fields"]["child"]["value"], jonas.to_string());
    }
    let whole = app.get("nav-auditor", &entry).await.expect(200).json();
    assert!(whole.get("child").is_none() && whole["fields"].get("child").is_none(), "{whole}");
    assert!(whole["fields"]["request"]["value"] == sent.id().to_string());
    act(&app, "kari", sent.id(), "decline", &Value::Null).await.expect(200);
    // A case about it does not say so either, nor an emergency that was refused.
    let case = json!({"entry": sent.entry(), "words": "hvorfor"});
    let case = app.post("nav-auditor", "/api/v1/audit/cases", &case).await.expect(201);
    assert!(!case.text().contains(&jonas.to_string()), "{}", case.text());
    let declared = crate::emergency::declaration(number("jonas"), app.cast.unit("nav"));
    app.post("nav", "/api/v1/emergency", &declared).await.expect(404);
    // Not in the list, and not in what was read of it.
    let all = app.get("nav-auditor", "/api/v1/audit/entries?limit=500").await.expect(200);
    assert!(all.json()["items"].as_array().unwrap().len() >= 3);
    assert!(!all.text().contains(&jonas.to_string()), "{}", all.text());
    // Nor in what the operator exports for the agency.
    let agency = Some(AgencyId(app.cast.unit("nav-org")));
    let selection = Selection { agency, ..Selection::default() };
    for form in [Form::Csv, Form::Jsonl, Form::Bundle] {
        let mut bytes = Vec::new();
        export(&app.app, &selection, form, None, &mut bytes).await.unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("request-sent") && !text.contains(&jonas.to_string()), "{text}");
    }
    // Nor in what is found by asking for the child, which tells of the asking.
    let by_child = format!("/api/v1/audit/entries?child={jonas}");
    let by_child = app.get("nav-auditor", &by_child).await.expect(200).json();
    let kinds = by_child["items"].as_array().unwrap().iter().map(|one| &one["kind"]);
    assert!(kinds.clone().all(|kind| kind == "log-read"), "but for the looking: {by_child}");
    // Once granted it is theirs to know.
    let sent = send(&app, "nav", &number("jonas"), json!({})).await.expect(201);
    act(&app, "kari", sent.id(), "grant", &json!({})).await.expect(200);
    let all = app.get("nav-auditor", "/api/v1/audit/entries?kind=request-granted").await;
    assert_eq!(all.expect(200).json()["items"][0]["child"], jonas.to_string());
}

async fn nothing_is_kept_of_words_to_nobody(backend: Backend) {
    let app = TestApp::start(backend).await;
    for child in [number("jonas"), unknown_number()] {
        let asked = body(&app, &child, &json!({"words": "Hei"}));
        app.post("nav", "/api/v1/requests", &asked).await.expect(201);
    }
    let mut outside = Outside::connect(&app.place()).await;
    let kept = "select count(*) from request where words_sealed is not null and child is not null";
    let dropped = "select count(*) from request where words_sealed is null and child is null";
    assert_eq!((outside.number(kept).await, outside.number(dropped).await), (1, 1));
    // The number itself stands nowhere: not in its row, not under a key.
    let texts = outside.texts("select result from idempotency").await;
    assert!(texts.iter().all(|text| !text.contains(&unknown_number())));
}

async fn a_folder_made_later_gets_no_old_request(backend: Backend) {
    use samflyt::domain::pid::Pid;
    use samflyt::domain::text::PersonName;
    let app = TestApp::start(backend).await;
    let number = unknown_number();
    let sent = send(&app, "nav", &number, json!({})).await.expect(201);
    let (name, pid) = (PersonName::new("Barn senere").unwrap(), Pid::parse(&number).unwrap());
    let born = samflyt::domain::time::Day::new(2016, 7, 8).unwrap();
    let child =
        samflyt::flows::people::add_child(&app.app, &name, born, Some(&pid), None).await.unwrap();
    let eva = samflyt::domain::PersonId(app.cast.person("eva"));
    crate::support::app::add_guardian(&app.app, child.0, eva, app.clock.now()).await;
    assert!(listed(&app, "eva", "").await.is_empty());
    // What was sent before counts all the same, and a new one arrives.
    send(&app, "nav", &number, json!({})).await.expect(201);
    send(&app, "nav", &number, json!({})).await.expect(201);
    send(&app, "nav", &number, json!({})).await.problem(429, "request-cap-open");
    assert_eq!(listed(&app, "eva", "").await.len(), 2);
    act(&app, "eva", sent.id(), "decline", &Value::Null).await.problem(404, "not-found");
}
