//! `/live`: server-sent events for whoever is signed in, that something is new and how
//! much, never what. A page that hears of it asks for itself anew.

use super::visitor::{Visitor, cookie, cookie_name};
use crate::flows::App;
use crate::flows::live::{Listener, News};
use crate::identity::session;
use crate::web::State;
use crate::web::extract::NoQuery;
use crate::web::limit::UploadSlot;
use crate::web::problem::Problem;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use futures_util::stream;
use std::convert::Infallible;
use std::time::Duration;

/// A line is sent so often, so that nobody in between takes the connection for dead,
/// and the session is looked at.
const BEAT: Duration = Duration::from_secs(15);
/// After so long the browser is to connect anew.
const LONGEST: Duration = Duration::from_mins(30);

struct Live {
    app: App,
    secret: String,
    listener: Listener,
    end: tokio::time::Instant,
    first: bool,
    _slot: UploadSlot,
}

impl Live {
    /// What is sent next; `None` ends it.
    async fn next(&mut self) -> Option<Bytes> {
        if std::mem::take(&mut self.first) {
            return Some(Bytes::from_static(b"retry: 5000\n\n"));
        }
        let heard = tokio::select! {
            () = self.app.stopping().cancelled() => return None,
            () = tokio::time::sleep_until(self.end) => return None,
            heard = self.listener.next(BEAT) => heard,
        };
        // Nobody hears of anything by a session that is over, by its own clock or
        // because its owner has ended it; listening is no use of it.
        let clock = self.app.clock();
        session::look(self.app.db(), &**clock, &self.secret).await.ok()?;
        match heard {
            Ok(Some(news)) => Some(event(news)),
            Ok(None) => Some(Bytes::from_static(b":\n\n")),
            Err(error) => {
                tracing::debug!(error = %error, "nobody can be told of news right now");
                None
            }
        }
    }
}

fn event(News { acts, unseen }: News) -> Bytes {
    format!("event: news\ndata: {{\"acts\":{acts},\"unseen\":{unseen}}}\n\n").into()
}

/// Listens for news.
pub(super) async fn listen(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slot = state.limiter.listener(visitor.actor.person())?;
    let listener = Listener::new(&state.app, &visitor.actor).await?;
    let secret = cookie(&headers, cookie_name(state.app.is_demo())).unwrap_or_default();
    let live = Live {
        app: state.app.clone(),
        secret: secret.to_owned(),
        listener,
        end: tokio::time::Instant::now() + LONGEST,
        first: true,
        _slot: slot,
    };
    let events = stream::unfold(live, |mut live| async move {
        let bytes = live.next().await?;
        Some((Ok::<_, Infallible>(bytes), live))
    });
    let mut response = Response::new(Body::from_stream(events));
    let kind = HeaderValue::from_static("text/event-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    // Some proxies gather answers before they pass them on.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}
