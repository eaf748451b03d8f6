//! Bearer tokens: 256 random bits, of which only the SHA-256 is stored.

use super::actor::Actor;
use crate::clock::Clock;
use crate::domain::question::Assurance;
use crate::domain::time::SECOND_MICROS;
use crate::domain::{PersonId, Timestamp, sha256};
use crate::entropy::Entropy;
use crate::store::{Db, StoreError, Unlogged, people, tokens};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// How long a demonstration token lasts, in seconds: a working day.
pub const DEMO_TTL_SECS: i64 = 8 * 3600;

const PREFIX: &str = "sft_";

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// No such token, or not one of ours.
    #[error("the token is not valid")]
    Invalid,
    /// It was valid once.
    #[error("the token has expired")]
    Expired,
    /// No persona with that handle.
    #[error("there is no persona with that handle")]
    NoPersona,
    /// The database cannot be asked.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A new token in clear: shown once, never stored.
#[expect(missing_debug_implementations, reason = "a token is never printed")]
pub struct Issued {
    /// What the client sends.
    pub token: String,
    /// Useless from this instant on.
    pub expires_at: Timestamp,
}

/// Could this be a token of ours? Nothing else is worth asking the database.
fn has_form(token: &str) -> bool {
    token.strip_prefix(PREFIX).is_some_and(|secret| {
        secret.len() == 43
            && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    })
}

/// The person behind a bearer token.
///
/// # Errors
/// [`AuthError::Invalid`] or [`AuthError::Expired`]; the token's own text never
/// appears in an error.
pub async fn authenticate(db: &Db, clock: &dyn Clock, token: &str) -> Result<Actor, AuthError> {
    if !has_form(token) {
        return Err(AuthError::Invalid);
    }
    let hash = sha256::of(token.as_bytes());
    let mut conn = db.read().await?;
    // Looked up by its hash: nothing to compare in a time that tells.
    let found = tokens::find(&mut conn, &hash).await?.ok_or(AuthError::Invalid)?;
    if found.ended || found.expires <= clock.now() {
        return Err(AuthError::Expired);
    }
    Ok(Actor::new(found.person, found.assurance, found.client))
}

/// A token for a demonstration persona. The caller makes sure that this is a
/// demonstration.
///
/// # Errors
/// [`AuthError::NoPersona`] when the handle is unknown.
pub async fn issue_demo(db: &Db, entropy: &dyn Entropy, handle: &str) -> Result<Issued, AuthError> {
    let mut conn = db.read().await?;
    let person = people::find_by_handle(&mut conn, handle).await?.ok_or(AuthError::NoPersona)?.id();
    drop(conn);
    issue(db, entropy, person, Assurance::High, "http", DEMO_TTL_SECS).await
}

/// Signs `person` in for `ttl_secs`.
async fn issue(
    db: &Db,
    entropy: &dyn Entropy,
    person: PersonId,
    assurance: Assurance,
    client: &'static str,
    ttl_secs: i64,
) -> Result<Issued, AuthError> {
    let secret: [u8; 32] = entropy.bytes();
    let token = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(secret));
    let hash = sha256::of(token.as_bytes());
    let expires_at = db
        .write_unlogged(Unlogged::SessionTouch, move |tx| {
            Box::pin(async move {
                let expires = tx.now().plus_micros(ttl_secs * SECOND_MICROS);
                let client = client.to_owned();
                let row = tokens::Token { person, assurance, client, expires, ended: false };
                tokens::insert(tx, &hash, &row).await?;
                Ok::<_, AuthError>(expires)
            })
        })
        .await?;
    Ok(Issued { token, expires_at })
}
