//! Who stands around a child: its guardians, for its family to see.

use super::super::App;
use super::super::error::Error;
use super::super::names::Names;
use crate::domain::{ChildId, PersonId, Timestamp};
use crate::gate::action::SeeConsents;
use crate::gate::{Answer, Ask};
use crate::identity::Actor;
use crate::store::{children, people};

/// A guardianship that is in force.
#[derive(Debug, Clone)]
pub struct GuardianView {
    /// Whose.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Kind code from `guardianships.toml`.
    pub kind: String,
    /// Since.
    pub from: Timestamp,
    /// Until; `None` while no end is set.
    pub until: Option<Timestamp>,
    /// The operator looks at it again by then.
    pub review_by: Option<Timestamp>,
}

/// The people of one folder.
#[derive(Debug, Clone)]
pub struct People {
    /// Guardians, the longest first.
    pub guardians: Vec<GuardianView>,
    /// The young person, where there is a sign-in for the child itself.
    pub young_person: Option<PersonId>,
}

/// Who has a say over the folder of `child`, and the entry that tells that it was
/// looked at.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn list(app: &App, actor: &Actor, child: ChildId) -> Result<(People, i64), Error> {
    let permit = match app.gate.ask::<SeeConsents>(actor, Ask::about(child).own_purpose()).await? {
        Answer::Permit(permit) if permit.granted().is_family() => permit,
        // Who the guardians are is the family's.
        Answer::Permit(permit) => return Err(Error::NotFound { index: Some(permit.index()) }),
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let (index, now) = (permit.index(), permit.decided_at());
    let found = read(app, child, now).await;
    Ok((found.map_err(|error| error.recorded(index))?, index))
}

async fn read(app: &App, child: ChildId, now: Timestamp) -> Result<People, Error> {
    let mut conn = app.db.read().await?;
    let row = children::find(&mut conn, child).await?.ok_or(Error::NotFound { index: None })?;
    let mut names = Names::new(app);
    let mut guardians = Vec::new();
    for one in people::list_guardianships_of_child(&mut conn, child).await? {
        let lasts = one.from <= now && one.until.is_none_or(|until| now < until);
        if one.verified.is_none() || !lasts {
            continue;
        }
        guardians.push(GuardianView {
            person: one.person,
            name: names.person(&mut conn, one.person).await?,
            kind: one.kind,
            from: one.from,
            until: one.until,
            review_by: one.review_by,
        });
    }
    guardians.sort_by_key(|one| (one.from, one.person));
    Ok(People { guardians, young_person: row.person })
}
