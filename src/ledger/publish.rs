//! Signing checkpoints of committed heads: always of what the entries give, always
//! consistent with the last, never below one that is kept outside the database.

use super::checkpoint::{Checkpoint, Signer, VerifierKey, verify_note};
use super::leaf::Hash;
use super::read::Reader;
use crate::store::log::{self, DEFAULT_LOG};
use crate::store::{Db, StoreError, Unlogged};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
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
    /// The head states a root that the stored entries do not give.
    #[error(
        "the head of the log at {size} entries is not the one that its entries give: the database \
         was changed or damaged; nothing is signed; run `samflyt audit verify`"
    )]
    Head {
        /// Size that the head states.
        size: u64,
    },
    /// A stored checkpoint was not signed with this key.
    #[error(
        "the stored checkpoint was not signed with this log key: use the log key file that belongs \
         to this database"
    )]
    Key,
    /// The database holds the log of another name.
    #[error(
        "the database holds the log {found}, but the settings name {expected}: set the name back, \
         or use the database that belongs to it"
    )]
    Origin {
        /// Origin in the database.
        found: String,
        /// Origin of the settings.
        expected: String,
    },
    /// The checkpoint cannot be kept beside the database.
    #[error("the newest checkpoint cannot be written to {path}: {source}")]
    File {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file beside the database is there and cannot be read.
    #[error(
        "the checkpoint file {path} cannot be read: {why}; it shows whether the database was turned \
         back, so bring it back rather than remove it"
    )]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        why: String,
    },
}

impl PublishError {
    /// Does it say that the log is not the one that was signed?
    #[must_use]
    pub fn is_about_the_log(&self) -> bool {
        matches!(self, Self::Rollback { .. } | Self::Head { .. } | Self::Key | Self::Origin { .. })
    }
}

/// Signs and keeps checkpoints of one log.
#[derive(Debug)]
pub struct Publisher {
    db: Db,
    signer: Signer,
    key: VerifierKey,
    beside: Option<PathBuf>,
    newest: watch::Sender<Option<Arc<Signed>>>,
    /// Held while publishing; the size that the file beside the database states.
    turn: Mutex<u64>,
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
    /// Checks that the log is that of the signer, that its head is the one that
    /// its entries give, and that it continues the newest checkpoint, both the
    /// one in the database and the one kept in the file `beside` it; then signs.
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
        let this = Self { db, signer, key, beside, newest, turn: Mutex::new(0) };
        let mut conn = this.db.read().await?;
        let mut known = Vec::new();
        if let Some(row) = log::find_checkpoint(&mut conn, DEFAULT_LOG).await? {
            known.push(signed(row.note, &this.key)?);
        }
        if let Some(path) = &this.beside
            && let Some(note) = read(path)?
        {
            known.push(signed(note, &this.key)?);
        }
        let head = log::head(&mut conn, DEFAULT_LOG).await?;
        if head.origin != this.key.name() {
            let expected = this.key.name().to_owned();
            return Err(PublishError::Origin { found: head.origin, expected });
        }
        let last = log::find_entry(&mut conn, DEFAULT_LOG, head.size - 1).await?;
        if last.is_some_and(|last| last.time != head.time.as_micros()) {
            return Err(PublishError::Head { size: u64::try_from(head.size).unwrap_or(0) });
        }
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

    /// Signs the committed head if it has grown, and keeps the checkpoint. When
    /// the log turns out not to be the one that was signed, nothing more is
    /// written to it until the service has been started again.
    ///
    /// # Errors
    /// [`PublishError`], with what to do.
    pub async fn publish(&self) -> Result<(), PublishError> {
        let mut kept = self.turn.lock().await;
        let newest = loop {
            match self.next().await {
                Ok(Some(newest)) => break newest,
                // Another node was faster: go on from its checkpoint.
                Ok(None) => {}
                Err(error) => {
                    if error.is_about_the_log() {
                        self.db.halt();
                    }
                    return Err(error);
                }
            }
        };
        if let Some(path) = self.beside.clone().filter(|_| *kept < newest.size) {
            let (note, key) = (Arc::clone(&newest), self.key.clone());
            *kept = tokio::task::spawn_blocking(move || keep(&path, &note, &key))
                .await
                .map_err(|_| StoreError::Job("keeping the checkpoint"))??;
        }
        self.newest.send_replace(Some(newest));
        Ok(())
    }

    /// The newest checkpoint: the stored one if the log has not grown since, else
    /// a new one, signed and stored. `None` when another node has just stored one.
    async fn next(&self) -> Result<Option<Arc<Signed>>, PublishError> {
        let mut conn = self.db.read().await?;
        // Before the head: another node may sign a larger one at any time.
        let stored = log::find_checkpoint(&mut conn, DEFAULT_LOG).await?;
        let head = log::head(&mut conn, DEFAULT_LOG).await?;
        let size = u64::try_from(head.size).unwrap_or(0);
        let mut newest = self.newest();
        if let Some(row) = stored {
            let stored = signed(row.note, &self.key)?;
            if newest.as_ref().is_none_or(|newest| newest.size < stored.size) {
                newest = Some(Arc::new(stored));
            }
        }
        if let Some(old) = newest {
            if old.size == size {
                // Whoever signed it had compared its root with the entries.
                return if old.root == head.root {
                    Ok(Some(old))
                } else {
                    Err(PublishError::Head { size })
                };
            }
            continues(&mut conn, head.size, &old).await?;
        }
        // The writer goes on from the head; signed is only what the entries give.
        match Reader::new(&mut conn, DEFAULT_LOG).root(size).await {
            Ok(root) if root == head.root => {}
            Ok(_) | Err(StoreError::Log(_)) => return Err(PublishError::Head { size }),
            Err(error) => return Err(error.into()),
        }
        drop(conn);
        let note = self.signer.sign(size, &head.root);
        let row = note.clone();
        let stored = self
            .db
            .write_unlogged(Unlogged::Checkpoint, move |tx| {
                Box::pin(async move {
                    let newest = log::find_checkpoint(tx, DEFAULT_LOG).await?;
                    if newest.is_some_and(|newest| newest.size >= head.size) {
                        return Ok(false);
                    }
                    log::put_checkpoint(tx, DEFAULT_LOG, head.size, &row).await?;
                    Ok::<_, StoreError>(true)
                })
            })
            .await?;
        Ok(stored.then(|| Arc::new(Signed { size, root: head.root, note })))
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

/// The note in the file, if there is a file.
fn read(path: &Path) -> Result<Option<String>, PublishError> {
    match std::fs::read_to_string(path) {
        Ok(note) => Ok(Some(note)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(PublishError::Unreadable { path: path.to_owned(), why: error.to_string() })
        }
    }
}

/// Keeps the checkpoint in the file, unless that has a larger one already; gives
/// the size that the file then states. Written beside and renamed, so that a
/// crash leaves the old or the new note; one process at a time holds the folder.
fn keep(path: &Path, signed: &Signed, key: &VerifierKey) -> Result<u64, PublishError> {
    let known = |note: String| {
        verify_note(&note, key).map(|known| known.size).map_err(|error| PublishError::Unreadable {
            path: path.to_owned(),
            why: error.to_string(),
        })
    };
    let failed = |source| PublishError::File { path: path.to_owned(), source };
    let folder = File::open(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
    folder.lock().map_err(failed)?;
    if let Some(size) = read(path)?.map(known).transpose()?
        && size >= signed.size
    {
        return Ok(size);
    }
    let write = || {
        let beside = path.with_extension("new");
        let mut file = File::create(&beside)?;
        file.write_all(signed.note.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, path)?;
        folder.sync_all()
    };
    write().map_err(failed)?;
    Ok(signed.size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(signer: &Signer, size: u64) -> Signed {
        Signed { size, root: [7; 32], note: signer.sign(size, &[7; 32]) }
    }

    #[test]
    fn the_kept_checkpoint_never_becomes_smaller() {
        let signer = Signer::new("log.example/1", &[42; 32]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoint");
        let key = signer.verifier();
        std::thread::scope(|scope| {
            for size in [5, 3, 9, 1, 7, 9, 2, 8] {
                let (path, newest) = (&path, note(&signer, size));
                scope.spawn(move || assert!(keep(path, &newest, key).unwrap() >= size));
            }
        });
        assert_eq!(read(&path).unwrap(), Some(note(&signer, 9).note));
        assert_eq!(keep(&path, &note(&signer, 4), key).unwrap(), 9);
        assert_eq!(keep(&path, &note(&signer, 10), key).unwrap(), 10);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_kept_checkpoint_that_cannot_be_read_is_not_written_over() {
        let signer = Signer::new("log.example/1", &[42; 32]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoint");
        std::fs::write(&path, [0xff, 0xfe]).unwrap();
        let ended = keep(&path, &note(&signer, 4), signer.verifier());
        assert!(matches!(ended, Err(PublishError::Unreadable { .. })), "{ended:?}");
        std::fs::write(&path, "hello").unwrap();
        let ended = keep(&path, &note(&signer, 4), signer.verifier());
        assert!(ended.unwrap_err().to_string().contains("cannot be read"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "hello");
    }
}
