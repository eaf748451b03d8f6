use super::*;
use crate::domain::agency::MembershipState;
use crate::domain::document::ScanState;
use crate::domain::id::{AgencyId, ChildId, ConsentId, DocumentId, PersonId};
use crate::domain::law::Law;
use crate::domain::question::{Act, Assurance};
use uuid::Uuid;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn at(offset: i64) -> Timestamp {
    Timestamp::from_micros(1_800_000_000_000_000 + offset)
}

/// A professional asks at 0 for a document of -100 under a consent from -50 to
/// -10, given at -60: it was shown, and the time is over.
fn asked() -> Question {
    Question {
        now: at(0),
        person: PersonId(id(13)),
        hat: Hat::Professional(Membership {
            unit: AgencyId(id(23)),
            above: vec![AgencyId(id(21))],
            agency_active: true,
            health: true,
            administrator: false,
            state: MembershipState::Confirmed,
            from: at(-500),
            until: None,
        }),
        assurance: Assurance::High,
        act: Act::Open,
        resource: Resource::Document(DocumentFacts {
            id: DocumentId(id(31)),
            child: ChildId(id(1)),
            category: "medical".to_owned(),
            field: "health".to_owned(),
            source: None,
            withheld: false,
            shielded: false,
            created_at: at(-100),
            scan: ScanState::Clean,
            newest: true,
            erased: None,
        }),
        purpose: None,
        consent: Some(ConsentFacts {
            id: ConsentId(id(41)),
            revision: 1,
            revision_sha256: String::new(),
            child: ChildId(id(1)),
            unit: AgencyId(id(21)),
            purpose: "treatment".to_owned(),
            standing: Standing::Approved,
            valid_from: at(-50),
            valid_until: at(-10),
            given_at: at(-60),
            ended: None,
            documents: Vec::new(),
            categories: vec!["medical".to_owned()],
            also_later: true,
            actions: vec![ConsentAction::Open],
            excluded_persons: Vec::new(),
            excluded_units: Vec::new(),
            touches: vec!["medical".to_owned()],
            fields: vec!["health".to_owned()],
            carriers: Vec::new(),
            by_guardian: true,
            by_young_person: false,
            by_representative: false,
            once: false,
            used: false,
        }),
        emergency: None,
        fields: Vec::new(),
        law: Law::default(),
        unscanned_allowed: false,
    }
}

fn consent(question: &mut Question) -> &mut ConsentFacts {
    question.consent.as_mut().unwrap()
}

fn document(question: &mut Question) -> &mut DocumentFacts {
    let Resource::Document(facts) = &mut question.resource else { panic!() };
    facts
}

fn after(change: impl FnOnce(&mut Question)) -> bool {
    let mut question = asked();
    change(&mut question);
    told(&question)
}

fn stopped(question: &mut Question, ended: Timestamp) {
    consent(question).standing = Standing::Revoked;
    consent(question).ended = Some(ended);
}

#[test]
fn what_a_consent_showed_stays_told_when_it_has_ended() {
    assert!(told(&asked()));
    assert!(after(|q| stopped(q, at(-30))));
    assert!(after(|q| document(q).erased = Some(at(-20))));
    assert!(after(|q| consent(q).excluded_units = vec![AgencyId(id(99))]));
}

#[test]
fn a_consent_that_lets_nobody_read_shows_no_document_but_the_folder() {
    let contributes = |q: &mut Question| {
        consent(q).actions = vec![ConsentAction::Contribute];
    };
    assert!(!after(contributes));
    assert!(after(|q| {
        contributes(q);
        q.resource = Resource::folder(ChildId(id(1)));
    }));
}

#[test]
fn a_document_of_later_than_the_end_was_never_shown() {
    assert!(after(|q| document(q).created_at = at(-11)));
    assert!(!after(|q| document(q).created_at = at(-10)), "stored at the end of its time");
    let stored = |when| {
        move |q: &mut Question| {
            stopped(q, at(-30));
            document(q).created_at = at(when);
        }
    };
    assert!(after(stored(-30)));
    assert!(!after(stored(-29)), "stored after it was stopped");
}

#[test]
fn a_document_that_was_erased_before_the_beginning_was_never_shown() {
    assert!(after(|q| document(q).erased = Some(at(-50))));
    assert!(!after(|q| document(q).erased = Some(at(-51))));
    // It shows nothing before it is given, whatever its beginning says.
    assert!(!after(|q| {
        consent(q).given_at = at(-40);
        document(q).erased = Some(at(-45));
    }));
}

#[test]
fn a_consent_that_was_stopped_before_its_beginning_showed_nothing() {
    assert!(after(|q| stopped(q, at(-50))));
    assert!(!after(|q| stopped(q, at(-51))));
    assert!(!after(|q| consent(q).standing = Standing::Frozen), "nobody knows since when");
    for standing in [Standing::Draft, Standing::AwaitingApproval, Standing::Declined] {
        assert!(!after(|q| consent(q).standing = standing));
    }
    assert!(!after(|q| consent(q).valid_from = at(1)), "it begins later");
}

#[test]
fn strangers_have_been_told_nothing() {
    assert!(!after(|q| consent(q).child = ChildId(id(2))));
    assert!(!after(|q| consent(q).unit = AgencyId(id(24))));
    assert!(!after(|q| consent(q).categories.clear()));
    assert!(!after(|q| consent(q).excluded_units = vec![AgencyId(id(21))]));
    assert!(!after(|q| consent(q).excluded_persons = vec![PersonId(id(13))]));
    assert!(!after(|q| document(q).newest = false));
    assert!(!after(|q| q.consent = None));
    for hat in [Hat::Nobody, Hat::Operator, Hat::Auditor { agency: None }] {
        assert!(!after(|q| q.hat = hat));
    }
    for (state, active, until) in [
        (MembershipState::Ended, true, None),
        (MembershipState::Confirmed, false, None),
        (MembershipState::Confirmed, true, Some(at(0))),
    ] {
        assert!(!after(|q| {
            let Hat::Professional(membership) = &mut q.hat else { panic!() };
            membership.state = state;
            (membership.agency_active, membership.until) = (active, until);
        }));
    }
}

#[test]
fn the_family_knows_its_own_folder_and_no_other() {
    let guardian = |child, verified, from, until| Hat::Guardian {
        child: ChildId(id(child)),
        kind: "parental-responsibility".to_owned(),
        verified,
        from: at(from),
        until,
        sees: vec!["health".to_owned()],
        decides: Vec::new(),
    };
    let young = |child| Hat::YoungPerson { child: ChildId(id(child)), decides: Vec::new() };
    for (hat, known) in [
        (guardian(1, true, -1, None), true),
        (guardian(1, true, -1, Some(at(1))), true),
        (guardian(2, true, -1, None), false),
        (guardian(1, false, -1, None), false),
        (guardian(1, true, 1, None), false),
        (guardian(1, true, -1, Some(at(0))), false),
        (young(1), true),
        (young(2), false),
    ] {
        assert_eq!(after(|q| q.hat = hat.clone()), known, "{hat:?}");
    }
}

#[test]
fn what_is_hidden_from_a_person_was_never_told() {
    let guardian = |sees: &[&str]| Hat::Guardian {
        child: ChildId(id(1)),
        kind: "parental-responsibility".to_owned(),
        verified: true,
        from: at(-1),
        until: None,
        sees: sees.iter().map(|field| (*field).to_owned()).collect(),
        decides: Vec::new(),
    };
    let young = Hat::YoungPerson { child: ChildId(id(1)), decides: Vec::new() };
    for hat in [asked().hat, guardian(&["health"]), young.clone()] {
        assert!(after(|q| q.hat = hat.clone()));
        assert!(!after(|q| (q.hat, document(q).shielded) = (hat.clone(), true)), "{hat:?}");
        assert!(!after(|q| (q.hat, document(q).withheld) = (hat.clone(), true)), "{hat:?}");
        let folder = |shielded| {
            let child = ChildId(id(1));
            let resource = Resource::Folder { child, shielded, emergency_on: true };
            after(|q| (q.hat, q.resource) = (hat.clone(), resource))
        };
        assert!(folder(false));
        assert!(!folder(true), "{hat:?}");
    }
    // A paper of a field that the guardian does not see, and no folder without a field.
    assert!(!after(|q| q.hat = guardian(&["education"])));
    let folder = || Resource::folder(ChildId(id(1)));
    assert!(after(|q| (q.hat, q.resource) = (guardian(&["education"]), folder())));
    assert!(!after(|q| (q.hat, q.resource) = (guardian(&[]), folder())));
    // A unit and the log are no secret, and no news of a child either.
    assert!(!after(|q| q.resource = Resource::Unit { unit: AgencyId(id(23)) }));
}

#[test]
fn a_consent_that_was_handed_back_or_used_up_was_told() {
    for standing in [Standing::HandedBack, Standing::UsedUp, Standing::Replaced] {
        assert!(after(|q| {
            stopped(q, at(-30));
            consent(q).standing = standing;
        }));
    }
    assert!(after(|q| consent(q).used = true));
    assert!(!after(|q| consent(q).standing = Standing::Lapsed));
}

#[test]
fn an_emergency_shows_the_sheet_to_the_one_who_declared_it() {
    fn place(question: &mut Question) -> &mut Membership {
        let Hat::Professional(membership) = &mut question.hat else { panic!() };
        membership
    }
    let after = |change: fn(&mut Question)| {
        let mut question = Question { consent: None, ..asked() };
        document(&mut question).category = EMERGENCY_SHEET.to_owned();
        question.emergency = Some(EmergencyFacts {
            id: id(51),
            child: ChildId(id(1)),
            person: PersonId(id(13)),
            from: at(-60),
            until: at(-10),
        });
        change(&mut question);
        told(&question)
    };
    assert!(after(|_| {}), "also when it is over");
    assert!(after(|q| document(q).scan = ScanState::NotScanned));
    assert!(after(|q| document(q).erased = Some(at(-60))));
    assert!(!after(|q| document(q).erased = Some(at(-61))));
    assert!(!after(|q| document(q).created_at = at(-10)));
    assert!(!after(|q| document(q).category = "medical".to_owned()));
    assert!(!after(|q| document(q).newest = false));
    assert!(!after(|q| document(q).withheld = true));
    assert!(!after(|q| document(q).shielded = true));
    assert!(!after(|q| document(q).child = ChildId(id(2))));
    assert!(!after(|q| q.resource = Resource::folder(ChildId(id(1)))));
    assert!(!after(|q| q.person = PersonId(id(14))));
    assert!(!after(|q| q.now = at(-61)));
    assert!(!after(|q| q.emergency = None));
    assert!(!after(|q| place(q).health = false));
    assert!(!after(|q| place(q).agency_active = false));
    assert!(!after(|q| place(q).state = MembershipState::Suspended));
    // A consent is asked about for itself.
    assert!(!after(|q| q.consent =
        Some(ConsentFacts { unit: AgencyId(id(99)), ..consent(&mut asked()).clone() })));
}
