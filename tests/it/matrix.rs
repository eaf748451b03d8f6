//! Who may call what: every route of the table, every kind of caller, every
//! kind of id. The answers stand in `matrix.golden.txt`; a change of that file
//! is a change of who sees what. `UPDATE_GOLDEN=1` writes it anew.

use crate::support::app::{PURPOSE, TestApp, add_agency, add_member, add_person};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::{Form, pdf, upload_form};
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::agency::{Kind, MembershipState};
use samflyt::domain::{AgencyId, ChildId, GuardianshipId, PersonId};
use samflyt::flows::{agencies, people};
use samflyt::store::people::{Guardianship, insert_guardianship};
use samflyt::store::{StoreError, Unlogged};
use samflyt::web::routes::{self, Class, Row};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use uuid::Uuid;

on_both!(every_caller_gets_what_the_matrix_says);

/// Callers, as the matrix names them; the sign-in handle is the same, but for
/// those of the shared cast.
const ROLES: [(&str, &str); 24] = [
    ("nobody", ""),
    ("guardian", "kari"),
    ("guardian-of-another", "eva"),
    ("guardian-ended", "guardian-ended"),
    ("guardian-unverified", "guardian-unverified"),
    ("young-person", "jonas"),
    ("pro-in-force", "pro-in-force"),
    ("pro-not-yet", "pro-not-yet"),
    ("pro-expired", "pro-expired"),
    ("pro-revoked", "pro-revoked"),
    ("pro-other-purpose", "pro-other-purpose"),
    ("pro-other-document", "pro-other-document"),
    ("pro-other-unit", "pro-other-unit"),
    ("pro-contributes", "pro-contributes"),
    ("pro-excluded", "pro-excluded"),
    ("pro-inactive-agency", "pro-inactive-agency"),
    ("member-invited", "member-invited"),
    ("member-suspended", "member-suspended"),
    ("member-ended", "member-ended"),
    ("pro-stranger", "statped"),
    ("auditor", "auditor"),
    ("agency-auditor", "agency-auditor"),
    ("agency-auditor-of-another", "nav-auditor"),
    ("operator", "operator"),
];

const KINDS: [&str; 4] = ["own", "foreign", "unknown", "malformed"];

/// The subject is the child Jonas ("own"); Emil, of another family, is "foreign".
struct World {
    app: TestApp,
    document: [Uuid; 2],
    consent: [Uuid; 2],
    entry: [i64; 2],
}

const CONTENT: &str = "/api/v1/documents/{id}/content";
const CHILD: [&str; 2] = ["jonas", "emil"];
const GUARDIAN: [&str; 2] = ["kari", "eva"];

#[expect(clippy::too_many_lines, reason = "a list of people")]
async fn world(backend: Backend) -> World {
    let mut app = TestApp::start(backend).await;
    let from = crate::support::app::noon();
    let jonas = app.cast.child("jonas");
    let help = add_agency(&app.app, None, Kind::Hospital, "Hjelpen (prøve)").await;
    for handle in ["guardian-ended", "guardian-unverified", "agency-auditor"] {
        let id = add_person(&app.app, handle).await;
        app.cast.put("person", handle, id.0);
    }
    let person = |app: &TestApp, handle: &str| PersonId(app.cast.person(handle));
    people::appoint(&app.app, person(&app, "agency-auditor"), "auditor", Some(AgencyId(help)))
        .await
        .unwrap();
    let ended = person(&app, "guardian-ended");
    crate::support::app::add_guardian(&app.app, jonas, ended, from).await;
    crate::support::app::end_guardian(&app.app, jonas, ended).await;
    let unverified = Guardianship {
        id: GuardianshipId(app.app.entropy().uuid()),
        child: ChildId(jonas),
        person: person(&app, "guardian-unverified"),
        kind: "parental-responsibility".to_owned(),
        evidence: None,
        entered_by: None,
        verified: None,
        from,
        until: None,
        review_by: None,
    };
    app.app
        .db()
        .write_unlogged(Unlogged::FirstStart, move |tx| {
            Box::pin(async move { insert_guardianship(tx, &unverified).await })
        })
        .await
        .unwrap_or_else(|error: StoreError| panic!("{error}"));

    let bytes = pdf(3000, 1);
    let (mut document, mut entry) = ([Uuid::nil(); 2], [0; 2]);
    for side in 0..2 {
        let stored = app.upload(GUARDIAN[side], CHILD[side], &bytes).await.expect(201);
        (document[side], entry[side]) = (stored.id(), stored.entry());
    }
    let other = app.upload("kari", "jonas", &bytes).await.expect(201).id();

    let soon = app.clock.now().plus_micros(3_600_000_000).to_string();
    let mut own = Uuid::nil();
    for (handle, more) in [
        ("pro-in-force", json!({})),
        ("pro-not-yet", json!({"valid_from": app.in_days(10)})),
        ("pro-expired", json!({"valid_until": soon})),
        ("pro-revoked", json!({})),
        ("pro-other-purpose", json!({"purpose": "treatment"})),
        (
            "pro-other-document",
            json!({"documents": [other], "categories": [], "also_later": false}),
        ),
        ("pro-other-unit", Value::Null),
        ("pro-contributes", json!({"actions": ["open", "contribute"]})),
        ("pro-excluded", json!({})),
        ("pro-inactive-agency", json!({})),
    ] {
        let unit =
            add_agency(&app.app, Some(help), Kind::Hospital, &format!("{handle} (prøve)")).await;
        let id = add_person(&app.app, handle).await;
        app.cast.put("unit", handle, unit);
        app.cast.put("person", handle, id.0);
        add_member(&app.app, id, unit, from).await;
        if more.is_null() {
            continue;
        }
        let mut all = json!({"categories": ["medical"], "also_later": true});
        for (key, value) in more.as_object().unwrap() {
            all[key] = value.clone();
        }
        let consent = app.grant("kari", "jonas", handle, all).await.expect(201).id();
        match handle {
            "pro-in-force" => own = consent,
            "pro-revoked" => {
                let path = format!("/api/v1/consents/{consent}/revoke");
                app.post("kari", &path, &Value::Null).await.expect(200);
            }
            "pro-excluded" => {
                let mut outside = Outside::connect(&app.place()).await;
                let (who, which) = (outside.bytes(id.0.as_bytes()), outside.id(consent));
                outside
                    .run(&format!(
                        "update consent_revision set excluded_persons = {who} where consent = {which}"
                    ))
                    .await;
            }
            "pro-inactive-agency" => {
                agencies::set_active(&app.app, AgencyId(unit), false).await.unwrap();
            }
            _ => {}
        }
    }
    let unit = AgencyId(app.cast.unit("pro-in-force"));
    for (handle, state) in [
        ("member-invited", MembershipState::Invited),
        ("member-suspended", MembershipState::Suspended),
        ("member-ended", MembershipState::Ended),
    ] {
        let id = add_person(&app.app, handle).await;
        let confirmed = MembershipState::Confirmed;
        let role = "adviser".to_owned();
        let member = if state == MembershipState::Invited { state } else { confirmed };
        let member =
            people::add_membership(&app.app, id, unit, role, member, (from, None)).await.unwrap();
        if state != MembershipState::Invited {
            people::set_membership(&app.app, member, state).await.unwrap();
        }
    }
    let more = json!({"documents": [document[1]]});
    let foreign = app.grant("eva", "emil", "hospital", more).await.expect(201).id();
    app.clock.advance(2 * 3_600_000_000);
    World { app, document, consent: [own, foreign], entry }
}

/// What stands for `{id}` in the address of a route, for this kind of id.
fn id_of(world: &World, row: &Row, kind: &str) -> String {
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
        path if path.starts_with("/api/v1/audit/entries/") => world.entry[side].to_string(),
        "/log/tile/{*path}" => ["0/000.p/1", "entries/000.p/1"][side].to_owned(),
        other => panic!("{other} has no ids in the matrix"),
    }
}

/// Calls one route as one caller. A route that is not here fails.
async fn call(world: &World, row: &Row, who: &str, kind: &str) -> Answer {
    let app = &world.app;
    let side = usize::from(kind == "foreign");
    let mut id = if row.path.contains('{') { id_of(world, row, kind) } else { String::new() };
    let known = matches!(kind, "own" | "foreign");
    let is_family = GUARDIAN[side] == who;
    let key = (row.method, row.path.as_str());
    // What an allowed caller would use up is made anew.
    match key {
        ("DELETE", "/api/v1/documents/{id}") if known => {
            let fresh = app.upload(GUARDIAN[side], CHILD[side], &pdf(2000, 2)).await.expect(201);
            id = fresh.id().to_string();
        }
        ("POST", "/api/v1/consents/{id}/revoke") if known && is_family => {
            let more = json!({"categories": ["aids"]});
            id = app.grant(who, CHILD[side], "nav", more).await.expect(201).id().to_string();
        }
        _ => {}
    }
    let path = ["{id}", "{index}", "{*path}"]
        .iter()
        .fold(row.path.clone(), |p, part| p.replace(part, &id));
    match key {
        ("POST", "/demo/token") => app.post(who, &path, &json!({"persona": "ola"})).await,
        ("POST", "/api/v1/children/{id}/documents") => {
            let form = upload_form("Brev", "medical", "brev.pdf", &pdf(2000, 3));
            app.form("POST", who, &path, form).await
        }
        ("PUT", "/api/v1/documents/{id}/content") => {
            let form = Form::default().file("brev.pdf", &pdf(2000, 4)).end();
            app.form("PUT", who, &path, form).await
        }
        ("POST", "/api/v1/children/{id}/consents") => {
            let body = json!({
                "agency": app.cast.unit("nav"), "purpose": PURPOSE, "categories": ["aids"],
                "valid_until": app.in_days(5),
            });
            app.post(who, &path, &body).await
        }
        ("POST", "/api/v1/consents/{id}/revoke") => app.post(who, &path, &Value::Null).await,
        ("DELETE", "/api/v1/documents/{id}") => app.delete(who, &path).await,
        ("POST", "/api/v1/children/{id}/erasure") => {
            let answer = app.post(who, &path, &Value::Null).await;
            // For the next caller nobody has asked yet.
            if answer.status == 200 {
                app.delete(who, &path).await.expect(204);
            }
            answer
        }
        ("DELETE", "/api/v1/children/{id}/erasure") => {
            if known && is_family {
                app.post(who, &path, &Value::Null).await.expect(200);
            }
            app.delete(who, &path).await
        }
        ("GET", "/api/v1/documents/{id}/content") => {
            app.get(who, &format!("{path}?purpose={PURPOSE}")).await
        }
        (
            "GET",
            "/health/live"
            | "/health/ready"
            | "/api/openapi.json"
            | "/api/docs"
            | "/api/docs.css"
            | "/log/checkpoint"
            | "/log/key"
            | "/log/tile/{*path}"
            | "/api/v1/me"
            | "/api/v1/agencies"
            | "/api/v1/purposes"
            | "/api/v1/categories"
            | "/api/v1/children"
            | "/api/v1/children/{id}/documents"
            | "/api/v1/documents/{id}"
            | "/api/v1/children/{id}/consents"
            | "/api/v1/consents/{id}"
            | "/api/v1/consents/{id}/receipt"
            | "/api/v1/shared"
            | "/api/v1/children/{id}/export"
            | "/api/v1/children/{id}/holders"
            | "/api/v1/children/{id}/erasure"
            | "/api/v1/documents/{id}/holders"
            | "/api/v1/children/{id}/log"
            | "/api/v1/audit/entries"
            | "/api/v1/audit/entries/{index}"
            | "/api/v1/audit/entries/{index}/proof",
        ) => app.get(who, &path).await,
        _ => panic!("{} {} has no row in the matrix: add one here", row.method, row.path),
    }
}

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

async fn every_caller_gets_what_the_matrix_says(backend: Backend) {
    let on_postgres = backend.is_postgres();
    let world = world(backend).await;
    let mut text = String::from(
        "Who gets what: status and problem code of every route for every kind of caller.\n\
         The subject is one child: `own` ids are of that child, `foreign` ids of a child of\n\
         another family, `unknown` ids of nothing, `malformed` ids are none.\n\
         Written by tests/it/matrix.rs with UPDATE_GOLDEN=1.\n",
    );
    let described = serde_json::to_value(routes::openapi()).unwrap();
    for row in routes::rows() {
        let class = row.class.name();
        write!(text, "\n{} {}  ({class})\n", row.method, row.path).unwrap();
        let kinds: &[&str] = if row.path.contains('{') { &KINDS } else { &["-"] };
        let mut not_found: BTreeMap<&str, Vec<(&str, Answer)>> = BTreeMap::new();
        for kind in kinds {
            let mut by_outcome: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for (role, who) in ROLES {
                let answer = call(&world, &row, who, kind).await;
                check_headers(&row, who, kind, &answer);
                check_description(&described, &row, &answer);
                if row.path == CONTENT && row.method == "GET" {
                    check_head(&world, &row, who, kind, &answer).await;
                }
                by_outcome.entry(outcome(&answer)).or_default().push(role);
                if answer.status == 404 {
                    not_found.entry(role).or_default().push((kind, answer));
                }
            }
            for (outcome, roles) in by_outcome {
                let roles = if roles.len() == ROLES.len() {
                    "everybody".to_owned()
                } else {
                    roles.join(", ")
                };
                writeln!(text, "  {kind:9} {outcome:28} {roles}").unwrap();
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
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/matrix.golden.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() && !on_postgres {
        std::fs::write(path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap();
    for (number, (is, was)) in text.lines().zip(golden.lines()).enumerate() {
        assert_eq!(is, was, "line {} of matrix.golden.txt differs", number + 1);
    }
    assert_eq!(text.len(), golden.len(), "matrix.golden.txt is longer or shorter");
}
