use super::*;
use crate::clock::ManualClock;
use crate::domain::Timestamp;
use crate::domain::question::Hat;
use crate::gate::lease::tests::{actor, gate, granted};

#[tokio::test]
async fn an_outcome_that_is_told_again_is_one_entry() {
    let dir = tempfile::tempdir().unwrap();
    let clock = ManualClock::new(Timestamp::from_micros(1_000));
    let gate = gate(dir.path(), &clock).await;
    let of = gate.note(Kind::ServiceStarted, None).await.unwrap().index();
    let delivery = Delivery {
        of,
        bytes: 5,
        outcome: Outcome::Cut,
        reason: Some("revoked".to_owned()),
        whole: false,
    };
    let size = async || {
        let mut conn = gate.db.read().await.unwrap();
        log::head(&mut conn, log::DEFAULT_LOG).await.unwrap().size
    };
    let before = size().await;
    for again in [false, true, true] {
        let whose = granted(Hat::Operator);
        gate.delivered(&whose, &actor(), delivery.clone(), again).await.unwrap();
        assert_eq!(size().await, before + 1);
    }
    let mut conn = gate.db.read().await.unwrap();
    let told = log::find_delivery_of(&mut conn, log::DEFAULT_LOG, of).await.unwrap();
    assert_eq!(told, Some(before));
}
