//! Nothing personal leaves the page: not into an address, a title, or anything that
//! the browser keeps. Names that cannot be mistaken are planted first.

use super::driver::Browser;
use super::net;
use super::pages;
use super::world::{COOKIE, World};
use crate::support::samples::pdf;
use crate::support::scan::holding;
use serde_json::json;
use std::collections::BTreeSet;

fn canary(what: &str) -> String {
    format!("CANARY-{what}-QZXJ7V{}", what.len())
}

/// A paper and a consent with unmistakable words; what they are.
async fn plant(world: &World) -> Vec<String> {
    let (title, words, file) = (canary("TITLE"), canary("WORDS"), canary("FILE"));
    let form = reqwest::multipart::Form::new()
        .text("title", title.clone())
        .text("category", "medical")
        .part(
            "file",
            reqwest::multipart::Part::bytes(pdf(3000, 7)).file_name(format!("{file}.pdf")),
        );
    let path = world.url("/api/v1/children/{nora}/documents");
    let request = world.http.post(path).bearer_auth(world.token("kari").await).multipart(form);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 201);
    let document: serde_json::Value = answer.json().await.unwrap();
    let consent = json!({"agency": world.names["nav"], "purpose": "benefit-assessment",
        "documents": [document["id"]], "words": words,
        "valid_until": crate::support::process::in_days(20)});
    let given = world.api("kari", "/api/v1/children/{nora}/consents", &consent).await;
    let path = format!("/api/v1/consents/{}/approve", given["id"].as_str().unwrap());
    world.api("ola", &path, &json!(null)).await;
    vec![title, words, file]
}

/// Words of an address, small.
fn words(url: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (name, value) in url::form_urlencoded::parse(url.as_bytes()) {
        for part in [name, value] {
            words.extend(part.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase));
        }
    }
    words
}

/// What the browser keeps for the page that is open.
const KEPT: &str = "const done = arguments[0]; (async () => done({ \
    local: Object.keys(localStorage), session: Object.keys(sessionStorage), \
    databases: (await indexedDB.databases()).map((one) => one.name), \
    caches: await caches.keys(), \
    workers: (await navigator.serviceWorker.getRegistrations()).length, \
    cookies: document.cookie, name: window.name, state: JSON.stringify(history.state) \
}))().catch((error) => done(String(error)));";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_personal_leaves_a_page() {
    let Some(browser) = Browser::recording().await else { return };
    let world = World::start().await;
    let planted = plant(&world).await;
    let sight = pages::all(&world).await;
    let names: BTreeSet<String> = pages::personal()
        .into_iter()
        .map(|name| name.to_lowercase())
        // Words of ours too: codes and places may hold them.
        .filter(|name| !["nav", "ppt", "bup", "sykehus", "habilitering"].contains(&&**name))
        .collect();
    let (mut wrong, mut who, mut met) = (BTreeSet::new(), None, BTreeSet::new());
    for page in &sight.pages {
        if who != Some(&page.who) {
            world.be(&browser, &page.who).await;
            who = Some(&page.who);
        }
        let at = format!("{} {}", page.who, page.pattern);
        net::begin(&browser).await;
        browser.go(&world.url(&page.path)).await;
        let text = browser.text("body").await;
        met.extend(planted.iter().filter(|one| text.contains(*one)).cloned());
        let title = browser.title().await;
        for one in net::requests(&browser).await {
            let said = words(&one.url);
            if planted.iter().any(|one| said.contains(&one.to_lowercase()))
                || names.iter().any(|name| said.contains(name))
            {
                wrong.insert(format!("{at} asks for {}", one.url));
            }
            let ours = one.url.contains("/assets/");
            // What is still on its way has no head yet.
            let answered = one.status != 0;
            if !ours && answered && !one.cache.contains("no-store") {
                wrong.insert(format!("{at}: {} may be kept: {:?}", one.url, one.cache));
            }
        }
        let named = words(&title);
        if planted.iter().any(|one| title.contains(one)) || names.iter().any(|n| named.contains(n))
        {
            wrong.insert(format!("{at} is called {title}"));
        }
        let kept = browser.run_later(KEPT, json!([])).await;
        let nothing = json!({"local": [], "session": [], "databases": [], "caches": [],
            "workers": 0, "cookies": "", "name": "", "state": "null"});
        if kept != nothing {
            wrong.insert(format!("{at} keeps {kept}"));
        }
    }
    assert!(!met.is_empty(), "no page shows what was planted");
    let cookies = browser.cdp("Network.getAllCookies", json!({})).await;
    for cookie in cookies["cookies"].as_array().unwrap() {
        let (name, value) = (cookie["name"].as_str().unwrap(), cookie["value"].to_string());
        let known = name == COOKIE || name == "samflyt-language";
        let script = cookie["httpOnly"] != true || cookie["sameSite"] != "Lax";
        if !known || script || planted.iter().any(|one| value.contains(one)) {
            wrong.insert(format!("a cookie {name}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");

    // Nor on the disk of a computer that others use too.
    let needles: Vec<(String, Vec<u8>)> = planted
        .iter()
        .flat_map(|one| {
            let wide = one.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [(one.clone(), one.clone().into_bytes()), (format!("{one} in UTF-16"), wide)]
        })
        .map(|(name, needle)| (name.replace("CANARY-", "planted "), needle))
        .collect();
    let profile = browser.folder.path().join("profile");
    let hits = holding(&profile, &needles);
    assert!(hits.is_empty(), "{hits:#?}");
    // The search does find what is there.
    std::fs::write(profile.join("beside"), &planted[0]).unwrap();
    assert_eq!(holding(&profile, &needles).len(), 1);
}

/// Who sits down at the same computer afterwards sees nothing by going back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn back_after_the_sign_out_shows_nothing() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    browser.go(&world.url("/")).await;
    browser.follow("button[value=kari]").await;
    assert!(
        browser.text("h1").await.contains("Nora") || browser.text("h1").await.contains("Jonas")
    );
    browser.go(&world.url("/folders/{nora}/give")).await;
    browser.follow("form[action='/sign-out'] button").await;
    assert!(browser.url().await.ends_with("/sign-in"));
    for _ in 0..3 {
        browser.back().await;
        let (at, text) = (browser.url().await, browser.text("main").await);
        let shown = ["Nora", "Kari Lind –", "epikrise", "Sakkyndig"]
            .iter()
            .find(|one| text.contains(**one));
        let signs_in = at.contains("/sign-in");
        assert!(signs_in || at == "data:," || text.is_empty(), "{at} shows {shown:?}");
    }
}
