//! The record in the words of ISO/IEC TS 27560, held against what was agreed: what
//! it repeats must be the same. Names and titles in it are what the service said.

use super::revocation::Part;
use super::{ReceiptError, same};
use serde_json::{Value, json};

/// Does `record` say what was agreed, and of the end what `stopped` says?
pub(super) fn compare(
    record: &Value,
    agreed: &Value,
    stopped: Option<&Part>,
) -> Result<(), ReceiptError> {
    let text = |name: &str| agreed.get(name).and_then(Value::as_str).unwrap_or_default();
    let urn = |name: &str| json!(format!("urn:uuid:{}", text(name)));
    let urns = |name: &str| -> Vec<Value> {
        let list = agreed.get(name).and_then(Value::as_array);
        let ids = list.into_iter().flatten().filter_map(Value::as_str);
        ids.map(|id| json!(format!("urn:uuid:{id}"))).collect()
    };
    let revision = agreed.get("revision").cloned().unwrap_or_default();
    let number = format!("{}/{revision}", text("consent"));
    for (name, place, expected) in [
        ("receipt", "/dct:identifier", json!(number)),
        ("consent", "/dpv:hasRecordOfActivity/@id", urn("consent")),
        ("revision", "/dpv:hasRecordOfActivity/dct:identifier", json!(number)),
        ("child", "/dpv:hasRecordOfActivity/dpv:hasDataSubject/@id", urn("child")),
        ("unit", "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasRecipient/@id", urn("unit")),
        (
            "purpose",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasPurpose/dct:identifier",
            json!(text("purpose")),
        ),
        (
            "also_later",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/samflyt:alsoLater",
            agreed.get("also_later").cloned().unwrap_or_default(),
        ),
        (
            "actions",
            "/dpv:hasRecordOfActivity/dpv:hasProcess/samflyt:actions",
            agreed.get("actions").cloned().unwrap_or_default(),
        ),
        ("valid_from", "/dpv:hasRecordOfActivity/schema:validFrom", json!(text("valid_from"))),
        ("valid_until", "/dpv:hasRecordOfActivity/schema:validThrough", json!(text("valid_until"))),
        (
            "text_language",
            "/dpv:hasRecordOfActivity/dpv:hasNotice/dct:language",
            json!(text("text_language")),
        ),
        (
            "text_version",
            "/dpv:hasRecordOfActivity/dpv:hasNotice/dct:identifier",
            json!(text("text_version")),
        ),
    ] {
        if !record.pointer(place).is_some_and(|found| same(found, &expected)) {
            return Err(ReceiptError::Record(name));
        }
    }
    compare_data(record, agreed, &urns("documents"))?;
    compare_statuses(record, agreed, stopped)
}

/// Documents and categories are those that were agreed, no more and no fewer.
fn compare_data(record: &Value, agreed: &Value, documents: &[Value]) -> Result<(), ReceiptError> {
    let data = record.pointer("/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasPersonalData");
    let data = data.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let of = |name: &str| -> Value {
        data.iter().filter_map(|one| one.get(name)).cloned().collect::<Vec<_>>().into()
    };
    let categories = agreed.get("categories").cloned().unwrap_or_default();
    let whole =
        data.iter().all(|one| one.get("@id").is_some() != one.get("dct:identifier").is_some());
    if !whole || !same(&of("@id"), &documents.into()) {
        return Err(ReceiptError::Record("documents"));
    }
    if !same(&of("dct:identifier"), &categories) {
        return Err(ReceiptError::Record("categories"));
    }
    Ok(())
}

/// It was given by the giver then; and it was withdrawn as the log says, or is not
/// said to have been.
fn compare_statuses(
    record: &Value,
    agreed: &Value,
    stopped: Option<&Part>,
) -> Result<(), ReceiptError> {
    let all = record.pointer("/dpv:hasRecordOfActivity/dpv:hasConsentStatus");
    let all = all.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let holds = |kind: &str, by: &str, at: &str| {
        all.iter().any(|one| {
            one.get("@type").and_then(Value::as_str) == Some(kind)
                && one.pointer("/dpv:isIndicatedBy/@id").and_then(Value::as_str)
                    == Some(&format!("urn:uuid:{by}"))
                && one.get("dpv:isIndicatedAtTime").and_then(Value::as_str) == Some(at)
        })
    };
    let text = |name: &str| agreed.get(name).and_then(Value::as_str).unwrap_or_default();
    if !holds("dpv:ConsentGiven", text("given_by"), text("given")) {
        return Err(ReceiptError::Record("given"));
    }
    let withdrawn = "dpv:ConsentWithdrawn";
    let count = all.iter().filter(|one| one.get("@type") == Some(&json!(withdrawn))).count();
    let right = match stopped {
        None => count == 0,
        Some(part) => {
            let value = |field| part.entry.get(field).map_or("", |open| open.value.as_str());
            let at = value("time").parse().unwrap_or_default();
            let at = crate::domain::Timestamp::from_micros(at).to_string();
            count == 1 && holds(withdrawn, value("actor"), &at)
        }
    };
    if right { Ok(()) } else { Err(ReceiptError::Record("withdrawn")) }
}
