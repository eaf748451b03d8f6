//! What a flow can answer other than success.

use crate::domain::Reason;
use crate::gate::{ChangeError, Refusal};
use crate::ledger::publish::PublishError;
use crate::store::StoreError;
use crate::vault::VaultError;

/// Something in the request cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// Stable code.
    pub code: &'static str,
    /// Which field.
    pub field: &'static str,
    /// What to do, for people.
    pub detail: String,
}

impl Invalid {
    /// A field, what is wrong with it, and what to do.
    pub fn new(code: &'static str, field: &'static str, detail: impl Into<String>) -> Self {
        Self { code, field, detail: detail.into() }
    }
}

/// Why a flow did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the asker may not know of it.
    #[error("not found")]
    NotFound {
        /// Entry that tells of it, if one was written.
        index: Option<i64>,
    },
    /// No, for a reason that the asker may know.
    #[error("refused: {}", .reason.code())]
    Refused {
        /// Why.
        reason: Reason,
        /// Entry that tells of it.
        index: i64,
    },
    /// The request cannot be used as it is.
    #[error("invalid {}: {}", .0.field, .0.code)]
    Invalid(Invalid),
    /// It does not fit the state of things.
    #[error("conflict: {code}")]
    Conflict {
        /// Stable code.
        code: &'static str,
        /// What to do, for people.
        detail: &'static str,
    },
    /// It has been done too often; later it may be done again.
    #[error("too often: {code}")]
    TooOften {
        /// Stable code.
        code: &'static str,
        /// What to do, for people.
        detail: &'static str,
        /// Seconds until it may be done again.
        wait_secs: u32,
    },
    /// It is no longer as the asker believed when asking.
    #[error("precondition: {code}")]
    Precondition {
        /// Stable code.
        code: &'static str,
        /// What to do, for people.
        detail: &'static str,
    },
    /// The document is over the limit.
    #[error("over the limit of {limit} bytes")]
    TooLarge {
        /// Bytes.
        limit: u64,
    },
    /// The file is not of a kind that is taken.
    #[error("not a file that is taken: {code}")]
    MediaType {
        /// Stable code.
        code: &'static str,
        /// What to do, for people.
        detail: String,
    },
    /// The sent range does not lie in the document.
    #[error("the range lies outside the document of {size} bytes")]
    Range {
        /// Bytes.
        size: u64,
        /// Entry of the opening that came to nothing.
        index: i64,
    },
    /// Out of space.
    #[error("out of space")]
    Full,
    /// Try again later.
    #[error("busy: {what}")]
    Busy {
        /// What is busy.
        what: &'static str,
    },
    /// A stored document cannot be read: its bytes are missing or damaged.
    #[error("a stored document cannot be read")]
    Damaged {
        /// Why, for the trace only.
        source: VaultError,
    },
    /// The client went away in the middle of sending.
    #[error("the upload ended early")]
    Incomplete,
    /// It went wrong after an entry had been written.
    #[error("{source}")]
    Recorded {
        /// Entry that tells of what was asked.
        index: i64,
        /// What went wrong.
        source: Box<Error>,
    },
    /// Everything else; the cause goes to the trace, never to a client.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// The same, with the entry that had been written by then.
    #[must_use]
    pub fn recorded(self, index: i64) -> Self {
        Self::Recorded { index, source: Box::new(self) }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy(_) | StoreError::Unknown(_) | StoreError::Stopped => {
                Self::Busy { what: "database" }
            }
            StoreError::Halted => Self::Busy { what: "log" },
            StoreError::Full(_) => Self::Full,
            other => Self::Internal(Box::new(other)),
        }
    }
}

impl From<ChangeError> for Error {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::KeyReused => Self::Invalid(Invalid::new(
                "idempotency-key-reused",
                "Idempotency-Key",
                "This key was used for another request. Send a new key with a new request.",
            )),
            ChangeError::Store(error) => error.into(),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        if refusal.visible {
            Self::Refused { reason: refusal.reason, index: refusal.index }
        } else {
            Self::NotFound { index: Some(refusal.index) }
        }
    }
}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

impl From<PublishError> for Error {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Store(error) => error.into(),
            other => Self::Internal(Box::new(other)),
        }
    }
}

impl From<VaultError> for Error {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Store(error) => error.into(),
            VaultError::Full => Self::Full,
            VaultError::Crowded => Self::Busy { what: "uploads" },
            VaultError::Unreachable(_) => Self::Busy { what: "document store" },
            VaultError::Missing | VaultError::Damaged => Self::Damaged { source: error },
            other => Self::Internal(Box::new(other)),
        }
    }
}
