//! Emergencies: off until the family switches them on; the emergency sheet and
//! nothing else, for an hour, by health units; everything of it told.

mod declare;
mod family;
mod lookups;
mod open;

use crate::support::app::{TestApp, add_member, add_person};
use crate::support::http::Answer;
use axum::body::Body;
use axum::http::header;
use samflyt::domain::Timestamp;
use samflyt::domain::pid::Pid;
use samflyt::domain::time::Day;
use serde_json::{Value, json};
use uuid::Uuid;

pub const MINUTE: i64 = 60_000_000;
pub const HOUR: i64 = 60 * MINUTE;

/// The person number of a child of the cast.
pub fn number(child: &str) -> String {
    let (year, day) = match child {
        "nora" => (2017, 4),
        "jonas" => (2012, 5),
        "emil" => (2019, 6),
        // Nobody's.
        _ => (2015, 7),
    };
    let born = Day::new(year, 3, day).unwrap();
    let pid = (0..300).find_map(|serial| Pid::synthesize(born, serial)).unwrap();
    pid.as_str().to_owned()
}

pub fn switch_path(app: &TestApp, child: &str) -> String {
    format!("/api/v1/children/{}/emergency", app.cast.child(child))
}

/// Answers on or off.
pub async fn answer(app: &TestApp, who: &str, child: &str, on: bool) -> Answer {
    let request = app.request("PUT", who, &switch_path(app, child)).await;
    let request = request.header(header::CONTENT_TYPE, "application/json");
    app.send(request.body(Body::from(json!({ "on": on }).to_string())).unwrap()).await
}

/// Has everybody answer on who must, for Nora.
pub async fn switch_on(app: &TestApp) {
    for who in ["kari", "ola"] {
        answer(app, who, "nora", true).await.expect(200);
    }
}

/// What somebody says who declares an emergency in the name of `unit`.
pub fn declaration(child: impl Into<String>, unit: impl serde::Serialize) -> Value {
    json!({
        "child": child.into(), "unit": unit, "reason": "danger-to-life",
        "words": "Bevisstløs etter fall (prøve)",
    })
}

/// Declares an emergency for a child of the cast, by number.
pub async fn declare(app: &TestApp, who: &str, child: &str, unit: &str) -> Answer {
    let body = declaration(number(child), app.cast.unit(unit));
    app.post(who, "/api/v1/emergency", &body).await
}

/// The address of a document's bytes in an emergency.
pub fn sheet_path(document: Uuid) -> String {
    format!("/api/v1/documents/{document}/content?purpose=emergency")
}

/// Another confirmed member of a unit.
pub async fn member(app: &mut TestApp, handle: &str, unit: &str) {
    let id = add_person(&app.app, handle).await;
    app.cast.put("person", handle, id.0);
    add_member(&app.app, id, app.cast.unit(unit), crate::support::app::noon()).await;
}

/// The newest entries of a kind, newest first.
pub async fn of_kind(app: &TestApp, kind: &str) -> Vec<Value> {
    app.entries(&format!("kind={kind}")).await
}

/// When a declared emergency ends.
pub fn end(answer: &Answer) -> Timestamp {
    answer.json()["until"].as_str().unwrap().parse().unwrap()
}

/// The documents of a declaration.
pub fn documents(answer: &Answer) -> Vec<Uuid> {
    let all = answer.json()["documents"].as_array().unwrap().clone();
    all.iter().map(|one| one["id"].as_str().unwrap().parse().unwrap()).collect()
}
