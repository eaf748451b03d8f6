//! `samflyt policy check | test | prove`

use super::{CliError, Exit, Out, chain};
use crate::config::Config;
use crate::policy::check::{self, Report};
use crate::policy::engine::{Policies, PolicyError};
use clap::{Args, Subcommand};

/// `samflyt policy`
#[derive(Debug, Args)]
pub(super) struct PolicyArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum What {
    /// Validates the policies strictly against their schema, and the tables.
    Check,
    /// Runs the cases of policies/tests.
    Test,
    /// Proves the invariants for every possible request (needs cvc5).
    Prove,
}

pub(super) fn run(args: &PolicyArgs, config: &Config, out: &mut Out) -> Result<Exit, CliError> {
    let folder = &config.policy.dir;
    let loaded =
        if folder.as_os_str().is_empty() { Policies::embedded() } else { Policies::load(folder) };
    let policies = match loaded {
        Ok(policies) => policies,
        Err(error @ PolicyError::Read { .. }) => return Err(CliError::environment(chain(&error))),
        Err(error) => {
            let what = error.to_string();
            out.both(
                &serde_json::json!({"holds": [], "findings": [{"about": "", "what": what}]}),
                &format!("the policies cannot be used: {error}"),
            );
            return Ok(Exit::Wrong);
        }
    };
    let report = match args.what {
        What::Check => check::check(&policies),
        What::Test => check::run_tests(&policies),
        What::Prove => prove(&policies)?,
    };
    let clean = report.is_clean();
    if out.json_wanted() {
        out.json(&report);
    } else {
        out.line(&report.to_string());
    }
    Ok(if clean { Exit::Ok } else { Exit::Wrong })
}

#[cfg(feature = "prove")]
#[expect(clippy::unnecessary_wraps, reason = "without the prover it is an error")]
fn prove(policies: &Policies) -> Result<Report, CliError> {
    Ok(crate::policy::prove::prove(policies))
}

#[cfg(not(feature = "prove"))]
fn prove(_: &Policies) -> Result<Report, CliError> {
    Err(CliError::environment(
        "this program was built without the prover: build it with `cargo build --release --features \
         prove`, and install cvc5 (Debian: apt-get install cvc5)",
    ))
}
