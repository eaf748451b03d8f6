//! Hiding something from one guardian, at the operator's console: violence,
//! protected address. To that guardian it is as if it had never been; the auditor
//! sees it, with the ground.

use super::App;
use super::error::{Error, Invalid};
use super::guardianships::must_be_operator;
use crate::domain::entry::Kind;
use crate::domain::text::Words;
use crate::domain::{ChildId, PersonId, ShieldId};
use crate::gate::Detail;
use crate::gate::system::{About, By};
use crate::store::shields::{self, Hidden, Shield};
use crate::store::{Tx, agencies, consents, documents, log, people};
use crate::vault::fields::Place;

/// What is to be hidden from whom, and why.
#[derive(Debug)]
pub struct NewShield {
    /// In whose folder.
    pub child: ChildId,
    /// From whom: a guardian, also one whose guardianship has ended.
    pub person: PersonId,
    /// What.
    pub hidden: Hidden,
    /// Why: a code of `terms.toml`.
    pub ground: String,
    /// Why in words.
    pub words: Option<Words>,
}

/// Hides something from a guardian, at once, also in open streams.
///
/// # Errors
/// [`Error::Invalid`] for what does not exist or is not of this folder;
/// [`Error::Conflict`] when it is hidden already.
pub async fn set(app: &App, by: PersonId, new: NewShield) -> Result<ShieldId, Error> {
    let grounds = &app.policies().tables().terms.shield_grounds;
    if !grounds.contains(&new.ground) {
        let detail = format!("Choose one of {}.", grounds.join(", "));
        return Err(Invalid::new("unknown-ground", "ground", detail).into());
    }
    let id = ShieldId(app.entropy().uuid());
    let with = app.clone();
    app.gate
        .administer::<(), Error, _>(Kind::ShieldSet, By::Operator, move |tx| {
            Box::pin(async move {
                must_be_operator(tx, by).await?;
                let detail = check(tx, &new).await?;
                let ground_words_sealed = match &new.words {
                    Some(words) => {
                        let key = with.vault.data_key(tx, new.child.0).await?;
                        let place = Place::shield_words(id);
                        Some(with.vault.seal_text(&key, place, words.as_str())?)
                    }
                    None => None,
                };
                let shield = Shield {
                    id,
                    child: new.child,
                    person: new.person,
                    hidden: new.hidden,
                    ground: new.ground.clone(),
                    ground_words_sealed,
                    set_by: Some(by),
                    created: tx.now(),
                    index: None,
                    lifted: None,
                };
                shields::insert(tx, &shield).await?;
                let (reason, child) = (Some(new.ground), Some(new.child));
                Ok(((), Some(About { reason, child, by: Some(by), detail })))
            })
        })
        .await?;
    Ok(id)
}

/// Is what is to be hidden there, in this folder, and not hidden yet? What the
/// entry says of it.
async fn check(tx: &mut Tx, new: &NewShield) -> Result<Detail, Error> {
    let guardians = people::list_guardianships_of_child(tx, new.child).await?;
    if !guardians.iter().any(|one| one.person == new.person) {
        let detail = "Only from a guardian of this child something can be hidden.";
        return Err(Invalid::new("not-a-guardian", "person", detail).into());
    }
    let not_there =
        |field| Invalid::new("not-in-this-folder", field, "There is no such thing in this folder.");
    let all = shields::list(tx, new.child).await?;
    if all
        .iter()
        .any(|one| one.lifted.is_none() && one.person == new.person && one.hidden == new.hidden)
    {
        return Err(Error::Conflict {
            code: "shielded-already",
            detail: "This is hidden from this person already.",
        });
    }
    let detail = Detail { person: Some(new.person), ..Detail::default() };
    Ok(match new.hidden {
        Hidden::Document(id) => {
            let found = documents::find(tx, id).await?;
            found.filter(|one| one.child == new.child).ok_or_else(|| not_there("document"))?;
            Detail { document: Some(id), ..detail }
        }
        Hidden::Consent(id) => {
            let found = consents::find(tx, id).await?;
            found.filter(|one| one.child == new.child).ok_or_else(|| not_there("consent"))?;
            Detail { consent: Some(id), ..detail }
        }
        Hidden::Unit(id) => {
            let detail_text = "There is no such body; `samflyt agency list` shows all.";
            let unknown = || Invalid::new("unknown-agency", "unit", detail_text);
            agencies::find(tx, id).await?.ok_or_else(unknown)?;
            Detail { unit: Some(id), ..detail }
        }
        Hidden::Entry(index) => {
            let found = log::find_entry(tx, log::DEFAULT_LOG, index).await?;
            let of_folder = |row: &log::EntryRow| row.child == Some(new.child.0);
            found.filter(of_folder).ok_or_else(|| not_there("entry"))?;
            detail
        }
    })
}

/// Lifts a shield: what was hidden is there again.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when it was lifted before.
pub async fn lift(app: &App, by: PersonId, id: ShieldId) -> Result<(), Error> {
    app.gate
        .administer::<(), Error, _>(Kind::ShieldLifted, By::Operator, move |tx| {
            Box::pin(async move {
                must_be_operator(tx, by).await?;
                let found = shields::find(tx, id).await?.ok_or(Error::NotFound { index: None })?;
                if !shields::lift(tx, id, Some(by)).await? {
                    return Err(Error::Conflict {
                        code: "shield-lifted",
                        detail: "This shield was lifted before.",
                    });
                }
                let mut detail = Detail { person: Some(found.person), ..Detail::default() };
                match found.hidden {
                    Hidden::Document(id) => detail.document = Some(id),
                    Hidden::Consent(id) => detail.consent = Some(id),
                    Hidden::Unit(id) => detail.unit = Some(id),
                    Hidden::Entry(_) => {}
                }
                let (reason, child) = (Some(found.ground), Some(found.child));
                Ok(((), Some(About { reason, child, by: Some(by), detail })))
            })
        })
        .await
}
