//! `samflyt doctor`: looks at everything the service stands on.

use super::{CliError, Exit, Out, chain};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::domain::DocumentId;
use crate::domain::sha256::Sha256;
use crate::domain::time::SECOND_MICROS;
use crate::flows::{App, keyring};
use crate::policy::check;
use crate::policy::engine::Policies;
use crate::start::{self, Mode};
use crate::store::{documents, log};
use clap::Args;
use serde::Serialize;

/// `samflyt doctor`
#[derive(Debug, Args)]
pub(super) struct DoctorArgs {
    /// Reads every stored document back and compares its hash.
    #[arg(long)]
    deep: bool,
}

#[derive(Debug, Serialize)]
struct Check {
    what: &'static str,
    ok: bool,
    detail: String,
}

struct Checks(Vec<Check>);

impl Checks {
    fn put(&mut self, what: &'static str, result: Result<String, String>) {
        let ok = result.is_ok();
        let detail = result.unwrap_or_else(|why| why);
        self.0.push(Check { what, ok, detail });
    }
}

pub(super) async fn run(
    args: DoctorArgs,
    config: &Config,
    out: &mut Out,
) -> Result<Exit, CliError> {
    let mut checks = Checks(Vec::new());
    checks.put("configuration", Ok("readable; unknown keys are refused".to_owned()));
    checks.put("policy", policy(config));
    checks.put("scanner", scanner(config).await);
    checks.put("mail", mail(config).await);
    match start::start(config, Mode::Tool).await {
        Ok(app) => {
            checks.put("data folder", folder(config));
            checks.put("keys", Ok("the root key opens the directory key".to_owned()));
            checks.put("database", Ok("reachable, schema known, settings safe".to_owned()));
            checks.put("storage", storage(&app).await);
            checks.put("clock", clock(&app).await);
            checks.put("log", log_state(&app));
            if args.deep {
                checks.put("documents", deep(&app).await);
            }
            app.stop(std::time::Duration::from_secs(5)).await;
        }
        Err(error) => checks.put("start", Err(chain(&error))),
    }
    let well = checks.0.iter().all(|check| check.ok);
    if out.json_wanted() {
        out.json(&serde_json::json!({"ok": well, "checks": checks.0}));
    } else {
        for check in &checks.0 {
            let mark = if check.ok { "ok   " } else { "WRONG" };
            out.line(&format!("{mark} {:14} {}", check.what, check.detail));
        }
    }
    Ok(if well { Exit::Ok } else { Exit::Wrong })
}

fn folder(config: &Config) -> Result<String, String> {
    start::only_own(&config.data.dir).map_err(|error| chain(&error))?;
    Ok("closed to others".to_owned())
}

fn policy(config: &Config) -> Result<String, String> {
    let folder = &config.policy.dir;
    let policies =
        if folder.as_os_str().is_empty() { Policies::embedded() } else { Policies::load(folder) }
            .map_err(|error| error.to_string())?;
    let report = check::check(&policies);
    if report.is_clean() {
        Ok(format!("valid; set {}", hex::encode(policies.hash())))
    } else {
        Err(report.to_string())
    }
}

async fn scanner(config: &Config) -> Result<String, String> {
    let scanner = start::scanner(config).map_err(|error| error.to_string())?;
    if scanner.is_off() {
        return Ok(
            "off: documents are marked not scanned, and leave only because the configuration says so"
                .to_owned(),
        );
    }
    match scanner.ping().await {
        Ok(()) => Ok("clamd answers".to_owned()),
        Err(_) => Err(format!(
            "clamd does not answer at {}: start it; until then new documents wait",
            config.scanner.address
        )),
    }
}

async fn mail(config: &Config) -> Result<String, String> {
    let Some(mailer) = start::mailer(config).map_err(|error| chain(&error))? else {
        return Ok("no server named: notices are in the inbox only".to_owned());
    };
    match mailer.ping().await {
        Ok(()) => Ok("the mail server answers and takes the sign-in".to_owned()),
        Err(failure) => Err(format!(
            "{failure} ({}:{}): check mail.server, mail.port, mail.tls, mail.user and the password \
             file; until then mail waits, for a week at most, and notices are in the inbox",
            config.mail.server, config.mail.port
        )),
    }
}

async fn storage(app: &App) -> Result<String, String> {
    let blobs = app.vault.blobs();
    let name = crate::vault::blobs::new_name(app.entropy());
    let write = async {
        let mut upload = blobs.put(&name)?;
        upload.write(bytes::Bytes::from_static(b"samflyt doctor")).await?;
        upload.finish().await?;
        let back = blobs.read(&name, 0..14).await?;
        blobs.delete(&name).await?;
        Ok::<_, crate::vault::blobs::BlobError>(back)
    };
    match write.await {
        Ok(back) if back.as_ref() == b"samflyt doctor" => {
            Ok("an object was written, read back and removed".to_owned())
        }
        Ok(_) => Err("an object came back changed: check the store".to_owned()),
        Err(error) => Err(chain(&error)),
    }
}

async fn clock(app: &App) -> Result<String, String> {
    let mut conn = app.db().read().await.map_err(|error| error.to_string())?;
    let head = log::head(&mut conn, log::DEFAULT_LOG).await.map_err(|error| error.to_string())?;
    let behind = head.time.as_micros() - SystemClock.now().as_micros();
    if behind > 2 * SECOND_MICROS {
        return Err(format!(
            "the clock is {} s behind the log: set it; until then time stands at the log's last entry",
            behind / SECOND_MICROS
        ));
    }
    Ok("not behind the log".to_owned())
}

fn log_state(app: &App) -> Result<String, String> {
    app.publisher()
        .newest()
        .map(|newest| format!("{} entries signed; continues what was signed before", newest.size))
        .ok_or_else(|| "no checkpoint could be signed".to_owned())
}

/// Reads every version back and compares its SHA-256 with the row's.
async fn deep(app: &App) -> Result<String, String> {
    let text = |error: &dyn std::error::Error| chain(error);
    let (mut looked, mut wrong) = (0_u64, Vec::new());
    let mut after = (DocumentId(uuid::Uuid::nil()), 0);
    loop {
        let mut conn = app.db().read().await.map_err(|error| text(&error))?;
        let page = documents::list_all_versions(&mut conn, after, 100)
            .await
            .map_err(|error| text(&error))?;
        let Some(last) = page.last() else { break };
        after = (last.document, last.version);
        for version in &page {
            looked += 1;
            let expected = documents::list_versions(&mut conn, version.document)
                .await
                .map_err(|error| text(&error))?
                .into_iter()
                .find(|one| one.version == version.version)
                .map(|one| one.sha256);
            let mut sha256 = Sha256::new();
            let read = async {
                let mut reader = app.vault.inspect(&mut conn, version).await?;
                while let Some(bytes) = reader.next().await? {
                    sha256.update(&bytes);
                }
                Ok::<_, crate::vault::VaultError>(())
            }
            .await;
            let fits = app.vault.object_fits(version).await;
            let same =
                read.is_ok() && fits.is_ok_and(|fits| fits) && expected == Some(sha256.finish());
            // Erased meanwhile: that is no damage.
            if !same && keyring::is_as_it_was(&mut conn, version).await.unwrap_or(true) {
                wrong.push(format!("{} version {}", version.document, version.version));
            }
        }
    }
    if wrong.is_empty() {
        Ok(format!("{looked} versions read back; every hash is right"))
    } else {
        Err(format!("cannot be read or differ: {}", wrong.join(", ")))
    }
}
