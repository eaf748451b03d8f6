//! HTTP/1.1 by hand over a socket: for clients that misbehave.

use std::net::SocketAddr;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Sends `head` (without the blank line) and `body`, and keeps the socket.
pub async fn begin(address: SocketAddr, head: &str, body: &[u8]) -> TcpStream {
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(head.replace('\n', "\r\n").as_bytes()).await.unwrap();
    socket.write_all(b"\r\n\r\n").await.unwrap();
    socket.write_all(body).await.unwrap();
    socket
}

/// Reads until the other side closes; what came, as text.
pub async fn rest(socket: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = socket.read_to_end(&mut bytes);
    let _ = tokio::time::timeout(std::time::Duration::from_secs(20), read).await.unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}
