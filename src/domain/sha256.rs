//! SHA-256 (FIPS 180-4) with its result as an array.

use ring::digest::{Context, SHA256};

/// Takes a message piece by piece.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "it may have seen what nobody is to print")]
pub struct Sha256(Context);

impl Sha256 {
    /// Nothing taken yet.
    #[expect(clippy::new_without_default, reason = "an empty message is no default")]
    #[must_use]
    pub fn new() -> Self {
        Self(Context::new(&SHA256))
    }

    /// The next bytes of the message.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all that was taken.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        let mut hash = [0; 32];
        // INVARIANT: SHA-256 gives 32 bytes.
        hash.copy_from_slice(self.0.finish().as_ref());
        hash
    }
}

/// The hash of one message.
#[must_use]
pub fn of(message: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(message);
    hash.finish()
}

/// The hash of a list: each part behind its length as u64, big-endian, so that
/// no two lists look alike.
#[must_use]
pub fn of_list<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(&(part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::{Sha256, of, of_list};

    /// FIPS 180-4, example of one block.
    #[test]
    fn the_hash_is_that_of_the_standard() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex::encode(of(b"abc")), abc);
        let mut pieces = Sha256::new();
        pieces.update(b"a");
        pieces.update(b"bc");
        assert_eq!(hex::encode(pieces.finish()), abc);
    }

    #[test]
    fn parts_keep_their_borders() {
        let list = |parts: [&'static [u8]; 2]| of_list(parts);
        assert_ne!(list([b"ab", b"c"]), list([b"a", b"bc"]));
    }
}
