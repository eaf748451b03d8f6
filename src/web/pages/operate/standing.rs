//! How the installation stands: numbers and times, never names.

use super::{Here, frame};
use crate::domain::dates;
use crate::flows::operate;
use crate::web::State;
use crate::web::pages::frame::{self as around, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;

/// What belongs together.
struct Part {
    heading: String,
    facts: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "operate/standing.html")]
struct Page {
    f: Frame,
    /// What somebody should do something about.
    notes: Vec<String>,
    parts: Vec<Part>,
}

pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let (t, lang) = (visitor.texts(), visitor.lang);
    let seen = operate::standing(&state.app, &visitor.actor).await?;
    let now = &seen.state;
    let when = |at: Option<crate::domain::Timestamp>| {
        at.map_or_else(|| fl!(t, "operate-never"), |at| dates::instant(at, lang))
    };
    let newest = seen.keys.iter().map(|(version, _)| *version).max().unwrap_or(0);
    let older: i64 =
        seen.keys.iter().filter(|(version, _)| *version < newest).map(|(_, many)| many).sum();
    let sealed: i64 = seen.keys.iter().map(|(_, many)| many).sum();
    let mut notes = Vec::new();
    if seen.escrowed.is_none() {
        notes.push(fl!(t, "operate-note-escrow"));
    }
    if older > 0 {
        notes.push(fl!(t, "operate-note-older", count = older));
    }
    if now.given_up > 0 {
        notes.push(fl!(t, "operate-note-given-up", count = now.given_up));
    }
    let signed = seen.signed.map_or_else(|| fl!(t, "operate-none"), |size| size.to_string());
    let (size, newest_entry) = seen.log;
    let number = |number: i64| number.to_string();
    let parts = vec![
        Part {
            heading: fl!(t, "operate-log"),
            facts: vec![
                (fl!(t, "operate-log-size"), number(size)),
                (fl!(t, "operate-log-newest"), dates::instant(newest_entry, lang)),
                (fl!(t, "operate-log-signed"), signed),
                (fl!(t, "operate-log-witness"), fl!(t, "operate-none")),
            ],
        },
        Part {
            heading: fl!(t, "operate-keys"),
            facts: vec![
                (fl!(t, "operate-keys-version"), number(newest)),
                (fl!(t, "operate-keys-sealed"), number(sealed)),
                (fl!(t, "operate-keys-older"), number(older)),
                (fl!(t, "operate-keys-rotated"), when(seen.rotated)),
                (fl!(t, "operate-keys-escrowed"), when(seen.escrowed)),
            ],
        },
        Part {
            heading: fl!(t, "operate-storage"),
            facts: vec![
                (fl!(t, "operate-folders"), number(now.folders)),
                (fl!(t, "operate-bodies"), number(now.bodies)),
                (fl!(t, "operate-versions"), number(now.versions)),
                (fl!(t, "operate-megabytes"), number(now.bytes.div_euclid(1_000_000))),
            ],
        },
        Part {
            heading: fl!(t, "operate-queue"),
            facts: vec![
                (fl!(t, "operate-streams"), seen.streams.to_string()),
                (fl!(t, "operate-scans"), number(now.scans)),
                (fl!(t, "operate-deliveries"), number(now.deliveries)),
                (fl!(t, "operate-given-up"), number(now.given_up)),
                (fl!(t, "operate-erasures"), number(now.erasures)),
                (fl!(t, "operate-cases"), number(now.cases)),
            ],
        },
    ];
    let page = Page { f: frame(&visitor, Here::Standing, "/operate"), notes, parts };
    around::show(page, lang, StatusCode::OK, Some(seen.index))
}
