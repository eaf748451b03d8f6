//! The words of samflyt as types: ids, times, facts, consents, refusals and
//! log entries, and the second, independent judge of every question.
//!
//! Nothing here is async, does I/O, reads a clock or draws randomness.

pub mod agency;
pub mod document;
pub mod entry;
pub mod id;
pub mod judge;
pub mod lang;
pub mod pid;
pub mod profile;
pub mod question;
pub mod refusal;
pub mod sha256;
pub mod sniff;
pub mod text;
pub mod time;
pub mod told;

pub use id::{
    AgencyId, ChildId, ConsentId, DocumentId, GuardianshipId, MembershipId, PersonId, RequestId,
};
pub use refusal::Reason;
pub use time::Timestamp;
