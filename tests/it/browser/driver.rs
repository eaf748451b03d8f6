//! Chromium, driven by Debian's chromedriver over WebDriver: plain JSON over HTTP, so
//! a client of our own is shorter than any that one could depend on.

use crate::support::left_out;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// The name of an element in WebDriver's answers.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Browsers that run at once: two cores carry two.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A browser with a profile of its own; gone with everything when it is dropped.
pub struct Browser {
    driver: Child,
    chromium: Option<u64>,
    session: String,
    http: reqwest::Client,
    /// Where the profile and what is downloaded lie.
    pub folder: tempfile::TempDir,
    _turn: SemaphorePermit<'static>,
}

/// A screen: width, height, and is it a phone's?
pub type Screen = (u32, u32, bool);
/// A phone.
pub const PHONE: Screen = (360, 740, true);
/// A desk.
pub const DESK: Screen = (1280, 800, false);
/// The narrowest that WCAG asks for.
pub const NARROW: Screen = (320, 640, true);

/// Keys by WebDriver's numbers.
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
pub const SPACE: &str = " ";
pub const DOWN: &str = "\u{e015}";

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn present(program: &str) -> bool {
    std::path::Path::new(program).exists()
}

impl Browser {
    /// A browser, or nothing where none is installed.
    pub async fn start() -> Option<Self> {
        Self::begin(json!({})).await
    }

    /// The same, which keeps a record of what goes over the network and what the
    /// console says.
    pub async fn recording() -> Option<Self> {
        Self::begin(json!({"performance": "ALL", "browser": "ALL"})).await
    }

    async fn begin(logs: Value) -> Option<Self> {
        let (chromium, chromedriver) = ("/usr/bin/chromium", "/usr/bin/chromedriver");
        if !present(chromium) || !present(chromedriver) {
            left_out("Chromium (apt-get install chromium chromium-driver)");
            return None;
        }
        drop(rustls::crypto::ring::default_provider().install_default());
        let turn = AT_ONCE.acquire().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        // In a group of its own, which is ended as a whole.
        let driver = Command::new(chromedriver)
            .args([format!("--port={port}"), "--log-level=OFF".to_owned()])
            .process_group(0)
            .env("TMPDIR", folder.path())
            .env("HOME", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_mins(1));
        let mut browser = Self {
            driver,
            chromium: None,
            session: format!("http://127.0.0.1:{port}"),
            http: http.build().unwrap(),
            folder,
            _turn: turn,
        };
        let profile = browser.folder.path().join("profile");
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
        ]
        .map(str::to_owned)
        .into_iter()
        .chain([format!("--user-data-dir={}", profile.display())]);
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "timeouts": {"implicit": 0, "pageLoad": 30_000, "script": 30_000},
            "goog:chromeOptions": {
                "binary": chromium,
                "args": args.collect::<Vec<_>>(),
                "prefs": {"intl.accept_languages": "nb"},
            },
            "goog:loggingPrefs": logs,
        }}});
        let begun = browser.wait_for_session(&wanted).await;
        browser.chromium = begun["capabilities"]["goog:processID"].as_u64();
        let id = begun["sessionId"].as_str().unwrap();
        browser.session = format!("{}/session/{id}", browser.session);
        // Without a window nothing else would give the page the focus.
        browser.cdp("Emulation.setFocusEmulationEnabled", json!({"enabled": true})).await;
        // While a page glides, what is pressed is elsewhere when the press comes.
        browser.media(&[("prefers-reduced-motion", "reduce")]).await;
        Some(browser)
    }

    async fn wait_for_session(&self, wanted: &Value) -> Value {
        let mut last = String::new();
        for _ in 0..300 {
            match self.ask("POST", "/session", wanted).await {
                Ok(begun) => return begun,
                Err(error) if error.contains("session not created") => panic!("{error}"),
                Err(error) => last = error,
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no browser: {last}");
    }

    /// One command; its value, or what is wrong.
    pub async fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let url = format!("{}{path}", self.session);
        let request = match method {
            "GET" => self.http.get(url),
            "DELETE" => self.http.delete(url),
            _ => self.http.post(url).json(body),
        };
        let answer = request.send().await.map_err(|error| error.to_string())?;
        let fine = answer.status().is_success();
        let mut answer: Value = answer.json().await.map_err(|error| error.to_string())?;
        let value = answer["value"].take();
        if fine { Ok(value) } else { Err(format!("{}: {}", value["error"], value["message"])) }
    }

    async fn must(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.ask(method, path, body).await;
        answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// Goes to an address, and waits until it is loaded.
    pub async fn go(&self, url: &str) {
        self.must("POST", "/url", &json!({"url": url})).await;
    }

    /// Where it is.
    pub async fn url(&self) -> String {
        self.must("GET", "/url", &Value::Null).await.as_str().unwrap().to_owned()
    }

    /// Back, as by the browser's own button.
    pub async fn back(&self) {
        self.must("POST", "/back", &json!({})).await;
    }

    /// Runs a script in the page, past its content security policy.
    pub async fn run(&self, script: &str, args: Value) -> Value {
        self.must("POST", "/execute/sync", &json!({"script": script, "args": args})).await
    }

    /// Runs a script whose last argument is to be called with what it finds.
    pub async fn run_later(&self, script: &str, args: Value) -> Value {
        self.must("POST", "/execute/async", &json!({"script": script, "args": args})).await
    }

    /// A command of the DevTools protocol.
    pub async fn cdp(&self, command: &str, params: Value) -> Value {
        self.must("POST", "/goog/cdp/execute", &json!({"cmd": command, "params": params})).await
    }

    /// Sets the size of the screen.
    pub async fn screen(&self, (width, height, mobile): Screen) {
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile});
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Sets what the reader prefers: colours, contrast, motion.
    pub async fn media(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
        self.cdp("Emulation.setEmulatedMedia", json!({"features": features})).await;
    }

    /// Switches scripts of pages off, from the next page on.
    pub async fn without_scripts(&self) {
        self.cdp("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    }

    /// The first element that a selector finds.
    pub async fn find(&self, css: &str) -> Option<String> {
        let by = json!({"using": "css selector", "value": css});
        let found = self.must("POST", "/elements", &by).await;
        Some(found.get(0)?[ELEMENT].as_str()?.to_owned())
    }

    /// Clicks as a person does: scrolled to, at the middle, and not if something lies
    /// above it.
    pub async fn click(&self, css: &str) {
        let Some(id) = self.find(css).await else {
            panic!("nothing to click: {css} on {}\n{}", self.url().await, self.text("body").await)
        };
        let clicked = self.ask("POST", &format!("/element/{id}/click"), &json!({})).await;
        let at = self.url().await;
        clicked.unwrap_or_else(|error| panic!("{css} on {at}: {error}"));
    }

    /// Marks the page that is open, so that the next one is told from it.
    pub async fn mark(&self) {
        self.run("window.samflytHere = true;", json!([])).await;
    }

    /// Waits until another page than the marked one is open: a key or a click may be
    /// done before the browser has left.
    pub async fn left(&self) {
        let script =
            "return window.samflytHere === undefined && document.readyState === 'complete';";
        let script = json!({"script": script, "args": []});
        for _ in 0..1000 {
            // In between there may be no page at all.
            if self.ask("POST", "/execute/sync", &script).await == Ok(json!(true)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("what was pressed leads nowhere on {}", self.url().await);
    }

    /// Clicks, and waits for the page that it leads to.
    pub async fn follow(&self, css: &str) {
        self.mark().await;
        self.click(css).await;
        self.left().await;
    }

    /// Writes into a field, or names a file for it.
    pub async fn write(&self, css: &str, text: &str) {
        let id = self.find(css).await.unwrap_or_else(|| panic!("no field {css}"));
        self.must("POST", &format!("/element/{id}/value"), &json!({"text": text})).await;
    }

    /// Presses keys one after the other.
    pub async fn press(&self, keys: &[&str]) {
        let mut actions = Vec::new();
        for key in keys {
            for kind in ["keyDown", "keyUp"] {
                actions.push(json!({"type": kind, "value": key}));
            }
        }
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.must("POST", "/actions", &json!({"actions": [keyboard]})).await;
    }

    /// What can be read of the first element that a selector finds.
    pub async fn text(&self, css: &str) -> String {
        let script = "const found = document.querySelector(arguments[0]); \
                      return found ? found.innerText : '';";
        self.run(script, json!([css])).await.as_str().unwrap_or_default().to_owned()
    }

    /// The title.
    pub async fn title(&self) -> String {
        self.must("GET", "/title", &Value::Null).await.as_str().unwrap().to_owned()
    }

    /// What was recorded since the last time: `performance` or `browser`.
    pub async fn log(&self, kind: &str) -> Vec<Value> {
        let log = self.must("POST", "/se/log", &json!({"type": kind})).await;
        log.as_array().cloned().unwrap_or_default()
    }

    /// A picture of the page from its top, of so many pixels at most in height, as PNG.
    pub async fn picture(&self, most: f64) -> Vec<u8> {
        let size = &self.cdp("Page.getLayoutMetrics", json!({})).await["cssContentSize"];
        let clip = json!({"x": 0, "y": 0, "scale": 1, "width": size["width"],
            "height": size["height"].as_f64().unwrap_or(most).min(most)});
        let wanted = json!({"format": "png", "captureBeyondViewport": true, "clip": clip});
        let taken = self.cdp("Page.captureScreenshot", wanted).await;
        BASE64_STANDARD.decode(taken["data"].as_str().unwrap()).unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let groups = [Some(u64::from(self.driver.id())), self.chromium];
        for group in groups.into_iter().flatten() {
            // Its own number, and the group that it leads; either may be gone.
            for whom in [format!("-{group}"), group.to_string()] {
                let mut kill = Command::new("kill");
                kill.args(["-KILL", "--", &whom]).stdout(Stdio::null()).stderr(Stdio::null());
                drop(kill.status());
            }
        }
        drop(self.driver.wait());
    }
}
