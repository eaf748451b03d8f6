//! Words that people write: titles, free words, names and file names.
//!
//! Everything is brought to Unicode NFC and freed of what can deceive the
//! reader: control characters, characters that turn the direction of writing
//! (Unicode TR 36, 2.1 and TR 9, 3.1), and characters nobody can see. What
//! comes out goes in again unchanged, so that a stored text may be read
//! through the same door.
//!
//! None of these types writes its contents in `Debug`, and none has `Display`
//! or `Serialize`: personal data reaches a page or a reply only where
//! somebody wrote `as_str`.

use super::document::MediaType;
use serde::Deserialize;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Why a text is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing that can be read is left.
    #[error("{what} needs at least one letter, digit or sign; write something")]
    Empty {
        /// What was being written: "the title".
        what: &'static str,
    },
    /// Longer than is taken.
    #[error("{what} has at most {most} characters; shorten it by {over}")]
    TooLong {
        /// What was being written: "the title".
        what: &'static str,
        /// The most characters (Unicode scalar values) there may be.
        most: usize,
        /// How many there are too many.
        over: usize,
    },
}

impl TextError {
    /// The code under which the words for people are kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            TextError::Empty { .. } => "text-empty",
            TextError::TooLong { .. } => "text-too-long",
        }
    }
}

macro_rules! human_text {
    ($(#[$doc:meta])* $name:ident, $what:literal, $most:expr, $clean:expr, $empty:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The most characters (Unicode scalar values).
            pub const MAX_CHARS: usize = $most;

            /// Cleans and checks `text`.
            ///
            /// # Errors
            /// [`TextError::Empty`] where nothing may be left out but is,
            /// [`TextError::TooLong`] beyond [`Self::MAX_CHARS`].
            pub fn new(text: &str) -> Result<Self, TextError> {
                let text: String = $clean(text);
                let count = text.chars().count();
                if count > Self::MAX_CHARS {
                    let over = count - Self::MAX_CHARS;
                    return Err(TextError::TooLong { what: $what, most: Self::MAX_CHARS, over });
                }
                if !$empty && !has_ink(&text) {
                    return Err(TextError::Empty { what: $what });
                }
                Ok(Self(text))
            }

            /// The text: personal data.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;
            fn try_from(text: String) -> Result<Self, TextError> {
                Self::new(&text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = TextError;
            fn from_str(text: &str) -> Result<Self, TextError> {
                Self::new(text)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(redacted)"))
            }
        }
    };
}

human_text!(
    /// What a document is called: one line, 1 to 150 characters.
    Title, "the title", 150, one_line, false
);
human_text!(
    /// What a person is called: one line, 1 to 100 characters.
    PersonName, "the name", 100, one_line, false
);
human_text!(
    /// What a body is called: one line, 1 to 150 characters.
    AgencyName, "the name", 150, one_line, false
);
human_text!(
    /// Free words, such as the reason for a request: 0 to 2000 characters in
    /// lines, with at most one empty line in a row.
    Words, "the text", 2000, many_lines, true
);

impl Words {
    /// Is nothing written?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Does this character turn the direction of writing around it?
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Is this character taken out everywhere? Controls, direction marks, and
/// format characters that no language needs. The zero-width joiner and
/// non-joiner stay: Persian and family emoji are written with them.
fn is_stripped(c: char) -> bool {
    c.is_control()
        || turns_direction(c)
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}'
            | '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}')
}

/// Can nobody see this character where it stands alone?
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
            | '\u{2800}' | '\u{3164}' | '\u{FFA0}' | '\u{115F}' | '\u{1160}')
        || unicode_normalization::char::is_combining_mark(c)
}

/// Is anything to be seen in `text`?
pub(super) fn has_ink(text: &str) -> bool {
    text.chars().any(|c| !is_blank(c))
}

/// One line: white space and line breaks become single spaces, none at the
/// ends.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(char::is_whitespace) {
        let word = word.chars().filter(|c| !is_stripped(*c)).collect::<String>();
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
        }
    }
    line.nfc().collect()
}

/// Lines: each cleaned as [`one_line`] does, at most one empty line in a row,
/// none at the ends.
pub(super) fn many_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    let mut empty = 0_u8;
    for line in text.split(['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let line = one_line(line);
        if line.is_empty() {
            empty = 1;
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
            if empty > 0 {
                out.push('\n');
            }
        }
        out.push_str(&line);
        empty = 0;
    }
    out
}

/// The name under which a document is handed out: data for a header and for
/// the reader's own disk, never a path of ours.
///
/// One line in NFC, at most 150 characters and 240 bytes, without path
/// separators, characters that Windows refuses, leading or trailing dots and
/// spaces or leading dashes; never a device name (`CON`, `NUL`, `COM1` …); and
/// with exactly one ending, the one that belongs to the contents.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(String);

/// Endings that are taken off before ours is put on, so that nobody gets
/// `letter.html.pdf` shown as `letter.html` where known endings are hidden.
const ENDINGS: [&str; 46] = [
    "pdf", "jpg", "jpeg", "jpe", "jfif", "png", "heic", "heif", "gif", "webp", "avif", "bmp",
    "tif", "tiff", "svg", "html", "htm", "xhtml", "mht", "xml", "js", "mjs", "hta", "vbs", "exe",
    "com", "bat", "cmd", "scr", "msi", "ps1", "lnk", "url", "sh", "jar", "apk", "zip", "iso",
    "doc", "docx", "docm", "xls", "xlsx", "xlsm", "txt", "json",
];

impl FileName {
    /// The most characters (Unicode scalar values), ending included.
    pub const MAX_CHARS: usize = 150;
    /// The most bytes in UTF-8: common file systems stop at 255.
    pub const MAX_BYTES: usize = 240;

    /// Makes a harmless name of `raw`. Never fails: where nothing usable is
    /// left, the name is `document` and the ending.
    #[must_use]
    pub fn new(raw: &str, media: MediaType) -> Self {
        Self::with_ending(raw, media.ending())
    }

    /// The same with an ending of our own, at most four characters.
    #[must_use]
    pub fn with_ending(raw: &str, ending: &'static str) -> Self {
        // Only the last part of a path (RFC 6266, section 4.3).
        let last = raw.rsplit(['/', '\\']).find(|part| has_ink(part)).unwrap_or_default();
        let safe: String = one_line(last).chars().map(harmless).collect();
        let room = (Self::MAX_CHARS.saturating_sub(ending.len() + 2), Self::MAX_BYTES - 8);
        let stem = bare(cut(bare(&safe), room));
        let stem = if has_ink(stem) { stem } else { "document" };
        let guard = if is_device(stem) { "_" } else { "" };
        Self(format!("{guard}{stem}.{ending}"))
    }

    /// As [`FileName::new`], of bytes that need not be UTF-8, as they stand
    /// in a request.
    #[must_use]
    pub fn from_bytes(raw: &[u8], media: MediaType) -> Self {
        Self::new(&String::from_utf8_lossy(raw), media)
    }

    /// The name: personal data.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileName(redacted)")
    }
}

/// A dash for what a file system gives a meaning, and for its look-alikes.
fn harmless(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' | '/' | '\\' | '\u{2044}' | '\u{2215}'
        | '\u{2216}' | '\u{29F5}' | '\u{29F8}' | '\u{29F9}' | '\u{FF0F}' | '\u{FF3C}'
        | '\u{FF1A}' | '\u{FE68}' | '\u{FF0A}' | '\u{FF1F}' => '-',
        '\u{2024}' | '\u{FE52}' | '\u{FF0E}' => '.',
        other => other,
    }
}

/// Without dots, dashes and unseen characters at the beginning, and without
/// known endings (however many there are), dots and unseen characters at the
/// end.
fn bare(stem: &str) -> &str {
    let unseen = |c: char| c.is_whitespace() || matches!(c, '\u{200C}' | '\u{200D}');
    let mut stem = stem.trim_end_matches(|c| c == '.' || unseen(c));
    while let Some(shorter) = without_ending(stem) {
        stem = shorter.trim_end_matches(|c| c == '.' || unseen(c));
    }
    stem.trim_start_matches(|c| matches!(c, '.' | '-' | '~') || unseen(c))
}

/// The part before a known ending, or `None` where there is none.
fn without_ending(stem: &str) -> Option<&str> {
    let (before, after) = stem.rsplit_once('.').unwrap_or(("", ""));
    ENDINGS.iter().any(|ending| after.trim().eq_ignore_ascii_case(ending)).then_some(before)
}

/// The longest beginning within `room` characters and bytes.
fn cut(stem: &str, (chars, bytes): (usize, usize)) -> &str {
    let end = stem
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take(chars)
        .take_while(|end| *end <= bytes)
        .last()
        .unwrap_or(0);
    stem.split_at_checked(end).map_or("", |(kept, _)| kept)
}

/// Does Windows take this stem for a device, whatever follows the first dot?
fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    if matches!(name.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$") {
        return true;
    }
    let number = name.strip_prefix("COM").or_else(|| name.strip_prefix("LPT"));
    number.is_some_and(|number| {
        let mut chars = number.chars();
        matches!((chars.next(), chars.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(raw: &str) -> String {
        FileName::new(raw, MediaType::Pdf).as_str().to_owned()
    }

    #[test]
    fn a_title_is_one_clean_line() {
        let title = |text: &str| Title::new(text).unwrap().as_str().to_owned();
        assert_eq!(title("  Epikrise\r\n fra\tbarneavdelingen "), "Epikrise fra barneavdelingen");
        assert_eq!(title("A\u{30A}rsrapport"), "Årsrapport");
        assert_eq!(title("brev\u{202E}fdp.exe\u{2069}"), "brevfdp.exe");
        assert_eq!(title("a\u{0}b\u{7}c\u{85}d\u{2028}e"), "abc d e");
        assert_eq!(title("👨\u{200D}👩\u{200D}👧"), "👨\u{200D}👩\u{200D}👧");
    }

    #[test]
    fn a_title_that_nobody_can_see_is_refused() {
        for text in ["", " \t\n", "\u{200B}", "\u{202E}\u{2066}", "\u{200D}", "\u{301}", "\u{3164}"]
        {
            assert_eq!(Title::new(text), Err(TextError::Empty { what: "the title" }), "{text:?}");
        }
    }

    #[test]
    fn length_is_counted_after_composing() {
        assert!(Title::new(&"å".repeat(150)).is_ok());
        assert!(Title::new(&"a\u{30A}".repeat(150)).is_ok());
        let error = Title::new(&"å".repeat(153)).unwrap_err();
        assert_eq!(error.to_string(), "the title has at most 150 characters; shorten it by 3");
        assert!(PersonName::new(&"x".repeat(100)).is_ok());
        assert!(PersonName::new(&"x".repeat(101)).is_err());
        assert!(Words::new(&"x".repeat(2000)).is_ok());
        assert!(Words::new(&"x".repeat(2001)).is_err());
    }

    #[test]
    fn words_keep_their_lines_but_not_their_controls() {
        let words = Words::new("\n Hei\u{7}\r\nNora \rtrenger\n\n\n\nhjelp\u{202E}\n").unwrap();
        assert_eq!(words.as_str(), "Hei\nNora\ntrenger\n\nhjelp");
        assert!(Words::new(" \n ").unwrap().is_empty());
    }

    #[test]
    fn what_people_wrote_does_not_show_in_debug() {
        let debug = format!(
            "{:?} {:?} {:?} {:?}",
            Title::new("hemmelig").unwrap(),
            Words::new("hemmelig").unwrap(),
            PersonName::new("hemmelig").unwrap(),
            FileName::new("hemmelig", MediaType::Pdf),
        );
        assert!(!debug.contains("hemmelig"), "{debug}");
    }

    #[test]
    fn json_goes_through_the_same_door() {
        let title: Title = serde_json::from_str("\" Brev\\u202E \"").unwrap();
        assert_eq!(title.as_str(), "Brev");
        let long = format!("\"hemmelig{}\"", "x".repeat(200));
        let error = serde_json::from_str::<Title>(&long).unwrap_err().to_string();
        assert!(error.contains("shorten it by 58") && !error.contains("hemmelig"), "{error}");
    }

    #[test]
    fn file_names_lose_what_is_dangerous() {
        for (raw, expected) in [
            ("Epikrise Nora.pdf", "Epikrise Nora.pdf"),
            ("BREV.PDF", "BREV.pdf"),
            ("C:\\fakepath\\brev.pdf", "brev.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("..", "document.pdf"),
            ("...pdf", "document.pdf"),
            (".pdf", "document.pdf"),
            ("", "document.pdf"),
            (".bashrc", "bashrc.pdf"),
            ("-rf brev", "rf brev.pdf"),
            ("brev.html", "brev.pdf"),
            ("brev.pdf.exe", "brev.pdf"),
            ("brev.exe .pdf. ", "brev.pdf"),
            ("brev\u{202E}fdp.exe", "brevfdp.pdf"),
            ("brev\r\nSet-Cookie: x=1", "brev Set-Cookie- x=1.pdf"),
            ("brev\0.pdf", "brev.pdf"),
            ("con", "_con.pdf"),
            ("NUL.txt", "_NUL.pdf"),
            ("Com1.vedtak", "_Com1.vedtak.pdf"),
            ("lpt¹", "_lpt¹.pdf"),
            ("Konsert", "Konsert.pdf"),
            ("com10", "com10.pdf"),
            ("brev v2.1", "brev v2.1.pdf"),
            ("a\u{30A}rsrapport", "årsrapport.pdf"),
            ("vedtak\u{2215}..\u{FF0F}x", "vedtak-..-x.pdf"),
        ] {
            assert_eq!(name(raw), expected, "{raw:?}");
        }
        assert_eq!(FileName::new("IMG_1.JPEG", MediaType::Jpeg).as_str(), "IMG_1.jpg");
        assert_eq!(FileName::new("skjerm.jpg", MediaType::Png).as_str(), "skjerm.png");
        assert_eq!(FileName::from_bytes(b"br\xFFev", MediaType::Pdf).as_str(), "br\u{FFFD}ev.pdf");
    }

    #[test]
    fn long_file_names_keep_their_ending() {
        let long = name(&format!("{}.pdf", "x".repeat(400)));
        assert!(long.chars().count() <= 150 && long.ends_with("x.pdf"));
        let wide = name(&"𠜎".repeat(400));
        assert!(wide.len() <= 240 && wide.ends_with("𠜎.pdf"));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in "\\PC{0,40}|.{0,40}|[\\s\\S]{0,40}") {
            for clean in [one_line, many_lines] {
                let once = clean(&text);
                prop_assert_eq!(clean(&once), once.clone());
                prop_assert!(!once.chars().any(|c| c != '\n' && is_stripped(c)));
            }
        }

        #[test]
        fn any_name_becomes_harmless_and_stays_so(
            raw in "([\\s\\S]|[./\\\\:a-cCONPDFpdfhtml 0-9\u{202E}\u{300}]){0,300}",
        ) {
            for media in MediaType::ALL {
                let file = FileName::new(&raw, media);
                let text = file.as_str();
                prop_assert_eq!(&FileName::new(text, media), &file);
                prop_assert!(text.chars().count() <= 150 && text.len() <= 240);
                let stem = text.strip_suffix(&format!(".{}", media.ending())).unwrap();
                prop_assert!(!stem.is_empty() && !stem.starts_with(['.', ' ', '-']));
                prop_assert!(!stem.ends_with(['.', ' ']) && without_ending(stem).is_none());
                prop_assert!(!text.contains(['/', '\\', ':', '"', '<', '>', '|', '?', '*', '\0']));
                prop_assert!(!text.chars().any(is_stripped) && !is_device(stem));
                prop_assert!(unicode_normalization::is_nfc(text));
            }
        }
    }
}
