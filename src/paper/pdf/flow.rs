//! Setting a paper: where everything stands, on which page, and what it is to
//! somebody who hears it. Nothing is written yet.
//!
//! Lengths are points (1/72 inch), measured from the upper left corner of A4.

use super::face::{Face, Faces, FontError, Line};
use crate::paper::{Block, Paper, Section, clean, heading};

pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;
const LEFT: f32 = 62.0;
const TEXT_WIDTH: f32 = WIDTH - 2.0 * LEFT;
const TOP: f32 = 62.0;
/// Nothing of the text stands lower.
const BOTTOM: f32 = HEIGHT - 78.0;
const SIZE: f32 = 10.5;
const LEADING: f32 = 15.6;
/// How far below its top a line of text stands, as a part of its height.
const BASE: f32 = 0.74;
/// Where values begin beside their names.
const VALUES: f32 = 158.0;

/// Red, green and blue.
pub(super) type Colour = [u8; 3];
const BLACK: Colour = [26, 26, 31];
const GREY: Colour = [89, 94, 102];
const ACCENT: Colour = [0, 72, 102];
const PALE: Colour = [230, 241, 246];
const RULE: Colour = [190, 198, 205];

/// One weight of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// What a piece of the structure is (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Heading,
    Paragraph,
    List,
    Item,
    Label,
    Body,
    Table,
    Row,
    ColumnHead,
    RowHead,
    Cell,
}

/// The structure: groups, and content on pages by number.
#[derive(Debug)]
pub(super) enum Node {
    Group(Kind, String, Vec<Node>),
    Leaf(usize),
}

/// Something on a page.
#[derive(Debug)]
pub(super) enum Mark {
    /// A line of text. Without a leaf it is only decoration.
    Text {
        line: Line,
        at: (f32, f32),
        size: f32,
        weight: Weight,
        colour: Colour,
        leaf: Option<usize>,
    },
    /// A filled rectangle: left, top, width, height.
    Field([f32; 4], Colour),
}

/// A paper that has been set.
pub(super) struct Set {
    pub pages: Vec<Vec<Mark>>,
    pub nodes: Vec<Node>,
    /// Headings with their page and height, for the outline.
    pub headings: Vec<(String, usize, f32)>,
    pub faces: Faces,
    /// How many leaves there are.
    pub leaves: usize,
}

/// What the service says on its own pages.
struct Words {
    page: [&'static str; 2],
    gaps: &'static str,
}

fn words(paper: &Paper) -> Words {
    Words {
        page: paper.lang.pick([["Side", "av"], ["Side", "av"], ["Page", "of"]]),
        gaps: paper.lang.pick([
            "\u{FFFD} står for tegn som denne utskriften ikke har. De er med når teksten kopieres, \
             og i nettsiden.",
            "\u{FFFD} står for teikn som denne utskrifta ikkje har. Dei er med når teksten blir \
             kopiert, og i nettsida.",
            "\u{FFFD} stands for characters that this print does not have. They are there when the \
             text is copied, and in the web page.",
        ]),
    }
}

struct Flow {
    set: Set,
    /// The page that is being set.
    page: Vec<Mark>,
    /// The top of what comes next.
    y: f32,
    /// Where the text of this page begins.
    begun: f32,
    gaps: bool,
    running: String,
    /// What the columns are called, while a table is set.
    heads: Vec<Column>,
}

/// A text to be set in a column.
#[derive(Clone)]
struct Column {
    lines: Vec<Line>,
    x: f32,
    weight: Weight,
    colour: Colour,
}

/// Sets `paper`.
pub(super) fn set(paper: &Paper) -> Result<Set, FontError> {
    let faces = Faces::load()?;
    let set = Set { pages: Vec::new(), nodes: Vec::new(), headings: Vec::new(), faces, leaves: 0 };
    let running = match paper.subtitle.trim() {
        "" => clean(&paper.title),
        subtitle => clean(&format!("{} – {subtitle}", paper.title)),
    };
    let running = running.replace('\n', " ");
    let mut flow =
        Flow { set, page: Vec::new(), y: TOP, begun: TOP, gaps: false, running, heads: Vec::new() };
    flow.title(paper);
    for block in &paper.lead {
        flow.block(block);
    }
    for section in paper.sections.iter().filter(|section| !section.is_empty()) {
        flow.section(section);
    }
    let words = words(paper);
    if flow.gaps {
        flow.y += 8.0;
        flow.block(&Block::Text(words.gaps.to_owned()));
    }
    flow.furniture(paper, &words);
    Ok(flow.set)
}

impl Flow {
    fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.set.faces.regular,
            Weight::Bold => &self.set.faces.bold,
        }
    }

    fn lines(&self, text: &str, weight: Weight, size: f32, width: f32) -> Vec<Line> {
        self.face(weight).lines(clean(text).trim(), width / size)
    }

    fn leaf(&mut self) -> usize {
        self.set.leaves += 1;
        self.set.leaves - 1
    }

    fn turn(&mut self) {
        let full = std::mem::take(&mut self.page);
        self.set.pages.push(full);
        let line = self.face(Weight::Regular).lines(&self.running, TEXT_WIDTH / 8.5);
        if let Some(line) = line.into_iter().next() {
            self.put(line, (LEFT, 46.0), 8.5, (Weight::Regular, GREY), None);
        }
        self.y = TOP + 8.0;
        let heads = self.heads.clone();
        let tall = heads.iter().map(|head| head.lines.len()).max().unwrap_or(0);
        for Column { lines, x, weight, colour } in heads {
            let mut y = self.y + LEADING * BASE;
            for line in lines {
                self.put(line, (x, y), SIZE, (weight, colour), None);
                y += LEADING;
            }
        }
        if tall > 0 {
            self.y += count(tall) * LEADING;
            self.rule(ACCENT);
        }
        self.begun = self.y;
    }

    /// Goes on to a new page where `height` does not fit on this one.
    fn need(&mut self, height: f32) -> bool {
        let turns = self.y + height > BOTTOM && self.y > self.begun;
        if turns {
            self.turn();
        }
        turns
    }

    fn put(
        &mut self,
        line: Line,
        at: (f32, f32),
        size: f32,
        (weight, colour): (Weight, Colour),
        leaf: Option<usize>,
    ) {
        self.gaps |= line.gaps && leaf.is_some();
        self.page.push(Mark::Text { line, at, size, weight, colour, leaf });
    }

    fn field(&mut self, place: [f32; 4], colour: Colour) {
        self.page.push(Mark::Field(place, colour));
    }

    /// Sets columns side by side, line by line, over as many pages as it takes:
    /// the leaves of each.
    fn columns(&mut self, columns: Vec<Column>, size: f32, leading: f32) -> Vec<Vec<Node>> {
        let tall = columns.iter().map(|column| column.lines.len()).max().unwrap_or(0);
        let mut leaves: Vec<Vec<Node>> = columns.iter().map(|_| Vec::new()).collect();
        let mut open: Vec<Option<usize>> = columns.iter().map(|_| None).collect();
        let mut columns: Vec<_> = columns
            .into_iter()
            .map(|column| (column.lines.into_iter(), column.x, (column.weight, column.colour)))
            .collect();
        for _ in 0..tall {
            if self.need(leading) {
                open.fill(None);
            }
            let base = self.y + leading * BASE;
            for (((lines, x, look), leaves), open) in
                columns.iter_mut().zip(&mut leaves).zip(&mut open)
            {
                let Some(line) = lines.next() else { continue };
                let leaf = if let Some(leaf) = *open {
                    leaf
                } else {
                    let leaf = self.leaf();
                    leaves.push(Node::Leaf(leaf));
                    *open = Some(leaf);
                    leaf
                };
                self.put(line, (*x, base), size, *look, Some(leaf));
            }
            self.y += leading;
        }
        leaves
    }

    /// One text over the whole width: its leaves.
    fn text(
        &mut self,
        text: &str,
        size: f32,
        look: (Weight, Colour),
        (x, width): (f32, f32),
    ) -> Vec<Node> {
        let lines = self.lines(text, look.0, size, width);
        let column = Column { lines, x, weight: look.0, colour: look.1 };
        self.columns(vec![column], size, size * LEADING / SIZE).pop().unwrap_or_default()
    }

    fn title(&mut self, paper: &Paper) {
        self.field([LEFT, TOP - 20.0, 34.0, 4.0], ACCENT);
        let look = (Weight::Bold, BLACK);
        let lines = self.lines(&heading(&paper.title), Weight::Bold, 20.0, TEXT_WIDTH);
        let column = Column { lines, x: LEFT, weight: look.0, colour: look.1 };
        let leaves = self.columns(vec![column], 20.0, 26.0).pop().unwrap_or_default();
        self.heading(Kind::Title, &paper.title, leaves, TOP);
        if !paper.subtitle.trim().is_empty() {
            let leaves =
                self.text(&paper.subtitle, 12.0, (Weight::Regular, GREY), (LEFT, TEXT_WIDTH));
            self.group(Kind::Paragraph, leaves);
        }
        self.y += 12.0;
    }

    fn heading(&mut self, kind: Kind, text: &str, leaves: Vec<Node>, y: f32) {
        let text = heading(text);
        self.set.headings.push((text.clone(), self.set.pages.len(), y));
        self.set.nodes.push(Node::Group(kind, text, leaves));
    }

    fn group(&mut self, kind: Kind, children: Vec<Node>) {
        self.set.nodes.push(Node::Group(kind, String::new(), children));
    }

    fn section(&mut self, section: &Section) {
        self.y += 14.0;
        // A heading stays with the first lines of what follows.
        self.need(20.0 + 4.0 * LEADING);
        let y = self.y;
        let leaves =
            self.text(&heading(&section.heading), 13.0, (Weight::Bold, ACCENT), (LEFT, TEXT_WIDTH));
        self.heading(Kind::Heading, &section.heading, leaves, y);
        self.field([LEFT, self.y + 1.0, TEXT_WIDTH, 0.8], RULE);
        self.y += 8.0;
        for block in &section.blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        if block.is_empty() {
            return;
        }
        match block {
            Block::Text(text) => {
                // No line stands alone at the foot of a page.
                self.need(2.0 * LEADING);
                let leaves = self.text(text, SIZE, (Weight::Regular, BLACK), (LEFT, TEXT_WIDTH));
                self.group(Kind::Paragraph, leaves);
                self.y += 6.0;
            }
            Block::Notice(text) => self.notice(text),
            Block::List(items) => self.list(items),
            Block::Rows(rows) => self.rows(rows),
            Block::Table { head, rows } => self.table(head, rows),
        }
    }

    fn notice(&mut self, text: &str) {
        let lines = self.lines(text, Weight::Bold, SIZE, TEXT_WIDTH - 34.0);
        let tall = count(lines.len()) * LEADING + 16.0;
        self.y += 4.0;
        self.need(tall.min(BOTTOM - TOP - 8.0));
        // One that is longer than a page has no field behind it.
        if self.y + tall <= BOTTOM {
            self.field([LEFT, self.y, TEXT_WIDTH, tall], PALE);
            self.field([LEFT, self.y, 5.0, tall], ACCENT);
        }
        self.y += 8.0;
        let column = Column { lines, x: LEFT + 19.0, weight: Weight::Bold, colour: BLACK };
        let leaves = self.columns(vec![column], SIZE, LEADING).pop().unwrap_or_default();
        self.group(Kind::Paragraph, leaves);
        self.y += 18.0;
    }

    fn list(&mut self, items: &[String]) {
        let mut nodes = Vec::new();
        for item in items.iter().filter(|item| !item.trim().is_empty()) {
            let lines = self.lines(item, Weight::Regular, SIZE, TEXT_WIDTH - 18.0);
            self.need(count(lines.len()).min(3.0) * LEADING);
            let dot = self.lines("•", Weight::Bold, SIZE, 18.0);
            let columns = vec![
                Column { lines: dot, x: LEFT + 4.0, weight: Weight::Bold, colour: ACCENT },
                Column { lines, x: LEFT + 18.0, weight: Weight::Regular, colour: BLACK },
            ];
            let mut leaves = self.columns(columns, SIZE, LEADING).into_iter();
            let group = |kind, leaves: Option<Vec<Node>>| {
                Node::Group(kind, String::new(), leaves.unwrap_or_default())
            };
            let (label, body) =
                (group(Kind::Label, leaves.next()), group(Kind::Body, leaves.next()));
            nodes.push(Node::Group(Kind::Item, String::new(), vec![label, body]));
            self.y += 2.0;
        }
        self.group(Kind::List, nodes);
        self.y += 5.0;
    }

    fn rows(&mut self, rows: &[(String, String)]) {
        let mut nodes = Vec::new();
        for (name, value) in rows.iter().filter(|(_, value)| !value.trim().is_empty()) {
            let columns = vec![
                self.column(name, (LEFT, VALUES - 14.0), Weight::Bold),
                self.column(value, (LEFT + VALUES, TEXT_WIDTH - VALUES), Weight::Regular),
            ];
            let kinds = [Kind::RowHead, Kind::Cell];
            let row = self.row(columns, &kinds);
            nodes.push(row);
            self.y += 4.0;
        }
        self.group(Kind::Table, nodes);
        self.y += 5.0;
    }

    fn column(&self, text: &str, (x, width): (f32, f32), weight: Weight) -> Column {
        let lines = self.lines(text, weight, SIZE, width);
        Column { lines, x, weight, colour: BLACK }
    }

    /// A row of cells: kept on one page where it is short.
    fn row(&mut self, columns: Vec<Column>, kinds: &[Kind]) -> Node {
        let tall = columns.iter().map(|column| column.lines.len()).max().unwrap_or(0);
        self.need(count(tall).min(12.0) * LEADING);
        let leaves = self.columns(columns, SIZE, LEADING);
        let cells = leaves.into_iter().zip(kinds);
        let cells = cells.map(|(leaves, kind)| Node::Group(*kind, String::new(), leaves)).collect();
        Node::Group(Kind::Row, String::new(), cells)
    }

    fn table(&mut self, head: &[String], rows: &[Vec<String>]) {
        let shares = self.shares(head, rows);
        let set = |flow: &Self, cells: &[String], weight| -> Vec<Column> {
            let mut x = LEFT;
            let cells = cells.iter().zip(&shares);
            cells
                .map(|(cell, share)| {
                    let column = flow.column(cell, (x, share - 12.0), weight);
                    x += share;
                    column
                })
                .collect()
        };
        self.need(4.0 * LEADING);
        let heads = set(self, head, Weight::Bold);
        let mut nodes = vec![self.row(heads.clone(), &vec![Kind::ColumnHead; head.len()])];
        self.rule(ACCENT);
        // Headings that would fill a page are not said twice.
        let short = heads.iter().all(|head| head.lines.len() <= 6);
        self.heads = if short { heads } else { Vec::new() };
        for cells in rows {
            let columns = set(self, cells, Weight::Regular);
            nodes.push(self.row(columns, &vec![Kind::Cell; head.len()]));
            self.rule(RULE);
        }
        self.heads = Vec::new();
        self.group(Kind::Table, nodes);
        self.y += 6.0;
    }

    fn rule(&mut self, colour: Colour) {
        self.field([LEFT, self.y + 1.5, TEXT_WIDTH, 0.8], colour);
        self.y += 5.0;
    }

    /// How wide columns are: by their widest cell, each at least an eighth and at
    /// most half before what is left is shared out.
    fn shares(&self, head: &[String], rows: &[Vec<String>]) -> Vec<f32> {
        let wide = |at: usize| {
            let cells = rows.iter().filter_map(|row| row.get(at)).chain(head.get(at));
            let widest = cells
                .flat_map(|cell| cell.lines())
                .map(|line| self.set.faces.bold.width(line) * SIZE + 12.0)
                .fold(0.0, f32::max);
            widest.clamp(TEXT_WIDTH / 8.0, TEXT_WIDTH / 2.0)
        };
        let wide: Vec<f32> = (0..head.len()).map(wide).collect();
        let sum: f32 = wide.iter().sum::<f32>().max(1.0);
        wide.into_iter().map(|one| one * TEXT_WIDTH / sum).collect()
    }

    /// Footer and number on every page: no part of the text.
    fn furniture(&mut self, paper: &Paper, words: &Words) {
        let last = std::mem::take(&mut self.page);
        self.set.pages.push(last);
        let total = self.set.pages.len();
        let [side, of] = words.page;
        let footer = self.lines(&paper.footer, Weight::Regular, 8.5, TEXT_WIDTH - 90.0);
        for (number, page) in (1..).zip(&mut self.set.pages) {
            let regular = &self.set.faces.regular;
            let colour = GREY;
            page.push(Mark::Field([LEFT, HEIGHT - 58.0, TEXT_WIDTH, 0.8], RULE));
            let mut y = HEIGHT - 44.0;
            for line in footer.iter().take(2).cloned() {
                let (at, weight) = ((LEFT, y), Weight::Regular);
                page.push(Mark::Text { line, at, size: 8.5, weight, colour, leaf: None });
                y += 11.0;
            }
            let line = regular.line(&format!("{side} {number} {of} {total}"));
            let at = (WIDTH - LEFT - line.width * 8.5, HEIGHT - 44.0);
            let weight = Weight::Regular;
            page.push(Mark::Text { line, at, size: 8.5, weight, colour, leaf: None });
        }
    }
}

/// A number of lines as a length counts them.
fn count(lines: usize) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX))
}
