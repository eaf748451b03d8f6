//! Which pages there are. Most are found by following links; what no link leads to
//! stands in a list, one line each.

use super::world::{Page, World};
use serde_json::json;
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
const MORE: [(&str, &str); 11] = [
    ("", "/no-such-page"),
    ("kari", "/folders/{nora}/given?consent={in-force}"),
    ("kari", "/folders/{nora}/given?consent={waiting}"),
    ("kari", "/consents/{revoked}/stopped"),
    ("kari", "/consents/{revoked}"),
    ("ola", "/consents/{waiting}"),
    ("kari", "/consents/{in-force}/change/check?last=7&set=1&document={document}&revision=1"),
    (
        "kari",
        "/folders/{nora}/give/check?set=1&document={document}&unit={nav}&purpose=benefit-assessment&last=30",
    ),
    ("kari", "/requests/{request}/change/check?set=1&category=medication-list&last=30"),
    // With a summary of what is wrong.
    ("kari", "/folders/{nora}/give/check?set=1&last=date&until=x"),
    ("kari", "/folders/{nora}/give?q=sykehus"),
];

/// Patterns of pages that may have a script: where files are sent up, and where news
/// come by themselves.
const SCRIPTS: [&str; 5] = [
    "/folders/{}/documents",
    "/documents/{}",
    "/folders/{}/log",
    "/folders/{}/log?show",
    "/?child",
];

/// What kind of page it is: the same questions stand at several addresses, to give, to
/// change and to answer, and have one title.
pub fn kind(pattern: &str) -> &str {
    match pattern {
        "/consents/{}/change" | "/requests/{}/change" => "/folders/{}/give",
        "/consents/{}/change/check" | "/requests/{}" | "/requests/{}/change/check" => {
            "/folders/{}/give/check"
        }
        _ => pattern,
    }
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
    /// What is no page: files and papers.
    files: BTreeSet<String>,
    /// Links that lead nowhere.
    pub dead: BTreeSet<String>,
}

/// What the demonstration has none of: a unit that may put papers in, an emergency
/// that lasts, a paper that is marked. The hospital's pages for them.
async fn seldom(world: &World) -> Vec<String> {
    let kari = world.token("kari").await;
    let unit = world.service.unit("Barneavdelingen", &kari).await;
    let jonas = &world.names["jonas"];
    let consent = json!({"agency": unit, "purpose": "treatment", "categories": ["medical"],
        "actions": ["open", "contribute"], "valid_until": crate::support::process::in_days(30)});
    world.api("kari", "/api/v1/children/{jonas}/consents", &consent).await;
    let papers = world.filled("/api/v1/children/{jonas}/documents?limit=100");
    let papers = world.service.get(&papers, &world.token("jonas").await).await;
    let mut papers = papers["items"].as_array().unwrap().iter();
    let paper = papers.find(|one| one["category"] == "medication-list").unwrap();
    let paper = paper["id"].as_str().unwrap();
    let fields = [("hold", "yes"), ("once", "to-be-looked-at")];
    let path = format!("/documents/{paper}/withhold");
    assert_eq!(world.post("jonas", &path, &fields).await.status, 303);
    let declared = crate::emergency::declaration(jonas, unit);
    world.api("hospital", "/api/v1/emergency", &declared).await;
    vec![
        format!("/cases/{jonas}/contribute?purpose=treatment"),
        format!("/cases/{jonas}/mark/{paper}"),
        format!("/cases/emergency/{jonas}"),
    ]
}

/// Every page, each by whoever comes to it first.
pub async fn all(world: &World) -> Sight {
    let (mut pages, mut dead, mut seen) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let mut files = BTreeSet::new();
    let seldom = seldom(world).await;
    for who in PEOPLE {
        let more = MORE.iter().filter(|(one, _)| *one == who);
        let mut more: Vec<String> = more.map(|(_, path)| world.filled(path)).collect();
        if who == "hospital" {
            more.extend(seldom.iter().cloned());
        }
        let walk = world.walk(who, &more).await;
        for page in walk.pages {
            let new = seen.insert(page.pattern.clone());
            if new || who == "jonas" || page.path == "/" || more.contains(&page.path) {
                pages.push(page);
            }
        }
        files.extend(walk.files);
        dead.extend(walk.dead.into_iter().map(|what| format!("{who} {what}")));
    }
    Sight { pages, files, dead }
}

impl Sight {
    /// Rows of the table of pages that nobody came to.
    pub fn missed(&self) -> Vec<String> {
        let come = self.pages.iter().map(|page| &page.pattern).chain(&self.files);
        let come: Vec<Vec<&str>> = come
            .map(|pattern| pattern.split('?').next().unwrap_or_default().split('/').collect())
            .collect();
        let rows = samflyt::web::pages::rows().into_iter();
        // What the two scripts ask for is no page.
        let beside = |path: &str| path == "/live" || path.contains("/uploads");
        let rows = rows.filter(|row| row.method == "GET" && !row.path.starts_with("/assets/"));
        let rows = rows.filter(|row| !beside(&row.path));
        let fits = |row: &str, pattern: &Vec<&str>| {
            let parts: Vec<&str> = row.split('/').collect();
            let same = |(part, one): (&&str, &&str)| part == one || part.starts_with('{');
            parts.len() == pattern.len() && parts.iter().zip(pattern).all(same)
        };
        rows.map(|row| row.path).filter(|row| !come.iter().any(|one| fits(row, one))).collect()
    }
}
