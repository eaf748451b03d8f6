//! The bytes of what is shared: shown in the browser, saved, or all of it in one
//! archive. Each file is one opening with an entry and an outcome of its own.

use super::around::{Here, frame, purpose, refused};
use crate::domain::document::MediaType;
use crate::domain::lang::Lang;
use crate::domain::text::FileName;
use crate::domain::{ChildId, ConsentId, DocumentId, Reason, dates};
use crate::flows::cases::Case;
use crate::flows::open::{self, Opened, Wanted};
use crate::flows::render::Form;
use crate::flows::take_all::{self, Left, Note, Words};
use crate::flows::{self, App};
use crate::web::State;
use crate::web::api::content;
use crate::web::disposition::{attachment, inline};
use crate::web::extract::{Path, Query};
use crate::web::pages::frame::{self as page, Frame};
use crate::web::pages::visitor::{Visitor, from_elsewhere, redirect};
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use i18n_embed_fl::fl;
use serde::Deserialize;
use uuid::Uuid;

/// A PDF is shown by the browser's own viewer, which a sandbox would keep from
/// starting. It may have its own style and its own plug-in, and nothing else.
const VIEWER_CSP: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; \
                          frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// For what a document is opened.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Purpose {
    purpose: Option<String>,
}

/// Shows a document.
pub(super) async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    (method, headers): (Method, HeaderMap),
    Path((child, document)): Path<(Uuid, Uuid)>,
    Query(query): Query<Purpose>,
) -> Result<Response, Problem> {
    if from_elsewhere(&headers) {
        return Ok(redirect(&format!("/cases/{child}")));
    }
    let view = (Form::Html, Some(visitor.lang));
    let opened = match opened(&state, &visitor, (document, query.purpose), &method, view).await {
        Ok(opened) => opened,
        Err(error) => return not_opened(&visitor, child, error),
    };
    let (kind, name) = (opened.media_type, opened.file_name.clone());
    let stored = opened.form.is_none();
    let mut response = content::reply(opened);
    if stored {
        put(&mut response, header::CONTENT_DISPOSITION, &inline(&FileName::new(&name, kind)));
        if kind == MediaType::Pdf {
            put(&mut response, header::CONTENT_SECURITY_POLICY, VIEWER_CSP);
        }
    }
    // Viewers that fetch in parts would leave an entry for each of them.
    put(&mut response, header::ACCEPT_RANGES, "none");
    Ok(response)
}

/// Saves a document.
pub(super) async fn save(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    (method, headers): (Method, HeaderMap),
    Path((child, document)): Path<(Uuid, Uuid)>,
    Query(query): Query<Purpose>,
) -> Result<Response, Problem> {
    if from_elsewhere(&headers) {
        return Ok(redirect(&format!("/cases/{child}")));
    }
    let view = (Form::Pdf, Some(visitor.lang));
    let opened = match opened(&state, &visitor, (document, query.purpose), &method, view).await {
        Ok(opened) => opened,
        Err(error) => return not_opened(&visitor, child, error),
    };
    let rendered = opened.form.map(|form| FileName::with_ending(&opened.file_name, form.ending()));
    let mut response = content::reply(opened);
    if let Some(name) = rendered {
        put(&mut response, header::CONTENT_DISPOSITION, &attachment(&name));
    }
    put(&mut response, header::ACCEPT_RANGES, "none");
    Ok(response)
}

async fn opened(
    state: &State,
    visitor: &Visitor,
    (document, purpose): (Uuid, Option<String>),
    method: &Method,
    view: open::View,
) -> Result<Opened, flows::Error> {
    let wanted = if *method == Method::HEAD { Wanted::Head } else { Wanted::All };
    let what = (DocumentId(document), None);
    open::open_as(&state.app, &visitor.actor, what, purpose, wanted, Some(view)).await
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

#[derive(Template)]
#[template(path = "unit/refused.html")]
struct Refused {
    f: Frame,
    heading: String,
    words: String,
    back: String,
}

/// A refusal in words: what it means, and what to do.
fn not_opened(visitor: &Visitor, child: Uuid, error: flows::Error) -> Result<Response, Problem> {
    // What led to the refusal may keep the case closed, too.
    let stays = |reason| matches!(reason, Reason::NotScanned | Reason::Infected);
    let back = match &error {
        flows::Error::Refused { reason, .. } if stays(*reason) => format!("/cases/{child}"),
        _ => "/cases".to_owned(),
    };
    in_words(visitor, fl!(visitor.texts(), "unit-not-opened"), back, error)
}

/// A page for a refusal that the visitor may know of; other errors stay what they are.
pub(super) fn in_words(
    visitor: &Visitor,
    heading: String,
    back: String,
    error: flows::Error,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let flows::Error::Refused { reason, index } = error else { return Err(error.into()) };
    let problem = Problem::from(flows::Error::Refused { reason, index });
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::FORBIDDEN);
    let page = Refused {
        f: frame(visitor, Here::Cases, "/cases"),
        heading,
        words: refused(t, Some(reason)),
        back,
    };
    page::show(page, visitor.lang, status, Some(index))
}

/// All that one consent shows, in one archive.
pub(super) async fn all(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    (method, headers): (Method, HeaderMap),
    Path((child, consent)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    if from_elsewhere(&headers) {
        return Ok(redirect(&format!("/cases/{child}")));
    }
    let t = visitor.texts();
    let what = (ChildId(child), ConsentId(consent));
    let note = Note {
        folder: fl!(t, "all-folder"),
        name: fl!(t, "all-note"),
        words: words(state.app.clone(), t, visitor.lang),
    };
    let view = (Form::Pdf, Some(visitor.lang));
    let taken = take_all::take(&state.app, &visitor.actor, what, view, note).await?;
    // The name says nothing of whom it is about: it stands in lists of downloads.
    let day = taken.at.day_in_norway();
    let mut response = if method == Method::HEAD {
        Response::new(Body::empty())
    } else {
        Response::new(Body::from_stream(taken.body))
    };
    put(&mut response, header::CONTENT_TYPE, "application/zip");
    let name = format!("attachment; filename=\"samflyt-{day}.zip\"");
    put(&mut response, header::CONTENT_DISPOSITION, &name);
    put_entry(&mut response, Some(taken.index));
    Ok(response)
}

/// The words of the note in the archive.
fn words(app: App, t: Texts, lang: Lang) -> Words {
    Box::new(move |case: &Case, kept: &[String], left: &[Left]| {
        let mut lines = vec![
            fl!(t, "all-head", unit = case.unit.1.as_str()),
            fl!(t, "all-purpose", purpose = purpose(&app, lang, t, &case.purpose)),
            fl!(t, "all-until", until = dates::until(case.valid_until, lang)),
            String::new(),
            fl!(t, "all-kept", count = kept.len()),
        ];
        lines.extend(kept.iter().map(|path| format!("- {path}")));
        if !left.is_empty() {
            lines.extend([String::new(), fl!(t, "all-left", count = left.len())]);
            let line = |one: &Left| format!("- {}: {}", one.title, refused(t, one.reason));
            lines.extend(left.iter().map(line));
        }
        lines.push(String::new());
        lines.join("\r\n")
    })
}
