//! A real clamd in a folder of its own, with one signature and no network.

use samflyt::vault::scanner::{Address, Scanner};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::process::{Child, Command};

const PROGRAM: &str = "/usr/sbin/clamd";
/// The largest stream that this clamd takes.
pub const LIMIT_BYTES: usize = 2 << 20;

/// A running clamd; it ends when this is dropped.
pub struct Clamd {
    child: Child,
    folder: tempfile::TempDir,
}

/// The EICAR test string, put together here so that no scanner stops at this file.
pub fn eicar() -> Vec<u8> {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}", "$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!", "$H+H*"]
        .concat()
        .into_bytes()
}

impl Clamd {
    /// Starts one and waits until it answers; `None`, said aloud, without the
    /// Debian package `clamav-daemon`.
    pub async fn start() -> Option<Self> {
        if !std::path::Path::new(PROGRAM).exists() {
            super::left_out("clamd (Debian package clamav-daemon)");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        std::fs::create_dir(path("db")).unwrap();
        let signature = format!("Test.Eicar:0:*:{}\n", hex::encode(eicar()));
        std::fs::write(path("db/test.ndb"), signature).unwrap();
        let config = format!(
            "Foreground yes\nDatabaseDirectory {}\nLocalSocket {}\nPidFile {}\nTemporaryDirectory {}\n\
             StreamMaxLength {LIMIT_BYTES}\nMaxFileSize 4M\nMaxScanSize 4M\nAlertExceedsMax yes\n\
             MaxThreads 4\n",
            path("db"),
            path("socket"),
            path("pid"),
            folder.path().display(),
        );
        std::fs::write(path("clamd.conf"), config).unwrap();
        let child = Command::new(PROGRAM)
            .arg(format!("--config-file={}", path("clamd.conf")))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let clamd = Self { child, folder };
        for _ in 0..300 {
            if clamd.scanner(5).ping().await.is_ok() {
                return Some(clamd);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("clamd did not start within 30 seconds");
    }

    /// A scanner that asks it.
    pub fn scanner(&self, timeout_secs: u64) -> Scanner {
        Scanner::Clamd { address: Address::Unix(self.socket()), timeout_secs }
    }

    /// Its socket file.
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    /// Kills it; the socket file stays.
    pub async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }
}
