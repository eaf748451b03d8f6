//! Who must ask, and who may stop it.

use super::{asked, aunt, erase, pass, place, without};
use crate::support::app::{TestApp, operators};
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use samflyt::domain::entry::{Entry, Kind, Outcome};
use samflyt::domain::{AgencyId, ChildId, PersonId};
use samflyt::flows::own_data::carry_out::carry_out;
use samflyt::flows::shields::{self, NewShield};
use samflyt::ledger;
use samflyt::store::StoreError;
use samflyt::store::shields::Hidden;
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(
    any_one_stops_it_and_it_begins_anew,
    an_asking_that_nobody_answers_lapses,
    who_decides_on_the_day_counts,
    a_young_person_is_asked_from_the_age_of_the_law,
    a_guardian_from_whom_something_is_hidden_decides_as_well,
    only_those_who_decide_ask,
);

/// Adds entries about a child.
pub(super) async fn fill_log(app: &TestApp, child: Uuid, count: usize) {
    for _ in 0..count.div_ceil(1000) {
        app.app
            .db()
            .write_several("test.fill", move |tx| {
                Box::pin(async move {
                    let mut stamps = Vec::new();
                    for _ in 0..1000 {
                        let mut entry = Entry::new(tx.now(), Kind::Listed, Outcome::Allowed);
                        entry.child = Some(ChildId(child));
                        entry.purpose = Some("treatment".to_owned());
                        stamps.push(ledger::append(tx, entry));
                    }
                    Ok::<_, StoreError>(((), stamps))
                })
            })
            .await
            .unwrap();
    }
}

async fn standing(app: &TestApp, who: &str, child: &str) -> Value {
    app.get(who, &place(app, child)).await.expect(200).json()
}

/// Days pass; what is due is done.
async fn days(app: &TestApp, days: i64) -> usize {
    pass(app, days);
    app.sign_out();
    carry_out(&app.app).await.unwrap()
}

async fn any_one_stops_it_and_it_begins_anew(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let nobody = app.delete("ola", &place(&app, "nora")).await;
    assert!(nobody.entry() > 0, "that nobody has asked is told, and so recorded");
    nobody.problem(409, "no-erasure");
    asked(&app, "nora", &["kari", "ola"]).await;
    assert_eq!(days(&app, 6).await, 0);
    let stopped = app.delete("ola", &place(&app, "nora")).await.expect(204);
    // Stopping what is stopped changes nothing.
    let again = app.delete("kari", &place(&app, "nora")).await.expect(204);
    assert_eq!(again.entry(), stopped.entry());
    assert_eq!(standing(&app, "kari", "nora").await["state"], "none");
    assert_eq!(days(&app, 30).await, 0);
    app.open("kari", document).await.expect(200);
    // What was asked before does not count any more.
    asked(&app, "nora", &["kari"]).await;
    let one = standing(&app, "ola", "nora").await;
    assert_eq!((&one["state"], one["asked"].as_array().unwrap().len()), (&json!("asked"), 1));
    asked(&app, "nora", &["ola"]).await;
    assert_eq!(days(&app, 7).await, 1);
    app.open("kari", document).await.problem(404, "not-found");
    app.delete("ola", &place(&app, "nora")).await.problem(404, "not-found");
}

async fn an_asking_that_nobody_answers_lapses(backend: Backend) {
    let app = TestApp::start(backend).await;
    asked(&app, "nora", &["kari"]).await;
    assert_eq!(days(&app, 30).await, 0);
    let told = app.entries("kind=folder-erasure-stopped").await;
    assert_eq!((told.len(), &told[0]["reason"]), (1, &json!("unanswered")));
    assert_eq!(told[0]["role"], "system");
    assert_eq!(standing(&app, "kari", "nora").await["state"], "none");
    // Ola alone is not both.
    let late = asked(&app, "nora", &["ola"]).await.json();
    assert_eq!(late["state"], "asked");
    assert_eq!(days(&app, 8).await, 0);
}

async fn who_decides_on_the_day_counts(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    asked(&app, "nora", &["kari", "ola"]).await;
    // Somebody more decides now, who has not asked.
    let aunt = aunt(&mut app).await;
    assert_eq!(days(&app, 7).await, 0);
    let told = app.entries("kind=folder-erasure-stopped").await;
    assert_eq!(told[0]["reason"], "decision-needed");
    app.open("kari", document).await.expect(200);
    asked(&app, "nora", &["kari", "ola"]).await;
    assert_eq!(standing(&app, "kari", "nora").await["missing"][0]["name"], "Prøve aunt");
    // When she decides no more, it is for the others to say so again.
    without(&app, aunt).await;
    assert_eq!(days(&app, 8).await, 0);
    let both = asked(&app, "nora", &["kari"]).await.json();
    assert_eq!(both["state"], "scheduled");
    assert_eq!(days(&app, 7).await, 1);
}

/// Jonas is 14, then 15, 16 and 18; Kari is his only guardian.
async fn a_young_person_is_asked_from_the_age_of_the_law(backend: Backend) {
    let app = TestApp::start(backend).await;
    let until = |day: &str| {
        app.clock.set(day.parse().unwrap());
        app.sign_out();
    };
    app.post("jonas", &place(&app, "jonas"), &Value::Null).await.problem(403, "no-consent");
    // At 16 the young person decides on health, and Kari still on other things.
    until("2028-04-01T12:00:00Z");
    let one = asked(&app, "jonas", &["kari"]).await.json();
    assert_eq!(one["state"], "asked");
    assert_eq!(one["missing"][0]["name"], "Prøve jonas");
    let both = asked(&app, "jonas", &["jonas"]).await.json();
    assert_eq!(both["state"], "scheduled");
    app.delete("jonas", &place(&app, "jonas")).await.expect(204);
    let alone = asked(&app, "jonas", &["jonas"]).await.json();
    assert_eq!(alone["missing"][0]["name"], "Prøve kari");
    // Of age, alone.
    until("2030-04-01T12:00:00Z");
    app.post("kari", &place(&app, "jonas"), &Value::Null).await.problem(404, "not-found");
    let alone = asked(&app, "jonas", &["jonas"]).await.json();
    assert_eq!(alone["state"], "scheduled");
    erase(&app).await;
    assert_eq!(app.get("jonas", "/api/v1/children").await.json()["items"], json!([]));
}

async fn a_guardian_from_whom_something_is_hidden_decides_as_well(backend: Backend) {
    let app = TestApp::start(backend).await;
    let [operator, _] = operators(&app.app).await;
    let new = NewShield {
        child: ChildId(app.cast.child("nora")),
        person: PersonId(app.cast.person("ola")),
        hidden: Hidden::Unit(AgencyId(app.cast.unit("hospital-org"))),
        ground: "violence".to_owned(),
        words: None,
    };
    shields::set(&app.app, operator, new).await.unwrap();
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"documents": [document]});
    app.grant("kari", "nora", "hospital", more).await.expect(201);
    let opened = app.open("hospital", document).await.expect(200).entry();
    app.outcome(opened).await;
    // Neither alone erases what the other has.
    let kari = asked(&app, "nora", &["kari"]).await.json();
    assert_eq!(kari["missing"][0]["name"], "Prøve ola");
    assert_eq!(kari["holders"].as_array().unwrap().len(), 1);
    let ola = standing(&app, "ola", "nora").await;
    assert_eq!(ola["missing"][0]["name"], "Prøve ola");
    assert_eq!(ola["holders"], json!([]), "the hidden unit is not told of");
    let holders = format!("/api/v1/documents/{document}/holders");
    assert_eq!(app.get("ola", &holders).await.expect(200).json()["items"], json!([]));
    assert_eq!(app.get("kari", &holders).await.json()["items"].as_array().unwrap().len(), 1);
    app.delete("kari", &place(&app, "nora")).await.expect(204);
    asked(&app, "nora", &["ola"]).await;
    assert_eq!(days(&app, 8).await, 0);
    app.open("kari", document).await.expect(200);
    asked(&app, "nora", &["kari"]).await;
    assert_eq!(days(&app, 7).await, 1);
}

async fn only_those_who_decide_ask(backend: Backend) {
    let app = TestApp::start(backend).await;
    for who in ["eva", "nav", "auditor", "operator"] {
        app.post(who, &place(&app, "nora"), &Value::Null).await.problem(404, "not-found");
        app.delete(who, &place(&app, "nora")).await.problem(404, "not-found");
        app.get(who, &place(&app, "nora")).await.problem(404, "not-found");
    }
}
