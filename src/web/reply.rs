//! Answers: JSON with the entry's index, lists with a cursor.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// Names the log entry that tells of the answer.
pub const ENTRY: HeaderName = HeaderName::from_static("samflyt-entry");

/// A JSON answer to a gated act.
#[derive(Debug)]
pub struct Told<T> {
    /// Status.
    pub status: StatusCode,
    /// Body.
    pub body: T,
    /// Index of the entry; `None` for a repetition that changed nothing.
    pub entry: Option<i64>,
}

impl<T> Told<T> {
    /// 200 with the entry's index.
    pub fn ok(body: T, entry: impl Into<Option<i64>>) -> Self {
        Self { status: StatusCode::OK, body, entry: entry.into() }
    }

    /// 201 with the entry's index.
    pub fn created(body: T, entry: impl Into<Option<i64>>) -> Self {
        Self { status: StatusCode::CREATED, body, entry: entry.into() }
    }
}

impl<T: Serialize> IntoResponse for Told<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        put_entry(&mut response, self.entry);
        response
    }
}

/// Names the entry in an answer.
pub fn put_entry(response: &mut Response, entry: Option<i64>) {
    if let Some(entry) = entry {
        response.headers_mut().insert(ENTRY, HeaderValue::from(entry));
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Items<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Send back as `cursor` for the next page; null on the last.
    #[schema(required)]
    pub next: Option<String>,
}

impl<T> Items<T> {
    /// A whole list.
    #[must_use]
    pub fn all(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}
