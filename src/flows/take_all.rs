//! All that one consent shows of a child, in one archive that is made while it is
//! sent. Each file is asked for, recorded and told of by itself, like an opening
//! from the list; what is refused in between is left out and named in the archive.

use super::App;
use super::archive::{Archive, Sort};
use super::cases::{self, Case};
use super::error::Error;
use super::open::{self, CutShort, Opened, View, Wanted};
use crate::domain::text::FileName;
use crate::domain::{ChildId, ConsentId, DocumentId, Reason, Timestamp};
use crate::identity::Actor;
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, stream};
use std::collections::VecDeque;

/// A file that is not in the archive.
#[derive(Debug, Clone)]
pub struct Left {
    /// Title of the document.
    pub title: String,
    /// Why it was refused; `None` when the service could not read it.
    pub reason: Option<Reason>,
}

/// What stands in the archive beside the files.
pub struct Note {
    /// The folder of the files.
    pub folder: String,
    /// The file's name.
    pub name: String,
    /// Its words, once it is known which files are there and which are not.
    pub words: Words,
}

/// Makes the words of the note from what is shared, the files that are there and those
/// that are not.
pub type Words = Box<dyn FnOnce(&Case, &[String], &[Left]) -> String + Send>;

impl std::fmt::Debug for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Note").field("name", &self.name).finish_non_exhaustive()
    }
}

/// An archive on its way out.
pub struct Taken<S> {
    /// Entry that tells that the list was read.
    pub index: i64,
    /// When it was asked for.
    pub at: Timestamp,
    /// The bytes. Ends with an error when a file was cut, and then every reader
    /// refuses it: it has no list of what is in it.
    pub body: S,
}

impl<S> std::fmt::Debug for Taken<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Taken").field("index", &self.index).finish_non_exhaustive()
    }
}

struct Maker {
    app: App,
    actor: Actor,
    case: Case,
    view: View,
    left_to_open: VecDeque<(DocumentId, String)>,
    archive: Archive,
    at: Timestamp,
    current: Option<Opened>,
    kept: Vec<String>,
    left: Vec<Left>,
    note: Option<Note>,
}

/// What comes next.
enum Step {
    Bytes(Box<Maker>),
    Last(Box<Archive>),
    Over,
}

/// All that `consent` shows of `child` to `actor` now. Profiles are in it as `view`
/// says. Nothing is made before it is read, so that what nobody takes is not
/// recorded as taken.
///
/// # Errors
/// Refusals; [`Error::NotFound`] when this consent shows the person nothing.
pub async fn take(
    app: &App,
    actor: &Actor,
    (child, consent): (ChildId, ConsentId),
    view: View,
    note: Note,
) -> Result<Taken<impl Stream<Item = Result<Bytes, CutShort>> + Send + use<>>, Error> {
    let (shown, index) = cases::show_whole(app, actor, child).await?;
    let case = shown.into_iter().find(|case| case.consent == consent);
    let case = case.filter(|case| !case.documents.is_empty());
    let mut case = case.ok_or(Error::NotFound { index: Some(index) })?;
    let at = app.clock.now();
    let maker = Maker {
        app: app.clone(),
        actor: actor.clone(),
        view,
        left_to_open: case.documents.drain(..).map(|one| (one.id, one.title)).collect(),
        case,
        archive: Archive::new(),
        at,
        current: None,
        kept: Vec::new(),
        left: Vec::new(),
        note: Some(note),
    };
    let body = stream::unfold(Step::Bytes(Box::new(maker)), |step| async move {
        match step {
            Step::Bytes(maker) => Some(maker.next().await),
            Step::Last(archive) => match archive.finish() {
                Ok(bytes) => Some((Ok(bytes), Step::Over)),
                Err(error) => Some((Err(broken(&error)), Step::Over)),
            },
            Step::Over => None,
        }
    });
    Ok(Taken { index, at, body })
}

impl Maker {
    /// Works until there is something to send.
    async fn next(mut self: Box<Self>) -> (Result<Bytes, CutShort>, Step) {
        loop {
            if let Err(cut) = self.work().await {
                return (Err(cut), Step::Over);
            }
            let bytes = self.archive.take();
            let over = self.note.is_none();
            if !bytes.is_empty() {
                let rest =
                    if over { Step::Last(Box::new(self.archive)) } else { Step::Bytes(self) };
                return (Ok(bytes), rest);
            }
        }
    }

    /// The next piece of the file that is open, the next file, or the note.
    async fn work(&mut self) -> Result<(), CutShort> {
        if let Some(opened) = &mut self.current {
            if let Some(bytes) = opened.body.next().await {
                self.archive.write(&bytes?).map_err(|error| broken(&error))?;
            } else {
                self.archive.end();
                // Its outcome is recorded now.
                self.current = None;
            }
            return Ok(());
        }
        if let Some((document, title)) = self.left_to_open.pop_front() {
            return self.open(document, title).await;
        }
        if let Some(note) = self.note.take() {
            let words = (note.words)(&self.case, &self.kept, &self.left);
            self.archive.begin(note.name, Sort::Text, self.at).map_err(|error| broken(&error))?;
            self.archive.write(words.as_bytes()).map_err(|error| broken(&error))?;
            self.archive.end();
        }
        Ok(())
    }

    async fn open(&mut self, document: DocumentId, title: String) -> Result<(), CutShort> {
        let (app, actor) = (&self.app, &self.actor);
        let (what, purpose) = ((document, None), Some(self.case.purpose.clone()));
        let opened = open::open_as(app, actor, what, purpose, Wanted::All, Some(self.view)).await;
        let opened = match opened {
            Ok(opened) => opened,
            Err(error) => {
                self.left.push(Left { title, reason: reason(error) });
                return Ok(());
            }
        };
        let name = match opened.form {
            None => FileName::new(&opened.file_name, opened.media_type),
            Some(form) => FileName::with_ending(&opened.file_name, form.ending()),
        };
        let folder = self.note.as_ref().map_or("", |note| note.folder.as_str());
        let path = self.archive.free(folder, name.as_str());
        self.kept.push(path.clone());
        let sort = Sort::Document(opened.size);
        self.archive.begin(path, sort, self.at).map_err(|error| broken(&error))?;
        self.current = Some(opened);
        Ok(())
    }
}

/// Why a file is not there; what went wrong with the service itself is in its trace.
fn reason(error: Error) -> Option<Reason> {
    match error {
        Error::Refused { reason, .. } => Some(reason),
        Error::NotFound { .. } => Some(Reason::Unknown),
        Error::Recorded { source, .. } => reason(*source),
        _ => None,
    }
}

fn broken(error: &std::io::Error) -> CutShort {
    tracing::error!(error = error as &dyn std::error::Error, "an archive cannot be written");
    CutShort
}
