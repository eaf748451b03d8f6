//! The seed of the key that signs checkpoints of the log, in a file of its own:
//! whoever backs up data need not hold the power to sign.

use super::{KeyError, KeyFileError, decode_32, file};
use crate::entropy::Entropy;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::fmt;
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

const LINE: &str = "samflyt-log-seed ";

/// The 32-byte Ed25519 seed (RFC 8032, section 5.1.5) of the log's signing key.
/// Wiped when dropped; has no `Clone` and is never printed.
pub struct LogSeed(Box<[u8; 32]>);

impl LogSeed {
    /// A new random seed.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut seed = Self(Box::new([0; 32]));
        entropy.fill(seed.0.as_mut_slice());
        seed
    }

    /// The seed, for making the signing key.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The file's text: one line.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(128));
        text.push_str(LINE);
        BASE64_STANDARD.encode_string(self.0.as_slice(), &mut text);
        text.push('\n');
        text
    }

    /// Reads the file's text: one seed line; empty lines and `#` lines are skipped.
    ///
    /// # Errors
    /// [`KeyFileError::Syntax`], or [`KeyFileError::NoVersion`] without a seed line.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        let mut found = None;
        for (line, number) in text.lines().map(str::trim).zip(1..) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let seed = line.strip_prefix(LINE).and_then(decode_32).map(Zeroizing::new);
            match (seed, &found) {
                (Some(seed), None) => found = Some(Self(Box::new(*seed))),
                _ => return Err(KeyFileError::Syntax { line: number }.into()),
            }
        }
        Ok(found.ok_or(KeyFileError::NoVersion)?)
    }

    /// Reads the seed file at `path`; the rules are those of the key file.
    ///
    /// # Errors
    /// See [`KeyFileError`].
    pub fn load_file(path: &Path) -> Result<Self, KeyError> {
        Self::from_text(&file::read_secret(path)?)
    }

    /// Writes a seed file that must not exist yet: mode 0600, durable when this returns.
    ///
    /// # Errors
    /// [`KeyFileError::Exists`] or what the disk says.
    pub fn create_file(&self, path: &Path) -> Result<(), KeyError> {
        Ok(file::write_secret(path, self.to_text().as_bytes(), file::Mode::Create)?)
    }
}

impl Drop for LogSeed {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for LogSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogSeed(..)")
    }
}
