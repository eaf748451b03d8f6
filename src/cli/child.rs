//! `samflyt child add | list | guardian | end-guardian`

use super::{CliError, Exit, Out, person};
use crate::config::Config;
use crate::domain::text::PersonName;
use crate::domain::time::Day;
use crate::domain::{ChildId, PersonId};
use crate::flows::people;
use crate::start::{self, Mode};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `samflyt child`
#[derive(Debug, Args)]
pub(super) struct ChildArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Makes a folder for a child.
    Add {
        /// Name.
        #[arg(long)]
        name: String,
        /// Birth date, YYYY-MM-DD.
        #[arg(long)]
        born: String,
        /// File that holds the person number alone; `-` is standard input.
        #[arg(long, value_name = "FILE")]
        number_file: Option<PathBuf>,
        /// Person id of the child's own login.
        #[arg(long)]
        person: Option<PersonId>,
    },
    /// Lists children by id and birth date; names stay in the families' view.
    List,
    /// Registers a verified guardianship, from now on.
    Guardian {
        /// Child id.
        child: ChildId,
        /// Person id.
        person: PersonId,
        /// parental-responsibility, daily-authority, appointed, child-welfare-care or power-of-attorney.
        #[arg(long, default_value = "parental-responsibility")]
        kind: String,
        /// Person id of the operator who verified it.
        #[arg(long)]
        verified_by: Option<PersonId>,
    },
    /// Ends a guardianship now.
    EndGuardian {
        /// Child id.
        child: ChildId,
        /// Person id.
        person: PersonId,
    },
}

const KINDS: [&str; 5] = [
    "parental-responsibility",
    "daily-authority",
    "appointed",
    "child-welfare-care",
    "power-of-attorney",
];

pub(super) async fn run(args: ChildArgs, config: &Config, out: &mut Out) -> Result<Exit, CliError> {
    let app = start::start(config, Mode::Tool).await?;
    match args.what {
        What::Add { name, born, number_file, person } => {
            let name = PersonName::new(&name).map_err(CliError::usage)?;
            let born: Day = born.parse().map_err(|_| CliError::usage("born: write 2017-05-31"))?;
            let number = person::number(number_file.as_deref())?;
            let id = people::add_child(&app, &name, born, number.as_ref(), person).await?;
            out.both(&serde_json::json!({"id": id}), &id.to_string());
        }
        What::List => {
            let mut after = ChildId(uuid::Uuid::nil());
            let mut found = Vec::new();
            loop {
                let mut conn = app.db().read().await.map_err(CliError::environment)?;
                let rows = crate::store::children::list(&mut conn, after, 200)
                    .await
                    .map_err(CliError::environment)?;
                let Some(last) = rows.last() else { break };
                after = last.id;
                for row in &rows {
                    let value = serde_json::json!({"id": row.id, "born": row.born});
                    found.push((value, format!("{}  born {}", row.id, row.born)));
                }
            }
            out.rows(&found);
        }
        What::Guardian { child, person, kind, verified_by } => {
            if !KINDS.contains(&kind.as_str()) {
                return Err(CliError::usage(format!("kind: one of {}", KINDS.join(", "))));
            }
            let from = app.clock().now();
            let id = people::add_guardianship(&app, child, person, kind, (from, None), verified_by)
                .await?;
            out.both(&serde_json::json!({"id": id}), &id.to_string());
        }
        What::EndGuardian { child, person } => {
            people::end_guardianship(&app, child, person).await?;
            out.done(&serde_json::json!({"child": child, "person": person, "state": "ended"}));
        }
    }
    app.stop(std::time::Duration::from_secs(5)).await;
    Ok(Exit::Ok)
}
