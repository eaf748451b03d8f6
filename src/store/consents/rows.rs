//! Consents, revisions and approvals as rows.

use crate::domain::question::{ConsentAction, Standing};
use crate::domain::scope::Scope;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, Timestamp};
use crate::store::conn::row;
use crate::store::error::{StoreError, corrupt};
use crate::store::facts::{unpack, words};
use uuid::Uuid;

/// A consent, apart from its revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Id.
    pub id: ConsentId,
    /// Whose documents.
    pub child: ChildId,
    /// To whom.
    pub unit: AgencyId,
    /// Purpose code.
    pub purpose: String,
    /// Current revision, from 1.
    pub revision: i64,
    /// The revision that waits for approval beside the one in force.
    pub pending: Option<i64>,
    /// When what waits lapses.
    pub lapses: Option<Timestamp>,
    /// What is stored about its life; whether it is in force follows from the clock.
    pub standing: Standing,
    /// Made at.
    pub created: Timestamp,
    /// Made by.
    pub created_by: PersonId,
    /// Stopped at.
    pub ended: Option<Timestamp>,
    /// Stopped by.
    pub ended_by: Option<PersonId>,
    /// Log index of the entry that tells of the end.
    pub ended_index: Option<i64>,
}

row! {
    pub(super) struct Row {
        id: Uuid,
        child: Uuid,
        unit: Uuid,
        purpose: String,
        revision: i64,
        pending: Option<i64>,
        lapses: Option<i64>,
        standing: String,
        created: i64,
        created_by: Uuid,
        ended: Option<i64>,
        ended_by: Option<Uuid>,
        ended_idx: Option<i64>,
    }
}

impl TryFrom<Row> for Consent {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ConsentId(row.id),
            child: ChildId(row.child),
            unit: AgencyId(row.unit),
            purpose: row.purpose,
            revision: row.revision,
            pending: row.pending,
            lapses: row.lapses.map(Timestamp::from_micros),
            standing: Standing::from_code(&row.standing)
                .ok_or_else(|| corrupt("consent", "standing", row.id))?,
            created: Timestamp::from_micros(row.created),
            created_by: PersonId(row.created_by),
            ended: row.ended.map(Timestamp::from_micros),
            ended_by: row.ended_by.map(PersonId),
            ended_index: row.ended_idx,
        })
    }
}

impl Consent {
    /// The revision that waits for somebody's answer, if one does.
    #[must_use]
    pub fn awaited(&self) -> Option<i64> {
        self.pending.or_else(|| {
            let waits = matches!(
                self.standing,
                Standing::Draft | Standing::AwaitingApproval | Standing::Frozen
            );
            waits.then_some(self.revision)
        })
    }

    /// Is it over, apart from time?
    #[must_use]
    pub fn is_over(&self) -> bool {
        !matches!(
            self.standing,
            Standing::Draft | Standing::AwaitingApproval | Standing::Approved | Standing::Frozen
        )
    }
}

/// Was the child heard before the consent was given?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Yes.
    Yes,
    /// No.
    No,
}

crate::domain::agency::codes!(Heard { Yes => "yes", No => "no" });

/// One immutable revision of a consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// From 1.
    pub revision: i64,
    /// Domain-separated SHA-256 of the canonical bytes.
    pub sha256: [u8; 32],
    /// The canonical bytes, sealed under the child's key.
    pub canonical_sealed: Vec<u8>,
    /// In force from.
    pub valid_from: Timestamp,
    /// In force until.
    pub valid_until: Timestamp,
    /// Given at.
    pub given: Timestamp,
    /// Documents named one by one.
    pub documents: Vec<DocumentId>,
    /// Category codes.
    pub categories: Vec<String>,
    /// Later documents too?
    pub also_later: bool,
    /// What the unit may do.
    pub actions: Vec<ConsentAction>,
    /// Excluded persons.
    pub excluded_persons: Vec<PersonId>,
    /// Excluded units.
    pub excluded_units: Vec<AgencyId>,
    /// Sealed free words.
    pub words_sealed: Option<Vec<u8>>,
    /// Version hash of the text that the giver was shown.
    pub text_version: String,
    /// Its language.
    pub text_language: String,
    /// Made at.
    pub created: Timestamp,
    /// Made by.
    pub created_by: PersonId,
    /// Log index of the entry that tells of it.
    pub index: Option<i64>,
    /// Categories of everything that it covers.
    pub touches: Vec<String>,
    /// The revision whose approvals carry it: itself, or an earlier and wider one.
    pub carried_by: i64,
    /// Is it for one opening?
    pub once: bool,
    /// Was the child heard? `None` when nothing was said about it.
    pub heard: Option<Heard>,
    /// How, sealed.
    pub heard_words_sealed: Option<Vec<u8>>,
}

impl Revision {
    /// What it covers and allows.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope {
            documents: self.documents.clone(),
            categories: self.categories.clone(),
            also_later: self.also_later,
            given: self.given,
            actions: self.actions.clone(),
            once: self.once,
            excluded_persons: self.excluded_persons.clone(),
            excluded_units: self.excluded_units.clone(),
            valid_from: self.valid_from,
            valid_until: self.valid_until,
        }
    }
}

row! {
    pub(super) struct RevisionRow {
        revision: i64,
        sha256: Vec<u8>,
        canonical_sealed: Vec<u8>,
        valid_from: i64,
        valid_until: i64,
        given: i64,
        documents: Vec<u8>,
        categories: String,
        also_later: bool,
        actions: String,
        excluded_persons: Vec<u8>,
        excluded_units: Vec<u8>,
        words_sealed: Option<Vec<u8>>,
        text_version: String,
        text_language: String,
        created: i64,
        created_by: Uuid,
        idx: Option<i64>,
        touches: String,
        carried_by: i64,
        once: bool,
        heard: Option<String>,
        heard_words_sealed: Option<Vec<u8>>,
    }
}

impl RevisionRow {
    pub(super) fn into_domain(self, consent: ConsentId) -> Result<Revision, StoreError> {
        let bad = |column| corrupt("consent_revision", column, consent);
        let ids = |bytes: &[u8], column| unpack(Some(bytes)).ok_or_else(|| bad(column));
        Ok(Revision {
            revision: self.revision,
            sha256: self.sha256.try_into().map_err(|_| bad("sha256"))?,
            canonical_sealed: self.canonical_sealed,
            valid_from: Timestamp::from_micros(self.valid_from),
            valid_until: Timestamp::from_micros(self.valid_until),
            given: Timestamp::from_micros(self.given),
            documents: ids(&self.documents, "documents")?.into_iter().map(DocumentId).collect(),
            categories: words(Some(&self.categories)),
            also_later: self.also_later,
            actions: words(Some(&self.actions))
                .iter()
                .map(|code| ConsentAction::from_code(code).ok_or_else(|| bad("actions")))
                .collect::<Result<_, _>>()?,
            excluded_persons: ids(&self.excluded_persons, "excluded_persons")?
                .into_iter()
                .map(PersonId)
                .collect(),
            excluded_units: ids(&self.excluded_units, "excluded_units")?
                .into_iter()
                .map(AgencyId)
                .collect(),
            words_sealed: self.words_sealed,
            text_version: self.text_version,
            text_language: self.text_language,
            created: Timestamp::from_micros(self.created),
            created_by: PersonId(self.created_by),
            index: self.idx,
            touches: words(Some(&self.touches)),
            carried_by: self.carried_by,
            once: self.once,
            heard: self
                .heard
                .map(|code| Heard::from_code(&code).ok_or_else(|| bad("heard")))
                .transpose()?,
            heard_words_sealed: self.heard_words_sealed,
        })
    }
}

/// One giver's answer to one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Which revision.
    pub revision: i64,
    /// Who answered.
    pub person: PersonId,
    /// `approved` or `declined`.
    pub answer: String,
    /// Version hash of the text shown.
    pub text_version: String,
    /// Language of the text shown.
    pub text_language: String,
    /// When.
    pub at: Timestamp,
    /// Log index of the entry that tells of it.
    pub index: Option<i64>,
}

row! {
    pub(super) struct ApprovalRow {
        pub(super) revision: i64,
        pub(super) person: Uuid,
        pub(super) answer: String,
        pub(super) text_version: String,
        pub(super) text_language: String,
        pub(super) at: i64,
        pub(super) idx: Option<i64>,
    }
}
