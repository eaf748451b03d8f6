//! What the tables say about the facts: fields of law, who decides today, who
//! stands behind a consent, and what is hidden from the very person who asks.

use crate::domain::law::{Behind, Law, UNKNOWN_FIELD};
use crate::domain::question::{ConsentFacts, DocumentFacts, Hat};
use crate::domain::{AgencyId, ConsentId, Timestamp};
use crate::policy::rules::Tables;
use crate::store::documents::Touched;
use crate::store::facts::{Facts, Selection};
use crate::store::shields::Shields;

/// Fills in what follows from the tables, and gives the law that counts for the
/// child now.
pub(super) fn settle(tables: &Tables, facts: &mut Facts, now: Timestamp) -> Law {
    let law = facts.born.map(|born| tables.ages.law(born, now)).unwrap_or_default();
    for candidate in &mut facts.candidates {
        match &mut candidate.hat {
            Hat::Guardian { kind, sees, decides, .. } => {
                let powers = tables.powers(kind);
                (*sees, *decides) = (powers.sees(&law), powers.decides(&law));
            }
            Hat::YoungPerson { decides, .. } => decides.clone_from(&law.young_person_decides),
            _ => {}
        }
        if let Some(consent) = &mut candidate.consent {
            settle_consent(tables, &law, consent);
        }
    }
    if let Some(document) = &mut facts.document {
        settle_document(tables, document, facts.is_guardian, &facts.shields);
    }
    law
}

/// Fields, and who stands behind the consent today.
pub(super) fn settle_consent(tables: &Tables, law: &Law, consent: &mut ConsentFacts) {
    // Of whatever nobody has written down all must agree.
    consent.fields = if consent.touches.is_empty() {
        vec![UNKNOWN_FIELD.to_owned()]
    } else {
        tables.fields_of(&consent.touches)
    };
    let most = consent.carriers.iter().map(|kind| tables.powers(kind).today(law)).max();
    let behind = Behind::new(most, consent.by_young_person, law);
    consent.by_guardian = behind.guardian;
    consent.by_representative = behind.representative;
}

/// The field, and whether it is hidden from this person.
pub(super) fn settle_document(
    tables: &Tables,
    document: &mut DocumentFacts,
    is_guardian: bool,
    shields: &Shields,
) {
    tables.field_of(&document.category).clone_into(&mut document.field);
    document.withheld = document.withheld && is_guardian;
    document.shielded = shields.hides_document(document.id, document.source);
}

/// The categories that a scope touches, for somebody to whom the documents that
/// are hidden are as unknown as those of others.
pub(super) fn touches(
    tables: &Tables,
    facts: &Facts,
    own: &[Touched],
    scope: (&[crate::domain::DocumentId], &[String]),
) -> Vec<String> {
    let (documents, categories) = scope;
    let sees = |document: &Touched| {
        let of_family = |hat: &&Hat| matches!(hat, Hat::Guardian { .. } | Hat::YoungPerson { .. });
        let mut hats = facts.candidates.iter().map(|one| &one.hat).filter(of_family);
        hats.any(|hat| is_open(tables, document, hat, facts.is_guardian, &facts.shields))
    };
    let mut touches = categories.to_vec();
    for id in documents {
        let found = own.iter().find(|one| one.id == *id).filter(|one| sees(one));
        touches.push(found.map_or_else(|| UNKNOWN_FIELD.to_owned(), |one| one.category.clone()));
    }
    touches.sort_unstable();
    touches.dedup();
    touches
}

/// Is a document of the folder there for somebody with this hat?
pub(super) fn is_open(
    tables: &Tables,
    document: &Touched,
    hat: &Hat,
    is_guardian: bool,
    shields: &Shields,
) -> bool {
    let hidden =
        shields.hides_document(document.id, document.source) || (document.withheld && is_guardian);
    let field = tables.field_of(&document.category);
    !hidden
        && match hat {
            Hat::Guardian { sees, .. } => sees.iter().any(|one| one == field),
            _ => true,
        }
}

/// Is a consent hidden from a person: by a shield, or because it touches nothing
/// that is a guardian's to see?
pub(super) fn hides_consent<'h>(
    tables: &Tables,
    (id, unit): (ConsentId, AgencyId),
    touches: &[String],
    hats: impl IntoIterator<Item = &'h Hat>,
    shields: &Shields,
) -> bool {
    let fields = tables.fields_of(touches);
    let mut guardian = false;
    let mut sees_some = false;
    for hat in hats {
        match hat {
            Hat::Guardian { sees, .. } => {
                guardian = true;
                sees_some |= fields.is_empty() || fields.iter().any(|field| sees.contains(field));
            }
            Hat::YoungPerson { .. } => sees_some = true,
            _ => {}
        }
    }
    shields.hides_consent(id, unit) || (guardian && !sees_some)
}

/// Is a remembered selection hidden from somebody with these hats: is something of
/// it, and is nothing of it there? What was hidden stays so when it is erased, so
/// `ever` has erased documents too.
pub(super) fn hides_pack<'a>(
    tables: &Tables,
    ever: impl IntoIterator<Item = &'a Touched>,
    hats: &[&Hat],
    (is_guardian, shields): (bool, &Shields),
    pack: &Selection,
) -> bool {
    let sees = |document: &Touched| {
        hats.iter().any(|hat| is_open(tables, document, hat, is_guardian, shields))
    };
    let documents = ever.into_iter().filter(|one| pack.documents.contains(&one.id)).map(sees);
    let categories = pack.categories.iter().map(|category| {
        let field = tables.field_of(category);
        hats.iter().any(|hat| match hat {
            Hat::Guardian { sees, .. } => sees.iter().any(|one| one == field),
            _ => true,
        })
    });
    let parts: Vec<bool> = documents.chain(categories).collect();
    parts.contains(&false) && !parts.contains(&true)
}

/// The same of the selection that is asked about, if one is.
pub(super) fn hides_asked_pack(tables: &Tables, facts: &Facts) -> bool {
    let hats: Vec<&Hat> = facts.candidates.iter().map(|one| &one.hat).collect();
    let by = (facts.is_guardian, &facts.shields);
    let hides = |pack| hides_pack(tables, &facts.ever, &hats, by, pack);
    facts.pack.as_ref().is_some_and(hides)
}

#[cfg(test)]
mod tests;
