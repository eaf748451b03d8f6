//! Opening a document: ask, record, read, deliver, tell how it ended.

use super::App;
use super::error::{Error, Invalid};
use super::render::{self, Form};
use crate::domain::document::MediaType;
use crate::domain::entry::Outcome;
use crate::domain::lang::Lang;
use crate::domain::profile::{self, Profile};
use crate::domain::{DocumentId, Reason};
use crate::gate::action::Open;
use crate::gate::lease::{Lease, Watch};
use crate::gate::system::Delivery;
use crate::gate::{Answer, Ask, Granted};
use crate::identity::Actor;
use crate::store::StoreError;
use crate::store::facts::Target;
use crate::vault::{Reader, VaultError};
use bytes::Bytes;
use futures_util::Stream;
use std::ops::{ControlFlow, Range};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// Pauses between attempts to record an outcome: the first, and the longest.
const TELL_PAUSES: [Duration; 2] = [Duration::from_millis(50), Duration::from_secs(10)];

/// Which bytes of a document somebody wants (RFC 9110, section 14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of it.
    All,
    /// From the first position to the last, both included; `None` is the end.
    From(u64, Option<u64>),
    /// The last so many bytes.
    Last(u64),
    /// No bytes, only what would be told before them.
    Head,
}

impl Wanted {
    /// The range in a document of `size` bytes; `None` when it lies outside.
    #[must_use]
    pub fn within(self, size: u64) -> Option<Range<u64>> {
        match self {
            Wanted::All => Some(0..size),
            Wanted::Head => Some(0..0),
            Wanted::From(first, last) => {
                let end = last.map_or(size, |last| last.saturating_add(1).min(size));
                (first < end).then_some(first..end)
            }
            Wanted::Last(count) => {
                (count > 0 && size > 0).then(|| size.saturating_sub(count)..size)
            }
        }
    }
}

/// In what form a profile is viewed, and in which language; `None` is its own.
pub type View = (Form, Option<Lang>);

/// A document on its way out.
#[derive(Debug)]
pub struct Opened {
    /// Entry that tells of the opening.
    pub index: i64,
    /// Kind of file.
    pub media_type: MediaType,
    /// Number of the version.
    pub version: i64,
    /// What the bytes are a rendering as, where they are not the stored ones.
    pub form: Option<Form>,
    /// The file's name.
    pub file_name: String,
    /// Length of the whole document, or of its rendering.
    pub size: u64,
    /// What is answered: what was wanted, or the whole in place of a part.
    pub wanted: Wanted,
    /// The bytes that follow.
    pub range: Range<u64>,
    /// SHA-256 of the whole document as it is stored.
    pub sha256: [u8; 32],
    /// Has a scanner cleared it?
    pub scan: crate::domain::document::ScanState,
    /// The bytes.
    pub body: Body,
}

/// The bytes of an opening. Ends with an error when the stream is cut, so that
/// the client can tell a cut from the end.
#[derive(Debug)]
pub struct Body {
    chunks: mpsc::Receiver<Bytes>,
    flow: Arc<Mutex<Flow>>,
    whole: u64,
    watch: Watch,
    done: Option<oneshot::Sender<()>>,
}

/// What both ends of a stream agree on: once it is over, not a byte more is
/// handed out, and the count of what was is final.
#[derive(Debug, Default)]
struct Flow {
    over: bool,
    taken: u64,
}

fn lock(flow: &Mutex<Flow>) -> MutexGuard<'_, Flow> {
    flow.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The stream was cut.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the stream was cut")]
pub struct CutShort;

impl Stream for Body {
    type Item = Result<Bytes, CutShort>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        // Held while bytes change hands: a cut comes before them or after.
        let mut flow = lock(&this.flow);
        let complete = flow.taken >= this.whole;
        if complete {
            return Poll::Ready(None);
        }
        let polled = this.chunks.poll_recv(cx);
        // What waited here while the lease ended stays here.
        flow.over |= this.watch.ended().is_some();
        if flow.over {
            return Poll::Ready(Some(Err(CutShort)));
        }
        match polled {
            Poll::Ready(Some(bytes)) => {
                flow.taken += bytes.len() as u64;
                Poll::Ready(Some(Ok(bytes)))
            }
            // The sender is gone without the last byte: never a clean end.
            Poll::Ready(None) => Poll::Ready(Some(Err(CutShort))),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        if let Some(done) = self.done.take() {
            // The deliverer may have ended already.
            let _ = done.send(());
        }
    }
}

/// Opens `version` (the newest if `None`) of a document for `purpose`.
///
/// # Errors
/// [`Error::Invalid`] for a purpose that is none, whatever the document; refusals,
/// a range outside the document, or what the stores say. Once the opening is
/// recorded its outcome is recorded too, whatever happens.
pub async fn open(
    app: &App,
    actor: &Actor,
    (document, version): (DocumentId, Option<i64>),
    purpose: Option<String>,
    wanted: Wanted,
) -> Result<Opened, Error> {
    open_as(app, actor, (document, version), purpose, wanted, None).await
}

/// The same; but a profile may be viewed in another form than it is stored in. It
/// is the same one permit, entry and outcome, over the bytes of the rendering. Of
/// all other documents `view` is not looked at.
///
/// # Errors
/// As [`open`].
pub async fn open_as(
    app: &App,
    actor: &Actor,
    (document, version): (DocumentId, Option<i64>),
    purpose: Option<String>,
    wanted: Wanted,
    view: Option<View>,
) -> Result<Opened, Error> {
    // The purpose stands in the log in clear: a code of the table or nothing.
    if purpose.as_ref().is_some_and(|code| !app.policies().tables().is_purpose(code)) {
        return Err(Invalid::new(
            "unknown-purpose",
            "purpose",
            "There is no such purpose. GET /api/v1/purposes lists them.",
        )
        .into());
    }
    let ask = Ask::about(Target::Document(document, version)).purpose(purpose);
    // A task of its own: a client that leaves now does not take it along, and the
    // outcome is told.
    let beginning = begin(app.clone(), actor.clone(), ask, (wanted, view));
    app.tasks.spawn(beginning).await.map_err(|error| Error::Internal(Box::new(error)))?
}

async fn begin(
    app: App,
    actor: Actor,
    ask: Ask,
    (wanted, view): (Wanted, Option<View>),
) -> Result<Opened, Error> {
    let permit = match app.gate.ask::<Open>(&actor, ask).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let index = permit.index();
    // A consent for one opening is used up by the whole document, never read in
    // parts: a range is answered with all of it (RFC 9110, 14.2).
    let once = permit.granted().consent().is_some_and(|consent| consent.once);
    let wanted = match wanted {
        Wanted::From(..) | Wanted::Last(_) if once => Wanted::All,
        wanted => wanted,
    };
    let lease = app.leases.hold(&actor, permit.granted(), index);
    let scan = permit.granted().document().map(|document| document.scan);
    let head = wanted == Wanted::Head;
    let granted = permit.granted().clone();
    let deliverer = Deliverer { app: app.clone(), actor, granted, index, head };
    let opening = match app.vault.open(permit) {
        Ok(opening) => opening,
        Err(source) => return Err(deliverer.failed(source)),
    };
    let Some(material) = opening.material() else {
        return Err(deliverer.failed(VaultError::Missing));
    };
    let (size, media_type, sha256) = (material.size_bytes, material.media_type, material.sha256);
    let version = material.version;
    let file_name = opening.file_name().to_owned();
    let view = view.filter(|_| media_type == MediaType::Json);
    // A rendering is made of the whole.
    let wanted = match view {
        Some(_) if wanted != Wanted::Head => Wanted::All,
        _ => wanted,
    };
    let range = wanted.within(size);
    // HEAD reads the first block too, so that it tells what GET would tell.
    let read = range.clone().filter(|range| !range.is_empty()).unwrap_or(0..size);
    let reader = opening.read(read);
    let (Some(mut range), Some(mut reader)) = (range, reader) else {
        deliverer.nothing("range");
        return Err(Error::Range { size, index });
    };
    // The first block is read before anything is answered, so that a missing
    // or damaged object is an error and not a broken stream.
    let first = tokio::select! {
        biased;
        reason = lease.wait() => return Err(deliverer.ended(reason)),
        () = app.stop.cancelled() => {
            deliverer.nothing("stopping");
            return Err(Error::Busy { what: "service" }.recorded(index));
        }
        first = beginning_of(&mut reader, view) => match first {
            Ok(first) => first,
            Err(NoBytes::Vault(source)) => return Err(deliverer.failed(source)),
            Err(NoBytes::Render(error)) => {
                deliverer.nothing("rendering");
                return Err(error.recorded(index));
            }
        },
    };
    let mut size = size;
    if view.is_some() {
        size = first.as_ref().map_or(0, |bytes| bytes.len() as u64);
        range = wanted.within(size).unwrap_or(0..0);
    }
    let (send, chunks) = mpsc::channel(1);
    let (done, ended) = oneshot::channel();
    let flow = Arc::new(Mutex::new(Flow::default()));
    let whole = range.end - range.start;
    let watch = lease.watch();
    let body = Body { chunks, flow: Arc::clone(&flow), whole, watch, done: Some(done) };
    app.tasks.spawn(deliverer.deliver(Source { first, reader, send, ended, flow, whole, lease }));
    Ok(Opened {
        index,
        media_type,
        version,
        form: view.map(|(form, _)| form),
        file_name,
        size,
        wanted,
        range,
        sha256,
        scan: scan.unwrap_or(crate::domain::document::ScanState::Pending),
        body,
    })
}

/// Why a stream cannot begin.
enum NoBytes {
    Vault(VaultError),
    Render(Error),
}

/// The first bytes of a stream; of a rendering all of them, so that the reader
/// is at its end.
async fn beginning_of(reader: &mut Reader, view: Option<View>) -> Result<Option<Bytes>, NoBytes> {
    let Some((form, lang)) = view else { return reader.next().await.map_err(NoBytes::Vault) };
    let mut stored = Vec::new();
    while let Some(bytes) = reader.next().await.map_err(NoBytes::Vault)? {
        stored.extend_from_slice(&bytes);
        if stored.len() > profile::MAX_BYTES + 4096 {
            return Err(NoBytes::Vault(VaultError::Damaged));
        }
    }
    let profile = Profile::read(&stored).map_err(|_| NoBytes::Vault(VaultError::Damaged))?;
    let paper = crate::paper::profile::paper(&profile, lang);
    let rendered = render::render(paper, form).await.map_err(NoBytes::Render)?;
    Ok(Some(rendered.into()))
}

struct Source {
    first: Option<Bytes>,
    reader: Reader,
    send: mpsc::Sender<Bytes>,
    ended: oneshot::Receiver<()>,
    flow: Arc<Mutex<Flow>>,
    whole: u64,
    lease: Lease,
}

/// Tells how something ended that was permitted.
pub(super) struct Deliverer {
    pub(super) app: App,
    pub(super) actor: Actor,
    pub(super) granted: Granted,
    /// Index of the entry that permitted it.
    pub(super) index: i64,
    /// Is nothing handed out but what would be told before the bytes?
    pub(super) head: bool,
}

impl Deliverer {
    async fn deliver(self, mut source: Source) {
        let cut = self.pump(&mut source).await;
        let bytes = {
            let mut flow = lock(&source.flow);
            flow.over = true;
            flow.taken
        };
        // The receiving end may have seen the end of the lease first.
        let cut = source.lease.ended().map(Reason::code).or(cut);
        let (outcome, reason) = match cut {
            _ if bytes == source.whole => (Outcome::Complete, None),
            None => (Outcome::Cut, Some("client-gone")),
            Some(reason) => (Outcome::Cut, Some(reason)),
        };
        // Wakes a body that waits for more.
        drop(source);
        self.tell(bytes, outcome, reason).await;
    }

    /// Hands the bytes over until the end, or until something ends them: why.
    /// Nothing is waited for, the object store neither, when the lease has ended.
    async fn pump(&self, source: &mut Source) -> Option<&'static str> {
        if source.whole == 0 {
            return None;
        }
        let limit = tokio::time::sleep(self.app.limits.stream);
        tokio::pin!(limit);
        loop {
            let Source { first, reader, send, ended, lease, .. } = &mut *source;
            let step = async {
                let next = match first.take() {
                    Some(first) => Ok(Some(first)),
                    None => reader.next().await,
                };
                let idle = self.app.limits.idle;
                match next {
                    Ok(Some(bytes)) => match tokio::time::timeout(idle, send.send(bytes)).await {
                        Ok(Ok(())) => ControlFlow::Continue(()),
                        Ok(Err(_)) => ControlFlow::Break(Some("client-gone")),
                        Err(_) => ControlFlow::Break(Some("idle")),
                    },
                    // Every byte is handed over when the body has been dropped.
                    Ok(None) => match tokio::time::timeout(idle, ended).await {
                        Ok(_) => ControlFlow::Break(None),
                        Err(_) => ControlFlow::Break(Some("idle")),
                    },
                    Err(error) => {
                        tracing::error!(
                            error = &error as &dyn std::error::Error,
                            "a stored document cannot be read to its end"
                        );
                        ControlFlow::Break(Some("storage"))
                    }
                }
            };
            let over = tokio::select! {
                biased;
                reason = lease.wait() => ControlFlow::Break(Some(reason.code())),
                () = self.app.stop.cancelled() => ControlFlow::Break(Some("stopping")),
                () = &mut limit => ControlFlow::Break(Some("time-limit")),
                step = step => step,
            };
            if let ControlFlow::Break(why) = over {
                return why;
            }
        }
    }

    /// Records that nothing of an opening was delivered, and words the error.
    fn failed(self, source: VaultError) -> Error {
        tracing::error!(
            error = &source as &dyn std::error::Error,
            "a permitted document cannot be read"
        );
        let index = self.index;
        self.nothing("storage");
        let error = match source {
            VaultError::Unreachable(_) | VaultError::Stale | VaultError::Store(_) => {
                Error::Busy { what: "document store" }
            }
            source => Error::Damaged { source },
        };
        error.recorded(index)
    }

    /// The same when the lease ended before the first byte.
    fn ended(self, reason: Reason) -> Error {
        let index = self.index;
        self.nothing(reason.code());
        match reason {
            Reason::Unknown => Error::Busy { what: "database" }.recorded(index),
            reason => Error::Refused { reason, index },
        }
    }

    /// Records that nothing was delivered; nobody waits for it.
    fn nothing(self, reason: &'static str) {
        let tasks = self.app.tasks.clone();
        tasks.spawn(async move { self.tell(0, Outcome::Cut, Some(reason)).await });
    }

    /// Records the outcome, however often it takes, until the service has stopped:
    /// an opening without one is closed as unknown only much later.
    pub(super) async fn tell(&self, bytes: u64, outcome: Outcome, reason: Option<&'static str>) {
        let [mut pause, longest] = TELL_PAUSES;
        let mut again = false;
        loop {
            let delivery = Delivery {
                of: self.index,
                bytes,
                outcome,
                reason: reason.map(str::to_owned),
                whole: outcome == Outcome::Complete && !self.head,
            };
            match self.app.gate.delivered(&self.granted, &self.actor, delivery, again).await {
                Ok(()) => return,
                Err(error) => {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "an outcome could not be recorded yet"
                    );
                    if matches!(error, StoreError::Stopped) {
                        return;
                    }
                }
            }
            // The answer may have been lost, and not the entry.
            again = true;
            if self.app.stop.is_cancelled() {
                [pause, _] = TELL_PAUSES;
                tokio::time::sleep(pause).await;
            } else {
                tokio::select! {
                    () = self.app.stop.cancelled() => {}
                    () = tokio::time::sleep(pause) => {}
                }
                pause = longest.min(pause * 2);
            }
        }
    }
}
