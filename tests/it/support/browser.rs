//! A browser as the server sees one: it keeps its cookie, posts forms, and follows
//! no link by itself.

use super::app::TestApp;
use super::http::Answer;
use axum::body::Body;
use axum::http::{Request, header};

/// The name of the cookie in the demonstration.
const COOKIE: &str = "samflyt-demo";

/// Somebody's browser.
pub struct Browser<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Browser<'a> {
    /// Signs in as a persona.
    pub async fn sign_in(app: &'a TestApp, who: &str) -> Self {
        let mut browser = Self { app, cookie: String::new() };
        let answer = browser.post("/sign-in", &[("persona", who)]).await.expect(303);
        let set = answer.header("set-cookie");
        let (pair, _) = set.split_once(';').unwrap();
        assert!(pair.starts_with(COOKIE), "{set}");
        browser.cookie = pair.to_owned();
        browser
    }

    /// The cookie as it is sent.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let path = path.split('#').next().unwrap_or(path);
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
    }

    /// Loads a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.app.send(self.request("GET", path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.finish()));
        self.app.send(request.unwrap()).await
    }

    /// Loads the page that an answer sends to.
    #[track_caller]
    pub fn follow(&self, answer: &Answer) -> impl Future<Output = Answer> {
        assert_eq!(answer.status, 303, "{}", answer.text().chars().take(900).collect::<String>());
        let to = answer.header("location").to_owned();
        async move { self.get(&to).await }
    }
}

impl Answer {
    /// The value of a hidden field.
    #[track_caller]
    pub fn field(&self, name: &str) -> String {
        let text = self.text();
        let found = text.split_once(&format!("name=\"{name}\" value=\""));
        let (_, rest) = found.unwrap_or_else(|| panic!("no field {name}: {text}"));
        rest.split('"').next().unwrap().to_owned()
    }

    /// All hidden fields of a page's last form.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let text = self.text();
        text.split("<input type=\"hidden\" name=\"")
            .skip(1)
            .filter_map(|rest| {
                let (name, rest) = rest.split_once("\" value=\"")?;
                Some((name.to_owned(), rest.split('"').next()?.to_owned()))
            })
            .filter(|(name, _)| name != "next")
            .collect()
    }
}
