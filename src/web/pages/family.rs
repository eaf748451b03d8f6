//! The pages of a family: of guardians, and of young people with their own folder.

mod access;
mod consent;
mod give;
mod home;
mod packs;
mod requests;
mod says;
mod stop;
mod terms;

pub(super) use home::page as home;

use super::Table;
use crate::web::routes::Class::Gated;

pub(super) fn pages(table: Table) -> Table {
    table
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
        .post(Gated, "/consents/{id}/undo", give::undo)
        .get(Gated, "/consents/{id}/stop", stop::page)
        .post(Gated, "/consents/{id}/stop", stop::stop)
        .get(Gated, "/consents/{id}/stopped", stop::stopped)
        .get(Gated, "/folders/{child}/requests", requests::page)
        .get(Gated, "/requests/{id}", requests::one)
        .get(Gated, "/requests/{id}/change", requests::change)
        .post(Gated, "/requests/{id}/change", requests::grant)
        .get(Gated, "/requests/{id}/change/check", requests::one)
        .post(Gated, "/requests/{id}/decline", requests::decline)
}
