//! Calls to programs of units: signed, repeated under one id, bare of anything
//! that the unit does not know, and never to where only the service can reach.

use super::{MINUTE, kinds, mail_to, revoke, send_all};
use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::hook::{Hook, Reply};
use crate::support::process;
use crate::support::sql::Outside;
use crate::support::until;
use samflyt::clock::Clock as _;
use samflyt::domain::AgencyId;
use samflyt::flows::Error;
use samflyt::flows::notices::webhooks;
use samflyt::notify::webhook::Secret;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use uuid::Uuid;

on_both!(
    a_unit_is_called_and_learns_nothing_new,
    a_call_is_repeated_until_it_is_taken,
    a_program_that_hangs_hinders_no_other,
    a_changed_secret_signs_beside_the_old_one,
    a_program_that_wants_no_calls_gets_none,
);

/// Adds a webhook; its id and secret.
pub async fn add_hook(app: &TestApp, unit: &str, url: &str) -> (Uuid, String) {
    let secret = Secret::generate(app.app.entropy());
    let unit = AgencyId(app.cast.unit(unit));
    let id = webhooks::add(&app.app, unit, url, &secret).await.unwrap();
    (id, secret.text().to_string())
}

/// The program with the switch that lets this machine be called.
async fn start(backend: Backend) -> TestApp {
    TestApp::with(backend, &[("SAMFLYT_WEBHOOKS_ALLOW_LOOPBACK", "true")]).await
}

async fn grant(app: &TestApp, unit: &str) -> Uuid {
    let granted = app.grant("kari", "nora", unit, json!({"categories": ["aids"]})).await;
    granted.expect(201).id()
}

/// Lets the family's minute pass, and sends.
async fn pass(app: &TestApp, micros: i64) {
    samflyt::flows::notices::chores::follow_log(&app.app).await.unwrap();
    app.clock.advance(micros);
    send_all(app).await;
}

async fn a_unit_is_called_and_learns_nothing_new(backend: Backend) {
    let app = start(backend).await;
    let (own, above, other) = (Hook::start().await, Hook::start().await, Hook::start().await);
    let (_, secret) = add_hook(&app, "nav", &own.url()).await;
    add_hook(&app, "nav-org", &above.url()).await;
    add_hook(&app, "statped", &other.url()).await;
    let consent = grant(&app, "nav").await;
    pass(&app, MINUTE / 2).await;
    assert_eq!(own.calls().len(), 0, "the family's minute");
    pass(&app, MINUTE).await;
    until("the calls", || async { own.calls().len() + above.calls().len() == 2 }).await;
    let call = &own.calls()[0];
    assert_eq!(call.first_line, "POST /samflyt HTTP/1.1");
    assert_eq!(call.header("content-type"), "application/json");
    assert!(call.is_signed_by(&secret), "{call:?}");
    let stranger = Secret::generate(app.app.entropy()).text().to_string();
    assert!(!call.is_signed_by(&stranger));
    call.header("webhook-id").parse::<Uuid>().unwrap();
    let sent: i64 = call.header("webhook-timestamp").parse().unwrap();
    assert!((app.clock.now().as_secs() - sent).abs() <= 60);
    // Exactly this, byte by byte.
    let at = call.json()["timestamp"].as_str().unwrap().to_owned();
    let wanted = format!(
        r#"{{"type":"consent.granted","timestamp":"{at}","data":{{"unit":"{}","consent":"{consent}"}}}}"#,
        app.cast.unit("nav")
    );
    assert_eq!(String::from_utf8(call.body.clone()).unwrap(), wanted);
    // And in no header anything of anybody.
    let known = [
        "host",
        "content-type",
        "content-length",
        "user-agent",
        "accept",
        "webhook-id",
        "webhook-timestamp",
        "webhook-signature",
    ];
    assert!(call.headers.keys().all(|name| known.contains(&name.as_str())), "{call:?}");
    assert_ne!(above.calls()[0].header("webhook-id"), call.header("webhook-id"));

    revoke(&app, "kari", consent).await;
    pass(&app, MINUTE).await;
    until("the call", || async { own.calls().len() == 2 }).await;
    assert_eq!(own.calls()[1].json()["type"], "consent.revoked");
    // What a unit is not to know it is not called for.
    let undone = grant(&app, "nav").await;
    pass(&app, MINUTE / 2).await;
    revoke(&app, "kari", undone).await;
    pass(&app, 10 * MINUTE).await;
    assert_eq!((own.calls().len(), other.calls().len()), (2, 0));
}

async fn a_call_is_repeated_until_it_is_taken(backend: Backend) {
    let app = start(backend).await;
    let (hook, elsewhere) = (Hook::start().await, Hook::start().await);
    let (_, secret) = add_hook(&app, "nav", &hook.url()).await;
    grant(&app, "nav").await;
    let mut outside = Outside::connect(&app.place()).await;
    let to = elsewhere.url();
    for (number, (reply, outcome)) in [
        (Reply::Status("429 Too Many Requests\r\nretry-after: 7200".to_owned()), "http-429"),
        (Reply::Status("500 Internal Server Error".to_owned()), "http-500"),
        (Reply::Status(format!("302 Found\r\nlocation: {to}")), "http-302"),
        (Reply::Status(format!("308 Permanent Redirect\r\nlocation: {to}")), "http-308"),
        (Reply::HangsUp, "broken-off"),
    ]
    .into_iter()
    .enumerate()
    {
        hook.answer(reply);
        pass(&app, 3 * 60 * MINUTE).await;
        until("the call", || async { hook.calls().len() == number + 1 }).await;
        app.app.courier().settle().await;
        let said = outside.texts("select outcome from delivery where outcome is not null").await;
        assert_eq!(said, [outcome]);
        if number == 0 {
            // Not before it is asked for.
            pass(&app, 110 * MINUTE).await;
            assert_eq!(hook.calls().len(), 1);
        }
    }
    hook.answer(Reply::Endless);
    let began = Instant::now();
    pass(&app, 7 * 60 * MINUTE).await;
    until("the call", || async { hook.calls().len() == 6 }).await;
    app.app.courier().settle().await;
    assert!(began.elapsed() < Duration::from_secs(10), "a body without end is not read");
    let calls = hook.calls();
    for call in &calls {
        assert_eq!(call.header("webhook-id"), calls[0].header("webhook-id"));
        assert!(call.is_signed_by(&secret));
    }
    let times: std::collections::BTreeSet<&str> =
        calls.iter().map(|call| call.header("webhook-timestamp")).collect();
    assert_eq!(times.len(), 6, "each attempt has its own time");
    assert_eq!(elsewhere.calls().len(), 0, "redirects are not followed");
    pass(&app, 48 * 60 * MINUTE).await;
    assert_eq!(hook.calls().len(), 6);
}

async fn a_program_that_hangs_hinders_no_other(backend: Backend) {
    let app = start(backend).await;
    let (hangs, well) = (Hook::start().await, Hook::start().await);
    hangs.answer(Reply::Nothing);
    add_hook(&app, "nav", &hangs.url()).await;
    add_hook(&app, "statped", &well.url()).await;
    let mut stops = Vec::new();
    for _ in 0..5 {
        stops.push(grant(&app, "nav").await);
    }
    samflyt::flows::notices::chores::follow_log(&app.app).await.unwrap();
    app.clock.advance(2 * MINUTE);
    let began = Instant::now();
    app.app.courier().round().await.unwrap();
    until("the hanging call", || async { hangs.calls().len() == 1 }).await;
    grant(&app, "statped").await;
    samflyt::flows::notices::chores::follow_log(&app.app).await.unwrap();
    app.clock.advance(MINUTE + MINUTE / 2);
    app.app.courier().round().await.unwrap();
    until("the other call", || async { well.calls().len() == 1 }).await;
    revoke(&app, "kari", stops[0]).await;
    assert_eq!(kinds(&app, "nav").await[0], "consent-revoked");
    assert!(began.elapsed() < Duration::from_secs(10));
    // One at a time to the one that hangs, whatever waits for it.
    assert_eq!(hangs.calls().len(), 1);
    app.app.courier().settle().await;
}

async fn a_changed_secret_signs_beside_the_old_one(backend: Backend) {
    let app = start(backend).await;
    let hook = Hook::start().await;
    let (id, old) = add_hook(&app, "nav", &hook.url()).await;
    let new = Secret::generate(app.app.entropy());
    webhooks::rotate(&app.app, id, &new).await.unwrap();
    let new = new.text().to_string();
    grant(&app, "nav").await;
    pass(&app, 2 * MINUTE).await;
    until("the call", || async { hook.calls().len() == 1 }).await;
    let call = &hook.calls()[0];
    assert!(call.is_signed_by(&old) && call.is_signed_by(&new));
    assert_eq!(call.header("webhook-signature").split(' ').count(), 2);
    app.clock.advance(25 * 60 * MINUTE);
    app.sign_out();
    grant(&app, "nav").await;
    pass(&app, 2 * MINUTE).await;
    until("the call", || async { hook.calls().len() == 2 }).await;
    let call = &hook.calls()[1];
    assert!(!call.is_signed_by(&old) && call.is_signed_by(&new));
    assert_eq!(webhooks::test(&app.app, id).await.unwrap(), None);
    assert_eq!(hook.calls()[2].json()["type"], "samflyt.test");
    // The secret does not lie open.
    let raw = new.strip_prefix("whsec_").unwrap().to_owned();
    let needles = [("secret".to_owned(), raw.into_bytes())];
    if !samflyt::vault::UNSEALED {
        let held = crate::support::scan::holding(&app.config.data.dir, &needles);
        assert_eq!(held, [""; 0]);
    }
}

async fn a_program_that_wants_no_calls_gets_none(backend: Backend) {
    let app = start(backend).await;
    let hook = Hook::start().await;
    let (id, _) = add_hook(&app, "nav", &hook.url()).await;
    hook.status("410 Gone");
    for _ in 0..3 {
        grant(&app, "nav").await;
    }
    pass(&app, 2 * MINUTE).await;
    until("the call", || async { hook.calls().len() == 1 }).await;
    app.app.courier().settle().await;
    for _ in 0..3 {
        pass(&app, 24 * 60 * MINUTE).await;
        app.sign_out();
    }
    assert_eq!(hook.calls().len(), 1);
    let nav = AgencyId(app.cast.unit("nav"));
    assert!(!webhooks::list(&app.app, Some(nav)).await.unwrap()[0].active);
    hook.status("204 No Content");
    webhooks::resume(&app.app, id).await.unwrap();
    grant(&app, "nav").await;
    pass(&app, 2 * MINUTE).await;
    until("the call", || async { hook.calls().len() == 2 }).await;
    // What is removed is not called, and nothing waits for it.
    grant(&app, "nav").await;
    samflyt::flows::notices::chores::follow_log(&app.app).await.unwrap();
    webhooks::remove(&app.app, id).await.unwrap();
    pass(&app, 2 * MINUTE).await;
    assert_eq!(hook.calls().len(), 2);
    let told = app.entries("kind=agency-changed").await;
    let reasons: Vec<&str> =
        told.iter().filter_map(|entry| entry["reason"].as_str()).take(3).collect();
    assert_eq!(reasons, ["webhook-removed", "webhook-resumed", "webhook-added"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_private_address_is_taken_or_called() {
    let hook = Hook::start().await;
    let app = TestApp::start(Backend::Sqlite).await;
    let nav = AgencyId(app.cast.unit("nav"));
    let port = hook.port;
    for (url, code) in [
        (hook.url(), "url-not-https"),
        (format!("https://127.0.0.1:{port}/"), "url-private"),
        (format!("https://[::ffff:127.0.0.1]:{port}/"), "url-private"),
        ("https://10.0.0.1/".to_owned(), "url-private"),
        ("https://169.254.169.254/latest".to_owned(), "url-private"),
        ("https://localhost/".to_owned(), "url-private"),
        ("https://hooks.example.org:25/".to_owned(), "url-port"),
        ("https://user:pass@hooks.example.org/".to_owned(), "url-user"),
    ] {
        let secret = Secret::generate(app.app.entropy());
        let refused = webhooks::add(&app.app, nav, &url, &secret).await.unwrap_err();
        assert!(matches!(&refused, Error::Invalid(why) if why.code == code), "{url} {refused}");
    }
    // One that came into the table by another way is not called either.
    let secret = Secret::generate(app.app.entropy());
    let id = webhooks::add(&app.app, nav, "https://hooks.example.org/", &secret).await.unwrap();
    let mut outside = Outside::connect(&app.place()).await;
    for url in [hook.url(), format!("https://127.0.0.1:{port}/"), format!("https://[::1]:{port}/")]
    {
        outside.run(&format!("update webhook set url = '{url}'")).await;
        let outcome = webhooks::test(&app.app, id).await.unwrap().unwrap();
        assert!(matches!(outcome.as_str(), "url-private" | "url-not-https"), "{url}: {outcome}");
    }
    assert_eq!(hook.calls().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn webhooks_are_kept_at_the_console() {
    let hook = Hook::start().await;
    let app = start(Backend::Sqlite).await;
    let (nav, place) = (app.cast.unit("nav").to_string(), app.place());
    app.app.stop(Duration::from_secs(5)).await;
    let data = app.config.data.dir.clone();
    let run = |args: &[&str]| {
        let env = [("SAMFLYT_WEBHOOKS_ALLOW_LOOPBACK", "true")];
        process::run(&[&["agency", "webhook"], args].concat(), &data, &env)
    };
    let (code, said, _) = run(&["add", &nav, &hook.url(), "--json"]);
    let added: Value = serde_json::from_str(&said).unwrap();
    let (id, secret) = (added["id"].as_str().unwrap(), added["secret"].as_str().unwrap());
    assert!(code == 0 && secret.starts_with("whsec_"), "{said}");
    let (code, said, _) = tokio::task::block_in_place(|| run(&["test", id]));
    assert_eq!((code, said.as_str()), (0, "ok\n"));
    assert!(hook.calls()[0].is_signed_by(secret));
    hook.status("500 Internal Server Error");
    let (code, said, _) = tokio::task::block_in_place(|| run(&["test", id]));
    assert_eq!((code, said.as_str()), (1, "http-500\n"));
    // The secret is shown once.
    let (code, said, _) = run(&["list", &nav]);
    assert!(code == 0 && said.contains(&hook.url()) && !said.contains("whsec_"), "{said}");
    // One's own secret, by file.
    let own = app.dir.path().join("secret");
    std::fs::write(&own, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n").unwrap();
    let (code, said, _) = run(&["rotate", id, "--secret-file", &own.display().to_string()]);
    assert_eq!((code, said.trim()), (0, id));
    std::fs::write(&own, "hunter2").unwrap();
    let (code, _, said) = run(&["rotate", id, "--secret-file", &own.display().to_string()]);
    assert!(code == 2 && said.contains("whsec_") && !said.contains("hunter2"), "{said}");
    hook.status("204 No Content");
    let (code, ..) = tokio::task::block_in_place(|| run(&["test", id]));
    assert!(
        code == 0
            && hook.calls().last().unwrap().is_signed_by("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    );
    for (args, code) in [
        (&["add", &nav, "https://10.0.0.1/"][..], 2),
        (&["add", id, "https://hooks.example.org/"], 2),
        (&["remove", &nav], 2),
        (&["remove", id], 0),
        (&["test", id], 2),
        (&["list"], 0),
    ] {
        let (ended, said, why) = run(args);
        assert_eq!(ended, code, "{args:?} {said}{why}");
    }
    let mut outside = Outside::connect(&place).await;
    let told = "select reason from log_entry where kind = 'agency-changed' \
        and reason like 'webhook%' order by idx";
    assert_eq!(outside.texts(told).await, ["webhook-added", "webhook-rotated", "webhook-removed"]);
    // The switch that this test uses is none that a service starts with.
    let mut env = mail_to("1");
    env.retain(|(name, _)| name.contains("WEBHOOKS"));
    let (code, _, said) = process::run(&["serve"], &data, &env);
    assert!(code == 3 && said.contains("webhooks.allow_loopback"), "{code} {said}");
}
