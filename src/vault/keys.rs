//! The key tree: root keys seal data keys, a child's data key seals the file
//! keys of its documents. The root keys live in a key file, the rest in rows.
//!
//! ```text
//! wrapping key = HKDF-SHA-256(root key,  info = framed("samflyt/data-key"))
//! data key row = box(wrapping key, aad = framed("data-key", owner, root version))
//! wrapping key = HKDF-SHA-256(data key,  info = framed("samflyt/file-key"))
//! file key row = box(wrapping key, aad = framed("file-key", child, document, version, key version))
//! pid index    = HMAC-SHA-256(HKDF-SHA-256(directory key, info = framed("samflyt/pid-index")), pid)
//! box, framed  : see the fields module; AES-256-GCM with a random nonce
//! ```

mod file;
mod seed;

pub use file::{KeyFileError, KeyFileLock};
pub use seed::LogSeed;

use super::fields::{DATA_KEY, DataKey, FieldError, aes_key, framed, open_box, seal_box};
use super::stream::FileKey;
use crate::entropy::Entropy;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::{hkdf, hmac};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

const LINE: &str = "samflyt-root-v";

/// Why a key could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The key file itself.
    #[error(transparent)]
    File(#[from] KeyFileError),
    /// The row was sealed under a root key that the key file does not hold.
    #[error("the key file does not fit this database: it lacks root key version {version}")]
    UnknownRoot {
        /// The missing version.
        version: i64,
    },
    /// The key file has a root key of that version, but another one; or the row was changed.
    #[error(
        "the key file does not fit this database, or a sealed key was changed: root key version \
         {version} does not open it"
    )]
    WrongRoot {
        /// The version that was tried.
        version: i64,
    },
    /// The database knows another root key of that version.
    #[error(
        "the key file does not fit this database: it holds another root key version {version} than \
         the database was sealed under; bring the key file of this installation"
    )]
    OtherRoot {
        /// The version.
        version: i64,
    },
    /// Something was to be sealed under a root key that is not the newest any more.
    #[error("the root key version {version} is not the newest")]
    NotNewest {
        /// The version that was wanted.
        version: i64,
    },
    /// The file key is not one of this child, document and version.
    #[error("the sealed file key is damaged or does not belong here")]
    FileKey,
    /// Sealing failed, which only absurd sizes can cause.
    #[error("the key could not be sealed")]
    Seal,
}

/// A data key at rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedKey {
    /// The root key that it is sealed under.
    pub root_version: i64,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
}

/// Which file key: it opens for this document version and no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilePlace {
    /// The child that the document is about.
    pub child: Uuid,
    /// The document.
    pub document: Uuid,
    /// The document's version, from 1.
    pub version: i64,
    /// The version of the child's data key.
    pub key_version: i64,
}

/// The ring of root keys: one or more versions, the highest is current. Wiped
/// when dropped; has no `Clone` and is never printed.
pub struct RootKeys {
    versions: BTreeMap<i64, Box<[u8; DATA_KEY]>>,
    newest: i64,
}

impl RootKeys {
    /// A new ring with version 1.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut ring = Self { versions: BTreeMap::new(), newest: 1 };
        ring.insert_random(entropy);
        ring
    }

    fn insert_random(&mut self, entropy: &dyn Entropy) {
        let mut key = Box::new([0; DATA_KEY]);
        entropy.fill(key.as_mut_slice());
        self.versions.insert(self.newest, key);
    }

    /// The version that new data keys are sealed under.
    #[must_use]
    pub fn newest(&self) -> i64 {
        self.newest
    }

    /// All versions, oldest first.
    #[must_use]
    pub fn versions(&self) -> Vec<i64> {
        self.versions.keys().copied().collect()
    }

    /// Adds a random key as the new current version.
    ///
    /// # Errors
    /// When the version number is used up.
    pub fn with_new_version(mut self, entropy: &dyn Entropy) -> Result<Self, KeyError> {
        self.newest = self.newest.checked_add(1).ok_or(KeyFileError::NoVersion)?;
        self.insert_random(entropy);
        Ok(self)
    }

    /// Drops a version that nothing is sealed under any more.
    ///
    /// # Errors
    /// [`KeyFileError::InUse`] for the current version, [`KeyFileError::NoVersion`] for one that
    /// is not there.
    pub fn without(mut self, version: i64) -> Result<Self, KeyError> {
        if version == self.newest {
            return Err(KeyFileError::InUse { version }.into());
        }
        let mut dropped = self.versions.remove(&version).ok_or(KeyFileError::NoVersion)?;
        dropped.zeroize();
        Ok(self)
    }

    /// The key file's text: one line for each version, oldest first.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        // Reserved at once: growing would leave copies of keys behind.
        let mut text = Zeroizing::new(String::with_capacity(128 + self.versions.len() * 96));
        text.push_str("# samflyt root keys: whoever has this file can read everything.\n");
        for (version, key) in &self.versions {
            text.push_str(LINE);
            text.push_str(&version.to_string());
            text.push(' ');
            BASE64_STANDARD.encode_string(key.as_slice(), &mut text);
            text.push('\n');
        }
        text
    }

    /// Reads the key file's text. Empty lines and lines that start with `#` are
    /// skipped; the highest version is current.
    ///
    /// # Errors
    /// [`KeyFileError::Syntax`] with the line's number (never its content),
    /// [`KeyFileError::Twice`], [`KeyFileError::NoVersion`] when there is none.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        let mut ring = Self { versions: BTreeMap::new(), newest: 0 };
        for (line, number) in text.lines().map(str::trim).zip(1..) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (version, key) = parse_line(line).ok_or(KeyFileError::Syntax { line: number })?;
            if ring.versions.insert(version, key).is_some() {
                return Err(KeyFileError::Twice { version }.into());
            }
            ring.newest = ring.newest.max(version);
        }
        if ring.versions.is_empty() { Err(KeyFileError::NoVersion.into()) } else { Ok(ring) }
    }

    /// Reads the key file at `path`.
    ///
    /// # Errors
    /// See [`KeyFileError`]; a file that others may read is refused.
    pub fn load_file(path: &Path) -> Result<Self, KeyError> {
        Self::from_text(&file::read_secret(path)?)
    }

    /// Writes a key file that must not exist yet: mode 0600, durable when this returns.
    ///
    /// # Errors
    /// [`KeyFileError::Exists`] or what the disk says.
    pub fn create_file(&self, path: &Path) -> Result<(), KeyError> {
        Ok(file::write_secret(path, self.to_text().as_bytes(), file::Mode::Create)?)
    }

    /// Replaces the key file at once and durably; a crash leaves the old or the new one.
    ///
    /// # Errors
    /// What the disk says.
    pub fn store_file(&self, path: &Path) -> Result<(), KeyError> {
        Ok(file::write_secret(path, self.to_text().as_bytes(), file::Mode::Replace)?)
    }

    /// Takes the lock of the key file at `path`, so that two rotations on this
    /// machine never change it at the same time.
    ///
    /// # Errors
    /// [`KeyFileError::Locked`] when somebody holds it.
    pub fn lock_file(path: &Path) -> Result<KeyFileLock, KeyError> {
        Ok(file::lock(path)?)
    }

    /// HMAC-SHA-256 of a fixed text under the root key `version`, hexadecimal:
    /// two files with different keys of one version give different values, and
    /// the value tells nothing of the key. `None` for a version that is not there.
    #[must_use]
    pub fn check_value(&self, version: i64) -> Option<String> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.versions.get(&version)?.as_slice());
        Some(hex::encode(hmac::sign(&key, b"samflyt/root-check")))
    }

    /// Seals the data key of `owner` under the current root key.
    ///
    /// # Errors
    /// [`KeyError::Seal`], which does not happen for keys of this size.
    pub fn seal_data_key(
        &self,
        key: &DataKey,
        owner: Uuid,
        entropy: &dyn Entropy,
    ) -> Result<SealedKey, KeyError> {
        let root_version = self.newest;
        let root = self
            .versions
            .get(&root_version)
            .ok_or(KeyError::UnknownRoot { version: root_version })?;
        let bytes = aes_key(root.as_slice(), &[b"samflyt/data-key"])
            .and_then(|wrap| {
                seal_box(&wrap, &data_key_aad(owner, root_version), key.expose(), entropy)
            })
            .map_err(|FieldError| KeyError::Seal)?;
        Ok(SealedKey { root_version, bytes })
    }

    /// Opens the data key of `owner`.
    ///
    /// # Errors
    /// [`KeyError::UnknownRoot`] or [`KeyError::WrongRoot`]: both mean that the key
    /// file belongs to another database, or that the row was moved or changed.
    pub fn open_data_key(
        &self,
        owner: Uuid,
        root_version: i64,
        sealed: &[u8],
    ) -> Result<DataKey, KeyError> {
        let version = root_version;
        let root = self.versions.get(&version).ok_or(KeyError::UnknownRoot { version })?;
        let plain = aes_key(root.as_slice(), &[b"samflyt/data-key"])
            .and_then(|wrap| open_box(&wrap, &data_key_aad(owner, version), sealed))
            .map_err(|FieldError| KeyError::WrongRoot { version })?;
        exact(&plain).map(DataKey::new).ok_or(KeyError::WrongRoot { version })
    }
}

impl Drop for RootKeys {
    fn drop(&mut self) {
        for key in self.versions.values_mut() {
            key.zeroize();
        }
    }
}

impl fmt::Debug for RootKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RootKeys").field("newest", &self.newest).finish_non_exhaustive()
    }
}

fn parse_line(line: &str) -> Option<(i64, Box<[u8; DATA_KEY]>)> {
    let (version, key) = line.strip_prefix(LINE)?.split_once(' ')?;
    let digits = version.bytes().all(|b| b.is_ascii_digit()) && !version.starts_with('0');
    let version = version.parse().ok().filter(|_| digits)?;
    Some((version, Box::new(decode_32(key)?)))
}

/// 32 bytes of canonical base64; the decoder's working memory is wiped.
fn decode_32(text: &str) -> Option<[u8; DATA_KEY]> {
    let bytes = Zeroizing::new(BASE64_STANDARD.decode(text.trim()).ok()?);
    exact(&bytes)
}

fn exact<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.try_into().ok()
}

fn data_key_aad(owner: Uuid, root_version: i64) -> Vec<u8> {
    framed(&[b"data-key", owner.as_bytes(), &root_version.to_be_bytes()])
}

fn file_key_aad(place: FilePlace) -> Vec<u8> {
    framed(&[
        b"file-key",
        place.child.as_bytes(),
        place.document.as_bytes(),
        &place.version.to_be_bytes(),
        &place.key_version.to_be_bytes(),
    ])
}

/// Seals a file key under the child's data key.
///
/// # Errors
/// [`KeyError::Seal`], which does not happen for keys of this size.
pub fn seal_file_key(
    data_key: &DataKey,
    place: FilePlace,
    file_key: &FileKey,
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, KeyError> {
    aes_key(data_key.expose(), &[b"samflyt/file-key"])
        .and_then(|wrap| seal_box(&wrap, &file_key_aad(place), file_key.expose(), entropy))
        .map_err(|FieldError| KeyError::Seal)
}

/// Opens the file key of one document version.
///
/// # Errors
/// [`KeyError::FileKey`] when it was changed or stands in another's place.
pub fn open_file_key(
    data_key: &DataKey,
    place: FilePlace,
    sealed: &[u8],
) -> Result<FileKey, KeyError> {
    let plain = aes_key(data_key.expose(), &[b"samflyt/file-key"])
        .and_then(|wrap| open_box(&wrap, &file_key_aad(place), sealed))
        .map_err(|FieldError| KeyError::FileKey)?;
    exact(&plain).map(FileKey::new).ok_or(KeyError::FileKey)
}

/// The searchable form of a person number: equal numbers give equal bytes, and
/// without the directory's key nothing can be learned or tried.
#[must_use]
pub fn pid_index(directory_key: &DataKey, pid: &str) -> [u8; 32] {
    let info = framed(&[b"samflyt/pid-index"]);
    let info = [info.as_slice()];
    let pseudo_random = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]).extract(directory_key.expose());
    let key = match pseudo_random.expand(&info, hmac::HMAC_SHA256) {
        Ok(expanded) => hmac::Key::from(expanded),
        // HKDF refuses only outputs above 8160 bytes; an unkeyed index must never be stored.
        Err(_) => std::process::exit(70),
    };
    let mut index = [0; 32];
    for (to, from) in index.iter_mut().zip(hmac::sign(&key, pid.as_bytes()).as_ref()) {
        *to = *from;
    }
    index
}

/// Why no escrow file was made.
#[derive(Debug, thiserror::Error)]
pub enum EscrowError {
    /// No recipient, or recipients that must not share a file.
    #[error("these escrow recipients cannot be used")]
    Recipients(#[source] age::EncryptError),
    /// Writing into memory failed.
    #[error("the escrow file could not be written")]
    Write(#[from] std::io::Error),
}

/// The whole key file as an age file for the recovery recipients. Any of them
/// gets it back with the stock age tool: `age -d -i identity.txt escrow.age`.
///
/// # Errors
/// See [`EscrowError`].
pub fn escrow(keys: &RootKeys, recipients: &[&dyn age::Recipient]) -> Result<Vec<u8>, EscrowError> {
    use std::io::Write as _;
    let encryptor = age::Encryptor::with_recipients(recipients.iter().copied())
        .map_err(EscrowError::Recipients)?;
    let mut file = Vec::new();
    let mut writer = encryptor.wrap_output(&mut file)?;
    writer.write_all(keys.to_text().as_bytes())?;
    writer.finish()?;
    Ok(file)
}

/// Writes an escrow file that must not exist yet: mode 0600, durable when this returns.
///
/// # Errors
/// [`KeyFileError::Exists`] or what the disk says.
pub fn write_escrow(path: &Path, sealed: &[u8]) -> Result<(), KeyError> {
    Ok(file::write_secret(path, sealed, file::Mode::Create)?)
}

#[cfg(test)]
mod tests;
