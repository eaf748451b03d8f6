//! The Fluent files: the same texts in each, with the same arguments, in short
//! sentences without the words of offices.

use std::collections::{BTreeMap, BTreeSet};

const LANGS: [&str; 3] = ["nb", "nn", "en"];

/// The most words of a sentence, and of sentences on the average.
const LONGEST: usize = 25;
const MEAN: usize = 15;

/// Words that no text says, by the beginning of a word.
const UNWANTED: [(&str, &[&str]); 3] = [
    (
        "nb",
        &[
            "vennligst",
            "samtykkeerklæring",
            "samtykke til å dele",
            "representer",
            "aktør",
            "vedrørende",
            "herunder",
            "i henhold til",
            "iht.",
            "foreta",
            "ovennevnte",
            "gdpr",
            "ugyldig",
            "funksjonalitet",
            "implementer",
        ],
    ),
    (
        "nn",
        &[
            "vennligst",
            "ver venleg",
            "samtykkeerklæring",
            "samtykke til å dele",
            "representer",
            "aktør",
            "vedrørande",
            "herunder",
            "i samsvar med",
            "føreta",
            "ovannemnde",
            "gdpr",
            "ugyldig",
            "funksjonalitet",
            "implementer",
            "ikke ",
            "hvem",
            "hva ",
            "hvor ",
            "dere",
        ],
    ),
    ("en", &["please", "gdpr", "utilise", "in accordance with", "invalid", "oops"]),
];

/// What a text says that none should.
pub fn unwanted(text: &str, lang: &str) -> Vec<&'static str> {
    let text = format!(" {} ", text.to_lowercase().replace(['\n', '«', '(', '"'], " "));
    let (_, words) = UNWANTED.iter().find(|(one, _)| *one == lang).unwrap();
    words.iter().copied().filter(|word| text.contains(&format!(" {word}"))).collect()
}

/// The words of a text.
pub fn words(text: &str) -> Vec<&str> {
    let apart = |c: char| !(c.is_alphanumeric() || c == '-' || c == '’' || c == '\'');
    text.split(apart).filter(|word| word.chars().any(char::is_alphabetic)).collect()
}

/// Texts by key, each with its variants on lines of their own.
fn texts(lang: &str) -> BTreeMap<String, String> {
    let path = format!("{}/src/web/locales/{lang}/samflyt.ftl", env!("CARGO_MANIFEST_DIR"));
    let (mut texts, mut key): (BTreeMap<String, String>, _) = (BTreeMap::new(), String::new());
    for line in std::fs::read_to_string(path).unwrap().lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if !line.starts_with([' ', '}', '\t']) {
            let (name, text) = line.split_once('=').unwrap_or_else(|| panic!("{lang}: {line}"));
            name.trim().clone_into(&mut key);
            let before = texts.insert(key.clone(), text.trim().to_owned());
            assert!(before.is_none(), "{lang}: {key} stands twice");
        } else if let Some(text) = texts.get_mut(&key) {
            text.push('\n');
            text.push_str(line.trim());
        }
    }
    texts
}

/// Every key.
pub fn keys() -> BTreeSet<String> {
    texts("nb").into_keys().collect()
}

fn arguments(text: &str) -> BTreeSet<&str> {
    let name = |rest: &'_ str| {
        rest.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c))).unwrap_or(rest.len())
    };
    text.split('$').skip(1).map(|rest| &rest[..name(rest)]).collect()
}

/// What is read: without what chooses between variants; an argument is a word.
fn read(text: &str) -> Vec<String> {
    let line = |line: &str| {
        let line = line.trim_start_matches(['*', ' ']);
        let line = if line.starts_with('[') { line.split_once(']')?.1 } else { line };
        let line = line.trim();
        (!line.ends_with("->") && line != "}").then(|| line.replace("{ $", "").replace(" }", ""))
    };
    text.lines().filter_map(line).collect()
}

#[test]
fn every_language_has_every_text_with_the_same_arguments() {
    let [nb, nn, en] = LANGS.map(texts);
    let mut wrong = Vec::new();
    for (lang, other) in [("nn", &nn), ("en", &en)] {
        for key in nb.keys().filter(|key| !other.contains_key(*key)) {
            wrong.push(format!("{lang} has no {key}"));
        }
        for (key, text) in other {
            let Some(bokmaal) = nb.get(key) else {
                wrong.push(format!("{lang} has {key}, which nb has not"));
                continue;
            };
            if arguments(bokmaal) != arguments(text) {
                wrong.push(format!("{lang} {key}: other arguments: {text}"));
            }
            // Left as it was: of more than three words that is no chance.
            if lang == "en" && text == bokmaal && words(text).len() > 3 {
                wrong.push(format!("en {key} is not translated: {text}"));
            }
        }
    }
    for (lang, all) in [("nb", &nb), ("nn", &nn), ("en", &en)] {
        wrong.extend(
            all.iter()
                .filter(|(_, text)| text.is_empty())
                .map(|(key, _)| format!("{lang} {key} is empty")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_text_is_plain_and_short() {
    let mut wrong = Vec::new();
    for lang in LANGS {
        let (mut sentences, mut all) = (0, 0);
        for (key, text) in texts(lang) {
            for word in unwanted(&text, lang) {
                wrong.push(format!("{lang} {key} says \"{word}\": {text}"));
            }
            for line in read(&text) {
                for sentence in line.split_inclusive(['.', '!', '?', ':']) {
                    let count = words(sentence).len();
                    if count > LONGEST {
                        wrong.push(format!("{lang} {key}: {count} words: {sentence}"));
                    }
                    // A title or a button is no sentence.
                    if sentence.trim_end().ends_with(['.', '!', '?']) && count > 0 {
                        (sentences, all) = (sentences + 1, all + count);
                    }
                }
            }
        }
        println!("{lang}: {sentences} sentences of {} words", all / sentences.max(1));
        if all > MEAN * sentences {
            wrong.push(format!("{lang}: {all} words in {sentences} sentences"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
