//! Giving the same to several units at once: all or none, each with a consent of its
//! own, to be stopped alone.

use super::super::App;
use super::super::error::{Error, Invalid};
use super::terms::{self, Terms};
use super::{Grantable, Heard, Making, Own};
use crate::domain::entry::Kind;
use crate::domain::text::Words;
use crate::domain::{AgencyId, ChildId, ConsentId, Timestamp};
use crate::gate::action::Grant;
use crate::gate::{Ask, Changed, Did, Done, Granted, Once};
use crate::identity::Actor;
use crate::store::Tx;
use serde::Serialize;
use std::sync::Arc;

/// Most units that one call gives to.
pub const RECIPIENTS_MAX: usize = 20;

/// Somebody to give to.
#[derive(Debug, Clone, Serialize)]
pub struct Recipient {
    /// The unit.
    pub agency: AgencyId,
    /// Purpose code.
    pub purpose: String,
    /// Until.
    pub valid_until: Timestamp,
    /// Words to this receiver.
    #[serde(skip)]
    pub words: Option<Words>,
}

/// What is given to whom.
#[derive(Debug, Clone)]
pub struct Giving {
    /// To these, at most [`RECIPIENTS_MAX`].
    pub recipients: Vec<Recipient>,
    /// Was the child heard?
    pub heard: Option<Heard>,
    /// How.
    pub heard_words: Option<Words>,
    /// Language of what the giver was shown.
    pub language: &'static str,
}

/// What a gift has made: the consents, and what allowed them, or `None` when it
/// was done before.
pub(crate) type Made = (Vec<ConsentId>, Option<Arc<Granted>>);

impl Giving {
    /// Checks what needs no transaction.
    pub(crate) fn check(&self, app: &App) -> Result<(), Invalid> {
        let all = &self.recipients;
        if all.is_empty() {
            let detail = "Name at least one unit to give to.";
            return Err(Invalid::new("field-missing", "recipients", detail));
        }
        if all.len() > RECIPIENTS_MAX {
            let detail = format!("Give to at most {RECIPIENTS_MAX} units at once.");
            return Err(Invalid::new("too-many", "recipients", detail));
        }
        if all.iter().any(|one| app.policies().tables().purpose(&one.purpose).is_none()) {
            return Err(Invalid { field: "recipients", ..terms::unknown_purpose() });
        }
        for (number, one) in all.iter().enumerate() {
            let is_same =
                |other: &Recipient| other.agency == one.agency && other.purpose == one.purpose;
            if all.iter().take(number).any(is_same) {
                let detail = "The same unit stands twice for the same purpose. Name it once.";
                return Err(Invalid::new("recipient-twice", "recipients", detail));
            }
        }
        Ok(())
    }

    /// The fingerprint of the gift, but for what is given.
    pub(crate) fn parts(&self) -> (Vec<u8>, Vec<u8>) {
        let to = serde_json::to_vec(&self.recipients).unwrap_or_default();
        let words = |words: &Option<Words>| words.as_ref().map_or("", Words::as_str).to_owned();
        let mut said: Vec<String> = self.recipients.iter().map(|one| words(&one.words)).collect();
        said.push(self.heard.map_or("", Heard::code).to_owned());
        said.push(words(&self.heard_words));
        (to, serde_json::to_vec(&said).unwrap_or_default())
    }

    /// Ids for the consents that it makes.
    pub(crate) fn ids(&self, app: &App) -> Vec<ConsentId> {
        self.recipients.iter().map(|_| ConsentId(app.entropy().uuid())).collect()
    }

    /// Inside the transaction: makes a consent on `terms` for each recipient.
    pub(crate) async fn make(
        self,
        app: &App,
        tx: &mut Tx,
        granted: Arc<Granted>,
        (child, terms): (ChildId, Terms),
        ids: Vec<ConsentId>,
    ) -> Result<Did<Made>, Error> {
        let mut details = Vec::with_capacity(ids.len());
        for ((recipient, id), ahead) in self.recipients.into_iter().zip(&ids).zip(0..) {
            let terms = Terms {
                words: recipient.words,
                heard: self.heard,
                heard_words: self.heard_words.clone(),
                valid_until: recipient.valid_until,
                ..terms.clone()
            };
            let terms = terms::check(app, &recipient.purpose, terms)?;
            let (agency, purpose) = (recipient.agency, recipient.purpose);
            let want = Grantable { agency, purpose, terms, language: self.language };
            let app = app.clone();
            let making = Making { app, id: *id, child, want, request: None };
            details.push(making.make(tx, &granted, ahead).await?);
        }
        let mut details = details.into_iter();
        let first = details.next().ok_or_else(|| Error::Internal("a gift to nobody".into()))?;
        let result: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let also = details.map(|detail| (Kind::ConsentGranted, detail)).collect();
        let done = Done::new((ids, Some(granted)), result.join(" "), first);
        Ok(Did::Change(Done { also, ..done }))
    }
}

/// The consents that a gift has made, in the order of the recipients.
pub(crate) fn owns(changed: Changed<Made>) -> Result<Vec<Own>, Error> {
    let (ids, granted, index) = match changed {
        Changed::Done((ids, granted), index) => (ids, granted, index),
        Changed::Repeated(result, index) => {
            let ids: Result<Vec<ConsentId>, _> =
                result.split_whitespace().map(str::parse).collect();
            (ids.map_err(|_| Error::Internal("unreadable result".into()))?, None, index)
        }
        Changed::Refused(refusal) => return Err(refusal.into()),
    };
    let owns = ids.into_iter().zip(index..);
    Ok(owns.map(|(consent, index)| Own::new(consent, index, granted.clone())).collect())
}

/// Makes a consent on the same terms for each recipient: all or none, each with its
/// own entry, approvals and end. The words and the end of `terms` are the recipients'.
/// Gives them in the order of the recipients.
///
/// # Errors
/// Refusals; [`Error::Invalid`].
pub async fn give(
    app: &App,
    actor: &Actor,
    child: ChildId,
    (terms, giving): (Terms, Giving),
    once: Option<String>,
) -> Result<Vec<Own>, Error> {
    giving.check(app)?;
    let terms = terms::sensible(app, terms)?;
    let once = once.map(|key| {
        let what = serde_json::to_vec(&terms).unwrap_or_default();
        let (to, said) = giving.parts();
        Once::of(key, [b"give-many", &child.0.as_bytes()[..], &what, &to, &said])
    });
    let ids = giving.ids(app);
    let ask = Ask::about(child).touching(terms.touching());
    let with = app.clone();
    let changed = app
        .gate
        .change::<Grant, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move { giving.make(&with, tx, granted, (child, terms), ids).await })
        })
        .await?;
    owns(changed)
}
