//! Why an emergency may be declared (`policies/emergencies.toml`).

use super::rules::{Lang, TableError, Words, check_lines};
use serde::Deserialize;

/// A reason to declare an emergency.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmergencyReason {
    /// As it stands in the log.
    pub code: String,
    text: Words,
}

impl EmergencyReason {
    /// What it says.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        self.text.text(lang)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    reason: Vec<EmergencyReason>,
}

/// Reads `emergencies.toml`.
///
/// # Errors
/// The first thing that is wrong.
pub(super) fn parse(text: &str) -> Result<Vec<EmergencyReason>, TableError> {
    let file: File = toml::from_str(text).map_err(|error: toml::de::Error| TableError::Syntax {
        file: "emergencies.toml",
        message: error.to_string(),
    })?;
    if file.reason.is_empty() {
        return Err(TableError::Empty("emergencies.toml"));
    }
    check_lines(file.reason.iter().map(|reason| (&*reason.code, &reason.text)))?;
    Ok(file.reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REASONS: &str = include_str!("../../policies/emergencies.toml");

    #[test]
    fn the_embedded_reasons_are_worded_in_every_language() {
        let reasons = parse(REASONS).unwrap();
        assert!(reasons.len() >= 3 && reasons.iter().any(|one| one.code == "other"));
        for reason in &reasons {
            assert_ne!(reason.text(Lang::Nb), reason.text(Lang::En), "{}", reason.code);
            assert_ne!(reason.text(Lang::Nb), reason.text(Lang::Nn), "{}", reason.code);
        }
    }

    #[test]
    fn a_wrong_table_is_refused() {
        let wrong = |from: &str, to: &str| {
            assert!(REASONS.contains(from), "{from}");
            parse(&REASONS.replacen(from, to, 1)).unwrap_err()
        };
        assert_eq!(parse(""), Err(TableError::Empty("emergencies.toml")));
        assert!(matches!(wrong("[[reason]]", "[[cause]]"), TableError::Syntax { .. }));
        assert!(matches!(wrong("code = \"other\"", "code = \"Other\""), TableError::Code(_)));
        let twice = wrong("code = \"other\"", "code = \"danger-to-life\"");
        assert!(matches!(twice, TableError::Twice(_)));
        assert!(matches!(
            wrong("en = \"Danger to life or of serious harm\"", "en = \" \""),
            TableError::NoText { .. }
        ));
    }
}
