//! Malware scanning by clamd's INSTREAM command. Fails closed: everything that is
//! not a complete, well-formed "OK" or "FOUND" is *not scanned*, with a reason.
//!
//! ```text
//! → zINSTREAM\0   then be32(length) ‖ bytes …   then be32(0)
//! ← stream: OK\0  |  stream: <signature> FOUND\0  |  <text> ERROR\0
//! ```
//!
//! clamd closes the connection when a stream is larger than its `StreamMaxLength`,
//! often while we still write; its reply is read even then.

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

/// The most bytes that are announced to clamd at once.
const PIECE: usize = 1 << 20;
/// The longest reply that is read.
const REPLY_CAP: u64 = 4096;
/// How long questions without a stream may take.
const SHORT_SECS: u64 = 5;

/// Where clamd listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A socket file.
    Unix(PathBuf),
    /// Host and port.
    Tcp(String),
}

/// Text is neither `unix:/path` nor `host:port`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("want unix:/path/to/clamd.sock or host:port")]
pub struct AddressError;

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if let Some(path) = text.strip_prefix("unix:") {
            return if path.starts_with('/') {
                Ok(Self::Unix(path.into()))
            } else {
                Err(AddressError)
            };
        }
        let (host, port) = text.rsplit_once(':').ok_or(AddressError)?;
        if host.is_empty() || port.parse::<u16>().is_err() {
            return Err(AddressError);
        }
        Ok(Self::Tcp(text.to_owned()))
    }
}

/// What scans uploads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanner {
    /// Nothing does: every document is *not scanned*.
    Off,
    /// A clamd process.
    Clamd {
        /// Where it listens.
        address: Address,
        /// The longest time for one document, from connecting to the verdict.
        timeout_secs: u64,
    },
}

/// One round of scans at a time, and a bell for the next.
#[derive(Debug, Default)]
pub(crate) struct Scans {
    turn: tokio::sync::Mutex<()>,
    bell: tokio::sync::Notify,
}

impl Scans {
    /// Waits until no other round runs; the round lasts as long as the answer.
    pub(crate) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// Asks for a round; asking again before it has begun changes nothing.
    pub(crate) fn want(&self) {
        self.bell.notify_one();
    }

    /// Waits until a round is asked for.
    pub(crate) async fn wanted(&self) {
        self.bell.notified().await;
    }
}

/// What the scanner says of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Clean {
        /// The engine and its database, as clamd names them.
        engine: String,
    },
    /// Something was found.
    Infected {
        /// Its name.
        signature: String,
    },
    /// No statement can be made.
    NotScanned {
        /// Why not.
        reason: Unscanned,
    },
}

/// Why a document was not scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unscanned {
    /// No scanner is configured.
    Off,
    /// clamd does not answer at its address.
    Unreachable,
    /// The time was used up.
    Timeout,
    /// The document is larger than clamd accepts, or exceeds its limits inside.
    OverLimit,
    /// The document is encrypted.
    Encrypted,
    /// clamd reported an error.
    Refused,
    /// The connection broke, or the reply is cut or unknown.
    BrokenReply,
    /// The document itself could not be read to its end.
    SourceFailed,
}

impl Unscanned {
    /// A short stable code, for rows and metrics.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::OverLimit => "over-limit",
            Self::Encrypted => "encrypted",
            Self::Refused => "refused",
            Self::BrokenReply => "broken-reply",
            Self::SourceFailed => "source-failed",
        }
    }
}

impl Unscanned {
    /// Whether the same document may well be scanned a little later. Callers must
    /// still count the attempts: a document can be what makes a scanner fall over.
    #[must_use]
    pub fn is_passing(self) -> bool {
        match self {
            Self::Unreachable | Self::Timeout | Self::BrokenReply | Self::SourceFailed => true,
            Self::Off | Self::OverLimit | Self::Encrypted | Self::Refused => false,
        }
    }
}

impl fmt::Display for Unscanned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl From<Unscanned> for Verdict {
    fn from(reason: Unscanned) -> Self {
        Self::NotScanned { reason }
    }
}

impl Scanner {
    /// Whether no scanner is configured.
    #[must_use]
    pub fn is_off(&self) -> bool {
        matches!(self, Self::Off)
    }

    /// Scans the plain bytes of one document, as they come. The verdict never is an
    /// error: what cannot be told is [`Verdict::NotScanned`].
    pub async fn scan<E>(&self, document: impl Stream<Item = Result<Bytes, E>> + Send) -> Verdict {
        let Self::Clamd { address, timeout_secs } = self else {
            return Unscanned::Off.into();
        };
        let work = async {
            let engine = ask(address, b"zVERSION\0").await?;
            let mut clamd = connect(address).await?;
            let sent = send(&mut clamd, document).await;
            if matches!(sent, Err(Unscanned::SourceFailed)) {
                return Err(Unscanned::SourceFailed);
            }
            // Even after a broken pipe: the reply says why clamd hung up.
            let reply = read_reply(&mut clamd).await?;
            judge(&reply, sent.is_ok(), engine)
        };
        match timeout(Duration::from_secs(*timeout_secs), work).await {
            Ok(Ok(verdict)) => verdict,
            Ok(Err(reason)) => reason.into(),
            Err(_) => Unscanned::Timeout.into(),
        }
    }

    /// Whether clamd answers.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn ping(&self) -> Result<(), Unscanned> {
        match self.question(b"zPING\0").await?.as_str() {
            "PONG" => Ok(()),
            _ => Err(Unscanned::BrokenReply),
        }
    }

    /// The engine and its database, such as `ClamAV 1.4.3/27800/Mon Nov 16 08:24:11 2026`.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn version(&self) -> Result<String, Unscanned> {
        self.question(b"zVERSION\0").await
    }

    async fn question(&self, command: &[u8]) -> Result<String, Unscanned> {
        let Self::Clamd { address, timeout_secs } = self else { return Err(Unscanned::Off) };
        let limit = Duration::from_secs((*timeout_secs).min(SHORT_SECS));
        timeout(limit, ask(address, command)).await.map_err(|_| Unscanned::Timeout)?
    }
}

trait Socket: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Socket for T {}

async fn connect(address: &Address) -> Result<Box<dyn Socket>, Unscanned> {
    let socket: std::io::Result<Box<dyn Socket>> = match address {
        Address::Unix(path) => UnixStream::connect(path).await.map(|s| Box::new(s) as _),
        Address::Tcp(host) => TcpStream::connect(host).await.map(|s| Box::new(s) as _),
    };
    socket.map_err(|_| Unscanned::Unreachable)
}

async fn ask(address: &Address, command: &[u8]) -> Result<String, Unscanned> {
    let mut clamd = connect(address).await?;
    clamd.write_all(command).await.map_err(|_| Unscanned::BrokenReply)?;
    read_reply(&mut clamd).await
}

/// Sends the document; the closing zero goes out only when it came to its end.
async fn send<E>(
    clamd: &mut Box<dyn Socket>,
    document: impl Stream<Item = Result<Bytes, E>>,
) -> Result<(), Unscanned> {
    let broken = |_| Unscanned::BrokenReply;
    clamd.write_all(b"zINSTREAM\0").await.map_err(broken)?;
    let mut document = std::pin::pin!(document);
    while let Some(bytes) = document.next().await {
        let bytes = bytes.map_err(|_| Unscanned::SourceFailed)?;
        for piece in bytes.chunks(PIECE) {
            let len = u32::try_from(piece.len()).map_err(|_| Unscanned::BrokenReply)?;
            clamd.write_all(&len.to_be_bytes()).await.map_err(broken)?;
            clamd.write_all(piece).await.map_err(broken)?;
        }
    }
    clamd.write_all(&[0; 4]).await.map_err(broken)?;
    clamd.flush().await.map_err(broken)
}

/// One reply without its closing NUL; without the NUL it is cut, and no reply.
async fn read_reply(clamd: &mut Box<dyn Socket>) -> Result<String, Unscanned> {
    let mut reply = Vec::new();
    // What came before a broken connection still counts if it is complete.
    let _ = clamd.take(REPLY_CAP).read_to_end(&mut reply).await;
    match reply.split_last() {
        Some((0, text)) if !text.contains(&0) => {
            String::from_utf8(text.to_vec()).map_err(|_| Unscanned::BrokenReply)
        }
        _ => Err(Unscanned::BrokenReply),
    }
}

fn judge(reply: &str, all_sent: bool, engine: String) -> Result<Verdict, Unscanned> {
    if reply.ends_with("ERROR") {
        let over = reply.contains("size limit exceeded");
        return Err(if over { Unscanned::OverLimit } else { Unscanned::Refused });
    }
    let said = reply.strip_prefix("stream: ").ok_or(Unscanned::BrokenReply)?;
    if let Some(signature) = said.strip_suffix(" FOUND") {
        return match signature {
            "" => Err(Unscanned::BrokenReply),
            _ if signature.starts_with("Heuristics.Limits.Exceeded") => Err(Unscanned::OverLimit),
            _ if signature.starts_with("Heuristics.Encrypted") => Err(Unscanned::Encrypted),
            _ => Ok(Verdict::Infected { signature: signature.to_owned() }),
        };
    }
    // "OK" counts only for a document that clamd has seen to its end.
    if said == "OK" && all_sent {
        Ok(Verdict::Clean { engine })
    } else {
        Err(Unscanned::BrokenReply)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(reply: &str, all_sent: bool) -> Verdict {
        judge(reply, all_sent, "engine".to_owned()).unwrap_or_else(Verdict::from)
    }

    #[test]
    fn only_a_complete_ok_is_clean() {
        assert_eq!(said("stream: OK", true), Verdict::Clean { engine: "engine".to_owned() });
        for reply in ["", "OK", "stream: O", "stream:  OK", "stream: OK ", "other: OK", "stream: "]
        {
            assert_eq!(said(reply, true), Unscanned::BrokenReply.into(), "{reply}");
        }
        assert_eq!(said("stream: OK", false), Unscanned::BrokenReply.into());
    }

    #[test]
    fn findings_errors_and_limits_are_told_apart() {
        let infected = Verdict::Infected { signature: "Win.Test-1".to_owned() };
        assert_eq!(said("stream: Win.Test-1 FOUND", true), infected);
        assert_eq!(said("stream: Win.Test-1 FOUND", false), infected);
        assert_eq!(said("stream:  FOUND", true), Unscanned::BrokenReply.into());
        for (reply, reason) in [
            ("INSTREAM size limit exceeded. ERROR", Unscanned::OverLimit),
            ("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", Unscanned::OverLimit),
            ("stream: Heuristics.Encrypted.PDF FOUND", Unscanned::Encrypted),
            ("stream: Can't allocate memory ERROR", Unscanned::Refused),
            ("UNKNOWN COMMAND", Unscanned::BrokenReply),
        ] {
            assert_eq!(said(reply, true), reason.into(), "{reply}");
        }
    }

    #[test]
    fn addresses_are_read() {
        assert_eq!("unix:/run/c.sock".parse(), Ok(Address::Unix("/run/c.sock".into())));
        assert_eq!("localhost:3310".parse(), Ok(Address::Tcp("localhost:3310".into())));
        assert_eq!("[::1]:3310".parse(), Ok(Address::Tcp("[::1]:3310".into())));
        for bad in ["", "unix:", "unix:relative", "host", "host:", ":3310", "host:99999"] {
            assert_eq!(bad.parse::<Address>(), Err(AddressError), "{bad}");
        }
    }
}
