//! `samflyt audit export`

use super::super::{CliError, Exit, Out, chain};
use super::read;
use crate::config::Config;
use crate::domain::{AgencyId, ChildId, Timestamp};
use crate::flows::App;
use crate::flows::export::{ExportError, Exported, Form, Selection, export};
use crate::ledger::checkpoint::verify_note;
use crate::start::{self, Mode};
use serde_json::json;
use std::fs::OpenOptions;
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// Only the folder of this child.
    #[arg(long, value_name = "ID")]
    child: Option<ChildId>,
    /// Only what this organisation or unit did, and all below it.
    #[arg(long, value_name = "ID")]
    agency: Option<AgencyId>,
    /// At or after this time (RFC 3339).
    #[arg(long, value_name = "TIME")]
    from: Option<Timestamp>,
    /// Before this time (RFC 3339).
    #[arg(long, value_name = "TIME")]
    to: Option<Timestamp>,
    /// csv and jsonl for reading; bundle with proofs, for `audit verify --bundle`.
    #[arg(long, value_enum)]
    format: Format,
    /// File to write, which must not exist yet; standard output if left out.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// A checkpoint that the reader of the bundle has kept; the bundle then links to it.
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Csv,
    Jsonl,
    Bundle,
}

impl From<Format> for Form {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Form::Csv,
            Format::Jsonl => Form::Jsonl,
            Format::Bundle => Form::Bundle,
        }
    }
}

pub(super) async fn run(
    args: ExportArgs,
    config: &Config,
    out: &mut Out,
) -> Result<Exit, CliError> {
    let held = args.checkpoint.as_deref().map(read).transpose()?;
    if held.is_some() && !matches!(args.format, Format::Bundle) {
        return Err(CliError::usage("--checkpoint goes with --format bundle"));
    }
    let app = start::start(config, Mode::Tool).await?;
    let ended = write(&app, &args, held.as_deref()).await;
    app.stop(Duration::from_secs(5)).await;
    let exported = ended?;
    let Exported { index, entries } = exported;
    if let Some(path) = &args.out {
        let value = json!({"file": path, "entries": entries, "index": index});
        out.both(&value, &path.display().to_string());
    }
    out.note(&format!("{entries} entries; entry {index} tells of this export"));
    Ok(Exit::Ok)
}

async fn write(app: &App, args: &ExportArgs, held: Option<&str>) -> Result<Exported, CliError> {
    let held = held.map(|note| verify_note(note, app.publisher().key()));
    let held = held.transpose().map_err(|why| {
        CliError::usage(format!("the kept checkpoint is not one of this log: {why}"))
    })?;
    let held = held.map(|held| held.size);
    let selection = Selection {
        child: args.child,
        agency: args.agency,
        from: args.from,
        to: args.to,
        ..Selection::default()
    };
    let form = args.format.into();
    match &args.out {
        None => {
            let mut to = BufWriter::new(std::io::stdout());
            Ok(export(app, &selection, form, held, &mut to).await?)
        }
        Some(path) => {
            let unwritten = |error| ExportError::Write(error).at(path);
            // Personal data: for its owner only, and never over another file.
            let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
            let mut to = BufWriter::new(file.map_err(unwritten)?);
            let ended = export(app, &selection, form, held, &mut to).await;
            let synced = to.flush().and_then(|()| to.get_ref().sync_all());
            if ended.is_err() || synced.is_err() {
                // Half an export could be taken for a whole one.
                drop(std::fs::remove_file(path));
            }
            synced.map_err(unwritten)?;
            Ok(ended?)
        }
    }
}

impl ExportError {
    fn at(self, path: &Path) -> CliError {
        CliError::environment(format!("{}: {self}", path.display()))
    }
}

impl From<ExportError> for CliError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Flow(error) => error.into(),
            error @ (ExportError::Entry { .. } | ExportError::Ahead { .. }) => {
                Self::Wrong(chain(&error))
            }
            other => Self::Environment(chain(&other)),
        }
    }
}
