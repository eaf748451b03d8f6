//! A professional's cases: which children's documents are shared with the
//! units that the person works in.

use super::App;
use super::consents::{ConsentView, view};
use super::documents::{self, DocumentView};
use super::error::Error;
use super::names::{self, Names};
use crate::domain::question::{ConsentAction, Hat};
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, Timestamp};
use crate::gate::action::{Action, List, SeeConsents};
use crate::gate::{Answer, Ask, Permit};
use crate::identity::Actor;
use crate::store::log;
use std::collections::HashSet;

/// Documents that one case shows; the archive of all has the older ones, too.
const DOCUMENTS_MAX: usize = 500;

/// What one consent shows.
#[derive(Debug, Clone)]
pub struct Case {
    /// Whose folder.
    pub child: ChildId,
    /// The child's name.
    pub child_name: String,
    /// The consent.
    pub consent: ConsentId,
    /// The unit that it was given to, and its name.
    pub unit: (AgencyId, String),
    /// Purpose code.
    pub purpose: String,
    /// What the unit may do.
    pub actions: Vec<ConsentAction>,
    /// In force from.
    pub valid_from: Timestamp,
    /// In force until.
    pub valid_until: Timestamp,
    /// The newest documents, at most 500.
    pub documents: Vec<DocumentView>,
    /// Are there older ones?
    pub more: bool,
    /// How many of them came, or came anew, after the person last listed or opened
    /// anything under this consent.
    pub new_since_last: usize,
    /// Those whose newest version the person has never opened under this consent.
    pub unopened: HashSet<DocumentId>,
    /// When the person last listed or opened anything under this consent.
    pub last_look: Option<Timestamp>,
    /// Entry that tells that this was shown.
    pub index: i64,
}

/// The cases of `actor`, soonest end first, and the last entry written.
///
/// # Errors
/// What the stores say.
pub async fn list(app: &App, actor: &Actor) -> Result<(Vec<Case>, i64), Error> {
    let (permits, last) = app.gate.ask_cases(actor).await?;
    let cases = opened(app, actor, permits, DOCUMENTS_MAX).await;
    let cases = cases.map_err(|error| error.recorded(last))?;
    Ok((cases, last))
}

/// What is shared of one child with the units of `actor`, soonest end first, and the
/// last entry written. Who is of the child's family too has that in the folder.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn show(app: &App, actor: &Actor, child: ChildId) -> Result<(Vec<Case>, i64), Error> {
    of_child(app, actor, child, DOCUMENTS_MAX).await
}

/// The same with every document.
pub(super) async fn show_whole(
    app: &App,
    actor: &Actor,
    child: ChildId,
) -> Result<(Vec<Case>, i64), Error> {
    of_child(app, actor, child, usize::MAX).await
}

async fn of_child(
    app: &App,
    actor: &Actor,
    child: ChildId,
    most: usize,
) -> Result<(Vec<Case>, i64), Error> {
    let permits = match app.gate.ask_folder(actor, child).await? {
        Ok(permits) => permits,
        Err(refusal) => return Err(refusal.into()),
    };
    let index = permits.iter().map(Permit::index).max().unwrap_or(0);
    let cases = opened(app, actor, permits, most).await;
    let cases = cases.map_err(|error| error.recorded(index))?;
    if cases.is_empty() {
        return Err(Error::NotFound { index: Some(index) });
    }
    Ok((cases, index))
}

/// A child for whom the person coordinates.
#[derive(Debug, Clone)]
pub struct Coordinated {
    /// Whose consents.
    pub child: ChildId,
    /// The child's name.
    pub child_name: String,
    /// The unit in whose name.
    pub unit: (AgencyId, String),
    /// Until.
    pub valid_until: Timestamp,
}

/// The children for whom `actor` coordinates, soonest end first, and the last entry
/// written.
///
/// # Errors
/// What the stores say.
pub async fn coordinated(app: &App, actor: &Actor) -> Result<(Vec<Coordinated>, i64), Error> {
    let (permits, last) = app.gate.ask_each::<SeeConsents>(actor).await?;
    let named = coordinated_of(app, permits).await;
    let mut found = named.map_err(|error| error.recorded(last))?;
    found.sort_by_key(|one| (one.valid_until, one.child));
    Ok((found, last))
}

/// Name and consents of a child for whom `actor` coordinates, newest first, at most
/// `limit`; and the entry that tells of it. What is in the folder is no part of it.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn overview(
    app: &App,
    actor: &Actor,
    child: ChildId,
    limit: usize,
) -> Result<(String, Vec<ConsentView>, i64), Error> {
    let ask = Ask::about(child).own_purpose();
    let permit = match app.gate.ask::<SeeConsents>(actor, ask).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let index = permit.index();
    let (granted, _) = permit.spend();
    let read = async {
        let mut conn = app.db.read().await?;
        let (_, name, _) = names::child(app, &mut conn, child).await?;
        drop(conn);
        let (views, _) = view::listed(app, granted, child, None, None, limit).await?;
        Ok::<_, Error>((name, views))
    };
    let (name, views) = read.await.map_err(|error| error.recorded(index))?;
    Ok((name, views, index))
}

async fn coordinated_of<A: Action>(
    app: &App,
    permits: Vec<Permit<A>>,
) -> Result<Vec<Coordinated>, Error> {
    let mut conn = app.db.read().await?;
    let mut names = Names::new(app);
    let mut found = Vec::with_capacity(permits.len());
    for permit in permits {
        let (granted, _) = permit.spend();
        let (Some(child), Some(consent)) = (granted.child(), granted.consent()) else { continue };
        let (_, child_name, _) = names::child(app, &mut conn, child).await?;
        found.push(Coordinated {
            child,
            child_name,
            unit: (consent.unit, names.unit(&mut conn, consent.unit).await?),
            valid_until: consent.valid_until,
        });
    }
    Ok(found)
}

async fn opened(
    app: &App,
    actor: &Actor,
    permits: Vec<Permit<List>>,
    most: usize,
) -> Result<Vec<Case>, Error> {
    let mut names = Names::new(app);
    let mut cases = Vec::with_capacity(permits.len());
    for permit in permits {
        let granted = permit.granted();
        let (Some(child), Some(consent), Hat::Professional(_)) =
            (granted.child(), granted.consent().cloned(), granted.hat())
        else {
            continue;
        };
        let mut conn = app.db.read().await?;
        let (_, child_name, _) = names::child(app, &mut conn, child).await?;
        let unit = (consent.unit, names.unit(&mut conn, consent.unit).await?);
        let index = permit.index();
        let last_look = log::find_last_look(&mut conn, actor.person(), consent.id, index).await?;
        let seen = log::list_opened_by(&mut conn, actor.person(), consent.id).await?;
        drop(conn);
        let only = [permit];
        let (documents, next) = documents::listed(app, actor, &only, child, None, most).await?;
        let is_new = |one: &&DocumentView| last_look.is_none_or(|last| one.newest.created > last);
        let new_since_last = documents.iter().filter(is_new).count();
        let is_unopened = |one: &&DocumentView| !seen.contains(&(one.id, one.newest.version));
        let unopened = documents.iter().filter(is_unopened).map(|one| one.id).collect();
        cases.push(Case {
            child,
            child_name,
            consent: consent.id,
            unit,
            purpose: consent.purpose,
            actions: consent.actions,
            valid_from: consent.valid_from,
            valid_until: consent.valid_until,
            documents,
            more: next.is_some(),
            new_since_last,
            unopened,
            last_look,
            index,
        });
    }
    cases.sort_by_key(|case| (case.valid_until, case.consent));
    Ok(cases)
}
