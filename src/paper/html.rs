//! A paper as one self-contained page: no script, no address that is loaded, and
//! every text escaped by the one function that writes texts.

use super::{Block, Paper, Section, clean};
use crate::domain::sha256::Sha256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::OnceLock;

/// The style sheet that stands in the page.
pub const STYLE: &str = "\
:root{color-scheme:light dark;font:1.0625rem/1.55 system-ui,sans-serif}\
body{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 3rem;overflow-wrap:break-word}\
h1{font-size:1.8rem;line-height:1.2;margin:0}\
h2{font-size:1.25rem;line-height:1.3;margin:2.2rem 0 .5rem;padding-bottom:.25rem;border-bottom:2px solid}\
.s{font-size:1.1rem;margin:.25rem 0 0}\
.n{border:2px solid;border-left-width:.6rem;padding:.75rem 1rem;margin:1rem 0;font-weight:600}\
p{margin:.75rem 0}ul{padding-left:1.4rem}li{margin:.3rem 0}\
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.4rem 1.25rem;margin:.75rem 0}\
dt{font-weight:600}dt,dd{margin:0;min-width:0;overflow-wrap:anywhere}\
table{border-collapse:collapse;width:100%;margin:.75rem 0}\
th,td{text-align:start;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid #8888}\
footer{margin-top:3rem;padding-top:.75rem;border-top:1px solid #8888;font-size:.9rem}\
@media screen and (max-width:36rem){dl{display:block}dd{margin:0 0 .6rem}\
table,tbody,tr,td{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
tr{border-bottom:2px solid #8888;padding:.4rem 0}td{border:0;padding:.15rem 0}td:empty{display:none}\
td::before{content:attr(data-h) \": \";font-weight:600}}\
@media print{:root{color-scheme:light;font-size:11pt}body{max-width:none;padding:0}\
h2{break-after:avoid}tr,li,dd,.n{break-inside:avoid}}";

/// What a `Content-Security-Policy` names the style sheet by: `'sha256-…'`.
#[must_use]
pub fn style_source() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| {
        let mut hash = Sha256::new();
        hash.update(STYLE.as_bytes());
        format!("'sha256-{}'", STANDARD.encode(hash.finish()))
    })
}

/// The page, UTF-8.
#[must_use]
pub fn page(paper: &Paper) -> String {
    let mut page = Page(String::with_capacity(8 * 1024));
    page.markup("<!doctype html><html lang=\"");
    page.markup(paper.lang.code());
    page.markup("\"><head><meta charset=\"utf-8\">");
    page.markup("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    page.markup("<meta name=\"robots\" content=\"noindex\">");
    page.element("<title>", &paper.title, "</title>");
    page.markup("<style>");
    page.markup(STYLE);
    page.markup("</style></head><body><header>");
    page.element("<h1 dir=\"auto\">", &paper.title, "</h1>");
    page.element("<p class=\"s\" dir=\"auto\">", &paper.subtitle, "</p>");
    page.markup("</header><main>");
    paper.lead.iter().for_each(|block| page.block(block));
    for section in &paper.sections {
        page.section(section);
    }
    page.markup("</main>");
    page.element("<footer><p>", &paper.footer, "</p></footer>");
    page.markup("</body></html>\n");
    page.0
}

struct Page(String);

impl Page {
    /// Markup of our own: only text that is written here in the source.
    fn markup(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Any text: what has a meaning in HTML is written out. The line breaks of the
    /// text are kept.
    fn text(&mut self, text: &str) {
        for c in clean(text.trim()).chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' => self.0.push_str("<br>"),
                c => self.0.push(c),
            }
        }
    }

    /// An element, unless there is no text for it.
    fn element(&mut self, begin: &'static str, text: &str, end: &'static str) {
        if !text.trim().is_empty() {
            self.markup(begin);
            self.text(text);
            self.markup(end);
        }
    }

    fn section(&mut self, section: &Section) {
        if section.is_empty() {
            return;
        }
        self.markup("<section>");
        self.element("<h2 dir=\"auto\">", &section.heading, "</h2>");
        section.blocks.iter().for_each(|block| self.block(block));
        self.markup("</section>");
    }

    fn block(&mut self, block: &Block) {
        if block.is_empty() {
            return;
        }
        match block {
            Block::Text(text) => self.element("<p dir=\"auto\">", text, "</p>"),
            Block::Notice(text) => self.element("<p class=\"n\" dir=\"auto\">", text, "</p>"),
            Block::List(items) => {
                self.markup("<ul>");
                for item in items {
                    self.element("<li dir=\"auto\">", item, "</li>");
                }
                self.markup("</ul>");
            }
            Block::Rows(rows) => {
                self.markup("<dl>");
                for (name, value) in rows.iter().filter(|(_, value)| !value.trim().is_empty()) {
                    self.markup("<dt>");
                    self.text(name);
                    self.element("</dt><dd dir=\"auto\">", value, "</dd>");
                }
                self.markup("</dl>");
            }
            Block::Table { head, rows } => {
                // Roles, because the style makes blocks of it on a narrow screen.
                self.markup("<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">");
                for cell in head {
                    self.markup("<th role=\"columnheader\" scope=\"col\">");
                    self.text(cell);
                    self.markup("</th>");
                }
                self.markup("</tr></thead><tbody role=\"rowgroup\">");
                for row in rows {
                    self.markup("<tr role=\"row\">");
                    for (cell, head) in row.iter().zip(head) {
                        self.markup("<td role=\"cell\" dir=\"auto\" data-h=\"");
                        self.text(&head.replace('\n', " "));
                        self.markup("\">");
                        self.text(cell);
                        self.markup("</td>");
                    }
                    self.markup("</tr>");
                }
                self.markup("</tbody></table>");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;
    use crate::domain::lang::Lang;

    #[test]
    fn a_page_has_one_title_and_landmarks_and_nothing_that_runs_or_loads() {
        let page = page(&sample());
        assert!(page.starts_with("<!doctype html><html lang=\"nb\">"));
        assert_eq!(page.matches("<h1").count(), 1);
        for part in ["<header>", "<main>", "<footer>", "<title>Om meg – Nora</title>"] {
            assert_eq!(page.matches(part).count(), 1, "{part}");
        }
        // A section without contents has no heading either.
        assert_eq!(page.matches("<h2").count(), 2);
        assert!(page.contains("<p dir=\"auto\">Blåbærsyltetøy på brødskive.<br>En linje til.</p>"));
        for never in ["<script", " on", "href", "src=", "url(", "@import", "style=", "http"] {
            assert!(!page.contains(never), "{never}");
        }
    }

    #[test]
    fn every_text_is_escaped_wherever_it_stands() {
        let bad = "<script>alert(1)</script>\"'&\u{202E}\u{0}";
        let good = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\u{FFFD} ";
        let text = || bad.to_owned();
        let paper = Paper {
            lang: Lang::En,
            title: text(),
            subtitle: text(),
            lead: vec![Block::Text(text()), Block::Notice(text()), Block::List(vec![text()])],
            sections: vec![Section::new(
                bad,
                vec![
                    Block::Rows(vec![(text(), text())]),
                    Block::Table { head: vec![text()], rows: vec![vec![text()]] },
                ],
            )],
            footer: text(),
            of: crate::domain::Timestamp::default(),
        };
        let page = page(&paper);
        // Title and heading, subtitle, three blocks, a heading, two of a row, two of
        // a table and the cell's name on narrow screens, the footer.
        assert_eq!(page.matches(good.trim_end()).count(), 13);
        assert!(!page.contains("<script") && !page.contains('\u{202E}') && !page.contains('\0'));
    }

    #[test]
    fn the_style_is_named_by_its_hash() {
        assert!(!STYLE.contains('<'));
        let source = style_source();
        assert!(source.starts_with("'sha256-") && source.len() == 53, "{source}");
        assert!(page(&sample()).contains(&format!("<style>{STYLE}</style>")));
    }
}
