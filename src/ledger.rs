//! The tamper-evident log: an RFC 6962 tree over salted field commitments,
//! with C2SP checkpoints, proofs and tiles (docs/decisions, formats.md).
//!
//! `leaf`, `tree`, `checkpoint`, `proof`, `tiles`, `bundle`, `erased` and `verify`
//! are pure; `append`, `read` and `publish` meet the database.

pub mod append;
pub mod bundle;
pub mod checkpoint;
pub mod erased;
pub mod leaf;
pub mod proof;
pub mod publish;
pub mod read;
pub mod tiles;
pub mod tree;
pub mod verify;

pub use append::append;
