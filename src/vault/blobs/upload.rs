//! Writing one object, part by part, in bounded memory.

use super::{BlobError, IN_FLIGHT};
use bytes::Bytes;
use object_store::path::Path;
use object_store::{
    Error as StoreError, MultipartUpload, ObjectStore, ObjectStoreExt as _, PutMode, PutPayload,
};
use std::fmt;
use std::sync::Arc;
use tokio::task::JoinSet;

/// An object being written. Nothing is visible before [`Upload::finish`] returns
/// `Ok`; an upload that is dropped or aborted never becomes visible, short or whole.
/// Holds at most three parts in memory (3 MiB locally, 15 MiB towards S3), beside
/// the `Bytes` that is being written.
#[must_use = "an upload that is dropped is thrown away"]
pub struct Upload {
    store: Arc<dyn ObjectStore>,
    path: Path,
    part: usize,
    gathered: Vec<Bytes>,
    gathered_bytes: usize,
    written: u64,
    multipart: Option<Box<dyn MultipartUpload>>,
    sending: JoinSet<Result<(), StoreError>>,
    broken: bool,
}

impl Upload {
    pub(super) fn new(store: Arc<dyn ObjectStore>, path: Path, part: usize) -> Self {
        Self {
            store,
            path,
            part,
            gathered: Vec::new(),
            gathered_bytes: 0,
            written: 0,
            multipart: None,
            sending: JoinSet::new(),
            broken: false,
        }
    }

    /// Appends `bytes` without copying them; waits while the store is behind.
    ///
    /// # Errors
    /// Any of the store's; the upload is then broken and can only be dropped.
    pub async fn write(&mut self, mut bytes: Bytes) -> Result<(), BlobError> {
        if self.broken {
            return Err(BlobError::Broken);
        }
        // Broken until the end is reached: a caller that stops waiting midway, and so
        // loses a piece, cannot finish.
        self.broken = true;
        self.written = self.written.saturating_add(bytes.len() as u64);
        while self.gathered_bytes.saturating_add(bytes.len()) >= self.part {
            let missing = self.part.saturating_sub(self.gathered_bytes);
            self.gather(bytes.split_to(missing));
            self.send_part().await?;
        }
        self.gather(bytes);
        self.broken = false;
        Ok(())
    }

    /// Makes the object visible, durably, and returns its length in bytes.
    ///
    /// # Errors
    /// Any of the store's: then treat the object as not stored, and use another name
    /// for the next attempt. [`BlobError::Exists`] when the name is taken.
    pub async fn finish(mut self) -> Result<u64, BlobError> {
        if self.broken {
            return Err(BlobError::Broken);
        }
        if self.multipart.is_none() {
            let payload = PutPayload::from_iter(std::mem::take(&mut self.gathered));
            let put = self.store.put_opts(&self.path, payload, PutMode::Create.into()).await;
            put.map_err(BlobError::of_write)?;
            return Ok(self.written);
        }
        if self.gathered_bytes > 0 {
            self.send_part().await?;
        }
        while let Some(sent) = self.sending.join_next().await {
            flatten(sent)?;
        }
        // Multipart uploads replace silently. Random names never meet; this finds a
        // caller that uses one twice.
        match self.store.head(&self.path).await {
            Err(StoreError::NotFound { .. }) => {}
            Ok(_) => return Err(BlobError::Exists),
            Err(error) => return Err(error.into()),
        }
        if let Some(multipart) = self.multipart.as_mut() {
            multipart.complete().await.map_err(BlobError::of_write)?;
        }
        self.multipart = None;
        Ok(self.written)
    }

    /// Throws the upload away and waits until the store has let go of it. What cannot
    /// be removed now is the sweeper's.
    pub async fn abort(mut self) {
        self.sending.shutdown().await;
        if let Some(mut multipart) = self.multipart.take() {
            let _ = multipart.abort().await;
        }
    }

    fn gather(&mut self, bytes: Bytes) {
        if !bytes.is_empty() {
            self.gathered_bytes = self.gathered_bytes.saturating_add(bytes.len());
            self.gathered.push(bytes);
        }
    }

    /// Sends what is gathered as the next part, once few enough are on their way.
    async fn send_part(&mut self) -> Result<(), BlobError> {
        while self.sending.len() >= IN_FLIGHT {
            if let Some(sent) = self.sending.join_next().await {
                flatten(sent)?;
            }
        }
        if self.multipart.is_none() {
            let begun = self.store.put_multipart(&self.path).await;
            self.multipart = Some(begun.map_err(BlobError::of_write)?);
        }
        let payload = PutPayload::from_iter(std::mem::take(&mut self.gathered));
        self.gathered_bytes = 0;
        if let Some(multipart) = self.multipart.as_mut() {
            self.sending.spawn(multipart.put_part(payload));
        }
        Ok(())
    }
}

fn flatten(sent: Result<Result<(), StoreError>, tokio::task::JoinError>) -> Result<(), BlobError> {
    sent.map_err(|source| StoreError::JoinError { source })?.map_err(BlobError::of_write)
}

impl Drop for Upload {
    fn drop(&mut self) {
        let Some(mut multipart) = self.multipart.take() else { return };
        self.sending.abort_all();
        // Local files clean up when they are dropped; S3 has to be told.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                let _ = multipart.abort().await;
            });
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("path", &self.path)
            .field("written", &self.written)
            .finish_non_exhaustive()
    }
}
