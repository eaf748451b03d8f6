//! Remembered selections: several consents in one call, each to be stopped alone.

use crate::support::app::{PURPOSE, TestApp, add_agency, add_member, add_person};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::agency::Kind;
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(
    a_pack_gives_separate_consents_in_one_call,
    all_are_given_or_none,
    a_pack_that_makes_no_sense_is_not_kept,
    what_is_hidden_drops_out_of_a_pack,
    others_packs_are_not_there,
    a_gift_is_made_once,
);

async fn keep(app: &TestApp, who: &str, child: &str, more: Value) -> Answer {
    let mut body = json!({"name": "Til NAV og sykehuset"});
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    app.post(who, &format!("/api/v1/children/{}/packs", app.cast.child(child)), &body).await
}

fn to(app: &TestApp, units: &[&str]) -> Value {
    let one = |unit: &&str| json!({"agency": app.cast.unit(unit), "purpose": PURPOSE, "valid_until": app.in_days(20)});
    json!({"recipients": units.iter().map(one).collect::<Vec<_>>()})
}

async fn packs(app: &TestApp, who: &str, child: &str) -> Vec<Value> {
    let path = format!("/api/v1/children/{}/packs", app.cast.child(child));
    app.get(who, &path).await.expect(200).json()["items"].as_array().unwrap().clone()
}

async fn consents(app: &TestApp) -> i64 {
    Outside::connect(&app.place()).await.number("select count(*) from consent").await
}

async fn a_pack_gives_separate_consents_in_one_call(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let kept = keep(
        &app,
        "kari",
        "jonas",
        json!({"documents": [document], "categories": ["decision"], "actions": ["open", "keep"]}),
    );
    let kept = kept.await.expect(201);
    assert_eq!(kept.json()["name"], "Til NAV og sykehuset");
    assert_eq!(app.entries("kind=pack-kept").await[0]["index"], kept.entry());
    assert_eq!(packs(&app, "kari", "jonas").await, [kept.json()]);
    let path = format!("/api/v1/packs/{}/give", kept.id());
    let mut gift = to(&app, &["nav", "statped", "hospital"]);
    gift["recipients"][1]["words"] = "Hei".into();
    let given = app.post("kari", &path, &gift).await.expect(201);
    let items = given.json()["items"].as_array().unwrap().clone();
    assert_eq!(items.len(), 3);
    for (number, (item, unit)) in items.iter().zip(["nav", "statped", "hospital"]).enumerate() {
        assert_eq!(item["agency"]["id"], app.cast.unit(unit).to_string());
        assert_eq!((&item["state"], &item["documents"]), (&json!("in-force"), &json!([document])));
        // Each has its own entry, which its revision names.
        let index = given.entry() + i64::try_from(number).unwrap();
        assert_eq!(item["revisions"][0]["entry"], index);
        let entry = app.get("auditor", &format!("/api/v1/audit/entries/{index}")).await.expect(200);
        assert_eq!(entry.json()["kind"], "consent-granted");
        assert_eq!(entry.json()["consent"], item["id"]);
        assert_eq!(entry.json()["unit"]["id"], app.cast.unit(unit).to_string());
        app.open(unit, document).await.expect(200);
    }
    assert_eq!(items[1]["words"], "Hei");
    assert!(items[0].get("words").is_none());
    // Each is stopped alone, and forgetting the pack stops none.
    let id = items[0]["id"].as_str().unwrap();
    app.post("kari", &format!("/api/v1/consents/{id}/revoke"), &Value::Null).await.expect(200);
    app.open("nav", document).await.problem(403, "revoked");
    let path = format!("/api/v1/packs/{}", kept.id());
    let dropped = app.delete("kari", &path).await.expect(204);
    assert_eq!(app.entries("kind=pack-dropped").await[0]["index"], dropped.entry());
    app.delete("kari", &path).await.problem(404, "not-found");
    assert!(packs(&app, "kari", "jonas").await.is_empty());
    app.open("statped", document).await.expect(200);
}

async fn all_are_given_or_none(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let kept = keep(&app, "kari", "jonas", json!({"categories": ["decision"]})).await.expect(201);
    let path = format!("/api/v1/packs/{}/give", kept.id());
    let before = app.log_size().await;
    let mut unknown = to(&app, &["nav", "statped"]);
    unknown["recipients"][1]["agency"] = json!(Uuid::from_u128(4));
    let mut past = to(&app, &["nav", "statped"]);
    past["recipients"][1]["valid_until"] = json!(app.in_days(-1));
    let mut purpose = to(&app, &["nav", "statped"]);
    purpose["recipients"][1]["purpose"] = json!("curiosity");
    let mut odd = to(&app, &["nav", "statped"]);
    odd["recipients"][1]["purpose"] = json!("aids");
    for (gift, code) in [
        (unknown, "unknown-agency"),
        (past, "valid-until-past"),
        (purpose, "unknown-purpose"),
        (odd, "category-does-not-fit"),
        (to(&app, &["nav", "statped", "nav"]), "recipient-twice"),
        (to(&app, &["nav", "nav-org"]), "not-a-unit"),
        (json!({"recipients": []}), "field-missing"),
        (to(&app, &["nav"; 21]), "too-many"),
    ] {
        app.post("kari", &path, &gift).await.problem(422, code);
    }
    assert_eq!((consents(&app).await, app.log_size().await), (0, before));
    // Twenty at once, and the same unit for two purposes.
    let top = app.cast.unit("hospital-org");
    let mut units = Vec::new();
    for number in 0..18 {
        let name = format!("unit-{number}");
        let unit = add_agency(&app.app, Some(top), Kind::Hospital, &name).await;
        app.cast.put("unit", &name, unit);
        units.push(name);
    }
    let mut names: Vec<&str> = units.iter().map(String::as_str).collect();
    names.extend(["nav", "nav"]);
    let mut gift = to(&app, &names);
    gift["recipients"][19]["purpose"] = json!("coordination");
    let given = app.post("kari", &path, &gift).await.expect(201);
    assert_eq!(given.json()["items"].as_array().unwrap().len(), 20);
    assert_eq!(consents(&app).await, 20);
}

async fn a_pack_that_makes_no_sense_is_not_kept(backend: Backend) {
    let app = TestApp::start(backend).await;
    let foreign = app.upload("eva", "emil", &pdf(3000, 1)).await.expect(201).id();
    for (more, code) in [
        (json!({}), "nothing-covered"),
        (json!({"categories": ["no-such"]}), "unknown-category"),
        (json!({"documents": [foreign]}), "unknown-document"),
        (json!({"documents": [Uuid::from_u128(4)]}), "unknown-document"),
        (json!({"documents": ["x"]}), "id-wrong"),
        (json!({"documents": [foreign], "also_later": true}), "also-later-needs-category"),
        (json!({"categories": ["aids"], "actions": ["fly"]}), "unknown-action"),
        (json!({"categories": ["aids"], "name": " "}), "text-empty"),
        (json!({"categories": ["aids"], "name": "x".repeat(151)}), "text-too-long"),
    ] {
        keep(&app, "kari", "jonas", more).await.problem(422, code);
    }
    for _ in 0..100 {
        keep(&app, "kari", "jonas", json!({"categories": ["aids"]})).await.expect(201);
    }
    let over = keep(&app, "kari", "jonas", json!({"categories": ["aids"]})).await;
    over.problem(409, "too-many-packs");
    assert!(packs(&app, "ola", "nora").await.is_empty());
}

async fn what_is_hidden_drops_out_of_a_pack(backend: Backend) {
    let app = TestApp::start(backend).await;
    let open = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let hidden = app.upload("kari", "nora", &pdf(3000, 2)).await.expect(201).id();
    let both = keep(&app, "kari", "nora", json!({"documents": [open, hidden]})).await.expect(201);
    let only = keep(&app, "kari", "nora", json!({"documents": [hidden]})).await.expect(201);
    let mut outside = Outside::connect(&app.place()).await;
    let (child, ola) = (outside.id(app.cast.child("nora")), outside.id(app.cast.person("ola")));
    let (id, target) = (outside.id(Uuid::from_u128(77)), outside.id(hidden));
    outside
        .run(&format!(
            "insert into shield (id, child, person, kind, target, ground, created) \
             values ({id}, {child}, {ola}, 'document', {target}, 'violence', 1)"
        ))
        .await;
    let seen = packs(&app, "ola", "nora").await;
    assert_eq!(seen.len(), 1, "what is left of the other is nothing");
    assert_eq!(seen[0]["documents"], json!([open]));
    assert_eq!(packs(&app, "kari", "nora").await.len(), 2);
    // For him the other is as good as invented, to the last header.
    let gift = to(&app, &["nav"]);
    let shape = |answer: Answer| {
        let answer = answer.problem(404, "not-found");
        let names: Vec<_> = answer.headers.keys().cloned().collect();
        (answer.text().replace(answer.header("x-request-id"), ""), names)
    };
    for id in [only.id(), Uuid::from_u128(5)] {
        let give = shape(app.post("ola", &format!("/api/v1/packs/{id}/give"), &gift).await);
        let invented = format!("/api/v1/packs/{}/give", Uuid::from_u128(6));
        assert_eq!(give, shape(app.post("ola", &invented, &gift).await));
        shape(app.delete("ola", &format!("/api/v1/packs/{id}")).await);
    }
    // What he gives holds what he sees.
    let given = app.post("ola", &format!("/api/v1/packs/{}/give", both.id()), &gift).await;
    let given = given.expect(201).json();
    assert_eq!(given["items"][0]["documents"], json!([open]));
    let id = given["items"][0]["id"].as_str().unwrap().to_owned();
    let shown = app.get("kari", &format!("/api/v1/consents/{id}")).await.expect(200).json();
    assert_eq!(shown["documents"], json!([open]), "nothing hidden slipped in");
    // Erased papers drop out too, and an empty pack can be forgotten.
    app.delete("kari", &format!("/api/v1/documents/{hidden}")).await.expect(204);
    let give = app.post("kari", &format!("/api/v1/packs/{}/give", only.id()), &gift).await;
    give.problem(422, "nothing-covered");
    app.delete("kari", &format!("/api/v1/packs/{}", only.id())).await.expect(204);
}

async fn others_packs_are_not_there(backend: Backend) {
    let app = TestApp::start(backend).await;
    let kept = keep(&app, "kari", "jonas", json!({"categories": ["aids"]})).await.expect(201);
    app.grant(
        "kari",
        "jonas",
        "nav",
        json!({"categories": ["aids"], "actions": ["open", "coordinate"]}),
    )
    .await
    .expect(201);
    let give = format!("/api/v1/packs/{}/give", kept.id());
    let list = format!("/api/v1/children/{}/packs", app.cast.child("jonas"));
    for who in ["eva", "ola", "nav", "statped", "auditor", "operator"] {
        app.post(who, &give, &to(&app, &["nav"])).await.problem(404, "not-found");
        app.delete(who, &format!("/api/v1/packs/{}", kept.id())).await.problem(404, "not-found");
        // One who coordinates sees consents, and nothing of what may become one.
        app.get(who, &list).await.problem(404, "not-found");
    }
    // A young person of fourteen sees the own folder's, and decides nothing yet.
    assert_eq!(packs(&app, "jonas", "jonas").await.len(), 1);
    app.post("jonas", &give, &to(&app, &["nav"])).await.problem(403, "no-consent");
    assert_eq!(packs(&app, "kari", "jonas").await.len(), 1);
}

async fn a_gift_is_made_once(backend: Backend) {
    let app = TestApp::start(backend).await;
    let id = add_person(&app.app, "colleague").await;
    add_member(&app.app, id, app.cast.unit("nav"), app.clock.now()).await;
    let kept = keep(&app, "kari", "jonas", json!({"categories": ["aids"]})).await.expect(201);
    let path = format!("/api/v1/packs/{}/give", kept.id());
    let once = async |gift: &Value| {
        let request = app.request("POST", "kari", &path).await;
        let request = request.header("content-type", "application/json");
        let request = request.header("idempotency-key", "a-gift");
        app.send(request.body(axum::body::Body::from(gift.to_string())).unwrap()).await
    };
    let gift = to(&app, &["nav", "statped"]);
    let first = once(&gift).await.expect(201);
    let again = once(&gift).await.expect(201);
    assert_eq!((first.json(), first.entry()), (again.json(), again.entry()));
    assert_eq!(consents(&app).await, 2);
    once(&to(&app, &["nav"])).await.problem(422, "idempotency-key-reused");
}
