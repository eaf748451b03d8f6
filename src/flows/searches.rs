//! What an auditor looks for again and again. A name and what is asked for are kept;
//! the search itself is put anew each time, and its entry is that of a search.

use super::App;
use super::audit;
use super::error::Error;
use crate::domain::text::Title;
use crate::identity::Actor;
use crate::store::searches::{self, Saved};
use crate::store::{Unlogged, keys};
use crate::vault::fields::Place;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Searches that one auditor may keep.
pub const SEARCHES_MAX: usize = 20;

/// A search that was kept.
#[derive(Debug, Clone)]
pub struct SavedSearch {
    /// Id.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// What it asks for, as a query of an address.
    pub query: String,
}

/// The part of it that is sealed.
#[derive(Serialize, Deserialize, PartialEq, Eq)]
struct Said {
    name: String,
    query: String,
}

/// The actor's own.
///
/// # Errors
/// What the stores say.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<SavedSearch>, Error> {
    let mut conn = app.db.read().await?;
    let rows = searches::list(&mut conn, actor.person()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = app.vault.data_key(&mut conn, keys::DIRECTORY).await?;
    let open = |row: &Saved| {
        let text = app.vault.open_text(&key, Place::saved_search(row.id), &row.said_sealed)?;
        let said: Said =
            serde_json::from_str(&text).map_err(|error| Error::Internal(Box::new(error)))?;
        Ok(SavedSearch { id: row.id, name: said.name, query: said.query })
    };
    rows.iter().map(open).collect()
}

/// Keeps a search under a name; what is kept already stays as it is. The index is that
/// of the entry that tells that the actor may search.
///
/// # Errors
/// Refusals; [`Error::Conflict`] when too many are kept; what the stores say.
pub async fn keep(app: &App, actor: &Actor, name: &Title, query: String) -> Result<i64, Error> {
    let index = audit::may(app, actor).await?;
    let said = Said { name: name.as_str().to_owned(), query };
    let said = serde_json::to_string(&said).map_err(|error| Error::Internal(Box::new(error)))?;
    let id = app.entropy().uuid();
    let key = {
        let mut conn = app.db.read().await?;
        app.vault.data_key(&mut conn, keys::DIRECTORY).await?
    };
    let said_sealed = app.vault.seal_text(&key, Place::saved_search(id), &said)?;
    let (with, person) = (app.clone(), actor.person());
    app.db
        .write_unlogged::<(), Error, _>(Unlogged::Searches, move |tx| {
            Box::pin(async move {
                let known = searches::list(tx, person).await?;
                for row in &known {
                    let place = Place::saved_search(row.id);
                    if with.vault.open_text(&key, place, &row.said_sealed)? == said {
                        return Ok(());
                    }
                }
                if known.len() >= SEARCHES_MAX {
                    return Err(Error::Conflict {
                        code: "too-many-searches",
                        detail: "You keep as many searches as there is room for. Forget one first.",
                    });
                }
                Ok(searches::insert(tx, person, &Saved { id, said_sealed }).await?)
            })
        })
        .await
        .map_err(|error| error.recorded(index))?;
    Ok(index)
}

/// Forgets one of the actor's own; one that is not there is forgotten.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn forget(app: &App, actor: &Actor, id: Uuid) -> Result<i64, Error> {
    let index = audit::may(app, actor).await?;
    let person = actor.person();
    app.db
        .write_unlogged::<(), Error, _>(Unlogged::Searches, move |tx| {
            Box::pin(async move { Ok(searches::remove(tx, person, id).await?) })
        })
        .await?;
    Ok(index)
}
