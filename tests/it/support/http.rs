//! Answers, as tests look at them.

use axum::body::Bytes;
use axum::http::{HeaderMap, Response};
use http_body_util::BodyExt as _;
use serde_json::Value;
use uuid::Uuid;

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// Did the body end with an error?
    pub cut: bool,
}

impl Answer {
    /// Reads an answer to its end.
    pub async fn read(response: Response<axum::body::Body>) -> Self {
        let (parts, mut body) = response.into_parts();
        let (mut bytes, mut cut) = (Vec::new(), false);
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else {
                cut = true;
                break;
            };
            bytes.extend_from_slice(&frame.into_data().unwrap_or_default());
        }
        Self { status: parts.status.as_u16(), headers: parts.headers, body: bytes.into(), cut }
    }

    /// A header's text, empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("no JSON: {} {:?}", self.status, self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The `id` of the object.
    #[track_caller]
    pub fn id(&self) -> Uuid {
        self.json()["id"].as_str().unwrap_or_else(|| panic!("{}", self.text())).parse().unwrap()
    }

    /// The entry that the answer names.
    #[track_caller]
    pub fn entry(&self) -> i64 {
        self.header("samflyt-entry").parse().unwrap_or_else(|_| panic!("{self:?}"))
    }

    /// Fails when the status is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text().chars().take(600).collect::<String>());
        self
    }

    /// Fails when this is not a problem with this status and code, complete as
    /// RFC 9457 and our contract want it.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        for field in ["type", "title", "detail", "request_id"] {
            let text = problem[field].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{field} is missing: {problem}");
        }
        assert_eq!(problem["request_id"], answer.header("x-request-id"));
        answer.assert_guarded();
        answer
    }

    /// Fails when a header that every answer bears is missing.
    #[track_caller]
    pub fn assert_guarded(&self) {
        // A page of ours tells the next one of ours where it came from.
        let is_page = self.header("content-security-policy").contains("script-src 'self'");
        let referrer = if is_page { "same-origin" } else { "no-referrer" };
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", referrer),
            ("x-frame-options", "DENY"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(self.header(name), value, "{self:?}");
        }
        assert_eq!(self.header("x-request-id").len(), 32, "{self:?}");
        let csp = self.header("content-security-policy");
        assert!(
            csp.contains("default-src 'none'") && csp.contains("frame-ancestors 'none'"),
            "{self:?}"
        );
        // Nobody else's pages may read anything.
        assert!(!self.headers.keys().any(|name| name.as_str().starts_with("access-control")));
        if self.status >= 400 {
            assert_eq!(self.header("cache-control"), "no-store", "{self:?}");
        }
    }
}
