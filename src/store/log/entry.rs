//! One row of the log.

use crate::domain::entry::{Entry, FIELD_COUNT, FIELDS, Group, Kind, Outcome};
use crate::domain::question::Act;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, RequestId, Timestamp};
use crate::store::conn::row;
use crate::store::error::{StoreError, corrupt};
use uuid::Uuid;

row! {
    /// An entry as stored: values may be erased, and then the digests stay.
    #[derive(Clone)]
    pub struct EntryRow {
        /// Position in the log.
        pub idx: i64,
        schema: i64,
        /// Microseconds since 1970.
        pub time: i64,
        /// Kind code.
        pub kind: String,
        /// Outcome code.
        pub outcome: String,
        /// Reason code.
        pub reason: Option<String>,
        /// Who.
        pub actor: Option<Uuid>,
        /// In which capacity.
        pub role: Option<String>,
        /// Unit.
        pub unit: Option<Uuid>,
        /// Organisation.
        pub agency: Option<Uuid>,
        supplier: Option<String>,
        client: Option<String>,
        assurance: Option<String>,
        /// Whose folder.
        pub child: Option<Uuid>,
        /// Which document.
        pub document: Option<Uuid>,
        /// Which version.
        pub version: Option<i64>,
        sha256: Option<Vec<u8>>,
        /// Which consent.
        pub consent: Option<Uuid>,
        /// SHA-256 of that consent's revision.
        pub revision: Option<Vec<u8>>,
        /// Purpose code.
        pub purpose: Option<String>,
        words: Option<String>,
        /// Which request.
        pub request: Option<Uuid>,
        policy: Option<Vec<u8>>,
        facts: Option<Vec<u8>>,
        /// The entry that this one completes.
        pub of_idx: Option<i64>,
        /// Bytes delivered.
        pub bytes: Option<i64>,
        /// The act that was asked for.
        pub act: Option<String>,
        /// The person that the entry is about.
        pub person: Option<Uuid>,
        key_system: Vec<u8>,
        key_actor: Option<Vec<u8>>,
        key_subject: Option<Vec<u8>>,
        /// Field digests, kept when a group was erased: 32 bytes for each field.
        pub digests: Option<Vec<u8>>,
        /// The entry that tells that this one's subject was erased.
        pub erased_idx: Option<i64>,
        /// Leaf hash.
        pub leaf: Vec<u8>,
    }
}

/// Shows no keys and no values.
impl std::fmt::Debug for EntryRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EntryRow({})", self.idx)
    }
}

/// Is this the role of one of the family: a guardian or the young person?
#[must_use]
pub fn is_of_family(role: Option<&str>) -> bool {
    matches!(role, Some("guardian" | "young-person"))
}

impl EntryRow {
    /// Values in leaf order; erased groups give `None`. The system group is never
    /// erased.
    #[must_use]
    pub fn values(&self) -> [Option<String>; FIELD_COUNT] {
        let (actor, subject) = (self.key_actor.is_some(), self.key_subject.is_some());
        let mut values = self.stored().map(Some);
        for (value, (_, group)) in values.iter_mut().zip(FIELDS) {
            let kept = match group {
                Group::System => true,
                Group::Actor => actor,
                Group::Subject => subject,
            };
            if !kept {
                *value = None;
            }
        }
        values
    }

    /// The same, but what still stands in the row of an erased group is shown: it
    /// should have gone with the group's key.
    #[must_use]
    pub fn values_as_stored(&self) -> [Option<String>; FIELD_COUNT] {
        let mut values = self.values();
        if values.iter().all(Option::is_some) {
            return values;
        }
        for (value, stored) in values.iter_mut().zip(self.stored()) {
            if value.is_none() && !stored.is_empty() {
                *value = Some(stored);
            }
        }
        values
    }

    /// What stands in the row, in leaf order; absent is empty.
    fn stored(&self) -> [String; FIELD_COUNT] {
        fn id(value: Option<Uuid>) -> String {
            value.map(|v| v.as_hyphenated().to_string()).unwrap_or_default()
        }
        fn text(value: Option<&String>) -> String {
            value.cloned().unwrap_or_default()
        }
        fn hash(value: Option<&Vec<u8>>) -> String {
            value.map(hex::encode).unwrap_or_default()
        }
        fn number(value: Option<i64>) -> String {
            value.map(|v| v.to_string()).unwrap_or_default()
        }
        [
            self.schema.to_string(),
            self.time.to_string(),
            self.kind.clone(),
            self.outcome.clone(),
            text(self.reason.as_ref()),
            id(self.actor),
            text(self.role.as_ref()),
            id(self.unit),
            id(self.agency),
            text(self.supplier.as_ref()),
            text(self.client.as_ref()),
            text(self.assurance.as_ref()),
            id(self.child),
            id(self.document),
            number(self.version),
            hash(self.sha256.as_ref()),
            id(self.consent),
            hash(self.revision.as_ref()),
            text(self.purpose.as_ref()),
            text(self.words.as_ref()),
            id(self.request),
            hash(self.policy.as_ref()),
            hash(self.facts.as_ref()),
            number(self.of_idx),
            number(self.bytes),
            text(self.act.as_ref()),
            id(self.person),
        ]
    }

    /// Is the child of this entry kept from the unit's own agency? Also that of an
    /// emergency that was refused: the number may be nobody's.
    #[must_use]
    pub fn conceals_child(&self) -> bool {
        let refused = self.kind == Kind::Refused.code()
            && self.act.as_deref() == Some(Act::OpenEmergency.code());
        refused || Kind::from_code(&self.kind).is_some_and(Kind::conceals_child)
    }

    /// Did one of the family do it?
    #[must_use]
    pub fn is_by_family(&self) -> bool {
        is_of_family(self.role.as_deref())
    }

    /// Is it kept from the agencies altogether?
    #[must_use]
    pub fn is_the_familys(&self) -> bool {
        Kind::from_code(&self.kind).is_some_and(Kind::is_the_familys)
    }

    /// Group keys: system, actor, subject; `None` where erased or not a key.
    #[must_use]
    pub fn keys(&self) -> [Option<[u8; 32]>; 3] {
        let key = |value: Option<&[u8]>| value.and_then(|bytes| bytes.try_into().ok());
        [
            key(Some(&self.key_system)),
            key(self.key_actor.as_deref()),
            key(self.key_subject.as_deref()),
        ]
    }

    /// The entry in clear, where nothing of it is erased.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when a value fits no state.
    pub fn entry(&self) -> Result<Entry, StoreError> {
        let hash = |column, value: &Option<Vec<u8>>| match value.as_deref() {
            None => Ok(None),
            Some(bytes) => <[u8; 32]>::try_from(bytes)
                .map(Some)
                .map_err(|_| corrupt("log_entry", column, self.idx)),
        };
        Ok(Entry {
            schema: self.schema,
            time: Timestamp::from_micros(self.time),
            kind: Kind::from_code(&self.kind)
                .ok_or_else(|| corrupt("log_entry", "kind", self.idx))?,
            outcome: Outcome::from_code(&self.outcome)
                .ok_or_else(|| corrupt("log_entry", "outcome", self.idx))?,
            reason: self.reason.clone(),
            actor: self.actor.map(PersonId),
            role: self.role.clone(),
            unit: self.unit.map(AgencyId),
            agency: self.agency.map(AgencyId),
            supplier: self.supplier.clone(),
            client: self.client.clone(),
            assurance: self.assurance.clone(),
            child: self.child.map(ChildId),
            document: self.document.map(DocumentId),
            version: self.version,
            sha256: hash("sha256", &self.sha256)?,
            consent: self.consent.map(ConsentId),
            revision: hash("revision", &self.revision)?,
            purpose: self.purpose.clone(),
            words: self.words.clone(),
            request: self.request.map(RequestId),
            policy: hash("policy", &self.policy)?,
            facts: hash("facts", &self.facts)?,
            of: self.of_idx,
            bytes: self.bytes,
            act: self.act.clone(),
            person: self.person.map(PersonId),
        })
    }
}
