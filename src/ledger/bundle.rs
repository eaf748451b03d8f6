//! Exported entries that can be checked without the service, as JSON Lines:
//! one [`Header`], then one [`BundleEntry`] a line, so that a bundle of any size
//! is written and read as a stream.
//!
//! An opened field shows its value and its salt; of a hidden or erased field
//! only the digest is given. The salt of a hidden field never leaves the
//! service: with it, a value from a short list could be guessed.

mod fields;

use super::leaf::{FIELD_COUNT, Hash, Salter};
use crate::domain::entry::{FIELDS, Group};
pub use fields::{Base64Hash, ByField, HexHash};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The first field of every header.
pub const FORMAT: &str = "samflyt-bundle/1";

/// The first line of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// [`FORMAT`].
    pub format: String,
    /// Which log.
    pub origin: String,
    /// The log's public key; to be compared with one got elsewhere.
    pub vkey: String,
    /// Size of the tree that all proofs lead to.
    pub size: u64,
    /// The signed checkpoint of that size.
    pub checkpoint: String,
    /// What was asked for, in words of the exporter. Nothing vouches for it.
    pub selection: BTreeMap<String, String>,
    /// Links the checkpoint to one that the reader holds, if the reader told its
    /// size when asking for the bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consistency: Option<Consistency>,
}

/// A consistency proof from the held checkpoint's tree to the bundle's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consistency {
    /// Size of the held checkpoint.
    pub from: u64,
    /// Size of the bundle's.
    pub to: u64,
    /// RFC 6962, section 2.1.2.
    pub proof: Vec<Base64Hash>,
}

/// A line that is not of this format, or an entry that cannot be exported.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// Not JSON, or not this JSON.
    #[error("not a line of a bundle: {0}")]
    Json(#[from] serde_json::Error),
    /// The header names another format.
    #[error("not a bundle of the format {FORMAT}")]
    Format,
    /// There is no such field.
    #[error("there is no field {0}")]
    NoSuchField(String),
    /// Value or key is gone and the digest was not kept.
    #[error("the field {0} is erased, but its digest is missing")]
    NoDigest(&'static str),
}

impl Header {
    /// The header as a line, without newline.
    pub fn to_line(&self) -> Result<String, BundleError> {
        Ok(serde_json::to_string(self)?)
    }

    /// Reads a header and checks its format.
    pub fn from_line(line: &str) -> Result<Self, BundleError> {
        let header: Self = serde_json::from_str(line)?;
        if header.format == FORMAT { Ok(header) } else { Err(BundleError::Format) }
    }
}

/// One opened field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenField {
    /// The value.
    pub value: String,
    /// The salt of this field of this entry.
    pub salt: HexHash,
}

/// One entry of a bundle. Every field stands either in `fields` or in `digests`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleEntry {
    /// Index in the log, from 0.
    pub index: u64,
    /// The opened fields.
    pub fields: ByField<OpenField>,
    /// The digests of the hidden and of the erased fields.
    pub digests: ByField<HexHash>,
    /// Names of the groups that were erased from the log, as the exporter says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<String>,
    /// The entry that tells of that, as the exporter says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_by: Option<u64>,
    /// Inclusion proof to the header's checkpoint, leaf to root.
    pub proof: Vec<Base64Hash>,
}

/// Which fields of an entry are kept from the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mask([bool; FIELD_COUNT]);

impl Mask {
    /// Hides nothing.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Hides all fields of a group too.
    #[must_use]
    pub fn and_group(mut self, hidden: Group) -> Self {
        for (hide, (_, group)) in self.0.iter_mut().zip(FIELDS) {
            *hide |= group == hidden;
        }
        self
    }

    /// Hides one field too. A name that does not exist is an error, so that a
    /// slip of the pen never opens what should be hidden.
    pub fn and_field(mut self, name: &str) -> Result<Self, BundleError> {
        let field = self.0.iter_mut().zip(FIELDS).find(|(_, (field, _))| *field == name);
        let (hide, _) = field.ok_or_else(|| BundleError::NoSuchField(name.to_owned()))?;
        *hide = true;
        Ok(self)
    }
}

impl BundleEntry {
    /// The entry with everything opened that is neither erased nor masked.
    ///
    /// `values` are in the order of [`FIELDS`], `keys` in that of [`Group::ALL`];
    /// absent is erased. `digests` are those that were kept when a group was
    /// erased. `proof` leads to the checkpoint of the header.
    ///
    /// # Errors
    /// [`BundleError::NoDigest`] if something is erased and its digest is not given.
    pub fn open(
        index: u64,
        values: &[Option<String>; FIELD_COUNT],
        keys: &[Option<[u8; 32]>; 3],
        digests: Option<&[Hash; FIELD_COUNT]>,
        mask: &Mask,
        proof: &[Hash],
    ) -> Result<Self, BundleError> {
        let [system, actor, subject] = keys.each_ref().map(|key| key.as_ref().map(Salter::new));
        let mut kept = digests.map(|digests| digests.iter());
        let mut entry = Self {
            index,
            fields: ByField::default(),
            digests: ByField::default(),
            erased: Vec::new(),
            erased_by: None,
            proof: proof.iter().copied().map(Base64Hash).collect(),
        };
        for (((name, group), value), hide) in FIELDS.into_iter().zip(values).zip(mask.0) {
            let kept = kept.as_mut().and_then(Iterator::next);
            let salter = match group {
                Group::System => &system,
                Group::Actor => &actor,
                Group::Subject => &subject,
            };
            match (salter, value) {
                (Some(salter), Some(value)) if hide => {
                    entry.digests.set(name, HexHash(salter.digest(name, value)));
                }
                (Some(salter), Some(value)) => {
                    let salt = HexHash(salter.salt(name));
                    entry.fields.set(name, OpenField { value: value.clone(), salt });
                }
                _ => {
                    let kept = kept.ok_or(BundleError::NoDigest(name))?;
                    entry.digests.set(name, HexHash(*kept));
                }
            }
        }
        for (group, key) in Group::ALL.into_iter().zip(keys) {
            if key.is_none() {
                entry.erased.push(group.name().to_owned());
            }
        }
        Ok(entry)
    }

    /// The same, naming the entry that tells of what is erased of it.
    #[must_use]
    pub fn erased_by(mut self, index: Option<u64>) -> Self {
        self.erased_by = index.filter(|_| !self.erased.is_empty());
        self
    }

    /// The entry as a line, without newline.
    pub fn to_line(&self) -> Result<String, BundleError> {
        Ok(serde_json::to_string(self)?)
    }

    /// Reads an entry. Unknown and repeated names are refused; nothing is verified.
    pub fn from_line(line: &str) -> Result<Self, BundleError> {
        Ok(serde_json::from_str(line)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::leaf::digest_with_salt;

    fn values() -> [Option<String>; FIELD_COUNT] {
        std::array::from_fn(|i| Some(format!("value {i}")))
    }

    const KEYS: [Option<[u8; 32]>; 3] = [Some([1; 32]), Some([2; 32]), Some([3; 32])];

    fn open(mask: &Mask) -> BundleEntry {
        BundleEntry::open(7, &values(), &KEYS, None, mask, &[[5; 32]]).unwrap()
    }

    #[test]
    fn every_field_is_either_opened_or_hidden_and_gives_the_same_digest() {
        let open_all = open(&Mask::nothing());
        let mask = Mask::nothing().and_group(Group::Actor).and_field("child").unwrap();
        let masked = open(&mask);
        for (name, group) in FIELDS {
            let field = open_all.fields.get(name).unwrap();
            assert!(open_all.digests.get(name).is_none());
            let hidden = group == Group::Actor || name == "child";
            assert_eq!(masked.fields.get(name).is_none(), hidden, "{name}");
            let digest = digest_with_salt(&field.salt.0, name, &field.value);
            assert_eq!(masked.digests.get(name), hidden.then_some(&HexHash(digest)), "{name}");
        }
        assert!(masked.erased.is_empty());
    }

    #[test]
    fn nothing_of_a_hidden_field_but_its_digest_is_in_the_line() {
        let line = open(&Mask::nothing().and_field("actor").unwrap()).to_line().unwrap();
        let salt = crate::ledger::leaf::salt(&[2; 32], "actor");
        assert!(!line.contains("\"value 5\"") && !line.contains(&hex::encode(salt)));
        for key in [[1; 32], [2; 32], [3; 32]] {
            assert!(!line.contains(&hex::encode(key)));
        }
    }

    #[test]
    fn a_mask_with_a_name_that_does_not_exist_is_refused() {
        assert!(matches!(Mask::nothing().and_field("Actor"), Err(BundleError::NoSuchField(_))));
    }

    #[test]
    fn an_erased_group_needs_its_kept_digests() {
        let mut values = values();
        let mut keys = KEYS;
        keys[2] = None;
        for (value, (_, group)) in values.iter_mut().zip(FIELDS) {
            if group == Group::Subject {
                *value = None;
            }
        }
        let open = |kept| BundleEntry::open(0, &values, &keys, kept, &Mask::nothing(), &[]);
        assert!(matches!(open(None), Err(BundleError::NoDigest("child"))));
        let kept = std::array::from_fn(|i| [u8::try_from(i).unwrap(); 32]);
        let entry = open(Some(&kept)).unwrap();
        assert_eq!(entry.erased, ["subject"]);
        assert_eq!(entry.digests.get("child"), Some(&HexHash([12; 32])));
        assert_eq!(entry.digests.get("request"), Some(&HexHash([20; 32])));
        assert!(entry.digests.get("policy").is_none() && entry.fields.get("policy").is_some());
    }

    #[test]
    fn lines_are_read_back_and_fields_stand_in_leaf_order() {
        let entry = open(&Mask::nothing().and_group(Group::Subject));
        let line = entry.to_line().unwrap();
        assert!(
            line.starts_with(
                "{\"index\":7,\"fields\":{\"schema\":{\"value\":\"value 0\",\"salt\":\""
            )
        );
        assert!(!line.contains('\n') && !line.contains("erased"));
        assert_eq!(BundleEntry::from_line(&line).unwrap(), entry);

        let header = Header {
            format: FORMAT.to_owned(),
            origin: "log.example/1".to_owned(),
            vkey: "v".to_owned(),
            size: 3,
            checkpoint: "a\nb\n".to_owned(),
            selection: BTreeMap::from([("child".to_owned(), "Nora".to_owned())]),
            consistency: None,
        };
        let line = header.to_line().unwrap();
        assert_eq!(
            line,
            "{\"format\":\"samflyt-bundle/1\",\"origin\":\"log.example/1\",\"vkey\":\"v\",\"size\":3,\
             \"checkpoint\":\"a\\nb\\n\",\"selection\":{\"child\":\"Nora\"}}"
        );
        assert_eq!(Header::from_line(&line).unwrap(), header);
        let other = line.replace("bundle/1", "bundle/2");
        assert!(matches!(Header::from_line(&other), Err(BundleError::Format)));
    }

    #[test]
    fn lines_that_could_be_read_in_two_ways_are_refused() {
        let line = open(&Mask::nothing().and_field("bytes").unwrap()).to_line().unwrap();
        for (what, from, to) in [
            ("unknown name", "\"kind\":{", "\"kinds\":{"),
            ("repeated name", "\"kind\":{", "\"time\":{"),
            ("repeated part", "\"proof\":", "\"index\":8,\"proof\":"),
            ("unknown part", "\"proof\":", "\"more\":1,\"proof\":"),
            ("no salt", ",\"salt\":", ",\"pepper\":"),
            ("index below 0", "\"index\":7", "\"index\":-7"),
            ("index as text", "\"index\":7", "\"index\":\"7\""),
            ("short hash", "\"BQUF", "\"BQU"),
            ("loose hash", "BQU=\"", "BQV=\""),
        ] {
            assert!(line.contains(from), "{what}");
            assert!(BundleEntry::from_line(&line.replacen(from, to, 1)).is_err(), "{what}");
        }
        assert!(BundleEntry::from_line(&format!("{line}{line}")).is_err());
        let digest = hex::encode(
            open(&Mask::default().and_field("bytes").unwrap()).digests.get("bytes").unwrap().0,
        );
        assert!(BundleEntry::from_line(&line.replace(&digest, &digest.to_uppercase())).is_err());
    }
}
