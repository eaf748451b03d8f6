//! The age v1 header (c2sp.org/age v1.1.0, section "Header"): composed when a
//! payload leaves the house for a recipient, read when an age file comes in.
//!
//! ```text
//! age-encryption.org/v1
//! -> type argument …
//! body in unpadded base64, lines of 64, the last one shorter (maybe empty)
//! --- base64(HMAC-SHA-256(HKDF(file key, salt = "", info = "header"), all up to "---"))
//! ```
//!
//! A header costs nothing but itself: the payload behind it stays as it is. The
//! wrapping and unwrapping of the file key is the age crate's.

use super::stream::{FILE_KEY, FileKey};
use age::secrecy::ExposeSecret;
use age_core::format::{FileKey as AgeFileKey, Stanza, is_arbitrary_string};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use ring::{hkdf, hmac};
use std::io::{self, BufRead, Read as _};

const VERSION_LINE: &[u8] = b"age-encryption.org/v1";
const MAC_MARK: &[u8] = b"---";
const COLUMNS: usize = 64;
const SCRYPT: &str = "scrypt";

/// The largest header that a caller without an opinion should accept: room for
/// about 40 post-quantum recipients.
pub const CAP_BYTES: usize = 65_536;

/// Why a header could not be composed.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// A file that nobody can open is always a mistake.
    #[error("no recipient was given")]
    NoRecipient,
    /// Such as a passphrase beside a key, or a post-quantum recipient beside a classic one.
    #[error("these recipients must not share a file")]
    Mixed,
    /// A recipient made a stanza that the format cannot hold.
    #[error("a recipient made an impossible stanza")]
    Stanza,
    /// A recipient refused.
    #[error("a recipient could not wrap the file key")]
    Recipient(#[source] age::EncryptError),
}

/// Why a header could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Not an age v1 header, or a stanza of a known type breaks its rules.
    #[error("not a valid age header")]
    Header,
    /// A valid header, but for somebody else.
    #[error("none of the identities opens this file")]
    NoMatch,
    /// An identity matched, but the header was changed afterwards.
    #[error("the age header was changed")]
    Hmac,
    /// Reading failed.
    #[error("the age header could not be read")]
    Io(#[from] io::Error),
}

/// The key of the header's HMAC.
fn mac_key(file_key: &FileKey) -> hmac::Key {
    let pseudo_random = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]).extract(file_key.expose());
    match pseudo_random.expand(&[b"header"], hmac::HMAC_SHA256) {
        Ok(expanded) => hmac::Key::from(expanded),
        // HKDF refuses only outputs above 8160 bytes; a key nobody knows fails closed.
        Err(_) => hmac::Key::new(hmac::HMAC_SHA256, &[]),
    }
}

/// Writes a header that lets each of `recipients` open the payload of `file_key`.
///
/// # Errors
/// See [`ComposeError`]; all recipients must have the same set of labels.
pub fn compose(
    file_key: &FileKey,
    recipients: &[&dyn age::Recipient],
) -> Result<Vec<u8>, ComposeError> {
    let wrapped = AgeFileKey::init_with_mut(|key| key.copy_from_slice(file_key.expose()));
    let mut stanzas = Vec::new();
    let mut shared = None;
    for recipient in recipients {
        let (more, labels) = recipient.wrap_file_key(&wrapped).map_err(ComposeError::Recipient)?;
        if shared.get_or_insert_with(|| labels.clone()) != &labels {
            return Err(ComposeError::Mixed);
        }
        stanzas.extend(more);
    }
    if stanzas.is_empty() {
        return Err(ComposeError::NoRecipient);
    }
    if !scrypt_stands_alone(&stanzas) {
        return Err(ComposeError::Mixed);
    }
    let mut header = [VERSION_LINE, b"\n"].concat();
    for stanza in &stanzas {
        write_stanza(&mut header, stanza)?;
    }
    header.extend_from_slice(MAC_MARK);
    let mac = hmac::sign(&mac_key(file_key), &header);
    header.push(b' ');
    header.extend_from_slice(BASE64_STANDARD_NO_PAD.encode(mac).as_bytes());
    header.push(b'\n');
    Ok(header)
}

fn write_stanza(header: &mut Vec<u8>, stanza: &Stanza) -> Result<(), ComposeError> {
    header.extend_from_slice(b"->");
    for word in std::iter::once(&stanza.tag).chain(&stanza.args) {
        if !is_arbitrary_string(word) {
            return Err(ComposeError::Stanza);
        }
        header.push(b' ');
        header.extend_from_slice(word.as_bytes());
    }
    header.push(b'\n');
    let body = BASE64_STANDARD_NO_PAD.encode(&stanza.body);
    for line in body.as_bytes().chunks(COLUMNS) {
        header.extend_from_slice(line);
        header.push(b'\n');
    }
    if body.len().is_multiple_of(COLUMNS) {
        header.push(b'\n'); // the last line is short, so here it is empty
    }
    Ok(())
}

/// A passphrase must be a file's only recipient.
fn scrypt_stands_alone(stanzas: &[Stanza]) -> bool {
    stanzas.len() == 1 || stanzas.iter().all(|stanza| stanza.tag != SCRYPT)
}

/// Reads the header at the front of `input` and leaves `input` at the payload.
/// Returns the file key and the header's length in bytes. Not one byte beyond
/// `cap` is read. The file key is returned only when the HMAC fits.
///
/// # Errors
/// See [`ReadError`]; the classes are kept apart so that one cannot hide another.
pub fn read(
    input: &mut impl BufRead,
    identities: &[&dyn age::Identity],
    cap: usize,
) -> Result<(FileKey, usize), ReadError> {
    let mut lines = Lines { input, seen: Vec::new(), cap };
    if lines.next()? != VERSION_LINE {
        return Err(ReadError::Header);
    }
    let mut stanzas = Vec::new();
    let (mac, covered) = loop {
        let line = lines.next()?;
        if let Some(words) = line.strip_prefix(b"-> ") {
            let (tag, args) = read_words(words)?;
            stanzas.push(Stanza { tag, args, body: lines.body()? });
        } else if let Some(mac) = line.strip_prefix(b"--- ") {
            let mac = BASE64_STANDARD_NO_PAD.decode(mac).map_err(|_| ReadError::Header)?;
            // The HMAC covers the header up to and with the mark: all but " ", 43 and LF.
            break (mac, lines.seen.len().saturating_sub(line.len() + 1 - MAC_MARK.len()));
        } else {
            return Err(ReadError::Header);
        }
    };
    if mac.len() != 32 || stanzas.is_empty() || !scrypt_stands_alone(&stanzas) {
        return Err(ReadError::Header);
    }
    let file_key = unwrap(identities, &stanzas)?;
    let covered = lines.seen.get(..covered).ok_or(ReadError::Header)?;
    hmac::verify(&mac_key(&file_key), covered, &mac).map_err(|_| ReadError::Hmac)?;
    Ok((file_key, lines.seen.len()))
}

/// Tries the identities in turn; the first file key wins.
fn unwrap(identities: &[&dyn age::Identity], stanzas: &[Stanza]) -> Result<FileKey, ReadError> {
    for identity in identities {
        match identity.unwrap_stanzas(stanzas) {
            Some(Ok(key)) => {
                let bytes: &[u8; FILE_KEY] = key.expose_secret();
                return Ok(FileKey::new(*bytes));
            }
            // A wrong passphrase, or a stanza that only looked like ours.
            None
            | Some(Err(
                age::DecryptError::DecryptionFailed
                | age::DecryptError::KeyDecryptionFailed
                | age::DecryptError::NoMatchingKeys,
            )) => {}
            Some(Err(_)) => return Err(ReadError::Header),
        }
    }
    Err(ReadError::NoMatch)
}

/// The type and arguments of a stanza: words of visible ASCII, one space between.
fn read_words(line: &[u8]) -> Result<(String, Vec<String>), ReadError> {
    let line = std::str::from_utf8(line).map_err(|_| ReadError::Header)?;
    let mut words = line.split(' ').map(|word| {
        if is_arbitrary_string(&word) { Ok(word.to_owned()) } else { Err(ReadError::Header) }
    });
    let tag = words.next().ok_or(ReadError::Header)??;
    Ok((tag, words.collect::<Result<_, _>>()?))
}

/// Reads lines that end in LF, remembers all bytes, and stops at the cap.
struct Lines<'a, R> {
    input: &'a mut R,
    seen: Vec<u8>,
    cap: usize,
}

impl<R: BufRead> Lines<'_, R> {
    /// The next line without its LF.
    fn next(&mut self) -> Result<Vec<u8>, ReadError> {
        let start = self.seen.len();
        let room = self.cap.saturating_sub(start) as u64;
        (&mut *self.input).take(room).read_until(b'\n', &mut self.seen)?;
        match self.seen.get(start..) {
            Some([line @ .., b'\n']) => Ok(line.to_vec()),
            _ => Err(ReadError::Header),
        }
    }

    /// The base64 body of a stanza: full lines of 64 and one shorter line.
    fn body(&mut self) -> Result<Vec<u8>, ReadError> {
        let mut body = Vec::new();
        loop {
            let line = self.next()?;
            if line.len() > COLUMNS {
                return Err(ReadError::Header);
            }
            // Strict by construction: no padding, no stray bits in the last character.
            BASE64_STANDARD_NO_PAD.decode_vec(&line, &mut body).map_err(|_| ReadError::Header)?;
            if line.len() < COLUMNS {
                return Ok(body);
            }
        }
    }
}

#[cfg(test)]
mod tests;
