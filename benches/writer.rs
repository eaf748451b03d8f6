//! The writer under load: durable entries a second on SQLite and PostgreSQL,
//! beside an fsync probe of the same disk in the same run:
//! `cargo bench --bench writer`.
//!
//! Starts a PostgreSQL of its own (Debian's package), or uses the one that
//! `TEST_POSTGRES_URL` names.
#![expect(unreachable_pub, reason = "nothing outside sees what stands here")]
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "../tests/it/support/postgres.rs"]
mod postgres;

use samflyt::clock::SystemClock;
use samflyt::domain::entry::{Entry, Kind, Outcome};
use samflyt::domain::{ChildId, DocumentId, PersonId};
use samflyt::entropy::{Entropy, SystemEntropy};
use samflyt::ledger;
use samflyt::store::{Db, Place, StoreError};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const LENGTH: Duration = Duration::from_secs(3);

/// What the support module says when there is no PostgreSQL.
fn left_out(what: &str) {
    println!("not measured: {what}");
}

/// Writes of 4 KiB with fsync, a second.
fn fsync_probe(folder: &Path) -> f64 {
    let mut file = std::fs::File::create(folder.join("probe")).unwrap();
    let begun = Instant::now();
    let mut count = 0_u32;
    while begun.elapsed() < Duration::from_secs(1) {
        file.write_all(&[0; 4096]).unwrap();
        file.sync_data().unwrap();
        count += 1;
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}

fn entry(now: samflyt::domain::Timestamp, entropy: &dyn Entropy) -> Entry {
    let mut entry = Entry::new(now, Kind::Opened, Outcome::Allowed);
    entry.actor = Some(PersonId(entropy.uuid()));
    entry.role = Some("professional".to_owned());
    entry.child = Some(ChildId(entropy.uuid()));
    entry.document = Some(DocumentId(entropy.uuid()));
    entry.purpose = Some("benefit-assessment".to_owned());
    entry.policy = Some([7; 32]);
    entry.facts = Some([8; 32]);
    entry
}

async fn appends(db: &Db, callers: usize) -> f64 {
    let count = Arc::new(AtomicU64::new(0));
    let begun = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let (db, count) = (db.clone(), Arc::clone(&count));
            tokio::spawn(async move {
                while begun.elapsed() < LENGTH {
                    db.write("bench", |tx| {
                        Box::pin(async move {
                            let entry = entry(tx.now(), tx.entropy());
                            Ok::<_, StoreError>(((), ledger::append(tx, entry)))
                        })
                    })
                    .await
                    .unwrap();
                    count.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let count = count.load(Ordering::Relaxed) as f64;
    count / begun.elapsed().as_secs_f64()
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let mut places = vec![("sqlite", Place::Sqlite(folder.path().join("bench.db")))];
        if let Some(url) = postgres::new_database().await {
            places.push(("postgres", Place::Postgres(url)));
        }
        println!("fsync probe: {:.0} writes of 4 KiB a second", fsync_probe(folder.path()));
        for (name, place) in places {
            let db =
                Db::open(&place, "bench/log/0", Arc::new(SystemClock), Arc::new(SystemEntropy))
                    .await
                    .unwrap();
            let target = if name == "sqlite" { "20,000" } else { "8,000" };
            for callers in [1, 16, 64, 256] {
                println!(
                    "{name}: {callers:4} callers {:8.0} appends/s (target {target} with many)",
                    appends(&db, callers).await
                );
            }
            db.close().await;
        }
        println!("fsync probe: {:.0} writes of 4 KiB a second", fsync_probe(folder.path()));
    });
}
