//! What pages are drawn with: one style sheet, one icon, and two small scripts where
//! they help. Names bear a hash of the content, so that browsers keep them.

use crate::domain::sha256;
use crate::web::extract::Path;
use crate::web::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use std::sync::LazyLock;

/// A file, with the name that it is fetched by.
struct Asset {
    name: String,
    kind: &'static str,
    text: &'static str,
}

impl Asset {
    fn new(stem: &str, ending: &str, kind: &'static str, text: &'static str) -> Self {
        let hash = hex::encode(sha256::of(text.as_bytes()));
        let hash = hash.get(..16).unwrap_or_default();
        Self { name: format!("{stem}-{hash}.{ending}"), kind, text }
    }
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("style", "css", "text/css; charset=utf-8", include_str!("../assets/style.css"))
});
static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("icon", "svg", "image/svg+xml", include_str!("../assets/icon.svg"))
});

/// Address of the style sheet.
#[must_use]
pub(super) fn style() -> &'static str {
    static PATH: LazyLock<String> = LazyLock::new(|| format!("/assets/{}", STYLE.name));
    &PATH
}

/// Address of the icon.
#[must_use]
pub(super) fn icon() -> &'static str {
    static PATH: LazyLock<String> = LazyLock::new(|| format!("/assets/{}", ICON.name));
    &PATH
}

/// One of the files. Without limits: they are the same for everybody.
pub(super) async fn show(Path(name): Path<String>) -> Result<Response, Problem> {
    let all: [&Asset; 2] = [&STYLE, &ICON];
    let asset = all.into_iter().find(|asset| asset.name == name).ok_or_else(Problem::not_found)?;
    let mut response = Response::new(Body::from(asset.text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, kept);
    Ok(response)
}
