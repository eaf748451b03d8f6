//! What somebody should look at: rules over the log, for auditors within their reach.
//!
//! Nothing is stored: flags follow from the log, and what became of one is its case.

mod rules;
mod surnames;

pub use rules::{
    BULK, CHURN, CHURN_DAYS, FOLLOW_UP_HOURS, MANY_CHILDREN, MANY_MINUTES, NIGHT_FROM, NIGHT_UNTIL,
    REFUSALS, Rule, USUAL_PERCENT,
};

use super::App;
use super::audit::reach;
use super::error::Error;
use super::names::Names;
use crate::domain::case::CaseState;
use crate::domain::time::{DAY_MICROS, SECOND_MICROS};
use crate::domain::{AgencyId, CaseId, PersonId, Timestamp};
use crate::identity::Actor;
use crate::store::log::DEFAULT_LOG;
use crate::store::search::{self, Filter};
use crate::store::{Conn, audit_cases};
use rules::{Found, Raised, Rules};
use surnames::Surnames;

/// Lines of the log that are read together.
const PAGE: i64 = 5000;
const HOUR_MICROS: i64 = 3600 * SECOND_MICROS;
/// So many days before the first that counts tell what is usual.
const BEFORE: i64 = 30;
/// Flags that are shown.
const SHOWN: usize = 100;
/// What the rules look at.
const KINDS: &[&str] =
    &["opened", "refused", "consent-revoked", "emergency-opened", "case-looked-at", "case-closed"];

/// Something to look at, with the names that belong to it.
#[derive(Debug, Clone)]
pub struct Flag {
    /// By which rule.
    pub rule: Rule,
    /// Who did it; without a name where it is one of a family.
    pub person: Option<(PersonId, Option<String>)>,
    /// Name of the unit.
    pub unit: Option<String>,
    /// The newest instant that it rests on.
    pub time: Timestamp,
    /// Lines that it rests on, oldest first: some of the newest.
    pub entries: Vec<i64>,
    /// How many there are.
    pub many: usize,
    /// The line that a case about it is about, and the case, if there is one.
    pub about: i64,
    /// That case.
    pub case: Option<(CaseId, CaseState)>,
}

/// How often a rule has raised a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Which rule.
    pub rule: Rule,
    /// How often.
    pub flags: usize,
}

/// What the rules say of a stretch of time.
#[derive(Debug, Clone)]
pub struct Flags {
    /// Newest first; at most 100.
    pub flags: Vec<Flag>,
    /// Every rule, and how common its flags are.
    pub rates: Vec<Rate>,
    /// Openings by people of agencies.
    pub openings: u64,
    /// Of these, flagged by some rule.
    pub flagged: u64,
    /// The entry that tells that this was looked at.
    pub index: i64,
}

/// The flags of the last `days` days within the reach of `actor`: only those of `rule`,
/// where one is named. What the auditor did is left out: nobody looks into the own
/// doings.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn list(app: &App, actor: &Actor, days: i64, rule: Option<Rule>) -> Result<Flags, Error> {
    let now = app.clock.now();
    let first = now.plus_micros(-days.saturating_mul(DAY_MICROS));
    let filter = Filter {
        from: Some(first.plus_micros(-BEFORE * DAY_MICROS)),
        kinds: KINDS.to_vec(),
        ..Filter::default()
    };
    let reach = reach(app, actor, None, filter).await?;
    let index = reach.index;
    let looked = look(app, actor.person(), reach.filter, (first, now), rule).await;
    let (flags, rates, (openings, flagged)) = looked.map_err(|error| error.recorded(index))?;
    Ok(Flags { flags, rates, openings, flagged, index })
}

type Looked = (Vec<Flag>, Vec<Rate>, (u64, u64));

async fn look(
    app: &App,
    viewer: PersonId,
    mut filter: Filter,
    (first, now): (Timestamp, Timestamp),
    only: Option<Rule>,
) -> Result<Looked, Error> {
    let mut conn = app.db.read().await?;
    let lying = lying(&mut conn, &filter, first).await?;
    let mut surnames = Surnames::new(app);
    let mut rules = Rules::new(first, Some(viewer.0));
    loop {
        let page = search::glances(&mut conn, DEFAULT_LOG, &filter, PAGE).await?;
        let Some(last) = page.last() else { break };
        filter.above = Some(last.idx.saturating_add(1));
        for one in &page {
            rules.see(one);
            if one.time >= first.as_micros() && surnames.agree(&mut conn, one).await? {
                rules.namesake(one);
            }
        }
        // A year is a long way; others want to be served too.
        tokio::task::yield_now().await;
    }
    let mut found = rules.finish(now);
    found.raised.extend(lying.into_iter().filter(|one| one.actor != Some(viewer.0)));
    found.sort();
    without_known(&mut conn, &mut found, &filter).await?;
    let (openings, flagged, raised) = (found.openings, found.flagged(), found.raised);
    let rates = Rule::ALL.iter().map(|rule| Rate {
        rule: *rule,
        flags: raised.iter().filter(|one| one.rule == *rule).count(),
    });
    let rates = rates.collect();
    let shown = raised.iter().filter(|one| only.is_none_or(|rule| one.rule == rule)).take(SHOWN);
    let mut names = Names::new(app);
    let mut flags = Vec::new();
    for one in shown {
        flags.push(named(&mut conn, &mut names, one).await?);
    }
    Ok((flags, rates, (openings, flagged)))
}

/// Of those who seem to have opened something for the first time, some did so long ago.
async fn without_known(conn: &mut Conn, found: &mut Found, filter: &Filter) -> Result<(), Error> {
    let mut at = 0;
    while let Some(one) = found.raised.get(at) {
        if one.rule == Rule::FirstOpening {
            let before = Filter {
                person: one.actor.map(PersonId),
                kind: Some("opened".to_owned()),
                below: one.entries.front().copied(),
                // Of what was opened elsewhere an agency learns nothing, not even that.
                agencies: filter.agencies.clone(),
                but_family_of: filter.but_family_of,
                ..Filter::default()
            };
            if search::count(conn, DEFAULT_LOG, &before, 1).await? > 0 {
                found.drop_one(at);
                continue;
            }
        }
        at += 1;
    }
    Ok(())
}

/// Emergencies from before `first` that nobody has looked into in time and that are not
/// closed: however old, they wait for somebody.
async fn lying(conn: &mut Conn, filter: &Filter, first: Timestamp) -> Result<Vec<Raised>, Error> {
    let filter = Filter {
        from: None,
        to: Some(first),
        kinds: vec!["emergency-opened"],
        left_lying: Some(FOLLOW_UP_HOURS * HOUR_MICROS),
        ..filter.clone()
    };
    let found = search::glances(conn, DEFAULT_LOG, &filter, PAGE).await?;
    Ok(found.iter().map(|one| rules::raised(Rule::Emergency, one)).collect())
}

async fn named(conn: &mut Conn, names: &mut Names<'_>, one: &Raised) -> Result<Flag, Error> {
    let person = match one.actor.map(PersonId) {
        Some(id) if one.by_family => Some((id, None)),
        Some(id) => Some((id, Some(names.person(conn, id).await?))),
        None => None,
    };
    let unit = match one.unit.map(AgencyId) {
        Some(id) => Some(names.unit(conn, id).await?),
        None => None,
    };
    let entries: Vec<i64> = one.entries.iter().copied().collect();
    Ok(Flag {
        rule: one.rule,
        person,
        unit,
        time: Timestamp::from_micros(one.time),
        many: one.many,
        about: one.first,
        case: audit_cases::find_about(conn, one.first, &entries).await?,
        entries,
    })
}
