//! Sealed payloads as objects: local files, an S3-compatible store, or memory.
//!
//! Objects are written once, under random names that say nothing, and are visible
//! whole or not at all. What a crash or a dropped upload leaves behind is at most an
//! orphan that [`Blobs::list_older_than`] finds. Multipart leftovers inside an S3
//! store are not listed by it: give the bucket a rule that ends incomplete uploads
//! after a day.

mod claim;
mod name;
mod sweep;
mod upload;

pub use name::new_name;
pub use upload::Upload;

use crate::domain::Timestamp;
use bytes::Bytes;
use futures_util::stream::{BoxStream, TryStreamExt as _};
use name::Name;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{
    BackoffConfig, ClientOptions, Error as StoreError, ObjectStore, ObjectStoreExt as _,
    RetryConfig,
};
use std::ops::Range;
use std::os::unix::fs::DirBuilderExt as _;
use std::sync::Arc;
use std::time::Duration;

/// Parts of an upload to local files or memory.
const LOCAL_PART: usize = 1 << 20;
/// Parts of an upload to S3: the smallest that S3 takes, and all alike for those that ask for it.
const REMOTE_PART: usize = 5 << 20;
/// The system's number for an I/O error, the same on every Linux.
const EIO: i32 = 5;
/// Parts on their way at the same time: with one being gathered, three parts of memory.
const IN_FLIGHT: usize = 2;

/// Why an object could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// There is no object of that name.
    #[error("the object is missing")]
    Missing,
    /// The object ends before the wanted bytes, or the store answered too few.
    #[error("the object is shorter than it must be: {got} of {wanted} bytes")]
    Short {
        /// Bytes wanted.
        wanted: u64,
        /// Bytes there were.
        got: u64,
    },
    /// An object of that name is there already; objects are written once.
    #[error("an object of that name exists already")]
    Exists,
    /// Not a name of ours.
    #[error("not an object name")]
    Name,
    /// The store's address or settings make no sense.
    #[error("the object store is not configured rightly: {0}")]
    Config(String),
    /// The disk could not promise durability. The process should end: a repeated
    /// flush may claim success for pages that are already lost.
    #[error("the disk could not be flushed")]
    Flush(#[source] StoreError),
    /// The upload failed before; nothing more can be written to it.
    #[error("the upload has failed already")]
    Broken,
    /// The folder of the objects could not be used.
    #[error("the object folder cannot be used")]
    Folder(#[source] std::io::Error),
    /// The store said no, or did not answer in time.
    #[error("the object store failed")]
    Store(#[source] StoreError),
}

impl BlobError {
    /// Whether the place for objects is full (or a quota is used up): more room, not
    /// another attempt, is what helps.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(self);
        while let Some(error) = cause {
            if let Some(io) = error.downcast_ref::<std::io::Error>() {
                use std::io::ErrorKind::{QuotaExceeded, StorageFull};
                return matches!(io.kind(), StorageFull | QuotaExceeded);
            }
            cause = error.source();
        }
        false
    }
}

impl BlobError {
    /// The error of an operation that writes: when the disk reports an I/O error
    /// there, it is unknown what of the object is on it.
    pub(super) fn of_write(error: StoreError) -> Self {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(one) = cause {
            let code = one.downcast_ref::<std::io::Error>().and_then(std::io::Error::raw_os_error);
            if code == Some(EIO) {
                return Self::Flush(error);
            }
            cause = one.source();
        }
        match error {
            // A bucket that is gone: nothing of ours can be missing before it is written.
            error @ StoreError::NotFound { .. } => Self::Store(error),
            error => error.into(),
        }
    }
}

impl From<StoreError> for BlobError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound { .. } => Self::Missing,
            StoreError::AlreadyExists { .. } | StoreError::Precondition { .. } => Self::Exists,
            // The crate keeps the error itself private.
            StoreError::Generic { ref source, .. }
                if source.to_string().starts_with("Unable to sync data to disk") =>
            {
                Self::Flush(error)
            }
            error => Self::Store(error),
        }
    }
}

/// A store of sealed payloads. Clones share it.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// The folder, when the objects are local files.
    folder: Option<Arc<std::path::Path>>,
    part: usize,
}

impl Blobs {
    /// Local files below `folder`, which is created for this user alone when it is
    /// missing. Every finished upload is flushed to the disk, file and folder.
    ///
    /// # Errors
    /// [`BlobError::Folder`], [`BlobError::Store`].
    pub fn local(folder: &std::path::Path) -> Result<Self, BlobError> {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(BlobError::Folder)?;
        let folder = folder.canonicalize().map_err(BlobError::Folder)?;
        if let Some(parent) = folder.parent() {
            std::fs::File::open(parent).and_then(|p| p.sync_all()).map_err(BlobError::Folder)?;
        }
        let store = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: Some(folder.into()), part: LOCAL_PART })
    }

    /// Memory, gone with the process: for tests.
    #[must_use]
    pub fn memory() -> Self {
        Self { store: Arc::new(InMemory::new()), folder: None, part: LOCAL_PART }
    }

    /// Any store, with parts as S3 wants them.
    #[must_use]
    pub fn from_store(store: Arc<dyn ObjectStore>) -> Self {
        Self { store, folder: None, part: REMOTE_PART }
    }

    /// An S3-compatible store: `s3://bucket` or `s3://bucket/prefix`. `variables` are
    /// names and values as in the environment; of them `AWS_ENDPOINT`, `AWS_REGION`,
    /// `AWS_ALLOW_HTTP`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and the other
    /// names of the `object_store` crate are used, unknown ones are not. A store that
    /// does not answer makes an operation fail after about half a minute.
    ///
    /// # Errors
    /// [`BlobError::Config`].
    pub fn from_url(
        url: &str,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, BlobError> {
        let wrong = || BlobError::Config("want s3://bucket or s3://bucket/prefix".to_owned());
        let (bucket, prefix) = url
            .strip_prefix("s3://")
            .map(|rest| rest.split_once('/').unwrap_or((rest, "")))
            .filter(|(bucket, _)| !bucket.is_empty())
            .ok_or_else(wrong)?;
        let prefix = Path::parse(prefix).map_err(|_| wrong())?;
        // TLS comes from ring; a provider that the program has chosen already stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = ClientOptions::new()
            .with_connect_timeout(Duration::from_secs(3))
            // No limit for a whole request: over a slow link a part takes its time. What
            // counts is that something moves.
            .with_timeout_disabled()
            .with_read_timeout(Duration::from_secs(30));
        let retry = RetryConfig {
            backoff: BackoffConfig {
                init_backoff: Duration::from_millis(100),
                max_backoff: Duration::from_secs(1),
                base: 2.0,
            },
            max_retries: 2,
            retry_timeout: Duration::from_secs(6),
        };
        let mut builder = AmazonS3Builder::new()
            .with_client_options(client)
            .with_retry(retry)
            .with_bucket_name(bucket);
        for (name, value) in variables {
            let key = name.starts_with("AWS_").then(|| name.to_ascii_lowercase().parse());
            if let Some(Ok(key)) = key
                && !matches!(key, AmazonS3ConfigKey::Bucket)
            {
                builder = builder.with_config(key, value);
            }
        }
        let store = builder.build().map_err(|error| BlobError::Config(error.to_string()))?;
        let store: Arc<dyn ObjectStore> = if prefix.is_root() {
            Arc::new(store)
        } else {
            Arc::new(PrefixStore::new(store, prefix))
        };
        Ok(Self::from_store(store))
    }

    /// Memory that one upload may take.
    pub(super) fn upload_bytes(&self) -> usize {
        self.part * (IN_FLIGHT + 1)
    }

    /// Begins to write the object `name`, a fresh [`new_name`]; see [`Upload`].
    ///
    /// # Errors
    /// [`BlobError::Name`]; the store is not asked yet.
    pub fn put(&self, name: &str) -> Result<Upload, BlobError> {
        let name: Name = name.parse()?;
        Ok(Upload::new(Arc::clone(&self.store), name.path(), self.part))
    }

    /// The bytes `span` of an object. The answer is the only holder of its memory, so
    /// that `Bytes::try_into_mut` gives it for opening in place without a copy (for
    /// local files and S3; the memory store shares its own).
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Short`] when the object ends before the
    /// span does, [`BlobError::Store`].
    pub async fn read(&self, name: &str, span: Range<u64>) -> Result<Bytes, BlobError> {
        let wanted = span.end.saturating_sub(span.start);
        if wanted == 0 {
            return Ok(Bytes::new());
        }
        let path = name.parse::<Name>()?.path();
        match self.store.get_ranges(&path, std::slice::from_ref(&span)).await {
            Ok(parts) => {
                let bytes = parts.into_iter().next().unwrap_or_default();
                let got = bytes.len() as u64;
                if got == wanted { Ok(bytes) } else { Err(BlobError::Short { wanted, got }) }
            }
            Err(error @ StoreError::Generic { .. }) if is_about_range(&error) => {
                // The crate's range errors are private: let the length decide.
                let size = self.size(name).await?;
                if size < span.end {
                    let got = size.saturating_sub(span.start);
                    return Err(BlobError::Short { wanted, got });
                }
                Err(error.into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The length of an object in bytes.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Store`].
    pub async fn size(&self, name: &str) -> Result<u64, BlobError> {
        Ok(self.store.head(&name.parse::<Name>()?.path()).await?.size)
    }

    /// Removes an object, or a leftover that [`Blobs::list_older_than`] found; one that
    /// is not there is as good as removed. Local removal is not flushed: what must not
    /// come back has lost its key before.
    ///
    /// # Errors
    /// [`BlobError::Name`], [`BlobError::Store`], [`BlobError::Folder`].
    pub async fn delete(&self, name: &str) -> Result<(), BlobError> {
        if let (Some(folder), Some(staged)) = (&self.folder, name::staged(name)) {
            return sweep::delete_staged(&folder.join(staged)).await;
        }
        match self.store.delete(&name.parse::<Name>()?.path()).await {
            Ok(()) | Err(StoreError::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The names of all objects that were last changed before `before`, one by one
    /// and in no order, and of what cut-off local uploads left behind (an object's
    /// name, `#` and a number). Foreign files are passed over.
    #[must_use]
    pub fn stream_older_than(
        &self,
        before: Timestamp,
    ) -> BoxStream<'static, Result<String, BlobError>> {
        match &self.folder {
            Some(folder) => sweep::local(folder, before),
            None => sweep::remote(&self.store, before),
        }
    }

    /// All of [`Blobs::stream_older_than`] at once: about 70 bytes for each object of
    /// that age in the store.
    ///
    /// # Errors
    /// [`BlobError::Store`], [`BlobError::Folder`].
    pub async fn list_older_than(&self, before: Timestamp) -> Result<Vec<String>, BlobError> {
        self.stream_older_than(before).try_collect().await
    }
}

/// Whether an error could mean that the object is too short.
fn is_about_range(error: &StoreError) -> bool {
    let text = error.to_string();
    ["range", "Range", "Requested"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Error as IoError, ErrorKind};

    fn generic(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> BlobError {
        StoreError::Generic { store: "LocalFileSystem", source: source.into() }.into()
    }

    #[test]
    fn a_full_disk_is_told_apart_however_deep_it_lies() {
        assert!(generic(IoError::from(ErrorKind::StorageFull)).is_full());
        assert!(BlobError::Folder(IoError::from(ErrorKind::StorageFull)).is_full());
        assert!(BlobError::Folder(IoError::from(ErrorKind::QuotaExceeded)).is_full());
        assert!(!generic(IoError::from(ErrorKind::PermissionDenied)).is_full());
        assert!(!BlobError::Missing.is_full());
    }

    #[test]
    fn an_io_error_while_writing_counts_as_a_failed_flush_and_while_reading_does_not() {
        let error = || StoreError::Generic {
            store: "LocalFileSystem",
            source: IoError::from_raw_os_error(EIO).into(),
        };
        assert!(matches!(BlobError::of_write(error()), BlobError::Flush(_)));
        assert!(matches!(BlobError::from(error()), BlobError::Store(_)));
        let full = StoreError::Generic {
            store: "LocalFileSystem",
            source: IoError::from(ErrorKind::StorageFull).into(),
        };
        assert!(matches!(BlobError::of_write(full), BlobError::Store(_)));
    }

    #[test]
    fn a_failed_flush_is_told_apart() {
        let error = generic("Unable to sync data to disk for /x: Input/output error");
        assert!(matches!(error, BlobError::Flush(_)));
        assert!(matches!(generic("Unable to open file /x"), BlobError::Store(_)));
    }
}
