//! Giving, agreeing to, changing, seeing and stopping consents.

pub mod agree;
pub mod deciders;

pub mod in_words;
pub mod life;
pub mod many;
pub mod preview;
pub mod receipt;
pub mod revise;
pub(crate) mod terms;
pub mod unit_side;
pub(super) mod view;
mod write;

pub use crate::store::consents::{Heard, Revision};
pub use terms::Terms;
pub use view::{After, ConsentView, Own, State, list, read_own, show};
pub use write::revision_hash;

use super::App;
use super::documents::in_the_way_asking;
use super::error::Error;
use crate::domain::question::Standing;
use crate::domain::text::Words;
use crate::domain::{AgencyId, ChildId, ConsentId, RequestId, Timestamp};
use crate::gate::action::{Grant, Revoke, SeeConsents};
use crate::gate::{Ask, Changed, Detail, Did, Done, Granted, Once};
use crate::identity::Actor;
use crate::store::consents::{self, Approval, Consent};
use crate::store::facts::Target;
use crate::store::{Tx, agencies};
use deciders::Stand;
use serde::Serialize;
use std::sync::Arc;
use write::Writing;

/// What a giver wants to allow.
#[derive(Debug, Clone, Serialize)]
pub struct Grantable {
    /// To whom.
    pub agency: AgencyId,
    /// Purpose code.
    pub purpose: String,
    /// What, to do what, for how long, with which words.
    pub terms: Terms,
    /// Language in which the giver was shown what this means. The same request
    /// in another language is the same request.
    #[serde(skip)]
    pub language: &'static str,
}

impl Grantable {
    /// The fingerprint of the request, but for whose folder it is about.
    fn parts(&self) -> (Vec<u8>, Vec<u8>) {
        let words = |words: &Option<Words>| words.as_ref().map_or("", Words::as_str).to_owned();
        let said = [words(&self.terms.words), words(&self.terms.heard_words)].join("\n");
        (serde_json::to_vec(self).unwrap_or_default(), said.into_bytes())
    }
}

/// Gives a consent. It is in force once all have agreed who must; until then it
/// awaits approval.
///
/// # Errors
/// [`Error::Invalid`] with the field and what to do; refusals.
pub async fn grant(
    app: &App,
    actor: &Actor,
    child: ChildId,
    want: Grantable,
    once: Option<String>,
) -> Result<Own, Error> {
    let want = Grantable { terms: terms::check(app, &want.purpose, want.terms)?, ..want };
    let once = once.map(|key| {
        let (terms, words) = want.parts();
        Once::of(key, [b"grant", &child.0.as_bytes()[..], &terms, &words])
    });
    let ask = Ask::about(child).touching(want.terms.touching());
    let id = ConsentId(app.entropy().uuid());
    let making = Making { app: app.clone(), id, child, want, request: None };
    let changed = app
        .gate
        .change::<Grant, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                let detail = making.make(tx, &granted, 0).await?;
                Ok(done(id, detail, granted))
            })
        })
        .await?;
    own(changed)
}

/// What a change of a consent gives: which one, and what allowed it, or `None`
/// when it was so already.
pub(crate) type Made = (ConsentId, Option<Arc<Granted>>);

/// A change of a consent, with one entry.
pub(crate) fn done(id: ConsentId, detail: Detail, granted: Arc<Granted>) -> Did<Made> {
    Did::Change(Done::new((id, Some(granted)), id.to_string(), detail))
}

/// The consent that a change is about.
pub(crate) fn own(changed: Changed<Made>) -> Result<Own, Error> {
    match changed {
        Changed::Done((consent, granted), index) => Ok(Own { consent, index, granted }),
        Changed::Repeated(result, index) => {
            let consent =
                result.parse().map_err(|_| Error::Internal("unreadable result".into()))?;
            Ok(Own { consent, index, granted: None })
        }
        Changed::Refused(refusal) => Err(refusal.into()),
    }
}

/// A consent that is about to be written down, by the entry `ahead` of the next.
pub(crate) struct Making {
    pub(crate) app: App,
    pub(crate) id: ConsentId,
    pub(crate) child: ChildId,
    pub(crate) want: Grantable,
    pub(crate) request: Option<RequestId>,
}

impl Making {
    /// Inside the transaction: what is named exists, belongs to the child, and is
    /// written down as given by `granted`.
    pub(crate) async fn make(
        self,
        tx: &mut Tx,
        granted: &Granted,
        ahead: i64,
    ) -> Result<Detail, Error> {
        let now = tx.now();
        let giver = granted.person();
        let want = self.want;
        let (app, tables) = (&self.app, self.app.policies().tables());
        let window = want.terms.window(app, &want.purpose, now)?;
        let place = (want.agency, self.child);
        let own = terms::named(app, tx, granted, place, &want.terms, now).await?;
        let scope = want.terms.scope(window, now);
        let touches = terms::touches(app, &scope, &own);
        let stand =
            Stand::load(app, tx, (self.child, want.agency, self.id), granted.law(), now).await?;
        let missing = stand.missing(tables, &touches, &[giver]);
        let waits = !missing.is_empty();
        let lapses = terms::lapses(app, now, scope.valid_until);
        let key = app.vault.data_key(tx, self.child.0).await?;
        let consent = Consent {
            id: self.id,
            child: self.child,
            unit: want.agency,
            purpose: want.purpose,
            revision: 1,
            pending: None,
            lapses: waits.then_some(lapses),
            standing: if waits { Standing::AwaitingApproval } else { Standing::Approved },
            created: now,
            created_by: giver,
            ended: None,
            ended_by: None,
            ended_index: None,
        };
        let index = tx.next_index() + ahead;
        let writing = Writing { app, key: &key, consent: &consent, by: giver, index };
        let said = (&want.terms, want.language);
        let revision = writing.revision(tx, (1, 1), &scope, touches, said)?;
        consents::insert(tx, &consent, &revision, self.request).await?;
        let approval = Approval {
            revision: 1,
            person: giver,
            answer: "approved".to_owned(),
            text_version: revision.text_version.clone(),
            text_language: revision.text_language.clone(),
            at: now,
            index: Some(index),
        };
        consents::insert_approval(tx, self.id, &approval).await?;
        let detail = detail(tx, &consent, revision.sha256).await?;
        Ok(Detail { request: self.request, reason: waits.then_some("awaiting-approval"), ..detail })
    }
}

/// What an entry says of a consent.
pub(crate) async fn detail(
    tx: &mut Tx,
    consent: &Consent,
    sha256: [u8; 32],
) -> Result<Detail, Error> {
    Ok(Detail {
        consent: Some(consent.id),
        revision: Some(sha256),
        unit: Some(consent.unit),
        agency: agencies::top_of(tx, consent.unit).await?,
        purpose: Some(consent.purpose.clone()),
        ..Detail::default()
    })
}

/// Stops a consent, at once. Stopping a stopped one changes nothing and gives
/// the same answer.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn revoke(
    app: &App,
    actor: &Actor,
    id: ConsentId,
    once: Option<String>,
) -> Result<Own, Error> {
    let once = once.map(|key| Once::of(key, [&b"revoke"[..], id.0.as_bytes()]));
    let ask = Ask::about(Target::Consent(id));
    let changed = app
        .gate
        .change::<Revoke, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(stop(tx, id, granted))
        })
        .await?;
    own(changed)
}

/// What came of a change of this consent. One that did not fit tells how it stands:
/// so that is asked for and recorded too.
async fn own_or_told(
    app: &App,
    actor: &Actor,
    id: ConsentId,
    changed: Result<Changed<Made>, Error>,
) -> Result<Own, Error> {
    match changed {
        Ok(changed) => own(changed),
        Err(error) => {
            let ask = Ask::about(Target::Consent(id));
            Err(in_the_way_asking::<SeeConsents>(app, actor, ask, error).await)
        }
    }
}

/// Stops a consent, unless it has ended before.
async fn stop(tx: &mut Tx, id: ConsentId, granted: Arc<Granted>) -> Result<Did<Made>, Error> {
    let consent = consents::find(tx, id).await?.ok_or(Error::NotFound { index: None })?;
    if consent.is_over()
        && let Some(index) = consent.ended_index
    {
        return Ok(Did::Nothing((id, None), index));
    }
    consents::end(tx, id, Standing::Revoked, Some(granted.person())).await?;
    let sha256 = current_hash(tx, &consent).await?;
    let detail = detail(tx, &consent, sha256).await?;
    Ok(done(id, detail, granted))
}

/// Hash of the revision that counts now.
pub(crate) async fn current_hash(tx: &mut Tx, consent: &Consent) -> Result<[u8; 32], Error> {
    Ok(find_revision(tx, consent, consent.revision).await?.sha256)
}

/// One revision of a consent.
pub(crate) async fn find_revision(
    tx: &mut Tx,
    consent: &Consent,
    number: i64,
) -> Result<consents::Revision, Error> {
    let revisions = consents::list_revisions(tx, consent.id).await?;
    let found = revisions.into_iter().find(|one| one.revision == number);
    found.ok_or_else(|| Error::Internal(format!("consent {} lacks a revision", consent.id).into()))
}

/// It is over, whatever is to be done with it.
pub(crate) fn over() -> Error {
    Error::Conflict {
        code: "consent-ended",
        detail: "This consent has ended. Give a new one to share again.",
    }
}

/// Has the clock ended it?
pub(crate) fn expired(until: Timestamp, now: Timestamp) -> Result<(), Error> {
    if until <= now {
        return Err(Error::Conflict {
            code: "consent-expired",
            detail: "The time of this consent is over. Give a new one to share again.",
        });
    }
    Ok(())
}
