//! Instants as people in Norway say them: the day written out, the time of the
//! clock on the wall.

use crate::domain::Timestamp;
use crate::domain::lang::Lang;
use crate::domain::time::{Day, SECOND_MICROS};

const MONTHS: [[&str; 2]; 12] = [
    ["januar", "January"],
    ["februar", "February"],
    ["mars", "March"],
    ["april", "April"],
    ["mai", "May"],
    ["juni", "June"],
    ["juli", "July"],
    ["august", "August"],
    ["september", "September"],
    ["oktober", "October"],
    ["november", "November"],
    ["desember", "December"],
];

/// Hours that clocks in Norway are ahead of UTC: one, and two in summer, from 01.00
/// UTC on the last Sunday of March to that of October (directive 2000/84/EC,
/// regulation 2007-05-30 no. 577). Right from 1996 on.
fn hours_ahead(at: Timestamp) -> i64 {
    let (year, ..) = at.day().parts();
    let turn = |month| {
        // 1970-01-01 was a Thursday; Sunday is 6.
        let last = Day::new(year, month, 31).map_or(0, Day::as_days);
        let sunday = last - (last + 4).rem_euclid(7);
        sunday * 86_400 + 3600
    };
    if (turn(3)..turn(10)).contains(&at.as_secs()) { 2 } else { 1 }
}

/// Day, hour and minute on the wall.
fn on_the_wall(at: Timestamp) -> (Day, i64, i64) {
    let there = at.plus_micros(hours_ahead(at) * 3600 * SECOND_MICROS);
    let seconds = there.as_secs().rem_euclid(86_400);
    (there.day(), seconds / 3600, seconds / 60 % 60)
}

/// The hour on the wall, 0 to 23, and the day of the week: Monday is 0.
#[must_use]
pub fn hour_and_weekday(at: Timestamp) -> (usize, usize) {
    let (day, hour, _) = on_the_wall(at);
    // 1970-01-01 was a Thursday.
    let weekday = (day.as_days() + 3).rem_euclid(7);
    (usize::try_from(hour).unwrap_or(0), usize::try_from(weekday).unwrap_or(0))
}

/// A day written out. It does not break after the number.
#[must_use]
pub fn day(day: Day, lang: Lang) -> String {
    let (year, month, date) = day.parts();
    let [norwegian, english] =
        MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    match lang {
        Lang::Nb | Lang::Nn => format!("{date}.\u{A0}{norwegian} {year}"),
        Lang::En => format!("{date}\u{A0}{english} {year}"),
    }
}

/// A day of this year or the next, without the year.
#[must_use]
pub fn day_near(day: Day, lang: Lang) -> String {
    let (_, month, date) = day.parts();
    let [norwegian, english] =
        MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    match lang {
        Lang::Nb | Lang::Nn => format!("{date}.\u{A0}{norwegian}"),
        Lang::En => format!("{date}\u{A0}{english}"),
    }
}

/// The day of an instant in Norway, written out.
#[must_use]
pub fn day_of(at: Timestamp, lang: Lang) -> String {
    day(on_the_wall(at).0, lang)
}

/// An instant: day and time of day, in Norway.
#[must_use]
pub fn instant(at: Timestamp, lang: Lang) -> String {
    let (date, hour, minute) = on_the_wall(at);
    let date = day(date, lang);
    match lang {
        Lang::Nb | Lang::Nn => format!("{date} kl.\u{A0}{hour:02}.{minute:02}"),
        Lang::En => format!("{date} at\u{A0}{hour:02}:{minute:02}"),
    }
}

/// The time of day of an instant, in Norway.
#[must_use]
pub fn clock_time(at: Timestamp, lang: Lang) -> String {
    let (_, hour, minute) = on_the_wall(at);
    match lang {
        Lang::Nb | Lang::Nn => format!("kl.\u{A0}{hour:02}.{minute:02}"),
        Lang::En => format!("at\u{A0}{hour:02}:{minute:02}"),
    }
}

/// An instant as HTTP writes it (RFC 9110, 5.6.7), in UTC.
#[must_use]
pub fn http(at: Timestamp) -> String {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    let (day, seconds) = (at.day(), at.as_secs().rem_euclid(86_400));
    let (year, month, date) = day.parts();
    // 1970-01-01 was a Thursday.
    let weekday = usize::try_from((day.as_days() + 4).rem_euclid(7)).unwrap_or_default();
    let weekday = DAYS.get(weekday).copied().unwrap_or_default();
    let [_, english] =
        MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    let month = english.get(..3).unwrap_or_default();
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{weekday}, {date:02} {month} {year} {hour:02}:{minute:02}:{second:02} GMT")
}

/// The time of day of an instant, in Norway.
#[must_use]
pub fn time(at: Timestamp, lang: Lang) -> String {
    let (_, hour, minute) = on_the_wall(at);
    match lang {
        Lang::Nb | Lang::Nn => format!("{hour:02}.{minute:02}"),
        Lang::En => format!("{hour:02}:{minute:02}"),
    }
}

/// The end of something that is over at `at`: the whole of the day before where
/// that is midnight.
#[must_use]
pub fn until(at: Timestamp, lang: Lang) -> String {
    let (date, hour, minute) = on_the_wall(at);
    let before = Day::from_days(date.as_days() - 1);
    match before.filter(|_| hour == 0 && minute == 0) {
        Some(before) => {
            let through = lang.pick(["til og med", "til og med", "to the end of"]);
            format!("{through} {}", day(before, lang))
        }
        None => format!("{} {}", lang.pick(["til", "til", "until"]), instant(at, lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn instants_are_told_as_norwegian_clocks_show_them() {
        for (utc, nb, en) in [
            (
                "2026-01-31T22:59:59Z",
                "31.\u{A0}januar 2026 kl.\u{A0}23.59",
                "31\u{A0}January 2026 at\u{A0}23:59",
            ),
            (
                "2026-05-17T22:30:00Z",
                "18.\u{A0}mai 2026 kl.\u{A0}00.30",
                "18\u{A0}May 2026 at\u{A0}00:30",
            ),
            // The hour that is left out in spring, and the one that comes twice in autumn.
            (
                "2026-03-29T00:59:59Z",
                "29.\u{A0}mars 2026 kl.\u{A0}01.59",
                "29\u{A0}March 2026 at\u{A0}01:59",
            ),
            (
                "2026-03-29T01:00:00Z",
                "29.\u{A0}mars 2026 kl.\u{A0}03.00",
                "29\u{A0}March 2026 at\u{A0}03:00",
            ),
            (
                "2026-10-25T00:59:00Z",
                "25.\u{A0}oktober 2026 kl.\u{A0}02.59",
                "25\u{A0}October 2026 at\u{A0}02:59",
            ),
            (
                "2026-10-25T01:00:00Z",
                "25.\u{A0}oktober 2026 kl.\u{A0}02.00",
                "25\u{A0}October 2026 at\u{A0}02:00",
            ),
            // 31 March and 31 October that are Sundays themselves.
            (
                "2024-03-31T01:00:00Z",
                "31.\u{A0}mars 2024 kl.\u{A0}03.00",
                "31\u{A0}March 2024 at\u{A0}03:00",
            ),
            (
                "2027-10-31T01:00:00Z",
                "31.\u{A0}oktober 2027 kl.\u{A0}02.00",
                "31\u{A0}October 2027 at\u{A0}02:00",
            ),
            (
                "2026-12-31T23:00:00Z",
                "1.\u{A0}januar 2027 kl.\u{A0}00.00",
                "1\u{A0}January 2027 at\u{A0}00:00",
            ),
        ] {
            assert_eq!(instant(at(utc), Lang::Nb), nb);
            assert_eq!(instant(at(utc), Lang::Nn), nb);
            assert_eq!(instant(at(utc), Lang::En), en);
        }
    }

    #[test]
    fn instants_are_written_as_http_wants_them() {
        assert_eq!(http(at("1994-11-06T08:49:37Z")), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(http(at("2026-05-31T23:59:59Z")), "Sun, 31 May 2026 23:59:59 GMT");
    }

    #[test]
    fn hours_and_weekdays_are_those_of_norwegian_walls() {
        // A Sunday in winter, and the Monday that has begun in Norway alone.
        assert_eq!(hour_and_weekday(at("2026-02-01T11:59:00Z")), (12, 6));
        assert_eq!(hour_and_weekday(at("2026-06-07T22:00:00Z")), (0, 0));
    }

    #[test]
    fn an_end_at_midnight_is_the_day_before() {
        assert_eq!(
            until(at("2026-12-31T23:00:00Z"), Lang::Nn),
            "til og med 31.\u{A0}desember 2026"
        );
        assert_eq!(until(at("2026-06-30T22:00:00Z"), Lang::En), "to the end of 30\u{A0}June 2026");
        assert_eq!(
            until(at("2026-06-30T10:15:00Z"), Lang::Nb),
            "til 30.\u{A0}juni 2026 kl.\u{A0}12.15"
        );
        assert_eq!(day_of(at("2026-06-30T22:00:00Z"), Lang::Nb), "1.\u{A0}juli 2026");
    }
}
