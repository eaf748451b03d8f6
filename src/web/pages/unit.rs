//! The pages of a unit: professionals with their cases, coordinators, and those who
//! look after the members of a unit.

mod around;
mod ask;
mod bytes;
mod case;
mod contribute;
mod coordinate;
mod emergency;
mod hand_back;
mod list;
mod mark;
mod members;
mod sent;

use super::Table;
use crate::web::routes::Class::{Gated, SignedIn};

pub(super) fn pages(table: Table) -> Table {
    table
        .get(Gated, "/cases", list::page)
        .post(Gated, "/cases", list::search)
        .get(SignedIn, "/cases/ask", ask::about_number)
        .post(Gated, "/cases/ask", ask::send_about_number)
        .get(Gated, "/cases/requests", sent::page)
        .post(Gated, "/cases/requests/{id}/remind", sent::remind)
        .post(Gated, "/cases/requests/{id}/withdraw", sent::withdraw)
        .get(SignedIn, "/cases/emergency", emergency::page)
        .post(Gated, "/cases/emergency", emergency::declare)
        .get(Gated, "/cases/emergency/{child}", emergency::declared)
        .get(Gated, "/cases/{child}", case::show)
        .get(Gated, "/cases/{child}/open/{document}", bytes::show)
        .get(Gated, "/cases/{child}/save/{document}", bytes::save)
        .get(Gated, "/cases/{child}/all/{consent}", bytes::all)
        .get(Gated, "/cases/{child}/ask", ask::about_child)
        .post(Gated, "/cases/{child}/ask", ask::send_about_child)
        .get(Gated, "/cases/{child}/renew/{consent}", ask::renewal)
        .post(Gated, "/cases/{child}/renew/{consent}", ask::send_renewal)
        .get(Gated, "/cases/{child}/hand-back/{consent}", hand_back::page)
        .post(Gated, "/cases/{child}/hand-back/{consent}", hand_back::hand_back)
        .get(Gated, "/cases/{child}/contribute", contribute::page)
        .post(Gated, "/cases/{child}/contribute", contribute::take)
        .get(Gated, "/cases/{child}/mark/{document}", mark::page)
        .post(Gated, "/cases/{child}/mark/{document}", mark::answer)
        .get(Gated, "/cases/{child}/overview", coordinate::overview)
        .get(Gated, "/cases/{child}/draft", coordinate::page)
        .post(Gated, "/cases/{child}/draft", coordinate::draft)
        .get(SignedIn, "/members", members::choose)
        .get(Gated, "/members/{unit}", members::list)
        .get(Gated, "/members/{unit}/invite", members::invite_page)
        .post(Gated, "/members/{unit}/invite", members::invite)
        .get(Gated, "/members/{unit}/{place}/{act}", members::sure)
        .post(Gated, "/members/{unit}/{place}/{act}", members::change)
}
