//! A proof that can be checked offline: C2SP tlog-proof, version 1.
//!
//! It says where an entry stands in the log and how its leaf leads to the root
//! of a signed checkpoint, which is included word for word.

use super::checkpoint::{
    Checkpoint, NoteError, VerifierKey, decimal, from_base64, hash_from_base64, to_base64,
    verify_note,
};
use super::leaf::Hash;
use super::tree::{self, MAX_PROOF_HASHES};
use std::fmt;

/// First line of a proof.
const FORMAT: &str = "c2sp.org/tlog-proof@v1";

/// What a proof's file name ends with.
pub const EXTENSION: &str = ".tlog-proof";

/// Why a proof is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// Not in the form of a proof.
    #[error("not a tlog-proof: {0}")]
    Malformed(&'static str),
    /// The checkpoint in it is not accepted.
    #[error(transparent)]
    Checkpoint(#[from] NoteError),
    /// The hashes do not lead from the leaf to the root.
    #[error(transparent)]
    Proof(#[from] tree::ProofError),
}

/// A proof in its parts. [`fmt::Display`] writes the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// Data for the application. Nothing vouches for it.
    pub extra: Option<Vec<u8>>,
    /// Index of the entry, from 0.
    pub index: u64,
    /// The inclusion proof, from the leaf's sibling up.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, as the log (and witnesses) wrote it.
    pub checkpoint: String,
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FORMAT}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{}", to_base64(hash))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

impl TlogProof {
    /// Reads the text of a proof. Every proof that is read is written back to
    /// the same text. Nothing is verified.
    pub fn parse(text: &str) -> Result<Self, TlogProofError> {
        let bad = TlogProofError::Malformed;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(bad("no empty line"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(FORMAT) {
            return Err(bad("unknown format"));
        }
        let mut line = lines.next().ok_or(bad("no index"))?;
        let mut extra = None;
        if let Some(base64) = line.strip_prefix("extra ") {
            extra = Some(from_base64(base64).ok_or(bad("bad extra data"))?);
            line = lines.next().ok_or(bad("no index"))?;
        }
        let index = line.strip_prefix("index ").and_then(decimal).ok_or(bad("bad index"))?;
        let hashes = lines
            .take(MAX_PROOF_HASHES + 1)
            .map(|line| hash_from_base64(line).ok_or(bad("bad hash")))
            .collect::<Result<Vec<_>, _>>()?;
        if hashes.len() > MAX_PROOF_HASHES {
            return Err(bad("too many hashes"));
        }
        Ok(Self { extra, index, hashes, checkpoint: checkpoint.to_owned() })
    }

    /// Checks that the log with this key has the leaf at the index, and gives
    /// the checkpoint that says so. Witnesses' signatures are not looked at.
    pub fn verify(&self, leaf: &Hash, key: &VerifierKey) -> Result<Checkpoint, TlogProofError> {
        let head = verify_note(&self.checkpoint, key)?;
        tree::verify_inclusion(leaf, self.index, head.size, &self.hashes, &head.root)?;
        Ok(head)
    }
}

#[cfg(test)]
mod tests {
    use super::super::checkpoint::Signer;
    use super::super::leaf::leaf_hash;
    use super::super::tree::ProofError;
    use super::*;
    use proptest::prelude::*;

    const VKEY: &str =
        "audit.example/family-share+cdb1e1a5+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
    const PROOF: &str = "c2sp.org/tlog-proof@v1
index 2
T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=

audit.example/family-share
3
oadHFnIKP187H6k2hBHa2PFHNpWENsv7AT9evY+L4io=

— audit.example/family-share zbHhpa6f86n+Haggp5s2cX6rptnySuVe5cWZkjSt5LpzGDnO/1L/AWnx6MXaOeoEQaU+UPaYsEG6tmtAFeuURyNhqw8=
";
    const LEAF: &str = "37a1f32f8449134af6407c7a907823b6b5592c9b40cbbe00ba0e392f4997bd38";

    fn key() -> VerifierKey {
        VerifierKey::parse(VKEY).unwrap()
    }

    fn leaf() -> Hash {
        hex::decode(LEAF).unwrap().try_into().unwrap()
    }

    #[test]
    fn the_known_proof_verifies_and_is_written_back_byte_for_byte() {
        let proof = TlogProof::parse(PROOF).unwrap();
        assert_eq!((proof.index, proof.extra.as_ref(), proof.hashes.len()), (2, None, 1));
        assert_eq!(proof.to_string(), PROOF);
        let head = proof.verify(&leaf(), &key()).unwrap();
        assert_eq!((head.size, head.origin.as_str()), (3, "audit.example/family-share"));
    }

    #[test]
    fn another_leaf_index_hash_or_key_does_not_verify() {
        let proof = TlogProof::parse(PROOF).unwrap();
        let fails = |proof: &TlogProof, leaf: &Hash| proof.verify(leaf, &key()).unwrap_err();
        assert_eq!(fails(&proof, &leaf_hash(b"one")), ProofError::Root.into());
        let moved = TlogProof { index: 1, ..proof.clone() };
        assert_eq!(fails(&moved, &leaf()), ProofError::Length.into());
        let outside = TlogProof { index: 3, ..proof.clone() };
        assert_eq!(fails(&outside, &leaf()), ProofError::NoSuchEntry { index: 3, size: 3 }.into());
        let changed = TlogProof { hashes: vec![[1; 32]], ..proof.clone() };
        assert_eq!(fails(&changed, &leaf()), ProofError::Root.into());
        let other = Signer::new("audit.example/family-share", &[9; 32]).unwrap();
        assert!(proof.verify(&leaf(), other.verifier()).is_err());
    }

    #[test]
    fn extra_data_is_kept_but_proves_nothing() {
        let text = PROOF.replace("index", "extra aGVq\nindex");
        let proof = TlogProof::parse(&text).unwrap();
        assert_eq!(proof.extra.as_deref(), Some(&b"hej"[..]));
        assert_eq!(proof.to_string(), text);
        assert!(proof.verify(&leaf(), &key()).is_ok());
    }

    #[test]
    fn proofs_out_of_form_are_refused() {
        let hash = "T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=";
        for (what, text) in [
            ("empty", String::new()),
            ("another version", PROOF.replace("@v1", "@v2")),
            ("no index", PROOF.replace("index 2\n", "")),
            ("leading zero", PROOF.replace("index 2", "index 02")),
            ("sign", PROOF.replace("index 2", "index +2")),
            ("no number", PROOF.replace("index 2", "index")),
            ("two indexes", PROOF.replace("index 2", "index 2\nindex 2")),
            ("extra after the index", PROOF.replace("index 2", "index 2\nextra aGVq")),
            ("bad extra", PROOF.replace("index 2", "extra aGV\nindex 2")),
            ("carriage return", PROOF.replace('\n', "\r\n")),
            ("short hash", PROOF.replace(hash, "AAAA")),
            ("loose hash", PROOF.replace("ci4=", "ci5=")),
            ("too many hashes", PROOF.replace(hash, &[hash; 64].join("\n"))),
        ] {
            assert!(TlogProof::parse(&text).is_err(), "{what}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            extra: Option<Vec<u8>>, index: u64,
            hashes in prop::collection::vec(any::<[u8; 32]>(), 0..63), checkpoint in ".{0,80}",
        ) {
            let proof = TlogProof { extra, index, hashes, checkpoint };
            prop_assert_eq!(TlogProof::parse(&proof.to_string()), Ok(proof));
        }

        #[test]
        fn what_is_read_is_written_back(text in "(c2sp.org/tlog-proof@v1\n)?(extra [a-z=]{0,4}\n)?index [0-9]{1,3}\n\n.{0,20}") {
            if let Ok(proof) = TlogProof::parse(&text) {
                prop_assert_eq!(proof.to_string(), text);
            }
        }
    }
}
