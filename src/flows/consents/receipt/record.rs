//! The receipt in the words of ISO/IEC TS 27560 and the Data Privacy Vocabulary
//! (DPV 2.3), as JSON-LD. It is a record of a consent to **share**; the recipient's
//! own legal basis is the recipient's decision, and nothing is claimed about it.

use crate::domain::question::ConsentAction;
use crate::paper::receipt::{Giver, Receipt, Stopped};
use serde_json::{Value, json};

fn urn(id: &str) -> String {
    format!("urn:uuid:{id}")
}

/// The record of a receipt. `samflyt audit verify` holds it against the agreed
/// bytes (`flows/verify/receipt/record.rs`): a change here is a change there.
#[must_use]
pub fn record(receipt: &Receipt) -> Value {
    let number = format!("{}/{}", receipt.consent, receipt.revision);
    json!({
        "@context": {
            "dpv": "https://w3id.org/dpv#",
            "loc": "https://w3id.org/dpv/loc#",
            "dct": "http://purl.org/dc/terms/",
            "schema": "https://schema.org/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "samflyt": "urn:samflyt:terms:",
        },
        "@id": format!("{}#receipt-{}", urn(&receipt.consent), receipt.revision),
        "@type": "dpv:ConsentReceipt",
        "dct:identifier": number,
        "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#receipt",
        "dct:created": receipt.given.to_string(),
        "dct:language": receipt.lang.code(),
        "dct:publisher": {"@id": format!("urn:samflyt:log:{}", receipt.origin)},
        "schema:recipient": receipt.givers.iter().map(person).collect::<Vec<_>>(),
        "dpv:hasRecordOfActivity": {
            "@id": urn(&receipt.consent),
            "@type": "dpv:ConsentRecord",
            "dct:identifier": number,
            "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#record",
            "dpv:hasDataSubject": {
                "@id": urn(&receipt.child.id),
                "schema:name": receipt.child.name,
                "skos:broader": "dpv:Child",
            },
            "dpv:hasJurisdiction": "loc:NO",
            "dpv:hasLegalBasis": {
                "@type": "dpv:LegalBasis",
                "dct:description": "Decided by each recipient for its own work, and not stated here. \
                    This is a record of the family's consent to share.",
            },
            "dpv:hasProcess": process(receipt),
            "dpv:hasNotice": {
                "@type": "dpv:ConsentNotice",
                "dct:identifier": receipt.text_version,
                "dct:language": receipt.text_language,
            },
            "dpv:hasConsentControl": {
                "@type": "dpv:WithdrawConsent",
                "dpv:isExercisedAt": format!("/api/v1/consents/{}/revoke", receipt.consent),
            },
            "dpv:hasConsentStatus": statuses(receipt),
            "schema:validFrom": receipt.from.to_string(),
            "schema:validThrough": receipt.until.to_string(),
        },
    })
}

fn process(receipt: &Receipt) -> Value {
    let documents = receipt
        .documents
        .iter()
        .map(|document| json!({"@id": urn(&document.id), "dct:title": document.name}));
    let categories = receipt
        .categories
        .iter()
        .map(|category| json!({"dct:identifier": category.id, "dct:title": category.name}));
    let mut recipient = json!({
        "@id": urn(&receipt.unit.id),
        "@type": "dpv:ThirdParty",
        "schema:name": receipt.unit.name,
    });
    if let (Some(top), Some(recipient)) = (&receipt.organisation, recipient.as_object_mut()) {
        recipient.insert(
            "schema:parentOrganization".to_owned(),
            json!({"schema:name": top.name, "schema:identifier": top.id}),
        );
    }
    json!({
        "@type": "dpv:Process",
        "dpv:hasRecipient": recipient,
        "dpv:hasPurpose": {
            "dct:identifier": receipt.purpose.id,
            "dct:title": receipt.purpose.name,
            "skos:broader": broader(&receipt.purpose.id),
        },
        "dpv:hasPersonalData": documents.chain(categories).collect::<Vec<_>>(),
        "dpv:hasProcessing": processing(receipt),
        "dpv:hasStorageCondition": [{
            "@type": "dpv:StorageDuration",
            "dct:description": "The service shares until schema:validThrough. What a recipient has kept \
                follows the recipient's own rules.",
        }],
        "samflyt:actions": receipt.actions.iter().map(|action| action.code()).collect::<Vec<_>>(),
        "samflyt:alsoLater": receipt.also_later,
        "samflyt:words": receipt.words,
    })
}

/// What a recipient may do, in the words of the vocabulary.
fn processing(receipt: &Receipt) -> Vec<&'static str> {
    let term = |action: &ConsentAction| match action {
        ConsentAction::Open | ConsentAction::Coordinate => "dpv:Consult",
        ConsentAction::Keep => "dpv:Store",
        ConsentAction::Contribute => "dpv:Record",
    };
    let mut terms: Vec<&str> = receipt.actions.iter().map(term).collect();
    terms.push("dpv:MakeAvailable");
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The vocabulary's kind of purpose. Codes that come with an installation's own
/// table have none nearer than the root.
fn broader(purpose: &str) -> &'static str {
    match purpose {
        "benefit-assessment" => {
            "https://w3id.org/dpv/sector/publicservices#SocialAssistanceManagement"
        }
        "school-adaptation" => "https://w3id.org/dpv/sector/education#StudentGuidanceManagement",
        "expert-assessment" => {
            "https://w3id.org/dpv/sector/education#StudentLearningNeedsAssessment"
        }
        "treatment" | "habilitation" => "https://w3id.org/dpv/sector/health#HealthcareManagement",
        _ => "https://w3id.org/dpv#Purpose",
    }
}

fn person(giver: &Giver) -> Value {
    let role = if giver.is_child { "dpv:Child" } else { "dpv:GuardianOfDataSubject" };
    json!({"@id": urn(&giver.who.id), "schema:name": giver.who.name, "skos:broader": role})
}

fn statuses(receipt: &Receipt) -> Vec<Value> {
    let status = |kind: &str, by: Value, at: String| {
        json!({
            "@type": kind,
            "dpv:isIndicatedBy": by,
            "dpv:isIndicatedAtTime": at,
            "dpv:hasIndicationMethod": "signed in to samflyt",
        })
    };
    let given = receipt
        .givers
        .iter()
        .map(|giver| status("dpv:ConsentGiven", person(giver), giver.at.to_string()));
    let stopped = receipt.stopped.iter().map(|Stopped { by, at, .. }| {
        let by = json!({"@id": urn(&by.id), "schema:name": by.name});
        status("dpv:ConsentWithdrawn", by, at.to_string())
    });
    given.chain(stopped).collect()
}
