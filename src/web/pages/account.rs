//! What everybody has here, whatever they are: the inbox, settings, help, and the
//! accessibility statement.

mod help;
mod inbox;
mod notices;
mod settings;

use super::Table;
use super::frame::Frame;
use super::visitor::Visitor;
use crate::web::routes::Class::{Public, SignedIn};
use i18n_embed_fl::fl;

pub(super) fn pages(table: Table) -> Table {
    table
        .get(SignedIn, "/inbox", inbox::page)
        .post(SignedIn, "/inbox/seen", inbox::seen)
        .get(SignedIn, "/settings", settings::page)
        .post(SignedIn, "/settings/notices", settings::notices)
        .post(SignedIn, "/settings/code", settings::code)
        .post(SignedIn, "/settings/sessions/end", settings::end)
        .get(Public, "/help", help::help)
        .get(Public, "/accessibility", help::accessibility)
}

/// Around a page that is about the visitor alone.
fn own_frame(visitor: &Visitor, path: &str) -> Frame {
    let acting = fl!(visitor.texts(), "acting-account", name = visitor.me.name.as_str());
    Frame { acting: Some(acting), ..Frame::of(visitor, path) }
}
