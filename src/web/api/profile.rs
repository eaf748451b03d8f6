//! The profile ("Om meg"): read and save.

use super::content::reply;
use super::documents::{Answered, answer};
use crate::domain::ChildId;
use crate::domain::lang::Lang;
use crate::domain::profile::{Profile, Raw};
use crate::flows::open::Wanted;
use crate::flows::profile::{self, Belief};
use crate::flows::{self};
use crate::web::State;
use crate::web::extract::{
    Accepts, Body, IdempotencyKey, Language, NoQuery, Path, Query, SignedIn, Wants, lang,
};
use crate::web::problem::Problem;
use crate::web::reply::Told;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::borrow::Cow;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;

/// A profile as it is sent: the fields of the schema; `format`, `name`,
/// `language` and `saved` may be left out.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct ProfileBody(Raw);

impl PartialSchema for ProfileBody {
    fn schema() -> RefOr<Schema> {
        let mut schema = crate::domain::profile::schema();
        if let Some(schema) = schema.as_object_mut() {
            for left_out in ["$schema", "required", "minProperties"] {
                schema.remove(left_out);
            }
        }
        serde_json::from_value(schema).unwrap_or_else(|_| RefOr::T(Schema::default()))
    }
}

impl ToSchema for ProfileBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Profile")
    }
}

/// What the headers of a save say.
#[derive(Debug)]
pub struct Heads {
    belief: Belief,
    language: Option<Lang>,
}

impl FromRequestParts<State> for Heads {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let Ok(Language(language)) = Language::from_request_parts(parts, state).await;
        Ok(Self { belief: belief(&parts.headers)?, language })
    }
}

/// How to read it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProfileQuery {
    /// Language of a rendering: nb, nn or en; the profile's own if left out.
    pub lang: Option<String>,
}

/// The profile, for the family: JSON, or a rendering of it. `ETag` names the
/// version. Reading it is an opening like that of any document.
#[utoipa::path(get, path = "/api/v1/children/{id}/profile", tag = "profile",
    params(("id" = Uuid, Path, description = "Child id"), ProfileQuery,
        ("Accept" = Option<String>, Header,
            description = "application/json, text/html or application/pdf")),
    security(("bearer" = [])),
    responses((status = 200, description = "The profile", content(
            (ProfileBody = "application/json"), (String = "text/html"), (String = "application/pdf"))),
        (status = 404, body = Problem), (status = 406, body = Problem),
        (status = 422, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(query): Query<ProfileQuery>,
    accepts: Accepts,
    method: Method,
) -> Result<Response, Problem> {
    let lang = lang(query.lang.as_deref())?;
    let view = match accepts.or_refuse()? {
        Wants::Json => None,
        Wants::Paper(form) => Some((form, lang)),
    };
    let wanted = if method == Method::HEAD { Wanted::Head } else { Wanted::All };
    let opened = profile::open(&state.app, &actor, ChildId(id), view, wanted).await?;
    let version = opened.version;
    let mut response = reply(opened);
    put_etag(&mut response, version);
    Ok(response)
}

/// Save the profile: 201 the first time, 200 for each later version. `If-Match`
/// with the version that was read makes sure that nobody else's changes are
/// written over: 412 when there is a newer one. `If-None-Match: *` saves only the
/// first.
#[utoipa::path(put, path = "/api/v1/children/{id}/profile", tag = "profile",
    params(("id" = Uuid, Path, description = "Child id"),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read, or *"),
        ("If-None-Match" = Option<String>, Header, description = "*"),
        ("Accept-Language" = Option<String>, Header,
            description = "Language it is written in, where it does not say: nb, nn or en")),
    security(("bearer" = [])),
    request_body = ProfileBody,
    responses((status = 200, body = Answered, description = "A new version"),
        (status = 201, body = Answered, description = "The first version"),
        (status = 404, body = Problem), (status = 412, body = Problem),
        (status = 422, body = Problem)))]
pub async fn save(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    _: NoQuery,
    Path(id): Path<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Heads { belief, language }: Heads,
    Body(ProfileBody(sent)): Body<ProfileBody>,
) -> Result<Response, Problem> {
    let language = flows::me::language(&state.app, &actor, language).await?;
    let filled_in = Profile::new(sent, language)
        .map_err(|error| Problem::invalid(error.code(), error.field(), capital(&error)))?;
    let _slot = state.limiter.upload(actor.person())?;
    let stored = profile::save(&state.app, &actor, ChildId(id), filled_in, belief, key).await?;
    let told: Told<Answered> = answer(&state, &actor, stored).await?;
    let status = if stored.version == 1 { StatusCode::CREATED } else { StatusCode::OK };
    let mut response = Told { status, ..told }.into_response();
    put_etag(&mut response, stored.version);
    Ok(response)
}

/// An error as a sentence.
fn capital(error: &crate::domain::profile::ProfileError) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().collect::<String>());
    format!("{}{}.", first.unwrap_or_default(), chars.as_str())
}

fn put_etag(response: &mut Response, version: i64) {
    if let Ok(value) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, value);
    }
}

/// What the caller believes to be there (RFC 9110, 13.1). One version is enough.
fn belief(headers: &HeaderMap) -> Result<Belief, Problem> {
    let wrong = || {
        Problem::bad(
            "precondition-wrong",
            "Send `If-Match` with one ETag such as \"3\" or with *, or `If-None-Match: *`.",
        )
    };
    let (Ok(matching), Ok(missing)) =
        (one(headers, &header::IF_MATCH), one(headers, &header::IF_NONE_MATCH))
    else {
        return Err(wrong());
    };
    match (matching, missing) {
        (None, None) => Ok(Belief::Nothing),
        (Some("*"), None) => Ok(Belief::Present),
        (None, Some("*")) => Ok(Belief::Absent),
        (Some(etag), None) => {
            let number = etag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let number = number.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
            let number = number.and_then(|text| text.parse().ok());
            number.map(Belief::Version).ok_or_else(wrong)
        }
        _ => Err(wrong()),
    }
}

/// A header that may stand once.
fn one<'h>(headers: &'h HeaderMap, name: &axum::http::HeaderName) -> Result<Option<&'h str>, ()> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(());
    }
    first.map(|value| value.to_str().map(str::trim).map_err(|_| ())).transpose()
}
