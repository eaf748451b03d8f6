//! Every problem in words: what is wrong, and the way on. A code alone says nothing to
//! anybody, so each has its words here; a test looks for those that have none.

use crate::domain::Reason;
use crate::web::pages::words::Texts;
use i18n_embed_fl::fl;

/// What went wrong, and what to do.
pub(super) type Said = (String, String);

/// The words of a problem.
pub(super) fn of(t: Texts, code: &str, status: u16) -> Said {
    if let Some(reason) = Reason::from_code(code) {
        return refusal(t, reason);
    }
    said(t, group(code).unwrap_or_else(|| Group::of_status(status)))
}

/// Why somebody may not, and what may be done about it.
fn refusal(t: Texts, reason: Reason) -> Said {
    let words = match reason {
        Reason::NoConsent => fl!(t, "problem-no-consent"),
        Reason::NotYet => fl!(t, "problem-not-yet"),
        Reason::Expired => fl!(t, "problem-expired"),
        Reason::Revoked => fl!(t, "problem-revoked"),
        Reason::OtherPurpose => fl!(t, "problem-other-purpose"),
        Reason::NotCovered => fl!(t, "problem-not-covered"),
        Reason::Excluded => fl!(t, "problem-excluded"),
        Reason::NotAMember => fl!(t, "problem-not-a-member"),
        Reason::AgencyInactive => fl!(t, "problem-agency-inactive"),
        Reason::AssuranceTooLow => fl!(t, "problem-assurance"),
        Reason::AwaitingApproval => fl!(t, "problem-awaiting"),
        Reason::Frozen => fl!(t, "problem-frozen"),
        Reason::Withheld => fl!(t, "problem-withheld"),
        Reason::Shielded => fl!(t, "problem-shielded"),
        Reason::NotScanned => fl!(t, "problem-not-scanned"),
        Reason::Infected => fl!(t, "problem-infected"),
        Reason::Erased => fl!(t, "problem-erased"),
        Reason::TooManyTries => return said(t, Group::TooOften),
        Reason::Unknown => return said(t, Group::NotFound),
    };
    (fl!(t, "problem-not-allowed"), words)
}

/// Problems that are told alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    NotFound,
    NotAllowed,
    SignIn,
    Ended,
    Answered,
    Changed,
    FillIn,
    TooLong,
    Dates,
    Covers,
    FileKind,
    FileBroken,
    FileEmpty,
    FileLarge,
    Twice,
    Reports,
    TooOften,
    Busy,
    Full,
    Damaged,
    Slow,
    Elsewhere,
    FourEyes,
    Already,
    Number,
    Program,
    NotSo,
    Inside,
}

impl Group {
    /// What a status says where nothing says more.
    fn of_status(status: u16) -> Self {
        match status {
            401 => Group::SignIn,
            403 => Group::NotAllowed,
            404 | 410 => Group::NotFound,
            408 => Group::Slow,
            409 | 412 => Group::Changed,
            413 => Group::TooLong,
            415 => Group::FileKind,
            422 => Group::FillIn,
            429 => Group::TooOften,
            503 => Group::Busy,
            507 => Group::Full,
            400..=499 => Group::NotSo,
            _ => Group::Inside,
        }
    }
}

/// The codes of each group.
const CODES: &[(Group, &[&str])] = &[
    (
        Group::NotFound,
        &[
            "not-found",
            "unknown-agency",
            "unknown-child",
            "unknown-consent",
            "unknown-document",
            "unknown-person",
            "unknown-persona",
            "unknown-receipt",
            "not-in-this-folder",
            "consent-not-renewable",
            "id-wrong",
            "child-wrong",
        ],
    ),
    (Group::SignIn, &["sign-in-needed", "token-expired", "token-invalid"]),
    (Group::Ended, &["consent-ended", "consent-expired", "approval-lapsed", "not-revoked"]),
    (
        Group::Answered,
        &[
            "request-answered",
            "request-lapsed",
            "request-withdrawn",
            "nothing-to-approve",
            "case-closed",
            "not-marked",
            "no-erasure",
        ],
    ),
    (
        Group::Changed,
        &[
            "consent-awaiting",
            "consent-changed",
            "consent-frozen",
            "version-conflict",
            "profile-changed",
            "profile-raced",
            "nothing-changed",
            "precondition-wrong",
        ],
    ),
    (
        Group::FillIn,
        &[
            "words-missing",
            "text-empty",
            "field-missing",
            "heard-missing",
            "row-without-name",
            "profile-empty",
            "unknown-purpose",
            "unknown-category",
            "unknown-reason",
            "unknown-ground",
            "unknown-finding",
            "unknown-how",
            "unknown-answer",
            "unknown-action",
            "unknown-kind",
            "unknown-language",
            "language-wrong",
            "unknown-level",
            "unknown-outcome",
            "unknown-state",
            "mail-wrong",
            "mail-not-ascii",
            "code-wrong",
            "no-code-waited-for",
            "mail-not-offered",
            "field-kind",
            "field-unknown",
            "field-not-taken",
            "profile-format",
            "profile-stamp",
            "not-text",
            "recipient-twice",
            "orgnr-missing",
            "orgnr-wrong",
            "parent-wrong",
            "not-a-unit",
            "evidence-does-not-fit",
            "request-to-oneself",
            "other-purpose",
            "unknown-role",
        ],
    ),
    (
        Group::TooLong,
        &[
            "text-too-long",
            "too-long",
            "too-many",
            "profile-too-large",
            "body-too-large",
            "form-too-large",
            "too-many-packs",
            "too-many-webhooks",
        ],
    ),
    (
        Group::Dates,
        &[
            "valid-from-past",
            "valid-until-past",
            "valid-until-before-from",
            "until-before-from",
            "until-not-later",
            "window-too-long",
            "to-before-from",
            "date-wrong",
            "time-wrong",
            "birth-date-future",
        ],
    ),
    (
        Group::Covers,
        &[
            "also-later-needs-category",
            "categories-only",
            "category-does-not-fit",
            "category-own-route",
            "profile-own-route",
            "keep-needs-open",
            "nothing-covered",
            "nothing-left",
            "once-is-for-opening",
        ],
    ),
    (
        Group::FileKind,
        &[
            "media-type-not-taken",
            "file-unknown-type",
            "file-heic",
            "file-polyglot",
            "photo-not-jpeg",
        ],
    ),
    (Group::FileBroken, &["file-damaged", "file-truncated", "file-trailing"]),
    (Group::FileEmpty, &["file-empty", "file-no-pixels"]),
    (Group::FileLarge, &["too-large", "file-too-many-pixels"]),
    (Group::Twice, &["idempotency-key-reused", "idempotency-key-wrong"]),
    (Group::Reports, &["too-many-reports"]),
    (
        Group::TooOften,
        &[
            "too-many-requests",
            "too-many-uploads",
            "mail-code-too-soon",
            "reminders-used-up",
            "too-many-invited",
            "too-many-searches",
            "too-many-open-uploads",
        ],
    ),
    (Group::Busy, &["busy", "not-ready", "rotation-unfinished", "upload-failed"]),
    (Group::Full, &["out-of-space"]),
    (Group::Damaged, &["document-damaged"]),
    (Group::Slow, &["body-too-slow", "body-incomplete", "upload-incomplete"]),
    (Group::Elsewhere, &["from-elsewhere", "host-not-local"]),
    (
        Group::FourEyes,
        &["four-eyes", "own-guardianship", "own-guardian", "oneself", "numbers-differ"],
    ),
    (
        Group::Already,
        &[
            "appointment-in-force",
            "membership-in-force",
            "membership-ended",
            "membership-invited",
            "person-unregistered",
            "guardianship-confirmed",
            "guardianship-not-confirmed",
            "guardianship-over",
            "guardianship-overlaps",
            "orgnr-taken",
            "person-number-taken",
            "shield-lifted",
            "shielded-already",
        ],
    ),
    (Group::NotAllowed, &["not-a-guardian", "not-an-operator"]),
    (Group::Number, &["pid-check", "pid-length", "pid-series", "person-number-not-synthetic"]),
    (
        Group::Program,
        &[
            "url-not-https",
            "url-port",
            "url-private",
            "url-user",
            "url-wrong",
            "fingerprint-wrong",
            "number-differs",
            "offset-mismatch",
            "offset-stream-needed",
            "tus-version",
            "upload-length-missing",
            "upload-metadata-wrong",
            "upload-offset-missing",
            "upload-over",
        ],
    ),
    (
        Group::NotSo,
        &[
            "cursor-wrong",
            "limit-wrong",
            "query-wrong",
            "form-needed",
            "json-needed",
            "json-wrong",
            "method-not-allowed",
            "multipart-malformed",
            "multipart-needed",
            "not-acceptable",
            "range-outside",
        ],
    ),
    (Group::Inside, &["internal"]),
];

/// The group of a code.
fn group(code: &str) -> Option<Group> {
    CODES.iter().find(|(_, codes)| codes.contains(&code)).map(|(group, _)| *group)
}

fn said(t: Texts, group: Group) -> Said {
    match group {
        Group::NotFound => (fl!(t, "problem-not-found"), fl!(t, "problem-not-found-do")),
        Group::NotAllowed => (fl!(t, "problem-not-allowed"), fl!(t, "problem-not-allowed-do")),
        Group::SignIn => (fl!(t, "problem-sign-in"), fl!(t, "problem-sign-in-do")),
        Group::Ended => (fl!(t, "problem-ended"), fl!(t, "problem-ended-do")),
        Group::Answered => (fl!(t, "problem-answered"), fl!(t, "problem-answered-do")),
        Group::Changed => (fl!(t, "problem-changed"), fl!(t, "problem-changed-do")),
        Group::FillIn => (fl!(t, "problem-fill-in"), fl!(t, "problem-fill-in-do")),
        Group::TooLong => (fl!(t, "problem-too-long"), fl!(t, "problem-too-long-do")),
        Group::Dates => (fl!(t, "problem-dates"), fl!(t, "problem-dates-do")),
        Group::Covers => (fl!(t, "problem-covers"), fl!(t, "problem-covers-do")),
        Group::FileKind => (fl!(t, "problem-file-kind"), fl!(t, "problem-file-kind-do")),
        Group::FileBroken => (fl!(t, "problem-file-broken"), fl!(t, "problem-file-broken-do")),
        Group::FileEmpty => (fl!(t, "problem-file-empty"), fl!(t, "problem-file-empty-do")),
        Group::FileLarge => (fl!(t, "problem-file-large"), fl!(t, "problem-file-large-do")),
        Group::Twice => (fl!(t, "problem-twice"), fl!(t, "problem-twice-do")),
        Group::Reports => (fl!(t, "problem-reports"), fl!(t, "problem-reports-do")),
        Group::TooOften => (fl!(t, "problem-too-often"), fl!(t, "problem-too-often-do")),
        Group::Busy => (fl!(t, "problem-busy"), fl!(t, "problem-busy-do")),
        Group::Full => (fl!(t, "problem-full"), fl!(t, "problem-full-do")),
        Group::Damaged => (fl!(t, "problem-damaged"), fl!(t, "problem-damaged-do")),
        Group::Slow => (fl!(t, "problem-slow"), fl!(t, "problem-slow-do")),
        Group::Elsewhere => (fl!(t, "problem-elsewhere"), fl!(t, "problem-elsewhere-do")),
        Group::FourEyes => (fl!(t, "problem-four-eyes"), fl!(t, "problem-four-eyes-do")),
        Group::Already => (fl!(t, "problem-already"), fl!(t, "problem-already-do")),
        Group::Number => (fl!(t, "problem-number"), fl!(t, "problem-number-do")),
        Group::Program => (fl!(t, "problem-program"), fl!(t, "problem-program-do")),
        Group::NotSo => (fl!(t, "problem-not-so"), fl!(t, "problem-not-so-do")),
        Group::Inside => (fl!(t, "problem-other"), fl!(t, "problem-other-do")),
    }
}

#[cfg(test)]
mod tests;
