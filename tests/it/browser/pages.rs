//! Which pages there are. Most are found by following links; what no link leads to
//! stands in a list, one line each.

use super::world::{Page, World, pattern};
use std::collections::BTreeSet;

/// Who looks. Where two come to pages of one pattern, the first looks at them, but
/// the young see all of theirs: they have words of their own.
pub const PEOPLE: [&str; 11] = [
    "",
    "kari",
    "jonas",
    "ola",
    "nav",
    "hospital",
    "coordinator",
    "unit-admin",
    "auditor",
    "nav-auditor",
    "operator",
];

/// Pages to which no link leads: after a form, and with something wrong.
const MORE: [(&str, &str); 10] = [
    ("", "/no-such-page"),
    ("kari", "/folders/{nora}/given?consent={in-force}"),
    ("kari", "/folders/{nora}/given?consent={waiting}"),
    ("kari", "/consents/{revoked}/stopped"),
    ("kari", "/consents/{revoked}"),
    ("ola", "/consents/{waiting}"),
    ("kari", "/consents/{in-force}/change/check?last=7&set=1&document={document}"),
    (
        "kari",
        "/folders/{nora}/give/check?set=1&document={document}&unit={nav}&purpose=benefit-assessment&last=30",
    ),
    // With a summary of what is wrong.
    ("kari", "/folders/{nora}/give/check?set=1&last=date&until=x"),
    ("kari", "/folders/{nora}/give?q=sykehus"),
];

/// Links that lead nowhere yet. What is there is to be taken off this list.
const NOT_YET: [&str; 10] = [
    "/documents/{}",
    "/folders/{}/copy",
    "/folders/{}/documents",
    "/folders/{}/growing",
    "/folders/{}/log",
    "/folders/{}/more",
    "/inbox",
    "/cases",
    "/audit",
    "/operate",
];

/// Patterns of pages that may have a script: where files are sent up, and where news
/// come by themselves.
const SCRIPTS: [&str; 4] = ["/folders/{}/documents", "/documents/{}", "/folders/{}/log", "/?child"];

/// Is a page of this pattern still to be made?
pub fn not_yet(pattern: &str) -> bool {
    NOT_YET.contains(&pattern)
}

/// May a page of this pattern have a script?
pub fn may_have_scripts(pattern: &str) -> bool {
    pattern == "/" || SCRIPTS.contains(&pattern)
}

/// What no title may hold: who is in the demonstration, and the units.
pub fn personal() -> Vec<String> {
    let people = samflyt::demo::PERSONAS.iter().flat_map(|(_, name, _)| name.split(' '));
    let others = ["Nora", "NAV", "BUP", "PPT", "Statped", "sykehus", "Habilitering", "Flekkefjord"];
    let not_a_name = ["Admin", "Auditor", "Drift"];
    let all = people.filter(|name| !not_a_name.contains(name)).chain(others);
    all.map(str::to_owned).collect()
}

/// What there is to look at.
pub struct Sight {
    pub pages: Vec<Page>,
    /// Links that lead nowhere.
    pub dead: BTreeSet<String>,
}

/// Every page, each by whoever comes to it first.
pub async fn all(world: &World) -> Sight {
    let (mut pages, mut dead, mut seen) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for who in PEOPLE {
        let more: Vec<&str> =
            MORE.iter().filter(|(one, _)| *one == who).map(|(_, at)| *at).collect();
        let (found, nowhere) = world.walk(who, &[]).await;
        for page in found {
            let new = seen.insert(page.pattern.clone());
            if new || who == "jonas" || page.path == "/" {
                pages.push(page);
            }
        }
        for path in more {
            let (path, who) = (world.filled(path), who.to_owned());
            let pattern = pattern(&path);
            seen.insert(pattern.clone());
            pages.push(Page { who, path, pattern });
        }
        dead.extend(nowhere.into_iter().map(|what| format!("{who} {what}")));
    }
    let gone = |what: &String| {
        let (at, status) = what.rsplit_once(' ').unwrap();
        let at = at.rsplit(' ').next().unwrap();
        status != "404" || !NOT_YET.contains(&at)
    };
    dead.retain(gone);
    for there in NOT_YET.iter().filter(|one| pages.iter().any(|page| page.pattern == **one)) {
        dead.insert(format!("{there} is there: take it off NOT_YET"));
    }
    Sight { pages, dead }
}

/// Rows of the table of pages that nobody came to. What is no page (a file) is asked
/// for and left out.
pub async fn not_come_to(_world: &World, pages: &[Page]) -> Vec<String> {
    let come: BTreeSet<String> = pages
        .iter()
        .map(|page| page.pattern.split('?').next().unwrap_or_default().to_owned())
        .collect();
    let rows = samflyt::web::pages::rows().into_iter();
    let rows = rows.filter(|row| row.method == "GET" && !row.path.starts_with("/assets/"));
    rows.map(|row| row.path)
        .filter(|path| {
            let part =
                |part: &str| if part.starts_with('{') { "{}".to_owned() } else { part.to_owned() };
            !come.contains(&path.split('/').map(part).collect::<Vec<_>>().join("/"))
        })
        .collect()
}
