//! Typed ids: a child's id can never be passed where a document's is wanted.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.as_hyphenated())
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A human being: guardian, young person, professional, auditor, operator.
    PersonId,
    /// The person a folder is about.
    ChildId,
    /// An organisation, sub-organisation or unit.
    AgencyId,
    /// One document of one child; its versions are numbered from 1.
    DocumentId,
    /// A consent: a chain of immutable revisions, numbered from 1.
    ConsentId,
    /// A person's place in a unit.
    MembershipId,
    /// A person's say over a child.
    GuardianshipId,
    /// A selection that a family remembers.
    PackId,
    /// A unit's request for consent.
    RequestId,
    /// Something that is hidden from one guardian.
    ShieldId,
    /// Something that auditors look into.
    CaseId,
}
