//! Names of objects: random, so that they tell nothing and never meet twice.

use super::BlobError;
use crate::entropy::Entropy;
use object_store::path::Path;
use std::fmt;
use std::str::FromStr;
use uuid::{Builder, Uuid};

/// `ab/xxxxxxxx-xxxx-4xxx-xxxx-xxxxxxxxxxxx`: two random hexadecimal characters
/// as folder, then a random UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    folder: u8,
    id: Uuid,
}

/// The name of a new object.
#[must_use]
pub fn new_name(entropy: &dyn Entropy) -> String {
    let (mut folder, mut id) = ([0], [0; 16]);
    entropy.fill(&mut folder);
    entropy.fill(&mut id);
    let [folder] = folder;
    Name { folder, id: Builder::from_random_bytes(id).into_uuid() }.to_string()
}

/// The name of a local upload's staged file, `name#number`, if `text` is one.
pub(super) fn staged(text: &str) -> Option<&str> {
    let (name, number) = text.split_once('#')?;
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (digits && name.parse::<Name>().is_ok()).then_some(text)
}

impl Name {
    pub(super) fn path(self) -> Path {
        Path::from_iter([format!("{:02x}", self.folder), self.id.as_hyphenated().to_string()])
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02x}/{}", self.folder, self.id.as_hyphenated())
    }
}

impl FromStr for Name {
    type Err = BlobError;

    /// Accepts exactly what [`Name`] writes.
    fn from_str(text: &str) -> Result<Self, BlobError> {
        let (folder, id) = text.split_once('/').ok_or(BlobError::Name)?;
        let name = Self {
            folder: u8::from_str_radix(folder, 16).map_err(|_| BlobError::Name)?,
            id: id.parse().map_err(|_| BlobError::Name)?,
        };
        if name.to_string() == text { Ok(name) } else { Err(BlobError::Name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use proptest::prelude::*;

    #[test]
    fn names_come_back_from_their_text_and_their_path() {
        let entropy = SeededEntropy::new(1);
        for _ in 0..300 {
            let text = new_name(&entropy);
            let name: Name = text.parse().unwrap();
            assert_eq!((name.to_string(), name.path().as_ref()), (text.clone(), text.as_str()));
            assert_eq!(name.id.get_version_num(), 4);
        }
    }

    #[test]
    fn nothing_else_is_a_name() {
        let good = "0f/6f1c0b52-57c4-4c5e-9d3a-0b6f6f0c1a2b";
        assert!(good.parse::<Name>().is_ok());
        for bad in [
            "",
            "0f",
            "0f/",
            "f/6f1c0b52-57c4-4c5e-9d3a-0b6f6f0c1a2b",
            "+f/6f1c0b52-57c4-4c5e-9d3a-0b6f6f0c1a2b",
            "0F/6f1c0b52-57c4-4c5e-9d3a-0b6f6f0c1a2b",
            "0f/6F1C0B52-57C4-4C5E-9D3A-0B6F6F0C1A2B",
            "0f/6f1c0b5257c44c5e9d3a0b6f6f0c1a2b",
            "0f/6f1c0b52-57c4-4c5e-9d3a-0b6f6f0c1a2b#1",
            "0f/../6f1c0b52-57c4-4c5e-9d3a-0b6f6f0c1a2b",
            "../0f/6f1c0b52-57c4-4c5e-9d3a-0b6f6f0c1a2b",
            "/0f/6f1c0b52-57c4-4c5e-9d3a-0b6f6f0c1a2b",
        ] {
            assert!(matches!(bad.parse::<Name>(), Err(BlobError::Name)), "{bad}");
        }
    }

    #[test]
    fn staged_names_are_a_name_and_a_number() {
        let good = "0f/6f1c0b52-57c4-4c5e-9d3a-0b6f6f0c1a2b#12";
        assert_eq!(staged(good), Some(good));
        for bad in ["x#1", good.split_at(39).0, good.split_at(40).0, "../x#1", &format!("{good}x")]
        {
            assert_eq!(staged(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn noise_is_never_a_name(noise in "\\PC{0,60}") {
            prop_assert!(noise.parse::<Name>().is_err());
        }
    }
}
