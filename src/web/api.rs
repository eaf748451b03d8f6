//! JSON, one file for each resource.

pub mod audit;
pub mod cases;
pub mod children;
pub mod consents;
pub mod content;
pub mod directory;
pub mod documents;
pub mod emergency;
pub mod health;
pub mod life;
pub mod log;
pub mod me;
pub mod notices;
pub mod own_data;
pub(in crate::web) mod paced;
pub mod packs;
pub mod profile;
pub mod receipts;
pub mod requests;
pub mod shared;
pub mod withheld;

use super::problem::Problem;
use serde::Deserialize;
use utoipa::IntoParams;

/// Most rows of one page.
pub const PAGE_MAX: usize = 500;

/// A page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The `next` of the page before.
    pub cursor: Option<String>,
    /// Rows wanted, 1 to 500; 100 if left out.
    pub limit: Option<usize>,
}

/// The number of rows to give.
///
/// # Errors
/// When it is not 1 to 500.
pub fn page_limit(wanted: Option<usize>) -> Result<usize, Problem> {
    match wanted {
        None => Ok(100),
        Some(limit) if (1..=PAGE_MAX).contains(&limit) => Ok(limit),
        Some(_) => Err(Problem::bad("limit-wrong", "A page has 1 to 500 rows.")),
    }
}

/// A cursor of two parts: an instant in microseconds and an id.
pub(crate) fn pair_cursor(
    text: Option<&str>,
) -> Result<Option<(crate::domain::Timestamp, uuid::Uuid)>, Problem> {
    text.map(|text| {
        text.split_once('.')
            .and_then(|(time, id)| Some((time.parse::<i64>().ok()?, id.parse().ok()?)))
            .map(|(time, id)| (crate::domain::Timestamp::from_micros(time), id))
            .ok_or_else(cursor_wrong)
    })
    .transpose()
}

pub(crate) fn cursor_wrong() -> Problem {
    Problem::bad("cursor-wrong", "Use the `next` of the page before, unchanged.")
}

/// A text that must be an instant.
pub(crate) fn time(text: &str, field: &str) -> Result<crate::domain::Timestamp, Problem> {
    text.parse().map_err(|error: crate::domain::time::TimeError| {
        Problem::invalid("time-wrong", field, format!("This is {error}."))
    })
}

/// A text that must be an id.
pub(crate) fn id<T: std::str::FromStr>(text: &str, field: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| {
        Problem::invalid("id-wrong", field, "An id is a UUID, as other answers give it.")
    })
}
