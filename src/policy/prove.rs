//! Proofs: that the policies never allow what an invariant forbids, and that
//! no policy can err, for every request and every set of entities that the
//! schema can express.
//!
//! The policies are translated into logic by `cedar-policy-symcc` and decided
//! by the `cvc5` executable (found on the path, or named by `CVC5`), one
//! request environment (principal type, action, resource type) at a time. An
//! invariant is put as the set *permit everything, forbid this*: it holds when
//! whatever the policies allow, that set allows. A policy that erred would be
//! passed over, in the policies and in the invariants alike, so both are shown
//! never to err. And what can never match says nothing, though it holds: of each
//! it is shown that it can.
//!
//! The invariants that come with the program are always proved; those of a folder
//! come on top.

use super::check::{Report, invariants_in};
use super::engine::{Policies, embedded_invariants};
use cedar_policy::{EvalResult, Policy, PolicyId, PolicySet, RequestEnv};
use cedar_policy_symcc::solver::LocalSolver;
use cedar_policy_symcc::{CedarSymCompiler, CompiledPolicy, CompiledPolicySet, Env};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Display;

/// Milliseconds that the solver may think about one environment.
const LIMIT: &str = "--tlimit-per=60000";

type Prover = CedarSymCompiler<LocalSolver>;
type Outcome = Result<Option<Env>, String>;

/// Proves every invariant and that nothing errs. Blocks for some seconds; a
/// solver that cannot be started is a finding. May be called from anywhere: it
/// runs on a thread of its own.
#[must_use]
pub fn prove(policies: &Policies) -> Report {
    prove_some(policies, &|_| true)
}

/// Proves what has to do with the wanted ids.
fn prove_some(policies: &Policies, wanted: &(dyn Fn(&str) -> bool + Sync)) -> Report {
    let run = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| error.to_string())?;
        runtime.block_on(prove_each(policies, wanted))
    };
    let ended = std::thread::scope(|scope| scope.spawn(run).join());
    match ended {
        Ok(Ok(report)) => report,
        Ok(Err(what)) => failed(what),
        Err(_) => failed("the proof broke off"),
    }
}

fn failed(what: impl Display) -> Report {
    let mut report = Report::default();
    report.find("", what);
    report
}

async fn prove_each(
    policies: &Policies,
    wanted: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Report, String> {
    let built_in = invariants_in(policies, &embedded_invariants()).map_err(text)?;
    let own = own_invariants(policies, &built_in)?;
    let mut invariants = named(&built_in, "", wanted);
    invariants.extend(named(&own, " of the folder", wanted));
    let all = named(&policies.set, "", wanted).into_iter().chain(invariants.clone());
    let mut report = Report::default();
    let mut prover = start()?;
    let mut statements = 0;
    for (name, policy) in all {
        let environments = environments(policies, policy);
        let mut tally = Tally::default();
        for environment in &environments {
            let outcome = errs(&mut prover, policies, policy, environment).await;
            tally.take(environment, outcome, &mut prover)?;
        }
        statements += tally.proved;
        tally.report(&name, "never errs", "can err", &mut report);
        statements += 1;
        match can_match(&mut prover, policies, policy, &environments).await {
            Ok(true) => report.holds(format!("{name}: can match")),
            Ok(false) => report.find(&name, "matches no request at all: it says nothing"),
            Err(error) => {
                report.find(&name, format!("undecided whether it can match: {error}"));
                prover = start()?;
            }
        }
    }
    let mut compiled = BTreeMap::new();
    for (name, invariant) in &invariants {
        let environments = environments(policies, invariant);
        let bounds = everything_but(invariant)?;
        let mut tally = Tally::default();
        for environment in &environments {
            let outcome = exceeds(&mut prover, policies, &mut compiled, &bounds, environment).await;
            tally.take(environment, outcome, &mut prover)?;
        }
        statements += tally.proved;
        tally.report(name, "holds", "does not hold", &mut report);
    }
    report.holds(format!(
        "policy set {}: {} policies, {} invariants of the program, {} of the folder; {statements} \
         statements proved",
        hex::encode(policies.hash()),
        policies.set.policies().count(),
        built_in.policies().count(),
        own.policies().count(),
    ));
    Ok(report)
}

/// The invariants of the folder that are not the program's word for word.
fn own_invariants(policies: &Policies, built_in: &PolicySet) -> Result<PolicySet, String> {
    let own = invariants_in(policies, &policies.invariants).map_err(text)?;
    let known = |policy: &Policy| {
        built_in.policy(policy.id()).is_some_and(|other| other.to_string() == policy.to_string())
    };
    PolicySet::from_policies(own.policies().filter(|policy| !known(policy)).cloned()).map_err(text)
}

/// Can the policy match in one of these environments?
async fn can_match(
    prover: &mut Prover,
    policies: &Policies,
    policy: &Policy,
    environments: &[RequestEnv],
) -> Result<bool, String> {
    for environment in environments {
        let policy =
            CompiledPolicy::compile(policy, environment, &policies.schema).map_err(text)?;
        if !prover.check_never_matches_opt(&policy).await.map_err(text)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The wanted policies of a set in the order of their ids, with their names.
fn named<'a>(
    set: &'a PolicySet,
    whose: &str,
    wanted: &dyn Fn(&str) -> bool,
) -> Vec<(String, &'a Policy)> {
    let policies = in_order(set, wanted).into_iter();
    policies.map(|policy| (format!("{}{whose}", policy.id()), policy)).collect()
}

fn start() -> Result<Prover, String> {
    let solver = LocalSolver::cvc5_with_args([LIMIT])
        .map_err(|error| format!("the cvc5 executable cannot be started: {error}"))?;
    CedarSymCompiler::new(solver).map_err(|error| error.to_string())
}

fn in_order<'a>(set: &'a PolicySet, wanted: &dyn Fn(&str) -> bool) -> Vec<&'a Policy> {
    let mut policies: Vec<_> =
        set.policies().filter(|policy| wanted(policy.id().as_ref())).collect();
    policies.sort_by(|one, other| one.id().cmp(other.id()));
    policies
}

/// The request environments that a policy speaks of.
fn environments(policies: &Policies, policy: &Policy) -> Vec<RequestEnv> {
    let mut environments: Vec<_> = policy.get_valid_request_envs(&policies.schema).collect();
    environments.sort_by_key(name);
    environments
}

fn name(environment: &RequestEnv) -> String {
    format!(
        "{} asks to {} a {}",
        environment.principal(),
        environment.action().id().unescaped(),
        environment.resource()
    )
}

/// Permit everything, forbid this.
fn everything_but(invariant: &Policy) -> Result<PolicySet, String> {
    let everything =
        Policy::parse(Some(PolicyId::new("everything")), "permit (principal, action, resource);")
            .map_err(|error| error.to_string())?;
    PolicySet::from_policies([everything, invariant.clone()]).map_err(|error| error.to_string())
}

async fn errs(
    prover: &mut Prover,
    policies: &Policies,
    policy: &Policy,
    environment: &RequestEnv,
) -> Outcome {
    let policy = CompiledPolicy::compile(policy, environment, &policies.schema).map_err(text)?;
    prover.check_never_errors_with_counterexample_opt(&policy).await.map_err(text)
}

async fn exceeds(
    prover: &mut Prover,
    policies: &Policies,
    compiled: &mut BTreeMap<String, CompiledPolicySet>,
    bounds: &PolicySet,
    environment: &RequestEnv,
) -> Outcome {
    let compile =
        |set| CompiledPolicySet::compile(set, environment, &policies.schema).map_err(text);
    let bounds = compile(bounds)?;
    let allowed = match compiled.entry(name(environment)) {
        Entry::Occupied(allowed) => allowed.into_mut(),
        Entry::Vacant(place) => place.insert(compile(&policies.set)?),
    };
    prover.check_implies_with_counterexample_opt(allowed, &bounds).await.map_err(text)
}

fn text(error: impl Display) -> String {
    error.to_string()
}

/// A counterexample for people: who asks for what, under which circumstances,
/// and every entity about which something is said.
fn readable(example: &Env) -> String {
    let Env { request, entities } = example;
    let mut lines = Vec::new();
    let parts = [
        ("principal", request.principal()),
        ("action", request.action()),
        ("resource", request.resource()),
    ];
    for (part, name) in parts {
        lines.extend(name.map(|name| format!("{part}: {name}")));
    }
    lines.push("context:".to_owned());
    for (name, _) in request.context().cloned().into_iter().flatten() {
        match request.context().and_then(|context| context.get(&name)) {
            Some(EvalResult::Record(record)) => {
                lines.push(format!("  {name}:"));
                lines.extend(record.iter().map(|(name, value)| format!("    {name}: {value}")));
            }
            Some(value) => lines.push(format!("  {name}: {value}")),
            None => {}
        }
    }
    lines.push("entities:".to_owned());
    let mut all: Vec<_> = entities.iter().collect();
    all.sort_by_key(|entity| entity.uid().to_string());
    for entity in all {
        let uid = entity.uid();
        let above: Vec<_> =
            entities.ancestors(&uid).into_iter().flatten().map(ToString::to_string).collect();
        let attributes: Vec<_> =
            entity.attrs().filter_map(|(name, value)| Some((name, value.ok()?))).collect();
        if above.is_empty() && attributes.is_empty() {
            continue;
        }
        let above =
            if above.is_empty() { String::new() } else { format!(" in {}", above.join(", ")) };
        lines.push(format!("  {uid}{above}"));
        lines.extend(attributes.iter().map(|(name, value)| format!("    {name}: {value}")));
    }
    lines.join("\n")
}

/// What was found about one policy or invariant.
#[derive(Default)]
struct Tally {
    proved: usize,
    /// Where it fails first, and how.
    first: Option<(String, Env)>,
    more: usize,
    undecided: Vec<String>,
}

impl Tally {
    fn take(
        &mut self,
        environment: &RequestEnv,
        outcome: Outcome,
        prover: &mut Prover,
    ) -> Result<(), String> {
        match outcome {
            Ok(None) => self.proved += 1,
            Ok(Some(_)) if self.first.is_some() => self.more += 1,
            Ok(Some(example)) => self.first = Some((name(environment), example)),
            Err(error) => {
                self.undecided.push(format!("undecided when {}: {error}", name(environment)));
                // A solver that has given up may not answer any more.
                *prover = start()?;
            }
        }
        Ok(())
    }

    fn report(self, name: &str, good: &str, bad: &str, report: &mut Report) {
        for what in &self.undecided {
            report.find(name, what);
        }
        if let Some((environment, example)) = &self.first {
            let more = match self.more {
                0 => String::new(),
                more => format!(" (and in {more} more)"),
            };
            report.find(name, format!("{bad} when {environment}{more}:\n{}", readable(example)));
        } else if self.undecided.is_empty() {
            report.holds(format!("{name}: {good}; environments proved: {}", self.proved));
        }
    }
}

#[cfg(test)]
mod tests;
