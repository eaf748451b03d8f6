//! Errors as `application/problem+json` (RFC 9457): one match from the flows'
//! errors to status, code and words.

use super::reply::put_entry;
use crate::domain::Reason;
use crate::flows;
use crate::identity::bearer::AuthError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// The body of every error.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Stable address of the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short name.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What to do.
    pub detail: String,
    /// Stable code: a refusal reason or an error code.
    pub code: String,
    /// The field concerned, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Names this request in the operator's traces.
    pub request_id: String,
    /// Entry that tells of it; in the header too.
    #[serde(skip)]
    pub entry: Option<i64>,
    /// Seconds to wait before trying again.
    #[serde(skip)]
    pub retry_secs: Option<u32>,
    /// Length for `Content-Range` of a 416.
    #[serde(skip)]
    pub size: Option<u64>,
}

impl Problem {
    /// A problem with its status, code and what to do.
    #[must_use]
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("https://samflyt.example/problems/{code}"),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            code: code.to_owned(),
            field: None,
            request_id: String::new(),
            entry: None,
            retry_secs: None,
            size: None,
        }
    }

    /// 422 about one field.
    #[must_use]
    pub fn invalid(code: &str, field: &str, detail: impl Into<String>) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
        }
    }

    /// 400: the request cannot be read.
    #[must_use]
    pub fn bad(code: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// The one answer for what does not exist and for what the asker may not
    /// know of.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "There is nothing here that you can see. Check the address, or ask the family for access.",
        )
    }

    /// 500: nothing that the client can mend.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong inside. Try again; if it stays, tell the operator the request_id.",
        )
    }

    /// 401: sign in first.
    #[must_use]
    pub fn sign_in(code: &str, detail: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(secs) = self.retry_secs {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(secs));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(value) =
            self.size.and_then(|size| HeaderValue::from_str(&format!("bytes */{size}")).ok())
        {
            headers.insert(header::CONTENT_RANGE, value);
        }
        put_entry(&mut response, self.entry);
        // The body is written by the outermost layer, which knows the request id.
        response.extensions_mut().insert(self);
        response
    }
}

/// Words for a refusal that the asker may know of.
fn refused(reason: Reason) -> (StatusCode, &'static str) {
    let forbidden = StatusCode::FORBIDDEN;
    match reason {
        Reason::NoConsent => (forbidden, "The family has given no consent for this."),
        Reason::NotYet => (forbidden, "The consent begins later."),
        Reason::Expired => (forbidden, "The consent has run out. Ask the family for a new one."),
        Reason::Revoked => (forbidden, "The family has stopped this consent."),
        Reason::OtherPurpose => (
            forbidden,
            "The consent is for another purpose. Name the purpose of the consent with ?purpose=CODE.",
        ),
        Reason::NotCovered => (forbidden, "The consent does not cover this."),
        Reason::Excluded => (forbidden, "The family has excluded you or your unit."),
        Reason::NotAMember => (forbidden, "You are not a confirmed member of the unit."),
        Reason::AgencyInactive => (forbidden, "Your agency is not active in samflyt."),
        Reason::AssuranceTooLow => (forbidden, "Sign in with a stronger electronic identity."),
        Reason::AwaitingApproval => (forbidden, "Not everyone who must has approved yet."),
        Reason::Frozen => (forbidden, "The consent waits for a new decision by the family."),
        Reason::Withheld => (forbidden, "This document is withheld."),
        Reason::Shielded => (forbidden, "This is shielded."),
        Reason::NotScanned => {
            (forbidden, "The document has not been checked for viruses yet. Try again later.")
        }
        Reason::Infected => (
            forbidden,
            "The document holds malware and cannot be opened. Ask the family for a clean copy.",
        ),
        Reason::Erased => (StatusCode::GONE, "The document has been erased."),
        Reason::TooManyTries => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many tries led nowhere within the hour. Check the number, and try again later.",
        ),
        Reason::Unknown => (StatusCode::NOT_FOUND, "There is nothing here that you can see."),
    }
}

impl From<flows::Error> for Problem {
    fn from(error: flows::Error) -> Self {
        use flows::Error;
        match error {
            Error::NotFound { index } => Self { entry: index, ..Self::not_found() },
            Error::Refused { reason, index } => {
                let (status, detail) = refused(reason);
                let retry_secs = (reason == Reason::TooManyTries).then_some(600);
                Self { entry: Some(index), retry_secs, ..Self::new(status, reason.code(), detail) }
            }
            Error::Invalid(invalid) => Self::invalid(invalid.code, invalid.field, invalid.detail),
            Error::Conflict { code, detail } => Self::new(StatusCode::CONFLICT, code, detail),
            Error::TooOften { code, detail, wait_secs } => Self {
                retry_secs: Some(wait_secs),
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, code, detail)
            },
            Error::Precondition { code, detail } => {
                Self::new(StatusCode::PRECONDITION_FAILED, code, detail)
            }
            Error::TooLarge { limit } => Self::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                format!("A document may have at most {limit} bytes. Send a smaller file."),
            ),
            Error::MediaType { code, detail } => {
                Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, code, detail)
            }
            Error::Range { size, index } => Self {
                entry: Some(index),
                size: Some(size),
                ..Self::new(
                    StatusCode::RANGE_NOT_SATISFIABLE,
                    "range-outside",
                    format!("The document has {size} bytes; the range lies outside."),
                )
            },
            Error::Full => Self::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "out-of-space",
                "There is no space left. Nothing was stored. Try again later.",
            ),
            Error::Busy { what } => Self {
                retry_secs: Some(2),
                ..Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "busy",
                    format!(
                        "The {what} does not answer right now. Try again in a moment, with the same \
                         Idempotency-Key."
                    ),
                )
            },
            Error::Damaged { source } => {
                tracing::error!(error = &source as &dyn std::error::Error, "damaged document");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "document-damaged",
                    "The stored document cannot be read. The operator has been told.",
                )
            }
            Error::Recorded { index, source } => {
                let problem = Self::from(*source);
                Self { entry: problem.entry.or(Some(index)), ..problem }
            }
            Error::Incomplete => Self::bad(
                "upload-incomplete",
                "The upload ended before all of it had come. Nothing was stored. Send it again.",
            ),
            Error::Internal(source) => {
                tracing::error!(error = &*source as &dyn std::error::Error, "internal error");
                Self::internal()
            }
        }
    }
}

impl From<AuthError> for Problem {
    fn from(error: AuthError) -> Self {
        match error {
            AuthError::Invalid => Self::sign_in(
                "token-invalid",
                "The token is not valid. Sign in again and send `Authorization: Bearer TOKEN`.",
            ),
            AuthError::Expired => {
                Self::sign_in("token-expired", "Your sign-in has run out. Sign in again.")
            }
            AuthError::NoPersona => Self::invalid(
                "unknown-persona",
                "persona",
                "There is no such persona. The start of the demonstration lists them.",
            ),
            AuthError::Store(error) => flows::Error::from(error).into(),
        }
    }
}
