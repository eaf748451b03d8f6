//! Leaves and their verification, beside bare SHA-256 over as many bytes.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use samflyt::domain::Timestamp;
use samflyt::domain::entry::{Entry, Kind, Outcome};
use samflyt::ledger::leaf::{self, GroupKeys};
use samflyt::ledger::verify::{StoredEntry, check_entry};
use std::hint::black_box;

fn ledger(c: &mut Criterion) {
    let mut entry =
        Entry::new(Timestamp::from_micros(1_800_000_000_000_000), Kind::Opened, Outcome::Allowed);
    entry.role = Some("professional".to_owned());
    entry.purpose = Some("benefit-assessment".to_owned());
    entry.policy = Some([7; 32]);
    entry.facts = Some([8; 32]);
    let keys = GroupKeys { system: [1; 32], actor: [2; 32], subject: [3; 32] };
    let values = entry.values();
    let digests = leaf::digests(&values, &keys);
    let stored = StoredEntry {
        index: 0,
        values: values.clone().map(Some),
        keys: keys.to_array().map(Some),
        digests: None,
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

criterion_group!(benches, ledger);
criterion_main!(benches);
