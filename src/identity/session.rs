//! Sign-ins of browsers: 256 random bits in a cookie, of which only the SHA-256 is
//! stored. A session ends when it was not used for a while, after some hours
//! whatever happens, or when its owner ends it.

use super::actor::Actor;
use super::bearer::AuthError;
use crate::clock::Clock;
use crate::domain::question::Assurance;
use crate::domain::time::SECOND_MICROS;
use crate::domain::{PersonId, Timestamp, sha256};
use crate::entropy::Entropy;
use crate::store::sessions;
pub use crate::store::sessions::Session;
use crate::store::{Db, StoreError, Unlogged, people};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

/// Not used for so long, in seconds, it is over (OWASP ASVS 5.0, 7.3.1).
pub const IDLE_SECS: i64 = 30 * 60;
/// After so long, in seconds, it is over however much it is used (7.3.2).
pub const LONGEST_SECS: i64 = 12 * 3600;
/// How exactly the last use is known, in seconds.
const TOUCH_SECS: i64 = 60;

const PREFIX: &str = "sfs_";

/// A new session's secret in clear: goes into the cookie, never stored.
#[expect(missing_debug_implementations, reason = "a secret is never printed")]
pub struct Issued {
    /// What the cookie holds.
    pub secret: String,
    /// Whose it is.
    pub person: PersonId,
}

/// Could this be a secret of ours? Nothing else is worth asking the database.
fn has_form(secret: &str) -> bool {
    secret.strip_prefix(PREFIX).is_some_and(|rest| {
        rest.len() == 43 && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    })
}

fn is_over(session: &Session, now: Timestamp) -> bool {
    session.ended
        || session.expires <= now
        || session.seen.plus_micros(IDLE_SECS * SECOND_MICROS) <= now
}

/// The person behind the secret of a cookie, and the session, which this is no use of:
/// for what a page does by itself.
///
/// # Errors
/// [`AuthError::Invalid`] or [`AuthError::Expired`]; the secret's own text never
/// appears in an error.
pub async fn look(db: &Db, clock: &dyn Clock, secret: &str) -> Result<(Actor, Session), AuthError> {
    if !has_form(secret) {
        return Err(AuthError::Invalid);
    }
    let hash = sha256::of(secret.as_bytes());
    let mut conn = db.read().await?;
    let found = sessions::find(&mut conn, &hash).await?.ok_or(AuthError::Invalid)?;
    drop(conn);
    let now = clock.now();
    if is_over(&found, now) {
        return Err(AuthError::Expired);
    }
    Ok((Actor::new(found.person, found.assurance, "web".to_owned()), found))
}

/// The same, and notes that the session was used.
///
/// # Errors
/// As [`look`].
pub async fn authenticate(
    db: &Db,
    clock: &dyn Clock,
    secret: &str,
) -> Result<(Actor, Session), AuthError> {
    let (actor, found) = look(db, clock, secret).await?;
    let now = clock.now();
    if found.seen.plus_micros(TOUCH_SECS * SECOND_MICROS) <= now {
        let id = found.id;
        db.write_unlogged::<(), StoreError, _>(Unlogged::SessionTouch, move |tx| {
            Box::pin(async move { sessions::touch(tx, id).await })
        })
        .await?;
    }
    Ok((actor, found))
}

/// Whose sign-in the secret of a cookie was, if it is over; `None` while it lasts, and
/// where nothing is known of it.
///
/// # Errors
/// When it cannot be read.
pub async fn ended_owner(
    db: &Db,
    clock: &dyn Clock,
    secret: &str,
) -> Result<Option<PersonId>, StoreError> {
    if !has_form(secret) {
        return Ok(None);
    }
    let mut conn = db.read().await?;
    let found = sessions::find(&mut conn, &sha256::of(secret.as_bytes())).await?;
    Ok(found.filter(|one| is_over(one, clock.now())).map(|one| one.person))
}

/// A session for a demonstration persona. The caller makes sure that this is a
/// demonstration.
///
/// # Errors
/// [`AuthError::NoPersona`] when the handle is unknown.
pub async fn issue_demo(
    db: &Db,
    entropy: &dyn Entropy,
    handle: &str,
    device: &'static str,
) -> Result<Issued, AuthError> {
    let mut conn = db.read().await?;
    let person = people::find_by_handle(&mut conn, handle).await?.ok_or(AuthError::NoPersona)?.id();
    drop(conn);
    issue(db, entropy, person, Assurance::High, device).await
}

async fn issue(
    db: &Db,
    entropy: &dyn Entropy,
    person: PersonId,
    assurance: Assurance,
    device: &'static str,
) -> Result<Issued, AuthError> {
    let random: [u8; 32] = entropy.bytes();
    let secret = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random));
    let (hash, id) = (sha256::of(secret.as_bytes()), entropy.uuid());
    db.write_unlogged::<(), AuthError, _>(Unlogged::SessionTouch, move |tx| {
        Box::pin(async move {
            let now = tx.now();
            let session = Session {
                id,
                person,
                assurance,
                device: device.to_owned(),
                created: now,
                seen: now,
                expires: now.plus_micros(LONGEST_SECS * SECOND_MICROS),
                ended: false,
            };
            sessions::insert(tx, &hash, &session).await?;
            sessions::forget(tx, now.plus_days(-30)).await?;
            Ok(())
        })
    })
    .await?;
    Ok(Issued { secret, person })
}

/// A person's sessions that are not over, last used first.
///
/// # Errors
/// When they cannot be read.
pub async fn list(db: &Db, clock: &dyn Clock, actor: &Actor) -> Result<Vec<Session>, StoreError> {
    let now = clock.now();
    let used = now.plus_micros(-IDLE_SECS * SECOND_MICROS);
    let mut conn = db.read().await?;
    sessions::list_of_person(&mut conn, actor.person(), (now, used)).await
}

/// Ends a session of the person's own; ending one that is over changes nothing.
///
/// # Errors
/// When it cannot be written.
pub async fn end(db: &Db, actor: &Actor, id: Uuid) -> Result<bool, StoreError> {
    let person = actor.person();
    db.write_unlogged::<bool, StoreError, _>(Unlogged::SessionTouch, move |tx| {
        Box::pin(async move { sessions::end(tx, person, id).await })
    })
    .await
}
