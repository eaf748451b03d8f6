//! What holds for every route of a class, put into the description of each:
//! the problems that can come, and the headers of gated acts.

use super::routes::Class;
use axum::http::StatusCode;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::Response;
use utoipa::openapi::{
    ContentBuilder, KnownFormat, ObjectBuilder, Ref, RefOr, ResponseBuilder, Schema, SchemaFormat,
    Type,
};

const PROBLEM: &str = "application/problem+json";

/// Completes the description of one operation.
pub(super) fn complete(class: Class, method: &str, operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    for status in problems(class, method, operation.request_body.is_some()) {
        let code = status.as_u16().to_string();
        responses.entry(code).or_insert_with(|| problem(status.canonical_reason().unwrap_or("")));
    }
    responses.entry("default".to_owned()).or_insert_with(|| problem("Anything else"));
    for (status, response) in responses {
        let RefOr::T(response) = response else { continue };
        correct(response);
        if response.description.is_empty() {
            let status = status.parse().ok().and_then(|code| StatusCode::from_u16(code).ok());
            status
                .and_then(|status| status.canonical_reason())
                .unwrap_or_default()
                .clone_into(&mut response.description);
        }
        let told_before = ["400", "401", "408", "413", "415", "422", "429", "default"];
        if class == Class::Gated && !told_before.contains(&status.as_str()) {
            let header = HeaderBuilder::new()
                .schema(Some(index()))
                .description(Some("Index of the log entry that tells of this answer"));
            response.headers.insert("Samflyt-Entry".to_owned(), header.build().into());
        }
    }
    if class == Class::Gated && method != "GET" {
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .description(Some("1 to 128 visible ASCII characters: the request is done once"))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .build();
        operation.parameters.get_or_insert_default().push(key.into());
    }
}

/// Problems that any route of the class can answer with.
fn problems(class: Class, method: &str, has_body: bool) -> Vec<StatusCode> {
    let mut found = vec![StatusCode::TOO_MANY_REQUESTS, StatusCode::INTERNAL_SERVER_ERROR];
    if has_body {
        found.extend([
            StatusCode::BAD_REQUEST,
            StatusCode::REQUEST_TIMEOUT,
            StatusCode::PAYLOAD_TOO_LARGE,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            StatusCode::UNPROCESSABLE_ENTITY,
        ]);
    }
    if class != Class::Public {
        found.push(StatusCode::SERVICE_UNAVAILABLE);
    }
    if matches!(class, Class::SignedIn | Class::Gated) {
        found.extend([StatusCode::BAD_REQUEST, StatusCode::UNAUTHORIZED]);
    }
    if class == Class::Gated {
        found.extend([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND]);
        if method != "GET" {
            found.extend([
                StatusCode::CONFLICT,
                StatusCode::GONE,
                StatusCode::UNPROCESSABLE_ENTITY,
                StatusCode::INSUFFICIENT_STORAGE,
            ]);
        }
    }
    found
}

fn problem(words: &str) -> RefOr<Response> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(words).content(PROBLEM, content).build().into()
}

/// Problems have a media type of their own, which the handlers' descriptions do
/// not repeat each time.
fn correct(response: &mut Response) {
    let is_problem = |schema: &RefOr<Schema>| match schema {
        RefOr::Ref(to) => to.ref_location.ends_with("/Problem"),
        RefOr::T(_) => false,
    };
    let found = response.content.get("application/json").is_some_and(|content| match content {
        RefOr::T(content) => content.schema.as_ref().is_some_and(is_problem),
        RefOr::Ref(_) => false,
    });
    if found && let Some(content) = response.content.swap_remove("application/json") {
        response.content.insert(PROBLEM.to_owned(), content);
    }
}

fn index() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
}
