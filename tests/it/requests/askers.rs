//! Who may ask, and for what.

use super::{entry, listed, number, send};
use crate::support::app::{TestApp, add_guardian, add_member, add_person};
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use samflyt::clock::Clock as _;
use samflyt::domain::agency::MembershipState;
use samflyt::domain::pid::Pid;
use samflyt::domain::{AgencyId, PersonId};
use samflyt::flows::people;
use serde_json::json;
use uuid::Uuid;

on_both!(what_makes_no_sense_is_not_sent, only_a_confirmed_member_asks, nobody_asks_the_own_family,);

async fn what_makes_no_sense_is_not_sent(backend: Backend) {
    let app = TestApp::start(backend).await;
    let jonas = number("jonas");
    let before = app.log_size().await;
    for (child, more, code) in [
        (&*jonas, json!({"purpose": "curiosity"}), "unknown-purpose"),
        (&*jonas, json!({"categories": ["no-such"]}), "unknown-category"),
        (&*jonas, json!({"categories": []}), "nothing-covered"),
        (&*jonas, json!({"purpose": "school-adaptation"}), "category-does-not-fit"),
        (&*jonas, json!({"until": app.in_days(367)}), "window-too-long"),
        (&*jonas, json!({"until": app.in_days(-1)}), "valid-until-past"),
        (&*jonas, json!({"until": app.in_days(0)}), "valid-until-past"),
        (&*jonas, json!({"until": "tomorrow"}), "time-wrong"),
        (&*jonas, json!({"unit": "nav"}), "id-wrong"),
        (&*jonas, json!({"words": "å".repeat(2001)}), "text-too-long"),
        (&*jonas, json!({"purpose": null}), "field-missing"),
        ("", json!({"child": null}), "field-missing"),
        ("12345", json!({}), "pid-length"),
        ("00000000000", json!({}), "pid-series"),
        (&jonas.replace(&jonas[10..], "x"), json!({}), "pid-length"),
        (&*app.cast.child("jonas").to_string(), json!({}), "unknown-child"),
        (&*Uuid::from_u128(9).to_string(), json!({}), "unknown-child"),
        (&*jonas, json!({"renews": Uuid::from_u128(9)}), "unknown-consent"),
    ] {
        send(&app, "nav", child, more.clone()).await.problem(422, code);
    }
    // A number of a living person is not taken here.
    let living = samflyt_number();
    send(&app, "nav", &living, json!({})).await.problem(422, "person-number-not-synthetic");
    let path = "/api/v1/requests";
    app.post("nav", path, &json!({"surprise": 1})).await.problem(400, "json-wrong");
    app.get("nav", "/api/v1/requests?state=maybe").await.problem(422, "unknown-state");
    assert_eq!(app.log_size().await, before, "nothing of it is in the log");
    let mut outside = crate::support::sql::Outside::connect(&app.place()).await;
    assert_eq!(outside.number("select count(*) from request").await, 0);
}

/// A well-formed number of the ordinary series, that nobody need have.
fn samflyt_number() -> String {
    let digits = (0..100_000_u32).map(|tail| format!("040317{tail:05}"));
    digits.into_iter().find(|text| Pid::parse(text).is_ok()).unwrap()
}

async fn only_a_confirmed_member_asks(backend: Backend) {
    let app = TestApp::start(backend).await;
    let nav = AgencyId(app.cast.unit("nav"));
    let from = app.clock.now();
    for (handle, state) in [
        ("invited", MembershipState::Invited),
        ("suspended", MembershipState::Suspended),
        ("ended", MembershipState::Ended),
    ] {
        let id = add_person(&app.app, handle).await;
        let first = match state {
            MembershipState::Invited => state,
            _ => MembershipState::Confirmed,
        };
        let role = "adviser".to_owned();
        let member =
            people::add_membership(&app.app, id, nav, role, first, (from, None)).await.unwrap();
        if state != MembershipState::Invited {
            people::set_membership(&app.app, member, state).await.unwrap();
        }
        let refused = send(&app, handle, &number("jonas"), json!({})).await;
        let refused = refused.problem(403, "not-a-member");
        let told = entry(&app, refused.entry()).await;
        assert_eq!((&told["kind"], &told["act"]), (&json!("refused"), &json!("request")));
        assert_eq!(told["fields"]["child"]["value"], "", "whom it was about is not told");
        assert!(listed(&app, handle, "").await.is_empty());
    }
    // Whoever has no place there gets the answer for a unit that does not exist.
    for who in ["statped", "kari", "auditor", "nav-auditor", "operator"] {
        let here = send(&app, who, &number("jonas"), json!({})).await.problem(404, "not-found");
        let nowhere = json!({"unit": Uuid::from_u128(5)});
        let nowhere = send(&app, who, &number("jonas"), nowhere).await.problem(404, "not-found");
        assert_eq!(here.headers.len(), nowhere.headers.len());
    }
    // A unit that is shut out asks nothing.
    samflyt::flows::agencies::set_active(&app.app, nav, false).await.unwrap();
    send(&app, "nav", &number("jonas"), json!({})).await.problem(403, "agency-inactive");
}

async fn nobody_asks_the_own_family(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (nav, now) = (app.cast.unit("nav"), app.clock.now());
    // A guardian, one who was, one whom nobody has confirmed, and the young person.
    for who in ["kari", "jonas"] {
        add_member(&app.app, PersonId(app.cast.person(who)), nav, now).await;
    }
    let was = add_person(&app.app, "was-guardian").await;
    add_member(&app.app, was, nav, now).await;
    add_guardian(&app.app, app.cast.child("jonas"), was, now).await;
    crate::support::app::end_guardian(&app.app, app.cast.child("jonas"), was).await;
    for who in ["kari", "jonas", "was-guardian"] {
        let own = send(&app, who, &number("jonas"), json!({})).await;
        own.problem(422, "request-to-oneself");
    }
    // By id it is no other, and of other families they may ask.
    app.upload("kari", "jonas", &pdf(3000, 1)).await.expect(201);
    let more = json!({"categories": ["medical"]});
    app.grant("kari", "jonas", "nav", more).await.expect(201);
    let id = app.cast.child("jonas").to_string();
    send(&app, "kari", &id, json!({})).await.problem(422, "request-to-oneself");
    send(&app, "jonas", &number("emil"), json!({})).await.expect(201);
    send(&app, "nav", &number("jonas"), json!({})).await.expect(201);
    // Whoever stands on both sides sees a colleague's request as the family.
    let seen = listed(&app, "kari", "").await;
    let of_jonas: Vec<_> = seen.iter().filter(|one| one["side"] == "family").collect();
    assert_eq!((seen.len(), of_jonas.len()), (2, 1), "{seen:?}");
}
