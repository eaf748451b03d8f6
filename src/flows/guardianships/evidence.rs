//! Confirming from a page what another operator has entered. The second pair of eyes
//! has seen evidence of its own: both person numbers stand on it, and are written down
//! from it. What one pair of eyes may not do, and numbers that are not those of the
//! guardianship, stand in the log as refusals.

use super::super::App;
use super::super::error::Error;
use super::super::operators::Hand;
use super::confirm_seen;
use crate::domain::GuardianshipId;
use crate::domain::pid::Pid;
use crate::store::people::Guardianship;
use crate::store::{Tx, children, keys, people};
use crate::vault::keys::pid_index;

/// The person numbers on what the second operator has seen.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// The child's.
    pub child: Pid,
    /// The guardian's.
    pub person: Pid,
}

/// Their keyed forms: nothing else of them goes near the database.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    child: [u8; 32],
    person: [u8; 32],
}

impl Seen {
    /// Are they those of this guardianship? The answer does not say which is not.
    pub(super) async fn fits(&self, tx: &mut Tx, of: &Guardianship) -> Result<bool, Error> {
        let child = children::find_by_number(tx, &self.child).await?;
        let person = people::find_by_number(tx, &self.person).await?;
        Ok(child.is_some_and(|child| child.id == of.child) && person == Some(of.person))
    }
}

/// Like [`super::confirm`], for one who has written down both numbers.
///
/// # Errors
/// As there, and [`Error::Conflict`] where the numbers are not those of the guardianship.
pub async fn confirm(
    app: &App,
    hand: Hand,
    id: GuardianshipId,
    numbers: Numbers,
) -> Result<(), Error> {
    let mut conn = app.db.read().await?;
    let directory = app.vault.data_key(&mut conn, keys::DIRECTORY).await?;
    drop(conn);
    let seen = Seen {
        child: pid_index(&directory, numbers.child.as_str()),
        person: pid_index(&directory, numbers.person.as_str()),
    };
    confirm_seen(app, &hand, id, Some(seen)).await
}
