//! Who may call what: every route of the table, every kind of caller, every kind of
//! id, at every age of the child at which the rules change. The answers stand in
//! `matrix.golden.txt`; a change of that file is a change of who sees what.
//! `UPDATE_GOLDEN=1` writes it anew.

mod calls;
mod pages;
mod table;
mod world;

use crate::support::app::PURPOSE;
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use calls::{call, id_of};
use samflyt::web::routes::{self, Class, Row};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use table::Table;
use world::{World, world};

on_both!(every_caller_gets_what_the_matrix_says);

/// Callers: as the matrix names them, their sign-in, and what the matrix says of them.
const ROLES: [(&str, &str, &str); 30] = [
    ("nobody", "", "without a sign-in"),
    ("guardian", "kari", "has parental responsibility, and gave what is given"),
    ("guardian-two", "guardian-two", "has it too"),
    (
        "guardian-shielded",
        "guardian-shielded",
        "has it too; document and unit of pro-in-force are hidden from them",
    ),
    ("guardian-of-another", "eva", "guardian of the child of the foreign ids"),
    ("guardian-ended", "guardian-ended", "had parental responsibility until some time ago"),
    ("guardian-unverified", "guardian-unverified", "claims it, and nobody has confirmed it"),
    ("young-person", "jonas", "the child itself, with a sign-in"),
    ("pro-in-force", "pro-in-force", "works in a unit with a consent in force for the category"),
    ("pro-not-yet", "pro-not-yet", "the consent begins later"),
    ("pro-expired", "pro-expired", "the consent has ended by its date"),
    ("pro-revoked", "pro-revoked", "the consent was revoked"),
    ("pro-awaiting", "pro-awaiting", "the consent waits for the other guardians"),
    ("pro-frozen", "pro-frozen", "the consent was frozen, since nobody stands behind it"),
    ("pro-other-purpose", "pro-other-purpose", "the consent is for another purpose"),
    ("pro-other-document", "pro-other-document", "the consent names another document"),
    ("pro-other-unit", "pro-other-unit", "a unit of the same hospital without a consent"),
    ("pro-contributes", "pro-contributes", "the consent lets the unit open and contribute"),
    ("pro-coordinates", "pro-coordinates", "the consent lets the unit coordinate, not open"),
    ("pro-excluded", "pro-excluded", "the consent excludes this one person"),
    ("pro-inactive-agency", "pro-inactive-agency", "the unit is closed"),
    ("member-invited", "member-invited", "invited to the unit of pro-in-force"),
    ("member-suspended", "member-suspended", "suspended from it"),
    ("member-ended", "member-ended", "has left it"),
    ("member-administrator", "member-administrator", "looks after the members of that unit"),
    ("pro-stranger", "statped", "works in an agency without any consent"),
    ("auditor", "auditor", "looks after the whole service"),
    ("agency-auditor", "agency-auditor", "looks after the hospital of these units"),
    ("agency-auditor-of-another", "nav-auditor", "looks after another agency"),
    ("operator", "operator", "runs the service, and acts at the console only"),
];

/// Somebody for whom there is nothing in the interface for programs.
const OF_PAGES: &str = "member-administrator";

/// How old the child is, in years: before any say, while heard and able to withhold,
/// and on the days when something more becomes the young person's own.
const AGES: [i32; 5] = [6, 14, 15, 16, 18];

const KINDS: [&str; 5] = ["own", "mixed", "foreign", "unknown", "malformed"];
/// Routes for programs have one id each.
const OF_ONE: [&str; 4] = ["own", "foreign", "unknown", "malformed"];

const CONTENT: &str = "/api/v1/documents/{id}/content";
const CHILD: [&str; 2] = ["jonas", "emil"];
const GUARDIAN: [&str; 2] = ["kari", "eva"];
/// Another who decides.
const OTHER: [&str; 2] = ["guardian-two", "eva-two"];

/// Status, and the code of a problem.
fn outcome(answer: &Answer) -> String {
    if answer.header("content-type") == "application/problem+json" {
        let code = answer.json()["code"].as_str().unwrap().to_owned();
        answer.clone().problem(answer.status, &code);
        format!("{} {code}", answer.status)
    } else {
        answer.status.to_string()
    }
}

/// Everything of an answer that could tell one thing from another.
fn shape(answer: &Answer, with_entry: bool) -> (u16, Vec<(String, String)>, String) {
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != "x-request-id" && (with_entry || *name != "samflyt-entry"))
        .map(|(name, value)| {
            let entry = name == "samflyt-entry";
            let value = if entry { "an index" } else { value.to_str().unwrap() };
            (name.to_string(), value.to_owned())
        })
        .collect();
    let id = answer.header("x-request-id");
    (answer.status, headers, answer.text().replace(id, "the request"))
}

fn check_headers(row: &Row, who: &str, kind: &str, answer: &Answer) {
    let place = format!("{} {} as {who}, {kind}: {answer:?}", row.method, row.path);
    answer.assert_guarded();
    let csp = answer.header("content-security-policy");
    let public = row.class == Class::Public && answer.status == 200;
    assert!(public || answer.header("cache-control") == "no-store", "{place}");
    if answer.status == 401 {
        assert_eq!(answer.header("www-authenticate"), "Bearer", "{place}");
    }
    let is_content = row.path == CONTENT && row.method == "GET";
    if is_content && answer.status == 200 {
        assert!(answer.header("content-disposition").starts_with("attachment;"), "{place}");
        assert!(csp.starts_with("sandbox;"), "{place}");
        assert_eq!(answer.header("accept-ranges"), "bytes", "{place}");
        assert_eq!(answer.header("samflyt-scan"), "not-scanned", "{place}");
    }
    // Every gated act names its entry, also a refused one.
    let gated = row.class == Class::Gated && !who.is_empty() && kind != "malformed";
    if gated {
        assert!(answer.entry() >= 0, "{place}");
    }
    if row.class != Class::Gated || answer.status == 401 {
        assert_eq!(answer.header("samflyt-entry"), "", "{place}");
    }
}

/// What is answered is what the description says can be.
fn check_description(described: &Value, row: &Row, answer: &Answer) {
    let path = row.path.replace("{*", "{");
    let responses = &described["paths"][path][row.method.to_lowercase()]["responses"];
    let status = answer.status.to_string();
    assert!(responses[&status].is_object(), "{} {}: {status}", row.method, row.path);
}

/// HEAD tells of the bytes what GET tells, to the same people, without them. It
/// is an opening, and ends as one of no bytes.
async fn check_head(world: &World, row: &Row, who: &str, kind: &str, got: &Answer) {
    let app = &world.app;
    let path = row.path.replace("{id}", &id_of(world, row, kind));
    let request = app.request("HEAD", who, &format!("{path}?purpose={PURPOSE}")).await;
    let request = request.header("range", "bytes=1-2");
    let head = app.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(head.status, got.status, "HEAD as {who}, {kind}");
    assert!(head.body.is_empty());
    head.assert_guarded();
    if got.status == 200 {
        let varies = ["x-request-id", "samflyt-entry"];
        for (name, value) in got.headers.iter().filter(|(name, _)| !varies.contains(&name.as_str()))
        {
            assert_eq!(head.headers.get(name), Some(value), "{name}");
        }
        let outcome = app.outcome(head.entry()).await;
        assert_eq!((&outcome["outcome"], &outcome["bytes"]), (&json!("complete"), &json!(0)));
    }
}

/// Asks everything in a world of one age; `got` is told what came.
async fn ask_all(world: &World, mut got: impl FnMut(&Row, &'static str, &'static str, String)) {
    let described = serde_json::to_value(routes::openapi()).unwrap();
    for row in routes::rows() {
        let kinds: &[&str] = if row.path.contains('{') { &OF_ONE } else { &["-"] };
        let mut not_found: BTreeMap<&str, Vec<(&str, Answer)>> = BTreeMap::new();
        for kind in kinds {
            for (role, who, _) in ROLES.into_iter().filter(|(role, ..)| *role != OF_PAGES) {
                let answer = call(world, &row, who, kind).await;
                check_headers(&row, who, kind, &answer);
                check_description(&described, &row, &answer);
                if row.path == CONTENT && row.method == "GET" {
                    check_head(world, &row, who, kind, &answer).await;
                }
                got(&row, kind, role, outcome(&answer));
                if answer.status == 404 {
                    not_found.entry(role).or_default().push((kind, answer));
                }
            }
        }
        // What is foreign, hidden or unknown answers alike to the last header.
        for (role, answers) in not_found {
            let (_, first) = &answers[0];
            for (kind, answer) in &answers {
                let with_entry = *kind != "malformed";
                assert_eq!(
                    shape(answer, with_entry),
                    shape(first, with_entry && answers[0].0 != "malformed"),
                    "{} {} as {role}: {kind} differs",
                    row.method,
                    row.path
                );
            }
        }
    }
}

async fn every_caller_gets_what_the_matrix_says(backend: Backend) {
    let on_postgres = backend.is_postgres();
    let mut table = Table::new(&AGES);
    for (number, age) in AGES.into_iter().enumerate() {
        let world = world(backend.another().await, age).await;
        ask_all(&world, |row, kind, role, outcome| {
            table.put(row, kind, role, number, outcome);
        })
        .await;
    }
    assert!(table.cases() >= 20_000, "{} cases", table.cases());
    let text = table.text(&serde_json::to_value(routes::openapi()).unwrap());
    compare(&text, "matrix.golden.txt", !on_postgres);
}

/// What came, and what stands in the file of that name.
fn compare(text: &str, name: &str, may_update: bool) {
    let path = format!("{}/tests/it/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() && may_update {
        std::fs::write(&path, text).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap();
    for (number, (is, was)) in text.lines().zip(golden.lines()).enumerate() {
        assert_eq!(is, was, "line {} of {name} differs", number + 1);
    }
    assert_eq!(text.len(), golden.len(), "{name} is longer or shorter");
}
