use super::*;
use crate::clock::ManualClock;
use crate::domain::entry::Kind;
use crate::domain::law::Law;
use crate::domain::question::EmergencyFacts;
use crate::entropy::SystemEntropy;
use crate::gate::permit::Rest;
use crate::policy::engine::Policies;
use crate::store::shields::Shields;
use crate::store::{Db, Place};

/// A gate over a database in which nobody may open anything.
pub(in crate::gate) async fn gate(dir: &std::path::Path, clock: &ManualClock) -> Gate {
    let place = Place::Sqlite(dir.join("samflyt.db"));
    let (clock, entropy) = (Arc::new(clock.clone()), Arc::new(SystemEntropy));
    let db = Db::open(&place, "test.example/log", clock, entropy).await.unwrap();
    Gate::new(db, Arc::new(Policies::embedded().unwrap()), false)
}

pub(in crate::gate) fn granted(hat: Hat) -> Granted {
    Granted {
        person: PersonId(Uuid::from_u128(1)),
        hat,
        child: Some(ChildId(Uuid::from_u128(2))),
        document: None,
        material: None,
        consent: None,
        emergency: None,
        purpose: None,
        rest: Rest { law: Law::default(), is_guardian: false, shields: Shields::default() },
    }
}

pub(in crate::gate) fn actor() -> Actor {
    Actor::of_test(PersonId(Uuid::from_u128(1)), Assurance::High)
}

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

/// Waits until the lease has ended; fails when it does not.
async fn end(lease: &Lease) -> Reason {
    tokio::time::timeout(Duration::from_secs(5), lease.wait()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_news_make_a_stream_be_looked_at_and_none_are_missed() {
    let dir = tempfile::tempdir().unwrap();
    let clock = ManualClock::new(at(1_000));
    let gate = gate(dir.path(), &clock).await;
    let stop = CancellationToken::new();
    let leases = Leases::start(gate.clone(), Arc::new(clock.clone()), stop.clone());
    let first = gate.note(Kind::ServiceStarted, None).await.unwrap().index();
    let held = leases.hold(&actor(), &granted(Hat::Operator), first);
    // A look would end it. Without news there is none, and it stays confirmed.
    gate.note(Kind::ServiceStarted, None).await.unwrap();
    tokio::time::sleep(UNCONFIRMED_MAX * 2).await;
    assert_eq!(held.ended(), None);
    assert_eq!(leases.open(), 1);
    let news = gate.note(Kind::PolicyLoaded, None).await.unwrap().index();
    assert_eq!(end(&held).await, Reason::Unknown);

    // A stream whose opening is older than news that were read before it was
    // held: they count for it, too.
    let other = leases.hold(&actor(), &granted(Hat::Operator), news);
    gate.note(Kind::ServiceStarted, None).await.unwrap();
    let seen = async {
        while leases.shared.table().seen <= news + 1 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), seen).await.unwrap();
    assert_eq!(other.ended(), None);
    let mut late = granted(Hat::Operator);
    late.consent = None;
    late.child = Some(ChildId(Uuid::from_u128(3)));
    let stranger = Actor::of_test(PersonId(Uuid::from_u128(9)), Assurance::High);
    let late = leases.hold(&stranger, &late, news - 1);
    assert_eq!(end(&late).await, Reason::Unknown);
    assert_eq!(other.ended(), None, "it was not concerned");
    drop((held, other, late));
    assert_eq!(leases.open(), 0);
    stop.cancel();
    gate.db.close().await;
}

/// Its connection is held before the first stream comes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_are_confirmed_while_others_hold_every_reader() {
    let dir = tempfile::tempdir().unwrap();
    let clock = ManualClock::new(at(1_000));
    let gate = gate(dir.path(), &clock).await;
    let stop = CancellationToken::new();
    let leases = Leases::start(gate.clone(), Arc::new(clock.clone()), stop.clone());
    tokio::time::sleep(INTERVAL * 3).await;
    let mut others = Vec::new();
    while let Ok(Ok(conn)) = tokio::time::timeout(INTERVAL, gate.db.read()).await {
        others.push(conn);
    }
    assert_eq!(others.len(), 4);
    let held = leases.hold(&actor(), &granted(Hat::Operator), 0);
    tokio::time::sleep(UNCONFIRMED_MAX * 2).await;
    assert_eq!(held.ended(), None);
    drop((held, others));
    stop.cancel();
    gate.db.close().await;
}

#[tokio::test]
async fn the_first_end_in_time_counts_with_its_reason() {
    let dir = tempfile::tempdir().unwrap();
    let clock = ManualClock::new(at(1_000));
    let gate = gate(dir.path(), &clock).await;
    let leases = Leases::start(gate, Arc::new(clock.clone()), CancellationToken::new());
    let guardian = |until| Hat::Guardian {
        child: ChildId(Uuid::from_u128(2)),
        kind: "parental-responsibility".to_owned(),
        verified: true,
        from: at(0),
        until,
        sees: Vec::new(),
        decides: Vec::new(),
    };
    let lasts = leases.hold(&actor(), &granted(guardian(None)), 0);
    let ends = leases.hold(&actor(), &granted(guardian(Some(at(2_000)))), 0);
    clock.set(at(1_999));
    assert_eq!((lasts.ended(), ends.ended()), (None, None));
    clock.set(at(2_000));
    assert_eq!((lasts.ended(), ends.watch().ended()), (None, Some(Reason::NoConsent)));
    assert_eq!(end(&ends).await, Reason::NoConsent);
    clock.set(at(1_000));
    assert_eq!(leases.open(), 2, "both stand for one question");
    let mut sheet = granted(Hat::Nobody);
    sheet.emergency = Some(EmergencyFacts {
        id: Uuid::nil(),
        child: ChildId(Uuid::from_u128(2)),
        person: PersonId(Uuid::from_u128(1)),
        from: at(0),
        until: at(1_500),
    });
    let sheet = leases.hold(&actor(), &sheet, 0);
    clock.set(at(1_499));
    assert_eq!(sheet.ended(), None);
    clock.set(at(1_500));
    assert_eq!(sheet.ended(), Some(Reason::Expired));
}
