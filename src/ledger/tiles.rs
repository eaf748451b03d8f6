//! Paths and bodies of C2SP tlog-tiles: `tile/<L>/<N>[.p/<W>]` holds hashes,
//! `tile/entries/<N>[.p/<W>]` the leaf data.

use super::tree::NodeRef;
use std::fmt;

/// How many hashes or entries a full tile holds.
pub const FULL_WIDTH: u16 = 256;

/// Height of a tile: the hashes of tile level `L` are nodes of level `8 × L`.
pub const TILE_HEIGHT: u8 = 8;

/// Highest tile level that a path may name.
const MAX_LEVEL: u8 = 63;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TileKind {
    /// Hashes of one tile level, 0 to 63, 32 bytes each.
    Hashes(u8),
    /// Leaf data, see [`push_entry`].
    Entries,
}

/// A tile. [`fmt::Display`] writes its path, without a slash in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TilePath {
    /// What it holds.
    pub kind: TileKind,
    /// Position in its level, from 0.
    pub index: u64,
    /// How many hashes or entries, 1 to 256; below 256 the tile is partial.
    pub width: u16,
}

impl TilePath {
    /// Reads a path, in the one canonical form; `None` for everything else.
    pub fn parse(path: &str) -> Option<Self> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            level => TileKind::Hashes(level.parse().ok().filter(|level| *level <= MAX_LEVEL)?),
        };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, width.parse().ok().filter(|w| *w < FULL_WIDTH)?),
            None => (rest, FULL_WIDTH),
        };
        let mut number = 0u64;
        for part in index.split('/') {
            let digits = part.strip_prefix('x').unwrap_or(part);
            let digits: u64 = digits.parse().ok().filter(|digits| *digits < 1000)?;
            number = number.checked_mul(1000)?.checked_add(digits)?;
        }
        let tile = Self { kind, index: number, width };
        // What is not written back to the same path was not canonical.
        (width > 0 && tile.to_string() == path).then_some(tile)
    }

    /// Whether a log of this size has all that the tile holds.
    pub fn is_in(&self, size: u64) -> bool {
        self.width <= width_at(size, self.tile_level(), self.index)
    }

    /// The nodes whose hashes a tile of hashes holds, or the leaves whose data an
    /// entry bundle holds, left to right. `None` above the highest level that a
    /// tree can have, and past its end.
    pub fn nodes(&self) -> Option<impl Iterator<Item = NodeRef> + use<>> {
        let level = self.tile_level().checked_mul(TILE_HEIGHT).filter(|level| *level < 64)?;
        let begin = self.index.checked_mul(FULL_WIDTH.into())?;
        let end = begin.checked_add(self.width.into())?;
        Some((begin..end).map(move |pos| NodeRef { level, pos }))
    }

    fn tile_level(&self) -> u8 {
        match self.kind {
            TileKind::Hashes(level) => level,
            TileKind::Entries => 0,
        }
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Hashes(level) => write!(f, "tile/{level}/")?,
            TileKind::Entries => f.write_str("tile/entries/")?,
        }
        // Three digits at a time; all but the last group begin with an x.
        let mut group = 1;
        while self.index / group >= 1000 {
            group *= 1000;
        }
        while group > 1 {
            write!(f, "x{:03}/", self.index / group % 1000)?;
            group /= 1000;
        }
        write!(f, "{:03}", self.index % 1000)?;
        if self.width < FULL_WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// How many hashes the tiles of a level hold together: `floor(size / 256^level)`.
fn hashes_at(size: u64, level: u8) -> u64 {
    size.checked_shr(u32::from(level) * u32::from(TILE_HEIGHT)).unwrap_or(0)
}

/// Width of the partial tile at the right edge of a tile level; 0 if there is none.
pub fn partial_width(size: u64, level: u8) -> u16 {
    width(hashes_at(size, level) % u64::from(FULL_WIDTH))
}

/// Width of one tile in a log of this size; 0 if there is no such tile.
pub fn width_at(size: u64, level: u8, index: u64) -> u16 {
    match index.checked_mul(FULL_WIDTH.into()) {
        Some(begin) => width(hashes_at(size, level).saturating_sub(begin)),
        None => 0,
    }
}

fn width(hashes: u64) -> u16 {
    u16::try_from(hashes).map_or(FULL_WIDTH, |hashes| hashes.min(FULL_WIDTH))
}

/// An entry bundle is broken, or an entry does not fit into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Entries have at most 65,535 bytes.
    #[error("the entry is longer than 65535 bytes")]
    TooLong,
    /// The last entry is cut off.
    #[error("the entry bundle ends in the middle of an entry")]
    Cut,
}

/// Adds an entry to an entry bundle: `u16be length ‖ entry`.
pub fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), BundleError> {
    let length = u16::try_from(entry.len()).map_err(|_| BundleError::TooLong)?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// The entries of an entry bundle.
pub fn entries(mut bundle: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
    let mut entries = Vec::new();
    while !bundle.is_empty() {
        let (length, rest) = bundle.split_first_chunk().ok_or(BundleError::Cut)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, rest) = rest.split_at_checked(length).ok_or(BundleError::Cut)?;
        entries.push(entry);
        bundle = rest;
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tile(kind: TileKind, index: u64, width: u16) -> TilePath {
        TilePath { kind, index, width }
    }

    #[test]
    fn paths_are_those_of_the_standard() {
        use TileKind::{Entries, Hashes};
        for (path, expected) in [
            ("tile/0/000", tile(Hashes(0), 0, 256)),
            ("tile/0/x001/x234/067", tile(Hashes(0), 1_234_067, 256)),
            ("tile/63/999.p/255", tile(Hashes(63), 999, 255)),
            ("tile/1/x001/000.p/1", tile(Hashes(1), 1000, 1)),
            ("tile/entries/x001/x234/067.p/8", tile(Entries, 1_234_067, 8)),
            ("tile/0/x018/x446/x744/x073/x709/x551/615", tile(Hashes(0), u64::MAX, 256)),
        ] {
            assert_eq!(TilePath::parse(path), Some(expected), "{path}");
            assert_eq!(expected.to_string(), path);
        }
    }

    #[test]
    fn every_other_form_of_a_path_is_refused() {
        for path in [
            "",
            "tile",
            "tile/",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/0/00",
            "tile/0/0000",
            "/tile/0/000",
            "tile/0/000/",
            "tile/00/000",
            "tile/+1/000",
            "tile/64/000",
            "tile/256/000",
            "tile/-1/000",
            "tile/x/000",
            "tile/Entries/000",
            "tile/0/1000",
            "tile/0/001/000",
            "tile/0/x001",
            "tile/0/x000/001",
            "tile/0/x1/000",
            "tile/0/xx01/000",
            "tile/0/x001/x000",
            "tile/0/X001/000",
            "tile/0/+01",
            "tile/0/ 01",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/",
            "tile/0/000.p",
            "tile/0/000.p/+1",
            "tile/0/000.p/1.p/1",
            "tile/0/000.p/1/",
            "tile/0/000.P/1",
            "tile/0/../000",
            "tile//000",
            "tile/0/٣٣٣",
            "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile/0/000?",
            "tile/0/%30",
        ] {
            assert_eq!(TilePath::parse(path), None, "{path:?}");
        }
    }

    #[test]
    fn widths_are_those_of_the_examples_in_the_standard() {
        assert_eq!([0, 1, 2, 3].map(|level| partial_width(70_000, level)), [112, 17, 1, 0]);
        assert_eq!([272, 273, 274].map(|index| width_at(70_000, 0, index)), [256, 112, 0]);
        assert_eq!([0, 1, 2].map(|index| width_at(70_000, 1, index)), [256, 17, 0]);
        assert_eq!([0, 1].map(|level| partial_width(256, level)), [0, 1]);
        assert_eq!((width_at(256, 0, 0), width_at(0, 0, 0)), (256, 0));
        assert_eq!((partial_width(u64::MAX, 7), partial_width(u64::MAX, 63)), (255, 0));
        assert_eq!(width_at(u64::MAX, 0, u64::MAX), 0);
    }

    #[test]
    fn a_tile_is_there_only_if_the_log_reaches_its_last_hash() {
        let path = |path| TilePath::parse(path).unwrap();
        assert!(path("tile/0/273.p/112").is_in(70_000));
        assert!(path("tile/0/273.p/100").is_in(70_000));
        assert!(!path("tile/0/273.p/113").is_in(70_000));
        assert!(!path("tile/0/273").is_in(70_000));
        assert!(path("tile/entries/272").is_in(70_000));
        assert!(!path("tile/3/000.p/1").is_in(70_000));
    }

    #[test]
    fn a_tile_names_the_nodes_that_it_holds() {
        let nodes = |path| TilePath::parse(path).unwrap().nodes().map(Iterator::collect::<Vec<_>>);
        let two = |level, pos| vec![NodeRef { level, pos }, NodeRef { level, pos: pos + 1 }];
        assert_eq!(nodes("tile/2/003.p/2"), Some(two(16, 768)));
        assert_eq!(nodes("tile/entries/003.p/2"), Some(two(0, 768)));
        assert_eq!(nodes("tile/0/000").unwrap().len(), 256);
        assert_eq!(nodes("tile/8/000"), None);
        assert_eq!(nodes("tile/40/000"), None);
        assert_eq!(nodes("tile/0/x018/x446/x744/x073/x709/x551/615"), None);
    }

    #[test]
    fn a_bundle_that_is_cut_off_is_refused() {
        let mut bundle = Vec::new();
        push_entry(&mut bundle, b"one").unwrap();
        push_entry(&mut bundle, b"").unwrap();
        assert_eq!(bundle, b"\0\x03one\0\0");
        assert_eq!(entries(&bundle), Ok(vec![&b"one"[..], b""]));
        assert_eq!(entries(&bundle[..6]), Err(BundleError::Cut));
        assert_eq!(entries(&bundle[..4]), Err(BundleError::Cut));
        assert_eq!(push_entry(&mut bundle, &vec![0; 65_536]), Err(BundleError::TooLong));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(level in 0..=63u8, index: u64, width in 1..=256u16, entry: bool) {
            let kind = if entry { TileKind::Entries } else { TileKind::Hashes(level) };
            let path = tile(kind, index, width);
            prop_assert_eq!(TilePath::parse(&path.to_string()), Some(path));
        }

        #[test]
        fn what_is_read_is_written_back(path in "tile/(entries|[0-9]{1,3})(/x?[0-9]{1,4}){1,3}(\\.p/[0-9]{0,3})?") {
            if let Some(tile) = TilePath::parse(&path) {
                prop_assert_eq!(tile.to_string(), path);
            }
        }

        #[test]
        fn full_and_partial_tiles_hold_the_whole_level(size in 0..1u64 << 40, level in 0..6u8) {
            let hashes = size >> (8 * level);
            let last = hashes / 256;
            prop_assert_eq!(width_at(size, level, last), partial_width(size, level));
            prop_assert_eq!(last * 256 + u64::from(partial_width(size, level)), hashes);
            prop_assert!(last == 0 || width_at(size, level, last - 1) == 256);
        }
    }
}
