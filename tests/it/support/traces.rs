//! What the program traces while the tests run: kept in a file, which
//! `tests/run` looks through, so that the output of the run stays readable.

use std::fs::{File, OpenOptions};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::OnceLock;

/// `TEST_TRACES`, or a file of this run.
fn path() -> PathBuf {
    std::env::var_os("TEST_TRACES").map_or_else(
        || {
            PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
                .join(format!("traces-{}", std::process::id()))
        },
        PathBuf::from,
    )
}

fn open() -> File {
    OpenOptions::new().create(true).append(true).open(path()).unwrap()
}

/// Traces of this process, at the level of the greatest detail.
pub fn install() {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        let lines = samflyt::cli::trace::lines("debug", std::sync::Mutex::new(open()));
        // A test in a process of its own may listen to them itself.
        let _ = tracing::subscriber::set_global_default(lines.unwrap().finish());
    });
}

/// Where a process that is started puts its traces.
pub fn stdio() -> Stdio {
    open().into()
}

/// Everything so far.
pub fn text() -> String {
    String::from_utf8_lossy(&std::fs::read(path()).unwrap()).into_owned()
}
