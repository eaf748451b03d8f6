//! What is looked for on a page that the browser shows: by axe-core, and by checks of
//! our own. The script is `tests/browser/probe.js`.

use super::driver::{Browser, PHONE, Screen, TAB};
use crate::support::left_out;
use serde_json::{Value, json};
use std::sync::OnceLock;

const PROBE: &str = include_str!("../../browser/probe.js");

/// The rules of WCAG 2.2, levels A and AA.
const WCAG: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// Something that is wrong on a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub rule: String,
    pub what: String,
}

/// What a page is looked at for.
#[derive(Clone, Debug)]
pub struct Expected<'a> {
    /// The language of its text.
    pub lang: &'a str,
    /// Names that may not stand in a title.
    pub personal: &'a [String],
    /// May it have a script?
    pub scripts: bool,
}

/// axe-core, which `tests/run` installs by `npm ci`; nothing where it is missing.
pub fn axe() -> Option<&'static str> {
    static AXE: OnceLock<Option<String>> = OnceLock::new();
    let axe = AXE.get_or_init(|| {
        let fixed = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/node_modules");
        let folder = std::env::var("TEST_NODE_MODULES").unwrap_or_else(|_| fixed.to_owned());
        std::fs::read_to_string(format!("{folder}/axe-core/axe.min.js")).ok()
    });
    if axe.is_none() {
        left_out("axe-core (cd tests/browser && npm ci)");
    }
    axe.as_deref()
}

async fn probe(browser: &Browser, check: &str, options: Value) -> Vec<Value> {
    let found = browser.run(PROBE, json!([check, options])).await;
    found.as_array().cloned().unwrap_or_default()
}

fn findings(found: &[Value]) -> impl Iterator<Item = Finding> + '_ {
    let fine = |one: &&Value| one["rule"] != "count";
    found.iter().filter(fine).map(|one| Finding {
        rule: one["rule"].as_str().unwrap_or_default().to_owned(),
        what: one["what"].as_str().unwrap_or_default().to_owned(),
    })
}

/// How the page is built: language, title, headings, landmarks, tables, labels, and
/// that nothing in it runs.
pub async fn built(browser: &Browser, expected: &Expected<'_>) -> Vec<Finding> {
    let options = json!({"lang": expected.lang, "personal": expected.personal,
        "scripts": expected.scripts});
    let mut all = Vec::new();
    for check in ["structure", "forms", "inert"] {
        all.extend(findings(&probe(browser, check, options.clone()).await));
    }
    all
}

/// Sizes of what can be hit: what is too small, how many are 44 px, and of how many.
pub async fn sizes(browser: &Browser, phone: bool) -> (Vec<Finding>, u64, u64) {
    let found = probe(browser, "sizes", json!({"phone": phone})).await;
    let count = found.iter().find(|one| one["rule"] == "count").map(|one| &one["what"]);
    let count = |at: usize| count.and_then(|pair| pair[at].as_u64()).unwrap_or(0);
    (findings(&found).collect(), count(0), count(1))
}

/// Is anything beyond the side, or cut off? `text` is another size of the text,
/// `longer` the part by which every word grows.
pub async fn reflow(browser: &Browser, text: Option<&str>, longer: Option<f64>) -> Vec<Finding> {
    findings(&probe(browser, "reflow", json!({"text": text, "longer": longer})).await).collect()
}

/// Is the focus seen wherever it is?
pub async fn focus(browser: &Browser) -> Vec<Finding> {
    findings(&probe(browser, "focus", json!({})).await).collect()
}

/// Does Tab, really pressed, come to everything in the order in which it stands?
pub async fn tab(browser: &Browser) -> Vec<Finding> {
    let found = probe(browser, "listen", json!({})).await;
    let presses = found.iter().find(|one| one["rule"] == "count");
    let presses = presses.and_then(|one| one["what"].as_u64()).unwrap_or(0);
    browser.press(&vec![TAB; usize::try_from(presses).unwrap()]).await;
    findings(&probe(browser, "heard", json!({})).await).collect()
}

/// Makes axe ready in the page.
pub async fn load_axe(browser: &Browser, axe: &str) {
    browser.run(axe, json!([])).await;
}

/// What axe finds.
pub async fn run_axe(browser: &Browser) -> Vec<Finding> {
    let script = "const done = arguments[arguments.length - 1]; \
        axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']}).then( \
            (got) => done(got.violations.flatMap((one) => one.nodes.map((node) => \
                ({rule: one.id, what: node.html.slice(0, 160) + ' | ' + node.failureSummary.slice(0, 200)})))), \
            (error) => done([{rule: 'axe', what: String(error)}]));";
    let found = browser.run_later(script, json!([WCAG])).await;
    findings(found.as_array().map_or(&[][..], Vec::as_slice)).collect()
}

/// Everything on the screen as it is now, of whatever scheme.
pub async fn on_screen(browser: &Browser, screen: Screen) -> (Vec<Finding>, u64, u64) {
    let (mut all, large, of) = sizes(browser, screen == PHONE).await;
    all.extend(reflow(browser, None, None).await);
    (all, large, of)
}
