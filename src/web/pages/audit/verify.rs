//! Verifying the whole log from a page, and how to do it without the service.

use super::{Here, frame};
use crate::domain::dates;
use crate::flows::verify::job::{self, Stands};
use crate::web::State;
use crate::web::pages::frame::{self as around, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use i18n_embed_fl::fl;

/// A browser asks again by itself how far it has come, so many seconds later. That is
/// not written down each time: only that somebody began to look, and what was found.
const AGAIN: &str = "10; url=/audit/verify?again";

/// How far it has come.
struct Progress {
    since: String,
    seen: i64,
    all: i64,
    percent: i64,
}

/// What was found.
struct Shown {
    good: bool,
    when: String,
    entries: String,
    signed: String,
    checkpoints: String,
    erased: String,
    root: String,
    origin: String,
    /// Line and what is wrong with it, as the program says it.
    findings: Vec<(Option<u64>, String)>,
    more: u64,
}

#[derive(Template)]
#[template(path = "audit/verify.html")]
struct Page {
    f: Frame,
    running: Option<Progress>,
    result: Option<Shown>,
    broken_off: Option<String>,
    never: bool,
}

/// Where it stands.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let (app, lang) = (&state.app, visitor.lang);
    let (stands, index) = if let Some(stands) = job::under_way(app, &visitor.me) {
        (stands, None)
    } else {
        let (stands, index) = job::look(app, &visitor.actor).await?;
        (stands, Some(index))
    };
    let mut page = Page {
        f: frame(app, &visitor, Here::Verify, "/audit/verify").await?,
        running: None,
        result: None,
        broken_off: None,
        never: false,
    };
    match stands {
        Stands::Never => page.never = true,
        Stands::Running { since, seen, all } => {
            let percent = seen.saturating_mul(100) / all.max(1);
            let since = dates::instant(since, lang);
            page.running = Some(Progress { since, seen, all, percent });
        }
        Stands::Done(done) => {
            let report = &done.report;
            let findings = report.findings.iter().take(20);
            page.result = Some(Shown {
                good: report.is_clean(),
                when: dates::instant(done.until, lang),
                entries: report.entries.to_string(),
                signed: report.signed_size.to_string(),
                checkpoints: report.checkpoints.to_string(),
                erased: report.erased.to_string(),
                root: hex::encode(report.root),
                origin: report.origin.clone(),
                more: (report.findings.len().saturating_sub(20) as u64) + report.more_findings,
                findings: findings.map(|one| (one.index, one.what.to_string())).collect(),
            });
        }
        Stands::BrokenOff(at) => page.broken_off = Some(dates::instant(at, lang)),
    }
    let running = page.running.is_some();
    let mut response = around::show(page, lang, StatusCode::OK, index)?;
    if running {
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(AGAIN));
    }
    Ok(response)
}

/// Begins a run.
pub(super) async fn start(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let index = job::start(&state.app, &visitor.actor).await?;
    let mut response = redirect("/audit/verify");
    put_entry(&mut response, Some(index));
    Ok(response)
}
