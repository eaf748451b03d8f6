//! Requests as each side sees them.

use super::super::App;
use super::super::error::Error;
use super::super::names::{self, Names};
use super::unit_of;
use crate::domain::request::State;
use crate::domain::{ChildId, RequestId, Timestamp};
use crate::gate::action::{SeeRequests, SeeSent};
use crate::gate::{Answer, Ask, Changed, Granted};
use crate::identity::Actor;
use crate::store::Conn;
use crate::store::facts::Target;
use crate::store::requests::{self, Request, Side};
use crate::vault::fields::Place;
use std::sync::Arc;
use uuid::Uuid;

/// A request as one side sees it.
#[derive(Debug, Clone)]
pub struct RequestView {
    /// The row.
    pub request: Request,
    /// Is it shown to the family, or to the unit?
    pub to_family: bool,
    /// Where it stands, as that side is told.
    pub state: State,
    /// Name of the unit.
    pub unit_name: String,
    /// Name of the one who asked.
    pub by_name: String,
    /// The child, with its name for the family. To the unit only where it named the
    /// child by its id, or the family has granted the request.
    pub child: Option<(ChildId, Option<String>)>,
    /// The words, for the family.
    pub words: Option<String>,
}

/// What a change of a request gives: which one, and what allowed it, or `None`
/// when it was so already.
pub(super) type Made = (RequestId, Option<Arc<Granted>>);

/// A request that the caller has just sent, answered or taken back, or had before.
#[derive(Debug, Clone)]
pub struct Own {
    /// Which.
    pub request: RequestId,
    /// Entry that tells of it.
    pub index: i64,
    granted: Option<Arc<Granted>>,
}

impl Own {
    /// The request that a change is about.
    pub(super) fn of(changed: Changed<Made>) -> Result<Self, Error> {
        match changed {
            Changed::Done((request, granted), index) => Ok(Self { request, index, granted }),
            Changed::Repeated(result, index) => {
                let request =
                    result.parse().map_err(|_| Error::Internal("unreadable result".into()))?;
                Ok(Self { request, index, granted: None })
            }
            Changed::Refused(refusal) => Err(refusal.into()),
        }
    }
}

/// A place in a list of requests, newest first.
pub type After = (Timestamp, RequestId);

/// The newest end of every list.
fn begin() -> After {
    (Timestamp::from_micros(i64::MAX), RequestId(Uuid::max()))
}

/// Opens what is shown, each name once.
struct Viewer<'a> {
    app: &'a App,
    names: Names<'a>,
    now: Timestamp,
}

impl<'a> Viewer<'a> {
    fn new(app: &'a App) -> Self {
        Self { app, names: Names::new(app), now: app.clock.now() }
    }

    async fn view(
        &mut self,
        conn: &mut Conn,
        mut request: Request,
        to_family: bool,
    ) -> Result<RequestView, Error> {
        let life = request.life();
        let state = if to_family { life.to_family(self.now) } else { life.to_unit(self.now) };
        let (mut child, mut words) = (None, None);
        match request.child {
            Some(id) if to_family => {
                let (_, name, key) = names::child(self.app, conn, id).await?;
                child = Some((id, Some(name)));
                let place = Place::request_words(request.id);
                let sealed = request.words_sealed.as_ref();
                words = sealed
                    .map(|sealed| self.app.vault.open_text(&key, place, sealed))
                    .transpose()?;
            }
            Some(id) if request.by_id || state == State::Granted => child = Some((id, None)),
            _ => {}
        }
        if !to_family {
            hide(&mut request, state);
        }
        Ok(RequestView {
            unit_name: self.names.unit(conn, request.unit).await?,
            by_name: self.names.person(conn, request.created_by).await?,
            request,
            to_family,
            state,
            child,
            words,
        })
    }
}

/// Takes out of a request what its unit is not told.
fn hide(request: &mut Request, state: State) {
    request.child = None;
    request.words_sealed = None;
    request.seen = None;
    request.given = None;
    request.answered_by = None;
    if state != State::Granted {
        (request.consent, request.revision, request.in_part) = (None, None, false);
    }
    if matches!(state, State::Sent | State::Lapsed) {
        request.answered = None;
    }
}

/// Is it among those that are looked for? What has just been seen was new before.
fn is_wanted(wanted: Option<State>, state: State, to_family: bool) -> bool {
    match wanted {
        None => true,
        Some(State::Sent) if to_family => matches!(state, State::Sent | State::Seen),
        Some(wanted) => wanted == state,
    }
}

/// One page of the requests to the caller's families and of the caller's units,
/// newest first; where the next page begins; the entry that tells of it. What
/// nobody of the family had seen is noted as seen, when it stands on the page.
///
/// # Errors
/// What the stores say.
pub async fn list(
    app: &App,
    actor: &Actor,
    state: Option<State>,
    after: Option<After>,
    limit: usize,
) -> Result<(Vec<RequestView>, Option<After>, i64), Error> {
    let shows_new = matches!(state, None | Some(State::Sent | State::Seen));
    let sides = app.gate.ask_requests(actor, shows_new && after.is_none()).await?;
    let last = sides.last;
    let listed = async {
        let after = after.unwrap_or_else(begin);
        let mut conn = app.db.read().await?;
        let now = app.clock.now();
        let tables = app.policies().tables();
        let mut found: Vec<(Request, bool)> = Vec::new();
        for permit in &sides.families {
            let Some(child) = permit.granted().child() else { continue };
            let keep = |one: &Request| {
                let about = (one.about(), one.unit);
                permit.granted().sees_consent(tables, about, &one.touches)
                    && is_wanted(state, one.life().to_family(now), true)
            };
            let rows = page(&mut conn, Side::Child(child), after, limit, keep).await?;
            found.extend(rows.into_iter().map(|row| (row, true)));
        }
        for (unit, _) in &sides.units {
            let keep = |one: &Request| is_wanted(state, one.life().to_unit(now), false);
            let rows = page(&mut conn, Side::Unit(*unit), after, limit, keep).await?;
            found.extend(rows.into_iter().map(|row| (row, false)));
        }
        // Whoever belongs to both sides of a request sees it as the family.
        found.sort_by_key(|(row, to_family)| std::cmp::Reverse((row.created, row.id, *to_family)));
        found.dedup_by_key(|(row, _)| row.id);
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|(row, _)| (row.created, row.id));
        let mut viewer = Viewer::new(app);
        let mut views = Vec::with_capacity(found.len());
        for (row, to_family) in found {
            views.push(viewer.view(&mut conn, row, to_family).await?);
        }
        Ok::<_, Error>((views, next))
    };
    let (views, next) = listed.await.map_err(|error| error.recorded(last))?;
    Ok((views, next, last))
}

/// The newest requests to the family of one child, at most `limit`, and the entry
/// that tells of it. What nobody of the family had seen is noted as seen.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn of_child(
    app: &App,
    actor: &Actor,
    child: ChildId,
    limit: usize,
) -> Result<(Vec<RequestView>, i64), Error> {
    let (permit, index) = app.gate.ask_requests_of(actor, child).await?;
    let permit = permit.ok_or(Error::NotFound { index: Some(index) })?;
    let listed = async {
        let mut conn = app.db.read().await?;
        let tables = app.policies().tables();
        let keep = |one: &Request| {
            permit.granted().sees_consent(tables, (one.about(), one.unit), &one.touches)
        };
        let mut rows = page(&mut conn, Side::Child(child), begin(), limit, keep).await?;
        rows.truncate(limit);
        let mut viewer = Viewer::new(app);
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            views.push(viewer.view(&mut conn, row, true).await?);
        }
        Ok::<_, Error>(views)
    };
    Ok((listed.await.map_err(|error| error.recorded(index))?, index))
}

/// One more than `limit` rows of one side that are kept, if there are so many.
async fn page(
    conn: &mut Conn,
    side: Side,
    mut after: After,
    limit: usize,
    keep: impl Fn(&Request) -> bool,
) -> Result<Vec<Request>, Error> {
    const AT_ONCE: usize = 200;
    let wanted = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
    let mut kept = Vec::new();
    loop {
        let rows = requests::list(conn, side, after, wanted).await?;
        let last_page = rows.len() < AT_ONCE;
        after = rows.last().map_or(after, |row| (row.created, row.id));
        kept.extend(rows.into_iter().filter(|row| keep(row)));
        if last_page || kept.len() > limit {
            kept.truncate(limit.saturating_add(1));
            return Ok(kept);
        }
    }
}

/// A request for the answer to the one who sent, answered or took it back. Where
/// nothing changed just now, looking at it is asked for and recorded by itself.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn read_own(
    app: &App,
    actor: &Actor,
    own: &Own,
    to_family: bool,
) -> Result<RequestView, Error> {
    let id = own.request;
    let mut index = own.index;
    if own.granted.is_none() {
        index = if to_family {
            looked(app.gate.ask::<SeeRequests>(actor, Ask::about(Target::Request(id))).await?)?
        } else {
            let unit = unit_of(app, id).await?;
            looked(app.gate.ask::<SeeSent>(actor, Ask::about(Target::Unit(unit))).await?)?
        };
    }
    let read = async {
        let mut conn = app.db.read().await?;
        let found = requests::find(&mut conn, id).await?;
        let request = found.ok_or(Error::NotFound { index: None })?;
        Viewer::new(app).view(&mut conn, request, to_family).await
    };
    read.await.map_err(|error: Error| error.recorded(index))
}

/// One request to a family, and the entry that tells that it was shown.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn show(app: &App, actor: &Actor, id: RequestId) -> Result<(RequestView, i64), Error> {
    let permit = match app.gate.ask::<SeeRequests>(actor, Ask::about(Target::Request(id))).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let (granted, index) = (permit.granted(), permit.index());
    let read = async {
        let mut conn = app.db.read().await?;
        let found = requests::find(&mut conn, id).await?;
        let sees = |one: &Request| {
            let about = (one.about(), one.unit);
            granted.is_family()
                && granted.sees_consent(app.policies().tables(), about, &one.touches)
        };
        let request = found.filter(sees).ok_or(Error::NotFound { index: None })?;
        Viewer::new(app).view(&mut conn, request, true).await
    };
    Ok((read.await.map_err(|error: Error| error.recorded(index))?, index))
}

/// The entry that tells that somebody was allowed to look.
fn looked<A: crate::gate::action::Action>(answer: Answer<A>) -> Result<i64, Error> {
    match answer {
        Answer::Permit(permit) => Ok(permit.index()),
        Answer::Refusal(refusal) => Err(refusal.into()),
    }
}
