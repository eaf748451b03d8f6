//! `samflyt openapi`

use super::{Exit, Out};
use crate::web::routes;

pub(super) fn run(out: &mut Out) -> Exit {
    out.line(&routes::openapi().to_pretty_json().unwrap_or_default());
    Exit::Ok
}
