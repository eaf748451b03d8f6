use super::*;
use crate::domain::id::{ChildId, ConsentId, DocumentId, PersonId};
use uuid::Uuid;

const NOW: i64 = 1_800_000_000_000_000;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn at(offset: i64) -> Timestamp {
    Timestamp::from_micros(NOW + offset)
}

fn document() -> DocumentFacts {
    DocumentFacts {
        id: DocumentId(id(31)),
        child: ChildId(id(1)),
        category: "medical".to_owned(),
        created_at: at(-100),
        scan: ScanState::Clean,
        newest: true,
        erased: None,
    }
}

fn membership() -> Membership {
    Membership {
        unit: AgencyId(id(23)),
        above: vec![AgencyId(id(22)), AgencyId(id(21))],
        agency_active: true,
        state: MembershipState::Confirmed,
        from: at(-500),
        until: None,
    }
}

fn consent() -> ConsentFacts {
    ConsentFacts {
        id: ConsentId(id(41)),
        revision: 1,
        revision_sha256: String::new(),
        child: ChildId(id(1)),
        unit: AgencyId(id(22)),
        purpose: "treatment".to_owned(),
        standing: Standing::Approved,
        valid_from: at(-10),
        valid_until: at(10),
        given_at: at(-20),
        ended: None,
        documents: vec![DocumentId(id(31))],
        categories: Vec::new(),
        also_later: false,
        actions: vec![ConsentAction::Open],
        excluded_persons: Vec::new(),
        excluded_units: Vec::new(),
    }
}

/// A professional opens, with everything in order.
fn opening() -> Question {
    Question {
        now: at(0),
        person: PersonId(id(13)),
        hat: Hat::Professional(membership()),
        assurance: Assurance::High,
        act: Act::Open,
        resource: Resource::Document(document()),
        purpose: Some("treatment".to_owned()),
        consent: Some(consent()),
        unscanned_allowed: false,
    }
}

type Step = (Reason, fn(&mut Question));

fn membership_of(question: &mut Question) -> &mut Membership {
    let Hat::Professional(membership) = &mut question.hat else { panic!() };
    membership
}

fn consent_of(question: &mut Question) -> &mut ConsentFacts {
    question.consent.as_mut().unwrap()
}

fn document_of(question: &mut Question) -> &mut DocumentFacts {
    let Resource::Document(facts) = &mut question.resource else { panic!() };
    facts
}

/// Everything wrong at once, righted step by step from the first reason on.
#[test]
fn reasons_come_in_the_order_that_the_module_names() {
    let mut question = opening();
    question.hat = Hat::Professional(Membership {
        state: MembershipState::Ended,
        agency_active: false,
        ..membership()
    });
    question.assurance = Assurance::Low;
    question.purpose = None;
    question.resource = Resource::Document(DocumentFacts {
        erased: Some(at(-1)),
        newest: false,
        scan: ScanState::Infected,
        ..document()
    });
    question.consent = Some(ConsentFacts {
        standing: Standing::Draft,
        valid_from: at(1),
        documents: Vec::new(),
        excluded_units: vec![AgencyId(id(21))],
        ..consent()
    });
    let steps: [Step; 16] = [
        (Reason::NoConsent, |q| consent_of(q).standing = Standing::Revoked),
        (Reason::NotAMember, |q| membership_of(q).state = MembershipState::Confirmed),
        (Reason::AgencyInactive, |q| membership_of(q).agency_active = true),
        (Reason::AssuranceTooLow, |q| q.assurance = Assurance::High),
        (Reason::Revoked, |q| consent_of(q).standing = Standing::Frozen),
        (Reason::Frozen, |q| consent_of(q).standing = Standing::AwaitingApproval),
        (Reason::AwaitingApproval, |q| consent_of(q).standing = Standing::Approved),
        (Reason::NotYet, |q| {
            consent_of(q).valid_from = at(-5);
            consent_of(q).valid_until = at(0);
        }),
        (Reason::Expired, |q| consent_of(q).valid_until = at(1)),
        (Reason::OtherPurpose, |q| q.purpose = Some("treatment".to_owned())),
        (Reason::Excluded, |q| consent_of(q).excluded_units.clear()),
        (Reason::NotCovered, |q| consent_of(q).documents = vec![DocumentId(id(31))]),
        (Reason::NotCovered, |q| document_of(q).newest = true),
        (Reason::Erased, |q| document_of(q).erased = None),
        (Reason::Infected, |q| document_of(q).scan = ScanState::NotScanned),
        (Reason::NotScanned, |q| q.unscanned_allowed = true),
    ];
    for (reason, right) in steps {
        assert_eq!(judge(&question), Err(reason));
        right(&mut question);
    }
    assert_eq!(judge(&question), Ok(()));
}

#[test]
fn a_stranger_learns_nothing_else() {
    let mut question = opening();
    question.consent = Some(ConsentFacts { unit: AgencyId(id(99)), ..consent() });
    question.resource = Resource::Document(DocumentFacts { erased: Some(at(-1)), ..document() });
    question.assurance = Assurance::Low;
    for hat in [
        question.hat.clone(),
        Hat::Nobody,
        Hat::Operator,
        Hat::Auditor { agency: None },
        Hat::YoungPerson { child: ChildId(id(2)) },
        Hat::Guardian { child: ChildId(id(2)), verified: true, from: at(-1), until: None },
        Hat::Guardian { child: ChildId(id(1)), verified: false, from: at(-1), until: None },
        Hat::Guardian { child: ChildId(id(1)), verified: true, from: at(1), until: None },
        Hat::Guardian { child: ChildId(id(1)), verified: true, from: at(-1), until: Some(at(0)) },
    ] {
        question.hat = hat;
        assert_eq!(judge(&question), Err(Reason::NoConsent), "{:?}", question.hat);
    }
}

#[test]
fn a_question_without_sense_is_about_nothing() {
    let folder = Resource::Folder { child: ChildId(id(1)) };
    let log = Resource::Log { agency: None, above: Vec::new() };
    for (act, resource) in [(Act::Open, folder), (Act::Open, log.clone()), (Act::List, log)] {
        assert_eq!(judge(&Question { act, resource, ..opening() }), Err(Reason::Unknown));
    }
}

#[test]
fn times_include_their_beginning_and_exclude_their_end() {
    for (offset, answer) in
        [(-11, Err(Reason::NotYet)), (-10, Ok(())), (9, Ok(())), (10, Err(Reason::Expired))]
    {
        assert_eq!(judge(&Question { now: at(offset), ..opening() }), answer, "{offset}");
    }
}
