//! A family's own data (GDPR, articles 15, 17 and 20): a copy of the folder, who
//! may still hold what it held, and its erasure.

pub mod asking;
pub mod carry_out;
pub mod copy;
pub mod holders;
mod papers;
