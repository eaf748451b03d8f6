//! The log from above: each picture beside the numbers that it is drawn from, and the
//! same numbers as a file.

mod draw;

use super::{Here, frame};
use crate::domain::dates;
use crate::flows::audit::charts::{self, Body, Overview, REMAINING_STEPS, REVOKED_STEPS};
use crate::flows::export::cell;
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::Fields;
use crate::web::pages::frame::{self as around, Frame};
use crate::web::pages::says;
use crate::web::pages::visitor::Visitor;
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use i18n_embed_fl::fl;

/// The stretches of time that one can choose, in days.
const DAYS: [i64; 4] = [7, 30, 90, 365];

/// Numbers as a table, and as a picture.
struct Chart {
    /// Name of its file, and of its place on the page.
    code: &'static str,
    heading: String,
    /// Pictures with what each shows.
    pictures: Vec<(String, String)>,
    head: Vec<String>,
    rows: Vec<(String, Vec<i64>)>,
    /// Is the table long enough to be folded?
    folded: bool,
}

#[derive(Template)]
#[template(path = "audit/charts.html")]
struct Page {
    f: Frame,
    days: i64,
    choices: Vec<(i64, String)>,
    charts: Vec<Chart>,
}

fn chosen(uri: &Uri) -> i64 {
    let asked = Fields::of_query(uri.query()).one("days").parse().ok();
    asked.filter(|days| DAYS.contains(days)).unwrap_or(30)
}

/// All charts.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let (app, t, days) = (&state.app, visitor.texts(), chosen(&uri));
    let seen = charts::overview(app, &visitor.actor, days).await?;
    let page = Page {
        f: frame(app, &visitor, Here::Charts, &format!("/audit/charts?days={days}")).await?,
        days,
        choices: DAYS.map(|days| (days, fl!(t, "charts-days", days = days))).to_vec(),
        charts: all(&state, &visitor, &seen),
    };
    around::show(page, visitor.lang, StatusCode::OK, Some(seen.index))
}

/// The numbers of one chart as a file for spreadsheets.
pub(super) async fn file(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(code): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    let seen = charts::overview(&state.app, &visitor.actor, chosen(&uri)).await?;
    let index = Some(seen.index);
    let found = all(&state, &visitor, &seen).into_iter().find(|one| one.code == code);
    let chart = found.ok_or_else(|| Problem { entry: index, ..Problem::not_found() })?;
    let mut text = line(chart.head.iter().map(|name| cell(name).into_owned()));
    for (name, numbers) in &chart.rows {
        let numbers = numbers.iter().map(i64::to_string);
        text.push_str(&line(std::iter::once(cell(name).into_owned()).chain(numbers)));
    }
    let csv = HeaderValue::from_static("text/csv; charset=utf-8");
    let mut response = ([(header::CONTENT_TYPE, csv)], text).into_response();
    let name = format!("attachment; filename=\"{}.csv\"", chart.code);
    if let Ok(value) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    put_entry(&mut response, index);
    Ok(response)
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let mut line = cells.collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

fn all(state: &State, visitor: &Visitor, seen: &Overview) -> Vec<Chart> {
    let t = visitor.texts();
    vec![
        openings(visitor, seen),
        refusals(state, visitor, seen),
        week(t, seen),
        steps(
            "stopped",
            (fl!(t, "charts-stopped"), fl!(t, "charts-stopped-after")),
            fl!(t, "charts-consents"),
            revoked_names(t).into_iter().zip(seen.revoked).collect(),
        ),
        steps(
            "remaining",
            (fl!(t, "charts-remaining"), fl!(t, "charts-remaining-for")),
            fl!(t, "charts-consents"),
            remaining_names(t).into_iter().zip(seen.remaining).collect(),
        ),
    ]
}

fn openings(visitor: &Visitor, seen: &Overview) -> Chart {
    let t = visitor.texts();
    let name = |body: &Body| match body {
        Body::Of(name) => name.clone(),
        Body::Families => fl!(t, "charts-families"),
        Body::Others => fl!(t, "charts-others"),
    };
    let most = seen.openings.iter().flat_map(|(_, many)| many).copied().max().unwrap_or(0);
    let pictures = seen.openings.iter().map(|(body, many)| {
        let total: i64 = many.iter().sum();
        let words = fl!(t, "charts-of-body", body = name(body), count = total);
        (words, draw::columns(many, most))
    });
    let first = if seen.step_days == 1 { fl!(t, "charts-day") } else { fl!(t, "charts-week") };
    let head = std::iter::once(first).chain(seen.openings.iter().map(|(body, _)| name(body)));
    let rows = seen.steps.iter().enumerate().map(|(step, day)| {
        let of_step = |(_, many): &(Body, Vec<i64>)| many.get(step).copied().unwrap_or(0);
        (dates::day(*day, visitor.lang), seen.openings.iter().map(of_step).collect())
    });
    Chart {
        code: "openings",
        heading: fl!(t, "charts-openings"),
        pictures: pictures.collect(),
        head: head.collect(),
        // What was not is no news: only days on which something was opened.
        rows: rows.filter(|(_, many): &(String, Vec<i64>)| many.iter().any(|n| *n > 0)).collect(),
        folded: true,
    }
}

fn refusals(state: &State, visitor: &Visitor, seen: &Overview) -> Chart {
    let (t, lang) = (visitor.texts(), visitor.lang);
    let named = seen.refusals.iter();
    let named = named.map(|(code, many)| (says::reason_of(&state.app, t, lang, code), *many));
    steps(
        "refusals",
        (fl!(t, "charts-refusals"), fl!(t, "charts-reason")),
        fl!(t, "charts-times"),
        named.collect(),
    )
}

/// A bar for each step.
fn steps(
    code: &'static str,
    (heading, first): (String, String),
    second: String,
    rows: Vec<(String, i64)>,
) -> Chart {
    let numbers: Vec<i64> = rows.iter().map(|(_, many)| *many).collect();
    let picture = draw::bars(&numbers);
    let pictures = if numbers.is_empty() { Vec::new() } else { vec![(heading.clone(), picture)] };
    Chart {
        code,
        pictures,
        heading,
        head: vec![first, second],
        rows: rows.into_iter().map(|(name, many)| (name, vec![many])).collect(),
        folded: false,
    }
}

fn week(t: Texts, seen: &Overview) -> Chart {
    let days = weekdays(t);
    let head = std::iter::once(fl!(t, "charts-hour")).chain(days);
    let rows = (0..24_usize).map(|hour| {
        let of_day = |day: &[i64; 24]| day.get(hour).copied().unwrap_or(0);
        (format!("{hour:02}–{:02}", hour + 1), seen.week.iter().map(of_day).collect())
    });
    Chart {
        code: "week",
        heading: fl!(t, "charts-week-hours"),
        pictures: vec![(fl!(t, "charts-week-words"), draw::heat(&seen.week))],
        head: head.collect(),
        rows: rows.collect(),
        folded: true,
    }
}

fn weekdays(t: Texts) -> [String; 7] {
    [
        fl!(t, "charts-weekday-1"),
        fl!(t, "charts-weekday-2"),
        fl!(t, "charts-weekday-3"),
        fl!(t, "charts-weekday-4"),
        fl!(t, "charts-weekday-5"),
        fl!(t, "charts-weekday-6"),
        fl!(t, "charts-weekday-7"),
    ]
}

fn revoked_names(t: Texts) -> Vec<String> {
    let [hour, day, week, month] = REVOKED_STEPS;
    debug_assert!(hour == 1 && day == 24 && week == 168 && month == 720, "the words say so");
    vec![
        fl!(t, "charts-stopped-hour"),
        fl!(t, "charts-stopped-day"),
        fl!(t, "charts-stopped-week"),
        fl!(t, "charts-stopped-month"),
        fl!(t, "charts-stopped-later"),
    ]
}

fn remaining_names(t: Texts) -> Vec<String> {
    let mut names: Vec<String> =
        REMAINING_STEPS.map(|days| fl!(t, "charts-remaining-under", days = days)).to_vec();
    let [.., last] = REMAINING_STEPS;
    names.push(fl!(t, "charts-remaining-over", days = last));
    names
}
