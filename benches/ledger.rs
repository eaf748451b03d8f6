//! Leaves and their verification, beside bare SHA-256 over as many bytes; then
//! the verification of a whole database.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints what it measured")]

use criterion::{Criterion, Throughput};
use samflyt::clock::SystemClock;
use samflyt::domain::Timestamp;
use samflyt::domain::entry::{Entry, Kind, Outcome};
use samflyt::entropy::SystemEntropy;
use samflyt::flows::verify::verify_database;
use samflyt::ledger::checkpoint::Signer;
use samflyt::ledger::leaf::{self, GroupKeys};
use samflyt::ledger::verify::{StoredEntry, check_entry};
use samflyt::store::{Db, Place, StoreError};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

fn entry(time: Timestamp) -> Entry {
    let mut entry = Entry::new(time, Kind::Opened, Outcome::Allowed);
    entry.role = Some("professional".to_owned());
    entry.purpose = Some("benefit-assessment".to_owned());
    entry.policy = Some([7; 32]);
    entry.facts = Some([8; 32]);
    entry
}

fn ledger(c: &mut Criterion) {
    let entry = entry(Timestamp::from_micros(1_800_000_000_000_000));
    let keys = GroupKeys { system: [1; 32], actor: [2; 32], subject: [3; 32] };
    let values = entry.values();
    let digests = leaf::digests(&values, &keys);
    let stored = StoredEntry {
        index: 0,
        values: values.clone().map(Some),
        keys: keys.to_array().map(Some),
        digests: None,
        erased_by: None,
        leaf: leaf::leaf_of(&digests),
    };
    let mut group = c.benchmark_group("ledger");
    group.throughput(Throughput::Elements(1));
    group.bench_function("digests and leaf of one entry", |b| {
        b.iter(|| leaf::leaf_of(&leaf::digests(black_box(&values), &keys)));
    });
    group.bench_function("check of one entry", |b| b.iter(|| check_entry(black_box(&stored))));
    // 27 fields, about 4.3 blocks of 64 bytes each.
    let bytes = [0_u8; 27 * 275];
    group.bench_function("reference: SHA-256 over 7,425 bytes", |b| {
        b.iter(|| ring::digest::digest(&ring::digest::SHA256, black_box(&bytes)));
    });
    group.finish();
}

/// Writes a log of `count` entries and verifies it, every field.
async fn whole(count: u32) {
    const ORIGIN: &str = "bench.example/log/0";
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Sqlite(folder.path().join("bench.db"));
    let db =
        Db::open(&place, ORIGIN, Arc::new(SystemClock), Arc::new(SystemEntropy)).await.unwrap();
    for _ in 0..count / 1000 {
        db.write_several("bench", |tx| {
            Box::pin(async move {
                let stamps = (0..1000)
                    .map(|_| {
                        let entry = entry(tx.now());
                        samflyt::ledger::append(tx, entry)
                    })
                    .collect();
                Ok::<_, StoreError>(((), stamps))
            })
        })
        .await
        .unwrap();
    }
    let key = Signer::new(ORIGIN, &[7; 32]).unwrap().verifier().clone();
    let begun = Instant::now();
    let report = verify_database(&db, key, None, None).await.unwrap();
    let took = begun.elapsed().as_secs_f64();
    assert!(report.is_clean(), "{report:?}");
    println!(
        "whole log of {count} entries, every field: {:.0} entries/s (target 60,000 on two cores)",
        f64::from(count) / took
    );
    db.close().await;
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    ledger(&mut criterion);
    criterion.final_summary();
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(whole(200_000));
}
