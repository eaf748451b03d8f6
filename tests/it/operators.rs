//! What the operator does at the console: it is told rightly, twice is refused,
//! and what has ended has ended.

use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::process::run;
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::agency::{Kind, Level, MembershipState};
use samflyt::domain::text::PersonName;
use samflyt::domain::time::Day;
use samflyt::domain::{AgencyId, PersonId};
use samflyt::flows::agencies::{self, NewAgency};
use samflyt::flows::{Error, people};
use serde_json::Value;
use uuid::Uuid;

on_both!(
    a_place_in_a_unit_is_given_once_and_its_changes_are_told,
    an_appointment_ends_when_it_is_ended,
    what_does_not_exist_is_named,
    bodies_come_in_together_or_not_at_all,
    nobody_is_born_tomorrow,
);

/// The code of an answer that is no success.
fn code<T: std::fmt::Debug>(answer: Result<T, Error>) -> String {
    match answer.unwrap_err() {
        Error::Conflict { code, .. } => code.to_owned(),
        Error::Invalid(invalid) => format!("{} {}", invalid.code, invalid.field),
        Error::NotFound { .. } => "not-found".to_owned(),
        other => panic!("{other:?}"),
    }
}

/// The reasons of the entries of a kind about a person, oldest first.
async fn told(app: &TestApp, kind: &str, person: PersonId) -> Vec<String> {
    let mut outside = Outside::connect(&app.place()).await;
    let person = outside.id(person.0);
    let rows = "select coalesce(reason, '') from log_entry where kind";
    outside.texts(&format!("{rows} = '{kind}' and person = {person} order by idx")).await
}

async fn a_place_in_a_unit_is_given_once_and_its_changes_are_told(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (unit, eva) = (AgencyId(app.cast.unit("nav")), PersonId(app.cast.person("eva")));
    let add = async || {
        let (role, state) = ("adviser".to_owned(), MembershipState::Invited);
        let from = crate::support::app::noon();
        people::add_membership(&app.app, eva, unit, role, state, (from, None)).await
    };
    let id = add().await.unwrap();
    assert_eq!(code(add().await), "membership-in-force");
    let set = async |state| people::set_membership(&app.app, id, state).await;
    set(MembershipState::Confirmed).await.unwrap();
    set(MembershipState::Suspended).await.unwrap();
    assert_eq!(code(add().await), "membership-in-force");
    set(MembershipState::Ended).await.unwrap();
    assert_eq!(told(&app, "membership-added", eva).await, ["invited", "confirmed", "suspended"]);
    assert_eq!(told(&app, "membership-ended", eva).await, ["ended"]);
    add().await.unwrap();
    // The body itself.
    for (active, word) in [(false, "deactivated"), (true, "activated")] {
        agencies::set_active(&app.app, unit, active).await.unwrap();
        let newest = app.entries("kind=agency-changed").await.remove(0);
        assert_eq!(newest["reason"], word, "{newest}");
    }
}

async fn an_appointment_ends_when_it_is_ended(backend: Backend) {
    let app = TestApp::start(backend).await;
    let ola = PersonId(app.cast.person("ola"));
    let nav = Some(AgencyId(app.cast.unit("nav-org")));
    let audit = "/api/v1/audit/entries?limit=1";
    assert!(app.get("ola", audit).await.status >= 400);
    people::appoint(&app.app, ola, "auditor", None).await.unwrap();
    assert_eq!(code(people::appoint(&app.app, ola, "auditor", None).await), "appointment-in-force");
    people::appoint(&app.app, ola, "auditor", nav).await.unwrap();
    app.get("ola", audit).await.expect(200);
    people::dismiss(&app.app, ola, "auditor", nav).await.unwrap();
    app.get("ola", audit).await.expect(200);
    people::dismiss(&app.app, ola, "auditor", None).await.unwrap();
    assert!(app.get("ola", audit).await.status >= 400, "the auditor is none any more");
    assert_eq!(code(people::dismiss(&app.app, ola, "auditor", None).await), "not-found");
    let appointed = told(&app, "membership-added", ola).await;
    assert_eq!(appointed, ["appointed-auditor", "appointed-auditor"]);
    let dismissed = told(&app, "membership-ended", ola).await;
    assert_eq!(dismissed, ["dismissed-auditor", "dismissed-auditor"]);
}

async fn what_does_not_exist_is_named(backend: Backend) {
    let app = TestApp::start(backend).await;
    let size = app.log_size().await;
    let (nobody, nowhere) = (PersonId(Uuid::from_u128(1)), AgencyId(Uuid::from_u128(1)));
    let kari = PersonId(app.cast.person("kari"));
    let appoint = people::appoint(&app.app, nobody, "auditor", None).await;
    assert_eq!(code(appoint), "unknown-person person");
    let appoint = people::appoint(&app.app, kari, "auditor", Some(nowhere)).await;
    assert_eq!(code(appoint), "unknown-agency agency");
    let (name, born) = (PersonName::new("Et barn").unwrap(), "2020-01-02".parse().unwrap());
    let child = people::add_child(&app.app, &name, born, None, Some(nobody)).await;
    assert_eq!(code(child), "unknown-person person");
    let lost = NewAgency { parent: Some(nowhere), ..body("Enhet", Level::Unit) };
    assert_eq!(code(agencies::add(&app.app, lost).await), "unknown-agency parent");
    assert_eq!(app.log_size().await, size, "nothing was done");
}

fn body(name: &str, level: Level) -> NewAgency {
    let orgnr = (level == Level::Organisation).then(|| "974760673".to_owned());
    NewAgency { parent: None, level, kind: Kind::Other, orgnr, name: name.to_owned() }
}

async fn bodies_come_in_together_or_not_at_all(backend: Backend) {
    let app = TestApp::start(backend).await;
    let count = async || agencies::list(&app.app, "").await.unwrap().len();
    let (before, size) = (count().await, app.log_size().await);
    let top = || (body("Etat (prøve)", Level::Organisation), None);
    // The last of three stands under a unit.
    let wrong = vec![
        top(),
        (body("Kontor (prøve)", Level::Unit), Some(0)),
        (body("Skrivebord (prøve)", Level::Unit), Some(1)),
    ];
    assert_eq!(code(agencies::add_all(&app.app, wrong).await), "parent-wrong parent");
    assert_eq!((count().await, app.log_size().await), (before, size));
    let right = vec![top(), (body("Kontor (prøve)", Level::Unit), Some(0))];
    let added = agencies::add_all(&app.app, right).await.unwrap();
    assert_eq!(added[1].parent, Some(added[0].id));
    assert_eq!((count().await, app.log_size().await), (before + 2, size + 2));
    let again = agencies::add_all(&app.app, vec![top()]).await;
    assert_eq!(code(again), "orgnr-taken");
}

#[test]
fn a_file_of_bodies_is_imported_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert_eq!(run(&["key", "init"], &data, &[]).0, 0);
    let file = folder.path().join("bodies.json");
    let path = file.display().to_string();
    let import = |text: &str| {
        std::fs::write(&file, text).unwrap();
        run(&["--json", "agency", "import", &path], &data, &[])
    };
    let top = r#"{"ref": "e", "level": "organisation", "kind": "other", "name": "Etat", "orgnr": "974760673"}"#;
    let unit = |parent: &str| {
        format!(r#"{{"parent": "{parent}", "level": "unit", "kind": "other", "name": "Kontor"}}"#)
    };
    let listed = || {
        let (_, said, _) = run(&["--json", "agency", "list"], &data, &[]);
        serde_json::from_str::<Value>(&said).unwrap().as_array().unwrap().len()
    };
    let nowhere = Uuid::from_u128(5).to_string();
    for (wrong, names) in [(unit("nobody"), "nobody"), (unit(&nowhere), "parent")] {
        let (code, _, said) = import(&format!("[{top}, {wrong}]"));
        assert!(code == 2 && said.contains(names), "{code} {said}");
        assert_eq!(listed(), 0);
    }
    let (code, told, said) = import(&format!("[{top}, {}]", unit("e")));
    assert_eq!((code, listed()), (0, 2), "{said}");
    assert_eq!(serde_json::from_str::<Value>(&told).unwrap().as_array().unwrap().len(), 2);
}

/// With `--json` whatever was done is one JSON value on standard output.
#[test]
fn every_command_answers_in_json() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert_eq!(run(&["key", "init"], &data, &[]).0, 0);
    let json = |args: &[&str]| {
        let args = [&["--json"], args].concat();
        let (code, said, _) = run(&args, &data, &[]);
        let value = serde_json::from_str::<Value>(&said);
        (code, value.unwrap_or_else(|error| panic!("{args:?}: {error}: {said}")))
    };
    let id = |args: &[&str]| json(args).1["id"].as_str().unwrap().to_owned();
    for list in [&["person", "list"][..], &["child", "list"], &["agency", "list"]] {
        assert_eq!(json(list), (0, serde_json::json!([])));
    }
    let top = id(&[
        "agency",
        "add",
        "--level",
        "organisation",
        "--kind",
        "other",
        "--name",
        "Etat",
        "--orgnr",
        "974760673",
    ]);
    let unit = id(&[
        "agency", "add", "--level", "unit", "--kind", "other", "--name", "Kontor", "--parent", &top,
    ]);
    let (one, two) =
        (id(&["person", "add", "--name", "En En"]), id(&["person", "add", "--name", "To To"]));
    assert_eq!(json(&["person", "list"]).1.as_array().unwrap().len(), 2);
    let child = id(&["child", "add", "--name", "Barn Barn", "--born", "2017-05-31"]);
    // A guardianship takes two operators, neither of them the guardian.
    let (three, four) = (
        id(&["person", "add", "--name", "Tre Tre"]),
        id(&["person", "add", "--name", "Fire Fire"]),
    );
    let evidence = ["--evidence", "population-register"];
    let enter = |by: &str| {
        json(&[&["child", "guardian", &child, &one, "--by", by], &evidence[..]].concat())
    };
    assert_eq!(enter(&three).0, 2, "no operator yet");
    for who in [&three, &four] {
        assert_eq!(json(&["person", "appoint", who, "--role", "operator"]).0, 0);
    }
    let (code, entered) = enter(&three);
    assert_eq!((code, &entered["state"]), (0, &"entered".into()), "{entered}");
    let guardianship = entered["id"].as_str().unwrap();
    let step = |what: &str, by: &str| json(&["child", what, guardianship, "--by", by]);
    let listed = || json(&["child", "guardians", &child]).1[0].clone();
    assert_eq!(listed()["confirmed"], Value::Null);
    assert_eq!(step("confirm-guardian", &three).0, 4, "four eyes");
    assert_eq!(listed()["confirmed"], Value::Null);
    assert_eq!(step("confirm-guardian", &four).1["state"], "confirmed");
    assert!(listed()["confirmed"].is_string() && listed()["review_by"].is_string());
    assert_eq!(step("review-guardian", &three).1["state"], "reviewed");
    // What is hidden from a guardian.
    let hide = ["--ground", "violence", "--by", &three];
    let shield = id(&[&["shield", "set", &child, &one, "--unit", &unit], &hide[..]].concat());
    let shields = || json(&["shield", "list", &child]).1[0].clone();
    assert_eq!((&shields()["kind"], &shields()["target"]), (&"unit".into(), &unit.clone().into()));
    assert_eq!(shields()["lifted"], Value::Null);
    assert_eq!(json(&["shield", "lift", &shield, "--by", &four]).1["state"], "lifted");
    assert!(shields()["lifted"].is_string());
    let ended = step("end-guardian", &three).1;
    assert_eq!((&ended["state"], &ended["consents_frozen"]), (&"ended".into(), &0.into()));
    let place = id(&["membership", "add", &two, &unit]);
    for (what, state) in [("confirm", "confirmed"), ("suspend", "suspended"), ("end", "ended")] {
        assert_eq!(json(&["membership", what, &place]).1["state"], state);
    }
    assert_eq!(json(&["membership", "list", &unit]).1[0]["state"], "ended");
    for what in ["appoint", "dismiss"] {
        assert_eq!(json(&["person", what, &one, "--role", "auditor"]).1["role"], "auditor");
    }
    assert_eq!(json(&["agency", "deactivate", &unit]).1["active"], false);
    assert_eq!(json(&["agency", "activate", &unit]).1["active"], true);
    // What cannot be done is told in JSON, too.
    for (args, wanted) in [(&["agency", "rename"][..], 2), (&["agency", "activate", &child], 2)] {
        let (code, said) = json(args);
        assert_eq!(code, wanted, "{said}");
        assert!(said["error"].is_string(), "{said}");
    }
    let missing = [("SAMFLYT_POLICY_DIR", "/nonexistent/policies")];
    assert_eq!(run(&["policy", "check"], &data, &missing).0, 3);
}

#[test]
fn what_is_no_database_is_not_taken_for_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert_eq!(run(&["key", "init"], &data, &[]).0, 0);
    std::fs::write(data.join("samflyt.db"), "what is this".repeat(1000)).unwrap();
    let (code, _, said) = run(&["audit", "verify"], &data, &[]);
    assert!(code == 3 && !said.contains("schema version"), "{code} {said}");
    // Nor are keys made beside it.
    std::fs::remove_dir_all(data.join("keys")).unwrap();
    let (code, _, said) = run(&["key", "init"], &data, &[]);
    assert_eq!(code, 3, "{said}");
    assert!(!data.join("keys").exists());
}

#[test]
fn an_escrow_has_so_many_readers_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert_eq!(run(&["key", "init"], &data, &[]).0, 0);
    let reader = age::x25519::Identity::generate().to_public().to_string();
    let escrow = |count: usize| {
        let out = folder.path().join(format!("{count}.age")).display().to_string();
        let readers = std::iter::repeat_n(["--to", &reader], count).flatten();
        let args: Vec<&str> = ["key", "escrow", "--out", &out].into_iter().chain(readers).collect();
        run(&args, &data, &[]).0
    };
    assert_eq!((escrow(16), escrow(17)), (0, 2));
}

async fn nobody_is_born_tomorrow(backend: Backend) {
    let app = TestApp::start(backend).await;
    let name = PersonName::new("Framtid").unwrap();
    let before = app.log_size().await;
    let today = app.clock.now().day().as_days();
    for ahead in [1, 400] {
        let born = Day::from_days(today + ahead).unwrap();
        let added = people::add_child(&app.app, &name, born, None, None).await;
        assert_eq!(code(added), "birth-date-future born");
    }
    assert_eq!(app.log_size().await, before);
    people::add_child(&app.app, &name, Day::from_days(today).unwrap(), None, None).await.unwrap();
}
