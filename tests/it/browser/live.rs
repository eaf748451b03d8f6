//! What happens elsewhere is seen without loading the page again, and a page whose
//! session is over does not stay.

use super::driver::Browser;
use super::world::World;
use crate::support::until;
use serde_json::json;
use std::time::{Duration, Instant};

/// A professional opens a paper that is shared: its id.
async fn open(world: &World, who: &str) -> String {
    let token = world.token(who).await;
    let shared = world.service.get("/api/v1/shared", &token).await;
    let case = &shared["items"][0];
    let (paper, purpose) = (&case["documents"][0]["id"], case["purpose"].as_str().unwrap());
    let paper = paper.as_str().unwrap().to_owned();
    let path = format!("/api/v1/documents/{paper}/content?purpose={purpose}");
    let got = world.http.get(world.url(&path)).bearer_auth(&token).send().await.unwrap();
    assert_eq!(got.status(), 200);
    got.bytes().await.unwrap();
    paper
}

/// How often a page says it, in the part that is kept fresh.
async fn count(browser: &Browser, part: &str, words: &str) -> u64 {
    let script = "return document.querySelector(arguments[0]).textContent
        .split(arguments[1]).length - 1;";
    browser.run(script, json!([part, words])).await.as_u64().unwrap()
}

async fn listens(browser: &Browser) {
    let script = "return performance.getEntriesByType('resource')
        .some((one) => one.initiatorType === 'eventsource' || one.name.endsWith('/live'));";
    // An open stream is no finished resource: where it is not listed yet a while must do.
    for _ in 0..50 {
        if browser.run(script, json!([])).await == json!(true) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_opening_appears_without_a_reload() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    let paper = open(&world, "nav").await;
    world.be(&browser, "kari").await;
    for (path, part, what) in [
        ("/folders/{nora}/log?period=all&show=opened".to_owned(), "#lines", "NAV"),
        (format!("/documents/{paper}"), "#openings", "NAV"),
    ] {
        browser.go(&world.url(&path)).await;
        browser.run("window.marked = true;", json!([])).await;
        listens(&browser).await;
        // Folded lines count what was opened again.
        let whole = "return document.querySelector(arguments[0]).textContent;";
        let before = browser.run(whole, json!([part])).await;
        assert!(count(&browser, part, what).await > 0, "{path}: {before}");
        open(&world, "nav").await;
        until("the opening is on the page", || async {
            browser.run(whole, json!([part])).await != before
        })
        .await;
        assert_eq!(browser.run("return window.marked;", json!([])).await, json!(true), "{path}");
        // It is told to those who do not see, too.
        until("it is told", || async { !browser.text("body > p[role=status]").await.is_empty() })
            .await;
    }
}

/// Somebody's session ends elsewhere while this page of theirs is in front: is it left?
async fn is_left(browser: &Browser, world: &World, wait: Duration) -> bool {
    listens(browser).await;
    assert_eq!(world.post("kari", "/sign-out", &[]).await.status, 303);
    open(world, "nav").await;
    let end = Instant::now() + wait;
    while Instant::now() < end {
        if browser.url().await.contains("/sign-in") {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    false
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_leaves_when_its_session_is_over() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    world.be(&browser, "kari").await;
    browser.go(&world.url("/folders/{nora}/log")).await;
    assert!(browser.find("#lines").await.is_some());
    assert!(is_left(&browser, &world, Duration::from_secs(40)).await);
    assert!(browser.find("#lines").await.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_being_filled_in_stays() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    world.be(&browser, "kari").await;
    browser.go(&world.url("/folders/{nora}/documents")).await;
    let tick = "document.querySelector('#papers input[type=checkbox]').click();";
    browser.run(tick, json!([])).await;
    assert!(!is_left(&browser, &world, Duration::from_secs(15)).await);
    // What is sent is kept over the sign-in, which is asked for now.
    assert!(browser.find("#papers").await.is_some());
}
