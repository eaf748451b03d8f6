//! The database: SQLite or PostgreSQL behind one set of functions, one SQL text
//! for both, and one writer whose transactions end with a log entry.
//!
//! Only this module imports sqlx. Functions that read take a [`Conn`];
//! functions that write take a [`Tx`], which exists only inside the writer.

pub mod agencies;
pub mod children;
pub mod condemned;
pub(crate) mod conn;
pub mod consents;
mod db;
pub mod documents;
pub mod emergencies;
pub mod erasures;
mod error;
pub mod facts;
pub mod idempotency;
pub mod keys;
pub mod log;
pub mod people;
pub mod search;
pub mod settings;
pub mod shields;
pub mod tokens;
mod tx;
mod writer;

pub use conn::Conn;
pub use db::{Db, OpenError, Place};
pub use error::StoreError;
pub use tx::{Recorded, Stamp, Tx, Unlogged};

/// Every fixed SQL statement, by file, for the test that prepares each on both
/// databases.
pub const STATEMENTS: &[(&str, &[(&str, &str)])] = &[
    ("agencies", agencies::STATEMENTS),
    ("children", children::STATEMENTS),
    ("consents", consents::STATEMENTS),
    ("documents", documents::STATEMENTS),
    ("documents/marks", documents::marks::STATEMENTS),
    ("emergencies", emergencies::STATEMENTS),
    ("erasures", erasures::STATEMENTS),
    ("facts", facts::STATEMENTS),
    ("idempotency", idempotency::STATEMENTS),
    ("keys", keys::STATEMENTS),
    ("log", log::STATEMENTS),
    ("log/erase", log::erase::STATEMENTS),
    ("people", people::STATEMENTS),
    ("settings", settings::STATEMENTS),
    ("shields", shields::STATEMENTS),
    ("tokens", tokens::STATEMENTS),
];
