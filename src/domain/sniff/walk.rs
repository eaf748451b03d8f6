//! A walk over the parts of a picture, in constant memory, without decoding:
//! JPEG segments and scans up to `EOI`, PNG chunks up to `IEND`.

use super::{FOREIGN, MAX_PIXELS, SniffError};
use crate::domain::document::MediaType;

/// How far the walk has come.
#[derive(Debug)]
pub(super) enum Walk {
    /// The type is not known yet.
    Begin,
    /// There is nothing to walk over: a PDF.
    None,
    /// Inside a JPEG or PNG, or behind its end.
    Picture(Picture),
}

/// One picture.
#[derive(Debug)]
pub(super) struct Picture {
    step: Step,
    /// Width and height of the largest frame so far.
    size: Option<(u32, u32)>,
    /// Has a JPEG scan or a PNG data chunk been seen?
    data: bool,
    /// The first bytes behind the end, from the first that is not zero.
    trailer: Vec<u8>,
}

/// What the next byte is.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Inside a fixed header of `want` bytes, of which `have` are here.
    Head { part: Part, bytes: [u8; 8], have: usize, want: usize },
    /// Inside contents that do not matter; then comes a header of this part.
    Skip { left: u64, then: Part },
    /// JPEG: between segments; a marker's 0xFF must come.
    Marker,
    /// JPEG: after a marker's 0xFF.
    Code { in_scan: bool },
    /// JPEG: inside compressed data.
    Scan,
    /// Behind the end.
    End,
    /// Nothing that fits.
    Broken,
}

/// Headers of fixed length, and what comes after contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// JPEG: `SOI`.
    Start,
    /// JPEG: length of the segment with this code.
    Length(u8),
    /// JPEG: precision, height and width; so many bytes follow in the segment.
    Frame(u16),
    /// JPEG: nothing; a marker comes next.
    Segments,
    /// JPEG: nothing; compressed data comes next.
    ScanData,
    /// PNG: the signature.
    Signature,
    /// PNG: a chunk's length and type.
    Chunk,
    /// PNG: width and height.
    Dimensions,
    /// PNG: the last chunk's checksum.
    LastSum,
}

fn head(part: Part, want: usize) -> Step {
    Step::Head { part, bytes: [0; 8], have: 0, want }
}

fn skip(left: u64, then: Part) -> Step {
    Step::Skip { left, then }
}

impl Walk {
    pub(super) fn new(media: MediaType) -> Self {
        let step = match media {
            MediaType::Pdf | MediaType::Json => return Walk::None,
            MediaType::Jpeg => head(Part::Start, 2),
            MediaType::Png => head(Part::Signature, 8),
        };
        Walk::Picture(Picture { step, size: None, data: false, trailer: Vec::new() })
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        if let Walk::Picture(picture) = self {
            picture.push(bytes);
        }
    }

    /// What is wrong with the parts seen so far.
    pub(super) fn error(&self, media: MediaType) -> Option<SniffError> {
        let Walk::Picture(picture) = self else { return None };
        match picture.size {
            Some((width, height)) if width == 0 || height == 0 => Some(SniffError::NoPixels),
            Some((width, height)) if u64::from(width) * u64::from(height) > MAX_PIXELS => {
                Some(SniffError::TooManyPixels { width, height })
            }
            _ if matches!(picture.step, Step::Broken) => Some(SniffError::Damaged { media }),
            _ => None,
        }
    }

    /// Has the picture's own end been reached?
    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Walk::Picture(Picture { step: Step::End, .. }))
    }

    /// The first bytes behind the end, from the first that is not zero; at
    /// most a little more than 1 KiB.
    pub(super) fn trailer(&self) -> &[u8] {
        match self {
            Walk::Picture(picture) => &picture.trailer,
            Walk::Begin | Walk::None => &[],
        }
    }
}

impl Picture {
    fn push(&mut self, mut bytes: &[u8]) {
        while let Some((byte, rest)) = bytes.split_first() {
            match &mut self.step {
                Step::Head { part, bytes: held, have, want } => {
                    if let Some(place) = held.get_mut(*have) {
                        *place = *byte;
                    }
                    *have += 1;
                    bytes = rest;
                    if have == want {
                        let (part, held) = (*part, *held);
                        self.step = self.after(part, held);
                    }
                }
                Step::Skip { left: 0, then } => {
                    self.step = match then {
                        Part::Segments => Step::Marker,
                        Part::ScanData => Step::Scan,
                        _ => head(Part::Chunk, 8),
                    };
                }
                Step::Skip { left, .. } => {
                    let here = usize::try_from(*left).unwrap_or(usize::MAX).min(bytes.len());
                    *left -= here as u64;
                    bytes = bytes.get(here..).unwrap_or_default();
                }
                Step::Marker => {
                    self.step =
                        if *byte == 0xFF { Step::Code { in_scan: false } } else { Step::Broken };
                    bytes = rest;
                }
                Step::Code { in_scan } => {
                    let in_scan = *in_scan;
                    self.step = self.marker(*byte, in_scan);
                    bytes = rest;
                }
                Step::Scan => match bytes.iter().position(|byte| *byte == 0xFF) {
                    Some(at) => {
                        self.step = Step::Code { in_scan: true };
                        bytes = bytes.get(at + 1..).unwrap_or_default();
                    }
                    None => return,
                },
                Step::End => {
                    let zeros = if self.trailer.is_empty() {
                        bytes.iter().take_while(|byte| **byte == 0).count()
                    } else {
                        0
                    };
                    let room = (FOREIGN + 16).saturating_sub(self.trailer.len());
                    self.trailer.extend(bytes.iter().skip(zeros).take(room));
                    return;
                }
                Step::Broken => return,
            }
        }
    }

    /// A JPEG marker's code (ITU T.81, table B.1).
    fn marker(&mut self, code: u8, in_scan: bool) -> Step {
        match code {
            0xFF => Step::Code { in_scan },
            0x00 | 0xD0..=0xD7 if in_scan => Step::Scan,
            0x01 => Step::Marker,
            // The end: only after at least one frame and one scan.
            0xD9 if self.data => Step::End,
            0x02..=0xBF | 0xD0..=0xD9 | 0x00 => Step::Broken,
            0xC0..=0xCF | 0xDA..=0xFE => head(Part::Length(code), 2),
        }
    }

    /// What follows when all bytes of a header are here.
    fn after(&mut self, part: Part, held: [u8; 8]) -> Step {
        let [b0, b1, b2, b3, b4, b5, b6, b7] = held;
        match part {
            Part::Start => Step::Marker,
            Part::Length(code) => {
                // The length counts its own two bytes.
                let Some(left) = u16::from_be_bytes([b0, b1]).checked_sub(2) else {
                    return Step::Broken;
                };
                match code {
                    // SOF0 to SOF15, without DHT, JPG and DAC.
                    0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => match left {
                        0..6 => Step::Broken,
                        _ => head(Part::Frame(left - 5), 5),
                    },
                    0xDA if self.size.is_none() => Step::Broken,
                    0xDA => {
                        self.data = true;
                        skip(left.into(), Part::ScanData)
                    }
                    _ => skip(left.into(), Part::Segments),
                }
            }
            Part::Frame(left) => {
                let (height, width) = (u16::from_be_bytes([b1, b2]), u16::from_be_bytes([b3, b4]));
                self.grow(width.into(), height.into());
                skip(left.into(), Part::Segments)
            }
            Part::Signature => head(Part::Chunk, 8),
            Part::Chunk => self.chunk(u32::from_be_bytes([b0, b1, b2, b3]), [b4, b5, b6, b7]),
            Part::Dimensions => {
                self.grow(
                    u32::from_be_bytes([b0, b1, b2, b3]),
                    u32::from_be_bytes([b4, b5, b6, b7]),
                );
                // Bit depth, colour, compression, filter, interlace; checksum.
                skip(5 + 4, Part::Chunk)
            }
            Part::LastSum => Step::End,
            Part::Segments | Part::ScanData => Step::Broken,
        }
    }

    /// A PNG chunk's header (W3C PNG, 5.3).
    fn chunk(&mut self, length: u32, name: [u8; 4]) -> Step {
        match (&name, length) {
            (b"IHDR", 13) if self.size.is_none() => head(Part::Dimensions, 8),
            (b"IHDR", _) => Step::Broken,
            _ if self.size.is_none() || length > i32::MAX.unsigned_abs() => Step::Broken,
            (b"IEND", 0) if self.data => head(Part::LastSum, 4),
            (b"IEND", _) => Step::Broken,
            _ if !name.iter().all(u8::is_ascii_alphabetic) => Step::Broken,
            _ => {
                self.data |= &name == b"IDAT";
                skip(u64::from(length) + 4, Part::Chunk)
            }
        }
    }

    /// Keeps the worst size: a hierarchical JPEG has several frames.
    fn grow(&mut self, width: u32, height: u32) {
        let pixels = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
        let new = (width, height);
        if self
            .size
            .is_none_or(|old| pixels(old) != 0 && (pixels(new) == 0 || pixels(new) > pixels(old)))
        {
            self.size = Some(new);
        }
    }
}
