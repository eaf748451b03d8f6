//! A real PostgreSQL cluster in a temporary folder, one for each run of the
//! binary, with fsync on; one database for each test.
//!
//! `TEST_POSTGRES_URL` (a superuser's address) names one that runs already.

use sqlx::{Connection as _, PgConnection};
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Where Debian keeps the versions.
const VERSIONS: &str = "/usr/lib/postgresql";

/// The programs of the newest version that is here.
fn programs() -> Option<PathBuf> {
    let version = |folder: &PathBuf| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let folders = std::fs::read_dir(VERSIONS).ok()?.filter_map(|folder| Some(folder.ok()?.path()));
    let newest = folders.filter(|folder| folder.join("bin/initdb").exists()).max_by_key(version)?;
    Some(newest.join("bin"))
}

/// Makes the cluster, says `ready`, and takes it away when the test process
/// ends, however it ends: then the pipe on its standard input closes.
const KEEPER: &str = r#"
set -eu
bin=$1; dir=$2; port=$3
# The server refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    chown postgres "$dir"
    as() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
else
    as() { "$@"; }
fi
cd "$dir"
as "$bin/initdb" -D "$dir/data" -U samflyt -A trust -E UTF8 --locale=C.UTF-8 >"$dir/initdb.log" 2>&1
as "$bin/postgres" -D "$dir/data" -k "$dir" -h 127.0.0.1 -p "$port" -c max_connections=300 \
    -c shared_buffers=64MB >"$dir/log" 2>&1 </dev/null &
for _ in $(seq 300); do
    if "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; then break; fi
    sleep 0.1
done
"$bin/pg_isready" -q -h 127.0.0.1 -p "$port"
echo ready
cat >/dev/null || true
kill -INT "$(head -n 1 "$dir/data/postmaster.pid")" || true
wait || true
rm -rf "$dir"
"#;

fn start() -> Option<String> {
    if let Ok(url) = std::env::var("TEST_POSTGRES_URL") {
        return Some(url);
    }
    let Some(bin) = programs() else {
        super::left_out("PostgreSQL (Debian package postgresql)");
        return None;
    };
    let dir = tempfile::tempdir().unwrap().keep();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut keeper = Command::new("sh")
        .args(["-c", KEEPER, "keeper"])
        .arg(&bin)
        .arg(&dir)
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut said).unwrap();
    assert_eq!(said, "ready\n", "PostgreSQL does not start; see {}", dir.display());
    // Its standard input stays open until this process ends.
    std::mem::forget(keeper);
    Some(format!("postgres://samflyt@127.0.0.1:{port}/postgres"))
}

/// The address of a new, empty database.
pub async fn new_database() -> Option<String> {
    static CLUSTER: OnceLock<Option<String>> = OnceLock::new();
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let cluster =
        tokio::task::spawn_blocking(|| CLUSTER.get_or_init(start).clone()).await.unwrap()?;
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let name = format!("t_{}_{number}", std::process::id());
    let mut conn = PgConnection::connect(&cluster).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create database {name}")))
        .execute(&mut conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
    let (server, _) = cluster.rsplit_once('/').unwrap();
    Some(format!("{server}/{name}"))
}
