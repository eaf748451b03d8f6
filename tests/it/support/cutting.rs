//! A bad network: a wire that is cut again and again.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A wire on which every connection ends after so many bytes towards the server.
pub struct Cutting {
    pub address: SocketAddr,
    read: Arc<AtomicU64>,
    cuts: Arc<AtomicU64>,
    task: tokio::task::JoinHandle<()>,
}

impl Cutting {
    /// A wire to `server`.
    pub async fn to(server: SocketAddr, every: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (read, cuts) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let counted = (Arc::clone(&read), Arc::clone(&cuts));
        let task = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let (read, cuts) = counted.clone();
                tokio::spawn(async move {
                    let Ok(server) = TcpStream::connect(server).await else { return };
                    if carry(client, server, every, &read).await {
                        cuts.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        Self { address, read, cuts, task }
    }

    /// Bytes that clients have sent, heads included, whether they arrived or not.
    pub fn sent(&self) -> u64 {
        self.read.load(Ordering::SeqCst)
    }

    /// How many connections were cut.
    pub fn cuts(&self) -> u64 {
        self.cuts.load(Ordering::SeqCst)
    }
}

/// True when it was cut.
async fn carry(client: TcpStream, server: TcpStream, every: usize, read: &AtomicU64) -> bool {
    let ((mut from, mut to), (mut back, mut answer)) = (client.into_split(), server.into_split());
    let up = async {
        let (mut bytes, mut left) = (vec![0; 16 * 1024], every);
        while let Ok(count @ 1..) = from.read(&mut bytes).await {
            read.fetch_add(count as u64, Ordering::SeqCst);
            let now = count.min(left);
            if answer.write_all(&bytes[..now]).await.is_err() {
                return false;
            }
            left -= now;
            if left == 0 {
                return true;
            }
        }
        false
    };
    let down = async {
        let mut bytes = vec![0; 16 * 1024];
        while let Ok(count @ 1..) = back.read(&mut bytes).await {
            if to.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        cut = up => cut,
        () = down => false,
    }
}

impl Drop for Cutting {
    fn drop(&mut self) {
        self.task.abort();
    }
}
