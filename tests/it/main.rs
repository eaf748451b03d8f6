//! The one integration binary. `cargo test` alone runs what needs nothing
//! installed and says what it left out; `tests/run` runs everything.
#![expect(unreachable_pub, reason = "nothing outside sees what stands here")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::similar_names,
    reason = "a test that fails should say where and stop"
)]

mod support;

mod age_vectors;
mod answers;
mod approvals;
mod architecture;
mod bad_input;
mod blobs;
mod canary;
mod crash;
mod demo;
mod doctor;
mod erasure;
mod export_age;
mod folder_copy;
mod folder_erasure;
mod front;
mod growing;
mod hidden;
mod ledger_vectors;
mod lookups;
mod main_job;
mod matrix;
mod misfortune;
mod model;
mod openapi;
mod operation;
mod operators;
mod policy_differential;
mod races;
mod reading;
mod rotation;
mod scan_job;
mod scanner;
mod serve;
mod storage;
mod store;
mod streams;
mod sweep;
mod tamper;
mod told;
mod writer;
