//! By whose hand something is done to the installation: at the console, where whoever
//! has the database and the keys needs no permission, or from a page, where the gate
//! decides.

use super::App;
use super::error::Error;
use crate::domain::PersonId;
use crate::domain::entry::Kind;
pub(super) use crate::gate::Acted;
use crate::gate::system::{About, By};
use crate::gate::{Changed, Once, Operated};
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
/// that was asked for. What the job says no to from a page stands in the log as a
/// refusal, written in the transaction that would have done it.
pub(super) async fn act<F>(app: &App, hand: &Hand, what: &[&[u8]], job: F) -> Result<String, Error>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<Acted<Error>, Error>> + Send + 'static,
{
    match hand {
        Hand::Console(_) => app.gate.administer_each(By::Operator, at_console(job)).await,
        Hand::Page(actor, once) => {
            let once = once.clone().map(|key| Once::of(key, what.iter().copied()));
            match app.gate.operate(actor, once, job).await? {
                Operated::Changed(Changed::Done(result, _) | Changed::Repeated(result, _)) => {
                    Ok(result)
                }
                Operated::Changed(Changed::Refused(refusal)) => Err(refusal.into()),
                Operated::Against(error, index) => Err(error.recorded(index)),
            }
        }
    }
}

/// What was done, in words, and the entries that tell of it.
type Done = (String, Vec<(Kind, About)>);

/// The same job without an entry for its no: at the console there is no gate that asks.
fn at_console<F>(
    job: F,
) -> impl for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<Done, Error>> + Send + 'static
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<Acted<Error>, Error>> + Send + 'static,
{
    move |tx| {
        Box::pin(async move {
            match job(tx).await? {
                Acted::Did(result, told) => Ok((result, told)),
                Acted::Against(_, _, error) => Err(error),
            }
        })
    }
}

/// What was kept can be read again.
pub(super) fn kept<T: std::str::FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::Internal("unreadable result".into()))
}
