//! Who is working on an upload: one at a time in a process. A later one ends an
//! earlier one that is still sending, for most of these are connections that died
//! unnoticed. Between processes the database decides: a piece is added only behind
//! what is there.

use crate::flows::error::Error;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How long one waits for the one before to end.
const WAIT: Duration = Duration::from_secs(10);

#[derive(Debug, Clone)]
struct Holder {
    /// Asks it to end.
    stop: CancellationToken,
    /// It has ended.
    gone: CancellationToken,
}

type Table = Arc<Mutex<HashMap<Uuid, Holder>>>;

/// The uploads that somebody is working on.
#[derive(Debug, Default)]
pub struct Running(Table);

/// Somebody's turn; over when it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    id: Uuid,
    table: Table,
    holder: Holder,
}

fn lock(table: &Table) -> MutexGuard<'_, HashMap<Uuid, Holder>> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Running {
    /// Waits for a turn, after asking whoever has it to end.
    pub(super) async fn enter(&self, id: Uuid) -> Result<Turn, Error> {
        let entering = async {
            loop {
                let before = {
                    let mut table = lock(&self.0);
                    let Some(before) = table.get(&id) else {
                        let holder = Holder {
                            stop: CancellationToken::new(),
                            gone: CancellationToken::new(),
                        };
                        table.insert(id, holder.clone());
                        return Turn { id, table: Arc::clone(&self.0), holder };
                    };
                    before.clone()
                };
                before.stop.cancel();
                before.gone.cancelled().await;
            }
        };
        tokio::time::timeout(WAIT, entering).await.map_err(|_| Error::Busy { what: "upload" })
    }
}

impl Turn {
    /// Ends when another wants the turn.
    pub(super) fn stop(&self) -> &CancellationToken {
        &self.holder.stop
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        lock(&self.table).remove(&self.id);
        self.holder.gone.cancel();
    }
}
