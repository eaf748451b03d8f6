//! Receipts of consents: JSON that can be checked, and papers for people.

use super::consents::Consent;
use super::content::paper_csp;
use crate::domain::ConsentId;
use crate::domain::lang::Lang;
use crate::domain::text::FileName;
use crate::flows::App;
use crate::flows::consents::receipt::{self, Of, Proved};
use crate::flows::render::Form;
use crate::identity::Actor;
use crate::web::State;
use crate::web::disposition::inline;
use crate::web::extract::{Accepts, Language, Path, Query, SignedIn, Wants, lang};
use crate::web::problem::Problem;
use crate::web::reply::{Told, put_entry};
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A receipt: what was agreed, checkable without the service.
#[derive(Debug, Serialize, ToSchema)]
pub struct Receipt {
    /// `samflyt-receipt/1`
    pub format: &'static str,
    /// The consent as it stands.
    pub consent: Consent,
    /// Canonical JSON (RFC 8785) of the revision, base64.
    pub canonical: String,
    /// SHA-256 over `samflyt/consent-revision/1\n` and the canonical bytes, hex.
    pub sha256: String,
    /// Log index of the entry in which it was given.
    pub index: i64,
    /// The entry opened: value and salt of each field.
    #[schema(value_type = Object)]
    pub entry: serde_json::Value,
    /// Inclusion proof from leaf to root, base64.
    pub proof: Vec<String>,
    /// Signed checkpoint that all proofs lead to.
    pub checkpoint: String,
    /// Key that checks the checkpoint (C2SP vkey).
    pub vkey: String,
    /// The same in the words of ISO/IEC TS 27560 and DPV, as JSON-LD: a record of a
    /// consent to share. It claims no legal basis of the recipient.
    #[schema(value_type = Object)]
    pub record: serde_json::Value,
    /// The end of the consent, where somebody of the family has stopped it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation: Option<Revocation>,
}

/// That a consent was stopped, checkable without the service.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revocation {
    /// Canonical JSON (RFC 8785) of the statement `samflyt-revocation/1`, base64.
    pub canonical: String,
    /// SHA-256 over `samflyt/consent-revocation/1\n` and the canonical bytes, hex.
    pub sha256: String,
    /// Log index of the entry that tells of it.
    pub index: i64,
    /// The entry opened: it bears each field of the statement.
    #[schema(value_type = Object)]
    pub entry: serde_json::Value,
    /// Inclusion proof from leaf to the root of the receipt's checkpoint, base64.
    pub proof: Vec<String>,
}

/// Which receipt, and how it is worded.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReceiptQuery {
    /// `grant` (if left out) or `revocation`: which of the two the paper tells of.
    /// JSON has both; asking for a revocation that never was gives 409.
    pub of: Option<String>,
    /// Language of the words: nb, nn or en; else that of Accept-Language, else what the
    /// giver was shown.
    pub lang: Option<String>,
}

/// The receipt of a consent: JSON that `samflyt audit verify --receipt` checks, a
/// page, or a PDF.
#[utoipa::path(get, path = "/api/v1/consents/{id}/receipt", tag = "consents",
    params(("id" = Uuid, Path, description = "Consent id"), ReceiptQuery,
        ("Accept" = Option<String>, Header,
            description = "application/json, text/html or application/pdf"),
        ("Accept-Language" = Option<String>, Header, description = "nb, nn or en")),
    security(("bearer" = [])),
    responses((status = 200, description = "The receipt", content(
            (Receipt = "application/json"), (String = "text/html"), (String = "application/pdf"))),
        (status = 404, body = Problem), (status = 406, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn show(
    axum::extract::State(state): axum::extract::State<State>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(query): Query<ReceiptQuery>,
    accepts: Accepts,
    Language(accepted): Language,
) -> Result<Response, Problem> {
    let wants = accepts.or_refuse()?;
    let lang = lang(query.lang.as_deref())?.or(accepted);
    let of = match query.of.as_deref() {
        None | Some("grant") => Of::Grant,
        Some("revocation") => Of::Revocation,
        Some(_) => {
            let detail = "A receipt is of the grant or of the revocation.";
            return Err(Problem::invalid("unknown-receipt", "of", detail));
        }
    };
    told(&state.app, &actor, (ConsentId(id), of), wants, lang).await
}

/// The receipt in the form that is wanted.
pub(in crate::web) async fn told(
    app: &App,
    actor: &Actor,
    (id, of): (ConsentId, Of),
    wants: Wants,
    lang: Option<Lang>,
) -> Result<Response, Problem> {
    let (receipt, index) = receipt::show(app, actor, id, lang).await?;
    receipt.has(of).map_err(|error| error.recorded(index))?;
    match wants {
        Wants::Json => {
            let body = Receipt::of(app, receipt)?;
            Ok(Told::ok(body, index).into_response())
        }
        Wants::Paper(form) => {
            let bytes = receipt.render(of, form).await.map_err(|error| error.recorded(index))?;
            Ok(paper(bytes, &receipt, of, form, index))
        }
    }
}

impl Receipt {
    /// A receipt as it is shown.
    pub(super) fn of(app: &App, receipt: receipt::Receipt) -> Result<Self, Problem> {
        let lang = receipt.told.lang;
        let record = receipt::record(&receipt.told);
        let Proved { index, entry, proof } = receipt.proofs.given;
        let revocation = receipt.proofs.revoked.map(|revoked| Revocation {
            canonical: STANDARD.encode(&revoked.canonical),
            sha256: hex::encode(revoked.sha256),
            index: revoked.proved.index,
            entry: revoked.proved.entry,
            proof: revoked.proved.proof,
        });
        Ok(Self {
            format: "samflyt-receipt/1",
            consent: Consent::from_view(app, receipt.view, lang)?,
            canonical: STANDARD.encode(&receipt.canonical),
            sha256: hex::encode(receipt.sha256),
            index,
            entry,
            proof,
            checkpoint: receipt.proofs.checkpoint,
            vkey: receipt.vkey,
            record,
            revocation,
        })
    }
}

fn paper(bytes: Vec<u8>, receipt: &receipt::Receipt, of: Of, form: Form, index: i64) -> Response {
    let lang = receipt.told.lang;
    // Neutral: neither child nor recipient stands in a folder of downloads.
    let name = match of {
        Of::Grant => lang.pick(["kvittering", "kvittering", "receipt"]),
        Of::Revocation => lang.pick(["kvittering stopp", "kvittering stopp", "receipt stop"]),
    };
    let name = inline(&FileName::with_ending(name, form.ending()));
    let mut response = Response::new(Body::from(bytes));
    for (header, value) in [
        (header::CONTENT_TYPE, form.media_type()),
        (header::CONTENT_LANGUAGE, lang.code()),
        (header::CONTENT_DISPOSITION, &name),
        (header::CONTENT_SECURITY_POLICY, paper_csp()),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(header, value);
        }
    }
    put_entry(&mut response, Some(index));
    response
}
