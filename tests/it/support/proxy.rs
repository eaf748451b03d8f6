//! A wire between the program and PostgreSQL that can be cut: for a while, or
//! at the very moment when the answer to a COMMIT comes back.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The answer of the server to a COMMIT that it has done.
const COMMITTED: &[u8] = b"COMMIT\0";

#[derive(Default)]
struct Switches {
    gone: AtomicBool,
    cut_commit: AtomicBool,
    cuts: AtomicUsize,
}

/// The wire; it is taken down when this is dropped.
pub struct Proxy {
    address: SocketAddr,
    switches: Arc<Switches>,
    hang_up: watch::Sender<u32>,
    task: tokio::task::JoinHandle<()>,
}

impl Proxy {
    /// A wire to the server of this database, and the database's address over it.
    pub async fn to(url: &str) -> (Self, String) {
        let (before, rest) = url.split_once('@').unwrap();
        let (server, name) = rest.split_once('/').unwrap();
        let server = server.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let switches = Arc::new(Switches::default());
        let (hang_up, hung_up) = watch::channel(0);
        let held = Arc::clone(&switches);
        let task = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                if held.gone.load(Ordering::SeqCst) {
                    continue;
                }
                let server = TcpStream::connect(&server).await.unwrap();
                let ((from, to), (back, answer)) = (client.into_split(), server.into_split());
                let (mut over, switches) = (hung_up.clone(), Arc::clone(&held));
                over.mark_unchanged();
                tokio::spawn(async move {
                    tokio::select! {
                        () = copy(from, answer, None) => {}
                        () = copy(back, to, Some(&switches)) => {}
                        _ = over.changed() => {}
                    }
                });
            }
        });
        let proxy = Self { address, switches, hang_up, task };
        let over = format!("{before}@{}/{name}", proxy.address);
        (proxy, over)
    }

    /// Cuts every connection and takes no more until [`Proxy::mend`].
    pub fn cut(&self) {
        self.switches.gone.store(true, Ordering::SeqCst);
        self.hang_up.send_modify(|count| *count += 1);
    }

    /// Takes connections again.
    pub fn mend(&self) {
        self.switches.gone.store(false, Ordering::SeqCst);
    }

    /// Cuts the connection when the server next says that it has committed.
    pub fn cut_next_commit(&self) {
        self.switches.cut_commit.store(true, Ordering::SeqCst);
    }

    /// How many commits were cut.
    pub fn cuts(&self) -> usize {
        self.switches.cuts.load(Ordering::SeqCst)
    }
}

/// Carries bytes until one side ends, or the answer to a COMMIT is to be lost.
async fn copy(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, watch: Option<&Switches>) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        if let Some(switches) = watch
            && bytes[..count].windows(COMMITTED.len()).any(|window| window == COMMITTED)
            && switches.cut_commit.swap(false, Ordering::SeqCst)
        {
            switches.cuts.fetch_add(1, Ordering::SeqCst);
            return;
        }
        if to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}
