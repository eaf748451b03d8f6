//! The JSON forms of hashes and of things that belong to fields: each has one
//! way to be written, and every other way is refused.

use crate::domain::entry::FIELDS;
use crate::ledger::checkpoint::{hash_from_base64, to_base64};
use crate::ledger::leaf::{FIELD_COUNT, Hash};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// A hash as lower-case hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HexHash(pub Hash);

/// A hash as base64 (RFC 4648, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base64Hash(pub Hash);

impl Serialize for HexHash {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex::encode(self.0))
    }
}

impl<'de> Deserialize<'de> for HexHash {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let mut hash = [0; 32];
        let read = hex::decode_to_slice(&text, &mut hash);
        if read.is_err() || text.contains(|c: char| c.is_ascii_uppercase()) {
            return Err(D::Error::custom("not 64 lower-case hex digits"));
        }
        Ok(Self(hash))
    }
}

impl Serialize for Base64Hash {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&to_base64(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64Hash {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let hash = hash_from_base64(&String::deserialize(from)?);
        hash.map(Self).ok_or_else(|| D::Error::custom("not a base64 hash"))
    }
}

/// Something for some of the fields: in JSON an object with the fields' names,
/// written in leaf order. Unknown and repeated names are refused, since two
/// readers could take them for different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByField<T>([Option<T>; FIELD_COUNT]);

impl<T> Default for ByField<T> {
    fn default() -> Self {
        Self([const { None }; FIELD_COUNT])
    }
}

impl<T> ByField<T> {
    /// What is there for the field of this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.iter().find(|(field, _)| *field == name).and_then(|(_, thing)| thing)
    }

    /// Every field's name in leaf order, and what is there for it.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Option<&T>)> {
        FIELDS.iter().zip(&self.0).map(|((name, _), thing)| (*name, thing.as_ref()))
    }

    /// Puts something there for a field; false if there is no field of this name
    /// or something is there already.
    pub fn set(&mut self, name: &str, thing: T) -> bool {
        let place = FIELDS.iter().zip(&mut self.0).find(|((field, _), _)| *field == name);
        match place {
            Some((_, place @ None)) => {
                *place = Some(thing);
                true
            }
            _ => false,
        }
    }
}

impl<T: Serialize> Serialize for ByField<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter().filter_map(|(name, thing)| Some((name, thing?))))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByField<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(ByFieldVisitor(PhantomData))
    }
}

struct ByFieldVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ByFieldVisitor<T> {
    type Value = ByField<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the names of fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ByField<T>, A::Error> {
        let mut fields = ByField::default();
        while let Some((name, thing)) = map.next_entry::<String, T>()? {
            if !fields.set(&name, thing) {
                return Err(A::Error::custom(format!("unknown or repeated field {name:?}")));
            }
        }
        Ok(fields)
    }
}
