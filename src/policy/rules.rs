//! The tables beside the policies: purposes, categories and the languages that
//! their texts are written in.
//!
//! Both are read once at start and refused as a whole when a line is wrong, so
//! that nothing later has to ask whether a code exists.

pub use crate::domain::lang::Lang;
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

/// Who must agree before a category is shared with a new recipient, leaving
/// age rules aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approval {
    /// Each guardian in force.
    AllGuardians,
    /// One guardian in force.
    AnyGuardian,
    /// The young person alone.
    YoungPerson,
    /// The young person and each guardian in force.
    YoungPersonAndGuardians,
}

crate::domain::agency::codes!(Approval {
    AllGuardians => "all-guardians",
    AnyGuardian => "any-guardian",
    YoungPerson => "young-person",
    YoungPersonAndGuardians => "young-person-and-guardians",
});

/// A kind of document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// As it stands in documents and consents.
    pub code: String,
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

/// Purposes and categories, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// In the order of the file: the order in which people see them.
    pub purposes: Vec<Purpose>,
    /// In the order of the file.
    pub categories: Vec<Category>,
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
    /// Reads `purposes.toml` and `categories.toml`.
    ///
    /// # Errors
    /// The first thing that is wrong in either.
    pub fn parse(purposes: &str, categories: &str) -> Result<Self, TableError> {
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
        let tables = Self { purposes, categories };
        check_lines(tables.categories.iter().map(|category| (&*category.code, &category.text)))?;
        check_lines(tables.purposes.iter().map(|purpose| (&*purpose.code, &purpose.text)))?;
        for purpose in &tables.purposes {
            tables.check_purpose(purpose)?;
        }
        Ok(tables)
    }

    fn check_purpose(&self, purpose: &Purpose) -> Result<(), TableError> {
        let days = 1..=purpose.longest_days.min(LONGEST_DAYS);
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

    /// The category with this code.
    #[must_use]
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == code)
    }
}

fn check_lines<'a>(lines: impl Iterator<Item = (&'a str, &'a Words)>) -> Result<(), TableError> {
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
mod tests {
    use super::*;

    const PURPOSES: &str = include_str!("../../policies/purposes.toml");
    const CATEGORIES: &str = include_str!("../../policies/categories.toml");

    fn refusal(purposes: &str, categories: &str) -> TableError {
        Tables::parse(purposes, categories).unwrap_err()
    }

    #[test]
    fn the_embedded_tables_hold_what_the_domain_names() {
        let tables = Tables::parse(PURPOSES, CATEGORIES).unwrap();
        let codes: Vec<_> = tables.categories.iter().map(|c| c.code.as_str()).collect();
        assert_eq!(
            codes,
            [
                "medical",
                "child-psychiatry",
                "medical-certificate",
                "education",
                "expert-assessment",
                "decision",
                "plan",
                "aids",
                "medication-list",
                "emergency-sheet",
                "contact",
                "profile",
                "other"
            ]
        );
        for code in ["benefit-assessment", "school-adaptation", "expert-assessment", "treatment"] {
            assert!(tables.purpose(code).is_some(), "{code}");
        }
        for code in ["coordination", "aids", "habilitation"] {
            assert!(tables.purpose(code).is_some(), "{code}");
        }
        assert_eq!(tables.category("plan").unwrap().text(Lang::Nn), "Plan");
        assert_eq!(tables.category("medical").unwrap().approval, Approval::AllGuardians);
        assert!(tables.category("photo").is_none());
        for category in &tables.categories {
            let all = category.approval == Approval::AllGuardians;
            assert_eq!(category.sensitivity == Sensitivity::High, all, "{}", category.code);
        }
    }

    #[test]
    fn codes_in_tables_are_those_of_the_types() {
        for approval in Approval::ALL {
            let text =
                CATEGORIES.replacen("all-guardians\"\n[", &format!("{}\"\n[", approval.code()), 1);
            let tables = Tables::parse(PURPOSES, &text).unwrap();
            assert_eq!(tables.categories.first().unwrap().approval, *approval);
            assert_eq!(Approval::from_code(approval.code()), Some(*approval));
        }
    }

    #[test]
    fn a_wrong_table_is_refused() {
        let change = |from: &str, to: &str| {
            assert!(PURPOSES.contains(from), "{from}");
            refusal(&PURPOSES.replacen(from, to, 1), CATEGORIES)
        };
        assert!(matches!(change("default_days =", "usual_days ="), TableError::Syntax { .. }));
        assert!(matches!(
            change("longest_days = 366", "longest_days = 366\nnote = 1"),
            TableError::Syntax { file: "purposes.toml", .. }
        ));
        assert!(matches!(change("longest_days = 366", "longest_days = 367"), TableError::Days(_)));
        assert!(matches!(change("default_days = 90", "default_days = 0"), TableError::Days(_)));
        assert!(matches!(change("default_days = 90", "default_days = 367"), TableError::Days(_)));
        assert_eq!(
            change("\"benefit-assessment\"", "\"Benefit\""),
            TableError::Code("Benefit".to_owned())
        );
        assert_eq!(
            change("\"benefit-assessment\"", "\"treatment\""),
            TableError::Twice("treatment".to_owned())
        );
        assert_eq!(
            change("\"decision\"]", "\"photo\"]"),
            TableError::NoCategory {
                purpose: "benefit-assessment".to_owned(),
                category: "photo".to_owned()
            }
        );
        assert_eq!(
            change("\"Undersøke og behandle\"", "\" \""),
            TableError::NoText { code: "treatment".to_owned(), lang: "nb" }
        );
        assert_eq!(refusal("", CATEGORIES), TableError::Empty("purposes.toml"));
        assert_eq!(refusal(PURPOSES, ""), TableError::Empty("categories.toml"));
        assert!(matches!(
            refusal(PURPOSES, &CATEGORIES.replacen("any-guardian\"\n[", "anybody\"\n[", 1)),
            TableError::Syntax { file: "categories.toml", .. }
        ));
    }

    #[test]
    fn codes_are_lower_case_words() {
        for good in ["a", "open", "not-scanned", "loa-4"] {
            assert!(is_code(good), "{good}");
        }
        for bad in ["", "-", "a-", "-a", "a--b", "A", "4a", "a b", "å", "a_b", &"a".repeat(65)] {
            assert!(!is_code(bad), "{bad}");
        }
    }
}
