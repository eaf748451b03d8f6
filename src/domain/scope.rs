//! What a consent covers and allows, and how one revision differs from another.

use super::document::Coverable;
use super::id::{AgencyId, DocumentId, PersonId};
use super::question::ConsentAction;
use super::time::Timestamp;
use serde::Serialize;

/// What a revision says, apart from words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Documents one by one, sorted.
    pub documents: Vec<DocumentId>,
    /// Category codes, sorted.
    pub categories: Vec<String>,
    /// Do later documents of the categories fall under it?
    pub also_later: bool,
    /// When it was given: of its categories, what was stored until then is covered.
    pub given: Timestamp,
    /// What the unit may do, sorted.
    pub actions: Vec<ConsentAction>,
    /// Is it for one opening?
    pub once: bool,
    /// Persons kept out, sorted.
    pub excluded_persons: Vec<PersonId>,
    /// Units kept out, sorted.
    pub excluded_units: Vec<AgencyId>,
    /// In force from.
    pub valid_from: Timestamp,
    /// In force until.
    pub valid_until: Timestamp,
}

/// One difference between two revisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Change {
    /// Documents that were not named before.
    DocumentsAdded {
        /// Which.
        documents: Vec<DocumentId>,
    },
    /// Documents that are not named any more.
    DocumentsRemoved {
        /// Which.
        documents: Vec<DocumentId>,
    },
    /// Categories that were not named before.
    CategoriesAdded {
        /// Which.
        categories: Vec<String>,
    },
    /// Categories that are not named any more.
    CategoriesRemoved {
        /// Which.
        categories: Vec<String>,
    },
    /// Later documents fall under it now.
    LaterIncluded,
    /// Later documents do not fall under it any more.
    LaterLeftOut,
    /// Things that the unit may do now.
    ActionsAdded {
        /// Which.
        actions: Vec<ConsentAction>,
    },
    /// Things that the unit may not do any more.
    ActionsRemoved {
        /// Which.
        actions: Vec<ConsentAction>,
    },
    /// It is for one opening now.
    OnceOnly,
    /// It is for more than one opening now.
    MoreThanOnce,
    /// People or units that are kept out now.
    MoreExcluded {
        /// Persons.
        persons: Vec<PersonId>,
        /// Units.
        units: Vec<AgencyId>,
    },
    /// People or units that are not kept out any more.
    FewerExcluded {
        /// Persons.
        persons: Vec<PersonId>,
        /// Units.
        units: Vec<AgencyId>,
    },
    /// It begins earlier.
    BeginsEarlier {
        /// When.
        from: Timestamp,
    },
    /// It begins later.
    BeginsLater {
        /// When.
        from: Timestamp,
    },
    /// It ends earlier.
    EndsEarlier {
        /// When.
        until: Timestamp,
    },
    /// It ends later: a widening in time.
    EndsLater {
        /// When.
        until: Timestamp,
    },
}

impl Change {
    /// Does it allow something that was not allowed before?
    #[must_use]
    pub fn widens(&self) -> bool {
        matches!(
            self,
            Change::DocumentsAdded { .. }
                | Change::CategoriesAdded { .. }
                | Change::LaterIncluded
                | Change::ActionsAdded { .. }
                | Change::MoreThanOnce
                | Change::FewerExcluded { .. }
                | Change::BeginsEarlier { .. }
                | Change::EndsLater { .. }
        )
    }
}

impl Change {
    /// The change as somebody may see it to whom these documents are not there;
    /// `None` when it is about nothing else.
    #[must_use]
    pub fn without(self, hidden: &[DocumentId]) -> Option<Self> {
        let rest = |mut documents: Vec<DocumentId>| {
            documents.retain(|id| !hidden.contains(id));
            (!documents.is_empty()).then_some(documents)
        };
        match self {
            Change::DocumentsAdded { documents } => {
                rest(documents).map(|documents| Change::DocumentsAdded { documents })
            }
            Change::DocumentsRemoved { documents } => {
                rest(documents).map(|documents| Change::DocumentsRemoved { documents })
            }
            other => Some(other),
        }
    }
}

/// In `new` and not in `old`.
fn beyond<T: PartialEq + Clone>(new: &[T], old: &[T]) -> Vec<T> {
    new.iter().filter(|one| !old.contains(one)).cloned().collect()
}

fn both<T: PartialEq + Clone>(one: &[T], other: &[T]) -> Vec<T> {
    one.iter().filter(|item| other.contains(item)).cloned().collect()
}

fn all<T: Ord + Clone>(one: &[T], other: &[T]) -> Vec<T> {
    let mut all: Vec<T> = one.iter().chain(other).cloned().collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl Scope {
    /// Does it name this document, or its category for its age?
    #[must_use]
    pub fn covers(&self, document: &Coverable) -> bool {
        self.documents.contains(&document.id)
            || (self.categories.contains(&document.category)
                && (self.also_later || document.created <= self.given))
    }

    /// Every difference that `new` makes. `own` are the folder's documents: one
    /// that is named now and was covered by its category is no difference.
    #[must_use]
    pub fn changes(&self, new: &Self, own: &[Coverable]) -> Vec<Change> {
        let covered = |id: &DocumentId, by: &Scope| {
            own.iter().any(|document| document.id == *id && by.covers(document))
        };
        let mut changes = Vec::new();
        let mut add = |yes: bool, change: Change| {
            if yes {
                changes.push(change);
            }
        };
        let mut documents = beyond(&new.documents, &self.documents);
        documents.retain(|id| !covered(id, self));
        add(!documents.is_empty(), Change::DocumentsAdded { documents });
        let mut documents = beyond(&self.documents, &new.documents);
        documents.retain(|id| !covered(id, new));
        add(!documents.is_empty(), Change::DocumentsRemoved { documents });
        let categories = beyond(&new.categories, &self.categories);
        add(!categories.is_empty(), Change::CategoriesAdded { categories });
        let categories = beyond(&self.categories, &new.categories);
        add(!categories.is_empty(), Change::CategoriesRemoved { categories });
        add(new.also_later && !self.also_later, Change::LaterIncluded);
        add(self.also_later && !new.also_later, Change::LaterLeftOut);
        let actions = beyond(&new.actions, &self.actions);
        add(!actions.is_empty(), Change::ActionsAdded { actions });
        let actions = beyond(&self.actions, &new.actions);
        add(!actions.is_empty(), Change::ActionsRemoved { actions });
        add(new.once && !self.once, Change::OnceOnly);
        add(self.once && !new.once, Change::MoreThanOnce);
        let persons = beyond(&new.excluded_persons, &self.excluded_persons);
        let units = beyond(&new.excluded_units, &self.excluded_units);
        let some = !persons.is_empty() || !units.is_empty();
        add(some, Change::MoreExcluded { persons, units });
        let persons = beyond(&self.excluded_persons, &new.excluded_persons);
        let units = beyond(&self.excluded_units, &new.excluded_units);
        let some = !persons.is_empty() || !units.is_empty();
        add(some, Change::FewerExcluded { persons, units });
        let (from, until) = (new.valid_from, new.valid_until);
        add(from < self.valid_from, Change::BeginsEarlier { from });
        add(from > self.valid_from, Change::BeginsLater { from });
        add(until < self.valid_until, Change::EndsEarlier { until });
        add(until > self.valid_until, Change::EndsLater { until });
        changes
    }

    /// What both allow: what is left at once when a change narrows one thing and
    /// widens another. `None` when that is nothing. Whatever both cover stays
    /// covered, by name where only one of them names the category.
    #[must_use]
    pub fn common(&self, new: &Self, own: &[Coverable]) -> Option<Self> {
        let mut documents: Vec<DocumentId> = own
            .iter()
            .filter(|document| self.covers(document) && new.covers(document))
            .map(|document| document.id)
            .collect();
        documents.sort_unstable();
        let common = Self {
            documents,
            categories: both(&self.categories, &new.categories),
            also_later: self.also_later && new.also_later,
            given: self.given.min(new.given),
            actions: both(&self.actions, &new.actions),
            once: self.once || new.once,
            excluded_persons: all(&self.excluded_persons, &new.excluded_persons),
            excluded_units: all(&self.excluded_units, &new.excluded_units),
            valid_from: self.valid_from.max(new.valid_from),
            valid_until: self.valid_until.min(new.valid_until),
        };
        let nothing = (common.documents.is_empty() && common.categories.is_empty())
            || common.actions.is_empty()
            || common.valid_until <= common.valid_from;
        (!nothing).then_some(common)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn at(offset: i64) -> Timestamp {
        Timestamp::from_micros(1_800_000_000_000_000 + offset)
    }

    fn document(number: u128, category: &str, created: i64) -> Coverable {
        let id = DocumentId(Uuid::from_u128(number));
        Coverable { id, category: category.to_owned(), created: at(created) }
    }

    /// Some of a few documents, categories, actions and times.
    fn scope() -> impl Strategy<Value = Scope> {
        let bits = (0u8..16, 0u8..4, any::<bool>(), 0i64..4, 1u8..16, any::<bool>(), 0u8..4);
        (bits, 0i64..3, 3i64..6).prop_map(
            |((documents, categories, later, given, actions, once, out), from, until)| Scope {
                documents: (0..4)
                    .filter(|n| documents & (1 << n) != 0)
                    .map(|n| DocumentId(Uuid::from_u128(n)))
                    .collect(),
                categories: ["a", "b"]
                    .iter()
                    .enumerate()
                    .filter(|(n, _)| categories & (1 << n) != 0)
                    .map(|(_, c)| (*c).to_owned())
                    .collect(),
                also_later: later,
                given: at(given),
                actions: ConsentAction::ALL
                    .iter()
                    .enumerate()
                    .filter(|(n, _)| actions & (1 << n) != 0)
                    .map(|(_, a)| *a)
                    .collect(),
                once,
                excluded_persons: (0..2)
                    .filter(|n| out & (1 << n) != 0)
                    .map(|n| PersonId(Uuid::from_u128(n)))
                    .collect(),
                excluded_units: Vec::new(),
                valid_from: at(from),
                valid_until: at(until),
            },
        )
    }

    /// Does it let this person do this with this document at this time?
    fn allows(
        scope: &Scope,
        document: &Coverable,
        action: ConsentAction,
        person: u128,
        now: i64,
    ) -> bool {
        scope.covers(document)
            && scope.actions.contains(&action)
            && !scope.excluded_persons.contains(&PersonId(Uuid::from_u128(person)))
            && (scope.valid_from..scope.valid_until).contains(&at(now))
    }

    proptest! {
        /// What is called no widening allows nothing new, to nobody, at no time, of
        /// what is there and of what may come; and what both leave is in both.
        #[test]
        fn no_widening_widens(old in scope(), mut new in scope(), narrow in any::<bool>()) {
            let own: Vec<_> = (0..6).map(|n| document(n, if n % 2 == 0 { "a" } else { "b" }, i64::try_from(n).unwrap())).collect();
            if narrow {
                new.documents.retain(|id| old.documents.contains(id));
                new.categories.retain(|code| old.categories.contains(code));
                new.actions.retain(|one| old.actions.contains(one));
                new.valid_until = new.valid_until.min(old.valid_until);
            }
            let changes = old.changes(&new, &own);
            // A change that does not widen keeps the day that it was given.
            let mut kept = new.clone();
            kept.given = old.given;
            let widens = old.changes(&kept, &own).iter().any(Change::widens);
            let common = old.common(&new, &own);
            for document in own.iter().chain(&[document(9, "a", 9), document(8, "b", 9)]) {
                for action in ConsentAction::ALL {
                    for person in 0..3 {
                        for now in 0..6 {
                            let (before, after) = (allows(&old, document, *action, person, now), allows(&kept, document, *action, person, now));
                            prop_assert!(widens || !after || before, "{changes:?}");
                            if let Some(common) = &common
                                && allows(common, document, *action, person, now)
                            {
                                prop_assert!(before && allows(&new, document, *action, person, now));
                            }
                        }
                    }
                }
            }
            prop_assert!(old.changes(&old, &own).is_empty());
        }
    }
}
