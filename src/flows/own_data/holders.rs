//! Who may still hold a copy: whoever received bytes, as the log tells it. Erasing
//! does not reach what has left.

use super::super::App;
use super::super::error::Error;
use super::super::names::Names;
use crate::domain::entry::{Kind, Outcome};
use crate::domain::{AgencyId, ChildId, DocumentId, PersonId, Timestamp};
use crate::gate::action::ReadLog;
use crate::gate::{Answer, Ask, Granted, Spoken};
use crate::identity::Actor;
use crate::store::log::{self, DEFAULT_LOG, EntryRow};
use crate::store::search::{self, Filter};
use crate::store::{consents, documents};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Entries that are read together.
const PAGE: i64 = 500;

/// Somebody who received something of one document.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Who.
    pub person: (PersonId, String),
    /// For which unit.
    pub unit: (AgencyId, String),
    /// Of which organisation.
    pub agency: Option<(AgencyId, String)>,
    /// Which document.
    pub document: DocumentId,
    /// Which of its versions.
    pub versions: Vec<i64>,
    /// Purposes that were named.
    pub purposes: Vec<String>,
    /// First opening.
    pub first: Timestamp,
    /// Last opening.
    pub last: Timestamp,
    /// Did all of a version go out at once?
    pub complete: bool,
    /// Did a consent say that the unit may keep a copy?
    pub may_keep: bool,
}

/// Who may still hold something of a folder.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn of_child(
    app: &App,
    actor: &Actor,
    child: ChildId,
) -> Result<(Vec<Holder>, i64), Error> {
    let permit = match app.gate.ask::<ReadLog>(actor, Ask::about(child)).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let index = permit.index();
    let found = gather(app, permit.granted(), None).await;
    Ok((found.map_err(|error| error.recorded(index))?, index))
}

/// Who may still hold a document, also one that was erased.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn of_document(
    app: &App,
    actor: &Actor,
    document: DocumentId,
) -> Result<(Vec<Holder>, i64), Error> {
    let permit = match app.gate.ask_holders(actor, document).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let index = permit.index();
    let found = gather(app, permit.granted(), Some(document)).await;
    Ok((found.map_err(|error| error.recorded(index))?, index))
}

/// What is known of one person, unit and document while the log is read.
#[derive(Debug)]
struct Gathered {
    agency: Option<Uuid>,
    versions: BTreeSet<i64>,
    purposes: BTreeSet<String>,
    first: i64,
    last: i64,
    complete: bool,
    may_keep: bool,
}

/// What an opening is compared with.
struct Known {
    /// Lengths of the versions, in bytes.
    sizes: HashMap<(Uuid, i64), i64>,
    /// Revisions of consents that let a unit keep copies.
    keeping: HashSet<Vec<u8>>,
}

/// Everybody who received bytes and whom the asker may know of, by time of the
/// first opening.
pub(super) async fn gather(
    app: &App,
    granted: &Granted,
    document: Option<DocumentId>,
) -> Result<Vec<Holder>, Error> {
    let child = granted.child().ok_or(Error::NotFound { index: None })?;
    let mut conn = app.db.read().await?;
    let spoken = Spoken::load(&mut conn, child, app.clock.now()).await?;
    let keeping = consents::list_keeping(&mut conn, child).await?.into_iter().collect();
    let sizes = documents::marks::list_sizes(&mut conn, child).await?.into_iter();
    let sizes = sizes.map(|(id, version, size)| ((id.0, version), size)).collect();
    let known = Known { sizes, keeping };
    let mut filter = Filter {
        child: Some(child),
        document,
        kind: Some(Kind::Opened.code().to_owned()),
        outcome: Some(Outcome::Allowed.code().to_owned()),
        ..Filter::default()
    };
    let mut all: BTreeMap<(Uuid, Uuid, Uuid), Gathered> = BTreeMap::new();
    loop {
        let rows = search::in_order(&mut conn, DEFAULT_LOG, &filter, PAGE).await?;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { break };
        filter.above = Some(last.idx.saturating_add(1));
        let outcomes = log::list_outcomes(&mut conn, DEFAULT_LOG, (first.idx, last.idx)).await?;
        let outcomes: HashMap<i64, (String, Option<i64>)> =
            outcomes.into_iter().map(|(of, outcome, bytes)| (of, (outcome, bytes))).collect();
        for row in &rows {
            if row.role.as_deref() == Some("professional") && app.gate.shows(granted, &spoken, row)
            {
                let bytes = received(outcomes.get(&row.idx));
                add(&mut all, row, bytes, &known);
            }
        }
    }
    let mut names = Names::new(app);
    let mut holders = Vec::with_capacity(all.len());
    for ((unit, person, document), one) in all {
        let (unit, person) = (AgencyId(unit), PersonId(person));
        let agency = match one.agency.map(AgencyId) {
            Some(agency) => Some((agency, names.unit(&mut conn, agency).await?)),
            None => None,
        };
        holders.push(Holder {
            person: (person, names.person(&mut conn, person).await?),
            unit: (unit, names.unit(&mut conn, unit).await?),
            agency,
            document: DocumentId(document),
            versions: one.versions.into_iter().collect(),
            purposes: one.purposes.into_iter().collect(),
            first: Timestamp::from_micros(one.first),
            last: Timestamp::from_micros(one.last),
            complete: one.complete,
            may_keep: one.may_keep,
        });
    }
    holders.sort_by_key(|one| one.first);
    Ok(holders)
}

/// How many bytes somebody may have: `None` when nobody knows, because the opening
/// runs or its process died.
fn received(outcome: Option<&(String, Option<i64>)>) -> Option<i64> {
    outcome.and_then(|(_, bytes)| *bytes)
}

fn add(
    all: &mut BTreeMap<(Uuid, Uuid, Uuid), Gathered>,
    row: &EntryRow,
    bytes: Option<i64>,
    known: &Known,
) {
    let (Some(unit), Some(person), Some(document)) = (row.unit, row.actor, row.document) else {
        return;
    };
    // Nothing was handed over: there is nothing to hold.
    if bytes == Some(0) {
        return;
    }
    let size = row.version.and_then(|version| known.sizes.get(&(document, version)));
    let one = all.entry((unit, person, document)).or_insert_with(|| Gathered {
        agency: row.agency,
        versions: BTreeSet::new(),
        purposes: BTreeSet::new(),
        first: row.time,
        last: row.time,
        complete: false,
        may_keep: false,
    });
    one.versions.extend(row.version);
    one.purposes.extend(row.purpose.clone());
    one.last = one.last.max(row.time);
    one.complete |= bytes.zip(size).is_some_and(|(bytes, size)| bytes >= *size);
    one.may_keep |= row.revision.as_ref().is_some_and(|sha256| known.keeping.contains(sha256));
}
