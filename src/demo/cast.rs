//! Who is in the demonstration. Everybody is invented.

use super::records;
use crate::clock::{Clock, ManualClock};
use crate::domain::agency::{Kind, Level, MembershipState};
use crate::domain::pid::Pid;
use crate::domain::text::{PersonName, Title};
use crate::domain::time::Day;
use crate::domain::{AgencyId, ChildId, DocumentId, PersonId, Timestamp};
use crate::flows::agencies::{self, NewAgency};
use crate::flows::guardianships::{self, NewGuardianship};
use crate::flows::upload::{self, Meta};
use crate::flows::{App, Error, people};
pub use crate::identity::demo::PERSONAS;
use crate::identity::{Actor, bearer};
use std::collections::BTreeMap;

/// Ids of the cast, by handle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cast {
    ids: BTreeMap<String, uuid::Uuid>,
}

impl Cast {
    /// A child: `nora` or `jonas`.
    #[must_use]
    pub fn child(&self, handle: &str) -> ChildId {
        ChildId(self.get(&format!("child.{handle}")))
    }

    /// A unit: `nav`, `habilitering`, `ppt`, `coordinator`, `statped`, `hospital`, `bup`.
    #[must_use]
    pub fn unit(&self, handle: &str) -> AgencyId {
        AgencyId(self.get(&format!("unit.{handle}")))
    }

    /// A document by number, from 0.
    #[must_use]
    pub fn document(&self, number: usize) -> DocumentId {
        DocumentId(self.get(&format!("document.{number}")))
    }

    fn get(&self, name: &str) -> uuid::Uuid {
        self.ids.get(name).copied().unwrap_or_default()
    }

    fn put(&mut self, name: String, id: uuid::Uuid) {
        self.ids.insert(name, id);
    }

    pub(super) fn to_text(&self) -> String {
        let lines: Vec<String> = self.ids.iter().map(|(name, id)| format!("{name} {id}")).collect();
        lines.join("\n")
    }

    pub(super) fn from_text(text: &str) -> Option<Self> {
        let ids = text
            .lines()
            .map(|line| {
                let (name, id) = line.split_once(' ')?;
                Some((name.to_owned(), id.parse().ok()?))
            })
            .collect::<Option<_>>()?;
        Some(Self { ids })
    }
}

/// A well-formed, invented organisation number.
fn orgnr(base: u32) -> String {
    (base..)
        .find_map(|eight| {
            (0..10)
                .map(|check| format!("{eight:08}{check}"))
                .find(|number| crate::domain::agency::is_orgnr(number))
        })
        .unwrap_or_default()
}

struct Body {
    handle: &'static str,
    parent: Option<&'static str>,
    level: Level,
    kind: Kind,
    orgnr: Option<u32>,
    name: &'static str,
}

const fn organisation(handle: &'static str, kind: Kind, orgnr: u32, name: &'static str) -> Body {
    Body { handle, parent: None, level: Level::Organisation, kind, orgnr: Some(orgnr), name }
}

const fn unit(handle: &'static str, parent: &'static str, kind: Kind, name: &'static str) -> Body {
    Body { handle, parent: Some(parent), level: Level::Unit, kind, orgnr: None, name }
}

const BODIES: [Body; 11] = [
    organisation("nav-org", Kind::Welfare, 31_000_010, "NAV (demo)"),
    unit("nav", "nav-org", Kind::Welfare, "NAV Familie- og pensjonsytelser (demo)"),
    organisation("kommune", Kind::HealthMunicipal, 31_000_110, "Flekkefjord kommune (demo)"),
    unit(
        "habilitering",
        "kommune",
        Kind::HealthMunicipal,
        "Flekkefjord kommune, Habilitering (demo)",
    ),
    unit("ppt", "kommune", Kind::Education, "Flekkefjord kommune, PPT (demo)"),
    unit(
        "coordinator",
        "kommune",
        Kind::HealthMunicipal,
        "Flekkefjord kommune, Barnekoordinator (demo)",
    ),
    organisation("statped-org", Kind::Statped, 31_000_210, "Statped (demo)"),
    unit("statped", "statped-org", Kind::Statped, "Statped sørøst (demo)"),
    organisation("sykehus", Kind::Hospital, 31_000_310, "Sørlandet sykehus (demo)"),
    unit("hospital", "sykehus", Kind::Hospital, "Sørlandet sykehus, Barneavdelingen (demo)"),
    unit("bup", "sykehus", Kind::ChildPsychiatry, "Sørlandet sykehus, BUP (demo)"),
];

/// A signed-in persona.
pub(super) async fn sign_in(app: &App, handle: &str) -> Result<Actor, Error> {
    let failed = |error| Error::Internal(Box::<dyn std::error::Error + Send + Sync>::from(error));
    let issued = bearer::issue_demo(&app.db, app.entropy(), handle).await.map_err(failed)?;
    bearer::authenticate(&app.db, &*app.clock, &issued.token).await.map_err(failed)
}

/// Fills an empty installation with the cast and its records.
pub(super) async fn fill(
    app: &App,
    clock: &ManualClock,
    present: Timestamp,
) -> Result<Cast, Error> {
    let mut cast = Cast::default();
    for body in &BODIES {
        let new = NewAgency {
            parent: body.parent.map(|handle| cast.unit(handle)),
            level: body.level,
            kind: body.kind,
            orgnr: body.orgnr.map(orgnr),
            name: body.name.to_owned(),
        };
        let agency = agencies::add(app, new).await?;
        cast.put(format!("unit.{}", body.handle), agency.id.0);
    }
    let mut persons = BTreeMap::new();
    for (number, (handle, name, _)) in PERSONAS.iter().enumerate() {
        let pid = invented_pid(number);
        let name = named(name)?;
        let handle_text = Some((*handle).to_owned());
        let id = people::add_person(app, &name, pid.as_ref(), "nb", handle_text).await?;
        persons.insert(*handle, id);
    }
    let person = |handle: &str| persons.get(handle).copied().unwrap_or(PersonId(uuid::Uuid::nil()));
    let began = clock.now();
    // Guardianships need four eyes.
    let second = person("second-operator");
    people::appoint(app, person("operator"), "operator", None).await?;
    people::appoint(app, second, "operator", None).await?;
    for child in records::children(present.day()) {
        let login = (child.handle == "jonas").then(|| person("jonas"));
        let name = named(child.name)?;
        let id = people::add_child(app, &name, child.born, Some(&child.pid), login).await?;
        cast.put(format!("child.{}", child.handle), id.0);
        let guardians: &[&str] = if child.handle == "nora" { &["kari", "ola"] } else { &["kari"] };
        for guardian in guardians {
            let new = NewGuardianship {
                child: id,
                person: person(guardian),
                kind: "parental-responsibility".to_owned(),
                evidence: "population-register".to_owned(),
                from: began,
                until: None,
            };
            let entered = guardianships::enter(app, person("operator"), new).await?;
            guardianships::confirm(app, second, entered).await?;
        }
    }
    for (handle, unit, role) in [
        ("nav", "nav", "caseworker"),
        ("hospital", "hospital", "physician"),
        ("bup", "bup", "psychologist"),
        ("ppt", "ppt", "adviser"),
        ("habilitering", "habilitering", "therapist"),
        ("statped", "statped", "adviser"),
        ("coordinator", "coordinator", "coordinator"),
        ("unit-admin", "nav", "administrator"),
    ] {
        people::add_membership(
            app,
            person(handle),
            cast.unit(unit),
            role.to_owned(),
            MembershipState::Confirmed,
            (began, None),
        )
        .await?;
    }
    // Somebody new, for the unit's administrator to confirm.
    let new = people::add_person(app, &named("Mina Holt")?, None, "nb", None).await?;
    let (invited, role) = (MembershipState::Invited, "caseworker".to_owned());
    people::add_membership(app, new, cast.unit("nav"), role, invited, (began, None)).await?;
    people::appoint(app, person("auditor"), "auditor", None).await?;
    people::appoint(app, person("second-auditor"), "auditor", None).await?;
    people::appoint(app, person("nav-auditor"), "auditor", Some(cast.unit("nav-org"))).await?;
    let kari = sign_in(app, "kari").await?;
    for (number, record) in records::records(present.day()).into_iter().enumerate() {
        clock.advance(600_000_000);
        let child = cast.child(record.child);
        let mut upload = upload::begin(app, &kari, child, None).await?;
        upload.write(&record.bytes).await?;
        let title = Title::new(record.title).map_err(|error| Error::Internal(Box::new(error)))?;
        let meta =
            Meta { title, category: record.category.to_owned(), date: Some(record.document_date) };
        let stored = upload.finish(Some(meta), record.file_name, None).await?;
        cast.put(format!("document.{number}"), stored.document.0);
    }
    Ok(cast)
}

fn named(name: &str) -> Result<PersonName, Error> {
    PersonName::new(name).map_err(|error| Error::Internal(Box::new(error)))
}

fn invented_pid(number: usize) -> Option<Pid> {
    let number = u8::try_from(number).ok()?;
    let born = Day::new(1980, number % 12 + 1, number + 1)?;
    (0..200).find_map(|serial| Pid::synthesize(born, serial))
}
