//! Requests by units: what each side sees and may do, and that nothing which a
//! unit is told depends on whether a person number is known.

mod askers;
mod caps;
mod renewals;
mod secrecy;

use crate::support::app::{PURPOSE, TestApp, add_member, add_person};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::pdf;
use samflyt::clock::Clock as _;
use samflyt::domain::pid::Pid;
use samflyt::domain::time::Day;
use samflyt::flows::requests;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

on_both!(
    a_request_is_granted_in_full,
    a_request_is_granted_in_part_and_changed,
    a_grant_waits_for_those_who_must_agree,
    a_request_is_declined_once,
    a_request_is_taken_back_once,
    one_answer_wins_every_race,
    foreign_and_unknown_requests_are_not_there,
    an_unanswered_request_lapses,
    a_request_of_a_shielded_unit_is_not_there,
    a_guardian_sees_no_request_in_fields_that_are_not_a_guardians,
    a_repeated_request_is_sent_once,
    requests_are_paged_on_both_sides,
);

/// The person number of a child of the cast.
pub fn number(child: &str) -> String {
    let born = match child {
        "nora" => Day::new(2017, 3, 4),
        "jonas" => Day::new(2012, 3, 5),
        "emil" => Day::new(2019, 3, 6),
        _ => panic!("{child}"),
    };
    some_number(born.unwrap(), 0)
}

/// A person number that nobody in the cast has.
pub fn unknown_number() -> String {
    some_number(Day::new(2016, 7, 8).unwrap(), 0)
}

pub fn some_number(born: Day, from: u16) -> String {
    let found = (from..1000).find_map(|serial| Pid::synthesize(born, serial));
    found.unwrap().as_str().to_owned()
}

/// A request by NAV for two categories over 30 days; `more` goes over that.
pub fn body(app: &TestApp, child: &str, more: &Value) -> Value {
    let mut body = json!({
        "child": child, "unit": app.cast.unit("nav"), "purpose": PURPOSE,
        "categories": ["medical", "decision"], "until": app.in_days(30),
    });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

pub async fn send(app: &TestApp, who: &str, child: &str, more: Value) -> Answer {
    app.post(who, "/api/v1/requests", &body(app, child, &more)).await
}

pub async fn act(app: &TestApp, who: &str, id: Uuid, act: &str, body: &Value) -> Answer {
    app.post(who, &format!("/api/v1/requests/{id}/{act}"), body).await
}

pub async fn listed(app: &TestApp, who: &str, query: &str) -> Vec<Value> {
    let answer = app.get(who, &format!("/api/v1/requests?{query}")).await.expect(200);
    answer.json()["items"].as_array().unwrap().clone()
}

/// Kind, outcome, child, consent and role of the entry at this index.
async fn entry(app: &TestApp, index: i64) -> Value {
    app.get("auditor", &format!("/api/v1/audit/entries/{index}")).await.expect(200).json()
}

async fn a_request_is_granted_in_full(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let words = json!({"words": "Vi trenger legeerklæring"});
    let sent = send(&app, "nav", &number("jonas"), words).await.expect(201);
    let told = entry(&app, sent.entry()).await;
    assert_eq!(told["kind"], "request-sent");
    assert_eq!(told["fields"]["child"]["value"], app.cast.child("jonas").to_string());
    assert_eq!(told["fields"]["request"]["value"], sent.id().to_string());
    assert_eq!(told["unit"]["id"], app.cast.unit("nav").to_string());
    assert_eq!(told["purpose"], PURPOSE);

    // The family sees it, with its words; the unit is not told that it was seen.
    let seen = listed(&app, "kari", "").await;
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0]["id"], sent.id().to_string());
    assert_eq!((&seen[0]["side"], &seen[0]["state"]), (&json!("family"), &json!("seen")));
    assert_eq!(seen[0]["words"], "Vi trenger legeerklæring");
    assert_eq!(seen[0]["child_name"], "Barn jonas");
    assert_eq!(seen[0]["by"]["name"], "Prøve nav");
    let of_unit = listed(&app, "nav", "state=sent").await;
    assert_eq!(of_unit.len(), 1);
    for hidden in ["child", "child_name", "words", "seen"] {
        assert!(of_unit[0].get(hidden).is_none(), "{hidden}");
    }
    assert!(listed(&app, "eva", "").await.is_empty());
    assert!(listed(&app, "statped", "").await.is_empty());

    let granted = act(&app, "kari", sent.id(), "grant", &json!({})).await.expect(200);
    let told = granted.json();
    assert_eq!((&told["state"], &told["in_part"]), (&json!("granted"), &json!(false)));
    let consent: Uuid = told["consent"].as_str().unwrap().parse().unwrap();
    // Two entries: the yes, then the consent, which names the request too.
    let first = entry(&app, granted.entry()).await;
    let second = entry(&app, granted.entry() + 1).await;
    assert_eq!(
        (&first["kind"], &second["kind"]),
        (&json!("request-granted"), &json!("consent-granted"))
    );
    for entry in [&first, &second] {
        assert_eq!(entry["fields"]["request"]["value"], sent.id().to_string());
        assert_eq!(entry["consent"], consent.to_string());
        assert_eq!(entry["unit"]["id"], app.cast.unit("nav").to_string());
    }
    // Revision and approval name the consent's entry, and the receipt proves it.
    let shown = app.get("kari", &format!("/api/v1/consents/{consent}")).await.expect(200).json();
    assert_eq!(shown["revisions"][0]["entry"], granted.entry() + 1);
    assert_eq!(shown["state"], "in-force");
    assert_eq!(shown["categories"], json!(["decision", "medical"]));
    assert_eq!(shown["valid_until"], app.in_days(30));
    let receipt = app.get("kari", &format!("/api/v1/consents/{consent}/receipt")).await;
    assert_eq!(receipt.expect(200).json()["index"], granted.entry() + 1);
    app.open("nav", document).await.expect(200);

    // Now the unit is told whose it is.
    let of_unit = &listed(&app, "nav", "state=granted").await[0];
    assert_eq!(of_unit["child"], app.cast.child("jonas").to_string());
    assert_eq!(of_unit["consent"], consent.to_string());

    // Granting twice, declining what was granted, taking it back: no.
    let before = app.log_size().await;
    act(&app, "kari", sent.id(), "grant", &json!({})).await.problem(409, "request-answered");
    act(&app, "kari", sent.id(), "decline", &Value::Null).await.problem(409, "request-answered");
    act(&app, "nav", sent.id(), "withdraw", &Value::Null).await.problem(409, "request-answered");
    act(&app, "nav", sent.id(), "remind", &Value::Null).await.problem(409, "request-answered");
    assert_eq!(app.log_size().await, before);
}

async fn a_request_is_granted_in_part_and_changed(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let sent = send(&app, "nav", &number("jonas"), json!({})).await.expect(201);
    let changes = json!({
        "categories": ["decision"], "documents": [document], "also_later": true,
        "actions": ["open", "keep"], "valid_until": app.in_days(10), "words": "Bare dette",
    });
    let granted = act(&app, "kari", sent.id(), "grant", &changes).await.expect(200);
    assert_eq!(granted.json()["in_part"], true);
    assert_eq!(entry(&app, granted.entry()).await["reason"], "in-part");
    let consent = granted.json()["consent"].as_str().unwrap().to_owned();
    let shown = app.get("kari", &format!("/api/v1/consents/{consent}")).await.expect(200).json();
    assert_eq!(shown["categories"], json!(["decision"]));
    assert_eq!(shown["documents"], json!([document]));
    assert_eq!(shown["actions"], json!(["open", "keep"]));
    assert_eq!(shown["valid_until"], app.in_days(10));
    assert_eq!(shown["words"], "Bare dette");
    assert_eq!(listed(&app, "nav", "").await[0]["in_part"], true);

    // What does not make a consent does not answer the request either.
    let sent = send(&app, "nav", &number("jonas"), json!({})).await.expect(201);
    for (changes, code) in [
        (json!({"categories": ["no-such"]}), "unknown-category"),
        (json!({"valid_until": app.in_days(-1)}), "valid-until-past"),
        (json!({"valid_until": app.in_days(400)}), "window-too-long"),
        (json!({"documents": [Uuid::from_u128(4)]}), "unknown-document"),
    ] {
        act(&app, "kari", sent.id(), "grant", &changes).await.problem(422, code);
    }
    assert_eq!(listed(&app, "kari", "state=sent").await.len(), 1);
}

async fn a_grant_waits_for_those_who_must_agree(backend: Backend) {
    let app = TestApp::start(backend).await;
    let sent = send(&app, "nav", &number("nora"), json!({})).await.expect(201);
    let granted = act(&app, "kari", sent.id(), "grant", &json!({})).await.expect(200);
    let consent = granted.json()["consent"].as_str().unwrap().to_owned();
    assert_eq!(entry(&app, granted.entry() + 1).await["reason"], "awaiting-approval");
    // The unit is not told that one has said yes and another not yet.
    let of_unit = &listed(&app, "nav", "state=sent").await[0];
    assert!(of_unit.get("child").is_none() && of_unit.get("consent").is_none());
    assert!(of_unit.get("answered").is_none());
    act(&app, "ola", sent.id(), "grant", &json!({})).await.problem(409, "request-answered");
    act(&app, "ola", sent.id(), "decline", &Value::Null).await.problem(409, "request-answered");
    let path = format!("/api/v1/consents/{consent}/approve");
    app.post("ola", &path, &Value::Null).await.expect(200);
    assert_eq!(listed(&app, "nav", "state=granted").await[0]["consent"], consent);

    // The other says no: for the unit the request is declined.
    let sent = send(&app, "nav", &number("nora"), json!({"purpose": "treatment"})).await;
    let sent = sent.expect(201);
    let granted = act(&app, "ola", sent.id(), "grant", &json!({})).await.expect(200);
    let consent = granted.json()["consent"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/consents/{consent}/decline");
    app.post("kari", &path, &Value::Null).await.expect(200);
    let of_unit = &listed(&app, "nav", "state=declined").await[0];
    assert_eq!(of_unit["id"], sent.id().to_string());
    assert!(of_unit.get("child").is_none() && of_unit.get("consent").is_none());

    // Taken back while it waits: what waits ends too.
    let more = json!({"purpose": "aids", "categories": ["aids", "medical"]});
    let sent = send(&app, "nav", &number("nora"), more).await.expect(201);
    let granted = act(&app, "ola", sent.id(), "grant", &json!({})).await.expect(200);
    let consent = granted.json()["consent"].as_str().unwrap().to_owned();
    let taken = act(&app, "nav", sent.id(), "withdraw", &Value::Null).await.expect(200);
    assert_eq!(taken.json()["state"], "withdrawn");
    let path = format!("/api/v1/consents/{consent}");
    assert_eq!(app.get("ola", &path).await.expect(200).json()["state"], "handed-back");
    let path = format!("/api/v1/consents/{consent}/approve");
    app.post("kari", &path, &Value::Null).await.problem(409, "consent-ended");
}

async fn a_request_is_declined_once(backend: Backend) {
    let app = TestApp::start(backend).await;
    let sent = send(&app, "nav", &number("nora"), json!({})).await.expect(201);
    let declined = act(&app, "ola", sent.id(), "decline", &Value::Null).await.expect(200);
    assert_eq!(declined.json()["state"], "declined");
    assert_eq!(entry(&app, declined.entry()).await["kind"], "request-declined");
    // Again, by whoever of the family: the same answer, no second entry of it.
    for who in ["ola", "kari"] {
        let again = act(&app, who, sent.id(), "decline", &Value::Null).await.expect(200);
        assert_eq!(again.entry(), declined.entry());
        assert_eq!(again.json(), declined.json());
    }
    assert_eq!(app.entries("kind=request-declined").await.len(), 1);
    act(&app, "kari", sent.id(), "grant", &json!({})).await.problem(409, "request-answered");
    act(&app, "nav", sent.id(), "withdraw", &Value::Null).await.problem(409, "request-answered");
    let of_unit = &listed(&app, "nav", "state=declined").await[0];
    assert!(of_unit.get("child").is_none(), "a no does not tell whose");
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    assert_eq!(outside.number("select count(*) from consent").await, 0);
}

async fn a_request_is_taken_back_once(backend: Backend) {
    let app = TestApp::start(backend).await;
    add_member(
        &app.app,
        add_person(&app.app, "colleague").await,
        app.cast.unit("nav"),
        app.clock.now(),
    )
    .await;
    let sent = send(&app, "nav", &number("nora"), json!({})).await.expect(201);
    let taken = act(&app, "colleague", sent.id(), "withdraw", &Value::Null).await.expect(200);
    assert_eq!(taken.json()["state"], "withdrawn");
    let again = act(&app, "nav", sent.id(), "withdraw", &Value::Null).await.expect(200);
    assert_eq!((again.entry(), again.json()), (taken.entry(), taken.json()));
    assert_eq!(app.entries("kind=request-withdrawn").await.len(), 1);
    act(&app, "kari", sent.id(), "grant", &json!({})).await.problem(409, "request-withdrawn");
    act(&app, "kari", sent.id(), "decline", &Value::Null).await.problem(409, "request-withdrawn");
    act(&app, "nav", sent.id(), "remind", &Value::Null).await.problem(409, "request-withdrawn");
    assert_eq!(listed(&app, "kari", "").await[0]["state"], "withdrawn");
}

async fn one_answer_wins_every_race(backend: Backend) {
    let app = Arc::new(TestApp::start(backend).await);
    for who in ["kari", "jonas", "nav"] {
        app.token(who).await;
    }
    let mut wins = [0; 3];
    for round in 0..24 {
        let sent = send(&app, "nav", &number("jonas"), json!({})).await.expect(201).id();
        let mut racing = Vec::new();
        for (turn, (who, what)) in
            [("kari", "grant"), ("nav", "withdraw"), ("kari", "decline")].into_iter().enumerate()
        {
            let app = Arc::clone(&app);
            racing.push(tokio::spawn(async move {
                for _ in 0..(round + turn) % 3 {
                    tokio::task::yield_now().await;
                }
                act(&app, who, sent, what, &json!({})).await
            }));
        }
        let mut won = Vec::new();
        for (turn, one) in racing.into_iter().enumerate() {
            let answer = one.await.unwrap();
            match answer.status {
                200 => won.push((turn, answer.entry())),
                409 => {}
                other => panic!("{other}: {}", answer.text()),
            }
        }
        assert_eq!(won.len(), 1, "{won:?}");
        wins[won[0].0] += 1;
        // The log, the row and both sides tell of one and the same.
        let state = ["granted", "withdrawn", "declined"][won[0].0];
        let of_unit = listed(&app, "nav", "limit=1").await;
        assert_eq!(of_unit[0]["state"], state);
        assert_eq!(listed(&app, "kari", "limit=1").await[0]["state"], state);
        assert_eq!(entry(&app, won[0].1).await["kind"], format!("request-{state}"));
        // The next round is one day later, so that no cap is reached.
        app.clock.advance(6 * 86_400_000_000);
        app.sign_out();
    }
    println!("granted, withdrawn, declined first: {wins:?}");
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    assert_eq!(outside.number("select count(*) from consent").await, wins[0]);
}

async fn foreign_and_unknown_requests_are_not_there(backend: Backend) {
    let app = TestApp::start(backend).await;
    let sent = send(&app, "nav", &number("jonas"), json!({})).await.expect(201).id();
    let to_nobody = send(&app, "nav", &unknown_number(), json!({})).await.expect(201).id();
    // The unit has a consent for the very child: still it grants nothing itself.
    app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201);
    app.grant("kari", "jonas", "nav", json!({"categories": ["medical"]})).await.expect(201);
    for what in ["grant", "decline", "withdraw", "remind"] {
        for who in ["eva", "ola", "statped", "auditor", "nav", "kari"] {
            let of_unit = matches!(what, "withdraw" | "remind");
            let may = if of_unit { who == "nav" } else { who == "kari" };
            let mut answers = Vec::new();
            let ids = if may {
                vec![Uuid::from_u128(7)]
            } else {
                vec![Uuid::from_u128(7), sent, to_nobody]
            };
            for id in ids {
                let answer = act(&app, who, id, what, &json!({})).await.problem(404, "not-found");
                assert!(answer.entry() >= 0);
                let text = answer.text().replace(answer.header("x-request-id"), "");
                let names: Vec<_> = answer.headers.keys().cloned().collect();
                answers.push((text, names));
            }
            assert!(answers.windows(2).all(|two| two[0] == two[1]), "{what} by {who}");
        }
    }
    assert_eq!(listed(&app, "nav", "state=sent").await.len(), 2);
    // What the unit has tried on them tells its auditor of no child.
    for entry in app
        .get("nav-auditor", "/api/v1/audit/entries?kind=refused")
        .await
        .expect(200)
        .json()["items"]
        .as_array()
        .unwrap()
    {
        assert!(entry.get("child").is_none(), "{entry}");
    }
}

async fn an_unanswered_request_lapses(backend: Backend) {
    let app = TestApp::start(backend).await;
    let to_jonas = send(&app, "nav", &number("jonas"), json!({})).await.expect(201);
    let to_nobody = send(&app, "nav", &unknown_number(), json!({})).await.expect(201);
    app.clock.advance(30 * 86_400_000_000 - 1_000_000);
    app.sign_out();
    assert_eq!(requests::lapse(&app.app).await.unwrap(), 0);
    app.clock.advance(2_000_000);
    // By the clock, also before the sweep has been.
    act(&app, "kari", to_jonas.id(), "grant", &json!({})).await.problem(409, "request-lapsed");
    act(&app, "kari", to_jonas.id(), "decline", &Value::Null).await.problem(409, "request-lapsed");
    for id in [to_jonas.id(), to_nobody.id()] {
        act(&app, "nav", id, "remind", &Value::Null).await.problem(409, "request-lapsed");
        act(&app, "nav", id, "withdraw", &Value::Null).await.problem(409, "request-lapsed");
    }
    assert_eq!(listed(&app, "nav", "state=lapsed").await.len(), 2);
    assert_eq!(requests::lapse(&app.app).await.unwrap(), 2);
    assert_eq!(requests::lapse(&app.app).await.unwrap(), 0);
    assert_eq!(app.entries("kind=request-lapsed").await.len(), 2);
    assert_eq!(listed(&app, "nav", "state=lapsed").await.len(), 2);
    let seen = &listed(&app, "kari", "").await[0];
    assert_eq!(seen["state"], "lapsed");
    assert!(seen.get("seen").is_none(), "nobody had looked");
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    let kept = "select count(*) from request where pid_index is not null";
    assert_eq!(outside.number(kept).await, 0, "the numbers are forgotten");
}

async fn a_request_of_a_shielded_unit_is_not_there(backend: Backend) {
    let app = TestApp::start(backend).await;
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    let (child, ola) = (outside.id(app.cast.child("nora")), outside.id(app.cast.person("ola")));
    let (id, org) = (outside.id(Uuid::from_u128(77)), outside.id(app.cast.unit("nav-org")));
    outside
        .run(&format!(
            "insert into shield (id, child, person, kind, target, ground, created) \
             values ({id}, {child}, {ola}, 'unit', {org}, 'violence', 1)"
        ))
        .await;
    let sent = send(&app, "nav", &number("nora"), json!({})).await.expect(201);
    assert!(listed(&app, "ola", "").await.is_empty());
    let hidden = |answer: Answer| {
        let answer = answer.problem(404, "not-found");
        let names: Vec<_> = answer.headers.keys().cloned().collect();
        (answer.text().replace(answer.header("x-request-id"), ""), names)
    };
    for what in ["grant", "decline"] {
        let shielded = hidden(act(&app, "ola", sent.id(), what, &json!({})).await);
        let unknown = hidden(act(&app, "ola", Uuid::from_u128(7), what, &json!({})).await);
        assert_eq!(shielded, unknown);
    }
    // His looking does not count as the family's.
    let mut row = crate::support::sql::Outside::connect(&app.place()).await;
    assert_eq!(row.number("select count(*) from request where seen is not null").await, 0);
    let log = format!("/api/v1/children/{}/log?limit=500", app.cast.child("nora"));
    let kinds = |answer: Answer| -> Vec<String> {
        let items = answer.expect(200).json()["items"].clone();
        let items = items.as_array().unwrap();
        items.iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert!(!kinds(app.get("ola", &log).await).contains(&"request-sent".to_owned()));
    assert!(kinds(app.get("kari", &log).await).contains(&"request-sent".to_owned()));
    // She decides alone about what he may not know of.
    let granted = act(&app, "kari", sent.id(), "grant", &json!({})).await.expect(200);
    let consent = granted.json()["consent"].as_str().unwrap().to_owned();
    let shown = app.get("kari", &format!("/api/v1/consents/{consent}")).await.expect(200).json();
    assert_eq!(shown["state"], "in-force");
    assert!(listed(&app, "ola", "").await.is_empty());
}

async fn a_guardian_sees_no_request_in_fields_that_are_not_a_guardians(backend: Backend) {
    let app = TestApp::start(backend).await;
    // Jonas turns sixteen: health is his own, the school is not his guardian's either.
    app.clock.advance(2 * 366 * 86_400_000_000);
    app.sign_out();
    let health = json!({"categories": ["medical"]});
    let sent = send(&app, "nav", &number("jonas"), health).await.expect(201).id();
    assert!(listed(&app, "kari", "").await.is_empty());
    act(&app, "kari", sent, "grant", &json!({})).await.problem(404, "not-found");
    act(&app, "kari", sent, "decline", &Value::Null).await.problem(404, "not-found");
    assert_eq!(listed(&app, "jonas", "").await.len(), 1);
    let log = format!("/api/v1/children/{}/log?kind=request-sent", app.cast.child("jonas"));
    assert_eq!(app.get("kari", &log).await.expect(200).json()["items"], json!([]));
    assert_eq!(
        app.get("jonas", &log).await.expect(200).json()["items"].as_array().unwrap().len(),
        1
    );
    let granted = act(&app, "jonas", sent, "grant", &json!({})).await.expect(200);
    assert_eq!(granted.json()["state"], "granted");
    assert_eq!(listed(&app, "nav", "state=granted").await.len(), 1);
}

async fn a_repeated_request_is_sent_once(backend: Backend) {
    let app = TestApp::start(backend).await;
    let once = async |body: &Value, key: &str| {
        let request = app.request("POST", "nav", "/api/v1/requests").await;
        let request = request.header("content-type", "application/json");
        let request = request.header("idempotency-key", key);
        app.send(request.body(axum::body::Body::from(body.to_string())).unwrap()).await
    };
    for child in [number("jonas"), unknown_number()] {
        let asked = body(&app, &child, &json!({"words": "Hei"}));
        let key = &child[..6];
        let first = once(&asked, key).await.expect(201);
        let again = once(&asked, key).await.expect(201);
        assert_eq!((first.id(), first.entry()), (again.id(), again.entry()));
        assert_eq!(first.json(), again.json());
        let other = body(&app, &child, &json!({"words": "Hallo"}));
        once(&other, key).await.problem(422, "idempotency-key-reused");
    }
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    assert_eq!(outside.number("select count(*) from request").await, 2);
}

async fn requests_are_paged_on_both_sides(backend: Backend) {
    let app = TestApp::start(backend).await;
    let mut all = Vec::new();
    for (child, categories) in
        [("nora", "aids"), ("jonas", "plan"), ("nora", "plan"), ("emil", "aids"), ("jonas", "aids")]
    {
        let more = json!({"categories": [categories]});
        let sent = send(&app, "nav", &number(child), more).await.expect(201);
        all.push((child, sent.id().to_string()));
        app.clock.advance(1_000);
    }
    all.reverse();
    for (who, children) in
        [("nav", &["nora", "jonas", "emil"][..]), ("kari", &["nora", "jonas"]), ("ola", &["nora"])]
    {
        let wanted: Vec<_> =
            all.iter().filter(|(child, _)| children.contains(child)).map(|(_, id)| id).collect();
        let mut found = Vec::new();
        let mut path = "/api/v1/requests?limit=2".to_owned();
        loop {
            let page = app.get(who, &path).await.expect(200).json();
            let items = page["items"].as_array().unwrap();
            found.extend(items.iter().map(|one| one["id"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/api/v1/requests?limit=2&cursor={next}");
        }
        assert_eq!(found.iter().collect::<Vec<_>>(), wanted, "{who}");
    }
}
