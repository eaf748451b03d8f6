//! Entries as lines: folded by day and act.

use crate::domain::entry::{Kind, Outcome};
use crate::domain::lang::Lang;
use crate::domain::{Timestamp, dates};
use crate::flows::App;
use crate::flows::audit::EntryView;
use crate::web::pages::says;
use crate::web::pages::visitor::Visitor;
use crate::web::pages::words::Texts;
use i18n_embed_fl::fl;
use std::collections::HashMap;
use uuid::Uuid;

/// Titles of the papers that are there to be seen.
pub(super) type Titles = HashMap<Uuid, String>;

/// One day of the log.
pub(super) struct Day {
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
}

/// The same act, once or more often, on one day.
pub(super) struct Line {
    /// The newest of them.
    pub(super) index: i64,
    pub(super) who: String,
    pub(super) role: String,
    /// Where that person works.
    pub(super) unit: String,
    /// The unit that an act of the family, or of the service, is about.
    pub(super) about: String,
    pub(super) did: String,
    pub(super) refused: bool,
    /// Why it was refused, or how it stands now.
    pub(super) how: String,
    pub(super) paper: Option<(Uuid, String)>,
    /// A paper that is not there any more.
    pub(super) gone: bool,
    pub(super) purpose: String,
    pub(super) consent: Option<Uuid>,
    pub(super) time: String,
    pub(super) day: String,
    /// All of them, newest first, where there are several.
    pub(super) times: Vec<(i64, String)>,
    key: Key,
}

#[derive(PartialEq, Eq)]
struct Key {
    kind: String,
    outcome: String,
    reason: Option<String>,
    act: Option<String>,
    ids: [Option<Uuid>; 5],
}

/// Lines by day, newest first. Unless `everything` is wanted, the end of an opening that
/// went well and a paper that was found clean are no lines of their own.
pub(super) fn days(
    app: &App,
    (t, lang): (Texts, Lang),
    visitor: &Visitor,
    titles: &Titles,
    views: Vec<EntryView>,
    (now, everything): (Timestamp, bool),
) -> Vec<Day> {
    let mut days: Vec<(i64, Day)> = Vec::new();
    for view in views {
        if !everything && says_nothing_new(&view) {
            continue;
        }
        let at = Timestamp::from_micros(view.row.time);
        let day = at.day_in_norway().as_days();
        let new = line(app, (t, lang), visitor, titles, view);
        if days.last().is_none_or(|(last, _)| *last != day) {
            let date = dates::day_of(at, lang);
            let name = match now.day_in_norway().as_days() - day {
                0 => fl!(t, "log-today", day = date),
                1 => fl!(t, "log-yesterday", day = date),
                _ => date,
            };
            days.push((day, Day { name, lines: Vec::new() }));
        }
        if let Some((_, day)) = days.last_mut() {
            match day.lines.iter_mut().find(|line| line.key == new.key) {
                Some(same) => {
                    if same.times.is_empty() {
                        same.times.push((same.index, same.time.clone()));
                    }
                    same.times.push((new.index, new.time));
                }
                None => day.lines.push(new),
            }
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

fn says_nothing_new(view: &EntryView) -> bool {
    let row = &view.row;
    (row.kind == Kind::Delivered.code() && row.outcome == Outcome::Complete.code())
        || (row.kind == Kind::Scanned.code() && row.reason.as_deref() == Some("clean"))
}

fn line(
    app: &App,
    (t, lang): (Texts, Lang),
    visitor: &Visitor,
    titles: &Titles,
    view: EntryView,
) -> Line {
    let row = view.row;
    let at = Timestamp::from_micros(row.time);
    let mine = row.actor == Some(visitor.me.person.0);
    let role = row.role.as_deref().map_or_else(String::new, |code| says::role_of(t, code));
    // Acts of the service itself have nobody.
    let (who, role) = match (mine, view.actor_name.filter(|name| !name.is_empty())) {
        (true, _) => (fl!(t, "log-you"), String::new()),
        (false, Some(name)) => (name, role),
        (false, None) if role.is_empty() => (fl!(t, "log-service"), String::new()),
        (false, None) => (role, String::new()),
    };
    let refused = row.outcome == Outcome::Refused.code();
    let did = match (&row.act, refused) {
        (Some(act), true) => fl!(t, "log-was-refused", act = says::act_of(t, act)),
        _ => says::kind_of(t, &row.kind),
    };
    let reason = row.reason.as_deref().filter(|code| !code.is_empty());
    let mut how = reason.map_or_else(String::new, |code| says::reason_of(app, t, lang, code));
    if row.kind == Kind::Delivered.code() {
        let outcome = says::outcome_of(t, &row.outcome);
        how = if how.is_empty() { outcome } else { format!("{outcome}. {how}") };
    }
    let of_unit =
        !matches!(row.role.as_deref(), None | Some("guardian" | "young-person" | "system"));
    let unit = view.unit_name.or(view.agency_name).unwrap_or_default();
    let (unit, about) = if of_unit { (unit, String::new()) } else { (String::new(), unit) };
    let title = row.document.and_then(|id| Some((id, titles.get(&id)?.clone())));
    let purpose = row.purpose.as_deref().filter(|code| !code.is_empty());
    Line {
        index: row.idx,
        who,
        role,
        unit,
        about: if about.is_empty() { about } else { fl!(t, "log-about", unit = about) },
        did,
        refused,
        how,
        gone: row.document.is_some() && title.is_none(),
        paper: title,
        purpose: purpose.map_or_else(String::new, |code| says::purpose_of(app, t, lang, code)),
        consent: row.consent,
        time: dates::time(at, lang),
        day: dates::day_of(at, lang),
        times: Vec::new(),
        key: Key {
            kind: row.kind,
            outcome: row.outcome,
            reason: row.reason,
            act: row.act,
            ids: [row.actor, row.unit, row.document, row.consent, row.request],
        },
    }
}
