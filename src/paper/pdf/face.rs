//! The fonts, what they hold, and lines of glyphs.
//!
//! Each character becomes one glyph; nothing is joined or turned, so scripts that
//! need that are not in the fonts at all. A character without a glyph is shown as
//! U+FFFD, and copied from the file as what it was.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};
use unicode_normalization::char::is_combining_mark;

const REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");

/// Why nothing can be set: a font of the program itself is damaged.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("an embedded font cannot be read")]
pub struct FontError;

/// One font.
pub(super) struct Face {
    /// As the file embeds it.
    pub font: Font,
    chars: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    per_em: f32,
}

/// Both weights.
pub(super) struct Faces {
    pub regular: Face,
    pub bold: Face,
}

/// A text that fits on one line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// In units of the font size, without the space at the end.
    pub width: f32,
    /// Was there a character without a glyph?
    pub gaps: bool,
}

impl Faces {
    pub(super) fn load() -> Result<Self, FontError> {
        Ok(Self { regular: Face::load(REGULAR)?, bold: Face::load(BOLD)? })
    }
}

/// Is this shown together with the character before it, or not at all?
fn leans(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{AD}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}

/// What is drawn for a sign that the fonts do not have and a dose may stand with.
fn stand_in(c: char) -> Option<&'static str> {
    match c {
        '≤' => Some("<="),
        '≥' => Some(">="),
        '→' => Some("->"),
        '←' => Some("<-"),
        _ => None,
    }
}

impl Face {
    fn load(bytes: &'static [u8]) -> Result<Self, FontError> {
        let font = FontRef::new(bytes).map_err(|_| FontError)?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let per_em = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        Ok(Self {
            font: Font::new(bytes.into(), 0).ok_or(FontError)?,
            chars: font.charmap(),
            metrics,
            per_em: f32::from(per_em.max(1)),
        })
    }

    /// Glyph and width (in units of the size) of a character, if the font has it.
    fn glyph(&self, c: char) -> Option<(GlyphId, f32)> {
        let id = self.chars.map(c).filter(|id| id.to_u32() != 0)?;
        let width = self.metrics.advance_width(id).unwrap_or(0.0) / self.per_em;
        Some((GlyphId::new(id.to_u32()), width))
    }

    /// How wide `text` is, in units of the size.
    pub(super) fn width(&self, text: &str) -> f32 {
        self.line(text).width
    }

    /// `text` as one line.
    pub(super) fn line(&self, text: &str) -> Line {
        let mut glyphs: Vec<KrillaGlyph> = Vec::with_capacity(text.len());
        let (mut width, mut seen, mut gaps) = (0.0, 0.0, false);
        for (at, c) in text.char_indices() {
            let range = at..at + c.len_utf8();
            let found = self.glyph(c);
            if found.is_none()
                && leans(c)
                && let Some(last) = glyphs.last_mut()
            {
                last.text_range.end = range.end;
                gaps = true;
                continue;
            }
            let shown = match found {
                Some(_) => "",
                None => stand_in(c).unwrap_or("\u{FFFD}"),
            };
            gaps |= shown == "\u{FFFD}";
            let shown = shown.chars().filter_map(|c| self.glyph(c));
            for (id, advance) in found.into_iter().chain(shown) {
                width += advance;
                glyphs.push(KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, range.clone(), None));
            }
            if c != ' ' {
                seen = width;
            }
        }
        Line { text: text.to_owned(), glyphs, width: seen, gaps }
    }

    /// `text` in lines of at most `width` (in units of the size): broken at spaces
    /// and at the line breaks it has; a word that is wider than a line, anywhere
    /// but before a mark. The space at a break stays, so that words stay apart for
    /// whoever hears or copies them.
    pub(super) fn lines(&self, text: &str, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut wholes = text.split('\n').peekable();
        while let Some(whole) = wholes.next() {
            let mut now = String::new();
            let mut used = 0.0;
            for word in whole.trim().split_inclusive(' ') {
                let wide = self.width(word);
                if !now.is_empty() && used + wide > width {
                    lines.push(std::mem::take(&mut now));
                    used = 0.0;
                }
                if wide > width {
                    for piece in self.pieces(word, width) {
                        if !now.is_empty() {
                            lines.push(std::mem::take(&mut now));
                        }
                        now = piece;
                    }
                    used = self.advance(&now);
                } else {
                    now.push_str(word);
                    used += self.advance(word);
                }
            }
            if wholes.peek().is_some() {
                now.push(' ');
            }
            lines.push(now);
        }
        lines.iter().map(|line| self.line(line)).collect()
    }

    /// The width of `text` with all its spaces.
    fn advance(&self, text: &str) -> f32 {
        self.line(text).glyphs.iter().map(|glyph| glyph.x_advance).sum()
    }

    /// A word in pieces that fit.
    fn pieces(&self, word: &str, width: f32) -> Vec<String> {
        let (mut pieces, mut piece, mut used) = (Vec::new(), String::new(), 0.0);
        for c in word.chars() {
            let wide = self.width(c.encode_utf8(&mut [0; 4]));
            if !piece.is_empty() && used + wide > width && !leans(c) {
                pieces.push(std::mem::take(&mut piece));
                used = 0.0;
            }
            piece.push(c);
            used += wide;
        }
        pieces.push(piece);
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faces() -> Faces {
        Faces::load().unwrap()
    }

    #[test]
    fn the_fonts_have_the_letters_of_the_languages_spoken_here() {
        let all = "ÆØÅæøå ÄÖäö ÁČĐŊŠŦŽáčđŋšŧž ǨǤǦƷʒǯ ĄĆĘŁŃÓŚŹŻąćęłńóśźż ĖŲŪėųū ĀĒĢĪĶĻŅāēģīķļņ ŐŰőű ŞĞİı \
            ÀẢẶẾỔỰđ ҐЄІЇґєії ЁЪЫЭ Ωμέγα ñ ß €£ 0123456789 – — … • « » ‘ ’ “ ” ° ½ × ±";
        for face in [faces().regular, faces().bold] {
            let gone: String = all.chars().filter(|c| face.glyph(*c).is_none()).collect();
            assert_eq!(gone, "");
        }
    }

    #[test]
    fn lines_are_no_wider_than_they_may_and_lose_nothing() {
        let faces = faces();
        let long = "donaudampfschifffahrtsgesellschaft".repeat(4);
        let text = format!("Kort ord {long} og  mer.\nNy linje 👨\u{200D}👩 e\u{301}\u{301}{long}");
        for width in [4.0, 12.0, 30.0] {
            let lines = faces.regular.lines(&text, width);
            assert!(lines.iter().all(|line| line.width <= width), "{width}");
            let whole: String = lines.iter().map(|line| line.text.as_str()).collect();
            assert_eq!(whole, text.replace('\n', " "));
            assert!(!lines.iter().any(|line| line.text.starts_with('\u{301}')));
        }
    }

    #[test]
    fn a_character_without_a_glyph_is_seen_and_kept() {
        let faces = faces();
        let line = faces.regular.line("مرحبا 🙂\u{FE0F}!");
        assert!(line.gaps);
        // Five letters, a space, one picture with its selector, a mark.
        assert_eq!(line.glyphs.len(), 8);
        let covered: String = line
            .glyphs
            .iter()
            .filter_map(|glyph| line.text.get(glyph.text_range.clone()))
            .collect();
        assert_eq!(covered, line.text);
        assert!(line.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0));
        assert!(!faces.bold.line("Blåbær").gaps);
        let dose = faces.regular.line("≤ 5 ml");
        assert!(!dose.gaps && dose.glyphs.len() == 7 && dose.text == "≤ 5 ml");
    }
}
