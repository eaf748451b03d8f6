//! A paper as a PDF that is read aloud as well as it is printed: tagged, with
//! language, title and outline (PDF/UA-1, ISO 14289-1), and fit to be kept
//! (PDF/A-2a, ISO 19005-2).
//!
//! krilla checks both while it writes: a file that would not conform is an error
//! and not a file. Fonts are cut down to the characters that are used.

mod face;
mod flow;

pub use face::FontError;

use super::Paper;
use crate::domain::Timestamp;
use flow::{HEIGHT, Kind, Mark, Node, Set, WIDTH, Weight};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::{Document, SerializeSettings, color::rgb};
use std::num::NonZeroU16;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A font of the program is damaged.
    #[error(transparent)]
    Font(#[from] FontError),
    /// It would not conform, or cannot be written at all.
    #[error("the PDF cannot be written: {0}")]
    Write(String),
}

/// The file.
///
/// # Errors
/// Not for any text: only when the program itself is wrong.
pub fn file(paper: &Paper) -> Result<Vec<u8>, PdfError> {
    let set = flow::set(paper)?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PdfError::Write(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut found: Vec<Vec<Identifier>> = (0..set.leaves).map(|_| Vec::new()).collect();
    for page in &set.pages {
        let size = PageSettings::from_wh(WIDTH, HEIGHT);
        let mut page_of = document.start_page_with(size.unwrap_or_default());
        let mut surface = page_of.surface();
        draw(&mut surface, &set, page, &mut found);
        surface.finish();
        page_of.finish();
    }
    document.set_tag_tree(tree(&set, &mut found, paper.lang.code()));
    document.set_outline(outline(&set));
    let title = super::heading(&paper.title);
    document.set_metadata(
        Metadata::new()
            .title(title)
            .language(paper.lang.code().to_owned())
            .creator("samflyt".to_owned())
            .producer("samflyt".to_owned())
            .creation_date(date(paper.of)),
    );
    document.finish().map_err(|error| PdfError::Write(format!("{error:?}")))
}

/// An instant as a file states it, in UTC.
fn date(at: Timestamp) -> DateTime {
    let (year, month, day) = at.day().parts();
    let seconds = at.as_secs().rem_euclid(86_400);
    let part = |of: i64| u8::try_from(of).unwrap_or(0);
    DateTime::new(u16::try_from(year).unwrap_or(1970))
        .month(month)
        .day(day)
        .hour(part(seconds / 3600))
        .minute(part(seconds / 60 % 60))
        .second(part(seconds % 60))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// Draws what stands on a page. Marks of one leaf that follow each other are one
/// piece of content; what has no leaf is decoration.
fn draw(surface: &mut Surface<'_>, set: &Set, page: &[Mark], found: &mut [Vec<Identifier>]) {
    let mut open: Option<Option<usize>> = None;
    for mark in page {
        let leaf = match mark {
            Mark::Text { leaf, .. } => *leaf,
            Mark::Field(..) => None,
        };
        if open != Some(leaf) {
            if open.is_some() {
                surface.end_tagged();
            }
            let tag = match (leaf, mark) {
                (Some(_), _) => ContentTag::Span(SpanTag::empty()),
                (None, Mark::Text { .. }) => {
                    ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther))
                }
                (None, Mark::Field(..)) => {
                    ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout))
                }
            };
            let identifier = surface.start_tagged(tag);
            if let Some(ids) = leaf.and_then(|leaf| found.get_mut(leaf)) {
                ids.push(identifier);
            }
            open = Some(leaf);
        }
        match mark {
            Mark::Field([x, y, width, height], colour) => {
                let mut path = PathBuilder::new();
                if let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) {
                    path.push_rect(rect);
                }
                if let Some(path) = path.finish() {
                    surface.set_fill(Some(fill(*colour)));
                    surface.draw_path(&path);
                }
            }
            Mark::Text { line, at: (x, y), size, weight, colour, .. } => {
                let face = match weight {
                    Weight::Regular => &set.faces.regular,
                    Weight::Bold => &set.faces.bold,
                };
                surface.set_fill(Some(fill(*colour)));
                let (at, font) = (Point::from_xy(*x, *y), face.font.clone());
                surface.draw_glyphs(at, &line.glyphs, font, &line.text, *size, false);
            }
        }
    }
    if open.is_some() {
        surface.end_tagged();
    }
}

fn fill([red, green, blue]: flow::Colour) -> Fill {
    let paint = rgb::Color::new(red, green, blue).into();
    Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn tree(set: &Set, found: &mut [Vec<Identifier>], lang: &str) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
    for node in &set.nodes {
        if let Node::Group(kind, title, children) = node {
            tree.push(group(*kind, title, children, found));
        }
    }
    tree
}

fn group(kind: Kind, title: &str, children: &[Node], found: &mut [Vec<Identifier>]) -> TagGroup {
    let mut group = TagGroup::new(tag(kind, title));
    for child in children {
        match child {
            Node::Group(kind, title, children) => {
                group.push(self::group(*kind, title, children, found));
            }
            Node::Leaf(leaf) => {
                let ids = found.get_mut(*leaf).map(std::mem::take).unwrap_or_default();
                for id in ids {
                    group.push(id);
                }
            }
        }
    }
    group
}

fn tag(kind: Kind, title: &str) -> TagKind {
    let level = |number| NonZeroU16::new(number).unwrap_or(NonZeroU16::MIN);
    match kind {
        Kind::Title => Tag::Hn(level(1), Some(title.to_owned())).into(),
        Kind::Heading => Tag::Hn(level(2), Some(title.to_owned())).into(),
        Kind::Paragraph => Tag::P.into(),
        Kind::List => Tag::L(ListNumbering::Disc).into(),
        Kind::Item => Tag::LI.into(),
        Kind::Label => Tag::Lbl.into(),
        Kind::Body => Tag::LBody.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
    }
}

fn outline(set: &Set) -> Outline {
    let mut outline = Outline::new();
    for (text, page, y) in &set.headings {
        let to = XyzDestination::new(*page, Point::from_xy(0.0, *y));
        outline.push_child(OutlineNode::new(text.clone(), to));
    }
    outline
}

#[cfg(test)]
mod tests;
