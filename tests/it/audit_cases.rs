//! Auditors' cases: two pairs of eyes, none of them the own.

use crate::emergency::{declare, member, of_kind, sheet_path, switch_on};
use crate::support::app::{TestApp, add_agency, add_person};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::pdf;
use samflyt::domain::agency::Kind;
use samflyt::domain::{AgencyId, PersonId};
use samflyt::flows::people;
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(
    two_auditors_close_a_case_and_one_does_not,
    who_has_no_reach_sees_no_case,
    nobody_looks_into_the_own_doings,
    at_the_same_time_two_are_two_and_one_is_one,
    an_auditor_opens_a_case_about_an_entry,
    a_case_about_an_opening_is_not_its_outcome,
    cases_come_in_pages_by_state,
);

const CASES: &str = "/api/v1/audit/cases";

/// More auditors: of everything, and one of the hospital.
async fn auditors(app: &mut TestApp) {
    let hospital = AgencyId(app.cast.unit("hospital-org"));
    for (handle, agency) in
        [("second", None), ("third", None), ("hospital-auditor", Some(hospital))]
    {
        let id = add_person(&app.app, handle).await;
        app.cast.put("person", handle, id.0);
        people::appoint(&app.app, id, "auditor", agency).await.unwrap();
    }
}

/// The case of an emergency that the hospital has declared.
async fn case(app: &TestApp) -> Uuid {
    switch_on(app).await;
    app.upload_as("kari", "nora", "emergency-sheet", &pdf(3000, 1)).await.expect(201);
    declare(app, "hospital", "nora", "hospital").await.expect(201);
    let found = app.get("third", CASES).await.expect(200).json();
    found["items"][0]["id"].as_str().unwrap().parse().unwrap()
}

async fn show(app: &TestApp, who: &str, case: Uuid) -> Answer {
    app.get(who, &format!("{CASES}/{case}")).await
}

async fn close(app: &TestApp, who: &str, case: Uuid, finding: &str) -> Answer {
    let body = json!({"finding": finding, "words": format!("{finding} (prøve)")});
    app.post(who, &format!("{CASES}/{case}/close"), &body).await
}

async fn two_auditors_close_a_case_and_one_does_not(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    auditors(&mut app).await;
    let case = case(&app).await;
    let sheets = app.entries("kind=listed").await;
    let sheet: Uuid = sheets[0]["document"].as_str().unwrap().parse().unwrap();
    let opened = app.get("hospital", &sheet_path(sheet)).await.expect(200).entry();
    let seen = show(&app, "auditor", case).await.expect(200);
    let first = seen.json();
    assert_eq!((&first["kind"], &first["state"]), (&json!("emergency"), &json!("new")));
    assert_eq!(first["reason"], "danger-to-life");
    assert_eq!(first["words"], "Bevisstløs etter fall (prøve)");
    assert_eq!(first["person"]["name"], "Prøve hospital");
    assert_eq!(first["child"], app.cast.child("nora").to_string());
    assert_eq!((&first["findings"], &first["outcome"]), (&json!([]), &Value::Null));
    let entries = first["entries"].as_array().unwrap();
    for (kind, index) in [("opened", opened), ("listed", sheets[0]["index"].as_i64().unwrap())] {
        assert!(entries.contains(&json!({"kind": kind, "index": index})), "{entries:?}");
    }
    // Looking at it stands in the log, with what it is about.
    let read = app.entries("kind=log-read").await;
    let read = read.iter().find(|one| one["index"] == seen.entry()).unwrap();
    assert_eq!((&read["of"], &read["child"]), (&first["entry"], &first["child"]));
    assert_eq!(read["unit"]["id"], app.cast.unit("hospital").to_string());

    let one = close(&app, "auditor", case, "deviation").await.expect(200);
    assert_eq!((&one.json()["state"], &one.json()["outcome"]), (&json!("looked-at"), &Value::Null));
    let again = close(&app, "auditor", case, "explained").await.expect(200);
    assert_eq!(again.entry(), one.entry(), "no second entry");
    assert_eq!(again.json()["state"], "looked-at");
    assert_eq!(again.json()["findings"][0]["finding"], "deviation", "nor another finding");
    let looked = of_kind(&app, "case-looked-at").await;
    assert_eq!((looked.len(), &looked[0]["reason"]), (1, &Value::Null));
    assert!(of_kind(&app, "case-closed").await.is_empty());
    // What one has found the next one is not told before having looked.
    let others = show(&app, "hospital-auditor", case).await.expect(200).json();
    assert_eq!(others["findings"].as_array().unwrap().len(), 1);
    assert_eq!(others["findings"][0]["person"]["name"], "Prøve auditor");
    assert_eq!(others["findings"][0].get("finding"), None);
    assert_eq!(others["findings"][0].get("words"), None);

    let two = close(&app, "hospital-auditor", case, "explained").await.expect(200);
    let closed = two.json();
    assert_eq!((&closed["state"], &closed["outcome"]), (&json!("closed"), &json!("deviation")));
    let found: Vec<_> = closed["findings"].as_array().unwrap().iter().collect();
    assert_eq!(
        (&found[0]["finding"], &found[0]["words"]),
        (&json!("deviation"), &json!("deviation (prøve)"))
    );
    assert_eq!(found[1]["finding"], "explained");
    assert_ne!(closed["closed"], Value::Null);
    let entry = of_kind(&app, "case-closed").await[0].clone();
    assert_eq!((&entry["index"], &entry["reason"]), (&json!(two.entry()), &json!("deviation")));
    assert_eq!(entry["of"], first["entry"]);
    close(&app, "second", case, "explained").await.problem(409, "case-closed");
    assert_eq!(close(&app, "auditor", case, "deviation").await.expect(200).entry(), one.entry());
    // The family reads in its log that it was looked into, and what came of it.
    let path = format!("/api/v1/children/{}/log?kind=case-closed", app.cast.child("nora"));
    let log = app.get("kari", &path).await.expect(200).json();
    assert_eq!(log["items"][0]["reason"], "deviation");
    // Findings and their words are nowhere in clear.
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    let length = "select cast(min(length(words_sealed)) as bigint) from audit_finding";
    assert!(outside.number(length).await > 28);
    for (body, code) in [
        (json!({"finding": "fine", "words": "x"}), "unknown-finding"),
        (json!({"finding": "explained", "words": " "}), "words-missing"),
    ] {
        app.post("second", &format!("{CASES}/{case}/close"), &body).await.problem(422, code);
    }
}

async fn who_has_no_reach_sees_no_case(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    auditors(&mut app).await;
    let case = case(&app).await;
    let entry = show(&app, "third", case).await.expect(200).json()["entry"].clone();
    for who in ["nav-auditor", "hospital", "kari", "operator", "eva"] {
        let size = app.log_size().await;
        show(&app, who, case).await.problem(404, "not-found");
        show(&app, who, Uuid::from_u128(7)).await.problem(404, "not-found");
        close(&app, who, case, "explained").await.problem(404, "not-found");
        let body = json!({"entry": entry, "words": "hvorfor"});
        app.post(who, CASES, &body).await.problem(404, "not-found");
        assert_eq!(app.log_size().await, size + 4, "each told");
        assert!(of_kind(&app, "refused").await[0]["of"] == entry);
    }
    for who in ["hospital", "kari", "operator"] {
        app.get(who, CASES).await.problem(404, "not-found");
    }
    let none = app.get("nav-auditor", CASES).await.expect(200).json();
    assert_eq!(none["items"], json!([]));
    show(&app, "auditor", Uuid::from_u128(7)).await.problem(404, "not-found");
    let own = app.get("hospital-auditor", CASES).await.expect(200).json();
    assert_eq!(own["items"][0]["id"], case.to_string());
    assert_eq!(show(&app, "third", case).await.expect(200).json()["state"], "new");
}

async fn nobody_looks_into_the_own_doings(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    auditors(&mut app).await;
    // The one who declared it, a guardian, and one who was a guardian once.
    let nora = app.cast.child("nora");
    let aunt = add_person(&app.app, "aunt").await;
    app.cast.put("person", "aunt", aunt.0);
    crate::support::app::add_guardian(&app.app, nora, aunt, crate::support::app::noon()).await;
    crate::support::app::end_guardian(&app.app, nora, aunt).await;
    for who in ["hospital", "kari", "aunt"] {
        let person = PersonId(app.cast.person(who));
        people::appoint(&app.app, person, "auditor", None).await.unwrap();
    }
    let case = case(&app).await;
    let entry = show(&app, "third", case).await.expect(200).json()["entry"].clone();
    for who in ["hospital", "kari", "aunt"] {
        show(&app, who, case).await.problem(404, "not-found");
        close(&app, who, case, "explained").await.problem(404, "not-found");
        assert_eq!(of_kind(&app, "refused").await[0]["reason"], "excluded");
        let body = json!({"entry": entry, "words": "hvorfor"});
        app.post(who, CASES, &body).await.problem(404, "not-found");
        let list = app.get(who, CASES).await.expect(200).json();
        assert_eq!(list["items"], json!([]), "{who}");
    }
    close(&app, "auditor", case, "explained").await.expect(200);
    close(&app, "hospital", case, "explained").await.problem(404, "not-found");
    assert_eq!(show(&app, "third", case).await.expect(200).json()["state"], "looked-at");
}

async fn at_the_same_time_two_are_two_and_one_is_one(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    auditors(&mut app).await;
    switch_on(&app).await;
    for round in 0..12 {
        app.sign_out();
        declare(&app, "hospital", "nora", "hospital").await.expect(201);
        app.clock.advance(2 * crate::emergency::HOUR);
        let found = app.get("third", CASES).await.expect(200).json();
        let case: Uuid = found["items"][0]["id"].as_str().unwrap().parse().unwrap();
        let one = |who: &'static str, finding: &'static str| close(&app, who, case, finding);
        let answers = tokio::join!(
            one("auditor", "explained"),
            one("second", "deviation"),
            one("auditor", "explained"),
            one("second", "deviation"),
            one("auditor", "explained")
        );
        let own = [&answers.0, &answers.2, &answers.4].map(|one| one.clone().expect(200).entry());
        let other = [&answers.1, &answers.3].map(|one| one.clone().expect(200).entry());
        assert!(own.iter().all(|entry| *entry == own[0]), "{round}: {own:?}");
        assert!(other.iter().all(|entry| *entry == other[0]) && other[0] != own[0]);
        let state = show(&app, "third", case).await.expect(200).json();
        assert_eq!((&state["state"], &state["outcome"]), (&json!("closed"), &json!("deviation")));
        assert_eq!(of_kind(&app, "case-looked-at").await.len(), round + 1);
        assert_eq!(of_kind(&app, "case-closed").await.len(), round + 1);
    }
}

async fn an_auditor_opens_a_case_about_an_entry(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    auditors(&mut app).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"documents": [document]});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    let opened = app.open("nav", document).await.expect(200).entry();
    let open = |who: &'static str, entry: i64| {
        let (app, body) = (&app, json!({"entry": entry, "words": "Åpnet om natten (prøve)"}));
        async move { app.post(who, CASES, &body).await }
    };
    open("hospital-auditor", opened).await.problem(404, "not-found");
    open("auditor", 1_000_000).await.problem(404, "not-found");
    let case = open("nav-auditor", opened).await.expect(201);
    let view = case.json();
    assert_eq!((&view["kind"], &view["state"]), (&json!("entry"), &json!("new")));
    assert_eq!(
        (&view["entry"], &view["words"]),
        (&json!(opened), &json!("Åpnet om natten (prøve)"))
    );
    assert_eq!(view["opened_by"]["name"], "Prøve nav-auditor");
    assert_eq!(view["person"]["name"], "Prøve nav");
    let entry = of_kind(&app, "case-opened").await[0].clone();
    assert_eq!((&entry["index"], &entry["of"]), (&json!(case.entry()), &json!(opened)));
    assert_eq!(
        (&entry["reason"], &entry["document"]),
        (&json!("entry"), &json!(document.to_string()))
    );
    // There is one case about it, whoever opens it.
    let again = open("auditor", opened).await.expect(200);
    assert_eq!((again.id(), again.entry()), (case.id(), case.entry()));
    let both = tokio::join!(
        open("auditor", entry["index"].as_i64().unwrap()),
        open("second", entry["index"].as_i64().unwrap())
    );
    assert_eq!(both.0.id(), both.1.id());
    assert_eq!(u32::from(both.0.status) + u32::from(both.1.status), 401);
    // Once it is closed, a new one may be opened.
    close(&app, "auditor", case.id(), "explained").await.expect(200);
    close(&app, "nav-auditor", case.id(), "explained").await.expect(200);
    let new = open("auditor", opened).await.expect(201);
    assert_ne!(new.id(), case.id());
    // Of what no unit did, an agency's auditor sees nothing.
    let granted = of_kind(&app, "stored").await[0]["index"].as_i64().unwrap();
    open("nav-auditor", granted).await.problem(404, "not-found");
    open("auditor", granted).await.expect(201);
    let body = json!({"entry": opened, "words": ""});
    app.post("auditor", CASES, &body).await.problem(422, "words-missing");
}

async fn a_case_about_an_opening_is_not_its_outcome(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    auditors(&mut app).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let opened = app.open("kari", document).await.expect(200).entry();
    app.outcome(opened).await;
    // As if the process had died before it told the outcome.
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    outside.run("update log_entry set kind = 'log-read' where kind = 'delivered'").await;
    let body = json!({"entry": opened, "words": "hvorfor"});
    app.post("auditor", CASES, &body).await.expect(201);
    app.clock.advance(48 * crate::emergency::HOUR);
    app.sign_out();
    assert_eq!(samflyt::flows::sweep::close_deliveries(&app.app).await.unwrap(), 1);
    assert_eq!(app.outcome(opened).await["outcome"], "unknown");
    assert_eq!(samflyt::flows::sweep::close_deliveries(&app.app).await.unwrap(), 0);
}

async fn cases_come_in_pages_by_state(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    auditors(&mut app).await;
    switch_on(&app).await;
    let ward =
        add_agency(&app.app, Some(app.cast.unit("hospital-org")), Kind::Hospital, "Post (prøve)");
    let ward = ward.await;
    app.cast.put("unit", "ward", ward);
    member(&mut app, "nurse", "ward").await;
    let mut all = Vec::new();
    for (who, unit) in [("hospital", "hospital"), ("nurse", "ward"), ("hospital", "hospital")] {
        declare(&app, who, "nora", unit).await.expect(201);
        app.clock.advance(2 * crate::emergency::HOUR);
        let found = app.get("third", CASES).await.expect(200).json();
        all.insert(0, found["items"][0]["id"].as_str().unwrap().to_owned());
    }
    let mut paged = Vec::new();
    let mut path = format!("{CASES}?limit=1");
    loop {
        let page = app.get("hospital-auditor", &path).await.expect(200).json();
        paged.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else { break };
        path = format!("{CASES}?limit=1&cursor={next}");
    }
    assert_eq!(paged, all);
    close(&app, "auditor", all[1].parse().unwrap(), "explained").await.expect(200);
    let of = |state: &'static str| {
        let app = &app;
        async move {
            let page = app.get("third", &format!("{CASES}?state={state}")).await.expect(200).json();
            page["items"].as_array().unwrap().len()
        }
    };
    assert_eq!((of("new").await, of("looked-at").await, of("closed").await), (2, 1, 0));
    app.get("third", &format!("{CASES}?state=open")).await.problem(422, "unknown-state");
    app.get("third", &format!("{CASES}?cursor=x")).await.problem(400, "cursor-wrong");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_console_lists_what_waits() {
    let mut app = TestApp::start(Backend::Sqlite).await;
    auditors(&mut app).await;
    let case = case(&app).await;
    close(&app, "auditor", case, "explained").await.expect(200);
    app.app.stop(std::time::Duration::from_secs(5)).await;
    let list = |more: &[&str]| {
        let ran = crate::support::process::program()
            .args(["--data", &app.config.data.dir.display().to_string(), "--json", "audit"])
            .arg("cases")
            .args(more)
            .output()
            .unwrap();
        (ran.status.code(), serde_json::from_slice::<Value>(&ran.stdout).unwrap_or_default())
    };
    let (code, all) = list(&[]);
    assert_eq!((code, &all[0]["id"]), (Some(0), &json!(case.to_string())), "{all}");
    assert_eq!(
        (&all[0]["state"], &all[0]["unit"]),
        (&json!("looked-at"), &json!("hospital, enhet (prøve)"))
    );
    assert_eq!(list(&["--state", "looked-at"]).1, all);
    assert_eq!(list(&["--state", "new"]), (Some(0), json!([])));
    assert_eq!(list(&["--state", "open"]).0, Some(2));
}
