//! Reading the log: a family its folder's, an auditor across folders; proofs.

mod again;
pub mod charts;

pub use again::Redone;

use super::App;
use super::error::{Error, Invalid};
use super::names::Names;
use crate::domain::entry::{FIELDS, Kind, Outcome};
use crate::domain::question::Hat;
use crate::domain::{AgencyId, ChildId, DocumentId, PersonId, Reason, Timestamp};
use crate::gate::action::ReadLog;
use crate::gate::{Answer, Ask, LookBy, Search, Seen, Spoken};
use crate::identity::Actor;
use crate::ledger::leaf::{self, Hash};
use crate::ledger::proof::TlogProof;
use crate::ledger::publish::Signed;
use crate::ledger::read::Reader;
use crate::store::log::{self, EntryRow};
use crate::store::search;
pub use crate::store::search::Filter;
use crate::store::{Conn, agencies};
use std::sync::Arc;
use std::time::Duration;

/// How long an answer waits for a checkpoint that covers a fresh entry.
const PROOF_WAIT: Duration = Duration::from_secs(3);

/// An entry with the names that belong to its ids.
#[derive(Debug, Clone)]
pub struct EntryView {
    /// The row.
    pub row: EntryRow,
    /// Name of the actor; for auditors, `None` for one of the family.
    pub actor_name: Option<String>,
    /// Name of the unit.
    pub unit_name: Option<String>,
    /// Name of the organisation.
    pub agency_name: Option<String>,
}

impl EntryView {
    /// Takes out the name of one of the family: auditors read that somebody of the family
    /// did it.
    fn unname(&mut self) {
        if self.row.is_by_family() {
            self.actor_name = None;
        }
    }
}

pub(super) async fn named(
    names: &mut Names<'_>,
    conn: &mut Conn,
    row: EntryRow,
) -> Result<EntryView, Error> {
    let actor_name = match row.actor {
        Some(actor) => Some(names.person(conn, PersonId(actor)).await?),
        None => None,
    };
    let unit_name = match row.unit {
        Some(unit) => Some(names.unit(conn, AgencyId(unit)).await?),
        None => None,
    };
    let agency_name = match row.agency {
        Some(agency) => Some(names.unit(conn, AgencyId(agency)).await?),
        None => None,
    };
    Ok(EntryView { row, actor_name, unit_name, agency_name })
}

/// A page of entries, newest first, and the cursor of the next.
pub type Page = (Vec<EntryView>, Option<i64>);

async fn page(
    app: &App,
    filter: &Filter,
    limit: usize,
    shown: impl Fn(&EntryRow) -> bool + Send,
) -> Result<Page, Error> {
    let mut conn = app.db.read().await?;
    let wanted = i64::try_from(limit).unwrap_or(100).saturating_add(1);
    let mut filter = filter.clone();
    let mut rows: Vec<EntryRow> = Vec::new();
    // Rows that may not be seen leave no gap: pages are filled with what may.
    loop {
        let found = search::page(&mut conn, log::DEFAULT_LOG, &filter, wanted).await?;
        let last_page = found.len() <= limit;
        filter.below = found.last().map(|row| row.idx);
        rows.extend(found.into_iter().filter(|row| shown(row)));
        if last_page || rows.len() > limit {
            break;
        }
    }
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = if more { rows.last().map(|row| row.idx) } else { None };
    let mut names = Names::new(app);
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        views.push(named(&mut names, &mut conn, row).await?);
    }
    Ok((views, next))
}

/// The log of a child's folder, newest first, and the entry that tells that it
/// was read (which is not on the page: it is newer).
///
/// # Errors
/// Refusals, [`Error::Invalid`], and what the stores say.
pub async fn family(
    app: &App,
    actor: &Actor,
    child: ChildId,
    mut filter: Filter,
    limit: usize,
) -> Result<(Page, i64), Error> {
    check(app, &filter)?;
    let permit = match app.gate.ask::<ReadLog>(actor, Ask::about(child)).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    filter.child = Some(child);
    filter.below = Some(filter.below.unwrap_or(i64::MAX).min(permit.index()));
    let (granted, index) = (permit.granted(), permit.index());
    let page = async {
        let mut conn = app.db.read().await?;
        let spoken = Spoken::load(&mut conn, child, permit.decided_at()).await?;
        drop(conn);
        page(app, &filter, limit, |row| app.gate.shows(granted, &spoken, row)).await
    };
    Ok((page.await.map_err(|error: Error| error.recorded(index))?, index))
}

/// Who has opened a document of a child's folder, newest first, as far as the log is
/// there for `actor`.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn openings(
    app: &App,
    actor: &Actor,
    (child, document): (ChildId, DocumentId),
    limit: usize,
) -> Result<Vec<EntryView>, Error> {
    let kind = Some(Kind::Opened.code().to_owned());
    let filter = Filter { document: Some(document), kind, ..Filter::default() };
    let ((views, _), _) = family(app, actor, child, filter, limit).await?;
    Ok(views)
}

/// A body and all that stand below it.
pub(crate) async fn below(app: &App, top: AgencyId) -> Result<Vec<AgencyId>, Error> {
    let mut conn = app.db.read().await?;
    let all = agencies::list(&mut conn).await?;
    let mut within = vec![top];
    // Three levels: two rounds reach the lowest.
    for _ in 0..2 {
        let more: Vec<AgencyId> = all
            .iter()
            .filter(|body| body.parent.is_some_and(|parent| within.contains(&parent)))
            .filter(|body| !within.contains(&body.id))
            .map(|body| body.id)
            .collect();
        within.extend(more);
    }
    Ok(within)
}

/// Where an auditor may look, for what was asked.
pub(super) struct Reach {
    /// What was asked, held to the reach.
    pub(super) filter: Filter,
    /// The agency that the auditor is held to; `None` for one who may read all.
    pub(super) own: Option<AgencyId>,
    /// The entry that tells of the asking.
    pub(super) index: i64,
}

/// Asks the gate, and holds what was asked to what the answer reaches. An agency is
/// not told whom its units' requests have reached: not in the rows, and not by which
/// rows, or how many, a child has. Nobody reads of the own family by this office.
///
/// # Errors
/// Refusals, [`Error::Invalid`], and what the stores say.
pub(super) async fn reach(
    app: &App,
    actor: &Actor,
    agency: Option<AgencyId>,
    filter: Filter,
) -> Result<Reach, Error> {
    reach_for(app, actor, agency, filter, None).await
}

/// The same; `export` says in codes what is taken out of the service, and the entry is
/// that of an export.
pub(super) async fn reach_for(
    app: &App,
    actor: &Actor,
    agency: Option<AgencyId>,
    mut filter: Filter,
    export: Option<String>,
) -> Result<Reach, Error> {
    check(app, &filter)?;
    let search = Search {
        agency,
        child: filter.child,
        person: filter.person,
        purpose: filter.purpose.clone(),
        export,
    };
    let permit = match app.gate.ask_audit(actor, search).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let own = match permit.granted().hat() {
        Hat::Auditor { agency } => *agency,
        _ => None,
    };
    filter.agencies = match agency.or(own) {
        Some(top) => Some(below(app, top).await?),
        None => None,
    };
    filter.but_the_familys = own.is_some();
    filter.but_concealed = own.is_some() && filter.child.is_some();
    filter.but_family_of = Some(actor.person());
    Ok(Reach { filter, own, index: permit.index() })
}

/// Whether `actor` may read the log across folders: the entry that tells of the yes.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn may(app: &App, actor: &Actor) -> Result<i64, Error> {
    Ok(reach(app, actor, None, Filter::default()).await?.index)
}

/// Searches the log across folders, newest first.
///
/// # Errors
/// Refusals, [`Error::Invalid`], and what the stores say.
pub async fn search(
    app: &App,
    actor: &Actor,
    agency: Option<AgencyId>,
    filter: Filter,
    limit: usize,
) -> Result<(Page, i64), Error> {
    let reach = reach(app, actor, agency, filter).await?;
    let page = rows(app, &reach, limit).await.map_err(|error| error.recorded(reach.index))?;
    Ok((page, reach.index))
}

async fn rows(app: &App, reach: &Reach, limit: usize) -> Result<Page, Error> {
    let (mut views, next) = page(app, &reach.filter, limit, |_| true).await?;
    views.iter_mut().for_each(EntryView::unname);
    for view in views.iter_mut().filter(|view| reach.own.is_some() && view.row.conceals_child()) {
        view.row.child = None;
    }
    Ok((views, next))
}

/// Entries are counted up to here.
pub const COUNT_MAX: i64 = 100_000;

/// What a search found.
#[derive(Debug)]
pub struct Found {
    /// How many there are on all pages; [`COUNT_MAX`] means that many or more.
    pub count: i64,
    /// This page.
    pub page: Page,
    /// The entry that tells of the search.
    pub index: i64,
}

/// Searches like [`search()`], and counts before it shows.
///
/// # Errors
/// As [`search()`].
pub async fn find(
    app: &App,
    actor: &Actor,
    agency: Option<AgencyId>,
    filter: Filter,
    limit: usize,
) -> Result<Found, Error> {
    let reach = reach(app, actor, agency, filter).await?;
    let found = async {
        let mut conn = app.db.read().await?;
        let all = Filter { below: None, ..reach.filter.clone() };
        let count = search::count(&mut conn, log::DEFAULT_LOG, &all, COUNT_MAX).await?;
        drop(conn);
        Ok(Found { count, page: rows(app, &reach, limit).await?, index: reach.index })
    };
    found.await.map_err(|error: Error| error.recorded(reach.index))
}

/// Codes that no entry can have, and times that leave nothing, are mistakes.
fn check(app: &App, filter: &Filter) -> Result<(), Invalid> {
    window(filter.from, filter.to)?;
    if filter.kind.as_deref().is_some_and(|code| Kind::from_code(code).is_none()) {
        let detail = "There is no such kind of entry. Use the `kind` that entries show.";
        return Err(Invalid::new("unknown-kind", "kind", detail));
    }
    if filter.outcome.as_deref().is_some_and(|code| Outcome::from_code(code).is_none()) {
        let detail = "An outcome is allowed, refused, complete, cut or unknown.";
        return Err(Invalid::new("unknown-outcome", "outcome", detail));
    }
    if filter.reason.as_deref().is_some_and(|code| Reason::from_code(code).is_none()) {
        let detail = "There is no such reason. Use the `reason` that refusals show.";
        return Err(Invalid::new("unknown-reason", "reason", detail));
    }
    let tables = app.policies().tables();
    if filter.purpose.as_deref().is_some_and(|code| !tables.is_purpose(code)) {
        let detail = "There is no such purpose. GET /api/v1/purposes lists them.";
        return Err(Invalid::new("unknown-purpose", "purpose", detail));
    }
    Ok(())
}

/// The end lies after the beginning.
pub(super) fn window(from: Option<Timestamp>, to: Option<Timestamp>) -> Result<(), Invalid> {
    match (from, to) {
        (Some(from), Some(to)) if to <= from => {
            let detail = "The end must lie after the beginning.";
            Err(Invalid::new("to-before-from", "to", detail))
        }
        _ => Ok(()),
    }
}

/// One entry in full, with the values and salts that open its fields.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The entry and its names.
    pub entry: EntryView,
    /// Fields opened: value and salt of each.
    pub fields: serde_json::Value,
    /// Inclusion proof, leaf to root.
    pub proof: Vec<Hash>,
    /// The checkpoint that the proof leads to.
    pub checkpoint: Arc<Signed>,
}

/// An entry that `actor` may see: an auditor within the own reach, the family
/// those of its folder. The second value is the entry that tells of it.
///
/// # Errors
/// [`Error::NotFound`] for entries that do not exist or may not be seen.
pub async fn entry(app: &App, actor: &Actor, index: i64) -> Result<(Whole, i64), Error> {
    whole(app, actor, index, LookBy::Anything).await
}

/// The same, for an auditor by this office alone: nothing of the own family.
///
/// # Errors
/// As [`entry`].
pub async fn entry_by_office(app: &App, actor: &Actor, index: i64) -> Result<(Whole, i64), Error> {
    whole(app, actor, index, LookBy::Office).await
}

async fn whole(app: &App, actor: &Actor, index: i64, by: LookBy) -> Result<(Whole, i64), Error> {
    let (row, seen) = app.gate.ask_entry(actor, index, by).await?;
    let Seen { mut row, concealed, by_office } =
        row.ok_or(Error::NotFound { index: Some(seen) })?;
    let at = u64::try_from(index).map_err(|_| Error::NotFound { index: Some(seen) })?;
    let busy = Error::Busy { what: "checkpoint" }.recorded(seen);
    let checkpoint = app.publisher.covering(at, PROOF_WAIT).await.ok_or(busy)?;
    let mut conn = app.db.read().await?;
    let mut fields = opened_fields(&row);
    if concealed {
        // Neither value nor salt: its digest is all that is left of the field.
        row.child = None;
        if let Some(fields) = fields.as_object_mut() {
            fields.remove("child");
        }
    }
    let proof = Reader::new(&mut conn, log::DEFAULT_LOG).inclusion(at, checkpoint.size).await?;
    let mut entry = named(&mut Names::new(app), &mut conn, row).await?;
    if by_office {
        entry.unname();
    }
    Ok((Whole { entry, fields, proof, checkpoint }, seen))
}

/// Like [`entry_by_office`], and what the answer would be if it were decided again with the
/// rules of its day.
///
/// # Errors
/// As [`entry`].
pub async fn entry_again(
    app: &App,
    actor: &Actor,
    index: i64,
) -> Result<(Whole, Redone, i64), Error> {
    let (whole, seen) = entry_by_office(app, actor, index).await?;
    let redone = again::decide(app, &whole.entry.row).await;
    Ok((whole, redone.map_err(|error| error.recorded(seen))?, seen))
}

/// The C2SP `.tlog-proof` of an entry that `actor` may see.
///
/// # Errors
/// As [`entry`].
pub async fn proof(app: &App, actor: &Actor, index: i64) -> Result<(String, i64), Error> {
    let (whole, seen) = entry(app, actor, index).await?;
    Ok((proof_of(whole, index), seen))
}

/// The same, for an auditor by this office alone.
///
/// # Errors
/// As [`entry`].
pub async fn proof_by_office(app: &App, actor: &Actor, index: i64) -> Result<(String, i64), Error> {
    let (whole, seen) = entry_by_office(app, actor, index).await?;
    Ok((proof_of(whole, index), seen))
}

fn proof_of(whole: Whole, index: i64) -> String {
    let proof = TlogProof {
        extra: None,
        index: u64::try_from(index).unwrap_or_default(),
        hashes: whole.proof,
        checkpoint: whole.checkpoint.note.clone(),
    };
    proof.to_string()
}

/// Values and salts of the fields that are not erased: what somebody needs to
/// recompute the leaf.
#[must_use]
pub fn opened_fields(row: &EntryRow) -> serde_json::Value {
    let keys = row.keys();
    let mut fields = serde_json::Map::new();
    for ((name, group), value) in FIELDS.iter().zip(row.values()) {
        let key = match group {
            crate::domain::entry::Group::System => keys.first(),
            crate::domain::entry::Group::Actor => keys.get(1),
            crate::domain::entry::Group::Subject => keys.get(2),
        };
        if let (Some(value), Some(Some(key))) = (value, key) {
            let salt = hex::encode(leaf::salt(key, name));
            fields.insert((*name).to_owned(), serde_json::json!({"value": value, "salt": salt}));
        }
    }
    serde_json::Value::Object(fields)
}

/// A cursor that a client sent back.
///
/// # Errors
/// [`Invalid`] when it is not one of ours.
pub fn parse_cursor(text: Option<&str>) -> Result<Option<i64>, Invalid> {
    text.map(|text| {
        text.parse::<i64>().ok().filter(|index| *index >= 0).ok_or_else(|| {
            Invalid::new("cursor-wrong", "cursor", "Use the `next` of the page before, unchanged.")
        })
    })
    .transpose()
}
