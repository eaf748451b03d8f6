//! Changing a consent from a page or by a program: what was changed meanwhile, what is
//! hidden from whoever changes it, and what else the form can say.

use crate::support::app::{PURPOSE, TestApp, operators};
use crate::support::backend::{Backend, on_both};
use crate::support::browser::{Browser, hidden_fields};
use crate::support::samples::pdf;
use samflyt::clock::Clock as _;
use samflyt::domain::{ChildId, DocumentId, PersonId};
use samflyt::flows::shields::{self, NewShield};
use samflyt::store::shields::Hidden;
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(
    a_change_from_a_stale_page_is_shown_anew,
    what_is_hidden_stays_and_no_answer_tells_of_it,
    what_would_be_left_is_judged_by_what_is_seen,
);

async fn papers(app: &TestApp, child: &str) -> [Uuid; 3] {
    let mut papers = [Uuid::nil(); 3];
    for (number, paper) in (1..).zip(&mut papers) {
        *paper = app.upload("kari", child, &pdf(3000, number)).await.expect(201).id();
    }
    papers
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

async fn a_change_from_a_stale_page_is_shown_anew(backend: Backend) {
    let app = TestApp::start(backend).await;
    let [one, two, _] = papers(&app, "jonas").await;
    let given = app.grant("kari", "jonas", "nav", json!({"documents": [one, two]})).await;
    let consent = given.expect(201).id();
    let kari = Browser::new(&app, "kari").await;
    let path = format!("/consents/{consent}/change");
    let form = kari.get(&path).await.expect(200);
    let seen = hidden_fields(&form.text());
    let seen = seen.iter().find(|(name, _)| name == "revision").unwrap().1.clone();
    let query = format!(
        "{path}/check?set=1&document={one}&document={two}&last=date&until=2026-08-01&revision={seen}"
    );
    let check = kari.get(&query).await.expect(200);
    // Meanwhile somebody takes one of the papers out.
    let revise = format!("/api/v1/consents/{consent}/revise");
    app.post("kari", &revise, &json!({"documents": [one]})).await.expect(200);
    let stale = hidden_fields(&check.text());
    let words = [("words".to_owned(), "Hilsen <oss>".to_owned())];
    let answer = kari.post(&path, &pairs(&[&stale[..], &words].concat())).await;
    let answer = answer.expect(422).text();
    assert!(answer.contains("Hilsen &#60;oss&#62;"), "what was written is not lost: {answer}");
    assert!(answer.contains("Noen har endret dette i mellomtiden"), "{answer}");
    assert!(answer.contains(&format!("value=\"{one}\" checked")), "{answer}");
    assert!(!answer.contains(&format!("value=\"{two}\" checked")), "{answer}");
    app.open("nav", two).await.expect(404);
    // Nor is it previewed, and a form that does not say what it was made of changes nothing.
    kari.get(&query).await.expect(422);
    let without: Vec<_> = stale.iter().filter(|(name, _)| name != "revision").cloned().collect();
    kari.post(&path, &pairs(&without)).await.expect(422);
    // Made of what there is now, it goes through.
    let now = hidden_fields(&answer);
    let now = &now.iter().find(|(name, _)| name == "revision").unwrap().1;
    let query =
        format!("{path}/check?set=1&document={one}&last=date&until=2026-08-01&revision={now}");
    let check = kari.get(&query).await.expect(200).text();
    kari.post(&path, &pairs(&hidden_fields(&check))).await.expect(303);
    app.open("nav", two).await.expect(404);
    app.open("nav", one).await.expect(200);
}

async fn what_is_hidden_stays_and_no_answer_tells_of_it(backend: Backend) {
    let app = TestApp::start(backend).await;
    let [seen, hidden, other] = papers(&app, "jonas").await;
    let given = app.grant("kari", "jonas", "nav", json!({"documents": [seen, hidden]})).await;
    let consent = given.expect(201).id();
    let mark = format!("/api/v1/documents/{hidden}/withheld");
    app.put("jonas", &mark, &json!({"withheld": true})).await.expect(200);
    let path = format!("/api/v1/consents/{consent}/revise");
    let revise =
        async |documents: Value| app.post("kari", &path, &json!({"documents": documents})).await;
    // Naming it says no more than naming nothing that there is.
    let known = revise(json!([seen, hidden])).await.expect(422).json();
    let unknown = revise(json!([seen, Uuid::max()])).await.expect(422).json();
    assert_eq!((&known["code"], &known["detail"]), (&unknown["code"], &unknown["detail"]));
    assert_eq!(known["code"], "unknown-document");
    // Nor is it what is left when everything seen is taken out.
    assert_eq!(revise(json!([])).await.expect(422).json()["code"], "nothing-covered");
    let changed = revise(json!([other])).await.expect(200).json();
    assert_eq!(changed["documents"], json!([other]), "{changed}");
    app.open("nav", seen).await.expect(404);
    app.open("nav", other).await.expect(200);
    app.open("nav", hidden).await.expect(200);
}

async fn what_would_be_left_is_judged_by_what_is_seen(backend: Backend) {
    let app = TestApp::start(backend).await;
    let [seen, hidden, other] = papers(&app, "nora").await;
    let given = app.grant("kari", "nora", "nav", json!({"documents": [seen, hidden]})).await;
    let consent = given.expect(201).id();
    let [one, _] = operators(&app.app).await;
    let new = NewShield {
        child: ChildId(app.cast.child("nora")),
        person: PersonId(app.cast.person("kari")),
        hidden: Hidden::Document(DocumentId(hidden)),
        ground: "violence".to_owned(),
        words: None,
    };
    shields::set(&app.app, one, new).await.unwrap();
    let path = format!("/api/v1/consents/{consent}/revise");
    let answer = app.post("kari", &path, &json!({"documents": [other]})).await.expect(422).json();
    assert_eq!(answer["code"], "nothing-left", "{answer}");
    for paper in [seen, hidden] {
        app.open("nav", paper).await.expect(200);
    }
}

/// The address of the page to check when Kari gives NAV a paper.
fn check(app: &TestApp, document: Uuid) -> String {
    let (jonas, nav) = (app.cast.child("jonas"), app.cast.unit("nav"));
    let what = format!("set=1&document={document}&unit={nav}&purpose={PURPOSE}&last=7");
    format!("/folders/{jonas}/give/check?{what}")
}

#[tokio::test]
async fn access_can_begin_later() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let kari = Browser::new(&app, "kari").await;
    let check = check(&app, document);
    for wrong in ["x", "2026-13-01", "2099-01-01", "%3Cb%3E"] {
        let page = kari.get(&format!("{check}&from={wrong}")).await.expect(422).text();
        assert!(page.contains("href=\"#from\""), "{wrong}: {page}");
    }
    let before = check.replace("last=7", "last=date&until=2026-06-03");
    let page = kari.get(&format!("{before}&from=2026-06-05")).await.expect(422).text();
    assert!(page.contains("href=\"#from\""), "{page}");
    let first = app.clock.now().plus_days(3).day_in_norway().to_string();
    let page = kari.get(&format!("{check}&from={first}")).await.expect(200).text();
    let sent = hidden_fields(&page);
    // A week from then, not from today.
    let until = app.clock.now().plus_days(10).day_in_norway().to_string();
    assert!(sent.contains(&("until".to_owned(), until)), "{sent:?}");
    let path = format!("/folders/{}/give", app.cast.child("jonas"));
    kari.post(&path, &pairs(&sent)).await.expect(303);
    assert!(app.open("nav", document).await.status >= 403, "it has not begun");
    app.clock.set(app.clock.now().plus_days(3));
    app.sign_out();
    app.open("nav", document).await.expect(200);
}

#[tokio::test]
async fn a_family_makes_a_coordinator_on_the_form() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let kari = Browser::new(&app, "kari").await;
    let page = kari.get(&format!("{}&coordinate=1", check(&app, document))).await.expect(200);
    assert!(page.text().contains("se oversikten og foreslå deling"), "{}", page.text());
    let path = format!("/folders/{}/give", app.cast.child("jonas"));
    let sent = hidden_fields(&page.text());
    let given = kari.post(&path, &pairs(&sent)).await.expect(303);
    let consent = given.header("location").split("consent=").nth(1).unwrap().to_owned();
    let api = format!("/api/v1/consents/{consent}");
    let actions = app.get("kari", &api).await.expect(200).json()["actions"].clone();
    assert_eq!(actions, json!(["open", "coordinate"]));
    // Left out of a change it is taken away.
    let path = format!("/consents/{consent}/change");
    let query = format!("set=1&document={document}&last=date&until=2026-06-08&revision=1");
    let page = kari.get(&format!("{path}/check?{query}")).await.expect(200).text();
    kari.post(&path, &pairs(&hidden_fields(&page))).await.expect(303);
    let actions = app.get("kari", &api).await.expect(200).json()["actions"].clone();
    assert_eq!(actions, json!(["open"]));
}

#[tokio::test]
async fn who_is_kept_out_is_told_by_name() {
    let app = TestApp::start(Backend::Sqlite).await;
    let document = app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({
        "documents": [document],
        "excluded_persons": [app.cast.person("nav")],
        "excluded_units": [app.cast.unit("statped")],
    });
    let consent = app.grant("kari", "jonas", "nav", more).await.expect(201).id();
    let page = Browser::new(&app, "kari").await.page(&format!("/consents/{consent}")).await;
    let kept = page.split("Holdt utenfor").nth(1).unwrap().split("</dd>").next().unwrap();
    assert!(kept.contains("Prøve nav, "), "{kept}");
}
