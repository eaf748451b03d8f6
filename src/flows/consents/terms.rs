//! The terms of a consent as somebody wants them, and what is wrong with them.

use super::super::App;
use super::super::error::{Error, Invalid};
use crate::domain::agency::Level;
use crate::domain::question::ConsentAction;
use crate::domain::scope::Scope;
use crate::domain::text::Words;
use crate::domain::time::{DAY_MICROS, SECOND_MICROS, Window};
use crate::domain::{AgencyId, ChildId, DocumentId, PersonId, Timestamp};
use crate::gate::{Granted, Touching};
use crate::store::consents::Heard;
use crate::store::documents::{self, Touched};
use crate::store::{Conn, agencies, people};
use serde::Serialize;

/// How far back a beginning may lie and still mean now: the midnight that a date
/// picker gives for today, wherever and however long the day is.
const TODAY_MICROS: i64 = 25 * 3600 * SECOND_MICROS;
/// Most persons and units that can be kept out of one consent.
const EXCLUDED_MAX: usize = 100;

/// What a consent is to cover and allow.
#[derive(Debug, Clone, Serialize)]
pub struct Terms {
    /// Documents one by one.
    pub documents: Vec<DocumentId>,
    /// Categories as a whole.
    pub categories: Vec<String>,
    /// Later documents of the categories too?
    pub also_later: bool,
    /// What the unit may do.
    pub actions: Vec<ConsentAction>,
    /// For one opening only?
    pub once: bool,
    /// Persons kept out, whatever else is said.
    pub excluded_persons: Vec<PersonId>,
    /// Units kept out, with all below them.
    pub excluded_units: Vec<AgencyId>,
    /// From; now if `None` or earlier today.
    pub valid_from: Option<Timestamp>,
    /// Until.
    pub valid_until: Timestamp,
    /// Free words.
    #[serde(skip)]
    pub words: Option<Words>,
    /// Was the child heard?
    #[serde(skip)]
    pub heard: Option<Heard>,
    /// How the child was heard.
    #[serde(skip)]
    pub heard_words: Option<Words>,
}

/// Brings a list into its one form.
fn tidy<T: Ord>(list: &mut Vec<T>) {
    list.sort_unstable();
    list.dedup();
}

/// Checks what needs no transaction, and brings the lists into a fixed order.
pub(crate) fn check(app: &App, purpose: &str, mut terms: Terms) -> Result<Terms, Invalid> {
    let tables = app.policies().tables();
    if tables.purpose(purpose).is_none() {
        return Err(unknown_purpose());
    }
    if terms.categories.iter().any(|code| tables.category(code).is_none()) {
        return Err(Invalid::new(
            "unknown-category",
            "categories",
            "There is no such category. GET /api/v1/categories lists them.",
        ));
    }
    tidy(&mut terms.documents);
    tidy(&mut terms.categories);
    tidy(&mut terms.actions);
    tidy(&mut terms.excluded_persons);
    tidy(&mut terms.excluded_units);
    if terms.actions.is_empty() {
        terms.actions.push(ConsentAction::Open);
    }
    let reads = terms.actions.contains(&ConsentAction::Open);
    if reads && terms.documents.is_empty() && terms.categories.is_empty() {
        return Err(Invalid::new(
            "nothing-covered",
            "documents",
            "Name at least one document or one category.",
        ));
    }
    if terms.documents.len() > 500 {
        return Err(Invalid::new(
            "too-many",
            "documents",
            "Name at most 500 documents, or name categories.",
        ));
    }
    if terms.also_later && terms.categories.is_empty() {
        return Err(Invalid::new(
            "also-later-needs-category",
            "also_later",
            "Later documents can only be covered by category. Name the categories.",
        ));
    }
    if terms.actions.contains(&ConsentAction::Keep) && !reads {
        return Err(Invalid::new(
            "keep-needs-open",
            "actions",
            "What may be kept must also be opened: add \"open\".",
        ));
    }
    if terms.once && terms.actions != [ConsentAction::Open] {
        return Err(Invalid::new(
            "once-is-for-opening",
            "once",
            "A consent for one opening allows \"open\" and nothing else.",
        ));
    }
    if terms.excluded_persons.len() > EXCLUDED_MAX || terms.excluded_units.len() > EXCLUDED_MAX {
        return Err(Invalid::new(
            "too-many",
            "excluded_persons",
            format!("Keep at most {EXCLUDED_MAX} persons and {EXCLUDED_MAX} units out."),
        ));
    }
    if terms.heard.is_none() && terms.heard_words.is_some() {
        return Err(Invalid::new(
            "heard-missing",
            "heard",
            "Say also whether the child was heard: \"yes\" or \"no\".",
        ));
    }
    fits(app, purpose, &terms)?;
    Ok(terms)
}

/// Does the purpose need what is named as a whole?
fn fits(app: &App, purpose: &str, terms: &Terms) -> Result<(), Invalid> {
    let Some(purpose) = app.policies().tables().purpose(purpose) else { return Ok(()) };
    if !purpose.only_these {
        return Ok(());
    }
    let odd = terms.categories.iter().find(|code| !purpose.categories.contains(code));
    match odd {
        None => Ok(()),
        Some(odd) => Err(Invalid::new(
            "category-does-not-fit",
            "categories",
            format!(
                "For this purpose \"{odd}\" is not needed. Leave it out, choose another purpose, \
                 or name single documents."
            ),
        )),
    }
}

fn unknown_purpose() -> Invalid {
    Invalid::new(
        "unknown-purpose",
        "purpose",
        "There is no such purpose. GET /api/v1/purposes lists them.",
    )
}

impl Terms {
    /// The window that is asked for, as the log's time sees it.
    pub(crate) fn window(
        &self,
        app: &App,
        purpose: &str,
        now: Timestamp,
    ) -> Result<Window, Invalid> {
        if self.valid_until <= now {
            return Err(Invalid::new(
                "valid-until-past",
                "valid_until",
                "The end lies in the past. Choose a later time.",
            ));
        }
        if self.valid_from.is_some_and(|from| from < now.plus_micros(-TODAY_MICROS)) {
            return Err(Invalid::new(
                "valid-from-past",
                "valid_from",
                "The beginning lies in the past. Leave it out to begin now.",
            ));
        }
        let from = self.valid_from.unwrap_or(now).max(now);
        let window = Window::new(from, self.valid_until).map_err(|_| {
            Invalid::new(
                "valid-until-before-from",
                "valid_until",
                "The end must lie after the beginning.",
            )
        })?;
        longest(app, purpose, window.from(), window.until())?;
        Ok(window)
    }

    /// What is covered and allowed, given at `now`.
    pub(crate) fn scope(&self, window: Window, now: Timestamp) -> Scope {
        Scope {
            documents: self.documents.clone(),
            categories: self.categories.clone(),
            also_later: self.also_later,
            given: now,
            actions: self.actions.clone(),
            once: self.once,
            excluded_persons: self.excluded_persons.clone(),
            excluded_units: self.excluded_units.clone(),
            valid_from: window.from(),
            valid_until: window.until(),
        }
    }
}

/// When what waits from `now` for an answer lapses: after the days that the terms
/// say, and no later than it would end.
pub(crate) fn lapses(app: &App, now: Timestamp, until: Timestamp) -> Timestamp {
    let days = app.policies().tables().terms.approval_days;
    now.plus_micros(days.saturating_mul(DAY_MICROS)).min(until)
}

/// Is the window no longer than the purpose allows?
pub(crate) fn longest(
    app: &App,
    purpose: &str,
    from: Timestamp,
    until: Timestamp,
) -> Result<(), Invalid> {
    let purpose = app.policies().tables().purpose(purpose).ok_or_else(unknown_purpose)?;
    let longest = purpose.longest_days;
    if until.as_micros() - from.as_micros() > longest.saturating_mul(DAY_MICROS) {
        return Err(Invalid::new(
            "window-too-long",
            "valid_until",
            format!("For this purpose a consent lasts at most {longest} days."),
        ));
    }
    Ok(())
}

/// Is what is named there, the child's, and there for the giver? Every document
/// that the folder has ever had: what a consent touches does not depend on who
/// looks at it.
pub(crate) async fn named(
    app: &App,
    conn: &mut Conn,
    granted: &Granted,
    (unit, child): (AgencyId, ChildId),
    terms: &Terms,
    now: Timestamp,
) -> Result<Vec<Touched>, Error> {
    match agencies::find(conn, unit).await? {
        Some(body) if body.level == Level::Unit && body.active => {}
        Some(body) if body.active => {
            return Err(Invalid::new(
                "not-a-unit",
                "agency",
                "Consent is given to one unit, not to a whole organisation. Choose a unit.",
            )
            .into());
        }
        _ => {
            return Err(Invalid::new(
                "unknown-agency",
                "agency",
                "There is no such unit. GET /api/v1/agencies lists them.",
            )
            .into());
        }
    }
    for unit in &terms.excluded_units {
        if agencies::find(conn, *unit).await?.is_none() {
            let detail = "At least one of the excluded units does not exist.";
            return Err(Invalid::new("unknown-agency", "excluded_units", detail).into());
        }
    }
    for person in &terms.excluded_persons {
        if people::find_person(conn, *person).await?.is_none() {
            let detail = "At least one of the excluded persons does not exist.";
            return Err(Invalid::new("unknown-person", "excluded_persons", detail).into());
        }
    }
    let mut open = documents::marks::touched(conn, child, now).await?;
    open.retain(|document| granted.sees(app.policies().tables(), document));
    // One wording for documents of others and for none: it tells nothing.
    if !terms.documents.iter().all(|id| open.iter().any(|document| document.id == *id)) {
        return Err(Invalid::new(
            "unknown-document",
            "documents",
            "At least one of the documents is not in this folder.",
        )
        .into());
    }
    Ok(documents::marks::touched_ever(conn, child, now).await?)
}

/// Categories of everything that a scope reaches. One who coordinates sees what
/// there is of all consents, and what no category bounds may reach all.
pub(crate) fn touches(app: &App, scope: &Scope, own: &[Touched]) -> Vec<String> {
    let named = own.iter().filter(|document| scope.documents.contains(&document.id));
    let mut touches: Vec<String> = named.map(|document| document.category.clone()).collect();
    touches.extend(scope.categories.iter().cloned());
    if touches.is_empty() || scope.actions.contains(&ConsentAction::Coordinate) {
        let all = app.policies().tables().categories.iter();
        touches.extend(all.map(|category| category.code.clone()));
    }
    tidy(&mut touches);
    touches
}

impl Terms {
    /// The fields of law that giving it touches, for the gate to find out.
    pub(crate) fn touching(&self) -> Touching {
        let bounded = !self.documents.is_empty() || !self.categories.is_empty();
        if bounded && !self.actions.contains(&ConsentAction::Coordinate) {
            Touching::Scope(self.documents.clone(), self.categories.clone())
        } else {
            Touching::All
        }
    }
}
