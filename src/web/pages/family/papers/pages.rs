//! Photographs of the pages of one paper: one form, one document.

use super::arrive::{AHEAD, Arrival, Batch, FILES, broken, failed, parts_of, too_slow};
use crate::domain::ChildId;
use crate::flows::photos::Photos;
use crate::flows::upload;
use crate::web::State;
use crate::web::api::paced::Pace;
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use axum::extract::Request;
use axum::extract::multipart::Field;

/// Reads a form and makes one document of its photographs. One that cannot be a page
/// ends it: half a paper is none.
pub(super) async fn read(
    state: &State,
    visitor: &Visitor,
    child: ChildId,
    request: Request,
) -> Result<Batch, Problem> {
    let _slot = state.limiter.upload(visitor.actor.person())?;
    let upload = upload::begin(&state.app, &visitor.actor, child, None).await?;
    let mut photos = Photos::new(upload).await?;
    let read = Box::pin(read_all(state, &mut photos, request));
    let read = tokio::time::timeout(state.app.limits.stream, read).await;
    let mut batch = match read.unwrap_or_else(|_| Err(too_slow())) {
        Ok(batch) => batch,
        Err(problem) => {
            photos.abort().await;
            return Err(problem);
        }
    };
    if photos.count() == 0 || !batch.arrivals.is_empty() {
        photos.abort().await;
        return Ok(batch);
    }
    let meta = match batch.meta(state, visitor, 1) {
        Ok(meta) => meta,
        Err(problem) => {
            photos.abort().await;
            batch.arrivals.push(failed(1, String::new(), &problem.code));
            return Ok(batch);
        }
    };
    let stored = photos.finish(meta, batch.once("pages")).await;
    batch.arrivals.push(match stored.map_err(Problem::from) {
        Ok(stored) => Arrival::Stored(stored.document),
        Err(problem) if problem.status == 404 => return Err(problem),
        Err(problem) => failed(1, String::new(), &problem.code),
    });
    Ok(batch)
}

async fn read_all(state: &State, photos: &mut Photos, request: Request) -> Result<Batch, Problem> {
    let (mut parts, pace) = parts_of(state, request).await?;
    let idle = state.app.limits.idle;
    let mut batch = Batch::default();
    loop {
        pace.expect(AHEAD);
        let next = tokio::time::timeout(idle, parts.next_field()).await.map_err(|_| too_slow())?;
        let Some(field) = next.map_err(|error| broken(&error))? else {
            return Ok(batch);
        };
        pace.expect(AHEAD);
        if field.name() != Some("file") {
            batch.take_field(idle, field).await?;
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let nth = photos.count() + 1;
        if nth > FILES {
            batch.arrivals.push(failed(nth, String::new(), "too-many-files"));
        } else if let Err(problem) = take(state, photos, &pace, field).await {
            batch.arrivals.push(failed(nth, name, &problem.code));
        }
        if !batch.arrivals.is_empty() {
            return Ok(batch);
        }
    }
}

/// Takes one photograph; a field in which none was chosen is none.
async fn take(
    state: &State,
    photos: &mut Photos,
    pace: &Pace,
    mut field: Field<'_>,
) -> Result<(), Problem> {
    let idle = state.app.limits.idle;
    let mut some = !field.file_name().unwrap_or_default().is_empty();
    loop {
        let chunk = tokio::time::timeout(idle, field.chunk()).await.map_err(|_| too_slow())?;
        match chunk.map_err(|error| broken(&error))? {
            Some(bytes) => {
                pace.expect(AHEAD);
                some |= !bytes.is_empty();
                photos.write(&bytes).await?;
            }
            None if some => return Ok(photos.end_photo().await?),
            None => return Ok(()),
        }
    }
}
