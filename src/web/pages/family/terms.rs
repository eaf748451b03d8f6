//! The terms of a consent as a family answers them: what, to whom, what for, how
//! long, and what else. The same pages serve giving, changing, and saying yes to a
//! request otherwise than asked. Answers stand in the address until they are given,
//! as ids and codes, so that going back or loading again loses nothing.

pub(super) mod check;
pub(super) mod matter;
pub(super) mod page;

pub(super) use matter::{Matter, Wanted};

use crate::domain::question::ConsentAction;
use crate::domain::text::Words;
use crate::domain::time::{DAY_MICROS, Day};
use crate::domain::{AgencyId, DocumentId, Timestamp};
use crate::flows::App;
use crate::flows::consents::many::RECIPIENTS_MAX;
use crate::flows::consents::revise::Changes;
use crate::flows::consents::{Heard, Terms};
use crate::web::pages::Texts;
use crate::web::pages::form::{Fields, Wrongs};
use i18n_embed_fl::fl;

/// How many days ahead access can begin.
const AHEAD_DAYS: i64 = 366;

/// What was answered so far.
#[expect(clippy::struct_excessive_bools, reason = "boxes of a form, ticked or not")]
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    pub(super) documents: Vec<DocumentId>,
    pub(super) categories: Vec<String>,
    pub(super) later: bool,
    pub(super) keep: bool,
    pub(super) contribute: bool,
    pub(super) coordinate: bool,
    pub(super) units: Vec<AgencyId>,
    pub(super) purpose: String,
    /// `once`, `7`, `30` or `date`.
    pub(super) last: String,
    /// The last day, as `2026-12-31`.
    pub(super) until: String,
    /// The first day, where it does not begin at once.
    pub(super) from: String,
    /// The newest revision that the form was made of.
    pub(super) seen: String,
    /// Words of one's own that were sent: shown where they would be lost, and never in
    /// an address.
    pub(super) written: Vec<String>,
}

impl Answers {
    /// The answers of a form, or `before` where nothing was answered yet; a length of
    /// time may be asked for by a link all the same.
    pub(super) fn of(fields: &Fields, before: Self) -> Self {
        let last = fields.one("last");
        if !fields.has("set") {
            let documents: Vec<_> = fields.ids("document").map(DocumentId).collect();
            let units: Vec<_> = fields.ids("unit").map(AgencyId).collect();
            return Self {
                documents: if documents.is_empty() { before.documents } else { documents },
                units: if units.is_empty() { before.units } else { units },
                last: if last.is_empty() { before.last } else { last.to_owned() },
                ..before
            };
        }
        // Where there is a unit already, no form asks for another, nor for what.
        let fixed = !before.units.is_empty();
        let mut units: Vec<AgencyId> = Vec::new();
        for unit in fields.ids("unit").map(AgencyId) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        let purpose = fields.one("purpose").to_owned();
        Self {
            documents: fields.ids("document").map(DocumentId).collect(),
            categories: fields.all("category").map(str::to_owned).collect(),
            later: fields.has("later"),
            keep: fields.has("keep"),
            contribute: fields.has("contribute"),
            coordinate: fields.has("coordinate"),
            units: if fixed { before.units } else { units },
            purpose: if fixed { before.purpose } else { purpose },
            last: last.to_owned(),
            until: fields.one("until").to_owned(),
            from: if fixed { before.from } else { fields.one("from").to_owned() },
            seen: fields.one("revision").to_owned(),
            written: Vec::new(),
        }
    }

    /// The answers as fields, for the address and for hidden inputs.
    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        let yes = |is: bool, name| is.then(|| (name, "1".to_owned()));
        let mut fields = vec![("set", "1".to_owned())];
        fields.extend(self.documents.iter().map(|id| ("document", id.to_string())));
        fields.extend(self.categories.iter().map(|code| ("category", code.clone())));
        fields.extend(yes(self.later, "later"));
        fields.extend(yes(self.keep, "keep"));
        fields.extend(yes(self.contribute, "contribute"));
        fields.extend(yes(self.coordinate, "coordinate"));
        fields.extend(self.units.iter().map(|id| ("unit", id.to_string())));
        fields.push(("purpose", self.purpose.clone()));
        fields.push(("last", self.last.clone()));
        fields.push(("until", self.until.clone()));
        let some = [("from", &self.from), ("revision", &self.seen)];
        fields
            .extend(some.into_iter().filter(|one| !one.1.is_empty()).map(|(n, v)| (n, v.clone())));
        fields
    }

    /// The answers as the query of an address.
    pub(super) fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.fields());
        query.finish()
    }

    /// The same with the last day as it was shown: what is given later ends then, too.
    pub(super) fn until_shown(&self, now: Timestamp) -> Self {
        let until = self.last_day(now).map_or_else(|| self.until.clone(), |day| day.to_string());
        let last = if self.last == "once" { "once" } else { "date" };
        Self { last: last.to_owned(), until, ..self.clone() }
    }

    /// The last day that is included.
    pub(super) fn last_day(&self, now: Timestamp) -> Option<Day> {
        let first = self.first_day(now).unwrap_or(now.day_in_norway()).as_days();
        match self.last.as_str() {
            "7" => Day::from_days(first + 7),
            "once" => self.until.parse().ok().or_else(|| Day::from_days(first + 7)),
            "30" => Day::from_days(first + 30),
            _ => self.until.parse().ok(),
        }
    }

    /// The first day, where that is a later one than today.
    pub(super) fn first_day(&self, now: Timestamp) -> Option<Day> {
        let today = now.day_in_norway();
        self.from.parse().ok().filter(|first: &Day| first.as_days() > today.as_days())
    }

    /// When it ends: with the last day, by the clocks of Norway.
    fn end(&self, now: Timestamp) -> Option<Timestamp> {
        let last = self.last_day(now)?;
        Some(Day::from_days(last.as_days().checked_add(1)?)?.begins_in_norway())
    }

    fn actions(&self) -> Vec<ConsentAction> {
        let reads = !self.documents.is_empty() || !self.categories.is_empty();
        let all = [
            (reads, ConsentAction::Open),
            (self.keep, ConsentAction::Keep),
            (self.contribute, ConsentAction::Contribute),
            (self.coordinate, ConsentAction::Coordinate),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, action)| action).collect()
    }

    /// The terms that these answers are, or what is missing.
    pub(super) fn terms(&self, app: &App, t: Texts, said: Said) -> Result<Terms, Wrongs> {
        let mut wrong = said.wrong;
        let now = app.clock().now();
        let actions = self.actions();
        let does_more = self.contribute || self.coordinate;
        if self.documents.is_empty() && self.categories.is_empty() && !does_more {
            wrong.add("document", fl!(t, "give-wrong-document"));
        }
        if self.later && self.categories.is_empty() {
            wrong.add("category", fl!(t, "give-wrong-later"));
        }
        if self.last == "once" && actions.iter().any(|one| *one != ConsentAction::Open) {
            wrong.add("until", fl!(t, "give-wrong-once"));
        }
        if self.units.is_empty() {
            wrong.add("unit", fl!(t, "give-wrong-unit"));
        }
        if self.units.len() > RECIPIENTS_MAX {
            wrong.add("unit", fl!(t, "give-wrong-units", most = RECIPIENTS_MAX));
        }
        let purpose = app.policies().tables().purpose(&self.purpose);
        if purpose.is_none() {
            wrong.add("purpose", fl!(t, "give-wrong-purpose"));
        }
        if let Some(odd) = purpose.filter(|one| one.only_these).and_then(|purpose| {
            self.categories.iter().find(|code| !purpose.categories.contains(code))
        }) {
            let tables = app.policies().tables();
            let lang = said.lang;
            let name = tables.category(odd).map_or(odd.as_str(), |one| one.text(lang));
            wrong.add("category", fl!(t, "give-wrong-fit", category = name));
        }
        let end = self.end(now).filter(|end| *end > now);
        // The last day may be counted whole.
        let longest = purpose.map_or(i64::MAX, |one| one.longest_days);
        let first = self.first_day(now);
        let begins = first.map_or(now, Day::begins_in_norway);
        let far = now.day_in_norway().as_days().saturating_add(AHEAD_DAYS);
        let is_day = self.from.is_empty() || self.from.parse::<Day>().is_ok();
        if !is_day || first.is_some_and(|first| first.as_days() > far) {
            wrong.add("from", fl!(t, "give-wrong-from", days = AHEAD_DAYS));
        } else if end.is_some_and(|end| end <= begins) {
            wrong.add("from", fl!(t, "give-wrong-from-after"));
        }
        let fits = end.is_some_and(|end| {
            end.as_micros().saturating_sub(begins.as_micros()) <= longest.saturating_mul(DAY_MICROS)
        });
        if !fits {
            wrong.add("until", fl!(t, "give-wrong-until", days = longest.clamp(1, 366)));
        }
        match end {
            Some(valid_until) if wrong.is_empty() => Ok(Terms {
                documents: self.documents.clone(),
                categories: self.categories.clone(),
                also_later: self.later,
                actions,
                once: self.last == "once",
                excluded_persons: Vec::new(),
                excluded_units: Vec::new(),
                valid_from: first.map(Day::begins_in_norway),
                valid_until,
                words: said.words,
                heard: said.heard,
                heard_words: said.heard_words,
            }),
            _ => Err(wrong),
        }
    }

    /// What these answers change of what was before.
    pub(super) fn changes(&self, before: &Self, terms: Terms) -> Changes {
        let sorted = |ids: &[DocumentId]| {
            let mut ids = ids.to_vec();
            ids.sort_unstable();
            ids
        };
        let codes = |codes: &[String]| {
            let mut codes = codes.to_vec();
            codes.sort_unstable();
            codes
        };
        let until = self.last != before.last || self.until != before.until;
        let once = (self.last == "once") != (before.last == "once");
        let documents = sorted(&self.documents) != sorted(&before.documents);
        let categories = codes(&self.categories) != codes(&before.categories);
        let actions = self.actions() != before.actions();
        Changes {
            documents: documents.then_some(terms.documents),
            categories: categories.then_some(terms.categories),
            also_later: (self.later != before.later).then_some(self.later),
            actions: actions.then_some(terms.actions),
            once: once.then_some(terms.once),
            excluded_persons: None,
            excluded_units: None,
            valid_from: None,
            valid_until: until.then_some(terms.valid_until),
            words: terms.words,
            heard: terms.heard,
            heard_words: terms.heard_words,
            // A form that does not say it was made of nothing that there is.
            seen: Some(self.seen.parse().unwrap_or(0)),
        }
    }
}

/// What is said on the last page in words of one's own: those never stand in an
/// address.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) words: Option<Words>,
    pub(super) heard: Option<Heard>,
    pub(super) heard_words: Option<Words>,
    pub(super) wrong: Wrongs,
    pub(super) lang: crate::domain::lang::Lang,
}

impl Said {
    /// Nothing.
    pub(super) fn nothing(lang: crate::domain::lang::Lang) -> Self {
        Self { lang, ..Self::default() }
    }

    /// The words of a form.
    pub(super) fn of(fields: &Fields, t: Texts, lang: crate::domain::lang::Lang) -> Self {
        let mut wrong = Wrongs::default();
        let mut words = |name: &'static str| match fields.one(name) {
            "" => None,
            text => {
                let words = Words::new(text).ok();
                if words.is_none() {
                    wrong.add(name, fl!(t, "wrong-words", most = Words::MAX_CHARS));
                }
                words
            }
        };
        let (said, heard_words) = (words("words"), words("heard_words"));
        let heard = Heard::from_code(fields.one("heard"));
        if heard_words.is_some() && heard.is_none() {
            wrong.add("heard", fl!(t, "give-wrong-heard"));
        }
        Self { words: said, heard, heard_words, wrong, lang }
    }
}
