//! What people read and print: a small model of a document, and two renderings
//! of it, a page ([`html`]) and a file ([`pdf`]).
//!
//! Whoever makes a [`Paper`] gives plain text only; there is no way to write
//! markup. Nothing here reads a clock, draws randomness or looks anything up:
//! the same paper gives the same bytes.

pub mod html;
pub mod pdf;
pub mod photos;
pub mod profile;
pub mod receipt;

use crate::domain::Timestamp;
use crate::domain::lang::Lang;

/// A document for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Language of everything that the service says in it.
    pub lang: Lang,
    /// The one heading of the first level, and the title of page and file.
    pub title: String,
    /// One line under the title: of whom it is, or what it is for.
    pub subtitle: String,
    /// What comes before the first section.
    pub lead: Vec<Block>,
    /// The rest. Sections with nothing in them are left out.
    pub sections: Vec<Section>,
    /// Stands at the foot of every page.
    pub footer: String,
    /// When what it tells was so; never when it was printed.
    pub of: Timestamp,
}

/// A part of a paper under a heading of the second level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a paper. Lines of a text are kept; empty texts are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Text(String),
    /// Something that must not be overlooked.
    Notice(String),
    /// Points without an order.
    List(Vec<String>),
    /// Names and what belongs to them.
    Rows(Vec<(String, String)>),
    /// A table; every row has as many cells as there are headings.
    Table {
        /// What the columns are called.
        head: Vec<String>,
        /// Cells, row by row.
        rows: Vec<Vec<String>>,
    },
}

impl Block {
    /// Is there nothing to be seen?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let blank = |text: &String| text.trim().is_empty();
        match self {
            Block::Text(text) | Block::Notice(text) => blank(text),
            Block::List(items) => items.iter().all(blank),
            Block::Rows(rows) => rows.iter().all(|(_, value)| blank(value)),
            Block::Table { rows, .. } => rows.iter().flatten().all(blank),
        }
    }
}

impl Section {
    /// A section with this heading.
    #[must_use]
    pub fn new(heading: &str, blocks: Vec<Block>) -> Self {
        Self { heading: heading.to_owned(), blocks }
    }

    fn is_empty(&self) -> bool {
        self.blocks.iter().all(Block::is_empty)
    }
}

/// `text` as a heading: one line, and never empty.
fn heading(text: &str) -> String {
    let text = clean(text.trim()).replace('\n', " ");
    if text.trim().is_empty() { "–".to_owned() } else { text }
}

/// `text` without what a page or a file cannot hold: controls become spaces, and
/// what is no character, turns the direction of writing or has a private meaning
/// becomes U+FFFD, so that it is seen. Texts that passed
/// [`crate::domain::text`] hold none of it; this is for all others.
fn clean(text: &str) -> String {
    let fit = |c: char| match c {
        '\n' => '\n',
        c if c.is_control() => ' ',
        '\u{2028}' | '\u{2029}' => '\n',
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        '\u{FEFF}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{F0000}'..='\u{10FFFF}' => char::REPLACEMENT_CHARACTER,
        c if u32::from(c) & 0xFFFE == 0xFFFE => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(fit).collect()
}

#[cfg(test)]
pub(crate) mod tests;
