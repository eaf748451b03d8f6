//! Policy as text: Cedar policies and the tables beside them, in `policies/`.
//!
//! Only this module imports `cedar_policy`. It answers questions and knows nothing
//! of databases, people's names or HTTP.

pub mod ages;
pub mod check;
pub mod emergencies;
pub mod engine;
pub mod facts;
pub mod lives;
#[cfg(feature = "prove")]
pub mod prove;
pub mod rules;
