//! Who is told that a thing exists, and what stands in the log about a question.

use crate::support::app::{PURPOSE, TestApp, content};
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::{ChildId, DocumentId, PersonId};
use samflyt::store::facts::{self, Target};
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(
    a_purpose_that_is_none_is_refused_and_harms_no_neighbour,
    a_consent_of_another_unit_is_unknown,
    a_consent_without_open_tells_of_no_document,
    what_came_after_the_end_of_a_consent_is_unknown,
    what_ended_before_it_began_told_nothing,
    a_document_that_was_erased_before_the_consent_is_unknown,
    ended_consents_do_not_make_a_question_longer,
    a_case_says_what_is_new_since_the_last_look,
);

const SECOND: i64 = 1_000_000;

async fn a_purpose_that_is_none_is_refused_and_harms_no_neighbour(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    app.token("nav").await;
    // Once both guardians have shared with NAV, everyday things need one of them.
    let aids = || json!({"categories": ["aids"]});
    app.grant("kari", "nora", "nav", aids()).await.expect(201);
    let long = "x".repeat(5000);
    let mut bodies = Vec::new();
    for purpose in ["%00", "benefit-assessment%00", &long, "curiosity", "", "%C3%A6"] {
        for who in ["kari", "nav"] {
            for id in [document, Uuid::from_u128(7)] {
                let path = format!("/api/v1/documents/{id}/content?purpose={purpose}");
                let size = app.log_size().await;
                let neighbour = app.grant_alone("kari", "nora", "nav", aids());
                let (opened, granted) = tokio::join!(app.get(who, &path), neighbour);
                assert_eq!(granted.expect(201).json()["state"], "in-force");
                let opened = opened.problem(422, "unknown-purpose");
                assert_eq!(opened.json()["field"], "purpose");
                assert_eq!(opened.header("samflyt-entry"), "");
                assert_eq!(app.log_size().await, size + 1, "only the neighbour's entry");
                let mut body = opened.json();
                body["request_id"] = Value::Null;
                bodies.push(body);
            }
        }
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "the same for every id");
    app.open("kari", document).await.expect(200);
}

async fn a_consent_of_another_unit_is_unknown(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"documents": [document]});
    let own = app.grant("kari", "nora", "nav", more.clone()).await.expect(201).id();
    let others = app.grant("kari", "nora", "hospital", more).await.expect(201).id();
    app.open("nav", document).await.expect(200);
    let at = |id: Uuid, end: &str| format!("/api/v1/consents/{id}{end}");
    for id in [others, Uuid::from_u128(7)] {
        for end in ["", "/receipt"] {
            app.get("nav", &at(id, end)).await.problem(404, "not-found");
        }
        app.post("nav", &at(id, "/revoke"), &json!({})).await.problem(404, "not-found");
    }
    // Of its own it knows, and may do nothing with it.
    app.get("nav", &at(own, "")).await.problem(403, "not-covered");
    app.post("nav", &at(own, "/revoke"), &json!({})).await.problem(403, "no-consent");
}

async fn a_consent_without_open_tells_of_no_document(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"categories": ["medical"], "also_later": true, "actions": ["contribute"]});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    app.open("nav", document).await.problem(404, "not-found");
    app.get("nav", &format!("/api/v1/documents/{document}")).await.problem(404, "not-found");
    // The folder it knows: it may put something in.
    app.upload("nav", "nora", &pdf(3000, 2)).await.expect(201);
    let nora = app.cast.child("nora");
    let list = format!("/api/v1/children/{nora}/documents");
    app.get("nav", &list).await.problem(403, "not-covered");
}

async fn what_came_after_the_end_of_a_consent_is_unknown(backend: Backend) {
    let app = TestApp::start(backend).await;
    let more = json!({"categories": ["medical"], "also_later": true});
    let before = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let stopped = app.grant("kari", "nora", "nav", more.clone()).await.expect(201).id();
    let mut short = more;
    let end = app.clock.now().plus_micros(3600 * SECOND);
    short["valid_until"] = end.to_string().into();
    app.grant("kari", "nora", "hospital", short).await.expect(201);
    app.clock.advance(SECOND);
    app.post("kari", &format!("/api/v1/consents/{stopped}/revoke"), &json!({})).await.expect(200);
    app.clock.advance(SECOND);
    let later = app.upload("kari", "nora", &pdf(3000, 2)).await.expect(201).id();
    app.open("nav", before).await.problem(403, "revoked");
    app.open("nav", later).await.problem(404, "not-found");
    app.open("hospital", later).await.expect(200);
    app.clock.set(end);
    let last = app.upload("kari", "nora", &pdf(3000, 3)).await.expect(201).id();
    app.open("hospital", later).await.problem(403, "expired");
    app.open("hospital", last).await.problem(404, "not-found");
}

async fn what_ended_before_it_began_told_nothing(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"documents": [document], "valid_from": app.in_days(1)});
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    app.post("kari", &format!("/api/v1/consents/{consent}/revoke"), &json!({})).await.expect(200);
    app.clock.advance(2 * 86_400 * SECOND);
    app.sign_out();
    app.open("nav", document).await.problem(404, "not-found");
    app.get("nav", &format!("/api/v1/consents/{consent}")).await.problem(404, "not-found");
}

async fn a_document_that_was_erased_before_the_consent_is_unknown(backend: Backend) {
    let app = TestApp::start(backend).await;
    let early = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let late = app.upload("kari", "nora", &pdf(3000, 2)).await.expect(201).id();
    let erase = async |id| app.delete("kari", &format!("/api/v1/documents/{id}")).await.expect(204);
    erase(early).await;
    app.clock.advance(SECOND);
    let more = json!({"categories": ["medical"], "also_later": true});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    app.clock.advance(SECOND);
    erase(late).await;
    app.open("nav", early).await.problem(404, "not-found");
    app.open("nav", late).await.problem(410, "erased");
    app.open("kari", early).await.problem(410, "erased");
}

/// Copies of the one consent that there is, so many, each with its revision.
async fn multiply(app: &TestApp, count: i64) {
    let mut outside = Outside::connect(&app.place()).await;
    let (new, numbers) = match &outside {
        Outside::Sqlite(_) => (
            "randomblob(16)",
            format!(
                "with recursive n(x) as (select 1 union all select x + 1 from n where x < {count}) \
                 select x from n"
            ),
        ),
        Outside::Postgres(_) => {
            ("gen_random_uuid()", format!("select x from generate_series(1, {count}) x"))
        }
    };
    outside
        .run(&format!(
            "insert into consent (id, child, unit, purpose, revision, standing, created, created_by, \
             ended, ended_by, ended_idx) select {new}, child, unit, purpose, revision, standing, \
             created - n.x, created_by, ended, ended_by, ended_idx from consent, ({numbers}) n"
        ))
        .await;
    outside
        .run(
            "insert into consent_revision (consent, revision, sha256, canonical_sealed, valid_from, \
             valid_until, given, documents, categories, also_later, actions, excluded_persons, \
             excluded_units, words_sealed, text_version, text_language, created, created_by, idx) \
             select c.id, r.revision, r.sha256, r.canonical_sealed, r.valid_from, r.valid_until, \
             r.given, r.documents, r.categories, r.also_later, r.actions, r.excluded_persons, \
             r.excluded_units, r.words_sealed, r.text_version, r.text_language, r.created, \
             r.created_by, r.idx from consent c, consent_revision r where not exists \
             (select 1 from consent_revision one where one.consent = c.id)",
        )
        .await;
    assert_eq!(outside.number("select count(*) from consent_revision").await, count + 1);
}

async fn ended_consents_do_not_make_a_question_longer(backend: Backend) {
    for over in ["revoked", "expired"] {
        let again = match &backend {
            Backend::Sqlite => Backend::Sqlite,
            Backend::Postgres(_) => Backend::postgres().await.unwrap(),
        };
        let app = TestApp::start(again).await;
        let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
        let until = app.clock.now().plus_micros(3600 * SECOND).to_string();
        let more = json!({"documents": [document], "valid_until": until});
        let consent = app.grant("kari", "nora", "nav", more.clone()).await.expect(201).id();
        if over == "revoked" {
            let path = format!("/api/v1/consents/{consent}/revoke");
            app.post("kari", &path, &json!({})).await.expect(200);
        } else {
            app.clock.advance(3600 * SECOND);
        }
        multiply(&app, 3000).await;
        let nav = PersonId(app.cast.person("nav"));
        let now = app.clock.now();
        let mut conn = app.app.db().read().await.unwrap();
        for target in [
            Target::Document(DocumentId(document), None),
            Target::Folder(ChildId(app.cast.child("nora"))),
        ] {
            let facts = facts::load(&mut conn, nav, target, now).await.unwrap();
            assert_eq!(facts.candidates.len(), 64, "{over}");
        }
        let cases = facts::load_cases(&mut conn, nav, now).await.unwrap();
        assert!(cases.is_empty(), "{over}: {}", cases.len());
        drop(conn);
        // The refusal still has its words, and what is in force is found.
        app.open("nav", document).await.problem(403, over);
        let mut more = more;
        more["valid_until"] = app.in_days(3).into();
        app.grant("kari", "nora", "nav", more).await.expect(201);
        app.open("nav", document).await.expect(200);
        let shared = app.get("nav", "/api/v1/shared").await.expect(200).json();
        assert_eq!(shared["items"].as_array().unwrap().len(), 1);
    }
}

async fn a_case_says_what_is_new_since_the_last_look(backend: Backend) {
    let app = TestApp::start(backend).await;
    let nothing = app.get("nav", "/api/v1/shared").await.expect(200);
    let entry = &app.entries("kind=listed").await[0];
    assert_eq!(entry["index"], nothing.entry());
    assert_eq!(entry["role"], "professional", "who saw nothing is said all the same");
    assert_eq!(entry["unit"]["id"], app.cast.unit("nav").to_string());
    let more = json!({"categories": ["medical"], "also_later": true});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    let new = async || {
        app.clock.advance(SECOND);
        let shared = app.get("nav", "/api/v1/shared").await.expect(200).json();
        shared["items"][0]["new_since_last"].clone()
    };
    let put = async |seed| {
        app.clock.advance(SECOND);
        app.upload("kari", "nora", &pdf(3000, seed)).await.expect(201).id()
    };
    let first = put(1).await;
    put(2).await;
    assert_eq!(new().await, 2, "at the first look everything is new");
    assert_eq!(new().await, 0);
    put(3).await;
    app.get("statped", "/api/v1/shared").await.expect(200);
    assert_eq!(new().await, 1, "what others look at does not count");
    put(4).await;
    app.clock.advance(SECOND);
    app.get("nav", &content(first)).await.expect(200);
    assert_eq!(new().await, 0, "an opening is a look, too");
    app.clock.advance(SECOND);
    let form = crate::support::samples::Form::default().file("ny.pdf", &pdf(3000, 5)).end();
    app.form("PUT", "kari", &content(first).replace(&format!("?purpose={PURPOSE}"), ""), form)
        .await
        .expect(201);
    assert_eq!(new().await, 1, "a new version is new");
}
