//! The demonstration as a process, people who are signed in to it, and every page
//! that each of them can come to.

use super::driver::Browser;
use crate::support::process::Service;
use reqwest::header;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use tokio::sync::OnceCell;

/// The cookie of a demonstration's sign-in.
pub const COOKIE: &str = "samflyt-demo";

/// A demonstration of this test's own.
pub struct World {
    pub service: Service,
    /// What stands for `{name}` in the lists of pages.
    pub names: BTreeMap<String, String>,
    secrets: Mutex<BTreeMap<String, String>>,
    /// Follows no redirect: a test wants to see it.
    pub http: reqwest::Client,
    _folder: tempfile::TempDir,
}

/// A page, and who looks at it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page {
    /// A persona; empty is nobody.
    pub who: String,
    /// The address with everything in it.
    pub path: String,
    /// The address without what differs: ids, numbers, values of the query.
    pub pattern: String,
}

/// What came over HTTP.
pub struct Got {
    pub status: u16,
    pub headers: header::HeaderMap,
    pub body: String,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Is it a page, and no paper that browsers show too, locked away from all else?
    pub fn is_page(&self) -> bool {
        let paper = self.header("content-security-policy").contains("sandbox");
        self.header("content-type").starts_with("text/html") && !paper
    }
}

/// A demonstration that was filled in and stopped: filling one in takes seconds.
static FILLED: OnceCell<PathBuf> = OnceCell::const_new();

async fn fill() -> PathBuf {
    let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-demo");
    drop(std::fs::remove_dir_all(&data));
    let service = Service::demo_with(&data, &[]).await;
    assert_eq!(service.stop().await, Some(0));
    data
}

/// Copies a folder with the rights that it has.
fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-a").arg(from).arg(to).status().unwrap();
    assert!(copied.success());
}

impl World {
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        copy(FILLED.get_or_init(fill).await, &data);
        let env = [
            ("SAMFLYT_LIMITS_REQUESTS_PER_MINUTE", "100000000"),
            ("SAMFLYT_LIMITS_UPLOADS_AT_ONCE", "1000"),
        ];
        let service = Service::demo_with(&data, &env).await;
        let http =
            reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let mut world = Self {
            service,
            names: BTreeMap::new(),
            secrets: Mutex::default(),
            http: http.build().unwrap(),
            _folder: folder,
        };
        world.fill().await;
        world
    }

    /// Asks the interface for programs what the pages' addresses need.
    async fn fill(&mut self) {
        let (kari, ola) = (self.token("kari").await, self.token("ola").await);
        let nora = self.service.child("Nora", &kari).await;
        let jonas = self.service.child("Jonas", &kari).await;
        let path = format!("/api/v1/children/{nora}/documents");
        let documents = self.service.get(&path, &kari).await;
        let path = format!("/api/v1/children/{nora}/consents?limit=100");
        let consents = self.service.get(&path, &ola).await;
        let of = |state: &str| {
            let items = consents["items"].as_array().unwrap();
            let found = items.iter().find(|item| item["state"] == state);
            found.and_then(|item| item["id"].as_str()).unwrap_or_default().to_owned()
        };
        let requests = self.service.get("/api/v1/requests?limit=100", &kari).await;
        let request = requests["items"].as_array().unwrap().iter();
        let mut request = request.filter(|one| one["state"] == "sent" || one["state"] == "seen");
        let request = request.next().map_or("", |one| one["id"].as_str().unwrap()).to_owned();
        for (name, value) in [
            ("in-force", of("in-force")),
            ("waiting", of("awaiting-approval")),
            ("revoked", of("revoked")),
            ("document", documents["items"][0]["id"].as_str().unwrap().to_owned()),
            ("nav", self.service.unit("NAV Familie", &kari).await),
            ("request", request),
            ("ppt", self.service.unit("PPT", &kari).await),
            ("nora", nora),
            ("jonas", jonas),
        ] {
            self.names.insert(name.to_owned(), value);
        }
    }

    pub async fn token(&self, who: &str) -> String {
        self.service.token(who).await.unwrap()
    }

    /// The address of a path whose names are filled in.
    pub fn url(&self, path: &str) -> String {
        format!("{}{}", self.service.address, self.filled(path))
    }

    pub fn filled(&self, path: &str) -> String {
        let mut path = path.to_owned();
        for (name, value) in &self.names {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        path
    }

    /// The secret of a persona's session; signs in the first time.
    pub async fn secret(&self, who: &str) -> String {
        if let Some(secret) = self.secrets.lock().unwrap().get(who) {
            return secret.clone();
        }
        let secret = self.sign_in(who).await;
        self.secrets.lock().unwrap().insert(who.to_owned(), secret.clone());
        secret
    }

    /// Signs in anew, over HTTP.
    pub async fn sign_in(&self, who: &str) -> String {
        let got = self.post("", "/sign-in", &[("persona", who)]).await;
        let cookie = got.header("set-cookie").split(';').next().unwrap_or_default();
        let (name, secret) = cookie.split_once('=').expect("a cookie for a session");
        assert_eq!((got.status, name), (303, COOKIE), "{who}");
        secret.to_owned()
    }

    /// Lets the browser be signed in as somebody; the empty name is nobody.
    pub async fn be(&self, browser: &Browser, who: &str) {
        browser.cdp("Network.clearBrowserCookies", json!({})).await;
        if !who.is_empty() {
            let cookie = json!({"name": COOKIE, "value": self.secret(who).await,
                "url": self.service.address, "httpOnly": true, "sameSite": "Lax"});
            browser.cdp("Network.setCookie", cookie).await;
        }
    }

    /// Sets the language: of the person, or of the browser where nobody is signed in.
    pub async fn speak(&self, browser: &Browser, who: &str, lang: &str) {
        if who.is_empty() {
            let cookie = json!({"name": "samflyt-language", "value": lang,
                "url": self.service.address, "httpOnly": true, "sameSite": "Lax"});
            browser.cdp("Network.setCookie", cookie).await;
        } else {
            let got = self.post(who, "/language", &[("language", lang), ("next", "/")]).await;
            assert_eq!(got.status, 303, "{}", got.body);
        }
    }

    /// GET of a page, as a browser asks for it.
    pub async fn get(&self, who: &str, path: &str) -> Got {
        self.send(who, self.http.get(self.url(path))).await
    }

    /// POST of a form from a page of ours.
    pub async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Got {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        let body = body.extend_pairs(fields).finish();
        let form = self.http.post(self.url(path)).body(body);
        let kind = "application/x-www-form-urlencoded";
        self.send(who, form.header(header::CONTENT_TYPE, kind)).await
    }

    /// POST of a form with files.
    pub async fn post_files(
        &self,
        who: &str,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Got {
        let mut form = reqwest::multipart::Form::new();
        for (name, value) in fields {
            form = form.text((*name).to_owned(), (*value).to_owned());
        }
        for (name, bytes) in files {
            let part = reqwest::multipart::Part::bytes(bytes.to_vec());
            form = form.part("file", part.file_name((*name).to_owned()));
        }
        self.send(who, self.http.post(self.url(path)).multipart(form)).await
    }

    async fn send(&self, who: &str, request: reqwest::RequestBuilder) -> Got {
        let mut request = request.header("sec-fetch-site", "same-origin");
        request = request.header(header::ACCEPT, "text/html,*/*;q=0.8");
        // Boxed: signing in sends a request too.
        if !who.is_empty() {
            let secret = Box::pin(self.secret(who)).await;
            request = request.header(header::COOKIE, format!("{COOKIE}={secret}"));
        }
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = answer.bytes().await.unwrap();
        Got { status, headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// POST of JSON by a program.
    pub async fn api(&self, who: &str, path: &str, body: &Value) -> Value {
        let request = self.http.post(self.url(path)).bearer_auth(self.token(who).await);
        let answer = request.json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
        answer.json().await.unwrap()
    }

    /// Every page that this person comes to from the first one and from `more` by
    /// following links, one for each pattern; files among them; and the links that lead
    /// nowhere.
    pub async fn walk(&self, who: &str, more: &[String]) -> Walk {
        let mut ahead: VecDeque<String> = more.iter().cloned().collect();
        ahead.push_front(if who.is_empty() { "/sign-in" } else { "/" }.to_owned());
        let (mut seen, mut walk) = (BTreeSet::new(), Walk::default());
        let named = |path: &String| more.contains(path);
        while let Some(path) = ahead.pop_front() {
            let pattern = pattern(&path);
            if !seen.insert(pattern.clone()) {
                continue;
            }
            let got = self.get(who, &path).await;
            match got.status {
                303 => {
                    walk.files.insert(pattern);
                    ahead.push_back(got.header("location").to_owned());
                }
                // With something wrong, or nothing there, it is a page too.
                200 | 404 | 422 if got.is_page() && (got.status == 200 || named(&path)) => {
                    ahead.extend(links(&got.body));
                    walk.pages.push(Page { who: who.to_owned(), path, pattern });
                }
                200 => drop(walk.files.insert(pattern)),
                status => drop(walk.dead.insert(format!("{pattern} {status}"))),
            }
        }
        walk
    }
}

/// What one person came to.
#[derive(Default)]
pub struct Walk {
    pub pages: Vec<Page>,
    pub files: BTreeSet<String>,
    pub dead: BTreeSet<String>,
}

/// An address without what differs from child to child.
pub fn pattern(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let part = |part: &str| {
        let is_id = part.len() == 36 && part.bytes().filter(|byte| *byte == b'-').count() == 4;
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_id || is_number { "{}".to_owned() } else { part.to_owned() }
    };
    let mut pattern = path.split('/').map(part).collect::<Vec<_>>().join("/");
    let names = query.split('&').filter_map(|pair| pair.split('=').next());
    let names: BTreeSet<&str> = names.filter(|name| !name.is_empty()).collect();
    if !names.is_empty() {
        pattern.push('?');
        pattern.push_str(&names.into_iter().collect::<Vec<_>>().join("&"));
    }
    pattern
}

/// Addresses of ours in a page's links.
pub fn links(html: &str) -> Vec<String> {
    let links = html.split("<a ").skip(1).filter_map(|rest| {
        let tag = rest.split('>').next()?;
        let link = tag.split("href=\"").nth(1)?.split('"').next()?;
        let link = link.split('#').next()?.replace("&amp;", "&").replace("&#38;", "&");
        (link.starts_with('/') && !link.starts_with("//")).then_some(link)
    });
    links.collect()
}
