//! Making logs, and being the attacker.

use super::open;
use crate::support::sql::Outside;
use samflyt::domain::entry::{Entry, FIELDS, Group, Kind, Outcome};
use samflyt::domain::{AgencyId, ChildId, PersonId, Timestamp};
use samflyt::ledger;
use samflyt::ledger::checkpoint::Signer;
use samflyt::ledger::leaf::{self, FIELD_COUNT, GroupKeys, Hash};
use samflyt::ledger::tree::Frontier;
use samflyt::store::log::{self, DEFAULT_LOG, EntryRow};
use samflyt::store::{Db, Place, StoreError};
use std::fmt::Write as _;
use std::sync::LazyLock;
use uuid::Uuid;

pub const ORIGIN: &str = "log.example/0";

/// Time of the first entry of a made log.
pub const START_MICROS: i64 = 1_772_366_400_000_000;

pub static START: LazyLock<Timestamp> = LazyLock::new(|| Timestamp::from_micros(START_MICROS));

pub fn signer() -> Signer {
    Signer::new(ORIGIN, &[42; 32]).unwrap()
}

/// The entry that a made log has at this index, one millisecond after the last.
fn entry(index: i64, purpose: Option<&str>) -> Entry {
    let time = Timestamp::from_micros(START_MICROS + index * 1000);
    let kind = if index % 3 == 0 { Kind::Opened } else { Kind::Listed };
    let id = |n: i64| Uuid::from_u128(u128::try_from(n).unwrap() + 1);
    let mut entry = Entry::new(time, kind, Outcome::Allowed);
    entry.actor = Some(PersonId(id(index % 7)));
    entry.role = Some("professional".to_owned());
    entry.unit = Some(AgencyId(id(index % 4)));
    entry.child = Some(ChildId(id(index % 5)));
    entry.version = Some(index);
    entry.sha256 = Some([3; 32]);
    entry.purpose = purpose.map(str::to_owned);
    entry.policy = Some([4; 32]);
    entry
}

async fn append_with(db: &Db, size: i64, purpose: Option<&'static str>) {
    let mut conn = db.read().await.unwrap();
    if log::head(&mut conn, DEFAULT_LOG).await.unwrap().size >= size {
        return;
    }
    drop(conn);
    db.write_several("test.append", move |tx| {
        Box::pin(async move {
            let mut stamps = Vec::new();
            while tx.next_index() < size {
                let entry = entry(tx.next_index(), purpose);
                stamps.push(ledger::append(tx, entry));
            }
            Ok::<_, StoreError>(((), stamps))
        })
    })
    .await
    .unwrap();
}

/// Lets a made log grow up to this size.
pub async fn append(db: &Db, size: i64) {
    append_with(db, size, None).await;
}

/// The same, with other entries.
pub async fn append_other(db: &Db, size: i64) {
    append_with(db, size, Some("treatment")).await;
}

async fn rows(place: &Place) -> Vec<EntryRow> {
    let db = open(place).await;
    let mut conn = db.read().await.unwrap();
    let rows = log::list_entries(&mut conn, DEFAULT_LOG, 0, 1_000_000).await.unwrap();
    drop(conn);
    db.close().await;
    rows
}

fn digests(row: &EntryRow) -> [Hash; FIELD_COUNT] {
    let [system, actor, subject] = row.keys().map(Option::unwrap);
    leaf::digests(&row.values().map(Option::unwrap), &GroupKeys { system, actor, subject })
}

/// Makes leaves, nodes and head agree with the entries as they now are: what
/// somebody with the database and the source code, but not the key, can do.
pub async fn cover_up(place: &Place) {
    let rows = rows(place).await;
    let mut outside = Outside::connect(place).await;
    let mut sql = String::from("begin; delete from log_node;");
    let mut tree = Frontier::new();
    for row in &rows {
        let leaf = leaf::leaf_of(&digests(row));
        let bytes = outside.bytes(&leaf);
        write!(sql, "update log_entry set leaf = {bytes} where idx = {};", row.idx).unwrap();
        tree.push(&leaf, &mut |level, pos, hash| {
            if level > 0 && level % 8 == 0 {
                let hash = outside.bytes(hash);
                write!(sql, "insert into log_node values (0, {level}, {pos}, {hash});").unwrap();
            }
        });
    }
    let edge = outside.bytes(&tree.to_bytes());
    let time = rows.iter().map(|row| row.time).max().unwrap_or_default();
    let size = tree.size();
    write!(sql, "update log_head set size = {size}, edge = {edge}, time = {time}; commit;")
        .unwrap();
    outside.run(&sql).await;
}

/// A literal of the digests of all fields of an entry.
pub async fn digests_of(place: &Place, idx: i64) -> String {
    let rows = rows(place).await;
    let row = rows.iter().find(|row| row.idx == idx).unwrap();
    Outside::connect(place).await.bytes(&leaf::digests_to_bytes(&digests(row)))
}

/// Erases the subject group of an entry as the ledger's format says: digests are
/// kept, values and key go.
pub async fn erase_subject(place: &Place, idx: i64) {
    let kept = digests_of(place, idx).await;
    let mut outside = Outside::connect(place).await;
    let mut sql = format!("update log_entry set digests = {kept}, key_subject = null");
    for (name, _) in FIELDS.iter().filter(|(_, group)| *group == Group::Subject) {
        write!(sql, ", {name} = null").unwrap();
    }
    write!(sql, " where idx = {idx}").unwrap();
    outside.run(&sql).await;
}
