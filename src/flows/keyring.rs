//! Root key rotation, and writing documents out as age files.

use super::App;
use super::error::{Error, Invalid};
use crate::domain::entry::Kind;
use crate::domain::{ChildId, DocumentId};
use crate::gate::Detail;
use crate::gate::system::{About, By};
use crate::store::documents::{self, StoredVersion};
use crate::store::{StoreError, Unlogged, children, keys as rows};
use crate::vault::keys::RootKeys;
use std::path::Path;
use tokio::io::AsyncWriteExt;

/// Rows sealed again in one transaction.
const BATCH: i64 = 200;

/// How far a rotation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotated {
    /// Newest root key version.
    pub version: i64,
    /// Rows sealed again by this call.
    pub resealed: usize,
}

/// Rotates the root key in three steps, each of which may be repeated after a
/// crash: the new key is added to the file, every data key is sealed again under
/// it in batches, and the old keys are taken out of the file.
///
/// # Errors
/// When a file or the database cannot be written; everything stays readable.
pub async fn rotate(app: &App, file: &Path) -> Result<Rotated, Error> {
    let keys = RootKeys::load_file(file).map_err(crate::vault::VaultError::from)?;
    // A rotation that was cut short goes on with the key it had made.
    let keys = if is_settled(app, keys.newest()).await? {
        let keys = keys.with_new_version(app.entropy()).map_err(crate::vault::VaultError::from)?;
        keys.store_file(file).map_err(crate::vault::VaultError::from)?;
        keys
    } else {
        keys
    };
    let version = keys.newest();
    app.vault.set_roots(keys);
    let mut resealed = reseal_all(app, version).await?;
    loop {
        let settled = app
            .gate
            .administer::<bool, Error, _>(Kind::KeyRotated, By::Operator, move |tx| {
                Box::pin(async move {
                    // Counted in the entry's own transaction: from here on no key
                    // can be added under an older root.
                    let counts = rows::count_by_root(tx).await?;
                    if counts.iter().any(|(root, _)| *root != version) {
                        return Ok((false, None));
                    }
                    let detail = Detail { version: Some(version), ..Detail::default() };
                    Ok((true, Some(About { detail, ..About::default() })))
                })
            })
            .await?;
        if settled {
            break;
        }
        resealed += reseal_all(app, version).await?;
    }
    let mut last = RootKeys::load_file(file).map_err(crate::vault::VaultError::from)?;
    for old in last.versions().into_iter().filter(|old| *old != version) {
        last = last.without(old).map_err(crate::vault::VaultError::from)?;
    }
    last.store_file(file).map_err(crate::vault::VaultError::from)?;
    app.vault.set_roots(last);
    Ok(Rotated { version, resealed })
}

/// Is every data key sealed under `version`, and none under another?
async fn is_settled(app: &App, version: i64) -> Result<bool, Error> {
    let mut conn = app.db.read().await?;
    let counts = rows::count_by_root(&mut conn).await?;
    Ok(counts.iter().all(|(root, _)| *root == version))
}

async fn reseal_all(app: &App, version: i64) -> Result<usize, Error> {
    let mut resealed = 0;
    loop {
        let mut conn = app.db.read().await?;
        let batch = rows::list_not_under(&mut conn, version, BATCH).await?;
        drop(conn);
        if batch.is_empty() {
            return Ok(resealed);
        }
        let mut fresh = Vec::with_capacity(batch.len());
        for old in &batch {
            fresh.push((app.vault.reseal(old)?, old.root_version));
        }
        resealed += app
            .db
            .write_unlogged::<usize, StoreError, _>(Unlogged::Reseal, move |tx| {
                Box::pin(async move {
                    let mut done = 0;
                    for (key, old_version) in &fresh {
                        done += usize::from(rows::reseal(tx, key, *old_version).await?);
                    }
                    Ok(done)
                })
            })
            .await?;
    }
}

/// Writes every document of a child that can be opened into `folder` as age
/// files for `recipients`; plaintext is nowhere. Gives the file names.
///
/// # Errors
/// [`Error::NotFound`] when there is no such child; what the stores say.
pub async fn export(
    app: &App,
    child: ChildId,
    recipients: &[&(dyn age::Recipient + Sync)],
    readers: String,
    folder: &Path,
) -> Result<Vec<String>, Error> {
    let mut conn = app.db.read().await?;
    children::find(&mut conn, child).await?.ok_or(Error::NotFound { index: None })?;
    let versions: Vec<StoredVersion> = of_child(app, child).await?;
    app.gate
        .administer::<(), Error, _>(Kind::VaultExported, By::Operator, move |_tx| {
            Box::pin(async move {
                // For whom: public keys, which name nobody.
                let reason = Some(readers);
                Ok(((), Some(About { child: Some(child), reason, ..About::default() })))
            })
        })
        .await?;
    std::fs::create_dir_all(folder).map_err(|error| Error::Internal(Box::new(error)))?;
    let mut names = Vec::new();
    for version in versions {
        let name = format!("{}-v{}.age", version.document, version.version);
        let recipients: Vec<&dyn age::Recipient> =
            recipients.iter().map(|one| *one as &dyn age::Recipient).collect();
        let header = app.vault.export_header(&mut conn, &version, &recipients).await?;
        drop(recipients);
        write_out(app, &version, &header, &folder.join(&name)).await?;
        names.push(name);
    }
    Ok(names)
}

async fn of_child(app: &App, child: ChildId) -> Result<Vec<StoredVersion>, Error> {
    let mut conn = app.db.read().await?;
    let mut found = Vec::new();
    let mut after = (DocumentId(uuid::Uuid::nil()), 0);
    loop {
        let page = documents::list_all_versions(&mut conn, after, 500).await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = (last.document, last.version);
        found.extend(page.into_iter().filter(|one| one.child == child));
    }
}

async fn write_out(
    app: &App,
    version: &StoredVersion,
    header: &[u8],
    path: &Path,
) -> Result<(), Error> {
    const BLOCK: u64 = 1 << 20;
    let io = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::StorageFull => Error::Full,
        _ => Error::Invalid(Invalid::new("cannot-write", "out", error.to_string())),
    };
    let mut file = tokio::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .await
        .map_err(io)?;
    file.write_all(header).await.map_err(io)?;
    let size = crate::vault::stream::payload_len(version.size_bytes);
    let mut at = 0;
    while at < size {
        let until = (at + BLOCK).min(size);
        let block = app
            .vault
            .blobs()
            .read(&version.blob_name, at..until)
            .await
            .map_err(crate::vault::VaultError::from)?;
        file.write_all(&block).await.map_err(io)?;
        at = until;
    }
    file.sync_all().await.map_err(io)
}
