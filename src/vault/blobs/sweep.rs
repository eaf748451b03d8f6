//! Finding what nobody refers to any more.

use super::BlobError;
use super::name::{Name, staged};
use crate::domain::Timestamp;
use futures_util::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use object_store::ObjectStore;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// Any store that lists itself.
pub(super) fn remote(
    store: &Arc<dyn ObjectStore>,
    before: Timestamp,
) -> BoxStream<'static, Result<String, BlobError>> {
    store
        .list(None)
        .map_err(BlobError::from)
        .try_filter_map(move |meta| async move {
            let old = meta.last_modified.timestamp_micros() < before.as_micros();
            let name = meta.location.as_ref();
            Ok((old && name.parse::<Name>().is_ok()).then(|| name.to_owned()))
        })
        .boxed()
}

/// Local files: the store's own list leaves staged files out, so the 256 folders
/// are read directly, one at a time.
pub(super) fn local(
    folder: &Arc<Path>,
    before: Timestamp,
) -> BoxStream<'static, Result<String, BlobError>> {
    let folder = Arc::clone(folder);
    stream::iter(0..=u8::MAX)
        .then(move |number| {
            let folder = folder.join(format!("{number:02x}"));
            async move {
                tokio::task::spawn_blocking(move || read_folder(&folder, before))
                    .await
                    .unwrap_or_else(|error| Err(io::Error::other(error)))
                    .map_err(BlobError::Folder)
            }
        })
        .map_ok(|found| stream::iter(found).map(Ok))
        .try_flatten()
        .boxed()
}

fn read_folder(folder: &Path, before: Timestamp) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let before =
        UNIX_EPOCH + Duration::from_micros(u64::try_from(before.as_micros()).unwrap_or_default());
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let Some(name) = judge(folder, &entry.path()) else { continue };
        match entry.metadata().and_then(|meta| Ok((meta.is_file(), meta.modified()?))) {
            Ok((true, modified)) if modified < before => found.push(name),
            Ok(_) => {}
            // Finished or removed while we look.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The name of an object's file, or of one that the store has staged; else not ours.
fn judge(folder: &Path, file: &Path) -> Option<String> {
    let (folder, file) = (folder.file_name()?.to_str()?, file.file_name()?.to_str()?);
    let name = format!("{folder}/{file}");
    (name.parse::<Name>().is_ok() || staged(&name).is_some()).then_some(name)
}

/// Removes a staged file; one that is gone is as good as removed.
pub(super) async fn delete_staged(file: &Path) -> Result<(), BlobError> {
    match tokio::fs::remove_file(file).await {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(BlobError::Folder(error)),
        _ => Ok(()),
    }
}
