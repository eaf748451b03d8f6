//! The command line. Data on standard output, talk on standard error; exit
//! codes 0 ok, 1 found something wrong, 2 usage, 3 environment, 4 refused.

mod agency;
pub mod audit;
mod child;
mod demo;
mod doctor;
mod key;
mod membership;
mod openapi;
mod person;
mod policy;
mod serve;
mod shield;
pub mod trace;
mod vault;

use crate::config::Config;
use clap::{Parser, Subcommand};
use serde::Serialize;
use std::fmt::Display;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Consent-based document sharing for families of children who need help from many public services.
#[derive(Debug, Parser)]
#[command(name = "samflyt", version, about, propagate_version = true)]
struct Args {
    /// Answers as JSON on standard output.
    #[arg(long, global = true)]
    json: bool,
    /// Data folder (default ./samflyt-data, or `SAMFLYT_DATA`).
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Configuration file; deploy/samflyt.toml shows every setting.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Everything on this machine, with an invented cast; loopback only.
    Demo(demo::DemoArgs),
    /// The service.
    Serve,
    /// Checks configuration, database, storage, keys, clock and policy; says what to do.
    Doctor(doctor::DoctorArgs),
    /// Checks, tests or proves the policies.
    Policy(policy::PolicyArgs),
    /// Verifies or exports the log.
    Audit(audit::AuditArgs),
    /// The directory of organisations and units.
    Agency(agency::AgencyArgs),
    /// Persons.
    Person(person::PersonArgs),
    /// Children and their guardians.
    Child(child::ChildArgs),
    /// Hides something from one guardian.
    Shield(shield::ShieldArgs),
    /// Members of units.
    Membership(membership::MembershipArgs),
    /// The root keys.
    Key(key::KeyArgs),
    /// Writes documents out as age files for a recipient.
    Vault(vault::VaultArgs),
    /// Prints the OpenAPI description.
    Openapi,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All is well.
    Ok = 0,
    /// Something is wrong with what was looked at.
    Wrong = 1,
    /// The command line cannot be used.
    Usage = 2,
    /// Files, database, keys or settings cannot be used.
    Environment = 3,
    /// Not allowed.
    Refused = 4,
}

/// Why a command did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The command line cannot be used.
    #[error("{0}")]
    Usage(String),
    /// Files, database, keys or settings cannot be used.
    #[error("{0}")]
    Environment(String),
    /// Not allowed.
    #[error("{0}")]
    Refused(String),
    /// Something is wrong with what was looked at.
    #[error("{0}")]
    Wrong(String),
}

impl CliError {
    /// The command line cannot be used, because…
    pub fn usage(why: impl Display) -> Self {
        Self::Usage(why.to_string())
    }

    /// Something around the program cannot be used, because…
    pub fn environment(why: impl Display) -> Self {
        Self::Environment(why.to_string())
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) => Exit::Usage,
            Self::Environment(_) => Exit::Environment,
            Self::Refused(_) => Exit::Refused,
            Self::Wrong(_) => Exit::Wrong,
        }
    }
}

impl From<crate::flows::Error> for CliError {
    fn from(error: crate::flows::Error) -> Self {
        use crate::flows::Error;
        match error {
            // A folder of this machine, and no value of the command line.
            Error::Invalid(invalid) if invalid.code == crate::flows::keyring::CANNOT_WRITE => {
                Self::Environment(invalid.detail)
            }
            Error::Invalid(invalid) => {
                Self::Usage(format!("{}: {}", invalid.field, invalid.detail))
            }
            Error::NotFound { .. } => Self::Usage(
                "there is no such child, body, membership, guardianship, shield or appointment"
                    .to_owned(),
            ),
            Error::Conflict { detail, .. } => Self::Refused(detail.to_owned()),
            Error::Refused { reason, .. } => Self::Refused(format!("refused: {}", reason.code())),
            other => Self::Environment(chain(&other)),
        }
    }
}

impl From<crate::start::StartError> for CliError {
    fn from(error: crate::start::StartError) -> Self {
        use crate::start::StartError;
        match error {
            refused @ (StartError::DemoData | StartError::RealData) => {
                Self::Refused(refused.to_string())
            }
            other => Self::Environment(chain(&other)),
        }
    }
}

impl From<crate::config::ConfigError> for CliError {
    fn from(error: crate::config::ConfigError) -> Self {
        Self::Environment(error.to_string())
    }
}

/// An error with its causes, on one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

/// Where a command writes to.
#[derive(Debug)]
pub struct Out {
    json: bool,
}

impl Out {
    /// Does the caller want JSON?
    #[must_use]
    pub fn json_wanted(&self) -> bool {
        self.json
    }

    /// A line of data for people.
    pub fn line(&mut self, text: &str) {
        // A reader that went away is no error of ours.
        drop(writeln!(std::io::stdout().lock(), "{text}"));
    }

    /// A value as one line of JSON.
    pub fn json(&mut self, value: &impl Serialize) {
        let text = serde_json::to_string(value).unwrap_or_default();
        drop(writeln!(std::io::stdout().lock(), "{text}"));
    }

    /// Talk.
    pub fn note(&mut self, text: &str) {
        drop(writeln!(std::io::stderr().lock(), "{text}"));
    }

    /// Rows: one JSON array if that is wanted, else a line for each.
    pub fn rows<V: Serialize>(&mut self, rows: &[(V, String)]) {
        if self.json {
            self.json(&rows.iter().map(|(value, _)| value).collect::<Vec<_>>());
        } else {
            for (_, line) in rows {
                self.line(line);
            }
        }
    }

    /// What a change did: as JSON if wanted; to people silence tells that it is done.
    pub fn done(&mut self, value: &impl Serialize) {
        if self.json {
            self.json(value);
        }
    }

    /// JSON if wanted, else the line.
    pub fn both(&mut self, value: &impl Serialize, line: &str) {
        if self.json { self.json(value) } else { self.line(line) }
    }
}

/// Runs the command line of the process.
#[must_use]
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let wants_json = std::env::args_os().any(|one| one == "--json");
            if error.use_stderr() && wants_json {
                let text = error.to_string();
                // Without the usage and the hints that follow.
                let what = text.split("\n\n").next().unwrap_or_default();
                let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
                let what = what.trim_start_matches("error: ");
                Out { json: true }.json(&serde_json::json!({"error": what}));
            }
            error.exit()
        }
    };
    let mut out = Out { json: args.json };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(run(args, &mut out)),
        Err(error) => Err(CliError::environment(error)),
    };
    let exit = ended.unwrap_or_else(|error| {
        if out.json {
            out.json(&serde_json::json!({"error": error.to_string()}));
        }
        out.note(&format!("samflyt: {error}"));
        error.exit()
    });
    ExitCode::from(exit as u8)
}

/// The variables whose names begin so; one that is no text is refused.
fn environment(prefix: &str) -> Result<Vec<(String, String)>, CliError> {
    std::env::vars_os()
        .filter(|(name, _)| name.as_encoded_bytes().starts_with(prefix.as_bytes()))
        .map(|(name, value)| {
            let shown = name.display().to_string();
            match (name.into_string(), value.into_string()) {
                (Ok(name), Ok(value)) => Ok((name, value)),
                _ => Err(CliError::environment(format!("the variable {shown} is not UTF-8"))),
            }
        })
        .collect()
}

async fn run(args: Args, out: &mut Out) -> Result<Exit, CliError> {
    let mut env = environment("SAMFLYT_")?;
    if let Some(data) = &args.data {
        env.retain(|(name, _)| name != "SAMFLYT_DATA");
        env.push(("SAMFLYT_DATA".to_owned(), data.display().to_string()));
    }
    let config = Config::load(args.config.as_deref(), env.into_iter())?;
    trace::start(&config)?;
    match args.command {
        Command::Demo(demo) => demo::run(demo, config, out).await,
        Command::Serve => serve::run(config, out).await,
        Command::Doctor(doctor) => doctor::run(doctor, &config, out).await,
        Command::Policy(policy) => policy::run(&policy, &config, out),
        Command::Audit(audit) => audit::run(audit, &config, out).await,
        Command::Agency(agency) => agency::run(agency, &config, out).await,
        Command::Person(person) => person::run(person, &config, out).await,
        Command::Child(child) => child::run(child, &config, out).await,
        Command::Shield(shield) => shield::run(shield, &config, out).await,
        Command::Membership(membership) => membership::run(membership, &config, out).await,
        Command::Key(key) => key::run(key, &config, out).await,
        Command::Vault(vault) => vault::run(vault, &config, out).await,
        Command::Openapi => Ok(openapi::run(out)),
    }
}
