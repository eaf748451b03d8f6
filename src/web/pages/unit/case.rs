//! One child's case: what is shared with the visitor's units, for what and until
//! when, and what can be done.

use super::around::{Here, category, coordinates, frame, purpose, refused};
use super::bytes::in_words;
use super::list::{days_to, ends_in};
use crate::domain::document::{MediaType, ScanState};
use crate::domain::question::ConsentAction;
use crate::domain::{ChildId, Reason, Timestamp, dates};
use crate::flows::cases::{self, Case};
use crate::flows::documents::{DocumentView, Mark};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::Fields;
use crate::web::pages::frame::{self as page, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// A case that goes dark within so many days asks for a renewal.
const WARN_DAYS: i64 = 7;

struct Paper {
    id: Uuid,
    title: String,
    about: String,
    new: bool,
    /// Why it cannot be opened now; empty when it can.
    held: String,
    /// The young person asks that the guardians do not see it, and this visitor may
    /// answer.
    marked: bool,
}

/// What one consent gives.
struct Shared {
    consent: Uuid,
    code: String,
    purpose: String,
    unit: String,
    until: String,
    /// Days left, in words, where they are few.
    warning: String,
    keep: bool,
    contribute: bool,
    papers: Vec<Paper>,
    /// Are there older papers?
    more: bool,
}

#[derive(Template)]
#[template(path = "unit/case.html")]
struct Page {
    f: Frame,
    child: Uuid,
    name: String,
    shared: Vec<Shared>,
    coordinates: bool,
    done: String,
}

/// The case of one child.
pub(super) async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let (cases, index) = match cases::show(&state.app, &visitor.actor, ChildId(child)).await {
        Ok(found) => found,
        // The family may have closed it since the list was read.
        Err(error) => {
            return in_words(&visitor, fl!(t, "case-closed"), "/cases".to_owned(), error);
        }
    };
    let done = match Fields::of_query(uri.query()).one("done") {
        "asked" => fl!(t, "case-done-asked"),
        "contributed" => fl!(t, "case-done-contributed"),
        "answered" => fl!(t, "case-done-answered"),
        "mark-gone" => fl!(t, "case-done-mark-gone"),
        _ => String::new(),
    };
    let now = state.app.clock().now();
    let has = |case: &Case, action| case.actions.contains(&action);
    let page = Page {
        f: frame(&visitor, Here::Cases, &format!("/cases/{child}")),
        child,
        name: cases.first().map_or_else(String::new, |case| case.child_name.clone()),
        coordinates: cases.iter().any(|case| has(case, ConsentAction::Coordinate)),
        shared: cases.into_iter().map(|case| shared(&state, &visitor, case, now)).collect(),
        done,
    };
    page::show(page, visitor.lang, StatusCode::OK, Some(index))
}

fn shared(state: &State, visitor: &Visitor, case: Case, now: Timestamp) -> Shared {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let days = days_to(case.valid_until, now);
    // Those of the young person's marks are for health professionals to answer.
    let health = visitor.me.units.iter().any(|unit| unit.works && unit.health);
    let mut papers = Vec::with_capacity(case.documents.len());
    for document in &case.documents {
        papers.push(Paper {
            id: document.id.0,
            title: document.title.clone(),
            about: about(state, visitor, document),
            new: case.unopened.contains(&document.id),
            held: match document.newest.scan {
                ScanState::Clean | ScanState::NotScanned => String::new(),
                ScanState::Pending => refused(t, Some(Reason::NotScanned)),
                ScanState::Infected => refused(t, Some(Reason::Infected)),
            },
            marked: health && matches!(document.mark, Some(Mark::Asked { .. })),
        });
    }
    // What has not been opened yet stands first.
    papers.sort_by_key(|paper| !paper.new);
    Shared {
        consent: case.consent.0,
        purpose: purpose(app, lang, t, &case.purpose),
        code: case.purpose,
        unit: case.unit.1,
        until: dates::until(case.valid_until, lang),
        warning: if days <= WARN_DAYS { ends_in(t, days) } else { String::new() },
        keep: case.actions.contains(&ConsentAction::Keep),
        contribute: case.actions.contains(&ConsentAction::Contribute),
        papers,
        more: case.more,
    }
}

/// Category, date, who put it in, kind and size.
fn about(state: &State, visitor: &Visitor, document: &DocumentView) -> String {
    let (t, lang) = (visitor.texts(), visitor.lang);
    let mut parts = vec![category(&state.app, lang, t, &document.category)];
    parts.extend(document.date.map(|day| dates::day(day, lang)));
    parts.extend(
        document.source.as_ref().map(|(_, name)| fl!(t, "case-from", unit = name.as_str())),
    );
    let kind = match document.newest.media_type {
        MediaType::Pdf => "PDF".to_owned(),
        MediaType::Jpeg | MediaType::Png => fl!(t, "case-picture"),
        MediaType::Json => fl!(t, "case-profile"),
    };
    let kilobytes = document.newest.size_bytes.div_ceil(1024);
    parts.push(if kilobytes < 1024 {
        format!("{kind}, {kilobytes}\u{A0}kB")
    } else {
        format!("{kind}, {}\u{A0}MB", kilobytes.div_ceil(1024))
    });
    parts.join(" · ")
}

/// The child's name and the units that it is shared with, for the forms of a case; the
/// entry that tells of it.
pub(super) async fn named(
    state: &State,
    visitor: &Visitor,
    child: Uuid,
) -> Result<(Vec<Case>, String, i64), Problem> {
    let (cases, index) = cases::show(&state.app, &visitor.actor, ChildId(child)).await?;
    let name = cases.first().map_or_else(String::new, |case| case.child_name.clone());
    Ok((cases, name, index))
}

/// The child's name and page: of one that is shared with the visitor's units, or for whom
/// the visitor coordinates; the entry that tells of it.
pub(super) async fn name(
    state: &State,
    visitor: &Visitor,
    child: Uuid,
) -> Result<(String, String, i64), Problem> {
    match cases::show(&state.app, &visitor.actor, ChildId(child)).await {
        Ok((cases, index)) => {
            let name = cases.first().map_or_else(String::new, |case| case.child_name.clone());
            Ok((name, format!("/cases/{child}"), index))
        }
        Err(_) if coordinates(visitor) => {
            let (name, _, index) =
                cases::overview(&state.app, &visitor.actor, ChildId(child), 0).await?;
            Ok((name, format!("/cases/{child}/overview"), index))
        }
        Err(error) => Err(error.into()),
    }
}
