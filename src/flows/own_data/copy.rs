//! A copy of the folder, as its asker may see it: one archive, made while it is
//! sent, so that memory does not depend on how much there is.
//!
//! The copy as a whole has one permit and one entry; each version of a document is
//! opened by an entry of its own at the moment it is sent. What ends the right to
//! it in between ends the archive, which then is none.

use super::super::App;
use super::super::archive::Archive;
use super::super::audit::EntryView;
use super::super::consents::ConsentView;
use super::super::consents::receipt::Receipt;
use super::super::documents::DocumentView;
use super::super::error::Error;
use super::super::open::{CutShort, Deliverer};
use crate::domain::entry::Outcome;
use crate::domain::{ChildId, Timestamp};
use crate::gate::action::Export;
use crate::gate::{Answer, Ask, Permit};
use crate::identity::Actor;
use bytes::Bytes;
use futures_util::Stream;
use serde_json::Value;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use tokio::sync::{mpsc, oneshot};

/// How things are written down: the same JSON that they are answered with.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// A document and all its versions.
    pub document: fn(DocumentView) -> Result<Value, Error>,
    /// A consent.
    pub consent: fn(&App, ConsentView) -> Result<Value, Error>,
    /// A receipt.
    pub receipt: fn(&App, Receipt) -> Result<Value, Error>,
    /// An entry of the log.
    pub entry: fn(EntryView) -> Result<Value, Error>,
}

/// A copy on its way out.
#[derive(Debug)]
pub struct Copy {
    /// Entry that tells of it.
    pub index: i64,
    /// When it was asked for.
    pub at: Timestamp,
    /// The bytes of the archive.
    pub body: Body,
}

/// What both ends know of an archive on its way.
#[derive(Debug, Default)]
struct Flow {
    /// Not a byte more is handed out.
    cut: AtomicBool,
    /// Every byte was made and handed over.
    complete: AtomicBool,
    /// Bytes that the receiving end has taken.
    taken: AtomicU64,
}

/// The bytes of an archive. Ends with an error when it is not whole.
#[derive(Debug)]
pub struct Body {
    chunks: mpsc::Receiver<Bytes>,
    flow: Arc<Flow>,
    done: Option<oneshot::Sender<()>>,
}

impl Stream for Body {
    type Item = Result<Bytes, CutShort>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let polled = this.chunks.poll_recv(cx);
        if this.flow.cut.load(Ordering::SeqCst) {
            return Poll::Ready(Some(Err(CutShort)));
        }
        match polled {
            Poll::Ready(Some(bytes)) => {
                this.flow.taken.fetch_add(bytes.len() as u64, Ordering::SeqCst);
                Poll::Ready(Some(Ok(bytes)))
            }
            Poll::Ready(None) if this.flow.complete.load(Ordering::SeqCst) => Poll::Ready(None),
            // The maker is gone without the last byte: never a clean end.
            Poll::Ready(None) => Poll::Ready(Some(Err(CutShort))),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        if let Some(done) = self.done.take() {
            // The maker may have ended already.
            let _ = done.send(());
        }
    }
}

/// Why a copy ended early: a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut(pub(super) &'static str);

/// Makes a copy of the folder of `child`.
///
/// # Errors
/// Refusals, and what the stores say. What goes wrong later cuts the stream.
pub async fn copy(app: &App, actor: &Actor, child: ChildId, format: Format) -> Result<Copy, Error> {
    // A task of its own: a client that leaves now does not take it along, and the
    // outcome is told.
    let beginning = begin(app.clone(), actor.clone(), child, format);
    app.tasks.spawn(beginning).await.map_err(|error| Error::Internal(Box::new(error)))?
}

async fn begin(app: App, actor: Actor, child: ChildId, format: Format) -> Result<Copy, Error> {
    let permit = match app.gate.ask::<Export>(&actor, Ask::about(child)).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let (index, at) = (permit.index(), permit.decided_at());
    let (send, chunks) = mpsc::channel(1);
    let (done, ended) = oneshot::channel();
    let flow = Arc::new(Flow::default());
    let body = Body { chunks, flow: Arc::clone(&flow), done: Some(done) };
    let tasks = app.tasks.clone();
    let archive = Archive::new();
    let maker = Maker { app, actor, child, permit, format, archive, send, sent: 0 };
    tasks.spawn(make(maker, flow, ended));
    Ok(Copy { index, at, body })
}

async fn make(mut maker: Maker, flow: Arc<Flow>, ended: oneshot::Receiver<()>) {
    let (app, index) = (maker.app.clone(), maker.permit.index());
    let granted = maker.permit.granted().clone();
    let actor = maker.actor.clone();
    let deliverer = Deliverer { app: app.clone(), actor, granted, index, head: false };
    let stop = app.stop.clone();
    let made = tokio::select! {
        biased;
        () = stop.cancelled() => Err(Cut("stopping")),
        made = maker.everything() => made,
    };
    let made = match made {
        Ok(()) => maker.last().await,
        Err(cut) => Err(cut),
    };
    // Said before the body can see that its maker is gone.
    match made {
        Ok(_) => flow.complete.store(true, Ordering::SeqCst),
        Err(_) => flow.cut.store(true, Ordering::SeqCst),
    }
    drop(maker);
    let outcome = match made {
        Ok(sent) => {
            // Every byte is handed over when the body has been dropped.
            let _ = tokio::time::timeout(app.limits.idle, ended).await;
            flow.cut.store(true, Ordering::SeqCst);
            let whole = flow.taken.load(Ordering::SeqCst) == sent;
            if whole { Ok(()) } else { Err(Cut("client-gone")) }
        }
        Err(cut) => Err(cut),
    };
    let bytes = flow.taken.load(Ordering::SeqCst);
    match outcome {
        Ok(()) => deliverer.tell(bytes, Outcome::Complete, None).await,
        Err(Cut(why)) => deliverer.tell(bytes, Outcome::Cut, Some(why)).await,
    }
}

/// Makes the archive piece by piece.
pub(super) struct Maker {
    pub(super) app: App,
    pub(super) actor: Actor,
    pub(super) child: ChildId,
    pub(super) permit: Permit<Export>,
    pub(super) format: Format,
    pub(super) archive: Archive,
    send: mpsc::Sender<Bytes>,
    sent: u64,
}

impl Maker {
    /// Hands over what has come out of the archive.
    pub(super) async fn hand_over(&mut self) -> Result<(), Cut> {
        let bytes = self.archive.take();
        self.pass(bytes).await
    }

    async fn pass(&mut self, bytes: Bytes) -> Result<(), Cut> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.sent += bytes.len() as u64;
        match tokio::time::timeout(self.app.limits.idle, self.send.send(bytes)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Cut("client-gone")),
            Err(_) => Err(Cut("idle")),
        }
    }

    /// Ends the archive; how many bytes it has.
    async fn last(&mut self) -> Result<u64, Cut> {
        let archive = std::mem::replace(&mut self.archive, Archive::new());
        let bytes = archive.finish().map_err(|error| broken(&error))?;
        self.pass(bytes).await?;
        Ok(self.sent)
    }

    /// May it go on?
    pub(super) async fn still_permitted(&self) -> Result<(), Cut> {
        let now = self.app.clock.now();
        match self.app.gate.still::<Export>(&self.actor, &Ask::about(self.child), now).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Cut("no-consent")),
            Err(error) => Err(broken(&error)),
        }
    }
}

/// What the service itself could not do.
pub(super) fn broken(error: &(dyn std::error::Error + 'static)) -> Cut {
    tracing::error!(error, "a copy of a folder cannot be finished");
    Cut("storage")
}
