//! Several clients at once, and one order. What each client did and was told is kept
//! with when it began and ended; the log says in which order it happened. That order
//! must keep to real time (what had ended before another thing began comes before
//! it), and each answer must be the one that a small model gives when the acts are
//! done one after the other in that order.

use crate::support::app::{PURPOSE, TestApp};
use crate::support::backend::{Backend, on_both};
use crate::support::dice::Dice;
use crate::support::samples::pdf;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

on_both!(what_several_clients_saw_has_one_order);

/// Acts of each client.
const ACTS: usize = 40;
const GUARDIANS: [&str; 2] = ["kari", "ola"];
const UNITS: [&str; 3] = ["nav", "hospital", "statped"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Grant { to: &'static str },
    Approve(Uuid),
    Decline(Uuid),
    Revoke(Uuid),
    Open,
}

/// One act as its client saw it.
#[derive(Clone, Debug)]
struct Seen {
    who: &'static str,
    act: Act,
    /// The clock of the test when it began and when the answer was there.
    began: u64,
    ended: u64,
    status: u16,
    /// The entry that tells of it.
    index: i64,
    /// The consent that was made.
    made: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waits,
    InForce,
    Over,
}

#[derive(Clone, Debug)]
struct Given {
    by: &'static str,
    to: &'static str,
    state: State,
}

/// Consents as they stand after some of the acts.
type Model = BTreeMap<Uuid, Given>;

/// Does one act; says why when the answer is not the model's.
fn step(model: &mut Model, seen: &Seen) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{what}: {seen:?} in {model:?}"));
    match seen.act {
        Act::Grant { to } => {
            let id = seen.made.ok_or("a grant made nothing")?;
            model.insert(id, Given { by: seen.who, to, state: State::Waits });
        }
        Act::Open => {
            let may = model.values().any(|one| one.to == seen.who && one.state == State::InForce);
            if may != (seen.status == 200) {
                return wrong("opened or not");
            }
        }
        Act::Approve(id) | Act::Decline(id) | Act::Revoke(id) => {
            let Some(given) = model.get(&id).cloned() else { return wrong("not given yet") };
            let (fits, then) = match seen.act {
                Act::Approve(_) => {
                    (given.state == State::Waits && given.by != seen.who, State::InForce)
                }
                Act::Decline(_) => (given.state == State::Waits, State::Over),
                _ => (given.state != State::Over, State::Over),
            };
            if !fits {
                return wrong("does not fit");
            }
            model.insert(id, Given { state: then, ..given });
        }
    }
    Ok(())
}

/// Did it change something, or open or refuse to? Then its entry is its own.
fn has_own_entry(seen: &Seen, told: &mut BTreeSet<i64>) -> bool {
    let acted = matches!(seen.act, Act::Open) || [200, 201].contains(&seen.status);
    acted && told.insert(seen.index)
}

/// Is there one order?
fn check(mut history: Vec<Seen>) -> Result<usize, String> {
    // Who repeats what was done is told the entry of the first; that one began first
    // or ended first, and the other is as good as it.
    history.sort_by_key(|seen| (seen.index, seen.ended));
    let mut told = BTreeSet::new();
    let (own, others): (Vec<Seen>, Vec<Seen>) =
        history.into_iter().partition(|seen| has_own_entry(seen, &mut told));
    for (number, later) in own.iter().enumerate() {
        if let Some(early) = own[..number].iter().find(|one| later.ended < one.began) {
            return Err(format!("{later:?} had ended before {early:?} began"));
        }
    }
    let mut model = Model::new();
    // The model after each act, by its index.
    let mut after = vec![(-1, model.clone())];
    for seen in &own {
        step(&mut model, seen)?;
        after.push((seen.index, model.clone()));
    }
    // What did not fit did not fit at some instant between beginning and end.
    for seen in &others {
        let before = own.iter().filter(|one| one.ended < seen.began).map(|one| one.index).max();
        let until = own.iter().filter(|one| one.began < seen.ended).map(|one| one.index).max();
        let (before, until) = (before.unwrap_or(-1), until.unwrap_or(-1));
        let mut between = after.iter().filter(|(index, _)| (before..=until).contains(index));
        let (Act::Approve(id) | Act::Decline(id) | Act::Revoke(id)) = seen.act else {
            return Err(format!("{seen:?} has no entry of its own"));
        };
        let could_be = between.any(|(_, model)| {
            model.get(&id).is_some_and(|given| match (seen.act, seen.status) {
                // Agreed to already, or stopped already.
                (Act::Approve(_), 200) => given.state != State::Over || given.by == seen.who,
                (Act::Approve(_) | Act::Decline(_), 409) => given.state != State::Waits,
                (Act::Decline(_) | Act::Revoke(_), 200) => given.state == State::Over,
                _ => false,
            })
        });
        if !could_be {
            return Err(format!("{seen:?} was at no time so"));
        }
    }
    Ok(own.len())
}

struct World {
    app: TestApp,
    document: Uuid,
    ticks: AtomicU64,
    given: Mutex<Vec<Uuid>>,
    history: Mutex<Vec<Seen>>,
}

impl World {
    async fn act(&self, who: &'static str, act: Act) {
        let began = self.ticks.fetch_add(1, Ordering::SeqCst);
        let at = |id: Uuid, what: &str| format!("/api/v1/consents/{id}/{what}");
        let answer = match act {
            Act::Grant { to } => {
                let more = json!({"documents": [self.document]});
                self.app.grant_alone(who, "nora", to, more).await
            }
            Act::Approve(id) => self.app.post(who, &at(id, "approve"), &Value::Null).await,
            Act::Decline(id) => self.app.post(who, &at(id, "decline"), &Value::Null).await,
            Act::Revoke(id) => self.app.post(who, &at(id, "revoke"), &Value::Null).await,
            Act::Open => self.app.open(who, self.document).await,
        };
        let ended = self.ticks.fetch_add(1, Ordering::SeqCst);
        assert!([200, 201, 403, 404, 409].contains(&answer.status), "{act:?}: {answer:?}");
        let made = matches!(act, Act::Grant { .. }).then(|| answer.id());
        let (status, index) = (answer.status, answer.entry());
        self.given.lock().unwrap().extend(made);
        self.history.lock().unwrap().push(Seen { who, act, began, ended, status, index, made });
    }

    fn some(&self, dice: &mut Dice) -> Option<Uuid> {
        let given = self.given.lock().unwrap();
        // Mostly one of the newest, so that several want the same.
        let from = given.len().saturating_sub(4);
        (!given.is_empty()).then(|| dice.pick(&given[from..]))
    }
}

async fn client(world: Arc<World>, who: &'static str, seed: u64) {
    let mut dice = Dice::for_case(seed);
    for _ in 0..ACTS {
        let act = if UNITS.contains(&who) {
            Act::Open
        } else {
            let to = dice.pick(&UNITS);
            match (dice.below(10), world.some(&mut dice)) {
                (0..=2, _) | (_, None) => Act::Grant { to },
                (3..=6, Some(id)) => Act::Approve(id),
                (7, Some(id)) => Act::Decline(id),
                (_, Some(id)) => Act::Revoke(id),
            }
        };
        world.act(who, act).await;
    }
}

async fn what_several_clients_saw_has_one_order(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(2_000, 7)).await.expect(201).id();
    for who in GUARDIANS.iter().chain(&UNITS) {
        app.token(who).await;
    }
    assert_eq!(PURPOSE, "benefit-assessment");
    let world = Arc::new(World {
        app,
        document,
        ticks: AtomicU64::new(0),
        given: Mutex::new(Vec::new()),
        history: Mutex::new(Vec::new()),
    });
    let mut clients = tokio::task::JoinSet::new();
    for (number, who) in GUARDIANS.iter().chain(&GUARDIANS).chain(&UNITS).enumerate() {
        clients.spawn(client(Arc::clone(&world), who, number as u64));
    }
    while let Some(done) = clients.join_next().await {
        done.unwrap();
    }
    let history = world.history.lock().unwrap().clone();
    assert_eq!(history.len(), 7 * ACTS);
    let own = check(history.clone()).unwrap();
    let opened = history.iter().filter(|seen| seen.act == Act::Open && seen.status == 200).count();
    let at_once = history
        .iter()
        .any(|one| history.iter().any(|other| one.began < other.began && other.began < one.ended));
    println!("{own} acts of {}, {opened} openings", history.len());
    assert!(opened > 5 && at_once, "{opened}");
}

/// Histories that no order explains are found.
#[test]
fn what_has_no_order_is_found() {
    let id = Uuid::from_u128(1);
    let seen = |who, act, time: (u64, u64), status, index| {
        let made = matches!(act, Act::Grant { .. }).then_some(id);
        Seen { who, act, began: time.0, ended: time.1, status, index, made }
    };
    let given = [
        seen("kari", Act::Grant { to: "nav" }, (0, 1), 201, 10),
        seen("ola", Act::Approve(id), (2, 3), 200, 11),
        seen("ola", Act::Revoke(id), (4, 7), 200, 13),
    ];
    let with = |more: Seen| check(given.iter().cloned().chain([more]).collect());
    // While the revocation is under way it may open or not.
    assert!(with(seen("nav", Act::Open, (5, 6), 200, 12)).is_ok());
    assert!(with(seen("nav", Act::Open, (5, 6), 403, 14)).is_ok());
    // Opened although it comes after; refused although it comes before.
    assert!(with(seen("nav", Act::Open, (5, 8), 200, 14)).is_err());
    assert!(with(seen("nav", Act::Open, (5, 8), 403, 12)).is_err());
    // It began when the revocation had been answered, and stands before it.
    assert!(with(seen("nav", Act::Open, (8, 9), 200, 12)).is_err());
    // Agreed to when it was over; said to be over when it was not.
    assert!(with(seen("ola", Act::Approve(id), (8, 9), 200, 15)).is_err());
    assert!(with(seen("ola", Act::Decline(id), (0, 1), 409, 15)).is_err());
    // A second stop is told the entry of the first.
    assert!(with(seen("kari", Act::Revoke(id), (8, 9), 200, 13)).is_ok());
}
