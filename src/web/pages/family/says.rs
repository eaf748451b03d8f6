//! Consents and requests in words.

use crate::domain::dates;
use crate::domain::document::{Coverable, ScanState};
use crate::domain::question::ConsentAction;
use crate::domain::request::State as Asked;
use crate::domain::{DocumentId, Timestamp};
use crate::flows::App;
use crate::flows::consents::{ConsentView, State};
use crate::flows::documents::{DocumentView, VersionView};
use crate::web::pages::Texts;
use crate::web::pages::visitor::Visitor;
use i18n_embed_fl::fl;
use std::collections::BTreeSet;

/// Says things for one visitor.
#[derive(Clone, Copy)]
pub(super) struct Says<'a> {
    pub(super) app: &'a App,
    pub(super) visitor: &'a Visitor,
}

impl Says<'_> {
    fn t(self) -> Texts {
        self.visitor.texts()
    }

    /// A purpose.
    pub(super) fn purpose(self, code: &str) -> String {
        let known = self.app.policies().tables().purpose(code);
        known.map_or_else(|| code.to_owned(), |one| one.text(self.visitor.lang).to_owned())
    }

    /// A category.
    pub(super) fn category(self, code: &str) -> String {
        let known = self.app.policies().tables().category(code);
        known.map_or_else(|| code.to_owned(), |one| one.text(self.visitor.lang).to_owned())
    }

    /// What a consent covers, briefly.
    pub(super) fn scope(self, documents: &[DocumentId], categories: &[String]) -> String {
        let mut what = Vec::new();
        if !documents.is_empty() {
            what.push(fl!(self.t(), "what-documents", count = documents.len()));
        }
        what.extend(categories.iter().map(|code| self.category(code)));
        what.join(", ")
    }

    /// What a unit may do.
    pub(super) fn actions(self, actions: &[ConsentAction]) -> String {
        let said = actions.iter().map(|action| match action {
            ConsentAction::Open => fl!(self.t(), "may-open"),
            ConsentAction::Keep => fl!(self.t(), "may-keep"),
            ConsentAction::Contribute => fl!(self.t(), "may-contribute"),
            ConsentAction::Coordinate => fl!(self.t(), "may-coordinate"),
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// Where a consent stands.
    pub(super) fn state(self, state: State) -> String {
        let t = self.t();
        match state {
            State::Draft => fl!(t, "consent-draft"),
            State::AwaitingApproval => fl!(t, "consent-awaiting"),
            State::NotYet => fl!(t, "consent-not-yet"),
            State::InForce => fl!(t, "consent-in-force"),
            State::Expired => fl!(t, "consent-expired"),
            State::Revoked => fl!(t, "consent-revoked"),
            State::Replaced => fl!(t, "consent-replaced"),
            State::Declined => fl!(t, "consent-declined"),
            State::Lapsed => fl!(t, "consent-lapsed"),
            State::Frozen => fl!(t, "consent-frozen"),
            State::HandedBack => fl!(t, "consent-handed-back"),
            State::UsedUp => fl!(t, "consent-used-up"),
        }
    }

    /// Where a request stands, for the family.
    pub(super) fn asked(self, state: Asked) -> String {
        let t = self.t();
        match state {
            Asked::Sent => fl!(t, "request-sent"),
            Asked::Seen => fl!(t, "request-seen"),
            Asked::Granted => fl!(t, "request-granted"),
            Asked::Declined => fl!(t, "request-declined"),
            Asked::Withdrawn => fl!(t, "request-withdrawn"),
            Asked::Lapsed => fl!(t, "request-lapsed"),
        }
    }

    /// When a consent was last used.
    pub(super) fn last(self, view: &ConsentView) -> String {
        view.last_use.map_or_else(
            || fl!(self.t(), "never-opened"),
            |(_, at)| dates::instant(at, self.visitor.lang),
        )
    }
}

/// Does this consent let its unit open this paper now?
pub(super) fn can_open(consent: &ConsentView, paper: &DocumentView) -> bool {
    let about =
        Coverable { id: paper.id, category: paper.category.clone(), created: paper.created };
    let gives = consent.current().is_some_and(|one| {
        let scope = one.scope();
        scope.actions.contains(&ConsentAction::Open) && scope.covers(&about)
    });
    gives && can_be_opened(&paper.newest)
}

/// May units open this version, for all that the scanner has said?
pub(super) fn can_be_opened(version: &VersionView) -> bool {
    match version.scan {
        ScanState::Clean => true,
        // An installation without a scanner lets papers out all the same.
        ScanState::NotScanned => version.scan_reason.as_deref() == Some("scanner-off"),
        ScanState::Pending | ScanState::Infected => false,
    }
}

/// Does this consent let its unit see something now, be it only what there is?
pub(super) fn can_see(consent: &ConsentView) -> bool {
    let sees = |one: &ConsentAction| *one != ConsentAction::Contribute;
    consent.state == State::InForce
        && consent.current().is_some_and(|one| one.actions.iter().any(sees))
}

/// How many units these consents are for: one may have several.
pub(super) fn units<'a>(consents: impl Iterator<Item = &'a ConsentView>) -> usize {
    consents.map(|one| one.consent.unit).collect::<BTreeSet<_>>().len()
}

/// How much of a time is over, in percent.
pub(super) fn over(from: Timestamp, until: Timestamp, now: Timestamp) -> i64 {
    let whole = until.as_micros().saturating_sub(from.as_micros()).max(1);
    let over = now.as_micros().saturating_sub(from.as_micros()).clamp(0, whole);
    over.saturating_mul(100) / whole
}

/// Does a consent in this state still matter, or is it over?
pub(super) fn is_over(state: State) -> bool {
    match state {
        State::Draft | State::AwaitingApproval | State::NotYet | State::InForce | State::Frozen => {
            false
        }
        State::Expired
        | State::Revoked
        | State::Replaced
        | State::Declined
        | State::Lapsed
        | State::HandedBack
        | State::UsedUp => true,
    }
}
