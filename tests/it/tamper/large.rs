//! A log whose tree has three stored levels: leaves, level 8 and level 16.

use super::{open, signer};
use samflyt::flows::verify::verify_database;
use samflyt::ledger::leaf::Hash;
use samflyt::ledger::read::Reader;
use samflyt::ledger::tree::{self, Frontier};
use samflyt::store::Place;
use samflyt::store::log::{self, DEFAULT_LOG};

const SIZE: i64 = 65_536 + 777;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_of_more_than_65536_entries_gives_its_tiles_and_proofs() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(&Place::Sqlite(dir.path().join("log.db"))).await;
    for size in (0..SIZE).step_by(8192).skip(1).chain([SIZE]) {
        super::append(&db, size).await;
    }
    let held = super::sign(&db).await;
    let mut conn = db.read().await.unwrap();
    let leaves: Vec<Hash> = log::list_leaves(&mut conn, DEFAULT_LOG, 0, SIZE)
        .await
        .unwrap()
        .into_iter()
        .map(|(_, leaf)| leaf.try_into().unwrap())
        .collect();
    let size = u64::try_from(SIZE).unwrap();
    // A tree of its own over the leaves: roots at each size, nodes of the tiles' levels.
    let (mut frontier, mut roots, mut tiles) =
        (Frontier::new(), vec![tree::empty_root()], [vec![], vec![], vec![]]);
    for leaf in &leaves {
        frontier.push(leaf, &mut |level, _, hash| {
            if level % 8 == 0 {
                tiles[usize::from(level / 8)].push(*hash);
            }
        });
        roots.push(frontier.root());
    }
    assert_eq!(tiles.each_ref().map(Vec::len), [leaves.len(), 259, 1]);
    let head = log::head(&mut conn, DEFAULT_LOG).await.unwrap();
    assert_eq!((head.size, head.root), (SIZE, roots[leaves.len()]));

    let mut reader = Reader::new(&mut conn, DEFAULT_LOG);
    assert_eq!(reader.tile(2, 0, 1).await.unwrap(), tiles[2]);
    assert_eq!(reader.tile(1, 0, 256).await.unwrap(), tiles[1][..256]);
    assert_eq!(reader.tile(1, 1, 3).await.unwrap(), tiles[1][256..]);
    assert_eq!(reader.tile(0, 259, 9).await.unwrap(), tiles[0][259 * 256..]);
    assert!(reader.tile(2, 0, 2).await.is_err());
    for old in [1, 255, 256, 65_535, 65_536, 65_537, 66_000, size - 1, size] {
        let (at, new) = (usize::try_from(old).unwrap(), roots[leaves.len()]);
        assert_eq!(reader.root(old).await.unwrap(), roots[at], "{old}");
        let proof = reader.consistency(old, size).await.unwrap();
        tree::verify_consistency(old, size, &proof, &roots[at], &new).unwrap();
        for in_size in [old, size] {
            let proof = reader.inclusion(old - 1, in_size).await.unwrap();
            let root = roots[usize::try_from(in_size).unwrap()];
            tree::verify_inclusion(&leaves[at - 1], old - 1, in_size, &proof, &root).unwrap();
        }
    }
    drop(conn);
    let report = verify_database(&db, signer().verifier().clone(), Some(held), None).await.unwrap();
    super::clean(&report, "large");
    assert_eq!((report.complete, report.held_size), (size, Some(size)));
    db.close().await;
}
