//! Lists, metadata and erasure of documents.

use super::App;
use super::error::Error;
use super::names::Names;
use crate::domain::document::{MediaType, ScanState};
use crate::domain::question::Hat;
use crate::domain::time::Day;
use crate::domain::{AgencyId, ChildId, DocumentId, Timestamp};
use crate::gate::action::{Erase, List, Reading};
use crate::gate::{Answer, Ask, Changed, Detail, Did, Done, Once, Permit};
use crate::identity::Actor;
use crate::store::Conn;
pub use crate::store::documents::After;
pub use crate::store::documents::Mark;
use crate::store::documents::{self, Document, Version};
use crate::store::facts::Target;
use crate::vault::VaultError;
use crate::vault::fields::{DataKey, Place};

/// A document with its names opened.
#[derive(Debug, Clone)]
pub struct DocumentView {
    /// Id.
    pub id: DocumentId,
    /// Whose.
    pub child: ChildId,
    /// Title.
    pub title: String,
    /// Category code.
    pub category: String,
    /// Date on the document.
    pub date: Option<Day>,
    /// The contributing unit and its name; `None` is the family.
    pub source: Option<(AgencyId, String)>,
    /// `normal` or `high`.
    pub sensitivity: String,
    /// First stored.
    pub created: Timestamp,
    /// Is it marked "not for my guardians"? Never told to a guardian.
    pub mark: Option<Mark>,
    /// Newest version.
    pub newest: VersionView,
    /// All versions, where they were asked for.
    pub versions: Vec<VersionView>,
}

/// A version with its name opened.
#[derive(Debug, Clone)]
pub struct VersionView {
    /// From 1.
    pub version: i64,
    /// File name.
    pub file_name: String,
    /// Kind of file.
    pub media_type: MediaType,
    /// Length in bytes.
    pub size_bytes: u64,
    /// SHA-256 of the content.
    pub sha256: [u8; 32],
    /// Scan state.
    pub scan: ScanState,
    /// Why it was not scanned.
    pub scan_reason: Option<String>,
    /// Stored at.
    pub created: Timestamp,
}

fn version_view(
    app: &App,
    key: &DataKey,
    document: DocumentId,
    version: Version,
) -> Result<VersionView, VaultError> {
    Ok(VersionView {
        file_name: app.vault.open_text(
            key,
            Place::file_name(document, version.version),
            &version.file_name_sealed,
        )?,
        version: version.version,
        media_type: version.media_type,
        size_bytes: version.size_bytes,
        sha256: version.sha256,
        scan: version.scan,
        scan_reason: version.scan_reason,
        created: version.created,
    })
}

async fn view(
    conn: &mut Conn,
    key: &DataKey,
    names: &mut Names<'_>,
    app: &App,
    document: Document,
) -> Result<DocumentView, Error> {
    let source = match document.source {
        Some(unit) => Some((unit, names.unit(conn, unit).await?)),
        None => None,
    };
    Ok(DocumentView {
        title: app.vault.open_text(key, Place::title(document.id), &document.title_sealed)?,
        id: document.id,
        child: document.child,
        category: document.category,
        date: document.date,
        source,
        sensitivity: document.sensitivity,
        created: document.created,
        mark: document.mark.filter(|mark| mark.holds(app.clock.now())),
        newest: version_view(app, key, document.id, document.newest)?,
        versions: Vec::new(),
    })
}

/// One page of a child's documents as `actor` may see them, newest first; where
/// the next page begins; the entry that tells of it.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn list(
    app: &App,
    actor: &Actor,
    child: ChildId,
    after: Option<After>,
    limit: usize,
) -> Result<Page, Error> {
    let permits = match app.gate.ask_folder(actor, child).await? {
        Ok(permits) => permits,
        Err(refusal) => return Err(refusal.into()),
    };
    let index = permits.iter().map(Permit::index).max().unwrap_or(0);
    let listed = async {
        let (views, next) = listed(app, actor, &permits, child, after, limit).await?;
        let withheld = withheld(app, &permits, child).await?;
        Ok::<_, Error>(Page { views, next, withheld, index })
    };
    listed.await.map_err(|error| error.recorded(index))
}

/// Are documents checked for viruses here, once they are stored?
#[must_use]
pub fn are_scanned(app: &App) -> bool {
    !app.vault.scanner().is_off()
}

/// A page of documents.
#[derive(Debug)]
pub struct Page {
    /// The documents, newest first.
    pub views: Vec<DocumentView>,
    /// Where the next page begins.
    pub next: Option<After>,
    /// To a guardian: how many documents the young person withholds.
    pub withheld: Option<usize>,
    /// The entry that tells of it.
    pub index: i64,
}

/// How many documents are withheld from a guardian and would be there otherwise;
/// what is shielded does not count.
async fn withheld(
    app: &App,
    permits: &[Permit<List>],
    child: ChildId,
) -> Result<Option<usize>, Error> {
    let guardian = permits.iter().find(|one| matches!(one.granted().hat(), Hat::Guardian { .. }));
    let Some(permit) = guardian else { return Ok(None) };
    let (tables, granted) = (app.policies().tables(), permit.granted());
    let mut conn = app.db.read().await?;
    let own = documents::marks::touched(&mut conn, child, permit.decided_at()).await?;
    let count = own.iter().filter(|one| {
        let open = documents::Touched { withheld: false, ..(*one).clone() };
        one.withheld && granted.sees(tables, &open)
    });
    Ok(Some(count.count()))
}

/// The documents that any of `permits` lists.
///
/// # Errors
/// What the stores say.
pub(crate) async fn listed(
    app: &App,
    actor: &Actor,
    permits: &[Permit<List>],
    child: ChildId,
    after: Option<After>,
    limit: usize,
) -> Result<(Vec<DocumentView>, Option<After>), Error> {
    let mut conn = app.db.read().await?;
    let key = app.vault.data_key(&mut conn, child.0).await?;
    let now = permits.iter().map(Permit::decided_at).max().unwrap_or_default();
    let mut names = Names::new(app);
    let mut views: Vec<DocumentView> = Vec::new();
    let mut after = after.unwrap_or_else(After::start);
    // A cursor names a row that was shown, never one that may not be seen.
    let mut shown = after;
    // Rows that may not be seen leave no gap: pages are filled with what may.
    loop {
        let rows = documents::list(&mut conn, child, after, 100).await?;
        let last_page = rows.len() < 100;
        for row in rows {
            let place = After { created: row.created, id: row.id };
            let facts = row.facts(now);
            // What a consent does not cover need not be asked about; the policy decides
            // on the rest.
            let covers = |permit: &&Permit<List>| {
                permit.granted().consent().is_none_or(|consent| consent.covers(&facts))
            };
            tokio::task::yield_now().await;
            if permits.iter().filter(covers).any(|permit| app.gate.lists(actor, permit, &facts)) {
                if views.len() == limit {
                    return Ok((views, Some(shown)));
                }
                views.push(view(&mut conn, &key, &mut names, app, row).await?);
                shown = place;
            }
            after = place;
        }
        if last_page {
            return Ok((views, None));
        }
    }
}

/// A document's metadata, and the entry that tells of it. The family sees all
/// versions; replaced ones are nobody else's.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn show(
    app: &App,
    actor: &Actor,
    document: DocumentId,
) -> Result<(DocumentView, i64), Error> {
    let ask = Ask::about(Target::Document(document, None)).own_purpose();
    shown(app, actor, document, ask).await
}

/// A document's metadata, for a question that is worded already.
///
/// # Errors
/// As [`show`].
pub(crate) async fn shown(
    app: &App,
    actor: &Actor,
    document: DocumentId,
    ask: Ask,
) -> Result<(DocumentView, i64), Error> {
    let permit = match app.gate.ask::<List>(actor, ask).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let of_family = permit.granted().is_family();
    let mut view = read(app, document, i64::MAX)
        .await
        .and_then(|read| read.ok_or(Error::NotFound { index: None }))
        .map_err(|error| error.recorded(permit.index()))?;
    if !of_family {
        view.versions = vec![view.newest.clone()];
    }
    Ok((view, permit.index()))
}

/// What somebody is told who has put a version in.
#[derive(Debug, Clone)]
pub enum StoredView {
    /// The document as it was with that version.
    Whole(Box<DocumentView>),
    /// To one who may not see the document: what came in.
    Receipt {
        /// SHA-256 of the content.
        sha256: [u8; 32],
        /// Length in bytes.
        size_bytes: u64,
    },
}

/// The answer to the one who has just put a version in, or sends it again: what
/// was stored then, never what came later. A repetition is no permit, so who
/// sends it again is asked for as one who looks at the document.
///
/// # Errors
/// What the stores say.
pub async fn read_stored(
    app: &App,
    actor: &Actor,
    stored: super::upload::Stored,
) -> Result<StoredView, Error> {
    told(app, actor, stored).await.map_err(|error| error.recorded(stored.index))
}

async fn told(
    app: &App,
    actor: &Actor,
    stored: super::upload::Stored,
) -> Result<StoredView, Error> {
    let ask = Ask::about(Target::Document(stored.document, None)).own_purpose();
    // Who repeats has sent nothing now, so that what is shown is asked for.
    let may_see = stored.by_family
        || stored.repeated && matches!(app.gate.ask::<List>(actor, ask).await?, Answer::Permit(_));
    if may_see && let Some(view) = read(app, stored.document, stored.version).await? {
        return Ok(StoredView::Whole(Box::new(view)));
    }
    let mut conn = app.db.read().await?;
    let versions = documents::list_versions(&mut conn, stored.document).await?;
    versions
        .into_iter()
        .find(|version| version.version == stored.version)
        .map(|version| StoredView::Receipt {
            sha256: version.sha256,
            size_bytes: version.size_bytes,
        })
        .ok_or(Error::NotFound { index: None })
}

/// A document as it is with its versions up to `last`; `None` when it is gone.
pub(super) async fn read(
    app: &App,
    id: DocumentId,
    last: i64,
) -> Result<Option<DocumentView>, Error> {
    let mut conn = app.db.read().await?;
    let Some(document) =
        documents::find(&mut conn, id).await?.filter(|found| found.erased.is_none())
    else {
        return Ok(None);
    };
    let key = app.vault.data_key(&mut conn, document.child.0).await?;
    let mut names = Names::new(app);
    let mut view = view(&mut conn, &key, &mut names, app, document).await?;
    for version in documents::list_versions(&mut conn, id).await? {
        if version.version <= last {
            view.versions.push(version_view(app, &key, id, version)?);
        }
    }
    if let Some(newest) = view.versions.last() {
        view.newest = newest.clone();
    }
    Ok(Some(view))
}

/// The name of a document's file, to keep for a version that comes without one.
///
/// # Errors
/// What the stores say.
pub async fn kept_file_name(app: &App, id: DocumentId) -> Result<String, Error> {
    let view = read(app, id, i64::MAX).await?;
    Ok(view.map(|view| view.newest.file_name).unwrap_or_default())
}

/// A change that did not fit the state of a document: the asker is told how the
/// document stands, so that is asked for and recorded too.
pub(crate) async fn in_the_way(
    app: &App,
    actor: &Actor,
    document: DocumentId,
    error: Error,
) -> Error {
    in_the_way_of(app, actor, Target::Document(document, None), error).await
}

/// The same of a document or a folder.
pub(crate) async fn in_the_way_of(app: &App, actor: &Actor, target: Target, error: Error) -> Error {
    in_the_way_asking::<List>(app, actor, Ask::about(target).own_purpose(), error).await
}

/// The same of what is looked at by asking `ask`.
pub(crate) async fn in_the_way_asking<A: Reading>(
    app: &App,
    actor: &Actor,
    ask: Ask,
    error: Error,
) -> Error {
    if !matches!(error, Error::Conflict { .. } | Error::Precondition { .. }) {
        return error;
    }
    match app.gate.ask::<A>(actor, ask).await {
        Ok(Answer::Permit(permit)) => error.recorded(permit.index()),
        Ok(Answer::Refusal(refusal)) => error.recorded(refusal.index),
        Err(error) => error.into(),
    }
}

/// Erases a document: its keys are destroyed in the transaction of the entry,
/// its objects afterwards. Gives the entry's index.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn erase(
    app: &App,
    actor: &Actor,
    document: DocumentId,
    once: Option<String>,
) -> Result<i64, Error> {
    // A task of its own: a client that leaves now does not end it half done.
    let (erasing_app, actor) = (app.clone(), actor.clone());
    let erasing = async move { erase_whole(&erasing_app, &actor, document, once).await };
    app.tasks.spawn(erasing).await.map_err(|error| Error::Internal(Box::new(error)))?
}

async fn erase_whole(
    app: &App,
    actor: &Actor,
    document: DocumentId,
    once: Option<String>,
) -> Result<i64, Error> {
    let once = once.map(|key| Once::of(key, [&b"erase"[..], document.0.as_bytes()]));
    let ask = Ask::about(Target::Document(document, None));
    let changed = app
        .gate
        .change::<Erase, Vec<String>, Error, _>(actor, ask, once, move |tx, _granted| {
            Box::pin(async move {
                let blobs = documents::list_blobs(tx, document).await?;
                documents::erase(tx, document).await?;
                Ok(Did::Change(Done {
                    also: Vec::new(),
                    value: blobs,
                    result: document.to_string(),
                    detail: Detail::default(),
                }))
            })
        })
        .await;
    let changed = match changed {
        Ok(changed) => changed,
        Err(error) => return Err(in_the_way(app, actor, document, error).await),
    };
    match changed {
        Changed::Done(blobs, index) => {
            super::sweep::wipe(app).await;
            for blob in blobs {
                super::sweep::forget_blob(app, &blob).await;
            }
            Ok(index)
        }
        Changed::Repeated(_, index) => Ok(index),
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}
