//! `samflyt audit verify | export | cases`

mod cases;
mod export;
mod verify;

use super::{CliError, Exit, Out};
use crate::config::Config;
use clap::{Args, Subcommand};
use std::path::Path;

/// `samflyt audit`
#[derive(Debug, Args)]
pub struct AuditArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Checks the whole log, or an exported bundle or a receipt without the service; names the first bad entry.
    Verify(verify::VerifyArgs),
    /// Writes entries out; the export itself becomes an entry.
    Export(export::ExportArgs),
    /// Lists what auditors look into, and what still waits for them.
    Cases(cases::CasesArgs),
}

/// Runs the command; [`Exit::Wrong`] when something is wrong with the log.
///
/// # Errors
/// When the command line, a file or the database cannot be used.
pub async fn run(args: AuditArgs, config: &Config, out: &mut Out) -> Result<Exit, CliError> {
    match args.what {
        What::Verify(args) => verify::run(args, config, out).await,
        What::Export(args) => export::run(args, config, out).await,
        What::Cases(args) => cases::run(args, config, out).await,
    }
}

/// A small text file; `-` is standard input.
fn read(path: &Path) -> Result<String, CliError> {
    let read = if path == Path::new("-") {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    read.map_err(|error| CliError::environment(format!("cannot read {}: {error}", path.display())))
}
