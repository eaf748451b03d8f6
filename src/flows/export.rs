//! Exporting the log by filter: for spreadsheets, for programs, or as a bundle
//! that anybody can check without the service.

mod csv;

pub use csv::cell;

use super::App;
use super::audit::{self, below, window};
use super::error::{Error, Invalid};
use crate::domain::entry::{FIELDS, Group, Kind};
use crate::domain::{AgencyId, ChildId, Timestamp};
use crate::gate::Detail;
use crate::gate::system::{About, By};
use crate::identity::Actor;
use crate::ledger::bundle::{
    Base64Hash, BundleEntry, BundleError, Consistency, FORMAT, Header, Mask,
};
use crate::ledger::leaf;
use crate::ledger::publish::Signed;
use crate::ledger::read::Reader;
use crate::store::log::{DEFAULT_LOG, EntryRow};
use crate::store::search::{self, Filter};
use crate::store::{StoreError, agencies, people};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

/// Entries that are read together.
const PAGE: i64 = 500;

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line for each entry, for spreadsheets (RFC 4180).
    Csv,
    /// A JSON object for each entry.
    Jsonl,
    /// [`crate::ledger::bundle`]: values, salts, proofs and a signed checkpoint.
    Bundle,
}

crate::domain::agency::codes!(Form { Csv => "csv", Jsonl => "jsonl", Bundle => "bundle" });

/// Which entries; `None` leaves nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Whose folder.
    pub child: Option<ChildId>,
    /// This body and all below it.
    pub agency: Option<AgencyId>,
    /// At or after.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
    /// What else an auditor asked for: names and codes.
    pub more: Vec<(&'static str, String)>,
}

impl Selection {
    /// The parts that were asked for, as text by name.
    fn words(&self) -> BTreeMap<String, String> {
        let parts = [
            ("child", self.child.map(|id| id.to_string())),
            ("agency", self.agency.map(|id| id.to_string())),
            ("from", self.from.map(|time| time.to_string())),
            ("to", self.to.map(|time| time.to_string())),
        ];
        let more = self.more.iter().map(|(name, code)| ((*name).to_owned(), code.clone()));
        let parts = parts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?)));
        parts.chain(more).collect()
    }

    /// The parts that have no field of their own in an entry, as codes.
    fn query(&self, form: Form) -> String {
        let form = ("form".to_owned(), form.code().to_owned());
        let fields = ["child", "agency", "person", "purpose"];
        let rest = self.words().into_iter().filter(|(name, _)| !fields.contains(&name.as_str()));
        let parts: Vec<String> = std::iter::once(form)
            .chain(rest)
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        parts.join(" ")
    }
}

/// What was exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Index of the entry that tells of the export.
    pub index: i64,
    /// Entries written.
    pub entries: u64,
}

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The selection or the service.
    #[error(transparent)]
    Flow(#[from] Error),
    /// The receiving end.
    #[error("cannot be written: {0}")]
    Write(#[from] std::io::Error),
    /// The log is shorter than the checkpoint that the reader holds.
    #[error(
        "the log has {size} entries and the kept checkpoint was signed for {held}: entries are \
         missing; run `samflyt audit verify --checkpoint FILE`"
    )]
    Ahead {
        /// Size of the held checkpoint.
        held: u64,
        /// Size of the log's own.
        size: u64,
    },
    /// An entry does not fit together.
    #[error("entry {index} cannot be exported: {why}; run `samflyt audit verify`")]
    Entry {
        /// Which.
        index: i64,
        /// Why.
        why: BundleError,
    },
}

impl From<StoreError> for ExportError {
    fn from(error: StoreError) -> Self {
        Self::Flow(error.into())
    }
}

/// Writes the selected entries to `to`, in the log's order: all up to the one
/// that tells of this export, and in a bundle up to its checkpoint. That entry is
/// durable before the first byte is written. Memory does not depend on how many
/// entries there are.
///
/// `held` is the size of a checkpoint that the reader of a bundle has kept; the
/// bundle then proves that the log still begins with what was signed there.
///
/// # Errors
/// [`ExportError`]; what was written so far is then not complete.
pub async fn export(
    app: &App,
    selection: &Selection,
    form: Form,
    held: Option<u64>,
    to: &mut impl Write,
) -> Result<Exported, ExportError> {
    let within = check(app, selection).await?;
    let index = record(app, selection).await?;
    let filter = Filter {
        from: selection.from,
        to: selection.to,
        agencies: within,
        child: selection.child,
        but_the_familys: selection.agency.is_some(),
        but_concealed: selection.agency.is_some() && selection.child.is_some(),
        ..Filter::default()
    };
    // An agency is not told whom its units' requests have reached.
    let conceals = selection.agency.is_some();
    let mut pages = Pages::begin(app, (filter, conceals), form, index, selection, held).await?;
    while let Some(page) = pages.next().await? {
        to.write_all(&page)?;
    }
    to.flush()?;
    Ok(Exported { index, entries: pages.entries })
}

/// What an auditor takes out, page by page. The entry that tells of it is durable before
/// there is a first one.
///
/// # Errors
/// Refusals, [`Error::Invalid`], and what the stores say.
pub async fn audited(
    app: &App,
    actor: &Actor,
    agency: Option<AgencyId>,
    filter: Filter,
    form: Form,
) -> Result<Pages, ExportError> {
    let selection = Selection {
        child: filter.child,
        agency,
        from: filter.from,
        to: filter.to,
        more: [
            ("person", filter.person.map(|id| id.to_string())),
            ("kind", filter.kind.clone()),
            ("outcome", filter.outcome.clone()),
            ("purpose", filter.purpose.clone()),
            ("reason", filter.reason.clone()),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect(),
    };
    let query = selection.query(form);
    let reach = audit::reach_for(app, actor, agency, filter, Some(query)).await?;
    let conceals = reach.own.is_some();
    // What an agency's auditor takes out is never the whole log, and says so.
    let mut selection = Selection { agency: selection.agency.or(reach.own), ..selection };
    let mut conn = app.db.read().await.map_err(ExportError::from)?;
    let family = people::list_family_of(&mut conn, actor.person()).await?;
    drop(conn);
    if !family.is_empty() {
        selection.more.push(("without", "own-family".to_owned()));
    }
    let within = (reach.filter, conceals);
    Pages::begin(app, within, form, reach.index, &selection, None).await
}

/// An export under way.
#[derive(Debug)]
pub struct Pages {
    app: App,
    filter: Filter,
    conceals: bool,
    lines: Lines,
    /// What stands before the first entry.
    head: Option<Vec<u8>>,
    /// Index of the entry that tells of the export.
    pub index: i64,
    /// Entries that were given so far.
    pub entries: u64,
}

impl Pages {
    async fn begin(
        app: &App,
        (mut filter, conceals): (Filter, bool),
        form: Form,
        index: i64,
        selection: &Selection,
        held: Option<u64>,
    ) -> Result<Self, ExportError> {
        filter.below = Some(index.saturating_add(1));
        let mut first = Vec::new();
        let lines = match form {
            Form::Csv => {
                csv::header(&mut first)?;
                Lines::Csv
            }
            Form::Jsonl => Lines::Jsonl,
            Form::Bundle => {
                let signed = checkpoint(app, index).await?;
                // All that the checkpoint covers, so that a bundle of the whole log
                // has as many entries as the log.
                filter.below = i64::try_from(signed.size).ok();
                let header = header(app, selection, &signed, held).await?;
                line(&mut first, header.to_line(), index)?;
                Lines::Bundle { size: signed.size }
            }
        };
        Ok(Self { app: app.clone(), filter, conceals, lines, head: Some(first), index, entries: 0 })
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// [`ExportError`]; what was given so far is then not complete.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ExportError> {
        let head = self.head.take();
        let mut conn = self.app.db.read().await?;
        let rows = search::in_order(&mut conn, DEFAULT_LOG, &self.filter, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(head) };
        self.filter.above = Some(last.idx.saturating_add(1));
        let mut page = head.unwrap_or_default();
        let mut reader = Reader::new(&mut conn, DEFAULT_LOG);
        for row in rows {
            let concealed = self.conceals && row.conceals_child();
            self.lines.write(row, concealed, &mut reader, &mut page).await?;
            self.entries += 1;
        }
        Ok(Some(page))
    }
}

/// Checks what was asked for; gives the bodies that the agency stands for.
async fn check(app: &App, selection: &Selection) -> Result<Option<Vec<AgencyId>>, Error> {
    window(selection.from, selection.to)?;
    let Some(agency) = selection.agency else { return Ok(None) };
    let mut conn = app.db.read().await?;
    if agencies::find(&mut conn, agency).await?.is_none() {
        let detail = "There is no such body; `samflyt agency list` shows all.";
        return Err(Invalid::new("unknown-agency", "agency", detail).into());
    }
    drop(conn);
    Ok(Some(below(app, agency).await?))
}

/// Records the export, before anything leaves.
async fn record(app: &App, selection: &Selection) -> Result<i64, Error> {
    let child = selection.child;
    let detail = Detail { agency: selection.agency, ..Detail::default() };
    app.gate
        .administer::<i64, Error, _>(Kind::LogExported, By::Operator, move |tx| {
            Box::pin(async move {
                let about = About { child, detail, ..About::default() };
                Ok((tx.next_index(), Some(about)))
            })
        })
        .await
}

/// A checkpoint that covers the entry of this export.
pub(super) async fn checkpoint(app: &App, index: i64) -> Result<Arc<Signed>, Error> {
    app.publisher.publish().await?;
    let covers = |signed: &Arc<Signed>| i64::try_from(signed.size).is_ok_and(|size| size > index);
    app.publisher.newest().filter(covers).ok_or(Error::Busy { what: "checkpoint" })
}

pub(super) async fn header(
    app: &App,
    selection: &Selection,
    signed: &Signed,
    held: Option<u64>,
) -> Result<Header, ExportError> {
    let consistency = match held {
        Some(from) if from <= signed.size => {
            let mut conn = app.db.read().await?;
            let proof = Reader::new(&mut conn, DEFAULT_LOG).consistency(from, signed.size).await?;
            let proof = proof.into_iter().map(Base64Hash).collect();
            Some(Consistency { from, to: signed.size, proof })
        }
        Some(held) => return Err(ExportError::Ahead { held, size: signed.size }),
        None => None,
    };
    Ok(Header {
        format: FORMAT.to_owned(),
        origin: app.publisher.key().name().to_owned(),
        vkey: app.publisher.key().to_string(),
        size: signed.size,
        checkpoint: signed.note.clone(),
        selection: selection.words(),
        consistency,
    })
}

/// How one entry becomes one line.
#[derive(Debug)]
pub(super) enum Lines {
    Csv,
    Jsonl,
    Bundle { size: u64 },
}

impl Lines {
    pub(super) async fn write(
        &mut self,
        mut row: EntryRow,
        concealed: bool,
        reader: &mut Reader<'_>,
        to: &mut impl Write,
    ) -> Result<(), ExportError> {
        if concealed && !matches!(self, Lines::Bundle { .. }) {
            row.child = None;
        }
        match self {
            Lines::Csv => csv::entry(to, row.idx, readable(&row), &erased(&row))?,
            Lines::Jsonl => {
                let text = serde_json::to_string(&Json(&row)).map_err(BundleError::from);
                line(to, text, row.idx)?;
            }
            Lines::Bundle { size } => {
                let index = u64::try_from(row.idx).unwrap_or_default();
                let proof = reader.inclusion(index, *size).await?;
                let digests = row.digests.as_deref().and_then(leaf::digests_from_bytes);
                let mut mask = Mask::nothing();
                if concealed {
                    let hidden = mask.and_field("child");
                    mask = hidden.map_err(|why| ExportError::Entry { index: row.idx, why })?;
                }
                let entry = BundleEntry::open(
                    index,
                    &row.values(),
                    &row.keys(),
                    digests.as_ref(),
                    &mask,
                    &proof,
                );
                let by = row.erased_idx.and_then(|index| u64::try_from(index).ok());
                line(to, entry.and_then(|entry| entry.erased_by(by).to_line()), row.idx)?;
            }
        }
        Ok(())
    }
}

fn line(
    to: &mut impl Write,
    text: Result<String, BundleError>,
    index: i64,
) -> Result<(), ExportError> {
    let text = text.map_err(|why| ExportError::Entry { index, why })?;
    Ok(writeln!(to, "{text}")?)
}

/// Field names and values in leaf order, the time as people read it; an absent
/// value is empty, as an erased one.
fn readable(row: &EntryRow) -> impl Iterator<Item = (&'static str, String)> {
    let time = Timestamp::from_micros(row.time);
    FIELDS.iter().zip(row.values()).map(move |((name, _), value)| match (*name, value) {
        ("time", Some(_)) => ("time", time.to_string()),
        (name, value) => (name, value.unwrap_or_default()),
    })
}

/// Names of the groups that were erased.
fn erased(row: &EntryRow) -> Vec<&'static str> {
    let gone = Group::ALL.into_iter().zip(row.keys()).filter(|(_, key)| key.is_none());
    gone.map(|(group, _)| group.name()).collect()
}

/// The entry as JSON by field names in leaf order; what is empty is left out.
struct Json<'r>(&'r EntryRow);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("index", &self.0.idx)?;
        for (name, value) in readable(self.0).filter(|(_, value)| !value.is_empty()) {
            map.serialize_entry(name, &value)?;
        }
        let erased = erased(self.0);
        if !erased.is_empty() {
            map.serialize_entry("erased", &erased)?;
        }
        map.end()
    }
}
