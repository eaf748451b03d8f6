//! How and where people are told: a mail address is used only after its code.

use super::{MINUTE, kinds, mail_to, send_all, tell};
use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::scan::holding;
use crate::support::smtp::Smtp;
use axum::body::Body;
use samflyt::domain::notice::Kind;
use serde_json::{Value, json};

on_both!(an_address_is_used_only_after_its_code, an_address_lies_sealed);

/// Sets how a person wants to be told.
pub async fn set(app: &TestApp, who: &str, how: &str, mail: Value) -> Answer {
    let request = app.request("PUT", who, "/api/v1/me/contact").await;
    let request = request.header("content-type", "application/json");
    app.send(request.body(Body::from(json!({"how": how, "mail": mail}).to_string())).unwrap()).await
}

async fn confirm(app: &TestApp, who: &str, code: &str) -> Answer {
    app.post(who, "/api/v1/me/contact/confirm", &json!({"code": code})).await
}

/// Brings an address into use; the mails until then are left out of account by
/// whoever counts.
pub async fn use_address(app: &TestApp, smtp: &Smtp, who: &str, how: &str, mail: &str) {
    set(app, who, how, json!(mail)).await.expect(200);
    let before = smtp.mails().len();
    send_all(app).await;
    let mails = smtp.until(before + 1).await;
    let code = mails.iter().rfind(|one| one.to == [mail]).unwrap().code();
    let settings = confirm(app, who, &code).await.expect(200).json();
    assert_eq!((&settings["mail"], &settings["how"]), (&mail.into(), &how.into()));
}

async fn an_address_is_used_only_after_its_code(backend: Backend) {
    let Some(smtp) = Smtp::start().await else { return };
    let port = smtp.port.to_string();
    let app = TestApp::with(backend, &mail_to(&port)).await;
    let empty = app.get("eva", "/api/v1/me/contact").await.expect(200).json();
    let wanted = json!({"how": "at-once", "mail": null, "waiting": null, "mail_offered": true});
    assert_eq!(empty, wanted);

    let settings = set(&app, "eva", "at-once", json!("one@example.org")).await.expect(200).json();
    assert_eq!(
        (&settings["mail"], &settings["waiting"]),
        (&Value::Null, &json!("one@example.org"))
    );
    send_all(&app).await;
    let code = smtp.until(1).await[0].code();
    // Until then it hears of nothing.
    tell(&app, "eva", Kind::Withheld, "before").await;
    app.clock.advance(MINUTE);
    send_all(&app).await;
    smtp.until(1).await;
    // Another person's code, and a wrong one.
    confirm(&app, "kari", &code).await.problem(409, "no-code-waited-for");
    let wrong = if code == "123456" { "654321" } else { "123456" };
    confirm(&app, "eva", wrong).await.problem(422, "code-wrong");
    confirm(&app, "eva", "").await.problem(422, "code-wrong");
    let settings = confirm(&app, "eva", &format!(" {code} ")).await.expect(200).json();
    assert_eq!(
        (&settings["mail"], &settings["waiting"]),
        (&json!("one@example.org"), &Value::Null)
    );
    confirm(&app, "eva", &code).await.problem(409, "no-code-waited-for");

    // A change is told to the address in use, and takes effect with the code alone.
    set(&app, "eva", "at-once", json!("two@example.org")).await.expect(200);
    app.clock.advance(MINUTE);
    send_all(&app).await;
    let mails = smtp.until(3).await;
    let to = |address: &str| mails[1..].iter().find(|mail| mail.to == [address]).cloned().unwrap();
    assert!(to("one@example.org").body().starts_with("Du har nytt i samflyt."));
    assert_eq!(kinds(&app, "eva").await[0], "contact-changed");
    let second = to("two@example.org").code();
    assert_eq!(second.len(), 6);
    let settings = app.get("eva", "/api/v1/me/contact").await.json();
    assert_eq!(settings["mail"], "one@example.org");

    // Codes come one a minute and five a day, and are good for an hour.
    set(&app, "eva", "daily", json!("three@example.org")).await.expect(200);
    let soon = set(&app, "eva", "daily", json!("four@example.org")).await;
    soon.problem(409, "mail-code-too-soon");
    confirm(&app, "eva", &second).await.problem(422, "code-wrong");
    for _ in 0..2 {
        app.clock.advance(2 * MINUTE);
        set(&app, "eva", "daily", json!("three@example.org")).await.expect(200);
    }
    app.clock.advance(2 * MINUTE);
    let many = set(&app, "eva", "daily", json!("three@example.org")).await;
    many.problem(409, "mail-code-too-soon");
    let before = smtp.mails().len();
    send_all(&app).await;
    crate::support::until("the last code", || async { smtp.mails().len() > before }).await;
    let last = smtp.mails().iter().rfind(|mail| mail.to == ["three@example.org"]).unwrap().code();
    // Five wrong ones, and the right one is none any more.
    for _ in 0..5 {
        let wrong = if last == "123456" { "654321" } else { "123456" };
        confirm(&app, "eva", wrong).await.problem(422, "code-wrong");
    }
    confirm(&app, "eva", &last).await.problem(409, "no-code-waited-for");
    app.clock.advance(24 * 60 * MINUTE);
    app.sign_out();
    set(&app, "eva", "daily", json!("three@example.org")).await.expect(200);
    let before = smtp.mails().len();
    send_all(&app).await;
    crate::support::until("a code", || async { smtp.mails().len() > before }).await;
    let last = smtp.mails().iter().rfind(|mail| mail.to == ["three@example.org"]).unwrap().code();
    app.clock.advance(61 * MINUTE);
    confirm(&app, "eva", &last).await.problem(409, "no-code-waited-for");

    // No address: nothing is sent any more.
    let settings = set(&app, "eva", "at-once", Value::Null).await.expect(200).json();
    assert_eq!((&settings["mail"], &settings["waiting"]), (&Value::Null, &Value::Null));
    let before = smtp.mails().len();
    tell(&app, "eva", Kind::Withheld, "after").await;
    app.clock.advance(MINUTE);
    send_all(&app).await;
    assert_eq!(smtp.mails().len(), before);
    assert!(!smtp.transcript().contains("four@example.org"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_plain_address_is_refused() {
    let more = mail_to("1");
    let app = TestApp::with(Backend::Sqlite, &more).await;
    for (mail, code) in [
        ("kari@example.org\r\nBcc: ola@example.org", "mail-wrong"),
        ("kari@example.org\nSubject: x", "mail-wrong"),
        ("kari@example.org\r\n.\r\nMAIL FROM:<x@example.org>", "mail-wrong"),
        ("kari@example.org, ola@example.org", "mail-wrong"),
        ("Kari <kari@example.org>", "mail-wrong"),
        ("kari@example.org>", "mail-wrong"),
        ("", "mail-wrong"),
        ("kari@localhost", "mail-wrong"),
        ("kari@[10.0.0.1]", "mail-wrong"),
        ("kåre@example.org", "mail-not-ascii"),
        ("kari@blåbær.example", "mail-not-ascii"),
    ] {
        let refused = set(&app, "kari", "at-once", json!(mail)).await.problem(422, code);
        assert_eq!(refused.json()["field"], "mail");
        assert!(mail.is_empty() || !refused.text().contains(mail), "{}", refused.text());
    }
    let request = app.request("PUT", "kari", "/api/v1/me/contact").await;
    let request = request.header("content-type", "application/json");
    let request = request.body(Body::from(r#"{"how": "daily"}"#)).unwrap();
    app.send(request).await.problem(400, "json-wrong");
    set(&app, "kari", "often", Value::Null).await.problem(422, "unknown-how");
    let settings = app.get("kari", "/api/v1/me/contact").await.expect(200).json();
    assert_eq!((&settings["mail"], &settings["waiting"]), (&Value::Null, &Value::Null));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_mail_server_there_is_the_inbox_alone() {
    let app = TestApp::start(Backend::Sqlite).await;
    let settings = app.get("kari", "/api/v1/me/contact").await.expect(200).json();
    assert_eq!(settings["mail_offered"], false);
    let refused = set(&app, "kari", "daily", json!("kari@example.org")).await;
    refused.problem(409, "mail-not-offered");
    set(&app, "kari", "off", Value::Null).await.expect(200);
    tell(&app, "kari", Kind::EmergencyOpened, "x").await;
    assert_eq!(kinds(&app, "kari").await, ["emergency-opened"]);
}

async fn an_address_lies_sealed(backend: Backend) {
    let Some(smtp) = Smtp::start().await else { return };
    let port = smtp.port.to_string();
    let is_postgres = backend.is_postgres();
    let app = TestApp::with(backend, &mail_to(&port)).await;
    use_address(&app, &smtp, "eva", "daily", "canary-in-use@example.org").await;
    app.clock.advance(MINUTE);
    set(&app, "eva", "daily", json!("canary-asked@example.org")).await.expect(200);
    let needles: Vec<(String, Vec<u8>)> = ["canary-in-use", "canary-asked"]
        .map(|text| (text.to_owned(), text.as_bytes().to_vec()))
        .into();
    if !is_postgres && !samflyt::vault::UNSEALED {
        assert_eq!(holding(&app.config.data.dir, &needles), [""; 0]);
    }
    // And is moved to no other person.
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    let (eva, kari) = (app.cast.person("eva"), app.cast.person("kari"));
    let (from, to) = (outside.id(eva), outside.id(kari));
    outside
        .run(&format!(
            "insert into contact (person, how, mail_sealed, codes_day, codes, tries, updated) \
             select {to}, how, mail_sealed, 0, 0, 0, 0 from contact where person = {from}"
        ))
        .await;
    if !samflyt::vault::UNSEALED {
        app.get("kari", "/api/v1/me/contact").await.problem(500, "internal");
    }
}
