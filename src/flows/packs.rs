//! Remembered selections: what a family shares again and again, given to several
//! units at once. Each unit gets a consent of its own, to be stopped alone.

use super::App;
use super::consents::Own;
use super::consents::many::{self, Giving, Made};
use super::consents::terms::{self, Terms};
use super::error::{Error, Invalid};
use crate::domain::question::ConsentAction;
use crate::domain::text::Title;
use crate::domain::{ChildId, DocumentId, PackId, Timestamp};
use crate::gate::action::{DropPack, Grant, KeepPack, SeeConsents};
use crate::gate::{Answer, Ask, Changed, Detail, Did, Done, Granted, Once, Touching};
use crate::identity::Actor;
use crate::store::Conn;
use crate::store::documents::{Touched, marks};
use crate::store::facts::{Selection, Target};
use crate::store::packs::{self, Pack};
use crate::vault::fields::Place;

/// Most selections of one folder.
const PACKS_MAX: usize = 100;

/// What is to be remembered.
#[derive(Debug, Clone)]
pub struct Keepable {
    /// What the family calls it.
    pub name: Title,
    /// Documents one by one.
    pub documents: Vec<DocumentId>,
    /// Categories as a whole.
    pub categories: Vec<String>,
    /// Later documents of the categories too?
    pub also_later: bool,
    /// What a unit may do.
    pub actions: Vec<ConsentAction>,
}

/// A remembered selection, as far as the one who looks may see it.
#[derive(Debug, Clone)]
pub struct PackView {
    /// The row; documents that are not there drop out.
    pub pack: Pack,
    /// Its name.
    pub name: String,
}

/// The terms of a consent over a selection.
fn over(pack: (&[DocumentId], &[String], bool, &[ConsentAction]), until: Timestamp) -> Terms {
    let (documents, categories, also_later, actions) = pack;
    Terms {
        documents: documents.to_vec(),
        categories: categories.to_vec(),
        also_later,
        actions: actions.to_vec(),
        once: false,
        excluded_persons: Vec::new(),
        excluded_units: Vec::new(),
        valid_from: None,
        valid_until: until,
        words: None,
        heard: None,
        heard_words: None,
    }
}

/// The folder's documents that are there for the one to whom this was granted.
async fn visible(
    app: &App,
    conn: &mut Conn,
    granted: &Granted,
    (child, now): (ChildId, Timestamp),
) -> Result<Vec<Touched>, Error> {
    let mut own = marks::touched(conn, child, now).await?;
    own.retain(|document| granted.sees(app.policies().tables(), document));
    Ok(own)
}

/// Remembers a selection for a folder.
///
/// # Errors
/// Refusals; [`Error::Invalid`]; [`Error::Conflict`] when there are too many.
pub async fn keep(
    app: &App,
    actor: &Actor,
    child: ChildId,
    want: Keepable,
    once: Option<String>,
) -> Result<(PackView, i64), Error> {
    let whole = (&want.documents[..], &want.categories[..], want.also_later, &want.actions[..]);
    let terms = terms::sensible(app, over(whole, Timestamp::default()))?;
    let once = once.map(|key| {
        let said = serde_json::to_vec(&terms).unwrap_or_default();
        let name = want.name.as_str().as_bytes();
        Once::of(key, [b"keep-pack", &child.0.as_bytes()[..], &said, name])
    });
    let ask = Ask::about(child).touching(terms.touching());
    let id = PackId(app.entropy().uuid());
    let with = app.clone();
    let changed = app
        .gate
        .change::<KeepPack, Option<PackView>, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                let now = tx.now();
                let own = visible(&with, tx, &granted, (child, now)).await?;
                if !terms.documents.iter().all(|id| own.iter().any(|one| one.id == *id)) {
                    let detail = "At least one of the documents is not in this folder.";
                    return Err(Invalid::new("unknown-document", "documents", detail).into());
                }
                if packs::list(tx, child).await?.len() >= PACKS_MAX {
                    return Err(Error::Conflict {
                        code: "too-many-packs",
                        detail: "A folder has at most 100 remembered selections. Drop one first.",
                    });
                }
                let key = with.vault.data_key(tx, child.0).await?;
                let place = Place::pack_name(id);
                let pack = Pack {
                    id,
                    child,
                    name_sealed: with.vault.seal_text(&key, place, want.name.as_str())?,
                    documents: terms.documents,
                    categories: terms.categories,
                    also_later: terms.also_later,
                    actions: terms.actions,
                    created: now,
                    created_by: granted.person(),
                    index: tx.next_index(),
                };
                packs::insert(tx, &pack).await?;
                let view = PackView { pack, name: want.name.as_str().to_owned() };
                Ok(Did::Change(Done::new(Some(view), id.to_string(), Detail::default())))
            })
        })
        .await?;
    let (id, index) = match changed {
        Changed::Done(Some(view), index) => return Ok((view, index)),
        Changed::Done(None, index) => (id, index),
        Changed::Repeated(result, index) => {
            let id = result.parse().map_err(|_| Error::Internal("unreadable result".into()))?;
            (id, index)
        }
        Changed::Refused(refusal) => return Err(refusal.into()),
    };
    // Kept before: as it is now for the one who asks.
    let (all, seen) = list(app, actor, child).await?;
    let found = all.into_iter().find(|one| one.pack.id == id);
    let view = found.ok_or_else(|| Error::NotFound { index: None }.recorded(seen))?;
    Ok((view, index))
}

/// The selections that a folder's family remembers, oldest first, and the entry
/// that tells that they were shown.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn list(app: &App, actor: &Actor, child: ChildId) -> Result<(Vec<PackView>, i64), Error> {
    let ask = Ask::about(child).own_purpose();
    let permit = match app.gate.ask::<SeeConsents>(actor, ask).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let (granted, index) = (permit.granted(), permit.index());
    // One who coordinates sees consents, and nothing of what may become one.
    if !granted.is_family() {
        return Err(Error::NotFound { index: Some(index) });
    }
    let listed = async {
        let mut conn = app.db.read().await?;
        let tables = app.policies().tables();
        let own = marks::touched(&mut conn, child, permit.decided_at()).await?;
        let ever = marks::touched_ever(&mut conn, child, permit.decided_at()).await?;
        let key = app.vault.data_key(&mut conn, child.0).await?;
        let mut views = Vec::new();
        for mut pack in packs::list(&mut conn, child).await? {
            let whole = Selection {
                documents: pack.documents.clone(),
                categories: pack.categories.clone(),
            };
            if !granted.sees_pack(tables, &ever, &whole) {
                continue;
            }
            let is_there =
                |id: &DocumentId| own.iter().any(|one| one.id == *id && granted.sees(tables, one));
            pack.documents.retain(is_there);
            let place = Place::pack_name(pack.id);
            let name = app.vault.open_text(&key, place, &pack.name_sealed)?;
            views.push(PackView { pack, name });
        }
        Ok::<_, Error>(views)
    };
    Ok((listed.await.map_err(|error| error.recorded(index))?, index))
}

/// What an act on a selection touches.
async fn touching(app: &App, id: PackId) -> Result<Touching, Error> {
    let mut conn = app.db.read().await?;
    let found = packs::find(&mut conn, id).await?;
    Ok(found.map_or(Touching::Target, |pack| {
        let whole = (&pack.documents[..], &pack.categories[..], pack.also_later, &pack.actions[..]);
        over(whole, Timestamp::default()).touching()
    }))
}

/// Forgets a selection; the consents that were made of it stay. Gives the entry
/// that tells of it.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn drop_pack(
    app: &App,
    actor: &Actor,
    id: PackId,
    once: Option<String>,
) -> Result<i64, Error> {
    let once = once.map(|key| Once::of(key, [&b"drop-pack"[..], id.0.as_bytes()]));
    let ask = Ask::about(Target::Pack(id)).touching(touching(app, id).await?);
    let changed = app
        .gate
        .change::<DropPack, (), Error, _>(actor, ask, once, move |tx, _| {
            Box::pin(async move {
                packs::forget(tx, id).await?;
                Ok(Did::Change(Done::new((), id.to_string(), Detail::default())))
            })
        })
        .await?;
    match changed {
        Changed::Done((), index) | Changed::Repeated(_, index) => Ok(index),
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}

/// Makes a consent for each recipient of a remembered selection: all or none, each
/// with its own entry, approvals and end. Gives them in the order of the
/// recipients.
///
/// # Errors
/// Refusals; [`Error::Invalid`].
pub async fn give(
    app: &App,
    actor: &Actor,
    id: PackId,
    giving: Giving,
    once: Option<String>,
) -> Result<Vec<Own>, Error> {
    giving.check(app)?;
    let once = once.map(|key| {
        let (to, said) = giving.parts();
        Once::of(key, [b"give-pack", &id.0.as_bytes()[..], &to, &said])
    });
    let ids = giving.ids(app);
    let ask = Ask::about(Target::Pack(id)).touching(touching(app, id).await?);
    let with = app.clone();
    let changed = app
        .gate
        .change::<Grant, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                let now = tx.now();
                let pack = packs::find(tx, id).await?.ok_or(Error::NotFound { index: None })?;
                let own = visible(&with, tx, &granted, (pack.child, now)).await?;
                let mut documents = pack.documents;
                documents.retain(|id| own.iter().any(|one| one.id == *id));
                let whole =
                    (&documents[..], &pack.categories[..], pack.also_later, &pack.actions[..]);
                let terms = over(whole, Timestamp::default());
                giving.make(&with, tx, granted, (pack.child, terms), ids).await
            })
        })
        .await?;
    many::owns(changed)
}
