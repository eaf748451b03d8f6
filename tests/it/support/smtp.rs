//! Mail servers on loopback: a real one (aiosmtpd, in a process of its own) and
//! one that misbehaves as it is told.

use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Says its port, then each mail on a line; every byte that a client sends goes to
/// a file. Ends when its standard input does.
const PROGRAM: &str = r#"
import asyncio, json, os, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult
transcript, cert, implicit = sys.argv[1:4]
class Handler:
    async def handle_DATA(self, server, session, envelope):
        mail = {"hello": session.host_name, "from": envelope.mail_from, "to": envelope.rcpt_tos,
                "text": envelope.content.decode("utf-8", "replace")}
        print(json.dumps(mail), flush=True)
        return "250 taken"
class Server(SMTP):
    def data_received(self, data):
        with open(transcript, "ab") as file:
            file.write(data)
        super().data_received(data)
def sign_in(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (b"samflyt", b"the password")
    return AuthResult(success=right, handled=False)
async def main():
    loop = asyncio.get_running_loop()
    tls = None
    if cert:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(cert, cert + ".key")
    more = {"hostname": "mail.test", "enable_SMTPUTF8": False}
    if tls:
        more |= {"authenticator": sign_in, "auth_required": True}
        more |= {"auth_require_tls": False} if implicit else {"tls_context": tls, "require_starttls": True}
    server = await loop.create_server(lambda: Server(Handler(), **more), "127.0.0.1", 0,
                                      ssl=tls if implicit else None)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)
asyncio.run(main())
"#;

/// A Python that has aiosmtpd.
fn python() -> Option<String> {
    let named = std::env::var("TEST_PYTHON").ok();
    let all = named.into_iter().chain(["/usr/bin/python3".to_owned(), "python3".to_owned()]);
    all.into_iter().find(|python| {
        let has = Command::new(python)
            .args(["-c", "import aiosmtpd"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        has.is_ok_and(|status| status.success())
    })
}

/// A mail as the server took it.
#[derive(Clone, Debug)]
pub struct Mail {
    pub from: String,
    pub to: Vec<String>,
    /// With its head.
    pub text: String,
}

impl Mail {
    /// A header, empty when absent.
    pub fn header(&self, name: &str) -> &str {
        let head = self.text.split("\r\n\r\n").next().unwrap();
        let found = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        found.unwrap_or_default()
    }

    /// What stands below the head.
    pub fn body(&self) -> &str {
        self.text.split_once("\r\n\r\n").unwrap().1
    }

    /// The code that the mail brings.
    pub fn code(&self) -> String {
        let digits = self.body().split(|c: char| !c.is_ascii_digit());
        digits.into_iter().find(|run| run.len() == 6).unwrap().to_owned()
    }
}

/// The real server; it is stopped when this is dropped.
pub struct Smtp {
    child: Child,
    folder: tempfile::TempDir,
    pub port: u16,
    mails: Arc<Mutex<Vec<Mail>>>,
}

/// How the server wants to be spoken to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Speak {
    /// In the clear, without a sign-in.
    Clear,
    /// With STARTTLS and a sign-in.
    StartTls,
    /// TLS from the first byte, and a sign-in.
    Tls,
}

impl Smtp {
    /// Starts one; `None`, said aloud, without aiosmtpd.
    pub async fn start() -> Option<Self> {
        Self::speaking(Speak::Clear).await
    }

    /// Starts one that wants this.
    pub async fn speaking(speak: Speak) -> Option<Self> {
        let Some(python) = python() else {
            super::left_out("aiosmtpd (Debian package python3-aiosmtpd)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let cert = if speak == Speak::Clear {
            String::new()
        } else {
            certificate(&folder.path().join("cert"))?
        };
        let child = tokio::task::spawn_blocking(move || {
            let mut child = Command::new(python)
                .args(["-c", PROGRAM])
                .arg(folder.path().join("transcript"))
                .args([cert.as_str(), if speak == Speak::Tls { "implicit" } else { "" }])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(super::traces::stdio())
                .spawn()
                .unwrap();
            let mut said = BufReader::new(child.stdout.take().unwrap());
            let mut line = String::new();
            said.read_line(&mut line).unwrap();
            (child, folder, said, line)
        });
        let (child, folder, said, line) = child.await.unwrap();
        let port: Value = serde_json::from_str(&line).expect("the mail server says its port");
        let port = u16::try_from(port["port"].as_u64().unwrap()).unwrap();
        let mails: Arc<Mutex<Vec<Mail>>> = Arc::default();
        let held = Arc::clone(&mails);
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                let mail: Value = serde_json::from_str(&line).unwrap();
                let to = mail["to"].as_array().unwrap().iter();
                held.lock().unwrap().push(Mail {
                    from: mail["from"].as_str().unwrap().to_owned(),
                    to: to.map(|to| to.as_str().unwrap().to_owned()).collect(),
                    text: mail["text"].as_str().unwrap().to_owned(),
                });
            }
        });
        Some(Self { child, folder, port, mails })
    }

    /// Its certificate, for those who are to trust it.
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("cert")
    }

    /// What came so far.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }

    /// Waits until so many have come.
    pub async fn until(&self, count: usize) -> Vec<Mail> {
        super::until(&format!("{count} mails"), || async { self.mails().len() >= count }).await;
        let mails = self.mails();
        assert_eq!(mails.len(), count, "{mails:?}");
        mails
    }

    /// Every byte that clients sent.
    pub fn transcript(&self) -> String {
        let bytes = std::fs::read(self.folder.path().join("transcript")).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A certificate for 127.0.0.1 that signs itself; its path.
fn certificate(path: &std::path::Path) -> Option<String> {
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-nodes", "-days", "2", "-subj", "/CN=mail.test"])
        .args(["-addext", "subjectAltName=IP:127.0.0.1"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .arg("-keyout")
        .arg(path.with_extension("key"))
        .arg("-out")
        .arg(path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !made.is_ok_and(|status| status.success()) {
        super::left_out("openssl (Debian package openssl)");
        return None;
    }
    Some(path.display().to_string())
}

/// What the other server does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Takes connections and says nothing.
    Silent,
    /// Answers each recipient so.
    Says(&'static str),
    /// Takes the mail, and cuts the connection before it says so.
    TakesAndCuts,
    /// Takes mail.
    Well,
}

/// A mail server that misbehaves.
pub struct Odd {
    pub port: u16,
    mood: Arc<Mutex<Mood>>,
    mails: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Odd {
    /// Starts one in this mood.
    pub async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (mood, mails) = (Arc::new(Mutex::new(mood)), Arc::<Mutex<Vec<String>>>::default());
        let (held, kept) = (Arc::clone(&mood), Arc::clone(&mails));
        let task = tokio::spawn(async move {
            let mut talks = tokio::task::JoinSet::new();
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                let mood = held.lock().unwrap_or_else(PoisonError::into_inner).clone();
                talks.spawn(talk(socket, mood, Arc::clone(&kept)));
            }
        });
        Self { port, mood, mails, task }
    }

    /// Behaves so from now on, towards new connections.
    pub fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// What was taken, as often as it came.
    pub fn mails(&self) -> Vec<String> {
        self.mails.lock().unwrap().clone()
    }
}

impl Drop for Odd {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn talk(socket: TcpStream, mood: Mood, mails: Arc<Mutex<Vec<String>>>) {
    let (from, mut to) = socket.into_split();
    let mut lines = tokio::io::BufReader::new(from).lines();
    if mood == Mood::Silent {
        tokio::time::sleep(Duration::from_mins(10)).await;
    }
    let mut mail: Option<String> = None;
    let mut answer = "220 odd.test".to_owned();
    loop {
        if to.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        loop {
            let Ok(Some(line)) = lines.next_line().await else { return };
            if let Some(text) = &mut mail {
                if line != "." {
                    text.push_str(&line);
                    text.push('\n');
                    continue;
                }
                mails.lock().unwrap().extend(mail.take());
                if mood == Mood::TakesAndCuts {
                    return;
                }
                "250 taken".clone_into(&mut answer);
                break;
            }
            answer = match (line.split(' ').next().unwrap_or_default(), &mood) {
                ("RCPT", Mood::Says(answer)) => (*answer).to_owned(),
                ("DATA", _) => {
                    mail = Some(String::new());
                    "354 go on".to_owned()
                }
                ("QUIT", _) => return,
                _ => "250 well".to_owned(),
            };
            break;
        }
    }
}
