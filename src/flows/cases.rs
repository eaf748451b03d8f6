//! A professional's cases: which children's documents are shared with the
//! units that the person works in.

use super::App;
use super::documents::{self, DocumentView};
use super::error::Error;
use super::names::{self, Names};
use crate::domain::question::{ConsentAction, Hat};
use crate::domain::{AgencyId, ChildId, ConsentId, Timestamp};
use crate::gate::Permit;
use crate::gate::action::List;
use crate::identity::Actor;
use crate::store::log;

/// Documents that one case shows; all of them can be paged through in the folder.
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
    /// How many of them came, or came anew, after the person last listed or opened
    /// anything under this consent.
    pub new_since_last: usize,
    /// Entry that tells that this was shown.
    pub index: i64,
}

/// The cases of `actor`, soonest end first, and the last entry written.
///
/// # Errors
/// What the stores say.
pub async fn list(app: &App, actor: &Actor) -> Result<(Vec<Case>, i64), Error> {
    let (permits, last) = app.gate.ask_cases(actor).await?;
    let cases = opened(app, actor, permits).await.map_err(|error| error.recorded(last))?;
    Ok((cases, last))
}

async fn opened(app: &App, actor: &Actor, permits: Vec<Permit<List>>) -> Result<Vec<Case>, Error> {
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
        drop(conn);
        let only = [permit];
        let (documents, _) =
            documents::listed(app, actor, &only, child, None, DOCUMENTS_MAX).await?;
        let is_new = |one: &&DocumentView| last_look.is_none_or(|last| one.newest.created > last);
        let new_since_last = documents.iter().filter(is_new).count();
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
            new_since_last,
            index,
        });
    }
    cases.sort_by_key(|case| (case.valid_until, case.consent));
    Ok(cases)
}
