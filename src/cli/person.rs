//! `samflyt person add | list | appoint | dismiss`

use super::{CliError, Exit, Out};
use crate::config::Config;
use crate::domain::pid::Pid;
use crate::domain::text::PersonName;
use crate::domain::{AgencyId, PersonId};
use crate::flows::names::Names;
use crate::flows::people;
use crate::start::{self, Mode};
use clap::{Args, Subcommand};
use std::io::Read;
use std::path::{Path, PathBuf};

/// `samflyt person`
#[derive(Debug, Args)]
pub(super) struct PersonArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Registers a person.
    Add {
        /// Name.
        #[arg(long)]
        name: String,
        /// File that holds the person number alone; `-` is standard input. Never an argument.
        #[arg(long, value_name = "FILE")]
        number_file: Option<PathBuf>,
        /// nb, nn or en.
        #[arg(long, default_value = "nb")]
        language: String,
    },
    /// Lists persons.
    List,
    /// Appoints an auditor (of everything, or of one agency) or an operator.
    Appoint {
        /// Person id.
        person: PersonId,
        /// auditor or operator.
        #[arg(long)]
        role: String,
        /// Agency of an agency auditor.
        #[arg(long)]
        agency: Option<AgencyId>,
    },
    /// Ends an appointment now.
    Dismiss {
        /// Person id.
        person: PersonId,
        /// auditor or operator.
        #[arg(long)]
        role: String,
        /// Agency of an agency auditor.
        #[arg(long)]
        agency: Option<AgencyId>,
    },
}

fn role_of(code: &str) -> Result<&'static str, CliError> {
    match code {
        "auditor" => Ok("auditor"),
        "operator" => Ok("operator"),
        _ => Err(CliError::usage("role: auditor or operator")),
    }
}

/// A person number out of a file, so that it stands in no process list.
pub(super) fn number(file: Option<&Path>) -> Result<Option<Pid>, CliError> {
    let Some(file) = file else { return Ok(None) };
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).map_err(CliError::environment)?;
    } else {
        text = std::fs::read_to_string(file)
            .map_err(|error| CliError::environment(format!("{}: {error}", file.display())))?;
    }
    Pid::parse(text.trim()).map(Some).map_err(CliError::usage)
}

pub(super) async fn run(
    args: PersonArgs,
    config: &Config,
    out: &mut Out,
) -> Result<Exit, CliError> {
    let app = start::start(config, Mode::Tool).await?;
    match args.what {
        What::Add { name, number_file, language } => {
            let name = PersonName::new(&name).map_err(CliError::usage)?;
            let number = number(number_file.as_deref())?;
            let id = people::add_person(&app, &name, number.as_ref(), &language, None).await?;
            out.both(&serde_json::json!({"id": id}), &id.to_string());
        }
        What::List => {
            let mut after = PersonId(uuid::Uuid::nil());
            let mut names = Names::new(&app);
            let mut found = Vec::new();
            loop {
                let mut conn = app.db().read().await.map_err(CliError::environment)?;
                let rows = crate::store::people::list_persons(&mut conn, after, 200)
                    .await
                    .map_err(CliError::environment)?;
                let Some(last) = rows.last() else { break };
                after = last.id();
                for row in &rows {
                    let name = names.person(&mut conn, row.id()).await?;
                    let line = format!("{}  {name}", row.id());
                    let value =
                        serde_json::json!({"id": row.id(), "name": name, "language": row.language});
                    found.push((value, line));
                }
            }
            out.rows(&found);
        }
        What::Appoint { person, role, agency } => {
            people::appoint(&app, person, role_of(&role)?, agency).await?;
            out.done(&serde_json::json!({"id": person, "role": role, "agency": agency}));
        }
        What::Dismiss { person, role, agency } => {
            people::dismiss(&app, person, role_of(&role)?, agency).await?;
            out.done(&serde_json::json!({"id": person, "role": role, "agency": agency}));
        }
    }
    app.stop(std::time::Duration::from_secs(5)).await;
    Ok(Exit::Ok)
}
