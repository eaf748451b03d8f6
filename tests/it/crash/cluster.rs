//! A PostgreSQL cluster that can be killed and started again.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

pub struct Cluster {
    dir: tempfile::TempDir,
    port: u16,
    server: Option<Child>,
}

/// The server refuses to run as root.
fn command(program: &str) -> Command {
    let program = format!("{PROGRAMS}/{program}");
    let user = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").unwrap());
    let mut command = if user == 0 {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/");
    command
}

impl Cluster {
    /// A new cluster with fsync on; `None`, said aloud, where PostgreSQL is missing.
    pub fn start() -> Option<Self> {
        if !PathBuf::from(PROGRAMS).join("initdb").exists() {
            crate::support::left_out("PostgreSQL (Debian package postgresql-15)");
            return None;
        }
        let dir = tempfile::tempdir().unwrap();
        // As root it must belong to the server's user.
        drop(Command::new("chown").arg("postgres").arg(dir.path()).status());
        let made = command("initdb")
            .args(["-U", "samflyt", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-D"])
            .arg(dir.path().join("data"))
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(made.success());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut cluster = Self { dir, port, server: None };
        cluster.run();
        Some(cluster)
    }

    pub fn url(&self) -> String {
        format!("postgres://samflyt@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts the server and waits until it takes connections.
    pub fn run(&mut self) {
        let log = std::fs::File::options()
            .append(true)
            .create(true)
            .open(self.dir.path().join("log"))
            .unwrap();
        let server = command("postgres")
            .arg("-D")
            .arg(self.dir.path().join("data"))
            .arg("-k")
            .arg(self.dir.path())
            .args(["-h", "127.0.0.1", "-p", &self.port.to_string()])
            .args(["-c", "shared_buffers=64MB"])
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        self.server = Some(server);
        let begun = Instant::now();
        while !self.is_ready() {
            if begun.elapsed() > Duration::from_mins(3) {
                let log = std::fs::read_to_string(self.dir.path().join("log")).unwrap_or_default();
                panic!("PostgreSQL does not start: {log}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn is_ready(&self) -> bool {
        let port = self.port.to_string();
        let ready = command("pg_isready").args(["-q", "-h", "127.0.0.1", "-p", &port]).status();
        ready.unwrap().success()
    }

    /// kill -9 of the server and of all its processes at once.
    pub fn kill(&mut self) {
        let Some(mut server) = self.server.take() else { return };
        let pid = server.id();
        let signal = |signal: &str, pid: u32| {
            let pid = pid.to_string();
            drop(Command::new("kill").args([signal, &pid]).stderr(Stdio::null()).status());
        };
        // Stopped, it starts no more of them.
        signal("-STOP", pid);
        for child in children(pid) {
            signal("-KILL", child);
        }
        server.kill().unwrap();
        server.wait().unwrap();
        while !children(pid).is_empty() {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The processes whose parent this is.
fn children(parent: u32) -> Vec<u32> {
    let is_child = |pid: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // pid (name) state ppid …; the name may hold anything.
        let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
        after.split_whitespace().nth(1).and_then(|text| text.parse().ok()) == Some(parent)
    };
    std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(is_child)
        .collect()
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.kill();
    }
}
