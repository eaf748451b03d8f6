//! What people, browsers and others get wrong: never a failure of the service, never
//! markup that comes alive, always words that say what to do, and answers kept.

use super::driver::Browser;
use super::forms::{self, Form};
use super::hand::{Hand, Way};
use super::pages;
use super::world::{Got, World, pattern};
use crate::support::samples::pdf;
use futures_util::{StreamExt as _, stream};
use serde_json::json;
use std::collections::BTreeSet;

const MARKUP: &str = "\"><samflyt-bad onload=1>'</textarea><samflyt-bad>";

/// What is put into every field.
fn bad() -> Vec<(&'static str, String)> {
    vec![
        ("nothing", String::new()),
        ("blanks", " \t ".to_owned()),
        ("too much", "å".repeat(5_000)),
        ("far too much", "x".repeat(300_000)),
        ("markup", MARKUP.to_owned()),
        ("right to left", "\u{202e}gnirts\u{2066}\u{200f}".to_owned()),
        ("four bytes", "𝔘𠜎😀👩‍👧".to_owned()),
        ("nul and lines", "a\0b\r\nSet-Cookie: x=y".to_owned()),
        ("a number", "-99999999999999999999".to_owned()),
        ("a foreign id", "00000000-0000-4000-8000-000000000001".to_owned()),
        ("a day that is none", "2026-02-31".to_owned()),
        ("an address", "//elsewhere.example/../..%2f".to_owned()),
        ("SQL", "' or 1=1; --".to_owned()),
    ]
}

fn escaped(text: &str) -> String {
    let pairs = [('&', "&#38;"), ('<', "&#60;"), ('>', "&#62;"), ('"', "&#34;"), ('\'', "&#39;")];
    text.chars()
        .map(|c| pairs.iter().find(|(one, _)| *one == c).map_or(c.to_string(), |p| p.1.to_owned()))
        .collect()
}

/// What is wrong with an answer.
fn faults(got: &Got) -> Vec<String> {
    let mut faults = Vec::new();
    if got.status >= 500 {
        faults.push(format!("is answered with {}", got.status));
    }
    if got.body.contains("<samflyt-bad") {
        faults.push("markup comes alive".to_owned());
    }
    let to = got.header("location");
    if !to.is_empty() && (!to.starts_with('/') || to[1..].starts_with(['/', '\\'])) {
        faults.push(format!("leads away: {to}"));
    }
    if got.headers.get_all("set-cookie").iter().any(|one| one.as_bytes().starts_with(b"x=y")) {
        faults.push("sets a cookie".to_owned());
    }
    let redirect = (300..400).contains(&got.status);
    // A head that is too long never comes to a page.
    if !redirect && got.status != 431 && got.is_page() != got.body.contains("<h1") {
        faults.push("is no whole page".to_owned());
    }
    if got.status >= 400 && got.status != 431 && !got.is_page() {
        faults.push(format!("is no page, but {} {}", got.status, got.header("content-type")));
    }
    faults
}

/// Is what was typed still there, where something is wrong?
fn lost(form: &Form, pairs: &[(String, String)], got: &Got) -> Vec<String> {
    if got.status != 422 || !got.is_page() || !got.body.contains("role=\"alert\"") {
        return Vec::new();
    }
    let typed = pairs.iter().filter(|(name, value)| {
        let plain = value.chars().all(|c| !c.is_control()) && value.len() < 10_000;
        form.is_text(name) && plain && !value.trim().is_empty()
    });
    let gone = typed.filter(|(_, value)| {
        // Marks that turn the order of what is read are left out of titles.
        let plain = value.replace(['\u{202e}', '\u{2066}', '\u{200f}'], "");
        let all = [value.as_str(), &escaped(value.trim()), &plain];
        !all.iter().any(|one| got.body.contains(*one))
    });
    gone.map(|(name, _)| format!("{name} is not kept")).collect()
}

/// Puts everything into every field of a form; what is wrong, and how much was sent.
async fn tried(world: &World, number: usize, form: &Form) -> (Vec<String>, usize) {
    let (mut wrong, mut sent, good) = (Vec::new(), 0, form.filled());
    let at = format!("{} {} on {}", form.who, pattern(&form.action), form.page);
    for name in form.names() {
        let without: Vec<_> = good.iter().filter(|(one, _)| *one != name).cloned().collect();
        let mut tries = vec![("left out", without.clone())];
        for (what, value) in bad() {
            // No browser sends so long an address.
            if form.post || value.len() < 20_000 {
                tries.push((what, [without.clone(), vec![(name.clone(), value)]].concat()));
            }
        }
        tries.push(("twice", [good.clone(), vec![(name.clone(), MARKUP.to_owned())]].concat()));
        for (what, mut pairs) in tries {
            // Another `once` each time, else the first answer comes again.
            for (_, value) in pairs.iter_mut().filter(|(one, _)| one == "once" && name != "once") {
                *value = format!("try-{number}-{sent}");
            }
            let got = form.send(world, &pairs).await;
            sent += 1;
            let mut found = faults(&got);
            if what != "twice" {
                found.extend(lost(form, &pairs, &got));
            }
            // What people can get wrong is said above the form. What only a forged form
            // sends may be answered by the page of a problem.
            let by_people = form.is_text(&name) || (what == "left out" && form.is_asked(&name));
            if by_people && got.status == 422 && !got.body.contains("role=\"alert\"") {
                found.push("is 422 without a summary".to_owned());
            }
            wrong.extend(found.into_iter().map(|fault| format!("{at}: {name}, {what}: {fault}")));
        }
    }
    (wrong, sent)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_field_bears_anything() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    let forms = forms::all(&browser, &world, &pages::all(&world).await).await;
    let all = stream::iter(forms.iter().enumerate());
    let all = all.map(|(number, form)| tried(&world, number, form)).buffer_unordered(4);
    let all: Vec<(Vec<String>, usize)> = all.collect().await;
    let sent: usize = all.iter().map(|(_, sent)| sent).sum();
    let wrong: Vec<String> = all.into_iter().flat_map(|(wrong, _)| wrong).collect();
    println!("{} forms, {sent} bad answers", forms.len());
    assert!(forms.len() > 4 && sent > 200);
    assert!(wrong.is_empty(), "{} {wrong:#?}", wrong.len());
}

/// A file that is not taken: words of its own in each language that say what to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_bad_file_is_answered_in_words_of_its_own() {
    let world = World::start().await;
    let good = pdf(20_000, 3);
    let files: [(&str, &[u8]); 3] = [
        ("tom.pdf", b""),
        ("program.pdf", b"MZ\x90\0 this program cannot be run in this mode"),
        ("avkortet.pdf", &good[..good.len() - 900]),
    ];
    let before = documents(&world).await;
    for lang in ["nb", "nn", "en"] {
        assert_eq!(world.post("kari", "/language", &[("language", lang)]).await.status, 303);
        let mut said = BTreeSet::new();
        for (name, bytes) in &files {
            let fields = [("category", "medical"), ("date", "")];
            let file = [(*name, *bytes)];
            let path = "/folders/{nora}/documents";
            let mut got = world.post_files("kari", path, &fields, &file).await;
            let to = got.header("location").to_owned();
            assert!(!to.contains(name.split('.').next().unwrap()), "{to}");
            if got.status == 303 {
                got = world.get("kari", &to).await;
            }
            let words = got.body.split("class=\"bad\">").nth(1).or_else(|| {
                let summary = got.body.split("role=\"alert\"").nth(1)?;
                summary.split("<li>").nth(1)
            });
            let words = words.unwrap_or_default().split("</li>").next().unwrap_or_default();
            let words = words.split("</a>").next().unwrap_or_default();
            let words = words.split('>').next_back().unwrap_or_default().trim().to_owned();
            assert!(words.split(' ').count() > 3, "{lang} {name}: \"{words}\" {}", got.body);
            said.insert(words);
        }
        assert_eq!(said.len(), files.len(), "{lang}: {said:#?}");
    }
    assert_eq!(documents(&world).await, before);
}

/// How many papers Nora's folder has.
async fn documents(world: &World) -> usize {
    let token = world.token("kari").await;
    let path = world.filled("/api/v1/children/{nora}/documents?limit=100");
    world.service.get(&path, &token).await["items"].as_array().unwrap().len()
}

/// Forms that look, set what is set already, or begin what runs already.
const AGAIN_IS_NOTHING: [&str; 9] = [
    "/sign-in",
    "/language",
    "/inbox/seen",
    "/folders/{}/copy/download",
    "/cases",
    "/audit/export",
    "/audit/searches",
    "/audit/searches/{}/forget",
    "/audit/verify",
];

/// Two posts of one form are one act.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pressing_twice_makes_one_thing() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    let forms = forms::all(&browser, &world, &pages::all(&world).await).await;
    let mut wrong = Vec::new();
    for form in forms.iter().filter(|form| form.post && !form.files) {
        // These change nothing that a second time would change again.
        if AGAIN_IS_NOTHING.contains(&pattern(&form.action).as_str()) {
            continue;
        }
        let at = format!("{} {}", form.who, form.action);
        let pairs = form.filled();
        if !pairs.iter().any(|(name, value)| name == "once" && value.len() > 20) {
            wrong.push(format!("{at} has no `once`"));
        }
        // At the same time, as an impatient finger does it.
        let (one, other) = tokio::join!(form.send(&world, &pairs), form.send(&world, &pairs));
        let answer = |got: &Got| (got.status, got.header("location").to_owned());
        // One of two at once may be told to come again; then it must be the same.
        let other = if other.status == 409 { form.send(&world, &pairs).await } else { other };
        let one = if one.status == 409 { form.send(&world, &pairs).await } else { one };
        if answer(&one) != answer(&other) {
            wrong.push(format!("{at}: {:?}, then {:?}", answer(&one), answer(&other)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

const CHECK: &str = "/folders/{nora}/give/check?set=1&document={document}&unit={ppt}&purpose=school-adaptation&last=30&once=from-the-form";
const GIVE: &str = "main form[action$='/give'] .acts button";

/// How many consents Nora's folder has.
async fn consents(world: &World) -> usize {
    let token = world.token("kari").await;
    let path = world.filled("/api/v1/children/{nora}/consents?limit=200");
    world.service.get(&path, &token).await["items"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn going_back_after_giving_keeps_the_answers() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    let mut hand = Hand::new(&browser, &world, Way::Pointer).await;
    hand.open("kari", CHECK).await;
    let before = consents(&world).await;
    hand.press(GIVE).await;
    hand.is_at("/folders/{}/given").await;
    browser.back().await;
    hand.is_at("/folders/{}/give/check").await;
    // Pressed again, it is the same consent.
    hand.press(GIVE).await;
    hand.is_at("/folders/{}/given").await;
    assert_eq!(consents(&world).await, before + 1);
    browser.back().await;
    // Looking at it again has given nothing again.
    assert_eq!(consents(&world).await, before + 1);
    // Back from a page with something wrong: what was chosen is chosen.
    hand.open("kari", "/folders/{nora}/give").await;
    hand.choose("input[name=unit][value='{ppt}']").await;
    hand.press("main form[action$='/give/check'] > .acts button").await;
    let chosen = "return [...document.querySelectorAll('input:checked')].map((one) => one.value);";
    let kept = browser.run(chosen, json!([])).await;
    assert_eq!(kept, json!([world.names["ppt"], "30"]));
    let focus = "const link = document.querySelector('[role=alert] a'); link.click(); \
        return document.querySelector(link.getAttribute('href')) !== null;";
    assert_eq!(browser.run(focus, json!([])).await, true);
}

/// The page was open for a while; meanwhile the other guardian stopped it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_out_of_date_says_so() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    let mut hand = Hand::new(&browser, &world, Way::Pointer).await;
    hand.open("kari", "/consents/{in-force}/stop").await;
    let path = format!("/api/v1/consents/{}/revoke", world.names["in-force"]);
    world.api("ola", &path, &json!({})).await;
    hand.press("main form[action$='/stop'] button").await;
    // It is stopped, as was wanted: that is what the page says.
    hand.is_at("/consents/{}/stopped").await;
}

/// Signed out elsewhere in the middle of a form: after the sign-in everything is
/// there again, and nothing was done without a person.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ends_in_the_middle_loses_no_answer() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    let mut hand = Hand::new(&browser, &world, Way::Pointer).await;
    hand.open("kari", CHECK).await;
    let before = consents(&world).await;
    assert_eq!(world.post("kari", "/sign-out", &[]).await.status, 303);
    hand.press(GIVE).await;
    // The sign-in, at the address to which the answers were sent.
    hand.is_at("/folders/{}/give").await;
    assert!(browser.find("button[value=kari]").await.is_some());
    assert_eq!(consents(&world).await, before);
    hand.press("button[value=kari]").await;
    // What was filled in is here again, and is sent only now.
    hand.is_at("/sign-in").await;
    assert_eq!(consents(&world).await, before);
    hand.press("main form[action$='/give'] button").await;
    hand.is_at("/folders/{}/given").await;
    assert_eq!(consents(&world).await, before + 1);
}
