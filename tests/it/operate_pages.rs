//! The pages of operators: through the door like everybody else, by four eyes, and
//! without a child's name anywhere.

use crate::audit_pages::Browser;
use crate::requests::{some_number, unknown_number};
use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use samflyt::domain::PersonId;
use samflyt::domain::pid::Pid;
use samflyt::domain::text::PersonName;
use samflyt::domain::time::Day;
use samflyt::flows::people;

on_both!(
    an_operator_sees_how_things_stand_and_nothing_of_a_folder,
    only_operators_operate_and_each_try_is_recorded,
    bodies_are_added_once_and_taken_out_of_use,
    guardians_are_entered_by_one_and_confirmed_by_another,
);

const GUARDIANS: &str = "/operate/guardianships";

fn assert_no_child(page: &str) {
    for word in ["Barn nora", "Barn jonas", "Barn emil", "Brev fra sykehuset", "brev.pdf"] {
        assert!(!page.contains(word), "{word}: {page}");
    }
}

async fn an_operator_sees_how_things_stand_and_nothing_of_a_folder(backend: Backend) {
    let app = TestApp::start(backend).await;
    app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201);
    let operator = Browser::of(&app, "operator").await;
    let answer = operator.get("/operate").await.expect(200);
    let page = answer.text();
    assert!(page.contains("Slik står det til") && page.contains("ikke lagt i forvaring"), "{page}");
    assert_no_child(&page);
    let seen = app.entries("kind=operation-seen").await;
    assert_eq!(seen[0]["index"], answer.entry());
    assert_eq!((&seen[0]["act"], &seen[0]["role"]), (&"operate".into(), &"operator".into()));
    for path in ["/operate/agencies", "/operate/agencies?q=nav", GUARDIANS] {
        assert_no_child(&operator.page(path).await);
    }
    let unknown = format!("/operate/agencies/{}", uuid::Uuid::from_u128(9));
    operator.get(&unknown).await.expect(404);
}

async fn only_operators_operate_and_each_try_is_recorded(backend: Backend) {
    let app = TestApp::start(backend).await;
    let nav = format!("/operate/agencies/{}", app.cast.unit("nav"));
    for who in ["kari", "nav", "auditor", "nav-auditor", "jonas"] {
        let browser = Browser::of(&app, who).await;
        let before = app.log_size().await;
        for path in ["/operate", "/operate/agencies", GUARDIANS, &nav] {
            browser.get(path).await.expect(404);
        }
        browser.post(&format!("{nav}/active"), &[("active", "no")]).await.expect(404);
        let body = [("name", "Ny"), ("level", "organisation"), ("kind", "other")];
        let body = [&body[..], &[("orgnr", "974760673")]].concat();
        browser.post("/operate/agencies", &body).await.expect(404);
        assert!(app.log_size().await >= before + 6, "{who}");
    }
    let refused = app.entries("kind=refused").await;
    assert!(refused.iter().all(|one| one["act"] == "operate"), "{refused:?}");
    assert!(app.entries("kind=agency-changed").await.iter().all(|one| one["reason"] == "added"));
    // A dismissed operator is none, in the same session.
    let operator = Browser::of(&app, "operator").await;
    operator.page("/operate").await;
    let person = PersonId(app.cast.person("operator"));
    people::dismiss(&app.app, person, "operator", None).await.unwrap();
    operator.get("/operate").await.expect(404);
    operator.post(&format!("{nav}/active"), &[("active", "no")]).await.expect(404);
}

async fn bodies_are_added_once_and_taken_out_of_use(backend: Backend) {
    let app = TestApp::start(backend).await;
    let operator = Browser::of(&app, "operator").await;
    let top = app.cast.unit("nav-org").to_string();
    for (name, level, kind, parent, word) in [
        ("", "unit", "welfare", top.as_str(), "Skriv et navn"),
        ("Ny enhet", "", "welfare", top.as_str(), "Velg et nivå"),
        ("Ny enhet", "unit", "palace", top.as_str(), "Velg en type"),
        ("Ny enhet", "unit", "welfare", "", "Velg hva den ligger under"),
        ("Ny enhet", "unit", "welfare", "nav", "Velg hva den ligger under"),
        ("Ny <b>😀</b>", "organisation", "other", "", "Skriv ni gyldige sifre"),
    ] {
        let fields = [("name", name), ("level", level), ("kind", kind), ("parent", parent)];
        let page = operator.post("/operate/agencies", &fields).await.expect(422).text();
        assert!(page.contains(word), "{name} {level} {kind}: {page}");
        assert!(!page.contains("<b>"), "{page}");
    }
    let fields = [
        ("name", "Ny enhet (prøve)"),
        ("level", "unit"),
        ("kind", "welfare"),
        ("parent", top.as_str()),
        ("once", "abc"),
    ];
    let first = operator.post("/operate/agencies", &fields).await.expect(303);
    let again = operator.post("/operate/agencies", &fields).await.expect(303);
    let at = first.header("location").to_owned();
    assert_eq!(again.header("location"), at, "pressed twice");
    let list = operator.page("/operate/agencies?q=ny+enhet").await;
    assert!(list.contains("Én virksomhet"), "{list}");
    let told = &app.entries("kind=agency-changed").await[0];
    assert_eq!(told["actor"]["id"], app.cast.person("operator").to_string());
    assert_eq!(told["role"], "operator");
    // Sent without a button nothing changes.
    operator.post(&format!("{at}/active"), &[]).await.expect(303);
    assert!(operator.page(&at).await.contains("I bruk"));
    let presses = [("no", "a", "Ikke i bruk"), ("no", "a", "Ikke i bruk"), ("yes", "b", "I bruk")];
    for (active, once, word) in presses {
        let fields = [("active", active), ("once", once)];
        operator.post(&format!("{at}/active"), &fields).await.expect(303);
        let page = operator.page(&at).await;
        assert!(page.contains(&format!("<dd>{word}</dd>")), "{page}");
    }
    let reasons = app.entries("kind=agency-changed").await;
    let reasons: Vec<_> = reasons.iter().take(3).map(|one| one["reason"].clone()).collect();
    assert_eq!(reasons, ["activated", "deactivated", "added"], "once each");
}

async fn guardians_are_entered_by_one_and_confirmed_by_another(backend: Backend) {
    let app = TestApp::start(backend).await;
    let one = Browser::of(&app, "operator").await;
    let two = Browser::of(&app, "second-operator").await;
    let number = some_number(Day::new(1980, 5, 6).unwrap(), 0);
    let name = PersonName::new("Prøve tante").unwrap();
    let pid = Pid::try_from(number.clone()).unwrap();
    let person = people::add_person(&app.app, &name, Some(&pid), "nb", None).await.unwrap();
    let person = person.to_string();
    let child = app.cast.child("emil").to_string();
    let unknown = uuid::Uuid::from_u128(3).to_string();
    let form = |child: &str, person: &str, kind: &str, evidence: &str, from: &str| {
        [
            ("child", child),
            ("person", person),
            ("kind", kind),
            ("evidence", evidence),
            ("from", from),
        ]
        .map(|(name, value)| (name, value.to_owned()))
    };
    let send = async |browser: &Browser<'_>, fields: &[(&'static str, String)]| {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(GUARDIANS, &fields).await
    };
    let role = "parental-responsibility";
    for (fields, word) in [
        (form("", "", "", "", ""), "Lim inn hele koden"),
        (form(&unknown, &person, role, "agreement", "2026-01-01"), "ingen mappe med denne"),
        (form(&child, &unknown, role, "agreement", "2026-01-01"), "Sjekk koden"),
        (form(&child, &person, "king", "agreement", "2026-01-01"), "Velg en rolle"),
        (form(&child, &person, role, "power-of-attorney", "2026-01-01"), "passer til rollen"),
        (form(&child, &person, role, "agreement", "i går"), "Skriv datoen"),
    ] {
        let page = send(&one, &fields).await.expect(422).text();
        assert!(page.contains(word), "{word}: {page}");
        assert_no_child(&page);
    }
    let good = form(&child, &person, role, "agreement", "2026-01-01");
    let good = [&good[..], &[("once", "x1".to_owned())]].concat();
    send(&one, &good).await.expect(303);
    send(&one, &good).await.expect(303);
    let page = one.page(GUARDIANS).await;
    assert!(page.contains("Én venter på bekreftelse"), "{page}");
    assert!(page.contains("Prøve tante") && page.contains("skrevet inn av deg"), "{page}");
    assert_no_child(&page);
    let page = two.page(GUARDIANS).await;
    let confirm = page.split("action=\"").find(|rest| rest.contains("/confirm\"")).unwrap();
    let confirm = confirm.split('"').next().unwrap().to_owned();
    // The first one's own eyes are not enough, whatever the page offers.
    let emil = crate::requests::number("emil");
    let both = [("child-number", emil.as_str()), ("person-number", number.as_str())];
    let own = one.post(&confirm, &both).await.expect(409);
    assert!(own.text().contains("En annen må bekrefte"), "{}", own.text());
    // Nor is a look at the page: the second one has seen papers with both numbers.
    for wrong in [vec![], vec![("child-number", "123"), both[1]], vec![both[0]]] {
        let page = two.post(&confirm, &wrong).await.expect(422).text();
        assert!(page.contains("11 siffer hver"), "{page}");
    }
    let other = unknown_number();
    let jonas = crate::requests::number("jonas");
    let differ = [
        [("child-number", jonas.as_str()), both[1]],
        [both[0], ("person-number", other.as_str())],
        [("child-number", number.as_str()), ("person-number", emil.as_str())],
    ];
    for wrong in differ {
        let page = two.post(&confirm, &wrong).await.expect(409).text();
        assert!(page.contains("Numrene er ikke de som er skrevet inn"), "{page}");
        assert!(!page.contains(&number) && !page.contains(&emil), "{page}");
    }
    let refused = app.entries("kind=refused").await;
    let reasons: Vec<_> = refused.iter().map(|one| one["reason"].clone()).collect();
    assert_eq!(reasons, ["unknown", "unknown", "unknown", "excluded"], "newest first");
    assert_eq!(refused[3]["actor"]["id"], app.cast.person("operator").to_string());
    assert!(refused.iter().all(|one| one["act"] == "operate"), "{refused:?}");
    two.post(&confirm, &both).await.expect(303);
    let late = two.post(&confirm, &both).await.expect(409);
    assert!(late.text().contains("alt bekreftet"), "{}", late.text());
    let again = [&good[..5], &[("once", "x2".to_owned())]].concat();
    let over = send(&one, &again).await.expect(409);
    assert!(over.text().contains("Avslutt den først"), "{}", over.text());
    let told = app.entries("kind=guardianship-changed").await;
    assert_eq!(told[0]["actor"]["id"], app.cast.person("second-operator").to_string());
    two.post(&confirm.replace("/confirm", "/end"), &[]).await.expect(303);
    two.post(&confirm.replace("/confirm", "/end"), &[]).await.expect(409);
    let nowhere = format!("{GUARDIANS}/{unknown}/confirm");
    two.post(&nowhere, &both).await.expect(404);
}
