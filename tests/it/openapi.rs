//! The description of the interface: valid, complete, and the one in docs.

use crate::support::app::TestApp;
use crate::support::backend::Backend;
use samflyt::web::routes;
use serde_json::Value;
use std::collections::BTreeSet;

const METHODS: [&str; 6] = ["get", "post", "put", "delete", "patch", "head"];

fn operations(api: &Value) -> Vec<(String, String, Value)> {
    let mut found = Vec::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if METHODS.contains(&method.as_str()) {
                found.push((method.to_uppercase(), path.clone(), operation.clone()));
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_served_description_is_the_one_in_docs() {
    let app = TestApp::start(Backend::Sqlite).await;
    let served = app.get("", "/api/openapi.json").await.expect(200);
    assert_eq!(served.header("content-type"), "application/json");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");
    let text = format!("{}\n", served.text().trim_end());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept.trim_end() == text.trim_end(),
        "docs/openapi.json is stale: write it with `samflyt openapi > docs/openapi.json`"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_shows_every_operation() {
    let app = TestApp::start(Backend::Sqlite).await;
    let api = app.get("", "/api/openapi.json").await.expect(200).json();
    let page = app.get("", "/api/docs").await.expect(200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let page = page.text();
    for (method, path, operation) in operations(&api) {
        assert!(page.contains(&path), "{method} {path}");
        let summary = operation["summary"].as_str().unwrap();
        let first = summary.split(['&', '<', '"', '\'', '`']).next().unwrap();
        assert!(page.contains(first), "{summary}");
    }
    for forbidden in ["<script", "javascript:", "http://", "onclick", "`"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn the_description_is_openapi_3_1_and_complete() {
    let api = serde_json::to_value(routes::openapi()).unwrap();
    assert!(api["openapi"].as_str().unwrap().starts_with("3.1"), "{}", api["openapi"]);
    assert_eq!(api["info"]["title"], "samflyt");
    assert_eq!(api["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");

    let described: BTreeSet<(String, String)> =
        operations(&api).into_iter().map(|(method, path, _)| (method, path)).collect();
    let served: BTreeSet<(String, String)> = routes::rows()
        .into_iter()
        .map(|row| (row.method.to_owned(), row.path.replace("{*", "{")))
        .collect();
    assert_eq!(described, served);

    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&api) {
        let place = format!("{method} {path}");
        let summary = operation["summary"].as_str().unwrap_or_default();
        assert!(summary.len() > 5, "{place} has no summary");
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        assert!(!id.is_empty(), "{place} has no operationId");
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.keys().any(|status| status.starts_with('2')), "{place}");
        for (status, response) in responses {
            let words = response["description"].as_str().unwrap_or_default();
            assert!(!words.is_empty(), "{place} {status} has no description");
        }
        let class = routes::rows()
            .into_iter()
            .find(|row| row.method == method && row.path.replace("{*", "{") == path)
            .unwrap()
            .class;
        let signed_in = matches!(class, routes::Class::SignedIn | routes::Class::Gated);
        assert_eq!(signed_in, operation["security"].is_array(), "{place}: security");
        if signed_in {
            let errors: Vec<_> =
                responses.iter().filter(|(status, _)| status.starts_with('4')).collect();
            assert!(!errors.is_empty(), "{place} names no error");
            for (status, response) in errors {
                let body = response.pointer("/content/application~1problem+json/schema/$ref");
                assert_eq!(
                    body.and_then(Value::as_str),
                    Some("#/components/schemas/Problem"),
                    "{place} {status}"
                );
            }
        }
        if class == routes::Class::Gated {
            let good = responses.iter().find(|(status, _)| status.starts_with('2')).unwrap().1;
            assert!(good["headers"]["Samflyt-Entry"].is_object(), "{place}");
            let headers = operation["parameters"].as_array().into_iter().flatten();
            let has_key = headers.into_iter().any(|one| one["name"] == "Idempotency-Key");
            assert_eq!(has_key, method != "GET", "{place}");
        }
        for name in path.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()) {
            let listed = operation["parameters"].as_array().unwrap();
            assert!(listed.iter().any(|one| one["name"] == name && one["in"] == "path"), "{place}");
        }
        ids.insert((id, place));
    }
    // Every reference leads somewhere.
    let text = api.to_string();
    for (at, mark) in text.match_indices("\"#/components/") {
        let rest = &text[at + mark.len()..];
        let pointer = format!("/components/{}", &rest[..rest.find('"').unwrap()]);
        assert!(api.pointer(&pointer).is_some(), "{pointer} is missing");
    }
}
