//! Calls to programs of units, by the Standard Webhooks specification: signed,
//! with an id that stays the same over retries. They carry ids that the unit
//! knows already, and nothing of what stands behind them.

use super::address::is_public;
use crate::domain::notice::Kind;
use crate::domain::{AgencyId, ConsentId, RequestId, Timestamp};
use crate::entropy::Entropy;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, StatusCode, Url, header};
use ring::hmac;
use serde::Serialize;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Longest wait for a connection.
const CONNECT_TIME: Duration = Duration::from_secs(5);
/// Longest time for one call. The body of the answer is not read.
pub const CALL_TIME: Duration = Duration::from_secs(15);
/// How long calls are signed with the old secret too.
pub const OVERLAP_HOURS: i64 = 24;
/// Ports that a webhook may have.
const PORTS: [u16; 2] = [443, 8443];
/// Bytes of a secret: made here, and taken.
const SECRET: usize = 32;
const SECRET_TAKEN: std::ops::RangeInclusive<usize> = 24..=64;
const SECRET_PREFIX: &str = "whsec_";
/// Longest address.
const URL_MAX: usize = 500;

/// The secret that calls are signed with.
pub struct Secret(Zeroizing<Vec<u8>>);

/// A text is no secret of a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret is `whsec_` and 24 to 64 random bytes in base64")]
pub struct SecretError;

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Secret {
    /// A new one.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let bytes = Zeroizing::new(entropy.bytes::<SECRET>());
        Self(Zeroizing::new(bytes.to_vec()))
    }

    /// From `whsec_…`.
    ///
    /// # Errors
    /// [`SecretError`], when it is none or too short.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let bytes = text.trim().strip_prefix(SECRET_PREFIX).and_then(|b| STANDARD.decode(b).ok());
        let bytes = Zeroizing::new(bytes.ok_or(SecretError)?);
        if SECRET_TAKEN.contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(SecretError) }
    }

    /// As `whsec_…`.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{SECRET_PREFIX}{}", STANDARD.encode(&*self.0)))
    }

    /// `v1,` and the signature of an attempt.
    #[must_use]
    pub fn sign(&self, id: &str, secs: i64, body: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        let mut context = hmac::Context::with_key(&key);
        context.update(format!("{id}.{secs}.").as_bytes());
        context.update(body);
        format!("v1,{}", STANDARD.encode(context.sign()))
    }
}

/// Why an address cannot be a webhook's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// No address.
    #[error("write an address such as https://hooks.example.org/samflyt")]
    Wrong,
    /// Not https.
    #[error("the address must begin with https://")]
    NotHttps,
    /// A user or password in it.
    #[error("the address must hold no user and no password: calls are signed instead")]
    User,
    /// Another port.
    #[error("the port must be 443 or 8443")]
    Port,
    /// An address of no public host.
    #[error("the address must be a public host, by its name or a public address")]
    Private,
}

impl UrlError {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            UrlError::Wrong => "url-wrong",
            UrlError::NotHttps => "url-not-https",
            UrlError::User => "url-user",
            UrlError::Port => "url-port",
            UrlError::Private => "url-private",
        }
    }
}

/// Why a call did not succeed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the webhook was not called well: {outcome}")]
pub struct CallError {
    /// A code.
    pub outcome: String,
    /// The earliest time to try again that the other side asks for.
    pub retry_after: Option<Duration>,
    /// The other side wants no calls any more (410).
    pub gone: bool,
}

impl CallError {
    fn new(outcome: impl Into<String>) -> Self {
        Self { outcome: outcome.into(), retry_after: None, gone: false }
    }
}

/// What a call carries.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// What happened, such as `consent.revoked`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When.
    pub timestamp: Timestamp,
    /// Ids.
    pub data: Data,
}

/// Ids that the unit knows already.
#[derive(Debug, Clone, Serialize)]
pub struct Data {
    /// The unit that is told.
    pub unit: AgencyId,
    /// Which consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<ConsentId>,
    /// Which request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestId>,
}

impl Event {
    /// Something that happened.
    #[must_use]
    pub fn of(kind: Kind, timestamp: Timestamp, data: Data) -> Self {
        Self { kind: kind.event(), timestamp, data }
    }

    /// A call that tells of nothing.
    #[must_use]
    pub fn test(timestamp: Timestamp, unit: AgencyId) -> Self {
        let data = Data { unit, consent: None, request: None };
        Self { kind: "samflyt.test".to_owned(), timestamp, data }
    }
}

/// Finds the addresses of a name.
pub type Lookup =
    Arc<dyn Fn(String) -> BoxFuture<'static, std::io::Result<Vec<IpAddr>>> + Send + Sync>;

/// Asks the system for the addresses of a name.
#[must_use]
pub fn system_lookup() -> Lookup {
    Arc::new(|name| {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    })
}

/// Looks a name up once for a connection, and lets through what may be called:
/// what was checked is what is connected to.
struct Guard {
    lookup: Lookup,
    loopback: bool,
}

/// A name leads to where no webhook may be.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to an address that is not public")]
struct NotPublic;

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (answer, loopback) = ((self.lookup)(name.as_str().to_owned()), self.loopback);
        Box::pin(async move {
            let found = answer.await?;
            // One that is not public among public ones is no mistake.
            if found.is_empty() || !found.iter().all(|address| may_call(*address, loopback)) {
                return Err(NotPublic.into());
            }
            let found = found.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(found) as Addrs)
        })
    }
}

fn may_call(address: IpAddr, loopback: bool) -> bool {
    is_public(address) || (loopback && address.is_loopback())
}

/// Calls webhooks.
pub struct Hooks {
    /// Made at the first call: it reads the system's certificates.
    client: OnceLock<Client>,
    lookup: Lookup,
    loopback: bool,
}

impl std::fmt::Debug for Hooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hooks(loopback: {})", self.loopback)
    }
}

impl Hooks {
    /// With this way of finding addresses. `loopback` is for tests and for trying
    /// things out on one machine: then this machine may be called, also without
    /// TLS and at any port.
    #[must_use]
    pub fn new(lookup: Lookup, loopback: bool) -> Self {
        Self { client: OnceLock::new(), lookup, loopback }
    }

    fn client(&self) -> Result<&Client, CallError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let loopback = self.loopback;
        let client = Client::builder()
            .dns_resolver(Arc::new(Guard { lookup: Arc::clone(&self.lookup), loopback }))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .https_only(!loopback)
            .http1_only()
            // Each call asks for the addresses anew.
            .pool_max_idle_per_host(0)
            .connect_timeout(CONNECT_TIME)
            .timeout(CALL_TIME)
            .user_agent("samflyt-webhooks/1")
            .build()
            .map_err(|_| CallError::new("tls"))?;
        Ok(self.client.get_or_init(|| client))
    }

    /// May this be a webhook's address, as far as that can be told without asking
    /// for the addresses of its name?
    ///
    /// # Errors
    /// [`UrlError`].
    pub fn check(&self, text: &str) -> Result<Url, UrlError> {
        if text.len() > URL_MAX || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(UrlError::Wrong);
        }
        let url = Url::parse(text).map_err(|_| UrlError::Wrong)?;
        let host = url.host_str().ok_or(UrlError::Wrong)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(UrlError::User);
        }
        // The parser has brought every way of writing an address into one form.
        let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let literal = literal.ok();
        let own = self.loopback
            && (literal.is_some_and(|address| address.is_loopback()) || host == "localhost");
        match url.scheme() {
            "https" => {}
            "http" if self.loopback => {}
            _ => return Err(UrlError::NotHttps),
        }
        match literal {
            Some(address) if !own && !is_public(address) => return Err(UrlError::Private),
            None if !own && !self.loopback && !is_public_name(host) => {
                return Err(UrlError::Private);
            }
            _ => {}
        }
        let port = url.port_or_known_default().ok_or(UrlError::Port)?;
        if !self.loopback && !PORTS.contains(&port) {
            return Err(UrlError::Port);
        }
        Ok(url)
    }

    /// Calls a webhook, signed with each of the secrets.
    ///
    /// # Errors
    /// [`CallError`]; whether the other side has it all the same is then not known.
    pub async fn call(
        &self,
        url: &str,
        id: Uuid,
        at: Timestamp,
        event: &Event,
        secrets: &[Secret],
    ) -> Result<(), CallError> {
        let url = self.check(url).map_err(|error| CallError::new(error.code()))?;
        let body = serde_json::to_vec(event).map_err(|_| CallError::new("unusable"))?;
        let (id, secs) = (id.to_string(), at.as_secs());
        let signatures: Vec<String> =
            secrets.iter().map(|secret| secret.sign(&id, secs, &body)).collect();
        let answer = self
            .client()?
            .post(url)
            .header(header::CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", secs)
            .header("webhook-signature", signatures.join(" "))
            .body(body)
            .send()
            .await
            .map_err(|error| CallError::new(outcome(&error)))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        let wait = answer.headers().get(header::RETRY_AFTER).and_then(|wait| wait.to_str().ok());
        let wait = wait.and_then(|wait| wait.trim().parse().ok()).map(Duration::from_secs);
        let asks =
            matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
        Err(CallError {
            outcome: format!("http-{}", status.as_u16()),
            retry_after: wait.filter(|_| asks),
            gone: status == StatusCode::GONE,
        })
    }
}

/// Could this be the name of a public host?
fn is_public_name(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let own = ["localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa"];
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.') && !own.iter().any(|name| last.eq_ignore_ascii_case(name))
}

/// A code for what went wrong.
fn outcome(error: &reqwest::Error) -> &'static str {
    let mut causes = std::iter::successors(Some(error as &dyn std::error::Error), |e| e.source());
    if causes.any(<dyn std::error::Error>::is::<NotPublic>) {
        "url-private"
    } else if error.is_timeout() {
        "timeout"
    } else if error.is_connect() {
        "connection"
    } else {
        "broken-off"
    }
}

#[cfg(test)]
mod tests;
