//! Receipts: JSON, page and PDF, of giving and of stopping, in three languages.

use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::poppler;
use crate::support::process;
use crate::support::samples::pdf;
use axum::body::Body;
use samflyt::flows::verify::verify_receipt;
use serde_json::{Value, json};

on_both!(
    a_receipt_is_given_in_every_form_and_language,
    a_revocation_has_a_receipt_that_anybody_can_check,
);

/// Kari shares a document and a category with NAV.
async fn story(backend: Backend, language: &str) -> (TestApp, String) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(2000, 1)).await.expect(201).id();
    let body = json!({
        "agency": app.cast.unit("nav"), "purpose": "benefit-assessment", "documents": [document],
        "categories": ["decision"], "also_later": true, "actions": ["open", "keep"],
        "valid_until": "2026-08-31T22:00:00Z", "words": "Áŋŋel Šuŋŋa <b>ŧ đ č ž</b>",
    });
    let path = format!("/api/v1/children/{}/consents", app.cast.child("nora"));
    let request = app.request("POST", "kari", &path).await;
    let request =
        request.header("content-type", "application/json").header("accept-language", language);
    let granted = app.send(request.body(Body::from(body.to_string())).unwrap()).await.expect(201);
    let approve = format!("/api/v1/consents/{}/approve", granted.id());
    app.post("ola", &approve, &json!(null)).await.expect(200);
    app.app.publisher().publish().await.unwrap();
    let receipt = format!("/api/v1/consents/{}/receipt", granted.id());
    (app, receipt)
}

async fn get(app: &TestApp, path: &str, accept: &str, language: &str) -> Answer {
    let mut request = app.request("GET", "ola", path).await.header("accept", accept);
    if !language.is_empty() {
        request = request.header("accept-language", language);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

async fn stop(app: &TestApp, receipt: &str) {
    app.clock.advance(3_600_000_000);
    let path = receipt.replace("/receipt", "/revoke");
    app.post("ola", &path, &json!({})).await.expect(200);
    app.app.publisher().publish().await.unwrap();
}

async fn a_receipt_is_given_in_every_form_and_language(backend: Backend) {
    let (app, path) = story(backend, "nn").await;
    // In the language that the giver was shown, unless another is asked for.
    for (accept_language, query, lang, words) in [
        ("", "", "nn", "samtykke til å dele dokument om Barn nora"),
        ("nb", "", "nb", "samtykke til å dele dokumenter om Barn nora"),
        ("nb", "?lang=en", "en", "consent to share documents about Barn nora"),
    ] {
        let page =
            get(&app, &format!("{path}{query}"), "text/html", accept_language).await.expect(200);
        assert_eq!(page.header("content-language"), lang);
        assert!(page.header("content-disposition").starts_with("inline; filename=\""));
        assert!(page.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
        page.assert_guarded();
        let text = page.text();
        assert!(
            text.contains(&format!("<html lang=\"{lang}\">")) && text.contains(words),
            "{lang}"
        );
        assert!(text.contains("&lt;b&gt;ŧ đ č ž&lt;/b&gt;") && !text.contains("<b>"));
        let file = get(&app, &format!("{path}{query}"), "application/pdf", accept_language)
            .await
            .expect(200);
        assert_eq!(file.header("content-type"), "application/pdf");
        let title = match lang {
            "en" => "Receipt for a consent to share",
            _ => "Kvittering for samtykke til å dele",
        };
        poppler::check(&file.body, title, lang);
        poppler::keep(&format!("receipt-{lang}.pdf"), &file.body);
        if let Some(text) = poppler::text(&file.body) {
            for needle in [
                words,
                "Áŋŋel Šuŋŋa <b>ŧ đ č ž</b>",
                "Brev fra sykehuset",
                "nav, enhet (prøve), nav (prøve)",
            ] {
                assert!(text.contains(needle), "{needle}: {text}");
            }
        }
        // Each fetching is one entry, and tells of the consents.
        let entry = format!("/api/v1/audit/entries/{}", file.entry());
        let entry = app.get("auditor", &entry).await.expect(200).json();
        assert_eq!(entry["fields"]["kind"]["value"], "consents-seen");
    }
    let json = get(&app, &path, "application/json", "").await.expect(200).json();
    let record = &json["record"]["dpv:hasRecordOfActivity"];
    assert_eq!(record["@type"], "dpv:ConsentRecord");
    assert_eq!(record["dct:conformsTo"], "https://w3id.org/dpv/schema/dpv-27560#record");
    assert_eq!(record["dpv:hasNotice"]["dct:language"], "nn");
    assert_eq!(record["dpv:hasProcess"]["dpv:hasRecipient"]["schema:name"], "nav, enhet (prøve)");
    assert_eq!(record["dpv:hasProcess"]["dpv:hasPersonalData"].as_array().unwrap().len(), 2);
    assert_eq!(record["dpv:hasConsentStatus"][0]["@type"], "dpv:ConsentGiven");
    // A consent to share, and no claim about anybody's legal basis.
    let text = record.to_string();
    assert!(
        text.contains("consent to share") && !text.contains("eu-gdpr") && !text.contains("A9-2")
    );
    assert!(json.get("revocation").is_none());
    get(&app, &format!("{path}?of=revocation"), "text/html", "").await.problem(409, "not-revoked");
    get(&app, &format!("{path}?of=all"), "text/html", "").await.problem(422, "unknown-receipt");
    get(&app, &format!("{path}?lang=se"), "text/html", "").await.problem(422, "unknown-language");
    // The recipient has no receipt of the family's.
    app.get("nav", &path).await.problem(403, "not-covered");
}

async fn a_revocation_has_a_receipt_that_anybody_can_check(backend: Backend) {
    let (app, path) = story(backend, "en").await;
    stop(&app, &path).await;
    let receipt = get(&app, &path, "application/json", "").await.expect(200).json();
    let key = app.app.publisher().key();
    let proved = verify_receipt(&receipt.to_string(), Some(key), None).unwrap();
    let end = proved.revocation.unwrap();
    assert_eq!(end.by.0, app.cast.person("ola"));
    assert_eq!(receipt["consent"]["ended"], end.time.to_string());
    assert_eq!(receipt["consent"]["state"], "revoked");
    let statuses = &receipt["record"]["dpv:hasRecordOfActivity"]["dpv:hasConsentStatus"];
    assert_eq!(statuses[2]["@type"], "dpv:ConsentWithdrawn");
    // A part that is left out, or taken from elsewhere, is not overlooked.
    let mut tampered = 0;
    for place in places(&receipt["revocation"], "/revocation")
        .into_iter()
        .chain(["/consent/state", "/consent/ended"].map(str::to_owned))
        .chain(record_places())
    {
        let mut bad = receipt.clone();
        let found = bad.pointer_mut(&place).unwrap_or_else(|| panic!("{place}"));
        *found = changed(found);
        assert!(verify_receipt(&bad.to_string(), Some(key), None).is_err(), "{place}");
        tampered += 1;
    }
    assert!(tampered > 60, "{tampered}");
    // Without its proof the record may not say that it was withdrawn.
    let mut bad = receipt.clone();
    bad.as_object_mut().unwrap().remove("revocation");
    assert!(verify_receipt(&bad.to_string(), Some(key), None).is_err());

    for (lang, title, words) in [
        ("nb", "Kvittering for at delingen er stoppet", "stoppet delingen med"),
        ("nn", "Kvittering for at delinga er stoppa", "stoppa delinga med"),
        ("en", "Receipt for sharing that was stopped", "stopped the sharing with"),
    ] {
        let of = format!("{path}?of=revocation&lang={lang}");
        let page = get(&app, &of, "text/html", "").await.expect(200).text();
        assert!(page.contains(words) && page.contains("Prøve ola"), "{lang}");
        let file = get(&app, &of, "application/pdf", "").await.expect(200);
        poppler::check(&file.body, title, lang);
        poppler::keep(&format!("stopped-{lang}.pdf"), &file.body);
        let again = get(&app, &of, "application/pdf", "").await.expect(200);
        assert!(again.body == file.body || receipt["checkpoint"].is_string());
        if let Some(text) = poppler::text(&file.body) {
            assert!(text.contains(words) && text.contains("Áŋŋel Šuŋŋa"), "{text}");
        }
        let json = get(&app, &of, "application/json", "").await.expect(200).json();
        assert_eq!(json["revocation"]["sha256"], receipt["revocation"]["sha256"]);
    }
    // The receipt of the grant says that it is over.
    let page = get(&app, &path, "text/html", "nb").await.expect(200).text();
    assert!(page.contains("Samtykket gjelder ikke lenger. Prøve ola stoppet det"));
}

/// Every leaf below a value.
fn places(value: &Value, at: &str) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, value)| places(value, &format!("{at}/{name}"))).collect()
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(i, one)| places(one, &format!("{at}/{i}")))
            .collect(),
        _ => vec![at.to_owned()],
    }
}

/// Parts of the record that the agreed bytes or the log bear out.
fn record_places() -> Vec<String> {
    let record = "/record/dpv:hasRecordOfActivity";
    [
        "/@id",
        "/dct:identifier",
        "/dpv:hasDataSubject/@id",
        "/dpv:hasNotice/dct:identifier",
        "/dpv:hasNotice/dct:language",
        "/schema:validFrom",
        "/schema:validThrough",
        "/dpv:hasProcess/dpv:hasRecipient/@id",
        "/dpv:hasProcess/dpv:hasPurpose/dct:identifier",
        "/dpv:hasProcess/dpv:hasPersonalData/0/@id",
        "/dpv:hasProcess/dpv:hasPersonalData/1/dct:identifier",
        "/dpv:hasProcess/samflyt:actions/1",
        "/dpv:hasProcess/samflyt:alsoLater",
        "/dpv:hasConsentStatus/0/@type",
        "/dpv:hasConsentStatus/0/dpv:isIndicatedBy/@id",
        "/dpv:hasConsentStatus/0/dpv:isIndicatedAtTime",
        "/dpv:hasConsentStatus/2/@type",
        "/dpv:hasConsentStatus/2/dpv:isIndicatedBy/@id",
        "/dpv:hasConsentStatus/2/dpv:isIndicatedAtTime",
    ]
    .map(|place| format!("{record}{place}"))
    .to_vec()
}

/// The same kind of value with another content.
fn changed(value: &Value) -> Value {
    match value {
        Value::String(text) if text.is_empty() => json!("x"),
        Value::String(text) => {
            let (first, rest) = text.split_at(text.chars().next().unwrap().len_utf8());
            json!(format!("{}{rest}", if first == "0" { "1" } else { "0" }))
        }
        Value::Number(number) => json!(number.as_i64().unwrap() - 1),
        Value::Bool(is) => json!(!is),
        other => panic!("{other}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_checks_a_stopped_consent_offline() {
    let (app, path) = story(Backend::Sqlite, "nb").await;
    stop(&app, &path).await;
    let receipt = get(&app, &path, "application/json", "").await.expect(200).json();
    let file = |name: &str| app.dir.path().join(name).display().to_string();
    let (kept, key, nowhere) = (file("receipt"), file("key"), file("nowhere"));
    std::fs::write(&kept, receipt.to_string()).unwrap();
    std::fs::write(&key, format!("{}\n", app.app.publisher().key())).unwrap();
    // A data folder that does not exist: the file and the key are enough.
    let run = |args: &[&str]| process::run(args, nowhere.as_ref(), &[]);
    let (code, told, said) = run(&["audit", "verify", "--receipt", &kept, "--key", &key]);
    assert!(
        code == 0 && told.contains("ok          the log tells that this consent was stopped"),
        "{told} {said}"
    );
    assert!(told.contains(&app.cast.person("ola").to_string()), "{told}");
    let (code, told, _) = run(&["audit", "verify", "--json", "--receipt", &kept, "--key", &key]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((code, &told["revocation"]["index"]), (0, &receipt["revocation"]["index"]));
    let mut bad = receipt.clone();
    bad["revocation"]["entry"]["actor"]["value"] = json!(app.cast.person("kari"));
    std::fs::write(&kept, bad.to_string()).unwrap();
    let (code, told, _) = run(&["audit", "verify", "--receipt", &kept, "--key", &key]);
    assert!(code == 1 && told.contains("WRONG"), "{told}");
}
