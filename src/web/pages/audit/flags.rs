//! The worklist: what the rules point out, with the lines it rests on and how common it
//! is.

use super::{Here, frame};
use crate::domain::case::CaseState;
use crate::domain::dates;
use crate::flows::flags::{
    self, BULK, CHURN, CHURN_DAYS, FOLLOW_UP_HOURS, Flag, MANY_CHILDREN, MANY_MINUTES, REFUSALS,
    Rule,
};
use crate::web::State;
use crate::web::pages::form::Fields;
use crate::web::pages::frame::{self as around, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;

/// The stretches of time that one can choose, in days.
const DAYS: [i64; 3] = [7, 30, 90];

/// One rule and how common it is.
struct Of {
    code: &'static str,
    name: String,
    words: String,
    flags: String,
    here: bool,
}

/// One flag.
struct Line {
    what: String,
    when: String,
    who: String,
    unit: String,
    words: String,
    entries: Vec<i64>,
    about: i64,
    /// Its case and where that stands.
    case: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "audit/flags.html")]
struct Page {
    f: Frame,
    days: i64,
    rule: &'static str,
    choices: Vec<(i64, String)>,
    rules: Vec<Of>,
    rate: String,
    lines: Vec<Line>,
}

pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let (app, t) = (&state.app, visitor.texts());
    let fields = Fields::of_query(uri.query());
    let days = fields.one("days").parse().ok().filter(|days| DAYS.contains(days)).unwrap_or(30);
    let rule = Rule::from_code(fields.one("rule"));
    let found = flags::list(app, &visitor.actor, days, rule).await?;
    let rules = found.rates.iter().map(|rate| Of {
        code: rate.rule.code(),
        name: name(t, rate.rule),
        words: words(t, rate.rule),
        flags: fl!(t, "flags-count", count = rate.flags),
        here: rule == Some(rate.rule),
    });
    // In hundredths of a percent.
    let part = found.flagged.saturating_mul(10_000) / found.openings.max(1);
    let part = format!("{},{:02}", part / 100, part % 100);
    let page = Page {
        f: frame(app, &visitor, Here::Flags, &format!("/audit/flags?days={days}")).await?,
        days,
        rule: rule.map(Rule::code).unwrap_or_default(),
        choices: DAYS.map(|days| (days, fl!(t, "charts-days", days = days))).to_vec(),
        rules: rules.collect(),
        rate: fl!(
            t,
            "flags-rate",
            flagged = found.flagged,
            openings = found.openings,
            percent = part
        ),
        lines: found.flags.into_iter().map(|flag| line(&visitor, flag)).collect(),
    };
    around::show(page, visitor.lang, StatusCode::OK, Some(found.index))
}

fn line(visitor: &Visitor, flag: Flag) -> Line {
    let t = visitor.texts();
    let stands = |state| match state {
        CaseState::New => fl!(t, "audit-case-new"),
        CaseState::LookedAt => fl!(t, "audit-case-looked-at"),
        CaseState::Closed => fl!(t, "audit-case-closed"),
    };
    Line {
        what: name(t, flag.rule),
        when: dates::instant(flag.time, visitor.lang),
        who: flag
            .person
            .map(|(_, name)| name.unwrap_or_else(|| fl!(t, "audit-someone-in-family")))
            .unwrap_or_default(),
        unit: flag.unit.unwrap_or_default(),
        words: fl!(t, "flags-lines", count = flag.many),
        entries: flag.entries,
        about: flag.about,
        case: flag.case.map(|(id, state)| (id.to_string(), stands(state))),
    }
}

fn name(t: Texts, rule: Rule) -> String {
    match rule {
        Rule::FirstOpening => fl!(t, "flag-first-opening"),
        Rule::OddHours => fl!(t, "flag-odd-hours"),
        Rule::ManyChildren => fl!(t, "flag-many-children"),
        Rule::Bulk => fl!(t, "flag-bulk"),
        Rule::AfterEnd => fl!(t, "flag-after-end"),
        Rule::Refusals => fl!(t, "flag-refusals"),
        Rule::Surname => fl!(t, "flag-surname"),
        Rule::Churn => fl!(t, "flag-churn"),
        Rule::Emergency => fl!(t, "flag-emergency"),
    }
}

/// The rule, as anybody may hold the service to it.
fn words(t: Texts, rule: Rule) -> String {
    match rule {
        Rule::FirstOpening => fl!(t, "flag-first-opening-rule"),
        Rule::OddHours => fl!(
            t,
            "flag-odd-hours-rule",
            from = flags::NIGHT_FROM,
            until = flags::NIGHT_UNTIL,
            percent = flags::USUAL_PERCENT
        ),
        Rule::ManyChildren => {
            fl!(t, "flag-many-children-rule", count = MANY_CHILDREN, minutes = MANY_MINUTES)
        }
        Rule::Bulk => fl!(t, "flag-bulk-rule", count = BULK),
        Rule::AfterEnd => fl!(t, "flag-after-end-rule"),
        Rule::Refusals => fl!(t, "flag-refusals-rule", count = REFUSALS),
        Rule::Surname => fl!(t, "flag-surname-rule"),
        Rule::Churn => fl!(t, "flag-churn-rule", count = CHURN, days = CHURN_DAYS),
        Rule::Emergency => fl!(t, "flag-emergency-rule", hours = FOLLOW_UP_HOURS),
    }
}
