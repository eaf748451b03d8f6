//! Reading the log: who sees what, and the one entry that each reading leaves.

use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::samples::pdf;
use crate::support::sql::Outside;
use serde_json::json;

on_both!(
    each_reading_of_the_log_leaves_one_entry_that_tells_how_it_ended,
    what_an_auditor_searches_for_stands_in_the_log_of_the_family,
    filters_that_no_entry_can_pass_are_refused,
    receipts_asked_for_at_once_are_all_given,
);

async fn each_reading_of_the_log_leaves_one_entry_that_tells_how_it_ended(backend: Backend) {
    let app = TestApp::start(backend).await;
    let stored = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201);
    let given = json!({"documents": [stored.id()]});
    let granted = app.grant("kari", "nora", "nav", given).await.expect(201).entry();
    let strangers = app.upload("eva", "emil", &pdf(2000, 2)).await.expect(201).entry();
    let stored = stored.entry();
    let entry = |index: i64| format!("/api/v1/audit/entries/{index}");
    let proof = |index: i64| format!("/api/v1/audit/entries/{index}/proof");
    let search = "/api/v1/audit/entries".to_owned();
    let of_nav = format!("{search}?agency={}", app.cast.unit("nav"));
    let of_statped = format!("{search}?agency={}", app.cast.unit("statped"));
    let mut outside = Outside::connect(&app.place()).await;
    for (who, path, status, left) in [
        ("auditor", &search, 200, "log-read allowed audit"),
        ("auditor", &of_statped, 200, "log-read allowed audit"),
        ("nav-auditor", &search, 200, "log-read allowed audit"),
        ("nav-auditor", &of_nav, 200, "log-read allowed audit"),
        ("nav-auditor", &of_statped, 404, "refused refused audit"),
        ("kari", &search, 404, "refused refused audit"),
        ("auditor", &entry(stored), 200, "log-read allowed audit"),
        ("auditor", &proof(strangers), 200, "log-read allowed audit"),
        ("auditor", &entry(999_999), 404, "log-read allowed audit"),
        ("nav-auditor", &entry(granted), 200, "log-read allowed audit"),
        ("nav-auditor", &proof(granted), 200, "log-read allowed audit"),
        ("nav-auditor", &entry(stored), 404, "refused refused audit"),
        ("nav-auditor", &entry(999_999), 404, "refused refused audit"),
        ("kari", &entry(stored), 200, "log-read allowed read-log"),
        ("ola", &proof(granted), 200, "log-read allowed read-log"),
        ("kari", &entry(strangers), 404, "refused refused read-log"),
        ("kari", &entry(0), 404, "refused refused read-log"),
        ("kari", &entry(999_999), 404, "refused refused read-log"),
        ("kari", &entry(-1), 404, "refused refused read-log"),
        ("nav", &entry(granted), 404, "refused refused read-log"),
    ] {
        app.token(who).await;
        let before = app.log_size().await;
        let answer = app.get(who, path).await;
        assert_eq!(answer.status, status, "{who} {path}: {}", answer.text());
        assert_eq!(answer.entry(), before, "{who} {path}");
        assert_eq!(app.log_size().await, before + 1, "{who} {path}");
        let said = outside
            .texts(&format!(
                "select kind || ' ' || outcome || ' ' || act from log_entry where idx = {before}"
            ))
            .await;
        assert_eq!(said, [left], "{who} {path}");
    }
}

async fn what_an_auditor_searches_for_stands_in_the_log_of_the_family(backend: Backend) {
    let app = TestApp::start(backend).await;
    let (nora, kari) = (app.cast.child("nora"), app.cast.person("kari"));
    let query = format!("/api/v1/audit/entries?child={nora}&person={kari}");
    let searched = app.get("auditor", &query).await.expect(200).entry();
    let stored = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201).entry();
    let path = format!("/api/v1/audit/entries/{stored}");
    let read = app.get("auditor", &path).await.expect(200).entry();
    let log = app.get("ola", &format!("/api/v1/children/{nora}/log")).await.expect(200).json();
    let items = log["items"].as_array().unwrap();
    for index in [searched, read] {
        let entry = items.iter().find(|entry| entry["index"] == index).expect("it is shown");
        assert_eq!((&entry["kind"], &entry["role"]), (&json!("log-read"), &json!("auditor")));
    }
    let fields = app.get("auditor", &format!("/api/v1/audit/entries/{searched}")).await;
    assert_eq!(fields.expect(200).json()["fields"]["person"]["value"], kari.to_string());
}

async fn filters_that_no_entry_can_pass_are_refused(backend: Backend) {
    let app = TestApp::start(backend).await;
    app.token("kari").await;
    app.token("auditor").await;
    let size = app.log_size().await;
    let family = format!("/api/v1/children/{}/log", app.cast.child("nora"));
    let (early, late) = ("2026-06-01T12:00:00Z", "2026-06-01T12:00:01Z");
    for (who, path) in [("kari", family.as_str()), ("auditor", "/api/v1/audit/entries")] {
        for (query, code) in [
            ("kind=open", "unknown-kind"),
            ("kind=Opened", "unknown-kind"),
            ("kind=", "unknown-kind"),
            ("kind=opened%00", "unknown-kind"),
            ("outcome=%00", "unknown-outcome"),
            ("outcome=yes", "unknown-outcome"),
            ("purpose=a%00b", "unknown-purpose"),
            ("purpose=%F0%9F%A6%84", "unknown-purpose"),
            (&format!("from={late}&to={early}"), "to-before-from"),
            (&format!("from={early}&to={early}"), "to-before-from"),
        ] {
            app.get(who, &format!("{path}?{query}")).await.problem(422, code);
        }
        for query in [
            "kind=opened&outcome=refused&purpose=benefit-assessment",
            &format!("from={early}&to={late}"),
        ] {
            app.get(who, &format!("{path}?{query}")).await.expect(200);
        }
    }
    assert_eq!(app.log_size().await, size + 4, "what cannot be asked is not recorded");
}

async fn receipts_asked_for_at_once_are_all_given(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201).id();
    for _ in 0..3 {
        let given = json!({"documents": [document]});
        let consent = app.grant("kari", "nora", "nav", given).await.expect(201).id();
        let path = format!("/api/v1/consents/{consent}/receipt");
        let asked = (0..8).map(|_| app.get("kari", &path));
        for answer in futures_util::future::join_all(asked).await {
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
    }
}
