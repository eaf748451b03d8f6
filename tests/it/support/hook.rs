//! A program of a unit that takes calls: on loopback, inside the test process. It
//! checks nothing by itself; what came is kept as it came.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::hmac;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A call, byte by byte.
#[derive(Clone, Debug)]
pub struct Call {
    pub first_line: String,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Call {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Is one of the signatures made with this secret (`whsec_…`)? By the words of
    /// the specification, without a line of the product's code.
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let key = BASE64_STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let mut signed = self.header("webhook-id").as_bytes().to_vec();
        signed.push(b'.');
        signed.extend_from_slice(self.header("webhook-timestamp").as_bytes());
        signed.push(b'.');
        signed.extend_from_slice(&self.body);
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        self.header("webhook-signature").split(' ').any(|one| {
            let Some(tag) = one.strip_prefix("v1,") else { return false };
            hmac::verify(&key, &signed, &BASE64_STANDARD.decode(tag).unwrap()).is_ok()
        })
    }
}

/// What it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// This status line and headers.
    Status(String),
    /// Nothing, ever.
    Nothing,
    /// 200, and a body without end.
    Endless,
    /// It hangs up when it has read the call.
    HangsUp,
}

/// A running receiver.
pub struct Hook {
    pub port: u16,
    reply: Arc<Mutex<Reply>>,
    calls: Arc<Mutex<Vec<Call>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Hook {
    /// Starts one that answers 204.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let reply = Arc::new(Mutex::new(Reply::Status("204 No Content".to_owned())));
        let calls: Arc<Mutex<Vec<Call>>> = Arc::default();
        let (held, kept) = (Arc::clone(&reply), Arc::clone(&calls));
        let task = tokio::spawn(async move {
            let mut talks = tokio::task::JoinSet::new();
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                talks.spawn(take(socket, Arc::clone(&held), Arc::clone(&kept)));
            }
        });
        Self { port, reply, calls, task }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/samflyt", self.port)
    }

    /// Answers so from now on.
    pub fn answer(&self, reply: Reply) {
        *self.reply.lock().unwrap() = reply;
    }

    /// Answers with this status from now on.
    pub fn status(&self, line: &str) {
        self.answer(Reply::Status(line.to_owned()));
    }

    /// What came so far.
    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }
}

impl Drop for Hook {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn take(
    mut socket: TcpStream,
    reply: Arc<Mutex<Reply>>,
    calls: Arc<Mutex<Vec<Call>>>,
) -> Option<()> {
    let mut bytes = Vec::new();
    let head = loop {
        let at = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        if let Some(at) = at {
            break at;
        }
        if socket.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).unwrap();
    let mut lines = text.lines();
    let first_line = lines.next()?.to_owned();
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    while bytes.len() < head + 4 + length {
        if socket.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let body = bytes[head + 4..].to_vec();
    calls.lock().unwrap().push(Call { first_line, headers, body });
    let reply = reply.lock().unwrap().clone();
    match reply {
        Reply::Status(line) => {
            let answer = format!("HTTP/1.1 {line}\r\ncontent-length: 0\r\n\r\n");
            socket.write_all(answer.as_bytes()).await.ok()?;
            socket.shutdown().await.ok()
        }
        Reply::Nothing => {
            tokio::time::sleep(Duration::from_mins(10)).await;
            None
        }
        Reply::Endless => {
            socket.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok()?;
            loop {
                socket.write_all(&[b'x'; 4096]).await.ok()?;
            }
        }
        Reply::HangsUp => None,
    }
}
