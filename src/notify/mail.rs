//! Mail: that there is news, and nothing of what it is.

use super::words::Words;
use crate::domain::Timestamp;
use crate::domain::notice::MailAddress;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, Error as SmtpError};
use lettre::{Address, AsyncTransport, Tokio1Executor};
use std::time::{Duration, SystemTime};
use uuid::Uuid;

/// Longest wait for a connection.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// Longest time for one mail, from connecting to the answer.
pub const SEND_TIME: Duration = Duration::from_secs(30);

/// How the way to the mail server is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS, or nothing.
    StartTls,
    /// In the clear: for a server on this machine only.
    None,
}

crate::domain::agency::codes!(Tls { Tls => "tls", StartTls => "starttls", None => "none" });

/// How the mail server is reached.
#[derive(Clone)]
pub struct Settings {
    /// Its name.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the way is kept from others.
    pub tls: Tls,
    /// User and password, if it wants them.
    pub login: Option<(String, String)>,
    /// From whom mail comes.
    pub from: MailAddress,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { server, port, tls, .. } = self;
        write!(f, "Settings({server}:{port} {tls:?})")
    }
}

/// Why a mail was not taken. Servers repeat addresses in their words: only the
/// code is kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mail server did not take it: {0}")]
pub struct MailFailure(pub String);

/// Why mail cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// In the clear over a network.
    #[error("mail.tls = \"none\" is for a server on this machine: use \"starttls\" or \"tls\"")]
    Clear,
    /// TLS cannot be set up.
    #[error("TLS for mail.server cannot be set up: check the name and the system's certificates")]
    Tls(#[source] SmtpError),
    /// The sender's address.
    #[error("mail.from must be one mail address")]
    From,
}

/// Sends mail.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    domain: String,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mailer({})", self.domain)
    }
}

/// Is this a name of this machine?
#[must_use]
pub fn is_this_machine(server: &str) -> bool {
    let address = server.trim_start_matches('[').trim_end_matches(']');
    server == "localhost"
        || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn mailbox(address: &MailAddress, name: Option<String>) -> Option<Mailbox> {
    let address = address.as_str().parse::<Address>().ok()?;
    Some(Mailbox::new(name, address))
}

impl Mailer {
    /// Mail by these settings. Nothing is connected yet.
    ///
    /// # Errors
    /// [`SetupError`], each with what to do.
    pub fn new(settings: &Settings) -> Result<Self, SetupError> {
        let server = settings.server.as_str();
        let builder = match settings.tls {
            Tls::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(server),
            Tls::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(server),
            Tls::None if is_this_machine(server) => {
                Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server))
            }
            Tls::None => return Err(SetupError::Clear),
        };
        let domain = settings.from.domain().to_owned();
        let mut builder = builder
            .map_err(SetupError::Tls)?
            .port(settings.port)
            .timeout(Some(CONNECT_TIME))
            .hello_name(ClientId::Domain(domain.clone()));
        if let Some((user, password)) = settings.login.clone() {
            builder = builder.credentials(Credentials::new(user, password));
        }
        let from = mailbox(&settings.from, Some("samflyt".to_owned())).ok_or(SetupError::From)?;
        Ok(Self { transport: builder.build(), from, domain })
    }

    /// Does the server answer, and take the sign-in?
    ///
    /// # Errors
    /// [`MailFailure`].
    pub async fn ping(&self) -> Result<(), MailFailure> {
        match tokio::time::timeout(SEND_TIME, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(MailFailure("it answers, but not well".to_owned())),
            Ok(Err(error)) => Err(MailFailure(outcome(&error))),
            Err(_) => Err(MailFailure("timeout".to_owned())),
        }
    }

    /// Sends one mail, under an id that is the same at each attempt.
    ///
    /// # Errors
    /// [`MailFailure`]; whether the server has it all the same is then not known.
    pub async fn send(
        &self,
        id: Uuid,
        at: Timestamp,
        to: &MailAddress,
        words: &Words,
    ) -> Result<(), MailFailure> {
        let message = self.message(id, at, to, words)?;
        match tokio::time::timeout(SEND_TIME, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(MailFailure(outcome(&error))),
            Err(_) => Err(MailFailure("timeout".to_owned())),
        }
    }

    fn message(
        &self,
        id: Uuid,
        at: Timestamp,
        to: &MailAddress,
        words: &Words,
    ) -> Result<Message, MailFailure> {
        let wrong = || MailFailure("unusable".to_owned());
        let secs = u64::try_from(at.as_secs()).unwrap_or_default();
        // RFC 3834: nobody's holiday answers to it.
        let automatic = HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        );
        Message::builder()
            .from(self.from.clone())
            .to(mailbox(to, None).ok_or_else(wrong)?)
            .subject(words.subject)
            .message_id(Some(format!("<{id}@{}>", self.domain)))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(secs))
            .raw_header(automatic)
            .header(ContentType::TEXT_PLAIN)
            .body(words.text.clone())
            .map_err(|_| wrong())
    }
}

/// A code for what went wrong.
fn outcome(error: &SmtpError) -> String {
    if let Some(code) = error.status() {
        return format!("smtp-{code}");
    }
    let kind = if error.is_timeout() {
        "timeout"
    } else if error.is_tls() {
        "tls"
    } else if error.is_response() {
        "not-smtp"
    } else if error.is_client() {
        "client"
    } else {
        "connection"
    };
    kind.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notify::words;

    fn settings(server: &str, tls: Tls) -> Settings {
        Settings {
            server: server.to_owned(),
            port: 25,
            tls,
            login: Some(("user".to_owned(), "hunter2".to_owned())),
            from: MailAddress::new("noreply@samflyt.example").unwrap(),
        }
    }

    #[test]
    fn mail_in_the_clear_stays_on_this_machine() {
        for server in ["localhost", "127.0.0.1", "::1", "127.8.8.8"] {
            Mailer::new(&settings(server, Tls::None)).unwrap();
        }
        for server in ["mail.example.org", "10.0.0.1", "localhost.example.org", "0.0.0.0"] {
            let refused = Mailer::new(&settings(server, Tls::None));
            assert!(matches!(refused, Err(SetupError::Clear)), "{server}");
        }
    }

    #[test]
    fn a_message_says_only_that_there_is_news() {
        let settings = settings("localhost", Tls::None);
        let mailer = Mailer::new(&settings).unwrap();
        let to = MailAddress::new("kari@example.org").unwrap();
        let at = "2026-06-01T12:00:00Z".parse().unwrap();
        let message = mailer.message(Uuid::from_u128(7), at, &to, &words::news("en")).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut names: Vec<&str> =
            head.split("\r\n").filter_map(|line| Some(line.split_once(": ")?.0)).collect();
        names.sort_unstable();
        let all = [
            "Auto-Submitted",
            "Content-Transfer-Encoding",
            "Content-Type",
            "Date",
            "From",
            "Message-ID",
            "Subject",
            "To",
        ];
        assert_eq!(names, all, "{head}");
        assert!(head.contains("<00000000-0000-0000-0000-000000000007@samflyt.example>"), "{head}");
        assert!(head.contains("Date: Mon, 01 Jun 2026 12:00:00 +0000"), "{head}");
        assert!(body.starts_with("You have news in samflyt. Log in to read it."), "{body}");
        assert!(!format!("{settings:?} {mailer:?}").contains("hunter2"));
    }
}
