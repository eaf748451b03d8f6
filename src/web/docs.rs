//! The API's description: OpenAPI as JSON, and a page that people can read
//! without any script.

use super::extract::Anyone;
use super::routes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use std::fmt::Write as _;
use std::sync::OnceLock;

const STYLE: &str = "\
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}\
body{max-width:60rem;margin:0 auto;padding:1rem}\
h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:1px solid}\
summary{cursor:pointer;padding:.75rem 0;overflow-wrap:anywhere}\
summary:focus-visible{outline:3px solid}\
code{font:0.95em ui-monospace,monospace;overflow-wrap:anywhere}\
.m{display:inline-block;min-width:4.5rem;font-weight:700}\
table{border-collapse:collapse;width:100%}\
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #8886}\
details>div{padding:0 0 1rem 1rem}";

fn json() -> &'static str {
    static JSON: OnceLock<String> = OnceLock::new();
    JSON.get_or_init(|| routes::openapi().to_pretty_json().unwrap_or_default())
}

/// The OpenAPI 3.1 description.
#[utoipa::path(get, path = "/api/openapi.json", tag = "documentation",
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json")))]
pub async fn openapi(_: Anyone) -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], json()).into_response()
}

/// The description as a page.
#[utoipa::path(get, path = "/api/docs", tag = "documentation",
    responses((status = 200, description = "A page", content_type = "text/html")))]
pub async fn page(_: Anyone) -> Response {
    static PAGE: OnceLock<String> = OnceLock::new();
    let page = PAGE
        .get_or_init(|| serde_json::from_str(json()).map(|api| render(&api)).unwrap_or_default());
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
                 form-action 'none'",
            ),
        ),
    ];
    (headers, page.as_str()).into_response()
}

/// The page's style sheet.
#[utoipa::path(get, path = "/api/docs.css", tag = "documentation",
    responses((status = 200, description = "A style sheet", content_type = "text/css")))]
pub async fn style(_: Anyone) -> Response {
    let kind = HeaderValue::from_static("text/css; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], STYLE).into_response()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Prose: what stands between backticks is code.
fn words(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in escape(text).split('`').enumerate() {
        if at % 2 == 0 {
            out.push_str(part);
        } else {
            let _ = write!(out, "<code>{part}</code>");
        }
    }
    out
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// Writing to a String cannot fail; the results of `write!` are dropped.
fn render(api: &Value) -> String {
    let mut out = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>samflyt API</title>\
         <link rel=\"stylesheet\" href=\"/api/docs.css\"></head><body><main><h1>samflyt API</h1>",
    );
    let _ = write!(
        out,
        "<p>{}</p><p><a href=\"/api/openapi.json\">OpenAPI 3.1</a></p>",
        words(text(api, "/info/description"))
    );
    let mut tags: Vec<(&str, Vec<String>)> = Vec::new();
    for (path, item) in api.pointer("/paths").and_then(Value::as_object).into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let tag = text(operation, "/tags/0");
            let block = operation_block(path, method, operation);
            match tags.iter_mut().find(|(name, _)| *name == tag) {
                Some((_, blocks)) => blocks.push(block),
                None => tags.push((tag, vec![block])),
            }
        }
    }
    for (tag, blocks) in tags {
        let _ = write!(out, "<h2>{}</h2>{}", escape(tag), blocks.concat());
    }
    out.push_str("<h2>Shapes</h2>");
    let schemas = api.pointer("/components/schemas").and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        out.push_str(&schema_block(name, schema));
    }
    out.push_str("</main></body></html>");
    out
}

fn operation_block(path: &str, method: &str, operation: &Value) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "<details><summary><span class=\"m\">{}</span> <code>{}</code> {}</summary><div>",
        escape(&method.to_uppercase()),
        escape(path),
        words(text(operation, "/summary"))
    );
    let _ = write!(out, "<p>{}</p>", words(text(operation, "/description")));
    let parameters = operation.pointer("/parameters").and_then(Value::as_array);
    if let Some(parameters) = parameters {
        out.push_str(
            "<table><thead><tr><th>Parameter</th><th>In</th><th>Meaning</th></tr></thead><tbody>",
        );
        for parameter in parameters {
            let _ = write!(
                out,
                "<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>",
                escape(text(parameter, "/name")),
                escape(text(parameter, "/in")),
                words(text(parameter, "/description"))
            );
        }
        out.push_str("</tbody></table>");
    }
    for (kind, media) in
        operation.pointer("/requestBody/content").and_then(Value::as_object).into_iter().flatten()
    {
        let _ = write!(out, "<p>Body: {} {}</p>", escape(kind), shape(media.pointer("/schema")));
    }
    out.push_str("<table><thead><tr><th>Status</th><th>Answer</th></tr></thead><tbody>");
    for (status, answer) in
        operation.pointer("/responses").and_then(Value::as_object).into_iter().flatten()
    {
        let schema = answer
            .pointer("/content")
            .and_then(Value::as_object)
            .and_then(|content| content.values().next())
            .and_then(|media| media.pointer("/schema"));
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{} {}</td></tr>",
            escape(status),
            words(text(answer, "/description")),
            shape(schema)
        );
    }
    out.push_str("</tbody></table></div></details>");
    out
}

fn shape(schema: Option<&Value>) -> String {
    let Some(schema) = schema else { return String::new() };
    if let Some(name) =
        schema.pointer("/$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next())
    {
        return format!("<a href=\"#{0}\">{0}</a>", escape(name));
    }
    match schema.pointer("/type") {
        Some(Value::String(kind)) if kind == "array" => {
            format!("list of {}", shape(schema.pointer("/items")))
        }
        Some(Value::String(kind)) => escape(kind),
        Some(Value::Array(kinds)) => {
            let kinds: Vec<&str> = kinds.iter().filter_map(Value::as_str).collect();
            escape(&kinds.join(" or "))
        }
        _ => String::new(),
    }
}

fn schema_block(name: &str, schema: &Value) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "<h3 id=\"{0}\">{0}</h3><p>{1}</p><table><tbody>",
        escape(name),
        words(text(schema, "/description"))
    );
    for (field, value) in
        schema.pointer("/properties").and_then(Value::as_object).into_iter().flatten()
    {
        let _ = write!(
            out,
            "<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>",
            escape(field),
            shape(Some(value)),
            words(text(value, "/description"))
        );
    }
    out.push_str("</tbody></table>");
    out
}
