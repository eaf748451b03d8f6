//! Taking what was found out of the service, as a file that grows while it is sent.

use super::asked::{Asked, Wanted};
use crate::flows::Error;
use crate::flows::audit;
use crate::flows::export::{self, ExportError, Form, Pages};
use crate::web::State;
use crate::web::pages::form::Fields;
use crate::web::pages::visitor::{Visitor, redirect};
use crate::web::problem::Problem;
use crate::web::reply::put_entry;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// Sends what the search on the page finds.
pub(super) async fn send(
    axum::extract::State(state): axum::extract::State<State>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Problem> {
    let app = &state.app;
    let asked = Asked::of(&fields);
    let form = Form::from_code(fields.one("form"));
    let (Some(form), Ok(Wanted { agency, filter })) = (form, asked.wanted(app, visitor.texts()))
    else {
        // The search says what is wrong.
        audit::may(app, &visitor.actor).await?;
        return Ok(redirect(&asked.address(None)));
    };
    let pages = match export::audited(app, &visitor.actor, agency, filter, form).await {
        Ok(pages) => pages,
        Err(ExportError::Flow(error)) => return Err(error.into()),
        Err(other) => return Err(Error::Internal(Box::new(other)).into()),
    };
    let index = pages.index;
    let (kind, name) = match form {
        Form::Csv => ("text/csv; charset=utf-8", "csv"),
        Form::Jsonl => ("application/jsonl; charset=utf-8", "jsonl"),
        Form::Bundle => ("application/jsonl; charset=utf-8", "bundle.jsonl"),
    };
    let mut response = (StatusCode::OK, Body::from_stream(stream(pages))).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let disposition = format!("attachment; filename=\"log-{index}.{name}\"");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    put_entry(&mut response, Some(index));
    Ok(response)
}

/// Page after page; an error ends the body so that nobody takes it for whole.
fn stream(pages: Pages) -> impl futures_util::Stream<Item = Result<Bytes, ExportError>> {
    futures_util::stream::try_unfold(pages, |mut pages| async move {
        let next = pages.next().await.inspect_err(|error| {
            tracing::error!(error = error as &dyn std::error::Error, "an export ended early");
        })?;
        Ok(next.map(|bytes| (Bytes::from(bytes), pages)))
    })
}
