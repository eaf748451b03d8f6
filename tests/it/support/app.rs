//! The whole program in this process, with a small cast, and a client that
//! calls its routes directly or over a socket.

use super::backend::Backend;
use super::fault::{FaultStore, Faults};
use super::http::Answer;
use super::samples::{form_type, upload_form};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use object_store::local::LocalFileSystem;
use samflyt::clock::{Clock as _, ManualClock};
use samflyt::config::Config;
use samflyt::domain::agency::{Kind, Level, MembershipState, is_orgnr};
use samflyt::domain::pid::Pid;
use samflyt::domain::text::PersonName;
use samflyt::domain::time::Day;
use samflyt::domain::{AgencyId, ChildId, GuardianshipId, PersonId, Timestamp};
use samflyt::entropy::SystemEntropy;
use samflyt::flows::agencies::{self, NewAgency};
use samflyt::flows::guardianships::{self, NewGuardianship};
use samflyt::flows::{App, people};
use samflyt::start::{self, Mode, StartError};
use samflyt::store::Place;
use samflyt::vault::blobs::Blobs;
use samflyt::web;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use uuid::Uuid;

/// The purpose that most tests use.
pub const PURPOSE: &str = "benefit-assessment";

/// Who is there: `nora` has the guardians kari and ola; `jonas` kari, and an own
/// login; `emil` is the child of a stranger, eva.
#[derive(Clone, Debug, Default)]
pub struct Cast(BTreeMap<String, Uuid>);

impl Cast {
    fn get(&self, kind: &str, name: &str) -> Uuid {
        *self.0.get(&format!("{kind}.{name}")).unwrap_or_else(|| panic!("no {kind} {name}"))
    }

    pub fn child(&self, name: &str) -> Uuid {
        self.get("child", name)
    }

    pub fn unit(&self, name: &str) -> Uuid {
        self.get("unit", name)
    }

    pub fn person(&self, name: &str) -> Uuid {
        self.get("person", name)
    }

    /// The handle of a person.
    pub fn handle_of(&self, id: Uuid) -> String {
        let found = self.0.iter().find(|(name, one)| **one == id && name.starts_with("person."));
        found.unwrap().0["person.".len()..].to_owned()
    }

    pub fn put(&mut self, kind: &str, name: &str, id: Uuid) {
        self.0.insert(format!("{kind}.{name}"), id);
    }
}

/// The program under test.
pub struct TestApp {
    pub app: App,
    pub cast: Cast,
    pub clock: ManualClock,
    pub config: Config,
    pub router: Router,
    pub dir: tempfile::TempDir,
    tokens: Mutex<BTreeMap<String, String>>,
}

/// Noon of a summer's day: where the hand of every test's clock begins.
pub fn noon() -> Timestamp {
    "2026-06-01T12:00:00Z".parse().unwrap()
}

/// Settings for a test; `more` is put over them as environment.
pub fn config(backend: &Backend, dir: &Path, more: &[(&str, &str)]) -> Config {
    let data = dir.join("data").display().to_string();
    let mut env = BTreeMap::from([
        ("SAMFLYT_DATA", data.as_str()),
        ("SAMFLYT_LIMITS_REQUESTS_PER_MINUTE", "100000000"),
        ("SAMFLYT_LIMITS_UPLOADS_AT_ONCE", "1000"),
    ]);
    if let Backend::Postgres(url) = backend {
        env.insert("SAMFLYT_DATABASE_URL", url);
    }
    env.extend(more.iter().copied());
    Config::load(None, env.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned()))).unwrap()
}

impl TestApp {
    /// The program with the usual settings and the cast.
    pub async fn start(backend: Backend) -> Self {
        Self::with(backend, &[]).await
    }

    /// The program over local files that fail as the answer's script says.
    pub async fn faulty(backend: Backend) -> (Self, Faults) {
        let faults = Faults::default();
        let script = faults.clone();
        let app = Self::on(backend, &[], |config: &Config| {
            let folder = config.data.dir.join("objects");
            std::fs::create_dir_all(&folder).unwrap();
            let files = LocalFileSystem::new_with_prefix(folder).unwrap();
            Ok(Blobs::from_store(Arc::new(FaultStore::new(Arc::new(files), script))))
        });
        (app.await, faults)
    }

    /// The program over another object store.
    pub async fn over(backend: Backend, store: Blobs) -> Self {
        Self::on(backend, &[], |_| Ok(store)).await
    }

    /// The program with other settings, and the cast.
    pub async fn with(backend: Backend, more: &[(&str, &str)]) -> Self {
        Self::on(backend, more, start::blobs).await
    }

    async fn on(
        backend: Backend,
        more: &[(&str, &str)],
        blobs: impl FnOnce(&Config) -> Result<Blobs, StartError>,
    ) -> Self {
        super::traces::install();
        let dir = tempfile::tempdir().unwrap();
        let config = config(&backend, dir.path(), more);
        let clock = ManualClock::new(noon());
        let ticking = Arc::new(clock.clone());
        let app = start::start_on(&config, Mode::Demo, ticking, Arc::new(SystemEntropy), blobs);
        let app = app.await.unwrap();
        let cast = fill(&app, noon()).await;
        Self::around(app, config, clock, dir, cast)
    }

    fn around(
        app: App,
        config: Config,
        clock: ManualClock,
        dir: tempfile::TempDir,
        cast: Cast,
    ) -> Self {
        let router = web::routes::router(web::serve::state(app.clone(), &config));
        Self { app, cast, clock, config, router, dir, tokens: Mutex::default() }
    }

    /// Another node on the same database, objects and keys.
    pub async fn second_node(&self) -> (App, Router) {
        let app = start_with(&self.config, &self.clock).await.unwrap();
        let router = web::routes::router(web::serve::state(app.clone(), &self.config));
        (app, router)
    }

    /// Stops the program and starts it again.
    pub async fn restart(self) -> Self {
        self.app.stop(Duration::from_secs(10)).await;
        self.restart_stopped().await
    }

    /// Starts the program, which was stopped, again.
    pub async fn restart_stopped(self) -> Self {
        let app = start_with(&self.config, &self.clock).await.unwrap();
        Self::around(app, self.config, self.clock, self.dir, self.cast)
    }

    /// Where the database is.
    pub fn place(&self) -> Place {
        self.config.database_place()
    }

    /// The folder with the objects.
    pub fn objects(&self) -> std::path::PathBuf {
        self.config.data.dir.join("objects")
    }

    /// Listens on loopback until the token is cancelled.
    pub async fn listen(&self) -> (SocketAddr, CancellationToken) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let state = web::serve::state(self.app.clone(), &self.config);
        let (config, until) = (self.config.clone(), stop.clone());
        tokio::spawn(async move { web::serve::serve(listener, state, &config, until).await });
        (address, stop)
    }

    /// An instant from now, in RFC 3339.
    pub fn in_days(&self, days: i64) -> String {
        self.clock.now().plus_days(days).to_string()
    }

    /// A bearer token of a persona.
    pub async fn token(&self, who: &str) -> String {
        if let Some(token) = self.tokens.lock().unwrap().get(who) {
            return token.clone();
        }
        let body = json!({"persona": who}).to_string();
        let request = Request::post("/demo/token")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .unwrap();
        let answer = self.send(request).await.expect(200);
        let token = answer.json()["token"].as_str().unwrap().to_owned();
        self.tokens.lock().unwrap().insert(who.to_owned(), token.clone());
        token
    }

    /// Forgets tokens, so that new ones are fetched.
    pub fn sign_out(&self) {
        self.tokens.lock().unwrap().clear();
    }

    /// Sends a request to the routes and reads the whole answer.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        Answer::read(self.call(request).await).await
    }

    /// Sends a request to the routes; the body is still to be read.
    pub async fn call(&self, mut request: Request<Body>) -> axum::response::Response {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9))));
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// A request by `who`; the empty name is nobody.
    pub async fn request(
        &self,
        method: &str,
        who: &str,
        path: &str,
    ) -> axum::http::request::Builder {
        let builder = Request::builder().method(method).uri(path);
        if who.is_empty() {
            return builder;
        }
        builder.header(header::AUTHORIZATION, format!("Bearer {}", self.token(who).await))
    }

    /// GET.
    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.send(self.request("GET", who, path).await.body(Body::empty()).unwrap()).await
    }

    /// DELETE.
    pub async fn delete(&self, who: &str, path: &str) -> Answer {
        self.send(self.request("DELETE", who, path).await.body(Body::empty()).unwrap()).await
    }

    /// POST of JSON.
    pub async fn post(&self, who: &str, path: &str, body: &Value) -> Answer {
        let request = self.request("POST", who, path).await;
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// PUT of JSON.
    pub async fn put(&self, who: &str, path: &str, body: &Value) -> Answer {
        let request = self.request("PUT", who, path).await;
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// A multipart body.
    pub async fn form(&self, method: &str, who: &str, path: &str, body: Vec<u8>) -> Answer {
        let request = self.request(method, who, path).await;
        let request = request.header(header::CONTENT_TYPE, form_type());
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Puts a document of category `medical` into a folder.
    pub async fn upload(&self, who: &str, child: &str, bytes: &[u8]) -> Answer {
        self.upload_as(who, child, "medical", bytes).await
    }

    /// Puts a document into a folder.
    pub async fn upload_as(&self, who: &str, child: &str, category: &str, bytes: &[u8]) -> Answer {
        let path = format!("/api/v1/children/{}/documents", self.cast.child(child));
        let form = upload_form("Brev fra sykehuset", category, "brev.pdf", bytes);
        self.form("POST", who, &path, form).await
    }

    /// Gives a consent for [`PURPOSE`] over 30 days and has everybody agree who
    /// must: the answer to the last of them, with the status of the first.
    pub async fn grant(&self, who: &str, child: &str, unit: &str, more: Value) -> Answer {
        let mut answer = self.grant_alone(who, child, unit, more).await;
        while answer.status == 201 && answer.json()["state"] == "awaiting-approval" {
            let id = answer.json()["missing"][0]["id"].as_str().unwrap().to_owned();
            let next = self.cast.handle_of(id.parse().unwrap());
            let path = format!("/api/v1/consents/{}/approve", answer.id());
            let mut agreed = self.post(&next, &path, &Value::Null).await.expect(200);
            agreed.status = answer.status;
            answer = agreed;
        }
        answer
    }

    /// Gives a consent for [`PURPOSE`] over 30 days; `more` goes over that.
    pub async fn grant_alone(&self, who: &str, child: &str, unit: &str, more: Value) -> Answer {
        let mut body = json!({
            "agency": self.cast.unit(unit),
            "purpose": PURPOSE,
            "valid_until": self.in_days(30),
        });
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        let path = format!("/api/v1/children/{}/consents", self.cast.child(child));
        self.post(who, &path, &body).await
    }

    /// Opens a document for [`PURPOSE`].
    pub async fn open(&self, who: &str, document: Uuid) -> Answer {
        self.get(who, &content(document)).await
    }

    /// Opens a part of a document for [`PURPOSE`].
    pub async fn open_range(&self, who: &str, document: Uuid, range: &str) -> Answer {
        let request = self.request("GET", who, &content(document)).await;
        self.send(request.header(header::RANGE, range).body(Body::empty()).unwrap()).await
    }

    /// The newest entries that the auditor sees, newest first, without the
    /// reading of the log itself. `filter` is a query such as `kind=opened`.
    pub async fn entries(&self, filter: &str) -> Vec<Value> {
        let path = format!("/api/v1/audit/entries?limit=500&{filter}");
        let answer = self.get("auditor", &path).await.expect(200);
        answer.json()["items"].as_array().unwrap().clone()
    }

    /// The outcome entry of an opening, when it has come.
    pub async fn outcome(&self, of: i64) -> Value {
        for _ in 0..500 {
            let found =
                self.entries("kind=delivered").await.into_iter().find(|entry| entry["of"] == of);
            if let Some(found) = found {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no outcome of {of}");
    }

    /// How many entries the log has.
    pub async fn log_size(&self) -> i64 {
        super::sql::Outside::connect(&self.place()).await.number("select size from log_head").await
    }

    /// Files in the object store, without the mark of the installation.
    pub fn object_files(&self) -> Vec<std::path::PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.objects()];
        while let Some(folder) = folders.pop() {
            let Ok(read) = std::fs::read_dir(folder) else { continue };
            for entry in read.map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else if entry.file_name() != "samflyt-installation" {
                    found.push(entry.path());
                }
            }
        }
        found.sort();
        found
    }
}

/// The address of a document's bytes for [`PURPOSE`].
pub fn content(document: Uuid) -> String {
    format!("/api/v1/documents/{document}/content?purpose={PURPOSE}")
}

/// Starts the program, in demonstration mode so that personas can sign in.
pub async fn start_with(config: &Config, clock: &ManualClock) -> Result<App, StartError> {
    start::start_with(config, Mode::Demo, Arc::new(clock.clone()), Arc::new(SystemEntropy)).await
}

/// Registers a person.
pub async fn add_person(app: &App, handle: &str) -> PersonId {
    let name = PersonName::new(&format!("Prøve {handle}")).unwrap();
    people::add_person(app, &name, None, "nb", Some(handle.to_owned())).await.unwrap()
}

/// Registers a body; organisations get an invented number.
pub async fn add_agency(app: &App, parent: Option<Uuid>, kind: Kind, name: &str) -> Uuid {
    let level = if parent.is_some() { Level::Unit } else { Level::Organisation };
    let base =
        810_000_000 + name.bytes().fold(7_u32, |n, b| (n * 31 + u32::from(b)) % 9_000_000) * 10;
    let orgnr = (base..base + 100).map(|number| number.to_string()).find(|number| is_orgnr(number));
    let new = NewAgency {
        parent: parent.map(AgencyId),
        level,
        kind,
        orgnr: orgnr.filter(|_| parent.is_none()),
        name: name.to_owned(),
    };
    agencies::add(app, new).await.unwrap().id.0
}

/// Registers a confirmed member of a unit.
pub async fn add_member(app: &App, person: PersonId, unit: Uuid, from: Timestamp) {
    let state = MembershipState::Confirmed;
    people::add_membership(app, person, AgencyId(unit), "adviser".to_owned(), state, (from, None))
        .await
        .unwrap();
}

/// Registers a guardian, by four eyes.
pub async fn add_guardian(
    app: &App,
    child: Uuid,
    person: PersonId,
    from: Timestamp,
) -> GuardianshipId {
    add_guardian_until(app, child, person, (from, None)).await
}

/// The same, with an end.
pub async fn add_guardian_until(
    app: &App,
    child: Uuid,
    person: PersonId,
    (from, until): (Timestamp, Option<Timestamp>),
) -> GuardianshipId {
    let new = NewGuardianship {
        child: ChildId(child),
        person,
        kind: "parental-responsibility".to_owned(),
        evidence: "population-register".to_owned(),
        from,
        until,
    };
    let [one, other] = operators(app).await;
    let id = guardianships::enter(app, one, new).await.unwrap();
    guardianships::confirm(app, other, id).await.unwrap();
    id
}

/// The two operators of the cast.
pub async fn operators(app: &App) -> [PersonId; 2] {
    let mut conn = app.db().read().await.unwrap();
    let mut found = Vec::new();
    for handle in ["operator", "second-operator"] {
        let row = samflyt::store::people::find_by_handle(&mut conn, handle).await.unwrap();
        found.push(row.unwrap().id());
    }
    [found[0], found[1]]
}

/// Ends the guardianship of a person over a child.
pub async fn end_guardian(app: &App, child: Uuid, person: PersonId) {
    let mut conn = app.db().read().await.unwrap();
    let all = samflyt::store::people::list_guardianships_of_child(&mut conn, ChildId(child)).await;
    drop(conn);
    let [one, _] = operators(app).await;
    let now = app.clock().now();
    for found in all.unwrap().into_iter().filter(|found| found.person == person) {
        if found.until.is_none_or(|until| until > now) {
            guardianships::end(app, one, found.id).await.unwrap();
        }
    }
}

async fn fill(app: &App, from: Timestamp) -> Cast {
    let mut cast = Cast::default();
    for handle in [
        "kari",
        "ola",
        "jonas",
        "eva",
        "nav",
        "statped",
        "hospital",
        "auditor",
        "nav-auditor",
        "operator",
        "second-operator",
    ] {
        let id = add_person(app, handle).await;
        cast.put("person", handle, id.0);
    }
    let person = |cast: &Cast, handle: &str| PersonId(cast.person(handle));
    for operator in ["operator", "second-operator"] {
        people::appoint(app, person(&cast, operator), "operator", None).await.unwrap();
    }
    for (name, kind) in
        [("nav", Kind::Welfare), ("statped", Kind::Statped), ("hospital", Kind::Hospital)]
    {
        let top = add_agency(app, None, kind, &format!("{name} (prøve)")).await;
        let unit = add_agency(app, Some(top), kind, &format!("{name}, enhet (prøve)")).await;
        cast.put("unit", &format!("{name}-org"), top);
        cast.put("unit", name, unit);
        add_member(app, person(&cast, name), unit, from).await;
    }
    for (number, (name, year, guardians)) in
        [("nora", 2017, &["kari", "ola"][..]), ("jonas", 2012, &["kari"]), ("emil", 2019, &["eva"])]
            .into_iter()
            .enumerate()
    {
        let born = Day::new(year, 3, 4 + u8::try_from(number).unwrap()).unwrap();
        let pid = (0..300).find_map(|serial| Pid::synthesize(born, serial));
        let login = (name == "jonas").then(|| person(&cast, "jonas"));
        let called = PersonName::new(&format!("Barn {name}")).unwrap();
        let id = people::add_child(app, &called, born, pid.as_ref(), login).await.unwrap();
        cast.put("child", name, id.0);
        for guardian in guardians {
            add_guardian(app, id.0, person(&cast, guardian), from).await;
        }
    }
    let nav = AgencyId(cast.unit("nav-org"));
    people::appoint(app, person(&cast, "auditor"), "auditor", None).await.unwrap();
    people::appoint(app, person(&cast, "nav-auditor"), "auditor", Some(nav)).await.unwrap();
    cast
}
