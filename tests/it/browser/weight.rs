//! What a page weighs for somebody who comes for the first time, and how soon it is
//! there over a bad line.

use super::driver::{Browser, PHONE};
use super::net;
use super::pages;
use super::world::World;
use serde_json::json;

const KB: u64 = 1024;
/// Bytes of a whole page with everything that it loads.
const PAGE: u64 = 45 * KB;
/// Bytes of the HTML, as it is sent: the service does not compress, so that nothing
/// can be guessed from lengths.
const HTML: u64 = 12 * KB;
/// Of the tables of auditors, who sit at a desk: fifty lines, within the whole.
const TABLE: u64 = 32 * KB;
const STYLE: u64 = 15 * KB;
const SCRIPT: u64 = 8 * KB;
const REQUESTS: usize = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_light_and_asks_nobody_else() {
    let Some(browser) = Browser::recording().await else { return };
    let world = World::start().await;
    let sight = pages::all(&world).await;
    let (mut wrong, mut heaviest, mut who) = (Vec::new(), (0, String::new()), None);
    for page in &sight.pages {
        if who != Some(&page.who) {
            world.be(&browser, &page.who).await;
            who = Some(&page.who);
        }
        // From a page that loads nothing, so that all of it is this page's.
        browser.go("about:blank").await;
        net::begin(&browser).await;
        browser.go(&world.url(&page.path)).await;
        let at = format!("{} {}", page.who, page.pattern);
        let mut all = net::requests(&browser).await;
        // News are listened for once everything is there.
        all.retain(|one| one.kind != "EventSource");
        let sum = |kind: &str| -> u64 {
            all.iter().filter(|one| kind.is_empty() || one.kind == kind).map(|one| one.bytes).sum()
        };
        let html = if page.pattern.starts_with("/audit") { TABLE } else { HTML };
        for (what, bytes, most) in [
            ("everything", sum(""), PAGE),
            ("HTML", sum("Document"), html),
            ("the style sheet", sum("Stylesheet"), STYLE),
            ("scripts", sum("Script"), SCRIPT),
        ] {
            if bytes > most {
                wrong.push(format!("{at}: {what} has {bytes} bytes, {most} at most"));
            }
        }
        heaviest = heaviest.max((sum(""), at.clone()));
        if all.is_empty() || all.iter().any(|one| one.kept) || sum("Document") < 500 {
            wrong.push(format!("{at}: not measured: {all:?}"));
        }
        if all.len() > REQUESTS {
            wrong.push(format!("{at}: {} requests", all.len()));
        }
        for one in all.iter().filter(|one| !one.url.starts_with(&world.service.address)) {
            wrong.push(format!("{at}: asks {}", one.url));
        }
        if sum("Script") > 0 && !pages::may_have_scripts(&page.pattern) {
            wrong.push(format!("{at}: has a script"));
        }
        let found = all.iter().find(|one| one.kind == "Document").map_or(0, |one| one.status);
        let said = net::complaints(&browser).await;
        // That a page is not there is said by the console too.
        if found < 400 && !said.is_empty() {
            wrong.push(format!("{at}: the console says {said:?}"));
        }
    }
    println!("{} pages; the heaviest: {} bytes, {}", sight.pages.len(), heaviest.0, heaviest.1);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// 400 kbit/s, and 400 ms there and back: the first words after two seconds, all
/// after three, and nothing moves meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_soon_there_over_a_bad_line() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    browser.screen(PHONE).await;
    world.be(&browser, "kari").await;
    for path in ["/", "/folders/{nora}/give", "/consents/{in-force}/stop"] {
        browser.go("about:blank").await;
        browser.cdp("Network.clearBrowserCache", json!({})).await;
        let line = json!({"offline": false, "latency": 400,
            "downloadThroughput": 50_000, "uploadThroughput": 50_000});
        browser.cdp("Network.emulateNetworkConditions", line).await;
        browser.go(&world.url(path)).await;
        let script = "const done = arguments[0]; let moved = 0; \
            new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; }) \
                .observe({type: 'layout-shift', buffered: true}); \
            setTimeout(() => done([performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 9e9, \
                performance.getEntriesByType('navigation')[0].loadEventEnd, moved]), 300);";
        let times = browser.run_later(script, json!([])).await;
        let at = |number: usize| times[number].as_f64().unwrap_or(f64::MAX);
        println!("{path}: first {:.0} ms, all {:.0} ms, moved {}", at(0), at(1), at(2));
        assert!(at(0) <= 2000.0 && at(1) <= 3000.0, "{path}: {times}");
        assert!(at(2) < 0.01, "{path} moves: {times}");
        let line = json!({"offline": false, "latency": 0, "downloadThroughput": -1,
            "uploadThroughput": -1});
        browser.cdp("Network.emulateNetworkConditions", line).await;
    }
}
