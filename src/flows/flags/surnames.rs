//! Whether somebody opened a paper of a child with the same surname as the own. Names are
//! opened and compared in here; what leaves is yes or no, never a name.

use crate::domain::{ChildId, PersonId};
use crate::flows::App;
use crate::flows::error::Error;
use crate::flows::names::{self, Names};
use crate::store::search::Glance;
use crate::store::{Conn, keys};
use std::collections::HashMap;
use uuid::Uuid;

/// Compares each pair of a person and a child once.
#[derive(Debug)]
pub(super) struct Surnames<'a> {
    app: &'a App,
    names: Names<'a>,
    children: HashMap<Uuid, Option<String>>,
    same: HashMap<(Uuid, Uuid), bool>,
}

impl<'a> Surnames<'a> {
    #[must_use]
    pub(super) fn new(app: &'a App) -> Self {
        let (children, same) = (HashMap::new(), HashMap::new());
        Self { app, names: Names::new(app), children, same }
    }

    /// Is this an opening by somebody of a unit, of a child who is called the same?
    pub(super) async fn agree(&mut self, conn: &mut Conn, one: &Glance) -> Result<bool, Error> {
        let (Some(actor), Some(child), Some(_)) = (one.actor, one.child, one.unit) else {
            return Ok(false);
        };
        if one.kind != "opened" {
            return Ok(false);
        }
        if let Some(same) = self.same.get(&(actor, child)) {
            return Ok(*same);
        }
        let own = last_word(&self.names.person(conn, PersonId(actor)).await?);
        let same = own.is_some() && own == self.of_child(conn, child).await?;
        self.same.insert((actor, child), same);
        Ok(same)
    }

    async fn of_child(&mut self, conn: &mut Conn, child: Uuid) -> Result<Option<String>, Error> {
        if let Some(known) = self.children.get(&child) {
            return Ok(known.clone());
        }
        // The name of an erased folder has gone with its key.
        let called = match keys::find(conn, child).await? {
            Some(_) => last_word(&names::child(self.app, conn, ChildId(child)).await?.1),
            None => None,
        };
        self.children.insert(child, called.clone());
        Ok(called)
    }
}

/// The surname, in small letters. A name of one word has none.
fn last_word(name: &str) -> Option<String> {
    let mut words = name.split_whitespace();
    words.next()?;
    words.next_back().map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_is_the_last_of_several_words() {
        assert_eq!(last_word("Kari Øye LIND").as_deref(), Some("lind"));
        assert_eq!(last_word(" Åse  Ødegård ").as_deref(), Some("ødegård"));
        assert_eq!((last_word("Lind"), last_word(" ")), (None, None));
    }
}
