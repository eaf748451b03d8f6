//! The pages of a family: of guardians, and of young people with their own folder.

mod about;
mod copy;
mod emergency;
mod give;
mod growing;
mod home;
mod log;
mod more;
mod people;
mod stop;

pub(super) use home::page as home;

use super::Table;
use crate::web::routes::Class::Gated;

pub(super) fn pages(table: Table) -> Table {
    table
        .get(Gated, "/folders/{child}/give", give::page)
        .post(Gated, "/folders/{child}/give", give::give)
        .get(Gated, "/folders/{child}/give/check", give::check)
        .get(Gated, "/consents/{id}/given", give::given)
        .post(Gated, "/consents/{id}/undo", give::undo)
        .get(Gated, "/consents/{id}/stop", stop::page)
        .post(Gated, "/consents/{id}/stop", stop::stop)
        .get(Gated, "/consents/{id}/stopped", stop::stopped)
        .with(log_and_more)
}

/// What stands under "Logg" and "Mer".
fn log_and_more(table: Table) -> Table {
    table
        .get(Gated, "/folders/{child}/more", more::page)
        .get(Gated, "/folders/{child}/log", log::page)
        .get(Gated, "/folders/{child}/log/{index}", log::report::page)
        .post(Gated, "/folders/{child}/log/{index}", log::report::report)
        .get(Gated, "/folders/{child}/log/{index}/proof", log::report::proof)
        .get(Gated, "/folders/{child}/reports", log::report::list)
        .get(Gated, "/folders/{child}/about", about::page)
        .post(Gated, "/folders/{child}/about", about::save)
        .get(Gated, "/folders/{child}/copy", copy::page)
        .post(Gated, "/folders/{child}/copy/download", copy::download)
        .get(Gated, "/folders/{child}/copy/erase", copy::erase)
        .post(Gated, "/folders/{child}/copy/erase", copy::ask)
        .post(Gated, "/folders/{child}/copy/keep", copy::keep)
        .get(Gated, "/folders/{child}/growing", growing::page)
        .get(Gated, "/folders/{child}/people", people::page)
        .get(Gated, "/folders/{child}/emergency", emergency::page)
        .post(Gated, "/folders/{child}/emergency", emergency::set)
}
