//! Of several reasons for a no, which one helps most.

use crate::domain::Reason;

/// How near to a yes a reason came: the nearest is the one worth telling.
pub(super) fn nearness(reason: Reason) -> u8 {
    match reason {
        Reason::Unknown => 0,
        Reason::NoConsent => 1,
        Reason::NotAMember => 2,
        Reason::AgencyInactive => 3,
        Reason::NotCovered => 4,
        Reason::OtherPurpose => 5,
        Reason::AwaitingApproval => 6,
        Reason::NotYet => 7,
        Reason::Expired => 8,
        Reason::Revoked => 9,
        Reason::Frozen => 10,
        Reason::Excluded => 11,
        Reason::Shielded => 12,
        Reason::Withheld => 13,
        Reason::NotScanned => 14,
        Reason::Infected => 15,
        Reason::Erased => 16,
        Reason::AssuranceTooLow => 17,
        Reason::TooManyTries => 18,
    }
}
