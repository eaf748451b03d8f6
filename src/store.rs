//! The database: SQLite or PostgreSQL behind one set of functions, one SQL text
//! for both, and one writer whose transactions end with a log entry.
//!
//! Only this module imports sqlx. Functions that read take a [`Conn`];
//! functions that write take a [`Tx`], which exists only inside the writer.

pub mod agencies;
pub mod audit_cases;
pub mod children;
pub mod condemned;
pub(crate) mod conn;
pub mod consents;
pub mod contacts;
mod db;
pub mod deliveries;
pub mod documents;
pub mod emergencies;
pub mod erasures;
mod error;
pub mod facts;
pub mod idempotency;
pub mod keys;
pub mod log;
pub mod notices;
pub mod packs;
pub mod people;
pub mod policy_sets;
pub mod requests;
pub mod search;
pub mod searches;
pub mod sessions;
pub mod settings;
pub mod shields;
pub mod state;
pub mod tokens;
mod tx;
pub mod uploads;
pub mod webhooks;
mod writer;

pub use conn::Conn;
pub use db::{Db, OpenError, Place};
pub use error::StoreError;
pub use tx::{Recorded, Stamp, Tx, Unlogged};

/// Every fixed SQL statement, by file, for the test that prepares each on both
/// databases.
pub const STATEMENTS: &[(&str, &[(&str, &str)])] = &[
    ("agencies", agencies::STATEMENTS),
    ("audit_cases", audit_cases::STATEMENTS),
    ("children", children::STATEMENTS),
    ("consents", consents::STATEMENTS),
    ("contacts", contacts::STATEMENTS),
    ("deliveries", deliveries::STATEMENTS),
    ("documents", documents::STATEMENTS),
    ("documents/marks", documents::marks::STATEMENTS),
    ("documents/scans", documents::scans::STATEMENTS),
    ("emergencies", emergencies::STATEMENTS),
    ("erasures", erasures::STATEMENTS),
    ("facts", facts::STATEMENTS),
    ("idempotency", idempotency::STATEMENTS),
    ("keys", keys::STATEMENTS),
    ("log", log::STATEMENTS),
    ("log/erase", log::erase::STATEMENTS),
    ("log/follow", log::follow::STATEMENTS),
    ("notices", notices::STATEMENTS),
    ("packs", packs::STATEMENTS),
    ("people", people::STATEMENTS),
    ("people/invitations", people::invitations::STATEMENTS),
    ("people/members", people::members::STATEMENTS),
    ("policy_sets", policy_sets::STATEMENTS),
    ("requests", requests::STATEMENTS),
    ("searches", searches::STATEMENTS),
    ("sessions", sessions::STATEMENTS),
    ("settings", settings::STATEMENTS),
    ("shields", shields::STATEMENTS),
    ("state", state::STATEMENTS),
    ("tokens", tokens::STATEMENTS),
    ("uploads", uploads::STATEMENTS),
    ("webhooks", webhooks::STATEMENTS),
];
