//! Age rules (`policies/ages.toml`): from a birth date and a day to who decides
//! and who sees, by field of law.

use super::rules::{Lang, TableError, Words, check_lines};
use crate::domain::Timestamp;
use crate::domain::law::{Law, UNKNOWN_FIELD};
use crate::domain::time::Day;
use serde::Deserialize;

/// A field of law.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// As it stands in categories and rules.
    pub code: String,
    text: Words,
}

impl Field {
    /// What the field is called.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        self.text.text(lang)
    }
}

/// What an age changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// What the child thinks is recorded.
    Heard,
    /// Documents may be marked "not for my guardians".
    MayWithhold,
    /// Who decides changes.
    Decides,
    /// Guardianships end.
    Majority,
}

/// Who decides from an age on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The young person alone.
    YoungPerson,
    /// The young person and the guardians together.
    YoungPersonAndGuardians,
}

/// What guardians may still read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuardiansMay {
    /// The field's documents.
    See,
    /// None of them.
    Nothing,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeRule {
    /// As it stands in notices.
    pub code: String,
    /// Field code; `None` for all fields.
    pub field: Option<String>,
    /// Whole years lived.
    pub age: i32,
    /// What it changes.
    pub effect: Effect,
    /// Who decides, and what guardians may see (`effect` decides).
    pub decides: Option<(Who, GuardiansMay)>,
    /// First day on which the line counts.
    pub from: Day,
    /// First day on which it does not count any more.
    pub until: Option<Day>,
    /// Where the rule stands.
    pub source: String,
    text: Words,
}

impl AgeRule {
    /// What changes, in words for the family.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        self.text.text(lang)
    }

    fn counts_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    fn concerns(&self, field: &str) -> bool {
        self.field.as_deref().is_none_or(|own| own == field)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleLine {
    code: String,
    field: String,
    age: i32,
    effect: Effect,
    who: Option<Who>,
    guardians: Option<GuardiansMay>,
    from: String,
    until: Option<String>,
    source: String,
    text: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgeFile {
    unconfirmed_days: i64,
    #[serde(default)]
    field: Vec<Field>,
    #[serde(default)]
    rule: Vec<RuleLine>,
}

/// The age rules, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ages {
    /// Days after which a mark that no health professional answered goes away.
    pub unconfirmed_days: i64,
    /// In the order of the file.
    pub fields: Vec<Field>,
    /// In the order of the file.
    pub rules: Vec<AgeRule>,
}

impl Ages {
    /// Reads `ages.toml`.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let file: AgeFile = toml::from_str(text).map_err(|error: toml::de::Error| {
            TableError::Syntax { file: "ages.toml", message: error.to_string() }
        })?;
        if file.field.is_empty() || file.rule.is_empty() {
            return Err(TableError::Empty("ages.toml"));
        }
        let line = |code: &str, what| TableError::Line { code: code.to_owned(), what };
        if !(1..=90).contains(&file.unconfirmed_days) {
            return Err(line("unconfirmed_days", "choose 1 to 90 days"));
        }
        check_lines(file.field.iter().map(|field| (&*field.code, &field.text)))?;
        check_lines(file.rule.iter().map(|rule| (&*rule.code, &rule.text)))?;
        let reserved = |field: &Field| field.code == "all" || field.code == UNKNOWN_FIELD;
        if let Some(field) = file.field.iter().find(|field| reserved(field)) {
            return Err(line(&field.code, "this word is taken; name the field otherwise"));
        }
        let rules = file
            .rule
            .into_iter()
            .map(|rule| checked(rule, &file.field))
            .collect::<Result<_, TableError>>()?;
        Ok(Self { unconfirmed_days: file.unconfirmed_days, fields: file.field, rules })
    }

    /// The field with this code.
    #[must_use]
    pub fn field(&self, code: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.code == code)
    }

    /// What the rules say about someone born on `born` at `now`, by the calendar
    /// of Norway.
    #[must_use]
    pub fn law(&self, born: Day, now: Timestamp) -> Law {
        let day = now.day_in_norway();
        let holds = |effect, field: Option<&str>| self.last(effect, field, born, day).is_some();
        let mut law = Law {
            heard: holds(Effect::Heard, None),
            may_withhold: holds(Effect::MayWithhold, None),
            adult: holds(Effect::Majority, None),
            ..Law::default()
        };
        for field in &self.fields {
            let rule = self.last(Effect::Decides, Some(&field.code), born, day);
            let (guardians, young, see) = match rule.and_then(|rule| rule.decides) {
                None => (true, false, true),
                Some((who, may)) => {
                    (who == Who::YoungPersonAndGuardians, true, may == GuardiansMay::See)
                }
            };
            for (yes, fields) in [
                (guardians, &mut law.guardians_decide),
                (young, &mut law.young_person_decides),
                (see, &mut law.guardians_see),
            ] {
                if yes {
                    fields.push(field.code.clone());
                }
            }
        }
        // A document of a category that is no more: whoever decides on anything
        // decides on it, all together.
        for fields in
            [&mut law.guardians_decide, &mut law.young_person_decides, &mut law.guardians_see]
        {
            if !fields.is_empty() {
                fields.push(UNKNOWN_FIELD.to_owned());
            }
        }
        law
    }

    /// The rule that counts: of the greatest age that has been reached, the one
    /// that came into use last.
    fn last(&self, effect: Effect, field: Option<&str>, born: Day, day: Day) -> Option<&AgeRule> {
        self.rules
            .iter()
            .filter(|rule| rule.effect == effect && field.is_none_or(|field| rule.concerns(field)))
            .filter(|rule| rule.counts_on(day) && rule.age <= born.age_on(day))
            .max_by_key(|rule| (rule.age, rule.from, rule.field.is_some()))
    }

    /// The birthdays after `after` (a day in Norway) on which a rule begins to
    /// count for someone born on `born`, with those rules, soonest first.
    #[must_use]
    pub fn ahead(&self, born: Day, after: Day) -> Vec<(Day, Vec<&AgeRule>)> {
        let mut days: Vec<(Day, Vec<&AgeRule>)> = Vec::new();
        for rule in &self.rules {
            let Some(day) = born.birthday(rule.age) else { continue };
            // A rule that comes into use later reaches those who are older by then.
            let day = day.max(rule.from);
            if day <= after || rule.until.is_some_and(|until| until <= day) {
                continue;
            }
            match days.iter_mut().find(|(other, _)| *other == day) {
                Some((_, rules)) => rules.push(rule),
                None => days.push((day, vec![rule])),
            }
        }
        days.sort_by_key(|(day, _)| *day);
        days
    }
}

fn checked(rule: RuleLine, fields: &[Field]) -> Result<AgeRule, TableError> {
    let wrong = |what| TableError::Line { code: rule.code.clone(), what };
    let day = |text: &str| -> Result<Day, TableError> {
        text.parse().map_err(|_| wrong("write days as 2026-01-31"))
    };
    if rule.field != "all" && !fields.iter().any(|field| field.code == rule.field) {
        return Err(TableError::NoField { of: rule.code, field: rule.field });
    }
    if !(0..=30).contains(&rule.age) {
        return Err(wrong("an age is 0 to 30 years"));
    }
    if rule.source.trim().is_empty() {
        return Err(wrong("name the source"));
    }
    let decides = match (rule.effect, rule.who, rule.guardians) {
        (Effect::Decides, Some(who), Some(guardians)) => Some((who, guardians)),
        (Effect::Decides, ..) => return Err(wrong("\"decides\" needs \"who\" and \"guardians\"")),
        (_, None, None) => None,
        _ => return Err(wrong("\"who\" and \"guardians\" go with \"decides\" only")),
    };
    if decides == Some((Who::YoungPersonAndGuardians, GuardiansMay::Nothing)) {
        return Err(wrong("guardians cannot decide on what they may not see"));
    }
    if rule.effect != Effect::Decides && rule.field != "all" {
        return Err(wrong("only \"decides\" goes by field; write field = \"all\""));
    }
    let (from, until) = (day(&rule.from)?, rule.until.as_deref().map(day).transpose()?);
    if until.is_some_and(|until| until <= from) {
        return Err(wrong("\"until\" must lie after \"from\""));
    }
    Ok(AgeRule {
        field: (rule.field != "all").then_some(rule.field),
        code: rule.code,
        age: rule.age,
        effect: rule.effect,
        decides,
        from,
        until,
        source: rule.source,
        text: rule.text,
    })
}

#[cfg(test)]
mod tests;
