//! Letters of the demonstration: A4 pages in the standard Helvetica fonts
//! (ISO 32000-1, 9.6.2.2), marked as invented on every page.
//!
//! The same letter gives the same bytes: there is no clock and no chance in
//! here. Lengths are points (1/72 inch), measured from the lower left corner.

use crate::domain::time::Day;
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// What stands on every page.
pub const DEMO_MARK: &str = "(demo) Oppdiktet eksempel – gjelder ingen virkelig person";

/// Red, green and blue, each 0 to 1.
pub type Colour = [f32; 3];

/// A letter before it is set.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Who writes: the letterhead's first line.
    pub sender: String,
    /// One to three letters in the coloured field that stands for a logo.
    pub mark: &'static str,
    /// The letterhead's colour.
    pub accent: Colour,
    /// Address, telephone, office: the letterhead's small lines.
    pub sender_lines: Vec<String>,
    /// The date of the letter.
    pub date: Day,
    /// The sender's reference, if letters of this kind have one.
    pub reference: Option<String>,
    /// Name and address lines; empty for a sheet that goes to nobody.
    pub receiver: Vec<String>,
    /// The heading.
    pub title: String,
    /// What the letter says.
    pub body: Vec<Block>,
    /// The last line of every page.
    pub footer: String,
}

/// A piece of a letter.
#[derive(Debug, Clone)]
pub enum Block {
    /// Running text.
    Paragraph(String),
    /// A heading inside the letter; stays with what follows.
    Heading(String),
    /// A list.
    Bullets(Vec<String>),
    /// Names and what belongs to them, in two columns.
    Facts(Vec<(String, String)>),
    /// A table; every column has a heading and its share of the width in
    /// percent.
    Table {
        /// Headings and shares.
        columns: Vec<(&'static str, f32)>,
        /// Cells, as many as there are columns.
        rows: Vec<Vec<String>>,
    },
    /// Something that must not be overlooked, in a coloured field.
    Notice(String),
    /// Greeting, name and office of who answers for the letter.
    Signed(String, String),
}

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const LEFT: f32 = 64.0;
const TEXT_WIDTH: f32 = WIDTH - 2.0 * LEFT;
const BOTTOM: f32 = 78.0;
const SIZE: f32 = 10.5;
const LEADING: f32 = 14.6;
/// How tall a greeting with name, office and note is.
const SIGNED: f32 = 71.0;
const GREY: Colour = [0.38, 0.4, 0.43];
const BLACK: Colour = [0.1, 0.1, 0.12];
const WHITE: Colour = [1.0, 1.0, 1.0];

/// A face of Helvetica.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Regular,
    Bold,
    Oblique,
}

impl Face {
    const ALL: [Face; 3] = [Face::Regular, Face::Bold, Face::Oblique];

    fn names(self) -> (Name<'static>, Name<'static>) {
        match self {
            Face::Regular => (Name(b"F1"), Name(b"Helvetica")),
            Face::Bold => (Name(b"F2"), Name(b"Helvetica-Bold")),
            Face::Oblique => (Name(b"F3"), Name(b"Helvetica-Oblique")),
        }
    }

    /// How far one byte of text moves on, in thousandths of the size.
    fn advance(self, byte: u8) -> u16 {
        let bold = self == Face::Bold;
        let (ascii, latin) = if bold { (&BOLD, &BOLD_LATIN) } else { (&PLAIN, &PLAIN_LATIN) };
        let from = |table: &[u16], first| table.get(usize::from(byte - first)).copied();
        let width = match byte {
            32..=126 => from(ascii, 32),
            160..=255 => from(latin, 160),
            0x91 | 0x92 => Some(if bold { 278 } else { 222 }),
            0x93 | 0x94 => Some(if bold { 500 } else { 333 }),
            0x95 => Some(350),
            0x85 | 0x97 => Some(1000),
            _ => None,
        };
        width.unwrap_or(556)
    }

    fn width(self, text: &[u8], size: f32) -> f32 {
        text.iter().map(|byte| f32::from(self.advance(*byte))).sum::<f32>() * size / 1000.0
    }
}

/// `text` in `WinAnsi` encoding (ISO 32000-1, annex D.2); `?` for what is not
/// in it.
fn encode(text: &str) -> Vec<u8> {
    let byte = |c| match c {
        ' '..='~' | '\u{A0}'..='\u{FF}' => u8::try_from(c).unwrap_or(b'?'),
        '€' => 0x80,
        '…' => 0x85,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        _ => b'?',
    };
    text.chars().map(byte).collect()
}

/// `text` in lines of at most `width` points, broken at spaces.
fn wrap(text: &str, face: Face, size: f32, width: f32) -> Vec<Vec<u8>> {
    let mut lines = vec![Vec::new()];
    for word in encode(text).split(|byte| *byte == b' ') {
        if let Some(line) = lines.last_mut() {
            let longer = [line.as_slice(), word].join(&b' ');
            if line.is_empty() {
                *line = word.to_vec();
                continue;
            } else if face.width(&longer, size) <= width {
                *line = longer;
                continue;
            }
        }
        lines.push(word.to_vec());
    }
    lines
}

/// `date` as Norwegian letters write it; the day stays with its month.
#[must_use]
pub fn in_words(date: Day) -> String {
    const MONTHS: [&str; 12] = [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ];
    let (year, month, day) = date.parts();
    let month = MONTHS.get(usize::from(month) - 1).copied().unwrap_or_default();
    format!("{day}.\u{A0}{month} {year}")
}

/// The pages while they are being set.
struct Setter<'a> {
    letter: &'a Letter,
    pages: Vec<Content>,
    page: Content,
    /// The base line of what comes next.
    y: f32,
}

impl Setter<'_> {
    fn show(&mut self, text: &[u8], face: Face, size: f32, colour: Colour, (x, y): (f32, f32)) {
        let [red, green, blue] = colour;
        self.page.set_fill_rgb(red, green, blue).begin_text();
        self.page.set_font(face.names().0, size).next_line(x, y).show(Str(text)).end_text();
    }

    fn show_right(&mut self, text: &str, face: Face, size: f32, y: f32) {
        let text = encode(text);
        let x = WIDTH - LEFT - face.width(&text, size);
        self.show(&text, face, size, GREY, (x, y));
    }

    fn fill(&mut self, colour: Colour, [x, y, width, height]: [f32; 4]) {
        let [red, green, blue] = colour;
        self.page.set_fill_rgb(red, green, blue).rect(x, y, width, height).fill_nonzero();
    }

    /// The band with the mark of the demonstration, and the footer.
    fn frame(&mut self) {
        self.fill([1.0, 0.95, 0.78], [0.0, HEIGHT - 22.0, WIDTH, 22.0]);
        let mark = encode(DEMO_MARK);
        let x = (WIDTH - Face::Bold.width(&mark, 8.5)) / 2.0;
        self.show(&mark, Face::Bold, 8.5, [0.45, 0.3, 0.0], (x, HEIGHT - 14.2));
        self.fill([0.8, 0.82, 0.84], [LEFT, 52.0, TEXT_WIDTH, 0.6]);
        self.show(&encode(&self.letter.footer), Face::Regular, 8.0, GREY, (LEFT, 40.0));
    }

    fn letterhead(&mut self) {
        let letter = self.letter;
        let top = HEIGHT - 80.0;
        self.fill(letter.accent, [LEFT, top, 34.0, 34.0]);
        let mark = encode(letter.mark);
        let x = LEFT + 17.0 - Face::Bold.width(&mark, 15.0) / 2.0;
        self.show(&mark, Face::Bold, 15.0, WHITE, (x, top + 11.6));
        let sender = encode(&letter.sender);
        self.show(&sender, Face::Bold, 14.0, letter.accent, (LEFT + 45.0, top + 19.0));
        let lines = encode(&letter.sender_lines.join("  •  "));
        self.show(&lines, Face::Regular, 8.5, GREY, (LEFT + 45.0, top + 5.0));
        self.fill(letter.accent, [LEFT, top - 12.0, TEXT_WIDTH, 1.4]);

        self.y = top - 40.0;
        self.show_right(&in_words(letter.date), Face::Regular, 9.5, self.y);
        if let Some(reference) = &letter.reference {
            let reference = format!("Vår referanse: {reference}");
            self.show_right(&reference, Face::Regular, 9.5, self.y - 13.0);
        }
        for line in &letter.receiver {
            self.show(&encode(line), Face::Regular, SIZE, BLACK, (LEFT, self.y));
            self.y -= LEADING;
        }
        self.y -= if letter.receiver.is_empty() { 4.0 } else { 26.0 };
        // Without a receiver the date stands beside the title.
        let beside = if letter.receiver.is_empty() { 140.0 } else { 0.0 };
        for line in wrap(&letter.title, Face::Bold, 16.0, TEXT_WIDTH - beside) {
            self.show(&line, Face::Bold, 16.0, BLACK, (LEFT, self.y));
            self.y -= 20.0;
        }
        self.y -= 8.0;
    }

    /// Goes on to a new page where `height` does not fit on this one.
    fn need(&mut self, height: f32) {
        if self.y - height < BOTTOM {
            let full = std::mem::replace(&mut self.page, Content::new());
            self.pages.push(full);
            self.frame();
            self.y = HEIGHT - 50.0;
            let running = encode(&format!("{} – {}", self.letter.sender, self.letter.title));
            self.show(&running, Face::Regular, 8.5, GREY, (LEFT, self.y));
            self.y -= 30.0;
        }
    }

    fn lines(&mut self, lines: Vec<Vec<u8>>, face: Face, colour: Colour, x: f32) {
        for line in lines {
            self.need(0.0);
            self.show(&line, face, SIZE, colour, (x, self.y));
            self.y -= LEADING;
        }
    }

    fn paragraph(&mut self, text: &str) {
        let lines = wrap(text, Face::Regular, SIZE, TEXT_WIDTH);
        self.need(LEADING);
        self.lines(lines, Face::Regular, BLACK, LEFT);
        self.y -= 7.0;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => self.paragraph(text),
            Block::Heading(text) => {
                self.y -= 5.0;
                self.show(&encode(text), Face::Bold, 11.5, self.letter.accent, (LEFT, self.y));
                self.y -= 17.0;
            }
            Block::Bullets(items) => {
                for item in items {
                    let lines = wrap(item, Face::Regular, SIZE, TEXT_WIDTH - 20.0);
                    self.need(height(&lines) - LEADING);
                    let accent = self.letter.accent;
                    self.show(&encode("•"), Face::Bold, SIZE, accent, (LEFT + 6.0, self.y));
                    self.lines(lines, Face::Regular, BLACK, LEFT + 20.0);
                    self.y -= 2.0;
                }
                self.y -= 5.0;
            }
            Block::Facts(facts) => {
                for (name, value) in facts {
                    let value = wrap(value, Face::Regular, SIZE, TEXT_WIDTH - 140.0);
                    self.need(height(&value) - LEADING);
                    self.show(&encode(name), Face::Bold, SIZE, BLACK, (LEFT, self.y));
                    self.lines(value, Face::Regular, BLACK, LEFT + 140.0);
                    self.y -= 1.5;
                }
                self.y -= 8.0;
            }
            Block::Table { columns, rows } => {
                let head: Vec<String> = columns.iter().map(|(name, _)| (*name).into()).collect();
                self.need(70.0);
                self.row(columns, &head, true);
                for row in rows {
                    self.row(columns, row, false);
                }
                self.y -= 12.0;
            }
            Block::Notice(text) => {
                let lines = wrap(text, Face::Bold, SIZE, TEXT_WIDTH - 34.0);
                let tall = height(&lines) + 16.0;
                self.need(tall);
                let top = self.y + LEADING - 2.0;
                let pale = self.letter.accent.map(|part| 0.9 + part * 0.1);
                self.fill(pale, [LEFT, top - tall, TEXT_WIDTH, tall]);
                self.fill(self.letter.accent, [LEFT, top - tall, 5.0, tall]);
                self.y -= 6.6;
                self.lines(lines, Face::Bold, BLACK, LEFT + 19.0);
                self.y -= 18.0;
            }
            Block::Signed(name, office) => {
                self.y -= 10.0;
                for (text, face, after) in [
                    ("Med vennlig hilsen", Face::Regular, 24.0),
                    (name.as_str(), Face::Bold, LEADING),
                    (office.as_str(), Face::Regular, 22.0),
                ] {
                    self.show(&encode(text), face, SIZE, BLACK, (LEFT, self.y));
                    self.y -= after;
                }
                let note = "Dokumentet er elektronisk godkjent og har derfor ingen underskrift.";
                self.show(&encode(note), Face::Oblique, 8.5, GREY, (LEFT, self.y));
                self.y -= LEADING;
            }
        }
    }

    fn row(&mut self, columns: &[(&'static str, f32)], cells: &[String], head: bool) {
        let face = if head { Face::Bold } else { Face::Regular };
        let cells: Vec<_> = columns
            .iter()
            .zip(cells)
            .map(|((_, share), cell)| {
                (wrap(cell, face, 9.5, share * TEXT_WIDTH / 100.0 - 10.0), share)
            })
            .collect();
        let tall =
            cells.iter().map(|(lines, _)| lines.iter().map(|_| 12.5).sum()).fold(0.0, f32::max);
        self.need(tall);
        let top = self.y + 11.5;
        if head {
            self.fill(self.letter.accent, [LEFT, top - tall - 6.0, TEXT_WIDTH, tall + 6.0]);
        } else {
            self.fill([0.8, 0.82, 0.84], [LEFT, top - tall - 6.0, TEXT_WIDTH, 0.6]);
        }
        let mut x = LEFT + 6.0;
        for (lines, share) in cells {
            let mut y = self.y;
            for line in lines {
                self.show(&line, face, 9.5, if head { WHITE } else { BLACK }, (x, y));
                y -= 12.5;
            }
            x += share * TEXT_WIDTH / 100.0;
        }
        self.y -= tall + 6.0;
    }
}

/// How much must stand on one page: a heading with what follows it, and a
/// signature with the paragraph before it.
fn together(body: &[Block]) -> f32 {
    match body {
        [Block::Heading(_), rest @ ..] => 22.0 + together(rest),
        [Block::Paragraph(text), Block::Signed(..), ..] => {
            height(&wrap(text, Face::Regular, SIZE, TEXT_WIDTH)) + 7.0 + SIGNED
        }
        [Block::Signed(..), ..] => SIGNED,
        [Block::Table { .. } | Block::Notice(_), ..] => 50.0,
        [_, ..] => LEADING,
        [] => 0.0,
    }
}

fn height(lines: &[Vec<u8>]) -> f32 {
    lines.iter().map(|_| LEADING).sum()
}

/// Sets `letter` on as many pages as it needs: a whole PDF 1.7 file.
#[must_use]
pub fn letter(letter: &Letter) -> Vec<u8> {
    let mut setter = Setter { letter, pages: Vec::new(), page: Content::new(), y: 0.0 };
    setter.frame();
    setter.letterhead();
    let mut body = letter.body.as_slice();
    while let Some((block, rest)) = body.split_first() {
        setter.need(together(body));
        setter.block(block);
        body = rest;
    }
    let Setter { mut pages, page, .. } = setter;
    pages.push(page);
    write(letter, pages)
}

fn write(letter: &Letter, contents: Vec<Content>) -> Vec<u8> {
    let mut next = 0;
    let mut id = || {
        next += 1;
        Ref::new(next)
    };
    let (catalog, tree, info) = (id(), id(), id());
    let fonts = Face::ALL.map(|face| (face, id()));
    let pages: Vec<_> = contents.into_iter().map(|content| (content, id(), id())).collect();

    let mut pdf = Pdf::new();
    let mut root = pdf.catalog(catalog);
    root.pages(tree).lang(TextStr("nb-NO"));
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    let mut about = pdf.document_info(info);
    about.title(TextStr(&letter.title)).author(TextStr(&letter.sender));
    about.subject(TextStr(DEMO_MARK));
    about.finish();
    let count = pages.len();
    pdf.pages(tree)
        .kids(pages.iter().map(|(_, page, _)| *page))
        .count(i32::try_from(count).unwrap_or(i32::MAX));
    for (face, id) in fonts {
        pdf.type1_font(id).base_font(face.names().1).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    for (number, (mut content, page_id, content_id)) in (1..).zip(pages) {
        let text = encode(&format!("Side {number} av {count}"));
        let x = WIDTH - LEFT - Face::Regular.width(&text, 8.0);
        let [red, green, blue] = GREY;
        content.set_fill_rgb(red, green, blue).begin_text();
        content
            .set_font(Face::Regular.names().0, 8.0)
            .next_line(x, 40.0)
            .show(Str(&text))
            .end_text();
        let mut page = pdf.page(page_id);
        page.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(content_id);
        let mut resources = page.resources();
        let mut named = resources.fonts();
        for (face, id) in fonts {
            named.pair(face.names().0, id);
        }
        named.finish();
        resources.finish();
        page.finish();
        pdf.stream(content_id, &content.finish());
    }
    pdf.finish()
}

/// Helvetica, bytes 32 to 126 (Adobe font metrics).
#[rustfmt::skip]
const PLAIN: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Helvetica, bytes 160 to 255.
#[rustfmt::skip]
const PLAIN_LATIN: [u16; 96] = [
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
];

/// Helvetica Bold, bytes 32 to 126.
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

/// Helvetica Bold, bytes 160 to 255.
#[rustfmt::skip]
const BOLD_LATIN: [u16; 96] = [
    278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 611, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278,
    611, 611, 611, 611, 611, 611, 611, 584, 611, 611, 611, 611, 611, 556, 611, 556,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::MediaType;
    use crate::domain::sniff::Sniffer;

    fn example(paragraphs: usize) -> Letter {
        Letter {
            sender: "Sørlandet sykehus (demo)".into(),
            mark: "S",
            accent: [0.0, 0.2, 0.5],
            sender_lines: vec!["Barneavdelingen".into()],
            date: Day::new(2026, 5, 17).unwrap(),
            reference: Some("2026/1".into()),
            receiver: vec!["Kari Lind".into()],
            title: "Æøå".into(),
            body: vec![
                Block::Paragraph("Blåbærsyltetøy på brødskive. ".repeat(30));
                paragraphs
            ],
            footer: "Bunnlinje".into(),
        }
    }

    fn count(bytes: &[u8], what: &[u8]) -> usize {
        bytes.windows(what.len()).filter(|window| *window == what).count()
    }

    #[test]
    fn a_letter_is_a_pdf_that_is_taken_and_always_the_same() {
        let bytes = letter(&example(3));
        let mut sniffer = Sniffer::new();
        sniffer.push(&bytes);
        assert_eq!(sniffer.finish(), Ok(MediaType::Pdf));
        assert_eq!(bytes, letter(&example(3)));
    }

    #[test]
    fn every_page_says_that_it_is_invented() {
        let bytes = letter(&example(40));
        let pages = count(&bytes, b"/Type /Page\n");
        assert!(pages > 3, "{pages}");
        // The dash makes it a string of hexadecimal digits.
        let mark: Vec<_> = encode(DEMO_MARK).iter().map(|byte| format!("{byte:02X}")).collect();
        assert_eq!(count(&bytes, format!("<{}> Tj", mark.concat()).as_bytes()), pages);
        assert_eq!(count(&bytes, format!("av {pages}) Tj").as_bytes()), pages);
    }

    #[test]
    fn no_line_is_wider_than_its_column() {
        let text =
            "Habiliteringstjenesten følger opp spastisitet, språk og trivsel i skolen. ".repeat(9);
        for face in Face::ALL {
            for line in wrap(&text, face, SIZE, 200.0) {
                assert!(face.width(&line, SIZE) <= 200.0);
            }
        }
        assert!((Face::Regular.width(&encode("Blåbær"), 1000.0) - 3223.0).abs() < 0.5);
    }

    #[test]
    fn norwegian_letters_and_dates_are_written_right() {
        assert_eq!(encode("æøå ÆØÅ – « • 漢"), b"\xE6\xF8\xE5 \xC6\xD8\xC5 \x96 \xAB \x95 ?");
        assert_eq!(in_words(Day::new(2026, 12, 1).unwrap()), "1.\u{A0}desember 2026");
    }
}
