//! The real program as a process of its own, on 127.0.0.1 and a free port.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

/// A running `samflyt demo`.
pub struct Service {
    child: Mutex<Child>,
    /// `http://127.0.0.1:port`
    pub address: String,
    /// What a demonstration said when it was ready.
    pub said: Value,
    /// A client without connection reuse between services.
    pub client: reqwest::Client,
}

/// The program, with no settings of its surroundings.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samflyt"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SAMFLYT_")) {
        command.env_remove(name);
    }
    command
}

impl Service {
    /// Starts the demonstration on `data`, with settings from the environment, and
    /// waits until it answers.
    pub async fn demo_with(data: &Path, env: &[(&str, &str)]) -> Self {
        Self::begin(program(), data, env).await
    }

    /// The same below another command.
    pub async fn demo_under(above: &[&str], data: &Path) -> Self {
        let mut command = Command::new(above[0]);
        command.args(&above[1..]).arg(program().get_program());
        Self::begin(command, data, &[]).await
    }

    async fn begin(mut command: Command, data: &Path, env: &[(&str, &str)]) -> Self {
        drop(rustls::crypto::ring::default_provider().install_default());
        let mut child = command
            .args(["demo", "--json", "--port", "0", "--data"])
            .arg(data)
            .env("SAMFLYT_TRACE_LEVEL", "debug")
            .envs(env.iter().copied())
            .stdout(Stdio::piped())
            .stderr(super::traces::stdio())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).expect("the program says where it listens");
        let address = said["address"].as_str().unwrap().to_owned();
        Self::ready(child, address, said).await
    }

    /// Starts `samflyt serve` on a free port and waits until it answers. Its
    /// keys are there already.
    pub async fn serve(data: &Path, env: &[(&str, &str)]) -> Self {
        let mut child = program()
            .args(["serve", "--data"])
            .arg(data)
            .env("SAMFLYT_TRACE_LEVEL", "off")
            .env("SAMFLYT_SERVER_LISTEN", "127.0.0.1:0")
            .envs(env.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        said.read_line(&mut line).unwrap();
        let (_, address) = line.trim().split_once(" on ").unwrap_or_else(|| panic!("{line}"));
        // What it says later has somewhere to go.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self::ready(child, address.to_owned(), Value::Null).await
    }

    async fn ready(child: Child, address: String, said: Value) -> Self {
        drop(rustls::crypto::ring::default_provider().install_default());
        let client =
            reqwest::Client::builder().timeout(Duration::from_secs(20)).no_proxy().build().unwrap();
        let service = Self { child: Mutex::new(child), address, said, client };
        for _ in 0..200 {
            let ready = service.client.get(format!("{}/health/ready", service.address));
            if ready.send().await.is_ok_and(|answer| answer.status() == 200) {
                return service;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the service did not become ready");
    }

    /// Process id.
    pub fn pid(&self) -> u32 {
        self.child.lock().unwrap().id()
    }

    /// kill -9, and waits until it is gone.
    pub fn kill(&self) {
        let mut child = self.child.lock().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Asks it to stop, and waits; its exit code.
    pub async fn stop(&self) -> Option<i32> {
        let pid = self.pid().to_string();
        Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        self.ended().await
    }

    /// Waits until it has ended; its exit code.
    pub async fn ended(&self) -> Option<i32> {
        for _ in 0..400 {
            if let Some(status) = self.child.lock().unwrap().try_wait().unwrap() {
                return status.code();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the service did not end");
    }

    /// A persona's token.
    pub async fn token(&self, persona: &str) -> Option<String> {
        let answer = self
            .client
            .post(format!("{}/demo/token", self.address))
            .json(&json!({"persona": persona}))
            .send()
            .await
            .ok()?;
        let body: Value = answer.json().await.ok()?;
        body["token"].as_str().map(str::to_owned)
    }

    /// JSON that must be answered with 200.
    pub async fn get(&self, path: &str, token: &str) -> Value {
        let request = self.client.get(format!("{}{path}", self.address)).bearer_auth(token);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.json().await.unwrap()
    }

    /// Id of the child whose name begins so.
    pub async fn child(&self, name: &str, token: &str) -> String {
        self.named("/api/v1/children", name, token).await
    }

    /// Id of the unit whose name holds this.
    pub async fn unit(&self, name: &str, token: &str) -> String {
        self.named("/api/v1/agencies", name, token).await
    }

    async fn named(&self, path: &str, name: &str, token: &str) -> String {
        let list = self.get(path, token).await;
        let items = list["items"].as_array().unwrap();
        let found = items.iter().find(|item| item["name"].as_str().unwrap().contains(name));
        found.unwrap()["id"].as_str().unwrap().to_owned()
    }
}

/// An instant so many days ahead, RFC 3339.
pub fn in_days(days: i64) -> String {
    use samflyt::clock::Clock;
    samflyt::clock::SystemClock.now().plus_days(days).to_string()
}

impl Drop for Service {
    fn drop(&mut self) {
        let mut child = self.child.lock().unwrap();
        // It may be gone already.
        drop(child.kill());
        drop(child.wait());
    }
}

/// `samflyt audit verify` over a data folder must find nothing wrong.
pub fn verify(data: &Path) {
    let (code, told, said) = run(&["audit", "verify", "--json"], data, &[]);
    assert_eq!(code, 0, "{told}{said}");
}

/// Begins to run the program; it ends when this is dropped.
pub fn spawn(args: &[&str], data: &Path, env: &[(&str, &str)]) -> tokio::process::Child {
    let mut command = program();
    command.args(args).arg("--data").arg(data).envs(env.iter().copied());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    tokio::process::Command::from(command).kill_on_drop(true).spawn().unwrap()
}

/// Runs the program to its end: exit code, standard output, standard error.
pub fn run(args: &[&str], data: &Path, env: &[(&str, &str)]) -> (i32, String, String) {
    let output =
        program().args(args).arg("--data").arg(data).envs(env.iter().copied()).output().unwrap();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}
