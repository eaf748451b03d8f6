//! Giving, answering, changing and stopping in the browser.

use crate::support::app::{PURPOSE, TestApp, add_guardian, add_guardian_until, noon};
use crate::support::backend::Backend;
use crate::support::browser::{Browser, hidden_fields};
use crate::support::http::Answer;
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::PersonId;
use serde_json::json;
use uuid::Uuid;

async fn consents(app: &TestApp) -> i64 {
    Outside::connect(&app.place()).await.number("select count(*) from consent").await
}

/// The consent that a receipt is about.
fn given(answer: &Answer) -> Uuid {
    let to = answer.header("location");
    to.split("consent=").nth(1).unwrap_or_else(|| panic!("{to}")).parse().unwrap()
}

fn fields(page: &Answer) -> Vec<(String, String)> {
    hidden_fields(&page.text())
}

/// Loads the page that an answer sends to.
async fn follow(browser: &Browser<'_>, answer: &Answer) -> Answer {
    let answer = answer.clone().expect(303);
    browser.get(answer.header("location")).await
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The page to check, for these units.
async fn checked(browser: &Browser<'_>, app: &TestApp, document: Uuid, units: &[&str]) -> Answer {
    let child = app.cast.child("jonas");
    let units: Vec<String> =
        units.iter().map(|unit| format!("&unit={}", app.cast.unit(unit))).collect();
    let query = format!("set=1&document={document}{}&purpose={PURPOSE}&last=30", units.join(""));
    browser.get(&format!("/folders/{child}/give/check?{query}")).await
}

#[tokio::test]
async fn a_parent_gives_access_in_two_pages_and_has_a_receipt() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let kari = Browser::new(&app, "kari").await;
    let child = app.cast.child("jonas");
    let form = kari.get(&format!("/folders/{child}/give?document={document}")).await.expect(200);
    assert!(form.text().contains(&format!("value=\"{document}\" checked")));
    let page = checked(&kari, &app, document, &["nav"]).await.expect(200);
    assert_eq!(consents(&app).await, 0, "nothing is given by looking");
    let answer = kari.post(&format!("/folders/{child}/give"), &pairs(&fields(&page))).await;
    let receipt = follow(&kari, &answer).await.expect(200);
    let consent = given(&answer);
    assert!(receipt.text().contains(&format!("/consents/{consent}/undo")), "{}", receipt.text());
    app.open("nav", document).await.expect(200);
    // Taken back, it is as if it had not been, but for the log.
    let undone = kari.post(&format!("/consents/{consent}/undo"), &[]).await;
    follow(&kari, &undone).await.expect(200);
    app.open("nav", document).await.expect(403);
}

#[tokio::test]
async fn pressing_twice_gives_once() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let kari = Browser::new(&app, "kari").await;
    let child = app.cast.child("jonas");
    let page = checked(&kari, &app, document, &["nav", "statped"]).await.expect(200);
    let fields = fields(&page);
    let path = format!("/folders/{child}/give");
    let first = kari.post(&path, &pairs(&fields)).await.expect(303);
    let again = kari.post(&path, &pairs(&fields)).await.expect(303);
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(consents(&app).await, 2, "one for each unit");
}

#[tokio::test]
async fn what_is_missing_is_said_and_the_rest_is_kept() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let kari = Browser::new(&app, "kari").await;
    let child = app.cast.child("jonas");
    let path = format!("/folders/{child}/give/check");
    let unit = app.cast.unit("nav");
    for query in [
        "set=1".to_owned(),
        format!("set=1&document={document}&last=30"),
        format!("set=1&document={document}&unit={unit}&purpose=nothing&last=30"),
        format!(
            "set=1&document={document}&unit={unit}&purpose={PURPOSE}&last=date&until=2020-01-01"
        ),
        format!(
            "set=1&document={document}&unit={unit}&purpose={PURPOSE}&last=date&until=9999-12-31"
        ),
        format!(
            "set=1&document={document}&unit={unit}&purpose={PURPOSE}&last=date&until=x%3Cscript%3E"
        ),
        format!("set=1&document={document}&unit={unit}&purpose={PURPOSE}&last=30&later=1"),
        format!("set=1&document={document}&unit={unit}&purpose={PURPOSE}&last=once&keep=1"),
        format!("set=1&document={}&unit={unit}&purpose={PURPOSE}&last=30", Uuid::max()),
        format!("set=1&document={document}&unit={}&purpose={PURPOSE}&last=30", Uuid::max()),
    ] {
        let page = kari.get(&format!("{path}?{query}")).await;
        let text = page.text();
        assert!(page.status == 422 || page.status == 404, "{query}: {} {text}", page.status);
        assert!(!text.contains("<script>"), "{query}");
        if page.status == 422 {
            assert!(text.contains("id=\"summary\""), "{query}: {text}");
            if query.contains(&document.to_string()) {
                assert!(text.contains(&format!("value=\"{document}\" checked")), "{query}: {text}");
            }
        }
    }
    assert_eq!(consents(&app).await, 0);
}

#[tokio::test]
async fn both_parents_answer_and_a_request_is_granted_or_not() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let granted = app.grant_alone("kari", "nora", "nav", json!({"documents": [document]})).await;
    let consent = granted.expect(201).id();
    let ola = Browser::new(&app, "ola").await;
    let home = ola.get("/").await.expect(200);
    assert!(home.text().contains(&format!("/consents/{consent}\"")), "{}", home.text());
    let page = ola.get(&format!("/consents/{consent}")).await.expect(200);
    let yes = ola.post(&format!("/consents/{consent}/approve"), &pairs(&fields(&page))).await;
    follow(&ola, &yes).await.expect(200);
    app.open("nav", document).await.expect(200);
    // A page that is stale by now says so, and nothing breaks.
    app.post("kari", &format!("/api/v1/consents/{consent}/revoke"), &json!({})).await.expect(200);
    let stale = ola.post(&format!("/consents/{consent}/approve"), &[("once", "other")]).await;
    assert_eq!(stale.status, 409, "{}", stale.text());
    assert!(stale.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn a_consent_is_changed_and_prolonged() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let granted = app
        .grant(
            "kari",
            "jonas",
            "nav",
            json!({"documents": [document], "valid_until": app.in_days(3)}),
        )
        .await;
    let consent = granted.expect(201).id();
    let kari = Browser::new(&app, "kari").await;
    let path = format!("/consents/{consent}/change");
    // Nothing else than before.
    let form = kari.get(&path).await.expect(200);
    assert!(form.text().contains(&format!("value=\"{document}\" checked")));
    let same =
        format!("{path}/check?set=1&document={document}&last=date&until=2026-06-04&revision=1");
    let page = kari.get(&same).await.expect(200);
    let answer = kari.post(&path, &pairs(&fields(&page))).await.expect(422);
    assert!(answer.text().contains("id=\"summary\""));
    let page = kari.get(&format!("{path}/check?last=30")).await.expect(200);
    let answer = kari.post(&path, &pairs(&fields(&page))).await;
    follow(&kari, &answer).await.expect(200);
    let now = app.get("kari", &format!("/api/v1/consents/{consent}")).await.expect(200).json();
    assert!(now["valid_until"].as_str().unwrap().starts_with("2026-07-01T22:00"), "{now}");
    assert_eq!(now["documents"], json!([document]));
}

#[tokio::test]
async fn others_consents_and_requests_are_not_there() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let granted = app.grant("kari", "jonas", "nav", json!({"documents": [document]})).await;
    let consent = granted.expect(201).id();
    let (jonas, nora) = (app.cast.child("jonas"), app.cast.child("nora"));
    let eva = Browser::new(&app, "eva").await;
    let kari = Browser::new(&app, "kari").await;
    let strange = |text: &str| text.replace(&consent.to_string(), &Uuid::max().to_string());
    for path in [
        format!("/consents/{consent}"),
        format!("/consents/{consent}/change"),
        format!("/consents/{consent}/change/check?last=30"),
        format!("/consents/{consent}/stop"),
        format!("/consents/{consent}/stopped"),
        format!("/consents/{consent}/receipt/page"),
        format!("/consents/{consent}/receipt/pdf"),
        format!("/consents/{consent}/receipt/json"),
    ] {
        let foreign = eva.get(&path).await.expect(404);
        let unknown = eva.get(&strange(&path)).await.expect(404);
        let plain = |answer: &Answer| answer.text();
        assert_eq!(plain(&foreign), plain(&unknown), "{path}");
        kari.get(&path).await;
    }
    for path in [
        format!("/folders/{jonas}/give"),
        format!("/folders/{jonas}/access"),
        format!("/folders/{jonas}/packs"),
        format!("/folders/{jonas}/requests"),
        format!("/folders/{jonas}/given?consent={consent}"),
        format!("/?child={jonas}"),
    ] {
        eva.get(&path).await.expect(404);
        kari.get(&path).await.expect(200);
    }
    // Of another child of the same parent, a receipt is not there either.
    kari.get(&format!("/folders/{nora}/given?consent={consent}")).await.expect(404);
    for act in ["approve", "decline", "stop", "undo"] {
        eva.post(&format!("/consents/{consent}/{act}"), &[("once", act)]).await.expect(404);
    }
    app.open("nav", document).await.expect(200);
}

#[tokio::test]
async fn a_form_from_another_site_does_nothing() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let granted = app.grant("kari", "jonas", "nav", json!({"documents": [document]})).await;
    let consent = granted.expect(201).id();
    let kari = Browser::new(&app, "kari").await;
    for from in ["cross-site", "same-site"] {
        let request = axum::http::Request::post(format!("/consents/{consent}/stop"))
            .header("cookie", &kari.cookie)
            .header("sec-fetch-site", from)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::from("once=a"))
            .unwrap();
        let answer = app.send(request).await;
        assert_eq!(answer.status, 403, "{from}: {}", answer.text());
    }
    app.open("nav", document).await.expect(200);
}

#[tokio::test]
async fn a_page_of_one_folder_asks_about_no_other_and_not_as_a_professional() {
    let app = TestApp::start(Backend::Sqlite).await;
    // Somebody who works at NAV, and is the guardian of Emil and Nora.
    let nav = PersonId(app.cast.person("nav"));
    for child in ["emil", "nora"] {
        add_guardian(&app.app, app.cast.child(child), nav, noon()).await;
    }
    app.grant("kari", "nora", "nav", json!({"categories": ["plan"]})).await.expect(201);
    let parent = Browser::new(&app, "nav").await;
    let (emil, nora) = (app.cast.child("emil"), app.cast.child("nora"));
    for path in [format!("/folders/{emil}/requests"), format!("/?child={emil}")] {
        let before = app.entries("kind=requests-seen").await.len();
        parent.page(&path).await;
        let entries = app.entries("kind=requests-seen").await;
        assert_eq!(entries.len(), before + 1, "{path}");
        let others = entries.iter().filter(|one| one["child"] == json!(nora)).count();
        assert_eq!(others, 0, "{path}");
    }
}

#[tokio::test]
async fn who_has_no_say_any_more_leaves_no_refusals_by_looking_at_another_child() {
    let app = TestApp::start(Backend::Sqlite).await;
    let eva = PersonId(app.cast.person("eva"));
    let nora = app.cast.child("nora");
    let end = app.clock.now().plus_days(1);
    add_guardian_until(&app.app, nora, eva, (noon(), Some(end))).await;
    app.clock.advance(2 * 24 * 3600 * 1_000_000);
    app.sign_out();
    let eva = Browser::new(&app, "eva").await;
    let before = app.entries("outcome=refused").await.len();
    let home = eva.page("/").await;
    assert!(home.contains(&app.cast.child("emil").to_string()));
    assert!(!home.contains(&nora.to_string()));
    app.get("eva", "/api/v1/requests").await.expect(200);
    assert_eq!(app.entries("outcome=refused").await.len(), before);
}

/// Nora's consent that both have given, to which Kari wants to add a paper.
async fn widened(app: &TestApp) -> (Uuid, [Uuid; 3]) {
    let mut papers = [Uuid::nil(); 3];
    for (number, paper) in (1..).zip(&mut papers) {
        *paper = app.upload("kari", "nora", &pdf(3000, number)).await.expect(201).id();
    }
    let consent = app.grant("kari", "nora", "nav", json!({"documents": [papers[0]]})).await;
    let consent = consent.expect(201).id();
    wants(app, consent, &papers[..2]).await;
    (consent, papers)
}

async fn wants(app: &TestApp, consent: Uuid, papers: &[Uuid]) {
    let path = format!("/api/v1/consents/{consent}/revise");
    let revised = app.post("kari", &path, &json!({"documents": papers})).await.expect(200);
    assert!(revised.json()["pending"].is_i64(), "{}", revised.json());
}

#[tokio::test]
async fn a_yes_or_no_is_to_what_was_shown() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (consent, papers) = widened(&app).await;
    let ola = Browser::new(&app, "ola").await;
    let at = |act: &str| format!("/consents/{consent}/{act}");
    let read = ola.get(&format!("/consents/{consent}")).await.expect(200);
    let old = fields(&read);
    // Meanwhile something else waits.
    wants(&app, consent, &papers).await;
    let now = ola.post(&at("approve"), &pairs(&old)).await.expect(409);
    assert!(now.text().contains("Dette ble endret mens du så på det"), "{}", now.text());
    // All that would be new is told, not what the last proposal added to the one before.
    let new = now.text();
    let new = new.split("om du sier ja").nth(1).unwrap().split("</ul>").next().unwrap();
    assert!(new.contains("Nye dokumenter: 2."), "{new}");
    app.open("nav", papers[1]).await.expect(404);
    ola.post(&at("decline"), &pairs(&old)).await.expect(409);
    // A form that does not say what was shown answers nothing.
    for act in ["approve", "decline"] {
        ola.post(&at(act), &[("once", act)]).await.expect(409);
    }
    let waits = app.get("ola", &format!("/api/v1/consents/{consent}")).await.expect(200).json();
    assert_eq!(waits["pending"], 3, "{waits}");
    // What the page shows by then can be answered, once.
    let new = fields(&now);
    for _ in 0..2 {
        let yes = ola.post(&at("approve"), &pairs(&new)).await;
        let page = follow(&ola, &yes).await.expect(200).text();
        assert!(page.contains("Du sa ja"), "{page}");
    }
    app.open("nav", papers[2]).await.expect(200);
}

#[tokio::test]
async fn what_runs_can_be_stopped_while_a_change_waits() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (consent, _) = widened(&app).await;
    let ola = Browser::new(&app, "ola").await;
    let page = ola.get(&format!("/consents/{consent}")).await.expect(200).text();
    assert!(page.contains(&format!("\"/consents/{consent}/approve\"")), "{page}");
    assert!(page.contains(&format!("\"/consents/{consent}/stop\"")), "{page}");
}

#[tokio::test]
async fn a_page_says_done_only_where_it_was() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (consent, _) = widened(&app).await;
    let (kari, ola) = (Browser::new(&app, "kari").await, Browser::new(&app, "ola").await);
    let path = |done: &str| format!("/consents/{consent}?done={done}");
    for done in ["changed", "approved", "declined", "other"] {
        let page = ola.get(&path(done)).await.expect(200).text();
        assert!(!page.contains("role=\"status\""), "{done}: {page}");
    }
    // Kari has changed it, but it waits.
    let page = kari.get(&path("changed")).await.expect(200).text();
    assert!(page.contains("Endringen er lagret. Den venter på svar fra Prøve ola."), "{page}");
    let asked = ola.get(&format!("/consents/{consent}")).await.expect(200);
    let no = ola.post(&format!("/consents/{consent}/decline"), &pairs(&fields(&asked))).await;
    assert!(follow(&ola, &no).await.expect(200).text().contains("Du sa nei"));
    assert!(!kari.get(&path("changed")).await.expect(200).text().contains("Endringen er lagret"));
    assert!(!ola.get(&path("approved")).await.expect(200).text().contains("Du sa ja"));

    // The same of a request.
    let asked =
        crate::requests::send(&app, "nav", "nora", json!({"child": app.cast.child("nora")}));
    let request = asked.await.expect(201).id();
    let child = app.cast.child("nora");
    let list = format!("/folders/{child}/requests?declined={request}");
    let said = "De får vite";
    assert!(!kari.get(&list).await.expect(200).text().contains(said));
    let no = kari.post(&format!("/requests/{request}/decline"), &[("once", "n")]).await;
    assert_eq!(no.header("location"), list);
    assert!(follow(&kari, &no).await.expect(200).text().contains(said));
    assert!(!ola.get(&list).await.expect(200).text().contains(said));
}

#[tokio::test]
async fn stopping_one_tells_of_the_others() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let kari = Browser::new(&app, "kari").await;
    let mut given = Vec::new();
    for (unit, purpose) in [("nav", PURPOSE), ("nav", "treatment"), ("statped", "treatment")] {
        let more = json!({"documents": [document], "purpose": purpose});
        given.push(app.grant("kari", "jonas", unit, more).await.expect(201).id());
    }
    let stop = |number: usize| format!("/consents/{}/stop", given[number]);
    let page = kari.get(&stop(0)).await.expect(200).text();
    assert!(page.contains("Vurdere søknad om hjelpestønad"), "{page}");
    for number in [1, 2] {
        assert_eq!(page.contains(&format!("href=\"{}\"", stop(number))), number == 1, "{page}");
    }
    let stopped = kari.post(&stop(0), &[("once", "a")]).await;
    let page = follow(&kari, &stopped).await.expect(200).text();
    assert!(page.contains(&format!("href=\"{}\"", stop(1))), "{page}");
    assert!(page.contains("har også annen tilgang") && page.contains("Undersøke og behandle"));
    let stopped = kari.post(&stop(1), &[("once", "b")]).await;
    let page = follow(&kari, &stopped).await.expect(200).text();
    assert!(!page.contains("har også annen tilgang"), "{page}");
}

#[tokio::test]
async fn what_has_ended_otherwise_is_not_stopped_again_and_again() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let granted = app.grant("kari", "jonas", "nav", json!({"documents": [document]})).await;
    let consent = granted.expect(201).id();
    let kari = Browser::new(&app, "kari").await;
    let path = format!("/consents/{consent}/stop");
    kari.get(&path).await.expect(200);
    app.post("nav", &format!("/api/v1/consents/{consent}/hand-back"), &json!({})).await.expect(200);
    for answer in [
        kari.post(&path, &[("once", "a")]).await,
        kari.get(&path).await,
        kari.post(&format!("/consents/{consent}/undo"), &[]).await,
    ] {
        let mut answer = answer.expect(303);
        if answer.header("location") == path {
            answer = kari.get(&path).await.expect(303);
        }
        let page = follow(&kari, &answer).await.expect(200).text();
        assert!(page.contains("var alt avsluttet"), "{page}");
        assert!(page.contains("De har gitt") && !page.contains("of=revocation"), "{page}");
    }
}

#[tokio::test]
async fn second_thoughts_are_as_if_nothing_had_been_given() {
    let app = TestApp::start(Backend::Sqlite).await;
    let plan = app.upload_as("kari", "nora", "plan", &pdf(3000, 1)).await.expect(201).id();
    let more = || json!({"documents": [plan], "purpose": "coordination"});
    let give = async || app.grant_alone("kari", "nora", "statped", more()).await.expect(201);
    app.grant("kari", "nora", "statped", more()).await.expect(201);
    let kari = Browser::new(&app, "kari").await;
    let undo = async |consent: Uuid| {
        let undone = kari.post(&format!("/consents/{consent}/undo"), &[]).await.expect(303);
        undone.header("location").rsplit('/').next().unwrap().to_owned()
    };
    // Known, and so is it still after something was given and taken back.
    assert_eq!(undo(give().await.id()).await, "stopped");
    let given = give().await;
    assert_eq!(given.json()["state"], "in-force", "one is enough");
    // Later the button does nothing at once: the page says what stopping means.
    app.clock.advance(61_000_000);
    assert_eq!(undo(given.id()).await, "stop");
    let path = format!("/api/v1/consents/{}", given.id());
    assert_eq!(app.get("kari", &path).await.expect(200).json()["state"], "in-force");
    // A no of the other at once is no second thought.
    let again = give().await;
    let path = format!("/api/v1/consents/{}/revoke", again.id());
    app.post("ola", &path, &json!({})).await.expect(200);
    assert_eq!(give().await.json()["state"], "awaiting-approval");
}

#[tokio::test]
async fn what_the_last_page_shows_is_what_is_given() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let (jonas, nav) = (app.cast.child("jonas"), app.cast.unit("nav"));
    let kari = Browser::new(&app, "kari").await;
    let check = format!("/folders/{jonas}/give/check?set=1&document={document}&purpose={PURPOSE}");
    // A length of time is a day by then: midnight, or a sign-in in between, moves nothing.
    let page = kari.get(&format!("{check}&unit={nav}&unit={nav}&last=7")).await.expect(200);
    let sent = fields(&page);
    let of = |name: &str| -> Vec<&str> {
        sent.iter().filter(|(one, _)| one == name).map(|(_, value)| value.as_str()).collect()
    };
    let day = app.clock.now().plus_days(7).day_in_norway().to_string();
    assert_eq!((of("last"), of("until"), of("unit").len()), (vec!["date"], vec![&*day], 1));
    // More than can be given to at a time are told of before anything is looked up.
    let units: Vec<String> =
        (0..21).map(|_| format!("&unit={}", app.app.entropy().uuid())).collect();
    let units = units.concat();
    let before = app.entries("kind=consents-seen").await.len();
    let many = kari.get(&format!("{check}{units}&last=7")).await.expect(422).text();
    assert!(many.contains("Velg høyst 20 om gangen"), "{many}");
    // The form looks once at what was given before, and at nothing for each unit.
    assert_eq!(app.entries("kind=consents-seen").await.len(), before + 1);
    // A receipt that is looked at again says how it stands by then.
    let given = kari.post(&format!("/folders/{jonas}/give"), &pairs(&sent)).await.expect(303);
    let receipt = given.header("location").to_owned();
    assert!(kari.page(&receipt).await.contains("har fått tilgang"));
    let path = format!("/api/v1/consents/{}/revoke", self::given(&given));
    app.post("kari", &path, &json!(null)).await.expect(200);
    assert!(!kari.page(&receipt).await.contains("har fått tilgang"));
}
