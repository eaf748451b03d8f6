use super::*;
use crate::domain::PersonId;
use crate::domain::agency::MembershipState;
use crate::domain::document::MediaType;
use crate::domain::question::{Assurance, ConsentAction, EmergencyFacts, Membership, Standing};
use crate::store::emergencies::Emergency;
use crate::store::facts::Material;
use crate::store::shields::{Hidden, Shields};

const CHILD: ChildId = ChildId(Uuid::from_u128(1));
const UNIT: AgencyId = AgencyId(Uuid::from_u128(20));
const DOCUMENT: DocumentId = DocumentId(Uuid::from_u128(30));

fn at(offset: i64) -> Timestamp {
    Timestamp::from_micros(1_800_000_000_000_000 + offset)
}

fn consent(number: u128) -> ConsentFacts {
    ConsentFacts {
        id: ConsentId(Uuid::from_u128(number)),
        revision: 1,
        revision_sha256: "ab".repeat(32),
        child: CHILD,
        unit: UNIT,
        purpose: "treatment".to_owned(),
        standing: Standing::Approved,
        valid_from: at(-50),
        valid_until: at(50),
        given_at: at(-50),
        ended: None,
        documents: vec![DOCUMENT],
        categories: Vec::new(),
        also_later: false,
        actions: vec![ConsentAction::Open],
        excluded_persons: Vec::new(),
        excluded_units: Vec::new(),
        touches: vec!["medical".to_owned()],
        fields: Vec::new(),
        carriers: vec!["parental-responsibility".to_owned()],
        by_guardian: false,
        by_young_person: false,
        by_representative: false,
        once: false,
        used: false,
    }
}

fn revoked(number: u128) -> ConsentFacts {
    ConsentFacts { standing: Standing::Revoked, ended: Some(at(-10)), ..consent(number) }
}

fn professional(consent: ConsentFacts) -> Candidate {
    let hat = Hat::Professional(Membership {
        unit: UNIT,
        above: Vec::new(),
        agency_active: true,
        health: true,
        administrator: false,
        state: MembershipState::Confirmed,
        from: at(-500),
        until: None,
    });
    let agency = Some(AgencyId(Uuid::from_u128(2)));
    Candidate { hat, agency, consent: Some(consent), emergency: None }
}

fn guardian() -> Hat {
    Hat::Guardian {
        child: CHILD,
        kind: "parental-responsibility".to_owned(),
        verified: true,
        from: at(-9),
        until: None,
        sees: Vec::new(),
        decides: Vec::new(),
    }
}

/// Version 1 of two, asked about by a professional with these consents.
fn facts(version: i64, consents: impl IntoIterator<Item = ConsentFacts>) -> Facts {
    Facts {
        child: Some(CHILD),
        document: Some(DocumentFacts {
            id: DOCUMENT,
            child: CHILD,
            category: "medical".to_owned(),
            field: String::new(),
            source: None,
            withheld: false,
            shielded: false,
            created_at: at(-100),
            scan: ScanState::Clean,
            newest: version == 2,
            erased: None,
        }),
        material: Some(Material {
            version,
            newest: 2,
            media_type: MediaType::Pdf,
            size_bytes: 1,
            sha256: [7; 32],
            blob_name: String::new(),
            nonce: [0; 16],
            file_key_sealed: None,
            file_name_sealed: Vec::new(),
            root_version: 1,
            data_key_sealed: Vec::new(),
        }),
        // Eight years old.
        born: Some("2019-01-01".parse().unwrap()),
        candidates: consents.into_iter().map(professional).collect(),
        ..Facts::default()
    }
}

fn ask() -> Ask {
    Ask::about(Target::Document(DOCUMENT, None)).purpose(Some("treatment".to_owned()))
}

fn said(ask: &Ask, facts: Facts) -> Said {
    let policies = Policies::embedded().unwrap();
    let actor = Actor::of_test(PersonId(Uuid::from_u128(9)), Assurance::High);
    decide(&policies, false, Act::Open, &actor, ask, facts, at(0))
}

fn no(said: &Said) -> (Reason, bool) {
    match &said.verdict {
        Verdict::No { reason, visible } => (*reason, *visible),
        Verdict::Yes(granted) => panic!("yes, by {:?}", granted.consent),
    }
}

fn borne_by(said: &Said) -> Option<ConsentId> {
    match &said.verdict {
        Verdict::Yes(granted) => granted.consent.as_ref().map(|consent| consent.id),
        Verdict::No { reason, .. } => panic!("{}", reason.code()),
    }
}

#[test]
fn a_thing_that_does_not_exist_is_unknown_to_everybody() {
    let mut nothing = facts(2, [consent(1)]);
    (nothing.child, nothing.document, nothing.material) = (None, None, None);
    assert_eq!(no(&said(&ask(), nothing)), (Reason::Unknown, false));
    assert_eq!(no(&said(&ask(), Facts::default())), (Reason::Unknown, false));
    // A version that does not exist, of a document that does.
    let mut nothing = facts(2, [consent(1)]);
    (nothing.document, nothing.material) = (None, None);
    assert_eq!(no(&said(&ask(), nothing)), (Reason::Unknown, false));
}

#[test]
fn one_consent_that_bears_a_yes_is_found_among_many_that_do_not() {
    let many = (1..=40).map(revoked).chain([consent(41)]).chain((42..=80).map(revoked));
    let said = said(&ask(), facts(2, many));
    assert_eq!(borne_by(&said), Some(ConsentId(Uuid::from_u128(41))));
    let actor = Actor::of_test(PersonId(Uuid::from_u128(9)), Assurance::High);
    let entry = entry(Kind::Opened, Act::Open, &actor, &ask(), &said, at(0));
    assert_eq!((entry.kind, entry.outcome), (Kind::Opened, Outcome::Allowed));
    assert_eq!(entry.consent, Some(ConsentId(Uuid::from_u128(41))));
    assert_eq!(entry.revision, Some([0xab; 32]));
    assert_eq!((entry.unit, entry.version, entry.sha256), (Some(UNIT), Some(2), Some([7; 32])));
    assert_eq!(entry.facts, Some(said.facts));
}

#[test]
fn the_reason_comes_from_what_was_told_of() {
    // Nearest to a yes is another purpose, and it was told of.
    let other = ConsentFacts { purpose: "aids".to_owned(), ..consent(2) };
    let both = [revoked(1), other];
    assert_eq!(no(&said(&ask(), facts(2, both))), (Reason::Revoked, true));
    // One that covers the document no more came nearer, and showed nothing.
    let late = ConsentFacts { valid_from: at(10), ..consent(3) };
    assert_eq!(no(&said(&ask(), facts(2, [late.clone()]))), (Reason::NotYet, false));
    let ended = ConsentFacts { valid_until: at(0), ..consent(4) };
    assert_eq!(no(&said(&ask(), facts(2, [late, ended]))), (Reason::Expired, true));
    assert_eq!(no(&said(&ask(), facts(2, []))), (Reason::NoConsent, false));
}

#[test]
fn a_replaced_version_is_opened_only_where_it_flows_already() {
    assert_eq!(no(&said(&ask(), facts(1, [consent(1)]))), (Reason::NotCovered, false));
    let mut running = ask();
    running.bearer = Bearer::Running(Some(ConsentId(Uuid::from_u128(1))));
    let goes_on = said(&running, facts(1, [consent(1)]));
    assert_eq!(borne_by(&goes_on), Some(ConsentId(Uuid::from_u128(1))));
    // No other consent takes it over, nor does the family's own right.
    let guardian = guardian();
    let mut others = facts(1, [consent(2)]);
    others.candidates.push(Candidate::plain(guardian));
    assert_eq!(no(&said(&running, others.clone())).0, Reason::NoConsent);
    running.bearer = Bearer::Running(None);
    assert_eq!(borne_by(&said(&running, others)), None, "the family's own stream goes on");
}

#[test]
fn each_consent_that_shows_the_folder_is_a_case_of_its_own() {
    let policies = Policies::embedded().unwrap();
    let actor = Actor::of_test(PersonId(Uuid::from_u128(9)), Assurance::High);
    let other = ConsentFacts { purpose: "aids".to_owned(), ..consent(2) };
    // The same consent by two memberships is one case.
    let several = facts(2, [consent(1), revoked(3), other, consent(1)]);
    let cases = each_consent(&policies, false, &actor, several, (Act::List, at(0)));
    let found: Vec<_> = cases.iter().map(|case| borne_by(&case.said).unwrap().0).collect();
    assert_eq!(found, [Uuid::from_u128(1), Uuid::from_u128(2)]);
    assert_eq!(cases[1].ask.purpose.as_deref(), Some("aids"));
}

/// The facts with a child that is so old on the day of the question.
fn born(year: i32, facts: Facts) -> Facts {
    Facts { born: Some(format!("{year}-01-01").parse().unwrap()), ..facts }
}

#[test]
fn a_guardians_consent_freezes_on_the_birthday_until_the_young_person_agrees() {
    assert_eq!(at(0).day_in_norway().to_string(), "2027-01-15");
    let one = || born(2012, facts(2, [consent(1)]));
    assert!(borne_by(&said(&ask(), one())).is_some(), "fifteen, and health is the guardians'");
    assert_eq!(no(&said(&ask(), born(2011, one()))), (Reason::Frozen, true));
    let agreed = ConsentFacts { by_young_person: true, ..consent(1) };
    assert!(borne_by(&said(&ask(), born(2011, facts(2, [agreed])))).is_some());
    // Nobody has written down what it touches: guardian and young person both.
    let bare = ConsentFacts { touches: Vec::new(), ..consent(1) };
    assert!(borne_by(&said(&ask(), born(2015, facts(2, [bare.clone()])))).is_some());
    assert_eq!(no(&said(&ask(), born(2012, facts(2, [bare])))), (Reason::Frozen, true));
    // Of age: the young person, or one who stands in.
    assert_eq!(no(&said(&ask(), born(2009, one()))), (Reason::Frozen, true));
    let attorney = ConsentFacts { carriers: vec!["power-of-attorney".to_owned()], ..consent(1) };
    assert!(borne_by(&said(&ask(), born(2009, facts(2, [attorney.clone()])))).is_some());
    assert_eq!(no(&said(&ask(), born(2012, facts(2, [attorney])))), (Reason::Frozen, true));
}

#[test]
fn an_emergency_stands_beside_a_consent_and_not_in_its_place() {
    let emergency = EmergencyFacts {
        id: Uuid::from_u128(50),
        child: CHILD,
        person: PersonId(Uuid::from_u128(9)),
        from: at(-10),
        until: at(10),
    };
    let sheet = |consents: Vec<ConsentFacts>| {
        let mut facts = facts(2, consents);
        facts.document.as_mut().unwrap().category = "emergency-sheet".to_owned();
        let place = professional(consent(1));
        let emergency = Some(Emergency {
            facts: emergency.clone(),
            unit: UNIT,
            reason: "danger-to-life".to_owned(),
            words_sealed: None,
            index: None,
        });
        facts.candidates.push(Candidate { consent: None, emergency, ..place });
        facts
    };
    let urgent = ask().purpose(Some("emergency".to_owned()));
    let yes = said(&urgent, sheet(vec![consent(1), revoked(2)]));
    assert_eq!(borne_by(&yes), None, "the emergency, and no consent");
    let Verdict::Yes(granted) = &yes.verdict else { panic!() };
    assert_eq!(granted.emergency.as_ref(), Some(&emergency));
    // Asked for the consent's purpose, the consent bears it.
    let by_consent = said(&ask(), sheet(vec![consent(1)]));
    assert_eq!(borne_by(&by_consent), Some(ConsentId(Uuid::from_u128(1))));
    // Another paper is not for the emergency.
    let mut other = sheet(Vec::new());
    other.document.as_mut().unwrap().category = "medical".to_owned();
    assert_eq!(no(&said(&urgent, other)), (Reason::NotCovered, false));
    // Bytes that flow by it flow on by it, and by nothing else.
    let mut running = urgent.clone();
    running.bearer = Bearer::Running(None);
    assert_eq!(borne_by(&said(&running, sheet(vec![consent(1)]))), None);
    running.bearer = Bearer::Running(Some(ConsentId(Uuid::from_u128(1))));
    assert_eq!(no(&said(&running, sheet(vec![consent(1)]))).0, Reason::OtherPurpose);
}

#[test]
fn what_is_hidden_from_a_person_is_not_told_of_in_any_capacity() {
    let both = |mark, shields: Shields| {
        let mut facts = facts(2, [consent(1)]);
        facts.candidates.insert(0, Candidate::plain(guardian()));
        (facts.is_guardian, facts.shields) = (true, shields);
        facts.document.as_mut().unwrap().withheld = mark;
        said(&ask(), facts)
    };
    assert_eq!(borne_by(&both(false, Shields::default())), None, "as the guardian");
    assert_eq!(no(&both(true, Shields::default())), (Reason::Withheld, false));
    let hidden = Shields::hiding([Hidden::Document(DOCUMENT)]);
    assert_eq!(no(&both(false, hidden)), (Reason::Shielded, false));
}

#[test]
fn the_one_opening_goes_on_and_is_not_had_twice() {
    let used = || ConsentFacts { used: true, ..consent(1) };
    assert_eq!(no(&said(&ask(), facts(2, [used()]))), (Reason::Expired, true));
    let mut running = ask();
    running.bearer = Bearer::Running(Some(ConsentId(Uuid::from_u128(1))));
    assert!(borne_by(&said(&running, facts(2, [used()]))).is_some());
}

#[test]
fn an_act_touches_the_fields_that_it_names() {
    let policies = Policies::embedded().unwrap();
    let tables = policies.tables();
    let law = tables.ages.law("2011-01-01".parse().unwrap(), at(0));
    let mut one = facts(2, []);
    one.document.as_mut().unwrap().field = "health".to_owned();
    let scope = |touching| {
        let ask = Ask::about(Target::Folder(CHILD)).touching(touching);
        fields(tables, &ask, &Facts { document: None, ..one.clone() }, &law)
    };
    assert_eq!(scope(Touching::Target), [""; 0]);
    assert_eq!(scope(Touching::All), ["administration", "education", "health", "unknown"]);
    let plan = vec!["plan".to_owned()];
    assert_eq!(scope(Touching::Scope(Vec::new(), plan.clone())), ["administration"]);
    assert_eq!(scope(Touching::Scope(vec![DOCUMENT], plan)), ["administration", "unknown"]);
    assert_eq!(fields(tables, &ask(), &one, &law), ["health"]);
    one.document = None;
    let (consent, touches) = (ConsentId(Uuid::from_u128(1)), vec!["education".to_owned()]);
    one.scope = Some(Scope { consent, unit: UNIT, touches });
    assert_eq!(fields(tables, &Ask::about(Target::Consent(consent)), &one, &law), ["education"]);
}
