//! Signed notes and their keys: C2SP signed-note v1.0.0, Ed25519 only, with the
//! timestamped witness signatures of C2SP tlog-cosignature.

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::{digest, signature};
use std::fmt;

/// Longest note that is read, in bytes.
pub const MAX_NOTE_BYTES: usize = 64 * 1024;

/// Most signature lines that are read; the standard asks for at least 16.
pub const MAX_SIGNATURES: usize = 64;

/// What a signature line begins with: em dash and space.
const DASH: &str = "\u{2014} ";

/// Why a note or a key is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Over [`MAX_NOTE_BYTES`] or [`MAX_SIGNATURES`].
    #[error("the note is too large")]
    TooLarge,
    /// Not in the form of a signed note.
    #[error("not a signed note: {0}")]
    Malformed(&'static str),
    /// A key name is empty or has a space, a plus sign or a control character.
    #[error("not a name for a key: it is empty or has a space, a plus or a control character")]
    Name,
    /// Not in the form `name+id+key`, or the id does not belong to name and key.
    #[error("not a verifier key: {0}")]
    Key(&'static str),
    /// The key signs something else: logs sign checkpoints, witnesses cosign.
    #[error("the key is of the wrong type for this")]
    KeyType,
    /// Nobody whom the reader knows has signed.
    #[error("no signature by {0}")]
    Unsigned(String),
    /// A signature by a known key is wrong.
    #[error("the signature by {0} is wrong")]
    Signature(String),
    /// The text is not a checkpoint.
    #[error("not a checkpoint: {0}")]
    Checkpoint(&'static str),
    /// The checkpoint is of another log than the key.
    #[error("the checkpoint is of the log {found}, the key of {expected}")]
    Origin {
        /// Name of the key.
        expected: String,
        /// First line of the checkpoint.
        found: String,
    },
}

/// Base64 (RFC 4648, section 4), refusing everything but the one canonical form.
pub(in crate::ledger) fn from_base64(text: &str) -> Option<Vec<u8>> {
    // The engine refuses missing padding and bits after the end.
    STANDARD.decode(text).ok()
}

pub(in crate::ledger) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

/// What a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyType {
    /// Signs the text of a note (type byte 0x01).
    Ed25519,
    /// Signs the text of a checkpoint together with a time (type byte 0x04).
    Cosignature,
}

impl KeyType {
    fn byte(self) -> u8 {
        match self {
            KeyType::Ed25519 => 0x01,
            KeyType::Cosignature => 0x04,
        }
    }
}

/// A public key with the name it signs under. Its text form is the `vkey` of
/// C2SP signed-note: `name+hex(id)+base64(type ‖ key)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyType,
    public: [u8; 32],
}

impl VerifierKey {
    /// A key from its parts.
    pub fn new(name: &str, kind: KeyType, public: [u8; 32]) -> Result<Self, NoteError> {
        if !is_name(name) {
            return Err(NoteError::Name);
        }
        Ok(Self { name: name.to_owned(), kind, public })
    }

    /// Reads a `vkey`. The id must be the one that belongs to name and key.
    pub fn parse(vkey: &str) -> Result<Self, NoteError> {
        let (name, rest) = vkey.split_once('+').ok_or(NoteError::Key("no id"))?;
        let (id, key) = rest.split_once('+').ok_or(NoteError::Key("no key"))?;
        let bytes = from_base64(key).ok_or(NoteError::Key("not base64"))?;
        let (kind, public) = match bytes.split_first() {
            Some((0x01, public)) => (KeyType::Ed25519, public),
            Some((0x04, public)) => (KeyType::Cosignature, public),
            _ => return Err(NoteError::Key("unknown type")),
        };
        let public = public.try_into().map_err(|_| NoteError::Key("not 32 bytes"))?;
        let key = Self::new(name, kind, public)?;
        if id == hex::encode(key.id()) {
            Ok(key)
        } else {
            Err(NoteError::Key("the id does not belong to the key"))
        }
    }

    /// The name that stands in signature lines; a log's is its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the key signs.
    pub fn kind(&self) -> KeyType {
        self.kind
    }

    /// The key id: `SHA-256(name ‖ 0x0A ‖ type ‖ key)`, first four bytes.
    pub fn id(&self) -> [u8; 4] {
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(self.name.as_bytes());
        context.update(&[b'\n', self.kind.byte()]);
        context.update(&self.public);
        let hash = context.finish();
        hash.as_ref().first_chunk().copied().unwrap_or_default()
    }

    fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        signature::UnparsedPublicKey::new(&signature::ED25519, self.public)
            .verify(message, signature)
            .is_ok()
    }

    /// The time of a right signature (seconds since 1970; 0 when the type has
    /// none), or `None` for a wrong one.
    fn check(&self, text: &str, signature: &[u8]) -> Option<u64> {
        match self.kind {
            KeyType::Ed25519 => self.signed(text.as_bytes(), signature).then_some(0),
            KeyType::Cosignature => {
                let (time, signature) = signature.split_first_chunk()?;
                let time = u64::from_be_bytes(*time);
                let message = cosigned(text, time);
                let valid = i64::try_from(time).is_ok();
                (valid && self.signed(message.as_bytes(), signature)).then_some(time)
            }
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![self.kind.byte()];
        key.extend_from_slice(&self.public);
        write!(f, "{}+{}+{}", self.name, hex::encode(self.id()), to_base64(&key))
    }
}

/// What a witness signs: C2SP tlog-cosignature, Ed25519 signed message.
pub(super) fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// The line that stands under a note for one signature, without its newline.
pub(super) fn signature_line(name: &str, id: [u8; 4], signature: &[u8]) -> String {
    format!("{DASH}{name} {}", to_base64(&[&id[..], signature].concat()))
}

/// A note in its parts; nothing is verified by reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'a> {
    /// The signed text, with its final newline.
    pub text: &'a str,
    /// The signature lines, in their order.
    pub signatures: Vec<NoteSignature<'a>>,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature<'a> {
    /// Name of the key.
    pub name: &'a str,
    /// Id of the key.
    pub id: [u8; 4],
    /// What the key type makes of it; not empty.
    pub bytes: Vec<u8>,
}

impl<'a> NoteSignature<'a> {
    /// Reads a line without its newline.
    pub fn parse(line: &'a str) -> Result<Self, NoteError> {
        let bad = NoteError::Malformed("bad signature line");
        let rest = line.strip_prefix(DASH).ok_or(bad.clone())?;
        let (name, signature) = rest.split_once(' ').ok_or(bad.clone())?;
        let bytes = from_base64(signature).ok_or(bad.clone())?;
        match bytes.split_first_chunk() {
            Some((id, signature)) if is_name(name) && !signature.is_empty() => {
                Ok(Self { name, id: *id, bytes: signature.to_vec() })
            }
            _ => Err(bad),
        }
    }
}

impl<'a> Note<'a> {
    /// Reads a note: text, empty line, one or more signature lines.
    pub fn parse(note: &'a str) -> Result<Self, NoteError> {
        if note.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLarge);
        }
        if note.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            return Err(NoteError::Malformed("control character"));
        }
        let (before, lines) =
            note.rsplit_once("\n\n").ok_or(NoteError::Malformed("no empty line"))?;
        // The text ends with the first of the two newlines.
        let text = note.get(..=before.len()).ok_or(NoteError::Malformed("no text"))?;
        let lines =
            lines.strip_suffix('\n').ok_or(NoteError::Malformed("no newline at the end"))?;
        let signatures = lines
            .split('\n')
            .take(MAX_SIGNATURES + 1)
            .map(NoteSignature::parse)
            .collect::<Result<Vec<_>, _>>()?;
        if signatures.len() > MAX_SIGNATURES {
            return Err(NoteError::TooLarge);
        }
        Ok(Self { text, signatures })
    }

    /// Verifies every signature by `key`: at least one, and none may be wrong.
    /// Signatures by others are ignored. Gives the newest time that the key
    /// signed (seconds since 1970; 0 for keys that sign no time).
    pub fn verify(&self, key: &VerifierKey) -> Result<u64, NoteError> {
        let id = key.id();
        let mut newest = None;
        for signature in self.signatures.iter().filter(|s| s.name == key.name && s.id == id) {
            let time = key.check(self.text, &signature.bytes);
            let time = time.ok_or_else(|| NoteError::Signature(key.name.clone()))?;
            newest = newest.max(Some(time));
        }
        newest.ok_or_else(|| NoteError::Unsigned(key.name.clone()))
    }
}
