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

fn words(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn document() -> DocumentFacts {
    DocumentFacts {
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
    }
}

fn membership() -> Membership {
    Membership {
        unit: AgencyId(id(23)),
        above: vec![AgencyId(id(22)), AgencyId(id(21))],
        agency_active: true,
        health: true,
        administrator: false,
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
        touches: words(&["medical"]),
        fields: words(&["health"]),
        carriers: Vec::new(),
        by_guardian: true,
        by_young_person: false,
        by_representative: false,
        once: false,
        used: false,
    }
}

/// A child whose guardians decide on everything.
fn child() -> Law {
    Law {
        guardians_decide: words(&["health", "education"]),
        guardians_see: words(&["health", "education"]),
        ..Law::default()
    }
}

/// Sixteen: decides on health and school; guardians see school alone.
fn sixteen() -> Law {
    Law {
        guardians_decide: words(&["administration"]),
        young_person_decides: words(&["health", "education"]),
        guardians_see: words(&["administration", "education"]),
        heard: true,
        may_withhold: true,
        adult: false,
    }
}

/// Eighteen: decides on everything.
fn eighteen() -> Law {
    Law {
        guardians_decide: Vec::new(),
        young_person_decides: words(&["health", "education", "administration"]),
        guardians_see: Vec::new(),
        adult: true,
        ..sixteen()
    }
}

fn guardian(sees: &[&str], decides: &[&str]) -> Hat {
    Hat::Guardian {
        child: ChildId(id(1)),
        kind: "parental-responsibility".to_owned(),
        verified: true,
        from: at(-1),
        until: None,
        sees: words(sees),
        decides: words(decides),
    }
}

fn young_person(decides: &[&str]) -> Hat {
    Hat::YoungPerson { child: ChildId(id(1)), decides: words(decides) }
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
        emergency: None,
        fields: Vec::new(),
        law: child(),
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
    question.law = sixteen();
    question.resource = Resource::Document(DocumentFacts {
        erased: Some(at(-1)),
        newest: false,
        scan: ScanState::Infected,
        shielded: true,
        withheld: true,
        field: "administration".to_owned(),
        ..document()
    });
    question.consent = Some(ConsentFacts {
        standing: Standing::Draft,
        valid_from: at(1),
        documents: Vec::new(),
        excluded_units: vec![AgencyId(id(21))],
        used: true,
        by_guardian: false,
        actions: vec![ConsentAction::Coordinate],
        ..consent()
    });
    let steps: [Step; 24] = [
        (Reason::NoConsent, |q| consent_of(q).standing = Standing::Revoked),
        (Reason::Shielded, |q| document_of(q).shielded = false),
        (Reason::NotAMember, |q| membership_of(q).state = MembershipState::Confirmed),
        (Reason::AgencyInactive, |q| membership_of(q).agency_active = true),
        (Reason::AssuranceTooLow, |q| q.assurance = Assurance::High),
        (Reason::Revoked, |q| consent_of(q).standing = Standing::Frozen),
        (Reason::Frozen, |q| consent_of(q).standing = Standing::UsedUp),
        (Reason::Expired, |q| consent_of(q).standing = Standing::HandedBack),
        (Reason::Expired, |q| consent_of(q).standing = Standing::AwaitingApproval),
        (Reason::AwaitingApproval, |q| consent_of(q).standing = Standing::Approved),
        (Reason::NotYet, |q| {
            consent_of(q).valid_from = at(-5);
            consent_of(q).valid_until = at(0);
        }),
        (Reason::Expired, |q| consent_of(q).valid_until = at(1)),
        (Reason::Frozen, |q| consent_of(q).by_young_person = true),
        (Reason::Expired, |q| consent_of(q).used = false),
        (Reason::OtherPurpose, |q| q.purpose = Some("treatment".to_owned())),
        (Reason::Excluded, |q| consent_of(q).excluded_units.clear()),
        (Reason::NotCovered, |q| consent_of(q).actions.push(ConsentAction::Open)),
        (Reason::NotCovered, |q| consent_of(q).documents = vec![DocumentId(id(31))]),
        (Reason::NotCovered, |q| document_of(q).newest = true),
        (Reason::Frozen, |q| document_of(q).field = "health".to_owned()),
        (Reason::Withheld, |q| document_of(q).withheld = false),
        (Reason::Erased, |q| document_of(q).erased = None),
        (Reason::Infected, |q| document_of(q).scan = ScanState::NotScanned),
        (Reason::NotScanned, |q| q.unscanned_allowed = true),
    ];
    for (step, (reason, right)) in steps.into_iter().enumerate() {
        assert_eq!(judge(&question), Err(reason), "step {step}");
        right(&mut question);
    }
    assert_eq!(judge(&question), Ok(()));
}

#[test]
fn a_stranger_learns_nothing_else() {
    let mut question = opening();
    question.consent = Some(ConsentFacts { unit: AgencyId(id(99)), ..consent() });
    question.resource = Resource::Document(DocumentFacts {
        erased: Some(at(-1)),
        shielded: true,
        withheld: true,
        ..document()
    });
    question.assurance = Assurance::Low;
    let mut hats = vec![
        question.hat.clone(),
        Hat::Nobody,
        Hat::Operator,
        Hat::Auditor { agency: None },
        Hat::YoungPerson { child: ChildId(id(2)), decides: Vec::new() },
        guardian(&[], &[]),
        // Claims more than the law gives.
        guardian(&["health"], &["administration"]),
        young_person(&["health"]),
    ];
    for (child, known, begin, end) in
        [(2, true, -1, None), (1, false, -1, None), (1, true, 1, None), (1, true, -1, Some(at(0)))]
    {
        let mut hat = guardian(&["health"], &["health"]);
        let Hat::Guardian { child: of, verified, from, until, .. } = &mut hat else { panic!() };
        (*of, *verified, *from, *until) = (ChildId(id(child)), known, at(begin), end);
        hats.push(hat);
    }
    for hat in hats {
        question.hat = hat;
        assert_eq!(judge(&question), Err(Reason::NoConsent), "{:?}", question.hat);
    }
}

#[test]
fn a_question_without_sense_is_about_nothing() {
    let folder = Resource::folder(ChildId(id(1)));
    let log = Resource::Log { agency: None, above: Vec::new() };
    let unit = Resource::Unit { unit: AgencyId(id(23)) };
    for (act, resource) in [
        (Act::Open, folder.clone()),
        (Act::Withhold, folder.clone()),
        (Act::Request, folder),
        (Act::HandBack, Resource::Document(document())),
        (Act::Open, log.clone()),
        (Act::List, log.clone()),
        (Act::Operate, log.clone()),
        (Act::Audit, Resource::Installation),
        (Act::List, unit.clone()),
        (Act::Audit, unit),
    ] {
        assert_eq!(judge(&Question { act, resource, ..opening() }), Err(Reason::Unknown));
    }
}

/// The answer to a member of a unit whose consent gives these rights, about the folder.
fn folder(act: Act, actions: &[ConsentAction], change: fn(&mut Question)) -> Result<(), Reason> {
    let mut question = Question { act, resource: Resource::folder(ChildId(id(1))), ..opening() };
    consent_of(&mut question).actions = actions.to_vec();
    change(&mut question);
    judge(&question)
}

#[test]
fn a_coordinator_sees_and_drafts_and_decides_nothing() {
    let coordinate = [ConsentAction::Coordinate];
    for act in [Act::SeeConsents, Act::Draft] {
        assert_eq!(folder(act, &coordinate, |_| {}), Ok(()));
        assert_eq!(folder(act, &[ConsentAction::Open], |_| {}), Err(Reason::NotCovered));
        let frozen = |q: &mut Question| consent_of(q).standing = Standing::Frozen;
        assert_eq!(folder(act, &coordinate, frozen), Err(Reason::Frozen));
    }
    for act in
        [Act::Grant, Act::Revoke, Act::ReadLog, Act::SetEmergency, Act::Export, Act::EraseFolder]
    {
        assert_eq!(folder(act, &coordinate, |_| {}), Err(Reason::NoConsent), "{}", act.code());
    }
    let mut open = opening();
    consent_of(&mut open).actions = coordinate.to_vec();
    assert_eq!(judge(&open), Err(Reason::NotCovered));
}

#[test]
fn whatever_is_not_over_is_handed_back() {
    let back = |change| folder(Act::HandBack, &[], change);
    assert_eq!(back(|q| q.purpose = None), Ok(()));
    assert_eq!(back(|q| consent_of(q).valid_from = at(5)), Ok(()));
    assert_eq!(back(|q| consent_of(q).standing = Standing::Frozen), Ok(()));
    assert_eq!(back(|q| consent_of(q).by_guardian = false), Ok(()));
    assert_eq!(back(|q| consent_of(q).used = true), Ok(()));
    assert_eq!(back(|q| consent_of(q).standing = Standing::Revoked), Err(Reason::Revoked));
    assert_eq!(back(|q| consent_of(q).standing = Standing::Draft), Err(Reason::NoConsent));
    assert_eq!(
        back(|q| consent_of(q).standing = Standing::AwaitingApproval),
        Err(Reason::AwaitingApproval)
    );
    assert_eq!(back(|q| q.now = at(10)), Err(Reason::Expired));
    assert_eq!(
        back(|q| {
            consent_of(q).standing = Standing::Frozen;
            q.now = at(10);
        }),
        Err(Reason::Expired)
    );
    assert_eq!(
        back(|q| consent_of(q).excluded_persons = vec![PersonId(id(13))]),
        Err(Reason::Excluded)
    );
}

#[test]
fn a_unit_asks_for_itself_alone() {
    let ask = |unit, change: fn(&mut Question)| {
        let mut question = Question {
            act: Act::Request,
            resource: Resource::Unit { unit: AgencyId(id(unit)) },
            purpose: None,
            consent: None,
            ..opening()
        };
        change(&mut question);
        judge(&question)
    };
    assert_eq!(ask(23, |_| {}), Ok(()));
    assert_eq!(ask(22, |_| {}), Err(Reason::NoConsent));
    assert_eq!(ask(23, |q| membership_of(q).agency_active = false), Err(Reason::AgencyInactive));
    assert_eq!(ask(23, |q| q.hat = guardian(&["health"], &[])), Err(Reason::NoConsent));
}

fn emergency() -> Question {
    Question {
        purpose: Some(EMERGENCY.to_owned()),
        resource: Resource::Document(DocumentFacts {
            category: EMERGENCY_SHEET.to_owned(),
            ..document()
        }),
        consent: None,
        emergency: Some(super::super::question::EmergencyFacts {
            id: id(51),
            child: ChildId(id(1)),
            person: PersonId(id(13)),
            from: at(-5),
            until: at(5),
        }),
        ..opening()
    }
}

#[test]
fn an_emergency_opens_the_sheet_and_nothing_else() {
    assert_eq!(judge(&emergency()), Ok(()));
    let steps: [Step; 13] = [
        (Reason::NoConsent, |q| q.emergency = None),
        (Reason::NoConsent, |q| q.emergency.as_mut().unwrap().child = ChildId(id(2))),
        (Reason::NoConsent, |q| q.person = PersonId(id(14))),
        (Reason::NoConsent, |q| membership_of(q).health = false),
        (Reason::Shielded, |q| document_of(q).shielded = true),
        (Reason::NotAMember, |q| membership_of(q).until = Some(at(0))),
        (Reason::Expired, |q| q.now = at(5)),
        (Reason::Expired, |q| q.now = at(-6)),
        (Reason::OtherPurpose, |q| q.purpose = None),
        (Reason::NotCovered, |q| document_of(q).category = "medical".to_owned()),
        (Reason::NotCovered, |q| document_of(q).newest = false),
        (Reason::Withheld, |q| document_of(q).withheld = true),
        (Reason::Infected, |q| document_of(q).scan = ScanState::Infected),
    ];
    for (reason, change) in steps {
        let mut question = emergency();
        change(&mut question);
        assert_eq!(judge(&question), Err(reason));
    }
    // A consent is asked about for itself.
    let both = Question { consent: Some(consent()), ..emergency() };
    assert_eq!(judge(&both), Err(Reason::OtherPurpose));
    for act in [Act::ConfirmWithheld, Act::Replace, Act::Erase, Act::Withhold] {
        assert_eq!(judge(&Question { act, ..emergency() }), Err(Reason::NoConsent));
    }
}

#[test]
fn an_emergency_is_declared_where_the_family_allows_it() {
    let declare = |emergency_on, change: fn(&mut Question)| {
        let child = ChildId(id(1));
        let mut question = Question {
            act: Act::OpenEmergency,
            resource: Resource::Folder { child, shielded: false, emergency_on },
            consent: None,
            ..opening()
        };
        change(&mut question);
        judge(&question)
    };
    assert_eq!(declare(true, |_| {}), Ok(()));
    assert_eq!(declare(false, |_| {}), Err(Reason::NoConsent));
    assert_eq!(declare(true, |q| membership_of(q).health = false), Err(Reason::NoConsent));
    assert_eq!(
        declare(true, |q| q.hat = guardian(&["health"], &["health"])),
        Err(Reason::NoConsent)
    );
    assert_eq!(
        declare(true, |q| {
            let Resource::Folder { shielded, .. } = &mut q.resource else { panic!() };
            *shielded = true;
        }),
        Err(Reason::Shielded)
    );
    assert_eq!(
        declare(true, |q| {
            q.consent =
                Some(ConsentFacts { excluded_persons: vec![PersonId(id(13))], ..consent() });
        }),
        Err(Reason::Excluded)
    );
}

#[test]
fn those_who_decide_today_carry_a_consent() {
    let by = |law: Law, guardian, young, representative| {
        let mut question = Question { law, ..opening() };
        let consent = consent_of(&mut question);
        consent.by_guardian = guardian;
        consent.by_young_person = young;
        consent.by_representative = representative;
        judge(&question)
    };
    let frozen = Err(Reason::Frozen);
    assert_eq!(by(child(), true, false, false), Ok(()));
    assert_eq!(by(child(), false, true, true), frozen, "a child does not decide");
    assert_eq!(by(sixteen(), true, false, true), frozen, "guardians do not decide on health");
    assert_eq!(by(sixteen(), false, true, false), Ok(()));
    assert_eq!(by(eighteen(), false, true, false), Ok(()));
    assert_eq!(by(eighteen(), false, false, true), Ok(()));
    assert_eq!(by(eighteen(), true, false, false), frozen);
    assert_eq!(by(child(), false, false, false), frozen);
    let both = Law { guardians_decide: words(&["health"]), ..sixteen() };
    assert_eq!(by(both.clone(), true, true, false), Ok(()));
    assert_eq!(by(both.clone(), true, false, false), frozen);
    assert_eq!(by(both, false, true, false), frozen);
    // Two fields: each needs those who decide in it.
    let mixed = |guardian, young| {
        let mut question = Question { law: sixteen(), ..opening() };
        let consent = consent_of(&mut question);
        consent.fields = words(&["administration", "health"]);
        (consent.by_guardian, consent.by_young_person) = (guardian, young);
        judge(&question)
    };
    assert_eq!(mixed(true, true), Ok(()));
    assert_eq!(mixed(true, false), frozen);
    assert_eq!(mixed(false, true), frozen);
}

fn own(hat: Hat, act: Act, law: Law, fields: &[&str]) -> Question {
    let on_document =
        matches!(act, Act::Open | Act::Replace | Act::Erase | Act::Withhold | Act::ConfirmWithheld);
    let resource =
        if on_document { Resource::Document(document()) } else { Resource::folder(ChildId(id(1))) };
    let fields = words(fields);
    Question { hat, act, law, resource, fields, purpose: None, consent: None, ..opening() }
}

#[test]
fn guardians_see_and_decide_in_the_fields_that_are_theirs() {
    let parent = || guardian(&["administration", "education"], &["administration"]);
    let ask = |act, fields: &[&str]| judge(&own(parent(), act, sixteen(), fields));
    for act in [Act::List, Act::SeeConsents, Act::ReadLog, Act::Export, Act::Report] {
        assert_eq!(ask(act, &[]), Ok(()));
        assert_eq!(judge(&own(guardian(&[], &[]), act, sixteen(), &[])), Err(Reason::NoConsent));
    }
    for act in [Act::Grant, Act::Revoke, Act::SetEmergency, Act::EraseFolder] {
        assert_eq!(ask(act, &["administration"]), Ok(()));
        assert_eq!(ask(act, &["administration", "health"]), Ok(()), "takes part");
        assert_eq!(ask(act, &["health"]), Err(Reason::NoConsent));
        assert_eq!(ask(act, &[]), Err(Reason::NoConsent));
    }
    assert_eq!(ask(Act::Store, &["education"]), Ok(()));
    assert_eq!(ask(Act::Store, &["education", "health"]), Err(Reason::NoConsent));
    for act in [Act::Draft, Act::HandBack, Act::OpenEmergency] {
        assert_eq!(ask(act, &["administration"]), Err(Reason::NoConsent));
    }
    assert_eq!(ask(Act::Open, &[]), Err(Reason::Withheld), "health is the young person's");
    for act in [Act::Withhold, Act::ConfirmWithheld] {
        assert_eq!(ask(act, &[]), Err(Reason::NoConsent));
    }
    let school = |act| {
        let mut question = own(parent(), act, sixteen(), &[]);
        document_of(&mut question).field = "education".to_owned();
        judge(&question)
    };
    assert_eq!(school(Act::Open), Ok(()));
    assert_eq!(school(Act::Erase), Err(Reason::NoConsent), "sees, and does not decide");
    assert_eq!(school(Act::Replace), Err(Reason::NoConsent));
    let mut marked = own(guardian(&["health"], &["health"]), Act::Open, child(), &[]);
    assert_eq!(judge(&marked), Ok(()));
    document_of(&mut marked).withheld = true;
    assert_eq!(judge(&marked), Err(Reason::Withheld));
}

#[test]
fn one_who_stands_in_for_an_adult_decides_on_what_the_adult_decides_on() {
    let all = ["health", "education", "administration"];
    for act in [Act::Grant, Act::Revoke, Act::Erase, Act::Open, Act::Export] {
        assert_eq!(judge(&own(guardian(&all, &all), act, eighteen(), &["health"])), Ok(()));
        let fields = &["health"];
        let no = judge(&own(guardian(&all, &all), act, sixteen(), fields));
        assert_eq!(no, Err(Reason::NoConsent), "not before");
    }
}

#[test]
fn a_young_person_sees_all_and_decides_from_the_age_on() {
    let ask = |act, law: Law, decides: &[&str], fields: &[&str]| {
        judge(&own(young_person(decides), act, law, fields))
    };
    let theirs = ["health", "education"];
    for act in [Act::List, Act::Open, Act::Store, Act::SeeConsents, Act::ReadLog, Act::Export] {
        assert_eq!(ask(act, child(), &[], &["health"]), Ok(()));
    }
    for act in [Act::Grant, Act::Revoke, Act::SetEmergency, Act::EraseFolder] {
        assert_eq!(ask(act, child(), &[], &["health"]), Err(Reason::NoConsent));
        assert_eq!(ask(act, sixteen(), &theirs, &["health"]), Ok(()));
        assert_eq!(ask(act, sixteen(), &theirs, &["administration"]), Err(Reason::NoConsent));
    }
    for act in [Act::Replace, Act::Erase] {
        assert_eq!(ask(act, child(), &[], &[]), Err(Reason::NoConsent));
        assert_eq!(ask(act, sixteen(), &theirs, &[]), Ok(()));
    }
    assert_eq!(ask(Act::Withhold, child(), &[], &[]), Err(Reason::NoConsent));
    assert_eq!(ask(Act::Withhold, sixteen(), &theirs, &[]), Ok(()));
    for act in [Act::Draft, Act::HandBack, Act::OpenEmergency, Act::ConfirmWithheld] {
        assert_eq!(ask(act, sixteen(), &theirs, &["health"]), Err(Reason::NoConsent));
    }
}

#[test]
fn a_health_professional_who_may_read_answers_a_mark() {
    let ask = |change: fn(&mut Question)| {
        let mut question = Question { act: Act::ConfirmWithheld, ..opening() };
        change(&mut question);
        judge(&question)
    };
    assert_eq!(ask(|_| {}), Ok(()));
    assert_eq!(ask(|q| membership_of(q).health = false), Err(Reason::NoConsent));
    assert_eq!(ask(|q| consent_of(q).actions.clear()), Err(Reason::NotCovered));
    assert_eq!(ask(|q| document_of(q).withheld = true), Err(Reason::Withheld));
    // It is read when it is answered, and the scanner is not asked about that.
    assert_eq!(ask(|q| document_of(q).scan = ScanState::Infected), Ok(()));
}

#[test]
fn times_include_their_beginning_and_exclude_their_end() {
    for (offset, answer) in
        [(-11, Err(Reason::NotYet)), (-10, Ok(())), (9, Ok(())), (10, Err(Reason::Expired))]
    {
        assert_eq!(judge(&Question { now: at(offset), ..opening() }), answer, "{offset}");
    }
}
