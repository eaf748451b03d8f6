//! The signed-in person. Says who, never what that person may do: that is read
//! fresh for every question.

use crate::domain::PersonId;
use crate::domain::question::Assurance;

/// A signed-in person.
///
/// Only a sign-in makes one:
/// ```compile_fail,E0451
/// fn forge(person: samflyt::domain::PersonId) -> samflyt::identity::Actor {
///     samflyt::identity::Actor {
///         person,
///         assurance: samflyt::domain::question::Assurance::High,
///         client: String::new(),
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    person: PersonId,
    assurance: Assurance,
    client: String,
}

impl Actor {
    pub(super) fn new(person: PersonId, assurance: Assurance, client: String) -> Self {
        Self { person, assurance, client }
    }

    /// Somebody, without a sign-in.
    #[cfg(test)]
    pub(crate) fn of_test(person: PersonId, assurance: Assurance) -> Self {
        Self::new(person, assurance, "test".to_owned())
    }

    /// Who.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// How surely.
    #[must_use]
    pub fn assurance(&self) -> Assurance {
        self.assurance
    }

    /// Channel code, such as `http`.
    #[must_use]
    pub fn client(&self) -> &str {
        &self.client
    }
}
