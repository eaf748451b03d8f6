//! kill -9 under mixed load: what was acknowledged is there, what was released
//! has its entry, the log verifies, and the service is ready again at once.
//!
//! The client keeps a journal: acked → must exist; sent and not acked → may
//! exist, but whole; and a second try with the same Idempotency-Key finds it.

use crate::support::process::{Service, in_days, verify};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What the service acknowledged.
#[derive(Default)]
struct Journal {
    /// Document id → SHA-256.
    stored: HashMap<String, String>,
    /// Consent id → stopped?
    consents: HashMap<String, bool>,
    /// Entry index → document whose bytes came.
    opened: HashMap<i64, String>,
    /// Upload keys without an answer: key → body.
    unanswered: Vec<(String, Vec<u8>)>,
}

static NEXT: AtomicU64 = AtomicU64::new(0);

fn pdf(number: u64, size: u64) -> Vec<u8> {
    let mut bytes = format!("%PDF-1.7\n% {number}\n").into_bytes();
    bytes.resize(bytes.len() + usize::try_from(size).unwrap(), b'x');
    bytes.extend_from_slice(b"\n%%EOF\n");
    bytes
}

struct World {
    child: String,
    unit: String,
}

async fn upload(
    service: &Service,
    world: &World,
    kari: &str,
    key: &str,
    body: &[u8],
) -> Option<(String, String)> {
    let form = reqwest::multipart::Form::new()
        .text("title", "Brev")
        .text("category", "medical")
        .part("file", reqwest::multipart::Part::bytes(body.to_vec()).file_name("brev.pdf"));
    let answer = service
        .client
        .post(format!("{}/api/v1/children/{}/documents", service.address, world.child))
        .bearer_auth(kari)
        .header("Idempotency-Key", key)
        .multipart(form)
        .send()
        .await
        .ok()?;
    if answer.status() != 201 {
        return None;
    }
    let body: Value = answer.json().await.ok()?;
    Some((body["id"].as_str()?.to_owned(), body["sha256"].as_str()?.to_owned()))
}

async fn post(service: &Service, path: &str, token: &str, body: &Value) -> Option<Value> {
    let answer = service
        .client
        .post(format!("{}{path}", service.address))
        .bearer_auth(token)
        .json(body)
        .send()
        .await
        .ok()?;
    if !answer.status().is_success() {
        return None;
    }
    answer.json().await.ok()
}

/// One client: uploads, shares, opens and stops until the service dies.
async fn load(service: Arc<Service>, world: Arc<World>, journal: Arc<Mutex<Journal>>) {
    let Some(kari) = service.token("kari").await else { return };
    let Some(nav) = service.token("nav").await else { return };
    loop {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let body = pdf(number, 1000 + (number * 7919) % 200_000);
        let key = format!("crash-{number}");
        let Some((document, sha256)) = upload(&service, &world, &kari, &key, &body).await else {
            journal.lock().unwrap().unanswered.push((key, body));
            return;
        };
        journal.lock().unwrap().stored.insert(document.clone(), sha256);
        let want = json!({"agency": world.unit, "purpose": "benefit-assessment",
            "documents": [document], "valid_until": in_days(20)});
        let path = format!("/api/v1/children/{}/consents", world.child);
        let Some(consent) = post(&service, &path, &kari, &want).await else { return };
        let consent = consent["id"].as_str().unwrap().to_owned();
        journal.lock().unwrap().consents.insert(consent.clone(), false);
        let content = format!(
            "{}/api/v1/documents/{document}/content?purpose=benefit-assessment",
            service.address
        );
        let Ok(answer) = service.client.get(content).bearer_auth(&nav).send().await else { return };
        if answer.status() == 200 {
            let entry = answer.headers()["samflyt-entry"].to_str().unwrap().parse().unwrap();
            // The head alone is a release: its entry must be durable.
            journal.lock().unwrap().opened.insert(entry, document.clone());
            if answer.bytes().await.is_err() {
                return;
            }
        }
        if number.is_multiple_of(2) {
            let path = format!("/api/v1/consents/{consent}/revoke");
            if post(&service, &path, &kari, &json!({})).await.is_none() {
                return;
            }
            journal.lock().unwrap().consents.insert(consent, true);
        }
    }
}

#[test]
fn killed_under_load_loses_nothing_and_starts_again() {
    let rounds: u64 = if std::env::var("TEST_PROOF").is_ok() {
        2000
    } else if std::env::var("TEST_ALL").is_ok() {
        100
    } else {
        3
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let journal = Arc::new(Mutex::new(Journal::default()));
        let mut service = Service::demo(&data).await;
        let kari = service.token("kari").await.unwrap();
        let world = Arc::new(World {
            child: service.child("Nora", &kari).await,
            unit: service.unit("Familie- og pensjonsytelser", &kari).await,
        });
        let mut slowest = Duration::ZERO;
        for round in 0..rounds {
            let running = Arc::new(service);
            let clients: Vec<_> = (0..4)
                .map(|_| {
                    tokio::spawn(load(
                        Arc::clone(&running),
                        Arc::clone(&world),
                        Arc::clone(&journal),
                    ))
                })
                .collect();
            // Spread over the first moments, where everything happens.
            tokio::time::sleep(Duration::from_millis(20 + (round * 137) % 700)).await;
            running.kill();
            for client in clients {
                client.await.unwrap();
            }
            drop(running);
            let begun = Instant::now();
            service = Service::demo(&data).await;
            slowest = slowest.max(begun.elapsed());
        }
        println!("{rounds} kills; slowest start to ready {slowest:?}");
        assert!(slowest <= Duration::from_secs(2), "ready again only after {slowest:?}");
        check(&service, &world, &journal).await;
        service.stop().await;
        verify(&data);
    });
}

async fn check(service: &Service, world: &World, journal: &Mutex<Journal>) {
    let kari = service.token("kari").await.unwrap();
    let auditor = service.token("auditor").await.unwrap();
    let journal = std::mem::take(&mut *journal.lock().unwrap());
    println!(
        "acknowledged: {} documents, {} consents, {} openings; unanswered uploads: {}",
        journal.stored.len(),
        journal.consents.len(),
        journal.opened.len(),
        journal.unanswered.len()
    );
    assert!(journal.stored.len() > 10, "the load did something");
    for (document, sha256) in &journal.stored {
        let found = service.get(&format!("/api/v1/documents/{document}"), &kari).await;
        assert_eq!(found["sha256"].as_str(), Some(sha256.as_str()), "{document}");
        let bytes = service.bytes(&format!("/api/v1/documents/{document}/content"), &kari).await;
        let digest = ring::digest::digest(&ring::digest::SHA256, &bytes);
        assert_eq!(&hex::encode(digest.as_ref()), sha256, "{document}");
    }
    for (consent, stopped) in &journal.consents {
        let found = service.get(&format!("/api/v1/consents/{consent}"), &kari).await;
        let state = found["state"].as_str().unwrap();
        // A stop that was sent without an answer may have happened.
        assert!(if *stopped {
            state == "revoked"
        } else {
            state == "in-force" || state == "revoked"
        });
    }
    for (index, document) in &journal.opened {
        let entry = service.get(&format!("/api/v1/audit/entries/{index}"), &auditor).await;
        assert_eq!(entry["kind"], "opened");
        assert_eq!(entry["document"].as_str(), Some(document.as_str()));
    }
    for (key, body) in &journal.unanswered {
        let again = upload(service, world, &kari, key, body).await;
        let (document, sha256) = again.expect("a repetition is answered");
        let once = upload(service, world, &kari, key, body).await.unwrap();
        assert_eq!(once, (document, sha256), "the same key makes one document");
    }
}
