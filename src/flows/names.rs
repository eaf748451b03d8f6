//! Opening the names that views show: persons and units in the directory.

use super::App;
use super::error::Error;
use crate::domain::text::PersonName;
use crate::domain::{AgencyId, ChildId, PersonId};
use crate::store::people::{self, NewPerson};
use crate::store::{Conn, agencies, children, keys};
use crate::vault::fields::{DataKey, Place};
use std::collections::HashMap;

/// Names that one answer needs, each opened once.
#[derive(Debug)]
pub struct Names<'a> {
    app: &'a App,
    directory: Option<DataKey>,
    persons: HashMap<PersonId, String>,
    units: HashMap<AgencyId, String>,
}

impl<'a> Names<'a> {
    /// With nothing opened yet.
    #[must_use]
    pub fn new(app: &'a App) -> Self {
        Self { app, directory: None, persons: HashMap::new(), units: HashMap::new() }
    }

    /// A person's name; empty when the person is no longer registered.
    ///
    /// # Errors
    /// When it cannot be read or does not open.
    pub async fn person(&mut self, conn: &mut Conn, id: PersonId) -> Result<String, Error> {
        if let Some(name) = self.persons.get(&id) {
            return Ok(name.clone());
        }
        let name = match people::find_person(conn, id).await? {
            Some(row) => {
                if self.directory.is_none() {
                    self.directory = Some(self.app.vault.data_key(conn, keys::DIRECTORY).await?);
                }
                match &self.directory {
                    Some(key) => {
                        self.app.vault.open_text(key, Place::person_name(id), &row.name_sealed)?
                    }
                    None => String::new(),
                }
            }
            None => String::new(),
        };
        self.persons.insert(id, name.clone());
        Ok(name)
    }

    /// A body's public name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn unit(&mut self, conn: &mut Conn, id: AgencyId) -> Result<String, Error> {
        if let Some(name) = self.units.get(&id) {
            return Ok(name.clone());
        }
        let name = agencies::find(conn, id).await?.map(|body| body.name).unwrap_or_default();
        self.units.insert(id, name.clone());
        Ok(name)
    }
}

/// A child's name and data key.
///
/// # Errors
/// [`Error::NotFound`] when there is no such child.
pub(crate) async fn child(
    app: &App,
    conn: &mut Conn,
    id: ChildId,
) -> Result<(children::Child, String, DataKey), Error> {
    let row = children::find(conn, id).await?.ok_or(Error::NotFound { index: None })?;
    let key = app.vault.data_key(conn, id.0).await?;
    let name = app.vault.open_text(&key, Place::child_name(id), &row.name_sealed)?;
    Ok((row, name, key))
}

/// A row for a new person, sealed under the directory key.
///
/// # Errors
/// When it cannot be sealed.
pub(crate) async fn new_person(
    app: &App,
    name: &PersonName,
    pid: Option<&crate::domain::pid::Pid>,
    language: &str,
    handle: Option<String>,
) -> Result<NewPerson, Error> {
    let id = PersonId(app.entropy().uuid());
    new_person_as(app, id, (name, pid), language, handle).await
}

/// The same under an id that was given before.
///
/// # Errors
/// When it cannot be sealed.
pub(crate) async fn new_person_as(
    app: &App,
    id: PersonId,
    (name, pid): (&PersonName, Option<&crate::domain::pid::Pid>),
    language: &str,
    handle: Option<String>,
) -> Result<NewPerson, Error> {
    let mut conn = app.db.read().await?;
    let key = app.vault.data_key(&mut conn, keys::DIRECTORY).await?;
    let pid = pid
        .map(|pid| {
            let sealed = app.vault.seal_text(&key, Place::person_pid(id), pid.as_str())?;
            Ok::<_, Error>((sealed, crate::vault::keys::pid_index(&key, pid.as_str())))
        })
        .transpose()?;
    Ok(NewPerson {
        id,
        name_sealed: app.vault.seal_text(&key, Place::person_name(id), name.as_str())?,
        pid,
        language: language.to_owned(),
        handle,
    })
}
