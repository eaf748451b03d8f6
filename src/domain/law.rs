//! What the age rules (`policies/ages.toml`) say about one child at one instant,
//! and what a guardianship gives (`policies/guardianships.toml`).
//!
//! Fields of law are codes of `ages.toml`; every category belongs to one.

use serde::{Deserialize, Serialize};

/// The field of a category that no table knows any more: everybody who decides
/// on anything must agree to share it.
pub const UNKNOWN_FIELD: &str = "unknown";

/// Who decides and who sees. The default lets nobody do anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// Fields in which the guardians decide on sharing.
    pub guardians_decide: Vec<String>,
    /// Fields in which the young person decides; one that stands in both needs both.
    pub young_person_decides: Vec<String>,
    /// Fields whose documents guardians may read.
    pub guardians_see: Vec<String>,
    /// Is what the child thinks recorded with each consent?
    pub heard: bool,
    /// May the young person mark documents "not for my guardians"?
    pub may_withhold: bool,
    /// Is the young person of age?
    pub adult: bool,
}

/// Who of those with a say today stands behind a consent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// A guardian.
    pub guardian: bool,
    /// The young person.
    pub young_person: bool,
    /// Somebody who stands in for a young person of age.
    pub representative: bool,
}

impl Behind {
    /// From the most that the guardianships of those who agreed give today.
    #[must_use]
    pub fn new(most: Option<Power>, young_person: bool, law: &Law) -> Self {
        Self {
            guardian: most >= Some(Power::Everyday) && !law.adult,
            young_person,
            representative: most == Some(Power::Everything) && law.adult,
        }
    }

    /// Are these the ones who decide on these fields today?
    #[must_use]
    pub fn carries(self, fields: &[String], law: &Law) -> bool {
        let any = |decide: &[String]| fields.iter().any(|field| decide.contains(field));
        let young = self.young_person || (law.adult && self.representative);
        let somebody = self.guardian || young;
        let theirs = !any(&law.young_person_decides) || young;
        let guardians = !any(&law.guardians_decide) || self.guardian;
        somebody && theirs && guardians
    }
}

/// How far a guardianship reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Power {
    /// Over.
    Nothing,
    /// Sees, decides nothing.
    See,
    /// Sees, and decides where one guardian is enough.
    Everyday,
    /// Sees, and counts where all guardians must agree.
    Everything,
}

crate::domain::agency::codes!(Power {
    Nothing => "nothing",
    See => "see",
    Everyday => "everyday",
    Everything => "everything",
});

/// What one kind of guardianship gives before and after the child is of age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Powers {
    /// Before.
    pub until_majority: Power,
    /// Afterwards.
    pub from_majority: Power,
}

impl Powers {
    /// A kind that no table knows gives nothing.
    pub const NONE: Self = Self { until_majority: Power::Nothing, from_majority: Power::Nothing };

    /// What it gives under `law`.
    #[must_use]
    pub fn today(self, law: &Law) -> Power {
        if law.adult { self.from_majority } else { self.until_majority }
    }

    /// The fields whose documents such a guardian may read.
    #[must_use]
    pub fn sees(self, law: &Law) -> Vec<String> {
        match self.today(law) {
            Power::Nothing => Vec::new(),
            // In the young person's stead: whatever the young person decides on.
            _ if law.adult => law.young_person_decides.clone(),
            _ => law.guardians_see.clone(),
        }
    }

    /// The fields in which such a guardian has a say on sharing.
    #[must_use]
    pub fn decides(self, law: &Law) -> Vec<String> {
        match self.today(law) {
            Power::Nothing | Power::See => Vec::new(),
            Power::Everyday | Power::Everything if law.adult => law.young_person_decides.clone(),
            Power::Everyday | Power::Everything => law.guardians_decide.clone(),
        }
    }
}
