//! Norwegian person numbers: eleven digits, the last two of them check digits.
//!
//! A number tells one person from another and nothing more. From 2032 neither
//! birth date nor gender may be read out of it (Skatteetaten, new person
//! identifier), so a birth date is always a fact of its own and nothing here
//! gives one.
//!
//! Sources: Skatteetaten's published validator (check digits, months + 80),
//! Norsk helsenett (months + 65), NAV (months + 40).

use super::time::Day;
use serde::Deserialize;
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A well-formed person number. Wiped from memory when dropped; not shown by
/// `Debug`; neither `Display` nor `Serialize`.
#[derive(Clone, PartialEq, Eq, Hash, Zeroize, ZeroizeOnDrop, Deserialize)]
#[serde(try_from = "String")]
pub struct Pid([u8; 11]);

/// Why a text is no person number. None of these repeats what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PidError {
    /// Not eleven digits.
    #[error("a person number has eleven digits; write all of them")]
    Length,
    /// Eleven digits that belong to no series of person numbers.
    #[error("the first four digits belong to no person number; look for a slip in them")]
    Series,
    /// The check digits do not fit.
    #[error("the digits do not belong together; look for a wrong or swapped digit")]
    Check,
}

impl PidError {
    /// The code under which the words for people are kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            PidError::Length => "pid-length",
            PidError::Series => "pid-series",
            PidError::Check => "pid-check",
        }
    }
}

/// Who has such a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A resident (fødselsnummer).
    Ordinary,
    /// Somebody without residence (D-nummer): first digit + 4.
    DNumber,
}

/// Who made the number, by what was added to the month digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// Nothing added: may belong to a living person.
    Issued,
    /// + 40: test persons of NAV, and auxiliary numbers of hospitals.
    Plus40,
    /// + 65: test persons of Norsk helsenett.
    Plus65,
    /// + 80: synthetic persons of Skatteetaten.
    Plus80,
}

/// Which first check digits are right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Remainder 0: every number issued until 31 December 2031.
    Until2031,
    /// Remainder 0, 1, 2 or 3: numbers issued from 1 January 2032, and all
    /// older ones.
    From2032,
}

/// Weights of the first check digit and of the nine digits before it.
const K1: [u32; 10] = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
/// Weights of the second check digit and of the ten digits before it.
const K2: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

impl Pid {
    /// Reads a person number; blanks between and around the digits are
    /// allowed.
    ///
    /// Numbers of both rules are taken ([`Rule::From2032`]): the second check
    /// digit alone still finds every single wrong digit.
    ///
    /// # Errors
    /// See [`PidError`].
    pub fn parse(text: &str) -> Result<Self, PidError> {
        Self::parse_under(text, Rule::From2032)
    }

    /// As [`Pid::parse`], under one rule.
    ///
    /// # Errors
    /// See [`PidError`].
    pub fn parse_under(text: &str, rule: Rule) -> Result<Self, PidError> {
        let mut pid = Self([0; 11]);
        let mut places = pid.0.iter_mut();
        for c in text.chars().filter(|c| !matches!(c, ' ' | '\u{A0}')) {
            let place = places.next().ok_or(PidError::Length)?;
            *place = u8::try_from(c).ok().filter(u8::is_ascii_digit).ok_or(PidError::Length)?;
        }
        if places.next().is_some() {
            return Err(PidError::Length);
        }
        if !matches!(pid.day_digits(), 1..=31 | 41..=71) || pid.month_series().is_none() {
            return Err(PidError::Series);
        }
        let first = match rule {
            Rule::Until2031 => 0..=0,
            Rule::From2032 => 0..=3,
        };
        if first.contains(&pid.remainder(&K1)) && pid.remainder(&K2) == 0 {
            Ok(pid)
        } else {
            Err(PidError::Check)
        }
    }

    /// A synthetic number (months + 80) for the demonstration and for tests:
    /// the day's digits, then `serial` (0 to 999), then check digits that are
    /// right under both rules. `None` when the serial is too large or has no
    /// check digits (about two in eleven have none); take the next one.
    #[must_use]
    pub fn synthesize(day: Day, serial: u16) -> Option<Self> {
        let (year, month, date) = day.parts();
        let year = u8::try_from(year.rem_euclid(100)).ok()?;
        let (hundreds, rest) = (u8::try_from(serial / 100).ok()?, u8::try_from(serial % 100).ok()?);
        let digits = [
            date / 10,
            date % 10,
            month / 10 + 8,
            month % 10,
            year / 10,
            year % 10,
            hundreds,
            rest / 10,
            rest % 10,
            0,
            0,
        ];
        if hundreds > 9 {
            return None;
        }
        let mut pid = Self(digits.map(|digit| b'0' + digit));
        pid.set(9, pid.remainder(&K1))?;
        pid.set(10, pid.remainder(&K2))?;
        Some(pid)
    }

    /// The eleven digits: personal data.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Ordinary or D-number.
    #[must_use]
    pub fn kind(&self) -> Kind {
        if self.day_digits() > 40 { Kind::DNumber } else { Kind::Ordinary }
    }

    /// Which series the number belongs to.
    #[must_use]
    pub fn series(&self) -> Series {
        self.month_series().unwrap_or(Series::Issued)
    }

    /// Can no living person have this number? The demonstration takes no
    /// other numbers. Auxiliary numbers of hospitals share + 40 with NAV's
    /// test persons and cannot be told from them.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        self.series() != Series::Issued
    }

    fn day_digits(&self) -> u32 {
        let [a, b, ..] = self.0;
        pair(a, b)
    }

    fn month_series(&self) -> Option<Series> {
        let [_, _, a, b, ..] = self.0;
        match pair(a, b) {
            1..=12 => Some(Series::Issued),
            41..=52 => Some(Series::Plus40),
            66..=77 => Some(Series::Plus65),
            81..=92 => Some(Series::Plus80),
            _ => None,
        }
    }

    /// Weighted sum of the first digits, modulo 11.
    fn remainder(&self, weights: &[u32]) -> u32 {
        let sum: u32 =
            self.0.iter().zip(weights).map(|(digit, weight)| value(*digit) * weight).sum();
        sum % 11
    }

    /// Puts the digit that brings `remainder` to 0 at `place`.
    fn set(&mut self, place: usize, remainder: u32) -> Option<()> {
        let digit = u8::try_from((11 - remainder) % 11).ok().filter(|digit| *digit < 10)?;
        *self.0.get_mut(place)? = b'0' + digit;
        Some(())
    }
}

fn value(digit: u8) -> u32 {
    u32::from(digit.wrapping_sub(b'0'))
}

fn pair(tens: u8, ones: u8) -> u32 {
    value(tens) * 10 + value(ones)
}

impl TryFrom<String> for Pid {
    type Error = PidError;

    /// Wipes the text.
    fn try_from(mut text: String) -> Result<Self, PidError> {
        let pid = Self::parse(&text);
        text.zeroize();
        pid
    }
}

impl std::str::FromStr for Pid {
    type Err = PidError;
    fn from_str(text: &str) -> Result<Self, PidError> {
        Self::parse(text)
    }
}

impl fmt::Debug for Pid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pid(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some(day: u8, serial: u16) -> Pid {
        let day = Day::new(2017, 3, day).unwrap();
        (serial..1000).find_map(|serial| Pid::synthesize(day, serial)).unwrap()
    }

    /// `digits` with the check digits that leave `k1` and 0.
    fn with_remainder(digits: &str, k1: u32) -> Option<String> {
        (0..100).map(|check| format!("{digits}{check:02}")).find(|text| {
            let mut pid = Pid([0; 11]);
            pid.0.copy_from_slice(text.as_bytes());
            pid.remainder(&K1) == k1 && pid.remainder(&K2) == 0
        })
    }

    #[test]
    fn a_made_number_is_valid_and_synthetic() {
        let pid = some(14, 100);
        assert!(pid.as_str().starts_with("148317"));
        assert_eq!(Pid::parse_under(pid.as_str(), Rule::Until2031).as_ref(), Ok(&pid));
        assert_eq!((pid.kind(), pid.series()), (Kind::Ordinary, Series::Plus80));
        assert!(pid.is_synthetic());
        assert_eq!(Pid::synthesize(Day::new(2017, 3, 14).unwrap(), 1000), None);
    }

    #[test]
    fn blanks_are_allowed_and_nothing_else_is() {
        let pid = some(14, 100);
        let (a, b) = pid.as_str().split_at(6);
        assert_eq!(Pid::parse(&format!(" {a} {b}\u{A0}")), Ok(pid.clone()));
        for text in ["", "1", "1483171000", "148317100000", "abcdefghijk", "１４８３１７１０００１"]
        {
            assert_eq!(Pid::parse(text), Err(PidError::Length), "{text}");
        }
        assert_eq!(Pid::parse(&format!("{a}-{b}")), Err(PidError::Length));
    }

    #[test]
    fn series_and_kinds_are_told_apart() {
        for (digits, kind, series) in [
            ("148317100", Kind::Ordinary, Series::Plus80),
            ("140317100", Kind::Ordinary, Series::Issued),
            ("144317100", Kind::Ordinary, Series::Plus40),
            ("146817100", Kind::Ordinary, Series::Plus65),
            ("548317100", Kind::DNumber, Series::Plus80),
            ("540317100", Kind::DNumber, Series::Issued),
        ] {
            let text = (0..4).find_map(|k1| with_remainder(digits, k1)).unwrap();
            let pid = Pid::parse(&text).unwrap();
            assert_eq!((pid.kind(), pid.series()), (kind, series), "{digits}");
            assert_eq!(pid.is_synthetic(), series != Series::Issued);
        }
        for digits in ["008317100", "328317100", "728317100", "140017100", "141317100", "149317100"]
        {
            let text = (0..11).find_map(|k1| with_remainder(digits, k1)).unwrap();
            assert_eq!(Pid::parse(&text), Err(PidError::Series), "{digits}");
        }
    }

    #[test]
    fn the_rule_of_2032_takes_four_remainders_and_that_of_today_one() {
        for k1 in 0..11 {
            let Some(text) = (100..1000).find_map(|n| with_remainder(&format!("148317{n}"), k1))
            else {
                panic!("no number with remainder {k1}");
            };
            assert_eq!(Pid::parse_under(&text, Rule::Until2031).is_ok(), k1 == 0, "{k1}");
            assert_eq!(Pid::parse_under(&text, Rule::From2032).is_ok(), k1 <= 3, "{k1}");
        }
    }

    #[test]
    fn neither_debug_nor_errors_show_digits() {
        let pid = some(14, 100);
        assert_eq!(format!("{pid:?}"), "Pid(redacted)");
        let json = format!("\"{}9\"", pid.as_str());
        let error = serde_json::from_str::<Pid>(&json).unwrap_err().to_string();
        assert!(!error.contains(pid.as_str()), "{error}");
    }

    proptest! {
        #[test]
        fn every_single_wrong_digit_is_found(
            serial in 0_u16..900, day in 1_u8..=31, place in 0_usize..11, other in 0_u8..10,
        ) {
            let pid = some(day, serial);
            let mut digits = pid.as_str().as_bytes().to_vec();
            prop_assume!(digits[place] != b'0' + other);
            digits[place] = b'0' + other;
            prop_assert!(Pid::parse(std::str::from_utf8(&digits).unwrap()).is_err());
        }

        #[test]
        fn nothing_makes_the_reader_stumble(text in "[\\s\\S]{0,14}|[0-9]{11}") {
            let _ = Pid::parse(&text);
        }
    }
}
