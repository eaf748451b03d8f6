//! The sealed columns: each box opens only in the place that it was sealed for.

use super::fields::Place;
use crate::domain::{
    CaseId, ChildId, ConsentId, DocumentId, MembershipId, PackId, PersonId, RequestId, ShieldId,
};
use uuid::Uuid;

/// A child has one data key for life; rotating the root key seals that key again.
pub const DATA_KEY_VERSION: i64 = 1;

fn place(table: &'static str, row: Uuid, column: &'static str) -> Place {
    Place { table, row, column, key_version: DATA_KEY_VERSION }
}

/// The row of one numbered part (a version, a revision) of a thing.
fn numbered(id: Uuid, number: i64) -> Uuid {
    Uuid::from_u128(id.as_u128() ^ u128::from(number.unsigned_abs()))
}

impl Place {
    /// `person.name_sealed`
    #[must_use]
    pub fn person_name(id: PersonId) -> Self {
        place("person", id.0, "name")
    }

    /// `person.pid_sealed`
    #[must_use]
    pub fn person_pid(id: PersonId) -> Self {
        place("person", id.0, "pid")
    }

    /// `membership.name_sealed`, under the directory's key.
    #[must_use]
    pub fn member_name(id: MembershipId) -> Self {
        place("membership", id.0, "name")
    }

    /// `child.name_sealed`
    #[must_use]
    pub fn child_name(id: ChildId) -> Self {
        place("child", id.0, "name")
    }

    /// `child.pid_sealed`
    #[must_use]
    pub fn child_pid(id: ChildId) -> Self {
        place("child", id.0, "pid")
    }

    /// `contact.mail_sealed`
    #[must_use]
    pub fn contact_mail(id: PersonId) -> Self {
        place("contact", id.0, "mail")
    }

    /// `contact.asked_sealed`
    #[must_use]
    pub fn contact_asked(id: PersonId) -> Self {
        place("contact", id.0, "asked")
    }

    /// `contact.code_sealed`
    #[must_use]
    pub fn contact_code(id: PersonId) -> Self {
        place("contact", id.0, "code")
    }

    /// `webhook.secret_sealed`, and `webhook.old_sealed` after it.
    #[must_use]
    pub fn webhook_secret(id: Uuid) -> Self {
        place("webhook", id, "secret")
    }

    /// `document.title_sealed`
    #[must_use]
    pub fn title(id: DocumentId) -> Self {
        place("document", id.0, "title")
    }

    /// `document_version.file_name_sealed`
    #[must_use]
    pub fn file_name(id: DocumentId, version: i64) -> Self {
        place("document_version", numbered(id.0, version), "file_name")
    }

    /// `consent_revision.canonical_sealed`
    #[must_use]
    pub fn consent_canonical(id: ConsentId, revision: i64) -> Self {
        place("consent_revision", numbered(id.0, revision), "canonical")
    }

    /// `consent_revision.words_sealed`
    #[must_use]
    pub fn consent_words(id: ConsentId, revision: i64) -> Self {
        place("consent_revision", numbered(id.0, revision), "words")
    }

    /// `request.words_sealed`
    #[must_use]
    pub fn request_words(id: RequestId) -> Self {
        place("request", id.0, "words")
    }

    /// `pack.name_sealed`
    #[must_use]
    pub fn pack_name(id: PackId) -> Self {
        place("pack", id.0, "name")
    }

    /// `emergency.words_sealed`
    #[must_use]
    pub fn emergency_words(id: Uuid) -> Self {
        place("emergency", id, "words")
    }

    /// `audit_case.words_sealed`, under the directory's key.
    #[must_use]
    pub fn case_words(id: CaseId) -> Self {
        place("audit_case", id.0, "words")
    }

    /// `audit_finding.words_sealed`, under the directory's key.
    #[must_use]
    pub fn finding_words(id: CaseId, person: PersonId) -> Self {
        let row = Uuid::from_u128(id.0.as_u128() ^ person.0.as_u128());
        place("audit_finding", row, "words")
    }

    /// `upload.said_sealed`
    #[must_use]
    pub fn upload_said(id: Uuid) -> Self {
        place("upload", id, "said")
    }

    /// `saved_search.said_sealed`, under the directory's key.
    #[must_use]
    pub fn saved_search(id: Uuid) -> Self {
        place("saved_search", id, "said")
    }

    /// `consent_revision.heard_words_sealed`
    #[must_use]
    pub fn consent_heard(id: ConsentId, revision: i64) -> Self {
        place("consent_revision", numbered(id.0, revision), "heard_words")
    }

    /// `shield.ground_words_sealed`
    #[must_use]
    pub fn shield_words(id: ShieldId) -> Self {
        place("shield", id.0, "ground_words")
    }
}
