//! A childhood in time travel: who sees and decides from the first day on to the
//! day of majority, for a child born on 29 February.

use crate::support::app::{TestApp, add_guardian};
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use samflyt::domain::PersonId;
use samflyt::domain::pid::Pid;
use samflyt::domain::text::PersonName;
use samflyt::domain::time::Day;
use samflyt::flows::consents::life;
use samflyt::flows::notices::chores;
use samflyt::flows::people;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

on_both!(a_whole_childhood_keeps_to_the_age_rules);
on_both!(on_the_day_what_guardians_gave_freezes_until_the_young_person_confirms);
on_both!(of_age_only_those_appointed_stay);
on_both!(not_for_my_guardians_needs_an_answer);

/// Leap, with a sign-in, born on 29 February 2020; Kari and Ola are guardians.
async fn leap(backend: Backend) -> (TestApp, Uuid) {
    let mut app = TestApp::start(backend).await;
    let login = crate::support::app::add_person(&app.app, "leap").await;
    app.cast.put("person", "leap", login.0);
    let born = Day::new(2020, 2, 29).unwrap();
    let pid = (0..300).find_map(|serial| Pid::synthesize(born, serial));
    let name = PersonName::new("Barn leap").unwrap();
    let child = people::add_child(&app.app, &name, born, pid.as_ref(), Some(login)).await.unwrap();
    app.cast.put("child", "leap", child.0);
    for guardian in ["kari", "ola"] {
        let person = PersonId(app.cast.person(guardian));
        add_guardian(&app.app, child.0, person, crate::support::app::noon()).await;
    }
    (app, child.0)
}

/// Sets the clock to a moment and signs everybody in anew.
fn go(app: &TestApp, time: &str) {
    app.clock.set(time.parse().unwrap());
    app.sign_out();
}

const FIELDS: [(&str, &str); 3] =
    [("health", "medical"), ("education", "education"), ("administration", "plan")];

/// What a person sees and may decide now, by field: `rd` both, `-` nothing.
async fn may(app: &TestApp, who: &str, documents: &BTreeMap<&str, Uuid>) -> String {
    let mut all = Vec::new();
    for (field, category) in FIELDS {
        let document = documents[category];
        let reads = app.get(who, &format!("/api/v1/documents/{document}")).await.status == 200;
        // Nobody puts papers where they see none.
        let put = app.upload_as(who, "leap", category, &pdf(2000, 9)).await;
        assert_eq!(put.status == 201, reads, "{who} puts in a paper of {field}: {put:?}");
        // Deciding: a consent for this document is taken, or awaits somebody.
        let more = json!({"documents": [document], "purpose": "treatment"});
        let given = app.grant_alone(who, "leap", "statped", more).await;
        let decides = given.status == 201;
        if decides {
            let id = given.id();
            app.post(who, &format!("/api/v1/consents/{id}/revoke"), &Value::Null).await.expect(200);
        }
        let may = match (reads, decides) {
            (true, true) => "rd",
            (true, false) => "r",
            (false, true) => "d",
            (false, false) => "-",
        };
        all.push(format!("{field} {may}"));
    }
    all.join(", ")
}

async fn a_whole_childhood_keeps_to_the_age_rules(backend: Backend) {
    let (app, _) = leap(backend).await;
    let mut documents = BTreeMap::new();
    for (number, (_, category)) in FIELDS.iter().enumerate() {
        let bytes = pdf(2000, u64::try_from(number).unwrap());
        let stored = app.upload_as("kari", "leap", category, &bytes).await.expect(201).id();
        documents.insert(*category, stored);
    }
    let all = "health rd, education rd, administration rd";
    let reads = "health r, education r, administration r";
    // 2035 is a common year: 15 on 1 March. 2036 is a leap year: 16 on 29 February.
    for (time, guardian, young) in [
        ("2026-06-01T12:00:10Z", all, reads),
        ("2035-02-28T22:59:59Z", all, reads),
        (
            "2035-02-28T23:00:00Z",
            "health rd, education r, administration rd",
            "health r, education rd, administration r",
        ),
        (
            "2036-02-28T22:59:59Z",
            "health rd, education r, administration rd",
            "health r, education rd, administration r",
        ),
        (
            "2036-02-28T23:00:00Z",
            "health -, education r, administration rd",
            "health rd, education rd, administration r",
        ),
        (
            "2038-02-28T22:59:59Z",
            "health -, education r, administration rd",
            "health rd, education rd, administration r",
        ),
        ("2038-02-28T23:00:00Z", "health -, education -, administration -", all),
    ] {
        go(&app, time);
        assert_eq!(may(&app, "kari", &documents).await, guardian, "guardian at {time}");
        assert_eq!(may(&app, "leap", &documents).await, young, "young person at {time}");
    }
    // The guardian's folder is gone, and says nothing else than a stranger's.
    let folder = format!("/api/v1/children/{}/documents", app.cast.child("leap"));
    app.get("kari", &folder).await.expect(404);
    assert!(
        app.get("kari", "/api/v1/children").await.json()["items"].as_array().unwrap().len() < 3
    );
}

/// A consent to NAV for one document, by both guardians, that begins before a
/// birthday and ends after it.
async fn given(app: &TestApp, category: &str, until: &str) -> (Uuid, Uuid) {
    let document = app.upload_as("kari", "leap", category, &pdf(2000, 7)).await.expect(201).id();
    let more = json!({"documents": [document], "valid_until": until});
    let consent = app.grant("kari", "leap", "nav", more).await.expect(201);
    assert_eq!(consent.json()["state"], "in-force");
    (document, consent.id())
}

async fn on_the_day_what_guardians_gave_freezes_until_the_young_person_confirms(backend: Backend) {
    let (app, _) = leap(backend).await;
    life::sweep(&app.app).await.unwrap();
    go(&app, "2035-12-01T12:00:00Z");
    let (letter, health) = given(&app, "medical", "2036-06-01T12:00:00Z").await;
    let (plan, everyday) = given(&app, "plan", "2036-06-01T12:00:00Z").await;
    go(&app, "2036-02-28T22:59:59Z");
    life::sweep(&app.app).await.unwrap();
    app.open("nav", letter).await.expect(200);
    assert!(app.entries("kind=consent-frozen").await.is_empty());
    // The first instant of the day, before anything was swept.
    go(&app, "2036-02-28T23:00:00Z");
    assert_eq!(app.open("nav", letter).await.expect(403).json()["code"], "frozen");
    app.open("nav", plan).await.expect(200);
    let shown = app.get("leap", &format!("/api/v1/consents/{health}")).await.expect(200).json();
    assert_eq!(shown["state"], "frozen");
    assert_eq!(shown["missing"][0]["name"], "Prøve leap");
    // Guardians have no say any more, not even a look.
    let path = format!("/api/v1/consents/{health}");
    app.get("kari", &path).await.expect(404);
    for act in ["approve", "revoke", "decline"] {
        app.post("kari", &format!("{path}/{act}"), &Value::Null).await.expect(404);
    }
    // Written down once, and told.
    assert_eq!(life::sweep(&app.app).await.unwrap(), 1);
    assert_eq!(life::sweep(&app.app).await.unwrap(), 0);
    assert_eq!(app.entries("kind=consent-frozen").await.len(), 1);
    assert_eq!(app.open("nav", letter).await.expect(403).json()["code"], "frozen");
    let confirmed = app.post("leap", &format!("{path}/approve"), &Value::Null).await.expect(200);
    assert_eq!(confirmed.json()["state"], "in-force");
    app.open("nav", letter).await.expect(200);
    // What guardians still decide they still stop.
    app.post("ola", &format!("/api/v1/consents/{everyday}/revoke"), &Value::Null).await.expect(200);
    app.open("nav", plan).await.expect(403);
    // What touches both needs both.
    let more = json!({"documents": [letter, plan]});
    let both = app.grant_alone("leap", "leap", "hospital", more).await.expect(201);
    let missing = both.json()["missing"].as_array().unwrap().len();
    assert_eq!((both.json()["state"].as_str(), missing), (Some("awaiting-approval"), 2));
    // The ages, as the family sees them.
    let ages = format!("/api/v1/children/{}/ages", app.cast.child("leap"));
    let ages = app.get("leap", &ages).await.expect(200).json();
    assert_eq!(ages["ahead"][0]["day"], "2038-03-01", "{ages}");
}

async fn of_age_only_those_appointed_stay(backend: Backend) {
    use samflyt::flows::guardianships::{self, NewGuardianship};
    let (app, child) = leap(backend).await;
    go(&app, "2038-02-01T12:00:00Z");
    let new = NewGuardianship {
        child: samflyt::domain::ChildId(child),
        person: PersonId(app.cast.person("eva")),
        kind: "appointed".to_owned(),
        evidence: "appointment".to_owned(),
        from: "2038-02-01T12:00:00Z".parse().unwrap(),
        until: None,
    };
    let [one, other] = crate::support::app::operators(&app.app).await;
    let id = guardianships::enter(&app.app, one, new).await.unwrap();
    guardianships::confirm(&app.app, other, id).await.unwrap();
    let (document, consent) = given(&app, "plan", "2038-06-01T12:00:00Z").await;
    go(&app, "2038-03-05T12:00:00Z");
    let folder = format!("/api/v1/children/{child}/documents");
    app.get("kari", &folder).await.expect(404);
    app.get("eva", &folder).await.expect(200);
    // Eva had agreed among the others, and stands in for the young person now.
    app.open("nav", document).await.expect(200);
    app.post("eva", &format!("/api/v1/consents/{consent}/revoke"), &Value::Null).await.expect(200);
    let more = json!({"documents": [document], "valid_until": "2038-06-01T12:00:00Z"});
    let alone = app.grant_alone("eva", "leap", "nav", more).await.expect(201);
    assert_eq!(alone.json()["state"], "in-force");
    app.post("leap", &format!("/api/v1/consents/{}/revoke", alone.id()), &Value::Null)
        .await
        .expect(200);
}

async fn put(app: &TestApp, who: &str, path: &str, withheld: bool) -> crate::support::http::Answer {
    let request = app.request("PUT", who, path).await.header("content-type", "application/json");
    let body = json!({"withheld": withheld}).to_string();
    app.send(request.body(body.into()).unwrap()).await
}

async fn not_for_my_guardians_needs_an_answer(backend: Backend) {
    let (app, child) = leap(backend).await;
    let document = app.upload("leap", "leap", &pdf(2000, 1)).await.expect(201).id();
    let other = app.upload("kari", "leap", &pdf(2000, 2)).await.expect(201).id();
    let mark = format!("/api/v1/documents/{document}/withheld");
    let answer = format!("{mark}/answer");
    // Too young.
    put(&app, "leap", &mark, true).await.expect(403);
    go(&app, "2032-03-01T12:00:00Z");
    let until = "2032-06-01T12:00:00Z";
    let more = json!({"documents": [document], "purpose": "treatment", "valid_until": until});
    app.grant("kari", "leap", "hospital", more.clone()).await.expect(201);
    app.grant("kari", "leap", "nav", more).await.expect(201);
    for who in ["kari", "ola", "hospital", "nav", "eva", "auditor"] {
        assert!(put(&app, who, &mark, true).await.status >= 403, "{who}");
    }
    let marked = put(&app, "leap", &mark, true).await.expect(200);
    assert_eq!(marked.json()["not_for_guardians"], "asked");
    assert_eq!(put(&app, "leap", &mark, true).await.expect(200).entry(), marked.entry());
    let path = format!("/api/v1/documents/{document}");
    let list = format!("/api/v1/children/{child}/documents");
    let withheld = async |who: &str| {
        app.get(who, &path).await.expect(404);
        app.get(who, &format!("{path}/content")).await.expect(404);
        let list = app.get(who, &list).await.expect(200).json();
        let ids: Vec<_> =
            list["items"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
        assert_eq!((ids, &list["withheld"]), (vec![json!(other)], &json!(1)));
        let log = app.get(who, &format!("/api/v1/children/{child}/log?limit=500")).await.json();
        assert!(!log.to_string().contains(&document.to_string()), "nor in the log");
        assert!(!log.to_string().contains("withhold"));
        let consents = app.get(who, &format!("/api/v1/children/{child}/consents")).await.json();
        assert!(!consents.to_string().contains(&document.to_string()), "nor in a consent");
    };
    withheld("kari").await;
    withheld("ola").await;
    app.get("leap", &path).await.expect(200);
    // Only health care that may read it answers.
    for who in ["nav", "statped", "kari", "leap"] {
        let refused = app.post(who, &answer, &json!({"withheld": true})).await.status;
        assert!([403, 404].contains(&refused), "{who} {refused}");
    }
    let seen = app.get("hospital", &path).await.expect(200).json();
    assert_eq!(seen["not_for_guardians"], "asked");
    let confirmed = app.post("hospital", &answer, &json!({"withheld": true})).await.expect(200);
    assert_eq!(confirmed.json()["not_for_guardians"], "confirmed");
    go(&app, "2032-04-20T12:00:00Z");
    withheld("kari").await;
    // The young person takes it back.
    put(&app, "leap", &mark, false).await.expect(200);
    app.get("kari", &path).await.expect(200);
    assert_eq!(app.get("kari", &list).await.json()["withheld"], 0);
    let nothing = app.post("hospital", &answer, &json!({"withheld": true})).await.expect(409);
    assert_eq!(nothing.json()["code"], "not-marked");
    // Nobody answers: it goes away by itself, and is told.
    put(&app, "leap", &mark, true).await.expect(200);
    app.get("kari", &path).await.expect(404);
    go(&app, "2032-05-05T12:00:00Z");
    app.get("kari", &path).await.expect(200);
    assert_eq!(life::lift_marks(&app.app).await.unwrap(), 1);
    assert_eq!(life::lift_marks(&app.app).await.unwrap(), 0);
    let lifted = app.entries("kind=withhold-lifted").await;
    assert_eq!(lifted[0]["reason"], "unanswered");
    // Told of as what it is: withheld when confirmed, not withheld when it ended.
    chores::follow_log(&app.app).await.unwrap();
    let told = app.get("leap", "/api/v1/notices?limit=500").await.expect(200).json();
    let told = told["items"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap());
    let told: Vec<&str> = told.filter(|kind| kind.starts_with("withheld")).collect();
    assert_eq!(told, ["withheld-ended", "withheld"], "newest first");
}
