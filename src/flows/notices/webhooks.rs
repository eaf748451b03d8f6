//! Programs of units that are told of notices, at the operator's console.

use crate::domain::AgencyId;
use crate::domain::entry::Kind;
use crate::domain::time::SECOND_MICROS;
use crate::flows::App;
use crate::flows::error::{Error, Invalid};
use crate::gate::Detail;
use crate::gate::system::{About, By};
use crate::notify::webhook::{Event, OVERLAP_HOURS, Secret};
use crate::store::webhooks::{self, Webhook};
use crate::store::{Conn, Tx, agencies, keys};
use crate::vault::fields::Place;
use uuid::Uuid;

/// Webhooks that one body may have.
const MOST: usize = 10;

fn not_found() -> Error {
    Error::NotFound { index: None }
}

/// The webhooks of a body, or all.
///
/// # Errors
/// What the store says.
pub async fn list(app: &App, unit: Option<AgencyId>) -> Result<Vec<Webhook>, Error> {
    let mut conn = app.db.read().await?;
    Ok(match unit {
        Some(unit) => webhooks::list_of(&mut conn, unit).await?,
        None => webhooks::list(&mut conn).await?,
    })
}

async fn seal(app: &App, conn: &mut Conn, id: Uuid, secret: &Secret) -> Result<Vec<u8>, Error> {
    let key = app.vault.data_key(conn, keys::DIRECTORY).await?;
    Ok(app.vault.seal_text(&key, Place::webhook_secret(id), &secret.text())?)
}

async fn about(tx: &mut Tx, unit: AgencyId, what: &'static str) -> Result<About, Error> {
    let agency = agencies::top_of(tx, unit).await?;
    let detail = Detail { unit: Some(unit), agency, ..Detail::default() };
    Ok(About { detail, reason: Some(what.to_owned()), ..About::default() })
}

/// Adds a webhook to a body; its id.
///
/// # Errors
/// [`Error::Invalid`] for an address that may not be called, [`Error::NotFound`]
/// for an unknown body, [`Error::Conflict`] when it has too many.
pub async fn add(app: &App, unit: AgencyId, url: &str, secret: &Secret) -> Result<Uuid, Error> {
    let url = app.courier.hooks().check(url).map_err(|error| {
        Error::from(Invalid::new(error.code(), "url", format!("Please {error}.")))
    })?;
    let id = app.entropy().uuid();
    let mut conn = app.db.read().await?;
    let secret_sealed = seal(app, &mut conn, id, secret).await?;
    drop(conn);
    app.gate
        .administer::<(), Error, _>(Kind::AgencyChanged, By::Operator, move |tx| {
            Box::pin(async move {
                if agencies::find(tx, unit).await?.is_none() {
                    return Err(not_found());
                }
                if webhooks::list_of(tx, unit).await?.len() >= MOST {
                    return Err(Error::Conflict {
                        code: "too-many-webhooks",
                        detail: "This body has ten webhooks. Remove one first.",
                    });
                }
                let (url, created) = (url.to_string(), tx.now());
                let row =
                    Webhook { id, unit, url, secret_sealed, old: None, active: true, created };
                webhooks::insert(tx, &row).await?;
                Ok(((), Some(about(tx, unit, "webhook-added").await?)))
            })
        })
        .await?;
    Ok(id)
}

/// Removes a webhook, with what was still to be sent to it.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn remove(app: &App, id: Uuid) -> Result<(), Error> {
    app.gate
        .administer::<(), Error, _>(Kind::AgencyChanged, By::Operator, move |tx| {
            Box::pin(async move {
                let hook = webhooks::find(tx, id).await?.ok_or_else(not_found)?;
                webhooks::remove(tx, id).await?;
                Ok(((), Some(about(tx, hook.unit, "webhook-removed").await?)))
            })
        })
        .await?;
    Ok(())
}

/// Calls a webhook again that had asked for no more calls (410).
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn resume(app: &App, id: Uuid) -> Result<(), Error> {
    app.gate
        .administer::<(), Error, _>(Kind::AgencyChanged, By::Operator, move |tx| {
            Box::pin(async move {
                let hook = webhooks::find(tx, id).await?.ok_or_else(not_found)?;
                webhooks::set_active(tx, id, true).await?;
                Ok(((), Some(about(tx, hook.unit, "webhook-resumed").await?)))
            })
        })
        .await?;
    Ok(())
}

/// Gives a webhook another secret. For a day calls are signed with the old one
/// too.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn rotate(app: &App, id: Uuid, secret: &Secret) -> Result<(), Error> {
    let mut conn = app.db.read().await?;
    let sealed = seal(app, &mut conn, id, secret).await?;
    drop(conn);
    app.gate
        .administer::<(), Error, _>(Kind::AgencyChanged, By::Operator, move |tx| {
            Box::pin(async move {
                let hook = webhooks::find(tx, id).await?.ok_or_else(not_found)?;
                let until = tx.now().plus_micros(OVERLAP_HOURS * 3600 * SECOND_MICROS);
                webhooks::rotate(tx, id, &sealed, until).await?;
                Ok(((), Some(about(tx, hook.unit, "webhook-rotated").await?)))
            })
        })
        .await?;
    Ok(())
}

/// Calls a webhook now with an event that tells of nothing: `None` when that
/// worked, else a code for what went wrong.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn test(app: &App, id: Uuid) -> Result<Option<String>, Error> {
    let mut conn = app.db.read().await?;
    let hook = webhooks::find(&mut conn, id).await?.ok_or_else(not_found)?;
    let key = app.vault.data_key(&mut conn, keys::DIRECTORY).await?;
    drop(conn);
    let text = app.vault.open_text(&key, Place::webhook_secret(id), &hook.secret_sealed)?;
    let secret = Secret::parse(&text).map_err(|error| Error::Internal(Box::new(error)))?;
    let (now, call) = (app.clock.now(), app.entropy().uuid());
    let event = Event::test(now, hook.unit);
    let called = app.courier.hooks().call(&hook.url, call, now, &event, &[secret]).await;
    Ok(called.err().map(|error| error.outcome))
}
