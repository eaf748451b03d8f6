//! The rooms of docs/architecture.md: who may use whom, who may use which
//! crate, how long a file may be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Parts of the ledger that verify and use nothing but words.
const PURE: [&str; 8] =
    ["bundle", "checkpoint", "erased", "leaf", "proof", "tiles", "tree", "verify"];

/// Each room and the rooms that it may use.
const ARROWS: [(&str, &[&str]); 18] = [
    ("paper", &["domain"]),
    ("clock", &["domain"]),
    ("domain", &[]),
    ("entropy", &["domain"]),
    ("store", &["domain", "clock", "entropy"]),
    ("ledger-pure", &["domain"]),
    ("ledger", &["store", "domain", "ledger-pure"]),
    ("policy", &["domain"]),
    ("identity", &["store", "domain", "clock", "entropy"]),
    ("gate", &["policy", "ledger", "ledger-pure", "store", "identity", "domain", "clock"]),
    // Whose sealed values it needs opened, `flows` hands in.
    ("notify", &["gate", "store", "domain", "clock", "entropy"]),
    ("vault", &["gate", "store", "domain", "clock", "entropy"]),
    (
        "flows",
        &[
            "vault",
            "gate",
            "ledger",
            "ledger-pure",
            "store",
            "notify",
            "paper",
            "policy",
            "identity",
            "domain",
            "clock",
            "entropy",
        ],
    ),
    ("config", &["domain"]),
    (
        "start",
        &[
            "config",
            "flows",
            "vault",
            "gate",
            "ledger",
            "ledger-pure",
            "store",
            "notify",
            "policy",
            "identity",
            "domain",
            "clock",
            "entropy",
        ],
    ),
    ("demo", &["start", "config", "flows", "identity", "store", "domain", "clock", "entropy"]),
    ("web", &["flows", "identity", "domain", "config"]),
    // The command line acts through flows; it neither asks the gate nor signs in.
    (
        "cli",
        &[
            "start",
            "demo",
            "web",
            "config",
            "flows",
            "vault",
            "ledger",
            "ledger-pure",
            "store",
            "notify",
            "policy",
            "domain",
            "clock",
            "entropy",
        ],
    ),
];

/// Who writes without an entry, and for which reason of the reviewed list.
const UNLOGGED: [(&str, &str); 22] = [
    ("demo", "FirstStart"),
    // How far birthdays were looked at: what it froze has its own entries.
    ("flows/consents/life", "SweepMark"),
    ("flows/keyring", "Reseal"),
    // The language in which somebody is spoken to.
    ("flows/me", "Contact"),
    ("flows/notices", "NoticesSeen"),
    ("flows/notices/chores", "Deliveries"),
    ("flows/notices/chores", "Notices"),
    ("flows/notices/contact", "Contact"),
    ("flows/own_data/carry_out", "ErasedRows"),
    ("flows/requests/lapse", "SweepMark"),
    // An auditor's own list; who may search is asked, with an entry, before it changes.
    ("flows/searches", "Searches"),
    ("flows/sweep", "IdempotencySweep"),
    ("flows/sweep", "SweepMark"),
    ("flows/uploads", "Uploads"),
    ("flows/uploads/append", "Uploads"),
    // When the whole log was checked, and whether it was sound.
    ("flows/verify/daily", "SweepMark"),
    ("identity/bearer", "SessionTouch"),
    ("identity/session", "SessionTouch"),
    ("ledger/publish", "Checkpoint"),
    ("notify/follow", "Notices"),
    ("notify/worker", "Deliveries"),
    ("start", "FirstStart"),
];

/// Arrows beside the table: file or folder, what it uses, and why.
const EXCEPTIONS: [(&str, &str, &str); 13] = [
    ("store/log", "ledger::leaf", "the leaf of a row is computed where the row is written"),
    ("store/log", "ledger::tree", "the right edge of the tree stands in the log's head"),
    ("store/tx", "ledger::tree", "the right edge of the tree stands in the log's head"),
    ("config", "store::Place", "where the database is follows from the settings"),
    ("web/api/log", "ledger::tiles", "paths and bodies of public tiles: hashes only"),
    ("web/api/log", "ledger::read", "public tiles: hashes only, no gate to pass"),
    ("web/api/log", "store::log", "the number of the log whose tiles are public"),
    ("web/api/log", "store::search", "the filter that a flow takes"),
    ("web/api/audit", "store::search", "the filter that a flow takes"),
    ("web/api/documents", "store::documents", "the cursor that a flow takes"),
    ("web/api/cases", "store::audit_cases", "the cursor that a flow takes"),
    ("web/api/emergency", "policy::emergencies", "a line of the tables"),
    ("web/api/own_data", "policy::rules", "the language of what stands in a copy"),
];

/// A crate, its rooms, and files beside them with the reason.
type Crate = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

/// Outside crates that only some rooms may name, with the exceptions.
const CRATES: [Crate; 16] = [
    ("krilla", &["paper"], &[]),
    ("skrifa", &["paper"], &[]),
    ("sqlx", &["store"], &[]),
    ("cedar_policy", &["policy"], &[]),
    ("cedar_policy_symcc", &["policy"], &[]),
    ("object_store", &["vault"], &[]),
    (
        "age",
        &["vault"],
        &[
            ("flows/keyring", "recipients of an export and of an escrow"),
            ("cli/key", "recipients as an operator writes them"),
            ("cli/vault", "recipients as an operator writes them"),
        ],
    ),
    ("axum", &["web"], &[]),
    ("askama", &["web"], &[]),
    ("i18n_embed", &["web"], &[]),
    ("rust_embed", &["web"], &[]),
    ("tower_http", &["web"], &[]),
    ("lettre", &["notify"], &[]),
    ("reqwest", &["notify"], &[]),
    ("ring::aead", &["vault"], &[]),
    ("ring::signature", &["ledger"], &[]),
];

/// One source file without its comments and tests.
struct Source {
    /// Path below src, without `.rs`.
    path: String,
    text: String,
    lines: usize,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let whole = std::fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(&root).unwrap().with_extension("");
                let text = whole.split("#[cfg(test)]\nmod tests {").next().unwrap();
                let text = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                found.push(Source {
                    path: path.display().to_string(),
                    text: text.collect::<Vec<_>>().join("\n"),
                    lines: whole.lines().count(),
                });
            }
        }
    }
    found.retain(|source| !source.path.ends_with("/tests"));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 80, "{}", found.len());
    found
}

/// `ledger::tree` is another room than the ledger that writes.
fn room(path: &str) -> String {
    let mut parts = path.split(['/', ':']).filter(|part| !part.is_empty());
    let top = parts.next().unwrap_or_default();
    let pure = top == "ledger" && parts.next().is_some_and(|part| PURE.contains(&part));
    if pure { "ledger-pure".to_owned() } else { top.to_owned() }
}

/// What follows each `crate::`, with groups in braces written out.
fn uses(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let begins = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        // Macros and visibilities name no arrow.
        let other = text[..at].ends_with('$') || text[..at].ends_with("pub(in ");
        if begins && !other {
            expand("", &text[at + "crate::".len()..], &mut found);
        }
    }
    found
}

/// The same of what follows each `super::`, seen from the file at this path.
fn relative_uses(path: &str, text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("super::") {
        let before = &text[..at];
        if before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let (mut rest, mut module) = (&text[at..], path);
        while let Some(more) = rest.strip_prefix("super::") {
            rest = more;
            module = module.rsplit_once('/').map_or("", |(above, _)| above);
        }
        let prefix =
            if module.is_empty() { String::new() } else { module.replace('/', "::") + "::" };
        expand(&prefix, rest, &mut found);
    }
    found
}

#[test]
fn relative_paths_are_followed() {
    let found = relative_uses(
        "ledger/verify/entry",
        "use super::{What, log::A};\nuse super::super::{leaf::B, read};\nx(super::super::super::gate::C);",
    );
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    let all =
        ["gate::C", "ledger::leaf", "ledger::read", "ledger::verify::What", "ledger::verify::log"];
    assert_eq!(found, all);
}

fn expand(prefix: &str, rest: &str, found: &mut BTreeSet<String>) {
    if let Some(inner) = rest.strip_prefix('{') {
        let (mut depth, mut begin) = (0, 0);
        for (at, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                ',' | '}' if depth == 0 => {
                    let item = inner[begin..at].trim();
                    if !item.is_empty() {
                        expand(prefix, item, found);
                    }
                    begin = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        return;
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let name = format!("{prefix}{}", &rest[..end]);
    match rest[end..].strip_prefix("::") {
        // Two steps are enough to tell rooms apart.
        Some(more) if !prefix.contains("::") => {
            expand(&format!("{name}::"), more, found);
        }
        _ => drop(found.insert(name)),
    }
}

#[test]
fn groups_in_braces_are_written_out() {
    let found =
        uses("use crate::{a::{b, c::d}, e};\n crate::f::g(); $crate::no::x; mycrate::n::o;");
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, ["a::b", "a::c", "e", "f::g"]);
}

#[test]
fn rooms_use_only_whom_they_may() {
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let (mut wrong, mut used) = (Vec::new(), BTreeSet::new());
    for source in sources() {
        let from = room(&source.path);
        if matches!(from.as_str(), "lib" | "main") {
            continue;
        }
        let allowed = arrows.get(from.as_str()).unwrap_or_else(|| panic!("a new room: {from}"));
        let relative = relative_uses(&source.path, &source.text);
        for target in uses(&source.text).union(&relative) {
            let to = room(target);
            if to == from || allowed.contains(&to.as_str()) {
                continue;
            }
            let exception = EXCEPTIONS.iter().position(|(file, what, _)| {
                (source.path == *file || source.path.starts_with(&format!("{file}/")))
                    && (target == *what || target.starts_with(&format!("{what}::")))
            });
            match exception {
                Some(which) => drop(used.insert(which)),
                None => wrong.push(format!("{} uses crate::{target}", source.path)),
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that no plan allows:\n{}", wrong.join("\n"));
    let unused: Vec<_> =
        EXCEPTIONS.iter().enumerate().filter(|(which, _)| !used.contains(which)).collect();
    assert!(unused.is_empty(), "exceptions that nobody needs any more: {unused:?}");
}

/// The longest chain of `super::` in a text.
fn supers(text: &str) -> usize {
    let mut longest = 0;
    let mut rest = text;
    while let Some(at) = rest.find("super::") {
        rest = &rest[at..];
        let mut length = 0;
        while let Some(after) = rest.strip_prefix("super::") {
            (rest, length) = (after, length + 1);
        }
        longest = longest.max(length);
    }
    longest
}

#[test]
fn no_path_climbs_out_of_its_room() {
    assert_eq!(supers("super::a; use super::super::b::{super::c};"), 2);
    for source in sources() {
        let depth = source.path.split('/').count();
        let climbs = supers(&source.text);
        assert!(climbs < depth, "{} climbs {climbs} steps: name the room instead", source.path);
    }
}

#[test]
fn only_reviewed_writes_leave_no_entry() {
    let mut found = BTreeSet::new();
    for source in sources().iter().filter(|source| room(&source.path) != "store") {
        let calls = source.text.matches(".write_unlogged").count();
        let reasons: Vec<&str> = source.text.split("Unlogged::").skip(1).collect();
        assert_eq!(calls, reasons.len(), "{}: each call names its reason", source.path);
        for reason in reasons {
            let end = reason.find(|c: char| !c.is_alphanumeric()).unwrap();
            found.insert((source.path.clone(), reason[..end].to_owned()));
        }
    }
    let reviewed: BTreeSet<(String, String)> =
        UNLOGGED.iter().map(|(file, why)| ((*file).to_owned(), (*why).to_owned())).collect();
    assert_eq!(found, reviewed);
}

#[test]
fn crates_are_named_only_in_their_rooms() {
    let mut wrong = Vec::new();
    for source in sources() {
        let from = room(&source.path);
        for (name, rooms, exceptions) in CRATES {
            let named = source.text.match_indices(&format!("{name}::")).any(|(at, _)| {
                let before = &source.text[..at];
                !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                    || before.ends_with("use ::")
            });
            let top = from.strip_suffix("-pure").unwrap_or(&from);
            let is_excepted = exceptions.iter().any(|(file, _)| source.path == *file);
            if named && !rooms.contains(&top) && !is_excepted {
                wrong.push(format!("{} names {name}", source.path));
            }
        }
        // Only settings and the command line look at the environment.
        let environment = source.text.contains("std::env");
        if environment && !matches!(from.as_str(), "start" | "config" | "cli" | "main") {
            wrong.push(format!("{} reads the environment", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_words_neither_wait_nor_reach_out() {
    for source in sources().iter().filter(|source| room(&source.path) == "domain") {
        for forbidden in ["async ", ".await", "tokio", "std::fs", "std::net", "std::io"] {
            assert!(!source.text.contains(forbidden), "{} has {forbidden}", source.path);
        }
    }
}

#[test]
fn files_stay_short() {
    let sources = sources();
    for source in &sources {
        assert!(source.lines <= 600, "{}.rs has {} lines", source.path, source.lines);
        assert!(!source.path.ends_with("/mod"), "{}: foo.rs + foo/, never mod.rs", source.path);
    }
    let mut lines: Vec<usize> = sources.iter().map(|source| source.lines).collect();
    lines.sort_unstable();
    let median = lines[lines.len() / 2];
    assert!(median <= 200, "the median file has {median} lines");
}

/// The crates of `[bans]` in deny.toml, which asks the same of `cargo deny`.
fn banned() -> Vec<String> {
    let text = include_str!("../../deny.toml");
    let bans = toml::from_str::<toml::Table>(text).unwrap();
    let list = bans["bans"]["deny"].as_array().unwrap();
    list.iter().map(|one| one["crate"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn no_banned_crate_and_no_foreign_source_comes_in() {
    let lock = include_str!("../../Cargo.lock");
    let lock = toml::from_str::<toml::Table>(lock).unwrap();
    let banned = banned();
    assert!(banned.iter().any(|name| name == "openssl-sys") && banned.len() >= 5, "{banned:?}");
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        assert!(!banned.iter().any(|one| one == name), "{name} is banned by deny.toml");
        if let Some(source) = package.get("source") {
            let source = source.as_str().unwrap();
            assert_eq!(source, "registry+https://github.com/rust-lang/crates.io-index", "{name}");
        }
    }
}
