//! One decision, the building of its facts included.
//!
//! `decide/open` is the question that matters: a professional opens a document
//! under a consent that names ten documents and four categories (target: 60 µs).
//! `judge/open` is the reference: the same rules in plain Rust, without a policy.

#![expect(clippy::expect_used, reason = "a bench breaks off")]

use criterion::{Criterion, criterion_group, criterion_main};
use samflyt::domain::agency::MembershipState;
use samflyt::domain::document::ScanState;
use samflyt::domain::judge::judge;
use samflyt::domain::law::Law;
use samflyt::domain::question::{
    Act, Assurance, ConsentAction, ConsentFacts, DocumentFacts, Hat, Membership, Question,
    Resource, Standing,
};
use samflyt::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, Timestamp};
use samflyt::policy::engine::Policies;
use std::hint::black_box;
use uuid::Uuid;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x1234_5678_9abc_4def_8000_0000_0000_0000 + number)
}

fn words(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn open() -> Question {
    let now = Timestamp::from_micros(1_800_000_000_000_000);
    let child = ChildId(id(1));
    Question {
        now,
        person: PersonId(id(2)),
        hat: Hat::Professional(Membership {
            unit: AgencyId(id(3)),
            above: vec![AgencyId(id(4)), AgencyId(id(5))],
            agency_active: true,
            health: false,
            administrator: false,
            state: MembershipState::Confirmed,
            from: now.plus_days(-300),
            until: Some(now.plus_days(300)),
        }),
        assurance: Assurance::High,
        act: Act::Open,
        resource: Resource::Document(DocumentFacts {
            id: DocumentId(id(100)),
            child,
            category: "decision".to_owned(),
            field: "administration".to_owned(),
            source: None,
            withheld: false,
            shielded: false,
            created_at: now.plus_days(-40),
            scan: ScanState::Clean,
            newest: true,
            erased: None,
        }),
        purpose: Some("benefit-assessment".to_owned()),
        consent: Some(ConsentFacts {
            id: ConsentId(id(6)),
            revision: 2,
            revision_sha256: "5e".repeat(32),
            child,
            unit: AgencyId(id(4)),
            purpose: "benefit-assessment".to_owned(),
            standing: Standing::Approved,
            valid_from: now.plus_days(-30),
            valid_until: now.plus_days(60),
            given_at: now.plus_days(-31),
            ended: None,
            documents: (101..111).map(|number| DocumentId(id(number))).collect(),
            categories: words(&["medical", "medical-certificate", "decision", "expert-assessment"]),
            also_later: false,
            actions: vec![ConsentAction::Open, ConsentAction::Keep],
            excluded_persons: vec![PersonId(id(7))],
            excluded_units: vec![AgencyId(id(8))],
            touches: words(&["decision", "expert-assessment", "medical", "medical-certificate"]),
            fields: words(&["administration", "education", "health"]),
            carriers: words(&["parental-responsibility"]),
            by_guardian: true,
            by_young_person: true,
            by_representative: false,
            once: false,
            used: false,
        }),
        emergency: None,
        fields: words(&["administration"]),
        // Fifteen years old: what a set has most of.
        law: Law {
            guardians_decide: words(&["health", "administration", "unknown"]),
            young_person_decides: words(&["education", "unknown"]),
            guardians_see: words(&["health", "education", "administration", "unknown"]),
            heard: true,
            may_withhold: true,
            adult: false,
        },
        unscanned_allowed: false,
    }
}

fn policy(criterion: &mut Criterion) {
    let policies = Policies::embedded().expect("embedded policies");
    let open = open();
    assert!(policies.decide(&open).allowed);
    let guardian = Question {
        hat: Hat::Guardian {
            child: ChildId(id(1)),
            kind: "parental-responsibility".to_owned(),
            verified: true,
            from: open.now.plus_days(-3000),
            until: None,
            sees: open.law.guardians_see.clone(),
            decides: open.law.guardians_decide.clone(),
        },
        purpose: None,
        consent: None,
        ..open.clone()
    };
    assert!(policies.decide(&guardian).allowed);

    let mut group = criterion.benchmark_group("policy");
    group.bench_function("decide/open", |bench| bench.iter(|| policies.decide(black_box(&open))));
    group.bench_function("decide/guardian", |bench| {
        bench.iter(|| policies.decide(black_box(&guardian)));
    });
    group.bench_function("judge/open", |bench| bench.iter(|| judge(black_box(&open))));
    group.sample_size(10);
    group.bench_function("load", |bench| bench.iter(Policies::embedded));
    group.finish();
}

criterion_group!(benches, policy);
criterion_main!(benches);
