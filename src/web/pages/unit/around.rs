//! What stands around the pages of a unit: who one is, for which unit, and the places
//! to go; and the words for codes.

use crate::domain::Reason;
use crate::domain::lang::Lang;
use crate::domain::request::State as Life;
use crate::flows::App;
use crate::flows::consents::State as Stands;
use crate::flows::me::Unit;
use crate::web::pages::frame::{Frame, Place};
use crate::web::pages::visitor::Visitor;
use crate::web::pages::words::Texts;
use i18n_embed_fl::fl;

/// The role of those who look after the members of their unit.
pub(super) const ADMINISTRATOR: &str = "administrator";
/// The role of those who coordinate.
const COORDINATOR: &str = "coordinator";

/// Where one is among the places of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Here {
    Cases,
    Requests,
    Members,
}

/// The units in which the visitor works now.
pub(super) fn units(visitor: &Visitor) -> impl Iterator<Item = &Unit> {
    visitor.me.units.iter().filter(|unit| unit.works)
}

/// Those in whose name the visitor can ask; who looks after units from above does
/// nothing else there.
pub(super) fn own_units(visitor: &Visitor) -> impl Iterator<Item = &Unit> {
    units(visitor).filter(|unit| unit.is_unit)
}

/// Does the visitor coordinate?
pub(super) fn coordinates(visitor: &Visitor) -> bool {
    units(visitor).any(|unit| unit.role == COORDINATOR)
}

/// The frame of a page of a unit.
pub(super) fn frame(visitor: &Visitor, here: Here, path: &str) -> Frame {
    let (t, name) = (visitor.texts(), visitor.me.name.as_str());
    let mut places: Vec<String> = Vec::new();
    for unit in units(visitor) {
        let role = role(t, &unit.role);
        places.push(fl!(t, "unit-role-in", role = role, unit = unit.name.as_str()));
    }
    let acting = if places.is_empty() {
        fl!(t, "acting-unit-none", name = name)
    } else {
        fl!(t, "acting-unit", name = name, places = listed(t, &places))
    };
    let place =
        |which, path: &str, name| Place { path: path.to_owned(), name, here: Some(here) == which };
    let mut all = vec![
        place(Some(Here::Cases), "/cases", fl!(t, "unit-cases")),
        place(Some(Here::Requests), "/cases/requests", fl!(t, "unit-requests")),
        place(None, "/inbox", fl!(t, "unit-inbox")),
    ];
    if units(visitor).any(|unit| unit.role == ADMINISTRATOR) {
        all.push(place(Some(Here::Members), "/members", fl!(t, "unit-members")));
    }
    Frame { acting: Some(acting), places: all, wide: true, ..Frame::of(visitor, path) }
}

/// Names one after another, the last with "and".
pub(super) fn listed(t: Texts, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            fl!(t, "unit-and", first = first.join(", "), last = last.as_str())
        }
    }
}

/// What a role is called.
pub(super) fn role(t: Texts, code: &str) -> String {
    match code {
        "caseworker" => fl!(t, "unit-role-caseworker"),
        "physician" => fl!(t, "unit-role-physician"),
        "nurse" => fl!(t, "unit-role-nurse"),
        "psychologist" => fl!(t, "unit-role-psychologist"),
        "adviser" => fl!(t, "unit-role-adviser"),
        "therapist" => fl!(t, "unit-role-therapist"),
        "teacher" => fl!(t, "unit-role-teacher"),
        COORDINATOR => fl!(t, "unit-role-coordinator"),
        ADMINISTRATOR => fl!(t, "unit-role-administrator"),
        _ => fl!(t, "unit-role-other"),
    }
}

/// What a purpose is called.
pub(super) fn purpose(app: &App, lang: Lang, t: Texts, code: &str) -> String {
    let known = app.policies().tables().purpose(code);
    known.map_or_else(|| fl!(t, "unit-purpose-old"), |one| one.text(lang).to_owned())
}

/// What a category is called.
pub(super) fn category(app: &App, lang: Lang, t: Texts, code: &str) -> String {
    let known = app.policies().tables().category(code);
    known.map_or_else(|| fl!(t, "unit-category-old"), |one| one.text(lang).to_owned())
}

/// How a request stands, for the unit.
pub(super) fn life(t: Texts, state: Life, in_part: bool) -> String {
    match state {
        Life::Sent | Life::Seen => fl!(t, "unit-request-sent"),
        Life::Granted if in_part => fl!(t, "unit-request-in-part"),
        Life::Granted => fl!(t, "unit-request-granted"),
        Life::Declined => fl!(t, "unit-request-declined"),
        Life::Withdrawn => fl!(t, "unit-request-withdrawn"),
        Life::Lapsed => fl!(t, "unit-request-lapsed"),
    }
}

/// How a consent stands.
pub(super) fn stands(t: Texts, state: Stands) -> String {
    match state {
        Stands::Draft => fl!(t, "unit-stands-draft"),
        Stands::AwaitingApproval => fl!(t, "unit-stands-waiting"),
        Stands::NotYet => fl!(t, "unit-stands-not-yet"),
        Stands::InForce => fl!(t, "unit-stands-in-force"),
        Stands::Expired => fl!(t, "unit-stands-expired"),
        Stands::Revoked => fl!(t, "unit-stands-revoked"),
        Stands::Replaced => fl!(t, "unit-stands-replaced"),
        Stands::Declined => fl!(t, "unit-stands-declined"),
        Stands::Lapsed => fl!(t, "unit-stands-lapsed"),
        Stands::Frozen => fl!(t, "unit-stands-frozen"),
        Stands::HandedBack => fl!(t, "unit-stands-handed-back"),
        Stands::UsedUp => fl!(t, "unit-stands-used-up"),
    }
}

/// Why something was refused, and what to do.
pub(super) fn refused(t: Texts, reason: Option<Reason>) -> String {
    match reason {
        Some(Reason::NotScanned) => fl!(t, "unit-refused-not-scanned"),
        Some(Reason::Infected) => fl!(t, "unit-refused-infected"),
        Some(Reason::Revoked) => fl!(t, "unit-refused-revoked"),
        Some(Reason::Expired) => fl!(t, "unit-refused-expired"),
        Some(Reason::Frozen) => fl!(t, "unit-refused-frozen"),
        Some(Reason::NotAMember | Reason::AgencyInactive) => fl!(t, "unit-refused-not-member"),
        Some(Reason::AssuranceTooLow) => fl!(t, "unit-refused-sign-in"),
        Some(Reason::Erased) => fl!(t, "unit-refused-erased"),
        Some(_) => fl!(t, "unit-refused-other"),
        None => fl!(t, "unit-refused-unreadable"),
    }
}
