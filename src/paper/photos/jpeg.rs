//! What has to be known of a JPEG before it can be shown: its size, its colours, and
//! which side is up. Only its head is read (ITU T.81, annex B; Exif 2.32, 4.5 and 4.6).

/// A photograph as its head tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Photo {
    /// Pixels across, as stored.
    pub width: u16,
    /// Pixels down, as stored.
    pub height: u16,
    /// Colour components: 1 or 3.
    pub components: u8,
    /// 1 to 8: how the stored picture is to be turned.
    pub orientation: u8,
}

/// Why a head tells nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadError {
    /// More bytes are needed.
    Short,
    /// No JPEG that a page can show.
    Unfit,
}

/// Reads the head of a JPEG from its first bytes.
///
/// # Errors
/// See [`HeadError`].
pub fn read_head(bytes: &[u8]) -> Result<Photo, HeadError> {
    let start = bytes.get(..2).ok_or(HeadError::Short)?;
    if start != [0xFF, 0xD8] {
        return Err(HeadError::Unfit);
    }
    let (mut at, mut orientation) = (2, 1);
    loop {
        let marker = bytes.get(at..at + 2).ok_or(HeadError::Short)?;
        let [0xFF, code] = *marker else { return Err(HeadError::Unfit) };
        if code == 0xFF {
            // A fill byte.
            at += 1;
            continue;
        }
        let length = bytes.get(at + 2..at + 4).ok_or(HeadError::Short)?;
        let length = usize::from(number(length)?);
        if length < 2 {
            return Err(HeadError::Unfit);
        }
        let segment = bytes.get(at + 4..at + 2 + length).ok_or(HeadError::Short)?;
        match code {
            // Baseline, extended and progressive with Huffman codes: what readers know.
            0xC0..=0xC2 => return frame(segment, orientation),
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xD8..=0xDA => {
                return Err(HeadError::Unfit);
            }
            0xE1 => orientation = turned(segment).unwrap_or(orientation),
            _ => {}
        }
        at += 2 + length;
    }
}

fn number(two: &[u8]) -> Result<u16, HeadError> {
    two.try_into().map(u16::from_be_bytes).map_err(|_| HeadError::Unfit)
}

fn frame(segment: &[u8], orientation: u8) -> Result<Photo, HeadError> {
    let [precision, h1, h0, w1, w0, components, ..] = *segment else {
        return Err(HeadError::Unfit);
    };
    let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
    let fits = precision == 8 && width > 0 && height > 0 && [1, 3].contains(&components);
    if fits { Ok(Photo { width, height, components, orientation }) } else { Err(HeadError::Unfit) }
}

/// The orientation in an Exif segment.
fn turned(segment: &[u8]) -> Option<u8> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let little = match tiff.get(..4)? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let first = if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
    let first = usize::try_from(first).ok()?;
    for nth in 0..usize::from(short(first)?) {
        let entry = first.checked_add(2)?.checked_add(nth.checked_mul(12)?)?;
        if short(entry)? == 0x0112 {
            let value = u8::try_from(short(entry.checked_add(8)?)?).ok()?;
            return (1..=8).contains(&value).then_some(value);
        }
    }
    None
}
