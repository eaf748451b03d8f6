//! `samflyt shield set | lift | list`

use super::{CliError, Exit, Out};
use crate::config::Config;
use crate::domain::text::Words;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, ShieldId};
use crate::flows::shields::{self, NewShield};
use crate::start::{self, Mode};
use crate::store::shields::{Hidden, Shield};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `samflyt shield`
#[derive(Debug, Args)]
pub(super) struct ShieldArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Hides something from one guardian, at once.
    Set {
        /// Child id.
        child: ChildId,
        /// Person id of the guardian.
        person: PersonId,
        #[command(flatten)]
        hidden: HiddenArgs,
        /// Why: a code of terms.toml.
        #[arg(long)]
        ground: String,
        /// File with the reason in words; kept sealed.
        #[arg(long, value_name = "FILE")]
        words_file: Option<PathBuf>,
        /// Person id of the operator.
        #[arg(long)]
        by: PersonId,
    },
    /// Lifts a shield.
    Lift {
        /// Shield id.
        shield: ShieldId,
        /// Person id of the operator.
        #[arg(long)]
        by: PersonId,
    },
    /// Lists the shields of a folder, lifted ones too.
    List {
        /// Child id.
        child: ChildId,
    },
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct HiddenArgs {
    /// One document.
    #[arg(long)]
    document: Option<DocumentId>,
    /// One consent, and what is done by it.
    #[arg(long)]
    consent: Option<ConsentId>,
    /// A body and all that stands under it, and whatever they have to do with.
    #[arg(long)]
    unit: Option<AgencyId>,
    /// One entry of the log, by index.
    #[arg(long)]
    entry: Option<i64>,
}

impl HiddenArgs {
    fn hidden(&self) -> Result<Hidden, CliError> {
        let all = [
            self.document.map(Hidden::Document),
            self.consent.map(Hidden::Consent),
            self.unit.map(Hidden::Unit),
            self.entry.map(Hidden::Entry),
        ];
        all.into_iter().flatten().next().ok_or_else(|| CliError::usage("say what is to be hidden"))
    }
}

pub(super) async fn run(
    args: ShieldArgs,
    config: &Config,
    out: &mut Out,
) -> Result<Exit, CliError> {
    let app = start::start(config, Mode::Tool).await?;
    match args.what {
        What::Set { child, person, hidden, ground, words_file, by } => {
            let words = words_file
                .map(|file| std::fs::read_to_string(&file).map_err(CliError::environment))
                .transpose()?;
            let words = words.map(|text| Words::new(text.trim()).map_err(CliError::usage));
            let words = words.transpose()?.filter(|words| !words.is_empty());
            let new = NewShield { child, person, hidden: hidden.hidden()?, ground, words };
            let id = shields::set(&app, by, new).await?;
            out.both(&serde_json::json!({"id": id}), &id.to_string());
        }
        What::Lift { shield, by } => {
            shields::lift(&app, by, shield).await?;
            out.done(&serde_json::json!({"id": shield, "state": "lifted"}));
        }
        What::List { child } => {
            let mut conn = app.db().read().await.map_err(CliError::environment)?;
            let rows = crate::store::shields::list(&mut conn, child)
                .await
                .map_err(CliError::environment)?;
            out.rows(&rows.iter().map(shown).collect::<Vec<_>>());
        }
    }
    app.stop(std::time::Duration::from_secs(5)).await;
    Ok(Exit::Ok)
}

fn shown(one: &Shield) -> (serde_json::Value, String) {
    let (kind, target, index) = one.hidden.parts();
    let what = target.map_or_else(|| index.unwrap_or_default().to_string(), |id| id.to_string());
    let value = serde_json::json!({
        "id": one.id,
        "person": one.person,
        "kind": kind,
        "target": what,
        "ground": one.ground,
        "set_by": one.set_by,
        "set": one.created,
        "lifted": one.lifted,
    });
    let state = if one.lifted.is_some() { "lifted" } else { "in force" };
    (value, format!("{}  {}  {kind} {what}  {}  {state}", one.id, one.person, one.ground))
}
