//! What auditors look into: an emergency, or an entry of the log that one of them
//! has picked out. A case stays open until two of them have said what they found.

/// How many auditors must have put a finding before a case is closed.
pub const EYES: usize = 2;

/// Days within which a family is answered that has reported an entry (GDPR, article
/// 12(3): one month).
pub const REPORT_DAYS: i64 = 30;

/// What a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CaseKind {
    /// A declared emergency; every one has a case.
    Emergency,
    /// An entry of the log that an auditor has picked out.
    Entry,
    /// An entry of its own folder's log that a family calls wrong.
    Report,
}

super::agency::codes!(CaseKind { Emergency => "emergency", Entry => "entry", Report => "report" });

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CaseState {
    /// Nobody has put a finding.
    New,
    /// One auditor has.
    LookedAt,
    /// Two have.
    Closed,
}

super::agency::codes!(CaseState { New => "new", LookedAt => "looked-at", Closed => "closed" });

impl CaseState {
    /// After so many findings of different auditors.
    #[must_use]
    pub fn after(findings: usize) -> Self {
        match findings {
            0 => Self::New,
            few if few < EYES => Self::LookedAt,
            _ => Self::Closed,
        }
    }
}

/// What an auditor found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Finding {
    /// It was as it should be.
    Explained,
    /// It was not.
    Deviation,
}

super::agency::codes!(Finding { Explained => "explained", Deviation => "deviation" });

impl Finding {
    /// What the findings come to: a deviation if anybody says so.
    pub fn together(findings: impl IntoIterator<Item = Finding>) -> Option<Finding> {
        findings.into_iter().max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_findings_close_a_case_and_one_deviation_makes_it_one() {
        assert_eq!(
            [0, 1, 2, 3].map(CaseState::after),
            [CaseState::New, CaseState::LookedAt, CaseState::Closed, CaseState::Closed,]
        );
        let (fine, wrong) = (Finding::Explained, Finding::Deviation);
        assert_eq!(Finding::together([fine, fine]), Some(fine));
        assert_eq!(Finding::together([wrong, fine]), Some(wrong));
        assert_eq!(Finding::together([fine, wrong]), Some(wrong));
        assert_eq!(Finding::together([]), None);
    }
}
