//! The form: what, to whom, what for and how long, with the rest behind one fold.

use super::{Answers, Matter, Wanted};
use crate::domain::agency::Level;
use crate::domain::time::Day;
use crate::domain::{AgencyId, ChildId, dates};
use crate::flows::{App, Error, agencies, consents, documents};
use crate::web::pages::family::says::Says;
use crate::web::pages::form::{Fields, Wrongs};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;

/// Units that are offered before anybody searches.
const OFFERED: usize = 3;
/// Units that a search finds.
const FOUND: usize = 12;
/// Documents that a form offers, newest first.
const DOCUMENTS: usize = 200;
/// Documents that stand open where none was chosen before.
const OPEN: usize = 4;
/// Purposes that stand open.
const PURPOSES: usize = 3;

/// Something to choose.
pub(in crate::web::pages::family) struct Choice {
    value: String,
    name: String,
    more: String,
    chosen: bool,
    /// Does it stand behind a fold?
    folded: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "what the template asks for")]
#[derive(Template)]
#[template(path = "family/terms.html")]
struct Page {
    f: Frame,
    heading: String,
    /// Address of the form itself; the last page is below it.
    path: String,
    /// What is given from here is given once, also after going back.
    once: String,
    leave: String,
    wrong: Wrongs,
    documents: Vec<Choice>,
    /// The unit, where it cannot be chosen.
    unit: Option<String>,
    units: Vec<Choice>,
    search: String,
    purposes: Vec<Choice>,
    purpose: String,
    lasts: Vec<Choice>,
    until: String,
    earliest: String,
    latest: String,
    categories: Vec<Choice>,
    later: bool,
    keep: bool,
    contribute: bool,
    coordinate: bool,
    from: String,
    /// The newest revision that it was made of.
    seen: String,
    /// Words that were written on the last page.
    written: Vec<String>,
    /// Is something chosen that stands behind the last fold?
    more: bool,
}

impl Page {
    /// Does something of it stand behind a fold?
    #[expect(clippy::unused_self, reason = "called by the template")]
    fn folded(&self, all: &[Choice]) -> bool {
        all.iter().any(|one| one.folded)
    }
}

/// What was answered so far, or was before.
pub(in crate::web::pages::family) async fn page(
    app: &App,
    visitor: &Visitor,
    matter: Matter,
    uri: &Uri,
) -> Result<Response, Problem> {
    let fields = Fields::of_query(uri.query());
    let wanted = Wanted::load(app, visitor, matter).await?;
    let answers = wanted.answers(&fields);
    shown(app, visitor, &wanted, answers, (fields.one("q"), Wrongs::default())).await
}

/// The form with what was answered, and what is wrong with it.
pub(super) async fn shown(
    app: &App,
    visitor: &Visitor,
    wanted: &Wanted,
    answers: Answers,
    (search, wrong): (&str, Wrongs),
) -> Result<Response, Problem> {
    let (t, lang, child) = (visitor.texts(), visitor.lang, wanted.folder.child);
    let says = Says { app, visitor };
    let list = documents::list(app, &visitor.actor, child, None, DOCUMENTS).await?;
    let any = !answers.documents.is_empty() || !answers.categories.is_empty();
    let papers = list.views.iter().map(|one| (one, answers.documents.contains(&one.id)));
    let mut papers: Vec<_> = papers
        .map(|(one, chosen)| Choice {
            value: one.id.to_string(),
            name: one.title.clone(),
            more: says.category(&one.category),
            chosen,
            folded: any && !chosen,
        })
        .collect();
    // What was chosen before stands first.
    papers.sort_by_key(|one| !one.chosen);
    if !any {
        papers.iter_mut().skip(OPEN).for_each(|one| one.folded = true);
    }
    let kinds: Vec<&str> = list
        .views
        .iter()
        .filter(|one| answers.documents.contains(&one.id))
        .map(|one| one.category.as_str())
        .collect();
    let today = app.clock().now().day_in_norway();
    let day = |ahead: i64| Day::from_days(today.as_days() + ahead).unwrap_or(today);
    let near = |ahead: i64| dates::day_near(day(ahead), lang);
    let lasts = [
        ("once", fl!(t, "give-once")),
        ("7", fl!(t, "give-7", day = near(7))),
        ("30", fl!(t, "give-30", day = near(30))),
        ("date", fl!(t, "give-date")),
    ];
    let lasts = lasts.map(|(value, name)| {
        let chosen = answers.last == value;
        Choice { value: value.to_owned(), name, more: String::new(), chosen, folded: false }
    });
    let tables = app.policies().tables();
    let categories = tables.categories.iter().map(|one| {
        let chosen = answers.categories.contains(&one.code);
        let name = one.text(lang).to_owned();
        Choice { value: one.code.clone(), name, more: String::new(), chosen, folded: false }
    });
    let heading = match wanted.matter {
        Matter::Give(_) => fl!(t, "give-heading"),
        Matter::Change(_) | Matter::Answer(_) => fl!(t, "change-heading"),
    };
    let leave = match wanted.matter {
        Matter::Give(child) => format!("/?child={child}"),
        Matter::Change(id) => format!("/consents/{id}"),
        Matter::Answer(id) => format!("/requests/{id}"),
    };
    let units = match wanted.unit {
        Some(_) => Vec::new(),
        None => units(app, visitor, child, &answers, search).await?,
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        f: Frame::family(visitor, &wanted.folder, Family::Access, &wanted.matter.path()),
        heading,
        path: wanted.matter.path(),
        once: app.entropy().uuid().simple().to_string(),
        leave,
        wrong,
        documents: papers,
        unit: wanted.unit.as_ref().map(|(_, name)| name.clone()),
        units,
        search: search.to_owned(),
        purposes: purposes(says, &answers, &kinds),
        purpose: says.purpose(&answers.purpose),
        lasts: lasts.into(),
        until: answers.until,
        earliest: today.to_string(),
        latest: day(365).to_string(),
        more: answers.later
            || answers.keep
            || answers.contribute
            || answers.coordinate
            || !answers.from.is_empty()
            || !answers.categories.is_empty(),
        categories: categories.collect(),
        later: answers.later,
        keep: answers.keep,
        contribute: answers.contribute,
        coordinate: answers.coordinate,
        from: answers.from,
        seen: answers.seen,
        written: answers.written,
    };
    frame::show(page, lang, status, Some(list.index))
}

/// Purposes to choose from, those first that need what was chosen.
fn purposes(says: Says<'_>, answers: &Answers, kinds: &[&str]) -> Vec<Choice> {
    let lang = says.visitor.lang;
    let tables = says.app.policies().tables();
    let mut all: Vec<_> = tables.purposes.iter().collect();
    all.sort_by_key(|one| {
        let fits = kinds.iter().filter(|kind| one.categories.iter().any(|code| code == *kind));
        (one.code != answers.purpose, std::cmp::Reverse(fits.count()))
    });
    let choices = all.into_iter().enumerate().map(|(place, one)| Choice {
        value: one.code.clone(),
        name: one.text(lang).to_owned(),
        more: String::new(),
        chosen: one.code == answers.purpose,
        folded: place >= PURPOSES,
    });
    choices.collect()
}

/// Units to choose from: those that were chosen, what was searched for, else those
/// that the family has given to before.
async fn units(
    app: &App,
    visitor: &Visitor,
    child: ChildId,
    answers: &Answers,
    search: &str,
) -> Result<Vec<Choice>, Problem> {
    let mut found: Vec<(AgencyId, String, String)> = Vec::new();
    for unit in answers.units.iter().take(consents::many::RECIPIENTS_MAX) {
        // One that has closed meanwhile stays to be seen, and what is wrong with it is said.
        match agencies::name_of(app, *unit).await {
            Ok(name) => found.push((*unit, name, String::new())),
            Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let room = found.len() + if search.is_empty() { OFFERED } else { FOUND };
    let is_new = |found: &[(AgencyId, String, String)], id| !found.iter().any(|one| one.0 == id);
    if search.is_empty() {
        let (before, _, _) = consents::list(app, &visitor.actor, child, None, None, 100).await?;
        for view in before {
            if is_new(&found, view.consent.unit) {
                found.push((view.consent.unit, view.unit_name, String::new()));
            }
        }
    }
    if found.len() < room {
        let (all, _) = agencies::search(app, Level::Unit, search, None, room).await?;
        for one in all {
            // Most names say already whose unit it is.
            let above = one.organisation.map(|(_, name)| name).unwrap_or_default();
            let plain = above.split(" (").next().unwrap_or_default();
            let above = if one.agency.name.contains(plain) { String::new() } else { above };
            if is_new(&found, one.agency.id) {
                found.push((one.agency.id, one.agency.name, above));
            }
        }
    }
    found.truncate(room);
    let choice = |(id, name, more): (AgencyId, String, String)| Choice {
        value: id.to_string(),
        name,
        more,
        chosen: answers.units.contains(&id),
        folded: false,
    };
    Ok(found.into_iter().map(choice).collect())
}
