//! Who looks at a page: a session's owner, and in which language.

use super::words::{Texts, texts};
use crate::domain::lang::Lang;
use crate::flows;
use crate::flows::me::Me;
use crate::identity::Actor;
use crate::identity::bearer::AuthError;
use crate::identity::session::{self, Session};
use crate::web::State;
use crate::web::extract::address;
use crate::web::limit::Caller;
use crate::web::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

/// The cookie of a session. Only the demonstration, on plain http and on this machine
/// alone, does without the prefix that makes browsers ask for TLS.
#[must_use]
pub(super) fn cookie_name(demo: bool) -> &'static str {
    if demo { "samflyt-demo" } else { "__Host-samflyt" }
}

/// The value of a cookie.
#[must_use]
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// `Set-Cookie` for this name and value, kept for `secs`; 0 removes it, and `None`
/// keeps it until the browser is closed.
#[must_use]
pub(super) fn set_cookie(
    demo: bool,
    name: &str,
    value: &str,
    secs: Option<i64>,
) -> Option<HeaderValue> {
    let secure = if demo { "" } else { "; Secure" };
    let age = secs.map(|secs| format!("; Max-Age={secs}")).unwrap_or_default();
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    HeaderValue::from_str(&text).ok()
}

/// The cookie in which a browser without a sign-in keeps its language.
#[must_use]
pub(super) fn language_cookie(demo: bool) -> &'static str {
    if demo { "samflyt-language" } else { "__Host-samflyt-language" }
}

/// The language of somebody who is not signed in: chosen before, or the browser's.
#[must_use]
pub(super) fn asked_language(headers: &HeaderMap, demo: bool) -> Option<Lang> {
    let chosen = cookie(headers, language_cookie(demo)).and_then(Lang::from_code);
    let asked = || headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok();
    chosen.or_else(|| asked().and_then(Lang::from_accept_language))
}

/// A signed-in person in front of a page.
#[derive(Debug)]
pub struct Visitor {
    /// Who.
    pub actor: Actor,
    /// The session.
    pub session: Session,
    /// The language that the person has chosen.
    pub lang: Lang,
    /// What the person is here.
    pub me: Me,
}

impl Visitor {
    /// The texts of the pages.
    #[must_use]
    pub fn texts(&self) -> Texts {
        texts(self.lang)
    }
}

impl Visitor {
    /// Whoever is signed in, for a page that is shown to anybody; `None` where that is
    /// nobody, or cannot be told.
    pub(super) async fn known(state: &State, headers: &HeaderMap) -> Option<Self> {
        let secret = cookie(headers, cookie_name(state.app.is_demo()))?;
        let found = session::authenticate(state.app.db(), &**state.app.clock(), secret).await;
        let (actor, session) = found.ok()?;
        let me = flows::me::show(&state.app, &actor).await.ok()?;
        let lang = Lang::from_code(&me.language).unwrap_or_default();
        Some(Self { actor, session, lang, me })
    }
}

impl FromRequestParts<State> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Response> {
        let demo = state.app.is_demo();
        let from = address(parts);
        let refused = |problem: Problem| problem.into_response();
        let Some(secret) = cookie(&parts.headers, cookie_name(demo)) else {
            state.limiter.request(Caller::address(from)).map_err(refused)?;
            return Err(sign_in(parts));
        };
        state.limiter.may_try(from, secret).map_err(refused)?;
        let (db, clock) = (state.app.db(), &**state.app.clock());
        // What a page fetches by itself does not keep its owner signed in; a stream of
        // news is asked for anew whenever the network breaks, and cannot say who asks.
        let by_itself = parts.headers.contains_key("samflyt-quiet")
            || parts.uri.path() == "/live"
            || parts.uri.path_and_query().is_some_and(|asked| asked == "/audit/verify?again");
        let found = if by_itself {
            session::look(db, clock, secret).await
        } else {
            session::authenticate(db, clock, secret).await
        };
        let (actor, session) = match found {
            Ok(found) => found,
            Err(error @ (AuthError::Invalid | AuthError::Expired)) => {
                state.limiter.was_bad(secret);
                state.limiter.request(Caller::address(from)).map_err(refused)?;
                drop(error);
                let mut response = sign_in(parts);
                forget(&mut response);
                return Err(response);
            }
            Err(error) => return Err(Problem::from(error).into_response()),
        };
        state.limiter.was_good(secret);
        state.limiter.request(Caller::Person(actor.person())).map_err(refused)?;
        let me = flows::me::show(&state.app, &actor).await;
        let me = me.map_err(|error| Problem::from(error).into_response())?;
        let lang = Lang::from_code(&me.language).unwrap_or_default();
        Ok(Self { actor, session, lang, me })
    }
}

/// Sends somebody to the sign-in, and back to the page afterwards.
fn sign_in(parts: &Parts) -> Response {
    let page = parts.uri.path_and_query().map_or("/", |page| page.as_str());
    // What was posted is posted anew after the sign-in, from the page that it was on:
    // its answers stand in its address.
    let from = parts.headers.get(header::REFERER).and_then(|from| from.to_str().ok());
    let from: Option<Uri> = from.and_then(|from| from.parse().ok());
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let from = from.as_ref().filter(|from| from.authority().map(Authority::as_str) == host);
    let from = from.and_then(|from| from.path_and_query()).map_or("/", |from| from.as_str());
    let back = if parts.method == Method::GET { page } else { from };
    let next: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
    let to = if back == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={next}") };
    redirect(&to)
}

/// Lets the browser forget the pages of a session that is over. Some keep whole pages
/// in memory to go back to, in spite of `no-store`: the next who sits there shall
/// find none.
pub(super) fn forget(response: &mut Response) {
    let what = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), what);
}

/// Does a browser say that a page of another site has led here? Bytes of a document are
/// not opened so: somebody else would make an opening in the visitor's name.
pub(super) fn from_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    matches!(site, Some("cross-site" | "same-site"))
}

/// 303 to a page of ours.
#[must_use]
pub(super) fn redirect(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}
