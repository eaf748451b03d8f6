//! Stored versions as age files: a header for the recipients, then the sealed
//! bytes as they lie. Each chunk is opened once, so that what is written out can
//! be opened; its plaintext goes nowhere.

use super::blobs::Blobs;
use super::stream::{Layout, NONCE, Opener};
use super::{CHUNKS_PER_READ, Vault, VaultError, header};
use crate::store::Conn;
use crate::store::documents::StoredVersion;
use bytes::{Bytes, BytesMut};
use std::collections::VecDeque;
use std::ops::Range;

/// An age file on its way out, piece by piece.
#[derive(Debug)]
pub(crate) struct AgeFile {
    blobs: Blobs,
    name: String,
    opener: Opener,
    layout: Layout,
    head: Option<Bytes>,
    reads: VecDeque<(u64, Range<u64>)>,
}

impl Vault {
    /// A stored version as an age file for `recipients`.
    ///
    /// # Errors
    /// When its keys are gone, or the recipients do not go together.
    pub(crate) async fn age_file(
        &self,
        conn: &mut Conn,
        version: &StoredVersion,
        recipients: &[&(dyn age::Recipient + Sync)],
    ) -> Result<AgeFile, VaultError> {
        let file_key = self.file_key(conn, version).await?;
        let recipients: Vec<&dyn age::Recipient> =
            recipients.iter().map(|one| *one as &dyn age::Recipient).collect();
        let mut head = header::compose(&file_key, &recipients).map_err(|_| VaultError::Sealed)?;
        // The row's nonce, which the chunks are opened with.
        head.extend_from_slice(&version.nonce);
        let layout = Layout::new(version.size_bytes);
        Ok(AgeFile {
            blobs: self.blobs.clone(),
            name: version.blob_name.clone(),
            opener: Opener::new(&file_key, &version.nonce)?,
            head: Some(head.into()),
            reads: layout.reads(0..layout.chunks(), CHUNKS_PER_READ).collect(),
            layout,
        })
    }

    /// Is the object of this version exactly as long as its row says, and does it
    /// begin with the row's nonce? Reading it finds everything else.
    ///
    /// # Errors
    /// When the object store does not say.
    pub(crate) async fn object_fits(&self, version: &StoredVersion) -> Result<bool, VaultError> {
        let size = self.blobs.size(&version.blob_name).await?;
        let nonce = self.blobs.read(&version.blob_name, 0..NONCE as u64).await?;
        let expected = Layout::new(version.size_bytes).payload_len();
        Ok(size == expected && nonce.as_ref() == version.nonce)
    }
}

impl AgeFile {
    /// The next bytes; `None` after the last.
    ///
    /// # Errors
    /// When the object is missing, changed or out of reach: what was written so
    /// far is no whole file.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, VaultError> {
        if let Some(head) = self.head.take() {
            return Ok(Some(head));
        }
        let Some((first, span)) = self.reads.pop_front() else { return Ok(None) };
        let sealed = self.blobs.read(&self.name, span).await?;
        self.opener.open_run(self.layout, first, BytesMut::from(&sealed[..]))?;
        Ok(Some(sealed))
    }
}
