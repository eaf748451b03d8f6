//! `samflyt key init | rotate | escrow | status`

use super::{CliError, Exit, Out};
use crate::config::Config;
use crate::entropy::SystemEntropy;
use crate::flows::keyring;
use crate::start::{self, Mode};
use crate::vault::keys::{RootKeys, escrow, write_escrow};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `samflyt key`
#[derive(Debug, Args)]
pub(super) struct KeyArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Makes the keys of a new installation; never overwrites.
    Init,
    /// Makes a new root key, seals every data key again under it, and forgets the old one.
    Rotate,
    /// Writes the root keys as an age file that only the recipient opens.
    Escrow {
        /// age1… of whoever keeps them.
        #[arg(long, required = true)]
        to: Vec<String>,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Which root key versions there are, and what is sealed under each.
    Status,
}

/// How many recipients one export or escrow may have.
const RECIPIENTS_MAX: usize = 16;

pub(super) fn recipients(texts: &[String]) -> Result<Vec<age::x25519::Recipient>, CliError> {
    // Their names stand in one text of an entry.
    if texts.len() > RECIPIENTS_MAX {
        return Err(CliError::usage(format!("--to: at most {RECIPIENTS_MAX} recipients")));
    }
    texts
        .iter()
        .map(|text| text.parse().map_err(|error| CliError::usage(format!("--to {text}: {error}"))))
        .collect()
}

pub(super) async fn run(args: KeyArgs, config: &Config, out: &mut Out) -> Result<Exit, CliError> {
    let (root_file, log_file) = (config.root_key_file(), config.log_key_file());
    match args.what {
        What::Init => {
            start::make_folder(&config.data.dir)?;
            let missing = [&root_file, &log_file].into_iter().find(|file| !file.exists());
            if let Some(missing) = missing
                && start::holds_data(config).await?
            {
                return Err(CliError::environment(format!(
                    "the database holds records already: bring the key file {} from your backup or escrow",
                    missing.display()
                )));
            }
            start::make_keys(&root_file, &log_file, &SystemEntropy)?;
            out.both(
                &serde_json::json!({"root": root_file, "log": log_file}),
                &format!("{}\n{}", root_file.display(), log_file.display()),
            );
            out.note("keep copies of both files apart from the data: without the root key nothing can be read");
        }
        What::Rotate => {
            let app = start::start(config, Mode::Tool).await?;
            let done = keyring::rotate(&app, &root_file).await?;
            app.stop(std::time::Duration::from_secs(5)).await;
            out.both(
                &serde_json::json!({"version": done.version, "resealed": done.resealed}),
                &format!(
                    "root key version {}; {} data keys sealed again",
                    done.version, done.resealed
                ),
            );
            out.note("services with a key file of their own on other machines need a copy of the new one");
        }
        What::Escrow { to, out: file } => {
            let recipients = recipients(&to)?;
            let recipients: Vec<&dyn age::Recipient> =
                recipients.iter().map(|one| one as &dyn age::Recipient).collect();
            let keys = RootKeys::load_file(&root_file).map_err(CliError::environment)?;
            let sealed = escrow(&keys, &recipients).map_err(CliError::environment)?;
            let app = start::start(config, Mode::Tool).await?;
            keyring::tell_escrow(&app, keys.newest(), to.join(" ")).await?;
            app.stop(std::time::Duration::from_secs(5)).await;
            write_escrow(&file, &sealed).map_err(CliError::environment)?;
            out.both(
                &serde_json::json!({"file": file, "versions": keys.versions()}),
                &file.display().to_string(),
            );
        }
        What::Status => {
            let keys = RootKeys::load_file(&root_file).map_err(CliError::environment)?;
            let app = start::start(config, Mode::Tool).await?;
            let mut conn = app.db().read().await.map_err(CliError::environment)?;
            let counts = crate::store::keys::count_by_root(&mut conn)
                .await
                .map_err(CliError::environment)?;
            let versions = keys.versions();
            out.both(
                &serde_json::json!({"newest": keys.newest(), "versions": versions,
                    "data_keys": counts.iter().map(|(version, keys)|
                        serde_json::json!({"version": version, "keys": keys})).collect::<Vec<_>>()}),
                &format!(
                    "newest version {}; in the file: {versions:?}; data keys by version: {counts:?}",
                    keys.newest()
                ),
            );
        }
    }
    Ok(Exit::Ok)
}
