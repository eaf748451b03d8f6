//! What stands in a copy of the folder, in order: a page that explains it, the
//! documents, what is known of them, consents with receipts, the log, and last the
//! list of all that.

use super::super::archive::Sort;
use super::super::audit::named;
use super::super::consents::receipt::receipt;
use super::super::consents::view;
use super::super::documents::{self, DocumentView, VersionView};
use super::super::error::Error;
use super::super::export::{Lines, Selection, checkpoint, header};
use super::super::names::Names;
use super::super::open::{self, Wanted};
use super::copy::{Cut, Maker, broken};
use crate::domain::document::ScanState;
use crate::domain::entry::Kind;
use crate::domain::text::FileName;
use crate::domain::{ConsentId, DocumentId, Timestamp};
use crate::gate::Spoken;
use crate::ledger::read::Reader;
use crate::store::documents::{self as rows, After};
use crate::store::log::{DEFAULT_LOG, EntryRow};
use crate::store::search::{self, Filter};
use futures_util::StreamExt as _;
use serde::Serialize;
use serde_json::{Value, json};
use std::time::Duration;

/// The first field of the manifest.
const FORMAT: &str = "samflyt-copy/1";
/// What each file is, in three languages.
const README: &str = include_str!("readme.txt");
/// Rows that are read together.
const PAGE: usize = 100;
/// How often a version is asked for while the stores are busy, and the pauses.
const ATTEMPTS: u32 = 4;
const PAUSE: Duration = Duration::from_millis(500);

/// A version that is not in the copy, or not whole.
#[derive(Debug, Serialize)]
struct Missing {
    document: DocumentId,
    version: i64,
    /// Where its beginning stands, if that is in the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    reason: &'static str,
}

impl From<Error> for Cut {
    fn from(error: Error) -> Self {
        broken(&error)
    }
}

impl From<crate::store::StoreError> for Cut {
    fn from(error: crate::store::StoreError) -> Self {
        broken(&error)
    }
}

impl From<std::io::Error> for Cut {
    fn from(error: std::io::Error) -> Self {
        broken(&error)
    }
}

impl From<serde_json::Error> for Cut {
    fn from(error: serde_json::Error) -> Self {
        broken(&error)
    }
}

impl Maker {
    /// Everything but the archive's own end.
    pub(super) async fn everything(&mut self) -> Result<(), Cut> {
        let at = self.permit.decided_at();
        self.text("README.txt", README.as_bytes()).await?;
        let views = self.documents_listed().await?;
        let mut missing = Vec::new();
        for view in &views {
            for version in &view.versions {
                self.version(view, version, &mut missing).await?;
            }
        }
        self.list("documents.json", views.into_iter().map(self.format.document)).await?;
        let receipts = self.consents().await?;
        for consent in receipts {
            self.still_permitted().await?;
            self.receipt(consent).await?;
        }
        self.log().await?;
        let manifest = json!({
            "format": FORMAT,
            "child": self.child,
            "made": at.to_string(),
            "made_by": self.actor.person(),
            "entry": self.permit.index(),
            "files": self.archive.listed(),
            "missing": missing,
        });
        self.text("manifest.json", &pretty(&manifest)?).await
    }

    /// A whole small file.
    async fn text(&mut self, path: &str, bytes: &[u8]) -> Result<(), Cut> {
        let at = self.permit.decided_at();
        self.archive.begin(path.to_owned(), Sort::Text, at)?;
        self.archive.write(bytes)?;
        self.archive.end();
        self.hand_over().await
    }

    /// A JSON list, one element at a time.
    async fn list(
        &mut self,
        path: &str,
        elements: impl Iterator<Item = Result<Value, Error>> + Send,
    ) -> Result<(), Cut> {
        self.begin_list(path)?;
        for (number, element) in elements.enumerate() {
            self.element(number, &element?).await?;
        }
        self.end_list().await
    }

    fn begin_list(&mut self, path: &str) -> Result<(), Cut> {
        self.archive.begin(path.to_owned(), Sort::Text, self.permit.decided_at())?;
        Ok(self.archive.write(b"[")?)
    }

    async fn element(&mut self, number: usize, element: &Value) -> Result<(), Cut> {
        self.archive.write(if number == 0 { b"\n" } else { b",\n" })?;
        self.archive.write(&serde_json::to_vec(element)?)?;
        self.hand_over().await
    }

    async fn end_list(&mut self) -> Result<(), Cut> {
        self.archive.write(b"\n]\n")?;
        self.archive.end();
        self.hand_over().await
    }

    /// The documents that the asker may see, oldest first, with all versions.
    async fn documents_listed(&self) -> Result<Vec<DocumentView>, Cut> {
        let (app, now) = (&self.app, self.permit.decided_at());
        let mut after = After::start();
        let mut found = Vec::new();
        loop {
            let mut conn = app.db.read().await?;
            let page = rows::list(&mut conn, self.child, after, 100).await?;
            drop(conn);
            let last_page = page.len() < 100;
            for row in page {
                after = After { created: row.created, id: row.id };
                tokio::task::yield_now().await;
                if app.gate.lists_in_copy(&self.actor, &self.permit, &row.facts(now)) {
                    found.push(row.id);
                }
            }
            if last_page {
                break;
            }
        }
        let mut views = Vec::with_capacity(found.len());
        for id in found.into_iter().rev() {
            // One that is erased meanwhile is not there.
            views.extend(documents::read(app, id, i64::MAX).await?);
        }
        Ok(views)
    }

    /// One version, opened by an entry of its own. What cannot be had is told in
    /// the manifest, and the rest goes on.
    async fn version(
        &mut self,
        view: &DocumentView,
        version: &VersionView,
        missing: &mut Vec<Missing>,
    ) -> Result<(), Cut> {
        let (document, number) = (view.id, version.version);
        let lacks = |path, reason| Missing { document, version: number, path, reason };
        if version.scan == ScanState::Infected {
            missing.push(lacks(None, "infected"));
            return Ok(());
        }
        let mut opened = match self.open(document, number).await? {
            Ok(opened) => opened,
            Err(reason) => {
                missing.push(lacks(None, reason));
                return Ok(());
            }
        };
        let name = FileName::new(&version.file_name, version.media_type);
        let is_newest = number == view.newest.version;
        let path = if is_newest {
            self.archive.free("documents", name.as_str())
        } else {
            let (stem, ending) = name.as_str().rsplit_once('.').unwrap_or((name.as_str(), "bin"));
            self.archive.free("documents/older", &format!("{stem} (v{number}).{ending}"))
        };
        self.archive.begin(path, Sort::Document(opened.size), version.created)?;
        let mut whole = true;
        while let Some(chunk) = opened.body.next().await {
            let Ok(chunk) = chunk else {
                whole = false;
                break;
            };
            self.archive.write(&chunk)?;
            self.hand_over().await?;
        }
        drop(opened);
        if whole {
            self.archive.end();
        } else {
            // Ended by what ends all of it, or damaged by itself.
            self.still_permitted().await?;
            let path = self.archive.abandon();
            missing.push(lacks(path, "interrupted"));
        }
        Ok(())
    }

    /// Opens a version; the inner error says why it is not in the copy.
    async fn open(
        &self,
        document: DocumentId,
        version: i64,
    ) -> Result<Result<open::Opened, &'static str>, Cut> {
        let mut attempt = 0;
        loop {
            let which = (document, Some(version));
            let error = match open::open(&self.app, &self.actor, which, None, Wanted::All).await {
                Ok(opened) => return Ok(Ok(opened)),
                Err(error) => error,
            };
            let bare = match &error {
                Error::Recorded { source, .. } => source,
                other => other,
            };
            match bare {
                Error::Damaged { .. } => return Ok(Err("damaged")),
                Error::Refused { reason, .. } => {
                    self.still_permitted().await?;
                    return Ok(Err(reason.code()));
                }
                Error::NotFound { .. } => {
                    self.still_permitted().await?;
                    return Ok(Err("not-found"));
                }
                Error::Busy { .. } if attempt < ATTEMPTS => {
                    attempt += 1;
                    tokio::time::sleep(PAUSE * attempt).await;
                }
                Error::Busy { .. } => return Err(Cut("busy")),
                _ => return Err(error.into()),
            }
        }
    }

    /// The consents that the asker may see; gives those that have a receipt.
    async fn consents(&mut self) -> Result<Vec<ConsentId>, Cut> {
        self.begin_list("consents.json")?;
        let (mut after, mut number, mut receipts) = (None, 0, Vec::new());
        loop {
            self.still_permitted().await?;
            let granted = self.permit.granted().clone();
            let (views, next) =
                view::listed(&self.app, granted, self.child, None, after, PAGE).await?;
            for view in views {
                receipts.push(view.consent.id);
                let value = (self.format.consent)(&self.app, view)?;
                self.element(number, &value).await?;
                number += 1;
            }
            let Some(next) = next else { break };
            after = Some(next);
        }
        self.end_list().await?;
        Ok(receipts)
    }

    /// The receipt of a consent; none of one that nobody has given.
    async fn receipt(&mut self, consent: ConsentId) -> Result<(), Cut> {
        let found = match receipt(&self.app, self.permit.granted(), consent, None).await {
            Ok(found) => found,
            // Hidden from the asker meanwhile.
            Err(Error::NotFound { .. }) => return Ok(()),
            Err(Error::Busy { .. }) => return Err(Cut("busy")),
            Err(error) => return Err(error.into()),
        };
        let kind = found.proofs.given.entry.pointer("/kind/value").and_then(Value::as_str);
        if kind == Some(Kind::ConsentDrafted.code()) {
            return Ok(());
        }
        let value = (self.format.receipt)(&self.app, found)?;
        self.text(&format!("receipts/{consent}.json"), &pretty(&value)?).await
    }

    /// The folder's log up to the entry of the copy: to be read, and as proof.
    async fn log(&mut self) -> Result<(), Cut> {
        self.archive.begin("log.jsonl".to_owned(), Sort::Text, self.permit.decided_at())?;
        let mut above = Some(0);
        while let Some(from) = above {
            self.still_permitted().await?;
            let (shown, next) = self.entries(from).await?;
            above = next;
            let mut lines = Vec::new();
            let mut conn = self.app.db.read().await?;
            let mut names = Names::new(&self.app);
            for row in shown {
                let entry = named(&mut names, &mut conn, row).await?;
                serde_json::to_writer(&mut lines, &(self.format.entry)(entry)?)?;
                lines.push(b'\n');
            }
            drop(names);
            drop(conn);
            self.archive.write(&lines)?;
            self.hand_over().await?;
        }
        self.archive.end();

        let signed = checkpoint(&self.app, self.permit.index()).await?;
        let selection = Selection { child: Some(self.child), ..Selection::default() };
        let head = header(&self.app, &selection, &signed, None).await;
        let head = head.map_err(|error| broken(&error))?.to_line();
        let head = head.map_err(|error| broken(&error))?;
        let key = format!("{}\n", self.app.publisher.key());
        self.text("log-key.txt", key.as_bytes()).await?;
        self.archive.begin("log-bundle.jsonl".to_owned(), Sort::Text, self.permit.decided_at())?;
        self.archive.write(head.as_bytes())?;
        self.archive.write(b"\n")?;
        let mut above = Some(0);
        while let Some(from) = above {
            self.still_permitted().await?;
            let (shown, next) = self.entries(from).await?;
            above = next;
            let mut lines = Vec::new();
            let mut conn = self.app.db.read().await?;
            let mut reader = Reader::new(&mut conn, DEFAULT_LOG);
            let mut writer = Lines::Bundle { size: signed.size };
            for row in shown {
                writer
                    .write(row, false, &mut reader, &mut lines)
                    .await
                    .map_err(|error| broken(&error))?;
            }
            drop(conn);
            self.archive.write(&lines)?;
            self.hand_over().await?;
        }
        self.archive.end();
        self.hand_over().await
    }

    /// Entries of the folder from this index on that are there for the asker, and
    /// from where to go on.
    async fn entries(&self, from: i64) -> Result<(Vec<EntryRow>, Option<i64>), Cut> {
        let mut conn = self.app.db.read().await?;
        let at: Timestamp = self.permit.decided_at();
        let spoken = Spoken::load(&mut conn, self.child, at).await?;
        let filter = Filter {
            child: Some(self.child),
            above: Some(from),
            below: Some(self.permit.index()),
            ..Filter::default()
        };
        let limit = i64::try_from(PAGE).unwrap_or(100);
        let mut found = search::in_order(&mut conn, DEFAULT_LOG, &filter, limit).await?;
        let next = found.last().map(|row| row.idx.saturating_add(1));
        let granted = self.permit.granted();
        found.retain(|row| self.app.gate.shows(granted, &spoken, row));
        Ok((found, next))
    }
}

fn pretty(value: &impl Serialize) -> Result<Vec<u8>, Cut> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
