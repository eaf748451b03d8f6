//! By whose hand something is done to the installation: at the console, where whoever
//! has the database and the keys needs no permission, or from a page, where the gate
//! decides.

use super::App;
use super::error::Error;
use crate::domain::PersonId;
use crate::domain::entry::Kind;
use crate::gate::system::{About, By};
use crate::gate::{Changed, Once};
use crate::identity::Actor;
use crate::store::Tx;
use futures_util::future::BoxFuture;

/// Whose hand it is.
#[derive(Debug, Clone)]
pub enum Hand {
    /// At the console, in the name of this person.
    Console(PersonId),
    /// From a page, with what makes it happen once.
    Page(Actor, Option<String>),
}

impl From<PersonId> for Hand {
    fn from(person: PersonId) -> Self {
        Self::Console(person)
    }
}

impl From<(&Actor, Option<String>)> for Hand {
    fn from((actor, once): (&Actor, Option<String>)) -> Self {
        Self::Page(actor.clone(), once)
    }
}

impl Hand {
    /// The person.
    #[must_use]
    pub fn person(&self) -> PersonId {
        match self {
            Self::Console(person) => *person,
            Self::Page(actor, _) => actor.person(),
        }
    }
}

/// Does something by this hand, and gives what it left behind in words; `what` is all
/// that was asked for.
pub(super) async fn act<F>(app: &App, hand: &Hand, what: &[&[u8]], job: F) -> Result<String, Error>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(String, Vec<(Kind, About)>), Error>>
        + Send
        + 'static,
{
    match hand {
        Hand::Console(_) => app.gate.administer_each(By::Operator, job).await,
        Hand::Page(actor, once) => {
            let once = once.clone().map(|key| Once::of(key, what.iter().copied()));
            match app.gate.operate(actor, once, job).await? {
                Changed::Done(result, _) | Changed::Repeated(result, _) => Ok(result),
                Changed::Refused(refusal) => Err(refusal.into()),
            }
        }
    }
}

/// What was kept can be read again.
pub(super) fn kept<T: std::str::FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::Internal("unreadable result".into()))
}
