//! "Om meg": the profile as a form. Every save is a version; what is wrong leaves
//! everything as it was filled in.

mod fields;

use crate::domain::ChildId;
use crate::domain::profile::{Profile, ProfileError};
use crate::flows::open::{Body, Wanted};
use crate::flows::profile::{self, Belief, CATEGORY};
use crate::flows::{App, Error, documents, folders};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use fields::{Filled, Part};
use futures_util::TryStreamExt as _;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Papers that are looked through for the profile.
const PAPERS: usize = 500;

#[derive(Template)]
#[template(path = "family/about.html")]
struct Page {
    f: Frame,
    child: Uuid,
    own: bool,
    name: String,
    wrong: Wrongs,
    /// The version that the form began from; 0 where there is none.
    version: i64,
    /// The profile as a document.
    document: Option<Uuid>,
    saved: bool,
    parts: Vec<Part>,
    once: String,
}

/// What the page is shown with.
struct Shown {
    filled: Filled,
    version: i64,
    wrong: Wrongs,
    saved: bool,
    once: String,
}

/// The form, with what was saved last.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let (profile, version) = match read(&state.app, &visitor, ChildId(child)).await? {
        Some((profile, version)) => (Some(profile), version),
        None => (None, 0),
    };
    let show = Shown {
        filled: profile.as_ref().map_or_else(Filled::default, Filled::of_profile),
        version,
        wrong: Wrongs::default(),
        saved: Fields::of_query(uri.query()).has("saved"),
        once: form::once(&state),
    };
    shown(&state.app, &visitor, child, show).await
}

/// The newest profile and its version; `None` where there is none.
async fn read(
    app: &App,
    visitor: &Visitor,
    child: ChildId,
) -> Result<Option<(Profile, i64)>, Problem> {
    let opened = match profile::open(app, &visitor.actor, child, None, Wanted::All).await {
        Ok(opened) => opened,
        // Whether the folder is there for the visitor is asked for next.
        Err(Error::NotFound { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let version = opened.version;
    let bytes = all(opened.body).await?;
    let profile = Profile::read(&bytes).map_err(|error| Error::Internal(Box::new(error)))?;
    Ok(Some((profile, version)))
}

async fn all(body: Body) -> Result<Vec<u8>, Error> {
    let read = body.try_fold(Vec::new(), |mut all, bytes| async move {
        all.extend_from_slice(&bytes);
        Ok(all)
    });
    read.await.map_err(|_| Error::Busy { what: "profile" })
}

async fn shown(
    app: &App,
    visitor: &Visitor,
    child: Uuid,
    show: Shown,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let document = if show.version > 0 {
        let papers = documents::list(app, &visitor.actor, folder.child, None, PAPERS).await?;
        papers.views.iter().find(|one| one.category == CATEGORY).map(|one| one.id.0)
    } else {
        None
    };
    let page = Page {
        f: Frame::family(visitor, &folder, Family::More, &format!("/folders/{child}/about")),
        child,
        own: folder.role == "young-person",
        parts: show.filled.parts(t, &show.wrong),
        name: folder.name,
        wrong: show.wrong,
        version: show.version,
        document,
        saved: show.saved,
        once: show.once,
    };
    let status =
        if page.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::show(page, visitor.lang, status, Some(folder.index))
}

/// Saves it as a new version; or makes room for one row more.
pub(super) async fn save(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    sent: Fields,
) -> Result<Response, Problem> {
    let (app, t) = (&state.app, visitor.texts());
    let mut filled = Filled::of_form(&sent);
    let version: i64 = sent.one("version").parse().ok().filter(|one| *one > 0).unwrap_or(0);
    let once = sent.once();
    let mut wrong = Wrongs::default();
    if sent.has("more") {
        filled.widen(sent.one("more"));
        let once = once.unwrap_or_else(|| form::once(&state));
        let show = Shown { filled, version, wrong, saved: false, once };
        return shown(app, &visitor, child, show).await;
    }
    let belief = if version > 0 { Belief::Version(version) } else { Belief::Absent };
    let profile = match Profile::new(filled.raw(), visitor.lang) {
        Ok(profile) => profile,
        Err(error) => {
            wrong.add(error.field(), words(t, error));
            let once = once.unwrap_or_else(|| form::once(&state));
            let show = Shown { filled, version, wrong, saved: false, once };
            return shown(app, &visitor, child, show).await;
        }
    };
    let _slot = state.limiter.upload(visitor.actor.person())?;
    match profile::save(app, &visitor.actor, ChildId(child), profile, belief, once).await {
        Ok(stored) => {
            let mut response = redirect(&format!("/folders/{child}/about?saved=1"));
            put_entry(&mut response, Some(stored.index));
            return Ok(response);
        }
        Err(error) if !is_stale(&error) => return Err(error.into()),
        Err(_) => {}
    }
    // Somebody else was faster: nothing is lost, and nobody's words are written over
    // unseen.
    wrong.add("profile", fl!(t, "about-changed"));
    let newest = read(app, &visitor, ChildId(child)).await?;
    let version = newest.map_or(0, |(_, version)| version);
    let once = form::once(&state);
    shown(app, &visitor, child, Shown { filled, version, wrong, saved: false, once }).await
}

/// Has somebody else saved meanwhile?
fn is_stale(error: &Error) -> bool {
    match error {
        Error::Precondition { .. } => true,
        Error::Recorded { source, .. } => is_stale(source),
        _ => false,
    }
}

/// What is wrong, and what to do.
fn words(t: Texts, error: ProfileError) -> String {
    let at = |row: Option<usize>| {
        row.map_or_else(String::new, |row| format!("{} ", fl!(t, "about-row", row = row)))
    };
    match error {
        ProfileError::TooLong { row, most, over, .. } => {
            format!("{}{}", at(row), fl!(t, "about-too-long", most = most, over = over))
        }
        ProfileError::TooMany { most, .. } => fl!(t, "about-too-many", most = most),
        ProfileError::RowWithoutName { row, .. } => {
            format!("{}{}", at(row), fl!(t, "about-no-name"))
        }
        ProfileError::Empty => fl!(t, "about-empty"),
        ProfileError::TooLarge => fl!(t, "about-too-large"),
        ProfileError::Format
        | ProfileError::Language
        | ProfileError::Stamp
        | ProfileError::Unknown
        | ProfileError::Kind { .. } => fl!(t, "about-unreadable"),
    }
}
