//! The clients and their journal.

use crate::support::process::{Service, in_days};
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

pub const PURPOSE: &str = "benefit-assessment";

/// An act that changes something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Act {
    #[default]
    Never,
    /// Sent, and nobody answered: it may have happened.
    Sent,
    /// Acknowledged.
    Done,
}

/// A document whose storing was acknowledged.
#[derive(Clone, Debug)]
pub struct Doc {
    /// SHA-256 of the newest acknowledged version.
    pub sha256: String,
    /// SHA-256 of a newer one that was sent without an answer.
    pub maybe: Option<String>,
    pub erased: Act,
}

/// What the service acknowledged, and what it was sent without an answer.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    pub documents: BTreeMap<String, Doc>,
    /// Consent id → was it stopped?
    pub consents: BTreeMap<String, Act>,
    /// Consent id → did the other guardian agree?
    pub agreed: BTreeMap<String, Act>,
    /// Entry index → document whose bytes came.
    pub opened: BTreeMap<i64, String>,
    /// Uploads without an answer: idempotency key → body.
    pub unanswered: BTreeMap<String, Vec<u8>>,
    /// Checkpoints that were served, by size.
    pub notes: BTreeMap<u64, String>,
    /// How many replacements were acknowledged.
    pub replaced: u64,
}

impl Journal {
    pub fn count(&self, act: Act) -> (usize, usize) {
        let stopped = self.consents.values().filter(|one| **one == act).count();
        (stopped, self.documents.values().filter(|one| one.erased == act).count())
    }
}

/// What does not change from round to round.
#[derive(Debug)]
pub struct World {
    pub child: String,
    pub unit: String,
    pub journal: Mutex<Journal>,
    /// Is the database being killed, so that the service may say that it is away?
    pub database_dies: AtomicBool,
    /// How many answers came.
    pub answers: AtomicU64,
    next: AtomicU64,
}

impl World {
    pub async fn of(service: &Service) -> Self {
        let kari = service.token("kari").await.unwrap();
        Self {
            child: service.child("Nora", &kari).await,
            unit: service.unit("Familie- og pensjonsytelser", &kari).await,
            journal: Mutex::default(),
            database_dies: AtomicBool::new(false),
            answers: AtomicU64::new(0),
            next: AtomicU64::new(0),
        }
    }

    fn note<T>(&self, write: impl FnOnce(&mut Journal) -> T) -> T {
        write(&mut self.journal.lock().unwrap())
    }
}

pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref())
}

fn pdf(number: u64, version: u64) -> Vec<u8> {
    let mut bytes = format!("%PDF-1.7\n% {number} {version}\n").into_bytes();
    let size = 1000 + ((number + version) * 7919) % 60_000;
    bytes.resize(bytes.len() + usize::try_from(size).unwrap(), b'x');
    bytes.extend_from_slice(b"\n%%EOF\n");
    bytes
}

/// One of those who use a running service.
pub struct Client {
    service: Arc<Service>,
    world: Arc<World>,
    kari: String,
    ola: String,
    nav: String,
}

impl Client {
    /// Signs in; `None` when the service is gone already.
    pub async fn sign_in(service: Arc<Service>, world: Arc<World>) -> Option<Self> {
        let mut client =
            Self { service, world, kari: String::new(), ola: String::new(), nav: String::new() };
        client.kari = client.token("kari").await?;
        client.ola = client.token("ola").await?;
        client.nav = client.token("nav").await?;
        Some(client)
    }

    async fn token(&self, persona: &str) -> Option<String> {
        let request = self.at(reqwest::Method::POST, "/demo/token", "");
        let answer = self.ask(request.json(&json!({"persona": persona})), 200).await?;
        let body: Value = answer.json().await.ok()?;
        Some(body["token"].as_str().unwrap().to_owned())
    }

    fn at(&self, method: reqwest::Method, path: &str, token: &str) -> RequestBuilder {
        let address = format!("{}{path}", self.service.address);
        self.service.client.request(method, address).bearer_auth(token)
    }

    /// The answer, when it has the status that it must have. `None` is no answer
    /// at all, or "not now" while the database is away; anything else is a failure.
    async fn ask(&self, request: RequestBuilder, status: u16) -> Option<Response> {
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) => {
                assert!(!error.is_timeout() && !error.is_builder(), "{error:?}");
                return None;
            }
        };
        let got = answer.status().as_u16();
        if got == 503 && self.world.database_dies.load(Ordering::SeqCst) {
            return None;
        }
        if got != status {
            let path = answer.url().path().to_owned();
            panic!("{path} answers {got}: {}", answer.text().await.unwrap_or_default());
        }
        self.world.answers.fetch_add(1, Ordering::SeqCst);
        Some(answer)
    }

    /// Sends a file: the document's id and the hash that the service names.
    async fn send(&self, put: Option<&str>, key: &str, body: &[u8]) -> Option<(String, String)> {
        let file = reqwest::multipart::Part::bytes(body.to_vec()).file_name("brev.pdf");
        let form = reqwest::multipart::Form::new().part("file", file);
        let (request, form) = if let Some(document) = put {
            let path = format!("/api/v1/documents/{document}/content");
            (self.at(reqwest::Method::PUT, &path, &self.kari), form)
        } else {
            let path = format!("/api/v1/children/{}/documents", self.world.child);
            let form = form.text("title", "Brev").text("category", "medical");
            (self.at(reqwest::Method::POST, &path, &self.kari), form)
        };
        let request = request.header("Idempotency-Key", key).multipart(form);
        let body: Value = self.ask(request, 201).await?.json().await.ok()?;
        let text = |name: &str| body[name].as_str().unwrap().to_owned();
        Some((text("id"), text("sha256")))
    }

    /// Puts in a new document.
    pub async fn upload(&self, key: &str, body: &[u8]) -> Option<(String, String)> {
        self.send(None, key, body).await
    }

    async fn grant(&self, document: &str) -> Option<String> {
        let path = format!("/api/v1/children/{}/consents", self.world.child);
        let want = json!({"agency": self.world.unit, "purpose": PURPOSE,
            "documents": [document], "valid_until": in_days(20)});
        let request = self.at(reqwest::Method::POST, &path, &self.kari).json(&want);
        let body: Value = self.ask(request, 201).await?.json().await.ok()?;
        Some(body["id"].as_str().unwrap().to_owned())
    }

    /// Nora's other guardian agrees.
    async fn approve(&self, consent: &str) -> Option<()> {
        let path = format!("/api/v1/consents/{consent}/approve");
        let request = self.at(reqwest::Method::POST, &path, &self.ola).json(&json!({}));
        let body: Value = self.ask(request, 200).await?.json().await.ok()?;
        assert_eq!(body["state"], "in-force");
        Some(())
    }

    async fn open(&self, document: &str) -> Option<()> {
        let path = format!("/api/v1/documents/{document}/content?purpose={PURPOSE}");
        let answer = self.ask(self.at(reqwest::Method::GET, &path, &self.nav), 200).await?;
        let entry = answer.headers()["samflyt-entry"].to_str().unwrap().parse().unwrap();
        // The head alone is a release: its entry must be durable.
        self.world.note(|journal| journal.opened.insert(entry, document.to_owned()));
        answer.bytes().await.ok().map(drop)
    }

    async fn keep_checkpoint(&self) -> Option<()> {
        let request = self.at(reqwest::Method::GET, "/log/checkpoint", "");
        let note = self.ask(request, 200).await?.text().await.ok()?;
        let size = note.lines().nth(1).unwrap().parse().unwrap();
        let other = self.world.note(|journal| journal.notes.insert(size, note.clone()));
        assert!(other.is_none_or(|other| other == note), "two checkpoints of {size} entries");
        Some(())
    }

    /// Uploads, shares, opens, replaces, stops and erases until there is no answer.
    pub async fn load(self) {
        while self.one().await.is_some() {}
    }

    async fn one(&self) -> Option<()> {
        let number = self.world.next.fetch_add(1, Ordering::Relaxed);
        let (key, body) = (format!("crash-{number}"), pdf(number, 1));
        let sent = |journal: &mut Journal| journal.unanswered.insert(key.clone(), body.clone());
        self.world.note(sent);
        let (document, hash) = self.upload(&key, &body).await?;
        assert_eq!(hash, sha256(&body));
        self.world.note(|journal| {
            journal.unanswered.remove(&key);
            let doc = Doc { sha256: hash, maybe: None, erased: Act::Never };
            journal.documents.insert(document.clone(), doc);
        });
        let consent = self.grant(&document).await?;
        let stop = |act| self.world.note(|journal| journal.consents.insert(consent.clone(), act));
        let agree = |act| self.world.note(|journal| journal.agreed.insert(consent.clone(), act));
        agree(Act::Never);
        stop(Act::Never);
        agree(Act::Sent);
        self.approve(&consent).await?;
        agree(Act::Done);
        self.open(&document).await?;
        self.keep_checkpoint().await?;
        let change = |change: &dyn Fn(&mut Doc)| {
            self.world.note(|journal| change(journal.documents.get_mut(&document).unwrap()));
        };
        if number.is_multiple_of(3) {
            let body = pdf(number, 2);
            change(&|doc| doc.maybe = Some(sha256(&body)));
            self.send(Some(&document), &format!("again-{number}"), &body).await?;
            change(&|doc| doc.sha256 = doc.maybe.take().unwrap());
            self.world.note(|journal| journal.replaced += 1);
        }
        if number.is_multiple_of(2) {
            let path = format!("/api/v1/consents/{consent}/revoke");
            let request = self.at(reqwest::Method::POST, &path, &self.kari);
            stop(Act::Sent);
            self.ask(request.json(&json!({})), 200).await?;
            stop(Act::Done);
        }
        if number.is_multiple_of(5) {
            let path = format!("/api/v1/documents/{document}");
            change(&|doc| doc.erased = Act::Sent);
            self.ask(self.at(reqwest::Method::DELETE, &path, &self.kari), 204).await?;
            change(&|doc| doc.erased = Act::Done);
        }
        Some(())
    }

    /// Every item of a list in the folder.
    pub async fn list(&self, what: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/api/v1/children/{}/{what}?limit=500{cursor}", self.world.child);
            let mut page = self.service.get(&path, &self.kari).await;
            items.append(page["items"].as_array_mut().unwrap());
            let Some(next) = page["next"].as_str() else { return items };
            cursor = format!("&cursor={next}");
        }
    }

    /// Status and bytes of a document for the family.
    pub async fn content(&self, document: &str) -> (u16, Vec<u8>) {
        let path = format!("/api/v1/documents/{document}/content");
        let answer = self.at(reqwest::Method::GET, &path, &self.kari).send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.bytes().await.map(|bytes| bytes.to_vec()).unwrap_or_default())
    }
}
