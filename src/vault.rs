//! Keys and bytes: what is sealed at rest, and the one place that opens it.
//!
//! [`Vault::open`] takes a [`Permit<Open>`] by value; there is no other way to
//! the bytes of a document over the service. The operator's export
//! (`flows::keyring`) writes age files for a recipient and never plaintext.

pub mod blobs;
mod export;
pub mod fields;
pub mod header;
pub mod incoming;
pub mod keys;
pub mod places;
pub mod scanner;
pub mod stream;

pub(crate) use export::AgeFile;

use crate::clock::Clock;
use crate::domain::{ChildId, DocumentId};
use crate::entropy::Entropy;
use crate::gate::{Granted, Permit, action::Open};
use crate::store::documents::StoredVersion;
use crate::store::facts::Material;
use crate::store::keys::{self as rows, SealedDataKey};
use crate::store::{Conn, StoreError};
use blobs::{BlobError, Blobs};
use bytes::{Bytes, BytesMut};
use fields::{DataKey, Place};
use keys::RootKeys;
use std::collections::VecDeque;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use stream::{FileKey, Layout, Opener};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Chunks of 64 KiB read from the object store at once.
const CHUNKS_PER_READ: u64 = 8;

/// Is this a build in which nothing is sealed? Only for the test that shows that a
/// scan of the disk finds what is not sealed; such a program does not serve.
pub const UNSEALED: bool = cfg!(feature = "unsealed");

/// Memory for the parts of all uploads together.
const UPLOAD_BYTES: usize = 512 << 20;

/// Why something cannot be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A permit that waited too long.
    #[error("the permit is no longer fresh")]
    Stale,
    /// The bytes, or their key, are gone.
    #[error("the stored object is missing")]
    Missing,
    /// The bytes are not what was stored.
    #[error("the stored object is damaged")]
    Damaged,
    /// No space left for objects.
    #[error("the document store is out of space")]
    Full,
    /// The object store does not answer.
    #[error("the document store cannot be reached")]
    Unreachable(#[source] BlobError),
    /// So many uploads are under way that their memory is used up.
    #[error("too many uploads are under way")]
    Crowded,
    /// A box does not open: wrong key, or moved from its place.
    #[error("a sealed value does not open")]
    Sealed,
    /// The root key that sealed a data key is not in the key file.
    #[error(transparent)]
    Keys(#[from] keys::KeyError),
}

impl From<BlobError> for VaultError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Missing => Self::Missing,
            BlobError::Short { .. } => Self::Damaged,
            BlobError::Flush(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the disk reported an error; ending so that a restart sees what is durable"
                );
                std::process::exit(70)
            }
            error if error.is_full() => Self::Full,
            error => Self::Unreachable(error),
        }
    }
}

impl From<fields::FieldError> for VaultError {
    fn from(_: fields::FieldError) -> Self {
        Self::Sealed
    }
}

impl From<stream::StreamError> for VaultError {
    fn from(_: stream::StreamError) -> Self {
        Self::Damaged
    }
}

/// The vault of an installation.
#[derive(Debug)]
pub struct Vault {
    blobs: Blobs,
    scanner: scanner::Scanner,
    scans: scanner::Scans,
    uploads: Arc<Semaphore>,
    roots: RwLock<Arc<RootKeys>>,
    root_file: PathBuf,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Vault {
    /// A vault over objects and the root keys of `root_file`, which is read again
    /// when a rotation has brought a key that is not known yet.
    #[must_use]
    pub fn new(
        (roots, root_file): (RootKeys, PathBuf),
        blobs: Blobs,
        scanner: scanner::Scanner,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        let roots = RwLock::new(Arc::new(roots));
        let scans = scanner::Scans::default();
        let uploads = Arc::new(Semaphore::new((UPLOAD_BYTES / blobs.upload_bytes()).max(1)));
        Self { blobs, scanner, scans, uploads, roots, root_file, clock, entropy }
    }

    /// The object store.
    pub(crate) fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// The malware scanner.
    #[must_use]
    pub fn scanner(&self) -> &scanner::Scanner {
        &self.scanner
    }

    /// Whose turn it is to scan, and whether somebody asked for a round.
    pub(crate) fn scans(&self) -> &scanner::Scans {
        &self.scans
    }

    /// The root keys in use.
    #[must_use]
    pub fn roots(&self) -> Arc<RootKeys> {
        Arc::clone(&self.roots.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes other root keys into use.
    pub(crate) fn set_roots(&self, roots: RootKeys) {
        *self.roots.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(roots);
    }

    /// A fresh data key for `owner`, sealed under the newest root key. The key
    /// file is read again when a rotation has left the keys in use behind.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub async fn new_data_key(
        &self,
        conn: &mut Conn,
        owner: Uuid,
    ) -> Result<(DataKey, SealedDataKey), VaultError> {
        let newest = rows::newest_root(conn).await?;
        if newest.is_some_and(|newest| newest > self.roots().newest()) {
            let roots = RootKeys::load_file(&self.root_file)?;
            roots_fit(conn, &roots).await?;
            self.set_roots(roots);
        }
        let key = DataKey::generate(&*self.entropy);
        let sealed = self.roots().seal_data_key(&key, owner, &*self.entropy)?;
        Ok((key, SealedDataKey { owner, root_version: sealed.root_version, sealed: sealed.bytes }))
    }

    /// The data key of `owner` (a child, or [`rows::DIRECTORY`]).
    ///
    /// # Errors
    /// [`VaultError::Missing`] when it was destroyed or never made;
    /// [`VaultError::Keys`] when the root key is not at hand.
    pub async fn data_key(&self, conn: &mut Conn, owner: Uuid) -> Result<DataKey, VaultError> {
        let row = rows::find(conn, owner).await?.ok_or(VaultError::Missing)?;
        self.unseal(owner, row.root_version, &row.sealed)
    }

    fn unseal(&self, owner: Uuid, root_version: i64, sealed: &[u8]) -> Result<DataKey, VaultError> {
        match self.roots().open_data_key(owner, root_version, sealed) {
            Err(keys::KeyError::UnknownRoot { .. }) => {
                let roots = RootKeys::load_file(&self.root_file)?;
                let opened = roots.open_data_key(owner, root_version, sealed)?;
                tracing::info!("read the root key file again after a rotation");
                self.set_roots(roots);
                Ok(opened)
            }
            opened => Ok(opened?),
        }
    }

    /// The same data key, sealed under the root key `version`.
    ///
    /// # Errors
    /// When the old root key is not at hand, or `version` is not the newest.
    pub(crate) fn reseal(
        &self,
        row: &SealedDataKey,
        version: i64,
    ) -> Result<SealedDataKey, VaultError> {
        let key = self.unseal(row.owner, row.root_version, &row.sealed)?;
        let sealed = self.roots().seal_data_key(&key, row.owner, &*self.entropy)?;
        if sealed.root_version != version {
            return Err(keys::KeyError::NotNewest { version }.into());
        }
        Ok(SealedDataKey {
            owner: row.owner,
            root_version: sealed.root_version,
            sealed: sealed.bytes,
        })
    }

    /// Seals a text for its column.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn seal_text(
        &self,
        key: &DataKey,
        place: Place,
        text: &str,
    ) -> Result<Vec<u8>, VaultError> {
        Ok(fields::seal(key, place, text.as_bytes(), &*self.entropy)?)
    }

    /// Opens a text of its column.
    ///
    /// # Errors
    /// [`VaultError::Sealed`] when the box is not of this place and key.
    pub fn open_text(
        &self,
        key: &DataKey,
        place: Place,
        sealed: &[u8],
    ) -> Result<String, VaultError> {
        Ok(fields::open_text(key, place, sealed)?)
    }

    /// Uses a permit up and gives access to the bytes of the one version that it
    /// names.
    ///
    /// # Errors
    /// [`VaultError::Stale`] when the permit waited too long;
    /// [`VaultError::Missing`] when the keys are destroyed.
    pub fn open(&self, permit: Permit<Open>) -> Result<Opening, VaultError> {
        if !permit.is_fresh(self.clock.now()) {
            return Err(VaultError::Stale);
        }
        let (granted, index) = permit.spend();
        let (Some(child), Some(document), Some(material)) =
            (granted.child(), granted.document().map(|document| document.id), granted.material())
        else {
            return Err(VaultError::Missing);
        };
        let sealed = Sealed {
            child,
            document,
            version: material.version,
            size_bytes: material.size_bytes,
            blob_name: material.blob_name.clone(),
            nonce: material.nonce,
        };
        let data_key = self.unseal(child.0, material.root_version, &material.data_key_sealed)?;
        let file_key_sealed = material.file_key_sealed.as_deref().ok_or(VaultError::Missing)?;
        let file_key = sealed.file_key(&data_key, file_key_sealed)?;
        let opener = Opener::new(&file_key, &sealed.nonce)?;
        let file_name = self.open_text(
            &data_key,
            Place::file_name(document, material.version),
            &material.file_name_sealed,
        )?;
        Ok(Opening { blobs: self.blobs.clone(), opener, sealed, file_name, granted, index })
    }

    /// Reads a stored version for the service's own checks (scanner, deep
    /// check), or a piece of an upload to seal it anew: the bytes go nowhere else.
    ///
    /// # Errors
    /// When its keys are gone or do not open.
    pub(crate) async fn inspect(
        &self,
        conn: &mut Conn,
        version: &StoredVersion,
    ) -> Result<Reader, VaultError> {
        let file_key = self.file_key(conn, version).await?;
        let sealed = Sealed::of(version);
        let opener = Opener::new(&file_key, &sealed.nonce)?;
        Reader::new(self.blobs.clone(), opener, &sealed, 0..sealed.size_bytes)
            .ok_or(VaultError::Damaged)
    }

    async fn file_key(
        &self,
        conn: &mut Conn,
        version: &StoredVersion,
    ) -> Result<FileKey, VaultError> {
        let data_key = self.data_key(conn, version.child.0).await?;
        Sealed::of(version).file_key(&data_key, &version.file_key_sealed)
    }
}

/// Do these root keys belong to this database: do they hold every version that a
/// data key is sealed under, and no other key of a version that is known here?
///
/// # Errors
/// [`VaultError::Keys`] says what does not fit.
pub async fn roots_fit(conn: &mut Conn, roots: &RootKeys) -> Result<(), VaultError> {
    let held = roots.versions();
    for (version, _) in rows::count_by_root(conn).await? {
        if !held.contains(&version) {
            return Err(keys::KeyError::UnknownRoot { version }.into());
        }
    }
    for version in held {
        let known = rows::find_root_check(conn, version).await?;
        if known.is_some() && known != roots.check_value(version) {
            return Err(keys::KeyError::OtherRoot { version }.into());
        }
    }
    Ok(())
}

/// Where one version lies and how long it is.
#[derive(Debug)]
struct Sealed {
    child: ChildId,
    document: DocumentId,
    version: i64,
    size_bytes: u64,
    blob_name: String,
    nonce: [u8; 16],
}

impl Sealed {
    fn of(version: &StoredVersion) -> Self {
        Self {
            child: version.child,
            document: version.document,
            version: version.version,
            size_bytes: version.size_bytes,
            blob_name: version.blob_name.clone(),
            nonce: version.nonce,
        }
    }

    fn file_key(&self, data_key: &DataKey, sealed: &[u8]) -> Result<FileKey, VaultError> {
        let place = keys::FilePlace {
            child: self.child.0,
            document: self.document.0,
            version: self.version,
            key_version: places::DATA_KEY_VERSION,
        };
        Ok(keys::open_file_key(data_key, place, sealed)?)
    }
}

/// A permit that has been used: the bytes of one version can be read.
#[derive(Debug)]
pub struct Opening {
    blobs: Blobs,
    opener: Opener,
    sealed: Sealed,
    file_name: String,
    granted: Granted,
    index: i64,
}

impl Opening {
    /// What was granted.
    #[must_use]
    pub fn granted(&self) -> &Granted {
        &self.granted
    }

    /// What is known of the version.
    pub(crate) fn material(&self) -> Option<&Material> {
        self.granted.material()
    }

    /// The file's name.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// Index of the entry that tells of this opening.
    #[must_use]
    pub fn index(&self) -> i64 {
        self.index
    }

    /// Reads the plain bytes `range`; `None` when it reaches beyond the end.
    #[must_use]
    pub fn read(self, range: Range<u64>) -> Option<Reader> {
        Reader::new(self.blobs, self.opener, &self.sealed, range)
    }
}

/// Plain bytes of one version, in order, block by block.
#[derive(Debug)]
pub struct Reader {
    blobs: Blobs,
    name: String,
    opener: Arc<Opener>,
    layout: Layout,
    reads: VecDeque<(u64, Range<u64>)>,
    ready: VecDeque<Bytes>,
    skip: u64,
    take: u64,
}

impl Reader {
    fn new(blobs: Blobs, opener: Opener, sealed: &Sealed, range: Range<u64>) -> Option<Self> {
        let layout = Layout::new(sealed.size_bytes);
        let cover = layout.cover(&range)?;
        Some(Self {
            blobs,
            name: sealed.blob_name.clone(),
            opener: Arc::new(opener),
            layout,
            reads: layout.reads(cover.chunks, CHUNKS_PER_READ).collect(),
            ready: VecDeque::new(),
            skip: cover.skip,
            take: cover.take,
        })
    }

    /// The next bytes; `None` after the last. A chunk that is not what was
    /// stored gives an error and none of its bytes.
    ///
    /// # Errors
    /// When the object is missing, short, changed or out of reach.
    pub async fn next(&mut self) -> Result<Option<Bytes>, VaultError> {
        loop {
            if let Some(mut bytes) = self.ready.pop_front() {
                let skip = usize::try_from(self.skip).unwrap_or(usize::MAX).min(bytes.len());
                let _skipped = bytes.split_to(skip);
                self.skip = 0;
                bytes.truncate(usize::try_from(self.take).unwrap_or(usize::MAX));
                self.take = self.take.saturating_sub(bytes.len() as u64);
                if bytes.is_empty() {
                    continue;
                }
                return Ok(Some(bytes));
            }
            let Some((first, span)) = self.reads.pop_front() else { return Ok(None) };
            let sealed = self.blobs.read(&self.name, span).await?;
            // The bytes are ours alone, so this does not copy.
            let run = sealed.try_into_mut().unwrap_or_else(|shared| BytesMut::from(&shared[..]));
            self.ready.extend(self.opener.open_run(self.layout, first, run)?);
        }
    }
}
