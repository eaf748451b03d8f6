//! Emergencies: the family's switch, and what a health professional does in one.

pub mod declare;
pub mod switch;

/// Emergency sheets that are shown in one emergency, the newest.
const SHEETS_MAX: usize = 20;
/// Emergencies that the family is shown, the newest.
const SHOWN_MAX: i64 = 50;
