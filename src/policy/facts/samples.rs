//! Sample questions: what the schema has to know.

use super::{SCANS, makes_sense};
use crate::domain::agency::MembershipState;
use crate::domain::id::{AgencyId, ChildId, ConsentId, DocumentId, PersonId};
use crate::domain::law::Law;
use crate::domain::question::{
    Act, Assurance, ConsentAction, ConsentFacts, DocumentFacts, EmergencyFacts, Hat, Membership,
    PlaceFacts, Question, Resource, Standing,
};
use crate::domain::time::Timestamp;
use uuid::Uuid;

/// Questions that together hold every kind of fact, with and without what may
/// be absent, and every fixed word.
pub(super) fn samples() -> Vec<Question> {
    let (now, child, agency) =
        (Timestamp::default(), ChildId(Uuid::nil()), AgencyId(Uuid::from_u128(1)));
    let fields = vec!["health".to_owned()];
    let document = |scan| DocumentFacts {
        id: DocumentId(Uuid::nil()),
        child,
        category: "medical".to_owned(),
        field: "health".to_owned(),
        source: None,
        withheld: false,
        shielded: false,
        created_at: now,
        scan,
        newest: true,
        erased: None,
    };
    let member = |state, until| Membership {
        unit: AgencyId(Uuid::nil()),
        above: vec![agency],
        agency_active: true,
        health: true,
        administrator: true,
        state,
        from: now,
        until,
    };
    let guardian = |until| Hat::Guardian {
        child,
        kind: "appointed".to_owned(),
        verified: true,
        from: now,
        until,
        sees: fields.clone(),
        decides: fields.clone(),
    };
    let mut hats = vec![
        guardian(None),
        guardian(Some(now)),
        Hat::YoungPerson { child, decides: fields.clone() },
        Hat::Professional(member(MembershipState::Confirmed, Some(now))),
        Hat::Auditor { agency: None },
        Hat::Auditor { agency: Some(agency) },
        Hat::Operator,
        Hat::Nobody,
    ];
    hats.extend(MembershipState::ALL.iter().map(|s| Hat::Professional(member(*s, None))));
    let mut resources = vec![
        Resource::folder(child),
        Resource::Unit { unit: agency },
        Resource::Members { unit: agency, above: Vec::new() },
        Resource::Log { agency: None, above: Vec::new() },
        Resource::Log { agency: Some(agency), above: Vec::new() },
    ];
    let place = |state, invited_by| PlaceFacts {
        unit: agency,
        above: Vec::new(),
        person: PersonId(Uuid::nil()),
        state,
        invited_by,
    };
    let named = Some(PersonId(Uuid::nil()));
    resources.push(Resource::Place(place(MembershipState::Invited, named)));
    resources.extend(MembershipState::ALL.iter().map(|s| Resource::Place(place(*s, None))));
    resources.extend(SCANS.iter().map(|scan| Resource::Document(document(*scan))));
    let bare = |hat: &Hat, act, resource: &Resource| Question {
        now,
        person: PersonId(Uuid::nil()),
        hat: hat.clone(),
        assurance: Assurance::High,
        act,
        resource: resource.clone(),
        purpose: None,
        consent: None,
        emergency: None,
        fields: fields.clone(),
        law: Law { young_person_decides: fields.clone(), ..Law::default() },
        unscanned_allowed: false,
    };
    let mut samples = Vec::new();
    for (act, resource) in Act::ALL.iter().flat_map(|act| resources.iter().map(move |r| (*act, r)))
    {
        if makes_sense(act, resource) {
            samples.extend(hats.iter().map(|hat| bare(hat, act, resource)));
        }
    }
    let folder = Resource::folder(child);
    samples.extend(Standing::ALL.iter().map(|standing| Question {
        purpose: Some("treatment".to_owned()),
        consent: Some(sample_consent(*standing)),
        emergency: Some(sample_emergency()),
        ..bare(&Hat::Nobody, Act::List, &folder)
    }));
    samples
}

fn sample_consent(standing: Standing) -> ConsentFacts {
    let (now, agency) = (Timestamp::default(), AgencyId(Uuid::from_u128(1)));
    ConsentFacts {
        id: ConsentId(Uuid::nil()),
        revision: 1,
        revision_sha256: String::new(),
        child: ChildId(Uuid::nil()),
        unit: agency,
        purpose: "treatment".to_owned(),
        standing,
        valid_from: now,
        valid_until: now,
        given_at: now,
        ended: None,
        documents: vec![DocumentId(Uuid::nil())],
        categories: vec!["medical".to_owned()],
        also_later: false,
        actions: ConsentAction::ALL.to_vec(),
        excluded_persons: vec![PersonId(Uuid::nil())],
        excluded_units: vec![agency],
        touches: vec!["medical".to_owned()],
        fields: vec!["health".to_owned()],
        carriers: Vec::new(),
        by_guardian: true,
        by_young_person: false,
        by_representative: false,
        once: false,
        used: false,
    }
}

fn sample_emergency() -> EmergencyFacts {
    let now = Timestamp::default();
    EmergencyFacts {
        id: Uuid::nil(),
        child: ChildId(Uuid::nil()),
        person: PersonId(Uuid::nil()),
        from: now,
        until: now,
    }
}
