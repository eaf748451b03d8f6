//! What a file really is, told by its bytes while they pass by.
//!
//! The name and the sender's media type are never believed. A file is taken
//! when it begins as a PDF, JPEG or PNG, is whole, is nothing else at the same
//! time, and, if a picture, has a size that a viewer can bear. Memory is
//! constant: the first 4 KiB, the last 1 KiB and the state of a walk over the
//! parts of a picture. Nothing is decoded and no byte is changed.
//!
//! Sources: ISO 32000-1, 7.5 (PDF); ITU T.81, annex B (JPEG); W3C PNG, 5;
//! OWASP ASVS 5.0, 5.2.2 and 5.2.6.
//!
//! What may follow the end of a picture. PNG: zero bytes. JPEG: zero bytes, or
//! what telephones put there (a second JPEG such as a depth or gain map, the
//! clip of a motion photo, Samsung's `SEFT` block). To refuse those would
//! refuse most families' photographs; the picture before them is walked to its
//! own end, so that nothing cut short is taken for whole.

use super::document::MediaType;

#[cfg(test)]
mod tests;
mod walk;

/// How much of the beginning is kept, in bytes.
const HEAD: usize = 4096;
/// How much of the end is kept, in bytes.
const TAIL: usize = 1024;
/// Up to which offset another format's first bytes are looked for.
const FOREIGN: usize = 1024;
/// The most pixels of a picture: 100 megapixels.
pub const MAX_PIXELS: u64 = 100_000_000;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SniffError {
    /// No bytes at all.
    #[error("the file is empty; choose it once more, or save it anew")]
    Empty,
    /// Neither PDF nor JPEG nor PNG.
    #[error("{}", unknown(*looks))]
    UnknownType {
        /// What it looks like instead, where that is known.
        looks: Option<Lookalike>,
    },
    /// The end is missing.
    #[error("the end of the file is missing; save or scan it once more")]
    Truncated {
        /// What it begins as.
        media: MediaType,
    },
    /// The parts do not fit together.
    #[error("the file is damaged; save or scan it once more")]
    Damaged {
        /// What it begins as.
        media: MediaType,
    },
    /// Two formats in one file: what is opened depends on who opens it.
    #[error("the file is a {} and {other} at the same time; print it to a new PDF", media.ending())]
    Polyglot {
        /// What it begins as.
        media: MediaType,
        /// What else it is.
        other: &'static str,
    },
    /// Something follows the end of the picture.
    #[error("something is hidden after the end of the picture; take a screenshot or a new photo")]
    Trailing {
        /// What comes before it.
        media: MediaType,
    },
    /// A picture without width or height.
    #[error("the picture has no width or no height; save it once more")]
    NoPixels,
    /// A picture that would fill a viewer's memory.
    #[error("the picture has {width} x {height} pixels, more than 100 million; make it smaller")]
    TooManyPixels {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
}

impl SniffError {
    /// The code under which the words for people are kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            SniffError::Empty => "file-empty",
            SniffError::UnknownType { looks: Some(Lookalike::Heic) } => "file-heic",
            SniffError::UnknownType { .. } => "file-unknown-type",
            SniffError::Truncated { .. } => "file-truncated",
            SniffError::Damaged { .. } => "file-damaged",
            SniffError::Polyglot { .. } => "file-polyglot",
            SniffError::Trailing { .. } => "file-trailing",
            SniffError::NoPixels => "file-no-pixels",
            SniffError::TooManyPixels { .. } => "file-too-many-pixels",
        }
    }
}

/// What a refused file looks like: only to tell the sender what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookalike {
    /// A photo in Apple's usual format.
    Heic,
    /// Another picture format: GIF, WebP, TIFF, BMP, SVG.
    Picture,
    /// A word processor's or spreadsheet's file, or an archive.
    OfficeOrArchive,
    /// A web page.
    WebPage,
    /// A program.
    Program,
}

fn unknown(looks: Option<Lookalike>) -> &'static str {
    match looks {
        Some(Lookalike::Heic) => {
            "this is a HEIC photo; choose JPEG (\"most compatible\") and send it anew"
        }
        Some(Lookalike::Picture) => "pictures are taken as JPEG or PNG; save it as one of these",
        Some(Lookalike::OfficeOrArchive) => "documents are taken as PDF; save or print it as PDF",
        Some(Lookalike::WebPage) => "web pages are not taken; print the page as PDF",
        Some(Lookalike::Program) => "programs are not taken",
        None => "only PDF, JPEG and PNG are taken; save or print it as PDF",
    }
}

/// Sees all bytes of a file once, in order, in pieces of any size.
#[derive(Debug)]
pub struct Sniffer {
    head: Vec<u8>,
    tail: Vec<u8>,
    seen: u64,
    walk: walk::Walk,
    wrong: Option<SniffError>,
}

impl Default for Sniffer {
    fn default() -> Self {
        Self::new()
    }
}

impl Sniffer {
    /// Has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { head: Vec::new(), tail: Vec::new(), seen: 0, walk: walk::Walk::Begin, wrong: None }
    }

    /// The next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        self.seen = self.seen.saturating_add(bytes.len() as u64);
        let old = self.head.len();
        self.head.extend(bytes.iter().take(HEAD - old));
        self.keep_tail(bytes);
        if self.wrong.is_some() {
            return;
        }
        let Some(media) = begins_as(&self.head) else {
            let whole = self.head.len() >= 12 || !could_begin(&self.head);
            self.wrong = whole.then(|| SniffError::UnknownType { looks: looks_like(&self.head) });
            return;
        };
        if matches!(self.walk, walk::Walk::Begin) {
            // All bytes so far: the type is known before the head is full.
            self.walk = walk::Walk::new(media);
            let (before, _) = self.head.split_at_checked(old).unwrap_or_default();
            self.walk.push(before);
        }
        self.walk.push(bytes);
        self.wrong = self.walk.error(media);
        if self.wrong.is_none() && old < self.head.len() && old < FOREIGN + 16 {
            self.wrong =
                foreign(&self.head, media).map(|other| SniffError::Polyglot { media, other });
        }
    }

    fn keep_tail(&mut self, bytes: &[u8]) {
        let skip = bytes.len().saturating_sub(TAIL);
        let surplus = (self.tail.len() + bytes.len() - skip).saturating_sub(TAIL);
        self.tail.drain(..surplus.min(self.tail.len()));
        self.tail.extend(bytes.iter().skip(skip));
    }

    /// What is already known to be wrong: there is no need to read on.
    #[must_use]
    pub fn early(&self) -> Option<SniffError> {
        self.wrong
    }

    /// The verdict, when the last byte has been seen.
    ///
    /// # Errors
    /// See [`SniffError`].
    pub fn finish(self) -> Result<MediaType, SniffError> {
        if self.seen == 0 {
            return Err(SniffError::Empty);
        }
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        let media = begins_as(&self.head)
            .ok_or_else(|| SniffError::UnknownType { looks: looks_like(&self.head) })?;
        let whole = match media {
            MediaType::Pdf => finds(&self.tail, b"%%EOF"),
            MediaType::Jpeg | MediaType::Png => self.walk.is_whole(),
            // Nothing that is sent begins as one: see `begins_as`.
            MediaType::Json => false,
        };
        if !whole {
            return Err(SniffError::Truncated { media });
        }
        // A ZIP is read from its end: it may stand behind anything.
        if finds(&self.tail, b"PK\x05\x06") {
            return Err(SniffError::Polyglot { media, other: "a ZIP archive" });
        }
        let trailer = self.walk.trailer();
        if let Some(other) = foreign(trailer, media) {
            return Err(SniffError::Polyglot { media, other });
        }
        if !trailer.is_empty() && !is_phone_trailer(media, trailer, &self.tail) {
            return Err(SniffError::Trailing { media });
        }
        Ok(media)
    }
}

/// What the first bytes say; `None` also while there are too few.
fn begins_as(head: &[u8]) -> Option<MediaType> {
    match head {
        [b'%', b'P', b'D', b'F', b'-', b'1' | b'2', b'.', b'0'..=b'9', ..] => Some(MediaType::Pdf),
        [0xFF, 0xD8, 0xFF, ..] => Some(MediaType::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(MediaType::Png),
        _ => None,
    }
}

/// May these few first bytes still become something that is taken?
fn could_begin(head: &[u8]) -> bool {
    let starts: [&[u8]; 3] = [b"%PDF-", b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1A\n"];
    starts.iter().any(|start| {
        let shared = start.len().min(head.len());
        start.get(..shared) == head.get(..shared)
    })
}

/// What a file that is not taken looks like.
fn looks_like(head: &[u8]) -> Option<Lookalike> {
    if head.get(4..8) == Some(b"ftyp") {
        let heic: [&[u8]; 7] = [b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"];
        return head.get(8..12).filter(|brand| heic.contains(brand)).map(|_| Lookalike::Heic);
    }
    let text: Vec<u8> =
        head.iter().skip_while(|b| b.is_ascii_whitespace() || **b >= 0xBB).copied().collect();
    let starts = |magic: &[u8]| {
        text.get(..magic.len()).is_some_and(|start| start.eq_ignore_ascii_case(magic))
    };
    if head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Some(Lookalike::OfficeOrArchive)
    } else if [&b"GIF8"[..], b"RIFF", b"II*\0", b"MM\0*", b"BM", b"<svg"].into_iter().any(starts) {
        Some(Lookalike::Picture)
    } else if [&b"<html"[..], b"<!doctype", b"<script", b"<head"].into_iter().any(starts) {
        Some(Lookalike::WebPage)
    } else if starts(b"MZ") || head.starts_with(b"\x7FELF") {
        Some(Lookalike::Program)
    } else {
        None
    }
}

/// First bytes of formats that have no business near the beginning of the
/// ones we take, in lower case, and what to call them.
const MAGIC: [(&[u8], &str); 13] = [
    (b"pk\x03\x04", "a ZIP archive"),
    (b"rar!\x1A\x07", "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"gif8", "a GIF picture"),
    (b"%pdf-", "a PDF"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"<head", "a web page"),
    (b"<body", "a web page"),
    (b"<iframe", "a web page"),
    (b"<script", "a script"),
    (b"<?php", "a script"),
    (b"<svg", "an SVG picture"),
];

/// The other format that begins within the first 1,024 bytes of `head`.
fn foreign(head: &[u8], media: MediaType) -> Option<&'static str> {
    let own = usize::from(media == MediaType::Pdf && head.starts_with(b"%PDF-"));
    (own..=FOREIGN.min(head.len())).find_map(|at| {
        let rest = head.get(at..)?;
        let first = rest.first()?.to_ascii_lowercase();
        MAGIC.iter().find_map(|(magic, what)| {
            let same = magic.first() == Some(&first)
                && rest.get(..magic.len()).is_some_and(|start| start.eq_ignore_ascii_case(magic));
            same.then_some(*what)
        })
    })
}

/// Is what follows the picture something that a telephone put there? `trailer`
/// begins with its first byte that is not zero.
fn is_phone_trailer(media: MediaType, trailer: &[u8], tail: &[u8]) -> bool {
    let zeros = tail.iter().rev().take_while(|byte| **byte == 0).count();
    let end = tail.get(..tail.len() - zeros).unwrap_or_default();
    media == MediaType::Jpeg
        && (trailer.starts_with(&[0xFF, 0xD8, 0xFF])
            || trailer.get(..8).is_some_and(|start| finds(start, b"ftyp"))
            || end.ends_with(b"SEFT"))
}

fn finds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}
