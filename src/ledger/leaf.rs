//! From the fields of an entry to its leaf in the tree.
//!
//! A leaf holds no clear text. Every field has a digest under a salt of its
//! own, and a leaf is the list of those digests:
//!
//! ```text
//! salt_i = HMAC-SHA-256(K_group, name_i)
//! d_i    = SHA-256(0x02 ‖ salt_i ‖ u16be(len(name_i)) ‖ name_i ‖ value_i)
//! entry  = 0x01 ‖ u8 n ‖ d_1 … d_n
//! leaf   = SHA-256(0x00 ‖ entry)                         RFC 6962, section 2.1
//! ```
//!
//! Erasing a group drops its values and its key; opening a field means to show
//! its value and its salt. Neither changes the leaf, so the tree still verifies.
//! Names, groups and their order: [`crate::domain::entry::FIELDS`].

pub use crate::domain::entry::FIELD_COUNT;
use crate::domain::entry::{FIELDS, Group};
use ring::{digest, hmac};

/// A SHA-256 hash: digest of a field, leaf, node or root.
pub type Hash = [u8; 32];

/// Bytes of an entry before its digests: version and number of fields.
const HEAD_BYTES: usize = 2;

/// First byte of an entry: version of this format.
const ENTRY_VERSION: u8 = 0x01;

/// First byte of what is hashed into the digest of a field.
const FIELD_PREFIX: u8 = 0x02;

/// First byte of what is hashed into a leaf (RFC 6962, section 2.1).
const LEAF_PREFIX: u8 = 0x00;

/// Fields whose hashed form is at most this long are hashed in one piece.
const SHORT_BYTES: usize = 160;

/// The keys of one entry, 32 random bytes for each erasure group. They must
/// never be used for a second entry.
#[derive(Clone, PartialEq, Eq)]
pub struct GroupKeys {
    /// Key of [`Group::System`].
    pub system: [u8; 32],
    /// Key of [`Group::Actor`].
    pub actor: [u8; 32],
    /// Key of [`Group::Subject`].
    pub subject: [u8; 32],
}

impl GroupKeys {
    /// The key of one group.
    pub fn get(&self, group: Group) -> &[u8; 32] {
        match group {
            Group::System => &self.system,
            Group::Actor => &self.actor,
            Group::Subject => &self.subject,
        }
    }

    /// The keys in the order of [`Group::ALL`].
    pub fn to_array(&self) -> [[u8; 32]; 3] {
        Group::ALL.map(|group| *self.get(group))
    }
}

/// Says nothing about the keys: who has them can guess hidden values.
impl std::fmt::Debug for GroupKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("GroupKeys(..)")
    }
}

/// The key of one group, set up once for all fields of the group.
pub struct Salter(hmac::Key);

impl Salter {
    /// Sets up the key of a group.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// The salt of the field `name`.
    pub fn salt(&self, name: &str) -> Hash {
        to_hash(hmac::sign(&self.0, name.as_bytes()).as_ref())
    }

    /// The digest of the field `name` with this value.
    pub fn digest(&self, name: &str, value: &str) -> Hash {
        digest_with_salt(&self.salt(name), name, value)
    }
}

impl std::fmt::Debug for Salter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Salter(..)")
    }
}

/// `salt_i`: HMAC-SHA-256 of the field's name under the key of its group.
pub fn salt(key: &[u8; 32], name: &str) -> Hash {
    Salter::new(key).salt(name)
}

/// `d_i` from the key of the field's group.
pub fn digest_one(name: &str, key: &[u8; 32], value: &str) -> Hash {
    Salter::new(key).digest(name, value)
}

/// `d_i` from the salt that stands beside an opened field.
///
/// Names are those of [`FIELDS`]; the length of a name is written as u16.
pub fn digest_with_salt(salt: &Hash, name: &str, value: &str) -> Hash {
    let length = u16::try_from(name.len()).unwrap_or(u16::MAX).to_be_bytes();
    let parts = [&[FIELD_PREFIX], &salt[..], &length, name.as_bytes(), value.as_bytes()];
    // Ids, codes and hashes fit on the stack; one call of the hash function is
    // cheaper than five.
    let mut buffer = [0; SHORT_BYTES];
    if let Some(short) = concat(&mut buffer, &parts) {
        return to_hash(digest::digest(&digest::SHA256, short).as_ref());
    }
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    to_hash(context.finish().as_ref())
}

/// Puts the parts side by side; `None` if the buffer is too small for them.
fn concat<'b>(buffer: &'b mut [u8], parts: &[&[u8]]) -> Option<&'b [u8]> {
    let mut end = 0;
    for part in parts {
        let next = end + part.len();
        buffer.get_mut(end..next)?.copy_from_slice(part);
        end = next;
    }
    buffer.get(..end)
}

/// `d_1 … d_n`: the digests of all fields, in the order of [`FIELDS`].
pub fn digests(values: &[String; FIELD_COUNT], keys: &GroupKeys) -> [Hash; FIELD_COUNT] {
    let system = Salter::new(&keys.system);
    let actor = Salter::new(&keys.actor);
    let subject = Salter::new(&keys.subject);
    let mut digests = [[0; 32]; FIELD_COUNT];
    for ((digest, value), (name, group)) in digests.iter_mut().zip(values).zip(FIELDS) {
        let salter = match group {
            Group::System => &system,
            Group::Actor => &actor,
            Group::Subject => &subject,
        };
        *digest = salter.digest(name, value);
    }
    digests
}

/// The leaf data `0x01 ‖ u8 n ‖ d_1 … d_n` (at most 255 fields), as served in
/// entry bundles.
pub fn entry_bytes(digests: &[Hash]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD_BYTES + 32 * digests.len());
    bytes.extend_from_slice(&head(digests.len()));
    bytes.extend_from_slice(digests.as_flattened());
    bytes
}

/// The digests in leaf data of schema 1; `None` if it is anything else.
pub fn parse_entry(bytes: &[u8]) -> Option<[Hash; FIELD_COUNT]> {
    bytes.strip_prefix(&head(FIELD_COUNT)).and_then(digests_from_bytes)
}

/// The leaf hash of leaf data: `SHA-256(0x00 ‖ entry)`.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(&[LEAF_PREFIX]);
    context.update(entry);
    to_hash(context.finish().as_ref())
}

/// The same as [`leaf_hash`] of [`entry_bytes`], without writing them out.
pub fn leaf_of(digests: &[Hash]) -> Hash {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(&[LEAF_PREFIX]);
    context.update(&head(digests.len()));
    context.update(digests.as_flattened());
    to_hash(context.finish().as_ref())
}

/// The digests side by side, as they are stored when a group is erased.
pub fn digests_to_bytes(digests: &[Hash; FIELD_COUNT]) -> Vec<u8> {
    digests.as_flattened().to_vec()
}

/// Reads what [`digests_to_bytes`] wrote; `None` if the length is another.
pub fn digests_from_bytes(bytes: &[u8]) -> Option<[Hash; FIELD_COUNT]> {
    let (digests, rest) = bytes.as_chunks::<32>();
    if rest.is_empty() { digests.try_into().ok() } else { None }
}

/// The number of fields is one byte, and [`FIELDS`] fits.
const _: () = assert!(FIELD_COUNT <= 255);

fn head(fields: usize) -> [u8; HEAD_BYTES] {
    [ENTRY_VERSION, u8::try_from(fields).unwrap_or(u8::MAX)]
}

/// SHA-256 output as an array.
pub(super) fn to_hash(output: &[u8]) -> Hash {
    let mut hash = [0; 32];
    // INVARIANT: every caller passes the output of SHA-256 or HMAC-SHA-256.
    hash.copy_from_slice(output);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hash(text: &str) -> Hash {
        hex::decode(text).unwrap().try_into().unwrap()
    }

    #[test]
    fn digests_entry_and_leaf_match_the_known_answers() {
        let d = [
            digest_with_salt(&[1; 32], "actor", "org:nav/user:42"),
            digest_with_salt(&[2; 32], "subject", "child:7f"),
            digest_with_salt(&[3; 32], "what", "doc:9a read"),
        ];
        assert_eq!(
            d.map(hex::encode),
            [
                "0885db20ebbbb3893c4447487e23c7e3a383975d75c3b3bd93fbf333c8d051b5",
                "f6b7d889ce2a628cd3b2b81be06240e2e3c7c7fdf5648e85da105279c7b5b323",
                "affa5552dbb349bfd71d3c3f1a8d6d577be3c423d2cf636d3a4a558c97968902",
            ]
        );
        let entry = entry_bytes(&d);
        assert_eq!((entry.len(), &entry[..2]), (98, &[1, 3][..]));
        let leaf = hash("37a1f32f8449134af6407c7a907823b6b5592c9b40cbbe00ba0e392f4997bd38");
        assert_eq!(leaf_hash(&entry), leaf);
        assert_eq!(leaf_of(&d), leaf);
    }

    #[test]
    fn salts_match_the_known_answers() {
        for (name, expected) in [
            ("subject", "b778baf47d81e83ff1b7c337ca72e1d10b1e0121f01512d6e897e3615d07becd"),
            ("what", "a1a279a53770d7938e93462f4b8d499b1c928b7751efb843623a61cc62d3c591"),
            ("consent", "f4f61f47230747ef7abc84c403f0c49654b8e80eee7bd801d0547ecde537cbcf"),
            ("request", "54132bde26df33ba0982079bd60462c303fc00cea17d0a0df2f72c178b27041b"),
        ] {
            assert_eq!(salt(&[0x11; 32], name), hash(expected), "{name}");
        }
    }

    #[test]
    fn each_field_is_salted_with_the_key_of_its_own_group() {
        let keys = GroupKeys { system: [1; 32], actor: [2; 32], subject: [3; 32] };
        let values = std::array::from_fn(|i| format!("value {i}"));
        let all = digests(&values, &keys);
        for (i, (name, group)) in FIELDS.into_iter().enumerate() {
            assert_eq!(all[i], digest_one(name, keys.get(group), &values[i]), "{name}");
        }
        assert_eq!(keys.to_array(), [[1; 32], [2; 32], [3; 32]]);
    }

    #[test]
    fn debug_output_shows_no_key() {
        let keys = GroupKeys { system: [1; 32], actor: [2; 32], subject: [3; 32] };
        assert_eq!(format!("{keys:?} {:?}", Salter::new(&keys.actor)), "GroupKeys(..) Salter(..)");
    }

    #[test]
    fn leaf_data_of_another_schema_is_not_read() {
        let d = [[7; 32]; FIELD_COUNT];
        let mut bytes = entry_bytes(&d);
        assert_eq!(parse_entry(&bytes), Some(d));
        bytes[1] -= 1;
        assert_eq!(parse_entry(&bytes), None);
        assert_eq!(parse_entry(&entry_bytes(&[[7; 32]; FIELD_COUNT - 1])), None);
        assert_eq!(digests_from_bytes(&[0; 32 * FIELD_COUNT + 1]), None);
        assert_eq!(digests_from_bytes(&[0; 32 * (FIELD_COUNT + 1)]), None);
        assert_eq!(digests_from_bytes(&digests_to_bytes(&d)), Some(d));
    }

    proptest! {
        #[test]
        fn any_other_key_name_or_value_gives_another_digest(
            key: [u8; 32], other: [u8; 32], name in "[a-z]{1,12}", value in ".{0,40}", more in ".{1,4}",
        ) {
            let d = digest_one(&name, &key, &value);
            prop_assert_ne!(d, digest_one(&name, &key, &format!("{value}{more}")));
            prop_assert_ne!(d, digest_one(&format!("{name}{value}{more}"), &key, ""));
            prop_assert!(key == other || d != digest_one(&name, &other, &value));
        }
    }
}
