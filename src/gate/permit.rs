//! What the gate hands out: a permit that can be used once, or a refusal.

use super::action::Action;
use super::settle;
use crate::domain::law::Law;
use crate::domain::question::{ConsentFacts, DocumentFacts, EmergencyFacts, Hat};
use crate::domain::{AgencyId, ChildId, ConsentId, PersonId, Reason, Timestamp};
use crate::policy::rules::Tables;
use crate::store::Recorded;
use crate::store::documents::Touched;
use crate::store::facts::{Material, Selection};
use crate::store::shields::Shields;
use std::marker::PhantomData;

/// How long a permit may wait before it is used, in microseconds.
const FRESH_MICROS: i64 = 10_000_000;

/// The right to do one thing once, for a few seconds. Its entry in the log is
/// durable: a permit is made from a [`Recorded`] and nothing else.
///
/// It cannot be forged,
/// ```compile_fail,E0451
/// use samflyt::gate::{Permit, action::Open};
/// fn forge(recorded: samflyt::store::Recorded, other: Permit<Open>) -> Permit<Open> {
///     Permit { recorded, ..other }
/// }
/// ```
/// not minted from outside,
/// ```compile_fail,E0624
/// use samflyt::gate::{Permit, action::Open};
/// fn mint(granted: samflyt::gate::Granted, recorded: samflyt::store::Recorded) -> Permit<Open> {
///     Permit::mint(granted, recorded)
/// }
/// ```
/// not copied,
/// ```compile_fail,E0599
/// use samflyt::gate::{Permit, action::Open};
/// fn copy(permit: Permit<Open>) -> (Permit<Open>, Permit<Open>) {
///     (permit.clone(), permit)
/// }
/// ```
/// not used twice,
/// ```compile_fail,E0382
/// use samflyt::gate::{Permit, action::Open};
/// async fn twice(vault: &samflyt::vault::Vault, permit: Permit<Open>) {
///     let _first = vault.open(permit);
///     let _second = vault.open(permit);
/// }
/// ```
/// and a permit for another act does not open:
/// ```compile_fail,E0308
/// use samflyt::gate::{Permit, action::Grant};
/// async fn wrong(vault: &samflyt::vault::Vault, permit: Permit<Grant>) {
///     let _opened = vault.open(permit);
/// }
/// ```
#[derive(Debug)]
#[must_use = "a permit that is not used was recorded for nothing"]
pub struct Permit<A: Action> {
    granted: Granted,
    recorded: Recorded,
    act: PhantomData<fn() -> A>,
}

impl<A: Action> Permit<A> {
    pub(super) fn mint(granted: Granted, recorded: Recorded) -> Self {
        Self { granted, recorded, act: PhantomData }
    }

    /// Index of the entry that tells of this permit.
    #[must_use]
    pub fn index(&self) -> i64 {
        self.recorded.index()
    }

    /// When it was decided.
    #[must_use]
    pub fn decided_at(&self) -> Timestamp {
        self.recorded.time()
    }

    /// What it was decided on.
    #[must_use]
    pub fn granted(&self) -> &Granted {
        &self.granted
    }

    /// Is it still fresh enough to be used at `now`?
    #[must_use]
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now < self.recorded.time().plus_micros(FRESH_MICROS)
    }

    /// Uses the permit up: what was granted, and the index of its entry.
    pub(crate) fn spend(self) -> (Granted, i64) {
        (self.granted, self.recorded.index())
    }
}

/// A yes and the facts that it rests on. Says nothing about being recorded, and
/// opens nothing.
#[derive(Clone, Debug)]
pub struct Granted {
    pub(super) person: PersonId,
    pub(super) hat: Hat,
    pub(super) child: Option<ChildId>,
    pub(super) document: Option<DocumentFacts>,
    pub(super) material: Option<Material>,
    pub(super) consent: Option<ConsentFacts>,
    pub(super) emergency: Option<EmergencyFacts>,
    pub(super) purpose: Option<String>,
    pub(super) rest: Rest,
}

/// What the rows of a permitted list are judged by, besides.
#[derive(Clone, Debug)]
pub(super) struct Rest {
    pub(super) law: Law,
    pub(super) is_guardian: bool,
    pub(super) shields: Shields,
}

impl Granted {
    /// Who asked.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// In which capacity the answer was yes.
    #[must_use]
    pub fn hat(&self) -> &Hat {
        &self.hat
    }

    /// Was the answer yes because the folder is the asker's own?
    #[must_use]
    pub fn is_family(&self) -> bool {
        matches!(self.hat, Hat::Guardian { .. } | Hat::YoungPerson { .. })
    }

    /// Whose folder.
    #[must_use]
    pub fn child(&self) -> Option<ChildId> {
        self.child
    }

    /// Which document.
    #[must_use]
    pub fn document(&self) -> Option<&DocumentFacts> {
        self.document.as_ref()
    }

    /// The consent that bore the yes.
    #[must_use]
    pub fn consent(&self) -> Option<&ConsentFacts> {
        self.consent.as_ref()
    }

    /// The emergency that bore the yes.
    #[must_use]
    pub fn emergency(&self) -> Option<&EmergencyFacts> {
        self.emergency.as_ref()
    }

    /// What the age rules say about the child.
    #[must_use]
    pub fn law(&self) -> &Law {
        &self.rest.law
    }

    /// Is this document of the folder there for the person?
    #[must_use]
    pub fn sees(&self, tables: &Tables, document: &Touched) -> bool {
        settle::is_open(tables, document, &self.hat, self.rest.is_guardian, &self.rest.shields)
    }

    /// Is this consent, which touches these categories, there for the person?
    #[must_use]
    pub fn sees_consent(
        &self,
        tables: &Tables,
        which: (ConsentId, AgencyId),
        touches: &[String],
    ) -> bool {
        !settle::hides_consent(tables, which, touches, [&self.hat], &self.rest.shields)
    }

    /// Is this remembered selection from a folder with these documents there for the
    /// person?
    #[must_use]
    pub fn sees_pack(&self, tables: &Tables, ever: &[Touched], pack: &Selection) -> bool {
        let by = (self.rest.is_guardian, &self.rest.shields);
        !settle::hides_pack(tables, ever, &[&self.hat], by, pack)
    }

    /// What is hidden from the person.
    #[must_use]
    pub fn shields(&self) -> &Shields {
        &self.rest.shields
    }

    /// The purpose that was named.
    #[must_use]
    pub fn purpose(&self) -> Option<&str> {
        self.purpose.as_deref()
    }

    /// What the vault needs.
    pub(crate) fn material(&self) -> Option<&Material> {
        self.material.as_ref()
    }
}

/// A no. It is recorded too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
    /// May the asker learn that the thing exists, and the reason? If not, the
    /// answer is the one for a thing that does not exist.
    pub visible: bool,
    /// Index of the entry that tells of it.
    pub index: i64,
}

/// What the gate says.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "taken apart at once, never kept")]
pub enum Answer<A: Action> {
    /// Yes.
    Permit(Permit<A>),
    /// No.
    Refusal(Refusal),
}
