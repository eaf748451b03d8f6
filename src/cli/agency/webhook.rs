//! `samflyt agency webhook add | list | remove | rotate | resume | test`

use crate::cli::{CliError, Exit, Out};
use crate::domain::AgencyId;
use crate::flows::App;
use crate::flows::notices::webhooks;
use crate::notify::webhook::Secret;
use clap::Subcommand;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// `samflyt agency webhook`
#[derive(Debug, Subcommand)]
pub(super) enum WebhookWhat {
    /// Has an address called when something happens to consents and requests of a unit, or of
    /// the units below a body; prints the id and the secret, which is shown this once.
    Add {
        /// Id of the unit or body.
        unit: AgencyId,
        /// https address of a public host.
        url: String,
        /// File that holds the secret (`whsec_…`) to use; `-` is standard input. Made if left out.
        #[arg(long, value_name = "FILE")]
        secret_file: Option<PathBuf>,
    },
    /// Lists webhooks.
    List {
        /// Only those of this unit or body.
        unit: Option<AgencyId>,
    },
    /// Removes a webhook, with what was still to be sent to it.
    Remove {
        /// Id.
        id: Uuid,
    },
    /// Gives a webhook a new secret and prints it; for a day calls are signed with both.
    Rotate {
        /// Id.
        id: Uuid,
        /// File that holds the new secret (`whsec_…`); `-` is standard input. Made if left out.
        #[arg(long, value_name = "FILE")]
        secret_file: Option<PathBuf>,
    },
    /// Calls a webhook again that had answered that it wants no calls any more (410).
    Resume {
        /// Id.
        id: Uuid,
    },
    /// Calls a webhook now, with an event that tells of nothing.
    Test {
        /// Id.
        id: Uuid,
    },
}

/// The secret of a file, or a new one.
fn secret(app: &App, file: Option<&Path>) -> Result<Secret, CliError> {
    let Some(file) = file else { return Ok(Secret::generate(app.entropy())) };
    let mut text = zeroize::Zeroizing::new(String::new());
    let read = if file == Path::new("-") {
        std::io::stdin().take(1000).read_to_string(&mut text).map(drop)
    } else {
        std::fs::read_to_string(file).map(|read| *text = read)
    };
    read.map_err(|error| CliError::environment(format!("{}: {error}", file.display())))?;
    Secret::parse(&text).map_err(CliError::usage)
}

pub(super) async fn run(what: WebhookWhat, app: &App, out: &mut Out) -> Result<Exit, CliError> {
    match what {
        WebhookWhat::Add { unit, url, secret_file } => {
            let secret = secret(app, secret_file.as_deref())?;
            let id = webhooks::add(app, unit, &url, &secret).await?;
            tell_secret(out, id, secret_file.is_none().then_some(&secret));
        }
        WebhookWhat::List { unit } => {
            let rows: Vec<_> = webhooks::list(app, unit)
                .await?
                .into_iter()
                .map(|hook| {
                    let off = if hook.active { "" } else { " (answered 410: not called)" };
                    let line = format!("{}  unit {}  {}{off}", hook.id, hook.unit, hook.url);
                    let value = serde_json::json!({"id": hook.id, "unit": hook.unit,
                        "url": hook.url, "active": hook.active, "created": hook.created});
                    (value, line)
                })
                .collect();
            out.rows(&rows);
        }
        WebhookWhat::Remove { id } => {
            webhooks::remove(app, id).await?;
            out.done(&serde_json::json!({"id": id, "state": "removed"}));
        }
        WebhookWhat::Rotate { id, secret_file } => {
            let secret = secret(app, secret_file.as_deref())?;
            webhooks::rotate(app, id, &secret).await?;
            tell_secret(out, id, secret_file.is_none().then_some(&secret));
        }
        WebhookWhat::Resume { id } => {
            webhooks::resume(app, id).await?;
            out.done(&serde_json::json!({"id": id, "active": true}));
        }
        WebhookWhat::Test { id } => {
            let wrong = webhooks::test(app, id).await?;
            let value = serde_json::json!({"id": id, "ok": wrong.is_none(), "outcome": wrong});
            out.both(&value, wrong.as_deref().unwrap_or("ok"));
            return Ok(if wrong.is_none() { Exit::Ok } else { Exit::Wrong });
        }
    }
    Ok(Exit::Ok)
}

/// The id, and the secret where it was made here.
fn tell_secret(out: &mut Out, id: Uuid, made: Option<&Secret>) {
    let text = made.map(Secret::text);
    let text = text.as_ref().map(|text| text.as_str());
    let line = text.map_or_else(|| id.to_string(), |secret| format!("{id}  {secret}"));
    out.both(&serde_json::json!({"id": id, "secret": text}), &line);
}
