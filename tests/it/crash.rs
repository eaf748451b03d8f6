//! kill -9 under mixed load, of the service and of its database: what was
//! acknowledged is there, what was released has its entry, the log verifies
//! with every checkpoint that was ever served, and the service is ready again
//! at once.
//!
//! The clients keep a journal: acked → must be so; sent and not acked → may be
//! so, but whole; and a second try with the same Idempotency-Key finds it.

mod check;
mod cluster;
mod load;

use crate::support::process::Service;
use crate::support::sql::Outside;
use check::{check, check_log};
use cluster::Cluster;
use load::{Act, Client, Journal, World};
use samflyt::store::Place;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How many clients there are at once.
const CLIENTS: usize = 4;

/// Settings that keep the limits on callers out of the way.
const SETTINGS: [(&str, &str); 2] = [
    ("SAMFLYT_LIMITS_REQUESTS_PER_MINUTE", "100000000"),
    ("SAMFLYT_LIMITS_UPLOADS_AT_ONCE", "1000"),
];

fn rounds(few: u64, all: u64, proof: u64) -> u64 {
    if std::env::var("TEST_PROOF").is_ok() {
        proof
    } else if crate::support::all() {
        all
    } else {
        few
    }
}

/// A service under load that is killed again and again.
struct Ordeal<'a> {
    data: &'a Path,
    env: &'a [(&'a str, &'a str)],
    world: Arc<World>,
    service: Arc<Service>,
    slowest: Duration,
}

impl<'a> Ordeal<'a> {
    async fn begin(data: &'a Path, env: &'a [(&'a str, &'a str)]) -> Self {
        let service = Service::demo_with(data, env).await;
        let world = Arc::new(World::of(&service).await);
        Self { data, env, world, service: Arc::new(service), slowest: Duration::ZERO }
    }

    /// Lets the clients work, kills in the middle of it, and waits for them.
    async fn round(&self, number: u64, kill: impl FnOnce()) {
        let begun = self.world.answers.load(Ordering::SeqCst);
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                let (service, world) = (Arc::clone(&self.service), Arc::clone(&self.world));
                tokio::spawn(async move {
                    if let Some(client) = Client::sign_in(service, world).await {
                        client.load().await;
                    }
                })
            })
            .collect();
        // After so many answers (the first ones are to signing in), and a moment more,
        // so that it meets every act in every phase however fast the machine is.
        let enough = begun + 2 * CLIENTS as u64 + (number * 7) % 48;
        crate::support::until("answers", || async {
            self.world.answers.load(Ordering::SeqCst) >= enough
        })
        .await;
        tokio::time::sleep(Duration::from_millis((number * 13) % 30)).await;
        kill();
        for client in clients {
            client.await.unwrap();
        }
    }

    /// At least `rounds` times; on a busy machine oftener, until enough was done.
    async fn kill_the_service(&mut self, rounds: u64) {
        let mut number = 0;
        while number < rounds || (number < 4 * rounds && self.enough(rounds).is_err()) {
            self.round(number, || self.service.kill()).await;
            let begun = Instant::now();
            self.service = Arc::new(Service::demo_with(self.data, self.env).await);
            self.slowest = self.slowest.max(begun.elapsed());
            number += 1;
        }
        println!("{number} kills; slowest start to ready {:?}", self.slowest);
        assert!(self.slowest <= Duration::from_secs(2), "ready only after {:?}", self.slowest);
        self.tell();
        self.enough(rounds).unwrap();
    }

    async fn kill_the_database(&mut self, cluster: &mut Cluster, rounds: u64) {
        for number in 0..rounds {
            self.world.database_dies.store(true, Ordering::SeqCst);
            self.round(number * 3 + 1, || cluster.kill()).await;
            cluster.run();
            let ready = format!("{}/health/ready", self.service.address);
            crate::support::until("the service takes its database back", || async {
                let answer = self.service.client.get(&ready).send().await;
                answer.is_ok_and(|answer| answer.status() == 200)
            })
            .await;
            self.world.database_dies.store(false, Ordering::SeqCst);
        }
        println!("{rounds} kills of the database");
    }

    fn tell(&self) {
        let journal = self.world.journal.lock().unwrap();
        let (stopped, erased) = journal.count(Act::Done);
        println!(
            "acknowledged: {} documents, {} replaced, {erased} erased, {} consents, {stopped} \
             stopped, {} openings; unanswered uploads: {}; checkpoints: {}",
            journal.documents.len(),
            journal.replaced,
            journal.consents.len(),
            journal.opened.len(),
            journal.unanswered.len(),
            journal.notes.len()
        );
    }

    /// Has the load done enough of everything for its absence to mean something?
    fn enough(&self, rounds: u64) -> Result<(), String> {
        let journal = self.world.journal.lock().unwrap();
        let (stopped, erased) = journal.count(Act::Done);
        let rounds = usize::try_from(rounds).unwrap();
        for (what, count, wanted) in [
            ("stored", journal.documents.len(), rounds),
            ("granted", journal.consents.len(), rounds),
            ("opened", journal.opened.len(), rounds),
            ("stopped", stopped, rounds),
            ("replaced", usize::try_from(journal.replaced).unwrap(), rounds.div_ceil(4)),
            ("erased", erased, rounds.div_ceil(4)),
            ("unanswered", journal.unanswered.len(), 1),
            ("checkpoints", journal.notes.len(), rounds.div_ceil(4)),
        ] {
            if count < wanted {
                return Err(format!("only {count} {what}"));
            }
        }
        Ok(())
    }

    /// Stops the service and checks everything.
    async fn end(self) -> (Arc<World>, Journal) {
        let Self { data, env, world, service, .. } = self;
        let journal = world.journal.lock().unwrap().clone();
        let service = Arc::into_inner(service).expect("no client holds it");
        let wrong = check(service, &world, &journal).await;
        assert!(wrong.is_empty(), "{wrong:#?}");
        let wrong = check_log(data, env, &journal).await;
        assert!(wrong.is_empty(), "{wrong:#?}");
        (world, journal)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_under_load_sqlite_loses_nothing_and_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut ordeal = Ordeal::begin(&data, &SETTINGS).await;
    ordeal.kill_the_service(rounds(3, 100, 2000)).await;
    let (world, journal) = ordeal.end().await;
    what_is_taken_away_is_missed(&data, &world, &journal).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_under_load_postgres_and_its_service_lose_nothing_and_start_again() {
    let Some(mut cluster) = Cluster::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let url = cluster.url();
    let env = [SETTINGS[0], SETTINGS[1], ("SAMFLYT_DATABASE_URL", url.as_str())];
    let mut ordeal = Ordeal::begin(&data, &env).await;
    ordeal.kill_the_service(rounds(2, 20, 400)).await;
    ordeal.kill_the_database(&mut cluster, rounds(1, 4, 100)).await;
    ordeal.end().await;
}

/// The control: the checks find what is not there any more.
async fn what_is_taken_away_is_missed(data: &Path, world: &Arc<World>, journal: &Journal) {
    let document = |wanted: Act| {
        let mut all = journal.documents.iter();
        all.find(|(_, doc)| doc.erased == wanted && doc.maybe.is_none()).unwrap().0.as_str()
    };
    let mut consents = journal.consents.iter();
    let stopped = consents.find(|(_, act)| **act == Act::Done).unwrap().0.as_str();
    let granted = consents.find(|(_, act)| **act == Act::Never).unwrap().0.as_str();
    let (kept, erased) = (document(Act::Never), document(Act::Done));
    let opened = *journal.opened.keys().next_back().unwrap();
    let place = Place::Sqlite(data.join("samflyt.db"));
    let mut outside = Outside::connect(&place).await;
    let id = |text: &str| outside.id(text.parse().unwrap());
    let change = format!(
        "delete from document_version where document = {kept}; \
         delete from document where id = {kept}; \
         update document set erased = null where id = {erased}; \
         update consent set standing = 'approved', ended = null where id = {stopped}; \
         update consent set standing = 'revoked' where id = {granted};",
        kept = id(kept),
        erased = id(erased),
        stopped = id(stopped),
        granted = id(granted),
    );
    outside.run(&change).await;
    let service = Service::demo_with(data, &SETTINGS).await;
    let wrong = check(service, world, journal).await;
    for taken in [kept, erased, stopped, granted] {
        assert!(wrong.iter().any(|line| line.contains(taken)), "{taken} is not missed: {wrong:#?}");
    }
    // An entry that was released and is gone, with all that came after it.
    outside.run(&format!("update log_entry set kind = 'listed' where idx = {opened}")).await;
    let wrong = check_log(data, &SETTINGS, journal).await;
    let told = format!("entry {opened} does not tell");
    assert!(wrong.iter().any(|line| line.contains(&told)), "{wrong:#?}");
    assert!(wrong.iter().any(|line| line.contains("audit verify")), "{wrong:#?}");
}
