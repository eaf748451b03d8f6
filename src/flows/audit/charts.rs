//! What auditors look at from above: how many, when, by whom, how long.

use super::{Reach, reach};
use crate::domain::entry::Kind;
use crate::domain::time::{Day, SECOND_MICROS};
use crate::domain::{AgencyId, PersonId, Timestamp, dates};
use crate::flows::App;
use crate::flows::error::Error;
use crate::flows::names::Names;
use crate::identity::Actor;
use crate::store::log::DEFAULT_LOG;
use crate::store::search::{self, Filter, OfHour};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Bodies that get a chart of their own; the others have one together.
const BODIES: usize = 11;
/// Openings by day up to so many days, else by week.
const BY_DAY: i64 = 92;
/// Consents that were stopped of which the age is looked at.
const REVOKED_MAX: i64 = 100_000;
const HOUR: i64 = 3600 * SECOND_MICROS;

/// Upper ends of the steps of how long after being given a consent was stopped, in
/// hours: an hour, a day, a week, 30 days.
pub const REVOKED_STEPS: [i64; 4] = [1, 24, 168, 720];
/// Upper ends of the steps of how long consents still last, in days.
pub const REMAINING_STEPS: [i64; 4] = [7, 30, 90, 180];

/// Whose openings one row of numbers counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A body with this name.
    Of(String),
    /// People without a place in a body: the families.
    Families,
    /// All bodies that have no row of their own.
    Others,
}

/// Everything that is drawn.
#[derive(Debug, Clone)]
pub struct Overview {
    /// First days of the steps in time.
    pub steps: Vec<Day>,
    /// Days that one step has.
    pub step_days: i64,
    /// Openings of each body in each step.
    pub openings: Vec<(Body, Vec<i64>)>,
    /// Refusals by reason code, most first.
    pub refusals: Vec<(String, i64)>,
    /// Openings by weekday (Monday first) and hour.
    pub week: [[i64; 24]; 7],
    /// Stopped consents by how long they had been given; the last is longer than all
    /// of [`REVOKED_STEPS`].
    pub revoked: [i64; 5],
    /// Consents in force by how long they still last.
    pub remaining: [i64; 5],
    /// The entry that tells that this was looked at.
    pub index: i64,
}

/// The last `days` days, today with them, within the reach of `actor`.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn overview(app: &App, actor: &Actor, days: i64) -> Result<Overview, Error> {
    let now = app.clock.now();
    let today = now.day_in_norway();
    let first = Day::from_days(today.as_days() - days + 1).unwrap_or(today);
    let filter = Filter {
        from: Some(first.begins_in_norway()),
        // What was written just now is older than this.
        to: Some(now.plus_micros(HOUR)),
        ..Filter::default()
    };
    let reach = reach(app, actor, None, filter).await?;
    let index = reach.index;
    counted(app, (reach, actor.person()), (first, today), now)
        .await
        .map_err(|error| error.recorded(index))
}

async fn counted(
    app: &App,
    (reach, viewer): (Reach, PersonId),
    (first, today): (Day, Day),
    now: Timestamp,
) -> Result<Overview, Error> {
    let mut conn = app.db.read().await?;
    let of = |kind: Kind| Filter { kind: Some(kind.code().to_owned()), ..reach.filter.clone() };
    let by_unit = reach.own.is_some();
    let hours = search::by_hour(&mut conn, DEFAULT_LOG, &of(Kind::Opened), by_unit).await?;
    let refused = search::by_reason(&mut conn, DEFAULT_LOG, &of(Kind::Refused)).await?;
    let revoked = of(Kind::ConsentRevoked);
    let ages = search::ages_of_consents(&mut conn, DEFAULT_LOG, &revoked, REVOKED_MAX).await?;
    let units = reach.filter.agencies.as_deref();
    let ends = search::ends_of_consents(&mut conn, units, viewer, now).await?;
    let last = |end: i64| end.saturating_sub(now.as_micros()) / (24 * HOUR);
    let days = today.as_days() - first.as_days() + 1;
    let step_days = if days > BY_DAY { 7 } else { 1 };
    let steps = (0..days).step_by(usize::try_from(step_days).unwrap_or(1));
    let steps: Vec<Day> = steps.filter_map(|day| Day::from_days(first.as_days() + day)).collect();
    let mut names = Names::new(app);
    let mut openings = Vec::new();
    for (body, many) in by_body(&hours, first, step_days, steps.len()) {
        let body = match body {
            Some(Some(id)) => Body::Of(names.unit(&mut conn, AgencyId(id)).await?),
            Some(None) => Body::Families,
            None => Body::Others,
        };
        openings.push((body, many));
    }
    let refusals = refused.into_iter().map(|one| (one.reason.unwrap_or_default(), one.many));
    Ok(Overview {
        steps,
        step_days,
        openings,
        refusals: refusals.collect(),
        week: week(&hours),
        revoked: in_steps(ages.iter().map(|age| age / HOUR), &REVOKED_STEPS),
        remaining: in_steps(ends.into_iter().map(last), &REMAINING_STEPS),
        index: reach.index,
    })
}

fn begins(hour: &OfHour) -> Timestamp {
    Timestamp::from_micros(hour.hour.saturating_mul(HOUR))
}

/// Openings of each body by step, most first; the outer `None` stands for all that
/// have no row of their own.
#[expect(clippy::option_option, reason = "no row of one's own, and no body, are two things")]
fn by_body(
    hours: &[OfHour],
    first: Day,
    step_days: i64,
    steps: usize,
) -> Vec<(Option<Option<Uuid>>, Vec<i64>)> {
    let mut all: BTreeMap<Option<Uuid>, Vec<i64>> = BTreeMap::new();
    for hour in hours {
        let day = begins(hour).day_in_norway().as_days() - first.as_days();
        let step = usize::try_from(day / step_days).unwrap_or(0);
        let row = all.entry(hour.body).or_insert_with(|| vec![0; steps]);
        if let Some(many) = row.get_mut(step) {
            *many += hour.many;
        }
    }
    let mut rows: Vec<_> = all.into_iter().collect();
    rows.sort_by_key(|(_, many)| std::cmp::Reverse(many.iter().sum::<i64>()));
    let rest = rows.split_off(rows.len().min(BODIES));
    let mut rows: Vec<_> = rows.into_iter().map(|(body, many)| (Some(body), many)).collect();
    if !rest.is_empty() {
        let mut others = vec![0; steps];
        for (_, many) in rest {
            others.iter_mut().zip(many).for_each(|(sum, many)| *sum += many);
        }
        rows.push((None, others));
    }
    rows
}

fn week(hours: &[OfHour]) -> [[i64; 24]; 7] {
    let mut week = [[0; 24]; 7];
    for one in hours {
        let (hour, weekday) = dates::hour_and_weekday(begins(one));
        if let Some(many) = week.get_mut(weekday).and_then(|day| day.get_mut(hour)) {
            *many += one.many;
        }
    }
    week
}

/// How many lie in each step; the last is for what lies above all.
fn in_steps(values: impl Iterator<Item = i64>, ends: &[i64; 4]) -> [i64; 5] {
    let mut steps = [0; 5];
    for value in values {
        let at = ends.iter().position(|end| value < *end).unwrap_or(4);
        if let Some(many) = steps.get_mut(at) {
            *many += 1;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fall_into_their_steps() {
        let ages = [0, 1, 23, 24, 719, 720, 9000];
        assert_eq!(in_steps(ages.into_iter(), &REVOKED_STEPS), [1, 2, 1, 1, 2]);
        let first: Day = "2026-03-01".parse().unwrap();
        let hour = |text: &str, body, many| OfHour {
            hour: text.parse::<Timestamp>().unwrap().as_micros() / HOUR,
            body,
            many,
        };
        // Midnight has passed in Norway, not in UTC.
        let hours = [
            hour("2026-03-01T23:00:00Z", None, 3),
            hour("2026-03-01T11:00:00Z", Some(Uuid::from_u128(1)), 1),
            hour("2026-03-08T11:00:00Z", Some(Uuid::from_u128(1)), 7),
        ];
        let rows = by_body(&hours, first, 1, 8);
        assert_eq!(rows[0], (Some(Some(Uuid::from_u128(1))), vec![1, 0, 0, 0, 0, 0, 0, 7]));
        assert_eq!(rows[1], (Some(None), vec![0, 3, 0, 0, 0, 0, 0, 0]));
        assert_eq!(by_body(&hours, first, 7, 2)[0].1, [1, 7]);
        let week = week(&hours);
        assert_eq!((week[0][0], week[6][12]), (3, 8));
        // Of many bodies some share a row.
        let many = (1..=20).map(|n| OfHour {
            hour: hours[0].hour,
            body: Some(Uuid::from_u128(n)),
            many: 2,
        });
        let rows = by_body(&many.collect::<Vec<_>>(), first, 1, 2);
        assert_eq!((rows.len(), rows[11].clone()), (12, (None, vec![0, 18])));
    }
}
