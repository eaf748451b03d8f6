//! `samflyt agency add | list | import | activate | deactivate | webhook`

mod webhook;

use super::{CliError, Exit, Out};
use crate::config::Config;
use crate::domain::AgencyId;
use crate::domain::agency::{Kind, Level};
use crate::flows::agencies::{self, NewAgency};
use crate::start::{self, Mode};
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// `samflyt agency`
#[derive(Debug, Args)]
pub(super) struct AgencyArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Adds a body.
    Add {
        /// organisation, sub-organisation or unit.
        #[arg(long)]
        level: String,
        /// hospital, health-municipal, welfare, education, statped, child-psychiatry, child-welfare or other.
        #[arg(long)]
        kind: String,
        /// Public name.
        #[arg(long)]
        name: String,
        /// Organisation number.
        #[arg(long)]
        orgnr: Option<String>,
        /// Id of the body above.
        #[arg(long)]
        parent: Option<AgencyId>,
    },
    /// Lists the directory.
    List {
        /// Part of a name, or a number.
        #[arg(default_value = "")]
        query: String,
    },
    /// Adds the bodies of a JSON file, all or none: a list of {ref?, parent?, level, kind, name, orgnr?}.
    Import {
        /// The file; `parent` names another entry's `ref`, or an id.
        file: PathBuf,
    },
    /// Lets a body take part again.
    Activate {
        /// Id.
        id: AgencyId,
    },
    /// Shuts a body out: its members open nothing any more.
    Deactivate {
        /// Id.
        id: AgencyId,
    },
    /// Programs of units that are told of notices.
    #[command(subcommand)]
    Webhook(webhook::WebhookWhat),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(rename = "ref")]
    name_here: Option<String>,
    parent: Option<String>,
    level: String,
    kind: String,
    name: String,
    orgnr: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    id: AgencyId,
    level: &'static str,
    kind: &'static str,
    name: String,
    orgnr: Option<String>,
    parent: Option<AgencyId>,
    active: bool,
}

impl From<crate::store::agencies::Agency> for Row {
    fn from(body: crate::store::agencies::Agency) -> Self {
        Self {
            id: body.id,
            level: body.level.code(),
            kind: body.kind.code(),
            name: body.name,
            orgnr: body.orgnr,
            parent: body.parent,
            active: body.active,
        }
    }
}

fn level_of(code: &str) -> Result<Level, CliError> {
    Level::from_code(code)
        .ok_or_else(|| CliError::usage("level: organisation, sub-organisation or unit"))
}

fn kind_of(code: &str) -> Result<Kind, CliError> {
    Kind::from_code(code).ok_or_else(|| {
        let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        CliError::usage(format!("kind: one of {}", known.join(", ")))
    })
}

/// The bodies of a file, each with the place of the one above it in the list.
fn import(entries: Vec<Entry>) -> Result<Vec<(NewAgency, Option<usize>)>, CliError> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut new = Vec::with_capacity(entries.len());
    for entry in entries {
        let place = entry.parent.as_ref().and_then(|parent| places.get(parent)).copied();
        let parent = match entry.parent {
            Some(parent) if place.is_none() => Some(parent.parse().map_err(|_| {
                CliError::usage(format!("parent: nothing above is called {parent}"))
            })?),
            _ => None,
        };
        if let Some(name) = entry.name_here {
            if places.contains_key(&name) {
                return Err(CliError::usage(format!("ref: {name} stands there twice")));
            }
            places.insert(name, new.len());
        }
        let (level, kind) = (level_of(&entry.level)?, kind_of(&entry.kind)?);
        new.push((NewAgency { parent, level, kind, orgnr: entry.orgnr, name: entry.name }, place));
    }
    if new.is_empty() {
        return Err(CliError::usage("there is no body in the file"));
    }
    Ok(new)
}

pub(super) async fn run(
    args: AgencyArgs,
    config: &Config,
    out: &mut Out,
) -> Result<Exit, CliError> {
    let app = start::start(config, Mode::Tool).await?;
    let mut exit = Exit::Ok;
    match args.what {
        What::Webhook(what) => exit = webhook::run(what, &app, out).await?,
        What::Add { level, kind, name, orgnr, parent } => {
            let new =
                NewAgency { parent, level: level_of(&level)?, kind: kind_of(&kind)?, orgnr, name };
            let row = Row::from(agencies::add(&app, new).await?);
            out.both(&row, &row.id.to_string());
        }
        What::List { query } => {
            let rows: Vec<Row> =
                agencies::list(&app, &query).await?.into_iter().map(Into::into).collect();
            let line = |row: Row| {
                let off = if row.active { "" } else { " (not active)" };
                let line = format!("{}  {:16} {}{off}", row.id, row.level, row.name);
                (row, line)
            };
            out.rows(&rows.into_iter().map(line).collect::<Vec<_>>());
        }
        What::Import { file } => {
            let text = std::fs::read_to_string(&file)
                .map_err(|error| CliError::environment(format!("{}: {error}", file.display())))?;
            let entries: Vec<Entry> = serde_json::from_str(&text)
                .map_err(|error| CliError::usage(format!("{}: {error}", file.display())))?;
            let added = agencies::add_all(&app, import(entries)?).await?;
            let line = |row: Row| {
                let line = format!("{}  {}", row.id, row.name);
                (row, line)
            };
            out.rows(&added.into_iter().map(Row::from).map(line).collect::<Vec<_>>());
        }
        What::Activate { id } => {
            agencies::set_active(&app, id, true).await?;
            out.done(&serde_json::json!({"id": id, "active": true}));
        }
        What::Deactivate { id } => {
            agencies::set_active(&app, id, false).await?;
            out.done(&serde_json::json!({"id": id, "active": false}));
        }
    }
    app.stop(std::time::Duration::from_secs(5)).await;
    Ok(exit)
}
