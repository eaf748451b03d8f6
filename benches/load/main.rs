//! The figures of a running service, each with its target and beside a
//! reference of the same run: `cargo bench --bench load`, or a part of it:
//! `cargo bench --bench load -- openings` (`transfers`, `hundred`, `pages`).
//!
//! Starts the program on 127.0.0.1 and a free port in a temporary folder. The
//! client runs on the same machine and takes its share of it. With `dufs` on the
//! PATH (`cargo install dufs`) transfers are compared with that plain file
//! server, which checks nobody, seals nothing, logs nothing and flushes nothing.
#![expect(unreachable_pub, reason = "nothing outside sees what stands here")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a bench stops at the first surprise and prints what it measured"
)]

mod http;
mod service;

use http::{Connection, quantile};
use serde_json::json;
use service::{Process, Service};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const BIG: usize = 500_000_000;

fn line(what: &str, figure: &str, beside: &str) {
    println!("{what:<44} {figure:>18}   {beside}");
}

/// Random bytes inside a valid frame, so that nothing can be packed.
fn pdf(folder: &Path, name: &str, size: usize) -> PathBuf {
    use samflyt::entropy::{Entropy, SystemEntropy};
    let path = folder.join(name);
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(b"%PDF-1.7\n").unwrap();
    let mut block = vec![0; 1 << 20];
    let mut left = size.saturating_sub(16);
    while left > 0 {
        let take = left.min(block.len());
        SystemEntropy.fill(&mut block[..take]);
        file.write_all(&block[..take]).unwrap();
        left -= take;
    }
    file.write_all(b"\n%%EOF\n").unwrap();
    path
}

fn fsync_probe(folder: &Path) -> f64 {
    let mut file = std::fs::File::create(folder.join("probe")).unwrap();
    let begun = Instant::now();
    let mut count = 0.0;
    while begun.elapsed() < Duration::from_secs(1) {
        file.write_all(&[0; 4096]).unwrap();
        file.sync_data().unwrap();
        count += 1.0;
    }
    count / begun.elapsed().as_secs_f64()
}

#[expect(clippy::cast_precision_loss, reason = "a rate")]
fn mb_per_s(bytes: u64, took: Duration) -> f64 {
    bytes as f64 / 1e6 / took.as_secs_f64()
}

/// Uploads and downloads, beside the plain file server.
async fn transfers(service: &Service, folder: &Path, child: &str, kari: &str) {
    let big = pdf(folder, "big.pdf", BIG);
    let begun = Instant::now();
    std::fs::copy(&big, folder.join("copy")).unwrap();
    std::fs::File::open(folder.join("copy")).unwrap().sync_all().unwrap();
    let copied = mb_per_s(BIG as u64, begun.elapsed());
    std::fs::remove_file(folder.join("copy")).unwrap();
    line("reference: copy 500 MB, flushed", &format!("{copied:.0} MB/s"), "");

    let shelf = folder.join("dufs");
    std::fs::create_dir(&shelf).unwrap();
    let plain = service::dufs(&shelf).await;
    let (mut plain_up, mut plain_down) = (None, None);
    if let Some((process, address)) = &plain {
        let (up, down) = round(process, address, &big).await;
        (plain_up, plain_down) = (Some(up), Some(down));
    } else {
        line("reference: dufs", "not run", "cargo install dufs");
    }
    let beside = |ours: f64, plain: Option<f64>, target: &str| match plain {
        Some(plain) => format!("{:.2} x dufs (target {target})", ours / plain),
        None => format!("target {target} x dufs"),
    };
    let process = &service.process;
    process.forget_peak();
    let (cpu, begun) = (process.cpu(), Instant::now());
    let id = service.put(child, kari, &big).await;
    let up = mb_per_s(BIG as u64, begun.elapsed());
    line(
        "upload 500 MB, sealed and durable",
        &format!("{up:.0} MB/s"),
        &beside(up, plain_up, "0.9"),
    );
    used("  upload", process, cpu, BIG as u64, "80");
    process.forget_peak();
    let (cpu, begun) = (process.cpu(), Instant::now());
    let mut connection = Connection::open(&service.address).await;
    let path = format!("/api/v1/documents/{id}/content");
    let answer = connection.get(&path, kari, false).await;
    assert_eq!((answer.status, answer.bytes), (200, std::fs::metadata(&big).unwrap().len()));
    let down = mb_per_s(BIG as u64, begun.elapsed());
    line("download 500 MB, opened", &format!("{down:.0} MB/s"), &beside(down, plain_down, "0.6"));
    used("  download", process, cpu, BIG as u64, "80");
}

fn used(what: &str, process: &Process, before: f64, bytes: u64, target: &str) {
    let per_gb = (process.cpu() - before) / mb_per_s(bytes, Duration::from_secs(1)) * 1000.0;
    line(
        what,
        &format!("{:.0} MB", process.peak()),
        &format!("peak memory (target {target}); {per_gb:.2} CPU s/GB"),
    );
}

/// The same up and down with the plain file server.
async fn round(process: &Process, address: &str, big: &Path) -> (f64, f64) {
    let cpu = process.cpu();
    let mut connection = Connection::open(address).await;
    let begun = Instant::now();
    let answer = connection.upload("PUT /big.pdf", "", (b"", big, b"")).await;
    assert!(answer.status < 300);
    let up = mb_per_s(BIG as u64, begun.elapsed());
    let begun = Instant::now();
    let answer = connection.get("/big.pdf", "", false).await;
    assert_eq!(answer.bytes, std::fs::metadata(big).unwrap().len());
    let down = mb_per_s(BIG as u64, begun.elapsed());
    line("reference: dufs upload 500 MB", &format!("{up:.0} MB/s"), "not flushed");
    line("reference: dufs download 500 MB", &format!("{down:.0} MB/s"), "");
    used("  both", process, cpu, 2 * BIG as u64, "none");
    (up, down)
}

/// A hundred downloads at once.
async fn hundred(service: &Service, folder: &Path, child: &str, kari: &str) {
    let file = pdf(folder, "fifty.pdf", 50_000_000);
    let id = service.put(child, kari, &file).await;
    service.process.forget_peak();
    let begun = Instant::now();
    let downloads = (0..100).map(|_| {
        let (address, who) = (service.address.clone(), kari.to_owned());
        let path = format!("/api/v1/documents/{id}/content");
        tokio::spawn(
            async move { Connection::open(&address).await.get(&path, &who, false).await.bytes },
        )
    });
    let mut bytes = 0;
    for download in downloads.collect::<Vec<_>>() {
        bytes += download.await.unwrap();
    }
    line(
        "100 downloads of 50 MB at once",
        &format!("{:.0} MB/s", mb_per_s(bytes, begun.elapsed())),
        &format!("peak memory {:.0} MB (target 200)", service.process.peak()),
    );
}

/// As many requests as `connections` can make in ten seconds.
async fn closed(address: &str, path: &str, who: &str, connections: usize) -> (f64, Vec<Duration>) {
    let begun = Instant::now();
    let workers: Vec<_> = (0..connections)
        .map(|_| {
            let (address, path, who) = (address.to_owned(), path.to_owned(), who.to_owned());
            tokio::spawn(async move {
                let mut connection = Connection::open(&address).await;
                let mut times = Vec::new();
                while begun.elapsed() < Duration::from_secs(10) {
                    let sent = Instant::now();
                    assert_eq!(connection.get(&path, &who, false).await.status, 200);
                    times.push(sent.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for worker in workers {
        times.extend(worker.await.unwrap());
    }
    times.sort_unstable();
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = times.len() as f64 / begun.elapsed().as_secs_f64();
    (rate, times)
}

/// A fixed rate for ten seconds, whatever the answers take: the time counts from
/// when a request was due.
async fn open_loop(address: &str, path: &str, who: &str, per_second: u32) -> Vec<Duration> {
    let begun = Instant::now() + Duration::from_millis(100);
    let next = Arc::new(AtomicU64::new(0));
    let all = u64::from(per_second) * 10;
    let workers: Vec<_> = (0..64)
        .map(|_| {
            let (address, path, who) = (address.to_owned(), path.to_owned(), who.to_owned());
            let next = Arc::clone(&next);
            tokio::spawn(async move {
                let mut connection = Connection::open(&address).await;
                let mut times = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= all {
                        return times;
                    }
                    let due =
                        begun + Duration::from_micros(number * 1_000_000 / u64::from(per_second));
                    tokio::time::sleep_until(due.into()).await;
                    assert_eq!(connection.get(&path, &who, false).await.status, 200);
                    times.push(due.elapsed());
                }
            })
        })
        .collect();
    let mut times = Vec::new();
    for worker in workers {
        times.extend(worker.await.unwrap());
    }
    times.sort_unstable();
    times
}

/// Openings by a professional, under a consent.
async fn openings(service: &Service, folder: &Path, child: &str, kari: &str) {
    let agencies = service.get("/api/v1/agencies?q=NAV%20Familie", kari).await;
    let nav_unit = agencies["items"][0]["id"].as_str().unwrap().to_owned();
    let nav = service.sign_in("nav").await;
    for (name, size) in [("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000)] {
        let file = pdf(folder, "small.pdf", size);
        let id = service.put(child, kari, &file).await;
        let until = {
            use samflyt::clock::Clock;
            samflyt::clock::SystemClock.now().plus_days(30).to_string()
        };
        let consent = json!({"agency": nav_unit, "purpose": "benefit-assessment",
            "documents": [id], "valid_until": until});
        service.post(&format!("/api/v1/children/{child}/consents"), kari, &consent).await;
        let path = format!("/api/v1/documents/{id}/content?purpose=benefit-assessment");
        for connections in [64, 1] {
            let target = if (size, connections) == (100_000, 64) { "target 3000/s; " } else { "" };
            let (rate, times) = closed(&service.address, &path, &nav, connections).await;
            line(
                &format!("opening {name}, {connections} connections"),
                &format!("{rate:.0}/s"),
                &format!(
                    "{target}p50 {:.1} ms, p99 {:.1} ms",
                    quantile(&times, 0.5).as_secs_f64() * 1e3,
                    quantile(&times, 0.99).as_secs_f64() * 1e3
                ),
            );
        }
        if size == 100_000 {
            let times = open_loop(&service.address, &path, &nav, 1000).await;
            line(
                "opening 100 KB at 1,000/s",
                &format!("p99 {:.1} ms", quantile(&times, 0.99).as_secs_f64() * 1e3),
                &format!("target 25; p50 {:.1} ms", quantile(&times, 0.5).as_secs_f64() * 1e3),
            );
        }
    }
    let (rate, _) = closed(&service.address, "/health/live", "", 64).await;
    line(
        "reference: /health/live, 64 connections",
        &format!("{rate:.0}/s"),
        "no decision, no entry",
    );
}

/// The pages that people look at most, one after the other and at a fixed rate.
async fn pages(service: &Service, child: &str) {
    let (kari, nav) = (service.browse("kari").await, service.browse("nav").await);
    let auditor = service.browse("auditor").await;
    for (name, path, who) in [
        ("a folder", format!("/?child={child}"), &kari),
        ("its papers", format!("/folders/{child}/documents"), &kari),
        ("who has access", format!("/folders/{child}/access"), &kari),
        ("its log", format!("/folders/{child}/log"), &kari),
        ("giving access", format!("/folders/{child}/give"), &kari),
        ("cases", "/cases".to_owned(), &nav),
        ("one case", format!("/cases/{child}"), &nav),
        ("an auditor's search", "/audit?kind=opened".to_owned(), &auditor),
        ("sign-in (nobody, no entry)", "/sign-in".to_owned(), &"Accept: text/html\r\n".to_owned()),
    ] {
        let mut connection = Connection::open(&service.address).await;
        let mut times = Vec::new();
        let mut bytes = 0;
        for _ in 0..100 {
            let sent = Instant::now();
            let answer = connection.get(&path, who, false).await;
            assert_eq!(answer.status, 200, "{path}");
            times.push(sent.elapsed());
            bytes = answer.bytes;
        }
        times.sort_unstable();
        let rate = open_loop(&service.address, &path, who, 300).await;
        line(
            &format!("page: {name}"),
            &format!("{:.1} ms", quantile(&times, 0.5).as_secs_f64() * 1e3),
            &format!(
                "target 20; at 300/s p50 {:.1} ms, p99 {:.1} ms (target 50); {bytes} bytes",
                quantile(&rate, 0.5).as_secs_f64() * 1e3,
                quantile(&rate, 0.99).as_secs_f64() * 1e3
            ),
        );
    }
}

fn main() {
    // `cargo bench` without names runs every bench; `cargo test` none of this.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let commit =
            std::process::Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
        let commit = commit.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
        println!("commit {}, load {}, {cores} cores", commit.unwrap_or_default(), load.trim());
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        line("fsync probe", &format!("{:.0}/s", fsync_probe(folder.path())), "4 KiB, each flushed");
        Service::start(&data).await.process.stop();
        let service = Service::start(&data).await;
        line(
            "start to ready, existing database",
            &format!("{:.0} ms", service.ready.as_secs_f64() * 1e3),
            "target 200",
        );
        tokio::time::sleep(Duration::from_secs(2)).await;
        line("idle memory", &format!("{:.0} MB", service.process.memory()), "target 40");
        let kari = service.sign_in("kari").await;
        let children = service.get("/api/v1/children", &kari).await;
        let nora = children["items"].as_array().unwrap().iter();
        let nora = nora.clone().find(|child| child["name"].as_str().unwrap().starts_with("Nora"));
        let child = nora.unwrap()["id"].as_str().unwrap().to_owned();
        let wanted: Vec<_> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
        let is_wanted = |part: &str| wanted.is_empty() || wanted.iter().any(|one| one == part);
        if is_wanted("transfers") {
            transfers(&service, folder.path(), &child, &kari).await;
        }
        if is_wanted("hundred") {
            hundred(&service, folder.path(), &child, &kari).await;
        }
        if is_wanted("openings") {
            openings(&service, folder.path(), &child, &kari).await;
        }
        if is_wanted("pages") {
            pages(&service, &child).await;
        }
        line("memory after the load", &format!("{:.0} MB", service.process.memory()), "");
        service.process.stop();
        let verified = std::process::Command::new(env!("CARGO_BIN_EXE_samflyt"))
            .args(["audit", "verify", "--data"])
            .arg(&data)
            .output()
            .unwrap();
        println!("{}", String::from_utf8_lossy(&verified.stdout).trim());
        assert!(verified.status.success());
    });
}
