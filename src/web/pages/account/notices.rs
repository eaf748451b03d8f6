//! Notices in words, and where each leads.

use crate::domain::notice::Kind;
use crate::flows::notices::Shown;
use crate::web::pages::words::Texts;
use i18n_embed_fl::fl;

/// What a notice says; `unit` is the name of the unit that did it or is concerned.
pub(super) fn words(t: Texts, kind: Kind, unit: &str) -> String {
    match kind {
        Kind::FirstOpening => fl!(t, "notice-first-opening", unit = unit),
        Kind::Opened => fl!(t, "notice-opened", unit = unit),
        Kind::ConsentGranted => fl!(t, "notice-consent-granted", unit = unit),
        Kind::ConsentAwaiting => fl!(t, "notice-consent-awaiting", unit = unit),
        Kind::ConsentApproved => fl!(t, "notice-consent-approved", unit = unit),
        Kind::ConsentDeclined => fl!(t, "notice-consent-declined", unit = unit),
        Kind::ConsentLapsed => fl!(t, "notice-consent-lapsed", unit = unit),
        Kind::ConsentRevised => fl!(t, "notice-consent-revised", unit = unit),
        Kind::ConsentRevoked => fl!(t, "notice-consent-revoked", unit = unit),
        Kind::ConsentHandedBack => fl!(t, "notice-consent-handed-back", unit = unit),
        Kind::ConsentEnding => fl!(t, "notice-consent-ending", unit = unit),
        Kind::ConsentFrozen => fl!(t, "notice-consent-frozen", unit = unit),
        Kind::ConsentDrafted => fl!(t, "notice-consent-drafted", unit = unit),
        Kind::RequestReceived => fl!(t, "notice-request-received", unit = unit),
        Kind::RequestReminder => fl!(t, "notice-request-reminder", unit = unit),
        Kind::RequestAnswered => fl!(t, "notice-request-answered", unit = unit),
        Kind::RequestWithdrawn => fl!(t, "notice-request-withdrawn", unit = unit),
        Kind::RequestLapsed => fl!(t, "notice-request-lapsed", unit = unit),
        Kind::AgeTransition => fl!(t, "notice-age-transition"),
        Kind::Withheld => fl!(t, "notice-withheld"),
        Kind::WithheldEnded => fl!(t, "notice-withheld-ended"),
        Kind::EmergencyOpened => fl!(t, "notice-emergency-opened", unit = unit),
        Kind::GuardianshipChanged => fl!(t, "notice-guardianship-changed"),
        Kind::ErasureAsked => fl!(t, "notice-erasure-asked"),
        Kind::ErasureStopped => fl!(t, "notice-erasure-stopped"),
        Kind::FolderErased => fl!(t, "notice-folder-erased"),
        Kind::ReportReceived => fl!(t, "notice-report-received"),
        Kind::ReportAnswered => fl!(t, "notice-report-answered"),
        Kind::MembershipChanged => fl!(t, "notice-membership-changed"),
        Kind::ContactChanged => fl!(t, "notice-contact-changed"),
    }
}

/// Where a notice leads: to the thing itself for a family, to the cases for a
/// member of a unit.
pub(super) fn path(notice: &Shown) -> Option<String> {
    if notice.unit.is_some() {
        return Some("/cases".to_owned());
    }
    let of_child = |what: &str| notice.child.map(|child| format!("/folders/{child}/{what}"));
    match notice.kind {
        Kind::FirstOpening | Kind::Opened => of_child("log?show=opened"),
        Kind::ConsentGranted
        | Kind::ConsentAwaiting
        | Kind::ConsentApproved
        | Kind::ConsentDeclined
        | Kind::ConsentLapsed
        | Kind::ConsentRevised
        | Kind::ConsentRevoked
        | Kind::ConsentHandedBack
        | Kind::ConsentEnding
        | Kind::ConsentFrozen
        | Kind::ConsentDrafted => notice.consent.map(|id| format!("/consents/{id}")),
        Kind::RequestReceived
        | Kind::RequestReminder
        | Kind::RequestAnswered
        | Kind::RequestWithdrawn
        | Kind::RequestLapsed => notice.request.map(|id| format!("/requests/{id}")),
        Kind::AgeTransition => of_child("growing"),
        Kind::Withheld | Kind::WithheldEnded => {
            notice.document.map(|id| format!("/documents/{id}"))
        }
        Kind::EmergencyOpened => of_child("emergency"),
        Kind::GuardianshipChanged => of_child("people"),
        Kind::ErasureAsked | Kind::ErasureStopped => of_child("copy"),
        Kind::ReportReceived => Some("/audit".to_owned()),
        Kind::ReportAnswered => of_child("reports"),
        Kind::FolderErased | Kind::MembershipChanged => None,
        Kind::ContactChanged => Some("/settings".to_owned()),
    }
}
