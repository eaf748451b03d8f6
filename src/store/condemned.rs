//! Objects that are to go: from the transaction that condemns them on, no version
//! can take them.

use super::conn::Conn;
use super::error::StoreError;
use super::tx::Tx;
use super::{documents, settings};
use crate::domain::Timestamp;

/// The setting that says that an object is to go.
fn name_of(blob: &str) -> String {
    format!("{CONDEMNED}{blob}")
}

const CONDEMNED: &str = "condemned/";

/// Condemns those of `names` that no version can open: from this transaction on
/// none ever will. Gives what may be removed.
///
/// # Errors
/// When it cannot be read or written.
pub async fn condemn(tx: &mut Tx, names: Vec<String>) -> Result<Vec<String>, StoreError> {
    let now = tx.now().as_micros().to_string();
    let mut gone = Vec::with_capacity(names.len());
    for name in names {
        let (object, staged) = name.split_once('#').map_or((&*name, false), |(o, _)| (o, true));
        if documents::is_blob_known(tx, object).await? {
            // What is left of an upload to it may go all the same.
            gone.extend(staged.then_some(name));
            continue;
        }
        settings::put(tx, &name_of(object), &now).await?;
        gone.push(name);
    }
    Ok(gone)
}

/// Forgets which objects were condemned before `before`, when no upload from
/// that time can still be under way.
///
/// # Errors
/// When it cannot be read or written.
pub async fn forget_condemned(tx: &mut Tx, before: Timestamp) -> Result<(), StoreError> {
    for (name, at) in settings::list(tx, CONDEMNED).await? {
        if at.parse().is_ok_and(|at: i64| at < before.as_micros()) {
            settings::remove(tx, &name).await?;
        }
    }
    Ok(())
}

/// Is this object to go?
///
/// # Errors
/// When it cannot be read.
pub async fn is_condemned(conn: &mut Conn, blob: &str) -> Result<bool, StoreError> {
    Ok(settings::find(conn, &name_of(blob)).await?.is_some())
}
