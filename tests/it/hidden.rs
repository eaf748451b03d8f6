//! What is hidden from a guardian is as if it had never been. Two worlds have
//! the same number of events at the same instants: in one a unit and a document of
//! Nora's are hidden from Ola, in the other the same things happen in the folder
//! of a child that Ola has nothing to do with. Every answer that Ola gets must be
//! the same in both.

use crate::requests::number;
use crate::support::app::{PURPOSE, TestApp, operators};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use samflyt::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId};
use samflyt::flows::guardianships::{self, NewGuardianship};
use samflyt::flows::notices::chores;
use samflyt::flows::shields::{self, NewShield};
use samflyt::store::shields::Hidden;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

on_both!(a_shielded_world_looks_like_one_where_it_never_happened);
on_both!(shields_hide_each_kind_of_thing_and_are_lifted);
on_both!(a_shield_holds_in_every_capacity);
on_both!(only_an_operator_hides_and_only_what_is_there);

/// Where the secret happens, by whom, and from whom it is hidden.
struct Side {
    child: &'static str,
    guardian: &'static str,
    hidden_from: &'static str,
}

const SHIELDED: Side = Side { child: "nora", guardian: "kari", hidden_from: "ola" };
const ELSEWHERE: Side = Side { child: "emil", guardian: "eva", hidden_from: "tor" };

/// The secret of a world: ids that Ola might have heard of.
struct Secret {
    document: Uuid,
    consent: Uuid,
    request: Uuid,
    pack: Uuid,
    entries: Vec<i64>,
}

async fn hide(app: &TestApp, side: &Side, hidden: Hidden) -> samflyt::domain::ShieldId {
    let [one, _] = operators(&app.app).await;
    let new = NewShield {
        child: ChildId(app.cast.child(side.child)),
        person: PersonId(app.cast.person(side.hidden_from)),
        hidden,
        ground: "violence".to_owned(),
        words: None,
    };
    shields::set(&app.app, one, new).await.unwrap()
}

/// What both know, then what is hidden, then what both know again.
async fn world(backend: Backend, side: &Side) -> (TestApp, Secret) {
    let mut app = TestApp::start(backend).await;
    // Whose guardianship over Emil nobody has confirmed: nobody asks Tor either.
    let tor = crate::support::app::add_person(&app.app, "tor").await;
    app.cast.put("person", "tor", tor.0);
    let [operator, _] = operators(&app.app).await;
    let new = NewGuardianship {
        child: ChildId(app.cast.child("emil")),
        person: tor,
        kind: "parental-responsibility".to_owned(),
        evidence: "population-register".to_owned(),
        from: crate::support::app::noon(),
        until: None,
    };
    guardianships::enter(&app.app, operator, new).await.unwrap();
    let open = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let plan = app.upload_as("ola", "nora", "plan", &pdf(3000, 2)).await.expect(201).id();
    app.grant("kari", "nora", "nav", json!({"documents": [open, plan]})).await.expect(201);
    let opened = app.open("nav", open).await.expect(200).entry();
    ended(&app, opened).await;

    // From here on hidden.
    let from = app.log_size().await;
    hide(&app, side, Hidden::Unit(AgencyId(app.cast.unit("hospital-org")))).await;
    let document = app.upload(side.guardian, side.child, &pdf(3000, 3)).await.expect(201).id();
    let shield = hide(&app, side, Hidden::Document(DocumentId(document))).await;
    let more = json!({
        "documents": [document],
        "categories": ["medical"],
        "also_later": true,
        "actions": ["open", "contribute"],
        "purpose": "treatment",
    });
    let given = app.grant_alone(side.guardian, side.child, "hospital", more).await.expect(201);
    assert_eq!(given.json()["state"], "in-force", "whoever may not know is not asked");
    let consent = given.id();
    app.get("hospital", "/api/v1/shared").await.expect(200);
    let path = format!("/api/v1/documents/{document}/content?purpose=treatment");
    let opened = app.get("hospital", &path).await.expect(200).entry();
    ended(&app, opened).await;
    let letter = format!("/api/v1/children/{}/documents", app.cast.child(side.child));
    let form =
        crate::support::samples::upload_form("Epikrise", "medical", "brev.pdf", &pdf(3000, 4));
    app.form("POST", "hospital", &letter, form).await.expect(201);
    app.get("statped", &path).await.expect(404);
    // The unit asks, is told no, asks again; what it would need is remembered.
    let request = ask(&app, side).await;
    let decline = format!("/api/v1/requests/{request}/decline");
    app.post(side.guardian, &decline, &Value::Null).await.expect(200);
    let request = ask(&app, side).await;
    let packs = format!("/api/v1/children/{}/packs", app.cast.child(side.child));
    let selection = json!({"name": "Til sykehuset", "documents": [document]});
    let pack = app.post(side.guardian, &packs, &selection).await.expect(201).id();
    let narrower = json!({"valid_until": app.in_days(10)});
    let revise = format!("/api/v1/consents/{consent}/revise");
    app.post(side.guardian, &revise, &narrower).await.expect(200);
    app.get(side.guardian, &format!("/api/v1/consents/{consent}/receipt")).await.expect(200);
    let revoke = format!("/api/v1/consents/{consent}/revoke");
    app.post(side.guardian, &revoke, &Value::Null).await.expect(200);
    app.get("hospital", &path).await.expect(403);
    let to = app.log_size().await;
    let _ = shield;

    // What both see again.
    let path = format!("/api/v1/children/{}/profile", app.cast.child("nora"));
    app.put("kari", &path, &json!({"about": "Jeg liker vann."})).await.expect(201);
    for who in ["kari", "ola"] {
        crate::emergency::answer(&app, who, "nora", true).await.expect(200);
    }
    let nav = json!({"child": number("nora"), "unit": app.cast.unit("nav"), "purpose": PURPOSE,
        "categories": ["decision"], "until": app.in_days(20)});
    app.post("nav", "/api/v1/requests", &nav).await.expect(201);
    let packs = format!("/api/v1/children/{}/packs", app.cast.child("nora"));
    let selection = json!({"name": "Til NAV", "documents": [open], "categories": ["plan"]});
    app.post("kari", &packs, &selection).await.expect(201);
    let late = app.upload_as("kari", "nora", "plan", &pdf(3000, 5)).await.expect(201).id();
    app.grant("ola", "nora", "statped", json!({"documents": [late]})).await.expect(201);
    chores::follow_log(&app.app).await.unwrap();
    (app, Secret { document, consent, request, pack, entries: (from..to).collect() })
}

/// Waits for the outcome of an opening, without asking: what is asked is told too, and
/// would count differently in the two worlds.
async fn ended(app: &TestApp, opened: i64) {
    let mut outside = Outside::connect(&app.place()).await;
    let told = format!("select count(*) from log_entry where of_idx = {opened}");
    for _ in 0..500 {
        if outside.number(&told).await > 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("no outcome of {opened}");
}

/// A request of the hospital to the family of this side.
async fn ask(app: &TestApp, side: &Side) -> Uuid {
    let body = json!({
        "child": number(side.child), "unit": app.cast.unit("hospital"), "purpose": "treatment",
        "categories": ["medical"], "until": app.in_days(20),
    });
    app.post("hospital", "/api/v1/requests", &body).await.expect(201).id()
}

/// Replaces what cannot be the same in two worlds, each id by the order in which it
/// was first met.
#[derive(Default)]
struct Plain {
    ids: BTreeMap<String, usize>,
}

impl Plain {
    fn text(&mut self, text: &str) -> String {
        if let Ok(value) = serde_json::from_str::<Value>(text) {
            return self.value(&value).to_string();
        }
        self.word(text)
    }

    fn value(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.word(text)),
            Value::Array(all) => {
                let mut all: Vec<Value> = all.iter().map(|one| self.value(one)).collect();
                // Lists of ids, and of what a receipt covers, are in the order of random ids.
                let is_id = |one: &Value| {
                    let id = one.get("@id").filter(|_| one.get("dct:title").is_some());
                    let id = id.unwrap_or(one).as_str();
                    id.is_some_and(|id| id.trim_start_matches("urn:uuid:").starts_with("id"))
                };
                if all.iter().all(is_id) {
                    all.sort_by_key(ToString::to_string);
                }
                Value::Array(all)
            }
            Value::Object(fields) => {
                let plain = fields.iter().map(|(name, one)| {
                    let random = ["salt", "canonical", "checkpoint", "vkey", "request_id", "proof"];
                    let one = if random.contains(&name.as_str()) {
                        Value::String("random".to_owned())
                    } else {
                        self.value(one)
                    };
                    (name.clone(), one)
                });
                Value::Object(plain.collect())
            }
            other => other.clone(),
        }
    }

    fn word(&mut self, text: &str) -> String {
        let hex = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hex {
            return "hash".to_owned();
        }
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = (0..rest.len().saturating_sub(35))
            .find(|at| rest.get(*at..at + 36).is_some_and(|word| word.parse::<Uuid>().is_ok()))
        {
            plain.push_str(&rest[..at]);
            let next = self.ids.len();
            let number = *self.ids.entry(rest[at..at + 36].to_owned()).or_insert(next);
            plain.push_str("id");
            plain.push_str(&number.to_string());
            rest = &rest[at + 36..];
        }
        plain + rest
    }

    fn answer(&mut self, what: &str, answer: &Answer) -> String {
        let mut headers: Vec<String> = answer
            .headers
            .iter()
            .filter(|(name, _)| {
                !["content-length", "date", "etag", "x-request-id"].contains(&name.as_str())
            })
            .map(|(name, value)| format!("{name}: {}", self.word(value.to_str().unwrap())))
            .collect();
        headers.sort();
        let body = match std::str::from_utf8(&answer.body) {
            Ok(text) => self.text(text),
            Err(_) => format!("{} bytes", answer.body.len()),
        };
        format!("{what}\n{} {}\n{body}\n", answer.status, headers.join(" | "))
    }
}

/// Everything that Ola can ask, and every answer.
#[expect(clippy::too_many_lines, reason = "a list of questions")]
async fn seen(app: &TestApp, secret: &Secret) -> Vec<String> {
    let (mut plain, mut seen) = (Plain::default(), Vec::new());
    let nora = app.cast.child("nora");
    let mut look = async |method: &str, path: String, body: Option<Value>| {
        let answer = match (method, &body) {
            ("POST", _) => app.post("ola", &path, body.as_ref().unwrap_or(&Value::Null)).await,
            ("PUT", Some(body)) => {
                let request = app.request("PUT", "ola", &path).await;
                let request = request.header("content-type", "application/json");
                app.send(request.body(body.to_string().into()).unwrap()).await
            }
            ("DELETE", _) => app.delete("ola", &path).await,
            _ => app.get("ola", &path).await,
        };
        let shown = plain.answer(&format!("{method} {}", plain_path(&path)), &answer);
        seen.push(shown);
        answer
    };
    look("GET", "/api/v1/me".to_owned(), None).await;
    look("GET", "/api/v1/children".to_owned(), None).await;
    look("GET", format!("/api/v1/children/{nora}/ages"), None).await;
    // Lists, whole and page by page, and whatever they name.
    let mut documents = Vec::new();
    let mut consents = Vec::new();
    let lists: [(&str, &[u32]); 3] =
        [("documents", &[1, 2, 500]), ("consents", &[1, 2, 500]), ("log", &[1, 3, 500])];
    for (what, limits) in lists {
        for limit in limits {
            let mut cursor = String::new();
            loop {
                let path = format!("/api/v1/children/{nora}/{what}?limit={limit}{cursor}");
                let page = look("GET", path, None).await.expect(200).json();
                for item in page["items"].as_array().unwrap() {
                    let id = item["id"].as_str().and_then(|id| id.parse::<Uuid>().ok());
                    match what {
                        "documents" => documents.extend(id),
                        "consents" => consents.extend(id),
                        _ => {}
                    }
                }
                match page["next"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
        }
    }
    documents.sort_unstable();
    documents.dedup();
    consents.sort_unstable();
    consents.dedup();
    assert!(!documents.contains(&secret.document) && !consents.contains(&secret.consent));
    assert_eq!((documents.len(), consents.len()), (4, 2));
    for state in ["in-force", "revoked", "expired", "awaiting-approval"] {
        look("GET", format!("/api/v1/children/{nora}/consents?state={state}"), None).await;
    }
    for filter in [
        "kind=opened",
        "kind=consent-revoked",
        "kind=shield-set",
        "outcome=refused",
        "purpose=treatment",
    ] {
        look("GET", format!("/api/v1/children/{nora}/log?{filter}"), None).await;
    }
    // In the order of the lists, so that both worlds are asked alike.
    let listed = app.get("ola", &format!("/api/v1/children/{nora}/documents")).await.json();
    for item in listed["items"].as_array().unwrap() {
        let id = item["id"].as_str().unwrap();
        look("GET", format!("/api/v1/documents/{id}"), None).await;
        let opened = look("GET", format!("/api/v1/documents/{id}/content"), None).await;
        ended(app, opened.entry()).await;
        look("GET", format!("/api/v1/documents/{id}/holders"), None).await;
    }
    let listed = app.get("ola", &format!("/api/v1/children/{nora}/consents")).await.json();
    for item in listed["items"].as_array().unwrap() {
        let id = item["id"].as_str().unwrap();
        look("GET", format!("/api/v1/consents/{id}"), None).await;
        look("GET", format!("/api/v1/consents/{id}/receipt"), None).await;
    }
    // Everything else that a folder has.
    for path in ["ages", "emergency", "packs", "profile", "holders", "erasure"] {
        look("GET", format!("/api/v1/children/{nora}/{path}"), None).await.expect(200);
    }
    let asked = look("GET", "/api/v1/requests".to_owned(), None).await.expect(200).json();
    assert_eq!(asked["items"].as_array().unwrap().len(), 1, "{asked}");
    for state in ["seen", "declined", "sent"] {
        look("GET", format!("/api/v1/requests?state={state}"), None).await.expect(200);
    }
    for limit in ["1", "500"] {
        look("GET", format!("/api/v1/notices?limit={limit}"), None).await.expect(200);
    }
    // What Ola might have heard of: the same as what does not exist.
    let (document, consent) = (secret.document, secret.consent);
    for path in [
        format!("/api/v1/documents/{document}"),
        format!("/api/v1/documents/{document}/content"),
        format!("/api/v1/documents/{document}/holders"),
        format!("/api/v1/consents/{consent}"),
        format!("/api/v1/consents/{consent}/receipt"),
    ] {
        look("GET", path, None).await.expect(404);
    }
    for act in ["approve", "decline", "revoke"] {
        look("POST", format!("/api/v1/consents/{consent}/{act}"), None).await.expect(404);
    }
    let (request, pack) = (secret.request, secret.pack);
    for act in ["grant", "decline"] {
        let body = Some(json!({}));
        look("POST", format!("/api/v1/requests/{request}/{act}"), body).await.expect(404);
    }
    let to = json!({"recipients": [{
        "agency": app.cast.unit("statped"), "purpose": "treatment", "valid_until": app.in_days(5),
    }]});
    look("POST", format!("/api/v1/packs/{pack}/give"), Some(to)).await.expect(404);
    look("DELETE", format!("/api/v1/packs/{pack}"), None).await.expect(404);
    for act in ["revise", "preview"] {
        let body = json!({"valid_until": app.in_days(5)});
        look("POST", format!("/api/v1/consents/{consent}/{act}"), Some(body)).await.expect(404);
    }
    look("DELETE", format!("/api/v1/documents/{document}"), None).await.expect(404);
    for act in ["consents", "consents/preview"] {
        let body = json!({
            "agency": app.cast.unit("statped"),
            "purpose": "treatment",
            "documents": [document],
            "valid_until": app.in_days(5),
        });
        look("POST", format!("/api/v1/children/{nora}/{act}"), Some(body)).await.expect(422);
        // The hidden unit is in the public directory, and as new to Ola as any.
        let body = json!({
            "agency": app.cast.unit("hospital"),
            "purpose": "treatment",
            "categories": ["plan"],
            "also_later": true,
            "valid_until": app.in_days(5),
        });
        let path = format!("/api/v1/children/{nora}/{act}");
        if act == "consents/preview" {
            look("POST", path, Some(body)).await.expect(200);
        }
    }
    for index in &secret.entries {
        for path in ["", "/proof"] {
            let path = format!("/api/v1/audit/entries/{index}{path}");
            look("GET", path, None).await.expect(404);
        }
    }
    for what in ["holders", "erasure"] {
        look("GET", format!("/api/v1/children/{nora}/{what}"), None).await;
    }
    for method in ["POST", "DELETE"] {
        look(method, format!("/api/v1/children/{nora}/erasure"), None).await;
    }
    look("GET", format!("/api/v1/children/{nora}/log?limit=500"), None).await;
    // File by file: an archive holds random salts.
    let copy = app.get("ola", &format!("/api/v1/children/{nora}/export")).await.expect(200);
    ended(app, copy.entry()).await;
    for (name, bytes) in crate::folder_copy::unzip_in_order(&copy.body) {
        let text = std::str::from_utf8(&bytes).map(|text| match name.as_str() {
            "log-bundle.jsonl" | "log-key.txt" => text.lines().count().to_string(),
            "log.jsonl" => text.lines().map(|line| plain.text(line) + "\n").collect(),
            _ => plain.text(text),
        });
        let text = text.unwrap_or_default();
        seen.push(format!("{} {text}", plain_path(&name)));
    }
    seen
}

fn plain_path(path: &str) -> String {
    Plain::default().word(path)
}

async fn a_shielded_world_looks_like_one_where_it_never_happened(backend: Backend) {
    let mut answers = Vec::new();
    for side in [&SHIELDED, &ELSEWHERE] {
        // Each world has a database of its own.
        let (app, secret) = world(backend.another().await, side).await;
        answers.push(seen(&app, &secret).await);
    }
    let [shielded, never] = <[Vec<String>; 2]>::try_from(answers).unwrap();
    for (number, (one, other)) in shielded.iter().zip(&never).enumerate() {
        assert_eq!(one, other, "answer {number}");
    }
    assert_eq!(shielded.len(), never.len());
    assert!(shielded.len() > 150, "{}", shielded.len());
}

async fn shields_hide_each_kind_of_thing_and_are_lifted(backend: Backend) {
    let app = TestApp::start(backend).await;
    let nora = app.cast.child("nora");
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let consent =
        app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201).id();
    let opened = app.open("nav", document).await.expect(200).entry();
    ended(&app, opened).await;
    let log = format!("/api/v1/children/{nora}/log?limit=500");
    let shows = async |what: &str| {
        let log = app.get("ola", &log).await.json();
        log["items"].as_array().unwrap().iter().any(|one| one.to_string().contains(what))
    };
    let paths = [
        (Hidden::Document(DocumentId(document)), format!("/api/v1/documents/{document}")),
        (Hidden::Consent(ConsentId(consent)), format!("/api/v1/consents/{consent}")),
        (Hidden::Unit(AgencyId(app.cast.unit("nav-org"))), format!("/api/v1/consents/{consent}")),
        (Hidden::Entry(opened), format!("/api/v1/audit/entries/{opened}")),
    ];
    let [operator, _] = operators(&app.app).await;
    for (hidden, path) in paths {
        app.get("ola", &path).await.expect(200);
        let shield = hide(&app, &SHIELDED, hidden).await;
        app.get("ola", &path).await.expect(404);
        app.get("kari", &path).await.expect(200);
        if let Hidden::Document(_) = hidden {
            assert!(!shows(&document.to_string()).await);
        }
        assert!(!shows("shield-set").await, "nor that something is hidden");
        // The auditor sees it, with the ground.
        let told = app.entries("kind=shield-set").await.remove(0);
        assert_eq!(told["reason"], "violence", "{told}");
        shields::lift(&app.app, operator, shield).await.unwrap();
        app.get("ola", &path).await.expect(200);
    }
}

async fn a_shield_holds_in_every_capacity(backend: Backend) {
    let app = TestApp::start(backend).await;
    // Ola works where the document is shared.
    let ola = PersonId(app.cast.person("ola"));
    let from = crate::support::app::noon();
    crate::support::app::add_member(&app.app, ola, app.cast.unit("nav"), from).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    app.grant("kari", "nora", "nav", json!({"documents": [document]})).await.expect(201);
    app.open("ola", document).await.expect(200);
    hide(&app, &SHIELDED, Hidden::Document(DocumentId(document))).await;
    app.open("ola", document).await.expect(404);
    app.open("nav", document).await.expect(200);
    let cases = app.get("ola", "/api/v1/shared").await.json();
    assert!(!cases.to_string().contains(&document.to_string()), "{cases}");
    // Also when the guardianship is over.
    crate::support::app::end_guardian(&app.app, app.cast.child("nora"), ola).await;
    app.open("ola", document).await.expect(404);
}

async fn only_an_operator_hides_and_only_what_is_there(backend: Backend) {
    let app = TestApp::start(backend).await;
    let [operator, _] = operators(&app.app).await;
    let person = |handle: &str| PersonId(app.cast.person(handle));
    let nora = ChildId(app.cast.child("nora"));
    let other = app.upload("eva", "emil", &pdf(3000, 1)).await.expect(201).id();
    let new = |person, hidden, ground: &str| NewShield {
        child: nora,
        person,
        hidden,
        ground: ground.to_owned(),
        words: None,
    };
    let nav = Hidden::Unit(AgencyId(app.cast.unit("nav")));
    let foreign = Hidden::Document(DocumentId(other));
    let set = async |by, new| match shields::set(&app.app, by, new).await {
        Ok(_) => "done".to_owned(),
        Err(samflyt::flows::Error::Invalid(invalid)) => invalid.code.to_owned(),
        Err(samflyt::flows::Error::Conflict { code, .. }) => code.to_owned(),
        Err(other) => panic!("{other:?}"),
    };
    let ola = person("ola");
    assert_eq!(set(person("kari"), new(ola, nav, "violence")).await, "not-an-operator");
    assert_eq!(set(operator, new(ola, nav, "dislike")).await, "unknown-ground");
    assert_eq!(set(operator, new(person("eva"), nav, "violence")).await, "not-a-guardian");
    assert_eq!(set(operator, new(ola, foreign, "violence")).await, "not-in-this-folder");
    let entry = Hidden::Entry(1_000_000);
    assert_eq!(set(operator, new(ola, entry, "violence")).await, "not-in-this-folder");
    assert_eq!(set(operator, new(ola, nav, "violence")).await, "done");
    // What is hidden in a family, and why, is nothing that the unit's agency is told.
    let told = app.entries("kind=shield-set").await;
    let path = format!("/api/v1/audit/entries/{}", told[0]["index"]);
    app.get("auditor", &path).await.expect(200);
    app.get("nav-auditor", &path).await.expect(404);
    let all = app.get("nav-auditor", "/api/v1/audit/entries?limit=500").await.expect(200);
    assert!(!all.text().contains("shield-set"), "{}", all.text());
    assert_eq!(set(operator, new(ola, nav, "violence")).await, "shielded-already");
}
