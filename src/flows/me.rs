//! Who the caller is.

use super::App;
use super::error::Error;
use super::names::Names;
use crate::domain::agency::{Level, MembershipState};
use crate::domain::{AgencyId, ChildId, PersonId, Timestamp};
use crate::identity::Actor;
use crate::policy::rules::Lang;
use crate::store::{Unlogged, agencies, people};

/// The caller as seen by the caller.
#[derive(Debug, Clone)]
pub struct Me {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// nb, nn or en.
    pub language: String,
    /// Folders the caller has a say in right now; names are behind the gate.
    pub children: Vec<(ChildId, &'static str)>,
    /// Units the caller works in.
    pub units: Vec<Unit>,
    /// `auditor`, `operator`, with the agency of an agency auditor.
    pub appointments: Vec<(String, Option<AgencyId>)>,
}

/// A unit the caller works in.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Which.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
    /// The caller's role there.
    pub role: String,
    /// Invited, confirmed, suspended or ended.
    pub state: MembershipState,
    /// Does the caller work there now: confirmed, begun, not over?
    pub works: bool,
    /// Does the unit give health care?
    pub health: bool,
    /// Is it a unit, and no body above units?
    pub is_unit: bool,
}

/// The language to word things in: the one asked for, else the person's own.
///
/// # Errors
/// What the store says.
pub async fn language(app: &App, actor: &Actor, asked: Option<Lang>) -> Result<Lang, Error> {
    if let Some(asked) = asked {
        return Ok(asked);
    }
    let mut conn = app.db.read().await?;
    let person = people::find_person(&mut conn, actor.person()).await?;
    Ok(person.and_then(|person| Lang::from_code(&person.language)).unwrap_or_default())
}

/// Sets the language in which the person is spoken to.
///
/// # Errors
/// What the store says.
pub async fn set_language(app: &App, actor: &Actor, lang: Lang) -> Result<(), Error> {
    let person = actor.person();
    app.db
        .write_unlogged::<(), Error, _>(Unlogged::Contact, move |tx| {
            Box::pin(async move { Ok(people::set_language(tx, person, lang.code()).await?) })
        })
        .await
}

/// Who `actor` is. Tells a person only about that person.
///
/// # Errors
/// What the stores say.
pub async fn show(app: &App, actor: &Actor) -> Result<Me, Error> {
    let mut conn = app.db.read().await?;
    let now = app.clock.now();
    let in_force = |from: Timestamp, until: Option<Timestamp>| {
        from <= now && until.is_none_or(|until| now < until)
    };
    let mut names = Names::new(app);
    let person = actor.person();
    let row = people::find_person(&mut conn, person).await?;
    let language = row.map(|row| row.language).unwrap_or_default();
    let name = names.person(&mut conn, person).await?;
    let guardianships = people::list_guardianships_of_person(&mut conn, person).await?;
    let mut children: Vec<(ChildId, &'static str)> = guardianships
        .iter()
        .filter(|one| one.verified.is_some() && in_force(one.from, one.until))
        .map(|one| (one.child, "guardian"))
        .collect();
    for child in people::list_children_of(&mut conn, person).await? {
        if !guardianships.iter().any(|one| one.child == child) {
            children.push((child, "young-person"));
        }
    }
    let mut units = Vec::new();
    for member in people::list_memberships(&mut conn, person).await? {
        let body = agencies::find(&mut conn, member.unit).await?;
        units.push(Unit {
            id: member.unit,
            works: member.state == MembershipState::Confirmed
                && in_force(member.from, member.until),
            is_unit: body.as_ref().is_some_and(|body| body.level == Level::Unit),
            health: body.as_ref().is_some_and(|body| body.kind.gives_health_care()),
            name: body.map(|body| body.name).unwrap_or_default(),
            role: member.role,
            state: member.state,
        });
    }
    let appointments = people::list_appointments(&mut conn, person)
        .await?
        .into_iter()
        .filter(|one| in_force(one.from, one.until))
        .map(|one| (one.role, one.agency))
        .collect();
    Ok(Me { person, name, language, children, units, appointments })
}
