//! Settings: the language, how one is told of news, and where one is signed in.

use super::own_frame;
use crate::domain::dates;
use crate::domain::notice::How;
use crate::flows::Error;
use crate::flows::notices::contact;
use crate::identity::session;
use crate::web::State;
use crate::web::pages::form::{Fields, Wrongs};
use crate::web::pages::frame::{self, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

struct Choice {
    value: &'static str,
    name: String,
    more: String,
    chosen: bool,
}

/// A place where one is signed in.
struct SignIn {
    id: Uuid,
    device: String,
    since: String,
    seen: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "account/settings.html")]
struct Page {
    f: Frame,
    wrong: Wrongs,
    hows: Vec<Choice>,
    mail: String,
    /// An address that waits for its code.
    waiting: Option<String>,
    mail_offered: bool,
    code: String,
    sign_ins: Vec<SignIn>,
}

/// What was filled in, where something is wrong with it.
#[derive(Default)]
struct Filled {
    how: Option<String>,
    mail: Option<String>,
    code: String,
    wrong: Wrongs,
}

/// Shows them.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    shown(&state, &visitor, Filled::default()).await
}

async fn shown(state: &State, visitor: &Visitor, filled: Filled) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let contact = contact::show(app, &visitor.actor).await?;
    let how = filled.how.unwrap_or_else(|| contact.how.code().to_owned());
    let hows = [
        ("at-once", fl!(t, "settings-at-once"), fl!(t, "settings-at-once-line")),
        ("daily", fl!(t, "settings-daily"), fl!(t, "settings-daily-line")),
        ("off", fl!(t, "settings-no-mail"), fl!(t, "settings-no-mail-line")),
    ];
    let hows = hows.map(|(value, name, more)| Choice { value, name, more, chosen: how == value });
    let used = contact.mail.map(|mail| mail.as_str().to_owned()).unwrap_or_default();
    let sessions = session::list(app.db(), &**app.clock(), &visitor.actor).await;
    let sessions = sessions.map_err(Error::from)?;
    let sign_ins = sessions.into_iter().map(|one| SignIn {
        device: device(t, &one.device),
        since: dates::instant(one.created, lang),
        seen: dates::instant(one.seen, lang),
        here: one.id == visitor.session.id,
        id: one.id,
    });
    let page = Page {
        f: own_frame(visitor, "/settings"),
        hows: hows.into(),
        mail: filled.mail.unwrap_or(used),
        waiting: contact.waiting.map(|mail| mail.as_str().to_owned()),
        mail_offered: contact.mail_offered,
        code: filled.code,
        sign_ins: sign_ins.collect(),
        wrong: filled.wrong,
    };
    let status =
        if page.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::show(page, lang, status, None)
}

/// What a device is called.
fn device(t: Texts, code: &str) -> String {
    match code {
        "iphone" => "iPhone".to_owned(),
        "ipad" => "iPad".to_owned(),
        "android" => "Android".to_owned(),
        "windows" => "Windows".to_owned(),
        "mac" => "Mac".to_owned(),
        "linux" => "Linux".to_owned(),
        _ => fl!(t, "device-other"),
    }
}

/// Sets how and where one is told.
pub(super) async fn notices(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Problem> {
    let (app, t) = (&state.app, visitor.texts());
    let (how, mail) = (fields.one("how"), fields.one("mail"));
    let mut wrong = Wrongs::default();
    let Some(chosen) = How::from_code(how) else {
        wrong.add("how", fl!(t, "settings-wrong-how"));
        let mail = Some(mail.to_owned());
        return shown(&state, &visitor, Filled { mail, wrong, ..Filled::default() }).await;
    };
    let given = Some(mail).filter(|mail| !mail.is_empty());
    let words = match contact::set(app, &visitor.actor, chosen, given).await {
        Ok(_) => return Ok(redirect("/settings")),
        Err(Error::Invalid(invalid)) if invalid.code == "mail-not-ascii" => {
            fl!(t, "settings-mail-not-ascii")
        }
        Err(Error::Invalid(_)) => fl!(t, "settings-mail-wrong"),
        Err(Error::Conflict { code: "mail-not-offered", .. }) => {
            fl!(t, "settings-mail-not-offered")
        }
        Err(Error::Conflict { code: "mail-code-too-soon", .. }) => {
            fl!(t, "settings-code-too-soon")
        }
        Err(error) => return Err(error.into()),
    };
    wrong.add("mail", words);
    let (how, mail) = (Some(how.to_owned()), Some(mail.to_owned()));
    shown(&state, &visitor, Filled { how, mail, wrong, ..Filled::default() }).await
}

/// Takes an address into use with the code that was mailed to it.
pub(super) async fn code(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let code: String = fields.one("code").chars().filter(char::is_ascii_digit).take(12).collect();
    let words = match contact::confirm(&state.app, &visitor.actor, &code).await {
        Ok(_) => return Ok(redirect("/settings")),
        Err(Error::Invalid(_)) => fl!(t, "settings-code-wrong"),
        Err(Error::Conflict { .. }) => fl!(t, "settings-code-over"),
        Err(error) => return Err(error.into()),
    };
    let mut wrong = Wrongs::default();
    wrong.add(if code.is_empty() { "code" } else { "mail" }, words);
    shown(&state, &visitor, Filled { code, wrong, ..Filled::default() }).await
}

/// Ends one sign-in, or all but this one.
pub(super) async fn end(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Problem> {
    let (app, here) = (&state.app, visitor.session.id);
    let which: Vec<Uuid> = match fields.ids("session").next() {
        Some(one) => vec![one],
        None if fields.one("all") == "others" => {
            let all = session::list(app.db(), &**app.clock(), &visitor.actor).await;
            let all = all.map_err(Error::from)?;
            all.into_iter().map(|one| one.id).filter(|id| *id != here).collect()
        }
        None => Vec::new(),
    };
    for id in which {
        // One that is over, or is somebody else's, is left as it is.
        session::end(app.db(), &visitor.actor, id).await.map_err(Error::from)?;
    }
    Ok(redirect("/settings"))
}
