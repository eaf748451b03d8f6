//! Sealed columns: names, titles, notes and person numbers at rest.
//!
//! ```text
//! column key = HKDF-SHA-256(data key, salt = "", info = framed("samflyt/field", table, column))
//! sealed     = version(1) ‖ nonce(12) ‖ AES-256-GCM(column key, nonce, plain, aad) ‖ tag(16)
//! aad        = framed(table, row id, column, key version)
//! framed     = for each part: be32(length) ‖ part
//! ```
//!
//! Each column has a key of its own, so that the count of random nonces under one
//! key stays far below the 2^32 that NIST SP 800-38D (section 8.3) allows, and a
//! value moved to another table or column fails twice: by key and by AAD. The row
//! and the key version are bound by the AAD alone.

use super::UNSEALED;
use crate::entropy::Entropy;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use std::fmt;
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

/// Bytes of a data key.
pub const DATA_KEY: usize = 32;
/// Bytes that sealing adds to a value.
pub const OVERHEAD: usize = 1 + NONCE + TAG;

const VERSION: u8 = 1;
const NONCE: usize = 12;
const TAG: usize = 16;

/// A key from which the column and wrapping keys of one child (or of the
/// directory) are derived. Wiped when dropped; has no `Clone` and is never printed.
pub struct DataKey(Box<[u8; DATA_KEY]>);

impl DataKey {
    /// Takes over existing key bytes.
    #[must_use]
    pub fn new(bytes: [u8; DATA_KEY]) -> Self {
        let bytes = Zeroizing::new(bytes);
        Self(Box::new(*bytes))
    }

    /// A new random key.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut key = Self(Box::new([0; DATA_KEY]));
        entropy.fill(key.0.as_mut_slice());
        key
    }

    /// The bytes, for wrapping; never to be logged or sent.
    pub(super) fn expose(&self) -> &[u8; DATA_KEY] {
        &self.0
    }
}

impl Drop for DataKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(..)")
    }
}

/// Where a sealed value stands. It opens there and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The table's name.
    pub table: &'static str,
    /// The row's id.
    pub row: Uuid,
    /// The column's name.
    pub column: &'static str,
    /// The version of the data key, as its row says.
    pub key_version: i64,
}

/// The sealed value is not what this key sealed at this place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sealed value is damaged or does not belong here")]
pub struct FieldError;

/// Seals `plain` for `place`; adds [`OVERHEAD`] bytes.
///
/// # Errors
/// Only when the value is beyond what the cipher can take (64 GB).
pub fn seal(
    key: &DataKey,
    place: Place,
    plain: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, FieldError> {
    seal_box(&place.key(key)?, &place.aad(), plain, entropy)
}

/// Opens a value that was sealed for `place`.
///
/// # Errors
/// When it was changed, or sealed with another key or for another place.
pub fn open(key: &DataKey, place: Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, FieldError> {
    open_box(&place.key(key)?, &place.aad(), sealed)
}

/// Opens a value that was sealed from text.
///
/// # Errors
/// As [`open`], and when the bytes are no UTF-8.
pub fn open_text(key: &DataKey, place: Place, sealed: &[u8]) -> Result<String, FieldError> {
    let mut bytes = open(key, place, sealed)?;
    String::from_utf8(std::mem::take(&mut *bytes)).map_err(|error| {
        error.into_bytes().zeroize();
        FieldError
    })
}

impl Place {
    fn key(self, key: &DataKey) -> Result<LessSafeKey, FieldError> {
        aes_key(key.expose(), &[b"samflyt/field", self.table.as_bytes(), self.column.as_bytes()])
    }

    fn aad(self) -> Vec<u8> {
        framed(&[
            self.table.as_bytes(),
            self.row.as_bytes(),
            self.column.as_bytes(),
            &self.key_version.to_be_bytes(),
        ])
    }
}

/// Joins `parts` so that no two lists of parts give the same bytes: each part
/// behind its length as a big-endian `u32`.
pub(super) fn framed(parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(parts.iter().map(|part| part.len() + 4).sum());
    for part in parts {
        // Names, ids and numbers: never near 4 GiB.
        out.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}

/// The AES-256-GCM key that HKDF-SHA-256 derives from `secret` for `info`.
pub(super) fn aes_key(secret: &[u8], info: &[&[u8]]) -> Result<LessSafeKey, FieldError> {
    let info = framed(info);
    let info = [info.as_slice()];
    let pseudo_random = Salt::new(HKDF_SHA256, &[]).extract(secret);
    let expanded = pseudo_random.expand(&info, &AES_256_GCM).map_err(|_| FieldError)?;
    Ok(LessSafeKey::new(UnboundKey::from(expanded)))
}

/// Seals as `version ‖ nonce ‖ ciphertext ‖ tag`.
pub(super) fn seal_box(
    key: &LessSafeKey,
    aad: &[u8],
    plain: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, FieldError> {
    let mut nonce = [0; NONCE];
    entropy.fill(&mut nonce);
    let mut sealed = Vec::with_capacity(plain.len().saturating_add(OVERHEAD));
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    if UNSEALED {
        sealed.extend_from_slice(&[0; TAG]);
        return Ok(sealed);
    }
    let body = sealed.get_mut(1 + NONCE..).ok_or(FieldError)?;
    let sealing =
        key.seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), body);
    let Ok(tag) = sealing else {
        sealed.zeroize();
        return Err(FieldError);
    };
    sealed.extend_from_slice(tag.as_ref());
    Ok(sealed)
}

/// Opens what [`seal_box`] made.
pub(super) fn open_box(
    key: &LessSafeKey,
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, FieldError> {
    let Some((&VERSION, rest)) = sealed.split_first() else {
        return Err(FieldError);
    };
    let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(FieldError)?;
    let mut plain = Zeroizing::new(body.to_vec());
    if UNSEALED {
        plain.truncate(body.len().saturating_sub(TAG));
        return Ok(plain);
    }
    let len = key
        .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(aad), &mut plain)
        .map_err(|_| FieldError)?
        .len();
    plain.truncate(len);
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use proptest::prelude::*;
    use std::collections::HashSet;

    const ROW: Uuid = Uuid::from_u128(7);

    fn place() -> Place {
        Place { table: "child", row: ROW, column: "name", key_version: 1 }
    }

    fn sealed(plain: &[u8]) -> Vec<u8> {
        let entropy = SeededEntropy::new(1);
        seal(&DataKey::new([1; 32]), place(), plain, &entropy).unwrap()
    }

    #[test]
    fn a_value_comes_back_at_its_place() {
        let key = DataKey::new([1; 32]);
        let sealed = sealed("Ærlend Ødegård".as_bytes());
        assert_eq!(sealed.len(), "Ærlend Ødegård".len() + OVERHEAD);
        assert_eq!(sealed[0], 1);
        assert_eq!(open_text(&key, place(), &sealed).unwrap(), "Ærlend Ødegård");
        assert!(!sealed.windows(4).any(|w| w == b"rlen"));
    }

    #[test]
    fn a_value_opens_nowhere_else() {
        let key = DataKey::new([1; 32]);
        let sealed = sealed(b"secret");
        let row = Uuid::from_u128(8);
        for elsewhere in [
            Place { table: "person", ..place() },
            Place { row, ..place() },
            Place { column: "note", ..place() },
            Place { key_version: 2, ..place() },
            Place { table: "childn", column: "ame", ..place() },
        ] {
            assert_eq!(open(&key, elsewhere, &sealed), Err(FieldError), "{elsewhere:?}");
        }
        assert_eq!(open(&DataKey::new([2; 32]), place(), &sealed), Err(FieldError));
    }

    #[test]
    fn the_place_is_bound_by_the_aad_as_well_as_by_the_column_key() {
        let key = DataKey::new([1; 32]);
        let aes = place().key(&key).unwrap();
        let sealed = sealed(b"secret");
        assert!(open_box(&aes, &place().aad(), &sealed).is_ok());
        for other in [Place { table: "person", ..place() }, Place { column: "note", ..place() }] {
            assert_eq!(open_box(&aes, &other.aad(), &sealed), Err(FieldError));
            let other_key = other.key(&key).unwrap();
            assert_eq!(open_box(&other_key, &place().aad(), &sealed), Err(FieldError));
        }
    }

    #[test]
    fn text_must_be_text() {
        let key = DataKey::new([1; 32]);
        assert_eq!(open_text(&key, place(), &sealed(&[0xff, 0xfe])), Err(FieldError));
    }

    #[test]
    fn equal_values_never_look_equal() {
        let entropy = SeededEntropy::new(3);
        let key = DataKey::generate(&entropy);
        let all: HashSet<Vec<u8>> =
            (0..500).map(|_| seal(&key, place(), b"same", &entropy).unwrap()).collect();
        assert_eq!(all.len(), 500);
    }

    #[test]
    fn framing_keeps_parts_apart() {
        assert_ne!(framed(&[b"ab", b"c"]), framed(&[b"a", b"bc"]));
        assert_ne!(framed(&[b"a", b""]), framed(&[b"a"]));
        assert_eq!(framed(&[b"ab", b"c"]), [0, 0, 0, 2, b'a', b'b', 0, 0, 0, 1, b'c']);
    }

    #[test]
    fn the_bytes_are_frozen() {
        // A change here makes every stored value unreadable.
        let fixed = hex::encode(sealed(b"frozen"));
        assert_eq!(fixed, "01532deabf88729cb43995ab5ae1a52c7fdc515e855b52666e28040fe797a8b97032d2");
        assert_eq!(format!("{:?}", DataKey::new([9; 32])), "DataKey(..)");
    }

    proptest! {
        #[test]
        fn a_changed_or_cut_value_never_opens(
            plain in proptest::collection::vec(any::<u8>(), 0..80),
            at in any::<usize>(), bit in 0_u8..8,
        ) {
            let key = DataKey::new([1; 32]);
            let good = sealed(&plain);
            prop_assert_eq!(&*open(&key, place(), &good).unwrap(), &plain);
            let at = at % good.len();
            let mut changed = good.clone();
            changed[at] ^= 1 << bit;
            prop_assert_eq!(open(&key, place(), &changed), Err(FieldError));
            prop_assert_eq!(open(&key, place(), &good[..at]), Err(FieldError));
        }
    }
}
