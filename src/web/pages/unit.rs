//! The pages of a unit: professionals with their cases, coordinators, and those who
//! look after the members of a unit.

mod around;
mod bytes;
mod case;
mod list;

use super::Table;
use crate::web::routes::Class::Gated;

pub(super) fn pages(table: Table) -> Table {
    table
        .get(Gated, "/cases", list::page)
        .post(Gated, "/cases", list::search)
        .get(Gated, "/cases/{child}", case::show)
        .get(Gated, "/cases/{child}/open/{document}", bytes::show)
        .get(Gated, "/cases/{child}/save/{document}", bytes::save)
        .get(Gated, "/cases/{child}/all/{consent}", bytes::all)
}
