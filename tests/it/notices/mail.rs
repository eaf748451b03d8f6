//! What goes out by mail: that there is news, in the person's language, when the
//! person wants it, and nothing of what it is.

use super::contact::use_address;
use super::{MINUTE, kinds, mail_to, send_all, tell};
use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::process;
use crate::support::samples::pdf;
use crate::support::smtp::{Smtp, Speak};
use crate::support::sql::Outside;
use samflyt::domain::notice::Kind;
use serde_json::{Value, json};
use std::process::Command;
use uuid::Uuid;

on_both!(
    a_first_opening_is_mailed_at_once_and_names_nobody,
    the_day_has_one_mail,
    people_are_told_as_they_want,
    what_was_seen_meanwhile_is_not_mailed,
);

const DAY: i64 = 24 * 60 * MINUTE;

/// A person's language.
async fn speak(app: &TestApp, who: &str, language: &str) {
    let mut outside = Outside::connect(&app.place()).await;
    let id = outside.id(app.cast.person(who));
    outside.run(&format!("update person set language = '{language}' where id = {id}")).await;
}

async fn a_first_opening_is_mailed_at_once_and_names_nobody(backend: Backend) {
    let Some(smtp) = Smtp::start().await else { return };
    let port = smtp.port.to_string();
    let app = TestApp::with(backend, &mail_to(&port)).await;
    speak(&app, "ola", "en").await;
    use_address(&app, &smtp, "kari", "at-once", "first@example.org").await;
    use_address(&app, &smtp, "ola", "at-once", "second@example.org").await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let granted = app.grant("kari", "nora", "nav", json!({"documents": [document]})).await;
    let consent = granted.expect(201).id();
    app.open("nav", document).await.expect(200);
    app.clock.advance(MINUTE / 60);
    send_all(&app).await;
    let mails = smtp.until(4).await;
    let to = |address: &str| mails[2..].iter().find(|mail| mail.to == [address]).cloned().unwrap();
    let (kari, ola) = (to("first@example.org"), to("second@example.org"));
    assert_eq!(kari.header("Subject"), "Du har nytt i samflyt");
    assert!(kari.body().starts_with("Du har nytt i samflyt. Logg inn for "), "{}", kari.body());
    assert_eq!(ola.header("Subject"), "You have news in samflyt");
    assert!(ola.body().starts_with("You have news in samflyt. Log in to read it."));
    for mail in [&kari, &ola] {
        assert_eq!(mail.from, "noreply@samflyt.example");
        assert_eq!(mail.header("From"), "samflyt <noreply@samflyt.example>");
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        let id = mail.header("Message-ID").strip_prefix('<').unwrap();
        assert!(id.strip_suffix("@samflyt.example>").unwrap().parse::<Uuid>().is_ok());
    }
    // A second opening is not mailed at once.
    app.open("nav", document).await.expect(200);
    app.clock.advance(MINUTE);
    send_all(&app).await;
    smtp.until(4).await;
    assert_eq!(kinds(&app, "kari").await[..2], ["opened", "first-opening"]);

    // Whatever clients sent, in all its bytes.
    app.clock.advance(DAY);
    send_all(&app).await;
    smtp.until(6).await;
    let all = smtp.transcript().to_lowercase();
    assert!(all.contains("first@example.org") && all.contains("du har nytt"));
    let ids = ["kari", "ola", "nav"].map(|who| app.cast.person(who));
    let ids =
        ids.into_iter().chain([app.cast.child("nora"), app.cast.unit("nav"), document, consent]);
    for id in ids {
        assert!(!all.contains(&id.to_string()) && !all.contains(&id.simple().to_string()));
    }
    for word in ["kari", "ola ", "nora", "nav", "prøve", "pr=c3=b8ve", "barn", "brev", "medical"] {
        assert!(!all.contains(word), "{word} in {all}");
    }
    let people = ["opening", "opened", "child", "consent", "samtykke", "unit", "document"];
    for word in people {
        assert!(!all.contains(word), "{word} in {all}");
    }
}

async fn the_day_has_one_mail(backend: Backend) {
    let Some(smtp) = Smtp::start().await else { return };
    let port = smtp.port.to_string();
    // It is 14:00 in Norway, and the day's mail goes out at 16:00.
    let app = TestApp::with(backend, &mail_to(&port)).await;
    use_address(&app, &smtp, "eva", "at-once", "eva@example.org").await;
    let pass = async |micros: i64, mails: usize| {
        app.clock.advance(micros);
        send_all(&app).await;
        send_all(&app).await;
        smtp.until(mails).await
    };
    for number in 0..3 {
        tell(&app, "eva", Kind::Opened, &format!("a {number}")).await;
        pass(MINUTE, 1).await;
    }
    pass(116 * MINUTE, 1).await;
    pass(2 * MINUTE, 2).await;
    // What comes after it waits for tomorrow's.
    tell(&app, "eva", Kind::Opened, "b").await;
    tell(&app, "eva", Kind::ConsentGranted, "b").await;
    pass(22 * 60 * MINUTE, 2).await;
    app.sign_out();
    pass(2 * 60 * MINUTE, 3).await;
    // And a day without news has none.
    pass(3 * DAY, 3).await;
    app.sign_out();
    let mails = smtp.mails();
    assert_ne!(mails[1].header("Message-ID"), mails[2].header("Message-ID"));
    assert_eq!(mails[1].body(), mails[2].body());
}

async fn people_are_told_as_they_want(backend: Backend) {
    let Some(smtp) = Smtp::start().await else { return };
    let port = smtp.port.to_string();
    let app = TestApp::with(backend, &mail_to(&port)).await;
    speak(&app, "jonas", "nn").await;
    for (who, how) in [("kari", "at-once"), ("ola", "daily"), ("jonas", "daily"), ("eva", "off")] {
        use_address(&app, &smtp, who, how, &format!("{who}@example.org")).await;
    }
    for who in ["kari", "ola", "eva"] {
        tell(&app, who, Kind::RequestReceived, "x").await;
    }
    app.clock.advance(MINUTE);
    send_all(&app).await;
    let mails = smtp.until(5).await;
    assert_eq!(mails[4].to, ["kari@example.org"]);
    // An alarm waits for nobody but those who want no mail.
    for who in ["jonas", "eva"] {
        tell(&app, who, Kind::EmergencyOpened, "x").await;
    }
    app.clock.advance(MINUTE);
    send_all(&app).await;
    let mails = smtp.until(6).await;
    assert_eq!(mails[5].to, ["jonas@example.org"]);
    assert!(mails[5].text.contains("Denne meldinga"), "{}", mails[5].text);
    app.clock.advance(4 * 60 * MINUTE);
    send_all(&app).await;
    let mails = smtp.until(7).await;
    assert_eq!(mails[6].to, ["ola@example.org"]);
    // In the inbox all the same.
    assert_eq!(kinds(&app, "eva").await[..2], ["emergency-opened", "request-received"]);
    // Several urgent ones that wait together are one mail.
    for number in 0..5 {
        tell(&app, "kari", Kind::RequestReceived, &format!("many {number}")).await;
    }
    app.clock.advance(MINUTE);
    send_all(&app).await;
    app.clock.advance(MINUTE);
    send_all(&app).await;
    let mails = smtp.mails().len();
    assert!((8..=9).contains(&mails), "{mails}");
}

async fn what_was_seen_meanwhile_is_not_mailed(backend: Backend) {
    let Some(smtp) = Smtp::start().await else { return };
    let port = smtp.port.to_string();
    let app = TestApp::with(backend, &mail_to(&port)).await;
    use_address(&app, &smtp, "eva", "daily", "eva@example.org").await;
    use_address(&app, &smtp, "ola", "daily", "ola@example.org").await;
    // What eva sees; and what ola may see no more when the mail would go out.
    tell(&app, "eva", Kind::Opened, "x").await;
    let more = json!({"categories": ["aids"]});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    for who in ["eva", "ola"] {
        for notice in super::inbox_all(&app, who).await {
            let id = notice["id"].as_str().unwrap();
            if who == "eva" || notice["kind"] != "consent-granted" {
                let path = format!("/api/v1/notices/{id}/seen");
                app.post(who, &path, &Value::Null).await.expect(204);
            }
        }
    }
    let mut outside = Outside::connect(&app.place()).await;
    let ola = outside.id(app.cast.person("ola"));
    // Without a notice of the end itself.
    outside.run(&format!("update guardianship set valid_until = 1 where person = {ola}")).await;
    app.clock.advance(3 * 60 * MINUTE);
    send_all(&app).await;
    smtp.until(2).await;
    let waiting = "select count(*) from delivery where done is null";
    assert_eq!(outside.number(waiting).await, 0);
}

/// TLS both ways, against a real server, and a server that is none of ours.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_looks_at_the_mail_server() {
    let app = TestApp::start(Backend::Sqlite).await;
    app.app.stop(std::time::Duration::from_secs(5)).await;
    let data = &app.config.data.dir;
    let password = app.dir.path().join("password");
    std::fs::write(&password, "the password\n").unwrap();
    let close = |mode: &str| {
        Command::new("chmod").arg(mode).arg(&password).status().unwrap();
    };
    close("600");
    let file = password.display().to_string();
    let doctor = |smtp: &Smtp, tls: &str, trusts: bool, user: &str| {
        let (port, cert) = (smtp.port.to_string(), smtp.certificate().display().to_string());
        let mut env = mail_to(&port);
        env.retain(|(name, _)| *name != "SAMFLYT_MAIL_TLS");
        env.push(("SAMFLYT_MAIL_TLS", tls));
        if !user.is_empty() {
            env.extend([("SAMFLYT_MAIL_USER", user), ("SAMFLYT_MAIL_PASSWORD_FILE", &file)]);
        }
        if trusts {
            env.push(("SSL_CERT_FILE", &cert));
        }
        let (_, said, _) = process::run(&["doctor", "--json"], data, &env);
        let said: Value = serde_json::from_str(&said).unwrap();
        let checks = said["checks"].as_array().unwrap().iter();
        let mail = checks.clone().find(|check| check["what"] == "mail");
        mail.unwrap_or_else(|| panic!("{said}")).clone()
    };
    for (speak, tls) in [(Speak::StartTls, "starttls"), (Speak::Tls, "tls")] {
        let Some(smtp) = Smtp::speaking(speak).await else { return };
        let well = doctor(&smtp, tls, true, "samflyt");
        assert_eq!(well["ok"], true, "{tls}: {well}");
        for (trusts, user, why) in
            [(false, "samflyt", "connection"), (true, "somebody", "smtp-535"), (true, "", "ok")]
        {
            let found = doctor(&smtp, tls, trusts, user);
            let detail = found["detail"].as_str().unwrap();
            assert_eq!(found["ok"], why == "ok", "{tls} {trusts} {user}: {found}");
            assert!(why == "ok" || detail.contains(why), "{tls} {trusts} {user}: {found}");
            assert!(why == "ok" || detail.contains("mail.server"), "{found}");
        }
    }
    // A server without TLS gets neither password nor mail.
    let Some(smtp) = Smtp::start().await else { return };
    for tls in ["starttls", "tls"] {
        let found = doctor(&smtp, tls, true, "samflyt");
        assert_eq!(found["ok"], false, "{found}");
    }
    assert!(!smtp.transcript().contains("AUTH"), "{}", smtp.transcript());
    // A password that others can read.
    close("644");
    let found = doctor(&smtp, "starttls", true, "samflyt");
    assert!(found["detail"].as_str().unwrap().contains("chmod 600"), "{found}");
}
