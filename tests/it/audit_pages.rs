//! The pages of auditors: what they reach, what they never show, and forms that are
//! filled in wrongly, twice or too late.

use crate::emergency::{declare, switch_on};
use crate::support::app::{TestApp, add_person};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::pdf;
use axum::body::Body;
use axum::http::{Request, header};
use samflyt::domain::AgencyId;
use samflyt::flows::people;
use samflyt::ledger::verify::verify_bundle;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

on_both!(
    an_auditor_finds_lines_and_counts_before_they_are_shown,
    an_agencys_auditor_reaches_no_other_agency,
    what_is_wrong_with_a_search_is_said,
    an_answer_is_decided_again_on_the_very_facts,
    a_case_is_closed_by_two_in_their_browsers,
    what_is_taken_out_is_recorded_with_what_was_searched_for,
    the_whole_log_is_verified_from_a_page,
    flags_lead_to_their_lines_and_cases,
);

/// Somebody's browser.
pub struct Browser<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Browser<'a> {
    pub async fn of(app: &'a TestApp, who: &str) -> Self {
        let nobody = Browser { app, cookie: String::new() };
        let answer = nobody.post("/sign-in", &[("persona", who)]).await.expect(303);
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Browser { app, cookie }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.app.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.app.send(request.body(Body::from(form)).unwrap()).await
    }

    /// A page that is there, told apart from one that is not.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await.expect(200);
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        answer.text()
    }
}

/// What an address leads to, without what is new in every answer.
fn bare(answer: &Answer) -> (u16, String) {
    (answer.status, answer.text())
}

/// NAV and the hospital have each opened a paper of Nora's; NAV was refused once.
struct Opened {
    paper: Uuid,
    nav: i64,
    hospital: i64,
    refused: i64,
    consent: Uuid,
}

async fn opened(app: &TestApp) -> Opened {
    let paper = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"documents": [paper]});
    let consent = app.grant("kari", "nora", "nav", more.clone()).await.expect(201).id();
    app.grant("kari", "nora", "hospital", more).await.expect(201);
    let nav = app.open("nav", paper).await.expect(200).entry();
    let hospital = app.open("hospital", paper).await.expect(200).entry();
    for of in [nav, hospital] {
        app.outcome(of).await;
    }
    let other = app.upload("kari", "nora", &pdf(3000, 2)).await.expect(201).id();
    let refused = app.open("nav", other).await;
    assert!(refused.status >= 400);
    Opened { paper, nav, hospital, refused: refused.entry(), consent }
}

/// The lines that a page of the search leads to.
fn lines(page: &str) -> Vec<i64> {
    let rows = page.split("<th scope=\"row\"><a href=\"/audit/entries/").skip(1);
    rows.map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
}

fn once(page: &str) -> String {
    let value = page.split("name=\"once\" value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// Nothing of a child or of what a paper is about.
fn assert_no_content(page: &str, app: &TestApp) {
    for word in ["Barn nora", "Brev fra sykehuset", "brev.pdf"] {
        assert!(!page.contains(word), "{word} stands in {page}");
    }
    assert!(!page.contains(&app.cast.person("kari").to_string()) || page.contains("person="));
}

async fn an_auditor_finds_lines_and_counts_before_they_are_shown(backend: Backend) {
    let app = TestApp::start(backend).await;
    let done = opened(&app).await;
    let auditor = Browser::of(&app, "auditor").await;
    let page = auditor.page("/audit?kind=opened").await;
    assert_eq!(lines(&page), [done.hospital, done.nav], "newest first");
    assert!(page.contains("2 linjer funnet"), "{page}");
    assert!(page.contains("du reviderer hele loggen"), "{page}");
    assert_no_content(&page, &app);
    let kari = app.cast.person("kari");
    for (query, count, found) in [
        (format!("agency={}&kind=opened", app.cast.unit("nav-org")), "Én linje", vec![done.nav]),
        ("reason=no-consent&outcome=refused".to_owned(), "", vec![]),
        ("kind=refused".to_owned(), "Én linje", vec![done.refused]),
        (format!("person={kari}&kind=opened"), "Ingen linjer", vec![]),
        ("kind=opened&from=2026-06-02".to_owned(), "Ingen linjer", vec![]),
        (
            "kind=opened&to=2026-06-01&from=2026-06-01".to_owned(),
            "2 linjer",
            vec![done.hospital, done.nav],
        ),
        (format!("child={}&kind=opened", app.cast.child("emil")), "Ingen linjer", vec![]),
        ("purpose=treatment&kind=opened".to_owned(), "Ingen linjer", vec![]),
    ] {
        let page = auditor.page(&format!("/audit?{query}")).await;
        if !count.is_empty() {
            assert_eq!(lines(&page), found, "{query}");
            assert!(page.contains(count), "{query}: {page}");
        }
    }
    // More than a page: each line once, and the number is that of all pages.
    for _ in 0..60 {
        app.get("nav", "/api/v1/shared").await.expect(200);
    }
    let nav = app.cast.person("nav");
    let (mut at, mut all) = (format!("/audit?person={nav}"), Vec::new());
    let total = loop {
        assert!(all.len() < 500, "{at}");
        let page = auditor.page(&at.replace("&#38;", "&")).await;
        all.extend(lines(&page));
        let total: usize = page
            .split("<h2 id=\"found\">")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let next = page
            .split("<a class=\"button plain\" href=\"")
            .find(|rest| rest.split("</a>").next().unwrap().ends_with("Eldre linjer"));
        match next {
            Some(next) => next.split('"').next().unwrap().clone_into(&mut at),
            None => break total,
        }
    };
    assert!(total > 60 && all.len() == total, "{} of {total}", all.len());
    assert!(all.windows(2).all(|two| two[0] > two[1]), "{all:?}");
}

async fn an_agencys_auditor_reaches_no_other_agency(backend: Backend) {
    let app = TestApp::start(backend).await;
    let done = opened(&app).await;
    let auditor = Browser::of(&app, "nav-auditor").await;
    for path in [
        "/audit".to_owned(),
        "/audit?kind=opened".to_owned(),
        format!("/audit?child={}", app.cast.child("nora")),
        "/audit/charts?days=7".to_owned(),
        "/audit/charts/openings?days=7".to_owned(),
        "/audit/flags?days=7".to_owned(),
        "/audit/cases".to_owned(),
    ] {
        let text = auditor.get(&path).await.expect(200).text();
        for word in ["hospital, enhet", "hospital (prøve)", "Prøve hospital"] {
            assert!(!text.contains(word), "{path}: {text}");
        }
        assert!(!lines(&text).contains(&done.hospital), "{path}");
    }
    let page = auditor.page("/audit?kind=opened").await;
    assert_eq!(lines(&page), [done.nav]);
    assert!(page.contains("Én linje funnet") && page.contains("nav (prøve)"), "{page}");
    let numbers = auditor.get("/audit/charts/openings?days=7").await.expect(200);
    assert_eq!(numbers.header("content-type"), "text/csv; charset=utf-8");
    assert!(numbers.text().trim_end().ends_with(",1"), "{}", numbers.text());
    let all = Browser::of(&app, "auditor").await;
    let numbers = all.get("/audit/charts/openings?days=7").await.expect(200).text();
    assert!(numbers.trim_end().ends_with(",1,1"), "{numbers}");

    // What lies elsewhere is as if it were not there.
    let unknown = bare(&auditor.get("/audit/entries/1000000").await);
    assert_eq!(unknown.0, 404);
    for path in [
        format!("/audit/entries/{}", done.hospital),
        format!("/audit/entries/{}?again=1", done.hospital),
        format!("/audit/entries/{}/proof", done.hospital),
        format!("/audit?agency={}", app.cast.unit("hospital-org")),
        format!("/audit?agency={}", Uuid::from_u128(5)),
        format!("/audit/cases/{}", Uuid::from_u128(5)),
    ] {
        assert_eq!(bare(&auditor.get(&path).await), unknown, "{path}");
    }
    let about = format!("/audit/entries/{}/case", done.hospital);
    assert_eq!(bare(&auditor.post(&about, &[("words", "hvorfor")]).await), unknown);
    auditor.page(&format!("/audit/entries/{}", done.nav)).await;

    let mut sizes = Vec::new();
    for form in ["csv", "jsonl", "bundle"] {
        let text = auditor.post("/audit/export", &[("form", form)]).await.expect(200).text();
        assert!(!text.contains(&app.cast.unit("hospital").to_string()), "{form}");
        sizes.push(text.lines().filter(|line| line.contains("opened")).count());
    }
    assert!(sizes.iter().all(|size| *size > 0), "{sizes:?}");
    let elsewhere = app.cast.unit("hospital-org").to_string();
    let form = [("form", "csv"), ("agency", elsewhere.as_str())];
    assert_eq!(bare(&auditor.post("/audit/export", &form).await), unknown);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_no_auditor_gets_no_page_of_theirs() {
    let app = TestApp::start(Backend::Sqlite).await;
    let done = opened(&app).await;
    let before = app.log_size().await;
    for who in ["kari", "jonas", "nav", "hospital", "operator", "eva"] {
        let browser = Browser::of(&app, who).await;
        for path in [
            "/audit".to_owned(),
            "/audit?from=never".to_owned(),
            "/audit/charts".to_owned(),
            "/audit/charts/openings".to_owned(),
            "/audit/flags".to_owned(),
            "/audit/cases".to_owned(),
            "/audit/verify".to_owned(),
            format!("/audit/entries/{}", done.nav),
            format!("/audit/entries/{}/proof", done.nav),
        ] {
            browser.get(&path).await.expect(404);
        }
        for path in ["/audit/verify", "/audit/export"] {
            browser.post(path, &[("form", "csv")]).await.expect(404);
        }
        let path = format!("/audit/entries/{}/case", done.nav);
        browser.post(&path, &[("words", "hvorfor")]).await.expect(404);
    }
    let refused = app.entries("kind=refused").await;
    assert!(app.log_size().await >= before + 60, "each no is recorded");
    assert!(refused.iter().any(|one| one["act"] == "audit"), "{refused:?}");
    let nobody = Browser { app: &app, cookie: String::new() };
    let answer = nobody.get("/audit/flags").await.expect(303);
    assert_eq!(answer.header("location"), "/sign-in?next=%2Faudit%2Fflags");
}

async fn what_is_wrong_with_a_search_is_said(backend: Backend) {
    let app = TestApp::start(backend).await;
    opened(&app).await;
    let auditor = Browser::of(&app, "auditor").await;
    for (query, word) in [
        ("from=2026-13-40", "Skriv datoen"),
        ("to=i+g%C3%A5r", "Skriv datoen"),
        ("from=2026-06-02&to=2026-06-01", "Siste dag kan ikke"),
        ("child=nora", "Lim inn hele koden"),
        ("person=%3Cscript%3E", "Lim inn hele koden"),
        ("agency=%F0%9F%98%80", "Lim inn hele koden"),
        ("kind=%E2%80%AEopened", "Velg noe"),
        ("outcome=maybe", "Velg noe"),
        ("purpose=curiosity", "Velg noe"),
        ("reason=because", "Velg noe"),
    ] {
        let answer = auditor.get(&format!("/audit?{query}")).await.expect(422);
        let page = answer.text();
        assert!(page.contains(word) && page.contains("Sjekk dette"), "{query}: {page}");
        assert!(!page.contains("<script>") && lines(&page).is_empty(), "{query}");
        answer.entry();
    }
    let kept = auditor.get("/audit?child=nora&kind=opened").await.expect(422).text();
    assert!(
        kept.contains("value=\"nora\"") && kept.contains("value=\"opened\" selected"),
        "{kept}"
    );
    // What no form of ours sends is refused too.
    for path in ["/audit?below=x", "/audit?below=-1", "/audit/cases?after=x"] {
        let status = auditor.get(path).await.status;
        assert!((400..500).contains(&status), "{path}: {status}");
    }
    let long = format!("/audit?child={}", "x".repeat(5000));
    auditor.get(&long).await.expect(422);
    auditor.get("/audit/charts/everything").await.expect(404);
    auditor.page("/audit/charts?days=100000").await;
    auditor.page("/audit/flags?days=-5&rule=none").await;
    let answer = auditor.post("/audit/export", &[("form", "pdf"), ("kind", "opened")]).await;
    assert_eq!(answer.expect(303).header("location"), "/audit?kind=opened");
}

async fn an_answer_is_decided_again_on_the_very_facts(backend: Backend) {
    let app = TestApp::start(backend).await;
    let done = opened(&app).await;
    let auditor = Browser::of(&app, "auditor").await;
    let again = async |index: i64| auditor.page(&format!("/audit/entries/{index}?again=1")).await;
    let page = again(done.nav).await;
    assert!(page.contains("helt likt, og svaret er ja"), "{page}");
    assert_no_content(&page, &app);
    let page = again(done.refused).await;
    assert!(page.contains("helt likt, og svaret er nei"), "{page}");
    // The family has stopped it since: what was right then was right then.
    app.clock.advance(600_000_000);
    let path = format!("/api/v1/consents/{}/revoke", done.consent);
    app.post("kari", &path, &json!({})).await.expect(200);
    let page = again(done.nav).await;
    assert!(page.contains("helt likt, og svaret er ja"), "{page}");
    // A paper that got a new category or version is another matter; nothing is claimed.
    let late = app.open("nav", done.paper).await.expect(403).entry();
    assert!(again(late).await.contains("nei: Familien har stoppet samtykket"));
    // A line that is no answer.
    let first = auditor.page("/audit/entries/0?again=1").await;
    assert!(!first.contains("Svaret blir"), "{first}");
    // After a restart the rules of before are still known.
    let app = app.restart().await;
    let auditor = Browser::of(&app, "auditor").await;
    let page = auditor.page(&format!("/audit/entries/{}?again=1", done.nav)).await;
    assert!(page.contains("helt likt, og svaret er ja"), "{page}");
    let proof = auditor.get(&format!("/audit/entries/{}/proof", done.nav)).await.expect(200);
    assert!(proof.text().starts_with("c2sp.org/tlog-proof@v1"), "{}", proof.text());
    assert!(proof.header("content-disposition").contains("attachment"));
}

async fn a_case_is_closed_by_two_in_their_browsers(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    for handle in ["second", "third"] {
        let id = add_person(&app.app, handle).await;
        app.cast.put("person", handle, id.0);
        people::appoint(&app.app, id, "auditor", None).await.unwrap();
    }
    switch_on(&app).await;
    app.upload_as("kari", "nora", "emergency-sheet", &pdf(3000, 1)).await.expect(201);
    declare(&app, "hospital", "nora", "hospital").await.expect(201);
    let [one, two, three] = [
        Browser::of(&app, "auditor").await,
        Browser::of(&app, "second").await,
        Browser::of(&app, "third").await,
    ];
    let list = one.page("/audit/cases?state=new").await;
    assert!(list.contains("Nødsituasjon") && list.contains("Prøve hospital"), "{list}");
    assert_no_content(&list, &app);
    let at = list
        .split("<th scope=\"row\"><a href=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let put = format!("{at}/finding");
    let page = one.page(&at).await;
    let once = once(&page);
    for (fields, word) in [
        (vec![], "Velg forklart eller avvik"),
        (vec![("finding", "explained")], "Skriv noen ord"),
        (vec![("finding", "perhaps"), ("words", "x")], "Velg forklart eller avvik"),
    ] {
        let answer = one.post(&put, &fields).await.expect(422);
        assert!(answer.text().contains(word), "{}", answer.text());
    }
    let long = "å".repeat(9000);
    let answer = one.post(&put, &[("finding", "deviation"), ("words", &long)]).await.expect(422);
    assert!(answer.text().contains("Skriv kortere") && answer.text().contains(&long));
    // Pressed twice, it is one finding.
    let found = [("finding", "deviation"), ("words", "Ingen grunn <b>"), ("once", &once)];
    let first = one.post(&put, &found).await.expect(303);
    let again = one.post(&put, &found).await.expect(303);
    assert_eq!(first.entry(), again.entry());
    let page = one.page(&at).await;
    assert!(page.contains("Ingen grunn &#60;b&#62;") || page.contains("Ingen grunn &lt;b&gt;"));
    assert!(!page.contains("action=\"/audit/cases/"), "there is nothing more to say");
    // The second looks with own eyes.
    let page = two.page(&at).await;
    assert!(page.contains("Skjult til saken er lukket") && !page.contains("Ingen grunn"), "{page}");
    let found = [("finding", "explained"), ("words", "Innlagt samme natt")];
    two.post(&put, &found).await.expect(303);
    let page = two.page(&at).await;
    assert!(page.contains("Lukket: avvik") && page.contains("Ingen grunn"), "{page}");
    // Who comes too late is shown what the others found.
    let late = three.post(&put, &found).await.expect(303);
    assert_eq!(late.header("location"), at);
    assert!(three.page(&at).await.contains("Lukket: avvik"));
    assert!(one.page("/audit/cases?state=closed").await.contains(&at));
    assert!(!one.page("/audit/cases?state=new").await.contains(&at));
    let hospital = Browser::of(&app, "nav-auditor").await;
    hospital.get(&at).await.expect(404);
    hospital.post(&put, &found).await.expect(404);
}

async fn what_is_taken_out_is_recorded_with_what_was_searched_for(backend: Backend) {
    let app = TestApp::start(backend).await;
    let done = opened(&app).await;
    let auditor = Browser::of(&app, "auditor").await;
    let nav = app.cast.unit("nav-org").to_string();
    let search = [("kind", "opened"), ("from", "2026-06-01"), ("agency", nav.as_str())];
    let with = |form: &'static str| [&search[..], &[("form", form)]].concat();
    let csv = auditor.post("/audit/export", &with("csv")).await.expect(200);
    assert_eq!(csv.text().lines().count(), 2, "{}", csv.text());
    let jsonl = auditor.post("/audit/export", &with("jsonl")).await.expect(200);
    let line: serde_json::Value = serde_json::from_str(jsonl.text().trim()).unwrap();
    assert_eq!(line["index"], done.nav);
    let bundle = auditor.post("/audit/export", &with("bundle")).await.expect(200);
    let key = app.app.publisher().key();
    let report = verify_bundle(bundle.text().lines(), Some(key), None);
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!(report.selection["kind"], "opened");
    let whole = auditor.post("/audit/export", &[("form", "bundle")]).await.expect(200);
    let report = verify_bundle(whole.text().lines(), Some(key), None);
    assert!(report.is_clean() && report.is_whole(), "{:?}", report.findings);
    let told = app.entries("kind=log-exported").await;
    assert_eq!(told.len(), 4, "each before its first byte");
    let first = &told[3];
    assert_eq!(first["index"], csv.entry());
    assert_eq!(first["agency"]["id"], nav);
    assert_eq!(first["reason"], "form=csv from=2026-05-31T22:00:00Z kind=opened");
    let page = auditor.page(&format!("/audit/entries/{}", csv.entry())).await;
    assert!(page.contains("Regneark (CSV)") && page.contains("Åpnet et papir"), "{page}");
    assert!(!page.contains("kind=opened"), "{page}");
}

async fn the_whole_log_is_verified_from_a_page(backend: Backend) {
    let app = TestApp::start(backend).await;
    opened(&app).await;
    let auditor = Browser::of(&app, "nav-auditor").await;
    let page = auditor.page("/audit/verify").await;
    assert!(page.contains("ikke kontrollert herfra"), "{page}");
    let before = app.log_size().await;
    auditor.post("/audit/verify", &[]).await.expect(303);
    auditor.post("/audit/verify", &[]).await.expect(303);
    assert_eq!(app.log_size().await, before + 2, "each start has its entry");
    let (mut page, mut looks) = (String::new(), 0);
    for _ in 0..200 {
        let answer = auditor.get("/audit/verify?again").await.expect(200);
        page = answer.text();
        looks += i64::from(!answer.header("samflyt-entry").is_empty());
        if !page.contains("<progress") {
            assert_eq!(answer.header("refresh"), "");
            break;
        }
        assert_eq!(answer.header("refresh"), "10; url=/audit/verify?again");
        assert_eq!(looks, 0, "while it runs, a look leaves no entry");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(page.contains("Alt stemmer"), "{page}");
    assert_eq!(app.log_size().await, before + 3, "the starts, and the look at what was found");
    // Who is no auditor is turned away, under whatever address.
    let kari = Browser::of(&app, "kari").await;
    assert!(kari.get("/audit/verify?again").await.status >= 403);
}

async fn flags_lead_to_their_lines_and_cases(backend: Backend) {
    let app = TestApp::start(backend).await;
    let done = opened(&app).await;
    let stop = format!("/api/v1/consents/{}/revoke", done.consent);
    app.post("kari", &stop, &json!({})).await.expect(200);
    for _ in 0..6 {
        app.open("nav", done.paper).await.expect(403);
    }
    let auditor = Browser::of(&app, "auditor").await;
    let page = auditor.page("/audit/flags?days=7").await;
    for flag in ["Første åpning", "Forsøk etter at samtykket var slutt", "Nei mange ganger"] {
        assert!(page.contains(&format!("<h2 class=\"h3\">{flag}")), "{flag}: {page}");
    }
    assert!(page.contains(&format!("/audit/entries/{}", done.nav)), "{page}");
    assert_no_content(&page, &app);
    let page = auditor.page("/audit/flags?days=7&rule=refusals").await;
    assert!(!page.contains("<h2 class=\"h3\">Første"), "{page}");
    let about = page.split("#case\"").next().unwrap().rsplit("href=\"").next().unwrap().to_owned();
    let entry = auditor.page(&about).await;
    let fields = [("words", "Hvorfor så mange?"), ("once", &once(&entry))];
    let opened = auditor.post(&format!("{about}/case"), &fields).await.expect(303);
    let again = auditor.post(&format!("{about}/case"), &fields).await.expect(303);
    assert_eq!(opened.header("location"), again.header("location"));
    let page = auditor.page("/audit/flags?days=7&rule=refusals").await;
    assert!(page.contains(opened.header("location")) && page.contains("(Ny)"), "{page}");
    // More of the same is the same flag, and keeps its case.
    app.open("nav", done.paper).await.expect(403);
    let page = auditor.page("/audit/flags?days=7&rule=refusals").await;
    assert!(page.contains(opened.header("location")) && page.contains("(Ny)"), "{page}");
    let empty = auditor.post(&format!("{about}/case"), &[("words", " ")]).await.expect(422);
    assert!(empty.text().contains("Skriv noen ord"));
    // An agency's auditor has the own agency's flags, and nobody the own.
    let hospital = AgencyId(app.cast.unit("hospital-org"));
    let id = add_person(&app.app, "hospital-auditor").await;
    people::appoint(&app.app, id, "auditor", Some(hospital)).await.unwrap();
    let page = Browser::of(&app, "hospital-auditor").await.page("/audit/flags?days=7").await;
    assert!(!page.contains("Prøve nav") && page.contains("Prøve hospital"), "{page}");
    assert!(page.contains("1 av 1 åpninger"), "{page}");
}
