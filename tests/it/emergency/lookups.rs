//! Declaring an emergency for an unknown child, and for one whose family has not
//! switched it on, costs the same statements.

use super::{answer, declaration, number};
use crate::lookups::Statements;
use crate::support::app::{TestApp, noon};
use crate::support::backend::Backend;
use samflyt::domain::PersonId;
use serde_json::json;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_unknown_is_looked_up_like_the_known() {
    // Statements are traced for a whole process: this one runs alone in its own.
    let ran = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "emergency::lookups::in_a_process_alone", "--ignored", "--nocapture"])
        .output()
        .await
        .unwrap();
    let said =
        format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs inside the_unknown_is_looked_up_like_the_known"]
async fn in_a_process_alone() {
    let statements = Statements::default();
    tracing_subscriber::registry().with(statements.clone()).init();
    let app = TestApp::start(Backend::Sqlite).await;
    // The hospital knows Emil; of Nora one guardian has said yes; Jonas allows it.
    app.grant("eva", "emil", "hospital", json!({"categories": ["aids"]})).await.expect(201);
    answer(&app, "kari", "nora", true).await.expect(200);
    answer(&app, "kari", "jonas", true).await.expect(200);
    // Of both units, and named is the one that gives no health care.
    let (nav, unit) = (app.cast.unit("nav"), app.cast.unit("hospital"));
    crate::support::app::add_member(&app.app, PersonId(app.cast.person("hospital")), nav, noon())
        .await;
    let id = |child: &str| app.cast.child(child).to_string();
    let (nobody, unknown) = (number("nobody"), Uuid::from_u128(7).to_string());
    for (known, other, unit) in [
        (number("nora"), nobody.clone(), unit),
        (number("emil"), nobody.clone(), unit),
        (number("jonas"), nobody, nav),
        (id("nora"), unknown.clone(), unit),
        (id("emil"), unknown.clone(), unit),
        (id("jonas"), unknown, nav),
    ] {
        let lookups = async |child: &str| {
            let mut shortest: Option<Vec<String>> = None;
            // The log is signed beside the requests: the fewest of some tries.
            for _ in 0..4 {
                app.clock.advance(super::HOUR / 8);
                app.sign_out();
                app.token("hospital").await;
                statements.0.lock().unwrap().clear();
                let body = declaration(child, unit);
                app.post("hospital", "/api/v1/emergency", &body).await.problem(404, "not-found");
                let found = statements.0.lock().unwrap().clone();
                assert!(found.len() > 4, "nothing is traced");
                if shortest.as_ref().is_none_or(|shortest| found.len() < shortest.len()) {
                    shortest = Some(found);
                }
            }
            shortest.unwrap()
        };
        assert_eq!(lookups(&known).await, lookups(&other).await, "{known}");
    }
}
