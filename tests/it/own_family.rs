//! An auditor and the own family: by that office nothing is read of it.

use crate::support::app::{TestApp, add_guardian_until, noon, operators};
use crate::support::backend::{Backend, on_both};
use crate::support::browser::Browser;
use crate::support::samples::pdf;
use samflyt::domain::{ChildId, PersonId};
use samflyt::flows::guardianships::{self, NewGuardianship};
use serde_json::json;

on_both!(
    an_auditor_reads_nothing_of_the_own_family,
    a_guardianship_that_has_ended_still_keeps_an_auditor_out,
    one_that_nobody_has_confirmed_hides_nothing,
);

/// What the hospital's opening of Nora's paper has left: the index of its line.
async fn opened(app: &TestApp) -> i64 {
    let paper = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"documents": [paper]});
    app.grant("kari", "nora", "hospital", more).await.expect(201);
    app.open("hospital", paper).await.expect(200).entry()
}

async fn search(app: &TestApp, query: &str) -> Vec<i64> {
    let entries = app.entries(query).await;
    entries.iter().map(|one| one["index"].as_i64().unwrap()).collect()
}

/// Everywhere where an auditor looks: is the line there?
async fn reads(app: &TestApp, index: i64) -> bool {
    let nora = app.cast.child("nora");
    let auditor = Browser::new(app, "auditor").await;
    let found = search(app, "kind=opened").await.contains(&index);
    assert_eq!(search(app, &format!("child={nora}")).await.is_empty(), !found);
    let page = auditor.page("/audit?kind=opened").await;
    assert_eq!(page.contains(&format!("/audit/entries/{index}\"")), found, "{page}");
    assert_eq!(page.contains("Én linje"), found, "counted");
    let entry = auditor.get(&format!("/audit/entries/{index}")).await;
    assert_eq!(entry.status, if found { 200 } else { 404 });
    let path = format!("/audit/entries/{index}/case");
    let case = auditor.post(&path, &[("words", "Hvorfor?")]).await;
    assert_eq!(case.status, if found { 303 } else { 404 });
    let csv = auditor.post("/audit/export", &[("kind", "opened"), ("form", "csv")]).await;
    assert_eq!(csv.expect(200).text().lines().count(), if found { 2 } else { 1 });
    let flags = auditor.page("/audit/flags?days=7").await;
    assert_eq!(flags.contains(&format!("/audit/entries/{index}")), found, "{flags}");
    assert_eq!(flags.contains("1 av 1 åpninger"), found, "{flags}");
    let charts = auditor.page("/audit/charts").await;
    let lasts = charts.split("id=\"remaining\"").nth(1).unwrap().contains("<td>1</td>");
    assert_eq!(lasts, found, "{charts}");
    let when = charts.split("id=\"remaining\"").next().unwrap();
    assert_eq!(when.contains("<td>1</td>"), found, "{charts}");
    found
}

async fn an_auditor_reads_nothing_of_the_own_family(backend: Backend) {
    let app = TestApp::start(backend).await;
    let index = opened(&app).await;
    assert!(reads(&app, index).await);
    let auditor = PersonId(app.cast.person("auditor"));
    add_guardian_until(&app.app, app.cast.child("nora"), auditor, (noon(), None)).await;
    app.sign_out();
    assert!(!reads(&app, index).await);
    // As a family reads its own log.
    let log = format!("/api/v1/children/{}/log?kind=opened", app.cast.child("nora"));
    let log = app.get("auditor", &log).await.expect(200).json();
    assert_eq!(log["items"][0]["index"], index, "{log}");
    // What is taken out says that it is not all.
    let browser = Browser::new(&app, "auditor").await;
    let bundle = browser.post("/audit/export", &[("form", "bundle")]).await.expect(200).text();
    assert!(bundle.lines().next().unwrap().contains("own-family"), "{bundle}");
}

async fn a_guardianship_that_has_ended_still_keeps_an_auditor_out(backend: Backend) {
    let app = TestApp::start(backend).await;
    let index = opened(&app).await;
    let auditor = PersonId(app.cast.person("auditor"));
    let time = (noon(), Some(noon().plus_days(1)));
    add_guardian_until(&app.app, app.cast.child("nora"), auditor, time).await;
    app.clock.set(noon().plus_days(3));
    app.sign_out();
    assert!(!reads(&app, index).await);
}

async fn one_that_nobody_has_confirmed_hides_nothing(backend: Backend) {
    let app = TestApp::start(backend).await;
    let index = opened(&app).await;
    let new = NewGuardianship {
        child: ChildId(app.cast.child("nora")),
        person: PersonId(app.cast.person("auditor")),
        kind: "parental-responsibility".to_owned(),
        evidence: "population-register".to_owned(),
        from: noon(),
        until: None,
    };
    let [one, _] = operators(&app.app).await;
    guardianships::enter(&app.app, one, new).await.unwrap();
    app.sign_out();
    assert!(reads(&app, index).await);
}
