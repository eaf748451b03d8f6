//! Words: every text in every language, plain, short, and with room to be longer.

mod files;

use super::checks;
use super::driver::{Browser, DESK, NARROW, PHONE};
use super::pages;
use super::world::World;
use serde_json::Value;
use std::collections::BTreeSet;

/// The most that the readability figure LIX of a page may be: "easy to read".
const LIX: usize = 35;
/// Fewer words than these have no readability.
const ENOUGH: usize = 30;

/// Names that others have given, longest first: they are not ours to make shorter.
async fn names(world: &World) -> Vec<String> {
    let kari = world.token("kari").await;
    let mut names: BTreeSet<String> =
        samflyt::demo::PERSONAS.iter().map(|(_, name, _)| (*name).to_owned()).collect();
    let mut lists = vec!["/api/v1/children".to_owned(), "/api/v1/agencies?limit=100".to_owned()];
    for child in ["nora", "jonas"] {
        lists.push(world.filled(&format!("/api/v1/children/{{{child}}}/documents?limit=100")));
    }
    for list in lists {
        let got = world.service.get(&list, &kari).await;
        for item in got["items"].as_array().into_iter().flatten() {
            let name = item["title"].as_str().or_else(|| item["name"].as_str());
            names.extend(name.map(str::to_owned));
            names.extend(item["organisation"]["name"].as_str().map(str::to_owned));
        }
    }
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

/// LIX: words for each sentence, and how many in a hundred have more than six
/// letters. What stands on a line of its own, as a heading or an answer, is a sentence.
fn lix(text: &str) -> Option<usize> {
    let (mut words, mut long, mut sentences) = (0, 0, 0);
    for sentence in text.split(['\n', '.', ':', '!', '?', '·']) {
        let found = files::words(sentence);
        sentences += usize::from(!found.is_empty());
        words += found.len();
        long += found.iter().filter(|word| word.chars().count() > 6).count();
    }
    (words >= ENOUGH).then(|| words / sentences.max(1) + 100 * long / words)
}

/// Codes that programs use among themselves.
fn codes() -> BTreeSet<String> {
    let mut codes = files::keys();
    let root = env!("CARGO_MANIFEST_DIR");
    for file in std::fs::read_dir(format!("{root}/policies")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|end| end == "toml") {
            let text = std::fs::read_to_string(path).unwrap();
            let found = text.lines().filter_map(|line| line.strip_prefix("code = \""));
            codes.extend(found.filter_map(|rest| Some(rest.split('"').next()?.to_owned())));
        }
    }
    let text = std::fs::read_to_string(format!("{root}/docs/openapi.json")).unwrap();
    enums(&serde_json::from_str(&text).unwrap(), &mut codes);
    for room in ["domain", "flows"] {
        literals(&std::path::Path::new(root).join("src").join(room), &mut codes);
    }
    // Of one word, a code may be a word of the language too; and so may this.
    codes.retain(|code| (code.contains('-') || code.contains('_')) && code != "sign-in");
    codes
}

/// Texts in the code of a room that are written as codes are.
fn literals(folder: &std::path::Path, codes: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            literals(&path, codes);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(path).unwrap();
            let quoted = text.split('"').skip(1).step_by(2);
            let code = |one: &&str| {
                one.len() > 4 && one.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
            };
            codes.extend(quoted.filter(code).map(str::to_owned));
        }
    }
}

fn enums(value: &Value, codes: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let all = fields.get("enum").and_then(Value::as_array).into_iter().flatten();
            codes.extend(all.filter_map(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| enums(value, codes));
        }
        Value::Array(values) => values.iter().for_each(|value| enums(value, codes)),
        _ => {}
    }
}

/// What on a page is meant for programs.
fn raw<'a>(text: &'a str, codes: &BTreeSet<String>) -> Vec<&'a str> {
    let apart = |c: char| !(c.is_alphanumeric() || c == '-' || c == '_');
    text.split(apart).filter(|word| codes.contains(*word)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_plain_and_has_room_for_longer_words() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    let sight = pages::all(&world).await;
    let (names, codes) = (names(&world).await, codes());
    let (mut wrong, mut figures) = (Vec::new(), Vec::new());
    for lang in ["nn", "en", "nb"] {
        let mut who = None;
        for page in &sight.pages {
            if who != Some(&page.who) {
                world.be(&browser, &page.who).await;
                world.speak(&browser, &page.who, lang).await;
                who = Some(&page.who);
            }
            browser.go(&world.url(&page.path)).await;
            let at = format!("{} {} {lang}", page.who, page.pattern);
            let (mut main, whole) = (browser.text("main").await, browser.text("body").await);
            if whole.contains("No localization") || whole.contains("{ $") {
                wrong.push(format!("{at}: a text is missing"));
            }
            let found = raw(&whole, &codes);
            // The page of a problem shows its code, for whoever helps.
            if !found.is_empty() && !main.contains("not-found") {
                wrong.push(format!("{at}: for programs: {found:?}"));
            }
            for word in files::unwanted(&whole, lang) {
                wrong.push(format!("{at}: says \"{word}\""));
            }
            if lang == "en" {
                continue;
            }
            for name in &names {
                main = main.replace(name.as_str(), "Navn");
            }
            if let Some(lix) = lix(&main) {
                figures.push((lix, at.clone()));
                if lix > LIX {
                    wrong.push(format!("{at}: LIX {lix}, {LIX} at most"));
                }
            }
            if lang == "nb" {
                browser.screen(NARROW).await;
                let mut found = checks::reflow(&browser, None, Some(0.4)).await;
                for screen in [PHONE, DESK] {
                    browser.screen(screen).await;
                    found.extend(checks::reflow(&browser, None, None).await);
                }
                found.dedup();
                wrong.extend(found.iter().map(|one| format!("{at}: with longer words: {one:?}")));
            }
        }
    }
    figures.sort();
    println!("LIX from {:?} to {:?}", figures.first(), figures.last());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_hard_or_for_programs_is_found() {
    let hard = "Vedkommende virksomhets behandlingsgrunnlag dokumenteres gjennom saksbehandlingssystemet \
                forvaltningsorganet benytter ved gjennomføringen av lovpålagte oppgaver overfor \
                innbyggerne, herunder barnevernstjenestens undersøkelsesvirksomhet og helsetjenestens \
                dokumentasjonsplikt etter gjeldende regelverk.";
    assert!(lix(&hard.repeat(2)).unwrap() > 60);
    let easy = "Du ser hvem som kan se. Du kan stoppe når du vil. Det gjelder med en gang. \
                Vi sier fra til dem som har sett. Spør oss om du lurer på noe her.";
    assert!(lix(easy).unwrap() < 25);
    let codes = codes();
    assert!(codes.len() > 100 && codes.contains("benefit-assessment"), "{}", codes.len());
    assert_eq!(raw("State: awaiting-approval.", &codes), ["awaiting-approval"]);
    assert_eq!(files::unwanted("Vennligst prøv igjen", "nb"), ["vennligst"]);
}
