//! Confirming from a page what another operator has entered. The second pair of eyes
//! has seen evidence of its own: both person numbers stand on it, and are written down
//! from it. What one pair of eyes may not do, and numbers that are not those of the
//! guardianship, stand in the log as refusals.

use super::super::App;
use super::super::error::Error;
use super::super::operators::Hand;
use super::{about, confirm_seen};
use crate::domain::pid::Pid;
use crate::domain::{GuardianshipId, Reason};
use crate::gate::system::About;
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
    let done = confirm_seen(app, &hand, id, Some(seen)).await;
    refused(app, &hand, id, done).await
}

/// What an operator's page was refused for the sake of four eyes, with its entry.
pub async fn refused<T>(
    app: &App,
    hand: &Hand,
    id: GuardianshipId,
    done: Result<T, Error>,
) -> Result<T, Error> {
    let Err(error) = done else { return done };
    let about = async {
        let mut conn = app.db.read().await?;
        let found = people::find_guardianship(&mut conn, id).await?;
        Ok::<_, Error>(found.map(|one| about(hand.person(), one.child, one.person, "")))
    };
    let about = about.await?;
    Err(told(app, hand, about, error).await)
}

/// The error, with the entry of the refusal where it is one.
pub(super) async fn told(app: &App, hand: &Hand, about: Option<About>, error: Error) -> Error {
    let reason = match &error {
        Error::Conflict { code: "own-guardianship" | "four-eyes", .. } => Reason::Excluded,
        Error::Conflict { code: "numbers-differ", .. } => Reason::Unknown,
        _ => return error,
    };
    match (hand, about) {
        (Hand::Page(actor, _), Some(about)) => {
            match app.gate.refuse_operate(actor, reason, about).await {
                Ok(index) => error.recorded(index),
                Err(unrecorded) => unrecorded.into(),
            }
        }
        _ => error,
    }
}
