//! `samflyt audit cases`

use super::super::{CliError, Exit, Out};
use crate::config::Config;
use crate::domain::case::CaseState;
use crate::flows::names::Names;
use crate::start::{self, Mode};
use crate::store::audit_cases::{self, After};
use serde_json::json;

/// Cases that are read together.
const AT_ONCE: i64 = 500;

#[derive(Debug, clap::Args)]
pub(super) struct CasesArgs {
    /// Only those in this state: new, looked-at or closed.
    #[arg(long, value_name = "STATE", value_parser = state)]
    state: Option<CaseState>,
}

fn state(code: &str) -> Result<CaseState, &'static str> {
    CaseState::from_code(code).ok_or("the states are new, looked-at and closed")
}

/// Lists the cases, newest first: what waits for whom. No words, no findings.
pub(super) async fn run(args: CasesArgs, config: &Config, out: &mut Out) -> Result<Exit, CliError> {
    let app = start::start(config, Mode::Tool).await?;
    let mut conn = app.db().read().await.map_err(CliError::environment)?;
    let mut names = Names::new(&app);
    let (mut rows, mut after) = (Vec::new(), After::start());
    loop {
        let page = audit_cases::list(&mut conn, args.state, after, AT_ONCE)
            .await
            .map_err(CliError::environment)?;
        let Some(last) = page.last() else { break };
        after = After { created: last.created, id: last.id };
        for case in page {
            let unit = match case.unit {
                Some(unit) => names.unit(&mut conn, unit).await?,
                None => String::new(),
            };
            let (kind, stands) = (case.kind.code(), case.state.code());
            let created = case.created.to_string();
            rows.push((
                json!({"id": case.id, "kind": kind, "state": stands, "created": created,
                    "entry": case.entry, "unit": unit}),
                format!("{}  {stands:9}  {created}  {kind}, entry {}, {unit}", case.id, case.entry),
            ));
        }
    }
    drop(conn);
    out.rows(&rows);
    app.stop(std::time::Duration::from_secs(5)).await;
    Ok(Exit::Ok)
}
