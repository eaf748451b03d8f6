//! The family's switch: on only while everybody has said so who must today.

use super::{HOUR, answer, declare, documents, of_kind, switch_on, switch_path};
use crate::support::app::{
    TestApp, add_guardian, add_guardian_until, add_person, end_guardian, operators,
};
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::{AgencyId, ChildId, PersonId, ShieldId};
use samflyt::flows::guardianships::{self, NewGuardianship};
use samflyt::store::shields::{self, Hidden, Shield};
use samflyt::store::{StoreError, Unlogged};
use serde_json::{Value, json};

on_both!(
    it_is_off_until_everybody_has_said_so_and_one_switches_it_off,
    it_goes_off_by_itself_when_others_decide,
    a_birthday_hands_the_switch_over,
    a_guardian_who_comes_back_is_asked_anew,
    whoever_decides_on_everyday_matters_can_switch_it_off,
    strangers_neither_see_nor_set_it,
    the_same_answer_changes_nothing,
    switching_off_ends_what_runs_whole_or_not_at_all,
    a_guardian_from_whom_the_unit_is_hidden_sees_no_emergency,
);

/// May the hospital declare an emergency for this child now?
async fn works(app: &TestApp, child: &str) -> bool {
    let answer = declare(app, "hospital", child, "hospital").await;
    match answer.status {
        200 | 201 => true,
        404 => {
            answer.problem(404, "not-found");
            false
        }
        status => panic!("{status}: {}", answer.text()),
    }
}

/// Is it on, as this person of the family is told; with the names of who is missing.
async fn told(app: &TestApp, who: &str, child: &str) -> (bool, Vec<String>) {
    let state = app.get(who, &switch_path(app, child)).await.expect(200).json();
    let missing = state["missing"].as_array().unwrap().iter();
    let missing =
        missing.map(|one| app.cast.handle_of(one["id"].as_str().unwrap().parse().unwrap()));
    (state["on"].as_bool().unwrap(), missing.collect())
}

async fn it_is_off_until_everybody_has_said_so_and_one_switches_it_off(backend: Backend) {
    let app = TestApp::start(backend).await;
    assert_eq!(told(&app, "kari", "nora").await, (false, vec!["kari".into(), "ola".into()]));
    assert!(!works(&app, "nora").await, "off by default");

    let first = answer(&app, "kari", "nora", true).await.expect(200);
    let state = first.json();
    assert_eq!(
        (&state["on"], state["id"].as_str()),
        (&json!(false), Some(&*app.cast.child("nora").to_string()))
    );
    let said = &state["answers"][0];
    assert_eq!((&said["person"]["name"], &said["on"]), (&json!("Prøve kari"), &json!(true)));
    assert_eq!((&said["text_language"], &said["entry"]), (&json!("nb"), &json!(first.entry())));
    assert_eq!(said["text_version"].as_str().unwrap().len(), 64);
    assert_eq!(told(&app, "ola", "nora").await, (false, vec!["ola".into()]));
    assert!(!works(&app, "nora").await, "one is not enough");

    answer(&app, "ola", "nora", true).await.expect(200);
    assert_eq!(told(&app, "kari", "nora").await, (true, vec![]));
    assert!(works(&app, "nora").await);

    let entries = of_kind(&app, "emergency-switched").await;
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().all(|one| one["reason"] == "on" && one["role"] == "guardian"));

    answer(&app, "ola", "nora", false).await.expect(200);
    assert_eq!(told(&app, "kari", "nora").await, (false, vec!["ola".into()]));
    assert!(!works(&app, "nora").await, "one switches it off");
    answer(&app, "ola", "nora", true).await.expect(200);
    assert!(works(&app, "nora").await);
}

async fn it_goes_off_by_itself_when_others_decide(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    switch_on(&app).await;
    let aunt = add_person(&app.app, "aunt").await;
    app.cast.put("person", "aunt", aunt.0);
    let nora = app.cast.child("nora");
    let hour = app.clock.now().plus_micros(HOUR);
    add_guardian_until(&app.app, nora, aunt, (app.clock.now(), Some(hour))).await;
    assert!(!works(&app, "nora").await, "a third one must say so, too");
    assert_eq!(told(&app, "kari", "nora").await, (false, vec!["aunt".into()]));
    app.clock.set(hour);
    assert!(works(&app, "nora").await, "and is not asked any more once it is over");

    end_guardian(&app.app, nora, PersonId(app.cast.person("ola"))).await;
    assert!(works(&app, "nora").await, "who decides today has said so");
    end_guardian(&app.app, nora, PersonId(app.cast.person("kari"))).await;
    assert!(!works(&app, "nora").await, "nobody decides");
    // What runs does not either: it opens nothing.
    add_guardian(&app.app, nora, aunt, app.clock.now()).await;
    assert_eq!(told(&app, "aunt", "nora").await, (false, vec!["aunt".into()]));
    assert!(!works(&app, "nora").await);
}

async fn a_birthday_hands_the_switch_over(backend: Backend) {
    let app = TestApp::start(backend).await;
    let sheet = app.upload_as("kari", "jonas", "emergency-sheet", &pdf(3000, 1)).await;
    let sheet = sheet.expect(201).id();
    answer(&app, "jonas", "jonas", true).await.problem(403, "no-consent");
    answer(&app, "kari", "jonas", true).await.expect(200);
    assert!(works(&app, "jonas").await);
    // Sixteen at midnight, Norwegian winter time, with an emergency under way.
    app.clock.set("2028-03-04T22:59:59Z".parse().unwrap());
    app.sign_out();
    let begun = declare(&app, "hospital", "jonas", "hospital").await.expect(201);
    assert_eq!(documents(&begun), [sheet]);
    app.get("hospital", &super::sheet_path(sheet)).await.expect(200);
    app.clock.set("2028-03-04T23:00:00Z".parse().unwrap());
    assert!(!works(&app, "jonas").await, "off by itself");
    app.get("hospital", &super::sheet_path(sheet)).await.problem(404, "not-found");
    answer(&app, "kari", "jonas", true).await.problem(403, "no-consent");
    assert_eq!(told(&app, "jonas", "jonas").await, (false, vec!["jonas".into()]));
    // The guardian is told nothing of it any more.
    app.get("kari", &switch_path(&app, "jonas")).await.problem(404, "not-found");
    let path = format!("/api/v1/children/{}/log?limit=500", app.cast.child("jonas"));
    let log = app.get("kari", &path).await.expect(200).text();
    assert!(!log.contains("emergency") && log.contains("guardianship-added"), "{log}");
    assert!(app.get("jonas", &path).await.expect(200).text().contains("emergency-opened"));
    answer(&app, "jonas", "jonas", true).await.expect(200);
    assert!(works(&app, "jonas").await);
    assert_eq!(told(&app, "jonas", "jonas").await, (true, vec![]));
    answer(&app, "jonas", "jonas", false).await.expect(200);
    assert!(!works(&app, "jonas").await);
}

async fn a_guardian_who_comes_back_is_asked_anew(backend: Backend) {
    let app = TestApp::start(backend).await;
    switch_on(&app).await;
    let (nora, ola) = (app.cast.child("nora"), PersonId(app.cast.person("ola")));
    end_guardian(&app.app, nora, ola).await;
    app.clock.advance(HOUR);
    add_guardian(&app.app, nora, ola, app.clock.now()).await;
    assert_eq!(told(&app, "kari", "nora").await, (false, vec!["ola".into()]));
    assert!(!works(&app, "nora").await, "the yes was given in another guardianship");
    answer(&app, "ola", "nora", true).await.expect(200);
    assert!(works(&app, "nora").await);
    // A no stands, whoever one was when saying it.
    answer(&app, "ola", "nora", false).await.expect(200);
    end_guardian(&app.app, nora, ola).await;
    assert!(works(&app, "nora").await);
    app.clock.advance(HOUR);
    add_guardian(&app.app, nora, ola, app.clock.now()).await;
    assert!(!works(&app, "nora").await);
}

async fn whoever_decides_on_everyday_matters_can_switch_it_off(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    switch_on(&app).await;
    let foster = add_person(&app.app, "foster").await;
    app.cast.put("person", "foster", foster.0);
    let new = NewGuardianship {
        child: ChildId(app.cast.child("nora")),
        person: foster,
        kind: "daily-authority".to_owned(),
        evidence: "agreement".to_owned(),
        from: app.clock.now(),
        until: None,
    };
    let [one, other] = operators(&app.app).await;
    let id = guardianships::enter(&app.app, one, new).await.unwrap();
    guardianships::confirm(&app.app, other, id).await.unwrap();
    assert!(works(&app, "nora").await, "not one of those who must");
    answer(&app, "foster", "nora", false).await.expect(200);
    assert!(!works(&app, "nora").await);
    assert_eq!(told(&app, "kari", "nora").await, (false, vec![]));
    answer(&app, "foster", "nora", true).await.expect(200);
    assert!(works(&app, "nora").await);
}

async fn strangers_neither_see_nor_set_it(backend: Backend) {
    let app = TestApp::start(backend).await;
    let more = json!({"categories": ["aids"], "actions": ["open", "coordinate"]});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    for who in ["eva", "jonas", "hospital", "auditor", "operator"] {
        app.get(who, &switch_path(&app, "nora")).await.problem(404, "not-found");
        answer(&app, who, "nora", true).await.problem(404, "not-found");
    }
    // A coordinator knows the folder, and sees consents, not this.
    app.get("nav", &switch_path(&app, "nora")).await.problem(403, "no-consent");
    answer(&app, "nav", "nora", true).await.problem(403, "no-consent");
    assert_eq!(told(&app, "kari", "nora").await, (false, vec!["kari".into(), "ola".into()]));
    assert!(of_kind(&app, "emergency-switched").await.is_empty());
}

async fn the_same_answer_changes_nothing(backend: Backend) {
    let app = TestApp::start(backend).await;
    let first = answer(&app, "kari", "nora", true).await.expect(200).entry();
    assert_eq!(answer(&app, "kari", "nora", true).await.expect(200).entry(), first);
    let both = tokio::join!(answer(&app, "ola", "nora", true), answer(&app, "ola", "nora", true));
    assert_eq!(both.0.expect(200).entry(), both.1.expect(200).entry());
    assert_eq!(of_kind(&app, "emergency-switched").await.len(), 2);
    assert!(works(&app, "nora").await);
}

async fn switching_off_ends_what_runs_whole_or_not_at_all(backend: Backend) {
    let app = TestApp::start(backend).await;
    switch_on(&app).await;
    let sheet = app.upload_as("kari", "nora", "emergency-sheet", &pdf(3000, 1)).await;
    let sheet = sheet.expect(201).id();
    let begun = declare(&app, "hospital", "nora", "hospital").await.expect(201);
    app.clock.advance(1_000_000);
    let mut outside = Outside::connect(&app.place()).await;
    // The emergency cannot be ended: then nobody has switched it off.
    outside.run("alter table emergency rename to emergency_away").await;
    answer(&app, "ola", "nora", false).await.problem(500, "internal");
    outside.run("alter table emergency_away rename to emergency").await;
    assert_eq!(told(&app, "kari", "nora").await, (true, vec![]));
    app.get("hospital", &super::sheet_path(sheet)).await.expect(200);

    app.clock.advance(1_000_000);
    let off = answer(&app, "ola", "nora", false).await.expect(200);
    let closed = of_kind(&app, "emergency-closed").await;
    assert_eq!(closed.len(), 1);
    assert_eq!(
        (&closed[0]["index"], &closed[0]["of"]),
        (&json!(off.entry() + 1), &json!(begun.entry()))
    );
    assert_eq!(closed[0]["unit"]["id"], json!(app.cast.unit("hospital")));
    assert_eq!(closed[0]["reason"], "switched-off");
    let ended = off.json()["emergencies"][0]["until"].clone();
    assert_eq!(ended, json!(closed[0]["time"]), "the very instant");
    app.get("hospital", &super::sheet_path(sheet)).await.problem(404, "not-found");
    // On again: what has ended stays so.
    answer(&app, "ola", "nora", true).await.expect(200);
    app.get("hospital", &super::sheet_path(sheet)).await.problem(404, "not-found");
}

async fn a_guardian_from_whom_the_unit_is_hidden_sees_no_emergency(backend: Backend) {
    let app = TestApp::start(backend).await;
    switch_on(&app).await;
    app.upload_as("kari", "nora", "emergency-sheet", &pdf(3000, 1)).await.expect(201);
    let log = format!("/api/v1/children/{}/log?limit=500", app.cast.child("nora"));
    let before = app.get("ola", &log).await.expect(200).json();
    let shield = Shield {
        id: ShieldId(app.app.entropy().uuid()),
        child: ChildId(app.cast.child("nora")),
        person: PersonId(app.cast.person("ola")),
        hidden: Hidden::Unit(AgencyId(app.cast.unit("hospital"))),
        ground: "violence".to_owned(),
        ground_words_sealed: None,
        set_by: None,
        created: app.clock.now(),
        index: None,
        lifted: None,
    };
    app.app
        .db()
        .write_unlogged(Unlogged::FirstStart, move |tx| {
            Box::pin(async move { shields::insert(tx, &shield).await })
        })
        .await
        .unwrap_or_else(|error: StoreError| panic!("{error}"));
    let begun = declare(&app, "hospital", "nora", "hospital").await.expect(201);
    app.get("hospital", &super::sheet_path(documents(&begun)[0])).await.expect(200);
    let cases = app.get("auditor", "/api/v1/audit/cases").await.expect(200).json();
    let case = cases["items"][0]["id"].as_str().unwrap();
    app.get("auditor", &format!("/api/v1/audit/cases/{case}")).await.expect(200);
    let state = |who: &'static str| {
        let path = switch_path(&app, "nora");
        let app = &app;
        async move { app.get(who, &path).await.expect(200).json() }
    };
    assert_eq!(state("ola").await["emergencies"], json!([]));
    let seen = state("kari").await["emergencies"][0].clone();
    assert_eq!(seen["words"], "Bevisstløs etter fall (prøve)");
    assert_eq!(seen["unit"]["id"], json!(app.cast.unit("hospital")));
    let kinds = |log: &Value| {
        let all = log["items"].as_array().unwrap().iter();
        all.map(|one| one["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let after = app.get("ola", &log).await.expect(200).json();
    let new: Vec<_> = kinds(&after)[..kinds(&after).len() - kinds(&before).len()].to_vec();
    let told = ["log-read", "consents-seen", "notices-seen"];
    assert!(new.iter().all(|kind| told.contains(&kind.as_str())), "{new:?}");
    let kari = kinds(&app.get("kari", &log).await.expect(200).json());
    for kind in ["emergency-opened", "case-opened", "listed", "opened"] {
        assert!(kari.iter().any(|one| one == kind), "{kind}");
    }
}
