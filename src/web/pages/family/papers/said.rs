//! What is said of files that were not taken, and of papers that cannot be opened:
//! a sentence each, which says what to do.

use super::arrive::Arrival;
use super::can_be_opened;
use crate::domain::document::ScanState;
use crate::flows::documents::VersionView;
use crate::web::pages::words::Texts;
use i18n_embed_fl::fl;

/// Codes of files that are not taken, as the script meets them.
const CODES: [&str; 17] = [
    "file-empty",
    "file-heic",
    "file-unknown-type",
    "media-type-not-taken",
    "file-truncated",
    "file-damaged",
    "file-polyglot",
    "file-trailing",
    "file-no-pixels",
    "file-too-many-pixels",
    "too-large",
    "out-of-space",
    "busy",
    "upload-incomplete",
    "too-many-files",
    "sign-in-needed",
    "",
];

/// Why a file was not stored, and what to do.
pub(super) fn why(t: Texts, code: &str) -> String {
    match code {
        "file-empty" => fl!(t, "file-empty"),
        "file-heic" => fl!(t, "file-heic"),
        "file-unknown-type" | "media-type-not-taken" => fl!(t, "file-type"),
        "file-truncated" => fl!(t, "file-cut"),
        "file-damaged" | "file-no-pixels" => fl!(t, "file-damaged"),
        "file-polyglot" | "file-trailing" => fl!(t, "file-odd"),
        "file-too-many-pixels" => fl!(t, "file-pixels"),
        "photo-not-jpeg" => fl!(t, "file-not-jpeg"),
        "too-large" => fl!(t, "file-large"),
        "out-of-space" => fl!(t, "file-no-space"),
        "busy" => fl!(t, "file-busy"),
        "upload-incomplete" | "body-too-slow" => fl!(t, "file-incomplete"),
        "too-many-files" => fl!(t, "file-too-many"),
        "form-too-large" => fl!(t, "file-form-large"),
        "sign-in-needed" => fl!(t, "file-sign-in"),
        "date-wrong" => fl!(t, "file-date"),
        _ => fl!(t, "file-not-stored"),
    }
}

/// One line on a file that was not stored.
pub(super) fn of(t: Texts, one: &Arrival) -> String {
    match one {
        Arrival::Stored(_) => String::new(),
        Arrival::Failed { nth, name, code } => {
            let nth = *nth;
            // Names as people give them are long at times.
            let name: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
            let file = if name.is_empty() { fl!(t, "file-number", number = nth) } else { name };
            fl!(t, "file-wrong", file = file, why = why(t, code))
        }
    }
}

/// What keeps others from opening a version; empty when nothing does.
pub(super) fn scan(t: Texts, version: &VersionView) -> String {
    match (version.scan, version.scan_reason.as_deref()) {
        _ if can_be_opened(version) => String::new(),
        (ScanState::Clean, _) => String::new(),
        (ScanState::Pending, _) => fl!(t, "scan-pending"),
        (ScanState::Infected, _) => fl!(t, "scan-infected"),
        (ScanState::NotScanned, Some("encrypted")) => fl!(t, "scan-password"),
        (ScanState::NotScanned, Some("over-limit")) => fl!(t, "scan-large"),
        (ScanState::NotScanned, _) => fl!(t, "scan-unreachable"),
    }
}

/// The sentences that the script shows, by code.
pub(super) fn for_script(t: Texts) -> Vec<(&'static str, String)> {
    CODES.into_iter().map(|code| (code, why(t, code))).collect()
}
