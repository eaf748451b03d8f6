//! The page to check before anything is given, and the giving.

use super::matter::{Matter, Wanted};
use super::page::shown;
use super::{Answers, Said};
use crate::domain::ConsentId;
use crate::domain::dates;
use crate::flows::consents::many::{self, Giving, Recipient};
use crate::flows::consents::preview::{self, Preview};
use crate::flows::consents::revise::Changes;
use crate::flows::consents::{self, Grantable, Terms, in_words};
use crate::flows::{self, App, requests};
use crate::web::State;
use crate::web::pages::family::says::Says;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self, Family, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;

/// One line of the page, with where it is changed.
struct Line {
    name: String,
    value: String,
    /// The field of the form.
    field: &'static str,
}

#[derive(Template)]
#[template(path = "family/terms_check.html")]
struct Page {
    f: Frame,
    heading: String,
    lines: Vec<Line>,
    /// What of the consent becomes otherwise.
    changes: Vec<String>,
    /// The address of the form, with the answers.
    back: String,
    /// What the unit wrote.
    asked: Option<String>,
    missing: String,
    /// Must somebody agree who cannot be asked here?
    nobody: bool,
    hidden: Vec<(&'static str, String)>,
    post: String,
    button: String,
    /// Where one says no to a request.
    no: Option<String>,
    leave: String,
    once: String,
    /// Is the child of an age to be heard?
    heard: Option<String>,
    wrong: Wrongs,
    said: Kept,
}

/// Words that were written, to be shown again.
#[derive(Default)]
struct Kept {
    words: String,
    heard: String,
    heard_words: String,
    /// From the form, so that going back and pressing again gives nothing twice.
    once: Option<String>,
}

/// Shows what would be given.
pub(in crate::web::pages::family) async fn page(
    state: &State,
    visitor: &Visitor,
    matter: Matter,
    uri: &Uri,
) -> Result<Response, Problem> {
    let fields = Fields::of_query(uri.query());
    let wanted = Wanted::load(&state.app, visitor, matter).await?;
    let answers = wanted.answers(&fields);
    let said = Said::nothing(visitor.lang);
    let search = fields.one("q");
    looked(
        state,
        visitor,
        (&wanted, answers),
        (search, Kept { once: fields.once(), ..Kept::default() }),
        said,
    )
    .await
}

async fn looked(
    state: &State,
    visitor: &Visitor,
    (wanted, answers): (&Wanted, Answers),
    (search, kept): (&str, Kept),
    said: Said,
) -> Result<Response, Problem> {
    let (app, t) = (&state.app, visitor.texts());
    let wrong = said.wrong.clone();
    let said = Said { wrong: Wrongs::default(), ..said };
    let terms = match answers.terms(app, t, said) {
        Ok(terms) => terms,
        Err(wrong) => return shown(app, visitor, wanted, answers, (search, wrong)).await,
    };
    let (previews, index) = match previews(app, visitor, wanted, &answers, terms).await {
        Ok(found) => found,
        Err(error) if is_stale(&error) => {
            return anew(app, visitor, wanted.matter, answers.written).await;
        }
        Err(error) => {
            let wrong = wrong_with(t, error)?;
            return shown(app, visitor, wanted, answers, (search, wrong)).await;
        }
    };
    let page = written(state, visitor, wanted, &answers, (&previews, kept, wrong))?;
    let status =
        if page.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::show(page, visitor.lang, status, Some(index))
}

/// What it would mean, for each unit.
async fn previews(
    app: &App,
    visitor: &Visitor,
    wanted: &Wanted,
    answers: &Answers,
    terms: Terms,
) -> Result<(Vec<Preview>, i64), flows::Error> {
    if let Some(id) = wanted.runs {
        let changes = answers.changes(&wanted.before, terms.clone());
        let valid_until =
            changes.valid_until.or(wanted.request.is_some().then_some(terms.valid_until));
        let changes = Changes { valid_until, ..changes };
        let (preview, index) = preview::revise(app, &visitor.actor, id, changes).await?;
        return Ok((vec![preview], index));
    }
    let (mut all, mut last) = (Vec::new(), 0);
    for unit in &answers.units {
        let want = Grantable {
            agency: *unit,
            purpose: answers.purpose.clone(),
            terms: terms.clone(),
            language: visitor.lang.code(),
        };
        let child = wanted.folder.child;
        let (preview, index) = preview::grant(app, &visitor.actor, child, want).await?;
        all.push(preview);
        last = index;
    }
    Ok((all, last))
}

fn written(
    state: &State,
    visitor: &Visitor,
    wanted: &Wanted,
    answers: &Answers,
    (previews, said, wrong): (&[Preview], Kept, Wrongs),
) -> Result<Page, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let says = Says { app, visitor };
    let first = previews.first().ok_or_else(Problem::internal)?;
    let who = previews
        .iter()
        .map(|one| format!("{} {}", one.unit.1, fl!(t, "check-members", count = one.members)));
    let mut what: Vec<String> = first.documents.iter().map(|one| one.title.clone()).collect();
    what.extend(answers.categories.iter().map(|code| {
        let category = says.category(code);
        if answers.later {
            fl!(t, "check-later", category = category)
        } else {
            fl!(t, "consent-category", category = category)
        }
    }));
    let mut may = vec![];
    if answers.keep {
        may.push(fl!(t, "may-keep"));
    }
    if answers.contribute {
        may.push(fl!(t, "may-contribute"));
    }
    if answers.coordinate {
        may.push(fl!(t, "may-coordinate"));
    }
    let now = app.clock().now();
    let last = answers.last_day(now).unwrap_or(now.day_in_norway());
    let mut lasts = fl!(t, "give-until", day = dates::day(last, lang));
    if answers.last == "once" {
        lasts = format!("{lasts}, {}", fl!(t, "check-once"));
    }
    let line = |name, value, field| Line { name, value, field };
    let mut lines = vec![line(fl!(t, "check-who"), who.collect::<Vec<_>>().join(", "), "unit")];
    if !what.is_empty() {
        lines.push(line(fl!(t, "check-what"), what.join(", "), "document"));
    }
    if !may.is_empty() {
        lines.push(line(fl!(t, "check-may"), may.join(", "), "more"));
    }
    lines.push(line(fl!(t, "check-why"), says.purpose(&answers.purpose), "purpose"));
    if let Some(first) = answers.first_day(now) {
        lines.push(line(fl!(t, "consent-from"), dates::day(first, lang), "from"));
    }
    lines.push(line(fl!(t, "check-long"), lasts, "until"));
    if wanted.unit.is_some() {
        // Of a consent or a request, the unit and the purpose are what they are.
        lines.iter_mut().filter(|one| one.field == "unit").for_each(|one| one.field = "");
        let fixed = |one: &&mut Line| ["purpose", "from"].contains(&one.field);
        lines.iter_mut().filter(fixed).for_each(|one| one.field = "");
    }
    let mut missing: Vec<String> = Vec::new();
    for (_, name) in previews.iter().flat_map(|one| &one.missing) {
        if !missing.contains(name) {
            missing.push(name.clone());
        }
    }
    let path = wanted.matter.path();
    let child = wanted.folder.child;
    let changes = first.changes.iter().map(|one| in_words::change(app, one, lang)).collect();
    let (leave, no) = match wanted.matter {
        Matter::Give(_) => (format!("/?child={child}"), None),
        Matter::Change(id) => (format!("/consents/{id}"), None),
        Matter::Answer(id) => {
            (format!("/folders/{child}/requests"), Some(format!("/requests/{id}/decline")))
        }
    };
    let only = previews.len() == 1;
    let button = match wanted.matter {
        Matter::Change(_) => fl!(t, "check-change-it"),
        Matter::Answer(_) if wanted.runs.is_some() => fl!(t, "check-prolong"),
        _ if only => fl!(t, "check-give"),
        _ => fl!(t, "check-give-many", count = previews.len()),
    };
    let heading = match wanted.matter {
        Matter::Give(_) => fl!(t, "check-heading"),
        Matter::Change(_) => fl!(t, "check-change-heading"),
        Matter::Answer(_) => fl!(t, "check-asked", unit = first.unit.1.as_str()),
    };
    let is_self = wanted.folder.role == "young-person";
    let hears = app.policies().tables().ages.law(wanted.folder.born, now).heard;
    let asks = !is_self && hears && !matches!(wanted.matter, Matter::Change(_));
    let request = wanted.request.as_ref();
    Ok(Page {
        f: Frame::family(visitor, &wanted.folder, Family::Access, &path),
        heading,
        lines,
        changes,
        back: format!("{path}?{}", answers.query()),
        asked: request.and_then(|one| one.words.clone()),
        missing: missing.join(", "),
        nobody: previews.iter().any(|one| !one.at_once && one.missing.is_empty()),
        hidden: answers.until_shown(now).fields(),
        post: path,
        button,
        no,
        leave,
        once: said.once.clone().unwrap_or_else(|| form::once(state)),
        heard: asks.then(|| fl!(t, "give-heard", child = wanted.folder.name.as_str())),
        wrong,
        said,
    })
}

/// Gives it.
pub(in crate::web::pages::family) async fn give(
    state: &State,
    visitor: &Visitor,
    matter: Matter,
    fields: &Fields,
) -> Result<Response, Problem> {
    let (app, t, lang) = (&state.app, visitor.texts(), visitor.lang);
    let wanted = Wanted::load(app, visitor, matter).await?;
    let words = ["words", "heard_words"].map(|name| fields.one(name).to_owned());
    let written = words.into_iter().filter(|words| !words.is_empty()).collect();
    let answers = Answers { written, ..wanted.answers(fields) };
    let said = Said::of(fields, t, lang);
    let kept = Kept {
        words: fields.one("words").to_owned(),
        heard: fields.one("heard").to_owned(),
        heard_words: fields.one("heard_words").to_owned(),
        once: fields.once(),
    };
    if !said.wrong.is_empty() {
        return looked(state, visitor, (&wanted, answers), ("", kept), said).await;
    }
    let terms = match answers.terms(app, t, said) {
        Ok(terms) => terms,
        Err(wrong) => return shown(app, visitor, &wanted, answers, ("", wrong)).await,
    };
    match done(app, visitor, &wanted, &answers, terms, fields.once()).await {
        Ok((to, index)) => {
            let mut response = redirect(&to);
            put_entry(&mut response, Some(index));
            Ok(response)
        }
        Err(error) if is_stale(&error) => anew(app, visitor, matter, answers.written).await,
        Err(error) => {
            let wrong = wrong_with(t, error)?;
            shown(app, visitor, &wanted, answers, ("", wrong)).await
        }
    }
}

/// Is the consent otherwise by now than the form was made of?
fn is_stale(error: &flows::Error) -> bool {
    match error {
        flows::Error::Recorded { source, .. } => is_stale(source),
        flows::Error::Conflict { code, .. } => *code == "consent-changed",
        _ => false,
    }
}

/// The form as the consent is by now, since somebody else has changed it meanwhile.
async fn anew(
    app: &App,
    visitor: &Visitor,
    matter: Matter,
    written: Vec<String>,
) -> Result<Response, Problem> {
    let wanted = Wanted::load(app, visitor, matter).await?;
    let mut wrong = Wrongs::default();
    wrong.add("main", fl!(visitor.texts(), "change-wrong-stale"));
    let answers = Answers { written, ..wanted.before.clone() };
    shown(app, visitor, &wanted, answers, ("", wrong)).await
}

/// Does it, and says where the receipt is.
async fn done(
    app: &App,
    visitor: &Visitor,
    wanted: &Wanted,
    answers: &Answers,
    terms: Terms,
    once: Option<String>,
) -> Result<(String, i64), flows::Error> {
    let (actor, language) = (&visitor.actor, visitor.lang.code());
    let child = wanted.folder.child;
    let receipt = |all: &[ConsentId]| {
        let all: Vec<String> = all.iter().map(|id| format!("consent={id}")).collect();
        format!("/folders/{child}/given?{}", all.join("&"))
    };
    match wanted.matter {
        Matter::Give(_) => {
            let to = answers.units.iter().map(|unit| Recipient {
                agency: *unit,
                purpose: answers.purpose.clone(),
                valid_until: terms.valid_until,
                words: terms.words.clone(),
            });
            let giving = Giving {
                recipients: to.collect(),
                heard: terms.heard,
                heard_words: terms.heard_words.clone(),
                language,
            };
            let owns = many::give(app, actor, child, (terms, giving), once).await?;
            let index = owns.last().map_or(0, |own| own.index);
            let ids: Vec<ConsentId> = owns.into_iter().map(|own| own.consent).collect();
            Ok((receipt(&ids), index))
        }
        Matter::Change(id) => {
            let changes = answers.changes(&wanted.before, terms);
            let own = consents::revise::revise(app, actor, id, changes, language, once).await?;
            Ok((format!("/consents/{id}?done=changed"), own.index))
        }
        Matter::Answer(id) => {
            // Whether it is for one opening is what was chosen, whatever it was before.
            let once_only = Some(terms.once);
            let changes = Changes { once: once_only, ..answers.changes(&wanted.before, terms) };
            let own = requests::grant(app, actor, id, changes, language, once).await?;
            let view = requests::read_own(app, actor, &own, true).await?;
            let to = match view.request.consent {
                Some(consent) => receipt(&[consent]),
                None => format!("/folders/{child}/requests"),
            };
            Ok((to, own.index))
        }
    }
}

/// What is wrong with the answers, where a flow says so; every other error is a
/// problem of its own.
fn wrong_with(t: crate::web::pages::Texts, error: flows::Error) -> Result<Wrongs, Problem> {
    let mut wrong = Wrongs::default();
    match Problem::from(error) {
        problem if problem.status != 422 => return Err(problem),
        problem => match (problem.code.as_str(), problem.field.as_deref()) {
            ("nothing-changed", _) => wrong.add("document", fl!(t, "change-wrong-nothing")),
            ("nothing-left", _) => wrong.add("document", fl!(t, "change-wrong-left")),
            (_, Some("documents")) => wrong.add("document", fl!(t, "give-wrong-gone")),
            (_, Some("agency" | "recipients")) => wrong.add("unit", fl!(t, "give-wrong-closed")),
            (_, Some("valid_until" | "valid_from")) => {
                wrong.add("until", fl!(t, "give-wrong-until", days = 366));
            }
            _ => return Err(problem),
        },
    }
    Ok(wrong)
}
