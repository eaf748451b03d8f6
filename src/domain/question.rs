//! A question put to the gate, with every fact that the answer may rest on.
//!
//! The policy engine (`policy`) and the independent judge ([`super::judge`])
//! both see this and nothing else. One question has one *hat* (the capacity in
//! which a person asks) and at most one consent; the gate asks once for each
//! hat and consent that could bear a yes.

use super::agency::MembershipState;
use super::document::ScanState;
use super::id::{AgencyId, ChildId, ConsentId, DocumentId, PersonId};
use super::law::Law;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody wants to do. The policies know the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// See that documents exist: titles, categories, dates.
    List,
    /// Receive the bytes of a document.
    Open,
    /// Put a new document into the folder.
    Store,
    /// Add a version to a document.
    Replace,
    /// Destroy a document.
    Erase,
    /// Give a consent.
    Grant,
    /// See the consents of a child.
    SeeConsents,
    /// Stop a consent.
    Revoke,
    /// Read the log of one child's folder.
    ReadLog,
    /// Read, search and verify the log across children.
    Audit,
    /// Write down a consent that the family has not given yet.
    Draft,
    /// End a consent from the unit's side.
    HandBack,
    /// Mark a document "not for my guardians", or take the mark away.
    Withhold,
    /// Confirm or lift such a mark, as a health professional.
    ConfirmWithheld,
    /// Switch emergency access on or off.
    SetEmergency,
    /// Open the emergency sheet without consent.
    OpenEmergency,
    /// Take a copy of the whole folder.
    Export,
    /// Destroy the whole folder.
    EraseFolder,
    /// Tell the auditors that an entry of the own folder's log looks wrong.
    Report,
    /// Ask a family, in the name of a unit.
    Request,
    /// Run the installation: bodies, guardianships, the state of things. Never what
    /// stands in a folder.
    Operate,
    /// See who the members of a unit are.
    SeeMembers,
    /// Name a new one.
    InviteMember,
    /// Confirm one who was named, or let one work again who was suspended.
    ConfirmMember,
    /// Suspend a member.
    SuspendMember,
    /// End a membership.
    EndMember,
}

crate::domain::agency::codes!(Act {
    List => "list",
    Open => "open",
    Store => "store",
    Replace => "replace",
    Erase => "erase",
    Grant => "grant",
    SeeConsents => "see-consents",
    Revoke => "revoke",
    ReadLog => "read-log",
    Audit => "audit",
    Draft => "draft",
    HandBack => "hand-back",
    Withhold => "withhold",
    ConfirmWithheld => "confirm-withheld",
    SetEmergency => "set-emergency",
    OpenEmergency => "open-emergency",
    Export => "export",
    EraseFolder => "erase-folder",
    Report => "report",
    Request => "request",
    Operate => "operate",
    SeeMembers => "see-members",
    InviteMember => "invite-member",
    ConfirmMember => "confirm-member",
    SuspendMember => "suspend-member",
    EndMember => "end-member",
});

/// How surely the person behind a sign-in is known. The order of the variants
/// is their strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assurance {
    /// eIDAS low.
    Low,
    /// eIDAS substantial.
    Substantial,
    /// eIDAS high.
    High,
}

crate::domain::agency::codes!(Assurance {
    Low => "low",
    Substantial => "substantial",
    High => "high",
});

impl Assurance {
    /// 2 low, 3 substantial, 4 high: the numbers that policies compare.
    #[must_use]
    pub fn level(self) -> i64 {
        match self {
            Assurance::Low => 2,
            Assurance::Substantial => 3,
            Assurance::High => 4,
        }
    }
}

/// The capacity in which a person asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "hat", rename_all = "kebab-case")]
pub enum Hat {
    /// A person with a guardianship over `child`.
    Guardian {
        /// Over whom.
        child: ChildId,
        /// Kind code from `guardianships.toml`.
        kind: String,
        /// Has a second operator confirmed it?
        verified: bool,
        /// In force from.
        from: Timestamp,
        /// Ends at; `None` while it lasts.
        until: Option<Timestamp>,
        /// Fields whose documents this guardian may read today.
        sees: Vec<String>,
        /// Fields in which this guardian has a say today.
        decides: Vec<String>,
    },
    /// The child itself, with a login of its own.
    YoungPerson {
        /// The folder that is this person's own.
        child: ChildId,
        /// Fields in which the young person decides today.
        decides: Vec<String>,
    },
    /// A member of a unit.
    Professional(Membership),
    /// Reads the log: all of it, or what concerns one agency.
    Auditor {
        /// `None` for an operator auditor.
        agency: Option<AgencyId>,
    },
    /// Runs the installation.
    Operator,
    /// Somebody with nothing to show for this question.
    Nobody,
}

impl Hat {
    /// The role as the ledger names it.
    #[must_use]
    pub fn role(&self) -> &'static str {
        match self {
            Hat::Guardian { .. } => "guardian",
            Hat::YoungPerson { .. } => "young-person",
            Hat::Professional(_) => "professional",
            Hat::Auditor { .. } => "auditor",
            Hat::Operator => "operator",
            Hat::Nobody => "nobody",
        }
    }
}

/// A professional's place in a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The unit.
    pub unit: AgencyId,
    /// The bodies above the unit, nearest first.
    pub above: Vec<AgencyId>,
    /// Are the unit and every body above it active?
    pub agency_active: bool,
    /// Does the unit give health care?
    pub health: bool,
    /// Does the person look after the members of the unit?
    pub administrator: bool,
    /// Invited, confirmed, suspended or ended.
    pub state: MembershipState,
    /// Works there from.
    pub from: Timestamp,
    /// Works there until; `None` while it lasts.
    pub until: Option<Timestamp>,
}

/// What the question is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "resource", rename_all = "kebab-case")]
pub enum Resource {
    /// A child's folder as a whole.
    Folder {
        /// Whose.
        child: ChildId,
        /// Is what is asked about (a consent, a request) hidden from this person?
        shielded: bool,
        /// Has the family switched emergency access on?
        emergency_on: bool,
    },
    /// A unit, as the sender of requests.
    Unit {
        /// Which.
        unit: AgencyId,
    },
    /// The members of a unit.
    Members {
        /// Which unit.
        unit: AgencyId,
        /// The bodies above the unit, nearest first.
        above: Vec<AgencyId>,
    },
    /// One place in a unit.
    Place(PlaceFacts),
    /// One document.
    Document(DocumentFacts),
    /// The log, or the part of it that concerns one agency.
    Log {
        /// `None` means all of it.
        agency: Option<AgencyId>,
        /// The bodies above that agency, nearest first.
        above: Vec<AgencyId>,
    },
    /// The installation itself.
    Installation,
}

impl Resource {
    /// The folder of a child, with nothing hidden and no emergency.
    #[must_use]
    pub fn folder(child: ChildId) -> Self {
        Resource::Folder { child, shielded: false, emergency_on: false }
    }

    /// The child concerned, if there is one.
    #[must_use]
    pub fn child(&self) -> Option<ChildId> {
        match self {
            Resource::Folder { child, .. } => Some(*child),
            Resource::Document(document) => Some(document.child),
            Resource::Unit { .. }
            | Resource::Members { .. }
            | Resource::Place(_)
            | Resource::Log { .. }
            | Resource::Installation => None,
        }
    }
}

/// A place in a unit as policies see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceFacts {
    /// The unit.
    pub unit: AgencyId,
    /// The bodies above the unit, nearest first.
    pub above: Vec<AgencyId>,
    /// Whose place it is.
    pub person: PersonId,
    /// Invited, confirmed, suspended or ended.
    pub state: MembershipState,
    /// Which administrator has named the person, until somebody else has confirmed it.
    pub invited_by: Option<PersonId>,
}

/// The role of those who look after the members of a unit.
pub const ADMINISTRATOR: &str = "administrator";

/// A document as policies see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFacts {
    /// Which.
    pub id: DocumentId,
    /// Whose.
    pub child: ChildId,
    /// Code from `categories.toml`.
    pub category: String,
    /// The category's field of law.
    pub field: String,
    /// The unit that put it in; `None` is the family.
    pub source: Option<AgencyId>,
    /// Is it marked "not for my guardians", and the asker one of them?
    pub withheld: bool,
    /// Is it hidden from this person?
    pub shielded: bool,
    /// When it was first stored.
    pub created_at: Timestamp,
    /// Scan state of the version that is asked for.
    pub scan: ScanState,
    /// Is that version the newest, or one whose bytes flow already?
    pub newest: bool,
    /// When it was erased.
    pub erased: Option<Timestamp>,
}

/// What a consent lets its unit do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentAction {
    /// See the list and receive the bytes.
    Open,
    /// Store a copy in the unit's own records.
    Keep,
    /// Put documents into the folder.
    Contribute,
    /// See the overview of consents, draft consents and requests.
    Coordinate,
}

crate::domain::agency::codes!(ConsentAction {
    Open => "open",
    Keep => "keep",
    Contribute => "contribute",
    Coordinate => "coordinate",
});

/// Where a consent's life stands, apart from time: what is stored, not what
/// follows from the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Written down, given by nobody yet.
    Draft,
    /// Given by some, not by all who must.
    AwaitingApproval,
    /// Given by all who must.
    Approved,
    /// Waits for a new decision.
    Frozen,
    /// Stopped by a guardian or the young person.
    Revoked,
    /// Another revision or consent took its place.
    Replaced,
    /// Somebody who must approve said no.
    Declined,
    /// Nobody answered in time.
    Lapsed,
    /// The unit gave it back.
    HandedBack,
    /// It was for one opening, which has been.
    UsedUp,
}

crate::domain::agency::codes!(Standing {
    Draft => "draft",
    AwaitingApproval => "awaiting-approval",
    Approved => "approved",
    Frozen => "frozen",
    Revoked => "revoked",
    Replaced => "replaced",
    Declined => "declined",
    Lapsed => "lapsed",
    HandedBack => "handed-back",
    UsedUp => "used-up",
});

/// A consent in its current revision, as policies see it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentFacts {
    /// Which.
    pub id: ConsentId,
    /// Current revision, counted from 1.
    pub revision: i64,
    /// SHA-256 of the revision's canonical bytes, lower-case hex.
    pub revision_sha256: String,
    /// Whose documents.
    pub child: ChildId,
    /// To whom; members of units below it are covered too.
    pub unit: AgencyId,
    /// Code from `purposes.toml`.
    pub purpose: String,
    /// What is stored about its life.
    pub standing: Standing,
    /// In force from, included.
    pub valid_from: Timestamp,
    /// In force until, excluded.
    pub valid_until: Timestamp,
    /// When the current revision was given; documents of its categories stored
    /// later are covered only with `also_later`.
    pub given_at: Timestamp,
    /// When it stopped to work before its time: revoked, replaced or frozen.
    pub ended: Option<Timestamp>,
    /// Documents named one by one.
    pub documents: Vec<DocumentId>,
    /// Categories named as a whole.
    pub categories: Vec<String>,
    /// Do later documents of the categories fall under it?
    pub also_later: bool,
    /// What the unit may do.
    pub actions: Vec<ConsentAction>,
    /// Persons who may not, whatever else is said.
    pub excluded_persons: Vec<PersonId>,
    /// Units that may not (nor those below them), whatever else is said.
    pub excluded_units: Vec<AgencyId>,
    /// Categories of everything it covers.
    pub touches: Vec<String>,
    /// Their fields of law.
    pub fields: Vec<String>,
    /// Kinds of guardianship, in force now, of those who approved this revision.
    pub carriers: Vec<String>,
    /// Has a guardian with a say approved it?
    pub by_guardian: bool,
    /// Has the young person approved it?
    pub by_young_person: bool,
    /// Has somebody approved it who stands in for a young person of age?
    pub by_representative: bool,
    /// Is it for one opening only?
    pub once: bool,
    /// Has that been, or is it under way?
    pub used: bool,
}

impl ConsentFacts {
    /// Does the consent name this document, or its category for its age?
    #[must_use]
    pub fn covers(&self, document: &DocumentFacts) -> bool {
        self.documents.contains(&document.id)
            || (self.categories.contains(&document.category)
                && (self.also_later || document.created_at <= self.given_at))
    }

    /// Does it keep this member out by name? What the family has said so stands
    /// also while the consent is frozen or begins later.
    #[must_use]
    pub fn keeps_out(&self, person: PersonId, place: &Membership, now: Timestamp) -> bool {
        let stands_in = |body: &AgencyId| place.unit == *body || place.above.contains(body);
        matches!(self.standing, Standing::Approved | Standing::Frozen)
            && now < self.valid_until
            && (self.excluded_persons.contains(&person)
                || self.excluded_units.iter().any(stands_in))
    }
}

/// An emergency that a health professional has declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyFacts {
    /// Which.
    pub id: Uuid,
    /// About whom.
    pub child: ChildId,
    /// Declared by.
    pub person: PersonId,
    /// Lasts from, included.
    pub from: Timestamp,
    /// Lasts until, excluded.
    pub until: Timestamp,
}

/// The purpose that is named when an emergency sheet is opened in an emergency.
pub const EMERGENCY: &str = "emergency";
/// The one category that an emergency opens.
pub const EMERGENCY_SHEET: &str = "emergency-sheet";

/// Everything that one answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The instant that counts, from inside the transaction.
    pub now: Timestamp,
    /// Who asks.
    pub person: PersonId,
    /// In which capacity.
    pub hat: Hat,
    /// How strong the sign-in is.
    pub assurance: Assurance,
    /// What for: the act.
    pub act: Act,
    /// On what.
    pub resource: Resource,
    /// Purpose code that the asker named.
    pub purpose: Option<String>,
    /// The consent that could bear a yes.
    pub consent: Option<ConsentFacts>,
    /// The emergency that could bear a yes.
    pub emergency: Option<EmergencyFacts>,
    /// Fields of law that the act touches: those of the consent that is given or
    /// stopped, of the document that is put in.
    pub fields: Vec<String>,
    /// What the age rules say about the child now.
    pub law: Law,
    /// Does the configuration let documents out that no scanner has seen
    /// (`scanner = off`)?
    pub unscanned_allowed: bool,
}
