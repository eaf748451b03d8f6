//! Instants and days. All times are microseconds UTC in an `i64`: the form
//! that is stored, hashed and compared.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime, macros::format_description};

/// An instant, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

/// One second, in microseconds.
pub const SECOND_MICROS: i64 = 1_000_000;
/// One day of 24 hours, in microseconds.
pub const DAY_MICROS: i64 = 86_400 * SECOND_MICROS;

/// 9999-12-31T23:59:59.999999Z: the last instant that RFC 3339 can write.
const MAX_MICROS: i64 = 253_402_300_799_999_999;

impl Timestamp {
    /// From microseconds since 1970; values outside the years 1970 to 9999 are clamped.
    #[must_use]
    pub fn from_micros(micros: i64) -> Self {
        Self(micros.clamp(0, MAX_MICROS))
    }

    /// Microseconds since 1970.
    #[must_use]
    pub fn as_micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, rounded down.
    #[must_use]
    pub fn as_secs(self) -> i64 {
        self.0 / SECOND_MICROS
    }

    /// This instant moved by `micros`, clamped to the representable years.
    #[must_use]
    pub fn plus_micros(self, micros: i64) -> Self {
        Self::from_micros(self.0.saturating_add(micros))
    }

    /// This instant moved by whole days of 24 hours.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        self.plus_micros(days.saturating_mul(DAY_MICROS))
    }

    /// The calendar day in UTC.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.to_offset().date())
    }

    /// The calendar day in Norway: central European time, with summer time from
    /// 01.00 UTC on the last Sunday of March to 01.00 UTC on the last Sunday of
    /// October (directive 2000/84/EC).
    #[must_use]
    pub fn day_in_norway(self) -> Day {
        self.plus_micros(norway_offset_secs(self) * SECOND_MICROS).day()
    }

    fn to_offset(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// Norway's offset from UTC at an instant, in seconds.
fn norway_offset_secs(at: Timestamp) -> i64 {
    let (year, ..) = at.day().parts();
    let change = |month| {
        let last = Day::new(year, month, 31)?;
        let back = i64::from(last.0.weekday().number_days_from_sunday());
        Some((last.as_days() - back) * 86_400 + 3600)
    };
    match (change(3), change(10)) {
        (Some(begin), Some(end)) if (begin..end).contains(&at.as_secs()) => 7200,
        _ => 3600,
    }
}

/// Why a text is not a time or day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a time as RFC 3339 writes it, such as 2027-01-31T22:59:59Z")]
pub struct TimeError;

impl std::str::FromStr for Timestamp {
    type Err = TimeError;

    /// RFC 3339 with any offset; fractions beyond microseconds are cut.
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let parsed = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| TimeError)?;
        // Not through `to_offset`: the year in UTC may be one that cannot be written.
        let micros = parsed.unix_timestamp_nanos().div_euclid(1000);
        let micros = i64::try_from(micros).map_err(|_| TimeError)?;
        if !(0..=MAX_MICROS).contains(&micros) {
            return Err(TimeError);
        }
        Ok(Self(micros))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_offset().format(&Rfc3339).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A calendar day, such as the date on a letter or a birth date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// A day of the Gregorian calendar; `None` when there is no such day.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// Days since 1970-01-01; negative before.
    #[must_use]
    pub fn as_days(self) -> i64 {
        i64::from(self.0.to_julian_day()) - 2_440_588
    }

    /// The day that many days after 1970-01-01.
    #[must_use]
    pub fn from_days(days: i64) -> Option<Self> {
        let julian = i32::try_from(days.checked_add(2_440_588)?).ok()?;
        Date::from_julian_day(julian).ok().map(Self)
    }

    /// Year, month (1 to 12) and day of month.
    #[must_use]
    pub fn parts(self) -> (i32, u8, u8) {
        (self.0.year(), u8::from(self.0.month()), self.0.day())
    }

    /// Whole years lived on `on` by someone born on this day. Born on 29
    /// February, one turns a year older on 1 March of a common year.
    #[must_use]
    pub fn age_on(self, on: Day) -> i32 {
        let (years, before) = (
            on.0.year() - self.0.year(),
            (u8::from(on.0.month()), on.0.day()) < (u8::from(self.0.month()), self.0.day()),
        );
        if before { years - 1 } else { years }
    }
}

impl Day {
    /// The day on which someone born on this day turns `years`: on 1 March of a
    /// common year when born on 29 February. `None` beyond the calendar.
    #[must_use]
    pub fn birthday(self, years: i32) -> Option<Day> {
        let (year, month, day) = self.parts();
        let year = year.checked_add(years)?;
        Day::new(year, month, day).or_else(|| Day::new(year, 3, 1))
    }

    /// The first instant of this day in Norway.
    #[must_use]
    pub fn begins_in_norway(self) -> Timestamp {
        let utc = Timestamp::from_micros(self.as_days().saturating_mul(DAY_MICROS));
        // Midnight is never within the hour of a change, but which offset counts
        // is the one at midnight itself.
        let winter = utc.plus_micros(-3600 * SECOND_MICROS);
        if winter.day_in_norway() == self && norway_offset_secs(winter) == 3600 {
            winter
        } else {
            utc.plus_micros(-7200 * SECOND_MICROS)
        }
    }
}

impl std::str::FromStr for Day {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        Date::parse(text, format_description!("[year]-[month]-[day]"))
            .ok()
            .filter(|day| (1800..=9999).contains(&day.year()))
            .map(Self)
            .ok_or(TimeError)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A stretch of time, `from` included and `until` excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    from: Timestamp,
    until: Timestamp,
}

/// Why two times make no window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the end must lie after the beginning")]
pub struct WindowError;

impl Window {
    /// # Errors
    /// When `until` does not lie after `from`.
    pub fn new(from: Timestamp, until: Timestamp) -> Result<Self, WindowError> {
        if until > from { Ok(Self { from, until }) } else { Err(WindowError) }
    }

    /// First instant inside.
    #[must_use]
    pub fn from(self) -> Timestamp {
        self.from
    }

    /// First instant after.
    #[must_use]
    pub fn until(self) -> Timestamp {
        self.until
    }

    /// Length in microseconds.
    #[must_use]
    pub fn micros(self) -> i64 {
        self.until.as_micros() - self.from.as_micros()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_norwegian_day_begins_at_midnight_in_norway() {
        for (day, begins) in [
            ("2026-01-15", "2026-01-14T23:00:00Z"),
            ("2026-03-29", "2026-03-28T23:00:00Z"),
            ("2026-03-30", "2026-03-29T22:00:00Z"),
            ("2026-07-01", "2026-06-30T22:00:00Z"),
            ("2026-10-25", "2026-10-24T22:00:00Z"),
            ("2026-10-26", "2026-10-25T23:00:00Z"),
        ] {
            let (day, begins): (Day, Timestamp) = (day.parse().unwrap(), begins.parse().unwrap());
            assert_eq!(day.begins_in_norway(), begins, "{day}");
            assert_eq!(begins.day_in_norway(), day);
            assert_ne!(begins.plus_micros(-1).day_in_norway(), day);
        }
    }

    #[test]
    fn birthdays_of_leap_days_fall_on_the_first_of_march() {
        let born: Day = "2012-02-29".parse().unwrap();
        assert_eq!(born.birthday(15).unwrap().to_string(), "2027-03-01");
        assert_eq!(born.birthday(16).unwrap().to_string(), "2028-02-29");
        for years in 1..100 {
            let day = born.birthday(years).unwrap();
            assert_eq!(born.age_on(day), years);
            assert_eq!(born.age_on(Day::from_days(day.as_days() - 1).unwrap()), years - 1);
        }
    }

    #[test]
    fn times_survive_text() {
        for text in ["2027-01-31T22:59:59Z", "1970-01-01T00:00:00Z", "2026-02-28T10:00:00.123456Z"]
        {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        }
        assert_eq!(
            "2027-01-01T01:00:00+01:00".parse::<Timestamp>(),
            "2027-01-01T00:00:00Z".parse()
        );
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "2027-01-31",
            "yesterday",
            "2027-02-30T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59-01:00",
            "9999-12-31T23:59:59.999999999-23:59",
            "0000-01-01T00:00:00+23:59",
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(TimeError), "{text}");
        }
    }

    #[test]
    fn a_leap_day_child_turns_older_on_the_first_of_march() {
        let born = Day::new(2012, 2, 29).unwrap();
        assert_eq!(born.age_on(Day::new(2027, 2, 28).unwrap()), 14);
        assert_eq!(born.age_on(Day::new(2027, 3, 1).unwrap()), 15);
        assert_eq!(born.age_on(Day::new(2028, 2, 29).unwrap()), 16);
    }

    #[test]
    fn days_survive_numbers_and_text() {
        for text in ["1970-01-01", "2012-02-29", "1969-12-31", "2100-03-01"] {
            let day: Day = text.parse().unwrap();
            assert_eq!(Day::from_days(day.as_days()), Some(day));
            assert_eq!(day.to_string(), text);
        }
    }
}
