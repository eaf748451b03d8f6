//! Sealing and opening one column's value, beside bare ring AES-256-GCM with a
//! key that is ready. The difference is the key of the column (HKDF) and the AAD.
#![expect(clippy::unwrap_used, reason = "a bench stops at the first surprise")]

use criterion::{Criterion, criterion_group, criterion_main};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use samflyt::entropy::SystemEntropy;
use samflyt::vault::fields::{self, DATA_KEY, DataKey, Place};
use std::hint::black_box;
use uuid::Uuid;

fn fields(c: &mut Criterion) {
    let key = DataKey::new([1; DATA_KEY]);
    let place = Place {
        table: "document",
        row: Uuid::from_u128(7),
        column: "title_sealed",
        key_version: 1,
    };
    let plain = b"Epikrise fra sykehuset, oktober 2026";
    let sealed = fields::seal(&key, place, plain, &SystemEntropy).unwrap();
    let bare = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &[1; 32]).unwrap());
    let mut group = c.benchmark_group("fields");
    group.bench_function("seal a title", |bench| {
        bench.iter(|| fields::seal(&key, place, black_box(plain), &SystemEntropy).unwrap());
    });
    group.bench_function("open a title", |bench| {
        bench.iter(|| fields::open(&key, place, black_box(&sealed)).unwrap());
    });
    group.bench_function("reference: bare AES-256-GCM seal", |bench| {
        bench.iter(|| {
            let mut bytes = black_box(plain).to_vec();
            let nonce = Nonce::assume_unique_for_key([3; 12]);
            bare.seal_in_place_append_tag(nonce, Aad::from(b"aad"), &mut bytes).unwrap();
            bytes
        });
    });
    group.finish();
}

criterion_group!(benches, fields);
criterion_main!(benches);
