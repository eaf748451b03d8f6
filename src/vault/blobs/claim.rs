//! One store of objects belongs to one installation: the sweeper of another
//! would take its documents for orphans.

use super::{BlobError, Blobs};
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutMode, PutOptions, PutPayload};

const MARK: &str = "samflyt-installation";

impl Blobs {
    /// Marks the store as belonging to the installation `id`, unless it is marked
    /// already: is it this installation's?
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn claim(&self, id: &str) -> Result<bool, BlobError> {
        let mark = Path::from(MARK);
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        let payload = PutPayload::from(id.as_bytes().to_vec());
        match self.store.put_opts(&mark, payload, options).await {
            Ok(_) => return Ok(true),
            Err(
                object_store::Error::AlreadyExists { .. }
                | object_store::Error::Precondition { .. },
            ) => {}
            Err(error) => return Err(error.into()),
        }
        let found = self.store.get(&mark).await?.bytes().await?;
        Ok(found.as_ref() == id.as_bytes())
    }
}
