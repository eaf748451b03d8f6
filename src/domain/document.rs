//! A child's documents: scan states and media types.

use serde::{Deserialize, Serialize};

/// What is known about malware in one version of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScanState {
    /// Not asked yet, or the scanner has not answered.
    Pending,
    /// The scanner found nothing.
    Clean,
    /// The scanner found malware; nobody opens it.
    Infected,
    /// The scanner is off, gave up or the file is over its limit.
    NotScanned,
}

impl ScanState {
    /// The code, as stored and as policies see it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ScanState::Pending => "pending",
            ScanState::Clean => "clean",
            ScanState::Infected => "infected",
            ScanState::NotScanned => "not-scanned",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Pending, Self::Clean, Self::Infected, Self::NotScanned]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// The kinds of file that a folder holds, told by content and never by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MediaType {
    /// `application/pdf`
    #[serde(rename = "application/pdf")]
    Pdf,
    /// `image/jpeg`
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// `image/png`
    #[serde(rename = "image/png")]
    Png,
    /// `application/json`: a profile in its canonical form, written by the service
    /// itself. No file that somebody sends is ever of this kind.
    #[serde(rename = "application/json")]
    Json,
}

impl MediaType {
    /// Every media type.
    pub const ALL: [MediaType; 4] =
        [MediaType::Pdf, MediaType::Jpeg, MediaType::Png, MediaType::Json];
    /// Those of files that can be sent.
    pub const SENT: [MediaType; 3] = [MediaType::Pdf, MediaType::Jpeg, MediaType::Png];

    /// The registered name (IANA).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MediaType::Pdf => "application/pdf",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Png => "image/png",
            MediaType::Json => "application/json",
        }
    }

    /// The usual ending of a file name, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            MediaType::Pdf => "pdf",
            MediaType::Jpeg => "jpg",
            MediaType::Png => "png",
            MediaType::Json => "json",
        }
    }

    /// The media type with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.name() == name)
    }
}
/// A document as a consent's terms see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverable {
    /// Which.
    pub id: super::DocumentId,
    /// Category code.
    pub category: String,
    /// When it was first stored.
    pub created: super::Timestamp,
}
