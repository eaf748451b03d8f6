//! Giving access: who, why and how long on one page; then a page to check, and one
//! button. The answers stand in the address until they are given, as ids and codes,
//! so that going back or loading again loses nothing.

mod check;

pub(super) use check::{check, give, given, undo};

use crate::domain::agency::Level;
use crate::domain::question::ConsentAction;
use crate::domain::time::{DAY_MICROS, Day};
use crate::domain::{AgencyId, ChildId, DocumentId, Timestamp, dates};
use crate::flows::consents::{Grantable, Terms};
use crate::flows::folders::{self, Folder};
use crate::flows::{App, agencies, consents, documents};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{Fields, Wrongs};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Units that are offered before anybody searches.
const OFFERED: usize = 6;
/// Documents that are offered where none was chosen.
const DOCUMENTS: usize = 50;

/// Something to choose.
struct Choice {
    value: String,
    name: String,
    more: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "family/give.html")]
struct Page {
    f: Frame,
    child: Uuid,
    wrong: Wrongs,
    documents: Vec<Choice>,
    units: Vec<Choice>,
    search: String,
    purposes: Vec<Choice>,
    lasts: Vec<Choice>,
    until: String,
    earliest: String,
    latest: String,
}

/// What was answered so far.
struct Answers {
    documents: Vec<DocumentId>,
    unit: Option<AgencyId>,
    purpose: String,
    last: String,
    until: String,
}

impl Answers {
    fn of(fields: &Fields) -> Self {
        let last = fields.one("last");
        Self {
            documents: fields.ids("document").map(DocumentId).collect(),
            unit: fields.ids("unit").next().map(AgencyId),
            purpose: fields.one("purpose").to_owned(),
            last: if last.is_empty() { "30" } else { last }.to_owned(),
            until: fields.one("until").to_owned(),
        }
    }

    /// When it ends: the end of a day in Norway.
    fn end(&self, now: Timestamp) -> Option<Timestamp> {
        let today = now.day_in_norway().as_days();
        let last = match self.last.as_str() {
            "7" | "once" => Day::from_days(today + 7),
            "30" => Day::from_days(today + 30),
            _ => self.until.parse().ok(),
        }?;
        Some(Day::from_days(last.as_days() + 1)?.begins_in_norway())
    }

    /// The consent that these answers are, or what is missing.
    fn wanted(&self, app: &App, t: Texts, lang: &'static str) -> Result<Grantable, Wrongs> {
        let mut wrong = Wrongs::default();
        let now = app.clock().now();
        if self.documents.is_empty() {
            wrong.add("document", fl!(t, "give-wrong-document"));
        }
        if self.unit.is_none() {
            wrong.add("unit", fl!(t, "give-wrong-unit"));
        }
        let purpose = app.policies().tables().purpose(&self.purpose);
        if purpose.is_none() {
            wrong.add("purpose", fl!(t, "give-wrong-purpose"));
        }
        let end = self.end(now).filter(|end| *end > now);
        let longest = purpose.map_or(i64::MAX, |one| one.longest_days.saturating_add(1));
        let fits = end.is_some_and(|end| {
            end.as_micros().saturating_sub(now.as_micros()) / DAY_MICROS < longest
        });
        if !fits {
            wrong.add("until", fl!(t, "give-wrong-until"));
        }
        match (self.unit, end) {
            (Some(agency), Some(valid_until)) if wrong.is_empty() => Ok(Grantable {
                agency,
                purpose: self.purpose.clone(),
                terms: Terms {
                    documents: self.documents.clone(),
                    categories: Vec::new(),
                    also_later: false,
                    actions: vec![ConsentAction::Open],
                    once: self.last == "once",
                    excluded_persons: Vec::new(),
                    excluded_units: Vec::new(),
                    valid_from: None,
                    valid_until,
                    words: None,
                    heard: None,
                    heard_words: None,
                },
                language: lang,
            }),
            _ => Err(wrong),
        }
    }
}

/// Who, why and how long.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let fields = Fields::of_query(uri.query());
    let folder = folders::show(&state.app, &visitor.actor, ChildId(child)).await?;
    let answers = Answers::of(&fields);
    asked(&state.app, &visitor, &folder, answers, fields.one("q"), Wrongs::default()).await
}

/// The page with what was answered, and what is wrong with it.
async fn asked(
    app: &App,
    visitor: &Visitor,
    folder: &Folder,
    answers: Answers,
    search: &str,
    wrong: Wrongs,
) -> Result<Response, Problem> {
    let (t, lang, child) = (visitor.texts(), visitor.lang, folder.child);
    let list = documents::list(app, &visitor.actor, child, None, DOCUMENTS).await?;
    let mut papers: Vec<Choice> = Vec::new();
    for one in &list.views {
        let category = app.policies().tables().category(&one.category);
        papers.push(Choice {
            value: one.id.to_string(),
            name: one.title.clone(),
            more: category.map_or_else(String::new, |known| known.text(lang).to_owned()),
            chosen: answers.documents.contains(&one.id),
        });
    }
    // What was chosen on the page before stands first.
    papers.sort_by_key(|one| !one.chosen);
    let (today, longest) = (app.clock().now().day_in_norway(), 366);
    let purposes = app.policies().tables().purposes.iter().map(|one| Choice {
        value: one.code.clone(),
        name: one.text(lang).to_owned(),
        more: String::new(),
        chosen: one.code == answers.purpose,
    });
    let day = |ahead: i64| Day::from_days(today.as_days() + ahead).unwrap_or(today);
    let until = |ahead: i64| fl!(t, "give-until", day = dates::day(day(ahead), lang));
    let lasts = [
        ("once", fl!(t, "give-once"), until(7)),
        ("7", fl!(t, "give-7"), until(7)),
        ("30", fl!(t, "give-30"), until(30)),
        ("date", fl!(t, "give-date"), String::new()),
    ];
    let lasts = lasts.map(|(value, name, more)| {
        let chosen = answers.last == value;
        Choice { value: value.to_owned(), name, more, chosen }
    });
    let page = Page {
        f: Frame::family(visitor, folder, Family::Access, &format!("/folders/{child}/give")),
        child: child.0,
        wrong,
        documents: papers,
        units: units(app, visitor, child, &answers, search).await?,
        search: search.to_owned(),
        purposes: purposes.collect(),
        lasts: lasts.into(),
        until: answers.until,
        earliest: today.to_string(),
        latest: day(longest).to_string(),
    };
    let status =
        if page.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::show(page, lang, status, Some(list.index))
}

/// Units to choose from: the one that was chosen, what was searched for, else those
/// that the family has given to before.
async fn units(
    app: &App,
    visitor: &Visitor,
    child: ChildId,
    answers: &Answers,
    search: &str,
) -> Result<Vec<Choice>, Problem> {
    let mut found: Vec<(AgencyId, String, String)> = Vec::new();
    if search.is_empty() {
        let (before, _, _) = consents::list(app, &visitor.actor, child, None, None, 100).await?;
        for view in before {
            if !found.iter().any(|(id, ..)| *id == view.consent.unit) {
                found.push((view.consent.unit, view.unit_name, String::new()));
            }
        }
        found.truncate(OFFERED);
    }
    if found.len() < OFFERED {
        let (all, _) = agencies::search(app, Level::Unit, search, None, OFFERED * 3).await?;
        for one in all {
            let above = one.organisation.map(|(_, name)| name).unwrap_or_default();
            if !found.iter().any(|(id, ..)| *id == one.agency.id) {
                found.push((one.agency.id, one.agency.name, above));
            }
        }
    }
    if let Some(unit) = answers.unit
        && !found.iter().any(|(id, ..)| *id == unit)
    {
        let name = agencies::name(app, unit).await?;
        found.insert(0, (unit, name, String::new()));
    }
    let choice = |(id, name, more): (AgencyId, String, String)| Choice {
        value: id.to_string(),
        name,
        more,
        chosen: answers.unit == Some(id),
    };
    Ok(found.into_iter().map(choice).collect())
}
