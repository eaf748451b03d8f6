use super::*;
use crate::domain::document::ScanState;
use crate::domain::question::{ConsentAction, Membership, Standing};
use crate::domain::time::Day;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId};
use crate::policy::engine::Policies;
use crate::store::facts::Candidate;
use crate::store::shields::Hidden;
use uuid::Uuid;

const CHILD: ChildId = ChildId(Uuid::from_u128(1));
const UNIT: AgencyId = AgencyId(Uuid::from_u128(20));
const DOCUMENT: DocumentId = DocumentId(Uuid::from_u128(30));

/// Born on 1 June 2010; this is noon in Norway.
fn born() -> Day {
    "2010-06-01".parse().unwrap()
}

fn on(day: &str) -> Timestamp {
    format!("{day}T10:00:00Z").parse().unwrap()
}

const FOURTEEN: &str = "2025-05-31";
const FIFTEEN: &str = "2025-06-01";
const SIXTEEN: &str = "2026-06-01";
const EIGHTEEN: &str = "2028-06-01";

fn words(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn tables() -> Tables {
    Policies::embedded().unwrap().tables().clone()
}

fn consent(touches: &[&str], carriers: &[&str], by_young_person: bool) -> ConsentFacts {
    ConsentFacts {
        id: ConsentId(Uuid::from_u128(40)),
        revision: 1,
        revision_sha256: "ab".repeat(32),
        child: CHILD,
        unit: UNIT,
        purpose: "treatment".to_owned(),
        standing: Standing::Approved,
        valid_from: on(FOURTEEN),
        valid_until: on(EIGHTEEN),
        given_at: on(FOURTEEN),
        ended: None,
        documents: Vec::new(),
        categories: words(touches),
        also_later: true,
        actions: vec![ConsentAction::Open],
        excluded_persons: Vec::new(),
        excluded_units: Vec::new(),
        touches: words(touches),
        fields: words(&["stale"]),
        carriers: words(carriers),
        // What settling works out is not what stands there already.
        by_guardian: true,
        by_young_person,
        by_representative: true,
        once: false,
        used: false,
    }
}

fn guardian(kind: &str) -> Hat {
    Hat::Guardian {
        child: CHILD,
        kind: kind.to_owned(),
        verified: true,
        from: on(FOURTEEN),
        until: None,
        sees: words(&["stale"]),
        decides: words(&["stale"]),
    }
}

fn young_person() -> Hat {
    Hat::YoungPerson { child: CHILD, decides: words(&["stale"]) }
}

fn professional() -> Hat {
    Hat::Professional(Membership {
        unit: UNIT,
        above: Vec::new(),
        agency_active: true,
        health: true,
        administrator: false,
        state: crate::domain::agency::MembershipState::Confirmed,
        from: on(FOURTEEN),
        until: None,
    })
}

fn document(category: &str) -> DocumentFacts {
    DocumentFacts {
        id: DOCUMENT,
        child: CHILD,
        category: category.to_owned(),
        field: "stale".to_owned(),
        source: Some(UNIT),
        withheld: true,
        shielded: false,
        created_at: on(FOURTEEN),
        scan: ScanState::Clean,
        newest: true,
        erased: None,
    }
}

fn facts(hats: impl IntoIterator<Item = Hat>) -> Facts {
    Facts {
        child: Some(CHILD),
        born: Some(born()),
        candidates: hats.into_iter().map(Candidate::plain).collect(),
        ..Facts::default()
    }
}

fn known(fields: &[String]) -> Vec<&str> {
    fields.iter().map(String::as_str).filter(|field| *field != UNKNOWN_FIELD).collect()
}

/// What a guardian of this kind sees and decides on this day, apart from what no
/// table knows.
fn say(kind: &str, day: &str) -> (Vec<String>, Vec<String>) {
    let mut facts = facts([guardian(kind)]);
    settle(&tables(), &mut facts, on(day));
    let Some(Hat::Guardian { sees, decides, .. }) = facts.candidates.first().map(|one| &one.hat)
    else {
        panic!()
    };
    let owned = |fields: &[String]| words(&known(fields));
    (owned(sees), owned(decides))
}

const ALL: [&str; 3] = ["health", "education", "administration"];
const PARENT: &str = "parental-responsibility";

#[test]
fn a_guardian_sees_and_decides_by_age_and_kind() {
    for (kind, day, sees, decides) in [
        (PARENT, FOURTEEN, &ALL[..], &ALL[..]),
        (PARENT, FIFTEEN, &ALL, &["health", "administration"]),
        (PARENT, SIXTEEN, &["education", "administration"], &["administration"]),
        (PARENT, EIGHTEEN, &[], &[]),
        ("child-welfare-care", EIGHTEEN, &[], &[]),
        ("daily-authority", FOURTEEN, &ALL, &ALL),
        ("power-of-attorney", FOURTEEN, &ALL, &[]),
        ("power-of-attorney", SIXTEEN, &["education", "administration"], &[]),
        ("power-of-attorney", EIGHTEEN, &ALL, &ALL),
        ("appointed", EIGHTEEN, &ALL, &ALL),
        ("of-yesterday", FOURTEEN, &[], &[]),
    ] {
        assert_eq!(say(kind, day), (words(sees), words(decides)), "{kind} on {day}");
    }
}

#[test]
fn the_young_person_decides_what_the_law_says() {
    for (day, decides) in [
        (FOURTEEN, &[][..]),
        (FIFTEEN, &["education"]),
        (SIXTEEN, &["health", "education"]),
        (EIGHTEEN, &ALL),
    ] {
        let mut facts = facts([young_person()]);
        let law = settle(&tables(), &mut facts, on(day));
        assert_eq!(known(&law.young_person_decides), decides, "{day}");
        let Hat::YoungPerson { decides, .. } = &facts.candidates[0].hat else { panic!() };
        assert_eq!(*decides, law.young_person_decides);
    }
}

#[test]
fn without_a_birth_date_nobody_decides() {
    let mut facts = Facts { born: None, ..facts([guardian(PARENT), young_person()]) };
    assert_eq!(settle(&tables(), &mut facts, on(FOURTEEN)), Law::default());
    for candidate in &facts.candidates {
        match &candidate.hat {
            Hat::Guardian { sees, decides, .. } => {
                assert!(sees.is_empty() && decides.is_empty());
            }
            Hat::YoungPerson { decides, .. } => assert!(decides.is_empty()),
            _ => panic!(),
        }
    }
}

/// Who stands behind a consent that these approved: a guardian, the young person,
/// somebody in the young person's stead.
fn behind(carriers: &[&str], by_young_person: bool, day: &str) -> (bool, bool, bool) {
    let mut facts = facts([professional()]);
    facts.candidates[0].consent = Some(consent(&["medical"], carriers, by_young_person));
    settle(&tables(), &mut facts, on(day));
    let consent = facts.candidates[0].consent.as_ref().unwrap();
    assert_eq!(consent.fields, ["health"]);
    (consent.by_guardian, consent.by_young_person, consent.by_representative)
}

#[test]
fn who_stands_behind_a_consent_follows_from_kinds_and_age() {
    for day in [FOURTEEN, SIXTEEN, EIGHTEEN] {
        assert_eq!(behind(&[], false, day), (false, false, false), "nobody on {day}");
        assert_eq!(behind(&[], true, day), (false, true, false), "{day}");
        assert_eq!(behind(&["of-yesterday"], false, day), (false, false, false), "{day}");
    }
    for day in [FOURTEEN, SIXTEEN] {
        assert_eq!(behind(&[PARENT], false, day), (true, false, false));
        assert_eq!(behind(&["daily-authority"], false, day), (true, false, false));
        assert_eq!(behind(&["appointed"], false, day), (true, false, false));
        // Sees, and decides nothing before the day.
        assert_eq!(behind(&["power-of-attorney"], false, day), (false, false, false));
        assert_eq!(behind(&["power-of-attorney", PARENT], true, day), (true, true, false));
    }
    assert_eq!(behind(&["power-of-attorney"], false, EIGHTEEN), (false, false, true));
    assert_eq!(behind(&["appointed"], true, EIGHTEEN), (false, true, true));
    // Parents' approvals end with the day, everyday ones too.
    let parents = [PARENT, "daily-authority", "child-welfare-care"];
    assert_eq!(behind(&parents, false, EIGHTEEN), (false, false, false));
    assert_eq!(behind(&[PARENT, "power-of-attorney"], false, EIGHTEEN), (false, false, true));
}

#[test]
fn the_fields_of_a_consent_are_those_of_all_it_touches() {
    let fields = |touches: &[&str]| {
        let mut consent = consent(touches, &[], false);
        settle_consent(&tables(), &Law::default(), &mut consent);
        consent.fields
    };
    assert_eq!(fields(&["plan", "medical", "contact"]), ["administration", "health"]);
    assert_eq!(fields(&["education", "no-more"]), ["education", UNKNOWN_FIELD]);
    // Nobody has written down what it touches: all must agree.
    assert_eq!(fields(&[]), [UNKNOWN_FIELD]);
}

#[test]
fn a_mark_hides_a_document_from_guardians_in_whatever_capacity() {
    let settled = |is_guardian, withheld| {
        let document = Some(DocumentFacts { withheld, ..document("education") });
        let mut facts = Facts { document, is_guardian, ..facts([professional()]) };
        settle(&tables(), &mut facts, on(FOURTEEN));
        facts.document.unwrap()
    };
    assert_eq!(settled(false, true).field, "education");
    assert!(settled(true, true).withheld);
    assert!(!settled(false, true).withheld, "the young person and those who treat see it");
    assert!(!settled(true, false).withheld);
}

#[test]
fn a_shield_hides_a_document_by_itself_or_by_its_source() {
    let other = DocumentId(Uuid::from_u128(31));
    let elsewhere = AgencyId(Uuid::from_u128(21));
    for (hidden, source, shielded) in [
        (Hidden::Document(DOCUMENT), None, true),
        (Hidden::Document(other), None, false),
        (Hidden::Unit(UNIT), Some(UNIT), true),
        (Hidden::Unit(UNIT), None, false),
        (Hidden::Unit(UNIT), Some(elsewhere), false),
    ] {
        let mut facts = Facts {
            document: Some(DocumentFacts { source, ..document("medical") }),
            shields: Shields::hiding([hidden]),
            ..facts([guardian(PARENT)])
        };
        settle(&tables(), &mut facts, on(FOURTEEN));
        assert_eq!(facts.document.unwrap().shielded, shielded, "{hidden:?} {source:?}");
    }
}

fn own(id: u128, category: &str, source: Option<AgencyId>, withheld: bool) -> Touched {
    Touched {
        id: DocumentId(Uuid::from_u128(id)),
        category: category.to_owned(),
        source,
        withheld,
        created: Timestamp::default(),
    }
}

/// Documents 1 to 5 of a folder: plain, from a unit, marked, of school, of a
/// category that is no more; 9 does not exist.
fn touched(facts: &mut Facts, ids: &[u128], categories: &[&str], day: &str) -> Vec<String> {
    settle(&tables(), facts, on(day));
    let own = [
        own(1, "medical", None, false),
        own(2, "plan", Some(UNIT), false),
        own(3, "medication-list", None, true),
        own(4, "education", None, false),
        own(5, "no-more", None, false),
    ];
    let ids: Vec<_> = ids.iter().map(|id| DocumentId(Uuid::from_u128(*id))).collect();
    touches(&tables(), facts, &own, (&ids, &words(categories)))
}

#[test]
fn a_scope_touches_what_it_names() {
    let ask = |ids: &[u128], categories: &[&str]| {
        touched(&mut facts([guardian(PARENT)]), ids, categories, FOURTEEN)
    };
    assert_eq!(ask(&[], &[]), [""; 0]);
    assert_eq!(ask(&[1, 4], &["plan", "medical"]), ["education", "medical", "plan"]);
    assert_eq!(ask(&[9], &["plan"]), ["plan", UNKNOWN_FIELD]);
}

#[test]
fn hidden_documents_are_as_unknown_as_those_that_do_not_exist() {
    let unknown = [UNKNOWN_FIELD];
    let mut parent = facts([guardian(PARENT)]);
    (parent.is_guardian, parent.shields) = (true, Shields::hiding([Hidden::Unit(UNIT)]));
    assert_eq!(touched(&mut parent, &[9], &[], FOURTEEN), unknown);
    assert_eq!(touched(&mut parent, &[2], &[], FOURTEEN), unknown, "shielded by its source");
    assert_eq!(touched(&mut parent, &[3], &[], FOURTEEN), unknown, "marked");
    assert_eq!(touched(&mut parent, &[1], &[], FOURTEEN), ["medical"]);
    parent.shields = Shields::hiding([Hidden::Document(DocumentId(Uuid::from_u128(1)))]);
    assert_eq!(touched(&mut parent, &[1], &[], FOURTEEN), unknown, "shielded by itself");
    assert_eq!(touched(&mut parent, &[2], &[], FOURTEEN), ["plan"]);

    // From sixteen health is not a guardian's to see, whatever else the person is.
    let mut parent = facts([guardian(PARENT), professional(), Hat::Operator]);
    parent.is_guardian = true;
    assert_eq!(touched(&mut parent, &[1], &[], FIFTEEN), ["medical"]);
    assert_eq!(touched(&mut parent, &[1], &[], SIXTEEN), unknown);
    assert_eq!(touched(&mut parent, &[4], &[], SIXTEEN), ["education"]);
    assert_eq!(touched(&mut parent, &[4], &[], EIGHTEEN), unknown);

    // A young person sees all of it, unless it is shielded.
    let mut young = facts([young_person()]);
    assert_eq!(touched(&mut young, &[1, 2, 3], &[], FOURTEEN).len(), 3);
    young.shields = Shields::hiding([Hidden::Document(DocumentId(Uuid::from_u128(1)))]);
    assert_eq!(touched(&mut young, &[1], &[], FOURTEEN), unknown);

    // Whoever has nothing to do with the folder knows none of it.
    for hats in [vec![professional()], vec![Hat::Operator], vec![]] {
        assert_eq!(touched(&mut facts(hats), &[1, 2, 3, 4], &[], FOURTEEN), unknown);
    }
}
