//! The folders that a person has.

use super::App;
use super::error::Error;
use super::names;
use crate::domain::ChildId;
use crate::domain::question::{EMERGENCY_SHEET, Hat};
use crate::domain::time::Day;
use crate::gate::action::List;
use crate::gate::{Answer, Ask};
use crate::identity::Actor;
use crate::policy::lives::Guardianship;
use crate::store::{children, people};

/// One folder, as its family sees it.
#[derive(Debug, Clone)]
pub struct Folder {
    /// Whose.
    pub child: ChildId,
    /// The child's name.
    pub name: String,
    /// Birth date.
    pub born: Day,
    /// `guardian` or `young-person`.
    pub role: &'static str,
    /// As what kind of guardian it is seen; `None` for the young person.
    pub kind: Option<Guardianship>,
    /// Is what stands ready for emergencies theirs to see?
    pub sees_emergency: bool,
    /// Entry that tells that this was shown.
    pub index: i64,
}

/// The folders of `actor` as guardian or young person, the youngest
/// first, with the index of the last entry written. Having none is told of too.
///
/// # Errors
/// What the stores say.
pub async fn list(app: &App, actor: &Actor) -> Result<(Vec<Folder>, i64), Error> {
    let mut conn = app.db.read().await?;
    let mut children = people::list_folders_of(&mut conn, actor.person(), app.clock.now()).await?;
    drop(conn);
    children.sort_unstable();
    let mut folders = Vec::new();
    let mut last = None;
    for child in children {
        let permit = match app.gate.ask::<List>(actor, Ask::about(child)).await? {
            Answer::Permit(permit) => permit,
            // A say that has just ended: the folder is simply not there.
            Answer::Refusal(refusal) => {
                last = Some(refusal.index);
                continue;
            }
        };
        last = Some(permit.index());
        let hat = permit.granted().hat();
        let Some((role, kind)) = role(app, hat) else { continue };
        let sees_emergency = sees_emergency(app, hat);
        let index = permit.index();
        let (row, name) = named(app, child).await.map_err(|error| error.recorded(index))?;
        folders.push(Folder { child, name, born: row.born, role, kind, sees_emergency, index });
    }
    // The youngest first: most is done for them.
    folders.sort_by_key(|one| (std::cmp::Reverse(one.born), one.child));
    let last = match last {
        Some(last) => last,
        None => app.gate.no_folders(actor).await?,
    };
    Ok((folders, last))
}

/// One folder of `actor`, as guardian or young person.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn show(app: &App, actor: &Actor, child: ChildId) -> Result<Folder, Error> {
    let permit = match app.gate.ask::<List>(actor, Ask::about(child)).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let index = permit.index();
    let role = role(app, permit.granted().hat());
    let (role, kind) = role.ok_or(Error::NotFound { index: Some(index) })?;
    let sees_emergency = sees_emergency(app, permit.granted().hat());
    let (row, name) = named(app, child).await.map_err(|error| error.recorded(index))?;
    Ok(Folder { child, name, born: row.born, role, kind, sees_emergency, index })
}

/// On what ground a folder is seen by its family; `None` for everybody else.
fn role(app: &App, hat: &Hat) -> Option<(&'static str, Option<Guardianship>)> {
    let kind = match hat {
        Hat::Guardian { kind, .. } => {
            let policies = app.policies();
            policies.tables().guardianships.iter().find(|one| one.code == *kind).cloned()
        }
        Hat::YoungPerson { .. } => None,
        _ => return None,
    };
    Some((hat.role(), kind))
}

/// Is the field of what stands ready for emergencies open to this person?
fn sees_emergency(app: &App, hat: &Hat) -> bool {
    let policies = app.policies();
    let fields = policies.tables().fields_of([&EMERGENCY_SHEET.to_owned()]);
    match hat {
        Hat::Guardian { sees, .. } => fields.iter().all(|field| sees.contains(field)),
        other => matches!(other, Hat::YoungPerson { .. }),
    }
}

async fn named(app: &App, child: ChildId) -> Result<(children::Child, String), Error> {
    let mut conn = app.db.read().await?;
    let (row, name, _) = names::child(app, &mut conn, child).await?;
    Ok((row, name))
}
