//! The eight invented records of the demonstration.
//!
//! Nobody here exists: names are invented, bodies are marked "(demo)", person
//! numbers are synthetic (months + 80) and telephone numbers lie in the range
//! kept free for films, 68 05 00 00 to 68 05 99 99. All dates follow `today`,
//! so that the demonstration never grows old. Not medical advice.

use super::pdf::{self, Block, Colour, Letter, in_words};
use crate::domain::document::MediaType;
use crate::domain::pid::Pid;
use crate::domain::time::Day;

mod jonas;
mod nora;

/// A record that is put into a child's folder.
#[derive(Debug, Clone)]
pub struct Record {
    /// The child's handle: `nora` or `jonas`.
    pub child: &'static str,
    /// What the document is called.
    pub title: &'static str,
    /// A code of `categories.toml`.
    pub category: &'static str,
    /// The date the document itself bears.
    pub document_date: Day,
    /// The file's name.
    pub file_name: &'static str,
    /// What the bytes are.
    pub media: MediaType,
    /// The file.
    pub bytes: Vec<u8>,
    /// Who it comes from: the handle of a persona, or `family`.
    pub source: &'static str,
}

/// A child of the demonstration.
#[derive(Debug, Clone)]
pub struct Child {
    /// The handle in [`Record::child`].
    pub handle: &'static str,
    /// First and last name.
    pub name: &'static str,
    /// Born on this day.
    pub born: Day,
    /// A synthetic number.
    pub pid: Pid,
}

impl Child {
    /// The person number as it is printed: six digits, then five.
    fn number(&self) -> String {
        let (day, rest) = self.pid.as_str().split_at_checked(6).unwrap_or_default();
        format!("{day} {rest}")
    }
}

/// Nora, nine years old, and Jonas, fifteen years and eleven months, on
/// `today`.
#[must_use]
pub fn children(today: Day) -> [Child; 2] {
    let (year, month, _) = today.parts();
    let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    // The last days of a month are left out: not every month has them.
    let jonas = Day::new(next.0 - 16, next.1, today.parts().2.min(28)).unwrap_or(today);
    let nora = days(today, -(9 * 365 + 200));
    [
        Child { handle: "nora", name: "Nora Lind Berg", born: nora, pid: synthetic(nora, 120) },
        Child { handle: "jonas", name: "Jonas Lind", born: jonas, pid: synthetic(jonas, 340) },
    ]
}

#[expect(clippy::expect_used, reason = "nine numbers of eleven exist; a test counts them")]
fn synthetic(born: Day, serial: u16) -> Pid {
    (serial..1000).find_map(|serial| Pid::synthesize(born, serial)).expect("a number for the day")
}

fn days(from: Day, by: i64) -> Day {
    Day::from_days(from.as_days() + by).unwrap_or(from)
}

/// `day`, or the last day before it on which letters are written in Norway:
/// no Saturday, no Sunday, none of the holidays that have a fixed date.
fn working_day(day: Day) -> Day {
    // 1970-01-01 was a Thursday; Monday is 0.
    let weekday = (day.as_days() + 3).rem_euclid(7);
    let (_, month, date) = day.parts();
    let holiday = matches!((month, date), (1 | 5, 1) | (5, 17) | (12, 24..=26 | 31));
    if weekday > 4 || holiday { working_day(days(day, -1)) } else { day }
}

const BLUE: Colour = [0.0, 0.24, 0.45];
const RED: Colour = [0.76, 0.06, 0.1];
const GREEN: Colour = [0.06, 0.36, 0.27];
const PLUM: Colour = [0.42, 0.2, 0.46];

/// The eight records as they would look on `today`.
#[must_use]
pub fn records(today: Day) -> Vec<Record> {
    let [nora, jonas] = children(today);
    let record = |child: &Child, title, category, date, file_name, source, bytes| Record {
        child: child.handle,
        title,
        category,
        document_date: date,
        file_name,
        media: MediaType::Pdf,
        bytes,
        source,
    };
    let on = |back: i64| working_day(days(today, -back));
    let letter = |letter: Letter| pdf::letter(&letter);
    vec![
        record(
            &nora,
            "Epikrise fra Barneavdelingen",
            "medical",
            on(41),
            "Epikrise Nora.pdf",
            "hospital",
            letter(nora::discharge(&nora, on(41))),
        ),
        record(
            &nora,
            "Legeerklæring til hjelpestønad",
            "medical-certificate",
            on(96),
            "Legeerklæring NAV.pdf",
            "hospital",
            letter(nora::certificate(&nora, on(96))),
        ),
        record(
            &nora,
            "Sakkyndig vurdering fra PPT",
            "expert-assessment",
            on(132),
            "Sakkyndig vurdering.pdf",
            "ppt",
            letter(nora::assessment(&nora, on(132))),
        ),
        record(
            &nora,
            "Vedtak om forhøyet hjelpestønad",
            "decision",
            on(68),
            "Vedtak hjelpestønad.pdf",
            "nav",
            letter(nora::decision(&nora, on(68), on(96))),
        ),
        record(
            &nora,
            "Om meg – Nora",
            "other",
            on(9),
            "Om meg Nora.pdf",
            "family",
            letter(nora::profile(&nora, on(9))),
        ),
        record(
            &jonas,
            "Medisinliste for Jonas",
            "medication-list",
            on(17),
            "Medisinliste Jonas.pdf",
            "hospital",
            letter(jonas::medicines(&jonas, on(17))),
        ),
        record(
            &jonas,
            "Akuttark for Jonas",
            "emergency-sheet",
            on(16),
            "Akuttark Jonas.pdf",
            "family",
            letter(jonas::emergency(&jonas, on(16))),
        ),
        Record {
            media: MediaType::Jpeg,
            ..record(
                &jonas,
                "Brev fra BUP (foto)",
                "child-psychiatry",
                on(23),
                "Brev fra BUP.jpg",
                "family",
                jonas::appointment(&jonas, on(23), working_day(days(today, 14))),
            )
        },
    ]
}

fn p(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

fn h(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

fn list(items: &[&str]) -> Block {
    Block::Bullets(items.iter().map(|item| (*item).to_owned()).collect())
}

fn facts(facts: &[(&str, &str)]) -> Block {
    Block::Facts(facts.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
}

fn table(columns: &[(&'static str, f32)], rows: &[&[&str]]) -> Block {
    let row = |cells: &&[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    Block::Table { columns: columns.to_vec(), rows: rows.iter().map(row).collect() }
}

fn signed(name: &str, office: &str) -> Block {
    Block::Signed(name.into(), office.into())
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn about(child: &Child) -> Block {
    let born = in_words(child.born);
    facts(&[("Gjelder", child.name), ("Født", &born), ("Fødselsnummer", &child.number())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sniff::Sniffer;
    use crate::domain::text::{FileName, Title};
    use std::collections::BTreeSet;

    fn today() -> Day {
        Day::new(2026, 3, 31).unwrap()
    }

    #[test]
    fn eight_records_are_taken_as_what_they_say() {
        let all = records(today());
        assert_eq!(all.len(), 8);
        for record in &all {
            let mut sniffer = Sniffer::new();
            sniffer.push(&record.bytes);
            assert_eq!(sniffer.finish(), Ok(record.media));
            assert_eq!(Title::new(record.title).unwrap().as_str(), record.title);
            let name = FileName::new(record.file_name, record.media);
            assert_eq!(name.as_str(), record.file_name);
            assert!(record.document_date < today());
        }
        let children: BTreeSet<_> = all.iter().map(|record| record.child).collect();
        assert_eq!(children, ["jonas", "nora"].into());
        let titles: BTreeSet<_> = all.iter().map(|record| record.title).collect();
        assert_eq!(titles.len(), 8);
    }

    #[test]
    fn the_same_day_gives_the_same_bytes() {
        let bytes = |day| records(day).into_iter().map(|record| record.bytes).collect::<Vec<_>>();
        assert_eq!(bytes(today()), bytes(today()));
    }

    #[test]
    fn the_children_have_their_ages_and_synthetic_numbers_on_every_day() {
        let start = Day::new(2024, 1, 1).unwrap();
        for after in 0..1500 {
            let today = days(start, after);
            let [nora, jonas] = children(today);
            assert_eq!(nora.born.age_on(today), 9, "{today}");
            assert_eq!(jonas.born.age_on(today), 15, "{today}");
            assert_eq!(jonas.born.age_on(days(today, 31)), 16, "{today}");
            assert!(nora.pid.is_synthetic() && jonas.pid.is_synthetic());
        }
    }
}
