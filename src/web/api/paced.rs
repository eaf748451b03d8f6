//! A form's body in small pieces, with a bound on how much may be read before
//! the reader gets something out of it: preambles and heads of parts would
//! otherwise be gathered in memory without an end.

use axum::body::{Body, Bytes};
use hyper::body::Frame;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

/// Bytes handed out at once. The form's reader takes what is ready until there is
/// nothing more, and only then looks at it: so after each piece there is a pause.
pub(in crate::web) const PIECE: usize = 64 * 1024;

/// How much was read for nothing so far; shared by the body and its reader.
#[derive(Debug, Default)]
pub(in crate::web) struct Pace {
    read: AtomicUsize,
    most: AtomicUsize,
}

impl Pace {
    /// From now on at most so many bytes may be read until this is called again.
    pub(in crate::web) fn expect(&self, most: usize) {
        self.read.store(0, Ordering::Relaxed);
        self.most.store(most, Ordering::Relaxed);
    }

    /// Was more read than that?
    pub(in crate::web) fn is_over(&self) -> bool {
        self.read.load(Ordering::Relaxed) > self.most.load(Ordering::Relaxed)
    }
}

/// A body that ends with an error when its [`Pace`] is over.
#[derive(Debug)]
pub(in crate::web) struct Paced {
    inner: Body,
    rest: Bytes,
    handed: usize,
    pace: Arc<Pace>,
}

impl Paced {
    pub(in crate::web) fn new(inner: Body, pace: Arc<Pace>) -> Self {
        Self { inner, rest: Bytes::new(), handed: 0, pace }
    }
}

impl hyper::body::Body for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        if this.handed >= PIECE {
            this.handed = 0;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if this.rest.is_empty() {
            match ready!(Pin::new(&mut this.inner).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => this.rest = data,
                    Err(other) => return Poll::Ready(Some(Ok(other))),
                },
                end => return Poll::Ready(end),
            }
        }
        let room = PIECE.saturating_sub(this.handed);
        let piece = this.rest.split_to(this.rest.len().min(room));
        this.handed += piece.len();
        this.pace.read.fetch_add(piece.len(), Ordering::Relaxed);
        if this.pace.is_over() {
            return Poll::Ready(Some(Err(axum::Error::new("the form holds something endless"))));
        }
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }
}
