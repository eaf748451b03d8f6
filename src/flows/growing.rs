//! What the age rules say about a child, for its family.

use super::App;
use super::error::Error;
use crate::domain::law::Law;
use crate::domain::time::Day;
use crate::domain::{ChildId, Timestamp};
use crate::gate::action::SeeConsents;
use crate::gate::{Answer, Ask};
use crate::identity::Actor;
pub use crate::policy::ages::{AgeRule, Effect, GuardiansMay, Who};
use crate::store::children;

/// The law that counts for a child now, its birth date, that now, and the entry
/// that tells that it was looked at.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn law(
    app: &App,
    actor: &Actor,
    child: ChildId,
) -> Result<(Law, Day, Timestamp, i64), Error> {
    let permit = match app.gate.ask::<SeeConsents>(actor, Ask::about(child).own_purpose()).await? {
        Answer::Permit(permit) if permit.granted().is_family() => permit,
        // A birth date is the family's.
        Answer::Permit(permit) => return Err(Error::NotFound { index: Some(permit.index()) }),
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let found = async {
        let mut conn = app.db.read().await?;
        let row = children::find(&mut conn, child).await?;
        row.ok_or(Error::NotFound { index: None })
    };
    let row = found.await.map_err(|error: Error| error.recorded(permit.index()))?;
    Ok((permit.granted().law().clone(), row.born, permit.decided_at(), permit.index()))
}
