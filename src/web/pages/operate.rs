//! The pages of operators.

use super::Table;

pub(super) fn pages(table: Table) -> Table {
    table
}
