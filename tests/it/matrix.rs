//! Who may call what: every route of the table, every kind of caller, every
//! kind of id. The answers stand in `matrix.golden.txt`; a change of that file
//! is a change of who sees what. `UPDATE_GOLDEN=1` writes it anew.

use crate::support::app::{
    PURPOSE, TestApp, add_agency, add_guardian, add_member, add_person, end_guardian, operators,
};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::{Form, pdf, upload_form};
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::agency::{Kind, MembershipState};
use samflyt::domain::{AgencyId, ChildId, DocumentId, GuardianshipId, PersonId};
use samflyt::flows::shields::{self, NewShield};
use samflyt::flows::{agencies, people};
use samflyt::store::people::{Guardianship, insert_guardianship};
use samflyt::store::shields::Hidden;
use samflyt::store::{StoreError, Unlogged};
use samflyt::web::routes::{self, Class, Row};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use uuid::Uuid;

on_both!(every_caller_gets_what_the_matrix_says);

/// Callers, as the matrix names them; the sign-in handle is the same, but for
/// those of the shared cast.
const ROLES: [(&str, &str); 29] = [
    ("nobody", ""),
    ("guardian", "kari"),
    ("guardian-two", "guardian-two"),
    ("guardian-shielded", "guardian-shielded"),
    ("guardian-of-another", "eva"),
    ("guardian-ended", "guardian-ended"),
    ("guardian-unverified", "guardian-unverified"),
    ("young-person", "jonas"),
    ("pro-in-force", "pro-in-force"),
    ("pro-not-yet", "pro-not-yet"),
    ("pro-expired", "pro-expired"),
    ("pro-revoked", "pro-revoked"),
    ("pro-awaiting", "pro-awaiting"),
    ("pro-frozen", "pro-frozen"),
    ("pro-other-purpose", "pro-other-purpose"),
    ("pro-other-document", "pro-other-document"),
    ("pro-other-unit", "pro-other-unit"),
    ("pro-contributes", "pro-contributes"),
    ("pro-coordinates", "pro-coordinates"),
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

/// The subject is the child Jonas ("own"), who is 14: he decides nothing, and may
/// keep a document from his guardians. These are Kari, a second one, and one from
/// whom the document and the unit of the consent are hidden. Emil, of another
/// family, with two guardians too, is "foreign".
struct World {
    app: TestApp,
    document: [Uuid; 2],
    consent: [Uuid; 2],
    entry: [i64; 2],
}

const CONTENT: &str = "/api/v1/documents/{id}/content";
const CHILD: [&str; 2] = ["jonas", "emil"];
const GUARDIAN: [&str; 2] = ["kari", "eva"];
/// Another who decides.
const OTHER: [&str; 2] = ["guardian-two", "eva-two"];

#[expect(clippy::too_many_lines, reason = "a list of people")]
async fn world(backend: Backend) -> World {
    let mut app = TestApp::start(backend).await;
    let from = crate::support::app::noon();
    let jonas = app.cast.child("jonas");
    let help = add_agency(&app.app, None, Kind::Hospital, "Hjelpen (prøve)").await;
    for handle in [
        "eva-two",
        "guardian-two",
        "guardian-shielded",
        "guardian-ended",
        "guardian-unverified",
        "agency-auditor",
    ] {
        let id = add_person(&app.app, handle).await;
        app.cast.put("person", handle, id.0);
    }
    let person = |app: &TestApp, handle: &str| PersonId(app.cast.person(handle));
    people::appoint(&app.app, person(&app, "agency-auditor"), "auditor", Some(AgencyId(help)))
        .await
        .unwrap();
    for handle in ["guardian-two", "guardian-shielded", "guardian-ended"] {
        add_guardian(&app.app, jonas, person(&app, handle), from).await;
    }
    end_guardian(&app.app, jonas, person(&app, "guardian-ended")).await;
    add_guardian(&app.app, app.cast.child("emil"), person(&app, "eva-two"), from).await;
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
    hide(&app, Hidden::Document(DocumentId(document[0]))).await;

    let soon = app.clock.now().plus_micros(3_600_000_000).to_string();
    let mut own = Uuid::nil();
    for (handle, more) in [
        ("pro-in-force", json!({})),
        ("pro-not-yet", json!({"valid_from": app.in_days(10)})),
        ("pro-expired", json!({"valid_until": soon})),
        ("pro-revoked", json!({})),
        ("pro-awaiting", json!({})),
        ("pro-frozen", json!({})),
        ("pro-other-purpose", json!({"purpose": "treatment"})),
        (
            "pro-other-document",
            json!({"documents": [other], "categories": [], "also_later": false}),
        ),
        ("pro-other-unit", Value::Null),
        ("pro-contributes", json!({"actions": ["open", "contribute"]})),
        (
            "pro-coordinates",
            json!({"actions": ["coordinate"], "purpose": "coordination",
            "categories": [], "also_later": false}),
        ),
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
        if handle == "pro-in-force" {
            hide(&app, Hidden::Unit(AgencyId(unit))).await;
        }
        if handle == "pro-awaiting" {
            let waits = app.grant_alone("kari", "jonas", handle, all).await.expect(201);
            assert_eq!(waits.json()["state"], "awaiting-approval");
            continue;
        }
        let consent = app.grant("kari", "jonas", handle, all).await.expect(201).id();
        match handle {
            "pro-in-force" => own = consent,
            "pro-revoked" => {
                let path = format!("/api/v1/consents/{consent}/revoke");
                app.post("kari", &path, &Value::Null).await.expect(200);
            }
            "pro-frozen" => {
                let mut outside = Outside::connect(&app.place()).await;
                let which = outside.id(consent);
                outside
                    .run(&format!(
                        "update consent set standing = 'frozen', ended = (select max(valid_from) \
                         from consent_revision where consent = {which}) where id = {which}"
                    ))
                    .await;
            }
            "pro-excluded" => {
                let path = format!("/api/v1/consents/{consent}/revise");
                let change = json!({"excluded_persons": [id.0]});
                app.post("kari", &path, &change).await.expect(200);
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

/// Hides something in the folder of Jonas from the guardian of that name.
async fn hide(app: &TestApp, hidden: Hidden) {
    let new = NewShield {
        child: ChildId(app.cast.child("jonas")),
        person: PersonId(app.cast.person("guardian-shielded")),
        hidden,
        ground: "violence".to_owned(),
        words: None,
    };
    shields::set(&app.app, operators(&app.app).await[0], new).await.unwrap();
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

/// A document that this call may use up.
async fn fresh(app: &TestApp, side: usize) -> String {
    let stored = app.upload(GUARDIAN[side], CHILD[side], &pdf(2000, 2)).await.expect(201);
    stored.id().to_string()
}

/// Calls one route as one caller. A route that is not here fails.
async fn call(world: &World, row: &Row, who: &str, kind: &str) -> Answer {
    let app = &world.app;
    let side = usize::from(kind == "foreign");
    let mut id = if row.path.contains('{') { id_of(world, row, kind) } else { String::new() };
    let known = matches!(kind, "own" | "foreign");
    let is_family = GUARDIAN[side] == who || OTHER[side] == who;
    let key = (row.method, row.path.as_str());
    let aids = json!({"categories": ["aids"]});
    // What an allowed caller would use up is made anew.
    match key {
        ("DELETE", "/api/v1/documents/{id}") if known && who != "guardian-shielded" => {
            id = fresh(app, side).await;
        }
        ("POST", "/api/v1/consents/{id}/revoke" | "/api/v1/consents/{id}/revise")
            if known && is_family =>
        {
            id = app.grant(who, CHILD[side], "nav", aids).await.expect(201).id().to_string();
        }
        // Given by another, and waiting.
        ("POST", "/api/v1/consents/{id}/approve" | "/api/v1/consents/{id}/decline")
            if known && is_family =>
        {
            let other = if who == OTHER[side] { GUARDIAN[side] } else { OTHER[side] };
            let more = json!({"categories": ["medical"]});
            let given = app.grant_alone(other, CHILD[side], "nav", more).await.expect(201);
            assert_eq!(given.json()["state"], "awaiting-approval");
            id = given.id().to_string();
        }
        ("POST", "/api/v1/consents/{id}/hand-back") if kind == "own" && who == "pro-in-force" => {
            let own = app.grant("kari", CHILD[0], who, aids).await.expect(201);
            id = own.id().to_string();
        }
        ("PUT", "/api/v1/documents/{id}/withheld") if known && who == "jonas" => {
            id = fresh(app, side).await;
        }
        ("POST", "/api/v1/documents/{id}/withheld/answer") if known => {
            id = fresh(app, side).await;
            if side == 0 {
                let path = format!("/api/v1/documents/{id}/withheld");
                app.put("jonas", &path, &json!({"withheld": true})).await.expect(200);
            }
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
        (
            "POST",
            "/api/v1/children/{id}/consents"
            | "/api/v1/children/{id}/consents/preview"
            | "/api/v1/children/{id}/consents/drafts",
        ) => {
            let body = json!({
                "agency": app.cast.unit("nav"), "purpose": PURPOSE, "categories": ["aids"],
                "valid_until": app.in_days(5),
            });
            app.post(who, &path, &body).await
        }
        ("POST", "/api/v1/consents/{id}/revise" | "/api/v1/consents/{id}/preview") => {
            app.post(who, &path, &json!({"valid_until": app.in_days(3)})).await
        }
        (
            "POST",
            "/api/v1/consents/{id}/approve"
            | "/api/v1/consents/{id}/decline"
            | "/api/v1/consents/{id}/hand-back"
            | "/api/v1/consents/{id}/revoke",
        ) => app.post(who, &path, &Value::Null).await,
        ("PUT", "/api/v1/documents/{id}/withheld") => {
            app.put(who, &path, &json!({"withheld": true})).await
        }
        ("POST", "/api/v1/documents/{id}/withheld/answer") => {
            app.post(who, &path, &json!({"withheld": true})).await
        }
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
            | "/api/v1/children/{id}/ages"
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
