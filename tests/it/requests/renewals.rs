//! Renewals: a request that points at a consent of the same unit.

use super::{act, entry, listed, send};
use crate::support::app::{PURPOSE, TestApp};
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(
    a_renewal_makes_a_running_consent_last_longer,
    a_renewal_that_waits_is_open_to_the_unit,
    what_has_ended_is_given_anew,
    only_the_own_units_consent_is_renewed,
    a_child_that_was_shared_is_named_by_its_id,
);

const DAY: i64 = 86_400_000_000;

async fn renew(app: &TestApp, consent: Uuid, days: i64) -> crate::support::http::Answer {
    let body = json!({
        "unit": app.cast.unit("nav"), "renews": consent, "until": app.in_days(days),
    });
    app.post("nav", "/api/v1/requests", &body).await
}

async fn a_renewal_makes_a_running_consent_last_longer(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"documents": [document], "categories": ["decision"]});
    let consent = app.grant("kari", "jonas", "nav", more).await.expect(201).id();
    renew(&app, consent, 20).await.problem(422, "until-not-later");
    let asked = renew(&app, consent, 60).await.expect(201);
    // Named by id: the unit knows whose it is.
    assert_eq!(asked.json()["child"], app.cast.child("jonas").to_string());
    assert_eq!(asked.json()["purpose"], PURPOSE);
    assert_eq!(asked.json()["categories"], json!(["decision"]));
    assert_eq!(asked.json()["renews"], consent.to_string());
    let granted = act(&app, "kari", asked.id(), "grant", &json!({})).await.expect(200);
    assert_eq!(granted.json()["consent"], consent.to_string());
    assert_eq!(granted.json()["in_part"], false);
    assert_eq!(entry(&app, granted.entry()).await["kind"], "request-granted");
    assert_eq!(entry(&app, granted.entry() + 1).await["kind"], "consent-revised");
    let shown = app.get("kari", &format!("/api/v1/consents/{consent}")).await.expect(200).json();
    assert_eq!(shown["valid_until"], app.in_days(60));
    assert_eq!((&shown["revision"], &shown["state"]), (&json!(2), &json!("in-force")));
    assert_eq!(shown["documents"], json!([document]));
    assert_eq!(shown["revisions"][1]["entry"], granted.entry() + 1);
    let path = format!("/api/v1/children/{}/consents", app.cast.child("jonas"));
    let all = app.get("kari", &path).await.expect(200).json();
    assert_eq!(all["items"].as_array().unwrap().len(), 1, "one to look after, and not two");
}

async fn a_renewal_that_waits_is_open_to_the_unit(backend: Backend) {
    let app = TestApp::start(backend).await;
    app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201);
    let more = json!({"categories": ["medical"]});
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    for (answer, state) in [("decline", "declined"), ("approve", "granted")] {
        let asked = renew(&app, consent, 60).await.expect(201);
        act(&app, "kari", asked.id(), "grant", &json!({})).await.expect(200);
        assert_eq!(listed(&app, "nav", "state=sent").await.len(), 1, "it waits for ola");
        let path = format!("/api/v1/consents/{consent}/{answer}");
        app.post("ola", &path, &Value::Null).await.expect(200);
        let of_unit = listed(&app, "nav", &format!("state={state}")).await;
        assert_eq!(of_unit[0]["id"], asked.id().to_string());
    }
    // Taken back while it waits: what is in force stays.
    let asked = renew(&app, consent, 90).await.expect(201);
    act(&app, "kari", asked.id(), "grant", &json!({})).await.expect(200);
    act(&app, "nav", asked.id(), "withdraw", &Value::Null).await.expect(200);
    let shown = app.get("ola", &format!("/api/v1/consents/{consent}")).await.expect(200).json();
    assert_eq!(shown["state"], "in-force");
    assert!(shown.get("pending").is_none());
    assert_eq!(shown["valid_until"], app.in_days(60));
}

async fn what_has_ended_is_given_anew(backend: Backend) {
    let app = TestApp::start(backend).await;
    let documents = [
        app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id(),
        app.upload("kari", "jonas", &pdf(3000, 2)).await.expect(201).id(),
    ];
    let more = json!({"documents": documents, "valid_until": app.in_days(5)});
    let consent = app.grant("kari", "jonas", "nav", more).await.expect(201).id();
    app.clock.advance(6 * DAY);
    app.sign_out();
    let asked = renew(&app, consent, 60).await.expect(201);
    assert_eq!(asked.json()["categories"], json!([]));
    // What has been erased since drops out of what nobody names.
    app.delete("kari", &format!("/api/v1/documents/{}", documents[0])).await.expect(204);
    let granted = act(&app, "kari", asked.id(), "grant", &json!({})).await.expect(200);
    let fresh = granted.json()["consent"].as_str().unwrap().to_owned();
    assert_ne!(fresh, consent.to_string());
    assert_eq!(entry(&app, granted.entry() + 1).await["kind"], "consent-granted");
    let shown = app.get("kari", &format!("/api/v1/consents/{fresh}")).await.expect(200).json();
    assert_eq!(shown["documents"], json!([documents[1]]));
    app.open("nav", documents[1]).await.expect(200);
}

async fn only_the_own_units_consent_is_renewed(backend: Backend) {
    let app = TestApp::start(backend).await;
    app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201);
    let more = json!({"categories": ["medical"]});
    let foreign = app.grant("kari", "jonas", "statped", more.clone()).await.expect(201).id();
    renew(&app, foreign, 60).await.problem(422, "unknown-consent");
    let later = json!({"categories": ["medical"], "valid_from": app.in_days(2)});
    let later = app.grant("kari", "jonas", "nav", later).await.expect(201).id();
    renew(&app, later, 60).await.problem(422, "unknown-consent");
    let own = app.grant("kari", "jonas", "nav", more).await.expect(201).id();
    let other = json!({"renews": own, "purpose": "treatment", "until": app.in_days(60)});
    let jonas = app.cast.child("jonas").to_string();
    send(&app, "nav", &jonas, other).await.problem(422, "other-purpose");
    let nora = app.cast.child("nora").to_string();
    send(&app, "nav", &nora, json!({"renews": own, "until": app.in_days(60)}))
        .await
        .problem(422, "unknown-child");
    app.post("kari", &format!("/api/v1/consents/{own}/revoke"), &Value::Null).await.expect(200);
    renew(&app, own, 60).await.problem(409, "consent-not-renewable");
}

async fn a_child_that_was_shared_is_named_by_its_id(backend: Backend) {
    let app = TestApp::start(backend).await;
    let jonas = app.cast.child("jonas").to_string();
    app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201);
    // Until something has been shared, the id is as good as invented.
    let foreign = send(&app, "nav", &jonas, json!({})).await.problem(422, "unknown-child");
    let invented = Uuid::from_u128(3).to_string();
    let invented = send(&app, "nav", &invented, json!({})).await.problem(422, "unknown-child");
    let words = |answer: &crate::support::http::Answer| answer.json()["detail"].clone();
    assert_eq!(words(&foreign), words(&invented));
    let more = json!({"categories": ["medical"], "valid_until": app.in_days(3)});
    app.grant("kari", "jonas", "nav", more).await.expect(201);
    let sent = send(&app, "nav", &jonas, json!({})).await.expect(201);
    assert_eq!(sent.json()["child"], jonas);
    // Also afterwards; and another unit still not.
    app.clock.advance(4 * DAY);
    app.sign_out();
    send(&app, "nav", &jonas, json!({})).await.expect(201);
    let other = json!({"unit": app.cast.unit("statped")});
    send(&app, "statped", &jonas, other).await.problem(422, "unknown-child");
}
