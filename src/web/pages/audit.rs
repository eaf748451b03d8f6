//! The pages of auditors: they read the log, never what stands in a paper.

mod asked;
mod cases;
mod charts;
mod entry;
mod export;
mod flags;
mod saved;
mod search;
mod verify;

use super::Table;
use super::frame::{Frame, Place};
use super::visitor::Visitor;
use crate::domain::AgencyId;
use crate::flows::{App, agencies, audit};
use crate::web::problem::Problem;
use crate::web::routes::Class::Gated;
use i18n_embed_fl::fl;

pub(super) fn pages(table: Table) -> Table {
    table
        .get(Gated, "/audit", search::page)
        .post(Gated, "/audit/searches", saved::keep)
        .post(Gated, "/audit/searches/{id}/forget", saved::forget)
        .post(Gated, "/audit/export", export::send)
        .get(Gated, "/audit/cases", cases::list)
        .get(Gated, "/audit/cases/{id}", cases::page)
        .post(Gated, "/audit/cases/{id}/finding", cases::put)
        .get(Gated, "/audit/verify", verify::page)
        .post(Gated, "/audit/verify", verify::start)
        .get(Gated, "/audit/flags", flags::page)
        .get(Gated, "/audit/charts", charts::page)
        .get(Gated, "/audit/charts/{code}", charts::file)
        .get(Gated, "/audit/entries/{index}", entry::page)
        .get(Gated, "/audit/entries/{index}/proof", entry::proof)
        .post(Gated, "/audit/entries/{index}/case", entry::open_case)
}

/// A place of an auditor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Here {
    Search,
    Charts,
    Flags,
    Cases,
    Verify,
}

/// The agency that an auditor is held to, as far as the appointments say it; what is
/// shown is for the gate to decide.
fn own(visitor: &Visitor) -> Option<AgencyId> {
    let mut own = None;
    for (role, agency) in &visitor.me.appointments {
        if role == "auditor" {
            match agency {
                None => return None,
                agency => own = own.or(*agency),
            }
        }
    }
    own
}

/// Does the visitor read the log by an appointment?
fn is_auditor(visitor: &Visitor) -> bool {
    visitor.me.appointments.iter().any(|(role, _)| role == "auditor")
}

/// Turns away, with an entry, who is no auditor: the family reads its own lines on
/// other pages. For pages whose flow answers more people than auditors.
async fn guard(app: &App, visitor: &Visitor) -> Result<(), Problem> {
    if !is_auditor(visitor) {
        audit::may(app, &visitor.actor).await?;
    }
    Ok(())
}

/// Around an auditor's page.
async fn frame(app: &App, visitor: &Visitor, here: Here, path: &str) -> Result<Frame, Problem> {
    let (t, name) = (visitor.texts(), visitor.me.name.as_str());
    let acting = match own(visitor) {
        None => fl!(t, "acting-auditor", name = name),
        Some(agency) => {
            let agency = agencies::name_of(app, agency).await?;
            fl!(t, "acting-agency-auditor", name = name, agency = agency)
        }
    };
    let place =
        |which, path: &str, name| Place { path: path.to_owned(), name, here: which == here };
    Ok(Frame {
        acting: Some(acting),
        places: vec![
            place(Here::Search, "/audit", fl!(t, "place-audit-search")),
            place(Here::Charts, "/audit/charts", fl!(t, "place-audit-charts")),
            place(Here::Flags, "/audit/flags", fl!(t, "place-audit-flags")),
            place(Here::Cases, "/audit/cases", fl!(t, "place-audit-cases")),
            place(Here::Verify, "/audit/verify", fl!(t, "place-audit-verify")),
        ],
        wide: true,
        ..Frame::of(visitor, path)
    })
}
