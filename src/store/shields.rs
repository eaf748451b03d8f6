//! What is hidden from one guardian: documents, consents, units with all that
//! stands under them, entries of the log.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::tx::Tx;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, ShieldId, Timestamp};
use std::collections::HashSet;
use uuid::Uuid;

sql! {
    INSERT = "insert into shield (id, child, person, kind, target, target_idx, ground, \
        ground_words_sealed, set_by, created, idx) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    LIFT = "update shield set lifted = $2, lifted_by = $3, lifted_idx = $4 \
        where id = $1 and lifted is null";
    ACTIVE = "select kind, target, target_idx from shield \
        where person = $1 and child = $2 and lifted is null \
        union all select 'unit' as kind, a.id as target, null as target_idx from shield s \
        join agency a on a.parent = s.target \
        or a.parent in (select b.id from agency b where b.parent = s.target) \
        where s.person = $1 and s.child = $2 and s.lifted is null and s.kind = 'unit'";
    OF_CHILD = "select id, child, person, kind, target, target_idx, ground, ground_words_sealed, \
        set_by, created, idx, lifted, lifted_by, lifted_idx from shield \
        where child = $1 order by created, id";
    FIND = "select id, child, person, kind, target, target_idx, ground, ground_words_sealed, \
        set_by, created, idx, lifted, lifted_by, lifted_idx from shield where id = $1";
}

/// What is hidden from one person in one folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shields {
    documents: HashSet<Uuid>,
    consents: HashSet<Uuid>,
    units: HashSet<Uuid>,
    entries: HashSet<i64>,
}

impl Shields {
    /// What a test hides.
    #[cfg(test)]
    pub(crate) fn hiding(hidden: impl IntoIterator<Item = Hidden>) -> Self {
        let mut shields = Self::default();
        for one in hidden {
            match one {
                Hidden::Document(id) => _ = shields.documents.insert(id.0),
                Hidden::Consent(id) => _ = shields.consents.insert(id.0),
                Hidden::Unit(id) => _ = shields.units.insert(id.0),
                Hidden::Entry(index) => _ = shields.entries.insert(index),
            }
        }
        shields
    }

    /// Is nothing hidden?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Is this document hidden, by itself or by the unit that put it in?
    #[must_use]
    pub fn hides_document(&self, id: DocumentId, source: Option<AgencyId>) -> bool {
        self.documents.contains(&id.0) || source.is_some_and(|unit| self.hides_unit(unit))
    }

    /// Is this consent hidden, by itself or by the unit that it is given to?
    #[must_use]
    pub fn hides_consent(&self, id: ConsentId, unit: AgencyId) -> bool {
        self.consents.contains(&id.0) || self.hides_unit(unit)
    }

    /// Is this unit hidden, by itself or by a body above it?
    #[must_use]
    pub fn hides_unit(&self, unit: AgencyId) -> bool {
        self.units.contains(&unit.0)
    }

    /// Is the entry at this index hidden by itself?
    #[must_use]
    pub fn hides_entry(&self, index: i64) -> bool {
        self.entries.contains(&index)
    }
}

/// What a shield hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// One document.
    Document(DocumentId),
    /// One consent, and what is done by it.
    Consent(ConsentId),
    /// A body and all that stands under it, and whatever they have to do with.
    Unit(AgencyId),
    /// One entry of the log.
    Entry(i64),
}

impl Hidden {
    /// Code, id and index as they are stored.
    #[must_use]
    pub fn parts(self) -> (&'static str, Option<Uuid>, Option<i64>) {
        match self {
            Hidden::Document(id) => ("document", Some(id.0), None),
            Hidden::Consent(id) => ("consent", Some(id.0), None),
            Hidden::Unit(id) => ("unit", Some(id.0), None),
            Hidden::Entry(index) => ("entry", None, Some(index)),
        }
    }
}

/// A shield.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shield {
    /// Which.
    pub id: ShieldId,
    /// In whose folder.
    pub child: ChildId,
    /// From whom.
    pub person: PersonId,
    /// What.
    pub hidden: Hidden,
    /// Why: a code.
    pub ground: String,
    /// Why in words, sealed under the child's key.
    pub ground_words_sealed: Option<Vec<u8>>,
    /// The operator who set it.
    pub set_by: Option<PersonId>,
    /// Since when.
    pub created: Timestamp,
    /// Log index of the entry that tells of it.
    pub index: Option<i64>,
    /// When it was lifted.
    pub lifted: Option<Timestamp>,
}

row! {
    struct Row {
        id: Uuid,
        child: Uuid,
        person: Uuid,
        kind: String,
        target: Option<Uuid>,
        target_idx: Option<i64>,
        ground: String,
        ground_words_sealed: Option<Vec<u8>>,
        set_by: Option<Uuid>,
        created: i64,
        idx: Option<i64>,
        lifted: Option<i64>,
    }
}

impl TryFrom<Row> for Shield {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let hidden = match (row.kind.as_str(), row.target, row.target_idx) {
            ("document", Some(id), _) => Hidden::Document(DocumentId(id)),
            ("consent", Some(id), _) => Hidden::Consent(ConsentId(id)),
            ("unit", Some(id), _) => Hidden::Unit(AgencyId(id)),
            ("entry", _, Some(index)) => Hidden::Entry(index),
            _ => return Err(corrupt("shield", "kind", row.id)),
        };
        Ok(Self {
            id: ShieldId(row.id),
            child: ChildId(row.child),
            person: PersonId(row.person),
            hidden,
            ground: row.ground,
            ground_words_sealed: row.ground_words_sealed,
            set_by: row.set_by.map(PersonId),
            created: Timestamp::from_micros(row.created),
            index: row.idx,
            lifted: row.lifted.map(Timestamp::from_micros),
        })
    }
}

/// What is hidden from this person in this folder now, in one statement whether
/// something is or not.
///
/// # Errors
/// When it cannot be read, or a row fits no kind.
pub async fn load(
    conn: &mut Conn,
    person: PersonId,
    child: ChildId,
) -> Result<Shields, StoreError> {
    row! {
        struct Active {
            kind: String,
            target: Option<Uuid>,
            target_idx: Option<i64>,
        }
    }
    let rows: Vec<Active> = on!(conn, c => sqlx::query_as(ACTIVE)
        .bind(person.0).bind(child.0).fetch_all(c).await)?;
    let mut shields = Shields::default();
    for row in rows {
        match (row.kind.as_str(), row.target, row.target_idx) {
            ("document", Some(id), _) => shields.documents.insert(id),
            ("consent", Some(id), _) => shields.consents.insert(id),
            ("unit", Some(id), _) => shields.units.insert(id),
            ("entry", _, Some(index)) => shields.entries.insert(index),
            _ => return Err(corrupt("shield", "kind", child)),
        };
    }
    Ok(shields)
}

/// Hides something from a person, told by the next entry.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, shield: &Shield) -> Result<(), StoreError> {
    let (kind, target, target_idx) = shield.hidden.parts();
    let index = tx.next_index();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(shield.id.0)
        .bind(shield.child.0)
        .bind(shield.person.0)
        .bind(kind)
        .bind(target)
        .bind(target_idx)
        .bind(&shield.ground)
        .bind(shield.ground_words_sealed.as_deref())
        .bind(shield.set_by.map(|id| id.0))
        .bind(shield.created.as_micros())
        .bind(index)
        .execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Lifts a shield, told by the next entry; false when it was lifted before.
///
/// # Errors
/// When it cannot be written.
pub async fn lift(tx: &mut Tx, id: ShieldId, by: Option<PersonId>) -> Result<bool, StoreError> {
    let (now, index) = (tx.now().as_micros(), tx.next_index());
    let rows = on!(tx.writing().await?, c => sqlx::query(LIFT)
        .bind(id.0).bind(now).bind(by.map(|id| id.0)).bind(index)
        .execute(c).await.map(|done| done.rows_affected()))?;
    tx.access_changed();
    Ok(rows == 1)
}

/// Every shield that was ever set in a folder, oldest first.
///
/// # Errors
/// When they cannot be read, or a row fits no kind.
pub async fn list(conn: &mut Conn, child: ChildId) -> Result<Vec<Shield>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF_CHILD).bind(child.0).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The shield with this id.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, id: ShieldId) -> Result<Option<Shield>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}
