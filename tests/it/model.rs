//! The life of consents against a small reference model: after every sequence of
//! giving, agreeing, declining, stopping, changing, ending guardianships and
//! letting time pass, *an opening succeeds exactly when the model says so*.
//!
//! `MODEL_RUNS` sets another number of runs (of 60 steps each, per database).

mod reference;
mod world;

use crate::support::backend::Backend;
use proptest::strategy::Strategy as _;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use reference::{Family, Step};
use std::cell::RefCell;
use world::World;

const RUNS: u32 = 2000;
const STEPS: usize = 60;
const WORKERS: u32 = 4;

thread_local! {
    /// The program that this thread's runs share, each with a child of its own.
    static WORLD: RefCell<Option<World>> = const { RefCell::new(None) };
}

/// One run: the steps are done in the program and compared with the model.
struct Life;

impl StateMachineTest for Life {
    type SystemUnderTest = world::Run;
    type Reference = Family;

    fn init_test(family: &reference::State) -> world::Run {
        WORLD.with_borrow_mut(|world| world.as_mut().unwrap().begin(family))
    }

    fn apply(mut run: world::Run, family: &reference::State, step: Step) -> world::Run {
        WORLD.with_borrow_mut(|world| world.as_mut().unwrap().step(&mut run, family, &step));
        run
    }
}

fn runs() -> u32 {
    std::env::var("MODEL_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(RUNS)
}

fn run(postgres: bool) {
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_multi_thread()
                    .worker_threads(1)
                    .enable_all()
                    .build()
                    .unwrap();
                let backend = if postgres {
                    runtime.block_on(Backend::postgres())
                } else {
                    Some(Backend::Sqlite)
                };
                // PostgreSQL is missing, and that was said aloud.
                let Some(backend) = backend else { return };
                let world = World::start(runtime, backend);
                WORLD.with_borrow_mut(|slot| *slot = Some(world));
                let config = Config {
                    cases: runs() / WORKERS,
                    max_shrink_iters: 400,
                    failure_persistence: None,
                    ..Config::default()
                };
                let mut runner = TestRunner::new(config.clone());
                let strategy = Family::sequential_strategy(STEPS..=STEPS).prop_map(|all| all);
                let done = runner.run(&strategy, |(initial, steps, seen)| {
                    Life::test_sequential(config.clone(), initial, steps, seen);
                    Ok::<(), TestCaseError>(())
                });
                if let Err(error) = done {
                    panic!("{error}");
                }
                WORLD.with_borrow_mut(|slot| slot.take().unwrap().end());
            })
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
}

#[test]
fn an_opening_succeeds_exactly_when_the_model_says_so_on_sqlite() {
    run(false);
}

#[test]
fn an_opening_succeeds_exactly_when_the_model_says_so_on_postgres() {
    run(true);
}
