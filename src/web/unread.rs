//! Bodies that nobody reads to their end. Closing a socket with bytes in it
//! makes the other side lose the answer, so what still comes is read away for a
//! moment.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// At most so many bytes are read away …
const MOST: usize = 16 * 1024 * 1024;
/// … and for at most so long.
const LONGEST: Duration = Duration::from_secs(2);

/// A body whose rest is read away when it is dropped.
#[derive(Debug)]
pub(super) struct Unread(Option<Incoming>);

impl Unread {
    /// Around the body of a request. A client that waits for leave to send has
    /// sent nothing.
    pub(super) fn around(body: Incoming, headers: &HeaderMap) -> axum::body::Body {
        if headers.contains_key(header::EXPECT) {
            return axum::body::Body::new(body);
        }
        axum::body::Body::new(Self(Some(body)))
    }
}

impl Body for Unread {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        match &mut self.0 {
            Some(body) => Pin::new(body).poll_frame(cx),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.as_ref().map(Body::size_hint).unwrap_or_default()
    }
}

impl Drop for Unread {
    fn drop(&mut self) {
        let Some(mut body) = self.0.take().filter(|body| !body.is_end_stream()) else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            let mut left = MOST;
            let reading = async {
                while let Some(Ok(frame)) = body.frame().await {
                    left = left.saturating_sub(frame.data_ref().map_or(0, Bytes::len));
                    if left == 0 {
                        break;
                    }
                }
            };
            // What comes later is not waited for.
            let _ = tokio::time::timeout(LONGEST, reading).await;
        });
    }
}
