//! The pages of a family: of guardians, and of young people with their own folder.

mod give;
mod home;
mod papers;
mod stop;

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
        .get(Gated, "/folders/{child}/give", give::page)
        .post(Gated, "/folders/{child}/give", give::give)
        .get(Gated, "/folders/{child}/give/check", give::check)
        .get(Gated, "/consents/{id}/given", give::given)
        .post(Gated, "/consents/{id}/undo", give::undo)
        .get(Gated, "/consents/{id}/stop", stop::page)
        .post(Gated, "/consents/{id}/stop", stop::stop)
        .get(Gated, "/consents/{id}/stopped", stop::stopped)
}
