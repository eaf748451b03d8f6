//! What went over the network, read out of the browser's own record.

use super::driver::Browser;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One request and its answer.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub url: String,
    pub status: u64,
    /// `Document`, `Stylesheet`, `Script`, `Image`, …
    pub kind: String,
    /// Bytes that came, with the head of the answer.
    pub bytes: u64,
    pub kept: bool,
    /// `Cache-Control` of the answer.
    pub cache: String,
}

/// Forgets what was recorded, and what the browser keeps.
pub async fn begin(browser: &Browser) {
    browser.cdp("Network.clearBrowserCache", json!({})).await;
    browser.log("performance").await;
    browser.log("browser").await;
}

/// What was requested since.
pub async fn requests(browser: &Browser) -> Vec<Request> {
    let mut all: BTreeMap<String, Request> = BTreeMap::new();
    let mut redirected = Vec::new();
    for line in browser.log("performance").await {
        let text = line["message"].as_str().unwrap_or_default();
        let message: Value = serde_json::from_str(text).unwrap_or_default();
        let (method, params) = (&message["message"]["method"], &message["message"]["params"]);
        let id = params["requestId"].as_str().unwrap_or_default().to_owned();
        match method.as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => {
                // What is redirected keeps its number.
                if let Some(mut before) = all.remove(&id) {
                    answered(&mut before, &params["redirectResponse"]);
                    redirected.push(before);
                }
                let url = params["request"]["url"].as_str().unwrap_or_default().to_owned();
                let kind = params["type"].as_str().unwrap_or_default().to_owned();
                all.insert(id, Request { url, kind, ..Request::default() });
            }
            "Network.responseReceived" => {
                if let Some(request) = all.get_mut(&id) {
                    answered(request, &params["response"]);
                }
            }
            "Network.loadingFinished" => {
                if let Some(request) = all.get_mut(&id) {
                    request.bytes = number(&params["encodedDataLength"]);
                }
            }
            _ => {}
        }
    }
    redirected.extend(all.into_values());
    redirected.retain(|request| request.url.starts_with("http"));
    redirected
}

/// The protocol's numbers have a point.
fn number(value: &Value) -> u64 {
    value.as_u64().or_else(|| format!("{:.0}", value.as_f64()?).parse().ok()).unwrap_or(0)
}

fn answered(request: &mut Request, response: &Value) {
    request.status = number(&response["status"]);
    request.bytes = number(&response["encodedDataLength"]);
    request.kept = response["fromDiskCache"] == true;
    let headers = response["headers"].as_object().into_iter().flatten();
    let cache = headers.filter(|(name, _)| name.eq_ignore_ascii_case("cache-control"));
    request.cache = cache.filter_map(|(_, value)| value.as_str()).collect();
}

/// What the console says is wrong.
pub async fn complaints(browser: &Browser) -> Vec<String> {
    let said = browser.log("browser").await.into_iter();
    let said = said.filter(|line| line["level"] == "SEVERE" || line["level"] == "WARNING");
    said.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
}
