//! Deciding an entry again with the rules of its day.

use crate::domain::Reason;
use crate::domain::entry::Outcome;
use crate::flows::App;
use crate::flows::error::Error;
use crate::gate::Again;
use crate::policy::engine::Policies;
use crate::store::log::EntryRow;
use crate::store::policy_sets;
use std::sync::Arc;

/// What came of deciding again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redone {
    /// The entry is no answer, or to a question that the log does not tell wholly.
    NoAnswer,
    /// What it told of a folder was erased.
    Erased,
    /// The rules with this hash are not kept here.
    NoRules([u8; 32]),
    /// Decided.
    Made {
        /// Are the facts those that were decided on, by their hash?
        exact: bool,
        /// Are the rules those that answer today?
        todays_rules: bool,
        /// The answer; `None` is yes.
        refused: Option<Reason>,
        /// Is it what the log says?
        same: bool,
    },
}

/// Decides what `row` tells of again. The caller has been allowed to read the entry.
///
/// # Errors
/// What the stores say.
pub(super) async fn decide(app: &App, row: &EntryRow) -> Result<Redone, Error> {
    if row.values().iter().any(Option::is_none) {
        return Ok(Redone::Erased);
    }
    let entry = row.entry()?;
    let Some(hash) = entry.policy.filter(|_| entry.act.is_some()) else {
        return Ok(Redone::NoAnswer);
    };
    let mut conn = app.db.read().await?;
    let todays_rules = app.policies().hash() == hash;
    let policies = if todays_rules {
        Arc::clone(app.policies())
    } else {
        let Some(text) = policy_sets::find(&mut conn, &hash).await? else {
            return Ok(Redone::NoRules(hash));
        };
        // Checking a set takes a while; nobody else waits for it.
        let recalled = tokio::task::spawn_blocking(move || Policies::recall(&text)).await;
        let internal = |error| Error::Internal(error);
        let recalled = recalled.map_err(|error| internal(Box::new(error)))?;
        // What is kept must be what answered.
        match recalled {
            Ok(policies) if policies.hash() == hash => Arc::new(policies),
            _ => return Ok(Redone::NoRules(hash)),
        }
    };
    let Some(Again { exact, refused }) =
        app.gate.decide_again(&mut conn, &entry, &policies).await?
    else {
        return Ok(Redone::NoAnswer);
    };
    let was_refused = entry.outcome == Outcome::Refused;
    let same_reason = refused.map(Reason::code) == entry.reason.as_deref();
    let same = was_refused == refused.is_some() && (!was_refused || same_reason);
    Ok(Redone::Made { exact, todays_rules, refused, same })
}
