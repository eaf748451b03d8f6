//! Signed tree heads: C2SP tlog-checkpoint v1.0.0.
//!
//! A checkpoint says: the log of this origin has this size and this root. The
//! log signs it with Ed25519; witnesses may put their signatures beside it
//! (C2SP tlog-cosignature). A log must never sign two checkpoints of which the
//! larger does not begin with the smaller; that is the caller's duty.

mod note;

use super::leaf::Hash;
use note::signature_line;
pub use note::{
    KeyType, MAX_NOTE_BYTES, MAX_SIGNATURES, Note, NoteError, NoteSignature, VerifierKey,
};
pub(super) use note::{from_base64, to_base64};
use ring::signature::{Ed25519KeyPair, KeyPair};

/// The head of a log: what a signed checkpoint states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root of the tree of that size.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed: origin, size and root, a line each.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, to_base64(&self.root))
    }

    /// Reads a text. Extension lines are allowed and ignored.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let text = text.strip_suffix('\n').ok_or(NoteError::Checkpoint("no newline at the end"))?;
        let mut lines = text.split('\n');
        let mut line = || lines.next().filter(|line| !line.is_empty());
        let origin = line().ok_or(NoteError::Checkpoint("no origin"))?.to_owned();
        let size = line().and_then(decimal).ok_or(NoteError::Checkpoint("bad size"))?;
        let root = line().and_then(hash_from_base64).ok_or(NoteError::Checkpoint("bad root"))?;
        if lines.any(str::is_empty) {
            return Err(NoteError::Checkpoint("empty extension line"));
        }
        Ok(Self { origin, size, root })
    }
}

/// ASCII decimal without sign and leading zeroes.
pub(super) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// A hash from base64 in its one canonical form.
pub(super) fn hash_from_base64(text: &str) -> Option<Hash> {
    from_base64(text)?.try_into().ok()
}

/// The log's own signature key.
pub struct Signer {
    pair: Ed25519KeyPair,
    key: VerifierKey,
}

impl Signer {
    /// From the log's origin and the 32-byte seed of the key (RFC 8032).
    ///
    /// # Errors
    /// [`NoteError::Name`] if the origin cannot be a key's name.
    pub fn new(origin: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let pair =
            Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| NoteError::Key("not a seed"))?;
        let public = pair.public_key().as_ref().try_into();
        let public = public.map_err(|_| NoteError::Key("not 32 bytes"))?;
        Ok(Self { key: VerifierKey::new(origin, KeyType::Ed25519, public)?, pair })
    }

    /// The origin of the log, which is the name of the key.
    pub fn origin(&self) -> &str {
        self.key.name()
    }

    /// The public key.
    pub fn verifier(&self) -> &VerifierKey {
        &self.key
    }

    /// The public key as text, to give to those who verify.
    pub fn vkey(&self) -> String {
        self.key.to_string()
    }

    /// The id of the key.
    pub fn key_id(&self) -> [u8; 4] {
        self.key.id()
    }

    /// A signed checkpoint. Ed25519 is deterministic: the same head always gives
    /// the same note.
    pub fn sign(&self, size: u64, root: &Hash) -> String {
        let head = Checkpoint { origin: self.origin().to_owned(), size, root: *root };
        let text = head.text();
        let signature = self.pair.sign(text.as_bytes());
        let line = signature_line(self.origin(), self.key_id(), signature.as_ref());
        format!("{text}\n{line}\n")
    }
}

/// Names the log and its public key, never the private one.
impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Signer").field(&self.vkey()).finish()
    }
}

/// The checkpoint in a note, if the log with this key has signed it.
///
/// Signatures by others are ignored; a wrong signature by the known key refuses
/// the whole note, even beside a right one (C2SP signed-note, Signatures). The
/// origin must be the name of the key.
pub fn verify_note(note: &str, key: &VerifierKey) -> Result<Checkpoint, NoteError> {
    if key.kind() != KeyType::Ed25519 {
        return Err(NoteError::KeyType);
    }
    let note = Note::parse(note)?;
    note.verify(key)?;
    let checkpoint = Checkpoint::parse(note.text)?;
    if checkpoint.origin != key.name() {
        let expected = key.name().to_owned();
        return Err(NoteError::Origin { expected, found: checkpoint.origin });
    }
    Ok(checkpoint)
}

/// The time (seconds since 1970) at which the witness with this key cosigned
/// the checkpoint. Says nothing of the log's own signature.
pub fn verify_cosignature(note: &str, key: &VerifierKey) -> Result<u64, NoteError> {
    if key.kind() != KeyType::Cosignature {
        return Err(NoteError::KeyType);
    }
    let note = Note::parse(note)?;
    Checkpoint::parse(note.text)?;
    note.verify(key)
}

/// The note with one more signature line (with or without its newline) at the
/// end. A line that stands there already is not repeated. Nothing is verified.
pub fn append_signature_line(note: &str, line: &str) -> Result<String, NoteError> {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let signature = NoteSignature::parse(line)?;
    if Note::parse(note)?.signatures.contains(&signature) {
        return Ok(note.to_owned());
    }
    let longer = format!("{note}{line}\n");
    Note::parse(&longer)?;
    Ok(longer)
}

#[cfg(test)]
mod tests;
