//! Where the plain bytes of a document stand in its sealed object.

use super::{CHUNK, NONCE, SEALED_CHUNK, StreamError, TAG};
use std::ops::Range;

const CHUNK_U64: u64 = CHUNK as u64;
const SEALED_U64: u64 = SEALED_CHUNK as u64;
const TAG_U64: u64 = TAG as u64;
const NONCE_U64: u64 = NONCE as u64;

/// Bytes of the object that holds `plain_len` plain bytes:
/// `16 + n + 16·max(1, ⌈n / 65536⌉)`. Saturates beyond what any store can hold.
#[must_use]
pub fn payload_len(plain_len: u64) -> u64 {
    let tags = Layout::new(plain_len).chunks().saturating_mul(TAG_U64);
    NONCE_U64.saturating_add(plain_len).saturating_add(tags)
}

/// Plain bytes in an object of `payload_len` bytes.
///
/// # Errors
/// When no payload has that length.
pub fn plain_len(payload_len: u64) -> Result<u64, StreamError> {
    let sealed = payload_len.checked_sub(NONCE_U64).ok_or(StreamError)?;
    let chunks = sealed.div_ceil(SEALED_U64);
    let tags = chunks.checked_mul(TAG_U64).ok_or(StreamError)?;
    let plain = sealed.checked_sub(tags).ok_or(StreamError)?;
    // An empty last chunk behind others, and no chunk at all, are no payloads.
    if chunks == 0 || Layout::new(plain).chunks() != chunks {
        return Err(StreamError);
    }
    Ok(plain)
}

/// The chunks of one object, known from its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    plain_len: u64,
}

/// What has to be read to answer a range of plain bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Indices of the chunks that hold the range.
    pub chunks: Range<u64>,
    /// The bytes of the object that hold those chunks.
    pub object: Range<u64>,
    /// Plain bytes of the first chunk that stand before the range.
    pub skip: u64,
    /// Plain bytes wanted after those.
    pub take: u64,
}

impl Layout {
    /// The layout of a document of `plain_len` bytes.
    #[must_use]
    pub fn new(plain_len: u64) -> Self {
        Self { plain_len }
    }

    /// The layout of an object of `payload_len` bytes.
    ///
    /// # Errors
    /// When no payload has that length.
    pub fn of_object(payload_len: u64) -> Result<Self, StreamError> {
        plain_len(payload_len).map(Self::new)
    }

    /// Plain bytes of the document.
    #[must_use]
    pub fn plain_len(self) -> u64 {
        self.plain_len
    }

    /// Bytes of the object.
    #[must_use]
    pub fn payload_len(self) -> u64 {
        payload_len(self.plain_len)
    }

    /// Number of chunks; an empty document has one.
    #[must_use]
    pub fn chunks(self) -> u64 {
        self.plain_len.div_ceil(CHUNK_U64).max(1)
    }

    /// Whether chunk `index` is the final one.
    #[must_use]
    pub fn is_last(self, index: u64) -> bool {
        index.checked_add(1) == Some(self.chunks())
    }

    /// The bytes of the object that hold `chunks`; cut at the object's end.
    #[must_use]
    pub fn object_span(self, chunks: &Range<u64>) -> Range<u64> {
        let at = |index: u64| {
            NONCE_U64.saturating_add(index.saturating_mul(SEALED_U64)).min(self.payload_len())
        };
        at(chunks.start)..at(chunks.end)
    }

    /// What to read for the plain bytes `wanted`. The whole of an empty document
    /// is its one empty chunk, so that it is authenticated too. `None` when the
    /// range is empty or reaches beyond the end.
    #[must_use]
    pub fn cover(self, wanted: &Range<u64>) -> Option<Cover> {
        let whole_empty = self.plain_len == 0 && *wanted == (0..0);
        let inside = wanted.start < wanted.end && wanted.end <= self.plain_len;
        if !(inside || whole_empty) {
            return None;
        }
        let chunks = wanted.start / CHUNK_U64..wanted.end.div_ceil(CHUNK_U64).max(1);
        Some(Cover {
            object: self.object_span(&chunks),
            chunks,
            skip: wanted.start % CHUNK_U64,
            take: wanted.end.saturating_sub(wanted.start),
        })
    }

    /// Splits `chunks` into reads of `per_read` chunks: the first chunk of each read
    /// and its bytes in the object.
    pub fn reads(
        self,
        chunks: Range<u64>,
        per_read: u64,
    ) -> impl Iterator<Item = (u64, Range<u64>)> + Send + use<> {
        let step = per_read.max(1);
        let mut first = chunks.start;
        std::iter::from_fn(move || {
            (first < chunks.end).then(|| {
                let end = first.saturating_add(step).min(chunks.end);
                let read = (first, self.object_span(&(first..end)));
                first = end;
                read
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_are_those_of_the_age_format() {
        for (plain, payload) in [
            (0, 32),
            (1, 33),
            (65_535, 65_567),
            (65_536, 65_568),
            (65_537, 65_585),
            (131_072, 131_120),
            (3_000_000, 3_000_752),
        ] {
            assert_eq!(payload_len(plain), payload);
            assert_eq!(plain_len(payload), Ok(plain));
        }
    }

    #[test]
    fn lengths_that_no_payload_has_are_refused() {
        // No nonce, no chunk, half a tag, and an empty chunk behind a full one.
        for wrong in [0, 15, 16, 17, 31, 65_568 + 1, 65_568 + 15, 65_568 + 16] {
            assert_eq!(plain_len(wrong), Err(StreamError), "{wrong}");
        }
        assert_eq!(plain_len(65_568 + 17), Ok(65_537));
        assert_eq!(payload_len(u64::MAX), u64::MAX);
    }

    #[test]
    fn an_empty_document_is_covered_by_its_one_chunk() {
        let cover = Layout::new(0).cover(&(0..0)).unwrap();
        assert_eq!(cover, Cover { chunks: 0..1, object: 16..32, skip: 0, take: 0 });
        assert_eq!(Layout::new(9).cover(&(3..3)), None);
        assert_eq!(Layout::new(9).cover(&(3..10)), None);
    }

    proptest! {
        #[test]
        fn every_length_comes_back(plain in 0_u64..1 << 60) {
            prop_assert_eq!(plain_len(payload_len(plain)), Ok(plain));
        }

        #[test]
        fn a_cover_holds_exactly_the_range(
            plain in 1_u64..1_000_000, from in any::<u64>(), to in any::<u64>(), step in 0_u64..5,
        ) {
            let layout = Layout::new(plain);
            let (a, b) = (from % plain, to % plain);
            let wanted = a.min(b)..a.max(b) + 1;
            let cover = layout.cover(&wanted).unwrap();
            prop_assert_eq!(cover.chunks.start * CHUNK_U64 + cover.skip, wanted.start);
            prop_assert!(cover.skip < CHUNK_U64);
            prop_assert_eq!(cover.take, wanted.end - wanted.start);
            prop_assert!(cover.chunks.end * CHUNK_U64 >= wanted.end);
            prop_assert!((cover.chunks.end - 1) * CHUNK_U64 < wanted.end);
            prop_assert!(cover.object.end <= layout.payload_len());
            let reads: Vec<_> = layout.reads(cover.chunks.clone(), step).collect();
            let mut at = cover.object.start;
            for (first, span) in &reads {
                prop_assert_eq!(span.start, at);
                prop_assert_eq!(layout.object_span(&(*first..*first + 1)).start, at);
                at = span.end;
            }
            prop_assert_eq!(at, cover.object.end);
        }
    }
}
