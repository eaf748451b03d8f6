//! One call of one route, by one caller, with one kind of id.

use super::world::{World, ask, remember};
use super::{CHILD, CONTENT, GUARDIAN, OTHER};
use crate::requests::number;
use crate::support::app::{PURPOSE, TestApp};
use crate::support::http::Answer;
use crate::support::samples::{Form, pdf, upload_form};
use crate::support::sql::Outside;
use samflyt::flows::consents::life;
use samflyt::web::routes::Row;
use serde_json::{Value, json};

/// What stands for `{id}` in the address of a route, for this kind of id.
pub fn id_of(world: &World, row: &Row, kind: &str) -> String {
    let side = match kind {
        "own" => 0,
        "foreign" => 1,
        "unknown" if row.path.contains("{index}") => return "99999999".to_owned(),
        "unknown" if row.path.contains("{*path}") => return "0/x009/000".to_owned(),
        "unknown" => return "0b0e8f3c-5f0e-4b9a-9a63-7d0f6f6f2b11".to_owned(),
        _ => return "not-an-id".to_owned(),
    };
    match row.path.as_str() {
        path if path.starts_with("/api/v1/children/") => {
            world.app.cast.child(CHILD[side]).to_string()
        }
        path if path.starts_with("/api/v1/documents/") => world.document[side].to_string(),
        path if path.starts_with("/api/v1/consents/") => world.consent[side].to_string(),
        path if path.starts_with("/api/v1/notices/") => world.notice[side].to_string(),
        path if path.starts_with("/api/v1/requests/") => world.request[side].to_string(),
        path if path.starts_with("/api/v1/packs/") => world.pack[side].to_string(),
        path if path.starts_with("/api/v1/audit/cases/") => world.case[side].to_string(),
        path if path.starts_with("/api/v1/audit/entries/") => world.entry[side].to_string(),
        "/log/tile/{*path}" => ["0/000.p/1", "entries/000.p/1"][side].to_owned(),
        other => panic!("{other} has no ids in the matrix"),
    }
}

/// Those who may have the say on one side, at one age or another.
fn family(side: usize) -> &'static [&'static str] {
    [&["kari", "guardian-two", "jonas"][..], &["eva", "eva-two"]][side]
}

/// The id of what the first of the family who may has made.
async fn first_made<F: Future<Output = Answer>>(
    side: usize,
    make: impl Fn(&'static str) -> F,
) -> Option<String> {
    for who in family(side) {
        let answer = make(who).await;
        if answer.status == 201 {
            return Some(answer.id().to_string());
        }
    }
    None
}

/// A document that this call may use up.
async fn fresh(app: &TestApp, side: usize) -> Option<String> {
    first_made(side, async |who| app.upload(who, CHILD[side], &pdf(2000, 2)).await).await
}

/// A consent that this call may use up, if anybody may give one.
async fn given(app: &TestApp, side: usize, unit: &str) -> Option<String> {
    let medical = || json!({"categories": ["medical"]});
    first_made(side, async |who| app.grant(who, CHILD[side], unit, medical()).await).await
}

/// A request that this call may use up. What was asked before is taken back and long
/// ago, so that no cap is met.
async fn asked(world: &World, side: usize) -> Option<String> {
    let mut outside = Outside::connect(&world.app.place()).await;
    let keep = [outside.id(world.request[0]), outside.id(world.request[1])];
    outside
        .run(&format!(
            "update request set state = 'withdrawn', created = created - 2678400000000 \
             where id not in ({}, {})",
            keep[0], keep[1]
        ))
        .await;
    Some(ask(&world.app, side).await.id().to_string())
}

/// What an allowed caller would use up is made anew.
pub async fn made_anew(
    world: &World,
    (method, path): (&str, &str),
    who: &str,
    kind: &str,
) -> Option<String> {
    let app = &world.app;
    let side = match kind {
        "own" => 0,
        "foreign" => 1,
        _ => return None,
    };
    let is_family = family(side).contains(&who);
    let is_unit = side == 0 && who == "pro-in-force";
    match (method, path) {
        ("DELETE", "/api/v1/documents/{id}") if who != "guardian-shielded" => {
            fresh(app, side).await
        }
        ("POST", "/api/v1/consents/{id}/revoke" | "/api/v1/consents/{id}/revise") if is_family => {
            given(app, side, "nav").await
        }
        // Given when he was younger, and frozen now.
        ("POST", "/api/v1/consents/{id}/approve" | "/api/v1/consents/{id}/decline")
            if who == "jonas" && side == 0 =>
        {
            world.spare.lock().unwrap().pop().map(|id| id.to_string())
        }
        // Given by another, and waiting.
        ("POST", "/api/v1/consents/{id}/approve" | "/api/v1/consents/{id}/decline")
            if is_family =>
        {
            let other = if who == OTHER[side] { GUARDIAN[side] } else { OTHER[side] };
            let medical = json!({"categories": ["medical"]});
            let given = app.grant_alone(other, CHILD[side], "nav", medical).await;
            (given.status == 201).then(|| given.id().to_string())
        }
        ("POST", "/api/v1/consents/{id}/hand-back") if is_unit => given(app, side, who).await,
        ("POST", "/api/v1/requests/{id}/grant" | "/api/v1/requests/{id}/decline") if is_family => {
            asked(world, side).await
        }
        ("POST", "/api/v1/requests/{id}/withdraw") if is_unit => asked(world, side).await,
        ("DELETE", "/api/v1/packs/{id}") => {
            first_made(side, async |who| remember(app, side, who).await).await
        }
        ("PUT", "/api/v1/documents/{id}/withheld") if who == "jonas" => fresh(app, side).await,
        ("POST", "/api/v1/documents/{id}/withheld/answer") => {
            let id = fresh(app, side).await?;
            if side == 0 {
                let path = format!("/api/v1/documents/{id}/withheld");
                app.put("jonas", &path, &json!({"withheld": true})).await;
            }
            Some(id)
        }
        _ => None,
    }
}

/// What the body of a call says; `None` where a call has none.
fn body(world: &World, row: &Row, who: &str) -> Option<Value> {
    let app = &world.app;
    let body = match (row.method, row.path.as_str()) {
        ("POST", "/demo/token") => json!({"persona": "ola"}),
        (
            "POST",
            "/api/v1/children/{id}/consents"
            | "/api/v1/children/{id}/consents/preview"
            | "/api/v1/children/{id}/consents/drafts",
        ) => json!({
            "agency": app.cast.unit("nav"), "purpose": PURPOSE, "categories": ["aids"],
            "valid_until": app.in_days(5),
        }),
        ("POST", "/api/v1/consents/{id}/revise" | "/api/v1/consents/{id}/preview") => {
            json!({"valid_until": app.in_days(3)})
        }
        ("PUT", "/api/v1/documents/{id}/withheld")
        | ("POST", "/api/v1/documents/{id}/withheld/answer") => json!({"withheld": true}),
        ("PUT", "/api/v1/me/contact") => json!({"how": "daily", "mail": null}),
        ("POST", "/api/v1/me/contact/confirm") => json!({"code": "000000"}),
        ("PUT", "/api/v1/children/{id}/emergency") => json!({"on": true}),
        ("POST", "/api/v1/emergency") => {
            // Switched on by then; the unit is the caller's own where there is one.
            let unit = if who.starts_with("pro-") { who } else { "pro-in-force" };
            let child = app.cast.child("jonas").to_string();
            crate::emergency::declaration(child, app.cast.unit(unit))
        }
        ("POST", "/api/v1/audit/cases") => json!({"entry": world.entry[0], "words": "hvorfor"}),
        ("POST", "/api/v1/audit/cases/{id}/close") => {
            json!({"finding": "explained", "words": "som det skal være"})
        }
        ("PUT", "/api/v1/children/{id}/profile") => json!({"about": "Jeg liker vann."}),
        ("POST", "/api/v1/requests") => json!({
            "child": number("jonas"), "unit": app.cast.unit("pro-in-force"),
            "purpose": PURPOSE, "categories": ["aids"], "until": app.in_days(5),
        }),
        ("POST", "/api/v1/requests/{id}/grant") => json!({}),
        ("POST", "/api/v1/children/{id}/packs") => {
            json!({"name": "Til skolen", "categories": ["aids"]})
        }
        ("POST", "/api/v1/packs/{id}/give") => json!({"recipients": [{
            "agency": app.cast.unit("nav"), "purpose": PURPOSE, "valid_until": app.in_days(5),
        }]}),
        (
            "POST",
            "/api/v1/consents/{id}/approve"
            | "/api/v1/consents/{id}/decline"
            | "/api/v1/consents/{id}/hand-back"
            | "/api/v1/consents/{id}/revoke"
            | "/api/v1/notices/{id}/seen"
            | "/api/v1/requests/{id}/decline"
            | "/api/v1/requests/{id}/withdraw"
            | "/api/v1/requests/{id}/remind"
            | "/api/v1/children/{id}/erasure",
        ) => Value::Null,
        ("GET", _)
        | (
            "DELETE",
            "/api/v1/documents/{id}" | "/api/v1/packs/{id}" | "/api/v1/children/{id}/erasure",
        ) => return None,
        _ => panic!("{} {} has no row in the matrix: add one here", row.method, row.path),
    };
    Some(body)
}

/// Calls one route as one caller. A route that is not here fails.
pub async fn call(world: &World, row: &Row, who: &str, kind: &str) -> Answer {
    let app = &world.app;
    // What the service does by itself each minute is done before, however slow this is.
    if row.path.ends_with("/approve") || row.path.ends_with("/decline") {
        life::sweep(&world.app.app).await.unwrap();
    }
    let id = match made_anew(world, (row.method, row.path.as_str()), who, kind).await {
        Some(id) => id,
        None if row.path.contains('{') => id_of(world, row, kind),
        None => String::new(),
    };
    let path = ["{id}", "{index}", "{*path}"]
        .iter()
        .fold(row.path.clone(), |p, part| p.replace(part, &id));
    match (row.method, row.path.as_str()) {
        ("POST", "/api/v1/children/{id}/documents") => {
            let form = upload_form("Brev", "medical", "brev.pdf", &pdf(2000, 3));
            return app.form("POST", who, &path, form).await;
        }
        ("PUT", "/api/v1/documents/{id}/content") => {
            let form = Form::default().file("brev.pdf", &pdf(2000, 4)).end();
            return app.form("PUT", who, &path, form).await;
        }
        ("GET", CONTENT) => return app.get(who, &format!("{path}?purpose={PURPOSE}")).await,
        _ => {}
    }
    let erasure = row.path == "/api/v1/children/{id}/erasure";
    if erasure && row.method == "DELETE" {
        // That there is something to stop.
        app.post(who, &path, &Value::Null).await;
    }
    match (row.method, body(world, row, who)) {
        ("POST", Some(body)) => {
            let answer = app.post(who, &path, &body).await;
            if erasure && answer.status == 200 {
                // For the next caller nobody has asked yet.
                app.delete(who, &path).await.expect(204);
            }
            answer
        }
        ("PUT", Some(body)) => app.put(who, &path, &body).await,
        ("DELETE", None) => app.delete(who, &path).await,
        ("GET", None) => app.get(who, &path).await,
        _ => panic!("{} {} has a body that its method has not", row.method, row.path),
    }
}
