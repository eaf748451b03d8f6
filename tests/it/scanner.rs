//! The scanner against a real clamd, and against servers that misbehave.

use crate::support::clamd::{Clamd, LIMIT_BYTES, eicar};
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt as _};
use samflyt::vault::scanner::{Address, Scanner, Unscanned, Verdict};
use std::convert::Infallible;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

type Piece = Result<Bytes, Infallible>;

fn document(bytes: &[u8], piece: usize) -> impl Stream<Item = Piece> + Send + use<> {
    stream::iter(bytes.chunks(piece).map(|c| Ok(Bytes::copy_from_slice(c))).collect::<Vec<_>>())
}

fn not_scanned(reason: Unscanned) -> Verdict {
    Verdict::NotScanned { reason }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_clamd_finds_what_is_there_and_nothing_else() {
    let Some(clamd) = Clamd::start().await else { return };
    let scanner = clamd.scanner(20);
    scanner.ping().await.unwrap();
    let version = scanner.version().await.unwrap();
    assert!(version.starts_with("ClamAV "), "{version}");
    for len in [0, 1, 100_000, LIMIT_BYTES - 10] {
        let verdict = scanner.scan(document(&vec![b'a'; len], 65_536)).await;
        assert_eq!(verdict, Verdict::Clean { engine: version.clone() }, "{len}");
    }
    for piece in [1, 7, 1_000] {
        match scanner.scan(document(&eicar(), piece)).await {
            Verdict::Infected { signature } => assert!(signature.contains("Eicar"), "{signature}"),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_document_beyond_the_limit_is_not_scanned() {
    let Some(clamd) = Clamd::start().await else { return };
    for len in [LIMIT_BYTES + 1, 3 * LIMIT_BYTES, 40 * LIMIT_BYTES] {
        let verdict = clamd.scanner(20).scan(document(&vec![b'a'; len], 65_536)).await;
        assert_eq!(verdict, not_scanned(Unscanned::OverLimit), "{len}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_scans_at_once_all_come_out_right() {
    let Some(clamd) = Clamd::start().await else { return };
    let scans = (0..100).map(|number| {
        let scanner = clamd.scanner(60);
        async move {
            let infected = number % 3 == 0;
            let bytes = if infected { eicar() } else { vec![b'a'; 20_000] };
            let verdict = scanner.scan(document(&bytes, 5_000)).await;
            assert_eq!(matches!(verdict, Verdict::Infected { .. }), infected, "{verdict:?}");
            assert_eq!(matches!(verdict, Verdict::Clean { .. }), !infected, "{verdict:?}");
        }
    });
    futures_util::future::join_all(scans).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clamd_that_dies_during_a_scan_gives_no_verdict() {
    let Some(mut clamd) = Clamd::start().await else { return };
    let scanner = clamd.scanner(20);
    let endless = stream::repeat_with(|| Piece::Ok(Bytes::from_static(b"aaaa"))).then(|p| async {
        tokio::time::sleep(Duration::from_millis(1)).await;
        p
    });
    let scan = tokio::spawn(async move { scanner.scan(endless).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    clamd.kill().await;
    assert_eq!(scan.await.unwrap(), not_scanned(Unscanned::BrokenReply));
    // Its socket file is still there, but nobody listens.
    assert!(clamd.socket().exists());
    let verdict = clamd.scanner(5).scan(document(&[1], 1)).await;
    assert_eq!(verdict, not_scanned(Unscanned::Unreachable));
    assert_eq!(clamd.scanner(5).ping().await, Err(Unscanned::Unreachable));
}

#[tokio::test]
async fn without_a_scanner_nothing_is_scanned() {
    assert_eq!(Scanner::Off.scan(document(&[1], 1)).await, not_scanned(Unscanned::Off));
    assert_eq!(Scanner::Off.ping().await, Err(Unscanned::Off));
    for address in ["unix:/nonexistent/clamd.sock", "127.0.0.1:1"] {
        let scanner = Scanner::Clamd { address: address.parse().unwrap(), timeout_secs: 5 };
        let verdict = scanner.scan(document(&[1], 1)).await;
        assert_eq!(verdict, not_scanned(Unscanned::Unreachable));
        assert_eq!(scanner.version().await, Err(Unscanned::Unreachable));
    }
}

/// A server that tells its version, swallows a stream and answers `reply` to it.
async fn fake(reply: &'static [u8], delay: Duration) -> Scanner {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut seen = Vec::new();
                while !seen.ends_with(b"zVERSION\0") && !seen.ends_with(&[0; 4]) {
                    let mut buffer = [0; 4096];
                    match socket.read(&mut buffer).await {
                        Ok(0) | Err(_) => return,
                        Ok(n) => seen.extend_from_slice(&buffer[..n]),
                    }
                }
                if seen.starts_with(b"zVERSION") {
                    socket.write_all(b"Fake 1\0").await.unwrap();
                } else {
                    tokio::time::sleep(delay).await;
                    let _ = socket.write_all(reply).await;
                }
            });
        }
    });
    Scanner::Clamd { address: Address::Tcp(address.to_string()), timeout_secs: 1 }
}

#[tokio::test]
async fn replies_that_are_cut_or_unknown_give_no_verdict() {
    for (reply, expected) in [
        // The control: the fake server can say "clean".
        (&b"stream: OK\0"[..], Verdict::Clean { engine: "Fake 1".to_owned() }),
        (b"stream: X FOUND\0", Verdict::Infected { signature: "X".to_owned() }),
        (b"", not_scanned(Unscanned::BrokenReply)),
        (b"stream: OK", not_scanned(Unscanned::BrokenReply)),
        (b"stream: O", not_scanned(Unscanned::BrokenReply)),
        (b"\0", not_scanned(Unscanned::BrokenReply)),
        (b"stream: OK\0stream: X FOUND\0", not_scanned(Unscanned::BrokenReply)),
        (b"stream: \xff\xfe OK\0", not_scanned(Unscanned::BrokenReply)),
        (b"stream: scan failed ERROR\0", not_scanned(Unscanned::Refused)),
        (b"INSTREAM size limit exceeded. ERROR\0", not_scanned(Unscanned::OverLimit)),
    ] {
        let scanner = fake(reply, Duration::ZERO).await;
        let shown = String::from_utf8_lossy(reply);
        assert_eq!(scanner.scan(document(&[b'a'; 100], 10)).await, expected, "{shown}");
    }
}

#[tokio::test]
async fn a_slow_scanner_runs_out_of_time() {
    let scanner = fake(b"stream: OK\0", Duration::from_mins(1)).await;
    let start = Instant::now();
    let verdict = scanner.scan(document(&[b'a'; 100], 10)).await;
    assert_eq!(verdict, not_scanned(Unscanned::Timeout));
    assert!(start.elapsed() < Duration::from_secs(3));
    // A server that takes the connection and never answers at all.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = Address::Tcp(listener.local_addr().unwrap().to_string());
    let mute = Scanner::Clamd { address, timeout_secs: 1 };
    assert_eq!(mute.ping().await, Err(Unscanned::Timeout));
    assert_eq!(mute.scan(document(&[1], 1)).await, not_scanned(Unscanned::Timeout));
}

#[tokio::test]
async fn a_document_that_cannot_be_read_is_not_scanned() {
    let scanner = fake(b"stream: OK\0", Duration::ZERO).await;
    let broken = stream::iter([Ok(Bytes::from_static(b"begin")), Err("the store failed")]);
    assert_eq!(scanner.scan(broken).await, not_scanned(Unscanned::SourceFailed));
}
