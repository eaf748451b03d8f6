//! Auditors who are guardians, or the child: by that office they read nothing of the own
//! family.

use crate::emergency::{declare, of_kind, switch_on};
use crate::support::app::{TestApp, add_guardian, add_guardian_until, add_person, noon, operators};
use crate::support::backend::{Backend, on_both};
use crate::support::browser::Browser;
use crate::support::samples::pdf;
use samflyt::domain::text::PersonName;
use samflyt::domain::time::Day;
use samflyt::domain::{ChildId, PersonId};
use samflyt::flows::guardianships::{self, NewGuardianship};
use samflyt::flows::people;
use serde_json::{Value, json};

on_both!(
    an_auditor_reads_nothing_of_the_own_family,
    a_guardianship_that_has_ended_still_keeps_an_auditor_out,
    one_that_nobody_has_confirmed_hides_nothing,
    reports_are_not_told_to_whom_they_concern_and_are_not_endless,
    an_emergency_left_lying_stays_on_the_list,
    the_same_surname_is_pointed_out_without_being_told,
    auditors_are_told_no_name_of_a_family,
);

/// NAV has opened a paper of the child.
async fn opened(app: &TestApp, guardian: &str, child: &str) -> i64 {
    let paper = app.upload(guardian, child, &pdf(3000, 1)).await.expect(201).id();
    app.grant(guardian, child, "nav", json!({"documents": [paper]})).await.expect(201);
    let opened = app.open("nav", paper).await.expect(200).entry();
    app.outcome(opened).await;
    opened
}

async fn appoint(app: &TestApp, who: &str) {
    let person = PersonId(app.cast.person(who));
    people::appoint(&app.app, person, "auditor", None).await.unwrap();
}

async fn indexes(app: &TestApp, who: &str, query: &str) -> Vec<i64> {
    let path = format!("/api/v1/audit/entries?{query}");
    let found = app.get(who, &path).await.expect(200).json();
    found["items"].as_array().unwrap().iter().map(|one| one["index"].as_i64().unwrap()).collect()
}

/// What stands last in the lines of a chart's file, together.
async fn numbers(browser: &Browser<'_>, chart: &str) -> i64 {
    let answer = browser.get(&format!("/audit/charts/{chart}?days=7")).await.expect(200).text();
    let lines = answer.lines().skip(1);
    lines.filter_map(|line| line.rsplit(',').next()?.trim().parse::<i64>().ok()).sum()
}

async fn an_auditor_reads_nothing_of_the_own_family(backend: Backend) {
    let app = TestApp::start(backend).await;
    let own = opened(&app, "kari", "nora").await;
    let other = opened(&app, "eva", "emil").await;
    for who in ["kari", "jonas"] {
        appoint(&app, who).await;
    }
    assert_eq!(indexes(&app, "auditor", "kind=opened").await, [other, own]);
    assert_eq!(indexes(&app, "kari", "kind=opened").await, [other]);
    let nora = app.cast.child("nora");
    assert_eq!(indexes(&app, "kari", &format!("child={nora}")).await, [0_i64; 0]);
    // The young person's own folder, too.
    let jonas = app.cast.child("jonas");
    app.upload("kari", "jonas", &pdf(3000, 2)).await.expect(201);
    assert!(!indexes(&app, "auditor", &format!("child={jonas}")).await.is_empty());
    assert_eq!(indexes(&app, "jonas", &format!("child={jonas}")).await, [0_i64; 0]);
    assert_eq!(indexes(&app, "jonas", "kind=opened").await, [other, own]);

    let kari = Browser::new(&app, "kari").await;
    let page = kari.page("/audit?kind=opened").await;
    assert!(page.contains("Én linje funnet"), "{page}");
    let page = kari.page("/audit/flags?days=7").await;
    assert!(page.contains("0 av 1 åpninger") || page.contains("1 av 1 åpninger"), "{page}");
    assert!(!page.contains(&format!("/audit/entries/{own}\"")), "{page}");
    let all = Browser::new(&app, "auditor").await;
    // That somebody has opened something in the own family makes nobody known elsewhere.
    for (browser, is_first) in [(&all, false), (&kari, true)] {
        let page = browser.page("/audit/flags?days=7&rule=first-opening").await;
        assert_eq!(page.contains(&format!("/audit/entries/{other}\"")), is_first, "{page}");
    }
    for (browser, count) in [(&all, 2), (&kari, 1)] {
        assert_eq!(numbers(browser, "openings").await, count);
        assert_eq!(numbers(browser, "remaining").await, count);
    }
    for form in ["csv", "jsonl", "bundle"] {
        let text = kari.post("/audit/export", &[("form", form)]).await.expect(200).text();
        assert!(!text.contains(&nora.to_string()), "{form}");
        // A bundle says that it is not all.
        assert_eq!(text.contains("own-family"), form == "bundle", "{form}");
    }
    // By its number it is as if it were not there.
    let unknown = kari.get("/audit/entries/1000000").await.expect(404).text();
    for path in [
        format!("/audit/entries/{own}"),
        format!("/audit/entries/{own}?again=1"),
        format!("/audit/entries/{own}/proof"),
    ] {
        assert_eq!(kari.get(&path).await.expect(404).text(), unknown, "{path}");
    }
    kari.page(&format!("/audit/entries/{other}")).await;
    // As a guardian she has the folder's log as everybody.
    let seen = app.get("kari", &format!("/api/v1/audit/entries/{own}")).await.expect(200);
    let told = app.entries("kind=log-read").await;
    let told = told.iter().find(|one| one["index"] == seen.entry()).unwrap();
    assert_eq!(told["role"], "guardian");
}

/// Everywhere where an auditor looks: is the line there?
async fn reads(app: &TestApp, index: i64) -> bool {
    let nora = app.cast.child("nora");
    let auditor = Browser::new(app, "auditor").await;
    let found = indexes(app, "auditor", "kind=opened").await.contains(&index);
    assert_eq!(indexes(app, "auditor", &format!("child={nora}")).await.is_empty(), !found);
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

async fn a_guardianship_that_has_ended_still_keeps_an_auditor_out(backend: Backend) {
    let app = TestApp::start(backend).await;
    let index = opened(&app, "kari", "nora").await;
    let auditor = PersonId(app.cast.person("auditor"));
    let time = (noon(), Some(noon().plus_days(1)));
    add_guardian_until(&app.app, app.cast.child("nora"), auditor, time).await;
    app.clock.set(noon().plus_days(3));
    app.sign_out();
    assert!(!reads(&app, index).await);
}

async fn one_that_nobody_has_confirmed_hides_nothing(backend: Backend) {
    let app = TestApp::start(backend).await;
    let index = opened(&app, "kari", "nora").await;
    let new = NewGuardianship {
        child: ChildId(app.cast.child("nora")),
        person: PersonId(app.cast.person("auditor")),
        kind: "parental-responsibility".to_owned(),
        evidence: "population-register".to_owned(),
        from: noon(),
        until: None,
    };
    let [one, other] = operators(&app.app).await;
    let id = guardianships::enter(&app.app, one, new).await.unwrap();
    app.sign_out();
    // A case is opened on the way.
    assert!(reads(&app, index).await);
    guardianships::confirm(&app.app, other, id).await.unwrap();
    assert!(!reads(&app, index).await);
    let list = app.get("auditor", "/api/v1/audit/cases").await.expect(200).json();
    assert_eq!(list["items"], json!([]));
}

async fn reports_are_not_told_to_whom_they_concern_and_are_not_endless(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let opened = opened(&app, "kari", "nora").await;
    let aunt = add_person(&app.app, "aunt").await;
    app.cast.put("person", "aunt", aunt.0);
    add_guardian(&app.app, app.cast.child("nora"), aunt, noon()).await;
    // The one who opened it, and one of the family, are auditors.
    for who in ["nav", "aunt"] {
        appoint(&app, who).await;
    }
    let app = app;
    let kari = Browser::new(&app, "kari").await;
    let at = |index: i64| format!("/folders/{}/log/{index}", app.cast.child("nora"));
    kari.post(&at(opened), &[("words", "Hvem er dette?")]).await.expect(303);
    for (who, told) in [("auditor", true), ("nav", false), ("aunt", false)] {
        let inbox = Browser::new(&app, who).await.page("/inbox").await;
        assert_eq!(inbox.contains("En familie har meldt fra"), told, "{who}");
    }
    // Twenty may wait; what waits already is not one more.
    let path = format!("/api/v1/children/{}/log?limit=100", app.cast.child("nora"));
    for _ in 0..25 {
        app.get("kari", &path).await.expect(200);
    }
    let log = app.get("kari", &path).await.expect(200).json();
    let lines: Vec<i64> =
        log["items"].as_array().unwrap().iter().map(|one| one["index"].as_i64().unwrap()).collect();
    let mut lines = lines.into_iter().filter(|index| *index != opened);
    for _ in 1..20 {
        kari.post(&at(lines.next().unwrap()), &[("words", "Hva er dette?")]).await.expect(303);
    }
    let answer = kari.post(&at(lines.next().unwrap()), &[("words", "Og dette?")]).await.expect(409);
    assert!(answer.text().contains("For mange meldinger venter på svar"), "{}", answer.text());
    kari.post(&at(opened), &[("words", "Hvem er dette?")]).await.expect(303);
    assert_eq!(of_reports(&app).await, 20);
}

/// Reports as the auditors have them.
async fn of_reports(app: &TestApp) -> usize {
    let found = app.get("auditor", "/api/v1/audit/cases?limit=100").await.expect(200).json();
    found["items"].as_array().unwrap().iter().filter(|one| one["kind"] == "report").count()
}

async fn an_emergency_left_lying_stays_on_the_list(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    for handle in ["second", "third"] {
        let id = add_person(&app.app, handle).await;
        app.cast.put("person", handle, id.0);
        appoint(&app, handle).await;
    }
    switch_on(&app).await;
    app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201);
    declare(&app, "hospital", "nora", "hospital").await.expect(201);
    let of = of_kind(&app, "emergency-opened").await[0]["index"].as_i64().unwrap();
    let found = app.get("third", "/api/v1/audit/cases").await.expect(200).json();
    let case = found["items"][0]["id"].as_str().unwrap().to_owned();
    app.clock.advance(20 * 24 * crate::emergency::HOUR);
    app.sign_out();
    let lies = |who: &'static str| {
        let app = &app;
        async move {
            let page =
                Browser::new(app, who).await.page("/audit/flags?days=7&rule=emergency").await;
            page.contains(&format!("/audit/entries/{of}\""))
        }
    };
    assert!(lies("third").await);
    // Not for those whom it is about.
    appoint(&app, "kari").await;
    assert!(!lies("kari").await);
    let close = async |who: &str| {
        let body = json!({"finding": "explained", "words": "Sett på (prøve)"});
        app.post(who, &format!("/api/v1/audit/cases/{case}/close"), &body).await.expect(200).json()
    };
    close("auditor").await;
    assert!(lies("third").await, "one answer is not enough");
    let closed: Value = close("second").await;
    assert_eq!(closed["state"], "closed");
    assert!(!lies("third").await);
}

async fn the_same_surname_is_pointed_out_without_being_told(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let name = PersonName::new("Barnet NAV").unwrap();
    let born = Day::new(2018, 5, 6).unwrap();
    let child = people::add_child(&app.app, &name, born, None, None).await.unwrap();
    app.cast.put("child", "namesake", child.0);
    let kari = PersonId(app.cast.person("kari"));
    add_guardian(&app.app, child.0, kari, noon()).await;
    let other = opened(&app, "kari", "nora").await;
    let same = opened(&app, "kari", "namesake").await;
    let page = Browser::new(&app, "auditor").await.page("/audit/flags?days=7&rule=surname").await;
    assert!(page.contains("<h2 class=\"h3\">Samme etternavn"), "{page}");
    assert!(page.contains(&format!("/audit/entries/{same}\"")), "{page}");
    assert!(!page.contains(&format!("/audit/entries/{other}\"")), "{page}");
    assert!(!page.contains("Barn"), "{page}");
}

async fn auditors_are_told_no_name_of_a_family(backend: Backend) {
    let app = TestApp::start(backend).await;
    let opening = opened(&app, "kari", "nora").await;
    let auditor = Browser::new(&app, "auditor").await;
    let page = auditor.page("/audit").await;
    assert!(page.contains("En i familien") && page.contains("Prøve nav"), "{page}");
    assert!(!page.contains("Prøve kari"), "{page}");
    let stored = of_kind(&app, "stored").await[0].clone();
    assert_eq!(stored["actor"]["name"], "");
    let index = stored["index"].as_i64().unwrap();
    let page = auditor.page(&format!("/audit/entries/{index}")).await;
    assert!(page.contains("En i familien") && !page.contains("Prøve kari"), "{page}");
    // The guardians themselves read who it was.
    let log = format!("/api/v1/children/{}/log?kind=stored", app.cast.child("nora"));
    let log = app.get("ola", &log).await.expect(200).json();
    assert_eq!(log["items"][0]["actor"]["name"], "Prøve kari");
    // So it is with cases, about what they did and what they have reported.
    let body = json!({"entry": index, "words": "Hvorfor (prøve)"});
    let case = app.post("auditor", "/api/v1/audit/cases", &body).await.expect(201).id();
    let kari = Browser::new(&app, "kari").await;
    let at = format!("/folders/{}/log/{opening}", app.cast.child("nora"));
    kari.post(&at, &[("words", "Hvem er dette?")]).await.expect(303);
    for path in ["/audit/cases".to_owned(), format!("/audit/cases/{case}")] {
        let page = auditor.page(&path).await;
        assert!(page.contains("En i familien") && !page.contains("Prøve kari"), "{path}: {page}");
    }
    let reported = app.get("auditor", "/api/v1/audit/cases").await.expect(200).json();
    let reported = &reported["items"][0];
    assert_eq!((&reported["kind"], &reported["opened_by"]["name"]), (&json!("report"), &json!("")));
    assert_eq!(reported["person"]["name"], "Prøve nav");
}
