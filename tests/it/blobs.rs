//! One suite over local files, memory and a real S3 protocol server, then what
//! is special to each, then faults.

use crate::support::fault::{Fault, FaultStore, Faults, Op};
use crate::support::s3::{self, S3};
use bytes::Bytes;
use object_store::ObjectStore;
use object_store::memory::InMemory;
use samflyt::domain::Timestamp;
use samflyt::entropy::{Entropy, SeededEntropy, SystemEntropy};
use samflyt::vault::blobs::{BlobError, Blobs, new_name};
use samflyt::vault::stream::{CHUNK, FileKey, Layout, Opener, Sealer};
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

const MB: usize = 1 << 20;
const FAR_FUTURE: i64 = i64::MAX;

fn name() -> String {
    new_name(&SystemEntropy)
}

fn noise(len: usize, seed: u64) -> Bytes {
    // A short block repeated with a counter: cheap, and no two places look alike.
    let mut block = vec![0; 4096];
    SeededEntropy::new(seed).fill(&mut block);
    let mut bytes = Vec::with_capacity(len + 4096);
    for count in 0_u64.. {
        if bytes.len() >= len {
            break;
        }
        bytes.extend_from_slice(&count.to_be_bytes());
        bytes.extend_from_slice(&block);
    }
    bytes.truncate(len);
    bytes.into()
}

async fn store(blobs: &Blobs, name: &str, content: &Bytes, piece: usize) {
    let mut upload = blobs.put(name).unwrap();
    let mut rest = content.clone();
    while !rest.is_empty() {
        let next = rest.split_to(piece.min(rest.len()));
        upload.write(next).await.unwrap();
    }
    assert_eq!(upload.finish().await.unwrap(), content.len() as u64);
}

async fn listed(blobs: &Blobs, before: i64) -> Vec<String> {
    blobs.list_older_than(Timestamp::from_micros(before)).await.unwrap()
}

/// What every store must do.
async fn suite(blobs: Blobs) {
    small_and_empty(&blobs).await;
    large(&blobs).await;
    absent(&blobs).await;
    once(&blobs).await;
    thrown_away(&blobs).await;
    sealed(&blobs).await;
    listing(&blobs).await;
}

async fn small_and_empty(blobs: &Blobs) {
    for len in [0, 1, 100, 70_000] {
        let (name, content) = (name(), noise(len, 1));
        store(blobs, &name, &content, 1_000).await;
        assert_eq!(blobs.size(&name).await.unwrap(), len as u64);
        assert_eq!(blobs.read(&name, 0..len as u64).await.unwrap(), content);
        let short = blobs.read(&name, 0..len as u64 + 1).await;
        let (wanted, got) = (len as u64 + 1, len as u64);
        assert!(
            matches!(short, Err(BlobError::Short { wanted: w, got: g }) if (w, g) == (wanted, got)),
            "{short:?}"
        );
        let beyond = blobs.read(&name, 1 << 40..(1 << 40) + 9).await;
        assert!(matches!(beyond, Err(BlobError::Short { wanted: 9, got: 0 })), "{beyond:?}");
    }
}

async fn large(blobs: &Blobs) {
    let content = noise(20 * MB + 12_345, 2);
    for piece in [700_001, 5 * MB, 20 * MB + 12_345] {
        let name = name();
        store(blobs, &name, &content, piece).await;
        assert_eq!(blobs.size(&name).await.unwrap(), content.len() as u64);
        for span in [0..1, 5_242_879..5_242_881, 1_000_000..9_000_000, 20_971_520..20_983_865] {
            let read = blobs.read(&name, span.start as u64..span.end as u64).await.unwrap();
            assert!(read == content.slice(span));
        }
        assert!(blobs.read(&name, 0..content.len() as u64).await.unwrap() == content);
        blobs.delete(&name).await.unwrap();
    }
    // Exactly one part, and exactly two.
    for len in [5 * MB, 10 * MB] {
        let (name, content) = (name(), content.slice(..len));
        store(blobs, &name, &content, MB).await;
        assert!(blobs.read(&name, 0..len as u64).await.unwrap() == content);
    }
}

async fn absent(blobs: &Blobs) {
    let name = name();
    assert!(matches!(blobs.size(&name).await, Err(BlobError::Missing)));
    assert!(matches!(blobs.read(&name, 0..1).await, Err(BlobError::Missing)));
    blobs.delete(&name).await.unwrap();
    store(blobs, &name, &noise(10, 3), 10).await;
    blobs.delete(&name).await.unwrap();
    blobs.delete(&name).await.unwrap();
    assert!(matches!(blobs.size(&name).await, Err(BlobError::Missing)));
}

async fn once(blobs: &Blobs) {
    for len in [10, 11 * MB] {
        let (name, first) = (name(), noise(len, 4));
        store(blobs, &name, &first, MB).await;
        for again in [3, 12 * MB] {
            let mut upload = blobs.put(&name).unwrap();
            upload.write(noise(again, 5)).await.unwrap();
            let result = upload.finish().await;
            assert!(matches!(result, Err(BlobError::Exists)), "{len} {again} {result:?}");
        }
        assert!(blobs.read(&name, 0..len as u64).await.unwrap() == first);
    }
}

async fn thrown_away(blobs: &Blobs) {
    for len in [10, 12 * MB] {
        let (aborted, dropped) = (name(), name());
        let mut upload = blobs.put(&aborted).unwrap();
        upload.write(noise(len, 6)).await.unwrap();
        upload.abort().await;
        let mut upload = blobs.put(&dropped).unwrap();
        upload.write(noise(len, 6)).await.unwrap();
        drop(upload);
        tokio::time::sleep(Duration::from_millis(50)).await;
        for name in [&aborted, &dropped] {
            assert!(matches!(blobs.size(name).await, Err(BlobError::Missing)));
            assert!(!listed(blobs, FAR_FUTURE).await.contains(name));
        }
    }
}

/// A sealed payload, read in blocks of eight chunks and opened without a copy.
async fn sealed(blobs: &Blobs) {
    let (key, name) = (FileKey::generate(&SystemEntropy), name());
    let plain = noise(3 * MB + 77, 7);
    let mut sealer = Sealer::new(&key, [9; 16]).unwrap();
    let mut upload = blobs.put(&name).unwrap();
    upload.write(Bytes::copy_from_slice(sealer.nonce())).await.unwrap();
    let layout = Layout::new(plain.len() as u64);
    for (index, chunk) in (0..).zip(plain.chunks(CHUNK)) {
        let mut chunk = bytes::BytesMut::from(chunk);
        sealer.seal_chunk(&mut chunk, layout.is_last(index)).unwrap();
        upload.write(chunk.freeze()).await.unwrap();
    }
    assert_eq!(upload.finish().await.unwrap(), layout.payload_len());
    let layout = Layout::of_object(blobs.size(&name).await.unwrap()).unwrap();
    let opener = Opener::new(&key, &[9; 16]).unwrap();
    let mut out = Vec::new();
    for (first, span) in layout.reads(0..layout.chunks(), 8) {
        let block = blobs.read(&name, span).await.unwrap();
        for part in opener.open_run(layout, first, block.into()).unwrap() {
            out.extend_from_slice(&part);
        }
    }
    assert!(out == plain);
}

async fn listing(blobs: &Blobs) {
    let name = name();
    store(blobs, &name, &noise(10, 8), 10).await;
    let found = listed(blobs, FAR_FUTURE).await;
    assert!(found.len() > 1 && found.contains(&name));
    // Nothing here is older than this test by an hour.
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_micros();
    let hour_ago = i64::try_from(now).unwrap() - 3_600_000_000;
    assert_eq!(listed(blobs, hour_ago).await, Vec::<String>::new());
    for stale in found {
        blobs.delete(&stale).await.unwrap();
    }
    assert_eq!(listed(blobs, FAR_FUTURE).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_keeps_the_contract_of_blobs() {
    suite(Blobs::memory()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn local_files_keep_the_contract_of_blobs() {
    let folder = tempfile::tempdir().unwrap();
    suite(Blobs::local(&folder.path().join("a/b")).unwrap()).await;
    // Neither objects nor staged files are left, only empty folders.
    let files = walk(&folder.path().join("a/b"));
    assert_eq!(files, Vec::<std::path::PathBuf>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_s3_store_keeps_the_contract_of_blobs() {
    let server = S3::start().await;
    suite(Blobs::from_url(&S3::url(), server.variables()).unwrap()).await;
    // The prefix of the address was used.
    let blobs = Blobs::from_url(&S3::url(), server.variables()).unwrap();
    let name = name();
    store(&blobs, &name, &noise(10, 1), 10).await;
    let object = server.folder().join(s3::BUCKET).join("some/prefix").join(&name);
    assert!(object.exists());
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[tokio::test]
async fn the_local_folder_is_made_for_this_user_alone() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = folder.path().join("blobs");
    drop(Blobs::local(&blobs).unwrap());
    assert_eq!(std::fs::metadata(&blobs).unwrap().permissions().mode() & 0o777, 0o700);
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(Blobs::local(&file), Err(BlobError::Folder(_))));
}

#[tokio::test]
async fn leftovers_of_a_crash_are_found_and_removed_and_foreign_files_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::local(folder.path()).unwrap();
    let kept = name();
    store(&blobs, &kept, &noise(10, 1), 10).await;
    let object = folder.path().join(&kept);
    // What a killed process leaves behind: a staged file that nothing lists or deletes by name.
    let staged = folder.path().join(format!("{kept}#1"));
    std::fs::write(&staged, "half").unwrap();
    for foreign in ["note.txt", "x#1", "x#y"] {
        std::fs::write(object.parent().unwrap().join(foreign), "").unwrap();
    }
    std::fs::create_dir(folder.path().join("lost+found")).unwrap();
    let mut found = listed(&blobs, FAR_FUTURE).await;
    found.sort();
    assert_eq!(found, [kept.clone(), format!("{kept}#1")]);
    blobs.delete(&found[1]).await.unwrap();
    blobs.delete(&found[1]).await.unwrap();
    assert!(!staged.exists() && object.exists());
    assert_eq!(listed(&blobs, FAR_FUTURE).await, [kept]);
}

#[tokio::test]
async fn names_that_are_not_ours_reach_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let outside = folder.path().join("secret");
    std::fs::write(&outside, "secret").unwrap();
    let blobs = Blobs::local(&folder.path().join("blobs")).unwrap();
    for bad in ["../secret", "secret", "", "/etc/passwd", "../secret#1", "00/../../secret"] {
        assert!(matches!(blobs.put(bad), Err(BlobError::Name)));
        assert!(matches!(blobs.size(bad).await, Err(BlobError::Name)));
        assert!(matches!(blobs.read(bad, 0..1).await, Err(BlobError::Name)));
        assert!(matches!(blobs.delete(bad).await, Err(BlobError::Name)));
    }
    assert!(outside.exists());
}

#[tokio::test]
async fn a_running_local_upload_is_staged_where_the_sweeper_sees_it() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::local(folder.path()).unwrap();
    let name = name();
    let mut upload = blobs.put(&name).unwrap();
    upload.write(noise(3 * MB, 1)).await.unwrap();
    let found = listed(&blobs, FAR_FUTURE).await;
    assert_eq!(found, [format!("{name}#1")]);
    assert!(matches!(blobs.size(&name).await, Err(BlobError::Missing)));
    upload.finish().await.unwrap();
    assert_eq!(listed(&blobs, FAR_FUTURE).await, [name]);
}

#[tokio::test]
async fn what_is_read_can_be_opened_in_place_without_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let server = S3::start().await;
    for blobs in [
        Blobs::local(folder.path()).unwrap(),
        Blobs::from_url(&S3::url(), server.variables()).unwrap(),
    ] {
        let name = name();
        store(&blobs, &name, &noise(2 * MB, 1), MB).await;
        let bytes = blobs.read(&name, 16..16 + 524_416).await.unwrap();
        let address = bytes.as_ptr();
        let unique = bytes.try_into_mut().unwrap();
        assert_eq!(unique.as_ptr(), address);
    }
}

#[tokio::test]
async fn addresses_that_are_none_are_refused() {
    for bad in ["", "s3://", "s3:///x", "file:///tmp", "http://bucket", "s3://bucket/a//b/../c"] {
        let result = Blobs::from_url(bad, s3::variables("http://127.0.0.1:1"));
        assert!(matches!(result, Err(BlobError::Config(_))), "{bad} {result:?}");
    }
}

#[tokio::test]
async fn a_dead_store_answers_within_half_a_minute() {
    // One address refuses; the other takes connections and never says a word.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let quiet = format!("http://{}", silent.local_addr().unwrap());
    for endpoint in ["http://127.0.0.1:1", quiet.as_str()] {
        let blobs = Blobs::from_url("s3://bucket", s3::variables(endpoint)).unwrap();
        let start = Instant::now();
        let (name, mut upload) = (name(), blobs.put(&name()).unwrap());
        upload.write(noise(10, 1)).await.unwrap();
        let (read, written) = tokio::join!(blobs.read(&name, 0..1), upload.finish());
        assert!(matches!(read, Err(BlobError::Store(_))), "{read:?}");
        assert!(matches!(written, Err(BlobError::Store(_))), "{written:?}");
        assert!(start.elapsed() < Duration::from_secs(35), "{endpoint} {:?}", start.elapsed());
    }
}

#[tokio::test]
async fn a_slow_store_is_waited_for_as_long_as_something_comes() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let store = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n") {
            asked.push(socket.read_u8().await.unwrap());
        }
        let head = "HTTP/1.1 206 Partial Content\r\nContent-Length: 10\r\nETag: \"x\"\r\n\
                    Content-Range: bytes 0-9/10\r\nLast-Modified: Wed, 25 Nov 2026 10:00:00 GMT\r\n\r\n";
        socket.write_all(head.as_bytes()).await.unwrap();
        for _ in 0..10 {
            tokio::time::sleep(Duration::from_secs(1)).await;
            socket.write_all(b"a").await.unwrap();
        }
        socket
    });
    let blobs = Blobs::from_url("s3://bucket", s3::variables(&endpoint)).unwrap();
    assert_eq!(blobs.read(&name(), 0..10).await.unwrap(), Bytes::from_static(&[b'a'; 10]));
    drop(store.await.unwrap());
}

#[tokio::test]
async fn a_wrong_key_is_an_error_and_not_an_empty_store() {
    let server = S3::start().await;
    let mut variables = server.variables();
    variables.last_mut().unwrap().1 = "wrong".to_owned();
    let blobs = Blobs::from_url(&S3::url(), variables).unwrap();
    assert!(matches!(blobs.size(&name()).await, Err(BlobError::Store(_))));
    let mut upload = blobs.put(&name()).unwrap();
    upload.write(noise(10, 1)).await.unwrap();
    assert!(matches!(upload.finish().await, Err(BlobError::Store(_))));
}

fn faulty() -> (Blobs, Blobs, Faults) {
    let inner: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    let faults = Faults::default();
    let store = FaultStore::new(Arc::clone(&inner), faults.clone());
    (Blobs::from_store(Arc::new(store)), Blobs::from_store(inner), faults)
}

/// Every operation of an upload fails once, before and after its effect: no error
/// is swallowed, and nothing short is ever visible.
#[tokio::test]
async fn an_upload_with_a_fault_anywhere_is_whole_or_not_there() {
    let content = noise(17 * MB, 1);
    for (len, op, count) in [
        (1_000, Op::Put, 1),
        (17 * MB, Op::Begin, 1),
        (17 * MB, Op::Part, 4),
        (17 * MB, Op::Complete, 1),
        (17 * MB, Op::Head, 1),
    ] {
        for nth in 0..count {
            for fault in [Fault::Before, Fault::After, Fault::Slow(Duration::from_millis(20))] {
                let (blobs, truth, faults) = faulty();
                faults.add(op, nth, 1, fault);
                let (name, content) = (name(), content.slice(..len));
                let mut upload = blobs.put(&name).unwrap();
                let mut written = upload.write(content.slice(..len / 2)).await;
                if written.is_ok() {
                    written = upload.write(content.slice(len / 2..)).await;
                }
                if written.is_err() {
                    let more = upload.write(Bytes::from_static(b"more")).await;
                    assert!(matches!(more, Err(BlobError::Broken)));
                }
                let finished = upload.finish().await;
                assert_eq!(faults.fired(), 1, "{op:?} {nth}");
                let slow = matches!(fault, Fault::Slow(_));
                assert_eq!(finished.is_ok(), slow, "{op:?} {nth} {fault:?} {finished:?}");
                match truth.read(&name, 0..len as u64).await {
                    Ok(bytes) => {
                        // Done and then denied is the only way to be there without an Ok.
                        let denied = fault == Fault::After && matches!(op, Op::Put | Op::Complete);
                        assert!(bytes == content && (slow || denied), "{op:?} {nth} {fault:?}");
                    }
                    Err(BlobError::Missing) => assert!(finished.is_err()),
                    Err(error) => panic!("{op:?} {nth} {fault:?} {error}"),
                }
                assert!(truth.read(&name, 0..len as u64 + 1).await.is_err());
            }
        }
    }
}

#[tokio::test]
async fn reads_with_a_fault_are_errors_and_never_short() {
    let (blobs, truth, faults) = faulty();
    let (name, content) = (name(), noise(1_000, 1));
    store(&truth, &name, &content, 100).await;
    let read = || blobs.read(&name, 0..1_000);
    faults.add(Op::Get, 0, 1, Fault::Before);
    assert!(matches!(read().await, Err(BlobError::Store(_))));
    faults.add(Op::Get, 0, 1, Fault::Missing);
    assert!(matches!(read().await, Err(BlobError::Missing)));
    for by in [1, 999, 1_000] {
        faults.add(Op::Get, 0, 1, Fault::Short(by));
        let short = read().await;
        assert!(matches!(short, Err(BlobError::Short { wanted: 1_000, .. })), "{short:?}");
    }
    // A flipped byte is not the store's to find: the payload's tags find it.
    faults.add(Op::Get, 0, 1, Fault::Corrupt(500));
    assert_ne!(read().await.unwrap(), content);
    faults.add(Op::Head, 0, 1, Fault::After);
    assert!(matches!(blobs.size(&name).await, Err(BlobError::Store(_))));
    faults.add(Op::Delete, 0, 1, Fault::Before);
    assert!(matches!(blobs.delete(&name).await, Err(BlobError::Store(_))));
    faults.add(Op::List, 0, 1, Fault::Before);
    let list = blobs.list_older_than(Timestamp::from_micros(FAR_FUTURE)).await;
    assert!(matches!(list, Err(BlobError::Store(_))));
    assert_eq!(faults.fired(), 9);
    assert_eq!(read().await.unwrap(), content);
}

#[tokio::test]
async fn a_caller_that_stops_waiting_in_the_middle_of_a_write_cannot_finish() {
    let (blobs, truth, faults) = faulty();
    faults.add(Op::Begin, 0, 1, Fault::Slow(Duration::from_mins(1)));
    let name = name();
    let mut upload = blobs.put(&name).unwrap();
    let write = upload.write(noise(6 * MB, 1));
    assert!(tokio::time::timeout(Duration::from_millis(20), write).await.is_err());
    assert!(matches!(upload.finish().await, Err(BlobError::Broken)));
    assert!(matches!(truth.size(&name).await, Err(BlobError::Missing)));
}
