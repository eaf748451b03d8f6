//! The answers, as a text to be read: by route, by kind of id, by answer.

use super::{KINDS, ROLES};
use samflyt::web::routes::Row;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What one caller got, by age.
type Got = Vec<String>;

/// One route, and what came by the place of kind and role.
struct Of {
    method: &'static str,
    path: String,
    class: &'static str,
    got: BTreeMap<(usize, usize), Got>,
}

/// What came of every route, at these ages.
pub struct Table {
    ages: &'static [i32],
    routes: Vec<Of>,
}

/// The order in which kinds are shown.
fn place_of_kind(kind: &str) -> usize {
    KINDS.iter().position(|one| *one == kind).unwrap_or(0)
}

impl Table {
    pub fn new(ages: &'static [i32]) -> Self {
        Self { ages, routes: Vec::new() }
    }

    /// Keeps what came at the age of that number.
    pub fn put(&mut self, row: &Row, kind: &str, role: &str, age: usize, outcome: String) {
        let found =
            self.routes.iter().position(|of| of.method == row.method && of.path == row.path);
        let at = found.unwrap_or_else(|| {
            let (method, path, class) = (row.method, row.path.clone(), row.class.name());
            self.routes.push(Of { method, path, class, got: BTreeMap::new() });
            self.routes.len() - 1
        });
        let role = ROLES.iter().position(|(name, ..)| *name == role).unwrap();
        let empty = || vec![String::new(); self.ages.len()];
        let got = self.routes[at].got.entry((place_of_kind(kind), role)).or_insert_with(empty);
        assert!(got[age].is_empty(), "{} {} twice", row.method, row.path);
        got[age] = outcome;
    }

    /// How many answers there are.
    pub fn cases(&self) -> usize {
        self.routes.iter().map(|of| of.got.len() * self.ages.len()).sum()
    }

    /// The whole text. Each route is headed by what `described` says it is for.
    pub fn text(&self, described: &Value) -> String {
        let mut text = self.head();
        for Of { method, path, class, got } in &self.routes {
            let named = path.replace("{*", "{");
            let summary = &described["paths"][&named][method.to_lowercase()]["summary"];
            let summary = summary.as_str().map(|words| format!("{words}\n")).unwrap_or_default();
            write!(text, "\n{summary}{method} {path}  ({class})\n").unwrap();
            let kinds: &[&str] = if path.contains('{') { &KINDS } else { &["all"] };
            for (number, kind) in kinds.iter().enumerate() {
                let of_kind = got.iter().filter(|((kind, _), _)| *kind == number);
                let of_kind: Vec<_> =
                    of_kind.map(|((_, role), got)| (ROLES[*role].0, got)).collect();
                self.of_one_kind(&mut text, kind, &of_kind);
            }
        }
        text
    }

    /// The lines of one kind of id: one for each answer; the answer of the most at all
    /// ages comes last, as that of everybody else.
    fn of_one_kind(&self, text: &mut String, kind: &str, got: &[(&str, &Got)]) {
        let mut always: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, got) in got {
            if got.iter().all(|one| *one == got[0]) {
                *always.entry(&got[0]).or_default() += 1;
            }
        }
        let else_ = always.iter().max_by_key(|(_, count)| **count).filter(|(_, count)| **count > 3);
        let else_ = else_.map_or("", |(outcome, _)| *outcome);
        // By answer, by the ages at which it came: callers.
        let mut lines: BTreeMap<&str, BTreeMap<Vec<bool>, Vec<&str>>> = BTreeMap::new();
        for (role, got) in got {
            for outcome in *got {
                let ages: Vec<bool> = got.iter().map(|one| one == outcome).collect();
                let roles = lines.entry(outcome).or_default().entry(ages).or_default();
                if roles.last() != Some(role) {
                    roles.push(role);
                }
            }
        }
        for (outcome, by_ages) in lines {
            let mut parts = Vec::new();
            for (ages, roles) in by_ages.iter().rev() {
                let at = self.ages.iter().zip(ages).filter(|(_, is)| **is);
                let at: Vec<String> = at.map(|(age, _)| age.to_string()).collect();
                let roles = roles.join(", ");
                match at.len() == self.ages.len() {
                    true if outcome == else_ => {}
                    true => parts.push(roles),
                    false => parts.push(format!("at {}: {roles}", at.join(", "))),
                }
            }
            if outcome == else_ {
                let whole = always[else_] == got.len();
                parts.push(if whole { "everybody" } else { "everybody else" }.to_owned());
            }
            writeln!(text, "  {kind:9} {outcome:22} {}", parts.join("; ")).unwrap();
        }
    }

    /// Has this caller called anything?
    fn asked(&self, role: &str) -> bool {
        let called = |of: &Of| of.got.keys().any(|(_, number)| ROLES[*number].0 == role);
        self.routes.iter().any(called)
    }

    fn head(&self) -> String {
        let mut text = String::from(
            "Who gets what. Every route of the service was called by every kind of caller, with\n\
             every kind of id, at several ages of the child. This file was written by\n\
             tests/it/matrix.rs (UPDATE_GOLDEN=1), and the tests fail where an answer differs.\n\
             \n\
             Ids:      own        of the child that this file is about, or of what is its own\n\
             \x20         mixed      the child's own, and then something of another family's\n\
             \x20         foreign    of a child of another family\n\
             \x20         unknown    of nothing that exists\n\
             \x20         malformed  not an id at all\n\
             Answers:  200, 201, 204: it was done. 401: sign in first. 403: no, for the reason of\n\
             \x20         that name. 404 not-found: no, and just as if there were no such thing.\n\
             Ages:     ",
        );
        let ages: Vec<String> = self.ages.iter().map(ToString::to_string).collect();
        writeln!(
            text,
            "{} years. Where no age is said, the answer is the same at all of them.\n\
             \x20         What is given was given when the child was 14, in the field of health.",
            ages.join(", ")
        )
        .unwrap();
        text.push_str("Callers:\n");
        for (name, _, words) in ROLES.iter().filter(|(name, ..)| self.asked(name)) {
            writeln!(text, "  {name:26} {words}").unwrap();
        }
        text
    }
}
