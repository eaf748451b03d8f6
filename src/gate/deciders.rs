//! Who has a say on a child's folder today: the tables' rules over the rows.

use crate::domain::PersonId;
use crate::domain::Timestamp;
use crate::domain::approval::Deciders;
use crate::domain::law::{Law, Power};
use crate::policy::rules::Tables;
use crate::store::people::Guardianship;

/// Everybody with a say, whatever is hidden from whom: guardians in force and
/// verified, each once with the most that is given, and the young person.
#[must_use]
pub fn of(
    guardianships: &[Guardianship],
    young_person: Option<PersonId>,
    tables: &Tables,
    law: &Law,
    now: Timestamp,
) -> Deciders {
    let mut guardians: Vec<(PersonId, Power)> = Vec::new();
    for one in guardianships.iter().filter(|one| in_force(one, now)) {
        let power = tables.powers(&one.kind).today(law);
        match guardians.iter_mut().find(|(person, _)| *person == one.person) {
            Some((_, most)) => *most = power.max(*most),
            None => guardians.push((one.person, power)),
        }
    }
    guardians.retain(|(_, power)| *power > Power::Nothing);
    Deciders { guardians, young_person }
}

/// Is a guardianship verified and in force?
#[must_use]
pub fn in_force(one: &Guardianship, now: Timestamp) -> bool {
    one.verified.is_some() && one.from <= now && one.until.is_none_or(|until| now < until)
}
