//! Every page, in three languages, on a phone and on a desk, light and dark: axe-core
//! and our own checks find nothing.

use super::checks::{self, Expected, Finding};
use super::driver::{Browser, DESK, NARROW, PHONE};
use super::pages::{self, Sight};
use super::world::World;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Instant;

/// Of what can be hit on a phone, so many in a hundred are 44 px high and broad.
const LARGE: u64 = 95;

/// What one sweep found, as lines for a person.
#[derive(Default)]
struct Report {
    wrong: BTreeMap<Finding, BTreeSet<String>>,
    small: BTreeMap<String, BTreeSet<String>>,
    large: u64,
    of: u64,
}

impl Report {
    fn add(&mut self, place: &str, found: Vec<Finding>) {
        for one in found {
            let (rule, place) = (one.rule.as_str(), place.to_owned());
            if rule == "target-44" {
                self.small.entry(one.what).or_default().insert(place);
            } else {
                self.wrong.entry(one).or_default().insert(place);
            }
        }
    }

    /// What is wrong, or nothing.
    fn text(&self) -> String {
        let mut text = String::new();
        for (finding, places) in &self.wrong {
            let first: Vec<&String> = places.iter().take(2).collect();
            let (rule, what, more) = (&finding.rule, &finding.what, places.len());
            writeln!(text, "{rule}: {what}\n    on {more}: {first:?}").unwrap();
        }
        if self.large * 100 < self.of * LARGE {
            writeln!(text, "{} of {} targets are 44 px on a phone", self.large, self.of).unwrap();
            for (what, places) in &self.small {
                writeln!(text, "    small: {what} on {}: {:?}", places.len(), places.first())
                    .unwrap();
            }
        }
        text
    }
}

/// What the checks find on the page that is open, on every screen.
async fn look(browser: &Browser, axe: &str, lang: &str, at: &str, report: &mut Report) {
    checks::load_axe(browser, axe).await;
    for (screen, name) in [(PHONE, "phone"), (DESK, "desk")] {
        browser.screen(screen).await;
        for scheme in ["light", "dark"] {
            let place = format!("{at} {lang} {name} {scheme}");
            let calm = ("prefers-reduced-motion", "reduce");
            browser.media(&[("prefers-color-scheme", scheme), calm]).await;
            report.add(&place, checks::run_axe(browser).await);
            report.add(&place, checks::focus(browser).await);
        }
        let (found, large, of) = checks::on_screen(browser, screen).await;
        report.add(&format!("{at} {lang} {name}"), found);
        if screen == PHONE {
            (report.large, report.of) = (report.large + large, report.of + of);
        }
        let found = checks::reflow(browser, Some("200%"), None).await;
        report.add(&format!("{at} {lang} {name} text 200 %"), found);
        if lang == "nb" {
            report.add(&format!("{at} {lang} {name} Tab"), checks::tab(browser).await);
        }
    }
    let forced = [("forced-colors", "active"), ("prefers-reduced-motion", "reduce")];
    browser.media(&forced).await;
    report.add(&format!("{at} {lang} forced colours"), checks::focus(browser).await);
    browser.media(&[]).await;
    browser.screen(NARROW).await;
    report.add(&format!("{at} {lang} 320 px"), checks::reflow(browser, None, None).await);
}

async fn sweep(lang: &str) {
    let Some(axe) = checks::axe() else { return };
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    let begun = Instant::now();
    let Sight { pages, dead, .. } = pages::all(&world).await;
    let mut report = Report::default();
    let mut titles: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut who = None;
    for page in &pages {
        if who != Some(&page.who) {
            world.be(&browser, &page.who).await;
            world.speak(&browser, &page.who, lang).await;
            who = Some(&page.who);
        }
        browser.go(&world.url(&page.path)).await;
        let personal = pages::personal();
        let scripts = pages::may_have_scripts(&page.pattern);
        let expected = Expected { lang, personal: &personal, scripts };
        let at = format!("{} {}", page.who, page.pattern);
        report.add(&format!("{at} {lang}"), checks::built(&browser, &expected).await);
        // With something wrong it is the page before, at the address of the next.
        if browser.find("[role=alert]").await.is_none() {
            let pattern = pages::kind(page.pattern.split('?').next().unwrap_or_default());
            titles.entry(browser.title().await).or_default().insert(pattern.to_owned());
        }
        look(&browser, axe, lang, &at, &mut report).await;
    }
    for (title, patterns) in titles.into_iter().filter(|(_, patterns)| patterns.len() > 1) {
        let what = format!("\"{title}\" names {patterns:?}");
        report.add(lang, vec![Finding { rule: "title-twice".to_owned(), what }]);
    }
    let spent = begun.elapsed().as_secs();
    println!("{lang}: {} pages in {spent} s, {} of {} large", pages.len(), report.large, report.of);
    let text = report.text();
    assert!(text.is_empty(), "{lang}\n{text}");
    assert!(dead.is_empty(), "links that lead nowhere: {dead:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_in_bokmaal_is_for_everybody() {
    sweep("nb").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_in_nynorsk_is_for_everybody() {
    sweep("nn").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_in_english_is_for_everybody() {
    sweep("en").await;
}

/// No page is left out: each row of the table of pages was seen by somebody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_the_table_is_come_to() {
    let world = World::start().await;
    let missed = pages::all(&world).await.missed();
    assert!(missed.is_empty(), "nobody comes to {missed:#?}: link to them, or name them in MORE");
}
