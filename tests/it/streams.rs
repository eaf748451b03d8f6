//! Streams end when their right ends, and only then; and however one ends, the
//! log tells it once.

use crate::support::app::{TestApp, content};
use crate::support::backend::{Backend, on_both};
use crate::support::fault::{Fault, FaultStore, Faults, Op};
use crate::support::http::Answer;
use crate::support::samples::{Form, pdf};
use crate::support::sql::Outside;
use crate::support::until;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::response::Response;
use http_body_util::BodyExt as _;
use object_store::memory::InMemory;
use samflyt::clock::Clock as _;
use samflyt::domain::agency::MembershipState;
use samflyt::domain::{AgencyId, PersonId, Timestamp};
use samflyt::flows::people;
use samflyt::vault::blobs::Blobs;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower::ServiceExt as _;
use uuid::Uuid;

on_both!(
    the_end_of_a_time_is_exact_for_what_waits_to_leave,
    an_end_that_somebody_makes_cuts_within_a_second,
    a_slow_object_store_does_not_hold_up_a_cut,
    a_stream_keeps_to_the_version_that_was_opened,
    many_streams_live_while_one_is_cut,
    a_revocation_on_another_node_cuts_within_a_second,
    nothing_flows_on_facts_that_cannot_be_read,
    a_client_that_leaves_while_the_store_is_slow_has_its_outcome,
    an_opening_that_the_store_fails_names_its_entry,
    an_outcome_waits_for_the_database_and_is_told_once,
);

const HOUR: i64 = 3_600_000_000;
/// Bytes that the vault reads at once.
const FIRST_READ: usize = 8 * 65_536;

/// A document on its way: some of it came, more waits.
struct Running {
    entry: i64,
    first: Bytes,
    rest: Response,
}

impl Running {
    async fn begin(app: &TestApp, router: &Router, who: &str, path: &str) -> Self {
        let mut request = app.request("GET", who, path).await.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9))));
        let mut rest = router.clone().oneshot(request).await.unwrap();
        assert_eq!(rest.status(), 200);
        let entry = rest.headers()["samflyt-entry"].to_str().unwrap().parse().unwrap();
        let first = rest.body_mut().frame().await.unwrap().unwrap().into_data().unwrap();
        Self { entry, first, rest }
    }

    async fn open(app: &TestApp, who: &str, document: Uuid) -> Self {
        Self::begin(app, &app.router, who, &content(document)).await
    }

    /// The very next thing that comes is the cut.
    async fn cut_now(mut self) -> i64 {
        let next = self.rest.body_mut().frame().await;
        assert!(matches!(next, Some(Err(_))), "bytes after the end: {next:?}");
        self.entry
    }

    /// All of it.
    async fn whole(self) -> Vec<u8> {
        let rest = Answer::read(self.rest).await;
        assert!(!rest.cut, "cut after {} bytes", self.first.len() + rest.body.len());
        [self.first, rest.body].concat()
    }
}

async fn ended(app: &TestApp, entry: i64, reason: &str) {
    let outcome = app.outcome(entry).await;
    assert_eq!((&outcome["outcome"], &outcome["reason"]), (&json!("cut"), &json!(reason)));
}

/// A member of the unit of `statped`, and a guardian of Nora, until then.
async fn with_ends(app: &mut TestApp, until: Timestamp) {
    let from = app.clock.now();
    for who in ["temp", "aunt"] {
        let id = crate::support::app::add_person(&app.app, who).await;
        app.cast.put("person", who, id.0);
    }
    let (temp, aunt) = (app.cast.person("temp"), app.cast.person("aunt"));
    let (unit, confirmed) = (AgencyId(app.cast.unit("statped")), MembershipState::Confirmed);
    let role = "adviser".to_owned();
    let window = (from, Some(until));
    people::add_membership(&app.app, PersonId(temp), unit, role, confirmed, window).await.unwrap();
    let (nora, aunt) = (app.cast.child("nora"), PersonId(aunt));
    crate::support::app::add_guardian_until(&app.app, nora, aunt, window).await;
}

async fn the_end_of_a_time_is_exact_for_what_waits_to_leave(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let end = app.clock.now().plus_micros(HOUR);
    with_ends(&mut app, end).await;
    let document = app.upload("kari", "nora", &pdf(2_000_000, 1)).await.expect(201).id();
    let more = json!({"documents": [document], "valid_until": end.to_string()});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    let statped = json!({"documents": [document]});
    app.grant("kari", "nora", "statped", statped).await.expect(201);
    let mut longer = Running::open(&app, "statped", document).await;
    let mut running = Vec::new();
    for (who, reason) in [("nav", "expired"), ("temp", "not-a-member"), ("aunt", "no-consent")] {
        running.push((Running::open(&app, who, document).await, reason));
    }
    app.clock.set(end.plus_micros(-1));
    for (one, _) in &mut running {
        let next = one.rest.body_mut().frame().await;
        assert!(matches!(next, Some(Ok(_))), "a microsecond before the end: {next:?}");
    }
    // By now the next bytes wait for whoever takes them.
    tokio::time::sleep(Duration::from_millis(100)).await;
    app.clock.set(end);
    for (one, reason) in running {
        let entry = one.cut_now().await;
        ended(&app, entry, reason).await;
    }
    let next = longer.rest.body_mut().frame().await;
    assert!(matches!(next, Some(Ok(_))), "another's end is not its own: {next:?}");
    assert!(!longer.first.is_empty());
}

async fn an_end_that_somebody_makes_cuts_within_a_second(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    with_ends(&mut app, crate::support::app::noon().plus_micros(HOUR)).await;
    let document = app.upload("kari", "nora", &pdf(2_000_000, 1)).await.expect(201).id();
    let more = json!({"documents": [document]});
    let consent = app.grant("kari", "nora", "nav", more.clone()).await.expect(201).id();
    for unit in ["hospital", "statped"] {
        app.grant("kari", "nora", unit, more.clone()).await.expect(201);
    }
    let temp = Running::open(&app, "temp", document).await;
    let aunt = Running::open(&app, "aunt", document).await;
    let nav = Running::open(&app, "nav", document).await;
    let hospital = Running::open(&app, "hospital", document).await;

    let mut conn = app.app.db().read().await.unwrap();
    let person = PersonId(app.cast.person("temp"));
    let places = samflyt::store::people::list_memberships(&mut conn, person).await.unwrap();
    drop(conn);
    people::set_membership(&app.app, places[0].id, MembershipState::Ended).await.unwrap();
    let (nora, person) = (app.cast.child("nora"), PersonId(app.cast.person("aunt")));
    crate::support::app::end_guardian(&app.app, nora, person).await;
    app.post("kari", &format!("/api/v1/consents/{consent}/revoke"), &json!({})).await.expect(200);
    let unit = AgencyId(app.cast.unit("hospital"));
    samflyt::flows::agencies::set_active(&app.app, unit, false).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    for (one, reason) in [
        (temp, "not-a-member"),
        (aunt, "no-consent"),
        (nav, "revoked"),
        (hospital, "agency-inactive"),
    ] {
        let entry = one.cut_now().await;
        ended(&app, entry, reason).await;
    }
    until("the streams' end", || async { app.app.open_streams() == 0 }).await;
}

async fn slow(backend: Backend) -> (TestApp, Faults) {
    let faults = Faults::default();
    let store = Arc::new(FaultStore::new(Arc::new(InMemory::new()), faults.clone()));
    (TestApp::over(backend, Blobs::from_store(store)).await, faults)
}

async fn a_slow_object_store_does_not_hold_up_a_cut(backend: Backend) {
    let (app, faults) = slow(backend).await;
    let document = app.upload("kari", "nora", &pdf(2_000_000, 1)).await.expect(201).id();
    let more = json!({"documents": [document]});
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    // The first read comes at once, the second one in a minute.
    faults.add(Op::Get, 1, usize::MAX, Fault::Slow(Duration::from_mins(1)));
    let mut running = Running::open(&app, "nav", document).await;
    let mut came = running.first.len();
    while came < FIRST_READ {
        let next = running.rest.body_mut().frame().await.unwrap().unwrap();
        came += next.into_data().unwrap().len();
    }
    until("the slow read", || async { faults.fired() == 1 }).await;
    app.post("kari", &format!("/api/v1/consents/{consent}/revoke"), &json!({})).await.expect(200);
    let entry = running.entry;
    let within = Duration::from_secs(1);
    let cut = async {
        while let Some(next) = running.rest.body_mut().frame().await {
            if next.is_err() {
                return;
            }
        }
        panic!("it ended as if it were whole");
    };
    tokio::time::timeout(within, cut).await.expect("the cut waits for the store");
    ended(&app, entry, "revoked").await;

    // Nor does the end of the service wait for it.
    faults.clear();
    faults.add(Op::Get, 1, usize::MAX, Fault::Slow(Duration::from_mins(1)));
    let running = Running::open(&app, "kari", document).await;
    let begun = Instant::now();
    app.app.stop(Duration::from_secs(20)).await;
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert!(Answer::read(running.rest).await.cut);
}

async fn a_stream_keeps_to_the_version_that_was_opened(backend: Backend) {
    // No scanner answers: what comes in waits for it.
    let nowhere = [("SAMFLYT_SCANNER_ADDRESS", "unix:/nonexistent/clamd.sock")];
    let app = TestApp::with(backend, &nowhere).await;
    let bytes = pdf(2_000_000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let more = json!({"documents": [document]});
    app.grant("kari", "nora", "nav", more).await.expect(201);
    app.open("nav", document).await.problem(403, "not-scanned");
    let mut outside = Outside::connect(&app.place()).await;
    outside.run("update document_version set scan = 'clean' where version = 1").await;
    let goes_on = Running::open(&app, "nav", document).await;
    let is_cut = Running::open(&app, "nav", document).await;

    let form = Form::default().file("ny.pdf", &pdf(3000, 2)).end();
    let path = format!("/api/v1/documents/{document}/content");
    let replaced = app.form("PUT", "kari", &path, form).await.expect(201);
    assert_eq!(replaced.json()["scan"], "pending");
    app.open("nav", document).await.problem(403, "not-scanned");
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert!(goes_on.whole().await == bytes, "a newer version ends no stream");

    // What is found in the version that flows does.
    outside.run("update document_version set scan = 'infected' where version = 1").await;
    app.upload("kari", "nora", &pdf(3000, 3)).await.expect(201);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let entry = is_cut.cut_now().await;
    ended(&app, entry, "infected").await;
}

async fn many_streams_live_while_one_is_cut(backend: Backend) {
    const DOCUMENTS: usize = 30;
    const EACH: usize = 10;
    let app = TestApp::start(backend).await;
    let bytes = pdf(300_000, 1);
    let mut documents = Vec::new();
    for _ in 0..DOCUMENTS {
        documents.push(app.upload("kari", "nora", &bytes).await.expect(201).id());
    }
    let more = json!({"documents": documents});
    let stopped = app.grant("kari", "nora", "nav", more.clone()).await.expect(201).id();
    app.grant("kari", "nora", "statped", more).await.expect(201);
    let mut live = Vec::new();
    for document in &documents {
        for number in 0..EACH {
            let who = if number % 2 == 0 { "kari" } else { "statped" };
            live.push(Running::open(&app, who, *document).await);
        }
    }
    let cut = Running::open(&app, "nav", documents[0]).await;
    assert_eq!(app.app.open_streams(), DOCUMENTS * EACH + 1);
    let path = format!("/api/v1/consents/{stopped}/revoke");
    app.post("kari", &path, &json!({})).await.expect(200);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let entry = cut.cut_now().await;
    ended(&app, entry, "revoked").await;
    // Longer than a stream may flow unconfirmed.
    tokio::time::sleep(Duration::from_secs(1)).await;
    for one in live {
        assert!(one.whole().await == bytes);
    }
    until("the streams' end", || async { app.app.open_streams() == 0 }).await;
}

async fn a_revocation_on_another_node_cuts_within_a_second(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(2_000_000, 1)).await.expect(201).id();
    let more = json!({"documents": [document]});
    let consent = app.grant("kari", "nora", "nav", more).await.expect(201).id();
    app.token("nav").await;
    let (other, router) = app.second_node().await;
    let running = Running::begin(&app, &router, "nav", &content(document)).await;
    assert_eq!((app.app.open_streams(), other.open_streams()), (0, 1));
    app.post("kari", &format!("/api/v1/consents/{consent}/revoke"), &json!({})).await.expect(200);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let entry = running.cut_now().await;
    ended(&app, entry, "revoked").await;
    other.stop(Duration::from_secs(5)).await;
}

async fn nothing_flows_on_facts_that_cannot_be_read(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(2_000_000, 1)).await.expect(201).id();
    let running = Running::open(&app, "kari", document).await;
    let mut outside = Outside::connect(&app.place()).await;
    outside.run("alter table log_head rename to away").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let entry = running.cut_now().await;
    outside.run("alter table away rename to log_head").await;
    ended(&app, entry, "unknown").await;
}

async fn a_client_that_leaves_while_the_store_is_slow_has_its_outcome(backend: Backend) {
    let (app, faults) = slow(backend).await;
    let document = app.upload("kari", "nora", &pdf(300_000, 1)).await.expect(201).id();
    faults.add(Op::Get, 0, 1, Fault::Slow(Duration::from_millis(1500)));
    let request = app.request("GET", "kari", &content(document)).await;
    let mut request = request.body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9))));
    let router = app.router.clone();
    let client = tokio::spawn(async move { router.oneshot(request).await.is_ok() });
    until("the first read", || async { faults.fired() == 1 }).await;
    client.abort();
    assert!(client.await.unwrap_err().is_cancelled(), "it left before the answer");
    let opened = app.entries("kind=opened").await[0]["index"].as_i64().unwrap();
    ended(&app, opened, "client-gone").await;
    assert_eq!(app.outcome(opened).await["bytes"], 0);
}

async fn an_opening_that_the_store_fails_names_its_entry(backend: Backend) {
    let (app, faults) = slow(backend).await;
    let document = app.upload("kari", "nora", &pdf(300_000, 1)).await.expect(201).id();
    faults.add(Op::Get, 0, usize::MAX, Fault::Before);
    let answer = app.open("kari", document).await.problem(503, "busy");
    assert!(!answer.header("retry-after").is_empty());
    let opened = &app.entries("kind=opened").await[0];
    assert_eq!(opened["index"], answer.entry());
    ended(&app, answer.entry(), "storage").await;
}

async fn an_outcome_waits_for_the_database_and_is_told_once(backend: Backend) {
    let app = TestApp::start(backend).await;
    let bytes = pdf(300_000, 1);
    let document = app.upload("kari", "nora", &bytes).await.expect(201).id();
    let running = Running::open(&app, "kari", document).await;
    let entry = running.entry;
    let mut outside = Outside::connect(&app.place()).await;
    // The log can be read, and not written, for longer than a few attempts take.
    outside.run("alter table log_entry rename to away").await;
    assert!(running.whole().await == bytes);
    tokio::time::sleep(Duration::from_secs(4)).await;
    outside.run("alter table away rename to log_entry").await;
    let outcome = app.outcome(entry).await;
    assert_eq!(outcome["outcome"], "complete");
    let told = app.entries("kind=delivered").await;
    let told: Vec<&Value> = told.iter().filter(|one| one["of"] == entry).collect();
    assert_eq!(told.len(), 1, "{told:?}");
}
