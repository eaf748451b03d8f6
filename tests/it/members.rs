//! The members of a unit: two persons stand behind each new one, nobody changes the own
//! place, what ends ends at once and for good, and no answer tells whom the service
//! knew before.

use crate::support::app::{TestApp, add_person, content, noon};
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use axum::body::Body;
use http_body_util::BodyExt as _;
use samflyt::domain::agency::MembershipState;
use samflyt::domain::pid::Pid;
use samflyt::domain::text::PersonName;
use samflyt::domain::time::Day;
use samflyt::domain::{AgencyId, MembershipId, PersonId, Reason};
use samflyt::flows::members::{self, Invitation};
use samflyt::flows::notices::chores;
use samflyt::flows::{Error, people};
use samflyt::identity::{Actor, bearer};
use serde_json::json;
use std::time::{Duration, Instant};
use uuid::Uuid;

on_both!(
    somebody_is_named_by_one_and_confirmed_by_another,
    five_wrong_numbers_end_an_invitation,
    a_place_may_end_by_itself,
    known_and_unknown_are_answered_alike,
    nobody_is_registered_by_being_named,
    who_is_registered_in_between_is_who_was_named,
    an_operator_confirms_whom_the_register_knows,
    what_came_in_between_is_looked_at_again,
    what_waited_before_invitations_were_apart_waits_still,
    only_those_who_look_after_a_unit_change_its_members,
    nobody_changes_the_own_place,
    what_has_ended_stays_ended,
    a_suspended_member_loses_the_open_stream_within_a_second,
    whoever_stands_above_looks_after_the_unit,
);

async fn sign_in(app: &TestApp, handle: &str) -> Actor {
    let issued = bearer::issue_demo(app.app.db(), app.app.entropy(), handle).await.unwrap();
    bearer::authenticate(app.app.db(), &**app.app.clock(), &issued.token).await.unwrap()
}

/// Somebody with a place in a unit, in this role.
async fn member(app: &mut TestApp, handle: &str, unit: Uuid, role: &str) -> (Actor, MembershipId) {
    let id = add_person(&app.app, handle).await;
    app.cast.put("person", handle, id.0);
    let (state, window) = (MembershipState::Confirmed, (noon(), None));
    let (unit, role) = (AgencyId(unit), role.to_owned());
    let place = people::add_membership(&app.app, id, unit, role, state, window).await.unwrap();
    (sign_in(app, handle).await, place)
}

fn number(day: u8) -> Pid {
    let born = Day::new(1985, 4, day).unwrap();
    (0..300).find_map(|serial| Pid::synthesize(born, serial)).unwrap()
}

fn invitation(name: &str, number: &Pid) -> Invitation {
    Invitation {
        name: PersonName::new(name).unwrap(),
        number: number.clone(),
        role: "caseworker".to_owned(),
        until: None,
    }
}

/// What an answer that is no success says.
fn why<T: std::fmt::Debug>(answer: Result<T, Error>) -> String {
    match answer.unwrap_err() {
        Error::Refused { reason, .. } => reason.code().to_owned(),
        Error::NotFound { index } => {
            assert!(index.is_some(), "a refusal without its entry");
            "not-found".to_owned()
        }
        Error::Conflict { code, .. } => code.to_owned(),
        Error::Invalid(invalid) => invalid.code.to_owned(),
        Error::Recorded { source, .. } => why::<()>(Err(*source)),
        other => panic!("{other:?}"),
    }
}

async fn state(app: &TestApp, admin: &Actor, unit: AgencyId, id: MembershipId) -> MembershipState {
    let all = members::list(&app.app, admin, unit).await.unwrap();
    all.members.iter().find(|one| one.id == id).unwrap().state
}

async fn somebody_is_named_by_one_and_confirmed_by_another(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (una, _) = member(&mut app, "una", unit.0, "administrator").await;
    let (ada, _) = member(&mut app, "ada", unit.0, "administrator").await;
    let (bo, more) = (number(2), invitation("Bo Ny", &number(2)));
    let once = Some("press".to_owned());
    let (id, index) =
        members::invite(&app.app, &una, unit, more.clone(), once.clone()).await.unwrap();
    // Pressed twice it is one place.
    let again = members::invite(&app.app, &una, unit, more.clone(), once).await.unwrap();
    assert_eq!(again, (id, index));
    assert_eq!(why(members::invite(&app.app, &una, unit, more, None).await), "membership-in-force");
    let entries = app.entries("kind=membership-added").await;
    let told = entries.iter().find(|one| one["index"] == index);
    assert_eq!(told.map(|one| &one["reason"]), Some(&json!("invited")), "{entries:?}");

    let all = members::list(&app.app, &una, unit).await.unwrap();
    let row = all.members.iter().find(|one| one.id == id).unwrap();
    assert_eq!((row.state, row.named_by_asker), (MembershipState::Invited, true));
    // Whoever has named does not confirm, not by a detour either.
    let own = members::confirm(&app.app, &una, id, Some(bo.clone()), None).await;
    assert_eq!(why(own), "not-covered");
    assert_eq!(why(members::suspend(&app.app, &una, id, None).await), "not-covered");
    assert_eq!(state(&app, &una, unit, id).await, MembershipState::Invited);
    // Another number would let a stranger in.
    let other = members::confirm(&app.app, &ada, id, Some(number(3)), None).await;
    assert_eq!(why(other), "number-differs");
    assert_eq!(why(members::confirm(&app.app, &ada, id, None, None).await), "number-differs");
    members::confirm(&app.app, &ada, id, Some(bo.clone()), None).await.unwrap();
    assert_eq!(state(&app, &ada, unit, id).await, MembershipState::Confirmed);
    // From then on the first administrator may pause it and take it back.
    members::suspend(&app.app, &una, id, None).await.unwrap();
    members::confirm(&app.app, &una, id, None, None).await.unwrap();
    assert_eq!(state(&app, &ada, unit, id).await, MembershipState::Confirmed);
}

async fn five_wrong_numbers_end_an_invitation(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (una, _) = member(&mut app, "una", unit.0, "administrator").await;
    let (ada, _) = member(&mut app, "ada", unit.0, "administrator").await;
    let invite = members::invite(&app.app, &una, unit, invitation("Bo Ny", &number(2)), None);
    let (id, _) = invite.await.unwrap();
    // A number that was left out is no try.
    for _ in 0..9 {
        assert_eq!(why(members::confirm(&app.app, &ada, id, None, None).await), "number-differs");
    }
    assert_eq!(app.entries("kind=refused").await.len(), 0);
    for day in 10..14 {
        let wrong = members::confirm(&app.app, &ada, id, Some(number(day)), None).await;
        assert_eq!(why(wrong), "number-differs");
        assert_eq!(state(&app, &ada, unit, id).await, MembershipState::Invited);
    }
    let last = members::confirm(&app.app, &ada, id, Some(number(14)), None).await;
    assert_eq!(why(last), "too-many-tries");
    let all = members::list(&app.app, &ada, unit).await.unwrap();
    assert!(all.members.iter().all(|one| one.id != id), "nothing is left of it");
    let late = members::confirm(&app.app, &ada, id, Some(number(2)), None).await;
    assert_eq!(why(late), "not-found");
    let told = app.entries("kind=refused").await;
    let reasons: Vec<_> = told.iter().map(|one| one["reason"].as_str().unwrap()).collect();
    let tries = ["unknown"; 4];
    assert_eq!(reasons[..2], ["unknown", "too-many-tries"]);
    assert_eq!(reasons[2..], tries);
    assert!(told.iter().all(|one| one["act"] == "confirm-member"), "{told:?}");
    // Named anew, it begins from the beginning.
    let invite = members::invite(&app.app, &una, unit, invitation("Bo Ny", &number(2)), None);
    let (id, _) = invite.await.unwrap();
    members::confirm(&app.app, &ada, id, Some(number(2)), None).await.unwrap();
}

async fn a_place_may_end_by_itself(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (una, _) = member(&mut app, "una", unit.0, "administrator").await;
    let (ada, _) = member(&mut app, "ada", unit.0, "administrator").await;
    let name = PersonName::new("Vikar").unwrap();
    people::add_person(&app.app, &name, Some(&number(2)), "nb", Some("temp".to_owned()))
        .await
        .unwrap();
    let new = |day: u8, until| Invitation {
        role: "administrator".to_owned(),
        until: Some(until),
        ..invitation("Vikar", &number(day))
    };
    let past = members::invite(&app.app, &una, unit, new(2, noon()), None).await;
    assert_eq!(why(past), "until-not-later");
    let until = noon().plus_days(20);
    let (id, _) = members::invite(&app.app, &una, unit, new(2, until), None).await.unwrap();
    members::confirm(&app.app, &ada, id, Some(number(2)), None).await.unwrap();
    let all = members::list(&app.app, &ada, unit).await.unwrap();
    assert_eq!(all.members.iter().find(|one| one.id == id).unwrap().until, Some(until));
    let temp = sign_in(&app, "temp").await;
    assert_eq!(members::units(&app.app, &temp).await.unwrap().len(), 1);
    members::list(&app.app, &temp, unit).await.unwrap();
    app.clock.set(until);
    assert!(members::units(&app.app, &temp).await.unwrap().is_empty());
    assert_eq!(why(members::list(&app.app, &temp, unit).await), "not-a-member");
    // Who comes back is named anew.
    let again = new(2, until.plus_days(1));
    members::invite(&app.app, &una, unit, again, None).await.unwrap();
}

async fn known_and_unknown_are_answered_alike(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (una, _) = member(&mut app, "una", unit.0, "administrator").await;
    let (known, unknown) = (number(5), number(6));
    let name = PersonName::new("Registrert Navn").unwrap();
    people::add_person(&app.app, &name, Some(&known), "nb", None).await.unwrap();
    let mut rows = Vec::new();
    for pid in [&known, &unknown] {
        let before = app.log_size().await;
        let more = invitation("Oppgitt Navn", pid);
        let (id, index) = members::invite(&app.app, &una, unit, more, None).await.unwrap();
        assert_eq!((index, app.log_size().await), (before, before + 1), "one entry, always");
        let all = members::list(&app.app, &una, unit).await.unwrap();
        let row = all.members.into_iter().find(|one| one.id == id).unwrap();
        rows.push((row.name, row.role, row.state, row.own, row.named_by_asker, row.until));
        // A second time is the same for both, too.
        let twice = members::invite(&app.app, &una, unit, invitation("Navn", pid), None).await;
        assert_eq!(why(twice), "membership-in-force");
    }
    assert_eq!(rows[0], rows[1]);
    assert_eq!(rows[0].0, "Oppgitt Navn", "the name that was given, not the one that is known");
    let mut outside = Outside::connect(&app.place()).await;
    assert_eq!(outside.number("select count(*) from invitation").await, 2);
}

/// How many persons are registered.
async fn registered(app: &TestApp) -> i64 {
    let mut outside = Outside::connect(&app.place()).await;
    outside.number("select count(*) from person").await
}

async fn nobody_is_registered_by_being_named(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (una, _) = member(&mut app, "una", unit.0, "administrator").await;
    let (ada, _) = member(&mut app, "ada", unit.0, "administrator").await;
    let before = registered(&app).await;
    for end in [true, false] {
        let new = invitation("Bo Ny", &number(2));
        let (id, index) = members::invite(&app.app, &una, unit, new, None).await.unwrap();
        assert_eq!(registered(&app).await, before);
        // Nobody is there yet who could be told.
        chores::follow_log(&app.app).await.unwrap();
        if end {
            members::end(&app.app, &ada, id, None).await.unwrap();
            assert_eq!(registered(&app).await, before);
            let mut outside = Outside::connect(&app.place()).await;
            assert_eq!(outside.number("select count(*) from invitation").await, 0);
            continue;
        }
        let bo = Some(number(2));
        let done = members::confirm(&app.app, &ada, id, bo, None).await.unwrap();
        assert_eq!(registered(&app).await, before + 1);
        let all = members::list(&app.app, &ada, unit).await.unwrap();
        let row = all.members.iter().find(|one| one.id == id).unwrap();
        assert_eq!((row.name.as_str(), row.state), ("Bo Ny", MembershipState::Confirmed));
        // Both entries tell of the same person, who is told of the second.
        chores::follow_log(&app.app).await.unwrap();
        let mut outside = Outside::connect(&app.place()).await;
        let same =
            format!("select count(distinct person) from log_entry where idx in ({index}, {done})");
        assert_eq!(outside.number(&same).await, 1);
        let notices = format!(
            "select count(*) from notice n join log_entry e on e.person = n.person \
             where e.idx = {done}"
        );
        assert_eq!(outside.number(&notices).await, 1);
    }
}

async fn who_is_registered_in_between_is_who_was_named(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (una, _) = member(&mut app, "una", unit.0, "administrator").await;
    let (ada, _) = member(&mut app, "ada", unit.0, "administrator").await;
    let new = invitation("Oppgitt Navn", &number(2));
    let (id, _) = members::invite(&app.app, &una, unit, new, None).await.unwrap();
    let name = PersonName::new("Registrert Navn").unwrap();
    let handle = Some("bo".to_owned());
    let bo = people::add_person(&app.app, &name, Some(&number(2)), "nb", handle).await.unwrap();
    // An administrator by another place does not confirm the own one.
    let (role, body) = ("administrator".to_owned(), AgencyId(app.cast.unit("nav-org")));
    let window = (noon(), None);
    let state = MembershipState::Confirmed;
    people::add_membership(&app.app, bo, body, role, state, window).await.unwrap();
    let own = sign_in(&app, "bo").await;
    let oneself = members::confirm(&app.app, &own, id, Some(number(2)), None).await;
    assert_eq!(why(oneself), "not-covered");
    let before = registered(&app).await;
    members::confirm(&app.app, &ada, id, Some(number(2)), None).await.unwrap();
    assert_eq!(registered(&app).await, before);
    let all = members::list(&app.app, &ada, unit).await.unwrap();
    assert_eq!(all.members.iter().find(|one| one.id == id).unwrap().name, "Registrert Navn");
}

async fn an_operator_confirms_whom_the_register_knows(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (una, _) = member(&mut app, "una", unit.0, "administrator").await;
    let new = invitation("Bo Ny", &number(2));
    let (id, _) = members::invite(&app.app, &una, unit, new, None).await.unwrap();
    let confirm = || people::set_membership(&app.app, id, MembershipState::Confirmed);
    assert_eq!(why(confirm().await), "person-unregistered");
    let suspend = people::set_membership(&app.app, id, MembershipState::Suspended).await;
    assert_eq!(why(suspend), "membership-invited");
    let name = PersonName::new("Bo Ny").unwrap();
    people::add_person(&app.app, &name, Some(&number(2)), "nb", None).await.unwrap();
    confirm().await.unwrap();
    assert_eq!(state(&app, &una, unit, id).await, MembershipState::Confirmed);
    let new = invitation("Ada Ny", &number(3));
    let (id, _) = members::invite(&app.app, &una, unit, new, None).await.unwrap();
    people::set_membership(&app.app, id, MembershipState::Ended).await.unwrap();
    let all = members::list(&app.app, &una, unit).await.unwrap();
    assert!(all.members.iter().all(|one| one.id != id));
}

async fn what_came_in_between_is_looked_at_again(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (una, _) = member(&mut app, "una", unit.0, "administrator").await;
    let (ada, _) = member(&mut app, "ada", unit.0, "administrator").await;
    let new = |until| Invitation { until, ..invitation("Bo Ny", &number(2)) };
    let (id, _) = members::invite(&app.app, &una, unit, new(None), None).await.unwrap();
    // The operator has given the person a place meanwhile.
    let name = PersonName::new("Bo Ny").unwrap();
    let bo = people::add_person(&app.app, &name, Some(&number(2)), "nb", None).await.unwrap();
    let (role, window) = ("nurse".to_owned(), (noon(), None));
    let state = MembershipState::Confirmed;
    let other = people::add_membership(&app.app, bo, unit, role, state, window).await.unwrap();
    let second = members::confirm(&app.app, &ada, id, Some(number(2)), None).await;
    assert_eq!(why(second), "membership-in-force");
    assert_eq!(why(people::set_membership(&app.app, id, state).await), "membership-in-force");
    members::end(&app.app, &ada, other, None).await.unwrap();
    members::confirm(&app.app, &ada, id, Some(number(2)), None).await.unwrap();
    members::end(&app.app, &ada, id, None).await.unwrap();
    // Nobody is confirmed for a time that is over, and nobody is registered for it.
    let until = noon().plus_days(3);
    let of = Invitation { number: number(3), ..new(Some(until)) };
    let (id, _) = members::invite(&app.app, &una, unit, of, None).await.unwrap();
    app.clock.set(until);
    let before = registered(&app).await;
    let late = members::confirm(&app.app, &ada, id, Some(number(3)), None).await;
    assert_eq!(why(late), "membership-ended");
    assert_eq!(registered(&app).await, before);
}

async fn what_waited_before_invitations_were_apart_waits_still(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (una, _) = member(&mut app, "una", unit.0, "administrator").await;
    let (ada, _) = member(&mut app, "ada", unit.0, "administrator").await;
    let name = PersonName::new("Registrert Navn").unwrap();
    people::add_person(&app.app, &name, Some(&number(2)), "nb", None).await.unwrap();
    let new = invitation("Oppgitt Navn", &number(2));
    let (id, _) = members::invite(&app.app, &una, unit, new, None).await.unwrap();
    // As it was written down by the version before.
    let mut outside = Outside::connect(&app.place()).await;
    for sql in [
        "insert into membership (id, person, unit, role, state, valid_from, valid_until, created, \
            invited_by, name_sealed, tries) select id, person, unit, role, 'invited', created, \
            valid_until, created, invited_by, name_sealed, 3 from invitation",
        "drop table invitation",
        "delete from _sqlx_migrations where version = 13",
    ] {
        outside.run(sql).await;
    }
    drop(outside);
    let app = app.restart().await;
    let all = members::list(&app.app, &una, unit).await.unwrap();
    let row = all.members.iter().find(|one| one.id == id).unwrap();
    assert_eq!((row.name.as_str(), row.state), ("Oppgitt Navn", MembershipState::Invited));
    assert!(row.named_by_asker);
    let wrong = members::confirm(&app.app, &ada, id, Some(number(3)), None).await;
    assert_eq!(why(wrong), "number-differs", "the fourth");
    members::confirm(&app.app, &ada, id, Some(number(2)), None).await.unwrap();
    let all = members::list(&app.app, &ada, unit).await.unwrap();
    let row = all.members.iter().find(|one| one.id == id).unwrap();
    assert_eq!((row.name.as_str(), row.state), ("Registrert Navn", MembershipState::Confirmed));
}

async fn only_those_who_look_after_a_unit_change_its_members(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (_, place) = member(&mut app, "colleague", unit.0, "caseworker").await;
    let (una, own) = member(&mut app, "una", unit.0, "administrator").await;
    let statped = app.cast.unit("statped");
    member(&mut app, "elsewhere", statped, "administrator").await;
    // An ordinary member, an administrator of another unit, a guardian, an auditor, an
    // operator: none of them learns that there is anything.
    for who in ["nav", "elsewhere", "kari", "auditor", "nav-auditor", "operator"] {
        let actor = sign_in(&app, who).await;
        assert_eq!(why(members::list(&app.app, &actor, unit).await), "not-found", "{who}");
        let new = invitation("Ny", &number(9));
        let invited = members::invite(&app.app, &actor, unit, new, None).await;
        assert_eq!(why(invited), "not-found", "{who}");
        assert_eq!(why(members::suspend(&app.app, &actor, place, None).await), "not-found");
        assert_eq!(why(members::end(&app.app, &actor, place, None).await), "not-found", "{who}");
        let unknown = MembershipId(Uuid::from_u128(7));
        assert_eq!(why(members::end(&app.app, &actor, unknown, None).await), "not-found");
    }
    assert_eq!(state(&app, &una, unit, place).await, MembershipState::Confirmed);
    let unknown = AgencyId(Uuid::from_u128(7));
    assert_eq!(why(members::list(&app.app, &una, unknown).await), "not-found");
    // One who is suspended is told so, and does nothing.
    people::set_membership(&app.app, own, MembershipState::Suspended).await.unwrap();
    let refused = members::end(&app.app, &una, place, None).await;
    assert!(matches!(refused, Err(Error::Refused { reason: Reason::NotAMember, .. })));
    assert_eq!(why(members::list(&app.app, &una, unit).await), "not-a-member");
}

async fn nobody_changes_the_own_place(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (una, own) = member(&mut app, "una", unit.0, "administrator").await;
    assert_eq!(why(members::suspend(&app.app, &una, own, None).await), "not-covered");
    assert_eq!(why(members::end(&app.app, &una, own, None).await), "not-covered");
    assert_eq!(why(members::confirm(&app.app, &una, own, None, None).await), "not-covered");
    assert_eq!(state(&app, &una, unit, own).await, MembershipState::Confirmed);
    // Nor does anybody name oneself, in a unit below the own place either.
    let name = PersonName::new("Med nummer").unwrap();
    let mine = number(12);
    let handle = Some("numbered".to_owned());
    let id = people::add_person(&app.app, &name, Some(&mine), "nb", handle).await.unwrap();
    let (top, window) = (AgencyId(app.cast.unit("nav-org")), (noon(), None));
    let (role, confirmed) = ("administrator".to_owned(), MembershipState::Confirmed);
    people::add_membership(&app.app, id, top, role, confirmed, window).await.unwrap();
    let actor = sign_in(&app, "numbered").await;
    let oneself = members::invite(&app.app, &actor, unit, invitation("Meg", &mine), None).await;
    assert_eq!(why(oneself), "oneself");
}

async fn what_has_ended_stays_ended(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = AgencyId(app.cast.unit("nav"));
    let (una, _) = member(&mut app, "una", unit.0, "administrator").await;
    let (_, place) = member(&mut app, "leaves", unit.0, "caseworker").await;
    let index = members::end(&app.app, &una, place, None).await.unwrap();
    assert_eq!(why(members::end(&app.app, &una, place, None).await), "not-covered");
    assert_eq!(why(members::confirm(&app.app, &una, place, None, None).await), "not-covered");
    assert_eq!(why(members::suspend(&app.app, &una, place, None).await), "not-covered");
    assert_eq!(state(&app, &una, unit, place).await, MembershipState::Ended);
    let told = app.entries("kind=membership-ended").await;
    let told = told.iter().find(|one| one["index"] == index).unwrap();
    assert_eq!(told["reason"], "ended");
}

async fn a_suspended_member_loses_the_open_stream_within_a_second(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let unit = app.cast.unit("nav");
    let (una, _) = member(&mut app, "una", unit, "administrator").await;
    let (_, place) = member(&mut app, "reader", unit, "caseworker").await;
    let document = app.upload("kari", "nora", &pdf(2_000_000, 1)).await.expect(201).id();
    app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201);
    let request = app.request("GET", "reader", &content(document)).await;
    let mut running = app.call(request.body(Body::empty()).unwrap()).await;
    assert_eq!(running.status(), 200);
    let entry: i64 = running.headers()["samflyt-entry"].to_str().unwrap().parse().unwrap();
    running.body_mut().frame().await.unwrap().unwrap();
    let begun = Instant::now();
    members::suspend(&app.app, &una, place, None).await.unwrap();
    app.open("reader", document).await.problem(404, "not-found");
    // Whatever waited to leave stays.
    tokio::time::sleep(Duration::from_millis(900).saturating_sub(begun.elapsed())).await;
    let next = running.body_mut().frame().await;
    assert!(matches!(next, Some(Err(_))), "bytes after a second: {next:?}");
    let outcome = app.outcome(entry).await;
    assert_eq!((&outcome["outcome"], &outcome["reason"]), (&json!("cut"), &json!("not-a-member")));
}

async fn whoever_stands_above_looks_after_the_unit(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let (unit, top) = (AgencyId(app.cast.unit("nav")), app.cast.unit("nav-org"));
    let (over, own) = member(&mut app, "over", top, "administrator").await;
    let (_, place) = member(&mut app, "under", unit.0, "caseworker").await;
    let units = members::units(&app.app, &over).await.unwrap();
    assert_eq!(units.iter().map(|one| one.id).collect::<Vec<_>>(), [unit]);
    members::suspend(&app.app, &over, place, None).await.unwrap();
    assert_eq!(state(&app, &over, unit, place).await, MembershipState::Suspended);
    // What else a unit does is nothing to who stands above it.
    let above = json!({"child": number(30).as_str(), "unit": top, "purpose": "benefit-assessment",
        "categories": ["medical"], "until": app.in_days(20)});
    app.post("over", "/api/v1/requests", &above).await.problem(404, "not-found");
    // Only who looks after units stands above them.
    let (role, window) = ("caseworker".to_owned(), (noon(), None));
    let person = PersonId(app.cast.person("over"));
    let confirmed = MembershipState::Confirmed;
    let ordinary =
        people::add_membership(&app.app, person, AgencyId(top), role, confirmed, window).await;
    assert_eq!(why(ordinary), "not-a-unit");
    // Elsewhere, and below, the place gives nothing.
    let other = AgencyId(app.cast.unit("statped"));
    assert_eq!(why(members::list(&app.app, &over, other).await), "not-found");
    people::set_membership(&app.app, own, MembershipState::Ended).await.unwrap();
    assert_eq!(why(members::list(&app.app, &over, unit).await), "not-a-member");
}
