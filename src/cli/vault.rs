//! `samflyt vault export`

use super::{CliError, Exit, Out, key};
use crate::config::Config;
use crate::domain::ChildId;
use crate::flows::keyring;
use crate::start::{self, Mode};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `samflyt vault`
#[derive(Debug, Args)]
pub(super) struct VaultArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Writes a child's documents as age files that the stock `age` command opens.
    Export {
        /// Child id.
        #[arg(long)]
        child: ChildId,
        /// age1… of whoever is to read them.
        #[arg(long, required = true)]
        to: Vec<String>,
        /// Folder to write into.
        #[arg(long)]
        out: PathBuf,
    },
}

pub(super) async fn run(args: VaultArgs, config: &Config, out: &mut Out) -> Result<Exit, CliError> {
    let What::Export { child, to, out: folder } = args.what;
    let recipients = key::recipients(&to)?;
    let recipients: Vec<&(dyn age::Recipient + Sync)> =
        recipients.iter().map(|one| one as &(dyn age::Recipient + Sync)).collect();
    let app = start::start(config, Mode::Tool).await?;
    let done = keyring::export(&app, child, &recipients, to.join(" "), &folder).await?;
    app.stop(std::time::Duration::from_secs(5)).await;
    if out.json_wanted() {
        out.json(&serde_json::json!({"files": done.files, "left_out": done.left_out}));
    } else {
        for file in done.files {
            out.line(&folder.join(file).display().to_string());
        }
    }
    if !done.left_out.is_empty() {
        let left_out = done.left_out.join(", ");
        out.note(&format!("left out, because infected or not scanned yet: {left_out}"));
    }
    Ok(Exit::Ok)
}
