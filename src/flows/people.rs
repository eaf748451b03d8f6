//! Registering persons, children, guardianships and memberships, at the
//! operator's console.

use super::App;
use super::error::{Error, Invalid};
use super::names;
use crate::domain::agency::{Level, MembershipState};
use crate::domain::entry::Kind;
use crate::domain::pid::Pid;
use crate::domain::question::ADMINISTRATOR;
use crate::domain::text::PersonName;
use crate::domain::time::Day;
use crate::domain::{AgencyId, ChildId, MembershipId, PersonId, Timestamp};
use crate::gate::Detail;
use crate::gate::system::{About, By};
use crate::store::people::{Appointment, MemberRow};
use crate::store::{StoreError, Tx, agencies, children, keys, people};
use crate::vault::fields::Place;

fn about(person: PersonId) -> About {
    About { detail: Detail { person: Some(person), ..Detail::default() }, ..About::default() }
}

fn unknown_person(field: &'static str) -> Error {
    let detail = "There is no such person; `samflyt person list` shows all.";
    Invalid::new("unknown-person", field, detail).into()
}

async fn must_be_person(tx: &mut Tx, id: PersonId, field: &'static str) -> Result<(), Error> {
    match people::find_person(tx, id).await? {
        Some(_) => Ok(()),
        None => Err(unknown_person(field)),
    }
}

fn taken(error: Error) -> Error {
    match error {
        Error::Internal(source)
            if matches!(source.downcast_ref(), Some(StoreError::Conflict(_))) =>
        {
            Error::Conflict {
                code: "person-number-taken",
                detail: "Somebody with this person number or handle is registered already.",
            }
        }
        other => other,
    }
}

/// Registers a person.
///
/// # Errors
/// [`Error::Conflict`] when the number or handle is taken.
pub async fn add_person(
    app: &App,
    name: &PersonName,
    pid: Option<&Pid>,
    language: &str,
    handle: Option<String>,
) -> Result<PersonId, Error> {
    if !matches!(language, "nb" | "nn" | "en") {
        return Err(Invalid::new("language-wrong", "language", "Choose nb, nn or en.").into());
    }
    let row = names::new_person(app, name, pid, language, handle).await?;
    let id = row.id;
    app.gate
        .administer::<(), Error, _>(Kind::PersonAdded, By::Operator, move |tx| {
            Box::pin(async move {
                people::insert_person(tx, &row).await?;
                Ok(((), Some(about(row.id))))
            })
        })
        .await
        .map_err(taken)?;
    Ok(id)
}

/// Makes a folder for a child, with a data key of its own.
///
/// # Errors
/// [`Error::Invalid`] for a birth date in the future, [`Error::Conflict`] when
/// the number is taken.
pub async fn add_child(
    app: &App,
    name: &PersonName,
    born: Day,
    pid: Option<&Pid>,
    person: Option<PersonId>,
) -> Result<ChildId, Error> {
    if born > app.clock.now().day() {
        return Err(Invalid::new("birth-date-future", "born", "The birth date lies ahead.").into());
    }
    let id = ChildId(app.entropy().uuid());
    let (key, sealed_key) = {
        let mut conn = app.db.read().await?;
        app.vault.new_data_key(&mut conn, id.0).await?
    };
    let pid = match pid {
        Some(pid) => {
            let mut conn = app.db.read().await?;
            let directory = app.vault.data_key(&mut conn, keys::DIRECTORY).await?;
            let sealed = app.vault.seal_text(&key, Place::child_pid(id), pid.as_str())?;
            Some((sealed, crate::vault::keys::pid_index(&directory, pid.as_str())))
        }
        None => None,
    };
    let name_sealed = app.vault.seal_text(&key, Place::child_name(id), name.as_str())?;
    let row = children::Child { id, person, name_sealed, born };
    app.gate
        .administer::<(), Error, _>(Kind::ChildAdded, By::Operator, move |tx| {
            Box::pin(async move {
                if let Some(person) = person {
                    must_be_person(tx, person, "person").await?;
                }
                keys::insert(tx, &sealed_key).await?;
                children::insert(tx, &row, pid.as_ref()).await?;
                let detail = Detail { person, ..Detail::default() };
                Ok(((), Some(About { child: Some(id), detail, ..About::default() })))
            })
        })
        .await
        .map_err(taken)?;
    Ok(id)
}

/// Has an end not come yet?
fn is_ahead(until: Option<Timestamp>, now: Timestamp) -> bool {
    until.is_none_or(|until| until > now)
}

/// Gives a person a place in a unit.
///
/// # Errors
/// [`Error::Invalid`] when the body is no unit or the person is unknown,
/// [`Error::NotFound`] when the body is, [`Error::Conflict`] when the person has
/// a place there already.
pub async fn add_membership(
    app: &App,
    person: PersonId,
    unit: AgencyId,
    role: String,
    state: MembershipState,
    (from, until): (Timestamp, Option<Timestamp>),
) -> Result<MembershipId, Error> {
    let id = MembershipId(app.entropy().uuid());
    app.gate
        .administer::<(), Error, _>(Kind::MembershipAdded, By::Operator, move |tx| {
            Box::pin(async move {
                let body = agencies::find(tx, unit).await?;
                let body = body.ok_or(Error::NotFound { index: None })?;
                // Who looks after the units of a body may stand above them.
                if body.level != Level::Unit && role != ADMINISTRATOR {
                    return Err(Invalid::new(
                        "not-a-unit",
                        "unit",
                        "People are members of units, not of whole organisations.",
                    )
                    .into());
                }
                must_be_person(tx, person, "person").await?;
                must_have_no_place(tx, person, unit).await?;
                let row = MemberRow { id, person, unit, role, state, from, until, invited: None };
                people::insert_membership(tx, &row).await?;
                Ok(((), Some(member_about(tx, person, unit, state).await?)))
            })
        })
        .await?;
    Ok(id)
}

/// Nobody has two places in one unit: ending the one would leave the other.
async fn must_have_no_place(tx: &mut Tx, person: PersonId, unit: AgencyId) -> Result<(), Error> {
    let now = tx.now();
    let lasts = |one: &MemberRow| {
        one.unit == unit && one.state != MembershipState::Ended && is_ahead(one.until, now)
    };
    if people::list_memberships(tx, person).await?.iter().any(lasts) {
        return Err(Error::Conflict {
            code: "membership-in-force",
            detail: "This person has a place in this unit already; confirm, suspend or end that one.",
        });
    }
    Ok(())
}

async fn member_about(
    tx: &mut Tx,
    person: PersonId,
    unit: AgencyId,
    state: MembershipState,
) -> Result<About, Error> {
    let agency = agencies::top_of(tx, unit).await?;
    let detail = Detail { person: Some(person), unit: Some(unit), agency, ..Detail::default() };
    // What has become of it: confirming and suspending are one kind of entry.
    let reason = Some(state.code().to_owned());
    Ok(About { reason, detail, ..About::default() })
}

/// Confirms, suspends or ends a membership.
///
/// # Errors
/// [`Error::NotFound`] when it is unknown; [`Error::Conflict`] when it has ended.
pub async fn set_membership(
    app: &App,
    id: MembershipId,
    state: MembershipState,
) -> Result<(), Error> {
    let kind = match state {
        MembershipState::Ended => Kind::MembershipEnded,
        _ => Kind::MembershipAdded,
    };
    app.gate
        .administer::<(), Error, _>(kind, By::Operator, move |tx| {
            Box::pin(async move {
                let found = people::find_membership(tx, id).await?;
                let found = found.ok_or(Error::NotFound { index: None })?;
                if found.state == MembershipState::Ended {
                    return Err(Error::Conflict {
                        code: "membership-ended",
                        detail: "This membership has ended. Add a new one.",
                    });
                }
                if found.invited.is_some() {
                    answer_invitation(tx, id, state).await?;
                } else {
                    let ends = state == MembershipState::Ended;
                    let until = if ends { Some(tx.now()) } else { found.until };
                    people::set_membership(tx, id, state, until).await?;
                }
                Ok(((), Some(member_about(tx, found.person, found.unit, state).await?)))
            })
        })
        .await?;
    Ok(())
}

/// At the console nobody writes a number: who was named must be registered.
async fn answer_invitation(
    tx: &mut Tx,
    id: MembershipId,
    state: MembershipState,
) -> Result<(), Error> {
    let waiting = people::find_invitation(tx, id).await?;
    let waiting = waiting.ok_or(Error::NotFound { index: None })?;
    match state {
        MembershipState::Ended => Ok(people::remove_invitation(tx, id).await?),
        MembershipState::Confirmed => {
            if people::find_by_number(tx, &waiting.pid_index).await?.is_none() {
                return Err(Error::Conflict {
                    code: "person-unregistered",
                    detail: "Nobody is registered with the number that was given. Add the person \
                             with `samflyt person add`, then confirm again.",
                });
            }
            accept(tx, waiting).await
        }
        _ => Err(invited()),
    }
}

/// Who was only named has no work to be kept from.
pub(super) fn invited() -> Error {
    Error::Conflict {
        code: "membership-invited",
        detail: "Nobody has confirmed this place yet. Confirm or end it.",
    }
}

/// An invitation becomes the place of a registered person, from now on. What has come
/// in between is looked at again: a place by the operator, and the place's own end.
pub(super) async fn accept(tx: &mut Tx, waiting: people::Invitation) -> Result<(), Error> {
    must_have_no_place(tx, waiting.person, waiting.unit).await?;
    if !is_ahead(waiting.until, tx.now()) {
        return Err(Error::Conflict {
            code: "membership-ended",
            detail: "The last day of this place is over. End it, and name the person anew.",
        });
    }
    people::remove_invitation(tx, waiting.id).await?;
    let place = MemberRow {
        state: MembershipState::Confirmed,
        from: tx.now(),
        invited: None,
        ..waiting.place()
    };
    Ok(people::insert_membership(tx, &place).await?)
}

/// Appoints an auditor (of everything, or of one agency) or an operator.
///
/// # Errors
/// [`Error::Invalid`] when the person or agency is unknown, [`Error::Conflict`]
/// when the person has the role already.
pub async fn appoint(
    app: &App,
    person: PersonId,
    role: &'static str,
    agency: Option<AgencyId>,
) -> Result<(), Error> {
    app.gate
        .administer::<(), Error, _>(Kind::MembershipAdded, By::Operator, move |tx| {
            Box::pin(async move {
                must_be_person(tx, person, "person").await?;
                if let Some(agency) = agency
                    && agencies::find(tx, agency).await?.is_none()
                {
                    let detail = "There is no such body; `samflyt agency list` shows all.";
                    return Err(Invalid::new("unknown-agency", "agency", detail).into());
                }
                let from = tx.now();
                let others = people::list_appointments(tx, person).await?;
                if others.iter().any(|one| {
                    one.role == role && one.agency == agency && is_ahead(one.until, from)
                }) {
                    return Err(Error::Conflict {
                        code: "appointment-in-force",
                        detail: "This person is appointed in this role already.",
                    });
                }
                let new = Appointment { role: role.to_owned(), agency, from, until: None };
                people::insert_appointment(tx, person, &new).await?;
                Ok(((), Some(appointment_about(person, agency, format!("appointed-{role}")))))
            })
        })
        .await?;
    Ok(())
}

fn appointment_about(person: PersonId, agency: Option<AgencyId>, reason: String) -> About {
    let detail = Detail { person: Some(person), agency, ..Detail::default() };
    About { detail, reason: Some(reason), ..About::default() }
}

/// Ends an appointment now.
///
/// # Errors
/// [`Error::NotFound`] when the person is not appointed so.
pub async fn dismiss(
    app: &App,
    person: PersonId,
    role: &'static str,
    agency: Option<AgencyId>,
) -> Result<(), Error> {
    app.gate
        .administer::<(), Error, _>(Kind::MembershipEnded, By::Operator, move |tx| {
            Box::pin(async move {
                let now = tx.now();
                if people::end_appointments(tx, person, role, agency, now).await? == 0 {
                    return Err(Error::NotFound { index: None });
                }
                Ok(((), Some(appointment_about(person, agency, format!("dismissed-{role}")))))
            })
        })
        .await?;
    Ok(())
}
