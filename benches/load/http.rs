//! A small HTTP/1.1 client over one kept connection: what it costs must not hide
//! what the server costs.

use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// One connection.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
    head: Vec<u8>,
    buffer: Vec<u8>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub bytes: u64,
    /// The cookie that was set, without its attributes.
    pub cookie: String,
    /// The body, where it was wanted.
    pub body: Vec<u8>,
}

impl Connection {
    /// `address` is `http://host:port`.
    pub async fn open(address: &str) -> Self {
        let host = address.trim_start_matches("http://").to_owned();
        let stream = TcpStream::connect(&host).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let stream = BufReader::with_capacity(256 * 1024, stream);
        Self { stream, host, head: Vec::new(), buffer: vec![0; 256 * 1024] }
    }

    /// A whole request with a body in memory.
    pub async fn send(&mut self, what: &str, headers: &str, body: &[u8], keep: bool) -> Answer {
        let head = format!(
            "{what} HTTP/1.1\r\nHost: {}\r\n{headers}Content-Length: {}\r\n\r\n",
            self.host,
            body.len()
        );
        self.stream.get_mut().write_all(head.as_bytes()).await.unwrap();
        self.stream.get_mut().write_all(body).await.unwrap();
        self.answer(keep).await
    }

    /// A GET without a body.
    pub async fn get(&mut self, path: &str, headers: &str, keep: bool) -> Answer {
        let head = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", self.host);
        self.stream.get_mut().write_all(head.as_bytes()).await.unwrap();
        self.answer(keep).await
    }

    /// Sends `length` bytes of `body` between `before` and `after`.
    pub async fn upload(
        &mut self,
        what: &str,
        headers: &str,
        (before, body, after): (&[u8], &std::path::Path, &[u8]),
    ) -> Answer {
        let mut file = tokio::fs::File::open(body).await.unwrap();
        let length = file.metadata().await.unwrap().len() + (before.len() + after.len()) as u64;
        let head = format!(
            "{what} HTTP/1.1\r\nHost: {}\r\n{headers}Content-Length: {length}\r\n\r\n",
            self.host
        );
        let stream = self.stream.get_mut();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(before).await.unwrap();
        loop {
            let read = file.read(&mut self.buffer).await.unwrap();
            if read == 0 {
                break;
            }
            stream.write_all(&self.buffer[..read]).await.unwrap();
        }
        stream.write_all(after).await.unwrap();
        self.answer(true).await
    }

    async fn answer(&mut self, keep: bool) -> Answer {
        self.head.clear();
        while !self.head.ends_with(b"\r\n\r\n") {
            let byte = self.stream.read_u8().await.unwrap();
            self.head.push(byte);
        }
        let cased = String::from_utf8_lossy(&self.head).into_owned();
        let head = cased.to_ascii_lowercase();
        let cookie = head.find("\r\nset-cookie: ").map_or("", |at| &cased[at + 14..]);
        let cookie = cookie.split([';', '\r']).next().unwrap_or_default().to_owned();
        let status = head[9..12].parse().unwrap();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |value| value.trim().parse().unwrap());
        let mut left: u64 = length;
        let mut body = Vec::new();
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(usize::MAX).min(self.buffer.len());
            let read = self.stream.read(&mut self.buffer[..most]).await.unwrap();
            assert!(read > 0, "the answer ended early");
            if keep {
                body.extend_from_slice(&self.buffer[..read]);
            }
            left -= read as u64;
        }
        Answer { status, bytes: length, cookie, body }
    }
}

/// The value below which `share` of the sorted times lie.
pub fn quantile(times: &[Duration], share: f64) -> Duration {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index"
    )]
    let index = ((times.len() as f64 * share) as usize).min(times.len() - 1);
    times[index]
}
