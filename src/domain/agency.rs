//! Bodies that help families: organisation, sub-organisation, unit.

use serde::{Deserialize, Serialize};

/// Where a body stands in its hierarchy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The legal entity; has an organisation number.
    Organisation,
    /// A registered part of it; may have an organisation number.
    SubOrganisation,
    /// The team that consents are given to.
    Unit,
}

/// What a body does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Specialist health service.
    Hospital,
    /// Health service of a municipality.
    HealthMunicipal,
    /// NAV.
    Welfare,
    /// School or educational-psychological service (PPT).
    Education,
    /// Statped.
    Statped,
    /// Child and adolescent psychiatry (BUP).
    ChildPsychiatry,
    /// Child welfare service.
    ChildWelfare,
    /// Anything else.
    Other,
}

macro_rules! codes {
    ($name:ident { $($variant:ident => $code:literal),+ $(,)? }) => {
        impl $name {
            /// Every value.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The code, as stored and shown in JSON.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The value with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use codes;

codes!(Level { Organisation => "organisation", SubOrganisation => "sub-organisation", Unit => "unit" });
codes!(Kind {
    Hospital => "hospital",
    HealthMunicipal => "health-municipal",
    Welfare => "welfare",
    Education => "education",
    Statped => "statped",
    ChildPsychiatry => "child-psychiatry",
    ChildWelfare => "child-welfare",
    Other => "other",
});

impl Kind {
    /// Do its people give health care?
    #[must_use]
    pub fn gives_health_care(self) -> bool {
        matches!(self, Kind::Hospital | Kind::HealthMunicipal | Kind::ChildPsychiatry)
    }
}

/// Where a membership stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MembershipState {
    /// Named by the unit, not yet confirmed: opens nothing.
    Invited,
    /// Works there.
    Confirmed,
    /// Paused: opens nothing.
    Suspended,
    /// Over: opens nothing.
    Ended,
}

codes!(MembershipState {
    Invited => "invited",
    Confirmed => "confirmed",
    Suspended => "suspended",
    Ended => "ended",
});

/// Is `orgnr` a well-formed Norwegian organisation number (nine digits, the
/// last a modulus 11 check digit with weights 3 2 7 6 5 4 3 2)?
#[must_use]
pub fn is_orgnr(orgnr: &str) -> bool {
    let digits: Vec<u32> = orgnr.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 9 || orgnr.len() != 9 {
        return false;
    }
    let sum: u32 = digits.iter().zip([3, 2, 7, 6, 5, 4, 3, 2]).map(|(d, w)| d * w).sum();
    let check = (11 - sum % 11) % 11;
    check < 10 && digits.last() == Some(&check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisation_numbers_are_checked() {
        assert!(is_orgnr("974760673"));
        assert!(!is_orgnr("974760674"));
        assert!(!is_orgnr("97476067"));
        assert!(!is_orgnr("97476067x"));
    }
}
