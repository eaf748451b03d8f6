//! The pages of operators: how the installation stands, bodies, guardianships. No name of
//! a child and nothing that stands in a folder.

mod agencies;
mod guardianships;
mod standing;

use super::Table;
use super::frame::{Frame, Place};
use super::visitor::Visitor;
use crate::web::routes::Class::Gated;
use i18n_embed_fl::fl;

pub(super) fn pages(table: Table) -> Table {
    table
        .get(Gated, "/operate", standing::page)
        .get(Gated, "/operate/agencies", agencies::page)
        .post(Gated, "/operate/agencies", agencies::add)
        .get(Gated, "/operate/agencies/{id}", agencies::one)
        .post(Gated, "/operate/agencies/{id}/active", agencies::set_active)
        .get(Gated, "/operate/guardianships", guardianships::page)
        .post(Gated, "/operate/guardianships", guardianships::enter)
        .post(Gated, "/operate/guardianships/{id}/confirm", guardianships::confirm)
        .post(Gated, "/operate/guardianships/{id}/review", guardianships::review)
        .post(Gated, "/operate/guardianships/{id}/end", guardianships::end)
}

/// A place of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Here {
    Standing,
    Agencies,
    Guardianships,
}

/// Around an operator's page.
fn frame(visitor: &Visitor, here: Here, path: &str) -> Frame {
    let t = visitor.texts();
    let place =
        |which, path: &str, name| Place { path: path.to_owned(), name, here: which == here };
    Frame {
        acting: Some(fl!(t, "acting-operator", name = visitor.me.name.as_str())),
        places: vec![
            place(Here::Standing, "/operate", fl!(t, "place-operate")),
            place(Here::Agencies, "/operate/agencies", fl!(t, "place-operate-agencies")),
            place(
                Here::Guardianships,
                "/operate/guardianships",
                fl!(t, "place-operate-guardianships"),
            ),
        ],
        wide: true,
        ..Frame::of(visitor, path)
    }
}
