//! Writing a revision down: its canonical bytes, their hash, and the row.

use super::super::App;
use super::super::error::Error;
use super::terms::Terms;
use crate::domain::question::ConsentAction;
use crate::domain::scope::Scope;
use crate::domain::sha256::Sha256;
use crate::domain::text::Words;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, Timestamp};
use crate::store::Tx;
use crate::store::consents::{Consent, Heard, Revision};
use crate::vault::VaultError;
use crate::vault::fields::{DataKey, Place};
use serde::Serialize;

/// The fields of a revision that matter, in the form that is hashed (RFC 8785).
#[derive(Debug, Serialize)]
struct Canonical<'a> {
    format: &'static str,
    consent: ConsentId,
    revision: i64,
    child: ChildId,
    unit: AgencyId,
    purpose: &'a str,
    documents: &'a [DocumentId],
    categories: &'a [String],
    also_later: bool,
    actions: &'a [ConsentAction],
    once: bool,
    excluded_persons: &'a [PersonId],
    excluded_units: &'a [AgencyId],
    valid_from: Timestamp,
    valid_until: Timestamp,
    given: Timestamp,
    given_by: PersonId,
    words: &'a str,
    /// `yes`, `no`, or empty when nothing was said.
    child_heard: &'a str,
    child_heard_words: &'a str,
    text_version: &'a str,
    text_language: &'a str,
    /// Random, so that the hash tells nothing about the content.
    nonce: &'a str,
}

/// Domain-separated SHA-256 of a revision's canonical bytes.
#[must_use]
pub fn revision_hash(canonical: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"samflyt/consent-revision/1\n");
    hash.update(canonical);
    hash.finish()
}

/// Who writes what down.
pub(super) struct Writing<'a> {
    pub(super) app: &'a App,
    pub(super) key: &'a DataKey,
    pub(super) consent: &'a Consent,
    pub(super) by: PersonId,
    /// Log index of the entry that tells of it.
    pub(super) index: i64,
}

impl Writing<'_> {
    /// The row of a revision with this number, carried by the approvals of
    /// another or its own.
    pub(super) fn revision(
        &self,
        tx: &Tx,
        (number, carried_by): (i64, i64),
        scope: &Scope,
        touches: Vec<String>,
        (terms, language): (&Terms, &str),
    ) -> Result<Revision, Error> {
        let id = self.consent.id;
        let text_version = hex::encode(self.app.policies().hash());
        let nonce = hex::encode(tx.entropy().bytes::<16>());
        let words = terms.words.as_ref().map_or("", Words::as_str);
        let heard_words = terms.heard_words.as_ref().map_or("", Words::as_str);
        let canonical = Canonical {
            format: "samflyt-consent/1",
            consent: id,
            revision: number,
            child: self.consent.child,
            unit: self.consent.unit,
            purpose: &self.consent.purpose,
            documents: &scope.documents,
            categories: &scope.categories,
            also_later: scope.also_later,
            actions: &scope.actions,
            once: scope.once,
            excluded_persons: &scope.excluded_persons,
            excluded_units: &scope.excluded_units,
            valid_from: scope.valid_from,
            valid_until: scope.valid_until,
            given: scope.given,
            given_by: self.by,
            words,
            child_heard: terms.heard.map_or("", Heard::code),
            child_heard_words: heard_words,
            text_version: &text_version,
            text_language: language,
            nonce: &nonce,
        };
        let bytes = serde_json_canonicalizer::to_vec(&canonical)
            .map_err(|error| Error::Internal(Box::new(error)))?;
        let place = Place::consent_canonical(id, number);
        let canonical_sealed = crate::vault::fields::seal(self.key, place, &bytes, tx.entropy())
            .map_err(VaultError::from)?;
        let seal = |place, words: &str| match words {
            "" => Ok(None),
            words => self.app.vault.seal_text(self.key, place, words).map(Some),
        };
        Ok(Revision {
            revision: number,
            sha256: revision_hash(&bytes),
            canonical_sealed,
            valid_from: scope.valid_from,
            valid_until: scope.valid_until,
            given: scope.given,
            documents: scope.documents.clone(),
            categories: scope.categories.clone(),
            also_later: scope.also_later,
            actions: scope.actions.clone(),
            excluded_persons: scope.excluded_persons.clone(),
            excluded_units: scope.excluded_units.clone(),
            words_sealed: seal(Place::consent_words(id, number), words)?,
            text_version: text_version.clone(),
            text_language: language.to_owned(),
            created: tx.now(),
            created_by: self.by,
            index: Some(self.index),
            touches,
            carried_by,
            once: scope.once,
            heard: terms.heard,
            heard_words_sealed: seal(Place::consent_heard(id, number), heard_words)?,
        })
    }
}
