//! A photograph of a letter on a kitchen table, as families send them: a
//! little crooked, folded twice, lit from one side.
//!
//! Drawn point by point with an 8 x 8 point typeface and plain arithmetic
//! without chance, so that the same lines give the same bytes.

use super::pdf::DEMO_MARK;
use jpeg_encoder::{ColorType, Encoder};

/// The photograph's width and height in pixels.
const SIZE: (u16, u16) = (900, 1200);
/// The sheet's width and height: A4 in its own units, a fifth of a millimetre.
const SHEET: (f32, f32) = (1050.0, 1485.0);
/// Where the text begins.
const MARGIN: (f32, f32) = (92.0, 96.0);
/// Units per point of the typeface, for text and for headings.
const TEXT: f32 = 1.9;
const HEADING: f32 = 2.9;
/// From one line to the next.
const PITCH: f32 = 29.0;

/// The most characters of a line of text that fit on the sheet.
pub const COLUMNS: usize = 57;

/// A line that has found its place: top, units per point, characters.
struct Line {
    top: f32,
    scale: f32,
    text: Vec<char>,
}

/// All lines, and which one covers each whole unit of height: they do not
/// overlap.
struct Lines {
    placed: Vec<Line>,
    at: Vec<Option<usize>>,
}

/// A JPEG photograph of a letter with these `lines`: at most about 40, of at
/// most [`COLUMNS`] characters; longer ones run over the edge. A line that
/// begins with `# ` is a heading. The mark of the demonstration stands above
/// and below.
#[must_use]
pub fn of_letter(lines: &[&str]) -> Vec<u8> {
    let lines = Lines::new(lines);
    let (width, height) = SIZE;
    let mut pixels = Vec::with_capacity(usize::from(width) * usize::from(height) * 3);
    for y in 0..height {
        for x in 0..width {
            let grain = f32::from(hash(u32::from(x), u32::from(y)) & 15) / 15.0 - 0.5;
            let light = light(x, y);
            for part in colour(&lines, x, y) {
                pixels.push(to_byte(part * light + grain * 0.035));
            }
        }
    }
    let mut bytes = Vec::new();
    // Fails only when width and height do not fit the pixels.
    let done = Encoder::new(&mut bytes, 82).encode(&pixels, width, height, ColorType::Rgb);
    debug_assert!(done.is_ok(), "the photograph has its size");
    bytes
}

impl Lines {
    fn new(lines: &[&str]) -> Self {
        let mut top = MARGIN.1;
        let mut placed = vec![Line { top: 40.0, scale: TEXT, text: ascii_dashes(DEMO_MARK) }];
        for line in lines {
            let (scale, text) = match line.strip_prefix("# ") {
                Some(text) => (HEADING, text),
                None => (TEXT, *line),
            };
            placed.push(Line { top, scale, text: ascii_dashes(text) });
            top += PITCH * scale / TEXT;
        }
        placed.push(Line { top: SHEET.1 - 60.0, scale: TEXT, text: ascii_dashes(DEMO_MARK) });
        let covers = |v: u16, line: &Line| {
            let v = f32::from(v);
            v >= line.top - 2.0 * line.scale && v <= line.top + 10.0 * line.scale
        };
        let at = (0..1500).map(|v| placed.iter().position(|line| covers(v, line))).collect();
        Self { placed, at }
    }

    fn ink(&self, u: f32, v: f32) -> f32 {
        let line = to_index(v).and_then(|v| self.at.get(v).copied().flatten());
        line.and_then(|line| self.placed.get(line)).map_or(0.0, |line| line.ink(u, v))
    }
}

fn ascii_dashes(text: &str) -> Vec<char> {
    text.chars().map(|c| if c == '–' { '-' } else { c }).collect()
}

/// What is at this pixel, before light falls on it.
fn colour(lines: &Lines, x: u16, y: u16) -> [f32; 3] {
    let (u, v) = on_sheet(f32::from(x), f32::from(y));
    let inside = u.min(v).min(SHEET.0 - u).min(SHEET.1 - v);
    if inside < 0.0 {
        // The table: long grain, and the sheet's shadow near its edge.
        let bend = wave(u * 0.0013) * 0.6 + wave(u * 0.0071) * 0.1;
        let grain = wave(v * 0.013 + bend) * 0.05 + wave(v * 0.097 + bend * 3.0) * 0.03;
        let shadow = 0.72 + 0.28 * (-inside / 26.0).min(1.0);
        return [0.55, 0.38, 0.24].map(|part| (part + grain) * shadow);
    }
    let mut paper = 0.96;
    for fold in [SHEET.1 / 3.0, SHEET.1 * 2.0 / 3.0] {
        let off = v - fold;
        if off.abs() < 22.0 {
            paper += off.signum() * 0.045 * (1.0 - off.abs() / 22.0);
        }
    }
    let ink = lines.ink(u, v);
    [1.0, 0.985, 0.95].map(|tint| paper * tint * (1.0 - 0.84 * ink))
}

/// Up and down between 0 and 1 once per whole number.
fn wave(at: f32) -> f32 {
    (at.rem_euclid(1.0) - 0.5).abs() * 2.0
}

/// The point of the sheet under a pixel: turned by 1.7 degrees, and a little
/// farther away at the top.
fn on_sheet(x: f32, y: f32) -> (f32, f32) {
    let (cos, sin) = (0.999_56, 0.029_67);
    let (x, y) = ((x - 450.0) * 1.344, (y - 596.0) * 1.344);
    let near = 1.0 + y * 0.000_05;
    let (u, v) = (x * cos + y * sin, y * cos - x * sin);
    (u / near + SHEET.0 / 2.0, v / near + SHEET.1 / 2.0)
}

/// How much light falls on a pixel: from the window at the upper left, less
/// in the corners, and less where the hand with the telephone is.
fn light(x: u16, y: u16) -> f32 {
    let across = f32::from(x) / f32::from(SIZE.0);
    let down = f32::from(y) / f32::from(SIZE.1);
    let corner = (across - 0.5) * (across - 0.5) + (down - 0.5) * (down - 0.5);
    let hand = (1.0 - ((across - 0.95).abs() * 2.4 + (1.02 - down).abs() * 3.2)).max(0.0);
    1.03 - 0.13 * across - 0.1 * down - 0.16 * corner - 0.3 * hand
}

impl Line {
    /// How much ink is at a point, 0 to 1.
    fn ink(&self, u: f32, v: f32) -> f32 {
        let (column, row) = ((u - MARGIN.0) / self.scale - 0.5, (v - self.top) / self.scale - 0.5);
        if !(-1.0..=8.0).contains(&row) || column < -1.0 {
            return 0.0;
        }
        let (left, over) = (column.floor(), row.floor());
        let (right, under) = (column - left, row - over);
        let upper = self.dot(left, over) * (1.0 - right) + self.dot(left + 1.0, over) * right;
        let lower =
            self.dot(left, over + 1.0) * (1.0 - right) + self.dot(left + 1.0, over + 1.0) * right;
        // Rounds the corners of the typeface's points.
        ((upper * (1.0 - under) + lower * under - 0.25) / 0.4).clamp(0.0, 1.0)
    }

    /// Is the typeface black at this point? 1 or 0.
    fn dot(&self, column: f32, row: f32) -> f32 {
        let (Some(column), Some(row)) = (to_index(column), to_index(row)) else { return 0.0 };
        let glyph = self.text.get(column / 8).map_or([0; 8], |c| glyph(*c));
        let bits = glyph.get(row).copied().unwrap_or(0);
        f32::from(bits >> (column % 8) & 1)
    }
}

/// The 8 x 8 points of a character; a blank where the typeface has none.
fn glyph(c: char) -> [u8; 8] {
    let code = usize::try_from(u32::from(c)).unwrap_or(usize::MAX);
    let found = match code {
        0xA0.. => font8x8::legacy::LATIN_LEGACY.get(code - 0xA0),
        _ => font8x8::legacy::BASIC_LEGACY.get(code),
    };
    found.copied().unwrap_or_default()
}

/// Sixteen bits that look like chance.
fn hash(x: u32, y: u32) -> u16 {
    let mut bits = x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77);
    bits ^= bits >> 15;
    bits = bits.wrapping_mul(0xC2B2_AE3D);
    let [high, low, ..] = (bits ^ bits >> 13).to_be_bytes();
    u16::from_be_bytes([high, low])
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0 to 255, and such casts saturate"
)]
fn to_byte(part: f32) -> u8 {
    (part * 255.0).clamp(0.0, 255.0) as u8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and such casts saturate"
)]
fn to_index(place: f32) -> Option<usize> {
    (place >= 0.0).then_some(place as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::MediaType;
    use crate::domain::sniff::Sniffer;

    #[test]
    fn a_photograph_is_a_jpeg_that_is_taken_and_always_the_same() {
        let lines = ["# BUP (demo)", "", "Blåbær og ørret, ÆØÅ"];
        let bytes = of_letter(&lines);
        let mut sniffer = Sniffer::new();
        sniffer.push(&bytes);
        assert_eq!(sniffer.finish(), Ok(MediaType::Jpeg));
        assert!((50_000..900_000).contains(&bytes.len()), "{}", bytes.len());
        assert_eq!(bytes, of_letter(&lines));
    }

    #[test]
    fn norwegian_letters_have_glyphs() {
        for c in "æøåÆØÅé§0z".chars() {
            assert_ne!(glyph(c), [0; 8], "{c}");
        }
        assert_eq!(glyph('漢'), [0; 8]);
    }
}
