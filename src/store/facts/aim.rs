//! Which folder a request or a remembered selection stands for, which unit a place
//! does, and what of it is asked about.

use super::{Scope, Target};
use crate::domain::agency::Level;
use crate::domain::question::{Hat, PlaceFacts};
use crate::domain::{AgencyId, ChildId, DocumentId};
use crate::store::{Conn, StoreError, agencies, packs, people, requests};
use uuid::Uuid;

/// A remembered selection that is asked about by its family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Documents one by one.
    pub documents: Vec<DocumentId>,
    /// Categories as a whole.
    pub categories: Vec<String>,
}

/// Where the facts of a target are looked for.
pub(super) struct Aim {
    /// The folder; the nil id, which nobody has, when there is none.
    pub(super) child: ChildId,
    pub(super) scope: Option<Scope>,
    pub(super) pack: Option<Selection>,
    pub(super) members: Option<(AgencyId, Vec<AgencyId>)>,
    pub(super) place: Option<PlaceFacts>,
    /// Do only the capacities of the family count? To whom else the child is known
    /// must not change the answer.
    pub(super) for_family: bool,
}

/// What a target leads to.
pub(super) async fn of(conn: &mut Conn, target: Target) -> Result<Aim, StoreError> {
    let mut aim = Aim {
        child: ChildId(Uuid::nil()),
        scope: None,
        pack: None,
        members: None,
        place: None,
        for_family: false,
    };
    match target {
        Target::Folder(child) => aim.child = child,
        Target::Request(id) => {
            aim.for_family = true;
            if let Some(found) = requests::find(conn, id).await? {
                let consent = found.about();
                aim.child = found.child.unwrap_or(aim.child);
                aim.scope = Some(Scope { consent, unit: found.unit, touches: found.touches });
            }
        }
        Target::Pack(id) => {
            aim.for_family = true;
            if let Some(found) = packs::find(conn, id).await? {
                aim.child = found.child;
                let (documents, categories) = (found.documents, found.categories);
                aim.pack = Some(Selection { documents, categories });
            }
        }
        Target::Members(unit) => {
            let found = agencies::find(conn, unit).await?;
            if found.is_some_and(|body| body.level == Level::Unit) {
                aim.members = Some((unit, agencies::above(conn, unit).await?));
            }
        }
        Target::Place(id) => {
            if let Some(found) = people::find_membership(conn, id).await? {
                aim.place = Some(PlaceFacts {
                    unit: found.unit,
                    above: agencies::above(conn, found.unit).await?,
                    person: found.person,
                    state: found.state,
                    invited_by: found.invited.map(|(by, _)| by),
                });
            }
        }
        Target::Document(..) | Target::Consent(_) | Target::Unit(_) => {}
    }
    Ok(aim)
}

/// Is it a capacity of somebody of the family?
pub(super) fn is_family(hat: &Hat) -> bool {
    matches!(hat, Hat::Guardian { .. } | Hat::YoungPerson { .. })
}
