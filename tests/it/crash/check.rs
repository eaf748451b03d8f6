//! What must be so after all the kills; each thing that is not is one line.

use super::load::{Act, Client, Journal, World, sha256};
use crate::support::process::{Service, run};
use futures_util::{StreamExt as _, stream};
use samflyt::config::Config;
use samflyt::flows::verify::verify_database;
use samflyt::ledger::checkpoint::VerifierKey;
use samflyt::store::Db;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Asks a running service for everything that the journal knows of, and for
/// everything else that there is.
pub async fn check(service: Service, world: &Arc<World>, journal: &Journal) -> Vec<String> {
    let service = Arc::new(service);
    let client = Client::sign_in(Arc::clone(&service), Arc::clone(world)).await.unwrap();
    let mut wrong = Vec::new();
    // The same key again makes one document, whether the first try came through or not.
    let mut repeated = Vec::new();
    for (key, body) in &journal.unanswered {
        let first = client.upload(key, body).await.expect("a repetition is answered");
        let again = client.upload(key, body).await.expect("a repetition is answered");
        if first != again || first.1 != sha256(body) {
            wrong.push(format!("{key}: {first:?} and then {again:?}"));
        }
        repeated.push(first.1);
    }
    let documents = client.list("documents").await;
    let text = |value: &Value, name: &str| value[name].as_str().unwrap().to_owned();
    let listed: BTreeMap<String, String> =
        documents.iter().map(|one| (text(one, "id"), text(one, "sha256"))).collect();
    let mut copies: BTreeMap<&str, u32> = BTreeMap::new();
    for sha256 in listed.values() {
        *copies.entry(sha256).or_default() += 1;
    }
    wrong.extend(
        copies
            .iter()
            .filter(|(_, n)| **n > 1)
            .map(|(hash, n)| format!("{hash} is there {n} times")),
    );
    wrong.extend(
        repeated
            .iter()
            .filter(|hash| !copies.contains_key(hash.as_str()))
            .map(|hash| format!("{hash} was repeated and is not there")),
    );
    for (id, doc) in &journal.documents {
        match (listed.get(id), doc.erased) {
            (Some(hash), Act::Never | Act::Sent)
                if *hash == doc.sha256 || doc.maybe.as_ref() == Some(hash) => {}
            (None, Act::Sent | Act::Done) => {}
            (found, _) => wrong.push(format!("document {id}: {found:?}, but {doc:?}")),
        }
    }
    let opened: Vec<String> = stream::iter(&listed)
        .map(|(id, hash)| {
            let client = &client;
            async move {
                let (status, bytes) = client.content(id).await;
                let same = status == 200 && sha256(&bytes) == *hash;
                (!same).then(|| format!("document {id} does not open: {status}"))
            }
        })
        .buffer_unordered(8)
        .filter_map(async |found| found)
        .collect()
        .await;
    wrong.extend(opened);
    let consents = client.list("consents").await;
    let states: BTreeMap<String, String> =
        consents.iter().map(|one| (text(one, "id"), text(one, "state"))).collect();
    for (id, stopped) in &journal.consents {
        let agreed = journal.agreed[id];
        match (states.get(id).map(String::as_str), stopped, agreed) {
            (Some("awaiting-approval"), Act::Never, Act::Never | Act::Sent)
            | (Some("in-force"), Act::Never | Act::Sent, Act::Sent | Act::Done)
            | (Some("revoked"), Act::Sent | Act::Done, Act::Done) => {}
            (found, ..) => {
                wrong.push(format!("consent {id}: {found:?}, but {stopped:?} and {agreed:?}"));
            }
        }
    }
    drop(client);
    service.stop().await;
    wrong
}

/// Looks at the log of a stopped service: each opening has its entry, and every
/// checkpoint that was ever served agrees.
pub async fn check_log(data: &Path, env: &[(&str, &str)], journal: &Journal) -> Vec<String> {
    let mut wrong = Vec::new();
    let (code, entries, said) = run(&["audit", "export", "--format", "jsonl"], data, env);
    assert_eq!(code, 0, "{said}");
    let entries: BTreeMap<i64, Value> = entries
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|entry| (entry["index"].as_i64().unwrap(), entry))
        .collect();
    for (index, document) in &journal.opened {
        let told = entries.get(index).is_some_and(|entry| {
            entry["kind"] == "opened"
                && entry["outcome"] == "allowed"
                && entry["document"].as_str() == Some(document)
        });
        if !told {
            wrong.push(format!("{document} was opened, and entry {index} does not tell"));
        }
    }
    let (code, told, said) = run(&["audit", "verify", "--json"], data, env);
    if code != 0 {
        wrong.push(format!("audit verify: {told}{said}"));
    }
    let all = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let all = all.chain([("SAMFLYT_DATA".to_owned(), data.display().to_string())]);
    let config = Config::load(None, all).unwrap();
    let seed = samflyt::vault::keys::LogSeed::load_file(&config.log_key_file()).unwrap();
    let signer = samflyt::ledger::checkpoint::Signer::new(&config.log_origin(), seed.expose());
    let key: VerifierKey = signer.unwrap().verifier().clone();
    let db = Db::inspect(&config.database_place()).await.unwrap();
    let report = verify_database(&db, key, journal.notes.values().cloned(), None).await.unwrap();
    db.close().await;
    wrong.extend(report.findings.iter().map(ToString::to_string));
    let served = u64::try_from(journal.notes.len()).unwrap();
    if report.checkpoints < served {
        wrong.push(format!("of {served} served checkpoints {} agree", report.checkpoints));
    }
    wrong
}
