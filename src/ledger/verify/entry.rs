//! One stored entry by itself: do its fields give its leaf?

use super::erasures::told;
use super::{Finding, State, What};
use crate::domain::entry::{FIELDS, Group, SCHEMA};
use crate::ledger::leaf::{FIELD_COUNT, Hash, Salter, leaf_of};

/// An entry as it is stored, with everything that is left of it.
#[derive(Clone)]
pub struct StoredEntry {
    /// Index in the log, from 0.
    pub index: u64,
    /// The values in the order of [`FIELDS`]; `None` is erased, empty is empty.
    pub values: [Option<String>; FIELD_COUNT],
    /// The group keys in the order of [`Group::ALL`]; `None` is erased.
    pub keys: [Option<[u8; 32]>; 3],
    /// The digests of all fields, kept since a group was erased.
    pub digests: Option<Box<[Hash; FIELD_COUNT]>>,
    /// The entry that is said to tell of the erasure of the subject.
    pub erased_by: Option<u64>,
    /// The leaf.
    pub leaf: Hash,
}

/// Shows no keys and no values.
impl std::fmt::Debug for StoredEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StoredEntry({})", self.index)
    }
}

/// What is known of an entry by itself; its place in the log is still to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Index in the log.
    pub index: u64,
    /// The stored leaf.
    pub leaf: Hash,
    /// How much of the entry is there.
    pub state: State,
    /// When (microseconds since 1970), if that could be read.
    pub time: Option<i64>,
    /// The first thing that is wrong with it; of an erased group, that nothing
    /// explains it.
    pub finding: Option<Finding>,
    /// The subject is gone, and this entry is said to tell of it.
    pub erased_by: Option<u64>,
    /// What it tells of erased entries, if it is one that does.
    pub told: Option<Hash>,
}

/// Checks one entry by itself. This is where the time goes, and it depends on
/// nothing else, so that entries may be checked on several threads.
pub fn check_entry(entry: &StoredEntry) -> Checked {
    let mut what = None;
    let mut wrong = |found| {
        what.get_or_insert(found);
    };
    let [system, actor, subject] = entry.keys.each_ref().map(|key| key.as_ref().map(Salter::new));
    let mut kept = entry.digests.as_deref().map(|digests| digests.iter());
    let mut digests = [[0; 32]; FIELD_COUNT];
    let mut opened = 0;
    let fields = FIELDS.into_iter().zip(&entry.values).zip(&mut digests);
    for (((field, group), value), digest) in fields {
        let kept = kept.as_mut().and_then(Iterator::next);
        let salter = match group {
            Group::System => &system,
            Group::Actor => &actor,
            Group::Subject => &subject,
        };
        match (salter, value) {
            (Some(salter), Some(value)) => {
                *digest = salter.digest(field, value);
                opened += 1;
                if kept.is_some_and(|kept| kept != digest) {
                    wrong(What::Value { field });
                }
            }
            (None, None) => match kept {
                Some(kept) => *digest = *kept,
                None => wrong(What::NoDigests { group: group.name() }),
            },
            (None, Some(_)) | (Some(_), None) => {
                wrong(What::HalfErased { group: group.name(), field });
            }
        }
    }
    if leaf_of(&digests) != entry.leaf {
        wrong(What::Leaf);
    }
    if system.is_none() {
        wrong(What::NoSystem);
    }
    let [schema, time, ..] = &entry.values;
    let time = match read_head(schema.as_deref(), time.as_deref()) {
        Ok(time) => time,
        Err(found) => {
            wrong(found);
            None
        }
    };
    let state = match what {
        Some(_) => State::Wrong,
        None if opened == FIELD_COUNT => State::Complete,
        None => State::Erased { opened, of: FIELD_COUNT },
    };
    let is_subject = actor.is_some() && subject.is_none();
    let erased_by = entry.erased_by.filter(|by| what.is_none() && is_subject && *by > entry.index);
    let what = what.or_else(|| {
        let gone = Group::ALL.into_iter().zip(&entry.keys).find(|(_, key)| key.is_none());
        gone.filter(|_| erased_by.is_none())
            .map(|(group, _)| What::Unexplained { group: group.name() })
    });
    let told = what.is_none().then(|| told_by(entry)).flatten();
    let finding = what.map(|what| what.at(entry.index));
    Checked { index: entry.index, leaf: entry.leaf, state, time, finding, erased_by, told }
}

/// What the entry tells of erased ones.
fn told_by(entry: &StoredEntry) -> Option<Hash> {
    let value = |name| {
        let field = FIELDS.iter().zip(&entry.values).find(|((field, _), _)| *field == name);
        field.and_then(|(_, value)| value.as_deref()).unwrap_or_default()
    };
    told(value("kind"), value("outcome"), value("facts"))
}

/// Reads the schema and the time of an entry, as far as they are opened.
pub(super) fn read_head(schema: Option<&str>, time: Option<&str>) -> Result<Option<i64>, What> {
    if let Some(schema) = schema
        && schema != SCHEMA.to_string()
    {
        return Err(What::Schema(schema.to_owned()));
    }
    let Some(text) = time else { return Ok(None) };
    match text.parse::<i64>() {
        Ok(time) if time.to_string() == text => Ok(Some(time)),
        _ => Err(What::Time(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{erase, log};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_two_fields_are_schema_and_time() {
        assert_eq!([FIELDS[0].0, FIELDS[1].0], ["schema", "time"]);
    }

    #[test]
    fn an_entry_is_complete_or_partly_or_wholly_erased() {
        let entry = &log(3)[1];
        let check = |groups: &[Group]| {
            let mut entry = entry.clone();
            for group in groups {
                erase(&mut entry, *group);
            }
            let checked = check_entry(&entry);
            (checked.state, checked.finding.map(|finding| finding.what))
        };
        assert_eq!(check(&[]), (State::Complete, None));
        let of = FIELD_COUNT;
        let [system, actor, subject] =
            Group::ALL.map(|g| FIELDS.iter().filter(|(_, of)| *of == g).count());
        let erased =
            |opened, group| (State::Erased { opened, of }, Some(What::Unexplained { group }));
        assert_eq!(check(&[Group::Subject]), erased(system + actor, "subject"));
        assert_eq!(check(&[Group::Actor]), erased(system + subject, "actor"));
        assert_eq!(check(&[Group::Subject, Group::Actor]), erased(system, "actor"));
        let shown = check(&[Group::Subject]).0.to_string();
        assert_eq!(shown, format!("erased ({} of {of} left)", system + actor));
    }

    #[test]
    fn what_happened_and_when_is_never_erased() {
        for groups in [&[Group::System][..], &[Group::System, Group::Subject], &Group::ALL] {
            let mut entry = log(3)[1].clone();
            for group in groups {
                erase(&mut entry, *group);
            }
            let checked = check_entry(&entry);
            assert_eq!(checked.state, State::Wrong);
            assert_eq!(checked.finding, Some(What::NoSystem.at(1)));
        }
    }

    #[test]
    fn a_half_erased_group_is_wrong() {
        let entry = &log(1)[0];
        let what = |entry: &StoredEntry| check_entry(entry).finding.unwrap().what;
        let mut no_key = entry.clone();
        no_key.keys[2] = None;
        assert_eq!(what(&no_key), What::HalfErased { group: "subject", field: "child" });
        let mut no_value = entry.clone();
        no_value.values[13] = None;
        assert_eq!(what(&no_value), What::HalfErased { group: "subject", field: "document" });
        let mut no_digests = entry.clone();
        erase(&mut no_digests, Group::Actor);
        no_digests.digests = None;
        assert_eq!(what(&no_digests), What::NoDigests { group: "actor" });
        // A value that comes back without its key cannot be checked.
        let mut back = entry.clone();
        erase(&mut back, Group::Actor);
        back.values[5] = Some("somebody else".to_owned());
        assert_eq!(what(&back), What::HalfErased { group: "actor", field: "actor" });
    }

    #[test]
    fn times_and_schemas_have_one_form() {
        assert_eq!(read_head(Some("1"), Some("17")), Ok(Some(17)));
        assert_eq!(read_head(None, None), Ok(None));
        assert_eq!(read_head(Some("01"), None), Err(What::Schema("01".to_owned())));
        for time in ["", "+1", "01", "1.0", "-0", " 1", "9223372036854775808"] {
            assert_eq!(read_head(None, Some(time)), Err(What::Time(time.to_owned())));
        }
    }

    proptest! {
        #[test]
        fn any_change_to_an_entry_is_found(
            field in 0..FIELD_COUNT, group in 0..3usize, byte in 0..32usize, bit in 0..8u8,
            value in "[a-z0-9]{0,12}", erased: bool,
        ) {
            let mut good = log(2)[1].clone();
            if erased {
                erase(&mut good, Group::Subject);
            }
            prop_assert_ne!(check_entry(&good).state, State::Wrong);
            let wrong = |change: &dyn Fn(&mut StoredEntry)| {
                let mut entry = good.clone();
                change(&mut entry);
                let checked = check_entry(&entry);
                checked.state == State::Wrong && checked.finding.unwrap().index == Some(1)
            };
            prop_assert!(wrong(&|e| e.leaf[byte] ^= 1 << bit));
            if good.values[field].as_ref() != Some(&value) {
                prop_assert!(wrong(&|e| e.values[field] = Some(value.clone())));
            }
            if good.keys[group].is_some() {
                prop_assert!(wrong(&|e| e.keys[group].as_mut().unwrap()[byte] ^= 1 << bit));
            }
            if erased {
                prop_assert!(wrong(&|e| e.digests.as_mut().unwrap()[field][byte] ^= 1 << bit));
                prop_assert!(wrong(&|e| e.digests = None));
            }
        }
    }
}
