//! Guardianships: four eyes, nobody the own, no two at once, and nothing from one
//! that is not confirmed or has ended.

use crate::support::app::{TestApp, add_person, operators};
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use samflyt::clock::Clock as _;
use samflyt::domain::{ChildId, GuardianshipId, PersonId, Timestamp};
use samflyt::flows::guardianships::{self, NewGuardianship};
use samflyt::flows::{Error, people};
use serde_json::{Value, json};

on_both!(
    nobody_makes_or_confirms_the_own,
    what_makes_no_sense_is_refused,
    it_counts_from_its_confirmation_to_its_end,
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

/// Nora, and one more person, Tor, who is somebody.
async fn world(backend: Backend) -> (TestApp, ChildId, PersonId) {
    let mut app = TestApp::start(backend).await;
    let tor = add_person(&app.app, "tor").await;
    app.cast.put("person", "tor", tor.0);
    let nora = ChildId(app.cast.child("nora"));
    (app, nora, tor)
}

fn parental(child: ChildId, person: PersonId, from: Timestamp) -> NewGuardianship {
    NewGuardianship {
        child,
        person,
        kind: "parental-responsibility".to_owned(),
        evidence: "population-register".to_owned(),
        from,
        until: None,
    }
}

async fn enter(app: &TestApp, by: PersonId, new: NewGuardianship) -> Result<GuardianshipId, Error> {
    guardianships::enter(&app.app, by, new).await
}

async fn nobody_makes_or_confirms_the_own(backend: Backend) {
    let (app, nora, tor) = world(backend).await;
    let [one, other] = operators(&app.app).await;
    let now = app.clock.now();
    let before = app.log_size().await;
    assert_eq!(code(enter(&app, one, parental(nora, one, now)).await), "own-guardianship");
    // Nor does somebody who is no operator, a guardian least of all.
    let kari = PersonId(app.cast.person("kari"));
    for by in [tor, kari] {
        assert_eq!(code(enter(&app, by, parental(nora, tor, now)).await), "not-an-operator by");
    }
    assert_eq!(app.log_size().await, before, "nothing was done, and nothing is told");
    // Whoever entered it does not confirm it, nor the one it is for.
    let entered = enter(&app, one, parental(nora, tor, now)).await.unwrap();
    let confirm = async |by| guardianships::confirm(&app.app, by, entered).await;
    assert_eq!(code(confirm(one).await), "four-eyes");
    assert_eq!(code(confirm(kari).await), "not-an-operator by");
    people::appoint(&app.app, tor, "operator", None).await.unwrap();
    assert_eq!(code(confirm(tor).await), "own-guardianship");
    app.get("tor", &format!("/api/v1/children/{nora}/documents")).await.expect(404);
    confirm(other).await.unwrap();
    app.get("tor", &format!("/api/v1/children/{nora}/documents")).await.expect(200);
    assert_eq!(code(confirm(other).await), "guardianship-confirmed");
    // Nor does an operator decide about the other parent of the own child.
    let mut conn = app.app.db().read().await.unwrap();
    let all = samflyt::store::people::list_guardianships_of_child(&mut conn, nora).await;
    drop(conn);
    let theirs = all.unwrap().into_iter().find(|one| one.person == kari).unwrap().id;
    assert_eq!(code(guardianships::review(&app.app, tor, theirs).await), "own-guardianship");
    assert_eq!(code(guardianships::end(&app.app, tor, theirs).await), "own-guardianship");
    // The own is neither looked at again nor ended by oneself.
    assert_eq!(code(guardianships::review(&app.app, tor, entered).await), "own-guardianship");
    assert_eq!(code(guardianships::end(&app.app, tor, entered).await), "own-guardianship");
    // No way through the interface makes one.
    for path in ["guardianships", "guardians"] {
        let path = format!("/api/v1/children/{nora}/{path}");
        app.post("kari", &path, &json!({"person": tor.0})).await.expect(404);
    }
}

async fn what_makes_no_sense_is_refused(backend: Backend) {
    let (app, nora, tor) = world(backend).await;
    let [one, other] = operators(&app.app).await;
    let now = app.clock.now();
    let new = || parental(nora, tor, now);
    for (wrong, why) in [
        (NewGuardianship { kind: "aunt".to_owned(), ..new() }, "unknown-kind kind"),
        (
            NewGuardianship { evidence: "says-so".to_owned(), ..new() },
            "evidence-does-not-fit evidence",
        ),
        (NewGuardianship { until: Some(now), ..new() }, "until-before-from until"),
        (
            NewGuardianship { person: PersonId(uuid::Uuid::from_u128(7)), ..new() },
            "unknown-person person",
        ),
        (NewGuardianship { child: ChildId(uuid::Uuid::from_u128(7)), ..new() }, "not-found"),
    ] {
        assert_eq!(code(enter(&app, one, wrong).await), why);
    }
    let jonas = ChildId(app.cast.child("jonas"));
    let own = parental(jonas, PersonId(app.cast.person("jonas")), now);
    assert_eq!(code(enter(&app, one, own).await), "own-guardian person");
    // Two of one person over one child at one time, confirmed or not.
    let until = |days| Some(now.plus_days(days));
    let first = NewGuardianship { until: until(10), ..new() };
    let first = enter(&app, one, first).await.unwrap();
    for (from, days) in [(0, None), (9, Some(20)), (-5, Some(1)), (2, Some(3))] {
        let again =
            NewGuardianship { from: now.plus_days(from), until: days.and_then(until), ..new() };
        assert_eq!(code(enter(&app, other, again).await), "guardianship-overlaps", "{from}");
    }
    // One after the other is two.
    let next = NewGuardianship { from: now.plus_days(10), ..new() };
    let next = enter(&app, other, next).await.unwrap();
    guardianships::end(&app.app, one, first).await.unwrap();
    assert_eq!(code(guardianships::end(&app.app, one, first).await), "guardianship-over");
    assert_eq!(code(guardianships::confirm(&app.app, other, first).await), "guardianship-over");
    let review = guardianships::review(&app.app, one, next).await;
    assert_eq!(code(review), "guardianship-not-confirmed");
    let nothing = GuardianshipId(uuid::Uuid::from_u128(7));
    assert_eq!(code(guardianships::confirm(&app.app, one, nothing).await), "not-found");
}

async fn it_counts_from_its_confirmation_to_its_end(backend: Backend) {
    let (app, nora, tor) = world(backend).await;
    let [one, other] = operators(&app.app).await;
    let document = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201).id();
    let folder = format!("/api/v1/children/{nora}/documents");
    let sees = async |status| {
        app.get("tor", &folder).await.expect(status);
        app.get("tor", &format!("/api/v1/documents/{document}")).await.expect(status);
    };
    let now = app.clock.now();
    let new = NewGuardianship {
        from: now.plus_days(1),
        until: Some(now.plus_days(3)),
        ..parental(nora, tor, now)
    };
    let entered = enter(&app, one, new).await.unwrap();
    sees(404).await;
    guardianships::confirm(&app.app, other, entered).await.unwrap();
    sees(404).await;
    // While it lasts Tor is asked, and what is given without Tor waits.
    app.clock.advance(36 * 3_600_000_000);
    app.sign_out();
    sees(200).await;
    let given = app.grant_alone("kari", "nora", "nav", json!({"documents": [document]})).await;
    let missing = given.expect(201).json()["missing"].as_array().unwrap().len();
    assert_eq!(missing, 2, "Ola and Tor");
    // It ends by itself, to the instant, and Tor with it.
    app.clock.set(now.plus_days(3));
    app.sign_out();
    sees(404).await;
    let own = app.get("tor", "/api/v1/children").await.expect(200).json();
    assert_eq!(own["items"], Value::Array(Vec::new()));
}
