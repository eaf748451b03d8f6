//! Signing in to the demonstration, signing out, and the language.

use super::form::Fields;
use super::frame::{self, Frame};
use super::kept;
use super::visitor::{
    Visitor, asked_language, cookie, cookie_name, forget, language_cookie, redirect, set_cookie,
};
use super::words::Texts;
use crate::domain::lang::Lang;
use crate::flows;
use crate::identity::demo::PERSONAS;
use crate::identity::session;
use crate::web::State;
use crate::web::extract::{Anyone, Query};
use crate::web::problem::Problem;
use askama::Template;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use i18n_embed_fl::fl;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page {
    f: Frame,
    /// Handle, name, and who it is.
    personas: Vec<(&'static str, &'static str, String)>,
    next: String,
    /// Has a sign-in ended in the middle of a form?
    ended: bool,
    /// What was filled in then.
    kept: Vec<(String, String)>,
    /// Was there a file, which cannot be kept?
    lost: bool,
}

impl Page {
    fn new(demo: bool, lang: Lang, next: String) -> Self {
        let f = Frame::outside(lang, "/sign-in");
        let all = PERSONAS.iter().filter(|_| demo);
        let all = all.map(|(handle, name, who)| (*handle, *name, persona(f.t, handle, who)));
        let personas = all.collect();
        Self { f, personas, next, ended: false, kept: Vec::new(), lost: false }
    }
}

/// Who somebody of the cast is.
fn persona(t: Texts, handle: &str, who: &str) -> String {
    match handle {
        "kari" => fl!(t, "persona-kari"),
        "ola" => fl!(t, "persona-ola"),
        "jonas" => fl!(t, "persona-jonas"),
        "nav" => fl!(t, "persona-nav"),
        "hospital" => fl!(t, "persona-hospital"),
        "bup" => fl!(t, "persona-bup"),
        "ppt" => fl!(t, "persona-ppt"),
        "habilitering" => fl!(t, "persona-habilitering"),
        "statped" => fl!(t, "persona-statped"),
        "coordinator" => fl!(t, "persona-coordinator"),
        "unit-admin" => fl!(t, "persona-unit-admin"),
        "auditor" => fl!(t, "persona-auditor"),
        "nav-auditor" => fl!(t, "persona-nav-auditor"),
        "operator" => fl!(t, "persona-operator"),
        "second-auditor" => fl!(t, "persona-second-auditor"),
        "second-operator" => fl!(t, "persona-second-operator"),
        _ => who.to_owned(),
    }
}

/// The sign-in for somebody who was in the middle of a form, with what was filled in.
pub(super) fn again(
    state: &State,
    lang: Lang,
    path: String,
    kept: Vec<(String, String)>,
    lost: bool,
) -> Result<Response, Problem> {
    // What was posted with a file is begun anew from the first page.
    let next = if lost { "/".to_owned() } else { path };
    let page = Page { ended: true, kept, lost, ..Page::new(state.app.is_demo(), lang, next) };
    let mut response = frame::show(page, lang, StatusCode::UNAUTHORIZED, None)?;
    let no_store = axum::http::HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, no_store);
    Ok(response)
}

/// Where to go afterwards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Next {
    next: Option<String>,
}

/// Where one signs in.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    _: Anyone,
    Query(query): Query<Next>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let demo = state.app.is_demo();
    let lang = asked_language(&headers, demo).unwrap_or_default();
    let next = ours(query.next.as_deref());
    let page = Page::new(demo, lang, next);
    frame::show(page, lang, StatusCode::OK, None)
}

/// A page of ours, or the first one: nobody is sent elsewhere.
fn ours(next: Option<&str>) -> String {
    let is_ours = |next: &&str| {
        next.starts_with('/')
            && !next.starts_with("//")
            && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    let next = next.filter(is_ours).unwrap_or("/");
    // Nobody opens a document by signing in: its page comes first.
    let path = next.split(['?', '#']).next().unwrap_or_default();
    match path.split('/').collect::<Vec<_>>()[..] {
        ["", "documents", id, "file"] => format!("/documents/{id}"),
        ["", "cases", child, "open" | "save" | "all", _] => format!("/cases/{child}"),
        _ => next.to_owned(),
    }
}

/// Signs in as somebody of the demonstration. What was filled in before is given back
/// only to the person whose sign-in it was that ended.
pub(super) async fn as_persona(
    axum::extract::State(state): axum::extract::State<State>,
    _: Anyone,
    headers: HeaderMap,
    form: Fields,
) -> Result<Response, Problem> {
    let (db, entropy) = (state.app.db(), state.app.entropy());
    let name = cookie_name(true);
    let before = match cookie(&headers, name) {
        Some(secret) => session::ended_owner(db, &**state.app.clock(), secret).await,
        None => Ok(None),
    };
    let before = before.map_err(flows::Error::from)?;
    let issued = session::issue_demo(db, entropy, form.one("persona"), device(&headers)).await?;
    // Who signs in as somebody else here leaves no sign-in behind.
    if let Some(secret) = cookie(&headers, name)
        && let Ok((actor, former)) = session::look(db, &**state.app.clock(), secret).await
    {
        session::end(db, &actor, former.id).await.map_err(flows::Error::from)?;
    }
    let mut response = if !form.has("again") {
        redirect(&ours(Some(form.one("next"))))
    } else if before == Some(issued.person) {
        let path = ours(Some(form.one("again")));
        kept::give_back(&headers, &state, &path, form)?
    } else {
        redirect("/")
    };
    if let Some(value) = set_cookie(true, name, &issued.secret, None) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// What kind of device a browser says that it runs on: for people to know their
/// sign-ins by, nothing rests on it.
fn device(headers: &HeaderMap) -> &'static str {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let agent = agent.unwrap_or_default();
    let known = [
        ("iPhone", "iphone"),
        ("iPad", "ipad"),
        ("Android", "android"),
        ("Windows", "windows"),
        ("Mac OS", "mac"),
        ("Linux", "linux"),
    ];
    known.iter().find(|(word, _)| agent.contains(word)).map_or("other", |(_, code)| code)
}

/// Signs out: ends the session, and takes the cookie back.
pub(super) async fn out(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    session::end(state.app.db(), &visitor.actor, visitor.session.id)
        .await
        .map_err(flows::Error::from)?;
    let mut response = redirect("/sign-in");
    let demo = state.app.is_demo();
    if let Some(value) = set_cookie(demo, cookie_name(demo), "", Some(0)) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    forget(&mut response);
    Ok(response)
}

/// Changes the language: of the person who is signed in, else of this browser.
pub(super) async fn language(
    axum::extract::State(state): axum::extract::State<State>,
    _: Anyone,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let lang = Lang::from_code(fields.one("language")).ok_or_else(|| {
        Problem::invalid("unknown-language", "language", "The languages are nb, nn and en.")
    })?;
    let demo = state.app.is_demo();
    let mut response = redirect(&ours(Some(fields.one("next"))));
    if let Some(secret) = cookie(&headers, cookie_name(demo))
        && let Ok((actor, _)) =
            session::authenticate(state.app.db(), &**state.app.clock(), secret).await
    {
        flows::me::set_language(&state.app, &actor, lang).await?;
    }
    let year = 366 * 24 * 3600;
    if let Some(value) = set_cookie(demo, language_cookie(demo), lang.code(), Some(year)) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::ours;

    #[test]
    fn nobody_is_sent_elsewhere() {
        for (next, goes) in [
            (None, "/"),
            (Some("/documents?a=1"), "/documents?a=1"),
            (Some("//elsewhere.example/"), "/"),
            (Some("/\\elsewhere.example/"), "/"),
            (Some("https://elsewhere.example/"), "/"),
            (Some("documents"), "/"),
            (Some("/documents/7/file?as=pdf"), "/documents/7"),
            (Some("/documents/7/erase"), "/documents/7/erase"),
            (Some("/cases/1/all/2"), "/cases/1"),
            (Some("/cases/1/open/2?purpose=aids"), "/cases/1"),
            (Some("/a\r\nset-cookie: a=b"), "/"),
        ] {
            assert_eq!(ours(next), goes, "{next:?}");
        }
    }
}
