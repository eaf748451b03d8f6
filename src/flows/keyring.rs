//! Root key rotation, and writing documents out as age files.

use super::App;
use super::error::{Error, Invalid};
use crate::domain::document::ScanState;
use crate::domain::entry::Kind;
use crate::domain::{ChildId, DocumentId};
use crate::gate::Detail;
use crate::gate::system::{About, By};
use crate::store::documents::{self, StoredVersion};
use crate::store::{Conn, Db, StoreError, Unlogged, children, keys as rows};
use crate::vault::keys::{KeyError, RootKeys};
use crate::vault::{AgeFile, VaultError, roots_fit};
use std::path::Path;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

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

/// Rotates the root key in steps, each of which may be repeated after a crash:
/// the new key is added to the file and made known to the database, every data
/// key is sealed again under it in batches, the rotation is told in the log, what
/// was sealed under the old keys is wiped, and the old keys are taken out of the
/// file. A rotation that was broken off goes on with the key that it had made.
///
/// # Errors
/// When the file or the database cannot be used, or does not fit the other;
/// everything stays readable.
pub async fn rotate(app: &App, file: &Path) -> Result<Rotated, Error> {
    let _lock = RootKeys::lock_file(file).map_err(VaultError::from)?;
    let keys = next_ring(app, file).await?;
    let version = keys.newest();
    claim(&app.db, &keys).await?;
    app.vault.set_roots(keys);
    let mut resealed = 0;
    loop {
        resealed += reseal_all(app, version).await?;
        if tell_rotation(app, version).await? {
            break;
        }
    }
    let reduced = reduced_ring(app, file, version).await?;
    app.db.wipe(Duration::from_secs(15)).await.map_err(|source| match source {
        StoreError::Busy(_) => Error::Conflict {
            code: "rotation-unfinished",
            detail: "all is sealed anew, but others read the database without a pause: stop them, \
                     and run `samflyt key rotate` again to take the old key out of the file",
        },
        source => source.into(),
    })?;
    reduced.store_file(file).map_err(VaultError::from)?;
    app.vault.set_roots(reduced);
    Ok(Rotated { version, resealed })
}

/// The root keys to rotate to, durable in the file. More than one version there
/// is a rotation that was broken off.
async fn next_ring(app: &App, file: &Path) -> Result<RootKeys, Error> {
    let keys = RootKeys::load_file(file).map_err(VaultError::from)?;
    let mut conn = app.db.read().await?;
    roots_fit(&mut conn, &keys).await?;
    if keys.versions().len() > 1 {
        return Ok(keys);
    }
    let next = keys.newest().saturating_add(1);
    if rows::find_root_check(&mut conn, next).await?.is_some() {
        // Another file has it: a key made here would be a second one of its number.
        return Err(VaultError::from(KeyError::UnknownRoot { version: next }).into());
    }
    drop(conn);
    let keys = keys.with_new_version(app.entropy()).map_err(VaultError::from)?;
    keys.store_file(file).map_err(VaultError::from)?;
    Ok(keys)
}

/// Makes the newest root key known to the database, before anything is sealed
/// under it: no other key of its number is taken from then on.
///
/// # Errors
/// When the root keys do not fit the database, or it cannot be written.
pub async fn claim(db: &Db, roots: &RootKeys) -> Result<(), VaultError> {
    let mut conn = db.read().await?;
    roots_fit(&mut conn, roots).await?;
    let version = roots.newest();
    let Some(check) = roots.check_value(version) else { return Ok(()) };
    if rows::find_root_check(&mut conn, version).await?.is_some() {
        return Ok(());
    }
    drop(conn);
    db.write_unlogged::<(), VaultError, _>(Unlogged::Reseal, move |tx| {
        Box::pin(async move {
            // Looked at again: two may want to be the first.
            match rows::find_root_check(tx, version).await? {
                Some(known) if known != check => Err(KeyError::OtherRoot { version }.into()),
                Some(_) => Ok(()),
                None => Ok(rows::put_root_check(tx, version, &check).await?),
            }
        })
    })
    .await
}

/// Writes the entry, once; false when there are keys under another root again.
async fn tell_rotation(app: &App, version: i64) -> Result<bool, Error> {
    app.gate
        .administer::<bool, Error, _>(Kind::KeyRotated, By::Operator, move |tx| {
            Box::pin(async move {
                // Counted in the entry's own transaction: from here on no key
                // can be added under an older root.
                let counts = rows::count_by_root(tx).await?;
                if counts.iter().any(|(root, _)| *root != version) {
                    return Ok((false, None));
                }
                if !rows::note_rotation(tx, version).await? {
                    return Ok((true, None));
                }
                let detail = Detail { version: Some(version), ..Detail::default() };
                Ok((true, Some(About { detail, ..About::default() })))
            })
        })
        .await
}

/// The file's keys without the old ones, after every data key has been opened
/// with what is left.
async fn reduced_ring(app: &App, file: &Path, version: i64) -> Result<RootKeys, Error> {
    let mut ring = RootKeys::load_file(file).map_err(VaultError::from)?;
    for old in ring.versions().into_iter().filter(|old| *old != version) {
        ring = ring.without(old).map_err(VaultError::from)?;
    }
    let mut conn = app.db.read().await?;
    let mut next = Some(rows::DIRECTORY);
    while let Some(from) = next {
        let page = rows::list_from(&mut conn, from, BATCH).await?;
        for row in &page {
            ring.open_data_key(row.owner, row.root_version, &row.sealed)
                .map_err(VaultError::from)?;
        }
        next =
            page.last().and_then(|last| last.owner.as_u128().checked_add(1)).map(Uuid::from_u128);
    }
    Ok(ring)
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
            fresh.push((app.vault.reseal(old, version)?, old.root_version));
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

/// Tells the log that the root keys are written out for `readers`.
///
/// # Errors
/// When it cannot be recorded.
pub async fn tell_escrow(app: &App, version: i64, readers: String) -> Result<(), Error> {
    app.gate
        .administer::<(), Error, _>(Kind::KeyEscrowed, By::Operator, move |_tx| {
            Box::pin(async move {
                let detail = Detail { version: Some(version), ..Detail::default() };
                Ok(((), Some(About { reason: Some(readers), detail, ..About::default() })))
            })
        })
        .await
}

/// What an export wrote, and what it did not.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Names of the files.
    pub files: Vec<String>,
    /// Versions that are infected or were not looked at yet, and stay where they are.
    pub left_out: Vec<String>,
}

/// Writes every version of a child's documents that may be opened into `folder`
/// as age files for `recipients`, each with its entry; plaintext is nowhere.
///
/// # Errors
/// [`Error::NotFound`] when there is no such child; what the stores say. A file
/// that is there under its name is whole.
pub async fn export(
    app: &App,
    child: ChildId,
    recipients: &[&(dyn age::Recipient + Sync)],
    readers: String,
    folder: &Path,
) -> Result<Exported, Error> {
    let mut conn = app.db.read().await?;
    children::find(&mut conn, child).await?.ok_or(Error::NotFound { index: None })?;
    let versions: Vec<StoredVersion> = of_child(app, child).await?;
    std::fs::create_dir_all(folder).map_err(|error| cannot_write(&error))?;
    let mut done = Exported::default();
    for version in versions {
        let name = format!("{}-v{}", version.document, version.version);
        if matches!(version.scan, ScanState::Infected | ScanState::Pending) {
            done.left_out.push(name);
            continue;
        }
        let file = match app.vault.age_file(&mut conn, &version, recipients).await {
            Ok(file) => file,
            // Erased meanwhile, perhaps: that is asked below.
            Err(error) if is_as_it_was(&mut conn, &version).await? => return Err(error.into()),
            Err(_) => {
                done.left_out.push(name);
                continue;
            }
        };
        if !tell_export(app, &version, readers.clone()).await? {
            done.left_out.push(name);
            continue;
        }
        let name = format!("{name}.age");
        write_out(file, &folder.join(&name)).await?;
        done.files.push(name);
    }
    Ok(done)
}

/// Records that a version goes out; `false`, and nothing is told, when it was
/// erased or found infected since it was read.
async fn tell_export(app: &App, version: &StoredVersion, readers: String) -> Result<bool, Error> {
    let version = version.clone();
    app.gate
        .administer::<bool, Error, _>(Kind::VaultExported, By::Operator, move |tx| {
            Box::pin(async move {
                if !is_as_it_was(tx, &version).await? {
                    return Ok((false, None));
                }
                let detail = Detail {
                    document: Some(version.document),
                    version: Some(version.version),
                    ..Detail::default()
                };
                // For whom: public keys, which name nobody.
                let reason = Some(readers);
                Ok((true, Some(About { child: Some(version.child), by: None, reason, detail })))
            })
        })
        .await
}

/// Does the version still have its key, and the scanner's word?
pub(crate) async fn is_as_it_was(
    conn: &mut Conn,
    version: &StoredVersion,
) -> Result<bool, StoreError> {
    let before = (version.document, version.version - 1);
    let now = documents::list_all_versions(conn, before, 1).await?;
    Ok(now.first().is_some_and(|now| {
        (now.document, now.version, now.scan) == (version.document, version.version, version.scan)
    }))
}

async fn of_child(app: &App, child: ChildId) -> Result<Vec<StoredVersion>, Error> {
    let mut conn = app.db.read().await?;
    let mut found = Vec::new();
    let mut after = (DocumentId(Uuid::nil()), 0);
    loop {
        let page = documents::list_all_versions(&mut conn, after, 500).await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = (last.document, last.version);
        found.extend(page.into_iter().filter(|one| one.child == child));
    }
}

/// The code for a file or folder of this machine that cannot be written.
pub const CANNOT_WRITE: &str = "cannot-write";

fn cannot_write(error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull => Error::Full,
        _ => Error::Invalid(Invalid::new(CANNOT_WRITE, "out", error.to_string())),
    }
}

/// Writes the file beside its place and puts it there when it is whole and
/// durable; never over another one.
async fn write_out(mut from: AgeFile, path: &Path) -> Result<(), Error> {
    let staged = path.with_extension("age.part");
    // What an export that was broken off left behind.
    drop(tokio::fs::remove_file(&staged).await);
    let mut options = tokio::fs::OpenOptions::new();
    let options = options.write(true).create_new(true).mode(0o600);
    let mut file = options.open(&staged).await.map_err(|error| cannot_write(&error))?;
    let written = async {
        while let Some(bytes) = from.next().await? {
            file.write_all(&bytes).await.map_err(|error| cannot_write(&error))?;
        }
        // Without it the error of the last write would be lost.
        file.flush().await.map_err(|error| cannot_write(&error))?;
        file.sync_all().await.map_err(|error| cannot_write(&error))?;
        tokio::fs::hard_link(&staged, path).await.map_err(|error| cannot_write(&error))
    };
    let written: Result<(), Error> = written.await;
    tokio::fs::remove_file(&staged).await.map_err(|error| cannot_write(&error))?;
    written?;
    let folder = tokio::fs::File::open(path.parent().unwrap_or(Path::new("."))).await;
    folder
        .map_err(|error| cannot_write(&error))?
        .sync_all()
        .await
        .map_err(|error| cannot_write(&error))
}
