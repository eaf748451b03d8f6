//! Files as an ordinary form sends them: several in one body, each with a result of
//! its own. Nothing is held back: a file is sealed while it comes.

use super::{OTHER, suggested};
use crate::domain::text::Title;
use crate::domain::time::Day;
use crate::domain::{ChildId, DocumentId};
use crate::flows::upload::{self, Meta, Stored, Upload};
use crate::flows::{self};
use crate::web::State;
use crate::web::api::paced::{Pace, Paced};
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest as _, Request};
use axum::http::StatusCode;
use http_body_util::Limited;
use std::sync::Arc;
use std::time::Duration;

/// The most bytes of one form.
const MOST: usize = 200 * 1024 * 1024;
/// The most files of one form.
pub(super) const FILES: usize = 50;
/// Bytes that may come before a part, and of a part before any is given out.
pub(super) const AHEAD: usize = 1 << 20;
/// The longest field that is no file.
const FIELD: usize = 256;

/// Where files go.
#[derive(Clone, Copy)]
pub(super) enum Goal {
    New(ChildId),
    Version(DocumentId),
}

/// What became of one file.
pub(super) enum Arrival {
    Stored(DocumentId),
    /// Not stored: its number among the files, its name, and the code of why not. The
    /// name never stands in an address.
    Failed {
        nth: usize,
        name: String,
        code: String,
    },
}

impl Arrival {
    /// One that is told of in an address.
    pub(super) fn failed(text: &str) -> Option<Self> {
        let (nth, code) = text.split_once('.')?;
        let fits = code.len() <= 40 && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        let nth = nth.parse().ok().filter(|nth| (1..=FILES + 1).contains(nth))?;
        fits.then(|| Self::Failed { nth, name: String::new(), code: code.to_owned() })
    }

    /// As it is told of in an address: ids and codes only.
    pub(super) fn in_address(&self) -> String {
        match self {
            Self::Stored(id) => format!("stored={id}&"),
            Self::Failed { nth, code, .. } => format!("failed={nth}.{code}&"),
        }
    }
}

/// A form with its files.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) arrivals: Vec<Arrival>,
    pub(super) category: String,
    pub(super) date: String,
    once: String,
}

impl Batch {
    /// Takes a field that is no file.
    pub(super) async fn take_field(
        &mut self,
        idle: Duration,
        field: Field<'_>,
    ) -> Result<(), Problem> {
        let name = field.name().unwrap_or_default().to_owned();
        let text = text_of(idle, field).await?;
        match name.as_str() {
            "category" => self.category = text,
            "date" => self.date = text,
            "once" => self.once = text,
            _ => return Err(Problem::bad("field-unknown", "Send a form of this service.")),
        }
        Ok(())
    }

    /// How many files of it are stored.
    fn stored(&self) -> usize {
        self.arrivals.iter().filter(|one| matches!(one, Arrival::Stored(_))).count()
    }

    /// The idempotency key of one document of this form.
    pub(super) fn once(&self, which: &str) -> Option<String> {
        let fits = (1..=100).contains(&self.once.len());
        let fits = fits && self.once.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| format!("{}-{which}", self.once))
    }

    /// What a paper of this form is called and where it belongs; neither has to be
    /// said.
    pub(super) fn meta(
        &self,
        state: &State,
        visitor: &Visitor,
        number: usize,
    ) -> Result<Meta, Problem> {
        let category = if self.category.is_empty() { OTHER } else { &self.category };
        let wrong = || Problem::invalid("date-wrong", "date", "Write the date as 2026-01-31.");
        let date: Option<Day> = match self.date.as_str() {
            "" => None,
            text => Some(text.parse().map_err(|_| wrong())?),
        };
        let words = (visitor.texts(), visitor.lang);
        let title = suggested(&state.app, words, category, date, number);
        let title = Title::new(&title)
            .map_err(|error| Problem::invalid(error.code(), "title", error.to_string()))?;
        Ok(Meta { title, category: category.to_owned(), date })
    }
}

pub(super) fn too_slow() -> Problem {
    Problem::new(StatusCode::REQUEST_TIMEOUT, "body-too-slow", "Send the form again.")
}

/// Why a form broke off: it has more bytes than may come at once, or its sender is gone.
pub(super) fn broken(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let detail = "Send fewer files at once.";
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "form-too-large", detail);
    }
    flows::Error::Incomplete.into()
}

/// Reads a form and stores its files one after the other. Where it breaks off after
/// some are stored, that is the result of the next one: what is stored is told.
pub(super) async fn read(
    state: &State,
    visitor: &Visitor,
    goal: Goal,
    request: Request,
) -> Result<Batch, Problem> {
    let _slot = state.limiter.upload(visitor.actor.person())?;
    let mut batch = Batch::default();
    let read = Box::pin(read_all(state, visitor, goal, request, &mut batch));
    let read = tokio::time::timeout(state.app.limits.stream, read).await;
    match read.unwrap_or_else(|_| Err(too_slow())) {
        Err(problem) if batch.stored() == 0 && problem.status != 413 => return Err(problem),
        Err(problem) => {
            let nth = batch.arrivals.len().saturating_add(1);
            batch.arrivals.push(failed(nth, String::new(), &problem.code));
        }
        Ok(()) => {}
    }
    Ok(batch)
}

/// A form's parts, and the pace at which they may be read.
pub(super) async fn parts_of(
    state: &State,
    request: Request,
) -> Result<(Multipart, Arc<Pace>), Problem> {
    let pace = Arc::new(Pace::default());
    let request = request
        .map(|body| axum::body::Body::new(Limited::new(Paced::new(body, Arc::clone(&pace)), MOST)));
    let parts = Multipart::from_request(request, state).await.map_err(|_| {
        Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "form-needed",
            "Send a form of this service.",
        )
    })?;
    Ok((parts, pace))
}

async fn read_all(
    state: &State,
    visitor: &Visitor,
    goal: Goal,
    request: Request,
    batch: &mut Batch,
) -> Result<(), Problem> {
    let (mut parts, pace) = parts_of(state, request).await?;
    let idle = state.app.limits.idle;
    let most = match goal {
        Goal::New(_) => FILES,
        Goal::Version(_) => 1,
    };
    loop {
        pace.expect(AHEAD);
        let next = tokio::time::timeout(idle, parts.next_field()).await.map_err(|_| too_slow())?;
        let Some(field) = next.map_err(|error| broken(&error))? else { return Ok(()) };
        pace.expect(AHEAD);
        match field.name() {
            Some("file") => {
                let nth = batch.arrivals.len().saturating_add(1);
                if nth > most {
                    batch.arrivals.push(failed(nth, String::new(), "too-many-files"));
                    return Ok(());
                }
                let file = File { state, visitor, goal, nth, pace: &pace };
                // None when none was chosen in this field.
                let arrival = Box::pin(file.take(batch, field)).await?;
                batch.arrivals.extend(arrival);
            }
            _ => batch.take_field(idle, field).await?,
        }
    }
}

pub(super) fn failed(nth: usize, name: String, code: &str) -> Arrival {
    Arrival::Failed { nth, name, code: code.to_owned() }
}

struct File<'a> {
    state: &'a State,
    visitor: &'a Visitor,
    goal: Goal,
    nth: usize,
    pace: &'a Pace,
}

impl File<'_> {
    /// Takes one file; `None` for a field in which none was chosen. What is wrong
    /// with the file is its own result; what is wrong with the form ends it.
    async fn take(self, batch: &Batch, mut field: Field<'_>) -> Result<Option<Arrival>, Problem> {
        let name = field.file_name().unwrap_or_default().to_owned();
        let idle = self.state.app.limits.idle;
        let mut upload: Option<Upload> = None;
        let mut wrong: Option<Problem> = None;
        loop {
            let chunk = match tokio::time::timeout(idle, field.chunk()).await {
                Ok(chunk) => chunk.map_err(|error| broken(&error)),
                Err(_) => Err(too_slow()),
            };
            let chunk = match chunk {
                Ok(chunk) => chunk,
                Err(problem) => {
                    give_up(upload).await;
                    return Err(problem);
                }
            };
            let Some(bytes) = chunk else { break };
            self.pace.expect(AHEAD);
            // The rest of what is not taken is read away, for the files behind it.
            if wrong.is_some() || bytes.is_empty() {
                continue;
            }
            let mut arriving = match upload.take() {
                Some(arriving) => arriving,
                None => self.begin().await?,
            };
            match arriving.write(&bytes).await {
                Ok(()) => upload = Some(arriving),
                Err(error) => {
                    arriving.abort().await;
                    wrong = Some(error.into());
                }
            }
        }
        if let Some(problem) = wrong {
            return Ok(Some(failed(self.nth, name, &problem.code)));
        }
        let Some(arriving) = upload else {
            return Ok((!name.is_empty()).then(|| failed(self.nth, name, "file-empty")));
        };
        Ok(Some(match self.finish(batch, arriving, &name).await {
            Ok(stored) => Arrival::Stored(stored.document),
            Err(problem) if problem.status == 404 => return Err(problem),
            Err(problem) => failed(self.nth, name, &problem.code),
        }))
    }

    async fn begin(&self) -> Result<Upload, Problem> {
        let (app, actor) = (&self.state.app, &self.visitor.actor);
        Ok(match self.goal {
            Goal::New(child) => upload::begin(app, actor, child, None).await?,
            Goal::Version(document) => upload::begin_version(app, actor, document).await?,
        })
    }

    async fn finish(&self, batch: &Batch, upload: Upload, name: &str) -> Result<Stored, Problem> {
        let meta = match self.goal {
            Goal::Version(_) => None,
            Goal::New(_) => match batch.meta(self.state, self.visitor, batch.stored() + 1) {
                Ok(meta) => Some(meta),
                Err(problem) => {
                    upload.abort().await;
                    return Err(problem);
                }
            },
        };
        let once = batch.once(&self.nth.to_string());
        Ok(upload.finish(meta, name, once).await?)
    }
}

async fn give_up(upload: Option<Upload>) {
    if let Some(upload) = upload {
        upload.abort().await;
    }
}

async fn text_of(idle: Duration, mut field: Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    loop {
        let chunk = tokio::time::timeout(idle, field.chunk()).await.map_err(|_| too_slow())?;
        let Some(chunk) = chunk.map_err(|error| broken(&error))? else { break };
        bytes.extend_from_slice(&chunk);
        if bytes.len() > FIELD {
            return Err(Problem::bad("too-long", "Send a form of this service."));
        }
    }
    let text = String::from_utf8(bytes);
    text.map(|text| text.trim().to_owned())
        .map_err(|_| Problem::bad("not-text", "Send a form of this service."))
}
