//! What pages are drawn with: one style sheet, one icon, and two small scripts where
//! they help. Names bear a hash of the content, so that browsers keep them.

use crate::domain::sha256;
use crate::web::extract::Path;
use crate::web::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A file, with the name that it is fetched by.
struct Asset {
    name: String,
    kind: &'static str,
    text: Cow<'static, str>,
}

impl Asset {
    fn new(stem: &str, ending: &str, kind: &'static str, text: &'static str) -> Self {
        let hash = hex::encode(sha256::of(text.as_bytes()));
        let hash = hash.get(..16).unwrap_or_default();
        Self { name: format!("{stem}-{hash}.{ending}"), kind, text: text.into() }
    }

    /// A script, without the indentation and the comments that are for its readers.
    fn script(stem: &str, text: &'static str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        let lean = lines.collect::<Vec<_>>().join("\n");
        let kind = "text/javascript; charset=utf-8";
        Self { text: lean.into(), ..Self::new(stem, "js", kind, text) }
    }
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("style", "css", "text/css; charset=utf-8", include_str!("../assets/style.css"))
});
static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("icon", "svg", "image/svg+xml", include_str!("../assets/icon.svg"))
});

static UPLOAD: LazyLock<Asset> =
    LazyLock::new(|| Asset::script("upload", include_str!("../assets/upload.js")));
static LIVE: LazyLock<Asset> =
    LazyLock::new(|| Asset::script("live", include_str!("../assets/live.js")));

/// Address of the script that sends files in pieces and goes on after a cut.
#[must_use]
pub(super) fn upload() -> &'static str {
    static PATH: LazyLock<String> = LazyLock::new(|| format!("/assets/{}", UPLOAD.name));
    &PATH
}

/// Address of the script that shows what is new without loading the page again.
#[must_use]
pub(super) fn live() -> &'static str {
    static PATH: LazyLock<String> = LazyLock::new(|| format!("/assets/{}", LIVE.name));
    &PATH
}

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
    let all: [&Asset; 4] = [&STYLE, &ICON, &UPLOAD, &LIVE];
    let asset = all.into_iter().find(|asset| asset.name == name).ok_or_else(Problem::not_found)?;
    let mut response = Response::new(Body::from(asset.text.as_ref().to_owned()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, kept);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_small_and_keep_no_comments() {
        for (asset, most) in [(&UPLOAD, 4096), (&LIVE, 2048)] {
            assert!(asset.text.len() <= most, "{} has {} bytes", asset.name, asset.text.len());
            assert!(!asset.text.lines().any(|line| line.starts_with(['/', ' '])));
        }
        assert!(STYLE.text.len() <= 15 * 1024, "{}", STYLE.text.len());
    }
}
