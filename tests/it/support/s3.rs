//! A real S3 protocol server (s3s over a temporary folder) on loopback, inside
//! the test process.

use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const ACCESS_KEY: &str = "TESTACCESSKEY";
const SECRET_KEY: &str = "test-secret-key";
/// The bucket that is there from the start.
pub const BUCKET: &str = "samflyt-test";

/// A running server; it stops, and its objects vanish, when this is dropped.
pub struct S3 {
    address: SocketAddr,
    folder: tempfile::TempDir,
    task: JoinHandle<()>,
}

impl S3 {
    /// Starts a server with one empty bucket on a port of its own.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let service = builder.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                let service = service.clone();
                connections.spawn(async move {
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(socket), service)
                        .await;
                });
            }
        });
        Self { address, folder, task }
    }

    /// `s3://bucket/prefix` for [`samflyt::vault::blobs::Blobs::from_url`].
    pub fn url() -> String {
        format!("s3://{BUCKET}/some/prefix")
    }

    /// The environment that belongs to it.
    pub fn variables(&self) -> Vec<(String, String)> {
        variables(&format!("http://{}", self.address))
    }

    /// The folder in which the server keeps its files.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// The environment for a store at `endpoint`.
pub fn variables(endpoint: &str) -> Vec<(String, String)> {
    [
        ("AWS_ENDPOINT", endpoint),
        ("AWS_REGION", "eu-north-1"),
        ("AWS_ALLOW_HTTP", "true"),
        ("AWS_ACCESS_KEY_ID", ACCESS_KEY),
        ("AWS_SECRET_ACCESS_KEY", SECRET_KEY),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

impl Drop for S3 {
    fn drop(&mut self) {
        self.task.abort();
    }
}
