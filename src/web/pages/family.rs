//! The pages of a family: of guardians, and of young people with their own folder.

mod about;
mod access;
mod consent;
mod copy;
mod emergency;
mod give;
mod growing;
mod home;
mod log;
mod more;
mod packs;
mod papers;
mod people;
mod requests;
mod says;
mod stop;
mod terms;

pub(super) use home::page as home;
pub(super) use papers::{OTHER, suggested};

use super::Table;
use crate::web::routes::Class::Gated;

pub(super) fn pages(table: Table) -> Table {
    table
        .get(Gated, "/folders/{child}/documents", papers::page)
        .post(Gated, "/folders/{child}/documents", papers::store)
        .post(Gated, "/folders/{child}/documents/pages", papers::store_pages)
        .get(Gated, "/documents/{id}", papers::one)
        .get(Gated, "/documents/{id}/file", papers::file)
        .post(Gated, "/documents/{id}/versions", papers::add_version)
        .post(Gated, "/documents/{id}/withhold", papers::mark)
        .get(Gated, "/documents/{id}/erase", papers::erase_page)
        .post(Gated, "/documents/{id}/erase", papers::erase)
        .get(Gated, "/folders/{child}/give", give::form)
        .post(Gated, "/folders/{child}/give", give::give)
        .get(Gated, "/folders/{child}/give/check", give::checked)
        .get(Gated, "/folders/{child}/given", give::given)
        .get(Gated, "/folders/{child}/access", access::page)
        .get(Gated, "/folders/{child}/packs", packs::page)
        .post(Gated, "/folders/{child}/packs", packs::keep)
        .post(Gated, "/folders/{child}/packs/forget", packs::forget)
        .get(Gated, "/consents/{id}", consent::page)
        .post(Gated, "/consents/{id}/approve", consent::approve)
        .post(Gated, "/consents/{id}/decline", consent::decline)
        .get(Gated, "/consents/{id}/change", consent::change::form)
        .post(Gated, "/consents/{id}/change", consent::change::change)
        .get(Gated, "/consents/{id}/change/check", consent::change::checked)
        .get(Gated, "/consents/{id}/receipt/{form}", consent::receipt::show)
        .post(Gated, "/consents/{id}/undo", stop::undo)
        .get(Gated, "/consents/{id}/stop", stop::page)
        .post(Gated, "/consents/{id}/stop", stop::stop)
        .get(Gated, "/consents/{id}/stopped", stop::stopped)
        .get(Gated, "/folders/{child}/requests", requests::page)
        .get(Gated, "/requests/{id}", requests::one)
        .get(Gated, "/requests/{id}/change", requests::change)
        .post(Gated, "/requests/{id}/change", requests::grant)
        .get(Gated, "/requests/{id}/change/check", requests::one)
        .post(Gated, "/requests/{id}/decline", requests::decline)
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
