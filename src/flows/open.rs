//! Opening a document: ask, record, read, deliver, tell how it ended.

use super::App;
use super::error::Error;
use crate::domain::entry::Outcome;
use crate::domain::{DocumentId, Timestamp};
use crate::gate::action::Open;
use crate::gate::lease::Lease;
use crate::gate::system::Delivery;
use crate::gate::{Answer, Ask, Granted};
use crate::identity::Actor;
use crate::store::facts::Target;
use crate::vault::{Reader, VaultError};
use bytes::Bytes;
use futures_util::Stream;
use std::ops::Range;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use tokio::sync::{mpsc, oneshot};

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

/// A document on its way out.
#[derive(Debug)]
pub struct Opened {
    /// Entry that tells of the opening.
    pub index: i64,
    /// Kind of file.
    pub media_type: crate::domain::document::MediaType,
    /// The file's name.
    pub file_name: String,
    /// Length of the whole document.
    pub size: u64,
    /// The bytes that follow.
    pub range: Range<u64>,
    /// SHA-256 of the whole document.
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
/// Refusals, a range outside the document, or what the stores say. Once the
/// opening is recorded its outcome is recorded too, whatever happens.
pub async fn open(
    app: &App,
    actor: &Actor,
    (document, version): (DocumentId, Option<i64>),
    purpose: Option<String>,
    wanted: Wanted,
) -> Result<Opened, Error> {
    let ask = Ask::about(Target::Document(document, version)).purpose(purpose);
    let permit = match app.gate.ask::<Open>(actor, ask.clone()).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let index = permit.index();
    let consent = permit.granted().consent();
    let until: Option<Timestamp> = consent.map(|consent| consent.valid_until);
    let again = Ask { consent: consent.map(|consent| consent.id), ..ask };
    let lease = app.leases.hold(actor, again, until);
    let scan = permit.granted().document().map(|document| document.scan);
    let deliverer = Deliverer {
        app: app.clone(),
        actor: actor.clone(),
        granted: permit.granted().clone(),
        index,
    };
    let opening = match app.vault.open(permit) {
        Ok(opening) => opening,
        Err(source) => return Err(deliverer.failed(source).await),
    };
    let Some(material) = opening.material() else {
        return Err(deliverer.failed(VaultError::Missing).await);
    };
    let (size, media_type, sha256) = (material.size_bytes, material.media_type, material.sha256);
    let file_name = opening.file_name().to_owned();
    let range = wanted.within(size);
    // HEAD reads the first block too, so that it tells what GET would tell.
    let read = range.clone().filter(|range| !range.is_empty()).unwrap_or(0..size);
    let reader = opening.read(read);
    let (Some(range), Some(mut reader)) = (range, reader) else {
        deliverer.tell(0, Outcome::Cut, Some("range")).await;
        return Err(Error::Range { size, index });
    };
    // The first block is read before anything is answered, so that a missing
    // or damaged object is an error and not a broken stream.
    let first = match reader.next().await {
        Ok(first) => first,
        Err(source) => return Err(deliverer.failed(source).await),
    };
    let (send, chunks) = mpsc::channel(1);
    let (done, ended) = oneshot::channel();
    let flow = Arc::new(Mutex::new(Flow::default()));
    let whole = range.end - range.start;
    let body = Body { chunks, flow: Arc::clone(&flow), whole, done: Some(done) };
    app.tasks.spawn(deliverer.deliver(Source { first, reader, send, ended, flow, whole, lease }));
    Ok(Opened {
        index,
        media_type,
        file_name,
        size,
        range,
        sha256,
        scan: scan.unwrap_or(crate::domain::document::ScanState::Pending),
        body,
    })
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

struct Deliverer {
    app: App,
    actor: Actor,
    granted: Granted,
    index: i64,
}

impl Deliverer {
    async fn deliver(self, mut source: Source) {
        let cut = self.pump(&mut source).await;
        let bytes = {
            let mut flow = lock(&source.flow);
            flow.over = true;
            flow.taken
        };
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
    async fn pump(&self, source: &mut Source) -> Option<&'static str> {
        if source.whole == 0 {
            return None;
        }
        let limit = tokio::time::sleep(self.app.limits.stream);
        tokio::pin!(limit);
        loop {
            if let Some(reason) = source.lease.ended() {
                return Some(reason.code());
            }
            let next = match source.first.take() {
                Some(first) => Ok(Some(first)),
                None => source.reader.next().await,
            };
            let bytes = match next {
                Ok(bytes) => bytes,
                Err(error) => {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "a stored document cannot be read to its end"
                    );
                    return Some("storage");
                }
            };
            let last = bytes.is_none();
            let handed = async {
                match bytes {
                    Some(bytes) => source.send.send(bytes).await.is_ok(),
                    // Every byte is handed over when the body has been dropped.
                    None => (&mut source.ended).await.is_ok(),
                }
            };
            tokio::select! {
                biased;
                reason = source.lease.wait() => return Some(reason.code()),
                () = self.app.stop.cancelled() => return Some("stopping"),
                () = &mut limit => return Some("time-limit"),
                handed = handed => match (handed, last) {
                    (true, false) => {}
                    (false, false) => return Some("client-gone"),
                    (_, true) => return None,
                },
                () = tokio::time::sleep(self.app.limits.idle) => return Some("idle"),
            }
        }
    }

    /// Records that nothing of an opening was delivered, and words the error.
    async fn failed(&self, source: VaultError) -> Error {
        tracing::error!(
            error = &source as &dyn std::error::Error,
            "a permitted document cannot be read"
        );
        self.tell(0, Outcome::Cut, Some("storage")).await;
        match source {
            VaultError::Unreachable(_) | VaultError::Stale | VaultError::Store(_) => {
                Error::Busy { what: "document store" }
            }
            source => Error::Damaged { index: Some(self.index), source },
        }
    }

    /// Records the outcome; tried again a few times, because an opening without
    /// one is closed as unknown only much later.
    async fn tell(&self, bytes: u64, outcome: Outcome, reason: Option<&str>) {
        for wait_ms in [0, 50, 500, 2000] {
            if wait_ms > 0 {
                tokio::time::sleep(std::time::Duration::from_millis(wait_ms)).await;
            }
            let delivery =
                Delivery { of: self.index, bytes, outcome, reason: reason.map(str::to_owned) };
            match self.app.gate.delivered(&self.granted, &self.actor, delivery).await {
                Ok(()) => return,
                Err(error) => tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "an outcome could not be recorded yet"
                ),
            }
        }
    }
}
