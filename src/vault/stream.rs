//! The age v1 payload (c2sp.org/age v1.1.0, section "Payload"): a 16-byte
//! nonce, then chunks of 64 KiB, each sealed with ChaCha20-Poly1305.
//!
//! ```text
//! key      = HKDF-SHA-256(file key, salt = nonce, info = "payload")
//! chunk i  = ChaCha20-Poly1305(key, nonce = be88(i) ‖ last, plain chunk) ‖ tag(16)
//! last     = 1 for the final chunk, 0 before; it may be short, and empty only
//!            when the whole payload is empty
//! ```
//!
//! [`Sealer`] and [`Opener`] work in place on memory of the caller and know
//! nothing of files or sockets; [`Layout`] says where plain bytes stand in an
//! object; [`open_payload`] is the plain reader built on them.

pub mod layout;

pub use layout::{Cover, Layout, payload_len, plain_len};

use super::UNSEALED;
use crate::entropy::Entropy;
use bytes::{Bytes, BytesMut};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use std::fmt;
use std::io::{self, Read, Write};
use zeroize::{Zeroize, Zeroizing};

/// Plain bytes in every chunk but the last.
pub const CHUNK: usize = 65_536;
/// Bytes that sealing adds to a chunk.
pub const TAG: usize = 16;
/// Bytes in front of the first chunk.
pub const NONCE: usize = 16;
/// Bytes of a full chunk in the object.
pub const SEALED_CHUNK: usize = CHUNK + TAG;
/// Bytes of a file key.
pub const FILE_KEY: usize = 16;

/// The key of one payload: 16 random bytes, never used for a second one.
/// Wiped when dropped; has no `Clone` and is never printed.
pub struct FileKey(Box<[u8; FILE_KEY]>);

impl FileKey {
    /// Takes over existing key bytes.
    #[must_use]
    pub fn new(bytes: [u8; FILE_KEY]) -> Self {
        let bytes = Zeroizing::new(bytes);
        Self(Box::new(*bytes))
    }

    /// A new random key.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut key = Self(Box::new([0; FILE_KEY]));
        entropy.fill(key.0.as_mut_slice());
        key
    }

    /// The bytes, for wrapping; never to be logged or sent.
    pub(in crate::vault) fn expose(&self) -> &[u8; FILE_KEY] {
        &self.0
    }
}

impl Drop for FileKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(..)")
    }
}

/// The payload is not what the file key sealed, or was used out of order. It
/// deliberately does not say which: the answer must not help a forger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sealed payload is damaged or does not belong to this key")]
pub struct StreamError;

/// The key of the chunks: HKDF-SHA-256 of the file key with the nonce as salt.
fn chunk_key(file_key: &FileKey, nonce: &[u8; NONCE]) -> Result<LessSafeKey, StreamError> {
    let pseudo_random = Salt::new(HKDF_SHA256, nonce).extract(file_key.expose());
    let expanded =
        pseudo_random.expand(&[b"payload"], &CHACHA20_POLY1305).map_err(|_| StreamError)?;
    Ok(LessSafeKey::new(UnboundKey::from(expanded)))
}

/// The nonce of chunk `index`: 88-bit big-endian counter, then the last flag.
fn chunk_nonce(index: u64, last: bool) -> Nonce {
    let wide = (u128::from(index) << 8) | u128::from(last);
    let [_, _, _, _, nonce @ ..] = wide.to_be_bytes();
    Nonce::assume_unique_for_key(nonce)
}

/// Seals chunks in order. The object starts with [`Sealer::nonce`].
pub struct Sealer {
    key: LessSafeKey,
    nonce: [u8; NONCE],
    next: Option<u64>,
}

impl Sealer {
    /// Begins a payload.
    ///
    /// # Errors
    /// Never for these key lengths; the underlying library leaves it open.
    pub fn new(file_key: &FileKey, nonce: [u8; NONCE]) -> Result<Self, StreamError> {
        Ok(Self { key: chunk_key(file_key, &nonce)?, nonce, next: Some(0) })
    }

    /// The bytes that stand in front of the first chunk.
    #[must_use]
    pub fn nonce(&self) -> &[u8; NONCE] {
        &self.nonce
    }

    /// Seals the next chunk where it lies: `slot` holds the plain bytes followed
    /// by 16 spare bytes, which receive the tag.
    ///
    /// # Errors
    /// After the last chunk, for a chunk that is not 64 KiB and not last, for an
    /// empty last chunk behind others, and when the counter is used up. A refused
    /// call changes nothing.
    pub fn seal_slot(&mut self, slot: &mut [u8], last: bool) -> Result<(), StreamError> {
        let index = self.next.ok_or(StreamError)?;
        let (plain, spare) = slot.split_last_chunk_mut::<TAG>().ok_or(StreamError)?;
        let fits = match (plain.len(), last) {
            (CHUNK, _) | (1..CHUNK, true) => true,
            (0, true) => index == 0,
            _ => false,
        };
        // The counter moves on before the key is used: no nonce can ever be used twice.
        let next = index.checked_add(1).filter(|_| fits).ok_or(StreamError)?;
        self.next = if last { None } else { Some(next) };
        if UNSEALED {
            return Ok(());
        }
        let tag = self
            .key
            .seal_in_place_separate_tag(chunk_nonce(index, last), Aad::empty(), plain)
            .map_err(|_| StreamError)?;
        spare.copy_from_slice(tag.as_ref());
        Ok(())
    }

    /// Seals the next chunk in place and appends the tag. Give the buffer a
    /// capacity of [`SEALED_CHUNK`]; otherwise it grows, which copies.
    ///
    /// # Errors
    /// As [`Sealer::seal_slot`]; the buffer then has its old length.
    pub fn seal_chunk(&mut self, chunk: &mut BytesMut, last: bool) -> Result<(), StreamError> {
        let plain = chunk.len();
        chunk.extend_from_slice(&[0; TAG]);
        let sealed = self.seal_slot(chunk, last);
        if sealed.is_err() {
            chunk.truncate(plain);
        }
        sealed
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealer").field("next", &self.next).finish_non_exhaustive()
    }
}

/// Opens chunks in any order.
pub struct Opener {
    key: LessSafeKey,
}

impl Opener {
    /// For the payload that starts with `nonce`.
    ///
    /// # Errors
    /// Never for these key lengths; the underlying library leaves it open.
    pub fn new(file_key: &FileKey, nonce: &[u8; NONCE]) -> Result<Self, StreamError> {
        Ok(Self { key: chunk_key(file_key, nonce)? })
    }

    /// Opens chunk `index` where it lies and returns the number of plain bytes,
    /// which then stand at the front of `chunk`. `last` is whether the chunk is the
    /// final one of the object, judged by the object's length.
    ///
    /// # Errors
    /// When the chunk is not exactly what was sealed at this place; `chunk` then
    /// holds no plain byte.
    pub fn open_chunk(
        &self,
        index: u64,
        last: bool,
        chunk: &mut [u8],
    ) -> Result<usize, StreamError> {
        let fits = match (chunk.len(), last) {
            (SEALED_CHUNK, _) | (17..SEALED_CHUNK, true) => true,
            (TAG, true) => index == 0,
            _ => false,
        };
        if !fits {
            return Err(StreamError);
        }
        if UNSEALED {
            return Ok(chunk.len() - TAG);
        }
        self.key
            .open_in_place(chunk_nonce(index, last), Aad::empty(), chunk)
            .map(|plain| plain.len())
            .map_err(|_| StreamError)
    }

    /// Opens a run of neighbouring chunks in place, the first being `first`, and
    /// returns their plain bytes without copying: one `Bytes` for each chunk.
    ///
    /// # Errors
    /// When any of them is wrong, or the run does not end at a chunk's end: then
    /// none of them is returned.
    pub fn open_run(
        &self,
        layout: Layout,
        first: u64,
        mut run: BytesMut,
    ) -> Result<Vec<Bytes>, StreamError> {
        let mut plain = Vec::with_capacity(run.len().div_ceil(SEALED_CHUNK));
        let mut index = first;
        while !run.is_empty() {
            let mut chunk = run.split_to(run.len().min(SEALED_CHUNK));
            let opened = self.open_chunk(index, layout.is_last(index), &mut chunk)?;
            chunk.truncate(opened);
            plain.push(chunk.freeze());
            index = index.checked_add(1).ok_or(StreamError)?;
        }
        Ok(plain)
    }
}

impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opener(..)")
    }
}

/// Why a payload could not be opened from end to end.
#[derive(Debug, thiserror::Error)]
pub enum PayloadError {
    /// Fewer than 16 bytes: not even the nonce is there.
    #[error("the payload has no nonce")]
    Nonce,
    /// A chunk is wrong, missing or misplaced.
    #[error(transparent)]
    Stream(#[from] StreamError),
    /// Reading the sealed or writing the plain bytes failed.
    #[error("the payload could not be read or written")]
    Io(#[from] io::Error),
}

/// Opens a whole payload (nonce and chunks, up to the reader's end) in constant
/// memory and returns the number of plain bytes. Only authenticated chunks are
/// written. When the error comes, the chunks before the wrong place are already
/// written: only `Ok` means that the plain bytes are whole.
///
/// # Errors
/// See [`PayloadError`].
pub fn open_payload(
    file_key: &FileKey,
    mut from: impl Read,
    mut to: impl Write,
) -> Result<u64, PayloadError> {
    let mut nonce = [0; NONCE];
    from.read_exact(&mut nonce).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => PayloadError::Nonce,
        _ => PayloadError::Io(error),
    })?;
    let opener = Opener::new(file_key, &nonce)?;
    // One byte more than a chunk is read ahead, to know whether the chunk is the last.
    let mut buffer = Zeroizing::new(Vec::with_capacity(SEALED_CHUNK + 1));
    let mut sealed: Vec<u8> = Vec::with_capacity(SEALED_CHUNK);
    let mut written = 0_u64;
    for index in 0.. {
        let missing = (SEALED_CHUNK + 1).saturating_sub(buffer.len());
        (&mut from).take(missing as u64).read_to_end(&mut buffer)?;
        let last = buffer.len() <= SEALED_CHUNK;
        let ahead = if last { None } else { buffer.pop() };
        buffer.as_slice().clone_into(&mut sealed);
        let mut plain = opener.open_chunk(index, last, &mut buffer);
        let spoiled = plain.is_err();
        if spoiled {
            // A true chunk where the payload was cut behind it, or where something was
            // added behind the last: given out, as by every age reader, and then an error.
            sealed.as_slice().clone_into(&mut *buffer);
            plain = opener.open_chunk(index, !last, &mut buffer);
        }
        let plain = buffer.get(..plain?).ok_or(StreamError)?;
        to.write_all(plain)?;
        if spoiled {
            return Err(StreamError.into());
        }
        written = written.saturating_add(plain.len() as u64);
        buffer.clear();
        match ahead {
            Some(byte) => buffer.push(byte),
            None => break,
        }
    }
    to.flush()?;
    Ok(written)
}

#[cfg(test)]
mod tests;
