//! What the themes share: the program in this process on either database, a
//! client, sample files, and real servers in temporary folders.

pub mod app;
pub mod backend;
pub mod browser;
pub mod clamd;
pub mod dice;
pub mod fault;
pub mod hook;
pub mod http;
pub mod poppler;
pub mod postgres;
pub mod process;
pub mod proxy;
pub mod raw;
pub mod s3;
pub mod samples;
pub mod scan;
pub mod smtp;
pub mod sql;
pub mod traces;

/// Is everything to be run (`tests/run`)? Then a missing component is a failure.
pub fn all() -> bool {
    std::env::var("TEST_ALL").is_ok_and(|value| value == "1")
}

/// Says that a test was left out, or fails when nothing may be left out.
pub fn left_out(what: &str) {
    assert!(!all(), "missing: {what}");
    // Past the capture of a test's output, so that it is seen.
    let said = format!("left out: {what}\n");
    drop(std::io::Write::write_all(&mut std::io::stderr(), said.as_bytes()));
}

/// Waits until `ready` holds, for at most ten seconds.
pub async fn until<F: Future<Output = bool>>(what: &str, mut ready: impl FnMut() -> F) {
    for _ in 0..500 {
        if ready().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("never came: {what}");
}
