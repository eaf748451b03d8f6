//! The pages of auditors.

use super::Table;

pub(super) fn pages(table: Table) -> Table {
    table
}
