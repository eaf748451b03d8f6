//! Putting an entry into the log, inside the transaction that it tells of.

use super::leaf::{self, GroupKeys};
use crate::domain::entry::Entry;
use crate::store::log::LogRow;
use crate::store::{Stamp, Tx};

/// Appends `entry` to the transaction's log and gives the stamp that lets the
/// transaction commit. Each group of fields gets a fresh random key.
pub fn append(tx: &mut Tx, entry: Entry) -> Stamp {
    let keys = GroupKeys {
        system: tx.entropy().bytes(),
        actor: tx.entropy().bytes(),
        subject: tx.entropy().bytes(),
    };
    let digests = leaf::digests(&entry.values(), &keys);
    let leaf = leaf::leaf_of(&digests);
    tx.push(LogRow { entry, keys, leaf })
}
