//! The program under measurement, and the plain file server beside it.

use super::http::Connection;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A process that is ended by its id when dropped.
pub struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Process {
    fn status(&self, field: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap();
        let kib: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        kib * 1024.0 / 1e6
    }

    /// Memory now, in MB.
    pub fn memory(&self) -> f64 {
        self.status("VmRSS")
    }

    /// Most memory since [`Process::forget_peak`], in MB.
    pub fn peak(&self) -> f64 {
        self.status("VmHWM")
    }

    /// Starts counting the peak anew.
    pub fn forget_peak(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.0.id()), "5").unwrap();
    }

    /// Processor seconds used so far, of user and system.
    pub fn cpu(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        // utime and stime, in hundredths.
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
    }

    /// Asks it to stop, and waits.
    pub fn stop(mut self) {
        let pid = self.0.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        self.0.wait().unwrap();
    }
}

/// `samflyt demo` on a free port.
pub struct Service {
    pub process: Process,
    pub address: String,
    /// From starting the process until `/health/ready` said yes.
    pub ready: Duration,
}

impl Service {
    pub async fn start(data: &Path) -> Self {
        let begun = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_samflyt"))
            .args(["demo", "--json", "--port", "0", "--data"])
            .arg(data)
            .env("SAMFLYT_TRACE_LEVEL", "warn")
            .env("SAMFLYT_LIMITS_DOCUMENT_BYTES", "1000000000")
            .env("SAMFLYT_LIMITS_REQUESTS_PER_MINUTE", "100000000")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let address = said["address"].as_str().unwrap().to_owned();
        loop {
            let mut connection = Connection::open(&address).await;
            if connection.get("/health/ready", "", false).await.status == 200 {
                break;
            }
        }
        Self { process: Process(child), address, ready: begun.elapsed() }
    }

    /// The header that signs a persona in.
    pub async fn sign_in(&self, persona: &str) -> String {
        let body = json!({ "persona": persona });
        let answer = self.post("/demo/token", "", &body).await;
        format!("Authorization: Bearer {}\r\n", answer["token"].as_str().unwrap())
    }

    /// The header of a browser that a persona has signed in with.
    pub async fn browse(&self, persona: &str) -> String {
        let mut connection = Connection::open(&self.address).await;
        let headers = "Content-Type: application/x-www-form-urlencoded\r\n\
             Sec-Fetch-Site: same-origin\r\n";
        let body = format!("persona={persona}");
        let answer = connection.send("POST /sign-in", headers, body.as_bytes(), true).await;
        assert_eq!(answer.status, 303);
        format!("Cookie: {}\r\nAccept: text/html\r\n", answer.cookie)
    }

    pub async fn get(&self, path: &str, who: &str) -> Value {
        let mut connection = Connection::open(&self.address).await;
        let answer = connection.get(path, who, true).await;
        assert_eq!(answer.status, 200, "{path}");
        serde_json::from_slice(&answer.body).unwrap()
    }

    pub async fn post(&self, path: &str, who: &str, body: &Value) -> Value {
        let mut connection = Connection::open(&self.address).await;
        let headers = format!("{who}Content-Type: application/json\r\n");
        let body = serde_json::to_vec(body).unwrap();
        let answer = connection.send(&format!("POST {path}"), &headers, &body, true).await;
        assert!(answer.status < 300, "{path}: {}", answer.status);
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// Puts a file into the folder; its id.
    pub async fn put(&self, child: &str, who: &str, file: &Path) -> String {
        let before = "--edge\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nLoad\r\n\
             --edge\r\nContent-Disposition: form-data; name=\"category\"\r\n\r\nmedical\r\n\
             --edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"load.pdf\"\r\n\r\n";
        let headers = format!("{who}Content-Type: multipart/form-data; boundary=edge\r\n");
        let mut connection = Connection::open(&self.address).await;
        let what = format!("POST /api/v1/children/{child}/documents");
        let parts = (before.as_bytes(), file, &b"\r\n--edge--\r\n"[..]);
        let answer = connection.upload(&what, &headers, parts).await;
        assert_eq!(answer.status, 201);
        let stored: Value = serde_json::from_slice(&answer.body).unwrap();
        stored["id"].as_str().unwrap().to_owned()
    }
}

/// dufs, a plain file server, if it is on the PATH.
pub async fn dufs(folder: &Path) -> Option<(Process, String)> {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let child = Command::new("dufs")
        .args(["-A", "--bind", "127.0.0.1", "--port", &port.to_string()])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let process = Process(child);
    for _ in 0..200 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return Some((process, format!("http://127.0.0.1:{port}")));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    None
}
