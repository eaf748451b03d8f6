//! Sealing a document while it arrives: constant memory, and plaintext nowhere
//! but in the chunk being filled.

use super::blobs::Upload;
use super::fields::DataKey;
use super::keys::{self, FilePlace};
use super::places::DATA_KEY_VERSION;
use super::stream::{CHUNK, FileKey, NONCE, SEALED_CHUNK, Sealer, TAG};
use super::{Vault, VaultError};
use crate::domain::sha256::Sha256;
use crate::domain::{ChildId, DocumentId};
use crate::entropy::Entropy;
use bytes::BytesMut;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;

/// Sealed chunks gathered before they go to the object store.
const CHUNKS_PER_WRITE: usize = 8;

/// A document on its way in. Dropping it leaves at most an object that nobody
/// knows, which the sweeper removes.
pub struct Incoming {
    upload: Upload,
    name: String,
    sealer: Sealer,
    file_key: FileKey,
    buffer: BytesMut,
    /// Where the chunk being filled starts in the buffer.
    start: usize,
    sha256: Sha256,
    size_bytes: u64,
    _share: OwnedSemaphorePermit,
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Incoming").field("size_bytes", &self.size_bytes).finish_non_exhaustive()
    }
}

/// A stored object and the key to it, not yet written anywhere.
#[derive(Debug)]
pub struct Arrived {
    /// Name in the object store.
    pub blob_name: String,
    /// First bytes of the payload.
    pub nonce: [u8; NONCE],
    /// Length of the plaintext.
    pub size_bytes: u64,
    /// SHA-256 of the plaintext.
    pub sha256: [u8; 32],
    file_key: FileKey,
}

impl Arrived {
    /// The file key, sealed for its place under the child's data key.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn seal_file_key(
        &self,
        data_key: &DataKey,
        child: ChildId,
        (document, version): (DocumentId, i64),
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let place = FilePlace {
            child: child.0,
            document: document.0,
            version,
            key_version: DATA_KEY_VERSION,
        };
        Ok(keys::seal_file_key(data_key, place, &self.file_key, entropy)?)
    }
}

impl Vault {
    /// Begins to take a document in; waits for its share of memory, at most `wait`.
    ///
    /// # Errors
    /// [`VaultError::Crowded`] when there is no memory for one more;
    /// otherwise when the object store does not take it.
    pub async fn receive(&self, wait: Duration) -> Result<Incoming, VaultError> {
        let share = tokio::time::timeout(wait, Arc::clone(&self.uploads).acquire_owned()).await;
        let share = share.map_err(|_| VaultError::Crowded)?.map_err(|_| VaultError::Crowded)?;
        let file_key = FileKey::generate(&*self.entropy);
        let nonce: [u8; NONCE] = self.entropy.bytes();
        let sealer = Sealer::new(&file_key, nonce)?;
        let name = super::blobs::new_name(&*self.entropy);
        let upload = self.blobs.put(&name)?;
        let mut buffer = BytesMut::with_capacity(NONCE + CHUNKS_PER_WRITE * SEALED_CHUNK);
        buffer.extend_from_slice(&nonce);
        Ok(Incoming {
            upload,
            name,
            sealer,
            file_key,
            buffer,
            start: NONCE,
            sha256: Sha256::new(),
            size_bytes: 0,
            _share: share,
        })
    }
}

impl Incoming {
    /// Bytes taken so far.
    #[must_use]
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// Takes the next plain bytes.
    ///
    /// # Errors
    /// When the object store does not take them; then the upload is over.
    pub async fn write(&mut self, mut bytes: &[u8]) -> Result<(), VaultError> {
        self.sha256.update(bytes);
        self.size_bytes = self.size_bytes.saturating_add(bytes.len() as u64);
        while !bytes.is_empty() {
            // A full chunk is sealed only when more follows: only then is it
            // certain that it is not the last.
            if self.buffer.len() - self.start == CHUNK {
                self.seal(false)?;
                if self.buffer.len() > (CHUNKS_PER_WRITE - 1) * SEALED_CHUNK {
                    self.hand_over().await?;
                }
            }
            let room = CHUNK - (self.buffer.len() - self.start);
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.buffer.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    /// Ends the document and waits until the object store has it for good.
    ///
    /// # Errors
    /// When the object store does not keep it.
    pub async fn finish(mut self) -> Result<Arrived, VaultError> {
        self.seal(true)?;
        self.hand_over().await?;
        self.upload.finish().await?;
        Ok(Arrived {
            blob_name: self.name,
            nonce: *self.sealer.nonce(),
            size_bytes: self.size_bytes,
            sha256: self.sha256.finish(),
            file_key: self.file_key,
        })
    }

    /// Gives the document up.
    pub async fn abort(self) {
        self.upload.abort().await;
    }

    fn seal(&mut self, last: bool) -> Result<(), VaultError> {
        self.buffer.extend_from_slice(&[0; TAG]);
        let slot = self.buffer.get_mut(self.start..).unwrap_or_default();
        self.sealer.seal_slot(slot, last)?;
        self.start = self.buffer.len();
        Ok(())
    }

    async fn hand_over(&mut self) -> Result<(), VaultError> {
        let full = std::mem::replace(
            &mut self.buffer,
            BytesMut::with_capacity(CHUNKS_PER_WRITE * SEALED_CHUNK),
        );
        self.start = 0;
        self.upload.write(full.freeze()).await?;
        Ok(())
    }
}
