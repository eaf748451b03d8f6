//! Somebody in front of the pages: a session's cookie, and forms as browsers post them.

use super::app::TestApp;
use super::http::Answer;
use axum::body::Body;
use axum::http::{Request, header};

/// A browser in which somebody has signed in.
pub struct Browser<'a> {
    pub app: &'a TestApp,
    pub cookie: String,
}

pub fn encode(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The value of a hidden or other input of a page, as it stands there.
pub fn value<'t>(page: &'t str, name: &str) -> Option<&'t str> {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
    rest.split('"').next()
}

impl<'a> Browser<'a> {
    pub async fn new(app: &'a TestApp, who: &str) -> Self {
        let mut browser = Self { app, cookie: String::new() };
        let answer = browser.post("/sign-in", &[("persona", who)]).await.expect(303);
        browser.take(&answer);
        browser
    }

    /// Keeps the cookie of an answer.
    pub fn take(&mut self, answer: &Answer) {
        let cookie = answer.header("set-cookie");
        cookie.split(';').next().unwrap().clone_into(&mut self.cookie);
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT, "text/html");
        self.app.send(request.body(Body::empty()).unwrap()).await
    }

    /// The same, led there by a page of such a site.
    pub async fn get_from(&self, site: &str, path: &str) -> Answer {
        let request = Request::get(path)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", site)
            .header(header::ACCEPT, "text/html");
        self.app.send(request.body(Body::empty()).unwrap()).await
    }

    /// The page that a form leads to.
    pub async fn follow(&self, answer: Answer) -> Answer {
        let to = answer.expect(303).header("location").to_owned();
        self.get(&to).await.expect(200)
    }

    pub async fn page(&self, path: &str) -> String {
        self.get(path).await.expect(200).text()
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_as(path, "application/x-www-form-urlencoded", encode(fields)).await
    }

    pub async fn post_as(&self, path: &str, kind: &str, body: String) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, kind);
        self.app.send(request.body(Body::from(body)).unwrap()).await
    }
}

/// The hidden fields of a page's own forms.
pub fn hidden_fields(page: &str) -> Vec<(String, String)> {
    page.split("<input type=\"hidden\" name=\"")
        .skip(1)
        .filter_map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"")?;
            Some((name.to_owned(), rest.split('"').next()?.to_owned()))
        })
        .filter(|(name, _)| name != "next")
        .collect()
}
