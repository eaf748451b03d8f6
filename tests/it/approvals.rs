//! Several givers: who must agree, what waits, what changes, and who was first.

use crate::support::app::{PURPOSE, TestApp, add_agency, add_guardian, end_guardian};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::pdf;
use samflyt::clock::Clock as _;
use samflyt::domain::PersonId;
use samflyt::domain::agency::Kind;
use samflyt::flows::consents::life;
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(both_guardians_must_agree_and_each_answer_is_told);
on_both!(one_no_ends_it_and_everything_has_its_time);
on_both!(everyday_matters_need_one_guardian_until_somebody_stops_one);
on_both!(whoever_loses_the_say_between_two_answers_does_not_count);
on_both!(what_narrows_is_at_once_and_what_widens_waits);
on_both!(a_change_that_does_both_takes_away_at_once);
on_both!(what_cannot_be_changed_says_why);
on_both!(a_consent_for_one_opening_is_used_up_by_it);
on_both!(who_is_kept_out_stays_out);
on_both!(a_unit_hands_back_and_a_coordinator_only_drafts);
on_both!(what_would_change_is_shown_before);
on_both!(answers_at_once_have_one_order);

const DAY: i64 = 86_400_000_000;

fn at(consent: Uuid, act: &str) -> String {
    format!("/api/v1/consents/{consent}/{act}")
}

async fn act(app: &TestApp, who: &str, consent: Uuid, act: &str) -> Answer {
    app.post(who, &at(consent, act), &Value::Null).await
}

async fn state(app: &TestApp, consent: Uuid) -> String {
    let shown = app.get("kari", &format!("/api/v1/consents/{consent}")).await.expect(200).json();
    shown["state"].as_str().unwrap().to_owned()
}

/// A document of Nora's that Kari has given NAV, and that waits for Ola.
async fn waiting(app: &TestApp) -> (Uuid, Uuid) {
    let document = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201).id();
    let more = json!({"documents": [document]});
    let given = app.grant_alone("kari", "nora", "nav", more).await.expect(201);
    assert_eq!(given.json()["state"], "awaiting-approval");
    (document, given.id())
}

async fn both_guardians_must_agree_and_each_answer_is_told(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (document, consent) = waiting(&app).await;
    let shown = app.get("ola", &format!("/api/v1/consents/{consent}")).await.expect(200).json();
    assert_eq!(shown["missing"][0]["name"], "Prøve ola", "{shown}");
    app.open("nav", document).await.expect(404);
    // Nobody else's answer counts.
    for who in ["eva", "nav", "auditor", "operator"] {
        act(&app, who, consent, "approve").await.expect(404);
        act(&app, who, consent, "decline").await.expect(404);
    }
    let size = app.log_size().await;
    let again = act(&app, "kari", consent, "approve").await.expect(200);
    assert_eq!(again.json()["state"], "awaiting-approval", "one guardian is not two");
    assert_eq!(app.entries("kind=consent-approved").await.len(), 0);
    let request = app.request("POST", "ola", &at(consent, "approve")).await;
    let request = request.header("accept-language", "nn").body(axum::body::Body::empty());
    let agreed = app.send(request.unwrap()).await.expect(200);
    assert_eq!(agreed.json()["state"], "in-force");
    let answers = agreed.json()["approvals"].as_array().unwrap().clone();
    assert_eq!(answers.len(), 2);
    let ola = answers.iter().find(|one| one["name"] == "Prøve ola").unwrap();
    assert_eq!((&ola["answer"], &ola["text_language"]), (&json!("approved"), &json!("nn")));
    assert_eq!(ola["text_version"].as_str().unwrap().len(), 64);
    app.open("nav", document).await.expect(200);
    let entries = app.entries("kind=consent-approved").await;
    assert_eq!(entries.len(), 1);
    // Agreeing twice: the same answer, told by the same entry, and no second one.
    let twice = act(&app, "ola", consent, "approve").await.expect(200);
    assert_eq!(twice.entry(), agreed.entry());
    assert_eq!(app.entries("kind=consent-approved").await.len(), 1);
    assert!(app.log_size().await > size);
}

async fn one_no_ends_it_and_everything_has_its_time(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (document, consent) = waiting(&app).await;
    let no = act(&app, "ola", consent, "decline").await.expect(200);
    assert_eq!(no.json()["state"], "declined");
    let twice = act(&app, "ola", consent, "decline").await.expect(200);
    assert_eq!(twice.entry(), no.entry());
    assert_eq!(app.entries("kind=consent-declined").await.len(), 1);
    for (who, what) in [("ola", "approve"), ("kari", "approve"), ("kari", "decline")] {
        assert_eq!(act(&app, who, consent, what).await.expect(409).json()["code"], "consent-ended");
    }
    app.open("nav", document).await.expect(404);

    let (document, consent) = waiting(&app).await;
    app.clock.set(app.clock.now().plus_days(30).plus_micros(-DAY / 2));
    app.sign_out();
    assert_eq!(state(&app, consent).await, "awaiting-approval");
    app.clock.set(app.clock.now().plus_days(1));
    app.sign_out();
    let late = act(&app, "ola", consent, "approve").await.expect(409);
    assert!(
        ["approval-lapsed", "consent-expired"].contains(&late.json()["code"].as_str().unwrap())
    );
    life::lapse(&app.app).await.unwrap();
    assert_eq!(state(&app, consent).await, "lapsed");
    assert_eq!(app.entries("kind=consent-lapsed").await.len(), 1);
    assert_eq!(life::lapse(&app.app).await.unwrap(), 0);
    app.open("nav", document).await.expect(404);
}

async fn everyday_matters_need_one_guardian_until_somebody_stops_one(backend: Backend) {
    let app = TestApp::start(backend).await;
    let plan = app.upload_as("kari", "nora", "plan", &pdf(2000, 1)).await.expect(201).id();
    let give = async |who: &str| {
        let more = json!({"documents": [plan], "purpose": "coordination"});
        app.grant_alone(who, "nora", "statped", more).await.expect(201)
    };
    // New to the family: both.
    let first = give("kari").await;
    assert_eq!(first.json()["state"], "awaiting-approval");
    act(&app, "ola", first.id(), "approve").await.expect(200);
    // Known: one.
    let second = give("ola").await;
    assert_eq!(second.json()["state"], "in-force");
    // Health always needs both.
    let health = app.upload("kari", "nora", &pdf(2000, 2)).await.expect(201).id();
    let more = json!({"documents": [plan, health]});
    let both = app.grant_alone("kari", "nora", "statped", more).await.expect(201);
    assert_eq!(both.json()["state"], "awaiting-approval");
    // One has stopped one: both again, until both have given anew.
    act(&app, "ola", first.id(), "revoke").await.expect(200);
    let third = give("kari").await;
    assert_eq!(third.json()["state"], "awaiting-approval");
    act(&app, "ola", third.id(), "approve").await.expect(200);
    assert_eq!(give("kari").await.json()["state"], "in-force");
}

async fn whoever_loses_the_say_between_two_answers_does_not_count(backend: Backend) {
    let app = TestApp::start(backend).await;
    let nora = app.cast.child("nora");
    let person = |handle: &str| PersonId(app.cast.person(handle));
    // The one who has agreed goes: what is left is the other's word.
    let (document, consent) = waiting(&app).await;
    end_guardian(&app.app, nora, person("kari")).await;
    app.open("nav", document).await.expect(404);
    let agreed = act(&app, "ola", consent, "approve").await.expect(200);
    assert_eq!(agreed.json()["state"], "in-force");
    app.open("nav", document).await.expect(200);
    // The last one who carries it goes: it is frozen at once, and told.
    end_guardian(&app.app, nora, person("ola")).await;
    let refused = app.open("nav", document).await.expect(403);
    assert_eq!(refused.json()["code"], "frozen");
    assert_eq!(app.entries("kind=consent-frozen").await.len(), 1);
    // A new guardian confirms it.
    app.clock.set(app.clock.now().plus_micros(1_000_000));
    add_guardian(&app.app, nora, person("eva"), app.clock.now()).await;
    let shown = app.get("eva", &format!("/api/v1/consents/{consent}")).await.expect(200).json();
    assert_eq!(shown["state"], "frozen");
    let confirmed = act(&app, "eva", consent, "approve").await.expect(200);
    assert_eq!(confirmed.json()["state"], "in-force");
    app.open("nav", document).await.expect(200);

    // The one who is missing goes: nothing begins by itself; the other says it again.
    add_guardian(&app.app, nora, person("ola"), app.clock.now()).await;
    let more = json!({"documents": [document], "purpose": "treatment"});
    let given = app.grant_alone("eva", "nora", "hospital", more).await.expect(201);
    assert_eq!(given.json()["state"], "awaiting-approval");
    end_guardian(&app.app, nora, person("ola")).await;
    let path = format!("/api/v1/documents/{document}/content?purpose=treatment");
    app.get("hospital", &path).await.expect(404);
    let again = act(&app, "eva", given.id(), "approve").await.expect(200);
    assert_eq!(again.json()["state"], "in-force");
    app.get("hospital", &path).await.expect(200);
}

async fn revise(app: &TestApp, who: &str, consent: Uuid, body: Value) -> Answer {
    app.post(who, &at(consent, "revise"), &body).await
}

async fn what_narrows_is_at_once_and_what_widens_waits(backend: Backend) {
    let app = TestApp::start(backend).await;
    let [one, two, three] = [1, 2, 3].map(|n| pdf(2000, n));
    let one = app.upload("kari", "nora", &one).await.expect(201).id();
    let two = app.upload("kari", "nora", &two).await.expect(201).id();
    let three = app.upload("kari", "nora", &three).await.expect(201).id();
    let more = json!({"documents": [one, two]});
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    // Ola alone takes one away, at once.
    let narrower = revise(&app, "ola", consent, json!({"documents": [one]})).await.expect(200);
    assert_eq!(
        (narrower.json()["revision"].as_i64(), state(&app, consent).await.as_str()),
        (Some(2), "in-force")
    );
    assert_eq!(narrower.json()["revisions"][1]["carried_by"], 1);
    app.open("nav", one).await.expect(200);
    app.open("nav", two).await.expect(404);
    // What came after the giving stays out, whatever is narrowed.
    app.open("nav", three).await.expect(404);
    // Kari adds: it waits, and the old one goes on.
    let wider = revise(&app, "kari", consent, json!({"documents": [one, three]})).await.expect(200);
    assert_eq!(wider.json()["pending"], 3, "{}", wider.json());
    assert_eq!(wider.json()["revision"], 2);
    let words = wider.json()["revisions"][2]["changes_in_words"][0].as_str().unwrap().to_owned();
    assert_eq!(words, "Nye dokumenter: 1.");
    app.open("nav", three).await.expect(404);
    app.open("nav", one).await.expect(200);
    act(&app, "ola", consent, "decline").await.expect(200);
    app.open("nav", one).await.expect(200);
    app.open("nav", three).await.expect(404);
    let wider = revise(&app, "kari", consent, json!({"documents": [one, three]})).await.expect(200);
    assert_eq!(wider.json()["pending"], 4);
    let agreed = act(&app, "ola", consent, "approve").await.expect(200).json();
    assert_eq!((&agreed["revision"], &agreed["pending"]), (&json!(4), &Value::Null));
    app.open("nav", three).await.expect(200);
    // A longer time is a widening.
    let longer = json!({"valid_until": app.in_days(60)});
    let longer = revise(&app, "ola", consent, longer).await.expect(200);
    assert_eq!(longer.json()["pending"], 5);
    // It lapses, and what is in force stays.
    app.clock.set(app.clock.now().plus_days(29));
    app.sign_out();
    app.open("nav", three).await.expect(200);
    app.clock.set(app.clock.now().plus_micros(DAY - 1_000_000));
    app.sign_out();
    let entries = app.entries("kind=consent-revised").await;
    assert_eq!(entries.len(), 4);
    let opened = app.open("nav", three).await.expect(200).entry();
    let entry = app.entries("kind=opened").await.into_iter().find(|one| one["index"] == opened);
    assert!(entry.is_some());
}

async fn a_change_that_does_both_takes_away_at_once(backend: Backend) {
    let app = TestApp::start(backend).await;
    let one = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201).id();
    let two = app.upload("kari", "nora", &pdf(2000, 2)).await.expect(201).id();
    let three = app.upload("kari", "nora", &pdf(2000, 3)).await.expect(201).id();
    let more = json!({"documents": [one, two]});
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    let both = revise(&app, "kari", consent, json!({"documents": [one, three]})).await.expect(200);
    assert_eq!(
        (both.json()["revision"].as_i64(), both.json()["pending"].as_i64()),
        (Some(2), Some(3))
    );
    app.open("nav", one).await.expect(200);
    app.open("nav", two).await.expect(404);
    app.open("nav", three).await.expect(404);
    act(&app, "ola", consent, "approve").await.expect(200);
    app.open("nav", three).await.expect(200);
    // Nothing would be left: say so, change nothing.
    let other = revise(&app, "kari", consent, json!({"documents": [two]})).await.expect(422);
    assert_eq!(other.json()["code"], "nothing-left");
    app.open("nav", one).await.expect(200);
}

async fn what_cannot_be_changed_says_why(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (document, consent) = waiting(&app).await;
    let code = async |who: &str, consent, body| {
        let answer = revise(&app, who, consent, body).await;
        (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
    };
    let until = json!({"valid_until": app.in_days(5)});
    assert_eq!(code("kari", consent, until.clone()).await, (409, "consent-awaiting".to_owned()));
    act(&app, "ola", consent, "approve").await.expect(200);
    assert_eq!(code("kari", consent, json!({})).await, (422, "nothing-changed".to_owned()));
    let same = json!({"documents": [document], "also_later": false});
    assert_eq!(code("kari", consent, same).await, (422, "nothing-changed".to_owned()));
    for (body, wanted) in [
        (json!({"valid_until": app.in_days(400)}), "window-too-long"),
        (json!({"valid_until": "2020-01-01T00:00:00Z"}), "valid-until-past"),
        (json!({"documents": [Uuid::from_u128(7)]}), "unknown-document"),
        (json!({"categories": ["secrets"]}), "unknown-category"),
        (json!({"documents": [], "categories": []}), "nothing-covered"),
        (json!({"excluded_persons": [Uuid::from_u128(7)]}), "unknown-person"),
        (json!({"excluded_units": [Uuid::from_u128(7)]}), "unknown-agency"),
        (json!({"once": true, "actions": ["open", "keep"]}), "once-is-for-opening"),
        (json!({"heard_words": "Nora nikket."}), "heard-missing"),
        (json!({"heard": "perhaps"}), "unknown-answer"),
    ] {
        assert_eq!(code("kari", consent, body.clone()).await, (422, wanted.to_owned()), "{body}");
    }
    assert_eq!(code("eva", consent, until.clone()).await.0, 404);
    assert_eq!(code("nav", consent, until.clone()).await.0, 403);
    act(&app, "ola", consent, "revoke").await.expect(200);
    assert_eq!(code("kari", consent, until).await, (409, "consent-ended".to_owned()));
    // Purposes that need only some kinds of documents take no others as a whole.
    let odd = json!({"purpose": "school-adaptation", "categories": ["child-psychiatry"]});
    let odd = app.grant_alone("kari", "nora", "statped", odd).await.expect(422);
    assert_eq!(odd.json()["code"], "category-does-not-fit");
}

async fn a_consent_for_one_opening_is_used_up_by_it(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "jonas", &pdf(200_000, 1)).await.expect(201).id();
    let more = json!({"documents": [document], "once": true});
    let consent = app.grant("kari", "jonas", "nav", more).await.expect(201).id();
    // Looking at the head uses nothing up; a part is answered with the whole.
    let head = app.request("HEAD", "nav", &crate::support::app::content(document)).await;
    let head = app.send(head.body(axum::body::Body::empty()).unwrap()).await.expect(200);
    app.outcome(head.entry()).await;
    let part = app.open_range("nav", document, "bytes=0-99").await.expect(200);
    assert_eq!(app.outcome(part.entry()).await["outcome"], "complete");
    let over = app.open("nav", document).await.expect(403);
    assert_eq!(over.json()["code"], "expired");
    assert_eq!(state(&app, consent).await, "used-up");
    let cases = app.get("nav", "/api/v1/shared").await.expect(200).json();
    assert!(cases["items"].as_array().unwrap().is_empty(), "{cases}");
    // Many at once: one gets it.
    let more = json!({"documents": [document], "once": true});
    app.grant("kari", "jonas", "nav", more).await.expect(201);
    let all = futures_util::future::join_all((0..8).map(|_| app.open("nav", document))).await;
    let opened = all.iter().filter(|one| one.status == 200).count();
    assert_eq!(opened, 1, "{:?}", all.iter().map(|one| one.status).collect::<Vec<_>>());
}

async fn who_is_kept_out_stays_out(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "jonas", &pdf(2000, 1)).await.expect(201).id();
    let nav = app.cast.person("nav");
    let more = json!({"documents": [document], "excluded_persons": [nav]});
    let consent = app.grant("kari", "jonas", "nav", more).await.expect(201);
    assert_eq!(consent.json()["excluded_persons"][0], nav.to_string());
    app.open("nav", document).await.expect(404);
    let fewer = json!({"excluded_persons": []});
    revise(&app, "kari", consent.id(), fewer).await.expect(200);
    app.open("nav", document).await.expect(200);
    let unit = json!({"excluded_units": [app.cast.unit("nav-org")]});
    revise(&app, "kari", consent.id(), unit).await.expect(200);
    app.open("nav", document).await.expect(404);
}

async fn a_unit_hands_back_and_a_coordinator_only_drafts(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let office = add_agency(
        &app.app,
        Some(app.cast.unit("statped-org")),
        Kind::Statped,
        "Koordinator (prøve)",
    )
    .await;
    app.cast.put("unit", "office", office);
    let siri = crate::support::app::add_person(&app.app, "siri").await;
    app.cast.put("person", "siri", siri.0);
    crate::support::app::add_member(&app.app, siri, office, crate::support::app::noon()).await;
    let document = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201).id();
    let nav =
        app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201).id();
    let consents = format!("/api/v1/children/{}/consents", app.cast.child("nora"));
    let drafts = format!("{consents}/drafts");
    let draft = json!({
        "agency": app.cast.unit("hospital"),
        "purpose": "treatment",
        "categories": ["medical"],
        "valid_until": app.in_days(30),
    });
    app.get("siri", &consents).await.expect(404);
    app.post("siri", &drafts, &draft).await.expect(404);
    let more = json!({"purpose": "coordination", "actions": ["coordinate"]});
    let coordinates = app.grant("kari", "nora", "office", more).await.expect(201).id();
    // The overview: which, to whom, how it stands; not what.
    let seen = app.get("siri", &consents).await.expect(200).json();
    assert_eq!(seen["items"].as_array().unwrap().len(), 2);
    for item in seen["items"].as_array().unwrap() {
        for field in ["documents", "categories", "revisions", "approvals", "missing"] {
            assert_eq!(item[field].as_array().unwrap().len(), 0, "{field}: {item}");
        }
    }
    assert!(!seen.to_string().contains(&document.to_string()));
    app.get("siri", &format!("/api/v1/consents/{nav}/receipt")).await.expect(404);
    app.get("siri", &format!("/api/v1/documents/{document}")).await.expect(404);
    let path = format!("/api/v1/documents/{document}/content?purpose=coordination");
    app.get("siri", &path).await.expect(404);
    for what in ["approve", "decline", "revoke"] {
        assert!(act(&app, "siri", nav, what).await.status >= 403, "{what}");
    }
    let named = json!({"documents": [document]});
    let mut with = draft.clone();
    with["documents"] = named["documents"].clone();
    assert_eq!(
        app.post("siri", &drafts, &with).await.expect(422).json()["code"],
        "categories-only"
    );
    let made = app.post("siri", &drafts, &draft).await.expect(201);
    assert_eq!(made.json()["state"], "draft");
    let id = made.id();
    assert!(act(&app, "siri", id, "approve").await.status >= 403);
    app.get("hospital", &format!("/api/v1/documents/{document}/content?purpose=treatment"))
        .await
        .expect(404);
    let one = act(&app, "kari", id, "approve").await.expect(200);
    assert_eq!(one.json()["state"], "awaiting-approval");
    let two = act(&app, "ola", id, "approve").await.expect(200);
    assert_eq!(two.json()["state"], "in-force");
    app.get("hospital", &format!("/api/v1/documents/{document}/content?purpose=treatment"))
        .await
        .expect(200);
    // The coordinating unit and NAV give theirs back.
    act(&app, "statped", coordinates, "hand-back").await.expect(404);
    act(&app, "kari", nav, "hand-back").await.expect(403);
    let back = act(&app, "nav", nav, "hand-back").await.expect(200);
    assert_eq!(back.json()["state"], "handed-back");
    assert_eq!(state(&app, nav).await, "handed-back");
    assert_eq!(app.open("nav", document).await.expect(403).json()["code"], "expired");
    assert_eq!(act(&app, "nav", nav, "hand-back").await.expect(403).json()["code"], "expired");
    assert_eq!(app.entries("kind=consent-handed-back").await.len(), 1);
}

async fn what_would_change_is_shown_before(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201).id();
    let other = app.upload_as("kari", "nora", "plan", &pdf(2000, 2)).await.expect(201).id();
    let body = json!({
        "agency": app.cast.unit("nav"),
        "purpose": PURPOSE,
        "documents": [other],
        "categories": ["medical"],
        "also_later": true,
        "valid_until": app.in_days(30),
    });
    let path = format!("/api/v1/children/{}/consents/preview", app.cast.child("nora"));
    let seen = app.post("kari", &path, &body).await.expect(200).json();
    assert_eq!(seen["documents"].as_array().unwrap().len(), 2, "{seen}");
    assert_eq!(seen["later_categories"], json!(["medical"]));
    assert_eq!((&seen["at_once"], &seen["members"]), (&json!(false), &json!(1)));
    assert_eq!(seen["missing"][0]["name"], "Prøve ola");
    app.open("nav", document).await.expect(404);
    app.post("nav", &path, &body).await.expect(404);
    app.post("eva", &path, &body).await.expect(404);
    let consent =
        app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201).id();
    let change = json!({"documents": [document, other], "valid_until": app.in_days(60)});
    let seen = app.post("kari", &at(consent, "preview"), &change).await.expect(200).json();
    assert_eq!(seen["changes"][0]["what"], "documents-added");
    assert_eq!(seen["changes"][1]["what"], "ends-later");
    assert_eq!(
        seen["documents"].as_array().unwrap().iter().filter(|one| one["already"] == true).count(),
        1
    );
    assert_eq!(state(&app, consent).await, "in-force");
    let narrower = json!({"valid_until": app.in_days(2)});
    let seen = app.post("ola", &at(consent, "preview"), &narrower).await.expect(200).json();
    assert_eq!((&seen["at_once"], &seen["missing"]), (&json!(true), &json!([])));
}

async fn answers_at_once_have_one_order(backend: Backend) {
    let app = TestApp::start(backend).await;
    for _ in 0..12 {
        let (document, consent) = waiting(&app).await;
        let answers = tokio::join!(
            act(&app, "ola", consent, "approve"),
            act(&app, "ola", consent, "decline"),
            act(&app, "kari", consent, "revoke"),
        );
        let [yes, no, stop] = [answers.0, answers.1, answers.2];
        // Who was first in the log has won; the others say what they found.
        let ended = state(&app, consent).await;
        let opened = app.open("nav", document).await.status;
        assert_ne!(opened, 200, "it has ended one way or the other");
        match ended.as_str() {
            "revoked" => assert_eq!(stop.status, 200),
            "declined" => {
                assert_eq!(no.status, 200);
                assert!(yes.status == 409, "{}", yes.status);
            }
            other => panic!("{other}: {} {} {}", yes.status, no.status, stop.status),
        }
        assert!([200, 409].contains(&yes.status) && [200, 409].contains(&no.status));
    }
}
