//! The writer when jobs go wrong: none of them harms its group, nothing is kept
//! that was not sealed, and nobody waits for ever.

use crate::store::{Own, entry, own};
use crate::support::backend::{Backend, on_both};
use crate::support::until;
use samflyt::ledger::append;
use samflyt::store::{Conn, StoreError, Tx, settings};
use std::sync::Arc;
use tokio::task::JoinHandle;

on_both!(
    an_entry_that_the_table_cannot_hold_fails_alone,
    a_job_that_fails_while_it_reads_fails_alone,
    a_job_that_ends_with_nothing_keeps_nothing,
    a_job_alone_that_fails_leaves_nothing,
);

/// What a job does between its write and its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Nothing,
    Reason(&'static str, usize),
    Words(usize),
    FailsReading,
    LosesTheTransaction,
}

/// Runs SQL as part of a job.
async fn run(tx: &mut Tx, sqlite: &'static str, postgres: &'static str) -> Result<(), StoreError> {
    match &mut **tx {
        Conn::Sqlite(c) => sqlx::query(sqlite).execute(&mut **c).await.map(drop)?,
        Conn::Postgres(c) => sqlx::query(postgres).execute(&mut **c).await.map(drop)?,
    }
    Ok(())
}

/// Queues one job for each deed, all in one group, and waits for the answers.
async fn group(own: &Own, deeds: &[Deed]) -> Vec<Result<i64, StoreError>> {
    let held = own.hold().await;
    let mut jobs: Vec<JoinHandle<_>> = Vec::new();
    for (number, deed) in deeds.iter().copied().enumerate() {
        let db = own.db.clone();
        jobs.push(tokio::spawn(async move {
            let written = db.write::<_, StoreError, _>("test", move |tx| {
                Box::pin(async move {
                    let mut entry = entry(tx);
                    match deed {
                        // Before anything is written.
                        Deed::FailsReading => {
                            run(tx, "select abs(-9223372036854775807 - 1)", "select 1 / 0").await?;
                        }
                        Deed::LosesTheTransaction => {
                            run(tx, "rollback", "rollback").await?;
                            return Err(StoreError::Job("on purpose"));
                        }
                        Deed::Reason(text, times) => entry.reason = Some(text.repeat(times)),
                        Deed::Words(length) => entry.words = Some("A".repeat(length)),
                        Deed::Nothing => {}
                    }
                    settings::put(tx, &format!("job{number}"), "here").await?;
                    Ok(((), append(tx, entry)))
                })
            });
            written.await.map(|((), recorded)| recorded.index())
        }));
        tokio::task::yield_now().await;
    }
    let mut answers = Vec::new();
    for job in jobs {
        answers.push(job.await.unwrap());
    }
    held.await.unwrap();
    answers
}

/// Each job's write is there exactly if it was answered with success.
async fn kept_as_answered(own: &Own, answers: &[Result<i64, StoreError>]) {
    for (number, answer) in answers.iter().enumerate() {
        let kept = own.setting(&format!("job{number}")).await.is_some();
        assert_eq!(kept, answer.is_ok(), "job {number}: {answer:?}");
    }
    let written = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(own.size().await, i64::try_from(written).unwrap());
}

async fn an_entry_that_the_table_cannot_hold_fails_alone(backend: Backend) {
    let own = own(backend).await;
    let deeds = [
        Deed::Nothing,
        Deed::Reason("a\0b", 1),
        Deed::Words(100_000),
        Deed::Reason("x", 1025),
        Deed::Reason("x", 1024),
        Deed::Reason("a\nb", 1),
        Deed::Nothing,
    ];
    let answers = group(&own, &deeds).await;
    kept_as_answered(&own, &answers).await;
    let refused: Vec<usize> = (0..7).filter(|n| answers[*n].is_err()).collect();
    assert_eq!(refused, [1, 3, 5]);
    for number in refused {
        assert!(matches!(answers[number], Err(StoreError::Job(_))), "{:?}", answers[number]);
    }
    // The same for a job that is alone.
    let answer = group(&own, &[Deed::Reason("a\0b", 1)]).await;
    assert!(matches!(answer[..], [Err(StoreError::Job(_))]), "{answer:?}");
}

async fn a_job_that_fails_while_it_reads_fails_alone(backend: Backend) {
    use Deed::{FailsReading, Nothing};
    let own = own(backend).await;
    let deeds = [FailsReading, Nothing, FailsReading, FailsReading, Nothing, Nothing, FailsReading];
    let answers = group(&own, &deeds).await;
    kept_as_answered(&own, &answers).await;
    for (deed, answer) in deeds.iter().zip(&answers) {
        match deed {
            FailsReading => {
                assert!(matches!(answer, Err(StoreError::Statement(_))), "{answer:?}");
            }
            _ => assert!(answer.is_ok(), "{answer:?}"),
        }
    }
}

async fn a_job_that_ends_with_nothing_keeps_nothing(backend: Backend) {
    let own = own(backend).await;
    let nothing = |name: &'static str| {
        own.db.write_once::<_, StoreError, _>("test", move |tx| {
            Box::pin(async move {
                settings::put(tx, name, "here").await?;
                // Not even what it appended: it did not say so.
                let _dropped = append(tx, entry(tx));
                Ok((7, None))
            })
        })
    };
    // Alone.
    let (value, recorded) = nothing("alone").await.unwrap();
    assert!(value == 7 && recorded.is_none());
    // In a group, between others.
    let held = own.hold().await;
    let jobs = group(&own, &[Deed::Nothing, Deed::Nothing, Deed::FailsReading]);
    let (answers, among) = tokio::join!(jobs, nothing("among"));
    assert!(matches!(among, Ok((7, None))));
    held.await.unwrap();
    kept_as_answered(&own, &answers).await;
    assert_eq!((own.setting("alone").await, own.setting("among").await), (None, None));
}

async fn a_job_alone_that_fails_leaves_nothing(backend: Backend) {
    let own = own(backend).await;
    let failed = own.db.write::<(), StoreError, _>("test", |tx| {
        Box::pin(async move {
            settings::put(tx, "alone", "here").await?;
            let _dropped = append(tx, entry(tx));
            Err(StoreError::Job("on purpose"))
        })
    });
    assert!(matches!(failed.await, Err(StoreError::Job("on purpose"))));
    assert_eq!((own.setting("alone").await, own.size().await), (None, 0));
    own.db.ping().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_that_sqlite_took_back_is_noticed() {
    let own = own(Backend::Sqlite).await;
    let answers = group(&own, &[Deed::Nothing, Deed::LosesTheTransaction, Deed::Nothing]).await;
    assert!(matches!(answers[1], Err(StoreError::Job("on purpose"))), "{answers:?}");
    for other in [&answers[0], &answers[2]] {
        assert!(matches!(other, Err(StoreError::Busy(_))), "{other:?}");
    }
    kept_as_answered(&own, &answers).await;
    assert!(group(&own, &[Deed::Nothing, Deed::Nothing]).await.iter().all(Result::is_ok));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_was_started_anew_is_found_again() {
    let Some(backend) = Backend::postgres().await else { return };
    let own = Arc::new(own(backend).await);
    assert!(group(&own, &[Deed::Nothing]).await[0].is_ok());
    // What a restart does to the connections, which the writer holds on to.
    let mut outside = crate::support::sql::Outside::connect(&own.place).await;
    outside
        .run(
            "select pg_terminate_backend(pid) from pg_stat_activity \
             where datname = current_database() and pid <> pg_backend_pid()",
        )
        .await;
    until("the end of the connections", || {
        let place = own.place.clone();
        async move {
            let mut outside = crate::support::sql::Outside::connect(&place).await;
            let others = "select count(*) from pg_stat_activity where application_name = 'samflyt' \
                and datname = current_database()";
            outside.number(others).await == 0
        }
    })
    .await;
    let answers = group(&own, &[Deed::Nothing, Deed::Nothing]).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
}

/// Takes half a minute: with `tests/run proof`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_hangs_is_given_up() {
    if !std::env::var("TEST_PROOF").is_ok_and(|value| value == "1") {
        return;
    }
    let own = own(Backend::Sqlite).await;
    let hung = own.db.write_once::<(), StoreError, _>("hangs", |tx| {
        Box::pin(async move {
            settings::put(tx, "hung", "here").await?;
            std::future::pending().await
        })
    });
    assert!(matches!(hung.await, Err(StoreError::Unknown(_))));
    assert!(group(&own, &[Deed::Nothing]).await[0].is_ok());
    assert_eq!(own.setting("hung").await, None);
}
