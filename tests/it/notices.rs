//! Notices: who is told of what, that it is told with the act or not at all, and
//! who may still see it.

mod contact;
mod mail;
mod sending;
mod webhook;

use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::agency::MembershipState;
use samflyt::domain::notice::Kind;
use samflyt::domain::{AgencyId, ChildId, PersonId};
use samflyt::flows::notices::chores;
use samflyt::flows::people;
use samflyt::notify::{self, New, To};
use samflyt::store::{StoreError, Unlogged, people as person_rows};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

on_both!(
    both_sides_are_told,
    a_refused_act_tells_nobody,
    a_notice_is_there_with_its_act_or_not_at_all,
    what_was_not_told_before_the_process_died_is_told_afterwards,
    second_thoughts_of_the_family_stay_with_the_family,
    who_may_see_it_no_more_sees_it_no_more,
    whom_a_consent_excludes_is_not_told,
    both_sides_are_told_that_a_consent_ends,
    an_inbox_has_pages_and_marks,
    old_notices_are_forgotten,
    a_row_that_fits_no_state_keeps_nobody_else_from_hearing,
);

const MINUTE: i64 = 60_000_000;

/// Settings under which mail goes to this port of this machine.
fn mail_to(port: &str) -> Vec<(&str, &str)> {
    vec![
        ("SAMFLYT_MAIL_SERVER", "127.0.0.1"),
        ("SAMFLYT_MAIL_PORT", port),
        ("SAMFLYT_MAIL_TLS", "none"),
        ("SAMFLYT_MAIL_FROM", "noreply@samflyt.example"),
        ("SAMFLYT_WEBHOOKS_ALLOW_LOOPBACK", "true"),
    ]
}

/// Has what the log tells of told, and what is due sent.
async fn send_all(app: &TestApp) {
    // What is told while the clock stands still is of the next microseconds.
    app.clock.advance(1000);
    chores::follow_log(&app.app).await.unwrap();
    app.app.courier().round().await.unwrap();
    app.app.courier().settle().await;
}

/// The whole inbox of a person, newest first; of what happened before the test
/// nothing.
async fn inbox(app: &TestApp, who: &str) -> Vec<Value> {
    // What is told while the clock stands still is of the next microseconds.
    app.clock.advance(1000);
    chores::follow_log(&app.app).await.unwrap();
    let answer = app.get(who, "/api/v1/notices?limit=500").await.expect(200).json();
    let items = answer["items"].as_array().unwrap().iter();
    let before = ["guardianship-changed", "membership-changed"];
    items.filter(|item| !before.contains(&item["kind"].as_str().unwrap())).cloned().collect()
}

/// The kinds in it.
async fn kinds(app: &TestApp, who: &str) -> Vec<String> {
    inbox(app, who).await.iter().map(|item| item["kind"].as_str().unwrap().to_owned()).collect()
}

/// A person is told of something that concerns nobody else.
async fn tell(app: &TestApp, who: &str, kind: Kind, key: &str) {
    let person = PersonId(app.cast.person(who));
    let new = New { key: Some(key.to_owned()), ..New::of(kind, To::Person(person)) };
    app.app
        .db()
        .write_unlogged::<(), StoreError, _>(Unlogged::Notices, |tx| {
            Box::pin(async move { notify::tell(tx, new).await.map(drop) })
        })
        .await
        .unwrap();
}

async fn revoke(app: &TestApp, who: &str, consent: Uuid) {
    app.post(who, &format!("/api/v1/consents/{consent}/revoke"), &Value::Null).await.expect(200);
}

async fn both_sides_are_told(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let granted = app.grant_alone("kari", "nora", "nav", json!({"documents": [document]})).await;
    let (consent, entry) = (granted.id(), granted.entry());

    // The other guardian at once, the giver not.
    assert_eq!(kinds(&app, "kari").await, [""; 0]);
    let told = inbox(&app, "ola").await;
    assert_eq!(told.len(), 1);
    let notice = &told[0];
    assert_eq!(notice["kind"], "consent-awaiting");
    assert_eq!(notice["urgent"], true);
    assert_eq!(notice["child"], app.cast.child("nora").to_string());
    assert_eq!(notice["unit"], app.cast.unit("nav").to_string());
    assert_eq!(notice["consent"], consent.to_string());
    assert_eq!(notice["entry"], entry);
    app.clock.advance(2 * MINUTE);
    assert_eq!(kinds(&app, "nav").await, [""; 0], "nobody has given it anything yet");
    // The giver when the other agrees, the unit after another minute.
    let approve = format!("/api/v1/consents/{consent}/approve");
    app.post("ola", &approve, &Value::Null).await.expect(200);
    assert_eq!(kinds(&app, "kari").await, ["consent-approved"]);
    assert_eq!(kinds(&app, "ola").await, ["consent-awaiting"]);
    assert_eq!(kinds(&app, "nav").await, [""; 0]);
    app.clock.advance(2 * MINUTE);
    let told = inbox(&app, "nav").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["member_of"], app.cast.unit("nav").to_string());
    assert_eq!(told[0]["consent"], consent.to_string());
    // To a unit neither folder nor entry: it knows its consents.
    assert!(told[0]["child"].is_null() && told[0]["entry"].is_null(), "{}", told[0]);

    // The first opening at once, later ones once a day for each document.
    app.open("kari", document).await.expect(200);
    assert_eq!(kinds(&app, "kari").await, ["consent-approved"], "the family's own");
    let opened = app.open("nav", document).await.expect(200).entry();
    for who in ["kari", "ola"] {
        let told = inbox(&app, who).await;
        assert_eq!(told[0]["kind"], "first-opening");
        assert_eq!((&told[0]["urgent"], &told[0]["entry"]), (&true.into(), &opened.into()));
        assert_eq!(told[0]["document"], document.to_string());
    }
    for _ in 0..3 {
        app.open("nav", document).await.expect(200);
    }
    let before = ["opened", "first-opening", "consent-approved"];
    assert_eq!(kinds(&app, "kari").await, before);
    assert_eq!(inbox(&app, "kari").await[0]["urgent"], false);
    app.clock.advance(24 * 60 * MINUTE);
    app.sign_out();
    app.open("nav", document).await.expect(200);
    assert_eq!(kinds(&app, "kari").await[..2], ["opened", "opened"]);
    assert_eq!(kinds(&app, "kari").await.len(), 4);

    // Whoever stops it, the others and the unit hear of it, urgently.
    revoke(&app, "ola", consent).await;
    assert_eq!(kinds(&app, "kari").await[0], "consent-revoked");
    assert!(!kinds(&app, "ola").await.contains(&"consent-revoked".to_owned()));
    let told = inbox(&app, "nav").await;
    assert_eq!((&told[0]["kind"], &told[0]["urgent"]), (&"consent-revoked".into(), &true.into()));
    for stranger in ["eva", "statped", "hospital", "auditor", "operator", "jonas"] {
        assert_eq!(kinds(&app, stranger).await, [""; 0], "{stranger}");
    }
    // Ids, a kind and times: no name of anybody or anything.
    for who in ["kari", "ola", "nav"] {
        let all = app.get(who, "/api/v1/notices").await.text();
        for word in ["Barn", "Prøve", "prøve", "nora", "Brev", "brev", "medical", "benefit"] {
            assert!(!all.contains(word), "{word} in {all}");
        }
    }
}

async fn a_refused_act_tells_nobody(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let granted = app.grant("kari", "nora", "nav", json!({"documents": [document]})).await;
    let consent = granted.id();
    app.clock.advance(2 * MINUTE);
    let before = [kinds(&app, "kari").await, kinds(&app, "ola").await, kinds(&app, "nav").await];
    app.open("statped", document).await.expect(404);
    app.get("nav", &format!("/api/v1/documents/{document}/content?purpose=treatment"))
        .await
        .expect(403);
    let path = format!("/api/v1/consents/{consent}/revoke");
    app.post("eva", &path, &Value::Null).await.expect(404);
    app.grant("eva", "nora", "nav", json!({"documents": [document]})).await.expect(404);
    app.grant("kari", "nora", "nav", json!({"documents": [Uuid::from_u128(7)]})).await.expect(422);
    let after = [kinds(&app, "kari").await, kinds(&app, "ola").await, kinds(&app, "nav").await];
    assert_eq!(before, after);
    assert_eq!(kinds(&app, "eva").await, [""; 0]);
}

async fn a_notice_is_there_with_its_act_or_not_at_all(backend: Backend) {
    let app = TestApp::start(backend).await;
    let kari = PersonId(app.cast.person("kari"));
    let write = async |fails: bool, key: &'static str| {
        let new = New { key: Some(key.to_owned()), ..New::of(Kind::Withheld, To::Person(kari)) };
        app.app
            .db()
            .write_unlogged::<usize, StoreError, _>(Unlogged::Notices, move |tx| {
                Box::pin(async move {
                    let told = notify::tell(tx, new).await?.len();
                    if fails { Err(StoreError::Job("the act is taken back")) } else { Ok(told) }
                })
            })
            .await
    };
    write(true, "one").await.unwrap_err();
    assert_eq!(kinds(&app, "kari").await, [""; 0]);
    assert_eq!(write(false, "one").await.unwrap(), 1);
    assert_eq!(kinds(&app, "kari").await, ["withheld"]);
    // Under the same key nobody is told again, also in another transaction.
    assert_eq!(write(false, "one").await.unwrap(), 0);
    assert_eq!(write(false, "two").await.unwrap(), 1);
    assert_eq!(kinds(&app, "kari").await, ["withheld", "withheld"]);
    // Among others that succeed, too.
    let (bad, good) = tokio::join!(write(true, "three"), write(false, "four"));
    assert!(bad.is_err() && good.is_ok());
    assert_eq!(kinds(&app, "kari").await.len(), 3);
    // A notice that could be told twice is refused.
    let new = New::of(Kind::Withheld, To::Person(kari));
    let told = app.app.db().write_unlogged::<_, StoreError, _>(Unlogged::Notices, |tx| {
        Box::pin(async move { notify::tell(tx, new).await })
    });
    assert!(told.await.is_err());
}

async fn what_was_not_told_before_the_process_died_is_told_afterwards(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201);
    chores::follow_log(&app.app).await.unwrap();
    let mut outside = Outside::connect(&app.place()).await;
    let mark = "select value from setting where name = 'notices-told-below'";
    let told_below = outside.texts(mark).await.pop().unwrap();
    app.open("nav", document).await.expect(200);
    assert_eq!(kinds(&app, "kari").await, ["first-opening", "consent-approved"]);
    // As it stood when the entry was durable and nothing else was.
    app.app.stop(Duration::from_secs(10)).await;
    outside.run("delete from notice where kind = 'first-opening'").await;
    outside
        .run(&format!(
            "update setting set value = '{told_below}' where name = 'notices-told-below'"
        ))
        .await;
    let app = app.restart_stopped().await;
    crate::support::until("the notice", async || {
        let all = app.get("kari", "/api/v1/notices").await.expect(200).json();
        all["items"].as_array().unwrap().iter().any(|item| item["kind"] == "first-opening")
    })
    .await;
    // And nothing twice: not what was told before, nor by reading the log again.
    outside.run("update setting set value = '0' where name = 'notices-told-below'").await;
    assert_eq!(kinds(&app, "kari").await, ["first-opening", "consent-approved"]);
    assert_eq!(kinds(&app, "ola").await, ["first-opening", "consent-awaiting"]);
}

async fn second_thoughts_of_the_family_stay_with_the_family(backend: Backend) {
    let app = TestApp::start(backend).await;
    let more = json!({"categories": ["aids"]});
    let undone = app.grant("kari", "nora", "nav", more.clone()).await.expect(201).id();
    chores::follow_log(&app.app).await.unwrap();
    app.clock.advance(MINUTE / 2);
    revoke(&app, "kari", undone).await;
    // A consent that was to begin later, and was stopped before that.
    let later = json!({"categories": ["aids"], "valid_from": app.in_days(5)});
    let early = app.grant("kari", "nora", "nav", later.clone()).await.expect(201).id();
    chores::follow_log(&app.app).await.unwrap();
    app.clock.advance(24 * 60 * MINUTE);
    app.sign_out();
    revoke(&app, "kari", early).await;
    app.clock.advance(10 * 24 * 60 * MINUTE);
    app.sign_out();
    assert_eq!(kinds(&app, "nav").await, [""; 0]);
    let told = ["consent-revoked", "consent-awaiting", "consent-revoked", "consent-awaiting"];
    assert_eq!(kinds(&app, "ola").await, told);
    // One that begins is told of when it does.
    let later = json!({"categories": ["aids"], "valid_from": app.in_days(5)});
    app.grant("kari", "nora", "nav", later).await.expect(201);
    app.clock.advance(4 * 24 * 60 * MINUTE);
    app.sign_out();
    assert_eq!(kinds(&app, "nav").await, [""; 0]);
    app.clock.advance(24 * 60 * MINUTE);
    app.sign_out();
    assert_eq!(kinds(&app, "nav").await, ["consent-granted"]);
}

async fn who_may_see_it_no_more_sees_it_no_more(backend: Backend) {
    let app = TestApp::start(backend).await;
    let more = json!({"categories": ["aids"]});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    app.clock.advance(2 * MINUTE);
    let of_ola = inbox(&app, "ola").await;
    let seen = |item: &Value| format!("/api/v1/notices/{}/seen", item["id"].as_str().unwrap());
    assert_eq!(of_ola.len(), 1);
    let unread = async |who: &str| {
        app.get(who, "/api/v1/notices").await.expect(200).json()["unread"].as_u64().unwrap()
    };
    let (ola, nora) = (PersonId(app.cast.person("ola")), ChildId(app.cast.child("nora")));
    let before = unread("ola").await;
    crate::support::app::end_guardian(&app.app, nora.0, ola).await;
    // Of the end itself the person hears, and of nothing more.
    let left = inbox_all(&app, "ola").await;
    assert!(left.iter().all(|item| item["child"].is_null()), "{left:?}");
    assert!(left.iter().any(|item| item["kind"] == "guardianship-changed"));
    assert!(unread("ola").await <= before);
    app.post("ola", &seen(&of_ola[0]), &Value::Null).await.problem(404, "not-found");
    assert!(inbox_all(&app, "kari").await[0]["kind"] == "guardianship-changed");

    let of_nav = inbox(&app, "nav").await;
    assert_eq!(of_nav.len(), 1);
    let nav = PersonId(app.cast.person("nav"));
    let mut conn = app.app.db().read().await.unwrap();
    let member = person_rows::list_memberships(&mut conn, nav).await.unwrap()[0].id;
    drop(conn);
    let unit = AgencyId(app.cast.unit("nav"));
    for (state, sees) in [
        (MembershipState::Suspended, false),
        (MembershipState::Confirmed, true),
        (MembershipState::Ended, false),
    ] {
        people::set_membership(&app.app, member, state).await.unwrap();
        assert_eq!(inbox(&app, "nav").await.len(), usize::from(sees), "{state:?}");
    }
    app.post("nav", &seen(&of_nav[0]), &Value::Null).await.problem(404, "not-found");
    // Of another person's nobody hears that it is there.
    app.post("eva", &seen(&of_ola[0]), &Value::Null).await.problem(404, "not-found");
    // A unit that is shut out hears nothing either.
    let again = people::add_membership(
        &app.app,
        nav,
        unit,
        "adviser".to_owned(),
        MembershipState::Confirmed,
        (app.clock.now(), None),
    );
    again.await.unwrap();
    assert_eq!(inbox(&app, "nav").await.len(), 1);
    let above = AgencyId(app.cast.unit("nav-org"));
    samflyt::flows::agencies::set_active(&app.app, above, false).await.unwrap();
    assert_eq!(inbox(&app, "nav").await.len(), 0);
}

async fn inbox_all(app: &TestApp, who: &str) -> Vec<Value> {
    chores::follow_log(&app.app).await.unwrap();
    let answer = app.get(who, "/api/v1/notices").await.expect(200).json();
    answer["items"].as_array().unwrap().clone()
}

async fn whom_a_consent_excludes_is_not_told(backend: Backend) {
    let app = TestApp::start(backend).await;
    let colleague = crate::support::app::add_person(&app.app, "colleague").await;
    let unit = app.cast.unit("nav");
    crate::support::app::add_member(&app.app, colleague, unit, app.clock.now()).await;
    let more = json!({"categories": ["aids"]});
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    let mut outside = Outside::connect(&app.place()).await;
    let (who, which) = (outside.bytes(colleague.0.as_bytes()), outside.id(consent));
    outside
        .run(&format!(
            "update consent_revision set excluded_persons = {who} where consent = {which}"
        ))
        .await;
    // Also when it was told of before it was excluded, or in the same moment.
    app.clock.advance(2 * MINUTE);
    assert_eq!(kinds(&app, "nav").await, ["consent-granted"]);
    assert_eq!(kinds(&app, "colleague").await, [""; 0]);
    revoke(&app, "kari", consent).await;
    assert_eq!(kinds(&app, "nav").await, ["consent-revoked", "consent-granted"]);
    assert_eq!(kinds(&app, "colleague").await, [""; 0]);
    let rows = format!(
        "select count(*) from notice where kind = 'consent-revoked' and person = {}",
        outside.id(colleague.0)
    );
    assert_eq!(outside.number(&rows).await, 0);
}

async fn both_sides_are_told_that_a_consent_ends(backend: Backend) {
    let app = TestApp::start(backend).await;
    let day = 24 * 60 * MINUTE;
    chores::tell_of_endings(&app.app).await.unwrap();
    let until = |days| json!({"categories": ["aids"], "valid_until": app.in_days(days)});
    let long = app.grant("kari", "nora", "nav", until(30)).await.expect(201).id();
    let stopped = app.grant("kari", "nora", "nav", until(30)).await.expect(201).id();
    let week = app.grant("kari", "jonas", "nav", until(7)).await.expect(201).id();
    let brief = app.grant("eva", "emil", "hospital", until(2)).await.expect(201).id();
    let mut later = until(30);
    later["valid_from"] = app.in_days(29).into();
    let not_begun = app.grant("eva", "emil", "statped", later).await.expect(201).id();
    let ending = async |who: &str| {
        let all = inbox(&app, who).await.into_iter();
        let all = all.filter(|item| item["kind"] == "consent-ending");
        all.map(|item| item["consent"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let pass = async |days: i64| {
        app.clock.advance(days * day);
        app.sign_out();
        chores::tell_of_endings(&app.app).await.unwrap();
        chores::tell_of_endings(&app.app).await.unwrap();
    };
    pass(1).await;
    revoke(&app, "kari", stopped).await;
    for who in ["kari", "jonas", "eva", "nav", "hospital"] {
        assert_eq!(ending(who).await, [""; 0], "{who}");
    }
    pass(3).await;
    // A week's consent is told of three days before its end, not fourteen.
    let week = week.to_string();
    for who in ["kari", "jonas", "nav"] {
        assert_eq!(ending(who).await, [&*week], "{who}");
    }
    pass(12).await;
    let long = long.to_string();
    for who in ["ola", "kari", "nav"] {
        assert_eq!(ending(who).await[0], long, "{who}");
    }
    assert_eq!(ending("ola").await, [&*long]);
    // A unit that is not to know of it yet is not told.
    let not_begun = not_begun.to_string();
    assert_eq!(ending("eva").await, [&*not_begun]);
    assert_eq!(ending("statped").await, [""; 0]);
    pass(11).await;
    assert_eq!(ending("ola").await, [&*long, &*long]);
    assert_eq!(ending("nav").await, [&*long, &*long, &*week]);
    pass(30).await;
    assert_eq!(ending("ola").await.len(), 2);
    assert!(!ending("eva").await.contains(&brief.to_string()));
    assert_eq!(ending("hospital").await, [""; 0]);
}

async fn an_inbox_has_pages_and_marks(backend: Backend) {
    let app = TestApp::start(backend).await;
    for number in 0..7 {
        tell(&app, "eva", Kind::Withheld, &format!("page {number}")).await;
        app.clock.advance(MINUTE);
    }
    tell(&app, "kari", Kind::Withheld, "page 0").await;
    let (mut cursor, mut found) = (String::new(), Vec::new());
    for _ in 0..10 {
        let page = app.get("eva", &format!("/api/v1/notices?limit=3{cursor}")).await.expect(200);
        let page = page.json();
        let before = ["guardianship-changed", "membership-changed"];
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 3);
        let items = items.iter().filter(|one| !before.contains(&one["kind"].as_str().unwrap()));
        found.extend(items.map(|item| item["id"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let all: Vec<String> =
        inbox(&app, "eva").await.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!((found.len(), found), (7, all.clone()));
    let unread = async || app.get("eva", "/api/v1/notices").await.json()["unread"].clone();
    let before = unread().await.as_u64().unwrap();
    for _ in 0..2 {
        let path = format!("/api/v1/notices/{}/seen", all[0]);
        app.post("eva", &path, &Value::Null).await.expect(204);
    }
    assert_eq!(unread().await, before - 1);
    let marked = inbox(&app, "eva").await;
    assert!(marked[0]["seen"].is_string() && marked[1]["seen"].is_null());
    app.get("eva", "/api/v1/notices?cursor=x").await.problem(400, "cursor-wrong");
    app.get("eva", "/api/v1/notices?limit=0").await.problem(400, "limit-wrong");
    app.get("eva", "/api/v1/notices?what=x").await.problem(400, "query-wrong");
}

async fn old_notices_are_forgotten(backend: Backend) {
    let app = TestApp::start(backend).await;
    tell(&app, "eva", Kind::Withheld, "old").await;
    app.clock.advance(399 * 24 * 60 * MINUTE);
    app.sign_out();
    chores::forget(&app.app).await.unwrap();
    assert_eq!(kinds(&app, "eva").await, ["withheld"]);
    app.clock.advance(2 * 24 * 60 * MINUTE);
    app.sign_out();
    chores::forget(&app.app).await.unwrap();
    assert_eq!(kinds(&app, "eva").await, [""; 0]);
}

async fn a_row_that_fits_no_state_keeps_nobody_else_from_hearing(backend: Backend) {
    let app = TestApp::start(backend).await;
    let more = json!({"categories": ["aids"]});
    chores::follow_log(&app.app).await.unwrap();
    let mut outside = Outside::connect(&app.place()).await;
    let mark = "select value from setting where name = 'notices-told-below'";
    let told_below = outside.texts(mark).await.pop().unwrap();
    let bad = app.grant("kari", "nora", "nav", more.clone()).await.expect(201).id();
    app.grant("eva", "emil", "hospital", more).await.expect(201);
    app.app.stop(Duration::from_secs(10)).await;
    let bad = outside.id(bad);
    // A revision that cannot be read, and people whom nobody knows any more.
    outside.run(&format!("update consent_revision set actions = 'x' where consent = {bad}")).await;
    let nobody = outside.id(Uuid::from_u128(7));
    outside
        .run(&format!("update log_entry set person = {nobody} where kind = 'membership-added'"))
        .await;
    outside.run("delete from notice").await;
    let from = "update setting set value = '0' where name = 'notices-told-below'";
    assert_ne!(told_below, "0");
    outside.run(from).await;
    let app = app.restart_stopped().await;
    app.clock.advance(2 * MINUTE);
    crate::support::until("the notice", async || {
        kinds(&app, "hospital").await == ["consent-granted"]
    })
    .await;
}
