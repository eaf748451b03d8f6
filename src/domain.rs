//! The words of samflyt as types: ids, times, facts, consents, refusals and
//! log entries, and the second, independent judge of every question.
//!
//! Nothing here is async, does I/O, reads a clock or draws randomness.

pub mod agency;
pub mod approval;
pub mod case;
pub mod dates;
pub mod document;
pub mod entry;
pub mod id;
pub mod judge;
pub mod lang;
pub mod law;
pub mod notice;
pub mod pid;
pub mod profile;
pub mod question;
pub mod refusal;
pub mod request;
pub mod scope;
pub mod sha256;
pub mod sniff;
pub mod text;
pub mod time;
pub mod told;

pub use id::{
    AgencyId, CaseId, ChildId, ConsentId, DocumentId, GuardianshipId, MembershipId, PackId,
    PersonId, RequestId, ShieldId,
};
pub use refusal::Reason;
pub use time::Timestamp;
