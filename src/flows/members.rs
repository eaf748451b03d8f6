//! The members of a unit, for those who look after them: administrators of the unit
//! or of a body above it. Somebody is named with a person number, and works there once
//! somebody else has confirmed it, who writes the number, too.
//!
//! What an administrator is told does not depend on whether the service knew the
//! person: the same statements are put, one entry is left, and until it is confirmed the
//! place stands under the name that the administrator gave.

use super::App;
use super::error::{Error, Invalid};
use super::names::{self, Names};
use crate::domain::agency::{Level, MembershipState};
use crate::domain::pid::Pid;
pub use crate::domain::question::ADMINISTRATOR;
use crate::domain::text::PersonName;
use crate::domain::{AgencyId, MembershipId, PersonId, Reason, Timestamp};
use crate::gate::action::{
    Action, ConfirmMember, EndMember, InviteMember, SeeMembers, SuspendMember,
};
use crate::gate::{Answer, Ask, Changed, Detail, Did, Done, Once};
use crate::identity::Actor;
use crate::store::facts::Target;
use crate::store::people::{self, MemberRow};
use crate::store::{Tx, agencies, keys};
use crate::vault::fields::Place;
use crate::vault::keys::pid_index;

/// What somebody can be in a unit.
pub const ROLES: [&str; 9] = [
    "caseworker",
    "physician",
    "nurse",
    "psychologist",
    "adviser",
    "therapist",
    "teacher",
    "coordinator",
    ADMINISTRATOR,
];
/// A wrong number so many times ends an invitation.
const TRIES_MAX: i64 = 5;
/// Most places of a unit that wait for a confirmation.
const INVITED_MAX: usize = 100;

/// Somebody's place in a unit.
#[derive(Debug, Clone)]
pub struct Member {
    /// Which.
    pub id: MembershipId,
    /// The person's name; of one who waits for a confirmation the name that was given.
    pub name: String,
    /// Role code.
    pub role: String,
    /// Invited, confirmed, suspended or ended.
    pub state: MembershipState,
    /// From.
    pub from: Timestamp,
    /// Until.
    pub until: Option<Timestamp>,
    /// Is it the asker's own?
    pub own: bool,
    /// Has the asker named the person, and nobody confirmed it yet?
    pub named_by_asker: bool,
}

/// The members of a unit.
#[derive(Debug, Clone)]
pub struct Members {
    /// The unit's name.
    pub unit: String,
    /// Its places, those that have ended too.
    pub members: Vec<Member>,
    /// Entry that tells that this was shown.
    pub index: i64,
}

/// A unit that somebody looks after.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Which.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
}

/// The units below the bodies in which `actor` is an administrator: which units there
/// are is public, and whether their members may be seen is for the gate.
///
/// # Errors
/// What the store says.
pub async fn units(app: &App, actor: &Actor) -> Result<Vec<Unit>, Error> {
    let mut conn = app.db.read().await?;
    let places = people::list_memberships(&mut conn, actor.person()).await?;
    let now = app.clock.now();
    let lasts = |one: &MemberRow| one.from <= now && one.until.is_none_or(|until| now < until);
    let over: Vec<AgencyId> = places
        .into_iter()
        .filter(|one| one.role == ADMINISTRATOR && one.state == MembershipState::Confirmed)
        .filter(lasts)
        .map(|one| one.unit)
        .collect();
    if over.is_empty() {
        return Ok(Vec::new());
    }
    let all = agencies::list(&mut conn).await?;
    let parent = |id: AgencyId| all.iter().find(|one| one.id == id).and_then(|one| one.parent);
    let is_under = |id: AgencyId| {
        let up = [Some(id), parent(id), parent(id).and_then(parent)];
        up.into_iter().flatten().any(|body| over.contains(&body))
    };
    let units = all.iter().filter(|one| one.level == Level::Unit && is_under(one.id));
    Ok(units.map(|one| Unit { id: one.id, name: one.name.clone() }).collect())
}

/// Who the members of a unit are.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn list(app: &App, actor: &Actor, unit: AgencyId) -> Result<Members, Error> {
    let ask = Ask::about(Target::Members(unit));
    let index = match app.gate.ask::<SeeMembers>(actor, ask).await? {
        Answer::Permit(permit) => permit.index(),
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let read = async {
        let mut conn = app.db.read().await?;
        let rows = people::list_members(&mut conn, unit).await?;
        let mut names = Names::new(app);
        let directory = app.vault.data_key(&mut conn, keys::DIRECTORY).await?;
        let mut members = Vec::with_capacity(rows.len());
        for row in rows {
            let name = match &row.invited {
                Some((_, sealed)) => {
                    app.vault.open_text(&directory, Place::member_name(row.id), sealed)?
                }
                None => names.person(&mut conn, row.person).await?,
            };
            members.push(Member {
                id: row.id,
                name,
                role: row.role,
                state: row.state,
                from: row.from,
                until: row.until,
                own: row.person == actor.person(),
                named_by_asker: row.invited.is_some_and(|(by, _)| by == actor.person()),
            });
        }
        Ok::<_, Error>(Members { unit: names.unit(&mut conn, unit).await?, members, index })
    };
    read.await.map_err(|error| error.recorded(index))
}

/// Somebody who is to work in a unit.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The name, as it stands until somebody has confirmed it.
    pub name: PersonName,
    /// The person number.
    pub number: Pid,
    /// Role code.
    pub role: String,
    /// When the place ends by itself, if it does.
    pub until: Option<Timestamp>,
}

/// Names somebody as a member of a unit. It opens nothing until somebody else has
/// confirmed it.
///
/// # Errors
/// Refusals; [`Error::Invalid`], also for an end that is not later; [`Error::Conflict`]
/// when the person has a place there, or too many wait.
pub async fn invite(
    app: &App,
    actor: &Actor,
    unit: AgencyId,
    new: Invitation,
    once: Option<String>,
) -> Result<(MembershipId, i64), Error> {
    if !ROLES.contains(&new.role.as_str()) {
        let detail = "There is no such role.";
        return Err(Invalid::new("unknown-role", "role", detail).into());
    }
    synthetic(app, &new.number)?;
    let id = MembershipId(app.entropy().uuid());
    let fresh = PersonId(app.entropy().uuid());
    let directory = {
        let mut conn = app.db.read().await?;
        app.vault.data_key(&mut conn, keys::DIRECTORY).await?
    };
    let index = pid_index(&directory, new.number.as_str());
    let name = app.vault.seal_text(&directory, Place::member_name(id), new.name.as_str())?;
    let once = once.map(|key| {
        let (name, role) = (new.name.as_str().as_bytes(), new.role.as_bytes());
        let until = new.until.map(|until| until.to_string()).unwrap_or_default();
        let until = until.as_bytes();
        Once::of(key, [b"invite-member", unit.0.as_bytes().as_slice(), &index, name, role, until])
    });
    let ask = Ask::about(Target::Members(unit));
    let changed = app
        .gate
        .change::<InviteMember, MembershipId, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                let by = granted.person();
                let known = people::find_by_number(tx, &index).await?;
                if known == Some(by) {
                    let detail = "Nobody names oneself. Let somebody else do it.";
                    return Err(Invalid::new("oneself", "number", detail).into());
                }
                if new.until.is_some_and(|until| until <= tx.now()) {
                    let detail = "The place would be over already. Choose a later end, or none.";
                    return Err(Invalid::new("until-not-later", "until", detail).into());
                }
                room(tx, unit, (known, &index)).await?;
                let row = people::Invitation {
                    id,
                    person: known.unwrap_or(fresh),
                    pid_index: index,
                    unit,
                    role: new.role,
                    until: new.until,
                    name_sealed: name,
                    invited_by: by,
                    created: tx.now(),
                };
                people::insert_invitation(tx, &row).await?;
                let detail = detail(tx, &row.place(), MembershipState::Invited).await?;
                Ok(Did::Change(Done::new(id, id.to_string(), detail)))
            })
        })
        .await?;
    match changed {
        Changed::Done(id, index) => Ok((id, index)),
        Changed::Repeated(result, index) => {
            let id = result.parse().map_err(|_| Error::Internal("unreadable result".into()))?;
            Ok((id, index))
        }
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}

fn synthetic(app: &App, number: &Pid) -> Result<(), Invalid> {
    if app.is_demo() && !number.is_synthetic() {
        let detail = "The demonstration takes invented numbers only (months + 80).";
        return Err(Invalid::new("person-number-not-synthetic", "number", detail));
    }
    Ok(())
}

/// Has the person no place in the unit, and is there room for one more who waits?
async fn room(
    tx: &mut Tx,
    unit: AgencyId,
    (known, index): (Option<PersonId>, &[u8; 32]),
) -> Result<(), Error> {
    let now = tx.now();
    let members = people::list_members(tx, unit).await?;
    let named = people::list_invitations(tx, unit).await?;
    let lasts = |one: &&MemberRow| {
        one.state != MembershipState::Ended && one.until.is_none_or(|until| now < until)
    };
    let waits = named.iter().any(|one| one.pid_index == *index);
    if waits || members.iter().filter(lasts).any(|one| Some(one.person) == known) {
        return Err(Error::Conflict {
            code: "membership-in-force",
            detail: "This person has a place in this unit already; confirm, suspend or end that one.",
        });
    }
    let waiting = members.iter().filter(|one| one.state == MembershipState::Invited);
    if waiting.count() >= INVITED_MAX {
        return Err(Error::Conflict {
            code: "too-many-invited",
            detail: "Too many wait for a confirmation. Confirm or end some of them first.",
        });
    }
    Ok(())
}

/// Confirms one who was named, or lets one work again who was suspended. Who confirms
/// one that was named writes the person number, too: a number that was mistyped would
/// let a stranger in. Only now somebody who was not registered is.
///
/// # Errors
/// Refusals; [`Error::Invalid`] where the number is another, which is recorded and, the
/// fifth time, ends the invitation.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    id: MembershipId,
    number: Option<Pid>,
    once: Option<String>,
) -> Result<i64, Error> {
    if let Some(number) = &number {
        synthetic(app, number)?;
    }
    let written = match &number {
        Some(number) => Some(Written::of(app, id, number).await?),
        None => None,
    };
    set::<ConfirmMember>(app, actor, id, (MembershipState::Confirmed, written), once).await
}

/// A number that was written for somebody, and whom it makes known to the service.
struct Written {
    index: [u8; 32],
    /// Who was named, to be registered where nobody has that number.
    person: Option<people::NewPerson>,
}

impl Written {
    async fn of(app: &App, id: MembershipId, number: &Pid) -> Result<Self, Error> {
        let mut conn = app.db.read().await?;
        let directory = app.vault.data_key(&mut conn, keys::DIRECTORY).await?;
        let index = pid_index(&directory, number.as_str());
        let waiting = people::find_invitation(&mut conn, id).await?;
        drop(conn);
        let person = match waiting {
            Some(waiting) => {
                let place = Place::member_name(id);
                let name = app.vault.open_text(&directory, place, &waiting.name_sealed)?;
                let name = PersonName::new(&name)
                    .map_err(|_| Error::Internal("the name of an invitation is none".into()))?;
                let who = (&name, Some(number));
                Some(names::new_person_as(app, waiting.person, who, "nb", None).await?)
            }
            None => None,
        };
        Ok(Self { index, person })
    }
}

/// Suspends a member, at once.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn suspend(
    app: &App,
    actor: &Actor,
    id: MembershipId,
    once: Option<String>,
) -> Result<i64, Error> {
    set::<SuspendMember>(app, actor, id, (MembershipState::Suspended, None), once).await
}

/// Ends a membership, at once and for good.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn end(
    app: &App,
    actor: &Actor,
    id: MembershipId,
    once: Option<String>,
) -> Result<i64, Error> {
    set::<EndMember>(app, actor, id, (MembershipState::Ended, None), once).await
}

async fn set<A: Action>(
    app: &App,
    actor: &Actor,
    id: MembershipId,
    (state, written): (MembershipState, Option<Written>),
    once: Option<String>,
) -> Result<i64, Error> {
    let once = once.map(|key| {
        let number = written.as_ref().map(|one| one.index.to_vec()).unwrap_or_default();
        let parts = [b"member".as_slice(), id.0.as_bytes(), state.code().as_bytes(), &number];
        Once::of(key, parts)
    });
    let ask = Ask::about(Target::Place(id));
    let changed = app
        .gate
        .change::<A, (), Error, _>(actor, ask, once, move |tx, _| {
            Box::pin(async move {
                match people::find_invitation(tx, id).await? {
                    Some(waiting) => answer(tx, waiting, (state, written)).await,
                    None => put(tx, id, state, written.map(|one| one.index)).await,
                }
            })
        })
        .await?;
    match changed {
        Changed::Done((), index) | Changed::Repeated(_, index) => Ok(index),
        Changed::Refused(refusal) if refusal.visible && refusal.reason == Reason::Unknown => {
            Err(Error::from(differs()).recorded(refusal.index))
        }
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}

/// Confirms or ends an invitation.
async fn answer(
    tx: &mut Tx,
    waiting: people::Invitation,
    (state, written): (MembershipState, Option<Written>),
) -> Result<Did<()>, Error> {
    let (id, row) = (waiting.id, waiting.place());
    if state == MembershipState::Suspended {
        return Err(super::people::invited());
    }
    if state != MembershipState::Confirmed {
        people::remove_invitation(tx, id).await?;
        let detail = detail(tx, &row, MembershipState::Ended).await?;
        return Ok(Did::Change(Done::new((), id.to_string(), detail)));
    }
    let written = written.ok_or_else(differs)?;
    if written.index != waiting.pid_index {
        let tries = people::count_invitation_try(tx, id).await?;
        if tries < TRIES_MAX {
            let detail = detail(tx, &row, row.state).await?;
            return Ok(Did::Against(Reason::Unknown, detail));
        }
        people::remove_invitation(tx, id).await?;
        let detail = detail(tx, &row, MembershipState::Ended).await?;
        return Ok(Did::Against(Reason::TooManyTries, detail));
    }
    if people::find_by_number(tx, &written.index).await?.is_none() {
        let person = written.person.filter(|person| person.id == waiting.person);
        let person = person.ok_or(Error::Busy { what: "the register of persons" })?;
        people::insert_person(tx, &person).await?;
    }
    super::people::accept(tx, waiting).await?;
    let detail = detail(tx, &row, state).await?;
    Ok(Did::Change(Done::new((), id.to_string(), detail)))
}

/// Sets a place that is no invitation.
async fn put(
    tx: &mut Tx,
    id: MembershipId,
    state: MembershipState,
    number: Option<[u8; 32]>,
) -> Result<Did<()>, Error> {
    let row = people::find_membership(tx, id).await?.ok_or(Error::NotFound { index: None })?;
    if state == MembershipState::Confirmed && row.state == MembershipState::Invited {
        let person = people::find_person(tx, row.person).await?;
        let has_number = person.is_some_and(|person| person.pid_sealed.is_some());
        let found = match &number {
            Some(number) => people::find_by_number(tx, number).await?,
            None => None,
        };
        if has_number && found != Some(row.person) {
            if number.is_none() {
                return Err(differs().into());
            }
            let tries = people::count_try(tx, id).await?;
            if tries < TRIES_MAX {
                let detail = detail(tx, &row, row.state).await?;
                return Ok(Did::Against(Reason::Unknown, detail));
            }
            people::set_membership(tx, id, MembershipState::Ended, Some(tx.now())).await?;
            let detail = detail(tx, &row, MembershipState::Ended).await?;
            return Ok(Did::Against(Reason::TooManyTries, detail));
        }
    }
    let until = if state == MembershipState::Ended { Some(tx.now()) } else { row.until };
    people::set_membership(tx, id, state, until).await?;
    let detail = detail(tx, &row, state).await?;
    Ok(Did::Change(Done::new((), id.to_string(), detail)))
}

fn differs() -> Invalid {
    let detail = "This is not the number of the person who was named. Check it.";
    Invalid::new("number-differs", "number", detail)
}

/// What the entry says: whose place, where, and what has become of it.
async fn detail(tx: &mut Tx, row: &MemberRow, state: MembershipState) -> Result<Detail, Error> {
    Ok(Detail {
        person: Some(row.person),
        unit: Some(row.unit),
        agency: agencies::top_of(tx, row.unit).await?,
        reason: Some(state.code()),
        ..Detail::default()
    })
}
