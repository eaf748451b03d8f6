//! Receipts as papers and as bytes that anybody can check.

use crate::domain::ConsentId;
use crate::domain::text::FileName;
use crate::flows::consents::receipt::Of;
use crate::flows::render::Form;
use crate::web::State;
use crate::web::api::receipts;
use crate::web::disposition::attachment;
use crate::web::extract::{Path, Wants};
use crate::web::pages::form::Fields;
use crate::web::pages::visitor::Visitor;
use crate::web::problem::Problem;
use axum::extract::State as With;
use axum::http::{HeaderValue, Uri, header};
use axum::response::Response;
use uuid::Uuid;

/// The receipt: `page`, `pdf` or `json`; of the grant, or with `?of=revocation` of the
/// end.
pub(in crate::web::pages::family) async fn show(
    With(state): With<State>,
    visitor: Visitor,
    Path((id, form)): Path<(Uuid, String)>,
    uri: Uri,
) -> Result<Response, Problem> {
    let wants = match form.as_str() {
        "page" => Wants::Paper(Form::Html),
        "pdf" => Wants::Paper(Form::Pdf),
        "json" => Wants::Json,
        _ => return Err(Problem::not_found()),
    };
    let of = match Fields::of_query(uri.query()).one("of") {
        "revocation" => Of::Revocation,
        _ => Of::Grant,
    };
    let json = matches!(wants, Wants::Json);
    let which = (ConsentId(id), of);
    let mut response =
        receipts::told(&state.app, &visitor.actor, which, wants, Some(visitor.lang)).await?;
    let name = FileName::with_ending("receipt", "json");
    if json && let Ok(kept) = HeaderValue::from_str(&attachment(&name)) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, kept);
    }
    Ok(response)
}
