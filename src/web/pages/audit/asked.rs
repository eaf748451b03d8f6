//! What an auditor looks for, as it stands in an address: days, ids and codes.

use crate::domain::entry::{Kind, Outcome};
use crate::domain::time::Day;
use crate::domain::{AgencyId, ChildId, PersonId, Reason, Timestamp};
use crate::flows::App;
use crate::flows::audit::Filter;
use crate::web::pages::form::{Fields, Wrongs};
use crate::web::pages::words::Texts;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// The names of everything that can be asked for.
const NAMES: [&str; 9] =
    ["from", "to", "agency", "person", "child", "kind", "outcome", "purpose", "reason"];

/// What was asked for, as it was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked([String; NAMES.len()]);

/// The same, checked.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub(super) agency: Option<AgencyId>,
    pub(super) filter: Filter,
}

impl Asked {
    pub(super) fn of(fields: &Fields) -> Self {
        // Nothing that is longer than an id means anything here.
        Self(NAMES.map(|name| fields.one(name).chars().take(64).collect()))
    }

    pub(super) fn one(&self, name: &str) -> &str {
        let found = NAMES.iter().zip(&self.0).find(|(known, _)| **known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// What was asked for, without what was left empty.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = NAMES.iter().copied().zip(self.0.iter().map(String::as_str));
        all.filter(|(_, value)| !value.is_empty())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pairs().next().is_none()
    }

    /// The same, but for one part.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        let mut changed = self.clone();
        for (known, old) in NAMES.iter().zip(&mut changed.0) {
            if *known == name {
                value.clone_into(old);
            }
        }
        changed
    }

    /// The same as a query of an address; two that ask the same are the same.
    pub(super) fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.pairs()).finish()
    }

    /// An address of the search for this.
    pub(super) fn address(&self, below: Option<i64>) -> String {
        let below = below.map(|below| format!("below={below}"));
        let parts = [Some(self.query()).filter(|query| !query.is_empty()), below];
        let query = parts.into_iter().flatten().collect::<Vec<_>>().join("&");
        if query.is_empty() { "/audit".to_owned() } else { format!("/audit?{query}") }
    }

    /// What is wanted, or what is wrong with it.
    pub(super) fn wanted(&self, app: &App, t: Texts) -> Result<Wanted, Wrongs> {
        let mut wrong = Wrongs::default();
        let mut day = |name: &'static str, next: i64| -> Option<Timestamp> {
            let text = self.one(name);
            let day: Option<Day> = text.parse().ok();
            let day = day.and_then(|day| Day::from_days(day.as_days() + next));
            if day.is_none() && !text.is_empty() {
                wrong.add(name, fl!(t, "audit-wrong-day"));
            }
            day.map(Day::begins_in_norway)
        };
        let (from, to) = (day("from", 0), day("to", 1));
        if from.zip(to).is_some_and(|(from, to)| to <= from) {
            wrong.add("to", fl!(t, "audit-wrong-order"));
        }
        let mut id = |name: &'static str| -> Option<Uuid> {
            let text = self.one(name);
            let id = text.parse().ok();
            if id.is_none() && !text.is_empty() {
                wrong.add(name, fl!(t, "audit-wrong-id"));
            }
            id
        };
        let (agency, person, child) = (id("agency"), id("person"), id("child"));
        let purposes = app.policies().tables();
        let mut code = |name: &'static str, is: &dyn Fn(&str) -> bool| -> Option<String> {
            let text = self.one(name);
            if text.is_empty() {
                return None;
            }
            if !is(text) {
                wrong.add(name, fl!(t, "audit-wrong-code"));
            }
            Some(text.to_owned())
        };
        let filter = Filter {
            from,
            to,
            person: person.map(PersonId),
            child: child.map(ChildId),
            kind: code("kind", &|code| Kind::from_code(code).is_some()),
            outcome: code("outcome", &|code| Outcome::from_code(code).is_some()),
            purpose: code("purpose", &|code| purposes.is_purpose(code)),
            reason: code("reason", &|code| Reason::from_code(code).is_some()),
            ..Filter::default()
        };
        if wrong.is_empty() {
            Ok(Wanted { agency: agency.map(AgencyId), filter })
        } else {
            Err(wrong)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_again_what_was_asked() {
        let query = "kind=opened&from=2026-01-02&purpose=&nothing=x&reason=no-consent";
        let asked = Asked::of(&Fields::of_query(Some(query)));
        assert_eq!(asked.address(None), "/audit?from=2026-01-02&kind=opened&reason=no-consent");
        assert_eq!(
            asked.with("kind", "").with("agency", "x").address(Some(7)),
            "/audit?from=2026-01-02&agency=x&reason=no-consent&below=7"
        );
        assert!(!asked.is_empty() && Asked::default().is_empty());
        assert_eq!(Asked::default().address(None), "/audit");
    }
}
