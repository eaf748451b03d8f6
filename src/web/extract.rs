//! What handlers take out of a request; every failure is a problem with a code.

use super::State;
use super::limit::Caller;
use super::problem::Problem;
use crate::domain::lang::{Lang, thousandths};
use crate::flows::render::Form;
use crate::identity::bearer::AuthError;
use crate::identity::{Actor, bearer};
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use serde::de::DeserializeOwned;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// A signed-in caller, within the caller's limits.
#[derive(Debug)]
pub struct SignedIn(pub Actor);

impl FromRequestParts<State> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let missing = || {
            Problem::sign_in("sign-in-needed", "Sign in and send `Authorization: Bearer TOKEN`.")
        };
        let header = parts.headers.get(header::AUTHORIZATION);
        let token = header
            .and_then(|header| header.to_str().ok()?.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        let Some(token) = token else {
            state.limiter.request(Caller::address(address(parts)))?;
            return Err(missing());
        };
        // Guessing is counted by address; who has guessed too much is not looked up.
        let from = address(parts);
        state.limiter.may_try(from, token)?;
        let actor = match bearer::authenticate(state.app.db(), &**state.app.clock(), token).await {
            Ok(actor) => actor,
            Err(error) => {
                // That the database does not answer says nothing of the token.
                if matches!(error, AuthError::Invalid | AuthError::Expired) {
                    state.limiter.was_bad(token);
                }
                state.limiter.request(Caller::address(from))?;
                return Err(error.into());
            }
        };
        state.limiter.was_good(token);
        state.limiter.request(Caller::Person(actor.person()))?;
        Ok(Self(actor))
    }
}

/// A caller who need not be signed in, within the limits of the address.
#[derive(Debug)]
pub struct Anyone;

impl FromRequestParts<State> for Anyone {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        state.limiter.request(Caller::address(address(parts)))?;
        Ok(Self)
    }
}

/// No query parameter at all: an unknown one is a mistake that is told of.
#[derive(Debug)]
pub struct NoQuery;

impl FromRequestParts<State> for NoQuery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Problem> {
        match parts.uri.query() {
            None | Some("") => Ok(Self),
            Some(_) => Err(query_wrong()),
        }
    }
}

fn query_wrong() -> Problem {
    Problem::bad(
        "query-wrong",
        "A query parameter is unknown or does not fit. /api/docs lists them.",
    )
}

pub(super) fn address(parts: &Parts) -> IpAddr {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(address)| address.ip())
}

/// A JSON body of at most 256 KiB; unknown fields are refused.
#[derive(Debug)]
pub struct Body<T>(pub T);

const JSON_MAX: usize = 256 * 1024;

impl<T: DeserializeOwned> FromRequest<State> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let is_json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(Problem::new(
                axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "json-needed",
                "Send JSON, with `Content-Type: application/json`.",
            ));
        }
        let read = axum::body::to_bytes(request.into_body(), JSON_MAX);
        let bytes = tokio::time::timeout(state.app.limits.idle, read)
            .await
            .map_err(|_| {
                Problem::new(
                    axum::http::StatusCode::REQUEST_TIMEOUT,
                    "body-too-slow",
                    "The body did not come in time. Send it again.",
                )
            })?
            .map_err(|error| {
                if error.into_inner().is::<http_body_util::LengthLimitError>() {
                    return Problem::new(
                        axum::http::StatusCode::PAYLOAD_TOO_LARGE,
                        "body-too-large",
                        "The JSON is longer than 256 KiB.",
                    );
                }
                Problem::bad("body-incomplete", "The body ended early. Send it again.")
            })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            Problem::bad("json-wrong", format!("The JSON cannot be used: {}.", harmless(&error)))
        })
    }
}

/// serde's words without the caller's own values, which may be personal.
fn harmless(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!("line {}, column {}", error.line(), error.column());
    for known in ["missing field `", "unknown field `"] {
        if let Some(rest) = text.strip_prefix(known)
            && let Some((field, _)) = rest.split_once('`')
            && field.len() <= 40
        {
            return format!("{known}{field}` at {place}");
        }
    }
    format!("a value does not fit at {place}")
}

/// Path parameters; what cannot be an id is simply not found.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<State> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        axum::extract::Path::<T>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(value)| Self(value))
            .map_err(|_| Problem::not_found())
    }
}

/// Query parameters; unknown ones are refused.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<State> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        axum::extract::Query::<T>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Query(value)| Self(value))
            .map_err(|_| query_wrong())
    }
}

/// The `Idempotency-Key` of a mutation, if the client sent one.
#[derive(Debug)]
pub struct IdempotencyKey(pub Option<String>);

impl FromRequestParts<State> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(Self(None)) };
        let key =
            value.to_str().ok().map(|key| key.trim().trim_matches('"').to_owned()).filter(|key| {
                (1..=128).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic())
            });
        match key {
            Some(key) => Ok(Self(Some(key))),
            None => Err(Problem::bad(
                "idempotency-key-wrong",
                "An Idempotency-Key has 1 to 128 visible ASCII characters; a random UUID is best.",
            )),
        }
    }
}

/// The form that the caller wants a thing in: the one of the highest weight in
/// `Accept` (RFC 9110, 12.5.1), JSON before a page before a PDF. `Err` when none of
/// them is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepts(pub Result<Wants, ()>);

/// A form that things are given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// `application/json`
    Json,
    /// `text/html` or `application/pdf`
    Paper(Form),
}

impl Accepts {
    /// What an `Accept` header asks for.
    fn of(header: &str) -> Self {
        const FORMS: [(&str, &str, Wants); 3] = [
            ("application", "json", Wants::Json),
            ("text", "html", Wants::Paper(Form::Html)),
            ("application", "pdf", Wants::Paper(Form::Pdf)),
        ];
        let header = header.to_ascii_lowercase();
        let mut best: Option<(u16, Wants)> = None;
        for (kind, sub, wants) in FORMS {
            // The most exact range that fits says how welcome a form is.
            let mut fits: Option<(u8, u16)> = None;
            for range in header.split(',').take(32) {
                let mut parts = range.split(';').map(str::trim);
                let exact = match parts.next().unwrap_or_default() {
                    "" | "*/*" => 0,
                    range => match range.split_once('/') {
                        Some((left, "*")) if left == kind => 1,
                        Some((left, right)) if left == kind && right == sub => 2,
                        _ => continue,
                    },
                };
                let weight = parts.find_map(|part| part.strip_prefix("q="));
                let Some(weight) = weight.map_or(Some(1000), thousandths) else { continue };
                if fits.is_none_or(|(most, _)| exact > most) {
                    fits = Some((exact, weight));
                }
            }
            let weight = fits.map_or(0, |(_, weight)| weight);
            if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, wants));
            }
        }
        Self(best.map(|(_, wants)| wants).ok_or(()))
    }

    /// The form, or that none of them is taken.
    ///
    /// # Errors
    /// 406.
    pub fn or_refuse(self) -> Result<Wants, Problem> {
        self.0.map_err(|()| {
            Problem::new(
                StatusCode::NOT_ACCEPTABLE,
                "not-acceptable",
                "This is given as application/json, text/html or application/pdf.",
            )
        })
    }

    /// The form other than the stored one, where a document has one; what is not
    /// understood is passed over, as for every document.
    #[must_use]
    pub fn paper(self) -> Option<Form> {
        match self.0 {
            Ok(Wants::Paper(form)) => Some(form),
            _ => None,
        }
    }
}

impl FromRequestParts<State> for Accepts {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        _: &State,
    ) -> Result<Self, std::convert::Infallible> {
        let header = parts.headers.get(header::ACCEPT);
        Ok(Self::of(header.map_or("", |header| header.to_str().unwrap_or_default())))
    }
}

/// The language that the request asks for, if it does.
#[derive(Debug, Clone, Copy)]
pub struct Language(pub Option<Lang>);

impl FromRequestParts<State> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        _: &State,
    ) -> Result<Self, std::convert::Infallible> {
        let header =
            parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Ok(Self(header.and_then(Lang::from_accept_language)))
    }
}

/// `?lang=` of a query, where it is a language.
///
/// # Errors
/// 422 for one that texts are not written in.
pub fn lang(code: Option<&str>) -> Result<Option<Lang>, Problem> {
    let read = |code| {
        Lang::from_code(code).ok_or_else(|| {
            Problem::invalid("unknown-language", "lang", "The languages are nb, nn and en.")
        })
    };
    code.map(read).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_that_is_wanted_most_is_found() {
        let (html, pdf) = (Wants::Paper(Form::Html), Wants::Paper(Form::Pdf));
        for (header, wants) in [
            ("", Ok(Wants::Json)),
            ("*/*", Ok(Wants::Json)),
            ("application/*", Ok(Wants::Json)),
            ("application/json", Ok(Wants::Json)),
            ("application/json;charset=utf-8", Ok(Wants::Json)),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Ok(html)),
            ("TEXT/HTML", Ok(html)),
            ("text/*", Ok(html)),
            ("application/pdf", Ok(pdf)),
            ("application/pdf, */*;q=0.1", Ok(pdf)),
            ("application/json;q=0.5, application/pdf;q=0.7, text/html; q=0.6", Ok(pdf)),
            ("text/html, application/json", Ok(Wants::Json)),
            ("application/json;q=0, */*", Ok(html)),
            ("application/json;q=0, text/html;q=0.000, */*", Ok(pdf)),
            ("text/html;q=2, application/pdf;q=0.1", Ok(pdf)),
            ("image/png", Err(())),
            ("text/plain, application/xml", Err(())),
            ("application/json;q=0", Err(())),
        ] {
            assert_eq!(Accepts::of(header).0, wants, "{header}");
        }
    }
}
