//! The log in words: kinds, outcomes, reasons, roles and acts as people read them.
//! Codes never stand on a page.
//!
//! Enumerations are matched without a wildcard: a new kind of entry does not compile
//! until it has its words, and a missing text neither.

use super::words::Texts;
use crate::domain::Reason;
use crate::domain::entry::{Kind, Outcome};
use crate::domain::lang::Lang;
use crate::domain::question::{Act, Assurance, EMERGENCY};
use crate::flows::App;
use i18n_embed_fl::fl;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $type:ident { $($variant:ident => $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(t: Texts, value: $type) -> String {
            match value { $($type::$variant => fl!(t, $key)),+ }
        }
    };
}

words!(
    /// What happened: who did it stands before it.
    kind, Kind {
        Opened => "kind-opened",
        Listed => "kind-listed",
        Refused => "kind-refused",
        Delivered => "kind-delivered",
        Stored => "kind-stored",
        Replaced => "kind-replaced",
        Erased => "kind-erased",
        ConsentGranted => "kind-consent-granted",
        ConsentApproved => "kind-consent-approved",
        ConsentDeclined => "kind-consent-declined",
        ConsentRevised => "kind-consent-revised",
        ConsentRevoked => "kind-consent-revoked",
        ConsentFrozen => "kind-consent-frozen",
        ConsentsSeen => "kind-consents-seen",
        ConsentDrafted => "kind-consent-drafted",
        ConsentHandedBack => "kind-consent-handed-back",
        ConsentLapsed => "kind-consent-lapsed",
        RequestSent => "kind-request-sent",
        RequestGranted => "kind-request-granted",
        RequestDeclined => "kind-request-declined",
        RequestWithdrawn => "kind-request-withdrawn",
        RequestReminded => "kind-request-reminded",
        RequestLapsed => "kind-request-lapsed",
        RequestsSeen => "kind-requests-seen",
        PackKept => "kind-pack-kept",
        PackDropped => "kind-pack-dropped",
        GuardianshipAdded => "kind-guardianship-added",
        GuardianshipChanged => "kind-guardianship-changed",
        GuardianshipEnded => "kind-guardianship-ended",
        MembershipAdded => "kind-membership-added",
        MembershipEnded => "kind-membership-ended",
        AgencyChanged => "kind-agency-changed",
        PersonAdded => "kind-person-added",
        ChildAdded => "kind-child-added",
        ShieldSet => "kind-shield-set",
        ShieldLifted => "kind-shield-lifted",
        WithholdAsked => "kind-withhold-asked",
        WithholdConfirmed => "kind-withhold-confirmed",
        WithholdLifted => "kind-withhold-lifted",
        EmergencyOpened => "kind-emergency-opened",
        EmergencyClosed => "kind-emergency-closed",
        EmergencySwitched => "kind-emergency-switched",
        LogRead => "kind-log-read",
        LogExported => "kind-log-exported",
        FolderExported => "kind-folder-exported",
        FolderErasureAsked => "kind-folder-erasure-asked",
        FolderErasureStopped => "kind-folder-erasure-stopped",
        FolderErased => "kind-folder-erased",
        LogErased => "kind-log-erased",
        OperationSeen => "kind-operation-seen",
        NoticesSeen => "kind-notices-seen",
        CaseOpened => "kind-case-opened",
        CaseLookedAt => "kind-case-looked-at",
        CaseClosed => "kind-case-closed",
        EntryReported => "kind-entry-reported",
        KeyRotated => "kind-key-rotated",
        KeyEscrowed => "kind-key-escrowed",
        VaultExported => "kind-vault-exported",
        Scanned => "kind-scanned",
        PolicyLoaded => "kind-policy-loaded",
        ServiceStarted => "kind-service-started",
        BackupRestored => "kind-backup-restored",
    }
);

words!(
    /// How it ended.
    outcome, Outcome {
        Allowed => "outcome-allowed",
        Refused => "outcome-refused",
        Complete => "outcome-complete",
        Cut => "outcome-cut",
        Unknown => "outcome-unknown",
    }
);

words!(
    /// Why somebody was told no.
    refusal, Reason {
        NoConsent => "reason-no-consent",
        NotYet => "reason-not-yet",
        Expired => "reason-expired",
        Revoked => "reason-revoked",
        OtherPurpose => "reason-other-purpose",
        NotCovered => "reason-not-covered",
        Excluded => "reason-excluded",
        NotAMember => "reason-not-a-member",
        AgencyInactive => "reason-agency-inactive",
        AssuranceTooLow => "reason-assurance-too-low",
        AwaitingApproval => "reason-awaiting-approval",
        Frozen => "reason-frozen",
        Withheld => "reason-withheld",
        Shielded => "reason-shielded",
        NotScanned => "reason-not-scanned",
        Infected => "reason-infected",
        Erased => "reason-erased",
        TooManyTries => "reason-too-many-tries",
        Unknown => "reason-unknown",
    }
);

words!(
    /// What was asked for.
    act, Act {
        List => "act-list",
        Open => "act-open",
        Store => "act-store",
        Replace => "act-replace",
        Erase => "act-erase",
        Grant => "act-grant",
        SeeConsents => "act-see-consents",
        Revoke => "act-revoke",
        ReadLog => "act-read-log",
        Audit => "act-audit",
        Draft => "act-draft",
        HandBack => "act-hand-back",
        Withhold => "act-withhold",
        ConfirmWithheld => "act-confirm-withheld",
        SetEmergency => "act-set-emergency",
        OpenEmergency => "act-open-emergency",
        Export => "act-export",
        EraseFolder => "act-erase-folder",
        Report => "act-report",
        Request => "act-request",
        Operate => "act-operate",
        SeeMembers => "act-see-members",
        InviteMember => "act-invite-member",
        ConfirmMember => "act-confirm-member",
        SuspendMember => "act-suspend-member",
        EndMember => "act-end-member",
    }
);

words!(
    /// How surely somebody was known.
    assurance, Assurance {
        Low => "assurance-low",
        Substantial => "assurance-substantial",
        High => "assurance-high",
    }
);

/// [`kind`] of a code as it stands in an entry.
#[must_use]
pub fn kind_of(t: Texts, code: &str) -> String {
    Kind::from_code(code).map_or_else(|| fl!(t, "kind-other"), |one| kind(t, one))
}

/// [`outcome`] of a code as it stands in an entry.
#[must_use]
pub fn outcome_of(t: Texts, code: &str) -> String {
    Outcome::from_code(code).map_or_else(|| fl!(t, "outcome-unknown"), |one| outcome(t, one))
}

/// [`act`] of a code as it stands in an entry.
#[must_use]
pub fn act_of(t: Texts, code: &str) -> String {
    Act::from_code(code).map_or_else(|| fl!(t, "act-other"), |one| act(t, one))
}

/// In which capacity somebody acted.
#[must_use]
pub fn role_of(t: Texts, code: &str) -> String {
    match code {
        "guardian" => fl!(t, "role-of-guardian"),
        "young-person" => fl!(t, "role-of-young-person"),
        "professional" => fl!(t, "role-of-professional"),
        "auditor" => fl!(t, "role-of-auditor"),
        "operator" => fl!(t, "role-of-operator"),
        "system" => fl!(t, "role-of-system"),
        _ => fl!(t, "role-of-nobody"),
    }
}

/// The way in that somebody took.
#[must_use]
pub fn client_of(t: Texts, code: &str) -> String {
    match code {
        "web" => fl!(t, "client-web"),
        "http" => fl!(t, "client-http"),
        "cli" => fl!(t, "client-cli"),
        _ => fl!(t, "client-other"),
    }
}

/// What somebody wanted it for.
#[must_use]
pub fn purpose_of(app: &App, t: Texts, lang: Lang, code: &str) -> String {
    if code == EMERGENCY {
        return fl!(t, "purpose-emergency");
    }
    let known = app.policies().tables().purpose(code);
    known.map_or_else(|| fl!(t, "purpose-other"), |one| one.text(lang).to_owned())
}

/// Why: of a refusal, of a stream that was cut, or how things stand after the act.
#[must_use]
pub fn reason_of(app: &App, t: Texts, lang: Lang, code: &str) -> String {
    if let Some(reason) = Reason::from_code(code) {
        return refusal(t, reason);
    }
    if let Some(declared) = app.policies().tables().emergency_reason(code) {
        return declared.text(lang).to_owned();
    }
    stands(t, code)
}

/// Reasons that are no refusals.
fn stands(t: Texts, code: &str) -> String {
    match code {
        "client-gone" => fl!(t, "reason-client-gone"),
        "idle" => fl!(t, "reason-idle"),
        "storage" => fl!(t, "reason-storage"),
        "stopping" => fl!(t, "reason-stopping"),
        "time-limit" => fl!(t, "reason-time-limit"),
        "range" => fl!(t, "reason-range"),
        "rendering" => fl!(t, "reason-rendering"),
        "clean" => fl!(t, "reason-clean"),
        "unanswered" => fl!(t, "reason-unanswered"),
        "in-part" => fl!(t, "reason-in-part"),
        "decision-needed" => fl!(t, "reason-decision-needed"),
        "consent" => fl!(t, "reason-consent"),
        "revision" => fl!(t, "reason-revision"),
        "scheduled" => fl!(t, "reason-scheduled"),
        "asked" => fl!(t, "reason-asked"),
        "on" => fl!(t, "reason-on"),
        "off" | "switched-off" => fl!(t, "reason-off"),
        "entered" => fl!(t, "reason-entered"),
        "confirmed" => fl!(t, "reason-confirmed"),
        "reviewed" => fl!(t, "reason-reviewed"),
        "ended" => fl!(t, "reason-ended"),
        "invited" => fl!(t, "reason-invited"),
        "suspended" => fl!(t, "reason-suspended"),
        "added" => fl!(t, "reason-added"),
        "activated" => fl!(t, "reason-activated"),
        "deactivated" => fl!(t, "reason-deactivated"),
        "emergency" => fl!(t, "reason-emergency"),
        "entry" => fl!(t, "reason-entry"),
        "report" => fl!(t, "reason-report"),
        "explained" => fl!(t, "reason-explained"),
        "deviation" => fl!(t, "reason-deviation"),
        "violence" => fl!(t, "reason-violence"),
        "protected-address" => fl!(t, "reason-protected-address"),
        "court-decision" => fl!(t, "reason-court-decision"),
        "child-welfare-decision" => fl!(t, "reason-child-welfare-decision"),
        code if code.starts_with("form=") => fl!(t, "reason-taken-out"),
        code if code.starts_with("appointed-") => fl!(t, "reason-appointed"),
        code if code.starts_with("dismissed-") => fl!(t, "reason-dismissed"),
        code if code.starts_with("webhook-") => fl!(t, "reason-webhook"),
        _ => fl!(t, "reason-other"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::pages::words::texts;
    use std::collections::BTreeSet;

    /// Words that are there, in this language, and each but once.
    fn good(all: impl IntoIterator<Item = String>) {
        let mut seen = BTreeSet::new();
        for words in all {
            // A missing text is told by its key.
            assert!(!words.contains("No localization") && words.len() > 1, "{words}");
            assert!(seen.insert(words.clone()), "two of them read: {words}");
        }
    }

    #[test]
    fn everything_in_the_log_has_words_of_its_own_in_three_languages() {
        for lang in [Lang::Nb, Lang::Nn, Lang::En] {
            let t = texts(lang);
            good(Kind::ALL.iter().map(|one| kind(t, *one)).chain([kind_of(t, "none")]));
            good(Outcome::ALL.iter().map(|one| outcome(t, *one)));
            good(Reason::ALL.iter().map(|one| refusal(t, *one)).chain([stands(t, "none")]));
            good(Act::ALL.iter().map(|one| act(t, *one)).chain([act_of(t, "none")]));
            good(Assurance::ALL.iter().map(|one| assurance(t, *one)));
        }
        let (nb, en) = (texts(Lang::Nb), texts(Lang::En));
        for one in Kind::ALL {
            assert_ne!(kind(nb, *one), kind(en, *one), "{one:?}");
        }
        assert_eq!(kind_of(nb, "opened"), kind(nb, Kind::Opened));
        assert_eq!(stands(en, "webhook-added"), stands(en, "webhook-removed"));
    }
}
