//! `samflyt audit verify`: opens the database and the key, and nothing else, so
//! that it works where the service refuses to start.

use super::super::{CliError, Exit, Out, chain};
use super::read;
use crate::config::Config;
use crate::flows::verify::{Receipt, verify_database, verify_receipt};
use crate::ledger::checkpoint::{Signer, VerifierKey};
use crate::ledger::verify::{BundleVerifier, Finding, Report, Source, Trust};
use crate::store::{Db, Place};
use crate::vault::keys::LogSeed;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Longest line of a bundle, in bytes; an entry has about 5,000.
const MAX_LINE_BYTES: u64 = 4 * 1024 * 1024;

#[derive(Debug, clap::Args)]
pub(super) struct VerifyArgs {
    /// An exported bundle instead of the database; `-` is standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "receipt")]
    bundle: Option<PathBuf>,
    /// A receipt (the JSON form) instead of the database; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// The log's public key: the one line that /log/key serves. For a bundle or receipt better than the key in it.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// A checkpoint that you have kept: shows that nothing before it was rewritten since.
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
}

pub(super) async fn run(
    args: VerifyArgs,
    config: &Config,
    out: &mut Out,
) -> Result<Exit, CliError> {
    let key = args.key.as_deref().map(key_file).transpose()?;
    let held = args.checkpoint.as_deref().map(read).transpose()?;
    if let Some(path) = &args.receipt {
        let json = read(path)?;
        return Ok(tell_receipt(out, verify_receipt(&json, key.as_ref(), held.as_deref())));
    }
    let (what, report) = match &args.bundle {
        Some(path) => ("bundle", bundle(path, key.as_ref(), held.as_deref())?),
        None => ("log", database(config, key, held).await?),
    };
    Ok(tell(out, what, &report))
}

fn key_file(path: &Path) -> Result<VerifierKey, CliError> {
    VerifierKey::parse(read(path)?.trim()).map_err(|error| {
        CliError::environment(format!("the key file {} cannot be used: {error}", path.display()))
    })
}

/// The public key that belongs to the configured log.
fn own_key(config: &Config) -> Result<VerifierKey, CliError> {
    let path = config.log_key_file();
    let refused = |why: String| {
        let path = path.display();
        CliError::environment(format!(
            "the log key file {path} cannot be used: {why}; give the public key with --key"
        ))
    };
    let seed = LogSeed::load_file(&path).map_err(|error| refused(chain(&error)))?;
    let signer = Signer::new(&config.log_origin(), seed.expose());
    Ok(signer.map_err(|error| refused(chain(&error)))?.verifier().clone())
}

async fn database(
    config: &Config,
    key: Option<VerifierKey>,
    held: Option<String>,
) -> Result<Report, CliError> {
    let key = key.map_or_else(|| own_key(config), Ok)?;
    let place = config.database_place();
    if let Place::Sqlite(path) = &place
        && !path.exists()
    {
        return Err(CliError::environment(format!(
            "there is no database {}: name the data folder with --data or SAMFLYT_DATA",
            path.display()
        )));
    }
    // Read before the database: the log may grow meanwhile, and a newer
    // checkpoint would then look like a log that was cut.
    let beside = config.checkpoint_file();
    let beside = if beside.exists() { Some(read(&beside)?) } else { None };
    // The database is evidence: nothing in it is changed, not even its mode.
    let db = Db::inspect(&place).await.map_err(|error| CliError::environment(chain(&error)))?;
    let report = verify_database(&db, key, held, beside.as_deref()).await;
    db.close().await;
    Ok(report?)
}

fn bundle(path: &Path, key: Option<&VerifierKey>, held: Option<&str>) -> Result<Report, CliError> {
    let unread = |error| CliError::environment(format!("cannot read {}: {error}", path.display()));
    let source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(std::fs::File::open(path).map_err(unread)?)
    };
    let mut source = BufReader::new(source);
    let header = line(&mut source).map_err(unread)?.unwrap_or_default();
    let mut verifier = match BundleVerifier::new(&header, key, held) {
        Ok(verifier) => verifier,
        Err(finding) => return Ok(Report::refused(key, finding)),
    };
    while let Some(line) = line(&mut source).map_err(unread)? {
        verifier.push_line(&line);
    }
    Ok(verifier.finish())
}

/// The next line without its newline. One that is too long or not UTF-8 comes
/// back cut or with marks, and then reads as no entry.
fn line(source: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if source.take(MAX_LINE_BYTES).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

fn shown(finding: &Finding) -> Value {
    json!({"index": finding.index, "what": finding.what.to_string()})
}

fn tell(out: &mut Out, what: &str, report: &Report) -> Exit {
    let unsigned = report.size.saturating_sub(report.signed_size);
    if out.json_wanted() {
        out.json(&json!({
            "ok": report.is_clean(),
            "origin": report.origin,
            "size": report.size,
            "root": STANDARD.encode(report.root),
            "selection": report.selection,
            "whole": report.is_whole(),
            "entries": report.entries,
            "complete": report.complete,
            "redacted": report.redacted,
            "erased": report.erased,
            "wrong": report.wrong,
            "checkpoints": report.checkpoints,
            "signed_size": report.signed_size,
            "held_size": report.held_size,
            "beside_size": report.beside_size,
            "key": key_word(report.trust),
            "first": report.first().map(shown),
            "findings": report.findings.iter().map(shown).collect::<Vec<_>>(),
            "more_findings": report.more_findings,
        }));
    } else {
        out.line(&format!("{what:11} {}", report.origin));
        if what == "bundle" && report.size > 0 {
            let words: Vec<String> =
                report.selection.iter().map(|(name, value)| format!("{name}={value}")).collect();
            out.line(&if words.is_empty() {
                "selection   none: every entry of the log must be here".to_owned()
            } else {
                format!("selection   {} (as its maker says)", words.join(" "))
            });
        }
        out.line(&format!(
            "entries     {}: {} complete, {} redacted, {} erased, {} wrong",
            report.entries, report.complete, report.redacted, report.erased, report.wrong
        ));
        out.line(&format!(
            "checkpoint  {} entries signed; {} checkpoints agree",
            report.signed_size, report.checkpoints
        ));
        if let Some(beside) = report.beside_size {
            out.line(&format!("beside      the {} of {beside} entries agrees", Source::Beside));
        }
        if let Some(held) = report.held_size {
            out.line(&format!("held        the kept checkpoint of {held} entries agrees"));
        }
        out.line(&format!("key         {}", report.trust));
        if let Some(finding) = report.first() {
            out.line(&format!("WRONG       {finding}"));
        }
        let more = report.findings.len().saturating_sub(1) as u64 + report.more_findings;
        if more > 0 {
            out.line(&format!("            and {more} more; --json lists them"));
        }
        if report.is_clean() {
            out.line("ok          nothing is wrong");
        }
    }
    if what == "bundle" && report.entries != report.size {
        out.note(&format!(
            "The bundle holds {} of the log's {} entries; it does not show that nothing was left out.",
            report.entries, report.size
        ));
    }
    if what == "log" && unsigned > 0 {
        out.note(&format!(
            "No checkpoint covers the last {unsigned} entries: nothing vouches for them yet."
        ));
    }
    if report.trust == Trust::FirstUse {
        out.note("The key came with the file: compare it with /log/key, or use --key.");
    }
    if report.is_clean() { Exit::Ok } else { Exit::Wrong }
}

fn key_word(trust: Trust) -> &'static str {
    match trust {
        Trust::Given => "given",
        Trust::FirstUse => "first-use",
    }
}

/// What was agreed, in the order in which people ask.
const AGREED: [&str; 12] = [
    "child",
    "unit",
    "purpose",
    "actions",
    "documents",
    "categories",
    "also_later",
    "valid_from",
    "valid_until",
    "words",
    "given",
    "given_by",
];

fn tell_receipt(out: &mut Out, found: Result<Receipt, crate::flows::verify::ReceiptError>) -> Exit {
    match found {
        Ok(receipt) => {
            if out.json_wanted() {
                out.json(&json!({
                    "ok": true,
                    "origin": receipt.origin,
                    "consent": receipt.consent,
                    "revision": receipt.revision,
                    "sha256": hex::encode(receipt.sha256),
                    "index": receipt.index,
                    "time": receipt.time,
                    "size": receipt.size,
                    "held_size": receipt.held_size,
                    "key": key_word(receipt.trust),
                    "agreed": receipt.agreed,
                    "revocation": receipt.revocation.as_ref().map(|stopped| json!({
                        "revoked": stopped.time,
                        "revoked_by": stopped.by,
                        "index": stopped.index,
                        "sha256": hex::encode(stopped.sha256),
                    })),
                }));
            } else {
                out.line(&format!("receipt     {}", receipt.origin));
                out.line(&format!("consent     {} revision {}", receipt.consent, receipt.revision));
                for name in AGREED {
                    match receipt.agreed.get(name) {
                        None | Some(Value::Null) => {}
                        Some(Value::String(text)) => out.line(&format!("{name:11} {text}")),
                        Some(Value::Array(list)) => {
                            let list: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                            out.line(&format!("{name:11} {}", list.join(" ")));
                        }
                        Some(other) => out.line(&format!("{name:11} {other}")),
                    }
                }
                out.line(&format!("entry       {} of {}", receipt.index, receipt.time));
                if let Some(stopped) = &receipt.revocation {
                    out.line(&format!(
                        "stopped     {} by {}, entry {}",
                        stopped.time, stopped.by, stopped.index
                    ));
                }
                out.line(&format!("checkpoint  {} entries signed", receipt.size));
                if let Some(held) = receipt.held_size {
                    out.line(&format!("held        the kept checkpoint of {held} entries agrees"));
                }
                out.line(&format!("key         {}", receipt.trust));
                out.line("ok          the log tells that these terms were agreed then");
                if receipt.revocation.is_some() {
                    out.line("ok          the log tells that this consent was stopped then");
                }
            }
            out.note(
                "Names, the state and what came later are only what the service said when the receipt was made.",
            );
            if receipt.trust == Trust::FirstUse {
                out.note("The key came with the file: compare it with /log/key, or use --key.");
            }
            Exit::Ok
        }
        Err(error) => {
            let value = json!({"ok": false, "first": {"index": null, "what": error.to_string()}});
            out.both(&value, &format!("WRONG       {error}"));
            Exit::Wrong
        }
    }
}
