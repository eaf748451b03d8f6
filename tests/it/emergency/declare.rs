//! Declaring an emergency: who may, what it leaves, and that nobody learns from it
//! which children there are.

use super::{HOUR, MINUTE, declaration, declare, documents, member, number, of_kind, switch_on};
use crate::support::app::{TestApp, add_agency};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::agency::{Kind, MembershipState};
use samflyt::domain::pid::Pid;
use samflyt::domain::{AgencyId, PersonId, Timestamp};
use samflyt::flows::{agencies, people};
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(
    a_declaration_leaves_what_it_must,
    each_condition_one_step_away_is_a_no,
    whoever_the_family_keeps_out_declares_nothing,
    what_is_unknown_and_what_is_off_answer_alike,
    tries_are_counted_exactly_for_each_person,
    what_is_wrong_with_it_does_not_depend_on_the_child,
    one_that_runs_is_given_again_and_lasts_no_longer,
    a_repetition_is_the_same_emergency,
    nothing_is_half_done,
);

async fn a_declaration_leaves_what_it_must(backend: Backend) {
    let app = TestApp::start(backend).await;
    switch_on(&app).await;
    let old = app.upload_as("kari", "nora", "emergency-sheet", &pdf(3000, 1)).await.expect(201);
    app.clock.advance(MINUTE);
    let new = app.upload_as("ola", "nora", "emergency-sheet", &pdf(3000, 2)).await.expect(201);
    app.upload("kari", "nora", &pdf(3000, 3)).await.expect(201);
    app.clock.advance(MINUTE);
    let size = app.log_size().await;
    let begun = declare(&app, "hospital", "nora", "hospital").await.expect(201);
    let said = begun.json();
    assert_eq!(said["child"]["id"], app.cast.child("nora").to_string());
    assert_eq!(said["child"]["name"], "Barn nora");
    assert_eq!(documents(&begun), [new.id(), old.id()]);
    assert_eq!(said["documents"][0]["title"], "Brev fra sykehuset");

    // The emergency, its case, and each document that was shown.
    assert_eq!(app.log_size().await, size + 4);
    let log = app.entries("").await;
    let at = |index: i64| log.iter().find(|entry| entry["index"] == index).unwrap().clone();
    let opened = at(size);
    assert_eq!((begun.entry(), &opened["kind"]), (size, &json!("emergency-opened")));
    let time: Timestamp = opened["time"].as_str().unwrap().parse().unwrap();
    assert_eq!(super::end(&begun), time.plus_micros(HOUR), "an hour, to the microsecond");
    assert_eq!(opened["reason"], "danger-to-life");
    assert_eq!(opened["unit"]["id"], app.cast.unit("hospital").to_string());
    assert_eq!(opened["agency"]["id"], app.cast.unit("hospital-org").to_string());
    assert_eq!(
        (&opened["act"], &opened["purpose"]),
        (&json!("open-emergency"), &json!("emergency"))
    );
    assert_eq!(opened["actor"]["id"], app.cast.person("hospital").to_string());
    assert_eq!(opened["child"], app.cast.child("nora").to_string());
    let case = at(size + 1);
    assert_eq!((&case["kind"], &case["of"]), (&json!("case-opened"), &json!(size)));
    for (index, document) in [(size + 2, new.id()), (size + 3, old.id())] {
        let listed = at(index);
        assert_eq!((&listed["kind"], &listed["of"]), (&json!("listed"), &json!(size)));
        assert_eq!(listed["document"], document.to_string());
        assert_eq!(
            (&listed["reason"], &listed["purpose"]),
            (&json!("danger-to-life"), &json!("emergency"))
        );
    }
    // The words are nowhere in clear, and the log holds them sealed.
    let mut outside = Outside::connect(&app.place()).await;
    let words = outside.texts(&format!("select words from log_entry where idx = {size}")).await;
    assert!(words[0].len() > 40 && !words[0].contains("fall"), "{words:?}");
    let kari = app.get("kari", &super::switch_path(&app, "nora")).await.expect(200).json();
    assert_eq!(kari["emergencies"][0]["words"], "Bevisstløs etter fall (prøve)");
    assert_eq!(kari["emergencies"][0]["person"]["name"], "Prøve hospital");
    let cases = app.get("auditor", "/api/v1/audit/cases?state=new").await.expect(200).json();
    assert_eq!(cases["items"].as_array().unwrap().len(), 1);
    assert_eq!(cases["items"][0]["entry"], size);

    // A child that is known through a share may be named by its id.
    app.clock.advance(2 * HOUR);
    let body = declaration(app.cast.child("nora").to_string(), app.cast.unit("hospital"));
    app.post("hospital", "/api/v1/emergency", &body).await.expect(201);
}

/// Everything of an answer but its own numbers.
fn shape(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let own = ["x-request-id", "samflyt-entry"];
    let headers = answer.headers.iter().map(|(name, value)| {
        let name = name.to_string();
        let value = if own.contains(&name.as_str()) { "own" } else { value.to_str().unwrap() };
        (name, value.to_owned())
    });
    let id = answer.header("x-request-id");
    (answer.status, headers.collect(), answer.text().replace(id, "own"))
}

async fn each_condition_one_step_away_is_a_no(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    switch_on(&app).await;
    for (handle, unit) in
        [("both", "hospital"), ("paused", "hospital"), ("later", "hospital"), ("left", "hospital")]
    {
        member(&mut app, handle, unit).await;
    }
    let from = crate::support::app::noon();
    let person = |app: &TestApp, who: &str| PersonId(app.cast.person(who));
    let nav = app.cast.unit("nav");
    crate::support::app::add_member(&app.app, person(&app, "both"), nav, from).await;
    let closed =
        add_agency(&app.app, Some(app.cast.unit("hospital-org")), Kind::Hospital, "Stengt (prøve)")
            .await;
    app.cast.put("unit", "closed", closed);
    member(&mut app, "shut", "closed").await;
    agencies::set_active(&app.app, AgencyId(closed), false).await.unwrap();
    let invited = crate::support::app::add_person(&app.app, "invited").await;
    let unit = AgencyId(app.cast.unit("hospital"));
    let (state, role) = (MembershipState::Invited, "nurse".to_owned());
    people::add_membership(&app.app, invited, unit, role, state, (from, None)).await.unwrap();
    for (who, state) in [("paused", MembershipState::Suspended), ("left", MembershipState::Ended)] {
        let mut conn = app.app.db().read().await.unwrap();
        let places = samflyt::store::people::list_memberships(&mut conn, person(&app, who)).await;
        drop(conn);
        people::set_membership(&app.app, places.unwrap()[0].id, state).await.unwrap();
    }
    let first = declare(&app, "nav", "nobody", "nav").await.problem(404, "not-found");
    for (who, unit) in [
        ("nav", "nav"),               // gives no health care
        ("statped", "statped"),       // nor does this
        ("both", "nav"),              // names the unit that does not
        ("hospital", "hospital-org"), // works below, not there
        ("nav", "hospital"),          // works elsewhere
        ("kari", "hospital"),         // the family has no errand here
        ("auditor", "hospital"),
        ("operator", "hospital"),
        ("paused", "hospital"),
        ("left", "hospital"),
        ("invited", "hospital"),
        ("shut", "closed"),
    ] {
        let answer = declare(&app, who, "nora", unit).await.problem(404, "not-found");
        assert_eq!(shape(&answer), shape(&first), "{who} for {unit}");
        let entry = &of_kind(&app, "refused").await[0];
        assert_eq!(entry["index"], answer.entry(), "{who} for {unit}");
        assert_eq!(entry["child"], app.cast.child("nora").to_string());
        assert_eq!(entry["act"], "open-emergency");
    }
    assert!(of_kind(&app, "emergency-opened").await.is_empty());
    declare(&app, "both", "nora", "hospital").await.expect(201);
}

async fn whoever_the_family_keeps_out_declares_nothing(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    switch_on(&app).await;
    member(&mut app, "cousin", "hospital").await;
    let more = json!({"categories": ["aids"], "excluded_persons": [app.cast.person("cousin")]});
    app.grant("kari", "nora", "hospital", more).await.expect(201);
    // Another consent to the same unit does not take that back.
    let more = json!({"categories": ["plan"], "purpose": "treatment"});
    app.grant("kari", "nora", "hospital", more).await.expect(201);
    declare(&app, "cousin", "nora", "hospital").await.problem(404, "not-found");
    assert_eq!(of_kind(&app, "refused").await[0]["reason"], "excluded");
    let sheet = app.upload_as("kari", "nora", "emergency-sheet", &pdf(3000, 1)).await;
    let sheet = sheet.expect(201).id();
    // The consents bear neither the declaration nor what is opened by it.
    let begun = declare(&app, "hospital", "nora", "hospital").await.expect(201);
    let opened = app.get("hospital", &super::sheet_path(sheet)).await.expect(200);
    for entry in app.entries("purpose=emergency").await {
        if [begun.entry(), opened.entry()].contains(&entry["index"].as_i64().unwrap()) {
            assert_eq!(entry["consent"], Value::Null, "{entry}");
        }
    }
    // Kept out while it runs, it opens nothing any more.
    let more = json!({
        "categories": ["contact"], "purpose": "habilitation",
        "excluded_persons": [app.cast.person("hospital")],
    });
    app.grant("kari", "nora", "hospital", more).await.expect(201);
    app.get("hospital", &super::sheet_path(sheet)).await.problem(404, "not-found");
}

async fn what_is_unknown_and_what_is_off_answer_alike(backend: Backend) {
    let app = TestApp::start(backend).await;
    // With a consent the unit knows the folder; of the switch it learns as little.
    app.grant("eva", "emil", "hospital", json!({"categories": ["aids"]})).await.expect(201);
    let unit = app.cast.unit("hospital");
    let mut answers = Vec::new();
    for (child, known) in [
        (number("nobody"), None),
        (number("nora"), Some("nora")),
        (number("emil"), Some("emil")),
        (Uuid::from_u128(7).to_string(), None),
        (Uuid::nil().to_string(), None),
        (app.cast.child("nora").to_string(), Some("nora")),
        (app.cast.child("emil").to_string(), Some("emil")),
    ] {
        let answer = app.post("hospital", "/api/v1/emergency", &declaration(child, unit)).await;
        let answer = answer.problem(404, "not-found");
        let entry = of_kind(&app, "refused").await[0].clone();
        assert_eq!(
            (&entry["index"], &entry["act"]),
            (&json!(answer.entry()), &json!("open-emergency"))
        );
        let child = known.map(|name| app.cast.child(name).to_string());
        assert_eq!(entry["child"], json!(child));
        assert_eq!(entry["reason"], if known.is_some() { "no-consent" } else { "unknown" });
        assert_eq!(entry["unit"]["id"], json!(unit));
        assert_eq!(entry["consent"], Value::Null);
        answers.push(answer);
    }
    for answer in &answers {
        assert_eq!(shape(answer), shape(&answers[0]));
    }
    let bodies: Vec<Value> = answers.iter().map(Answer::json).collect();
    assert!(!answers[0].text().contains(&number("nobody")), "{bodies:?}");
}

async fn tries_are_counted_exactly_for_each_person(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    switch_on(&app).await;
    member(&mut app, "other", "hospital").await;
    let most = usize::try_from(app.app.policies().tables().terms.emergency_tries_an_hour).unwrap();
    app.token("hospital").await;
    // All at once: a group of the writer must not let more through.
    let tries = (0..most + 20).map(|_| declare(&app, "hospital", "nobody", "hospital"));
    let answers = futures_util::future::join_all(tries).await;
    let told_no = answers.iter().filter(|one| one.status == 404).count();
    let waits: Vec<_> = answers.iter().filter(|one| one.status == 429).collect();
    assert_eq!((told_no, waits.len()), (most, 20));
    // Whether the child is known, and switched on, makes no difference.
    let known = declare(&app, "hospital", "nora", "hospital").await.problem(429, "too-many-tries");
    assert_eq!(shape(&known), shape(waits[0]));
    assert_ne!(known.header("retry-after"), "");
    let entry = of_kind(&app, "refused").await[0].clone();
    assert_eq!(
        (&entry["reason"], &entry["index"]),
        (&json!("too-many-tries"), &json!(known.entry()))
    );
    declare(&app, "other", "nora", "hospital").await.expect(201);
    // Being told to wait makes nobody wait for longer.
    app.clock.advance(HOUR / 2);
    declare(&app, "hospital", "nora", "hospital").await.problem(429, "too-many-tries");
    app.clock.advance(HOUR / 2 + 1_000_000);
    declare(&app, "hospital", "nora", "hospital").await.expect(201);
}

async fn what_is_wrong_with_it_does_not_depend_on_the_child(backend: Backend) {
    let app = TestApp::start(backend).await;
    switch_on(&app).await;
    let unit = app.cast.unit("hospital");
    let size = app.log_size().await;
    // Well formed, of the thirtieth of February: nobody can have it.
    let numbers = (0..100_000).map(|rest| format!("300215{rest:05}"));
    let nobodys = numbers.into_iter().find(|one| Pid::parse(one).is_ok()).unwrap();
    for child in ["nora", "nobody"] {
        for (field, value, code) in [
            ("reason", json!("curiosity"), "unknown-reason"),
            ("words", json!("  \n"), "words-missing"),
            ("words", json!("x".repeat(2001)), "text-too-long"),
            ("unit", json!("hospital"), "id-wrong"),
            ("child", json!("12345678901"), "child-wrong"),
            ("child", json!(""), "child-wrong"),
            ("child", json!(nobodys), "person-number-not-synthetic"),
        ] {
            let mut body = declaration(number(child), unit);
            body[field] = value;
            let answer = app.post("hospital", "/api/v1/emergency", &body).await.problem(422, code);
            assert_eq!(answer.json()["field"], field);
        }
    }
    assert_eq!(app.log_size().await, size, "nothing was asked");
    let reasons = app.get("hospital", "/api/v1/emergency/reasons").await.expect(200).json();
    assert!(reasons["items"].as_array().unwrap().iter().any(|one| one["code"] == "danger-to-life"));
}

async fn one_that_runs_is_given_again_and_lasts_no_longer(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    switch_on(&app).await;
    app.upload_as("kari", "nora", "emergency-sheet", &pdf(3000, 1)).await.expect(201);
    let begun = declare(&app, "hospital", "nora", "hospital").await.expect(201);
    app.clock.advance(HOUR - 1);
    let again = declare(&app, "hospital", "nora", "hospital").await.expect(200);
    for field in ["id", "until", "child"] {
        assert_eq!(again.json()[field], begun.json()[field], "{field}");
    }
    assert_eq!((again.entry(), documents(&again)), (begun.entry(), documents(&begun)));
    // Colleagues declare their own, and so does the same person for another unit.
    member(&mut app, "colleague", "hospital").await;
    let colleague = declare(&app, "colleague", "nora", "hospital").await.expect(201);
    let ward =
        add_agency(&app.app, Some(app.cast.unit("hospital-org")), Kind::Hospital, "Post (prøve)")
            .await;
    app.cast.put("unit", "ward", ward);
    let (hospital, from) = (PersonId(app.cast.person("hospital")), app.clock.now());
    crate::support::app::add_member(&app.app, hospital, ward, from).await;
    let ward = declare(&app, "hospital", "nora", "ward").await.expect(201);
    assert!([colleague.id(), ward.id()].iter().all(|id| *id != begun.id()));
    assert_eq!(of_kind(&app, "emergency-opened").await.len(), 3);
    assert_eq!(of_kind(&app, "case-opened").await.len(), 3);
    // Two at once are one.
    app.clock.advance(2 * HOUR);
    let both = tokio::join!(
        declare(&app, "hospital", "nora", "hospital"),
        declare(&app, "hospital", "nora", "hospital")
    );
    assert_eq!(both.0.id(), both.1.id());
    assert_eq!(u32::from(both.0.status) + u32::from(both.1.status), 401);
    assert_ne!(both.0.id(), begun.id());
}

async fn a_repetition_is_the_same_emergency(backend: Backend) {
    let app = TestApp::start(backend).await;
    switch_on(&app).await;
    let body = declaration(number("nora"), app.cast.unit("hospital"));
    let send = |body: Value| {
        let app = &app;
        async move {
            let request = app.request("POST", "hospital", "/api/v1/emergency").await;
            let request = request.header("content-type", "application/json");
            let request = request.header("idempotency-key", "one");
            app.send(request.body(axum::body::Body::from(body.to_string())).unwrap()).await
        }
    };
    let begun = send(body.clone()).await.expect(201);
    let again = send(body.clone()).await.expect(200);
    assert_eq!((again.id(), again.entry()), (begun.id(), begun.entry()));
    let mut other = body.clone();
    other["words"] = json!("noe annet");
    send(other).await.problem(422, "idempotency-key-reused");
    // It tells nobody anything whose family has switched it off since.
    super::answer(&app, "ola", "nora", false).await.expect(200);
    send(body).await.problem(404, "not-found");
}

async fn nothing_is_half_done(backend: Backend) {
    let app = TestApp::start(backend).await;
    switch_on(&app).await;
    let mut outside = Outside::connect(&app.place()).await;
    let size = app.log_size().await;
    // The case cannot be written: then there is no emergency either.
    outside.run("alter table audit_case rename to audit_case_away").await;
    declare(&app, "hospital", "nora", "hospital").await.problem(500, "internal");
    outside.run("alter table audit_case_away rename to audit_case").await;
    assert_eq!(app.log_size().await, size);
    assert_eq!(outside.number("select count(*) from emergency").await, 0);
    declare(&app, "hospital", "nora", "hospital").await.expect(201);
    assert_eq!(outside.number("select count(*) from emergency").await, 1);
    assert_eq!(outside.number("select count(*) from audit_case").await, 1);
}
