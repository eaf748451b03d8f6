//! The family's log, what stands under "Mer", and what everybody has: over HTTP, with a
//! session, as browsers ask.

use crate::support::app::{PURPOSE, TestApp, add_person};
use crate::support::backend::{Backend, on_both};
use crate::support::browser::{Browser, value};
use crate::support::http::Answer;
use crate::support::samples::pdf;
use samflyt::domain::time::SECOND_MICROS;
use samflyt::flows::people;
use samflyt::flows::verify::daily;
use serde_json::json;
use uuid::Uuid;

on_both!(
    a_report_is_for_the_auditors_of_everything,
    the_log_tells_who_opened_what,
    the_profile_is_saved_once_and_never_over_unseen_words,
);

const MINUTE: i64 = 60 * SECOND_MICROS;

/// A document of Nora's that NAV has opened twice, and the entry of the last opening.
async fn opened(app: &TestApp) -> (Uuid, i64) {
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201);
    app.open("nav", document).await.expect(200);
    let entry = app.open("nav", document).await.expect(200).entry();
    app.outcome(entry).await;
    (document, entry)
}

fn folder(app: &TestApp, child: &str, what: &str) -> String {
    format!("/folders/{}/{what}", app.cast.child(child))
}

/// What can tell one page from another, but for what names the request and the language.
fn shape(answer: &Answer) -> (u16, String) {
    (answer.status, answer.text())
}

const PAGES: [&str; 10] = [
    "more",
    "log",
    "reports",
    "about",
    "growing",
    "people",
    "emergency",
    "copy",
    "copy/erase",
    "log/1",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_there_for_the_family_and_for_nobody_else() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (_, entry) = opened(&app).await;
    let (kari, nav) = (Browser::new(&app, "kari").await, Browser::new(&app, "nav").await);
    let line = format!("log/{entry}");
    for what in PAGES.into_iter().chain([line.as_str()]).filter(|what| *what != "log/1") {
        let page = kari.page(&folder(&app, "nora", what)).await;
        assert_eq!(page.matches("<h1>").count(), 1, "{what}");
        assert!(!page.contains("No localization"), "{what}");
        let title = page.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        assert!(!title.contains("Nora") && !title.contains("nora"), "{title}");
    }
    // Another family's, nobody's, and one's own cases: all alike.
    let unknown = Uuid::from_u128(7);
    for what in PAGES {
        let foreign = kari.get(&folder(&app, "emil", what)).await.expect(404);
        let nobodys = kari.get(&format!("/folders/{unknown}/{what}")).await.expect(404);
        assert_eq!(shape(&foreign), shape(&nobodys), "{what}");
        let theirs = nav.get(&folder(&app, "nora", what)).await;
        assert!([403, 404].contains(&theirs.status), "{what}: {}", theirs.status);
        assert!(!theirs.text().contains("Nora") && !theirs.text().contains("nora"));
    }
    for (what, fields) in [
        ("about", &[("about", "x")][..]),
        ("emergency", &[("to", "on")][..]),
        ("copy/erase", &[("sure", "yes")][..]),
        ("copy/keep", &[][..]),
        ("copy/download", &[][..]),
        (&line, &[("words", "x")][..]),
    ] {
        let foreign = kari.post(&folder(&app, "emil", what), fields).await.expect(404);
        let nobodys = kari.post(&format!("/folders/{unknown}/{what}"), fields).await.expect(404);
        assert_eq!(shape(&foreign), shape(&nobodys), "{what}");
        let answer = nav.post(&folder(&app, "nora", what), fields).await;
        assert!([403, 404].contains(&answer.status), "{what}: {}", answer.status);
    }
    // An entry that is another folder's is no line of this one.
    let hers = app.upload("eva", "emil", &pdf(3000, 9)).await.expect(201).entry();
    kari.get(&folder(&app, "nora", &format!("log/{hers}"))).await.expect(404);
    kari.get(&folder(&app, "nora", &format!("log/{hers}/proof"))).await.expect(404);
    let words = [("words", "Hva er dette?")];
    kari.post(&folder(&app, "nora", &format!("log/{hers}")), &words).await.expect(404);
    let proof = kari.get(&folder(&app, "nora", &format!("log/{entry}/proof"))).await.expect(200);
    assert!(proof.text().starts_with("c2sp.org/tlog-proof@v1"), "{}", proof.text());
}

async fn the_log_tells_who_opened_what(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (document, _) = opened(&app).await;
    app.open("statped", document).await.expect(404);
    app.clock.advance(7 * 24 * 60 * MINUTE);
    app.sign_out();
    let kari = Browser::new(&app, "kari").await;
    let log = folder(&app, "nora", "log");
    // From the first page: the log, then "last week". Two openings are one line.
    let first = kari.page(&log).await;
    assert!(first.contains("period=last-week"));
    let page = kari.page(&format!("{log}?show=all&period=last-week")).await;
    assert!(page.contains("Prøve nav") && page.contains("2 ganger"), "{page}");
    assert!(page.contains(&format!("/documents/{document}")));
    // No code of the log stands on the page.
    for code in [PURPOSE, "consent-granted", "not-covered", "no-consent", "young-person"] {
        assert!(
            !page.contains(&format!(">{code}")) && !page.contains(&format!(" {code}<")),
            "{code}"
        );
    }
    let none = kari.page(&format!("{log}?show=all&period=week")).await;
    assert!(!none.contains("Prøve nav"), "{none}");
    let refused = kari.page(&format!("{log}?show=refused&period=last-week")).await;
    assert!(!refused.contains("2 ganger"), "{refused}");
    let changes = kari.page(&format!("{log}?show=changes&document={document}")).await;
    assert!(changes.contains("La inn et papir") && !changes.contains("Åpnet et papir"));
    let unit = app.cast.unit("nav");
    let theirs = kari.page(&format!("{log}?show=opened&agency={unit}")).await;
    assert!(theirs.contains("Åpnet et papir"));
    // What the family only looked at is there when it is asked for.
    let own = "Leste loggen";
    assert!(!first.contains(own));
    assert!(kari.page(&format!("{log}?show=everything")).await.contains(own));
    // Nonsense in the address is as nothing.
    kari.page(&format!("{log}?show=%3Cscript%3E&period=x&document=y&before=-5&agency=z")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_foot_says_when_the_log_was_checked_and_never_more() {
    let app = TestApp::start(Backend::Sqlite).await;
    let kari = Browser::new(&app, "kari").await;
    let log = folder(&app, "nora", "log");
    assert!(kari.page(&log).await.contains("Loggen er ikke kontrollert ennå"));
    let check = daily::run(&app.app).await.unwrap().unwrap();
    assert!(check.sound && check.entries > 0);
    let told = format!("{} hendelser, ingen mangler", check.entries);
    let page = kari.page(&log).await;
    assert!(page.contains(&told), "{page}");
    assert_eq!(daily::run(&app.app).await.unwrap(), None, "once a day");
    // Somebody changes an entry: the next day's check does not say that all is well.
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    outside.run("update log_entry set reason = 'x' where idx = 2").await;
    app.clock.advance(24 * 60 * MINUTE);
    app.sign_out();
    let kari = Browser::new(&app, "kari").await;
    assert!(!daily::run(&app.app).await.unwrap().unwrap().sound);
    let page = kari.page(&log).await;
    assert!(
        page.contains("fant noe som ikke stemmer") && !page.contains("ingen mangler"),
        "{page}"
    );
}

async fn a_report_is_for_the_auditors_of_everything(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    for (handle, agency) in [("second", None), ("own", Some(app.cast.unit("nav-org")))] {
        let id = add_person(&app.app, handle).await;
        app.cast.put("person", handle, id.0);
        let agency = agency.map(samflyt::domain::AgencyId);
        people::appoint(&app.app, id, "auditor", agency).await.unwrap();
    }
    let app = app;
    let (_, entry) = opened(&app).await;
    let (kari, ola) = (Browser::new(&app, "kari").await, Browser::new(&app, "ola").await);
    let line = folder(&app, "nora", &format!("log/{entry}"));
    let page = kari.page(&line).await;
    assert!(page.contains("Stemmer ikke dette?"));
    let once = value(&page, "once").unwrap().to_owned();

    // Nothing written, too much: told, and what was written stays.
    let empty = kari.post(&line, &[("once", &once), ("words", " \u{200B} ")]).await.expect(422);
    assert!(empty.text().contains("Skriv noen ord"));
    let long = "æ".repeat(2001);
    let told = kari.post(&line, &[("once", &once), ("words", &long)]).await.expect(422).text();
    assert!(told.contains(&long), "the words are lost");

    // Pressed twice, and once more anew: one case.
    let words = "Vi kjenner <b>ikke</b> denne personen 🙈";
    for _ in 0..2 {
        let sent = kari.post(&line, &[("once", &once), ("words", words)]).await.expect(303);
        assert!(sent.header("location").ends_with("/reports?sent=1"));
    }
    // Other words while the first wait would go nowhere: that is said, and they are not lost.
    let again = kari.post(&line, &[("words", "En gang til")]).await.expect(422).text();
    assert!(again.contains("er ikke sendt") && again.contains("«En gang til»"), "{again}");
    let waits = kari.page(&line).await;
    assert!(waits.contains("Du har meldt fra om denne linjen") && !waits.contains("<textarea"));
    let cases = app.get("auditor", "/api/v1/audit/cases").await.expect(200).json();
    assert_eq!(cases["items"].as_array().unwrap().len(), 1, "{cases}");
    let id = cases["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/audit/cases/{id}");
    let case = app.get("auditor", &path).await.expect(200).json();
    assert_eq!((&case["kind"], &case["reported"]), (&json!("report"), &json!(entry)));
    assert_eq!(case["words"], words);
    // The agency that it is about looks into it neither in lists nor by its id.
    let theirs = app.get("own", "/api/v1/audit/cases").await.expect(200).json();
    assert_eq!(theirs["items"], json!([]));
    app.get("own", &path).await.expect(404);

    // The other guardian sees neither the report nor the page of it.
    let reports = folder(&app, "nora", "reports");
    assert!(kari.page(&reports).await.contains("Mottatt"));
    assert!(!ola.page(&reports).await.contains("Mottatt"));
    let reported = case["entry"].as_i64().unwrap();
    let everything = folder(&app, "nora", "log?show=everything");
    assert!(kari.page(&everything).await.contains("Meldte fra om en linje"));
    assert!(!ola.page(&everything).await.contains("Meldte fra om en linje"));
    ola.get(&folder(&app, "nora", &format!("log/{reported}"))).await.expect(404);
    // Closed by two: the family is told, and only the one who reported.
    for who in ["auditor", "second"] {
        let body = json!({"finding": "deviation", "words": "Ikke tjenstlig behov (prøve)"});
        app.post(who, &format!("{path}/close"), &body).await.expect(200);
    }
    let page = kari.page(&reports).await;
    assert!(page.contains("Du hadde rett") && !page.contains("tjenstlig behov"), "{page}");
    assert!(!ola.page(&everything).await.contains("Lukket en sak"));
    assert!(kari.page(&everything).await.contains("Lukket en sak"));
    assert!(kari.page("/inbox").await.contains("Det du meldte fra om, er kontrollert"));
    assert!(!ola.page("/inbox").await.contains("Det du meldte fra om"));
    let auditor = Browser::new(&app, "auditor").await;
    assert!(auditor.page("/inbox").await.contains("En familie har meldt fra"));
    // A closed one may be reported again.
    kari.post(&line, &[("words", "Fortsatt galt")]).await.expect(303);
    let cases = app.get("auditor", "/api/v1/audit/cases").await.expect(200).json();
    assert_eq!(cases["items"].as_array().unwrap().len(), 2);
}

async fn the_profile_is_saved_once_and_never_over_unseen_words(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (kari, ola) = (Browser::new(&app, "kari").await, Browser::new(&app, "ola").await);
    let about = folder(&app, "nora", "about");
    let page = kari.page(&about).await;
    let once = value(&page, "once").unwrap().to_owned();
    // Nothing at all, and a row without its name: told, and kept.
    let empty = kari.post(&about, &[("once", &once), ("version", "0")]).await.expect(422);
    assert!(empty.text().contains("minst ett felt"));
    let nameless = [("version", "0"), ("medicines.0.dose", "5 <ml>"), ("called", "Nora")];
    let told = kari.post(&about, &nameless).await.expect(422).text();
    assert!(told.contains("5 &#60;ml&#62;") && told.contains("Nummer 1"), "{told}");
    // Room for one row more changes nothing.
    let more = [("version", "0"), ("aids.0.name", "Rullestol"), ("more", "aids")];
    let page = kari.post(&about, &more).await.expect(200).text();
    assert!(page.contains("aids.2.name") && page.contains("Rullestol"), "{page}");
    assert!(value(&kari.page(&about).await, "version") == Some("0"));
    // Pressed twice: one version.
    let fields = [("once", once.as_str()), ("version", "0"), ("works", "Ro\nTid 🙂")];
    for _ in 0..2 {
        kari.post(&about, &fields).await.expect(303);
    }
    let page = ola.page(&about).await;
    assert_eq!(value(&page, "version"), Some("1"));
    assert!(page.contains("Tid 🙂"));
    // Both go on from it; the second is not written over the first unseen.
    kari.post(&about, &[("version", "1"), ("works", "Karis ord")]).await.expect(303);
    let stale = [("version", "1"), ("works", "Olas ord")];
    let told = ola.post(&about, &stale).await.expect(422).text();
    assert!(told.contains("Olas ord") && told.contains("Noen andre lagret"), "{told}");
    let version = value(&told, "version").unwrap().to_owned();
    assert_eq!(version, "2");
    ola.post(&about, &[("version", &version), ("works", "Olas ord")]).await.expect(303);
    assert!(kari.page(&about).await.contains("Olas ord"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shielded_guardian_sees_nothing_of_what_is_hidden() {
    use samflyt::domain::{ChildId, DocumentId, PersonId};
    use samflyt::flows::shields::{self, NewShield};
    use samflyt::store::shields::Hidden;
    let app = TestApp::start(Backend::Sqlite).await;
    let (document, entry) = opened(&app).await;
    let [operator, _] = crate::support::app::operators(&app.app).await;
    for hidden in [
        Hidden::Document(DocumentId(document)),
        Hidden::Unit(samflyt::domain::AgencyId(app.cast.unit("nav-org"))),
    ] {
        let new = NewShield {
            child: ChildId(app.cast.child("nora")),
            person: PersonId(app.cast.person("ola")),
            hidden,
            ground: "violence".to_owned(),
            words: None,
        };
        shields::set(&app.app, operator, new).await.unwrap();
    }
    let (kari, ola) = (Browser::new(&app, "kari").await, Browser::new(&app, "ola").await);
    for what in ["log?show=everything", "copy/erase", "people", "reports", "emergency"] {
        let path = folder(&app, "nora", what);
        let page = ola.page(&path).await;
        for secret in ["Prøve nav", &document.to_string(), "NAV", "Skjulte noe"] {
            assert!(!page.contains(secret), "{what} tells of {secret}");
        }
    }
    let seen = kari.page(&folder(&app, "nora", "log?show=everything")).await;
    assert!(seen.contains("Prøve nav"), "the control: to the other guardian it is there");
    let line = folder(&app, "nora", &format!("log/{entry}"));
    let hidden = ola.get(&line).await.expect(404);
    let unknown = ola.get(&folder(&app, "nora", "log/999999")).await.expect(404);
    assert_eq!(shape(&hidden), shape(&unknown));
    ola.post(&line, &[("words", "Hva er dette?")]).await.expect(404);
    ola.get(&format!("{line}/proof")).await.expect(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn erasing_is_asked_for_knowingly_and_stopped_by_one() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (kari, ola) = (Browser::new(&app, "kari").await, Browser::new(&app, "ola").await);
    let (copy, erase) = (folder(&app, "nora", "copy"), folder(&app, "nora", "copy/erase"));
    let unsure = kari.post(&erase, &[]).await.expect(422);
    assert!(unsure.text().contains("Kryss av"));
    for _ in 0..2 {
        kari.post(&erase, &[("sure", "yes"), ("once", "e1")]).await.expect(303);
    }
    assert!(kari.page(&copy).await.contains("Prøve ola"), "the other one must ask too");
    ola.post(&erase, &[("sure", "yes")]).await.expect(303);
    assert!(kari.page(&copy).await.contains("Mappen slettes"));
    for _ in 0..2 {
        ola.post(&folder(&app, "nora", "copy/keep"), &[("once", "k1")]).await.expect(303);
    }
    assert!(!kari.page(&copy).await.contains("Mappen slettes"));
    let archive = kari.post(&folder(&app, "nora", "copy/download"), &[]).await.expect(200);
    assert!(archive.body.starts_with(b"PK") && !archive.cut);
    assert!(archive.header("content-disposition").starts_with("attachment;"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sign_ins_are_ended_one_by_one_and_all_at_once() {
    let app = TestApp::start(Backend::Sqlite).await;
    let (here, there) = (Browser::new(&app, "kari").await, Browser::new(&app, "kari").await);
    let third = Browser::new(&app, "kari").await;
    let eva = Browser::new(&app, "eva").await;
    let page = here.page("/settings").await;
    let session = value(&page, "session").unwrap().to_owned();
    // Somebody else's cannot be ended.
    eva.post("/settings/sessions/end", &[("session", &session)]).await.expect(303);
    assert_eq!(here.page("/settings").await.matches("name=\"session\"").count(), 2);
    here.post("/settings/sessions/end", &[("session", &session)]).await.expect(303);
    assert_eq!(here.page("/settings").await.matches("name=\"session\"").count(), 1);
    here.post("/settings/sessions/end", &[("all", "others")]).await.expect(303);
    for gone in [there, third] {
        gone.get("/settings").await.expect(303);
    }
    here.page("/settings").await;
    // Notices: nonsense is told, and stays.
    for path in ["/help", "/accessibility"] {
        let public = Browser { app: &app, cookie: String::new() };
        assert_eq!(public.page(path).await.matches("<h1>").count(), 1);
        here.page(path).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_filled_in_goes_back_to_the_same_person_alone() {
    let app = TestApp::start(Backend::Sqlite).await;
    let mut kari = Browser::new(&app, "kari").await;
    let about = folder(&app, "nora", "about");
    let words = "Nora liker <b>vann</b> & \"ro\" 🙂";
    let fields = [("once", "o1"), ("version", "0"), ("about", words), ("called", "")];
    app.clock.advance(31 * MINUTE);
    let asked = kari.post(&about, &fields).await.expect(401);
    assert_eq!(asked.header("cache-control"), "no-store");
    let page = asked.text();
    assert_eq!(value(&page, "again"), Some(about.as_str()));
    let kept = "Nora liker &#60;b&#62;vann&#60;/b&#62; &#38; &#34;ro&#34; 🙂";
    assert_eq!(value(&page, "kept.about"), Some(kept));
    let again = [
        ("again", about.as_str()),
        ("kept.once", "o1"),
        ("kept.version", "0"),
        ("kept.about", words),
    ];

    // Another person on the same machine: dropped. The ended sign-in is what binds it.
    let sent: Vec<(&str, &str)> = again.into_iter().chain([("persona", "eva")]).collect();
    let other = kari.post("/sign-in", &sent).await.expect(303);
    assert_eq!(other.header("location"), "/");
    assert!(!other.text().contains("vann"));
    // Without the sign-in that has ended, nothing says whose it is.
    let nobody = Browser { app: &app, cookie: String::new() };
    let sent: Vec<(&str, &str)> = again.into_iter().chain([("persona", "kari")]).collect();
    nobody.post("/sign-in", &sent).await.expect(303);

    // The same person: a page with one button, nothing sent yet.
    let back = kari.post("/sign-in", &sent).await.expect(200);
    let page = back.text();
    assert_eq!(value(&page, "about"), Some(kept));
    assert!(page.contains(&format!("action=\"{about}\"")) && !page.contains("kept."));
    kari.take(&back);
    assert_eq!(value(&kari.page(&about).await, "version"), Some("0"));
    kari.post(&about, &fields).await.expect(303);
    assert!(kari.page(&about).await.contains(kept));

    // A way out of the service is none, and files are not kept.
    app.clock.advance(31 * MINUTE);
    let away = [("again", "//evil.example/"), ("persona", "kari"), ("kept.a", "b")];
    let page = kari.post("/sign-in", &away).await.expect(200).text();
    assert!(!page.contains("evil.example"), "{page}");
    let body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhemmelig\r\n--x--\r\n";
    let kind = "multipart/form-data; boundary=x";
    let lost = kari.post_as(&about, kind, body.to_owned()).await.expect(401).text();
    assert!(lost.contains("Filer kan vi ikke ta vare på") && !lost.contains("hemmelig"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn problems_are_pages_in_words() {
    let app = TestApp::start(Backend::Sqlite).await;
    let kari = Browser::new(&app, "kari").await;
    let page = kari.get("/no/such/page").await.expect(404).text();
    assert!(page.contains("Vi finner ikke siden") && page.contains("Prøve kari"), "{page}");
    let consent = {
        let (document, _) = opened(&app).await;
        let more = json!({"documents": [document], "purpose": "treatment"});
        app.grant("kari", "nora", "hospital", more).await.expect(201).id()
    };
    kari.post(&format!("/consents/{consent}/stop"), &[("once", "a")]).await.expect(303);
    // The same key for something else.
    let place = folder(&app, "nora", "emergency");
    let page = kari.post(&place, &[("once", "a"), ("to", "on")]).await.expect(422).text();
    assert!(page.contains("Skjemaet er sendt før"), "{page}");
    // From another site.
    let mut request = axum::http::Request::post(folder(&app, "nora", "emergency"));
    for (name, value) in [
        ("cookie", kari.cookie.as_str()),
        ("sec-fetch-site", "cross-site"),
        ("content-type", "application/x-www-form-urlencoded"),
    ] {
        request = request.header(name, value);
    }
    let answer = app.send(request.body(axum::body::Body::from("to=on")).unwrap()).await;
    assert!(answer.expect(403).text().contains("Skjemaet kom fra et annet sted"));
}
