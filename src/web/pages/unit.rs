//! The pages of a unit: professionals with their cases, coordinators, and those who
//! look after the members of a unit.

use super::Table;

pub(super) fn pages(table: Table) -> Table {
    table
}
