//! What happens when it goes wrong: nothing is lost, nothing waits for a dead
//! server, and what comes twice comes under one id.

use super::contact::use_address;
use super::webhook::add_hook;
use super::{MINUTE, kinds, mail_to, send_all, tell};
use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::hook::Hook;
use crate::support::process::Service;
use crate::support::samples::pdf;
use crate::support::smtp::{Mood, Odd, Smtp};
use crate::support::sql::Outside;
use crate::support::until;
use samflyt::clock::Clock as _;
use samflyt::domain::notice::Kind;
use samflyt::flows::notices::chores;
use samflyt::store::Place;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

on_both!(
    a_mail_server_in_any_mood_delays_nothing_and_loses_nothing,
    what_may_have_been_sent_is_sent_again_under_the_same_id,
    what_a_process_died_over_is_sent_after_its_lease,
    two_nodes_send_a_mail_once,
    what_cannot_be_sent_is_given_up_and_stays_in_the_inbox,
);

/// Brings an address into use by way of a server that takes mail.
async fn address_at(app: &TestApp, odd: &Odd, who: &str, mail: &str) {
    super::contact::set(app, who, "at-once", json!(mail)).await.expect(200);
    send_all(app).await;
    until("the code", || async { odd.mails().iter().any(|text| text.contains(mail)) }).await;
    let text = odd.mails().into_iter().rfind(|text| text.contains(mail)).unwrap();
    let body = text.split_once("\n\n").unwrap().1;
    let code = body.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 6).unwrap();
    app.post(who, "/api/v1/me/contact/confirm", &json!({"code": code})).await.expect(200);
    app.clock.advance(MINUTE);
    send_all(app).await;
}

fn id(text: &str) -> &str {
    text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap()
}

async fn waiting(app: &TestApp) -> i64 {
    let mut outside = Outside::connect(&app.place()).await;
    outside.number("select count(*) from delivery where done is null and given_up is null").await
}

async fn a_mail_server_in_any_mood_delays_nothing_and_loses_nothing(backend: Backend) {
    let odd = Odd::start(Mood::Well).await;
    let (port, hook) = (odd.port.to_string(), Hook::start().await);
    let app = TestApp::with(backend, &mail_to(&port)).await;
    address_at(&app, &odd, "kari", "kari@example.org").await;
    add_hook(&app, "nav", &hook.url()).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"documents": [document]});
    let sent = odd.mails().len();
    for (mood, unit, outcome) in [
        (Mood::Silent, "nav", "timeout"),
        (Mood::Says("451 later"), "statped", "smtp-451"),
        (Mood::Says("554 never"), "hospital", "smtp-554"),
    ] {
        odd.set(mood.clone());
        let calls = hook.calls().len();
        app.grant("kari", "nora", unit, more.clone()).await.expect(201);
        let began = Instant::now();
        app.open(unit, document).await.expect(200);
        chores::follow_log(&app.app).await.unwrap();
        app.clock.advance(2 * MINUTE);
        assert_eq!(super::inbox(&app, "kari").await[0]["kind"], "first-opening");
        // While a mail hangs, acts and calls go on.
        app.app.courier().round().await.unwrap();
        app.open(unit, document).await.expect(200);
        if unit == "nav" {
            until("the call", || async { hook.calls().len() > calls }).await;
        }
        assert!(began.elapsed() < Duration::from_secs(10), "{mood:?}");
        if mood == Mood::Silent {
            let mut outside = Outside::connect(&app.place()).await;
            let held = "select count(*) from delivery where lease_until is not null";
            assert_eq!(outside.number(held).await, 1);
        }
        app.app.courier().settle().await;
        let mut outside = Outside::connect(&app.place()).await;
        let said = "select outcome from delivery where channel = 'mail' and done is null";
        assert_eq!(outside.texts(said).await, [outcome], "{mood:?}");
        assert_eq!(odd.mails().len(), sent);
        // Others may sign in anew after these minutes.
        app.sign_out();
    }
    // When it is well again, what waits comes.
    odd.set(Mood::Well);
    app.clock.advance(3 * 60 * MINUTE);
    send_all(&app).await;
    until("the mail", || async { odd.mails().len() > sent }).await;
    app.app.courier().settle().await;
    let left = "select count(*) from delivery where channel = 'mail' and done is null";
    assert_eq!(Outside::connect(&app.place()).await.number(left).await, 0);
}

async fn what_may_have_been_sent_is_sent_again_under_the_same_id(backend: Backend) {
    let odd = Odd::start(Mood::Well).await;
    let port = odd.port.to_string();
    let app = TestApp::with(backend, &mail_to(&port)).await;
    address_at(&app, &odd, "eva", "eva@example.org").await;
    let before = odd.mails().len();
    odd.set(Mood::TakesAndCuts);
    tell(&app, "eva", Kind::RequestReceived, "x").await;
    app.clock.advance(1000);
    for count in 1..4 {
        send_all(&app).await;
        until("the mail", || async { odd.mails().len() == before + count }).await;
        app.app.courier().settle().await;
        app.clock.advance(24 * 60 * MINUTE);
    }
    odd.set(Mood::Well);
    send_all(&app).await;
    until("the mail", || async { odd.mails().len() == before + 4 }).await;
    app.app.courier().settle().await;
    let mails = odd.mails();
    assert!(mails[before..].iter().all(|mail| id(mail) == id(&mails[before])), "{mails:?}");
    app.clock.advance(24 * 60 * MINUTE);
    send_all(&app).await;
    assert_eq!((odd.mails().len(), waiting(&app).await), (before + 4, 0));
}

async fn what_a_process_died_over_is_sent_after_its_lease(backend: Backend) {
    let Some(smtp) = Smtp::start().await else { return };
    let port = smtp.port.to_string();
    let app = TestApp::with(backend, &mail_to(&port)).await;
    use_address(&app, &smtp, "eva", "at-once", "eva@example.org").await;
    let before = smtp.mails().len();
    tell(&app, "eva", Kind::RequestReceived, "x").await;
    send_all(&app).await;
    let first = smtp.until(before + 1).await.pop().unwrap();
    app.app.courier().settle().await;
    // As it stood when the server had it and nothing else was known.
    let mut outside = Outside::connect(&app.place()).await;
    let lease = app.clock.now().as_micros() + 120 * 1_000_000;
    outside
        .run(&format!(
            "update delivery set done = null, outcome = null, lease_until = {lease} \
             where channel = 'mail'"
        ))
        .await;
    let app = app.restart().await;
    send_all(&app).await;
    app.clock.advance(MINUTE);
    send_all(&app).await;
    smtp.until(before + 1).await;
    app.clock.advance(2 * MINUTE);
    send_all(&app).await;
    let again = smtp.until(before + 2).await.pop().unwrap();
    assert_eq!(first.header("Message-ID"), again.header("Message-ID"));
    app.app.courier().settle().await;
    assert_eq!(waiting(&app).await, 0);
}

async fn two_nodes_send_a_mail_once(backend: Backend) {
    let Some(smtp) = Smtp::start().await else { return };
    let port = smtp.port.to_string();
    let app = TestApp::with(backend.clone(), &mail_to(&port)).await;
    use_address(&app, &smtp, "eva", "at-once", "eva@example.org").await;
    use_address(&app, &smtp, "kari", "at-once", "kari@example.org").await;
    let (other, _) = app.second_node().await;
    let before = smtp.mails().len();
    for number in 0..5 {
        for who in ["eva", "kari"] {
            tell(&app, who, Kind::RequestReceived, &format!("{number}")).await;
        }
        app.clock.advance(1000);
        let rounds = (0..4).map(|node| {
            let courier = if node % 2 == 0 { app.app.courier() } else { other.courier() };
            async move {
                courier.round().await.unwrap();
                courier.settle().await;
            }
        });
        futures_util::future::join_all(rounds).await;
        until("nothing waits", || async { waiting(&app).await == 0 }).await;
        smtp.until(before + 2 * (number + 1)).await;
    }
    other.stop(Duration::from_secs(5)).await;
}

async fn what_cannot_be_sent_is_given_up_and_stays_in_the_inbox(backend: Backend) {
    let odd = Odd::start(Mood::Well).await;
    let port = odd.port.to_string();
    let app = TestApp::with(backend, &mail_to(&port)).await;
    address_at(&app, &odd, "eva", "eva@example.org").await;
    let before = odd.mails().len();
    odd.set(Mood::Says("451 later"));
    tell(&app, "eva", Kind::RequestReceived, "x").await;
    for _ in 0..8 {
        app.clock.advance(20 * 60 * MINUTE);
        send_all(&app).await;
        chores::forget(&app.app).await.unwrap();
    }
    assert_eq!(waiting(&app).await, 1);
    app.clock.advance(24 * 60 * MINUTE);
    chores::forget(&app.app).await.unwrap();
    assert_eq!(waiting(&app).await, 0);
    odd.set(Mood::Well);
    app.clock.advance(24 * 60 * MINUTE);
    send_all(&app).await;
    assert_eq!(odd.mails().len(), before);
    app.sign_out();
    assert_eq!(kinds(&app, "eva").await[0], "request-received");
    // News that come later are mailed as ever.
    tell(&app, "eva", Kind::RequestReceived, "y").await;
    send_all(&app).await;
    until("the mail", || async { odd.mails().len() == before + 1 }).await;
}

/// The real program, killed while the server has the mail and has not said so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_between_sending_and_knowing_it_loses_nothing() {
    let (odd, dir) = (Odd::start(Mood::Well).await, tempfile::tempdir().unwrap());
    let (data, port) = (dir.path().join("data"), odd.port.to_string());
    let service = Service::demo_with(&data, &mail_to(&port)).await;
    let token = service.token("kari").await.unwrap();
    let put = |body: Value| {
        let request = service.client.put(format!("{}/api/v1/me/contact", service.address));
        request.bearer_auth(&token).json(&body).send()
    };
    let asked = put(json!({"how": "at-once", "mail": "kari@example.org"})).await.unwrap();
    assert_eq!(asked.status(), 200);
    until("the code", || async { !odd.mails().is_empty() }).await;
    let text = odd.mails().remove(0);
    let body = text.split_once("\n\n").unwrap().1;
    let code = body.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 6).unwrap();
    let confirm = service.client.post(format!("{}/api/v1/me/contact/confirm", service.address));
    let confirmed = confirm.bearer_auth(&token).json(&json!({"code": code})).send().await.unwrap();
    assert_eq!(confirmed.status(), 200);
    // Ola revokes something: kari is told at once.
    let ola = service.token("ola").await.unwrap();
    let child = service.child("Nora", &ola).await;
    let path = format!("/api/v1/children/{child}/consents?state=in-force");
    let consents = service.get(&path, &ola).await;
    let consent = consents["items"][0]["id"].as_str().unwrap();
    until("the sign-in mails", || async { !odd.mails().is_empty() }).await;
    odd.set(Mood::TakesAndCuts);
    let before = odd.mails().len();
    let revoke = format!("{}/api/v1/consents/{consent}/revoke", service.address);
    let revoked = service.client.post(revoke).bearer_auth(&ola).send().await.unwrap();
    assert_eq!(revoked.status(), 200);
    until("the mail", || async { odd.mails().len() > before }).await;
    service.kill();
    let taken = odd.mails()[before].clone();
    odd.set(Mood::Well);
    // The lease runs out.
    let mut outside = Outside::connect(&Place::Sqlite(data.join("samflyt.db"))).await;
    outside.run("update delivery set lease_until = 1, next_try = 1 where done is null").await;
    let before = odd.mails().len();
    let service = Service::demo_with(&data, &mail_to(&port)).await;
    until("the mail again", || async {
        odd.mails()[before..].iter().any(|mail| id(mail) == id(&taken))
    })
    .await;
    assert_eq!(service.stop().await, Some(0));
    crate::support::process::verify(&data);
}
