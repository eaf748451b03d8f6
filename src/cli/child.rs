//! `samflyt child add | list | guardian | confirm-guardian | review-guardian |
//! end-guardian | guardians`

use super::{CliError, Exit, Out, person};
use crate::config::Config;
use crate::domain::text::PersonName;
use crate::domain::time::Day;
use crate::domain::{ChildId, GuardianshipId, PersonId, Timestamp};
use crate::flows::guardianships::{self, NewGuardianship};
use crate::flows::people;
use crate::start::{self, Mode};
use crate::store::people::Guardianship;
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
    /// Enters a guardianship; another operator confirms it before it counts.
    Guardian {
        /// Child id.
        child: ChildId,
        /// Person id.
        person: PersonId,
        /// Kind code from guardianships.toml.
        #[arg(long, default_value = "parental-responsibility")]
        kind: String,
        /// What was seen; which codes fit a kind stands in guardianships.toml.
        #[arg(long)]
        evidence: String,
        /// In force from (RFC 3339); now if left out.
        #[arg(long)]
        from: Option<Timestamp>,
        /// In force until (RFC 3339); without end if left out.
        #[arg(long)]
        until: Option<Timestamp>,
        /// Person id of the operator who enters it.
        #[arg(long)]
        by: PersonId,
    },
    /// Confirms a guardianship that another operator has entered.
    ConfirmGuardian {
        /// Guardianship id.
        guardianship: GuardianshipId,
        /// Person id of the operator who confirms it.
        #[arg(long)]
        by: PersonId,
    },
    /// Notes that a guardianship was looked at again and still holds.
    ReviewGuardian {
        /// Guardianship id.
        guardianship: GuardianshipId,
        /// Person id of the operator who looked.
        #[arg(long)]
        by: PersonId,
    },
    /// Ends a guardianship now, and freezes the consents that it alone carried.
    EndGuardian {
        /// Guardianship id.
        guardianship: GuardianshipId,
        /// Person id of the operator who ends it.
        #[arg(long)]
        by: PersonId,
    },
    /// Lists the guardianships over a child.
    Guardians {
        /// Child id.
        child: ChildId,
    },
}

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
        What::Guardian { child, person, kind, evidence, from, until, by } => {
            let from = from.unwrap_or_else(|| app.clock().now());
            let new = NewGuardianship { child, person, kind, evidence, from, until };
            let id = guardianships::enter(&app, by, new).await?;
            out.both(&serde_json::json!({"id": id, "state": "entered"}), &id.to_string());
        }
        What::ConfirmGuardian { guardianship, by } => {
            guardianships::confirm(&app, by, guardianship).await?;
            out.done(&serde_json::json!({"id": guardianship, "state": "confirmed"}));
        }
        What::ReviewGuardian { guardianship, by } => {
            guardianships::review(&app, by, guardianship).await?;
            out.done(&serde_json::json!({"id": guardianship, "state": "reviewed"}));
        }
        What::EndGuardian { guardianship, by } => {
            let frozen = guardianships::end(&app, by, guardianship).await?;
            out.done(&serde_json::json!({
                "id": guardianship,
                "state": "ended",
                "consents_frozen": frozen
            }));
        }
        What::Guardians { child } => {
            let mut conn = app.db().read().await.map_err(CliError::environment)?;
            let rows = crate::store::people::list_guardianships_of_child(&mut conn, child)
                .await
                .map_err(CliError::environment)?;
            let shown: Vec<_> = rows.iter().map(shown).collect();
            out.rows(&shown);
        }
    }
    app.stop(std::time::Duration::from_secs(5)).await;
    Ok(Exit::Ok)
}

fn shown(one: &Guardianship) -> (serde_json::Value, String) {
    let value = serde_json::json!({
        "id": one.id,
        "person": one.person,
        "kind": one.kind,
        "evidence": one.evidence,
        "entered_by": one.entered_by,
        "confirmed": one.verified,
        "from": one.from,
        "until": one.until,
        "review_by": one.review_by,
    });
    let confirmed = if one.verified.is_some() { "confirmed" } else { "not confirmed" };
    let until = one.until.map_or_else(String::new, |until| format!(" until {until}"));
    (value, format!("{}  {}  {}  {confirmed}{until}", one.id, one.person, one.kind))
}
