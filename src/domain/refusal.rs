//! Why a question was answered with no: one enum for the HTTP answer, the log
//! and the words people read.

use serde::{Deserialize, Serialize};

/// A reason for refusal. The code stands in the ledger and in `problem+json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No consent of this child to this unit, or no say over this child.
    NoConsent,
    /// The consent begins later.
    NotYet,
    /// The consent's time is over.
    Expired,
    /// A guardian or the young person stopped the consent.
    Revoked,
    /// The consent is for another purpose, or no purpose was named.
    OtherPurpose,
    /// The consent covers neither the document nor its category, or not this act.
    NotCovered,
    /// The person or the unit is excluded by name.
    Excluded,
    /// Not a confirmed member of the unit at this time.
    NotAMember,
    /// The unit, or a body above it, is not active.
    AgencyInactive,
    /// The sign-in is not strong enough for this act.
    AssuranceTooLow,
    /// Not everyone who must has approved.
    AwaitingApproval,
    /// The consent waits for a new decision.
    Frozen,
    /// Withheld by the young person.
    Withheld,
    /// Shielded from this person.
    Shielded,
    /// The document has not been scanned for malware.
    NotScanned,
    /// The document holds malware.
    Infected,
    /// The document has been erased.
    Erased,
    /// Too many tries that led nowhere; the next may be made later.
    TooManyTries,
    /// There is no such thing.
    Unknown,
}

impl Reason {
    /// Every reason, in the order of the enum.
    pub const ALL: [Reason; 19] = [
        Reason::NoConsent,
        Reason::NotYet,
        Reason::Expired,
        Reason::Revoked,
        Reason::OtherPurpose,
        Reason::NotCovered,
        Reason::Excluded,
        Reason::NotAMember,
        Reason::AgencyInactive,
        Reason::AssuranceTooLow,
        Reason::AwaitingApproval,
        Reason::Frozen,
        Reason::Withheld,
        Reason::Shielded,
        Reason::NotScanned,
        Reason::Infected,
        Reason::Erased,
        Reason::TooManyTries,
        Reason::Unknown,
    ];

    /// The code, as it stands in the ledger.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Reason::NoConsent => "no-consent",
            Reason::NotYet => "not-yet",
            Reason::Expired => "expired",
            Reason::Revoked => "revoked",
            Reason::OtherPurpose => "other-purpose",
            Reason::NotCovered => "not-covered",
            Reason::Excluded => "excluded",
            Reason::NotAMember => "not-a-member",
            Reason::AgencyInactive => "agency-inactive",
            Reason::AssuranceTooLow => "assurance-too-low",
            Reason::AwaitingApproval => "awaiting-approval",
            Reason::Frozen => "frozen",
            Reason::Withheld => "withheld",
            Reason::Shielded => "shielded",
            Reason::NotScanned => "not-scanned",
            Reason::Infected => "infected",
            Reason::Erased => "erased",
            Reason::TooManyTries => "too-many-tries",
            Reason::Unknown => "unknown",
        }
    }

    /// The reason with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_its_reason() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
        }
        assert_eq!(Reason::from_code("because"), None);
    }
}
