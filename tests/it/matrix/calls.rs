//! One call of one route, by one caller, with one kind of id.

use super::world::{World, ask, remember};
use super::{CHILD, CONTENT, GUARDIAN, OTHER};
use crate::requests::number;
use crate::support::app::{PURPOSE, TestApp};
use crate::support::http::Answer;
use crate::support::samples::{Form, pdf, upload_form};
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

/// A document that this call may use up.
async fn fresh(app: &TestApp, side: usize) -> String {
    let stored = app.upload(GUARDIAN[side], CHILD[side], &pdf(2000, 2)).await.expect(201);
    stored.id().to_string()
}

/// What an allowed caller would use up is made anew.
async fn made_anew(world: &World, row: &Row, who: &str, kind: &str) -> Option<String> {
    let app = &world.app;
    let side = match kind {
        "own" => 0,
        "foreign" => 1,
        _ => return None,
    };
    let is_family = GUARDIAN[side] == who || OTHER[side] == who;
    let aids = json!({"categories": ["aids"]});
    let id = match (row.method, row.path.as_str()) {
        ("DELETE", "/api/v1/documents/{id}") if who != "guardian-shielded" => {
            fresh(app, side).await
        }
        ("POST", "/api/v1/consents/{id}/revoke" | "/api/v1/consents/{id}/revise") if is_family => {
            app.grant(who, CHILD[side], "nav", aids).await.expect(201).id().to_string()
        }
        // Given by another, and waiting.
        ("POST", "/api/v1/consents/{id}/approve" | "/api/v1/consents/{id}/decline")
            if is_family =>
        {
            let other = if who == OTHER[side] { GUARDIAN[side] } else { OTHER[side] };
            let more = json!({"categories": ["medical"]});
            let given = app.grant_alone(other, CHILD[side], "nav", more).await.expect(201);
            assert_eq!(given.json()["state"], "awaiting-approval");
            given.id().to_string()
        }
        ("POST", "/api/v1/consents/{id}/hand-back") if side == 0 && who == "pro-in-force" => {
            app.grant("kari", CHILD[0], who, aids).await.expect(201).id().to_string()
        }
        ("POST", "/api/v1/requests/{id}/grant" | "/api/v1/requests/{id}/decline") if is_family => {
            ask(app, side).await.id().to_string()
        }
        ("POST", "/api/v1/requests/{id}/withdraw") if kind == "own" && who == "pro-in-force" => {
            ask(app, side).await.id().to_string()
        }
        ("DELETE", "/api/v1/packs/{id}") if is_family => remember(app, side).await.id().to_string(),
        ("PUT", "/api/v1/documents/{id}/withheld") if who == "jonas" => fresh(app, side).await,
        ("POST", "/api/v1/documents/{id}/withheld/answer") => {
            let id = fresh(app, side).await;
            if side == 0 {
                let path = format!("/api/v1/documents/{id}/withheld");
                app.put("jonas", &path, &json!({"withheld": true})).await.expect(200);
            }
            id
        }
        _ => return None,
    };
    Some(id)
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
            | "/api/v1/requests/{id}/remind",
        ) => Value::Null,
        ("GET", _) | ("DELETE", "/api/v1/documents/{id}" | "/api/v1/packs/{id}") => return None,
        _ => panic!("{} {} has no row in the matrix: add one here", row.method, row.path),
    };
    Some(body)
}

/// Calls one route as one caller. A route that is not here fails.
pub async fn call(world: &World, row: &Row, who: &str, kind: &str) -> Answer {
    let app = &world.app;
    let id = match made_anew(world, row, who, kind).await {
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
    match (row.method, body(world, row, who)) {
        ("POST", Some(body)) => app.post(who, &path, &body).await,
        ("PUT", Some(body)) => app.put(who, &path, &body).await,
        ("DELETE", None) => app.delete(who, &path).await,
        ("GET", None) => app.get(who, &path).await,
        _ => panic!("{} {} has a body that its method has not", row.method, row.path),
    }
}
