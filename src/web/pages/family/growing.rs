//! What changes as the child grows older: who decides now, what the next birthdays
//! change, and what to do.

use crate::domain::{ChildId, dates};
use crate::flows::folders;
use crate::flows::growing::{self, AgeRule, Effect, GuardiansMay};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::Visitor;
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

/// Who decides in one field of law now.
struct Now {
    field: String,
    who: String,
}

/// A birthday that changes something.
struct Turn {
    heading: String,
    day: String,
    changes: Vec<String>,
    todo: Vec<String>,
}

#[derive(Template)]
#[template(path = "family/growing.html")]
struct Page {
    f: Frame,
    heading: String,
    lead: String,
    now: Vec<Now>,
    turns: Vec<Turn>,
    own: bool,
}

/// Which rules hold now, and which birthdays change them.
pub(super) async fn page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(child): Path<Uuid>,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let folder = folders::show(app, &visitor.actor, ChildId(child)).await?;
    let (law, born, now, index) = growing::law(app, &visitor.actor, folder.child).await?;
    let (own, name) = (folder.role == "young-person", folder.name.as_str());
    let ages = &app.policies().tables().ages;
    let today = now.day_in_norway();
    let mut fields = Vec::new();
    for field in &ages.fields {
        let guardians = law.guardians_decide.contains(&field.code);
        let young = law.young_person_decides.contains(&field.code);
        let who = match (guardians, young, own) {
            (true, true, true) => fl!(t, "growing-own-both"),
            (true, true, false) => fl!(t, "growing-both", child = name),
            (false, _, true) => fl!(t, "growing-own-you"),
            (false, _, false) => fl!(t, "growing-young", child = name),
            (true, false, true) => fl!(t, "growing-own-guardians"),
            (true, false, false) => fl!(t, "growing-guardians"),
        };
        fields.push(Now { field: field.text(lang).to_owned(), who });
    }
    let mut turns = Vec::new();
    for (day, rules) in ages.ahead(born, today) {
        let age = born.age_on(day);
        let mut changes: Vec<String> = Vec::new();
        let mut todo: Vec<String> = Vec::new();
        for rule in rules {
            let field = rule.field.as_deref().and_then(|code| ages.field(code));
            let field = field.map(|field| field.text(lang));
            let change = if own { own_words(t, rule, field) } else { rule.text(lang).to_owned() };
            for (list, text) in [(&mut changes, change), (&mut todo, to_do(t, rule, own))] {
                if !list.contains(&text) {
                    list.push(text);
                }
            }
        }
        let heading = if own {
            fl!(t, "growing-own-turn", age = age)
        } else {
            fl!(t, "growing-turn", child = name, age = age)
        };
        turns.push(Turn { heading, day: dates::day(day, lang), changes, todo });
    }
    let years = born.age_on(today);
    let (heading, lead) = if own {
        (fl!(t, "growing-own-name"), fl!(t, "growing-own-lead", age = years))
    } else {
        (fl!(t, "growing-heading", child = name), fl!(t, "growing-lead", child = name, age = years))
    };
    let f = Frame::family(&visitor, &folder, Family::More, &format!("/folders/{child}/growing"));
    let page = Page { f, heading, lead, now: fields, turns, own };
    frame::show(page, lang, StatusCode::OK, Some(index))
}

/// What a rule changes, said to the young person.
fn own_words(t: Texts, rule: &AgeRule, field: Option<&str>) -> String {
    match (rule.effect, rule.decides, field) {
        (Effect::Heard, ..) => fl!(t, "growing-own-heard"),
        (Effect::MayWithhold, ..) => fl!(t, "growing-own-withhold"),
        (Effect::Majority, ..) => fl!(t, "growing-own-majority"),
        (Effect::Decides, _, None) => fl!(t, "growing-own-all"),
        (Effect::Decides, Some((_, GuardiansMay::See)), Some(field)) => {
            fl!(t, "growing-own-decide-see", field = field)
        }
        (Effect::Decides, _, Some(field)) => fl!(t, "growing-own-decide", field = field),
    }
}

/// What to do before that day.
fn to_do(t: Texts, rule: &AgeRule, own: bool) -> String {
    match (rule.effect, own) {
        (Effect::Heard, true) => fl!(t, "growing-own-do-heard"),
        (Effect::Heard, false) => fl!(t, "growing-do-heard"),
        (Effect::MayWithhold, true) => fl!(t, "growing-own-do-withhold"),
        (Effect::MayWithhold, false) => fl!(t, "growing-do-withhold"),
        (Effect::Decides, true) => fl!(t, "growing-own-do-decide"),
        (Effect::Decides, false) => fl!(t, "growing-do-decide"),
        (Effect::Majority, true) => fl!(t, "growing-own-do-majority"),
        (Effect::Majority, false) => fl!(t, "growing-do-majority"),
    }
}
