//! The folders, people and states that the matrix asks about.

use super::{CHILD, GUARDIAN};
use crate::requests::number;
use crate::support::app::{
    PURPOSE, TestApp, add_agency, add_guardian, add_member, add_person, end_guardian, operators,
};
use crate::support::backend::Backend;
use crate::support::http::Answer;
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use samflyt::clock::Clock as _;
use samflyt::domain::agency::{Kind, MembershipState};
use samflyt::domain::notice::Kind as Told;
use samflyt::domain::time::Day;
use samflyt::domain::{AgencyId, ChildId, DocumentId, GuardianshipId, PersonId};
use samflyt::flows::shields::{self, NewShield};
use samflyt::flows::{agencies, people};
use samflyt::notify::{self, New, To};
use samflyt::store::people::{Guardianship, insert_guardianship};
use samflyt::store::shields::Hidden;
use samflyt::store::{StoreError, Unlogged};
use serde_json::{Value, json};
use std::sync::Mutex;
use uuid::Uuid;

/// The subject is the child Jonas ("own"). All is made when he is 14: he decides
/// nothing, and may keep a document from his guardians; then he is as old as the
/// matrix asks. These are Kari, a second one, and one from
/// whom the document and the unit of the consent are hidden. Emil, of another
/// family, with two guardians too, is "foreign".
pub struct World {
    pub app: TestApp,
    /// Consents of Jonas that stand beside the one that is asked about.
    pub spare: Mutex<Vec<Uuid>>,
    pub document: [Uuid; 2],
    pub consent: [Uuid; 2],
    pub request: [Uuid; 2],
    pub pack: [Uuid; 2],
    pub entry: [i64; 2],
    pub notice: [Uuid; 2],
    pub case: [Uuid; 2],
    /// Places in the unit of pro-in-force, and in a unit of another agency.
    pub place: [Uuid; 2],
    /// What an operator has entered and nobody confirmed, and one in force.
    pub guardianship: [Uuid; 2],
    /// A file of which nothing has come yet.
    pub upload: [Uuid; 2],
}

#[expect(clippy::too_many_lines, reason = "a list of people")]
pub async fn world(backend: Backend, age: i32) -> World {
    let mut app = TestApp::start(backend).await;
    let from = crate::support::app::noon();
    let jonas = app.cast.child("jonas");
    let help = add_agency(&app.app, None, Kind::Hospital, "Hjelpen (prøve)").await;
    for handle in [
        "eva-two",
        "guardian-two",
        "guardian-shielded",
        "guardian-ended",
        "guardian-unverified",
        "agency-auditor",
    ] {
        let id = add_person(&app.app, handle).await;
        app.cast.put("person", handle, id.0);
    }
    let person = |app: &TestApp, handle: &str| PersonId(app.cast.person(handle));
    people::appoint(&app.app, person(&app, "agency-auditor"), "auditor", Some(AgencyId(help)))
        .await
        .unwrap();
    for handle in ["guardian-two", "guardian-shielded", "guardian-ended"] {
        add_guardian(&app.app, jonas, person(&app, handle), from).await;
    }
    end_guardian(&app.app, jonas, person(&app, "guardian-ended")).await;
    let (emil, eva_two) = (app.cast.child("emil"), person(&app, "eva-two"));
    let unverified_id = app.app.entropy().uuid();
    let guardianship = [unverified_id, add_guardian(&app.app, emil, eva_two, from).await.0];
    let unverified = Guardianship {
        id: GuardianshipId(unverified_id),
        child: ChildId(jonas),
        person: person(&app, "guardian-unverified"),
        kind: "parental-responsibility".to_owned(),
        evidence: None,
        entered_by: None,
        verified: None,
        from,
        until: None,
        review_by: None,
    };
    app.app
        .db()
        .write_unlogged(Unlogged::FirstStart, move |tx| {
            Box::pin(async move { insert_guardianship(tx, &unverified).await })
        })
        .await
        .unwrap_or_else(|error: StoreError| panic!("{error}"));

    let bytes = pdf(3000, 1);
    let (mut document, mut entry) = ([Uuid::nil(); 2], [0; 2]);
    for side in 0..2 {
        let stored = app.upload(GUARDIAN[side], CHILD[side], &bytes).await.expect(201);
        (document[side], entry[side]) = (stored.id(), stored.entry());
        let path = format!("/api/v1/children/{}/profile", app.cast.child(CHILD[side]));
        let profile = json!({"about": "Jeg liker vann."});
        app.put(GUARDIAN[side], &path, &profile).await.expect(201);
    }
    let other = app.upload("kari", "jonas", &bytes).await.expect(201).id();
    hide(&app, Hidden::Document(DocumentId(document[0]))).await;

    let soon = app.clock.now().plus_micros(3_600_000_000).to_string();
    let mut own = Uuid::nil();
    for (handle, more) in [
        ("pro-in-force", json!({})),
        ("pro-not-yet", json!({"valid_from": app.in_days(10)})),
        ("pro-expired", json!({"valid_until": soon})),
        ("pro-revoked", json!({})),
        ("pro-awaiting", json!({})),
        ("pro-frozen", json!({})),
        ("pro-other-purpose", json!({"purpose": "treatment"})),
        (
            "pro-other-document",
            json!({"documents": [other], "categories": [], "also_later": false}),
        ),
        ("pro-other-unit", Value::Null),
        ("pro-contributes", json!({"actions": ["open", "contribute"]})),
        (
            "pro-coordinates",
            json!({"actions": ["coordinate"], "purpose": "coordination",
            "categories": [], "also_later": false}),
        ),
        ("pro-excluded", json!({})),
        ("pro-inactive-agency", json!({})),
    ] {
        let unit =
            add_agency(&app.app, Some(help), Kind::Hospital, &format!("{handle} (prøve)")).await;
        let id = add_person(&app.app, handle).await;
        app.cast.put("unit", handle, unit);
        app.cast.put("person", handle, id.0);
        add_member(&app.app, id, unit, from).await;
        if more.is_null() {
            continue;
        }
        let mut all = json!({"categories": ["medical"], "also_later": true});
        for (key, value) in more.as_object().unwrap() {
            all[key] = value.clone();
        }
        if handle == "pro-in-force" {
            hide(&app, Hidden::Unit(AgencyId(unit))).await;
        }
        if handle == "pro-awaiting" {
            let waits = app.grant_alone("kari", "jonas", handle, all).await.expect(201);
            assert_eq!(waits.json()["state"], "awaiting-approval");
            continue;
        }
        let consent = app.grant("kari", "jonas", handle, all).await.expect(201).id();
        match handle {
            "pro-in-force" => own = consent,
            "pro-revoked" => {
                let path = format!("/api/v1/consents/{consent}/revoke");
                app.post("kari", &path, &Value::Null).await.expect(200);
            }
            "pro-frozen" => {
                let mut outside = Outside::connect(&app.place()).await;
                let which = outside.id(consent);
                outside
                    .run(&format!(
                        "update consent set standing = 'frozen', ended = (select max(valid_from) \
                         from consent_revision where consent = {which}) where id = {which}"
                    ))
                    .await;
            }
            "pro-excluded" => {
                let path = format!("/api/v1/consents/{consent}/revise");
                let change = json!({"excluded_persons": [id.0]});
                app.post("kari", &path, &change).await.expect(200);
            }
            "pro-inactive-agency" => {
                agencies::set_active(&app.app, AgencyId(unit), false).await.unwrap();
            }
            _ => {}
        }
    }
    let unit = AgencyId(app.cast.unit("pro-in-force"));
    let mut place = [Uuid::nil(); 2];
    for (handle, state) in [
        ("member-invited", MembershipState::Invited),
        ("member-suspended", MembershipState::Suspended),
        ("member-ended", MembershipState::Ended),
    ] {
        let id = add_person(&app.app, handle).await;
        let confirmed = MembershipState::Confirmed;
        let role = "adviser".to_owned();
        let member = if state == MembershipState::Invited { state } else { confirmed };
        let member =
            people::add_membership(&app.app, id, unit, role, member, (from, None)).await.unwrap();
        if state == MembershipState::Invited {
            place[0] = member.0;
        } else {
            people::set_membership(&app.app, member, state).await.unwrap();
        }
    }
    let administrator = add_person(&app.app, "member-administrator").await;
    app.cast.put("person", "member-administrator", administrator.0);
    let (confirmed, role) = (MembershipState::Confirmed, "administrator".to_owned());
    people::add_membership(&app.app, administrator, unit, role, confirmed, (from, None))
        .await
        .unwrap();
    let (elsewhere, role) = (AgencyId(app.cast.unit("statped")), "adviser".to_owned());
    let new = add_person(&app.app, "invited-elsewhere").await;
    let invited = MembershipState::Invited;
    let member = people::add_membership(&app.app, new, elsewhere, role, invited, (from, None));
    place[1] = member.await.unwrap().0;
    let more = json!({"documents": [document[1]]});
    let foreign = app.grant("eva", "emil", "hospital", more).await.expect(201).id();
    let case = emergencies(&mut app).await;
    app.clock.advance(2 * 3_600_000_000);
    let notice = [told(&app, "kari").await, told(&app, "eva").await];
    let (mut request, mut pack) = ([Uuid::nil(); 2], [Uuid::nil(); 2]);
    for side in 0..2 {
        request[side] = ask(&app, side).await.id();
        pack[side] = remember(&app, side, GUARDIAN[side]).await.expect(201).id();
    }
    // So long ago that the family may be reminded.
    let mut outside = Outside::connect(&app.place()).await;
    outside.run("update request set created = created - 691200000000").await;
    // What is still to be given away, for those calls that use one up.
    let mut spare = Vec::new();
    for _ in 0..4 {
        let medical = json!({"categories": ["medical"]});
        spare.push(app.grant("kari", "jonas", "nav", medical).await.expect(201).id());
    }
    let upload = [begin(&app, "kari", "jonas").await, begin(&app, "eva", "emil").await];
    let (year, month, day) = app.clock.now().plus_days(-40).day_in_norway().parts();
    let born = Day::new(year - age, month, day.min(28)).unwrap().as_days();
    let jonas = outside.id(jonas);
    outside.run(&format!("update child set birth_day = {born} where id = {jonas}")).await;
    let spare = Mutex::new(spare);
    let consent = [own, foreign];
    World {
        app,
        spare,
        document,
        consent,
        request,
        pack,
        entry,
        notice,
        case,
        place,
        guardianship,
        upload,
    }
}

/// Something in the inbox of this person.
async fn told(app: &TestApp, who: &str) -> Uuid {
    let person = PersonId(app.cast.person(who));
    let new = New { key: Some("matrix".to_owned()), ..New::of(Told::Withheld, To::Person(person)) };
    let told = app.app.db().write_unlogged::<_, StoreError, _>(Unlogged::Notices, move |tx| {
        Box::pin(async move { notify::tell(tx, new).await })
    });
    told.await.unwrap();
    let inbox = app.get(who, "/api/v1/notices").await.expect(200).json();
    let items = inbox["items"].as_array().unwrap();
    let found = items.iter().find(|item| item["kind"] == "withheld").unwrap();
    found["id"].as_str().unwrap().parse().unwrap()
}

/// Hides something in the folder of Jonas from the guardian of that name.
async fn hide(app: &TestApp, hidden: Hidden) {
    let new = NewShield {
        child: ChildId(app.cast.child("jonas")),
        person: PersonId(app.cast.person("guardian-shielded")),
        hidden,
        ground: "violence".to_owned(),
        words: None,
    };
    shields::set(&app.app, operators(&app.app).await[0], new).await.unwrap();
}

/// A request to the family of one side.
pub async fn ask(app: &TestApp, side: usize) -> Answer {
    let unit = ["pro-in-force", "hospital"][side];
    let body = json!({
        "child": number(CHILD[side]), "unit": app.cast.unit(unit), "purpose": PURPOSE,
        "categories": ["medical"], "until": app.in_days(20),
    });
    app.post(unit, "/api/v1/requests", &body).await.expect(201)
}

/// A file that somebody is about to send: its id.
async fn begin(app: &TestApp, who: &str, child: &str) -> Uuid {
    let answer = crate::uploads::create(app, who, child, 3000, &[]).await.expect(201);
    answer.header("location").rsplit('/').next().unwrap().parse().unwrap()
}

/// A remembered selection of one side.
pub async fn remember(app: &TestApp, side: usize, who: &str) -> Answer {
    let path = format!("/api/v1/children/{}/packs", app.cast.child(CHILD[side]));
    let body = json!({"name": "Til NAV", "categories": ["aids"]});
    app.post(who, &path, &body).await
}

/// Those who must agree in each of the families.
const DECIDE: [&[&str]; 2] = [&["kari", "guardian-two", "guardian-shielded"], &["eva", "eva-two"]];

/// Both families allow emergencies; one is declared in each folder: their cases.
async fn emergencies(app: &mut TestApp) -> [Uuid; 2] {
    let mut cases = [Uuid::nil(); 2];
    crate::emergency::member(app, "declarer", "pro-in-force").await;
    for (side, (who, unit)) in
        [("declarer", "pro-in-force"), ("hospital", "hospital")].into_iter().enumerate()
    {
        let child = CHILD[side];
        for who in DECIDE[side] {
            crate::emergency::answer(app, who, child, true).await.expect(200);
        }
        crate::emergency::declare(app, who, child, unit).await.expect(201);
        let found = app.get("auditor", "/api/v1/audit/cases").await.expect(200).json();
        cases[side] = found["items"][0]["id"].as_str().unwrap().parse().unwrap();
    }
    cases
}
