//! What kinds of guardianship give (`policies/guardianships.toml`), and how long
//! things wait and how often they may be done (`policies/terms.toml`).

use super::rules::{Lang, TableError, Words, check_lines, is_code};
use crate::domain::law::{Power, Powers};
use serde::Deserialize;

/// A kind of guardianship.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guardianship {
    /// As it stands in guardianships.
    pub code: String,
    until_majority: Power,
    from_majority: Power,
    /// Codes of what an operator may have seen.
    pub evidence: Vec<String>,
    /// Days until the operator looks at it again.
    pub review_days: i64,
    text: Words,
}

impl Guardianship {
    /// What it gives before and after the child is of age.
    #[must_use]
    pub fn powers(&self) -> Powers {
        Powers { until_majority: self.until_majority, from_majority: self.from_majority }
    }

    /// What the kind is called.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        self.text.text(lang)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuardianshipFile {
    #[serde(default)]
    kind: Vec<Guardianship>,
}

/// Reads `guardianships.toml`.
///
/// # Errors
/// The first thing that is wrong.
pub(super) fn guardianships(text: &str) -> Result<Vec<Guardianship>, TableError> {
    let file: GuardianshipFile = toml::from_str(text).map_err(|error: toml::de::Error| {
        TableError::Syntax { file: "guardianships.toml", message: error.to_string() }
    })?;
    if file.kind.is_empty() {
        return Err(TableError::Empty("guardianships.toml"));
    }
    check_lines(file.kind.iter().map(|kind| (&*kind.code, &kind.text)))?;
    for kind in &file.kind {
        let wrong = |what| Err(TableError::Line { code: kind.code.clone(), what });
        if kind.evidence.is_empty() || !kind.evidence.iter().all(|code| is_code(code)) {
            return wrong("name the evidence, in lower-case words joined by hyphens");
        }
        if !(1..=3660).contains(&kind.review_days) {
            return wrong("review_days is 1 to 3660");
        }
        if matches!(kind.from_majority, Power::Everyday | Power::See) {
            return wrong("from_majority is \"everything\" or \"nothing\"");
        }
    }
    Ok(file.kind)
}

/// How long things wait and how often they may be done. Days are of 24 hours.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// An unanswered approval lapses after so many days.
    pub approval_days: i64,
    /// An unanswered request lapses after so many days.
    pub request_days: i64,
    /// Reminders of one request.
    pub reminders: i64,
    /// Days between two reminders.
    pub reminder_days: i64,
    /// Requests of one unit to one child that may be open at once.
    pub requests_open: i64,
    /// Requests of one unit to one child within [`Self::request_period_days`].
    pub requests_in_period: i64,
    /// Days that [`Self::requests_in_period`] counts.
    pub request_period_days: i64,
    /// Requests of one unit in a day.
    pub requests_a_day: i64,
    /// Minutes that an emergency lasts.
    pub emergency_minutes: i64,
    /// How often one person may be told no within an hour when declaring emergencies.
    pub emergency_tries_an_hour: i64,
    /// Days until a folder is erased after all have asked for it.
    pub erasure_days: i64,
    /// Days before a consent's end at which both sides are told.
    pub ending_days: Vec<i64>,
    /// Days before a birthday at which the family is told.
    pub birthday_days: Vec<i64>,
    /// Why something may be hidden from a guardian: codes.
    pub shield_grounds: Vec<String>,
}

impl Terms {
    /// Reads `terms.toml`.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        let terms: Self = toml::from_str(text).map_err(|error: toml::de::Error| {
            TableError::Syntax { file: "terms.toml", message: error.to_string() }
        })?;
        for (code, value, most) in [
            ("approval_days", terms.approval_days, 366),
            ("request_days", terms.request_days, 366),
            ("reminders", terms.reminders, 10),
            ("reminder_days", terms.reminder_days, 366),
            ("requests_open", terms.requests_open, 1000),
            ("requests_in_period", terms.requests_in_period, 1000),
            ("request_period_days", terms.request_period_days, 366),
            ("requests_a_day", terms.requests_a_day, 100_000),
            ("emergency_minutes", terms.emergency_minutes, 24 * 60),
            ("emergency_tries_an_hour", terms.emergency_tries_an_hour, 1000),
            ("erasure_days", terms.erasure_days, 90),
        ] {
            let least = i64::from(code != "reminders");
            if !(least..=most).contains(&value) {
                let what = "this number is out of its bounds";
                return Err(TableError::Line { code: code.to_owned(), what });
            }
        }
        for (code, days) in
            [("ending_days", &terms.ending_days), ("birthday_days", &terms.birthday_days)]
        {
            let falling = days.windows(2).all(|two| matches!(two, [one, next] if one > next));
            if days.len() > 8 || !falling || days.iter().any(|day| !(1..=366).contains(day)) {
                let what = "name at most eight numbers of days from 1 to 366, the largest first";
                return Err(TableError::Line { code: code.to_owned(), what });
            }
        }
        let codes = terms.shield_grounds.iter().all(|code| is_code(code));
        if terms.shield_grounds.is_empty() || !codes {
            let what = "name the grounds, in lower-case words joined by hyphens";
            return Err(TableError::Line { code: "shield_grounds".to_owned(), what });
        }
        Ok(terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::Law;

    const KINDS: &str = include_str!("../../policies/guardianships.toml");
    const TERMS: &str = include_str!("../../policies/terms.toml");

    #[test]
    fn the_embedded_guardianships_give_what_the_domain_names() {
        let kinds = guardianships(KINDS).unwrap();
        let minor = Law {
            guardians_decide: vec!["education".to_owned()],
            guardians_see: vec!["education".to_owned(), "health".to_owned()],
            young_person_decides: vec!["health".to_owned()],
            ..Law::default()
        };
        let adult =
            Law { young_person_decides: vec!["health".to_owned()], adult: true, ..Law::default() };
        let powers = |code: &str| {
            let kind = kinds.iter().find(|kind| kind.code == code).unwrap();
            (kind.powers(), kind.review_days)
        };
        let (parent, _) = powers("parental-responsibility");
        assert_eq!(parent.sees(&minor), ["education", "health"]);
        assert_eq!(parent.decides(&minor), ["education"]);
        assert!(parent.sees(&adult).is_empty() && parent.decides(&adult).is_empty());
        let (attorney, _) = powers("power-of-attorney");
        assert!(attorney.decides(&minor).is_empty());
        assert_eq!(attorney.decides(&adult), ["health"]);
        assert_eq!(powers("daily-authority").0.today(&minor), Power::Everyday);
        assert_eq!(Powers::NONE.sees(&minor), [""; 0]);
    }

    #[test]
    fn a_wrong_table_is_refused() {
        let kinds = |from: &str, to: &str| {
            assert!(KINDS.contains(from), "{from}");
            guardianships(&KINDS.replacen(from, to, 1)).unwrap_err()
        };
        assert!(matches!(kinds("\"everyday\"", "\"often\""), TableError::Syntax { .. }));
        for (from, to) in [
            ("review_days = 1096", "review_days = 0"),
            ("[\"power-of-attorney\"]", "[]"),
            ("[\"power-of-attorney\"]", "[\"Paper\"]"),
            ("from_majority = \"nothing\"", "from_majority = \"see\""),
        ] {
            assert!(matches!(kinds(from, to), TableError::Line { .. }), "{to}");
        }
        assert_eq!(guardianships(""), Err(TableError::Empty("guardianships.toml")));

        let terms = |from: &str, to: &str| {
            assert!(TERMS.contains(from), "{from}");
            Terms::parse(&TERMS.replacen(from, to, 1)).unwrap_err()
        };
        Terms::parse(&TERMS.replace("reminders = 2", "reminders = 0")).unwrap();
        assert!(matches!(terms("reminders = 2", "nags = 2"), TableError::Syntax { .. }));
        for (from, to) in [
            ("approval_days = 30", "approval_days = 0"),
            ("emergency_minutes = 60", "emergency_minutes = 100000"),
            ("[14, 3]", "[3, 14]"),
            ("[14, 3]", "[14, 14]"),
            ("[183, 31, 7]", "[183, 0]"),
        ] {
            assert!(matches!(terms(from, to), TableError::Line { .. }), "{to}");
        }
    }
}
