//! Comma-separated values (RFC 4180) that spreadsheets may open without harm.

use crate::domain::entry::FIELDS;
use std::borrow::Cow;
use std::io::{Result, Write};

/// The names of the columns.
pub(super) fn header(to: &mut impl Write) -> Result<()> {
    to.write_all(b"index")?;
    for (name, _) in FIELDS {
        write!(to, ",{name}")?;
    }
    to.write_all(b",erased\r\n")
}

/// One entry: index, values in leaf order, names of the erased groups.
pub(super) fn entry(
    to: &mut impl Write,
    index: i64,
    values: impl Iterator<Item = (&'static str, String)>,
    erased: &[&str],
) -> Result<()> {
    write!(to, "{index}")?;
    for (_, value) in values {
        write!(to, ",{}", cell(&value))?;
    }
    write!(to, ",{}\r\n", cell(&erased.join(" ")))
}

/// One cell. A spreadsheet takes what begins with certain characters for a
/// formula and may run it; an apostrophe in front makes it text.
#[must_use]
pub fn cell(value: &str) -> Cow<'_, str> {
    let value = if value.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{value}"))
    } else {
        Cow::Borrowed(value)
    };
    if value.contains([',', '"', '\r', '\n']) {
        Cow::Owned(format!("\"{}\"", value.replace('"', "\"\"")))
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_when_they_must_be() {
        for (value, written) in [
            ("", ""),
            ("opened", "opened"),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("Åse Ødegård", "Åse Ødegård"),
        ] {
            assert_eq!(cell(value), written);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (value, written) in [
            ("=1+1", "'=1+1"),
            ("+47 22", "'+47 22"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
            ("a=1", "a=1"),
        ] {
            assert_eq!(cell(value), written);
        }
    }

    #[test]
    fn every_line_has_a_cell_for_every_column() {
        let mut text = Vec::new();
        header(&mut text).unwrap();
        let values = FIELDS.iter().map(|(name, _)| (*name, "x".to_owned()));
        entry(&mut text, 7, values, &["actor", "subject"]).unwrap();
        let text = String::from_utf8(text).unwrap();
        let lines: Vec<Vec<&str>> =
            text.split_terminator("\r\n").map(|line| line.split(',').collect()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].len(), lines[1].len());
        assert_eq!(lines[0][..3], ["index", "schema", "time"]);
        assert_eq!((lines[1][0], *lines[1].last().unwrap()), ("7", "actor subject"));
    }
}
