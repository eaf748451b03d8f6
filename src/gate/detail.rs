//! What a change tells in its entry.

use crate::domain::entry::Entry;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, RequestId};

/// What an entry says beyond the question itself.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    /// Document.
    pub document: Option<DocumentId>,
    /// Version.
    pub version: Option<i64>,
    /// SHA-256 of the plaintext.
    pub sha256: Option<[u8; 32]>,
    /// Consent.
    pub consent: Option<ConsentId>,
    /// SHA-256 of the consent's revision.
    pub revision: Option<[u8; 32]>,
    /// Whose folder, where the question does not say it.
    pub child: Option<ChildId>,
    /// Unit that a consent is given to.
    pub unit: Option<AgencyId>,
    /// Organisation of that unit.
    pub agency: Option<AgencyId>,
    /// Purpose code.
    pub purpose: Option<String>,
    /// Sealed words, base64.
    pub words: Option<String>,
    /// Request.
    pub request: Option<RequestId>,
    /// The person that a guardianship, membership or registration is about.
    pub person: Option<PersonId>,
    /// A code that says how it stands now: `awaiting-approval`.
    pub reason: Option<&'static str>,
    /// A code of a table: why an emergency is declared.
    pub code: Option<String>,
    /// The entry that this one rests on.
    pub of: Option<i64>,
}

impl Detail {
    pub(super) fn put(self, entry: &mut Entry) {
        entry.document = self.document.or(entry.document);
        entry.version = self.version.or(entry.version);
        entry.sha256 = self.sha256.or(entry.sha256);
        entry.consent = self.consent.or(entry.consent);
        entry.revision = self.revision.or(entry.revision);
        entry.child = self.child.or(entry.child);
        entry.unit = self.unit.or(entry.unit);
        entry.agency = self.agency.or(entry.agency);
        entry.purpose = self.purpose.or(entry.purpose.take());
        entry.words = self.words.or(entry.words.take());
        entry.request = self.request.or(entry.request);
        entry.person = self.person.or(entry.person);
        entry.reason = self.reason.map(ToOwned::to_owned).or(self.code).or(entry.reason.take());
        entry.of = self.of.or(entry.of);
    }
}
