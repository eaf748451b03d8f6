//! The members of a unit, for those who look after them: who works there, naming
//! somebody, confirming whom somebody else has named, suspending and ending.

use super::around::{Here, frame, role};
use super::ask::{Choice, end, number};
use super::hand_back::Sure;
use crate::domain::agency::MembershipState;
use crate::domain::text::PersonName;
use crate::domain::{AgencyId, MembershipId, Reason, dates};
use crate::flows::members::{self, Invitation, Member, Members};
use crate::flows::{self, Invalid};
use crate::web::State;
use crate::web::extract::Path;
use crate::web::pages::form::{self, Fields, Wrongs};
use crate::web::pages::frame::{self as page, Frame};
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::pages::words::Texts;
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use i18n_embed_fl::fl;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "unit/member_units.html")]
struct Units {
    f: Frame,
    units: Vec<(Uuid, String)>,
}

/// The units that the visitor looks after; where there is one, its members.
pub(super) async fn choose(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let found = members::units(&state.app, &visitor.actor).await?;
    match found.as_slice() {
        [] => Err(Problem::not_found()),
        [one] => Ok(redirect(&format!("/members/{}", one.id))),
        _ => {
            let units = found.into_iter().map(|one| (one.id.0, one.name)).collect();
            let page = Units { f: frame(&visitor, Here::Members, "/members"), units };
            page::show(page, visitor.lang, StatusCode::OK, None)
        }
    }
}

struct Row {
    id: Uuid,
    name: String,
    role: String,
    since: String,
    note: String,
    /// What the visitor can do about it: part of the address, words, class.
    acts: Vec<(&'static str, String, &'static str)>,
}

struct Group {
    id: &'static str,
    heading: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "unit/members.html")]
struct Page {
    f: Frame,
    unit: Uuid,
    name: String,
    groups: Vec<Group>,
    said: String,
    good: bool,
}

/// The members of one unit.
pub(super) async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(unit): Path<Uuid>,
    uri: Uri,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let all = members::list(&state.app, &visitor.actor, AgencyId(unit)).await?;
    let (said, good) = match Fields::of_query(uri.query()).one("done") {
        "too-many" => (fl!(t, "members-done-too-many"), false),
        "named" => (fl!(t, "members-done-named"), true),
        "confirmed" => (fl!(t, "members-done-confirmed"), true),
        "suspended" => (fl!(t, "members-done-suspended"), true),
        "ended" => (fl!(t, "members-done-ended"), true),
        "changed" => (fl!(t, "members-changed"), false),
        _ => (String::new(), true),
    };
    let (unit_name, index) = (all.unit.clone(), all.index);
    let page = Page {
        f: frame(&visitor, Here::Members, &format!("/members/{unit}")),
        unit,
        name: unit_name,
        groups: groups(&visitor, all, state.app.clock().now()),
        said,
        good,
    };
    page::show(page, visitor.lang, StatusCode::OK, Some(index))
}

fn groups(visitor: &Visitor, all: Members, now: crate::domain::Timestamp) -> Vec<Group> {
    let t = visitor.texts();
    let [mut waiting, mut working, mut suspended, mut ended] =
        [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for member in all.members {
        let over = member.until.is_some_and(|until| until <= now);
        let group = match member.state {
            MembershipState::Ended => &mut ended,
            _ if over => &mut ended,
            MembershipState::Invited => &mut waiting,
            MembershipState::Confirmed => &mut working,
            MembershipState::Suspended => &mut suspended,
        };
        group.push(row(visitor, &member));
    }
    let groups = [
        Group { id: "waiting", heading: fl!(t, "members-waiting"), rows: waiting },
        Group { id: "working", heading: fl!(t, "members-working"), rows: working },
        Group { id: "suspended", heading: fl!(t, "members-suspended"), rows: suspended },
        Group { id: "ended", heading: fl!(t, "members-ended"), rows: ended },
    ];
    groups.into_iter().filter(|group| !group.rows.is_empty()).collect()
}

fn row(visitor: &Visitor, member: &Member) -> Row {
    let (t, lang) = (visitor.texts(), visitor.lang);
    let (state, own) = (member.state, member.own);
    let note = if own {
        fl!(t, "members-own")
    } else if state == MembershipState::Invited && member.named_by_asker {
        fl!(t, "members-named-by-you")
    } else {
        String::new()
    };
    let since = match state {
        MembershipState::Ended => String::new(),
        MembershipState::Invited => {
            fl!(t, "members-added", day = dates::day_of(member.from, lang))
        }
        _ => fl!(t, "members-since", day = dates::day_of(member.from, lang)),
    };
    // The last day, where the end is the midnight after it.
    let until = member.until.map(|until| dates::day_of(until.plus_micros(-1), lang));
    let until = until.map(|day| fl!(t, "members-until", day = day)).unwrap_or_default();
    let since = [since, until].iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>();
    let since = since.join(", ");
    let mut acts = Vec::new();
    if !own && state != MembershipState::Ended {
        match state {
            MembershipState::Invited if !member.named_by_asker => {
                acts.push(("confirm", fl!(t, "members-confirm"), "button"));
            }
            MembershipState::Suspended => {
                acts.push(("confirm", fl!(t, "members-resume"), "button"));
            }
            MembershipState::Confirmed => {
                acts.push(("suspend", fl!(t, "members-suspend"), "button plain"));
            }
            _ => {}
        }
        acts.push(("end", fl!(t, "members-end"), "button stop"));
    }
    Row {
        id: member.id.0,
        name: member.name.clone(),
        role: role(t, &member.role),
        since,
        note,
        acts,
    }
}

#[derive(Template)]
#[template(path = "unit/invite.html")]
struct Invite {
    f: Frame,
    wrong: Wrongs,
    unit: Uuid,
    heading: String,
    once: String,
    name: String,
    number: String,
    roles: Vec<Choice>,
    until: String,
    earliest: String,
}

/// The form for naming somebody.
pub(super) async fn invite_page(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(unit): Path<Uuid>,
) -> Result<Response, Problem> {
    invite_shown(&state, &visitor, unit, &Fields::default(), Wrongs::default()).await
}

/// Names somebody. What comes after it does not depend on whether the person was known.
pub(super) async fn invite(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path(unit): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let mut wrong = Wrongs::default();
    let name = PersonName::new(fields.one("name")).ok();
    if name.is_none() {
        wrong.add("name", fl!(t, "invite-wrong-name"));
    }
    let number = number(t, &fields, &mut wrong);
    let role = fields.one("role").to_owned();
    if !members::ROLES.contains(&role.as_str()) {
        wrong.add("role", fl!(t, "invite-wrong-role"));
    }
    let until = end(fields.one("until"));
    if until.is_none() && !fields.one("until").is_empty() {
        wrong.add("until", fl!(t, "ask-wrong-until"));
    }
    let (Some(name), Some(number), true) = (name, number, wrong.is_empty()) else {
        return invite_shown(&state, &visitor, unit, &fields, wrong).await;
    };
    let (of, new) = (AgencyId(unit), Invitation { name, number, role, until });
    match members::invite(&state.app, &visitor.actor, of, new, fields.once()).await {
        Ok((_, index)) => {
            let mut response = redirect(&format!("/members/{unit}?done=named"));
            put_entry(&mut response, Some(index));
            Ok(response)
        }
        Err(error) => {
            let (field, words) = match &error {
                flows::Error::Conflict { code: "membership-in-force", .. } => {
                    ("number", fl!(t, "invite-there"))
                }
                flows::Error::Conflict { code: "too-many-invited", .. } => {
                    ("main", fl!(t, "invite-too-many"))
                }
                flows::Error::Invalid(Invalid { code: "oneself", .. }) => {
                    ("number", fl!(t, "invite-oneself"))
                }
                flows::Error::Invalid(Invalid { field: "until", .. }) => {
                    ("until", fl!(t, "ask-wrong-until"))
                }
                flows::Error::Invalid(Invalid { field: "number", .. }) => {
                    ("number", fl!(t, "ask-wrong-demo"))
                }
                _ => return Err(error.into()),
            };
            wrong.add(field, words);
            invite_shown(&state, &visitor, unit, &fields, wrong).await
        }
    }
}

async fn invite_shown(
    state: &State,
    visitor: &Visitor,
    unit: Uuid,
    fields: &Fields,
    wrong: Wrongs,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let all = members::list(&state.app, &visitor.actor, AgencyId(unit)).await?;
    let chosen = fields.one("role");
    let roles = members::ROLES.iter().map(|code| Choice {
        value: (*code).to_owned(),
        name: role(t, code),
        chosen: *code == chosen,
    });
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Invite {
        f: frame(visitor, Here::Members, &format!("/members/{unit}/invite")),
        wrong,
        unit,
        heading: fl!(t, "invite-heading", unit = all.unit.as_str()),
        once: fields.once().unwrap_or_else(|| form::once(state)),
        name: fields.one("name").to_owned(),
        number: fields.one("number").to_owned(),
        roles: roles.collect(),
        until: fields.one("until").to_owned(),
        earliest: state.app.clock().now().day_in_norway().to_string(),
    };
    page::show(page, visitor.lang, status, Some(all.index))
}

#[derive(Template)]
#[template(path = "unit/confirm.html")]
struct Confirm {
    f: Frame,
    wrong: Wrongs,
    action: String,
    back: String,
    heading: String,
    once: String,
    number: String,
}

/// One place among those of the unit, as the visitor may see them; none where there is
/// no such place (any more).
async fn place(
    state: &State,
    visitor: &Visitor,
    (unit, id): (Uuid, Uuid),
) -> Result<Option<(Member, Members)>, Problem> {
    let all = members::list(&state.app, &visitor.actor, AgencyId(unit)).await?;
    let found = all.members.iter().find(|one| one.id == MembershipId(id)).cloned();
    Ok(found.map(|found| (found, all)))
}

/// Back to the list, which somebody has changed meanwhile.
fn changed(unit: Uuid) -> Response {
    redirect(&format!("/members/{unit}?done=changed"))
}

/// The page before an act: what it means, and its button.
pub(super) async fn sure(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path((unit, id, act)): Path<(Uuid, Uuid, String)>,
) -> Result<Response, Problem> {
    let Some((member, all)) = place(&state, &visitor, (unit, id)).await? else {
        return Ok(changed(unit));
    };
    let fits = match act.as_str() {
        "confirm" => matches!(member.state, MembershipState::Invited | MembershipState::Suspended),
        "suspend" => member.state == MembershipState::Confirmed,
        "end" => member.state != MembershipState::Ended,
        _ => return Err(Problem { entry: Some(all.index), ..Problem::not_found() }),
    };
    if !fits || member.own {
        return Ok(changed(unit));
    }
    if act == "confirm" && member.state == MembershipState::Invited {
        let fields = Fields::default();
        return confirm_shown(&state, &visitor, (unit, &member, &all), &fields, Wrongs::default());
    }
    sure_shown(&state, &visitor, (unit, &member, &all), &act)
}

fn sure_shown(
    state: &State,
    visitor: &Visitor,
    (unit, member, all): (Uuid, &Member, &Members),
    act: &str,
) -> Result<Response, Problem> {
    let (t, name) = (visitor.texts(), member.name.as_str());
    let (heading, means, button) = words_of(t, act, name);
    let action = format!("/members/{unit}/{}/{act}", member.id);
    let page = Sure {
        f: frame(visitor, Here::Members, &action),
        title: button.clone(),
        heading,
        words: vec![means],
        once: form::once(state),
        buttons: vec![("yes", button, act != "confirm")],
        back: format!("/members/{unit}"),
        action,
    };
    page::show(page, visitor.lang, StatusCode::OK, Some(all.index))
}

/// Heading, meaning and button of an act.
fn words_of(t: Texts, act: &str, name: &str) -> (String, String, String) {
    match act {
        "suspend" => (
            fl!(t, "suspend-heading", name = name),
            fl!(t, "suspend-means"),
            fl!(t, "members-suspend"),
        ),
        "end" => (fl!(t, "end-heading", name = name), fl!(t, "end-means"), fl!(t, "members-end")),
        _ => (
            fl!(t, "resume-heading", name = name),
            fl!(t, "resume-means"),
            fl!(t, "members-resume"),
        ),
    }
}

fn confirm_shown(
    state: &State,
    visitor: &Visitor,
    (unit, member, all): (Uuid, &Member, &Members),
    fields: &Fields,
    wrong: Wrongs,
) -> Result<Response, Problem> {
    let t = visitor.texts();
    let action = format!("/members/{unit}/{}/confirm", member.id);
    let role = role(t, &member.role);
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Confirm {
        f: frame(visitor, Here::Members, &action),
        wrong,
        back: format!("/members/{unit}"),
        heading: fl!(t, "confirm-heading", name = member.name.as_str(), role = role),
        once: fields.once().unwrap_or_else(|| form::once(state)),
        number: fields.one("number").to_owned(),
        action,
    };
    page::show(page, visitor.lang, status, Some(all.index))
}

fn is_other_number(error: &flows::Error) -> bool {
    matches!(error, flows::Error::Invalid(Invalid { code: "number-differs", .. }))
}

/// What becomes of a place by an act.
fn becomes(act: &str) -> MembershipState {
    match act {
        "suspend" => MembershipState::Suspended,
        "end" => MembershipState::Ended,
        _ => MembershipState::Confirmed,
    }
}

/// Does it.
pub(super) async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    Path((unit, id, act)): Path<(Uuid, Uuid, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (app, actor, place_id, once) =
        (&state.app, &visitor.actor, MembershipId(id), fields.once());
    let mut wrong = Wrongs::default();
    let (done, said) = match act.as_str() {
        "confirm" => {
            // Written only where somebody was named; the flow says whether it is missing.
            let written = fields.has("number");
            let number = if written { number(visitor.texts(), &fields, &mut wrong) } else { None };
            if !wrong.is_empty() {
                let Some((member, all)) = place(&state, &visitor, (unit, id)).await? else {
                    return Ok(changed(unit));
                };
                return confirm_shown(&state, &visitor, (unit, &member, &all), &fields, wrong);
            }
            (members::confirm(app, actor, place_id, number, once).await, "confirmed")
        }
        "suspend" => (members::suspend(app, actor, place_id, once).await, "suspended"),
        "end" => (members::end(app, actor, place_id, once).await, "ended"),
        _ => return Err(Problem::not_found()),
    };
    let (said, entry) = match done {
        Ok(index) => (said, Some(index)),
        // It is the own place, was named by the visitor, or somebody was faster: perhaps
        // the visitor, by pressing twice.
        Err(flows::Error::Refused { reason: Reason::NotCovered, index }) => {
            let found = place(&state, &visitor, (unit, id)).await?;
            let is_so = found.is_some_and(|(member, _)| member.state == becomes(&act));
            (if is_so { said } else { "changed" }, Some(index))
        }
        // Ended by somebody else, or taken another way. Who may not see the list is told
        // that nothing is there.
        Err(flows::Error::NotFound { index }) => {
            place(&state, &visitor, (unit, id)).await?;
            ("changed", index)
        }
        Err(flows::Error::Conflict {
            code: "membership-in-force" | "membership-ended", ..
        }) => ("changed", None),
        Err(flows::Error::Refused { reason: Reason::TooManyTries, index }) => {
            ("too-many", Some(index))
        }
        Err(flows::Error::Recorded { source, .. }) if is_other_number(&source) => {
            wrong.add("number", fl!(visitor.texts(), "confirm-differs"));
            let Some((member, all)) = place(&state, &visitor, (unit, id)).await? else {
                return Ok(changed(unit));
            };
            return confirm_shown(&state, &visitor, (unit, &member, &all), &fields, wrong);
        }
        Err(flows::Error::Invalid(Invalid { field: "number", code, .. })) => {
            let t = visitor.texts();
            let words = match code {
                "number-differs" => fl!(t, "ask-wrong-number"),
                _ => fl!(t, "ask-wrong-demo"),
            };
            wrong.add("number", words);
            let Some((member, all)) = place(&state, &visitor, (unit, id)).await? else {
                return Ok(changed(unit));
            };
            return confirm_shown(&state, &visitor, (unit, &member, &all), &fields, wrong);
        }
        Err(error) => return Err(error.into()),
    };
    let mut response = redirect(&format!("/members/{unit}?done={said}"));
    put_entry(&mut response, entry);
    Ok(response)
}
