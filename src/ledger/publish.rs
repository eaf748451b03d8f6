//! Signing checkpoints of committed heads: at most once a second, always
//! consistent with the last, never below one that is kept outside the database.

use super::checkpoint::{Checkpoint, Signer, VerifierKey, verify_note};
use super::leaf::Hash;
use super::read::Reader;
use crate::store::log::{self, DEFAULT_LOG};
use crate::store::{Db, StoreError, Unlogged};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::{Mutex, watch};

/// Why no checkpoint can be signed.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The log is shorter than, or differs from, what was signed before.
    #[error(
        "the log does not continue the checkpoint of {size} entries that was signed before: the \
         database is older than it or was changed; restore the newest backup, or run `samflyt audit \
         verify --checkpoint FILE`"
    )]
    Rollback {
        /// Size of the checkpoint that was signed before.
        size: u64,
    },
    /// A stored checkpoint was not signed with this key.
    #[error(
        "the stored checkpoint was not signed with this log key: use the log key file that belongs \
         to this database"
    )]
    Key,
    /// The checkpoint cannot be kept beside the database.
    #[error("the newest checkpoint cannot be written to {path}: {source}")]
    File {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Signs and keeps checkpoints of one log.
#[derive(Debug)]
pub struct Publisher {
    db: Db,
    signer: Signer,
    key: VerifierKey,
    beside: Option<PathBuf>,
    newest: watch::Sender<Option<Arc<Signed>>>,
    turn: Mutex<()>,
}

/// A signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Number of entries.
    pub size: u64,
    /// Root.
    pub root: Hash,
    /// The signed note.
    pub note: String,
}

fn signed(note: String, key: &VerifierKey) -> Result<Signed, PublishError> {
    let Checkpoint { size, root, .. } = verify_note(&note, key).map_err(|_| PublishError::Key)?;
    Ok(Signed { size, root, note })
}

impl Publisher {
    /// Checks that the log continues the newest checkpoint, both the one in the
    /// database and the one kept in the file `beside` it, and signs the head.
    ///
    /// # Errors
    /// [`PublishError`], with what to do.
    pub async fn start(
        db: Db,
        signer: Signer,
        beside: Option<PathBuf>,
    ) -> Result<Arc<Self>, PublishError> {
        let key = signer.verifier().clone();
        let newest = watch::Sender::new(None);
        let this = Self { db, signer, key, beside, newest, turn: Mutex::new(()) };
        let mut conn = this.db.read().await?;
        let mut known = Vec::new();
        if let Some(row) = log::find_checkpoint(&mut conn, DEFAULT_LOG).await? {
            known.push(signed(row.note, &this.key)?);
        }
        if let Some(path) = &this.beside {
            match std::fs::read_to_string(path) {
                Ok(note) => known.push(signed(note, &this.key)?),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(source) => return Err(PublishError::File { path: path.clone(), source }),
            }
        }
        let head = log::head(&mut conn, DEFAULT_LOG).await?;
        for old in known {
            continues(&mut conn, head.size, &old).await?;
            this.newest.send_if_modified(|newest| {
                let newer = newest.as_ref().is_none_or(|newest| newest.size <= old.size);
                if newer {
                    *newest = Some(Arc::new(old));
                }
                newer
            });
        }
        drop(conn);
        let this = Arc::new(this);
        this.publish().await?;
        Ok(this)
    }

    /// The key that checks the checkpoints.
    #[must_use]
    pub fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// The newest checkpoint.
    #[must_use]
    pub fn newest(&self) -> Option<Arc<Signed>> {
        self.newest.borrow().clone()
    }

    /// Waits up to `wait` for a checkpoint that covers entry `index`.
    pub async fn covering(&self, index: u64, wait: std::time::Duration) -> Option<Arc<Signed>> {
        let mut newest = self.newest.subscribe();
        let found = tokio::time::timeout(
            wait,
            newest.wait_for(|newest| newest.as_ref().is_some_and(|newest| newest.size > index)),
        )
        .await;
        found.ok()?.ok()?.clone()
    }

    /// Signs the committed head if it has grown, and keeps the checkpoint.
    ///
    /// # Errors
    /// [`PublishError`], with what to do.
    pub async fn publish(&self) -> Result<(), PublishError> {
        let _turn = self.turn.lock().await;
        let mut conn = self.db.read().await?;
        let head = log::head(&mut conn, DEFAULT_LOG).await?;
        let size = u64::try_from(head.size).unwrap_or(0);
        // Another node may have signed in the meantime.
        let stored = log::find_checkpoint(&mut conn, DEFAULT_LOG).await?;
        let mut newest = self.newest();
        if let Some(row) = stored {
            let stored = signed(row.note, &self.key)?;
            if newest.as_ref().is_none_or(|newest| newest.size < stored.size) {
                newest = Some(Arc::new(stored));
            }
        }
        if let Some(old) = &newest {
            if old.size == size {
                self.newest.send_replace(newest);
                return Ok(());
            }
            continues(&mut conn, head.size, old).await?;
        }
        drop(conn);
        let note = self.signer.sign(size, &head.root);
        let row = note.clone();
        self.db
            .write_unlogged(Unlogged::Checkpoint, move |tx| {
                Box::pin(async move {
                    log::put_checkpoint(tx, DEFAULT_LOG, head.size, &row).await?;
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
        if let Some(path) = &self.beside {
            keep(path, &note)
                .map_err(|source| PublishError::File { path: path.clone(), source })?;
        }
        self.newest.send_replace(Some(Arc::new(Signed { size, root: head.root, note })));
        Ok(())
    }
}

/// Does the log of `size` entries hold what `old` signed?
async fn continues(
    conn: &mut crate::store::Conn,
    size: i64,
    old: &Signed,
) -> Result<(), PublishError> {
    let rollback = PublishError::Rollback { size: old.size };
    if u64::try_from(size).unwrap_or(0) < old.size {
        return Err(rollback);
    }
    match Reader::new(conn, DEFAULT_LOG).root(old.size).await {
        Ok(root) if root == old.root => Ok(()),
        Ok(_) | Err(StoreError::Log(_)) => Err(rollback),
        Err(error) => Err(error.into()),
    }
}

/// Written beside and renamed, so that a crash leaves the old or the new note.
fn keep(path: &std::path::Path, note: &str) -> std::io::Result<()> {
    use std::io::Write;
    let beside = path.with_extension("new");
    let mut file = std::fs::File::create(&beside)?;
    file.write_all(note.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)
}
