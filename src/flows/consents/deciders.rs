//! Who has a say on a consent today, and whose agreement is missing.

use super::super::App;
use super::super::error::Error;
use crate::domain::approval::{self, Deciders, Missing};
use crate::domain::law::Law;
use crate::domain::{AgencyId, ChildId, ConsentId, PersonId, Timestamp};
use crate::gate;
use crate::policy::rules::{Approval as Rule, Tables};
use crate::store::{Conn, children, consents, people, shields};

/// The facts of one consent's approval, read now.
#[derive(Debug, Clone)]
pub struct Stand {
    /// What the age rules say.
    pub law: Law,
    /// Who has a say.
    pub deciders: Deciders,
    /// Is the unit new to the family, or has somebody stopped its last consent?
    pub is_new: bool,
}

impl Stand {
    /// Those with a say on what goes to `unit` by the consent.
    ///
    /// # Errors
    /// What the stores say.
    pub async fn load(
        app: &App,
        conn: &mut Conn,
        (child, unit, consent): (ChildId, AgencyId, ConsentId),
        law: &Law,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let tables = app.policies().tables();
        let mut deciders = everybody(conn, tables, child, law, now).await?;
        let mut open = Vec::new();
        for (person, power) in deciders.guardians {
            // Whoever may not know of it is not asked, and stands in nobody's way.
            let hidden = shields::load(conn, person, child).await?;
            if !hidden.hides_consent(consent, unit) {
                open.push((person, power));
            }
        }
        deciders.guardians = open;
        let is_new = !consents::is_known(conn, (child, unit), consent).await?;
        Ok(Self { law: law.clone(), deciders, is_new })
    }

    /// Whose agreement is missing for what touches these categories, when these
    /// persons have agreed.
    #[must_use]
    pub fn missing(&self, tables: &Tables, touches: &[String], agreed: &[PersonId]) -> Missing {
        let rule = |code: &String| {
            tables.category(code).map_or(Rule::AllGuardians, |category| category.approval)
        };
        let touches = touches.iter().map(|code| (tables.field_of(code), rule(code)));
        let has_sign_in = self.deciders.young_person.is_some();
        let need = approval::need(touches, &self.law, self.is_new, has_sign_in);
        approval::missing(need, &self.deciders, &self.law, agreed)
    }
}

/// Everybody with a say on a child's folder, whatever is hidden from whom.
///
/// # Errors
/// What the stores say.
pub async fn everybody(
    conn: &mut Conn,
    tables: &Tables,
    child: ChildId,
    law: &Law,
    now: Timestamp,
) -> Result<Deciders, Error> {
    let row = children::find(conn, child).await?.ok_or(Error::NotFound { index: None })?;
    let guardianships = people::list_guardianships_of_child(conn, child).await?;
    Ok(gate::deciders::of(&guardianships, row.person, tables, law, now))
}
