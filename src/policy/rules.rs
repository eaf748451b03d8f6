//! The tables beside the policies: purposes, categories (here), age rules
//! ([`super::ages`]), guardianships and terms ([`super::lives`]), reasons of emergencies
//! ([`super::emergencies`]), and the languages that their texts are written in.
//!
//! All are read once at start and refused as a whole when a line is wrong, so
//! that nothing later has to ask whether a code exists.

use super::ages::Ages;
use super::emergencies::{self, EmergencyReason};
use super::lives::{self, Guardianship, Terms};
pub use crate::domain::lang::Lang;
use crate::domain::law::{Powers, UNKNOWN_FIELD};
use crate::domain::question::EMERGENCY;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Longest consent in days (domain.md: at most twelve months, leap years included).
pub const LONGEST_DAYS: i64 = 366;

/// The same words in every language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    nb: String,
    nn: String,
    en: String,
}

impl Words {
    /// The words in this language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Nb => &self.nb,
            Lang::Nn => &self.nn,
            Lang::En => &self.en,
        }
    }
}

/// What a family may share for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// As it stands in consents and in the log.
    pub code: String,
    /// Days that a consent lasts when nothing else is chosen.
    pub default_days: i64,
    /// The most days that may be chosen, at most [`LONGEST_DAYS`].
    pub longest_days: i64,
    /// Codes of the categories that the purpose usually needs.
    pub categories: Vec<String>,
    /// May no other category be shared as a whole for it?
    #[serde(default)]
    pub only_these: bool,
    text: Words,
}

impl Purpose {
    /// What the purpose is called.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        self.text.text(lang)
    }
}

/// How much care a category asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    /// As any record of a child.
    Normal,
    /// Health, diagnoses, and what nobody has sorted.
    High,
}

crate::domain::agency::codes!(Sensitivity { Normal => "normal", High => "high" });

pub use crate::domain::approval::Rule as Approval;

/// A kind of document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// As it stands in documents and consents.
    pub code: String,
    /// The field of law that it belongs to (`ages.toml`).
    pub field: String,
    /// How much care it asks for.
    pub sensitivity: Sensitivity,
    /// Who must agree.
    pub approval: Approval,
    text: Words,
}

impl Category {
    /// What the category is called.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        self.text.text(lang)
    }
}

/// Why a table is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Not TOML, an unknown or missing field, or a word that is no choice.
    #[error("{file} cannot be read: {message}")]
    Syntax {
        /// Which table.
        file: &'static str,
        /// Where and what.
        message: String,
    },
    /// A table without a line.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// A code that is not lower-case words joined by hyphens.
    #[error("the code \"{0}\" is not written in lower-case words joined by hyphens")]
    Code(String),
    /// The same code twice.
    #[error("the code \"{0}\" stands twice")]
    Twice(String),
    /// A text that is missing in a language.
    #[error("\"{code}\" has no text in \"{lang}\"")]
    NoText {
        /// Whose.
        code: String,
        /// In which language.
        lang: &'static str,
    },
    /// A category or rule that names a field of law which is not in the table.
    #[error("\"{of}\" names the field \"{field}\", which does not exist")]
    NoField {
        /// The category or rule.
        of: String,
        /// The unknown field.
        field: String,
    },
    /// A line that contradicts itself or leaves something out.
    #[error("\"{code}\": {what}")]
    Line {
        /// Which line.
        code: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Days out of order or beyond the longest consent.
    #[error("\"{0}\" needs 1 <= default_days <= longest_days <= {LONGEST_DAYS}")]
    Days(String),
    /// A purpose that names a category which is not in the table.
    #[error("\"{purpose}\" names the category \"{category}\", which does not exist")]
    NoCategory {
        /// The purpose.
        purpose: String,
        /// The unknown category.
        category: String,
    },
}

/// All tables, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// In the order of the file: the order in which people see them.
    pub purposes: Vec<Purpose>,
    /// In the order of the file.
    pub categories: Vec<Category>,
    /// Who decides and sees at which age.
    pub ages: Ages,
    /// What the kinds of guardianship give, in the order of the file.
    pub guardianships: Vec<Guardianship>,
    /// How long things wait and how often they may be done.
    pub terms: Terms,
    /// Why an emergency may be declared, in the order of the file.
    pub emergency_reasons: Vec<EmergencyReason>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PurposeFile {
    #[serde(default)]
    purpose: Vec<Purpose>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryFile {
    #[serde(default)]
    category: Vec<Category>,
}

impl Tables {
    /// Reads `purposes.toml`, `categories.toml`, `ages.toml`, `guardianships.toml`,
    /// `terms.toml` and `emergencies.toml`.
    ///
    /// # Errors
    /// The first thing that is wrong in any.
    pub fn parse(texts: [&str; 6]) -> Result<Self, TableError> {
        let [purposes, categories, ages, guardianships, terms, emergencies] = texts;
        let syntax = |file| {
            move |error: toml::de::Error| TableError::Syntax { file, message: error.to_string() }
        };
        let PurposeFile { purpose: purposes } =
            toml::from_str(purposes).map_err(syntax("purposes.toml"))?;
        let CategoryFile { category: categories } =
            toml::from_str(categories).map_err(syntax("categories.toml"))?;
        if purposes.is_empty() {
            return Err(TableError::Empty("purposes.toml"));
        }
        if categories.is_empty() {
            return Err(TableError::Empty("categories.toml"));
        }
        let ages = Ages::parse(ages)?;
        let guardianships = lives::guardianships(guardianships)?;
        let terms = Terms::parse(terms)?;
        let emergency_reasons = emergencies::parse(emergencies)?;
        let tables = Self { purposes, categories, ages, guardianships, terms, emergency_reasons };
        check_lines(tables.categories.iter().map(|category| (&*category.code, &category.text)))?;
        check_lines(tables.purposes.iter().map(|purpose| (&*purpose.code, &purpose.text)))?;
        for purpose in &tables.purposes {
            tables.check_purpose(purpose)?;
        }
        for category in &tables.categories {
            if tables.ages.field(&category.field).is_none() {
                return Err(TableError::NoField {
                    of: category.code.clone(),
                    field: category.field.clone(),
                });
            }
        }
        Ok(tables)
    }

    fn check_purpose(&self, purpose: &Purpose) -> Result<(), TableError> {
        let days = 1..=purpose.longest_days.min(LONGEST_DAYS);
        if purpose.code == EMERGENCY {
            let what = "this code is kept for what is opened in an emergency";
            return Err(TableError::Line { code: purpose.code.clone(), what });
        }
        if !days.contains(&purpose.default_days) || purpose.longest_days > LONGEST_DAYS {
            return Err(TableError::Days(purpose.code.clone()));
        }
        match purpose.categories.iter().find(|code| self.category(code).is_none()) {
            None => Ok(()),
            Some(category) => Err(TableError::NoCategory {
                purpose: purpose.code.clone(),
                category: category.clone(),
            }),
        }
    }

    /// The purpose with this code.
    #[must_use]
    pub fn purpose(&self, code: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.code == code)
    }

    /// May this code stand as purpose of an opening: one of the table, or an
    /// emergency?
    #[must_use]
    pub fn is_purpose(&self, code: &str) -> bool {
        code == EMERGENCY || self.purpose(code).is_some()
    }

    /// The reason with this code.
    #[must_use]
    pub fn emergency_reason(&self, code: &str) -> Option<&EmergencyReason> {
        self.emergency_reasons.iter().find(|reason| reason.code == code)
    }

    /// The field of law of a category; one that no table knows gives a field on
    /// which everybody must agree.
    #[must_use]
    pub fn field_of(&self, category: &str) -> &str {
        self.category(category).map_or(UNKNOWN_FIELD, |category| &category.field)
    }

    /// The fields of law of these categories, sorted, each once.
    pub fn fields_of<'a>(&self, categories: impl IntoIterator<Item = &'a String>) -> Vec<String> {
        let fields: BTreeSet<_> =
            categories.into_iter().map(|category| self.field_of(category)).collect();
        fields.into_iter().map(ToOwned::to_owned).collect()
    }

    /// What a kind of guardianship gives; an unknown kind gives nothing.
    #[must_use]
    pub fn powers(&self, kind: &str) -> Powers {
        let known = self.guardianships.iter().find(|one| one.code == kind);
        known.map_or(Powers::NONE, Guardianship::powers)
    }

    /// The category with this code.
    #[must_use]
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == code)
    }
}

pub(super) fn check_lines<'a>(
    lines: impl Iterator<Item = (&'a str, &'a Words)>,
) -> Result<(), TableError> {
    let mut seen = BTreeSet::new();
    for (code, words) in lines {
        if !is_code(code) {
            return Err(TableError::Code(code.to_owned()));
        }
        if !seen.insert(code) {
            return Err(TableError::Twice(code.to_owned()));
        }
        if let Some(lang) = Lang::ALL.iter().find(|lang| words.text(**lang).trim().is_empty()) {
            return Err(TableError::NoText { code: code.to_owned(), lang: lang.code() });
        }
    }
    Ok(())
}

/// Is this lower-case words and digits joined by single hyphens, beginning
/// with a letter?
#[must_use]
pub fn is_code(text: &str) -> bool {
    text.len() <= 64
        && text.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
        && text.split('-').all(|word| {
            !word.is_empty()
                && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests;
