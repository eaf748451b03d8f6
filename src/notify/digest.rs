//! When the day's mail goes out: at one hour of Norwegian time.

use crate::domain::Timestamp;
use crate::domain::time::{DAY_MICROS, Day, SECOND_MICROS};

const HOUR_MICROS: i64 = 3600 * SECOND_MICROS;

/// How far Norwegian time is ahead of UTC: two hours from the last Sunday of
/// March, 01:00 UTC, to the last Sunday of October, 01:00 UTC (Directive
/// 2000/84/EC, articles 2 and 3), else one.
#[must_use]
pub fn ahead_micros(at: Timestamp) -> i64 {
    let (year, ..) = at.day().parts();
    let turn = |month| last_sunday(year, month) * DAY_MICROS + HOUR_MICROS;
    let summer = (turn(3)..turn(10)).contains(&at.as_micros());
    if summer { 2 * HOUR_MICROS } else { HOUR_MICROS }
}

/// The last Sunday of a month with 31 days, in days since 1970.
fn last_sunday(year: i32, month: u8) -> i64 {
    let last = Day::new(year, month, 31).map_or(0, Day::as_days);
    // 1 January 1970 was a Thursday: day 3 was a Sunday.
    last - (last - 3).rem_euclid(7)
}

/// The last time, not after `now`, at which it was this hour in Norway.
#[must_use]
pub fn last_time(now: Timestamp, hour: u8) -> Timestamp {
    let hour = i64::from(hour.min(23)) * HOUR_MICROS;
    let local = now.as_micros().saturating_add(ahead_micros(now));
    let today = local - local.rem_euclid(DAY_MICROS);
    let at = [today, today - DAY_MICROS]
        .into_iter()
        .map(|day| {
            let naive = day + hour;
            // The hour that there is twice is meant the first time; the one that
            // there is not at all comes an hour later.
            let guess = Timestamp::from_micros(naive - 2 * HOUR_MICROS);
            Timestamp::from_micros(naive - ahead_micros(guess))
        })
        .find(|at| *at <= now);
    at.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn norwegian_time_turns_on_two_sundays() {
        for (text, hours) in [
            ("2026-01-15T12:00:00Z", 1),
            ("2026-03-29T00:59:59Z", 1),
            ("2026-03-29T01:00:00Z", 2),
            ("2026-07-01T12:00:00Z", 2),
            ("2026-10-25T00:59:59Z", 2),
            ("2026-10-25T01:00:00Z", 1),
            ("2027-03-28T01:00:00Z", 2),
            ("2027-10-31T00:59:59Z", 2),
            ("2027-10-31T01:00:00Z", 1),
        ] {
            assert_eq!(ahead_micros(at(text)), hours * HOUR_MICROS, "{text}");
        }
    }

    #[test]
    fn the_last_time_of_an_hour_is_found() {
        for (now, hour, last) in [
            ("2026-06-01T12:00:00Z", 16, "2026-05-31T14:00:00Z"),
            ("2026-06-01T13:59:59Z", 16, "2026-05-31T14:00:00Z"),
            ("2026-06-01T14:00:00Z", 16, "2026-06-01T14:00:00Z"),
            ("2026-12-01T14:59:59Z", 16, "2026-11-30T15:00:00Z"),
            ("2026-12-01T15:00:00Z", 16, "2026-12-01T15:00:00Z"),
            // Late in the evening it is tomorrow in Norway.
            ("2026-06-01T22:30:00Z", 0, "2026-06-01T22:00:00Z"),
            // Across the turns.
            ("2026-03-29T14:00:00Z", 16, "2026-03-29T14:00:00Z"),
            ("2026-03-29T13:00:00Z", 16, "2026-03-28T15:00:00Z"),
            ("2026-10-25T15:00:00Z", 16, "2026-10-25T15:00:00Z"),
            ("2026-10-25T14:00:00Z", 16, "2026-10-24T14:00:00Z"),
            // 02:00 is not there on the one Sunday and there twice on the other.
            ("2026-03-29T01:30:00Z", 2, "2026-03-29T01:00:00Z"),
            ("2026-10-25T01:30:00Z", 2, "2026-10-25T00:00:00Z"),
        ] {
            assert_eq!(last_time(at(now), hour), at(last), "{now} {hour}");
        }
    }
}
