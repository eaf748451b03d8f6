//! `samflyt membership add | list | confirm | suspend | end`

use super::{CliError, Exit, Out};
use crate::config::Config;
use crate::domain::agency::MembershipState;
use crate::domain::{AgencyId, MembershipId, PersonId};
use crate::flows::App;
use crate::flows::names::Names;
use crate::flows::people;
use crate::start::{self, Mode};
use clap::{Args, Subcommand};

/// `samflyt membership`
#[derive(Debug, Args)]
pub(super) struct MembershipArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Gives a person a place in a unit: invited, until it is confirmed.
    Add {
        /// Person id.
        person: PersonId,
        /// Unit id.
        unit: AgencyId,
        /// Role there.
        #[arg(long, default_value = "member")]
        role: String,
        /// Confirmed at once.
        #[arg(long)]
        confirmed: bool,
    },
    /// Lists the members of a unit.
    List {
        /// Unit id.
        unit: AgencyId,
    },
    /// Confirms a membership.
    Confirm {
        /// Membership id.
        id: MembershipId,
    },
    /// Suspends a membership.
    Suspend {
        /// Membership id.
        id: MembershipId,
    },
    /// Ends a membership.
    End {
        /// Membership id.
        id: MembershipId,
    },
}

pub(super) async fn run(
    args: MembershipArgs,
    config: &Config,
    out: &mut Out,
) -> Result<Exit, CliError> {
    let app = start::start(config, Mode::Tool).await?;
    match args.what {
        What::Add { person, unit, role, confirmed } => {
            if role.is_empty() || role.chars().count() > 60 || role.chars().any(char::is_control) {
                return Err(CliError::usage("role: 1 to 60 characters"));
            }
            let state =
                if confirmed { MembershipState::Confirmed } else { MembershipState::Invited };
            let from = app.clock().now();
            let id = people::add_membership(&app, person, unit, role, state, (from, None)).await?;
            out.both(&serde_json::json!({"id": id}), &id.to_string());
        }
        What::List { unit } => {
            let mut conn = app.db().read().await.map_err(CliError::environment)?;
            let members = crate::store::people::list_members(&mut conn, unit)
                .await
                .map_err(CliError::environment)?;
            let mut names = Names::new(&app);
            let mut rows = Vec::with_capacity(members.len());
            for member in members {
                let name = names.person(&mut conn, member.person).await?;
                rows.push((
                    serde_json::json!({"id": member.id, "person": member.person, "name": name,
                        "role": member.role, "state": member.state.code()}),
                    format!("{}  {:10} {name}, {}", member.id, member.state.code(), member.role),
                ));
            }
            out.rows(&rows);
        }
        What::Confirm { id } => set(&app, id, MembershipState::Confirmed, out).await?,
        What::Suspend { id } => set(&app, id, MembershipState::Suspended, out).await?,
        What::End { id } => set(&app, id, MembershipState::Ended, out).await?,
    }
    app.stop(std::time::Duration::from_secs(5)).await;
    Ok(Exit::Ok)
}

async fn set(
    app: &App,
    id: MembershipId,
    state: MembershipState,
    out: &mut Out,
) -> Result<(), CliError> {
    people::set_membership(app, id, state).await?;
    out.done(&serde_json::json!({"id": id, "state": state.code()}));
    Ok(())
}
