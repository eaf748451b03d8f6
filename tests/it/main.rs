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
mod audit_cases;
mod audit_family;
mod audit_pages;
mod audit_saved;
mod bad_input;
mod blobs;
mod browser;
mod canary;
mod changing;
mod consent_pages;
mod crash;
mod demo;
mod doctor;
mod emergency;
mod erasure;
mod export_age;
mod family_pages;
mod folder_copy;
mod folder_erasure;
mod front;
mod growing;
mod guardianships;
mod hidden;
mod ledger_vectors;
mod lookups;
mod main_job;
mod matrix;
mod members;
mod misfortune;
mod model;
mod notices;
mod one_order;
mod openapi;
mod operate_pages;
mod operation;
mod operators;
mod packs;
mod papers;
mod policy_differential;
mod profile;
mod races;
mod reading;
mod receipts;
mod requests;
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
mod unit_pages;
mod uploads;
mod writer;
