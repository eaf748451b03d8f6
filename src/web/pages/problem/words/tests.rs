use super::*;
use crate::domain::lang::Lang;
use crate::web::pages::words::texts;
use std::collections::BTreeSet;
use std::path::Path;

/// Where a code stands right behind, as the first text of the call.
const CALLS: [&str; 8] = [
    "Problem::new(",
    "Problem::invalid(",
    "Problem::bad(",
    "Problem::sign_in(",
    "Self::new(",
    "Self::bad(",
    "Invalid::new(",
    "code: ",
];

/// Files whose `fn code` gives codes of problems.
const ENUMS: [&str; 6] = [
    "domain/notice.rs",
    "domain/pid.rs",
    "domain/profile.rs",
    "domain/sniff.rs",
    "domain/text.rs",
    "notify/webhook.rs",
];

fn is_code(text: &str) -> bool {
    text.len() > 1
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The code that a call begins with, behind a status where there is one.
fn first_code(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    for status in ["StatusCode::", "axum::http::StatusCode::"] {
        if rest.starts_with(status) {
            rest = rest.split_once(',')?.1.trim_start();
        }
    }
    let rest = rest.strip_prefix('"')?;
    rest.get(..rest.find('"')?).filter(|code| is_code(code))
}

fn sources(folder: &Path, all: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.to_string_lossy().replace('\\', "/");
            if !name.ends_with("tests.rs") {
                all.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
}

fn codes() -> BTreeSet<String> {
    let mut all = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let mut codes = BTreeSet::new();
    for (name, text) in &all {
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for call in CALLS {
            // What the scanner answers, what stands in tables, and charts are no problem.
            if ["/vault/", "/policy/", "/audit/charts"].iter().any(|one| name.contains(one)) {
                continue;
            }
            let found = text.split(call).skip(1).filter_map(first_code);
            codes.extend(found.map(str::to_owned));
        }
        if ENUMS.iter().any(|ending| name.ends_with(ending)) {
            for body in text.split("fn code(self) -> &'static str {").skip(1) {
                let body = body.split("\n    }\n").next().unwrap_or_default();
                let found = body.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next());
                codes.extend(found.filter(|code| is_code(code)).map(str::to_owned));
            }
        }
    }
    codes
}

#[test]
fn every_code_of_a_problem_has_words() {
    let codes = codes();
    // The search finds what it must: a call on one line, one on several, an enumeration.
    for known in ["words-missing", "body-too-slow", "consent-ended", "text-too-long", "url-wrong"] {
        assert!(codes.contains(known), "the search does not find {known}");
    }
    assert!(codes.len() > 120, "{}", codes.len());
    let silent: Vec<&String> = codes
        .iter()
        .filter(|code| Reason::from_code(code).is_none() && group(code).is_none())
        .collect();
    assert!(silent.is_empty(), "these have no words: {silent:?}");
}

#[test]
fn every_refusal_has_words_in_three_languages() {
    for lang in [Lang::Nb, Lang::Nn, Lang::En] {
        let t = texts(lang);
        let mut seen = BTreeSet::new();
        for reason in Reason::ALL {
            let (heading, words) = of(t, reason.code(), 403);
            assert!(!heading.contains(reason.code()) && !words.contains("No localization"));
            assert!(seen.insert(words), "{reason:?} reads like another");
        }
    }
}

#[test]
fn what_has_no_words_of_its_own_is_told_by_its_status() {
    let t = texts(Lang::Nb);
    assert_eq!(of(t, "never-heard-of", 409), said(t, Group::Changed));
    assert_eq!(of(t, "never-heard-of", 502), said(t, Group::Inside));
}
