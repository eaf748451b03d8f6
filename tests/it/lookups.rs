//! What is foreign, hidden or unknown is looked up in the same way: not even the
//! time that an answer takes tells one from another.

use crate::support::app::{PURPOSE, TestApp, operators};
use crate::support::backend::Backend;
use crate::support::samples::{pdf, upload_form};
use samflyt::domain::{ChildId, ConsentId, DocumentId, PersonId};
use samflyt::flows::shields::{self, NewShield};
use samflyt::store::shields::Hidden;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;
use uuid::Uuid;

/// The statements that the database was sent.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl<S: tracing::Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        struct Text(String);
        impl tracing::field::Visit for Text {
            fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
                if matches!(field.name(), "summary" | "db.statement") {
                    write!(self.0, "{value:?}").unwrap();
                }
            }
        }
        if event.metadata().target() == "sqlx::query" {
            let mut text = Text(String::new());
            event.record(&mut text);
            self.0.lock().unwrap().push(text.0);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_not_be_known_is_looked_up_like_what_does_not_exist() {
    // Statements are traced for a whole process: this one runs alone in its own.
    let ran = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "lookups::in_a_process_alone", "--ignored", "--nocapture"])
        .output()
        .await
        .unwrap();
    let said =
        format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs inside what_may_not_be_known_is_looked_up_like_what_does_not_exist"]
async fn in_a_process_alone() {
    let statements = Statements::default();
    tracing_subscriber::registry().with(statements.clone()).init();
    let app = TestApp::start(Backend::Sqlite).await;
    let unknown = Uuid::from_u128(0x7777);
    let foreign = app.upload("eva", "emil", &pdf(3000, 1)).await.expect(201).id();
    let hidden = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let more = json!({"documents": [foreign]});
    let of_eva = app.grant("eva", "emil", "hospital", more).await.expect(201).id();
    // Statped will see Nora's document from tomorrow on.
    let more = json!({"documents": [hidden], "valid_from": app.in_days(1)});
    let later = app.grant("kari", "nora", "statped", more).await.expect(201).id();
    // From Ola, her guardian too, both are hidden.
    for hidden in [Hidden::Document(DocumentId(hidden)), Hidden::Consent(ConsentId(later))] {
        let new = NewShield {
            child: ChildId(app.cast.child("nora")),
            person: PersonId(app.cast.person("ola")),
            hidden,
            ground: "violence".to_owned(),
            words: None,
        };
        shields::set(&app.app, operators(&app.app).await[0], new).await.unwrap();
    }
    for who in ["kari", "ola", "statped"] {
        app.token(who).await;
    }
    let (emil, nora) = (app.cast.child("emil"), app.cast.child("nora"));
    for (method, path, others) in [
        ("GET", "/api/v1/children/{}/documents", [emil, nora]),
        ("POST", "/api/v1/children/{}/documents", [emil, nora]),
        ("GET", "/api/v1/children/{}/consents", [emil, nora]),
        ("POST", "/api/v1/children/{}/consents", [emil, nora]),
        ("POST", "/api/v1/children/{}/consents/preview", [emil, nora]),
        ("POST", "/api/v1/children/{}/consents/drafts", [emil, nora]),
        ("GET", "/api/v1/children/{}/ages", [emil, nora]),
        ("GET", "/api/v1/children/{}/log", [emil, nora]),
        ("GET", "/api/v1/documents/{}", [foreign, hidden]),
        ("GET", "/api/v1/documents/{}/content", [foreign, hidden]),
        ("PUT", "/api/v1/documents/{}/content", [foreign, hidden]),
        ("DELETE", "/api/v1/documents/{}", [foreign, hidden]),
        ("GET", "/api/v1/consents/{}", [of_eva, later]),
        ("GET", "/api/v1/consents/{}/receipt", [of_eva, later]),
        ("POST", "/api/v1/consents/{}/revoke", [of_eva, later]),
        ("POST", "/api/v1/consents/{}/approve", [of_eva, later]),
        ("POST", "/api/v1/consents/{}/decline", [of_eva, later]),
        ("POST", "/api/v1/consents/{}/revise", [of_eva, later]),
        ("POST", "/api/v1/consents/{}/preview", [of_eva, later]),
        // Statped may give back what begins later.
        ("POST", "/api/v1/consents/{}/hand-back", [of_eva, of_eva]),
        ("PUT", "/api/v1/documents/{}/withheld", [foreign, hidden]),
        ("POST", "/api/v1/documents/{}/withheld/answer", [foreign, hidden]),
    ] {
        let lookups = async |who: &str, id: Uuid| {
            let path = path.replace("{}", &id.to_string());
            let mut shortest: Option<Vec<String>> = None;
            // The log is signed beside the requests: the fewest of some tries.
            for _ in 0..6 {
                statements.0.lock().unwrap().clear();
                ask(&app, method, who, &path).await;
                let found = statements.0.lock().unwrap().clone();
                assert!(found.len() > 2, "{method} {path}: nothing is traced");
                if shortest.as_ref().is_none_or(|shortest| found.len() < shortest.len()) {
                    shortest = Some(found);
                }
            }
            shortest.unwrap()
        };
        let of_folder = path.contains("/children/");
        let shielded = (!of_folder).then_some(("ola", others[1]));
        let asked = [("kari", others[0]), ("statped", others[0]), ("statped", others[1])];
        for (who, id) in asked.into_iter().chain(shielded) {
            let (hidden, none) = (lookups(who, id).await, lookups(who, unknown).await);
            assert_eq!(hidden, none, "{method} {path} as {who}");
        }
    }
}

async fn ask(app: &TestApp, method: &str, who: &str, path: &str) {
    let form = upload_form("Brev", "medical", "brev.pdf", &pdf(2000, 1));
    let answer = match (method, path) {
        ("POST", path) if path.ends_with("/documents") => app.form(method, who, path, form).await,
        ("PUT", path) if path.ends_with("/content") => app.form(method, who, path, form).await,
        ("PUT", path) => app.put(who, path, &json!({"withheld": true})).await,
        ("POST", path) if path.ends_with("/answer") => {
            app.post(who, path, &json!({"withheld": true})).await
        }
        ("POST", path)
            if path.contains("/consents/")
                && (path.ends_with("/revise")
                    || (path.ends_with("/preview") && !path.contains("/children/"))) =>
        {
            app.post(who, path, &json!({"valid_until": app.in_days(5)})).await
        }
        ("POST", path) if path.contains("/children/") => {
            let body = json!({
                "agency": app.cast.unit("nav"), "purpose": PURPOSE, "categories": ["aids"],
                "valid_until": app.in_days(5),
            });
            app.post(who, path, &body).await
        }
        ("POST", path) => app.post(who, path, &Value::Null).await,
        ("DELETE", path) => app.delete(who, path).await,
        _ => app.get(who, path).await,
    };
    answer.problem(404, "not-found");
}
