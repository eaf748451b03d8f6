//! What it costs to seal and open a payload of 64 MiB, beside the age crate and
//! beside bare ring on the same chunks. Read the ratios of the medians:
//! `seal/ours` against `seal/age` and `seal/ring`, and the same for `open`.
//! After criterion's own lines a table with the ratios is printed.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark stops at the first surprise and prints its table"
)]

use criterion::{BatchSize, Criterion, Throughput};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use samflyt::vault::stream::{CHUNK, FileKey, Layout, NONCE, Opener, SEALED_CHUNK, Sealer, TAG};
use std::hint::black_box;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

const SIZE: usize = 64 << 20;
const CHUNKS: usize = SIZE / CHUNK;

/// 64 MiB of plain bytes with room for a tag behind each chunk.
fn slots() -> Vec<u8> {
    (0..CHUNKS * SEALED_CHUNK).map(|i| u8::try_from(i % 251).unwrap_or_default()).collect()
}

fn seal_ours(slots: &mut [u8]) {
    let mut sealer = Sealer::new(&FileKey::new([1; 16]), [2; NONCE]).unwrap();
    for (index, slot) in slots.chunks_mut(SEALED_CHUNK).enumerate() {
        sealer.seal_slot(slot, index + 1 == CHUNKS).unwrap();
    }
}

fn open_ours(sealed: &mut [u8]) {
    let opener = Opener::new(&FileKey::new([1; 16]), &[2; NONCE]).unwrap();
    let layout = Layout::new(SIZE as u64);
    for (index, chunk) in (0..).zip(sealed.chunks_mut(SEALED_CHUNK)) {
        black_box(opener.open_chunk(index, layout.is_last(index), chunk).unwrap());
    }
}

fn ring_key() -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &[3; 32]).unwrap())
}

fn ring_nonce(index: u64) -> Nonce {
    let mut nonce = [0; 12];
    nonce[..8].copy_from_slice(&index.to_be_bytes());
    Nonce::assume_unique_for_key(nonce)
}

fn seal_ring(slots: &mut [u8]) {
    let key = ring_key();
    for (index, slot) in (0..).zip(slots.chunks_mut(SEALED_CHUNK)) {
        let (plain, spare) = slot.split_at_mut(CHUNK);
        let tag = key.seal_in_place_separate_tag(ring_nonce(index), Aad::empty(), plain).unwrap();
        spare[..TAG].copy_from_slice(tag.as_ref());
    }
}

fn open_ring(sealed: &mut [u8]) {
    let key = ring_key();
    for (index, chunk) in (0..).zip(sealed.chunks_mut(SEALED_CHUNK)) {
        black_box(key.open_in_place(ring_nonce(index), Aad::empty(), chunk).unwrap());
    }
}

fn seal_age(recipient: &age::x25519::Recipient, plain: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let recipients = std::iter::once(recipient as &dyn age::Recipient);
    let mut writer = age::Encryptor::with_recipients(recipients).unwrap().wrap_output(out).unwrap();
    writer.write_all(plain).unwrap();
    writer.finish().unwrap();
}

fn open_age(identity: &age::x25519::Identity, file: &[u8], plain: &mut [u8]) {
    let decryptor = age::Decryptor::new(file).unwrap();
    let mut reader = decryptor.decrypt(std::iter::once(identity as &dyn age::Identity)).unwrap();
    reader.read_exact(plain).unwrap();
}

/// A name and something that takes its own time.
type Contender<'a> = (&'a str, Box<dyn FnMut() -> Duration + 'a>);

/// The fastest of nine alternating runs: the machine's noise only ever adds.
fn fastest(contenders: &mut [Contender<'_>]) {
    let mut best = vec![Duration::MAX; contenders.len()];
    for _ in 0..9 {
        for (best, (_, run)) in best.iter_mut().zip(contenders.iter_mut()) {
            *best = run().min(*best);
        }
    }
    let ours = best[0].as_secs_f64();
    for (best, (name, _)) in best.iter().zip(contenders.iter()) {
        let secs = best.as_secs_f64();
        let rate = 64.0 / secs;
        println!("{name:<10} {rate:>8.0} MiB/s   ours is {:>5.2} x", secs / ours);
    }
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn ratios() {
    let plain = vec![7; SIZE];
    let identity = age::x25519::Identity::generate();
    let recipient = identity.to_public();
    let mut file = Vec::with_capacity(SIZE + SIZE / 1024);
    seal_age(&recipient, &plain, &mut file);
    let (mut back, mut out) = (vec![0; SIZE], Vec::with_capacity(SIZE + SIZE / 1024));
    let (mut a, mut b) = (slots(), slots());
    println!("\nseal 64 MiB, fastest of 9");
    fastest(&mut [
        ("seal/ours", Box::new(|| timed(|| seal_ours(&mut a)))),
        ("seal/age", Box::new(|| timed(|| seal_age(&recipient, &plain, &mut out)))),
        ("seal/ring", Box::new(|| timed(|| seal_ring(&mut b)))),
    ]);
    println!("open 64 MiB, fastest of 9");
    fastest(&mut [
        (
            "open/ours",
            Box::new(|| {
                seal_ours(&mut a);
                timed(|| open_ours(&mut a))
            }),
        ),
        ("open/age", Box::new(|| timed(|| open_age(&identity, &file, &mut back)))),
        (
            "open/ring",
            Box::new(|| {
                seal_ring(&mut b);
                timed(|| open_ring(&mut b))
            }),
        ),
    ]);
}

fn benches(c: &mut Criterion) {
    let plain = vec![7; SIZE];
    let identity = age::x25519::Identity::generate();
    let recipient = identity.to_public();
    let mut group = c.benchmark_group("seal");
    group.throughput(Throughput::Bytes(SIZE as u64)).sample_size(10);
    let mut buffer = slots();
    group.bench_function("ours", |b| b.iter(|| seal_ours(&mut buffer)));
    group.bench_function("ring", |b| b.iter(|| seal_ring(&mut buffer)));
    let mut file = Vec::with_capacity(SIZE + SIZE / 1024);
    group.bench_function("age", |b| b.iter(|| seal_age(&recipient, &plain, &mut file)));
    group.finish();

    let mut group = c.benchmark_group("open");
    group.throughput(Throughput::Bytes(SIZE as u64)).sample_size(10);
    let (mut ours, mut bare) = (slots(), slots());
    seal_ours(&mut ours);
    seal_ring(&mut bare);
    group.bench_function("ours", |b| {
        b.iter_batched_ref(|| ours.clone(), |sealed| open_ours(sealed), BatchSize::PerIteration);
    });
    group.bench_function("ring", |b| {
        b.iter_batched_ref(|| bare.clone(), |sealed| open_ring(sealed), BatchSize::PerIteration);
    });
    let mut back = vec![0; SIZE];
    group.bench_function("age", |b| b.iter(|| open_age(&identity, &file, &mut back)));
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    benches(&mut criterion);
    criterion.final_summary();
    ratios();
}
