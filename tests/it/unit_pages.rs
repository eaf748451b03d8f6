//! The pages of a unit, over HTTP with the cookie of a sign-in: what professionals,
//! coordinators and administrators do with forms, and what comes of odd ones.

use crate::support::app::{TestApp, add_guardian, add_person, noon};
use crate::support::backend::Backend;
use crate::support::browser::Browser;
use crate::support::http::Answer;
use crate::support::samples::{Form, form_type, pdf};
use axum::body::Body;
use axum::http::{Request, header};
use samflyt::domain::agency::MembershipState;
use samflyt::domain::pid::Pid;
use samflyt::domain::text::PersonName;
use samflyt::domain::time::Day;
use samflyt::domain::{AgencyId, PersonId};
use samflyt::flows::people;
use serde_json::json;
use std::io::{Cursor, Read as _};
use uuid::Uuid;

/// The text of a page without its tags.
fn words(answer: &Answer) -> String {
    let mut words = String::new();
    let mut in_tag = false;
    for c in answer.text().chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => words.push(c),
            _ => {}
        }
    }
    words
}

fn number(day: u8) -> Pid {
    let born = Day::new(1985, 4, day).unwrap();
    (0..300).find_map(|serial| Pid::synthesize(born, serial)).unwrap()
}

async fn shared(app: &TestApp, more: &[&str]) -> (Uuid, Vec<Uuid>) {
    let mut documents = Vec::new();
    for (seed, _) in more.iter().enumerate() {
        let bytes = pdf(3_000 + seed, u64::try_from(seed).unwrap());
        documents.push(app.upload("kari", "nora", &bytes).await.expect(201).id());
    }
    let actions = json!({"documents": documents, "actions": ["open", "contribute"]});
    let consent = app.grant("kari", "nora", "nav", actions).await.expect(201).id();
    (consent, documents)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_is_found_opened_and_taken_along() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (consent, documents) = shared(&app, &["one", "two"]).await;
    let nora = app.cast.child("nora");
    let nav = Browser::new(&app, "nav").await;
    let list = nav.get("/cases").await.expect(200);
    let text = list.text();
    assert!(words(&list).contains("Barn nora"), "{text}");
    assert!(!text.contains("<script") && !text.contains("style="), "{text}");
    let title = text.split("<title>").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(title, "Saker · samflyt");
    // What is new stays new until it is opened, however often one looks.
    for _ in 0..2 {
        assert!(words(&nav.get("/cases").await).contains("2 papirer du ikke har åpnet"));
    }
    // A name that is searched for stands in no address, and the answer is the list.
    let found = nav.post("/cases", &[("q", "NORA"), ("show", "all")]).await.expect(200);
    assert!(words(&found).contains("Barn nora"));
    let none = nav.post("/cases", &[("q", "<b>per\u{202e}"), ("show", "x")]).await.expect(200);
    assert!(!words(&none).contains("Barn nora") && none.text().contains("&#60;b&#62;per"));
    let only = nav.get("/cases?show=ending").await.expect(200);
    assert!(!words(&only).contains("Barn nora"));

    let case = nav.get(&format!("/cases/{nora}")).await.expect(200);
    assert!(case.text().contains(&format!("/cases/{nora}/hand-back/{consent}")));
    let open = format!("/cases/{nora}/open/{}?purpose=benefit-assessment", documents[0]);
    assert!(case.text().contains(&open), "{}", case.text());
    let shown = nav.get(&open).await.expect(200);
    assert_eq!(shown.header("content-type"), "application/pdf");
    assert!(shown.header("content-disposition").starts_with("inline"));
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    assert!(shown.header("content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(app.outcome(shown.entry()).await["outcome"], "complete");
    // Another site that knows the address makes no opening in somebody's name.
    let before = app.entries("kind=opened").await.len();
    for path in [&open, &open.replace("/open/", "/save/"), &format!("/cases/{nora}/all/{consent}")]
    {
        let led = nav.get_from("cross-site", path).await.expect(303);
        assert_eq!(led.header("location"), format!("/cases/{nora}"));
    }
    assert_eq!(app.entries("kind=opened").await.len(), before);
    let saved = nav.get(&open.replace("/open/", "/save/")).await.expect(200);
    assert!(saved.header("content-disposition").starts_with("attachment"));
    assert!(saved.header("content-security-policy").starts_with("sandbox"));
    assert!(words(&nav.get("/cases").await).contains("Ett papir du ikke har åpnet"));
    // Without the purpose, or for another, a page says so.
    let without = nav.get(&format!("/cases/{nora}/open/{}", documents[0])).await.expect(403);
    assert!(without.header("content-type").starts_with("text/html"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_archive_has_what_the_page_has_no_room_for() {
    let app = TestApp::start(Backend::Sqlite).await;
    for seed in 0..502 {
        app.upload("kari", "nora", &pdf(600, seed)).await.expect(201);
    }
    let more = json!({"categories": ["medical"]});
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    let nav = Browser::new(&app, "nav").await;
    let page = nav.get(&format!("/cases/{}", app.cast.child("nora"))).await.expect(200);
    assert!(words(&page).contains("de 500 nyeste"), "{}", words(&page));
    assert_eq!(page.text().matches("/open/").count(), 500);
    let path = format!("/cases/{}/all/{consent}", app.cast.child("nora"));
    let before = app.log_size().await;
    let taken = nav.get(&path).await.expect(200);
    let zip = zip::ZipArchive::new(Cursor::new(taken.body.to_vec())).unwrap();
    assert_eq!(zip.len(), 503, "and what it says of itself");
    assert!(app.log_size().await > before + 502, "each has its entry");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_archive_has_an_entry_for_each_file_and_names_what_is_left_out() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (consent, _) = shared(&app, &["one", "two", "three"]).await;
    let nora = app.cast.child("nora");
    let nav = Browser::new(&app, "nav").await;
    let path = format!("/cases/{nora}/all/{consent}");
    let from = app.log_size().await;
    let taken = nav.get(&path).await.expect(200);
    assert_eq!(taken.header("content-type"), "application/zip");
    assert!(!taken.header("content-disposition").contains("nora"));
    let mut zip = zip::ZipArchive::new(Cursor::new(taken.body.to_vec())).unwrap();
    assert_eq!(zip.len(), 4);
    let mut note = String::new();
    zip.by_name("LES-MEG.txt").unwrap().read_to_string(&mut note).unwrap();
    assert!(note.contains("3 papirer er med") && !note.contains("ikke med"), "{note}");
    let opened: Vec<_> = app.entries("kind=opened").await;
    let opened: Vec<i64> = opened
        .iter()
        .map(|one| one["index"].as_i64().unwrap())
        .filter(|index| *index >= from)
        .collect();
    assert_eq!(opened.len(), 3);
    for entry in &opened {
        assert_eq!(app.outcome(*entry).await["outcome"], "complete");
    }
    // One that is revoked between two files ends what comes after, and says so.
    let request = Request::get(&path).header(header::COOKIE, &nav.cookie);
    let mut running = app.call(request.body(Body::empty()).unwrap()).await;
    let mut bytes = Vec::new();
    let first = http_body_util::BodyExt::frame(running.body_mut()).await.unwrap().unwrap();
    bytes.extend_from_slice(&first.into_data().unwrap());
    app.post("kari", &format!("/api/v1/consents/{consent}/revoke"), &serde_json::Value::Null)
        .await
        .expect(200);
    let rest = Answer::read(running).await;
    bytes.extend_from_slice(&rest.body);
    match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(mut zip) => {
            let mut note = String::new();
            zip.by_name("LES-MEG.txt").unwrap().read_to_string(&mut note).unwrap();
            assert!(note.contains("papirer er ikke med"), "{note}");
            assert!(note.contains("stoppet tilgangen") && !rest.cut, "{note}");
        }
        // Cut in the middle of a file: then it is no archive at all.
        Err(_) => assert!(rest.cut),
    }
    nav.get(&path).await.expect(403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_ones_own_is_not_found() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (consent, documents) = shared(&app, &["one"]).await;
    let (nora, emil, nobody) = (app.cast.child("nora"), app.cast.child("emil"), Uuid::from_u128(9));
    let statped = Browser::new(&app, "statped").await;
    let document = documents[0];
    for (theirs, unknown) in [
        (format!("/cases/{nora}"), format!("/cases/{nobody}")),
        (format!("/cases/{emil}"), format!("/cases/{nobody}")),
        (format!("/cases/{nora}/all/{consent}"), format!("/cases/{nobody}/all/{nobody}")),
        (format!("/cases/{nora}/ask"), format!("/cases/{nobody}/ask")),
        (format!("/cases/{nora}/overview"), format!("/cases/{nobody}/overview")),
        (format!("/cases/{nora}/draft"), format!("/cases/{nobody}/draft")),
        (format!("/cases/{nora}/renew/{consent}"), format!("/cases/{nobody}/renew/{nobody}")),
        (format!("/cases/{nora}/contribute"), format!("/cases/{nobody}/contribute")),
        (format!("/cases/{nora}/mark/{document}"), format!("/cases/{nobody}/mark/{nobody}")),
        (
            format!("/cases/{nora}/open/{document}?purpose=benefit-assessment"),
            format!("/cases/{nora}/open/{nobody}?purpose=benefit-assessment"),
        ),
        (format!("/cases/emergency/{nora}"), format!("/cases/emergency/{nobody}")),
        (format!("/members/{}", app.cast.unit("nav")), format!("/members/{nobody}")),
    ] {
        let (one, other) = (statped.get(&theirs).await, statped.get(&unknown).await);
        assert_eq!((one.status, other.status), (404, 404), "{theirs}");
        assert_eq!(words(&one), words(&other), "{theirs}");
    }
    let path = format!("/cases/{nora}/hand-back/{consent}");
    statped.post(&path, &[("once", "a")]).await.expect(404);
    statped.get("/cases/not-an-id").await.expect(404);
    // Not signed in: to the sign-in.
    let request = Request::get("/cases").body(Body::empty()).unwrap();
    assert_eq!(app.send(request).await.expect(303).header("location"), "/sign-in?next=%2Fcases");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_is_checked_sent_once_and_taken_back() {
    let app = TestApp::start(Backend::Sqlite).await;
    let nav = Browser::new(&app, "nav").await;
    let empty = nav.post("/cases/ask", &[("once", "a")]).await.expect(422);
    for field in ["number", "purpose", "category", "until"] {
        assert!(empty.text().contains(&format!("href=\"#{field}\"")), "{field}");
    }
    let known =
        (0..300).find_map(|serial| Pid::synthesize(Day::new(2017, 3, 4).unwrap(), serial)).unwrap();
    let until = "2026-07-15";
    let fields = |number: &str, once: &str| {
        vec![
            ("number".to_owned(), number.to_owned()),
            ("purpose".to_owned(), "benefit-assessment".to_owned()),
            ("category".to_owned(), "medical-certificate".to_owned()),
            ("until".to_owned(), until.to_owned()),
            ("words".to_owned(), "Vi trenger den \u{1f600} <i>nå</i>".to_owned()),
            ("once".to_owned(), once.to_owned()),
        ]
    };
    let post = async |fields: Vec<(String, String)>| {
        let fields: Vec<_> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        nav.post("/cases/ask", &fields).await
    };
    // What was filled in stays, escaped; a wrong number is told of.
    let wrong = post(fields("12345", "b")).await.expect(422);
    assert!(wrong.text().contains("&#60;i&#62;") && wrong.text().contains("value=\"12345\""));
    // Known or not, the answer is the same.
    let mut answers = Vec::new();
    for (pid, once) in [(&known, "c"), (&number(20), "d")] {
        let answer = post(fields(pid.as_str(), once)).await.expect(303);
        answers.push(answer.header("location").to_owned());
    }
    assert_eq!(answers, ["/cases/requests?done=asked"; 2]);
    // Pressed twice it is one request.
    post(fields(known.as_str(), "c")).await.expect(303);
    let list = nav.get("/cases/requests").await.expect(200);
    let text = list.text();
    assert_eq!(text.matches("/withdraw\"").count(), 2, "{text}");
    assert!(!text.contains(known.as_str()), "a number on a page");
    let id = text.split("/cases/requests/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let soon = nav.post(&format!("/cases/requests/{id}/remind"), &[("once", "e")]).await;
    assert_eq!(soon.expect(303).header("location"), "/cases/requests?done=too-soon");
    let back = nav.post(&format!("/cases/requests/{id}/withdraw"), &[("once", "f")]).await;
    assert!(words(&nav.follow(back).await).contains("Trukket tilbake"));
    let gone = nav.post(&format!("/cases/requests/{id}/remind"), &[("once", "g")]).await;
    assert_eq!(gone.expect(303).header("location"), "/cases/requests?done=over");
    let other = Browser::new(&app, "statped").await;
    other.post(&format!("/cases/requests/{id}/withdraw"), &[("once", "h")]).await.expect(404);
    // From another site nothing is taken.
    let request = Request::post("/cases/ask")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .header(header::COOKIE, &nav.cookie)
        .body(Body::from("once=i"))
        .unwrap();
    app.send(request).await.expect(403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_consent_is_renewed_contributed_to_and_handed_back() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (consent, _) = shared(&app, &["one"]).await;
    let nora = app.cast.child("nora");
    let nav = Browser::new(&app, "nav").await;
    let path = format!("/cases/{nora}/renew/{consent}");
    let form = nav.get(&path).await.expect(200);
    let until = form.text().split("name=\"until\" value=\"").nth(1).unwrap()[..10].to_owned();
    assert!(until.parse::<Day>().is_ok(), "{until}");
    let earlier = [("until", "2026-06-02"), ("once", "a")];
    let earlier = nav.post(&path, &earlier).await.expect(422);
    assert!(words(&earlier).contains("Velg en senere dag"));
    let sent = nav.post(&path, &[("until", &until), ("words", ""), ("once", "b")]).await;
    assert!(words(&nav.follow(sent).await).contains("Forespørselen er sendt"));
    assert!(words(&nav.get("/cases").await).contains("Én venter på svar"));

    let path = format!("/cases/{nora}/contribute?purpose=benefit-assessment&once=c");
    nav.get(&path).await.expect(200);
    nav.get(&format!("/cases/{nora}/contribute?purpose=treatment")).await.expect(404);
    let upload = async |title: &str, bytes: &[u8]| {
        let form = Form::default().text("title", title).text("category", "decision");
        let body = form.text("date", "").file("vedtak.pdf", bytes).end();
        let request = Request::post(&path)
            .header(header::CONTENT_TYPE, form_type())
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &nav.cookie);
        app.send(request.body(Body::from(body)).unwrap()).await
    };
    let wrong = upload("Vedtak <b>", b"MZ this is a program").await.expect(422);
    assert!(wrong.text().contains("value=\"Vedtak &#60;b&#62;\""), "{}", wrong.text());
    assert!(words(&upload("Vedtak", b"").await.expect(422)).contains("Velg en fil"));
    let bytes = pdf(2_000, 7);
    for _ in 0..2 {
        let stored = upload("Vedtak", &bytes).await;
        assert!(words(&nav.follow(stored).await).contains("Papiret er lagret"));
    }
    let listed = app.get("kari", &format!("/api/v1/children/{nora}/documents")).await;
    assert_eq!(listed.json()["items"].as_array().unwrap().len(), 2, "twice is once");

    let path = format!("/cases/{nora}/hand-back/{consent}");
    assert!(words(&nav.get(&path).await.expect(200)).contains("Familien får vite"));
    let done = nav.post(&path, &[("once", "d")]).await;
    assert!(words(&nav.follow(done).await).contains("ikke denne tilgangen lenger"));
    let again = nav.post(&path, &[("once", "e")]).await;
    assert!([303, 403].contains(&again.status), "{}", again.text());
    nav.get(&format!("/cases/{nora}/open/{nora}")).await.expect(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_emergency_says_first_who_is_told() {
    let app = TestApp::start(Backend::Sqlite).await;
    let hospital = Browser::new(&app, "hospital").await;
    let page = hospital.get("/cases/emergency").await.expect(200);
    assert!(words(&page).contains("Familien får beskjed med en gang"));
    Browser::new(&app, "nav").await.get("/cases/emergency").await.expect(404);
    let nothing = hospital.post("/cases/emergency", &[("once", "a")]).await.expect(422);
    for field in ["number", "reason", "words"] {
        assert!(nothing.text().contains(&format!("href=\"#{field}\"")), "{field}");
    }
    // Not switched on, or nobody: one answer.
    let mut answers = Vec::new();
    for (pid, once) in [(number(21), "b"), (number(22), "c")] {
        let fields = [
            ("number", pid.as_str()),
            ("reason", "danger-to-life"),
            ("words", "Kom med ambulanse"),
            ("once", once),
        ];
        answers.push(hospital.post("/cases/emergency", &fields).await.expect(404));
    }
    assert!(words(&answers[0]).contains("Det finnes ikke noe nødark"));
    assert_eq!(words(&answers[0]), words(&answers[1]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_coordinator_sees_status_and_drafts() {
    let mut app = TestApp::start(Backend::Sqlite).await;
    let siri = add_person(&app.app, "siri").await;
    app.cast.put("person", "siri", siri.0);
    let (unit, role) = (AgencyId(app.cast.unit("statped")), "coordinator".to_owned());
    let confirmed = MembershipState::Confirmed;
    people::add_membership(&app.app, siri, unit, role, confirmed, (noon(), None)).await.unwrap();
    shared(&app, &["one"]).await;
    let coordinate = json!({"purpose": "coordination", "categories": ["plan"],
        "actions": ["coordinate"]});
    app.grant("kari", "nora", "statped", coordinate).await.expect(201);
    let nora = app.cast.child("nora");
    let siri = Browser::new(&app, "siri").await;
    let list = siri.get("/cases").await.expect(200);
    assert!(list.text().contains(&format!("/cases/{nora}/overview")), "{}", list.text());
    let overview = siri.get(&format!("/cases/{nora}/overview")).await.expect(200);
    assert!(words(&overview).contains("nav, enhet (prøve)"));
    siri.get(&format!("/cases/{nora}/ask")).await.expect(200);
    let path = format!("/cases/{nora}/draft");
    siri.post(&path, &[("once", "a")]).await.expect(422);
    let hospital = app.cast.unit("hospital").to_string();
    let fields = [
        ("unit", hospital.as_str()),
        ("purpose", "treatment"),
        ("category", "medical"),
        ("until", "2026-07-15"),
        ("words", "Før møtet"),
        ("once", "b"),
    ];
    let search = [&fields[..], &[("search", "yes"), ("q", "hospital")]].concat();
    let found = siri.post(&path, &search).await.expect(200);
    assert!(found.text().contains("Før møtet"), "a search keeps what was filled in");
    let done = siri.post(&path, &fields).await;
    assert!(words(&siri.follow(done).await).contains("Forslag, venter på familien"));
    siri.post(&path, &fields).await.expect(303);
    let drafts = words(&siri.get(&format!("/cases/{nora}/overview")).await);
    assert_eq!(drafts.matches("Forslag, venter på familien").count(), 1, "twice is once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_keeps_the_members() {
    let mut app = TestApp::start(Backend::Sqlite).await;
    let unit = app.cast.unit("nav");
    for handle in ["una", "ada"] {
        let id = add_person(&app.app, handle).await;
        app.cast.put("person", handle, id.0);
        let (role, state) = ("administrator".to_owned(), MembershipState::Confirmed);
        let of = AgencyId(unit);
        people::add_membership(&app.app, id, of, role, state, (noon(), None)).await.unwrap();
    }
    let (una, ada) = (Browser::new(&app, "una").await, Browser::new(&app, "ada").await);
    let start = una.get("/members").await.expect(303);
    assert_eq!(start.header("location"), format!("/members/{unit}"));
    let path = format!("/members/{unit}/invite");
    let wrong = [("name", " "), ("number", "1"), ("until", "2026-02-30"), ("once", "a")];
    let wrong = una.post(&path, &wrong).await;
    for field in ["name", "number", "role", "until"] {
        assert!(wrong.text().contains(&format!("href=\"#{field}\"")), "{field}");
    }
    wrong.expect(422);
    let bo = number(24);
    let past = [
        ("name", "Bo <Ny>"),
        ("number", bo.as_str()),
        ("role", "caseworker"),
        ("until", "2026-05-31"),
        ("once", "a2"),
    ];
    let late = una.post(&path, &past).await.expect(422);
    assert!(late.text().contains("Velg en dag som kommer"), "{}", late.text());
    let mut fields = past;
    (fields[3].1, fields[4].1) = ("2026-09-30", "b");
    let named = una.post(&path, &fields).await;
    let list = una.follow(named).await;
    assert!(list.text().contains("Bo &#60;Ny&#62;") && !list.text().contains(bo.as_str()));
    assert!(words(&list).contains("Noen andre må bekrefte."));
    assert!(list.text().contains(", til 30.\u{a0}september"), "{}", list.text());
    una.post(&path, &fields).await.expect(303);
    let place = ada.get(&format!("/members/{unit}")).await.text();
    assert_eq!(place.matches("/confirm\"").count(), 1, "{place}");
    let place = place.split("/confirm\"").next().unwrap().rsplit('/').next().unwrap().to_owned();
    let at = |act: &str| format!("/members/{unit}/{place}/{act}");
    // The one who has named is sent back.
    let own = una.post(&at("confirm"), &[("number", bo.as_str()), ("once", "c")]).await;
    assert!(own.expect(303).header("location").ends_with("done=changed"));
    ada.get(&at("confirm")).await.expect(200);
    let other = number(25);
    let other = ada.post(&at("confirm"), &[("number", other.as_str()), ("once", "d")]).await;
    assert!(words(&other.expect(422)).contains("et annet enn det som ble lagt til"));
    ada.post(&at("confirm"), &[("number", ""), ("once", "e")]).await.expect(422);
    let done = ada.post(&at("confirm"), &[("number", bo.as_str()), ("once", "f")]).await;
    assert!(words(&ada.follow(done).await).contains("kan jobbe her fra nå av"));
    for (act, words_of) in
        [("suspend", "satt på pause"), ("confirm", "kan jobbe"), ("end", "avsluttet")]
    {
        una.get(&at(act)).await.expect(200);
        let once = format!("g-{act}");
        let done = una.post(&at(act), &[("answer", "yes"), ("once", &once)]).await;
        assert!(words(&una.follow(done).await).contains(words_of), "{act}");
    }
    // Too late for anything more.
    let late = ada.post(&at("suspend"), &[("once", "h")]).await;
    assert!(late.expect(303).header("location").ends_with("done=changed"));
    assert!(ada.get(&at("end")).await.expect(303).header("location").ends_with("done=changed"));
    ada.get(&at("promote")).await.expect(404);
    // Named anew and ended by the one: to the other, whose list is older, it is said.
    let anew = [("once", "j"), fields[0], fields[1], fields[2]];
    una.post(&path, &anew).await.expect(303);
    let list = ada.get(&format!("/members/{unit}")).await.text();
    let place = list.split("/confirm\"").next().unwrap().rsplit('/').next().unwrap().to_owned();
    let gone = |act: &str| format!("/members/{unit}/{place}/{act}");
    una.post(&gone("end"), &[("answer", "yes"), ("once", "k")]).await.expect(303);
    ada.get(&gone("confirm")).await.expect(303);
    for (act, number) in [("confirm", bo.as_str()), ("confirm", "1"), ("end", "")] {
        let late = ada.post(&gone(act), &[("number", number), ("once", "l")]).await.expect(303);
        assert!(late.header("location").ends_with("done=changed"), "{act}");
    }
    let nav = Browser::new(&app, "nav").await;
    nav.get("/members").await.expect(404);
    nav.post(&at("end"), &[("once", "i")]).await.expect(404);
    nav.post(&gone("end"), &[("once", "m")]).await.expect(404);
    nav.get(&gone("end")).await.expect(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_cases_are_one_light_page() {
    let mut app = TestApp::start(Backend::Sqlite).await;
    let kari = PersonId(app.cast.person("kari"));
    for number in 0..40 {
        let name = format!("barn-{number}");
        let born = Day::new(2016, 5, 6).unwrap();
        let called = PersonName::new(&format!("Fornavn Etternavnsen {number:02}")).unwrap();
        let child = people::add_child(&app.app, &called, born, None, None).await.unwrap();
        app.cast.put("child", &name, child.0);
        add_guardian(&app.app, child.0, kari, noon()).await;
        let document = app.upload("kari", &name, &pdf(1_500, number)).await.expect(201).id();
        let until = app.in_days(if number % 4 == 0 { 10 } else { 60 });
        let more = json!({"documents": [document], "valid_until": until});
        app.grant("kari", &name, "nav", more).await.expect(201);
        if number % 2 == 0 {
            app.open("nav", document).await.expect(200);
        }
    }
    let nav = Browser::new(&app, "nav").await;
    let mut slowest = std::time::Duration::ZERO;
    for _ in 0..20 {
        let begun = std::time::Instant::now();
        let list = nav.get("/cases").await.expect(200);
        slowest = slowest.max(begun.elapsed());
        assert_eq!(list.text().matches("<th scope=\"row\">").count(), 40);
        assert!(list.body.len() <= 45 * 1024, "{} bytes", list.body.len());
    }
    println!("forty cases: slowest of 20 {slowest:?}");
    let list = words(&nav.get("/cases").await);
    let places = ["Nytt for deg (20)", "Går ut innen 14 dager (10)", "Resten (10)"]
        .map(|heading| list.rfind(heading).unwrap_or_else(|| panic!("{heading}: {list}")));
    assert!(places.is_sorted(), "{places:?}");
    let ending = words(&nav.get("/cases?show=ending").await);
    assert!(ending.contains("Går ut innen 14 dager (10)") && !ending.contains("Resten"));
}
