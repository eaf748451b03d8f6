//! What operators see from a page: how the installation stands, bodies, guardianships.
//! Never a name of a child, never a title; a folder is a code.

use super::error::Error;
use super::names::Names;
use super::{App, agencies};
use crate::domain::entry::Kind;
use crate::domain::time::DAY_MICROS;
use crate::domain::{AgencyId, Timestamp};
use crate::identity::Actor;
use crate::store::agencies::Agency;
use crate::store::log::{self, DEFAULT_LOG};
use crate::store::people::{self, Guardianship};
use crate::store::search::{self, Filter};
use crate::store::state::{self, State};
use crate::store::{Conn, keys};

/// Rows of one list.
const ROWS: i64 = 100;
/// A review is told of so many days before.
const AHEAD: i64 = 30;

/// How the installation stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Numbers.
    pub state: State,
    /// Root key versions, and how many keys are sealed under each.
    pub keys: Vec<(i64, i64)>,
    /// When the root key was last rotated, and last written out for recovery.
    pub rotated: Option<Timestamp>,
    /// See [`Standing::rotated`].
    pub escrowed: Option<Timestamp>,
    /// Entries of the log, and the time of the newest.
    pub log: (i64, Timestamp),
    /// Entries that the newest checkpoint covers.
    pub signed: Option<u64>,
    /// Documents that flow out right now.
    pub streams: usize,
    /// The entry that tells that this was looked at.
    pub index: i64,
}

async fn may(app: &App, actor: &Actor) -> Result<i64, Error> {
    Ok(app.gate.ask_operate(actor).await??)
}

/// How the installation stands, for operators.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn standing(app: &App, actor: &Actor) -> Result<Standing, Error> {
    let index = may(app, actor).await?;
    let looked = async {
        let mut conn = app.db.read().await?;
        let head = log::head(&mut conn, DEFAULT_LOG).await?;
        Ok(Standing {
            state: state::find(&mut conn).await?,
            keys: keys::count_by_root(&mut conn).await?,
            rotated: newest(&mut conn, Kind::KeyRotated).await?,
            escrowed: newest(&mut conn, Kind::KeyEscrowed).await?,
            log: (head.size, head.time),
            signed: app.publisher.newest().map(|signed| signed.size),
            streams: app.open_streams(),
            index,
        })
    };
    looked.await.map_err(|error: Error| error.recorded(index))
}

async fn newest(conn: &mut Conn, kind: Kind) -> Result<Option<Timestamp>, Error> {
    let filter = Filter { kind: Some(kind.code().to_owned()), ..Filter::default() };
    let found = search::page(conn, DEFAULT_LOG, &filter, 1).await?;
    Ok(found.first().map(|row| Timestamp::from_micros(row.time)))
}

/// Bodies whose name or number holds `query`, for operators.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn bodies(app: &App, actor: &Actor, query: &str) -> Result<(Vec<Agency>, i64), Error> {
    let index = may(app, actor).await?;
    let mut found = agencies::list(app, query).await.map_err(|error| error.recorded(index))?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((found, index))
}

/// One body, for operators.
///
/// # Errors
/// [`Error::NotFound`], refusals, and what the stores say.
pub async fn body(app: &App, actor: &Actor, id: AgencyId) -> Result<(Agency, i64), Error> {
    let (found, index) = bodies(app, actor, "").await?;
    let found = found.into_iter().find(|one| one.id == id);
    Ok((found.ok_or(Error::NotFound { index: Some(index) })?, index))
}

/// A guardianship with the names that an operator may know.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The guardianship.
    pub row: Guardianship,
    /// Name of the guardian.
    pub person: String,
    /// Name of the operator who entered it.
    pub entered_by: Option<String>,
    /// Is it this operator's own doing, or own guardianship?
    pub own: bool,
}

/// Guardianships that wait for a second operator, and those that are to be looked at
/// again within 30 days.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn guardianships(
    app: &App,
    actor: &Actor,
) -> Result<(Vec<Waiting>, Vec<Waiting>, i64), Error> {
    let index = may(app, actor).await?;
    let looked = async {
        let now = app.clock.now();
        let mut conn = app.db.read().await?;
        let waiting = people::list_guardianships_waiting(&mut conn, now, ROWS).await?;
        let by = now.plus_micros(AHEAD * DAY_MICROS);
        let due = people::list_guardianships_due(&mut conn, (by, now), ROWS).await?;
        let mut names = Names::new(app);
        let waiting = named(&mut conn, &mut names, actor, waiting).await?;
        let due = named(&mut conn, &mut names, actor, due).await?;
        Ok((waiting, due, index))
    };
    looked.await.map_err(|error: Error| error.recorded(index))
}

async fn named(
    conn: &mut Conn,
    names: &mut Names<'_>,
    actor: &Actor,
    rows: Vec<Guardianship>,
) -> Result<Vec<Waiting>, Error> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let entered_by = match row.entered_by {
            Some(person) => Some(names.person(conn, person).await?),
            None => None,
        };
        let own = row.entered_by == Some(actor.person()) || row.person == actor.person();
        all.push(Waiting { person: names.person(conn, row.person).await?, entered_by, own, row });
    }
    Ok(all)
}
