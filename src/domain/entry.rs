//! A log entry in clear: fields, groups and their fixed order.
//!
//! The order and the names are part of the ledger's bytes (docs/decisions and
//! `ledger::leaf`): changing them means a new schema number.

use super::id::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, RequestId};
use super::time::Timestamp;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Bytes of a document were released to somebody.
    Opened,
    /// Titles were shown.
    Listed,
    /// Somebody was told no.
    Refused,
    /// How an opening ended: bytes delivered, complete or cut.
    Delivered,
    /// A document was put in.
    Stored,
    /// A document got a new version.
    Replaced,
    /// A document was destroyed.
    Erased,
    /// A consent was given.
    ConsentGranted,
    /// A consent was approved by one who must.
    ConsentApproved,
    /// A consent was declined by one who must.
    ConsentDeclined,
    /// A consent got a new revision.
    ConsentRevised,
    /// A consent was stopped.
    ConsentRevoked,
    /// A consent waits for a new decision.
    ConsentFrozen,
    /// Consents were shown.
    ConsentsSeen,
    /// A coordinator wrote a consent down for the family.
    ConsentDrafted,
    /// A unit gave a consent back.
    ConsentHandedBack,
    /// Nobody answered in time.
    ConsentLapsed,
    /// A unit asked.
    RequestSent,
    /// A request was granted.
    RequestGranted,
    /// A request was declined.
    RequestDeclined,
    /// A request was withdrawn.
    RequestWithdrawn,
    /// A unit reminded the family of its request.
    RequestReminded,
    /// Nobody answered a request in time.
    RequestLapsed,
    /// Requests were shown.
    RequestsSeen,
    /// A selection was remembered for later consents.
    PackKept,
    /// Such a selection was dropped.
    PackDropped,
    /// A guardianship began.
    GuardianshipAdded,
    /// A guardianship changed.
    GuardianshipChanged,
    /// A guardianship ended.
    GuardianshipEnded,
    /// A membership began or changed.
    MembershipAdded,
    /// A membership ended.
    MembershipEnded,
    /// A body was added or changed in the directory.
    AgencyChanged,
    /// A person was registered.
    PersonAdded,
    /// A folder was made.
    ChildAdded,
    /// Something was shielded.
    ShieldSet,
    /// A shield was lifted.
    ShieldLifted,
    /// The young person marked a document "not for my guardians".
    WithholdAsked,
    /// A health professional confirmed such a mark.
    WithholdConfirmed,
    /// Such a mark was taken away, or went away.
    WithholdLifted,
    /// Emergency access began.
    EmergencyOpened,
    /// Emergency access was closed.
    EmergencyClosed,
    /// Somebody of the family switched emergency access on or off.
    EmergencySwitched,
    /// Somebody read the log.
    LogRead,
    /// Somebody exported the log.
    LogExported,
    /// The family took a copy of the folder.
    FolderExported,
    /// Somebody of the family asked for the folder to be erased.
    FolderErasureAsked,
    /// Somebody of the family stopped that.
    FolderErasureStopped,
    /// A folder was erased: its key is gone, and nothing of it can be opened.
    FolderErased,
    /// Entries of an erased folder have lost what they told of it.
    LogErased,
    /// An operator looked at the state of the installation.
    OperationSeen,
    /// Notices were shown.
    NoticesSeen,
    /// An auditor's case was opened.
    CaseOpened,
    /// An auditor put a finding to a case; it is open until a second one has.
    CaseLookedAt,
    /// An auditor's case was closed.
    CaseClosed,
    /// Somebody of the family told the auditors that an entry looks wrong.
    EntryReported,
    /// Keys were rotated.
    KeyRotated,
    /// The root keys were written out, sealed for a recipient.
    KeyEscrowed,
    /// Documents were written out by the operator, sealed for a recipient.
    VaultExported,
    /// The scanner answered.
    Scanned,
    /// A set of policies was taken into use.
    PolicyLoaded,
    /// The service started.
    ServiceStarted,
    /// A backup was restored.
    BackupRestored,
}

super::agency::codes!(Kind {
    Opened => "opened",
    Listed => "listed",
    Refused => "refused",
    Delivered => "delivered",
    Stored => "stored",
    Replaced => "replaced",
    Erased => "erased",
    ConsentGranted => "consent-granted",
    ConsentApproved => "consent-approved",
    ConsentDeclined => "consent-declined",
    ConsentRevised => "consent-revised",
    ConsentRevoked => "consent-revoked",
    ConsentFrozen => "consent-frozen",
    ConsentsSeen => "consents-seen",
    ConsentDrafted => "consent-drafted",
    ConsentHandedBack => "consent-handed-back",
    ConsentLapsed => "consent-lapsed",
    RequestSent => "request-sent",
    RequestGranted => "request-granted",
    RequestDeclined => "request-declined",
    RequestWithdrawn => "request-withdrawn",
    RequestReminded => "request-reminded",
    RequestLapsed => "request-lapsed",
    RequestsSeen => "requests-seen",
    PackKept => "pack-kept",
    PackDropped => "pack-dropped",
    GuardianshipAdded => "guardianship-added",
    GuardianshipChanged => "guardianship-changed",
    GuardianshipEnded => "guardianship-ended",
    MembershipAdded => "membership-added",
    MembershipEnded => "membership-ended",
    AgencyChanged => "agency-changed",
    PersonAdded => "person-added",
    ChildAdded => "child-added",
    ShieldSet => "shield-set",
    ShieldLifted => "shield-lifted",
    WithholdAsked => "withhold-asked",
    WithholdConfirmed => "withhold-confirmed",
    WithholdLifted => "withhold-lifted",
    EmergencyOpened => "emergency-opened",
    EmergencyClosed => "emergency-closed",
    EmergencySwitched => "emergency-switched",
    LogRead => "log-read",
    LogExported => "log-exported",
    FolderExported => "folder-exported",
    FolderErasureAsked => "folder-erasure-asked",
    FolderErasureStopped => "folder-erasure-stopped",
    FolderErased => "folder-erased",
    LogErased => "log-erased",
    OperationSeen => "operation-seen",
    NoticesSeen => "notices-seen",
    CaseOpened => "case-opened",
    CaseLookedAt => "case-looked-at",
    CaseClosed => "case-closed",
    EntryReported => "entry-reported",
    KeyRotated => "key-rotated",
    KeyEscrowed => "key-escrowed",
    VaultExported => "vault-exported",
    Scanned => "scanned",
    PolicyLoaded => "policy-loaded",
    ServiceStarted => "service-started",
    BackupRestored => "backup-restored",
});

impl Kind {
    /// Is such an entry kept from auditors of an agency, though it names one of its
    /// units? What is hidden from one guardian, and why, is the family's own.
    #[must_use]
    pub fn is_the_familys(self) -> bool {
        matches!(self, Kind::ShieldSet | Kind::ShieldLifted)
    }

    /// Is the child of such an entry kept from the unit's own agency? Whether a
    /// request has reached anybody is the family's to tell.
    #[must_use]
    pub fn conceals_child(self) -> bool {
        matches!(
            self,
            Kind::RequestSent
                | Kind::RequestDeclined
                | Kind::RequestWithdrawn
                | Kind::RequestReminded
                | Kind::RequestLapsed
        )
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Yes, or done.
    Allowed,
    /// No.
    Refused,
    /// Every byte was handed over.
    Complete,
    /// The stream ended early.
    Cut,
    /// The process died before it could tell.
    Unknown,
}

super::agency::codes!(Outcome {
    Allowed => "allowed",
    Refused => "refused",
    Complete => "complete",
    Cut => "cut",
    Unknown => "unknown",
});

/// The erasure groups: each entry has one key for each group, and erasing a
/// group drops its values and that key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// What, when, how it ended.
    System,
    /// Who did it.
    Actor,
    /// Whom and what it concerned.
    Subject,
}

impl Group {
    /// All groups, in storage order.
    pub const ALL: [Group; 3] = [Group::System, Group::Actor, Group::Subject];

    /// The name used in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Group::System => "system",
            Group::Actor => "actor",
            Group::Subject => "subject",
        }
    }
}

/// Fields of an entry of schema 1.
pub const FIELD_COUNT: usize = 27;

/// Field names and groups in leaf order, schema 1.
pub const FIELDS: [(&str, Group); FIELD_COUNT] = [
    ("schema", Group::System),
    ("time", Group::System),
    ("kind", Group::System),
    ("outcome", Group::System),
    ("reason", Group::System),
    ("actor", Group::Actor),
    ("role", Group::Actor),
    ("unit", Group::Actor),
    ("agency", Group::Actor),
    ("supplier", Group::Actor),
    ("client", Group::Actor),
    ("assurance", Group::Actor),
    ("child", Group::Subject),
    ("document", Group::Subject),
    ("version", Group::Subject),
    ("sha256", Group::Subject),
    ("consent", Group::Subject),
    ("revision", Group::Subject),
    ("purpose", Group::Subject),
    ("words", Group::Subject),
    ("request", Group::Subject),
    ("policy", Group::System),
    ("facts", Group::System),
    ("of", Group::System),
    ("bytes", Group::System),
    ("act", Group::System),
    ("person", Group::Actor),
];

/// The schema number that stands in every entry of this version.
pub const SCHEMA: i64 = 1;

/// One entry in clear. `None` and the empty text are the same: an empty value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Schema number; decides the field order.
    pub schema: i64,
    /// When, from the transaction.
    pub time: Timestamp,
    /// What.
    pub kind: Kind,
    /// How it ended.
    pub outcome: Outcome,
    /// Reason code of a refusal, of a cut, of an emergency and what is opened in it.
    pub reason: Option<String>,
    /// Who.
    pub actor: Option<PersonId>,
    /// In which capacity ([`super::question::Hat::role`] or `system`).
    pub role: Option<String>,
    /// The unit that the actor belongs to, or that a consent or a case names.
    pub unit: Option<AgencyId>,
    /// The organisation above that unit.
    pub agency: Option<AgencyId>,
    /// A system supplier that acts for the agency.
    pub supplier: Option<String>,
    /// Client or channel code: `http`, `cli`, an OAuth client id.
    pub client: Option<String>,
    /// Strength of the sign-in.
    pub assurance: Option<String>,
    /// Whose folder.
    pub child: Option<ChildId>,
    /// Which document.
    pub document: Option<DocumentId>,
    /// Which version of it.
    pub version: Option<i64>,
    /// SHA-256 of the plaintext.
    pub sha256: Option<[u8; 32]>,
    /// The consent that bore the answer, or that the act is about.
    pub consent: Option<ConsentId>,
    /// SHA-256 of that consent's revision.
    pub revision: Option<[u8; 32]>,
    /// Purpose code.
    pub purpose: Option<String>,
    /// Free words, sealed under the child's key, base64.
    pub words: Option<String>,
    /// A request for consent.
    pub request: Option<RequestId>,
    /// Hash of the policy set that answered.
    pub policy: Option<[u8; 32]>,
    /// Hash of the facts that were decided on.
    pub facts: Option<[u8; 32]>,
    /// Index of the entry that this one completes (delivered → opened) or rests on
    /// (opened in an emergency → emergency-opened; of a case → what it is about).
    pub of: Option<i64>,
    /// Bytes delivered.
    pub bytes: Option<i64>,
    /// The act that was asked for ([`super::question::Act`]).
    pub act: Option<String>,
    /// The person that a guardianship, membership or registration is about.
    pub person: Option<PersonId>,
}

impl Entry {
    /// Makes it that of a refusal.
    pub fn refuse(&mut self, reason: super::Reason) {
        self.kind = Kind::Refused;
        self.outcome = Outcome::Refused;
        self.reason = Some(reason.code().to_owned());
    }

    /// An entry with nothing but its system fields.
    #[must_use]
    pub fn new(time: Timestamp, kind: Kind, outcome: Outcome) -> Self {
        Self {
            schema: SCHEMA,
            time,
            kind,
            outcome,
            reason: None,
            actor: None,
            role: None,
            unit: None,
            agency: None,
            supplier: None,
            client: None,
            assurance: None,
            child: None,
            document: None,
            version: None,
            sha256: None,
            consent: None,
            revision: None,
            purpose: None,
            words: None,
            request: None,
            policy: None,
            facts: None,
            of: None,
            bytes: None,
            act: None,
            person: None,
        }
    }

    /// The values in the order of [`FIELDS`], as the ledger hashes them:
    /// UTF-8; ids hyphenated lower-case; hashes lower-case hex; times and
    /// numbers decimal (times in microseconds since 1970); absent is empty.
    #[must_use]
    pub fn values(&self) -> [String; FIELD_COUNT] {
        fn show<T: ToString>(value: Option<&T>) -> String {
            value.map(T::to_string).unwrap_or_default()
        }
        fn hash(value: Option<&[u8; 32]>) -> String {
            value.map(hex::encode).unwrap_or_default()
        }
        [
            self.schema.to_string(),
            self.time.as_micros().to_string(),
            self.kind.code().to_owned(),
            self.outcome.code().to_owned(),
            show(self.reason.as_ref()),
            show(self.actor.as_ref()),
            show(self.role.as_ref()),
            show(self.unit.as_ref()),
            show(self.agency.as_ref()),
            show(self.supplier.as_ref()),
            show(self.client.as_ref()),
            show(self.assurance.as_ref()),
            show(self.child.as_ref()),
            show(self.document.as_ref()),
            show(self.version.as_ref()),
            hash(self.sha256.as_ref()),
            show(self.consent.as_ref()),
            hash(self.revision.as_ref()),
            show(self.purpose.as_ref()),
            show(self.words.as_ref()),
            show(self.request.as_ref()),
            hash(self.policy.as_ref()),
            hash(self.facts.as_ref()),
            show(self.of.as_ref()),
            show(self.bytes.as_ref()),
            show(self.act.as_ref()),
            show(self.person.as_ref()),
        ]
    }
}
